//! The terminal's door: `regulars <analysis> FILE [settings] [--json]`.
//!
//! The flags of each analysis are made from the JSON Schema of its settings,
//! so there is nothing to keep in step by hand.

mod flags;
mod text;

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use clap::error::ErrorKind as UsageKind;
use clap::{Arg, ArgAction, ArgMatches, Command};
use regulars::analysis::{ANALYSES, Analysis, Entry};
use regulars::error::{Error, ErrorKind, Result};
use regulars::identify::Health;
use regulars::ingest::{Import, ImportParams};
use regulars::text::{Lang, Level};
use regulars::workspace::{Scope, Workspace};
use regulars::{sample, task};

fn main() -> ExitCode {
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(usage) => return misused(&usage),
    };
    let lang = match matches.get_one::<String>("lang").map(String::as_str) {
        Some("zh") => Lang::Zh,
        _ => Lang::En,
    };
    match run(&matches, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing can be done when standard error is gone too.
            let _ = writeln!(io::stderr(), "{}{}", error.message(lang), way_out(error.kind(), lang));
            ExitCode::from(if error.kind() == ErrorKind::Io { 1 } else { 2 })
        }
    }
}

/// How a failure is mended on the command line, where there is an own way.
fn way_out(kind: ErrorKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (ErrorKind::MissingRole, Lang::En) => " Here: --map ROLE=COLUMN, as in --map date=2.",
        (ErrorKind::MissingRole, Lang::Zh) => "在此可用 --map 角色=列，例如 --map date=2。",
        _ => "",
    }
}

fn command() -> Command {
    let mut command = Command::new("regulars")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Know your customers without sending them anywhere.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_parser(["en", "zh"])
                .default_value("en")
                .help("The language of messages"),
        );
    for entry in ANALYSES {
        command = command.subcommand(analysis_command(entry));
    }
    command.subcommand(
        Command::new("sample").about("Print the orders of the sample shop as CSV").arg(
            Arg::new("seed")
                .long("seed")
                .default_value("1")
                .value_parser(clap::value_parser!(u32))
                .help("The seed"),
        ),
    )
}

fn analysis_command(entry: &Entry) -> Command {
    let mut command =
        Command::new(entry.name)
            .about(entry.about)
            .arg(Arg::new("file").value_name("FILE").required(true).num_args(1..).help(
                "The file; - reads standard input. Several are joined on the customer; what is said about reading holds for the first",
            ))
            .arg(
                Arg::new("json")
                    .long("json")
                    .action(ArgAction::SetTrue)
                    .help("Print one JSON object"),
            );
    let schema = (entry.schema)();
    for argument in flags::arguments(schema.as_value(), "Settings") {
        command = command.arg(argument);
    }
    for argument in flags::arguments(schemars::schema_for!(Scope).as_value(), "Window") {
        command = command.arg(argument);
    }
    if entry.name == Health::NAME {
        command = command.arg(
            Arg::new("rejected")
                .long("rejected")
                .value_name("OUT")
                .action(ArgAction::Append)
                .help("Write all rejected rows of the first file to this one: the line and the reason, then the row as it stands. Given again, those of the second, and so on"),
        );
    }
    for argument in flags::import_arguments().into_iter().chain(flags::cleaning_arguments()) {
        command = command.arg(argument);
    }
    command
}

/// A failure is one sentence: the first line of what clap says, and where help is.
fn misused(usage: &clap::Error) -> ExitCode {
    if matches!(
        usage.kind(),
        UsageKind::DisplayHelp | UsageKind::DisplayVersion | UsageKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        let _ = usage.print();
        return ExitCode::from(u8::from(usage.use_stderr()) * 2);
    }
    let text = usage.to_string();
    let sentence: Vec<_> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage") && !line.starts_with("For more"))
        .collect();
    let sentence = sentence.join(" ");
    let _ = writeln!(
        io::stderr(),
        "{}. See regulars --help.",
        sentence.trim_start_matches("error: ").trim()
    );
    ExitCode::from(2)
}

