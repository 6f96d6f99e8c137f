//! What orders up to a day say about each customer, and whether it came back
//! in the days after.
//!
//! Nothing after the cut-off day can enter a feature: the summaries below are
//! given a window that ends with it.

use ndarray::Array2;
use serde::Serialize;

use super::ChurnParams;
use super::design::{Design, Feature, Sample};
use crate::customers::Customers;
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Day, Ledger};
use crate::math::ln_1p;
use crate::text::Text;
use crate::workspace::{Scope, Window};

/// The features, in the order of the records' columns. Each enters as
/// ln(1 + value), because a few customers have far more of each than the rest;
/// money that returns made negative counts as 0.
const FEATURES: [(&str, &str, &str); 7] = [
    ("recency_days", "days since the last purchase", "距最近一次消费的天数"),
    ("frequency", "purchases so far", "累计购买次数"),
    ("monetary", "money spent so far", "累计消费金额"),
    ("tenure_days", "days since the first purchase", "距首次消费的天数"),
    ("mean_gap_days", "mean days from purchase to purchase", "平均购买间隔天数"),
    (
        "recent_purchases",
        "purchases within the last horizon",
        "最近一个预警期内的购买次数",
    ),
    ("recent_money", "money spent within the last horizon", "最近一个预警期内的消费金额"),
];

/// The days up to which orders are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CutOffs {
    /// For the customers the model is fitted to.
    pub train: Day,
    /// For the customers it is judged on.
    pub test: Day,
    /// For the probabilities given to each customer.
    pub score: Day,
}

impl CutOffs {
    /// Training looks up to two horizons before the last order, testing up to
    /// one, scoring up to the as-of day.
    ///
    /// # Errors
    /// When the orders span fewer than three horizons: one for the first
    /// cut-off to look back on, two to see who came back.
    pub fn new(ledger: &Ledger, window: &Window, horizon: u32) -> Result<Self> {
        let (first, last) = ledger.span().unwrap_or((window.since, window.until));
        let (first, last) = (first.max(window.since), last.min(window.until));
        let days = u32::try_from(last.0 - first.0 + 1).unwrap_or(0);
        if days < 3 * horizon {
            let (needed, fitting) = (3 * horizon, days / 3);
            let (way_out, way_out_zh) = match fitting {
                0 => (
                    "That is too short for any horizon; open a longer file.".into(),
                    "时间跨度太短，任何预警期都不可行；请换一个时间更长的文件。".into(),
                ),
                1 => (
                    "Set the horizon to 1 day, or open a longer file.".into(),
                    "请把“horizon”设为 1 天，或换一个时间更长的文件。".into(),
                ),
                _ => (
                    format!("Set the horizon to {fitting} days or fewer, or open a longer file."),
                    format!("请把“horizon”设为不超过 {fitting} 天，或换一个时间更长的文件。"),
                ),
            };
            return Err(Error::new(
                ErrorKind::TooFew,
                format!("An early warning for {horizon} days needs {needed} days of orders; these span {days}. {way_out}"),
                format!("按 {horizon} 天预警流失，需要 {needed} 天的订单，文件中只有 {days} 天。{way_out_zh}"),
            ));
        }
        let back = |times: u32| Day(last.0 - (times * horizon).cast_signed());
        Ok(Self {
            train: back(2),
            test: back(1),
            score: window.as_of,
        })
    }
}

/// The customers known at a cut-off.
pub(super) struct Snapshot {
    /// Their positions in the workspace.
    pub customers: Vec<u32>,
    /// `(customers, FEATURES)`.
    pub records: Array2<f64>,
}

/// Looks at the orders of a ledger.
pub(super) struct Behaviour<'a> {
    pub ledger: &'a Ledger,
    pub window: Window,
    pub params: &'a ChurnParams,
}

