//! Bytes → lines, in any encoding, without reading them as text.
//!
//! In the encodings of the web the bytes of a line end never stand within a
//! character, but for UTF-16, where they are two.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Counts lines and gives their bytes, ends included.
#[derive(Default)]
pub(super) struct Lines {
    /// Which of two bytes is the one that counts, in UTF-16.
    pairs: Option<usize>,
    /// The first byte of a pair whose second has not come.
    half: Vec<u8>,
    /// The lines that have ended; a line feed behind a carriage return belongs to its line.
    ended: u64,
    after_cr: bool,
}

impl Lines {
    /// The lines of a text in an encoding.
    pub(super) fn new(encoding: &'static Encoding) -> Self {
        let pairs = [(UTF_16LE, 0), (UTF_16BE, 1)].into_iter().find(|(pairs, _)| *pairs == encoding);
        Self {
            pairs: pairs.map(|(_, low)| low),
            ..Self::default()
        }
    }

    /// Takes the next bytes; gives them in parts, each with the number of its line.
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(u64, &[u8])) {
        let Some(low) = self.pairs else {
            return self.parts(bytes, 1, &|unit| unit[0], each);
        };
        let mut units = std::mem::take(&mut self.half);
        units.extend_from_slice(bytes);
        let whole = units.len() & !1;
        self.half = units.split_off(whole);
        let code = |unit: &[u8]| if unit[1 - low] == 0 { unit[low] } else { b' ' };
        self.parts(&units, 2, &code, each);
    }

    /// Gives what is left.
    pub(super) fn finish(&mut self, each: &mut dyn FnMut(u64, &[u8])) {
        let half = std::mem::take(&mut self.half);
        if !half.is_empty() {
            each(self.ended + 1, &half);
        }
    }

    fn parts(&mut self, bytes: &[u8], width: usize, code: &dyn Fn(&[u8]) -> u8, each: &mut dyn FnMut(u64, &[u8])) {
        let mut start = 0;
        for (place, unit) in bytes.chunks_exact(width).enumerate().map(|(unit, bytes)| (unit * width, bytes)) {
            match code(unit) {
                b'\n' if self.after_cr => {
                    // The line has ended with the byte before; this one is still its own.
                    each(self.ended, &bytes[place..place + width]);
                    start = place + width;
                    self.after_cr = false;
                }
                end @ (b'\n' | b'\r') => {
                    each(self.ended + 1, &bytes[start..place + width]);
                    start = place + width;
                    self.ended += 1;
                    self.after_cr = end == b'\r';
                }
                _ => self.after_cr = false,
            }
        }
        if start < bytes.len() {
            each(self.ended + 1, &bytes[start..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_any_slices() {
        let text = "a\r\nb\n\nc\rd\r\r\nਊ客\n e";
        let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        for (encoding, bytes) in [
            (encoding_rs::UTF_8, text.as_bytes().to_vec()),
            (UTF_16LE, utf16(u16::to_le_bytes)),
            (UTF_16BE, utf16(u16::to_be_bytes)),
        ] {
            for slice in 1..bytes.len() {
                let mut lines = Lines::new(encoding);
                let mut found: Vec<Vec<u8>> = vec![Vec::new(); 9];
                let mut each = |line: u64, bytes: &[u8]| found[usize::try_from(line).unwrap() - 1].extend_from_slice(bytes);
                bytes.chunks(slice).for_each(|slice| lines.push(slice, &mut each));
                lines.finish(&mut each);
                let found: Vec<String> = found
                    .iter()
                    .map(|line| encoding.decode_without_bom_handling(line).0.into_owned())
                    .collect();
                assert_eq!(found, ["a\r\n", "b\n", "\n", "c\r", "d\r", "\r\n", "ਊ客\n", " e", ""], "{slice}");
            }
        }
    }
}
