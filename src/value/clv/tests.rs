//! The analysis as a whole.

use serde_json::Value;

use super::cdnow::{self, CALIBRATION_END, assert_digits, golden, histories};
use super::*;
use crate::error::ErrorKind;
use crate::explain::Figure;
use crate::ingest::{FileKind, ImportParams, import};
use crate::ledger::{Ledger, LedgerBuilder, Line, Money, OptionalColumns};
use crate::math::exp;
use crate::task::complete;

fn sample() -> Arc<Ledger> {
    Arc::new(cdnow::sample())
}

fn report(ledger: &Arc<Ledger>, scope: &Scope, params: &ClvParams) -> Result<ClvReport> {
    params.check()?;
    complete(begin(ledger, scope, params)?)
}

fn begin(ledger: &Arc<Ledger>, scope: &Scope, params: &ClvParams) -> Result<Started<ClvReport>> {
    let known = work::Known::of(ledger, scope, params)?;
    Ok(Box::new(work::Work::start(known)))
}

fn calibrated(model: Model) -> ClvParams {
    ClvParams {
        model,
        calibration_end: Some(CALIBRATION_END.parse().unwrap()),
        ..ClvParams::default()
    }
}

/// Purchases of (customer, day, amount).
fn ledger(purchases: &[(&str, i32, i64)]) -> Arc<Ledger> {
    let mut builder = LedgerBuilder::new(OptionalColumns::default());
    for &(customer, day, amount) in purchases {
        builder.push(Line {
            customer,
            day,
            amount: Money(amount * Money::SCALE),
            order: None,
            product: None,
            cost: None,
        });
    }
    builder.settle_days(|_, code| Some(Day(code)));
    Arc::new(builder.finish())
}

/// Customers who purchase every few days, and as many who purchase once.
fn regulars(repeaters: i32) -> Arc<Ledger> {
    let names: Vec<String> = (0..2 * repeaters).map(|number| format!("c{number:03}")).collect();
    let purchases = (0..).zip(&names).flat_map(|(number, name)| {
        let purchases = if number < repeaters { 2 + number % 5 } else { 1 };
        (0..purchases).map(move |purchase| (name.as_str(), number % 40 + purchase * (5 + number % 9), i64::from(3 + number % 11)))
    });
    ledger(&purchases.collect::<Vec<_>>())
}

fn codes(report: &ClvReport) -> Vec<&str> {
    report.notices.iter().map(|notice| notice.code).collect()
}

#[test]
fn a_hundred_repeat_customers_are_enough() {
    for (repeaters, few) in [(99, true), (100, false)] {
        let report = report(&regulars(repeaters), &Scope::default(), &ClvParams::default()).unwrap();
        assert_eq!(report.repeaters, usize::try_from(repeaters).unwrap());
        assert_eq!(codes(&report).contains(&"few_repeaters"), few, "{repeaters}");
    }
}

#[test]
fn the_hold_out_of_cdnow() {
    let golden = golden();
    let ledger = sample();
    for (model, name) in [(Model::BgNbd, "bgnbd"), (Model::MbgNbd, "mbgnbd"), (Model::ParetoNbd, "paretonbd")] {
        let report = report(&ledger, &Scope::default(), &calibrated(model)).unwrap();
        let expected = &golden["sample"]["holdout"][name];
        let holdout = report.holdout.as_ref().unwrap();
        assert_eq!(
            (report.customers_fitted, report.repeaters, holdout.actual, holdout.length),
            (2357, 946, 1882, 39.0)
        );
        assert_digits("predicted", holdout.predicted, &expected["predicted"], 6);
        assert_digits("mae", holdout.mae, &expected["mae"], 6);
        assert_digits("rmse", holdout.rmse, &expected["rmse"], 6);
        assert_digits("alive", report.totals.alive, &expected["sum_p_alive"], 6);
        for (x, by_x) in holdout.by_x.iter().enumerate() {
            assert_eq!(
                u64::try_from(by_x.customers).unwrap(),
                expected["customers_by_x"][x].as_u64().unwrap()
            );
            assert_digits("actual by x", by_x.actual.unwrap(), &expected["actual_by_x"][x], 12);
            assert_digits("predicted by x", by_x.predicted.unwrap(), &expected["expected_by_x"][x], 6);
        }
        let last = holdout.tracking.last().unwrap();
        assert_eq!((last.day.to_string().as_str(), last.actual), ("1998-06-30", 2457 + 1882));
        // Every model keeps within a tenth of all repeat purchases in a year and a half.
        assert!((last.expected / f64::from(last.actual) - 1.0).abs() < 0.1, "{last:?}");
    }
}

