"""Clustering and PCA fixtures -> kmeans.json (scikit-learn).

Tables: telco (tenure, monthly_charges, total_charges; complete rows) and CDNOW master
log1p(R days, F purchase days, M total) as of 1998-06-30. Both standardised with the
population standard deviation (ddof 0).
"""
from datetime import date

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples

from common import DATA, floats, read_orders, rfm, write

STARTS = 250


def kmeans(X, mean, std, k):
    """Best of 250 single greedy k-means++ starts (seeds 0...249), each run to the fixed point (tol 0).

    Nearby fixed points differ by 1e-6 to 1e-4 in inertia, so the best of the first 50 and the share of
    starts that reach the best are given too. Clusters are in lexicographic centroid order.
    """
    runs = [KMeans(k, n_init=1, random_state=i, tol=0, max_iter=1000, algorithm="lloyd").fit(X) for i in range(STARTS)]
    inertias = np.array([r.inertia_ for r in runs])
    km = runs[int(inertias.argmin())]
    order = sorted(range(k), key=lambda i: tuple(km.cluster_centers_[i]))
    sizes = np.bincount(km.labels_, minlength=k)
    exact = sum(((X[km.labels_ == i] - X[km.labels_ == i].mean(axis=0)) ** 2).sum() for i in range(k))
    return {
        "inertia": float(exact),
        "inertia_best_of_first_50": float(inertias[:50].min()),
        "share_of_starts_within_1e-6": float((inertias <= exact * (1 + 1e-6)).mean()),
        "sizes_descending": sorted(floats(sizes), reverse=True),
        "clusters": [{"size": int(sizes[i]), "centroid": floats(km.cluster_centers_[i]), "centroid_original_units": floats(km.cluster_centers_[i] * std + mean)} for i in order],
    }


def pca(X, names):
    """Explained variance ratios and loadings; each axis is turned so its largest absolute loading is positive."""
    p = PCA(svd_solver="full").fit(X)
    load = p.components_ * np.sign([c[np.abs(c).argmax()] for c in p.components_])[:, None]
    return {"explained_variance_ratio": floats(p.explained_variance_ratio_), "loadings": floats(load), "features": names}


def table(frame):
    V = frame.to_numpy(float)
    mean, std = V.mean(axis=0), V.std(axis=0)
    X = (V - mean) / std
    out = {"rows": len(V), "features": list(frame.columns), "mean": floats(mean), "std_ddof0": floats(std), "pca": pca(X, list(frame.columns))}
    out["k"] = {str(k): kmeans(X, mean, std, k) for k in (3, 4, 5, 6)}
    for k, r in out["k"].items():
        print(k, r["inertia"], r["inertia_best_of_first_50"] / r["inertia"] - 1, r["share_of_starts_within_1e-6"], r["sizes_descending"])
    print(out["pca"])
    return X, out


def main():
    telco = pd.read_csv(DATA + "telco_churn.csv").dropna()
    X, t = table(telco[["tenure", "monthly_charges", "total_charges"]])
    # validity indices on the first 2,000 complete rows; label = nearest of the k=4 centroids above (in their order)
    C = np.array([c["centroid"] for c in t["k"]["4"]["clusters"]])
    head = X[:2000]
    dist = ((head[:, None, :] - C[None]) ** 2).sum(axis=2)
    labels = dist.argmin(axis=1)
    margin = np.sort(dist, axis=1)
    s = silhouette_samples(head, labels)
    t["validity_first_2000"] = {
        "labels": "".join(map(str, labels)), "sizes": floats(np.bincount(labels)), "smallest_margin": float((margin[:, 1] - margin[:, 0]).min()),
        "silhouette": float(s.mean()), "silhouette_by_cluster": [float(s[labels == i].mean()) for i in range(4)], "silhouette_first_10_rows": floats(s[:10]),
        "calinski_harabasz": float(calinski_harabasz_score(head, labels)), "davies_bouldin": float(davies_bouldin_score(head, labels)),
    }
    print({k: v for k, v in t["validity_first_2000"].items() if k != "labels"})
    r = rfm(read_orders("master"), date(1998, 6, 30).toordinal())
    _, c = table(np.log1p(r[["R", "F", "M"]]))
    c["features"] = c["pca"]["features"] = ["log1p(R)", "log1p(F)", "log1p(M)"]
    write("kmeans.json", {"telco": t, "cdnow_master": c, "starts": STARTS}, ["numpy", "pandas", "scikit-learn"])


if __name__ == "__main__":
    main()
