//! The records that an XLS is made of, and the texts in them.

use encoding_rs::Encoding;

use super::cfb::{u16_at, u32_at};

/// A record: its kind and its pieces, of which long ones have several.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) pieces: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// The first piece; only texts go beyond it.
    pub(super) fn data(&self) -> &'a [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }

    pub(super) fn u16(&self, place: usize) -> Option<u16> {
        u16_at(self.data(), place)
    }

    pub(super) fn u32(&self, place: usize) -> Option<u32> {
        u32_at(self.data(), place)
    }

    /// The text whose length stands at a place.
    pub(super) fn text(&self, place: usize, how: How) -> Option<String> {
        let mut reader = Pieces::new(&self.pieces, place);
        match how {
            How::Unicode => reader.text(),
            How::Bytes(encoding) => {
                let length = reader.u16()?;
                let mut bytes = Vec::new();
                reader.bytes(usize::from(length), &mut bytes)?;
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }
}

/// How texts are written: since 1997 in Unicode, before in the encoding of the machine.
#[derive(Clone, Copy)]
pub(super) enum How {
    Unicode,
    Bytes(&'static Encoding),
}

/// The encoding that Windows calls by a number.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    let label: &str = match number {
        932 => "shift_jis",
        936 => "gb18030",
        949 => "euc-kr",
        950 => "big5",
        874 => "windows-874",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        10_000 => "macintosh",
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The records of a stream from a place on.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8], place: usize) -> Self {
        Self { bytes, place }
    }

    fn piece(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.bytes, self.place)?;
        let length = usize::from(u16_at(self.bytes, self.place + 2)?);
        let data = self.bytes.get(self.place + 4..self.place + 4 + length)?;
        self.place += 4 + length;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        const CONTINUE: u16 = 0x3c;
        let (kind, data) = self.piece()?;
        let mut pieces = vec![data];
        while u16_at(self.bytes, self.place) == Some(CONTINUE) {
            pieces.push(self.piece()?.1);
        }
        Some(Record { kind, pieces })
    }
}

/// Reads on over the pieces of a record.
pub(super) struct Pieces<'a, 'b> {
    pieces: &'b [&'a [u8]],
    place: usize,
}

impl<'a, 'b> Pieces<'a, 'b> {
    pub(super) fn new(pieces: &'b [&'a [u8]], place: usize) -> Self {
        Self { pieces, place }
    }

    /// What is left of the piece; the next one when this one has ended.
    fn rest(&mut self) -> Option<&'a [u8]> {
        while self.place >= self.pieces.first()?.len() {
            self.place -= self.pieces[0].len();
            self.pieces = &self.pieces[1..];
        }
        Some(&self.pieces[0][self.place..])
    }

    fn bytes(&mut self, length: usize, to: &mut Vec<u8>) -> Option<()> {
        let end = to.len() + length;
        while to.len() < end {
            let rest = self.rest()?;
            let taken = rest.len().min(end - to.len());
            to.extend_from_slice(&rest[..taken]);
            self.place += taken;
        }
        Some(())
    }

    fn number(&mut self, length: usize) -> Option<u32> {
        let mut bytes = Vec::with_capacity(4);
        self.bytes(length, &mut bytes)?;
        bytes.resize(4, 0);
        u32_at(&bytes, 0)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        u16::try_from(self.number(2)?).ok()
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.number(4)
    }

    /// A text with its length before it. Where it goes on in the next piece, a
    /// byte says anew how wide its characters are.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        let flags = self.number(1)?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let more = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        let mut left = usize::from(length);
        while left > 0 {
            let pieces = self.pieces.len();
            let mut rest = self.rest()?;
            if self.pieces.len() < pieces {
                wide = rest[0] & 1 != 0;
                self.place += 1;
                rest = &rest[1..];
            }
            let width = if wide { 2 } else { 1 };
            let taken = (rest.len() / width).min(left);
            if wide {
                units.extend(rest.chunks_exact(2).take(taken).map(|unit| u16::from_le_bytes([unit[0], unit[1]])));
            } else {
                units.extend(rest[..taken].iter().map(|&byte| u16::from(byte)));
            }
            self.place += taken * width;
            left -= taken;
            // Half a character at a piece's end is none.
            if taken == 0 {
                self.place += rest.len();
            }
        }
        self.skip(4 * runs + more)?;
        Some(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            let taken = self.rest()?.len().min(length);
            self.place += taken;
            length -= taken;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_piece() {
        // Four characters, narrow, of which two stand in the next piece, wide; then two bytes of a run's four.
        let first = [4, 0, 8, 1, 0, b'a', b'b'];
        let second = [1, 0xa2, 0x5b, 0x37, 0x62, 9, 9];
        let third = [9, 9, 1, 0, 0, b'z'];
        let pieces = [&first[..], &second, &third];
        let mut reader = Pieces::new(&pieces, 0);
        assert_eq!(reader.text().as_deref(), Some("ab客户"));
        assert_eq!(reader.text().as_deref(), Some("z"));
        assert_eq!(reader.text(), None);
    }

    #[test]
    fn records_are_put_together() {
        let bytes = [1, 0, 2, 0, 7, 8, 0x3c, 0, 1, 0, 9, 0x0a, 0, 0, 0, 5, 0, 9, 9];
        let records: Vec<(u16, usize)> = Records::new(&bytes, 0).map(|record| (record.kind, record.pieces.len())).collect();
        assert_eq!(records, [(1, 2), (10, 1)]);
    }
}
