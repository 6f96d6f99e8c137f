//! What a customer is worth who has just purchased for the first time.

use serde::Serialize;

use crate::math::ln_1p;

use super::ClvParams;
use super::btyd::History;
use super::models::Fits;
use super::periods::Periods;

/// A customer at the moment of the first purchase, which itself is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NewCustomer {
    /// Expected repeat purchases within the horizon.
    pub expected_purchases: f64,
    /// Everyone's expected spend a purchase; unknown without a model of it.
    pub expected_spend: Option<f64>,
    /// The value of the repeat purchases within the horizon, as for a known customer: what may
    /// be paid to win one, less what the first purchase brings.
    pub clv: Option<f64>,
}

/// Predicts a new customer.
pub(super) fn newcomer(fits: &Fits, params: &ClvParams, margin: f64) -> NewCustomer {
    let model = &*fits.purchases;
    let periods = Periods::new(params.horizon, ln_1p(params.discount_per_unit()), model.shortest_time());
    let expected = model.purchases_if_alive(&History::NEW, &periods.points);
    let p_alive = model.p_alive(&History::NEW);
    let spend = fits.spend(0, f64::NAN);
    let clv = margin * spend * p_alive * periods.discounted(&expected);
    NewCustomer {
        expected_purchases: p_alive * expected.last().copied().unwrap_or(0.0),
        expected_spend: spend.is_finite().then_some(spend),
        clv: clv.is_finite().then_some(clv),
    }
}
