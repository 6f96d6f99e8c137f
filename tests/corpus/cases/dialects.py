"""Delimiters, line ends, quotes, headers: how a text is cut into fields."""
from truth import Text, german, gzipped, roles, sales, table, written

NAMES = ("customer", "date", "amount")
PLAIN = roles(customer="customer", date="date", amount="amount")


def three(rows=12, seed=2, **dialect):
    """Customer, day, amount under plain names."""
    text = Text(*NAMES, **dialect)
    for customer, day, amount, _, _ in sales("en", rows, seed):
        text.kept_row(customer, day, amount, [customer, day, amount])
    return text


def make(corpus):
    add = corpus.add

    text = table("en")
    add("plain.csv", "nothing awkward", text.encoded(), text.orders(), date_order="YMD", decimal="point",
        **roles(customer="Customer", date="Order date", amount="Amount", product="Product"))

    text = three(delimiter="\t")
    add("tab.tsv", "tabs", text.encoded(), text.orders(), delimiter="\t", **PLAIN)

    text = three(delimiter="|")
    add("pipe.txt", "vertical bars", text.encoded(), text.orders(), delimiter="|", **PLAIN)

    text = Text()
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 30, 3)):
        text.keep(customer, day, amount)
        text.raw(f"  {customer:<12}{day.replace('-', '')}   {at % 4 + 1}  {amount:>9}\n")
    add("white_space.txt", "columns set with runs of blanks, without names", text.encoded(), text.orders(),
        delimiter="white-space", header=False)

    text = table("de", delimiter=";", day=written("%d.%m.%Y"), number=german)
    add("semicolon_german.csv", "CSV as a German Excel writes it", text.encoded(), text.orders(),
        delimiter=";", date_order="DMY", decimal="comma", **roles(customer="Kunde", date="Bestelldatum", amount="Betrag"))

    text = Text(delimiter=";", eol="\r\n")
    text.raw("sep=;\r\n")
    text.row(NAMES)
    for customer, day, amount, _, _ in sales("de", 12, 4):
        text.kept_row(customer, day, amount, [customer, written("%d.%m.%Y")(day), german(amount)])
    add("sep_line.csv", "the line by which Excel names the delimiter", text.encoded(), text.orders(),
        delimiter=";", date_order="DMY", decimal="comma", **PLAIN)

    for name, eol in [("crlf", "\r\n"), ("cr", "\r")]:
        text = three(eol=eol)
        text.rejected_row("no_such_day", ["Evans", "2024-02-30", "7.5"], "7.5")
        add(f"{name}.csv", f"lines end with {name.upper()}", text.encoded(), text.orders(), **PLAIN)

    text = Text()
    text.raw("customer,date,amount\r\n")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 12, 5)):
        text.keep(customer, day, amount)
        text.raw(f"{customer},{day},{amount}" + ("\n", "\r\n", "\r")[at % 3])
    text.rejected_row("bad_date", ["Evans", "soon", "3"], 3)
    add("mixed_line_ends.csv", "LF, CRLF and CR in turn", text.encoded(), text.orders(), **PLAIN)

    text = three()
    text.text = text.text.rstrip("\n")
    add("no_last_line_end.csv", "the last line has no end", text.encoded(), text.orders(), **PLAIN)

    text = three()
    add("bom.csv", "a byte order mark before UTF-8", text.encoded(mark=b"\xef\xbb\xbf"), text.orders(), **PLAIN)
    add("bom_twice.csv", "two byte order marks, from an export of an export", text.encoded(mark=b"\xef\xbb\xbf" * 2), text.orders(), **PLAIN)

    text = Text("customer", "date", "amount", "note")
    text.kept_row('Lee, "Ann"', "2024-01-31", "1234.50", ['Lee, "Ann"', "2024-01-31", "1,234.50", 'said ""yes""\nand ""no""'])
    text.kept_row("Bo", "2024-02-01", "2", ["Bo", "2024-02-01", "2", '"'])
    text.kept_row("Cy", "2024-02-02", "3", ["Cy", "2024-02-02", "3", 'a,"b\r\n",c'])
    text.rejected_row("no_date", ["Di", "", "4", "line\nbreak"], 4)
    text.kept_row("Ed", "2024-02-03", "5", ["Ed", "2024-02-03", "5", ""])
    add("nested_quotes.csv", "quotes doubled, with delimiters and line ends inside", text.encoded(), text.orders(), **PLAIN)

    text = three(4)
    for customer, day, amount, note in [("Bo", "2024-02-01", "2", '5" pipe'), ("Cy", "2024-02-02", "3", 'the "best" one')]:
        text.keep(customer, day, amount)
        text.raw(f"{customer},{day},{amount},{note}\n")
    text.text = text.text.replace("customer,date,amount\n", "customer,date,amount,note\n")
    add("quotes_inside.csv", "quotes within fields that are not quoted", text.encoded(), text.orders(), **PLAIN)

    text = three(8)
    text.reject(text.raw('"Evans,2024-03-01,9\n'), "open_quote", 9)
    for customer, day, amount, _, _ in sales("en", 8, 6):
        text.kept_row(customer, day, amount, [customer, day, amount])
    add("quote_never_closed.csv", "a quote that opens a field and never closes", text.encoded(), text.orders(), **PLAIN)

    text = Text(*NAMES, "note")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 12, 7)):
        text.kept_row(customer, day, amount, [customer, day, amount] + ["x"] * (at % 2))
    text.rejected_row("too_few_fields", ["Evans", "2024-03-01"])
    text.rejected_row("too_many_fields", ["Evans", "2024-03-01", "4", "x", "y"], 4)
    add("ragged.csv", "rows shorter and longer than the header", text.encoded(), text.orders(), **PLAIN)

    text = Text()
    text.raw("customer,date,amount,,,\n")
    for customer, day, amount, _, _ in sales("en", 12, 8):
        text.keep(customer, day, amount)
        text.raw(f"{customer},{day},{amount},,,\n")
    add("trailing_delimiters.csv", "delimiters at the end of each line", text.encoded(), text.orders(), **PLAIN)

    text = Text("", "customer", "", "date", "amount", "")
    for customer, day, amount, _, _ in sales("en", 12, 9):
        text.kept_row(customer, day, amount, ["", customer, "", day, amount, ""])
    add("blank_columns.csv", "columns without name and content", text.encoded(), text.orders(), **PLAIN)

    text = Text("customer", "note", "date", "note", "amount", "note")
    for customer, day, amount, city, product in sales("en", 12, 10):
        text.kept_row(customer, day, amount, [customer, city, day, product, amount, "x"])
    add("names_twice.csv", "three columns of the same name", text.encoded(), text.orders(), **PLAIN)

    text = Text("customer", "", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 12, 11)):
        text.kept_row(customer, day, amount, [customer, at + 1, day, amount])
    add("name_missing.csv", "a column with values and no name", text.encoded(), text.orders(), **PLAIN)

    text = Text()
    for customer, day, amount, _, _ in sales("en", 20, 12):
        text.kept_row(customer, day, amount, [customer, day, amount])
    add("no_header.csv", "no names at all", text.encoded(), text.orders(), header=False, **roles(customer="1", date="2", amount="3"))

    text = three(1)
    add("one_row.csv", "one order", text.encoded(), text.orders(), **PLAIN)

    text = Text()
    text.raw("Sales report\nMade 2024-05-01\nBranch: York\n\n")
    text.row(NAMES)
    for customer, day, amount, _, _ in sales("en", 12, 13):
        text.kept_row(customer, day, amount, [customer, day, amount])
    add("header_on_row_5.csv", "titles above the table", text.encoded(), text.orders(), notices=["preamble_skipped"], **PLAIN)

    text = Text(*NAMES)
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 12, 14)):
        text.kept_row(customer, day, amount, [customer, day, amount])
        text.raw(("\n", ",,\n", "  \n", "\t\n")[at % 4])
    add("blank_lines.csv", "blank lines of every kind between the rows", text.encoded(), text.orders(), **PLAIN)

    text = Text(*NAMES)
    for customer, day, amount, _, _ in sales("en", 6, 15):
        text.kept_row(customer, day, amount, [customer, day, amount])
    text.raw(",,\n" * (1 << 20))
    text.kept_row("Last", "2024-12-31", "1", ["Last", "2024-12-31", "1"])
    add("a_million_blank_rows.csv.gz", "2^20 blank rows before the last one", gzipped(text.encoded()), text.orders(), compression="gzip", **PLAIN)

    wide = Text(*NAMES, *(f"answer {number}" for number in range(1, 9_998)))
    for customer, day, amount, _, _ in sales("en", 3, 16):
        wide.kept_row(customer, day, amount, [customer, day, amount] + [""] * 9_997)
    add("columns_10000.csv.gz", "ten thousand columns", gzipped(wide.encoded()), wide.orders(), compression="gzip", **PLAIN)

    text = Text(*NAMES, "note")
    for customer, day, amount, _, _ in sales("en", 4, 17):
        text.kept_row(customer, day, amount, [customer, day, amount, "a very long story " * 20_000])
    add("long_field.csv.gz", "fields of 360,000 characters", gzipped(text.encoded()), text.orders(), compression="gzip", **PLAIN)

    text = three(6)
    text.reject(text.raw("Evans,2024-01-01,5," + "x" * (3 << 20) + "\n"), "line_too_long", 5)
    text.kept_row("Last", "2024-12-31", "1", ["Last", "2024-12-31", "1"])
    add("long_line.csv.gz", "a line of three megabytes", gzipped(text.encoded()), text.orders(), compression="gzip", **PLAIN)

    text = three(6)
    text.reject(text.raw("\x1a"), "too_few_fields")
    add("end_of_file_sign.csv", "the end of file sign of DOS on the last line", text.encoded(), text.orders(), **PLAIN)

    text = Text(*NAMES, "note")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 12, 18)):
        text.kept_row(customer, day, amount, [customer, day, amount, f"paid at the till{chr(at % 8 + 1)} and taken away\x0b\x0c\x1b\x7f"])
    add("control_characters.csv", "control characters within texts", text.encoded(), text.orders(), **PLAIN)

    text = three(40)
    add("nul_bytes_few.csv", "a zero byte within a name and some at the end, as padding", text.encoded().replace(b"Smith", b"Sm\0ith", 1) + bytes(3), text.orders(),
        notices=["zeros_left_out"], **PLAIN)
    refused = three(3)
    corpus.refuse("header_only.csv", "names and no row", b"customer,date,amount\r\n", "header_only", row=1)
    corpus.refuse("empty.csv", "no byte at all", b"", "empty_file")
    corpus.refuse("only_a_mark.csv", "a byte order mark and nothing else", b"\xef\xbb\xbf", "empty_file")
    corpus.refuse("only_blank_lines.csv", "line ends and blanks", b"\r\n\n   \n\t\r\n" * 20, "empty_file")
    corpus.refuse("one_column.csv", "one column", b"email\nann@example.com\nbo@example.com\n", "one_column")
    corpus.refuse("letter.csv", "prose", b"Dear all,\nplease find the list attached.\nKind regards\n", "one_column")
    corpus.refuse("all_bad.csv", "no row that can be used", b"customer,date,amount\na,soon,1\nb,later,2\n", "no_usable_rows", row=2, column="date")
    corpus.refuse("nul_bytes.csv", "zero bytes in the middle of a text", refused.encoded().replace(b"Smith", b"Sm\0th") + b"a\0,2024-01-01,1\n", "not_text")
