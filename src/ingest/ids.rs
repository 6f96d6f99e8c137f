//! What spreadsheets and programs do to ids: `1.2E+11` for a long number,
//! `12345.0` for a whole one, and spellings that differ by nothing but case,
//! blanks or width.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::text::Notice;

use super::profile::{Profile, missing};
use super::shapes;
use super::totals;
use super::width::half_width;

/// How ids are taken from a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Trim(bool);

impl Trim {
    /// Ids without their `.0`, when all that the beginning of the file has end so.
    pub(super) fn of(profile: &Profile) -> Self {
        let there = |text: &&str| !missing(text) && !totals::label(text, false);
        let mut ids = profile.texts().filter(there).peekable();
        Self(ids.peek().is_some() && ids.all(|text| whole(text).is_some()))
    }

    /// The id of a field.
    pub(super) fn id(self, text: &str) -> &str {
        if self.0 { whole(text).unwrap_or(text) } else { text }
    }

    /// What was trimmed.
    pub(super) fn notice(self, column: &str) -> Option<Notice> {
        self.0.then(|| {
            Notice::note(
                "float_ids",
                format!("The ids in “{column}” end with “.0”, as some programs write whole numbers; it was left off: 12345.0 is 12345."),
                format!("“{column}”列的编号都以“.0”结尾（某些程序会这样写整数），已去掉：12345.0 即 12345。"),
            )
        })
    }
}

/// The whole number that a text with a needless `.0` stands for.
fn whole(text: &str) -> Option<&str> {
    let digits = text.strip_suffix(".0")?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// What is wrong with some of the customers' ids.
pub(super) fn notices(ids: &[String], column: &str) -> Vec<Notice> {
    [shortened(ids, column), some_floats(ids, column), alike(ids, column)]
        .into_iter()
        .flatten()
        .collect()
}

/// Ids of which a spreadsheet has left only the first digits.
fn shortened(ids: &[String], column: &str) -> Option<Notice> {
    let cut = cut(ids);
    let mut shortened = ids.iter().filter(|id| shapes::shortened(id) || (cut && zeroed(id) == Some(true)));
    let example = shortened.next()?;
    let count = shortened.count() + 1;
    Some(Notice::warning(
        "scientific_ids",
        format!(
            "Ids in “{column}” that a spreadsheet has shortened: {count}, for instance “{example}”. Their last digits are lost, and different customers may have become one. Set the column to text in the spreadsheet before the numbers are entered or opened, and export again."
        ),
        format!(
            "“{column}”列有 {count} 个编号被电子表格缩写（例如“{example}”），末尾数字已丢失，不同客户可能被并成一个。请先将该列设为文本格式再录入或打开数据，然后重新导出。"
        ),
    ))
}

/// How many digits of a number a spreadsheet keeps.
const KEPT: usize = 15;

/// Of an id of more digits than a spreadsheet keeps, whether it has zeros in place of the rest.
fn zeroed(id: &str) -> Option<bool> {
    let digits = id.as_bytes();
    let long = digits.len() > KEPT && digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit);
    long.then(|| digits[KEPT..].iter().all(|&digit| digit == b'0'))
}

/// Whether a spreadsheet has cut the long ids: a last digit is 0 now and then,
/// but not in most of them.
fn cut(ids: &[String]) -> bool {
    let (mut long, mut zeros) = (0, 0);
    for zeroed in ids.iter().filter_map(|id| zeroed(id)) {
        long += 1;
        zeros += usize::from(zeroed);
    }
    zeros * 2 > long
}

/// Ids with a `.0` beside others without.
fn some_floats(ids: &[String], column: &str) -> Option<Notice> {
    let mut floats = ids.iter().filter_map(|id| Some((id, whole(id)?)));
    let (example, digits) = floats.next()?;
    let count = floats.count() + 1;
    (count < ids.len()).then(|| {
        Notice::warning(
            "some_float_ids",
            format!("Some ids in “{column}” end with “.0”, others do not: {count}, for instance “{example}”, which may be the same customer as “{digits}”. They were left as they are."),
            format!("“{column}”列有 {count} 个编号以“.0”结尾（例如“{example}”），可能与“{digits}”是同一位客户；均保持原样。"),
        )
    })
}

