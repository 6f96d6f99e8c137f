use linfa::traits::Predict;
use ndarray::{Axis, array};
use serde_json::Value;

use super::*;
use crate::churn::telco;
use crate::task::Task;

fn fit(records: &Array2<f64>, positive: &[bool]) -> Logistic {
    fit_with(&Logistic::params(), records, positive)
}

fn fit_with(params: &LogisticParams, records: &Array2<f64>, positive: &[bool]) -> Logistic {
    params
        .fit(&DatasetBase::new(records.view(), Array1::from(positive.to_vec())))
        .unwrap()
}

fn same(found: f64, expected: &Value, relative: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= relative * expected.abs().max(1e-3),
        "{what}: {found}, expected {expected}"
    );
}

fn check_against_statsmodels(set: &str, columns: &[&str]) {
    let golden = &telco::golden()[set];
    let (names, records, left) = telco::design(columns);
    let fit = fit(&records, &left);
    assert!(fit.converged && fit.separation.is_none());
    assert!(fit.gradient_norm < 1e-6, "{}", fit.gradient_norm);
    let dropped: Vec<&str> = fit.left_out.iter().map(|left| names[left.column].as_str()).collect();
    let expected: Vec<&str> = golden["left_out_collinear"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(dropped, expected);
    let terms = golden["terms"].as_array().unwrap();
    assert_eq!(fit.coefficients.len(), terms.len());
    for (coefficient, term) in fit.coefficients.iter().zip(terms) {
        let name = coefficient.column.map_or("(intercept)", |column| &names[column]);
        assert_eq!(name, term["term"]);
        same(coefficient.estimate, &term["estimate"], 1e-8, name);
        same(coefficient.standard_error, &term["standard_error"], 1e-8, name);
        same(coefficient.z, &term["z"], 1e-8, name);
        same(coefficient.p, &term["p"], 1e-7, name);
        same(coefficient.odds_ratio, &term["odds_ratio"], 1e-8, name);
        for end in 0..2 {
            same(coefficient.interval[end], &term["ci"][end], 1e-8, name);
            same(coefficient.odds_ratio_interval[end], &term["odds_ratio_ci"][end], 1e-8, name);
        }
    }
    for (found, key) in [
        (fit.log_likelihood, "log_likelihood"),
        (fit.null_log_likelihood, "null_log_likelihood"),
        (fit.aic, "aic"),
        (fit.bic, "bic"),
        (fit.mcfadden_r2, "mcfadden_r2"),
    ] {
        // statsmodels finds the null fit by a search that stops at ten digits.
        same(found, &golden[key], 1e-10, key);
    }
    for (found, expected) in fit
        .probabilities(records.view())
        .iter()
        .zip(golden["predictions_first_10"].as_array().unwrap())
    {
        same(*found, &expected["p"], 1e-9, "probability");
    }
}

#[test]
fn agrees_with_statsmodels_on_seven_columns() {
    check_against_statsmodels("small", &telco::SMALL);
}

#[test]
fn agrees_with_statsmodels_on_all_columns_and_names_the_dependent_ones() {
    check_against_statsmodels("all_columns", &[]);
}

#[test]
fn dependence_names_the_columns_it_is_on() {
    let (names, records, left) = telco::design(&[]);
    let fit = fit(&records, &left);
    let phone = fit
        .left_out
        .iter()
        .find(|left| names[left.column] == "multiple_lines=No phone service")
        .unwrap();
    let Reason::Dependent { on } = &phone.reason else {
        panic!("{phone:?}")
    };
    assert_eq!(
        on.iter().map(|&column| names[column].as_str()).collect::<Vec<_>>(),
        ["phone_service"]
    );
}

#[test]
fn linfa_finds_the_same_maximum() {
    let (_, records, left) = telco::design(&["tenure", "monthly_charges", "senior_citizen"]);
    // linfa's stopping rule needs columns of like size.
    let scaled = records / array![10.0, 10.0, 1.0];
    let ours = fit(&scaled, &left);
    // Labels it can only order one way: the larger is the positive class.
    let labels = Array1::from_iter(left.iter().map(|&left| u8::from(left)));
    let theirs = linfa_logistic::LogisticRegression::<f64>::default()
        .alpha(0.0)
        .gradient_tolerance(1e-8)
        .max_iterations(1000)
        .fit(&DatasetBase::new(scaled.clone(), labels))
        .unwrap();
    // Which label it calls positive is its own choice; the sign follows from that.
    let sign = if theirs.labels().pos.class == 1 { 1.0 } else { -1.0 };
    assert!((ours.coefficients[0].estimate - sign * theirs.intercept()).abs() < 1e-5);
    for (own, other) in ours.coefficients[1..].iter().zip(theirs.params()) {
        assert!((own.estimate - sign * other).abs() < 1e-5, "{} {other}", own.estimate);
    }
}

/// Six customers who overlap, with the closed form: the odds in each group.
#[test]
fn a_single_flag_gives_the_odds_ratio_of_the_two_by_two_table() {
    // Flag 1: 3 of 4 left; flag 0: 2 of 8.
    let flag = Array2::from_shape_fn((12, 1), |(row, _)| f64::from(u8::from(row < 4)));
    let left: Vec<bool> = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0].map(|left| left == 1).to_vec();
    let fit = fit(&flag, &left);
    assert!((fit.coefficients[1].odds_ratio - (3.0 / 1.0) / (2.0 / 6.0)).abs() < 1e-9);
    assert!((fit.coefficients[0].odds_ratio - 2.0 / 6.0).abs() < 1e-9);
    // Woolf: the variance of the log odds ratio is the sum of the reciprocals.
    let variance: f64 = [3.0, 1.0, 2.0, 6.0].iter().map(|count| 1.0 / count).sum();
    assert!((fit.coefficients[1].standard_error - variance.sqrt()).abs() < 1e-9);
    // The slope of the likelihood vanishes: expected positives are the observed.
    assert!((fit.probabilities(flag.view()).iter().sum::<f64>() - 5.0).abs() < 1e-9);
}

