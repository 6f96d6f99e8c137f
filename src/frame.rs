//! The per-customer part of a report: named columns of equal length.
//!
//! Columns cross into the browser as typed arrays and into JSON as one object
//! a customer; the analyses only fill them.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Measures; `NaN` is "not known" and becomes `null` in JSON.
    Number(Vec<f64>),
    /// Counts and scores.
    Count(Vec<u32>),
    /// One of a few levels, by position in `levels`.
    Level {
        /// One position a row.
        codes: Vec<u8>,
        /// Stable names, in their order of display.
        levels: Vec<String>,
    },
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The key in JSON and in the page.
    pub name: String,
    /// One value a row.
    pub values: Values,
}

/// Rows of customers with what an analysis found for each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Every customer's id in the workspace.
    ids: Arc<Vec<String>>,
    /// The customer each row is about, as a position in the workspace.
    rows: Vec<u32>,
    columns: Vec<Column>,
}

impl Frame {
    /// A frame without columns over these customers.
    pub fn new(ids: Arc<Vec<String>>, rows: Vec<u32>) -> Self {
        Self {
            ids,
            rows,
            columns: Vec::new(),
        }
    }

    /// Adds a column of measures.
    #[must_use]
    pub fn number(self, name: &str, values: Vec<f64>) -> Self {
        self.with(name, Values::Number(values))
    }

    /// Adds a column of counts.
    #[must_use]
    pub fn count(self, name: &str, values: Vec<u32>) -> Self {
        self.with(name, Values::Count(values))
    }

    /// Adds a column of levels.
    #[must_use]
    pub fn level(self, name: &str, codes: Vec<u8>, levels: Vec<String>) -> Self {
        self.with(name, Values::Level { codes, levels })
    }

    fn with(mut self, name: &str, values: Values) -> Self {
        debug_assert_eq!(values.len(), self.rows.len(), "column {name}");
        self.columns.push(Column {
            name: name.to_owned(),
            values,
        });
        self
    }

    /// The number of customers in it.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no customer is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The customers, as positions in the workspace.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The id of the customer in a row.
    pub fn id(&self, row: usize) -> &str {
        &self.ids[self.rows[row] as usize]
    }

    /// The first rows, as they are written in JSON.
    pub fn head(&self, rows: usize) -> impl Iterator<Item = Row<'_>> {
        (0..self.len().min(rows)).map(|row| Row { frame: self, row })
    }
}

/// One object a customer, written without building it first: there may be millions.
impl Serialize for Frame {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.head(self.len()))
    }
}

/// A row of a frame: the customer's `id` and the value of each column.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    frame: &'a Frame,
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { frame, row } = *self;
        let mut object = serializer.serialize_map(Some(1 + frame.columns.len()))?;
        object.serialize_entry("id", frame.id(row))?;
        for Column { name, values } in &frame.columns {
            match values {
                Values::Number(values) => object.serialize_entry(name, &values[row])?,
                Values::Count(values) => object.serialize_entry(name, &values[row])?,
                Values::Level { codes, levels } => object.serialize_entry(name, &levels[usize::from(codes[row])])?,
            }
        }
        object.end()
    }
}

impl Values {
    /// The number of values.
    pub fn len(&self) -> usize {
        match self {
            Self::Number(values) => values.len(),
            Self::Count(values) => values.len(),
            Self::Level { codes, .. } => codes.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
