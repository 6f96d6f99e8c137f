//! Interning: each distinct text once, by number.

use std::cmp::Ordering;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Texts by number, in the order of their first appearance.
///
/// All texts lie end to end in one string, so a million ids cost their bytes
/// and twelve more each.
#[derive(Debug, Default)]
pub struct Interner {
    numbers: HashTable<u32>,
    text: String,
    ends: Vec<usize>,
}

/// The same hashes on every machine and in every run.
const HASHES: FixedState = FixedState::with_seed(0);

impl Interner {
    /// The number of a text, given on its first appearance.
    pub fn intern(&mut self, text: &str) -> u32 {
        let Self { numbers, text: all, ends } = self;
        let get = |number: u32| slice(all, ends, number);
        let hash = HASHES.hash_one(text);
        if let Some(&number) = numbers.find(hash, |&number| get(number) == text) {
            return number;
        }
        // More than four billion distinct texts do not fit the memory of a tab.
        let number = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        numbers.insert_unique(hash, number, |&number| HASHES.hash_one(get(number)));
        all.push_str(text);
        ends.push(all.len());
        number
    }

    /// How many distinct texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    /// The texts in [`natural_order`], and for each old number its new place.
    pub fn sorted(&self) -> (Vec<String>, Vec<u32>) {
        let numbers = (0..self.ends.len()).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        // The beginnings beside the numbers decide nearly all comparisons without a look at the texts.
        let mut order: Vec<_> = numbers.map(|number| (beginning(self.get(number)), number)).collect();
        order.sort_unstable_by(|(a, text_a), (b, text_b)| a.cmp(b).then_with(|| natural_order(self.get(*text_a), self.get(*text_b))));
        let mut places = vec![0; order.len()];
        for (place, &(_, number)) in (0..).zip(&order) {
            places[number as usize] = place;
        }
        (order.iter().map(|&(_, number)| self.get(number).to_owned()).collect(), places)
    }
}

fn slice<'a>(text: &'a str, ends: &[usize], number: u32) -> &'a str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start..ends[number]]
}

/// The order of ids everywhere: whole numbers first, by value (`2` before
/// `10`, `7` before `007`), then everything else by its bytes.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (digits(a), digits(b)) {
        (true, true) => {
            let (value_a, value_b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            (value_a.len(), value_a, a.len()).cmp(&(value_b.len(), value_b, b.len()))
        }
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.cmp(b),
    }
}

/// Two numbers that are in the order of the texts wherever they differ: the
/// digits of a whole number, and the first eight bytes.
fn beginning(text: &str) -> (usize, u64) {
    let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = if whole { text.trim_start_matches('0') } else { text };
    let mut first = [0; 8];
    for (place, byte) in first.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    (if whole { text.len() } else { usize::MAX }, u64::from_be_bytes(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_text_has_one_number() {
        let mut interner = Interner::default();
        assert_eq!(
            [
                interner.intern("b"),
                interner.intern(""),
                interner.intern("b"),
                interner.intern("a")
            ],
            [0, 1, 0, 2]
        );
        assert_eq!((interner.get(0), interner.get(1), interner.get(2)), ("b", "", "a"));
        assert_eq!(interner.sorted(), (vec![String::new(), "a".into(), "b".into()], vec![2, 0, 1]));
    }

    #[test]
    fn numbers_stand_by_value_and_before_words() {
        let mut ids = ["b10", "10", "007", "7", "2", "b2", "٣", ""];
        ids.sort_by(|a, b| natural_order(a, b));
        assert_eq!(ids, ["2", "7", "007", "10", "", "b10", "b2", "٣"]);
    }

    proptest! {
        #[test]
        fn sorting_is_the_natural_order(texts in prop::collection::vec("[0-9]{0,12}|[ab\u{0}é]{0,10}", 0..40)) {
            let mut interner = Interner::default();
            for text in &texts {
                interner.intern(text);
            }
            let mut expected = texts;
            expected.sort_by(|a, b| natural_order(a, b));
            expected.dedup();
            prop_assert_eq!(interner.sorted().0, expected);
        }
    }
}
