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
            let told = |value: &Value| -> Option<String> {
                let one = Map::from_iter([(key.clone(), value.clone())]);
                serde_json::from_value::<T>(Value::Object(one)).err().map(|error| error.to_string())
            };
            let error = told(value)?;
            Some(in_list(key, value, &told).unwrap_or_else(|| {
                let defaults = serde_json::to_value(T::default()).unwrap_or_default();
                fault(key, value, &defaults, &error)
            }))
        };
        given.iter().find_map(alone).unwrap_or_else(|| unusable(&error.to_string()))
    })
}

/// Of a list, the item that cannot be, and in it the field; `told` is what serde says of a value.
fn in_list(key: &str, value: &Value, told: &dyn Fn(&Value) -> Option<String>) -> Option<Error> {
    // One item alone may be too few; that says nothing of it.
    let wrong = |item: &Value| {
        let error = told(&Value::Array(vec![item.clone()]));
        error.is_some_and(|error| error.starts_with("invalid type") || error.starts_with("invalid value"))
    };
    let (number, item) = (1..).zip(value.as_array()?).find(|(_, item)| wrong(item))?;
    let field = item.as_object().and_then(|fields| {
        let alone = |(name, value): &(&String, &Value)| wrong(&Value::Object(Map::from_iter([((*name).clone(), (*value).clone())])));
        fields.iter().find(alone)
    });
    let (name, name_zh, value) = match field {
        Some((name, value)) => (format!("“{name}” in item"), format!("的“{name}”"), value),
        None => ("Item".into(), String::new(), item),
    };
    let value = written(value);
    Some(Error::new(
        ErrorKind::BadParameter,
        format!("{name} {number} of the setting “{key}” cannot be {value}; its description says what it may be."),
        format!("设置“{key}”第 {number} 项{name_zh}不能是 {value}；可用的写法见该设置的说明。"),
    ))
}

/// A value in a sentence.
fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("“{text}”"))
}

/// What is wrong with one setting, by what serde says of it.
fn fault(key: &str, value: &Value, defaults: &Value, error: &str) -> Error {
    let value = written(value);
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
    fn the_item_of_a_list_that_cannot_be_is_named() {
        use crate::value::events::EventsParams;
        for (events, en, zh) in [
            (
                json!([{ "when": 1 }, { "name": "visit", "when": "soon" }]),
                "“when” in item 2 of the setting “events” cannot be “soon”; ",
                "设置“events”第 2 项的“when”不能是 “soon”；",
            ),
            (
                json!([{ "times": 2.5 }]),
                "“times” in item 1 of the setting “events” cannot be 2.5; ",
                "设置“events”第 1 项的“times”不能是 2.5；",
            ),
            (
                json!([{}, 7]),
                "Item 2 of the setting “events” cannot be 7; ",
                "设置“events”第 2 项不能是 7；",
            ),
        ] {
            let [found, found_zh] = refusal::<EventsParams>(json!({ "events": events }));
            assert!(found.starts_with(en) && found_zh.starts_with(zh), "{found} {found_zh}");
        }
        // Of three weights two are too few, and neither of them is wrong.
        let [few, _] = refusal::<RfmParams>(json!({ "weights": [1, 2] }));
        assert!(few.starts_with("The setting “weights” cannot be [1,2]; "), "{few}");
        let [wrong, _] = refusal::<RfmParams>(json!({ "weights": [1, "x", 2] }));
        assert!(wrong.starts_with("Item 2 of the setting “weights” cannot be “x”; "), "{wrong}");
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
