//! The import as a whole.

mod awkward;
mod columns;
mod marks;
mod properties;
mod real;
