//! What the early warning found, and how it explains one customer.

use ndarray::{Array2, ArrayView1};
use serde::Serialize;

use super::design::{Design, Feature, Omitted, Why};
use super::evaluation::{Evaluation, evaluate};
use super::logistic::{Coefficient, Logistic, Reason};
use super::{ChurnParams, CutOffs, Prepared};
use crate::analysis::Report;
use crate::error::Result;
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::{Frame, Values};
use crate::math::special::logistic;
use crate::math::{exp, exp_m1, sum};
use crate::sorting;
use crate::text::{Notice, Text};
use crate::workspace::Window;

/// Reasons given for each customer.
const REASONS: usize = 3;

/// Distinct reasons that are told apart in the frame, whose codes are bytes.
const MOST_REASONS: usize = 254;

/// Positives per term below which estimates are shaky (Peduzzi et al. 1996).
const EVENTS_PER_TERM: usize = 10;

/// The share of the customers by which a forecast has to miss before it is told.
const DRIFT: f64 = 0.02;

/// Which rows the model was judged on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EvaluatedOn {
    /// On the rows it was fitted to, which flatters
    AllRows,
    /// On rows kept out of the fit
    HeldOut,
    /// On customers as known one horizon later than those of the fit
    LaterPeriod,
}

/// A term of the model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Term {
    /// `(intercept)`, `column`, `column=level`, or `log1p(column)`.
    pub term: String,
    /// Its coefficient.
    #[serde(flatten)]
    pub coefficient: Coefficient,
}

/// The level that a category's other levels are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reference {
    /// The column.
    pub column: String,
    /// Its reference level.
    pub level: String,
}

/// Terms that tell the classes apart without error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Separating {
    /// Whether each does so by itself; otherwise they do it together.
    pub alone: bool,
    /// The terms.
    pub terms: Vec<String>,
}

/// Who is about to leave, and why.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ChurnReport {
    /// The settings it was computed with.
    pub params: ChurnParams,
    /// The window of orders; none for a customer table.
    pub window: Option<Window>,
    /// The days orders are looked at up to; none for a customer table.
    pub cut_offs: Option<CutOffs>,
    /// What the positive class is, whose probability is given.
    pub positive: Text,
    /// The label's column and its positive value; none for orders.
    pub label: Option<[String; 2]>,
    /// Which rows the model was judged on.
    pub evaluated_on: EvaluatedOn,
    /// The intercept, then each term.
    pub coefficients: Vec<Term>,
    /// The reference level of each category.
    pub references: Vec<Reference>,
    /// Columns and terms the model does without.
    pub omitted: Vec<Omitted>,
    /// Whether terms tell the classes apart, so that a penalised fit stands in.
    pub separation: Option<Separating>,
    /// The quality of the fit.
    #[serde(flatten)]
    pub fit: Logistic,
    /// The measures of the predictions.
    #[serde(flatten)]
    pub evaluation: Evaluation,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    pub(super) design: Design,
    /// The scored customers' terms, for explaining.
    #[serde(skip)]
    pub(super) records: Array2<f64>,
    #[serde(skip)]
    frame: Frame,
}

impl ChurnReport {
    pub(super) fn new(prepared: Prepared, fit: Logistic) -> Result<Self> {
        let Prepared { params, design, .. } = &prepared;
        let judged = fit.probabilities(prepared.test.records.view());
        let evaluation = evaluate(&judged, &prepared.test.actual, params.threshold, params.level)?;
        let names = |columns: &[usize]| columns.iter().map(|&column| design.terms[column].clone()).collect();
        let separation = fit.separation.as_ref().map(|separation| Separating {
            alone: separation.alone,
            terms: names(&separation.columns),
        });
        let without = fit.left_out.iter().map(|left| {
            let (reason, on) = match &left.reason {
                Reason::Constant => (Why::Constant, Vec::new()),
                Reason::Dependent { on } => (Why::Dependent, names(on)),
            };
            Omitted {
                name: design.terms[left.column].clone(),
                reason,
                on,
            }
        });
        let omitted: Vec<Omitted> = prepared.omitted.iter().cloned().chain(without).collect();
        let mut notices = prepared.notices.clone();
        notices.extend(omission(&omitted));
        notices.extend(separated(separation.as_ref()));
        notices.extend(doubts(&fit, design, prepared.evaluated_on));
        notices.extend(drift(&judged, &evaluation, prepared.evaluated_on));
        let coefficients = fit.coefficients.iter().map(|coefficient| Term {
            term: coefficient
                .column
                .map_or_else(|| "(intercept)".into(), |column| design.terms[column].clone()),
            coefficient: coefficient.clone(),
        });
        let references = design.features.iter().filter_map(|feature| {
            let level = feature.levels.first()?.clone();
            Some(Reference {
                column: feature.name.clone(),
                level,
            })
        });
        Ok(Self {
            coefficients: coefficients.collect(),
            references: references.collect(),
            frame: frame(&prepared, &fit),
            params: prepared.params,
            window: prepared.window,
            cut_offs: prepared.cut_offs,
            positive: prepared.positive,
            label: prepared.label,
            evaluated_on: prepared.evaluated_on,
            omitted,
            separation,
            fit,
            evaluation,
            notices,
            design: prepared.design,
            records: prepared.scored,
        })
    }
}

