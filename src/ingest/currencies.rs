//! Which currencies a column of amounts is in.

use crate::sorting;
use crate::text::Notice;

use super::numbers;

/// What the numbers of a column carry beside their digits.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// How many carry each currency sign or code.
    currencies: Vec<(String, u64)>,
    /// How many are written in ten thousands or hundred millions, and the first of them.
    myriads: u64,
    example: String,
    latest: Latest,
}

/// What the latest number has before and behind its digits; the next one mostly has the same.
#[derive(Debug, Default)]
struct Latest {
    before: String,
    behind: String,
    currency: Option<usize>,
    myriad: bool,
}

impl Carried {
    /// Notes what the number of so many rows carries.
    pub(super) fn add(&mut self, text: &str, rows: u64) {
        let digit = u8::is_ascii_digit;
        let bytes = text.as_bytes();
        let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
        if digits.first().is_some_and(digit) && digits.last().is_some_and(digit) {
            return;
        }
        let first = bytes.iter().position(digit).unwrap_or(bytes.len());
        let last = bytes.iter().rposition(digit).map_or(first, |last| last + 1);
        let (before, behind) = (&text[..first], &text[last..]);
        if before != self.latest.before || behind != self.latest.behind {
            let (currency, myriad) = numbers::carries(text);
            self.latest = Latest {
                before: before.into(),
                behind: behind.into(),
                currency: currency.map(|currency| self.place(currency)),
                myriad,
            };
        }
        if let Some(place) = self.latest.currency {
            self.currencies[place].1 += rows;
        }
        if self.latest.myriad {
            if self.myriads == 0 {
                text.clone_into(&mut self.example);
            }
            self.myriads += rows;
        }
    }

    /// Where a currency is counted.
    fn place(&mut self, currency: String) -> usize {
        let known = self.currencies.iter().position(|(other, _)| *other == currency);
        known.unwrap_or_else(|| {
            self.currencies.push((currency, 0));
            self.currencies.len() - 1
        })
    }

    /// What to know of this column.
    pub(super) fn notices(&self, column: &str) -> impl Iterator<Item = Notice> {
        [self.mixed(column), self.in_myriads(column)].into_iter().flatten()
    }

    /// More than one currency, unless all signs can stand for the same: `¥` and `CNY` can.
    fn mixed(&self, column: &str) -> Option<Notice> {
        let mut codes = self.currencies.iter().map(|(sign, _)| codes(sign));
        let mut common = codes.next()?;
        for codes in codes {
            common.retain(|code| codes.contains(code));
        }
        if !common.is_empty() {
            return None;
        }
        let list = |comma: &str| {
            let mut each: Vec<String> = self.currencies.iter().map(|(sign, count)| format!("{sign} ({count})")).collect();
            sorting::sort(&mut each);
            each.join(comma)
        };
        Some(Notice::warning(
            "mixed_currencies",
            format!(
                "“{column}” has more than one currency: {}. They were added up as if they were one, so sums mean little. Convert them to one currency first, or keep one file a currency.",
                list(", ")
            ),
            format!(
                "“{column}”列含有多种货币：{}。目前按同一货币相加，合计没有意义。请先换算成同一货币，或按货币分开导入。",
                list("、")
            ),
        ))
    }

    fn in_myriads(&self, column: &str) -> Option<Notice> {
        let Self { myriads, example, .. } = self;
        (*myriads > 0).then(|| {
            Notice::note(
                "myriads",
                format!("Numbers in “{column}” written with 万 (ten thousand) or 亿 (a hundred million): {myriads}, the first being “{example}”. They were multiplied out."),
                format!("“{column}”列有 {myriads} 个数字以“万”或“亿”为单位（首个为“{example}”），已换算成普通数字。"),
            )
        })
    }
}

/// The currencies that a sign can stand for.
fn codes(sign: &str) -> Vec<&str> {
    match sign {
        "$" => vec!["USD", "AUD", "CAD", "HKD", "TWD", "SGD", "NZD", "MXN", "MOP"],
        "¥" => vec!["CNY", "JPY"],
        "\\" => vec!["JPY", "KRW", "CNY"],
        "元" | "圆" | "圓" => vec!["CNY", "TWD", "HKD", "MOP"],
        "RMB" => vec!["CNY"],
        "円" => vec!["JPY"],
        "US$" => vec!["USD"],
        "HK$" => vec!["HKD"],
        "NT$" | "NTD" => vec!["TWD"],
        "A$" => vec!["AUD"],
        "C$" => vec!["CAD"],
        "R$" => vec!["BRL"],
        "S$" => vec!["SGD"],
        "€" => vec!["EUR"],
        "£" => vec!["GBP"],
        "₹" => vec!["INR"],
        "₩" | "원" => vec!["KRW"],
        "₽" => vec!["RUB"],
        "₺" => vec!["TRY"],
        "₫" => vec!["VND"],
        "฿" => vec!["THB"],
        "₪" => vec!["ILS"],
        "ZŁ" => vec!["PLN"],
        code => vec![code],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notices(texts: &[&str]) -> Vec<(&'static str, String)> {
        let mut carried = Carried::default();
        for text in texts {
            carried.add(text, 1);
        }
        carried.notices("sum").map(|notice| (notice.code, notice.text.en)).collect()
    }

    #[test]
    fn currencies_are_mixed_when_no_currency_has_all_signs() {
        for texts in [
            &["$5", "USD 5", "us$5", "5"][..],
            &["￥5", "5元", "RMB 5", "CNY5"],
            &["5 €", "EUR 5"],
            &["5", "-5"],
            &["5%"],
        ] {
            assert_eq!(notices(texts), [], "{texts:?}");
        }
        for texts in [
            &["$5", "5 €"][..],
            &["US$5", "C$5", "$5"],
            &["¥5", "5円", "5元"],
            &["5 CHF", "EUR 5"],
        ] {
            assert_eq!(notices(texts)[0].0, "mixed_currencies", "{texts:?}");
        }
        let (_, text) = &notices(&["€5", "$5", "-$7", "($9)", "$5 "])[0];
        assert!(text.contains("more than one currency: $ (4), € (1)."), "{text}");
    }

    #[test]
    fn myriads_are_told() {
        let (code, text) = &notices(&["1.2万", "3亿元", "5"])[0];
        assert_eq!(*code, "myriads");
        assert!(text.contains(": 2, the first being “1.2万”"), "{text}");
    }
}