/// Ids that are the same but for case, blanks and width.
fn alike(ids: &[String], column: &str) -> Option<Notice> {
    let hashes = FixedState::with_seed(0);
    let mut first: HashTable<(u64, usize, bool)> = HashTable::with_capacity(ids.len());
    let (mut groups, mut example) = (0_u64, None);
    for (place, id) in ids.iter().enumerate() {
        let hash = hash(&hashes, id);
        let same = |&(other, at, _): &(u64, usize, bool)| other == hash && letters(&ids[at]).eq(letters(id));
        match first.find_mut(hash, same) {
            Some((_, at, told)) => {
                groups += u64::from(!*told);
                *told = true;
                example.get_or_insert((*at, place));
            }
            None => {
                first.insert_unique(hash, (hash, place, false), |&(hash, ..)| hash);
            }
        }
    }
    let (a, b) = example.map(|(a, b)| (&ids[a], &ids[b]))?;
    Some(Notice::warning(
        "similar_ids",
        format!(
            "Ids in “{column}” that differ only by case, blanks or width: {groups} groups, for instance “{a}” and “{b}”. They count as different customers until they are merged."
        ),
        format!("“{column}”列有 {groups} 组编号仅大小写、空格或全半角不同（例如“{a}”与“{b}”）。合并之前按不同客户计算。"),
    ))
}

/// A number that ids which are alike share.
fn hash(hashes: &FixedState, id: &str) -> u64 {
    let mut short = [0_u8; 32];
    // Most ids are short and plain, and need no memory of their own.
    if id.is_ascii() && id.len() <= short.len() {
        let mut length = 0;
        for byte in id.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            short[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        return hashes.hash_one(&short[..length]);
    }
    hashes.hash_one(letters(id).collect::<String>().as_bytes())
}

/// The letters that count when ids are compared.
fn letters(id: &str) -> impl Iterator<Item = char> {
    let plain: Vec<char> = if id.is_ascii() {
        Vec::new()
    } else {
        half_width(id).chars().collect()
    };
    let ascii = if id.is_ascii() { id } else { "" };
    ascii
        .chars()
        .chain(plain)
        .filter(|char| !char.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ids: &[&str]) -> String {
        let ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
        let notices = notices(&ids, "id");
        notices.iter().map(|notice| notice.code).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_programs_have_done_to_ids_is_told() {
        for (ids, expected) in [
            (&["1", "01", "a", "b"][..], ""),
            (&["1.2E+11", "7"], "scientific_ids"),
            (&["410105199003070000"], "scientific_ids"),
            (&["4101051990030710", "4101051990030712", "7"], ""),
            (&["4101051990030710", "4101051990030720", "4101051990030712"], "scientific_ids"),
            (&["000000000000000000"], ""),
            (&["12345.0", "12346"], "some_float_ids"),
            (&["Ann", "ann", "bob"], "similar_ids"),
            (&["C 1", "c1"], "similar_ids"),
            (&["Ｃ１", "C1"], "similar_ids"),
            (&["李 伟", "李伟"], "similar_ids"),
            (&["É", "é"], "similar_ids"),
            (
                &["K0000000000000000000000000000000000001", "k0000000000000000000000000000000000001"],
                "similar_ids",
            ),
            (&["ann-1", "ann1"], ""),
        ] {
            assert_eq!(told(ids), expected, "{ids:?}");
        }
        let ids: Vec<String> = ["A", "a", "B", "b", " b"].map(str::to_owned).to_vec();
        let text = &notices(&ids, "id")[0].text.en;
        assert!(text.contains("2 groups, for instance “A” and “a”"), "{text}");
    }

    #[test]
    fn needless_zeros_are_trimmed_when_all_have_them() {
        let trim = |ids: &[&str]| {
            let mut profile = Profile::default();
            for id in ids {
                profile.add(id);
            }
            Trim::of(&profile)
        };
        assert_eq!(trim(&["1.0", "", "22.0"]).id("333.0"), "333");
        assert_eq!(trim(&["1.0", "合计"]).id("22.0"), "22");
        assert_eq!(trim(&["1.0", "22.0"]).id("x.0"), "x.0");
        for ids in [&["1.0", "22"][..], &["1.5"], &["a.0"], &[".0"], &[""]] {
            assert_eq!(trim(ids).id("333.0"), "333.0", "{ids:?}");
        }
    }
}
