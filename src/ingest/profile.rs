//! What the values of a column look like, from the beginning of the file.

use crate::ledger::{Interner, Money};

use super::dates::{self, DateFault};
use super::numbers;
use super::report::DecimalMark;
use super::width::half_width;
use super::written::Count;

/// How many values the report shows of each column.
const SHOWN: usize = 5;

/// Whether a text says that there is no value where one of a kind is looked
/// for: an id, a day, a number.
pub(super) fn missing(text: &str) -> bool {
    // Most texts begin with a digit, and none of these does.
    let digit = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    !digit && (blank(text) || matches!(text, "None" | "none" | "nil" | "无" | "未知"))
}

/// Whether a text says that there is no value where any word can be one: in a
/// column of categories “None” is a level, not a gap.
pub(super) fn blank(text: &str) -> bool {
    matches!(
        text,
        "" | "-"
            | "--"
            | "—"
            | "?"
            | "."
            | "NA"
            | "N/A"
            | "n/a"
            | "na"
            | "#N/A"
            | "NaN"
            | "nan"
            | "null"
            | "NULL"
            | "Null"
            | "<NA>"
            | "空"
            | "\\N"
            // What a spreadsheet shows for a formula that failed.
            | "#DIV/0!"
            | "#NAME?"
            | "#NULL!"
            | "#NUM!"
            | "#REF!"
            | "#VALUE!"
    )
}

/// The values of one column.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Values that are there.
    pub(super) filled: usize,
    /// Those that read as dates.
    pub(super) dates: usize,
    /// Those that read as numbers.
    pub(super) numbers: usize,
    /// Those of the numbers that have a fraction.
    pub(super) fractions: usize,
    /// Those that hold a digit.
    pub(super) coded: usize,
    /// The distinct values, how each looks, and which one each row has.
    pub(super) texts: Interner,
    looks: Vec<Look>,
    pub(super) codes: Vec<u32>,
    /// The first few values.
    pub(super) shown: Vec<String>,
}

/// How a value looks, each as 0 or 1 to be added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    filled: usize,
    pub(super) date: usize,
    pub(super) number: usize,
    pub(super) fraction: usize,
    /// A number with a currency.
    pub(super) currency: usize,
    /// No number, but a percentage.
    pub(super) percent: usize,
    coded: usize,
}

impl Look {
    fn at(text: &str) -> Self {
        if missing(text) {
            return Self::default();
        }
        let narrow = half_width(text);
        let marks = [DecimalMark::Point, DecimalMark::Comma];
        let number = marks.iter().find_map(|&mark| numbers::amount(&narrow, mark).ok());
        let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let ends = plain(narrow.as_bytes().first()) && plain(narrow.as_bytes().last());
        let percent = narrow.ends_with('%') && marks.iter().any(|&mark| numbers::percentage(&narrow, mark).is_some());
        Self {
            filled: 1,
            date: reads_as_date(text).into(),
            number: number.is_some().into(),
            fraction: number.is_some_and(|amount| amount.money.0 % Money::SCALE != 0).into(),
            currency: (number.is_some() && !ends && numbers::carries(&narrow).0.is_some()).into(),
            percent: percent.into(),
            coded: text.bytes().any(|byte| byte.is_ascii_digit()).into(),
        }
    }
}

impl Profile {
    /// Takes the value of the next row.
    pub(super) fn add(&mut self, text: &str) {
        if self.shown.len() < SHOWN {
            self.shown.push(shown(text));
        }
        self.count(text);
    }

    /// Takes the value of a row that stands before those taken so far.
    pub(super) fn add_on_top(&mut self, text: &str) {
        self.shown.insert(0, shown(text));
        self.shown.truncate(SHOWN);
        self.count(text);
    }

    fn count(&mut self, text: &str) {
        let code = self.texts.intern(text);
        self.codes.push(code);
        if self.looks.len() < self.texts.len() {
            self.looks.push(Look::at(text));
        }
        let look = self.looks[code as usize];
        self.filled += look.filled;
        self.dates += look.date;
        self.numbers += look.number;
        self.fractions += look.fraction;
        self.coded += look.coded;
    }

    /// The share of the values there are that read as dates.
    pub(super) fn date_share(&self) -> f64 {
        share(self.dates, self.filled)
    }

