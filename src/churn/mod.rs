//! Churn: who is about to leave, and why.
//!
//! **What it answers.** How likely is each customer to leave, and what speaks
//! for it: a logistic regression ([`logistic`]) with its evaluation
//! ([`evaluation`]) and the reasons for each customer.
//!
//! **Two ways in.**
//! - *A customer table* with a column that says who left. Categories become
//!   one term a level against the first level; identifiers, constant columns,
//!   columns of more than 50 levels and mostly missing ones are left out; all
//!   of it is said. Three tenths of each class, drawn by a seed, are kept out
//!   of the fit and judge it ([`Split`]).
//! - *Orders.* To leave is not to purchase for a horizon of H days. With L the
//!   last day with an order, the model is fitted to customers as they were
//!   known at L − 2H, labelled by the H days after; it is judged on customers
//!   as known at L − H, labelled by the H days up to L; it then scores
//!   everyone as of now. Customers without a purchase before a cut-off are out.
//!   No feature can know its label, because features end where labels begin.
//!
//! **Assumptions.** Those of [`logistic`]; from orders also that customers
//! behave in the next H days as they did in the last.
//!
//! **Reasons.** With x̄ the mean of the fitted rows, a feature contributes
//! Σ bⱼ (xⱼ − x̄ⱼ), over its terms, to the difference between a customer's
//! log-odds and the log-odds at x̄.
//!
//! **Errors.** No label column or value, one class only, too short a file, no
//! column left to learn from. Columns that separate the classes, and columns
//! that predict the label too well to be true, are warned of by name.
//!
//! ```
//! use regulars::churn::{Churn, ChurnParams, Split};
//! use regulars::workspace::Scope;
//! use regulars::{Analysis, ErrorKind, ingest, task};
//!
//! let table = "id,visits,churn\n1,9,no\n2,1,yes\n3,7,no\n4,2,yes\n5,3,no\n6,4,yes\n7,8,no\n8,5,no\n";
//! let shop = ingest::import("customers.csv", table.as_bytes(), Default::default())?;
//! let mut params = ChurnParams { split: Split::None, ..Default::default() };
//! let report = task::complete(Churn::start(&shop, &Scope::default(), &params)?)?;
//! assert_eq!(report.positive.en, "churn = yes");
//! let visits = &report.coefficients[1];
//! assert!(visits.term == "visits" && visits.coefficient.odds_ratio < 1.0);
//!
//! params.positive = Some("maybe".into());
//! let error = Churn::start(&shop, &Scope::default(), &params).err().unwrap();
//! assert_eq!(error.kind(), ErrorKind::BadParameter);
//! # Ok::<(), regulars::Error>(())
//! ```
//!
//! **References.** Those of [`logistic`] and [`evaluation`].

mod behaviour;
mod design;
pub mod evaluation;
mod labels;
pub mod logistic;
mod params;
mod report;
#[cfg(test)]
mod telco;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use linfa::param_guard::ParamGuard;
use ndarray::{Array2, ArrayView1};

pub use behaviour::CutOffs;
pub use design::{Omitted, Why};
pub(crate) use labels::{Label, likely_label, plain, unknown_column};
pub use params::{ChurnParams, Missing, Split};
pub use report::{ChurnReport, EvaluatedOn, Reference, Separating, Term};

use crate::analysis::Analysis;
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::Ledger;
use crate::math::{self, Random};
use crate::table::Table;
use crate::task::{Progress, Started, Task};
use crate::text::{Notice, Text};
use crate::workspace::{Content, Scope, Window, Workspace};
use behaviour::Behaviour;
use design::{Design, Sample, TableDesign};
use evaluation::Ranking;
use logistic::LogisticTask;

/// The share of each class that judges the model, as a numerator over ten.
const TEST_TENTHS: usize = 3;

/// An area under the curve that a single column does not honestly reach.
const TOO_GOOD: f64 = 0.99;

/// The early warning as an analysis.
pub struct Churn;

impl Analysis for Churn {
    const NAME: &'static str = "churn";
    const ABOUT: &'static str = "Who is about to leave, from orders or from a labelled table";
    type Params = ChurnParams;
    type Report = ChurnReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &ChurnParams) -> Result<Started<ChurnReport>> {
        let Content { orders, customers, .. } = workspace.content();
        let prepared = match (orders, customers) {
            (None, Some(table)) => Prepared::from_table(table, params)?,
            // Of orders with attributes, the column that says who left decides.
            (Some(_), Some(table)) if params.label.is_some() => Prepared::from_table(table, params)?,
            _ => {
                let ledger = workspace.orders()?;
                Prepared::from_orders(ledger, scope.window(ledger)?, params)?
            }
        };
        Ok(Box::new(prepared.start()?))
    }
}

