//! What a single value looks like: an e-mail address, a phone number, a
//! person's name, an address, an id.

use super::profile::reads_as_date;
use super::width::half_width;

/// How surely a value is a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phone {
    /// Digits alone, which ids have too.
    Perhaps,
    /// Signs between the digits, a country's code, or a Chinese mobile number.
    Surely,
}

/// Whether a text is an e-mail address.
pub(super) fn email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let plain = |text: &str| !text.is_empty() && !text.contains(|char: char| char.is_whitespace() || matches!(char, '@' | ',' | ';'));
    let (name, top) = domain.rsplit_once('.').unwrap_or_default();
    let letters = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    plain(local) && plain(name) && letters && !name.starts_with('.') && !name.ends_with('.')
}

/// Whether a text is a phone number: seven to fifteen digits, and little else.
pub(super) fn phone(text: &str) -> Option<Phone> {
    let text = half_width(text);
    // Programs write an apostrophe in front, so that a spreadsheet leaves the digits alone.
    let text = text.trim().trim_start_matches(['\'', '’']);
    let (number, extension) = match text.split_once(['x', '转', '轉']) {
        Some((number, extension)) => (number.trim_end_matches([' ', 'e', 't']), Some(extension)),
        None => (text, None),
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let signs = |char: char| char.is_ascii_digit() || matches!(char, ' ' | '-' | '.' | '(' | ')' | '/' | '+');
    let plus = number.rfind('+').is_none_or(|place| place == 0);
    let extension = extension.is_none_or(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    if !(7..=15).contains(&digits.len()) || !number.chars().all(signs) || !plus || !extension {
        return None;
    }
    let bytes = digits.as_bytes();
    let mobile = |bytes: &[u8]| matches!(bytes, [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9);
    let country = number.starts_with('+') || (number.starts_with("00") && digits.len() > 10);
    let parts: Vec<usize> = number
        .split(|char: char| !char.is_ascii_digit())
        .map(str::len)
        .filter(|&len| len > 0)
        .collect();
    let groups = match parts[..] {
        // A decimal, an American postal code, a phone number.
        [_] | [5, 4] => false,
        [_, _] => number.contains(['-', ' ', '/']) && digits.len() >= 9,
        _ => digits.len() >= 8 && !reads_as_date(number),
    };
    Some(if country || mobile(bytes) || groups {
        Phone::Surely
    } else {
        Phone::Perhaps
    })
}

/// The most frequent Chinese family names.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許葉閻鍾譚鄒陸顧龍萬錢湯賴龔歐陽";

/// Whether a text looks like a person's name.
pub(super) fn person(text: &str) -> bool {
    if text.chars().any(han) {
        let length = text.chars().count();
        return (2..=4).contains(&length) && text.chars().all(han) && text.chars().next().is_some_and(|first| SURNAMES.contains(first));
    }
    let word = |word: &str| {
        let word = word.trim_end_matches(['.', ',']);
        let inside = |char: char| char.is_alphabetic() || matches!(char, '\'' | '-' | '’' | '.');
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(inside)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.iter().all(|text| word(text))
}

/// Whether a text looks like the address of a house.
pub(super) fn address(text: &str) -> bool {
    const PARTS: &str = "省市区县镇乡村路街道巷弄号栋楼室區縣鎮鄉號棟樓";
    const WORDS: &[&str] = &[
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "ln",
        "drive",
        "dr",
        "blvd",
        "boulevard",
        "court",
        "ct",
        "way",
        "place",
        "square",
        "rue",
        "calle",
        "via",
        "viale",
        "rua",
        "weg",
        "platz",
        "plaza",
        "box",
    ];
    if text.chars().any(han) {
        return text.chars().count() >= 6 && text.chars().filter(|&char| PARTS.contains(char)).count() >= 2;
    }
    let street = |word: &str| {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        WORDS.contains(&&*word) || ["straße", "strasse", "str", "straat"].iter().any(|end| word.ends_with(end))
    };
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.split_whitespace().count() >= 2 && text.split_whitespace().any(street)
}

/// Whether a text looks like an id: letters and digits without a blank, one digit at least.
pub(super) fn code(text: &str) -> bool {
    let inside = |char: char| char.is_alphanumeric() && !han(char) || matches!(char, '-' | '_' | '.' | '/' | '#' | ':' | '+' | '*');
    text.len() >= 2 && text.bytes().any(|byte| byte.is_ascii_digit()) && text.chars().all(inside)
}

/// Whether it is a Chinese character.
pub(super) fn han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Whether a text is a whole number as a spreadsheet shortens it: `1.2E+11`.
pub(super) fn shortened(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let power = power.strip_prefix('+').unwrap_or(power);
    digits(whole)
        && digits(fraction)
        && whole.len() == 1
        && digits(power)
        && power.parse().is_ok_and(|power: u32| (9..=99).contains(&power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_e_mail_are_told_from_other_texts() {
        for text in ["a@b.co", "Ann.Lee+shop@mail.example.com", "李@例子.中国"] {
            assert!(email(text), "{text}");
        }
        for text in [
            "",
            "a@b",
            "a b@c.de",
            "@b.co",
            "a@.co",
            "a@b.c",
            "a@b@c.de",
            "a@b.co,d@e.fr",
            "a@b.c1",
        ] {
            assert!(!email(text), "{text}");
        }
    }

    #[test]
    fn phones_are_told_from_ids_and_dates() {
        for (text, expected) in [
            ("13812345678", Some(Phone::Surely)),
            ("138-1234-5678", Some(Phone::Surely)),
            ("+86 138 1234 5678", Some(Phone::Surely)),
            ("+16505551212", Some(Phone::Surely)),
            ("0044 20 7946 0958", Some(Phone::Surely)),
            ("(650) 555-1212", Some(Phone::Surely)),
            ("650.555.1212", Some(Phone::Surely)),
            ("010-12345678", Some(Phone::Surely)),
            ("010-12345678 x123", Some(Phone::Surely)),
            ("01234 567890", Some(Phone::Surely)),
            ("6505551212", Some(Phone::Perhaps)),
            ("17850", None),
            ("1234567", Some(Phone::Perhaps)),
            ("12345-6789", Some(Phone::Perhaps)),
            ("2024-01-31", Some(Phone::Perhaps)),
            ("1234567.89", Some(Phone::Perhaps)),
            ("1+2345678", None),
            ("1234567890123456", None),
            ("A1234567", None),
            ("", None),
        ] {
            assert_eq!(phone(text), expected, "{text}");
        }
    }

    #[test]
    fn people_places_and_codes() {
        for text in ["王伟", "欧阳娜娜", "Ann Lee", "Lee, Ann", "Jean-Luc O’Brien", "Ann B. Lee"] {
            assert!(person(text), "{text}");
        }
        for text in [
            "北京市朝阳",
            "绿茶",
            "Ann",
            "green tea",
            "Ann Lee 2",
            "Tea for two people and more",
            "",
        ] {
            assert!(!person(text), "{text}");
        }
        for text in [
            "北京市朝阳区建国路1号",
            "12 High Street",
            "Hauptstr. 5",
            "5 rue de la Paix",
            "PO Box 12",
        ] {
            assert!(address(text), "{text}");
        }
        for text in ["北京市", "Street", "12 apples", "High Street"] {
            assert!(!address(text), "{text}");
        }
        for text in ["C001", "85123A", "2024-0001", "#1001", "1.2E+11", "a3f-9"] {
            assert!(code(text), "{text}");
        }
        for text in ["Ann", "7", "C 1", "客1户", ""] {
            assert!(!code(text), "{text}");
        }
        for text in ["1.2E+11", "1.23457E+11", "1E+12", "6e15", "1,2E+11"] {
            assert!(shortened(text), "{text}");
        }
        for text in ["1.2", "12E+11", "1.2E+3", "E+11", "1.2E", "1E-11", "1.E+11"] {
            assert!(!shortened(text), "{text}");
        }
    }
}
