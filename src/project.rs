//! The project file: all settings of an analysis and no row of a customer.
//!
//! It names the files and how each is read, what is done about faults, which
//! ids are merged, set aside or apart, and the window. The same files and the
//! same project give the same numbers. Ids that are merged, set aside or apart
//! are in it; nothing else of the data is.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::identify::Cleaning;
use crate::ingest::ImportParams;
use crate::settings;
use crate::text::Lang;
use crate::workspace::Scope;

/// The version of the form of a project file.
pub const VERSION: u64 = 1;

/// All settings of an analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The version of the form, 1.
    pub regulars: u64,
    /// The files, in the order in which they are opened.
    pub files: Vec<ProjectFile>,
    /// What is done about faults of the data.
    pub cleaning: Cleaning,
    /// The day that counts as now, and the window.
    pub scope: Scope,
}

/// A file of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct ProjectFile {
    /// Its name, without a folder.
    pub name: String,
    /// How it is read.
    pub import: ImportParams,
}

impl Project {
    /// A project of these settings.
    pub fn new(files: Vec<ProjectFile>, cleaning: Cleaning, scope: Scope) -> Self {
        Self {
            regulars: VERSION,
            files,
            cleaning,
            scope,
        }
    }

    /// The project as text.
    pub fn write(&self) -> String {
        // Plain settings always become JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// A project from its text.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] when it is no project file, or of a later version;
    /// [`ErrorKind::BadParameter`] when a setting in it cannot be.
    pub fn read(text: &str) -> Result<Self> {
        let mut project: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| no_project())?;
        let Some(object) = project.as_object_mut() else {
            return Err(no_project());
        };
        let version = object.remove("regulars").as_ref().and_then(Value::as_u64).ok_or_else(no_project)?;
        if !(1..=VERSION).contains(&version) {
            return Err(Error::new(
                ErrorKind::Unsupported,
                format!(
                    "The project was saved by a later version of Regulars (form {version}; this one reads up to {VERSION}). Update Regulars."
                ),
                format!("该项目由更新版本的熟客保存（格式 {version}，当前最高支持 {VERSION}）。请更新熟客。"),
            ));
        }
        let mut part = |name: &str| object.remove(name).unwrap_or_default();
        let files = match part("files") {
            Value::Array(files) => files,
            Value::Null => Vec::new(),
            _ => return Err(in_part("files", &no_project())),
        };
        let file = |file: Value| {
            let Value::Object(mut file) = file else {
                return Err(in_part("files", &no_project()));
            };
            let import = settings::read(file.remove("import").unwrap_or_default()).map_err(|error| in_part("import", &error))?;
            let named: ProjectFile = settings::read(Value::Object(file)).map_err(|error| in_part("files", &error))?;
            Ok(ProjectFile { import, ..named })
        };
        let read = Self::new(
            files.into_iter().map(file).collect::<Result<_>>()?,
            settings::read(part("cleaning")).map_err(|error| in_part("cleaning", &error))?,
            settings::read(part("scope")).map_err(|error| in_part("scope", &error))?,
        );
        match object.keys().next() {
            None => Ok(read),
            Some(unknown) => Err(Error::new(
                ErrorKind::BadParameter,
                format!("A project has no part “{unknown}”; there are: files, cleaning, scope."),
                format!("项目文件没有“{unknown}”这一部分，可用的有：files、cleaning、scope。"),
            )),
        }
    }
}

fn no_project() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "This is no project file of Regulars. A project is saved from the page and ends in .json.",
        "这不是熟客的项目文件。项目文件由页面保存，扩展名为 .json。",
    )
}

/// The failure of a part of the project.
fn in_part(part: &str, error: &Error) -> Error {
    Error::new(
        error.kind(),
        format!("In “{part}” of the project: {}", error.sentence(Lang::En)),
        format!("项目的“{part}”部分：{}", error.sentence(Lang::Zh)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
        "regulars": 1,
        "files": [
            { "name": "orders.csv", "import": { "date_order": "DMY", "roles": { "customer": "buyer" } } },
            { "name": "people.csv" }
        ],
        "cleaning": { "remedies": ["drop_copies"], "merges": { "a": "b" }, "set_aside": ["till"], "last_day": "2024-12-31" },
        "scope": { "as_of": "2024-12-31" }
    }"#;

    #[test]
    fn a_project_is_written_and_read_again() {
        let project = Project::read(TEXT).unwrap();
        assert_eq!((project.files.len(), project.files[1].name.as_str()), (2, "people.csv"));
        assert_eq!(project.cleaning.merges["a"], "b");
        assert_eq!(Project::read(&project.write()).unwrap(), project);
        assert_eq!(Project::read(r#"{"regulars":1}"#).unwrap().files, []);
    }

    #[test]
    fn what_is_wrong_in_a_project_is_told() {
        for (text, kind, part) in [
            ("", ErrorKind::Unsupported, "no project file"),
            ("[1]", ErrorKind::Unsupported, "no project file"),
            (r#"{"files":[]}"#, ErrorKind::Unsupported, "no project file"),
            (r#"{"regulars":2}"#, ErrorKind::Unsupported, "later version"),
            (r#"{"regulars":1,"rows":[]}"#, ErrorKind::BadParameter, "no part “rows”"),
            (r#"{"regulars":1,"scope":{"as_of":"soon"}}"#, ErrorKind::BadParameter, "In “scope”"),
            (
                r#"{"regulars":1,"files":[{"name":"a","import":{"sheets":1}}]}"#,
                ErrorKind::BadParameter,
                "“sheets”",
            ),
            (
                r#"{"regulars":1,"cleaning":{"remedies":["burn"]}}"#,
                ErrorKind::BadParameter,
                "drop_copies",
            ),
        ] {
            let error = Project::read(text).unwrap_err();
            assert_eq!(error.kind(), kind, "{text}");
            assert!(error.to_string().contains(part), "{text}: {error}");
        }
    }
}
