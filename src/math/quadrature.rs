//! Gauss–Legendre quadrature on short stretches.

/// Half of a rule's nodes on [−1, 1] with their weights; the other half mirrors it.
type Half = &'static [(f64, f64)];

/// Abramowitz & Stegun (1964), table 25.4, n = 4.
const FOUR: Half = &[
    (0.339_981_043_584_856_26, 0.652_145_154_862_546_1),
    (0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
];

/// Abramowitz & Stegun (1964), table 25.4, n = 6.
const SIX: Half = &[
    (0.238_619_186_083_196_9, 0.467_913_934_572_691),
    (0.661_209_386_466_264_5, 0.360_761_573_048_138_6),
    (0.932_469_514_203_152, 0.171_324_492_379_170_35),
];

/// Abramowitz & Stegun (1964), table 25.4, n = 8.
const EIGHT: Half = &[
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_27),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];

/// Abramowitz & Stegun (1964), table 25.4, n = 16.
const SIXTEEN: Half = &[
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_74),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

/// A rule that integrates polynomials of degree 2n − 1 exactly.
#[derive(Debug, Clone, Copy)]
pub struct GaussLegendre(Half);

impl GaussLegendre {
    /// The rule of 4 nodes.
    pub const FOUR: Self = Self(FOUR);
    /// The rule of 6 nodes.
    pub const SIX: Self = Self(SIX);
    /// The rule of 8 nodes.
    pub const EIGHT: Self = Self(EIGHT);
    /// The rule of 16 nodes.
    pub const SIXTEEN: Self = Self(SIXTEEN);

    /// The nodes of [from, from + length] with their weights, in a fixed order.
    pub fn nodes(self, from: f64, length: f64) -> impl Iterator<Item = (f64, f64)> {
        let half = 0.5 * length;
        let centre = from + half;
        self.0
            .iter()
            .flat_map(move |&(node, weight)| [(centre - half * node, half * weight), (centre + half * node, half * weight)])
    }

    /// ∫ f over [from, from + length].
    pub fn integrate(self, from: f64, length: f64, f: impl Fn(f64) -> f64) -> f64 {
        self.nodes(from, length).fold(0.0, |sum, (at, weight)| sum + weight * f(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{exp, pow};

    #[test]
    fn a_rule_is_exact_up_to_its_degree() {
        for (rule, degree) in [
            (GaussLegendre::FOUR, 7.0),
            (GaussLegendre::SIX, 11.0),
            (GaussLegendre::EIGHT, 15.0),
            (GaussLegendre::SIXTEEN, 31.0),
        ] {
            for power in [0.0, 1.0, degree - 1.0, degree] {
                let integral = rule.integrate(0.0, 1.0, |x| pow(x, power));
                assert!((integral * (power + 1.0) - 1.0).abs() < 1e-14, "{power}");
            }
        }
    }

    #[test]
    fn a_falling_exponential_over_fourteen_of_its_lengths() {
        let integral = GaussLegendre::SIXTEEN.integrate(2.0, 14.0, |x| exp(2.0 - x));
        assert!((integral - 1.0 + exp(-14.0)).abs() < 1e-14);
    }
}
