//! Rows that are not kept, and why.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::sorting;
use crate::text::{Notice, Text};

use super::cells::CELL;
use super::dates::{self, DateFault};
use super::numbers::NumberFault;
use super::places::{Place, Places};
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
    BrokenObject,
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
    /// The row adds up others.
    TotalsRow,
    /// The row lists more of the order in the row before, which has its amount.
    FurtherRow,
}

impl Fault<'_> {
    /// The stable name of the reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::OpenQuote => "open_quote",
            Self::TooLong => "line_too_long",
            Self::BrokenObject => "broken_object",
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
            Self::TotalsRow => "totals_row",
            Self::FurtherRow => "further_row",
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
            Self::BrokenObject => Text::new(
                "This is no whole JSON object; it was left out and reading went on with the next one.",
                "此处不是完整的 JSON 对象，已略过并从下一个对象继续读取。",
            ),
            Self::TooFewFields { has, needs } => Text::new(
                format!(
                    "The row has {has} field{}, the table has {needs} columns.",
                    if has == 1 { "" } else { "s" }
                ),
                format!("该行有 {has} 个字段，而表格有 {needs} 列。"),
            ),
            Self::TooManyFields { has, needs } => Text::new(
                format!(
                    "The row has {has} fields, the table has {needs} columns; perhaps something stands beside the table, or a delimiter inside a text without quotes."
                ),
                format!("该行有 {has} 个字段，而表格有 {needs} 列；可能表格旁另有内容，或未加引号的文字中含有分隔符。"),
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
            Self::TotalsRow => Text::new("The row only adds up others.", "该行只是其他行的合计。"),
            Self::FurtherRow => Text::new(
                "The row has no amount of its own: it lists more of the order in the row before, which has it.",
                "该行没有自己的金额：它是上一行订单的其他商品，金额已在上一行。",
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
        text: cut(line.raw, TEXT).replace(CELL, "\t"),
    }
}

/// What is wrong with a row of which the reason's name is known, in the words
/// of the list: its field in the column that is wrong, its number of fields,
/// and how many the table has. `None` where the words are the same for all.
pub(super) fn again(code: &str, field: &str, has: usize, needs: usize) -> Option<Text> {
    let fault = match code {
        "too_few_fields" => Fault::TooFewFields { has, needs },
        "too_many_fields" => Fault::TooManyFields { has, needs },
        "bad_date" => Fault::Date(field, DateFault::NotADate),
        "no_such_day" => Fault::Date(field, DateFault::NoSuchDay),
        "improbable_year" => Fault::Date(field, dates::read(field, None).err()?),
        "bad_amount" if field.ends_with(['%', '％']) => Fault::Number(field, NumberFault::Percent),
        "bad_amount" => Fault::Number(field, NumberFault::NotANumber),
        "amount_too_large" => Fault::Number(field, NumberFault::TooLarge),
        _ => return None,
    };
    Some(fault.reason())
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

/// The rejected rows: the first thousand, the number for each reason, and
/// where all of them stand.
#[derive(Debug, Default)]
pub(super) struct Rejects {
    pub(super) listed: Vec<Rejected>,
    pub(super) by_reason: BTreeMap<&'static str, u64>,
    pub(super) kinds: Vec<Kind>,
}

/// The rows that are rejected for one reason in one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kind {
    pub(super) code: &'static str,
    pub(super) column: String,
    /// What was said of the first of them.
    pub(super) reason: Text,
    pub(super) places: Places,
}

/// Rows that are rejected when the whole file has been seen, if they are: the
/// first thousand, and where all of them stand, by column.
#[derive(Debug, Default)]
pub(super) struct Late {
    rows: Vec<Rejected>,
    columns: Vec<(String, Places)>,
}

impl Late {
    /// Adds a row.
    pub(super) fn add(&mut self, line: Line<'_>, column: &str, fault: Fault<'_>) {
        if self.rows.len() < LISTED {
            self.rows.push(rejected(line, column, fault));
        }
        let known = self.columns.iter().position(|(name, _)| name == column);
        let known = known.unwrap_or_else(|| {
            self.columns.push((column.to_owned(), Places::default()));
            self.columns.len() - 1
        });
        self.columns[known].1.push(Place::of(line));
    }

    /// Adds those of another value or column.
    #[must_use]
    pub(super) fn and(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self.columns.extend(other.columns);
        self
    }
}

impl Rejects {
    /// Counts a row and lists it while there is room.
    pub(super) fn add(&mut self, line: Line<'_>, column: &str, fault: Fault<'_>) {
        *self.by_reason.entry(fault.code()).or_default() += 1;
        if self.listed.len() < LISTED {
            self.listed.push(rejected(line, column, fault));
        }
        let code = fault.code();
        let known = self.kinds.iter().position(|kind| kind.code == code && kind.column == column);
        let known = known.unwrap_or_else(|| {
            self.kinds.push(Kind {
                code,
                column: column.to_owned(),
                reason: fault.reason(),
                places: Places::default(),
            });
            self.kinds.len() - 1
        });
        self.kinds[known].places.push(Place::of(line));
    }

