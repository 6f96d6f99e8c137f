//! Excel's workbooks since 2007, read piece by piece.

mod parts;
mod sheet;

use crate::error::Result;

use super::writer::{Survey, Writer};
use super::zip::{self, Archive};
use super::{Book, UNPACKED, values};

use parts::Parts;
use sheet::{Cell, Visit};

/// How much of a sheet's text is kept from the survey, so that it need not be read again.
const KEPT: usize = 1 << 26;

/// An `.xlsx` or `.xlsm`.
pub(super) struct Xlsx<'a> {
    archive: Archive<'a>,
    parts: Parts,
    kept: Option<Kept>,
}

/// The cells of a sheet that have something: row, column, length of the text, and the text.
struct Kept {
    sheet: usize,
    bytes: Vec<u8>,
}

impl<'a> Xlsx<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let mut archive = zip::open(bytes)?;
        zip::check(&mut archive, UNPACKED, |name| {
            // Sheets are streamed; texts and styles are held.
            name.starts_with("xl/") && !name.starts_with("xl/worksheets/") && !name.contains("/media/")
        })?;
        Ok(Self {
            parts: Parts::read(&mut archive)?,
            archive,
            kept: None,
        })
    }
}

impl Book for Xlsx<'_> {
    fn format(&self) -> &'static str {
        "xlsx"
    }

    fn sheets(&self) -> &[(String, bool)] {
        &self.parts.sheets
    }

    fn size(&mut self, sheet: usize) -> Option<(u64, u64)> {
        sheet::size(&mut self.archive, &self.parts.paths[sheet]).ok().flatten()
    }

    fn survey(&mut self, sheet: usize) -> Result<Survey> {
        let Self { archive, parts, kept } = self;
        let mut surveying = Surveying {
            parts,
            survey: Survey::default(),
            text: String::new(),
            kept: Some(Vec::new()),
        };
        sheet::walk(archive, &parts.paths[sheet], &mut surveying)?;
        surveying.survey.end_row();
        *kept = surveying.kept.map(|bytes| Kept { sheet, bytes });
        Ok(surveying.survey)
    }

    fn read(&mut self, sheet: usize, writer: &mut Writer<'_>) -> Result<()> {
        let Self { archive, parts, kept } = self;
        match kept.take_if(|kept| kept.sheet == sheet) {
            Some(kept) => kept.read(writer),
            None => sheet::walk(archive, &parts.paths[sheet], &mut Writing { parts, writer }),
        }
    }
}

impl Kept {
    fn read(&self, writer: &mut Writer<'_>) -> Result<()> {
        let mut rest = self.bytes.as_slice();
        while let Some((head, after)) = rest.split_first_chunk::<12>() {
            let [row, column, length] =
                [0, 4, 8].map(|place| u32::from_le_bytes([head[place], head[place + 1], head[place + 2], head[place + 3]]));
            let (text, after) = after.split_at_checked(length as usize).unwrap_or((after, &[]));
            writer.cell(row, column, |cell| cell.push_str(std::str::from_utf8(text).unwrap_or_default()))?;
            rest = after;
        }
        Ok(())
    }
}

/// The value of a cell as text.
fn write(cell: &Cell, parts: &Parts, text: &mut String) {
    let value = cell.value.as_str();
    match cell.kind() {
        "s" => text.push_str(parts.shared(value)),
        "str" | "inlineStr" | "e" => text.push_str(value),
        "b" => text.push_str(values::boolean(value.trim() == "1" || value.trim() == "true")),
        "d" => text.push_str(&value.replacen('T', " ", 1)),
        _ if value.is_empty() => {}
        _ => {
            let shown = parts.formats.get(cell.style).copied().unwrap_or_default();
            values::written(value, shown, parts.since_1904, text);
        }
    }
}

struct Surveying<'a> {
    parts: &'a Parts,
    survey: Survey,
    text: String,
    /// What is kept, until it is too much.
    kept: Option<Vec<u8>>,
}

impl Visit for Surveying<'_> {
    fn row(&mut self, row: u32, hidden: bool) {
        self.survey.row(row, hidden);
    }

    fn cell(&mut self, cell: &Cell) -> Result<()> {
        self.text.clear();
        write(cell, self.parts, &mut self.text);
        if self.text.trim().is_empty() {
            self.survey.unvalued += u64::from(cell.formula && cell.kind() != "str");
            return Ok(());
        }
        self.survey.cell(cell.row, cell.column, Some(&self.text));
        if let Some(kept) = &mut self.kept {
            let length = u32::try_from(self.text.len()).unwrap_or(0);
            for number in [cell.row, cell.column, length] {
                kept.extend_from_slice(&number.to_le_bytes());
            }
            kept.extend_from_slice(self.text.as_bytes());
            if kept.len() > KEPT {
                self.kept = None;
            }
        }
        Ok(())
    }

    fn hidden_columns(&mut self, first: u32, last: u32) {
        self.survey.hidden_columns.push((first, last));
    }

    fn merged(&mut self, (first, column): (u32, u32), (last, _): (u32, u32)) {
        if last > first {
            self.survey.merged.push((first, column, last));
        }
    }
}

struct Writing<'a, 'b, 'c> {
    parts: &'a Parts,
    writer: &'b mut Writer<'c>,
}

impl Visit for Writing<'_, '_, '_> {
    fn row(&mut self, _: u32, _: bool) {}

    fn cell(&mut self, cell: &Cell) -> Result<()> {
        self.writer.cell(cell.row, cell.column, |text| write(cell, self.parts, text))
    }

    fn hidden_columns(&mut self, _: u32, _: u32) {}

    fn merged(&mut self, _: (u32, u32), _: (u32, u32)) {}
}
