// Made from the Rust types by `cargo xtask types`; not edited by hand.

/**
 * The settings of [`Abc`].
 */
export type AbcParams = { 
/**
 * What customers are ranked by
 */
by: Measure, 
/**
 * Where A ends and where B ends, as shares between 0 and 1
 */
limits: [number, number], 
/**
 * What the limits are shares of
 */
basis: Basis, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * Who carries the business.
 */
export type AbcReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: AbcParams, 
/**
 * The number of customers.
 */
customers_ranked: number, 
/**
 * The sum of the positive values.
 */
total: number, 
/**
 * A, B and C.
 */
classes: Array<Class>, 
/**
 * 0 when all are equal, towards 1 when one holds everything.
 */
gini: number, 
/**
 * The cumulative curve, at most 201 points.
 */
curve: Array<CurvePoint>, 
/**
 * The share held by the best 1, 5, 10, 20 and 50 %.
 */
top: Array<CurvePoint>, 
/**
 * The share held by the smallest half of the customers.
 */
tail: number, 
/**
 * Customers whose value is not positive.
 */
not_positive: number, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * Whether customers came in the window or before it.
 */
export type Arrival = { 
/**
 * Its stable name.
 */
name: string, 
/**
 * Its Chinese name.
 */
name_zh: string, 
/**
 * How many customers.
 */
customers: number, };

/**
 * What the values of an attribute are.
 */
export type AttributeKind = "number" | "day" | "category";

/**
 * An attribute of the customers.
 */
export type AttributeReport = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it is, where that is known.
 */
role: Role | null, 
/**
 * What its values are.
 */
values: AttributeKind, 
/**
 * The customers with a value.
 */
known: number, };

/**
 * The axes along which the customers spread most.
 */
export type Axes = { 
/**
 * The share of the variance along each axis, all axes.
 */
explained: Array<number>, 
/**
 * How far one scaled unit of each feature moves along the first two axes.
 */
loadings: Array<Array<number>>, 
/**
 * Where the centroids lie.
 */
centroids: Array<[number, number]>, };

/**
 * What the limits are shares of.
 */
export type Basis = "value" | "customers";

/**
 * One of the blind spots.
 */
export type BlindSpot = { 
/**
 * Whether the data allow it to be measured.
 */
measured: boolean, 
/**
 * The rows it is about.
 */
rows: number, 
/**
 * The customers it is about.
 */
customers: number, 
/**
 * The rows, as a share of all; without orders the customers.
 */
orders_share: number | null, 
/**
 * The sum of the rows' amounts.
 */
money: number | null, 
/**
 * That, as a share of everything.
 */
money_share: number | null, 
/**
 * What was found, or why nothing can be said.
 */
text: Text | null, };

/**
 * How much of the data RFM cannot see.
 */
export type BlindSpots = { 
/**
 * Orders without a customer.
 */
without_customer: BlindSpot, 
/**
 * One person under several ids.
 */
several_ids: BlindSpot, 
/**
 * One id that looks like many people.
 */
shared_id: BlindSpot, };

/**
 * What a group of customers brought.
 */
export type Brought = { 
/**
 * How many customers.
 */
customers: number, 
/**
 * What they paid.
 */
revenue: number, 
/**
 * What that cost.
 */
cost: number, 
/**
 * Revenue less cost.
 */
value: number, 
/**
 * The same with interest up to the as-of day.
 */
carried: number, };

/**
 * Customers with equally many repeat purchases in the calibration period.
 */
export type ByX = { 
/**
 * Their repeat purchases; 7 stands for seven and more.
 */
x: number, 
/**
 * How many they are.
 */
customers: number, 
/**
 * Their mean purchases in the hold-out period; unknown when there are none of them.
 */
actual: number | null, 
/**
 * What the model expected, on average.
 */
predicted: number | null, };

/**
 * Rows of like probability.
 */
export type CalibrationGroup = { 
/**
 * Rows in the group.
 */
rows: number, 
/**
 * Their mean predicted probability.
 */
predicted: number, 
/**
 * The share of positives among them.
 */
observed: number, 
/**
 * The confidence band of that share (Wilson).
 */
observed_interval: [number, number], };

/**
 * A number of groups that was tried.
 */
export type Candidate = { 
/**
 * The number of groups.
 */
k: number, 
/**
 * The sum of squared distances to the centroids.
 */
inertia: number, 
/**
 * The mean silhouette: higher is better.
 */
silhouette: number | null, 
/**
 * Half the width of its 95 % interval; 0 where it is exact.
 */
silhouette_margin: number | null, 
/**
 * The Caliński–Harabasz index: higher is better.
 */
calinski_harabasz: number | null, 
/**
 * The Davies–Bouldin index: lower is better.
 */
davies_bouldin: number | null, };

/**
 * A cell of recency × frequency.
 */
export type Cell = { 
/**
 * The R score.
 */
r: number, 
/**
 * The F score.
 */
f: number, 
/**
 * How many customers are in it.
 */
customers: number, 
/**
 * Their money in the window.
 */
revenue: number, };

/**
 * The settings of [`Choice`].
 */
