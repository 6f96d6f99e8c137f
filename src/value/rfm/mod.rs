//! RFM: recency, frequency, monetary value.
//!
//! **What it answers.** Who bought lately, often and for much; which named
//! segment each customer falls into and what to do with it.
//!
//! **Inputs.** R, the days since the last purchase; F, the purchases in the
//! window; M, the money in the window (or its mean a purchase).
//!
//! **Schemes.**
//! - [`Scheme::Mean`]: each dimension is high or low against its mean (R is
//!   high when recency ≤ mean); the eight types.
//! - [`Scheme::Quantile`]: scores from 1 to k; cut points are type-7
//!   quantiles and bin i is (qᵢ₋₁, qᵢ]. Equal values always share a bin, so
//!   bins may be uneven, and where quantiles coincide fewer bins result.
//! - [`Scheme::Own`]: the same with cut points of one's own.
//!
//! The segments of scores other than 1–5 are those of the same place between
//! 1 and 5. The weighted score is `w_R R + w_F F + w_M M`.
//!
//! **Differs from** packages that rank ties in file order (equal customers
//! then differ) or match rules in order, which leaves customers in "Others".
//!
//! **References.** Hughes, A. M. (1994), *Strategic Database Marketing*;
//! Miglautsch, J. (2000), *Thoughts on RFM scoring*, Journal of Database
//! Marketing 8(1), 67–72.

mod explain;
mod scores;
mod segments;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Customers, Grain};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::math;
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

pub use segments::{EIGHT_TYPES, QUINTILE, Segment};

/// Customers wanted whatever the scheme: a mean of fewer is uncertain by more
/// than a third of a standard deviation either way (1.96/√30).
const FEW: usize = 30;

/// Customers wanted a bin: of fewer, a single one is more than a fifth.
const A_BIN: usize = 5;

/// How scores are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// High or low against the mean: the eight types
    Mean,
    /// Bins of about equal size
    #[default]
    Quantile,
    /// Cut points of one's own
    Own,
}

/// What M is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Monetary {
    /// All money in the window
    #[default]
    Total,
    /// Money a purchase
    Mean,
}

/// One list of cut points for each dimension, rising.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct CutPoints {
    /// In days since the last purchase
    pub r: Vec<f64>,
    /// In purchases
    pub f: Vec<f64>,
    /// In money
    pub m: Vec<f64>,
}

/// The settings of [`Rfm`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct RfmParams {
    /// How scores are given
    pub scheme: Scheme,
    /// The number of bins of the quantile scheme, from 2 to 9
    pub bins: u8,
    /// The cut points of the own scheme
    pub cuts: CutPoints,
    /// What M is
    pub monetary: Monetary,
    /// The weights of R, F and M in the weighted score
    pub weights: [f64; 3],
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for RfmParams {
    fn default() -> Self {
        Self {
            scheme: Scheme::Quantile,
            bins: 5,
            cuts: CutPoints::default(),
            monetary: Monetary::Total,
            weights: [1.0, 1.0, 1.0],
            grain: Grain::Day,
        }
    }
}

impl Params for RfmParams {
    fn check(&self) -> Result<()> {
        if !(2..=9).contains(&self.bins) {
            return Err(Error::bad_parameter(
                "bins",
                self.bins,
                "it must be between 2 and 9",
                "应在 2 到 9 之间",
            ));
        }
        if !self.weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0) {
            let weights = format!("{:?}", self.weights);
            return Err(Error::bad_parameter(
                "weights",
                weights,
                "they must be zero or more, like 1,1,1",
                "应为零或正数，例如 1,1,1",
            ));
        }
        let CutPoints { r, f, m } = &self.cuts;
        for (name, cuts) in [("cuts.r", r), ("cuts.f", f), ("cuts.m", m)] {
            let rising = cuts.windows(2).all(|pair| pair[0] < pair[1]) && cuts.iter().all(|cut| cut.is_finite());
            if self.scheme == Scheme::Own && !(rising && (1..=8).contains(&cuts.len())) {
                return Err(Error::bad_parameter(
                    name,
                    format!("{cuts:?}"),
                    "the own scheme needs one to eight rising numbers there, like 30,90",
                    "自定义分档需要 1 到 8 个递增的数，例如 30,90",
                ));
            }
        }
        Ok(())
    }
}

