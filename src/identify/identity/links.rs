//! Pairs of ids with something in common.
//!
//! Only ids that share a key are ever compared, so the work grows with the
//! customers, not with their pairs.

use crate::error::Result;
use crate::identify::keys::{self, Country};
use crate::identify::people::{self, Trait};
use crate::sorting;
use crate::table::Table;
use crate::workspace::Content;

use super::compare::{self, ALIKE, Key};
use super::persons::{Person, Persons};
use super::{EvidenceKind, IdentityParams, SHARED};

/// In a block of names and addresses each is compared with this many next to it.
const WINDOW: usize = 12;

/// Of the ids with one key each is compared with this many next to it.
const NEXT_IDS: usize = 8;

/// Something two customers have in common.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) kind: EvidenceKind,
    /// What they have in common, normalised.
    pub(crate) value: String,
    pub(crate) score: f64,
}

/// Two customers with something in common, by their positions, the smaller first.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) pair: (u32, u32),
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) score: f64,
    /// Whether something speaks against the group that it makes; the score counts it.
    pub(crate) contradicted: bool,
}

/// A value that too many ids have, or nobody in particular.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) kind: EvidenceKind,
    pub(crate) value: String,
    pub(crate) customers: usize,
}

/// All pairs, and what was looked at.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    pub(crate) links: Vec<Link>,
    pub(crate) shared: Vec<Shared>,
    /// The columns that were compared.
    pub(crate) columns: Vec<(EvidenceKind, String)>,
    pub(crate) country: Option<Country>,
    pub(crate) persons: Persons,
}

/// One piece of evidence about a pair.
type Found = ((u32, u32), Evidence);

/// A value on its way to a block: the key, the customer, the score, and whether it may link at all.
type Keyed = (String, u32, f64, bool);

/// Finds the pairs.
pub(super) fn find(content: &Content, params: &IdentityParams) -> Result<Linked> {
    let mut linked = Linked::default();
    let mut found: Vec<Found> = Vec::new();
    let people = content.customers.as_deref();
    let customers = customers(&content.ids);
    let asked = |kind| params.kinds.contains(&kind);
    if asked(EvidenceKind::Email) {
        let keyed = emails(content, people, &customers, &mut linked);
        block(EvidenceKind::Email, keyed, &mut found, &mut linked.shared);
    }
    if asked(EvidenceKind::Phone) {
        let texts = phones(content, people, &customers, &mut linked);
        linked.country = params
            .country()?
            .or_else(|| keys::guess_country(texts.iter().map(|(text, _)| text.as_str())));
        let keyed = texts.iter().filter_map(|(text, customer)| {
            let phone = keys::phone(text, linked.country)?;
            Some((phone.key, *customer, if phone.assumed { 0.85 } else { 0.9 }, !phone.invented))
        });
        block(EvidenceKind::Phone, keyed.collect(), &mut found, &mut linked.shared);
    }
    if let Some(table) = people {
        if asked(EvidenceKind::NameAddress) {
            linked.columns.extend(name_address_columns(table));
        }
        linked.persons = Persons::of(table, &customers);
    }
    if asked(EvidenceKind::NameAddress) {
        name_address(&linked.persons, &mut found);
    }
    if asked(EvidenceKind::Id) {
        ids(content, &customers, &mut found);
    }
    linked.links = combined(found);
    Ok(linked)
}

/// The customer of each row: the first with its id. A table of customers may have several.
fn customers(ids: &[String]) -> Vec<u32> {
    let mut first = 0;
    let customer = |(row, place): (usize, u32)| {
        if row == 0 || ids[row] != ids[row - 1] {
            first = place;
        }
        first
    };
    (0..ids.len()).zip(0..).map(customer).collect()
}

fn name_address_columns(table: &Table) -> Vec<(EvidenceKind, String)> {
    let [names, addresses] = [Trait::Name, Trait::Address].map(|told| people::those(table, told).collect::<Vec<_>>());
    if names.is_empty() || addresses.is_empty() {
        return Vec::new();
    }
    let compared = names.into_iter().chain(addresses);
    compared
        .map(|attribute| (EvidenceKind::NameAddress, attribute.name.clone()))
        .collect()
}

fn emails(content: &Content, table: Option<&Table>, customers: &[u32], linked: &mut Linked) -> Vec<Keyed> {
    let mut keyed = Vec::new();
    let mut add = |text: &str, customer: u32| {
        let Some(email) = keys::email(text) else { return };
        keyed.push((email.key, customer, if email.rewritten { 0.9 } else { 0.95 }, !email.office));
    };
    for (id, &customer) in content.ids.iter().zip(customers).filter(|(id, _)| id.contains('@')) {
        add(id, customer);
    }
    for attribute in table.into_iter().flat_map(|table| people::those(table, Trait::Email)) {
        linked.columns.push((EvidenceKind::Email, attribute.name.clone()));
        for (row, &customer) in customers.iter().enumerate() {
            if let Some(text) = attribute.values.text(row) {
                add(text, customer);
            }
        }
    }
    keyed
}

