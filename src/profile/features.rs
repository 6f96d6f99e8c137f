//! Which numbers a customer is described by.

use std::sync::Arc;

use ndarray::Array2;
use serde::Serialize;

use super::ProfileParams;
use crate::churn::likely_label;
use crate::customers::Customers;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::Frame;
use crate::math::{exp_m1, ln_1p};
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::Notice;
use crate::workspace::{Content, Scope, Window};

/// More levels than this make a picture of the column, not of the customers.
const MOST_LEVELS: usize = 30;

/// What orders say of a customer unless the user chooses.
pub(super) const USUAL: [&str; 3] = ["recency", "frequency", "monetary"];

/// One number that describes a customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Feature {
    /// Its name: the column, or `column=level`.
    pub name: String,
    /// The column, or the measure of the orders, it comes from.
    pub column: String,
    /// The level it stands for where the column is a category: 1 for who has it, 0 for who has not.
    pub level: Option<String>,
    /// Whether the model sees ln(1 + x) of it.
    pub log: bool,
}

impl Feature {
    /// What the model sees: x, or ln(1 + x), mirrored below 0 where returns
    /// have left a loss.
    fn seen(&self, x: f64) -> f64 {
        if self.log { ln_1p(x.abs()).copysign(x) } else { x }
    }

    /// The x of what the model sees.
    pub(super) fn unseen(&self, seen: f64) -> f64 {
        if self.log { exp_m1(seen.abs()).copysign(seen) } else { seen }
    }
}

/// Customers described by numbers; nothing is missing.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) window: Option<Window>,
    pub(super) features: Vec<Feature>,
    /// The ids of all customers of the workspace.
    pub(super) ids: Arc<Vec<String>>,
    /// The customer of each row, as a position in `ids`.
    pub(super) rows: Vec<u32>,
    /// The features in their own units, `(n, d)`.
    pub(super) values: Array2<f64>,
    /// The features as the model sees them, `(n, d)`.
    pub(super) seen: Array2<f64>,
    /// Each row's money in the window, where there are orders.
    pub(super) money: Option<Vec<f64>>,
    pub(super) notices: Vec<Notice>,
}

/// Features before missing values and constants are left out.
struct Raw {
    window: Option<Window>,
    ids: Arc<Vec<String>>,
    rows: Vec<u32>,
    columns: Vec<(Feature, Vec<f64>)>,
    money: Option<Vec<f64>>,
    notices: Vec<Notice>,
}

impl Described {
    /// Describes the customers of a file by the columns named, or by the
    /// usual ones when none is.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownColumn`], [`ErrorKind::BadParameter`] for a column
    /// that cannot be a feature, [`ErrorKind::NoVariation`],
    /// [`ErrorKind::TooFew`] when every row lacks a value.
    pub(super) fn of(content: &Content, scope: &Scope, params: &ProfileParams) -> Result<Self> {
        let names = &params.features;
        let repeated = names.iter().enumerate().find(|&(place, name)| names[..place].contains(name));
        if let Some((_, name)) = repeated {
            return Err(Error::bad_parameter("features", name, "it stands there twice", "该特征重复"));
        }
        let table = content.customers.as_deref();
        let raw = match (&content.orders, table) {
            (None, Some(table)) => Raw::of_table(table, names)?,
            (None, None) => return Err(no_features()),
            (Some(ledger), _) => Raw::of_orders(&Customers::summarise(ledger, scope, params.grain)?, table, names, params.log)?,
        };
        raw.complete()
    }

    /// An empty frame over these customers.
    pub(super) fn frame(&self) -> Frame {
        Frame::new(Arc::clone(&self.ids), self.rows.clone())
    }
}

impl Raw {
    fn of_orders(customers: &Customers, table: Option<&Table>, names: &[String], log: bool) -> Result<Self> {
        let [recency, frequency, monetary] = customers.rfm();
        let average = monetary
            .iter()
            .zip(&frequency)
            .map(|(money, purchases)| money / purchases)
            .collect();
        let age = |row: usize| f64::from(customers.window.as_of.0.abs_diff(customers.first[row].0));
        let measures = [
            ("recency", log, recency),
            ("frequency", log, frequency),
            ("monetary", log, monetary.clone()),
            ("average", log, average),
            ("tenure", false, (0..customers.len()).map(age).collect()),
        ];
        let named: Vec<&str> = if names.is_empty() {
            USUAL.to_vec()
        } else {
            names.iter().map(String::as_str).collect()
        };
        let mut columns = Vec::with_capacity(named.len());
        for name in named {
            let Some((_, log, values)) = measures.iter().find(|(measure, ..)| *measure == name) else {
                let attributes = || table.into_iter().flat_map(|table| &table.attributes);
                let known = || measures.iter().map(|(measure, ..)| *measure);
                let attribute = attributes()
                    .find(|attribute| attribute.name == name)
                    .ok_or_else(|| unknown(name, known().chain(attributes().map(|attribute| &*attribute.name))))?;
                let of_rows = |values: Vec<f64>| customers.rows.iter().map(|&row| values[row as usize]).collect();
                columns.extend(
                    columns_of(attribute)?
                        .into_iter()
                        .map(|(feature, values)| (feature, of_rows(values))),
                );
                continue;
            };
            let feature = Feature {
                name: name.into(),
                column: name.into(),
                level: None,
                log: *log,
            };
            columns.push((feature, values.clone()));
        }
        Ok(Self {
            window: Some(customers.window),
            ids: Arc::clone(&customers.ids),
            rows: customers.rows.clone(),
            columns,
            money: Some(monetary),
            notices: customers.notices(),
        })
    }

