"""JSON: one object a line, or a list of them."""
import json

from truth import Text, roles, sales

PLAIN = roles(customer="customer", date="date", amount="amount")


def record(customer, day, amount):
    return {"customer": customer, "date": day, "amount": float(amount)}


def make(corpus):
    def add(name, about, text, data=None, **more):
        corpus.add(name, about, text.encoded() if data is None else data, text.orders(),
                   **({"format": "json", "delimiter": "", "header": True} | PLAIN | more))

    def lines(shape, rows=16, seed=80):
        text = Text()
        for at, (customer, day, amount, city, _) in enumerate(sales("en", rows, seed)):
            text.keep(customer, day, amount)
            text.raw(json.dumps(shape(at, customer, day, amount, city), ensure_ascii=False) + "\n")
        return text

    plain = lambda _, customer, day, amount, city: {**record(customer, day, amount), "city": city}  # noqa: E731
    add("lines.jsonl", "one object a line", lines(plain))
    add("lines_named_csv.csv", "JSON lines that are named .csv", lines(plain))
    add("lines_marked.jsonl", "JSON lines behind a byte order mark", lines(plain), lines(plain).encoded(mark=b"\xef\xbb\xbf"))
    add("lines_nested.jsonl", "objects and lists within objects",
        lines(lambda at, customer, day, amount, city: {
            "order": {"date": day, "customer": {"id": customer, "city": city}}, "paid": {"amount": float(amount), "currency": "EUR"}, "items": [{"sku": at}, {"sku": at + 1}],
        }),
        **roles(customer="order.customer.id", date="order.date", amount="paid.amount"))
    add("lines_keys_in_any_order.jsonl", "keys in another order in each line, some missing",
        lines(lambda at, customer, day, amount, city: dict(list({**record(customer, day, amount), **({"city": city} if at % 3 else {})}.items())[:: 1 if at % 2 else -1])))
    add("lines_texts.jsonl", "numbers as texts, escapes, nulls, an id with zeros before it",
        lines(lambda at, customer, day, amount, city: {"customer": customer, "date": day, "amount": str(amount), "note": 'é\u2028"\\/\n\t😀', "card": f"000{at}", "gone": None}))

    text = Text()
    for customer, day, amount, _, _ in sales("en", 8, 81):
        text.keep(customer, day, amount)
        text.raw(json.dumps(record(customer, day, amount)) + "\n")
    text.reject(text.raw('{"customer": "Evans", "date": "2024-03-01", "amount": 5\n'), "broken_object", 5)
    for customer, day, amount, _, _ in sales("en", 8, 82):
        text.keep(customer, day, amount)
        text.raw(json.dumps(record(customer, day, amount)) + "\n")
    text.reject(text.raw('{"customer": "Evans", "date": "soon", "amount": 7}\n'), "bad_date", 7)
    add("lines_broken.jsonl", "one object that does not close", text)

    whole = [record(customer, day, amount) for customer, day, amount, _, _ in sales("en", 16, 83)]
    text = Text()
    for customer, day, amount, _, _ in sales("en", 16, 83):
        text.keep(customer, day, amount)
    add("list.json", "a list of objects on one line", text, json.dumps(whole).encode())
    add("list_pretty.json", "a list of objects, set over many lines", text, json.dumps(whole, indent=4).encode())
    add("list_utf_16.json", "a list of objects in UTF-16", text, b"\xff\xfe" + json.dumps(whole).encode("utf-16-le"), encoding="UTF-16LE")
    corpus.refuse("list_empty.json", "an empty list", b"[]", "empty_file")
    text = Text()
    text.keep(1, None, 0)
    corpus.add("object.json", "one object, which is a table of one row", b'{"version": 3, "settings": {"theme": "dark"}}', text.customers(), format="json", delimiter="")
