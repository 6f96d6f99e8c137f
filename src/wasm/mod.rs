//! The browser's and Node's door: one class over the workspace.
//!
//! Only here do browser types appear. Settings and summaries cross as plain
//! objects, columns as typed arrays, bytes as they are. Whatever goes wrong is
//! thrown as `{ kind, place, en, zh }`.

use std::collections::BTreeMap;
use std::sync::Arc;

use js_sys::{Array, Float64Array, Function, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::analysis::{ANALYSES, AnyReport, find};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::frame::{Frame, Values};
use crate::identify::Cleaning;
use crate::ingest::{Import, ImportParams, RejectedRows, Rejections, sample_text};
use crate::settings;
use crate::table::AttributeValues;
use crate::task::{self, Started};
use crate::text::Lang;
use crate::workspace::{Scope, Workspace, WorkspaceReport};

/// What a tab works on: an import, the workspace it gave, a task, the reports.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    import: Option<Import>,
    workspace: Option<Workspace>,
    task: Option<(&'static str, Started<Box<dyn AnyReport>>)>,
    reports: BTreeMap<&'static str, Box<dyn AnyReport>>,
    /// Where the rejected rows of each file stand, in the order in which the files came.
    rejections: Vec<Arc<Rejections>>,
    rejected: Option<RejectedRows>,
}

/// An error as it is thrown.
#[derive(Serialize)]
struct Thrown<'a> {
    kind: ErrorKind,
    place: &'a Place,
    en: String,
    zh: String,
}

#[wasm_bindgen]
impl Session {
    /// A session without data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// JSON: the version, and every analysis with its default settings.
    pub fn about() -> String {
        let analyses: Vec<_> = ANALYSES
            .iter()
            .map(|entry| json!({ "name": entry.name, "defaults": entry.defaults() }))
            .collect();
        json!({ "version": env!("CARGO_PKG_VERSION"), "analyses": analyses }).to_string()
    }

    /// The orders of the sample shop, as a CSV file.
    pub fn sample(seed: u32) -> Vec<u8> {
        crate::sample::tea_shop(u64::from(seed))
    }

    /// The first lines of a text whose first bytes are given, in the encoding of
    /// this name or the one that it seems to have.
    ///
    /// # Errors
    /// When there is no encoding of that name.
    #[allow(clippy::needless_pass_by_value, reason = "the border hands values over")]
    #[wasm_bindgen(js_name = sampleText)]
    pub fn sample_text(bytes: &[u8], encoding: Option<String>) -> Result<Vec<String>, JsValue> {
        sample_text(bytes, encoding.as_deref()).map_err(|error| thrown(&error))
    }

    /// Begins an import; the workspace stays as it is until the import is finished.
    ///
    /// # Errors
    /// When the settings are not those of an import.
    #[wasm_bindgen(js_name = beginImport)]
    pub fn begin_import(&mut self, file: &str, params: JsValue) -> Result<(), JsValue> {
        self.import = Some(Import::new(file, from_js::<ImportParams>(params)?));
        Ok(())
    }

    /// Takes the next bytes of the file; `{ bytes, rows }` so far.
    ///
    /// # Errors
    /// When the file cannot be read any further.
    pub fn push(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let import = self
            .import
            .as_mut()
            .ok_or_else(|| thrown(&nothing("No import was begun.", "尚未开始导入。")))?;
        import.push(bytes).map_err(|error| thrown(&error))?;
        to_js(&json!({ "bytes": import.bytes(), "rows": import.rows_read() }))
    }

    /// Ends the import; its report. A workbook is read only here, so `progress`
    /// is told the rows so far. With `join` the file is joined with those that are there.
    ///
    /// # Errors
    /// When the file cannot be used or joined; the workspace then stays as it was.
    #[allow(clippy::needless_pass_by_value, reason = "the border hands values over")]
    #[wasm_bindgen(js_name = finishImport)]
    pub fn finish_import(&mut self, join: bool, progress: Option<Function>) -> Result<JsValue, JsValue> {
        let import = self
            .import
            .take()
            .ok_or_else(|| thrown(&nothing("No import was begun.", "尚未开始导入。")))?;
        let mut tell = |rows: u64| {
            if let Some(progress) = &progress {
                // What a listener throws is its own affair.
                let _ = progress.call1(&JsValue::NULL, &JsValue::from(rows as f64));
            }
        };
        let workspace = import.finish_with(&mut tell).map_err(|error| thrown(&error))?;
        let report = to_js(workspace.import().as_ref());
        let rejections = Arc::clone(&workspace.import().rejections);
        let before = self.workspace.iter().filter(|_| join).cloned();
        let joined = Workspace::joined(before.chain([workspace]).collect());
        self.replace(joined.map_err(|error| thrown(&error))?);
        self.rejections.truncate(if join { self.rejections.len() } else { 0 });
        self.rejections.push(rejections);
        report
    }