/// What the model says of each customer.
fn frame(prepared: &Prepared, fit: &Logistic) -> Frame {
    let log_odds: Vec<f64> = prepared.scored.rows().into_iter().map(|row| fit.log_odds(row)).collect();
    let probabilities: Vec<f64> = log_odds.iter().copied().map(logistic).collect();
    let predicted = probabilities.iter().map(|&p| u8::from(p >= prepared.params.threshold)).collect();
    let actual = prepared.actual.iter().map(|left| left.map_or(2, u8::from)).collect();
    let levels = |levels: &[&str]| levels.iter().map(ToString::to_string).collect();
    let mut frame = Frame::new(prepared.ids.clone(), prepared.customers.clone())
        .number("probability", probabilities)
        .number("log_odds", log_odds)
        .level("predicted", predicted, levels(&["stay", "leave"]))
        .level("actual", actual, levels(&["stay", "leave", "unknown"]));
    for (number, (texts, effects)) in reasons(prepared, fit).into_iter().enumerate() {
        let (codes, levels) = coded(&texts);
        frame = frame
            .level(&format!("reason_{}", number + 1), codes, levels)
            .number(&format!("reason_{}_effect", number + 1), effects);
    }
    frame
}

/// For each place among the reasons, what stands there for each customer, and
/// its contribution to the log-odds against the mean of the fitted rows. The largest
/// contributions come first whichever their sign; of equal ones, the feature
/// that stands first. A customer without so many has an empty text.
fn reasons(prepared: &Prepared, fit: &Logistic) -> Vec<(Vec<String>, Vec<f64>)> {
    let Prepared { design, scored, .. } = prepared;
    let effects = Effects::new(design, fit);
    let mut places = vec![(Vec::with_capacity(scored.nrows()), Vec::with_capacity(scored.nrows())); REASONS];
    for row in scored.rows() {
        let ranked = effects.ranked(design, row);
        for (place, (texts, contributions)) in places.iter_mut().enumerate() {
            let (text, effect) = ranked.get(place).map_or((String::new(), f64::NAN), |&(feature, effect)| {
                (design.features[feature].says(row), effect)
            });
            texts.push(text);
            contributions.push(effect);
        }
    }
    places
}

/// What a customer's features add to the log-odds against the mean of the fitted rows.
struct Effects {
    /// The coefficient and the mean of each term; 0 for a term the model does without.
    weights: Vec<(f64, f64)>,
}

impl Effects {
    fn new(design: &Design, fit: &Logistic) -> Self {
        // The term of each coefficient's column belongs to one feature.
        let mut weights = vec![(0.0, 0.0); design.terms.len()];
        for coefficient in &fit.coefficients {
            if let (Some(column), Some(mean)) = (coefficient.column, coefficient.mean) {
                weights[column] = (coefficient.estimate, mean);
            }
        }
        Self { weights }
    }

