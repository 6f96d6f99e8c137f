//! Rows → table of customers.
//!
//! Each column keeps its distinct texts and a number a row; what a column
//! holds is decided at the end from all its distinct values, so it does not
//! depend on the order of the rows:
//!
//! - words, when the beginning of the file shows ids, phone numbers, e-mail
//!   addresses, or words for yes and no;
//! - days, when every value is one;
//! - numbers, when at least 95 % of the rows that have a value have a number;
//!   the others become missing and are told; percentages become fractions;
//! - else categories.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ledger::{Day, Interner};
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::{Notice, Text};

use super::currencies::Carried;
use super::days::{self, Evidence};
use super::ids;
use super::known::Known;
use super::marks::decimal_unknown;
use super::numbers;
use super::orders::Refusal;
use super::params::ImportParams;
use super::plan::Plan;
use super::profile::{blank, missing};
use super::records::Record;
use super::rejects::Fault;
use super::report::{ContentType, DateOrder, DecimalMark, Role};
use super::totals::{self, Totals};
use super::width::half_width;
use super::written::{Speaks, Written};
use super::yesno;

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
    totals: Totals,
}

#[derive(Debug)]
struct Column {
    name: String,
    role: Option<Role>,
    known: Known,
    /// The user does not want it to be known of anybody.
    unused: bool,
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
    /// Whether the order of day and month of a column is not shown by anything.
    pub(super) date_order_assumed: bool,
}

impl Customers {
    /// For the columns of a plan.
    pub(super) fn new(plan: &Plan, params: &ImportParams) -> Self {
        let column = |position: usize| Column {
            name: plan.names[position].clone(),
            role: plan.roles.guesses[position].as_ref().map(|guess| guess.role),
            known: plan.known[position].clone(),
            unused: plan.roles.unused.contains(&position),
            texts: Interner::default(),
            codes: Vec::new(),
        };
        Self {
            id: plan.roles.column(Role::Customer),
            date_order: params.date_order,
            decimal: params.decimal,
            columns: (0..plan.names.len()).map(column).collect(),
            rows: Vec::new(),
            totals: Totals::default(),
        }
    }

    /// Takes a row, or says why not.
    pub(super) fn take<'a>(&mut self, record: &Record<'a>, row: u64) -> Result<(), Refusal<'a>> {
        let (has, needs) = (record.len(), self.columns.len());
        if let Some(cell) = self.total(record) {
            return Err(self.totals.left_out(record, cell, None));
        }
        if has < needs {
            return Err((None, Fault::TooFewFields { has, needs }));
        }
        if let Some(id) = self.id
            && missing(record.field(id).unwrap_or_default())
        {
            return Err(self.totals.refused(record, (Some(id), Fault::NoCustomer), true, (None, None)));
        }
        for (position, column) in self.columns.iter_mut().enumerate() {
            let text = record.field(position).unwrap_or_default();
            let text = if self.id == Some(position) {
                column.known.trim.id(text)
            } else {
                text
            };
            column.codes.push(column.texts.intern(text));
        }
        self.rows.push(row);
        Ok(())
    }

    /// The cell that says that the row adds up others: in place of an id, or
    /// first in a row with gaps.
    fn total(&self, record: &Record<'_>) -> Option<usize> {
        let cell = self.id.unwrap_or(0);
        let gaps = || record.fields().any(missing);
        let is = totals::label(record.field(cell).unwrap_or_default(), false) && (self.id.is_some() || gaps());
        is.then_some(cell)
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
            date_order_assumed: false,
        };
        settled.notices.extend(self.totals.notice());
        if let Some(column) = self.id.map(|id| &self.columns[id]) {
            settled.notices.extend(duplicates(&settled.table.ids));
            settled.notices.extend(column.known.trim.notice(&column.name));
            let mut distinct = (*settled.table.ids).clone();
            distinct.dedup();
            settled.notices.extend(ids::notices(&distinct, &column.name));
        }
        let mut gaps = Vec::new();
        for (position, column) in self.columns.iter().enumerate() {
            if self.id == Some(position) || column.unused {
                settled.contents.push(None);
                continue;
            }
            let places: Vec<u32> = order.iter().map(|&row| place(position, row)).collect();
            let texts = Texts::new(&column.name, &column.known, &sorted[position].0, &places);
            let (values, content) = texts.values(self.date_order, self.decimal, &mut settled.notices);
            gaps.extend(Some((&column.name, texts.missing(&values))).filter(|&(_, missing)| missing > 0));
            settled.contents.push(Some(content));
            settled.table.attributes.push(Attribute {
                role: column.role,
                ..Attribute::new(&column.name, values)
            });
        }
        settled.date_order_assumed = settled.notices.iter().any(|notice| notice.code == "date_order_unknown");
        settled.notices.extend(missing_values(&gaps));
        settled
    }
}

