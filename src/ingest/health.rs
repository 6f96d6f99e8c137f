//! Data health: how the import went, as an analysis.
//!
//! **What it answers.** What the file is taken for and why, how many rows were
//! kept, which were not and for what reason.
//!
//! The report is the [`ImportReport`] itself; the scope does not matter.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::error::Result;
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::task::{Ready, Started};
use crate::workspace::{Scope, Workspace};

use super::ImportReport;

/// The settings of [`Health`]: none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct HealthParams {}

impl Params for HealthParams {
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// How the import went.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct HealthReport(pub ImportReport);

impl Report for HealthReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    fn explain(&self, _: usize) -> Option<Explanation> {
        None
    }
}

/// Data health.
pub struct Health;

impl Analysis for Health {
    const NAME: &'static str = "health";
    const ABOUT: &'static str = "What the file is, what was kept, what was not and why";
    type Params = HealthParams;
    type Report = HealthReport;

    fn start(workspace: &Workspace, _: &Scope, _: &HealthParams) -> Result<Started<HealthReport>> {
        Ok(Ready::task(HealthReport(workspace.import().as_ref().clone())))
    }
}
