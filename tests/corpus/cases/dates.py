"""Days in every form that is met, and those that are none."""
from datetime import date, datetime, timezone

from truth import Text, german, roles, sales, written

PLAIN = roles(customer="customer", date="date", amount="amount")
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}


def dated(day, rows=24, seed=30, number=str, **dialect):
    """Orders with their day written by a function."""
    text = Text("customer", "date", "amount", **dialect)
    for at, (customer, when, amount, _, _) in enumerate(sales("en", rows, seed)):
        text.kept_row(customer, when, amount, [customer, day(when, at), number(amount)])
    return text


def plain(pattern):
    return lambda day, _: written(pattern)(day)


def make(corpus):
    def add(name, about, text, order, **more):
        corpus.add(name, about, text.encoded(), text.orders(), date_order=order, **PLAIN, **more)

    zones = ["Z", "+00:00", "+08:00", "-0500", ".123Z", ""]
    add("dates_iso_times.csv", "ISO days with times, fractions and zones",
        dated(lambda day, at: f"{day}{'T' if at % 2 else ' '}{at % 24:02}:{at * 7 % 60:02}:09{zones[at % 6]}"), "YMD")
    add("dates_slashes_year_first.csv", "2024/3/5", dated(plain("%Y/%-m/%-d")), "YMD")
    add("dates_points_year_first.csv", "2024.03.05", dated(plain("%Y.%m.%d")), "YMD")
    add("dates_eight_digits.csv", "20240305", dated(plain("%Y%m%d")), "YMD")
    add("dates_chinese.csv", "2024年3月5日", dated(lambda day, _: written("%Y年%-m月%-d日")(day)), "YMD")
    add("dates_chinese_times.csv", "2024年3月5日 下午 3:07",
        dated(lambda day, at: written("%Y年%-m月%-d日")(day) + f" {('上午', '下午')[at % 2]} {at % 11 + 1}:07"), "YMD")
    add("dates_day_first.csv", "5/3/2024 with days above 12", dated(plain("%-d/%-m/%Y")), "DMY")
    add("dates_month_first.csv", "3/5/2024 with days above 12 second", dated(plain("%-m/%-d/%Y")), "MDY")
    add("dates_month_first_times.csv", "3/5/2024 3:07:09 PM",
        dated(lambda day, at: written("%-m/%-d/%Y")(day) + f" {at % 12 + 1}:07:09 {('AM', 'PM')[at % 2]}"), "MDY")
    add("dates_two_digit_years.csv", "05.03.24", dated(plain("%d.%m.%y")), "DMY")
    add("dates_hyphens_day_first.csv", "5-3-2024", dated(plain("%-d-%-m-%Y")), "DMY")
    add("dates_month_names.csv", "five ways with English months",
        dated(lambda day, at: written(["%d-%b-%y", "%d %B %Y", "%b %-d, %Y", "%B %-d %Y", "%d-%b-%Y"][at % 5])(day)), None)
    add("dates_weekdays.csv", "Tue, 5 Mar 2024 and Tuesday 5 March 2024",
        dated(lambda day, at: written(["%a, %-d %b %Y", "%A %-d %B %Y"][at % 2])(day)), None)
    add("dates_upper_case.csv", "05-MAR-2024 10:05 PM", dated(lambda day, _: written("%d-%b-%Y")(day).upper() + " 10:05 PM"), None)

    for language, joint in [("de", "{d}. {m} {y}"), ("fr", "{d} {m} {y}"), ("es", "{d} de {m} de {y}"), ("pt", "{d} de {m} de {y}")]:
        names = MONTHS[language].split()

        def spelled(day, _, joint=joint, names=names):
            year, month, number = map(int, day.split("-"))
            return joint.format(d=number, m=names[month - 1], y=year)

        text = dated(spelled, delimiter=";", number=german)
        add(f"dates_month_names_{language}.csv", f"month names: {spelled('2024-03-05', 0)}", text, None, delimiter=";", decimal="comma")

    serial = lambda day: (date.fromisoformat(day) - date(1899, 12, 30)).days  # noqa: E731
    add("dates_excel_serials.csv", "days as Excel counts them", dated(lambda day, _: serial(day)), None)
    add("dates_excel_serial_times.csv", "days and times as Excel counts them", dated(lambda day, at: f"{serial(day)}.{at * 4 % 100:02}"), None)
    since = lambda day: int(datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp())  # noqa: E731
    add("dates_unix_seconds.csv", "seconds since 1970", dated(lambda day, at: since(day) + at * 3_000), None)
    add("dates_unix_milliseconds.csv", "milliseconds since 1970", dated(lambda day, at: 1000 * (since(day) + at * 3_000) + 7), None)

    text = Text("customer", "date", "amount")
    for at in range(1, 13):
        # Neither order brings them into a row, so nothing speaks for one.
        day, month = at * 7 % 13, at * 5 % 12 + 1
        text.kept_row("Ann", f"2024-{month:02}-{day:02}", at, ["Ann", f"{day}/{month}/2024", at])
    add("dates_ambiguous.csv", "no number above 12 and no order of rows", text, "DMY", notices=["date_order_unknown"])

    text = Text("customer", "date", "amount")
    for at in range(24):
        month, day = at // 2 + 1, (4, 11)[at % 2]
        text.kept_row("Ann", f"2024-{month:02}-{day:02}", at, ["Ann", f"{month}/{day}/2024", at])
    add("dates_sorted.csv", "only month first puts the rows in the order of time", text, "MDY")

    text = Text("customer", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 31)):
        if at in (5, 11):
            text.rejected_row("date_order", [customer, f"{at}/2{at % 10 % 7}/2024", amount], amount)
        else:
            text.kept_row(customer, day, amount, [customer, written("%-d/%-m/%Y")(day), amount])
    add("dates_contradict.csv", "two rows can only be month first where all others are day first", text, "DMY", notices=["date_orders_mixed"])

    text = dated(lambda day, _: day, 16)
    for code, day in [
        ("improbable_year", "1899-12-31"), ("improbable_year", "2999-01-01"), ("improbable_year", "0001-01-01"), ("no_such_day", "2023-02-29"),
        ("no_such_day", "2024-13-01"), ("improbable_year", "0000-00-00"), ("bad_date", "yesterday"), ("bad_date", "2024-01"), ("no_date", ""), ("no_date", "N/A"),
    ]:
        text.rejected_row(code, ["Ann", day, 7], 7)
    text.kept_row("Ann", "1900-01-01", 1, ["Ann", "1900-01-01", 1])
    text.kept_row("Ann", "2024-02-29", 1, ["Ann", "2024-02-29", 1])
    add("dates_impossible.csv", "1899, 2999, 29 February 2023, yesterday", text, "YMD", notices=["many_rejected"])

    text = Text("顾客", "付款时间", "实付", delimiter="\t")
    for at, (customer, day, amount, _, _) in enumerate(sales("zh-Hans", 16, 32)):
        full = written("%Y年%m月%d日")(day).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
        text.kept_row(customer, day, amount, [customer, full, amount])
    corpus.add("dates_full_width.tsv", "２０２４年０３月０５日", text.encoded(), text.orders(), delimiter="\t", date_order="YMD",
               **roles(customer="顾客", date="付款时间", amount="实付"))
