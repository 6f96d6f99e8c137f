use super::*;
use crate::ledger::{Day, LedgerBuilder, Line, Money, OptionalColumns};

fn of_orders(ledger: &Ledger, scope: &Scope, params: &ChurnParams) -> Result<ChurnReport> {
    run(Prepared::from_orders(ledger, scope.window(ledger)?, params)?)
}

fn ledger(lines: impl IntoIterator<Item = (String, i32, i64)>) -> Ledger {
    let mut builder = LedgerBuilder::new(OptionalColumns::default());
    for (customer, day, cents) in lines {
        builder.push(Line {
            customer: &customer,
            day,
            amount: Money(cents * Money::SCALE / 100),
            order: None,
            product: None,
            cost: None,
        });
    }
    builder.settle_days(|_, code| Some(Day(code)));
    builder.finish()
}

fn cdnow() -> Vec<(String, i32, i64)> {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let part = |range: std::ops::Range<usize>| cells[2][range].parse::<u32>().unwrap();
        let day = Day::from_ymd(part(0..4).cast_signed(), part(4..6), part(6..8)).unwrap();
        (cells[1].to_owned(), day.0, cells[4].replace('.', "").parse().unwrap())
    };
    include_str!("../../../tests/data/cdnow_sample.txt").lines().map(line).collect()
}

#[test]
fn cdnow_agrees_with_the_reference_out_of_time() {
    let golden: Value = serde_json::from_str(include_str!("../../../tests/golden/early_warning.json")).unwrap();
    let report = of_orders(&ledger(cdnow()), &Scope::default(), &ChurnParams::default()).unwrap();
    assert_eq!(report.evaluated_on, EvaluatedOn::LaterPeriod);
    let cut_offs = report.cut_offs.unwrap();
    assert_eq!(
        [cut_offs.train, cut_offs.test, cut_offs.score].map(|day| day.to_string()),
        ["1998-01-01", "1998-04-01", "1998-06-30"]
    );
    assert_eq!((report.fit.rows, report.fit.positives), (2357, 1972));
    assert_eq!(report.evaluation.evaluated_positives, 2058);
    for (found, expected) in report.coefficients.iter().zip(golden["terms"].as_array().unwrap()) {
        assert_eq!(found.term, expected["term"]);
        near(found.coefficient.estimate, &expected["estimate"], 1e-7, &found.term);
        near(found.coefficient.standard_error, &expected["standard_error"], 1e-7, &found.term);
    }
    let json = serde_json::to_value(&report).unwrap();
    for key in ["log_likelihood", "auc", "brier", "log_loss"] {
        near(json[key].as_f64().unwrap(), &golden[key], 1e-9, key);
    }
    assert_eq!(json["confusion"], golden["confusion"]);
    for (row, expected) in golden["first_customers"].as_array().unwrap().iter().enumerate() {
        assert_eq!(report.frame().unwrap().id(row), expected["id"]);
        near(numbers(&report, "probability")[row], &expected["probability"], 1e-9, "probability");
    }
    near(
        math::sum(numbers(&report, "probability").iter().copied()),
        &golden["sum_of_probabilities"],
        1e-9,
        "sum",
    );
}

#[test]
fn no_feature_sees_past_its_cut_off() {
    let plain = of_orders(&ledger(cdnow()), &Scope::default(), &ChurnParams::default()).unwrap();
    let cut_offs = plain.cut_offs.unwrap();
    // Orders after the last label of the fit change nothing of the fit.
    let later = cdnow().into_iter().map(|(id, day, cents)| {
        if day > cut_offs.test.0 {
            (id, day, cents * 9)
        } else {
            (id, day, cents)
        }
    });
    let extra = (1..2000).step_by(3).map(|id| (format!("{id:04}"), cut_offs.test.0 + 5, 99_900));
    let changed = of_orders(&ledger(later.chain(extra)), &Scope::default(), &ChurnParams::default()).unwrap();
    assert_eq!(plain.coefficients, changed.coefficients);
    assert_ne!(plain.evaluation.evaluated_positives, changed.evaluation.evaluated_positives);
    // Money spent in the days that label the fit changes nothing either: only whether there was a purchase counts.
    let within = cut_offs.train.0 + 1..=cut_offs.test.0;
    let dearer = cdnow().into_iter().map(|(id, day, cents)| {
        if within.contains(&day) {
            (id, day, cents * 7 + 1)
        } else {
            (id, day, cents)
        }
    });
    let changed = of_orders(&ledger(dearer), &Scope::default(), &ChurnParams::default()).unwrap();
    assert_eq!(plain.coefficients, changed.coefficients);
}

