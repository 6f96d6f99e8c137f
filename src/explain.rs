//! Explanations: how one customer's figure came about.
//!
//! A report explains a customer from the very values it computed with; an
//! explanation is never a second implementation.

use serde::Serialize;

use crate::customers::Unit;
use crate::text::Text;

/// The way from one customer's numbers to a result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Explanation {
    /// What is explained.
    pub title: Text,
    /// The steps, in the order of the computation; the last one gives the result.
    pub steps: Vec<Step>,
    /// Where the formula comes from.
    pub source: String,
    /// How the figure runs along time, where it does.
    pub course: Option<Course>,
}

/// A customer's figure along the customer's age.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Course {
    /// What runs along time: a probability.
    pub what: Text,
    /// The unit of all ages.
    pub unit: Unit,
    /// Ages, rising; one at which the figure jumps stands twice.
    pub ages: Vec<f64>,
    /// The figure at each of them; after `now` as long as nothing happens.
    pub shares: Vec<f64>,
    /// The ages at which the customer purchased.
    pub purchases: Vec<f64>,
    /// The age at the day that counts as now.
    pub now: f64,
}

/// One formula with the customer's figures in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Step {
    /// What this step finds.
    pub what: Text,
    /// The formula in the paper's letters, as TeX.
    pub formula: String,
    /// Each letter of the formula with its figure.
    pub symbols: Vec<Symbol>,
    /// What the formula gives with these figures.
    pub result: Figure,
}

/// A letter of a formula and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Symbol {
    /// The letter, as TeX.
    pub letter: String,
    /// What it means.
    pub meaning: Text,
    /// Its value here.
    pub figure: Figure,
}

impl Symbol {
    /// A letter, what it means, and its value.
    pub(crate) fn new(letter: &str, meaning: Text, figure: Figure) -> Self {
        Self {
            letter: letter.into(),
            meaning,
            figure,
        }
    }
}

/// A value with its unit, or the name of a segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Figure {
    /// A pure number.
    Number(f64),
    /// An amount of money.
    Money(f64),
    /// A share or probability between 0 and 1.
    Share(f64),
    /// A number of days.
    Days(f64),
    /// A number of weeks.
    Weeks(f64),
    /// A number of months, each a twelfth of a year.
    Months(f64),
    /// A number of years of 365.25 days.
    Years(f64),
    /// A civil day, in days since 1970-01-01.
    Day(i32),
    /// A stable name, which the page translates.
    Name(String),
}
