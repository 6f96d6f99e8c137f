"""Buy-till-you-die fixtures on CDNOW -> btyd.json.

Everything is written from the papers, not from a package:
  BG/NBD       Fader, Hardie, Lee (2005), likelihood eq. 6, expectation eq. 10
  MBG/NBD      Batislam, Denizel, Filiztekin (2007)
  Pareto/NBD   Schmittlein, Morrison, Colombo (1987); Fader & Hardie (2005) note
  NBD          gamma mixture of Poisson processes, timing form
  Gamma-Gamma  Fader & Hardie (2013), likelihood eq. 1a, expectation eq. 5

The Pareto/NBD likelihood is used as the integral over the time of death
  L = G(r+x)/G(r) alpha^r beta^s { (alpha+T)^-(r+x) (beta+T)^-s
        + s int_tx^T (alpha+u)^-(r+x) (beta+u)^-(s+1) du },
by Gauss-Legendre quadrature, so the fit does not depend on any 2F1 routine; the
log-likelihood at the optimum is then recomputed with mpmath's 2F1 closed form.
"""
import itertools
import time
import warnings
from contextlib import redirect_stdout
from datetime import date
from io import StringIO

import mpmath as mp
import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, logsumexp

from common import read_orders, summarise, write

mp.mp.dps = 30
CAL, END = date(1997, 9, 30).toordinal(), date(1998, 6, 30).toordinal()
NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)
NAMES = {"bgnbd": "r alpha a b", "mbgnbd": "r alpha a b", "paretonbd": "r alpha s beta", "nbd": "r alpha", "gammagamma": "p q v"}

# ---------------------------------------------------------------- log-likelihoods, per row


def ll_bgnbd(th, x, tx, T):
    r, al, a, b = th
    head = gammaln(r + x) - gammaln(r) + r * np.log(al) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    dead = np.where(x > 0, np.log(a / (b + np.maximum(x, 1) - 1)) - (r + x) * np.log(al + tx), -np.inf)
    return head + np.logaddexp(-(r + x) * np.log(al + T), dead)


def ll_mbgnbd(th, x, tx, T):
    r, al, a, b = th
    head = gammaln(r + x) - gammaln(r) + r * np.log(al) + gammaln(a + b) - gammaln(b) + gammaln(b + x + 1) - gammaln(a + b + x + 1)
    return head + np.logaddexp(-(r + x) * np.log(al + T), np.log(a / (b + x)) - (r + x) * np.log(al + tx))


def ll_paretonbd(th, x, tx, T):
    r, al, s, be = th
    head = gammaln(r + x) - gammaln(r) + r * np.log(al) + s * np.log(be)
    alive = -(r + x) * np.log(al + T) - s * np.log(be + T)
    # substitution w = log(alpha + u) keeps the integrand smooth
    lo, hi = np.log(al + tx), np.log(al + T)
    half = (hi - lo) / 2
    w = lo[:, None] + half[:, None] * (NODES + 1)
    u = np.exp(w) - al
    f = -(r + x - 1)[:, None] * w - (s + 1) * np.log(be + u) + np.log(WEIGHTS)
    with np.errstate(divide="ignore"):
        dead = np.log(s) + np.log(half) + logsumexp(f, axis=1)
    return head + np.logaddexp(alive, dead)


def ll_nbd(th, x, tx, T):
    r, al = th
    return gammaln(r + x) - gammaln(r) + r * np.log(al) - (r + x) * np.log(al + T)


