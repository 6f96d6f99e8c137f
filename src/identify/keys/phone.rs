//! Telephone numbers in one form: calling code, national number, extension.
//!
//! A table of calling codes, national prefixes and lengths is enough to bring
//! numbers into one form; whether a number exists is not asked. The data of
//! libphonenumber would answer that, for several times the size of all this.

use super::folded;

/// How numbers are written in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country {
    /// Its code of two letters.
    pub(crate) iso: &'static str,
    calling: &'static str,
    /// What stands before the national number inside the country and not outside.
    trunk: &'static str,
    /// The digits of a national number, fewest and most.
    length: (usize, usize),
}

/// A telephone number as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phone {
    /// `+` and digits; `;` and the extension.
    pub(crate) key: String,
    /// Whether the country was taken for granted.
    pub(crate) assumed: bool,
    /// Whether nobody has such a number: one digit over and over, or a row of digits.
    pub(crate) invented: bool,
}

/// Recommendation ITU-T E.164 and the countries' numbering plans: calling code, country, national
/// prefix (`-` for none), fewest and most digits.
const COUNTRIES: [(&str, &str, &str, usize, usize); 72] = [
    ("1", "US", "1", 10, 10),
    ("1", "CA", "1", 10, 10),
    ("7", "RU", "8", 10, 10),
    ("20", "EG", "0", 8, 10),
    ("27", "ZA", "0", 9, 9),
    ("30", "GR", "-", 10, 10),
    ("31", "NL", "0", 9, 9),
    ("32", "BE", "0", 8, 9),
    ("33", "FR", "0", 9, 9),
    ("34", "ES", "-", 9, 9),
    ("36", "HU", "06", 8, 9),
    ("39", "IT", "-", 6, 11),
    ("40", "RO", "0", 9, 9),
    ("41", "CH", "0", 9, 9),
    ("43", "AT", "0", 4, 12),
    ("44", "GB", "0", 9, 10),
    ("45", "DK", "-", 8, 8),
    ("46", "SE", "0", 7, 10),
    ("47", "NO", "-", 8, 8),
    ("48", "PL", "-", 9, 9),
    ("49", "DE", "0", 5, 11),
    ("51", "PE", "0", 8, 9),
    ("52", "MX", "-", 10, 10),
    ("54", "AR", "0", 10, 11),
    ("55", "BR", "0", 10, 11),
    ("56", "CL", "-", 9, 9),
    ("57", "CO", "-", 10, 10),
    ("60", "MY", "0", 8, 10),
    ("61", "AU", "0", 9, 9),
    ("62", "ID", "0", 8, 12),
    ("63", "PH", "0", 8, 10),
    ("64", "NZ", "0", 8, 10),
    ("65", "SG", "-", 8, 8),
    ("66", "TH", "0", 8, 9),
    ("81", "JP", "0", 9, 10),
    ("82", "KR", "0", 8, 10),
    ("84", "VN", "0", 9, 10),
    ("86", "CN", "0", 9, 11),
    ("90", "TR", "0", 10, 10),
    ("91", "IN", "0", 10, 10),
    ("92", "PK", "0", 9, 10),
    ("94", "LK", "0", 9, 9),
    ("98", "IR", "0", 10, 10),
    ("212", "MA", "0", 9, 9),
    ("234", "NG", "0", 8, 10),
    ("254", "KE", "0", 9, 9),
    ("351", "PT", "-", 9, 9),
    ("352", "LU", "-", 4, 11),
    ("353", "IE", "0", 7, 9),
    ("354", "IS", "-", 7, 7),
    ("358", "FI", "0", 5, 12),
    ("359", "BG", "0", 7, 9),
    ("370", "LT", "0", 8, 8),
    ("371", "LV", "-", 8, 8),
    ("372", "EE", "-", 7, 8),
    ("380", "UA", "0", 9, 9),
    ("381", "RS", "0", 8, 9),
    ("385", "HR", "0", 8, 9),
    ("386", "SI", "0", 8, 8),
    ("420", "CZ", "-", 9, 9),
    ("421", "SK", "0", 9, 9),
    ("852", "HK", "-", 8, 8),
    ("853", "MO", "-", 8, 8),
    ("880", "BD", "0", 8, 10),
    ("886", "TW", "0", 8, 9),
    ("961", "LB", "0", 7, 8),
    ("962", "JO", "0", 8, 9),
    ("965", "KW", "-", 8, 8),
    ("966", "SA", "0", 8, 9),
    ("971", "AE", "0", 8, 9),
    ("972", "IL", "0", 8, 9),
    ("974", "QA", "-", 8, 8),
];

