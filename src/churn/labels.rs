//! Who left, from a column of a customer table.

use crate::error::{Error, ErrorKind, Result};
use crate::table::{Attribute, AttributeValues, Table};
use crate::text::Notice;

use super::ChurnParams;

/// Names a label column goes by, most telling first; compared without case,
/// blanks and punctuation.
const LABEL_NAMES: [&str; 24] = [
    "churn",
    "churned",
    "ischurn",
    "ischurned",
    "churnlabel",
    "churnflag",
    "churnvalue",
    "churnstatus",
    "流失",
    "是否流失",
    "已流失",
    "客户流失",
    "流失标签",
    "exited",
    "attrition",
    "attritionflag",
    "left",
    "hasleft",
    "lost",
    "cancelled",
    "canceled",
    "label",
    "target",
    "标签",
];

/// Values that say a customer left; compared like the names.
const POSITIVE_VALUES: [&str; 20] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "churn",
    "churned",
    "left",
    "lost",
    "exited",
    "cancelled",
    "canceled",
    "inactive",
    "attritedcustomer",
    "是",
    "流失",
    "已流失",
    "离开",
    "已离开",
    "真",
];

/// Distinct values that an error lists at most.
const LISTED: usize = 8;

/// Who left.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// The column.
    pub column: String,
    /// The value of those who left.
    pub positive: String,
    /// Whether each row's customer left; `None` where the value is missing.
    pub actual: Vec<Option<bool>>,
    /// What was guessed.
    pub notices: Vec<Notice>,
}

impl Label {
    /// Finds the label column and its positive value.
    ///
    /// # Errors
    /// When the column or the value is not in the table, or cannot be guessed.
    pub fn find(table: &Table, params: &ChurnParams) -> Result<Self> {
        let attribute = match &params.label {
            Some(name) => table.attribute(name).ok_or_else(|| unknown_column(table, name))?,
            None => guess_column(table)?,
        };
        let values = Values::of(attribute)?;
        let code = match &params.positive {
            Some(value) => values.find(value).ok_or_else(|| values.unknown(attribute, value))?,
            None => values.guess(attribute)?,
        };
        let (column, positive) = (attribute.name.clone(), values.names[code].clone());
        let mut notices = Vec::new();
        if params.label.is_none() || params.positive.is_none() {
            notices.push(Notice::note(
                "label_guessed",
                format!("“{column}” is taken as the column that says who left, and “{positive}” as the value of those who did."),
                format!("把“{column}”列作为流失标签，其中“{positive}”表示已流失。"),
            ));
        }
        Ok(Self {
            actual: values.codes.iter().map(|value| value.map(|value| value == code)).collect(),
            column,
            positive,
            notices,
        })
    }
}

/// The column that [`Label::find`] takes as the one that says who left, unless told otherwise.
pub(crate) fn likely_label(table: &Table) -> Option<String> {
    Label::find(table, &ChurnParams::default()).ok().map(|label| label.column)
}

/// The error for a column that the table does not have.
pub(crate) fn unknown_column(table: &Table, name: &str) -> Error {
    let names: Vec<_> = table.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    Error::new(
        ErrorKind::UnknownColumn,
        format!("The file has no column “{name}”; it has {}.", names.join(", ")),
        format!("文件中没有“{name}”列；现有的列为：{}。", names.join("、")),
    )
}

/// The values of a column by number.
struct Values {
    codes: Vec<Option<usize>>,
    names: Vec<String>,
}

impl Values {
    fn of(attribute: &Attribute) -> Result<Self> {
        match &attribute.values {
            AttributeValues::Category { codes, levels } => Ok(Self {
                codes: codes.iter().map(|code| code.map(|code| code as usize)).collect(),
                names: levels.clone(),
            }),
            AttributeValues::Number(numbers) => {
                // Adding 0 makes one zero of both.
                let mut distinct: Vec<f64> = numbers
                    .iter()
                    .map(|number| number + 0.0)
                    .filter(|number| number.is_finite())
                    .collect();
                distinct.sort_by(f64::total_cmp);
                distinct.dedup();
                Ok(Self {
                    codes: numbers
                        .iter()
                        .map(|number| distinct.binary_search_by(|value| value.total_cmp(&(number + 0.0))).ok())
                        .collect(),
                    names: distinct.iter().map(f64::to_string).collect(),
                })
            }
            AttributeValues::Day(_) => Err(Error::new(
                ErrorKind::BadParameter,
                "Days cannot say who left; name a column with a value like yes and no.",
                "日期列不能作为流失标签；请指定取值为“是/否”之类的列。",
            )
            .in_column(attribute.name.clone())),
        }
    }

    /// The value of this name.
    fn find(&self, value: &str) -> Option<usize> {
        let exact = self.names.iter().position(|name| name == value);
        let number = || value.trim().parse::<f64>().ok().map(|number| number.to_string());
        exact
            .or_else(|| self.names.iter().position(|name| plain(name) == plain(value)))
            .or_else(|| number().and_then(|number| self.names.iter().position(|name| *name == number)))
    }

