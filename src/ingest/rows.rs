//! Reads the rows by a plan and makes the report.

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::Encoding;

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Notice, Text};
use crate::workspace::{Content, Workspace};

use super::customers::Customers;
use super::head::Head;
use super::orders::Orders;
use super::params::ImportParams;
use super::places::Place;
use super::plan::{self, Plan};
use super::records::{Found, Record, Records, Shape};
use super::rejected::Rejections;
use super::rejects::{Fault, Rejects};
use super::report::{ColumnReport, FileKind, ImportReport, Role, SheetReport};

/// The rows of a file on their way into a ledger or a table.
pub(super) struct Rows {
    plan: Plan,
    records: Records,
    sink: Sink,
    tally: Tally,
    /// The line of the first character that could not be read.
    bad_line: Option<u64>,
}

/// Where the rows come from.
#[derive(Default)]
pub(super) struct Origin {
    pub(super) file: String,
    pub(super) bytes: u64,
    pub(super) format: &'static str,
    pub(super) compression: &'static str,
    pub(super) encoding: &'static str,
    pub(super) encoding_reason: Option<Text>,
    pub(super) decoding: Option<&'static Encoding>,
    pub(super) sheets: Vec<SheetReport>,
    pub(super) sheet: Option<String>,
    pub(super) sheet_reason: Option<Text>,
    pub(super) notices: Vec<Notice>,
}

/// What the rows become.
enum Sink {
    Orders(Box<Orders>),
    Customers(Box<Customers>),
}

/// What has been read so far.
#[derive(Default)]
struct Tally {
    /// The rows still to be passed over before the data.
    above: usize,
    /// Where the names of the columns stand.
    header: Option<Place>,
    read: u64,
    head: Head,
    rejects: Rejects,
}

impl Rows {
    /// Begins with the first row of the file.
    pub(super) fn new(plan: Plan, params: &ImportParams) -> Self {
        Self {
            records: Records::new(&plan.shape),
            sink: match plan.kind {
                FileKind::Orders => Sink::Orders(Box::new(Orders::new(&plan, params))),
                FileKind::Customers | FileKind::Summary => Sink::Customers(Box::new(Customers::new(&plan, params))),
            },
            tally: Tally {
                above: plan.above + plan.header_rows,
                ..Tally::default()
            },
            plan,
            bad_line: None,
        }
    }

    /// The rows read so far.
    pub(super) fn read(&self) -> u64 {
        self.tally.read
    }

    /// The line of the first character that could not be read, once it has passed.
    pub(super) fn bad_line(&self) -> Option<u64> {
        self.bad_line
    }

