//! Profiles: groups of similar customers and what is typical of each.

pub mod kmeans;
pub mod pca;
pub mod points;
pub mod quality;
pub mod scaling;

#[cfg(test)]
mod fixtures;
