//! Pareto/NBD's customers who died after their last purchase:
//! I = ∫ (α+u)^−(r+x) (β+u)^−(s+1) du over the ages u from `t_x` to T.
//!
//! The integrand is positive and smooth in ln(min(α, β) + u), so that Gauss–Legendre
//! quadrature gives I, and with it its derivatives, to full precision.
//!
//! Its logarithm f has, by the logarithms of r, α, s and β, f′ = φ and f″ = D. With ⟨·⟩ the
//! mean under the integrand, (ln I)′ = ⟨φ⟩ and (ln I)″ = ⟨φφᵀ + D⟩ − ⟨φ⟩⟨φ⟩ᵀ. With k = r + x and
//! l = s + 1, φ = (−r ln(α+u), −kα/(α+u), −s ln(β+u), −lβ/(β+u)), and every element
//! of D is one of φ or its square times a constant.
//!
//! Where many customers have one x, the integrals between neighbouring times are taken once, and
//! sums of them are kept in a disjoint sparse table, so that each customer's integral is the sum of
//! two of its entries: nothing is subtracted, so no digits are lost.

use crate::math::jet::Jet;
use crate::math::quadrature::GaussLegendre;
use crate::math::{exp, exp_m1, ln, ln_1p};

use super::btyd::History;
use super::paretonbd::ParetoNbd;

/// With more times than this, eleven years of days, a table would take too much memory.
const MOST_TIMES: usize = 4_096;

/// ln I of one customer.
pub(super) fn ln_integral(model: &ParetoNbd, history: &History) -> f64 {
    let mut integral = 0.0;
    let stretch = Stretch::new(model, history.x, history.t_x);
    stretch.visit(history.age, |node| integral += node.weight);
    stretch.ln_scale + ln(integral)
}

/// The integrals of customers with one x.
pub(super) struct Deaths<'a> {
    model: &'a ParetoNbd,
    x: u32,
    times: &'a [f64],
    /// A row of the table for each bit of a place: within blocks of twice that many places, the
    /// integral between each place's time and that of the block's middle.
    /// Empty where every customer's integral is taken by itself.
    table: Vec<Vec<Moments>>,
}

impl<'a> Deaths<'a> {
    /// Those of so many customers, with `t_x` and T among the times.
    pub fn new(model: &'a ParetoNbd, x: u32, times: &'a [f64], customers: usize) -> Self {
        let table = if customers > times.len() && times.len() <= MOST_TIMES {
            table(model, x, times)
        } else {
            Vec::new()
        };
        Self { model, x, times, table }
    }

    /// ln I with its derivatives by the logarithms of r, α, s and β; `t_x` and T by their places.
    pub fn ln_integral(&self, t_x: usize, age: usize) -> Jet<4> {
        // The highest bit in which the places differ is that of the block whose middle lies between them.
        let row = self.table.get((t_x ^ age).max(1).ilog2() as usize);
        let moments = match row {
            Some(row) => row[t_x].and(&row[age]),
            None => Moments::over(self.model, self.x, self.times[t_x], self.times[age]),
        };
        moments.ln(self.model, self.x)
    }
}

/// The disjoint sparse table of the integrals between the times.
fn table(model: &ParetoNbd, x: u32, times: &[f64]) -> Vec<Vec<Moments>> {
    let between: Vec<Moments> = times.windows(2).map(|pair| Moments::over(model, x, pair[0], pair[1])).collect();
    let last = times.iter().rev().take(1).map(|&time| Stretch::new(model, x, time).ln_scale);
    let scales: Vec<f64> = between.iter().map(|moments| moments.ln_scale).chain(last).collect();
    let steps: Vec<f64> = scales.windows(2).map(|pair| exp(pair[1] - pair[0])).collect();
    let bits = times.len().ilog2() as usize + 1;
    let row = |bit: usize| {
        let half = 1 << bit;
        let nothing = |&ln_scale: &f64| Moments { ln_scale, sums: [0.0; 15] };
        let mut row: Vec<Moments> = scales.iter().map(nothing).collect();
        for middle in (half..times.len()).step_by(2 * half) {
            for place in (middle - half..middle).rev() {
                row[place].sums = between[place].sums;
                // The middle itself stands for what comes after it.
                if place + 1 < middle {
                    let later = row[place + 1];
                    row[place].add(&later, steps[place]);
                }
            }
            let (mut sum, mut scale) = (row[middle], 1.0);
            for place in middle..(middle + half).min(times.len()) - 1 {
                sum.add(&between[place], scale);
                scale *= steps[place];
                row[place + 1] = sum;
            }
        }
        row
    };
    (0..bits).map(row).collect()
}

