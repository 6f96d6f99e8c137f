//! Margin: what is left of an amount once what was sold is paid for.
//!
//! **What it answers.** How much of a line's amount counts as money in, for
//! every analysis of value.
//!
//! **Definition.** With a rate g that was given, the margin of an amount a is
//! g · a and its cost (1 − g) · a, whatever the file says of costs. Without a
//! rate, it is amount − cost where the file has costs; a line whose cost is not
//! known (its field was empty, or its file of several has no costs) is taken to
//! leave the same share as the lines of the window whose cost is known. Without
//! a rate and without a cost that is known in the window all of the amount
//! counts, and that is said.
//!
//! **Units.** Currency of the file; the rate is a share of the amount.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::ledger::{Ledger, Money};
use crate::text::Notice;
use crate::workspace::Window;

/// What margins are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MarginBasis {
    /// The rate that was given
    Rate,
    /// Amount − cost
    Costs,
    /// Nothing is known: the whole amount
    Amounts,
}

/// How margins are made of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Margin {
    /// What they are made of.
    pub basis: MarginBasis,
    /// The share of an amount that is margin: that which was given, that of all lines whose cost
    /// is known together, or 1.
    pub rate: f64,
    /// Lines whose cost is not known and is reckoned by the rate.
    pub unknown: u32,
    /// Whether a rate was given although the file has costs.
    pub costs_unused: bool,
}

/// Checks a rate.
///
/// # Errors
/// [`BadParameter`](crate::ErrorKind::BadParameter) unless it is above 0 and at most 1.
pub fn check(rate: Option<f64>) -> Result<()> {
    match rate {
        Some(rate) if !(rate > 0.0 && rate <= 1.0) => Err(Error::bad_parameter(
            "margin",
            rate,
            "it must be above 0 and at most 1, like 0.3 for 30%",
            "应大于 0 且不超过 1，例如 0.3 表示 30%",
        )),
        _ => Ok(()),
    }
}

impl Margin {
    /// Without a ledger: the rate that was given, or all of the amount.
    pub fn without_costs(rate: Option<f64>) -> Self {
        Self {
            basis: if rate.is_some() { MarginBasis::Rate } else { MarginBasis::Amounts },
            rate: rate.unwrap_or(1.0),
            unknown: 0,
            costs_unused: false,
        }
    }

    /// For the lines of a window: by the rate if there is one, else by the file's costs if it has some.
    pub fn of(ledger: &Ledger, window: Window, rate: Option<f64>) -> Self {
        let plain = Self::without_costs(rate);
        if rate.is_some() || !ledger.has_costs() {
            return Self {
                costs_unused: ledger.has_costs(),
                ..plain
            };
        }
        let (mut amounts, mut costs, mut known, mut unknown) = (0_i128, 0_i128, false, 0);
        for (line, day) in ledger.days().iter().enumerate() {
            if !(window.since..=window.until).contains(day) {
                continue;
            }
            match ledger.cost(line) {
                Some(cost) => {
                    known = true;
                    amounts += i128::from(ledger.amounts()[line].0);
                    costs += i128::from(cost.0);
                }
                None => unknown += 1,
            }
        }
        if !known {
            return plain;
        }
        let share = (amounts - costs) as f64 / amounts as f64;
        Self {
            basis: MarginBasis::Costs,
            rate: if amounts > 0 { share } else { 1.0 },
            unknown,
            costs_unused: false,
        }
    }

    /// What a line cost.
    pub fn cost(&self, ledger: &Ledger, line: usize) -> f64 {
        let known = (self.basis == MarginBasis::Costs).then(|| ledger.cost(line)).flatten();
        known.map_or_else(|| (1.0 - self.rate) * ledger.amounts()[line].to_f64(), Money::to_f64)
    }

