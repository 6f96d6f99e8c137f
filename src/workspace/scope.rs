//! The window of time that an analysis looks at.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Day, Ledger};

/// Which orders are considered, and the day that counts as "now".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// The day that counts as now; the last day considered unless given
    pub as_of: Option<Day>,
    /// The first day considered; all unless given
    pub since: Option<Day>,
    /// The last day considered; all up to the as-of day unless given
    pub until: Option<Day>,
}

/// A scope with its blanks filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Window {
    /// The day that counts as now.
    pub as_of: Day,
    /// The first day considered.
    pub since: Day,
    /// The last day considered.
    pub until: Day,
}

impl Scope {
    /// The window of this scope over a ledger.
    ///
    /// # Errors
    /// When the days are out of order or no order lies between them.
    pub fn window(&self, ledger: &Ledger) -> Result<Window> {
        let (first, last) = ledger
            .span()
            .ok_or_else(|| Error::new(ErrorKind::TooFew, "There are no orders in the file.", "文件中没有订单。"))?;
        let until = self.until.or(self.as_of).unwrap_or(last);
        let as_of = self.as_of.unwrap_or(until);
        let since = self.since.unwrap_or(first.min(until));
        if since > until || until > as_of {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("The days are out of order: since {since}, until {until}, as of {as_of}. Give them in this order."),
                format!("日期顺序有误：起始 {since}，截止 {until}，分析日 {as_of}。请按先后填写。"),
            ));
        }
        if !ledger.days().iter().any(|day| (since..=until).contains(day)) {
            return Err(Error::new(
                ErrorKind::TooFew,
                format!("No order lies between {since} and {until}; the file has orders from {first} to {last}. Widen the window."),
                format!("{since} 至 {until} 之间没有订单；文件中的订单为 {first} 至 {last}。请放宽时间范围。"),
            ));
        }
        Ok(Window { as_of, since, until })
    }
}
