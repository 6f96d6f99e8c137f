//! Four types of customers: current value × potential value.
//!
//! **What it answers.** Whom to spoil (VIP), whom to develop (improve), whom to
//! keep at low cost (maintain) and whom not to chase (let go).
//!
//! **Inputs.** Orders. Current value is the margin of the window: net money less
//! what it cost, as said at [`Margin`]. Potential value is the expected discounted margin ahead, the
//! lifetime value of [`clv`](super::clv) with the settings given here.
//!
//! **Definition.** High is what reaches the threshold: the mean or the median
//! (type 7) of all customers whose value is known, or a threshold of one's own.
//!
//! | current | potential | type |
//! | --- | --- | --- |
//! | high | high | VIP 贵宾型 |
//! | low | high | improve 改进型 |
//! | high | low | maintain 维持型 |
//! | low | low | let go 放弃型 |
//!
//! **Ties.** A value equal to the threshold is high, so equal customers share a
//! type; what differs from it by rounding only is equal. Where all are equal,
//! all are high.
//!
//! **Edge cases.** Customers without a known potential value (the mean spend of
//! the model is not finite) have no type and are counted.
//!
//! **Errors.** Those of the lifetime value; nobody with a known potential value;
//! own thresholds that are not given.
//!
//! **References.** Pfeifer, P. E., Haskins, M. E. & Conroy, R. M. (2005),
//! *Customer lifetime value, customer profitability, and the treatment of
//! acquisition spending*, Journal of Managerial Issues 17(1), 11–25, for the
//! difference of the two values; models as in [`clv`](super::clv).

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Customers, Grain, Unit};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::{Frame, Values};
use crate::math::{quantile, sum};
use crate::task::{Progress, Started, Task};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::checks;
use super::clv::{Clv, ClvParams, ClvReport, Model};
use super::margin::Margin;

/// The types in the order of their codes: two bits, high current value and high potential value.
const TYPES: [(&str, &str); 4] = [
    ("let go", "放弃型"),
    ("maintain", "维持型"),
    ("improve", "改进型"),
    ("VIP", "贵宾型"),
];

/// The code of those whose type is not known.
const UNKNOWN: u8 = 4;

/// Customers wanted, as for RFM's means.
const FEW: usize = 30;

/// Where high begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "TypesSplit"))]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// At the mean
    #[default]
    Mean,
    /// At the median
    Median,
    /// At thresholds of one's own
    Own,
}

/// The settings of [`Types`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct TypesParams {
    /// Where high begins
    pub split: Split,
    /// The least current value that is high, with own thresholds
    pub current: Option<f64>,
    /// The least potential value that is high, with own thresholds
    pub potential: Option<f64>,
    /// The model of purchases
    pub model: Model,
    /// The unit of time of the model and of the horizon
    pub unit: Unit,
    /// How many units ahead the potential value reaches, from 1 to 10000
    pub horizon: u32,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
    pub margin: Option<f64>,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for TypesParams {
    fn default() -> Self {
        let ClvParams {
            model,
            unit,
            horizon,
            discount,
            margin,
            grain,
            ..
        } = ClvParams::default();
        Self {
            split: Split::Mean,
            current: None,
            potential: None,
            model,
            unit,
            horizon,
            discount,
            margin,
            grain,
        }
    }
}

impl Params for TypesParams {
    fn check(&self) -> Result<()> {
        checks::amounts("current", self.current.as_slice())?;
        checks::amounts("potential", self.potential.as_slice())?;
        if self.split == Split::Own && (self.current.is_none() || self.potential.is_none()) {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "Own thresholds need both settings “current” and “potential”.",
                "自定阈值需要同时给出“current”和“potential”。",
            ));
        }
        self.lifetime().check()
    }
}

impl TypesParams {
    /// The settings of the lifetime value.
    fn lifetime(&self) -> ClvParams {
        ClvParams {
            model: self.model,
            unit: self.unit,
            horizon: self.horizon,
            discount: self.discount,
            margin: self.margin,
            grain: self.grain,
            ..ClvParams::default()
        }
    }
}

/// One of the four types.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CustomerType {
    /// VIP, improve, maintain or let go.
    pub name: &'static str,
    /// The same in Chinese.
    pub name_zh: &'static str,
    /// What to do with such customers.
    pub strategy: Text,
    /// How many there are.
    pub customers: usize,
    /// Their current value.
    pub current: f64,
    /// Their potential value.
    pub potential: f64,
}

/// The four types of customers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TypesReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: TypesParams,
    /// The customers with a type.
    pub customers_typed: usize,
    /// The least current value that is high.
    pub current_threshold: f64,
    /// The least potential value that is high.
    pub potential_threshold: f64,
    /// VIP, improve, maintain, let go.
    pub types: Vec<CustomerType>,
    /// Customers without a known potential value.
    pub unknown: usize,
    /// The discount rate a unit of time.
    pub discount_per_unit: f64,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    lifetime: ClvReport,
    #[serde(skip)]
    money: Vec<f64>,
    #[serde(skip)]
    costs: Vec<f64>,
}

