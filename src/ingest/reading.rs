//! The way of a file's content: what it is, its text, its rows.
//!
//! What the content is, and the encoding of a text, is seen from its first
//! bytes; then text goes on to the [`Table`], which collects as much as a plan
//! is made from and passes everything on to the rows. A workbook is collected
//! as a whole, and its sheet goes the same way.

use std::sync::Arc;

use crate::error::Result;
use crate::text::Notice;
use crate::workspace::Workspace;

use super::charset::{self, Decoder};
use super::detect::{self, Guess};
use super::objects::{self, Outline};
use super::params::ImportParams;
use super::plan::{self, Plan, SAMPLE};
use super::records::Shape;
use super::rows::{Origin, Rows};
use super::{format, workbook};

/// Content on its way to rows.
pub(super) struct Reading {
    params: ImportParams,
    stage: Stage,
}

enum Stage {
    /// Until there is enough to look at.
    Sample(Vec<u8>),
    /// Characters, and rows of them.
    Text(Box<Text>),
    /// A workbook, until its end.
    Workbook(Vec<u8>),
}

impl Reading {
    pub(super) fn new(params: ImportParams) -> Self {
        Self {
            params,
            stage: Stage::Sample(Vec::new()),
        }
    }

    /// The rows read so far.
    pub(super) fn rows_read(&self) -> u64 {
        match &self.stage {
            Stage::Text(text) => text.table.rows_read(),
            Stage::Sample(_) | Stage::Workbook(_) => 0,
        }
    }

    /// Takes the next bytes of the content.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.stage {
            Stage::Text(text) => text.take(bytes, false),
            Stage::Workbook(workbook) => {
                if workbook.len() + bytes.len() > workbook::LONGEST {
                    return Err(workbook::too_large());
                }
                workbook.extend_from_slice(bytes);
                Ok(())
            }
            Stage::Sample(sample) => {
                sample.extend_from_slice(bytes);
                // One byte more shows that the sample is not the whole file.
                if sample.len() <= SAMPLE {
                    return Ok(());
                }
                self.begin(false)
            }
        }
    }

    /// Ends the content and makes the workspace.
    pub(super) fn finish(mut self, origin: Origin, progress: &mut dyn FnMut(u64)) -> Result<Workspace> {
        if matches!(self.stage, Stage::Sample(_)) {
            self.begin(true)?;
        }
        match self.stage {
            Stage::Text(text) => text.finish(origin),
            Stage::Workbook(bytes) => sheet(&bytes, self.params, origin, progress),
            Stage::Sample(_) => Err(plan::empty_file()),
        }
    }

    /// Sees what the content is and reads what has come of it.
    fn begin(&mut self, whole: bool) -> Result<()> {
        let Stage::Sample(collected) = &mut self.stage else { return Ok(()) };
        let collected = std::mem::take(collected);
        if workbook::begins(&collected) {
            self.stage = Stage::Workbook(collected);
            return Ok(());
        }
        let sample = &collected[..collected.len().min(SAMPLE)];
        format::identify(sample)?;
        let guess = match &self.params.encoding {
            Some(label) => Guess::given(charset::named(label)?),
            None => detect::guess(sample, whole),
        };
        let mut text = Box::new(Text {
            decoder: Decoder::new(guess),
            buffer: String::new(),
            table: Table::new(self.params.clone(), Form::Lines),
        });
        text.begin(sample)?;
        text.take(&collected[sample.len()..], false)?;
        self.stage = Stage::Text(text);
        Ok(())
    }
}

/// Reads the rows of a workbook's sheet.
fn sheet(bytes: &[u8], params: ImportParams, mut origin: Origin, progress: &mut dyn FnMut(u64)) -> Result<Workspace> {
    let wanted = params.sheet.clone();
    let mut table = Table::new(params, Form::Cells);
    let told = workbook::read(bytes, wanted.as_deref(), &mut |text| {
        table.push(text, None)?;
        progress(table.rows_read());
        Ok(())
    })?;
    origin.format = told.format;
    origin.sheets = told.sheets;
    origin.sheet = Some(told.sheet);
    origin.sheet_reason = Some(told.sheet_reason);
    origin.notices.extend(told.notices);
    table.finish(None)?.finish(origin)
}

/// Bytes that are characters in some encoding.
struct Text {
    decoder: Decoder,
    buffer: String,
    table: Table,
}

