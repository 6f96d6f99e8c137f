//! Numbers as people write them: `1,234.50`, `1.234,50`, `¥12`, `(3.00)`, `5-`.
//!
//! A number may carry one sign (before or after, or parentheses), one currency
//! sign or code (before or after), and groups of thousands set off by `,` `.`
//! `'` or a space. `1.2万` is 12,000 and `3亿` 300,000,000. A percentage is not
//! an amount; as an attribute, `15%` is 0.15.

use crate::ledger::Money;

use super::report::DecimalMark;
use super::width::half_width;

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is not a number.
    NotANumber,
    /// It is a percentage.
    Percent,
    /// It is larger than [`Money::LARGEST`].
    TooLarge,
}

/// An exact amount, and whether decimals past the fourth were rounded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) money: Money,
    pub(super) rounded: bool,
}

/// Reads an amount exactly; decimals past the fourth are rounded half to even.
pub(super) fn amount(text: &str, mark: DecimalMark) -> Result<Amount, NumberFault> {
    if let Some(money) = plain_amount(text.as_bytes(), mark) {
        return Ok(Amount { money, rounded: false });
    }
    exact(&plain_decimal(text, mark)?)
}

/// The product of a price and a quantity, rounded half to even at the fourth decimal.
pub(super) fn product(price: Amount, quantity: Amount) -> Result<Amount, NumberFault> {
    let rounded = |rest: bool| rest || price.rounded || quantity.rounded;
    let up = |odd: bool, rest: i64| rest * 2 > Money::SCALE || (rest * 2 == Money::SCALE && odd);
    // What fits 64 bits is quick to divide and never too large.
    if let Some(exact) = price.money.0.checked_mul(quantity.money.0) {
        let (below, rest) = (exact.div_euclid(Money::SCALE), exact.rem_euclid(Money::SCALE));
        return Ok(Amount {
            money: Money(below + i64::from(up(below % 2 != 0, rest))),
            rounded: rounded(rest != 0),
        });
    }
    let exact = i128::from(price.money.0) * i128::from(quantity.money.0);
    let scale = i128::from(Money::SCALE);
    let rest = i64::try_from(exact.rem_euclid(scale)).unwrap_or(0);
    let below = i64::try_from(exact.div_euclid(scale)).map_err(|_| NumberFault::TooLarge)?;
    let money = Money(below + i64::from(up(below % 2 != 0, rest)));
    if money.0.abs() > Money::LARGEST.0 {
        return Err(NumberFault::TooLarge);
    }
    Ok(Amount {
        money,
        rounded: rounded(rest != 0),
    })
}

