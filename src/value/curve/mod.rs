//! Curve fitting: which typical course a customer's value has followed so far,
//! and where that course leads.
//!
//! **What it answers.** How customers of each kind come to be worth what they
//! are, which kind each customer resembles, and what each will have brought at
//! a certain age.
//!
//! **Inputs.** Orders. Ages are complete periods of the calendar since that of
//! the first purchase ([`Period`]); money is margin, as said at [`Margin`], not
//! discounted. Groups are all customers and, as chosen, thirds by number of
//! purchases, cohorts by the year or quarter of the first purchase, or the
//! values of an attribute.
//!
//! **Definitions.** c(a) is what a customer has brought up to age a. A group's
//! typical curve g(a) is the mean of c(a) over the members who were observed
//! that long, as far as they are at least 16; it may bend where short-lived
//! members end, as the mean is then over others. A curve can be followed if it
//! reaches the horizon H. The customer's curve is that with the least
//! Σ (c(a) − k g(a))² over the ages observed, where k = Σ c(a) g(a)/Σ g(a)² fits
//! it best; the runner-up has the second least. RMSE is the root of the mean of
//! these squares. The projected value is c(A) + k (g(H) − g(A)) with A the
//! customer's age: what is known stays, the curve adds the rest; from age H on
//! it is c(A), and where a curve ends it is taken to stay as it is. R² is 1 − Σ errors²/Σ (c(a) − c̄)² over all customers and ages,
//! c̄ being each customer's own mean.
//!
//! **Ties.** Curves that fit equally well: the first, all customers before
//! groups, groups in their order. At age 0 every curve fits exactly, so all
//! customers' curve is taken.
//!
//! **Errors.** No complete period; no curve that reaches the horizon; an
//! attribute that is not there or has no categories.
//!
//! **Mind.** A customer is a member of its group: where groups are small, its
//! own course is part of the typical one.
//!
//! **References.** Berger, P. D. & Nasr, N. I. (1998), *Customer lifetime
//! value: marketing models and applications*, Journal of Interactive Marketing
//! 12(1), 17–30, for profit as a function of age; least squares through the
//! origin as in any textbook.

mod explain;
mod groups;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::Grain;
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::math::sum;
use crate::task::{Ready, Started};
use crate::text::Notice;
use crate::workspace::{Scope, Window, Workspace};

use super::activity::{Activity, Period};
use super::checks;
use super::margin::{self, Margin};

use groups::Groups;

/// Members wanted behind a point of a typical curve: the mean of fewer is uncertain by over half a
/// standard deviation (1.96/√16).
const FEW: u32 = 16;

/// What groups are made by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Thirds by number of purchases
    #[default]
    Frequency,
    /// The year of the first purchase
    Year,
    /// The quarter of the first purchase
    Quarter,
    /// The values of an attribute
    Attribute,
}

/// The settings of [`Curve`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CurveParams {
    /// What groups are made by
    pub by: Grouping,
    /// The attribute whose values are the groups
    pub attribute: Option<String>,
    /// The length of a period
    pub period: Period,
    /// The age in periods to project to; as far as all customers' curve reaches unless given
    pub horizon: Option<u32>,
    /// The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
    pub margin: Option<f64>,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for CurveParams {
    fn default() -> Self {
        Self {
            by: Grouping::Frequency,
            attribute: None,
            period: Period::Quarter,
            horizon: None,
            margin: None,
            grain: Grain::Day,
        }
    }
}

impl Params for CurveParams {
    fn check(&self) -> Result<()> {
        checks::count("horizon", self.horizon.unwrap_or(1), 10_000)?;
        margin::check(self.margin)?;
        if self.by == Grouping::Attribute && self.attribute.is_none() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "Groups are to be made by an attribute; name it with the setting “attribute”.",
                "按属性分组时，请用设置“attribute”指明属性。",
            ));
        }
        Ok(())
    }
}

/// A point of a typical curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "TypicalPoint"))]
pub struct Point {
    /// Periods since that of the first purchase.
    pub age: u32,
    /// The members observed that long.
    pub members: u32,
    /// What they had brought by then, on average.
    pub value: f64,
}

/// A group with its typical curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "TypicalCurve"))]
pub struct Typical {
    /// Its name; `all` for all customers.
    pub group: String,
    /// Its members.
    pub members: u32,
    /// The curve, as far as enough members were observed.
    pub curve: Vec<Point>,
    /// Whether it reaches the horizon, so that customers can follow it.
    pub followed: bool,
    /// The customers whose curve it is.
    pub customers: u32,
    /// What they have brought so far.
    pub value_so_far: f64,
    /// What they will have brought at the horizon.
    pub projected: f64,
}

impl Typical {
    /// The typical value at an age, the last one beyond the curve.
    fn at(&self, age: usize) -> f64 {
        let place = age.min(self.curve.len().saturating_sub(1));
        self.curve.get(place).map_or(0.0, |point| point.value)
    }
}