/// The phone numbers as they are written, those of ids included where all ids are numbers of a phone's length.
fn phones(content: &Content, table: Option<&Table>, customers: &[u32], linked: &mut Linked) -> Vec<(String, u32)> {
    let mut texts = Vec::new();
    for attribute in table.into_iter().flat_map(|table| people::those(table, Trait::Phone)) {
        linked.columns.push((EvidenceKind::Phone, attribute.name.clone()));
        let rows = customers.iter().enumerate();
        texts.extend(rows.filter_map(|(row, &customer)| Some((people::text(&attribute.values, row)?, customer))));
    }
    let spelled = |id: &String| id.contains(['+', '-', ' ', '(']) || id.starts_with('0');
    let like_phones = |id: &String| keys::phone(id, None).is_some_and(|phone| phone.key.len() >= 10);
    if content.ids.iter().any(spelled) && content.ids.iter().all(like_phones) {
        texts.extend(content.ids.iter().cloned().zip(customers.iter().copied()));
    }
    texts
}

/// Links all customers with one key, unless too many have it or nobody can.
fn block(kind: EvidenceKind, mut keyed: Vec<Keyed>, found: &mut Vec<Found>, shared: &mut Vec<Shared>) {
    sorting::sort_by(&mut keyed, |a, b| (&a.0, a.1).cmp(&(&b.0, b.1)).then(b.2.total_cmp(&a.2)));
    keyed.dedup_by(|a, b| (&a.0, a.1) == (&b.0, b.1));
    for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        if same.len() > SHARED || !same[0].3 {
            shared.push(Shared {
                kind,
                value: same[0].0.clone(),
                customers: same.len(),
            });
            continue;
        }
        for (place, one) in same.iter().enumerate() {
            for other in &same[place + 1..] {
                let evidence = Evidence {
                    kind,
                    value: one.0.clone(),
                    score: one.2.min(other.2),
                };
                found.push(((one.1, other.1), evidence));
            }
        }
    }
}

/// Links persons whose name and address are alike. Who is compared shares the name, or the
/// numbers of the address and the beginning of the name or of the address.
fn name_address(persons: &Persons, found: &mut Vec<Found>) {
    let persons = persons.rows();
    let whole: Vec<(u32, &Person)> = (0..)
        .zip(persons)
        .filter(|(_, person)| !person.name.is_empty() && !person.address.is_empty())
        .collect();
    let begin = |key: &Key, length: usize| {
        key.text
            .chars()
            .filter(|char| char.is_alphabetic())
            .take(length)
            .collect::<String>()
    };
    let blocks: [&dyn Fn(&Person) -> String; 3] = [
        &|person| person.name.text.clone(),
        &|person| format!("{} {}", person.address.numbers, begin(&person.name, 2)),
        &|person| format!("{} {}", person.address.numbers, begin(&person.address, 4)),
    ];
    let mut compared: Vec<(u32, u32)> = Vec::new();
    for key in blocks {
        let mut keyed: Vec<(String, &str, &str, u32)> = whole
            .iter()
            .map(|&(place, person)| (key(person), &*person.address.text, &*person.name.text, place))
            .collect();
        sorting::sort(&mut keyed);
        for same in keyed.chunk_by(|a, b| a.0 == b.0) {
            for (place, one) in same.iter().enumerate() {
                compared.extend(
                    same[place + 1..]
                        .iter()
                        .take(WINDOW)
                        .map(|other| (one.3.min(other.3), one.3.max(other.3))),
                );
            }
        }
    }
    compared.sort_unstable();
    compared.dedup();
    for (a, b) in compared {
        let (one, other) = (&persons[a as usize], &persons[b as usize]);
        let name = compare::names(&one.name, &other.name);
        if name < ALIKE || one.customer == other.customer {
            continue;
        }
        let address = compare::addresses(&one.address, &other.address);
        if address >= ALIKE {
            let evidence = Evidence {
                kind: EvidenceKind::NameAddress,
                value: format!("{}, {}", one.name.text, one.address.text),
                score: 0.9 * name * address,
            };
            found.push(((one.customer, other.customer), evidence));
        }
    }
}

/// Links ids that are one but for how they are written.
fn ids(content: &Content, customers: &[u32], found: &mut Vec<Found>) {
    let id = |row: u32| &content.ids[row as usize];
    let first = (0..).zip(customers).filter(|(row, customer)| row == *customer);
    let mut keyed: Vec<(String, u32)> = first.map(|(row, _)| (keys::id(id(row)), row)).collect();
    sorting::sort(&mut keyed);
    let zeros = |row: u32| keys::folded(id(row)).trim_start().bytes().take_while(|&byte| byte == b'0').count();
    for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        for (place, (key, one)) in same.iter().enumerate() {
            for (_, other) in same[place + 1..].iter().take(NEXT_IDS) {
                let score = if zeros(*one) == zeros(*other) { 0.9 } else { 0.75 };
                let evidence = Evidence {
                    kind: EvidenceKind::Id,
                    value: key.clone(),
                    score,
                };
                found.push(((*one, *other), evidence));
            }
        }
    }
}

/// One link a pair, with all its evidence; each kind counts once.
fn combined(mut found: Vec<Found>) -> Vec<Link> {
    sorting::sort_by(&mut found, |(pair, a), (other, b)| {
        let by_kind = (pair, a.kind).cmp(&(other, b.kind));
        by_kind.then(b.score.total_cmp(&a.score)).then_with(|| a.value.cmp(&b.value))
    });
    found.dedup_by(|(pair, a), (before, b)| pair == before && a.kind == b.kind);
    let link = |same: &[Found]| Link {
        pair: same[0].0,
        evidence: same.iter().map(|(_, evidence)| evidence.clone()).collect(),
        score: 1.0 - same.iter().map(|(_, evidence)| 1.0 - evidence.score).product::<f64>(),
        contradicted: false,
    };
    found.chunk_by(|a, b| a.0 == b.0).map(link).collect()
}
