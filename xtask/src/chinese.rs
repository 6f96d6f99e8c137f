//! Chinese sentences have Chinese punctuation, whatever code they stand in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::root;

/// Where sentences are written that people read.
const FOLDERS: [&str; 4] = ["src", "pkg/src", "www/src", "www/vite"];

const LATIN: [char; 8] = [',', ';', ':', '.', '?', '!', '(', ')'];

fn chinese(char: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&char)
}

/// Whether a Latin sign touches a Chinese character. Comments are English and
/// may quote a Chinese word.
fn mixed(line: &str) -> bool {
    let comment = ["//", "/*", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let touch = |(one, next): (char, char)| chinese(one) && LATIN.contains(&next) || LATIN.contains(&one) && chinese(next);
    !comment && line.chars().zip(line.chars().skip(1)).any(touch)
}

/// The sources of a folder. Tests are none: they read files as shops write them.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if [".rs", ".ts", ".tsx", ".html"].iter().any(|end| name.ends_with(end)) && name != "tests.rs" && !name.contains(".test.") {
            found.push(path);
        }
    }
}

#[test]
fn chinese_sentences_have_chinese_punctuation() {
    for folder in FOLDERS {
        let (mut paths, mut sentences) = (Vec::new(), 0);
        sources(&root().join(folder), &mut paths);
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            for (line, number) in text.lines().zip(1..).take_while(|(line, _)| *line != "mod tests {") {
                assert!(!mixed(line), "{}:{number}: {}", path.display(), line.trim());
                sentences += usize::from(line.contains(chinese));
            }
        }
        assert!(sentences > 0, "no Chinese was read in {folder}");
    }
}

#[test]
fn a_latin_sign_is_found_on_either_side_of_a_chinese_character() {
    for line in ["没有金额列,请指定。", "{name}:没有", "没有(a", "a)列", "什么? "] {
        assert!(mixed(line), "{line}");
    }
    for line in [
        "“日期”，例如 0.8,0.95。",
        "(\"日期\", 1)",
        "    /// yes, 是, no",
        "plain, English: text!",
    ] {
        assert!(!mixed(line), "{line}");
    }
}
