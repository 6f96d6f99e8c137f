//! Data health: what the data are, what is wrong with them, what can be done.
//!
//! **What it answers.** What the file is taken for and why, which rows were
//! not kept, and what else may mislead: each finding with its rows, customers
//! and money at stake, a few examples, and the remedy, if there is one.
//!
//! **Inputs.** The data as they came, whatever is done about faults at
//! present, so a finding stays when it is remedied and says so. The window of
//! time does not matter.
//!
//! **Rules.** Each finding states its rule and its numbers; docs/models.md has
//! all of them. What a finding counts is what its remedy takes: one function
//! in [`faults`](super::faults) decides both.
//!
//! **Severity.** Serious from five percent of the rows or the money on,
//! notable from half a percent on. What misleads even in small numbers, such
//! as days yet to come, is notable at least.
//!
//! **References.** Iglewicz, B. & Hoaglin, D. C. (1993), *How to detect and
//! handle outliers*, for the median absolute deviation.

mod blind;
mod finding;
mod money;
mod repeats;
#[cfg(test)]
mod tests;
mod texts;
mod time;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::error::Result;
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::ingest::ImportReport;
use crate::ledger::{Day, Ledger};
use crate::sorting;
use crate::task::{Progress, Started, Task};
use crate::text::Text;
use crate::workspace::{JoinReport, Scope, Workspace};

use super::CleanedReport;
use super::identity::{IdentityParams, Pairs, propose};

pub use blind::{BlindSpot, BlindSpots};
pub use finding::{Example, Finding, Offer, Severity, Spelling};

use finding::Shop;

/// The settings of [`Health`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct HealthParams {
    /// What day it is; later days are yet to come. Without it those long after all others are
    pub today: Option<Day>,
}

impl Params for HealthParams {
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// What the data are and what is wrong with them.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct HealthReport {
    /// How the import went, of several files that of the first with orders.
    #[serde(flatten)]
    #[cfg_attr(feature = "types", ts(flatten))]
    pub import: ImportReport,
    /// How the import of each other file went.
    pub others: Vec<ImportReport>,
    /// What all files come to.
    pub totals: Totals,
    /// How several files fit together.
    pub join: Option<JoinReport>,
    /// What is done about faults at present; the findings are about the data as they came.
    pub cleaned: Option<CleanedReport>,
    /// What all of it comes to, in a sentence.
    pub verdict: Text,
    /// What is wrong, or may be; the most serious first.
    pub findings: Vec<Finding>,
    /// What RFM cannot see.
    pub blind_spots: BlindSpots,
}

/// What all files come to, as they came: `rows_read = rows_kept + rows_rejected`, and the
/// amounts of both add up to those that can be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Totals {
    /// The files.
    pub files: usize,
    /// The rows below their headers.
    pub rows_read: u64,
    /// The rows that were kept.
    pub rows_kept: u64,
    /// The rows that were not.
    pub rows_rejected: u64,
    /// The customers of all files together.
    pub customers: usize,
    /// The sum of the kept rows' amounts.
    pub total_amount: Option<f64>,
    /// The sum of the amounts of rows that name no customer.
    pub missing_customer_amount: Option<f64>,
    /// The sum of the amounts of the other rejected rows, where they can be read.
    pub rejected_amount: Option<f64>,
}

impl Totals {
    fn of(shop: &Shop) -> Self {
        let rows = |count: fn(&ImportReport) -> u64| shop.imports.iter().map(|import| count(import)).sum();
        let kept = |ledger: &Ledger| finding::to_money(ledger.amounts().iter().map(|amount| i128::from(amount.0)).sum());
        Self {
            files: shop.imports.len(),
            rows_read: rows(|import| import.rows_read),
            rows_kept: rows(|import| import.rows_kept),
            rows_rejected: rows(|import| import.rows_rejected),
            customers: shop.content.ids.chunk_by(|a, b| a == b).count(),
            total_amount: shop.ledger().map(kept),
            missing_customer_amount: shop.sum(|import| import.missing_customer_amount),
            rejected_amount: shop.sum(|import| import.rejected_amount),
        }
    }
}

impl Report for HealthReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    fn explain(&self, _: usize) -> Option<Explanation> {
        None
    }
}

/// Data health.
pub struct Health;

impl Analysis for Health {
    const NAME: &'static str = "health";
    const ABOUT: &'static str = "What the file is, what was kept, what is wrong with it and what can be done";
    type Params = HealthParams;
    type Report = HealthReport;

