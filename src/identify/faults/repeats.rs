//! The same purchase twice.

use std::ops::Range;

use crate::ledger::Ledger;
use crate::sorting;

/// Up to this share of orders with several different rows, an order is one row in a file without products.
const SEVERAL_ROWS: f64 = 0.05;

/// From this share of the rows of a file on, on days that another file has too, the files overlap.
const OVERLAP: f64 = 0.5;

/// Lines that agree in customer, day, order, product and amount with one before them, are no
/// copies of a whole row and no part of an order that came to nothing.
///
/// They are the same purchase where they have one order id and the rows of an order can be told
/// apart: by product, or because an order is one row. Without order ids only rows of different
/// files are, and only when the files overlap in most of their rows.
pub(super) fn repeated_orders(ledger: &Ledger) -> Vec<bool> {
    let mut marks = vec![false; ledger.len()];
    let mut across = vec![false; ledger.len()];
    let by_order = rows_are_told_apart(ledger);
    runs(ledger, |run| {
        let mut lines = run.clone().filter(|&line| !ledger.is_copy(line) && !ledger.is_void(line));
        if by_order && named_order(ledger, run.start) {
            lines.skip(1).for_each(|line| marks[line] = true);
        } else if ledger.files() > 1 {
            mark_other_files(ledger, &mut lines, &mut across);
        }
    });
    keep_overlapping(ledger, &mut across);
    marks.iter().zip(across).map(|(&mark, across)| mark || across).collect()
}

/// Visits the runs of lines that agree in all but their place.
pub(super) fn runs(ledger: &Ledger, mut visit: impl FnMut(Range<usize>)) {
    let key = |line: usize| {
        let order = ledger.orders().map_or(0, |orders| orders[line]);
        let product = ledger.products().map_or(0, |(codes, _)| codes[line]);
        (ledger.days()[line], order, product, ledger.amounts()[line])
    };
    for customer in 0..ledger.customers() {
        let lines = ledger.lines(customer);
        let mut start = lines.start;
        for line in lines.clone() {
            if line + 1 == lines.end || key(line + 1) != key(start) {
                if line > start {
                    visit(start..line + 1);
                }
                start = line + 1;
            }
        }
    }
}

pub(super) fn named_order(ledger: &Ledger, line: usize) -> bool {
    let named = |(codes, ids): (&[u32], &[String])| !ids[codes[line] as usize].is_empty();
    ledger.orders().zip(ledger.order_ids()).is_some_and(named)
}

/// Whether two equal rows of an order are the same one twice.
fn rows_are_told_apart(ledger: &Ledger) -> bool {
    let (Some(orders), Some(ids)) = (ledger.orders(), ledger.order_ids()) else {
        return false;
    };
    if ledger.products().is_some() {
        return true;
    }
    // In the ledger's order the lines of an order on a day lie together, equal ones side by side.
    let mut first = vec![None; ids.len()];
    let mut several = vec![false; ids.len()];
    for (line, &order) in orders.iter().enumerate() {
        let row = (ledger.days()[line], ledger.amounts()[line]);
        let before = *first[order as usize].get_or_insert(row);
        several[order as usize] |= before != row;
    }
    let named = || (0..ids.len()).filter(|&order| first[order].is_some() && !ids[order].is_empty());
    let all = named().count();
    all > 0 && named().filter(|&order| several[order]).count() as f64 <= SEVERAL_ROWS * all as f64
}

/// Marks the lines of a run beyond as many as the file with most of them has.
fn mark_other_files(ledger: &Ledger, lines: &mut dyn Iterator<Item = usize>, across: &mut [bool]) {
    let mut placed: Vec<(usize, usize)> = lines.filter_map(|line| Some((ledger.place(line)?.0, line))).collect();
    sorting::sort(&mut placed);
    let most = placed
        .chunk_by(|a, b| a.0 == b.0)
        .max_by_key(|of_file| (of_file.len(), std::cmp::Reverse(of_file[0].0)));
    let Some(kept) = most.map(|of_file| of_file[0].0) else { return };
    for (_, line) in placed.into_iter().filter(|(file, _)| *file != kept) {
        across[line] = true;
    }
}

