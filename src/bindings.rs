//! TypeScript types of everything that crosses into the browser, made from
//! the Rust types, doc comments included.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::analysis::ANALYSES;
use crate::explain::Explanation;
use crate::identify::Cleaning;
use crate::ingest::{ImportParams, ImportReport};
use crate::project::Project;
use crate::task::Progress;
use crate::workspace::{Scope, WorkspaceReport};

/// Declarations by name, in the order of the alphabet.
pub struct Declarations {
    config: Config,
    seen: BTreeSet<std::any::TypeId>,
    text: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(std::any::TypeId::of::<T>()) {
            return;
        }
        // Only derived types have a file of their own; numbers and lists are built in.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let name = T::ident(&self.config);
            let before = self.text.insert(name.clone(), format!("{docs}export {}\n", T::decl(&self.config)));
            assert!(before.is_none(), "two types are called {name}; TypeScript has one name for each");
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of `types.ts`.
pub fn typescript() -> String {
    let mut declarations = Declarations {
        config: Config::new().with_large_int("number"),
        seen: BTreeSet::new(),
        text: BTreeMap::new(),
    };
    declarations.visit::<ImportParams>();
    declarations.visit::<ImportReport>();
    declarations.visit::<Cleaning>();
    declarations.visit::<Project>();
    declarations.visit::<WorkspaceReport>();
    declarations.visit::<Scope>();
    declarations.visit::<Progress>();
    declarations.visit::<Explanation>();
    let mut map = String::from("/** The settings and the report of each analysis. */\nexport interface AnalysisMap {\n");
    for entry in ANALYSES {
        let (params, report) = (entry.types)(&mut declarations);
        // Writing to a string cannot fail.
        let _ = writeln!(map, "  {}: {{ params: {params}; report: {report} }};", entry.name);
    }
    map.push_str("}\n");
    let types: Vec<String> = declarations.text.into_values().collect();
    format!(
        "// Made from the Rust types by `cargo xtask types`; not edited by hand.\n\n{}\n{map}",
        types.join("\n")
    )
}

/// Declares the settings and the report of an analysis; their names.
pub fn declare<P: TS + 'static, R: TS + 'static>(declarations: &mut Declarations) -> (String, String) {
    declarations.visit::<P>();
    declarations.visit::<R>();
    (P::ident(&declarations.config), R::ident(&declarations.config))
}
