//! The import as a whole.

mod awkward;
mod columns;
mod contents;
mod dates;
mod encodings;
mod layout;
mod marks;
mod properties;
mod real;
mod rejected;
mod replay;
