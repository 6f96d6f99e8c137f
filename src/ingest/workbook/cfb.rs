//! The container of Microsoft's older formats: sectors in chains, as in a file
//! system, and a directory of streams.

use crate::error::{Error, ErrorKind, Result};

use super::{damaged, locked};

/// A link of a chain beyond this is none.
const LAST: u32 = 0xffff_fffa;

/// The workbook in a container.
///
/// # Errors
/// When it holds something else, or a workbook behind a password.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>> {
    let container = Container::open(bytes).ok_or_else(damaged)?;
    let entry = |name: &str| container.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if entry("EncryptedPackage").is_some() {
        return Err(locked());
    }
    match entry("Workbook").or(entry("Book")) {
        Some(entry) => container.stream(entry).ok_or_else(damaged),
        None => Err(Error::new(
            ErrorKind::NotText,
            "This is not a table but a Word document or another file of an older Office. Open a CSV file or a workbook of orders or customers.",
            "这不是表格，而是 Word 文档或其他旧版 Office 文件。请打开订单或客户的 CSV 文件或工作簿。",
        )),
    }
}

struct Container<'a> {
    bytes: &'a [u8],
    /// The length of a sector as a power of two; the header takes one.
    shift: u32,
    /// The sector behind each sector.
    next: Vec<u32>,
    /// Small streams stand in the first entry's, in small sectors of their own.
    small: Vec<u8>,
    small_shift: u32,
    small_next: Vec<u32>,
    small_below: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    first: u32,
    length: u64,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u32::from(u16_at(bytes, 30)?);
        let small_shift = u32::from(u16_at(bytes, 32)?);
        if !(7..=16).contains(&shift) || !(4..=shift).contains(&small_shift) {
            return None;
        }
        let mut container = Self {
            bytes,
            shift,
            next: Vec::new(),
            small: Vec::new(),
            small_shift,
            small_next: Vec::new(),
            small_below: u64::from(u32_at(bytes, 56)?),
            entries: Vec::new(),
        };
        container.read_chains()?;
        let directory = container.chain(u32_at(bytes, 48)?)?;
        for entry in directory.chunks_exact(128) {
            let units = usize::from(u16_at(entry, 64)?).min(64).saturating_sub(2) / 2;
            let name: Vec<u16> = (0..units).filter_map(|unit| u16_at(entry, 2 * unit)).collect();
            container.entries.push(Entry {
                name: String::from_utf16_lossy(&name),
                first: u32_at(entry, 116)?,
                length: u64::from(u32_at(entry, 120)?),
            });
        }
        let small_next = container.chain(u32_at(bytes, 60)?)?;
        container.small_next = numbers(&small_next).collect();
        let first = container.entries.first()?.first;
        container.small = container.chain(first)?;
        Some(container)
    }

    /// The table of chains, whose own sectors are listed in the header and then in a chain of lists.
    fn read_chains(&mut self) -> Option<()> {
        let mut tables: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut list = u32_at(self.bytes, 68)?;
        let mut lists = 0;
        while list < LAST && lists <= self.sectors() {
            let sector: Vec<u32> = numbers(self.sector(list)?).collect();
            let (&last, more) = sector.split_last()?;
            tables.extend(more);
            list = last;
            lists += 1;
        }
        for table in tables.into_iter().filter(|&table| table < LAST) {
            let sector: Vec<u32> = numbers(self.sector(table)?).collect();
            self.next.extend(sector);
            if self.next.len() > self.sectors() + (1 << self.shift) {
                break;
            }
        }
        Some(())
    }

    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    /// The bytes of a sector; the last one of a file may be short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(1 << self.shift)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(1 << self.shift)])
    }

    /// The sectors of a chain one behind the other.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = first;
        while sector < LAST {
            bytes.extend_from_slice(self.sector(sector)?);
            if bytes.len() > self.bytes.len() {
                return None;
            }
            sector = *self.next.get(sector as usize)?;
        }
        Some(bytes)
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        let length = usize::try_from(entry.length).ok()?;
        let mut bytes = Vec::new();
        if entry.length >= self.small_below {
            bytes = self.chain(entry.first)?;
        } else {
            let mut sector = entry.first;
            while sector < LAST && bytes.len() < length {
                let start = (sector as usize).checked_mul(1 << self.small_shift)?;
                bytes.extend_from_slice(self.small.get(start..start + (1 << self.small_shift))?);
                sector = *self.small_next.get(sector as usize)?;
            }
        }
        // A file that was cut has less than it says.
        (bytes.len() >= length).then(|| {
            bytes.truncate(length);
            bytes
        })
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0))
}

pub(super) fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place + 4)?.try_into().ok()?))
}
