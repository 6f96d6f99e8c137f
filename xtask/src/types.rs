//! `pkg/src/types.ts`: the TypeScript types, made from the Rust types.

use std::fs;
use std::path::PathBuf;

use crate::Result;
use crate::process::root;

fn path() -> PathBuf {
    root().join("pkg/src/types.ts")
}

/// Writes the types.
pub fn write() -> Result {
    fs::write(path(), regulars::bindings::typescript())?;
    println!("pkg/src/types.ts is written");
    Ok(())
}

/// Says when the types in the repository are not those of the Rust types.
pub fn check() -> Result {
    let committed = fs::read_to_string(path()).unwrap_or_default();
    // A checkout on Windows may have other line ends.
    if committed.lines().eq(regulars::bindings::typescript().lines()) {
        return Ok(());
    }
    Err("pkg/src/types.ts is stale; run `cargo xtask types` and commit it".into())
}