/// The country of a code of two letters, or of a calling code.
pub(crate) fn country(text: &str) -> Option<Country> {
    let text = text.trim().trim_start_matches('+');
    let row = COUNTRIES
        .iter()
        .find(|(calling, iso, ..)| iso.eq_ignore_ascii_case(text) || *calling == text)?;
    Some(of(row))
}

fn of(&(calling, iso, trunk, fewest, most): &(&'static str, &'static str, &'static str, usize, usize)) -> Country {
    Country {
        iso,
        calling,
        trunk: trunk.trim_start_matches('-'),
        length: (fewest, most),
    }
}

impl Country {
    /// The national number of digits as they are dialled in the country.
    fn national<'a>(&self, digits: &'a str) -> Option<&'a str> {
        let fits = |digits: &&str| (self.length.0..=self.length.1).contains(&digits.len());
        let dialled = (!self.trunk.is_empty()).then(|| digits.strip_prefix(self.trunk)).flatten();
        // No national number begins with the prefix.
        match dialled {
            Some(rest) => Some(rest).filter(fits),
            None => Some(digits).filter(fits),
        }
    }
}

/// The number in one form; `None` when it is none. Numbers without a calling code are the country's.
pub(crate) fn phone(text: &str, home: Option<Country>) -> Option<Phone> {
    let folded = folded(text);
    let (number, extension) = split_extension(folded.trim().trim_start_matches(['\'', '’']));
    if number.contains(|char: char| char.is_alphabetic() || char == '@') {
        return None;
    }
    let plus = number.trim_start().starts_with(['+', '(']) && number.contains('+');
    // A national prefix that is only for those inside the country stands in parentheses.
    let without = if plus { number.replace("(0)", "") } else { number.to_owned() };
    let digits: String = without.chars().filter(char::is_ascii_digit).collect();
    if !(6..=17).contains(&digits.len()) {
        return None;
    }
    let abroad = match (plus, digits.strip_prefix("00")) {
        (true, _) => Some(digits.as_str()),
        (false, Some(rest)) => Some(rest),
        (false, None) => home.filter(|home| home.iso == "US").and_then(|_| digits.strip_prefix("011")),
    };
    let found = match (abroad, home) {
        (Some(digits), _) => international(digits).map(|number| (number, false)),
        (None, Some(home)) => at_home(&digits, home).map(|number| (number, true)),
        (None, None) => None,
    };
    let (key, assumed) = found.unwrap_or_else(|| (digits.trim_start_matches('0').to_owned(), true));
    if key.len() < 6 {
        return None;
    }
    Some(Phone {
        invented: invented(&key),
        key: if extension.is_empty() { key } else { format!("{key};{extension}") },
        assumed,
    })
}

/// Digits behind a plus.
fn international(digits: &str) -> Option<String> {
    let known = |length: usize| {
        let calling = digits.get(..length)?;
        COUNTRIES.iter().find(|row| row.0 == calling).map(of)
    };
    match (1..=3).find_map(known) {
        Some(country) => {
            let national = country.national(&digits[country.calling.len()..])?;
            Some(format!("+{}{national}", country.calling))
        }
        None if digits.len() > 6 && !digits.starts_with('0') => Some(format!("+{digits}")),
        None => None,
    }
}

/// Digits as they are dialled at home: the national number, or the calling code without a plus.
fn at_home(digits: &str, home: Country) -> Option<String> {
    let coded = digits.strip_prefix(home.calling).and_then(|rest| home.national(rest));
    let plain = home.national(digits);
    // `1` begins every number of North America and no Chinese number is as long as with `86`.
    let longest = digits.len() > home.length.1;
    let national = if longest { coded.or(plain) } else { plain.or(coded) }?;
    Some(format!("+{}{national}", home.calling))
}

/// The number, and the extension behind it.
fn split_extension(text: &str) -> (&str, &str) {
    for sign in ["extension", "ext.", "ext", "分机", "转", "x", "#"] {
        if let Some((number, rest)) = text.rsplit_once(sign) {
            let rest = rest.trim_matches([' ', '.', ':', ')']);
            if (1..=6).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit()) {
                return (number.trim_end_matches(['(', ' ', ',', ';']), rest);
            }
        }
    }
    (text, "")
}

/// One digit over and over, or a row of digits, at the end.
fn invented(key: &str) -> bool {
    let digits: Vec<i16> = key.bytes().filter(u8::is_ascii_digit).map(i16::from).collect();
    let tail = &digits[digits.len().saturating_sub(7)..];
    let steps = |step: i16| tail.windows(2).all(|pair| (pair[1] - pair[0] - step).rem_euclid(10) == 0);
    tail.len() == 7 && (steps(0) || steps(1) || steps(-1))
}

