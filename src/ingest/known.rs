//! What is known of each column before the rows are read.

use super::content::{self, Content};
use super::dates::{self, DateFault};
use super::days;
use super::ids::Trim;
use super::names;
use super::profile::Profile;
use super::report::{ContentType, DateOrder, Role};
use super::roles::Roles;
use super::written::{Count, Written};

/// What is known of a column.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// What its values are.
    pub(super) content: Content,
    /// What its numbers count, where it is one of dates.
    pub(super) count: Option<Count>,
    /// The order that another column of dates shows, and its name.
    pub(super) beside: Option<(DateOrder, String)>,
    /// How ids are taken from it.
    pub(super) trim: Trim,
}

impl Known {
    /// Of each column, before any has a role.
    pub(super) fn of(names: &[String], profiles: &[Profile], header: bool) -> Vec<Self> {
        let shows = |(column, profile): (usize, &Profile)| Some((column, days::proven(profile.dates())?));
        let mut proven: Vec<(usize, DateOrder)> = profiles.iter().enumerate().filter_map(shows).collect();
        if proven.iter().any(|(_, order)| *order != proven[0].1) {
            proven.clear();
        }
        let known = |(column, profile): (usize, &Profile)| {
            let beside = proven.iter().find(|(other, _)| *other != column);
            let named = header && names::of_time(&names[column]);
            let mut known = Self {
                content: content::of(header.then(|| names[column].as_str()), profile),
                count: None,
                beside: beside.map(|&(other, order)| (order, names[other].clone())),
                trim: Trim::of(profile),
            };
            if named {
                known.counts(profile);
            }
            known
        };
        profiles.iter().enumerate().map(known).collect()
    }

    /// A column of dates, whatever its name, may have numbers that count days.
    pub(super) fn of_dates(known: &mut [Self], profiles: &[Profile], roles: &Roles) {
        if let Some(column) = roles.column(Role::Date) {
            known[column].counts(&profiles[column]);
        }
    }

    fn counts(&mut self, profile: &Profile) {
        if self.count.is_some() {
            return;
        }
        self.count = profile.counts();
        if self.count.is_some() {
            let day_time = profile.texts().any(|text| text.contains(['.', ',']));
            let unix = self.count != Some(Count::ExcelDays);
            self.content = content::counted(if day_time || unix { ContentType::DayTime } else { ContentType::Day });
        }
    }

    /// Reads a date, counted or written.
    pub(super) fn read(&self, text: &str, order: Option<DateOrder>) -> Result<Written, DateFault> {
        dates::read(text, order).or_else(|fault| self.count.and_then(|count| count.read(text)).ok_or(fault))
    }
}