    fn start(workspace: &Workspace, _: &Scope, params: &HealthParams) -> Result<Started<HealthReport>> {
        Ok(Box::new(Checkup {
            shop: Shop::of(workspace, params.today),
            import: workspace.import().as_ref().clone(),
            join: workspace.join().map(|join| join.as_ref().clone()),
            cleaned: workspace.cleaning().map(|(_, cleaned)| cleaned.clone()),
            apart: workspace.cleaning().map_or_else(Pairs::new, |(cleaning, _)| cleaning.apart.clone()),
            findings: Vec::new(),
            blind_spots: BlindSpots::default(),
            done: 0,
        }))
    }
}

type Look = fn(&Shop) -> Vec<Finding>;

/// Everything that is looked for, one a step.
const LOOKS: [Look; 19] = [
    repeats::rejected,
    money::no_customer,
    repeats::copies,
    repeats::repeated_orders,
    repeats::order_ids,
    money::void,
    money::returns,
    money::zeros,
    money::negative_customers,
    money::outliers,
    money::busy_customers,
    time::future,
    time::ancient,
    time::gaps,
    time::cut_months,
    texts::spellings,
    texts::alike,
    texts::scientific,
    texts::placeholders,
];

/// The steps after those: tables of customers, ids of one person, and ids of many.
const STEPS: usize = LOOKS.len() + 3;

/// A look at the data, under way.
struct Checkup {
    shop: Shop,
    import: ImportReport,
    join: Option<JoinReport>,
    cleaned: Option<CleanedReport>,
    /// Pairs that nobody is to be told to merge.
    apart: Pairs,
    findings: Vec<Finding>,
    blind_spots: BlindSpots,
    done: usize,
}

impl Task for Checkup {
    type Output = HealthReport;

    fn step(&mut self) -> Result<Progress> {
        const PAST: usize = LOOKS.len();
        let found = match self.done {
            PAST => texts::table(&self.shop),
            done if done == PAST + 1 => {
                let proposed = propose(&self.shop.content, &IdentityParams::default())?.but(&self.shop.content.ids, &self.apart);
                let mut found = texts::ids(&self.shop, &proposed);
                let (blind, several) = blind::several_ids(&self.shop, &proposed);
                self.blind_spots.several_ids = blind;
                found.extend(several);
                found
            }
            done if done == PAST + 2 => {
                let (blind, found) = blind::shared_id(&self.shop);
                self.blind_spots.shared_id = blind;
                self.blind_spots.without_customer = blind::without_customer(&self.shop);
                found
            }
            done => LOOKS.get(done).map_or_else(Vec::new, |look| look(&self.shop)),
        };
        self.findings.extend(found);
        self.done += 1;
        let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
        Ok(Progress {
            stage: "check",
            done: count(self.done),
            total: count(STEPS),
            objective: None,
            finished: self.done >= STEPS,
        })
    }

    fn finish(self: Box<Self>) -> Result<HealthReport> {
        let mut findings = self.findings;
        let weight = |finding: &Finding| finding.money_share.unwrap_or(0.0).max(finding.rows_share.unwrap_or(0.0));
        // The sort is stable: of equals the first that was looked for.
        sorting::sort_by(&mut findings, |a, b| {
            b.severity.cmp(&a.severity).then(weight(b).total_cmp(&weight(a)))
        });
        let others = self.shop.imports.iter().skip(1);
        Ok(HealthReport {
            import: self.import,
            others: others.map(|import| import.as_ref().clone()).collect(),
            totals: Totals::of(&self.shop),
            join: self.join,
            cleaned: self.cleaned,
            verdict: verdict(&findings),
            findings,
            blind_spots: self.blind_spots,
        })
    }
}

/// What the findings come to; what is remedied counts no more.
fn verdict(findings: &[Finding]) -> Text {
    let open = |severity: Severity| {
        findings
            .iter()
            .filter(move |finding| finding.severity == severity && !finding.applied)
    };
    let (serious, notable) = (open(Severity::Serious).count(), open(Severity::Notable).count());
    match open(Severity::Serious).next() {
        Some(first) => Text::new(
            format!(
                "Results can mislead. Serious findings: {serious}, notable ones: {notable}. Begin with this: {}",
                first.title.en
            ),
            format!(
                "结果可能失真：严重问题 {serious} 项，值得注意的 {notable} 项。请先处理：{}",
                first.title.zh
            ),
        ),
        None if notable > 0 => Text::new(
            format!("The data can be used. Findings worth a look: {notable}."),
            format!("数据可以使用，有 {notable} 项值得留意。"),
        ),
        None => Text::new(
            "The data can be used as they are; nothing of weight was found.",
            "数据可直接使用，未发现明显问题。",
        ),
    }
}
