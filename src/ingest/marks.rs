//! Which decimal mark a column of numbers has.
//!
//! `12,5` can only have a decimal comma and `12.5` a point, but `1,250` is a
//! thousand and more or a little over one. Which of the two is settled by all
//! the column's values together; until then each number waits as a [`Written`]
//! code, so that nothing depends on which rows come first.

use crate::ledger::Money;
use crate::text::{Notice, Text};

use super::currencies::Carried;
use super::numbers::{self, Amount, NumberFault};
use super::orders::Refusal;
use super::profile::missing;
use super::records::{Line, Record};
use super::rejects::{Fault, Witnesses};
use super::report::DecimalMark;

/// A number as it was written, in one integer, so that it can wait in the
/// ledger's column of amounts until the column's mark is known: the amount
/// (below 2⁵⁰) above four bits, of which one says that it was rounded and
/// three how it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written(i64);

/// From so many open numbers on, one in so many must tell the mark.
const MANY: u64 = 20;
const FEW: u64 = 100;

/// The same with either mark: `12`.
const EITHER: i64 = 0;
/// A number with this mark alone: `12.5`, `12,5`.
const ONLY_POINT: i64 = 1;
const ONLY_COMMA: i64 = 2;
/// With this mark the number that is kept, with the other a thousand times as
/// much: `1.250`, `1,250`.
const OPEN_POINT: i64 = 3;
const OPEN_COMMA: i64 = 4;

impl Written {
    fn new(amount: Amount, reads: i64) -> Self {
        Self(amount.money.0 << 4 | i64::from(amount.rounded) << 3 | reads)
    }

    /// The code for the ledger.
    pub(super) fn code(self) -> Money {
        Money(self.0)
    }

    /// A code that came back from the ledger.
    pub(super) fn from_code(code: Money) -> Self {
        Self(code.0)
    }

    fn reads(self) -> i64 {
        self.0 & 7
    }

    /// The smaller of what it can be.
    pub(super) fn smaller(self) -> Amount {
        Amount {
            money: Money(self.0 >> 4),
            rounded: self.0 & 8 != 0,
        }
    }

    /// The larger of what it can be.
    pub(super) fn larger(self) -> Amount {
        let Amount { money, rounded } = self.smaller();
        let times = if self.open() { 1_000 } else { 1 };
        Amount {
            money: Money(money.0 * times),
            rounded,
        }
    }

    /// Whether it is one number with the point and another with the comma.
    pub(super) fn open(self) -> bool {
        matches!(self.reads(), OPEN_POINT | OPEN_COMMA)
    }

    /// The only mark with which it is a number, where there is but one.
    pub(super) fn evidence(self) -> Option<DecimalMark> {
        match self.reads() {
            ONLY_POINT => Some(DecimalMark::Point),
            ONLY_COMMA => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    /// The amount with this mark; `None` when it is no number then.
    pub(super) fn at(self, mark: DecimalMark) -> Option<Amount> {
        match (self.reads(), mark) {
            (ONLY_POINT, DecimalMark::Comma) | (ONLY_COMMA, DecimalMark::Point) => None,
            (OPEN_POINT, DecimalMark::Comma) | (OPEN_COMMA, DecimalMark::Point) => Some(self.larger()),
            _ => Some(self.smaller()),
        }
    }
}

/// Reads a number. With a mark, it is read with that mark; without, it stays
/// open when it is a number with either.
pub(super) fn read(text: &str, mark: Option<DecimalMark>) -> Result<Written, NumberFault> {
    if let Some(mark) = mark {
        return numbers::amount(text, mark).map(|amount| Written::new(amount, EITHER));
    }
    if let Some(written) = plain(text.as_bytes()) {
        return Ok(written);
    }
    match (numbers::amount(text, DecimalMark::Point), numbers::amount(text, DecimalMark::Comma)) {
        (Ok(point), Ok(comma)) if point == comma => Ok(Written::new(point, EITHER)),
        (Ok(point), Ok(comma)) if point.money.0.abs() < comma.money.0.abs() => Ok(Written::new(point, OPEN_POINT)),
        (Ok(_), Ok(comma)) => Ok(Written::new(comma, OPEN_COMMA)),
        (Ok(point), Err(_)) => Ok(Written::new(point, ONLY_POINT)),
        (Err(_), Ok(comma)) => Ok(Written::new(comma, ONLY_COMMA)),
        (Err(NumberFault::NotANumber), Err(fault)) | (Err(fault), Err(_)) => Err(fault),
    }
}

/// The common case without detours: digits, at most one mark, a minus.
fn plain(text: &[u8]) -> Option<Written> {
    let (money, place) = numbers::plain(text)?;
    let amount = Amount { money, rounded: false };
    let Some(place) = place else {
        return Some(Written::new(amount, EITHER));
    };
    let whole = text[..place].strip_prefix(b"-").unwrap_or(&text[..place]);
    let open = text.len() - place == 4 && whole.len() <= 3 && whole[0] != b'0';
    let reads = match (text[place], open) {
        (b',', false) => ONLY_COMMA,
        (b',', true) => OPEN_COMMA,
        (_, false) => ONLY_POINT,
        (_, true) => OPEN_POINT,
    };
    Some(Written::new(amount, reads))
}

/// A column of numbers, and what its numbers say about its mark.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) column: usize,
    pub(super) name: String,
    given: Option<DecimalMark>,
    /// Numbers that can be read with either mark, and those that cannot.
    open: u64,
    point: Witnesses,
    comma: Witnesses,
    carried: Carried,
}

impl Numbers {
    /// The column at this position.
    pub(super) fn new(column: usize, name: &str, given: Option<DecimalMark>) -> Self {
        Self {
            column,
            name: name.to_owned(),
            given,
            open: 0,
            point: Witnesses::default(),
            comma: Witnesses::default(),
            carried: Carried::default(),
        }
    }

