//! An explanation is the same computation: what it shows of a customer is what
//! the frame holds, to the last bit, and its formulas give what it says they give.

mod formulas;
mod places;

use std::path::PathBuf;

use rand_core::SeedableRng;
use regulars::analysis::find;
use regulars::frame::Values;
use regulars::ingest::{ImportParams, import};
use regulars::math::{Random, below};
use regulars::task;
use regulars::workspace::{Scope, Workspace};
use serde_json::{Value, json};

use formulas::{gives, number};
use places::{Held, PLACES, earlier_results, one_meaning, own_rules, shows};

/// How many customers of each report are looked at.
const DRAWN: usize = 200;

fn open(name: &str) -> Workspace {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let mut params = ImportParams::default();
    if name == "cdnow_sample.txt" {
        params = serde_json::from_value(json!({ "roles": { "customer": "2" } })).unwrap();
    }
    import(name, &std::fs::read(path).unwrap(), params).unwrap()
}

/// Checks drawn customers of an analysis of a file; how many formulas were evaluated.
fn check(workspace: &Workspace, name: &str, scope: &Value, settings: Value) -> usize {
    let what = format!("{name} {settings} {scope}");
    let scope: Scope = serde_json::from_value(scope.clone()).unwrap();
    let report = task::complete(find(name).unwrap().start(workspace, &scope, settings).unwrap()).unwrap();
    let frame = report.frame().unwrap();
    let (_, places) = PLACES.iter().find(|(analysis, _)| *analysis == name).unwrap();
    let names: Vec<&str> = frame.columns().iter().map(|column| column.name.as_str()).collect();
    // What has to be asked for is there only then.
    let places: Vec<_> = places
        .iter()
        .filter(|(column, _)| *column != "dert" || names.contains(column))
        .collect();
    assert_eq!(names, places.iter().map(|(column, _)| *column).collect::<Vec<_>>(), "{what}");
    let mut random = Random::seed_from_u64(11);
    let mut evaluated = 0;
    for _ in 0..DRAWN {
        let row = below(&mut random, frame.len());
        let explanation = report.explain(row).unwrap();
        for (column, (name, place)) in frame.columns().iter().zip(&places) {
            let what = format!("{what}: {name} of {}", frame.id(row));
            match &column.values {
                Values::Number(values) => shows(&explanation, *place, Held::Number(values[row]), &what),
                Values::Count(counts) => shows(&explanation, *place, Held::Number(f64::from(counts[row])), &what),
                Values::Level { codes, levels } => shows(&explanation, *place, Held::Name(&levels[usize::from(codes[row])]), &what),
            }
        }
        for step in &explanation.steps {
            evaluated += usize::from(gives(step, &what));
        }
        one_meaning(name, &explanation, &what);
        earlier_results(name, &explanation, &what);
        own_rules(name, report.as_ref(), row, &explanation, &what);
    }
    evaluated
}

fn all(workspace: &Workspace, name: &str, runs: &[(Value, Value, usize)]) {
    for (settings, scope, formulas) in runs {
        let found = check(workspace, name, scope, settings.clone());
        assert!(found >= DRAWN * formulas, "{name} {settings}: {found} formulas were evaluated");
    }
}

#[test]
fn every_analysis_with_an_explanation_is_looked_at() {
    let orders = open("cdnow_sample.txt");
    for entry in regulars::analysis::ANALYSES {
        let report = task::complete(entry.start(&orders, &Scope::default(), Value::Null).unwrap()).unwrap();
        let explained = report.frame().is_some() && report.explain(0).is_some();
        assert_eq!(explained, PLACES.iter().any(|(name, _)| *name == entry.name), "{}", entry.name);
    }
}

#[test]
fn values_of_orders() {
    let orders = open("cdnow_master.txt");
    let nothing = || json!({});
    all(
        &orders,
        "trend",
        &[
            (nothing(), nothing(), 1),
            (
                json!({ "period": "week" }),
                json!({ "since": "1997-02-12", "until": "1998-01-01" }),
                1,
            ),
        ],
    );
    all(
        &orders,
        "abc",
        &[
            (nothing(), nothing(), 1),
            (
                json!({ "by": "purchases", "basis": "customers", "limits": [0.2, 0.5] }),
                nothing(),
                1,
            ),
        ],
    );
    all(
        &orders,
        "rfm",
        &[
            (nothing(), nothing(), 4),
            (
                json!({ "scheme": "mean", "monetary": "mean", "weights": [0.15, 0.28, 0.57] }),
                json!({ "since": "1997-06-01" }),
                4,
            ),
            (
                json!({ "scheme": "own", "cuts": { "r": [30, 90], "f": [1.5], "m": [20, 50, 100] } }),
                nothing(),
                4,
            ),
        ],
    );
}

