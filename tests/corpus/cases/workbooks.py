"""Workbooks: XLSX by openpyxl, XLS by xlwt, ODS by odfpy, made the same to the byte in every run."""
import io
import re
import struct
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from odf import opendocument, style, table as odf_table, text as odf_text

from cases.dialects import PLAIN
from cases.ole import compound
from truth import Truth, roles, sales

NAMES = ["customer", "date", "amount"]
WORKBOOK = {"encoding": "", "delimiter": "", "compression": "none", "decimal": "point"}


class Sheet(Truth):
    """Rows of cells; each says what it is."""

    def __init__(self, *above):
        super().__init__()
        self.cells = [list(row) for row in above]

    def row(self, cells):
        self.cells.append(list(cells))
        return len(self.cells)

    def kept_row(self, customer, day, amount, cells):
        self.keep(customer, day, amount)
        self.row(cells)

    def rejected_row(self, code, cells, money=0):
        self.reject(self.row(cells), code, money)


def shop(rows=16, seed=100, above=(), typed=date.fromisoformat):
    """Customer, day, amount, with real dates and numbers."""
    sheet = Sheet(*above, NAMES)
    for customer, day, amount, _, _ in sales("en", rows, seed):
        sheet.kept_row(customer, day, amount, [customer, typed(day), float(amount)])
    return sheet


def repacked(data):
    """A zip file without the times of its making."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            # An ODS begins with its type, stored as it is.
            content = old.read(name)
            if name in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2024-01-01T00:00:00", content)
            new.writestr(zipfile.ZipInfo(name), content, old.getinfo(name).compress_type)
    return target.getvalue()


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue())


def xlsx(sheet, change=None, epoch=None):
    """A workbook of one sheet, changed by a function before it is saved."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    page = book.active
    page.title = "Orders"
    for row in sheet.cells:
        page.append(row)
    if change:
        change(book, page)
    return saved(book)


