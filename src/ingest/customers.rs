//! Rows → table of customers.
//!
//! Each column keeps its distinct texts and a number a row; what a column
//! holds is decided at the end from all its distinct values, so it does not
//! depend on the order of the rows:
//!
//! - days, when every value is one;
//! - numbers, when at least 95 % of the rows that have a value have a number;
//!   the others become missing and are told;
//! - else categories.

use std::sync::Arc;

use crate::ledger::{Day, Interner};
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::{Notice, Text};

use super::dates::{self, Written};
use super::marks::decimal_unknown;
use super::numbers;
use super::orders::{Refusal, order_unknown};
use super::params::ImportParams;
use super::plan::Plan;
use super::profile::{blank, missing};
use super::records::Record;
use super::rejects::Fault;
use super::report::{DateOrder, DecimalMark, Role};
use super::width::half_width;

/// The share of numbers that makes a column one of numbers.
const NUMBERS: f64 = 0.95;

/// Turns rows into a table.
#[derive(Debug)]
pub(super) struct Customers {
    id: Option<usize>,
    date_order: Option<DateOrder>,
    decimal: Option<DecimalMark>,
    columns: Vec<Column>,
    /// The number of each row, where no column names the customers.
    rows: Vec<u64>,
}

#[derive(Debug)]
struct Column {
    name: String,
    texts: Interner,
    codes: Vec<u32>,
}

/// The table and what is to be said about it.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) table: Table,
    /// What each column of the file holds; the id says nothing.
    pub(super) contents: Vec<Option<Text>>,
    pub(super) notices: Vec<Notice>,
}

impl Customers {
    /// For the columns of a plan.
    pub(super) fn new(plan: &Plan, params: &ImportParams) -> Self {
        let column = |name: &String| Column {
            name: name.clone(),
            texts: Interner::default(),
            codes: Vec::new(),
        };
        Self {
            id: plan.roles.column(Role::Customer),
            date_order: params.date_order,
            decimal: params.decimal,
            columns: plan.names.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Takes a row, or says why not.
    pub(super) fn take<'a>(&mut self, record: &Record<'a>, row: u64) -> Result<(), Refusal<'a>> {
        let (has, needs) = (record.len(), self.columns.len());
        if has < needs {
            return Err((None, Fault::TooFewFields { has, needs }));
        }
        if let Some(id) = self.id
            && missing(record.field(id).unwrap_or_default())
        {
            return Err((Some(id), Fault::NoCustomer));
        }
        for (position, column) in self.columns.iter_mut().enumerate() {
            let text = record.field(position).unwrap_or_default();
            column.codes.push(column.texts.intern(text));
        }
        self.rows.push(row);
        Ok(())
    }

    /// Decides what the columns hold and sets the rows in order: by id, then
    /// by content.
    pub(super) fn finish(self) -> Settled {
        let sorted: Vec<(Vec<String>, Vec<u32>)> = self.columns.iter().map(|column| column.texts.sorted()).collect();
        let place = |column: usize, row: usize| sorted[column].1[self.columns[column].codes[row] as usize];
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|&a, &b| {
            let by = |column: usize| place(column, a).cmp(&place(column, b));
            let first = self.id.map_or(std::cmp::Ordering::Equal, by);
            (0..self.columns.len()).fold(first, |so_far, column| so_far.then_with(|| by(column)))
        });

        let ids: Vec<String> = match self.id {
            Some(id) => order.iter().map(|&row| sorted[id].0[place(id, row) as usize].clone()).collect(),
            None => order.iter().map(|&row| self.rows[row].to_string()).collect(),
        };
        let mut settled = Settled {
            table: Table {
                ids: Arc::new(ids),
                attributes: Vec::new(),
            },
            contents: Vec::new(),
            notices: Vec::new(),
        };
        if self.id.is_some() {
            settled.notices.extend(duplicates(&settled.table.ids));
        }
        let mut gaps = Vec::new();
        for (position, column) in self.columns.iter().enumerate() {
            if self.id == Some(position) {
                settled.contents.push(None);
                continue;
            }
            let places: Vec<u32> = order.iter().map(|&row| place(position, row)).collect();
            let texts = Texts::new(&column.name, &sorted[position].0, &places);
            let (values, content) = texts.values(self.date_order, self.decimal, &mut settled.notices);
            gaps.extend(Some((&column.name, texts.missing(&values))).filter(|&(_, missing)| missing > 0));
            settled.contents.push(Some(content));
            settled.table.attributes.push(Attribute {
                name: column.name.clone(),
                values,
            });
        }
        settled.notices.extend(missing_values(&gaps));
        settled
    }
}

/// The distinct texts of a column in natural order, and which one each row has.
struct Texts<'a> {
    name: &'a str,
    distinct: &'a [String],
    places: &'a [u32],
    /// How many rows have each text.
    counts: Vec<u64>,
}

impl<'a> Texts<'a> {
    fn new(name: &'a str, distinct: &'a [String], places: &'a [u32]) -> Self {
        let mut counts = vec![0; distinct.len()];
        for &place in places {
            counts[place as usize] += 1;
        }
        Self {
            name,
            distinct,
            places,
            counts,
        }
    }

