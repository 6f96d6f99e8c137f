"""Real words of each language in each of its encodings."""
from truth import Text, german, grouped, named, roles, sales, table, written

MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def make(corpus):
    def add(name, about, text, encoding, label, mark=b"", **more):
        corpus.add(name, about, text.encoded(encoding, mark), text.orders(), encoding=label,
                   delimiter=text.delimiter, **more)

    dots, slashes = written("%d.%m.%Y"), written("%d/%m/%Y")
    comma = {"date_order": "DMY", "decimal": "comma"}
    spaced = lambda amount: grouped(amount, " ", ",")  # noqa: E731
    for name, language, encoding, label, day, number in [
        ("windows_1252_german", "de", "cp1252", "windows-1252", dots, german),
        ("windows_1252_french", "fr", "cp1252", "windows-1252", slashes, spaced),
        ("windows_1252_spanish", "es", "cp1252", "windows-1252", slashes, german),
        ("windows_1250_polish", "pl", "cp1250", "windows-1250", dots, spaced),
        ("windows_1250_czech", "cs", "cp1250", "windows-1250", dots, spaced),
        ("windows_1251_russian", "ru", "cp1251", "windows-1251", dots, spaced),
        ("windows_1253_greek", "el", "cp1253", "windows-1253", slashes, german),
        ("windows_1254_turkish", "tr", "cp1254", "windows-1254", dots, german),
        ("windows_1257_lithuanian", "lt", "cp1257", "windows-1257", written("%Y.%m.%d"), spaced),
    ]:
        text = table(language, 60, delimiter=";", day=day, number=number, seed=50, eol="\r\n")
        add(f"{name}.csv", f"{label} as Excel writes it in that country", text, encoding, label,
            **(comma | {"date_order": "YMD"} if language == "lt" else comma), **named(language))
    for name, language, encoding, label in [
        ("windows_1255_hebrew", "he", "cp1255", "windows-1255"),
        ("windows_1256_arabic", "ar", "cp1256", "windows-1256"),
        ("windows_874_thai", "th", "cp874", "windows-874"),
        ("utf_8_thai", "th", "utf-8", "UTF-8"),
    ]:
        add(f"{name}.csv", f"{label}, day first, decimal point", table(language, 60, day=slashes, seed=51), encoding, label, date_order="DMY", **named(language))
    for name, language, encoding, label in [
        ("gbk", "zh-Hans", "gbk", "GB18030"),
        ("big5", "zh-Hant", "big5", "Big5"),
        ("shift_jis", "ja", "shift_jis", "Shift_JIS"),
        ("euc_jp", "ja", "euc_jp", "EUC-JP"),
        ("euc_kr", "ko", "euc_kr", "EUC-KR"),
    ]:
        add(f"{name}.csv", f"{label}, year first", table(language, 60, seed=52, day=written("%Y/%-m/%-d"), eol="\r\n"), encoding, label, date_order="YMD", **named(language))

    text = Text("客户", "下单时间", "实付金额", "备注")
    for at, (customer, day, amount, _, _) in enumerate(sales("zh-Hans", 24, 53)):
        customer = customer + ("", "𠮷", "㐂", "ᠮ")[at % 4]
        text.kept_row(customer, day, amount, [customer, day, amount, "€ and 龦"])
    add("gb18030_four_bytes.csv", "characters that take four bytes in GB18030", text, "gb18030", "GB18030", **roles(customer="客户", date="下单时间", amount="实付金额"))

    text = Text("客戶", "訂購日期", "金額", "備註", delimiter="|")
    for at, (customer, day, amount, _, _) in enumerate(sales("zh-Hant", 40, 54)):
        name = ["許功蓋", "育民", "閱讀", "吳淑悴"][at % 4]
        text.kept_row(name, day, amount, [name, day, amount, ["功能", "教育", "許可", "成功"][at % 4]])
    add("big5_pipe.csv", "Big5 whose second bytes are backslashes and vertical bars, between vertical bars", text, "big5", "Big5",
        **roles(customer="客戶", date="訂購日期", amount="金額"))

    text = Text("客户", "下单时间", "实付金额", "备注", delimiter="|")
    for at, (customer, day, amount, _, _) in enumerate(sales("zh-Hans", 40, 55)):
        name = ["亅王", "弢李", "王緗", "陈靯"][at % 4]
        text.kept_row(name, day, amount, [name, day, amount, ["已付款", "待发货", "货到付款", "亅"][at % 4]])
    add("gbk_pipe.csv", "GBK whose second bytes are vertical bars, between vertical bars", text, "gbk", "GB18030", **roles(customer="客户", date="下单时间", amount="实付金额"))

    text = Text("顧客名", "注文日", "金額", "ﾌﾘｶﾞﾅ")
    kana = ["ｻﾄｳ ﾊﾅｺ", "ﾀﾅｶ ｲﾁﾛｳ", "ｽｽﾞｷ ｹﾝ", "ﾔﾏﾀﾞ ﾕｷ"]
    for at, (_, day, amount, _, _) in enumerate(sales("ja", 30, 56)):
        text.kept_row(kana[at % 4], day, amount, [kana[at % 4], day, amount, kana[at % 4]])
    add("shift_jis_half_width.csv", "half-width kana, one byte each", text, "shift_jis", "Shift_JIS", **roles(customer="顧客名", date="注文日", amount="金額"))

    text = Text("顧客名", "注文日", "金額", "備考", delimiter="|")
    for at, (_, day, amount, _, _) in enumerate(sales("ja", 30, 57)):
        name = ["表参道", "十文字", "ポール", "能登"][at % 4]
        text.kept_row(name, day, amount, [name, day, amount, "ソフト・ポイント"])
    add("shift_jis_pipe.csv", "Shift_JIS whose second bytes are backslashes and vertical bars", text, "shift_jis", "Shift_JIS",
        **roles(customer="顧客名", date="注文日", amount="金額"))

    text = Text("customer", "date", "amount", "note")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 58)):
        text.kept_row(customer, day, amount, [customer, day, amount, ["“best” – ever…", "it’s €5", "naïve café", ""][at % 4]])
    add("windows_1252_smart_quotes.csv", "English but for curly quotes, a dash and the sign of the euro", text, "cp1252", "windows-1252",
        **roles(customer="customer", date="date", amount="amount"))

    for name, encoding, label, mark in [
        ("utf_16_le_mark", "utf-16-le", "UTF-16LE", True),
        ("utf_16_be_mark", "utf-16-be", "UTF-16BE", True),
        ("utf_16_le", "utf-16-le", "UTF-16LE", False),
        ("utf_16_be", "utf-16-be", "UTF-16BE", False),
    ]:
        text = table("en", 24, delimiter="\t", eol="\r\n", seed=59)
        add(f"{name}.txt", f"{label} {'with' if mark else 'without'} its mark, as Excel's Unicode text", text, encoding, label, MARKS[encoding] if mark else b"",
            **named("en"))
    text = Text("客户", "下单时间", "实付金额", delimiter="\t", eol="\r\n")
    for customer, day, amount, _, _ in sales("zh-Hans", 24, 60):
        # ਊ and 嘊 hold the byte of a line end.
        customer += "上海ਊ嘊"
        text.kept_row(customer, day, amount, [customer, day, amount])
    add("utf_16_chinese.txt", "Chinese in UTF-16, with bytes that look like line ends", text, "utf-16-le", "UTF-16LE", MARKS["utf-16-le"],
        **roles(customer="客户", date="下单时间", amount="实付金额"))

    text = table("fr", 24, seed=61)
    text.kept_row("Zoé", "2024-06-30", 5, ["Zoé", "2024-06-30", 5, "Évry", "?"])
    broken = text.encoded().replace("Évry,?".encode(), b"\xc9vry,\xff\xfe")
    corpus.add("utf_8_broken.csv", "UTF-8 but for one row, whose e with an accent is of another encoding", broken, text.orders(),
               notices=["bad_characters"], **named("fr"))
