//! The spreadsheets of `OpenDocument`, read piece by piece.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use crate::error::Result;

use super::writer::{CELLS, Survey, Writer};
use super::zip::{self, Archive};
use super::{Book, UNPACKED, damaged, locked, too_large, values, xml};

/// As many rows and columns as a sheet has.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// An `.ods`.
pub(super) struct Ods<'a> {
    archive: Archive<'a>,
    sheets: Vec<(String, bool)>,
    surveys: Vec<Survey>,
}

impl<'a> Ods<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let mut archive = zip::open(bytes)?;
        zip::check(&mut archive, UNPACKED, |_| false)?;
        let manifest = zip::part(&mut archive, "META-INF/manifest.xml", 1 << 24)?;
        let manifest = manifest.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
            return Err(locked());
        }
        let mut looks = Looks::default();
        walk(&mut archive, &mut looks)?;
        looks.surveys.iter_mut().for_each(Survey::end_row);
        Ok(Self {
            archive,
            sheets: looks.sheets,
            surveys: looks.surveys,
        })
    }
}

impl Book for Ods<'_> {
    fn format(&self) -> &'static str {
        "ods"
    }

    fn sheets(&self) -> &[(String, bool)] {
        &self.sheets
    }

    fn size(&mut self, sheet: usize) -> Option<(u64, u64)> {
        self.surveys.get(sheet).map(Survey::size)
    }

    fn survey(&mut self, sheet: usize) -> Result<Survey> {
        self.surveys.get(sheet).cloned().ok_or_else(damaged)
    }

    fn read(&mut self, sheet: usize, writer: &mut Writer<'_>) -> Result<()> {
        let mut writing = Writing {
            writer,
            sheet,
            current: None,
        };
        walk(&mut self.archive, &mut writing)
    }
}

/// What a walk through a document meets.
trait Visit {
    fn sheet(&mut self, name: String, hidden: bool);
    fn hidden_columns(&mut self, first: u32, last: u32);
    /// A row; `cells` are the columns that have something, each with its value.
    fn row(&mut self, row: Row<'_>) -> Result<()>;
}

struct Row<'a> {
    number: u32,
    hidden: bool,
    cells: &'a [Cell],
}

struct Cell {
    column: u32,
    value: String,
    /// How many rows it spans.
    rows: u32,
}

#[derive(Default)]
struct Looks {
    sheets: Vec<(String, bool)>,
    surveys: Vec<Survey>,
    cells: u64,
}

impl Visit for Looks {
    fn sheet(&mut self, name: String, hidden: bool) {
        self.sheets.push((name, hidden));
        self.surveys.push(Survey::default());
    }

    fn hidden_columns(&mut self, first: u32, last: u32) {
        if let Some(survey) = self.surveys.last_mut() {
            survey.hidden_columns.push((first, last));
        }
    }

    fn row(&mut self, row: Row<'_>) -> Result<()> {
        let Some(survey) = self.surveys.last_mut() else { return Ok(()) };
        // A few bytes can repeat a cell over a whole sheet.
        self.cells += row.cells.len() as u64;
        if self.cells > CELLS {
            return Err(too_large());
        }
        survey.row(row.number, row.hidden);
        for cell in row.cells {
            survey.cell(row.number, cell.column, Some(&cell.value));
            if cell.rows > 1 {
                let last = row.number.saturating_add(cell.rows - 1);
                survey.merged.push((row.number, cell.column, last));
            }
        }
        Ok(())
    }
}

struct Writing<'a, 'b> {
    writer: &'a mut Writer<'b>,
    sheet: usize,
    current: Option<usize>,
}

impl Visit for Writing<'_, '_> {
    fn sheet(&mut self, _: String, _: bool) {
        self.current = Some(self.current.map_or(0, |sheet| sheet + 1));
    }

    fn hidden_columns(&mut self, _: u32, _: u32) {}

    fn row(&mut self, row: Row<'_>) -> Result<()> {
        if self.current != Some(self.sheet) {
            return Ok(());
        }
        row.cells
            .iter()
            .try_for_each(|cell| self.writer.cell(row.number, cell.column, |text| text.push_str(&cell.value)))
    }
}

/// Where a walk has come to.
#[derive(Default)]
struct Walk {
    /// The styles of sheets that are not shown.
    unseen: BTreeSet<String>,
    style: String,
    row: u32,
    repeated: u32,
    hidden: bool,
    column: u32,
    cells: Vec<Cell>,
    /// The cell being read: how many columns it stands in, whether its text is its value.
    cell: Option<(Cell, u32, bool)>,
    paragraphs: u32,
    in_paragraph: bool,
    in_note: bool,
}

