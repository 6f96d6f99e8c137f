//! Awkward files, each with what must become of it (`tests/corpus/make.py`).
//!
//! What is expected was counted from what was put into each file. Beyond that,
//! of every file: each row is kept or rejected, so is all its money, and it does
//! not matter in which slices the bytes arrive.

use std::path::{Path, PathBuf};

use regulars::ingest::{Import, ImportParams, ImportReport, import};
use regulars::workspace::Workspace;
use regulars::{Error, Result};
use serde_json::{Map, Value, json};

/// A file with what is expected of it.
struct Case {
    name: String,
    bytes: Vec<u8>,
    params: ImportParams,
    expect: Map<String, Value>,
}

impl Case {
    fn import(&self) -> Result<Workspace> {
        import(&self.name, &self.bytes, self.params.clone())
    }

    /// The same, in slices whose lengths come round and round.
    fn sliced(&self, lengths: &[usize]) -> Result<Workspace> {
        let mut import = Import::new(&self.name, self.params.clone());
        let mut rest = &self.bytes[..];
        for &length in lengths.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (slice, later) = rest.split_at(length.min(rest.len()));
            import.push(slice)?;
            rest = later;
        }
        import.finish()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    let Value::Object(cases) = serde_json::from_str(&text).unwrap() else {
        panic!("expected.json is an object")
    };
    let cases = cases.into_iter().map(|(name, case)| Case {
        bytes: std::fs::read(folder().join("files").join(&name)).unwrap_or_else(|error| panic!("{name}: {error}")),
        params: case
            .get("params")
            .map_or_else(ImportParams::default, |params| serde_json::from_value(params.clone()).unwrap()),
        expect: case["expect"].as_object().unwrap().clone(),
        name,
    });
    cases.collect()
}

/// Everything about an import, as text.
fn whole(imported: &Result<Workspace>) -> String {
    match imported {
        Ok(workspace) => format!("{:?} {:?}", workspace.import(), workspace.content()),
        Err(error) => format!("{error:?}"),
    }
}

/// What is not as expected, a line each.
fn differences(case: &Case, imported: &Result<Workspace>) -> Vec<String> {
    match (case.expect.get("error"), imported) {
        (None, Ok(workspace)) => compare(&case.expect, workspace),
        (Some(_), Err(error)) => compare_error(&case.expect, error),
        (None, Err(error)) => vec![format!("refused, {error}")],
        (Some(kind), Ok(workspace)) => {
            let ImportReport {
                rows_read, kind: found, ..
            } = **workspace.import();
            vec![format!("expected the error {kind}, but {rows_read} rows were read as {found:?}")]
        }
    }
}

fn compare_error(expect: &Map<String, Value>, error: &Error) -> Vec<String> {
    let place = error.place();
    let found = json!({ "error": error.kind(), "row": place.row, "column": place.column });
    let wrong = expect.iter().filter(|&(key, value)| found[key] != *value);
    wrong
        .map(|(key, value)| format!("{key}: expected {value}, found {} ({error})", found[key]))
        .collect()
}

fn compare(expect: &Map<String, Value>, workspace: &Workspace) -> Vec<String> {
    let report = serde_json::to_value(&**workspace.import()).unwrap();
    let mut wrong = Vec::new();
    for (key, value) in expect {
        let found = match key.as_str() {
            "ids" => missing(value, &json!(**workspace.ids())),
            "notices" => missing(value, &column(&report["notices"], "code")),
            "roles" => other(value, &report["roles"]),
            "rejected" => rejected(value, &report["rejected"]),
            _ if report.get(key).is_none() => Some("the report has no such field".to_owned()),
            _ => (report[key] != *value).then(|| format!("expected {value}, found {}", report[key])),
        };
        wrong.extend(found.map(|found| format!("{key}: {found}")));
    }
    wrong.extend(accounts(expect, workspace.import()));
    wrong
}

/// The entries of a list that another one lacks.
fn missing(expected: &Value, found: &Value) -> Option<String> {
    let all = found.as_array().unwrap();
    let lacking: Vec<&Value> = expected.as_array().unwrap().iter().filter(|entry| !all.contains(entry)).collect();
    (!lacking.is_empty()).then(|| format!("{} lacks {}", found, json!(lacking)))
}

/// The roles that are not those of the columns expected; further roles are free.
fn other(expected: &Value, found: &Value) -> Option<String> {
    let wrong = expected.as_object().unwrap().iter().any(|(role, column)| found[role] != *column);
    wrong.then(|| format!("expected {expected}, found {found}"))
}

fn column(rows: &Value, key: &str) -> Value {
    rows.as_array().unwrap().iter().map(|row| row[key].clone()).collect()
}

fn rejected(expected: &Value, found: &Value) -> Option<String> {
    let places = |rows: &Value| json!([column(rows, "line"), column(rows, "code")]);
    let (expected, found) = (places(expected), places(found));
    (expected != found).then(|| format!("expected {expected}, found {found}"))
}

/// Rows kept + rejected = rows in the file, and money kept + rejected = money in the file.
fn accounts(expect: &Map<String, Value>, report: &ImportReport) -> Vec<String> {
    let mut wrong = Vec::new();
    if report.rows_kept + report.rows_rejected != report.rows_read {
        wrong.push("rows kept and rejected are not the rows read".to_owned());
    }
    if report.rejected_by_reason.values().sum::<u64>() != report.rows_rejected {
        wrong.push("the reasons do not add up to the rows rejected".to_owned());
    }
    let lost: Vec<&Value> = expect["rejected"].as_array().unwrap().iter().collect();
    let cents = |money: f64| (money * 10_000.0).round();
    let money = |row: &Value| cents(row["money"].as_f64().unwrap());
    let reported = |line: &Value| report.rejected.iter().any(|row| json!(row.line) == *line);
    if let (Some(kept), Some(expected)) = (report.total_amount, expect.get("total_amount").and_then(Value::as_f64)) {
        let inside: f64 = cents(expected) + lost.iter().map(|row| money(row)).sum::<f64>();
        let told: f64 = cents(kept) + lost.iter().filter(|row| reported(&row["line"])).map(|row| money(row)).sum::<f64>();
        if inside != told {
            wrong.push(format!("money: {inside} ten-thousandths in the file, {told} kept or rejected"));
        }
    }
    wrong
}

#[test]
fn every_file_becomes_what_was_put_into_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        let imported = case.import();
        let found = differences(&case, &imported);
        wrong.extend(found.into_iter().map(|difference| format!("{}: {difference}", case.name)));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn slices_do_not_matter_to_any_file() {
    for case in cases() {
        let expected = whole(&case.import());
        let small = case.bytes.len() < 10_000;
        let slicings: &[&[usize]] = if small { &[&[1], &[7, 2, 130], &[512]] } else { &[&[4_099, 64]] };
        for lengths in slicings {
            let found = whole(&case.sliced(lengths));
            assert!(found == expected, "{} in slices of {lengths:?}:\n{found}\n{expected}", case.name);
        }
    }
}

#[test]
fn every_file_has_its_expectation() {
    let cases = cases();
    let files = std::fs::read_dir(folder().join("files")).unwrap();
    for file in files.map(|file| file.unwrap().file_name().into_string().unwrap()) {
        assert!(cases.iter().any(|case| case.name == file), "{file} is not in expected.json");
    }
    assert!(cases.len() >= 60, "{} files", cases.len());
}