/// The four types.
pub struct Types;

impl Analysis for Types {
    const NAME: &'static str = "types";
    const ABOUT: &'static str = "Current and potential value: VIP, improve, maintain, let go";
    type Params = TypesParams;
    type Report = TypesReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &TypesParams) -> Result<Started<TypesReport>> {
        let ledger = workspace.orders()?;
        let customers = Customers::summarise(ledger, scope, params.grain)?;
        let margin = Margin::of(ledger, customers.window, params.margin);
        let days = customers.window.since..=customers.window.until;
        let cost = |&customer: &u32| {
            let lines = ledger.lines(customer as usize).filter(|&line| days.contains(&ledger.days()[line]));
            sum(lines.map(|line| margin.cost(ledger, line)))
        };
        Ok(Box::new(Work {
            costs: customers.rows.iter().map(cost).collect(),
            customers,
            lifetime: Clv::start(workspace, scope, &params.lifetime())?,
            params: params.clone(),
        }))
    }
}

/// The lifetime value under way, after which the types follow at once.
struct Work {
    params: TypesParams,
    customers: Customers,
    /// What each customer's purchases cost.
    costs: Vec<f64>,
    lifetime: Started<ClvReport>,
}

impl Task for Work {
    type Output = TypesReport;

    fn step(&mut self) -> Result<Progress> {
        self.lifetime.step()
    }

    fn finish(self: Box<Self>) -> Result<TypesReport> {
        let lifetime = self.lifetime.finish()?;
        divide(&self.customers, self.costs, lifetime, self.params)
    }
}

fn divide(customers: &Customers, costs: Vec<f64>, lifetime: ClvReport, params: TypesParams) -> Result<TypesReport> {
    let potential = potential_values(&lifetime).unwrap_or_default();
    if potential.len() != customers.len() || potential.iter().all(|value| value.is_nan()) {
        return Err(Error::new(
            ErrorKind::TooFew,
            "Nobody's potential value is known, because spending cannot be modelled: repeat purchases with an amount above zero are needed.",
            "没有客户的潜在价值可知，因为无法估计消费金额：需要金额大于零的复购。",
        ));
    }
    let money: Vec<f64> = customers.monetary.iter().map(|money| money.to_f64()).collect();
    let current: Vec<f64> = money.iter().zip(&costs).map(|(money, cost)| money - cost).collect();
    let known = || (0..current.len()).filter(|&row| !potential[row].is_nan());
    let threshold = |values: &[f64], own: Option<f64>| {
        let mut values: Vec<f64> = known().map(|row| values[row]).collect();
        match (params.split, own) {
            (Split::Own, Some(own)) => own,
            (Split::Median, _) => {
                values.sort_by(f64::total_cmp);
                quantile(&values, 0.5)
            }
            _ => sum(values.iter().copied()) / values.len() as f64,
        }
    };
    let thresholds = [threshold(&current, params.current), threshold(&potential, params.potential)];
    let code = |row: usize| {
        let high = |value, threshold| u8::from(reaches(value, threshold));
        if potential[row].is_nan() {
            UNKNOWN
        } else {
            high(current[row], thresholds[0]) + 2 * high(potential[row], thresholds[1])
        }
    };
    let codes: Vec<u8> = (0..current.len()).map(code).collect();
    let types: Vec<CustomerType> = [3, 2, 1, 0].map(|code| customer_type(code, &codes, [&current, &potential])).into();
    let unknown = current.len() - types.iter().map(|one| one.customers).sum::<usize>();
    let mut notices = notices(&lifetime, &types, unknown, current.len());
    if params.split != Split::Own && (params.current.is_some() || params.potential.is_some()) {
        notices.push(Notice::note(
            "thresholds_unused",
            "The thresholds that are typed are not used. Set “split” to own.",
            "所填的阈值未使用。请将“split”设为 own。",
        ));
    }
    let levels = TYPES.iter().map(|(name, _)| *name).chain([""]).map(String::from).collect();
    Ok(TypesReport {
        window: customers.window,
        customers_typed: current.len() - unknown,
        current_threshold: thresholds[0],
        potential_threshold: thresholds[1],
        types,
        unknown,
        discount_per_unit: lifetime.discount_per_unit,
        margin: lifetime.margin,
        notices,
        frame: customers
            .frame()
            .number("current", current)
            .number("potential", potential)
            .level("type", codes, levels),
        lifetime,
        money,
        costs,
        params,
    })
}

/// Whether a value is high: what differs from the threshold by rounding only reaches it.
fn reaches(value: f64, threshold: f64) -> bool {
    value >= threshold - 1e-12 * threshold.abs()
}

/// The lifetime value of everyone.
fn potential_values(lifetime: &ClvReport) -> Option<Vec<f64>> {
    let column = lifetime.frame()?.columns().iter().find(|column| column.name == "clv")?;
    match &column.values {
        Values::Number(values) => Some(values.clone()),
        Values::Count(_) | Values::Level { .. } => None,
    }
}

