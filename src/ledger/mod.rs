//! The ledger: every purchase line that was kept, in columns.
//!
//! Lines stand customer by customer, and within a customer by day, order,
//! product and amount, so the same lines give the same ledger in whatever
//! order the file had them. Customers stand in [`natural_order`] of their ids.

mod day;
mod intern;
mod money;

use std::ops::Range;
use std::sync::Arc;

pub use day::Day;
pub use intern::{Interner, natural_order};
pub use money::Money;

/// One purchase line on its way into the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The customer's id; never empty.
    pub customer: &'a str,
    /// The day, or a code for it that [`LedgerBuilder::settle`] turns into one.
    pub day: i32,
    /// What was paid, negative for a return; or a code for it likewise.
    pub amount: Money,
    /// The order's id, where the file has one.
    pub order: Option<&'a str>,
    /// The product, where the file has one.
    pub product: Option<&'a str>,
}

/// Every purchase line that was kept.
#[derive(Debug)]
pub struct Ledger {
    ids: Arc<Vec<String>>,
    starts: Vec<usize>,
    days: Vec<Day>,
    amounts: Vec<Money>,
    orders: Option<Vec<u32>>,
    products: Option<(Vec<u32>, Vec<String>)>,
}

impl Ledger {
    /// The customers' ids; a customer is a position in this list.
    pub fn ids(&self) -> &Arc<Vec<String>> {
        &self.ids
    }

    /// The number of customers.
    pub fn customers(&self) -> usize {
        self.ids.len()
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The lines of a customer, as positions in the columns.
    pub fn lines(&self, customer: usize) -> Range<usize> {
        self.starts[customer]..self.starts[customer + 1]
    }

    /// The day of each line.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The amount of each line.
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    /// The order of each line by number, where the file had order ids.
    pub fn orders(&self) -> Option<&[u32]> {
        self.orders.as_deref()
    }

    /// The product of each line by number, and the products' names.
    pub fn products(&self) -> Option<(&[u32], &[String])> {
        self.products.as_ref().map(|(codes, names)| (codes.as_slice(), names.as_slice()))
    }

    /// The first and the last day with a line; `None` when there is no line.
    pub fn span(&self) -> Option<(Day, Day)> {
        Some((*self.days.iter().min()?, *self.days.iter().max()?))
    }
}

/// Collects lines in any order.
#[derive(Debug, Default)]
pub struct LedgerBuilder {
    customers: Interner,
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<Money>,
    orders: Option<(Interner, Vec<u32>)>,
    products: Option<(Interner, Vec<u32>)>,
}

impl LedgerBuilder {
    /// A builder for files that bring, or do not bring, order ids and products.
    pub fn new(columns: OptionalColumns) -> Self {
        Self {
            orders: columns.order.then(Default::default),
            products: columns.product.then(Default::default),
            ..Self::default()
        }
    }

    /// Takes a line.
    pub fn push(&mut self, line: Line<'_>) {
        self.customer.push(self.customers.intern(line.customer));
        self.day.push(line.day);
        self.amount.push(line.amount);
        for (column, text) in [(&mut self.orders, line.order), (&mut self.products, line.product)] {
            if let Some((texts, codes)) = column {
                codes.push(texts.intern(text.unwrap_or_default()));
            }
        }
    }

    /// The number of lines so far.
    pub fn len(&self) -> usize {
        self.day.len()
    }

    /// Whether there is no line yet.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// Turns the day codes into days once the whole column has been seen; a
    /// line whose code is no day is dropped (`settle` is told its position, to
    /// report it).
    pub fn settle_days(&mut self, mut settle: impl FnMut(usize, i32) -> Option<Day>) {
        self.settle(|line, code, amount| Some((settle(line, code)?, amount)));
    }

    /// Turns the codes of day and amount into what they stand for; a line for
    /// which there is no such thing is dropped.
    pub fn settle(&mut self, mut settle: impl FnMut(usize, i32, Money) -> Option<(Day, Money)>) {
        let mut kept = 0;
        for line in 0..self.day.len() {
            let Some((day, amount)) = settle(line, self.day[line], self.amount[line]) else {
                continue;
            };
            self.day[kept] = day.0;
            self.amount[kept] = amount;
            self.customer[kept] = self.customer[line];
            for (_, codes) in [&mut self.orders, &mut self.products].into_iter().flatten() {
                codes[kept] = codes[line];
            }
            kept += 1;
        }
        self.day.truncate(kept);
        self.customer.truncate(kept);
        self.amount.truncate(kept);
        for (_, codes) in [&mut self.orders, &mut self.products].into_iter().flatten() {
            codes.truncate(kept);
        }
    }