    /// Adds rows that were found to be wrong afterwards. One that is listed
    /// already stays as it is.
    pub(super) fn add_late(&mut self, late: Late, fault: Fault<'static>, count: u64) {
        if count == 0 {
            return;
        }
        let code = fault.code();
        *self.by_reason.entry(code).or_default() += count;
        self.kinds.extend(late.columns.into_iter().map(|(column, places)| Kind {
            code,
            column,
            reason: fault.reason(),
            places,
        }));
        self.listed.extend(late.rows);
        sorting::sort_by_key(&mut self.listed, |row| row.line);
        self.listed.dedup_by_key(|row| row.line);
        self.listed.truncate(LISTED);
    }

    /// Gives another reason to the row that begins on this line, which was rejected for one.
    pub(super) fn turn(&mut self, line: u64, fault: Fault<'_>) {
        let Some(row) = self.listed.iter_mut().find(|row| row.line == line) else {
            return;
        };
        if let Some(count) = self.by_reason.get_mut(row.code) {
            *count -= 1;
        }
        self.by_reason.retain(|_, count| *count > 0);
        *self.by_reason.entry(fault.code()).or_default() += 1;
        let reason = fault.reason();
        let known = self
            .kinds
            .iter_mut()
            .find(|kind| kind.code == row.code && kind.column == row.column);
        if let Some(kind) = known {
            let (places, rest) = kind.places.iter().partition(|place| place.line == line);
            kind.places = rest;
            self.kinds.push(Kind {
                code: fault.code(),
                column: String::new(),
                reason: reason.clone(),
                places,
            });
        }
        (row.code, row.reason, row.reason_zh) = (fault.code(), reason.en, reason.zh);
        row.column.clear();
    }

    /// The number of rejected rows.
    pub(super) fn count(&self) -> u64 {
        self.by_reason.values().sum()
    }

    /// What to know of rows that list more of an order.
    pub(super) fn further(&self) -> Option<Notice> {
        let count = self.count_of(Fault::FurtherRow);
        (count > 0).then(|| {
            Notice::note(
                "further_rows",
                format!("Rows without an amount that list more of the order in the row before: {count}. The amount of the order counts once; its further products are not counted."),
                format!("有 {count} 行没有金额，是上一行订单的其他商品。订单金额只计一次，这些商品未计入。"),
            )
        })
    }

    /// What to know when more than a tenth of the rows `read` were rejected.
    pub(super) fn many(&self, read: u64) -> Option<Notice> {
        // Rows of totals, and those that go on with an order, are where they belong.
        let fine = [Fault::TotalsRow, Fault::FurtherRow];
        let in_place: u64 = fine.iter().map(|&fault| self.count_of(fault)).sum();
        let (count, read) = (self.count() - in_place, read - in_place);
        // Of equals the first by name.
        let reasons = self.by_reason.iter().rev();
        let reasons = reasons.filter(|(code, _)| fine.iter().all(|fault| fault.code() != **code));
        let (code, most) = reasons.max_by_key(|&(_, count)| *count)?;
        let example = self.listed.iter().find(|row| row.code == *code);
        let shown = example.map_or(Text::new(*code, *code), |row| {
            let (line, en, zh) = (row.line, &row.reason, &row.reason_zh);
            Text::new(format!("in line {line}: {en}"), format!("第 {line} 行：{zh}"))
        });
        let example = if *most > 1 {
            Text::new(
                format!("The most frequent fault ({most} of them) is as {}", shown.en),
                format!("最常见的问题（其中 {most} 行），如{}", shown.zh),
            )
        } else {
            Text::new(format!("For instance {}", shown.en), format!("例如{}", shown.zh))
        };
        // Some rows were kept, or the file would have been refused: they are never all.
        let share = (count as f64 / read as f64 * 100.0).round().min(99.0);
        (count.saturating_mul(10) > read).then(|| {
            Notice::warning(
                "many_rejected",
                format!(
                    "{count} of {read} rows ({share}%) could not be used and are in no result. {} See the rejected rows in the data health, and check what each column is taken for.",
                    example.en
                ),
                format!("{read} 行中有 {count} 行（{share}%）无法使用，未计入任何结果。{}请在“数据体检”中查看被剔除的行，并核对各列的用途。", example.zh),
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
    /// The rows among them that are kept so far, to be reported when the other way wins.
    pub(super) late: Late,
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
        self.late.add(line, column, fault);
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
        let mut late = Late::default();
        late.add(line(3), "date", Fault::DateOrder);
        rejects.add_late(late, Fault::DateOrder, 1);
        assert_eq!((rejects.count(), rejects.listed.len()), (1_201, 1_000));
        assert_eq!((rejects.listed[1].line, rejects.listed[1].code), (3, "date_order"));
        assert_eq!(rejects.count_of(Fault::NoCustomer), 1_200);
    }
}
