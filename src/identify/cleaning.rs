//! What is done about faults of the data: rows left out, spellings unified, customers made one.
//!
//! Nothing here changes what was imported. A [`Cleaning`] says what to do, the
//! workspace keeps the data as they came beside the cleaned ones, and taking a
//! remedy back is cleaning without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Change, Day, Ledger, Money};
use crate::table::{Attribute, Table};
use crate::text::Notice;
use crate::workspace::Content;

use super::Remedy;
use super::faults::Spellings;

/// What is done about faults of the data; nothing unless given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct Cleaning {
    /// What is done about rows at fault
    pub remedies: BTreeSet<Remedy>,
    /// The last day that can be: days after it are yet to come; without it those far after all others
    pub last_day: Option<Day>,
    /// Customers who are one: each id, and the id it becomes
    pub merges: BTreeMap<String, String>,
    /// Customers whose orders are left out, such as a card that many people use
    pub set_aside: BTreeSet<String>,
    /// Pairs of customers who are different people, whatever they have in common: nothing proposes to merge them
    pub apart: BTreeSet<(String, String)>,
}

/// What a cleaning did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CleanedReport {
    /// What each remedy did, those of rows first; a row goes with the first that takes it.
    pub effects: Vec<Effect>,
    /// The ids that became another one.
    pub merged: usize,
    /// What to know, such as ids that the data do not have.
    pub notices: Vec<Notice>,
    /// The customers that are left.
    pub customers: usize,
    /// The lines of orders that are left.
    pub lines: usize,
    /// The sum of their amounts.
    pub total_amount: Option<f64>,
}

/// What one remedy did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Effect {
    /// The remedy; `None` for customers set aside.
    pub remedy: Option<Remedy>,
    /// The lines that were left out or written differently; in a table of customers its rows.
    pub lines: u64,
    /// The customers of whom an attribute was written differently.
    pub customers: u64,
    /// The sum of the lines' amounts.
    pub amount: f64,
}

impl Cleaning {
    /// Whether nothing is to be done.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Cleans what was imported.
    pub(crate) fn apply(&self, content: &Content) -> Result<(Content, CleanedReport)> {
        let nobody = self.merges.is_empty() && self.set_aside.is_empty();
        let places = if nobody { BTreeMap::new() } else { places(&content.ids) };
        let into = self.whom_each_is(&content.ids, &places)?;
        let mut aside = vec![false; content.ids.len()];
        for &place in self.set_aside.iter().filter_map(|id| places.get(id.as_str())) {
            aside[place as usize] = true;
        }
        let mut report = CleanedReport {
            merged: self
                .merges
                .keys()
                .filter_map(|id| places.get(id.as_str()))
                .filter(|&&place| into[place as usize] != place)
                .count(),
            notices: self.unknown(&places).into_iter().collect(),
            ..CleanedReport::default()
        };
        if nobody && self.remedies.is_empty() {
            report.customers = content.ids.chunk_by(|a, b| a == b).count();
            report.lines = content.orders.as_ref().map_or(0, |ledger| ledger.len());
            report.total_amount = content.orders.as_ref().map(|ledger| total(ledger)).transpose()?;
            return Ok((content.clone(), report));
        }
        let spellings = if self.remedies.contains(&Remedy::UnifySpellings) {
            Spellings::of(content)
        } else {
            Spellings::default()
        };
        let Some(ledger) = &content.orders else {
            let content = self.table_of_customers(content, &spellings, &into, &mut report);
            return Ok((content, report));
        };
        let mut without = vec![false; ledger.len()];
        for &remedy in &self.remedies {
            let marks = remedy.lines(content, ledger, self.last_day);
            let mut renamed = without.clone();
            let unify = remedy == Remedy::UnifySpellings;
            let effect = leave_out(ledger, if unify { &mut renamed } else { &mut without }, Some(remedy), |_, line| {
                marks[line]
            })?;
            let customers = content
                .customers
                .as_ref()
                .filter(|_| unify)
                .map_or(0, |table| count(&spellings.rows(table)));
            report.effects.push(Effect { customers, ..effect });
        }
        if !self.set_aside.is_empty() {
            report
                .effects
                .push(leave_out(ledger, &mut without, None, |customer, _| aside[customer])?);
        }
        let (ledger, places) = ledger.changed(&Change {
            without: &without,
            into: &into,
            products: &spellings.unified_products(ledger),
        });
        if ledger.is_empty() {
            return Err(Error::new(
                ErrorKind::NoUsableRows,
                "With all these remedies no order would be left. Take one of them back.",
                "若全部执行这些处理，将没有订单剩下。请撤销其中一项。",
            ));
        }
        report.customers = ledger.customers();
        report.lines = ledger.len();
        report.total_amount = Some(total(&ledger)?);
        let customers = content
            .customers
            .as_ref()
            .map(|table| Arc::new(merged_table(&spellings.unified(table), ledger.ids(), &places, &into)));
        let content = Content {
            ids: Arc::clone(ledger.ids()),
            orders: Some(Arc::new(ledger)),
            customers,
        };
        Ok((content, report))
    }