/// All that is known before the fit.
struct Prepared {
    params: ChurnParams,
    ids: Arc<Vec<String>>,
    design: Design,
    train: Sample,
    test: Sample,
    evaluated_on: EvaluatedOn,
    /// The customers that get a probability, as positions in the workspace.
    customers: Vec<u32>,
    scored: Array2<f64>,
    actual: Vec<Option<bool>>,
    /// What a positive is.
    positive: Text,
    label: Option<[String; 2]>,
    window: Option<Window>,
    cut_offs: Option<CutOffs>,
    omitted: Vec<Omitted>,
    notices: Vec<Notice>,
}

impl Prepared {
    fn from_table(table: &Table, params: &ChurnParams) -> Result<Self> {
        let label = Label::find(table, params)?;
        let TableDesign {
            design,
            records,
            rows,
            omitted,
            notices,
        } = TableDesign::new(table, &label, params)?;
        let actual: Vec<Option<bool>> = rows.iter().map(|&row| label.actual[row]).collect();
        let known: Vec<usize> = (0..rows.len()).filter(|&row| actual[row].is_some()).collect();
        let (train, test) = split(&actual, &known, params)?;
        let positive = format!("{} = {}", label.column, label.positive);
        let mut notices: Vec<Notice> = label.notices.into_iter().chain(notices).collect();
        if known.len() < rows.len() {
            let unknown = rows.len() - known.len();
            notices.push(Notice::note(
                "unlabelled",
                format!(
                    "Customers whose “{}” is missing: {unknown}. The model does not learn from them, but gives them a probability.",
                    label.column
                ),
                format!("有 {unknown} 位客户缺少“{}”：不参与建模，但同样给出流失概率。", label.column),
            ));
        }
        notices.extend(leakage(&design, &Sample::select(&records, &actual, &known)));
        Ok(Self {
            params: params.clone(),
            ids: Arc::clone(&table.ids),
            train: Sample::select(&records, &actual, &train),
            test: Sample::select(&records, &actual, &test),
            evaluated_on: match params.split {
                Split::None => EvaluatedOn::AllRows,
                Split::Stratified => EvaluatedOn::HeldOut,
            },
            customers: rows.iter().map(|&row| u32::try_from(row).unwrap_or(u32::MAX)).collect(),
            design,
            scored: records,
            actual,
            positive: Text::new(positive.as_str(), positive.as_str()),
            label: Some([label.column, label.positive]),
            window: None,
            cut_offs: None,
            omitted,
            notices,
        })
    }

    fn from_orders(ledger: &Ledger, window: Window, params: &ChurnParams) -> Result<Self> {
        let cut_offs = CutOffs::new(ledger, &window, params.horizon)?;
        let behaviour = Behaviour { ledger, window, params };
        let (design, chosen) = behaviour.design()?;
        let train = behaviour.labelled(cut_offs.train, &chosen)?;
        let test = behaviour.labelled(cut_offs.test, &chosen)?;
        let horizon = params.horizon;
        for (sample, cut_off) in [(&train, cut_offs.train), (&test, cut_offs.test)] {
            let left = sample.actual.iter().filter(|&&left| left).count();
            if left == 0 || left == sample.actual.len() {
                return Err(Error::new(
                    ErrorKind::NoVariation,
                    format!(
                        "Of the {} customers known on {cut_off}, {left} made no purchase in the {horizon} days after, so there are not both kinds to compare. Try another horizon.",
                        sample.actual.len()
                    ),
                    format!(
                        "{cut_off} 之前的 {} 位客户中，有 {left} 位在其后 {horizon} 天内没有购买，无法区分两类客户。请调整“horizon”。",
                        sample.actual.len()
                    ),
                ));
            }
        }
        let scored = behaviour.until(cut_offs.score, &chosen)?;
        Ok(Self {
            params: params.clone(),
            ids: Arc::clone(ledger.ids()),
            design,
            train,
            test,
            evaluated_on: EvaluatedOn::LaterPeriod,
            actual: vec![None; scored.customers.len()],
            customers: scored.customers,
            scored: scored.records,
            positive: Text::new(
                format!("no purchase in the {horizon} days after the cut-off"),
                format!("截止日之后 {horizon} 天内没有购买"),
            ),
            label: None,
            window: Some(window),
            cut_offs: Some(cut_offs),
            omitted: Vec::new(),
            notices: Vec::new(),
        })
    }
    fn start(self) -> Result<ChurnTask> {
        let fit = self.params.fit().check()?;
        let fit = fit.start(self.train.records.view(), self.train.actual.clone())?;
        Ok(ChurnTask { prepared: self, fit })
    }
}

