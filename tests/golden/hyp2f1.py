"""log 2F1 and log-gamma reference values -> hyp2f1.json (mpmath, 40 digits kept, 60 carried).

Arguments are exact doubles, drawn over what the likelihoods and conditional
expectations visit; each value is computed twice, directly and through
Euler's transformation (1-z)^(c-a-b) 2F1(c-a, c-b; c; z), and must agree.
Row: [a, b, c, z, log 2F1]. `edge` rows hold 2F1 itself: c <= 0 < c+1, where the
sum may be negative, as for a customer with x = 0 under BG/NBD when a + b < 1.
"""
import mpmath as mp
import numpy as np

from common import write

mp.mp.dps = 60
rng = np.random.default_rng(20240601)
XS = [0, 1, 2, 3, 5, 8, 13, 26, 50, 100, 170, 300, 600, 1000, 1500, 2000]
ZS = [0.0, 1e-300, 1e-12, 1e-8, 1e-4, 0.99, 0.999, 0.9999, 1 - 1e-5, 1 - 1e-6, 1 - 1e-7, 1 - 1e-8]


def positive(lo, hi):
    """Log-uniform, with a few digits so that rows stay readable."""
    return float(f"{np.exp(rng.uniform(np.log(lo), np.log(hi))):.6g}")


def draw_z(i):
    return ZS[i // 5 % len(ZS)] if i % 5 == 0 else round(float(rng.uniform(0.001, 0.99)), 6)


def arguments(kind, i):
    x, r = XS[i % len(XS)], positive(0.05, 20)
    s, a, b = positive(0.02, 20), positive(0.05, 10), positive(0.1, 50)
    z = draw_z(i)
    if kind == "paretonbd_alpha_ge_beta":  # 2F1(r+s+x, s+1; r+s+x+1; (alpha-beta)/(alpha+t))
        return r + s + x, s + 1, r + s + x + 1, z
    if kind == "paretonbd_alpha_lt_beta":  # 2F1(r+s+x, r+x; r+s+x+1; (beta-alpha)/(beta+t))
        return r + s + x, r + x, r + s + x + 1, z
    if kind == "bgnbd":  # 2F1(r+x, b+x; a+b+x-1; t/(alpha+T+t)); a + b > 1 kept, see `edge`
        return r + x, b + x, (a + b + x - 1 if a + b + x > 1.02 else a + b + x), z
    return r + x, b + x + 1, a + b + x, z  # mbgnbd


def f(a, b, c, z):
    a, b, c, z = map(mp.mpf, (a, b, c, z))
    one = mp.hyp2f1(a, b, c, z, maxterms=10**6)
    two = (1 - z) ** (c - a - b) * mp.hyp2f1(c - a, c - b, c, z, maxterms=10**6)
    assert mp.almosteq(one, two, mp.mpf(10) ** -40), (a, b, c, z)
    return one


def main():
    out = {"log2f1": {}, "edge": [], "loggamma": []}
    for kind in ("paretonbd_alpha_ge_beta", "paretonbd_alpha_lt_beta", "bgnbd", "mbgnbd"):
        rows = []
        for i in range(150):
            args = arguments(kind, i)
            v = mp.log(f(*args))
            rows.append([*args, float(v), mp.nstr(v, 40)])
        out["log2f1"][kind] = rows
        print(kind, len(rows), max(r[4] for r in rows))
    for i in range(20):
        a, b = positive(0.05, 0.5), positive(0.05, 0.45)
        r, z = positive(0.05, 5), draw_z(i)
        v = f(r, b, a + b - 1, z)
        out["edge"].append([r, b, a + b - 1, z, float(v), mp.nstr(v, 40)])
    for e in np.linspace(-8, 8, 100):
        v = float(f"{10**e:.12g}")
        g = mp.loggamma(mp.mpf(v))
        out["loggamma"].append([v, float(g), mp.nstr(g, 40)])
    write("hyp2f1.json", out, ["mpmath", "numpy"])


if __name__ == "__main__":
    main()