#[test]
fn units_do_not_matter() {
    let (_, records, left) = telco::design(&["tenure", "monthly_charges"]);
    let plain = fit(&records, &left);
    let other = fit(&(&records * &array![1e-6, 1e6] + &array![1e-3, -1e7]), &left);
    assert!((plain.log_likelihood - other.log_likelihood).abs() < 1e-7);
    for (a, b) in [(1, 1e-6), (2, 1e6)] {
        let (plain, other) = (&plain.coefficients[a], &other.coefficients[a]);
        assert!((plain.estimate / (other.estimate * b) - 1.0).abs() < 1e-8);
        assert!((plain.z / other.z - 1.0).abs() < 1e-8);
        assert!((plain.odds_ratio_per_deviation.unwrap() / other.odds_ratio_per_deviation.unwrap() - 1.0).abs() < 1e-8);
    }
}

#[test]
fn the_objective_never_falls_from_a_wild_start_of_outliers() {
    let records = Array2::from_shape_fn((60, 2), |(row, column)| {
        let x = (row * (column + 3) % 17) as f64;
        if row % 20 == 0 { 1e4 * (x - 8.0) } else { x }
    });
    let left: Vec<bool> = (0..60).map(|row| row % 3 == 0 || row % 7 == 1).collect();
    let fit = fit(&records, &left);
    assert!(fit.converged, "{fit:?}");
    for pair in fit.path.windows(2) {
        assert!(pair[1] >= pair[0] - 1e-12 * pair[0].abs(), "{:?}", fit.path);
    }
}

#[test]
fn a_column_that_separates_alone_is_named_and_the_penalised_fit_given() {
    let records = array![[1.0, 0.3], [2.0, 0.1], [3.0, 0.7], [10.0, 0.2], [11.0, 0.6], [12.0, 0.4]];
    let left = [false, false, false, true, true, true];
    let fit = fit(&records, &left);
    assert_eq!(
        fit.separation,
        Some(Separation {
            alone: true,
            columns: vec![0]
        })
    );
    assert!(fit.converged && fit.penalty == 1.0);
    assert!(fit.coefficients[1].estimate > 0.0 && fit.coefficients[1].odds_ratio_per_deviation.unwrap() < 100.0);
}

