//! The migration model: customers come and go, and the longer they are silent,
//! the less likely they come again.

use serde::Serialize;

use crate::churn::evaluation::{Interval, wilson};
use crate::error::{Error, ErrorKind, Result};
use crate::math::sum;
use crate::text::Notice;
use crate::value::activity::Activity;

use super::explain::Silence;
use super::{Course, DwyerParams, FEW, course};

/// What customers are still worth by how long they have been silent.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerMigration"))]
pub struct Migration {
    /// The margin of a period with a purchase.
    pub purchase_margin: f64,
    /// The states, the gone last.
    pub states: Vec<State>,
    /// The expected course of a customer who has just purchased for the first time.
    pub course: Vec<Course>,
    /// What a new customer is worth to the horizon, the first purchase included.
    pub new_customer: f64,
    /// The same for ever; unknown where it is infinite.
    pub new_customer_forever: Option<f64>,
    /// What all customers of today are still worth to the horizon.
    pub still_to_come: f64,
    /// Times that a gone customer was seen in the next period.
    pub gone_followed: u64,
    /// Times that such a customer came back in it.
    pub came_back: u64,
}

/// Customers who last purchased so many periods ago.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerState"))]
pub struct State {
    /// The number of periods, or `gone`.
    pub state: String,
    /// The customers in it today.
    pub customers: u64,
    /// Times that a customer in it was seen in the next period.
    pub followed: u64,
    /// Times that the customer purchased in that period.
    pub bought: u64,
    /// The probability of it that the model takes; the gone have none.
    pub probability: Option<f64>,
    /// Its interval at 95 % (Wilson), where it was observed.
    pub interval: Option<Interval>,
    /// What a customer in it is still worth to the horizon.
    pub value: f64,
    /// The same to one period before the horizon.
    #[serde(skip)]
    pub(super) before: f64,
    /// The same for ever; unknown where it is infinite.
    pub value_forever: Option<f64>,
}

/// The Markov chain with its rewards.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// The probability to purchase in the next period, by state; the gone are not among them.
    pub probabilities: Vec<f64>,
    /// The margin of a period with a purchase.
    pub margin: f64,
    /// What a period costs for who is not gone.
    pub cost: f64,
    /// What a period ahead weighs.
    pub factor: f64,
}

impl Chain {
    /// What is still to come, by state: from what is to come a period later, the gone last.
    fn step(&self, later: &[f64]) -> Vec<f64> {
        let from = |(state, p): (usize, &f64)| -self.cost + self.factor * (p * (self.margin + later[0]) + (1.0 - p) * later[state + 1]);
        self.probabilities.iter().enumerate().map(from).chain([0.0]).collect()
    }

    /// To a horizon, and to one period before it.
    pub fn to_horizon(&self, horizon: u32) -> [Vec<f64>; 2] {
        let mut values = vec![0.0; self.probabilities.len() + 1];
        let mut before = values.clone();
        for _ in 0..horizon {
            before = values;
            values = self.step(&before);
        }
        [values, before]
    }

    /// For ever; `None` where it is infinite.
    ///
    /// Written as vₛ = aₛ + bₛ (m + v₀), a and b follow from the last state up.
    pub fn for_ever(&self) -> Option<Vec<f64>> {
        let (mut a, mut b) = (0.0, 0.0);
        for p in self.probabilities.iter().rev() {
            a = -self.cost + self.factor * (1.0 - p) * a;
            b = self.factor * (p + (1.0 - p) * b);
        }
        if b > 1.0 - 1e-12 {
            return None;
        }
        let newest = (a + b * self.margin) / (1.0 - b);
        let mut values = vec![0.0; self.probabilities.len() + 1];
        for (state, p) in self.probabilities.iter().enumerate().rev() {
            values[state] = -self.cost + self.factor * (p * (self.margin + newest) + (1.0 - p) * values[state + 1]);
        }
        Some(values)
    }

    /// The course from a first purchase on, whose period brings `first`.
    fn course(&self, horizon: u32, first: f64) -> Vec<Course> {
        let states = self.probabilities.len();
        let mut shares = vec![0.0; states];
        shares[0] = 1.0;
        let point = |period| {
            let active = shares[0];
            let cost = if period < horizon {
                self.cost * sum(shares.iter().copied())
            } else {
                0.0
            };
            let mut next = vec![0.0; states];
            for (state, (share, p)) in shares.iter().zip(&self.probabilities).enumerate() {
                next[0] += share * p;
                if let Some(silent) = next.get_mut(state + 1) {
                    *silent += share * (1.0 - p);
                }
            }
            shares = next;
            (active, if period == 0 { first } else { self.margin * active } - cost)
        };
        course((0..=horizon).map(point), 1.0 / self.factor - 1.0)
    }
}

/// What was observed of the customers in each state.
struct Counts {
    followed: Vec<u64>,
    bought: Vec<u64>,
    came_back: [u64; 2],
    /// Periods with a purchase after that of the first, and what all periods after it come to.
    repeat: (u64, f64),
    /// The same of the period of the first purchase.
    first: (u64, f64),
}

