use super::*;
use crate::frame::Values;
use crate::ledger::{LedgerBuilder, Line, OptionalColumns};
use proptest::prelude::*;
use serde_json::Value;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn ledger<'a>(lines: impl IntoIterator<Item = (&'a str, Day, Money)>) -> Ledger {
    let mut builder = LedgerBuilder::new(OptionalColumns::default());
    for (customer, Day(day), amount) in lines {
        builder.push(Line {
            customer,
            day,
            amount,
            order: None,
            product: None,
            cost: None,
        });
    }
    builder.finish()
}

/// Lines as (customer, day, whole money).
fn shop(lines: &[(&str, &str, i64)]) -> Ledger {
    ledger(
        lines
            .iter()
            .map(|&(customer, text, amount)| (customer, day(text), Money(amount * Money::SCALE))),
    )
}

fn by(period: PeriodChoice) -> TrendParams {
    TrendParams {
        period,
        ..TrendParams::default()
    }
}

fn since(text: &str) -> Scope {
    Scope {
        since: Some(day(text)),
        ..Scope::default()
    }
}

/// New and repeat money, new and returning customers, purchases.
fn figures(report: &TrendReport) -> Vec<(f64, f64, u32, u32, u32)> {
    let of = |period: &TrendPeriod| {
        (
            period.new_money,
            period.repeat_money,
            period.new_customers,
            period.returning_customers,
            period.purchases,
        )
    };
    report.periods.iter().map(of).collect()
}

fn counts(report: &TrendReport, column: usize) -> &[u32] {
    let Values::Count(counts) = &report.frame.columns()[column].values else {
        unreachable!()
    };
    counts
}

fn codes(report: &TrendReport) -> Vec<&str> {
    report.notices.iter().map(|notice| notice.code).collect()
}

const SHOP: [(&str, &str, i64); 9] = [
    ("ann", "2024-01-01", 10),
    ("ann", "2024-01-20", 5),
    ("bob", "2024-01-31", 7),
    ("ann", "2024-02-29", 20),
    ("bob", "2024-04-01", -3),
    ("cyd", "2024-04-02", -2),
    ("cyd", "2024-04-30", 30),
    ("ann", "2024-05-01", 8),
    ("dan", "2024-05-10", -1),
];

#[test]
fn four_customers_by_hand() {
    let report = follow(&shop(&SHOP), &Scope::default(), &by(PeriodChoice::Month)).unwrap();
    assert_eq!(
        figures(&report),
        [
            (22.0, 0.0, 2, 0, 3),
            (0.0, 20.0, 0, 1, 1),
            (0.0, 0.0, 0, 0, 0),
            // Cyd's return stands in the month of the first purchase, Bob's is his only line.
            (28.0, -3.0, 1, 0, 1),
            // Dan brought something back and never bought.
            (0.0, 7.0, 0, 1, 1),
        ]
    );
    assert_eq!((report.money, report.purchases), (74.0, 6));
    let complete: Vec<bool> = report.periods.iter().map(|period| period.complete).collect();
    assert_eq!(complete, [true, true, true, true, false]);
    assert_eq!(
        (report.periods[1].start, report.periods[1].end),
        (day("2024-02-01"), day("2024-02-29"))
    );
    assert_eq!((counts(&report, 0), counts(&report, 1)), (&[0, 0, 3][..], &[4, 0, 3][..]));
    assert_eq!(
        codes(&report),
        ["returns_netted", "returns_apart", "before_the_file", "without_purchase"]
    );
}

#[test]
fn who_bought_before_the_window_is_not_new_in_it() {
    let report = follow(&shop(&SHOP), &since("2024-01-15"), &by(PeriodChoice::Month)).unwrap();
    assert_eq!(figures(&report)[0], (7.0, 5.0, 1, 1, 2));
    assert!(!report.periods[0].complete);
    let arrivals: Vec<_> = report.arrivals.iter().map(|arrival| (arrival.name, arrival.customers)).collect();
    assert_eq!(arrivals, [("new", 2), ("known", 1)]);
    assert_eq!(
        codes(&report),
        ["returns_netted", "returns_apart", "before_the_file", "without_purchase"]
    );
    let ann = report.explain(0).unwrap();
    assert_eq!(ann.steps[2].symbols[0].figure, Figure::Day(day("2024-01-01").0));
    assert_eq!(ann.steps[2].result, Figure::Name("known".into()));
}

#[test]
fn a_return_before_the_window_makes_nobody_known() {
    let shop = shop(&[("ann", "2024-01-05", -4), ("ann", "2024-02-05", 9), ("bob", "2024-03-01", 1)]);
    let report = follow(&shop, &since("2024-02-01"), &by(PeriodChoice::Month)).unwrap();
    assert_eq!(figures(&report), [(9.0, 0.0, 1, 0, 1), (1.0, 0.0, 1, 0, 1)]);
}

