//! The next purchases of a customer, proposed from the orders.

use serde::Serialize;

use crate::customers::{Grain, Unit, visit_purchases};
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Day, Ledger};
use crate::math::{quantile, sum};
use crate::text::Notice;
use crate::workspace::{Scope, Window};

use super::super::dcf::{FlowSource, customer_of, named, without_orders};
use super::super::margin::Margin;
use super::{Event, EventsParams, EventsReport};

/// With fewer customers a share of them is uncertain by over a sixth: .98/√30.
const FEW: usize = 30;

/// So many gaps of silence and the customer may well be gone.
const SILENT: f64 = 3.0;

/// How a customer purchases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rhythm {
    /// Purchases so far; 1 for the average customer, who has just begun.
    pub purchases: usize,
    /// Median days between one purchase and the next.
    pub gap_days: f64,
    /// Whether that is the customer's own, not everyone's.
    pub own_gap: bool,
    /// Days since the last purchase.
    pub silent_days: f64,
    /// Mean revenue of a purchase.
    pub revenue: f64,
    /// Mean cost of a purchase.
    pub cost: f64,
}

/// A customer's purchases in the window.
struct Bought {
    days: Vec<Day>,
    revenue: f64,
    cost: f64,
}

impl Bought {
    fn of(ledger: &Ledger, window: Window, grain: Grain, margin: &Margin, customer: usize) -> Result<Self> {
        let mut days = Vec::new();
        visit_purchases(ledger, customer, window, grain, |purchase| {
            if purchase.counts() {
                days.push(purchase.day);
            }
            Ok(())
        })?;
        let lines: Vec<usize> = ledger
            .lines(customer)
            .filter(|&line| (window.since..=window.until).contains(&ledger.days()[line]))
            .collect();
        Ok(Self {
            days,
            revenue: sum(lines.iter().map(|&line| ledger.amounts()[line].to_f64())),
            cost: sum(lines.iter().map(|&line| margin.cost(ledger, line))),
        })
    }

    fn gaps(&self) -> impl Iterator<Item = f64> {
        self.days.windows(2).map(|pair| f64::from(pair[1].0 - pair[0].0))
    }
}

