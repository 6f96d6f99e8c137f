//! What a finding is, and the shop it is found in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::identify::{Cleaning, Remedy};
use crate::ingest::ImportReport;
use crate::ledger::{Day, Ledger, Money};
use crate::text::Text;
use crate::workspace::{Content, Workspace};

/// How many examples a finding has.
pub(super) const EXAMPLES: usize = 5;

/// From this share of the rows or the money on a fault is serious, or notable.
pub(super) const SERIOUS: f64 = 0.05;
const NOTABLE: f64 = 0.005;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; results hardly change.
    Minor,
    /// Some results change: half a percent of the rows or the money and more.
    Notable,
    /// Results mislead: five percent and more.
    Serious,
}

impl Severity {
    /// By a share of the rows or the money.
    pub(super) fn of(share: f64) -> Self {
        match share {
            share if share >= SERIOUS => Self::Serious,
            share if share >= NOTABLE => Self::Notable,
            _ => Self::Minor,
        }
    }
}

/// Something that is wrong, or may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Finding {
    /// A stable name.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, with its numbers.
    pub title: Text,
    /// The rule it was found by, and what it means.
    pub detail: Text,
    /// The rows it is about.
    pub rows: u64,
    /// The customers it is about.
    pub customers: u64,
    /// The sum of the rows' amounts.
    pub money: Option<f64>,
    /// The rows, as a share of all.
    pub rows_share: Option<f64>,
    /// The customers, as a share of all.
    pub customers_share: Option<f64>,
    /// The rows' amounts without their signs, as a share of those of all rows.
    pub money_share: Option<f64>,
    /// A few of the rows.
    pub examples: Vec<Example>,
    /// Texts that are spellings of one another, where it is about those.
    pub spellings: Vec<Spelling>,
    /// What can be done about it.
    pub remedy: Option<Offer>,
    /// Why nothing can be done here, where there is no remedy.
    pub no_remedy: Option<Text>,
    /// Whether the remedy is applied.
    pub applied: bool,
}

/// A row that shows what was found; what is not known is `None`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Example {
    /// The file.
    pub file: Option<String>,
    /// The line of the file on which the row begins, from 1.
    pub line: Option<u64>,
    /// The customer.
    pub customer: Option<String>,
    /// The day.
    pub day: Option<Day>,
    /// The amount.
    pub amount: Option<f64>,
    /// What is to be seen there.
    pub what: Option<Text>,
}

/// A remedy that can be applied and taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Offer {
    /// A stable name: that of the remedy, or `set_aside`, or `merge`.
    pub code: &'static str,
    /// What it does.
    pub what: Text,
    /// The part of a cleaning that does it; taking it out again undoes it.
    pub cleaning: Cleaning,
}

/// Texts of a column that are spellings of one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spelling {
    /// The column.
    pub column: String,
    /// The most frequent text, and how often it occurs.
    pub kept: (String, u64),
    /// The others, and how often each occurs.
    pub others: Vec<(String, u64)>,
}

/// The data as they came, and what was done about them.
#[derive(Debug)]
pub(super) struct Shop {
    pub(super) content: Content,
    pub(super) imports: Vec<Arc<ImportReport>>,
    /// What is done about faults at present.
    pub(super) cleaning: Cleaning,
    /// The last day that can be, where it is known.
    pub(super) last_day: Option<Day>,
    /// The customer of each line.
    pub(super) owner: Vec<u32>,
    /// The sum of all amounts without their signs.
    gross: i128,
}

/// What some lines come to.
#[derive(Debug, Default)]
pub(super) struct Extent {
    pub(super) rows: u64,
    pub(super) customers: u64,
    pub(super) money: i128,
    gross: i128,
    /// The first of them in the files.
    pub(super) first: Vec<usize>,
}

