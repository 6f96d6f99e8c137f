//! What the values of a column are, whatever the column is used for.
//!
//! Decided from the beginning of the file by the share of values of a shape, by
//! how many are distinct, and, where digits alone leave it open (a phone number
//! or an id, an amount or a measure), by the column's name.

use crate::text::Text;

use super::names;
use super::profile::{Profile, blank, missing};
use super::report::{ContentType, Role};
use super::shapes::{self, Phone};
use super::tongues;
use super::totals;
use super::yesno;

/// What the values of a column are, how surely and why.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) kind: ContentType,
    pub(super) confidence: f64,
    pub(super) reason: Text,
    /// In a column of yes and no, how yes is most often written.
    pub(super) yes: Option<String>,
}

/// What the column's values have in common, in rows.
#[derive(Debug, Default)]
struct Shares {
    filled: usize,
    emails: usize,
    phones: usize,
    perhaps_phones: usize,
    dates: usize,
    times: usize,
    numbers: usize,
    fractions: usize,
    percents: usize,
    currencies: usize,
    cents: usize,
    zeros: usize,
    codes: usize,
    people: usize,
    addresses: usize,
    /// The smallest and the largest length of a value.
    lengths: (usize, usize),
}

impl Shares {
    fn of(profile: &Profile) -> Self {
        let mut shares = Self {
            lengths: (usize::MAX, 0),
            ..Self::default()
        };
        let there = |text: &str| !missing(text) && !totals::label(text, false);
        for (text, look, rows) in profile.values().filter(|(text, ..)| there(text)) {
            let count = |share: &mut usize, is: bool| *share += if is { rows } else { 0 };
            count(&mut shares.filled, true);
            count(&mut shares.numbers, look.number > 0);
            count(&mut shares.fractions, look.fraction > 0);
            count(&mut shares.dates, look.date > 0);
            count(&mut shares.times, look.date > 0 && timed(text));
            shares.lengths = (shares.lengths.0.min(text.len()), shares.lengths.1.max(text.len()));
            if look.number > 0 {
                count(
                    &mut shares.zeros,
                    text.len() > 1 && text.starts_with('0') && look.fraction == 0 && !text.contains(['.', ',']),
                );
                count(&mut shares.cents, cents(text));
                count(&mut shares.currencies, look.currency > 0);
            } else {
                count(&mut shares.percents, look.percent > 0);
                count(&mut shares.emails, shapes::email(text));
                count(&mut shares.people, shapes::person(text));
                count(&mut shares.addresses, shapes::address(text));
            }
            let phone = shapes::phone(text).filter(|_| look.date == 0);
            count(&mut shares.phones, phone == Some(Phone::Surely));
            count(&mut shares.perhaps_phones, phone.is_some());
            count(&mut shares.codes, shapes::code(text));
        }
        shares
    }

    fn share(&self, part: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { part as f64 / self.filled as f64 }
    }
}

/// Whether a date has a time other than midnight.
fn timed(text: &str) -> bool {
    let clock = text.find(':').or_else(|| text.find(['时', '点', '時', '시']));
    clock.is_some_and(|place| {
        let around = &text[place.saturating_sub(2)..];
        let digits = around.chars().take_while(|char| !matches!(char, '.' | '+' | 'Z'));
        text.is_char_boundary(place.saturating_sub(2)) && digits.filter(char::is_ascii_digit).any(|digit| digit != '0')
    })
}

