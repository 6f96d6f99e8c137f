//! Traditional Chinese characters and their simplified forms.
//!
//! The table is made by `tests/golden/simplified.py` from `OpenCC` 1.4.2
//! (Apache-2.0) for the characters in common use. It is for keys, not for
//! texts that anyone reads: what a character becomes does not depend on its
//! neighbours.

use std::sync::OnceLock;

/// Traditional characters by code point on the first line, the simplified ones on the second.
const TABLE: &str = include_str!("simplified.txt");

/// The simplified form of a character; itself where it has no other.
pub(super) fn simplified(char: char) -> char {
    static PAIRS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    if !('\u{4e00}'..='\u{9fff}').contains(&char) {
        return char;
    }
    let pairs = PAIRS.get_or_init(|| {
        let (traditional, simple) = TABLE.split_once('\n').unwrap_or_default();
        traditional.chars().zip(simple.trim_end().chars()).collect()
    });
    pairs
        .binary_search_by_key(&char, |pair| pair.0)
        .map_or(char, |place| pairs[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        let lines: Vec<Vec<char>> = TABLE.lines().map(|line| line.chars().collect()).collect();
        assert_eq!((lines.len(), lines[0].len()), (2, lines[1].len()));
        assert!(lines[0].is_sorted());
        // What is simplified stays as it is, so keys do not depend on how often they are made.
        assert!(lines[1].iter().all(|&char| simplified(char) == char));
    }

    #[test]
    fn traditional_becomes_simplified() {
        let text: String = "臺灣 龍井綠茶 a龜".chars().map(simplified).collect();
        assert_eq!(text, "台湾 龙井绿茶 a龟");
    }
}
