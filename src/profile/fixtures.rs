//! The two tables that the reference figures were made from.

use std::collections::BTreeMap;

use linfa::traits::Transformer;
use ndarray::{Array2, Axis};
use serde_json::Value;

use super::points::Points;
use super::scaling::Scale;
use crate::ledger::Day;
use crate::math::ln_1p;

pub(crate) struct Fixture {
    pub(crate) features: Array2<f64>,
    pub(crate) golden: Value,
}

impl Fixture {
    /// Tenure, monthly and total charges of the telephone customers, complete rows.
    pub(crate) fn telco() -> Self {
        let text = include_str!("../../tests/data/telco_churn.csv");
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let columns = ["tenure", "monthly_charges", "total_charges"].map(|name| header.iter().position(|&h| h == name).unwrap());
        let rows = lines.filter(|line| line.iter().all(|field| !["", "NA"].contains(field)));
        Self::new(
            "telco",
            rows.flat_map(|line| columns.map(|column| line[column].parse().unwrap())).collect(),
        )
    }

    /// log1p of recency, frequency and money of the CDs' buyers, in order of their ids.
    pub(crate) fn cdnow() -> Self {
        let text = include_str!("../../tests/data/cdnow_master.txt");
        let mut customers: BTreeMap<&str, BTreeMap<i32, f64>> = BTreeMap::new();
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let date: u32 = fields[1].parse().unwrap();
            let day = Day::from_ymd(i32::try_from(date / 10_000).unwrap(), date / 100 % 100, date % 100).unwrap();
            *customers.entry(fields[0]).or_default().entry(day.0).or_default() += fields[3].parse::<f64>().unwrap();
        }
        let last = Day::from_ymd(1998, 6, 30).unwrap();
        let features = customers.values().flat_map(|days| {
            let recency = last.0 - days.keys().last().unwrap();
            [f64::from(recency), days.len() as f64, days.values().sum()].map(ln_1p)
        });
        Self::new("cdnow_master", features.collect())
    }

    fn new(table: &str, values: Vec<f64>) -> Self {
        let golden: Value = serde_json::from_str(include_str!("../../tests/golden/kmeans.json")).unwrap();
        let fixture = Self {
            features: Array2::from_shape_vec((values.len() / 3, 3), values).unwrap(),
            golden: golden[table].clone(),
        };
        assert_eq!(fixture.golden["rows"], fixture.features.nrows());
        fixture
    }

    pub(crate) fn scaled(&self) -> Array2<f64> {
        let scaler = Scale::Standard.measure(&self.features);
        for feature in 0..3 {
            close(scaler.centre[feature], &self.golden["mean"][feature], 1e-12);
            close(scaler.spread[feature], &self.golden["std_ddof0"][feature], 1e-12);
        }
        scaler.transform(&self.features)
    }

    /// The first 2,000 rows with the labels their reference indices are about.
    pub(crate) fn labelled(&self) -> (Points, Vec<u8>) {
        let points = Points::new(&self.scaled().select(Axis(0), &(0..2000).collect::<Vec<_>>()));
        let labels = self.golden["validity_first_2000"]["labels"].as_str().unwrap();
        (points, labels.bytes().map(|digit| digit - b'0').collect())
    }
}

/// Asserts that a figure is the reference figure, to a relative tolerance.
#[track_caller]
pub(crate) fn close(found: f64, expected: &Value, tolerance: f64) {
    let expected = expected.as_f64().expect("a reference figure");
    assert!(
        (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        "{found} is not {expected}"
    );
}
