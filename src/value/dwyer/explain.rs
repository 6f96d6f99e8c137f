//! How one customer's value under the migration model came about.

use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::text::Text;
use crate::value::activity::Activity;

use super::{DwyerReport, State};

/// How long a customer has been silent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Silence {
    /// The period of the last purchase, counted from the first of all.
    latest: i32,
    /// The last complete period, counted likewise.
    last: i32,
}

impl Silence {
    /// That of every customer.
    pub fn of_all(activity: &Activity) -> Vec<Self> {
        let earliest = activity.first.iter().min().copied().unwrap_or(0) - 1;
        let of = |&latest: &i32| Self {
            latest: latest - earliest,
            last: activity.last - earliest,
        };
        activity.latest.iter().map(of).collect()
    }

    /// Complete periods since the last purchase; 0 for purchases after the last complete one.
    pub fn periods(self) -> u32 {
        u32::try_from(self.last - self.latest).unwrap_or(0)
    }
}

/// Silence, state, value to the horizon and for ever, a step each.
pub(super) fn explain(report: &DwyerReport, silence: Silence) -> Option<Explanation> {
    let states = &report.migration.states;
    let gone = states.len() - 1;
    let place = (silence.periods() as usize).min(gone);
    let (newest, state) = (states.first()?, states.get(place)?);
    let next = states.get(place + 1).unwrap_or(state);
    let number = |value: f64| Figure::Number(value);
    let silent = f64::from(silence.periods());
    let mut steps = vec![
        Step {
            what: Text::new("Periods since that of the last purchase", "距最近一次购买的周期数"),
            formula: r"s = \max(0,\ N - n)".into(),
            symbols: vec![
                symbol(
                    "N",
                    "the last complete period, counted from the first",
                    "最后一个完整周期的序号",
                    number(f64::from(silence.last)),
                ),
                symbol(
                    "n",
                    "the period of the last purchase",
                    "最近一次购买所在周期的序号",
                    number(f64::from(silence.latest)),
                ),
            ],
            result: number(silent),
        },
        Step {
            what: Text::new("The state", "所处状态"),
            formula: r"s < K \Rightarrow s,\quad s \ge K \Rightarrow \text{gone}".into(),
            symbols: vec![
                symbol("s", "periods since the last purchase", "距最近一次购买的周期数", number(silent)),
                symbol(
                    "K",
                    "periods after which a customer is gone",
                    "视为已离开的周期数",
                    number(gone as f64),
                ),
            ],
            result: Figure::Name(state.state.clone()),
        },
    ];
    let horizon = report.params.horizon;
    let within = Text::new(
        format!("What is still to come within h = {horizon} periods; on the right, within one period less"),
        format!("未来 h = {horizon} 个周期内的剩余价值；右边是少一个周期的剩余价值"),
    );
    let before = [("v_0^{(h-1)}", newest.before), ("v_{s+1}^{(h-1)}", next.before)];
    let formula = r"v_s^{(h)} = -c + \frac{p_s\,(m + v_0^{(h-1)}) + (1 - p_s)\,v_{s+1}^{(h-1)}}{1 + d}";
    steps.push(still_to_come(report, state, within, formula, state.value, before));
    if let (Some(value), Some(newest), Some(next)) = (state.value_forever, newest.value_forever, next.value_forever) {
        let for_ever = Text::new("What is still to come for ever", "永续的剩余价值");
        let formula = r"v_s = -c + \frac{p_s\,(m + v_0) + (1 - p_s)\,v_{s+1}}{1 + d}";
        let after = [("v_0", newest), ("v_{s+1}", next)];
        steps.push(still_to_come(report, state, for_ever, formula, value, after));
    }
    Some(Explanation {
        title: Text::new("Value by recency state", "按最近购买状态估值"),
        steps,
        source: "Dwyer (1997), Customer lifetime valuation; Pfeifer & Carraway (2000), Modeling customer relationships as Markov chains"
            .into(),
        course: None,
    })
}

/// The value of a state from those of the two states it may lead to, each with its letter.
fn still_to_come(
    report: &DwyerReport,
    state: &State,
    what: Text,
    formula: &str,
    value: f64,
    [(newest, after_purchase), (silent, after_silence)]: [(&str, f64); 2],
) -> Step {
    let result = Figure::Money(value);
    let Some(p) = state.probability else {
        return Step {
            what,
            formula: r"v = 0 \quad (\text{gone})".into(),
            symbols: Vec::new(),
            result,
        };
    };
    let money = |letter: &str, en: &str, zh: &str, value: f64| symbol(letter, en, zh, Figure::Money(value));
    Step {
        what,
        formula: formula.into(),
        symbols: vec![
            money(
                "c",
                "cost of keeping in touch a period",
                "每周期的维系成本",
                report.params.contact_cost,
            ),
            symbol(
                "p_s",
                "probability to purchase in the next period",
                "下一周期购买的概率",
                Figure::Share(p),
            ),
            money(
                "m",
                "margin of a period with a purchase",
                "有购买的周期的毛利",
                report.migration.purchase_margin,
            ),
            money(newest, "what is to come after a purchase", "购买之后的剩余价值", after_purchase),
            money(
                silent,
                "what is to come after one more silent period",
                "再沉默一个周期之后的剩余价值",
                after_silence,
            ),
            symbol(
                "d",
                "discount rate a period",
                "每周期的折现率",
                Figure::Number(report.discount_per_period),
            ),
        ],
        result,
    }
}

fn symbol(letter: &str, en: &str, zh: &str, figure: Figure) -> Symbol {
    Symbol::new(letter, Text::new(en, zh), figure)
}
