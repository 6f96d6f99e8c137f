//! The workspace: what was imported, ready for any analysis.
//!
//! One file gives a workspace ([`Import`](crate::ingest::Import)); several are
//! [joined](Workspace::joined) on the customer into one. What was wrong with the
//! data can be mended ([`Workspace::cleaned`]), and the workspace still has it
//! as it was, so every remedy can be taken back.

mod join;
mod report;
mod scope;

use std::sync::Arc;

pub use join::{JoinReport, JoinedFile};
pub use report::{AttributeKind, AttributeReport, WorkspaceReport};
pub use scope::{Scope, Window};

use crate::error::{Error, ErrorKind, Result};
use crate::identify::{CleanedReport, Cleaning};
use crate::ingest::ImportReport;
use crate::ledger::Ledger;
use crate::table::Table;

/// What was imported. Cheap to clone: tasks keep the parts they work on.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// One a file, the one with the orders first.
    imports: Vec<Arc<ImportReport>>,
    join: Option<Arc<JoinReport>>,
    content: Content,
    /// The content before it was cleaned, and how it was.
    cleaned: Option<Arc<(Content, Cleaning, CleanedReport)>>,
}

/// What the files brought. Where there are orders, the table has a row for each
/// of the ledger's customers, in the ledger's order.
#[derive(Debug, Clone)]
pub struct Content {
    /// The customers' ids.
    pub ids: Arc<Vec<String>>,
    /// The orders.
    pub orders: Option<Arc<Ledger>>,
    /// The customers' attributes.
    pub customers: Option<Arc<Table>>,
}

impl Content {
    /// Orders, and what they say about the customers beside purchases.
    pub fn of_orders(ledger: Ledger, attributes: Option<Table>) -> Self {
        Self {
            ids: Arc::clone(ledger.ids()),
            orders: Some(Arc::new(ledger)),
            customers: attributes.map(Arc::new),
        }
    }

    /// Customers with attributes.
    pub fn of_customers(table: Table) -> Self {
        Self {
            ids: Arc::clone(&table.ids),
            orders: None,
            customers: Some(Arc::new(table)),
        }
    }
}

impl Workspace {
    /// A workspace of one imported file.
    pub fn new(import: ImportReport, content: Content) -> Self {
        Self {
            imports: vec![Arc::new(import)],
            join: None,
            content,
            cleaned: None,
        }
    }

    /// Joins the workspaces of several files on the customer: orders after orders, attributes
    /// beside attributes. Customers of any file are customers of the whole.
    ///
    /// # Errors
    /// [`ErrorKind::NoData`] when there is none; [`ErrorKind::WrongKind`] when a file among
    /// several names no customers.
    pub fn joined(parts: Vec<Self>) -> Result<Self> {
        join::join(parts)
    }

    /// The workspace with its data cleaned in another way; what was cleaned before is data again.
    ///
    /// # Errors
    /// [`ErrorKind::BadParameter`] when customers become one another in a circle;
    /// [`ErrorKind::NoUsableRows`] when nothing would be left.
    pub fn cleaned(&self, cleaning: &Cleaning) -> Result<Self> {
        let original = self.original().clone();
        let (content, cleaned) = if cleaning.is_none() {
            (original, None)
        } else {
            let (content, report) = cleaning.apply(&original)?;
            (content, Some(Arc::new((original, cleaning.clone(), report))))
        };
        Ok(Self {
            imports: self.imports.clone(),
            join: self.join.clone(),
            content,
            cleaned,
        })
    }

    /// How the import went, of several files that of the first with orders.
    pub fn import(&self) -> &Arc<ImportReport> {
        &self.imports[0]
    }

    /// How the import of each file went, those with orders first.
    pub fn imports(&self) -> &[Arc<ImportReport>] {
        &self.imports
    }

    /// How several files fit together.
    pub fn join(&self) -> Option<&Arc<JoinReport>> {
        self.join.as_ref()
    }

    /// What there is to analyse.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// What the files brought, before it was cleaned.
    pub fn original(&self) -> &Content {
        self.cleaned.as_ref().map_or(&self.content, |cleaned| &cleaned.0)
    }

    /// How the data was cleaned, and what that did.
    pub fn cleaning(&self) -> Option<(&Cleaning, &CleanedReport)> {
        self.cleaned.as_ref().map(|cleaned| (&cleaned.1, &cleaned.2))
    }

    /// The customers' ids; frames point into this list.
    pub fn ids(&self) -> &Arc<Vec<String>> {
        &self.content.ids
    }

    /// The orders.
    ///
    /// # Errors
    /// [`ErrorKind::WrongKind`] when the file is a customer table.
    pub fn orders(&self) -> Result<&Arc<Ledger>> {
        self.content.orders.as_ref().ok_or_else(|| {
            Error::new(
                ErrorKind::WrongKind,
                "This analysis needs orders (customer, date, amount), but the file has one row a customer. Open a file of orders, or use profiles and churn on this one.",
                "该分析需要订单（客户、日期、金额），而此文件是每位客户一行。请打开订单文件，或对此文件使用画像与流失分析。",
            )
        })
    }
}