    /// Cleans the data in another way than before; what there is then.
    ///
    /// # Errors
    /// When the cleaning cannot be done; the workspace then stays as it was.
    pub fn clean(&mut self, cleaning: JsValue) -> Result<JsValue, JsValue> {
        let cleaning = from_js::<Cleaning>(cleaning)?;
        let cleaned = self.workspace()?.cleaned(&cleaning).map_err(|error| thrown(&error))?;
        self.replace(cleaned);
        self.data()
    }

    /// What there is to analyse: the files, how they fit together, what was mended.
    ///
    /// # Errors
    /// When nothing was imported.
    pub fn data(&self) -> Result<JsValue, JsValue> {
        to_js(&WorkspaceReport::of(self.workspace()?))
    }

    /// Drops an unfinished import and an unfinished task.
    pub fn cancel(&mut self) {
        self.import = None;
        self.task = None;
    }

    /// Begins to write the rejected rows of a file, by its position among those that were
    /// imported; the file is then given once more.
    ///
    /// # Errors
    /// When there is no such file.
    #[wasm_bindgen(js_name = beginRejected)]
    pub fn begin_rejected(&mut self, file: usize, lang: &str) -> Result<(), JsValue> {
        let lang = if lang == "zh" { Lang::Zh } else { Lang::En };
        let rejections = self.rejections.get(file).ok_or_else(|| thrown(&no_file()))?;
        self.rejected = Some(rejections.rows(lang));
        Ok(())
    }

    /// Takes the next bytes of that file; what they give.
    ///
    /// # Errors
    /// When it is not the file that was imported.
    #[wasm_bindgen(js_name = pushRejected)]
    pub fn push_rejected(&mut self, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        let rejected = self.rejected.as_mut().ok_or_else(|| thrown(&no_file()))?;
        let mut out = Vec::new();
        rejected.push(bytes, &mut out).map_err(|error| thrown(&error))?;
        Ok(out)
    }

    /// Ends that file; what is left.
    ///
    /// # Errors
    /// When it is not the file that was imported.
    #[wasm_bindgen(js_name = finishRejected)]
    pub fn finish_rejected(&mut self) -> Result<Vec<u8>, JsValue> {
        let rejected = self.rejected.take().ok_or_else(|| thrown(&no_file()))?;
        let mut out = Vec::new();
        rejected.finish(&mut out).map_err(|error| thrown(&error))?;
        Ok(out)
    }

    /// Every customer's id; frames point into this list.
    ///
    /// # Errors
    /// When nothing was imported.
    pub fn ids(&self) -> Result<Vec<String>, JsValue> {
        Ok(self.workspace()?.ids().as_ref().clone())
    }

    /// What is known of every customer by one attribute, in the order of the ids: numbers, with days
    /// as their number since 1970-01-01 and `NaN` for what is missing; or `{ codes, levels }`, where
    /// the first level is empty and stands for what is missing. `undefined` without such an attribute.
    ///
    /// # Errors
    /// When nothing was imported.
    pub fn attribute(&self, name: &str) -> Result<JsValue, JsValue> {
        let table = self.workspace()?.content().customers.as_ref();
        let found = table.and_then(|table| table.attributes.iter().find(|attribute| attribute.name == name));
        found.map_or(Ok(JsValue::UNDEFINED), |attribute| values_to_js(&attribute.values))
    }

    /// Begins an analysis; the task before it is dropped.
    ///
    /// # Errors
    /// When the settings or the data do not allow it.
    pub fn start(&mut self, analysis: &str, params: JsValue, scope: JsValue) -> Result<(), JsValue> {
        self.task = None;
        let entry = find(analysis).map_err(|error| thrown(&error))?;
        let (params, scope) = (from_js::<Value>(params)?, from_js::<Scope>(scope)?);
        let task = entry.start(self.workspace()?, &scope, params).map_err(|error| thrown(&error))?;
        self.task = Some((entry.name, task));
        Ok(())
    }