#[test]
fn every_customer_of_the_golden_table() {
    let golden = golden();
    let ledger = sample();
    for (model, name) in [(Model::BgNbd, "bgnbd"), (Model::MbgNbd, "mbgnbd"), (Model::ParetoNbd, "paretonbd")] {
        let report = report(&ledger, &Scope::default(), &calibrated(model)).unwrap();
        for expected in golden["sample"]["predictions"].as_array().unwrap() {
            let row = (0..report.frame.len())
                .find(|&row| report.frame.id(row) == expected["id"].as_str().unwrap())
                .unwrap();
            let found = &report.rows[row];
            assert_digits("P(alive)", found.p_alive, &expected[name]["p_alive"], 6);
            assert_digits("purchases", found.purchases, &expected[name]["expected_52"], 6);
            assert_digits("spend", found.spend, &expected["expected_spend"], 6);
        }
    }
}

#[test]
fn the_json_has_the_promised_names() {
    let report = report(&sample(), &Scope::default(), &calibrated(Model::BgNbd)).unwrap();
    let json = serde_json::to_value(crate::analysis::AnyReport::document(&report)).unwrap();
    assert_eq!(json["model"], "bgnbd");
    for letter in ["r", "alpha", "a", "b"] {
        assert!(
            json["params"][letter].is_f64() && json["standard_errors"][letter].is_f64(),
            "{letter}"
        );
    }
    for (key, is_there) in [
        ("log_likelihood", Value::is_f64 as fn(&Value) -> bool),
        ("converged", Value::is_boolean),
        ("gradient_norm", Value::is_f64),
        ("customers_fitted", Value::is_u64),
    ] {
        assert!(is_there(&json[key]), "{key}");
    }
    for key in ["actual", "predicted", "mae", "rmse"] {
        assert!(json["holdout"][key].is_number(), "{key}");
    }
    assert!(json["spend"]["params"]["v"].is_f64() && json["spend"]["log_likelihood"].is_f64());
    for key in ["id", "x", "t_x", "T", "p_alive", "expected_purchases", "expected_spend", "clv"] {
        assert!(!json["customers"][0][key].is_null(), "{key}");
    }
}

#[test]
fn a_lifetime_value_is_its_explanation() {
    let params = ClvParams {
        margin: Some(0.3),
        horizon: 26,
        ..calibrated(Model::BgNbd)
    };
    let report = report(&sample(), &Scope::default(), &params).unwrap();
    let row = (0..report.rows.len()).find(|&row| report.rows[row].history.x == 2).unwrap();
    let steps = report.explain(row).unwrap().steps;
    let [
        Figure::Share(p_alive),
        Figure::Number(purchases),
        Figure::Money(spend),
        Figure::Money(clv),
    ] = [0, 1, 2, 3].map(|step| steps[step].result.clone())
    else {
        panic!("{steps:?}")
    };
    let letters = ["r", "alpha", "a", "b"].map(|letter| report.fit.params.get(letter).unwrap());
    let model = BgNbd::from_parameters(letters);
    let history = report.rows[row].history;
    assert_eq!(p_alive, model.p_alive(&history));
    assert_eq!(purchases, p_alive * model.purchases_if_alive(&history, &[26.0])[0]);
    let weekly = exp(crate::math::ln(1.1) * 7.0 / 365.25);
    let (mut value, mut before, mut factor) = (0.0, 0.0, 1.0);
    for week in 1..=26 {
        let now = model.expected_purchases(&history, f64::from(week));
        factor /= weekly;
        value += (now - before) * factor * spend * 0.3;
        before = now;
    }
    assert!((clv - value).abs() < 1e-11 * value, "{clv} {value}");
    assert!(report.explain(report.rows.len()).is_none());
}