/// Reads a number as the nearest float; also powers of ten (`1e-5`).
pub(super) fn float(text: &str, mark: DecimalMark) -> Option<f64> {
    let plain = match plain_decimal(text, mark) {
        Ok(plain) => plain,
        Err(_) if text.contains(['e', 'E']) && text.ends_with(|last: char| last.is_ascii_digit()) => text.to_owned(),
        Err(_) => return None,
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Reads a percentage as a fraction: `15%` is 0.15.
pub(super) fn percentage(text: &str, mark: DecimalMark) -> Option<f64> {
    let plain = Plain::read(text, mark).ok().filter(|plain| plain.percent)?;
    format!("{}e-2", plain.decimal).parse().ok()
}

/// The currency sign or code of a number in capitals, and whether it is
/// written in ten thousands or hundred millions.
pub(super) fn carries(text: &str) -> (Option<String>, bool) {
    let plain = Plain::read(text, DecimalMark::Point).or_else(|_| Plain::read(text, DecimalMark::Comma));
    plain.map_or((None, false), |plain| (plain.currency, plain.myriad))
}

/// Which decimal mark a text gives evidence for: `12,5` can only be a comma,
/// `1,234` can be both.
pub(super) fn evidence(text: &str) -> Option<DecimalMark> {
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let last = text.rfind([',', '.'])?;
    let after = text[last + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let last_is_comma = text.as_bytes()[last] == b',';
    let zero = text[..last]
        .trim_start_matches(|char: char| !char.is_ascii_digit())
        .starts_with('0');
    match (commas, points) {
        (0, 1) if after != 3 || zero => Some(DecimalMark::Point),
        (1, 0) if after != 3 || zero => Some(DecimalMark::Comma),
        (0, 1) | (1, 0) => None,
        (_, 0) => Some(DecimalMark::Point),
        (0, _) => Some(DecimalMark::Comma),
        _ if last_is_comma => Some(DecimalMark::Comma),
        _ => Some(DecimalMark::Point),
    }
}

/// The common case without detours: digits, at most four decimals, a minus.
fn plain_amount(text: &[u8], mark: DecimalMark) -> Option<Money> {
    let mark = match mark {
        DecimalMark::Point => b'.',
        DecimalMark::Comma => b',',
    };
    let (money, place) = plain(text)?;
    place.is_none_or(|place| text[place] == mark).then_some(money)
}

/// The common case without detours, the one point or comma being the decimal
/// mark; and where that stands.
pub(super) fn plain(text: &[u8]) -> Option<(Money, Option<usize>)> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    // Eleven digits before the mark stay below the largest amount.
    if !digits.first()?.is_ascii_digit() || digits.len() > 16 {
        return None;
    }
    let mut value = 0_i64;
    let mut wholes = 0;
    let mut decimals = None;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => value = value * 10 + i64::from(byte - b'0'),
            b'.' | b',' if decimals.is_none() => {
                decimals = Some(0);
                continue;
            }
            _ => return None,
        }
        match &mut decimals {
            Some(count) => *count += 1,
            None => wholes += 1,
        }
    }
    if wholes > 11 {
        return None;
    }
    let scale = match decimals.unwrap_or(0) {
        0 => 10_000,
        1 => 1_000,
        2 => 100,
        3 => 10,
        4 => 1,
        _ => return None,
    };
    let money = Money(if negative { -value } else { value } * scale);
    Some((money, decimals.map(|_| usize::from(negative) + wholes)))
}

/// The number as `-?digits(.digits)?`, its marks and signs settled.
fn plain_decimal(text: &str, mark: DecimalMark) -> Result<String, NumberFault> {
    match Plain::read(text, mark)? {
        Plain { percent: true, .. } => Err(NumberFault::Percent),
        plain => Ok(plain.decimal),
    }
}

/// A number and what it carries.
struct Plain {
    /// It, or the number before the percent sign, as `-?digits(.digits)?`.
    decimal: String,
    percent: bool,
    currency: Option<String>,
    myriad: bool,
}

impl Plain {
    fn read(text: &str, mark: DecimalMark) -> Result<Self, NumberFault> {
        let text = half_width(text);
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::NotANumber);
        }
        let mut rest = text.trim();
        let (mut negative, mut signed) = (false, false);
        let (mut currency, mut percent, mut places) = (None, false, 0);
        loop {
            if let Some(inner) = within_parentheses(rest).filter(|_| !signed) {
                (rest, negative, signed) = (inner.trim(), true, true);
            } else if let Some(inner) = rest.strip_suffix('%').filter(|_| !percent) {
                (rest, percent) = (inner.trim(), true);
            } else if let Some((inner, many)) = without_myriad(rest).filter(|_| places == 0) {
                (rest, places) = (inner.trim(), many);
            } else if let Some((inner, minus)) = without_sign(rest).filter(|_| !signed) {
                (rest, negative, signed) = (inner.trim(), minus, true);
            } else if let Some((inner, sign)) = without_currency(rest).filter(|_| currency.is_none()) {
                (rest, currency) = (inner.trim(), Some(sign.to_uppercase()));
            } else {
                break;
            }
        }
        let scientific = without_power(rest);
        let (rest, power) = scientific.unwrap_or((rest, 0));
        let (whole, fraction) = halves(rest, mark);
        // Programs that write powers of ten write no thousands.
        if scientific.is_some() && !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::NotANumber);
        }
        let mut whole = ungrouped(whole, mark).ok_or(NumberFault::NotANumber)?;
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
            return Err(NumberFault::NotANumber);
        }
        let point = i32::try_from(whole.len()).map_or(i32::MAX, |whole| whole.saturating_add(places + power));
        whole.push_str(fraction);
        let (whole, fraction) = with_point(whole, point);
        let sign = if negative { "-" } else { "" };
        Ok(Self {
            decimal: format!("{sign}{}.{}", or_zero(&whole), or_zero(&fraction)),
            percent,
            currency,
            myriad: places > 0,
        })
    }
}