#[test]
fn a_level_with_one_class_only_is_quasi_separation() {
    let mut records = Array2::from_shape_fn((40, 2), |(row, _)| (row % 7) as f64);
    records
        .column_mut(1)
        .assign(&Array1::from_shape_fn(40, |row| f64::from(u8::from(row < 4))));
    let left: Vec<bool> = (0..40).map(|row| row < 4 || row % 3 == 0).collect();
    let fit = fit(&records, &left);
    assert_eq!(fit.separation.as_ref().map(|s| (s.alone, s.columns.clone())), Some((true, vec![1])));
}

#[test]
fn columns_that_separate_only_together_are_found() {
    // Neither alone, but x + y ≥ 10 exactly for those who left; the third is noise.
    let records = Array2::from_shape_fn((100, 3), |(row, column)| match column {
        0 => (row / 10) as f64,
        1 => (row % 10) as f64,
        _ => (row * 37 % 11) as f64,
    });
    let complete: Vec<bool> = records.rows().into_iter().map(|row| row[0] + row[1] >= 10.0).collect();
    let separation = fit(&records, &complete).separation.unwrap();
    assert!(!separation.alone);
    assert_eq!(separation.columns, [0, 1]);
    // On the border both classes are found: quasi-complete separation.
    let quasi: Vec<bool> = records
        .rows()
        .into_iter()
        .map(|row| row[0] + row[1] > 9.0 + (row[0] % 3.0 - 1.0).clamp(-0.5, 0.5))
        .collect();
    let fit = fit(&records, &quasi);
    assert_eq!(fit.separation.unwrap().columns, [0, 1]);
    assert!(fit.converged && fit.penalty == 1.0);
}

#[test]
fn no_separation_is_seen_where_one_row_breaks_it() {
    let records = Array2::from_shape_fn((200, 1), |(row, _)| row as f64);
    let mut left: Vec<bool> = (0..200).map(|row| row >= 100).collect();
    left[99] = true;
    left[100] = false;
    let fit = fit(&records, &left);
    assert!(fit.separation.is_none() && fit.converged, "{fit:?}");
}

#[test]
fn a_penalty_draws_towards_zero_and_leaves_the_mean_alone() {
    let (_, records, left) = telco::design(&["tenure", "monthly_charges"]);
    let (plain, penalised) = (fit(&records, &left), fit_with(&Logistic::params().penalty(500.0), &records, &left));
    for (plain, penalised) in plain.coefficients[1..].iter().zip(&penalised.coefficients[1..]) {
        assert!(penalised.estimate.abs() < plain.estimate.abs());
    }
    // The intercept is free, so expected positives stay the observed.
    let expected = crate::math::sum(penalised.probabilities(records.view()));
    assert!((expected - penalised.positives as f64).abs() < 1e-6);
    assert!(penalised.log_likelihood < plain.log_likelihood);
}

#[test]
fn the_other_class_mirrors_the_fit() {
    let (_, records, left) = telco::design(&["tenure", "monthly_charges"]);
    let stayed: Vec<bool> = left.iter().map(|left| !left).collect();
    for (a, b) in fit(&records, &left).coefficients.iter().zip(&fit(&records, &stayed).coefficients) {
        assert!((a.estimate + b.estimate).abs() < 1e-10 * a.estimate.abs());
    }
}

#[test]
fn steps_are_newton_iterations_and_stopping_early_is_said() {
    let (_, records, left) = telco::design(&["tenure", "contract"]);
    let mut task = Logistic::params().check().unwrap().start(records.view(), left.clone()).unwrap();
    let first = task.step().unwrap();
    assert_eq!((first.stage, first.done, first.finished), ("fit", 1, false));
    let early = Box::new(task).finish().unwrap();
    assert!(!early.converged && early.iterations == 1);
    assert!(early.log_likelihood < fit(&records, &left).log_likelihood);
    let capped = fit_with(&Logistic::params().max_iterations(2), &records, &left);
    assert!(!capped.converged && capped.iterations == 2);
}

