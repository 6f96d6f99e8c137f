//! What profiles tell.

use ndarray::Array2;
use serde::Serialize;

use super::choice::{Candidate, Choice};
use super::features::Feature;
use super::fitting::{Found, Ground};
use super::kmeans::KMeans;
use super::pca::Pca;
use super::personas::{Persona, personas};
use super::quality::{Silhouette, sample};
use super::{ProfileParams, explain};
use crate::analysis::Report;
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::math::sum;
use crate::text::{Notice, Text};
use crate::workspace::Window;

/// The most customers drawn in the picture.
const PICTURED: usize = 2_000;

/// Customers wanted: even one mean of fewer is uncertain by more than a third
/// of a standard deviation either way (1.96/√30), and groups have several.
const FEW: usize = 30;

/// Customers wanted a group: the mean of fewer is uncertain by more than half a
/// standard deviation either way (1.96/√16), which is what earns a tag.
const SMALL: usize = 16;

/// Below this silhouette no structure was found (Kaufman & Rousseeuw 1990, table 4).
const NO_STRUCTURE: f64 = 0.25;

/// Below this mean agreement groups do not come back (Hennig 2007, by analogy).
const UNSTABLE: f64 = 0.6;

/// Groups of similar customers.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProfileReport {
    /// The window of the orders, where there are orders.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub params: ProfileParams,
    /// What customers are described by.
    pub features: Vec<Feature>,
    /// The number of customers in groups.
    pub customers_grouped: usize,
    /// The number of groups.
    pub k: usize,
    /// The sum of squared distances to the centroids, in scaled features.
    pub inertia: f64,
    /// The mean silhouette, from −1 to 1; unknown where no customer has a neighbour in another group.
    pub silhouette: Option<f64>,
    /// Its 95 % interval, where it comes from a sample.
    pub silhouette_interval: Option<[f64; 2]>,
    /// The mean silhouette of each group.
    pub silhouette_by_group: Vec<Option<f64>>,
    /// The number of customers in each group, largest first.
    pub sizes: Vec<usize>,
    /// The centroids, one a group, in the features' own units: where ln(1 + x) was taken, it is undone.
    pub centroids: Vec<Vec<f64>>,
    /// The centroids as the model sees them.
    pub centroids_scaled: Vec<Vec<f64>>,
    /// What was taken off each feature (after ln(1 + x), where that is taken).
    pub centre: Vec<f64>,
    /// What each feature was then divided by, its weight included.
    pub spread: Vec<f64>,
    /// The numbers of groups that were tried.
    pub candidates: Vec<Candidate>,
    /// The number of groups with the highest silhouette.
    pub suggested: usize,
    /// Where the inertia bends, if it does.
    pub elbow: Option<usize>,
    /// Why so many groups.
    pub suggestion: Text,
    /// The groups as kinds of customers.
    pub personas: Vec<Persona>,
    /// Whether the groups come back.
    pub stability: Option<Stability>,
    /// The axes of the picture.
    pub pca: Axes,
    /// The customers in the picture: at most 2,000, a seeded sample.
    pub points: Vec<PicturePoint>,
    /// Whether the centroids came to rest.
    pub converged: bool,
    /// The iterations of the best start.
    pub iterations: usize,
    /// How often a group that had lost all customers was given another.
    pub reseeded: usize,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    pub(super) ground: Ground,
    #[serde(skip)]
    pub(super) fit: KMeans,
}

/// How far the groups of resamples agree with these (adjusted Rand index; 1 is the same).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Stability {
    /// The number of resamples.
    pub resamples: usize,
    /// The mean agreement.
    pub mean: f64,
    /// The lowest agreement.
    pub lowest: f64,
}

/// The axes along which the customers spread most.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Axes {
    /// The share of the variance along each axis, all axes.
    pub explained: Vec<f64>,
    /// How far one scaled unit of each feature moves along the first two axes.
    pub loadings: Vec<Vec<f64>>,
    /// Where the centroids lie.
    pub centroids: Vec<[f64; 2]>,
}

