"""Shared by the fixture scripts: reading the data files and writing JSON.

Run every script from this folder; the data is read from ../data.
"""
import json
import platform
from datetime import date
from importlib.metadata import version

import numpy as np
import pandas as pd

DATA = "../data/"


def write(name, content, packages):
    """Write `content` and the versions that made it to `name`.

    Python's float repr is the shortest text that reads back as the same double.
    """
    content["versions"] = {p: version(p) for p in packages}
    content["versions"]["python"] = platform.python_version()
    with open(name, "w", encoding="utf-8") as f:
        json.dump(content, f, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
        f.write("\n")
    print("wrote", name)


def read_orders(which):
    """Customer-days of the CDNOW 'sample' or 'master' file: id, day (ordinal), cents.

    One customer's purchases on one day are one purchase. A customer-day is left
    out only when a negative line makes its net <= 0; a zero-amount day stays.
    Amounts are integer cents, so sums are exact.
    """
    if which == "sample":
        raw = pd.read_csv(DATA + "cdnow_sample.txt", sep=r"\s+", header=None, dtype=str)
        raw = raw[[1, 2, 4]]
    else:
        raw = pd.read_csv(DATA + "cdnow_master.txt", sep=r"\s+", dtype=str)
        raw = raw[["customer_id", "date", "dollar_value"]]
    raw.columns = ["id", "date", "amount"]
    raw["cents"] = [round(float(a) * 100) for a in raw["amount"]]
    raw["day"] = [date(int(d[:4]), int(d[4:6]), int(d[6:])).toordinal() for d in raw["date"]]
    raw["negative"] = raw["cents"] < 0
    days = raw.groupby(["id", "day"], as_index=False).agg(cents=("cents", "sum"), negative=("negative", "any"))
    return days[~((days["cents"] <= 0) & days["negative"])].drop(columns="negative")


def summarise(days, end, unit=7.0):
    """x, t_x, T (in units) and m (mean amount of a repeat purchase day) at `end`."""
    days = days[days["day"] <= end].sort_values(["id", "day"])
    rows = []
    for cid, g in days.groupby("id", sort=True):
        d, c = g["day"].to_numpy(), g["cents"].to_numpy()
        x = len(d) - 1
        m = float(c[1:].sum()) / 100.0 / x if x else 0.0
        rows.append((cid, x, (d[-1] - d[0]) / unit, (end - d[0]) / unit, m))
    return pd.DataFrame(rows, columns=["id", "x", "t_x", "T", "m"])


def rfm(days, end):
    """R (days since the last purchase), F (purchase days), M (total) per customer."""
    g = days[days["day"] <= end].groupby("id", sort=True)
    out = pd.DataFrame({"R": end - g["day"].max(), "F": g["day"].count(), "cents": g["cents"].sum()})
    out["M"] = out["cents"] / 100.0
    return out.reset_index()


def floats(a):
    """A numpy array as (nested) lists of Python numbers."""
    return np.asarray(a).tolist()
