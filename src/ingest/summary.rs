//! Ready-made summaries: one row a customer (or a number of equal customers)
//! with repeat purchases x, age at the last purchase `t_x`, age T, and perhaps
//! the mean spend m, as `lifetimes` and the BTYD packages write them.
//!
//! The names speak first. What tells them from tables of recency, frequency
//! and money, which use the same words, are the values: a summary has an age T,
//! no `t_x` is larger, and who bought once has x = 0 and `t_x` = 0, while the days
//! since the last purchase are 0 for hardly any of them. Without a customer who
//! bought once, `recency` says too little and the table is one of customers.
//! Without names, only values that fit in every row, some with x = 0, will do.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Text;

use super::names;
use super::numbers;
use super::profile::{Profile, missing};
use super::report::{DecimalMark, Role};
use super::roles::Guess;
use super::width::half_width;

/// Columns that have the names, or the values, of a summary.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) columns: Vec<(usize, Guess)>,
    /// Whether the values are those of a summary, and why, or why not.
    pub(super) fits: bool,
    pub(super) reason: Text,
}

/// How many customers with x = 0, and with x > 0, show what columns without names are.
const ENOUGH: usize = 5;

/// How many columns without names are looked at.
const LOOKED_AT: usize = 8;

/// The values of the three columns that make a summary.
struct Values {
    rows: usize,
    /// Rows that no summary has.
    wrong: usize,
    once: usize,
    again: usize,
    /// The smallest x, and whether `t_x` is 0 wherever x is that.
    least: f64,
    least_is_first: bool,
}

impl Summary {
    /// Looks for one; `given` columns have their roles.
    pub(super) fn find(
        names: Option<&[String]>,
        profiles: &[Profile],
        given: &BTreeMap<usize, Role>,
        unused: &BTreeSet<usize>,
    ) -> Option<Self> {
        match names {
            Some(names) => Self::by_name(names, profiles, given, unused),
            None if given.is_empty() => Self::by_content(profiles, unused),
            None => Self::by_name(&vec![String::new(); profiles.len()], profiles, given, unused),
        }
    }

    fn by_name(names: &[String], profiles: &[Profile], given: &BTreeMap<usize, Role>, unused: &BTreeSet<usize>) -> Option<Self> {
        let mut columns: Vec<(usize, Guess)> = Vec::new();
        let meanings: Vec<Option<(Role, f64)>> = names.iter().map(|name| names::of_summary(name)).collect();
        for role in [Role::X, Role::Tx, Role::T, Role::M, Role::Count] {
            let sure = |column: usize| match (given.get(&column), meanings[column]) {
                (Some(&meant), _) => f64::from(u8::from(meant == role)),
                (None, Some((meant, sure))) if meant == role && !unused.contains(&column) => sure,
                _ => 0.0,
            };
            let best = (0..names.len()).rev().max_by(|&a, &b| sure(a).total_cmp(&sure(b)))?;
            if sure(best) == 0.0 {
                continue;
            }
            let reason = if given.contains_key(&best) {
                Text::new("You said so.", "由您指定。")
            } else {
                let (name, noun) = (&names[best], super::roles::noun(role));
                Text::new(
                    format!("“{name}” is a usual name for {}.", noun.en),
                    format!("“{name}”是{}的常用列名。", noun.zh),
                )
            };
            let confidence = sure(best);
            columns.push((best, Guess { role, confidence, reason }));
        }
        let column = |role| columns.iter().find(|(_, guess)| guess.role == role);
        let (x, tx, t) = (column(Role::X)?, column(Role::Tx)?, column(Role::T)?);
        let numbers = [x, tx, t].map(|(column, _)| values(&profiles[*column]));
        let values = Values::of([&numbers[0], &numbers[1], &numbers[2]]);
        let certain = tx.1.confidence > 0.8;
        let [x, tx, t] = [x, tx, t].map(|(column, _)| &names[*column]);
        let (fits, reason) = values.judged(certain, [x, tx, t]);
        Some(Self { columns, fits, reason })
    }

