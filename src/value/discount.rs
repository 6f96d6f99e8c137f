//! Discounting: money of different days, made comparable.
//!
//! **Definition.** The rate d is annual. One unit of money due in y years is
//! worth (1+d)^−y today; one that came in y years ago has grown to (1+d)^y. A
//! period of p years has the rate (1+d)^p − 1.
//!
//! **Units.** Years of 365.25 days; the rate 0.1 is 10 % a year.

use crate::error::{Error, Result};
use crate::math::pow;

/// Checks a rate.
///
/// # Errors
/// [`BadParameter`](crate::ErrorKind::BadParameter) unless it is 0 or more.
pub fn check(rate: f64) -> Result<()> {
    if rate >= 0.0 && rate.is_finite() {
        return Ok(());
    }
    Err(Error::bad_parameter(
        "discount",
        rate,
        "it must be 0 or more, like 0.1 for 10% a year",
        "应为 0 或更大，例如 0.1 表示每年 10%",
    ))
}

/// The rate of a period of so many years.
pub fn per_period(rate: f64, years: f64) -> f64 {
    pow(1.0 + rate, years) - 1.0
}
