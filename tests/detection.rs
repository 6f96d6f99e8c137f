//! How often the beginning of a file tells rightly how to read it.
//!
//! Files are generated for each encoding with real words of a language, each
//! delimiter, form of dates and decimal mark, short or long. What is guessed is
//! compared with what was written, and the counts are held exactly:
//! `cargo test --test detection -- --ignored --nocapture` prints the table that
//! stands in `docs/measured.md`, with each file that is read wrongly.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use regulars::ingest::{DateOrder, DecimalMark, FileKind, ImportParams, Role, import};
use regulars::workspace::Workspace;
use serde::Deserialize;

/// An encoding, a language written in it, and whether a mark stands before the text.
const ENCODINGS: [(&str, &str, bool); 24] = [
    ("UTF-8", "en", false),
    ("UTF-8", "fr", false),
    ("UTF-8", "zh-Hans", true),
    ("UTF-16LE", "ja", true),
    ("UTF-16BE", "ru", true),
    ("UTF-16LE", "de", false),
    ("UTF-16BE", "zh-Hans", false),
    ("GBK", "zh-Hans", false),
    ("Big5", "zh-Hant", false),
    ("Shift_JIS", "ja", false),
    ("EUC-JP", "ja", false),
    ("EUC-KR", "ko", false),
    ("windows-1250", "pl", false),
    ("windows-1250", "cs", false),
    ("windows-1251", "ru", false),
    ("windows-1252", "de", false),
    ("windows-1252", "es", false),
    ("windows-1252", "pt", false),
    ("windows-1253", "el", false),
    ("windows-1254", "tr", false),
    ("windows-1255", "he", false),
    ("windows-1256", "ar", false),
    ("windows-1257", "lt", false),
    ("windows-874", "th", false),
];
const DELIMITERS: [char; 5] = [',', ';', '\t', '|', ' '];
const DATES: [Form; 4] = [Form::Iso, Form::Points, Form::MonthFirst, Form::ShortYear];
const MARKS: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];

/// How many rows there are, and whether names stand above them.
const LENGTHS: [(usize, bool); 4] = [(3, true), (8, true), (30, true), (30, false)];

/// What can be guessed rightly, each by itself, and all of it at once.
const GUESSES: [&str; 7] = [
    "encoding",
    "delimiter",
    "header",
    "date order",
    "decimal mark",
    "kind and roles",
    "all",
];

/// How a day is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// `2024-03-05`
    Iso,
    /// `05.03.2024`
    Points,
    /// `3/5/2024`
    MonthFirst,
    /// `05/03/24`
    ShortYear,
}

impl Form {
    fn write(self, [year, month, day]: [u32; 3]) -> String {
        match self {
            Self::Iso => format!("{year}-{month:02}-{day:02}"),
            Self::Points => format!("{day:02}.{month:02}.{year}"),
            Self::MonthFirst => format!("{month}/{day}/{year}"),
            Self::ShortYear => format!("{day:02}/{month:02}/{:02}", year % 100),
        }
    }

    fn order(self) -> DateOrder {
        match self {
            Self::Iso => DateOrder::Ymd,
            Self::MonthFirst => DateOrder::Mdy,
            Self::Points | Self::ShortYear => DateOrder::Dmy,
        }
    }
}

/// The words of a language.
#[derive(Deserialize)]
struct Words {
    header: Vec<String>,
    customers: Vec<String>,
    cities: Vec<String>,
    products: Vec<String>,
}

/// A file and what was put into it.
struct File {
    what: [String; 5],
    bytes: Vec<u8>,
    customers: BTreeSet<String>,
    delimiter: char,
    header: bool,
    order: DateOrder,
    mark: DecimalMark,
}

/// Numbers without any pattern that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Money with its thousands set off, but for files set with blanks, which are made by plainer programs.
fn amount(cents: usize, mark: DecimalMark, delimiter: char) -> String {
    let (whole, cents) = (cents / 100, cents % 100);
    let (group, point) = match mark {
        DecimalMark::Point => (',', '.'),
        DecimalMark::Comma => ('.', ','),
    };
    if whole < 1_000 || delimiter == ' ' {
        format!("{whole}{point}{cents:02}")
    } else {
        format!("{}{group}{:03}{point}{cents:02}", whole / 1_000, whole % 1_000)
    }
}

fn line(fields: &[&str], delimiter: char) -> String {
    let quoted = |field: &&str| match delimiter {
        // Files set with blanks know no quotes.
        ' ' => field.replace(", ", "_").replace(' ', "_"),
        _ if field.contains([delimiter, '"']) => format!("\"{}\"", field.replace('"', "\"\"")),
        _ => (*field).to_owned(),
    };
    let fields: Vec<String> = fields.iter().map(quoted).collect();
    let between = if delimiter == ' ' { "  ".to_owned() } else { delimiter.to_string() };
    fields.join(&between) + "\r\n"
}

fn encoded(text: &str, label: &str, marked: bool) -> Vec<u8> {
    let text = if marked { format!("\u{feff}{text}") } else { text.to_owned() };
    match label {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => Encoding::for_label(label.as_bytes()).unwrap().encode(&text).0.into_owned(),
    }
}

