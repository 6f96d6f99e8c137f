//! The first lines of a text in any encoding, to choose one by.

use crate::error::Result;

use super::charset::{self, Decoder};
use super::detect::{self, Guess};
use super::unpack::Unpack;
use super::{format, workbook};

/// How many lines are shown, and how much of each.
const LINES: usize = 8;
const CHARS: usize = 200;

/// The first lines of a text whose first bytes are given, packed or not, in the
/// encoding of this name or the one that it seems to have. A workbook has none.
///
/// # Errors
/// [`BadParameter`](crate::ErrorKind::BadParameter) when there is no encoding of that name.
pub fn sample_text(bytes: &[u8], encoding: Option<&str>) -> Result<Vec<String>> {
    let mut content = Vec::new();
    let mut unpack = Unpack::default();
    let mut each = |piece: &[u8]| {
        content.extend_from_slice(piece);
        Ok(())
    };
    // What is packed breaks off with the bytes that were given.
    let _ = unpack.push(bytes, &mut each).and_then(|()| unpack.finish(&mut each).map(drop));
    let guess = match encoding {
        Some(label) => Guess::given(charset::named(label)?),
        None => detect::guess(&content, false),
    };
    if workbook::begins(&content) || format::identify(&content).is_err() {
        return Ok(Vec::new());
    }
    let mut text = String::new();
    Decoder::new(guess).push(&content, false, &mut text);
    let shown = |line: &str| line.chars().take(CHARS).collect();
    Ok(text
        .split(['\n', '\r'])
        .filter(|line| !line.is_empty())
        .take(LINES)
        .map(shown)
        .collect())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn the_first_lines_are_shown_in_any_encoding() {
        let (bytes, ..) = encoding_rs::GB18030.encode("客户,金额\r\n张三,5\n\n李四,6\n");
        assert_eq!(sample_text(&bytes, None).unwrap(), ["客户,金额", "张三,5", "李四,6"]);
        assert_eq!(sample_text(&bytes, Some("windows-1252")).unwrap()[0], "¿Í»§,½ð¶î");
        assert!(sample_text(&bytes, Some("none such")).is_err());
        // A file cut in the middle of a packed block.
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes.repeat(20_000)).unwrap();
        let packed = encoder.finish().unwrap();
        let lines = sample_text(&packed[..packed.len() / 2], None).unwrap();
        assert_eq!((lines.len(), lines[0].as_str()), (8, "客户,金额"));
        assert!(sample_text(b"PK\x03\x04", None).unwrap().is_empty());
    }
}