/// A segment with its size and money.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SegmentReport {
    /// Its name in English; the value of the column `segment`.
    pub name: &'static str,
    /// Its name in Chinese.
    pub name_zh: &'static str,
    /// What to do with it.
    pub strategy: Text,
    /// How many customers are in it.
    pub customers: usize,
    /// Their money in the window.
    pub revenue: f64,
    /// Their mean R in days; none when nobody is in it.
    pub mean_recency: Option<f64>,
    /// Their mean F.
    pub mean_frequency: Option<f64>,
    /// Their mean M.
    pub mean_monetary: Option<f64>,
}

/// A cell of recency × frequency.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Cell {
    /// The R score.
    pub r: u8,
    /// The F score.
    pub f: u8,
    /// How many customers are in it.
    pub customers: usize,
    /// Their money in the window.
    pub revenue: f64,
}

/// Who bought lately, often and for much.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RfmReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: RfmParams,
    /// The number of customers.
    pub customers_scored: usize,
    /// Their money in the window.
    pub revenue: f64,
    /// The cut points of each dimension; the mean alone under the mean scheme.
    pub cut_points: CutPoints,
    /// How many customers have each score, from 1 upwards: R, F, M.
    pub counts: [Vec<usize>; 3],
    /// The segments in their order; empty ones too.
    pub segments: Vec<SegmentReport>,
    /// Every cell of recency × frequency.
    pub grid: Vec<Cell>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    /// R, F and M of each customer, and the scores.
    #[serde(skip)]
    rows: Vec<Scored>,
}

/// One customer on the way to its segment.
#[derive(Debug, Clone, Copy)]
struct Scored {
    values: [f64; 3],
    scores: [u8; 3],
    segment: usize,
    weighted: f64,
}

/// RFM.
pub struct Rfm;

impl Analysis for Rfm {
    const NAME: &'static str = "rfm";
    const ABOUT: &'static str = "Recency, frequency, monetary: scores, named segments, strategies";
    type Params = RfmParams;
    type Report = RfmReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &RfmParams) -> Result<Started<RfmReport>> {
        let customers = Customers::summarise(workspace.orders()?, scope, params.grain)?;
        Ok(Ready::task(score(&customers, params)))
    }
}

pub(crate) fn score(customers: &Customers, params: &RfmParams) -> RfmReport {
    let [recency, frequency, total] = customers.rfm();
    let monetary = match params.monetary {
        Monetary::Total => total.clone(),
        Monetary::Mean => total.iter().zip(&frequency).map(|(total, purchases)| total / purchases).collect(),
    };
    let dimensions = [&recency, &frequency, &monetary];
    let cuts = cut_points(dimensions, params);
    let highest = cuts.each_ref().map(|cuts| u8::try_from(cuts.len() + 1).unwrap_or(u8::MAX));
    let segments = segments_of(params.scheme);

    let rows: Vec<Scored> = (0..customers.len())
        .map(|row| {
            let values = dimensions.map(|values| values[row]);
            let (scores, segment) = placed(values, &cuts, params.scheme);
            Scored {
                values,
                scores,
                segment,
                weighted: math::linalg::dot(&params.weights, &scores.map(f64::from)),
            }
        })
        .collect();

    let counts = [0, 1, 2].map(|dimension| {
        let mut counts = vec![0; usize::from(highest[dimension])];
        for row in &rows {
            counts[usize::from(row.scores[dimension] - 1)] += 1;
        }
        counts
    });
    let mut notices = customers.notices();
    notices.extend(merged_bins(&counts, params.scheme));
    notices.extend(few(customers.len(), &counts));
    let score_column = |dimension: usize| rows.iter().map(|row| u32::from(row.scores[dimension])).collect();
    let frame = customers
        .frame()
        .number("recency_days", recency)
        .number("frequency", frequency)
        .number("monetary", monetary)
        .count("r", score_column(0))
        .count("f", score_column(1))
        .count("m", score_column(2))
        .number("score", rows.iter().map(|row| row.weighted).collect())
        .level(
            "segment",
            rows.iter().map(|row| u8::try_from(row.segment).unwrap_or(u8::MAX)).collect(),
            segments.iter().map(|segment| segment.name.to_owned()).collect(),
        );
    let [r, f, m] = cuts;
    RfmReport {
        window: customers.window,
        params: params.clone(),
        customers_scored: rows.len(),
        revenue: math::sum(total.iter().copied()),
        cut_points: CutPoints { r, f, m },
        counts,
        segments: segments
            .iter()
            .enumerate()
            .map(|(position, segment)| segment_report(position, segment, &rows, &total))
            .collect(),
        grid: grid(&rows, &total, highest),
        notices,
        frame,
        rows,
    }
}

