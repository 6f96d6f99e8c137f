//! Customer events: what is expected to happen, and what that is worth today.
//!
//! **What it answers.** What a customer's next purchases, renewals, visits and
//! complaints come to, weighed by how likely each is.
//!
//! **Inputs.** Either a list of events that is typed in, or proposals made from
//! the orders, of one customer or of the average one. The discount rate d is
//! annual, times are years from today.
//!
//! **Definition.** An event that is expected in w years with probability p, and
//! then brings Q and costs C, is worth p (Q − C)/(1+d)^w today. One that comes n
//! times, every e years, is worth
//!
//! PV = p (Q − C) · Σₖ₌₀ⁿ⁻¹ (1+d)^−(w + k e),
//!
//! each time with the same probability. The value is the sum over all events.
//!
//! **Proposed from the orders.** The next purchases of a customer:
//!
//! - *when*: at its own median gap between purchases, the first of them one gap
//!   after the last purchase, or today if that is over; with less than two
//!   purchases at the median gap of everyone's gaps;
//! - *what*: the customer's mean revenue and mean cost a purchase, returns
//!   netted; costs are those said at [`Margin`];
//! - *how likely*: with n purchases so far, the k-th next one as the share of
//!   those customers with n purchases who made n + k. It is the product of the
//!   observed shares who went on from n, n + 1 …; from where fewer than 30
//!   customers are left, all further steps together give one share.
//!
//! The average customer has just purchased for the first time, and purchases at
//! everyone's mean and median gap.
//!
//! **What it does not know.** Customers whose next purchase is still to come
//! count as if they had stopped, so the shares err on the low side; and a share
//! knows nothing of how long this customer has been silent, which is said when
//! that is more than three gaps. Lifetime value (`clv`) knows both.
//!
//! **References.** Berger, P. D. & Nasr, N. I. (1998), *Customer lifetime
//! value: marketing models and applications*, Journal of Interactive Marketing
//! 12(1), 17–30.

mod rhythm;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::Grain;
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::Frame;
use crate::math::{pow, sum};
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::checks;
use super::dcf::FlowSource;
use super::discount;
use super::margin::{self, Margin};

pub use rhythm::Rhythm;

/// Events there may be at most, and times one may come.
const MOST: usize = 1000;

/// Something that is expected to happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct Event {
    /// What happens
    pub name: String,
    /// In how many years from today
    pub when: f64,
    /// How likely it is, between 0 and 1
    pub probability: f64,
    /// What it brings
    pub revenue: f64,
    /// What it costs
    pub cost: f64,
    /// How many times it comes
    pub times: u32,
    /// How many years lie between one time and the next
    pub every: f64,
}

impl Default for Event {
    fn default() -> Self {
        Self {
            name: String::new(),
            when: 0.0,
            probability: 1.0,
            revenue: 0.0,
            cost: 0.0,
            times: 1,
            every: 1.0,
        }
    }
}

/// The settings of [`Events`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct EventsParams {
    /// What is expected, as JSON: [{"name":"renewal","when":1,"probability":0.6,"revenue":80,"cost":20,"times":3,"every":1}]; proposed from the orders unless given
    pub events: Vec<Event>,
    /// The id of the one customer whose next purchases are proposed; those of the average one unless given
    pub customer: Option<String>,
    /// How many next purchases are proposed, from 1 to 100
    pub ahead: u32,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
    pub margin: Option<f64>,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for EventsParams {
    fn default() -> Self {
        Self {
            events: Vec::new(),
            customer: None,
            ahead: 5,
            discount: 0.1,
            margin: None,
            grain: Grain::Day,
        }
    }
}

impl Params for EventsParams {
    fn check(&self) -> Result<()> {
        discount::check(self.discount)?;
        margin::check(self.margin)?;
        if !(1..=100).contains(&self.ahead) {
            return Err(Error::bad_parameter(
                "ahead",
                self.ahead,
                "it must be between 1 and 100",
                "应在 1 到 100 之间",
            ));
        }
        if self.events.len() > MOST {
            let events = self.events.len();
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("There are {events} events, but at most {MOST} are taken. Put those alike into one that comes several times."),
                format!("共有 {events} 项事件，最多 {MOST} 项。请将相同的事件合为一项并填写次数。"),
            ));
        }
        self.events.iter().zip(1..).try_for_each(|(event, number)| event.check(number))
    }
}

