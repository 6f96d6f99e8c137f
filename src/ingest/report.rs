//! How an import went: what was guessed and why, what was kept, what was not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ledger::Day;
use crate::text::{Notice, Text};

/// What kind of rows a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Purchases: many rows a customer.
    Orders,
    /// Customers with attributes: one row a customer.
    Customers,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The customer's id.
    Customer,
    /// The day of the purchase.
    Date,
    /// What was paid for the line.
    Amount,
    /// The price of one piece; amount = price × quantity where no amount is given.
    Price,
    /// The number of pieces.
    Quantity,
    /// The order's id.
    Order,
    /// The product.
    Product,
}

/// The order of day, month and year in a column of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum DateOrder {
    /// Year, month, day.
    #[serde(rename = "YMD")]
    Ymd,
    /// Day, month, year.
    #[serde(rename = "DMY")]
    Dmy,
    /// Month, day, year.
    #[serde(rename = "MDY")]
    Mdy,
}

/// The character between the whole and the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// A column, what it is taken for and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ColumnReport {
    /// Its position, from 1.
    pub position: usize,
    /// Its name in the header, or its position where there is no header.
    pub name: String,
    /// What it is taken for.
    pub role: Option<Role>,
    /// How sure the guess is, from 0 to 1; 1 when the user said so.
    pub confidence: f64,
    /// Why.
    pub reason: Text,
    /// The first few values.
    pub sample: Vec<String>,
}

/// A row that was not kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rejected {
    /// The line of the file on which the row begins, from 1, header included.
    pub line: u64,
    /// The column that is wrong; empty when the whole row is.
    pub column: String,
    /// A stable name of the reason.
    pub code: &'static str,
    /// What is wrong, in English.
    pub reason: String,
    /// What is wrong, in Chinese.
    pub reason_zh: String,
    /// The row as it stands in the file, cut after 500 bytes.
    pub text: String,
}

/// A row of data as it stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct HeadRow {
    /// The line of the file on which the row begins, from 1, header included.
    pub line: u64,
    /// Its fields, each cut after 200 characters; a field too many is there, further ones are not.
    /// A line without an end to its quotes is one field.
    pub cells: Vec<String>,
    /// Why the row was not kept; `None` when it was.
    pub rejected: Option<Text>,
    /// The column that is wrong then, if it is a single one.
    pub column: Option<String>,
}

/// How an import went.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ImportReport {
    /// The file's name, as it was given.
    pub file: String,
    /// The number of bytes read.
    pub bytes: u64,
    /// What kind of rows the file has.
    pub kind: FileKind,
    /// Why it is taken for that kind.
    pub kind_reason: Text,
    /// The encoding.
    pub encoding: &'static str,
    /// The delimiter: `,` `;` `|` a tab, or `white-space`.
    pub delimiter: String,
    /// Whether the first row names the columns.
    pub header: bool,
    /// Why it is taken for a header, or not.
    pub header_reason: Text,
    /// Every column with its role.
    pub columns: Vec<ColumnReport>,
    /// The first few rows of data, kept or not.
    pub head: Vec<HeadRow>,
    /// The column of each role, by name.
    pub roles: BTreeMap<Role, String>,
    /// The order of day, month and year, where there is a date column that shows or needs one.
    pub date_order: Option<DateOrder>,
    /// Why it is taken for that order.
    pub date_reason: Option<Text>,
    /// The decimal mark of the amounts, in a file of orders.
    pub decimal: Option<DecimalMark>,
    /// Why it is taken for that mark.
    pub decimal_reason: Option<Text>,
    /// The rows below the header, blank lines left out.
    pub rows_read: u64,
    /// The rows that were kept.
    pub rows_kept: u64,
    /// The rows that were not; `rows_read = rows_kept + rows_rejected`.
    pub rows_rejected: u64,
    /// The first thousand rejected rows.
    pub rejected: Vec<Rejected>,
    /// How many rows were rejected for each reason.
    #[cfg_attr(feature = "types", ts(type = "Record<string, number>"))]
    pub rejected_by_reason: BTreeMap<&'static str, u64>,
    /// The rows among the rejected that name no customer.
    pub missing_customer_rows: u64,
    /// The first day with a kept row.
    pub first_day: Option<Day>,
    /// The last day with a kept row.
    pub last_day: Option<Day>,
    /// The number of customers.
    pub customers: usize,
    /// The sum of the kept rows' amounts.
    pub total_amount: Option<f64>,
    /// What to know about this import.
    pub notices: Vec<Notice>,
}