fn segments_of(scheme: Scheme) -> &'static [Segment] {
    match scheme {
        Scheme::Mean => &EIGHT_TYPES,
        Scheme::Quantile | Scheme::Own => &QUINTILE,
    }
}

/// The scores of R, F and M, and the position of the segment.
fn placed(values: [f64; 3], cuts: &[Vec<f64>; 3], scheme: Scheme) -> ([u8; 3], usize) {
    let scores = scores_of(values, cuts, scheme);
    let highest = |dimension: usize| u8::try_from(cuts[dimension].len() + 1).unwrap_or(u8::MAX);
    let places = match scheme {
        Scheme::Mean => scores,
        Scheme::Quantile | Scheme::Own => [0, 1, 2].map(|dimension| scores::of_five(scores[dimension], highest(dimension))),
    };
    (scores, segments::position(segments_of(scheme), places))
}

impl RfmReport {
    /// The scores and the segment of somebody with this R, F and M, by the cut points of this report.
    pub(crate) fn place(&self, values: [f64; 3]) -> ([u8; 3], &'static Segment) {
        let CutPoints { r, f, m } = self.cut_points.clone();
        let (scores, segment) = placed(values, &[r, f, m], self.params.scheme);
        (scores, &segments_of(self.params.scheme)[segment])
    }
}

fn cut_points(dimensions: [&Vec<f64>; 3], params: &RfmParams) -> [Vec<f64>; 3] {
    match params.scheme {
        Scheme::Mean => dimensions.map(|values| scores::mean_cut(values)),
        Scheme::Quantile => dimensions.map(|values| scores::quantile_cuts(values, params.bins)),
        Scheme::Own => [&params.cuts.r, &params.cuts.f, &params.cuts.m].map(Clone::clone),
    }
}

fn scores_of(values: [f64; 3], cuts: &[Vec<f64>; 3], scheme: Scheme) -> [u8; 3] {
    if scheme == Scheme::Mean {
        let [recency, frequency, monetary] = [0, 1, 2].map(|dimension| (values[dimension], cuts[dimension][0]));
        // Fewer days are better: the negatives are compared.
        let high = [
            scores::reaches(-recency.0, -recency.1),
            scores::reaches(frequency.0, frequency.1),
            scores::reaches(monetary.0, monetary.1),
        ];
        return high.map(|high| 1 + u8::from(high));
    }
    let [recency, frequency, monetary] = [0, 1, 2].map(|dimension| scores::bin(values[dimension], &cuts[dimension]));
    let bins = u8::try_from(cuts[0].len() + 1).unwrap_or(u8::MAX);
    [bins + 1 - recency, frequency, monetary]
}

fn segment_report(position: usize, segment: &Segment, rows: &[Scored], total: &[f64]) -> SegmentReport {
    let members: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].segment == position).collect();
    let mean = |dimension: usize| {
        let total = math::sum(members.iter().map(|&row| rows[row].values[dimension]));
        (!members.is_empty()).then(|| total / members.len() as f64)
    };
    SegmentReport {
        name: segment.name,
        name_zh: segment.name_zh,
        strategy: Text::new(segment.strategy, segment.strategy_zh),
        customers: members.len(),
        revenue: math::sum(members.iter().map(|&row| total[row])),
        mean_recency: mean(0),
        mean_frequency: mean(1),
        mean_monetary: mean(2),
    }
}

