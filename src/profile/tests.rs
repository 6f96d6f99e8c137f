use std::sync::Arc;

use super::fixtures::{Fixture, close};
use super::*;
use crate::analysis::Report;
use crate::error::ErrorKind;
use crate::explain::Figure;
use crate::frame::Values;
use crate::ledger::{Day, LedgerBuilder, Line, Money, OptionalColumns};
use crate::math::{Random, uniform};
use crate::table::{Attribute, AttributeValues, Table};
use crate::task::complete;
use proptest::prelude::*;
use rand_xoshiro::rand_core::SeedableRng;

fn table(attributes: Vec<(&str, AttributeValues)>) -> Content {
    let rows = match &attributes[0].1 {
        AttributeValues::Number(values) => values.len(),
        AttributeValues::Category { codes, .. } => codes.len(),
        AttributeValues::Day(days) => days.len(),
    };
    let attributes = attributes.into_iter().map(|(name, values)| Attribute::new(name, values));
    Content::of_customers(Table {
        ids: Arc::new((0..rows).map(|row| format!("c{row}")).collect()),
        attributes: attributes.collect(),
    })
}

fn numbers(columns: &[(&'static str, &[f64])]) -> Content {
    table(
        columns
            .iter()
            .map(|(name, values)| (*name, AttributeValues::Number(values.to_vec())))
            .collect(),
    )
}

/// Customers who each buy on the days given (before day 1,000), for the same amount each time.
fn orders(customers: &[(&[i32], i64)]) -> Content {
    let mut builder = LedgerBuilder::new(OptionalColumns::default());
    for (number, (days, amount)) in customers.iter().enumerate() {
        for &day in *days {
            builder.push(Line {
                customer: &format!("c{number:03}"),
                day,
                amount: Money(amount * Money::SCALE),
                order: None,
                product: None,
                cost: None,
            });
        }
    }
    builder.settle_days(|_, code| Some(Day(code)));
    Content::of_orders(builder.finish(), None)
}

fn report(content: &Content, params: &ProfileParams) -> Result<ProfileReport> {
    params.check()?;
    complete(start(content, &Scope::default(), params)?)
}

fn refused(content: &Content, params: &ProfileParams) -> ErrorKind {
    report(content, params).err().expect("a refusal").kind()
}

fn with_k(k: u32) -> ProfileParams {
    ProfileParams {
        k: Some(k),
        ..ProfileParams::default()
    }
}

fn clusters(report: &ProfileReport) -> Vec<u8> {
    match &report.frame().unwrap().columns()[0].values {
        Values::Level { codes, .. } => codes.clone(),
        _ => unreachable!("the first column is the group"),
    }
}

fn codes(report: &ProfileReport) -> Vec<&'static str> {
    report.notices.iter().map(|notice| notice.code).collect()
}

/// Three clumps of customers by spend and visits.
fn clumps(rows: usize) -> Content {
    let mut random = Random::seed_from_u64(9);
    let mut column = |centres: [f64; 3]| -> Vec<f64> { (0..rows).map(|row| centres[row % 3] + uniform(&mut random)).collect() };
    let (spend, visits) = (column([10.0, 50.0, 90.0]), column([1.0, 9.0, 4.0]));
    numbers(&[("spend", &spend), ("visits", &visits)])
}

#[test]
fn the_telephone_customers_as_scikit_learn_groups_them() {
    let fixture = Fixture::telco();
    let column = |place: usize| fixture.features.column(place).to_vec();
    let content = numbers(&[
        ("tenure", &column(0)),
        ("monthly_charges", &column(1)),
        ("total_charges", &column(2)),
    ]);
    let report = report(&content, &with_k(4)).unwrap();
    let golden = &fixture.golden["k"]["4"];
    assert!(report.inertia <= golden["inertia"].as_f64().unwrap() * 1.000_1);
    assert_eq!((report.k, report.sizes.iter().sum::<usize>()), (4, 7032));
    assert!(
        report
            .silhouette_interval
            .is_some_and(|[low, high]| low < high && high - low < 0.02)
    );
    assert_eq!(
        report.candidates.iter().map(|candidate| candidate.k).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7, 8]
    );
    for candidate in &report.candidates[1..5] {
        let best = fixture.golden["k"][candidate.k.to_string()]["inertia"].as_f64().unwrap();
        assert!(candidate.inertia <= best * 1.001, "k = {}", candidate.k);
    }
    for feature in 0..3 {
        close(report.centre[feature], &fixture.golden["mean"][feature], 1e-12);
        close(report.spread[feature], &fixture.golden["std_ddof0"][feature], 1e-12);
    }
    close(
        report.pca.explained[0],
        &fixture.golden["pca"]["explained_variance_ratio"][0],
        1e-12,
    );
    assert!(codes(&report).contains(&"sampled"));
}

