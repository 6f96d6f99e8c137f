//! How a customer came into its group.

use super::features::Feature;
use super::report::ProfileReport;
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::text::Text;

/// The scaled features one by one, the squared distance to each centroid, the nearest.
pub(super) fn explain(report: &ProfileReport, row: usize) -> Option<Explanation> {
    let ground = &report.ground;
    let label = usize::from(*report.fit.labels.get(row)?);
    let point = ground.points.row(row);
    let distances = report.fit.distances(point);
    let mut steps: Vec<Step> = ground
        .described
        .features
        .iter()
        .zip(point)
        .enumerate()
        .map(|(place, (feature, &scaled))| {
            let symbols = vec![
                number(
                    "x",
                    feature.name.as_str(),
                    feature.name.as_str(),
                    ground.described.values[[row, place]],
                ),
                number("c", "taken off", "减去的值", ground.scaler.centre[place]),
                number("s", "divided by", "除以的值", ground.scaler.spread[place]),
            ];
            Step {
                what: Text::new(format!("“{}”, scaled", feature.name), format!("“{}”标准化", feature.name)),
                formula: formula(feature).into(),
                symbols,
                result: Figure::Number(scaled),
            }
        })
        .collect();
    for (group, &distance) in distances.iter().enumerate() {
        let terms = report.features.iter().zip(point).zip(report.fit.centroids.row(group));
        let symbols = (1..).zip(terms).flat_map(|(place, ((feature, &scaled), &centroid)): (usize, _)| {
            [
                number(&format!("z_{{{place}}}"), &feature.name, &feature.name, scaled),
                number(&format!("c_{{{place}}}"), "the centroid's", "中心的取值", centroid),
            ]
        });
        steps.push(Step {
            what: Text::new(
                format!("The squared distance to the centroid of group {}", group + 1),
                format!("到第 {} 组中心的距离平方", group + 1),
            ),
            formula: r"d^2 = \sum_j (z_j - c_j)^2".into(),
            symbols: symbols.collect(),
            result: Figure::Number(distance),
        });
    }
    let own = distances[label];
    steps.push(Step {
        what: Text::new("The distance to the centroid of its group", "到所在组中心的距离"),
        formula: r"d = \sqrt{d^2}".into(),
        symbols: vec![number("d^2", "squared distance", "距离平方", own)],
        result: Figure::Number(own.sqrt()),
    });
    steps.push(Step {
        what: Text::new("The nearest centroid decides", "归入最近的中心所在的组"),
        formula: r"\arg\min_g d_g^2".into(),
        symbols: (1..)
            .zip(distances)
            .map(|(group, distance): (usize, _)| number(&format!("d_{{{group}}}^2"), "squared distance", "距离平方", distance))
            .collect(),
        result: Figure::Name((label + 1).to_string()),
    });
    Some(Explanation {
        title: Text::new("Group", "所属分组"),
        steps,
        source: "Lloyd (1982), Least squares quantization in PCM; Arthur & Vassilvitskii (2007), k-means++".into(),
        course: None,
    })
}

fn formula(feature: &Feature) -> &'static str {
    if feature.log {
        r"z = \frac{\operatorname{sgn}(x)\ln(1 + |x|) - c}{s}"
    } else {
        r"z = \frac{x - c}{s}"
    }
}

fn number(letter: &str, en: &str, zh: &str, value: f64) -> Symbol {
    Symbol {
        letter: letter.into(),
        meaning: Text::new(en, zh),
        figure: Figure::Number(value),
    }
}
