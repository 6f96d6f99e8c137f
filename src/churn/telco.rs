//! The telco churn table and its reference fits, for the tests.

use ndarray::Array2;
use serde_json::Value;

/// The reference fits of `tests/golden/logistic.json`.
pub fn golden() -> Value {
    serde_json::from_str(include_str!("../../tests/golden/logistic.json")).unwrap()
}

/// The terms' names and values of these columns, or of all that are left when
/// none is named, and who left; rows with a blank are dropped. Text columns
/// are one-hot against their alphabetically first level.
pub fn design(columns: &[&str]) -> (Vec<String>, Array2<f64>, Vec<bool>) {
    let mut lines = include_str!("../../tests/data/telco_churn.csv").lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines
        .map(|line| line.split(',').collect())
        .filter(|row: &Vec<&str>| !row.contains(&""))
        .collect();
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
        let levels: std::collections::BTreeSet<&str> = cells().collect();
        for level in levels.into_iter().skip(1) {
            names.push(format!("{}={level}", header[column]));
            values.push(cells().map(|cell| f64::from(u8::from(cell == level))).collect());
        }
    }
    let records = Array2::from_shape_fn((rows.len(), names.len()), |(row, column)| values[column][row]);
    (names, records, rows.iter().map(|row| row[1] == "Yes").collect())
}