impl Text {
    /// Takes the first bytes and sees whether they are a table's.
    fn begin(&mut self, sample: &[u8]) -> Result<()> {
        self.decoder.push(sample, false, &mut self.buffer);
        charset::is_text(&self.buffer, &self.decoder)?;
        format::check_text(&self.buffer)?;
        if objects::begins(&self.buffer) {
            self.table.form = Form::Objects;
        }
        self.table.push(self.buffer.as_bytes(), self.decoder.first_bad())
    }

    fn take(&mut self, bytes: &[u8], last: bool) -> Result<()> {
        self.buffer.clear();
        self.decoder.push(bytes, last, &mut self.buffer);
        self.table.push(self.buffer.as_bytes(), self.decoder.first_bad())
    }

    fn finish(mut self, mut origin: Origin) -> Result<Workspace> {
        self.take(&[], true)?;
        let rows = self.table.finish(self.decoder.first_bad())?;
        origin.format = rows.format();
        origin.encoding = charset::name(self.decoder.encoding());
        origin.decoding = Some(self.decoder.encoding());
        origin.encoding_reason = Some(self.decoder.reason().clone());
        origin.notices.extend(self.decoder.notices(rows.bad_line()));
        rows.finish(origin)
    }
}

/// What a text is made of, before it has been looked at closely.
#[derive(Clone, Copy)]
enum Form {
    Lines,
    Objects,
    Cells,
}

/// Text on its way to rows.
struct Table {
    params: ImportParams,
    form: Form,
    /// Until there is enough to make a plan from.
    sample: Vec<u8>,
    rows: Option<Box<Rows>>,
}

impl Table {
    fn new(params: ImportParams, form: Form) -> Self {
        Self {
            params,
            form,
            sample: Vec::new(),
            rows: None,
        }
    }

    fn rows_read(&self) -> u64 {
        self.rows.as_ref().map_or(0, |rows| rows.read())
    }

    fn push(&mut self, text: &[u8], bad: Option<u64>) -> Result<()> {
        if let Some(rows) = &mut self.rows {
            rows.push(text, bad);
            return Ok(());
        }
        self.sample.extend_from_slice(text);
        if self.sample.len() <= SAMPLE {
            return Ok(());
        }
        self.begin(false, bad)
    }

    /// Makes the plan and reads the rows of what has been collected.
    fn begin(&mut self, whole: bool, bad: Option<u64>) -> Result<()> {
        let collected = std::mem::take(&mut self.sample);
        let sample = &collected[..collected.len().min(SAMPLE)];
        let (shape, notices) = match self.form {
            Form::Lines => (None, Vec::new()),
            Form::Cells => (Some(Shape::Cells), Vec::new()),
            Form::Objects => {
                let outline = Outline::new(sample, whole);
                if whole && objects::empty(sample) {
                    return Err(plan::empty_file());
                }
                let notices = told_of(&outline);
                // A first column of JSON in a file of lines looks alike.
                let shape = (!outline.names().is_empty()).then(|| Shape::Objects(Arc::new(outline)));
                (shape, notices)
            }
        };
        let mut plan = Plan::make(sample, whole, shape, &self.params)?;
        plan.notices.splice(0..0, notices);
        let mut rows = Box::new(Rows::new(plan, &self.params));
        rows.push(&collected, bad);
        self.rows = Some(rows);
        Ok(())
    }

    /// All rows, the last one too.
    fn finish(mut self, bad: Option<u64>) -> Result<Box<Rows>> {
        if self.rows.is_none() {
            self.begin(true, bad)?;
        }
        let mut rows = self.rows.ok_or_else(plan::empty_file)?;
        rows.end(bad);
        Ok(rows)
    }
}

/// What is to be known of how objects stand in a file.
fn told_of(outline: &Outline) -> Vec<Notice> {
    let mut notices = Vec::new();
    if let Some(list) = outline.list() {
        notices.push(Notice::note(
            "json_list",
            format!("The rows are the objects of the list “{list}”; the rest of the file was not read."),
            format!("数据行取自列表“{list}”中的对象，文件其余部分未读取。"),
        ));
    }
    if outline.numbered() {
        notices.push(Notice::note(
            "json_numbered",
            "Several objects stand on one line, so the number of a line is that of the object.",
            "一行中有多个对象，因此行号即对象的序号。",
        ));
    }
    notices
}
