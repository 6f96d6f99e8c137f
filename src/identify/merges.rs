//! Merges as a file: which id becomes which, to be kept, looked through and read again.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The merges as CSV with a byte order mark, so that spreadsheets read it as UTF-8. An id that
/// looks like a formula has an apostrophe before it.
pub fn write_merges(merges: &BTreeMap<String, String>) -> String {
    let mut text = String::from("\u{feff}id,becomes\r\n");
    for (id, other) in merges {
        field(&mut text, id);
        text.push(',');
        field(&mut text, other);
        text.push_str("\r\n");
    }
    text
}

fn field(text: &mut String, id: &str) {
    let guarded = if looks_like_formula(id) { format!("'{id}") } else { id.to_owned() };
    if guarded.contains([',', '"', '\n', '\r', '\t']) || guarded.trim() != guarded {
        text.push('"');
        text.push_str(&guarded.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&guarded);
    }
}

/// Whether a spreadsheet would compute an id, apostrophes before it left aside.
fn looks_like_formula(id: &str) -> bool {
    id.trim_start_matches('\'').starts_with(FORMULA)
}

/// Merges from a file as [`write_merges`] makes it; commas, semicolons or tabs may part the ids.
///
/// # Errors
/// [`ErrorKind::Unsupported`] when it is no such file; [`ErrorKind::BadParameter`] when a row has
/// not two ids, or an id becomes two others. Each with its line.
pub fn read_merges(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| no_such_file())?;
    let delimiter = [';', '\t']
        .into_iter()
        .find(|&sign| text.lines().next().is_some_and(|line| line.contains(sign)));
    let mut rows = rows(text, delimiter.map_or(b',', |sign| sign as u8)).into_iter();
    let (_, header) = rows.next().ok_or_else(no_such_file)?;
    if header.iter().map(|name| name.trim().to_ascii_lowercase()).collect::<Vec<_>>() != ["id", "becomes"] {
        return Err(no_such_file());
    }
    let mut merges = BTreeMap::new();
    for (line, row) in rows {
        let [id, other] = &row[..] else {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "A row of merges has two ids: one, and the one it becomes.",
                "合并表每行应有两个编号：原编号与合并后的编号。",
            )
            .at_row(line));
        };
        let (id, other) = (plain(id), plain(other));
        if id.is_empty() || other.is_empty() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "An id is missing in this row of merges.",
                "合并表该行缺少编号。",
            )
            .at_row(line));
        }
        if id == other {
            continue;
        }
        if merges.get(&id).is_some_and(|before| *before != other) {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("“{id}” becomes two other ids; it can become one."),
                format!("“{id}”被并入两个不同的编号，只能并入一个。"),
            )
            .at_row(line));
        }
        merges.insert(id, other);
    }
    Ok(merges)
}

/// The id without the apostrophe that kept a spreadsheet from computing it.
fn plain(field: &str) -> String {
    match field.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest) => rest.to_owned(),
        _ => field.to_owned(),
    }
}

/// The rows that are not blank, each with the line it begins on.
fn rows(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let mut input = text.as_bytes();
    let (mut output, mut ends) = (vec![0; input.len() + 1], vec![0; input.len() + 1]);
    let (mut filled, mut fields, mut line) = (0, 0, 1);
    let mut rows = Vec::new();
    loop {
        let (result, read, written, ended) = reader.read_record(input, &mut output[filled..], &mut ends[fields..]);
        input = &input[read..];
        filled += written;
        fields += ended;
        match result {
            csv_core::ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends[..fields].iter().copied());
                let field = |(start, &end): (usize, &usize)| String::from_utf8_lossy(&output[start..end]).into_owned();
                rows.push((line, starts.zip(&ends[..fields]).map(field).collect()));
                (filled, fields, line) = (0, 0, reader.line());
            }
            csv_core::ReadRecordResult::End => return rows,
            // The buffers are as long as the text, so only the end of the input is left to be told.
            csv_core::ReadRecordResult::InputEmpty
            | csv_core::ReadRecordResult::OutputFull
            | csv_core::ReadRecordResult::OutputEndsFull => {}
        }
    }
}

fn no_such_file() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "This is no file of merges. It needs a first row “id,becomes” and two ids in each row below, in UTF-8.",
        "这不是合并表。第一行应为“id,becomes”，以下每行两个编号，编码为 UTF-8。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merges(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(id, other)| ((*id).to_owned(), (*other).to_owned())).collect()
    }

    #[test]
    fn formulas_are_kept_from_spreadsheets() {
        let text = write_merges(&merges(&[("=1+1", "a,b"), ("客户", " x"), ("'@x", "y")]));
        assert_eq!(text, "\u{feff}id,becomes\r\n''@x,y\r\n'=1+1,\"a,b\"\r\n客户,\" x\"\r\n");
    }

    #[test]
    fn what_is_no_such_file_is_told_with_its_line() {
        assert_eq!(read_merges(b"ID;becomes\n\n007;7\n").unwrap(), merges(&[("007", "7")]));
        for (text, kind, line) in [
            ("", ErrorKind::Unsupported, None),
            ("customer,date\na,b\n", ErrorKind::Unsupported, None),
            ("id,becomes\n\"a\n\",b\nc\n", ErrorKind::BadParameter, Some(4)),
            ("id,becomes\na,\n", ErrorKind::BadParameter, Some(2)),
            ("id,becomes\na,b\na,b\na,c\n", ErrorKind::BadParameter, Some(4)),
        ] {
            let error = read_merges(text.as_bytes()).unwrap_err();
            assert_eq!((error.kind(), error.place().row), (kind, line), "{text}");
        }
        assert_eq!(read_merges(b"id,becomes\n\xff,b").unwrap_err().kind(), ErrorKind::Unsupported);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(pairs in prop::collection::btree_map("['=+@a,\"\n\r\t ;é-]{1,6}", "['=+@b,\"\n\r\t ;é-]{1,6}", 0..6)) {
            let mut expected = pairs.clone();
            expected.retain(|id, other| id != other);
            prop_assert_eq!(read_merges(write_merges(&pairs).as_bytes()).unwrap(), expected);
        }
    }
}
