"""Money as each country and each program writes it."""
from decimal import Decimal

from truth import Text, german, grouped, roles, sales

PLAIN = roles(customer="customer", date="date", amount="amount")


def paid(spelling, rows=24, seed=40, cents=True, **dialect):
    """Orders with their amount written by a function."""
    text = Text("customer", "date", "amount", **dialect)
    for at, (customer, day, amount, _, _) in enumerate(sales("en", rows, seed, cents)):
        text.kept_row(customer, day, amount, [customer, day, spelling(amount, at)])
    return text


def with_signs(spelling):
    """The same with negative amounts among them."""
    text = Text("customer", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 41)):
        value = -amount if at % 5 == 2 else amount
        text.kept_row(customer, day, value, [customer, day, spelling(value)])
    return text


def indian(amount):
    whole, cents = f"{amount}".split(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + "." + cents


def digits(zero):
    return lambda text: text.translate({ord(str(digit)): chr(zero + digit) for digit in range(10)})


def make(corpus):
    def add(name, about, text, mark, **more):
        corpus.add(name, about, text.encoded(), text.orders(), decimal=mark, **PLAIN, **more)

    add("numbers_thousands.csv", "1,234.50 within quotes", paid(lambda amount, _: grouped(amount)), "point")
    add("numbers_german.csv", "1.234,50", paid(lambda amount, _: german(amount), delimiter=";"), "comma", delimiter=";")
    add("numbers_decimal_comma_in_commas.csv", "1234,50 within quotes between commas", paid(lambda amount, _: str(amount).replace(".", ",")), "comma")
    lakhs = Text("customer", "date", "amount")
    for customer, day, amount, _, _ in sales("en", 24, 42):
        lakhs.kept_row(customer, day, amount * 1000, [customer, day, indian((amount * 1000).quantize(Decimal("0.01")))])
    add("numbers_indian.csv", "12,34,567.50", lakhs, "point")
    add("numbers_swiss.csv", "1'234.50 and 1’234.50", paid(lambda amount, at: grouped(amount, "'’"[at % 2])), "point")
    add("numbers_french.csv", "1 234,50 € with the three kinds of unbreakable space",
        paid(lambda amount, at: grouped(amount, "\u00a0\u202f\u2009"[at % 3], ",") + "\u00a0€", delimiter=";"), "comma", delimiter=";")
    add("numbers_currencies_before.csv", "$1,234.50 and USD 1,234.50", paid(lambda amount, at: ("$", "USD ", "US$")[at % 3] + grouped(amount)), "point")
    add("numbers_yuan.csv", "￥1,234.50, ¥1234.5, 1234.50元, CNY 1234.50",
        paid(lambda amount, at: ["￥" + grouped(amount), f"¥{amount}", f"{amount}元", f"CNY {amount}"][at % 4]), "point")
    add("numbers_accounting.csv", "(1,234.50) is negative", with_signs(lambda value: f"({grouped(-value)})" if value < 0 else grouped(value)), "point")
    add("numbers_accounting_dollars.csv", "$(1,234.50) and ($1,234.50)",
        with_signs(lambda value: f"${grouped(value)}" if value > 0 else (f"$({grouped(-value)})" if value.as_tuple().digits[-1] % 2 else f"(${grouped(-value)})")), "point")
    add("numbers_minus_behind.csv", "1234.50-", with_signs(lambda value: f"{-value}-" if value < 0 else str(value)), "point")
    add("numbers_minus_unicode.csv", "−1234.50 with the sign of mathematics", with_signs(lambda value: str(value).replace("-", "\u2212")), "point")
    add("numbers_plus.csv", "+1234.50", with_signs(lambda value: f"{value:+}"), "point")
    add("numbers_full_width.csv", "１，２３４．５０ and ￥１２３４．５０",
        paid(lambda amount, at: digits(0xFF10)(grouped(amount, "，", "．") if at % 2 else f"￥{amount}".replace(".", "．"))), "point")
    add("numbers_arabic_digits.csv", "١٢٣٤٫٥٠", paid(lambda amount, _: digits(0x660)(str(amount)).replace(".", "٫")), "point")
    add("numbers_persian_digits.csv", "۱۲۳۴.۵۰", paid(lambda amount, _: digits(0x6F0)(str(amount))), "point")

    text = Text("customer", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 43)):
        text.kept_row(customer, day, amount, [customer, day, "€$£"[at % 3] + str(amount)])
    add("numbers_currencies_mixed.csv", "euros, dollars and pounds in one column", text, "point", notices=["mixed_currencies"])

    text = Text("customer", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 44)):
        rounded = (amount / 100).quantize(Decimal("0.01"))
        text.kept_row(customer, day, rounded * 10_000, [customer, day, f"{rounded}万"])
    add("numbers_ten_thousands.csv", "1.23万 is 12,300", text, "point")

    add("numbers_powers_of_ten.csv", "1.2345E+03", paid(lambda amount, _: f"{amount:.9E}"), "point")

    text = Text("customer", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 45, cents=False)):
        text.kept_row(customer, day, Decimal(at * 37 % 900 + 1) + Decimal("0.250"), [customer, day, f"{at * 37 % 900 + 1}.250"])
    add("numbers_ambiguous.csv", "each number can be read with either mark", text, "point", notices=["decimal_unknown"])

    text = Text("customer", "date", "amount", delimiter=";")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 46)):
        if at in (6, 13):
            text.rejected_row("decimal_mark", [customer, day, "12.5"], "12.5")
        else:
            text.kept_row(customer, day, amount, [customer, day, german(amount)])
    add("numbers_marks_mixed.csv", "two decimal points in a column of decimal commas", text, "comma", delimiter=";", notices=["decimal_marks_mixed"])

    text = paid(lambda amount, _: amount, 16)
    for amount in ("0", "0.00", "-0"):
        text.kept_row("Ann", "2024-03-01", 0, ["Ann", "2024-03-01", amount])
    text.kept_row("Ann", "2024-03-01", -50, ["Ann", "2024-03-01", "-50"])
    add("numbers_zero_and_negative.csv", "zeros and returns", text, "point", notices=["zero_amounts"])

    text = paid(lambda amount, _: amount, 16)
    for code, amount, money in [
        ("bad_amount", "15%", 0), ("bad_amount", "free", 0), ("bad_amount", "1.2.3", 0), ("bad_amount", "12 pcs", 0), ("no_amount", "#REF!", 0),
        ("no_amount", "", 0), ("no_amount", "n/a", 0), ("amount_too_large", "999999999999", 999_999_999_999), ("bad_amount", "--5", 0), ("bad_amount", "1e", 0),
    ]:
        text.rejected_row(code, ["Ann", "2024-03-01", amount], money)
    add("numbers_that_are_none.csv", "percentages, words, errors of formulas, a hundred billion", text, "point", notices=["many_rejected"])

    text = Text("customer", "date", "amount", "discount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 47)):
        text.kept_row(customer, day, amount, [customer, day, amount, f"{at % 5 * 5}%"])
    add("numbers_percent_column.csv", "a column of percentages beside the amounts", text, "point")

    text = Text("customer", "date", "unit price", "quantity")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 24, 48)):
        text.kept_row(customer, day, amount * (at % 4 - 1), [customer, day, amount, at % 4 - 1])
    corpus.add("price_and_quantity.csv", "no amounts but price and quantity", text.encoded(), text.orders(), notices=["price_times_quantity"],
               **roles(customer="customer", date="date", price="unit price", quantity="quantity"))

    text = paid(lambda amount, _: f"{amount}123")
    text.kept = [(customer, day, amount + Decimal("0.0012")) for customer, day, amount in text.kept]
    add("numbers_five_decimals.csv", "decimals past the fourth are rounded and told", text, "point", notices=["amounts_rounded"])
