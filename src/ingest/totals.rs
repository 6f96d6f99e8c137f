//! Rows that only add up others: `合计`, `Grand total`.
//!
//! A row is one when a cell says so and it is no purchase or customer besides,
//! or when it says so in place of the customer and its amount is the sum of the
//! rows above. A last row that names no customer or no date is one when its
//! amount is the sum of all rows above; what follows it is an average or a count.

use std::collections::VecDeque;

use crate::ledger::Money;
use crate::text::Notice;

use super::marks::Written;
use super::orders::Refusal;
use super::profile::missing;
use super::records::Record;
use super::rejects::{Fault, Late};
use super::report::DecimalMark;
use super::width::half_width;

const MARKS: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];

/// Labels that nothing else is called.
const CERTAIN: &str = "合计 总计 小计 共计 总和 累计 本页合计 本月合计 合計 總計 小計 共計 総計 합계 총계 소계 \
    grandtotal subtotal runningtotal totals gesamtsumme zwischensumme totalgénéral totalgeneral soustotal totalegenerale";

/// Labels that might be a name too.
const LIKELY: &str = "total sum summe gesamt totale totaal somme suma soma итого всего toplam 汇总 集計 ergebnis";

/// Labels that stand right behind what they add up: `c1 汇总`, `2024-01-01合计`.
const BEHIND: [&str; 6] = ["合计", "小计", "汇总", "合計", "小計", "集計"];

/// How many rows are told one by one.
const TOLD: usize = 5;

/// How many rows at the end are looked at.
pub(super) const LAST: usize = 8;

/// Whether a text is the label of a row of totals; a `certain` one is no name of anybody.
pub(super) fn label(text: &str, certain: bool) -> bool {
    // All labels are short, and most texts are not even looked at.
    if text.is_empty() || text.len() > 40 || text.as_bytes()[0].is_ascii_digit() {
        return false;
    }
    let key: String = half_width(text)
        .chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let among = |labels: &str| labels.split_whitespace().any(|label| label == key);
    among(CERTAIN) || (!certain && among(LIKELY))
}

/// Whether a text is a label with what is added up before it, or a remark behind: `c1 Total`, `合计：12 笔`.
fn partly(text: &str) -> bool {
    let text = text.trim();
    let last = text.rsplit_once(char::is_whitespace).is_some_and(|(_, last)| label(last, false));
    let first = text.split_once([':', '：']).is_some_and(|(first, _)| label(first, false));
    text.len() <= 80 && (first || last || BEHIND.iter().any(|label| text.ends_with(label)))
}

/// Whether the fast look at a text leaves open that it is a certain label:
/// those in Latin letters have `tot` or `sum` in them.
fn perhaps(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first().filter(|_| (4..=40).contains(&bytes.len())) else {
        return false;
    };
    let latin = matches!(first.to_ascii_lowercase(), b'g' | b's' | b'r' | b't' | b'z' | b'(' | b'*');
    let part = |three: &[u8]| three.eq_ignore_ascii_case(b"tot") || three.eq_ignore_ascii_case(b"sum");
    (latin && bytes.windows(3).any(part)) || (*first >= 0x80 && ['计', '計', '和', '계'].iter().any(|&sign| text.contains(sign)))
}

/// Whether the fast look at a text leaves open that it is a likely label.
fn perhaps_likely(text: &str) -> bool {
    const PARTS: [&[u8; 3]; 6] = [b"tot", b"sum", b"som", b"ges", b"top", b"erg"];
    let part = |three: &[u8]| PARTS.iter().any(|part| three.eq_ignore_ascii_case(*part));
    let latin = text.starts_with(['t', 'T', 's', 'S', 'g', 'G', 'e', 'E', '(', '*']);
    let other = text.starts_with(['и', 'И', 'в', 'В', '汇', '集', '（']);
    text.len() <= 40 && (other || (latin && text.as_bytes().windows(3).any(part)))
}

/// The cell by which a row that was refused is one of totals: the first that
/// is filled, which may say more where the row has no date either, or any with
/// a certain label.
fn labelled(record: &Record<'_>, dated: bool) -> Option<usize> {
    let first = record.fields().position(|field| !missing(field))?;
    let says = |field| label(field, false) || (!dated && partly(field));
    let by_first = record.field(first).is_some_and(says);
    if by_first {
        return Some(first);
    }
    record.fields().position(|field| perhaps(field) && label(field, true))
}

