//! How one customer's lifetime value came about.

use crate::customers::Unit;
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::math::ln_1p;
use crate::text::Text;

use super::{Basis, ClvReport, History, Model, Scored, course};

/// P(alive), expected purchases, expected spend, lifetime value, purchases for ever, and what
/// another purchase would change, a step each; and P(alive) along time.
pub(super) fn explain(report: &ClvReport, place: usize, row: &Scored) -> Explanation {
    let (p_alive, purchases, source) = formulas(report.model);
    let mut alive_symbols = history(report, row);
    alive_symbols.extend(parameters(report));
    let mut purchase_symbols = vec![
        symbol(
            "P",
            "probability of still being a customer",
            "仍是客户的概率",
            Figure::Share(row.p_alive),
        ),
        symbol("t", "horizon", "预测期", horizon(report)),
    ];
    purchase_symbols.extend(alive_symbols.clone());
    let mut steps = vec![
        Step {
            what: Text::new("The probability of still being a customer", "仍是客户的概率"),
            formula: if report.model == Model::BgNbd && row.history.x == 0 {
                r"P = 1 \quad (x = 0)"
            } else {
                p_alive
            }
            .into(),
            symbols: alive_symbols,
            result: Figure::Share(row.p_alive),
        },
        Step {
            what: Text::new("Expected purchases within the horizon", "预测期内的预期购买次数"),
            formula: purchases.into(),
            symbols: purchase_symbols,
            result: Figure::Number(row.purchases),
        },
    ];
    steps.extend(spend(report, row));
    if row.clv.is_finite() {
        steps.push(value(report, row));
    }
    steps.extend(forever(report, row));
    if row.clv.is_finite() {
        steps.push(another(report, row));
    }
    Explanation {
        title: Text::new("Lifetime value", "客户终身价值"),
        steps,
        source: format!("{source}; Fader & Hardie (2013), The Gamma-Gamma model of monetary value"),
        course: course::of(report, place, row),
    }
}

/// `None` without discounting: there is no end to them.
fn forever(report: &ClvReport, row: &Scored) -> Option<Step> {
    let delta = ln_1p(report.discount_per_unit);
    if delta <= 0.0 {
        return None;
    }
    let dert = if row.dert.is_finite() {
        row.dert
    } else {
        report.basis.model.dert(&row.history, delta)
    };
    dert.is_finite().then(|| Step {
        what: Text::new(
            "Purchases to come for ever, each discounted to today",
            "未来全部购买次数，逐次折现到今天（DERT）",
        ),
        formula: r"\mathrm{DERT} = \int_0^\infty e^{-\rho t}\,dE[Y(t)]".into(),
        symbols: vec![symbol(
            r"\rho",
            "discount rate a unit of time, continuous",
            "每单位时间的连续折现率",
            Figure::Number(delta),
        )],
        result: Figure::Number(dert),
    })
}

/// The expected spend stays as it is: what the purchase is expected to be does not move it.
fn another(report: &ClvReport, row: &Scored) -> Step {
    let Basis { model, periods, .. } = &report.basis;
    // A model that knows no finer time than the period has its next opportunity in the next one.
    let age = row.history.age + f64::from(u8::from(model.is_discrete()));
    let history = History {
        x: row.history.x + 1,
        t_x: age,
        age,
    };
    let p_alive = model.p_alive(&history);
    let discounted = p_alive * periods.discounted(&model.purchases_if_alive(&history, &periods.points));
    Step {
        what: if model.is_discrete() {
            Text::new(
                "If there were a purchase in the next period: what it would add to the value ahead, besides its own margin",
                "如果下一期再购买一次：除这次购买本身的毛利外，未来价值增加多少",
            )
        } else {
            Text::new(
                "If there were another purchase today: what it would add to the value ahead, besides its own margin",
                "如果今天再购买一次：除这次购买本身的毛利外，未来价值增加多少",
            )
        },
        formula: r"\Delta = g \cdot E[M] \cdot (D^{*} - D)".into(),
        symbols: vec![
            symbol("g", "margin rate", "毛利率", Figure::Share(report.margin.rate)),
            symbol("E[M]", "expected spend a purchase", "每次购买的预期消费", Figure::Money(row.spend)),
            symbol(
                "D",
                "expected purchases, discounted",
                "折现后的预期购买次数",
                Figure::Number(row.discounted),
            ),
            symbol(
                "D^{*}",
                "the same after the purchase",
                "再购买一次之后的该数值",
                Figure::Number(discounted),
            ),
            symbol(
                "P^{*}",
                "probability of still being a customer after it",
                "再购买一次之后的存活概率",
                Figure::Share(p_alive),
            ),
        ],
        result: Figure::Money(report.margin.rate * row.spend * (discounted - row.discounted)),
    }
}

pub(super) fn value(report: &ClvReport, row: &Scored) -> Step {
    Step {
        what: Text::new(
            "Lifetime value: the expected purchases of each period, discounted to today, times spend and margin",
            "终身价值：各期预期购买折现后，乘以消费金额与毛利率",
        ),
        formula: r"\mathrm{CLV} = g \cdot E[M] \cdot D,\quad D = \sum_{j=1}^{t} \frac{E[Y(j)] - E[Y(j-1)]}{(1+d)^j}".into(),
        symbols: vec![
            symbol("g", "margin rate", "毛利率", Figure::Share(report.margin.rate)),
            symbol("E[M]", "expected spend a purchase", "每次购买的预期消费", Figure::Money(row.spend)),
            symbol(
                "D",
                "expected purchases, discounted",
                "折现后的预期购买次数",
                Figure::Number(row.discounted),
            ),
            symbol("t", "horizon", "预测期", horizon(report)),
            symbol(
                "d",
                "discount rate a unit of time",
                "每单位时间的折现率",
                Figure::Number(report.discount_per_unit),
            ),
        ],
        result: Figure::Money(row.clv),
    }
}

