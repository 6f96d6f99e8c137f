use std::fmt::Write as _;

use super::*;
use crate::ingest::import;
use crate::task::complete;
use serde_json::json;

fn cdnow() -> Workspace {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_sample.txt");
    let roles = serde_json::from_value(json!({ "roles": { "customer": "2" } })).unwrap();
    import("cdnow_sample.txt", &std::fs::read(path).unwrap(), roles).unwrap()
}

fn of(workspace: &Workspace, params: &TypesParams) -> Result<TypesReport> {
    params.check()?;
    complete(Types::start(workspace, &Scope::default(), params)?)
}

fn columns(report: &TypesReport) -> (&[f64], &[f64], Vec<&str>) {
    let [current, potential, kind] = report.frame().unwrap().columns() else {
        panic!()
    };
    let (Values::Number(current), Values::Number(potential), Values::Level { codes, levels }) =
        (&current.values, &potential.values, &kind.values)
    else {
        panic!()
    };
    (current, potential, codes.iter().map(|&code| &*levels[usize::from(code)]).collect())
}

fn counts(report: &TypesReport) -> Vec<(&'static str, usize)> {
    report.types.iter().map(|one| (one.name, one.customers)).collect()
}

#[test]
fn thresholds_that_are_not_used_are_told() {
    let said = |split| {
        let params = TypesParams {
            split,
            current: Some(50.0),
            potential: Some(20.0),
            ..TypesParams::default()
        };
        let report = of(&cdnow(), &params).unwrap();
        report.notices.iter().any(|notice| notice.code == "thresholds_unused")
    };
    assert!(said(Split::Mean) && !said(Split::Own));
}

#[test]
fn the_potential_value_is_the_lifetime_value_and_the_types_follow() {
    let workspace = cdnow();
    let settings = TypesParams {
        margin: Some(0.3),
        discount: 0.15,
        ..TypesParams::default()
    };
    let lifetime = complete(Clv::start(&workspace, &Scope::default(), &settings.lifetime()).unwrap()).unwrap();
    let lifetime = potential_values(&lifetime).unwrap();
    for split in [Split::Mean, Split::Median] {
        let report = of(&workspace, &TypesParams { split, ..settings.clone() }).unwrap();
        let (current, potential, types) = columns(&report);
        assert_eq!(potential, lifetime);
        let threshold = |values: &[f64]| {
            let mut rising = values.to_vec();
            rising.sort_by(f64::total_cmp);
            match split {
                Split::Mean => values.iter().sum::<f64>() / values.len() as f64,
                _ => rising[rising.len() / 2],
            }
        };
        let (low, high) = (threshold(current), threshold(potential));
        for ((current, potential), kind) in current.iter().zip(potential).zip(types) {
            let expected = match (*current >= low, *potential >= high) {
                (true, true) => "VIP",
                (false, true) => "improve",
                (true, false) => "maintain",
                (false, false) => "let go",
            };
            assert_eq!(kind, expected, "{current} {potential}");
        }
        assert_eq!(counts(&report).iter().map(|(_, customers)| customers).sum::<usize>(), 2357);
        let total: f64 = report.types.iter().map(|one| one.current).sum();
        assert!((total - current.iter().sum::<f64>()).abs() < 1e-6);
    }
}

#[test]
fn the_threshold_is_the_mean_of_everyone() {
    let report = of(&cdnow(), &TypesParams::default()).unwrap();
    let (_, potential, _) = columns(&report);
    let mean = potential.iter().sum::<f64>() / potential.len() as f64;
    assert!((report.potential_threshold - mean).abs() < 1e-9);
    assert_eq!(report.discount_per_unit, report.lifetime.discount_per_unit);
}

#[test]
fn a_value_equal_to_the_threshold_is_high() {
    let workspace = cdnow();
    let known = of(&workspace, &TypesParams::default()).unwrap();
    let (current, potential, _) = columns(&known);
    let own = TypesParams {
        split: Split::Own,
        current: Some(current[7]),
        potential: Some(potential[7]),
        ..TypesParams::default()
    };
    assert_eq!(columns(&of(&workspace, &own).unwrap()).2[7], "VIP");
    let above = TypesParams {
        current: own.current.map(|value| value * (1.0 + 1e-9)),
        ..own
    };
    assert_eq!(columns(&of(&workspace, &above).unwrap()).2[7], "improve");
}

#[test]
fn equal_customers_are_all_of_one_type() {
    let mut text = String::from("customer,date,amount\n");
    for customer in 0..8 {
        for day in ["2024-01-01", "2024-02-01", "2024-03-01"] {
            writeln!(text, "c{customer},{day},0.1").unwrap();
        }
    }
    let workspace = import("orders.csv", text.as_bytes(), crate::ingest::ImportParams::default()).unwrap();
    let report = of(&workspace, &TypesParams::default()).unwrap();
    assert_eq!(counts(&report), [("VIP", 8), ("improve", 0), ("maintain", 0), ("let go", 0)]);
    for code in ["one_type", "few_customers"] {
        assert!(report.notices.iter().any(|notice| notice.code == code), "{code}");
    }
}

#[test]
fn what_cannot_be_valued_is_said() {
    let free = "customer,date,amount\na,2024-01-01,5\na,2024-02-01,0\nb,2024-01-05,5\nb,2024-03-01,0\n";
    let workspace = import("orders.csv", free.as_bytes(), crate::ingest::ImportParams::default()).unwrap();
    assert_eq!(of(&workspace, &TypesParams::default()).unwrap_err().kind(), ErrorKind::TooFew);
    let half = TypesParams {
        split: Split::Own,
        current: Some(5.0),
        ..TypesParams::default()
    };
    assert_eq!(half.check().unwrap_err().kind(), ErrorKind::BadParameter);
    let never = TypesParams {
        horizon: 0,
        ..TypesParams::default()
    };
    assert!(never.check().unwrap_err().to_string().contains("“horizon”"));
}

#[test]
fn a_task_that_is_cut_short_still_gives_types() {
    let workspace = cdnow();
    let mut task = Types::start(&workspace, &Scope::default(), &TypesParams::default()).unwrap();
    assert!(!task.step().unwrap().finished);
    let report = task.finish().unwrap();
    assert_eq!(report.customers_typed + report.unknown, 2357);
    assert!(report.notices.iter().any(|notice| notice.code == "not_converged"));
}