impl Counts {
    fn of(activity: Option<&Activity>, states: usize) -> Self {
        let mut counts = Self {
            followed: vec![0; states],
            bought: vec![0; states],
            came_back: [0, 0],
            repeat: (0, 0.0),
            first: (0, 0.0),
        };
        let Some(activity) = activity else { return counts };
        for row in 0..activity.len() {
            let mut silent = 0;
            for bought in activity.active(row).into_iter().skip(1).map(u64::from) {
                if let Some(followed) = counts.followed.get_mut(silent) {
                    *followed += 1;
                    counts.bought[silent] += bought;
                } else {
                    counts.came_back[0] += 1;
                    counts.came_back[1] += bought;
                }
                silent = if bought > 0 { 0 } else { silent + 1 };
            }
            for cell in activity.cells(row) {
                let (periods, money) = if cell.age == 0 { &mut counts.first } else { &mut counts.repeat };
                *periods += u64::from(cell.active);
                *money += cell.money;
            }
        }
        counts
    }

    /// The mean margin of the period of the first purchase, and of a repeat period; the former where
    /// there is no other.
    fn margins(&self) -> [f64; 2] {
        let repeat = if self.repeat.0 > 0 { self.repeat } else { self.first };
        [self.first, repeat].map(|(periods, money)| money / periods.max(1) as f64)
    }
}

impl Migration {
    /// Counts, unless it is typed, and values.
    pub(super) fn of(activity: Option<&Activity>, params: &DwyerParams) -> Result<Self> {
        let typed = &params.probabilities;
        let states = if typed.is_empty() { params.states as usize } else { typed.len() };
        let counts = Counts::of(activity, states);
        // What comes after a state that nobody was seen to leave is not known either.
        let known = counts.followed.iter().take_while(|&&followed| followed > 0).count();
        let states = if typed.is_empty() { known } else { states };
        if states == 0 {
            return Err(Error::new(
                ErrorKind::TooFew,
                "No customer was seen in two whole periods, so nobody was seen to come again or stay away. Choose a shorter period, or type the probabilities.",
                "没有客户经历过两个完整的周期，无从观察是否再来。请选择更短的周期，或直接填写购买概率。",
            ));
        }
        let [first, margin] = params.purchase_margin.map_or_else(|| counts.margins(), |typed| [typed; 2]);
        let observed = |state: usize| counts.bought[state] as f64 / counts.followed[state] as f64;
        let chain = Chain {
            probabilities: (0..states)
                .map(|state| typed.get(state).copied().unwrap_or_else(|| observed(state)))
                .collect(),
            margin,
            cost: params.contact_cost,
            factor: 1.0 / (1.0 + params.discount_per_period()),
        };
        let [values, before] = chain.to_horizon(params.horizon);
        let for_ever = chain.for_ever();
        let mut today = vec![0_u64; states + 1];
        for silence in activity.map(Silence::of_all).unwrap_or_default() {
            today[(silence.periods() as usize).min(states)] += 1;
        }
        let state = |state: usize| {
            let followed = counts.followed.get(state).copied().filter(|_| state < states).unwrap_or(0);
            let seen = typed.is_empty() && followed > 0;
            State {
                state: if state == states { "gone".into() } else { state.to_string() },
                customers: today[state],
                followed,
                bought: if followed > 0 { counts.bought[state] } else { 0 },
                probability: chain.probabilities.get(state).copied(),
                interval: seen.then(|| wilson(observed(state), followed as f64, 0.95)),
                value: values[state],
                before: before[state],
                value_forever: for_ever.as_ref().map(|values| values[state]),
            }
        };
        Ok(Self {
            purchase_margin: chain.margin,
            states: (0..=states).map(state).collect(),
            course: chain.course(params.horizon, first),
            new_customer: first + values[0],
            new_customer_forever: for_ever.as_ref().map(|values| first + values[0]),
            still_to_come: sum(today.iter().zip(&values).map(|(&customers, value)| customers as f64 * value)),
            gone_followed: counts.came_back[0],
            came_back: counts.came_back[1],
        })
    }

    /// What to know about it.
    pub(super) fn notices(&self, params: &DwyerParams) -> Vec<Notice> {
        let mut notices = Vec::new();
        let states = self.states.len() - 1;
        if params.probabilities.is_empty() && states < params.states as usize {
            notices.push(Notice::note(
                "fewer_states",
                format!("The file is too short to see customers after {states} silent periods, so they count as gone from then on, not from {} on.", params.states),
                format!("数据跨度太短，看不到沉默 {states} 个周期之后的情况，因此从第 {states} 个周期起视为已离开，而不是第 {} 个。", params.states),
            ));
        }
        let few: Vec<&str> = self
            .states
            .iter()
            .filter(|state| state.interval.is_some() && state.followed < FEW)
            .map(|state| &*state.state)
            .collect();
        if !few.is_empty() {
            notices.push(Notice::warning(
                "few_in_state",
                format!(
                    "States in which fewer than {FEW} customers were followed: {}. Their probabilities are uncertain, see the intervals.",
                    few.join(", ")
                ),
                format!(
                    "以下状态可观察的客户不足 {FEW} 位次：{}。其购买概率很不确定，请看区间。",
                    few.join("、")
                ),
            ));
        }
        if self.came_back > 0 {
            let (back, of) = (self.came_back, self.gone_followed);
            notices.push(Notice::note(
                "gone_came_back",
                format!("Of {of} periods that gone customers were followed, they purchased in {back}: gone is not quite gone. More states count them too."),
                format!("在“已离开”的客户被观察到的 {of} 个周期中，有 {back} 个周期又有购买：离开并非绝对。增加状态数可以把他们也计入。"),
            ));
        }
        if self.new_customer_forever.is_none() {
            notices.push(Notice::warning(
                "infinite_value",
                "Without discount and with customers who surely come again, the value for ever is infinite. Set a discount rate.",
                "不折现且客户必然再来时，永续价值是无穷大。请设置折现率。",
            ));
        }
        notices
    }
}
