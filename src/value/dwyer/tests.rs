use super::migration::Chain;
use super::*;
use crate::error::ErrorKind;
use crate::frame::Values;
use crate::math::{Random, uniform};
use crate::value::activity::tests::{activity, earning};
use proptest::prelude::*;
use rand_core::SeedableRng;
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/lifetime.json")).unwrap()
}

fn cdnow() -> Workspace {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_sample.txt");
    let params = serde_json::from_value(serde_json::json!({ "roles": { "customer": "2" } })).unwrap();
    crate::ingest::import("cdnow_sample.txt", &std::fs::read(path).unwrap(), params).unwrap()
}

fn close(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= 1e-11 * expected.abs().max(1.0),
        "{what}: {found} {expected}"
    );
}

/// The example of Pfeifer & Carraway (2000): recency 1 to 5, of which the last is gone.
fn pfeifer_carraway() -> Chain {
    Chain {
        probabilities: vec![0.3, 0.2, 0.15, 0.05],
        margin: 40.0,
        cost: 4.0,
        factor: 1.0 / 1.2,
    }
}

#[test]
fn the_example_of_pfeifer_and_carraway() {
    let golden = &golden()["pfeifer_carraway"];
    let values = pfeifer_carraway().for_ever().unwrap();
    for (state, value) in values.iter().enumerate() {
        close(*value, &golden["forever"][state], "for ever");
        let theirs = value + if state == 0 { 40.0 } else { 0.0 };
        close(theirs, &golden["theirs"][state], "with the purchase");
    }
    for (state, value) in pfeifer_carraway().to_horizon(4)[0].iter().enumerate() {
        close(*value, &golden["horizon"][state], "to the horizon");
    }
}

#[test]
fn simulated_customers_are_worth_what_the_chain_says() {
    let chain = pfeifer_carraway();
    let mut random = Random::seed_from_u64(5);
    let (runs, horizon) = (200_000, 8);
    let mut total = 0.0;
    for _ in 0..runs {
        let (mut state, mut weight) = (0, 1.0);
        for _ in 0..horizon {
            let Some(&p) = chain.probabilities.get(state) else { break };
            total -= chain.cost * weight;
            weight *= chain.factor;
            state = if uniform(&mut random) < p {
                total += chain.margin * weight;
                0
            } else {
                state + 1
            };
        }
    }
    let (found, expected) = (total / f64::from(runs), chain.to_horizon(horizon)[0][0]);
    // The standard deviation of one customer is about 25.
    assert!((found - expected).abs() < 0.2, "{found} {expected}");
}

#[test]
fn cdnow_is_counted_and_valued_as_by_pandas_and_numpy() {
    let workspace = cdnow();
    for case in golden()["dwyer"].as_array().unwrap() {
        let params: DwyerParams = serde_json::from_value(case["settings"].clone()).unwrap();
        let report = crate::task::complete(Dwyer::start(&workspace, &Scope::default(), &params).unwrap()).unwrap();
        let Retention {
            active, kept, value, ages, ..
        } = &report.retention;
        assert_eq!((*active, *kept), (case["active"].as_u64().unwrap(), case["kept"].as_u64().unwrap()));
        close(*value, &case["value"], "retention");
        for (age, margin) in ages.iter().zip(case["margins"].as_array().unwrap()) {
            close(age.margin_taken, margin, "margin");
        }
        let by_cohort = report
            .retention
            .cohorts
            .iter()
            .fold((0, 0), |(active, kept), cohort| (active + cohort.active, kept + cohort.kept));
        assert_eq!(by_cohort, (*active, *kept));
        let migration = &report.migration;
        close(migration.purchase_margin, &case["purchase_margin"], "margin of a purchase");
        close(migration.still_to_come, &case["still_to_come"], "still to come");
        let first = case["margins"][0].as_f64().unwrap();
        assert!((migration.new_customer - first - migration.states[0].value).abs() < 1e-9);
        assert!((migration.course.last().unwrap().cumulative - migration.new_customer).abs() < 1e-9);
        assert_eq!(
            [migration.gone_followed, migration.came_back].map(Value::from).as_slice(),
            case["gone"].as_array().unwrap()
        );
        for (place, state) in migration.states.iter().enumerate() {
            assert_eq!(state.customers, case["today"][place].as_u64().unwrap());
            assert_eq!(state.followed, case["followed"][place].as_u64().unwrap_or(0));
            assert_eq!(state.bought, case["bought"][place].as_u64().unwrap_or(0));
            close(state.value, &case["horizon"][place], "value");
            close(state.value_forever.unwrap(), &case["forever"][place], "value for ever");
        }
    }
}

