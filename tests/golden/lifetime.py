"""Dwyer's models, sBG and typical curves, independently -> lifetime.json (pandas, numpy, mpmath).

Retention and recency states of the CDNOW sample are counted in a table of customers
by calendar periods; the Markov chain is solved as a dense linear system. sBG is
maximised by scipy, then by Newton's method on mpmath's derivatives of the beta
functions of the paper. Curves are fitted by numpy's least squares.
"""
import mpmath as mp
import numpy as np
import pandas as pd
from scipy.optimize import minimize

from common import DATA, floats, read_orders, write

mp.mp.dps = 40


def activity(days, code):
    """Cents and purchases of each customer by period, from the first period of all on."""
    period = days["date"].dt.to_period(code)
    number = period.map(lambda p: p.ordinal)
    number -= number.min()
    size = int(number.max()) + 1
    table = days.assign(number=number).groupby(["id", "number"])["cents"].agg(["sum", "count"]).unstack(fill_value=0)
    table = table.reindex(columns=pd.MultiIndex.from_product([["sum", "count"], range(size)]), fill_value=0)
    money, active = table["sum"].to_numpy(), table["count"].to_numpy() > 0
    return table.index, money, active, active.argmax(axis=1)


def chain(p, margin, cost, d, horizon):
    """Value by state by the dense system of Pfeifer & Carraway, less the purchase that led to state 0; and to a horizon."""
    n = len(p) + 1
    P = np.zeros((n, n))
    for s, q in enumerate(p):
        P[s, 0] += q
        P[s, s + 1] += 1 - q
    P[-1, -1] = 1
    reward = np.array([-cost] * len(p) + [0.0])
    bought = np.zeros(n)
    bought[0] = margin
    theirs = np.linalg.solve(np.eye(n) - P / (1 + d), reward + bought)
    ours = np.zeros(n)
    power = np.eye(n)
    for t in range(horizon):
        ours += power @ reward / (1 + d) ** t
        power = power @ P
        ours += power @ bought / (1 + d) ** (t + 1)
    return {"theirs": floats(theirs), "forever": floats(theirs - bought), "horizon": floats(ours)}


def dwyer(days, code, per_year, states, horizon, margin_rate, cost, annual):
    ids, money, active, first = activity(days, code)
    size = active.shape[1]
    d = (1 + annual) ** (1 / per_year) - 1
    kept = followed = 0
    seen, bought = np.zeros(states, int), np.zeros(states, int)
    gone = np.zeros(2, int)
    today = np.zeros(states + 1, int)
    repeat_money = repeat_periods = 0
    age_money, age_active = np.zeros(size), np.zeros(size, int)
    for row, start in enumerate(first):
        own, cents = active[row, start:], money[row, start:]
        followed += int(own[:-1].sum())
        kept += int((own[:-1] & own[1:]).sum())
        age_money[: len(own)] += cents
        age_active[: len(own)] += own
        repeat_money += int(cents[1:].sum())
        repeat_periods += int(own[1:].sum())
        for at in range(len(own)):
            silent = at - np.flatnonzero(own[: at + 1])[-1]
            if at + 1 == len(own):
                today[min(silent, states)] += 1
            elif silent < states:
                seen[silent] += 1
                bought[silent] += own[at + 1]
            else:
                gone += [1, int(own[at + 1])]
    margin = margin_rate * repeat_money / 100 / repeat_periods
    margins = [margin_rate * m / 100 / a if a >= 30 or t == 0 else margin for t, (m, a) in enumerate(zip(age_money, age_active))]
    r = kept / followed
    value = sum((margins[t] if t < size else margin) * (r / (1 + d)) ** t for t in range(horizon + 1))
    p = bought / seen
    values = chain(p, margin, cost, d, horizon)
    return {
        "settings": {"period": {"M": "month", "Q": "quarter"}[code], "states": states, "horizon": horizon, "margin": margin_rate, "contact_cost": cost, "discount": annual},
        "active": followed, "kept": kept, "value": value, "margins": margins, "purchase_margin": margin,
        "followed": seen.tolist(), "bought": bought.tolist(), "gone": gone.tolist(), "today": today.tolist(),
        "horizon": values["horizon"], "forever": values["forever"], "still_to_come": float(today @ np.array(values["horizon"])),
    }


def curves(days, code, by, horizon=None, few=16):
    """Typical curves, each customer's fit by numpy's least squares, and the projection."""
    ids, money, active, first = activity(days, code)
    size = active.shape[1]
    courses = [np.cumsum(money[row, start:]) / 100 for row, start in enumerate(first)]
    if by == "frequency":
        count = days.groupby("id").size().reindex(ids).to_numpy()
        cuts = np.quantile(count, [1 / 3, 2 / 3])
        group = np.array(["seldom", "sometimes", "often"])[(count[:, None] > cuts).sum(axis=1)]
        order = [g for g in ("seldom", "sometimes", "often") if (group == g).any()]
    else:
        group = days.groupby("id")["date"].min().reindex(ids).dt.to_period("Q").astype(str).to_numpy()
        order = sorted(set(group))
    typical = {}
    for name in ["all"] + order:
        members = [c for c, g in zip(courses, group) if name in ("all", g)]
        at = [[c[a] for c in members if len(c) > a] for a in range(size)]
        typical[name] = [float(np.mean(v)) for v in at if len(v) >= few]
    horizon = horizon or len(typical["all"]) - 1
    names = [n for n, g in typical.items() if len(g) > horizon]
    best, projected, squares, variation = [], [], 0.0, 0.0
    for c in courses:
        fits = []
        for n in names:
            g = np.array((typical[n] + [typical[n][-1]] * size)[: len(c)])
            k = np.linalg.lstsq(g[:, None], c, rcond=None)[0][0]
            fits.append((float(((c - k * g) ** 2).sum()), n, k))
        squared, n, k = min(fits, key=lambda f: f[0]) if len(c) > 1 else fits[0]
        best.append(n)
        projected.append(c[-1] + k * (typical[n][horizon] - typical[n][min(len(c) - 1, horizon)]))
        squares += squared
        variation += float(((c - c.mean()) ** 2).sum())
    return {"settings": {"by": by, "period": {"M": "month", "Q": "quarter"}[code], "horizon": horizon}, "curves": typical,
            "customers": {n: best.count(n) for n in typical}, "projected": float(sum(projected)),
            "value_so_far": float(sum(c[-1] for c in courses)), "rmse": (squares / sum(map(len, courses))) ** 0.5, "r_squared": 1 - squares / variation}


