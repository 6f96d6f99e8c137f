//! An explanation is the same computation: what it shows of a customer is what
//! the frame holds, to the last bit, and its formulas give what it says they give.

use std::path::PathBuf;

use rand_core::SeedableRng;
use regulars::analysis::{AnyReport, find};
use regulars::explain::{Explanation, Figure, Step};
use regulars::frame::Values;
use regulars::ingest::{ImportParams, import};
use regulars::math::{Random, below, exp, ln_1p, pow};
use regulars::task;
use regulars::workspace::{Scope, Workspace};
use serde_json::{Value, json};

/// Where an explanation shows a column of the frame.
#[derive(Debug, Clone, Copy)]
enum Place {
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
const PLACES: [(&str, &[(&str, Place)]); 11] = [
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

/// How many customers of each report are looked at.
const DRAWN: usize = 200;

fn open(name: &str) -> Workspace {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let mut params = ImportParams::default();
    if name == "cdnow_sample.txt" {
        params = serde_json::from_value(json!({ "roles": { "customer": "2" } })).unwrap();
    }
    import(name, &std::fs::read(path).unwrap(), params).unwrap()
}

/// Checks drawn customers of an analysis of a file; how many formulas were evaluated.
fn check(workspace: &Workspace, name: &str, scope: &Value, settings: Value) -> usize {
    let what = format!("{name} {settings} {scope}");
    let scope: Scope = serde_json::from_value(scope.clone()).unwrap();
    let report = task::complete(find(name).unwrap().start(workspace, &scope, settings).unwrap()).unwrap();
    let frame = report.frame().unwrap();
    let (_, places) = PLACES.iter().find(|(analysis, _)| *analysis == name).unwrap();
    let names: Vec<&str> = frame.columns().iter().map(|column| column.name.as_str()).collect();
    // What has to be asked for is there only then.
    let places: Vec<_> = places
        .iter()
        .filter(|(column, _)| *column != "dert" || names.contains(column))
        .collect();
    assert_eq!(names, places.iter().map(|(column, _)| *column).collect::<Vec<_>>(), "{what}");
    let mut random = Random::seed_from_u64(11);
    let mut evaluated = 0;
    for _ in 0..DRAWN {
        let row = below(&mut random, frame.len());
        let explanation = report.explain(row).unwrap();
        for (column, (name, place)) in frame.columns().iter().zip(&places) {
            let what = format!("{what}: {name} of {}", frame.id(row));
            match &column.values {
                Values::Number(values) => shows(&explanation, *place, Held::Number(values[row]), &what),
                Values::Count(counts) => shows(&explanation, *place, Held::Number(f64::from(counts[row])), &what),
                Values::Level { codes, levels } => shows(&explanation, *place, Held::Name(&levels[usize::from(codes[row])]), &what),
            }
        }
        for step in &explanation.steps {
            evaluated += usize::from(gives(step, &what));
        }
        earlier_results(name, &explanation, &what);
        own_rules(name, report.as_ref(), row, &explanation, &what);
    }
    evaluated
}

/// What the frame holds of a customer.
#[derive(Debug, Clone, Copy)]
enum Held<'a> {
    Number(f64),
    Name(&'a str),
}

/// The number of a figure, whatever its unit.
fn number(figure: &Figure) -> f64 {
    match figure {
        Figure::Number(value)
        | Figure::Money(value)
        | Figure::Share(value)
        | Figure::Days(value)
        | Figure::Weeks(value)
        | Figure::Months(value)
        | Figure::Years(value) => *value,
        Figure::Day(day) => f64::from(*day),
        Figure::Name(name) => panic!("{name} is no number"),
    }
}

fn same(figure: &Figure, held: Held<'_>, what: &str) {
    match held {
        Held::Number(value) => assert_eq!(number(figure).to_bits(), value.to_bits(), "{what}: {figure:?} is not {value}"),
        Held::Name(name) => assert_eq!(*figure, Figure::Name(name.into()), "{what}"),
    }
}

/// What is not known to the frame is not shown either.
fn shows(explanation: &Explanation, place: Place, held: Held<'_>, what: &str) {
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

/// The formula of a reason.
const REASON: &str = r"\sum_j b_j (x_j - \bar{x}_j)";

/// The steps of the reasons, which follow the log-odds.
fn reasons(explanation: &Explanation) -> &[Step] {
    let steps = explanation.steps.get(1..).unwrap_or_default();
    let end = steps.iter().position(|step| step.formula != REASON).unwrap_or(steps.len());
    &steps[..end]
}

/// The value of a letter.
fn letter(step: &Step, letter: &str) -> f64 {
    let found = step.symbols.iter().find(|symbol| symbol.letter == letter);
    number(&found.unwrap_or_else(|| panic!("{letter} is missing from {}", step.formula)).figure)
}

/// The values of a letter with each of its numbers, in order.
fn letters(step: &Step, letter: &str) -> Vec<f64> {
    let numbered = step
        .symbols
        .iter()
        .filter(|symbol| symbol.letter.starts_with(&format!("{letter}_{{")));
    numbered.map(|symbol| number(&symbol.figure)).collect()
}

/// Whether a step's formula was evaluated from the figures it shows; it has to give the result.
fn gives(step: &Step, what: &str) -> bool {
    let of = |name| letter(step, name);
    let cuts = || -> Vec<f64> {
        let cuts = step.symbols.iter().filter(|symbol| symbol.letter.starts_with("q_"));
        cuts.map(|symbol| number(&symbol.figure)).collect()
    };
    let below = |value: f64| cuts().iter().filter(|&&cut| cut < value).count() as f64;
    // What differs from the mean by rounding only reaches it.
    let reaches = |value: f64, mean: f64| 1.0 + f64::from(u8::from(value >= mean - 1e-12 * mean.abs()));
    let pair = |a: &str, b: &str| letters(step, a).into_iter().zip(letters(step, b)).collect::<Vec<_>>();
    let found = match step.formula.as_str() {
        r"s < L_A \Rightarrow A,\quad L_A \le s < L_B \Rightarrow B,\quad s \ge L_B \Rightarrow C" => {
            let class = ["A", "B", "C"][usize::from(of("s") >= of("L_A")) + usize::from(of("s") >= of("L_B"))];
            assert_eq!(step.result, Figure::Name(class.into()), "{what}");
            return true;
        }
        r"e \ge W \Rightarrow \text{new},\quad e < W \Rightarrow \text{known}" => {
            let arrival = if of("e") >= of("W") { "new" } else { "known" };
            assert_eq!(step.result, Figure::Name(arrival.into()), "{what}");
            return true;
        }
        r"R = k - |\{ i : q_i < r \}|" => of("k") - below(of("r")),
        r"F = 1 + |\{ i : q_i < f \}|" => 1.0 + below(of("f")),
        r"M = 1 + |\{ i : q_i < m \}|" => 1.0 + below(of("m")),
        r"R = 2 \text{ if } r \le q_1 \text{ else } 1" => reaches(-of("r"), -of("q_1")),
        r"F = 2 \text{ if } f \ge q_1 \text{ else } 1" => reaches(of("f"), of("q_1")),
        r"M = 2 \text{ if } m \ge q_1 \text{ else } 1" => reaches(of("m"), of("q_1")),
        "w_R R + w_F F + w_M M" => of("w_R") * of("R") + of("w_F") * of("F") + of("w_M") * of("M"),
        "V = Q - C" => of("Q") - of("C"),
        // Of many days only the sum is shown.
        r"V_0 = \sum_j m_j (1+d)^{a_j}" if letters(step, "m").is_empty() => return false,
        r"V_0 = \sum_j m_j (1+d)^{a_j}" => pair("m", "a").into_iter().map(|(m, years)| m * pow(1.0 + of("d"), years)).sum(),
        r"1 + \left\lfloor \frac{10\,(k-1)}{n} \right\rfloor" => {
            let tenth = 1.0 + (10.0 * (of("k") - 1.0) / of("n")).floor();
            assert_eq!(step.result, Figure::Name(tenth.to_string()), "{what}");
            return true;
        }
        "i = (1+d)^p - 1" => pow(1.0 + of("d"), of("p")) - 1.0,
        r"v_t = \frac{Q_t - C_t}{(1+i)^t}" => (of("Q_t") - of("C_t")) / pow(1.0 + of("i"), of("t")),
        r"PV = p\,(Q - C) \sum_{k=0}^{n-1} (1+d)^{-(w + k e)}" => {
            let mut k = 0.0;
            let mut sum = 0.0;
            while k < of("n") {
                sum += pow(1.0 + of("d"), -(of("w") + k * of("e")));
                k += 1.0;
            }
            of("p") * (of("Q") - of("C")) * sum
        }
        r"z = \frac{x - c}{s}" => (of("x") - of("c")) / of("s"),
        r"z = \frac{\operatorname{sgn}(x)\ln(1 + |x|) - c}{s}" => (ln_1p(of("x").abs()).copysign(of("x")) - of("c")) / of("s"),
        r"d^2 = \sum_j (z_j - c_j)^2" => pair("z", "c").into_iter().map(|(z, c)| (z - c) * (z - c)).sum(),
        r"d = \sqrt{d^2}" => of("d^2").sqrt(),
        r"\arg\min_g d_g^2" => {
            let distances = letters(step, "d");
            let nearest = (0..distances.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b])).unwrap();
            assert_eq!(step.result, Figure::Name((nearest + 1).to_string()), "{what}");
            return true;
        }
        r"\eta = b_0 + \sum_j b_j x_j" => pair("b", "x").into_iter().fold(of("b_0"), |sum, (b, x)| sum + b * x),
        REASON => {
            let terms = pair("b", "x").into_iter().zip(letters(step, r"\bar{x}"));
            terms.map(|((b, x), mean)| b * (x - mean)).sum()
        }
        r"\mathrm{OR} = e^{\sum_i d_i}" => letters(step, "d").into_iter().map(exp).product(),
        r"p = \frac{1}{1 + e^{-\eta}}" => 1.0 / (1.0 + exp(-of(r"\eta"))),
        formula => {
            if let Some(name) = named(step) {
                assert_eq!(step.result, Figure::Name(name), "{what}");
                return true;
            }
            if let Some(value) = valued(step).or_else(|| lived(step)) {
                return given(step, value, what);
            }
            // A table of boxes, a list of periods, everyone's values, names by their errors, an integral, the
            // hypergeometric function.
            let not_simple = [
                "(R, F, M)",
                "\\arg\\min_g e_g",
                "\\arg\\min_{g",
                r"p = |\{ i",
                r"k = 1 + |\{ i",
                r"\int",
                "_2F_1",
            ];
            assert!(
                not_simple.iter().any(|part| formula.contains(part)),
                "{what}: {formula} is not known here"
            );
            return false;
        }
    };
    given(step, found, what)
}

/// A formula has to give the result.
fn given(step: &Step, found: f64, what: &str) -> bool {
    let result = number(&step.result);
    assert!(
        (found - result).abs() <= 1e-12 * result.abs().max(1.0),
        "{what}: {} gives {found}, not {result}",
        step.formula
    );
    true
}

/// The type or the state that a formula gives.
fn named(step: &Step) -> Option<String> {
    let of = |name| letter(step, name);
    Some(match step.formula.as_str() {
        formula if formula.starts_with(r"C \ge \tau_C,\ P \ge \tau_P") => {
            // What differs from the threshold by rounding only reaches it.
            let high = |value: f64, threshold: f64| value >= threshold - 1e-12 * threshold.abs();
            match (high(of("C"), of(r"\tau_C")), high(of("P"), of(r"\tau_P"))) {
                (true, true) => "VIP".into(),
                (false, true) => "improve".into(),
                (true, false) => "maintain".into(),
                (false, false) => "let go".into(),
            }
        }
        r"s < K \Rightarrow s,\quad s \ge K \Rightarrow \text{gone}" if of("s") < of("K") => of("s").to_string(),
        r"s < K \Rightarrow s,\quad s \ge K \Rightarrow \text{gone}" => "gone".into(),
        _ => return None,
    })
}

/// What a formula of lifetime value gives.
fn lived(step: &Step) -> Option<f64> {
    let of = |name| letter(step, name);
    let alive = |odds: f64| 1.0 / (1.0 + odds * pow((of(r"\alpha") + of("T")) / (of(r"\alpha") + of("t_x")), of("r") + of("x")));
    Some(match step.formula.as_str() {
        "P = 1" | r"P = 1 \quad (x = 0)" => 1.0,
        r"P = \left[1 + \frac{a}{b+x-1}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}\right]^{-1}" => {
            alive(of("a") / (of("b") + of("x") - 1.0))
        }
        r"P = \left[1 + \frac{a}{b+x}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}\right]^{-1}" => alive(of("a") / (of("b") + of("x"))),
        r"E[Y(t)] = P\,\frac{(r+x)(\beta+T)}{(\alpha+T)(s-1)}\left[1 - \left(\frac{\beta+T}{\beta+T+t}\right)^{s-1}\right]" => {
            let (age, s) = (of(r"\beta") + of("T"), of("s") - 1.0);
            of("P") * (of("r") + of("x")) * age / ((of(r"\alpha") + of("T")) * s) * (1.0 - pow(age / (age + of("t")), s))
        }
        r"E[M] = \frac{p\,(v + m x)}{p x + q - 1}" => of("p") * (of("v") + of("m") * of("x")) / (of("p") * of("x") + of("q") - 1.0),
        r"E[M] = \frac{p\,v}{q - 1}" => of("p") * of("v") / (of("q") - 1.0),
        r"\mathrm{CLV} = g \cdot E[M] \cdot D,\quad D = \sum_{j=1}^{t} \frac{E[Y(j)] - E[Y(j-1)]}{(1+d)^j}" => {
            of("g") * of("E[M]") * of("D")
        }
        r"\Delta = g \cdot E[M] \cdot (D^{*} - D)" => of("g") * of("E[M]") * (of("D^{*}") - of("D")),
        r"E[Y(t)] = P\,\frac{(r+x)\,t}{\alpha+T}" => of("P") * (of("r") + of("x")) * of("t") / (of(r"\alpha") + of("T")),
        r"P = \left[1 + \sum_{j=t_x}^{T-1} \frac{\gamma}{\gamma+\delta+T} \prod_{i=j}^{T-1} \frac{(\alpha+\beta+i)(\gamma+\delta+i+1)}{(\beta+i-x)(\delta+i)}\right]^{-1}" =>
        {
            let [alpha, beta, gamma, delta] = [r"\alpha", r"\beta", r"\gamma", r"\delta"].map(of);
            let (mut j, mut term, mut odds) = (of("T"), gamma / (gamma + delta + of("T")), 0.0);
            while j > of("t_x") {
                j -= 1.0;
                term *= (alpha + beta + j) * (gamma + delta + j + 1.0) / ((beta + j - of("x")) * (delta + j));
                odds += term;
            }
            1.0 / (1.0 + odds)
        }
        r"E[Y(t)] = P\,\frac{\alpha+x}{\alpha+\beta+T} \sum_{j=1}^{t} \frac{B(\gamma, \delta+T+j)}{B(\gamma, \delta+T)}" => {
            let [alpha, beta, gamma, life] = [of(r"\alpha"), of(r"\beta"), of(r"\gamma"), of(r"\delta") + of("T")];
            let (mut j, mut survives, mut lives) = (0.0, 1.0, 0.0);
            while j < of("t") {
                survives *= (life + j) / (gamma + life + j);
                lives += survives;
                j += 1.0;
            }
            of("P") * (alpha + of("x")) / (alpha + beta + of("T")) * lives
        }
        _ => return None,
    })
}

/// What a formula of a value by period gives.
fn valued(step: &Step) -> Option<f64> {
    let of = |name| letter(step, name);
    let pairs = || letters(step, "c").into_iter().zip(letters(step, "g")).collect::<Vec<_>>();
    Some(match step.formula.as_str() {
        "C = M - K" => of("M") - of("K"),
        r"s = \max(0,\ N - n)" => (of("N") - of("n")).max(0.0),
        r"v = 0 \quad (\text{gone})" => 0.0,
        r"v_s = -c + \frac{p_s\,(m + v_0) + (1 - p_s)\,v_{s+1}}{1 + d}" => {
            (of("p_s") * (of("m") + of("v_0")) + (1.0 - of("p_s")) * of("v_{s+1}")) / (1.0 + of("d")) - of("c")
        }
        r"k = \frac{\sum_a c_a g_a}{\sum_a g_a^2}" => {
            let over = |of: fn(&(f64, f64)) -> f64| pairs().iter().map(of).sum::<f64>();
            over(|(c, g)| c * g) / over(|(_, g)| g * g)
        }
        r"\mathrm{RMSE} = \sqrt{\frac{1}{n}\sum_a (c_a - k\,g_a)^2}" => {
            let errors: Vec<f64> = pairs().iter().map(|(c, g)| c - of("k") * g).collect();
            let found = (errors.iter().map(|error| error * error).sum::<f64>() / errors.len() as f64).sqrt();
            // What is left of an exact fit is rounding.
            let exact = found.max(number(&step.result)) < 1e-9;
            if exact { number(&step.result) } else { found }
        }
        r"V = C + k\,(g_H - g_A)" => of("C") + of("k") * (of("g_H") - of("g_A")),
        r"r = \frac{\beta + n - 1}{\alpha + \beta + n - 1}" => renewing(step, 0.0),
        r"D = \sum_{t=n}^{n+H-1} \frac{S(t)}{S(n-1)\,(1+d)^{t-n}}" => {
            let (mut share, mut total) = (1.0, 0.0);
            for ahead in (0..).map(f64::from).take_while(|&ahead| ahead < of("H")) {
                share *= renewing(step, ahead);
                total += share / pow(1.0 + of("d"), ahead);
            }
            total
        }
        r"V = g \cdot D" => of("g") * of("D"),
        r"V = g \cdot \mathrm{DERL}" => of("g") * of(r"\mathrm{DERL}"),
        _ => return None,
    })
}

/// The share who renew, so many renewals after the next.
fn renewing(step: &Step, ahead: f64) -> f64 {
    let weight = letter(step, r"\beta") + letter(step, "n") - 1.0 + ahead;
    weight / (letter(step, r"\alpha") + weight)
}

/// Letters that are results of earlier steps carry those very results.
fn earlier_results(name: &str, explanation: &Explanation, what: &str) {
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
fn own_rules(name: &str, report: &dyn AnyReport, row: usize, explanation: &Explanation, what: &str) {
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

fn all(workspace: &Workspace, name: &str, runs: &[(Value, Value, usize)]) {
    for (settings, scope, formulas) in runs {
        let found = check(workspace, name, scope, settings.clone());
        assert!(found >= DRAWN * formulas, "{name} {settings}: {found} formulas were evaluated");
    }
}

#[test]
fn every_analysis_with_an_explanation_is_looked_at() {
    let orders = open("cdnow_sample.txt");
    for entry in regulars::analysis::ANALYSES {
        let report = task::complete(entry.start(&orders, &Scope::default(), Value::Null).unwrap()).unwrap();
        let explained = report.frame().is_some() && report.explain(0).is_some();
        assert_eq!(explained, PLACES.iter().any(|(name, _)| *name == entry.name), "{}", entry.name);
    }
}

#[test]
fn values_of_orders() {
    let orders = open("cdnow_master.txt");
    let nothing = || json!({});
    all(
        &orders,
        "trend",
        &[
            (nothing(), nothing(), 1),
            (
                json!({ "period": "week" }),
                json!({ "since": "1997-02-12", "until": "1998-01-01" }),
                1,
            ),
        ],
    );
    all(
        &orders,
        "abc",
        &[
            (nothing(), nothing(), 1),
            (
                json!({ "by": "purchases", "basis": "customers", "limits": [0.2, 0.5] }),
                nothing(),
                1,
            ),
        ],
    );
    all(
        &orders,
        "rfm",
        &[
            (nothing(), nothing(), 4),
            (
                json!({ "scheme": "mean", "monetary": "mean", "weights": [0.15, 0.28, 0.57] }),
                json!({ "since": "1997-06-01" }),
                4,
            ),
            (
                json!({ "scheme": "own", "cuts": { "r": [30, 90], "f": [1.5], "m": [20, 50, 100] } }),
                nothing(),
                4,
            ),
        ],
    );
}

#[test]
fn lifetime_value() {
    let orders = open("cdnow_sample.txt");
    all(
        &orders,
        "clv",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "model": "mbgnbd", "margin": 0.3, "discount": 0.15, "calibration_end": "1997-09-30" }),
                json!({}),
                4,
            ),
            (
                json!({ "model": "paretonbd", "unit": "month", "horizon": 12, "dert": true }),
                json!({}),
                4,
            ),
            (
                json!({ "model": "bgbb", "unit": "month", "horizon": 12, "dert": true }),
                json!({}),
                4,
            ),
            (json!({ "model": "nbd", "discount": 0 }), json!({}), 4),
        ],
    );
}