    fn by_content(profiles: &[Profile], unused: &BTreeSet<usize>) -> Option<Self> {
        let number = |column: &usize| profiles[*column].number_share() == 1.0 && !unused.contains(column);
        let columns: Vec<usize> = (0..profiles.len()).filter(number).take(LOOKED_AT).collect();
        let numbers: Vec<Vec<Option<f64>>> = columns.iter().map(|&column| values(&profiles[column])).collect();
        let all = 0..columns.len();
        let triples = all
            .clone()
            .flat_map(|x| all.clone().flat_map(move |tx| [(x, tx, tx + 1)]))
            .filter(|&(x, tx, t)| x != tx && x != t && t < columns.len());
        let fits = |&(x, tx, t): &(usize, usize, usize)| {
            let values = Values::of([&numbers[x], &numbers[tx], &numbers[t]]);
            values.wrong == 0 && values.once >= ENOUGH && values.again >= ENOUGH && values.rows == numbers[x].len()
        };
        let (x, tx, t) = triples.into_iter().find(fits)?;
        let reason = Text::new(
            "In each row x is whole and 0 ≤ t_x ≤ T, and t_x is 0 exactly where x is 0.",
            "每行 x 均为整数，且 0 ≤ t_x ≤ T；仅当 x 为 0 时 t_x 为 0。",
        );
        let guess = |place: usize, role| {
            let (confidence, reason) = (0.45, reason.clone());
            (columns[place], Guess { role, confidence, reason })
        };
        Some(Self {
            columns: vec![guess(x, Role::X), guess(tx, Role::Tx), guess(t, Role::T)],
            fits: true,
            reason,
        })
    }
}

impl Values {
    fn of([x, tx, t]: [&[Option<f64>]; 3]) -> Self {
        let rows = || x.iter().zip(tx).zip(t).filter_map(|((x, tx), t)| Some(((*x)?, (*tx)?, (*t)?)));
        // Two decimals of t_x and T may have been rounded apart.
        let right = |&(x, tx, t): &(f64, f64, f64)| {
            x >= 0.0 && x.fract() == 0.0 && tx >= 0.0 && tx <= t + 0.011 && (x == 0.0) == (tx == 0.0) && t >= 0.0
        };
        let least = rows().map(|(x, ..)| x).fold(f64::INFINITY, f64::min);
        Self {
            rows: rows().count(),
            wrong: rows().filter(|row| !right(row)).count(),
            once: rows().filter(|&(x, tx, _)| x == 0.0 && tx == 0.0).count(),
            again: rows().filter(|&(x, tx, _)| x > 0.0 && tx > 0.0).count(),
            least,
            least_is_first: rows().all(|(x, tx, _)| (x == least) == (tx == 0.0)),
        }
    }

    /// Whether columns of these names are a summary, and why, or why not.
    fn judged(&self, certain: bool, [x, tx, t]: [&String; 3]) -> (bool, Text) {
        if self.least > 0.0 && self.least_is_first {
            let text = Text::new(
                format!(
                    "“{x}” counts the first purchase too, and a summary counts only those after it: subtract 1, or open the file as a summary if that is meant."
                ),
                format!("“{x}”把首次购买也计入了，而汇总表只计其后的购买：请减去 1；若无误，请按汇总表打开。"),
            );
            return (false, text);
        }
        // A purchase again on the first day leaves x > 0 and t_x = 0 now and then.
        if self.rows == 0 || self.wrong * 50 > self.rows {
            let text = Text::new(
                format!(
                    "“{x}”, “{tx}” and “{t}” are names of a summary, but in {} of {} rows the values are not: x whole, 0 ≤ t_x ≤ T, and t_x = 0 where x = 0. So it is one row a customer.",
                    self.wrong, self.rows
                ),
                format!(
                    "“{x}”“{tx}”“{t}”像汇总表的列名，但 {} 行中有 {} 行不符合：x 为整数、0 ≤ t_x ≤ T、x 为 0 时 t_x 为 0。因此按每位客户一行处理。",
                    self.rows, self.wrong
                ),
            );
            return (false, text);
        }
        if self.once == 0 && !certain {
            let text = Text::new(
                format!(
                    "“{tx}” may be the days since the last purchase: no customer with x = 0 shows whether it is the age at that purchase. So it is one row a customer; say so if it is a summary."
                ),
                format!(
                    "“{tx}”可能是距最近一次购买的天数：没有 x 为 0 的客户可以证明它是末次购买时的客龄。因此按每位客户一行处理；若是汇总表，请指明。"
                ),
            );
            return (false, text);
        }
        let text = Text::new(
            format!(
                "“{x}”, “{tx}” and “{t}” are names of a summary, and the values are: x is whole, 0 ≤ t_x ≤ T, and t_x = 0 where x = 0."
            ),
            format!("“{x}”“{tx}”“{t}”是汇总表的列名，且内容相符：x 为整数，0 ≤ t_x ≤ T，x 为 0 时 t_x 为 0。"),
        );
        (true, text)
    }
}

/// Each row's number.
fn values(profile: &Profile) -> Vec<Option<f64>> {
    let evidence = |mark| {
        profile
            .texts()
            .filter(|text| numbers::evidence(&half_width(text)) == Some(mark))
            .count()
    };
    let mark = if evidence(DecimalMark::Comma) > evidence(DecimalMark::Point) {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    };
    let number = |text: &str| if missing(text) { None } else { numbers::float(text, mark) };
    let distinct: Vec<Option<f64>> = profile.texts().map(number).collect();
    profile.codes.iter().map(|&code| distinct[code as usize]).collect()
}
