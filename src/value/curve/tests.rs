use std::fmt::Write as _;

use super::*;
use crate::frame::Values;
use crate::ingest::import;
use crate::value::activity::tests::earning;
use proptest::prelude::*;
use serde_json::{Value, json};

fn close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= 1e-10 * expected.abs().max(1.0),
        "{what}: {found} {expected}"
    );
}

fn of(lines: &[(&str, &str, i64)], params: &CurveParams) -> Result<CurveReport> {
    let activity = earning(lines, params.period, params.margin)?;
    let groups = Groups::of(&activity, None, params)?;
    follow(activity, &groups, params)
}

#[test]
fn cdnow_follows_the_curves_that_numpy_fits() {
    let golden: Value = serde_json::from_str(include_str!("../../../tests/golden/lifetime.json")).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_sample.txt");
    let roles = serde_json::from_value(json!({ "roles": { "customer": "2" } })).unwrap();
    let workspace = import("cdnow_sample.txt", &std::fs::read(path).unwrap(), roles).unwrap();
    for case in golden["curve"].as_array().unwrap() {
        let params: CurveParams = serde_json::from_value(case["settings"].clone()).unwrap();
        let report = crate::task::complete(Curve::start(&workspace, &Scope::default(), &params).unwrap()).unwrap();
        assert_eq!(report.curves.len(), case["curves"].as_object().unwrap().len());
        for curve in &report.curves {
            let typical = case["curves"][&curve.group].as_array().unwrap();
            assert_eq!(curve.curve.len(), typical.len(), "{}", curve.group);
            for (point, value) in curve.curve.iter().zip(typical) {
                close(point.value, value, &curve.group);
            }
            assert_eq!(json!(curve.customers), case["customers"][&curve.group], "{}", curve.group);
        }
        close(report.projected, &case["projected"], "projected");
        close(report.value_so_far, &case["value_so_far"], "so far");
        close(report.rmse, &case["rmse"], "RMSE");
        close(report.r_squared.unwrap(), &case["r_squared"], "R²");
    }
    // Without a horizon the first case reaches as far.
    let report = crate::task::complete(Curve::start(&workspace, &Scope::default(), &CurveParams::default()).unwrap()).unwrap();
    assert_eq!(json!(report.horizon), golden["curve"][0]["settings"]["horizon"]);
}

/// Sixteen customers who purchase once and sixteen who purchase in each of four months.
fn shop() -> Vec<(String, &'static str, i64)> {
    let mut lines = Vec::new();
    for customer in 0..16 {
        lines.push((format!("once{customer:02}"), "2024-01-10", 10));
        for day in ["2024-01-11", "2024-02-11", "2024-03-11", "2024-04-30"] {
            lines.push((format!("steady{customer:02}"), day, 30));
        }
    }
    lines
}

fn shop_with(further: &[(&'static str, &'static str, i64)], params: &CurveParams) -> Result<CurveReport> {
    let shop = shop();
    let lines: Vec<(&str, &str, i64)> = shop.iter().map(|(id, day, amount)| (id.as_str(), *day, *amount)).collect();
    of(&[&lines, further].concat(), params)
}

fn monthly() -> CurveParams {
    CurveParams {
        period: Period::Month,
        margin: Some(0.5),
        ..CurveParams::default()
    }
}

fn found(report: &CurveReport, id: &str) -> (String, f64, f64) {
    let frame = report.frame().unwrap();
    let row = (0..frame.len()).find(|&row| frame.id(row) == id).unwrap();
    let [best, scale, .., projected] = frame.columns() else { panic!() };
    let (Values::Level { codes, levels }, Values::Number(scales), Values::Number(projected)) =
        (&best.values, &scale.values, &projected.values)
    else {
        panic!()
    };
    (levels[usize::from(codes[row])].clone(), scales[row], projected[row])
}

#[test]
fn a_newer_customer_is_projected_along_the_curve_it_follows() {
    // Twice as much a month as the steady ones, first seen a month later.
    let newer = [("new", "2024-02-20", 60), ("new", "2024-03-20", 60), ("new", "2024-04-20", 60)];
    let report = shop_with(&newer, &monthly()).unwrap();
    assert_eq!(report.horizon, 3);
    let names: Vec<_> = report.curves.iter().map(|curve| (&*curve.group, curve.members)).collect();
    assert_eq!(names, [("all", 33), ("seldom", 16), ("sometimes", 17)]);
    let (best, scale, projected) = found(&report, "new");
    // Its own course is part of the mean, so the steady curve is (16 · 15 + 30)/17 a month at first.
    assert_eq!(best, "sometimes");
    assert!(
        (scale - 30.0 / (270.0 / 17.0)).abs() < 1e-9 && projected > 90.0,
        "{scale} {projected}"
    );
    let (best, scale, projected) = found(&report, "once00");
    assert_eq!((best.as_str(), projected), ("seldom", 5.0));
    assert!((scale - 1.0).abs() < 1e-12);
}

