//! The import as a whole.

mod real;
