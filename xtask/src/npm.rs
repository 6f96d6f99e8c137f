//! Node and the packages from npm.

use std::fs;
use std::process::Command;

use crate::Result;
use crate::process::{output, program, root, run};

/// Vite needs this one.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Npm with these arguments, separated by blanks.
pub fn npm(arguments: &str) -> Command {
    script(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments)
}

/// A program of an installed package, with arguments separated by blanks.
pub fn npx(arguments: &str) -> Command {
    script(if cfg!(windows) { "npx.cmd" } else { "npx" }, &format!("--no-install {arguments}"))
}

fn script(name: &str, arguments: &str) -> Command {
    let mut command = program(name);
    command.args(arguments.split_whitespace());
    command
}

/// Installs the packages of the lock file unless they are there already.
pub fn install() -> Result {
    check_node()?;
    let wanted = fs::read(root().join("package-lock.json"))?;
    // The lock file that was installed last lies beside what it brought.
    let installed = root().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(&mut npm("ci --no-audit --no-fund"))?;
    Ok(fs::write(installed, wanted)?)
}

fn check_node() -> Result {
    let version = output(program("node").arg("--version"));
    let (major, minor) = OLDEST_NODE;
    let version = version.map_err(|_| format!("Node is missing. Install Node {major}.{minor} or later with its npm and try again."))?;
    if number(&version).is_some_and(|version| version >= OLDEST_NODE) {
        return Ok(());
    }
    Err(format!("Node {version} is too old. Install Node {major}.{minor} or later and try again.").into())
}

/// The first two parts of a version like `v20.19.1`.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix('v')?.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(number("v20.9.0") < Some(OLDEST_NODE));
        assert!(number("v20.100.0") > Some(OLDEST_NODE));
        assert!(number("v22.0.0") > Some(OLDEST_NODE));
        assert_eq!(number("unknown"), None);
    }
}
