//! Settings that the value analyses share, checked in the same words everywhere.

use crate::error::{Error, ErrorKind, Result};

/// A whole number from 1 to `most`.
pub(super) fn count(name: &str, value: u32, most: u32) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::bad_parameter(
        name,
        value,
        &format!("it must be between 1 and {most}"),
        &format!("应在 1 到 {most} 之间"),
    ))
}

/// Shares between 0 and 1.
pub(super) fn shares(name: &str, values: &[f64]) -> Result<()> {
    match values.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        None => Ok(()),
        Some(value) => Err(Error::bad_parameter(
            name,
            value,
            "it must be between 0 and 1, like 0.6 for 60%",
            "应在 0 到 1 之间，例如 0.6 表示 60%",
        )),
    }
}

/// Amounts that can be computed with.
pub(super) fn amounts(name: &str, values: &[f64]) -> Result<()> {
    match values.iter().find(|value| !value.is_finite()) {
        None => Ok(()),
        Some(value) => Err(Error::bad_parameter(name, value, "it must be an amount", "应为金额")),
    }
}

/// The error for an attribute that is named where there are only orders.
pub(super) fn no_attributes() -> Error {
    Error::new(
        ErrorKind::UnknownColumn,
        "Nothing is known of the customers beside their orders, so no column of theirs can be used. Add a file of customers, or leave the column out.",
        "除订单外没有其他客户信息，无法使用客户的列。请添加客户文件，或不指定该列。",
    )
}