fn or_zero(digits: &str) -> &str {
    if digits.is_empty() { "0" } else { digits }
}

/// Figures before and after a point behind so many of them.
fn with_point(mut figures: String, point: i32) -> (String, String) {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if point < 0 {
        return (String::new(), zeros(-point) + &figures);
    }
    let point = usize::try_from(point).unwrap_or(0);
    figures.extend(std::iter::repeat_n('0', point.saturating_sub(figures.len())));
    let fraction = figures.split_off(point);
    (figures, fraction)
}

/// What stands in parentheses, as accountants write what is negative.
fn within_parentheses(text: &str) -> Option<&str> {
    text.strip_prefix('(')?.strip_suffix(')')
}

/// The text without the power of ten it ends with, as in `1.25E+03`, and that.
/// The sign tells it from the letters and figures of an id.
fn without_power(text: &str) -> Option<(&str, i32)> {
    let (number, power) = text.rsplit_once(['e', 'E'])?;
    let figures = power.strip_prefix(['+', '-'])?;
    let short = figures.len() <= 2 && figures.bytes().all(|byte| byte.is_ascii_digit());
    Some((number, power.parse().ok().filter(|_| short)?))
}

/// The text without its sign, and whether that is a minus.
fn without_sign(text: &str) -> Option<(&str, bool)> {
    text.strip_prefix('+')
        .map(|rest| (rest, false))
        .or_else(|| text.strip_prefix('-').or_else(|| text.strip_suffix('-')).map(|rest| (rest, true)))
}

/// Currency signs and codes; where the encoding is Japanese or Korean, `\` is
/// shown as ¥ or ₩.
const CURRENCIES: &[&str] = &[
    "$", "¥", "\\", "€", "£", "₹", "₩", "₽", "₺", "₫", "฿", "₴", "₪", "元", "圆", "円", "원", "zł", "US$", "HK$", "NT$", "A$", "C$", "R$",
    "S$", "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "NTD", "MOP", "AUD", "CAD", "CHF", "INR", "KRW", "RUB", "SGD", "NZD",
    "BRL", "MXN", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF", "TRY", "THB", "VND", "MYR", "IDR", "PHP", "ZAR", "AED", "ILS",
];

/// The text without the currency it begins or ends with, and that.
fn without_currency(text: &str) -> Option<(&str, &str)> {
    let part_of_number = |char: char| char.is_ascii_digit() || matches!(char, '+' | '-' | '.' | ',' | '\'' | ' ' | '(' | ')');
    let known = |word: &str| CURRENCIES.iter().any(|currency| currency.eq_ignore_ascii_case(word));
    let (start, last) = (text.find(part_of_number)?, text.rfind(part_of_number)?);
    if start > 0 {
        return known(&text[..start]).then(|| (&text[start..], &text[..start]));
    }
    // What is part of a number is one byte long; a sign may follow 万.
    let sign = text[last + 1..].trim_start_matches(MYRIADS);
    known(sign).then(|| (&text[..text.len() - sign.len()], sign))
}

/// Ten thousand and a hundred million, as Chinese counts.
const MYRIADS: [char; 4] = ['万', '萬', '亿', '億'];

/// The text without the 万 or 亿 it ends with, and how many places that is.
fn without_myriad(text: &str) -> Option<(&str, i32)> {
    let last = text.chars().next_back().filter(|char| MYRIADS.contains(char))?;
    let places = if matches!(last, '万' | '萬') { 4 } else { 8 };
    Some((&text[..text.len() - last.len_utf8()], places))
}

