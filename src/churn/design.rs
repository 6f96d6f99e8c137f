//! From what is known about customers to the columns of a fit.

use std::ops::Range;

use ndarray::{Array2, ArrayView1};
use serde::Serialize;

use super::labels::unknown_column;
use super::params::Missing;
use super::{ChurnParams, Label};
use crate::error::{Error, ErrorKind, Result};
use crate::math::sum;
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::{Notice, Text};

/// A category with more levels than this says more about single customers than
/// about kinds of them.
const MOST_LEVELS: usize = 50;

/// Rows times terms at most; more would not fit a tab's memory next to the fit.
const MOST_CELLS: usize = 50_000_000;

/// The stand-in for a missing value.
const MISSING: &str = "(missing)";

/// What the columns of a fit mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Design {
    /// What is known about a customer.
    pub features: Vec<Feature>,
    /// The name of each column of the records.
    pub terms: Vec<String>,
}

/// Something known about a customer and the terms it enters the model with.
#[derive(Debug, Clone)]
pub(super) struct Feature {
    /// The column's name.
    pub name: String,
    /// It in words.
    pub words: Text,
    /// Whether its term is ln(1 + value).
    pub logarithm: bool,
    /// For a category its levels, the reference first; the terms are the others.
    pub levels: Vec<String>,
    /// Its columns of the records.
    pub terms: Range<usize>,
}

impl Feature {
    /// What this feature says of a customer: the name of a measure, or a
    /// category's level.
    pub fn says(&self, row: ArrayView1<f64>) -> String {
        let at = self.terms.clone().position(|term| row[term] == 1.0);
        match self.levels.get(at.map_or(0, |at| at + 1)) {
            Some(level) => format!("{}={level}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Customers whose label is known, in the columns of a [`Design`].
#[derive(Debug, Clone)]
pub(super) struct Sample {
    /// One row a customer.
    pub records: Array2<f64>,
    /// Whether it left.
    pub actual: Vec<bool>,
}

impl Sample {
    /// The rows at these positions.
    pub fn select(records: &Array2<f64>, actual: &[Option<bool>], rows: &[usize]) -> Self {
        Self {
            records: records.select(ndarray::Axis(0), rows),
            actual: rows.iter().map(|&row| actual[row] == Some(true)).collect(),
        }
    }
}

/// A column or a term that the model does without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Omitted {
    /// The column's or the term's name.
    pub name: String,
    /// Why.
    pub reason: Why,
    /// What it depends on, for [`Why::Dependent`]: the terms that, with the
    /// constant, already say the same.
    pub on: Vec<String>,
}

/// Why the model does without a column or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It numbers the customers
    Identifier,
    /// It has one value for everyone
    Constant,
    /// It has more than 50 levels
    TooManyLevels,
    /// More than half of it is missing
    MostlyMissing,
    /// Other terms already say the same
    Dependent,
}

impl Why {
    /// The reason in words.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Identifier => ("it numbers the customers", "只是编号"),
            Self::Constant => ("one value for everyone", "只有一个取值"),
            Self::TooManyLevels => ("more than 50 levels", "取值超过 50 种"),
            Self::MostlyMissing => ("more than half is missing", "一半以上缺失"),
            Self::Dependent => ("others say the same", "与其他列重复"),
        }
    }
}

/// A table's customers in the columns of a fit.
pub(super) struct TableDesign {
    pub design: Design,
    /// One row a kept customer.
    pub records: Array2<f64>,
    /// The kept customers, as rows of the table.
    pub rows: Vec<usize>,
    pub omitted: Vec<Omitted>,
    pub notices: Vec<Notice>,
}