/// The integrals over some ages of the integrand, times φ and times φφᵀ.
#[derive(Debug, Clone, Copy)]
struct Moments {
    /// All of them are relative to e to this.
    ln_scale: f64,
    /// The integrand's, the 4 of φ, the 10 of φφᵀ row by row from its diagonal on.
    sums: [f64; 15],
}

impl Moments {
    fn over(model: &ParetoNbd, x: u32, from: f64, to: f64) -> Self {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let (k, l) = (r + f64::from(x), s + 1.0);
        let stretch = Stretch::new(model, x, from);
        let (alpha_slope, beta_slope) = (-k * alpha / (alpha + from), -l * beta / (beta + from));
        let mut sums = [0.0; 15];
        stretch.visit(to, |node| {
            let slope = [
                -r * (stretch.ln_alpha + node.alpha.1),
                alpha_slope / node.alpha.0,
                -s * (stretch.ln_beta + node.beta.1),
                beta_slope / node.beta.0,
            ];
            sums[0] += node.weight;
            let mut place = 5;
            for i in 0..4 {
                let weighted = node.weight * slope[i];
                sums[1 + i] += weighted;
                for other in &slope[i..] {
                    sums[place] += weighted * other;
                    place += 1;
                }
            }
        });
        Self {
            ln_scale: stretch.ln_scale,
            sums,
        }
    }

    /// These and others.
    fn and(mut self, others: &Self) -> Self {
        self.add(others, exp(others.ln_scale - self.ln_scale));
        self
    }

    /// Adds so many times what others are relative to their scale.
    fn add(&mut self, others: &Self, times: f64) {
        for (sum, other) in self.sums.iter_mut().zip(&others.sums) {
            *sum += times * other;
        }
    }

    /// ln I with its derivatives.
    fn ln(&self, model: &ParetoNbd, x: u32) -> Jet<4> {
        let ParetoNbd { r, s, .. } = *model;
        let (k, l) = (r + f64::from(x), s + 1.0);
        let [mass, r1, alpha1, s1, beta1, rest @ ..] = self.sums;
        let [rr, r_alpha, r_s, r_beta, alpha2, alpha_s, alpha_beta, ss, s_beta, beta2] = rest;
        let second = [
            [rr + r1, r_alpha + r / k * alpha1, r_s, r_beta],
            [0.0, alpha2 + alpha1 + alpha2 / k, alpha_s, alpha_beta],
            [0.0, 0.0, ss + s1, s_beta + s / l * beta1],
            [0.0, 0.0, 0.0, beta2 + beta1 + beta2 / l],
        ];
        let gradient = [r1, alpha1, s1, beta1].map(|moment| moment / mass);
        Jet {
            value: self.ln_scale + ln(mass),
            gradient,
            hessian: std::array::from_fn(|i| std::array::from_fn(|j| second[i.min(j)][i.max(j)] / mass - gradient[i] * gradient[j])),
        }
    }
}

/// A node of the quadrature at death age u; `from` is the age that its stretch begins at.
struct Node {
    /// (α+u)/(α+from) and its logarithm.
    alpha: (f64, f64),
    /// (β+u)/(β+from) and its logarithm.
    beta: (f64, f64),
    /// The quadrature's weight times the integrand, relative to the stretch's scale.
    weight: f64,
}

/// The ages from one on.
struct Stretch {
    from: f64,
    alpha_is_smaller: bool,
    /// The smaller and the larger of α and β, each with `from` added.
    near: f64,
    far: f64,
    /// The powers that these stand in.
    near_power: f64,
    far_power: f64,
    ln_alpha: f64,
    ln_beta: f64,
    ln_scale: f64,
}

