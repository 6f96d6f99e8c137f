//! Orders that were cancelled, refunded or never paid.

use std::collections::BTreeSet;

use crate::ledger::Ledger;

use super::repeats;

/// The lines of such orders.
///
/// Where the same line of an order stands several times, as in a history of its status, the last
/// one says what became of it. A negative line, which takes money back, goes only together with
/// the purchase that it takes back: alone it would leave money that nobody has.
pub(super) fn void(ledger: &Ledger) -> Vec<bool> {
    let mut marks: Vec<bool> = (0..ledger.len()).map(|line| ledger.is_void(line)).collect();
    repeats::runs(ledger, |run| {
        if repeats::named_order(ledger, run.start) && ledger.is_void(run.end - 1) {
            marks[run].fill(true);
        }
    });
    for customer in 0..ledger.customers() {
        let lines = ledger.lines(customer);
        if !lines.clone().any(|line| marks[line] && ledger.amounts()[line].0 < 0) {
            continue;
        }
        let product = |line: usize| ledger.products().map_or(0, |(codes, _)| codes[line]);
        let bought = lines.clone().filter(|&line| marks[line] && ledger.amounts()[line].0 > 0);
        let mut bought: BTreeSet<_> = bought.map(|line| (product(line), ledger.amounts()[line].0, line)).collect();
        for line in lines {
            let amount = ledger.amounts()[line].0;
            if marks[line] && amount < 0 {
                let fits = (product(line), amount.saturating_neg(), 0)..=(product(line), amount.saturating_neg(), usize::MAX);
                let found = bought.range(fits).next().copied();
                marks[line] = found.is_some_and(|found| bought.remove(&found));
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use crate::ingest::{ImportParams, import};

    fn marked(rows: &str) -> Vec<bool> {
        let text = format!("customer,date,amount,order id,order status\n{rows}");
        let workspace = import("f.csv", text.as_bytes(), ImportParams::default()).unwrap();
        super::void(workspace.content().orders.as_ref().unwrap())
    }

    #[test]
    fn the_last_status_of_an_order_holds() {
        let rows = "a,2024-01-02,5,o1,pending payment\na,2024-01-02,5,o1,paid\nb,2024-01-03,7,o2,paid\nb,2024-01-03,7,o2,refunded\n";
        assert_eq!(marked(rows), [true, false, true, true]);
    }

    #[test]
    fn money_is_taken_back_only_with_its_purchase() {
        let rows = "a,2024-01-02,5,o1,paid\na,2024-01-03,-5,o1,refunded\nb,2024-01-02,7,o2,refunded\nb,2024-01-04,-7,o2,refunded\n";
        assert_eq!(marked(rows), [false, false, true, true]);
    }
}
