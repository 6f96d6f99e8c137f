"""Ours and the Python packages, alternately, in one run; prints ratios.

    python benches/peers.py [--rounds 5]

Ours is the release build of the command line as a user runs it: start of the
process, reading and parsing the file, the analysis, writing all customers as
JSON. The peer is timed inside a running interpreter on data already in
memory, so every ratio is a lower bound. The peers are installed into
`target/bench-venv` in the versions of requirements.txt.
"""

import argparse
import json
import statistics
import subprocess
import time

import environment
from environment import ROOT

CLI = ROOT / "target" / "release" / "regulars"
CDNOW = ROOT / "tests" / "data" / "cdnow_master.txt"
TABLE = ROOT / "target" / "bench-table.csv"


def ours(arguments):
    """One run of the command line; the text of its JSON."""
    return subprocess.run([CLI, *arguments, "--json"], check=True, capture_output=True).stdout


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def table(rows=100_000, columns=8, seed=1):
    """A table with eight clusters and a label that depends on four columns."""
    import numpy as np

    generator = np.random.default_rng(seed)
    centres = generator.normal(0, 3, (8, columns))
    cluster = generator.integers(0, 8, rows)
    x = centres[cluster] + generator.normal(0, 1, (rows, columns))
    chance = 1 / (1 + np.exp(-(x[:, :4] @ np.array([0.5, -0.4, 0.3, -0.2]) - 1)))
    label = generator.random(rows) < chance
    with TABLE.open("w") as out:
        out.write("customer_id," + ",".join(f"f{i}" for i in range(columns)) + ",left\n")
        for number, (row, left) in enumerate(zip(x, label)):
            out.write(f"c{number}," + ",".join(f"{value:.6f}" for value in row) + (",yes\n" if left else ",no\n"))
    return np.round(x, 6), label


def contests():
    """Name, our arguments, what to take of our JSON, and the peer, which gives the same to be compared."""
    import pandas
    import statsmodels.api
    from lifetimes import BetaGeoFitter, ParetoNBDFitter
    from lifetimes.utils import summary_data_from_transaction_data
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    orders = pandas.read_csv(CDNOW, sep=r"\s+", dtype={"date": str})
    orders["date"] = pandas.to_datetime(orders["date"], format="%Y%m%d")

    def summary():
        return summary_data_from_transaction_data(orders, "customer_id", "date", "dollar_value", freq="D", observation_period_end="1998-06-30")

    customers = summary()
    weeks = (customers["frequency"], customers["recency"] / 7, customers["T"] / 7)
    yield "summary, full CDNOW", ["summary", CDNOW], lambda found: len(found["customers"]), lambda: len(summary())
    # lifetimes scales the times inside, so parameters are compared, not log-likelihoods.
    for name, model, fitter in [("BG/NBD", "bgnbd", BetaGeoFitter), ("Pareto/NBD", "paretonbd", ParetoNBDFitter)]:
        yield (
            f"{name}, full CDNOW",
            ["clv", CDNOW, "--model", model],
            lambda found: found["params"]["r"],
            lambda fitter=fitter: fitter().fit(*weeks).params_["r"],
        )

    x, label = table()
    names = ",".join(f"f{i}" for i in range(8))
    scaled = StandardScaler().fit_transform(x)
    yield (
        "k-means 100,000 x 8, k 8, n_init 10",
        ["profile", TABLE, "--features", names, "--k", "8", "--n-init", "10", "--k-max", "2"],
        lambda found: found["inertia"],
        lambda: KMeans(8, n_init=10, random_state=1).fit(scaled).inertia_,
    )
    yield (
        "logistic 100,000 x 8",
        ["churn", TABLE, "--label", "left", "--positive", "yes", "--features", names, "--split", "none"],
        lambda found: found["log_likelihood"],
        lambda: statsmodels.api.Logit(label, statsmodels.api.add_constant(x)).fit(disp=0).llf,
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "regulars"], cwd=ROOT, check=True)
    for name, arguments, taken, peer in contests():
        ratios, seconds = [], []
        for _ in range(rounds):
            our_seconds, text = timed(lambda: ours(arguments))
            peer_seconds, expected = timed(peer)
            ratios.append(peer_seconds / our_seconds)
            seconds.append((our_seconds, peer_seconds))
        found = taken(json.loads(text))
        best = [min(column) for column in zip(*seconds)]
        print(
            f"{name}: {statistics.median(ratios):.1f} x (min {min(ratios):.1f}, max {max(ratios):.1f}); "
            f"best {best[0] * 1000:.0f} ms against {best[1] * 1000:.0f} ms; found {found:.6g} and {expected:.6g}",
            flush=True,
        )


if __name__ == "__main__":
    environment.enter(__file__)
    main()