    /// What to know of it.
    pub fn notices(&self) -> Option<Notice> {
        let percent = format!("{:.1}%", self.rate * 100.0);
        match self.basis {
            MarginBasis::Amounts => Some(Notice::note(
                "no_margin",
                "All money counts as margin, because no margin rate is set and no cost is known. Set the rate, or bring a column of costs.",
                "未设毛利率，也没有已知的成本，因此全部金额按毛利计。请设置毛利率，或提供成本列。",
            )),
            MarginBasis::Rate if self.costs_unused => Some(Notice::note(
                "costs_unused",
                format!("The file has costs, but the margin rate that is set goes first: {percent} of each amount."),
                format!("文件中有成本列，但优先采用所设的毛利率：每笔金额的 {percent}。"),
            )),
            MarginBasis::Costs if self.rate <= 0.0 || self.rate > 1.0 => Some(Notice::warning(
                "margin_odd",
                format!(
                    "By the file's costs {percent} of the amounts are left, which is hardly so. Is the cost that of the whole line, and written without a minus? Check the column, or set the margin rate."
                ),
                format!("按文件中的成本计算，毛利率为 {percent}，不太可能。请确认成本是整行成本且没有负号；请核对该列，或设置毛利率。"),
            )),
            MarginBasis::Costs if self.unknown > 0 => Some(Notice::note(
                "costs_unknown",
                format!(
                    "Rows whose cost is not known: {}. They are taken to leave as much as the others, {percent} of the amount.",
                    self.unknown
                ),
                format!("有 {} 行成本未知，按其余各行的毛利率 {percent} 计算。", self.unknown),
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Day, LedgerBuilder, Line, OptionalColumns};
    use crate::workspace::Scope;

    /// An amount and a cost a day.
    fn ledger(lines: &[(i64, Option<i64>)]) -> Ledger {
        let mut builder = LedgerBuilder::new(OptionalColumns {
            cost: true,
            ..OptionalColumns::default()
        });
        let whole = |amount| Money(amount * Money::SCALE);
        for (day, &(amount, cost)) in (0..).zip(lines) {
            builder.push(Line {
                customer: "ann",
                day,
                amount: whole(amount),
                order: None,
                product: None,
                cost: cost.map(whole),
            });
        }
        builder.settle_days(|_, code| Some(Day(code)));
        builder.finish()
    }

    fn costs(lines: &[(i64, Option<i64>)], rate: Option<f64>) -> (Margin, Vec<f64>) {
        let ledger = ledger(lines);
        let margin = Margin::of(&ledger, Scope::default().window(&ledger).unwrap(), rate);
        let costs = (0..ledger.len()).map(|line| margin.cost(&ledger, line)).collect();
        (margin, costs)
    }

    fn code(margin: &Margin) -> &'static str {
        margin.notices().map_or("", |notice| notice.code)
    }

    #[test]
    fn a_rate_goes_before_costs_and_costs_before_nothing() {
        let lines = [(20, Some(12)), (-20, Some(-12)), (80, Some(28))];
        let (given, by_rate) = costs(&lines, Some(0.25));
        assert_eq!((given.basis, given.rate, code(&given)), (MarginBasis::Rate, 0.25, "costs_unused"));
        assert_eq!(by_rate, [15.0, -15.0, 60.0]);
        let (known, by_cost) = costs(&lines, None);
        assert_eq!((known.basis, code(&known)), (MarginBasis::Costs, ""));
        assert_eq!((known.rate, by_cost), (52.0 / 80.0, vec![12.0, -12.0, 28.0]));
        let (nothing, free) = costs(&[(20, None), (80, None)], None);
        assert_eq!(
            (nothing.basis, nothing.rate, code(&nothing)),
            (MarginBasis::Amounts, 1.0, "no_margin")
        );
        assert_eq!(free, [0.0, 0.0]);
    }

    #[test]
    fn a_line_whose_cost_is_not_known_leaves_what_the_others_do() {
        let (margin, found) = costs(&[(20, Some(12)), (60, Some(20)), (40, None)], None);
        assert_eq!((margin.rate, margin.unknown, code(&margin)), (0.6, 1, "costs_unknown"));
        assert_eq!(found, [12.0, 20.0, 16.0]);
    }

    #[test]
    fn costs_known_outside_the_window_only_are_none() {
        let ledger = ledger(&[(20, Some(12)), (60, None)]);
        let window = Window {
            as_of: Day(1),
            since: Day(1),
            until: Day(1),
        };
        let margin = Margin::of(&ledger, window, None);
        assert_eq!(
            (margin.basis, margin.unknown, code(&margin)),
            (MarginBasis::Amounts, 0, "no_margin")
        );
    }

    #[test]
    fn costs_that_cannot_be_are_told() {
        for lines in [[(20, Some(30))], [(20, Some(-5))], [(20, Some(20))]] {
            assert_eq!(code(&costs(&lines, None).0), "margin_odd", "{lines:?}");
        }
        // Returns only: there is no share to speak of.
        assert_eq!(costs(&[(-20, Some(-5)), (-1, None)], None).0.rate, 1.0);
    }

    #[test]
    fn a_rate_is_a_share() {
        for rate in [0.0, -0.1, 1.1, f64::NAN] {
            assert!(check(Some(rate)).is_err());
        }
        assert!(check(Some(1.0)).is_ok() && check(None).is_ok());
    }
}
