//! Amounts far above all others.

use crate::ledger::{Ledger, Money};
use crate::math::{exp, ln};

/// How many standard deviations above the median of the logarithms an amount is an outlier. Of a
/// million amounts of a log-normal shop fewer than one lies there.
pub(crate) const BEYOND: f64 = 5.0;

/// How many times the median an outlier is at least, so that shops of one price have none.
pub(crate) const TIMES: f64 = 10.0;

/// The fewest purchases whose spread says anything.
const FEWEST: usize = 30;

/// Makes the median absolute deviation that of a normal distribution: 1 ÷ Φ⁻¹(¾).
const MAD: f64 = 1.482_602_218_505_602;

/// Makes the mean absolute deviation that of a normal distribution: √(π ÷ 2).
const MEAN: f64 = 1.253_314_137_315_500_3;

/// Where outliers begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fence {
    /// The median of the purchases' amounts.
    pub(crate) median: f64,
    /// The amount above which one is an outlier.
    pub(crate) limit: f64,
}

impl Fence {
    /// The fence of the purchases of a ledger, returns left out: the median of the logarithms and
    /// [`BEYOND`] times their spread, the median absolute deviation; where that is zero because
    /// most amounts are equal, the mean absolute deviation.
    pub(crate) fn of(ledger: &Ledger) -> Option<Self> {
        let mut logs: Vec<f64> = ledger
            .amounts()
            .iter()
            .filter(|amount| amount.0 > 0)
            .map(|amount| ln(amount.to_f64()))
            .collect();
        if logs.len() < FEWEST {
            return None;
        }
        let median = median(&mut logs);
        for log in &mut logs {
            *log = (*log - median).abs();
        }
        let mut spread = MAD * self::median(&mut logs);
        if spread == 0.0 {
            // The order of the deviations is not that of the rows, so the sum is the same whatever order these had.
            logs.sort_unstable_by(f64::total_cmp);
            spread = MEAN * crate::math::sum(logs.iter().copied()) / logs.len() as f64;
        }
        let limit = exp(median + (BEYOND * spread).max(ln(TIMES)));
        Some(Self {
            median: exp(median),
            limit,
        })
    }

    /// Whether an amount is an outlier.
    pub(crate) fn excludes(self, amount: Money) -> bool {
        amount.to_f64() > self.limit
    }
}

/// The upper of the two middle values; near enough for a rule of thumb, and always a value there is.
fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{LedgerBuilder, Line, OptionalColumns};

    fn fence(amounts: &[i64]) -> Option<Fence> {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for &amount in amounts {
            builder.push(Line {
                customer: "a",
                day: 1,
                amount: Money(amount * Money::SCALE),
                order: None,
                product: None,
                cost: None,
            });
        }
        Fence::of(&builder.finish())
    }

    #[test]
    fn the_fence_is_the_median_times_e_to_five_deviations() {
        // Logarithms in steps: of 8 to 32768 the median is 512, and the median distance from it 2³.
        let amounts: Vec<i64> = (3..16).cycle().take(39).map(|power| 1 << power).collect();
        let fence = fence(&amounts).unwrap();
        let limit = 512.0 * exp(5.0 * MAD * 3.0 * ln(2.0));
        assert!((fence.median - 512.0).abs() < 1e-9);
        assert!((fence.limit / limit - 1.0).abs() < 1e-12, "{fence:?} {limit}");
    }

    #[test]
    fn a_shop_of_one_price_has_its_fence_at_ten_times_that() {
        let mut amounts = vec![20; 60];
        let fence_of = |amounts: &[i64]| fence(amounts).unwrap().limit;
        assert!((fence_of(&amounts) - 200.0).abs() < 1e-9);
        amounts.push(5_000);
        let limit = fence_of(&amounts);
        assert!((199.0..5_000.0).contains(&limit), "{limit}");
        assert_eq!(fence(&[20; 29]), None);
    }
}
