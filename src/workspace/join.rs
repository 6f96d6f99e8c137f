//! Several files → one workspace, joined on the customer.
//!
//! Orders stand after orders, attributes beside attributes. Customers of any
//! file are customers of the whole: those without orders are known by their
//! attributes alone, those without attributes have missing ones. Nothing is
//! left out; who is in one file only is counted, both ways.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::{FileKind, Role};
use crate::ledger::{Ledger, Money, natural_order};
use crate::sorting;
use crate::table::{Attribute, Table};
use crate::text::Notice;

use super::{Content, Workspace};

/// How many customers are named as examples.
const EXAMPLES: usize = 5;

/// How several files fit together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct JoinReport {
    /// Each file.
    pub files: Vec<JoinedFile>,
    /// The customers of all files together.
    pub customers: usize,
    /// The customers with orders and with attributes.
    pub matched: usize,
    /// The customers with orders and in no file of customers.
    pub without_attributes: usize,
    /// Some of them.
    pub without_attributes_examples: Vec<String>,
    /// What they paid, as a share of all amounts; `None` without orders or money.
    pub without_attributes_share: Option<f64>,
    /// The customers in a file of customers and without orders.
    pub without_orders: usize,
    /// Some of them.
    pub without_orders_examples: Vec<String>,
    /// What to know about the join.
    pub notices: Vec<Notice>,
}

/// One of the files that were joined.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct JoinedFile {
    /// Its name.
    pub file: String,
    /// What kind of rows it has.
    pub kind: FileKind,
    /// Its customers.
    pub customers: usize,
    /// Those of them who are in another file too.
    pub matched: usize,
}

/// Joins the workspaces of several files.
pub(super) fn join(mut parts: Vec<Workspace>) -> Result<Workspace> {
    if parts.len() < 2 {
        return parts
            .pop()
            .ok_or_else(|| Error::new(ErrorKind::NoData, "No file was opened.", "还没有打开文件。"));
    }
    // Orders first; files of a kind stay in the order in which they came.
    sorting::sort_by_key(&mut parts, |part| part.content.orders.is_none());
    let nameless = |part: &&Workspace| part.content.orders.is_none() && !part.import().roles.contains_key(&Role::Customer);
    if let Some(part) = parts.iter().find(nameless) {
        return Err(Error::new(
            ErrorKind::WrongKind,
            "No column of this file names the customers, so it cannot be joined with the others. Say which column it is, or open the file alone.",
            "该文件没有客户编号列，无法与其他文件合并。请指明是哪一列，或单独打开该文件。",
        )
        .in_file(part.import().file.clone()));
    }
    let contents: Vec<&Content> = parts.iter().map(|part| &part.content).collect();
    let everyone = Everyone::of(&contents);
    let mut notices = Vec::new();
    let orders = everyone.orders(&contents)?;
    let customers = everyone.attributes(&contents, &mut notices);
    let report = everyone.report(&parts, orders.as_ref(), notices);
    let ids = orders
        .as_ref()
        .map_or_else(|| Arc::clone(&everyone.ids), |ledger| Arc::clone(ledger.ids()));
    Ok(Workspace {
        imports: parts.iter().flat_map(|part| part.imports.iter().cloned()).collect(),
        join: Some(Arc::new(report)),
        content: Content {
            orders: orders.map(Arc::new),
            customers: customers.map(|attributes| {
                Arc::new(Table {
                    ids: Arc::clone(&ids),
                    attributes,
                })
            }),
            ids,
        },
        cleaned: None,
    })
}

/// The customers of all files.
struct Everyone {
    /// In natural order, each once.
    ids: Arc<Vec<String>>,
    /// For each file and each of its customers the position in `ids`.
    places: Vec<Vec<u32>>,
}

impl Everyone {
    fn of(contents: &[&Content]) -> Self {
        let mut ids: Vec<&str> = contents.iter().flat_map(|content| content.ids.iter().map(String::as_str)).collect();
        ids.sort_unstable_by(|a, b| natural_order(a, b));
        ids.dedup();
        let place = |id: &String| ids.binary_search_by(|other| natural_order(other, id)).map_or(u32::MAX, position);
        let places = contents.iter().map(|content| content.ids.iter().map(place).collect()).collect();
        Self {
            ids: Arc::new(ids.into_iter().map(str::to_owned).collect()),
            places,
        }
    }