    /// What the values count that are no dates as they stand, where nearly all
    /// could be dates then; times since 1970 leave no doubt, or they are none.
    pub(super) fn counts(&self) -> Option<Count> {
        Count::ALL.into_iter().find(|count| {
            let counted = |number: u32| count.read(self.texts.get(number)).is_some();
            let is: Vec<bool> = (0..).take(self.texts.len()).map(counted).collect();
            let values = self.codes.iter().filter(|&&code| is[code as usize]).count();
            let enough = if *count == Count::ExcelDays { 0.9 } else { 1.0 };
            values > 0 && share(values + self.dates, self.filled) >= enough
        })
    }

    /// The distinct values, those that say there is none included.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..).take(self.texts.len()).map(|number| self.texts.get(number))
    }

    /// The distinct values, how each looks, and how many rows have it.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, Look, usize)> {
        let mut rows = vec![0; self.texts.len()];
        for &code in &self.codes {
            rows[code as usize] += 1;
        }
        self.texts()
            .zip(&self.looks)
            .zip(rows)
            .map(|((text, look), rows)| (text, *look, rows))
    }

    /// Whether the values are whole numbers without a gap.
    pub(super) fn consecutive(&self) -> bool {
        let numbers: Option<Vec<u64>> = self.texts().map(|text| text.parse().ok()).collect();
        let range = numbers
            .as_ref()
            .and_then(|numbers| Some((numbers.iter().min()?, numbers.iter().max()?)));
        range.is_some_and(|(first, last)| last - first + 1 == self.texts.len() as u64)
    }

    /// The values, where nearly all are dates.
    pub(super) fn dates(&self) -> impl Iterator<Item = &str> {
        let all = if self.date_share() >= 0.9 { self.texts.len() } else { 0 };
        self.texts().take(all)
    }

    /// The share of the values there are that read as numbers.
    pub(super) fn number_share(&self) -> f64 {
        share(self.numbers, self.filled)
    }

    /// Distinct values as a share of all.
    pub(super) fn distinct_share(&self) -> f64 {
        share(self.texts.len(), self.codes.len())
    }

    /// Whether a value is among those of the column.
    pub(super) fn holds(&self, text: &str) -> bool {
        (0..self.texts.len()).any(|number| u32::try_from(number).is_ok_and(|number| self.texts.get(number) == text))
    }

    /// Whether no value is there twice, and every row has one.
    pub(super) fn unique(&self) -> bool {
        self.filled > 0 && self.filled == self.codes.len() && self.texts.len() == self.codes.len()
    }

    /// Whether each value of this column stands beside one value of the other, and the reverse.
    pub(super) fn one_to_one(&self, other: &Self) -> bool {
        if self.texts.len() != other.texts.len() || self.texts.len() == self.codes.len() {
            return false;
        }
        let mut partner = vec![None; self.texts.len()];
        self.codes
            .iter()
            .zip(&other.codes)
            .all(|(&mine, &theirs)| *partner[mine as usize].get_or_insert(theirs) == theirs)
    }
}

/// Whether a value reads as a date, be it one that cannot be.
pub(super) fn reads_as_date(text: &str) -> bool {
    match dates::read(text, None) {
        Ok(_) => true,
        // 30/02/2024 is meant as a date; 87654321 is rather a number.
        Err(DateFault::NoSuchDay) => !text.bytes().all(|byte| byte.is_ascii_digit()),
        Err(_) => false,
    }
}

fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(values: &[&str]) -> Profile {
        let mut profile = Profile::default();
        for value in values {
            profile.add(value);
        }
        profile
    }

    #[test]
    fn a_column_is_what_its_values_are() {
        let dates = profile(&["2024-01-31", "NA", "30/02/2024", "x"]);
        assert_eq!((dates.filled, dates.dates, dates.numbers), (3, 2, 0));
        let amounts = profile(&["12,5", "1.234,00", "7", "-"]);
        assert_eq!((amounts.numbers, amounts.fractions), (3, 1));
        assert!(profile(&["a", "b"]).unique());
        assert!(!profile(&["a", ""]).unique());
    }

    #[test]
    fn two_ids_of_the_same_customers_are_recognised() {
        let master = profile(&["4", "4", "18"]);
        assert!(master.one_to_one(&profile(&["1", "1", "2"])));
        assert!(!master.one_to_one(&profile(&["1", "2", "1"])));
        assert!(!master.one_to_one(&profile(&["1", "1", "1"])));
    }
}