/// What stands before and after the decimal mark.
fn halves(text: &str, mark: DecimalMark) -> (&str, &str) {
    let mark = match mark {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    };
    text.split_once(mark).unwrap_or((text, ""))
}

/// The digits of a whole number without its thousands marks; `None` when the
/// groups are not such as anybody writes. Groups have three digits, and those
/// between the first and the last may have two, as in India; the first has one
/// to three and no zero in front, so `0,250` is a quarter.
fn ungrouped(whole: &str, mark: DecimalMark) -> Option<String> {
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(whole.to_owned());
    }
    let separator = whole.chars().find(|char| !char.is_ascii_digit())?;
    let allowed = match mark {
        DecimalMark::Point => [',', '\'', ' '],
        DecimalMark::Comma => ['.', '\'', ' '],
    };
    if !allowed.contains(&separator) {
        return None;
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let (last, middle) = others.split_last()?;
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let sizes = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && last.len() == 3
        && middle.iter().all(|group| (2..=3).contains(&group.len()));
    (digits && sizes).then(|| groups.concat())
}

/// The amount of a plain decimal.
fn exact(plain: &str) -> Result<Amount, NumberFault> {
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    if whole.len() > 12 {
        return Err(NumberFault::TooLarge);
    }
    let (kept, cut) = fraction.split_at(fraction.len().min(4));
    let mut value: i64 = format!("{whole}{kept:0<4}").parse().map_err(|_| NumberFault::NotANumber)?;
    let cut = cut.trim_end_matches('0');
    let up = match cut.as_bytes() {
        [] | [b'0'..=b'4', ..] => false,
        [b'5'] => value % 2 == 1,
        _ => true,
    };
    value += i64::from(up);
    if value > Money::LARGEST.0 {
        return Err(NumberFault::TooLarge);
    }
    Ok(Amount {
        money: Money(if negative { -value } else { value }),
        rounded: !cut.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ten_thousandths(text: &str, mark: DecimalMark) -> Result<i64, NumberFault> {
        amount(text, mark).map(|amount| amount.money.0)
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0", 0),
            ("12.5", 125_000),
            ("-12.50", -125_000),
            ("+3", 30_000),
            (".5", 5_000),
            ("5.", 50_000),
            ("1,234.50", 12_345_000),
            ("1 234.50", 12_345_000),
            ("1'234'567", 12_345_670_000),
            ("12,34,567.1", 12_345_671_000),
            ("$12", 120_000),
            ("-$12", -120_000),
            ("$-12", -120_000),
            ("¥1,234", 12_340_000),
            ("￥ 12.00", 120_000),
            ("12 元", 120_000),
            ("RMB 12", 120_000),
            ("12.00EUR", 120_000),
            ("US$5", 50_000),
            ("usd 5", 50_000),
            ("(3.25)", -32_500),
            ("($3.25)", -32_500),
            ("$(3.25)", -32_500),
            ("1.25E+3", 12_500_000),
            ("12.5e-02", 1_250),
            ("$-4.5E+01", -450_000),
            ("1E-04", 1),
            ("3.25-", -32_500),
            ("1.2万", 120_000_000),
            ("1.2萬元", 120_000_000),
            ("¥1.2万", 120_000_000),
            ("-0.00005亿", -50_000_000),
            ("1,200万元", 120_000_000_000),
            ("1\u{202f}234\u{a0}567.5", 12_345_675_000),
            ("1’234.50", 12_345_000),
            ("١٬٢٣٤٫٥", 12_345_000),
            ("\u{200f}۱۲۳", 1_230_000),
            ("\u{2013}5", -50_000),
            ("\u{2212}3.25", -32_500),
            ("１２．５", 125_000),
            ("100000000000", 1_000_000_000_000_000),
            ("0000000000000000000012", 120_000),
        ] {
            assert_eq!(ten_thousandths(text, DecimalMark::Point), Ok(expected), "{text}");
        }
        for (text, expected) in [
            ("12,5", 125_000),
            ("1.234,50", 12_345_000),
            ("1 234,5 €", 12_345_000),
            ("7", 70_000),
        ] {
            assert_eq!(ten_thousandths(text, DecimalMark::Comma), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_told_apart() {
        for text in [
            "",
            "-",
            "x",
            "12,34.5x",
            "1,23",
            "12,34",
            "1.2.3",
            "--5",
            "(-5)",
            "1,234,5",
            "$",
            "5 5",
            ",5",
            "1e3",
            "12:30",
            "$5$",
            "C$D5",
            "5 元 元",
            "万",
            "1万万",
            "1.2k",
        ] {
            assert_eq!(ten_thousandths(text, DecimalMark::Point), Err(NumberFault::NotANumber), "{text}");
        }
        assert_eq!(ten_thousandths("15%", DecimalMark::Point), Err(NumberFault::Percent));
        assert_eq!(ten_thousandths("100000000000.0001", DecimalMark::Point), Err(NumberFault::TooLarge));
        for digits in [13, 15, 16, 400] {
            assert_eq!(ten_thousandths(&"9".repeat(digits), DecimalMark::Point), Err(NumberFault::TooLarge));
        }
        let percents = format!("5{}", "% ".repeat(100_000));
        assert_eq!(ten_thousandths(&percents, DecimalMark::Point), Err(NumberFault::NotANumber));
    }

    #[test]
    fn decimals_past_the_fourth_are_rounded_half_to_even() {
        for (text, expected, rounded) in [
            ("1.00005", 10_000, true),
            ("1.00015", 10_002, true),
            ("1.000051", 10_001, true),
            ("-1.00015", -10_002, true),
            ("1.99999", 20_000, true),
            ("1.00000", 10_000, false),
        ] {
            let amount = amount(text, DecimalMark::Point).unwrap();
            assert_eq!((amount.money.0, amount.rounded), (expected, rounded), "{text}");
        }
    }

    #[test]
    fn a_product_is_exact() {
        let of = |price: &str, quantity: &str| {
            let number = |text| amount(text, DecimalMark::Point).unwrap();
            product(number(price), number(quantity)).map(|product| (product.money.0, product.rounded))
        };
        assert_eq!(of("2.55", "6"), Ok((153_000, false)));
        assert_eq!(of("2.55", "-6"), Ok((-153_000, false)));
        assert_eq!(of("0.0001", "0.5"), Ok((0, true)));
        assert_eq!(of("0.0003", "0.5"), Ok((2, true)));
        assert_eq!(of("1000000", "1000000"), Err(NumberFault::TooLarge));
    }

    #[test]
    fn a_text_says_which_mark_it_uses_or_nothing() {
        for (text, expected) in [
            ("12,5", Some(DecimalMark::Comma)),
            ("1.234,50", Some(DecimalMark::Comma)),
            ("1.234.567", Some(DecimalMark::Comma)),
            ("12.5", Some(DecimalMark::Point)),
            ("1,234.50", Some(DecimalMark::Point)),
            ("1,234,567", Some(DecimalMark::Point)),
            ("1,234", None),
            ("1.234", None),
            ("-0.234", Some(DecimalMark::Point)),
            ("€0,234", Some(DecimalMark::Comma)),
            ("12", None),
        ] {
            assert_eq!(evidence(text), expected, "{text}");
        }
    }

    #[test]
    fn percentages_are_fractions() {
        for (text, mark, expected) in [
            ("15%", DecimalMark::Point, Some(0.15)),
            ("12.5 %", DecimalMark::Point, Some(0.125)),
            ("-7,25％", DecimalMark::Comma, Some(-0.0725)),
            ("15", DecimalMark::Point, None),
            ("%", DecimalMark::Point, None),
        ] {
            assert_eq!(percentage(text, mark), expected, "{text}");
        }
    }

    #[test]
    fn floats_know_powers_of_ten_and_no_words() {
        assert_eq!(float("1e-5", DecimalMark::Point), Some(1e-5));
        assert_eq!(float("1,889.5", DecimalMark::Point), Some(1889.5));
        for text in ["inf", "NaN", "e5", "1e999", "Yes", ""] {
            assert_eq!(float(text, DecimalMark::Point), None, "{text}");
        }
    }

    /// The digits in groups of three, or of two before the last, as in India.
    fn grouped(digits: &str, size: usize, separator: char) -> String {
        let count = digits.len();
        let sets_off = |place: usize| place > 0 && (count - place >= 3) && (count - place - 3).is_multiple_of(size);
        let each = digits.char_indices().map(|(place, digit)| {
            let separator = sets_off(place).then_some(separator);
            separator.into_iter().chain([digit]).collect::<String>()
        });
        each.collect()
    }

    /// A number of ten-thousandths in every form that people write.
    fn forms(value: i64, decimals: usize, mark: DecimalMark) -> Vec<String> {
        let (point, comma) = match mark {
            DecimalMark::Point => ('.', ','),
            DecimalMark::Comma => (',', '.'),
        };
        let whole = (value.abs() / 10_000).to_string();
        let fraction = &format!("{:04}", value.abs() % 10_000)[..decimals];
        let separators = [comma, '\'', '’', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
        let mut plain: Vec<String> = separators
            .into_iter()
            .flat_map(|separator| [3, 2].map(|size| grouped(&whole, size, separator)))
            .map(|whole| format!("{whole}{point}{fraction}"))
            .collect();
        plain.push(format!("{whole}{point}{fraction}"));
        let wide = |char: char| char::from_u32(u32::from(char) + 0xfee0).unwrap();
        let arabic = |char: char| char.to_digit(10).map_or(char, |digit| char::from_u32(0x660 + digit).unwrap());
        let long = format!("{whole}{point}{fraction}");
        plain.push(long.chars().map(wide).collect());
        plain.push(long.chars().map(arabic).collect());
        let minus = if value < 0 { "-" } else { "" };
        let mut forms: Vec<String> = plain.iter().map(|plain| format!("{minus}{plain}")).collect();
        for plain in &plain {
            forms.extend([
                format!("{minus}${plain}"),
                format!("{plain} €{minus}"),
                format!("CHF {minus}{plain}"),
                format!("{plain}{minus}"),
                if value < 0 { format!("({plain})") } else { format!("+{plain}") },
                if value < 0 {
                    format!("\u{2212}￥{plain}")
                } else {
                    format!("{plain}元")
                },
            ]);
        }
        let myriads = format!("{minus}{}{point}{:08}万", value.abs() / 100_000_000, value.abs() % 100_000_000);
        forms.push(myriads);
        forms
    }

    proptest! {
        #[test]
        fn the_short_way_and_the_long_way_agree(value in -999_999_999_999_i64..999_999_999_999, decimals in 0_u32..=4) {
            let scale = 10_i64.pow(4 - decimals);
            let value = value / scale * scale;
            let sign = if value < 0 { "-" } else { "" };
            let fraction = format!("{:04}", value.abs() % 10_000);
            let text = format!("{sign}{}.{}", value.abs() / 10_000, &fraction[..decimals as usize]);
            prop_assert_eq!(plain_amount(text.as_bytes(), DecimalMark::Point), Some(Money(value)));
            prop_assert_eq!(exact(&plain_decimal(&text, DecimalMark::Point).unwrap()).unwrap().money, Money(value));
        }

        #[test]
        fn a_number_reads_the_same_in_every_form(value in -99_999_999_999_999_i64..99_999_999_999_999, decimals in 1_usize..=4) {
            let scale = 10_i64.pow(4 - u32::try_from(decimals).unwrap());
            let value = value / scale * scale;
            for mark in [DecimalMark::Point, DecimalMark::Comma] {
                for text in forms(value, decimals, mark) {
                    prop_assert_eq!(ten_thousandths(&text, mark), Ok(value), "{}", text);
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _ = (amount(&text, DecimalMark::Point), float(&text, DecimalMark::Comma), evidence(&text));
        }
    }
}