    /// All orders, with every customer of any file.
    fn orders(&self, contents: &[&Content]) -> Result<Option<Ledger>> {
        let ledgers = contents
            .iter()
            .zip(&self.places)
            .filter_map(|(content, places)| Some((&**content.orders.as_ref()?, &**places)));
        Ledger::appended(&self.ids, &ledgers.collect::<Vec<_>>())
    }

    /// All attributes. Where two files have one of the same name and kind, the
    /// first that has a value for a customer is believed.
    fn attributes(&self, contents: &[&Content], notices: &mut Vec<Notice>) -> Option<Vec<Attribute>> {
        let mut all: Vec<Attribute> = Vec::new();
        let mut contradicted: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (content, places) in contents.iter().zip(&self.places) {
            let Some(table) = &content.customers else { continue };
            let rows = rows_of(places, self.ids.len());
            for attribute in &table.attributes {
                let (spread, differ) = spread(attribute, &rows);
                if !differ.is_empty() {
                    contradicted.entry(spread.name.clone()).or_default().extend(differ);
                }
                let same = all
                    .iter_mut()
                    .find(|other| other.name == spread.name && other.values.same_kind(&spread.values));
                if let Some(other) = same {
                    let differ = fill(other, &spread);
                    if !differ.is_empty() {
                        contradicted.entry(spread.name).or_default().extend(differ);
                    }
                } else {
                    let name = free_name(&all, &spread.name);
                    all.push(Attribute { name, ..spread });
                }
            }
        }
        for (name, customers) in contradicted {
            let count = customers.len();
            notices.push(Notice::warning(
                "attributes_contradict",
                format!("Customers whose “{name}” differs between rows or files: {count}. The first value was taken."),
                format!("有 {count} 位客户的“{name}”在不同行或文件中不一致，已取第一个值。"),
            ));
        }
        let any = contents.iter().any(|content| content.customers.is_some());
        any.then_some(all)
    }

    fn report(&self, parts: &[Workspace], orders: Option<&Ledger>, mut notices: Vec<Notice>) -> JoinReport {
        let mut bought = vec![false; self.ids.len()];
        let mut described = vec![false; self.ids.len()];
        let mut files_of = vec![0_u32; self.ids.len()];
        for (part, places) in parts.iter().zip(&self.places) {
            let marks = if part.content.orders.is_some() {
                &mut bought
            } else {
                &mut described
            };
            let mut last = None;
            for &place in places {
                marks[place as usize] = true;
                // A customer's rows of one file lie side by side.
                files_of[place as usize] += u32::from(last != Some(place));
                last = Some(place);
            }
        }
        let files = parts.iter().zip(&self.places).map(|(part, places)| {
            let mut places = places.clone();
            places.dedup();
            JoinedFile {
                file: part.import().file.clone(),
                kind: part.import().kind,
                customers: places.len(),
                matched: places.iter().filter(|&&place| files_of[place as usize] > 1).count(),
            }
        });
        let either = bought.iter().zip(&described);
        let (apart, absent): (Vec<bool>, Vec<bool>) = either
            .map(|(&bought, &described)| (bought && !described, described && !bought))
            .unzip();
        let examples = |marks: &[bool]| {
            let named = self.ids.iter().zip(marks).filter(|(_, mark)| **mark).map(|(id, _)| id.clone());
            named.take(EXAMPLES).collect::<Vec<_>>()
        };
        let count = |marks: &[bool]| marks.iter().filter(|mark| **mark).count();
        let both_kinds = bought.contains(&true) && described.contains(&true);
        let (without_attributes, without_orders) = (count(&apart), count(&absent));
        if both_kinds {
            notices.extend(self.look_alikes(&apart, &absent));
        }
        JoinReport {
            files: files.collect(),
            customers: self.ids.len(),
            matched: bought
                .iter()
                .zip(&described)
                .filter(|(bought, described)| **bought && **described)
                .count(),
            without_attributes: if both_kinds { without_attributes } else { 0 },
            without_attributes_examples: if both_kinds { examples(&apart) } else { Vec::new() },
            without_attributes_share: orders.filter(|_| both_kinds).and_then(|ledger| money_share(ledger, &apart)),
            without_orders: if both_kinds { without_orders } else { 0 },
            without_orders_examples: if both_kinds { examples(&absent) } else { Vec::new() },
            notices,
        }
    }

