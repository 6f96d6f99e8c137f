//! How one customer's curve and projected value came about.

use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::text::Text;

use super::{CurveReport, course};

/// Scale, error, the best curve, the projected value, and the runner-up, a step each.
pub(super) fn explain(report: &CurveReport, row: usize) -> Option<Explanation> {
    let course = course(&report.activity, row);
    let fits = report.fits(&course);
    let best = fits.first()?;
    let curve = report.curves.get(best.curve)?;
    let both = || -> Vec<Symbol> {
        let own = course.iter().enumerate().map(|(age, &value)| {
            let meaning = Text::new(format!("brought up to age {age}"), format!("到第 {age} 期为止的累计毛利"));
            Symbol::new(&format!("c_{{{age}}}"), meaning, Figure::Money(value))
        });
        let typical = (0..course.len()).map(|age| {
            let meaning = Text::new(format!("the typical value at age {age}"), format!("典型曲线第 {age} 期的值"));
            Symbol::new(&format!("g_{{{age}}}"), meaning, Figure::Money(curve.at(age)))
        });
        own.chain(typical).collect()
    };
    let scale = || symbol("k", "scale", "倍数", Figure::Number(best.scale));
    let error = |squares: f64| Figure::Money((squares / course.len() as f64).sqrt());
    let errors = || -> Vec<Symbol> {
        let all = fits.iter().map(|fit| {
            let name = report.curves.get(fit.curve).map_or("", |curve| &*curve.group);
            let meaning = Text::new(format!("error of the curve “{name}”"), format!("曲线“{name}”的误差"));
            Symbol::new(&format!("e_{{{}}}", fit.curve), meaning, error(fit.squares))
        });
        all.collect()
    };
    let name = |place: usize| {
        fits.get(place)
            .and_then(|fit| report.curves.get(fit.curve))
            .map(|curve| curve.group.clone())
    };
    let (so_far, horizon) = (*course.last()?, report.horizon as usize);
    let ahead = [horizon, (course.len() - 1).min(horizon)].map(|age| curve.at(age));
    let mut steps = vec![
        Step {
            what: Text::new("The scale at which the curve fits best", "曲线拟合最好时的倍数"),
            formula: r"k = \frac{\sum_a c_a g_a}{\sum_a g_a^2}".into(),
            symbols: both(),
            result: Figure::Number(best.scale),
        },
        Step {
            what: Text::new("The error of the fit", "拟合误差"),
            formula: r"\mathrm{RMSE} = \sqrt{\frac{1}{n}\sum_a (c_a - k\,g_a)^2}".into(),
            symbols: both().into_iter().chain([scale()]).collect(),
            result: error(best.squares),
        },
        Step {
            what: Text::new(
                "The curve of the least error, the first of equals",
                "误差最小的曲线（相同时取第一条）",
            ),
            formula: r"\arg\min_g e_g".into(),
            symbols: errors(),
            result: Figure::Name(name(0)?),
        },
        Step {
            what: Text::new(
                format!("The value at age {horizon}: what is known, and what the curve adds from the customer's age on"),
                format!("到第 {horizon} 期的价值：已有的加上曲线此后增加的"),
            ),
            formula: r"V = C + k\,(g_H - g_A)".into(),
            symbols: vec![
                symbol("C", "brought so far", "至今的累计毛利", Figure::Money(so_far)),
                scale(),
                symbol("g_H", "the curve at the horizon", "曲线在终点的值", Figure::Money(ahead[0])),
                symbol(
                    "g_A",
                    "the curve at the customer's age",
                    "曲线在客户当前期的值",
                    Figure::Money(ahead[1]),
                ),
            ],
            result: Figure::Money(so_far + best.scale * (ahead[0] - ahead[1])),
        },
    ];
    if let Some(runner_up) = name(1) {
        steps.push(Step {
            what: Text::new("The curve that fits second best", "拟合第二好的曲线"),
            formula: r"\arg\min_{g \ne \hat g} e_g".into(),
            symbols: errors(),
            result: Figure::Name(runner_up),
        });
    }
    Some(Explanation {
        title: Text::new("Typical curve", "典型曲线"),
        steps,
        source: "Least squares with one factor; Berger & Nasr (1998), Customer lifetime value: marketing models and applications".into(),
        course: None,
    })
}

fn symbol(letter: &str, en: &str, zh: &str, figure: Figure) -> Symbol {
    Symbol::new(letter, Text::new(en, zh), figure)
}