/// The distinct texts of a column in natural order, and which one each row has.
pub(super) struct Texts<'a> {
    name: &'a str,
    known: &'a Known,
    distinct: &'a [String],
    places: &'a [u32],
    /// How many rows have each text.
    counts: Vec<u64>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(name: &'a str, known: &'a Known, distinct: &'a [String], places: &'a [u32]) -> Self {
        let mut counts = vec![0; distinct.len()];
        for &place in places {
            counts[place as usize] += 1;
        }
        Self {
            name,
            known,
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

    /// What the values are, as what each row has it, and what that is in words.
    pub(super) fn values(&self, order: Option<DateOrder>, mark: Option<DecimalMark>, notices: &mut Vec<Notice>) -> (AttributeValues, Text) {
        if self.distinct.iter().all(|text| blank(text)) {
            notices.push(Notice::note(
                "empty_column",
                format!("The column “{}” has no values.", self.name),
                format!("“{}”列没有值。", self.name),
            ));
        }
        if let Some(content) = self.words() {
            return (self.category(), content);
        }
        if let Some(days) = self.days(order, notices) {
            return (AttributeValues::Day(days), Text::new("Days.", "日期。"));
        }
        if let Some((numbers, mark)) = self.numbers(mark, notices) {
            let content = match mark {
                _ if self.percent() => Text::new("Percentages, as fractions: 15% is 0.15.", "百分比，按小数处理：15% 即 0.15。"),
                DecimalMark::Point => Text::new("Numbers.", "数字。"),
                DecimalMark::Comma => Text::new("Numbers with a decimal comma.", "数字，小数点写作逗号。"),
            };
            return (AttributeValues::Number(numbers), content);
        }
        let values = self.category();
        let count = if let AttributeValues::Category { levels, .. } = &values {
            levels.len()
        } else {
            0
        };
        (
            values,
            Text::new(format!("One of {count} categories."), format!("类别，共 {count} 种。")),
        )
    }

    fn percent(&self) -> bool {
        self.known.content.kind == ContentType::Percent
    }

    /// What the values are that stay words, even if they are digits.
    fn words(&self) -> Option<Text> {
        let content = &self.known.content;
        Some(match content.kind {
            ContentType::Phone => Text::new("Phone numbers, kept as text.", "电话号码，按文字保留。"),
            ContentType::Email => Text::new("E-mail addresses.", "邮箱地址。"),
            ContentType::Identifier => Text::new("Ids, kept as text.", "编号，按文字保留。"),
            ContentType::YesNo
                if content
                    .yes
                    .as_ref()
                    .is_some_and(|yes| numbers::float(yes, DecimalMark::Point).is_none()) =>
            {
                Text::new(
                    format!("Yes or no. {}", content.reason.en),
                    format!("是或否。{}", content.reason.zh),
                )
            }
            _ => return None,
        })
    }

    /// The distinct texts as levels; yes and no are one level each, however they are written.
    fn category(&self) -> AttributeValues {
        let yes_no = self.known.content.kind == ContentType::YesNo;
        let mut written: BTreeMap<String, usize> = BTreeMap::new();
        let word = |place: usize| {
            let text = &self.distinct[place];
            if yes_no { yesno::folded(text) } else { text.clone() }
        };
        for place in (0..self.distinct.len()).filter(|&place| !blank(&self.distinct[place])) {
            let most = written.entry(word(place)).or_insert(place);
            if self.counts[place] > self.counts[*most] {
                *most = place;
            }
        }
        let mut places: Vec<usize> = written.values().copied().collect();
        crate::sorting::sort(&mut places);
        let code = |place: usize| {
            let most = written.get(&word(place)).filter(|_| !blank(&self.distinct[place]))?;
            u32::try_from(places.binary_search(most).ok()?).ok()
        };
        let codes: Vec<Option<u32>> = (0..self.distinct.len()).map(code).collect();
        AttributeValues::Category {
            codes: self.each(&codes),
            levels: places.into_iter().map(|place| self.distinct[place].clone()).collect(),
        }
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
                    self.known.read(text, order).ok().map(Some)
                }
            })
            .collect::<Option<_>>()?;
        let order = self.order(&written, notices)?;
        if let Some(count) = self.known.count {
            let counted = self
                .distinct
                .iter()
                .zip(&self.counts)
                .filter(|(text, _)| count.read(text).is_some());
            let rows = counted.clone().map(|(_, rows)| rows).sum();
            let first = counted.clone().map(|(text, _)| text.as_str()).next();
            let example = first.and_then(|text| Some((text, count.read(text)?.day(order)?)));
            notices.extend(example.and_then(|example| days::counted(self.name, count, rows, example)));
        }
        let days: Vec<Option<Day>> = written
            .iter()
            .map(|written| written.and_then(|written| written.day(order)))
            .collect();
        Some(self.each(&days))
    }

    /// The order of day and month that all days allow.
    fn order(&self, written: &[Option<Written>], notices: &mut Vec<Notice>) -> Option<DateOrder> {
        let mut evidence = Evidence::default();
        let mut speaks: Vec<Speaks> = Vec::new();
        for (text, written) in self.distinct.iter().zip(written) {
            if let Some(written) = written.filter(|written| written.open()) {
                evidence.add(written, written.speaks(), text);
                speaks.extend(written.speaks());
            }
        }
        let allowed = |order: &DateOrder| speaks.iter().all(|speaks| speaks.allows(*order));
        let year_first = evidence.years_first().is_some() || speaks.contains(&Speaks::Year);
        if year_first && allowed(&DateOrder::Ymd) {
            return Some(DateOrder::Ymd);
        }
        if !speaks.is_empty() {
            return [DateOrder::Dmy, DateOrder::Mdy].into_iter().find(allowed);
        }
        if let Some((order, _)) = &self.known.beside {
            return Some(*order);
        }
        if evidence.unknown() {
            notices.push(days::order_unknown(self.name));
        }
        Some(DateOrder::Dmy)
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
        let percent = |text: &str| numbers::percentage(text, mark).filter(|_| self.percent());
        let read = |text: &String| {
            let value = percent(text).or_else(|| numbers::float(text, mark));
            value.filter(|_| !missing(text)).unwrap_or(f64::NAN)
        };
        let values: Vec<f64> = self.distinct.iter().map(read).collect();
        let (mut numbers, mut others, mut example) = (0, 0, None);
        let (mut carried, mut plain) = (Carried::default(), 0);
        for ((text, &count), value) in self.distinct.iter().zip(&self.counts).zip(&values) {
            if !value.is_nan() {
                numbers += count;
                carried.add(text, count);
                plain += if self.percent() && percent(text).is_none() { count } else { 0 };
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
        notices.extend(carried.notices(self.name));
        if plain > 0 {
            notices.push(Notice::warning(
                "percent_mixed",
                format!(
                    "“{}” has percentages, which are taken as fractions (15% is 0.15), and numbers without a percent sign: {plain}. Those were left as they stand, so check that 15 does not mean 15%.",
                    self.name
                ),
                format!("“{}”列既有百分比（按小数处理，15% 即 0.15），又有 {plain} 个不带百分号的数字（保持原样）。请核对 15 是否指 15%。", self.name),
            ));
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
