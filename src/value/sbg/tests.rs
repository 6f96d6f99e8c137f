use super::*;
use crate::error::ErrorKind;
use crate::ingest::import;
use crate::math::{Random, uniform};
use crate::task::complete;
use crate::value::activity::tests::ledger;
use crate::workspace::Content;
use proptest::prelude::*;
use rand_core::SeedableRng;
use serde_json::{Value, json};

fn golden() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/lifetime.json")).unwrap()
}

fn close(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{what}: {found} {expected}");
}

fn table(text: &str) -> Workspace {
    import("customers.csv", text.as_bytes(), crate::ingest::ImportParams::default()).unwrap()
}

fn of(workspace: &Workspace, settings: Value) -> Result<SbgReport> {
    let params: SbgParams = crate::settings::read(settings)?;
    params.check()?;
    complete(Subscriptions::start(workspace, &Scope::default(), &params)?)
}

fn typed(survivors: &Value) -> Result<SbgReport> {
    of(&table("id,tenure\n1,1\n"), json!({ "survivors": survivors }))
}

fn assert_fit(report: &SbgReport, golden: &Value) {
    let fit = &report.fit;
    assert!(fit.converged && fit.starts_agreeing == fit.starts, "{fit:?}");
    for letter in ["alpha", "beta"] {
        close(fit.params.get(letter).unwrap(), &golden["params"][letter], 1e-7, letter);
        close(
            fit.standard_errors.get(letter).unwrap(),
            &golden["standard_errors"][letter],
            1e-6,
            letter,
        );
    }
    close(fit.log_likelihood, &golden["log_likelihood"], 1e-10, "log-likelihood");
}

#[test]
fn the_two_segments_of_the_paper() {
    // Fader & Hardie (2007): seven periods of both segments.
    for (name, alpha, beta, log_likelihood) in [("regular", 0.704, 1.182, -1680.265), ("high_end", 0.668, 3.806, -1611.158)] {
        let golden = &golden()["sbg"][name];
        let report = typed(&golden["survivors"]).unwrap();
        assert_fit(&report, golden);
        let params = &report.fit.params;
        assert!((params.get("alpha").unwrap() - alpha).abs() < 5e-4 && (params.get("beta").unwrap() - beta).abs() < 5e-4);
        assert!((report.fit.log_likelihood - log_likelihood).abs() < 5e-4);
        assert!(report.frame().is_none() && report.value.is_none());
        for case in golden["derl"].as_array().unwrap() {
            let (n, rate) = (u32::try_from(case[0].as_u64().unwrap()).unwrap(), case[1].as_f64().unwrap());
            close(report.model.residual(n, rate), &case[2], 1e-8, "DERL");
            close(report.model.renewals_ahead(n, 12, rate), &case[3], 1e-8, "twelve renewals");
        }
        // An infinite sum is what a long one comes to.
        close(
            report.model.renewals_ahead(5, 600, 0.1),
            &golden["long_sum"][2],
            1e-8,
            "six hundred renewals",
        );
    }
}

#[test]
fn what_was_kept_out_tests_the_projection() {
    let survivors = &golden()["sbg"]["regular"]["survivors"];
    let report = of(
        &table("id,tenure\n1,1\n"),
        json!({ "survivors": survivors, "fit_periods": 4, "horizon": 20 }),
    )
    .unwrap();
    let tested = report.tested.unwrap();
    assert!(tested.periods == 3 && tested.mae < 0.02, "{tested:?}");
    assert_eq!(report.renewals.len(), 20);
    assert_eq!(report.renewals[7].observed_retention, None);
    // 382 of 468, and 241 of 1,000 in the end.
    assert!((report.renewals[2].observed_retention.unwrap() - 382.0 / 468.0).abs() < 1e-12);
    assert!((report.renewals[6].observed_survival.unwrap() - 0.241).abs() < 1e-12);
}

