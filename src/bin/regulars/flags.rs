//! Flags from JSON Schema, and settings from flags.
//!
//! A property `calibration_end` is the flag `--calibration-end`; the
//! properties of an object `cuts` are `--cuts-r`, `--cuts-f` …; a list is
//! written with commas, one of objects as JSON. Help and defaults are the schema's.

use clap::{Arg, ArgAction, ArgMatches};
use regulars::error::{Error, ErrorKind, Result};
use regulars::identify::{Cleaning, read_merges};
use regulars::ingest::ImportParams;
use serde_json::{Map, Value, json};

/// A property of the settings that has a flag of its own.
struct Flag<'a> {
    /// The flag without its dashes.
    name: String,
    /// The way to the property: `["cuts", "r"]`.
    path: Vec<&'a str>,
    /// Its schema, references resolved.
    schema: Value,
}

/// The flags of settings with this schema.
pub fn arguments(schema: &Value, heading: &'static str) -> Vec<Arg> {
    flags_of(schema).into_iter().map(|flag| argument(&flag, heading)).collect()
}

/// The flags that say how a file is to be read.
pub fn import_arguments() -> Vec<Arg> {
    let map = Arg::new("map")
        .long("map")
        .value_name("ROLE=COLUMN,…")
        .help_heading("Reading the file")
        .help("Which column is what, by name or position: customer=2,date=order_date")
        .value_delimiter(',')
        .action(ArgAction::Append);
    let schema = schemars::schema_for!(ImportParams);
    let others = flags_of(schema.as_value()).into_iter().filter(|flag| flag.path != ["roles"]);
    std::iter::once(map)
        .chain(others.map(|flag| argument(&flag, "Reading the file")))
        .collect()
}

/// The settings of an import.
pub fn import_params(matches: &ArgMatches) -> Result<ImportParams> {
    let mut settings = settings(matches, schemars::schema_for!(ImportParams).as_value())?;
    let mut roles = Map::new();
    for pair in matches.get_many::<String>("map").unwrap_or_default() {
        let (role, column) = pair.split_once('=').ok_or_else(|| {
            Error::new(
                ErrorKind::BadParameter,
                format!("“{pair}” does not say which column is what; write --map customer=2,date=order_date."),
                format!("“{pair}”无法识别，请写成 --map customer=2,date=order_date。"),
            )
        })?;
        if roles.insert(role.trim().into(), column.trim().into()).is_some() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("--map names two columns as {}; name one.", role.trim()),
                format!("--map 为 {} 指定了两列，请只指定一列。", role.trim()),
            ));
        }
    }
    settings["roles"] = Value::Object(roles);
    // What is hard to type in a terminal has a name.
    match settings["delimiter"].as_str() {
        Some("tab" | "\\t") => settings["delimiter"] = "\t".into(),
        Some("space") => settings["delimiter"] = " ".into(),
        _ => {}
    }
    regulars::settings::read(settings)
}

/// The flags that say what is done about faults.
pub fn cleaning_arguments() -> Vec<Arg> {
    let schema = schemars::schema_for!(Cleaning);
    let merges = Arg::new("merges")
        .long("merges")
        .value_name("FILE")
        .help_heading("Cleaning")
        .help("Customers who are one: a CSV file with the columns id and becomes");
    // Who is apart matters to proposals of merges alone, which are decided on in the page.
    let told = |flag: &Flag<'_>| flag.path != ["merges"] && flag.path != ["apart"];
    let flags = flags_of(schema.as_value()).into_iter().filter(told);
    flags.map(|flag| argument(&flag, "Cleaning")).chain([merges]).collect()
}

/// What is to be done about faults.
pub fn cleaning(matches: &ArgMatches) -> Result<Cleaning> {
    let mut settings = settings(matches, schemars::schema_for!(Cleaning).as_value())?;
    // The flag is the name of a file, not the merges themselves.
    settings.as_object_mut().map(|settings| settings.remove("merges"));
    let mut cleaning: Cleaning = regulars::settings::read(settings)?;
    if let Some(path) = matches.get_one::<String>("merges") {
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
        cleaning.merges = read_merges(&bytes).map_err(|error| error.in_file(path))?;
    }
    Ok(cleaning)
}