impl Shop {
    pub(super) fn of(workspace: &Workspace, today: Option<Day>) -> Self {
        let content = workspace.original().clone();
        let cleaning = workspace.cleaning().map(|(how, _)| how.clone()).unwrap_or_default();
        let ledger = content.orders.as_deref();
        Self {
            imports: workspace.imports().to_vec(),
            last_day: today.or(cleaning.last_day),
            owner: ledger.map(owners).unwrap_or_default(),
            gross: ledger.map_or(0, |ledger| ledger.amounts().iter().map(|amount| i128::from(amount.0.abs())).sum()),
            cleaning,
            content,
        }
    }

    pub(super) fn ledger(&self) -> Option<&Ledger> {
        self.content.orders.as_deref()
    }

    pub(super) fn id(&self, customer: usize) -> &str {
        &self.content.ids[customer]
    }

    /// The customers: in orders those with a line, else those of the table, each once.
    pub(super) fn customers(&self) -> usize {
        self.ledger()
            .map_or_else(|| self.content.ids.chunk_by(|a, b| a == b).count(), Ledger::buyers)
    }

    /// The sum of a figure of the imports; `None` where no import has it.
    pub(super) fn sum(&self, of: fn(&ImportReport) -> Option<f64>) -> Option<f64> {
        let known = self.imports.iter().filter_map(|import| of(import));
        known.fold(None, |sum, amount| Some(sum.unwrap_or(0.0) + amount))
    }

    /// The share of a sum of amounts, taken without their signs.
    pub(super) fn share_of_money(&self, gross: i128) -> Option<f64> {
        (self.gross > 0).then(|| gross as f64 / self.gross as f64)
    }

    /// What the marked lines come to.
    pub(super) fn extent(&self, marks: &[bool]) -> Extent {
        let Some(ledger) = self.ledger() else { return Extent::default() };
        let mut extent = Extent::default();
        let (mut last, mut first) = (None, Vec::<((usize, u32), usize)>::new());
        for line in (0..marks.len()).filter(|&line| marks[line]) {
            let amount = i128::from(ledger.amounts()[line].0);
            extent.rows += 1;
            extent.money += amount;
            extent.gross += amount.abs();
            if last != Some(self.owner[line]) {
                last = Some(self.owner[line]);
                extent.customers += 1;
            }
            let place = (ledger.place(line).unwrap_or_default(), line);
            if first.len() < EXAMPLES || first.last().is_some_and(|worst| place < *worst) {
                first.insert(first.partition_point(|other| *other < place), place);
                first.truncate(EXAMPLES);
            }
        }
        extent.first = first.into_iter().map(|(_, line)| line).collect();
        extent
    }

    /// The lines of the marked customers.
    pub(super) fn lines_of(&self, customers: &[bool]) -> Vec<bool> {
        self.owner.iter().map(|&owner| customers[owner as usize]).collect()
    }

    /// A finding about some lines, as serious as their share of the rows or the money.
    pub(super) fn about_lines(&self, code: &'static str, extent: &Extent, title: Text, detail: Text) -> Finding {
        let lines = self.ledger().map_or(0, Ledger::len);
        let rows_share = (lines > 0).then(|| extent.rows as f64 / lines as f64);
        let money_share = self.share_of_money(extent.gross);
        Finding {
            severity: Severity::of(rows_share.unwrap_or(0.0).max(money_share.unwrap_or(0.0))),
            rows: extent.rows,
            customers: extent.customers,
            money: Some(to_money(extent.money)),
            rows_share,
            customers_share: share(extent.customers, self.customers()),
            money_share,
            examples: extent.first.iter().map(|&line| self.example(line, None)).collect(),
            ..Finding::new(code, title, detail)
        }
    }

    /// A line as an example.
    pub(super) fn example(&self, line: usize, what: Option<Text>) -> Example {
        let Some(ledger) = self.ledger() else { return Example::default() };
        let place = ledger.place(line);
        let orders = |import: &&Arc<ImportReport>| import.kind == crate::ingest::FileKind::Orders;
        Example {
            file: place.and_then(|(file, _)| Some(self.imports.iter().filter(orders).nth(file)?.file.clone())),
            line: place.map(|(_, line)| u64::from(line)),
            customer: Some(self.id(self.owner[line] as usize).to_owned()),
            day: Some(ledger.days()[line]),
            amount: Some(ledger.amounts()[line].to_f64()),
            what,
        }
    }