def sbg(left, stayed):
    """Maximum likelihood of who left at 1, 2 … and who is there after 0, 1, 2 …"""
    def log_p(a, b, t):
        return mp.log(mp.beta(a + 1, b + t - 1)) - mp.log(mp.beta(a, b))

    def log_s(a, b, t):
        return mp.log(mp.beta(a, b + t)) - mp.log(mp.beta(a, b))

    def ll(a, b):
        total = sum(n * log_p(a, b, t) for t, n in enumerate(left, 1) if n)
        return total + sum(n * log_s(a, b, t) for t, n in enumerate(stayed) if n and t)

    rough = minimize(lambda x: -float(ll(*[mp.exp(v) for v in x])), [0.0, 0.5], method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
    a, b = [mp.exp(v) for v in rough.x]
    for _ in range(6):
        slope = mp.matrix([mp.diff(ll, (a, b), (1, 0)), mp.diff(ll, (a, b), (0, 1))])
        H = mp.matrix(2, 2)
        for i, j in [(0, 0), (0, 1), (1, 0), (1, 1)]:
            H[i, j] = -mp.diff(ll, (a, b), (2 - i - j, i + j))
        cov = H ** -1
        step = cov * slope
        a, b = a + step[0], b + step[1]
    assert max(abs(step[0]), abs(step[1])) < 1e-15
    return a, b, {"params": {"alpha": float(a), "beta": float(b)}, "log_likelihood": float(ll(a, b)),
                  "standard_errors": {"alpha": float(mp.sqrt(cov[0, 0])), "beta": float(mp.sqrt(cov[1, 1]))}}


def derl(a, b, n, d):
    """Equation (6) of Fader & Hardie (2010) as a sum of survivals, by mpmath's summation to infinity."""
    f = 1 / (1 + mp.mpf(d))
    return (b + n - 1) / (a + b + n - 1) * mp.hyp2f1(1, b + n, a + b + n, f)


def by_hand(a, b, n, d, horizon):
    s = lambda t: mp.beta(a, b + t) / mp.beta(a, b)
    return sum(s(t) / s(n - 1) / (1 + mp.mpf(d)) ** (t - n) for t in range(n, n + horizon))


def subscriptions():
    out = {}
    # Fader & Hardie (2007), table 1, of 1,000 customers each.
    data = {
        "regular": [1000, 631, 468, 382, 326, 289, 262, 241],
        "high_end": [1000, 869, 743, 653, 593, 551, 517, 491],
    }
    for name, survivors in data.items():
        left = [x - y for x, y in zip(survivors, survivors[1:])]
        a, b, fit = sbg(left, [0] * len(left) + [survivors[-1]])
        fit["survivors"] = survivors
        fit["derl"] = [[n, d, float(derl(a, b, n, d)), float(by_hand(a, b, n, d, 12))] for n in (1, 2, 5, 13) for d in (0.1, 0.008, 0.0005)]
        fit["long_sum"] = [5, 0.1, float(by_hand(a, b, 5, 0.1, 600))]
        out[name] = fit
    telco = pd.read_csv(DATA + "telco_churn.csv")
    gone, there = telco[telco["churn"] == "Yes"], telco[telco["churn"] == "No"]
    most = int(telco["tenure"].max())
    left = [int((gone["tenure"].clip(lower=1) == t).sum()) for t in range(1, most + 1)]
    stayed = [int((there["tenure"] == t).sum()) for t in range(most + 1)]
    a, b, fit = sbg(left, stayed)
    d = 1.1 ** (1 / 12) - 1
    value = sum(float(by_hand(a, b, t + 1, d, 12)) * float(m) for t, m in there.groupby("tenure")["monthly_charges"].sum().items())
    out["telco"] = fit | {"left": sum(left), "stayed": sum(stayed), "value": value}
    return out


def main():
    days = read_orders("sample")
    days["date"] = [pd.Timestamp.fromordinal(int(d)) for d in days["day"]]
    content = {
        # The example of Pfeifer & Carraway (2000).
        "pfeifer_carraway": chain([0.3, 0.2, 0.15, 0.05], 40.0, 4.0, 0.2, 4),
        "dwyer": [dwyer(days, "Q", 4, 4, 12, 1.0, 0.0, 0.1), dwyer(days, "M", 12, 6, 24, 0.3, 0.5, 0.15)],
        "curve": [curves(days, "Q", "frequency"), curves(days, "M", "quarter", 14)],
        "sbg": subscriptions(),
    }
    write("lifetime.json", content, ["numpy", "pandas", "scipy", "mpmath"])


if __name__ == "__main__":
    main()
