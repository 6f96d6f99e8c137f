//! A table of customers with attributes: one row a customer, typed columns.

use std::sync::Arc;

use crate::ingest::Role;
use crate::ledger::{Day, natural_order};
use crate::sorting;

/// Customers with their attributes, in [natural order](crate::ledger::natural_order) of their ids;
/// in the order of their content where the file has no ids.
#[derive(Debug)]
pub struct Table {
    /// One id a row; the row's number in the file where it has none.
    pub ids: Arc<Vec<String>>,
    /// The attributes in the file's order; the id is not among them.
    pub attributes: Vec<Attribute>,
}

/// One attribute of all customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The column's name, or its position from 1 where there is no header.
    pub name: String,
    /// What it is, where that is known.
    pub role: Option<Role>,
    /// One value a row.
    pub values: AttributeValues,
    /// How many different values each row's orders gave, where it comes from orders; the value is
    /// then that of the last day.
    pub variety: Option<Vec<u32>>,
}

impl Attribute {
    /// An attribute of a table of customers.
    pub fn new(name: impl Into<String>, values: AttributeValues) -> Self {
        Self {
            name: name.into(),
            role: None,
            values,
            variety: None,
        }
    }
}

/// The values of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeValues {
    /// Numbers; `NaN` where the value is missing.
    Number(Vec<f64>),
    /// One of some levels; `None` where the value is missing.
    Category {
        /// A position in `levels` a row.
        codes: Vec<Option<u32>>,
        /// The levels in natural order.
        levels: Vec<String>,
    },
    /// Days; `None` where the value is missing.
    Day(Vec<Option<Day>>),
}

impl AttributeValues {
    /// The text of a row's value as it stands in the file; `None` where it is missing or no text.
    pub fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Category { codes, levels } => codes[row].map(|code| &*levels[code as usize]),
            Self::Number(_) | Self::Day(_) => None,
        }
    }

    /// The values of these rows, in their order; `None` gives a missing one.
    #[must_use]
    pub fn picked(&self, rows: &[Option<u32>]) -> Self {
        match self {
            Self::Number(values) => Self::Number(rows.iter().map(|row| row.map_or(f64::NAN, |row| values[row as usize])).collect()),
            Self::Category { codes, levels } => Self::Category {
                codes: rows.iter().map(|row| row.and_then(|row| codes[row as usize])).collect(),
                levels: levels.clone(),
            },
            Self::Day(days) => Self::Day(rows.iter().map(|row| row.and_then(|row| days[row as usize])).collect()),
        }
    }

    /// Whether two rows have the same value.
    pub fn equal(&self, a: usize, b: usize) -> bool {
        match self {
            Self::Number(values) => values[a] == values[b],
            Self::Category { codes, .. } => codes[a] == codes[b],
            Self::Day(days) => days[a] == days[b],
        }
    }

    /// Whether these are values of the same kind.
    pub fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Fills gaps with the values that another column of the same kind has in the same rows; the
    /// rows that have a value in both, and not the same.
    pub fn fill(&mut self, other: &Self) -> Vec<usize> {
        match (self, other) {
            (Self::Number(values), Self::Number(others)) => filled(values, others, |value| !value.is_nan()),
            (Self::Day(days), Self::Day(others)) => filled(days, others, Option::is_some),
            (
                Self::Category { codes, levels },
                Self::Category {
                    codes: others,
                    levels: further,
                },
            ) => {
                let mut all: Vec<String> = levels.iter().chain(further).cloned().collect();
                sorting::sort_by(&mut all, |a, b| natural_order(a, b));
                all.dedup();
                let place = |level: &String| {
                    all.binary_search_by(|other| natural_order(other, level))
                        .map_or(u32::MAX, |place| u32::try_from(place).unwrap_or(u32::MAX))
                };
                let placed = |codes: &[Option<u32>], levels: &[String]| {
                    let places: Vec<u32> = levels.iter().map(place).collect();
                    codes.iter().map(|code| code.map(|code| places[code as usize])).collect::<Vec<_>>()
                };
                let others = placed(others, further);
                *codes = placed(codes, levels);
                *levels = all;
                filled(codes, &others, Option::is_some)
            }
            _ => Vec::new(),
        }
    }

    /// Whether a row has no value.
    pub fn missing(&self, row: usize) -> bool {
        match self {
            Self::Number(values) => values[row].is_nan(),
            Self::Category { codes, .. } => codes[row].is_none(),
            Self::Day(days) => days[row].is_none(),
        }
    }
}

/// Fills what is not there; which values are there in both and differ.
fn filled<T: Copy + PartialEq>(values: &mut [T], others: &[T], there: impl Fn(&T) -> bool) -> Vec<usize> {
    let mut differ = Vec::new();
    for (row, (value, other)) in values.iter_mut().zip(others).enumerate().filter(|(_, (_, other))| there(other)) {
        if there(value) {
            differ.extend((value != other).then_some(row));
        } else {
            *value = *other;
        }
    }
    differ
}

impl Table {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Which rows repeat, in id and every attribute, the row before them; equal rows lie side by side.
    pub fn copies(&self) -> Vec<bool> {
        let same = |row: usize| {
            let alike = |values: &AttributeValues| match (values.missing(row), values.missing(row - 1)) {
                (false, false) => values.equal(row, row - 1),
                (one, other) => one == other,
            };
            self.ids[row] == self.ids[row - 1] && self.attributes.iter().all(|attribute| alike(&attribute.values))
        };
        (0..self.len()).map(|row| row > 0 && same(row)).collect()
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
