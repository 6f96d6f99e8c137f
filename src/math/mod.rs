//! Numbers: the one place transcendental functions, random numbers, linear
//! algebra and optimisation come from.
//!
//! The platform's own `exp` and `ln` differ in the last digit between Linux
//! and WebAssembly, and `matrixmultiply` (behind `ndarray::dot`) fuses
//! multiplications on some machines. Everything here is plain IEEE arithmetic
//! over the `libm` crate, so a fit gives the same bytes wherever it runs.

pub use libm::{exp, expm1 as exp_m1, lgamma as ln_gamma, log as ln, log1p as ln_1p, pow};

/// The generator behind every seeded choice: xoshiro256++, the same stream on
/// every platform.
pub type Random = rand_xoshiro::Xoshiro256PlusPlus;
