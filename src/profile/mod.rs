//! Profiles: groups of similar customers and what is typical of each.
//!
//! **What it answers.** Which kinds of customers there are, how many of each,
//! what sets them apart and what to do about it.
//!
//! **Inputs.** Orders: recency (days), frequency (purchases), monetary
//! (currency), each as ln(1 + x), below zero mirrored; on request also the
//! average purchase (currency) and tenure (days since the first purchase). A
//! customer table: every numeric attribute but one that says who left, or those
//! named; a category becomes one 0/1 feature a level. Customers without a value
//! in one of the features are left out, counted and said.
//!
//! **Definition.** Features are scaled ([`scaling`]) and grouped by k-means
//! ([`kmeans`]): the smallest sum of squared distances to k centroids found
//! from several starts. Unless given, k is the number from 2 to 8 with the
//! highest silhouette ([`quality`]). Stability is the adjusted Rand index
//! between the groups and those of bootstrap resamples. The picture is the
//! first two principal components ([`pca`]). What is typical of a group are
//! the features whose mean lies farthest from everyone's, in standard
//! deviations.
//!
//! **Ties and edges.** Groups are numbered by size; equal customers share a
//! group. Above 5,000 customers silhouettes, the choice of k (with five starts
//! for each number tried) and the stability come from a seeded sample of 2,500;
//! the groups always from everyone, with all starts.
//! k-means cuts any crowd into k parts: a low silhouette is said.
//!
//! **Differs from** scikit-learn in details of the kernel, told at
//! [`kmeans::KMeans`]; inertia and indices are the same quantities.
//!
//! **References.** See each part.

mod choice;
mod explain;
mod features;
mod fitting;
pub mod kmeans;
pub mod pca;
mod personas;
pub mod points;
pub mod quality;
mod report;
pub mod scaling;
mod stability;
mod trial;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use choice::Candidate;
pub use features::Feature;
pub use personas::{Difference, Persona};
pub use report::{Axes, PicturePoint, ProfileReport, Stability};

use crate::analysis::{Analysis, Params};
use crate::customers::Grain;
use crate::error::{Error, Result};
use crate::task::Started;
use crate::workspace::{Content, Scope, Workspace};
use scaling::Scale;

/// The settings of [`Profile`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct ProfileParams {
    /// What customers are described by: columns, or of orders recency, frequency, monetary, average, tenure; the usual ones unless given
    pub features: Vec<String>,
    /// How much each feature counts, one positive number a feature; all alike unless given
    pub weights: Vec<f64>,
    /// Whether measures of orders are taken as ln(1 + x)
    pub log: bool,
    /// How features are made comparable
    pub scale: Scale,
    /// The number of groups, from 2 to 50; suggested by the data unless given
    pub k: Option<u32>,
    /// The largest number of groups that is tried, from 2 to 50
    pub k_max: u32,
    /// The seed of starts and samples
    pub seed: u64,
    /// How many starts compete
    pub n_init: u32,
    /// After how many iterations a start is given up
    pub max_iter: u32,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for ProfileParams {
    fn default() -> Self {
        Self {
            features: Vec::new(),
            weights: Vec::new(),
            log: true,
            scale: Scale::Standard,
            k: None,
            k_max: 8,
            seed: 1,
            n_init: 10,
            max_iter: 300,
            grain: Grain::Day,
        }
    }
}

impl ProfileParams {
    /// How much a column counts.
    fn weight_of(&self, column: &str) -> f64 {
        let place = self.features.iter().position(|feature| feature == column);
        place.and_then(|place| self.weights.get(place)).copied().unwrap_or(1.0)
    }
}

impl Params for ProfileParams {
    fn check(&self) -> Result<()> {
        for (name, k) in [("k", self.k.unwrap_or(2)), ("k_max", self.k_max)] {
            if !(2..=50).contains(&k) {
                return Err(Error::bad_parameter(name, k, "it must be between 2 and 50", "应在 2 到 50 之间"));
            }
        }
        if !(1..=1000).contains(&self.n_init) {
            return Err(Error::bad_parameter(
                "n_init",
                self.n_init,
                "it must be between 1 and 1000",
                "应在 1 到 1000 之间",
            ));
        }
        if !(1..=10_000).contains(&self.max_iter) {
            return Err(Error::bad_parameter(
                "max_iter",
                self.max_iter,
                "it must be between 1 and 10000",
                "应在 1 到 10000 之间",
            ));
        }
        let positive = self.weights.iter().all(|weight| weight.is_finite() && *weight > 0.0);
        if !positive || !(self.weights.is_empty() || self.weights.len() == self.features.len()) {
            return Err(Error::bad_parameter(
                "weights",
                format_args!("{:?}", self.weights),
                "it must have one positive number for each of the features, which must be named too",
                "应为每个指定的特征给出一个正数",
            ));
        }
        Ok(())
    }
}

/// Profiles of customers.
pub struct Profile;

impl Analysis for Profile {
    const NAME: &'static str = "profile";
    const ABOUT: &'static str = "Kinds of customers by k-means, with a picture and personas";
    type Params = ProfileParams;
    type Report = ProfileReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &ProfileParams) -> Result<Started<ProfileReport>> {
        start(workspace.content(), scope, params)
    }
}

fn start(content: &Content, scope: &Scope, params: &ProfileParams) -> Result<Started<ProfileReport>> {
    let described = features::Described::of(content, scope, params)?;
    fitting::Fitting::start(described, params.clone())
}
