//! `cargo xtask test`: every check there is, in stages, the quick ones first.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::Result;
use crate::chromium;
use crate::counts::Counts;
use crate::dist;
use crate::npm::npm;
use crate::package::{Consumer, node_tests};
use crate::process::{build_artifact, cargo, count, program, root, run, succeeds};
use crate::types;
use crate::wasm;

/// One stage of the tests.
struct Stage {
    name: &'static str,
    what: &'static str,
    run: fn(&mut Built) -> Result<Counts>,
}

const STAGES: &[Stage] = &[
    Stage {
        name: "format",
        what: "cargo fmt",
        run: |_| checked(run(&mut cargo("fmt --all --check"))),
    },
    Stage {
        name: "lint",
        what: "clippy, natively and for wasm",
        run: |_| checked(lint()),
    },
    Stage {
        name: "types",
        what: "pkg/src/types.ts is what the Rust types make",
        run: |_| checked(types::check()),
    },
    Stage {
        name: "native",
        what: "Rust tests",
        run: |_| native(),
    },
    Stage {
        name: "docs",
        what: "examples in the documentation, and its links",
        run: |_| docs(),
    },
    Stage {
        name: "build",
        what: "dist/",
        run: |built| checked(built.page().and_then(|()| built.tarball().map(drop))),
    },
    Stage {
        name: "typescript",
        what: "tsc, and the page's own functions",
        run: typescript,
    },
    Stage {
        name: "node",
        what: "the npm package, installed, with the golden numbers",
        run: node,
    },
    Stage {
        name: "page",
        what: "dist/regulars.html in Chromium",
        run: page,
    },
];

const PROPERTY_SEED: &str = "PROPTEST_RNG_SEED";

/// What some stages need built, at most once.
#[derive(Default)]
struct Built {
    client: bool,
    page: bool,
    tarball: Option<PathBuf>,
}

impl Built {
    fn client(&mut self) -> Result {
        if !self.client {
            dist::client()?;
            self.client = true;
        }
        Ok(())
    }

    fn page(&mut self) -> Result {
        self.client()?;
        if !self.page {
            dist::page()?;
            self.page = true;
        }
        Ok(())
    }

    fn tarball(&mut self) -> Result<PathBuf> {
        self.client()?;
        if self.tarball.is_none() {
            self.tarball = Some(dist::package()?);
        }
        Ok(self.tarball.clone().unwrap_or_default())
    }
}

/// Runs every stage; the first that fails ends it.
pub fn all() -> Result {
    through(STAGES)
}

/// Runs the stage of this name.
pub fn only(name: &str) -> Result {
    let stage = STAGES.iter().position(|stage| stage.name == name).ok_or_else(|| {
        let list: Vec<String> = STAGES.iter().map(|stage| format!("{:<12}{}", stage.name, stage.what)).collect();
        format!("There is no stage “{name}”. These are the stages:\n{}", list.join("\n"))
    })?;
    through(&STAGES[stage..=stage])
}

/// Takes the pictures that the documentation shows, on the journeys that the tests make.
pub fn screenshots() -> Result {
    run(in_the_page("journeys.test")?.env("REGULARS_PICTURES", root().join("docs/images")))
}

/// Measures the page with a million rows; nothing is judged.
pub fn bench_page() -> Result {
    run(&mut in_the_page("bench")?)
}

/// Measures how large files are read; nothing is judged.
pub fn bench_import() -> Result {
    run(&mut in_the_page("bench-import")?)
}

/// Measures how long fits take in a tab, in turn with a Python package; the log-likelihoods are judged.
pub fn bench_fits() -> Result {
    run(&mut in_the_page("bench-fits")?)
}

/// Builds the page; what then runs one script of `tests/e2e` in it.
fn in_the_page(script: &str) -> Result<Command> {
    Built::default().page()?;
    run(&mut npm("run build --silent --workspace tests/e2e"))?;
    let mut command = program("node");
    command
        .arg(format!("tests/e2e/build/{script}.js"))
        .env(chromium::VARIABLE, chromium::find_or_install()?);
    Ok(command)
}

