//! The plan of an import: all that is decided from the beginning of the file.
//!
//! The beginning is always the same bytes, the first [`SAMPLE`] or the whole
//! file when it is shorter, so the plan does not depend on the slices in which
//! the file arrives.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Notice, Text};

use super::above::Above;
use super::dialect::{self, Cut};
use super::header;
use super::known::Known;
use super::names;
use super::params::ImportParams;
use super::profile::Profile;
use super::records::{Found, Records, Shape};
use super::report::{FileKind, Role};
use super::roles::{self, Guess, Roles};
use super::summary::Summary;

/// How much of a file is looked at before its rows are read.
pub(super) const SAMPLE: usize = 1 << 20;

/// The most columns that are read, as many as a spreadsheet has.
const COLUMNS: usize = 1 << 14;

/// How the rows of a file are to be read.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) shape: Shape,
    /// Why fields are parted by this sign.
    pub(super) delimiter_reason: Option<Text>,
    /// The rows above the header or the first row of data.
    pub(super) above: usize,
    pub(super) header: bool,
    /// The rows that name the columns.
    pub(super) header_rows: usize,
    pub(super) header_reason: Text,
    /// The columns' names, or their positions from 1.
    pub(super) names: Vec<String>,
    pub(super) profiles: Vec<Profile>,
    pub(super) known: Vec<Known>,
    pub(super) kind: FileKind,
    pub(super) kind_reason: Text,
    pub(super) roles: Roles,
    pub(super) notices: Vec<Notice>,
}

impl Plan {
    /// Looks at the beginning of a text, or at the `whole` of it; how its rows
    /// stand may be known.
    pub(super) fn make(sample: &[u8], whole: bool, shape: Option<Shape>, params: &ImportParams) -> Result<Self> {
        if sample.trim_ascii().is_empty() && whole {
            return Err(empty_file());
        }
        let (cut, tells, delimiter_reason) = match shape {
            Some(shape) => (dialect::cut(sample, whole, shape), false, None),
            None => cut(sample, whole, params)?,
        };
        let objects = matches!(cut.shape, Shape::Objects(_));
        let above = if objects {
            Above::default()
        } else {
            Above::find(sample, whole, &cut, usize::from(tells), params.header)
        };
        let Rows {
            first,
            second,
            mut narrowest,
            mut below,
        } = Rows::read(sample, whole, &cut, above.rows)?;
        if below.len() < 2 {
            return Err(one_column(&cut.shape));
        }
        let two = second
            .as_ref()
            .filter(|_| !objects && params.header != Some(false))
            .and_then(|second| header::two_rows(&first, second, &below));
        if let (None, Some(second)) = (&two, &second) {
            add_on_top(&mut below, second);
            narrowest = narrowest.min(second.len());
        }
        let (header, header_reason) = match (params.header, &two) {
            _ if objects => (true, Text::new("Each object names its values.", "每个对象都写明了各值的名称。")),
            (_, Some(two)) => (true, two.reason.clone()),
            (Some(header), None) => (header, Text::new("You said so.", "由您指定。")),
            (None, None) => dialect::header(&first, &below),
        };
        if header {
            let named = first.len().max(two.as_ref().map_or(0, |_| second.as_ref().map_or(0, Vec::len)));
            below.truncate(named.max(narrowest));
        } else {
            add_on_top(&mut below, &first);
        }
        let header_rows = usize::from(header) + usize::from(two.is_some());
        let mut notices: Vec<Notice> = above.notice().into_iter().collect();
        let given_names = match two {
            Some(two) => {
                notices.push(two.notice);
                two.names
            }
            None if header => first,
            None => Vec::new(),
        };
        let names = column_names(&given_names, below.len());
        if header && whole && below[0].codes.is_empty() {
            return Err(header_only(&names));
        }
        let given = params.columns(&names)?;
        let unused = params.unused(&names, &given)?;
        let mut known = Known::of(&names, &below, header);
        let named = header.then_some(names.as_slice());
        let summary = Summary::find(named, &below, &given, &unused);
        let roles = roles::guess(named, &below, &known, &given, unused);
        Known::of_dates(&mut known, &below, &roles);
        let (kind, kind_reason) = kind(&roles, &below, header, params, summary.as_ref())?;
        let mut plan = Self {
            shape: cut.shape,
            delimiter_reason,
            above: above.rows,
            header,
            header_rows,
            header_reason,
            names,
            profiles: below,
            known,
            kind,
            kind_reason,
            roles,
            notices,
        };
        match kind {
            FileKind::Orders => plan.check_orders()?,
            FileKind::Customers => plan.choose_id(params, &[]),
            FileKind::Summary => {
                let columns = summary.map(|summary| summary.columns).unwrap_or_default();
                let has = |role| columns.iter().any(|(_, guess)| guess.role == role);
                if let Some(role) = [Role::X, Role::Tx, Role::T].into_iter().find(|&role| !has(role)) {
                    return Err(plan.missing(role));
                }
                plan.choose_id(params, &columns);
            }
        }
        Ok(plan)
    }