/// A curve fitted to one customer's course.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    /// Its place among the typical ones.
    curve: usize,
    scale: f64,
    /// The sum of the squared errors.
    squares: f64,
}

/// Which course each customer follows.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CurveReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: CurveParams,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// The customers.
    pub customers_followed: usize,
    /// The age that is projected to.
    pub horizon: u32,
    /// All customers and the groups, with their curves.
    pub curves: Vec<Typical>,
    /// What the customers have brought so far.
    pub value_so_far: f64,
    /// What they will have brought at the horizon.
    pub projected: f64,
    /// The root mean squared error over all customers and ages.
    pub rmse: f64,
    /// The share of the variation within customers that their curves explain; unknown without any.
    pub r_squared: Option<f64>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    activity: Activity,
    /// The customer of each row of the frame, by its place in the activity.
    #[serde(skip)]
    rows: Vec<usize>,
}

impl CurveReport {
    /// The fits of a customer's course, best first.
    fn fits(&self, course: &[f64]) -> Vec<Fit> {
        fits(&self.curves, course)
    }
}

impl Report for CurveReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        explain::explain(self, *self.rows.get(row)?)
    }
}

/// Typical curves of value by age.
pub struct Curve;

impl Analysis for Curve {
    const NAME: &'static str = "curve";
    const ABOUT: &'static str = "Value by age against typical curves, projected";
    type Params = CurveParams;
    type Report = CurveReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &CurveParams) -> Result<Started<CurveReport>> {
        let activity = Activity::of(workspace.orders()?, scope, params.period, params.grain, params.margin)?;
        let table = workspace.content().customers.as_deref();
        let groups = Groups::of(&activity, table, params)?;
        follow(activity, &groups, params).map(Ready::task)
    }
}

/// What a customer has brought up to each age.
fn course(activity: &Activity, row: usize) -> Vec<f64> {
    let mut course = vec![0.0; activity.age(row).map_or(0, |age| age as usize + 1)];
    let mut cells = activity.cells(row).iter().peekable();
    let mut so_far = 0.0;
    for (value, age) in course.iter_mut().zip(0_u32..) {
        while let Some(cell) = cells.next_if(|cell| cell.age == age) {
            so_far += cell.money;
        }
        *value = so_far;
    }
    course
}

/// Each curve that is followed, fitted, best first; equal ones in their order.
fn fits(curves: &[Typical], course: &[f64]) -> Vec<Fit> {
    let fit = |(place, curve): (usize, &Typical)| {
        let over = |of: &dyn Fn(f64, f64) -> f64| sum(course.iter().enumerate().map(|(age, &value)| of(value, curve.at(age))));
        let (product, square) = (over(&|c, g| c * g), over(&|_, g| g * g));
        let scale = if square > 0.0 { product / square } else { 0.0 };
        Fit {
            curve: place,
            scale,
            squares: over(&|c, g| (c - scale * g) * (c - scale * g)),
        }
    };
    let mut fits: Vec<Fit> = curves.iter().enumerate().filter(|(_, curve)| curve.followed).map(fit).collect();
    // One value is fitted exactly by every curve, but for rounding.
    if course.len() > 1 {
        crate::sorting::sort_by(&mut fits, |a, b| a.squares.total_cmp(&b.squares));
    }
    fits
}

