//! The values of cells as a person would write them.

use std::fmt::Write;

use crate::ledger::Day;

use super::numfmt::Shown;

/// How Excel numbers the errors of formulas.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

/// A truth value, as every spreadsheet shows it.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// A number as its cell shows it: as such, or as a day.
pub(super) fn shown(value: f64, shown: Shown, since_1904: bool, text: &mut String) {
    match shown {
        Shown::Number => number(value, text),
        Shown::Date => date(value, since_1904, text),
        Shown::Span => span(value, text),
    }
}

/// A number: its shortest form. A fraction has at most fifteen digits, as
/// spreadsheets keep them, so that 0.1 + 0.2 is 0.3; a whole number, which may be
/// an id, has all digits that are known and no exponent.
pub(super) fn number(value: f64, text: &mut String) {
    if !value.is_finite() {
        return;
    }
    let start = text.len();
    let _ = write!(text, "{value}");
    let digits = text[start..].bytes().filter(u8::is_ascii_digit).count();
    if digits > 15 && value.fract() != 0.0 {
        text.truncate(start);
        let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
        let _ = write!(text, "{rounded}");
    }
    if &text[start..] == "-0" {
        text.replace_range(start.., "0");
    }
}

/// A number as a file has it in writing: a long id keeps the digits that no float holds.
pub(super) fn written(number_text: &str, shown_as: Shown, since_1904: bool, text: &mut String) {
    let digits = number_text.trim();
    let long = digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        Ok(_) if long && matches!(shown_as, Shown::Number) => text.push_str(digits),
        Ok(value) => shown(value, shown_as, since_1904, text),
        Err(_) => text.push_str(number_text),
    }
}

/// The whole seconds of a number of days, where it is one from the year 1900 to 9999.
fn seconds(days: f64) -> Option<i64> {
    let seconds = (days * 86_400.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "it is within the range")]
    (0.0..=2_958_466.0 * 86_400.0).contains(&seconds).then_some(seconds as i64)
}

/// A day, a time or both, by the number of days since the epoch.
fn date(value: f64, since_1904: bool, text: &mut String) {
    let Some(seconds) = seconds(value) else {
        return number(value, text);
    };
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    if days > 0 || since_1904 {
        day(days, since_1904, text);
        if time == 0 {
            return;
        }
        text.push(' ');
    }
    let _ = write!(text, "{:02}:{:02}:{:02}", time / 3_600, time / 60 % 60, time % 60);
}

fn span(value: f64, text: &mut String) {
    let Some(seconds) = seconds(value) else {
        return number(value, text);
    };
    let _ = write!(text, "{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
}

/// Excel counts a 29 February 1900 that never was, as day 60.
fn day(days: i64, since_1904: bool, text: &mut String) {
    let before = match days {
        _ if since_1904 => 24_107,
        60 => {
            text.push_str("1900-02-29");
            return;
        }
        ..60 => 25_568,
        _ => 25_569,
    };
    let _ = write!(text, "{}", Day(i32::try_from(days - before).unwrap_or(i32::MAX)));
}

/// A time of the day as ODS writes it: `PT08H30M00S`.
pub(super) fn time(iso: &str, text: &mut String) {
    let number = |sign: char| -> Option<u64> {
        let end = iso.find(sign)?;
        let digits = iso[..end].rsplit(|char: char| !char.is_ascii_digit() && char != '.').next()?;
        digits.split('.').next()?.parse().ok()
    };
    match number('H').zip(number('M')).zip(number('S')) {
        Some(((hours, minutes), seconds)) => {
            let _ = write!(text, "{hours:02}:{minutes:02}:{seconds:02}");
        }
        None => text.push_str(iso),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(write: impl FnOnce(&mut String)) -> String {
        let mut text = String::new();
        write(&mut text);
        text
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, expected) in [
            (12.0, "12"),
            (12.5, "12.5"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1.2e11, "120000000000"),
            (123_456_789_012_345.0, "123456789012345"),
            (4.1e17, "410000000000000000"),
            (410_105_199_003_071_232.0, "410105199003071200"),
            (1_234.560_000_000_000_2, "1234.56"),
            (-1e-7, "-0.0000001"),
            (f64::NAN, ""),
        ] {
            assert_eq!(of(|text| number(value, text)), expected, "{value}");
        }
    }

    #[test]
    fn long_ids_keep_their_digits() {
        for (number, shown, expected) in [
            ("410105199003071234", Shown::Number, "410105199003071234"),
            ("4.10105199003071E+17", Shown::Number, "410105199003071000"),
            ("0.30000000000000004", Shown::Number, "0.3"),
            ("45322", Shown::Date, "2024-01-31"),
            ("x", Shown::Number, "x"),
        ] {
            assert_eq!(of(|text| written(number, shown, false, text)), expected, "{number}");
        }
    }

    #[test]
    fn days_count_from_either_epoch() {
        for (value, since_1904, expected) in [
            (45_322.0, false, "2024-01-31"),
            (45_322.541, false, "2024-01-31 12:59:02"),
            (43_860.0, true, "2024-01-31"),
            (0.0, true, "1904-01-01"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "1900-02-29"),
            (61.0, false, "1900-03-01"),
            (45_322.999_999_999, false, "2024-02-01"),
            (0.354_166_666_7, false, "08:30:00"),
            (-5.0, false, "-5"),
            (1e9, false, "1000000000"),
        ] {
            assert_eq!(of(|text| shown(value, Shown::Date, since_1904, text)), expected, "{value}");
        }
        assert_eq!(of(|text| shown(1.5, Shown::Span, false, text)), "36:00:00");
        assert_eq!(of(|text| time("PT08H30M05.5S", text)), "08:30:05");
        assert_eq!(of(|text| time("P1D", text)), "P1D");
    }
}
