"""BG/BB on the donations of Fader, Hardie & Shang (2010) -> bgbb.json and ../data/donations.csv.

The likelihood is their equation (5), summed in log space; predictions are
integrals over the two probabilities (mpmath's quadrature), not the paper's
closed forms, so they check those.
"""
import warnings
from datetime import date

import lifetimes
import mpmath as mp
import numpy as np
import pandas as pd
from lifetimes.datasets import load_donations
from scipy.special import betaln, logsumexp

import btyd
from common import DATA, read_orders, write

mp.mp.dps = 25


def ll_bgbb(th, x, tx, n):
    a, b, c, d = th
    out = np.empty(len(x))
    for i, (x_, t_, n_) in enumerate(zip(x, tx, n)):
        terms = [betaln(a + x_, b + n_ - x_) + betaln(c, d + n_)]
        terms += [betaln(a + x_, b + t_ - x_ + k) + betaln(c + 1, d + t_ + k) for k in range(int(n_ - t_))]
        out[i] = logsumexp(terms) - betaln(a, b) - betaln(c, d)
    return out


btyd.NAMES["bgbb"] = "alpha beta gamma delta"
btyd.LL["bgbb"] = ll_bgbb


def moment(th, x, tx, n, of):
    """The integral over p and theta of their priors, the likelihood of surviving to n, and of(p, theta)."""
    a, b, c, d = map(mp.mpf, th)
    p_part = lambda extra: mp.beta(a + x + extra, b + n - x) / mp.beta(a, b)
    theta = lambda f: mp.quad(lambda t: t ** (c - 1) * (1 - t) ** (d + n - 1) * f(t), [0, 0.01, 0.1, 0.5, 1]) / mp.beta(c, d)
    return of(p_part, theta)


def predictions(th, x, tx, n):
    like = mp.e ** mp.mpf(float(ll_bgbb(th, [x], [tx], [n])[0]))
    alive = moment(th, x, tx, n, lambda p, theta: p(0) * theta(lambda t: mp.mpf(1)))
    five = moment(th, x, tx, n, lambda p, theta: p(1) * theta(lambda t: sum((1 - t) ** j for j in range(1, 6))))
    # an annual rate of 10 %: sum over j of ((1 - theta) / 1.1)^j
    dert = moment(th, x, tx, n, lambda p, theta: p(1) * theta(lambda t: (1 - t) / (mp.mpf("1.1") - (1 - t))))
    return {"p_alive": float(alive / like), "expected_5": float(five / like), "dert": float(dert / like)}


def cdnow_months():
    """The CDNOW sample by calendar month: fitted to September 1997, tested on the nine months after."""
    days = read_orders("sample")
    stamp = pd.to_datetime(days["day"].map(date.fromordinal))
    days["month"] = stamp.dt.year * 12 + stamp.dt.month
    cal, end = 1997 * 12 + 9, 1998 * 12 + 6
    rows = []
    for _, own in days.groupby("id"):
        months = sorted(set(own["month"]))
        again = [m for m in months[1:] if m <= cal]
        money = own[(own["month"] > months[0]) & (own["month"] <= cal)]["cents"].sum()
        rows.append((len(again), (again[-1] if again else months[0]) - months[0], cal - months[0], sum(cal < m <= end for m in months),
                     money / 100 / len(again) if again else None))
    tab = pd.DataFrame(rows, columns=["x", "t_x", "T", "actual", "m"])
    cols, counts = btyd.distinct(tab, ["x", "t_x", "T"])
    theta, fitted = btyd.fit("bgbb", cols, counts, 6)
    a, b, c, d = theta
    like = np.exp(ll_bgbb(theta, *cols))
    x, _, n = cols
    j = np.arange(1, 10)[:, None]
    ahead = np.exp(betaln(a + x + 1, b + n - x) - betaln(a, b) - betaln(c, d)) * np.exp(betaln(c, d + n + j)).sum(0) / like
    known = dict(zip(zip(*cols), ahead))
    predicted = np.array([known[key] for key in zip(tab["x"], tab["t_x"], tab["T"])])
    return {"fit": fitted, "sum_x": int(tab["x"].sum()), "actual": int(tab["actual"].sum()), "predicted": float(predicted.sum()),
            "rmse": float(np.sqrt(((tab["actual"] - predicted) ** 2).mean())), "mean_m": float(tab["m"].mean())}


def main():
    table = load_donations()
    table.columns = ["x", "t_x", "T", "count"]
    table.to_csv(DATA + "donations.csv", index=False)
    cols = [table[c].to_numpy(float) for c in ("x", "t_x", "T")]
    theta, fitted = btyd.fit("bgbb", cols, table["count"].to_numpy(float), 6)
    # Fader, Hardie & Shang (2010), table 2
    for name, printed in (("alpha", 1.204), ("beta", .750), ("gamma", .657), ("delta", 2.783)):
        btyd.compare(name, fitted["params"][name], printed)
    btyd.compare("log-likelihood", fitted["log_likelihood"], -33225.6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = lifetimes.BetaGeoBetaBinomFitter().fit(table["x"], table["t_x"], table["T"], table["count"])
    print("lifetimes", dict(theirs.params_))
    rows = [{"x": int(x), "t_x": int(t), "T": int(n)} | predictions(theta, int(x), int(t), int(n)) for x, t, n in zip(*cols)]
    new = predictions(theta, 0, 0, 0)
    out = {"donations": {"fit": fitted, "predictions": rows, "new_customer_5": new["expected_5"], "delta": float(mp.log(mp.mpf("1.1"))),
                         "lifetimes": {k: float(v) for k, v in theirs.params_.items()}}}
    out["cdnow_months"] = cdnow_months()
    write("bgbb.json", out, ["numpy", "scipy", "mpmath", "lifetimes"])


if __name__ == "__main__":
    main()
