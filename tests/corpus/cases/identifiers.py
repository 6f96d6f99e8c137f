"""Customers' ids and names as programs damage them."""
from truth import Text, roles, sales

PLAIN = roles(customer="customer_id", date="date", amount="amount")


def ids(spelling, rows=18, seed=20, **dialect):
    """Orders whose customers are spelled by the position of their name."""
    text = Text("customer_id", "date", "amount", **dialect)
    numbers = {}
    for customer, day, amount, _, _ in sales("en", rows, seed):
        spelled = spelling(numbers.setdefault(customer, len(numbers)))
        text.kept_row(spelled, day, amount, [spelled, day, amount])
    return text


def make(corpus):
    add = corpus.add

    text = ids(lambda number: f"{number + 7:05}")
    text.kept_row("12", "2024-06-01", 1, ["12", "2024-06-01", 1])
    text.kept_row("00012", "2024-06-01", 1, ["00012", "2024-06-01", 1])
    text.kept_row("012", "2024-06-01", 1, ["012", "2024-06-01", 1])
    add("leading_zeros.csv", "00012, 012 and 12 are three customers", text.encoded(), text.orders(), ids=["00012", "012", "12"], **PLAIN)

    text = ids(lambda number: f"{1.2 + number / 10:.1f}E+11")
    add("ids_in_powers_of_ten.csv", "ids that Excel has turned into 1.2E+11", text.encoded(), text.orders(), notices=["scientific_ids"], **PLAIN)

    text = ids(lambda number: "👩🏽‍🌾🧑‍🚀🐉🍵🫖🏳️‍🌈❤️🇨🇳"[number : number + 3])
    add("emoji_ids.csv", "ids of emoji, with joiners and skin tones", text.encoded(), text.orders(), **PLAIN)

    arabic = ["\u200fأحمد", "فاطمة\u200e", "\u202bخالد\u202c", "מרים", "יוסף", "ليلى"]
    text = ids(lambda number: arabic[number % 6])
    add("right_to_left.csv", "Arabic and Hebrew names with direction marks", text.encoded(), text.orders(), **PLAIN)

    spelled = ["ann lee", "Ann Lee", "ANN LEE", "Ann  Lee", "Ａｎｎ Ｌｅｅ", "Ann Lee\u00a0"]
    text = Text("customer_id", "date", "amount")
    for at, name in enumerate(spelled):
        text.kept_row(name.strip(), f"2024-01-{at + 10}", at + 1, [name, f"2024-01-{at + 10}", at + 1])
    text.kept_row("Ann Lee", "2024-01-30", 10, ["  Ann Lee ", "2024-01-30", 10])
    add("ids_in_six_spellings.csv", "one name in six spellings stays six customers until they are merged", text.encoded(), text.orders(),
        ids=["Ann  Lee", "ANN LEE", "Ann Lee", "ann lee", "Ａｎｎ Ｌｅｅ"], **PLAIN)

    text = Text("customer_id", "date", "amount")
    for at, (customer, day, amount, _, _) in enumerate(sales("en", 18, 21)):
        number = 10_000 + len(customer) * 37
        text.kept_row(number, day, amount, [f"{number}.0", day, amount])
    add("ids_with_point_zero.csv", "whole numbers that pandas wrote as floats", text.encoded(), text.orders(), ids=["10222"], **PLAIN)

    text = ids(lambda number: ["=1+1", "@sum", "+44 20 7946", "-5", "'007", "=HYPERLINK(\"x\")"][number % 6])
    add("ids_like_formulas.csv", "ids that a spreadsheet would take for formulas", text.encoded(), text.orders(), **PLAIN)

    text = ids(lambda number: f"c{number}")
    for code, customer in [("no_customer", name) for name in ("", "NA", "NULL", "#N/A", "-", "无", "None")]:
        text.rejected_row(code, [customer, "2024-06-01", 5], 5)
    add("ids_missing.csv", "every way to write that there is no customer", text.encoded(), text.orders(), missing_customer_rows=7, **PLAIN)

    text = ids(lambda number: f"{0x9E3779B97F4A7C15F39CC0605CEDC835 * (number + 1) % (1 << 128):032x}")
    add("ids_hexadecimal.csv", "ids of 32 hexadecimal digits", text.encoded(), text.orders(), **PLAIN)

    text = ids(lambda number: f"4403{number:02}19900307{number * 7:04}")
    add("ids_of_18_digits.csv", "ids of 18 digits, longer than a number holds", text.encoded(), text.orders(), **PLAIN)

    text = Text("email", "order date", "total")
    for customer, day, amount, _, _ in sales("en", 18, 22):
        mail = customer.lower().replace("'", "") + "@example.com"
        text.kept_row(mail, day, amount, [mail, day, amount])
    add("emails_as_ids.csv", "nothing but an e-mail names the customer", text.encoded(), text.orders(), **roles(customer="email", date="order date", amount="total"))
