//! Settings from JSON, the form every door has them in.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::ledger::Day;
use crate::text::Lang;

/// Settings given as JSON; what is not given, or is null, has its default.
///
/// # Errors
/// [`ErrorKind::BadParameter`] names the first setting that does not exist or cannot have its value.
pub fn read<T: Default + Serialize + DeserializeOwned>(given: Value) -> Result<T> {
    let mut given = match given {
        Value::Object(given) => given,
        Value::Null => Map::new(),
        other => return Err(unusable(&other.to_string())),
    };
    given.retain(|_, value| !value.is_null());
    serde_json::from_value(Value::Object(given.clone())).map_err(|error| {
        let alone = |(key, value): (&String, &Value)| -> Option<Error> {
            let one = Map::from_iter([(key.clone(), value.clone())]);
            let error = serde_json::from_value::<T>(Value::Object(one)).err()?;
            Some(fault(
                key,
                value,
                &serde_json::to_value(T::default()).unwrap_or_default(),
                &error.to_string(),
            ))
        };
        given.iter().find_map(alone).unwrap_or_else(|| unusable(&error.to_string()))
    })
}

/// What is wrong with one setting, by what serde says of it.
fn fault(key: &str, value: &Value, defaults: &Value, error: &str) -> Error {
    let value = value.as_str().map_or_else(|| value.to_string(), |text| format!("“{text}”"));
    if error.starts_with("unknown field") {
        let mut names = quoted(error);
        // Of an object in a list it is not the list that is unknown.
        let key = names.next().unwrap_or(key);
        let names: Vec<&str> = names.collect();
        return Error::new(
            ErrorKind::BadParameter,
            format!("There is no setting “{key}”; there are: {}.", names.join(", ")),
            format!("没有“{key}”这项设置，可用的有：{}。", names.join("、")),
        );
    }
    if let Some(day) = value.trim_matches(['“', '”']).parse::<Day>().err()
        && error.contains(day.sentence(Lang::En))
    {
        return Error::new(
            ErrorKind::BadParameter,
            format!("The setting “{key}” cannot be used: {}", day.sentence(Lang::En)),
            format!("设置“{key}”无法使用：{}", day.sentence(Lang::Zh)),
        );
    }
    let (en, zh) = if error.starts_with("unknown variant") {
        let names: Vec<&str> = quoted(error).skip(1).collect();
        (format!("choose one of {}", names.join(", ")), format!("可选：{}", names.join("、")))
    } else {
        match &defaults[key] {
            Value::Null => ("leave it out to have it found".into(), "省略即自动判断".into()),
            default => (format!("its default is {default}"), format!("默认值为 {default}")),
        }
    };
    Error::new(
        ErrorKind::BadParameter,
        format!("The setting “{key}” cannot be {value}; {en}."),
        format!("设置“{key}”不能是 {value}；{zh}。"),
    )
}

/// The names that serde puts between backticks.
fn quoted(error: &str) -> impl Iterator<Item = &str> {
    error.split('`').skip(1).step_by(2)
}

fn unusable(what: &str) -> Error {
    Error::new(
        ErrorKind::BadParameter,
        format!("The settings cannot be used: {what}. Give them by name, or leave them out."),
        format!("设置无法使用：{what}。请按名称给出，或省略不填。"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::rfm::RfmParams;
    use crate::workspace::Scope;
    use serde_json::json;

    fn refusal<T: Default + Serialize + DeserializeOwned + std::fmt::Debug>(given: Value) -> [String; 2] {
        let error = read::<T>(given).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadParameter);
        [Lang::En, Lang::Zh].map(|lang| error.message(lang))
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        assert_eq!(read::<RfmParams>(Value::Null).unwrap(), RfmParams::default());
        assert_eq!(read::<RfmParams>(json!({ "bins": null })).unwrap(), RfmParams::default());
        assert_eq!(read::<RfmParams>(json!({ "bins": 4 })).unwrap().bins, 4);
    }

    #[test]
    fn an_unknown_part_of_a_list_is_named() {
        let [en, zh] = refusal::<crate::value::events::EventsParams>(json!({ "events": [{ "wen": 1 }] }));
        assert!(en.starts_with("There is no setting “wen”; there are: name, when, "), "{en}");
        assert!(zh.starts_with("没有“wen”这项设置，可用的有：name、when、"), "{zh}");
    }

    #[test]
    fn the_setting_that_cannot_be_is_named() {
        for (given, en, zh) in [
            (
                json!({ "scheme": "mean", "bins": -1 }),
                "The setting “bins” cannot be -1; its default is 5.",
                "设置“bins”不能是 -1；默认值为 5。",
            ),
            (
                json!({ "bans": 5 }),
                "There is no setting “bans”; there are: ",
                "没有“bans”这项设置，可用的有：",
            ),
            (
                json!({ "scheme": "best" }),
                "The setting “scheme” cannot be “best”; choose one of ",
                "设置“scheme”不能是 “best”；可选：",
            ),
            (json!([1]), "The settings cannot be used: [1].", "设置无法使用：[1]。"),
        ] {
            let [found, found_zh] = refusal::<RfmParams>(given);
            assert!(found.starts_with(en), "{found}");
            assert!(found_zh.starts_with(zh), "{found_zh}");
        }
        let [en, zh] = refusal::<Scope>(json!({ "as_of": "2024-13-01" }));
        assert_eq!(
            en,
            "The setting “as_of” cannot be used: “2024-13-01” is not a day; write it like 2024-12-31."
        );
        assert_eq!(zh, "设置“as_of”无法使用：“2024-13-01”不是日期，请写成 2024-12-31 的样子。");
    }
}