    /// An order file needs a customer, a date, and an amount or what makes one.
    fn check_orders(&mut self) -> Result<()> {
        let has = |role| self.roles.column(role).is_some();
        if !has(Role::Customer) {
            return Err(self.missing(Role::Customer));
        }
        if !has(Role::Date) {
            return Err(self.missing(Role::Date));
        }
        let product = has(Role::Price) && has(Role::Quantity);
        if !has(Role::Amount) && !product {
            return Err(self.missing(Role::Amount));
        }
        self.notices.extend(self.roles_by_content());
        if !has(Role::Amount) {
            self.notices.push(Notice::note(
                "price_times_quantity",
                "There is no column of amounts, so the amount is unit price × quantity.",
                "没有金额列，金额按“单价 × 数量”计算。",
            ));
        }
        Ok(())
    }

    /// Which roles an order file needs were recognised by their values alone.
    fn roles_by_content(&self) -> Option<Notice> {
        let (en, zh): (Vec<String>, Vec<String>) = [Role::Customer, Role::Date, Role::Amount]
            .into_iter()
            .filter(|&role| !self.roles.by_name(role))
            .filter_map(|role| {
                let (noun, name) = (roles::noun(role), &self.names[self.roles.column(role)?]);
                Some((format!("{} is “{name}”", noun.en), format!("{}为“{name}”", noun.zh)))
            })
            .unzip();
        (!en.is_empty()).then(|| {
            Notice::note(
                "roles_by_content",
                format!("Recognised by the values alone, please check: {}.", en.join(", ")),
                format!("以下列仅凭内容识别，请核对：{}。", zh.join("，")),
            )
        })
    }

    fn missing(&self, role: Role) -> Error {
        let noun = roles::noun(role);
        Error::new(
            ErrorKind::MissingRole,
            format!(
                "No column looks like {}. The file has: {}. Say which one it is.",
                noun.en,
                listed(&self.names, ", ")
            ),
            format!(
                "没有找到{}列。文件中的列为：{}。请指明是哪一列。",
                noun.zh,
                listed(&self.names, "、")
            ),
        )
    }

    /// In a file of customers one column may be the id, some tell who they are, and these `columns` are what a summary has.
    fn choose_id(&mut self, params: &ImportParams, columns: &[(usize, Guess)]) {
        for (column, guess) in columns {
            self.roles.guesses[*column] = Some(guess.clone());
        }
        let id = self.id(params.roles.contains_key(&Role::Customer));
        for guess in &mut self.roles.guesses {
            guess.take_if(|guess| roles::of_orders(guess.role) || guess.role == Role::Customer);
        }
        match id {
            Some((column, guess)) => self.roles.guesses[column] = Some(guess),
            None => self.notices.push(Notice::note(
                "row_number_ids",
                "No column names the customers, so each is called by the number of its row.",
                "没有客户编号列，因此以行号作为客户编号。",
            )),
        }
    }

    /// The column of ids: the one that was given, one whose name says so, or
    /// the first, provided that no value is there twice.
    fn id(&self, given: bool) -> Option<(usize, Guess)> {
        if given || self.roles.by_name(Role::Customer) {
            let column = self.roles.column(Role::Customer)?;
            return Some((column, self.roles.guesses[column].clone()?));
        }
        let guess = |column, confidence, en: &str, zh: &str| {
            let name = &self.names[column];
            let reason = Text::new(
                format!("“{name}” {en}, and no value is there twice."),
                format!("“{name}”{zh}，且没有重复值。"),
            );
            let role = Role::Customer;
            Some((column, Guess { role, confidence, reason }))
        };
        let summed = |column: usize| {
            self.roles.guesses[column]
                .as_ref()
                .is_some_and(|guess| roles::of_summaries(guess.role))
        };
        let unique = |column: &usize| !self.roles.unused.contains(column) && !summed(*column) && self.profiles[*column].unique();
        let named = |column: &usize| self.header && names::row_id(&self.names[*column]) && unique(column);
        if let Some(column) = (0..self.names.len()).find(named) {
            return guess(column, 0.8, "is a usual name for a row's id", "是常用的编号列名");
        }
        let first = &self.profiles[0];
        if unique(&0) && first.fractions == 0 && first.date_share() < 0.5 {
            return guess(0, 0.6, "is the first column", "是第一列");
        }
        None
    }
}

