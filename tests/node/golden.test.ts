import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, type AnalysisName, type RegularsError, type Role, type Settings } from "regulars";
import { DATA, file, json } from "./support.js";

const cli = process.env["REGULARS_CLI"] ?? "regulars";
const regulars = await load();

/** What the command line prints: the JSON, or the sentence that says why there is none. */
function printed(...words: string[]): string {
  const run = spawnSync(cli, [...words, "--json"], { cwd: file("tests/data"), encoding: "utf8", maxBuffer: 1 << 28 });
  return (run.status === 0 ? run.stdout : run.stderr).trimEnd();
}

/** Compares long texts without printing them. */
function same(found: string, expected: string): void {
  let place = 0;
  while (place < found.length && found[place] === expected[place]) {
    place += 1;
  }
  const around = (text: string) => text.slice(Math.max(0, place - 60), place + 60);
  assert.ok(found === expected, `from letter ${place}: “${around(found)}” is not “${around(expected)}”`);
}

function open(name: string, roles: { [role in Role]?: string } = {}) {
  return regulars.open(readFileSync(file(`tests/data/${name}`)), { name, params: { roles } });
}

for (const name of DATA) {
  const shop = await open(name);
  for (const analysis of regulars.analyses) {
    test(`${analysis.name} of ${name}: the same bytes as on the command line`, () => {
      let found: string;
      try {
        found = shop.json(analysis.name);
      } catch (error) {
        found = (error as RegularsError).message;
      }
      same(found, printed(analysis.name, name));
    });
  }
}

/** Runs an analysis here and on the command line; the report, when both give the same bytes. */
async function both<N extends AnalysisName>(data: string, name: N, settings: Settings<N>, roles: { [role in Role]?: string } = {}) {
  const shop = await open(data, roles);
  const result = await shop.analyse(name, settings);
  const flags = Object.entries(settings).map(([key, value]) => `--${key.replaceAll("_", "-")}=${value}`);
  const map = Object.entries(roles).map(([role, column]) => `--map=${role}=${column}`);
  same(shop.json(name, settings), printed(name, data, ...flags, ...map));
  shop.close();
  return result;
}

/** Whether a number agrees to six significant digits with one that was made elsewhere. */
function close(found: number | null | undefined, expected: number, what = ""): void {
  const distance = Math.abs((found ?? Number.NaN) - expected);
  assert.ok(distance <= 5e-7 * Math.max(Math.abs(expected), 1e-3), `${what}: ${found} is not ${expected}`);
}

type Numbers = Record<string, number>;

const btyd = json<{
  sample: {
    fits: Record<string, { params: Numbers; standard_errors: Numbers; log_likelihood: number }>;
    holdout: Record<string, Numbers>;
    predictions: ({ id: string; expected_spend: number } & Record<string, Numbers>)[];
  };
}>("tests/golden/btyd.json").sample;

/** The table of the papers, to the digits that are printed there. */
const PUBLISHED: Record<string, { params: Record<string, string>; log_likelihood: string }> = {
  bgnbd: { params: { r: "0.242595", alpha: "4.413602", a: "0.792922", b: "2.425907" }, log_likelihood: "-9582.4292" },
  mbgnbd: { params: { r: "0.524843", alpha: "6.183085", a: "0.891359", b: "1.614002" }, log_likelihood: "-9582.1357" },
  paretonbd: { params: { r: "0.553277", alpha: "10.577683", s: "0.606240" }, log_likelihood: "-9594.9762" },
};

for (const model of ["bgnbd", "mbgnbd", "paretonbd"] as const) {
  test(`${model} of the CDNOW sample: the published and the golden numbers`, async () => {
    const settings = { model, unit: "week", calibration_end: "1997-09-30", holdout_end: "1998-06-30", horizon: 52 } as const;
    const result = await both("cdnow_sample.txt", "clv", settings, { customer: "2" });
    const { report } = result;
    assert.deepEqual([report.converged, report.customers_fitted, report.repeaters], [true, 2357, 946]);

    const params = report.params as Numbers;
    for (const [letter, digits] of Object.entries(PUBLISHED[model]?.params ?? {})) {
      assert.equal(params[letter]?.toFixed(6), digits, letter);
    }
    assert.equal(report.log_likelihood.toFixed(4), PUBLISHED[model]?.log_likelihood);

    const { fits, holdout } = btyd;
    for (const [letter, expected] of Object.entries(fits[model]?.params ?? {})) {
      close(params[letter], expected, letter);
      close((report.standard_errors as Numbers)[letter], fits[model]?.standard_errors[letter] ?? 0, `standard error of ${letter}`);
    }
    for (const key of ["actual", "predicted", "mae", "rmse"] as const) {
      close(report.holdout?.[key], holdout[model]?.[key] ?? 0, key);
    }
    for (const [letter, expected] of Object.entries(fits["gammagamma"]?.params ?? {})) {
      close((report.spend?.params as Numbers)[letter], expected, letter);
    }
    close(report.spend?.log_likelihood, fits["gammagamma"]?.log_likelihood ?? 0);

    const customers = new Map([...result.customers()].map((customer) => [customer.id, customer]));
    for (const expected of btyd.predictions) {
      const found = customers.get(expected.id) as unknown as Numbers;
      close(found["p_alive"], expected[model]?.["p_alive"] ?? 0, expected.id);
      close(found["expected_purchases"], expected[model]?.["expected_52"] ?? 0, expected.id);
      close(found["expected_spend"], expected.expected_spend, expected.id);
    }
  });
}