/// A customer in the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PicturePoint {
    /// The customer, as a position in the workspace.
    pub customer: u32,
    /// Along the first axis.
    pub pc1: f64,
    /// Along the second axis; 0 where there is one feature.
    pub pc2: f64,
    /// The group, from 1.
    pub cluster: u8,
    /// How well the customer fits its group, from −1 to 1.
    pub silhouette: Option<f64>,
}

impl ProfileReport {
    pub(super) fn new(ground: Ground, found: Found) -> Self {
        let Choice {
            candidates,
            suggested,
            elbow,
            suggestion,
        } = Choice::new(&ground, &found);
        let Found {
            fit,
            silhouette,
            agreement,
            ..
        } = found;
        let silhouette = silhouette.as_ref();
        let k = fit.sizes.len();
        let features = ground.described.features.clone();
        let centroids_scaled: Vec<Vec<f64>> = fit.centroids.rows().into_iter().map(|row| row.to_vec()).collect();
        let unseen = |row: &Vec<f64>| {
            let seen = ground.scaler.restore(row);
            features.iter().zip(seen).map(|(feature, seen)| feature.unseen(seen)).collect()
        };
        let stability = stability(&agreement);
        let shape = (ground.points.len(), ground.points.dims());
        let pca = Pca::of(&Array2::from_shape_fn(shape, |(row, feature)| ground.points.row(row)[feature]));
        Self {
            window: ground.described.window,
            params: ground.params.clone(),
            customers_grouped: ground.points.len(),
            k,
            inertia: fit.inertia,
            silhouette: silhouette.map(|silhouette| silhouette.mean),
            silhouette_interval: silhouette.and_then(interval),
            silhouette_by_group: silhouette.map_or_else(Vec::new, |silhouette| silhouette.groups.iter().copied().map(known).collect()),
            sizes: fit.sizes.clone(),
            centroids: centroids_scaled.iter().map(unseen).collect(),
            centroids_scaled,
            centre: ground.scaler.centre.clone(),
            spread: ground.scaler.spread.clone(),
            candidates,
            suggested,
            elbow,
            suggestion,
            personas: personas(&ground.described, &fit.labels, k),
            converged: fit.converged,
            iterations: fit.iterations,
            reseeded: fit.reseeded,
            notices: notices(&ground, &fit, silhouette, stability.as_ref()),
            stability,
            pca: axes(&fit, &pca),
            points: pictured(&ground, &fit, &pca, silhouette),
            frame: frame(&ground, &fit, &pca),
            features,
            ground,
            fit,
        }
    }
}

impl Report for ProfileReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        explain::explain(self, row)
    }
}

