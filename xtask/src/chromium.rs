//! A Chromium for the tests of the page: one that is there, or one that is
//! installed by the system's package manager or by Playwright.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::Result;
use crate::npm::npx;
use crate::process::{output, program, run, succeeds};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const ELSEWHERE: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// The variable that names a Chromium, for us and for the tests.
pub const VARIABLE: &str = "REGULARS_CHROMIUM";

/// The path of a Chromium that runs; it is installed where there is none.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    println!("There is no Chromium on this machine; installing one");
    // With root and apt, the package also brings the libraries it needs, and
    // fonts in which Chinese can be read.
    if is_root() && succeeds(program("apt-get").arg("--version")) {
        let packages = ["chromium", "fonts-noto-cjk"];
        let installed = run(&mut apt("update")).and_then(|()| run(apt("install --yes --no-install-recommends").args(packages)));
        if let (Ok(()), Some(found)) = (installed, find()) {
            return Ok(found);
        }
    }
    let with_libraries = if is_root() { " --with-deps" } else { "" };
    // Whether it worked shows in what is found afterwards.
    run(&mut npx(&format!("playwright-core install chromium{with_libraries}"))).ok();
    find().ok_or_else(|| {
        format!("No Chromium could be installed. Install Chromium or Chrome, or name one in {VARIABLE}, and try again.").into()
    })
}

fn find() -> Option<PathBuf> {
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    let folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    let on_path = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let elsewhere = ELSEWHERE.iter().map(PathBuf::from);
    let mut candidates = named.into_iter().chain(on_path).chain(elsewhere).chain(of_playwright());
    candidates.find(|path| path.is_file() && runs(path))
}

/// Whether it is more than a stub that asks to be installed. On Windows asking
/// for the version opens a window, so there being there is enough.
fn runs(path: &PathBuf) -> bool {
    cfg!(windows) || succeeds(Command::new(path).arg("--version"))
}

/// Where Playwright keeps the one it installed.
fn of_playwright() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    output(program("node").args(["--eval", script])).ok().map(PathBuf::from)
}

fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn apt(arguments: &str) -> Command {
    let mut command = program("apt-get");
    command
        .arg("--quiet=2")
        .args(arguments.split_whitespace())
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}