#[test]
fn clear_groups_are_suggested_and_come_back() {
    let report = report(&clumps(90), &ProfileParams::default()).unwrap();
    assert_eq!((report.k, report.suggested, report.elbow), (3, 3, Some(3)));
    assert_eq!(report.sizes, [30, 30, 30]);
    assert_eq!(
        report.stability,
        Some(Stability {
            resamples: 10,
            mean: 1.0,
            lowest: 1.0
        })
    );
    assert!(report.silhouette.unwrap() > 0.8 && report.converged);
    assert!(report.suggestion.en.starts_with("3 groups: of 2 to 8"));
    assert_eq!(report.points.len(), 90);
    assert!(report.notices.is_empty(), "{:?}", codes(&report));
}

#[test]
fn a_number_of_groups_asked_for_is_taken_and_the_better_one_told() {
    let report = report(&clumps(90), &with_k(12)).unwrap();
    assert_eq!((report.k, report.suggested), (12, 3));
    assert_eq!(report.candidates.last().unwrap().k, 12);
    assert_eq!(report.candidates.last().unwrap().inertia, report.inertia);
    assert!(report.suggestion.en.contains("3 would be the best separated"));
}

#[test]
fn centroids_stand_in_the_units_of_the_file() {
    let content = numbers(&[("spend", &[1.0, 3.0, 101.0, 103.0]), ("visits", &[7.0, 9.0, 1.0, 3.0])]);
    for scale in [Scale::Standard, Scale::Robust, Scale::MinMax, Scale::None] {
        let params = ProfileParams { scale, ..with_k(2) };
        let report = report(&content, &params).unwrap();
        for (centroid, expected) in report.centroids.iter().flatten().zip([2.0, 8.0, 102.0, 2.0]) {
            assert!((centroid - expected).abs() < 1e-12, "{scale:?}: {:?}", report.centroids);
        }
        assert_eq!(report.personas[0].differences.len(), 2);
        assert_eq!(report.personas[1].differences.iter().map(|d| d.mean).fold(0.0, f64::max), 102.0);
    }
}

#[test]
fn regulars_and_those_who_left_are_told_by_name() {
    let regular: Vec<i32> = (0..20).map(|visit| 40 + visit * 50).collect();
    let mut customers: Vec<(&[i32], i64)> = vec![(&regular, 90); 20];
    customers.extend(vec![(&[30][..], 10); 40]);
    let report = report(&orders(&customers), &with_k(2)).unwrap();
    assert_eq!(report.sizes, [40, 20]);
    let [gone, regulars] = &report.personas[..] else {
        panic!("two groups")
    };
    assert_eq!((gone.name.en.as_str(), regulars.name.zh.as_str()), ("Bought once and gone", "熟客"));
    assert_eq!(regulars.tags.len(), 3);
    assert_eq!(regulars.money, Some(36_000.0));
    assert!((regulars.money_share.unwrap() - 36_000.0 / 36_400.0).abs() < 1e-12);
    assert!(
        (report.centroids[1][1] - 20.0).abs() < 1e-9,
        "twenty purchases, the logarithm undone"
    );
    assert_eq!(
        report.features.iter().map(|feature| feature.name.as_str()).collect::<Vec<_>>(),
        ["recency", "frequency", "monetary"]
    );
}

