//! The parts of a workbook besides its sheets: the list of them, texts, styles.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use crate::error::Result;
use crate::ingest::workbook::numfmt::{self, Shown};
use crate::ingest::workbook::zip::{self, Archive};
use crate::ingest::workbook::{UNPACKED, damaged, xml};

/// What the sheets of a workbook refer to.
#[derive(Default)]
pub(super) struct Parts {
    /// The sheets in order, and whether each is hidden.
    pub(super) sheets: Vec<(String, bool)>,
    /// The part of each sheet.
    pub(super) paths: Vec<String>,
    pub(super) since_1904: bool,
    /// What each style shows.
    pub(super) formats: Vec<Shown>,
    /// The shared texts end to end, and where each ends.
    texts: String,
    ends: Vec<usize>,
}

impl Parts {
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self> {
        let mut parts = Self::default();
        let top = relations(archive, "", "_rels/.rels")?;
        let workbook = top.into_iter().find(|relation| relation.kind == "officeDocument");
        let workbook = workbook.map_or_else(|| "xl/workbook.xml".into(), |relation| relation.path);
        let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relations = relations(archive, folder, &format!("{folder}/_rels/{name}.rels"))?;
        parts.read_sheets(archive, &workbook, &relations)?;
        let path = |kind: &str| {
            relations
                .iter()
                .find(|relation| relation.kind == kind)
                .map(|relation| relation.path.as_str())
        };
        if let Some(path) = path("sharedStrings") {
            parts.read_texts(archive, path)?;
        }
        if let Some(path) = path("styles") {
            parts.read_styles(archive, path)?;
        }
        Ok(parts)
    }

    /// A shared text by its number.
    pub(super) fn shared(&self, number: &str) -> &str {
        let text = || {
            let number: usize = number.trim().parse().ok()?;
            let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
            self.texts.get(start..*self.ends.get(number)?)
        };
        text().unwrap_or_default()
    }

    fn read_sheets(&mut self, archive: &mut Archive<'_>, workbook: &str, relations: &[Relation]) -> Result<()> {
        let part = zip::stream(archive, workbook)?.ok_or_else(damaged)?;
        elements(part, |element| {
            match element.local_name().as_ref() {
                "workbookPr" => {
                    let since = xml::attribute(element, "date1904")?;
                    self.since_1904 = since.is_some_and(|since| since == "1" || since == "true");
                }
                "sheet" => {
                    // `r:id`, whatever the prefix is; `sheetId` is something else.
                    let mut attributes = element.attributes().flatten();
                    let id = attributes.find(|attribute| attribute.key.local_name().as_ref() == "id");
                    let relation = id.and_then(|id| relations.iter().find(|relation| relation.id == id.value));
                    // Sheets of nothing but a chart have a relation of another kind.
                    if let (Some(name), Some(relation)) = (xml::attribute(element, "name")?, relation)
                        && relation.kind == "worksheet"
                    {
                        let state = xml::attribute(element, "state")?;
                        let hidden = state.is_some_and(|state| state == "hidden" || state == "veryHidden");
                        self.sheets.push((name, hidden));
                        self.paths.push(relation.path.clone());
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn read_texts(&mut self, archive: &mut Archive<'_>, path: &str) -> Result<()> {
        let Some(part) = zip::stream(archive, path)? else { return Ok(()) };
        let mut reader = xml::reader(part);
        let mut buffer = Vec::new();
        let (mut in_text, mut in_reading) = (false, false);
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => in_text = !in_reading,
                    // How Japanese names are read aloud stands beside them.
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Event::Text(text) if in_text => self.texts.push_str(&unescaped(&text.xml10_content())),
                Event::CData(text) if in_text => self.texts.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if in_text => self.texts.extend(xml::entity(&reference)),
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => in_reading = false,
                    "si" => self.ends.push(self.texts.len()),
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn read_styles(&mut self, archive: &mut Archive<'_>, path: &str) -> Result<()> {
        let Some(part) = zip::stream(archive, path)? else { return Ok(()) };
        let mut reader = xml::reader(part);
        let mut buffer = Vec::new();
        let mut own = BTreeMap::new();
        let mut in_cells = false;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (xml::number(&element, "numFmtId")?, xml::attribute(&element, "formatCode")?) {
                            own.insert(id, numfmt::coded(&code));
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = xml::number(&element, "numFmtId")?.unwrap_or(0);
                        self.formats.push(own.get(&id).copied().unwrap_or_else(|| numfmt::built_in(id)));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// A reference from one part to another.
struct Relation {
    id: String,
    /// The end of the address that names its kind.
    kind: String,
    path: String,
}

/// The references of a part in a folder.
fn relations(archive: &mut Archive<'_>, folder: &str, path: &str) -> Result<Vec<Relation>> {
    let mut relations = Vec::new();
    let Some(part) = zip::stream(archive, path.trim_start_matches('/'))? else {
        return Ok(relations);
    };
    elements(part, |element| {
        if element.local_name().as_ref() != "Relationship" {
            return Ok(());
        }
        let attribute = |name| xml::attribute(element, name);
        if let (Some(id), Some(kind), Some(target)) = (attribute("Id")?, attribute("Type")?, attribute("Target")?) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let path = resolved(folder, &target.replace('\\', "/"));
            relations.push(Relation { id, kind, path });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// A path seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(target) = target.strip_prefix('/') {
        return target.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/")
}

fn elements(part: impl Read, mut each: impl FnMut(&BytesStart<'_>) -> Result<()>) -> Result<()> {
    let mut reader = xml::reader(part.take(UNPACKED));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(element) => each(&element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// `_x000D_` stands for a character that XML cannot hold.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let code = rest.get(place + 2..place + 6).filter(|_| rest[place..].get(6..7) == Some("_"));
        let char = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let (before, after) = rest.split_at(place + if char.is_some() { 0 } else { 2 });
        plain.push_str(before);
        plain.extend(char);
        rest = &after[if char.is_some() { 7 } else { 0 }..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_escapes_are_resolved() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("a/b", "../c/./d.xml", "a/c/d.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(resolved(folder, target), expected);
        }
        for (text, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x", "_x"),
            ("_x客客_", "_x客客_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("a_x0041", "a_x0041"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }
}
