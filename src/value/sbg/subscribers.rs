//! Subscribers from each kind of data.

use std::sync::Arc;

use crate::churn::{ChurnParams, Label, plain};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::Frame;
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::Notice;
use crate::value::activity::{Activity, Period};
use crate::value::checks;
use crate::value::margin::Margin;
use crate::workspace::{Scope, Window, Workspace};

use super::lives::LONGEST;
use super::{Lives, SbgParams};

/// Names a column with the tenure goes by; compared without case, blanks and punctuation.
const TENURE_NAMES: [&str; 10] = [
    "tenure",
    "tenuremonths",
    "tenureinmonths",
    "months",
    "monthsactive",
    "periods",
    "renewals",
    "在网时长",
    "续约次数",
    "入会月数",
];

/// A customer who is still there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subscriber {
    pub renewed: u32,
    /// The margin a period; `NaN` where it is not known.
    pub margin: f64,
    /// How many there are alike.
    pub customers: f64,
}

/// What was found, wherever it came from.
pub(super) struct Found {
    pub lives: Lives,
    pub period: Period,
    pub window: Option<Window>,
    /// Over those who are still there.
    pub frame: Option<Frame>,
    pub subscribers: Vec<Subscriber>,
    pub margin: Margin,
    pub notices: Vec<Notice>,
}

impl Found {
    /// Takes what is typed, else the orders, else the table.
    pub fn of(workspace: &Workspace, scope: &Scope, params: &SbgParams) -> Result<Self> {
        let content = workspace.content();
        if let Some(&left) = params.survivors.last() {
            let margin = Margin::without_costs(params.margin);
            return Ok(Self {
                lives: Lives::of_survivors(&params.survivors),
                period: params.period.unwrap_or(Period::Month),
                window: None,
                frame: None,
                subscribers: vec![Subscriber {
                    renewed: u32::try_from(params.survivors.len() - 1).unwrap_or(u32::MAX),
                    margin: margin.rate * params.fee.unwrap_or(f64::NAN),
                    customers: left,
                }],
                margin,
                notices: Vec::new(),
            });
        }
        match &content.customers {
            None if params.tenure.is_some() => Err(checks::no_attributes()),
            Some(table) if content.orders.is_none() || params.tenure.is_some() => Self::of_table(table, params),
            _ => {
                let period = params.period.unwrap_or(Period::Quarter);
                let activity = Activity::of(workspace.orders()?, scope, period, params.grain, params.margin)?;
                Ok(Self::of_orders(&activity, period, params))
            }
        }
    }

    fn of_orders(activity: &Activity, period: Period, params: &SbgParams) -> Self {
        let mut found = Self {
            lives: Lives::default(),
            period,
            window: Some(activity.customers.window),
            frame: None,
            subscribers: Vec::new(),
            margin: activity.margin,
            notices: activity.notices(),
        };
        let (mut rows, mut came_back) = (Vec::new(), 0);
        for row in 0..activity.len() {
            let active = activity.active(row);
            if active.is_empty() {
                continue;
            }
            let periods = (0_u32..).zip(&active).take_while(|(_, active)| **active).count();
            let renewed = u32::try_from(periods).unwrap_or(u32::MAX).saturating_sub(1);
            if periods < active.len() {
                found.lives.add_left(renewed + 1);
                came_back += usize::from(active.iter().skip(periods).any(|&active| active));
                continue;
            }
            found.lives.add_stayed(renewed);
            let money: f64 = activity.cells(row).iter().map(|cell| cell.money).sum();
            rows.push(activity.customers.rows[row]);
            found.subscribers.push(Subscriber {
                renewed,
                margin: params.fee.map_or(money / periods as f64, |fee| activity.margin.rate * fee),
                customers: 1.0,
            });
        }
        found.frame = Some(Frame::new(Arc::clone(&activity.customers.ids), rows));
        let newcomers = activity.newcomers();
        if newcomers > 0 {
            found.notices.push(Notice::note(
                "left_out",
                format!("Customers left out because they first purchased after the last complete period: {newcomers}."),
                format!("有 {newcomers} 位客户在最后一个完整周期之后才首次购买，未纳入分析。"),
            ));
        }
        found.notices.push(Notice::warning(
            "orders_are_no_contract",
            format!("Orders are no contract: a customer counts as having left in the first period without a purchase, and {came_back} of them came back later. Where customers come and go, Dwyer's migration model or a purchase model fits better."),
            format!("订单不是合约：首个没有购买的周期即视为离开，其中有 {came_back} 位后来又回来了。若客户时来时往，迁移模型或购买模型更合适。"),
        ));
        found
    }