    /// The features that add anything, by position, the largest contribution first.
    fn ranked(&self, design: &Design, row: ArrayView1<f64>) -> Vec<(usize, f64)> {
        let contribution = |feature: &Feature| {
            feature
                .terms
                .clone()
                .map(|term| self.weights[term].0 * (row[term] - self.weights[term].1))
                .fold(0.0, |sum, part| sum + part)
        };
        let mut effects: Vec<(usize, f64)> = design
            .features
            .iter()
            .map(contribution)
            .enumerate()
            .filter(|(_, effect)| *effect != 0.0)
            .collect();
        sorting::sort_by(&mut effects, |a, b| b.1.abs().total_cmp(&a.1.abs()));
        effects
    }
}

/// Texts as codes of levels in order of their text. Where there are more than
/// a byte can tell apart, the rarest become `(other)`.
fn coded(texts: &[String]) -> (Vec<u8>, Vec<String>) {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let mut kept: Vec<(&str, usize)> = counts.into_iter().collect();
    sorting::sort_by(&mut kept, |a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let all = kept.len() <= MOST_REASONS;
    kept.truncate(MOST_REASONS);
    let mut levels: Vec<&str> = kept.into_iter().map(|(text, _)| text).collect();
    levels.sort_unstable();
    let other = levels.len();
    let code = |text: &String| u8::try_from(levels.binary_search(&text.as_str()).unwrap_or(other)).unwrap_or(u8::MAX);
    let codes = texts.iter().map(code).collect();
    let mut levels: Vec<String> = levels.into_iter().map(String::from).collect();
    if !all {
        levels.push("(other)".into());
    }
    (codes, levels)
}

/// Says what the model does without.
fn omission(omitted: &[Omitted]) -> Option<Notice> {
    let describe = |chinese: bool| {
        let one = |omitted: &Omitted| {
            let (en, zh) = omitted.reason.words();
            match (chinese, omitted.on.is_empty()) {
                (false, true) => format!("{} ({en})", omitted.name),
                (false, false) => format!("{} ({en}: {})", omitted.name, omitted.on.join(", ")),
                (true, true) => format!("{}（{zh}）", omitted.name),
                (true, false) => format!("{}（{zh}：{}）", omitted.name, omitted.on.join("、")),
            }
        };
        omitted.iter().map(one).collect::<Vec<_>>()
    };
    (!omitted.is_empty()).then(|| {
        Notice::note(
            "columns_left_out",
            format!("Left out: {}.", describe(false).join("; ")),
            format!("未使用的列：{}。", describe(true).join("；")),
        )
    })
}

fn separated(separation: Option<&Separating>) -> Option<Notice> {
    let Separating { alone, terms } = separation?;
    let (how, how_zh) = if *alone {
        ("each of", "任何一项")
    } else {
        ("all of", "合在一起")
    };
    let (names, names_zh) = (terms.join(", "), terms.join("、"));
    Some(Notice::warning(
        "separation",
        format!(
            "Some customers who left are told without error from those who stayed by {how} these: {names}. Then no maximum-likelihood estimate exists, and a penalised fit (penalty 1) is given in its place, with coefficients drawn towards 0. Check whether this was known beforehand."
        ),
        format!(
            "以下各项{how_zh}就能把一部分流失客户与留存客户完全分开：{names_zh}。此时最大似然估计不存在，改用带惩罚的拟合（penalty 为 1），系数偏向 0。请确认这些信息在流失之前是否已知。"
        ),
    ))
}

/// What makes the figures less sure than they look.
fn doubts(fit: &Logistic, design: &Design, evaluated_on: EvaluatedOn) -> Vec<Notice> {
    let mut notices = Vec::new();
    if !fit.converged {
        notices.push(Notice::warning(
            "not_converged",
            format!(
                "The fit did not reach its maximum in {} iterations; do not rely on its coefficients.",
                fit.iterations
            ),
            format!("拟合在 {} 次迭代内没有收敛，系数不可靠。", fit.iterations),
        ));
    }
    let rarer = fit.positives.min(fit.rows - fit.positives);
    let terms = fit.coefficients.len() - 1;
    let wanted = EVENTS_PER_TERM * terms;
    if rarer < wanted {
        let plural = if terms == 1 { "" } else { "s" };
        let takes_part = |feature: &&Feature| {
            fit.coefficients
                .iter()
                .any(|coefficient| coefficient.column.is_some_and(|column| feature.terms.contains(&column)))
        };
        let (way, way_zh) = if design.features.iter().filter(takes_part).count() > 1 {
            ("Name fewer features", "请少选几个特征")
        } else {
            ("It takes more customers", "需要更多客户的数据")
        };
        notices.push(Notice::warning(
            "few_events",
            format!("The rarer class has {rarer} customers for {terms} term{plural}; at least {wanted} are wanted, ten a term. With fewer, coefficients are shaky and probabilities too sure of themselves. {way}."),
            format!("较少的一类只有 {rarer} 位客户，却有 {terms} 项，至少需要 {wanted} 位（每项十位）。人数不足时，系数不稳，概率也偏于极端。{way_zh}。"),
        ));
    }
    if evaluated_on == EvaluatedOn::AllRows {
        notices.push(Notice::note(
            "in_sample",
            "The model is judged on the very rows it was fitted to, which flatters it.",
            "模型在拟合所用的同一批数据上评估，结果偏于乐观。",
        ));
    }
    notices
}

/// Says when more or fewer left than the probabilities promised: past three
/// standard errors (Σ p against the count, with variance Σ p (1 − p)) and by
/// two in a hundred, below which nobody would act otherwise.
fn drift(judged: &[f64], evaluation: &Evaluation, evaluated_on: EvaluatedOn) -> Option<Notice> {
    let expected = sum(judged.iter().copied());
    let deviation = sum(judged.iter().map(|p| p * (1.0 - p))).sqrt();
    let (left, rows) = (evaluation.evaluated_positives as f64, evaluation.evaluated_rows as f64);
    let difference = (left - expected).abs();
    if evaluated_on == EvaluatedOn::AllRows || difference <= 3.0 * deviation || difference < DRIFT * rows {
        return None;
    }
    let percent = |share: f64| (1000.0 * share / rows).round() / 10.0;
    let (expected, left, too_low) = (percent(expected), percent(left), left > expected);
    let (direction, direction_zh) = if too_low { ("low", "低") } else { ("high", "高") };
    let (when, when_zh) = match evaluated_on {
        EvaluatedOn::LaterPeriod => (" of late", "近期的"),
        EvaluatedOn::HeldOut | EvaluatedOn::AllRows => ("", ""),
    };
    Some(Notice::warning(
        "drift",
        format!(
            "Of the customers it was judged on, {left}% left where the model expected {expected}%: its probabilities are too {direction}{when}. Rely on their order more than on their size."
        ),
        format!("检验所用的客户实际流失 {left}%，模型预计 {expected}%：{when_zh}概率偏{direction_zh}。请以排序为主，概率的大小仅供参考。"),
    ))
}

impl Report for ChurnReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        let [probability, log_odds, ..] = self.frame.columns() else {
            return None;
        };
        let (Values::Number(probability), Values::Number(log_odds)) = (&probability.values, &log_odds.values) else {
            return None;
        };
        let (probability, log_odds) = (*probability.get(row)?, *log_odds.get(row)?);
        let record = self.records.row(row);
        let mut symbols = Vec::new();
        for (number, Term { term, coefficient }) in self.coefficients.iter().enumerate() {
            let Some(column) = coefficient.column else {
                symbols.push(Symbol::new(
                    "b_0",
                    Text::new("intercept", "截距"),
                    Figure::Number(coefficient.estimate),
                ));
                continue;
            };
            // A level the customer is not of adds nothing.
            if record[column] == 0.0 {
                continue;
            }
            let weight = Text::new(format!("coefficient of {term}"), format!("{term} 的系数"));
            symbols.push(Symbol::new(
                &format!("b_{{{number}}}"),
                weight,
                Figure::Number(coefficient.estimate),
            ));
            symbols.push(Symbol::new(
                &format!("x_{{{number}}}"),
                self.words(column, record[column]),
                Figure::Number(record[column]),
            ));
        }
        let eta = Symbol::new(r"\eta", Text::new("log-odds", "对数优势"), Figure::Number(log_odds));
        let mut steps = vec![Step {
            what: Text::new(
                "The log-odds add up what is known about this customer; terms that are 0 are not shown",
                "把该客户的各项特征加权相加得到对数优势（为 0 的项未列出）",
            ),
            formula: r"\eta = b_0 + \sum_j b_j x_j".into(),
            symbols,
            result: Figure::Number(log_odds),
        }];
        let mut ranked = Effects::new(&self.design, &self.fit).ranked(&self.design, record);
        ranked.truncate(REASONS);
        steps.extend(ranked.iter().map(|&(feature, effect)| self.reason(feature, record, effect)));
        steps.extend(self.odds_ratio(&ranked, record));
        steps.push(Step {
            what: Text::new(
                format!("The probability of “{}”", self.positive.en),
                format!("“{}”的概率", self.positive.zh),
            ),
            formula: r"p = \frac{1}{1 + e^{-\eta}}".into(),
            symbols: vec![eta],
            result: Figure::Share(probability),
        });
        Some(Explanation {
            title: Text::new("Chance of leaving", "流失概率"),
            steps,
            source: "McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., chapter 4".into(),
            course: None,
        })
    }
}