/// The country whose numbers these are, where most of them tell: Chinese mobile numbers by their
/// form, others by the calling codes that some of them have.
pub(crate) fn guess_country<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Country> {
    let (mut all, mut chinese) = (0_usize, 0_usize);
    let mut counts = [0_usize; COUNTRIES.len()];
    for text in texts {
        let Some(found) = phone(text, None) else { continue };
        all += 1;
        let bare = found.key.trim_start_matches("+86").trim_start_matches('+');
        let bare = bare.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(bare);
        let bytes = bare.as_bytes();
        chinese += usize::from(bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]));
        let coded = (1..=3).find_map(|length| {
            let calling = found.key.strip_prefix('+')?.get(..length)?;
            COUNTRIES.iter().position(|row| row.0 == calling)
        });
        if let Some(place) = coded {
            counts[place] += 1;
        }
    }
    if all > 0 && chinese * 2 > all {
        return country("CN");
    }
    let coded: usize = counts.iter().sum();
    let (place, most) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (coded > 0 && most * 2 > coded).then(|| of(&COUNTRIES[place]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_key_however_it_is_written() {
        for (home, key, texts) in [
            (
                "CN",
                "+8613812345679",
                &[
                    "13812345679",
                    "138-1234-5679",
                    "+86 138 1234 5679",
                    "8613812345679",
                    "0086-13812345679",
                    "１３８１２３４５６７９",
                    "(+86)13812345679",
                    "013812345679",
                ][..],
            ),
            (
                "CN",
                "+861065529989;801",
                &["010-65529989转801", "(010) 6552 9989 ext. 801", "+86 10 65529989 分机801"],
            ),
            (
                "US",
                "+12125550187",
                &[
                    "(212) 555-0187",
                    "212.555.0187",
                    "1-212-555-0187",
                    "+1 212 555 0187",
                    "0012125550187",
                ],
            ),
            ("US", "+12125550187;12", &["212-555-0187 x12", "(212) 555-0187 #12"]),
            (
                "DE",
                "+4915123456799",
                &["0151 23456799", "+49 (0)151 234567-99", "0049 151 23456799", "49 151 23456799"],
            ),
            (
                "GB",
                "+447700900183",
                &["07700 900183", "+44 7700 900183", "+44 (0) 7700 900183", "00447700900183"],
            ),
            ("JP", "+819034560812", &["090-3456-0812", "+81 90 3456 0812", "+81(0)9034560812"]),
            ("IT", "+390669812345", &["06 6981 2345", "+39 06 69812345"]),
            ("FR", "+33612340987", &["06 12 34 09 87", "+33 6 12 34 09 87", "0033612340987"]),
            ("HK", "+85251234096", &["5123 4096", "+852 5123 4096"]),
            ("US", "+448081570192", &["011 44 808 157 0192", "+44 808 157 0192"]),
        ] {
            for text in texts {
                let found = phone(text, country(home)).map(|phone| phone.key);
                assert_eq!(found.as_deref(), Some(key), "{home} {text}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "12345", "ann@example.com", "n/a", "call me", "2024-01-31 10:00:00 1234"] {
            assert_eq!(phone(text, country("CN")), None, "{text}");
        }
        // Without a country only the digits speak.
        let found = phone("0171 1234098", None).unwrap();
        assert_eq!((found.key.as_str(), found.assumed), ("1711234098", true));
        assert!(!phone("+44 7700 900183", None).unwrap().assumed);
    }

    #[test]
    fn invented_numbers_are_known() {
        for text in ["13800000000", "12345678901", "13888888888", "0000000", "9876543210"] {
            assert!(phone(text, country("CN")).is_none_or(|phone| phone.invented), "{text}");
        }
        assert!(!phone("13812345679", country("CN")).unwrap().invented);
    }

    #[test]
    fn the_country_is_told_by_most_numbers() {
        let guess = |texts: &[&str]| guess_country(texts.iter().copied()).map(|country| country.iso);
        assert_eq!(guess(&["13812345679", "18655530021", "010-65529989"]), Some("CN"));
        assert_eq!(
            guess(&["0151 23456799", "+49 30 1234099", "+43 1 12340987", "+49 151 23456790"]),
            Some("DE")
        );
        assert_eq!(guess(&["0151 23456799", "030 1234099"]), None);
    }
}
