//! The analysis step by step: fit the purchases, fit the spend, predict
//! customer by customer, put the report together.

use std::sync::Arc;

use crate::customers::{Customers, ReadyMade};
use crate::error::{Error, ErrorKind, Result};
use crate::frame::Frame;
use crate::ledger::{Day, Ledger};
use crate::math::{ln_1p, sum};
use crate::sorting;
use crate::table::Table;
use crate::task::{Progress, Started, Task};
use crate::text::Notice;
use crate::value::margin::Margin;
use crate::workspace::{Scope, Window};

use super::bootstrap::Bootstrap;
use super::btyd::{History, Summaries};
use super::fit::{FitTask, Fitted};
use super::gammagamma::{GammaGamma, Spends};
use super::holdout::Observed;
use super::intervals::Spread;
use super::models::{Fits, FittedPurchases};
use super::newcomer::newcomer;
use super::opportunities::{Opportunities, check_whole};
use super::periods::Periods;
use super::pictures::{Surface, distribution};
use super::{Basis, ClvParams, ClvReport, Model, Scored, SpendReport, Totals, notices};

/// How many expectations one step evaluates, about.
const SLICE: usize = 1_000;

/// Who is valued, whichever kind of file told of them.
pub(super) enum People {
    /// Summed up from orders.
    Orders(Customers),
    /// Summed up by the period.
    Periods(Customers, Opportunities),
    /// Summed up by the file.
    ReadyMade(ReadyMade),
}

impl People {
    /// The window they are summarised over; a ready-made summary has none.
    pub fn window(&self) -> Option<Window> {
        match self {
            Self::Orders(customers) | Self::Periods(customers, _) => Some(customers.window),
            Self::ReadyMade(_) => None,
        }
    }

    /// The customers period by period, where these are counted.
    fn periods(&self) -> Option<&Opportunities> {
        match self {
            Self::Periods(_, opportunities) => Some(opportunities),
            Self::Orders(_) | Self::ReadyMade(_) => None,
        }
    }

    /// The mean amount of the repeat purchases of a row; `NaN` without any.
    pub fn m(&self, row: usize) -> f64 {
        match self {
            Self::Orders(customers) => customers.mean_repeat_amount(row),
            Self::Periods(_, opportunities) => opportunities.m[row],
            Self::ReadyMade(ready) => ready.m[row],
        }
    }

    /// How many customers a row stands for.
    pub fn count(&self, row: usize) -> u32 {
        match self {
            Self::Orders(_) | Self::Periods(..) => 1,
            Self::ReadyMade(ready) => ready.counts[row],
        }
    }

    /// What to know about them.
    pub fn notices(&self) -> Vec<Notice> {
        match self {
            Self::Orders(customers) | Self::Periods(customers, _) => customers.notices(),
            Self::ReadyMade(ready) => ready.notices(),
        }
    }

    fn frame(&self) -> Frame {
        match self {
            Self::Orders(customers) | Self::Periods(customers, _) => customers.frame(),
            Self::ReadyMade(ready) => ready.frame(),
        }
    }
}

/// What is known before anything is fitted.
pub(super) struct Known {
    pub params: ClvParams,
    pub margin: Margin,
    pub people: People,
    pub data: Arc<Summaries>,
    pub spends: Option<Arc<Spends>>,
    pub observed: Option<Observed>,
    /// Orders before the window, which may hide first purchases.
    pub earlier_orders: bool,
    /// The day that was to count as now; a ready-made summary has none.
    pub as_of: Option<Day>,
    /// The orders, where the file has them.
    pub ledger: Option<Arc<Ledger>>,
}