#[test]
fn prediction_is_by_one_half() {
    let (_, records, left) = telco::design(&["tenure", "contract"]);
    let fit = fit(&records, &left);
    let classes: Array1<bool> = fit.predict(&records);
    for (class, p) in classes.iter().zip(fit.probabilities(records.view())) {
        assert_eq!(*class, p >= 0.5);
    }
}

#[test]
fn what_cannot_be_fitted_is_an_error() {
    let records = array![[1.0], [2.0], [3.0]];
    let start = |records: &Array2<f64>, left: &[bool]| Logistic::params().check().unwrap().start(records.view(), left.to_vec()).map(|_| ());
    assert_eq!(start(&records, &[true; 3]).unwrap_err().kind(), ErrorKind::NoVariation);
    assert_eq!(start(&records, &[true, false]).unwrap_err().kind(), ErrorKind::BadParameter);
    let error = start(&array![[1.0], [f64::NAN], [3.0]], &[true, false, true]).unwrap_err();
    assert!(error.to_string().contains("Row 2 of column 1"), "{error}");
    for params in [
        Logistic::params().penalty(f64::NAN),
        Logistic::params().level(1.0),
        Logistic::params().max_iterations(0),
    ] {
        assert_eq!(params.check().unwrap_err().kind(), ErrorKind::BadParameter);
    }
    // No usable column: the intercept alone, which is the share of positives.
    let none = fit(&array![[1.0], [1.0], [1.0], [1.0]], &[true, false, false, false]);
    assert!(none.converged && (none.coefficients[0].odds_ratio - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(none.log_likelihood, none.null_log_likelihood);
}

#[test]
fn sizes_that_cannot_be_fitted_are_refused_before_any_work() {
    let records = |rows, columns| Array2::from_shape_fn((rows, columns), |(row, column)| ((row + 1) * (column + 2) % 97) as f64);
    let start = |params: LogisticParams, rows: usize, columns: usize| {
        let left = (0..rows).map(|row| row % 3 == 0).collect();
        params.check().unwrap().start(records(rows, columns).view(), left).map(|_| ())
    };
    let error = start(Logistic::params(), 560, 1960).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooFew);
    assert!(error.to_string().contains("only 560 customers"), "{error}");
    assert_eq!(start(Logistic::params(), 30, 30).unwrap_err().kind(), ErrorKind::TooFew);
    assert!(start(Logistic::params(), 31, 30).is_ok());
    // With a penalty the estimates exist.
    assert!(start(Logistic::params().penalty(1.0), 30, 30).is_ok());
    let error = start(Logistic::params(), 2500, 1500).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadParameter);
    assert!(error.to_string().contains("too long"), "{error}");
}

#[test]
fn more_rows_of_the_same_are_only_more_certain() {
    let (_, records, left) = telco::design(&["tenure", "contract"]);
    let twice = ndarray::concatenate(Axis(0), &[records.view(), records.view()]).unwrap();
    let (one, two) = (fit(&records, &left), fit(&twice, &[left.clone(), left.clone()].concat()));
    for (one, two) in one.coefficients.iter().zip(&two.coefficients) {
        assert!((one.estimate - two.estimate).abs() < 1e-9);
        assert!((one.standard_error / two.standard_error - 2_f64.sqrt()).abs() < 1e-9);
    }
}

/// Readers of JSON get null for what is not finite, and are told by the types.
#[cfg(feature = "types")]
#[test]
fn figures_that_json_cannot_hold_are_null_in_the_types_too() {
    // One unit more of so small a unit multiplies the odds by more than 1e308.
    let records = Array2::from_shape_fn((12, 1), |(row, _)| 1e-6 * (row % 5) as f64);
    let left: Vec<bool> = (0..12).map(|row| row % 5 > 2 || row == 0).collect();
    let fit = fit(&records, &left);
    let json = serde_json::to_value(&fit.coefficients[1]).unwrap();
    assert!(fit.coefficients[1].odds_ratio.is_infinite() && json["odds_ratio"].is_null());
    let types = <Coefficient as ts_rs::TS>::decl(&ts_rs::Config::default());
    for field in [
        "odds_ratio: number | null",
        "odds_ratio_interval: [number | null, number | null]",
        "z: number | null",
    ] {
        assert!(types.contains(field), "{types}");
    }
}
