//! Periods of the calendar: days, ISO weeks, months, quarters and years.

use serde::{Deserialize, Serialize};

use crate::ledger::Day;
use crate::workspace::Window;

/// The period that is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PeriodChoice {
    /// The shortest of which the window touches at most 40, else years
    #[default]
    Auto,
    /// One day
    Day,
    /// Monday to Sunday
    Week,
    /// A month of the calendar
    Month,
    /// Three months, the first from January
    Quarter,
    /// A year of the calendar
    Year,
}

/// A period of the calendar. Unlike [`Unit`](super::Unit), a month has as many days as it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    /// One day
    Day,
    /// Monday to Sunday
    Week,
    /// A month of the calendar
    Month,
    /// Three months, the first from January
    Quarter,
    /// A year of the calendar
    Year,
}

/// As many periods as can still be told apart in one picture.
const READABLE: usize = 40;

impl PeriodChoice {
    /// The unit that is meant for a window.
    pub(crate) fn of(self, window: Window) -> PeriodUnit {
        use PeriodUnit::{Day, Month, Quarter, Week, Year};
        let readable = |unit: &PeriodUnit| unit.touched(window) <= READABLE;
        match self {
            Self::Auto => [Day, Week, Month, Quarter].into_iter().find(readable).unwrap_or(Year),
            Self::Day => Day,
            Self::Week => Week,
            Self::Month => Month,
            Self::Quarter => Quarter,
            Self::Year => Year,
        }
    }
}

impl PeriodUnit {
    /// How many periods have a day in the window.
    pub(crate) fn touched(self, window: Window) -> usize {
        (self.number(window.until).abs_diff(self.number(window.since)) + 1) as usize
    }

    /// The period a day lies in, as a running number.
    pub(crate) fn number(self, day: Day) -> i32 {
        match self {
            Self::Day => day.0,
            // Day 0 was a Thursday, the fourth day of its week.
            Self::Week => (day.0 + 3).div_euclid(7),
            Self::Month => day.month(),
            Self::Quarter => day.month().div_euclid(3),
            Self::Year => day.month().div_euclid(12),
        }
    }

    /// The first day of a period.
    pub(crate) fn start(self, number: i32) -> Day {
        match self {
            Self::Day => Day(number),
            Self::Week => Day(number * 7 - 3),
            Self::Month => Day::first_of_month(number),
            Self::Quarter => Day::first_of_month(number * 3),
            Self::Year => Day::first_of_month(number * 12),
        }
    }

    /// The last day of a period.
    pub(crate) fn end(self, number: i32) -> Day {
        Day(self.start(number + 1).0 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [PeriodUnit; 5] = [
        PeriodUnit::Day,
        PeriodUnit::Week,
        PeriodUnit::Month,
        PeriodUnit::Quarter,
        PeriodUnit::Year,
    ];

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn window(since: &str, until: &str) -> Window {
        Window {
            as_of: day(until),
            since: day(since),
            until: day(until),
        }
    }

    #[test]
    fn periods_begin_and_end_where_the_calendar_says() {
        for (unit, inside, start, end) in [
            // ISO: 2021-01-03 still belongs to the last week of 2020, 2024-12-30 to the first of 2025.
            (PeriodUnit::Week, "2021-01-03", "2020-12-28", "2021-01-03"),
            (PeriodUnit::Week, "2024-12-30", "2024-12-30", "2025-01-05"),
            (PeriodUnit::Week, "1969-12-29", "1969-12-29", "1970-01-04"),
            (PeriodUnit::Month, "2024-02-29", "2024-02-01", "2024-02-29"),
            (PeriodUnit::Month, "1900-02-28", "1900-02-01", "1900-02-28"),
            (PeriodUnit::Month, "9999-12-31", "9999-12-01", "9999-12-31"),
            (PeriodUnit::Quarter, "2024-02-01", "2024-01-01", "2024-03-31"),
            (PeriodUnit::Quarter, "2023-12-31", "2023-10-01", "2023-12-31"),
            (PeriodUnit::Year, "2000-02-29", "2000-01-01", "2000-12-31"),
            (PeriodUnit::Day, "2024-02-29", "2024-02-29", "2024-02-29"),
        ] {
            let number = unit.number(day(inside));
            assert_eq!(
                (unit.start(number), unit.end(number)),
                (day(start), day(end)),
                "{unit:?} of {inside}"
            );
        }
    }

    #[test]
    fn the_unit_follows_the_length_of_the_window() {
        for (since, until, unit) in [
            ("2024-03-05", "2024-03-05", PeriodUnit::Day),
            ("2024-01-01", "2024-02-09", PeriodUnit::Day),
            ("2024-01-01", "2024-02-10", PeriodUnit::Week),
            ("2024-01-01", "2024-10-06", PeriodUnit::Week),
            ("2024-01-01", "2024-10-07", PeriodUnit::Month),
            ("2021-01-01", "2024-04-30", PeriodUnit::Month),
            ("2021-01-01", "2024-05-01", PeriodUnit::Quarter),
            ("2010-01-01", "2020-01-01", PeriodUnit::Year),
            ("0001-01-01", "9999-12-31", PeriodUnit::Year),
        ] {
            assert_eq!(PeriodChoice::Auto.of(window(since, until)), unit, "{since} to {until}");
        }
        assert_eq!(PeriodChoice::Day.of(window("2010-01-01", "2020-01-01")), PeriodUnit::Day);
    }

    proptest! {
        #[test]
        fn every_day_lies_in_the_period_of_its_number(days in -719_162i32..2_932_897) {
            for unit in ALL {
                let number = unit.number(Day(days));
                prop_assert!((unit.start(number)..=unit.end(number)).contains(&Day(days)), "{unit:?}");
                prop_assert_eq!(unit.number(unit.start(number)), number);
            }
        }
    }
}