#[test]
fn lifetime_value() {
    let orders = open("cdnow_sample.txt");
    all(
        &orders,
        "clv",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "model": "mbgnbd", "margin": 0.3, "discount": 0.15, "calibration_end": "1997-09-30" }),
                json!({}),
                4,
            ),
            (
                json!({ "model": "paretonbd", "unit": "month", "horizon": 12, "dert": true }),
                json!({}),
                4,
            ),
            (
                json!({ "model": "bgbb", "unit": "month", "horizon": 12, "dert": true }),
                json!({}),
                4,
            ),
            (json!({ "model": "nbd", "discount": 0 }), json!({}), 4),
        ],
    );
}

#[test]
fn historical_value() {
    all(
        &open("cdnow_sample.txt"),
        "historical",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "margin": 0.3, "discount": 0.2 }),
                json!({ "since": "1997-02-01", "as_of": "1999-01-01" }),
                3,
            ),
        ],
    );
}

#[test]
fn types_of_customers() {
    let orders = open("cdnow_sample.txt");
    all(
        &orders,
        "types",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "split": "median", "margin": 0.3, "model": "paretonbd" }),
                json!({ "until": "1997-12-31" }),
                3,
            ),
            (json!({ "split": "own", "current": 60, "potential": 20 }), json!({}), 3),
        ],
    );
}

#[test]
fn every_row_of_the_worksheets() {
    let orders = open("cdnow_sample.txt");
    for (name, list, column, settings) in [
        ("dcf", "flows", "present", json!({ "period": "month", "margin": 0.3 })),
        ("dcf", "flows", "present", json!({ "revenue": [0, 90, 80], "cost": [100, 30, 20] })),
        ("events", "events", "present", json!({ "customer": "0001" })),
        (
            "events",
            "events",
            "present",
            json!({ "events": [{ "name": "visit", "when": 0.5, "probability": 0.3, "revenue": 20, "times": 4, "every": 0.25 }] }),
        ),
    ] {
        let report = task::complete(find(name).unwrap().start(&orders, &Scope::default(), settings).unwrap()).unwrap();
        let summary = report.summary();
        let rows = summary[list].as_array().unwrap();
        for (row, expected) in rows.iter().enumerate() {
            let what = format!("{name} {row}");
            let explanation = report.explain(row).unwrap();
            assert!(explanation.steps.iter().all(|step| gives(step, &what)));
            let last = &explanation.steps[explanation.steps.len() - 1];
            assert_eq!(
                number(&last.result).to_bits(),
                expected[column].as_f64().unwrap().to_bits(),
                "{what}"
            );
        }
        assert!(report.explain(rows.len()).is_none());
    }
}

#[test]
fn values_by_period() {
    let orders = open("cdnow_master.txt");
    all(
        &orders,
        "dwyer",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "period": "month", "states": 6, "contact_cost": 0.5, "margin": 0.3 }),
                json!({ "until": "1998-05-15" }),
                4,
            ),
            (json!({ "probabilities": [0.3, 0.2], "purchase_margin": 40 }), json!({}), 4),
        ],
    );
    all(
        &orders,
        "curve",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "period": "month", "horizon": 12, "margin": 0.4 }),
                json!({ "until": "1998-02-20" }),
                3,
            ),
        ],
    );
    all(
        &orders,
        "sbg",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "fee": 20, "margin": 0.5, "horizon": 3 }),
                json!({ "until": "1997-12-31" }),
                4,
            ),
        ],
    );
    all(
        &open("telco_churn.csv"),
        "sbg",
        &[
            (json!({}), json!({}), 2),
            (json!({ "fee_column": "monthly_charges", "discount": 0.2 }), json!({}), 4),
        ],
    );
}

#[test]
fn profiles() {
    all(
        &open("cdnow_sample.txt"),
        "profile",
        &[
            (json!({}), json!({}), 7),
            (
                json!({ "features": ["recency", "average", "tenure"], "weights": [2, 1, 0.5], "scale": "robust", "log": false, "k": 4 }),
                json!({}),
                9,
            ),
        ],
    );
    let table = open("telco_churn.csv");
    all(
        &table,
        "profile",
        &[
            (json!({ "k": 3 }), json!({}), 5),
            (
                json!({ "features": ["tenure", "monthly_charges", "contract"], "scale": "min_max", "k": 5, "n_init": 1, "max_iter": 1 }),
                json!({}),
                8,
            ),
        ],
    );
}

#[test]
fn churn() {
    all(
        &open("cdnow_master.txt"),
        "churn",
        &[
            (json!({}), json!({}), 5),
            (json!({ "horizon": 60, "threshold": 0.7 }), json!({}), 5),
        ],
    );
    all(
        &open("telco_churn.csv"),
        "churn",
        &[
            (json!({}), json!({}), 5),
            // Two reasons at most, where three are given.
            (json!({ "features": ["tenure", "contract"] }), json!({}), 5),
            (
                json!({ "features": ["tenure", "contract", "total_charges"], "missing": "mean", "penalty": 2, "split": "none" }),
                json!({}),
                5,
            ),
        ],
    );
}
