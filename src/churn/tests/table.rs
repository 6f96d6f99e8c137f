use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::explain::Figure;
use crate::ledger::Day;
use crate::math::special::logistic;
use crate::table::{Attribute, AttributeValues};

fn of_table(table: &Table, params: &ChurnParams) -> Result<ChurnReport> {
    run(Prepared::from_table(table, params)?)
}

fn on_all_rows() -> ChurnParams {
    ChurnParams {
        split: Split::None,
        ..ChurnParams::default()
    }
}

fn codes(report: &ChurnReport) -> Vec<&str> {
    report.notices.iter().map(|notice| notice.code).collect()
}

fn number(name: &str, values: Vec<f64>) -> Attribute {
    Attribute::new(name, AttributeValues::Number(values))
}

fn category(name: &str, levels: &[&str], codes: Vec<Option<u32>>) -> Attribute {
    let levels = levels.iter().map(ToString::to_string).collect();
    Attribute::new(name, AttributeValues::Category { codes, levels })
}

/// Sixty customers; every third left, and more of those in the north.
fn sixty(attributes: Vec<Attribute>) -> Table {
    let left = number("churn", (0..60).map(|row| f64::from(u8::from(row % 3 == 0))).collect());
    let north = (0..60)
        .map(|row| Some(u32::from(row % 3 != 0 && row % 5 != 0 || row % 7 == 0)))
        .collect();
    Table {
        ids: Arc::new((0..60).map(|row| format!("c{row:02}")).collect()),
        attributes: [vec![left, category("region", &["north", "south"], north)], attributes].concat(),
    }
}

#[test]
fn ten_who_left_for_each_term_are_enough() {
    // Twenty left, for two terms.
    let tenure = number("tenure", (0..60).map(|row| pseudo(row, 3)).collect());
    for (fewer, few) in [(0, false), (1, true)] {
        let mut table = sixty(vec![tenure.clone()]);
        let AttributeValues::Number(left) = &mut table.attributes[0].values else {
            unreachable!()
        };
        for left in left.iter_mut().filter(|left| **left == 1.0).take(fewer) {
            *left = 0.0;
        }
        let report = of_table(&table, &on_all_rows()).unwrap();
        assert_eq!((report.coefficients.len(), report.fit.positives), (3, 20 - fewer));
        assert_eq!(codes(&report).contains(&"few_events"), few, "{fewer} fewer");
    }
}

#[test]
fn fewer_features_are_advised_while_there_may_be_fewer() {
    let tenure = number("tenure", (0..60).map(|row| pseudo(row, 3)).collect());
    for (more, terms, advised) in [(vec![], " for 1 term;", false), (vec![tenure], " for 2 terms;", true)] {
        let mut table = sixty(more);
        let AttributeValues::Number(left) = &mut table.attributes[0].values else {
            unreachable!()
        };
        for left in left.iter_mut().filter(|left| **left == 1.0).take(11) {
            *left = 0.0;
        }
        let report = of_table(&table, &on_all_rows()).unwrap();
        let notice = report.notices.iter().find(|notice| notice.code == "few_events").unwrap();
        assert!(notice.text.en.contains(terms), "{}", notice.text.en);
        assert_eq!(notice.text.en.contains("Name fewer features"), advised, "{}", notice.text.en);
        assert_eq!(notice.text.zh.contains("少选几个特征"), advised, "{}", notice.text.zh);
    }
}

fn pseudo(row: u32, salt: u32) -> f64 {
    f64::from((row * 7919 + salt * 104_729) % 101)
}