#[test]
fn the_telephone_customers_as_by_mpmath() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/telco_churn.csv");
    let workspace = import(
        "telco_churn.csv",
        &std::fs::read(path).unwrap(),
        crate::ingest::ImportParams::default(),
    )
    .unwrap();
    let golden = &golden()["sbg"]["telco"];
    let report = of(&workspace, json!({ "fee_column": "monthly_charges" })).unwrap();
    assert_fit(&report, golden);
    assert_eq!(json!(report.left), json!(golden["left"].as_f64().unwrap()));
    assert_eq!(json!(report.frame().unwrap().len()), golden["stayed"]);
    close(report.value.unwrap(), &golden["value"], 1e-7, "value");
    let unknown = of(&workspace, json!({})).unwrap();
    assert!(unknown.value.is_none() && unknown.notices.iter().any(|notice| notice.code == "fee_unknown"));
}

#[test]
fn simulated_subscribers_are_recovered() {
    // θ is uniform, so α = β = 1; tenures are cut at different times.
    let mut random = Random::seed_from_u64(9);
    let mut lives = Lives::default();
    for row in 0..40_000_u32 {
        let theta = uniform(&mut random);
        let seen = 3 + row % 8;
        match (1..=seen).find(|_| uniform(&mut random) < theta) {
            Some(renewal) => lives.add_left(renewal),
            None => lives.add_stayed(seen),
        }
    }
    let fitted = complete(Box::new(FitTask::<Sbg, 2>::start(Arc::new(lives), 0.0))).unwrap();
    let Sbg { alpha, beta } = fitted.model;
    let errors: Vec<f64> = fitted.fit.standard_errors.iter().map(|(_, error)| error).collect();
    assert!(
        (alpha - 1.0).abs() < 3.0 * errors[0] && (beta - 1.0).abs() < 3.0 * errors[1],
        "{alpha} {beta} {errors:?}"
    );
    assert!(errors.iter().all(|&error| error < 0.05));
}

#[test]
fn typed_survivors_are_worth_what_those_who_are_left_will_pay() {
    let survivors = json!([1000, 631, 468, 382]);
    let empty = table("id,tenure\n1,1\n");
    let report = of(&empty, json!({ "survivors": survivors, "fee": 20, "margin": 0.5, "horizon": 3 })).unwrap();
    // 382 have renewed three times; the next renewal is the fourth.
    let expected = 382.0 * 10.0 * report.model.renewals_ahead(4, 3, report.discount_per_period);
    assert!((report.value.unwrap() - expected).abs() < 1e-9 * expected);
    assert_eq!(report.margin.rate, 0.5);
    assert!(report.frame().is_none() && report.explain(0).is_none());
    let too_far = of(&empty, json!({ "survivors": survivors, "fit_periods": 3 })).unwrap();
    assert!(too_far.notices.iter().any(|notice| notice.code == "nothing_tested"));
}

#[test]
fn a_fee_that_is_missing_is_told() {
    let people = table("id,tenure,churn,fee\n1,3,yes,5\n2,5,no,5\n3,4,no,\n4,2,yes,5\n5,1,no,7\n");
    let codes = |settings| -> Vec<&str> { of(&people, settings).unwrap().notices.iter().map(|notice| notice.code).collect() };
    let some = codes(json!({ "fee_column": "fee" }));
    assert!(some.contains(&"fee_missing") && !some.contains(&"fee_column_unused"));
    let both = codes(json!({ "fee_column": "fee", "fee": 4 }));
    assert!(!both.contains(&"fee_missing") && both.contains(&"fee_column_unused"));
    assert!(of(&people, json!({ "fee": -3 })).is_err());
}

#[test]
fn orders_renew_while_no_period_is_missed() {
    let orders = ledger(&[
        ("a", "2024-01-05", 10),
        ("a", "2024-02-05", 20),
        ("a", "2024-03-31", 30),
        ("b", "2024-01-09", 10),
        ("b", "2024-03-09", 10),
        ("c", "2024-02-01", 8),
        ("c", "2024-03-01", 4),
        ("d", "2024-02-11", 8),
        ("e", "2024-03-11", 8),
    ]);
    let workspace = table("id,tenure\n1,1\n");
    let imported = workspace.import().as_ref().clone();
    let workspace = Workspace::new(imported, Content::of_orders(orders, None));
    let report = of(&workspace, json!({ "period": "month", "margin": 0.5 })).unwrap();
    assert_eq!((report.customers_fitted, report.left), (5.0, 2.0));
    let none = of(&workspace, json!({ "tenure": "months" })).unwrap_err();
    assert_eq!(none.kind(), ErrorKind::UnknownColumn);
    let frame = report.frame().unwrap();
    let renewed: Vec<_> = (0..frame.len())
        .map(|row| (frame.id(row), report.rows[row].next - 1, report.rows[row].margin))
        .collect();
    assert_eq!(renewed, [("a", 2, 10.0), ("c", 1, 3.0), ("e", 0, 4.0)]);
    let risk: Vec<_> = report.renewals[..2].iter().map(|one| (one.at_risk, one.left)).collect();
    // e has not come to a renewal; b and d left at the first, and b came back.
    assert_eq!(risk, [(4.0, 2.0), (1.0, 0.0)]);
    let contract = report
        .notices
        .iter()
        .find(|notice| notice.code == "orders_are_no_contract")
        .unwrap();
    assert!(contract.text.en.contains("and 1 of them came back"), "{}", contract.text.en);
    assert!(report.notices.iter().any(|notice| notice.code == "few_left"));
}

