//! Which delimiter a file has, and whether its first row names the columns.

use crate::text::Text;

use super::names;
use super::profile::{Profile, missing};
use super::records::{Found, Records, Shape};
use super::splitter::{Delimiter, line_end};

/// How many rows the delimiter is guessed from.
const ROWS: usize = 200;

/// In the order in which they win a draw: the further front, the less often
/// it stands inside a text or a number.
const CANDIDATES: [Delimiter; 4] = [
    Delimiter::Byte(b'\t'),
    Delimiter::Byte(b'|'),
    Delimiter::Byte(b';'),
    Delimiter::Byte(b','),
];

/// How rows stand in a text, and the number of fields that most of them have.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) shape: Shape,
    pub(super) width: usize,
}

/// The delimiter that cuts most rows into the same number of fields, more
/// than one; of equals the one that makes more fields.
///
/// Runs of white-space count only when nothing else cuts, or nothing but commas
/// that can be decimal marks, and then only into three fields or more in most
/// rows: full names and prose are no tables.
pub(super) fn guess(sample: &[u8], whole: bool) -> Option<Cut> {
    let mut best: Option<(Cut, f64)> = None;
    for delimiter in CANDIDATES {
        let (cut, agreeing) = agreeing(sample, whole, delimiter);
        let score = agreeing + (cut.width as f64 / 1000.0).min(0.2);
        if cut.width > 1 && best.as_ref().is_none_or(|(_, best)| score > *best) {
            best = Some((cut, score));
        }
    }
    let best = best.map(|(cut, _)| cut);
    let sure = |cut: &Cut| !matches!(cut.shape, Shape::Delimited(Delimiter::Byte(b','))) || !decimal_commas(sample);
    if best.as_ref().is_some_and(sure) {
        return best;
    }
    let (blanks, agreeing) = agreeing(sample, whole, Delimiter::Space);
    if blanks.width > 2 && agreeing > 0.6 { Some(blanks) } else { best }
}

/// How a delimiter cuts the rows, and the share of those that have as many fields.
fn agreeing(sample: &[u8], whole: bool, delimiter: Delimiter) -> (Cut, f64) {
    let shape = Shape::Delimited(delimiter);
    let widths = widths(sample, whole, &shape);
    let (width, rows) = most_frequent(&widths);
    (Cut { shape, width }, rows as f64 / widths.len().max(1) as f64)
}

/// Whether each comma stands between two figures.
fn decimal_commas(sample: &[u8]) -> bool {
    sample
        .windows(3)
        .filter(|three| three[1] == b',')
        .all(|three| three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

/// Whether the file begins with the line by which Excel names the delimiter,
/// `sep=;`, and the delimiter if it can be one.
pub(super) fn told(sample: &[u8]) -> (bool, Option<Delimiter>) {
    let line = sample.split(|&byte| line_end(byte)).next().unwrap_or_default();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign] = line else {
        return (false, None);
    };
    let delimiter = match sign {
        b' ' => Some(Delimiter::Space),
        sign if *sign == b'\t' || (sign.is_ascii_punctuation() && *sign != b'"') => Some(Delimiter::Byte(*sign)),
        _ => None,
    };
    (true, delimiter)
}

/// How rows that stand so are cut.
pub(super) fn cut(sample: &[u8], whole: bool, shape: Shape) -> Cut {
    let (width, _) = most_frequent(&widths(sample, whole, &shape));
    Cut { shape, width }
}

/// The number of fields of each of the first rows.
fn widths(sample: &[u8], whole: bool, shape: &Shape) -> Vec<usize> {
    let mut records = Records::new(shape);
    records.feed(sample);
    let mut widths = Vec::with_capacity(ROWS);
    while let Some(found) = records.next(whole) {
        if let Found::Record(record) = found {
            widths.push(record.len());
        }
        if widths.len() == ROWS {
            break;
        }
    }
    widths
}

/// The most frequent number of fields, the larger one of equals, and how many rows have it.
fn most_frequent(widths: &[usize]) -> (usize, usize) {
    let mut sorted = widths.to_vec();
    crate::sorting::sort(&mut sorted);
    let runs = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len()));
    runs.max_by_key(|&(width, rows)| (rows, width)).unwrap_or((0, 0))
}

