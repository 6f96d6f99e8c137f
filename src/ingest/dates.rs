//! Days as people write them, and which of day and month stands first.
//!
//! | written | read as |
//! | --- | --- |
//! | `2024-01-31`, `2024/1/31`, `2024. 1. 31.`, `20240131` | year, month, day |
//! | `2024年1月31日`, `2024년 1월 31일` | year, month, day |
//! | `31-Jan-24`, `31. Januar 2024`, `Jan 31st, 2024`, `31 de enero de 2024` | as the month's name shows |
//! | `31/1/2024`, `31.01.24`, `1-31-2024`, `24/01/31` | in the column's order |
//! | `45322`, `45322.75`, `1706659200` | by [`Count`](super::written::Count), in a column known to hold such |
//!
//! A weekday and a time beside the day are left out. Years of two digits up to
//! 68 are 20xx, from 69 on 19xx, as POSIX has it.
//!
//! Whether `3/4/2024` is in March or April is settled by all the column's
//! values together: `27/4/2024` can only be day first. Until then such a day
//! waits as a [`Written`] code.

use crate::ledger::Day;

use super::months;
use super::report::DateOrder;
use super::width::half_width;
use super::written::{Certain, Written, full_year};

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

/// Reads a day. With an order, it is read in that order; without, it stays
/// open when day and month cannot be told apart by place.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Result<Written, DateFault> {
    if let Some((year, month, number)) = ten_characters(text.as_bytes()) {
        return day(year, month, number, Certain::YearFirst);
    }
    let text = half_width(text);
    let mut scan = Scan {
        rest: months::without_weekday(text.trim()),
    };
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
            let separator = scan.separator(&['-', '/', '.', '年', '년']).ok_or(DateFault::NotADate)?;
            let month = scan.short_number()?;
            let (next, last) = match separator {
                '年' => ('月', &['日', '号', '號'][..]),
                '년' => ('월', &['일'][..]),
                '.' => ('.', &['.'][..]),
                _ => (separator, &[][..]),
            };
            scan.separator(&[next]).ok_or(DateFault::NotADate)?;
            let number = scan.short_number()?;
            scan.separator(last);
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
                (2, Some(_)) => two_orders(first, second, full_year(third), order),
                (2, None) => three_orders(first, second, third),
                (1, None) if first > 31 => day(full_year(first), second, third, Certain::YearFirst),
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
    Ok(Written::of_two(first, second, believed))
}

/// Three numbers of two digits, of which the first or the last is the year.
fn three_orders(first: u32, second: u32, third: u32) -> Result<Written, DateFault> {
    let written = Written::of_three(first, second, third);
    let possible = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd].map(|order| written.day(order));
    match possible {
        [None, None, None] => Err(DateFault::NoSuchDay),
        [Some(day), Some(same), None] if day == same => Ok(Written::certain(day, Certain::Equal)),
        _ => Ok(written),
    }
}