    /// Cleans a table of customers without orders.
    fn table_of_customers(&self, content: &Content, spellings: &Spellings, into: &[u32], report: &mut CleanedReport) -> Content {
        let (mut ids, mut table) = (Arc::clone(&content.ids), content.customers.clone());
        let mut into = into.to_vec();
        if let Some(before) = &table {
            let mut after = spellings.unified(before);
            for &remedy in &self.remedies {
                let mut effect = Effect {
                    remedy: Some(remedy),
                    ..Effect::default()
                };
                match remedy {
                    Remedy::UnifySpellings => effect.customers = count(&spellings.rows(before)),
                    Remedy::DropCopies => {
                        let copies = before.copies();
                        effect.lines = count(&copies);
                        after = without_rows(&after, &copies);
                        into = moved_up(&into, &copies);
                    }
                    _ => {}
                }
                report.effects.push(effect);
            }
            ids = Arc::clone(&after.ids);
            table = Some(Arc::new(after));
        }
        let (merged, places) = merged_ids(&ids, &into);
        let ids = Arc::new(merged);
        let customers = table.map(|table| Arc::new(merged_table(&table, &ids, &places, &into)));
        report.customers = ids.chunk_by(|a, b| a == b).count();
        Content {
            ids,
            orders: None,
            customers,
        }
    }

    /// The customer each row becomes one with, by a row; whoever becomes one that becomes another,
    /// becomes that one. All rows of an id that becomes another go to that one's first row. Where
    /// the data do not have the id that stays, the first of those that become it stays.
    fn whom_each_is(&self, ids: &[String], places: &BTreeMap<&str, u32>) -> Result<Vec<u32>> {
        let mut into: Vec<u32> = (0..).take(ids.len()).collect();
        if let Some(id) = self.circle() {
            return Err(in_a_circle(id));
        }
        let ends = self.ends();
        let known = || ends.iter().filter_map(|(id, end)| Some((*places.get(id)?, *end)));
        let mut stays: BTreeMap<&str, u32> = BTreeMap::new();
        for (place, end) in known() {
            let first = stays.entry(end).or_insert(place);
            *first = place.min(*first);
        }
        for (place, end) in known() {
            into[place as usize] = places.get(end).copied().unwrap_or(stays[end]);
        }
        for row in 1..ids.len() {
            let before = into[row - 1];
            if ids[row] == ids[row - 1] && ids[before as usize] != ids[row] {
                into[row] = before;
            }
        }
        Ok(into)
    }

