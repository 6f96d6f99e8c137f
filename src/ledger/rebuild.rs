//! A ledger from another: lines left out, customers made one, products renamed, days and amounts as they are.

use super::Ledger;
use super::arrange::{Arranged, Origins, arrange};

/// What becomes of the lines and customers of a ledger.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// The lines that are left out, as positions in the columns.
    pub without: &'a [bool],
    /// The customer each one becomes, as a position in the ids; none changes where this is empty.
    pub into: &'a [u32],
    /// The product each one becomes, by number; none changes where this is empty.
    pub products: &'a [u32],
}

impl Ledger {
    /// The ledger with a change. Customers that became another one are gone from the ids, all
    /// others stay, those without a line left too; the second list has each old customer's
    /// new position.
    pub fn changed(&self, change: &Change<'_>) -> (Self, Vec<u32>) {
        let into = |customer: usize| change.into.get(customer).map_or(customer, |&other| other as usize);
        let mut place = vec![0_u32; self.customers()];
        let mut ids = Vec::with_capacity(self.customers());
        for customer in (0..self.customers()).filter(|&customer| into(customer) == customer) {
            place[customer] = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            ids.push(self.ids[customer].clone());
        }
        for customer in 0..self.customers() {
            place[customer] = place[into(customer)];
        }
        let kept = |line: &usize| !change.without.get(*line).copied().unwrap_or(false);
        let lines: Vec<usize> = (0..self.len()).filter(kept).collect();
        let mut customer = Vec::with_capacity(lines.len());
        for (old, &new) in place.iter().enumerate() {
            customer.extend(self.lines(old).filter(kept).map(|_| new));
        }
        let pick = |column: &Option<(Vec<u32>, Vec<String>)>, into: &[u32]| {
            let (codes, names) = column.as_ref()?;
            let code = |&line: &usize| into.get(codes[line] as usize).copied().unwrap_or(codes[line]);
            Some((lines.iter().map(code).collect(), names.clone()))
        };
        let ledger = arrange(Arranged {
            ids,
            customer,
            day: lines.iter().map(|&line| self.days[line].0).collect(),
            amount: lines.iter().map(|&line| self.amounts[line]).collect(),
            orders: pick(&self.orders, &[]),
            products: pick(&self.products, change.products),
            costs: self.costs.as_ref().map(|costs| lines.iter().map(|&line| costs[line]).collect()),
            origins: match &self.places {
                Some(places) => Origins::Known(lines.iter().map(|&line| places[line]).collect()),
                None => Origins::None,
            },
            files: self.files.clone(),
        });
        (ledger, place)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Day, LedgerBuilder, Line, Money, OptionalColumns, Origin};
    use super::*;

    fn ledger() -> Ledger {
        let mut builder = LedgerBuilder::new(OptionalColumns {
            cost: true,
            ..OptionalColumns::default()
        });
        for (line, customer, day, amount, content) in [
            (2, "b", 4, 30, 1),
            (3, "a", 3, 20, 2),
            (4, "b", 4, 30, 1),
            (5, "c", 1, 10, 3),
            (6, "b", 4, 30, 4),
        ] {
            builder.push_from(
                Line {
                    customer,
                    day,
                    amount: Money(amount),
                    order: None,
                    product: None,
                    cost: Some(Money(amount / 2)),
                },
                Origin {
                    line,
                    content,
                    void: line == 3,
                },
            );
        }
        builder.settle_days(|_, code| Some(Day(code)));
        builder.finish()
    }

    fn rows(ledger: &Ledger) -> Vec<(&str, i32, i64, u32, bool)> {
        (0..ledger.customers())
            .flat_map(|customer| ledger.lines(customer).map(move |line| (customer, line)))
            .map(|(customer, line)| {
                let (_, place) = ledger.place(line).unwrap();
                (
                    &*ledger.ids()[customer],
                    ledger.days()[line].0,
                    ledger.amounts()[line].0,
                    place,
                    ledger.is_copy(line),
                )
            })
            .collect()
    }

    #[test]
    fn a_row_is_a_copy_only_of_one_that_is_equal_in_everything() {
        let expected = [
            ("a", 3, 20, 3, false),
            ("b", 4, 30, 2, false),
            ("b", 4, 30, 4, true),
            ("b", 4, 30, 6, false),
            ("c", 1, 10, 5, false),
        ];
        assert_eq!(rows(&ledger()), expected);
    }

    #[test]
    fn customers_become_one_and_lines_go() {
        let before = ledger();
        let (same, places) = before.changed(&Change::default());
        assert_eq!((rows(&same), places), (rows(&before), vec![0, 1, 2]));

        let (changed, places) = before.changed(&Change {
            without: &[false, true, false, false, false],
            into: &[0, 0, 2],
            products: &[],
        });
        let expected = [
            ("a", 3, 20, 3, false),
            ("a", 4, 30, 4, true),
            ("a", 4, 30, 6, false),
            ("c", 1, 10, 5, false),
        ];
        assert_eq!((rows(&changed), places), (expected.to_vec(), vec![0, 0, 1]));
        let costs: Vec<_> = (0..changed.len()).map(|line| changed.cost(line)).collect();
        assert_eq!(costs, [10, 15, 15, 5].map(|cost| Some(Money(cost))));
    }
}