#[test]
fn historical_value() {
    all(
        &open("cdnow_sample.txt"),
        "historical",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "margin": 0.3, "discount": 0.2 }),
                json!({ "since": "1997-02-01", "as_of": "1999-01-01" }),
                3,
            ),
        ],
    );
}

#[test]
fn types_of_customers() {
    let orders = open("cdnow_sample.txt");
    all(
        &orders,
        "types",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "split": "median", "margin": 0.3, "model": "paretonbd" }),
                json!({ "until": "1997-12-31" }),
                3,
            ),
            (json!({ "split": "own", "current": 60, "potential": 20 }), json!({}), 3),
        ],
    );
}

#[test]
fn every_row_of_the_worksheets() {
    let orders = open("cdnow_sample.txt");
    for (name, list, column, settings) in [
        ("dcf", "flows", "present", json!({ "period": "month", "margin": 0.3 })),
        ("dcf", "flows", "present", json!({ "revenue": [0, 90, 80], "cost": [100, 30, 20] })),
        ("events", "events", "present", json!({ "customer": "0001" })),
        (
            "events",
            "events",
            "present",
            json!({ "events": [{ "name": "visit", "when": 0.5, "probability": 0.3, "revenue": 20, "times": 4, "every": 0.25 }] }),
        ),
    ] {
        let report = task::complete(find(name).unwrap().start(&orders, &Scope::default(), settings).unwrap()).unwrap();
        let summary = report.summary();
        let rows = summary[list].as_array().unwrap();
        for (row, expected) in rows.iter().enumerate() {
            let what = format!("{name} {row}");
            let explanation = report.explain(row).unwrap();
            assert!(explanation.steps.iter().all(|step| gives(step, &what)));
            let last = &explanation.steps[explanation.steps.len() - 1];
            assert_eq!(
                number(&last.result).to_bits(),
                expected[column].as_f64().unwrap().to_bits(),
                "{what}"
            );
        }
        assert!(report.explain(rows.len()).is_none());
    }
}

