//! `pkg/wasm`: the library for browsers and Node. The generator is a library
//! of this program, so nothing needs to be installed by hand.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::Result;
use crate::dist::size;
use crate::process::{build_artifact, output, program, root, run};

/// The target of every wasm build.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the wasm target where it is missing.
pub fn install_target() -> Result {
    let installed = output(program("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if installed.is_ok_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    run(program("rustup").args(["target", "add", TARGET]))
        .map_err(|_| format!("Rust's wasm target is missing. Install it with `rustup target add {TARGET}` and try again.").into())
}

/// Builds the library and writes its module, its types and the wasm.
pub fn build() -> Result {
    install_target()?;
    let wasm = build_artifact(
        &format!("build --lib --release --target {TARGET} --no-default-features --features wasm"),
        |file| file.extension().is_some_and(|extension| extension == "wasm"),
    )?;
    let folder = root().join("pkg/wasm");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(wasm)
        .out_name("regulars")
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)?;
    println!("pkg/wasm/regulars_bg.wasm: {}", size(&fs::read(folder.join("regulars_bg.wasm"))?)?);
    Ok(())
}
