#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| regulars::ingest::fuzzing::workbook(bytes));