#[test]
fn features_of_orders_may_be_chosen_and_unknown_ones_are_named() {
    let ledger = ledger(cdnow());
    let choose = |names: &[&str]| ChurnParams {
        features: names.iter().map(ToString::to_string).collect(),
        ..ChurnParams::default()
    };
    let report = of_orders(&ledger, &Scope::default(), &choose(&["frequency", "recency_days"])).unwrap();
    let terms: Vec<_> = report.coefficients.iter().map(|term| term.term.as_str()).collect();
    assert_eq!(terms, ["(intercept)", "log1p(recency_days)", "log1p(frequency)"]);
    let error = of_orders(&ledger, &Scope::default(), &choose(&["age"])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownColumn);
}

#[test]
fn a_file_that_is_too_short_is_told_what_would_fit() {
    let days = (0..100).map(|day| (format!("c{}", day % 30), day, 100));
    let error = of_orders(&ledger(days.clone()), &Scope::default(), &ChurnParams::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooFew);
    assert!(
        error
            .to_string()
            .contains("needs 270 days of orders; these span 100. Set the horizon to 33 days or fewer"),
        "{error}"
    );
    // Where none would, there is no horizon to advise.
    for span in [1, 2] {
        let days = (0..30).map(|row| (format!("c{row}"), row % span, 100));
        let error = of_orders(&ledger(days), &Scope::default(), &ChurnParams::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("That is too short for any horizon; open a longer file."),
            "{error}"
        );
    }
    // Everyone comes back every thirty days, so within 33 days nobody leaves.
    let params = ChurnParams {
        horizon: 33,
        ..ChurnParams::default()
    };
    let error = of_orders(&ledger(days), &Scope::default(), &params).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoVariation);
}

#[test]
fn the_order_of_the_lines_does_not_matter() {
    let mut lines = cdnow();
    let plain = of_orders(&ledger(lines.clone()), &Scope::default(), &ChurnParams::default()).unwrap();
    lines.reverse();
    lines.rotate_left(1234);
    let turned = of_orders(&ledger(lines), &Scope::default(), &ChurnParams::default()).unwrap();
    assert_eq!(serde_json::to_string(&plain).unwrap(), serde_json::to_string(&turned).unwrap());
    assert_eq!(plain.frame(), turned.frame());
}

#[test]
fn an_explanation_shows_the_value_before_its_logarithm() {
    let report = of_orders(&ledger(cdnow()), &Scope::default(), &ChurnParams::default()).unwrap();
    let explanation = report.explain(0).unwrap();
    // Customer 0001 bought four times for 100.50 in all, last on 1997-12-12, 200 days before the end.
    let meanings: Vec<&str> = explanation.steps[0]
        .symbols
        .iter()
        .map(|symbol| symbol.meaning.en.as_str())
        .collect();
    for meaning in [
        "ln(1 + 200); days since the last purchase",
        "ln(1 + 4); purchases so far",
        "ln(1 + 100.5); money spent so far",
    ] {
        assert!(meanings.contains(&meaning), "{meanings:?}");
    }
}

#[test]
fn a_world_that_changed_is_said() {
    let steady = of_orders(&ledger(cdnow()), &Scope::default(), &ChurnParams::default()).unwrap();
    let cut_offs = steady.cut_offs.unwrap();
    assert!(steady.notices.iter().all(|notice| notice.code != "drift"), "{:?}", steady.notices);
    // Two in three purchases of the last days did not happen.
    let kept = cdnow()
        .into_iter()
        .enumerate()
        .filter(|(at, (_, day, _))| *day <= cut_offs.test.0 || at % 3 == 0 || *day == cut_offs.score.0);
    let changed = of_orders(&ledger(kept.map(|(_, line)| line)), &Scope::default(), &ChurnParams::default()).unwrap();
    let drift = changed.notices.iter().find(|notice| notice.code == "drift").unwrap();
    assert!(drift.text.en.contains("too low of late"), "{}", drift.text.en);
}