impl TableDesign {
    /// Chooses the columns, settles missing values and lays out the terms.
    ///
    /// # Errors
    /// When a named column does not exist or is the label, when no column or
    /// no row is left, or when the whole would be too large.
    pub fn new(table: &Table, label: &Label, params: &ChurnParams) -> Result<Self> {
        let (chosen, omitted) = choose(table, label, params)?;
        let mut notices = Vec::new();
        let rows = match params.missing {
            Missing::Drop => complete(table, &chosen, &mut notices)?,
            Missing::Mean => (0..table.len()).collect(),
        };
        let mut design = Design::default();
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for attribute in chosen {
            let start = design.terms.len();
            let levels = match &attribute.values {
                AttributeValues::Number(values) => measure(attribute, values, &rows, &mut design.terms, &mut columns),
                AttributeValues::Day(days) => {
                    let last = days.iter().flatten().max().map_or(0, |day| day.0);
                    let ages: Vec<f64> = days.iter().map(|day| day.map_or(f64::NAN, |day| f64::from(last - day.0))).collect();
                    measure(attribute, &ages, &rows, &mut design.terms, &mut columns)
                }
                AttributeValues::Category { codes, levels } => category(attribute, codes, levels, &rows, &mut design.terms, &mut columns),
            };
            if rows.len() * columns.len() > MOST_CELLS {
                return Err(too_large(rows.len(), columns.len()));
            }
            let name = &attribute.name;
            let words = match attribute.values {
                AttributeValues::Day(_) => Text::new(
                    format!("{name}, in days before its last day"),
                    format!("{name}（距该列最后一天的天数）"),
                ),
                _ => Text::new(name, name),
            };
            design.features.push(Feature {
                name: name.clone(),
                words,
                logarithm: false,
                levels,
                terms: start..design.terms.len(),
            });
        }
        let records = Array2::from_shape_fn((rows.len(), columns.len()), |(row, column)| columns[column][row]);
        if params.missing == Missing::Mean {
            notices.extend(filled(&design));
        }
        Ok(Self {
            design,
            records,
            rows,
            omitted,
            notices,
        })
    }
}

/// The columns to learn from, and those that are left out with the reason.
fn choose<'a>(table: &'a Table, label: &Label, params: &ChurnParams) -> Result<(Vec<&'a Attribute>, Vec<Omitted>)> {
    let named = !params.features.is_empty();
    let mut candidates = Vec::new();
    for name in &params.features {
        let attribute = table.attribute(name).ok_or_else(|| unknown_column(table, name))?;
        if *name == label.column {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("“{name}” says who left, so it cannot also be learned from; take it out of the features."),
                format!("“{name}”是流失标签，不能同时作为特征；请从特征中去掉。"),
            ));
        }
        if candidates.iter().all(|other: &&Attribute| other.name != attribute.name) {
            candidates.push(attribute);
        }
    }
    if !named {
        candidates = table.attributes.iter().filter(|attribute| attribute.name != label.column).collect();
    }
    let (mut chosen, mut omitted) = (Vec::new(), Vec::new());
    for attribute in candidates {
        match unusable(attribute, named) {
            None => chosen.push(attribute),
            Some(reason) => omitted.push(Omitted {
                name: attribute.name.clone(),
                reason,
                on: Vec::new(),
            }),
        }
    }
    if chosen.is_empty() {
        return Err(Error::new(
            ErrorKind::TooFew,
            format!(
                "No column is left to learn from besides “{}”; the others are identifiers, constant, too varied or mostly missing. Open a file with more about each customer.",
                label.column
            ),
            format!(
                "除“{}”外没有可用的列：其余的列只是编号、只有一个取值、取值过多或大多缺失。请换一个客户信息更多的文件。",
                label.column
            ),
        ));
    }
    Ok((chosen, omitted))
}

/// Why a column cannot be learned from. A named column may be sparse or look
/// like a number of customers.
fn unusable(attribute: &Attribute, named: bool) -> Option<Why> {
    let (rows, present, distinct) = match &attribute.values {
        AttributeValues::Number(values) => distinct(values.iter().map(|value| value.is_finite().then_some(value + 0.0)), f64::total_cmp),
        AttributeValues::Category { codes, .. } => distinct(codes.iter().copied(), u32::cmp),
        AttributeValues::Day(days) => distinct(days.iter().copied(), Ord::cmp),
    };
    if distinct < 2 {
        return Some(Why::Constant);
    }
    if matches!(attribute.values, AttributeValues::Category { .. }) {
        if distinct == present && distinct > 2 {
            return Some(Why::Identifier);
        }
        if distinct > MOST_LEVELS {
            return Some(Why::TooManyLevels);
        }
    }
    if named {
        return None;
    }
    if present * 2 < rows {
        return Some(Why::MostlyMissing);
    }
    match &attribute.values {
        AttributeValues::Number(values) if distinct == rows && numbers_rows(values) => Some(Why::Identifier),
        _ => None,
    }
}

