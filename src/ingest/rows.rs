//! Reads the rows by a plan and makes the report.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::text::Text;
use crate::workspace::{Content, Workspace};

use super::customers::Customers;
use super::head::Head;
use super::orders::Orders;
use super::params::ImportParams;
use super::plan::{self, Plan};
use super::records::{Found, Record, Records};
use super::rejects::{Fault, Rejects};
use super::report::{ColumnReport, FileKind, ImportReport, Role};

/// The rows of a file on their way into a ledger or a table.
pub(super) struct Rows {
    plan: Plan,
    records: Records,
    sink: Sink,
    tally: Tally,
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
    read: u64,
    head: Head,
    rejects: Rejects,
}

impl Rows {
    /// Begins with the first row of the file.
    pub(super) fn new(plan: Plan, params: &ImportParams) -> Self {
        Self {
            records: Records::new(plan.delimiter),
            sink: match plan.kind {
                FileKind::Orders => Sink::Orders(Box::new(Orders::new(&plan, params))),
                FileKind::Customers => Sink::Customers(Box::new(Customers::new(&plan, params))),
            },
            tally: Tally {
                above: plan.above + usize::from(plan.header),
                ..Tally::default()
            },
            plan,
        }
    }

    /// The rows read so far.
    pub(super) fn read(&self) -> u64 {
        self.tally.read
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.records.feed(bytes);
        self.drain(false)
    }

    fn drain(&mut self, at_end: bool) -> Result<()> {
        while let Some(found) = self.records.next(at_end)? {
            self.tally.take(found, &self.plan, &mut self.sink);
        }
        Ok(())
    }

    /// Ends the file and makes the workspace.
    pub(super) fn finish(mut self, file: String, bytes: u64) -> Result<Workspace> {
        self.drain(true)?;
        let Self { plan, sink, mut tally, .. } = self;
        if tally.read == 0 {
            return Err(plan::header_only(&plan.names));
        }
        tally.check()?;
        let mut report = begin_report(plan, file, bytes);
        let content = match sink {
            Sink::Orders(orders) => {
                let settled = orders.finish(&mut tally.rejects)?;
                report.notices.extend(settled.notices);
                report.date_order = settled.date_order;
                report.date_reason = Some(settled.date_reason);
                report.decimal = Some(settled.decimal);
                report.decimal_reason = Some(settled.decimal_reason);
                report.customers = settled.ledger.customers();
                report.total_amount = Some(settled.total.to_f64());
                if let Some((first, last)) = settled.ledger.span() {
                    (report.first_day, report.last_day) = (Some(first), Some(last));
                }
                Content::Orders(Arc::new(settled.ledger))
            }
            Sink::Customers(customers) => {
                let settled = customers.finish();
                report.notices.extend(settled.notices);
                report.customers = settled.table.ids.chunk_by(|a, b| a == b).count();
                for (column, content) in report.columns.iter_mut().zip(settled.contents) {
                    column.reason = content.unwrap_or_else(|| column.reason.clone());
                }
                Content::Customers(Arc::new(settled.table))
            }
        };
        tally.check()?;
        report.rows_read = tally.read;
        report.rows_rejected = tally.rejects.count();
        report.rows_kept = report.rows_read - report.rows_rejected;
        report.notices.extend(tally.rejects.many(tally.read));
        report.missing_customer_rows = tally.rejects.count_of(Fault::NoCustomer);
        report.head = tally.head.finish(&tally.rejects);
        report.rejected = tally.rejects.listed;
        report.rejected_by_reason = tally.rejects.by_reason;
        Ok(Workspace::new(report, content))
    }
}

impl Tally {
    fn take(&mut self, found: Found<'_>, plan: &Plan, sink: &mut Sink) {
        if self.above > 0 && matches!(found, Found::Record(_)) {
            self.above -= 1;
            return;
        }
        let columns = plan.names.len();
        self.read += 1;
        self.head.take(found, columns);
        match found {
            Found::OpenQuote(line) => self.rejects.add(line, "", Fault::OpenQuote),
            Found::TooLong(line) => self.rejects.add(line, "", Fault::TooLong),
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

/// The report with all that the plan knows.
fn begin_report(plan: Plan, file: String, bytes: u64) -> ImportReport {
    let customer = plan.roles.column(Role::Customer).filter(|_| plan.kind == FileKind::Orders);
    let columns: Vec<ColumnReport> = (0..plan.names.len()).map(|column| column_report(&plan, column, customer)).collect();
    let roles: BTreeMap<Role, String> = columns
        .iter()
        .filter_map(|column| Some((column.role?, column.name.clone())))
        .collect();
    ImportReport {
        file,
        bytes,
        kind: plan.kind,
        kind_reason: plan.kind_reason,
        encoding: "UTF-8",
        delimiter: plan.delimiter.name(),
        header: plan.header,
        header_reason: plan.header_reason,
        columns,
        head: Vec::new(),
        roles,
        date_order: None,
        date_reason: None,
        decimal: None,
        decimal_reason: None,
        rows_read: 0,
        rows_kept: 0,
        rows_rejected: 0,
        rejected: Vec::new(),
        rejected_by_reason: BTreeMap::new(),
        missing_customer_rows: 0,
        first_day: None,
        last_day: None,
        customers: 0,
        total_amount: None,
        notices: plan.notices,
    }
}

fn column_report(plan: &Plan, column: usize, customer: Option<usize>) -> ColumnReport {
    let profile = &plan.profiles[column];
    let guess = plan.roles.guesses[column].as_ref();
    ColumnReport {
        position: column + 1,
        name: plan.names[column].clone(),
        role: guess.map(|guess| guess.role),
        confidence: guess.map_or(0.0, |guess| guess.confidence),
        reason: guess.map_or_else(|| no_role(plan, column, customer), |guess| guess.reason.clone()),
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