#[test]
fn who_has_no_purchase_is_told_once() {
    let shop = shop(&[
        ("ann", "2024-01-01", 10),
        ("bob", "2024-01-05", 5),
        ("bob", "2024-01-05", -5),
        ("cyd", "2024-01-09", -2),
    ]);
    let report = follow(&shop, &Scope::default(), &by(PeriodChoice::Month)).unwrap();
    let told: Vec<&str> = report.notices.iter().map(|notice| notice.text.en.as_str()).collect();
    let told: Vec<&&str> = told
        .iter()
        .filter(|text| text.contains("without a purchase in the window"))
        .collect();
    assert!(matches!(told[..], [text] if text.contains(": 2.")), "{told:?}");
    assert!(!report.notices.iter().any(|notice| notice.text.en.contains("left out")));
}

#[test]
fn weeks_begin_on_monday_across_the_year() {
    let shop = shop(&[
        ("ann", "2024-12-29", 1),
        ("ann", "2024-12-30", 2),
        ("ann", "2025-01-05", 4),
        ("ann", "2025-01-06", 8),
    ]);
    let report = follow(&shop, &Scope::default(), &by(PeriodChoice::Week)).unwrap();
    assert_eq!(figures(&report), [(1.0, 0.0, 1, 0, 1), (0.0, 6.0, 0, 1, 2), (0.0, 8.0, 0, 1, 1)]);
    let complete: Vec<bool> = report.periods.iter().map(|period| period.complete).collect();
    assert_eq!(complete, [false, true, false]);
}

#[test]
fn a_trend_needs_three_complete_periods() {
    for (until, few) in [("2024-03-30", true), ("2024-03-31", false)] {
        let scope = Scope {
            as_of: Some(day(until)),
            ..Scope::default()
        };
        let report = follow(&shop(&SHOP), &scope, &by(PeriodChoice::Month)).unwrap();
        assert_eq!(codes(&report).contains(&"few_periods"), few, "{until}");
    }
}

#[test]
fn the_way_out_of_few_periods_is_one_that_there_is() {
    let whole = shop(&[("ann", "2024-01-01", 1), ("ann", "2024-02-10", 2)]);
    let days = shop(&[("ann", "2024-01-01", 1), ("ann", "2024-01-02", 2)]);
    for (shop, scope, unit, way) in [
        (
            &whole,
            since("2024-01-02"),
            PeriodChoice::Month,
            "shorter periods or a longer window.",
        ),
        (&whole, Scope::default(), PeriodChoice::Month, "Choose shorter periods."),
        (&whole, since("2024-02-10"), PeriodChoice::Day, "Choose a longer window."),
        (&days, Scope::default(), PeriodChoice::Auto, "a file of more days."),
    ] {
        let report = follow(shop, &scope, &by(unit)).unwrap();
        let notice = report.notices.iter().find(|notice| notice.code == "few_periods").unwrap();
        assert!(notice.text.en.ends_with(way), "{}", notice.text.en);
    }
}

#[test]
fn who_came_before_the_file_matters_for_a_year() {
    let shop = shop(&[("ann", "2023-01-01", 1), ("ann", "2024-06-01", 2)]);
    for (first, said) in [
        ("2022-06-01", true),
        ("2023-01-02", true),
        ("2023-12-31", true),
        ("2024-01-01", false),
    ] {
        let report = follow(&shop, &since(first), &by(PeriodChoice::Month)).unwrap();
        assert_eq!(codes(&report).contains(&"before_the_file"), said, "{first}");
    }
}

#[test]
fn days_outside_the_file_are_no_time_without_purchases() {
    let whole = follow(&shop(&SHOP), &Scope::default(), &by(PeriodChoice::Month)).unwrap();
    assert!(!codes(&whole).contains(&"after_the_file"));
    let scope = |since: Option<&str>, until: Option<&str>, as_of: Option<&str>| Scope {
        since: since.map(day),
        until: until.map(day),
        as_of: as_of.map(day),
    };
    for wider in [
        scope(None, None, Some("2024-11-10")),
        scope(None, Some("2024-11-10"), None),
        scope(Some("2023-11-10"), Some("2024-11-10"), None),
    ] {
        let report = follow(&shop(&SHOP), &wider, &by(PeriodChoice::Month)).unwrap();
        assert_eq!(report.window.until, day("2024-11-10"));
        assert_eq!(report.periods, whole.periods, "{wider:?}");
        assert_eq!(report.frame, whole.frame, "{wider:?}");
        assert!(codes(&report).contains(&"after_the_file"), "{wider:?}");
        let auto = follow(&shop(&SHOP), &wider, &TrendParams::default()).unwrap();
        assert_eq!(auto.unit, PeriodUnit::Week, "{wider:?}");
    }
}

