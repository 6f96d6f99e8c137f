//! Keys: what is left of a text when all that people and programs write
//! differently is taken away. Texts with one key are spellings of one another.

mod email;
mod phone;
mod simplified;

pub(crate) use email::email;
pub(crate) use phone::{Country, country, guess_country, phone};

use unicode_normalization::UnicodeNormalization;

use simplified::simplified;

/// The text without case, width, accents, ligatures, and with simplified Chinese characters.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Signs that stand on their own in other scripts, such as the voicing of kana, are letters.
    let accent = |char: &char| ('\u{300}'..='\u{36f}').contains(char);
    for char in text.nfkd().flat_map(char::to_lowercase).filter(|char| !accent(char)) {
        match char {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            _ => folded.push(simplified(char)),
        }
    }
    folded
}

/// The key of a category: letters, digits and signs that mean something, in
/// their order. Blanks and punctuation go, but for those between two digits
/// (`1.5` is not `15`) and a minus before the first one.
pub(crate) fn spelling(text: &str) -> String {
    let folded = folded(text);
    let mut key = String::with_capacity(folded.len());
    let mut gap = None;
    for char in folded.chars() {
        if trifle(char) {
            gap = Some(char);
            continue;
        }
        if char.is_ascii_digit() {
            match (gap, key.chars().next_back()) {
                (Some(_), Some(before)) if before.is_ascii_digit() => key.push('.'),
                (Some('-' | '\u{2212}'), None) => key.push('-'),
                _ => {}
            }
        }
        gap = None;
        key.push(char);
    }
    if key.is_empty() { folded } else { key }
}

/// Whether a character is a blank, a control or a punctuation mark that tells no two texts apart.
fn trifle(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || matches!(
            char,
            '-' | '_'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '\''
                | '"'
                | '`'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '·'
                | '、'
                | '。'
                | '「'
                | '」'
                | '《'
                | '》'
                | '•'
                | '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2010}'..='\u{2027}'
                | '\u{2212}'
                | '\u{feff}'
        )
}

/// The fingerprint of `OpenRefine`: without case, accents and punctuation, each word once, sorted.
pub(crate) fn fingerprint(text: &str) -> String {
    let kept: String = folded(text)
        .chars()
        .filter(|&char| char.is_whitespace() || !(char.is_ascii_punctuation() || trifle(char)))
        .collect();
    sorted(kept.split_whitespace())
}

/// The key of a name or an address: its words sorted, each once. What stands between words parts
/// them; dots and apostrophes do not. Text without blanks, as Chinese is written, is one word.
pub(crate) fn words(text: &str) -> String {
    let folded = folded(text);
    let kept: String = folded
        .chars()
        .filter(|char| !matches!(char, '.' | '\'' | '’' | '`'))
        .map(|char| if char.is_alphanumeric() { char } else { ' ' })
        .collect();
    if kept.chars().any(ideograph) {
        return kept.split_whitespace().collect();
    }
    sorted(kept.split_whitespace().map(short_form))
}

/// Whether a character is a Chinese one.
pub(crate) fn ideograph(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Words of addresses that are written in full and cut short.
fn short_form(word: &str) -> &str {
    match word {
        "street" | "saint" => "st",
        "road" => "rd",
        "avenue" => "ave",
        "boulevard" => "blvd",
        "drive" => "dr",
        "lane" => "ln",
        "court" => "ct",
        "place" => "pl",
        "square" => "sq",
        "apartment" => "apt",
        "floor" => "fl",
        "strasse" => "str",
        _ => word.strip_suffix("strasse").map_or(word, |_| &word[..word.len() - 4]),
    }
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The key of an id: without case, width, blanks, zeros in front and a `.0` behind.
pub(crate) fn id(text: &str) -> String {
    let folded: String = folded(text)
        .chars()
        .filter(|&char| !(char.is_whitespace() || char.is_control() || matches!(char, '\u{200b}' | '\u{feff}')))
        .collect();
    let whole = folded.strip_suffix(".0").unwrap_or(&folded);
    let number = whole.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = if number { whole.trim_start_matches('0') } else { whole };
    if trimmed.is_empty() { whole } else { trimmed }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_openrefine() {
        // The examples of its manual, “Clustering in depth”.
        for (a, b, key) in [
            ("New York", "new york", "new york"),
            ("Gödel", "Godel", "godel"),
            ("Cruise, Tom", " Tom Cruise ", "cruise tom"),
            ("À noite, vovô", "vovo a NOITE a", "a noite vovo"),
        ] {
            assert_eq!((fingerprint(a), fingerprint(b)), (key.into(), key.into()));
        }
    }

    #[test]
    fn spellings_of_one_thing_have_one_key() {
        for (a, b) in [
            ("Green Tea", "green-tea"),
            ("ＧＲＥＥＮ　ＴＥＡ", "green tea"),
            ("綠茶（禮盒）", "绿茶(礼盒)"),
            ("Café crème", "cafe creme"),
            ("Straße", "STRASSE"),
            ("1.5 L", "1,5l"),
            ("ﬁne", "Fine"),
            ("Co.\u{200b}", "co"),
        ] {
            assert_eq!(spelling(a), spelling(b), "{a} {b}");
        }
        for (a, b) in [
            ("1.5 L", "15 L"),
            ("C", "C++"),
            ("C#", "C+"),
            ("-5", "5"),
            ("10-20", "1020"),
            ("が", "か"),
            ("🍵", "☕"),
            ("!", "?"),
            ("tea green", "green tea"),
        ] {
            assert_ne!(spelling(a), spelling(b), "{a} {b}");
        }
    }

    #[test]
    fn names_and_addresses_are_their_words() {
        for (text, key) in [
            ("Müller-Lüdenscheidt, Hans", "hans ludenscheidt muller"),
            ("O'Brien", "obrien"),
            ("12 Baker Street, Apartment 4", "12 4 apt baker st"),
            ("Goethestraße 5", "5 goethestr"),
            ("上海市 浦東新區張江路88號", "上海市浦东新区张江路88号"),
            ("J. R. Smith", "j r smith"),
        ] {
            assert_eq!(words(text), key, "{text}");
        }
    }

    #[test]
    fn ids_lose_what_programs_add() {
        for (text, key) in [
            ("00012", "12"),
            ("12.0", "12"),
            ("Ａ 12", "a12"),
            ("A-007", "a-007"),
            ("000", "000"),
            ("0", "0"),
        ] {
            assert_eq!(id(text), key, "{text}");
        }
    }
}