/// P(alive), expected purchases, and where they come from.
fn formulas(model: Model) -> (&'static str, &'static str, &'static str) {
    match model {
        Model::BgNbd => (
            r"P = \left[1 + \frac{a}{b+x-1}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}\right]^{-1}",
            r"E[Y(t)] = P\,\frac{a+b+x-1}{a-1}\left[1 - G\right] \\ G = (1-z)^{r+x}\,{}_2F_1(r+x,\,b+x;\,a+b+x-1;\,z) \\ z = \frac{t}{\alpha+T+t}",
            "Fader, Hardie & Lee (2005), “Counting your customers” the easy way, equation (10)",
        ),
        Model::MbgNbd => (
            r"P = \left[1 + \frac{a}{b+x}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}\right]^{-1}",
            r"E[Y(t)] = P\,\frac{a+b+x}{a-1}\left[1 - G\right] \\ G = (1-z)^{r+x}\,{}_2F_1(r+x,\,b+x+1;\,a+b+x;\,z) \\ z = \frac{t}{\alpha+T+t}",
            "Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer base analysis; Wagner & Hoppe (2008), Erratum on the MBG/NBD model",
        ),
        Model::ParetoNbd => (
            r"P = \left[1 + s\,(\alpha+T)^{r+x}(\beta+T)^s\,I\right]^{-1} \\ I = \int_{t_x}^{T} \frac{du}{(\alpha+u)^{r+x}(\beta+u)^{s+1}}",
            r"E[Y(t)] = P\,\frac{(r+x)(\beta+T)}{(\alpha+T)(s-1)}\left[1 - \left(\frac{\beta+T}{\beta+T+t}\right)^{s-1}\right]",
            "Schmittlein, Morrison & Colombo (1987), Counting your customers; Fader & Hardie (2005), A note on deriving the Pareto/NBD model, equation (41)",
        ),
        Model::BgBb => (
            r"P = \left[1 + \sum_{j=t_x}^{T-1} \frac{\gamma}{\gamma+\delta+T} \prod_{i=j}^{T-1} \frac{(\alpha+\beta+i)(\gamma+\delta+i+1)}{(\beta+i-x)(\delta+i)}\right]^{-1}",
            r"E[Y(t)] = P\,\frac{\alpha+x}{\alpha+\beta+T} \sum_{j=1}^{t} \frac{B(\gamma, \delta+T+j)}{B(\gamma, \delta+T)}",
            "Fader, Hardie & Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, equations (5) and (13)",
        ),
        Model::Nbd => (
            r"P = 1",
            r"E[Y(t)] = P\,\frac{(r+x)\,t}{\alpha+T}",
            "Ehrenberg (1959), The pattern of consumer purchases",
        ),
    }
}

/// `None` when the spend is not known.
fn spend(report: &ClvReport, row: &Scored) -> Option<Step> {
    let estimates = &report.spend.as_ref().filter(|_| row.spend.is_finite())?.fit.params;
    let mut symbols: Vec<Symbol> = estimates.iter().map(|(letter, value)| estimate(letter, value)).collect();
    if row.history.x > 0 {
        symbols.push(symbol(
            "x",
            "repeat purchases",
            "复购次数",
            Figure::Number(f64::from(row.history.x)),
        ));
        symbols.push(symbol("m", "their mean amount", "复购的平均金额", Figure::Money(row.m)));
    }
    Some(Step {
        what: Text::new("Expected spend a purchase", "每次购买的预期消费"),
        formula: if row.history.x > 0 {
            r"E[M] = \frac{p\,(v + m x)}{p x + q - 1}"
        } else {
            r"E[M] = \frac{p\,v}{q - 1}"
        }
        .into(),
        symbols,
        result: Figure::Money(row.spend),
    })
}

fn history(report: &ClvReport, row: &Scored) -> Vec<Symbol> {
    vec![
        symbol("x", "repeat purchases", "复购次数", Figure::Number(f64::from(row.history.x))),
        symbol("t_x", "age at the last purchase", "末次购买时的客龄", time(report, row.history.t_x)),
        symbol("T", "age", "客龄", time(report, row.history.age)),
    ]
}

fn parameters(report: &ClvReport) -> impl Iterator<Item = Symbol> {
    report.fit.params.iter().map(|(letter, value)| estimate(letter, value))
}

fn horizon(report: &ClvReport) -> Figure {
    time(report, f64::from(report.settings.horizon))
}

/// A time in the model's unit.
fn time(report: &ClvReport, value: f64) -> Figure {
    match report.settings.unit {
        Unit::Day => Figure::Days(value),
        Unit::Week => Figure::Weeks(value),
        Unit::Month => Figure::Months(value),
        Unit::Year => Figure::Years(value),
    }
}

/// A parameter of everyone's model.
fn estimate(letter: &str, value: f64) -> Symbol {
    let letter = match letter {
        "alpha" => r"\alpha",
        "beta" => r"\beta",
        "gamma" => r"\gamma",
        "delta" => r"\delta",
        latin => latin,
    };
    symbol(letter, "estimated from all customers", "由全体客户估计", Figure::Number(value))
}

fn symbol(letter: &str, en: &str, zh: &str, figure: Figure) -> Symbol {
    Symbol::new(letter, Text::new(en, zh), figure)
}