fn through(stages: &[Stage]) -> Result {
    let (mut built, mut total, mut times) = (Built::default(), Counts::default(), Vec::new());
    for stage in stages {
        println!("\n== {}: {}", stage.name, stage.what);
        let begun = Instant::now();
        let counts = (stage.run)(&mut built).map_err(|error| {
            format!(
                "\n{error}\nThe stage “{0}” failed; `cargo xtask test --only {0}` repeats it.",
                stage.name
            )
        })?;
        total += counts;
        let counted = if counts == Counts::default() {
            String::new()
        } else {
            format!("  {counts}")
        };
        times.push(format!("{:<12}{:>7.1} s{counted}", stage.name, begun.elapsed().as_secs_f64()));
        if counts.failed > 0 {
            println!("\n{}\n{total}", times.join("\n"));
            return Err(format!("The stage “{0}” failed; `cargo xtask test --only {0}` repeats it.", stage.name).into());
        }
    }
    println!("\n{}\n{total}", times.join("\n"));
    Ok(())
}

/// A check that passes as a whole and counts nothing.
fn checked(result: Result) -> Result<Counts> {
    result.map(|()| Counts::default())
}

fn lint() -> Result {
    run(&mut cargo("clippy --quiet --workspace --all-targets -- --deny warnings"))?;
    wasm::install_target()?;
    let target = wasm::TARGET;
    run(&mut cargo(&format!(
        "clippy --quiet --lib --target {target} --no-default-features --features wasm -- --deny warnings"
    )))
}

fn native() -> Result<Counts> {
    let nextest = succeeds(&mut cargo("nextest --version"));
    let mut counts = Counts::default();
    // One package at a time: together they would have other features than this program was
    // built with, and all that it depends on would be compiled a second time.
    for package in ["regulars", "xtask"] {
        let mut tests = if nextest {
            cargo(&format!("nextest run --package {package} --no-fail-fast --status-level fail"))
        } else {
            let targets = if package == "regulars" { "--lib --bins --tests" } else { "--bins" };
            cargo(&format!("test --quiet --package {package} --no-fail-fast {targets}"))
        };
        // The same cases in every run, so that a red run is about the change. Others
        // are tried by setting the seed, or more of them by PROPTEST_CASES.
        if env::var_os(PROPERTY_SEED).is_none() && env::var_os("PROPTEST_CASES").is_none() {
            tests.env(PROPERTY_SEED, "2026");
        }
        counts += count(&mut tests)?;
    }
    Ok(counts)
}

fn docs() -> Result<Counts> {
    run(cargo("doc --quiet --no-deps --lib").env("RUSTDOCFLAGS", "--deny warnings"))?;
    count(&mut cargo("test --quiet --doc"))
}

fn typescript(built: &mut Built) -> Result<Counts> {
    // The page and its tests are checked against the package that is built.
    built.client()?;
    run(&mut npm("run check --silent --workspaces"))?;
    count(&mut npm("run test --silent --workspace www"))
}

fn node(built: &mut Built) -> Result<Counts> {
    let consumer = Consumer::install(&built.tarball()?)?;
    // With the tests of the command line comes the program that they run, as the native stage had it.
    let cli = build_artifact(cargo("test --quiet --package regulars --no-run --test cli"), |file| {
        file.file_stem().is_some_and(|stem| stem == "regulars")
    })?;
    count(consumer.tests()?.env("REGULARS_CLI", cli))
}

fn page(built: &mut Built) -> Result<Counts> {
    built.page()?;
    run(&mut npm("run build --silent --workspace tests/e2e"))?;
    let chromium = chromium::find_or_install()?;
    count(node_tests(&root().join("tests/e2e/build"))?.env(chromium::VARIABLE, chromium))
}