    /// Offers a remedy; whether it is applied is seen from the cleaning at present.
    pub(super) fn offer(&self, finding: &mut Finding, code: &'static str, what: Text, cleaning: Cleaning) {
        let now = &self.cleaning;
        let ends = if cleaning.merges.is_empty() { BTreeMap::new() } else { now.ends() };
        let end = |id: &String| ends.get(id.as_str()).map_or_else(|| id.clone(), |end| (*end).to_owned());
        finding.applied = cleaning.remedies.is_subset(&now.remedies)
            && cleaning.set_aside.is_subset(&now.set_aside)
            && cleaning.merges.iter().all(|(id, other)| end(id) == end(other))
            && (cleaning.last_day.is_none() || cleaning.last_day == now.last_day);
        finding.remedy = Some(Offer { code, what, cleaning });
    }

    /// Offers one of the remedies.
    pub(super) fn offer_remedy(&self, finding: &mut Finding, remedy: Remedy, what: Text) {
        let last_day = self.last_day.filter(|_| remedy == Remedy::DropFuture);
        let cleaning = Cleaning {
            remedies: BTreeSet::from([remedy]),
            last_day,
            ..Cleaning::default()
        };
        self.offer(finding, remedy.code(), what, cleaning);
    }

    /// Offers to leave out all orders of some customers.
    pub(super) fn offer_aside(&self, finding: &mut Finding, customers: impl Iterator<Item = usize>) {
        let cleaning = Cleaning {
            set_aside: customers.map(|customer| self.id(customer).to_owned()).collect(),
            ..Cleaning::default()
        };
        let what = Text::new(
            "Set these customers aside: all their orders are left out.",
            "搁置这些客户：其全部订单不计入。",
        );
        self.offer(finding, "set_aside", what, cleaning);
    }

    /// Offers to merge some ids.
    pub(super) fn offer_merges(&self, finding: &mut Finding, merges: BTreeMap<String, String>) {
        let what = Text::new(
            format!("Merge them: {} ids become another one.", merges.len()),
            format!("合并：{} 个编号并入另一个。", merges.len()),
        );
        let cleaning = Cleaning {
            merges,
            ..Cleaning::default()
        };
        self.offer(finding, "merge", what, cleaning);
    }
}

impl Finding {
    /// A finding without figures.
    pub(super) fn new(code: &'static str, title: Text, detail: Text) -> Self {
        Self {
            code,
            severity: Severity::Minor,
            title,
            detail,
            rows: 0,
            customers: 0,
            money: None,
            rows_share: None,
            customers_share: None,
            money_share: None,
            examples: Vec::new(),
            spellings: Vec::new(),
            remedy: None,
            no_remedy: None,
            applied: false,
        }
    }

    /// Says why nothing can be done here.
    #[must_use]
    pub(super) fn without_remedy(self, en: &str, zh: &str) -> Self {
        Self {
            no_remedy: Some(Text::new(en, zh)),
            ..self
        }
    }
}

/// The customer of each line.
fn owners(ledger: &Ledger) -> Vec<u32> {
    let mut owner = vec![0; ledger.len()];
    for (number, customer) in (0..).zip(0..ledger.customers()) {
        owner[ledger.lines(customer)].fill(number);
    }
    owner
}

pub(super) fn to_money(sum: i128) -> f64 {
    sum as f64 / Money::SCALE as f64
}

pub(super) fn share(part: u64, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A share in words: 12.3%, and less than a tenth of a percent as such.
pub(super) fn percent(share: f64) -> String {
    let tenths = (share * 1_000.0).round() / 10.0;
    if share > 0.0 && tenths == 0.0 {
        "<0.1%".into()
    } else {
        format!("{tenths}%")
    }
}

/// An amount in words, with at most two decimals.
pub(super) fn amount(value: f64) -> String {
    let cents = (value * 100.0).round() / 100.0;
    if cents.fract() == 0.0 {
        format!("{cents:.0}")
    } else {
        format!("{cents:.2}")
    }
}
