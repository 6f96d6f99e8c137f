"""How much data BG/NBD needs: it is fitted to random samples of CDNOW's customers.

    cargo build --release
    python benches/sample_sizes.py [--samples 100] [--cli target/release/regulars]

Prints the table of docs/models.md, as Markdown. Calibration to 1997-09-30,
hold-out to 1998-06-30. Medians are of the fits that converge. A standard error
that cannot be told, as where the likelihood is flat, counts as the largest.
"""

import argparse
import json
import random
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CDNOW = ROOT / "tests" / "data" / "cdnow_master.txt"
SIZES = [75, 125, 250, 500, 1000, 2000]


def orders():
    """The header, and each customer's lines."""
    header, *lines = CDNOW.read_text().splitlines()
    by_customer = {}
    for line in lines:
        by_customer.setdefault(line.split()[0], []).append(line)
    return header, by_customer


def fitted(cli, file):
    command = [cli, "clv", str(file), "--calibration-end", "1997-09-30", "--json"]
    run = subprocess.run(command, capture_output=True, text=True)
    return json.loads(run.stdout) if run.returncode == 0 else None


def ratio(report, letter):
    error = report["standard_errors"].get(letter)
    return float("inf") if error is None else error / report["params"][letter]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=100)
    parser.add_argument("--cli", default=str(ROOT / "target" / "release" / "regulars"))
    arguments = parser.parse_args()
    header, by_customer = orders()
    names = sorted(by_customer)
    draw = random.Random(2026)
    print("| customers (repeaters) | fits that converge | standard error ÷ estimate: r, α, a, b | hold-out purchases missed by |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.txt"
        for size in SIZES:
            reports = []
            for _ in range(arguments.samples):
                lines = [line for name in draw.sample(names, size) for line in by_customer[name]]
                file.write_text("\n".join([header, *lines]) + "\n")
                reports.append(fitted(arguments.cli, file))
            sound = [report for report in reports if report and report["converged"]]
            repeaters = statistics.median(report["repeaters"] for report in sound)
            errors = ", ".join(f"{statistics.median(ratio(report, letter) for report in sound):.2f}" for letter in ("r", "alpha", "a", "b"))
            missed = statistics.median(abs(report["holdout"]["predicted"] / report["holdout"]["actual"] - 1) for report in sound)
            print(f"| {size:,} ({repeaters:.0f}) | {len(sound)} of {arguments.samples} | {errors} | {missed:.0%} |")


if __name__ == "__main__":
    main()