impl Behaviour<'_> {
    /// The columns of the records, those that were named.
    ///
    /// # Errors
    /// When a named feature does not exist.
    pub fn design(&self) -> Result<(Design, Vec<usize>)> {
        let names: Vec<_> = FEATURES.iter().map(|(name, ..)| *name).collect();
        if let Some(unknown) = self.params.features.iter().find(|name| !names.contains(&name.as_str())) {
            return Err(Error::new(
                ErrorKind::UnknownColumn,
                format!("There is no feature “{unknown}”; from orders come {}.", names.join(", ")),
                format!("没有名为“{unknown}”的特征；可由订单算出的有：{}。", names.join("、")),
            ));
        }
        let wanted = |index: &usize| self.params.features.is_empty() || self.params.features.iter().any(|name| name == names[*index]);
        let chosen: Vec<usize> = (0..FEATURES.len()).filter(wanted).collect();
        let features = chosen.iter().enumerate().map(|(term, &index)| {
            let (name, en, zh) = FEATURES[index];
            Feature {
                name: name.into(),
                words: Text::new(en, zh),
                logarithm: true,
                levels: Vec::new(),
                terms: term..term + 1,
            }
        });
        let design = Design {
            features: features.collect(),
            terms: chosen.iter().map(|&index| format!("log1p({})", names[index])).collect(),
        };
        Ok((design, chosen))
    }

    /// Everyone with a purchase up to a day, from orders up to that day.
    pub fn until(&self, cut_off: Day, chosen: &[usize]) -> Result<Snapshot> {
        let history = self.purchases(self.window.since, cut_off)?;
        let recent_since = Day(cut_off.0 + 1 - self.params.horizon.cast_signed()).max(self.window.since);
        let recent = self.purchases(recent_since, cut_off)?;
        let customers = history.as_ref().map_or_else(Vec::new, |history| history.rows.clone());
        let mut records = Array2::zeros((customers.len(), chosen.len()));
        for (row, (mut record, customer)) in records.rows_mut().into_iter().zip(&customers).enumerate() {
            let Some(history) = &history else { break };
            let lately = recent
                .as_ref()
                .and_then(|recent| Some((recent, recent.rows.binary_search(customer).ok()?)));
            let span = f64::from(history.last[row].0 - history.first[row].0);
            let tenure = f64::from(cut_off.0 - history.first[row].0);
            let repeats = history.x(row);
            let values = [
                f64::from(history.recency_days(row)),
                f64::from(history.frequency[row]),
                history.monetary[row].to_f64(),
                tenure,
                // Who has not come back yet has gone at least as long as it is known.
                if repeats > 0 { span / f64::from(repeats) } else { tenure },
                lately.map_or(0.0, |(recent, at)| f64::from(recent.frequency[at])),
                lately.map_or(0.0, |(recent, at)| recent.monetary[at].to_f64()),
            ];
            for (cell, &feature) in record.iter_mut().zip(chosen) {
                *cell = ln_1p(values[feature].max(0.0));
            }
        }
        Ok(Snapshot { customers, records })
    }

    /// Those known at a cut-off, and whether each stayed away for the horizon after it.
    pub fn labelled(&self, cut_off: Day, chosen: &[usize]) -> Result<Sample> {
        let known = self.until(cut_off, chosen)?;
        let after = self.purchases(Day(cut_off.0 + 1), Day(cut_off.0 + self.params.horizon.cast_signed()))?;
        let came_back = |customer: &u32| after.as_ref().is_some_and(|after| after.rows.binary_search(customer).is_ok());
        Ok(Sample {
            actual: known.customers.iter().map(|customer| !came_back(customer)).collect(),
            records: known.records,
        })
    }

    /// The purchases from one day to another, seen from the latter; `None` when there is none.
    fn purchases(&self, since: Day, as_of: Day) -> Result<Option<Customers>> {
        let until = as_of.min(self.window.until);
        if since > until {
            return Ok(None);
        }
        let scope = Scope {
            as_of: Some(as_of),
            since: Some(since),
            until: Some(until),
        };
        match Customers::summarise(self.ledger, &scope, self.params.grain) {
            Ok(customers) => Ok(Some(customers)),
            Err(error) if error.kind() == ErrorKind::TooFew => Ok(None),
            Err(error) => Err(error),
        }
    }
}