impl Stretch {
    fn new(model: &ParetoNbd, x: u32, from: f64) -> Self {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let (k, l) = (r + f64::from(x), s + 1.0);
        let (ln_alpha, ln_beta) = (ln(alpha + from), ln(beta + from));
        let alpha_is_smaller = alpha <= beta;
        let (near, far, near_power, far_power, ln_near) = if alpha_is_smaller {
            (alpha + from, beta + from, k, l, ln_alpha)
        } else {
            (beta + from, alpha + from, l, k, ln_beta)
        };
        Self {
            from,
            alpha_is_smaller,
            near,
            far,
            near_power,
            far_power,
            ln_alpha,
            ln_beta,
            ln_scale: ln_near - k * ln_alpha - l * ln_beta,
        }
    }

    /// Visits the nodes up to an age; the sum of their weights times e to the scale is the integral.
    ///
    /// With c the smaller of α and β, the variable is v = ln((c+u)/(c+from)). Panels are as
    /// long as the integrand's slope allows the rule to be exact to double precision.
    fn visit(&self, to: f64, mut visit: impl FnMut(Node)) {
        let Self { near_power, far_power, .. } = *self;
        let length = ln_1p((to - self.from) / self.near);
        let share = self.near / self.far;
        let (mut from, mut total) = (0.0, 0.0);
        while from < length {
            // The far factor's slope grows with u, at most 12-fold over a panel, and stays below its power.
            let bend = (12.0 * share * exp(from)).min(1.0);
            let slope = 1.0 + near_power + far_power * bend;
            let panel = (length - from).min(2.5).min(16.0 / slope);
            let rule = match panel * slope {
                slopes if slopes < 0.15 => GaussLegendre::FOUR,
                slopes if slopes < 1.0 => GaussLegendre::SIX,
                slopes if slopes < 3.5 && panel < 0.8 => GaussLegendre::EIGHT,
                _ => GaussLegendre::SIXTEEN,
            };
            let mut part = 0.0;
            for (v, weight) in rule.nodes(from, panel) {
                let growth = exp_m1(v);
                let (near, far) = ((1.0 + growth, v), (1.0 + share * growth, ln_1p(share * growth)));
                let weight = weight * exp(v - near_power * v - far_power * far.1);
                part += weight;
                let (alpha, beta) = if self.alpha_is_smaller { (near, far) } else { (far, near) };
                visit(Node { alpha, beta, weight });
            }
            total += part;
            if part < 1e-17 * total {
                break;
            }
            from += panel;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::value::clv::btyd::Summaries;
    use crate::value::clv::fit::Likelihood;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        // Every pair of times with one x are more histories than times, so that the table is made;
        // for each by itself it is not.
        #[test]
        fn sums_of_the_table_are_each_customers_own_integral(
            point in proptest::array::uniform4(-1.5..3.0), x in 1_u32..40, steps in proptest::collection::vec(0.01..40.0, 12),
        ) {
            let mut times = vec![0.0];
            for step in steps {
                times.push(times[times.len() - 1] + step);
            }
            let mut histories = Vec::new();
            for (place, &t_x) in times.iter().enumerate() {
                histories.extend(times[place + 1..].iter().map(|&age| History { x, t_x, age }));
            }
            let data = |histories: &[History]| Summaries::new(histories, Unit::Day).unwrap();
            let all = data(&histories);
            prop_assert!(all.distinct().len() > all.times().len());
            let at = |data: &Summaries| ParetoNbd::log_likelihood(data, Jet::variables(&point));
            let together = at(&all);
            let mut apart = Jet::constant(0.0);
            for history in &histories {
                apart += at(&data(&[*history]));
            }
            let near = |a: f64, b: f64| (a - b).abs() < 1e-10 * (1.0 + b.abs());
            prop_assert!(near(together.value, apart.value), "{} {}", together.value, apart.value);
            for i in 0..4 {
                prop_assert!(near(together.gradient[i], apart.gradient[i]), "{together:?} {apart:?}");
                for j in 0..4 {
                    prop_assert!(near(together.hessian[i][j], apart.hessian[i][j]), "{together:?} {apart:?}");
                }
            }
        }
    }
}
