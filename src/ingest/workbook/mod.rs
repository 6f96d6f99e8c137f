//! Workbooks → the rows of one sheet, as text of [`cells`](super::cells).
//!
//! XLSX and ODS are streamed, an XLS is read record by record; none of them
//! holds a sheet as a whole, and nothing in a file makes them panic. Each sheet is surveyed before
//! its rows are read: where its table begins, how wide it is, what is hidden or
//! merged. The first visible sheet with a table is taken unless one is named.

mod biff;
mod cfb;
mod numfmt;
mod ods;
mod values;
mod writer;
mod xls;
mod xlsx;
mod xml;
mod zip;

#[cfg(test)]
mod tests;

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Notice, Text};

use super::plan::listed;
use super::report::SheetReport;

use writer::{Survey, Writer};

/// The longest workbook that is taken in; it is held as a whole.
pub(super) const LONGEST: usize = 1 << 28;

/// What a workbook's content unpacks to at most.
const UNPACKED: u64 = 1 << 30;

/// A workbook, of whatever format.
trait Book {
    /// Its name in the report.
    fn format(&self) -> &'static str;

    /// The names of its sheets in order, and whether each is hidden.
    fn sheets(&self) -> &[(String, bool)];

    /// How many rows and columns a sheet says it has.
    fn size(&mut self, sheet: usize) -> Option<(u64, u64)>;

    /// Looks through a sheet.
    fn survey(&mut self, sheet: usize) -> Result<Survey>;

    /// Gives the cells of a sheet.
    fn read(&mut self, sheet: usize, writer: &mut Writer<'_>) -> Result<()>;
}

/// What is to be reported of a workbook.
pub(super) struct Told {
    pub(super) format: &'static str,
    pub(super) sheets: Vec<SheetReport>,
    pub(super) sheet: String,
    pub(super) sheet_reason: Text,
    pub(super) notices: Vec<Notice>,
}

/// Whether bytes begin as a workbook's or another archive's do.
pub(super) fn begins(sample: &[u8]) -> bool {
    sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") || sample.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Reads the rows of one sheet: the one that was `wanted`, or the one that looks right.
///
/// # Errors
/// [`ErrorKind::Unsupported`], [`ErrorKind::Damaged`], [`ErrorKind::Locked`],
/// [`ErrorKind::TooLarge`] for a workbook that cannot be read,
/// [`ErrorKind::BadParameter`] for a sheet that it does not have, and those of `each`.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>, each: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<Told> {
    let mut book = open(bytes)?;
    let names: Vec<(String, bool)> = book.sheets().to_vec();
    let (chosen, reason, survey) = match wanted {
        Some(wanted) => {
            let sheet = named(wanted, &names)?;
            (sheet, Text::new("You said so.", "由您指定。"), book.survey(sheet)?)
        }
        None => choose(book.as_mut(), &names)?,
    };
    let mut writer = Writer::new(&survey, each);
    book.read(chosen, &mut writer)?;
    let filled = writer.finish()?;
    let sheets: Vec<SheetReport> = names
        .iter()
        .enumerate()
        .map(|(sheet, (name, hidden))| {
            let size = if sheet == chosen { Some(survey.size()) } else { book.size(sheet) };
            SheetReport {
                name: name.clone(),
                rows: size.map(|(rows, _)| rows),
                columns: size.map(|(_, columns)| columns),
                hidden: *hidden,
                chosen: sheet == chosen,
            }
        })
        .collect();
    let mut notices = survey.notices();
    notices.extend(filled);
    notices.extend(others(&sheets));
    Ok(Told {
        format: book.format(),
        sheet: names[chosen].0.clone(),
        sheet_reason: reason,
        sheets,
        notices,
    })
}

/// Finds out which workbook it is.
fn open(bytes: &[u8]) -> Result<Box<dyn Book + '_>> {
    if bytes.starts_with(b"PK") {
        return match zip::identify(bytes)? {
            zip::Kind::Xlsx => Ok(Box::new(xlsx::Xlsx::open(bytes)?)),
            zip::Kind::Ods => Ok(Box::new(ods::Ods::open(bytes)?)),
        };
    }
    Ok(Box::new(xls::Xls::open(cfb::workbook(bytes)?)?))
}