fn typed() -> DwyerParams {
    DwyerParams {
        period: Period::Year,
        horizon: 4,
        discount: 0.2,
        retention: Some(0.5),
        margins: vec![100.0, 60.0],
        probabilities: vec![0.3, 0.2, 0.15, 0.05],
        purchase_margin: Some(40.0),
        contact_cost: 4.0,
        ..DwyerParams::default()
    }
}

#[test]
fn typed_figures_need_no_orders() {
    let report = value(None, &typed()).unwrap();
    // 100 + 60 (5/12 + 25/144 + 125/1728 + 625/20736).
    let expected = 100.0 + 60.0 * (5.0 / 12.0 + 25.0 / 144.0 + 125.0 / 1728.0 + 625.0 / 20736.0);
    assert!((report.retention.value - expected).abs() < 1e-12);
    assert!(report.frame().is_none() && report.explain(0).is_none() && report.notices.is_empty());
    assert!((report.migration.new_customer_forever.unwrap() - 52.319_609_438_567_944).abs() < 1e-12);
    let course = &report.migration.course;
    assert!((course[4].cumulative - report.migration.new_customer).abs() < 1e-12);
    assert_eq!((course[0].active, course[1].active), (1.0, 0.3));
}

#[test]
fn typed_figures_stand_where_the_orders_have_no_whole_period() {
    let text = "customer,date,amount\nann,2024-01-05,10\n";
    let shop = crate::ingest::import("x.csv", text.as_bytes(), crate::ingest::ImportParams::default()).unwrap();
    let of = |params: &DwyerParams| crate::task::complete(Dwyer::start(&shop, &Scope::default(), params)?);
    let report = of(&typed()).unwrap();
    assert_eq!(report.retention, value(None, &typed()).unwrap().retention);
    assert_eq!(report.notices.last().unwrap().code, "nothing_counted");
    let partly = DwyerParams {
        purchase_margin: None,
        ..typed()
    };
    assert_eq!(of(&partly).err().unwrap().kind(), ErrorKind::TooFew);
}

#[test]
fn what_is_typed_and_not_used_is_told() {
    let lines = [("a", "2023-01-05", 10), ("a", "2023-04-05", 20), ("a", "2023-12-31", 5)];
    let activity = activity(&lines, Period::Quarter).unwrap();
    let said = |params: DwyerParams, code: &str| {
        let report = value(Some(&activity), &params).unwrap();
        report.notices.iter().any(|notice| notice.code == code)
    };
    // As many margins as the horizon has periods and one for the first purchase.
    let margins = |count| DwyerParams {
        margins: vec![1.0; count],
        ..typed()
    };
    assert!(said(margins(6), "margins_unused") && !said(margins(5), "margins_unused"));
    // How a margin is made of an amount does not matter where none is observed.
    assert!(said(DwyerParams::default(), "no_margin") && !said(typed(), "no_margin"));
    let rate = |params| DwyerParams {
        margin: Some(0.3),
        ..params
    };
    assert!(said(rate(typed()), "margin_unused") && !said(rate(DwyerParams::default()), "margin_unused"));
}

#[test]
fn the_interval_of_a_loss_has_its_smaller_end_first() {
    let lines = [
        ("a", "2023-01-05", 10),
        ("a", "2023-04-05", 20),
        ("b", "2023-01-05", 10),
        ("b", "2023-12-31", 5),
    ];
    let params = DwyerParams {
        margins: vec![-5.0],
        ..DwyerParams::default()
    };
    let report = value(Some(&activity(&lines, Period::Quarter).unwrap()), &params).unwrap();
    let [low, high] = report.retention.value_interval.unwrap();
    assert!(low < report.retention.value && report.retention.value < high, "{low} {high}");
}

#[test]
fn a_customer_who_comes_again_and_again_is_kept_and_one_who_stays_away_is_gone() {
    let lines = [
        ("a", "2023-01-05", 10),
        ("a", "2023-04-05", 20),
        ("a", "2023-07-05", 30),
        ("a", "2023-10-05", 40),
        ("b", "2023-01-09", 6),
        ("b", "2023-10-09", 8),
        ("c", "2023-02-01", 4),
        ("d", "2023-12-31", 2),
        ("c", "2024-01-03", 4),
    ];
    let params = DwyerParams {
        states: 2,
        margin: Some(0.5),
        ..DwyerParams::default()
    };
    let report = value(Some(&earning(&lines, Period::Quarter, params.margin).unwrap()), &params).unwrap();
    // a is kept three times, b and c are lost once each.
    assert_eq!((report.retention.active, report.retention.kept), (5, 3));
    let states: Vec<_> = report
        .migration
        .states
        .iter()
        .map(|state| (state.customers, state.followed, state.bought))
        .collect();
    assert_eq!(states, [(4, 5, 3), (0, 2, 0), (0, 0, 0)]);
    assert_eq!((report.migration.gone_followed, report.migration.came_back), (2, 1));
    // 20 + 30 + 40 + 8 over four periods, half of it margin.
    assert!((report.migration.purchase_margin - 12.25).abs() < 1e-12);
    let frame = report.frame().unwrap();
    let Values::Count(silent) = &frame.columns()[0].values else {
        panic!()
    };
    // c came again after the last complete period.
    assert_eq!(silent, &[0, 0, 0, 0]);
    assert!(report.notices.iter().any(|notice| notice.code == "gone_came_back"));
    assert!(report.notices.iter().any(|notice| notice.code == "few_in_state"));
}

