//! A table of customers with attributes: one row a customer, typed columns.

use std::sync::Arc;

use crate::ledger::Day;

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
    /// One value a row.
    pub values: AttributeValues,
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

impl Table {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
