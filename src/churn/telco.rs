//! The telco churn table and its reference fits, for the tests.

use std::collections::BTreeSet;
use std::sync::Arc;

use ndarray::Array2;
use serde_json::Value;

use crate::table::{Attribute, AttributeValues, Table};

/// The columns of the smaller reference fit.
pub const SMALL: [&str; 7] = [
    "tenure",
    "contract",
    "internet_service",
    "monthly_charges",
    "payment_method",
    "paperless_billing",
    "senior_citizen",
];

/// The reference fits of `tests/golden/logistic.json`.
pub fn golden() -> Value {
    serde_json::from_str(include_str!("../../tests/golden/logistic.json")).unwrap()
}

fn cells() -> (Vec<&'static str>, Vec<Vec<&'static str>>) {
    let mut lines = include_str!("../../tests/data/telco_churn.csv").lines();
    let header = lines.next().unwrap().split(',').collect();
    (header, lines.map(|line| line.split(',').collect()).collect())
}

/// The whole table, one attribute a column but the id.
pub fn table() -> Table {
    let (header, rows) = cells();
    let attribute = |column: usize| {
        let cells = || rows.iter().map(move |row| row[column]);
        let values = if cells().all(|cell| cell.is_empty() || cell.parse::<f64>().is_ok()) {
            AttributeValues::Number(cells().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect())
        } else {
            let levels: Vec<String> = cells().collect::<BTreeSet<_>>().into_iter().map(String::from).collect();
            let code = |cell: &str| {
                levels
                    .iter()
                    .position(|level| level == cell)
                    .map(|code| u32::try_from(code).unwrap())
            };
            AttributeValues::Category {
                codes: cells().map(code).collect(),
                levels,
            }
        };
        Attribute::new(header[column], values)
    };
    Table {
        ids: Arc::new(rows.iter().map(|row| row[0].to_owned()).collect()),
        attributes: (1..header.len()).map(attribute).collect(),
    }
}

/// The names and values of these columns' terms, or of all columns' when none
/// is named, and who left; rows with a blank are dropped. Text columns are
/// one-hot against their alphabetically first level.
pub fn design(columns: &[&str]) -> (Vec<String>, Array2<f64>, Vec<bool>) {
    let (header, mut rows) = cells();
    rows.retain(|row| !row.contains(&""));
    let chosen: Vec<usize> = if columns.is_empty() {
        (2..header.len()).collect()
    } else {
        columns
            .iter()
            .map(|name| header.iter().position(|column| column == name).unwrap())
            .collect()
    };
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in chosen {
        let cells = || rows.iter().map(move |row| row[column]);
        if cells().all(|cell| cell.parse::<f64>().is_ok()) {
            names.push(header[column].to_owned());
            values.push(cells().map(|cell| cell.parse().unwrap()).collect::<Vec<f64>>());
            continue;
        }
        for level in cells().collect::<BTreeSet<_>>().into_iter().skip(1) {
            names.push(format!("{}={level}", header[column]));
            values.push(cells().map(|cell| f64::from(u8::from(cell == level))).collect());
        }
    }
    let records = Array2::from_shape_fn((rows.len(), names.len()), |(row, column)| values[column][row]);
    (names, records, rows.iter().map(|row| row[1] == "Yes").collect())
}