    /// The ledger of all lines.
    pub fn finish(self) -> Ledger {
        let (customers, place) = used(&self.customers, &self.customer);
        let (orders, products) = (self.orders.map(renumbered), self.products.map(renumbered));

        let mut starts = vec![0_usize; customers.len() + 1];
        for &customer in &self.customer {
            starts[place[customer as usize] as usize + 1] += 1;
        }
        for customer in 0..customers.len() {
            starts[customer + 1] += starts[customer];
        }
        let mut next = starts.clone();
        let mut order_of_lines = vec![0_u32; self.day.len()];
        for (line, &customer) in (0..).zip(&self.customer) {
            let slot = &mut next[place[customer as usize] as usize];
            order_of_lines[*slot] = line;
            *slot += 1;
        }
        let code = |column: &Option<(Vec<u32>, Vec<String>)>, line: u32| column.as_ref().map_or(0, |(codes, _)| codes[line as usize]);
        for customer in 0..customers.len() {
            order_of_lines[starts[customer]..starts[customer + 1]].sort_unstable_by_key(|&line| {
                (
                    self.day[line as usize],
                    code(&orders, line),
                    code(&products, line),
                    self.amount[line as usize],
                )
            });
        }

        let pick = |codes: Vec<u32>| order_of_lines.iter().map(|&line| codes[line as usize]).collect();
        Ledger {
            ids: Arc::new(customers),
            days: order_of_lines.iter().map(|&line| Day(self.day[line as usize])).collect(),
            amounts: order_of_lines.iter().map(|&line| self.amount[line as usize]).collect(),
            orders: orders.map(|(codes, _)| pick(codes)),
            products: products.map(|(codes, names)| (pick(codes), names)),
            starts,
        }
    }
}

/// Which of the optional columns a file brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionalColumns {
    /// An order id.
    pub order: bool,
    /// A product.
    pub product: bool,
}

/// Codes by the texts' natural order in place of their first appearance.
fn renumbered((texts, mut codes): (Interner, Vec<u32>)) -> (Vec<u32>, Vec<String>) {
    let (names, places) = texts.sorted();
    for code in &mut codes {
        *code = places[*code as usize];
    }
    (codes, names)
}

/// The texts that still have a line, in natural order, and the place of each.
fn used(texts: &Interner, codes: &[u32]) -> (Vec<String>, Vec<u32>) {
    let mut seen = vec![false; texts.len()];
    for &code in codes {
        seen[code as usize] = true;
    }
    let (names, mut places) = texts.sorted();
    if seen.iter().all(|&seen| seen) {
        return (names, places);
    }
    let mut keep = vec![false; names.len()];
    for (number, &place) in places.iter().enumerate() {
        keep[place as usize] = seen[number];
    }
    let mut shifted = Vec::with_capacity(keep.len());
    let mut next = 0;
    for &kept in &keep {
        shifted.push(next);
        next += u32::from(kept);
    }
    for place in &mut places {
        *place = shifted[*place as usize];
    }
    (
        names
            .into_iter()
            .zip(keep)
            .filter_map(|(name, kept)| kept.then_some(name))
            .collect(),
        places,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ledger(lines: &[(u8, i32, i64, u8)]) -> Ledger {
        let mut builder = LedgerBuilder::new(OptionalColumns {
            order: true,
            product: false,
        });
        for (customer, day, amount, order) in lines {
            builder.push(Line {
                customer: &format!("c{customer}"),
                day: *day,
                amount: Money(*amount),
                order: Some(&order.to_string()),
                product: None,
            });
        }
        builder.settle_days(|_, code| (code >= 0).then_some(Day(code)));
        builder.finish()
    }

    #[test]
    fn lines_without_a_day_take_their_customer_with_them() {
        let ledger = ledger(&[(3, -1, 100, 0), (2, 5, 200, 1), (1, 4, 300, 2), (2, 3, 400, 3)]);
        assert_eq!(**ledger.ids(), ["c1", "c2"]);
        assert_eq!(
            ledger
                .lines(1)
                .map(|line| (ledger.days()[line], ledger.amounts()[line]))
                .collect::<Vec<_>>(),
            [(Day(3), Money(400)), (Day(5), Money(200)),]
        );
        assert_eq!(ledger.span(), Some((Day(3), Day(5))));
    }

    proptest! {
        #[test]
        fn the_order_of_lines_does_not_matter(
            lines in proptest::collection::vec((0u8..5, -1i32..9, -3i64..9, 0u8..3), 0..40),
            turn in 0usize..40,
        ) {
            let mut turned = lines.clone();
            turned.rotate_left(turn % lines.len().max(1));
            turned.reverse();
            let (a, b) = (ledger(&lines), ledger(&turned));
            prop_assert_eq!(a.ids(), b.ids());
            prop_assert_eq!(a.days(), b.days());
            prop_assert_eq!(a.amounts(), b.amounts());
            prop_assert_eq!(a.orders(), b.orders());
            prop_assert_eq!(&a.starts, &b.starts);
        }
    }
}
