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

/// Amounts are below it, as those of a file are; what is added up of them stays finite.
const MOST_MONEY: f64 = 1e15;

/// A figure in a sentence: short, however large it is.
pub(super) fn figure(value: f64) -> String {
    if is_amount(value) {
        value.to_string()
    } else {
        format!("{value:?}")
    }
}

/// Whether a figure is an amount that can be computed with.
pub(super) fn is_amount(value: f64) -> bool {
    value.abs() < MOST_MONEY
}

/// Amounts that can be computed with.
pub(super) fn amounts(name: &str, values: &[f64]) -> Result<()> {
    match values.iter().find(|value| !is_amount(**value)) {
        None => Ok(()),
        Some(value) => Err(Error::bad_parameter(
            name,
            figure(*value),
            "it must be an amount below 10¹⁵",
            "应为小于 10¹⁵ 的金额",
        )),
    }
}

/// An amount that cannot be negative.
pub(super) fn not_negative(name: &str, value: f64) -> Result<()> {
    amounts(name, &[value])?;
    if value >= 0.0 {
        return Ok(());
    }
    Err(Error::bad_parameter(
        name,
        value,
        "it must be an amount of 0 or more",
        "应为不小于 0 的金额",
    ))
}

/// The error for an attribute that is named where there are only orders.
pub(super) fn no_attributes() -> Error {
    Error::new(
        ErrorKind::UnknownColumn,
        "Nothing is known of the customers beside their orders, so no column of theirs can be used. Add a file of customers, or leave the column out.",
        "除订单外没有其他客户信息，无法使用客户的列。请添加客户文件，或不指定该列。",
    )
}
