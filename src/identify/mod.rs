//! Identify: what is in the data, what is wrong with it, and who is who.

mod cleaning;
mod faults;
mod health;
mod identity;
mod keys;
mod merges;
mod people;

pub use cleaning::{CleanedReport, Cleaning, Effect};
pub use faults::Remedy;
pub use health::{BlindSpot, BlindSpots, Example, Finding, Health, HealthParams, HealthReport, Offer, Severity, Spelling, Totals};
pub use identity::{
    ComparedColumn, EvidenceKind, EvidenceReport, Identity, IdentityParams, IdentityReport, Proposal, ProposalCustomer, SharedValue,
    Standing,
};
pub use merges::{read_merges, write_merges};
