//! Other programs: how they are called, and what is said when they fail.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::Value;

use crate::Result;
use crate::counts::Counts;

/// The root of the repository.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A program, started at the root of the repository.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Cargo with these arguments, separated by blanks.
pub fn cargo(arguments: &str) -> Command {
    let mut command = program("cargo");
    command.args(arguments.split_whitespace());
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| format!("{} could not be started: {error}", shown(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{} failed ({status})", shown(command)).into())
}

/// What a command prints to standard output; nothing is shown unless it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .map_err(|error| format!("{} could not be started: {error}", shown(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} failed ({})\n{}", shown(command), output.status, errors.trim()).into())
}

/// Whether a command can be run at all and succeeds.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Builds with cargo; the path of the first artifact that is wanted.
pub fn build_artifact(mut command: Command, is_wanted: impl Fn(&Path) -> bool) -> Result<PathBuf> {
    command.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let messages = output(&mut command)?;
    let files = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .flat_map(|message| {
            let names = message["filenames"].as_array().cloned().unwrap_or_default();
            let all = names.into_iter().chain([message["executable"].clone()]);
            all.filter_map(|name| name.as_str().map(PathBuf::from)).collect::<Vec<_>>()
        });
    let wanted = files.into_iter().find(|file| is_wanted(file));
    wanted.ok_or_else(|| format!("{} did not write what was expected", shown(&command)).into())
}

/// Runs the tests of a command, shows what it prints and reads its counts.
///
/// A run that fails is an error only when it names no failed test of its own.
pub fn count(command: &mut Command) -> Result<Counts> {
    let name = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} could not be started: {error}"))?;
    let counts = Mutex::new(Counts::default());
    let (out, err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        if let Some(out) = out {
            scope.spawn(|| follow(out, &counts));
        }
        if let Some(err) = err {
            scope.spawn(|| follow(err, &counts));
        }
    });
    let status = child.wait()?;
    let counts = counts.into_inner().unwrap_or_default();
    if !status.success() && counts.failed == 0 {
        return Err(format!("{name} failed ({status})").into());
    }
    if counts.passed + counts.failed == 0 {
        return Err(format!("{name} ran no test").into());
    }
    Ok(counts)
}

/// Shows each line and adds what it counts.
fn follow(stream: impl Read, counts: &Mutex<Counts>) {
    for line in BufReader::new(stream).split(b'\n').map_while(std::result::Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Ok(mut counts) = counts.lock() {
            *counts += Counts::in_line(&line);
        }
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}