#[test]
fn who_was_seen_for_one_period_follows_all_customers() {
    let report = shop_with(&[("new", "2024-04-03", 40)], &monthly()).unwrap();
    let (best, scale, projected) = found(&report, "new");
    let all = &report.curves[0];
    assert_eq!(best, "all");
    assert!((projected - (20.0 + scale * (all.at(3) - all.at(0)))).abs() < 1e-12);
}

#[test]
fn groups_without_enough_members_or_too_short_are_said() {
    let params = CurveParams {
        by: Grouping::Quarter,
        ..monthly()
    };
    let report = shop_with(&[("new", "2024-04-03", 40)], &params).unwrap();
    let names: Vec<_> = report
        .curves
        .iter()
        .map(|curve| (&*curve.group, curve.followed, curve.curve.len()))
        .collect();
    assert_eq!(names, [("all", true, 4), ("2024Q1", true, 4), ("2024Q2", false, 0)]);
    let small = report.notices.iter().find(|notice| notice.code == "small_groups").unwrap();
    assert!(small.text.en.ends_with("2024Q2."));
}

#[test]
fn what_cannot_be_followed_is_said() {
    for horizon in [Some(4), None] {
        let params = CurveParams { horizon, ..monthly() };
        let lines = [("a", "2024-01-01", 5), ("a", "2024-03-31", 5)];
        let error = of(&lines, &params).unwrap_err();
        assert!(
            error.kind() == ErrorKind::TooFew && error.to_string().contains("needs at least 16"),
            "{error}"
        );
    }
    let error = shop_with(
        &[],
        &CurveParams {
            horizon: Some(4),
            ..monthly()
        },
    )
    .unwrap_err();
    assert!(error.to_string().contains("the longest curve reaches 3"), "{error}");
    let by_attribute = |attribute: Option<&str>| CurveParams {
        by: Grouping::Attribute,
        attribute: attribute.map(String::from),
        ..monthly()
    };
    let unused = CurveParams {
        by: Grouping::Frequency,
        ..by_attribute(Some("city"))
    };
    let said = |params: &CurveParams| {
        let report = shop_with(&[], params).unwrap();
        report.notices.iter().any(|notice| notice.code == "attribute_unused")
    };
    assert!(said(&unused) && !said(&monthly()));
    assert_eq!(by_attribute(None).check().unwrap_err().kind(), ErrorKind::BadParameter);
    let none = shop_with(&[], &by_attribute(Some("city"))).unwrap_err();
    assert_eq!(none.kind(), ErrorKind::UnknownColumn);
}

#[test]
fn an_attribute_makes_groups() {
    let mut text = String::from("customer,date,amount,city\n");
    for (id, day, amount) in shop() {
        let city = if id.starts_with("once") { "Kyoto" } else { "Osaka" };
        writeln!(text, "{id},{day},{amount},{city}").unwrap();
    }
    let workspace = import("orders.csv", text.as_bytes(), crate::ingest::ImportParams::default()).unwrap();
    let params = |attribute: &str| CurveParams {
        by: Grouping::Attribute,
        attribute: Some(attribute.into()),
        ..monthly()
    };
    let report = crate::task::complete(Curve::start(&workspace, &Scope::default(), &params("city")).unwrap()).unwrap();
    let names: Vec<_> = report.curves.iter().map(|curve| (&*curve.group, curve.customers)).collect();
    assert_eq!(names, [("all", 0), ("Kyoto", 16), ("Osaka", 16)]);
    let error = Curve::start(&workspace, &Scope::default(), &params("town")).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::UnknownColumn);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_other_scale_and_no_other_curve_fits_better(
        course in proptest::collection::vec(-50.0..500.0, 2..12), shapes in proptest::collection::vec(proptest::collection::vec(1.0..300.0, 12), 1..5),
        nudge in -0.5..0.5,
    ) {
        let curves: Vec<Typical> = shapes.iter().enumerate().map(|(place, values)| Typical {
            group: place.to_string(),
            members: 16,
            curve: values.iter().zip(0..).map(|(&value, age)| Point { age, members: 16, value }).collect(),
            followed: true,
            customers: 0,
            value_so_far: 0.0,
            projected: 0.0,
        }).collect();
        let fits = fits(&curves, &course);
        prop_assert_eq!(fits.len(), curves.len());
        for curve in &curves {
            let squares = |scale: f64| course.iter().enumerate().map(|(age, c)| (c - scale * curve.at(age)) * (c - scale * curve.at(age))).sum::<f64>();
            prop_assert!(squares(fits[0].scale + nudge) >= fits[0].squares - 1e-6);
            let own = fits.iter().find(|fit| fit.curve.to_string() == curve.group).unwrap();
            prop_assert!(squares(own.scale) <= squares(own.scale + nudge) + 1e-6);
        }
        prop_assert!(fits.windows(2).all(|pair| pair[0].squares <= pair[1].squares));
    }
}
