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

/// What tells the day from the month in a date that is not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certain {
    /// The year stands first, or the order was given.
    YearFirst,
    /// The month is a word.
    Word,
    /// Day and month are the same number.
    Equal,
}

/// A day as it was written, in one number, so that it can wait in the ledger's
/// column of days until the order of day and month is known.
///
/// Days lie between −25,567 (1900) and 47,846 (2100), to which what makes them
/// certain adds a multiple of [`STEP`]; two numbers and a year are packed as
/// `yyyy·10⁴ + first·100 + second`, from 19,000,101 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written(i32);

/// Further than any two days are apart.
const STEP: i32 = 200_000;

impl Written {
    fn certain(day: Day, why: Certain) -> Self {
        Self(day.0 + STEP * why as i32)
    }

    /// What tells day from month, unless they are open.
    pub(super) fn why(self) -> Option<Certain> {
        match (self.0 + STEP / 2) / STEP {
            0 => Some(Certain::YearFirst),
            1 => Some(Certain::Word),
            2 => Some(Certain::Equal),
            _ => None,
        }
    }

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
        if let Some(why) = self.why() {
            return Some(Day(self.0 - STEP * why as i32));
        }
        let (first, second) = self.open()?;
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
        return day(year, month, number, Certain::YearFirst);
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
            day(first / 10_000, first / 100 % 100, first % 100, Certain::YearFirst)
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
            day(first, month, number, Certain::YearFirst)
        }
        1 | 2 => {
            let separator = scan.separator(&['/', '.', '-']).ok_or(DateFault::NotADate)?;
            let second = scan.short_number()?;
            scan.separator(&[separator]).ok_or(DateFault::NotADate)?;
            let (third, width) = scan.number().ok_or(DateFault::NotADate)?;
            scan.time()?;
            match (width, order) {
                (1 | 2, Some(DateOrder::Ymd)) => day(full_year(first), second, third, Certain::YearFirst),
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

fn day(year: u32, month: u32, day: u32, why: Certain) -> Result<Written, DateFault> {
    let year = believed(year)?;
    Day::from_ymd(year, month, day)
        .map(|day| Written::certain(day, why))
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
        Some(DateOrder::Dmy) => return day(year, second, first, Certain::YearFirst),
        Some(DateOrder::Mdy) => return day(year, first, second, Certain::YearFirst),
        Some(DateOrder::Ymd) => return Err(DateFault::NotADate),
        None => {}
    }
    let believed = believed(year)?;
    let possible = |month, day| Day::from_ymd(believed, month, day).is_some();
    if !possible(first, second) && !possible(second, first) {
        return Err(DateFault::NoSuchDay);
    }
    if first == second {
        return day(year, first, second, Certain::Equal);
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
    Some(after.time().and_then(|()| day(year, month, number.0, Certain::Word)))
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

    /// Nothing more, or a time of day and perhaps its zone.
    fn time(&self) -> Result<(), DateFault> {
        let rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        let time = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
        let (half, time) = half_of_day(time);
        let end = time.find(|char: char| !char.is_ascii_digit() && !TIME_MARKS.contains(&char));
        let (clock, rest) = time.split_at(end.unwrap_or(time.len()));
        let is_time = if clock.is_empty() {
            !half && zone(rest)
        } else {
            is_clock(clock) && zone(half_of_day(rest.trim_start()).1)
        };
        if is_time { Ok(()) } else { Err(DateFault::NotADate) }
    }
}

/// What stands between the numbers of a time, or behind the last.
const TIME_MARKS: [char; 6] = [':', '.', '时', '点', '分', '秒'];

/// Whether a text begins with a half of the day, and what follows it.
fn half_of_day(text: &str) -> (bool, &str) {
    let word = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    match ["上午", "下午", "AM", "PM", "A.M.", "P.M."].iter().find(|one| word(one)) {
        Some(word) => (true, text[word.len()..].trim_start()),
        None => (false, text),
    }
}

/// Hours, and perhaps minutes, seconds and a fraction: `23:59:59.123`, `235959`, `15时05分`.
fn is_clock(text: &str) -> bool {
    const LAST: [u32; 3] = [24, 59, 60];
    let text = text.strip_suffix(['时', '点', '分', '秒']).unwrap_or(text);
    if text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.len(), 4 | 6) {
        return (0..text.len() / 2).all(|pair| text[2 * pair..2 * pair + 2].parse().is_ok_and(|number: u32| number <= LAST[pair]));
    }
    let mut parts = text.split(TIME_MARKS);
    let plausible = |(&last, part): (&u32, &str)| matches!(part.len(), 1 | 2) && part.parse().is_ok_and(|number: u32| number <= last);
    LAST.iter().zip(&mut parts).all(plausible) && parts.next().is_none_or(|fraction| !fraction.is_empty()) && parts.next().is_none()
}

/// Nothing, or a time zone: `Z`, `UTC`, `+08:00`, `GMT+8`.
fn zone(text: &str) -> bool {
    let text = text.trim();
    let name = |name: &&str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let rest = ["Z", "UTC", "GMT", "CST"]
        .iter()
        .find(|one| name(one))
        .map_or(text, |name| &text[name.len()..]);
    let offset = rest.strip_prefix(['+', '-']);
    rest.is_empty()
        || offset.is_some_and(|offset| {
            (1..=5).contains(&offset.len())
                && offset.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
                && offset.as_bytes()[0] != b':'
        })
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
            "2024年1月31日15时05分30秒",
            "2024-01-31 23.59",
            "2024-01-31 7",
            "2024-01-31 235959",
            "20240131T2359Z",
            "2024-01-31 10:00:00+00",
            "2024-01-31 10:00:00.000000 UTC",
            "2024-01-31 10:00 GMT+8",
            "2024-01-31Z",
            "2024-01-31T",
            "2024-01-31 上午 9点",
            "Jan 31, 2024, 10:00:00 a.m.",
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
            ("2024-01-31 zap", DateFault::NotADate),
            ("2024-01-31 -----", DateFault::NotADate),
            ("2024-01-31 PM", DateFault::NotADate),
            ("2024-01-31 25:00", DateFault::NotADate),
            ("2024-01-31 10:75", DateFault::NotADate),
            ("2024-01-31 10::00", DateFault::NotADate),
            ("2024-01-31 10:00:00:00:00", DateFault::NotADate),
            ("2024-01-31 100", DateFault::NotADate),
            ("2024-01-31 +", DateFault::NotADate),
            ("2024-01-31 :", DateFault::NotADate),
            ("31/1/2024 mpzt", DateFault::NotADate),
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
