//! How alike two names and two addresses are, and what tells two persons apart.

use strsim::{jaro_winkler, osa_distance};

use crate::identify::keys::{ideograph, words};

/// From here on two names, or two addresses, are alike.
pub(super) const ALIKE: f64 = 0.9;

/// What one contained in the other is like, if it is not short.
const CONTAINED: f64 = 0.95;

/// What a son is called after his father's name.
const YOUNGER: [&str; 5] = ["jr", "junior", "ii", "iii", "iv"];

/// A name or an address, ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// Its words, see [`words`].
    pub(super) text: String,
    /// The runs of digits in it, sorted.
    pub(super) numbers: String,
}

impl Key {
    pub(super) fn new(text: &str) -> Self {
        let text = words(text);
        let digits = text.split(|char: char| !char.is_numeric());
        let mut numbers: Vec<&str> = digits
            .map(|run| run.trim_start_matches('0'))
            .filter(|run| !run.is_empty())
            .collect();
        numbers.sort_unstable();
        Self {
            numbers: numbers.join(" "),
            text,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// How alike two names are. In a Chinese name every character counts.
pub(super) fn names(a: &Key, b: &Key) -> f64 {
    if a.text == b.text {
        return 1.0;
    }
    if a.text.chars().chain(b.text.chars()).any(ideograph) {
        return 0.0;
    }
    jaro_winkler(&a.text, &b.text)
}

/// How two names go together, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// One name, a slip of the hand aside.
    Same,
    /// One is the other cut short: words are missing or begun only.
    Part,
    /// Both have a word that the other lacks, as the names in a family do.
    Other,
}

/// How two names go together, word by word: they are sorted, and which of them is the surname is not known.
pub(super) fn fit(a: &Key, b: &Key) -> Fit {
    if a.text == b.text {
        return Fit::Same;
    }
    if a.text.chars().chain(b.text.chars()).any(ideograph) {
        let within = a.text.contains(&b.text) || b.text.contains(&a.text);
        return if within { Fit::Part } else { Fit::Other };
    }
    // However the letters are parted: “De Luca” and “Deluca”.
    if letters(a) == letters(b) {
        return Fit::Same;
    }
    if generation(a) != generation(b) {
        return Fit::Other;
    }
    let [mut short, mut long] = [a, b].map(|key| key.text.split(' ').filter(|word| !YOUNGER.contains(word)).collect::<Vec<_>>());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let mut meet = |one: fn(&str, &str) -> bool| {
        let before = short.len();
        short.retain(|word| {
            let other = long.iter().position(|other| one(word, other));
            other.is_none_or(|place| {
                long.remove(place);
                false
            })
        });
        before - short.len()
    };
    meet(|word, other| word == other);
    meet(slip);
    let begun = meet(initial);
    match (short.is_empty(), long.is_empty() && begun == 0) {
        (false, _) => Fit::Other,
        (true, false) => Fit::Part,
        (true, true) => Fit::Same,
    }
}

fn letters(key: &Key) -> Vec<char> {
    let mut letters: Vec<char> = key.text.chars().filter(|&char| char != ' ').collect();
    letters.sort_unstable();
    letters
}

/// The word that tells a son from his father.
fn generation(key: &Key) -> Option<&str> {
    let younger = |word: &&str| matches!(*word, "jr" | "junior" | "ii" | "iii" | "iv");
    key.text
        .split(' ')
        .find(younger)
        .map(|word| if word == "junior" { "jr" } else { word })
}

/// Whether two words are one slip of the hand apart. A letter more or another one at the end makes
/// two names of them, as Martin and Martina are.
fn slip(a: &str, b: &str) -> bool {
    let long = |word: &str| word.chars().nth(3).is_some();
    let without_end = |word: &str| word.char_indices().next_back().map_or(0, |(end, _)| end);
    let at_end = a.starts_with(b) || b.starts_with(a) || a[..without_end(a)] == b[..without_end(b)];
    long(a) && long(b) && !at_end && osa_distance(a, b) <= 1
}

/// Whether one of two words is the first letter of the other.
fn initial(a: &str, b: &str) -> bool {
    let begins = |one: &str, other: &str| one.chars().nth(1).is_none() && other.starts_with(one);
    begins(a, b) || begins(b, a)
}

/// Whether two addresses are both full and of two places. A postcode that only one of them has tells nothing.
pub(super) fn elsewhere(a: &Key, b: &Key) -> bool {
    let full = |key: &Key| !key.numbers.is_empty() && key.text.chars().any(char::is_alphabetic);
    if !full(a) || !full(b) {
        return false;
    }
    let within = |a: &Key, b: &Key| a.numbers.split(' ').all(|run| b.numbers.split(' ').any(|other| run == other));
    if !within(a, b) && !within(b, a) {
        return true;
    }
    let told = |word: &&str| word.chars().filter(|char| char.is_alphabetic()).nth(2).is_some();
    let word = a
        .text
        .split(' ')
        .filter(told)
        .any(|word| b.text.split(' ').any(|other| word == other));
    // Chinese words stand together, and most have two characters.
    let chars = |key: &Key| key.text.chars().collect::<Vec<_>>();
    let (one, other) = (chars(a), chars(b));
    let chinese = |two: &&[char]| two.iter().all(|&char| ideograph(char));
    let pair = one
        .windows(2)
        .filter(chinese)
        .any(|two| other.windows(2).any(|another| two == another));
    !word && !pair
}

/// How alike two addresses are. Numbers must be the same: number 12 is not number 14.
pub(super) fn addresses(a: &Key, b: &Key) -> f64 {
    if a.text == b.text {
        return 1.0;
    }
    if a.numbers != b.numbers {
        return 0.0;
    }
    let (short, long) = if a.text.len() < b.text.len() { (a, b) } else { (b, a) };
    let contained = short.text.chars().count() >= 6
        && if short.text.chars().any(ideograph) {
            // With or without the province and the city before the district.
            long.text.contains(&short.text)
        } else {
            short.text.split(' ').all(|word| long.text.split(' ').any(|other| word == other))
        };
    let similar = jaro_winkler(&a.text, &b.text);
    if contained { similar.max(CONTAINED) } else { similar }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_compared_by_their_words() {
        let name = |a: &str, b: &str| names(&Key::new(a), &Key::new(b));
        // 0.9611 is the value of Winkler's table for MARTHA and MARHTA.
        assert!((name("Martha", "Marhta") - 0.961_1).abs() < 1e-4);
        assert_eq!(
            name("Müller, Hans", "hans mueller") >= ALIKE,
            name("hans muller", "hans mueller") >= ALIKE
        );
        assert_eq!(name("王偉", "王伟"), 1.0);
        assert_eq!(name("王伟", "王芳"), 0.0);
        let address = |a: &str, b: &str| addresses(&Key::new(a), &Key::new(b));
        assert_eq!(address("12 Baker Street", "12, Baker St."), 1.0);
        assert_eq!(address("12 Baker Street", "14 Baker Street"), 0.0);
        assert!(address("12 Baker Street", "12 Bakre Street") >= ALIKE);
        assert_eq!(address("上海市浦东新区张江路88号", "浦東新區張江路 88 號"), CONTAINED);
        assert_eq!(address("上海市浦东新区张江路88号", "上海市浦东新区张江路98号"), 0.0);
    }

    #[test]
    fn names_go_together_word_by_word() {
        for (a, b, expected) in [
            ("Ann Lee", "Lee, Ann", Fit::Same),
            ("Hans Müller", "hans mueller", Fit::Same),
            ("Hans Meier", "Hans Meeir", Fit::Same),
            ("Carla De Luca", "Deluca, Carla", Fit::Same),
            ("Ann Lee", "Ann", Fit::Part),
            ("Ann Lee", "A. Lee", Fit::Part),
            ("John Smith", "J. Robert Smith", Fit::Part),
            ("王伟", "王伟先生", Fit::Part),
            ("Ann Lee", "Bob Miller", Fit::Other),
            ("John Smith", "Mary Jones", Fit::Other),
            ("Hans Meier", "Erika Meier", Fit::Other),
            ("Mr Meier", "Mrs Meier", Fit::Other),
            ("Ann Lee", "Ann Smith", Fit::Other),
            ("Anna Berg", "Annika Ber", Fit::Other),
            ("Martin Rossi", "Martina Rossi", Fit::Other),
            ("Mario Rossi", "Maria Rossi", Fit::Other),
            ("Tim Day", "Tom Day", Fit::Other),
            ("John Smith", "John Smith Jr", Fit::Other),
            ("John Smith Junior", "John Smith Jr.", Fit::Same),
            ("王伟", "李娜", Fit::Other),
            ("王伟", "王芳", Fit::Other),
        ] {
            let (a, b) = (Key::new(a), Key::new(b));
            assert_eq!((fit(&a, &b), fit(&b, &a)), (expected, expected), "{} {}", a.text, b.text);
        }
    }

    #[test]
    fn full_addresses_are_told_apart() {
        for (a, b, expected) in [
            ("1 High St Leeds", "77 Park Av York", true),
            ("12 Baker Street", "14 Baker Street", true),
            ("12 Baker Street", "12 Park Road", true),
            ("上海市南京东路12号", "北京朝阳区人民路12号", true),
            ("Hauptstr. 1, 10115 Berlin", "Hauptstraße 1, Berlin", false),
            ("12 Baker Street", "Leeds", false),
            ("上海市浦东新区张江路88号", "浦東新區張江路88號", false),
        ] {
            let (a, b) = (Key::new(a), Key::new(b));
            assert_eq!(
                (elsewhere(&a, &b), elsewhere(&b, &a)),
                (expected, expected),
                "{} {}",
                a.text,
                b.text
            );
        }
    }
}