#[test]
fn customers_seen_later_are_left_out_and_counted() {
    let purchases = [
        ("a", 0, 5),
        ("a", 30, 5),
        ("a", 60, 7),
        ("b", 10, 4),
        ("b", 90, 4),
        ("late", 70, 9),
        ("late", 95, 9),
    ];
    let params = ClvParams {
        calibration_end: Some(Day(65)),
        unit: Unit::Day,
        penalty: 0.1,
        ..ClvParams::default()
    };
    let report = report(&ledger(&purchases), &Scope::default(), &params).unwrap();
    let holdout = report.holdout.as_ref().unwrap();
    assert_eq!(
        (report.customers_fitted, holdout.actual, holdout.length, holdout.end),
        (2, 1, 30.0, Day(95))
    );
    assert_eq!(report.window.unwrap().as_of, Day(65));
    assert!(
        codes(&report).contains(&"left_out") && codes(&report).contains(&"few_repeaters"),
        "{:?}",
        codes(&report)
    );
    assert_eq!(
        report.rows[0].history,
        History {
            x: 2,
            t_x: 60.0,
            age: 65.0
        }
    );
    assert_eq!(report.rows[0].m, 6.0);
}

#[test]
fn without_amounts_the_value_is_unknown_and_the_rest_stands() {
    let report = report(
        &ledger(&[("a", 0, 3), ("a", 30, 0), ("b", 10, 4), ("c", 40, 1)]),
        &Scope::default(),
        &ClvParams::default(),
    )
    .unwrap();
    assert!(codes(&report).contains(&"spend_unknown"), "{:?}", codes(&report));
    assert!(report.spend.is_none() && report.totals.clv.is_none() && report.distribution.is_empty());
    assert_eq!(report.totals.clv_unknown, 3);
    assert!(report.rows.iter().all(|row| row.purchases.is_finite() && row.clv.is_nan()));
    let json = serde_json::to_value(crate::analysis::AnyReport::document(&report)).unwrap();
    assert!(json["customers"][0]["clv"].is_null() && json["customers"][0]["p_alive"].is_f64());
    // P(alive), purchases in the horizon and for ever, and nothing of money.
    assert_eq!(report.explain(0).unwrap().steps.len(), 3);
}

#[test]
fn what_to_know_is_said() {
    let purchases = [
        ("a", 0, 100),
        ("a", 30, 90),
        ("a", 60, 95),
        ("b", 10, 4),
        ("b", 90, 4),
        ("c", 5, 2),
        ("c", 80, 3),
    ];
    let one = report(&ledger(&purchases), &Scope::default(), &ClvParams::default()).unwrap();
    for code in ["one_time_alive", "not_converged", "spend_depends_on_frequency"] {
        assert!(codes(&one).contains(&code), "{code}: {:?}", codes(&one));
    }
    let scope = Scope {
        since: Some(Day(2)),
        ..Scope::default()
    };
    let params = ClvParams {
        model: Model::MbgNbd,
        calibration_end: Some(Day(82)),
        holdout_end: Some(Day(120)),
        ..ClvParams::default()
    };
    let other = report(&ledger(&purchases), &scope, &params).unwrap();
    assert!(!codes(&other).contains(&"one_time_alive"));
    for code in ["earlier_orders", "holdout_shortened"] {
        assert!(codes(&other).contains(&code), "{code}: {:?}", codes(&other));
    }
}

#[test]
fn a_hold_out_period_ends_with_the_orders() {
    let all = report(&sample(), &Scope::default(), &calibrated(Model::BgNbd)).unwrap();
    let params = ClvParams {
        holdout_end: Some("9999-12-31".parse().unwrap()),
        ..calibrated(Model::BgNbd)
    };
    let far = report(&sample(), &Scope::default(), &params).unwrap();
    let scope = Scope {
        as_of: Some("2400-01-01".parse().unwrap()),
        ..Scope::default()
    };
    let later = report(&sample(), &scope, &calibrated(Model::BgNbd)).unwrap();
    for (found, beyond) in [(far, "9999-12-31"), (later, "2400-01-01")] {
        assert_eq!(found.holdout, all.holdout);
        let notice = found.notices.iter().find(|notice| notice.code == "holdout_shortened").unwrap();
        assert!(
            notice.text.en.contains("The last order is of 1998-06-30") && notice.text.en.contains(beyond),
            "{}",
            notice.text.en
        );
    }
    // A calibration period that leaves nothing to test on is refused.
    let params = ClvParams {
        calibration_end: Some("1998-06-30".parse().unwrap()),
        ..params
    };
    let error = report(&sample(), &Scope::default(), &params).unwrap_err();
    assert!(error.to_string().contains("1998-06-30"), "{error}");
}