    /// Does one step of the task; how far it has come.
    ///
    /// # Errors
    /// When the task cannot go on; it is then dropped.
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        let (_, task) = self
            .task
            .as_mut()
            .ok_or_else(|| thrown(&nothing("No analysis was begun.", "尚未开始分析。")))?;
        match task.step() {
            Ok(progress) => to_js(&progress),
            Err(error) => {
                self.task = None;
                Err(thrown(&error))
            }
        }
    }

    /// Ends the task: `{ summary, frame }`.
    ///
    /// # Errors
    /// When there is no result.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        let (name, task) = self
            .task
            .take()
            .ok_or_else(|| thrown(&nothing("No analysis was begun.", "尚未开始分析。")))?;
        let report = task.finish().map_err(|error| thrown(&error))?;
        let result = Object::new();
        set(&result, "summary", &to_js(&report.summary())?)?;
        if let Some(frame) = report.frame() {
            set(&result, "frame", &frame_to_js(frame)?)?;
        }
        self.reports.insert(name, report);
        Ok(result.into())
    }

    /// How the figures of the customer in a row of the latest report came about; where it is not
    /// about customers, those of a row of its own list.
    ///
    /// # Errors
    /// When the explanation cannot cross the border.
    pub fn explain(&self, analysis: &str, row: usize) -> Result<JsValue, JsValue> {
        // Without a frame the rows are those of the report's own list, which knows how many it has.
        let there = |frame: Option<&Frame>| frame.is_none_or(|frame| row < frame.len());
        let report = self.reports.get(analysis).filter(|report| there(report.frame()));
        let explanation = report.and_then(|report| report.explain(row));
        explanation.map_or(Ok(JsValue::UNDEFINED), |explanation| to_js(&explanation))
    }

    /// The report as the JSON that the command line prints.
    ///
    /// # Errors
    /// Those of the analysis.
    pub fn json(&self, analysis: &str, params: JsValue, scope: JsValue) -> Result<String, JsValue> {
        let (params, scope) = (from_js::<Value>(params)?, from_js::<Scope>(scope)?);
        let report = find(analysis)
            .and_then(|entry| entry.start(self.workspace.as_ref().ok_or_else(no_file)?, &scope, params))
            .and_then(task::complete);
        let report = report.map_err(|error| thrown(&error))?;
        serde_json::to_string(&report.document()).map_err(|error| JsValue::from(error.to_string()))
    }

    /// Another workspace has nothing to do with what was found out before.
    fn replace(&mut self, workspace: Workspace) {
        self.task = None;
        self.reports.clear();
        self.workspace = Some(workspace);
    }

    fn workspace(&self) -> Result<&Workspace, JsValue> {
        self.workspace.as_ref().ok_or_else(|| thrown(&no_file()))
    }
}

fn no_file() -> Error {
    nothing("No file was imported yet. Open a file first.", "还没有导入文件，请先打开一个文件。")
}

fn nothing(en: &str, zh: &str) -> Error {
    Error::new(ErrorKind::NoData, en, zh)
}

fn thrown(error: &Error) -> JsValue {
    let thrown = Thrown {
        kind: error.kind(),
        place: error.place(),
        en: error.message(Lang::En),
        zh: error.message(Lang::Zh),
    };
    to_js(&thrown).unwrap_or_else(|_| error.to_string().into())
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// Settings from an object; `undefined` and `null` stand for the defaults.
fn from_js<T: Default + Serialize + DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    let value = if value.is_undefined() || value.is_null() {
        Value::Null
    } else {
        serde_wasm_bindgen::from_value(value)?
    };
    settings::read(value).map_err(|error| thrown(&error))
}

fn frame_to_js(frame: &Frame) -> Result<JsValue, JsValue> {
    let columns = Object::new();
    for column in frame.columns() {
        let values: JsValue = match &column.values {
            Values::Number(values) => Float64Array::from(values.as_slice()).into(),
            Values::Count(values) => Uint32Array::from(values.as_slice()).into(),
            Values::Level { codes, levels } => {
                let level = Object::new();
                set(&level, "codes", &Uint8Array::from(codes.as_slice()).into())?;
                set(&level, "levels", &levels.iter().map(JsValue::from).collect::<Array>().into())?;
                level.into()
            }
        };
        set(&columns, &column.name, &values)?;
    }
    let object = Object::new();
    set(&object, "rows", &Uint32Array::from(frame.rows()).into())?;
    set(&object, "columns", &columns.into())?;
    Ok(object.into())
}

fn values_to_js(values: &AttributeValues) -> Result<JsValue, JsValue> {
    Ok(match values {
        AttributeValues::Number(values) => Float64Array::from(values.as_slice()).into(),
        AttributeValues::Day(days) => {
            let numbers: Vec<f64> = days.iter().map(|day| day.map_or(f64::NAN, |day| f64::from(day.0))).collect();
            Float64Array::from(numbers.as_slice()).into()
        }
        AttributeValues::Category { codes, levels } => {
            let codes: Vec<u32> = codes.iter().map(|code| code.map_or(0, |code| code + 1)).collect();
            let levels = std::iter::once("").chain(levels.iter().map(String::as_str));
            let level = Object::new();
            set(&level, "codes", &Uint32Array::from(codes.as_slice()).into())?;
            set(&level, "levels", &levels.map(JsValue::from).collect::<Array>().into())?;
            level.into()
        }
    })
}

fn set(object: &Object, key: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &key.into(), value).map(drop)
}
