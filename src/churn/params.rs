//! The settings of the early warning.

use linfa::param_guard::ParamGuard;
use serde::{Deserialize, Serialize};

use super::logistic::{Logistic, LogisticParams};
use crate::analysis::Params;
use crate::customers::Grain;
use crate::error::{Error, Result};

/// Which rows of a customer table the model is judged on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// On three tenths of each class, drawn by the seed and kept out of the fit
    #[default]
    Stratified,
    /// On all rows, the very ones it was fitted to
    None,
}

/// What becomes of customers with a missing value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// They are left out
    #[default]
    Drop,
    /// A term of its own marks them, and the mean stands in for a number or a date
    Mean,
}

/// How likely each customer is to leave, and why: from a column that says who left, or from orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct ChurnParams {
    /// Customer table: the column that says who left; guessed by its name unless given
    pub label: Option<String>,
    /// Customer table: the label's value of those who left; guessed (yes, true, 1, churned, 是, 流失 …) unless given
    pub positive: Option<String>,
    /// What to learn from; everything usable unless given
    pub features: Vec<String>,
    /// Customer table: which rows the model is judged on
    pub split: Split,
    /// Customer table: what becomes of customers with a missing value
    pub missing: Missing,
    /// The seed of the draw of the rows it is judged on
    pub seed: u32,
    /// Orders: a customer who does not purchase for this many days has left
    pub horizon: u32,
    /// Orders: which lines make one purchase
    pub grain: Grain,
    /// The lowest probability that counts as leaving
    pub threshold: f64,
    /// The weight of the penalty on large coefficients (L2, on columns of standard deviation 1); 0 is plain maximum likelihood
    pub penalty: f64,
    /// The confidence level of the intervals
    pub level: f64,
}

impl Default for ChurnParams {
    fn default() -> Self {
        Self {
            label: None,
            positive: None,
            features: Vec::new(),
            split: Split::Stratified,
            missing: Missing::Drop,
            seed: 1,
            horizon: 90,
            grain: Grain::Day,
            threshold: 0.5,
            penalty: 0.0,
            level: 0.95,
        }
    }
}

impl ChurnParams {
    /// The settings of the fit.
    pub(super) fn fit(&self) -> LogisticParams {
        Logistic::params().penalty(self.penalty).level(self.level)
    }
}

impl Params for ChurnParams {
    fn check(&self) -> Result<()> {
        self.fit().check_ref()?;
        if !(self.threshold > 0.0 && self.threshold < 1.0) {
            return Err(Error::bad_parameter(
                "threshold",
                self.threshold,
                "it must be between 0 and 1, like 0.5",
                "应在 0 与 1 之间，例如 0.5",
            ));
        }
        if !(1..=3650).contains(&self.horizon) {
            return Err(Error::bad_parameter(
                "horizon",
                self.horizon,
                "it must be a number of days from 1 to 3650",
                "应为 1 到 3650 之间的天数",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn settings_outside_their_range_are_refused() {
        assert_eq!(ChurnParams::default().check(), Ok(()));
        let bad = [
            ChurnParams {
                threshold: 0.0,
                ..ChurnParams::default()
            },
            ChurnParams {
                threshold: f64::NAN,
                ..ChurnParams::default()
            },
            ChurnParams {
                horizon: 0,
                ..ChurnParams::default()
            },
            ChurnParams {
                penalty: -1.0,
                ..ChurnParams::default()
            },
            ChurnParams {
                level: 1.0,
                ..ChurnParams::default()
            },
        ];
        for params in bad {
            assert_eq!(params.check().unwrap_err().kind(), ErrorKind::BadParameter, "{params:?}");
        }
    }
}