#[test]
fn tracking_stays_short_over_centuries() {
    // One order was given the year 1; the others are of our days.
    let ancient = Day::from_ymd(1, 1, 1).unwrap().0;
    let today = Day::from_ymd(2024, 1, 1).unwrap().0;
    let recent = (0..300).flat_map(|day| [("a", today + day, 5), ("b", today + day / 2, 4)]);
    let purchases: Vec<_> = recent.chain([("old", ancient, 3)]).collect();
    let params = ClvParams {
        calibration_end: Some(Day(today + 200)),
        ..ClvParams::default()
    };
    let report = report(&ledger(&purchases), &Scope::default(), &params).unwrap();
    let tracking = &report.holdout.as_ref().unwrap().tracking;
    assert!((900..=1000).contains(&tracking.len()), "{}", tracking.len());
    assert!(tracking.iter().all(|point| point.expected.is_finite()));
    assert!(
        tracking
            .windows(2)
            .all(|pair| pair[0].actual <= pair[1].actual && pair[0].expected < pair[1].expected)
    );
}

#[test]
fn an_as_of_day_after_the_last_day_considered_is_said_to_change_nothing() {
    let until = |as_of: &str| Scope {
        until: Some("1997-09-30".parse().unwrap()),
        as_of: Some(as_of.parse().unwrap()),
        ..Scope::default()
    };
    let plain = report(&sample(), &until("1997-09-30"), &ClvParams::default()).unwrap();
    let later = report(&sample(), &until("1998-06-30"), &ClvParams::default()).unwrap();
    assert_eq!((plain.totals, plain.window), (later.totals.clone(), later.window));
    assert!(!plain.notices.iter().any(|notice| notice.code == "as_of_until"));
    let notice = later.notices.iter().find(|notice| notice.code == "as_of_until").unwrap();
    assert!(
        notice.text.en.contains("as of 1997-09-30") && notice.text.en.contains("not of 1998-06-30"),
        "{}",
        notice.text.en
    );
}

#[test]
fn an_early_start_of_the_window_costs_nothing() {
    let scope = Scope {
        since: Day::from_ymd(1, 1, 1),
        ..Scope::default()
    };
    let (all, early) = (
        report(&sample(), &Scope::default(), &calibrated(Model::BgNbd)).unwrap(),
        report(&sample(), &scope, &calibrated(Model::BgNbd)).unwrap(),
    );
    assert_eq!(all.holdout, early.holdout);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let kind = |change: fn(&mut ClvParams), scope: &Scope| {
        let mut params = calibrated(Model::BgNbd);
        change(&mut params);
        report(&sample(), scope, &params).unwrap_err().kind()
    };
    let all = Scope::default();
    let changes: [fn(&mut ClvParams); 9] = [
        |params| params.horizon = 0,
        |params| params.horizon = 10_001,
        |params| params.discount = -0.1,
        |params| params.discount = f64::NAN,
        |params| params.margin = Some(0.0),
        |params| params.margin = Some(1.5),
        |params| params.penalty = -1.0,
        |params| params.holdout_end = params.calibration_end,
        |params| (params.calibration_end, params.holdout_end) = (None, params.calibration_end),
    ];
    for change in changes {
        assert_eq!(kind(change, &all), ErrorKind::BadParameter);
    }
    let until = Scope {
        until: Some("1998-01-31".parse().unwrap()),
        ..all
    };
    assert_eq!(
        kind(|params| params.holdout_end = "1998-06-30".parse().ok(), &until),
        ErrorKind::BadParameter
    );
    assert_eq!(
        kind(|params| params.calibration_end = "1996-01-01".parse().ok(), &all),
        ErrorKind::TooFew
    );
    let nobody_returned = report(&ledger(&[("a", 0, 1), ("b", 9, 1)]), &all, &ClvParams::default());
    assert_eq!(nobody_returned.unwrap_err().kind(), ErrorKind::TooFew);
}

