"""Makes the workbooks in `workbooks/`: small ones, each with what people's files have.

    pip install openpyxl==3.1.5 xlwt==1.3.0 odfpy==1.4.1
    python tests/data/workbooks.py

Files are the same whenever it is run.
"""

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent / "workbooks"
DAY = dt.datetime(2024, 1, 31)


def settle(path):
    """Packs an archive anew with a fixed time, so that the bytes stay the same."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z?", b"2024-01-31T00:00:00Z", content)
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 31, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def shop_xlsx():
    """A cover, a title and blank rows above, blank columns before, merged customers, two epochs' worth of traps."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"] = "Orders of January"
    sheet = book.create_sheet("Orders 2024")
    sheet["A1"] = "All orders"
    sheet.merge_cells("A1:G1")
    sheet.append([])
    rows = [
        ["Customer", "Card", "Date", "Amount", "Paid", "Note"],
        ["Ann Lee", 120000000000, DAY, 12.5, True, "one\ntwo"],
        [None, 120000000000, DAY + dt.timedelta(hours=12, minutes=59, seconds=2), 0.1 + 0.2, False, None],
        [None, 120000000000, dt.date(2024, 2, 1), 3, None, "=1/0"],
        ["李雷", 42, "2024-02-03", "4.50", True, "text date"],
        ["Bob", 7, dt.date(2024, 2, 4), 5, True, "hidden row"],
    ]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 3):
            sheet.cell(number, column, value)
    sheet.merge_cells("C5:C7")
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["H"].hidden = True
    hidden = book.create_sheet("Prices")
    hidden.append(["Product", "Price"])
    hidden.append(["Tea", 3])
    hidden.sheet_state = "hidden"
    totals = book.create_sheet("Totals")
    totals.append(["Month", "Sum"])
    totals.append(["Jan", 25])
    totals.append(["Feb", 26])
    book.save(HERE / "shop.xlsx")
    settle(HERE / "shop.xlsx")


def epoch_xlsx():
    """Days counted from 1904, as on older Macs."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    for row in [["customer", "date", "amount"], ["ann", DAY, 5], ["bob", dt.datetime(1904, 1, 2, 6, 30), 6]]:
        sheet.append(row)
    book.save(HERE / "epoch.xlsx")
    settle(HERE / "epoch.xlsx")


SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
<x:row><x:c t="inlineStr"><x:is><x:t>customer</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>date</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>amount</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>note</x:t></x:is></x:c></x:row>
<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c s="1"><x:v>45322.5</x:v></x:c><x:c><x:f>2*3</x:f><x:v>6</x:v></x:c><x:c t="str"><x:f>"a"&amp;"b"</x:f><x:v>a&amp;b</x:v></x:c></x:row>
<x:row><x:c t="s"><x:v>1</x:v></x:c><x:c t="d"><x:v>2024-02-01T00:00:00</x:v></x:c><x:c t="e"><x:v>#DIV/0!</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>
<x:row r="9"><x:c r="A9" t="s"><x:v>1</x:v></x:c><x:c r="B9" s="2"><x:v>60</x:v></x:c><x:c r="C9"><x:v>1.2E+11</x:v></x:c></x:row>
<x:row r="10"><x:c r="A10" t="s"><x:v>1</x:v></x:c><x:c r="B10" s="2"><x:v>45324</x:v></x:c><x:c r="C10"><x:v>7</x:v></x:c><x:c r="D10" t="e"><x:v>#N/A</x:v></x:c></x:row>
</x:sheetData></x:worksheet>"""

PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/data.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""",
    "xl/sharedStrings.xml": """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>An</t></r><r><rPr><b/></rPr><t xml:space="preserve">n </t></r><r><t>Lee</t></r><rPh sb="0" eb="1"><t>kana</t></rPh></si><si><t>bob</t></si></sst>""",
    "xl/styles.xml": """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>""",
    "xl/worksheets/data.xml": SHEET,
}


def raw_xlsx():
    """What other programs write: prefixes, no places, rich and inline texts, stored values of formulas, errors."""
    with zipfile.ZipFile(HERE / "raw.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    settle(HERE / "raw.xlsx")


def shop_xls():
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("Empty")
    sheet = book.add_sheet("订单")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    time = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM:SS")
    sheet.write(0, 0, "一月订单")
    for column, name in enumerate(["客户", "日期", "金额", "积分", "备注"]):
        sheet.write(2, column, name)
    sheet.write_merge(3, 4, 0, 0, "张三")
    for row, (date, style, amount) in enumerate([(DAY, day, 12.5), (dt.datetime(2024, 2, 1, 8, 30), time, 3)], 3):
        sheet.write(row, 1, date, style)
        sheet.write(row, 2, amount)
        sheet.write(row, 3, 120000000000)
    sheet.write(5, 0, "李四")
    sheet.write(5, 1, "2024-02-03")
    sheet.write(5, 2, 5)
    sheet.row(5).hidden = True
    sheet.col(4).hidden = True
    sheet.write(5, 4, True)
    book.save(str(HERE / "shop.xls"))


def cell(value=None, **attributes):
    """A cell of an ODS with its text."""
    if value is None:
        return TableCell(**attributes)
    if isinstance(value, bool):
        made = TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **attributes)
    elif isinstance(value, (int, float)):
        made = TableCell(valuetype="float", value=value, **attributes)
    elif isinstance(value, dt.datetime):
        text = value.isoformat() if value.time() != dt.time() else value.date().isoformat()
        made = TableCell(valuetype="date", datevalue=text, **attributes)
    else:
        made = TableCell(valuetype="string", **attributes)
    for line in str(value).split("\n"):
        made.addElement(P(text=line))
    return made


def shop_ods():
    book = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(unseen)

    def row(table, cells, **attributes):
        made = TableRow(**attributes)
        for each in cells:
            made.addElement(each)
        table.addElement(made)

    secret = Table(name="Secret", stylename=unseen)
    row(secret, [cell("a"), cell("b")], numberrowsrepeated=2)
    book.spreadsheet.addElement(secret)
    table = Table(name="Orders")
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    table.addElement(TableColumn(visibility="collapse"))
    row(table, [cell("All orders")])
    row(table, [cell(numbercolumnsrepeated=1024)], numberrowsrepeated=3)
    row(table, [cell("customer"), cell("date"), cell("amount"), cell("note")])
    row(table, [cell("Ann", numberrowsspanned=2), cell(DAY), cell(12.5), cell("one\ntwo & three")])
    row(table, [CoveredTableCell(), cell(DAY + dt.timedelta(hours=8)), cell(0.1 + 0.2), cell(True)])
    row(table, [cell("Bob"), cell("2024-02-03"), cell(5)], numberrowsrepeated=2, visibility="filter")
    row(table, [cell(numbercolumnsrepeated=1024)], numberrowsrepeated=1048000)
    book.spreadsheet.addElement(table)
    book.save(str(HERE / "shop.ods"))
    settle(HERE / "shop.ods")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for make in (shop_xlsx, epoch_xlsx, raw_xlsx, shop_xls, shop_ods):
        make()
