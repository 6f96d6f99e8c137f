//! Days long before or after all others, and days yet to come.

use crate::ledger::{Day, Ledger};

/// How many days without any order part a stray day from all others.
pub(crate) const APART: i32 = 365;

/// Days that programs write where there is none, as year, month and day: the first ones of the
/// calendars of spreadsheets, Unix, DOS, and round ones; the last one as “never”.
pub(crate) const DEFAULTS: [(i32, u32, u32); 9] = [
    (1900, 1, 1),
    (1900, 1, 2),
    (1901, 1, 1),
    (1904, 1, 1),
    (1970, 1, 1),
    (1980, 1, 1),
    (2000, 1, 1),
    (2001, 1, 1),
    (2099, 12, 31),
];

/// From this many lines on a single one can be a stray.
const FEWEST: u64 = 20;

/// Which days are strays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Strays {
    /// Days before it are.
    pub(crate) first: Day,
    /// Days after it are.
    pub(crate) last: Day,
    /// Whether `last` was given, and not found.
    pub(crate) told: bool,
    /// Days of [`DEFAULTS`] far from all others.
    defaults: Vec<Day>,
}

impl Strays {
    /// A day is a stray when [`APART`] days without any order lie between it and the others, and
    /// at most a hundredth of the lines lie on it and beyond; one of [`DEFAULTS`] however many lie
    /// on it. With `last_day`, all days after that one are too.
    pub(crate) fn of(ledger: &Ledger, last_day: Option<Day>) -> Self {
        let counts = counts(ledger.days());
        let defaults: Vec<Day> = DEFAULTS
            .iter()
            .filter_map(|&(year, month, day)| Day::from_ymd(year, month, day))
            .filter(|&default| alone(&counts, default))
            .collect();
        let rest: Vec<(Day, u64)> = counts.into_iter().filter(|(day, _)| !defaults.contains(day)).collect();
        let all: u64 = rest.iter().map(|(_, count)| count).sum();
        let few = (all / 100).max(u64::from(all >= FEWEST));
        let reversed: Vec<(Day, u64)> = rest.iter().rev().copied().collect();
        Self {
            first: edge(&rest, few).unwrap_or(Day(i32::MIN)),
            last: last_day.or_else(|| edge(&reversed, few)).unwrap_or(Day(i32::MAX)),
            told: last_day.is_some(),
            defaults,
        }
    }

    /// Whether a day lies long before all others.
    pub(crate) fn ancient(&self, day: Day) -> bool {
        !self.future(day) && (day < self.first || self.defaults.contains(&day))
    }

    /// Whether a day is yet to come.
    pub(crate) fn future(&self, day: Day) -> bool {
        let never = DEFAULTS.last().and_then(|&(year, month, day)| Day::from_ymd(year, month, day));
        day > self.last || (Some(day) == never && self.defaults.contains(&day))
    }
}

/// The days with lines, rising, and the number of lines on each.
pub(crate) fn counts(days: &[Day]) -> Vec<(Day, u64)> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u64)).collect()
}

/// Whether a day has lines, and no other but those of [`DEFAULTS`] has any within [`APART`] days.
fn alone(counts: &[(Day, u64)], default: Day) -> bool {
    let is_default = |day: Day| {
        DEFAULTS
            .iter()
            .any(|&(year, month, of)| Day::from_ymd(year, month, of) == Some(day))
    };
    let others = || counts.iter().filter(|(day, _)| !is_default(*day));
    counts.iter().any(|(day, _)| *day == default)
        && others().next().is_some()
        && others().all(|(day, _)| (day.0 - default.0).abs() >= APART)
}

/// The first day that is no stray, going from one end: behind the last wide gap with few lines before it.
fn edge(days: &[(Day, u64)], few: u64) -> Option<Day> {
    let (mut before, mut edge) = (0, None);
    for pair in days.windows(2) {
        before += pair[0].1;
        if before > few {
            break;
        }
        if (pair[1].0.0 - pair[0].0.0).abs() >= APART {
            edge = Some(pair[1].0);
        }
    }
    edge
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{LedgerBuilder, Line, Money, OptionalColumns};

    fn ledger(days: &[(&str, usize)]) -> Ledger {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for (day, count) in days {
            for _ in 0..*count {
                builder.push(Line {
                    customer: "a",
                    day: day.parse::<Day>().unwrap().0,
                    amount: Money(1),
                    order: None,
                    product: None,
                    cost: None,
                });
            }
        }
        builder.finish()
    }

    fn strays(days: &[(&str, usize)], last_day: Option<&str>) -> (Vec<String>, Vec<String>) {
        let ledger = ledger(days);
        let strays = Strays::of(&ledger, last_day.map(|day| day.parse().unwrap()));
        let those = |is: &dyn Fn(Day) -> bool| {
            counts(ledger.days())
                .iter()
                .filter(|(day, _)| is(*day))
                .map(|(day, _)| day.to_string())
                .collect()
        };
        (those(&|day| strays.ancient(day)), those(&|day| strays.future(day)))
    }

    #[test]
    fn days_far_from_all_others_are_strays() {
        let shop = [("1925-03-01", 1), ("2024-01-01", 80), ("2024-06-01", 80), ("2042-02-01", 1)];
        assert_eq!(strays(&shop, None), (vec!["1925-03-01".into()], vec!["2042-02-01".into()]));
        // The clock decides where there is one.
        assert_eq!(strays(&shop, Some("2024-03-01")).1, ["2024-06-01", "2042-02-01"]);
        assert_eq!(strays(&shop, Some("2042-02-01")).1, Vec::<String>::new());
        // A year's pause of a shop is none, nor are two orders of three.
        assert_eq!(strays(&[("2020-01-01", 10), ("2024-01-01", 90)], None), (vec![], vec![]));
        assert_eq!(strays(&[("2020-01-01", 1), ("2024-01-01", 2)], None), (vec![], vec![]));
    }

    #[test]
    fn days_that_programs_write_are_strays_however_many() {
        let (ancient, future) = strays(
            &[("1970-01-01", 30), ("2000-01-01", 5), ("2024-01-01", 50), ("2099-12-31", 9)],
            None,
        );
        assert_eq!(
            (ancient, future),
            (vec!["1970-01-01".into(), "2000-01-01".into()], vec!["2099-12-31".into()])
        );
        // Not where orders lie around them.
        assert_eq!(strays(&[("1999-12-28", 30), ("2000-01-01", 5)], None), (vec![], vec![]));
    }
}
