//! The project's commands: `cargo xtask start`, `cargo xtask test` and their parts.

#[cfg(test)]
mod chinese;
mod chromium;
mod counts;
mod dist;
mod npm;
mod package;
mod process;
mod serve;
mod start;
mod test;
mod types;
mod wasm;

use std::process::ExitCode;

/// What a step gives; the error is one line that says what to do.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
cargo xtask start [--port N] [--open]  build everything and serve the page on this machine
cargo xtask test [--only STAGE]        run every test, or one stage of them
cargo xtask dist                       write dist/regulars.html and the npm tarball
cargo xtask wasm                       write pkg/wasm from the library
cargo xtask types                      write pkg/src/types.ts from the Rust types
cargo xtask screenshots                take the pictures in docs/images
cargo xtask bench-page                 measure how long the page is deaf to its user with a million rows
cargo xtask bench-import               measure time and memory of reading large files
cargo xtask bench-fits                 measure fits in a tab, in turn with the Python package lifetimes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["start", options @ ..] => start::start(options),
        ["test"] => test::all(),
        ["test", "--only", stage] => test::only(stage),
        ["dist"] => dist::all(),
        ["wasm"] => wasm::build(),
        ["types"] => types::write(),
        ["screenshots"] => test::screenshots(),
        ["bench-page"] => test::bench_page(),
        ["bench-import"] => test::bench_import(),
        ["bench-fits"] => test::bench_fits(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("There is no such command. These are the commands:\n{USAGE}").into()),
    }
}
