//! How many groups, and why.

use serde::Serialize;

use super::fitting::{Found, Ground, Measured};
use super::quality::{calinski_harabasz, davies_bouldin, elbow};
use crate::text::Text;

/// A number of groups that was tried.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Candidate {
    /// The number of groups.
    pub k: usize,
    /// The sum of squared distances to the centroids.
    pub inertia: f64,
    /// The mean silhouette: higher is better.
    pub silhouette: Option<f64>,
    /// Half the width of its 95 % interval; 0 where it is exact.
    pub silhouette_margin: Option<f64>,
    /// The Caliński–Harabasz index: higher is better.
    pub calinski_harabasz: Option<f64>,
    /// The Davies–Bouldin index: lower is better.
    pub davies_bouldin: Option<f64>,
}

/// The numbers of groups that were tried, and which of them is the best.
pub(super) struct Choice {
    pub(super) candidates: Vec<Candidate>,
    /// The number of groups with the highest silhouette.
    pub(super) suggested: usize,
    /// Where the inertia bends.
    pub(super) elbow: Option<usize>,
    /// Why so many groups.
    pub(super) suggestion: Text,
}

impl Choice {
    pub(super) fn new(ground: &Ground, found: &Found) -> Self {
        let suggested = most_separate(&found.candidates);
        let candidates: Vec<Candidate> = found.candidates.iter().map(|measured| candidate(ground, found, measured)).collect();
        // A number far beyond the others would bend the curve by being far.
        let curve = candidates.iter().filter(|candidate| candidate.k <= ground.params.k_max as usize);
        let curve: Vec<f64> = curve.map(|candidate| candidate.inertia).collect();
        let elbow = elbow(&curve).map(|place| candidates[place].k);
        Self {
            suggestion: suggestion(&candidates, found.fit.sizes.len(), suggested, elbow),
            candidates,
            suggested,
            elbow,
        }
    }
}

/// The number of groups with the highest silhouette, the smallest of equals.
pub(super) fn most_separate(candidates: &[Measured]) -> usize {
    let mut best = (2, f64::NEG_INFINITY);
    for Measured { k, silhouette, .. } in candidates {
        if let Some(silhouette) = silhouette
            && silhouette.mean > best.1
        {
            best = (*k, silhouette.mean);
        }
    }
    best.0
}

/// The figures of a number of groups; of the number chosen, those of the fit to everyone.
fn candidate(ground: &Ground, found: &Found, measured: &Measured) -> Candidate {
    let Measured { k, tried, silhouette } = measured;
    let (labels, inertia, silhouette) = if *k == found.fit.sizes.len() {
        (&found.fit.labels, found.fit.inertia, &found.silhouette)
    } else {
        (&tried.labels, tried.inertia, silhouette)
    };
    Candidate {
        k: *k,
        inertia,
        silhouette: silhouette.as_ref().map(|silhouette| silhouette.mean),
        silhouette_margin: silhouette.as_ref().map(|silhouette| silhouette.margin),
        calinski_harabasz: calinski_harabasz(&ground.points, labels),
        davies_bouldin: davies_bouldin(&ground.points, labels),
    }
}

fn suggestion(candidates: &[Candidate], k: usize, suggested: usize, elbow: Option<usize>) -> Text {
    let silhouette = |k: usize| {
        let found = candidates.iter().find(|candidate| candidate.k == k);
        let mean = found.and_then(|candidate| candidate.silhouette);
        mean.map_or_else(|| "—".to_owned(), |mean| format!("{mean:.2}"))
    };
    let (own, best) = (silhouette(k), silhouette(suggested));
    let (en, zh) = if k == suggested {
        let first = candidates.first().map_or(k, |candidate| candidate.k);
        let last = candidates.last().map_or(k, |candidate| candidate.k);
        (
            format!("{k} groups: of {first} to {last}, they are the best separated (silhouette {own})."),
            format!("分为 {k} 组：在 {first} 到 {last} 组中区分度最高（轮廓系数 {own}）。"),
        )
    } else {
        (
            format!("{k} groups, as asked for (silhouette {own}); {suggested} would be the best separated ({best})."),
            format!("按要求分为 {k} 组（轮廓系数 {own}）；{suggested} 组的区分度最高（{best}）。"),
        )
    };
    let bend = elbow.map_or_else(Default::default, |elbow| {
        let en = format!(" The sum of squares bends at {elbow}.");
        let zh = format!("误差平方和的拐点在 {elbow} 组。");
        (en, zh)
    });
    Text::new(en + &bend.0, zh + &bend.1)
}