/// The sheet of this name or number.
fn named(wanted: &str, sheets: &[(String, bool)]) -> Result<usize> {
    let wanted = wanted.trim();
    let alike = |name: &str| name.trim().to_lowercase() == wanted.to_lowercase();
    let number = wanted.parse().ok().filter(|number| (1..=sheets.len()).contains(number));
    sheets
        .iter()
        .position(|(name, _)| name == wanted)
        .or_else(|| sheets.iter().position(|(name, _)| alike(name)))
        .or(number.map(|number: usize| number - 1))
        .ok_or_else(|| {
            let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
            Error::new(
                ErrorKind::BadParameter,
                format!(
                    "There is no sheet “{wanted}”. The workbook has: {}. A number from 1 to {} will do too.",
                    listed(&names, ", "),
                    names.len()
                ),
                format!(
                    "没有名为“{wanted}”的工作表。工作簿中有：{}。也可以用 1 到 {} 的序号。",
                    listed(&names, "、"),
                    names.len()
                ),
            )
        })
}

/// The first visible sheet with a table of orders, else with any table, else a
/// hidden one, else the first with anything.
fn choose(book: &mut dyn Book, sheets: &[(String, bool)]) -> Result<(usize, Text, Survey)> {
    let mut first = None;
    for hidden in [false, true] {
        let mut table = None;
        for (sheet, _) in sheets.iter().enumerate().filter(|(_, (_, is))| *is == hidden) {
            let survey = match book.survey(sheet) {
                // A table is there already.
                Err(_) if table.is_some() => continue,
                survey => survey?,
            };
            if survey.is_table() && (table.is_none() || survey.is_of_orders()) {
                let orders = survey.is_of_orders();
                table = Some((sheet, reason(hidden, sheets.len(), table.is_some()), survey));
                if orders {
                    break;
                }
            } else if first.is_none() && !survey.is_empty() {
                first = Some((sheet, survey));
            }
        }
        if let Some(table) = table {
            return Ok(table);
        }
    }
    let reason = Text::new("It is the first sheet that is not empty.", "它是第一张非空的工作表。");
    first.map(|(sheet, survey)| (sheet, reason, survey)).ok_or_else(|| {
        Error::new(
            ErrorKind::EmptyFile,
            "No sheet of the workbook has anything in it. Export it again, and check that the export has finished.",
            "工作簿中的工作表都是空的。请重新导出，并确认导出已完成。",
        )
    })
}

/// Why a sheet with a table is taken out of so many; it may stand behind another table.
fn reason(hidden: bool, sheets: usize, behind: bool) -> Text {
    match (hidden, sheets) {
        (_, 1) => Text::new("It is the only sheet.", "工作簿中只有这一张工作表。"),
        (true, _) => Text::new(
            "It is hidden, but no visible sheet holds a table.",
            "它是隐藏的，但可见的工作表中都没有表格。",
        ),
        (false, _) if behind => Text::new(
            "It is the first sheet whose columns are named as those of orders: customer, date, amount.",
            "它是第一张列名像订单（客户、日期、金额）的工作表。",
        ),
        (false, _) => Text::new("It is the first sheet that holds a table.", "它是第一张含有表格的工作表。"),
    }
}

/// That other sheets hold rows too.
fn others(sheets: &[SheetReport]) -> Option<Notice> {
    let table =
        |sheet: &&SheetReport| !sheet.chosen && sheet.rows.is_some_and(|rows| rows > 1) && sheet.columns.is_some_and(|columns| columns > 1);
    let names: Vec<String> = sheets.iter().filter(table).map(|sheet| sheet.name.clone()).collect();
    (!names.is_empty()).then(|| {
        Notice::note(
            "other_sheets",
            format!("Only one sheet is read. Not read: {}.", listed(&names, ", ")),
            format!("只读取一张工作表。未读取：{}。", listed(&names, "、")),
        )
    })
}

fn damaged() -> Error {
    Error::new(
        ErrorKind::Damaged,
        "The workbook is damaged or breaks off before its end. Download it again; if it opens in a spreadsheet, save it anew there.",
        "工作簿已损坏或不完整。请重新下载；如果用表格软件可以打开，请在其中另存一份。",
    )
}

fn locked() -> Error {
    Error::new(
        ErrorKind::Locked,
        "The workbook is locked with a password. Open it in a spreadsheet, remove the password, and save it.",
        "工作簿设有密码。请用表格软件打开，取消密码后保存。",
    )
}

pub(super) fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "The workbook is too large to be read here: at most 256 MB, and 1 GB unpacked. Save the sheet as “CSV UTF-8 (comma delimited)”, which may be of any size.",
        "工作簿过大，此处无法读取：最大 256 MB，解压后最大 1 GB。请将工作表另存为“CSV UTF-8（逗号分隔）”，该格式不限大小。",
    )
}
