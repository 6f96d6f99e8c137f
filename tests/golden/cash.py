"""Worksheets of value on the CDNOW sample -> cash.json (pandas, numpy).

Historical value with interest, discounted cash flow of everyone and of one
customer, and the next purchases of one customer and of the average one. A
margin rate of .3 and 10 % a year throughout; sums are in integer cents.
"""
import numpy as np
import pandas as pd

from common import read_orders, write

MARGIN, RATE, YEAR = 0.3, 0.1, 365.25
CUSTOMERS = ["0001", "0002", "1516"]


def historical(days, as_of):
    interest = (1 + RATE) ** ((as_of - days["day"]) / YEAR)
    carried = (MARGIN * days["cents"] / 100 * interest).groupby(days["id"]).sum()
    value = MARGIN * days.groupby("id")["cents"].sum() / 100
    return {
        "value": float(value.sum()), "carried": float(carried.sum()), "median": float(value.median()),
        "customers": {c: [float(value[c]), float(carried[c])] for c in CUSTOMERS},
    }


def flows(days, code, years, first, last):
    """Net flows by period of the calendar, and their present values."""
    periods = pd.period_range(first.to_period(code), last.to_period(code))
    cents = days.groupby(days["date"].dt.to_period(code))["cents"].sum().reindex(periods, fill_value=0)
    net = MARGIN * cents.to_numpy() / 100
    present = net / (1 + RATE) ** (years * np.arange(len(net)))
    return {"net": net.tolist(), "value": float(present.sum())}


def going_on(counts, few=30):
    """The share of customers with n purchases who made another one; pooled from where few are left."""
    reached = [int((counts >= n).sum()) for n in range(1, counts.max() + 2)]
    own = [b / a for a, b in zip(reached, reached[1:]) if a >= few]
    rest = reached[len(own):]
    pooled = sum(rest[1:]) / sum(rest) if sum(rest) else 0.0
    return lambda n: own[n - 1] if n <= len(own) else pooled


def events(days, last, customer, ahead=5):
    share = going_on(days.groupby("id").size())
    gaps = days.sort_values(["id", "day"]).groupby("id")["day"].diff().dropna()
    mine = days if customer is None else days[days["id"] == customer]
    own = mine["day"].diff().dropna() if customer is not None else []
    gap = float(np.median(own)) if len(own) else float(gaps.median())
    count, silent = (1, 0) if customer is None else (len(mine), last - mine["day"].max())
    net = MARGIN * mine["cents"].sum() / 100 / len(mine)
    chance, rows = 1.0, []
    for k in range(ahead):
        chance *= share(count + k)
        when = (max(gap - silent, 0) + k * gap) / YEAR
        rows.append([when, chance, chance * net / (1 + RATE) ** when])
    return {"gap": gap, "net": net, "events": rows, "value": sum(row[2] for row in rows)}


def main():
    days = read_orders("sample")
    days["date"] = [pd.Timestamp.fromordinal(int(d)) for d in days["day"]]
    first, last = days["date"].min(), days["date"].max()
    end = int(days["day"].max())
    one = days[days["id"] == CUSTOMERS[0]]
    write("cash.json", {
        "historical": historical(days, end),
        "dcf": {
            "year": flows(days, "Y", 1, first, last),
            "quarter": flows(days, "Q", 1 / 4, first, last),
            "month": flows(days, "M", 1 / 12, first, last),
            "customer": {"id": CUSTOMERS[0], **flows(one, "M", 1 / 12, one["date"].min(), last)},
        },
        "events": {"": events(days, end, None), **{c: events(days, end, c) for c in CUSTOMERS}},
    }, ["numpy", "pandas"])


if __name__ == "__main__":
    main()