#[test]
fn values_by_period() {
    let orders = open("cdnow_master.txt");
    all(
        &orders,
        "dwyer",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "period": "month", "states": 6, "contact_cost": 0.5, "margin": 0.3 }),
                json!({ "until": "1998-05-15" }),
                4,
            ),
            (json!({ "probabilities": [0.3, 0.2], "purchase_margin": 40 }), json!({}), 4),
        ],
    );
    all(
        &orders,
        "curve",
        &[
            (json!({}), json!({}), 3),
            (
                json!({ "period": "month", "horizon": 12, "margin": 0.4 }),
                json!({ "until": "1998-02-20" }),
                3,
            ),
        ],
    );
    all(
        &orders,
        "sbg",
        &[
            (json!({}), json!({}), 4),
            (
                json!({ "fee": 20, "margin": 0.5, "horizon": 3 }),
                json!({ "until": "1997-12-31" }),
                4,
            ),
        ],
    );
    all(
        &open("telco_churn.csv"),
        "sbg",
        &[
            (json!({}), json!({}), 2),
            (json!({ "fee_column": "monthly_charges", "discount": 0.2 }), json!({}), 4),
        ],
    );
}

#[test]
fn profiles() {
    all(
        &open("cdnow_sample.txt"),
        "profile",
        &[
            (json!({}), json!({}), 7),
            (
                json!({ "features": ["recency", "average", "tenure"], "weights": [2, 1, 0.5], "scale": "robust", "log": false, "k": 4 }),
                json!({}),
                9,
            ),
        ],
    );
    let table = open("telco_churn.csv");
    all(
        &table,
        "profile",
        &[
            (json!({ "k": 3 }), json!({}), 5),
            (
                json!({ "features": ["tenure", "monthly_charges", "contract"], "scale": "min_max", "k": 5, "n_init": 1, "max_iter": 1 }),
                json!({}),
                8,
            ),
        ],
    );
}

#[test]
fn churn() {
    all(
        &open("cdnow_master.txt"),
        "churn",
        &[
            (json!({}), json!({}), 5),
            (json!({ "horizon": 60, "threshold": 0.7 }), json!({}), 5),
        ],
    );
    all(
        &open("telco_churn.csv"),
        "churn",
        &[
            (json!({}), json!({}), 5),
            // Two reasons at most, where three are given.
            (json!({ "features": ["tenure", "contract"] }), json!({}), 5),
            (
                json!({ "features": ["tenure", "contract", "total_charges"], "missing": "mean", "penalty": 2, "split": "none" }),
                json!({}),
                5,
            ),
        ],
    );
}