#[test]
fn telco_agrees_with_statsmodels_and_scikit_learn() {
    for (set, features) in [("small", telco::SMALL.as_slice()), ("all_columns", &[])] {
        let params = ChurnParams {
            features: features.iter().map(ToString::to_string).collect(),
            ..on_all_rows()
        };
        // The smaller reference fit leaves out the rows without total charges too.
        let mut table = telco::table();
        if set == "small" {
            let charges = table.attribute("total_charges").unwrap().clone();
            let AttributeValues::Number(charges) = charges.values else {
                panic!()
            };
            for attribute in &mut table.attributes {
                if let (AttributeValues::Category { codes, .. }, true) = (&mut attribute.values, attribute.name == "churn") {
                    codes
                        .iter_mut()
                        .zip(&charges)
                        .filter(|(_, charge)| charge.is_nan())
                        .for_each(|(code, _)| *code = None);
                }
            }
        }
        let report = of_table(&table, &params).unwrap();
        let golden = &telco::golden()[set];
        let json = serde_json::to_value(&report).unwrap();
        for (found, expected) in json["coefficients"]
            .as_array()
            .unwrap()
            .iter()
            .zip(golden["terms"].as_array().unwrap())
        {
            assert_eq!(found["term"], expected["term"]);
            for key in ["estimate", "standard_error", "z", "p", "odds_ratio"] {
                near(found[key].as_f64().unwrap(), &expected[key], 1e-7, key);
            }
        }
        assert_eq!(
            json["coefficients"].as_array().unwrap().len(),
            golden["terms"].as_array().unwrap().len()
        );
        for key in [
            "log_likelihood",
            "null_log_likelihood",
            "auc",
            "brier",
            "log_loss",
            "average_precision",
        ] {
            near(json[key].as_f64().unwrap(), &golden[key], 1e-9, key);
        }
        assert_eq!(json["confusion"], golden["confusion"]);
        assert_eq!(json["converged"], true);
        let dropped: Vec<_> = report.omitted.iter().map(|omitted| Value::from(omitted.name.as_str())).collect();
        assert_eq!(Value::from(dropped), golden["left_out_collinear"]);
        for expected in golden["predictions_first_10"].as_array().unwrap() {
            let id = expected["rownames"].to_string();
            let row = (0..20).find(|&row| report.frame().unwrap().id(row) == id).unwrap();
            near(numbers(&report, "probability")[row], &expected["p"], 1e-9, "probability");
        }
    }
}

#[test]
fn what_was_guessed_left_out_and_dropped_is_said() {
    let report = of_table(&telco::table(), &on_all_rows()).unwrap();
    assert_eq!(
        codes(&report),
        ["label_guessed", "missing_dropped", "columns_left_out", "in_sample"]
    );
    assert_eq!(report.positive.en, "churn = Yes");
    assert!(
        report.notices[1].text.en.ends_with("11 of 7043, in total_charges (11)."),
        "{}",
        report.notices[1].text.en
    );
    assert_eq!(report.frame().unwrap().len(), 7032);
    let phone = &report.omitted[0];
    assert_eq!(
        (phone.name.as_str(), phone.reason),
        ("multiple_lines=No phone service", Why::Dependent)
    );
    assert_eq!(phone.on, ["phone_service"]);
    let contract = report.references.iter().find(|reference| reference.column == "contract").unwrap();
    assert_eq!(contract.level, "Month-to-month");
}

#[test]
fn held_out_rows_are_three_tenths_of_each_class_by_seed() {
    let run = |seed| {
        of_table(
            &telco::table(),
            &ChurnParams {
                seed,
                ..ChurnParams::default()
            },
        )
        .unwrap()
    };
    let (one, again, other) = (run(1), run(1), run(2));
    // Of 1,869 who left and 5,163 who stayed.
    assert_eq!((one.fit.positives, one.evaluation.evaluated_positives), (1308, 561));
    assert_eq!((one.fit.rows, one.evaluation.evaluated_rows), (4922, 2110));
    assert_eq!(one.evaluated_on, EvaluatedOn::HeldOut);
    assert_eq!(serde_json::to_value(&one).unwrap(), serde_json::to_value(&again).unwrap());
    assert_ne!(one.fit.log_likelihood, other.fit.log_likelihood);
    // Everyone gets a probability, and it is as good as on all rows within chance.
    assert_eq!(one.frame().unwrap().len(), 7032);
    assert!((one.evaluation.auc - 0.848).abs() < 0.02, "{}", one.evaluation.auc);
}

