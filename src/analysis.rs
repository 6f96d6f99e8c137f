//! The one door: `Params → Report` over a workspace, the same for the command
//! line, the page and the npm package.
//!
//! Every analysis is a type that implements [`Analysis`]; [`ANALYSES`] lists
//! them. Adding one is told in CONTRIBUTING.md, with [`crate::value::abc`] as
//! the example.

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::settings;
use crate::task::{Progress, Started, Task};
use crate::workspace::{Scope, Workspace};

/// An analysis: its settings, its result and how to begin it.
pub trait Analysis: 'static {
    /// Its name on the command line and in the page's address.
    const NAME: &'static str;
    /// What it answers, in a line.
    const ABOUT: &'static str;
    /// Its settings.
    type Params: Params;
    /// Its result.
    type Report: Report;

    /// Checks the settings and begins the work.
    ///
    /// # Errors
    /// When the settings or the data do not allow it.
    fn start(workspace: &Workspace, scope: &Scope, params: &Self::Params) -> Result<Started<Self::Report>>;
}

/// Settings of an analysis: plain data with documented defaults.
pub trait Params: Default + Serialize + DeserializeOwned + described::Schema + described::Typed + 'static {
    /// Checks what the types cannot say.
    ///
    /// # Errors
    /// [`ErrorKind::BadParameter`] names the setting and what it may be.
    fn check(&self) -> Result<()>;
}

/// A result: a summary (what [`Serialize`] gives) and a row a customer.
pub trait Report: Serialize + described::Typed + 'static {
    /// What was found for each customer; `None` when the analysis is not about single customers.
    fn frame(&self) -> Option<&Frame>;

    /// How the figures of the customer in a row of the frame came about; without a frame, those
    /// of a row of the report's own list.
    fn explain(&self, row: usize) -> Option<Explanation>;
}

/// What settings and reports must be able to say of themselves, by feature.
pub mod described {
    /// Has a JSON Schema.
    #[cfg(feature = "schema")]
    pub trait Schema: schemars::JsonSchema {}
    #[cfg(feature = "schema")]
    impl<T: schemars::JsonSchema> Schema for T {}

    /// Would have a JSON Schema under the feature `schema`.
    #[cfg(not(feature = "schema"))]
    pub trait Schema {}
    #[cfg(not(feature = "schema"))]
    impl<T> Schema for T {}

    /// Has a TypeScript type.
    #[cfg(feature = "types")]
    pub trait Typed: ts_rs::TS {}
    #[cfg(feature = "types")]
    impl<T: ts_rs::TS> Typed for T {}

    /// Would have a TypeScript type under the feature `types`.
    #[cfg(not(feature = "types"))]
    pub trait Typed {}
    #[cfg(not(feature = "types"))]
    impl<T> Typed for T {}
}

type Begin = fn(&Workspace, &Scope, Value) -> Result<Started<Box<dyn AnyReport>>>;

/// An analysis by name.
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it answers, in a line.
    pub about: &'static str,
    begin: Begin,
    defaults: fn() -> Value,
    /// The JSON Schema of its settings.
    #[cfg(feature = "schema")]
    pub schema: fn() -> schemars::Schema,
    /// Declares its TypeScript types; their names.
    #[cfg(feature = "types")]
    pub types: fn(&mut crate::bindings::Declarations) -> (String, String),
}

impl Entry {
    const fn of<A: Analysis>() -> Self {
        Self {
            name: A::NAME,
            about: A::ABOUT,
            begin: begin::<A>,
            defaults: defaults::<A>,
            #[cfg(feature = "schema")]
            schema: || schemars::schema_for!(A::Params),
            #[cfg(feature = "types")]
            types: crate::bindings::declare::<A::Params, A::Report>,
        }
    }

