//! The ledger: every purchase line that was kept, in columns.
//!
//! Lines stand customer by customer, and within a customer by day, order,
//! product, amount and cost, so the same lines give the same ledger in whatever
//! order the file had them. Customers stand in [`natural_order`] of their ids.

mod append;
mod arrange;
mod day;
mod intern;
mod money;
mod rebuild;

use std::ops::Range;
use std::sync::Arc;

pub use day::Day;
pub use intern::{Interner, natural_order};
pub use money::Money;
pub use rebuild::Change;

use arrange::{Arranged, Origins, arrange};

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
    /// What the line cost, where that is known; or a code for it likewise.
    pub cost: Option<Money>,
}

/// Where a line of the ledger comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The line of its file on which the row begins, from 1.
    pub line: u32,
    /// A number that equal rows share, and different ones hardly ever.
    pub content: u64,
    /// Whether the file says that the order was cancelled, refunded or never paid.
    pub void: bool,
}

/// Every purchase line that was kept.
#[derive(Debug)]
pub struct Ledger {
    ids: Arc<Vec<String>>,
    starts: Vec<usize>,
    days: Vec<Day>,
    amounts: Vec<Money>,
    orders: Option<(Vec<u32>, Vec<String>)>,
    products: Option<(Vec<u32>, Vec<String>)>,
    /// What each line cost, [`UNKNOWN`] where nobody says.
    costs: Option<Vec<Money>>,
    places: Option<Vec<Place>>,
    /// Where the lines of each file after the first begin to be counted.
    files: Vec<u32>,
}

/// The cost of a line of which it is not known. No cost and no code for one is as small.
const UNKNOWN: Money = Money(i64::MIN);

/// The line of the file, below two bits that say whether the row is a copy and whether its order is void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32);

impl Place {
    const COPY: u32 = 1 << 31;
    const VOID: u32 = 1 << 30;
    const LINE: u32 = Self::VOID - 1;

    fn new(line: u32, void: bool) -> Self {
        Self((line & Self::LINE) | if void { Self::VOID } else { 0 })
    }

    fn line(self) -> u32 {
        self.0 & Self::LINE
    }

    /// So many lines further down.
    fn moved(self, lines: u32) -> Self {
        Self((self.0 & !Self::LINE) | ((self.line() + lines) & Self::LINE))
    }

    fn void(self) -> bool {
        self.0 & Self::VOID != 0
    }

    fn mark_copy(&mut self) {
        self.0 |= Self::COPY;
    }

    fn copy(self) -> bool {
        self.0 & Self::COPY != 0
    }
}

impl Ledger {
    /// The customers' ids; a customer is a position in this list.
    pub fn ids(&self) -> &Arc<Vec<String>> {
        &self.ids
    }

    /// The number of customers, those of a joined file without any line included.
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
        self.orders.as_ref().map(|(codes, _)| codes.as_slice())
    }

    /// The order ids by number, where the file had some; the empty text stands for none.
    pub fn order_ids(&self) -> Option<&[String]> {
        self.orders.as_ref().map(|(_, ids)| ids.as_slice())
    }

    /// Where a line comes from, if it came from a file: the file, by its position among those
    /// with orders, and the line of it on which the row begins, from 1.
    pub fn place(&self, line: usize) -> Option<(usize, u32)> {
        let line = self.places.as_ref()?[line].line();
        let file = self.files.partition_point(|&before| before < line);
        let before = file.checked_sub(1).map_or(0, |file| self.files[file]);
        Some((file, line - before))
    }

    /// The number of files the lines come from.
    pub fn files(&self) -> usize {
        self.files.len() + 1
    }

    /// Whether a line repeats, in every field of its row, another one that stands before it in the file.
    pub fn is_copy(&self, line: usize) -> bool {
        self.places.as_ref().is_some_and(|places| places[line].copy())
    }

    /// Whether the file says that the line's order was cancelled, refunded or never paid.
    pub fn is_void(&self, line: usize) -> bool {
        self.places.as_ref().is_some_and(|places| places[line].void())
    }

    /// The number of customers with a line.
    pub fn buyers(&self) -> usize {
        self.starts.windows(2).filter(|pair| pair[0] < pair[1]).count()
    }

    /// The product of each line by number, and the products' names.
    pub fn products(&self) -> Option<(&[u32], &[String])> {
        self.products.as_ref().map(|(codes, names)| (codes.as_slice(), names.as_slice()))
    }

    /// Whether the cost of any line is known.
    pub fn has_costs(&self) -> bool {
        self.costs.is_some()
    }

    /// What a line cost, of the sign of its amount where the file writes it so; `None` where
    /// that is not known: no file, or not the line's, or not the line, has one.
    pub fn cost(&self, line: usize) -> Option<Money> {
        let cost = *self.costs.as_ref()?.get(line)?;
        (cost != UNKNOWN).then_some(cost)
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
    costs: Option<Vec<Money>>,
    origins: Vec<Origin>,
}

impl LedgerBuilder {
    /// A builder for files that bring, or do not bring, order ids, products and costs.
    pub fn new(columns: OptionalColumns) -> Self {
        Self {
            orders: columns.order.then(Default::default),
            products: columns.product.then(Default::default),
            costs: columns.cost.then(Vec::new),
            ..Self::default()
        }
    }

