//! The survey of a sheet, and its cells → rows.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::ingest::{cells, header};
use crate::text::Notice;

use super::too_large;

/// Among how many rows that of the columns' names is looked for.
const HEAD: u64 = 25;

/// The text that goes on at a time.
const PIECE: usize = 1 << 18;

/// The most cells of a sheet that are written, empty ones within rows included.
pub(super) const CELLS: u64 = 1 << 28;

/// What is known of a sheet before its rows are read. Rows and columns count from 0.
#[derive(Debug, Default, Clone)]
pub(super) struct Survey {
    /// The rows that have anything in them, and those that have more than one cell.
    rows: u64,
    full: u64,
    /// The first and last column of the rows with more than one cell, and of all.
    table: Option<(u32, u32)>,
    all: Option<(u32, u32)>,
    /// The row being surveyed: its cells that have something.
    row: u32,
    cells: u32,
    span: Option<(u32, u32)>,
    hidden_row: bool,
    pub(super) hidden_rows: u64,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Merged cells over several rows: the first row, column, the last row.
    pub(super) merged: Vec<(u32, u32, u32)>,
    /// Formulas whose value was not stored.
    pub(super) unvalued: u64,
    /// The texts of the row being surveyed, and whether one of the first rows names what orders have.
    texts: Vec<String>,
    orders: bool,
}

impl Survey {
    /// A row begins.
    pub(super) fn row(&mut self, row: u32, hidden: bool) {
        self.end_row();
        self.row = row;
        self.hidden_row = hidden;
    }

    /// A cell of a row that has something in it: a text, or a value that is no name.
    pub(super) fn cell(&mut self, row: u32, column: u32, text: Option<&str>) {
        if row != self.row {
            self.row(row, false);
        }
        if self.rows < HEAD && !self.orders {
            self.texts.extend(text.map(str::to_owned));
        }
        self.cells += 1;
        widen(&mut self.span, column);
    }

    /// The last row has ended.
    pub(super) fn end_row(&mut self) {
        if let Some((first, last)) = self.span.take() {
            self.orders |= header::of_orders(&self.texts);
            self.texts.clear();
            self.rows += 1;
            self.hidden_rows += u64::from(self.hidden_row);
            for column in [first, last] {
                widen(&mut self.all, column);
            }
            if self.cells > 1 {
                self.full += 1;
                for column in [first, last] {
                    widen(&mut self.table, column);
                }
            }
        }
        self.cells = 0;
    }

    /// Whether there are rows of several columns.
    pub(super) fn is_table(&self) -> bool {
        self.full > 1
    }

    /// Whether its columns are named as those of orders are.
    pub(super) fn is_of_orders(&self) -> bool {
        self.orders
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The rows that have anything in them, and the columns of the table.
    pub(super) fn size(&self) -> (u64, u64) {
        let (first, last) = self.columns();
        (self.rows, if self.rows == 0 { 0 } else { u64::from(last - first) + 1 })
    }

    fn columns(&self) -> (u32, u32) {
        self.table.or(self.all).unwrap_or_default()
    }

    /// What is to be known of the sheet.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let (first, last) = self.columns();
        let columns: u32 = self
            .hidden_columns
            .iter()
            .map(|&(from, to)| (to.min(last) + 1).saturating_sub(from.max(first)))
            .sum();
        let mut notices = Vec::new();
        if self.hidden_rows > 0 || columns > 0 {
            let rows = self.hidden_rows;
            notices.push(Notice::warning(
                "hidden_cells",
                format!("The sheet has hidden or filtered rows ({rows}) and hidden columns ({columns}); they were read like the others."),
                format!("工作表中有隐藏或被筛选的行（{rows}）与隐藏的列（{columns}），已一并读取。"),
            ));
        }
        if self.unvalued > 0 {
            let count = self.unvalued;
            notices.push(Notice::warning(
                "formulas_without_value",
                format!("Formulas whose result is not stored in the file: {count}; their cells were read as empty. Open the workbook in a spreadsheet, save it, and import it again."),
                format!("有 {count} 个公式没有保存结果，按空单元格读取。请用表格软件打开并保存一次，再重新导入。"),
            ));
        }
        notices
    }
}

fn widen(span: &mut Option<(u32, u32)>, column: u32) {
    let (first, last) = span.get_or_insert((column, column));
    (*first, *last) = ((*first).min(column), (*last).max(column));
}