impl Known {
    /// Summarises the customers as of the end of the calibration period, or of the window.
    ///
    /// # Errors
    /// Those of [`Customers::summarise`], [`Observed::of`] and [`Summaries::check_repeats`].
    pub fn of(ledger: &Arc<Ledger>, scope: &Scope, params: &ClvParams) -> Result<Self> {
        let window = scope.window(ledger)?;
        let end = params.calibration_end.unwrap_or(window.until);
        let fitted = Scope {
            as_of: Some(end),
            until: Some(end),
            ..*scope
        };
        let customers = Customers::summarise(ledger, &fitted, params.grain)?;
        let opportunities = (params.model == Model::BgBb)
            .then(|| Opportunities::of(ledger, &customers, params))
            .transpose()?;
        let history = |row: usize| match &opportunities {
            Some(opportunities) => opportunities.histories[row],
            None => History {
                x: customers.x(row),
                t_x: customers.t_x(row, params.unit),
                age: customers.age(row, params.unit),
            },
        };
        let histories: Vec<History> = (0..customers.len()).map(history).collect();
        let data = Summaries::new(&histories, params.unit)?;
        data.check_repeats()?;
        let amount = |row: usize| match &opportunities {
            Some(opportunities) => opportunities.m[row],
            None => customers.mean_repeat_amount(row),
        };
        let spends = histories.iter().enumerate().map(|(row, history)| (history.x, amount(row)));
        let spends = Spends::new(spends).ok().map(Arc::new);
        let mut observed = params
            .calibration_end
            .map(|end| Observed::of(ledger, scope, params, &customers, end))
            .transpose()?;
        if let Some(known) = &opportunities {
            observed = observed
                .map(|observed| observed.by_period(ledger, params, &customers, known))
                .transpose()?;
        }
        let first_day = ledger.span().map_or(window.since, |(first, _)| first);
        Ok(Self {
            params: params.clone(),
            margin: Margin::of(ledger, customers.window, params.margin),
            data: Arc::new(data),
            spends,
            observed,
            earlier_orders: first_day < customers.window.since,
            as_of: Some(window.as_of),
            ledger: Some(Arc::clone(ledger)),
            people: match opportunities {
                Some(opportunities) => People::Periods(customers, opportunities),
                None => People::Orders(customers),
            },
        })
    }

    /// Takes the customers as a file sums them up. The spend is modelled where each row is one
    /// customer: the mean of many says nothing of how their amounts vary.
    ///
    /// # Errors
    /// Those of [`ReadyMade::of`] and [`Summaries::check_repeats`]; [`ErrorKind::BadParameter`] for a
    /// calibration period, which needs days.
    pub fn of_summary(table: &Table, params: &ClvParams) -> Result<Self> {
        if let Some(end) = params.calibration_end {
            return Err(Error::bad_parameter(
                "calibration_end",
                end,
                "a summary of customers has no days to divide; open the orders to compare with a hold-out period",
                "客户汇总没有日期可供划分；如需与检验期比较，请打开订单文件",
            ));
        }
        let ready = ReadyMade::of(table)?;
        let history = |row: usize| History {
            x: ready.x[row],
            t_x: ready.t_x[row],
            age: ready.age[row],
        };
        if params.model == Model::BgBb {
            check_whole(&ready)?;
        }
        let histories: Vec<(History, u32)> = (0..ready.len()).map(|row| (history(row), ready.counts[row])).collect();
        let data = Summaries::counted(&histories, params.unit)?;
        data.check_repeats()?;
        let spends = (0..ready.len()).map(|row| (ready.x[row], ready.m[row]));
        Ok(Self {
            params: params.clone(),
            margin: Margin::without_costs(params.margin),
            data: Arc::new(data),
            spends: if ready.compressed() {
                None
            } else {
                Spends::new(spends).ok().map(Arc::new)
            },
            observed: None,
            earlier_orders: false,
            as_of: None,
            ledger: None,
            people: People::ReadyMade(ready),
        })
    }
}

/// The analysis under way.
pub(super) struct Work {
    known: Known,
    /// `None` only after a stage could not be left.
    stage: Option<Stage>,
}

/// Both models.
struct Fit {
    purchases: FittedPurchases,
    spend: Option<Fitted<GammaGamma, 3>>,
}

impl Fit {
    fn models(&self) -> Fits {
        Fits {
            purchases: Arc::clone(&self.purchases.model),
            spend: self.spend.as_ref().map(|fitted| fitted.model),
        }
    }
}

enum Stage {
    Purchases(Started<FittedPurchases>),
    Spend(FittedPurchases, Box<FitTask<GammaGamma, 3>>),
    Bootstrap(Box<Fit>, Box<Bootstrap>),
    Predict(Box<Predict>),
}