    /// The value that says a customer left, when there are two and one of them says so.
    fn guess(&self, attribute: &Attribute) -> Result<usize> {
        let telling = |name: &String| POSITIVE_VALUES.contains(&plain(name).as_str());
        let mut telling = (0..self.names.len()).filter(|&code| telling(&self.names[code]));
        match (self.names.len(), telling.next(), telling.next()) {
            (1 | 2, Some(code), None) => Ok(code),
            _ => Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "It is not clear which value of this column says that a customer left; name it with the setting “positive”. Its values are {}.",
                    self.list(", ")
                ),
                format!("看不出该列的哪个值表示已流失；请用设置“positive”指明。现有的值为：{}。", self.list("、")),
            )
            .in_column(attribute.name.clone())),
        }
    }

    fn unknown(&self, attribute: &Attribute, value: &str) -> Error {
        Error::new(
            ErrorKind::BadParameter,
            format!("No customer has the value “{value}” here; the values are {}.", self.list(", ")),
            format!("没有客户的取值是“{value}”；现有的值为：{}。", self.list("、")),
        )
        .in_column(attribute.name.clone())
    }

    fn list(&self, comma: &str) -> String {
        let mut listed = self.names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(comma);
        if self.names.len() > LISTED {
            listed.push_str(" …");
        }
        listed
    }
}

/// The column whose name says that it tells who left.
fn guess_column(table: &Table) -> Result<&Attribute> {
    let named = |name: &&str| table.attributes.iter().find(|attribute| plain(&attribute.name) == *name);
    LABEL_NAMES.iter().find_map(named).ok_or_else(|| {
        let two: Vec<_> = table
            .attributes
            .iter()
            .filter(|attribute| two_values(attribute))
            .map(|attribute| attribute.name.as_str())
            .collect();
        let (en, zh) = if two.is_empty() {
            (
                String::from("No column has exactly two values."),
                String::from("没有恰好两个取值的列。"),
            )
        } else {
            (
                format!("Columns with two values are {}.", two.join(", ")),
                format!("恰好两个取值的列有：{}。", two.join("、")),
            )
        };
        Error::new(
            ErrorKind::MissingRole,
            format!("No column's name says who left; name one with the setting “label”. {en}"),
            format!("从列名看不出哪一列表示流失；请用设置“label”指明。{zh}"),
        )
    })
}

fn two_values(attribute: &Attribute) -> bool {
    Values::of(attribute).is_ok_and(|values| values.names.len() == 2)
}

/// A name without case, blanks and punctuation.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn category(name: &str, values: &[&str]) -> Attribute {
        let mut levels: Vec<String> = values.iter().filter(|value| !value.is_empty()).map(ToString::to_string).collect();
        levels.sort();
        levels.dedup();
        let code = |value: &&str| {
            levels
                .iter()
                .position(|level| level == value)
                .map(|code| u32::try_from(code).unwrap())
        };
        let codes = values.iter().map(code).collect();
        Attribute::new(name, AttributeValues::Category { codes, levels })
    }

    fn number(name: &str, values: &[f64]) -> Attribute {
        Attribute::new(name, AttributeValues::Number(values.to_vec()))
    }

    fn table(attributes: Vec<Attribute>) -> Table {
        Table {
            ids: Arc::new(["1", "2", "3"].map(String::from).to_vec()),
            attributes,
        }
    }

    fn named(label: &str, positive: &str) -> ChurnParams {
        ChurnParams {
            label: Some(label.into()),
            positive: Some(positive.into()),
            ..ChurnParams::default()
        }
    }

    #[test]
    fn column_and_value_are_guessed_and_named() {
        let words = table(vec![
            category("plan", &["a", "b", "a"]),
            category("Is Churned?", &["No", "", "Yes"]),
        ]);
        let label = Label::find(&words, &ChurnParams::default()).unwrap();
        assert_eq!((label.column.as_str(), label.positive.as_str()), ("Is Churned?", "Yes"));
        assert_eq!(label.actual, [Some(false), None, Some(true)]);
        assert_eq!(label.notices[0].code, "label_guessed");

        let numbers = table(vec![number("流失", &[0.0, 1.0, f64::NAN])]);
        assert_eq!(
            Label::find(&numbers, &ChurnParams::default()).unwrap().actual,
            [Some(false), Some(true), None]
        );

        let chinese = table(vec![category("是否流失", &["是", "否", "否"])]);
        assert_eq!(Label::find(&chinese, &ChurnParams::default()).unwrap().positive, "是");
    }

    #[test]
    fn what_is_named_is_taken() {
        let table = table(vec![
            category("state", &["open", "gone", "paused"]),
            number("code", &[2.0, 1.0, 2.0]),
        ]);
        let label = Label::find(&table, &named("state", "Gone")).unwrap();
        assert_eq!(label.actual, [Some(false), Some(true), Some(false)]);
        assert!(label.notices.is_empty());
        assert_eq!(Label::find(&table, &named("code", "2.0")).unwrap().positive, "2");
    }

    #[test]
    fn what_is_not_there_is_said_with_what_is() {
        let table = table(vec![
            category("state", &["open", "gone", "paused"]),
            category("plan", &["a", "b", "a"]),
        ]);
        let message = |params: &ChurnParams| Label::find(&table, params).unwrap_err().to_string();
        assert!(message(&ChurnParams::default()).ends_with("Columns with two values are plan."));
        assert!(message(&named("stat", "gone")).ends_with("it has state, plan."));
        assert!(message(&named("state", "left")).contains("the values are gone, open, paused"));
        let unnamed = ChurnParams {
            positive: None,
            ..named("plan", "")
        };
        assert!(message(&unnamed).starts_with("column “plan”: It is not clear which value"));
    }
}