/// The report over the proposed events.
pub(super) fn proposed(ledger: &Ledger, scope: &Scope, params: &EventsParams) -> Result<EventsReport> {
    let window = scope.window(ledger)?;
    let margin = Margin::of(ledger, window, params.margin);
    let bought = |customer| Bought::of(ledger, window, params.grain, &margin, customer);
    let own = match named(params.customer.as_deref()) {
        Some(id) => {
            let own = bought(customer_of(ledger, id)?)?;
            if own.days.is_empty() {
                return Err(without_orders(id, window));
            }
            Some(own)
        }
        None => None,
    };
    let (mut counts, mut gaps, mut revenues, mut costs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for customer in 0..ledger.customers() {
        let bought = bought(customer)?;
        if bought.days.is_empty() {
            continue;
        }
        counts.push(bought.days.len());
        gaps.extend(bought.gaps());
        revenues.push(bought.revenue);
        costs.push(bought.cost);
    }
    let purchases: usize = counts.iter().sum();
    let everyone = median(gaps);
    let own_gap = own.as_ref().and_then(|own| median(own.gaps().collect()));
    let (Some(gap_days), true) = (own_gap.or(everyone), purchases > 0) else {
        return Err(Error::new(
            ErrorKind::TooFew,
            "Nobody in the window has purchased twice, so there is no rhythm to propose the next purchases from. Widen the window, or type the events.",
            "该时间范围内没有客户购买过两次，无法按节奏推算下次购买。请放宽时间范围，或手工填写事件。",
        ));
    };
    let rhythm = match &own {
        Some(own) => Rhythm {
            purchases: own.days.len(),
            gap_days,
            own_gap: own_gap.is_some(),
            silent_days: own.days.last().map_or(0.0, |last| f64::from(window.as_of.0 - last.0)),
            revenue: own.revenue / own.days.len() as f64,
            cost: own.cost / own.days.len() as f64,
        },
        None => Rhythm {
            purchases: 1,
            gap_days,
            own_gap: false,
            silent_days: 0.0,
            revenue: sum(revenues) / purchases as f64,
            cost: sum(costs) / purchases as f64,
        },
    };
    let steps = Steps::of(&counts);
    let mut report = EventsReport::of(params, rhythm.events(params.ahead, &steps));
    report.window = Some(window);
    report.margin = margin;
    report.source = if own.is_some() {
        FlowSource::Customer
    } else {
        FlowSource::Everyone
    };
    report.rhythm = Some(rhythm);
    report.notices.extend(margin.notices());
    report.notices.extend(rhythm.notices(counts.len(), own.is_some()));
    Ok(report)
}

fn median(mut gaps: Vec<f64>) -> Option<f64> {
    gaps.sort_unstable_by(f64::total_cmp);
    (!gaps.is_empty()).then(|| quantile(&gaps, 0.5))
}

impl Rhythm {
    /// The next purchases, each named by its number.
    fn events(&self, ahead: u32, steps: &Steps) -> Vec<Event> {
        let year = Unit::Year.days();
        let first = (self.gap_days - self.silent_days).max(0.0);
        let mut probability = 1.0;
        (0..ahead)
            .map(|next| {
                probability *= steps.share(self.purchases + next as usize);
                Event {
                    name: (self.purchases + 1 + next as usize).to_string(),
                    when: (first + f64::from(next) * self.gap_days) / year,
                    probability,
                    revenue: self.revenue,
                    cost: self.cost,
                    ..Event::default()
                }
            })
            .collect()
    }

    /// What to know of the proposals, those of one of so many customers or of the average one.
    fn notices(&self, customers: usize, of_one: bool) -> Vec<Notice> {
        let mut notices = vec![Notice::note(
            "shares_low",
            "The probabilities are the shares of customers who went on to buy so often. Those whose next purchase is still to come count as if they had stopped, so they err on the low side.",
            "概率取自买到这么多次的客户占比；尚未再次购买的客户暂按不再购买计，因此偏低。",
        )];
        if customers < FEW {
            notices.push(Notice::warning(
                "few_customers",
                format!("Customers: {customers}; at least {FEW} are wanted. A share of fewer is uncertain by over a sixth."),
                format!("只有 {customers} 位客户，至少需要 {FEW} 位：再少，占比的误差会超过六分之一。"),
            ));
        }
        if of_one && !self.own_gap {
            notices.push(Notice::note(
                "gap_of_everyone",
                format!(
                    "The customer has one purchase and so no gap of its own; everyone's median is taken, {:.0} days.",
                    self.gap_days
                ),
                format!("该客户只购买过一次，没有自己的间隔，因此取全体中位数 {:.0} 天。", self.gap_days),
            ));
        }
        if self.gap_days <= 0.0 {
            notices.push(Notice::warning(
                "no_gap",
                "Most purchases follow another on the same day, so all next ones are expected at once. Count purchases by day instead.",
                "多数购买与前一次在同一天，因此之后各次都算在同时。请改为按天计数。",
            ));
        } else if self.silent_days > SILENT * self.gap_days {
            notices.push(Notice::warning(
                "silent",
                format!(
                    "The customer has been silent for {:.0} days, over three times the gap of {:.0}. The probabilities do not know of that; look at P(alive) under lifetime value.",
                    self.silent_days, self.gap_days
                ),
                format!(
                    "该客户已沉默 {:.0} 天，超过其间隔 {:.0} 天的三倍。这里的概率没有考虑沉默，请参看终身价值中的“仍是客户的概率”。",
                    self.silent_days, self.gap_days
                ),
            ));
        }
        notices
    }
}

/// The observed shares of customers who went on.
pub(super) struct Steps {
    /// For each number of purchases from 1 on the share who made another one.
    shares: Vec<f64>,
    /// That of all further numbers.
    rest: f64,
}

impl Steps {
    /// Of the numbers of purchases of all customers, none of them 0.
    pub(super) fn of(counts: &[usize]) -> Self {
        let most = counts.iter().copied().max().unwrap_or(0);
        let mut reached = vec![0_usize; most + 2];
        for &count in counts {
            reached[count] += 1;
        }
        for count in (0..=most).rev() {
            reached[count] += reached[count + 1];
        }
        let shares: Vec<f64> = (1..=most)
            .take_while(|&count| reached[count] >= FEW)
            .map(|count| reached[count + 1] as f64 / reached[count] as f64)
            .collect();
        let from = shares.len() + 1;
        let total = |from: usize| reached.iter().skip(from).sum::<usize>() as f64;
        Self {
            rest: if total(from) > 0.0 { total(from + 1) / total(from) } else { 0.0 },
            shares,
        }
    }

    /// The share of those with so many purchases who made another one.
    pub(super) fn share(&self, purchases: usize) -> f64 {
        let own = purchases.checked_sub(1).and_then(|place| self.shares.get(place));
        own.copied().unwrap_or(self.rest)
    }
}
