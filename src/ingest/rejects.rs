//! Rows that are not kept, and why.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::text::{Notice, Text};

use super::dates::DateFault;
use super::numbers::NumberFault;
use super::records::Line;
use super::report::Rejected;

/// How many rejected rows are listed; all are counted.
pub(super) const LISTED: usize = 1_000;

/// How much of a rejected row's text is kept.
const TEXT: usize = 500;

/// What is wrong with a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault<'a> {
    OpenQuote,
    TooLong,
    TooFewFields {
        has: usize,
        needs: usize,
    },
    TooManyFields {
        has: usize,
        needs: usize,
    },
    NoCustomer,
    NoDate,
    Date(&'a str, DateFault),
    /// Most of the column can only have the day first, this one the month, or the reverse.
    DateOrder,
    NoNumber,
    Number(&'a str, NumberFault),
    /// Most of the column can only have the decimal point, this one the comma, or the reverse.
    DecimalMark,
}

impl Fault<'_> {
    /// The stable name of the reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::OpenQuote => "open_quote",
            Self::TooLong => "line_too_long",
            Self::TooFewFields { .. } => "too_few_fields",
            Self::TooManyFields { .. } => "too_many_fields",
            Self::NoCustomer => "no_customer",
            Self::NoDate => "no_date",
            Self::Date(_, DateFault::NotADate) => "bad_date",
            Self::Date(_, DateFault::NoSuchDay) => "no_such_day",
            Self::Date(_, DateFault::Year(_)) => "improbable_year",
            Self::DateOrder => "date_order",
            Self::NoNumber => "no_amount",
            Self::Number(_, NumberFault::TooLarge) => "amount_too_large",
            Self::Number(..) => "bad_amount",
            Self::DecimalMark => "decimal_mark",
        }
    }

    fn reason(self) -> Text {
        match self {
            Self::OpenQuote => Text::new(
                "A quote opens here and never closes; the row was left out and reading went on with the next line.",
                "此处的引号没有闭合，已略过该行并从下一行继续读取。",
            ),
            Self::TooLong => Text::new(
                "The line is longer than one million bytes, which no row of a table is.",
                "该行超过一百万字节，不可能是表格中的一行。",
            ),
            Self::TooFewFields { has, needs } => Text::new(
                format!("The row has {has} fields, the table has {needs} columns."),
                format!("该行有 {has} 个字段，而表格有 {needs} 列。"),
            ),
            Self::TooManyFields { has, needs } => Text::new(
                format!(
                    "The row has {has} fields, the table has {needs} columns; perhaps a delimiter stands inside a text without quotes."
                ),
                format!("该行有 {has} 个字段，而表格有 {needs} 列；可能有未加引号的文字中含有分隔符。"),
            ),
            Self::NoCustomer => Text::new("The row names no customer.", "该行没有客户。"),
            Self::NoDate => Text::new("The row has no date.", "该行没有日期。"),
            Self::Date(text, fault) => date_reason(&cut(text.as_bytes(), 60), fault),
            Self::DateOrder => Text::new(
                "The day and month stand in the other order than in most of the column.",
                "该行日与月的先后，与该列大多数行相反。",
            ),
            Self::NoNumber => Text::new("Nothing stands here, so the row has no amount.", "此处为空，该行没有金额。"),
            Self::Number(text, fault) => number_reason(&cut(text.as_bytes(), 60), fault),
            Self::DecimalMark => Text::new(
                "The decimal mark is the other one than in most of the column.",
                "该行的小数符号与该列大多数行不同。",
            ),
        }
    }
}

fn date_reason(text: &str, fault: DateFault) -> Text {
    match fault {
        DateFault::NotADate => Text::new(format!("“{text}” is not a date."), format!("“{text}”不是日期。")),
        DateFault::NoSuchDay => Text::new(format!("There is no such day as “{text}”."), format!("日期“{text}”不存在。")),
        DateFault::Year(year) => Text::new(
            format!("The year {year} of “{text}” is not between 1900 and 2100."),
            format!("“{text}”的年份 {year} 不在 1900 至 2100 之间。"),
        ),
    }
}

fn number_reason(text: &str, fault: NumberFault) -> Text {
    match fault {
        NumberFault::NotANumber => Text::new(format!("“{text}” is not a number."), format!("“{text}”不是数字。")),
        NumberFault::Percent => Text::new(
            format!("“{text}” is a percentage, not an amount."),
            format!("“{text}”是百分比，不是金额。"),
        ),
        NumberFault::TooLarge => Text::new(
            format!("“{text}” is more than one hundred billion, which no amount of an order is."),
            format!("“{text}”超过一千亿，不可能是订单金额。"),
        ),
    }
}

/// The entry of a row in the report.
pub(super) fn rejected(line: Line<'_>, column: &str, fault: Fault<'_>) -> Rejected {
    let reason = fault.reason();
    Rejected {
        line: line.number,
        column: column.to_owned(),
        code: fault.code(),
        reason: reason.en,
        reason_zh: reason.zh,
        text: cut(line.raw, TEXT),
    }
}