/// The failure of reading a file.
pub fn unreadable(path: &str, error: &std::io::Error) -> Error {
    Error::new(
        ErrorKind::Io,
        format!("The file cannot be read: {error}. Check the name and whether you may open it."),
        format!("无法读取文件：{error}。请检查文件名与读取权限。"),
    )
    .in_file(path)
}

/// The settings that were given, as JSON; what was not given is absent.
pub fn settings(matches: &ArgMatches, schema: &Value) -> Result<Value> {
    let mut settings = json!({});
    for flag in flags_of(schema) {
        let Ok(Some(text)) = matches.try_get_one::<String>(&flag.name) else {
            continue;
        };
        let place = flag.path.iter().fold(&mut settings, |place, &key| &mut place[key]);
        *place = value(text, &flag.schema).ok_or_else(|| {
            Error::new(
                ErrorKind::BadParameter,
                format!("--{} cannot be “{text}”; see --help for what it may be.", flag.name),
                format!("--{} 不能是“{text}”，可用取值见 --help。", flag.name),
            )
        })?;
    }
    Ok(settings)
}

fn flags_of(schema: &Value) -> Vec<Flag<'_>> {
    let mut flags = Vec::new();
    collect(schema, schema, &[], &mut flags);
    flags
}

fn collect<'a>(object: &'a Value, root: &'a Value, path: &[&'a str], flags: &mut Vec<Flag<'a>>) {
    let Some(properties) = object["properties"].as_object() else {
        return;
    };
    for (key, property) in properties {
        let mut path = path.to_vec();
        path.push(key);
        let target = resolved(property, root);
        if target["properties"].is_object() {
            collect(target, root, &path, flags);
            continue;
        }
        let mut schema = target.clone();
        if let Some(element) = target.get("items") {
            schema["items"] = resolved(element, root).clone();
        }
        for own in ["description", "default"] {
            if let Some(value) = property.get(own) {
                schema[own] = value.clone();
            }
        }
        let name = path.join("-").replace('_', "-");
        flags.push(Flag { name, path, schema });
    }
}

/// Follows a reference, and takes the one alternative of an optional value that is not null.
fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return resolved(target, root);
    }
    match schema["anyOf"]
        .as_array()
        .and_then(|any| any.iter().find(|one| one["type"] != "null"))
    {
        Some(one) => resolved(one, root),
        None => schema,
    }
}

fn argument(flag: &Flag<'_>, heading: &'static str) -> Arg {
    let mut help = flag.schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    let choices = choices(&flag.schema);
    if !choices.is_empty() {
        help = format!("{help} [{}]", choices.join(", "));
    }
    if let Some(default) = shown(&flag.schema["default"]) {
        help = format!("{help} [default: {default}]");
    }
    Arg::new(flag.name.clone())
        .long(flag.name.clone())
        .value_name(flag.name.to_uppercase())
        .help_heading(heading)
        .allow_hyphen_values(true)
        .help(help)
}

/// The names that a setting can have.
fn choices(schema: &Value) -> Vec<&str> {
    let listed = schema["enum"].as_array().into_iter().flatten();
    let described = schema["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|one| match one["enum"].as_array() {
            Some(names) => names.iter().collect(),
            None => vec![&one["const"]],
        });
    listed.chain(described).filter_map(Value::as_str).collect()
}

fn shown(default: &Value) -> Option<String> {
    match default {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(items.iter().filter_map(shown).collect::<Vec<_>>().join(",")),
        other => Some(other.to_string()),
    }
}

/// The JSON value of a flag's text; `None` when it is not of the schema's type.
fn value(text: &str, schema: &Value) -> Option<Value> {
    let is = |name: &str| schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == name));
    if is("array") {
        let element = match &schema["items"] {
            Value::Null => &schema["prefixItems"][0],
            items => items,
        };
        if element["properties"].is_object() {
            return serde_json::from_str(text).ok().filter(Value::is_array);
        }
        let items = text.split(',').map(|item| value(item.trim(), element)).collect::<Option<_>>()?;
        return Some(Value::Array(items));
    }
    if is("boolean") {
        return text.parse().ok().map(Value::Bool);
    }
    if is("integer") {
        let unsigned = || text.parse::<u64>().ok().map(Value::from);
        return text.parse::<i64>().ok().map(Value::from).or_else(unsigned);
    }
    if is("number") {
        return text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from);
    }
    let choices = choices(schema);
    (choices.is_empty() || choices.contains(&text)).then(|| text.into())
}
