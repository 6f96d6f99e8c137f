//! What stands above a table: Excel's line that names the delimiter, titles,
//! and lines about the report (`Period, 2024`).
//!
//! A title fills one field where the table has several. A line about the report
//! may fill more, even as many as the table; it is told by the row of names
//! below it, which has words over all columns of numbers and dates.

use crate::text::Notice;

use super::dialect::{self, Cut};
use super::header;
use super::profile::{Profile, missing};
use super::records::{Found, Records};

/// The most lines that are passed over.
const LINES: usize = 20;

/// How many rows below a row of names show what the columns hold.
const BELOW: usize = 50;

/// The lines above the table.
#[derive(Default)]
pub(super) struct Above {
    /// All rows that are no part of the table.
    pub(super) rows: usize,
    /// Of these, the lines that are told, and the first of them.
    lines: usize,
    first: String,
}

impl Above {
    /// Looks at the first rows, after `known` that are no part of the table;
    /// it may be said whether there is a `header`.
    pub(super) fn find(sample: &[u8], whole: bool, cut: &Cut, known: usize, header: Option<bool>) -> Self {
        let rows = first_rows(sample, whole, cut, known);
        let names = if header == Some(false) { None } else { names(&rows, cut.width) };
        let lines = names.unwrap_or_else(|| titles(&rows, cut.width));
        let first = rows.iter().take(lines).take(1).flatten().filter(|cell| !cell.is_empty());
        Self {
            rows: known + lines,
            lines,
            first: first.map(String::as_str).collect::<Vec<_>>().join(" "),
        }
    }

    /// What was passed over.
    pub(super) fn notice(&self) -> Option<Notice> {
        let Self { lines, first, .. } = self;
        (*lines > 0).then(|| {
            Notice::note(
                "preamble_skipped",
                format!("Lines above the table that were passed over: {lines}, the first being “{first:.60}”."),
                format!("已略过表格上方的 {lines} 行文字，首行为“{first:.60}”。"),
            )
        })
    }
}

/// The cells of the first rows after `known`, up to one that cannot be read.
fn first_rows(sample: &[u8], whole: bool, cut: &Cut, known: usize) -> Vec<Vec<String>> {
    let mut records = Records::new(&cut.shape);
    records.feed(sample);
    let mut rows = Vec::new();
    while let Some(Found::Record(record)) = records.next(whole) {
        rows.push(record.fields().map(str::to_owned).collect());
        if rows.len() > known + LINES + BELOW {
            break;
        }
    }
    rows.drain(..known.min(rows.len()));
    rows
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// The number of titles: rows of one field before one of several.
fn titles(rows: &[Vec<String>], width: usize) -> usize {
    let titles = rows.iter().take(LINES).take_while(|row| filled(row) == 1).count();
    let Some(row) = rows.get(titles).filter(|row| filled(row) > 1) else {
        return 0;
    };
    // A spreadsheet pads a title with empty fields; a row of data may have gaps too.
    let padded = rows[..titles].iter().any(|row| row.len() > 1);
    let names = row.len() == width && row.iter().all(|cell| !missing(cell) && !dialect::reads_as_value(cell));
    if !padded || (width > 2 && names) { titles } else { 0 }
}

/// The number of rows above the first one that names the columns; `None` when no row does for sure.
fn names(rows: &[Vec<String>], width: usize) -> Option<usize> {
    for (place, row) in rows.iter().enumerate().take(LINES + 1) {
        let (above, below) = (&rows[..place], &rows[place + 1..]);
        if !header::words(row) || filled(row) < 2 || (place > 0 && !tells_more(row, above, width)) {
            continue;
        }
        let typed = typed(&below[..below.len().min(BELOW)], row.len().max(width));
        let word = |&column: &usize| row.get(column).is_some_and(|cell| !cell.is_empty());
        if typed.is_empty() || !typed.iter().all(word) {
            continue;
        }
        let value = |row: &[String], column: usize| row.get(column).is_some_and(|cell| dialect::reads_as_value(cell));
        let data = above.iter().any(|row| typed.iter().all(|&column| value(row, column)));
        // Groups over names have gaps between them and belong to the table.
        let groups = above.last().is_some_and(|row| gaps(row));
        return (!data).then_some(place - usize::from(groups));
    }
    None
}

/// Whether a row is rather one of names than those above it: it has more that
/// are known, or it alone fills all columns.
fn tells_more(row: &[String], above: &[Vec<String>], width: usize) -> bool {
    let known = header::roles(row);
    let by_names = known > 1 && above.iter().all(|row| header::roles(row) < known);
    by_names || (width > 2 && filled(row) == width && above.iter().all(|row| filled(row) < width))
}

/// The columns of numbers or dates.
fn typed(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let typed = |&column: &usize| {
        let mut profile = Profile::default();
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            profile.add(cell);
        }
        let values = profile.numbers.max(profile.dates);
        // One of them may stand below a second row of names.
        values > 0 && (values * 5 >= profile.filled * 4 || (values > 1 && values + 1 == profile.filled))
    };
    (0..columns).filter(typed).collect()
}

/// Whether an empty cell stands before one that is not.
fn gaps(row: &[String]) -> bool {
    row.iter()
        .position(String::is_empty)
        .is_some_and(|gap| row[gap..].iter().any(|cell| !cell.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_names_is_found_below_what_is_about_the_report() {
        let rows = |text: &str| -> Vec<Vec<String>> { text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect() };
        let data = "c0,2024-01-01,10\nc1,2024-01-02,11\n";
        for (above, expected) in [
            ("customer,date,amount\n", Some(0)),
            ("Report,,\nPeriod,2024,all\nShop:,Leeds,\ncustomer,date,amount\n", Some(3)),
            ("Account,12345,\nCurrency,EUR,\ncustomer,date,amount\n", Some(2)),
            // Names that nobody knows fill all columns.
            ("Report:,Sales,\nwer,wann,wieviel\n", Some(1)),
            // Names over names, and groups over names.
            ("who,when,what\ncustomer,date,amount\n", Some(0)),
            (",2024,\ncustomer,date,amount\n", Some(0)),
            // Rows of data, and names among them.
            ("", None),
            ("c8,2024-01-01,8\nc9,2024-01-01,9\ncustomer,date,amount\n", None),
            ("c9,,9\nc8,soon,\n", None),
        ] {
            assert_eq!(names(&rows(&format!("{above}{data}")), 3), expected, "{above}");
        }
    }
}
