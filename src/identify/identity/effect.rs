//! What merging would change: value and segment of each customer before and after.

use crate::customers::{Customers, Grain};
use crate::error::Result;
use crate::ledger::{Change, Ledger};
use crate::value::rfm::{self, RfmParams, RfmReport};
use crate::workspace::{Scope, Window};

use super::groups::Group;
use super::report::Standing;

/// Everyone before and after all groups are merged. Both are scored with the cut points of
/// before, so that what changes is the customer and not the yardstick.
pub(super) struct Effect {
    rfm: RfmReport,
    before: Customers,
    after: Customers,
    /// Each customer's position after the merge.
    places: Vec<u32>,
}

impl Effect {
    pub(super) fn of(ledger: &Ledger, groups: &[Group], scope: &Scope) -> Result<Self> {
        let before = Customers::summarise(ledger, scope, Grain::Day)?;
        let rfm = rfm::score(&before, &RfmParams::default());
        let mut into: Vec<u32> = (0..).take(ledger.customers()).collect();
        for group in groups {
            for &member in &group.members {
                into[member as usize] = group.kept;
            }
        }
        let (merged, places) = ledger.changed(&Change {
            into: &into,
            ..Change::default()
        });
        Ok(Self {
            after: Customers::summarise(&merged, scope, Grain::Day)?,
            rfm,
            before,
            places,
        })
    }

    /// The window that customers are scored in.
    pub(super) fn window(&self) -> Window {
        self.before.window
    }

    /// Everyone's money before.
    pub(super) fn revenue(&self) -> f64 {
        self.rfm.revenue
    }

    /// Where a customer stands; `None` without a purchase in the window.
    pub(super) fn before(&self, customer: u32) -> Option<Standing> {
        self.standing(&self.before, customer)
    }

    /// Where the customer stands that a group becomes.
    pub(super) fn after(&self, group: &Group) -> Option<Standing> {
        self.standing(&self.after, self.places[group.kept as usize])
    }

    fn standing(&self, customers: &Customers, customer: u32) -> Option<Standing> {
        let row = customers.rows.binary_search(&customer).ok()?;
        let (recency_days, purchases) = (customers.recency_days(row), customers.frequency[row]);
        let revenue = customers.monetary[row].to_f64();
        let (scores, segment) = self.rfm.place([f64::from(recency_days), f64::from(purchases), revenue]);
        Some(Standing {
            first: customers.first[row],
            last: customers.last[row],
            recency_days,
            purchases,
            revenue,
            scores,
            segment: segment.name,
            segment_zh: segment.name_zh,
        })
    }
}
