//! Groups of customers and their typical curves.

use std::collections::BTreeSet;

use crate::customers::PeriodUnit;
use crate::error::{Error, ErrorKind, Result};
use crate::math::quantile;
use crate::table::{AttributeValues, Table};
use crate::value::activity::Activity;
use crate::value::checks;

use super::{CurveParams, FEW, Grouping, Point, Typical, course};

/// Groups there may be at most.
const MOST: usize = 60;

/// Who belongs to which group.
pub(super) struct Groups {
    names: Vec<String>,
    /// One a customer of the activity.
    group: Vec<Option<usize>>,
    /// Customers in no group.
    pub without: usize,
    /// Whether an attribute is named, but groups are made by something else.
    pub attribute_unused: bool,
}

impl Groups {
    /// The groups that are asked for.
    pub fn of(activity: &Activity, table: Option<&Table>, params: &CurveParams) -> Result<Self> {
        let (names, group) = match params.by {
            Grouping::Frequency => frequency(activity),
            Grouping::Year => cohorts(activity, PeriodUnit::Year),
            Grouping::Quarter => cohorts(activity, PeriodUnit::Quarter),
            Grouping::Attribute => attribute(activity, table, params.attribute.as_deref().unwrap_or_default())?,
        };
        if names.len() > MOST {
            let count = names.len();
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("There would be {count} groups, but {MOST} is the most that can be compared. Choose fewer, or a shorter window."),
                format!("将有 {count} 个分组，最多只能比较 {MOST} 个。请选择更少的分组或更短的时间范围。"),
            ));
        }
        Ok(Self {
            without: group.iter().filter(|group| group.is_none()).count(),
            attribute_unused: params.attribute.is_some() && params.by != Grouping::Attribute,
            names,
            group,
        })
    }

    /// The typical curves, all customers' first.
    pub fn curves(&self, activity: &Activity, rows: &[usize]) -> Vec<Typical> {
        let mut sums: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.names.len() + 1];
        for &row in rows {
            let course = course(activity, row);
            let own = self.group.get(row).copied().flatten().map(|group| group + 1);
            for place in std::iter::once(0).chain(own) {
                let sums = &mut sums[place];
                if sums.len() < course.len() {
                    sums.resize(course.len(), (0, 0.0));
                }
                for ((members, sum), value) in sums.iter_mut().zip(&course) {
                    *members += 1;
                    *sum += value;
                }
            }
        }
        let names = std::iter::once("all").chain(self.names.iter().map(String::as_str));
        let typical = |(name, sums): (&str, Vec<(u32, f64)>)| Typical {
            group: name.into(),
            members: sums.first().map_or(0, |&(members, _)| members),
            curve: sums
                .iter()
                .zip(0_u32..)
                .take_while(|((members, _), _)| *members >= FEW)
                .map(|(&(members, sum), age)| Point {
                    age,
                    members,
                    value: sum / f64::from(members),
                })
                .collect(),
            followed: false,
            customers: 0,
            value_so_far: 0.0,
            projected: 0.0,
        };
        names.zip(sums).map(typical).collect()
    }
}

type Named = (Vec<String>, Vec<Option<usize>>);

/// Thirds at type-7 quantiles; who purchased equally often is in one of them, so they may be uneven, or fewer.
fn frequency(activity: &Activity) -> Named {
    let counts = &activity.customers.frequency;
    let mut rising: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
    rising.sort_by(f64::total_cmp);
    let cuts = [1.0 / 3.0, 2.0 / 3.0].map(|share| quantile(&rising, share));
    let third = |&count: &u32| cuts.iter().filter(|&&cut| f64::from(count) > cut).count();
    compact(counts.iter().map(third), |third| {
        ["seldom", "sometimes", "often"][third.min(2)].into()
    })
}

fn cohorts(activity: &Activity, unit: PeriodUnit) -> Named {
    let number = activity.customers.first.iter().map(|&day| unit.number(day));
    compact(number, |number| {
        let (year, month, _) = unit.start(number).ymd();
        match unit {
            PeriodUnit::Quarter => format!("{year}Q{}", month.div_ceil(3)),
            _ => year.to_string(),
        }
    })
}

/// Numbers the keys that occur, in their order.
fn compact<K: Ord + Copy>(keys: impl Iterator<Item = K> + Clone, name: impl Fn(K) -> String) -> Named {
    let distinct: Vec<K> = keys.clone().collect::<BTreeSet<K>>().into_iter().collect();
    let group = keys.map(|key| distinct.binary_search(&key).ok()).collect();
    (distinct.into_iter().map(name).collect(), group)
}

fn attribute(activity: &Activity, table: Option<&Table>, name: &str) -> Result<Named> {
    let table = table.ok_or_else(checks::no_attributes)?;
    let attribute = table.attribute(name).ok_or_else(|| crate::churn::unknown_column(table, name))?;
    match &attribute.values {
        AttributeValues::Category { codes, levels } => {
            let of = |&row: &u32| codes.get(row as usize).copied().flatten().map(|code| code as usize);
            Ok((levels.clone(), activity.customers.rows.iter().map(of).collect()))
        }
        AttributeValues::Number(_) | AttributeValues::Day(_) => Err(Error::new(
            ErrorKind::BadParameter,
            "This column has no categories to group by. Name a column of texts.",
            "该列不是类别，无法分组。请指定文本类的列。",
        )
        .in_column(name)),
    }
}
