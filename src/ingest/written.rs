//! Days as codes: what a date says before its order is known, and what numbers count.

use crate::ledger::Day;

use super::report::DateOrder;
use super::width::half_width;

/// What tells the day from the month in a date that is not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certain {
    /// The year stands first, or the order was given.
    YearFirst,
    /// The month is a word.
    Word,
    /// Day and month are the same number.
    Equal,
    /// It counts days, as Excel does.
    ExcelDays,
    /// It counts seconds or milliseconds, as Unix does.
    UnixTime,
}

impl Certain {
    /// How many there are.
    pub(super) const ALL: [Self; 5] = [Self::YearFirst, Self::Word, Self::Equal, Self::ExcelDays, Self::UnixTime];
}

/// What a date says of its order that is no day in every order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// The day stands first: `27/4/2024`
    Day,
    /// The month stands first: `4/27/2024`
    Month,
    /// The year stands first: `97/12/31`
    Year,
    /// The day or the year stands first: `24/04/03`
    DayOrYear,
}

impl Speaks {
    /// Whether it can be read in this order.
    pub(super) fn allows(self, order: DateOrder) -> bool {
        match self {
            Self::Day => order == DateOrder::Dmy,
            Self::Month => order == DateOrder::Mdy,
            Self::Year => order == DateOrder::Ymd,
            Self::DayOrYear => order != DateOrder::Mdy,
        }
    }
}

/// A day as it was written, in one number, so that it can wait in the ledger's
/// column of days until the order of day and month is known.
///
/// Days lie between −25,567 (1900) and 47,846 (2100), to which what makes them
/// certain adds a multiple of [`STEP`]; two numbers and a year are packed as
/// `yyyy·10⁴ + first·100 + second`, from 19,000,101 on; three numbers of two
/// digits likewise above [`SHORT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written(i32);

/// Further than any two days are apart.
const STEP: i32 = 200_000;

/// Above every code with a year of four digits.
const SHORT: i32 = 30_000_000;

impl Written {
    /// A day that is certain.
    pub(super) fn certain(day: Day, why: Certain) -> Self {
        Self(day.0 + STEP * why as i32)
    }

    /// Two numbers, either of which may be the month, of a year.
    pub(super) fn of_two(first: u32, second: u32, year: i32) -> Self {
        Self(year * 10_000 + (first * 100 + second).cast_signed())
    }

    /// Three numbers of two digits, of which the first or the last is the year.
    pub(super) fn of_three(first: u32, second: u32, third: u32) -> Self {
        Self(SHORT + (first * 10_000 + second * 100 + third).cast_signed())
    }

    /// What tells day from month, unless they are open.
    pub(super) fn why(self) -> Option<Certain> {
        let why = usize::try_from((self.0 + STEP / 2) / STEP).ok()?;
        Certain::ALL.get(why).copied()
    }

    /// The code for the ledger.
    pub(super) fn code(self) -> i32 {
        self.0
    }

    /// A code that came back from the ledger.
    pub(super) fn from_code(code: i32) -> Self {
        Self(code)
    }

    /// Whether the order of its numbers is open.
    pub(super) fn open(self) -> bool {
        self.why().is_none()
    }

    /// The numbers as they stand where their order is open: two and a year of
    /// four digits, or three of two digits.
    pub(super) fn numbers(self) -> Option<[u32; 3]> {
        let packed = u32::try_from(self.0).ok().filter(|_| self.open())?;
        let short = packed >= SHORT.cast_unsigned();
        Some(if short {
            [packed / 10_000 % 100, packed / 100 % 100, packed % 100]
        } else {
            [packed / 100 % 100, packed % 100, packed / 10_000]
        })
    }

    /// Whether its year has two digits and may stand first or last.
    pub(super) fn short(self) -> bool {
        self.0 >= SHORT
    }

    /// The orders it speaks for, where it is not a day in all of them.
    pub(super) fn speaks(self) -> Option<Speaks> {
        let [first, second, _] = self.numbers()?;
        if !self.short() {
            return match (first, second) {
                (13.., _) => Some(Speaks::Day),
                (_, 13..) => Some(Speaks::Month),
                _ => None,
            };
        }
        let can_be = |order| self.day(order).is_some();
        match (can_be(DateOrder::Dmy), can_be(DateOrder::Mdy), can_be(DateOrder::Ymd)) {
            (true, false, false) => Some(Speaks::Day),
            (true, false, true) => Some(Speaks::DayOrYear),
            (false, true, _) => Some(Speaks::Month),
            (false, false, true) => Some(Speaks::Year),
            _ => None,
        }
    }