    /// What kind of text they stand in.
    pub(super) fn format(&self) -> &'static str {
        match self.plan.shape {
            Shape::Objects(_) => "json",
            Shape::Delimited(_) | Shape::Cells => "csv",
        }
    }

    /// Takes the next text; `bad` is where in the whole of it the first
    /// character stands that could not be read.
    pub(super) fn push(&mut self, text: &[u8], bad: Option<u64>) {
        self.records.feed(text);
        self.drain(bad, false);
    }

    /// There is no more text.
    pub(super) fn end(&mut self, bad: Option<u64>) {
        self.drain(bad, true);
    }

    fn drain(&mut self, bad: Option<u64>, at_end: bool) {
        while let Some(found) = self.records.next(at_end) {
            let line = found.line().number;
            self.tally.take(found, &self.plan, &mut self.sink);
            if self.bad_line.is_none() && bad.is_some_and(|bad| bad < self.records.passed()) {
                self.bad_line = Some(line);
            }
        }
    }

    /// Makes the workspace of what was read.
    pub(super) fn finish(self, origin: Origin) -> Result<Workspace> {
        let late = late_names(self.records.late_names());
        let Self { plan, sink, mut tally, .. } = self;
        if tally.read == 0 {
            return Err(plan::header_only(&plan.names));
        }
        tally.check()?;
        let mut rejections = Rejections {
            shape: Some(plan.shape.clone()),
            names: plan.names.clone(),
            header: tally.header,
            encoding: origin.decoding,
            sheet: origin.sheet.clone(),
            kinds: Vec::new(),
        };
        let mut report = begin_report(plan, origin);
        report.notices.extend(late);
        let content = match sink {
            Sink::Orders(orders) => {
                let settled = orders.finish(&mut tally.rejects)?;
                report.notices.extend(settled.notices);
                report.date_order = settled.date_order;
                report.date_reason = Some(settled.date_reason);
                report.date_order_assumed = settled.date_order_assumed;
                report.decimal = Some(settled.decimal);
                report.decimal_reason = Some(settled.decimal_reason);
                report.customers = settled.ledger.customers();
                report.total_amount = Some(settled.total.to_f64());
                report.missing_customer_amount = Some(settled.unnamed);
                report.rejected_amount = settled.rejected;
                if let Some((first, last)) = settled.ledger.span() {
                    (report.first_day, report.last_day) = (Some(first), Some(last));
                }
                Content::of_orders(settled.ledger, settled.attributes)
            }
            Sink::Customers(customers) => {
                let settled = customers.finish();
                report.date_order_assumed = settled.date_order_assumed;
                report.notices.extend(settled.notices);
                report.customers = settled.table.ids.chunk_by(|a, b| a == b).count();
                for (column, content) in report.columns.iter_mut().zip(settled.contents) {
                    if let Some(content) = content.filter(|_| column.role.is_none()) {
                        column.reason = content;
                    }
                }
                Content::of_customers(settled.table)
            }
        };
        tally.check()?;
        report.rows_read = tally.read;
        report.rows_rejected = tally.rejects.count();
        report.rows_kept = report.rows_read - report.rows_rejected;
        report.notices.extend(tally.rejects.further());
        report.notices.extend(tally.rejects.many(tally.read));
        report.missing_customer_rows = tally.rejects.count_of(Fault::NoCustomer);
        report.head = tally.head.finish(&tally.rejects);
        report.rejected = tally.rejects.listed;
        rejections.kinds = tally.rejects.kinds;
        report.rejections = Arc::new(rejections);
        report.rejected_by_reason = tally.rejects.by_reason;
        Ok(Workspace::new(report, content))
    }
}

impl Tally {
    fn take(&mut self, found: Found<'_>, plan: &Plan, sink: &mut Sink) {
        if self.above > 0 && matches!(found, Found::Record(_)) {
            self.above -= 1;
            if self.above < plan.header_rows {
                let place = Place::of(found.line());
                let first = self.header.map_or(place.line, |header| header.line);
                self.header = Some(Place {
                    line: first,
                    lines: place.line - first + place.lines,
                });
            }
            return;
        }
        let columns = plan.names.len();
        self.read += 1;
        self.head.take(found, columns);
        match found {
            Found::OpenQuote(line) => self.rejects.add(line, "", Fault::OpenQuote),
            Found::TooLong(line) => self.rejects.add(line, "", Fault::TooLong),
            Found::Broken(line) => self.rejects.add(line, "", Fault::BrokenObject),
            Found::Record(record) => {
                let taken = match (surplus(&record, columns), sink) {
                    (Some(fault), _) => Err((None, fault)),
                    (None, Sink::Orders(orders)) => orders.take(&record, columns),
                    (None, Sink::Customers(customers)) => customers.take(&record, self.read),
                };
                if let Err((column, fault)) = taken {
                    let column = column.map_or("", |column| &plan.names[column]);
                    self.rejects.add(record.line, column, fault);
                }
            }
        }
    }

    /// At least one row must be left.
    fn check(&self) -> Result<()> {
        if self.rejects.count() < self.read {
            return Ok(());
        }
        let count = self.read;
        let first = self.rejects.listed.first();
        let line = first.map_or(1, |row| row.line);
        if self.rejects.count_of(Fault::TooLong) == count {
            return Err(plan::line_too_long(line));
        }
        if self.rejects.count_of(Fault::NoCustomer) == count {
            let column = first.map_or("", |row| row.column.as_str());
            return Err(Error::new(
                ErrorKind::NoUsableRows,
                format!("None of the {count} rows names a customer, so nothing can be said about customers. Name the column of the customers if it is another one."),
                format!("全部 {count} 行都没有客户，无法分析。如果客户在另一列，请指定该列。"),
            )
            .in_column(column));
        }
        let reason = first.map_or(Text::new("", ""), |row| Text::new(row.reason.clone(), row.reason_zh.clone()));
        let column = first.map_or("", |row| row.column.as_str());
        let error = Error::new(
            ErrorKind::NoUsableRows,
            format!(
                "None of the {count} rows can be used; this is the first: {} Check that each column is taken for what it is.",
                reason.en
            ),
            format!("全部 {count} 行都无法使用，首个原因：{}请检查各列的用途是否正确。", reason.zh),
        )
        .at_row(line);
        Err(if column.is_empty() { error } else { error.in_column(column) })
    }
}