    /// The texts that can be a day or a number.
    fn filled(&self) -> impl Iterator<Item = &'a str> {
        self.distinct.iter().map(String::as_str).filter(|text| !missing(text))
    }

    /// The number of rows without a value, the column being what it is.
    fn missing(&self, values: &AttributeValues) -> u64 {
        let missing = if let AttributeValues::Category { .. } = values {
            blank
        } else {
            missing
        };
        let texts = self.distinct.iter().zip(&self.counts);
        texts.filter(|(text, _)| missing(text)).map(|(_, count)| count).sum()
    }

    /// The rows' values by way of the distinct texts' values.
    fn each<T: Copy>(&self, values: &[T]) -> Vec<T> {
        self.places.iter().map(|&place| values[place as usize]).collect()
    }

    fn values(&self, order: Option<DateOrder>, mark: Option<DecimalMark>, notices: &mut Vec<Notice>) -> (AttributeValues, Text) {
        if self.distinct.iter().all(|text| blank(text)) {
            notices.push(Notice::note(
                "empty_column",
                format!("The column “{}” has no values.", self.name),
                format!("“{}”列没有值。", self.name),
            ));
        }
        if let Some(days) = self.days(order, notices) {
            return (AttributeValues::Day(days), Text::new("Days.", "日期。"));
        }
        if let Some((numbers, mark)) = self.numbers(mark, notices) {
            let content = match mark {
                DecimalMark::Point => Text::new("Numbers.", "数字。"),
                DecimalMark::Comma => Text::new("Numbers with a decimal comma.", "数字，小数点写作逗号。"),
            };
            return (AttributeValues::Number(numbers), content);
        }
        let mut codes = Vec::with_capacity(self.distinct.len());
        let mut levels: Vec<String> = Vec::new();
        for text in self.distinct {
            let code = u32::try_from(levels.len()).ok().filter(|_| !blank(text));
            codes.push(code);
            levels.extend(code.map(|_| text.clone()));
        }
        let content = Text::new(
            format!("One of {} categories.", levels.len()),
            format!("类别，共 {} 种。", levels.len()),
        );
        (
            AttributeValues::Category {
                codes: self.each(&codes),
                levels,
            },
            content,
        )
    }

    /// Days, when every value is one and all agree on the order of day and month.
    fn days(&self, order: Option<DateOrder>, notices: &mut Vec<Notice>) -> Option<Vec<Option<Day>>> {
        self.filled().next()?;
        let written: Vec<Option<Written>> = self
            .distinct
            .iter()
            .map(|text| {
                if missing(text) {
                    Some(None)
                } else {
                    dates::read(text, order).ok().map(Some)
                }
            })
            .collect::<Option<_>>()?;
        let speaks = |order| written.iter().flatten().any(|written| written.evidence() == Some(order));
        let order = match (speaks(DateOrder::Dmy), speaks(DateOrder::Mdy)) {
            (true, true) => return None,
            (false, true) => DateOrder::Mdy,
            (true, false) => DateOrder::Dmy,
            (false, false) => {
                if written.iter().flatten().any(|written| written.open().is_some()) {
                    notices.push(order_unknown(self.name));
                }
                DateOrder::Dmy
            }
        };
        let days: Vec<Option<Day>> = written
            .iter()
            .map(|written| written.and_then(|written| written.day(order)))
            .collect();
        Some(self.each(&days))
    }

    /// Numbers, when nearly every value is one, and their decimal mark.
    fn numbers(&self, given: Option<DecimalMark>, notices: &mut Vec<Notice>) -> Option<(Vec<f64>, DecimalMark)> {
        let (mut points, mut commas, mut open) = (0, 0, false);
        for text in self.filled().filter(|text| text.contains(['.', ',', '．', '，'])) {
            match numbers::evidence(&half_width(text)) {
                Some(DecimalMark::Point) => points += 1,
                Some(DecimalMark::Comma) => commas += 1,
                None => open = true,
            }
        }
        let mark = given.unwrap_or(if commas > points { DecimalMark::Comma } else { DecimalMark::Point });
        let values: Vec<f64> = self
            .distinct
            .iter()
            .map(|text| if missing(text) { None } else { numbers::float(text, mark) })
            .map(|value| value.unwrap_or(f64::NAN))
            .collect();
        let (mut numbers, mut others, mut example) = (0, 0, None);
        for ((text, &count), value) in self.distinct.iter().zip(&self.counts).zip(&values) {
            if !value.is_nan() {
                numbers += count;
            } else if !missing(text) {
                others += count;
                example = example.or(Some(text));
            }
        }
        if numbers == 0 || (numbers as f64) < NUMBERS * (numbers + others) as f64 {
            return None;
        }
        if open && points + commas == 0 && given.is_none() {
            notices.push(decimal_unknown(self.name));
        }
        if let Some(example) = example {
            notices.push(Notice::warning(
                "not_numbers",
                format!(
                    "Values of “{}” that are not numbers count as missing: {others}, for instance “{example}”.",
                    self.name
                ),
                format!("“{}”列中有 {others} 个值不是数字（例如“{example}”），按缺失处理。", self.name),
            ));
        }
        Some((self.each(&values), mark))
    }
}

/// Ids that stand in more than one row; they lie side by side.
fn duplicates(ids: &[String]) -> Option<Notice> {
    let mut doubles = ids.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| &same[0]);
    let example = doubles.next()?;
    let count = doubles.count() + 1;
    Some(Notice::warning(
        "duplicate_ids",
        format!("Customers that stand in more than one row: {count}, for instance “{example}”. All rows were kept."),
        format!("有 {count} 位客户出现在多行中（例如“{example}”），所有行均已保留。"),
    ))
}

/// Which columns have missing values, and how many.
fn missing_values(gaps: &[(&String, u64)]) -> Option<Notice> {
    const NAMED: usize = 8;
    let mut list: Vec<String> = gaps.iter().take(NAMED).map(|(name, count)| format!("{name} ({count})")).collect();
    if gaps.len() > NAMED {
        list.push("…".into());
    }
    (!gaps.is_empty()).then(|| {
        Notice::note(
            "missing_values",
            format!("Columns with missing values: {}.", list.join(", ")),
            format!("有缺失值的列：{}。", list.join("、")),
        )
    })
}