def xls(sheet, *, old_epoch=False, change=None):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = old_epoch
    page = book.add_sheet("Orders")
    days = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for at, row in enumerate(sheet.cells):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write(at, column, cell, days)
            elif cell is not None:
                page.write(at, column, cell)
    if change:
        change(book, page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ods(sheet):
    book = opendocument.OpenDocumentSpreadsheet()
    page = odf_table.Table(name="Orders")
    for row in sheet.cells:
        line = odf_table.TableRow()
        for cell in row:
            if isinstance(cell, date):
                made = odf_table.TableCell(valuetype="date", datevalue=cell.isoformat())
            elif isinstance(cell, (int, float)):
                made = odf_table.TableCell(valuetype="float", value=str(cell))
            else:
                made = odf_table.TableCell(valuetype="string")
            made.addElement(odf_text.P(text="" if cell is None else str(cell)))
            line.addElement(made)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    return saved(book)


def edited(data, member, change):
    """A zip file with one member changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(zipfile.ZipInfo(info.filename), change(content) if info.filename == member else content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def make(corpus):
    def add(name, about, data, truth, **more):
        form = {"format": name.split(".")[-1]} | WORKBOOK
        corpus.add(name, about, data, truth.orders(), **(form | {"header": True, "date_order": "YMD"} | PLAIN | more))

    plain = shop()
    add("orders.xlsx", "a plain workbook", xlsx(plain), plain)
    add("orders.xls", "a plain workbook of Excel 97", xls(plain), plain)
    add("orders.ods", "a plain workbook of LibreOffice", ods(plain), plain)
    corpus.add("workbook_named_csv.csv", "XLSX that is named .csv", xlsx(plain), plain.orders(), **(WORKBOOK | {"format": "xlsx"} | PLAIN))
    corpus.add("workbook_named_xls.xls", "XLSX that is named .xls", xlsx(plain), plain.orders(), **(WORKBOOK | {"format": "xlsx"} | PLAIN))
    add("epoch_1904.xlsx", "days counted from 1904", xlsx(plain, epoch=CALENDAR_MAC_1904), plain)
    add("epoch_1904.xls", "days counted from 1904, Excel 97", xls(plain, old_epoch=True), plain)

    times = shop(seed=101, typed=lambda day: datetime.fromisoformat(day) + timedelta(hours=23, minutes=59, seconds=59))
    add("times.xlsx", "the last second of each day", xlsx(times), times)

    texts = shop(seed=102, typed=lambda day: date.fromisoformat(day).strftime("%d/%m/%Y"))
    add("days_as_texts.xlsx", "days that are texts, day first", xlsx(texts), texts, date_order="DMY")

    numbers = shop(seed=103)
    numbers.cells = [numbers.cells[0]] + [[name, day, f"{amount:,.2f}"] for name, day, amount in numbers.cells[1:]]
    add("amounts_as_texts.xlsx", "amounts that are texts with thousands", xlsx(numbers), numbers)

    titled = shop(seed=104, above=(["Orders of 2023 and 2024"], [], ["made by Ann"], []))
    add("header_on_row_5.xlsx", "titles above the table, one of them merged", xlsx(titled, lambda _, page: page.merge_cells("A1:C1")), titled, notices=["preamble_skipped"])

    moved = shop(seed=105)
    moved.cells = [[]] * 6 + [[None, None, *row] for row in moved.cells]
    add("table_from_c7.xlsx", "a table that begins in C7", xlsx(moved), moved)

    merged = Sheet(NAMES)
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 15, 106)):
        owner = customer if at % 3 == 0 else owner  # noqa: F821
        merged.kept_row(owner, day, amount, [owner if at % 3 == 0 else None, date.fromisoformat(day), float(amount)])
    add("merged_customers.xlsx", "a customer merged over three orders belongs to each", xlsx(merged, lambda _, page: [
        page.merge_cells(start_row=row, end_row=row + 2, start_column=1, end_column=1) for row in range(2, 17, 3)]), merged, notices=["merged_filled"])

    def hide(book, page):
        page.row_dimensions[4].hidden = page.row_dimensions[5].hidden = True
        page.column_dimensions["B"].hidden = True
        secret = book.create_sheet("Before", 0)
        secret.sheet_state = "hidden"
        for row in [NAMES, ["Nobody", date(2020, 1, 1), 1.0], ["Nobody", date(2020, 1, 2), 1.0]]:
            secret.append(row)

    hidden = shop(seed=107)
    add("hidden.xlsx", "a hidden sheet is passed over, hidden rows and columns are read and told", xlsx(hidden, hide), hidden, sheet="Orders", notices=["hidden_cells"])

    def cover(book, _):
        front = book.create_sheet("Cover", 0)
        front["B2"] = "Annual report"
        book.create_sheet("Empty", 1)
        book.create_sheet("Notes").append(["checked by Ann"])

    covered = shop(seed=108)
    add("sheets.xlsx", "a cover and an empty sheet before the orders", xlsx(covered, cover), covered, sheet="Orders")

    def formulas(data):
        """Each amount as a formula with the value that Excel kept."""
        return edited(data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb'(<c r="C\d+") t="n"><v>', rb"\1><f>SUM(D1:D9)</f><v>", xml))

    computed = shop(seed=109)
    add("formulas.xlsx", "amounts that are formulas, with their values", formulas(xlsx(computed)), computed)

    errors = shop(10, seed=110)
    for fault in ("#N/A", "#REF!", "#DIV/0!"):
        errors.rejected_row("no_amount", ["Evans", date(2024, 5, 1), fault])
    add("errors.xlsx", "errors in place of amounts", xlsx(errors), errors)

    ids = Sheet(["customer", "date", "amount", "vip"])
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 16, 111)):
        number = 120_000_000_000 + len(customer)
        ids.kept_row(number, day, amount, [number, date.fromisoformat(day), float(amount), at % 2 == 0])
    add("ids_as_numbers.xlsx", "ids of twelve digits that are numbers, and yes or no", xlsx(ids), ids, ids=["120000000005"])

    zeros = Sheet(NAMES)
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 16, 112)):
        name = f"00{len(customer)}"
        zeros.kept_row(name, day, amount, [name, date.fromisoformat(day), float(amount)])
    add("ids_with_zeros.xlsx", "ids that are texts with leading zeros", xlsx(zeros), zeros, ids=["005"])

    totalled = shop(seed=113)
    total = sum(Decimal(str(row[2])) for row in totalled.cells[1:])
    totalled.rejected_row("totals_row", ["Total", None, float(total)], total)
    add("totals_row.xlsx", "a total below the orders", xlsx(totalled), totalled, notices=["totals_rows"])

    chinese = Sheet(["客户", "下单时间", "实付金额"])
    for customer, day, amount, _, _ in sales("zh-Hans", 16, 114):
        chinese.kept_row(customer, day, amount, [customer, date.fromisoformat(day), float(amount)])
    named = roles(customer="客户", date="下单时间", amount="实付金额")
    add("chinese.xls", "Chinese in a workbook of Excel 97", xls(chinese), chinese, **named)
    add("chinese.ods", "Chinese in a workbook of LibreOffice", ods(chinese), chinese, **named)

    holes = shop(12, seed=115)
    holes.cells.insert(5, [])
    holes.cells.insert(9, [None, None, None])
    add("empty_rows.xlsx", "empty rows between the orders", xlsx(holes), holes)

    broken = Sheet(NAMES, ["Evans", "soon", 5.0], [None, date(2024, 1, 31), 6.0])
    broken.reject(2, "bad_date", 5)
    broken.reject(3, "no_customer", 6)
    for customer, day, amount, _, _ in sales("en", 24, 116):
        broken.kept_row(customer, day, amount, [customer, date.fromisoformat(day), float(amount)])
    for kind, write in [("xlsx", xlsx), ("xls", xls), ("ods", ods)]:
        add(f"rejected_rows.{kind}", "rows that cannot be used, by their row in the sheet", write(broken), broken)

    whole = xlsx(plain)
    corpus.refuse("truncated.xlsx", "XLSX that ends in the middle", whole[: len(whole) // 2], "damaged")
    corpus.refuse("truncated.xls", "Excel 97 that ends in the middle", xls(plain)[:3000], "damaged")
    corpus.refuse("truncated.ods", "ODS that ends in the middle", ods(plain)[:-300], "damaged")
    corpus.refuse("garbled.xlsx", "XLSX with bytes changed in the sheet", whole.replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:700] + bytes(200) + whole[900:], "damaged")
    corpus.refuse("password.xlsx", "a workbook behind a password", compound({"EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0" + b"<encryption/>" * 8, "EncryptedPackage": struct.pack("<Q", 9_000) + bytes(range(256)) * 40}), "locked")
    corpus.refuse("letter.doc", "an old text document", compound({"WordDocument": b"\xec\xa5\xc1\0" + b"Dear all" * 600}), "not_text")
    corpus.refuse("no_rows.xlsx", "an empty workbook", xlsx(Sheet()), "empty_file")
    corpus.refuse("header_only.xlsx", "a workbook with names and no rows", xlsx(Sheet(NAMES)), "header_only")
    corpus.refuse("bomb.xlsx", "a sheet of one gigabyte within one megabyte", bomb(whole), "too_large")
    corpus.refuse("bomb_of_many_sheets.xlsx", "members that share one piece of packed zeros", overlapping(whole), "too_large")
    corpus.refuse("archive.zip", "a CSV within a plain archive", packed({"orders.csv": b"customer,date,amount\na,2024-01-31,1\n"}), "unsupported")
    corpus.refuse("letter.docx", "a text document", packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}), "not_text")
    page = b"<html><body><table><tr><td>customer</td></tr></table></body></html>"
    corpus.refuse("web_page.xls", "a web page that is named .xls", page, "unsupported")
    corpus.refuse("office_2003.xls", "XML of Excel 2003 that is named .xls", b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "unsupported")
    corpus.refuse("document.pdf", "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not_text")
    corpus.refuse("picture.csv", "a picture that is named .csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "not_text")
    corpus.refuse("random.csv", "bytes without any sense", bytes(at * at * 31 % 251 for at in range(1, 3000)), "not_text")


def packed(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def bomb(whole):
    """A sheet with a gigabyte of blanks in it."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"<sheetData>", b"<sheetData>" + b" " * (1 << 30))
    return packed(members)


def overlapping(whole):
    """A thousand sheets, all of which are the same bytes of the archive."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["xl/worksheets/sheet2.xml"] = b" " * (1 << 22)
    data = packed(members)
    end = data.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    entries = data[start : start + size]
    at = entries.index(b"xl/worksheets/sheet2.xml") - 46
    one = entries[at : at + 46 + 24]
    more = b"".join(one.replace(b"sheet2.xml", b"s%05d.xml" % number) for number in range(1_000))
    number = count + 1_000
    tail = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, number, number, size + len(more), start, 0)
    return data[:start] + entries + more + tail