/// A day whose month is written as a word; `None` when there is no such word.
fn named_month(text: &str) -> Option<Result<Written, DateFault>> {
    let start = text.find(char::is_alphabetic).filter(|&start| start < 8)?;
    let mut scan = Scan { rest: text };
    let (first, month) = if start == 0 {
        (None, scan.month()?)
    } else {
        let number = scan.number()?;
        scan.ordinal();
        (Some(number), scan.month()?)
    };
    let second = scan.number()?;
    let (number, year) = match first {
        Some((year, 4)) => (second, (year, 4)),
        Some(number) => (number, second),
        None => {
            scan.ordinal();
            scan.joint();
            (second, scan.number()?)
        }
    };
    let year = match year {
        (year, 4) => year,
        (year, 2) => full_year(year),
        _ => return None,
    };
    scan.ordinal();
    Some(scan.time().and_then(|()| day(year, month, number.0, Certain::Word)))
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

    /// One of these characters; only the Chinese and Korean ones may have
    /// spaces about them, and the point behind it.
    fn separator(&mut self, separators: &[char]) -> Option<char> {
        let next = self.rest.trim_start();
        let separator = next.chars().next().filter(|char| separators.contains(char))?;
        if separator.is_ascii() && next.len() != self.rest.len() {
            return None;
        }
        let rest = &next[separator.len_utf8()..];
        let tight = separator.is_ascii() && separator != '.';
        self.rest = if tight { rest } else { rest.trim_start() };
        Some(separator)
    }

    /// A month as a word, with what joins it to the numbers beside it.
    fn month(&mut self) -> Option<u32> {
        self.joint();
        let end = self.rest.find(|char: char| !char.is_alphabetic()).unwrap_or(self.rest.len());
        let month = months::month(&self.rest[..end])?;
        self.rest = &self.rest[end..];
        self.joint();
        Some(month)
    }

    /// What makes a number the first, second, third: `1st`, `1er`, `1º`.
    fn ordinal(&mut self) {
        for end in ["st", "nd", "rd", "th", "er", "º", "ª"] {
            let follows = |rest: &&str| !rest.starts_with(char::is_alphabetic);
            if let Some(rest) = self.rest.strip_prefix(end).filter(follows) {
                self.rest = rest;
            }
        }
    }

    /// What stands between the day, the month and the year: blanks, signs, the Spanish `de`.
    fn joint(&mut self) {
        let blank = |char: char| matches!(char, ' ' | '-' | '/' | '.' | ',' | '\'');
        let rest = self.rest.trim_start_matches(blank);
        let word = ["de ", "del "].iter().find_map(|word| rest.strip_prefix(word));
        self.rest = word.unwrap_or(rest).trim_start();
    }

    /// Nothing more, or a weekday, or a time of day and perhaps its zone.
    fn time(&self) -> Result<(), DateFault> {
        if self.rest.is_empty() {
            return Ok(());
        }
        let clock = self
            .rest
            .strip_prefix([' ', 'T'])
            .is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
        let rest = if clock {
            self.rest
        } else {
            months::without_weekday_behind(self.rest)
        };
        let rest = rest.strip_prefix(',').unwrap_or(rest);
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

/// How the halves of the day are written.
const HALVES: [&str; 12] = [
    "上午", "下午", "午前", "午後", "오전", "오후", "AM", "PM", "A.M.", "P.M.", "A. M.", "P. M.",
];

/// Whether a text begins with a half of the day, and what follows it.
fn half_of_day(text: &str) -> (bool, &str) {
    if text.as_bytes().first().is_none_or(u8::is_ascii_digit) {
        return (false, text);
    }
    let word = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    match HALVES.iter().find(|one| word(one)) {
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

/// Names of time zones, longer ones before those they begin with.
const ZONES: [&str; 18] = [
    "UTC", "GMT", "CEST", "CET", "BST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "JST", "KST", "HKT", "IST", "Z",
];

/// Nothing, or a time zone: `Z`, `UTC`, `+08:00`, `GMT+0800 (China Standard Time)`.
fn zone(text: &str) -> bool {
    let text = text.trim();
    let text = match text.split_once(" (") {
        Some((zone, comment)) if comment.ends_with(')') => zone,
        _ => text,
    };
    let name = |name: &&str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let rest = ZONES.iter().find(|one| name(one)).map_or(text, |name| &text[name.len()..]);
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
    use super::super::written::Speaks;
    use super::*;
    use proptest::prelude::*;

    fn text(written: Written, order: DateOrder) -> String {
        written.day(order).map_or_else(|| "none".into(), |day| day.to_string())
    }

    #[test]
    fn days_with_their_year_first_are_certain() {
        for written in [
            "2024-01-31",
            "Wed, 31 Jan 2024 10:00:00 +0800",
            "Wed Jan 31 2024 10:00:00 GMT+0800 (China Standard Time)",
            "Wednesday, January 31st, 2024",
            "2024-01-31 Wed",
            "2024年1月31日 星期三 下午 3:05",
            "2024年1月31日(水)",
            "2024년 1월 31일 오후 3:05",
            "2024. 1. 31.",
            "2024. 1. 31. 오전 10:00",
            "31. Januar 2024",
            "31. Jän. 2024",
            "mercredi 31 janvier 2024",
            "31 de enero de 2024",
            "31 de jan. de 2024",
            "31 gennaio 2024",
            "31 jan. 2024",
            "31-JAN-2024 10:05 PM",
            "31-JAN-24 10.05.00.000000 PM",
            "31Jan2024",
            "31 Jan '24",
            "Jan 31 2024 10:00PM EST",
            "٢٠٢٤-٠١-٣١",
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
                (false, "2024-01-31"),
                "{written}"
            );
        }
    }

    #[test]
    fn days_with_their_year_last_wait_for_the_column() {
        let open = read("03/04/2024 10:00", None).unwrap();
        assert_eq!((open.numbers(), open.speaks()), (Some([3, 4, 2024]), None));
        assert_eq!(text(open, DateOrder::Dmy), "2024-04-03");
        assert_eq!(text(open, DateOrder::Mdy), "2024-03-04");

        let day_first = read("27.04.97", None).unwrap();
        assert_eq!(day_first.speaks(), Some(Speaks::Day));
        assert_eq!(text(day_first, DateOrder::Dmy), "1997-04-27");
        assert_eq!(day_first.day(DateOrder::Mdy), None);
        assert_eq!(read("4-27-68", None).unwrap().speaks(), Some(Speaks::Month));
        assert_eq!(text(read("5/5/69", None).unwrap(), DateOrder::Dmy), "1969-05-05");
    }

    #[test]
    fn a_year_of_two_digits_may_stand_first() {
        for (written, speaks) in [
            ("97/12/31", Some(Speaks::Year)),
            ("24/04/03", Some(Speaks::DayOrYear)),
            ("24/04/00", Some(Speaks::Day)),
            ("04/24/03", Some(Speaks::Month)),
            ("04/05/06", None),
        ] {
            assert_eq!(read(written, None).unwrap().speaks(), speaks, "{written}");
        }
        let year_first = read("24/04/03", None).unwrap();
        assert_eq!(text(year_first, DateOrder::Ymd), "2024-04-03");
        assert_eq!(text(year_first, DateOrder::Dmy), "2003-04-24");
        assert_eq!(text(read("97-1-5", None).unwrap(), DateOrder::Dmy), "1997-01-05");
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

    /// A day in every form whose order matters, or that has a word.
    fn forms(year: i32, month: u32, number: u32) -> Vec<(String, DateOrder)> {
        const NAMES: [&str; 12] = [
            "Januar",
            "février",
            "MARZO",
            "abr",
            "mag",
            "June",
            "juil",
            "Aug",
            "Sept",
            "okt.",
            "noviembre",
            "déc.",
        ];
        let name = NAMES[month as usize - 1];
        let mut forms = vec![
            (format!("{number}/{month}/{year}"), DateOrder::Dmy),
            (format!("{month:02}-{number:02}-{year} 10:05 PM"), DateOrder::Mdy),
            (format!("{number} {name} {year}"), DateOrder::Mdy),
            (format!("{name} {number}, {year}"), DateOrder::Dmy),
            (format!("{year}年{month}月{number}日 上午9:30"), DateOrder::Dmy),
        ];
        if (1969..2069).contains(&year) {
            let short = year % 100;
            forms.push((format!("{number:02}.{month:02}.{short:02}"), DateOrder::Dmy));
            forms.push((format!("{month}/{number}/{short:02}"), DateOrder::Mdy));
            forms.push((format!("{short:02}/{month:02}/{number:02}"), DateOrder::Ymd));
        }
        forms
    }

    proptest! {
        #[test]
        fn every_day_survives_being_written(days in -25_567_i32..47_847) {
            let day = Day(days);
            let (year, month, number) = day.ymd();
            prop_assert_eq!(read(&day.to_string(), None).unwrap().day(DateOrder::Dmy), Some(day));
            for (text, order) in forms(year, month, number) {
                let read = read(&text, None).unwrap();
                prop_assert_eq!(Written::from_code(read.code()).day(order), Some(day), "{}", text);
                prop_assert!(read.speaks().is_none_or(|speaks| speaks.allows(order)), "{}", text);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text, None);
        }
    }
}
