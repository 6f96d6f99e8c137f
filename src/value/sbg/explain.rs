//! How one subscriber's value came about.

use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::text::Text;

use super::{SbgReport, Scored};

/// The next renewal, renewals ahead, residual lifetime and what they are worth, a step each.
pub(super) fn explain(report: &SbgReport, row: &Scored) -> Explanation {
    let model = [
        symbol(
            "n",
            "the renewal that comes next",
            "下一次续约的序号",
            Figure::Number(f64::from(row.next)),
        ),
        symbol(
            r"\alpha",
            "estimated from all customers",
            "由全体客户估计",
            Figure::Number(report.model.alpha),
        ),
        symbol(
            r"\beta",
            "estimated from all customers",
            "由全体客户估计",
            Figure::Number(report.model.beta),
        ),
    ];
    let discounted = |further: Option<Symbol>| -> Vec<Symbol> {
        let rate = symbol(
            "d",
            "discount rate a period",
            "每期折现率",
            Figure::Number(report.discount_per_period),
        );
        model.iter().cloned().chain([rate]).chain(further).collect()
    };
    let horizon = symbol(
        "H",
        "horizon in periods",
        "预测期数",
        Figure::Number(f64::from(report.settings.horizon)),
    );
    let mut steps = vec![
        Step {
            what: Text::new("The probability to renew next time", "下一次续约的概率"),
            formula: r"r = \frac{\beta + n - 1}{\alpha + \beta + n - 1}".into(),
            symbols: model.to_vec(),
            result: Figure::Share(row.retention),
        },
        Step {
            what: Text::new("Renewals expected within the horizon, discounted", "预测期内的预期续约次数（折现）"),
            formula: r"D = \sum_{t=n}^{n+H-1} \frac{S(t)}{S(n-1)\,(1+d)^{t-n}}".into(),
            symbols: discounted(Some(horizon)),
            result: Figure::Number(row.ahead),
        },
        Step {
            what: Text::new("The same without an end: the residual lifetime", "不设期限：剩余寿命"),
            formula: r"\mathrm{DERL} = \frac{\beta + n - 1}{\alpha + \beta + n - 1}\;{}_2F_1\!\left(1,\ \beta+n;\ \alpha+\beta+n;\ \tfrac{1}{1+d}\right)".into(),
            symbols: discounted(None),
            result: Figure::Number(row.residual),
        },
    ];
    if !row.margin.is_nan() {
        let margin = symbol("g", "margin a period", "每期毛利", Figure::Money(row.margin));
        let product = |what: Text, formula: &str, periods: Symbol, result: f64| Step {
            what,
            formula: formula.into(),
            symbols: vec![margin.clone(), periods],
            result: Figure::Money(result),
        };
        steps.push(product(
            Text::new("Value to the horizon", "预测期内的价值"),
            r"V_H = g \cdot D",
            symbol("D", "renewals ahead, discounted", "折现后的续约次数", Figure::Number(row.ahead)),
            row.margin * row.ahead,
        ));
        steps.push(product(
            Text::new("Value for ever", "永续价值"),
            r"V_\infty = g \cdot \mathrm{DERL}",
            symbol(r"\mathrm{DERL}", "residual lifetime", "剩余寿命", Figure::Number(row.residual)),
            row.margin * row.residual,
        ));
    }
    Explanation {
        title: Text::new("Value of a subscription", "订阅价值"),
        steps,
        source: "Fader & Hardie (2007), How to project customer retention; Fader & Hardie (2010), Customer-base valuation in a contractual setting".into(), course: None, }
}

fn symbol(letter: &str, en: &str, zh: &str, figure: Figure) -> Symbol {
    Symbol::new(letter, Text::new(en, zh), figure)
}