    /// An id that becomes, over others, itself.
    fn circle(&self) -> Option<&str> {
        let mut well: BTreeSet<&str> = BTreeSet::new();
        for first in self.merges.keys() {
            let (mut id, mut walked) = (first.as_str(), BTreeSet::new());
            while let Some(other) = self.merges.get(id).filter(|other| *other != id) {
                if well.contains(id) {
                    break;
                }
                if !walked.insert(id) {
                    return Some(id);
                }
                id = other;
            }
            well.extend(walked);
        }
        None
    }

    /// What is told of ids to be merged or set aside that the data do not have: other files may
    /// have come than those that were decided about.
    fn unknown(&self, places: &BTreeMap<&str, u32>) -> Option<Notice> {
        const NAMED: usize = 5;
        let named = self.merges.iter().flat_map(|(id, other)| [id, other]).chain(&self.set_aside);
        let unknown: BTreeSet<&String> = named.filter(|id| !places.contains_key(id.as_str())).collect();
        let first: Vec<String> = unknown.iter().take(NAMED).map(|id| format!("“{id}”")).collect();
        let (count, more) = (unknown.len(), if unknown.len() > NAMED { "…" } else { "" });
        (count > 0).then(|| {
            Notice::warning(
                "unknown_ids",
                format!(
                    "Ids to be merged or set aside that the data do not have: {count} ({}{more}). Everything else was done.",
                    first.join(", ")
                ),
                format!(
                    "要合并或搁置的编号中，有 {count} 个不在数据中（{}{more}）；其余均已执行。",
                    first.join("、")
                ),
            )
        })
    }

    /// Whom each merged id is in the end. Merges in a circle were refused before.
    pub(super) fn ends(&self) -> BTreeMap<&str, &str> {
        let mut ends: BTreeMap<&str, &str> = BTreeMap::new();
        let mut walked = Vec::new();
        for id in self.merges.keys() {
            let mut end = id.as_str();
            while let Some(other) = self
                .merges
                .get(end)
                .filter(|other| *other != end && walked.len() <= self.merges.len())
            {
                walked.push(end);
                end = other;
                if let Some(known) = ends.get(end) {
                    end = known;
                    break;
                }
            }
            ends.extend(walked.drain(..).map(|passed| (passed, end)));
        }
        ends
    }
}

/// Marks the lines that go and are not gone yet, and adds them up.
fn leave_out(ledger: &Ledger, without: &mut [bool], remedy: Option<Remedy>, takes: impl Fn(usize, usize) -> bool) -> Result<Effect> {
    let (mut lines, mut amount) = (0, Money(0));
    for customer in 0..ledger.customers() {
        for line in ledger.lines(customer) {
            if !without[line] && takes(customer, line) {
                without[line] = true;
                lines += 1;
                amount = amount.plus(ledger.amounts()[line])?;
            }
        }
    }
    Ok(Effect {
        remedy,
        lines,
        customers: 0,
        amount: amount.to_f64(),
    })
}

/// The sum of all amounts.
fn total(ledger: &Ledger) -> Result<f64> {
    let total = ledger.amounts().iter().try_fold(Money(0), |total, &amount| total.plus(amount))?;
    Ok(total.to_f64())
}

fn count(marks: &[bool]) -> u64 {
    marks.iter().map(|&mark| u64::from(mark)).sum()
}

/// The table without some of its rows.
fn without_rows(table: &Table, without: &[bool]) -> Table {
    let rows: Vec<Option<u32>> = (0..)
        .zip(without)
        .filter(|(_, without)| !**without)
        .map(|(row, _)| Some(row))
        .collect();
    let picked = |attribute: &Attribute| Attribute {
        values: attribute.values.picked(&rows),
        ..attribute.clone()
    };
    Table {
        ids: Arc::new(rows.iter().flatten().map(|&row| table.ids[row as usize].clone()).collect()),
        attributes: table.attributes.iter().map(picked).collect(),
    }
}