/// The rows of totals that are left out.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// The columns in which a certain label makes a row one of totals whatever else it has.
    names: Vec<usize>,
    count: u64,
    /// The line, the label and the amount of the first few.
    first: Vec<(u64, String, String)>,
    /// The last rows with an amount that name no customer or no date, since one that was kept.
    last: VecDeque<Last>,
    /// What the rows that were refused come to, with a decimal point and with a
    /// comma: those without a customer or a date, and the others.
    refused: [[i128; 2]; 2],
    /// Rows that are kept so far and have a likely label in place of a customer.
    doubtful: Vec<Doubtful>,
}

/// A row that may be the sum of all above.
#[derive(Debug)]
struct Last {
    line: u64,
    amount: Written,
    text: String,
    /// Whether it has neither a customer nor a date.
    bare: bool,
    /// What was refused above it.
    above: [[i128; 2]; 2],
}

/// A row of a customer who may be none.
#[derive(Debug)]
struct Doubtful {
    /// Which of the kept rows it is.
    place: usize,
    line: u64,
    label: String,
    amount: String,
    row: Late,
}

/// How many of them are looked at.
const DOUBTFUL: usize = 1_000;

/// The place of a decimal mark in sums.
fn by(mark: DecimalMark) -> usize {
    usize::from(mark == DecimalMark::Comma)
}

impl Totals {
    /// Watches these columns.
    pub(super) fn new(names: Vec<usize>) -> Self {
        Self { names, ..Self::default() }
    }

    /// Refuses a row that has a certain label in place of a name; `amount` is the column of the amounts.
    pub(super) fn check<'a>(&mut self, record: &Record<'a>, amount: Option<usize>) -> Result<(), Refusal<'a>> {
        let is = |column: &usize| record.field(*column).is_some_and(|text| perhaps(text) && label(text, true));
        match self.names.iter().copied().find(is) {
            Some(column) => Err(self.left_out(record, column, amount)),
            None => Ok(()),
        }
    }

    /// A row is kept so far, in this `place` among those that are.
    pub(super) fn kept(&mut self, record: &Record<'_>, place: usize, (customer, name): (usize, &str), amount: Option<usize>) {
        self.last.clear();
        let text = record.field(customer).unwrap_or_default();
        if self.doubtful.len() < DOUBTFUL && perhaps_likely(text) && label(text, false) {
            let mut row = Late::default();
            row.add(record.line, name, Fault::TotalsRow);
            self.doubtful.push(Doubtful {
                place,
                line: record.line.number,
                label: text.to_owned(),
                amount: amount.and_then(|amount| record.field(amount)).unwrap_or_default().to_owned(),
                row,
            });
        }
    }

    /// The refusal of a row, which is another one if the row is one of totals; it may be `dated`.
    pub(super) fn refused<'a>(
        &mut self,
        record: &Record<'a>,
        refusal: Refusal<'a>,
        dated: bool,
        (column, amount): (Option<usize>, Option<Written>),
    ) -> Refusal<'a> {
        let lacks = matches!(refusal.1, Fault::NoCustomer | Fault::NoDate);
        if (lacks || matches!(refusal.1, Fault::Date(..) | Fault::TooFewFields { .. }))
            && let Some(cell) = labelled(record, dated)
        {
            return self.left_out(record, cell, column);
        }
        if let Some(amount) = amount {
            if lacks {
                if self.last.len() == LAST {
                    self.last.pop_front();
                }
                self.last.push_back(Last {
                    line: record.line.number,
                    amount,
                    text: column.and_then(|column| record.field(column)).unwrap_or_default().to_owned(),
                    bare: !dated && matches!(refusal.1, Fault::NoCustomer),
                    above: self.refused,
                });
            }
            for mark in MARKS {
                let amount = amount.at(mark).map_or(0, |amount| i128::from(amount.money.0));
                self.refused[usize::from(!lacks)][by(mark)] += amount;
            }
        }
        refusal
    }

    /// Notes a row that is left out.
    pub(super) fn left_out<'a>(&mut self, record: &Record<'a>, label: usize, amount: Option<usize>) -> Refusal<'a> {
        let text = |column: Option<usize>| column.and_then(|column| record.field(column)).unwrap_or_default();
        self.add(record.line.number, text(Some(label)), text(amount));
        (Some(label), Fault::TotalsRow)
    }

    /// The lines of the last rows that are none of their own: the first whose
    /// amount is the sum of the `rows` that were kept, or of those and refused
    /// ones above it, and what follows it without a customer and a date.
    pub(super) fn last(&mut self, kept: Money, rows: usize, mark: DecimalMark) -> Vec<u64> {
        let mut last = std::mem::take(&mut self.last);
        let total = |row: &Last| {
            let sum = row.amount.at(mark).map_or(0, |amount| i128::from(amount.money.0));
            let [lacking, others] = row.above.map(|sums| sums[by(mark)]);
            let without = sum - i128::from(kept.0);
            rows > 1 && sum != 0 && [0, lacking, others, lacking + others].contains(&without)
        };
        let Some(first) = last.iter().position(total) else {
            return Vec::new();
        };
        let further = last.iter().skip(first + 1).take_while(|row| row.bare).count();
        let told: Vec<Last> = last.drain(first..=first + further).collect();
        for row in &told {
            self.add(row.line, "", &row.text);
        }
        told.iter().map(|row| row.line).collect()
    }

    /// Whether there are rows of which the sums above tell what they are.
    pub(super) fn doubts(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Of the rows with a likely label those that add up others, as `sums` of
    /// the kept rows' amounts: all above, or all since the last such row.
    pub(super) fn sums(&mut self, sums: &mut Sums, place: usize, amount: Money) -> bool {
        let doubtful = self.doubtful.binary_search_by_key(&place, |row| row.place).ok();
        let Some(found) = doubtful.filter(|_| sums.are(amount)) else {
            sums.add(amount);
            return false;
        };
        let row = &mut self.doubtful[found];
        sums.left_out = std::mem::take(&mut sums.left_out).and(std::mem::take(&mut row.row));
        sums.count += 1;
        sums.since = (0, 0);
        let (line, label, amount) = (row.line, std::mem::take(&mut row.label), std::mem::take(&mut row.amount));
        self.add(line, &label, &amount);
        true
    }

    fn add(&mut self, line: u64, label: &str, amount: &str) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push((line, label.to_owned(), amount.to_owned()));
        }
    }

    /// What was left out.
    pub(super) fn notice(&self) -> Option<Notice> {
        let rows = |line: &str, line_end: &str, comma: &str| {
            let row = |(number, label, amount): &(u64, String, String)| {
                let parts: Vec<&str> = [label, amount]
                    .into_iter()
                    .map(String::as_str)
                    .filter(|part| !part.is_empty())
                    .collect();
                format!("{line}{number}{line_end}{}", parts.join(" "))
            };
            let mut rows: Vec<String> = self.first.iter().map(row).collect();
            if self.count > TOLD as u64 {
                rows.push("…".into());
            }
            rows.join(comma)
        };
        (self.count > 0).then(|| {
            Notice::note(
                "totals_rows",
                format!(
                    "Rows that only add up others were left out: {} ({}).",
                    self.count,
                    rows("line ", ": ", "; ")
                ),
                format!("有 {} 行是合计，未计入数据（{}）。", self.count, rows("第 ", " 行：", "；")),
            )
        })
    }
}