impl Stage {
    /// The stage after this one, with what this one has found so far.
    fn next(self, known: &Known) -> Result<Self> {
        Ok(match self {
            Self::Purchases(fit) => {
                let purchases = fit.finish()?;
                match &known.spends {
                    Some(spends) => Self::Spend(purchases, Box::new(FitTask::start(Arc::clone(spends), 0.0))),
                    None => Self::fitted(known, Fit { purchases, spend: None }),
                }
            }
            // A surface that cannot even be begun on leaves the spend unknown; the rest stands.
            Self::Spend(purchases, fit) => Self::fitted(
                known,
                Fit {
                    purchases,
                    spend: fit.finish().ok(),
                },
            ),
            Self::Bootstrap(fit, bootstrap) => Self::Predict(Box::new(Predict::start(known, *fit, Some(*bootstrap)))),
            Self::Predict(predict) => Self::Predict(predict),
        })
    }

    fn fitted(known: &Known, fit: Fit) -> Self {
        let ClvParams {
            model,
            penalty,
            bootstrap,
            seed,
            ..
        } = known.params;
        if bootstrap == 0 {
            return Self::Predict(Box::new(Predict::start(known, fit, None)));
        }
        let estimates = fit.purchases.fit.params.clone();
        let rounds = Bootstrap::start(model, fit.models(), estimates, &known.data, penalty, bootstrap, seed);
        Self::Bootstrap(Box::new(fit), Box::new(rounds))
    }
}

impl Work {
    /// Stands before the first step of the fit.
    pub fn start(known: Known) -> Self {
        let fit = known.params.model.fit(Arc::clone(&known.data), known.params.penalty);
        Self {
            known,
            stage: Some(Stage::Purchases(fit)),
        }
    }
}

impl Task for Work {
    type Output = ClvReport;

    fn step(&mut self) -> Result<Progress> {
        let progress = match &mut self.stage {
            Some(Stage::Purchases(fit)) => fit.step()?,
            Some(Stage::Spend(_, fit)) => Progress {
                stage: "spend",
                ..fit.step()?
            },
            Some(Stage::Bootstrap(_, bootstrap)) => bootstrap.step()?,
            Some(Stage::Predict(predict)) => return Ok(predict.step(&self.known)),
            None => return Ok(Progress::FINISHED),
        };
        if progress.finished {
            self.stage = self.stage.take().map(|stage| stage.next(&self.known)).transpose()?;
        }
        Ok(Progress {
            finished: false,
            ..progress
        })
    }

    fn finish(self: Box<Self>) -> Result<ClvReport> {
        let Self { known, stage } = *self;
        let mut stage = stage.ok_or_else(|| {
            Error::new(
                ErrorKind::Cancelled,
                "The analysis ended with an error before; start it again.",
                "分析此前已出错终止，请重新开始。",
            )
        })?;
        // Cut short, the fits give what they have, and everyone is predicted from that.
        loop {
            stage = stage.next(&known)?;
            if let Stage::Predict(mut predict) = stage {
                while !predict.step(&known).finished {}
                return Ok(predict.report(known));
            }
        }
    }
}

/// What a model says of each distinct history.
#[derive(Debug, Default)]
struct Predictions {
    p_alive: Vec<f64>,
    purchases: Vec<f64>,
    discounted: Vec<f64>,
    holdout: Vec<f64>,
    dert: Vec<f64>,
}

/// What is expected of customers with one x and T, if they are alive.
#[derive(Debug, Clone, Copy, Default)]
struct IfAlive {
    purchases: f64,
    discounted: f64,
    holdout: f64,
    dert: f64,
}

/// The prediction under way, in the order of x and T, since what is expected
/// of the living depends on nothing else.
struct Predict {
    fit: Fit,
    /// The same with every round of a bootstrap.
    spread: Option<Spread>,
    order: Vec<usize>,
    next: usize,
    periods: Periods,
    /// Where they are wanted, and the model has no form of its own.
    forever: Option<Periods>,
    /// The discount rate of the model's own form.
    delta: Option<f64>,
    /// The points of the periods, the length of the hold-out period, the points of all time to come.
    horizons: Vec<f64>,
    found: Predictions,
}

