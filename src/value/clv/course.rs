//! One customer's P(alive) along time: from the first purchase to today, and on
//! from today as long as no purchase comes.

use crate::customers::visit_purchases;
use crate::explain::Course;
use crate::ledger::Day;
use crate::sorting;
use crate::text::Text;

use super::btyd::rounded;
use super::opportunities::period_of;
use super::{ClvReport, History, Scored};

/// So many stretches from the first age to the last.
const STRETCHES: u32 = 120;

/// The course of a row; `None` for someone without any age, and where its orders cannot be read.
///
/// Of a ready-made summary only the last purchase is known, so its course begins there. A model
/// that counts periods knows no time between their ends.
pub(super) fn of(report: &ClvReport, place: usize, row: &Scored) -> Option<Course> {
    let History { t_x, age, .. } = row.history;
    let discrete = report.basis.model.is_discrete();
    // As far ahead as the horizon, but not so far that the past cannot be seen any more.
    let end = age + age.min(f64::from(report.settings.horizon));
    let purchases = purchases(report, place, discrete.then_some(age)).unwrap_or_else(|| vec![t_x]);
    let begin = *purchases.first()?;
    if end <= begin {
        return None;
    }
    let before = row.history.x + 1 - u32::try_from(purchases.len()).ok()?;
    let stretches = if discrete { rounded(end - begin) } else { STRETCHES };
    let mut ages: Vec<f64> = (0..=stretches)
        .map(|stretch| begin + (end - begin) * f64::from(stretch) / f64::from(stretches))
        .collect();
    ages.extend_from_slice(&purchases);
    ages.push(age);
    sorting::sort_by(&mut ages, f64::total_cmp);
    ages.dedup();
    let (mut course_ages, mut shares) = (Vec::new(), Vec::new());
    let mut passed = 0;
    for age in ages {
        let mut at = |passed: usize| {
            if passed > 0 {
                let x = before + u32::try_from(passed).unwrap_or(u32::MAX) - 1;
                let t_x = if x == 0 { 0.0 } else { purchases[passed - 1] };
                course_ages.push(age);
                shares.push(report.basis.model.p_alive(&History { x, t_x, age }));
            }
        };
        let now = purchases.partition_point(|&purchase| purchase <= age);
        if now > passed {
            // What was before a purchase in a period is not known at its end.
            if !discrete {
                at(passed);
            }
            passed = now;
        }
        at(passed);
    }
    Some(Course {
        what: Text::new("P(alive), the probability of still being a customer", "存活概率（仍是客户的概率）"),
        unit: report.settings.unit,
        ages: course_ages,
        shares,
        purchases,
        now: age,
    })
}

/// The ages at which the customer purchased, from 0 on, up to the end of what the model was fitted
/// to: for one that counts periods, the last whole one.
fn purchases(report: &ClvReport, place: usize, last_period: Option<f64>) -> Option<Vec<f64>> {
    let (ledger, window) = (report.basis.ledger.as_ref()?, report.window?);
    let customer = *report.basis.members.get(place)? as usize;
    let mut days = Vec::new();
    let read = visit_purchases(ledger, customer, window, report.settings.grain, |purchase| {
        if purchase.counts() {
            days.push(purchase.day);
        }
        Ok(())
    });
    let first = *days.first().filter(|_| read.is_ok())?;
    let unit = report.settings.unit;
    let Some(last) = last_period else {
        return Some(days.iter().map(|day| f64::from(day.0 - first.0) / unit.days()).collect());
    };
    let period = |day: &Day| period_of(unit).number(*day);
    let mut ages: Vec<f64> = days.iter().map(|day| f64::from(period(day) - period(&first))).collect();
    ages.retain(|&age| age <= last);
    ages.dedup();
    Some(ages)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analysis, Report};
    use crate::customers::Unit;
    use crate::ingest::{ImportParams, import};
    use crate::task::complete;
    use crate::value::clv::{Clv, ClvParams, ClvReport, Model};
    use crate::workspace::Scope;

    fn report(file: &str, text: &str) -> ClvReport {
        report_by(file, text, &ClvParams::default())
    }

    fn report_by(file: &str, text: &str, params: &ClvParams) -> ClvReport {
        let workspace = import(file, text.as_bytes(), ImportParams::default()).unwrap();
        complete(Clv::start(&workspace, &Scope::default(), params).unwrap()).unwrap()
    }

    #[test]
    fn the_course_falls_in_silence_rises_with_a_purchase_and_passes_through_today() {
        let report = report("cdnow.txt", include_str!("../../../tests/data/cdnow_sample.txt"));
        let row = (0..report.rows.len()).find(|&row| report.rows[row].history.x == 5).unwrap();
        let scored = report.rows[row];
        let course = report.explain(row).unwrap().course.unwrap();
        assert_eq!((course.purchases.len(), course.now), (6, scored.history.age));
        assert_eq!(course.purchases[5], scored.history.t_x);
        let points: Vec<(f64, f64)> = course.ages.iter().copied().zip(course.shares.iter().copied()).collect();
        assert!(points.contains(&(scored.history.age, scored.p_alive)), "{points:?}");
        for pair in points.windows(2) {
            let ((age, before), (next, after)) = (pair[0], pair[1]);
            assert!(age < next || course.purchases.contains(&age), "{pair:?}");
            // The first purchase tosses no coin, so nothing falls before the second.
            assert!(if age == next { true } else { after <= before }, "{pair:?}");
        }
        let last = points[points.len() - 1];
        assert!(last.0 > course.now && last.1 < scored.p_alive);
    }

    #[test]
    fn a_model_that_counts_periods_has_a_point_at_the_end_of_each() {
        let params = ClvParams {
            model: Model::BgBb,
            unit: Unit::Month,
            horizon: 6,
            ..ClvParams::default()
        };
        let report = report_by("cdnow.txt", include_str!("../../../tests/data/cdnow_sample.txt"), &params);
        for row in 0..report.rows.len() {
            let scored = report.rows[row];
            let course = report.explain(row).unwrap().course.unwrap();
            let whole: Vec<f64> = (0..course.ages.len()).map(|age| age as f64).collect();
            assert_eq!((&course.ages, course.now), (&whole, scored.history.age));
            assert_eq!(course.ages.len() as f64 - 1.0, scored.history.age + 6.0);
            let repeats = &course.purchases[1..];
            assert_eq!(repeats.len(), scored.history.x as usize);
            assert_eq!(repeats.last().copied().unwrap_or(0.0), scored.history.t_x);
            let now = course.shares[course.ages.iter().position(|&age| age == course.now).unwrap()];
            assert!((now - scored.p_alive).abs() < 1e-12);
            // Silence lowers it; at the end of a period with a purchase, it was there at least until then.
            for (place, pair) in course.shares.windows(2).enumerate() {
                let purchased = course.purchases.contains(&course.ages[place + 1]);
                assert!(purchased || pair[1] < pair[0], "{row} {course:?}");
            }
        }
    }

    #[test]
    fn of_a_summary_only_the_time_since_the_last_purchase_is_known() {
        let report = report("s.csv", "customer,x,t_x,T,m\na,3,20,30,5\nb,0,0,30,\nc,2,4,9,7\nd,1,3,8,2\n");
        let course = report.explain(0).unwrap().course.unwrap();
        assert_eq!((course.purchases, course.ages[0], course.now), (vec![20.0], 20.0, 30.0));
        assert_eq!(
            course.shares[course.ages.iter().position(|&age| age == 30.0).unwrap()],
            report.rows[0].p_alive
        );
    }
}