/// Whether the first row names the columns, and why.
///
/// It does when one of its names is known, or when a column of dates or
/// numbers begins with a word; it does not when every such column begins with
/// a date or number. Among texts alone, a first row whose values come again
/// further down is no header.
pub(super) fn header(first: &[String], below: &[Profile]) -> (bool, Text) {
    if let Some(name) = first.iter().find(|name| names::meaning(name).is_some() && !reads_as_value(name)) {
        return (
            true,
            Text::new(
                format!("“{name}” in the first row is a usual column name."),
                format!("第一行的“{name}”是常用列名。"),
            ),
        );
    }
    let typed = |profile: &Profile| profile.filled > 0 && profile.number_share().max(profile.date_share()) >= 0.8;
    let mut values = 0;
    for (name, _) in first.iter().zip(below).filter(|(name, profile)| typed(profile) && !missing(name)) {
        if !reads_as_value(name) {
            return (
                true,
                Text::new(
                    format!("“{name}” in the first row is a word over a column of numbers or dates."),
                    format!("第一行的“{name}”是文字，而该列下方是数字或日期。"),
                ),
            );
        }
        values += 1;
    }
    if values > 0 || first.iter().any(|name| reads_as_value(name)) {
        return (
            false,
            Text::new(
                "The first row holds numbers or dates like the rows below it.",
                "第一行与下方各行一样含有数字或日期。",
            ),
        );
    }
    let again = first
        .iter()
        .zip(below)
        .find(|(name, profile)| !missing(name) && profile.holds(name));
    match again {
        Some((name, _)) => (
            false,
            Text::new(
                format!("“{name}” of the first row comes again further down."),
                format!("第一行的“{name}”在下方重复出现。"),
            ),
        ),
        None => (
            true,
            Text::new(
                "The first row holds only words that do not come again below.",
                "第一行全是文字，且在下方没有重复。",
            ),
        ),
    }
}

pub(super) fn reads_as_value(text: &str) -> bool {
    let mut profile = Profile::default();
    profile.add(text);
    profile.numbers + profile.dates > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Option<Delimiter> {
        match guess(text.as_bytes(), true)?.shape {
            Shape::Delimited(delimiter) => Some(delimiter),
            Shape::Objects(_) | Shape::Cells => None,
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_evenly() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", Some(Delimiter::Byte(b','))),
            ("a;b;c\n1;2,5;3\n4;5,5;6", Some(Delimiter::Byte(b';'))),
            ("1;2,5\n3;4,5", Some(Delimiter::Byte(b';'))),
            ("a\tb c\n1\t2 3", Some(Delimiter::Byte(b'\t'))),
            ("a|b\n1|2", Some(Delimiter::Byte(b'|'))),
            ("id,note\n1,\"a;b;c;d\"\n2,\"a;b;c;d\"", Some(Delimiter::Byte(b','))),
            (" 1  2 3\n 4 5   6\n", Some(Delimiter::Space)),
            ("a b c\nx 1 2,5\ny 3 4,75\n", Some(Delimiter::Space)),
            ("1,2 a b\n3,4 c d\n5,6 e,f\n", Some(Delimiter::Byte(b','))),
            ("1,2 a\n3,4 c\n", Some(Delimiter::Byte(b','))),
            ("a,b,c\n1,2\n1,2,3\n4,5,6,7\n1,2,3", Some(Delimiter::Byte(b','))),
            ("name\nAnn Lee\nBob Ray", None),
            ("x\n1\n2", None),
            ("", None),
        ] {
            assert_eq!(delimiter(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_is_told_from_a_row() {
        for (rows, expected) in [
            (&["customer,n", "a,b"][..], true),
            (&["x,y", "a,1", "b,2"], true),
            (&["a,1", "b,2"], false),
            (&["c1,2024-01-01,5"], false),
            (&["x,y"], true),
            (&["north,red", "south,blue", "north,blue"], false),
            (&["2023,2024", "5,6"], false),
        ] {
            let first: Vec<String> = rows[0].split(',').map(str::to_owned).collect();
            let mut below: Vec<Profile> = first.iter().map(|_| Profile::default()).collect();
            for row in &rows[1..] {
                for (profile, value) in below.iter_mut().zip(row.split(',')) {
                    profile.add(value);
                }
            }
            assert_eq!(header(&first, &below).0, expected, "{rows:?}");
        }
    }
}
