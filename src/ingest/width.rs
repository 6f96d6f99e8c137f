//! Full-width characters, as East Asian keyboards and exports write them.

use std::borrow::Cow;

/// The text with full-width characters (`１２．５`, `ＩＤ`) and the many kinds
/// of space, minus and apostrophe replaced by their ASCII forms.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half_width_char).collect())
}

fn half_width_char(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2212}' => '-',
        '\u{2019}' => '\'',
        '\u{ffe5}' => '¥',
        '\u{ffe1}' => '£',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_ascii() {
        assert_eq!(half_width("１２．５（元）　ＩＤ￥"), "12.5(元) ID¥");
        assert!(matches!(half_width("12.5"), Cow::Borrowed("12.5")));
    }
}