impl Event {
    /// Names the event and what of it cannot be.
    fn check(&self, number: usize) -> Result<()> {
        let fault = |what: &str, what_zh: &str, value: f64, en: &str, zh: &str| {
            let [name, name_zh] = match &*self.name {
                "" => Default::default(),
                name => [format!(" (“{name}”)"), format!("（“{name}”）")],
            };
            let value = checks::figure(value);
            Error::new(
                ErrorKind::BadParameter,
                format!("Event {number}{name}: the {what} is {value}, but {en}."),
                format!("第 {number} 项事件{name_zh}：{what_zh}为 {value}，但{zh}。"),
            )
        };
        let amount_en = "it must be an amount below 10¹⁵";
        let amount_zh = "应为小于 10¹⁵ 的金额";
        if !(self.when >= 0.0 && self.when.is_finite()) {
            return Err(fault(
                "time",
                "时间",
                self.when,
                "it must be 0 years from today or more",
                "应为距今 0 年或更久",
            ));
        }
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(fault(
                "probability",
                "概率",
                self.probability,
                "it must lie between 0 and 1, like 0.6 for 60%",
                "应在 0 与 1 之间，例如 0.6 表示 60%",
            ));
        }
        if !checks::is_amount(self.revenue) {
            return Err(fault("revenue", "收入", self.revenue, amount_en, amount_zh));
        }
        if !checks::is_amount(self.cost) {
            return Err(fault("cost", "成本", self.cost, amount_en, amount_zh));
        }
        if self.times == 0 || self.times as usize > MOST {
            return Err(fault(
                "number of times",
                "次数",
                f64::from(self.times),
                "it must be between 1 and 1000",
                "应在 1 到 1000 之间",
            ));
        }
        if !(self.every >= 0.0 && self.every.is_finite()) {
            return Err(fault(
                "interval",
                "间隔",
                self.every,
                "it must be 0 years or more",
                "应为 0 年或更长",
            ));
        }
        Ok(())
    }

    /// What it is worth at this discount rate a year.
    fn valued(self, rate: f64) -> EventValue {
        let factors = (0..self.times).map(|time| pow(1.0 + rate, -(self.when + f64::from(time) * self.every)));
        let factor = sum(factors);
        let Self {
            name,
            when,
            probability,
            revenue,
            cost,
            times,
            every,
        } = self;
        let net = revenue - cost;
        EventValue {
            name,
            when,
            probability,
            revenue,
            cost,
            times,
            every,
            net,
            factor,
            expected: probability * net * f64::from(times),
            present: probability * net * factor,
        }
    }
}

/// An event and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EventValue {
    /// What happens; a proposed purchase is called by its number.
    pub name: String,
    /// In how many years from today.
    pub when: f64,
    /// How likely it is.
    pub probability: f64,
    /// What it brings.
    pub revenue: f64,
    /// What it costs.
    pub cost: f64,
    /// How many times it comes.
    pub times: u32,
    /// How many years lie between one time and the next.
    pub every: f64,
    /// Revenue less cost, once.
    pub net: f64,
    /// What one unit of money at each of its times is worth today, added up.
    pub factor: f64,
    /// Probability × net × times: what is expected, not discounted.
    pub expected: f64,
    /// Probability × net × factor: what that is worth today.
    pub present: f64,
}

/// What events are worth.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EventsReport {
    /// The window the proposals are made from; none when the events were given.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub params: EventsParams,
    /// Where the events come from.
    pub source: FlowSource,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// The rhythm the proposals are made from.
    pub rhythm: Option<Rhythm>,
    /// The events in their order, with what each is worth.
    pub events: Vec<EventValue>,
    /// What is expected of all, not discounted.
    pub expected: f64,
    /// What all are worth today.
    pub value: f64,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
}

/// Customer events.
pub struct Events;

impl Analysis for Events {
    const NAME: &'static str = "events";
    const ABOUT: &'static str = "Expected events of a customer, typed or from the orders, and their present value";
    type Params = EventsParams;
    type Report = EventsReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &EventsParams) -> Result<Started<EventsReport>> {
        let report = if params.events.is_empty() {
            rhythm::proposed(workspace.orders()?, scope, params)?
        } else {
            EventsReport::typed(params)
        };
        Ok(Ready::task(report))
    }
}

impl EventsReport {
    /// Of events that were given, which have costs of their own.
    fn typed(params: &EventsParams) -> Self {
        let mut report = Self::of(params, params.events.clone());
        if params.margin.is_some() {
            report.notices.push(Notice::note(
                "margin_unused",
                "The margin rate is not used, because events that are typed have costs of their own.",
                "填写的事件各有成本，因此未使用毛利率。",
            ));
        }
        report
    }

    /// Of any events, valued.
    fn of(params: &EventsParams, events: Vec<Event>) -> Self {
        let events: Vec<EventValue> = events.into_iter().map(|event| event.valued(params.discount)).collect();
        Self {
            window: None,
            params: params.clone(),
            source: FlowSource::Typed,
            margin: Margin::without_costs(params.margin),
            rhythm: None,
            expected: sum(events.iter().map(|event| event.expected)),
            value: sum(events.iter().map(|event| event.present)),
            events,
            notices: Vec::new(),
        }
    }
}

impl Report for EventsReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    /// The present value of an event.
    fn explain(&self, row: usize) -> Option<Explanation> {
        let event = self.events.get(row)?;
        let symbol = |letter: &str, en: &str, zh: &str, figure| Symbol::new(letter, Text::new(en, zh), figure);
        let step = Step {
            what: Text::new("What the event is worth today", "该事件的现值"),
            formula: r"PV = p\,(Q - C) \sum_{k=0}^{n-1} (1+d)^{-(w + k e)}".into(),
            symbols: vec![
                symbol("p", "probability", "概率", Figure::Share(event.probability)),
                symbol("Q", "what it brings", "收入", Figure::Money(event.revenue)),
                symbol("C", "what it costs", "成本", Figure::Money(event.cost)),
                symbol("w", "from today to the first time", "距今时间", Figure::Years(event.when)),
                symbol("n", "times", "次数", Figure::Number(f64::from(event.times))),
                symbol("e", "from one time to the next", "间隔", Figure::Years(event.every)),
                symbol("d", "discount rate a year", "年折现率", Figure::Number(self.params.discount)),
            ],
            result: Figure::Money(event.present),
        };
        Some(Explanation {
            title: Text::new("Customer events", "客户事件法"),
            steps: vec![step],
            source: "Berger & Nasr (1998), Customer lifetime value: marketing models and applications".into(),
            course: None,
        })
    }
}