#[test]
fn categories_become_one_feature_a_level() {
    let plan = AttributeValues::Category {
        codes: [0, 0, 1, 1, 1, 1].map(Some).to_vec(),
        levels: vec!["month".into(), "year".into()],
    };
    let content = table(vec![
        ("age", AttributeValues::Number(vec![20.0, 22.0, 60.0, 61.0, 59.0, 63.0])),
        ("plan", plan),
    ]);
    let params = ProfileParams {
        features: vec!["plan".into(), "age".into()],
        ..with_k(2)
    };
    let report = report(&content, &params).unwrap();
    let names: Vec<&str> = report.features.iter().map(|feature| feature.name.as_str()).collect();
    assert_eq!(names, ["plan=month", "plan=year", "age"]);
    assert_eq!(clusters(&report), [1, 1, 0, 0, 0, 0]);
    let first = &report.personas[0];
    assert!(first.tags.iter().any(|tag| tag.en == "mostly plan year"));
    assert!(first.tags.iter().any(|tag| tag.en == "few plan month"));
    // Unless they are named, only numbers are features.
    assert_eq!(super::tests::report(&content, &with_k(2)).unwrap().features.len(), 1);
}

#[test]
fn a_weight_moves_the_border() {
    let content = numbers(&[("a", &[0.0, 0.0, 1.0, 1.0]), ("b", &[0.0, 1.0, 0.0, 1.0])]);
    for (weights, expected) in [(vec![9.0, 1.0], [0, 0, 1, 1]), (vec![1.0, 9.0], [0, 1, 0, 1])] {
        let params = ProfileParams {
            features: vec!["a".into(), "b".into()],
            weights,
            ..with_k(2)
        };
        let report = report(&content, &params).unwrap();
        assert_eq!(clusters(&report), expected);
        // The lighter feature alone is left within the groups: four times ½² ÷ ½².
        assert!((report.inertia - 4.0).abs() < 1e-12);
    }
}

#[test]
fn rows_with_a_missing_value_are_left_out_and_counted() {
    let content = numbers(&[("a", &[1.0, f64::NAN, 2.0, 9.0, 10.0]), ("b", &[1.0, 1.0, 2.0, f64::NAN, 3.0])]);
    let report = report(&content, &with_k(2)).unwrap();
    assert_eq!(report.frame().unwrap().rows(), [0, 2, 4]);
    assert_eq!(report.customers_grouped, 3);
    assert!(codes(&report).contains(&"missing_values") && codes(&report).contains(&"few_customers"));
    assert!(report.notices[0].text.en.contains("2 of 5"));
}

#[test]
fn few_customers_and_small_groups_are_said() {
    // A crowd near zero and a few far away.
    for (crowd, far, expected) in [
        (14, 15, Some("few_customers")),
        (15, 15, Some("small_groups")),
        (16, 16, None),
        (40, 15, Some("small_groups")),
    ] {
        let values: Vec<f64> = (0..crowd)
            .map(f64::from)
            .chain((0..far).map(|place| 1e6 + f64::from(place)))
            .collect();
        let report = report(&numbers(&[("a", &values)]), &with_k(2)).unwrap();
        let said: Vec<_> = codes(&report)
            .into_iter()
            .filter(|code| ["few_customers", "small_groups"].contains(code))
            .collect();
        assert_eq!(said, Vec::from_iter(expected), "{crowd} and {far}");
    }
}

#[test]
fn fewer_groups_are_advised_while_there_may_be_fewer() {
    let values: Vec<f64> = (0..40).chain(1_000_000..1_000_010).map(f64::from).collect();
    for (k, advised) in [(2, false), (3, true)] {
        let report = report(&numbers(&[("a", &values)]), &with_k(k)).unwrap();
        let notice = report.notices.iter().find(|notice| notice.code == "small_groups").unwrap();
        assert_eq!(notice.text.en.contains("fewer groups"), advised, "{k}");
        assert_eq!(notice.text.zh.contains("减少组数"), advised, "{k}");
    }
}