fn run(matches: &ArgMatches, lang: Lang) -> Result<()> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let mut out = io::stdout().lock();
    if name == "sample" {
        let seed = matches.get_one::<u32>("seed").copied().unwrap_or(1);
        return written(out.write_all(&sample::tea_shop(u64::from(seed))));
    }
    let entry = regulars::analysis::find(name)?;
    let scope = flags::settings(matches, schemars::schema_for!(Scope).as_value())?;
    let scope: Scope = regulars::settings::read(scope)?;
    let params = flags::settings(matches, (entry.schema)().as_value())?;
    let workspace = workspace(matches, lang)?;
    let report = task::complete(entry.start(&workspace, &scope, params)?)?;
    if entry.name != Health::NAME {
        warn(&workspace, lang);
    }
    if matches.get_flag("json") {
        let mut out = BufWriter::new(out);
        let json = serde_json::to_writer(&mut out, &report.document()).map_err(io::Error::from);
        return written(json.and_then(|()| writeln!(out)).and_then(|()| out.flush()));
    }
    written(out.write_all(text::report(report.as_ref(), lang).as_bytes()))
}

/// What the reading of the file warns of holds for every result, so it is said
/// beside each; the data health has it among its own.
fn warn(workspace: &Workspace, lang: Lang) {
    let of_files = workspace.imports().iter().flat_map(|import| &import.notices);
    let of_join = workspace.join().into_iter().flat_map(|join| &join.notices);
    let of_cleaning = workspace.cleaning().into_iter().flat_map(|(_, cleaned)| &cleaned.notices);
    for notice in of_files
        .chain(of_join)
        .chain(of_cleaning)
        .filter(|notice| notice.level == Level::Warning)
    {
        // Nothing can be done when standard error is gone.
        let _ = writeln!(io::stderr(), "! {}", notice.text.get(lang));
    }
}

/// All files, joined and cleaned; the rejected rows of each are written where that is asked.
fn workspace(matches: &ArgMatches, lang: Lang) -> Result<Workspace> {
    let mut params = Some(flags::import_params(matches)?);
    let paths = || matches.get_many::<String>("file").unwrap_or_default();
    let files: Vec<Workspace> = paths()
        .map(|path| import(path, params.take().unwrap_or_default()))
        .collect::<Result<_>>()?;
    let outs = matches.try_get_many::<String>("rejected").ok().flatten().unwrap_or_default();
    if outs.len() > files.len() {
        return Err(Error::new(
            ErrorKind::BadParameter,
            "--rejected is given more often than there are files; give it once a file.",
            "--rejected 的次数多于文件数；每个文件最多一次。",
        ));
    }
    for ((file, path), out) in files.iter().zip(paths()).zip(outs) {
        write_rejected(file, path, out, lang)?;
    }
    Workspace::joined(files)?.cleaned(&flags::cleaning(matches)?)
}

fn import(path: &str, params: ImportParams) -> Result<Workspace> {
    let mut import = Import::new(path, params);
    read(path, |slice| import.push(slice))?;
    import.finish()
}

/// Gives a file in slices.
fn read(path: &str, mut each: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let failed = |error: &io::Error| flags::unreadable(path, error);
    let mut input: Box<dyn Read> = match path {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path).map_err(|error| failed(&error))?),
    };
    let mut slice = vec![0; 1 << 20];
    loop {
        match input.read(&mut slice).map_err(|error| failed(&error))? {
            0 => return Ok(()),
            read => each(&slice[..read])?,
        }
    }
}

/// Reads a file once more and writes the rows that were rejected.
fn write_rejected(workspace: &Workspace, path: &str, out: &str, lang: Lang) -> Result<()> {
    if path == "-" {
        return Err(Error::new(
            ErrorKind::BadParameter,
            "--rejected reads the file once more, which standard input does not allow; name the file.",
            "--rejected 需要再次读取文件，标准输入无法做到；请给出文件名。",
        ));
    }
    let mut rows = workspace.import().rejections.rows(lang);
    let mut file = BufWriter::new(File::create(out).map_err(|error| unwritten(&error))?);
    let mut bytes = Vec::new();
    read(path, |slice| {
        rows.push(slice, &mut bytes)?;
        written(file.write_all(&bytes))?;
        bytes.clear();
        Ok(())
    })?;
    rows.finish(&mut bytes)?;
    written(file.write_all(&bytes).and_then(|()| file.flush()))
}

/// A reader that has seen enough (`head`) is no failure.
fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

fn unwritten(error: &io::Error) -> Error {
    Error::new(
        ErrorKind::Io,
        format!("The result cannot be written: {error}."),
        format!("无法写出结果：{error}。"),
    )
}