#[test]
fn one_whole_period_is_not_enough() {
    let lines = [("a", "2024-01-05", 1), ("b", "2024-03-31", 1)];
    let activity = activity(&lines, Period::Quarter).unwrap();
    let error = value(Some(&activity), &DwyerParams::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooFew);
    let params = DwyerParams {
        retention: Some(0.4),
        ..DwyerParams::default()
    };
    assert_eq!(value(Some(&activity), &params).unwrap_err().kind(), ErrorKind::TooFew);
}

#[test]
fn a_short_file_has_fewer_states() {
    let lines = [("a", "2024-01-05", 1), ("b", "2024-01-07", 1), ("b", "2024-06-30", 1)];
    let report = value(Some(&activity(&lines, Period::Quarter).unwrap()), &DwyerParams::default()).unwrap();
    assert_eq!(report.migration.states.len(), 2);
    assert!(report.notices.iter().any(|notice| notice.code == "fewer_states"));
}

#[test]
fn without_discount_certain_return_is_infinite() {
    let params = DwyerParams {
        discount: 0.0,
        probabilities: vec![1.0],
        ..typed()
    };
    let report = value(None, &params).unwrap();
    assert_eq!(report.migration.new_customer_forever, None);
    assert!(report.notices.iter().any(|notice| notice.code == "infinite_value"));
    // Four purchases to come, four contacts.
    assert!((report.migration.states[0].value - 144.0).abs() < 1e-12);
}

#[test]
fn settings_out_of_range_are_named() {
    let with = |change: fn(&mut DwyerParams)| {
        let mut params = DwyerParams::default();
        change(&mut params);
        params
    };
    for (params, name) in [
        (with(|params| params.retention = Some(1.2)), "retention"),
        (with(|params| params.probabilities = vec![0.5, -0.1]), "probabilities"),
        (with(|params| params.probabilities = vec![0.5; 61]), "probabilities"),
        (with(|params| params.margins = vec![f64::NAN]), "margins"),
        (with(|params| params.purchase_margin = Some(f64::INFINITY)), "purchase_margin"),
        (with(|params| params.horizon = 0), "horizon"),
        (with(|params| params.states = 61), "states"),
        (with(|params| params.contact_cost = -1.0), "contact_cost"),
        (with(|params| params.contact_cost = 1e308), "contact_cost"),
        (with(|params| params.margins = vec![1.0, 1e308]), "margins"),
        (with(|params| params.discount = -0.1), "discount"),
        (with(|params| params.margin = Some(0.0)), "margin"),
    ] {
        let error = params.check().unwrap_err();
        assert!(
            error.kind() == ErrorKind::BadParameter && error.to_string().contains(&format!("“{name}”")),
            "{error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_horizon_leads_to_for_ever_and_both_satisfy_the_recursion(
        probabilities in proptest::collection::vec(0.0..1.0, 1..8), margin in 0.0..100.0, cost in 0.0..5.0, rate in 0.02..0.5,
    ) {
        let chain = Chain { probabilities, margin, cost, factor: 1.0 / (1.0 + rate) };
        let values = chain.for_ever().unwrap();
        let [far, before] = chain.to_horizon(2_000);
        for (state, value) in values.iter().enumerate() {
            prop_assert!((value - far[state]).abs() < 1e-8 * (margin + cost) / rate, "{state}: {value} {}", far[state]);
            let Some(&p) = chain.probabilities.get(state) else { continue };
            let recursion = |later: &[f64]| -> f64 { -cost + (p * (margin + later[0]) + (1.0 - p) * later[state + 1]) / (1.0 + rate) };
            prop_assert!((recursion(&values) - value).abs() < 1e-9 * (margin + cost) / rate);
            prop_assert!((recursion(&before) - far[state]).abs() < 1e-9 * (margin + cost) / rate);
        }
    }
}
