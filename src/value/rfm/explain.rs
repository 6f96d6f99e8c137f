//! How a customer came by its RFM segment.

use super::{RfmReport, Scheme, Scored, segments_of};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::text::Text;

/// The three scores, the weighted score and the segment, one step each.
pub(super) fn explain(report: &RfmReport, row: &Scored) -> Explanation {
    let Scored {
        values,
        scores,
        segment,
        weighted,
    } = *row;
    let dimensions = [
        (
            "R",
            "days since the last purchase",
            "距最近一次消费的天数",
            Figure::Days(values[0]),
            &report.cut_points.r,
        ),
        (
            "F",
            "purchases in the window",
            "期间购买次数",
            Figure::Number(values[1]),
            &report.cut_points.f,
        ),
        ("M", "money", "消费金额", Figure::Money(values[2]), &report.cut_points.m),
    ];
    let mut steps: Vec<Step> = dimensions
        .into_iter()
        .zip(scores)
        .map(|((letter, en, zh, figure, cuts), score)| {
            let mut symbols = vec![Symbol::new(&letter.to_lowercase(), Text::new(en, zh), figure)];
            symbols.extend(
                (1..)
                    .zip(cuts)
                    .map(|(i, &cut)| Symbol::new(&format!("q_{i}"), Text::new("cut point", "分档点"), Figure::Number(cut))),
            );
            // Few days are good, so R counts down from the number of bins.
            if letter == "R" && report.params.scheme != Scheme::Mean {
                let bins = Figure::Number((cuts.len() + 1) as f64);
                symbols.push(Symbol::new("k", Text::new("number of bins", "分档数"), bins));
            }
            Step {
                what: Text::new(format!("The {letter} score"), format!("{letter} 分")),
                formula: formula(letter, report.params.scheme).into(),
                symbols,
                result: Figure::Number(f64::from(score)),
            }
        })
        .collect();
    let score_symbols = || {
        ["R", "F", "M"]
            .into_iter()
            .zip(scores)
            .map(|(letter, score)| Symbol::new(letter, Text::new("score", "得分"), Figure::Number(f64::from(score))))
    };
    let weights = ["w_R", "w_F", "w_M"].into_iter().zip(report.params.weights);
    steps.push(Step {
        what: Text::new("The weighted score", "加权得分"),
        formula: "w_R R + w_F F + w_M M".into(),
        symbols: score_symbols()
            .chain(weights.map(|(letter, weight)| Symbol::new(letter, Text::new("weight", "权重"), Figure::Number(weight))))
            .collect(),
        result: Figure::Number(weighted),
    });
    steps.push(Step {
        what: Text::new("The segment is the box that holds the three scores", "三项得分落入的格子决定分群"),
        formula: "(R, F, M)".into(),
        symbols: score_symbols().collect(),
        result: Figure::Name(segments_of(report.params.scheme)[segment].name.into()),
    });
    Explanation {
        title: Text::new("RFM segment", "RFM 分群"),
        steps,
        source: "Hughes (1994), Strategic Database Marketing".into(),
        course: None,
    }
}

fn formula(letter: &str, scheme: Scheme) -> &'static str {
    match (letter, scheme) {
        ("R", Scheme::Mean) => r"R = 2 \text{ if } r \le q_1 \text{ else } 1",
        ("F", Scheme::Mean) => r"F = 2 \text{ if } f \ge q_1 \text{ else } 1",
        (_, Scheme::Mean) => r"M = 2 \text{ if } m \ge q_1 \text{ else } 1",
        ("R", _) => r"R = k - |\{ i : q_i < r \}|",
        ("F", _) => r"F = 1 + |\{ i : q_i < f \}|",
        _ => r"M = 1 + |\{ i : q_i < m \}|",
    }
}