    /// Unmatched ids that would match but for zeros in front, case, blanks or a `.0` at the end.
    fn look_alikes(&self, apart: &[bool], absent: &[bool]) -> Option<Notice> {
        let plain = |marks: &[bool]| {
            let mut ids: Vec<(String, &String)> = self
                .ids
                .iter()
                .zip(marks)
                .filter(|(_, mark)| **mark)
                .map(|(id, _)| (plain(id), id))
                .collect();
            sorting::sort(&mut ids);
            ids
        };
        let (ordered, described) = (plain(apart), plain(absent));
        let mut alike = ordered.iter().filter_map(|(key, id)| {
            let place = described.binary_search_by(|(other, _)| other.cmp(key)).ok()?;
            Some((*id, described[place].1))
        });
        let (one, other) = alike.next()?;
        let count = alike.count() + 1;
        Some(Notice::warning(
            "ids_written_differently",
            format!(
                "Customers that would be in both kinds of file if their ids were written alike: {count}, for instance “{one}” and “{other}”. Write the ids the same way in all files, or merge them under “Identity”."
            ),
            format!(
                "有 {count} 位客户的编号若写法一致即可在两类文件间对上，例如“{one}”与“{other}”。请统一编号写法，或在“身份合并”中合并。"
            ),
        ))
    }
}

