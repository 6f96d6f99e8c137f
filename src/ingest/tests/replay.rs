//! What fuzzing came across, tried again.

use std::path::Path;

use crate::ingest::fuzzing::TARGETS;

#[test]
fn every_input_that_was_of_interest_is_read_or_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in TARGETS {
        let inputs = std::fs::read_dir(corpus.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut tried = 0;
        for input in inputs {
            let path = input.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let held = std::panic::catch_unwind(|| target(&bytes));
            assert!(held.is_ok(), "{}", path.display());
            tried += 1;
        }
        assert!(tried > 10, "{name}: {tried} inputs");
    }
}