/// The sums of the rows that are kept, from the top.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// The number of rows and what they come to: all, and those since the last row of totals.
    all: (u64, i128),
    since: (u64, i128),
    /// The rows that turned out to be totals.
    pub(super) left_out: Late,
    pub(super) count: u64,
}

impl Sums {
    fn add(&mut self, amount: Money) {
        for (rows, sum) in [&mut self.all, &mut self.since] {
            *rows += 1;
            *sum += i128::from(amount.0);
        }
    }

    /// Whether an amount is that of several rows above.
    fn are(&self, amount: Money) -> bool {
        let is = |(rows, sum): (u64, i128)| rows > 1 && sum == i128::from(amount.0);
        amount != Money(0) && (is(self.all) || is(self.since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_totals_are_known() {
        for text in ["合计", "总 计：", "小计", "Grand Total", "sub-total", "Totals:", "（合计）", "합계"] {
            assert!(label(text, true) && perhaps(text), "{text}");
        }
        for text in LIKELY.split(' ').chain(["Total", "SUM:", "Summe", "Итого", "(Total)"]) {
            assert!(label(text, false) && !label(text, true) && perhaps_likely(text), "{text}");
        }
        for text in ["c0 Total", "2024-01-01 Total", "c0 汇总", "张三小计", "合计：12 笔", "Total: 12"] {
            assert!(partly(text), "{text}");
        }
        for text in ["Total Wine", "Total", "合计科技", ""] {
            assert!(!partly(text), "{text}");
        }
        for text in ["", "Total Wine", "Summer", "合计科技", "12", "a"] {
            assert!(!label(text, false), "{text}");
        }
    }

    #[test]
    fn the_first_rows_are_told_one_by_one() {
        let mut totals = Totals::default();
        assert_eq!(totals.notice(), None);
        for line in 1..=6 {
            totals.add(line, "合计", "5.00");
        }
        let text = totals.notice().unwrap().text;
        assert!(
            text.en.contains("6 (line 1: 合计 5.00; line 2:") && text.en.ends_with("; …)."),
            "{}",
            text.en
        );
        assert!(text.zh.contains("第 1 行：合计 5.00；"), "{}", text.zh);
    }
}
