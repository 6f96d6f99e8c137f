"""Money and customers over time of the CDNOW sample -> trend.json (pandas).

Three windows: all by month; one that cuts off a part of the customers' past, by
ISO week; one that begins and ends within a quarter. Sums are in integer cents.
"""
import pandas as pd

from common import read_orders, write

WINDOWS = {
    "month": ("M", {}),
    "week": ("W-SUN", {"since": "1997-02-12", "until": "1997-07-02"}),
    "quarter": ("Q", {"since": "1997-02-12", "until": "1998-05-15"}),
}


def trend(days, code, scope):
    since = pd.Timestamp(scope.get("since", days["date"].min()))
    until = pd.Timestamp(scope.get("until", days["date"].max()))
    days = days.assign(period=days["date"].dt.to_period(code), first=days.groupby("id")["date"].transform("min"))
    inside = days[days["date"].between(since, until)].copy()
    # Who bought before the window is new nowhere in it.
    inside["new"] = (inside["first"] >= since) & (inside["first"].dt.to_period(code) == inside["period"])
    rows = []
    for period in pd.period_range(since.to_period(code), until.to_period(code)):
        g = inside[inside["period"] == period]
        new, others = g[g["new"]], g[~g["new"]]
        rows.append({
            "start": str(period.start_time.date()), "end": str(period.end_time.date()),
            "complete": bool(period.start_time >= since and period.end_time.normalize() <= until),
            "money": int(g["cents"].sum()) / 100, "new_money": int(new["cents"].sum()) / 100, "repeat_money": int(others["cents"].sum()) / 100,
            "new_customers": int(new["id"].nunique()), "returning_customers": int(others["id"].nunique()), "purchases": len(g),
        })
    return {"scope": scope, "periods": rows}


def main():
    days = read_orders("sample")
    days["date"] = [pd.Timestamp.fromordinal(int(d)) for d in days["day"]]
    write("trend.json", {name: trend(days, code, scope) for name, (code, scope) in WINDOWS.items()}, ["pandas"])


if __name__ == "__main__":
    main()
