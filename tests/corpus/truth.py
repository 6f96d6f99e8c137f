"""What is put into a file, and what must therefore come out of it.

A table is written row by row; each row says what it is: kept, with its
customer, day and amount, or rejected, with the reason and the money in it. The
expected outcome is counted from these, never taken from what the importer said.
"""
import gzip
import io
import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE / "files"
LANGUAGES = json.loads((HERE / "languages.json").read_text("utf-8"))


class Truth:
    """What has been put into a table so far."""

    def __init__(self):
        self.kept, self.rejected, self.accepted = [], [], []

    def keep(self, customer, day, amount):
        self.kept.append((customer, day, Decimal(amount)))

    def reject(self, line, code, money=0):
        self.rejected.append((line, code, Decimal(money)))

    def orders(self):
        """The expected outcome of a file of orders."""
        money = sum((amount for _, _, amount in self.kept), Decimal(0))
        days = sorted(day for _, day, _ in self.kept)
        return {
            **self.rows(),
            "kind": "orders",
            "customers": len({customer for customer, _, _ in self.kept}),
            "total_amount": float(money),
            "first_day": days[0] if days else None,
            "last_day": days[-1] if days else None,
        }

    def customers(self):
        """The expected outcome of a table of customers; days and amounts say nothing there."""
        return {**self.rows(), "kind": "customers", "customers": len({customer for customer, _, _ in self.kept})}

    def rows(self):
        return {
            "rows_read": len(self.kept) + len(self.rejected),
            "rows_kept": len(self.kept),
            "rows_rejected": len(self.rejected),
            "rejected": [{"line": line, "code": code, "money": float(money)} for line, code, money in self.rejected],
        }


class Text(Truth):
    """A delimited text, written line by line."""

    def __init__(self, *header, delimiter=",", eol="\n"):
        super().__init__()
        self.delimiter, self.eol, self.text, self.line = delimiter, eol, "", 1
        if header:
            self.row(header)

    def raw(self, text):
        """Text as it stands; the line it begins on."""
        begun = self.line
        self.text += text
        self.line += text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        return begun

    def quoted(self, field):
        needs = any(sign in field for sign in (self.delimiter, '"', "\n", "\r"))
        return '"' + field.replace('"', '""') + '"' if needs else field

    def row(self, fields):
        return self.raw(self.delimiter.join(self.quoted(str(field)) for field in fields) + self.eol)

    def kept_row(self, customer, day, amount, fields):
        self.keep(customer, day, amount)
        self.row(fields)

    def rejected_row(self, code, fields, money=0):
        self.reject(self.row(fields), code, money)

    def encoded(self, encoding="utf-8", mark=b""):
        return mark + self.text.encode(encoding)


class Corpus:
    """All cases, in the order in which they are made."""

    def __init__(self):
        self.cases = {}

    def add(self, name, about, data, expect, params=None, **more):
        """A file and what must become of it."""
        assert name not in self.cases, name
        FILES.joinpath(name).write_bytes(data)
        self.put(name, about, expect, params, **more)

    def put(self, name, about, expect, params=None, **more):
        """An outcome without a file of ours."""
        if "kind" in expect:
            expect = {"format": "csv", "compression": "none", "encoding": "UTF-8", "delimiter": ",", "header": True, **expect}
        expect |= more
        self.cases[name] = {"about": about, **({"params": params} if params else {}), "expect": expect}

    def refuse(self, name, about, data, error, **place):
        """A file that is refused, with the kind of the error."""
        self.add(name, about, data, {"error": error, **place})

    def save(self):
        text = json.dumps(self.cases, ensure_ascii=False, indent=1)
        HERE.joinpath("expected.json").write_text(text + "\n", "utf-8")


def roles(**names):
    """The column of each role."""
    return {"roles": names}


def sales(language="en", rows=24, seed=1, cents=True):
    """Orders of a small shop: customer, day, amount, city, product; the same for the same seed."""
    words, chance = LANGUAGES[language], random.Random(seed)
    first = date(2023, 3, 4)
    for _ in range(rows):
        customer = chance.randrange(len(words["customers"]))
        day = first + timedelta(days=chance.randrange(500))
        amount = Decimal(chance.randrange(250, 480_000)) / 100 if cents else Decimal(chance.randrange(3, 4_800))
        yield (
            words["customers"][customer],
            day.isoformat(),
            amount.quantize(Decimal("0.01")) if cents else amount,
            words["cities"][customer % len(words["cities"])],
            chance.choice(words["products"]),
        )


def iso(day):
    return day


def written(pattern):
    """Writes a day by a pattern of strftime; a hyphen takes the zero away."""
    return lambda day: date.fromisoformat(day).strftime(pattern)


def grouped(amount, comma=",", point="."):
    """1,234.50 with any signs."""
    return f"{amount:,}".translate({ord(","): comma, ord("."): point})


german = lambda amount: grouped(amount, ".", ",")  # noqa: E731


def table(language="en", rows=24, *, delimiter=",", eol="\n", day=iso, number=str, seed=1, cents=True, header=True):
    """A file of orders in a language, as that country writes days and numbers."""
    text = Text(*(LANGUAGES[language]["header"] if header else ()), delimiter=delimiter, eol=eol)
    for customer, when, amount, city, product in sales(language, rows, seed, cents):
        text.kept_row(customer, when, amount, [customer, day(when), number(amount), city, product])
    return text


def named(language):
    """The roles of `table`'s columns."""
    customer, day, amount, _, _ = LANGUAGES[language]["header"]
    return roles(customer=customer, date=day, amount=amount)


def gzipped(data, level=9):
    """One gzip member without name and time."""
    target = io.BytesIO()
    with gzip.GzipFile("", "wb", level, target, mtime=0) as member:
        member.write(data)
    return target.getvalue()