    fn of_table(table: &Table, params: &SbgParams) -> Result<Self> {
        let tenure = tenure_column(table, params)?;
        let months = numbers(tenure)?;
        let label = Label::find(
            table,
            &ChurnParams {
                label: params.label.clone(),
                positive: params.positive.clone(),
                ..ChurnParams::default()
            },
        )?;
        let fees = match &params.fee_column {
            Some(name) => Some(numbers(column(table, name)?)?),
            None => None,
        };
        let mut found = Self {
            lives: Lives::default(),
            period: params.period.unwrap_or(Period::Month),
            window: None,
            frame: None,
            subscribers: Vec::new(),
            margin: Margin::without_costs(params.margin),
            notices: label.notices,
        };
        let (mut rows, mut left_out) = (Vec::new(), 0);
        for (row, position) in (0..table.len()).zip(0_u32..) {
            let (Some(left), Some(tenure)) = (label.actual[row], whole(months[row])) else {
                left_out += 1;
                continue;
            };
            if left {
                found.lives.add_left(tenure.max(1));
                continue;
            }
            found.lives.add_stayed(tenure);
            rows.push(position);
            let fee = params.fee.unwrap_or_else(|| fees.map_or(f64::NAN, |fees| fees[row]));
            found.subscribers.push(Subscriber {
                renewed: tenure,
                margin: found.margin.rate * fee,
                customers: 1.0,
            });
        }
        if params.tenure.is_none() {
            let name = &tenure.name;
            found.notices.push(Notice::note(
                "tenure_guessed",
                format!("“{name}” is taken as the tenure in periods."),
                format!("把“{name}”列作为在网期数。"),
            ));
        }
        if left_out > 0 {
            found.notices.push(Notice::warning(
                "left_out",
                format!(
                    "Customers left out because their tenure or label is missing, or the tenure is not between 0 and {LONGEST}: {left_out}."
                ),
                format!("有 {left_out} 位客户缺少期数或流失标签，或期数不在 0 到 {LONGEST} 之间，未纳入分析。"),
            ));
        }
        found.frame = Some(Frame::new(Arc::clone(&table.ids), rows));
        Ok(found)
    }
}

/// Whole periods of a tenure.
fn whole(tenure: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    (0.0..=f64::from(LONGEST)).contains(&tenure).then_some(tenure as u32)
}

fn numbers(attribute: &Attribute) -> Result<&[f64]> {
    match &attribute.values {
        AttributeValues::Number(values) => Ok(values),
        AttributeValues::Category { .. } | AttributeValues::Day(_) => Err(Error::new(
            ErrorKind::BadParameter,
            "This column has no numbers. Name a column of numbers.",
            "该列不是数值。请指定数值列。",
        )
        .in_column(attribute.name.clone())),
    }
}

fn column<'a>(table: &'a Table, name: &str) -> Result<&'a Attribute> {
    table.attribute(name).ok_or_else(|| crate::churn::unknown_column(table, name))
}

fn tenure_column<'a>(table: &'a Table, params: &SbgParams) -> Result<&'a Attribute> {
    if let Some(name) = &params.tenure {
        return column(table, name);
    }
    let named = |name: &&str| table.attributes.iter().find(|attribute| plain(&attribute.name) == *name);
    TENURE_NAMES.iter().find_map(named).ok_or_else(|| {
        Error::new(
            ErrorKind::MissingRole,
            "No column's name says how many periods each customer has stayed; name one with the setting “tenure”, or type the survivors.",
            "从列名看不出哪一列是在网期数；请用设置“tenure”指明，或直接填写各期剩余客户数。",
        )
    })
}