impl ChurnReport {
    /// What one feature adds for a customer; the levels of a category all take part,
    /// since the mean of the fitted rows is a little of each.
    fn reason(&self, feature: usize, record: ArrayView1<f64>, effect: f64) -> Step {
        let feature = &self.design.features[feature];
        let says = feature.says(record);
        let terms = self.coefficients.iter().enumerate().filter_map(|(number, term)| {
            let column = term.coefficient.column.filter(|column| feature.terms.contains(column))?;
            Some((number, term, column, term.coefficient.mean?))
        });
        let symbols = terms.flat_map(|(number, Term { term, coefficient }, column, mean)| {
            let symbol = |letter: &str, meaning, figure| Symbol::new(&format!("{letter}_{{{number}}}"), meaning, Figure::Number(figure));
            [
                symbol(
                    "b",
                    Text::new(format!("coefficient of {term}"), format!("{term} 的系数")),
                    coefficient.estimate,
                ),
                symbol("x", self.words(column, record[column]), record[column]),
                symbol(
                    r"\bar{x}",
                    Text::new("the mean of the customers the model was fitted to", "建模客户的平均值"),
                    mean,
                ),
            ]
        });
        Step {
            what: Text::new(
                format!("What “{says}” adds to the log-odds against the mean of the customers the model was fitted to"),
                format!("与建模客户的平均值相比，“{says}”使对数优势改变"),
            ),
            formula: r"\sum_j b_j (x_j - \bar{x}_j)".into(),
            symbols: symbols.collect(),
            result: Figure::Number(effect),
        }
    }