/// An id without what programs add or take away: case, blanks, zeros in front, `.0` at the end.
fn plain(id: &str) -> String {
    let lower: String = id
        .chars()
        .filter(|char| !char.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let whole = lower.strip_suffix(".0").unwrap_or(&lower);
    let trimmed = whole.trim_start_matches('0');
    if trimmed.is_empty() { whole } else { trimmed }.to_owned()
}

/// For each customer of the whole its rows in a file, one after another.
fn rows_of(places: &[u32], customers: usize) -> Vec<Vec<u32>> {
    let mut rows = vec![Vec::new(); customers];
    for (row, &place) in (0..).zip(places) {
        rows[place as usize].push(row);
    }
    rows
}

/// An attribute with a row for each customer of the whole, the first of its values there; and
/// the customers who have several.
fn spread(attribute: &Attribute, rows: &[Vec<u32>]) -> (Attribute, Vec<usize>) {
    let values = &attribute.values;
    let first = |rows: &Vec<u32>| rows.iter().copied().find(|&row| !values.missing(row as usize));
    let picked: Vec<Option<u32>> = rows.iter().map(first).collect();
    let other = |&row: &u32, first: u32| !values.missing(row as usize) && !values.equal(row as usize, first as usize);
    let several = |(rows, first): (&Vec<u32>, &Option<u32>)| first.is_some_and(|first| rows.iter().any(|row| other(row, first)));
    let differ = rows
        .iter()
        .zip(&picked)
        .enumerate()
        .filter(|(_, pair)| several(*pair))
        .map(|(customer, _)| customer)
        .collect();
    let spread = Attribute {
        name: attribute.name.clone(),
        role: attribute.role,
        values: attribute.values.picked(&picked),
        variety: attribute.variety.as_ref().map(|variety| {
            let of = |rows: &Vec<u32>| rows.iter().map(|&row| variety[row as usize]).max().unwrap_or(0);
            rows.iter().map(of).collect()
        }),
    };
    (spread, differ)
}

/// Fills the gaps of an attribute from another file's; the customers who have two values.
fn fill(into: &mut Attribute, from: &Attribute) -> Vec<usize> {
    into.role = into.role.or(from.role);
    if into.variety.is_none() {
        into.variety.clone_from(&from.variety);
    }
    into.values.fill(&from.values)
}

/// A name that no attribute has yet.
fn free_name(all: &[Attribute], name: &str) -> String {
    let taken = |name: &str| all.iter().any(|attribute| attribute.name == name);
    if !taken(name) {
        return name.to_owned();
    }
    let mut numbered = (2..=all.len() + 2).map(|number| format!("{name} ({number})"));
    numbered.find(|name| !taken(name)).unwrap_or_default()
}

/// What the marked customers paid, of everything.
fn money_share(ledger: &Ledger, marks: &[bool]) -> Option<f64> {
    let (mut part, mut whole) = (Money(0), Money(0));
    for (customer, &marked) in marks.iter().enumerate() {
        for &amount in &ledger.amounts()[ledger.lines(customer)] {
            whole = whole.plus(amount).ok()?;
            part = part.plus(if marked { amount } else { Money(0) }).ok()?;
        }
    }
    (whole.0 > 0).then(|| part.to_f64() / whole.to_f64())
}

fn position(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{ImportParams, import};
    use crate::table::AttributeValues;

    const ORDERS: &str = "customer,date,amount,order,town\nann,2024-01-01,5,o1,Rome\nbob,2024-01-02,15,o2,Oslo\nann,2024-02-01,10,o3,Rome\nbob,2024-02-02,10,o4,Oslo\n007,2024-02-02,10,o5,Bonn\n007,2024-02-03,10,o5,Bonn\n";
    const PEOPLE: &str = "customer,town,age\nann,Rom,31\ncat,Pisa,27\n7,Bonn,50\nann,Rome,\n";

    fn workspace(name: &str, text: &str) -> Workspace {
        import(name, text.as_bytes(), ImportParams::default()).unwrap()
    }

    #[test]
    fn orders_and_customers_become_one() {
        let joined = Workspace::joined(vec![workspace("people.csv", PEOPLE), workspace("orders.csv", ORDERS)]).unwrap();
        assert_eq!(**joined.ids(), ["7", "007", "ann", "bob", "cat"]);
        let ledger = joined.orders().unwrap();
        assert_eq!((ledger.len(), ledger.customers(), ledger.buyers()), (6, 5, 3));
        let table = joined.content().customers.as_ref().unwrap();
        let town = &table.attributes[0];
        assert_eq!(
            (0..5).map(|row| town.values.text(row)).collect::<Vec<_>>(),
            [Some("Bonn"), Some("Bonn"), Some("Rome"), Some("Oslo"), Some("Pisa")]
        );
        let AttributeValues::Number(ages) = &table.attribute("age").unwrap().values else {
            panic!()
        };
        assert_eq!((ages[0], ages[2], ages[4]), (50.0, 31.0, 27.0));
        assert!(ages[1].is_nan() && ages[3].is_nan());

        let report = joined.join().unwrap();
        let files: Vec<_> = report
            .files
            .iter()
            .map(|file| (&*file.file, file.kind, file.customers, file.matched))
            .collect();
        assert_eq!(
            files,
            [("orders.csv", FileKind::Orders, 3, 1), ("people.csv", FileKind::Customers, 3, 1)]
        );
        assert_eq!(
            (report.customers, report.matched, report.without_attributes, report.without_orders),
            (5, 1, 2, 2)
        );
        assert_eq!(
            (
                report.without_attributes_examples.join(" "),
                report.without_orders_examples.join(" ")
            ),
            ("007 bob".into(), "7 cat".into())
        );
        assert_eq!(report.without_attributes_share, Some(45.0 / 60.0));
        let codes: Vec<_> = report.notices.iter().map(|notice| notice.code).collect();
        assert_eq!(codes, ["attributes_contradict", "ids_written_differently"]);
    }

    #[test]
    fn orders_of_several_files_stand_in_one_ledger() {
        let more = "customer,date,amount\nbob,2024-03-01,1\ndan,2024-03-02,2\n";
        let joined = Workspace::joined(vec![workspace("a.csv", ORDERS), workspace("b.csv", more)]).unwrap();
        let ledger = joined.orders().unwrap();
        assert_eq!((ledger.len(), **ledger.ids() == ["007", "ann", "bob", "dan"]), (8, true));
        let lines = |customer| {
            ledger
                .lines(customer)
                .map(|line| (ledger.orders().unwrap()[line], ledger.place(line).unwrap()))
                .collect::<Vec<_>>()
        };
        // The order without an id comes first among the ids.
        assert_eq!(
            (ledger.order_ids().unwrap().len(), lines(2), lines(3)),
            (6, vec![(2, (0, 3)), (4, (0, 5)), (0, (1, 2))], vec![(0, (1, 3))])
        );
        let report = joined.join().unwrap();
        assert_eq!((report.matched, report.without_orders, report.without_attributes), (0, 0, 0));
        assert_eq!(joined.imports().len(), 2);
    }

    #[test]
    fn the_order_of_the_files_changes_little() {
        let one = Workspace::joined(vec![workspace("people.csv", PEOPLE), workspace("orders.csv", ORDERS)]).unwrap();
        let other = Workspace::joined(vec![workspace("orders.csv", ORDERS), workspace("people.csv", PEOPLE)]).unwrap();
        assert_eq!(format!("{:?}", one.content()), format!("{:?}", other.content()));
        assert_eq!(one.join(), other.join());
    }

    #[test]
    fn a_file_without_customers_joins_nothing() {
        let rows = "city,age\nRome,1\nRome,2\n";
        let error = Workspace::joined(vec![workspace("a.csv", ORDERS), workspace("b.csv", rows)]).unwrap_err();
        assert_eq!((error.kind(), error.place().file.as_deref()), (ErrorKind::WrongKind, Some("b.csv")));
        assert_eq!(Workspace::joined(Vec::new()).unwrap_err().kind(), ErrorKind::NoData);
    }
}