#[test]
fn constant_features_are_left_out_and_named() {
    let content = numbers(&[("a", &[1.0, 2.0, 3.0]), ("b", &[7.0, 7.0, 7.0])]);
    let report = report(&content, &with_k(2)).unwrap();
    assert_eq!(report.features.len(), 1);
    assert!(report.notices[0].text.zh.ends_with("b。"));
}

#[test]
fn what_cannot_be_grouped_is_said() {
    let equal = numbers(&[("a", &[1.0; 5])]);
    assert_eq!(refused(&equal, &ProfileParams::default()), ErrorKind::NoVariation);
    let two = numbers(&[("a", &[1.0, 1.0, 2.0])]);
    assert_eq!(refused(&two, &with_k(3)), ErrorKind::TooFew);
    assert_eq!(report(&two, &ProfileParams::default()).unwrap().k, 2);
    let nothing = numbers(&[("a", &[f64::NAN, f64::NAN])]);
    assert_eq!(refused(&nothing, &ProfileParams::default()), ErrorKind::TooFew);

    let wide = AttributeValues::Category {
        codes: (0..31).map(Some).collect(),
        levels: (0..31).map(|level| level.to_string()).collect(),
    };
    let odd = table(vec![("city", wide), ("born", AttributeValues::Day(vec![None; 31]))]);
    assert_eq!(refused(&odd, &ProfileParams::default()), ErrorKind::BadParameter);
    for (name, kind) in [
        ("city", ErrorKind::BadParameter),
        ("born", ErrorKind::BadParameter),
        ("moon", ErrorKind::UnknownColumn),
    ] {
        let params = ProfileParams {
            features: vec![name.into()],
            ..ProfileParams::default()
        };
        assert_eq!(refused(&odd, &params), kind, "{name}");
    }
    assert_eq!(
        refused(
            &orders(&[(&[1], 5), (&[2], 6)]),
            &ProfileParams {
                features: vec!["moon".into()],
                ..ProfileParams::default()
            }
        ),
        ErrorKind::UnknownColumn
    );
    let bad = [
        ProfileParams {
            k: Some(1),
            ..ProfileParams::default()
        },
        ProfileParams {
            k_max: 51,
            ..ProfileParams::default()
        },
        ProfileParams {
            n_init: 0,
            ..ProfileParams::default()
        },
        ProfileParams {
            max_iter: 0,
            ..ProfileParams::default()
        },
        ProfileParams {
            weights: vec![1.0],
            ..ProfileParams::default()
        },
        ProfileParams {
            features: vec!["a".into()],
            weights: vec![0.0],
            ..ProfileParams::default()
        },
        ProfileParams {
            features: vec!["a".into(), "a".into()],
            ..ProfileParams::default()
        },
    ];
    for params in bad {
        assert_eq!(refused(&two, &params), ErrorKind::BadParameter, "{params:?}");
    }
}

#[test]
fn a_customer_is_explained_by_the_figures_of_the_report() {
    let report = report(&clumps(60), &with_k(3)).unwrap();
    for row in [0, 1, 59] {
        let explanation = report.explain(row).unwrap();
        let figures: Vec<f64> = explanation.steps[2..5]
            .iter()
            .map(|step| {
                if let Figure::Number(distance) = step.result {
                    distance
                } else {
                    f64::NAN
                }
            })
            .collect();
        let own = usize::from(clusters(&report)[row]);
        assert!(
            figures
                .iter()
                .enumerate()
                .all(|(group, distance)| group == own || *distance > figures[own])
        );
        assert_eq!(explanation.steps[6].result, Figure::Name((own + 1).to_string()));
        let Values::Number(distances) = &report.frame().unwrap().columns()[1].values else {
            panic!("distances")
        };
        assert_eq!(distances[row], figures[own].sqrt());
    }
    assert!(report.explain(60).is_none());
}

