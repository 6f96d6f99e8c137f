//! Categories that are spellings of one another.

use crate::identify::keys;
use crate::identify::people;
use crate::ledger::Ledger;
use crate::sorting;
use crate::table::{Attribute, AttributeValues, Table};
use crate::workspace::Content;

/// A column with more distinct values than this share of its rows has names or codes, no categories.
const DISTINCT: f64 = 0.5;

/// Texts of a column that are spellings of one another, as positions among its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The most frequent, which the others become; of equals the first in natural order.
    pub(crate) kept: u32,
    /// The others.
    pub(crate) others: Vec<u32>,
}

/// The spellings of products and of attributes with categories.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    /// Of the products.
    pub(crate) products: Vec<Group>,
    /// Of attributes, by their position in the table.
    pub(crate) attributes: Vec<(usize, Vec<Group>)>,
}

impl Spellings {
    /// Finds them.
    pub(crate) fn of(content: &Content) -> Self {
        let products = content.orders.as_ref().and_then(|ledger| ledger.products());
        let attributes = content.customers.iter().flat_map(|table| table.attributes.iter().enumerate());
        let attributes = attributes.filter_map(|(place, attribute)| {
            let (levels, counts) = categories(attribute)?;
            let groups = groups(levels, &counts);
            (!groups.is_empty()).then_some((place, groups))
        });
        Self {
            products: products.map_or_else(Vec::new, |(codes, names)| {
                let filled = codes
                    .iter()
                    .map(|&code| Some(code).filter(|&code| !names[code as usize].is_empty()));
                groups(names, &occurrences(filled, names.len()))
            }),
            attributes: attributes.collect(),
        }
    }

    /// The lines whose product is written differently.
    pub(crate) fn lines(&self, ledger: &Ledger) -> Vec<bool> {
        let Some((codes, names)) = ledger.products() else {
            return vec![false; ledger.len()];
        };
        let into = becomes(&self.products, names.len());
        codes.iter().map(|&code| into[code as usize] != code).collect()
    }

    /// The rows of a table with an attribute that is written differently.
    pub(crate) fn rows(&self, table: &Table) -> Vec<bool> {
        let mut rows = vec![false; table.len()];
        for (place, groups) in &self.attributes {
            let AttributeValues::Category { codes, levels } = &table.attributes[*place].values else {
                continue;
            };
            let into = becomes(groups, levels.len());
            for (row, code) in rows.iter_mut().zip(codes) {
                *row |= code.is_some_and(|code| into[code as usize] != code);
            }
        }
        rows
    }

    /// The product each one becomes.
    pub(crate) fn unified_products(&self, ledger: &Ledger) -> Vec<u32> {
        let names = ledger.products().map_or(0, |(_, names)| names.len());
        if self.products.is_empty() {
            Vec::new()
        } else {
            becomes(&self.products, names)
        }
    }

    /// The table with its categories unified.
    pub(crate) fn unified(&self, table: &Table) -> Table {
        let mut attributes = table.attributes.clone();
        for (place, groups) in &self.attributes {
            let AttributeValues::Category { codes, levels } = &mut attributes[*place].values else {
                continue;
            };
            let into = becomes(groups, levels.len());
            // The levels that are left move up.
            let mut next = 0;
            let places: Vec<u32> = (0..)
                .zip(&into)
                .map(|(level, &into): (u32, _)| {
                    next += u32::from(level == into);
                    next.saturating_sub(1)
                })
                .collect();
            for code in codes.iter_mut().flatten() {
                *code = places[into[*code as usize] as usize];
            }
            let mut level = 0;
            levels.retain(|_| {
                level += 1;
                into[level - 1] as usize == level - 1
            });
        }
        Table {
            ids: table.ids.clone(),
            attributes,
        }
    }
}

/// How often each of some codes occurs.
pub(crate) fn occurrences(codes: impl Iterator<Item = Option<u32>>, of: usize) -> Vec<u64> {
    let mut counts = vec![0; of];
    for code in codes.flatten() {
        counts[code as usize] += 1;
    }
    counts
}