/// Takes back the marks of files that do not overlap with another one.
fn keep_overlapping(ledger: &Ledger, across: &mut [bool]) {
    if !across.contains(&true) {
        return;
    }
    let file = |line: usize| ledger.place(line).map_or(0, |place| place.0);
    let mut spans = vec![None; ledger.files()];
    for line in 0..ledger.len() {
        let day = ledger.days()[line];
        let (first, last) = spans[file(line)].unwrap_or((day, day));
        spans[file(line)] = Some((day.min(first), day.max(last)));
    }
    let shared = |line: usize| {
        let others = spans.iter().enumerate().filter(|(other, _)| *other != file(line));
        let day = ledger.days()[line];
        others
            .flat_map(|(_, span)| span)
            .any(|&(first, last)| (first..=last).contains(&day))
    };
    let (mut marked, mut all) = (vec![0_u64; spans.len()], vec![0_u64; spans.len()]);
    for line in (0..ledger.len()).filter(|&line| shared(line)) {
        all[file(line)] += 1;
        marked[file(line)] += u64::from(across[line]);
    }
    for (line, mark) in across.iter_mut().enumerate() {
        let file = file(line);
        *mark &= marked[file] as f64 >= OVERLAP * all[file] as f64;
    }
}

/// For each order, by its number, whether several customers or several days have purchases of it.
pub(crate) fn shared_orders(ledger: &Ledger, owner: &[u32]) -> Vec<bool> {
    let (Some(orders), Some(ids)) = (ledger.orders(), ledger.order_ids()) else {
        return Vec::new();
    };
    let mut first = vec![None; ids.len()];
    let mut shared = vec![false; ids.len()];
    for (line, &order) in orders.iter().enumerate() {
        // A return under its order's id has a day of its own.
        if ledger.amounts()[line].0 < 0 || ids[order as usize].is_empty() {
            continue;
        }
        let whose = (owner[line], ledger.days()[line]);
        let before = *first[order as usize].get_or_insert(whose);
        shared[order as usize] |= before != whose;
    }
    shared
}

#[cfg(test)]
mod tests {
    use crate::identify::Remedy;
    use crate::ingest::{ImportParams, import};
    use crate::workspace::Workspace;

    fn shop(files: &[&str]) -> Workspace {
        let files = files
            .iter()
            .map(|text| import("f.csv", text.as_bytes(), ImportParams::default()).unwrap());
        Workspace::joined(files.collect()).unwrap()
    }

    /// The file and line of the rows that repeat another.
    fn repeated(files: &[&str]) -> Vec<(usize, u32)> {
        let shop = shop(files);
        let ledger = shop.orders().unwrap();
        let marks = Remedy::DropRepeatedOrders.lines(shop.content(), ledger, None);
        (0..ledger.len())
            .filter(|&line| marks[line])
            .filter_map(|line| ledger.place(line))
            .collect()
    }

    #[test]
    fn the_same_row_of_an_order_twice_is_found() {
        let head = "customer,date,amount,order,product,clerk\n";
        let rows =
            "a,2024-01-02,5,o1,tea,x\na,2024-01-02,5,o1,tea,y\na,2024-01-02,5,o1,pot,x\na,2024-01-02,5,o2,tea,x\nb,2024-01-02,5,o1,tea,x\n";
        assert_eq!(repeated(&[&format!("{head}{rows}")]), [(0, 3)]);
        // A copy of the whole row is another fault.
        assert_eq!(repeated(&[&format!("{head}{rows}a,2024-01-02,5,o1,tea,x\n")]), [(0, 3)]);
    }

    #[test]
    fn without_products_an_order_must_be_one_row() {
        let head = "customer,date,amount,order,clerk\n";
        let single = (0..40)
            .map(|i| format!("c{i},2024-01-02,{i},o{i},x\n"))
            .collect::<Vec<_>>()
            .concat();
        let twice = "c7,2024-01-02,7,o7,y\n";
        assert_eq!(repeated(&[&format!("{head}{single}{twice}")]), [(0, 42)]);
        let several = (0..40)
            .map(|i| format!("c{i},2024-01-02,{},o{i},x\n", i + 100))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(repeated(&[&format!("{head}{single}{several}{twice}")]), []);
    }

    #[test]
    fn files_that_overlap_are_found_with_and_without_order_ids() {
        let head = "customer,date,amount\n";
        let january = (1..20)
            .map(|day| format!("c{},2024-01-{day:02},{}\n", day % 5, day * 2))
            .collect::<Vec<_>>()
            .concat();
        let february = (1..20)
            .map(|day| format!("c{},2024-02-{day:02},{}\n", day % 5, day * 3))
            .collect::<Vec<_>>()
            .concat();
        let (first, both) = (format!("{head}{january}"), format!("{head}{january}{february}"));
        assert_eq!(repeated(&[&first, &both]).len(), 19);
        // Two purchases of a price on a day in two files that hardly share a row.
        let other = (1..20)
            .map(|day| format!("d{},2024-01-{day:02},{}\n", day % 5, day * 7))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(repeated(&[&first, &format!("{head}{other}c1,2024-01-01,2\n")]), []);
        // Within a file equal purchases may be two.
        assert_eq!(repeated(&[&format!("{head}{january}c1,2024-01-01,2\n")]), []);
    }
}
