//! The import as a whole.

mod awkward;
mod marks;
mod properties;
mod real;