/// Takes the cells of a sheet in order and gives its rows.
pub(super) struct Writer<'a> {
    each: &'a mut dyn FnMut(&[u8]) -> Result<()>,
    first: u32,
    width: usize,
    /// Merged cells by their first row: column and last row.
    merged: BTreeMap<u32, Vec<(u32, u32)>>,
    /// Those that reach into the rows to come, by column: the last row and the value.
    reaching: BTreeMap<u32, (u32, String)>,
    row: u32,
    row_cells: Vec<(u32, String)>,
    text: Vec<u8>,
    written: u64,
    filled: u64,
    spare: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(survey: &Survey, each: &'a mut dyn FnMut(&[u8]) -> Result<()>) -> Self {
        let (first, last) = survey.columns();
        let mut merged: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for &(row, column, last_row) in &survey.merged {
            merged.entry(row).or_default().push((column, last_row));
        }
        Self {
            each,
            first,
            width: (last - first) as usize + 1,
            merged,
            reaching: BTreeMap::new(),
            row: 0,
            row_cells: Vec::new(),
            text: Vec::new(),
            written: 0,
            filled: 0,
            spare: Vec::new(),
        }
    }

    /// Takes the next cell; `write` writes its value.
    pub(super) fn cell(&mut self, row: u32, column: u32, write: impl FnOnce(&mut String)) -> Result<()> {
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        let mut value = self.spare.pop().unwrap_or_default();
        value.clear();
        write(&mut value);
        if value.trim().is_empty() {
            self.spare.push(value);
        } else {
            self.row_cells.push((column, value));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<()> {
        self.fill();
        // A row of one cell outside of the table: a title, or a note beside it.
        let first = self.row_cells.iter().map(|(column, _)| *column).min().unwrap_or(0).min(self.first);
        let mut row = vec![""; self.width];
        let mut beyond = Vec::new();
        for (column, value) in &self.row_cells {
            match row.get_mut((column - first) as usize) {
                Some(place) => *place = value,
                None => beyond.push(value.as_str()),
            }
        }
        if !self.row_cells.is_empty() {
            self.written += row.len() as u64;
            cells::write(u64::from(self.row) + 1, row.into_iter().chain(beyond), &mut self.text);
        }
        self.spare.extend(self.row_cells.drain(..).map(|(_, value)| value));
        if self.written > CELLS {
            return Err(too_large());
        }
        if self.text.len() >= PIECE {
            (self.each)(&self.text)?;
            self.text.clear();
        }
        Ok(())
    }

    /// Gives a row the values of the merged cells that reach into it.
    fn fill(&mut self) {
        if self.merged.is_empty() && self.reaching.is_empty() {
            return;
        }
        let row = self.row;
        self.reaching.retain(|_, (last, _)| *last >= row);
        if !self.row_cells.is_empty() {
            for (&column, (_, value)) in &self.reaching {
                if !self.row_cells.iter().any(|(taken, _)| *taken == column) {
                    self.row_cells.push((column, value.clone()));
                    self.filled += 1;
                }
            }
        }
        for (column, last) in self.merged.remove(&row).unwrap_or_default() {
            if let Some((_, value)) = self.row_cells.iter().find(|(taken, _)| *taken == column) {
                self.reaching.insert(column, (last, value.clone()));
            }
        }
    }

    /// Gives the last rows; tells what was filled.
    pub(super) fn finish(mut self) -> Result<Option<Notice>> {
        self.end_row()?;
        (self.each)(&self.text)?;
        let filled = self.filled;
        Ok((filled > 0).then(|| {
            Notice::note(
                "merged_filled",
                format!("Merged cells that span several rows belong to each of them: their value was set in {filled} further cells."),
                format!("跨多行的合并单元格属于其中每一行：已将其值填入另外 {filled} 个单元格。"),
            )
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cell<'a> = (u32, u32, &'a str);

    fn rows(given: &[Cell<'_>], merged: &[(u32, u32, u32)]) -> (Vec<String>, Option<String>) {
        let mut survey = Survey {
            merged: merged.to_vec(),
            ..Survey::default()
        };
        for &(row, column, _) in given {
            survey.cell(row, column, None);
        }
        survey.end_row();
        let mut text = Vec::new();
        let mut each = |piece: &[u8]| {
            text.extend_from_slice(piece);
            Ok(())
        };
        let mut writer = Writer::new(&survey, &mut each);
        for &(row, column, value) in given {
            writer.cell(row, column, |text| text.push_str(value)).unwrap();
        }
        let notice = writer.finish().unwrap();
        let text = String::from_utf8(text).unwrap().replace('\u{1f}', "|");
        (
            text.split_terminator('\u{1e}').map(str::to_owned).collect(),
            notice.map(|notice| notice.text.en),
        )
    }

    #[test]
    fn rows_begin_where_the_table_does() {
        let cells = [
            (0, 0, "Orders"),
            (2, 2, "who"),
            (2, 3, "when"),
            (4, 2, "ann"),
            (4, 3, "1"),
            (5, 2, "bob"),
            (9, 8, "note"),
        ];
        assert_eq!(rows(&cells, &[]).0, ["1|Orders|", "3|who|when", "5|ann|1", "6|bob|", "10|||note"]);
        assert_eq!(rows(&[(3, 5, "a"), (4, 5, "b")], &[]).0, ["4|a", "5|b"]);
    }

    #[test]
    fn merged_cells_belong_to_every_row() {
        let cells = [
            (0, 0, "who"),
            (0, 1, "what"),
            (1, 0, "ann"),
            (1, 1, "x"),
            (2, 1, "y"),
            (4, 1, "z"),
            (5, 0, "bob"),
            (5, 1, "x"),
        ];
        let (told, notice) = rows(&cells, &[(1, 0, 4), (9, 0, 12)]);
        assert_eq!(told, ["1|who|what", "2|ann|x", "3|ann|y", "5|ann|z", "6|bob|x"]);
        assert!(notice.unwrap().contains("in 2 further cells"));
    }

    #[test]
    fn hidden_rows_and_columns_are_counted_where_the_table_is() {
        let mut survey = Survey {
            hidden_columns: vec![(0, 0), (2, 3), (9, 99)],
            ..Survey::default()
        };
        for (row, hidden) in [(0, false), (1, true), (2, true)] {
            survey.row(row, hidden);
            if row < 2 {
                survey.cell(row, 1, None);
                survey.cell(row, 2, None);
            }
        }
        survey.end_row();
        assert_eq!(survey.size(), (2, 2));
        assert!(survey.notices()[0].text.en.contains("rows (1) and hidden columns (1)"));
    }
}
