"""Classifier metrics, quantiles, ABC, Gini and RFM mean split -> evaluation.json."""
from datetime import date
from fractions import Fraction

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from common import floats, read_orders, rfm, write

rng = np.random.default_rng(7)

# (name, scores, labels); the rest of the 40 are drawn below on coarse grids, so ties abound
CASES = [
    ("perfect", [.9, .8, .2, .1], [1, 1, 0, 0]),
    ("reversed", [.1, .2, .8, .9], [1, 1, 0, 0]),
    ("all tied", [.5, .5, .5, .5, .5], [1, 0, 1, 0, 0]),
    ("one of each", [.3, .7], [0, 1]),
    ("one of each, tied", [.4, .4], [0, 1]),
    ("one of each, wrong", [.7, .3], [0, 1]),
    ("tie across classes", [.1, .4, .4, .8], [0, 0, 1, 1]),
    ("tie at the top", [.9, .9, .9, .2], [1, 0, 1, 0]),
    ("tie at the bottom", [.9, .1, .1, .1], [0, 1, 0, 1]),
    ("one positive", [.2, .6, .4, .9, .1], [0, 0, 1, 0, 0]),
    ("one negative", [.2, .6, .4, .9, .1], [1, 1, 0, 1, 1]),
    ("two tied pairs", [.3, .3, .6, .6], [0, 1, 0, 1]),
    ("unordered", [.55, .15, .85, .35, .65, .25, .75, .45], [1, 0, 1, 1, 0, 0, 0, 1]),
    ("tiny scores", [1e-9, 2e-9, 1e-9, 3e-9], [0, 1, 1, 0]),
    ("scores near one", [1 - 1e-9, 1 - 2e-9, 1 - 1e-9, 1 - 3e-9], [1, 0, 0, 1]),
    ("differ in the last bit", [.5, float(np.nextafter(.5, 1)), .5, float(np.nextafter(.5, 0))], [0, 1, 1, 0]),
    ("exact 0 and 1, right", [0., 1., .5, .25], [0, 1, 1, 0]),
    ("exact 0 and 1, wrong", [0., 1., .5, .25], [1, 0, 1, 0]),
]


def metrics(name, p, y):
    p = np.array(p, float)
    return {"name": name, "scores": floats(p), "labels": list(map(int, y)), "auc": float(roc_auc_score(y, p)), "average_precision": float(average_precision_score(y, p)),
            "brier": float(brier_score_loss(y, p)), "log_loss": float(log_loss(y, p, labels=[0, 1]))}


def cases():
    out = list(CASES)
    while len(out) < 40:
        n, grid = int(rng.integers(5, 26)), int(rng.integers(3, 21))
        p = [round(int(v) / grid, 3) for v in rng.integers(1, grid, n)]
        y = [int(rng.random() < v) for v in p]
        if 0 < sum(y) < n:
            out.append((f"grid {grid}, n {n}", p, y))
    return [metrics(*c) for c in out]


def quantiles(v):
    """numpy 'linear' (type 7) quintile cut points; bin i is (q_{i-1}, q_i], counts of the five bins."""
    q = np.quantile(v, [.2, .4, .6, .8], method="linear")
    return {"cut_points": floats(q), "counts": floats(np.bincount(np.searchsorted(q, v, side="left"), minlength=5))}


def abc(r):
    """A while the share before is < 0.8, B while < 0.95, else C; value descending, ties by id; exact integer cents."""
    order = sorted(zip(-r["cents"], r["id"]))
    total, before = int(r["cents"].sum()), 0
    classes = {c: {"customers": 0, "cents": 0} for c in "ABC"}
    last = {}
    for minus, cid in order:
        share = Fraction(before, total)
        c = "A" if share < Fraction(8, 10) else "B" if share < Fraction(95, 100) else "C"
        classes[c]["customers"] += 1
        classes[c]["cents"] += int(-minus)
        last[c] = {"id": cid, "value": -int(minus) / 100}
        before -= int(minus)
    for c in "ABC":
        cents = classes[c].pop("cents")
        classes[c] |= {"value": cents / 100, "share": cents / total, "last_customer": last[c]}
    return {"limits": [.8, .95], "classes": classes, "total": total / 100}


def gini(cents):
    """G = 2 sum i x_(i) / (n sum x) - (n+1)/n, i from 1 over ascending x; exact, then rounded once."""
    x = [int(v) for v in np.sort(cents)]
    n = len(x)
    return float(Fraction(2 * sum(i * v for i, v in enumerate(x, 1)), n * sum(x)) - Fraction(n + 1, n))


def mean_split(r):
    """R high when R <= mean (more recent), F high when F >= mean, M high when M >= mean; exact comparisons in integers."""
    n = len(r)
    high = {k: [bool(v * n <= t) if k == "R" else bool(v * n >= t) for v in map(int, r[c])] for k, c in (("R", "R"), ("F", "F"), ("M", "cents")) for t in [int(r[c].sum())]}
    out = {}
    for i, key in enumerate(zip(high["R"], high["F"], high["M"])):
        name = "".join("H" if h else "L" for h in key)
        row = out.setdefault(name, {"customers": 0, "cents": 0})
        row["customers"] += 1
        row["cents"] += int(r["cents"].iloc[i])
    for row in out.values():
        row["revenue"] = row.pop("cents") / 100
    return {"order_of_letters": "RFM", "rule": "R high: R <= mean; F high: F >= mean; M high: M >= mean", "types": out,
            "means": {"R": int(r["R"].sum()) / n, "F": int(r["F"].sum()) / n, "M": int(r["cents"].sum()) / 100 / n}}


def main():
    r = rfm(read_orders("master"), date(1998, 6, 30).toordinal())
    out = {"metrics": cases(), "cdnow_master": {"as_of": "1998-06-30", "customers": len(r), "zero_value_customers": int((r["cents"] == 0).sum()),
           "quintiles": {k: quantiles(r[k].to_numpy(float)) for k in "RFM"}, "abc": abc(r), "gini": gini(r["cents"]), "rfm_mean": mean_split(r)}}
    print(out["cdnow_master"])
    write("evaluation.json", out, ["numpy", "pandas", "scikit-learn"])


if __name__ == "__main__":
    main()