#[test]
fn a_sample_of_equal_customers_still_leaves_two_groups() {
    let mut values = vec![1.0; 9000];
    let rows = quality::representatives(9000, 1);
    let unseen = (0..9000).find(|row| !rows.contains(row)).unwrap();
    values[unseen as usize] = 2.0;
    let report = report(&numbers(&[("a", &values)]), &ProfileParams::default()).unwrap();
    assert_eq!((report.sizes, report.candidates.len(), report.stability), (vec![8999, 1], 0, None));
}

#[test]
fn work_can_be_watched_and_stopped() {
    let mut task = start(&clumps(60), &Scope::default(), &ProfileParams::default()).unwrap();
    let mut stages = Vec::new();
    loop {
        let progress = task.step().unwrap();
        stages.push(progress.stage);
        if progress.finished {
            break;
        }
    }
    stages.dedup();
    assert_eq!(stages, ["candidates", "silhouette", "stability"]);
    let early = start(&clumps(60), &Scope::default(), &ProfileParams::default()).unwrap();
    assert_eq!(early.finish().err().unwrap().kind(), ErrorKind::Cancelled);
}

#[test]
fn groups_with_the_same_name_are_told_apart() {
    let many: Vec<f64> = (0..60).map(|row| f64::from(row % 12)).collect();
    let report = report(&numbers(&[("a", &many)]), &with_k(12)).unwrap();
    let mut names: Vec<&str> = report.personas.iter().map(|persona| persona.name.zh.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 12);
}

#[test]
fn the_summary_has_the_promised_keys() {
    let report = report(&clumps(60), &with_k(3)).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    for key in [
        "k",
        "inertia",
        "silhouette",
        "sizes",
        "centroids",
        "candidates",
        "personas",
        "stability",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    assert_eq!(json["centroids"][2].as_array().unwrap().len(), 2);
}

proptest! {
    #[test]
    fn equal_customers_share_a_group_and_nobody_is_lost(values in proptest::collection::vec((0_u8..5, 0_u8..4), 8..60)) {
        let a: Vec<f64> = values.iter().map(|pair| f64::from(pair.0)).collect();
        let b: Vec<f64> = values.iter().map(|pair| f64::from(pair.1)).collect();
        match report(&numbers(&[("a", &a), ("b", &b)]), &ProfileParams { n_init: 2, ..ProfileParams::default() }) {
            Ok(report) => {
                let clusters = clusters(&report);
                for (i, j) in (0..values.len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
                    prop_assert!(values[i] != values[j] || clusters[i] == clusters[j]);
                }
                prop_assert_eq!(report.sizes.iter().sum::<usize>(), values.len());
                prop_assert_eq!(report.personas.iter().map(|persona| persona.customers).sum::<usize>(), values.len());
                prop_assert!(report.sizes.iter().all(|&size| size > 0));
            }
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::NoVariation),
        }
    }
}

#[test]
fn customers_are_not_grouped_by_who_left_unless_asked() {
    let file = numbers(&[
        ("visits", &[1.0, 2.0, 1.5, 9.0, 8.0, 8.5]),
        ("churn", &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]),
        ("left", &[3.0, 1.0, 2.0, 5.0, 4.0, 6.0]),
    ]);
    let columns = |report: &ProfileReport| report.features.iter().map(|feature| feature.name.clone()).collect::<Vec<_>>();
    let usual = report(&file, &with_k(2)).unwrap();
    assert_eq!(columns(&usual), ["visits", "left"]);
    assert!(codes(&usual).contains(&"label_left_out"), "{:?}", codes(&usual));
    let asked = ProfileParams {
        features: vec!["visits".into(), "churn".into()],
        ..with_k(2)
    };
    let asked = report(&file, &asked).unwrap();
    assert_eq!(columns(&asked), ["visits", "churn"]);
    assert!(!codes(&asked).contains(&"label_left_out"));
}