/// `NaN` is "not known".
fn known(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn interval(silhouette: &Silhouette) -> Option<[f64; 2]> {
    let Silhouette { mean, margin, .. } = silhouette;
    (*margin > 0.0).then(|| [mean - margin, mean + margin])
}

fn stability(agreement: &[f64]) -> Option<Stability> {
    let resamples = agreement.len();
    (resamples > 0).then(|| Stability {
        resamples,
        mean: sum(agreement.iter().copied()) / resamples as f64,
        lowest: agreement.iter().copied().fold(f64::INFINITY, f64::min),
    })
}

/// A row's place in the picture; 0 along a second axis that is not there.
fn place(pca: &Pca, row: &[f64]) -> [f64; 2] {
    [0, 1].map(|axis| if axis < row.len() { pca.score(row, axis) } else { 0.0 })
}

fn axes(fit: &KMeans, pca: &Pca) -> Axes {
    Axes {
        explained: pca.explained.clone(),
        loadings: pca.loadings.rows().into_iter().take(2).map(|axis| axis.to_vec()).collect(),
        centroids: fit
            .centroids
            .rows()
            .into_iter()
            .map(|centroid| place(pca, &centroid.to_vec()))
            .collect(),
    }
}

fn pictured(ground: &Ground, fit: &KMeans, pca: &Pca, silhouette: Option<&Silhouette>) -> Vec<PicturePoint> {
    let point = |sampled: u32| {
        let sampled = sampled as usize;
        let row = ground.rows[sampled] as usize;
        let [pc1, pc2] = place(pca, ground.points.row(row));
        PicturePoint {
            customer: ground.described.rows[row],
            pc1,
            pc2,
            cluster: fit.labels[row] + 1,
            silhouette: silhouette.map(|silhouette| silhouette.values[sampled]),
        }
    };
    sample(ground.rows.len(), PICTURED, ground.params.seed)
        .into_iter()
        .map(point)
        .collect()
}

fn frame(ground: &Ground, fit: &KMeans, pca: &Pca) -> Frame {
    let own_distance = |(row, &label): (&[f64], &u8)| fit.distances(row)[usize::from(label)].sqrt();
    let (pc1, pc2) = ground.points.rows().map(|row| place(pca, row).into()).unzip();
    let names = (1..=fit.sizes.len()).map(|group| group.to_string()).collect();
    ground
        .described
        .frame()
        .level("cluster", fit.labels.clone(), names)
        .number("distance", ground.points.rows().zip(&fit.labels).map(own_distance).collect())
        .number("pc1", pc1)
        .number("pc2", pc2)
}

fn notices(ground: &Ground, fit: &KMeans, silhouette: Option<&Silhouette>, stability: Option<&Stability>) -> Vec<Notice> {
    let mut notices = ground.described.notices.clone();
    let customers = ground.points.len();
    if customers < FEW {
        notices.push(Notice::warning(
            "few_customers",
            format!("Customers: {customers}; at least {FEW} are wanted. Groups of so few may be chance."),
            format!("只有 {customers} 位客户，至少需要 {FEW} 位，否则分组结果可能出于偶然。"),
        ));
    } else if let Some(smallest) = fit.sizes.iter().min().filter(|&&size| size < SMALL) {
        let small = fit.sizes.iter().filter(|&&size| size < SMALL).count();
        let (fewer, fewer_zh) = if fit.sizes.len() > 2 {
            (", or ask for fewer groups", "，或减少组数")
        } else {
            ("", "")
        };
        notices.push(Notice::warning(
            "small_groups",
            format!("Groups of fewer than {SMALL} customers: {small}; the smallest has {smallest}. What is said of such a group may be chance: take it as a few single customers{fewer}."),
            format!("有 {small} 组不足 {SMALL} 位客户，最少的一组只有 {smallest} 位。对这样小的组，描述可能出于偶然：请当作个别客户看待{fewer_zh}。"),
        ));
    }
    if let Some(Silhouette { mean, .. }) = silhouette
        && *mean < NO_STRUCTURE
    {
        notices.push(Notice::warning(
            "no_structure",
            format!("The groups run into each other (silhouette {mean:.2}): they cut one crowd into parts rather than find separate kinds of customers."),
            format!("各组彼此相连（轮廓系数 {mean:.2}）：更像是把同一群客户切开，而不是本来就不同的类型。"),
        ));
    }
    if let Some(Stability { mean, .. }) = stability
        && *mean < UNSTABLE
    {
        notices.push(Notice::warning(
            "unstable",
            format!("The groups do not come back well from resampled customers (agreement {mean:.2} of 1). Try another number of groups."),
            format!("重抽样后分组难以重现（一致性 {mean:.2}，满分 1）。可尝试其他组数。"),
        ));
    }
    if !fit.converged {
        notices.push(Notice::warning(
            "not_converged",
            format!(
                "The groups were still moving after {} iterations. Allow more (max_iter).",
                fit.iterations
            ),
            format!("迭代 {} 次后分组仍在变化。请增大 max_iter。", fit.iterations),
        ));
    }
    if fit.reseeded > 0 {
        notices.push(Notice::note(
            "reseeded",
            format!(
                "Groups that had lost all customers on the way and were given the farthest one: {}.",
                fit.reseeded
            ),
            format!("计算途中有组失去全部客户，改从最远的客户重新起步：{} 次。", fit.reseeded),
        ));
    }
    if ground.rows.len() < customers {
        notices.push(Notice::note(
            "sampled",
            format!(
                "Silhouettes, the choice of the number of groups and the stability come from {} of {customers} customers.",
                ground.rows.len()
            ),
            format!("轮廓系数、组数选择与稳定性来自 {customers} 位客户中的 {} 位。", ground.rows.len()),
        ));
    }
    notices
}
