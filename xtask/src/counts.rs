//! How many tests passed and failed, read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and tests that failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
}

impl Counts {
    /// What this line of a runner's output adds: the closing line of libtest
    /// or nextest, or one of the closing lines of Node's runner.
    pub fn in_line(line: &str) -> Self {
        let mut counts = Self::default();
        if let Some(closing) = line.trim().strip_prefix("ℹ ") {
            match closing.split_once(' ') {
                Some(("pass", number)) => counts.passed = number.parse().unwrap_or(0),
                Some(("fail" | "cancelled", number)) => counts.failed = number.parse().unwrap_or(0),
                _ => (),
            }
        } else if line.starts_with("test result:") || (line.trim().starts_with("Summary [") && line.contains(" run: ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            for pair in words.windows(2) {
                let number = pair[0].parse().unwrap_or(0);
                match pair[1].trim_end_matches([',', ';']) {
                    "passed" => counts.passed += number,
                    "failed" | "timed" => counts.failed += number,
                    _ => (),
                }
            }
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_each_runner_are_counted_and_no_others() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.10s",
                12,
                0,
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
                1,
                2,
            ),
            (
                "     Summary [   1.250s] 71 tests run: 69 passed (1 slow), 1 failed, 1 timed out, 4 skipped",
                69,
                2,
            ),
            // What a failed test printed, as nextest repeats it.
            ("    test result: FAILED. 0 passed; 1 failed; 0 ignored", 0, 0),
            ("ℹ pass 9", 9, 0),
            ("ℹ fail 2", 0, 2),
            ("ℹ cancelled 1", 0, 1),
            ("ℹ skipped 3", 0, 0),
            ("ℹ tests 14", 0, 0),
            ("        PASS [   0.004s] regulars ledger::tests::three_passed", 0, 0),
            ("10 passed, 0 failed", 0, 0),
        ];
        for (line, passed, failed) in cases {
            assert_eq!(Counts::in_line(line), Counts { passed, failed }, "{line}");
        }
    }
}