    /// The day, the open order taken as this one.
    pub(super) fn day(self, order: DateOrder) -> Option<Day> {
        if let Some(why) = self.why() {
            return Some(Day(self.0 - STEP * why as i32));
        }
        let [first, second, third] = self.numbers()?;
        let (year, month, day) = match order {
            DateOrder::Ymd if self.short() => (first, second, third),
            DateOrder::Mdy => (third, first, second),
            DateOrder::Dmy | DateOrder::Ymd => (third, second, first),
        };
        let year = if self.short() { full_year(year) } else { year };
        Day::from_ymd(year.cast_signed(), month, day)
    }
}

/// What the numbers in a column of dates count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// Days since the end of 1899, as Excel does; the fraction is the time.
    ExcelDays,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

impl Count {
    /// In the order in which they are looked for.
    pub(super) const ALL: [Self; 3] = [Self::ExcelDays, Self::Seconds, Self::Milliseconds];

    /// The day that a number counts to, where that lies between 1927 (Excel)
    /// or 1980 (Unix) and 2100; numbers below that are rather years or amounts.
    pub(super) fn read(self, text: &str) -> Option<Written> {
        let text = half_width(text);
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((&*text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() > 13 || !digits(whole) || !digits(fraction) {
            return None;
        }
        let count: i64 = whole.parse().ok()?;
        let (day, why) = match (self, count) {
            (Self::ExcelDays, 10_000..=73_415) => (count - 25_569, Certain::ExcelDays),
            (Self::Seconds, 315_532_800..=4_133_980_799) => (count / 86_400, Certain::UnixTime),
            (Self::Milliseconds, 315_532_800_000..=4_133_980_799_999) => (count / 86_400_000, Certain::UnixTime),
            _ => return None,
        };
        i32::try_from(day).ok().map(|day| Written::certain(Day(day), why))
    }
}

/// A year of two digits: up to 68 in 20xx.
pub(super) fn full_year(year: u32) -> u32 {
    match year {
        0..=68 => 2000 + year,
        _ => 1900 + year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(written: Written, order: DateOrder) -> String {
        written.day(order).map_or_else(|| "none".into(), |day| day.to_string())
    }

    #[test]
    fn numbers_count_days_seconds_or_milliseconds() {
        for (written, count, expected) in [
            ("45322", Count::ExcelDays, Some("2024-01-31")),
            ("45322.75", Count::ExcelDays, Some("2024-01-31")),
            ("45322,75", Count::ExcelDays, Some("2024-01-31")),
            ("25569", Count::ExcelDays, Some("1970-01-01")),
            ("1706659199", Count::Seconds, Some("2024-01-30")),
            ("1706659200", Count::Seconds, Some("2024-01-31")),
            ("1706659200123", Count::Milliseconds, Some("2024-01-31")),
            ("1706659200.5", Count::Seconds, Some("2024-01-31")),
            ("2024", Count::ExcelDays, None),
            ("45322", Count::Seconds, None),
            ("-45322", Count::ExcelDays, None),
            ("45322.", Count::ExcelDays, None),
            ("9999999999999999999999", Count::Milliseconds, None),
        ] {
            let read = count.read(written).map(|written| text(written, DateOrder::Dmy));
            assert_eq!(read.as_deref(), expected, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_a_code_holds_comes_out_again(first in 0_u32..100, second in 0_u32..100, third in 0_u32..100, year in 1900_i32..2101) {
            let two = Written::from_code(Written::of_two(first, second, year).code());
            prop_assert_eq!((two.numbers(), two.short()), (Some([first, second, year.cast_unsigned()]), false));
            let three = Written::from_code(Written::of_three(first, second, third).code());
            prop_assert_eq!((three.numbers(), three.short()), (Some([first, second, third]), true));
        }

        #[test]
        fn a_certain_day_and_why_come_out_again(days in -25_567_i32..47_847) {
            for why in Certain::ALL {
                let written = Written::from_code(Written::certain(Day(days), why).code());
                prop_assert_eq!((written.why(), written.day(DateOrder::Mdy), written.numbers()), (Some(why), Some(Day(days)), None));
            }
            if days >= 10_000 - 25_569 {
                prop_assert_eq!(Count::ExcelDays.read(&(days + 25_569).to_string()).unwrap().day(DateOrder::Dmy), Some(Day(days)));
            }
        }
    }
}