    /// Reads a row's number and notes which mark it speaks for.
    pub(super) fn read<'a>(&mut self, record: &Record<'a>) -> Result<Written, Refusal<'a>> {
        let text = record.field(self.column).unwrap_or_default();
        if missing(text) {
            return Err((Some(self.column), Fault::NoNumber));
        }
        let written = read(text, self.given).map_err(|fault| (Some(self.column), Fault::Number(text, fault)))?;
        self.carried.add(text, 1);
        self.open += u64::from(written.open());
        match written.evidence() {
            Some(DecimalMark::Point) => self.point.add(record.line, format_args!("“{text:.60}”")),
            Some(DecimalMark::Comma) => self.comma.add(record.line, format_args!("“{text:.60}”")),
            None => {}
        }
        Ok(written)
    }

    /// The row of this number is kept so far.
    pub(super) fn keep(&mut self, written: Written, line: Line<'_>) {
        match written.evidence() {
            Some(DecimalMark::Point) => self.point.keep(line, &self.name, Fault::DecimalMark),
            Some(DecimalMark::Comma) => self.comma.keep(line, &self.name, Fault::DecimalMark),
            None => {}
        }
    }

    /// Those that contradict a mark.
    pub(super) fn losers(self, mark: DecimalMark) -> Witnesses {
        match mark {
            DecimalMark::Point => self.comma,
            DecimalMark::Comma => self.point,
        }
    }

    /// What to know of the currencies and units of the numbers.
    pub(super) fn carried(&self) -> impl Iterator<Item = Notice> {
        self.carried.notices(&self.name)
    }

    /// Whether any number has a mark.
    pub(super) fn marked(&self) -> bool {
        self.open + self.point.count + self.comma.count > 0
    }

    /// The mark that was given or most numbers speak for, the point of equals.
    fn known(&self) -> Option<DecimalMark> {
        self.given.or(match (self.point.count, self.comma.count) {
            (0, 0) => None,
            (point, comma) if comma > point => Some(DecimalMark::Comma),
            _ => Some(DecimalMark::Point),
        })
    }

    /// The column's mark and why: what its numbers speak for; else what those
    /// of the column `beside` it do; else the point.
    pub(super) fn settle(&self, beside: Option<&Self>, notices: &mut Vec<Notice>) -> (DecimalMark, Text) {
        let Some(mark) = self.known() else {
            return self.unknown(beside, notices);
        };
        let noun = noun(mark);
        if self.given.is_some() {
            return (
                mark,
                Text::new(format!("A {}, because you said so.", noun.en), format!("{}，由您指定。", noun.zh)),
            );
        }
        let (winner, loser) = match mark {
            DecimalMark::Point => (&self.point, &self.comma),
            DecimalMark::Comma => (&self.comma, &self.point),
        };
        if loser.count > 0 {
            notices.push(mixed(&self.name, mark, winner, loser));
        }
        if loser.count == 0 && self.open >= MANY && winner.count.saturating_mul(FEW) < self.open {
            notices.push(decimal_by_few(&self.name, mark, winner, self.open));
        }
        let (proof, line) = &winner.first;
        (
            mark,
            Text::new(
                format!("A {}, because line {line} has {proof}.", noun.en),
                format!("{}，因为第 {line} 行是{proof}。", noun.zh),
            ),
        )
    }

    fn unknown(&self, beside: Option<&Self>, notices: &mut Vec<Notice>) -> (DecimalMark, Text) {
        if !self.marked() {
            return (
                DecimalMark::Point,
                Text::new(
                    "It does not matter: no number has a point or comma.",
                    "没有影响：数字中没有小数点或逗号。",
                ),
            );
        }
        if let Some((other, mark)) = beside.and_then(|other| Some((other, other.known()?))) {
            let noun = noun(mark);
            return (
                mark,
                Text::new(
                    format!("A {}, as in “{}”.", noun.en, other.name),
                    format!("{}，与“{}”列相同。", noun.zh, other.name),
                ),
            );
        }
        notices.push(decimal_unknown(&self.name));
        (
            DecimalMark::Point,
            Text::new(
                "A decimal point is assumed, because each number can be read either way.",
                "按小数点处理，因为每个数字两种读法都成立。",
            ),
        )
    }
}

