//! Exact money: amounts as whole ten-thousandths, so that sums do not depend
//! on the order of the rows, on chunks or on shards.

use crate::error::{Error, ErrorKind, Result};

/// An amount in ten-thousandths of the currency's unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Ten-thousandths in one unit of the currency.
    pub const SCALE: i64 = 10_000;
    /// The largest single amount that is accepted: one hundred billion.
    pub const LARGEST: Self = Self(100_000_000_000 * Self::SCALE);

    /// The amount as a float, for the models' edge.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// The sum.
    ///
    /// # Errors
    /// [`ErrorKind::AmountTooLarge`] past 922 trillion.
    pub fn plus(self, other: Self) -> Result<Self> {
        self.0.checked_add(other.0).map(Self).ok_or_else(|| {
            Error::new(
                ErrorKind::AmountTooLarge,
                "The amounts add up to more than 922 trillion. Is the right column taken as the amount?",
                "金额合计超过 922 万亿。请检查金额列是否选对。",
            )
        })
    }
}
