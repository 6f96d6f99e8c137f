//! What is known of persons beside e-mail and phone, and what speaks against two customers being one.

use crate::identify::people::{self, Trait};
use crate::ledger::Day;
use crate::table::{Attribute, AttributeValues, Table};

use super::compare::{self, Fit, Key};

/// What is left of a score when names contradict, when two addresses do, and when birthdays do.
const OTHER_NAME: f64 = 0.7;
const OTHER_ADDRESS: f64 = 0.7;
const OTHER_BIRTHDAY: f64 = 0.4;

/// What a row tells of a person.
#[derive(Debug, Default)]
pub(crate) struct Person {
    /// The first row of the customer.
    pub(super) customer: u32,
    pub(super) name: Key,
    pub(super) address: Key,
    pub(super) birthday: Option<Day>,
}

impl Person {
    fn tells(&self) -> bool {
        !self.name.is_empty() || !self.address.is_empty() || self.birthday.is_some()
    }

    fn tells_what(&self, other: &Self) -> bool {
        (&self.name, &self.address, self.birthday) == (&other.name, &other.address, other.birthday)
    }
}

/// A person for each row of a table; those of one customer side by side.
#[derive(Debug, Default)]
pub(crate) struct Persons(Vec<Person>);

impl Persons {
    /// What a table tells; `customers` has the first row of each row's customer.
    pub(super) fn of(table: &Table, customers: &[u32]) -> Self {
        let [names, addresses, cities, birthdays] =
            [Trait::Name, Trait::Address, Trait::City, Trait::Birthday].map(|told| people::those(table, told).collect::<Vec<_>>());
        let joined = |attributes: &[&Attribute], row: usize| {
            let texts = attributes.iter().filter_map(|attribute| people::text(&attribute.values, row));
            texts.collect::<Vec<_>>().join(" ")
        };
        let person = |(row, &customer): (usize, &u32)| {
            let street = joined(&addresses, row);
            // A city alone is no address.
            let address = if street.is_empty() {
                street
            } else {
                format!("{street} {}", joined(&cities, row))
            };
            Person {
                customer,
                name: Key::new(&joined(&names, row)),
                address: Key::new(&address),
                birthday: birthdays.iter().find_map(|attribute| match &attribute.values {
                    AttributeValues::Day(days) => days[row],
                    AttributeValues::Number(_) | AttributeValues::Category { .. } => None,
                }),
            }
        };
        Self(customers.iter().enumerate().map(person).collect())
    }

    /// All of them, in the order of the rows.
    pub(super) fn rows(&self) -> &[Person] {
        &self.0
    }

    fn of_customer(&self, customer: u32) -> impl Iterator<Item = &Person> + Clone {
        let rows = self.0.get(customer as usize..).unwrap_or_default();
        rows.iter().take_while(move |person| person.customer == customer)
    }

    /// Whether anything is known of a customer.
    pub(super) fn known(&self, customer: u32) -> bool {
        self.of_customer(customer).any(Person::tells)
    }

    /// Whether the same is known of two customers.
    pub(super) fn alike(&self, one: u32, other: u32) -> bool {
        let (mut one, mut other) = (self.of_customer(one), self.of_customer(other));
        loop {
            match (one.next(), other.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a.tells_what(b) => {}
                _ => return false,
            }
        }
    }

    /// What is left of a score if both are to be one: 1 where nothing speaks against it. Of a
    /// customer with several rows the one that goes with the other best counts.
    pub(super) fn left(&self, one: u32, other: u32) -> f64 {
        let pairs = || {
            let others = self.of_customer(other);
            self.of_customer(one)
                .flat_map(move |one| others.clone().map(move |other| (one, other)))
        };
        let names = pairs().filter(|(one, other)| !one.name.is_empty() && !other.name.is_empty());
        let name = names.map(|(one, other)| compare::fit(&one.name, &other.name)).min();
        let mut left = 1.0;
        if name == Some(Fit::Other) {
            left *= OTHER_NAME;
        }
        // Who has moved house keeps the name.
        if matches!(name, Some(Fit::Part | Fit::Other)) {
            let mut places = pairs()
                .filter(|(one, other)| !one.address.is_empty() && !other.address.is_empty())
                .peekable();
            if places.peek().is_some() && places.all(|(one, other)| compare::elsewhere(&one.address, &other.address)) {
                left *= OTHER_ADDRESS;
            }
        }
        let mut birthdays = pairs().filter_map(|(one, other)| one.birthday.zip(other.birthday)).peekable();
        if birthdays.peek().is_some() && birthdays.all(|(one, other)| one != other) {
            left *= OTHER_BIRTHDAY;
        }
        left
    }
}
