//! `pkg/wasm`: the library for browsers and Node. The generator is a library
//! of this program, so nothing needs to be installed by hand.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::Result;
use crate::dist::size;
use crate::process::{build_artifact, cargo, output, program, root, run};

/// The target of every wasm build.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How hard the engine in the page is compressed: as hard as can be.
const ZSTD: i32 = 22;

/// Installs the wasm target where it is missing.
pub fn install_target() -> Result {
    let installed = output(program("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if installed.is_ok_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    run(program("rustup").args(["target", "add", TARGET]))
        .map_err(|_| format!("Rust's wasm target is missing. Install it with `rustup target add {TARGET}` and try again.").into())
}

/// What the compiler is told besides the profile.
fn flags() -> Result<Vec<String>> {
    // A function is copied into its callers only where it is short. What that saves and costs
    // is in docs/measured.md.
    let mut flags = vec!["-Cllvm-args=--inline-threshold=40".to_owned()];
    // Where a panic stands is told without where this machine keeps the crates, which is
    // nobody's business and would make other bytes on every machine.
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    for registry in fs::read_dir(home.join("registry/src"))? {
        flags.push(format!("--remap-path-prefix={}=crates", registry?.path().display()));
    }
    Ok(flags)
}

/// Builds the library and writes its module, its types and the wasm.
pub fn build() -> Result {
    install_target()?;
    let mut build = cargo(&format!(
        "build --lib --profile wasm --target {TARGET} --no-default-features --features wasm"
    ));
    build.env("CARGO_ENCODED_RUSTFLAGS", flags()?.join("\u{1f}"));
    let wasm = build_artifact(build, |file| file.extension().is_some_and(|extension| extension == "wasm"))?;
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
    let engine = fs::read(folder.join("regulars_bg.wasm"))?;
    println!("pkg/wasm/regulars_bg.wasm: {}", size(&engine)?);
    // For the page; gzip looks back only 32 KiB and finds a fifth less of what repeats.
    fs::write(folder.join("regulars_bg.wasm.zst"), zstd::bulk::compress(&engine, ZSTD)?)?;
    Ok(())
}