/// Whether a number has exactly two decimals, as money is written.
fn cents(text: &str) -> bool {
    let digits = text.trim_end_matches(|char: char| !char.is_ascii_digit());
    let bytes = digits.as_bytes();
    matches!(bytes, [.., b'.' | b',', a, b] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// What the values of a column are; `name` is its name, where the file has names.
pub(super) fn of(name: Option<&str>, profile: &Profile) -> Content {
    let shares = Shares::of(profile);
    if let Some(found) = yes_no(profile) {
        return found;
    }
    if shares.filled == 0 {
        return content(ContentType::Empty, 1.0, "It has no values.", "没有值。");
    }
    let told = |name: &str| {
        let needed = names::meaning(name).filter(|(_, sure)| *sure >= 0.7);
        needed.or_else(|| names::further(name)).or_else(|| tongues::meaning(name))
    };
    let role = name.and_then(told).map(|(role, _)| role);
    let column = Column {
        shares,
        profile,
        role,
        row_id: name.is_some_and(names::row_id),
    };
    column.written().or_else(|| column.number()).unwrap_or_else(|| column.text())
}

fn content(kind: ContentType, confidence: f64, en: impl Into<String>, zh: impl Into<String>) -> Content {
    Content {
        kind,
        confidence,
        reason: Text::new(en, zh),
        yes: None,
    }
}

/// A column of numbers that count days or the time.
pub(super) fn counted(kind: ContentType) -> Content {
    content(
        kind,
        0.8,
        "The name speaks of dates, and its numbers count days or seconds.",
        "列名与日期有关，且数字可换算成日期。",
    )
}

/// A column of which so many values are of a kind.
fn most(kind: ContentType, share: f64, en: &str, zh: &str) -> Content {
    let percent = (share * 100.0).floor();
    content(
        kind,
        share,
        format!("{percent}% of its values are {en}."),
        format!("{percent}% 的值是{zh}。"),
    )
}

/// Yes and no, in whichever words.
fn yes_no(profile: &Profile) -> Option<Content> {
    let mut words: Vec<String> = Vec::new();
    for (text, ..) in profile.values().filter(|(text, ..)| !blank(text)) {
        let word = yesno::folded(text);
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() > 2 {
            return None;
        }
    }
    let (yes, no) = yesno::pair(&words)?;
    let written = |word: &str| {
        let same = profile.values().filter(|(text, ..)| yesno::folded(text) == word);
        same.max_by(|a, b| a.2.cmp(&b.2).then(b.0.cmp(a.0)))
            .map(|(text, ..)| text.to_owned())
    };
    let (said, denied) = (written(yes), written(no));
    let (en, zh) = match (&said, &denied) {
        (Some(yes), Some(no)) => (format!("“{yes}” is yes and “{no}” is no."), format!("“{yes}”为是，“{no}”为否。")),
        (Some(yes), None) => (
            format!("Its only value is “{yes}”, which is yes."),
            format!("只有“{yes}”一种值，即是。"),
        ),
        (None, no) => {
            let no = no.as_deref().unwrap_or_default();
            (
                format!("Its only value is “{no}”, which is no."),
                format!("只有“{no}”一种值，即否。"),
            )
        }
    };
    // Ones and zeros may count something too.
    let sure = if words.iter().all(|word| word.parse::<f64>().is_ok()) {
        0.7
    } else {
        0.95
    };
    Some(Content {
        yes: said,
        ..content(ContentType::YesNo, sure, en, zh)
    })
}

struct Column<'a> {
    shares: Shares,
    profile: &'a Profile,
    role: Option<Role>,
    row_id: bool,
}

impl Column<'_> {
    fn has(&self, part: usize, least: f64) -> Option<f64> {
        Some(self.shares.share(part)).filter(|share| *share >= least)
    }

    /// What is written in a form of its own: addresses of e-mail, phones, dates, percentages.
    fn written(&self) -> Option<Content> {
        let shares = &self.shares;
        if let Some(share) = self.has(shares.emails, 0.8) {
            return Some(most(ContentType::Email, share, "e-mail addresses", "邮箱地址"));
        }
        let phones = if self.role == Some(Role::Phone) {
            shares.perhaps_phones
        } else {
            shares.phones
        };
        if let Some(share) = self.has(phones, 0.8).filter(|_| self.id_role().is_none()) {
            return Some(most(ContentType::Phone, share, "written like phone numbers", "电话号码"));
        }
        if let Some(share) = self.has(shares.dates, 0.9) {
            return Some(if shares.times > 0 {
                most(ContentType::DayTime, share, "days with a time", "带时刻的日期")
            } else {
                most(ContentType::Day, share, "days", "日期")
            });
        }
        let percents = self.has(shares.percents, 0.5)?;
        self.has(shares.percents + shares.numbers, 0.95)
            .map(|_| most(ContentType::Percent, percents, "percentages", "百分比"))
    }

    fn id_role(&self) -> Option<Role> {
        self.role
            .filter(|role| matches!(role, Role::Customer | Role::Order | Role::Product))
    }

    fn number(&self) -> Option<Content> {
        let shares = &self.shares;
        let share = self.has(shares.numbers, 0.95)?;
        if let Some(money) = self.has(shares.currencies, 0.5) {
            return Some(most(ContentType::Money, money, "numbers with a currency", "带货币符号的数字"));
        }
        if shares.fractions == 0
            && let Some(found) = self.identifier()
        {
            return Some(found);
        }
        if matches!(self.role, Some(Role::Amount | Role::Price | Role::Cost)) {
            return Some(content(
                ContentType::Money,
                0.9 * share,
                "They are numbers, and the name speaks of money.",
                "值是数字，且列名与金额有关。",
            ));
        }
        if shares.fractions == 0 {
            return Some(most(ContentType::WholeNumber, share, "whole numbers", "整数"));
        }
        if let Some(cents) = self.has(shares.cents, 0.9).filter(|_| shares.filled >= 3) {
            let found = most(
                ContentType::Money,
                cents,
                "numbers with two decimals, as money is written",
                "两位小数的数字，像金额",
            );
            return Some(Content { confidence: 0.6, ..found });
        }
        Some(most(ContentType::Number, share, "numbers", "数字"))
    }

    /// Whole numbers that name something.
    fn identifier(&self) -> Option<Content> {
        let (shares, profile) = (&self.shares, self.profile);
        if self.id_role().is_some() || self.row_id {
            return Some(content(
                ContentType::Identifier,
                0.9,
                "The name is one of ids, and the values are whole numbers.",
                "列名是编号，且值都是整数。",
            ));
        }
        if shares.zeros * 100 >= shares.filled
            && shares.zeros > 0
            && !matches!(self.role, Some(Role::Amount | Role::Quantity | Role::Price))
        {
            return Some(content(
                ContentType::Identifier,
                0.85,
                "Some values begin with 0, which numbers do not; the zeros stay.",
                "有的值以 0 开头，不是普通数字；开头的 0 会保留。",
            ));
        }
        if self.role.is_some() || !profile.unique() || shares.filled < 20 {
            return None;
        }
        let same = shares.lengths.0 == shares.lengths.1 && shares.lengths.0 >= 6;
        (same || profile.consecutive()).then(|| {
            content(
                ContentType::Identifier,
                0.6,
                "They are whole numbers in a row or of one length, and none is there twice.",
                "值是连续或等长的整数，且没有重复。",
            )
        })
    }

    fn text(&self) -> Content {
        let (shares, profile) = (&self.shares, self.profile);
        let distinct = profile.texts().filter(|text| !missing(text)).count();
        let variety = distinct as f64 / shares.filled as f64;
        let several = distinct <= 50 || variety <= 0.2;
        let levels = several && (variety <= 0.5 || (distinct <= 12 && distinct < shares.filled));
        let names = self.id_role().is_some() || self.row_id || variety >= 0.5 || !several;
        if let Some(share) = self.has(shares.codes, 0.9).filter(|_| names) {
            let sure = if self.id_role().is_some() { 0.95 } else { 0.75 };
            let found = most(ContentType::Identifier, share, "written like ids", "编号的写法");
            return Content {
                confidence: sure * share,
                ..found
            };
        }
        if let Some(share) = self.has(shares.addresses, if self.role == Some(Role::Address) { 0.3 } else { 0.6 }) {
            return most(ContentType::Address, share, "written like addresses", "地址");
        }
        let named = self.role == Some(Role::Name);
        let others = self.role.is_some() && self.role != Some(Role::Customer);
        if let Some(share) = self
            .has(shares.people, if named { 0.3 } else { 0.8 })
            .filter(|_| named || (!others && variety >= 0.5))
        {
            let found = most(ContentType::Name, share, "written like names of people", "人名的写法");
            return Content {
                confidence: if named { found.confidence.max(0.8) } else { 0.5 * share },
                ..found
            };
        }
        if levels {
            let en = if distinct == 1 {
                "It has one value that comes again.".into()
            } else {
                format!("It has {distinct} different values that come again.")
            };
            let zh = format!("共有 {distinct} 种值，且会重复出现。");
            return content(ContentType::Category, (1.0 - variety).max(0.5), en, zh);
        }
        content(
            ContentType::Text,
            0.5,
            "Its values are words of no form that is known, and most of them differ.",
            "值是各不相同的文字，没有可识别的格式。",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, values: &[&str]) -> Content {
        let mut profile = Profile::default();
        for value in values {
            profile.add(value);
        }
        of(Some(name).filter(|name| !name.is_empty()), &profile)
    }

    #[test]
    fn content_is_told_by_the_values() {
        for (name, values, expected) in [
            ("", "a@b.co,c@d.org,,e@f.net", ContentType::Email),
            ("", "13812345678,+86 139 1234 5678", ContentType::Phone),
            ("", "6505551212,6505551213", ContentType::WholeNumber),
            ("phone", "6505551212,6505551213", ContentType::Phone),
            ("order_id", "13812345678,13912345678", ContentType::Identifier),
            ("", "2024-01-31,2024-02-01 00:00:00", ContentType::Day),
            ("", "2024-01-31 10:00,2024-02-01", ContentType::DayTime),
            ("", "2024年1月31日 8时05分", ContentType::DayTime),
            ("", "15%,20 %,-3%", ContentType::Percent),
            ("", "15%,0.2", ContentType::Percent),
            ("", "$5,$7.50,8", ContentType::Money),
            ("", "5.00,7.50,8.25", ContentType::Money),
            ("amount", "5,7", ContentType::Money),
            ("", "5.125,7.5,8", ContentType::Number),
            ("age", "31,45,31", ContentType::WholeNumber),
            ("", "00012,00013,4,合计", ContentType::Identifier),
            ("member_no", "17850,17851", ContentType::Identifier),
            ("", "Yes,no,YES,", ContentType::YesNo),
            ("", "是,否,否", ContentType::YesNo),
            ("", "0,1,1", ContentType::YesNo),
            ("", "1.2E+11,1.3E+11", ContentType::Identifier),
            ("", "C001,C002,C003", ContentType::Identifier),
            ("size", "S1,S2,S1,S2,S1", ContentType::Category),
            ("", "北京市朝阳区建国路1号,上海市浦东新区世纪大道2号", ContentType::Address),
            ("", "王伟,李娜,张敏", ContentType::Name),
            ("", "Ann Lee,Bob Ray,Joe O’Neil", ContentType::Name),
            ("product", "Green Tea,Black Tea,Red Wine", ContentType::Text),
            ("", "gold,silver,gold,gold", ContentType::Category),
            ("", "liked it,too expensive,will come again", ContentType::Text),
            ("", ",NA,-", ContentType::Empty),
        ] {
            let values: Vec<&str> = values.split(',').collect();
            let found = found(name, &values);
            assert_eq!(found.kind, expected, "{name} {values:?}: {}", found.reason.en);
            assert!(
                found.confidence > 0.0 && found.confidence <= 1.0,
                "{values:?}: {}",
                found.confidence
            );
        }
        let rows: Vec<String> = (1..=30).map(|row| row.to_string()).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(found("", &rows).kind, ContentType::Identifier);
        assert_eq!(found("age", &rows[..10]).kind, ContentType::WholeNumber);
    }

    #[test]
    fn the_reason_has_the_share_and_the_word_for_yes() {
        let mail = found("", &["a@b.co", "c@d.org", "e@f.net", "g@h.de", "-", "x"]);
        assert_eq!(
            (mail.reason.en.as_str(), mail.confidence),
            ("80% of its values are e-mail addresses.", 0.8)
        );
        let said = found("", &["是", "否"]);
        assert_eq!((said.reason.zh.as_str(), said.yes.as_deref()), ("“是”为是，“否”为否。", Some("是")));
        let most = found("", &["YES", "Yes", "Yes", "no"]);
        assert_eq!(most.yes.as_deref(), Some("Yes"));
        let none = found("", &["否", "否"]);
        assert_eq!((none.yes, none.reason.en.as_str()), (None, "Its only value is “否”, which is no."));
    }
}
