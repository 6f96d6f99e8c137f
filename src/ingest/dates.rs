//! Days as people write them, and which of day and month stands first.
//!
//! | written | read as |
//! | --- | --- |
//! | `2024-01-31`, `2024/1/31`, `2024.1.31`, `20240131` | year, month, day |
//! | `2024年1月31日` | year, month, day |
//! | `31-Jan-24`, `31 January 2024`, `Jan 31, 2024` | as the month's name shows |
//! | `31/1/2024`, `31.01.24`, `1-31-2024` | day and month in the column's order |
//!
//! A time after the day is left out. Years of two digits up to 68 are 20xx,
//! from 69 on 19xx, as POSIX has it.
//!
//! Whether `3/4/2024` is in March or April is settled by all the column's
//! values together: `27/4/2024` can only be day first. Until then such a day
//! waits as a [`Written`] code.

use crate::ledger::Day;

use super::report::DateOrder;
use super::width::half_width;

/// The years that are believed.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFault {
    /// It is not written as a day.
    NotADate,
    /// There is no such day: 30 February.
    NoSuchDay,
    /// The year is not between 1900 and 2100.
    Year(i32),
}

/// A day as it was written, in one number, so that it can wait in the ledger's
/// column of days until the order of day and month is known.
///
/// Days lie between −25,567 (1900) and 47,846 (2100); two numbers and a year
/// are packed as `yyyy·10⁴ + first·100 + second`, from 19,000,101 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written(i32);

impl Written {
    /// The code for the ledger.
    pub(super) fn code(self) -> i32 {
        self.0
    }

    /// A code that came back from the ledger.
    pub(super) fn from_code(code: i32) -> Self {
        Self(code)
    }

    /// The first and the second number where their order is open.
    pub(super) fn open(self) -> Option<(u32, u32)> {
        let pair = u32::try_from(self.0).ok()?;
        (self.0 >= 1_000_000).then_some((pair / 100 % 100, pair % 100))
    }

    /// The only order in which it is a day, where there is but one.
    pub(super) fn evidence(self) -> Option<DateOrder> {
        match self.open()? {
            (13.., _) => Some(DateOrder::Dmy),
            (_, 13..) => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// The day, the open order taken as this one.
    pub(super) fn day(self, order: DateOrder) -> Option<Day> {
        let Some((first, second)) = self.open() else {
            return Some(Day(self.0));
        };
        let year = self.0 / 10_000;
        match order {
            DateOrder::Mdy => Day::from_ymd(year, first, second),
            DateOrder::Dmy | DateOrder::Ymd => Day::from_ymd(year, second, first),
        }
    }
}

/// Reads a day. With an order, it is read in that order; without, it stays
/// open when day and month cannot be told apart by place.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Result<Written, DateFault> {
    if let Some((year, month, number)) = ten_characters(text.as_bytes()) {
        return day(year, month, number);
    }
    let text = half_width(text);
    let mut scan = Scan { rest: text.trim() };
    if let Some(read) = named_month(scan.rest) {
        return read;
    }
    let (first, width) = scan.number().ok_or(DateFault::NotADate)?;
    match width {
        8 => {
            scan.time()?;
            day(first / 10_000, first / 100 % 100, first % 100)
        }
        4 => {
            let separator = scan.separator(&['-', '/', '.', '年']).ok_or(DateFault::NotADate)?;
            let month = scan.short_number()?;
            let next = if separator == '年' { '月' } else { separator };
            scan.separator(&[next]).ok_or(DateFault::NotADate)?;
            let number = scan.short_number()?;
            if separator == '年' {
                scan.separator(&['日', '号']);
            }
            scan.time()?;
            day(first, month, number)
        }
        1 | 2 => {
            let separator = scan.separator(&['/', '.', '-']).ok_or(DateFault::NotADate)?;
            let second = scan.short_number()?;
            scan.separator(&[separator]).ok_or(DateFault::NotADate)?;
            let (third, width) = scan.number().ok_or(DateFault::NotADate)?;
            scan.time()?;
            match (width, order) {
                (1 | 2, Some(DateOrder::Ymd)) => day(full_year(first), second, third),
                (4, _) => two_orders(first, second, third, order),
                (2, _) => two_orders(first, second, full_year(third), order),
                _ => Err(DateFault::NotADate),
            }
        }
        _ => Err(DateFault::NotADate),
    }
}

/// The common case without detours: `2024-01-31`, `2024/01/31`, `2024.01.31`.
fn ten_characters(text: &[u8]) -> Option<(u32, u32, u32)> {
    let [year @ .., first, m1, m2, second, d1, d2] = text else {
        return None;
    };
    if year.len() != 4 || first != second || !matches!(first, b'-' | b'/' | b'.') {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))
    };
    Some((number(year)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?))
}

