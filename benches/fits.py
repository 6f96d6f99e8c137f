"""The fits of `lifetimes` on all of CDNOW, one for each line of standard input that names a model.

    echo bgnbd | python benches/fits.py

Answers each line by one of JSON: the seconds of the fit alone, on a summary that is in memory,
and the log-likelihood where it ended. `cargo xtask bench-fits` asks it, in turn with the page.
"""

import json
import math
import sys
import time

import environment

MODELS = {"bgnbd": "BetaGeoFitter", "mbgnbd": "ModifiedBetaGeoFitter", "paretonbd": "ParetoNBDFitter"}


def main():
    import lifetimes
    import pandas
    from lifetimes.utils import summary_data_from_transaction_data

    orders = pandas.read_csv(environment.ROOT / "tests" / "data" / "cdnow_master.txt", sep=r"\s+", dtype={"date": str})
    orders["date"] = pandas.to_datetime(orders["date"], format="%Y%m%d")
    customers = summary_data_from_transaction_data(orders, "customer_id", "date", "dollar_value", freq="D", observation_period_end="1998-06-30")
    weeks = (customers["frequency"], customers["recency"] / 7, customers["T"] / 7)
    for line in sys.stdin:
        model = line.strip()
        begun = time.perf_counter()
        fitter = getattr(lifetimes, MODELS[model])().fit(*weeks)
        seconds = time.perf_counter() - begun
        # The fitter keeps what it minimised, for times scaled inside: a density of x times scales x times.
        # Pareto/NBD's is the sum over customers, that of the others their mean.
        customers_of = 1 if model == "paretonbd" else len(customers)
        log_likelihood = float(-fitter._negative_log_likelihood_ * customers_of + customers["frequency"].sum() * math.log(fitter._scale))
        answer = {"seconds": seconds, "log_likelihood": log_likelihood, "version": lifetimes.__version__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    environment.enter(__file__)
    main()