#[test]
fn more_periods_than_can_be_shown_are_refused() {
    let shop = shop(&[("ann", "1990-01-01", 1), ("ann", "2024-01-01", 1)]);
    let error = follow(&shop, &Scope::default(), &by(PeriodChoice::Day)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadParameter);
    assert_eq!(
        follow(&shop, &Scope::default(), &by(PeriodChoice::Week)).unwrap().periods.len(),
        1_775
    );
    assert_eq!(
        follow(&shop, &Scope::default(), &TrendParams::default()).unwrap().unit,
        PeriodUnit::Year
    );
}

#[test]
fn cdnow_agrees_with_pandas() {
    let golden: Value = serde_json::from_str(include_str!("../../../tests/golden/trend.json")).unwrap();
    let lines = include_str!("../../../tests/data/cdnow_sample.txt").lines().map(|line| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let part = |range: std::ops::Range<usize>| cells[2][range].parse::<u32>().unwrap();
        let day = Day::from_ymd(part(0..4).cast_signed(), part(4..6), part(6..8)).unwrap();
        let cents: i64 = cells[4].replace('.', "").parse().unwrap();
        (cells[1], day, Money(cents * Money::SCALE / 100))
    });
    let ledger = ledger(lines);
    for (name, unit) in [
        ("month", PeriodChoice::Month),
        ("week", PeriodChoice::Week),
        ("quarter", PeriodChoice::Quarter),
    ] {
        let expected = &golden[name];
        let scope: Scope = serde_json::from_value(expected["scope"].clone()).unwrap();
        let report = follow(&ledger, &scope, &by(unit)).unwrap();
        assert_eq!(report.periods.len(), expected["periods"].as_array().unwrap().len(), "{name}");
        for (period, expected) in serde_json::to_value(&report.periods)
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .zip(expected["periods"].as_array().unwrap())
        {
            for (key, expected) in expected.as_object().unwrap() {
                assert_eq!(&period[key], expected, "{key} of the {name} {}", period["start"]);
            }
        }
    }
    assert_eq!(
        follow(&ledger, &Scope::default(), &TrendParams::default()).unwrap().unit,
        PeriodUnit::Month
    );
}

fn any_unit() -> impl Strategy<Value = PeriodChoice> {
    prop::sample::select(vec![
        PeriodChoice::Auto,
        PeriodChoice::Day,
        PeriodChoice::Week,
        PeriodChoice::Month,
        PeriodChoice::Quarter,
        PeriodChoice::Year,
    ])
}

proptest! {
    #[test]
    fn nothing_is_lost_whatever_the_period(
        lines in proptest::collection::vec((0u8..6, 0i32..900, -30_000i64..90_000), 1..60),
        unit in any_unit(),
        cut in 0i32..600,
        turn in 0usize..60,
    ) {
        let of = |lines: &[(u8, i32, i64)]| {
            let names: Vec<String> = lines.iter().map(|line| format!("c{}", line.0)).collect();
            let ledger = ledger(names.iter().zip(lines).map(|(name, line)| (name.as_str(), Day(line.1), Money(line.2))));
            let scope = Scope { since: Some(Day(cut)), until: Some(Day(899)), as_of: None };
            follow(&ledger, &scope, &by(unit))
        };
        let mut turned = lines.clone();
        turned.rotate_left(turn % lines.len());
        turned.reverse();
        match (of(&lines), of(&turned)) {
            (Ok(report), Ok(same)) => {
                let exact = |money: f64| (money * Money::SCALE as f64).round();
                let sum = |of: fn(&TrendPeriod) -> f64| report.periods.iter().map(|period| exact(of(period))).sum::<f64>();
                let expected: f64 = lines.iter().filter(|line| line.1 >= cut).map(|line| line.2 as f64).sum();
                prop_assert_eq!(exact(report.money), expected);
                prop_assert_eq!(sum(|period| period.money), expected);
                prop_assert_eq!(sum(|period| period.new_money) + sum(|period| period.repeat_money), expected);
                let new: u32 = report.periods.iter().map(|period| period.new_customers).sum();
                prop_assert_eq!(new as usize, report.arrivals[0].customers);
                prop_assert_eq!(report.arrivals.iter().map(|arrival| arrival.customers).sum::<usize>(), report.frame.len());
                for period in &report.periods {
                    prop_assert!(period.new_customers + period.returning_customers <= period.purchases);
                }
                for pair in report.periods.windows(2) {
                    prop_assert_eq!(pair[0].end.0 + 1, pair[1].start.0);
                }
                prop_assert_eq!(&report.periods, &same.periods);
                prop_assert_eq!(&report.frame, &same.frame);
                prop_assert_eq!(&report.rows, &same.rows);
            }
            (one, other) => prop_assert_eq!(one.map(drop).unwrap_err(), other.map(drop).unwrap_err()),
        }
    }
}
