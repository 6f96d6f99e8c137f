mod orders;
mod table;

use serde_json::Value;

use super::*;
use crate::analysis::Report;
use crate::frame::Values;
use crate::task::complete;

fn run(prepared: Prepared) -> Result<ChurnReport> {
    complete(Box::new(prepared.start()?))
}

fn near(found: f64, expected: &Value, relative: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= relative * expected.abs().max(1e-3),
        "{what}: {found}, expected {expected}"
    );
}

fn numbers<'a>(report: &'a ChurnReport, name: &str) -> &'a [f64] {
    let column = report.frame().unwrap().columns().iter().find(|column| column.name == name).unwrap();
    let Values::Number(values) = &column.values else { panic!("{name}") };
    values
}