    /// What the strongest reasons together make of the odds, against the mean of the fitted rows.
    fn odds_ratio(&self, reasons: &[(usize, f64)], record: ArrayView1<f64>) -> Option<Step> {
        let symbols: Vec<Symbol> = (1..)
            .zip(reasons)
            .map(|(place, &(feature, effect))| {
                let says = self.design.features[feature].says(record);
                let meaning = Text::new(format!("what “{says}” adds"), format!("“{says}”的增量"));
                Symbol::new(&format!("d_{{{place}}}"), meaning, Figure::Number(effect))
            })
            .collect();
        let (reasons_en, reasons_zh) = if reasons.len() == 1 {
            ("this reason multiplies", "这一原因")
        } else {
            ("these reasons multiply", "这些原因")
        };
        let ratio = exp(sum(reasons.iter().map(|&(_, effect)| effect)));
        (!symbols.is_empty()).then(|| Step {
            what: Text::new(
                format!("The odds ratio: against the mean of the customers the model was fitted to, {reasons_en} the odds by"),
                format!("优势比：因{reasons_zh}，该客户的优势是取建模客户平均值时的多少倍"),
            ),
            formula: r"\mathrm{OR} = e^{\sum_i d_i}".into(),
            symbols,
            result: Figure::Number(ratio),
        })
    }

    /// What a customer's value of a term means.
    fn words(&self, column: usize, value: f64) -> Text {
        let first = |feature: &&Feature| feature.levels.is_empty() && feature.terms.start == column;
        match self.design.features.iter().find(first) {
            Some(Feature {
                words, logarithm: true, ..
            }) => {
                // Amounts have four decimals at most.
                let before = (exp_m1(value) * 1e4).round() / 1e4;
                Text::new(format!("ln(1 + {before}); {}", words.en), format!("ln(1 + {before})；{}", words.zh))
            }
            Some(feature) => feature.words.clone(),
            None => Text::new(self.design.terms[column].as_str(), self.design.terms[column].as_str()),
        }
    }
}
