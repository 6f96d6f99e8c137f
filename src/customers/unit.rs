//! The unit of time of the buy-till-you-die models.

use serde::{Deserialize, Serialize};

/// A unit of time. It travels with a fitted model: parameters per week mean
/// nothing per day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// One day
    Day,
    /// Seven days
    #[default]
    Week,
    /// A twelfth of a year
    Month,
    /// 365.25 days
    Year,
}

impl Unit {
    /// Its length in days.
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => Self::Year.days() / 12.0,
            Self::Year => 365.25,
        }
    }

    /// Its length in years.
    pub fn years(self) -> f64 {
        self.days() / Self::Year.days()
    }
}