fn full_year(year: u32) -> u32 {
    match year {
        0..=68 => 2000 + year,
        _ => 1900 + year,
    }
}

fn day(year: u32, month: u32, day: u32) -> Result<Written, DateFault> {
    let year = believed(year)?;
    Day::from_ymd(year, month, day)
        .map(|day| Written(day.0))
        .ok_or(DateFault::NoSuchDay)
}

fn believed(year: u32) -> Result<i32, DateFault> {
    let year = i32::try_from(year).map_err(|_| DateFault::NotADate)?;
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(DateFault::Year(year))
    }
}

fn two_orders(first: u32, second: u32, year: u32, order: Option<DateOrder>) -> Result<Written, DateFault> {
    match order {
        Some(DateOrder::Dmy) => return day(year, second, first),
        Some(DateOrder::Mdy) => return day(year, first, second),
        Some(DateOrder::Ymd) => return Err(DateFault::NotADate),
        None => {}
    }
    let believed = believed(year)?;
    let possible = |month, day| Day::from_ymd(believed, month, day).is_some();
    if !possible(first, second) && !possible(second, first) {
        return Err(DateFault::NoSuchDay);
    }
    if first == second {
        return day(year, first, second);
    }
    Ok(Written(believed * 10_000 + (first * 100 + second).cast_signed()))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day whose month is written as an English word or its first letters;
/// `None` when there is no such word.
fn named_month(text: &str) -> Option<Result<Written, DateFault>> {
    let start = text.find(|char: char| char.is_ascii_alphabetic()).filter(|&start| start < 6)?;
    let word: String = text[start..].chars().take_while(char::is_ascii_alphabetic).collect();
    let is_month = |month: &&str| word.len() >= 3 && month.starts_with(&*word.to_ascii_lowercase());
    let month = (1..).zip(MONTHS).find(|(_, name)| is_month(name))?.0;

    let blank = |char: char| matches!(char, ' ' | '-' | '/' | '.' | ',');
    let mut before = Scan { rest: &text[..start] };
    let mut after = Scan {
        rest: text[start + word.len()..].trim_start_matches(blank),
    };
    let (first, second) = (before.number(), after.number()?);
    if !before.rest.chars().all(blank) {
        return None;
    }
    let (number, year) = match first {
        Some((year, 4)) => (second, (year, 4)),
        Some(number) => (number, second),
        None => {
            after.rest = after.rest.trim_start_matches(blank);
            (second, after.number()?)
        }
    };
    let year = match year {
        (year, 4) => year,
        (year, 2) => full_year(year),
        _ => return None,
    };
    Some(after.time().and_then(|()| day(year, month, number.0)))
}

/// What is still to be read of a text.
struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    /// A run of one to eight digits: its value and its width.
    fn number(&mut self) -> Option<(u32, usize)> {
        let width = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let digits = &self.rest[..width];
        self.rest = &self.rest[width..];
        (1..=8).contains(&width).then(|| digits.parse().ok().map(|value| (value, width)))?
    }

    fn short_number(&mut self) -> Result<u32, DateFault> {
        match self.number() {
            Some((value, 1 | 2)) => Ok(value),
            _ => Err(DateFault::NotADate),
        }
    }

    /// One of these characters; only the Chinese ones may have spaces about them.
    fn separator(&mut self, separators: &[char]) -> Option<char> {
        let next = self.rest.trim_start();
        let separator = next.chars().next().filter(|char| separators.contains(char))?;
        if separator.is_ascii() && next.len() != self.rest.len() {
            return None;
        }
        let rest = &next[separator.len_utf8()..];
        self.rest = if separator.is_ascii() { rest } else { rest.trim_start() };
        Some(separator)
    }

    /// Nothing more, or a time of day.
    fn time(&self) -> Result<(), DateFault> {
        let time = self.rest.strip_prefix([' ', 'T', 't', 'Z', 'z']).map(str::trim_start);
        let plausible = match time {
            None => self.rest.is_empty() || self.rest.starts_with(|first: char| first.is_ascii_digit()),
            Some(_) => true,
        };
        let known = |char: char| char.is_ascii_digit() || " :.,+-ZzAaPpMmGUTC上下午时分秒点".contains(char);
        if plausible && self.rest.len() <= 40 && time.unwrap_or(self.rest).chars().all(known) {
            Ok(())
        } else {
            Err(DateFault::NotADate)
        }
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
    fn days_with_their_year_first_are_certain() {
        for written in [
            "2024-01-31",
            "2024/1/31",
            "2024.01.31",
            "20240131",
            "2024年1月31日",
            "2024年01月31号",
            "2024 年 1 月 31 日",
            "2024-01-31 23:59:59",
            "2024-01-31T23:59:59.123Z",
            "2024-01-31T23:59:59+08:00",
            "2024/1/31 下午 3:05",
            "2024/1/31 3:05 PM",
            "2024年1月31日 15时05分",
            "31-Jan-24",
            "31 january 2024",
            "Jan 31, 2024 10:00",
            "2024-Jan-31",
            " ２０２４－０１－３１ ",
        ] {
            let read = read(written, None).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
            assert_eq!(
                (read.open(), text(read, DateOrder::Mdy).as_str()),
                (None, "2024-01-31"),
                "{written}"
            );
        }
    }

    #[test]
    fn days_with_their_year_last_wait_for_the_column() {
        let open = read("03/04/2024 10:00", None).unwrap();
        assert_eq!((open.open(), open.evidence()), (Some((3, 4)), None));
        assert_eq!(text(open, DateOrder::Dmy), "2024-04-03");
        assert_eq!(text(open, DateOrder::Mdy), "2024-03-04");

        let day_first = read("27.04.97", None).unwrap();
        assert_eq!(day_first.evidence(), Some(DateOrder::Dmy));
        assert_eq!(text(day_first, DateOrder::Dmy), "1997-04-27");
        assert_eq!(day_first.day(DateOrder::Mdy), None);
        assert_eq!(read("4-27-68", None).unwrap().evidence(), Some(DateOrder::Mdy));
        assert_eq!(text(read("5/5/69", None).unwrap(), DateOrder::Dmy), "1969-05-05");
    }

    #[test]
    fn a_given_order_is_obeyed() {
        assert_eq!(
            text(read("03/04/2024", Some(DateOrder::Mdy)).unwrap(), DateOrder::Dmy),
            "2024-03-04"
        );
        assert_eq!(text(read("24/03/04", Some(DateOrder::Ymd)).unwrap(), DateOrder::Dmy), "2024-03-04");
        assert_eq!(read("27/04/2024", Some(DateOrder::Mdy)), Err(DateFault::NoSuchDay));
        assert!(read("2024-01-31", Some(DateOrder::Mdy)).is_ok());
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        for (written, fault) in [
            ("2023-02-29", DateFault::NoSuchDay),
            ("30/02/2024", DateFault::NoSuchDay),
            ("13/13/2024", DateFault::NoSuchDay),
            ("20241301", DateFault::NoSuchDay),
            ("1899-12-31", DateFault::Year(1899)),
            ("1/1/2101", DateFault::Year(2101)),
            ("99999999", DateFault::Year(9999)),
            ("", DateFault::NotADate),
            ("2024-01", DateFault::NotADate),
            ("2024-01/31", DateFault::NotADate),
            ("2024-01-31x", DateFault::NotADate),
            ("1/2/3", DateFault::NotADate),
            ("12.50", DateFault::NotADate),
            ("yesterday", DateFault::NotADate),
            ("123456789", DateFault::NotADate),
            ("30 Feb 2024", DateFault::NoSuchDay),
            ("31 Janus 2024", DateFault::NotADate),
            ("Jan 2024", DateFault::NotADate),
            ("march", DateFault::NotADate),
            ("May 5, 2024 at noon", DateFault::NotADate),
        ] {
            assert_eq!(read(written, None), Err(fault), "{written}");
        }
    }

    proptest! {
        #[test]
        fn every_day_survives_being_written(days in -25_567_i32..47_847) {
            let day = Day(days);
            let (year, month, number) = day.ymd();
            prop_assert_eq!(read(&day.to_string(), None).unwrap().day(DateOrder::Dmy), Some(day));
            let read = read(&format!("{number}/{month}/{year}"), None).unwrap();
            prop_assert_eq!(Written::from_code(read.code()).day(DateOrder::Dmy), Some(day));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text, None);
        }
    }
}
