//! The papers' data and reference numbers, for the tests.

use serde_json::Value;

use crate::customers::{Customers, Grain, Unit};
use crate::ledger::{Day, Ledger, LedgerBuilder, Line, Money, OptionalColumns};
use crate::workspace::Scope;

use super::{BuyTillYouDie, History, Summaries};

/// The 1/10 sample of the papers.
pub fn sample() -> Ledger {
    ledger(include_str!("../../../tests/data/cdnow_sample.txt").lines().map(|line| {
        let mut cells = line.split_whitespace().skip(1);
        (cells.next().unwrap(), cells.next().unwrap(), cells.nth(1).unwrap())
    }))
}

/// Everyone.
pub fn master() -> Ledger {
    ledger(include_str!("../../../tests/data/cdnow_master.txt").lines().skip(1).map(|line| {
        let mut cells = line.split_whitespace();
        (cells.next().unwrap(), cells.next().unwrap(), cells.nth(1).unwrap())
    }))
}

fn ledger<'a>(orders: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Ledger {
    let mut builder = LedgerBuilder::new(OptionalColumns::default());
    for (customer, day, amount) in orders {
        let (whole, cents) = amount.split_once('.').unwrap();
        builder.push(Line {
            customer,
            day: day.parse().unwrap(),
            amount: Money((whole.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap()) * (Money::SCALE / 100)),
            order: None,
            product: None,
            cost: None,
        });
    }
    builder.settle_days(|_, code| Day::from_ymd(code / 10_000, (code / 100 % 100).cast_unsigned(), (code % 100).cast_unsigned()));
    builder.finish()
}

/// The end of the papers' calibration period.
pub const CALIBRATION_END: &str = "1997-09-30";

/// Everyone's history in weeks, and x and m.
pub fn histories(ledger: &Ledger, until: &str) -> (Vec<History>, Vec<(u32, f64)>) {
    let scope = Scope {
        until: Some(until.parse().unwrap()),
        ..Scope::default()
    };
    let customers = Customers::summarise(ledger, &scope, Grain::Day).unwrap();
    (0..customers.len())
        .map(|row| {
            let history = History {
                x: customers.x(row),
                t_x: customers.t_x(row, Unit::Week),
                age: customers.age(row, Unit::Week),
            };
            (history, (history.x, customers.mean_repeat_amount(row)))
        })
        .unzip()
}

/// The sample's calibration period.
pub fn calibration() -> Summaries {
    Summaries::new(&histories(&sample(), CALIBRATION_END).0, Unit::Week).unwrap()
}

/// The reference numbers.
pub fn golden() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/btyd.json")).unwrap()
}

/// Parameters of the reference fit of a model, in the order of its letters.
pub fn parameters<const N: usize>(golden: &Value, model: &str, letters: [&str; N]) -> [f64; N] {
    letters.map(|letter| golden["sample"]["fits"][model]["params"][letter].as_f64().unwrap())
}

/// Fails unless the two agree to so many significant digits.
#[track_caller]
pub fn assert_digits(what: &str, found: f64, expected: &Value, digits: i32) {
    let expected = expected.as_f64().unwrap();
    let allowed = 0.5 * crate::math::pow(10.0, f64::from(1 - digits)) * expected.abs();
    assert!((found - expected).abs() <= allowed, "{what}: {found} instead of {expected}");
}

/// Compares with every golden prediction of a model at the reference parameters.
pub fn assert_predictions(golden: &Value, name: &str, model: &impl BuyTillYouDie) {
    let sample = &golden["sample"];
    let delta = sample["dert_delta"].as_f64().unwrap();
    for row in sample["predictions"].as_array().unwrap() {
        let number = |key: &str| row[key].as_f64().unwrap();
        let history = History {
            x: u32::try_from(row["x"].as_u64().unwrap()).unwrap(),
            t_x: number("t_x"),
            age: number("T"),
        };
        let expected = &row[name];
        assert_digits("P(alive)", model.p_alive(&history), &expected["p_alive"], 12);
        assert_digits("39 weeks", model.expected_purchases(&history, 39.0), &expected["expected_39"], 12);
        assert_digits("52 weeks", model.expected_purchases(&history, 52.0), &expected["expected_52"], 12);
        if expected["dert"].is_number() {
            assert_digits("DERT", model.dert(&history, delta), &expected["dert"], 9);
        }
    }
    assert_digits("new", model.new_customer(&[52.0])[0], &sample["new_customer_52"][name], 12);
}
