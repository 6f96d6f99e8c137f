"""Rows that are no orders: totals, two rows of names; and tables of other kinds."""
from decimal import Decimal

from truth import Text, roles, sales

PLAIN = roles(customer="customer", date="date", amount="amount")


def make(corpus):
    add = corpus.add

    def rows(text, count=12, seed=90):
        for customer, day, amount, _, _ in sales("en", count, seed):
            text.kept_row(customer, day, amount, [customer, day, amount])
        return sum(amount for _, _, amount in text.kept)

    for name, label in [("totals_row", "Total"), ("totals_row_chinese", "合计"), ("totals_row_german", "Summe")]:
        text = Text("customer", "date", "amount")
        total = rows(text)
        text.rejected_row("totals_row", [label, "", total], total)
        add(f"{name}.csv", f"a last row “{label}”", text.encoded(), text.orders(), notices=["totals_rows"], **PLAIN)

    text = Text("customer", "date", "amount")
    total = rows(text)
    text.rejected_row("totals_row", ["", "", total], total)
    add("totals_row_unnamed.csv", "a last row that holds nothing but the sum", text.encoded(), text.orders(), notices=["totals_rows"], **PLAIN)

    text = Text("customer", "date", "amount")
    every = Decimal(0)
    for month in range(1, 5):
        total = Decimal(0)
        for at, (customer, _, amount, _, _) in enumerate(sales("en", 6, 91 + month)):
            text.kept_row(customer, f"2024-0{month}-{at + 11}", amount, [customer, f"2024-0{month}-{at + 11}", amount])
            total += amount
        text.rejected_row("totals_row", [("小计", "Subtotal")[month % 2], "", total], total)
        every += total
    text.rejected_row("totals_row", ["Grand total", "", every], every)
    add("subtotals.csv", "a subtotal after each month", text.encoded(), text.orders(), notices=["totals_rows"], **PLAIN)

    text = Text()
    text.row(["Buyer", "", "Order", "", ""])
    text.row(["customer", "city", "date", "amount", "product"])
    for customer, day, amount, city, product in sales("en", 16, 97):
        text.kept_row(customer, day, amount, [customer, city, day, amount, product])
    add("two_header_rows.csv", "groups of names above the names", text.encoded(), text.orders(), notices=["two_header_rows"])

    text = Text()
    text.row(["客户编号", "下单日期", "实付金额", "城市"])
    text.row(["customer_id", "order_date", "amount", "city"])
    for customer, day, amount, city, _ in sales("en", 16, 98):
        text.kept_row(customer, day, amount, [customer, day, amount, city])
    add("two_languages_of_names.csv", "Chinese names above English names", text.encoded(), text.orders(), notices=["two_header_rows"])

    text = Text("customer", "date", "amount")
    rows(text)
    text.rejected_row("bad_date", ["customer", "date", "amount"])
    for customer, day, amount, _, _ in sales("en", 8, 99):
        text.kept_row(customer, day, amount, [customer, day, amount])
    add("header_again.csv", "the names again in the middle, from two files put together", text.encoded(), text.orders(), **PLAIN)

    text = Text("customer_id", "name", "city", "age", "newsletter", "joined")
    for at in range(20):
        text.keep(f"{at:04}", None, 0)
        text.row([f"{at:04}", f"Person {at}", ("York", "Bath", "Leeds")[at % 3], 20 + at * 7 % 50, ("yes", "no")[at % 2], f"2023-{at % 12 + 1:02}-{at + 1:02}"])
    add("customers.csv", "one row a customer", text.encoded(), text.customers(), ids=["0000", "0019"], **roles(customer="customer_id"))

    text = Text("客户编号", "性别", "年龄", "是否会员")
    for at in range(20):
        text.keep(f"A{at}", None, 0)
        text.row([f"A{at}", "男女"[at % 2], 20 + at * 7 % 50, "是否"[at % 3 // 2]])
    add("customers_chinese.csv", "one row a customer, in GBK", text.encoded("gbk"), text.customers(), encoding="GB18030", **roles(customer="客户编号"))

    text = Text("city", "age", "spend")
    for at in range(20):
        text.keep(at + 1, None, 0)
        text.row([("York", "Bath", "Leeds")[at % 3], f"{20 + at * 7 % 50}.5", f"{at * 37 % 90}.25"])
    add("customers_unnamed.csv", "one row a customer, none of whom is named", text.encoded(), text.customers(), notices=["row_number_ids"])

    text = Text("customer_id", "frequency", "recency", "T", "monetary_value")
    for at in range(20):
        repeats = at * 3 % 7
        text.keep(f"c{at}", None, 0)
        text.row([f"c{at}", repeats, 10 * repeats + at if repeats else 0, 200 + at, f"{at * 37 % 90 + 1}.5" if repeats else 0])
    add("summary.csv", "a ready-made summary: repeats, last repeat, age, mean", text.encoded(), text.customers() | {"kind": "summary"})

    text = Text("survived", "sex", "class")
    for at in range(20):
        text.keep(at + 1, None, 0)
        text.row([at % 2, ("m", "f")[at % 3 // 2], ("first", "second", "third")[at % 3]])
    add("categories_only.csv", "a table that is about no customers", text.encoded(), text.customers())