const logistic = json<Record<string, Numbers & { terms: ({ term: string } & Numbers)[]; confusion: Numbers }>>("tests/golden/logistic.json");

test("churn of telco: what statsmodels finds", async () => {
  const settings = { label: "churn", positive: "Yes", split: "none" } as const;
  const { report } = await both("telco_churn.csv", "churn", settings);
  const expected = logistic["all_columns"] ?? assert.fail();
  for (const key of ["log_likelihood", "null_log_likelihood", "mcfadden_r2", "auc", "brier", "log_loss"] as const) {
    close(report[key], expected[key] ?? 0, key);
  }
  assert.deepEqual({ ...report.confusion }, expected.confusion);
  for (const golden of expected.terms) {
    const term = report.coefficients.find(({ term }) => term === golden.term);
    for (const key of ["estimate", "standard_error", "z", "odds_ratio"] as const) {
      close(term?.[key], golden[key] ?? 0, `${key} of ${golden.term}`);
    }
  }
});

const kmeans = json<Record<string, { k: Record<string, { inertia: number }> }>>("tests/golden/kmeans.json");

for (const [data, key, features] of [
  ["telco_churn.csv", "telco", ["tenure", "monthly_charges", "total_charges"]],
  ["cdnow_master.txt", "cdnow_master", ["recency", "frequency", "monetary"]],
] as const) {
  test(`profiles of ${data}: as good as scikit-learn's best of many starts`, async () => {
    for (const k of [4, 6]) {
      const { report } = await both(data, "profile", { features: [...features], k, n_init: 10, seed: 1 });
      assert.ok(report.inertia <= (kmeans[key]?.k[k]?.inertia ?? 0) * 1.001, `${k}: ${report.inertia}`);
    }
  });
}

test("RFM and ABC of CDNOW: the exact counts", async () => {
  const golden = json<{ cdnow_master: { gini: number; rfm_mean: { types: Record<string, Numbers> }; quintiles: Record<string, { counts: number[] }> } }>(
    "tests/golden/evaluation.json",
  ).cdnow_master;
  const mean = await both("cdnow_master.txt", "rfm", { scheme: "mean" });
  const counts = (numbers: number[]) => numbers.toSorted((a, b) => a - b);
  assert.deepEqual(
    counts(mean.report.segments.map(({ customers }) => customers)),
    counts(Object.values(golden.rfm_mean.types).map(({ customers = 0 }) => customers)),
  );
  const quintiles = await both("cdnow_master.txt", "rfm", { scheme: "quantile", bins: 5 });
  assert.deepEqual(quintiles.report.counts[1], golden.quintiles["F"]?.counts);
  const abc = await both("cdnow_master.txt", "abc", { limits: [0.8, 0.95] });
  close(abc.report.gini, golden.gini);
});

test("values by period agree with pandas, numpy and mpmath", async () => {
  interface Fit {
    survivors: number[];
    params: { alpha: number; beta: number };
    log_likelihood: number;
    value: number;
  }
  const golden = json<{ dwyer: { value: number; still_to_come: number }[]; curve: { r_squared: number; rmse: number }[]; sbg: { regular: Fit; telco: Fit } }>(
    "tests/golden/lifetime.json",
  );
  const roles = { customer: "2" };
  const { report: dwyer } = await both("cdnow_sample.txt", "dwyer", {}, roles);
  close(dwyer.retention.value, golden.dwyer[0]!.value, "retention");
  close(dwyer.migration.still_to_come, golden.dwyer[0]!.still_to_come, "migration");
  const { report: curve } = await both("cdnow_sample.txt", "curve", {}, roles);
  close(curve.r_squared, golden.curve[0]!.r_squared, "R²");
  const { report: typed } = await both("cdnow_sample.txt", "sbg", { survivors: golden.sbg.regular.survivors }, roles);
  close(typed.params["alpha"], golden.sbg.regular.params.alpha, "α");
  close(typed.log_likelihood, golden.sbg.regular.log_likelihood, "log-likelihood");
  const { report: telco } = await both("telco_churn.csv", "sbg", { fee_column: "monthly_charges" });
  close(telco.value, golden.sbg.telco.value, "value");
});