fn grid(rows: &[Scored], total: &[f64], highest: [u8; 3]) -> Vec<Cell> {
    let mut grid: Vec<Cell> = (1..=highest[0])
        .flat_map(|r| {
            (1..=highest[1]).map(move |f| Cell {
                r,
                f,
                customers: 0,
                revenue: 0.0,
            })
        })
        .collect();
    for (row, money) in rows.iter().zip(total) {
        let [r, f, _] = row.scores.map(|score| usize::from(score - 1));
        let cell = &mut grid[r * usize::from(highest[1]) + f];
        cell.customers += 1;
        cell.revenue += money;
    }
    grid
}

/// Says which scores nobody has because quantiles coincide.
fn merged_bins(counts: &[Vec<usize>; 3], scheme: Scheme) -> Option<Notice> {
    let fewer = |counts: &Vec<usize>| counts.iter().filter(|&&count| count == 0).count();
    let [r, f, m] = counts.each_ref().map(fewer);
    (scheme == Scheme::Quantile && r + f + m > 0).then(|| {
        Notice::note(
            "bins_merged",
            format!("Many customers have equal values, so some scores are empty (R: {r}, F: {f}, M: {m}). Equal customers always get equal scores."),
            format!("许多客户数值相同，部分分值没有客户（R 空 {r} 档，F 空 {f} 档，M 空 {m} 档）。数值相同的客户得分总是相同。"),
        )
    })
}

/// Says when scores rest on too few customers.
fn few(customers: usize, counts: &[Vec<usize>; 3]) -> Option<Notice> {
    let bins = counts.iter().map(Vec::len).max().unwrap_or(0);
    let wanted = FEW.max(A_BIN * bins);
    (customers < wanted).then(|| {
        Notice::warning(
            "few_customers",
            format!(
                "Customers: {customers}; at least {wanted} are wanted. With fewer, scores and segments rest on a handful, and a single customer more may change them."
            ),
            format!("只有 {customers} 位客户，至少需要 {wanted} 位。客户太少时，每个分值和分群只有寥寥几位，多一位客户结果就可能改变。"),
        )
    })
}