fn noun(mark: DecimalMark) -> Text {
    match mark {
        DecimalMark::Point => Text::new("decimal point", "小数点"),
        DecimalMark::Comma => Text::new("decimal comma", "小数逗号"),
    }
}

/// What to know when nothing tells decimals from thousands.
pub(super) fn decimal_unknown(column: &str) -> Notice {
    Notice::warning(
        "decimal_unknown",
        format!(
            "No number in “{column}” tells whether the point or the comma is the decimal mark, so 1.234 is read as a little over one and 1,234 as over a thousand. If that is wrong, set the decimal mark to comma."
        ),
        format!(
            "“{column}”列中没有数字能分清小数点与千位分隔符，暂把 1.234 读作一点多，把 1,234 读作一千多。如有误，请将小数符号设为逗号。"
        ),
    )
}

/// What to know when hardly any number shows how to read many others.
fn decimal_by_few(column: &str, mark: DecimalMark, winner: &Witnesses, open: u64) -> Notice {
    let (noun, few, (proof, line)) = (noun(mark), winner.count, &winner.first);
    let (other, other_zh) = match mark {
        DecimalMark::Point => ("comma", "逗号"),
        DecimalMark::Comma => ("point", "点"),
    };
    Notice::warning(
        "decimal_unknown",
        format!(
            "Only {few} of the numbers in “{column}” can tell the decimal mark (line {line} has {proof}), and {open} others can be read either way. All were read with a {}. If that is wrong, set the decimal mark to {other}.",
            noun.en
        ),
        format!(
            "“{column}”列中只有 {few} 个数字能看出小数符号（第 {line} 行是{proof}），另有 {open} 个两种读法都成立，均按{}读取。如有误，请将小数符号设为{other_zh}。",
            noun.zh
        ),
    )
}

fn mixed(column: &str, mark: DecimalMark, winner: &Witnesses, loser: &Witnesses) -> Notice {
    let (noun, won, lost, line) = (noun(mark), winner.count, loser.count, loser.first.1);
    Notice::warning(
        "decimal_marks_mixed",
        format!(
            "The numbers in “{column}” contradict each other: {won} can only have a {}, {lost} only the other mark (the first in line {line}). The latter were rejected; others may have been read wrongly. Check where the file comes from.",
            noun.en
        ),
        format!(
            "“{column}”列的数字相互矛盾：{won} 个只能用{}，{lost} 个则只能相反（首个在第 {line} 行）。后者已剔除，其余数字也可能读错。请核对文件来源。",
            noun.zh
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_waits_for_its_mark() {
        let readings = |text| {
            let written = read(text, None).unwrap();
            let at = |mark| written.at(mark).map(|amount| amount.money.0);
            assert_eq!(Written::from_code(written.code()), written);
            (at(DecimalMark::Point), at(DecimalMark::Comma))
        };
        for (text, expected) in [
            ("12", (Some(120_000), Some(120_000))),
            ("-1.250", (Some(-12_500), Some(-12_500_000))),
            ("1,250", (Some(12_500_000), Some(12_500))),
            ("$1,250", (Some(12_500_000), Some(12_500))),
            ("(999.999)", (Some(-9_999_990), Some(-9_999_990_000))),
            ("12.5", (Some(125_000), None)),
            ("12,5", (None, Some(125_000))),
            ("1234.567", (Some(12_345_670), None)),
            ("0.250", (Some(2_500), None)),
            ("€ 0,250", (None, Some(2_500))),
            ("1.234,50", (None, Some(12_345_000))),
            ("1'234", (Some(12_340_000), Some(12_340_000))),
            ("5.", (Some(50_000), None)),
            ("-100000000000", (Some(-1_000_000_000_000_000), Some(-1_000_000_000_000_000))),
        ] {
            assert_eq!(readings(text), expected, "{text}");
        }
        assert!(read("1.00001", None).unwrap().smaller().rounded);
        assert_eq!(read("12,5", Some(DecimalMark::Point)), Err(NumberFault::NotANumber));
        for (text, fault) in [
            ("12,34.5x", NumberFault::NotANumber),
            ("12,5%", NumberFault::Percent),
            ("999999999999,5", NumberFault::TooLarge),
        ] {
            assert_eq!(read(text, None), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_reads_as_with_each_mark_alone(text in "-?[0-9]{0,4}[.,]?[0-9]{0,5}[.,]?[0-9]{0,3}") {
            let alone = [DecimalMark::Point, DecimalMark::Comma].map(|mark| numbers::amount(&text, mark).ok());
            let waiting = [DecimalMark::Point, DecimalMark::Comma].map(|mark| read(&text, None).ok().and_then(|written| written.at(mark)));
            prop_assert_eq!(alone, waiting);
        }
    }
}
