//! Identity: one person under several ids.
//!
//! **What it answers.** Which customers are probably one person, why, and what
//! merging them would change in value and segment.
//!
//! **Evidence.** Two ids are linked when one of these agrees:
//!
//! | evidence | what agrees | score |
//! | --- | --- | --- |
//! | e-mail | the mailbox; dots and `+…` ignored where the provider ignores them | 0.95; 0.9 where something was ignored |
//! | phone | calling code, national number and extension | 0.9; 0.85 where the country was taken for granted |
//! | name and address | both alike (Jaro–Winkler ≥ 0.9 on sorted words), the same numbers in the address | 0.9 × both similarities |
//! | id | the id but for case, width and blanks; but for zeros in front | 0.9; 0.75 |
//!
//! Several pieces of evidence combine as 1 − Π (1 − s).
//!
//! **What speaks against it.** Names contradict when each has a word that the
//! other lacks, so those of a family do; initials and slips of the hand do not
//! count. They leave 0.7 of the score. Two full addresses leave 0.7 of it unless
//! the names are the same; different birthdays leave 0.4.
//!
//! **Shared values.** An e-mail or a phone that more than [`SHARED`] ids have,
//! that belongs to an office, or that nobody can have, links nobody and is told.
//!
//! **Groups.** Links of at least the lowest score are joined, best first. What
//! speaks against any two members of the group that a link would make lowers its
//! score, not only what speaks against the two it links. The score of a group is
//! that of its weakest link.
//!
//! **Which id stays.** The one with the most purchases; of equals that of the
//! earliest first purchase, then the first in natural order.
//!
//! **References.** Winkler, W. E. (1990), *String comparator metrics and
//! enhanced decision rules in the Fellegi–Sunter model of record linkage*;
//! Christen, P. (2012), *Data Matching*; `OpenRefine`'s key collision methods.

mod compare;
mod effect;
mod groups;
mod links;
mod persons;
mod report;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params};
use crate::error::{Error, Result};
use crate::task::{Ready, Started};
use crate::workspace::{Content, Scope, Workspace};

use super::keys::{self, Country};

pub use report::{ComparedColumn, EvidenceReport, IdentityReport, Proposal, ProposalCustomer, SharedValue, Standing};

pub(crate) use groups::{Groups, Pairs, kept};

/// An e-mail or a phone of more ids than these belongs to nobody in particular.
pub(crate) const SHARED: usize = 8;

/// What links two ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// One mailbox.
    Email,
    /// One telephone number.
    Phone,
    /// Name and address alike.
    NameAddress,
    /// One id, written differently.
    Id,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Email, Self::Phone, Self::NameAddress, Self::Id];
}

/// The settings of [`Identity`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct IdentityParams {
    /// What may link ids
    pub kinds: BTreeSet<EvidenceKind>,
    /// The country of phone numbers without a calling code, as two letters; told by most numbers unless given
    pub country: Option<String>,
    /// The lowest score of a proposal, from 0 to 1
    pub min_score: f64,
}

impl Default for IdentityParams {
    fn default() -> Self {
        Self {
            kinds: EvidenceKind::ALL.into(),
            country: None,
            min_score: 0.7,
        }
    }
}

impl IdentityParams {
    fn country(&self) -> Result<Option<Country>> {
        let Some(given) = self.country.as_deref().map(str::trim).filter(|given| !given.is_empty()) else {
            return Ok(None);
        };
        let found = keys::country(given);
        found.map(Some).ok_or_else(|| {
            Error::bad_parameter(
                "country",
                format_args!("“{given}”"),
                "it must be a country of two letters or a calling code, like CN or 86",
                "应为两个字母的国家代码或国际区号，例如 CN 或 86",
            )
        })
    }
}

impl Params for IdentityParams {
    fn check(&self) -> Result<()> {
        self.country()?;
        if (0.0..=1.0).contains(&self.min_score) {
            return Ok(());
        }
        Err(Error::bad_parameter(
            "min_score",
            self.min_score,
            "it must be between 0 and 1, like 0.7",
            "应在 0 与 1 之间，例如 0.7",
        ))
    }
}

/// The groups of ids that are probably one person.
pub(crate) fn propose(content: &Content, params: &IdentityParams) -> Result<Groups> {
    let linked = links::find(content, params)?;
    Ok(Groups::of(content, linked, params.min_score))
}

/// Identity.
pub struct Identity;

impl Analysis for Identity {
    const NAME: &'static str = "identity";
    const ABOUT: &'static str = "Which customers are probably one person, why, and what merging them changes";
    type Params = IdentityParams;
    type Report = IdentityReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &IdentityParams) -> Result<Started<IdentityReport>> {
        IdentityReport::of(workspace, scope, params).map(Ready::task)
    }
}
