//! The formulas of explanations, evaluated from the figures that stand beside them.

use regulars::explain::{Figure, Step};
use regulars::math::{exp, ln_1p, pow};

/// The number of a figure, whatever its unit.
pub fn number(figure: &Figure) -> f64 {
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

/// The formula of a reason.
pub const REASON: &str = r"\sum_j b_j (x_j - \bar{x}_j)";

/// The value of a letter.
pub fn letter(step: &Step, letter: &str) -> f64 {
    let found = step.symbols.iter().find(|symbol| symbol.letter == letter);
    number(&found.unwrap_or_else(|| panic!("{letter} is missing from {}", step.formula)).figure)
}

/// The values of a letter with each of its numbers, in order.
pub fn letters(step: &Step, letter: &str) -> Vec<f64> {
    let numbered = step
        .symbols
        .iter()
        .filter(|symbol| symbol.letter.starts_with(&format!("{letter}_{{")));
    numbered.map(|symbol| number(&symbol.figure)).collect()
}

/// Whether a step's formula was evaluated from the figures it shows; it has to give the result.
pub fn gives(step: &Step, what: &str) -> bool {
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
        "C = Q - K" => of("Q") - of("K"),
        r"s = \max(0,\ N - n)" => (of("N") - of("n")).max(0.0),
        r"v = 0 \quad (\text{gone})" => 0.0,
        r"v_s = -c + \frac{p_s\,(m + v_0) + (1 - p_s)\,v_{s+1}}{1 + d}" => still_to_come(step, ["v_0", "v_{s+1}"]),
        r"v_s^{(h)} = -c + \frac{p_s\,(m + v_0^{(h-1)}) + (1 - p_s)\,v_{s+1}^{(h-1)}}{1 + d}" => {
            still_to_come(step, ["v_0^{(h-1)}", "v_{s+1}^{(h-1)}"])
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
        r"V_H = g \cdot D" => of("g") * of("D"),
        r"V_\infty = g \cdot \mathrm{DERL}" => of("g") * of(r"\mathrm{DERL}"),
        _ => return None,
    })
}

/// What is still to come from a state, from what is to come after a purchase and after silence.
fn still_to_come(step: &Step, [newest, silent]: [&str; 2]) -> f64 {
    let of = |name| letter(step, name);
    (of("p_s") * (of("m") + of(newest)) + (1.0 - of("p_s")) * of(silent)) / (1.0 + of("d")) - of("c")
}

/// The share who renew, so many renewals after the next.
fn renewing(step: &Step, ahead: f64) -> f64 {
    let weight = letter(step, r"\beta") + letter(step, "n") - 1.0 + ahead;
    weight / (letter(step, r"\alpha") + weight)
}
