//! The settings of an import: everything that is guessed can be said.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

use super::plan::listed;
use super::report::{DateOrder, DecimalMark, FileKind, Role};
use super::roles::noun;
use super::splitter::Delimiter;

/// What the user says about a file; the rest is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct ImportParams {
    /// What kind of rows the file has; guessed unless given
    pub kind: Option<FileKind>,
    /// The encoding of the text by its usual name, as GB18030 or windows-1252; found from the bytes unless given
    pub encoding: Option<String>,
    /// The sheet of a workbook, by name or by number from 1; the first one that holds a table unless given
    pub sheet: Option<String>,
    /// What stands between two fields, a space for runs of white-space; guessed unless given
    pub delimiter: Option<char>,
    /// Whether the first row names the columns; guessed unless given
    pub header: Option<bool>,
    /// The order of day, month and year; settled by the whole column unless given
    pub date_order: Option<DateOrder>,
    /// The decimal mark of the numbers; settled by each whole column unless given
    pub decimal: Option<DecimalMark>,
    /// The column of each role, by name or by position from 1; guessed unless given
    pub roles: BTreeMap<Role, String>,
    /// The columns that have no role and are known of nobody, whatever they look like, by name or by position from 1
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<String>>", optional))]
    pub unused: Vec<String>,
}

impl ImportParams {
    /// The delimiter that was given.
    pub(super) fn delimiter(&self) -> Result<Option<Delimiter>> {
        match self.delimiter {
            None => Ok(None),
            Some(' ') => Ok(Some(Delimiter::Space)),
            Some(char) if char == '\t' || (char.is_ascii_punctuation() && char != '"') => Ok(Some(Delimiter::Byte(char as u8))),
            Some(char) => Err(Error::bad_parameter(
                "delimiter",
                format_args!("“{}”", char.escape_debug()),
                "it must be a comma, semicolon, tab, “|”, another ASCII sign, or a space for runs of white-space",
                "应为逗号、分号、制表符、“|”等 ASCII 符号，或用空格表示连续空白",
            )),
        }
    }

    /// The columns that were given a role.
    pub(super) fn columns(&self, names: &[String]) -> Result<BTreeMap<usize, Role>> {
        let mut columns = BTreeMap::new();
        for (&role, wanted) in &self.roles {
            let column = column(wanted, names)?;
            if columns.insert(column, role).is_some() {
                let name = &names[column];
                return Err(Error::new(
                    ErrorKind::BadParameter,
                    format!("The column “{name}” is named for two roles; a column can have one."),
                    format!("“{name}”列被指定了两种用途；每列只能有一种。"),
                ));
            }
        }
        Ok(columns)
    }

    /// The columns that were given no role; none of them is among the `given` ones.
    pub(super) fn unused(&self, names: &[String], given: &BTreeMap<usize, Role>) -> Result<BTreeSet<usize>> {
        let mut columns = BTreeSet::new();
        for wanted in &self.unused {
            let column = column(wanted, names)?;
            if let Some(&role) = given.get(&column) {
                let (name, noun) = (&names[column], noun(role));
                return Err(Error::new(
                    ErrorKind::BadParameter,
                    format!("The column “{name}” is named as unused and as {} at once; choose one.", noun.en),
                    format!("“{name}”列既被指定为不使用，又被指定为{}；请二选一。", noun.zh),
                )
                .in_column(name.clone()));
            }
            columns.insert(column);
        }
        Ok(columns)
    }
}

/// The position of a column named by its name or by its position from 1.
fn column(wanted: &str, names: &[String]) -> Result<usize> {
    let wanted = wanted.trim();
    let same = |name: &String| name == wanted;
    let alike = |name: &String| name.to_lowercase() == wanted.to_lowercase();
    let position = wanted.parse().ok().filter(|position| (1..=names.len()).contains(position));
    names
        .iter()
        .position(same)
        .or_else(|| names.iter().position(alike))
        .or_else(|| position.map(|position: usize| position - 1))
        .ok_or_else(|| {
            Error::new(
                ErrorKind::UnknownColumn,
                format!(
                    "There is no column “{wanted}”. The file has: {}. A position from 1 to {} will do too.",
                    listed(names, ", "),
                    names.len()
                ),
                format!(
                    "没有名为“{wanted}”的列。文件中的列为：{}。也可以用 1 到 {} 的列序号。",
                    listed(names, "、"),
                    names.len()
                ),
            )
            .in_column(wanted)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_by_name_or_position() {
        let names = ["Date".to_owned(), "2".to_owned(), "sum".to_owned()];
        for (wanted, expected) in [("Date", 0), ("date", 0), ("2", 1), (" 3 ", 2), ("sum", 2)] {
            assert_eq!(column(wanted, &names).unwrap(), expected, "{wanted}");
        }
        for wanted in ["4", "0", "total", ""] {
            let error = column(wanted, &names).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnknownColumn, "{wanted}");
            assert!(error.to_string().contains("Date, 2, sum"));
        }
    }

    #[test]
    fn settings_that_cannot_be_are_refused() {
        for char in ['"', 'x', '\n', ','] {
            let params = ImportParams {
                delimiter: Some(char),
                ..ImportParams::default()
            };
            assert_eq!(params.delimiter().is_ok(), char == ',', "{char:?}");
        }
        let twice = serde_json::from_str::<ImportParams>(r#"{"roles":{"customer":"a","order":"1"}}"#).unwrap();
        assert_eq!(
            twice.columns(&["a".into(), "b".into()]).unwrap_err().kind(),
            ErrorKind::BadParameter
        );
        assert!(serde_json::from_str::<ImportParams>(r#"{"page":1}"#).is_err());
    }

    #[test]
    fn a_column_is_unused_or_has_a_role() {
        let names = ["Who".to_owned(), "When".to_owned(), "sum".to_owned()];
        let unused = |text: &str| {
            let params: ImportParams = serde_json::from_str(text).unwrap();
            params.unused(&names, &params.columns(&names)?)
        };
        let found = unused(r#"{"roles":{"customer":"who"},"unused":["sum","2","when"]}"#).unwrap();
        assert_eq!(found, BTreeSet::from([1, 2]));
        let both = unused(r#"{"roles":{"customer":"who"},"unused":["1"]}"#).unwrap_err();
        assert_eq!(
            (both.kind(), both.place().column.as_deref()),
            (ErrorKind::BadParameter, Some("Who"))
        );
        assert!(both.to_string().contains("as unused and as the customer"), "{both}");
        assert_eq!(unused(r#"{"unused":["total"]}"#).unwrap_err().kind(), ErrorKind::UnknownColumn);
    }
}