    fn of_table(table: &Table, names: &[String]) -> Result<Self> {
        let (mut columns, mut notices) = (Vec::new(), Vec::new());
        // Who left is an outcome; grouped by it, customers would be described by their end.
        let label = names.is_empty().then(|| likely_label(table)).flatten();
        for attribute in &table.attributes {
            if !names.is_empty() || !matches!(attribute.values, AttributeValues::Number(_)) {
                continue;
            }
            if label.as_ref() == Some(&attribute.name) {
                notices.push(label_left_out(&attribute.name));
            } else {
                columns.extend(columns_of(attribute)?);
            }
        }
        for name in names {
            let known = || table.attributes.iter().map(|attribute| attribute.name.as_str());
            columns.extend(columns_of(table.attribute(name).ok_or_else(|| unknown(name, known()))?)?);
        }
        if columns.is_empty() {
            return Err(no_features());
        }
        Ok(Self {
            window: None,
            ids: Arc::clone(&table.ids),
            rows: (0..table.len()).map(|row| u32::try_from(row).unwrap_or(u32::MAX)).collect(),
            columns,
            money: None,
            notices,
        })
    }

    /// Leaves out rows with a missing value, then features that do not vary.
    fn complete(mut self) -> Result<Described> {
        let whole: Vec<usize> = (0..self.rows.len())
            .filter(|&row| self.columns.iter().all(|(_, values)| values[row].is_finite()))
            .collect();
        let left_out = self.rows.len() - whole.len();
        if whole.is_empty() {
            return Err(Error::new(
                ErrorKind::TooFew,
                "Every customer lacks a value in one of the features. Choose features that are filled in.",
                "每位客户都缺少某个特征。请选择填写完整的特征。",
            ));
        }
        if left_out > 0 {
            self.notices.push(Notice::note(
                "missing_values",
                format!(
                    "Customers left out because a feature is missing: {left_out} of {}.",
                    self.rows.len()
                ),
                format!("{} 位客户中有 {left_out} 位因特征缺失未参与分组。", self.rows.len()),
            ));
        }
        let varies = |values: &[f64]| whole.iter().any(|&row| values[row] != values[whole[0]]);
        let (columns, constant): (Vec<_>, Vec<_>) = self.columns.into_iter().partition(|(_, values)| varies(values));
        if columns.is_empty() {
            return Err(Error::new(
                ErrorKind::NoVariation,
                "All customers are equal in these features, so there are no groups to find. Choose other features.",
                "所有客户在这些特征上完全相同，无法分组。请选择其他特征。",
            ));
        }
        if !constant.is_empty() {
            let names: Vec<&str> = constant.iter().map(|(feature, _)| feature.name.as_str()).collect();
            self.notices.push(Notice::note(
                "constant_features",
                format!("Features left out because everyone has the same value: {}.", names.join(", ")),
                format!("因所有客户取值相同而未使用的特征：{}。", names.join("、")),
            ));
        }
        let shape = (whole.len(), columns.len());
        let values = Array2::from_shape_fn(shape, |(row, column)| columns[column].1[whole[row]]);
        Ok(Described {
            window: self.window,
            seen: Array2::from_shape_fn(shape, |(row, column)| columns[column].0.seen(values[[row, column]])),
            values,
            features: columns.into_iter().map(|(feature, _)| feature).collect(),
            ids: self.ids,
            rows: whole.iter().map(|&row| self.rows[row]).collect(),
            money: self.money.map(|money| whole.iter().map(|&row| money[row]).collect()),
            notices: self.notices,
        })
    }
}

/// The features of an attribute: itself, or one a level.
fn columns_of(attribute: &Attribute) -> Result<Vec<(Feature, Vec<f64>)>> {
    let column = &attribute.name;
    match &attribute.values {
        AttributeValues::Number(values) => {
            let feature = Feature {
                name: column.clone(),
                column: column.clone(),
                level: None,
                log: false,
            };
            Ok(vec![(feature, values.clone())])
        }
        AttributeValues::Category { levels, .. } if levels.len() > MOST_LEVELS => Err(Error::bad_parameter(
            "features",
            column,
            &format!(
                "this column has {} different values; a feature may have up to {MOST_LEVELS}",
                levels.len()
            ),
            &format!("该列有 {} 种取值，特征最多 {MOST_LEVELS} 种", levels.len()),
        )),
        AttributeValues::Category { codes, levels } => {
            let one_hot = |(level, name): (u32, &String)| {
                let feature = Feature {
                    name: format!("{column}={name}"),
                    column: column.clone(),
                    level: Some(name.clone()),
                    log: false,
                };
                let has = |code: &Option<u32>| code.map_or(f64::NAN, |code| f64::from(u8::from(code == level)));
                (feature, codes.iter().map(has).collect())
            };
            Ok((0..).zip(levels).map(one_hot).collect())
        }
        AttributeValues::Day(_) => Err(Error::bad_parameter(
            "features",
            column,
            "this column holds dates; choose columns of numbers or categories",
            "该列是日期，请选择数值列或分类列",
        )),
    }
}

fn no_features() -> Error {
    Error::new(
        ErrorKind::BadParameter,
        "The file has no column of numbers to group customers by. Name category columns as features.",
        "文件中没有可用于分组的数值列。请指定分类列作为特征。",
    )
}

fn label_left_out(column: &str) -> Notice {
    Notice::note(
        "label_left_out",
        format!("“{column}” says who left, so customers are not grouped by it; name it as a feature if they should be."),
        format!("“{column}”表示客户是否流失，因此不作为分组特征；如需使用，请在特征中指定。"),
    )
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.collect();
    Error::new(
        ErrorKind::UnknownColumn,
        format!("There is no “{name}” to take as a feature; there are {}.", known.join(", ")),
        format!("没有“{name}”这一特征，可选：{}。", known.join("、")),
    )
}