#[test]
fn it_works_in_steps_and_may_be_cut_short() {
    let ledger = sample();
    let params = calibrated(Model::BgNbd);
    let mut task = begin(&ledger, &Scope::default(), &params).unwrap();
    let mut stages = Vec::new();
    loop {
        let progress = task.step().unwrap();
        if stages.last() != Some(&progress.stage) {
            stages.push(progress.stage);
        }
        if progress.finished {
            break;
        }
    }
    assert_eq!(stages, ["scout", "fit", "spend", "predict"]);
    let whole = task.finish().unwrap();
    assert!(whole.fit.converged);

    for steps in [0, 2] {
        let mut task = begin(&ledger, &Scope::default(), &params).unwrap();
        for _ in 0..steps {
            task.step().unwrap();
        }
        let cut = task.finish().unwrap();
        assert!(!cut.fit.converged && codes(&cut).contains(&"not_converged"));
        assert!(cut.fit.log_likelihood < whole.fit.log_likelihood);
        assert!(cut.rows.iter().all(|row| row.purchases.is_finite()));
    }
}

#[test]
fn the_unit_changes_the_letters_and_not_the_customers() {
    let ledger = sample();
    for model in [Model::BgNbd, Model::MbgNbd, Model::ParetoNbd, Model::Nbd] {
        let of = |(unit, horizon)| {
            let params = ClvParams {
                unit,
                horizon,
                ..calibrated(model)
            };
            report(&ledger, &Scope::default(), &params).unwrap()
        };
        let [days, weeks, months, years] = [(Unit::Day, 364), (Unit::Week, 52), (Unit::Month, 12), (Unit::Year, 1)].map(of);
        // Two pairs of the same length of time.
        for (fine, coarse, times) in [(&days, &weeks, 7.0), (&months, &years, 12.0), (&days, &years, 365.25)] {
            let alpha = |report: &ClvReport| report.fit.params.get("alpha").unwrap();
            assert!((alpha(fine) / alpha(coarse) / times - 1.0).abs() < 1e-6, "{model:?}");
            for (fine_row, coarse_row) in fine.rows.iter().zip(&coarse.rows) {
                assert!((fine_row.p_alive - coarse_row.p_alive).abs() < 1e-7, "{model:?}");
                if times != 365.25 {
                    assert!((fine_row.purchases / coarse_row.purchases - 1.0).abs() < 1e-6, "{model:?}");
                    // Money comes earlier within a period: by days, or by months within the year.
                    let least = fine_row.clv / coarse_row.clv - 1.0;
                    assert!((-2e-3..if times == 7.0 { 2e-3 } else { 0.1 }).contains(&least), "{model:?} {least}");
                }
            }
        }
    }
}

/// The report on a file of ready-made summaries.
fn summed_up(file: &str, params: &ClvParams) -> Result<ClvReport> {
    let workspace = import("summary.csv", file.as_bytes(), ImportParams::default())?;
    assert_eq!(workspace.import().kind, FileKind::Summary, "{:?}", workspace.import().kind_reason);
    complete(Clv::start(&workspace, &Scope::default(), params)?)
}

#[test]
fn a_file_of_summaries_gives_what_its_orders_give() {
    let (histories, spends) = histories(&sample(), CALIBRATION_END);
    let row = |(number, (history, (_, m))): (usize, (&History, &(u32, f64)))| {
        let m = if m.is_nan() { String::new() } else { m.to_string() };
        format!("c{number:04},{},{},{},{m}\n", history.x, history.t_x, history.age)
    };
    let rows: Vec<String> = histories.iter().zip(&spends).enumerate().map(row).collect();
    let file = format!("customer,x,t_x,T,m\n{}", rows.concat());
    let until = Scope {
        until: Some(CALIBRATION_END.parse().unwrap()),
        ..Scope::default()
    };
    let of_orders = report(&sample(), &until, &ClvParams::default()).unwrap();
    let of_file = summed_up(&file, &ClvParams::default()).unwrap();
    assert_eq!(of_file.fit, of_orders.fit);
    assert_eq!(of_file.spend, of_orders.spend);
    assert_eq!((of_file.totals.clone(), of_file.window), (of_orders.totals, None));
    assert_eq!(of_file.distribution, of_orders.distribution);
    assert!(codes(&of_file).contains(&"ready_made"));

    let refused = summed_up(&file, &calibrated(Model::BgNbd)).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::BadParameter);
}

