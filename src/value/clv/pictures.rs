//! What the pictures of the report are drawn from.

use serde::Serialize;

use crate::math::quantile_of;
use crate::sorting;

use super::btyd::{BuyTillYouDie, History, Summaries};

/// Steps on each axis of the surface.
const STEPS: u32 = 24;
/// Bins of the distribution.
const BINS: usize = 30;

/// P(alive) and expected purchases of customers of one age, by frequency and recency.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvSurface"))]
pub struct Surface {
    /// T of all these customers: that of the oldest one.
    pub age: f64,
    /// x, rising from 1 to the largest one seen.
    pub x: Vec<u32>,
    /// `t_x`, rising from 0 to T.
    pub t_x: Vec<f64>,
    /// P(alive), a row for each x.
    pub p_alive: Vec<Vec<f64>>,
    /// Expected purchases in the horizon, a row for each x.
    pub expected_purchases: Vec<Vec<f64>>,
}

impl Surface {
    /// The surface over the customers' range.
    pub(super) fn of(model: &dyn BuyTillYouDie, data: &Summaries, horizon: f64) -> Self {
        let age = data.distinct().iter().fold(0.0, |oldest: f64, history| oldest.max(history.age));
        let most = data.distinct().last().map_or(1, |history| history.x.max(1));
        let mut x: Vec<u32> = (0..=STEPS)
            .map(|step| 1 + (most - 1) / STEPS * step + (most - 1) % STEPS * step / STEPS)
            .collect();
        x.dedup();
        let t_x: Vec<f64> = (0..=STEPS).map(|step| age * f64::from(step) / f64::from(STEPS)).collect();
        let history = |x, t_x| History { x, t_x, age };
        let p_alive: Vec<Vec<f64>> = x
            .iter()
            .map(|&x| t_x.iter().map(|&t_x| model.p_alive(&history(x, t_x))).collect())
            .collect();
        let expected_purchases = x.iter().zip(&p_alive).map(|(&x, p_alive)| {
            let if_alive = model.purchases_if_alive(&history(x, 0.0), &[horizon])[0];
            p_alive.iter().map(|p| p * if_alive).collect()
        });
        Self {
            age,
            expected_purchases: expected_purchases.collect(),
            x,
            t_x,
            p_alive,
        }
    }
}

/// Customers whose value lies between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvBin"))]
pub struct Bin {
    /// From this value on.
    pub from: f64,
    /// Up to below this value; the last bin holds everyone above too.
    pub to: f64,
    /// How many customers.
    pub customers: usize,
}

/// Bins of equal width from 0 to what 99 % of the customers stay below; the
/// last one takes the others. Each value comes with the number of customers
/// who have it; unknown values are left out.
pub(super) fn distribution(values: impl IntoIterator<Item = (f64, u32)>) -> Vec<Bin> {
    let mut known: Vec<(f64, u32)> = values.into_iter().filter(|(value, _)| value.is_finite()).collect();
    sorting::sort_by(&mut known, |a, b| a.0.total_cmp(&b.0));
    let Some(&(largest, _)) = known.last() else {
        return Vec::new();
    };
    // The customers up to and with each value.
    let mut up_to: Vec<usize> = Vec::with_capacity(known.len());
    for &(_, count) in &known {
        up_to.push(up_to.last().unwrap_or(&0) + count as usize);
    }
    let all = up_to.last().copied().unwrap_or(0);
    let ranked = |rank: usize| known[up_to.partition_point(|&customers| customers <= rank)].0;
    let high = match quantile_of(all, ranked, 0.99) {
        high if high > 0.0 => high,
        _ => largest,
    };
    if high <= 0.0 {
        return vec![Bin {
            from: 0.0,
            to: 0.0,
            customers: all,
        }];
    }
    let bound = |bin: usize| high * bin as f64 / BINS as f64;
    let below = |bin: usize| {
        let values = if bin == BINS {
            known.len()
        } else {
            known.partition_point(|&(value, _)| value < bound(bin))
        };
        values.checked_sub(1).map_or(0, |last| up_to[last])
    };
    (0..BINS)
        .map(|bin| Bin {
            from: bound(bin),
            to: bound(bin + 1),
            customers: below(bin + 1) - below(bin),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::value::clv::BgNbd;

    #[test]
    fn the_surface_spans_the_customers() {
        let model = BgNbd {
            r: 0.2,
            alpha: 4.0,
            a: 0.8,
            b: 2.4,
        };
        for (most, length) in [(1, 1), (7, 7), (100, 25)] {
            let history = |x, t_x, age| History { x, t_x, age };
            let data = Summaries::new(&[history(0, 0.0, 40.0), history(most, 20.0, 30.0)], Unit::Week).unwrap();
            let surface = Surface::of(&model, &data, 52.0);
            assert_eq!((surface.x[0], surface.x[surface.x.len() - 1], surface.x.len()), (1, most, length));
            assert_eq!((surface.age, surface.t_x[24]), (40.0, 40.0));
            let corner = history(most, 40.0, 40.0);
            assert_eq!(surface.p_alive[length - 1][24], model.p_alive(&corner));
            assert_eq!(surface.expected_purchases[length - 1][24], model.expected_purchases(&corner, 52.0));
        }
    }

    #[test]
    fn nobody_falls_between_the_bins() {
        let mut values: Vec<f64> = (0..1000).map(|value| f64::from(value) / 10.0).collect();
        values.extend([1e6, f64::NAN]);
        let once = |values: &[f64]| values.iter().map(|&value| (value, 1)).collect::<Vec<_>>();
        let bins = distribution(once(&values));
        assert_eq!(bins.iter().map(|bin| bin.customers).sum::<usize>(), 1001);
        assert!((bins[29].to - 99.0).abs() < 0.2 && bins[29].customers > bins[28].customers);
        assert_eq!(distribution(once(&[f64::NAN])), []);
        assert_eq!(distribution(once(&[0.0, 0.0]))[0].customers, 2);
        let thrice: Vec<(f64, u32)> = values.iter().map(|&value| (value, 3)).collect();
        let repeated: Vec<f64> = values.iter().flat_map(|&value| [value; 3]).collect();
        assert_eq!(distribution(thrice), distribution(once(&repeated)));
    }
}
