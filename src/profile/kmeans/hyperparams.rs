//! What a k-means fit can be told.

use linfa::ParamGuard;

use crate::Error;

/// The settings of a k-means fit, once they were checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KMeansValidParams {
    pub(super) clusters: usize,
    pub(super) starts: usize,
    pub(super) max_iterations: usize,
    pub(super) tolerance: f64,
    pub(super) seed: u64,
}

impl KMeansValidParams {
    /// See [`KMeansParams::max_iterations`].
    pub fn max_iterations(&self) -> usize {
        self.max_iterations
    }
}

/// The settings of a k-means fit.
///
/// ```
/// use linfa::ParamGuard;
/// use regulars::profile::kmeans::KMeansParams;
///
/// assert!(KMeansParams::new(4).seed(7).check().is_ok());
/// assert!(KMeansParams::new(0).check().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KMeansParams(KMeansValidParams);

impl KMeansParams {
    /// The most clusters a fit may have.
    pub const MAX_CLUSTERS: usize = 255;

    /// The default of [`Self::tolerance`].
    pub const TOLERANCE: f64 = 1e-4;

    /// A fit with this many clusters, from 1 to [`Self::MAX_CLUSTERS`].
    pub fn new(clusters: usize) -> Self {
        Self(KMeansValidParams {
            clusters,
            starts: 10,
            max_iterations: 300,
            tolerance: Self::TOLERANCE,
            seed: 1,
        })
    }

    /// How many starts compete; the best is kept. 10 by default, at least 1.
    #[must_use]
    pub fn starts(mut self, starts: usize) -> Self {
        self.0.starts = starts;
        self
    }

    /// After how many iterations a start is compared as it stands, and how
    /// many more the best one may have. 300 by default, at least 1.
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.0.max_iterations = max_iterations;
        self
    }

    /// When a start has come far enough to be compared: when the centres
    /// together move by no more than this share of the features' mean
    /// variance (scikit-learn's `tol`). 1e-4 by default, at least 0.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }

    /// The seed of the starts. 1 by default.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }
}

impl ParamGuard for KMeansParams {
    type Checked = KMeansValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        let params = &self.0;
        if params.clusters == 0 || params.clusters > Self::MAX_CLUSTERS {
            return Err(Error::bad_parameter(
                "k",
                params.clusters,
                "must be from 1 to 255",
                "必须在 1 到 255 之间",
            ));
        }
        if params.starts == 0 {
            return Err(Error::bad_parameter("n_init", 0, "it must be at least 1", "至少应为 1"));
        }
        if params.max_iterations == 0 {
            return Err(Error::bad_parameter("max_iter", 0, "it must be at least 1", "至少应为 1"));
        }
        if params.tolerance.is_nan() || params.tolerance < 0.0 {
            return Err(Error::bad_parameter(
                "tolerance",
                params.tolerance,
                "must not be negative",
                "不能为负数",
            ));
        }
        Ok(params)
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.0)
    }
}