fn files() -> Vec<File> {
    let languages: BTreeMap<String, Words> = serde_json::from_str(include_str!("corpus/languages.json")).unwrap();
    let mut files = Vec::new();
    for (label, language, marked) in ENCODINGS {
        for delimiter in DELIMITERS {
            for form in DATES {
                for mark in MARKS {
                    let mut chance = Chance(files.len() as u64 + 1);
                    let (rows, header) = LENGTHS[chance.below(LENGTHS.len())];
                    let names = if header { "" } else { " without names" };
                    let marked_as = if marked { " with a mark" } else { "" };
                    let (text, customers) = orders(&languages[language], (rows, header), (delimiter, form, mark), &mut chance);
                    files.push(File {
                        what: [
                            format!("{label}{marked_as}, {language}"),
                            format!("“{}”", delimiter.escape_default()),
                            format!("{form:?}"),
                            format!("{mark:?}"),
                            format!("{rows} rows{names}"),
                        ],
                        bytes: encoded(&text, label, marked),
                        customers,
                        delimiter,
                        header,
                        order: form.order(),
                        mark,
                    });
                }
            }
        }
    }
    files
}

/// The text of a file, and the customers in it.
fn orders(
    words: &Words,
    (rows, header): (usize, bool),
    (delimiter, form, mark): (char, Form, DecimalMark),
    chance: &mut Chance,
) -> (String, BTreeSet<String>) {
    let names: Vec<&str> = words.header.iter().map(String::as_str).collect();
    let mut text = if header { line(&names, delimiter) } else { String::new() };
    let mut customers = BTreeSet::new();
    for row in 0..rows {
        let who = chance.below(words.customers.len());
        // One day at least tells the order.
        let day = if row == rows / 2 { 23 } else { 1 + chance.below(28) };
        let days = [2023 + chance.below(2), 1 + chance.below(12), day].map(|part| u32::try_from(part).unwrap());
        let fields = [
            &words.customers[who],
            &form.write(days),
            &amount(250 + chance.below(480_000), mark, delimiter),
            &words.cities[who % words.cities.len()],
            &words.products[chance.below(words.products.len())],
        ];
        text += &line(&fields.map(String::as_str), delimiter);
        customers.insert(words.customers[who].clone());
    }
    (text, customers)
}

/// Which of [`GUESSES`] are right for a file.
fn guessed(file: &File) -> [bool; 7] {
    let columns = [(Role::Customer, 0), (Role::Date, 1), (Role::Amount, 2)];
    let found = |workspace: &Workspace| {
        let report = workspace.import();
        let is = |(role, column): (Role, usize)| report.roles.get(&role) == report.columns.get(column).map(|column| &column.name);
        report.kind == FileKind::Orders && columns.into_iter().all(is)
    };
    let open = |params| import("orders.csv", &file.bytes, params).ok();
    let alone = open(ImportParams::default());
    let roles = alone.as_ref().is_some_and(found);
    // The order of dates and the mark are measured on the right columns, whether or not these were found.
    let told = if roles {
        alone
    } else {
        open(ImportParams {
            roles: columns.map(|(role, column)| (role, (column + 1).to_string())).into(),
            ..ImportParams::default()
        })
    };
    let of_told = |right: &dyn Fn(&Workspace) -> bool| told.as_ref().is_some_and(right);
    let delimiter = if file.delimiter == ' ' {
        "white-space".to_owned()
    } else {
        file.delimiter.to_string()
    };
    let mut right = [
        of_told(&|workspace| workspace.ids().iter().cloned().collect::<BTreeSet<_>>() == file.customers),
        of_told(&|workspace| workspace.import().delimiter == delimiter),
        of_told(&|workspace| workspace.import().header == file.header),
        of_told(&|workspace| workspace.import().date_order == Some(file.order)),
        of_told(&|workspace| workspace.import().decimal == Some(file.mark)),
        roles,
        false,
    ];
    right[6] = right[..6].iter().all(|&right| right);
    right
}

/// Right guesses and files.
type Count = ([usize; 7], usize);

fn count<'a>(guesses: impl Iterator<Item = &'a [bool; 7]>) -> Count {
    guesses.fold(([0; 7], 0), |(mut counts, files), right| {
        for (count, &right) in counts.iter_mut().zip(right) {
            *count += usize::from(right);
        }
        (counts, files + 1)
    })
}

#[test]
fn what_is_guessed_is_right_as_often_as_measured() {
    let guesses: Vec<[bool; 7]> = files().iter().map(guessed).collect();
    let (right, files) = count(guesses.iter());
    assert_eq!(files, 960);
    assert_eq!(right, [953, 960, 960, 960, 960, 960, 953], "{GUESSES:?}");
}

#[test]
#[ignore = "prints what the test beside it counts"]
#[expect(clippy::print_stdout, reason = "the table is for docs/measured.md")]
fn table() {
    let files = files();
    let guesses: Vec<[bool; 7]> = files.iter().map(guessed).collect();
    println!("| | files | {} |\n| --- |{}", GUESSES.join(" | "), " --- |".repeat(8));
    let print = |name: &str, (right, files): Count| {
        let cells: Vec<String> = right.iter().map(ToString::to_string).collect();
        println!("| {name} | {files} | {} |", cells.join(" | "));
    };
    print("all", count(guesses.iter()));
    for dimension in 0..5 {
        let names: BTreeSet<&String> = files.iter().map(|file| &file.what[dimension]).collect();
        for name in names {
            let of_name = files.iter().zip(&guesses).filter(|(file, _)| file.what[dimension] == *name);
            print(name, count(of_name.map(|(_, right)| right)));
        }
    }
    for (file, right) in files.iter().zip(&guesses).filter(|(_, right)| !right[6]) {
        let wrong: Vec<&str> = GUESSES
            .iter()
            .zip(right)
            .filter(|(_, right)| !**right)
            .map(|(name, _)| *name)
            .collect();
        println!("{}: {}", file.what.join(", "), wrong.join(", "));
    }
}
