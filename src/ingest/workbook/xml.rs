//! XML of a workbook, read piece by piece.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};

use crate::error::Result;

use super::damaged;

/// A reader of elements; `<a/>` comes as `<a></a>`.
pub(super) fn reader<R: Read>(part: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    reader
}

/// The value of an attribute by its name, with its prefix if it has one.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    let found = element.try_get_attribute(name).map_err(|_| damaged())?;
    found
        .map(|attribute| {
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map(Cow::into_owned)
                .map_err(|_| damaged())
        })
        .transpose()
}

/// The number that an attribute is.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>> {
    Ok(attribute(element, name)?.and_then(|value| value.trim().parse().ok()))
}

/// What `&amp;` or `&#20320;` stands for; nothing for a name that XML does not have.
pub(super) fn entity(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return Some(char);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