#[test]
fn the_explanation_adds_up_to_the_probability() {
    let report = of_table(&telco::table(), &on_all_rows()).unwrap();
    for row in [0, 1, 5000] {
        let explanation = report.explain(row).unwrap();
        let figures: Vec<f64> = explanation.steps[0]
            .symbols
            .iter()
            .map(|symbol| match symbol.figure {
                Figure::Number(number) => number,
                ref other => panic!("{other:?}"),
            })
            .collect();
        let log_odds = figures[0] + figures[1..].chunks(2).map(|pair| pair[0] * pair[1]).sum::<f64>();
        assert!((log_odds - numbers(&report, "log_odds")[row]).abs() < 1e-12);
        let Some(Figure::Share(p)) = explanation.steps.last().map(|step| step.result.clone()) else {
            panic!()
        };
        assert_eq!(p, numbers(&report, "probability")[row]);
        assert!((p - logistic(log_odds)).abs() < 1e-12);
    }
    assert!(report.explain(7032).is_none());
}

#[test]
fn reasons_are_the_largest_contributions_against_the_mean_of_the_fitted_rows() {
    let report = of_table(&telco::table(), &on_all_rows()).unwrap();
    let frame = serde_json::to_value(report.frame().unwrap()).unwrap();
    let average = |term: &str| {
        let at = report.design.terms.iter().position(|name| name == term).unwrap();
        report.records.column(at).mean().unwrap()
    };
    let estimate = |term: &str| report.coefficients.iter().find(|t| t.term == term).unwrap().coefficient.estimate;
    // The first customer, one month with the shop, on the reference contract.
    let first = &frame[0];
    assert_eq!(first["reason_1"], "tenure");
    near(
        estimate("tenure") * (1.0 - average("tenure")),
        &first["reason_1_effect"],
        1e-9,
        "tenure",
    );
    let contract = -["contract=One year", "contract=Two year"]
        .iter()
        .map(|term| estimate(term) * average(term))
        .sum::<f64>();
    let said = (1..=3).find(|n| first[format!("reason_{n}")] == "contract=Month-to-month");
    if let Some(n) = said {
        near(contract, &first[format!("reason_{n}_effect")], 1e-9, "contract");
    } else {
        assert!(contract.abs() <= first["reason_3_effect"].as_f64().unwrap().abs());
    }
    for row in [&frame[0], &frame[77]] {
        let sizes: Vec<f64> = (1..=3).map(|n| row[format!("reason_{n}_effect")].as_f64().unwrap().abs()).collect();
        assert!(sizes[0] >= sizes[1] && sizes[1] >= sizes[2]);
    }
}

#[test]
fn unusable_columns_are_left_out_with_their_reason() {
    let table = sixty(vec![
        number("row_number", (0..60).map(f64::from).collect()),
        number("always_five", vec![5.0; 60]),
        category("name", &[], (0..60).map(Some).collect()),
        category("street", &[], (0..60).map(|row| Some(row % 55)).collect()),
        number(
            "sparse",
            (0..60).map(|row| if row % 3 == 1 { pseudo(row, 1) } else { f64::NAN }).collect(),
        ),
        number("visits", (0..60).map(|row| pseudo(row, 2)).collect()),
    ]);
    let report = of_table(&table, &on_all_rows()).unwrap();
    let omitted: Vec<_> = report
        .omitted
        .iter()
        .map(|omitted| (omitted.name.as_str(), omitted.reason))
        .collect();
    assert_eq!(
        omitted,
        [
            ("row_number", Why::Identifier),
            ("always_five", Why::Constant),
            ("name", Why::Identifier),
            ("street", Why::TooManyLevels),
            ("sparse", Why::MostlyMissing),
        ]
    );
    let terms: Vec<_> = report.coefficients.iter().map(|term| term.term.as_str()).collect();
    assert_eq!(terms, ["(intercept)", "region=south", "visits"]);
}

