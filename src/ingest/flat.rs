//! One JSON object → its fields, flat.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Objects deeper within objects than this stay JSON.
const DEEPEST: usize = 8;

/// Gives each field of an object: its name, `customer.id` for one of an object
/// within, and its value as text; nothing stands for null. `None` when it is no
/// object.
pub(super) fn fields(object: &[u8], mut each: impl FnMut(&str, &str)) -> Option<()> {
    let object = std::str::from_utf8(object).ok()?;
    let Pairs(pairs) = serde_json::from_str(object).ok()?;
    let mut name = String::new();
    walk(pairs, &mut name, 1, &mut each);
    Some(())
}

fn walk(pairs: Vec<(String, &RawValue)>, name: &mut String, depth: usize, each: &mut impl FnMut(&str, &str)) {
    let length = name.len();
    for (key, value) in pairs {
        name.push_str(&key);
        let text = value.get();
        match text.as_bytes().first() {
            Some(b'{') if depth < DEEPEST => match serde_json::from_str(text) {
                Ok(Pairs(pairs)) if !pairs.is_empty() => {
                    name.push('.');
                    walk(pairs, name, depth + 1, each);
                }
                _ => each(name, ""),
            },
            Some(b'{' | b'[') => each(name, &compact(text)),
            Some(b'"') => each(name, &serde_json::from_str::<String>(text).unwrap_or_default()),
            Some(b'n') | None => each(name, ""),
            // Numbers stay as they are written: an id has more digits than a float.
            Some(_) => each(name, text),
        }
        name.truncate(length);
    }
}

/// Without the blanks that set JSON out over lines.
pub(super) fn compact(text: &str) -> String {
    let (mut string, mut escaped) = (false, false);
    text.chars()
        .filter(|&char| {
            let kept = string || !char.is_ascii_whitespace();
            match char {
                _ if escaped => escaped = false,
                '\\' => escaped = string,
                '"' => string = !string,
                _ => {}
            }
            kept
        })
        .collect()
}

/// Keys and values in the order in which they stand.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(object: &str) -> Option<String> {
        let mut told = Vec::new();
        fields(object.as_bytes(), |name, value| told.push(format!("{name}={value}")))?;
        Some(told.join(" "))
    }

    #[test]
    fn objects_are_written_flat() {
        for (object, expected) in [
            (r#"{"a":1,"b":"x y","c":null,"d":true}"#, "a=1 b=x y c= d=true"),
            (
                r#"{"customer":{"id":"7","name":{"first":"安"}},"n":12.10}"#,
                "customer.id=7 customer.name.first=安 n=12.10",
            ),
            (
                "{\"items\":[ {\"a\": 1},\n \"x y\" ],\"none\":{}}",
                r#"items=[{"a":1},"x y"] none="#,
            ),
            (
                r#"{"id":123456789012345678901234567890,"e":1.2E+11}"#,
                "id=123456789012345678901234567890 e=1.2E+11",
            ),
            ("{\"t\":\"a\\n\\u5ba2\\\"\"}", "t=a\n客\""),
        ] {
            assert_eq!(flat(object).as_deref(), Some(expected), "{object}");
        }
        for broken in ["", "[1]", "{\"a\":1", "{a:1}", "{\"a\":1}x", "{\"a\":oops}"] {
            assert_eq!(flat(broken), None, "{broken}");
        }
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(flat(&deep).unwrap().starts_with("a.a.a.a.a.a.a.a={"));
    }
}