/// Whether the rows are orders, customers or a summary of them, and why.
fn kind(roles: &Roles, profiles: &[Profile], header: bool, params: &ImportParams, summary: Option<&Summary>) -> Result<(FileKind, Text)> {
    let order_role = params.roles.keys().find(|&&role| roles::of_orders(role));
    match (params.kind, order_role) {
        (Some(FileKind::Customers | FileKind::Summary), Some(&role)) => {
            let noun = roles::noun(role);
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "A file of customers has no column for {}. Leave it out, or open the file as orders.",
                    noun.en
                ),
                format!("客户表没有“{}”这一用途。请去掉该设置，或按订单文件打开。", noun.zh),
            ));
        }
        (Some(kind), _) => return Ok((kind, Text::new("You said so.", "由您指定。"))),
        (None, Some(_)) => {
            return Ok((
                FileKind::Orders,
                Text::new("You named a column that only orders have.", "您指定了订单才有的列。"),
            ));
        }
        (None, None) if params.roles.keys().any(|&role| roles::of_summaries(role)) => {
            return Ok((
                FileKind::Summary,
                Text::new("You named a column that only summaries have.", "您指定了客户汇总表才有的列。"),
            ));
        }
        (None, None) => {}
    }
    // Without names, content is all there is to go by.
    let trusted = |role| roles.column(role).is_some() && (!header || roles.by_name(role));
    let money = trusted(Role::Amount) || (trusted(Role::Price) && trusted(Role::Quantity));
    let summed = |column: &usize| summary.is_some_and(|summary| summary.columns.iter().any(|(summed, _)| summed == column));
    let repeats = roles
        .column(Role::Customer)
        .filter(|column| !summed(column))
        .is_some_and(|column| profiles[column].distinct_share() < 0.9);
    if let Some(summary) = summary.filter(|summary| summary.fits && !repeats) {
        return Ok((FileKind::Summary, summary.reason.clone()));
    }
    if roles.column(Role::Date).is_some() && (money || repeats) {
        let because = if repeats {
            Text::new("Each row has a date, and customers come again.", "每行都有日期，且客户重复出现。")
        } else {
            Text::new("Each row has a date and an amount.", "每行都有日期和金额。")
        };
        return Ok((FileKind::Orders, because));
    }
    if money && trusted(Role::Customer) && repeats {
        return Ok((
            FileKind::Orders,
            Text::new(
                "Customers come again, and each row has an amount.",
                "客户重复出现，且每行都有金额。",
            ),
        ));
    }
    if let Some(summary) = summary {
        return Ok((FileKind::Customers, summary.reason.clone()));
    }
    let because = match roles.column(Role::Date) {
        None => Text::new("There is no date of purchase: one row a customer.", "没有购买日期：每位客户一行。"),
        Some(_) => Text::new(
            "No column is an amount and customers do not come again: one row a customer.",
            "没有金额列，且客户没有重复：每位客户一行。",
        ),
    };
    Ok((FileKind::Customers, because))
}

/// How a text of lines is cut, and whether its first line says so.
fn cut(sample: &[u8], whole: bool, params: &ImportParams) -> Result<(Cut, bool, Option<Text>)> {
    if !whole && !sample.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Err(line_too_long(1));
    }
    let (tells, told) = dialect::told(sample);
    let given = params.delimiter()?;
    let cut = match given.or(told) {
        Some(delimiter) => dialect::cut(sample, whole, Shape::Delimited(delimiter)),
        None => dialect::guess(sample, whole).ok_or_else(no_delimiter)?,
    };
    let reason = if given.is_some() {
        Text::new("You said so.", "由您指定。")
    } else if told.is_some() {
        Text::new("The first line of the file names it.", "文件第一行写明了它。")
    } else {
        let width = cut.width;
        Text::new(
            format!("It cuts most rows into {width} columns, more evenly than any other sign."),
            format!("它把大多数行分成 {width} 列，比其他符号更一致。"),
        )
    };
    Ok((cut, tells, Some(reason)))
}

/// The rows of the sample.
struct Rows {
    first: Vec<String>,
    /// The second row, where it can be one of names; it is not among those below then.
    second: Option<Vec<String>>,
    /// The least number of fields below the first row. When each row has more
    /// fields than the header, the last columns have no name.
    narrowest: usize,
    /// The columns below the first row, as many as it has or most rows have.
    below: Vec<Profile>,
}