/// The categories of an attribute and how often each occurs; `None` when it has none, or tells who somebody is.
pub(crate) fn categories(attribute: &Attribute) -> Option<(&[String], Vec<u64>)> {
    use people::Trait::{Address, Email, Name, Phone};
    let AttributeValues::Category { codes, levels } = &attribute.values else {
        return None;
    };
    let counts = occurrences(codes.iter().copied(), levels.len());
    let filled: u64 = counts.iter().sum();
    let personal = matches!(people::of(attribute), Some(Email | Phone | Name | Address));
    let many = levels.len() as f64 > DISTINCT * filled as f64;
    (!personal && !many).then_some((levels, counts))
}

/// The texts with one key; those that occur nowhere do not count.
pub(crate) fn groups(texts: &[String], counts: &[u64]) -> Vec<Group> {
    let mut keyed: Vec<(String, u32)> = (0..)
        .zip(texts)
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|((place, text), _)| (keys::spelling(text), place))
        .collect();
    sorting::sort(&mut keyed);
    let several = keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    let mut groups: Vec<Group> = several
        .filter_map(|same| {
            let kept = same.iter().rev().max_by_key(|(_, place)| counts[*place as usize])?.1;
            let others = same.iter().map(|(_, place)| *place).filter(|&place| place != kept).collect();
            Some(Group { kept, others })
        })
        .collect();
    sorting::sort_by_key(&mut groups, |group| group.kept);
    groups
}

/// The text each one becomes.
fn becomes(groups: &[Group], texts: usize) -> Vec<u32> {
    let mut into: Vec<u32> = (0..).take(texts).collect();
    for group in groups {
        for &other in &group.others {
            into[other as usize] = group.kept;
        }
    }
    into
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_the_most_frequent_one() {
        let texts = ["GREEN TEA", "Green tea", "black", "green-tea", "绿茶", "綠茶"].map(String::from);
        let found = groups(&texts, &[1, 5, 9, 0, 2, 2]);
        let group = |kept, other| Group { kept, others: vec![other] };
        assert_eq!(found, [group(1, 0), group(4, 5)]);
    }

    #[test]
    fn a_table_is_unified_and_its_levels_move_up() {
        let codes = [0, 1, 1, 2, 3, 3, 2, 2].map(Some).to_vec();
        let levels = ["GOLD", "Gold", "none", "silver"].map(String::from).to_vec();
        let table = Table {
            ids: std::sync::Arc::new((0..8).map(|id| id.to_string()).collect()),
            attributes: vec![Attribute::new("level", AttributeValues::Category { codes, levels })],
        };
        let spellings = Spellings {
            products: Vec::new(),
            attributes: vec![(0, groups(&["GOLD", "Gold", "none", "silver"].map(String::from), &[1, 2, 3, 2]))],
        };
        assert_eq!(spellings.rows(&table).iter().filter(|row| **row).count(), 1);
        let unified = spellings.unified(&table);
        let texts: Vec<_> = (0..8).filter_map(|row| unified.attributes[0].values.text(row)).collect();
        assert_eq!(texts, ["Gold", "Gold", "Gold", "none", "silver", "silver", "none", "none"]);
        let AttributeValues::Category { levels, .. } = &unified.attributes[0].values else {
            unreachable!()
        };
        assert_eq!(levels, &["Gold", "none", "silver"]);
    }

    #[test]
    fn names_and_codes_are_no_categories() {
        let attribute = |name: &str, levels: usize| {
            let codes = (0..10).map(|row| u32::try_from(row % levels).ok()).collect();
            let levels = (0..levels).map(|level| format!("l{level}")).collect();
            Attribute::new(name, AttributeValues::Category { codes, levels })
        };
        assert!(categories(&attribute("level", 5)).is_some());
        assert!(categories(&attribute("level", 6)).is_none());
        assert!(categories(&attribute("姓名", 5)).is_none());
    }
}