#[test]
fn missing_values_may_be_filled_and_flagged() {
    let visits = (0..60).map(|row| if row % 4 == 1 { f64::NAN } else { pseudo(row, 2) }).collect();
    let plan = (0..60).map(|row| (row % 7 != 2).then_some(row % 2)).collect();
    let table = sixty(vec![number("visits", visits), category("plan", &["basic", "full"], plan)]);
    let params = ChurnParams {
        missing: Missing::Mean,
        ..on_all_rows()
    };
    let report = of_table(&table, &params).unwrap();
    assert_eq!(report.frame().unwrap().len(), 60);
    let terms: Vec<_> = report.design.terms.iter().map(String::as_str).collect();
    assert_eq!(terms, ["region=south", "visits", "visits=(missing)", "plan=full", "plan=(missing)"]);
    let (visits, flag) = (report.records.column(1), report.records.column(2));
    let known = (0..60).filter(|row| row % 4 != 1).map(|row| pseudo(row, 2)).sum::<f64>() / 45.0;
    assert!((visits[1] - known).abs() < 1e-12 && flag[1] == 1.0 && flag[0] == 0.0);
    // The mean stands in for numbers only, and the notice says so.
    let filled = report.notices.iter().find(|notice| notice.code == "missing_filled").unwrap();
    assert!(
        filled
            .text
            .en
            .contains("in columns of numbers and dates take the mean: visits, plan"),
        "{}",
        filled.text.en
    );
    assert_eq!(of_table(&table, &on_all_rows()).unwrap().frame().unwrap().len(), 60 - 15 - 9 + 2);
}

#[test]
fn customers_without_a_label_are_scored_only() {
    let mut table = sixty(vec![number("visits", (0..60).map(|row| pseudo(row, 2)).collect())]);
    let AttributeValues::Number(labels) = &mut table.attributes[0].values else {
        panic!()
    };
    labels[59] = f64::NAN;
    let report = of_table(&table, &on_all_rows()).unwrap();
    assert_eq!((report.fit.rows, report.frame().unwrap().len()), (59, 60));
    assert_eq!(serde_json::to_value(report.frame().unwrap()).unwrap()[59]["actual"], "unknown");
    assert!(codes(&report).contains(&"unlabelled"));
}

#[test]
fn a_column_that_tells_the_label_is_warned_of_as_leakage_and_separation() {
    let refund = (0..60).map(|row| if row % 3 == 0 { 10.0 + pseudo(row, 1) } else { 0.5 }).collect();
    let report = of_table(&sixty(vec![number("refund", refund)]), &on_all_rows()).unwrap();
    assert!(codes(&report).contains(&"leakage") && codes(&report).contains(&"separation"));
    assert_eq!(report.separation.as_ref().unwrap().terms, ["refund"]);
    assert!(report.fit.converged && report.fit.penalty == 1.0);
    let honest = of_table(&sixty(Vec::new()), &on_all_rows()).unwrap();
    assert!(honest.separation.is_none() && !codes(&honest).contains(&"leakage"));
}

#[test]
fn a_table_with_more_levels_than_customers_is_told_so_at_once() {
    let levels: Vec<String> = (0..50).map(|level| format!("L{level}")).collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    let column = |salt: u32| {
        let codes = (0..800).map(|row: u32| Some((row * (2 * salt + 1) + row / 50 * salt) % 50));
        category(&format!("q{salt}"), &levels, codes.collect())
    };
    let left = number("churn", (0..800).map(|row| f64::from(u8::from(row % 3 == 0))).collect());
    let table = Table {
        ids: Arc::new((0..800).map(|row| format!("c{row:03}")).collect()),
        attributes: std::iter::once(left).chain((1..=40).map(column)).collect(),
    };
    let error = of_table(&table, &ChurnParams::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooFew);
    assert!(error.to_string().contains("only 560 customers"), "{error}");
}

