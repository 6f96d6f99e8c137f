//! `dist/`: the page as one file and the npm package as a tarball.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Result;
use crate::npm::{self, npm};
use crate::process::{output, root, run};
use crate::wasm;

/// The most the page may weigh, compressed.
const BUDGET: usize = 1_400_000;

/// Builds the page and the package.
pub fn all() -> Result {
    client()?;
    page()?;
    package().map(drop)
}

/// Builds the wasm and the npm client around it, which the page uses too.
pub fn client() -> Result {
    npm::install()?;
    wasm::build()?;
    run(&mut npm("run build --silent --workspace pkg"))
}

/// Writes `dist/regulars.html`; the client has to be built.
pub fn page() -> Result {
    run(&mut npm("run build --silent --workspace www"))?;
    let page = fs::read(root().join("www/build/regulars.html"))?;
    fs::create_dir_all(root().join("dist"))?;
    fs::write(root().join("dist/regulars.html"), &page)?;
    println!("dist/regulars.html: {}", size(&page)?);
    let compressed = gzip(&page)?;
    if compressed > BUDGET {
        return Err(format!("dist/regulars.html is {compressed} bytes compressed; it may have {BUDGET}").into());
    }
    Ok(())
}

/// Writes the npm tarball; its path. The client has to be built.
pub fn package() -> Result<PathBuf> {
    fs::create_dir_all(root().join("dist"))?;
    let name = output(&mut npm("pack --silent --workspace pkg --pack-destination dist"))?;
    let tarball = root().join("dist").join(name.lines().last().unwrap_or_default());
    println!("dist/{name}: {} bytes", fs::metadata(&tarball)?.len());
    Ok(tarball)
}

/// The size of some bytes, raw and compressed, in words.
pub fn size(bytes: &[u8]) -> Result<String> {
    Ok(format!("{} bytes, {} compressed", bytes.len(), gzip(bytes)?))
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