impl Report for RfmReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        self.rows.get(row).map(|row| explain::explain(self, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Figure;
    use crate::ledger::{Day, LedgerBuilder, Line, Money, OptionalColumns};
    use proptest::prelude::*;

    /// Customers by (days since the last purchase, purchases, money a purchase).
    fn report(customers: &[(i32, i32, i64)], params: &RfmParams) -> RfmReport {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for (number, &(recency, purchases, amount)) in customers.iter().enumerate() {
            for purchase in 0..purchases {
                builder.push(Line {
                    customer: &format!("c{number:03}"),
                    day: 1_000 - recency - purchase,
                    amount: Money(amount * Money::SCALE),
                    order: None,
                    product: None,
                    cost: None,
                });
            }
        }
        builder.settle_days(|_, code| Some(Day(code)));
        let scope = Scope {
            as_of: Some(Day(1_000)),
            ..Scope::default()
        };
        score(&Customers::summarise(&builder.finish(), &scope, Grain::Day).unwrap(), params)
    }

    fn segments(report: &RfmReport) -> Vec<(&str, usize)> {
        report
            .segments
            .iter()
            .filter(|segment| segment.customers > 0)
            .map(|segment| (segment.name, segment.customers))
            .collect()
    }

    #[test]
    fn the_eight_types_split_at_the_mean() {
        // Means: R 30, F 3, M 300 (totals 500, 100).
        let params = RfmParams {
            scheme: Scheme::Mean,
            ..RfmParams::default()
        };
        let report = report(&[(10, 5, 100), (50, 1, 100)], &params);
        assert_eq!(
            report.cut_points,
            CutPoints {
                r: vec![30.0],
                f: vec![3.0],
                m: vec![300.0]
            }
        );
        assert_eq!(segments(&report), [("high-value", 1), ("general to win back", 1)]);
    }

    #[test]
    fn equal_customers_are_all_high() {
        let params = RfmParams {
            scheme: Scheme::Mean,
            ..RfmParams::default()
        };
        assert_eq!(segments(&report(&[(7, 3, 33); 7], &params)), [("high-value", 7)]);
    }

    #[test]
    fn coinciding_quantiles_are_said() {
        let report = report(&[(1, 1, 10), (2, 1, 10), (3, 1, 10), (4, 1, 10), (5, 2, 10)], &RfmParams::default());
        assert_eq!(report.counts[1], [4, 0, 0, 0, 1]);
        assert!(report.notices.iter().any(|notice| notice.code == "bins_merged"));
    }

    #[test]
    fn thirty_customers_and_five_a_bin_are_enough() {
        // Own cut points make one bin more than there are.
        let own = CutPoints {
            r: vec![10.0],
            f: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
            m: vec![5.0],
        };
        for (scheme, bins, enough) in [
            (Scheme::Mean, 5, 30),
            (Scheme::Quantile, 5, 30),
            (Scheme::Quantile, 9, 45),
            (Scheme::Own, 9, 40),
        ] {
            for (customers, few) in [(enough - 1, true), (enough, false)] {
                let shop: Vec<_> = (0..customers).map(|recency| (recency, 1 + recency % 3, 10)).collect();
                let params = RfmParams {
                    scheme,
                    bins,
                    cuts: own.clone(),
                    ..RfmParams::default()
                };
                let said = report(&shop, &params).notices.iter().any(|notice| notice.code == "few_customers");
                assert_eq!(said, few, "{scheme:?} {bins} {customers}");
            }
        }
    }

    #[test]
    fn own_cut_points_may_differ_in_number() {
        let cuts = CutPoints {
            r: vec![30.0, 90.0],
            f: vec![2.0],
            m: vec![50.0, 100.0, 200.0],
        };
        let params = RfmParams {
            scheme: Scheme::Own,
            cuts,
            ..RfmParams::default()
        };
        params.check().unwrap();
        let report = report(&[(10, 3, 100), (60, 2, 50), (100, 1, 10)], &params);
        let scores: Vec<_> = report.rows.iter().map(|row| row.scores).collect();
        assert_eq!(scores, [[3, 2, 4], [2, 1, 2], [1, 1, 1]]);
    }

    #[test]
    fn the_explanation_ends_in_the_segment_of_the_table() {
        let report = report(&[(1, 4, 10), (20, 2, 10), (90, 1, 30), (5, 1, 2), (6, 3, 8)], &RfmParams::default());
        for row in 0..5 {
            let explanation = report.explain(row).unwrap();
            let name = report.segments[report.rows[row].segment].name;
            assert_eq!(explanation.steps[4].result, Figure::Name(name.into()));
            assert_eq!(explanation.steps[0].result, Figure::Number(f64::from(report.rows[row].scores[0])));
        }
        assert!(report.explain(5).is_none());
    }

    proptest! {
        #[test]
        fn equal_customers_get_equal_scores_and_nobody_is_lost(
            customers in proptest::collection::vec((0i32..40, 1i32..4, 1i64..5), 1..40),
            bins in 2u8..=9,
        ) {
            let report = report(&customers, &RfmParams { bins, ..RfmParams::default() });
            for (a, b) in (0..customers.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
                prop_assert!(customers[a] != customers[b] || report.rows[a].scores == report.rows[b].scores);
                prop_assert!(customers[a].0 >= customers[b].0 || report.rows[a].scores[0] >= report.rows[b].scores[0]);
            }
            prop_assert_eq!(report.segments.iter().map(|segment| segment.customers).sum::<usize>(), customers.len());
            prop_assert_eq!(report.grid.iter().map(|cell| cell.customers).sum::<usize>(), customers.len());
            for counts in &report.counts {
                prop_assert_eq!(counts.len(), usize::from(bins));
            }
        }
    }
}
