//! Where an explanation shows what the frame holds of a customer.

use regulars::analysis::AnyReport;
use regulars::explain::{Explanation, Figure, Step, Symbol};
use regulars::frame::Values;
use serde_json::Value;

use crate::formulas::{REASON, letter, number};

/// Where an explanation shows a column of the frame.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// As the result of a step.
    Result(usize),
    /// As the result of a step, counted from the last.
    FromLast(usize),
    /// As the result of the step whose formula begins so.
    Of(&'static str),
    /// As a letter, with this value wherever it stands.
    Letter(&'static str),
    /// As the result of the step of a reason.
    Reason(usize),
    /// As what the step of a reason is about.
    About(usize),
    /// Nowhere, and why.
    Nowhere(&'static str),
}

/// Every column of every frame that is explained.
pub const PLACES: [(&str, &[(&str, Place)]); 11] = [
    (
        "trend",
        &[
            ("first_period", Place::Result(0)),
            ("last_period", Place::Result(1)),
            ("arrival", Place::Result(2)),
        ],
    ),
    (
        "abc",
        &[
            ("value", Place::Letter("v")),
            ("rank", Place::Result(0)),
            ("share_before", Place::Letter("s")),
            ("class", Place::Result(1)),
        ],
    ),
    (
        "rfm",
        &[
            ("recency_days", Place::Letter("r")),
            ("frequency", Place::Letter("f")),
            ("monetary", Place::Letter("m")),
            ("r", Place::Result(0)),
            ("f", Place::Result(1)),
            ("m", Place::Result(2)),
            ("score", Place::Result(3)),
            ("segment", Place::Result(4)),
        ],
    ),
    (
        "clv",
        &[
            ("x", Place::Letter("x")),
            ("t_x", Place::Letter("t_x")),
            ("T", Place::Letter("T")),
            ("m", Place::Letter("m")),
            ("p_alive", Place::Result(0)),
            ("expected_purchases", Place::Result(1)),
            ("expected_spend", Place::Of("E[M] =")),
            ("clv", Place::Of(r"\mathrm{CLV} =")),
            ("dert", Place::Of(r"\mathrm{DERT} =")),
        ],
    ),
    (
        "historical",
        &[
            ("revenue", Place::Letter("Q")),
            ("cost", Place::Letter("C")),
            ("value", Place::Result(0)),
            ("carried", Place::Result(1)),
            ("rank", Place::Result(2)),
            ("tenth", Place::Result(3)),
        ],
    ),
    (
        "types",
        &[
            ("current", Place::Result(0)),
            ("potential", Place::Result(1)),
            ("type", Place::Result(2)),
        ],
    ),
    (
        "dwyer",
        &[
            ("periods_since", Place::Result(0)),
            ("state", Place::Result(1)),
            ("value", Place::Result(2)),
            ("value_forever", Place::Result(3)),
        ],
    ),
    (
        "curve",
        &[
            ("best", Place::Result(2)),
            ("scale", Place::Result(0)),
            ("rmse", Place::Result(1)),
            ("runner_up", Place::Result(4)),
            ("value_so_far", Place::Letter("C")),
            ("projected", Place::Result(3)),
        ],
    ),
    (
        "sbg",
        &[
            ("renewed", Place::Nowhere("one less than n, the renewal that comes next")),
            ("p_renew", Place::Result(0)),
            ("renewals_ahead", Place::Result(1)),
            ("residual", Place::Result(2)),
            ("margin", Place::Letter("g")),
            ("value", Place::Result(3)),
            ("value_forever", Place::Result(4)),
        ],
    ),
    (
        "profile",
        &[
            ("cluster", Place::FromLast(0)),
            ("distance", Place::FromLast(1)),
            ("pc1", Place::Nowhere("a place in the picture; the report brings the axes")),
            ("pc2", Place::Nowhere("a place in the picture; the report brings the axes")),
        ],
    ),
    (
        "churn",
        &[
            ("probability", Place::FromLast(0)),
            ("log_odds", Place::Result(0)),
            ("predicted", Place::Nowhere("the probability against the threshold of the settings")),
            ("actual", Place::Nowhere("stands in the file")),
            ("reason_1", Place::About(1)),
            ("reason_1_effect", Place::Reason(1)),
            ("reason_2", Place::About(2)),
            ("reason_2_effect", Place::Reason(2)),
            ("reason_3", Place::About(3)),
            ("reason_3_effect", Place::Reason(3)),
        ],
    ),
];

/// What the frame holds of a customer.
#[derive(Debug, Clone, Copy)]
pub enum Held<'a> {
    Number(f64),
    Name(&'a str),
}

fn same(figure: &Figure, held: Held<'_>, what: &str) {
    match held {
        Held::Number(value) => assert_eq!(number(figure).to_bits(), value.to_bits(), "{what}: {figure:?} is not {value}"),
        Held::Name(name) => assert_eq!(*figure, Figure::Name(name.into()), "{what}"),
    }
}

/// What is not known to the frame is not shown either.
pub fn shows(explanation: &Explanation, place: Place, held: Held<'_>, what: &str) {
    let steps = &explanation.steps;
    let unknown = matches!(held, Held::Number(value) if value.is_nan()) || matches!(held, Held::Name(""));
    let reasons = reasons(explanation).len();
    match place {
        Place::Result(step) if unknown => assert!(steps.len() <= step, "{what}"),
        Place::Result(step) => same(&steps[step].result, held, what),
        Place::FromLast(step) => same(&steps[steps.len() - 1 - step].result, held, what),
        Place::Of(formula) => {
            let step = steps.iter().find(|step| step.formula.starts_with(formula));
            match step {
                Some(step) => same(&step.result, held, what),
                None => assert!(unknown, "{what}"),
            }
        }
        Place::Reason(place) | Place::About(place) if unknown => assert!(reasons < place, "{what}"),
        Place::Reason(place) | Place::About(place) if reasons < place => panic!("{what}: {reasons} reasons"),
        Place::Reason(place) => same(&steps[place].result, held, what),
        Place::About(place) => {
            let Held::Name(name) = held else { panic!("{what}") };
            assert!(
                steps[place].what.en.contains(&format!("“{name}”")),
                "{what}: {}",
                steps[place].what.en
            );
        }
        Place::Letter(letter) => {
            let symbols: Vec<_> = steps
                .iter()
                .flat_map(|step| &step.symbols)
                .filter(|symbol| symbol.letter == letter)
                .collect();
            assert_eq!(symbols.is_empty(), unknown, "{what}");
            for symbol in symbols {
                same(&symbol.figure, held, what);
            }
        }
        Place::Nowhere(reason) => assert!(!reason.is_empty(), "{what}"),
    }
}

/// The steps of the reasons, which follow the log-odds.
fn reasons(explanation: &Explanation) -> &[Step] {
    let steps = explanation.steps.get(1..).unwrap_or_default();
    let end = steps.iter().position(|step| step.formula != REASON).unwrap_or(steps.len());
    &steps[..end]
}

/// Explanations whose steps repeat one formula for one column or one measure after the other, each
/// with letters of its own.
const STEP_BY_STEP: [&str; 4] = ["trend", "rfm", "profile", "churn"];

/// A letter stands for one thing in all steps of an explanation.
pub fn one_meaning(name: &str, explanation: &Explanation, what: &str) {
    if STEP_BY_STEP.contains(&name) {
        return;
    }
    let symbols: Vec<&Symbol> = explanation.steps.iter().flat_map(|step| &step.symbols).collect();
    for symbol in &symbols {
        let same = symbols.iter().find(|other| other.letter == symbol.letter).unwrap();
        assert_eq!(
            number(&symbol.figure).to_bits(),
            number(&same.figure).to_bits(),
            "{what}: {symbol:?} {same:?}"
        );
    }
}

/// Letters that are results of earlier steps carry those very results.
pub fn earlier_results(name: &str, explanation: &Explanation, what: &str) {
    let steps = &explanation.steps;
    let last = steps.len() - 1;
    let carries = |step: usize, letter: &str, earlier: usize| {
        let symbol = steps[step].symbols.iter().find(|symbol| symbol.letter == letter);
        let symbol = symbol.unwrap_or_else(|| panic!("{what}: {letter} is missing from {}", steps[step].formula));
        same(&symbol.figure, Held::Number(number(&steps[earlier].result)), what);
    };
    match name {
        "rfm" => {
            for (earlier, letter) in ["R", "F", "M"].into_iter().enumerate() {
                carries(3, letter, earlier);
                carries(4, letter, earlier);
            }
        }
        "clv" => {
            carries(1, "P", 0);
            for formula in [r"\mathrm{CLV} =", r"\Delta ="] {
                if let Some(step) = steps.iter().position(|step| step.formula.starts_with(formula)) {
                    carries(step, "E[M]", 2);
                }
            }
        }
        "historical" => {
            carries(2, "V", 0);
            carries(3, "k", 2);
        }
        "profile" => {
            let scaled = steps.iter().take_while(|step| step.formula.starts_with("z =")).count();
            for group in scaled..last - 1 {
                for feature in 0..scaled {
                    carries(group, &format!("z_{{{}}}", feature + 1), feature);
                }
                carries(last, &format!("d_{{{}}}^2", group - scaled + 1), group);
            }
            let Figure::Name(own) = &steps[last].result else { panic!("{what}") };
            carries(last - 1, "d^2", scaled + own.parse::<usize>().unwrap() - 1);
        }
        "types" => {
            carries(2, "C", 0);
            carries(2, "P", 1);
        }
        "dwyer" => carries(1, "s", 0),
        "curve" => {
            carries(1, "k", 0);
            carries(3, "k", 0);
        }
        "sbg" if last == 4 => {
            carries(3, "D", 1);
            carries(4, r"\mathrm{DERL}", 2);
        }
        "churn" => carries(last, r"\eta", 0),
        _ => {}
    }
}

/// What only one analysis promises.
pub fn own_rules(name: &str, report: &dyn AnyReport, row: usize, explanation: &Explanation, what: &str) {
    let summary = report.summary();
    match name {
        "trend" => {
            for step in &explanation.steps[..2] {
                let period = summary["periods"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|period| day(&period["end"]) < letter(step, "d"))
                    .count();
                assert_eq!(number(&step.result), period as f64, "{what}");
                let period = &summary["periods"][period];
                assert_eq!(
                    (day(&period["start"]), day(&period["end"])),
                    (letter(step, "a_p"), letter(step, "b_p")),
                    "{what}"
                );
            }
        }
        "abc" => {
            let Values::Number(values) = &report.frame().unwrap().columns()[0].values else {
                panic!("{what}")
            };
            let larger = values.iter().filter(|&&value| value > letter(&explanation.steps[0], "v")).count();
            assert_eq!(number(&explanation.steps[0].result), 1.0 + larger as f64, "{what}");
        }
        "curve" => {
            let errors = |step: usize| {
                let names = explanation.steps[step].symbols.iter();
                names
                    .map(|symbol| (number(&symbol.figure), symbol.meaning.en.clone()))
                    .collect::<Vec<_>>()
            };
            for (step, place) in [(2, 0), (4, 1)] {
                let Figure::Name(name) = &explanation.steps[step].result else {
                    panic!("{what}")
                };
                // They stand in their order, the least error first.
                assert!(errors(step)[place].1.contains(&format!("“{name}”")), "{what}");
                assert!(
                    explanation.steps[0].symbols.len() == 2 || errors(step).is_sorted_by(|a, b| a.0 <= b.0),
                    "{what}"
                );
            }
        }
        "churn" => {
            let threshold = summary["params"]["threshold"].as_f64().unwrap();
            let Values::Level { codes, .. } = &report.frame().unwrap().columns()[2].values else {
                panic!("{what}")
            };
            let probability = number(&explanation.steps[explanation.steps.len() - 1].result);
            assert_eq!(codes[row] == 1, probability >= threshold, "{what}");
            let reasons = reasons(explanation);
            let ratio = explanation.steps.iter().find(|step| step.formula.contains("OR"));
            assert_eq!(ratio.is_some(), !reasons.is_empty(), "{what}");
            let effects: Vec<f64> = reasons.iter().map(|step| number(&step.result)).collect();
            let added = ratio.into_iter().flat_map(|step| &step.symbols);
            let added: Vec<f64> = added.map(|symbol| number(&symbol.figure)).collect();
            assert_eq!(effects, added, "{what}");
        }
        _ => {}
    }
}

fn day(text: &Value) -> f64 {
    f64::from(text.as_str().unwrap().parse::<regulars::ledger::Day>().unwrap().0)
}