impl Rows {
    fn read(sample: &[u8], whole: bool, cut: &Cut, mut above: usize) -> Result<Self> {
        let mut records = Records::new(&cut.shape);
        records.feed(sample);
        let mut rows: Option<Self> = None;
        while let Some(found) = records.next(whole) {
            let Found::Record(record) = found else { continue };
            if above > 0 {
                above -= 1;
                continue;
            }
            let Some(rows) = &mut rows else {
                let first: Vec<String> = record.fields().map(str::to_owned).collect();
                let columns = first.len().max(cut.width);
                if columns > COLUMNS {
                    return Err(too_many_columns(columns));
                }
                let below = (0..columns).map(|_| Profile::default()).collect();
                rows = Some(Self {
                    first,
                    second: None,
                    narrowest: usize::MAX,
                    below,
                });
                continue;
            };
            if rows.second.is_none() && rows.narrowest == usize::MAX {
                let cells: Vec<String> = record.fields().map(str::to_owned).collect();
                if header::words(&cells) {
                    rows.second = Some(cells);
                    continue;
                }
            }
            rows.narrowest = rows.narrowest.min(record.len());
            for (position, profile) in rows.below.iter_mut().enumerate() {
                profile.add(record.field(position).unwrap_or_default());
            }
        }
        rows.ok_or_else(|| if whole { no_rows() } else { line_too_long(1) })
    }
}

/// Adds a row that stands before the rows below.
fn add_on_top(below: &mut [Profile], row: &[String]) {
    for (position, profile) in below.iter_mut().enumerate() {
        profile.add_on_top(row.get(position).map_or("", String::as_str));
    }
}

/// The header's names, made distinct; a column without one is called by its position.
fn column_names(header: &[String], columns: usize) -> Vec<String> {
    let mut taken = HashSet::with_capacity(columns);
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut distinct = |position: usize| {
        let given = header.get(position).filter(|name| !name.is_empty());
        let plain = given.cloned().unwrap_or_else(|| (position + 1).to_string());
        let mut name = plain.clone();
        while !taken.insert(name.clone()) {
            let count = counts.entry(plain.clone()).or_insert(1);
            *count += 1;
            name = format!("{plain} ({count})");
        }
        name
    };
    (0..columns).map(&mut distinct).collect()
}

/// The names in a sentence; of many the first few.
pub(super) fn listed(names: &[String], comma: &str) -> String {
    const NAMED: usize = 30;
    let list = names[..names.len().min(NAMED)].join(comma);
    if names.len() > NAMED { format!("{list}{comma}…") } else { list }
}

fn too_many_columns(columns: usize) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!(
            "The table has {columns} columns; as in a spreadsheet, at most {COLUMNS} are read. Check that each row stands on its own line, or export only the columns you need."
        ),
        format!("表格有 {columns} 列；与电子表格一样，最多读取 {COLUMNS} 列。请确认每行数据各占一行，或只导出需要的列。"),
    )
}

pub(super) fn empty_file() -> Error {
    Error::new(
        ErrorKind::EmptyFile,
        "The file is empty. Export it again, and check that the export has finished.",
        "文件是空的。请重新导出，并确认导出已完成。",
    )
}

fn no_rows() -> Error {
    Error::new(
        ErrorKind::NoUsableRows,
        "No row of the file could be read: each line opens a quote that never closes, or is too long.",
        "文件中没有可读的行：每一行不是引号没有闭合，就是过长。",
    )
}

pub(super) fn header_only(names: &[String]) -> Error {
    Error::new(
        ErrorKind::HeaderOnly,
        format!(
            "The file has column names ({}) and no row below them. Export it again with a wider range of dates.",
            listed(names, ", ")
        ),
        format!("文件只有列名（{}），没有数据行。请放宽日期范围后重新导出。", listed(names, "、")),
    )
    .at_row(1)
}

fn one_column(shape: &Shape) -> Error {
    let (en, zh) = match shape {
        Shape::Delimited(_) => return no_delimiter(),
        Shape::Objects(_) => ("Each object has only one value", "每个对象只有一个值"),
        Shape::Cells => ("The sheet has only one column", "工作表只有一列"),
    };
    Error::new(
        ErrorKind::OneColumn,
        format!("{en}, so customers and orders cannot be told apart. Is it the right one?"),
        format!("{zh}，无法区分客户与订单。请确认是否选对。"),
    )
}

fn no_delimiter() -> Error {
    Error::new(
        ErrorKind::OneColumn,
        "Only one column was found. Columns are set apart by commas, semicolons, tabs, “|” or white-space; if it is another sign, name it.",
        "只找到一列。列之间应以逗号、分号、制表符、“|”或空白分隔；若为其他符号，请指定。",
    )
}

pub(super) fn line_too_long(line: u64) -> Error {
    Error::new(
        ErrorKind::LineTooLong,
        "The line is longer than one million bytes, which no row of a table is. Is this a CSV file with one row a line?",
        "该行超过一百万字节，不可能是表格中的一行。请确认这是每行一条记录的 CSV 文件。",
    )
    .at_row(line)
}
