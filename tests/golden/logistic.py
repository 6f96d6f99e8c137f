"""Logistic regression of the telco churn table -> logistic.json (statsmodels Logit, scikit-learn metrics).

AUC variance: DeLong, DeLong, Clarke-Pearson (1988), Biometrics 44, with the mid-rank
form of Sun & Xu (2014), IEEE Signal Processing Letters 21(11).
"""
import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import norm, rankdata
from sklearn.metrics import average_precision_score, brier_score_loss, confusion_matrix, log_loss, roc_auc_score

from common import DATA, floats, write

LABEL, POSITIVE, ID = "churn", "Yes", "rownames"
SMALL = ["tenure", "contract", "internet_service", "monthly_charges", "payment_method", "paperless_billing", "senior_citizen"]


def delong(y, p):
    """AUC and its DeLong variance (mid-ranks, so ties count one half)."""
    pos, neg = p[y == 1], p[y == 0]
    m, n = len(pos), len(neg)
    ranks = rankdata(np.concatenate([pos, neg]))
    v10 = (ranks[:m] - rankdata(pos)) / n  # share of negatives below each positive
    v01 = 1 - (ranks[m:] - rankdata(neg)) / m  # share of positives above each negative
    return v10.mean(), v10.var(ddof=1) / m + v01.var(ddof=1) / n


def design(table, columns):
    """Intercept, numeric columns as they are, text columns one-hot against the alphabetically first level.

    A column that is a linear combination of the ones before it is left out.
    """
    names, cols, dropped, basis = [], [], [], []
    candidates = [("(intercept)", np.ones(len(table)))]
    for c in columns:
        if pd.api.types.is_numeric_dtype(table[c]):
            candidates.append((c, table[c].to_numpy(float)))
        else:
            candidates += [(f"{c}={v}", (table[c] == v).to_numpy(float)) for v in sorted(table[c].unique())[1:]]
    for name, v in candidates:
        rest = v / np.linalg.norm(v)
        for _ in range(2):  # Gram-Schmidt, twice for accuracy
            for b in basis:
                rest = rest - (b @ rest) * b
        if np.linalg.norm(rest) < 1e-8:
            dropped.append(name)
        else:
            basis.append(rest / np.linalg.norm(rest))
            names.append(name)
            cols.append(v)
    return names, np.column_stack(cols), dropped


def model(table, columns):
    y = (table[LABEL] == POSITIVE).to_numpy(int)
    names, X, dropped = design(table, columns)
    # Newton on columns scaled to unit deviation would only change rounding; 1e-14 stops at the last bits
    res = sm.Logit(y, X).fit(method="newton", maxiter=100, tol=1e-14, disp=0)
    ci = res.conf_int(0.05)
    p = res.predict()
    auc, var = delong(y, p)
    assert abs(auc - roc_auc_score(y, p)) < 1e-12
    se = float(np.sqrt(var))
    tn, fp, fn, tp = confusion_matrix(y, p >= 0.5).ravel()
    z = norm.ppf(0.975)
    return {
        "rows": len(y),
        "positives": int(y.sum()),
        "converged": bool(res.mle_retvals["converged"]),
        "max_abs_gradient": float(np.abs(X.T @ (y - p)).max()),
        "left_out_collinear": dropped,
        "terms": [
            {"term": t, "estimate": float(res.params[i]), "standard_error": float(res.bse[i]), "z": float(res.tvalues[i]), "p": float(res.pvalues[i]),
             "odds_ratio": float(np.exp(res.params[i])), "ci": floats(ci[i]), "odds_ratio_ci": floats(np.exp(ci[i]))}
            for i, t in enumerate(names)
        ],
        "log_likelihood": float(res.llf), "null_log_likelihood": float(res.llnull), "aic": float(res.aic), "bic": float(res.bic), "mcfadden_r2": float(res.prsquared),
        "auc": float(auc), "auc_variance_delong": float(var), "auc_se_delong": se, "auc_ci95_delong": [auc - z * se, auc + z * se],
        "average_precision": float(average_precision_score(y, p)), "brier": float(brier_score_loss(y, p)), "log_loss": float(log_loss(y, p)),
        "confusion": {"tp": int(tp), "fp": int(fp), "tn": int(tn), "fn": int(fn)},
        "predictions_first_10": [{"rownames": int(r), "p": float(v)} for r, v in zip(table[ID][:10], p[:10])],
    }


def main():
    raw = pd.read_csv(DATA + "telco_churn.csv")
    table = raw.dropna()
    out = {"rows_dropped_blank_total_charges": [int(r) for r in raw.loc[raw["total_charges"].isna(), ID]], "positive": POSITIVE}
    out["small"] = model(table, SMALL)
    out["all_columns"] = model(table, [c for c in table.columns if c not in (ID, LABEL)])
    for k in ("small", "all_columns"):
        m = out[k]
        print(k, {q: v for q, v in m.items() if q not in ("terms", "predictions_first_10")})
        for t in m["terms"]:
            print("  ", t["term"], t["estimate"], t["standard_error"])
    write("logistic.json", out, ["numpy", "scipy", "pandas", "statsmodels", "scikit-learn"])


if __name__ == "__main__":
    main()