    /// Begins the analysis with settings given as JSON; what is not given has its default.
    ///
    /// # Errors
    /// As [`Analysis::start`]; also when the JSON has unknown or ill-typed settings.
    pub fn start(&self, workspace: &Workspace, scope: &Scope, params: Value) -> Result<Started<Box<dyn AnyReport>>> {
        (self.begin)(workspace, scope, params)
    }

    /// The default settings.
    pub fn defaults(&self) -> Value {
        (self.defaults)()
    }
}

/// Every analysis, in the order of the page.
pub const ANALYSES: &[Entry] = &[
    Entry::of::<crate::identify::Health>(),
    Entry::of::<crate::identify::Identity>(),
    Entry::of::<crate::customers::Summary>(),
    Entry::of::<crate::customers::Trend>(),
    Entry::of::<crate::value::abc::Abc>(),
    Entry::of::<crate::value::rfm::Rfm>(),
    Entry::of::<crate::value::clv::Clv>(),
    Entry::of::<crate::value::clv::Choice>(),
    Entry::of::<crate::value::historical::Historical>(),
    Entry::of::<crate::value::dcf::Dcf>(),
    Entry::of::<crate::value::events::Events>(),
    Entry::of::<crate::value::types::Types>(),
    Entry::of::<crate::value::dwyer::Dwyer>(),
    Entry::of::<crate::value::curve::Curve>(),
    Entry::of::<crate::value::sbg::Subscriptions>(),
    Entry::of::<crate::profile::Profile>(),
    Entry::of::<crate::churn::Churn>(),
];

/// The analysis of this name.
///
/// # Errors
/// [`ErrorKind::UnknownAnalysis`] lists the names there are.
pub fn find(name: &str) -> Result<&'static Entry> {
    ANALYSES.iter().find(|entry| entry.name == name).ok_or_else(|| {
        let names: Vec<_> = ANALYSES.iter().map(|entry| entry.name).collect();
        Error::new(
            ErrorKind::UnknownAnalysis,
            format!("There is no analysis “{name}”; choose one of {}.", names.join(", ")),
            format!("没有名为“{name}”的分析，可选：{}。", names.join("、")),
        )
    })
}

/// A report of any analysis.
pub trait AnyReport {
    /// The summary, without the customers.
    fn summary(&self) -> Value;
    /// See [`Report::frame`].
    fn frame(&self) -> Option<&Frame>;
    /// See [`Report::explain`].
    fn explain(&self, row: usize) -> Option<Explanation>;

    /// The summary with the customers under `customers`, as the command line writes it.
    fn document(&self) -> Document<'_> {
        Document {
            summary: self.summary(),
            frame: self.frame(),
        }
    }
}

/// A whole report, ready to be written.
#[derive(Debug)]
pub struct Document<'a> {
    summary: Value,
    frame: Option<&'a Frame>,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (key, value) in self.summary.as_object().into_iter().flatten() {
            object.serialize_entry(key, value)?;
        }
        if let Some(frame) = self.frame {
            object.serialize_entry("customers", frame)?;
        }
        object.end()
    }
}

impl<R: Report> AnyReport for R {
    fn summary(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn frame(&self) -> Option<&Frame> {
        Report::frame(self)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        Report::explain(self, row)
    }
}

fn begin<A: Analysis>(workspace: &Workspace, scope: &Scope, params: Value) -> Result<Started<Box<dyn AnyReport>>> {
    let params: A::Params = settings::read(params)?;
    params.check()?;
    Ok(Box::new(Erased(A::start(workspace, scope, &params)?)))
}

fn defaults<A: Analysis>() -> Value {
    serde_json::to_value(A::Params::default()).unwrap_or_default()
}

struct Erased<R>(Started<R>);

impl<R: Report> Task for Erased<R> {
    type Output = Box<dyn AnyReport>;

    fn step(&mut self) -> Result<Progress> {
        self.0.step()
    }

    fn finish(self: Box<Self>) -> Result<Self::Output> {
        Ok(Box::new(self.0.finish()?))
    }
}
