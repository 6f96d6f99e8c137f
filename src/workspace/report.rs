//! What there is to analyse, in one report: the files, how they fit together,
//! what was mended, and what is left.

use serde::Serialize;

use crate::identify::{CleanedReport, Cleaning};
use crate::ingest::{FileKind, ImportReport, Role};
use crate::ledger::{Day, Money};
use crate::table::{Attribute, AttributeValues};

use super::{JoinReport, Workspace};

/// What there is to analyse.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WorkspaceReport {
    /// Orders, if there are any; else the kind of the file.
    pub kind: FileKind,
    /// How the import of each file went, those with orders first.
    pub imports: Vec<ImportReport>,
    /// How several files fit together.
    pub join: Option<JoinReport>,
    /// What was asked to be done about faults.
    pub cleaning: Cleaning,
    /// What that did.
    pub cleaned: Option<CleanedReport>,
    /// The customers.
    pub customers: usize,
    /// Those of them with an order.
    pub buyers: usize,
    /// The lines of orders.
    pub lines: usize,
    /// The first day with an order.
    pub first_day: Option<Day>,
    /// The last day with an order.
    pub last_day: Option<Day>,
    /// The sum of the orders' amounts.
    pub total_amount: Option<f64>,
    /// What is known of the customers beside their orders.
    pub attributes: Vec<AttributeReport>,
}

/// An attribute of the customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AttributeReport {
    /// Its name.
    pub name: String,
    /// What it is, where that is known.
    pub role: Option<Role>,
    /// What its values are.
    pub values: AttributeKind,
    /// The customers with a value.
    pub known: usize,
}

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Numbers.
    Number,
    /// Days.
    Day,
    /// Texts, each of them one of some.
    Category,
}

impl WorkspaceReport {
    /// The report on a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        let content = workspace.content();
        let orders = content.orders.as_deref();
        let (cleaning, cleaned) = workspace.cleaning().map(|(how, what)| (how.clone(), what.clone())).unzip();
        let total = |amounts: &[Money]| amounts.iter().map(|amount| i128::from(amount.0)).sum::<i128>() as f64 / Money::SCALE as f64;
        Self {
            kind: kind(workspace),
            imports: workspace.imports().iter().map(|import| import.as_ref().clone()).collect(),
            join: workspace.join().map(|join| join.as_ref().clone()),
            cleaning: cleaning.unwrap_or_default(),
            cleaned,
            customers: distinct(&content.ids),
            buyers: orders.map_or(0, crate::ledger::Ledger::buyers),
            lines: orders.map_or(0, crate::ledger::Ledger::len),
            first_day: orders.and_then(|ledger| Some(ledger.span()?.0)),
            last_day: orders.and_then(|ledger| Some(ledger.span()?.1)),
            total_amount: orders.map(|ledger| total(ledger.amounts())),
            attributes: content
                .customers
                .iter()
                .flat_map(|table| table.attributes.iter().map(AttributeReport::of))
                .collect(),
        }
    }
}

impl AttributeReport {
    fn of(attribute: &Attribute) -> Self {
        let Attribute { name, role, values, .. } = attribute;
        let (kind, rows) = match values {
            AttributeValues::Number(values) => (AttributeKind::Number, values.len()),
            AttributeValues::Day(days) => (AttributeKind::Day, days.len()),
            AttributeValues::Category { codes, .. } => (AttributeKind::Category, codes.len()),
        };
        Self {
            name: name.clone(),
            role: *role,
            values: kind,
            known: (0..rows).filter(|&row| !values.missing(row)).count(),
        }
    }
}

/// Orders, if there are any; else a summary, if a file is one.
fn kind(workspace: &Workspace) -> FileKind {
    let mut kinds = workspace.imports().iter().map(|import| import.kind);
    let main = workspace.import().kind;
    if main != FileKind::Orders && kinds.any(|kind| kind == FileKind::Summary) {
        FileKind::Summary
    } else {
        main
    }
}

/// The number of customers; one may stand in several rows, side by side.
fn distinct(ids: &[String]) -> usize {
    ids.chunk_by(|a, b| a == b).count()
}