/// The rows to fit to and the rows to judge on, among those whose label is known.
fn split(actual: &[Option<bool>], known: &[usize], params: &ChurnParams) -> Result<(Vec<usize>, Vec<usize>)> {
    let class = |left: bool| -> Vec<usize> { known.iter().copied().filter(|&row| actual[row] == Some(left)).collect() };
    let classes = [class(false), class(true)];
    let fewest = classes[0].len().min(classes[1].len());
    if fewest == 0 {
        return Err(Error::new(
            ErrorKind::NoVariation,
            format!(
                "Of the {} customers with a known label and no missing value, {} left, so there are not both kinds to compare. Check the label and its positive value, or set “missing” to “mean”.",
                known.len(),
                classes[1].len()
            ),
            format!(
                "标签已知且无缺失值的 {} 位客户中，流失 {} 位，无法区分两类客户。请检查流失标签及其取值，或把“missing”设为“mean”。",
                known.len(),
                classes[1].len()
            ),
        ));
    }
    if params.split == Split::None {
        return Ok((known.to_vec(), known.to_vec()));
    }
    if fewest < 4 {
        return Err(Error::new(
            ErrorKind::TooFew,
            format!(
                "One of the two classes has only {fewest} customers, too few to keep some for judging the model. Set “split” to “none”, or open a file with more customers."
            ),
            format!("其中一类只有 {fewest} 位客户，不够留出一部分用于检验。请把“split”设为“none”，或换一个客户更多的文件。"),
        ));
    }
    let mut random = {
        use rand_core::SeedableRng;
        Random::seed_from_u64(u64::from(params.seed))
    };
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for mut rows in classes {
        let kept_out = (rows.len() * TEST_TENTHS + 5) / 10;
        // Fisher–Yates, as far as needed.
        for place in 0..kept_out {
            let other = place + math::below(&mut random, rows.len() - place);
            rows.swap(place, other);
        }
        test.extend_from_slice(&rows[..kept_out]);
        train.extend_from_slice(&rows[kept_out..]);
    }
    train.sort_unstable();
    test.sort_unstable();
    Ok((train, test))
}

/// Warns of terms that tell the label by themselves.
fn leakage(design: &Design, sample: &Sample) -> Option<Notice> {
    let too_good = |term: &usize| {
        let auc = alone(sample.records.column(*term), &sample.actual);
        auc.max(1.0 - auc) > TOO_GOOD
    };
    let terms: Vec<_> = (0..design.terms.len())
        .filter(too_good)
        .map(|term| design.terms[term].as_str())
        .collect();
    (!terms.is_empty()).then(|| {
        Notice::warning(
            "leakage",
            format!(
                "These tell almost perfectly who left: {}. Are they only known afterwards? If so, leave them out of the features.",
                terms.join(", ")
            ),
            format!(
                "仅凭以下各项几乎就能判断谁已流失：{}。这些信息是否流失之后才知道？若是，请不要用作特征。",
                terms.join("、")
            ),
        )
    })
}

/// The AUC of a column by itself; a flag's has a closed form.
fn alone(column: ArrayView1<f64>, actual: &[bool]) -> f64 {
    if column.iter().any(|&x| x != 0.0 && x != 1.0) {
        return Ranking::new(&column.to_vec(), actual).auc();
    }
    let share = |class: bool| {
        let of_class = actual.iter().filter(|&&left| left == class).count() as f64;
        column.iter().zip(actual).filter(|&(&x, &left)| x == 1.0 && left == class).count() as f64 / of_class
    };
    0.5 * (1.0 + share(true) - share(false))
}

/// The fit under way; every Newton iteration is a step.
struct ChurnTask {
    prepared: Prepared,
    fit: LogisticTask,
}

impl Task for ChurnTask {
    type Output = ChurnReport;

    fn step(&mut self) -> Result<Progress> {
        self.fit.step()
    }

    fn finish(self: Box<Self>) -> Result<ChurnReport> {
        let fit = Box::new(self.fit).finish()?;
        ChurnReport::new(self.prepared, fit)
    }
}