export type ChoiceParams = { 
/**
 * The unit of time of the models
 */
unit: Unit, 
/**
 * The last day the models may learn from; unless given, two thirds of the days come before it
 */
calibration_end?: Day | null, 
/**
 * The last day they are tested on, at most that of the last order; the last day considered unless given
 */
holdout_end?: Day | null, 
/**
 * How strongly the parameters are held near 1; 0 is maximum likelihood
 */
penalty: number, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * The models side by side.
 */
export type ChoiceReport = { 
/**
 * The window the models are fitted to; a ready-made summary has none.
 */
window: Window | null, 
/**
 * The settings it was computed with; a day that was not given is filled in.
 */
settings: ChoiceParams, 
/**
 * The number of customers they are fitted to.
 */
customers: number, 
/**
 * How many of them purchased more than once.
 */
repeaters: number, 
/**
 * The models, the default first.
 */
models: Array<ModelReport>, 
/**
 * The model to use.
 */
recommended: ClvModel, 
/**
 * Why.
 */
reason: Text, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * How likely each customer is to leave, and why: from a column that says who left, or from orders.
 */
export type ChurnParams = { 
/**
 * Customer table: the column that says who left; guessed by its name unless given
 */
label?: string | null, 
/**
 * Customer table: the label's value of those who left; guessed (yes, true, 1, churned, 是, 流失 …) unless given
 */
positive?: string | null, 
/**
 * What to learn from; everything usable unless given
 */
features: Array<string>, 
/**
 * Customer table: which rows the model is judged on
 */
split: Split, 
/**
 * Customer table: what becomes of customers with a missing value
 */
missing: Missing, 
/**
 * The seed of the draw of the rows it is judged on
 */
seed: number, 
/**
 * Orders: a customer who does not purchase for this many days has left
 */
horizon: number, 
/**
 * Orders: which lines make one purchase
 */
grain: Grain, 
/**
 * The lowest probability that counts as leaving
 */
threshold: number, 
/**
 * The weight of the penalty on large coefficients (L2, on columns of standard deviation 1); 0 is plain maximum likelihood
 */
penalty: number, 
/**
 * The confidence level of the intervals
 */
level: number, };

/**
 * Who is about to leave, and why.
 */
export type ChurnReport = { 
/**
 * The settings it was computed with.
 */
params: ChurnParams, 
/**
 * The window of orders; none for a customer table.
 */
window: Window | null, 
/**
 * The days orders are looked at up to; none for a customer table.
 */
cut_offs: CutOffs | null, 
/**
 * What the positive class is, whose probability is given.
 */
positive: Text, 
/**
 * The label's column and its positive value; none for orders.
 */
label: [string, string] | null, 
/**
 * Which rows the model was judged on.
 */
evaluated_on: EvaluatedOn, 
/**
 * The intercept, then each term.
 */
coefficients: Array<Term>, 
/**
 * The reference level of each category.
 */
references: Array<Reference>, 
/**
 * Columns and terms the model does without.
 */
omitted: Array<Omitted>, 
/**
 * Whether terms tell the classes apart, so that a penalised fit stands in.
 */
separation: Separating | null, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, 
/**
 * The penalty λ in use: the one asked for, or 1 under separation.
 */
penalty: number, 
/**
 * The confidence level of the intervals.
 */
level: number, 
/**
 * Rows it was fitted to.
 */
rows: number, 
/**
 * Those of the positive class.
 */
positives: number, 
/**
 * ℓ at the estimates, without the penalty.
 */
log_likelihood: number, 
/**
 * ℓ of the intercept alone.
 */
null_log_likelihood: number, 
/**
 * McFadden's R², 1 − ℓ/ℓ₀.
 */
mcfadden_r2: number, 
/**
 * Akaike's criterion, −2 ℓ + 2 k.
 */
aic: number, 
/**
 * The Bayesian criterion, −2 ℓ + k ln n.
 */
bic: number, 
/**
 * Whether the maximum was reached.
 */
converged: boolean, 
/**
 * Newton iterations.
 */
iterations: number, 
/**
 * The largest slope of the objective, over the standardised columns.
 */
gradient_norm: number, 
/**
 * The objective after each iteration, the start first.
 */
path: Array<number>, 
/**
 * Rows that were evaluated.
 */
evaluated_rows: number, 
/**
 * Those of the positive class.
 */
evaluated_positives: number, 
/**
 * The area under the ROC curve: one half is a coin, 1 is perfect.
 */
auc: number, 
/**
 * Its confidence interval; none where a class has fewer than two rows.
 */
auc_interval: [number, number] | null, 
/**
 * The area under the precision–recall curve.
 */
average_precision: number, 
/**
 * The mean squared error of the probabilities.
 */
brier: number, 
/**
 * The mean surprise, in nats.
 */
log_loss: number, 
/**
 * The lowest probability that counts as positive in `confusion`.
 */
threshold: number, 
/**
 * Predictions against what happened.
 */
confusion: Confusion, 
/**
 * The threshold of the largest F1.
 */
best_f1_threshold: number, 
/**
 * The threshold of the largest Youden's J.
 */
best_youden_threshold: number, 
/**
 * Thresholds with their rates, for the ROC and precision–recall curves.
 */
curve: Array<ThresholdPoint>, 
/**
 * Lift and cumulative gain by tenths.
 */
deciles: Array<Decile>, 
/**
 * Predicted against observed shares.
 */
calibration: Array<CalibrationGroup>, };

/**
 * One of the three classes.
 */
export type Class = { 
/**
 * `A`, `B` or `C`.
 */
class: string, 
/**
 * How many customers stand in it.
 */
customers: number, 
/**
 * Their value.
 */
value: number, 
/**
 * Their share of all positive value.
 */
share: number, };

/**
 * What a cleaning did.
 */
export type CleanedReport = { 
/**
 * What each remedy did, those of rows first; a row goes with the first that takes it.
 */
effects: Array<Effect>, 
/**
 * The ids that became another one.
 */
merged: number, 
/**
 * What to know, such as ids that the data do not have.
 */
notices: Array<Notice>, 
/**
 * The customers that are left.
 */
customers: number, 
/**
 * The lines of orders that are left.
 */
lines: number, 
/**
 * The sum of their amounts.
 */
total_amount: number | null, };

/**
 * What is done about faults of the data; nothing unless given.
 */
export type Cleaning = { 
/**
 * What is done about rows at fault
 */
remedies: Array<Remedy>, 
/**
 * The last day that can be: days after it are yet to come; without it those far after all others
 */
last_day?: Day | null, 
/**
 * Customers who are one: each id, and the id it becomes
 */
merges: { [key in string]: string }, 
/**
 * Customers whose orders are left out, such as a card that many people use
 */
set_aside: Array<string>, 
/**
 * Pairs of customers who are different people, whatever they have in common: nothing proposes to merge them
 */
apart: Array<[string, string]>, };

/**
 * Customers whose value lies between two bounds.
 */
export type ClvBin = { 
/**
 * From this value on.
 */
from: number, 
/**
 * Up to below this value; the last bin holds everyone above too.
 */
to: number, 
/**
 * How many customers.
 */
customers: number, };

/**
 * Where the middle 95 % of the rounds of a bootstrap lie.
 */
export type ClvInterval = { 
/**
 * The lower end.
 */
low: number, 
/**
 * The upper end.
 */
high: number, };

/**
 * The intervals of what is said of everyone.
 */
export type ClvIntervals = { 
/**
 * The rounds they rest on.
 */
rounds: number, 
/**
 * Rounds whose fit did not converge.
 */
not_converged: number, 
/**
 * The share of the rounds within an interval.
 */
level: number, 
/**
 * How many customers are alive.
 */
alive: ClvInterval, 
/**
 * Expected purchases within the horizon.
 */
expected_purchases: ClvInterval, 
/**
 * The sum of the lifetime values that are known.
 */
clv: ClvInterval | null, 
/**
 * Expected repeat purchases of a new customer within the horizon.
 */
new_purchases: ClvInterval, 
/**
 * What a new customer is worth beyond the first purchase.
 */
new_clv: ClvInterval | null, };

/**
 * A model of purchases.
 */
export type ClvModel = "bgnbd" | "mbgnbd" | "paretonbd" | "bgbb" | "nbd";

/**
 * The settings of [`Clv`].
 */
export type ClvParams = { 
/**
 * The model of purchases
 */
model: ClvModel, 
/**
 * The unit of time of the model and of the horizon
 */
unit: Unit, 
/**
 * The last day the model may learn from; all days unless given
 */
calibration_end?: Day | null, 
/**
 * The last day it is tested on, at most that of the last order; the last day considered unless given
 */
holdout_end?: Day | null, 
/**
 * How many units ahead the value reaches, from 1 to 10000
 */
horizon: number, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
 */
margin?: number | null, 
/**
 * How strongly the purchase model's parameters are held near 1; 0 is maximum likelihood
 */
penalty: number, 
/**
 * How many simulated data sets the intervals rest on, from 20 to 2000; 0 for no intervals
 */
bootstrap: number, 
/**
 * The seed of the simulation
 */
seed: number, 
/**
 * Whether the purchases of all time to come, discounted (DERT), are worked out for everyone
 */
dert: boolean, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * What customers are worth.
 */
export type ClvReport = { 
/**
 * The window the models are fitted to; its last day is the day the figures are as of. A
 * ready-made summary has none.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
settings: ClvParams, 
/**
 * The model of purchases.
 */
model: ClvModel, 
/**
 * The number of customers it is fitted to.
 */
customers_fitted: number, 
/**
 * How many of them purchased more than once.
 */
repeaters: number, 
/**
 * The model of spending; unknown when there is nothing to fit it to.
 */
spend: SpendReport | null, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * The discount rate a unit of time.
 */
discount_per_unit: number, 
/**
 * Sums over all customers.
 */
totals: ClvTotals, 
/**
 * What a new customer is worth.
 */
new_customer: NewCustomer, 
/**
 * The intervals of all this, where they were asked for.
 */
intervals: ClvIntervals | null, 
/**
 * Calibration against hold-out, when there is a calibration period.
 */
holdout: Holdout | null, 
/**
 * P(alive) and expected purchases by frequency and recency.
 */
surface: ClvSurface, 
/**
 * How the lifetime values are distributed.
 */
distribution: Array<ClvBin>, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, 
/**
 * The estimates.
 */
params: Estimates, 
/**
 * Their standard errors from the observed information, in the same units;
 * `NaN` where the likelihood does not bend down.
 */
standard_errors: Estimates, 
/**
 * The log-likelihood, without the penalty.
 */
log_likelihood: number, 
/**
 * Whether a maximum was reached.
 */
converged: boolean, 
/**
 * The largest derivative of the objective by the logarithm of a parameter; 0 at a maximum.
 */
gradient_norm: number, 
/**
 * Steps from the best start to the end.
 */
iterations: number, 
/**
 * How many starts were tried.
 */
starts: number, 
/**
 * How many of them led to the same maximum.
 */
starts_agreeing: number, 
/**
 * A parameter the data do not determine, if there is one.
 */
undetermined: string | null, };

/**
 * P(alive) and expected purchases of customers of one age, by frequency and recency.
 */
export type ClvSurface = { 
/**
 * T of all these customers: that of the oldest one.
 */
age: number, 
/**
 * x, rising from 1 to the largest one seen.
 */
x: Array<number>, 
/**
 * `t_x`, rising from 0 to T.
 */
t_x: Array<number>, 
/**
 * P(alive), a row for each x.
 */
p_alive: Array<Array<number>>, 
/**
 * Expected purchases in the horizon, a row for each x.
 */
expected_purchases: Array<Array<number>>, };

/**
 * Sums over all customers.
 */
export type ClvTotals = { 
/**
 * The number of customers.
 */
customers: number, 
/**
 * How many of them are alive: the sum of P(alive).
 */
alive: number, 
/**
 * Expected purchases within the horizon.
 */
expected_purchases: number, 
/**
 * The sum of the lifetime values that are known; unknown when none is.
 */
clv: number | null, 
/**
 * Customers whose lifetime value is not known.
 */
clv_unknown: number, };

/**
 * A column, what it is taken for and why.
 */
export type ColumnReport = { 
/**
 * Its position, from 1.
 */
position: number, 
/**
 * Its name in the header, or its position where there is no header.
 */
name: string, 
/**
 * What it is taken for.
 */
role: Role | null, 
/**
 * How sure the guess is, from 0 to 1; 1 when the user said so.
 */
confidence: number, 
/**
 * Why.
 */
reason: Text, 
/**
 * What its values are, by the beginning of the file.
 */
content: ContentType, 
/**
 * How sure that is, from 0 to 1.
 */
content_confidence: number, 
/**
 * Why.
 */
content_reason: Text, 
/**
 * In a column of yes and no, how yes is most often written.
 */
yes: string | null, 
/**
 * The first few values.
 */
sample: Array<string>, };

/**
 * A column that was compared.
 */
export type ComparedColumn = { 
/**
 * For which evidence.
 */
kind: EvidenceKind, 
/**
 * Its name.
 */
name: string, };

/**
 * Predictions against what happened, at one threshold.
 */
export type Confusion = { 
/**
 * Positives that were predicted.
 */
tp: number, 
/**
 * Negatives that were predicted positive.
 */
fp: number, 
/**
 * Negatives that were predicted.
 */
tn: number, 
/**
 * Positives that were missed.
 */
fn: number, };

/**
 * What the values of a column are, whatever the column is used for.
 */
export type ContentType = "empty" | "day" | "day_time" | "money" | "number" | "whole_number" | "percent" | "yes_no" | "category" | "identifier" | "phone" | "email" | "name" | "address" | "text";

/**
 * A customer's figure along the customer's age.
 */
export type Course = { 
/**
 * What runs along time: a probability.
 */
what: Text, 
/**
 * The unit of all ages.
 */
unit: Unit, 
/**
 * Ages, rising; one at which the figure jumps stands twice.
 */
ages: Array<number>, 
/**
 * The figure at each of them; after `now` as long as nothing happens.
 */
shares: Array<number>, 
/**
 * The ages at which the customer purchased.
 */
purchases: Array<number>, 
/**
 * The age at the day that counts as now.
 */
now: number, };

/**
 * The settings of [`Curve`].
 */
export type CurveParams = { 
/**
 * What groups are made by
 */
by: Grouping, 
/**
 * The attribute whose values are the groups
 */
attribute?: string | null, 
/**
 * The length of a period
 */
period: Period, 
/**
 * The age in periods to project to; as far as all customers' curve reaches unless given
 */
horizon?: number | null, 
/**
 * The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
 */
margin?: number | null, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * A point of the cumulative curve.
 */
export type CurvePoint = { 
/**
 * The share of the customers, best first.
 */
customers: number, 
/**
 * The share of the value they hold.
 */
value: number, };

/**
 * Which course each customer follows.
 */
export type CurveReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: CurveParams, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * The customers.
 */
customers_followed: number, 
/**
 * The age that is projected to.
 */
horizon: number, 
/**
 * All customers and the groups, with their curves.
 */
curves: Array<TypicalCurve>, 
/**
 * What the customers have brought so far.
 */
value_so_far: number, 
/**
 * What they will have brought at the horizon.
 */
projected: number, 
/**
 * The root mean squared error over all customers and ages.
 */
rmse: number, 
/**
 * The share of the variation within customers that their curves explain; unknown without any.
 */
r_squared: number | null, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * One of the four types.
 */
export type CustomerType = { 
/**
 * VIP, improve, maintain or let go.
 */
name: string, 
/**
 * The same in Chinese.
 */
name_zh: string, 
/**
 * What to do with such customers.
 */
strategy: Text, 
/**
 * How many there are.
 */
customers: number, 
/**
 * Their current value.
 */
current: number, 
/**
 * Their potential value.
 */
potential: number, };

/**
 * The days up to which orders are looked at.
 */
export type CutOffs = { 
/**
 * For the customers the model is fitted to.
 */
train: Day, 
/**
 * For the customers it is judged on.
 */
test: Day, 
/**
 * For the probabilities given to each customer.
 */
score: Day, };

/**
 * One list of cut points for each dimension, rising.
 */
export type CutPoints = { 
/**
 * In days since the last purchase
 */
r: Array<number>, 
/**
 * In purchases
 */
f: Array<number>, 
/**
 * In money
 */
m: Array<number>, };

/**
 * The order of day, month and year in a column of dates.
 */
export type DateOrder = "YMD" | "DMY" | "MDY";

/**
 * A civil day.
 */
export type Day = string;

/**
 * The settings of [`Dcf`].
 */
export type DcfParams = { 
/**
 * What each period brings, the first one first; taken from the orders unless given
 */
revenue: Array<number>, 
/**
 * What each period costs, as many figures as of revenue
 */
cost: Array<number>, 
/**
 * How many customers the given figures are of
 */
heads: number, 
/**
 * The id of the one customer whose orders are looked at; everyone's unless given
 */
customer?: string | null, 
/**
 * The length of a period
 */
period: Period, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
 */
margin?: number | null, };

/**
 * What flows are worth.
 */
export type DcfReport = { 
/**
 * The window it is about; none when the flows were given.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
params: DcfParams, 
/**
 * Where the flows come from.
 */
source: FlowSource, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * How many customers they are of.
 */
heads: number, 
/**
 * The discount rate of a period.
 */
discount_per_period: number, 
/**
 * Each period, t = 0 first.
 */
flows: Array<Flow>, 
/**
 * The sum of the net flows, not discounted.
 */
net: number, 
/**
 * The sum of the present values.
 */
value: number, 
/**
 * The same for each customer.
 */
value_per_head: number, 
/**
 * The period from which on the present values add up to 0 or more; unknown when they end below.
 */
break_even: number | null, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * A tenth of the rows, best scores first.
 */
export type Decile = { 
/**
 * From 1, the tenth with the highest scores.
 */
decile: number, 
/**
 * The positives in it. Where equal scores reach across its border, they
 * are shared out in proportion, so this need not be whole.
 */
positives: number, 
/**
 * positives ÷ rows, over the same of everyone.
 */
lift: number, 
/**
 * The lift's confidence band (Wilson).
 */
lift_interval: [number, number], 
/**
 * The share of all positives in this and the tenths before it.
 */
gain: number, 
/**
 * The gain's confidence band (Wilson).
 */
gain_interval: [number, number], };

/**
 * The character between the whole and the fraction of a number.
 */
export type DecimalMark = "point" | "comma";

/**
 * How a group differs from everyone in a feature.
 */
export type Difference = { 
/**
 * The feature.
 */
feature: string, 
/**
 * The group's mean, in the feature's unit; of a category the share that has the level.
 */
mean: number, 
/**
 * Everyone's mean.
 */
everyone: number, 
/**
 * How far the group's mean of what the model sees lies above everyone's, in standard deviations.
 */
deviations: number, };

/**
 * Customers so many periods after that of their first purchase.
 */
export type DwyerAge = { 
/**
 * The age.
 */
age: number, 
/**
 * Customers active at it.
 */
active: number, 
/**
 * Those of them whose next period is known.
 */
followed: number, 
/**
 * Those of these who were active in it.
 */
kept: number, 
/**
 * The margin at this age, over the active customers; unknown without any.
 */
margin: number | null, 
/**
 * The margin the model takes.
 */
margin_taken: number, };

/**
 * The customers of one period of first purchase.
 */
export type DwyerCohort = { 
/**
 * The first day of that period.
 */
start: Day, 
/**
 * How many there are.
 */
customers: number, 
/**
 * Active customers summed over the periods that have a next.
 */
active: number, 
/**
 * Those of them who were active in the next.
 */
kept: number, };

/**
 * A period of the expected course of a new customer.
 */
export type DwyerCourse = { 
/**
 * Periods after that of the first purchase.
 */
period: number, 
/**
 * The probability that the customer is active in it.
 */
active: number, 
/**
 * The margin expected of it, costs deducted.
 */
margin: number, 
/**
 * The same, discounted.
 */
discounted: number, 
/**
 * What has come together by then, discounted.
 */
cumulative: number, };

/**
 * What customers are still worth by how long they have been silent.
 */
export type DwyerMigration = { 
/**
 * The margin of a period with a purchase.
 */
purchase_margin: number, 
/**
 * The states, the gone last.
 */
states: Array<DwyerState>, 
/**
 * The expected course of a customer who has just purchased for the first time.
 */
course: Array<DwyerCourse>, 
/**
 * What a new customer is worth to the horizon, the first purchase included.
 */
new_customer: number, 
/**
 * The same for ever; unknown where it is infinite.
 */
new_customer_forever: number | null, 
/**
 * What all customers of today are still worth to the horizon.
 */
still_to_come: number, 
/**
 * Times that a gone customer was seen in the next period.
 */
gone_followed: number, 
/**
 * Times that such a customer came back in it.
 */
came_back: number, };

/**
 * The settings of [`Dwyer`].
 */
export type DwyerParams = { 
/**
 * The length of a period
 */
period: Period, 
/**
 * How many periods ahead the value reaches, from 1 to 1000
 */
horizon: number, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
 */
margin?: number | null, 
/**
 * Retention: the share of active customers who are active in the next period; observed unless given
 */
retention?: number | null, 
/**
 * Retention: the margin of an active customer at each age, the last for all later ones; observed unless given
 */
margins: Array<number>, 
/**
 * Migration: after how many silent periods a customer is gone, from 1 to 60; as many as probabilities are typed
 */
states: number, 
/**
 * Migration: the probability to purchase in the next period, 0, 1, 2 … periods after the last purchase; observed unless given
 */
probabilities: Array<number>, 
/**
 * Migration: the margin of a period with a purchase; observed unless given
 */
purchase_margin?: number | null, 
/**
 * Migration: what keeping in touch costs a period for each customer who is not gone
 */
contact_cost: number, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * What customers are worth under both models.
 */
export type DwyerReport = { 
/**
 * The window it is about; none where everything is typed.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
params: DwyerParams, 
/**
 * The last day of the last complete period.
 */
counted_until: Day | null, 
/**
 * The customers.
 */
customers_valued: number, 
/**
 * The discount rate a period.
 */
discount_per_period: number, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * Customers lost for good.
 */
retention: DwyerRetention, 
/**
 * Customers who come and go.
 */
migration: DwyerMigration, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * What a new customer is worth while it stays.
 */
export type DwyerRetention = { 
/**
 * The retention rate it is computed with.
 */
rate: number, 
/**
 * Whether that was typed.
 */
typed: boolean, 
/**
 * Its interval at 95 % (Wilson), where it was observed.
 */
interval: [number, number] | null, 
/**
 * Customers active in a period that has a next, over all periods.
 */
active: number, 
/**
 * Those of them who were active in the next.
 */
kept: number, 
/**
 * Retention by cohort: customers by the period of their first purchase.
 */
cohorts: Array<DwyerCohort>, 
/**
 * Retention and margin by age.
 */
ages: Array<DwyerAge>, 
/**
 * What a new customer is worth to the horizon, the first purchase included.
 */
value: number, 
/**
 * The same at both ends of the rate's interval, the smaller one first.
 */
value_interval: [number, number] | null, 
/**
 * The expected course of a new customer.
 */
course: Array<DwyerCourse>, };

/**
 * Customers who last purchased so many periods ago.
 */
export type DwyerState = { 
/**
 * The number of periods, or `gone`.
 */
state: string, 
/**
 * The customers in it today.
 */
customers: number, 
/**
 * Times that a customer in it was seen in the next period.
 */
followed: number, 
/**
 * Times that the customer purchased in that period.
 */
bought: number, 
/**
 * The probability of it that the model takes; the gone have none.
 */
probability: number | null, 
/**
 * Its interval at 95 % (Wilson), where it was observed.
 */
interval: [number, number] | null, 
/**
 * What a customer in it is still worth to the horizon.
 */
value: number, 
/**
 * The same for ever; unknown where it is infinite.
 */
value_forever: number | null, };

/**
 * What one remedy did.
 */
export type Effect = { 
/**
 * The remedy; `None` for customers set aside.
 */
remedy: Remedy | null, 
/**
 * The lines that were left out or written differently; in a table of customers its rows.
 */
lines: number, 
/**
 * The customers of whom an attribute was written differently.
 */
customers: number, 
/**
 * The sum of the lines' amounts.
 */
amount: number, };

/**
 * A figure for each parameter, by its letter and in the paper's order.
 */
export type Estimates = { [key in string]: number | null };

/**
 * Which rows the model was judged on.
 */
export type EvaluatedOn = "all_rows" | "held_out" | "later_period";

/**
 * Something that is expected to happen.
 */
export type Event = { 
/**
 * What happens
 */
name: string, 
/**
 * In how many years from today
 */
when: number, 
/**
 * How likely it is, between 0 and 1
 */
probability: number, 
/**
 * What it brings
 */
revenue: number, 
/**
 * What it costs
 */
cost: number, 
/**
 * How many times it comes
 */
times: number, 
/**
 * How many years lie between one time and the next
 */
every: number, };

/**
 * An event and what it is worth.
 */
export type EventValue = { 
/**
 * What happens; a proposed purchase is called by its number.
 */
name: string, 
/**
 * In how many years from today.
 */
when: number, 
/**
 * How likely it is.
 */
probability: number, 
/**
 * What it brings.
 */
revenue: number, 
/**
 * What it costs.
 */
cost: number, 
/**
 * How many times it comes.
 */
times: number, 
/**
 * How many years lie between one time and the next.
 */
every: number, 
/**
 * Revenue less cost, once.
 */
net: number, 
/**
 * What one unit of money at each of its times is worth today, added up.
 */
factor: number, 
/**
 * Probability × net × times: what is expected, not discounted.
 */
expected: number, 
/**
 * Probability × net × factor: what that is worth today.
 */
present: number, };

/**
 * The settings of [`Events`].
 */
export type EventsParams = { 
/**
 * What is expected, as JSON: [{"name":"renewal","when":1,"probability":0.6,"revenue":80,"cost":20,"times":3,"every":1}]; proposed from the orders unless given
 */
events: Array<Event>, 
/**
 * The id of the one customer whose next purchases are proposed; those of the average one unless given
 */
customer?: string | null, 
/**
 * How many next purchases are proposed, from 1 to 100
 */
ahead: number, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
 */
margin?: number | null, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * What events are worth.
 */
export type EventsReport = { 
/**
 * The window the proposals are made from; none when the events were given.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
params: EventsParams, 
/**
 * Where the events come from.
 */
source: FlowSource, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * The rhythm the proposals are made from.
 */
rhythm: Rhythm | null, 
/**
 * The events in their order, with what each is worth.
 */
events: Array<EventValue>, 
/**
 * What is expected of all, not discounted.
 */
expected: number, 
/**
 * What all are worth today.
 */
value: number, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * What links two ids.
 */
export type EvidenceKind = "email" | "phone" | "name_address" | "id";

/**
 * What two ids have in common.
 */
export type EvidenceReport = { 
/**
 * The two ids.
 */
ids: [string, string], 
/**
 * What kind of thing agrees.
 */
kind: EvidenceKind, 
/**
 * What they have in common, in the form it is compared in.
 */
value: string, 
/**
 * How much it counts alone, from 0 to 1.
 */
score: number, 
/**
 * The score of the two with all that speaks for and against it.
 */
link: number, 
/**
 * Whether different names, addresses or birthdays speak against it, or against the group it makes.
 */
contradicted: boolean, };

/**
 * A row that shows what was found; what is not known is `None`.
 */
export type Example = { 
/**
 * The file.
 */
file: string | null, 
/**
 * The line of the file on which the row begins, from 1.
 */
line: number | null, 
/**
 * The customer.
 */
customer: string | null, 
/**
 * The day.
 */
day: Day | null, 
/**
 * The amount.
 */
amount: number | null, 
/**
 * What is to be seen there.
 */
what: Text | null, };

/**
 * The way from one customer's numbers to a result.
 */
export type Explanation = { 
/**
 * What is explained.
 */
title: Text, 
/**
 * The steps, in the order of the computation; the last one gives the result.
 */
steps: Array<Step>, 
/**
 * Where the formula comes from.
 */
source: string, 
/**
 * How the figure runs along time, where it does.
 */
course: Course | null, };

/**
 * One number that describes a customer.
 */
export type Feature = { 
/**
 * Its name: the column, or `column=level`.
 */
name: string, 
/**
 * The column, or the measure of the orders, it comes from.
 */
column: string, 
/**
 * The level it stands for where the column is a category: 1 for who has it, 0 for who has not.
 */
level: string | null, 
/**
 * Whether the model sees ln(1 + x) of it.
 */
log: boolean, };

/**
 * A value with its unit, or the name of a segment.
 */
export type Figure = { "kind": "number", "value": number } | { "kind": "money", "value": number } | { "kind": "share", "value": number } | { "kind": "days", "value": number } | { "kind": "weeks", "value": number } | { "kind": "months", "value": number } | { "kind": "years", "value": number } | { "kind": "day", "value": number } | { "kind": "name", "value": string };

/**
 * What kind of rows a file has.
 */
export type FileKind = "orders" | "customers" | "summary";

/**
 * Something that is wrong, or may be.
 */
export type Finding = { 
/**
 * A stable name.
 */
code: string, 
/**
 * How much it matters.
 */
severity: Severity, 
/**
 * What was found, with its numbers.
 */
title: Text, 
/**
 * The rule it was found by, and what it means.
 */
detail: Text, 
/**
 * The rows it is about.
 */
rows: number, 
/**
 * The customers it is about.
 */
customers: number, 
/**
 * The sum of the rows' amounts.
 */
money: number | null, 
/**
 * The rows, as a share of all.
 */
rows_share: number | null, 
/**
 * The customers, as a share of all.
 */
customers_share: number | null, 
/**
 * The rows' amounts without their signs, as a share of those of all rows.
 */
money_share: number | null, 
/**
 * A few of the rows.
 */
examples: Array<Example>, 
/**
 * Texts that are spellings of one another, where it is about those.
 */
spellings: Array<Spelling>, 
/**
 * What can be done about it.
 */
remedy: Offer | null, 
/**
 * Why nothing can be done here, where there is no remedy.
 */
no_remedy: Text | null, 
/**
 * Whether the remedy is applied.
 */
applied: boolean, };

/**
 * What one period brings and what that is worth.
 */
export type Flow = { 
/**
 * Its first day in the calendar; unknown when the flows were given.
 */
start: Day | null, 
/**
 * Whether the window holds all of it.
 */
complete: boolean, 
/**
 * What it brings.
 */
revenue: number, 
/**
 * What it costs.
 */
cost: number, 
/**
 * Revenue less cost.
 */
net: number, 
/**
 * What one unit of money of this period is worth in period 0.
 */
factor: number, 
/**
 * Net × factor.
 */
present: number, 
/**
 * The present values up to this period, it included.
 */
cumulative: number, };

/**
 * Where the flows come from.
 */
export type FlowSource = "typed" | "customer" | "everyone";

/**
 * Which lines make one purchase.
 */
export type Grain = "day" | "order";

/**
 * What groups are made by.
 */
export type Grouping = "frequency" | "year" | "quarter" | "attribute";

/**
 * A row of data as it stands in the file.
 */
export type HeadRow = { 
/**
 * The line of the file on which the row begins, from 1, header included.
 */
line: number, 
/**
 * Its fields, each cut after 200 characters; a field too many is there, further ones are not.
 * A line without an end to its quotes is one field.
 */
cells: Array<string>, 
/**
 * Why the row was not kept; `None` when it was.
 */
rejected: Text | null, 
/**
 * The column that is wrong then, if it is a single one.
 */
column: string | null, };

/**
 * The settings of [`Health`].
 */
export type HealthParams = { 
/**
 * What day it is; later days are yet to come. Without it those long after all others are
 */
today?: Day | null, };

/**
 * What the data are and what is wrong with them.
 */
export type HealthReport = { 
/**
 * How the import of each other file went.
 */
others: Array<ImportReport>, 
/**
 * What all files come to.
 */
totals: Totals, 
/**
 * How several files fit together.
 */
join: JoinReport | null, 
/**
 * What is done about faults at present; the findings are about the data as they came.
 */
cleaned: CleanedReport | null, 
/**
 * What all of it comes to, in a sentence.
 */
verdict: Text, 
/**
 * What is wrong, or may be; the most serious first.
 */
findings: Array<Finding>, 
/**
 * What RFM cannot see.
 */
blind_spots: BlindSpots, 
/**
 * The file's name, as it was given.
 */
file: string, 
/**
 * The number of bytes read.
 */
bytes: number, 
/**
 * What kind of rows the file has.
 */
kind: FileKind, 
/**
 * Why it is taken for that kind.
 */
kind_reason: Text, 
/**
 * What the file is by its content: `csv`, `json`, `xlsx`, `xls` or `ods`.
 */
format: string, 
/**
 * What the file was packed in: `gzip` or `none`.
 */
compression: string, 
/**
 * The encoding of the text; empty for a workbook.
 */
encoding: string, 
/**
 * Why it is taken for that encoding.
 */
encoding_reason: Text | null, 
/**
 * The sheets of a workbook.
 */
sheets: Array<SheetReport>, 
/**
 * The sheet that was read.
 */
sheet: string | null, 
/**
 * Why that one.
 */
sheet_reason: Text | null, 
/**
 * The delimiter: `,` `;` `|` a tab, or `white-space`; empty for workbooks and JSON.
 */
delimiter: string, 
/**
 * Why; `None` for workbooks and JSON.
 */
delimiter_reason: Text | null, 
/**
 * Whether the first row names the columns.
 */
header: boolean, 
/**
 * Why it is taken for a header, or not.
 */
header_reason: Text, 
/**
 * Every column with its role.
 */
columns: Array<ColumnReport>, 
/**
 * The first few rows of data, kept or not.
 */
head: Array<HeadRow>, 
/**
 * The column of each role, by name.
 */
roles: { [key in Role]?: string }, 
/**
 * The order of day, month and year, where there is a date column that shows or needs one.
 */
date_order: DateOrder | null, 
/**
 * Why it is taken for that order.
 */
date_reason: Text | null, 
/**
 * Whether nothing in the file shows that order, so that the user should be asked for it.
 */
date_order_assumed: boolean, 
/**
 * The decimal mark of the amounts, in a file of orders.
 */
decimal: DecimalMark | null, 
/**
 * Why it is taken for that mark.
 */
decimal_reason: Text | null, 
/**
 * The rows below the header, blank lines left out.
 */
rows_read: number, 
/**
 * The rows that were kept.
 */
rows_kept: number, 
/**
 * The rows that were not; `rows_read = rows_kept + rows_rejected`.
 */
rows_rejected: number, 
/**
 * The first thousand rejected rows.
 */
rejected: Array<Rejected>, 
/**
 * How many rows were rejected for each reason.
 */
rejected_by_reason: Record<string, number>, 
/**
 * The rows among the rejected that name no customer.
 */
missing_customer_rows: number, 
/**
 * The sum of those rows' amounts, in a file of orders.
 */
missing_customer_amount: number | null, 
/**
 * The sum of the amounts of the other rejected rows, those of totals aside, where they can be read.
 */
rejected_amount: number | null, 
/**
 * The first day with a kept row.
 */
first_day: Day | null, 
/**
 * The last day with a kept row.
 */
last_day: Day | null, 
/**
 * The number of customers.
 */
customers: number, 
/**
 * The sum of the kept rows' amounts.
 */
total_amount: number | null, 
/**
 * What to know about this import.
 */
notices: Array<Notice>, };

/**
 * The settings of [`Historical`].
 */
export type HistoricalParams = { 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
 */
margin?: number | null, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * What customers have brought so far.
 */
export type HistoricalReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: HistoricalParams, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * All customers together.
 */
all: Brought, 
/**
 * The customers by tenths, the best tenth first.
 */
tenths: Array<Brought>, 
/**
 * The middle customer's value.
 */
median: number, 
/**
 * Customers who cost more than they paid.
 */
negative: number, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * What was foreseen of the hold-out period and what happened.
 */
export type Holdout = { 
/**
 * The last day of the calibration period.
 */
calibration_end: Day, 
/**
 * The last day of the hold-out period, at most that of the last order.
 */
end: Day, 
/**
 * The length of the hold-out period in units of time.
 */
length: number, 
/**
 * Purchases in it by the customers of the calibration period.
 */
actual: number, 
/**
 * What the model expected of them.
 */
predicted: number, 
/**
 * The mean absolute error a customer.
 */
mae: number, 
/**
 * The root of the mean squared error a customer.
 */
rmse: number, 
/**
 * Actual and expected by the purchases of the calibration period.
 */
by_x: Array<ByX>, 
/**
 * Repeat purchases week by week, in full weeks from the first purchase of
 * all; of more than 1,000 weeks every second, third, … one.
 */
tracking: Array<TrackPoint>, };

/**
 * The settings of [`Identity`].
 */
export type IdentityParams = { 
/**
 * What may link ids
 */
kinds: Array<EvidenceKind>, 
/**
 * The country of phone numbers without a calling code, as two letters; told by most numbers unless given
 */
country?: string | null, 
/**
 * The lowest score of a proposal, from 0 to 1
 */
min_score: number, };

/**
 * Which customers are probably one person.
 */
export type IdentityReport = { 
/**
 * The window that customers are scored in; `None` without orders.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
params: IdentityParams, 
/**
 * The number of ids.
 */
ids: number, 
/**
 * The columns that were compared.
 */
columns: Array<ComparedColumn>, 
/**
 * The columns that tell who a customer is, for [`ProposalCustomer::traits`].
 */
traits: Array<string>, 
/**
 * The country of phone numbers without a calling code, where one was given or told.
 */
country: string | null, 
/**
 * The number of proposals.
 */
found: number, 
/**
 * The first thousand of them: those of most money first, without orders the surest first.
 */
proposals: Array<Proposal>, 
/**
 * Every id of all proposals that would become another one, and which; those of different people left out.
 */
merges: Record<string, string>, 
/**
 * How many proposals are merged already.
 */
accepted: number, 
/**
 * The ids in all proposals.
 */
customers_in: number, 
/**
 * How many customers fewer there would be.
 */
customers_fewer: number, 
/**
 * The money of the ids that would become another one.
 */
value_moved: number | null, 
/**
 * That, as a share of everyone's money.
 */
value_moved_share: number | null, 
/**
 * In how many proposals the customer that stays would stand in another segment.
 */
segments_changed: number | null, 
/**
 * E-mails and phones that too many ids have, or that belong to nobody in particular.
 */
shared: Array<SharedValue>, 
/**
 * The number of those.
 */
shared_found: number, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * What the user says about a file; the rest is guessed.
 */
export type ImportParams = { 
/**
 * What kind of rows the file has; guessed unless given
 */
kind?: FileKind | null, 
/**
 * The encoding of the text by its usual name, as GB18030 or windows-1252; found from the bytes unless given
 */
encoding?: string | null, 
/**
 * The sheet of a workbook, by name or by number from 1; the first one that holds a table unless given
 */
sheet?: string | null, 
/**
 * What stands between two fields, a space for runs of white-space; guessed unless given
 */
delimiter?: string | null, 
/**
 * Whether the first row names the columns; guessed unless given
 */
header?: boolean | null, 
/**
 * The order of day, month and year; settled by the whole column unless given
 */
date_order?: DateOrder | null, 
/**
 * The decimal mark of the numbers; settled by each whole column unless given
 */
decimal?: DecimalMark | null, 
/**
 * The column of each role, by name or by position from 1; guessed unless given
 */
roles: { [key in Role]?: string }, 
/**
 * The columns that have no role and are known of nobody, whatever they look like, by name or by position from 1
 */
unused?: Array<string>, };

/**
 * How an import went.
 */
export type ImportReport = { 
/**
 * The file's name, as it was given.
 */
file: string, 
/**
 * The number of bytes read.
 */
bytes: number, 
/**
 * What kind of rows the file has.
 */
kind: FileKind, 
/**
 * Why it is taken for that kind.
 */
kind_reason: Text, 
/**
 * What the file is by its content: `csv`, `json`, `xlsx`, `xls` or `ods`.
 */
format: string, 
/**
 * What the file was packed in: `gzip` or `none`.
 */
compression: string, 
/**
 * The encoding of the text; empty for a workbook.
 */
encoding: string, 
/**
 * Why it is taken for that encoding.
 */
encoding_reason: Text | null, 
/**
 * The sheets of a workbook.
 */
sheets: Array<SheetReport>, 
/**
 * The sheet that was read.
 */
sheet: string | null, 
/**
 * Why that one.
 */
sheet_reason: Text | null, 
/**
 * The delimiter: `,` `;` `|` a tab, or `white-space`; empty for workbooks and JSON.
 */
delimiter: string, 
/**
 * Why; `None` for workbooks and JSON.
 */
delimiter_reason: Text | null, 
/**
 * Whether the first row names the columns.
 */
header: boolean, 
/**
 * Why it is taken for a header, or not.
 */
header_reason: Text, 
/**
 * Every column with its role.
 */
columns: Array<ColumnReport>, 
/**
 * The first few rows of data, kept or not.
 */
head: Array<HeadRow>, 
/**
 * The column of each role, by name.
 */
roles: { [key in Role]?: string }, 
/**
 * The order of day, month and year, where there is a date column that shows or needs one.
 */
date_order: DateOrder | null, 
/**
 * Why it is taken for that order.
 */
date_reason: Text | null, 
/**
 * Whether nothing in the file shows that order, so that the user should be asked for it.
 */
date_order_assumed: boolean, 
/**
 * The decimal mark of the amounts, in a file of orders.
 */
decimal: DecimalMark | null, 
/**
 * Why it is taken for that mark.
 */
decimal_reason: Text | null, 
/**
 * The rows below the header, blank lines left out.
 */
rows_read: number, 
/**
 * The rows that were kept.
 */
rows_kept: number, 
/**
 * The rows that were not; `rows_read = rows_kept + rows_rejected`.
 */
rows_rejected: number, 
/**
 * The first thousand rejected rows.
 */
rejected: Array<Rejected>, 
/**
 * How many rows were rejected for each reason.
 */
rejected_by_reason: Record<string, number>, 
/**
 * The rows among the rejected that name no customer.
 */
missing_customer_rows: number, 
/**
 * The sum of those rows' amounts, in a file of orders.
 */
missing_customer_amount: number | null, 
/**
 * The sum of the amounts of the other rejected rows, those of totals aside, where they can be read.
 */
rejected_amount: number | null, 
/**
 * The first day with a kept row.
 */
first_day: Day | null, 
/**
 * The last day with a kept row.
 */
last_day: Day | null, 
/**
 * The number of customers.
 */
customers: number, 
/**
 * The sum of the kept rows' amounts.
 */
total_amount: number | null, 
/**
 * What to know about this import.
 */
notices: Array<Notice>, };

/**
 * How several files fit together.
 */
export type JoinReport = { 
/**
 * Each file.
 */
files: Array<JoinedFile>, 
/**
 * The customers of all files together.
 */
customers: number, 
/**
 * The customers with orders and with attributes.
 */
matched: number, 
/**
 * The customers with orders and in no file of customers.
 */
without_attributes: number, 
/**
 * Some of them.
 */
without_attributes_examples: Array<string>, 
/**
 * What they paid, as a share of all amounts; `None` without orders or money.
 */
without_attributes_share: number | null, 
/**
 * The customers in a file of customers and without orders.
 */
without_orders: number, 
/**
 * Some of them.
 */
without_orders_examples: Array<string>, 
/**
 * What to know about the join.
 */
notices: Array<Notice>, };

/**
 * One of the files that were joined.
 */
export type JoinedFile = { 
/**
 * Its name.
 */
file: string, 
/**
 * What kind of rows it has.
 */
kind: FileKind, 
/**
 * Its customers.
 */
customers: number, 
/**
 * Those of them who are in another file too.
 */
matched: number, };

/**
 * How much a [`Notice`] matters.
 */
export type Level = "note" | "warning";

/**
 * How margins are made of amounts.
 */
export type Margin = { 
/**
 * What they are made of.
 */
basis: MarginBasis, 
/**
 * The share of an amount that is margin: that which was given, that of all lines whose cost
 * is known together, or 1.
 */
rate: number, 
/**
 * Lines whose cost is not known and is reckoned by the rate.
 */
unknown: number, 
/**
 * Whether a rate was given although the file has costs.
 */
costs_unused: boolean, };

/**
 * What margins are made of.
 */
export type MarginBasis = "rate" | "costs" | "amounts";

/**
 * What customers are ranked by.
 */
export type Measure = "revenue" | "purchases";

/**
 * What becomes of customers with a missing value.
 */
export type Missing = "drop" | "mean";

/**
 * One of the models.
 */
export type ModelReport = { 
/**
 * Which one.
 */
model: ClvModel, 
/**
 * Akaike's information criterion; smaller is better.
 */
aic: number, 
/**
 * Schwarz's information criterion; smaller is better.
 */
bic: number, 
/**
 * Calibration against hold-out, where there are days for it.
 */
holdout: Holdout | null, 
/**
 * The estimates.
 */
params: Estimates, 
/**
 * Their standard errors from the observed information, in the same units;
 * `NaN` where the likelihood does not bend down.
 */
standard_errors: Estimates, 
/**
 * The log-likelihood, without the penalty.
 */
log_likelihood: number, 
/**
 * Whether a maximum was reached.
 */
converged: boolean, 
/**
 * The largest derivative of the objective by the logarithm of a parameter; 0 at a maximum.
 */
gradient_norm: number, 
/**
 * Steps from the best start to the end.
 */
iterations: number, 
/**
 * How many starts were tried.
 */
starts: number, 
/**
 * How many of them led to the same maximum.
 */
starts_agreeing: number, 
/**
 * A parameter the data do not determine, if there is one.
 */
undetermined: string | null, };

/**
 * What M is.
 */
export type Monetary = "total" | "mean";

/**
 * A customer at the moment of the first purchase, which itself is not counted.
 */
export type NewCustomer = { 
/**
 * Expected repeat purchases within the horizon.
 */
expected_purchases: number, 
/**
 * Everyone's expected spend a purchase; unknown without a model of it.
 */
expected_spend: number | null, 
/**
 * The value of the repeat purchases within the horizon, as for a known customer: what may
 * be paid to win one, less what the first purchase brings.
 */
clv: number | null, };

/**
 * Something the reader of a result must know to trust it rightly: a fit that
 * did not converge, too little data, an assumption that does not hold, rows
 * that were left out.
 */
export type Notice = { 
/**
 * A stable name.
 */
code: string, 
/**
 * How much it matters.
 */
level: Level, 
/**
 * What to know, in both languages.
 */
text: Text, };

/**
 * A remedy that can be applied and taken back.
 */
export type Offer = { 
/**
 * A stable name: that of the remedy, or `set_aside`, or `merge`.
 */
code: string, 
/**
 * What it does.
 */
what: Text, 
/**
 * The part of a cleaning that does it; taking it out again undoes it.
 */
cleaning: Cleaning, };

/**
 * A column or a term that the model does without.
 */
export type Omitted = { 
/**
 * The column's or the term's name.
 */
name: string, 
/**
 * Why.
 */
reason: Why, 
/**
 * What it depends on, for [`Why::Dependent`]: the terms that, with the
 * constant, already say the same.
 */
on: Array<string>, };

/**
 * A period of the calendar.
 */
export type Period = "month" | "quarter" | "year";

/**
 * The period that is asked for.
 */
export type PeriodChoice = "auto" | "day" | "week" | "month" | "quarter" | "year";

/**
 * A period of the calendar. Unlike [`Unit`](super::Unit), a month has as many days as it has.
 */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

/**
 * A group as a kind of customer.
 */
export type Persona = { 
/**
 * The group's number, as in the column `cluster`.
 */
cluster: string, 
/**
 * A name made from what sets it apart; no two groups share one.
 */
name: Text, 
/**
 * What sets it apart, the strongest first.
 */
tags: Array<Text>, 
/**
 * What to do.
 */
strategy: Text, 
/**
 * How many customers it has.
 */
customers: number, 
/**
 * Their share of all customers.
 */
share: number, 
/**
 * Their money in the window, where there are orders.
 */
money: number | null, 
/**
 * Their share of all money, where that is positive.
 */
money_share: number | null, 
/**
 * The ten features that differ most from everyone's, the strongest first.
 */
differences: Array<Difference>, };

/**
 * A customer in the picture.
 */
export type PicturePoint = { 
/**
 * The customer, as a position in the workspace.
 */
customer: number, 
/**
 * Along the first axis.
 */
pc1: number, 
/**
 * Along the second axis; 0 where there is one feature.
 */
pc2: number, 
/**
 * The group, from 1.
 */
cluster: number, 
/**
 * How well the customer fits its group, from −1 to 1.
 */
silhouette: number | null, };

/**
 * The settings of [`Profile`].
 */
export type ProfileParams = { 
/**
 * What customers are described by: columns, or of orders recency, frequency, monetary, average, tenure; the usual ones unless given
 */
features: Array<string>, 
/**
 * How much each feature counts, one positive number a feature; all alike unless given
 */
weights: Array<number>, 
/**
 * Whether measures of orders are taken as ln(1 + x)
 */
log: boolean, 
/**
 * How features are made comparable
 */
scale: Scale, 
/**
 * The number of groups, from 2 to 50; suggested by the data unless given
 */
k?: number | null, 
/**
 * The largest number of groups that is tried, from 2 to 50
 */
k_max: number, 
/**
 * The seed of starts and samples
 */
seed: number, 
/**
 * How many starts compete
 */
n_init: number, 
/**
 * After how many iterations a start is given up
 */
max_iter: number, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * Groups of similar customers.
 */
export type ProfileReport = { 
/**
 * The window of the orders, where there are orders.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
params: ProfileParams, 
/**
 * What customers are described by.
 */
features: Array<Feature>, 
/**
 * The number of customers in groups.
 */
customers_grouped: number, 
/**
 * The number of groups.
 */
k: number, 
/**
 * The sum of squared distances to the centroids, in scaled features.
 */
inertia: number, 
/**
 * The mean silhouette, from −1 to 1; unknown where no customer has a neighbour in another group.
 */
silhouette: number | null, 
/**
 * Its 95 % interval, where it comes from a sample.
 */
silhouette_interval: [number, number] | null, 
/**
 * The mean silhouette of each group.
 */
silhouette_by_group: Array<number | null>, 
/**
 * The number of customers in each group, largest first.
 */
sizes: Array<number>, 
/**
 * The centroids, one a group, in the features' own units: where ln(1 + x) was taken, it is undone.
 */
centroids: Array<Array<number>>, 
/**
 * The centroids as the model sees them.
 */
centroids_scaled: Array<Array<number>>, 
/**
 * What was taken off each feature (after ln(1 + x), where that is taken).
 */
centre: Array<number>, 
/**
 * What each feature was then divided by, its weight included.
 */
spread: Array<number>, 
/**
 * The numbers of groups that were tried.
 */
candidates: Array<Candidate>, 
/**
 * The number of groups with the highest silhouette.
 */
suggested: number, 
/**
 * Where the inertia bends, if it does.
 */
elbow: number | null, 
/**
 * Why so many groups.
 */
suggestion: Text, 
/**
 * The groups as kinds of customers.
 */
personas: Array<Persona>, 
/**
 * Whether the groups come back.
 */
stability: Stability | null, 
/**
 * The axes of the picture.
 */
pca: Axes, 
/**
 * The customers in the picture: at most 2,000, a seeded sample.
 */
points: Array<PicturePoint>, 
/**
 * Whether the centroids came to rest.
 */
converged: boolean, 
/**
 * The iterations of the best start.
 */
iterations: number, 
/**
 * How often a group that had lost all customers was given another.
 */
reseeded: number, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * How far a task has come.
 */
export type Progress = { 
/**
 * A stable name of what is being done: `fit`, `predict`, `start 3` …
 */
stage: string, 
/**
 * Steps done in this stage.
 */
done: number, 
/**
 * Steps in this stage at most; iterative fits usually need fewer.
 */
total: number, 
/**
 * The objective after this step (log-likelihood, sum of squares), where there is one.
 */
objective: number | null, 
/**
 * Whether [`Task::finish`] may be called.
 */
finished: boolean, };

/**
 * All settings of an analysis.
 */
export type Project = { 
/**
 * The version of the form, 1.
 */
regulars: number, 
/**
 * The files, in the order in which they are opened.
 */
files: Array<ProjectFile>, 
/**
 * What is done about faults of the data.
 */
cleaning: Cleaning, 
/**
 * The day that counts as now, and the window.
 */
scope: Scope, };

/**
 * A file of a project.
 */
export type ProjectFile = { 
/**
 * Its name, without a folder.
 */
name: string, 
/**
 * How it is read.
 */
import: ImportParams, };

/**
 * Ids that are probably one person.
 */
export type Proposal = { 
/**
 * The ids, in natural order.
 */
customers: Array<ProposalCustomer>, 
/**
 * The id that stays: that of most purchases, then of the earliest, then the first.
 */
keep: string, 
/**
 * From 0 to 1: that of the weakest link.
 */
score: number, 
/**
 * What links them, the weakest link last.
 */
evidence: Array<EvidenceReport>, 
/**
 * Where the one customer would stand.
 */
after: Standing | null, 
/**
 * Whether that is another segment than that of the id that stays.
 */
segment_changes: boolean, 
/**
 * Whether they are merged already.
 */
accepted: boolean, };

/**
 * One of the ids of a proposal.
 */
export type ProposalCustomer = { 
/**
 * The id.
 */
id: string, 
/**
 * Where it stands; `None` without a purchase in the window.
 */
before: Standing | null, 
/**
 * What each of [`IdentityReport::traits`] says of it, as the file has it.
 */
traits: Array<string | null>, };

/**
 * The level that a category's other levels are compared with.
 */
export type Reference = { 
/**
 * The column.
 */
column: string, 
/**
 * Its reference level.
 */
level: string, };

/**
 * A row that was not kept.
 */
export type Rejected = { 
/**
 * The line of the file on which the row begins, from 1, header included.
 */
line: number, 
/**
 * The column that is wrong; empty when the whole row is.
 */
column: string, 
/**
 * A stable name of the reason.
 */
code: string, 
/**
 * What is wrong, in English.
 */
reason: string, 
/**
 * What is wrong, in Chinese.
 */
reason_zh: string, 
/**
 * The row as it stands in the file, cut after 500 bytes.
 */
text: string, };

/**
 * What is done about one kind of fault.
 */
export type Remedy = "drop_void" | "drop_copies" | "drop_repeated_orders" | "drop_zeros" | "drop_outliers" | "drop_future" | "drop_ancient" | "unify_spellings";

/**
 * A renewal: what was seen of it and what the model says.
 */
export type Renewal = { 
/**
 * Which one, from 1.
 */
renewal: number, 
/**
 * Customers who came to it.
 */
at_risk: number, 
/**
 * Those of them who left at it.
 */
left: number, 
/**
 * The share of them who renewed; unknown when nobody came to it.
 */
observed_retention: number | null, 
/**
 * The share of all who are still there after it (Kaplan–Meier).
 */
observed_survival: number | null, 
/**
 * The share who renew, by the model.
 */
retention: number, 
/**
 * The share who are still there, by the model.
 */
survival: number, 
/**
 * The discounted expected residual lifetime just before it; unknown where it is infinite.
 */
residual: number | null, };

/**
 * The settings of [`Rfm`].
 */
export type RfmParams = { 
/**
 * How scores are given
 */
scheme: Scheme, 
/**
 * The number of bins of the quantile scheme, from 2 to 9
 */
bins: number, 
/**
 * The cut points of the own scheme
 */
cuts: CutPoints, 
/**
 * What M is
 */
monetary: Monetary, 
/**
 * The weights of R, F and M in the weighted score
 */
weights: [number, number, number], 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * Who bought lately, often and for much.
 */
export type RfmReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: RfmParams, 
/**
 * The number of customers.
 */
customers_scored: number, 
/**
 * Their money in the window.
 */
revenue: number, 
/**
 * The cut points of each dimension; the mean alone under the mean scheme.
 */
cut_points: CutPoints, 
/**
 * How many customers have each score, from 1 upwards: R, F, M.
 */
counts: [Array<number>, Array<number>, Array<number>], 
/**
 * The segments in their order; empty ones too.
 */
segments: Array<SegmentReport>, 
/**
 * Every cell of recency × frequency.
 */
grid: Array<Cell>, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * How a customer purchases.
 */
export type Rhythm = { 
/**
 * Purchases so far; 1 for the average customer, who has just begun.
 */
purchases: number, 
/**
 * Median days between one purchase and the next.
 */
gap_days: number, 
/**
 * Whether that is the customer's own, not everyone's.
 */
own_gap: boolean, 
/**
 * Days since the last purchase.
 */
silent_days: number, 
/**
 * Mean revenue of a purchase.
 */
revenue: number, 
/**
 * Mean cost of a purchase.
 */
cost: number, };

/**
 * What a column is.
 */
export type Role = "customer" | "date" | "amount" | "price" | "quantity" | "order" | "product" | "cost" | "channel" | "store" | "campaign" | "status" | "email" | "phone" | "name" | "address" | "city" | "x" | "t_x" | "T" | "m" | "count";

/**
 * The settings of [`Subscriptions`].
 */
export type SbgParams = { 
/**
 * Typed: the customers at the start and after each period, like 1000,631,468; counted in the file unless given
 */
survivors: Array<number>, 
/**
 * Learn from so many first periods only, and test on the others; from all unless given
 */
fit_periods?: number | null, 
/**
 * Customer table: the column with the tenure in periods; guessed by its name unless given
 */
tenure?: string | null, 
/**
 * Customer table: the column that says who left; guessed by its name unless given
 */
label?: string | null, 
/**
 * Customer table: the label's value of those who left; guessed unless given
 */
positive?: string | null, 
/**
 * The length of a period; a quarter for orders, else a month, unless given
 */
period?: Period | null, 
/**
 * How many renewals ahead the value reaches, from 1 to 1000
 */
horizon: number, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of what is paid that is margin; unless given, that of the file's costs where it has some, else all of it
 */
margin?: number | null, 
/**
 * What a customer pays a period; what each paid in the orders, or the column says, unless given
 */
fee?: number | null, 
/**
 * Customer table: the column with what each customer pays a period
 */
fee_column?: string | null, 
/**
 * Orders: which lines make one purchase
 */
grain: Grain, };

/**
 * How long subscribers stay, and what they are still worth.
 */
export type SbgReport = { 
/**
 * The window it is about, for orders.
 */
window: Window | null, 
/**
 * The settings it was computed with.
 */
settings: SbgParams, 
/**
 * The length of a period.
 */
period: Period, 
/**
 * The customers it is fitted to.
 */
customers_fitted: number, 
/**
 * Those of them who left.
 */
left: number, 
/**
 * The renewals seen, and those of the horizon.
 */
renewals: Array<Renewal>, 
/**
 * The test on later periods, where some were kept out.
 */
tested: Tested | null, 
/**
 * The discount rate a period.
 */
discount_per_period: number, 
/**
 * How margins are made of what is paid.
 */
margin: Margin, 
/**
 * What the customers who are still there are worth to the horizon; unknown without what they pay.
 */
value: number | null, 
/**
 * The same for ever.
 */
value_forever: number | null, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, 
/**
 * The estimates.
 */
params: Estimates, 
/**
 * Their standard errors from the observed information, in the same units;
 * `NaN` where the likelihood does not bend down.
 */
standard_errors: Estimates, 
/**
 * The log-likelihood, without the penalty.
 */
log_likelihood: number, 
/**
 * Whether a maximum was reached.
 */
converged: boolean, 
/**
 * The largest derivative of the objective by the logarithm of a parameter; 0 at a maximum.
 */
gradient_norm: number, 
/**
 * Steps from the best start to the end.
 */
iterations: number, 
/**
 * How many starts were tried.
 */
starts: number, 
/**
 * How many of them led to the same maximum.
 */
starts_agreeing: number, 
/**
 * A parameter the data do not determine, if there is one.
 */
undetermined: string | null, };

/**
 * How a feature is centred and divided.
 */
export type Scale = "standard" | "robust" | "min_max" | "none";

/**
 * How scores are given.
 */
export type Scheme = "mean" | "quantile" | "own";

/**
 * Which orders are considered, and the day that counts as "now".
 */
export type Scope = { 
/**
 * The day that counts as now; the last day considered unless given
 */
as_of?: Day, 
/**
 * The first day considered; all unless given
 */
since?: Day, 
/**
 * The last day considered; all up to the as-of day unless given
 */
until?: Day, };

/**
 * A segment with its size and money.
 */
export type SegmentReport = { 
/**
 * Its name in English; the value of the column `segment`.
 */
name: string, 
/**
 * Its name in Chinese.
 */
name_zh: string, 
/**
 * What to do with it.
 */
strategy: Text, 
/**
 * How many customers are in it.
 */
customers: number, 
/**
 * Their money in the window.
 */
revenue: number, 
/**
 * Their mean R in days; none when nobody is in it.
 */
mean_recency: number | null, 
/**
 * Their mean F.
 */
mean_frequency: number | null, 
/**
 * Their mean M.
 */
mean_monetary: number | null, };

/**
 * Terms that tell the classes apart without error.
 */
export type Separating = { 
/**
 * Whether each does so by itself; otherwise they do it together.
 */
alone: boolean, 
/**
 * The terms.
 */
terms: Array<string>, };

/**
 * How much a finding matters.
 */
export type Severity = "minor" | "notable" | "serious";

/**
 * A value that links nobody.
 */
export type SharedValue = { 
/**
 * What kind of value it is.
 */
kind: EvidenceKind, 
/**
 * The value, in the form it is compared in.
 */
value: string, 
/**
 * How many ids have it.
 */
customers: number, };

/**
 * A sheet of a workbook.
 */
export type SheetReport = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its rows: of the sheet that was read those with anything in them, of others what the file says, if it does.
 */
rows: number | null, 
/**
 * Its columns, known in the same way.
 */
columns: number | null, 
/**
 * Whether the workbook hides it.
 */
hidden: boolean, 
/**
 * Whether it is the one that was read.
 */
chosen: boolean, };

/**
 * Texts of a column that are spellings of one another.
 */
export type Spelling = { 
/**
 * The column.
 */
column: string, 
/**
 * The most frequent text, and how often it occurs.
 */
kept: [string, number], 
/**
 * The others, and how often each occurs.
 */
others: Array<[string, number]>, };

/**
 * How customers spend.
 */
export type SpendReport = { 
/**
 * The customers it is fitted to: those with x > 0 and m > 0.
 */
customers: number, 
/**
 * The correlation of x and m among them, which the model takes to be 0;
 * unknown where one of them does not vary.
 */
correlation: number | null, 
/**
 * The estimates.
 */
params: Estimates, 
/**
 * Their standard errors from the observed information, in the same units;
 * `NaN` where the likelihood does not bend down.
 */
standard_errors: Estimates, 
/**
 * The log-likelihood, without the penalty.
 */
log_likelihood: number, 
/**
 * Whether a maximum was reached.
 */
converged: boolean, 
/**
 * The largest derivative of the objective by the logarithm of a parameter; 0 at a maximum.
 */
gradient_norm: number, 
/**
 * Steps from the best start to the end.
 */
iterations: number, 
/**
 * How many starts were tried.
 */
starts: number, 
/**
 * How many of them led to the same maximum.
 */
starts_agreeing: number, 
/**
 * A parameter the data do not determine, if there is one.
 */
undetermined: string | null, };

/**
 * Which rows of a customer table the model is judged on.
 */
export type Split = "stratified" | "none";

/**
 * How far the groups of resamples agree with these (adjusted Rand index; 1 is the same).
 */
export type Stability = { 
/**
 * The number of resamples.
 */
resamples: number, 
/**
 * The mean agreement.
 */
mean: number, 
/**
 * The lowest agreement.
 */
lowest: number, };

/**
 * A customer's value and segment.
 */
export type Standing = { 
/**
 * The day of the first purchase.
 */
first: Day, 
/**
 * The day of the last purchase.
 */
last: Day, 
/**
 * The days since.
 */
recency_days: number, 
/**
 * The purchases.
 */
purchases: number, 
/**
 * The money.
 */
revenue: number, 
/**
 * The scores of R, F and M.
 */
scores: [number, number, number], 
/**
 * The segment, in English.
 */
segment: string, 
/**
 * The segment, in Chinese.
 */
segment_zh: string, };

/**
 * One formula with the customer's figures in it.
 */
export type Step = { 
/**
 * What this step finds.
 */
what: Text, 
/**
 * The formula in the paper's letters, as TeX.
 */
formula: string, 
/**
 * Each letter of the formula with its figure.
 */
symbols: Array<Symbol>, 
/**
 * What the formula gives with these figures.
 */
result: Figure, };

/**
 * The settings of [`Summary`].
 */
export type SummaryParams = { 
/**
 * The unit of time of `t_x` and T
 */
unit: Unit, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * The summary of all customers.
 */
export type SummaryReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The unit of time of `t_x` and T.
 */
unit: Unit, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * A letter of a formula and what it stands for.
 */
export type Symbol = { 
/**
 * The letter, as TeX.
 */
letter: string, 
/**
 * What it means.
 */
meaning: Text, 
/**
 * Its value here.
 */
figure: Figure, };

/**
 * A term of the model.
 */
export type Term = { 
/**
 * `(intercept)`, `column`, `column=level`, or `log1p(column)`.
 */
term: string, 
/**
 * The change in log-odds for one unit more.
 */
estimate: number, 
/**
 * Its standard error.
 */
standard_error: number | null, 
/**
 * estimate / `standard_error`.
 */
z: number | null, 
/**
 * The two-sided p-value against 0.
 */
p: number | null, 
/**
 * The confidence interval of the estimate.
 */
interval: [number | null, number | null], 
/**
 * exp(estimate): by what the odds are multiplied for one unit more.
 */
odds_ratio: number | null, 
/**
 * Its confidence interval.
 */
odds_ratio_interval: [number | null, number | null], 
/**
 * By what the odds are multiplied for one standard deviation more; none
 * for the intercept.
 */
odds_ratio_per_deviation: number | null, 
/**
 * The column's mean in the fitted rows; none for the intercept.
 */
mean: number | null, };

/**
 * How the model does on the periods it did not learn from.
 */
export type Tested = { 
/**
 * The periods.
 */
periods: number, 
/**
 * The mean absolute error of the share who are still there.
 */
mae: number, };

/**
 * One sentence, written in each language.
 */
export type Text = { 
/**
 * In English.
 */
en: string, 
/**
 * In Chinese.
 */
zh: string, };

/**
 * A threshold and what the rows at or above it are.
 */
export type ThresholdPoint = { 
/**
 * The lowest score that counts as positive; none where no score does.
 */
threshold: number | null, 
/**
 * The share of the positives at or above it (recall, sensitivity).
 */
true_positive_rate: number, 
/**
 * The share of the negatives at or above it (1 − specificity).
 */
false_positive_rate: number, 
/**
 * The share of positives among the rows at or above it; 1 where there are none.
 */
precision: number, };

/**
 * What all files come to, as they came: `rows_read = rows_kept + rows_rejected`, and the
 * amounts of both add up to those that can be read.
 */
export type Totals = { 
/**
 * The files.
 */
files: number, 
/**
 * The rows below their headers.
 */
rows_read: number, 
/**
 * The rows that were kept.
 */
rows_kept: number, 
/**
 * The rows that were not.
 */
rows_rejected: number, 
/**
 * The customers of all files together.
 */
customers: number, 
/**
 * The sum of the kept rows' amounts.
 */
total_amount: number | null, 
/**
 * The sum of the amounts of rows that name no customer.
 */
missing_customer_amount: number | null, 
/**
 * The sum of the amounts of the other rejected rows, where they can be read.
 */
rejected_amount: number | null, };

/**
 * Repeat purchases up to a day.
 */
export type TrackPoint = { 
/**
 * The day.
 */
day: Day, 
/**
 * Repeat purchases from the beginning up to and including this day.
 */
actual: number, 
/**
 * What the model expects of customers who first purchased when these did.
 */
expected: number, };

/**
 * The settings of [`Trend`].
 */
export type TrendParams = { 
/**
 * The length of a period
 */
period: PeriodChoice, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * What happened in one period.
 */
export type TrendPeriod = { 
/**
 * Its first day in the calendar.
 */
start: Day, 
/**
 * Its last day in the calendar.
 */
end: Day, 
/**
 * Whether all of it lies in the window, and between the first order of the file and the last.
 */
complete: boolean, 
/**
 * Net money of all customers.
 */
money: number, 
/**
 * Net money of those who are new in this period.
 */
new_money: number, 
/**
 * Net money of all others.
 */
repeat_money: number, 
/**
 * Customers whose first purchase lies in it.
 */
new_customers: number, 
/**
 * Other customers with a purchase in it.
 */
returning_customers: number, 
/**
 * Purchases.
 */
purchases: number, };

/**
 * Money and customers over time.
 */
export type TrendReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: TrendParams, 
/**
 * The length of the periods, `auto` resolved.
 */
unit: PeriodUnit, 
/**
 * Net money of the window.
 */
money: number, 
/**
 * Purchases in the window.
 */
purchases: number, 
/**
 * The customers of the window: who came in it, who before.
 */
arrivals: Array<Arrival>, 
/**
 * The periods in order, from the first with a day of both the window and the file to the last.
 * The customers' columns `first_period` and `last_period` are positions in this list, from 0.
 */
periods: Array<TrendPeriod>, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * The settings of [`Types`].
 */
export type TypesParams = { 
/**
 * Where high begins
 */
split: TypesSplit, 
/**
 * The least current value that is high, with own thresholds
 */
current?: number | null, 
/**
 * The least potential value that is high, with own thresholds
 */
potential?: number | null, 
/**
 * The model of purchases
 */
model: ClvModel, 
/**
 * The unit of time of the model and of the horizon
 */
unit: Unit, 
/**
 * How many units ahead the potential value reaches, from 1 to 10000
 */
horizon: number, 
/**
 * The discount rate a year; 0.1 is 10 %
 */
discount: number, 
/**
 * The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
 */
margin?: number | null, 
/**
 * Which lines make one purchase
 */
grain: Grain, };

/**
 * The four types of customers.
 */
export type TypesReport = { 
/**
 * The window it is about.
 */
window: Window, 
/**
 * The settings it was computed with.
 */
params: TypesParams, 
/**
 * The customers with a type.
 */
customers_typed: number, 
/**
 * The least current value that is high.
 */
current_threshold: number, 
/**
 * The least potential value that is high.
 */
potential_threshold: number, 
/**
 * VIP, improve, maintain, let go.
 */
types: Array<CustomerType>, 
/**
 * Customers without a known potential value.
 */
unknown: number, 
/**
 * The discount rate a unit of time.
 */
discount_per_unit: number, 
/**
 * How margins are made of amounts.
 */
margin: Margin, 
/**
 * What to know to trust it rightly.
 */
notices: Array<Notice>, };

/**
 * Where high begins.
 */
export type TypesSplit = "mean" | "median" | "own";

/**
 * A group with its typical curve.
 */
export type TypicalCurve = { 
/**
 * Its name; `all` for all customers.
 */
group: string, 
/**
 * Its members.
 */
members: number, 
/**
 * The curve, as far as enough members were observed.
 */
curve: Array<TypicalPoint>, 
/**
 * Whether it reaches the horizon, so that customers can follow it.
 */
followed: boolean, 
/**
 * The customers whose curve it is.
 */
customers: number, 
/**
 * What they have brought so far.
 */
value_so_far: number, 
/**
 * What they will have brought at the horizon.
 */
projected: number, };

/**
 * A point of a typical curve.
 */
export type TypicalPoint = { 
/**
 * Periods since that of the first purchase.
 */
age: number, 
/**
 * The members observed that long.
 */
members: number, 
/**
 * What they had brought by then, on average.
 */
value: number, };

/**
 * A unit of time. It travels with a fitted model: parameters per week mean
 * nothing per day.
 */
export type Unit = "day" | "week" | "month" | "year";

/**
 * Why the model does without a column or a term.
 */
export type Why = "identifier" | "constant" | "too_many_levels" | "mostly_missing" | "dependent";

/**
 * A scope with its blanks filled in.
 */
export type Window = { 
/**
 * The day that counts as now.
 */
as_of: Day, 
/**
 * The first day considered.
 */
since: Day, 
/**
 * The last day considered.
 */
until: Day, };

/**
 * What there is to analyse.
 */
export type WorkspaceReport = { 
/**
 * Orders, if there are any; else the kind of the file.
 */
kind: FileKind, 
/**
 * How the import of each file went, those with orders first.
 */
imports: Array<ImportReport>, 
/**
 * How several files fit together.
 */
join: JoinReport | null, 
/**
 * What was asked to be done about faults.
 */
cleaning: Cleaning, 
/**
 * What that did.
 */
cleaned: CleanedReport | null, 
/**
 * The customers.
 */
customers: number, 
/**
 * Those of them with an order.
 */
buyers: number, 
/**
 * The lines of orders.
 */
lines: number, 
/**
 * The first day with an order.
 */
first_day: Day | null, 
/**
 * The last day with an order.
 */
last_day: Day | null, 
/**
 * The sum of the orders' amounts.
 */
total_amount: number | null, 
/**
 * What is known of the customers beside their orders.
 */
attributes: Array<AttributeReport>, };

/** The settings and the report of each analysis. */
export interface AnalysisMap {
  health: { params: HealthParams; report: HealthReport };
  identity: { params: IdentityParams; report: IdentityReport };
  summary: { params: SummaryParams; report: SummaryReport };
  trend: { params: TrendParams; report: TrendReport };
  abc: { params: AbcParams; report: AbcReport };
  rfm: { params: RfmParams; report: RfmReport };
  clv: { params: ClvParams; report: ClvReport };
  models: { params: ChoiceParams; report: ChoiceReport };
  historical: { params: HistoricalParams; report: HistoricalReport };
  dcf: { params: DcfParams; report: DcfReport };
  events: { params: EventsParams; report: EventsReport };
  types: { params: TypesParams; report: TypesReport };
  dwyer: { params: DwyerParams; report: DwyerReport };
  curve: { params: CurveParams; report: CurveReport };
  sbg: { params: SbgParams; report: SbgReport };
  profile: { params: ProfileParams; report: ProfileReport };
  churn: { params: ChurnParams; report: ChurnReport };
}