#[test]
fn what_cannot_be_learned_is_an_error_with_a_way_out() {
    let table = sixty(Vec::new());
    let fails = |params: &ChurnParams| of_table(&table, params).unwrap_err();
    let features = |names: &[&str]| ChurnParams {
        features: names.iter().map(ToString::to_string).collect(),
        ..on_all_rows()
    };
    assert_eq!(fails(&features(&["city"])).kind(), ErrorKind::UnknownColumn);
    assert_eq!(fails(&features(&["churn"])).kind(), ErrorKind::BadParameter);
    let mut all_left = sixty(Vec::new());
    all_left.attributes[0] = number("churn", vec![1.0; 60]);
    assert_eq!(of_table(&all_left, &on_all_rows()).unwrap_err().kind(), ErrorKind::NoVariation);
    let mut three_left = sixty(Vec::new());
    three_left.attributes[0] = number("churn", (0..60).map(|row| f64::from(u8::from(row < 3))).collect());
    let error = of_table(&three_left, &ChurnParams::default()).unwrap_err();
    assert!(error.to_string().contains("Set “split” to “none”"), "{error}");
    let nothing = Table {
        ids: Arc::clone(&table.ids),
        attributes: vec![table.attributes[0].clone()],
    };
    assert_eq!(of_table(&nothing, &on_all_rows()).unwrap_err().kind(), ErrorKind::TooFew);
    let mut blank = sixty(vec![number(
        "a",
        (0..60).map(|row| if row % 2 == 0 { 1.0 } else { f64::NAN }).collect(),
    )]);
    blank
        .attributes
        .push(number("b", (0..60).map(|row| if row % 2 == 1 { 1.0 } else { f64::NAN }).collect()));
    for attribute in &mut blank.attributes[2..] {
        let AttributeValues::Number(values) = &mut attribute.values else {
            panic!()
        };
        values.iter_mut().enumerate().for_each(|(row, value)| *value += row as f64);
    }
    let error = of_table(&blank, &on_all_rows()).unwrap_err();
    assert!(error.to_string().contains("a (30), b (30)"), "{error}");
}

fn attribute(rows: usize) -> impl Strategy<Value = AttributeValues> {
    let cell = prop_oneof![3 => (-3i8..4).prop_map(f64::from), 1 => Just(f64::NAN), 1 => -1e300..1e300];
    let level = proptest::option::weighted(0.8, 0u32..4);
    let day = proptest::option::weighted(0.8, (0..50).prop_map(Day));
    prop_oneof![
        vec(cell, rows).prop_map(AttributeValues::Number),
        vec(level, rows).prop_map(|codes| AttributeValues::Category {
            codes,
            levels: ["a", "b", "c", "d"].map(String::from).to_vec(),
        }),
        vec(day, rows).prop_map(AttributeValues::Day),
    ]
}

proptest! {
    #[test]
    fn no_table_brings_it_down(
        (rows, columns) in (0usize..40).prop_flat_map(|rows| (Just(rows), vec(attribute(rows), 0..5))),
        labels in vec(0u8..3, 40),
        mean: bool,
        held_out: bool,
    ) {
        let label = labels[..rows].iter().map(|&label| if label == 2 { f64::NAN } else { f64::from(label) }).collect();
        let named = columns.into_iter().enumerate().map(|(at, values)| Attribute::new(format!("column {at}"), values));
        let table = Table {
            ids: Arc::new((0..rows).map(|row| row.to_string()).collect()),
            attributes: std::iter::once(number("churn", label)).chain(named).collect(),
        };
        let params = ChurnParams {
            positive: Some("1".into()),
            missing: if mean { Missing::Mean } else { Missing::Drop },
            split: if held_out { Split::Stratified } else { Split::None },
            ..ChurnParams::default()
        };
        if let Ok(report) = of_table(&table, &params) {
            prop_assert!(numbers(&report, "probability").iter().all(|p| (0.0..=1.0).contains(p)));
            prop_assert!(report.fit.log_likelihood <= 0.0 && report.evaluation.auc.is_finite());
            for row in 0..report.frame().unwrap().len() {
                prop_assert!(report.explain(row).is_some());
            }
        }
    }
}
