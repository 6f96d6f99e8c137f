//! Full-width characters, as East Asian keyboards and exports write them.

use std::borrow::Cow;

/// The text with full-width characters (`１２．５`, `ＩＤ`), Arabic digits and
/// the many kinds of space, minus and apostrophe replaced by their ASCII forms,
/// and without the marks that only set the direction of writing.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|char| !unseen(*char)).map(half_width_char).collect())
}

/// Marks of direction and joints that have no width.
fn unseen(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

fn half_width_char(char: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(char) - zero, 10).unwrap_or(char);
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        // Arabic has its own decimal and thousands signs.
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
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
        assert_eq!(half_width("\u{200f}١٢٣٬٤۵٫۶\u{2009}\u{2013}\u{2019}"), "123,45.6 -'");
        assert!(matches!(half_width("12.5"), Cow::Borrowed("12.5")));
    }
}