#[test]
fn a_row_may_stand_for_many_customers() {
    let (histories, _) = histories(&sample(), CALIBRATION_END);
    let mut counts: std::collections::BTreeMap<(u32, u64, u64), u32> = std::collections::BTreeMap::new();
    for history in &histories {
        *counts.entry((history.x, history.t_x.to_bits(), history.age.to_bits())).or_default() += 1;
    }
    let row = |((x, t_x, age), count): (&(u32, u64, u64), &u32)| format!("{x},{},{},{count}\n", f64::from_bits(*t_x), f64::from_bits(*age));
    let file = format!("x,t_x,T,count\n{}", counts.iter().map(row).collect::<String>());
    let until = Scope {
        until: Some(CALIBRATION_END.parse().unwrap()),
        ..Scope::default()
    };
    let of_orders = report(&sample(), &until, &ClvParams::default()).unwrap();
    let of_file = summed_up(&file, &ClvParams::default()).unwrap();
    assert_eq!(of_file.fit, of_orders.fit);
    assert_eq!((of_file.customers_fitted, of_file.repeaters), (2_357, 946));
    assert!((of_file.totals.alive - of_orders.totals.alive).abs() < 1e-9 * of_orders.totals.alive);
    assert_eq!((of_file.totals.clv, of_file.totals.clv_unknown), (None, 2_357));
}

#[test]
fn intervals_stand_around_the_estimates_and_shrink_with_more_customers() {
    let params = ClvParams {
        bootstrap: 40,
        ..calibrated(Model::MbgNbd)
    };
    let [small, all] = [sample(), Arc::new(cdnow::master())].map(|ledger| report(&ledger, &Scope::default(), &params).unwrap());
    let relative = |report: &ClvReport| {
        let intervals = report.intervals.as_ref().unwrap();
        assert_eq!((intervals.rounds, intervals.not_converged), (40, 0));
        let clv = intervals.clv.unwrap();
        let total = report.totals.clv.unwrap();
        assert!(clv.low < total && total < clv.high, "{clv:?} {total}");
        let alive = intervals.alive;
        assert!(alive.low < report.totals.alive && report.totals.alive < alive.high, "{alive:?}");
        let new = intervals.new_clv.unwrap();
        let value = report.new_customer.clv.unwrap();
        assert!(new.low < value && value < new.high, "{new:?} {value}");
        (clv.high - clv.low) / total
    };
    // Ten times as many customers: intervals a third as wide.
    let ratio = relative(&small) / relative(&all);
    assert!((1.8..6.0).contains(&ratio), "{ratio}");
    let column = |name: &str| {
        let found = small.frame.columns().iter().find(|column| column.name == name).unwrap();
        let crate::frame::Values::Number(values) = &found.values else {
            panic!("{name}")
        };
        values.clone()
    };
    for figure in ["p_alive", "expected_purchases", "expected_spend", "clv"] {
        let [low, value, high] = [format!("{figure}_low"), figure.into(), format!("{figure}_high")].map(|name| column(&name));
        let inside = (0..value.len())
            .filter(|&row| low[row] <= value[row] && value[row] <= high[row])
            .count();
        assert!(inside * 100 >= value.len() * 97, "{figure}: {inside} of {}", value.len());
    }
}

#[test]
fn the_bootstrap_agrees_with_the_standard_errors() {
    // The expected purchases of a new customer as a function of r and α of NBD: 52 r/α, whose
    // relative variance follows from the observed information.
    let ledger = sample();
    let params = ClvParams {
        bootstrap: 200,
        ..calibrated(Model::Nbd)
    };
    let report = report(&ledger, &Scope::default(), &params).unwrap();
    let data = cdnow::calibration();
    let at = [report.fit.params.get("r").unwrap(), report.fit.params.get("alpha").unwrap()];
    let jet = <Nbd as Likelihood<2>>::log_likelihood(&data, crate::math::jet::Jet::variables(&at.map(crate::math::ln)));
    let [[rr, ra], [_, aa]] = jet.hessian.map(|row| row.map(|bend| -bend));
    let determinant = rr * aa - ra * ra;
    // Var(ln r − ln α) = (Σ of the inverse's diagonal) − 2 · the other.
    let error = ((aa + rr + 2.0 * ra) / determinant).sqrt();
    let found = report.intervals.unwrap().new_purchases;
    let half = 0.5 * crate::math::ln(found.high / found.low) / 1.96;
    assert!((half / error - 1.0).abs() < 0.15, "{half} {error}");
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    let ledger = regulars(120);
    let with = |seed| {
        let params = ClvParams {
            bootstrap: 20,
            seed,
            ..ClvParams::default()
        };
        report(&ledger, &Scope::default(), &params).unwrap().intervals.unwrap()
    };
    assert_eq!(with(1), with(1));
    assert_ne!(with(1), with(2));
    for wrong in [1, 19, 2001] {
        let params = ClvParams {
            bootstrap: wrong,
            ..ClvParams::default()
        };
        assert_eq!(params.check().unwrap_err().kind(), ErrorKind::BadParameter);
    }
}