impl Predict {
    fn start(known: &Known, fit: Fit, bootstrap: Option<Bootstrap>) -> Self {
        let distinct = known.data.distinct();
        let mut order: Vec<usize> = (0..distinct.len()).collect();
        sorting::sort_by(&mut order, |&a, &b| {
            distinct[a].x.cmp(&distinct[b].x).then(distinct[a].age.total_cmp(&distinct[b].age))
        });
        // A model's shortest time is at age 0; nobody may be so young.
        let youngest = distinct.iter().fold(f64::INFINITY, |youngest, history| youngest.min(history.age));
        let scale = fit.purchases.model.shortest_time() + youngest;
        let delta = ln_1p(known.params.discount_per_unit());
        let wanted = known.params.dert && delta > 0.0;
        let periods = Periods::new(known.params.horizon, delta, scale);
        let discrete = fit.purchases.model.is_discrete();
        let forever = (wanted && !discrete).then(|| Periods::forever(delta, scale));
        let holdout = known
            .observed
            .as_ref()
            .map_or(0.0, |observed| observed.length(known.params.unit, known.people.periods()));
        let nothing = || vec![f64::NAN; distinct.len()];
        Self {
            fit,
            spread: bootstrap
                .filter(|bootstrap| !bootstrap.draws.is_empty())
                .map(|bootstrap| Spread::new(bootstrap, known, youngest)),
            order,
            next: 0,
            horizons: periods
                .points
                .iter()
                .copied()
                .chain([holdout])
                .chain(forever.iter().flat_map(|forever| forever.points.iter().copied()))
                .collect(),
            periods,
            forever,
            delta: (wanted && discrete).then_some(delta),
            found: Predictions {
                p_alive: nothing(),
                purchases: nothing(),
                discounted: nothing(),
                holdout: nothing(),
                dert: nothing(),
            },
        }
    }

    fn is_done(&self) -> bool {
        self.next >= self.order.len()
    }

    fn step(&mut self, known: &Known) -> Progress {
        let distinct = known.data.distinct();
        let alike = |a: &History, b: &History| a.x == b.x && a.age == b.age;
        let slice = if self.spread.is_some() { 0 } else { SLICE / self.horizons.len() };
        for _ in 0..slice.max(1) {
            let Some(&first) = self.order.get(self.next) else { break };
            let if_alive = self.if_alive(&distinct[first]);
            let begin = self.next;
            while let Some(&row) = self.order.get(self.next).filter(|&&row| alike(&distinct[row], &distinct[first])) {
                let p_alive = self.fit.purchases.model.p_alive(&distinct[row]);
                self.found.p_alive[row] = p_alive;
                self.found.purchases[row] = p_alive * if_alive.purchases;
                self.found.discounted[row] = p_alive * if_alive.discounted;
                self.found.holdout[row] = p_alive * if_alive.holdout;
                let model = &self.fit.purchases.model;
                self.found.dert[row] = self
                    .delta
                    .map_or(p_alive * if_alive.dert, |delta| model.dert(&distinct[row], delta));
                self.next += 1;
            }
            if let Some(spread) = &mut self.spread {
                spread.take(&self.order[begin..self.next], distinct, &known.people, known.margin.rate);
            }
        }
        Progress {
            stage: "predict",
            done: u32::try_from(self.next).unwrap_or(u32::MAX),
            total: u32::try_from(self.order.len()).unwrap_or(u32::MAX),
            objective: None,
            finished: self.is_done(),
        }
    }

    fn if_alive(&self, history: &History) -> IfAlive {
        let expected = self.fit.purchases.model.purchases_if_alive(history, &self.horizons);
        let points = self.periods.points.len();
        IfAlive {
            purchases: expected[points - 1],
            discounted: self.periods.discounted(&expected[..points]),
            holdout: expected[points],
            dert: self
                .forever
                .as_ref()
                .map_or(f64::NAN, |forever| forever.discounted(&expected[points + 1..])),
        }
    }