fn follow(activity: Activity, groups: &Groups, params: &CurveParams) -> Result<CurveReport> {
    let rows: Vec<usize> = (0..activity.len()).filter(|&row| activity.age(row).is_some()).collect();
    let mut curves = groups.curves(&activity, &rows);
    let reach = |curve: &Typical| u32::try_from(curve.curve.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let farthest = curves.iter().map(reach).max().unwrap_or(0);
    let horizon = params.horizon.unwrap_or_else(|| curves.first().map_or(0, reach));
    if farthest == 0 || horizon > farthest {
        let customers = rows.len();
        if customers < FEW as usize {
            return Err(Error::new(
                ErrorKind::TooFew,
                format!(
                    "Customers seen for a whole period: {customers}; a typical curve needs at least {FEW}. Widen the window, or choose a shorter period."
                ),
                format!("经历过完整周期的客户只有 {customers} 位，典型曲线至少需要 {FEW} 位。请放宽时间范围，或选择更短的周期。"),
            ));
        }
        return Err(Error::new(
            ErrorKind::TooFew,
            format!(
                "No group has {FEW} customers who were observed for {} periods after their first; the longest curve reaches {farthest}. Choose a nearer horizon or a shorter period.",
                horizon.max(1)
            ),
            format!(
                "没有哪个分组有 {FEW} 位客户在首个周期之后又被观察了 {} 个周期；最长的曲线到 {farthest}。请选择更近的终点或更短的周期。",
                horizon.max(1)
            ),
        ));
    }
    for curve in &mut curves {
        curve.followed = reach(curve) >= horizon;
    }
    let mut found = Found::default();
    let (mut squares, mut variation, mut ages) = (0.0, 0.0, 0);
    for &row in &rows {
        let course = course(&activity, row);
        let fits = fits(&curves, &course);
        let (Some(best), Some(&so_far)) = (fits.first(), course.last()) else {
            continue;
        };
        let curve = &mut curves[best.curve];
        let ahead = best.scale * (curve.at(horizon as usize) - curve.at((course.len() - 1).min(horizon as usize)));
        curve.customers += 1;
        curve.value_so_far += so_far;
        curve.projected += so_far + ahead;
        let mean = sum(course.iter().copied()) / course.len() as f64;
        squares += best.squares;
        variation += sum(course.iter().map(|value| (value - mean) * (value - mean)));
        ages += course.len();
        found.best.push(code(best.curve));
        found.runner_up.push(fits.get(1).map_or(code(curves.len()), |fit| code(fit.curve)));
        found.scale.push(best.scale);
        found.rmse.push((best.squares / course.len() as f64).sqrt());
        found.so_far.push(so_far);
        found.projected.push(so_far + ahead);
    }
    let names: Vec<String> = curves.iter().map(|curve| curve.group.clone()).chain([String::new()]).collect();
    let ids = std::sync::Arc::clone(&activity.customers.ids);
    let positions = rows.iter().map(|&row| activity.customers.rows[row]).collect();
    Ok(CurveReport {
        window: activity.customers.window,
        params: params.clone(),
        margin: activity.margin,
        customers_followed: rows.len(),
        horizon,
        value_so_far: sum(found.so_far.iter().copied()),
        projected: sum(found.projected.iter().copied()),
        rmse: (squares / f64::from(u32::try_from(ages.max(1)).unwrap_or(u32::MAX))).sqrt(),
        r_squared: (variation > 0.0).then(|| 1.0 - squares / variation),
        notices: notices(&activity, &curves, groups),
        frame: Frame::new(ids, positions)
            .level("best", found.best, names.clone())
            .number("scale", found.scale)
            .number("rmse", found.rmse)
            .level("runner_up", found.runner_up, names)
            .number("value_so_far", found.so_far)
            .number("projected", found.projected),
        curves,
        activity,
        rows,
    })
}

/// The columns of the frame.
#[derive(Default)]
struct Found {
    best: Vec<u8>,
    runner_up: Vec<u8>,
    scale: Vec<f64>,
    rmse: Vec<f64>,
    so_far: Vec<f64>,
    projected: Vec<f64>,
}

fn code(curve: usize) -> u8 {
    u8::try_from(curve).unwrap_or(u8::MAX)
}

fn notices(activity: &Activity, curves: &[Typical], groups: &Groups) -> Vec<Notice> {
    let mut notices: Vec<Notice> = activity.margin.notices().into_iter().collect();
    notices.extend(activity.notices());
    let newcomers = activity.newcomers();
    if newcomers > 0 {
        notices.push(Notice::note(
            "left_out",
            format!("Customers left out because they first purchased after the last complete period: {newcomers}."),
            format!("有 {newcomers} 位客户在最后一个完整周期之后才首次购买，未纳入分析。"),
        ));
    }
    if groups.attribute_unused {
        notices.push(Notice::note(
            "attribute_unused",
            "The attribute is not used, because groups are not made by one. Set “by” to attribute.",
            "未按属性分组，因此所给的属性未使用。请将“by”设为 attribute。",
        ));
    }
    if groups.without > 0 {
        let without = groups.without;
        notices.push(Notice::note(
            "no_group",
            format!("Customers without a value of the attribute: {without}. They belong to no group, but follow a curve as all do."),
            format!("有 {without} 位客户没有该属性的取值：不属于任何分组，但同样会匹配曲线。"),
        ));
    }
    let named = |chosen: &dyn Fn(&&Typical) -> bool| curves.iter().filter(chosen).map(|curve| &*curve.group).collect::<Vec<_>>();
    let few = named(&|curve| curve.curve.is_empty());
    if !few.is_empty() {
        notices.push(Notice::warning(
            "small_groups",
            format!("Groups of fewer than {FEW} customers have no typical curve: {}.", few.join(", ")),
            format!("以下分组不足 {FEW} 位客户，没有典型曲线：{}。", few.join("、")),
        ));
    }
    let short = named(&|curve| !curve.curve.is_empty() && !curve.followed);
    if !short.is_empty() {
        notices.push(Notice::note(
            "short_curves",
            format!(
                "Groups not observed up to the horizon, so that nobody can follow their curves: {}. A nearer horizon takes them in.",
                short.join(", ")
            ),
            format!(
                "以下分组的观察期未到终点，曲线无法用于匹配：{}。把终点提前即可纳入。",
                short.join("、")
            ),
        ));
    }
    notices
}
