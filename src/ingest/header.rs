//! Two rows of names above the data: groups over names, or one language over another.

use std::collections::{BTreeSet, HashSet};

use crate::text::{Notice, Text};

use super::dialect::reads_as_value;
use super::names;
use super::profile::{Profile, missing};
use super::report::Role;
use super::tongues;

/// The names that two rows give together.
#[derive(Debug)]
pub(super) struct TwoRows {
    pub(super) names: Vec<String>,
    pub(super) reason: Text,
    pub(super) notice: Notice,
}

/// Whether a row can be one of names: words, and no values.
pub(super) fn words(cells: &[String]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| !missing(cell) && !reads_as_value(cell))
}

/// The names of the columns, when the `second` row names them too.
///
/// It does when its words stand over columns of numbers or dates, and either
/// one of them is a known name or the first row leaves columns unnamed, as
/// groups do; without such columns, when both rows have known names. Words that
/// come again below are data, and so are unknown words under a row that names
/// all such columns by itself.
pub(super) fn two_rows(first: &[String], second: &[String], below: &[Profile]) -> Option<TwoRows> {
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let columns = 0..below.len();
    let again = |column: usize| !cell(second, column).is_empty() && below[column].holds(&cell(second, column));
    if below.iter().all(|profile| profile.filled == 0) || columns.clone().any(again) {
        return None;
    }
    let typed: Vec<usize> = columns
        .clone()
        .filter(|&column| below[column].filled > 0 && below[column].number_share().max(below[column].date_share()) >= 0.8)
        .collect();
    let named = typed.iter().filter(|&&column| !cell(second, column).is_empty()).count();
    let covered = typed
        .iter()
        .all(|&column| !cell(second, column).is_empty() || !cell(first, column).is_empty());
    let data = typed.iter().all(|&column| reads_as_value(&cell(first, column)));
    let (known_first, known_second) = (known(first), known(second));
    let groups = filled(first) < filled(second) || repeats(first);
    let names_all = typed.iter().all(|&column| words(&[cell(first, column)]));
    let two = if typed.is_empty() {
        known_second >= 2 && known_first >= 1
    } else {
        named > 0 && covered && !data && (known_second > 0 || (groups && (!names_all || mostly_repeats(first))))
    };
    if !two {
        return None;
    }
    let by_second = groups || known_second > known_first;
    let (better, other) = if by_second { (second, first) } else { (first, second) };
    let twice = duplicates(better);
    let mut group = String::new();
    let name = |column: usize| {
        if !cell(first, column).is_empty() {
            group = cell(first, column);
        }
        match cell(better, column) {
            name if name.is_empty() => cell(other, column),
            name if by_second && twice.contains(&name) && !group.is_empty() => format!("{group} {name}"),
            name => name,
        }
    };
    let (which, which_zh) = if by_second {
        ("second", "第二行")
    } else {
        ("first", "第一行")
    };
    let quoted = other
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    Some(TwoRows {
        names: columns.map(name).collect(),
        notice: Notice::note(
            "two_header_rows",
            format!("The first two rows name the columns; the {which} one is used, and the other (“{quoted:.60}”) where it says nothing."),
            format!("前两行都是列名；采用{which_zh}，为空处用另一行（“{quoted:.60}”）补上。"),
        ),
        reason: Text::new(
            format!("The first two rows name the columns; the {which} one is used, and the other where it says nothing."),
            format!("前两行都是列名；采用{which_zh}，为空处用另一行补上。"),
        ),
    })
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// What a name tells, in whatever kind of file.
fn role(name: &str) -> Option<Role> {
    let usual = names::meaning(name)
        .or_else(|| names::further(name))
        .or_else(|| names::of_summary(name));
    usual.or_else(|| tongues::meaning(name)).map(|(role, _)| role)
}

/// How many cells are names that are known.
fn known(row: &[String]) -> usize {
    row.iter().filter(|cell| role(cell).is_some()).count()
}

/// How many roles the cells are known names of.
pub(super) fn roles(row: &[String]) -> usize {
    row.iter().filter_map(|cell| role(cell)).collect::<BTreeSet<Role>>().len()
}

/// Whether the cells are names of what rows of orders have: a customer, a date and an amount.
pub(super) fn of_orders(row: &[String]) -> bool {
    let has = |wanted: &[Role]| row.iter().filter_map(|cell| role(cell)).any(|role| wanted.contains(&role));
    has(&[Role::Customer]) && has(&[Role::Date]) && has(&[Role::Amount, Role::Price])
}

/// The names that stand more than once.
fn duplicates(row: &[String]) -> HashSet<String> {
    let mut seen = HashSet::new();
    row.iter().filter(|cell| !seen.insert(*cell)).cloned().collect()
}

fn repeats(row: &[String]) -> bool {
    duplicates(row).iter().any(|cell| !cell.is_empty())
}

/// Whether most names stand more than once, as groups do.
fn mostly_repeats(row: &[String]) -> bool {
    let twice = duplicates(row);
    let again = row.iter().filter(|cell| !cell.is_empty() && twice.contains(*cell)).count();
    again * 2 > filled(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    /// The names that a file's first two rows give, if both are names.
    fn names(file: &[&str]) -> Option<String> {
        let rows: Vec<Vec<String>> = file.iter().map(|text| row(text)).collect();
        let mut below: Vec<Profile> = rows[0].iter().map(|_| Profile::default()).collect();
        for row in &rows[2..] {
            for (profile, value) in below.iter_mut().zip(row) {
                profile.add(value);
            }
        }
        if !words(&rows[1]) {
            return None;
        }
        two_rows(&rows[0], &rows[1], &below).map(|found| found.names.join(","))
    }

    #[test]
    fn two_rows_of_names_are_told_from_one() {
        for (file, expected) in [
            (
                &["客户,,订单,", "编号,城市,下单时间,金额", "1,北京,2024-01-01,5"][..],
                Some("编号,城市,下单时间,金额"),
            ),
            (
                &["客户,2023,,2024,", ",数量,金额,数量,金额", "a,1,2.5,3,4"],
                Some("客户,2023 数量,2023 金额,2024 数量,2024 金额"),
            ),
            (
                &["客户编号,下单时间,实付金额", "customer_id,order_date,amount", "a,2024-01-01,5"],
                Some("客户编号,下单时间,实付金额"),
            ),
            (
                &["谁,何时,多少", "customer,date,amount", "a,2024-01-01,5"],
                Some("customer,date,amount"),
            ),
            (&["customer,date,amount", "客户,,", "a,2024-01-01,5"], None),
            (&["customer,date,amount", "ann,soon,much", "bob,2024-01-01,5"], None),
            (&["customer,date,amount", "ann,2024-01-01,5", "bob,2024-01-02,5"], None),
            (&["姓名,城市", "name,city", "王伟,北京"], Some("姓名,城市")),
            (
                &["customer,date,amount,note,note", "ann,soon,much,foo,bar", "bob,2024-01-01,5,k,m"],
                None,
            ),
            (&["customer,date,amount,", "ann,soon,much,foo", "bob,2024-01-01,5,k"], None),
            (&["Q1,Q1,Q2,Q2", "ab,cd,ab,cd", "a,2.5,3,4"], Some("Q1 ab,Q1 cd,Q2 ab,Q2 cd")),
            (&["name,city", "Ann,Paris", "Bob,Rome"], None),
            (&["name,kind", "Ann,customer", "Bob,customer"], None),
            (&["a,b", "c,d"], None),
        ] {
            assert_eq!(names(file).as_deref(), expected, "{file:?}");
        }
    }
}