/// How many values there are, how many are not missing, how many are distinct.
fn distinct<T: PartialEq>(values: impl Iterator<Item = Option<T>>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> (usize, usize, usize) {
    let mut rows = 0;
    let mut present: Vec<T> = values.inspect(|_| rows += 1).flatten().collect();
    let count = present.len();
    present.sort_unstable_by(order);
    present.dedup();
    (rows, count, present.len())
}

/// Whether distinct numbers are a run of whole numbers without gaps, as row
/// numbers and running ids are.
fn numbers_rows(values: &[f64]) -> bool {
    let (low, high) = values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
    values.len() > 2 && values.iter().all(|value| value.fract() == 0.0) && high - low == (values.len() - 1) as f64
}

fn is_missing(attribute: &Attribute, row: usize) -> bool {
    match &attribute.values {
        AttributeValues::Number(values) => !values[row].is_finite(),
        AttributeValues::Category { codes, .. } => codes[row].is_none(),
        AttributeValues::Day(days) => days[row].is_none(),
    }
}

/// The rows without a missing value in the chosen columns.
fn complete(table: &Table, chosen: &[&Attribute], notices: &mut Vec<Notice>) -> Result<Vec<usize>> {
    let rows: Vec<usize> = (0..table.len())
        .filter(|&row| !chosen.iter().any(|attribute| is_missing(attribute, row)))
        .collect();
    let dropped = table.len() - rows.len();
    let columns: Vec<_> = chosen
        .iter()
        .map(|attribute| {
            (
                attribute.name.as_str(),
                (0..table.len()).filter(|&row| is_missing(attribute, row)).count(),
            )
        })
        .filter(|(_, missing)| *missing > 0)
        .map(|(name, missing)| format!("{name} ({missing})"))
        .collect();
    if rows.is_empty() {
        return Err(Error::new(
            ErrorKind::TooFew,
            format!(
                "Every customer has a missing value in some column: {}. Set “missing” to “mean”, or name fewer features.",
                columns.join(", ")
            ),
            format!(
                "每位客户都有缺失值，缺失的列：{}。请把“missing”设为“mean”，或少选几个特征。",
                columns.join("、")
            ),
        ));
    }
    if dropped > 0 {
        notices.push(Notice::note(
            "missing_dropped",
            format!(
                "Customers left out for a missing value: {dropped} of {}, in {}.",
                table.len(),
                columns.join(", ")
            ),
            format!(
                "{} 位客户中有 {dropped} 位因缺失值未纳入，缺失的列：{}。",
                table.len(),
                columns.join("、")
            ),
        ));
    }
    Ok(rows)
}

/// Adds a measure's term, and one for "missing" where something is.
fn measure(attribute: &Attribute, values: &[f64], rows: &[usize], terms: &mut Vec<String>, columns: &mut Vec<Vec<f64>>) -> Vec<String> {
    let known: Vec<f64> = rows.iter().map(|&row| values[row]).filter(|value| value.is_finite()).collect();
    let mean = sum(known.iter().copied()) / known.len().max(1) as f64;
    terms.push(attribute.name.clone());
    columns.push(
        rows.iter()
            .map(|&row| if values[row].is_finite() { values[row] } else { mean })
            .collect(),
    );
    if known.len() < rows.len() {
        terms.push(format!("{}={MISSING}", attribute.name));
        columns.push(rows.iter().map(|&row| f64::from(u8::from(!values[row].is_finite()))).collect());
    }
    Vec::new()
}

/// Adds a category's terms: every level that occurs, "missing" last, but the
/// first, which is the reference.
fn category(
    attribute: &Attribute,
    codes: &[Option<u32>],
    levels: &[String],
    rows: &[usize],
    terms: &mut Vec<String>,
    columns: &mut Vec<Vec<f64>>,
) -> Vec<String> {
    let code = |row: usize| codes[row].map_or(levels.len(), |code| code as usize);
    let mut occurs = vec![false; levels.len() + 1];
    for &row in rows {
        occurs[code(row)] = true;
    }
    let name = |level: usize| levels.get(level).map_or(MISSING, String::as_str).to_owned();
    let present: Vec<usize> = (0..occurs.len()).filter(|&level| occurs[level]).collect();
    for &level in present.iter().skip(1) {
        terms.push(format!("{}={}", attribute.name, name(level)));
        columns.push(rows.iter().map(|&row| f64::from(u8::from(code(row) == level))).collect());
    }
    present.into_iter().map(name).collect()
}

fn filled(design: &Design) -> Option<Notice> {
    let suffix = format!("={MISSING}");
    let filled: Vec<_> = design.terms.iter().filter_map(|term| term.strip_suffix(&suffix)).collect();
    (!filled.is_empty()).then(|| {
        Notice::note(
            "missing_filled",
            format!(
                "Missing values have a term of their own, and in columns of numbers and dates take the mean: {}.",
                filled.join(", ")
            ),
            format!("缺失值另设一项标记，数值列与日期列同时以均值代替：{}。", filled.join("、")),
        )
    })
}

fn too_large(rows: usize, terms: usize) -> Error {
    Error::new(
        ErrorKind::BadParameter,
        format!("{rows} customers with {terms} or more terms are too much for this device's memory; name fewer features."),
        format!("{rows} 位客户、至少 {terms} 项，超出了本机内存；请少选几个特征。"),
    )
}