/// The customer each one becomes, once some rows, copies of the one before them, are gone.
fn moved_up(into: &[u32], gone: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let places: Vec<u32> = gone
        .iter()
        .map(|&gone| {
            next += u32::from(!gone);
            next - 1
        })
        .collect();
    let left = into.iter().zip(gone).filter(|(_, gone)| !**gone);
    left.map(|(&into, _)| places[into as usize]).collect()
}

/// The first row of each id.
fn places(ids: &[String]) -> BTreeMap<&str, u32> {
    let mut places = BTreeMap::new();
    for (id, place) in ids.iter().map(String::as_str).zip(0..) {
        places.entry(id).or_insert(place);
    }
    places
}

/// The ids that become no other, and each customer's new position.
fn merged_ids(ids: &[String], into: &[u32]) -> (Vec<String>, Vec<u32>) {
    let (mut kept, mut places) = (Vec::new(), vec![0; ids.len()]);
    for (customer, id) in ids.iter().enumerate().filter(|(customer, _)| into[*customer] as usize == *customer) {
        places[customer] = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        kept.push(id.clone());
    }
    let places = into.iter().map(|&into| places[into as usize]).collect();
    (kept, places)
}

/// The attributes of customers who became one: its own where it has one, else that of the first
/// who has.
fn merged_table(table: &Table, ids: &Arc<Vec<String>>, places: &[u32], into: &[u32]) -> Table {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); ids.len()];
    for own in [true, false] {
        for (customer, &place) in (0..).zip(places) {
            if (into[customer as usize] == customer) == own {
                rows[place as usize].push(customer);
            }
        }
    }
    let merged = |attribute: &Attribute| {
        let first = |rows: &Vec<u32>| rows.iter().copied().find(|&row| !attribute.values.missing(row as usize));
        Attribute {
            name: attribute.name.clone(),
            role: attribute.role,
            values: attribute.values.picked(&rows.iter().map(first).collect::<Vec<_>>()),
            variety: attribute.variety.as_ref().map(|variety| {
                rows.iter()
                    .map(|rows| rows.iter().map(|&row| variety[row as usize]).max().unwrap_or(0))
                    .collect()
            }),
        }
    };
    Table {
        ids: Arc::clone(ids),
        attributes: table.attributes.iter().map(merged).collect(),
    }
}

