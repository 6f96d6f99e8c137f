"""Early warning from the CDNOW sample's orders -> early_warning.json (statsmodels Logit).

A customer has left when there is no purchase in the 90 days after a cut-off.
The model is fitted two horizons before the last day and judged one horizon
before it; features use only purchases up to the cut-off.
"""
import numpy as np
import statsmodels.api as sm
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss, roc_auc_score

from common import floats, read_orders, write

HORIZON = 90
TERMS = ["recency_days", "frequency", "monetary", "tenure_days", "mean_gap_days", "recent_purchases", "recent_money"]


def features(days, cut):
    known = days[days["day"] <= cut]
    recent = known[known["day"] > cut - HORIZON].groupby("id")
    g = known.groupby("id", sort=True)
    first, last, n = g["day"].min(), g["day"].max(), g["day"].count()
    gap = ((last - first) / (n - 1).where(n > 1)).fillna(cut - first)
    columns = [cut - last, n, g["cents"].sum() / 100, cut - first, gap, recent["day"].count().reindex(n.index, fill_value=0), (recent["cents"].sum() / 100).reindex(n.index, fill_value=0)]
    return n.index, np.column_stack([np.log1p(c.to_numpy(float)) for c in columns])


def labelled(days, cut):
    ids, X = features(days, cut)
    back = set(days[(days["day"] > cut) & (days["day"] <= cut + HORIZON)]["id"])
    return sm.add_constant(X), np.array([i not in back for i in ids], int)


def main():
    days = read_orders("sample")
    last = int(days["day"].max())
    X, y = labelled(days, last - 2 * HORIZON)
    res = sm.Logit(y, X).fit(method="newton", maxiter=100, tol=1e-14, disp=0)
    T, t = labelled(days, last - HORIZON)
    p = res.predict(T)
    ids, S = features(days, last)
    score = res.predict(sm.add_constant(S))
    tn, fp, fn, tp = confusion_matrix(t, p >= 0.5).ravel()
    write("early_warning.json", {
        "horizon": HORIZON, "customers": len(y), "left": int(y.sum()), "test_customers": len(t), "test_left": int(t.sum()),
        "terms": [{"term": n, "estimate": float(res.params[i]), "standard_error": float(res.bse[i])} for i, n in enumerate(["(intercept)"] + [f"log1p({c})" for c in TERMS])],
        "log_likelihood": float(res.llf), "auc": float(roc_auc_score(t, p)), "brier": float(brier_score_loss(t, p)), "log_loss": float(log_loss(t, p)),
        "confusion": {"tp": int(tp), "fp": int(fp), "tn": int(tn), "fn": int(fn)},
        "first_customers": [{"id": str(i), "probability": float(v)} for i, v in zip(ids[:10], score[:10])],
        "sum_of_probabilities": float(score.sum()), "first_row": floats(S[0]),
    }, ["numpy", "pandas", "statsmodels", "scikit-learn"])


if __name__ == "__main__":
    main()