#[test]
fn what_cannot_be_projected_is_said() {
    for (survivors, kind) in [
        (json!([100, 100, 100]), ErrorKind::NoVariation),
        (json!([100, 0]), ErrorKind::NoVariation),
        (json!([0, 0]), ErrorKind::NoVariation),
        (json!([100, 110]), ErrorKind::BadParameter),
        (json!([100]), ErrorKind::BadParameter),
        (json!([100, -1]), ErrorKind::BadParameter),
        (json!(vec![1; 20_000]), ErrorKind::BadParameter),
    ] {
        let error = typed(&survivors).unwrap_err();
        assert!(error.kind() == kind && error.to_string().len() < 200, "{error}");
    }
    let rising = typed(&json!([100, 90, 80, 85, 70])).unwrap_err().to_string();
    assert!(rising.contains("is 80,85, but"), "{rising}");
    let people = table("id,stay,name,churn\n1,3,x,yes\n2,5,y,no\n3,,z,no\n4,0,w,yes\n");
    assert_eq!(of(&people, json!({})).unwrap_err().kind(), ErrorKind::MissingRole);
    assert_eq!(
        of(&people, json!({ "tenure": "sat" })).unwrap_err().kind(),
        ErrorKind::UnknownColumn
    );
    assert_eq!(
        of(&people, json!({ "tenure": "name" })).unwrap_err().kind(),
        ErrorKind::BadParameter
    );
    assert_eq!(
        of(&people, json!({ "tenure": "stay", "fee_column": "name" })).unwrap_err().kind(),
        ErrorKind::BadParameter
    );
    let report = of(&people, json!({ "tenure": "stay", "label": "churn" })).unwrap();
    // One has no tenure; one left before the first renewal, which counts as at it.
    assert_eq!((report.customers_fitted, report.renewals[0].left), (3.0, 1.0));
    assert!(report.notices.iter().any(|notice| notice.code == "left_out"));
}

#[test]
fn one_period_leaves_the_parameters_undetermined() {
    let report = typed(&json!([100, 60])).unwrap();
    assert!(!report.fit.converged && report.notices.iter().any(|notice| notice.code == "not_converged"));
}

#[test]
fn without_discount_a_lifetime_may_be_infinite() {
    let short = Sbg { alpha: 3.0, beta: 2.0 };
    // E[(1−θ)/θ] with θ ~ Beta(3, 2 + n − 1).
    assert_eq!(short.residual(4, 0.0), 2.5);
    assert!((short.renewals_ahead(4, 200_000, 0.0) - 2.5).abs() < 1e-4);
    assert_eq!(Sbg { alpha: 0.7, beta: 1.2 }.residual(1, 0.0), f64::INFINITY);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_residual_is_the_sum_of_what_is_ahead(alpha in 0.05..6.0, beta in 0.05..20.0, next in 1_u32..80, rate in 0.03..0.4) {
        let model = Sbg { alpha, beta };
        let (whole, summed) = (model.residual(next, rate), model.renewals_ahead(next, 3_000, rate));
        prop_assert!((whole - summed).abs() < 1e-9 * summed, "{whole} {summed}");
        // One step of the sum: this renewal, then what is ahead of the next.
        let onward = model.retention(next) * (1.0 + model.residual(next + 1, rate) / (1.0 + rate));
        prop_assert!((whole - onward).abs() < 1e-9 * whole);
    }
}
