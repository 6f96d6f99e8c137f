//! The worksheets of value against an independent computation (`tests/golden/cash.py`).

use serde_json::{Value, json};

use crate::analysis::{AnyReport, find};
use crate::frame::Values;
use crate::ingest::import;
use crate::task;
use crate::workspace::{Scope, Workspace};

fn golden() -> Value {
    serde_json::from_str(include_str!("../../tests/golden/cash.json")).unwrap()
}

fn sample() -> Workspace {
    let params = serde_json::from_value(json!({ "roles": { "customer": "2" } })).unwrap();
    let bytes = include_bytes!("../../tests/data/cdnow_sample.txt");
    import("cdnow_sample.txt", bytes, params).unwrap()
}

fn run(shop: &Workspace, name: &str, mut settings: Value) -> Box<dyn AnyReport> {
    settings["margin"] = json!(0.3);
    task::complete(find(name).unwrap().start(shop, &Scope::default(), settings).unwrap()).unwrap()
}

fn close(found: &Value, expected: &Value, what: &str) {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    let enough = 1e-9 * expected.abs().max(1.0);
    assert!((found - expected).abs() <= enough, "{what}: {found} is not {expected}");
}

#[test]
fn historical_value_of_everyone() {
    let golden = &golden()["historical"];
    let report = run(&sample(), "historical", json!({}));
    let summary = report.summary();
    close(&summary["all"]["value"], &golden["value"], "value");
    close(&summary["all"]["carried"], &golden["carried"], "carried");
    close(&summary["median"], &golden["median"], "median");
    let frame = report.frame().unwrap();
    let column = |name| frame.columns().iter().find(|column| column.name == name).unwrap();
    for (id, expected) in golden["customers"].as_object().unwrap() {
        let row = (0..frame.len()).find(|&row| frame.id(row) == id).unwrap();
        for (name, expected) in ["value", "carried"].into_iter().zip(expected.as_array().unwrap()) {
            let Values::Number(values) = &column(name).values else {
                panic!("{name}")
            };
            close(&json!(values[row]), expected, &format!("{name} of {id}"));
        }
    }
}

#[test]
fn discounted_cash_flow_of_everyone_and_of_one_customer() {
    let (shop, golden) = (sample(), &golden()["dcf"]);
    for period in ["year", "quarter", "month", "customer"] {
        let expected = &golden[period];
        let settings = match expected["id"].as_str() {
            Some(id) => json!({ "period": "month", "customer": id }),
            None => json!({ "period": period }),
        };
        let found = run(&shop, "dcf", settings).summary();
        close(&found["value"], &expected["value"], period);
        let nets = expected["net"].as_array().unwrap();
        assert_eq!(found["flows"].as_array().unwrap().len(), nets.len(), "{period}");
        for (t, net) in nets.iter().enumerate() {
            close(&found["flows"][t]["net"], net, &format!("{period} {t}"));
        }
    }
}

#[test]
fn the_next_purchases() {
    let (shop, golden) = (sample(), &golden()["events"]);
    for (id, expected) in golden.as_object().unwrap() {
        let found = run(&shop, "events", json!({ "customer": id })).summary();
        close(&found["rhythm"]["gap_days"], &expected["gap"], id);
        close(&found["value"], &expected["value"], id);
        for (place, event) in expected["events"].as_array().unwrap().iter().enumerate() {
            let what = format!("{id} {place}");
            for (key, expected) in ["when", "probability", "present"].into_iter().zip(event.as_array().unwrap()) {
                close(&found["events"][place][key], expected, &what);
            }
            close(&found["events"][place]["net"], &expected["net"], &what);
        }
    }
}

#[test]
fn lifetime_value_takes_the_margin_that_costs_leave() {
    let rows = include_str!("../../tests/data/cdnow_sample.txt").lines().map(|line| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let cents: i64 = cells[4].replace('.', "").parse().unwrap();
        // Three fifths of an amount are its cost.
        let cost = cents * 6;
        format!("{},{},{},{}.{:03}\n", cells[1], cells[2], cells[4], cost / 1000, cost % 1000)
    });
    let text = format!("customer,date,amount,cost\n{}", rows.collect::<String>());
    let shop = import("costs.csv", text.as_bytes(), crate::ingest::ImportParams::default()).unwrap();
    let value = |settings| {
        let clv = find("clv").unwrap().start(&shop, &Scope::default(), settings).unwrap();
        task::complete(clv).unwrap().summary()
    };
    let (by_costs, by_rate) = (value(json!({})), value(json!({ "margin": 0.4 })));
    assert_eq!(by_costs["margin"]["basis"], "costs");
    close(&by_costs["totals"]["clv"], &by_rate["totals"]["clv"], "clv");
    let said = |report: &Value, code: &str| report["notices"].as_array().unwrap().iter().any(|notice| notice["code"] == code);
    assert!(said(&by_rate, "costs_unused") && !said(&by_costs, "costs_unused"));
}