/// Fields past the last column may only be empty.
fn surplus(record: &Record<'_>, columns: usize) -> Option<Fault<'static>> {
    let has = record.len();
    (columns..has)
        .any(|position| record.field(position).is_some_and(|field| !field.is_empty()))
        .then_some(Fault::TooManyFields { has, needs: columns })
}

/// What is told of names that only objects further down have.
fn late_names(names: &[(String, u64)]) -> Option<Notice> {
    const NAMED: usize = 10;
    let shown: Vec<String> = names.iter().take(NAMED).map(|(name, count)| format!("{name} ({count})")).collect();
    let more = if names.len() > NAMED { "…" } else { "" };
    (!names.is_empty()).then(|| {
        Notice::warning(
            "late_names",
            format!(
                "Names that no object at the beginning of the file has were not read, each with the number of its rows: {}{more}.",
                shown.join(", ")
            ),
            format!(
                "文件开头的对象中没有以下名称，因此未读取（括号内为行数）：{}{more}。",
                shown.join("、")
            ),
        )
    })
}

/// The report with all that the plan knows.
fn begin_report(plan: Plan, origin: Origin) -> ImportReport {
    let customer = plan.roles.column(Role::Customer).filter(|_| plan.kind == FileKind::Orders);
    let columns: Vec<ColumnReport> = (0..plan.names.len()).map(|column| column_report(&plan, column, customer)).collect();
    let roles: BTreeMap<Role, String> = columns
        .iter()
        .filter_map(|column| Some((column.role?, column.name.clone())))
        .collect();
    let mut notices = origin.notices;
    notices.extend(plan.notices);
    ImportReport {
        file: origin.file,
        bytes: origin.bytes,
        format: origin.format,
        compression: origin.compression,
        kind: plan.kind,
        kind_reason: plan.kind_reason,
        encoding: origin.encoding,
        encoding_reason: origin.encoding_reason,
        sheets: origin.sheets,
        sheet: origin.sheet,
        sheet_reason: origin.sheet_reason,
        delimiter: plan.shape.delimiter(),
        delimiter_reason: plan.delimiter_reason,
        header: plan.header,
        header_reason: plan.header_reason,
        columns,
        head: Vec::new(),
        roles,
        date_order: None,
        date_reason: None,
        date_order_assumed: false,
        decimal: None,
        decimal_reason: None,
        rows_read: 0,
        rows_kept: 0,
        rows_rejected: 0,
        rejected: Vec::new(),
        rejections: Arc::default(),
        rejected_by_reason: BTreeMap::new(),
        missing_customer_rows: 0,
        missing_customer_amount: None,
        rejected_amount: None,
        first_day: None,
        last_day: None,
        customers: 0,
        total_amount: None,
        notices,
    }
}

fn column_report(plan: &Plan, column: usize, customer: Option<usize>) -> ColumnReport {
    let profile = &plan.profiles[column];
    let guess = plan.roles.guesses[column].as_ref();
    let content = &plan.known[column].content;
    ColumnReport {
        position: column + 1,
        name: plan.names[column].clone(),
        role: guess.map(|guess| guess.role),
        confidence: guess.map_or(0.0, |guess| guess.confidence),
        reason: guess.map_or_else(|| no_role(plan, column, customer), |guess| guess.reason.clone()),
        content: content.kind,
        content_confidence: content.confidence,
        content_reason: content.reason.clone(),
        yes: content.yes.clone(),
        sample: profile.shown.clone(),
    }
}

/// Why a column has no role.
fn no_role(plan: &Plan, column: usize, customer: Option<usize>) -> Text {
    if plan.roles.unused.contains(&column) {
        return Text::new("Not used: you said so.", "未使用：由您指定。");
    }
    let twin = |&customer: &usize| plan.profiles[customer].one_to_one(&plan.profiles[column]);
    match customer.filter(twin) {
        Some(customer) => Text::new(
            format!("Not used: it is one to one with the customer in “{}”.", plan.names[customer]),
            format!("未使用：与客户列“{}”一一对应。", plan.names[customer]),
        ),
        None => Text::new(
            "Not used: neither its name nor its values tell a role.",
            "未使用：从列名和内容都看不出用途。",
        ),
    }
}