fn walk(archive: &mut Archive<'_>, visit: &mut dyn Visit) -> Result<()> {
    let part = zip::stream(archive, "content.xml")?.ok_or_else(damaged)?;
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut walk = Walk::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(element) => walk.start(&element, visit)?,
            Event::End(element) => walk.end(element.name().as_ref(), visit)?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                if let Some(char) = xml::entity(&reference) {
                    walk.text(char.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>, visit: &mut dyn Visit) -> Result<()> {
        match element.name().as_ref() {
            "style:style" => self.style = xml::attribute(element, "style:name")?.unwrap_or_default(),
            "style:table-properties" if xml::attribute(element, "table:display")?.as_deref() == Some("false") => {
                self.unseen.insert(std::mem::take(&mut self.style));
            }
            "table:table" => {
                let style = xml::attribute(element, "table:style-name")?;
                let hidden = style.is_some_and(|style| self.unseen.contains(&style));
                visit.sheet(xml::attribute(element, "table:name")?.unwrap_or_default(), hidden);
                (self.row, self.column) = (0, 0);
            }
            "table:table-column" => {
                let repeated = repeated(element, "table:number-columns-repeated", COLUMNS)?;
                if is_hidden(element)? {
                    visit.hidden_columns(self.column, self.column + repeated - 1);
                }
                self.column = (self.column + repeated).min(COLUMNS);
            }
            "table:table-row" => {
                self.repeated = repeated(element, "table:number-rows-repeated", ROWS)?;
                self.hidden = is_hidden(element)?;
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => self.begin_cell(element)?,
            "office:annotation" => self.in_note = true,
            "text:p" | "text:h" if !self.in_note => {
                if self.paragraphs > 0 {
                    self.push("\n");
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "text:s" => {
                let blanks = repeated(element, "text:c", 1_000)?;
                self.text(&" ".repeat(blanks as usize));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<()> {
        let columns = repeated(element, "table:number-columns-repeated", COLUMNS)?;
        let rows = repeated(element, "table:number-rows-spanned", ROWS)?;
        let covered = element.name().as_ref() == "table:covered-table-cell";
        let kind = xml::attribute(element, "office:value-type")?.unwrap_or_default();
        let mut value = String::new();
        let own = match kind.as_str() {
            "float" | "currency" | "percentage" => xml::attribute(element, "office:value")?,
            "date" => xml::attribute(element, "office:date-value")?,
            "time" => xml::attribute(element, "office:time-value")?,
            "boolean" => xml::attribute(element, "office:boolean-value")?,
            "string" => xml::attribute(element, "office:string-value")?,
            _ => None,
        };
        match (kind.as_str(), &own) {
            ("float" | "currency" | "percentage", Some(own)) => match own.parse() {
                Ok(number) => values::number(number, &mut value),
                Err(_) => value.push_str(own),
            },
            ("date", Some(own)) => value.push_str(&own.replacen('T', " ", 1)),
            ("time", Some(own)) => values::time(own, &mut value),
            ("boolean", Some(own)) => value.push_str(&own.to_uppercase()),
            (_, Some(own)) => value.push_str(own),
            (_, None) => {}
        }
        let cell = Cell {
            column: self.column,
            value,
            rows,
        };
        self.paragraphs = 0;
        self.cell = Some((cell, columns, own.is_none() && !covered));
        Ok(())
    }

    fn end(&mut self, name: &str, visit: &mut dyn Visit) -> Result<()> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(visit)?,
            "office:annotation" => self.in_note = false,
            "text:p" | "text:h" => self.in_paragraph = false,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some((cell, columns, _)) = self.cell.take() else { return };
        let next = (self.column + columns).min(COLUMNS);
        if !cell.value.trim().is_empty() {
            self.cells.extend((self.column..next).map(|column| Cell {
                column,
                value: cell.value.clone(),
                rows: cell.rows,
            }));
        }
        self.column = next;
    }

    fn end_row(&mut self, visit: &mut dyn Visit) -> Result<()> {
        let next = (self.row + self.repeated).min(ROWS);
        if !self.cells.is_empty() {
            for number in self.row..next {
                visit.row(Row {
                    number,
                    hidden: self.hidden,
                    cells: &self.cells,
                })?;
            }
        }
        self.row = next;
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_paragraph && !self.in_note {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((cell, _, true)) = &mut self.cell {
            cell.value.push_str(text);
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> Result<bool> {
    let visible = xml::attribute(element, "table:visibility")?;
    Ok(visible.is_some_and(|visible| visible == "collapse" || visible == "filter"))
}

/// A number of times, once at least.
fn repeated(element: &BytesStart<'_>, name: &str, most: u32) -> Result<u32> {
    Ok(xml::number(element, name)?.unwrap_or(1).clamp(1, most))
}