def ll_gammagamma(th, x, m):
    p, q, v = th
    return gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) + (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(v + m * x)


LL = {"bgnbd": ll_bgnbd, "mbgnbd": ll_mbgnbd, "paretonbd": ll_paretonbd, "nbd": ll_nbd, "gammagamma": ll_gammagamma}


def mp_ll_paretonbd(th, x, tx, T):
    """Closed form of the Fader & Hardie note with 2F1, in mpmath."""
    r, al, s, be = map(mp.mpf, th)
    x, tx, T = mp.mpf(int(x)), mp.mpf(tx), mp.mpf(T)
    big, gap, second = (al, al - be, s + 1) if al >= be else (be, be - al, r + x)
    a = r + s + x
    A0 = sum(sg * mp.hyp2f1(a, second, a + 1, gap / (big + t)) / (big + t) ** a for sg, t in ((1, tx), (-1, T)))
    return mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(al) + s * mp.log(be) + mp.log(1 / ((al + T) ** (r + x) * (be + T) ** s) + s / a * A0)


# ---------------------------------------------------------------- maximum likelihood


def derivatives(f, z, h):
    """Gradient and Hessian of f by central differences, Richardson-extrapolated from h, h/2, h/4."""
    n, e = len(z), np.eye(len(z))

    def level(h):
        f0 = f(z)
        g, H = np.zeros(n), np.zeros((n, n))
        for i in range(n):
            up, dn = f(z + h * e[i]), f(z - h * e[i])
            g[i], H[i, i] = (up - dn) / (2 * h), (up - 2 * f0 + dn) / h**2
        for i, j in itertools.combinations(range(n), 2):
            H[i, j] = H[j, i] = (
                f(z + h * (e[i] + e[j])) - f(z + h * (e[i] - e[j])) - f(z - h * (e[i] - e[j])) + f(z - h * (e[i] + e[j]))
            ) / (4 * h**2)
        return g, H

    (g1, H1), (g2, H2), (g3, H3) = level(h), level(h / 2), level(h / 4)
    rich = lambda a, b, c: (16 * (4 * c - b) / 3 - (4 * b - a) / 3) / 15
    return rich(g1, g2, g3), rich(H1, H2, H3)


def fit(model, columns, counts, n_starts):
    """Maximise over log-parameters from several starts, polish by Newton, standard errors in natural parameters."""
    k = len(NAMES[model].split())
    total = lambda z: float(counts @ LL[model](np.exp(z), *columns))
    n = counts.sum()
    clock = time.time()
    rng = np.random.default_rng(1)
    starts = [np.zeros(k)] + [rng.normal(0.5, 1.0, k) for _ in range(n_starts - 1)]
    ends = []
    for z0 in starts:
        with np.errstate(all="ignore"):
            goal = lambda z: -total(z) / n if np.abs(z).max() < 12 else 1e3
            rough = minimize(goal, z0, method="Nelder-Mead", options={"maxfev": 600, "xatol": 1e-3, "fatol": 1e-7}).x
            res = minimize(goal, rough, method="BFGS", options={"gtol": 1e-7})
        ends.append((-res.fun * n, res.x))
    z = max(ends, key=lambda e: e[0])[1]
    for _ in range(12):
        g, H = derivatives(total, z, 0.02)
        step = np.linalg.solve(H, g)
        z = z - step
        if np.abs(step).max() < 1e-9:
            break
    g, H = derivatives(total, z, 0.02)
    theta = np.exp(z)
    # natural parameters, with steps in proportion to each: theta_i (1 + u_i)
    natural = lambda h: derivatives(lambda u: float(counts @ LL[model](theta * (1 + u), *columns)), np.zeros(k), h)[1]
    se = lambda h: theta * np.sqrt(np.diag(np.linalg.inv(-natural(h))))
    s1, s2 = se(0.02), se(0.03)
    assert np.allclose(s1, s2, rtol=1e-5), (model, s1, s2)
    names = NAMES[model].split()
    best = total(z)
    out = {
        "params": dict(zip(names, theta.tolist())),
        "standard_errors": dict(zip(names, s1.tolist())),
        "log_likelihood": best,
        "max_abs_gradient_log_params": float(np.abs(g).max()),
        "customers": int(n),
        "starts": n_starts,
        "starts_within_1e-3": int(sum(best - e[0] < 1e-3 for e in ends)),
    }
    print(model, out["params"], out["standard_errors"], best, "grad", out["max_abs_gradient_log_params"], out["starts_within_1e-3"], "of", n_starts, [e[0] for e in ends], f"{time.time() - clock:.0f} s")
    return theta, out


def distinct(table, cols):
    """Distinct rows and their counts."""
    g = table.groupby(cols).size().reset_index(name="n")
    return [g[c].to_numpy(float) for c in cols], g["n"].to_numpy(float)


# ---------------------------------------------------------------- predictions, in mpmath


def p_alive(model, th, x, tx, T):
    r, al = map(mp.mpf, th[:2])
    x, tx, T = mp.mpf(int(x)), mp.mpf(tx), mp.mpf(T)
    if model == "paretonbd":
        s, be = map(mp.mpf, th[2:])
        I = mp.quad(lambda u: (al + u) ** -(r + x) * (be + u) ** -(s + 1), mp.linspace(tx, T, 4)) if tx < T else mp.mpf(0)
        return 1 / (1 + s * I * (al + T) ** (r + x) * (be + T) ** s)
    a, b = map(mp.mpf, th[2:])
    odds = ((al + T) / (al + tx)) ** (r + x)
    if model == "bgnbd":
        return 1 / (1 + (a / (b + x - 1) * odds if x > 0 else 0))
    return 1 / (1 + a / (b + x) * odds)


def expected(model, th, x, tx, T, t):
    """Expected purchases in (T, T+t] of a customer with history (x, t_x, T)."""
    r, al = map(mp.mpf, th[:2])
    P = p_alive(model, th, x, tx, T)
    x, T, t = mp.mpf(int(x)), mp.mpf(T), mp.mpf(t)
    if model == "paretonbd":
        s, be = map(mp.mpf, th[2:])
        return P * (r + x) * (be + T) / ((al + T) * (s - 1)) * (1 - ((be + T) / (be + T + t)) ** (s - 1))
    a, b = map(mp.mpf, th[2:])
    b = b + 1 if model == "mbgnbd" else b  # one more coin, at time zero
    F = mp.hyp2f1(r + x, b + x, a + b + x - 1, t / (al + T + t))
    return P * (a + b + x - 1) / (a - 1) * (1 - ((al + T) / (al + T + t)) ** (r + x) * F)


def expected_check(model, th, x, tx, T, t):
    """The same for BG/NBD and MBG/NBD as an integral over the posterior of p: no 2F1."""
    r, al, a, b = map(mp.mpf, th)
    b = b + 1 if model == "mbgnbd" else b
    f = lambda p: p ** (a - 2) * (1 - p) ** (b + x - 1) * (1 - ((al + T) / (al + T + p * t)) ** (r + x))
    return p_alive(model, th, x, tx, T) * mp.quad(f, [0, 0.01, 0.1, 0.5, 1]) / mp.beta(a, b + x)


def new_customer(model, th, t):
    """Expected purchases in (0, t] of a customer just acquired."""
    r, al = map(mp.mpf, th[:2])
    t = mp.mpf(t)
    if model == "paretonbd":
        s, be = map(mp.mpf, th[2:])
        return r * be / (al * (s - 1)) * (1 - (be / (be + t)) ** (s - 1))
    a, b = map(mp.mpf, th[2:])
    if model == "bgnbd":
        return (a + b - 1) / (a - 1) * (1 - (al / (al + t)) ** r * mp.hyp2f1(r, b, a + b - 1, t / (al + t)))
    return b / (a - 1) * (1 - (al / (al + t)) ** r * mp.hyp2f1(r, b + 1, a + b, t / (al + t)))


def spend(th, x, m):
    p, q, v = th
    return p * (v + m * x) / (p * x + q - 1)


def dert_paretonbd(th, x, tx, T, delta):
    """Discounted expected residual transactions, continuous rate delta per unit (Fader, Hardie, Lee 2005, JMR)."""
    r, al, s, be = map(mp.mpf, th)
    P = p_alive("paretonbd", th, x, tx, T)
    z = delta * (be + T)
    # alpha^r beta^s delta^(s-1) G(r+x+1) Psi(s,s;z) / (G(r) (alpha+T)^(r+x+1) L), with L eliminated through P(alive)
    return P * (r + x) / (al + T) * (be + T) ** s * mp.mpf(delta) ** (s - 1) * mp.hyperu(s, s, z)


def dert_bgnbd(th, x, tx, T, delta):
    """int_0^inf e^(-delta t) dE[Y(t)]: the same idea for BG/NBD, by quadrature over t and the posterior of p."""
    r, al, a, b = map(mp.mpf, th)
    # given alive: p ~ Beta(a, b+x), rate density at t is (r+x) (al+T)^(r+x) / (al+T+pt)^(r+x+1)
    rate = lambda t: (r + x) / (al + T) * mp.hyp2f1(r + x + 1, a, a + b + x, -t / (al + T))
    return p_alive("bgnbd", th, x, tx, T) * mp.quad(lambda t: mp.exp(-delta * t) * rate(t), [0, 10, 50, 200, 1000, 5000, mp.inf])


# ---------------------------------------------------------------- published numbers, for the printed comparison

PUBLISHED = {
    "bgnbd": ([.242595, 4.413602, .792922, 2.425907], [.012557, .378224, .185733, .705410], -9582.4292),
    "mbgnbd": ([.524843, 6.183085, .891359, 1.614002], None, -9582.1357),
    "paretonbd": ([.553277, 10.577683, .606240, 11.668731], [.047626, .842722, .187259, 6.210545], -9594.9762),
    "nbd": ([.384766, 12.072024], None, -9763.6576),
    "gammagamma": ([6.249571, 3.744225, 15.443524], None, -4055.9177),
}


def compare(label, ours, theirs):
    """Print both. DIFFERS: beyond the printed decimals and by more than 5e-6 relative (the sixth significant digit)."""
    decimals = len(repr(theirs).split(".")[1])
    far = abs(ours - theirs) > 0.51 * 10.0**-decimals
    relative = abs(ours / theirs - 1)
    flag = "" if not far else f"   <-- DIFFERS, relative {relative:.1e}" if relative > 5e-6 else f"   (last digits, relative {relative:.1e})"
    print(f"  {label:45s} {ours!r:24} {theirs!r:14}{flag}")


def lifetimes_fits(tab, gg):
    """lifetimes' own unpenalised fits, for comparison only."""
    import lifetimes

    todo = {"bgnbd": (lifetimes.BetaGeoFitter, tab[["x", "t_x", "T"]]), "mbgnbd": (lifetimes.ModifiedBetaGeoFitter, tab[["x", "t_x", "T"]]),
            "paretonbd": (lifetimes.ParetoNBDFitter, tab[["x", "t_x", "T"]]), "gammagamma": (lifetimes.GammaGammaFitter, gg[["x", "m"]])}
    out = {}
    for name, (cls, data) in todo.items():
        for tol in (1e-10, 1e-8, 1e-7, 1e-6):  # the tightest tolerance the package calls converged
            try:
                with warnings.catch_warnings(), redirect_stdout(StringIO()):
                    warnings.simplefilter("ignore")
                    f = cls(penalizer_coef=0.0).fit(*(data[c] for c in data), tol=tol)
                out[name] = {"params": {k: float(v) for k, v in f.params_.items()}, "tol": tol}
                break
            except lifetimes.utils.ConvergenceError:
                out[name] = {"failed": "ConvergenceError"}
    for k, v in out.items():
        print("lifetimes", k, v)
    return out


def main():
    days = read_orders("sample")
    tab = summarise(days, CAL)
    # hold-out purchases: purchase days after the calibration end
    later = days[days["day"] > CAL].groupby("id").size()
    tab["actual"] = [int(later.get(c, 0)) for c in tab["id"]]
    gg = tab[(tab["x"] > 0) & (tab["m"] > 0)]
    out = {"sample": {"customers": len(tab), "sum_x": int(tab["x"].sum()), "x_zero": int((tab["x"] == 0).sum()),
                      "gammagamma_customers": len(gg), "repeat_with_m_zero": int(((tab["x"] > 0) & (tab["m"] == 0)).sum()),
                      "holdout_actual": int(tab["actual"].sum()), "pearson_x_m": float(np.corrcoef(gg["x"], gg["m"])[0, 1]),
                      "calibration_end": "1997-09-30", "holdout_end": "1998-06-30", "unit": "week", "fits": {}}}
    sample = out["sample"]
    print({k: v for k, v in sample.items() if k != "fits"})

    cols, counts = distinct(tab, ["x", "t_x", "T"])
    sample["distinct_x_tx_T"] = len(counts)
    theta = {}
    for model in ("bgnbd", "mbgnbd", "paretonbd", "nbd"):
        theta[model], sample["fits"][model] = fit(model, cols, counts, 6)
    gcols, gcounts = [gg["x"].to_numpy(float), gg["m"].to_numpy(float)], np.ones(len(gg))
    theta["gammagamma"], sample["fits"]["gammagamma"] = fit("gammagamma", gcols, gcounts, 6)
    closed = float(sum(int(n) * mp_ll_paretonbd(theta["paretonbd"], *row) for *row, n in zip(*cols, counts)))
    sample["fits"]["paretonbd"]["log_likelihood_closed_form_mpmath"] = closed
    print("Pareto/NBD log-likelihood, quadrature and 2F1:", sample["fits"]["paretonbd"]["log_likelihood"], closed)

    print("against models.md (6 digits):")
    for model, (params, ses, ll) in PUBLISHED.items():
        f = sample["fits"][model]
        for i, name in enumerate(NAMES[model].split()):
            compare(f"{model} {name}", f["params"][name], params[i])
            if ses:
                compare(f"{model} se({name})", f["standard_errors"][name], ses[i])
        compare(f"{model} log-likelihood", f["log_likelihood"], ll)
    sample["lifetimes"] = lifetimes_fits(tab, gg)

    # Gamma-Gamma on the two-decimal table of the lifetimes package (m rounded half up; t_x and T unused here);
    # the three are the first three customers of the list, the third has x = 0 and gets the population mean
    two = np.floor(tab["m"].to_numpy(float) * 100 + 0.5 + 1e-9) / 100
    keep = (tab["x"] > 0).to_numpy()
    theta2, sample["fits"]["gammagamma_m_rounded_to_cents"] = fit("gammagamma", [gcols[0], two[keep]], gcounts, 3)
    sample["spend_first_three_customers_m_rounded"] = [float(spend(theta2, int(x), m)) for x, m in zip(tab["x"][:3], two[:3])]
    sample["spend_first_three_customers"] = [float(spend(theta["gammagamma"], int(x), m)) for x, m in zip(tab["x"][:3], tab["m"][:3])]
    for i, e in enumerate([24.6586, 18.9115, 35.1710]):
        compare(f"spend customer {i + 1}, m rounded", sample["spend_first_three_customers_m_rounded"][i], e)
        compare(f"spend customer {i + 1}, m exact", sample["spend_first_three_customers"][i], e)

    # 60 customers: every 40th of the list in id order (59) and customer 1516
    chosen = sorted(set(range(0, len(tab), 40)) | {int(np.flatnonzero(tab["id"] == "1516")[0])})
    print("customers chosen:", len(chosen))
    delta = float(np.log(1.1) * 7 / 365.25)
    sample["dert_delta"] = delta
    sample["predictions"] = []
    for i in chosen:
        c = tab.iloc[i]
        args = (int(c["x"]), float(c["t_x"]), float(c["T"]))
        row = {"id": c["id"], "x": args[0], "t_x": args[1], "T": args[2], "m": float(c["m"]), "actual_holdout": int(c["actual"]),
               "expected_spend": float(spend(theta["gammagamma"], args[0], float(c["m"])))}
        for model in ("bgnbd", "mbgnbd", "paretonbd"):
            th = theta[model]
            row[model] = {"p_alive": float(p_alive(model, th, *args)), "expected_39": float(expected(model, th, *args, 39)), "expected_52": float(expected(model, th, *args, 52)),
                          "log_likelihood": float(LL[model](th, *(np.array([float(a)]) for a in args))[0])}
            if model != "paretonbd":
                assert mp.almosteq(expected_check(model, th, *args, 52), row[model]["expected_52"], 1e-10)
        row["paretonbd"]["dert"] = float(dert_paretonbd(theta["paretonbd"], *args, delta))
        if len(sample["predictions"]) % 6 == 0 or c["id"] == "1516":
            row["bgnbd"]["dert"] = float(dert_bgnbd(theta["bgnbd"], *args, delta))
        sample["predictions"].append(row)
        if c["id"] == "1516":
            for model, e, p in (("paretonbd", 25.456, .99787), ("bgnbd", 25.757, .96885)):
                compare(f"{model} 1516 expected 52", row[model]["expected_52"], e)
                compare(f"{model} 1516 p_alive", row[model]["p_alive"], p)

    # the whole list: hold-out 39 weeks
    sample["holdout"] = {}
    for model in ("bgnbd", "mbgnbd", "paretonbd"):
        cache = {k: (float(expected(model, theta[model], *k, 39)), float(p_alive(model, theta[model], *k))) for k in set(zip(tab["x"], tab["t_x"], tab["T"]))}
        both = np.array([cache[k] for k in zip(tab["x"], tab["t_x"], tab["T"])])
        pred, act = both[:, 0], tab["actual"].to_numpy(float)
        g = np.minimum(tab["x"].to_numpy(), 7)
        sample["holdout"][model] = {"actual": float(act.sum()), "predicted": float(pred.sum()), "mae": float(np.abs(pred - act).mean()), "rmse": float(np.sqrt(((pred - act) ** 2).mean())),
                                    "customers_by_x": [int((g == k).sum()) for k in range(8)], "actual_by_x": [float(act[g == k].mean()) for k in range(8)],
                                    "expected_by_x": [float(pred[g == k].mean()) for k in range(8)], "sum_p_alive": float(both[:, 1].sum())}
        print(model, sample["holdout"][model])
    h = sample["holdout"]["bgnbd"]
    for i, e in enumerate([.2251, .5231, 1.0441, 1.5203, 2.1639, 2.6538, 3.5040, 6.1570]):
        compare(f"bgnbd expected hold-out x={i}", h["expected_by_x"][i], e)
    for k, e in (("predicted", 1653.41), ("mae", .7855), ("rmse", 1.608)):
        compare(f"bgnbd hold-out {k}", h[k], e)

    sample["new_customer_52"] = {m: float(new_customer(m, theta[m], 52)) for m in ("bgnbd", "mbgnbd", "paretonbd")}
    compare("paretonbd new customer 52", sample["new_customer_52"]["paretonbd"], 1.473434)
    compare("bgnbd new customer 52", sample["new_customer_52"]["bgnbd"], 1.444004)
    compare("bgnbd x 2, 30.43, 38.86, 39 weeks", float(expected("bgnbd", theta["bgnbd"], 2, 30.43, 38.86, 39)), 1.226)
    # the published Pareto/NBD figure has t_x rounded to two decimals
    sample["paretonbd_1516_tx30.86_52weeks"] = float(expected("paretonbd", theta["paretonbd"], 26, 30.86, 31, 52))
    compare("paretonbd 1516 with t_x 30.86, expected 52", sample["paretonbd_1516_tx30.86_52weeks"], 25.456)
    sample["bgnbd_x2_tx30.43_T38.86_39weeks"] = float(expected("bgnbd", theta["bgnbd"], 2, 30.43, 38.86, 39))

    example = {"r": .5629966, "alpha": 12.5590370, "s": .4081095, "beta": 10.5148048, "x": 7, "t_x": 35.0, "T": 77.86}
    th = [example[k] for k in ("r", "alpha", "s", "beta")]
    out["dert_example"] = example | {"delta": .0027, "dert": float(dert_paretonbd(th, 7, 35.0, 77.86, .0027))}
    out["dert_example"]["dert_with_delta_ln1p"] = float(dert_paretonbd(th, 7, 35.0, 77.86, float(np.log1p(.0027))))
    print("DERT with delta = d and delta = ln(1+d):", out["dert_example"]["dert"], out["dert_example"]["dert_with_delta_ln1p"])
    compare("DERT example", out["dert_example"]["dert"], 1.864183)
    write("btyd.json", out, ["numpy", "scipy", "pandas", "mpmath", "lifetimes"])

    # the full file, whole period
    full = summarise(read_orders("master"), END)
    cols, counts = distinct(full, ["x", "t_x", "T"])
    g = full[(full["x"] > 0) & (full["m"] > 0)]
    out["master"] = {"customers": len(full), "distinct_x_tx_T": len(counts), "sum_x": int(full["x"].sum()), "x_zero": int((full["x"] == 0).sum()), "x_max": int(full["x"].max()),
                     "as_of": "1998-06-30", "unit": "week", "gammagamma_customers": len(g), "repeat_with_m_zero": int(((full["x"] > 0) & (full["m"] == 0)).sum()), "fits": {}}
    print(out["master"])
    for model in ("bgnbd", "paretonbd"):
        out["master"]["fits"][model] = fit(model, cols, counts, 3)[1]
    out["master"]["fits"]["gammagamma"] = fit("gammagamma", [g["x"].to_numpy(float), g["m"].to_numpy(float)], np.ones(len(g)), 3)[1]
    write("btyd.json", out, ["numpy", "scipy", "pandas", "mpmath", "lifetimes"])


if __name__ == "__main__":
    main()