/// The beginning of a text, whole characters only.
fn cut(bytes: &[u8], most: usize) -> String {
    let mut text = String::from_utf8_lossy(&bytes[..bytes.len().min(most)]).into_owned();
    let whole = std::str::from_utf8(&bytes[..bytes.len().min(most)]).map_or_else(|error| error.valid_up_to(), str::len);
    // A character that the cut went through shows as one replacement sign.
    if bytes.len() > most && whole + 4 > most && text.ends_with('\u{fffd}') {
        text.truncate(whole);
    }
    text
}

/// The rejected rows: the first thousand, and the number for each reason.
#[derive(Debug, Default)]
pub(super) struct Rejects {
    pub(super) listed: Vec<Rejected>,
    pub(super) by_reason: BTreeMap<&'static str, u64>,
}

impl Rejects {
    /// Counts a row and lists it while there is room.
    pub(super) fn add(&mut self, line: Line<'_>, column: &str, fault: Fault<'_>) {
        *self.by_reason.entry(fault.code()).or_default() += 1;
        if self.listed.len() < LISTED {
            self.listed.push(rejected(line, column, fault));
        }
    }

    /// Adds rows that were found to be wrong afterwards, of which the first
    /// thousand are given. One that is listed already stays as it is.
    pub(super) fn add_late(&mut self, rows: Vec<Rejected>, code: &'static str, count: u64) {
        if count == 0 {
            return;
        }
        *self.by_reason.entry(code).or_default() += count;
        self.listed.extend(rows);
        self.listed.sort_by_key(|row| row.line);
        self.listed.dedup_by_key(|row| row.line);
        self.listed.truncate(LISTED);
    }

    /// The number of rejected rows.
    pub(super) fn count(&self) -> u64 {
        self.by_reason.values().sum()
    }

    /// What to know when more than a tenth of the rows `read` were rejected.
    pub(super) fn many(&self, read: u64) -> Option<Notice> {
        let count = self.count();
        // Of equals the first by name.
        let (code, most) = self.by_reason.iter().rev().max_by_key(|&(_, count)| *count)?;
        let example = self.listed.iter().find(|row| row.code == *code);
        let (en, zh) = example.map_or((*code, *code), |row| (&row.reason, &row.reason_zh));
        // Some rows were kept, or the file would have been refused: they are never all.
        let share = (count as f64 / read as f64 * 100.0).round().min(99.0);
        (count.saturating_mul(10) > read).then(|| {
            Notice::warning(
                "many_rejected",
                format!(
                    "{count} of {read} rows ({share}%) could not be used and are in no result. The most frequent reason ({most} of them): {en} See the rejected rows in the data health, and check what each column is taken for."
                ),
                format!("{read} 行中有 {count} 行（{share}%）无法使用，未计入任何结果。最常见的原因（其中 {most} 行）：{zh}请在“数据体检”中查看被剔除的行，并核对各列的用途。"),
            )
        })
    }

    /// The number rejected for one reason.
    pub(super) fn count_of(&self, fault: Fault<'_>) -> u64 {
        self.by_reason.get(fault.code()).copied().unwrap_or(0)
    }
}

/// Values that speak for one way to read their column: `27/4/2024`, `12,5`.
#[derive(Debug, Default)]
pub(super) struct Witnesses {
    /// How many there are, in rows that are kept or not.
    pub(super) count: u64,
    /// What shows it, and the line, of the first.
    pub(super) first: (String, u64),
    /// The first thousand rows among them that are kept so far, as they will
    /// be reported when the other way wins.
    pub(super) listed: Vec<Rejected>,
}

impl Witnesses {
    /// Takes a value, and what shows in it.
    pub(super) fn add(&mut self, line: Line<'_>, proof: impl Display) {
        if self.count == 0 {
            self.first = (proof.to_string(), line.number);
        }
        self.count += 1;
    }

    /// The row of such a value is kept so far; the fault is for the other way.
    pub(super) fn keep(&mut self, line: Line<'_>, column: &str, fault: Fault<'_>) {
        if self.listed.len() < LISTED {
            self.listed.push(rejected(line, column, fault));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_row_is_cut_between_characters() {
        let raw = "客".repeat(300);
        let cut = cut(raw.as_bytes(), TEXT);
        assert_eq!((cut.len(), cut.chars().count()), (498, 166));
        assert_eq!(super::cut(b"a\xffb", TEXT), "a\u{fffd}b");
    }

    #[test]
    fn late_rows_stand_in_line_and_the_list_stays_short() {
        let line = |number| Line { number, raw: b"x" };
        let mut rejects = Rejects::default();
        for number in 1..=1_200 {
            rejects.add(line(2 * number), "", Fault::NoCustomer);
        }
        rejects.add_late(vec![rejected(line(3), "date", Fault::DateOrder)], Fault::DateOrder.code(), 1);
        assert_eq!((rejects.count(), rejects.listed.len()), (1_201, 1_000));
        assert_eq!((rejects.listed[1].line, rejects.listed[1].code), (3, "date_order"));
        assert_eq!(rejects.count_of(Fault::NoCustomer), 1_200);
    }
}
