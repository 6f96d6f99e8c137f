//! The import as a whole.

mod awkward;
mod properties;
mod real;