fn customer_type(code: u8, codes: &[u8], [current, potential]: [&[f64]; 2]) -> CustomerType {
    let strategy = match code {
        3 => Text::new(
            "Give them the best you have: a person to turn to, first access, recognition. Losing one costs most.",
            "提供最好的服务：专人对接、优先权益、身份认可。流失一位的损失最大。",
        ),
        2 => Text::new(
            "Invest in them: they will buy, but have not bought much yet. Cross-sell, trial offers, second and third purchase.",
            "值得投入：以后会买，只是目前买得不多。做好交叉销售、试用优惠，促成第二、第三次购买。",
        ),
        1 => Text::new(
            "They brought much, but little more is expected. Keep in touch at low cost and ask what has changed.",
            "过去贡献大，今后预期不多。以较低成本保持联系，了解发生了什么变化。",
        ),
        _ => Text::new(
            "Spend nothing extra on them: self-service and standing offers only.",
            "不再额外投入，只保留自助服务和常规优惠。",
        ),
    };
    let own: Vec<usize> = (0..codes.len()).filter(|&row| codes[row] == code).collect();
    let total = |values: &[f64]| sum(own.iter().map(|&row| values[row]));
    let (name, name_zh) = TYPES.get(usize::from(code)).copied().unwrap_or_default();
    CustomerType {
        name,
        name_zh,
        strategy,
        customers: own.len(),
        current: total(current),
        potential: total(potential),
    }
}

fn notices(lifetime: &ClvReport, types: &[CustomerType], unknown: usize, customers: usize) -> Vec<Notice> {
    let mut notices = lifetime.notices.clone();
    if customers < FEW {
        notices.push(Notice::warning(
            "few_customers",
            format!("Customers: {customers}; at least {FEW} are wanted. A threshold of fewer depends on single customers."),
            format!("只有 {customers} 位客户，至少需要 {FEW} 位。人数太少时阈值受个别客户左右。"),
        ));
    }
    if unknown > 0 {
        notices.push(Notice::warning(
            "no_type",
            format!("Customers without a type, because their potential value is not known: {unknown}."),
            format!("有 {unknown} 位客户的潜在价值未知，没有类型。"),
        ));
    }
    if types.iter().any(|one| one.customers == customers) {
        notices.push(Notice::note(
            "one_type",
            "All customers are of one type: at these thresholds they do not differ. Look at the thresholds.",
            "所有客户同属一类：在这组阈值下没有差别。请检查阈值。",
        ));
    }
    notices
}

impl Report for TypesReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        let [current, potential, kind] = self.frame.columns() else {
            return None;
        };
        let (Values::Number(current), Values::Number(potential), Values::Level { codes, levels }) =
            (&current.values, &potential.values, &kind.values)
        else {
            return None;
        };
        let (current, potential) = (*current.get(row)?, *potential.get(row)?);
        let symbol = |letter: &str, en: &str, zh: &str, figure| Symbol::new(letter, Text::new(en, zh), figure);
        let mut steps = vec![Step {
            what: Text::new("Current value: the margin of the window", "当前价值：分析期内的毛利"),
            formula: r"C = Q - K".into(),
            symbols: vec![
                symbol(
                    "Q",
                    "net money in the window",
                    "分析期内的净金额",
                    Figure::Money(*self.money.get(row)?),
                ),
                symbol("K", "what it cost", "相应的成本", Figure::Money(*self.costs.get(row)?)),
            ],
            result: Figure::Money(current),
        }];
        if !potential.is_nan() {
            steps.extend(self.lifetime.explain_value(row));
            steps.push(Step {
                what: Text::new("The type: which of the two values are high", "类型：两项价值是否达到阈值"),
                formula: r"C \ge \tau_C,\ P \ge \tau_P \Rightarrow \text{VIP};\quad C < \tau_C,\ P \ge \tau_P \Rightarrow \text{improve} \\ C \ge \tau_C,\ P < \tau_P \Rightarrow \text{maintain};\quad C < \tau_C,\ P < \tau_P \Rightarrow \text{let go}".into(),
                symbols: vec![
                    symbol("C", "current value", "当前价值", Figure::Money(current)),
                    symbol("P", "potential value", "潜在价值", Figure::Money(potential)),
                    symbol(r"\tau_C", "where high begins", "当前价值的阈值", Figure::Money(self.current_threshold)),
                    symbol(r"\tau_P", "where high begins", "潜在价值的阈值", Figure::Money(self.potential_threshold)),
                ],
                result: Figure::Name(levels.get(usize::from(*codes.get(row)?))?.clone()),
            });
        }
        Some(Explanation {
            title: Text::new("Customer type", "客户类型"),
            steps,
            source: "Current value × potential value; the potential value as in lifetime value".into(),
            course: None,
        })
    }
}