    /// Takes a line.
    pub fn push(&mut self, line: Line<'_>) {
        self.customer.push(self.customers.intern(line.customer));
        self.day.push(line.day);
        self.amount.push(line.amount);
        if let Some(costs) = &mut self.costs {
            costs.push(line.cost.unwrap_or(UNKNOWN));
        }
        for (column, text) in [(&mut self.orders, line.order), (&mut self.products, line.product)] {
            if let Some((texts, codes)) = column {
                codes.push(texts.intern(text.unwrap_or_default()));
            }
        }
    }

    /// Takes a line of a file; all lines come by this way or all by [`push`](Self::push).
    pub fn push_from(&mut self, line: Line<'_>, origin: Origin) {
        self.push(line);
        self.origins.push(origin);
    }

    /// The number of lines so far.
    pub fn len(&self) -> usize {
        self.day.len()
    }

    /// The customer of each line, by the number of its first appearance.
    pub fn customers(&self) -> &[u32] {
        &self.customer
    }

    /// The day of each line, or the code for it.
    pub fn days(&self) -> &[i32] {
        &self.day
    }

    /// Whether there is no line yet.
    pub fn is_empty(&self) -> bool {
        self.day.is_empty()
    }

    /// Turns the day codes into days once the whole column has been seen; a
    /// line whose code is no day is dropped (`settle` is told its position, to
    /// report it).
    pub fn settle_days(&mut self, mut settle: impl FnMut(usize, i32) -> Option<Day>) {
        self.settle(|line, code, amount, cost| Some((settle(line, code)?, amount, cost)));
    }

    /// Turns the codes of day, amount and cost into what they stand for; a line for
    /// which there is no day or no amount is dropped.
    pub fn settle(&mut self, mut settle: impl FnMut(usize, i32, Money, Option<Money>) -> Option<(Day, Money, Option<Money>)>) {
        let mut kept = 0;
        for line in 0..self.day.len() {
            let cost = self.costs.as_ref().map(|costs| costs[line]).filter(|&cost| cost != UNKNOWN);
            let Some((day, amount, cost)) = settle(line, self.day[line], self.amount[line], cost) else {
                continue;
            };
            if let Some(costs) = &mut self.costs {
                costs[kept] = cost.unwrap_or(UNKNOWN);
            }
            self.day[kept] = day.0;
            self.amount[kept] = amount;
            self.customer[kept] = self.customer[line];
            if let Some(&origin) = self.origins.get(line) {
                self.origins[kept] = origin;
            }
            for (_, codes) in [&mut self.orders, &mut self.products].into_iter().flatten() {
                codes[kept] = codes[line];
            }
            kept += 1;
        }
        self.day.truncate(kept);
        self.customer.truncate(kept);
        self.amount.truncate(kept);
        self.origins.truncate(kept);
        if let Some(costs) = &mut self.costs {
            costs.truncate(kept);
        }
        for (_, codes) in [&mut self.orders, &mut self.products].into_iter().flatten() {
            codes.truncate(kept);
        }
    }

    /// The ledger of all lines.
    pub fn finish(self) -> Ledger {
        self.finish_with_places().0
    }

    /// The ledger of all lines, and the place in it of each customer by the number of its first
    /// appearance; that of a customer who has no line left means nothing.
    pub fn finish_with_places(self) -> (Ledger, Vec<u32>) {
        let (customers, places) = used(&self.customers, &self.customer);
        let ledger = arrange(Arranged {
            ids: customers,
            customer: self.customer.iter().map(|&customer| places[customer as usize]).collect(),
            day: self.day,
            amount: self.amount,
            orders: self.orders.map(renumbered),
            products: self.products.map(renumbered),
            costs: self.costs.filter(|costs| costs.iter().any(|&cost| cost != UNKNOWN)),
            origins: if self.origins.is_empty() {
                Origins::None
            } else {
                Origins::Read(self.origins)
            },
            files: Vec::new(),
        });
        (ledger, places)
    }
}

/// Which of the optional columns a file brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionalColumns {
    /// An order id.
    pub order: bool,
    /// A product.
    pub product: bool,
    /// What a line cost.
    pub cost: bool,
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
            cost: true,
            ..OptionalColumns::default()
        });
        for (customer, day, amount, order) in lines {
            builder.push(Line {
                customer: &format!("c{customer}"),
                day: *day,
                amount: Money(*amount),
                order: Some(&order.to_string()),
                product: None,
                cost: (*day != 0).then_some(Money(amount - i64::from(*day))),
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
            prop_assert_eq!(a.order_ids(), b.order_ids());
            prop_assert_eq!(&a.starts, &b.starts);
            prop_assert_eq!(&a.costs, &b.costs);
            // A line keeps its cost wherever it comes to stand.
            for line in 0..a.len() {
                let Day(day) = a.days()[line];
                let expected = (day != 0).then_some(Money(a.amounts()[line].0 - i64::from(day)));
                prop_assert_eq!(a.cost(line), expected);
            }
        }
    }
}
