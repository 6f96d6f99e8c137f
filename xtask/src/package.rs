//! The npm package as a user has it: the tarball, installed in an empty folder
//! outside the repository, with the README's example and the tests beside it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::Result;
use crate::npm::{npm, npx};
use crate::process::{program, root, run};

/// A folder with the package installed; it is removed in the end.
pub struct Consumer {
    folder: PathBuf,
}

impl Consumer {
    /// Installs the tarball and compiles what is going to use it.
    pub fn install(tarball: &Path) -> Result<Self> {
        let folder = env::temp_dir().join(format!("regulars-consumer-{}", process::id()));
        fs::create_dir_all(&folder)?;
        let consumer = Self { folder };
        let folder = &consumer.folder;
        fs::write(folder.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
        run(npm("install --no-audit --no-fund --silent").arg(tarball).current_dir(folder))?;
        for source in [root().join("tests/node"), root().join("pkg/tests")] {
            copy_files(&source, folder)?;
        }
        let readme = fs::read_to_string(root().join("pkg/README.md"))?;
        fs::write(
            folder.join("readme.ts"),
            fenced(&readme, "ts").ok_or("pkg/README.md has no example")?,
        )?;
        fs::write(
            folder.join("readme.txt"),
            fenced(&readme, "text").ok_or("pkg/README.md does not show what its example prints")?,
        )?;
        fs::copy(root().join("tests/data/cdnow_master.txt"), folder.join("orders.csv"))?;
        run(npx("tsc --project")
            .arg(folder)
            .arg("--typeRoots")
            .arg(root().join("node_modules/@types")))?;
        Ok(consumer)
    }

    /// Node's test runner over the tests that lie beside the package.
    pub fn tests(&self) -> Result<Command> {
        let mut command = node_tests(&self.folder.join("build"))?;
        command.current_dir(&self.folder).env("REGULARS_ROOT", root());
        Ok(command)
    }
}

impl Drop for Consumer {
    fn drop(&mut self) {
        // A folder that stays behind in the system's temporary place does no harm.
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Node's test runner over the compiled tests of a folder, two files at a time.
pub fn node_tests(folder: &Path) -> Result<Command> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    files.sort();
    let mut command = program("node");
    command
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=300000"])
        .args(files);
    Ok(command)
}

fn copy_files(from: &Path, to: &Path) -> Result {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// The first fenced block in this language.
fn fenced<'a>(markdown: &'a str, language: &str) -> Option<&'a str> {
    let (_, block) = markdown.split_once(&format!("\n```{language}\n"))?;
    block.split_once("\n```").map(|(block, _)| block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_block_of_a_language_is_taken() {
        let markdown = "# A\n\n```sh\nnpm\n```\n\n```ts\nlet a = 1;\nlet b;\n```\n\n```ts\nlet c;\n```\n";
        assert_eq!(fenced(markdown, "ts"), Some("let a = 1;\nlet b;"));
        assert_eq!(fenced(markdown, "sh"), Some("npm"));
        assert_eq!(fenced(markdown, "text"), None);
    }
}