#[test]
fn periods_of_the_calendar() {
    let golden: Value = serde_json::from_str(include_str!("../../../tests/golden/bgbb.json")).unwrap();
    let expected = &golden["cdnow_months"];
    let params = ClvParams {
        unit: crate::customers::Unit::Month,
        horizon: 12,
        ..calibrated(Model::BgBb)
    };
    let found = report(&sample(), &Scope::default(), &params).unwrap();
    for letter in ["alpha", "beta", "gamma", "delta"] {
        assert_digits(letter, found.fit.params.get(letter).unwrap(), &expected["fit"]["params"][letter], 6);
    }
    assert_digits("log-likelihood", found.fit.log_likelihood, &expected["fit"]["log_likelihood"], 10);
    assert_eq!(
        found.rows.iter().map(|row| row.history.x).sum::<u32>(),
        u32::try_from(expected["sum_x"].as_u64().unwrap()).unwrap()
    );
    let amounts: Vec<f64> = found.rows.iter().map(|row| row.m).filter(|m| m.is_finite()).collect();
    assert_digits(
        "m",
        crate::math::sum(amounts.iter().copied()) / amounts.len() as f64,
        &expected["mean_m"],
        12,
    );
    let holdout = found.holdout.as_ref().unwrap();
    assert_eq!(
        (holdout.length, u64::from(holdout.actual)),
        (9.0, expected["actual"].as_u64().unwrap())
    );
    assert_digits("predicted", holdout.predicted, &expected["predicted"], 6);
    assert_digits("rmse", holdout.rmse, &expected["rmse"], 6);
    let last = holdout.tracking.last().unwrap();
    assert_eq!(last.day.to_string(), "1998-06-30");
    assert_eq!(
        u64::from(last.actual),
        expected["sum_x"].as_u64().unwrap() + expected["actual"].as_u64().unwrap()
    );
    assert!((last.expected / f64::from(last.actual) - 1.0).abs() < 0.15, "{last:?}");
    assert!(codes(&found).contains(&"by_period"));
    // A calibration period that ends within a month ends with the month before.
    let within = ClvParams {
        calibration_end: Some("1997-10-14".parse().unwrap()),
        ..params.clone()
    };
    let within = report(&sample(), &Scope::default(), &within).unwrap();
    assert_eq!(within.fit.params, found.fit.params);
    let none = ClvParams {
        calibration_end: Some("1998-06-10".parse().unwrap()),
        holdout_end: Some("1998-06-20".parse().unwrap()),
        ..params
    };
    assert_eq!(
        report(&sample(), &Scope::default(), &none).unwrap_err().kind(),
        ErrorKind::BadParameter
    );
}

#[test]
fn a_summary_by_the_period_is_taken_and_another_refused() {
    let open = |text: &str| import("summary.csv", text.as_bytes(), ImportParams::default()).unwrap();
    let params = ClvParams {
        model: Model::BgBb,
        unit: crate::customers::Unit::Year,
        horizon: 5,
        ..ClvParams::default()
    };
    let value = |text: &str| complete(Clv::start(&open(text), &Scope::default(), &params)?);
    let found = value(include_str!("../../../tests/data/donations.csv")).unwrap();
    assert_eq!(found.customers_fitted, 11_104);
    assert!((found.fit.log_likelihood + 33_225.581_274).abs() < 1e-5);
    for wrong in [
        "customer,x,t_x,T\na,3,20.5,30\nb,1,2,30\n",
        "customer,x,t_x,T\na,3,2,30\nb,1,2,30\n",
    ] {
        assert_eq!(value(wrong).unwrap_err().kind(), ErrorKind::BadParameter);
    }
}
