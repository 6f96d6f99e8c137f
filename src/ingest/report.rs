//! How an import went: what was guessed and why, what was kept, what was not.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ledger::Day;
use crate::text::{Notice, Text};

use super::rejected::Rejections;

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
    /// Customers with their purchases summed up: repeat purchases, age at the last one, age.
    Summary,
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
    /// What the line cost (or one piece of it, by its name or beside price × quantity), or what serving the customer costs.
    Cost,
    /// The way it was sold: online, by telephone.
    Channel,
    /// The shop it was sold in.
    Store,
    /// The campaign, promotion or coupon it was sold with.
    Campaign,
    /// What became of the order: paid, cancelled, refunded.
    Status,
    /// The customer's e-mail address.
    Email,
    /// The customer's phone number.
    Phone,
    /// The customer's name.
    Name,
    /// The customer's address.
    Address,
    /// The city of the customer.
    City,
    /// In a summary, the number of repeat purchases: all but the first.
    X,
    /// In a summary, the customer's age at the last purchase, counted from the first.
    #[serde(rename = "t_x")]
    Tx,
    /// In a summary, the customer's age now, counted from the first purchase.
    #[serde(rename = "T")]
    T,
    /// In a summary, the mean amount of a repeat purchase.
    M,
    /// In a summary, the number of customers that a row stands for.
    Count,
}

/// What the values of a column are, whatever the column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// No values.
    Empty,
    /// Days.
    Day,
    /// Days with a time.
    DayTime,
    /// Amounts of money.
    Money,
    /// Numbers.
    Number,
    /// Whole numbers.
    WholeNumber,
    /// Percentages.
    Percent,
    /// Yes and no, in whichever words.
    YesNo,
    /// A few values that come again.
    Category,
    /// Ids of something.
    Identifier,
    /// Phone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Names of people.
    Name,
    /// Postal addresses.
    Address,
    /// Any other words.
    Text,
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
    /// What its values are, by the beginning of the file.
    pub content: ContentType,
    /// How sure that is, from 0 to 1.
    pub content_confidence: f64,
    /// Why.
    pub content_reason: Text,
    /// In a column of yes and no, how yes is most often written.
    pub yes: Option<String>,
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

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SheetReport {
    /// Its name.
    pub name: String,
    /// Its rows: of the sheet that was read those with anything in them, of others what the file says, if it does.
    pub rows: Option<u64>,
    /// Its columns, known in the same way.
    pub columns: Option<u64>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether it is the one that was read.
    pub chosen: bool,
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
    /// What the file is by its content: `csv`, `json`, `xlsx`, `xls` or `ods`.
    pub format: &'static str,
    /// What the file was packed in: `gzip` or `none`.
    pub compression: &'static str,
    /// The encoding of the text; empty for a workbook.
    pub encoding: &'static str,
    /// Why it is taken for that encoding.
    pub encoding_reason: Option<Text>,
    /// The sheets of a workbook.
    pub sheets: Vec<SheetReport>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Why that one.
    pub sheet_reason: Option<Text>,
    /// The delimiter: `,` `;` `|` a tab, or `white-space`; empty for workbooks and JSON.
    pub delimiter: String,
    /// Why; `None` for workbooks and JSON.
    pub delimiter_reason: Option<Text>,
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
    /// Whether nothing in the file shows that order, so that the user should be asked for it.
    pub date_order_assumed: bool,
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
    /// Where all rejected rows stand, to write them from the file itself.
    #[serde(skip)]
    #[cfg_attr(feature = "types", ts(skip))]
    pub rejections: Arc<Rejections>,
    /// How many rows were rejected for each reason.
    #[cfg_attr(feature = "types", ts(type = "Record<string, number>"))]
    pub rejected_by_reason: BTreeMap<&'static str, u64>,
    /// The rows among the rejected that name no customer.
    pub missing_customer_rows: u64,
    /// The sum of those rows' amounts, in a file of orders.
    pub missing_customer_amount: Option<f64>,
    /// The sum of the amounts of the other rejected rows, those of totals aside, where they can be read.
    pub rejected_amount: Option<f64>,
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