fn in_a_circle(id: &str) -> Error {
    Error::new(
        ErrorKind::BadParameter,
        format!("The merges of “{id}” lead back to itself. Name one id that all of them become."),
        format!("“{id}”的合并关系首尾相接。请指定一个最终保留的编号。"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{ImportParams, import};
    use crate::workspace::Workspace;

    const ORDERS: &str = "customer,date,amount,town\na,2024-01-01,5,Rome\nb,2024-01-02,15,\na,2024-01-01,5,Rome\nc,2024-02-02,10,Oslo\nc,2024-03-02,10,Oslo\nd,2024-03-03,1,Bonn\n";

    fn cleaned(workspace: &Workspace, settings: &str) -> Result<Workspace> {
        workspace.cleaned(&serde_json::from_str(settings).unwrap())
    }

    fn totals(workspace: &Workspace) -> Vec<(String, i64)> {
        let ledger = workspace.orders().unwrap();
        let total = |customer| ledger.lines(customer).map(|line| ledger.amounts()[line].0 / Money::SCALE).sum();
        (0..ledger.customers())
            .map(|customer| (ledger.ids()[customer].clone(), total(customer)))
            .collect()
    }

    #[test]
    fn remedies_are_applied_and_taken_back() {
        let workspace = import("f.csv", ORDERS.as_bytes(), ImportParams::default()).unwrap();
        let before = format!("{:?}", workspace.content());
        let cleaned = cleaned(
            &workspace,
            r#"{"remedies":["drop_copies"],"merges":{"b":"c","c":"a"},"set_aside":["d"]}"#,
        )
        .unwrap();
        assert_eq!(totals(&cleaned), [("a".into(), 40), ("d".into(), 0)]);
        let table = cleaned.content().customers.as_ref().unwrap();
        assert_eq!((table.attributes[0].values.text(0), table.ids.len()), (Some("Rome"), 2));
        let (_, report) = cleaned.cleaning().unwrap();
        let effects: Vec<_> = report
            .effects
            .iter()
            .map(|effect| (effect.remedy, effect.lines, effect.amount))
            .collect();
        assert_eq!(effects, [(Some(Remedy::DropCopies), 1, 5.0), (None, 1, 1.0)]);
        assert_eq!(
            (report.merged, report.customers, report.lines, report.total_amount),
            (2, 2, 4, Some(40.0))
        );

        let back = cleaned.cleaned(&Cleaning::default()).unwrap();
        assert_eq!(format!("{:?}", back.content()), before);
        assert!(back.cleaning().is_none());
    }

    #[test]
    fn what_cannot_be_is_told() {
        let workspace = import("f.csv", ORDERS.as_bytes(), ImportParams::default()).unwrap();
        for (settings, kind) in [
            (r#"{"merges":{"a":"b","b":"a"}}"#, ErrorKind::BadParameter),
            (r#"{"merges":{"a":"b","b":"c","c":"a","d":"a"}}"#, ErrorKind::BadParameter),
            (r#"{"set_aside":["a","b","c","d"]}"#, ErrorKind::NoUsableRows),
        ] {
            assert_eq!(cleaned(&workspace, settings).unwrap_err().kind(), kind, "{settings}");
        }
    }

    #[test]
    fn a_table_of_customers_is_merged_too() {
        let workspace = import("f.csv", b"customer,town,age\na,,30\nb,Rome,40\nc,Oslo,\n", ImportParams::default()).unwrap();
        let cleaned = cleaned(&workspace, r#"{"merges":{"b":"a"}}"#).unwrap();
        let table = cleaned.content().customers.as_ref().unwrap();
        assert_eq!(
            (&**table.ids, table.attributes[0].values.text(0)),
            (&["a".to_owned(), "c".to_owned()][..], Some("Rome"))
        );
    }

    #[test]
    fn all_rows_of_a_customer_are_merged() {
        let text = b"customer,town,age\na,Rome,30\na,Roma,\nb,Oslo,40\nb,Oslo,41\nc,Bonn,\nd,Pisa,7\n";
        let workspace = import("f.csv", text, ImportParams::default()).unwrap();
        let cleaned = cleaned(&workspace, r#"{"merges":{"b":"a","c":"b"}}"#).unwrap();
        assert_eq!(cleaned.ids()[..], ["a", "a", "d"]);
        let (_, report) = cleaned.cleaning().unwrap();
        assert_eq!((report.merged, report.customers), (2, 2));
    }

    #[test]
    fn ids_that_are_not_there_are_told_and_the_rest_is_done() {
        let workspace = import("f.csv", ORDERS.as_bytes(), ImportParams::default()).unwrap();
        // The id that b and c become is gone from the file; they are one person all the same.
        let cleaned = cleaned(&workspace, r#"{"merges":{"b":"x","c":"x","y":"a","z":"z"},"set_aside":["d","w"]}"#).unwrap();
        assert_eq!(cleaned.ids()[..], ["a", "b", "d"]);
        let (_, report) = cleaned.cleaning().unwrap();
        assert_eq!((report.merged, report.effects[0].lines), (1, 1));
        assert_eq!(report.notices[0].code, "unknown_ids");
        let text = &report.notices[0].text.en;
        assert!(text.contains(": 4 (“w”, “x”, “y”, “z”)."), "{text}");
    }

    #[test]
    fn merges_are_followed_to_their_ends() {
        let cleaning: Cleaning = serde_json::from_str(r#"{"merges":{"a":"b","b":"c","d":"a","x":"y"}}"#).unwrap();
        let ends = [("a", "c"), ("b", "c"), ("d", "c"), ("x", "y")];
        assert_eq!(cleaning.ends(), BTreeMap::from(ends));
    }
}
