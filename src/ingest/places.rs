//! Many places in a file, in little memory.

use super::records::Line;
use super::splitter::line_end;

/// Lines at which rows begin, and how many lines each row has; a byte or two a
/// row where they stand close together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// For each row how far it is from the one before, twice; one more says
    /// that its number of lines follows. Seven bits a byte, the lowest first.
    bytes: Vec<u8>,
    last: u64,
}

/// The line at which a row begins, and how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) lines: u64,
}

impl Place {
    /// Where a row stands.
    pub(super) fn of(line: Line<'_>) -> Self {
        // Hardly any row has more than one line.
        let ends = line.raw.iter().filter(|&&byte| line_end(byte)).count();
        let pairs = if ends < 2 {
            0
        } else {
            line.raw.windows(2).filter(|pair| pair == b"\r\n").count()
        };
        Self {
            line: line.number,
            lines: 1 + (ends - pairs) as u64,
        }
    }
}

impl Places {
    /// Adds a place further down.
    pub(super) fn push(&mut self, place: Place) {
        let several = place.lines > 1;
        self.number(2 * place.line.saturating_sub(self.last) + u64::from(several));
        if several {
            self.number(place.lines);
        }
        self.last = place.line;
    }

    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    /// All places in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Place> + '_ {
        let mut bytes = self.bytes.iter();
        let mut number = move || {
            let mut number = 0;
            for shift in (0..).step_by(7) {
                let byte = *bytes.next()?;
                number |= u64::from(byte & 0x7f) << shift;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            Some(number)
        };
        let mut line = 0;
        std::iter::from_fn(move || {
            let step = number()?;
            line += step / 2;
            let lines = if step % 2 == 1 { number()? } else { 1 };
            Some(Place { line, lines })
        })
    }
}

impl Extend<Place> for Places {
    fn extend<T: IntoIterator<Item = Place>>(&mut self, places: T) {
        places.into_iter().for_each(|place| self.push(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_were() {
        let mut places = Places::default();
        let given: Vec<Place> = [(1, 1), (2, 1), (3, 7), (200, 1), (1 << 40, 300), ((1 << 40) + 5, 1)]
            .map(|(line, lines)| Place { line, lines })
            .to_vec();
        for &place in &given {
            places.push(place);
        }
        assert_eq!(places.iter().collect::<Vec<_>>(), given);
        let mut close = Places::default();
        (1..=1_000).for_each(|line| close.push(Place { line, lines: 1 }));
        assert_eq!(close.bytes.len(), 1_000);
    }

    #[test]
    fn the_lines_of_a_row_are_counted() {
        for (raw, lines) in [(&b"a,b"[..], 1), (b"\"a\r\nb\",\"c\nd\"", 3), (b"\"a\rb\"", 2)] {
            assert_eq!(Place::of(Line { number: 4, raw }), Place { line: 4, lines });
        }
    }
}