    fn report(self, known: Known) -> ClvReport {
        let Fit { purchases, spend } = &self.fit;
        let mut notices = notices::all(&known, &purchases.fit, spend.as_ref());
        notices.extend(self.spread.as_ref().and_then(Spread::notice));
        let fits = self.fit.models();
        let Known {
            params,
            margin,
            people,
            data,
            spends,
            observed,
            ledger,
            ..
        } = known;
        let rows: Vec<Scored> = data
            .row_of()
            .iter()
            .enumerate()
            .map(|(row, &distinct)| {
                let distinct = distinct as usize;
                let m = people.m(row);
                let history = data.distinct()[distinct];
                let spend = fits.spend(history.x, m);
                let discounted = self.found.discounted[distinct];
                Scored {
                    history,
                    m,
                    p_alive: self.found.p_alive[distinct],
                    purchases: self.found.purchases[distinct],
                    discounted,
                    dert: self.found.dert[distinct],
                    spend,
                    clv: margin.rate * spend * discounted,
                    count: people.count(row),
                }
            })
            .collect();
        let members = match &people {
            People::Orders(customers) | People::Periods(customers, _) => customers.rows.clone(),
            People::ReadyMade(_) => Vec::new(),
        };
        let column = |of: fn(&Scored) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
        let clv = column(|row| row.clv);
        let model = &*fits.purchases;
        let predicted: Vec<f64> = data.row_of().iter().map(|&row| self.found.holdout[row as usize]).collect();
        let frame = people
            .frame()
            .count("x", rows.iter().map(|row| row.history.x).collect())
            .number("t_x", column(|row| row.history.t_x))
            .number("T", column(|row| row.history.age))
            .number("m", column(|row| row.m))
            .number("p_alive", column(|row| row.p_alive))
            .number("expected_purchases", column(|row| row.purchases))
            .number("expected_spend", column(|row| row.spend))
            .number("clv", clv);
        let frame = if params.dert {
            frame.number("dert", column(|row| row.dert))
        } else {
            frame
        };
        ClvReport {
            window: people.window(),
            model: params.model,
            customers_fitted: number(&rows),
            repeaters: number(rows.iter().filter(|row| row.history.x > 0)),
            spend: self.fit.spend.zip(spends).map(|(fitted, spends)| SpendReport {
                fit: fitted.fit,
                customers: spends.len(),
                correlation: spends.correlation(),
            }),
            margin,
            discount_per_unit: params.discount_per_unit(),
            totals: totals(&rows),
            new_customer: newcomer(&fits, &params, margin.rate),
            intervals: self.spread.as_ref().map(Spread::report),
            holdout: match (&people, observed) {
                (People::Orders(customers), Some(observed)) => Some(observed.compare(customers, None, params.unit, &predicted, model)),
                (People::Periods(customers, known), Some(observed)) => {
                    Some(observed.compare(customers, Some(known), params.unit, &predicted, model))
                }
                _ => None,
            },
            surface: Surface::of(model, &data, f64::from(params.horizon)),
            distribution: distribution(rows.iter().map(|row| (row.clv, row.count))),
            notices,
            frame: match self.spread {
                Some(spread) => spread.columns(frame),
                None => frame,
            },
            fit: self.fit.purchases.fit,
            settings: params,
            rows,
            basis: Basis {
                model: fits.purchases,
                periods: self.periods,
                ledger,
                members,
            },
        }
    }
}

fn totals(rows: &[Scored]) -> Totals {
    let known: Vec<&Scored> = rows.iter().filter(|row| row.clv.is_finite()).collect();
    let times = |row: &Scored, value: f64| f64::from(row.count) * value;
    Totals {
        customers: number(rows),
        alive: sum(rows.iter().map(|row| times(row, row.p_alive))),
        expected_purchases: sum(rows.iter().map(|row| times(row, row.purchases))),
        clv: (!known.is_empty()).then(|| sum(known.iter().map(|row| times(row, row.clv)))),
        clv_unknown: number(rows) - number(known),
    }
}

/// How many customers the rows stand for.
fn number<'a>(rows: impl IntoIterator<Item = &'a Scored>) -> usize {
    rows.into_iter().map(|row| row.count as usize).sum()
}
