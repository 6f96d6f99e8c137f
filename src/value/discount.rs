//! Discounting: money of different days, made comparable.
//!
//! **Definition.** The rate d is annual. One unit of money due in y years is
//! worth (1+d)^−y today; one that came in y years ago has grown to (1+d)^y. A
//! period of p years has the rate (1+d)^p − 1.
//!
//! **Units.** Years of 365.25 days; the rate 0.1 is 10 % a year.

use crate::error::{Error, Result};
use crate::math::pow;

use super::checks::figure;

/// Rates are below it: who writes 10 means 10 %, not 1,000 %.
const MOST: f64 = 10.0;

/// Checks a rate.
///
/// # Errors
/// [`BadParameter`](crate::ErrorKind::BadParameter) unless it is 0 or more and below 10.
pub fn check(rate: f64) -> Result<()> {
    if (0.0..MOST).contains(&rate) {
        return Ok(());
    }
    Err(Error::bad_parameter(
        "discount",
        figure(rate),
        "it must be 0 or more and below 10, like 0.1 for 10% a year",
        "应为 0 或更大且小于 10，例如 0.1 表示每年 10%",
    ))
}

/// The rate of a period of so many years.
pub fn per_period(rate: f64, years: f64) -> f64 {
    pow(1.0 + rate, years) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_share_a_year() {
        for rate in [-0.5, -1e-9, 10.0, 12.5, 1e9, 1e308, f64::NAN, f64::INFINITY] {
            let error = check(rate).unwrap_err();
            assert!(error.message(crate::text::Lang::En).len() < 120, "{error:?}");
        }
        assert!([0.0, 0.1, 1.5, 9.99].into_iter().all(|rate| check(rate).is_ok()));
        assert!((per_period(0.21, 0.5) - 0.1).abs() < 1e-15);
    }
}
