//! Rows → ledger.

use crate::error::Result;
use crate::ledger::{Ledger, LedgerBuilder, Line as Purchase, Money, OptionalColumns};
use crate::text::{Notice, Text};

use super::amounts::{Amounts, Late};
use super::dates::{self, Certain, Written};
use super::params::ImportParams;
use super::plan::Plan;
use super::profile::missing;
use super::records::Record;
use super::rejects::{Fault, Rejects, Witnesses};
use super::report::{DateOrder, DecimalMark, Role};

/// Turns rows into purchases.
#[derive(Debug)]
pub(super) struct Orders {
    customer: usize,
    date: usize,
    amounts: Amounts,
    order: Option<usize>,
    product: Option<usize>,
    /// Up to here a row needs fields.
    needs: usize,
    date_order: Option<DateOrder>,
    date_name: String,
    builder: LedgerBuilder,
    /// Dates whose day and month could stand either way, and those that could not.
    open: u64,
    /// What told day from month in the other dates, by [`Certain`].
    certain: [bool; 3],
    day_first: Witnesses,
    month_first: Witnesses,
}

/// A column and what is wrong in it.
pub(super) type Refusal<'a> = (Option<usize>, Fault<'a>);

/// The ledger and what is to be said about it.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) ledger: Ledger,
    pub(super) total: Money,
    pub(super) date_order: Option<DateOrder>,
    pub(super) date_reason: Text,
    pub(super) decimal: DecimalMark,
    pub(super) decimal_reason: Text,
    pub(super) notices: Vec<Notice>,
}

impl Orders {
    /// For the columns of a plan.
    pub(super) fn new(plan: &Plan, params: &ImportParams) -> Self {
        let column = |role| plan.roles.column(role);
        let amounts = Amounts::new(plan, params.decimal);
        let customer = column(Role::Customer).unwrap_or(0);
        let date = column(Role::Date).unwrap_or(0);
        let (order, product) = (column(Role::Order), column(Role::Product));
        Self {
            customer,
            date,
            needs: customer.max(date).max(amounts.last()) + 1,
            amounts,
            order,
            product,
            date_order: params.date_order,
            date_name: plan.names[date].clone(),
            builder: LedgerBuilder::new(OptionalColumns {
                order: order.is_some(),
                product: product.is_some(),
            }),
            open: 0,
            certain: [false; 3],
            day_first: Witnesses::default(),
            month_first: Witnesses::default(),
        }
    }

    /// Takes a row, or says why not.
    pub(super) fn take<'a>(&mut self, record: &Record<'a>, columns: usize) -> Result<(), Refusal<'a>> {
        if record.len() < self.needs {
            let has = record.len();
            return Err((None, Fault::TooFewFields { has, needs: columns }));
        }
        let field = |column| record.field(column).unwrap_or_default();
        let (customer, date) = (field(self.customer), field(self.date));
        let written = dates::read(date, self.date_order);
        // A date and a number say how to read their columns whatever else is wrong with their row.
        let speaks_for = written.ok().and_then(|written| self.witness(written, record));
        let amount = self.amounts.read(record);
        if missing(customer) {
            return Err((Some(self.customer), Fault::NoCustomer));
        }
        if missing(date) {
            return Err((Some(self.date), Fault::NoDate));
        }
        let written = written.map_err(|fault| (Some(self.date), Fault::Date(date, fault)))?;
        let amount = amount?;
        match speaks_for {
            Some(DateOrder::Dmy) => self.day_first.keep(record.line, &self.date_name, Fault::DateOrder),
            Some(_) => self.month_first.keep(record.line, &self.date_name, Fault::DateOrder),
            None => {}
        }
        self.builder.push(Purchase {
            customer,
            day: written.code(),
            amount: self.amounts.keep(amount, record),
            order: self.order.map(field),
            product: self.product.map(field),
        });
        Ok(())
    }

    /// Notes which order of day and month a date speaks for, if any.
    fn witness(&mut self, written: Written, record: &Record<'_>) -> Option<DateOrder> {
        if let Some(why) = written.why() {
            self.certain[why as usize] = true;
        }
        let (first, second) = written.open()?;
        self.open += 1;
        let order = written.evidence()?;
        match order {
            DateOrder::Dmy => self.day_first.add(record.line, first),
            DateOrder::Mdy | DateOrder::Ymd => self.month_first.add(record.line, second),
        }
        Some(order)
    }

    /// Settles the order of day and month and the decimal marks, and makes the ledger.
    pub(super) fn finish(mut self, rejects: &mut Rejects) -> Result<Settled> {
        let mut notices = Vec::new();
        let (date_order, date_reason) = self.settle(&mut notices);
        let order = date_order.unwrap_or(DateOrder::Ymd);
        let marks = self.amounts.settle(&mut notices);
        let (mut dates, mut amounts) = (0, Late::default());
        let (mut rounded, mut zeros) = (0, 0);
        self.builder.settle(|line, day, amount| {
            let day = Written::from_code(day).day(order);
            dates += u64::from(day.is_none());
            let (day, amount) = (day?, self.amounts.amount(line, amount, &marks, &mut amounts)?);
            rounded += u64::from(amount.rounded);
            zeros += u64::from(amount.money == Money(0));
            Some((day, amount.money))
        });
        let losers = match order {
            DateOrder::Mdy => self.day_first,
            DateOrder::Dmy | DateOrder::Ymd => self.month_first,
        };
        rejects.add_late(losers.listed, Fault::DateOrder.code(), dates);
        self.amounts.reject(&marks, &amounts, rejects);
        notices.splice(0..0, amount_notices(rounded, zeros));
        let ledger = self.builder.finish();
        let total = ledger.amounts().iter().try_fold(Money(0), |total, &amount| total.plus(amount))?;
        Ok(Settled {
            ledger,
            total,
            date_order,
            date_reason,
            decimal: marks.mark,
            decimal_reason: marks.reason,
            notices,
        })
    }

    /// The order most dates speak for; day first when none does or both do
    /// alike; none where none is seen and none is needed.
    fn settle(&self, notices: &mut Vec<Notice>) -> (Option<DateOrder>, Text) {
        if let Some(order) = self.date_order {
            return (
                Some(order),
                Text::new(
                    format!("{}, because you said so.", pattern(order).en),
                    format!("{}，由您指定。", pattern(order).zh),
                ),
            );
        }
        if self.open == 0 {
            return self.certain();
        }
        let (day_first, month_first) = (&self.day_first, &self.month_first);
        if day_first.count == 0 && month_first.count == 0 {
            notices.push(order_unknown(&self.date_name));
            return (
                Some(DateOrder::Dmy),
                Text::new(
                    "D/M/Y is assumed, because no number over 12 shows which one is the day.",
                    "按“日/月/年”处理，因为没有大于 12 的数字，分不清哪个是日。",
                ),
            );
        }
        let (order, winner, loser) = if month_first.count > day_first.count {
            (DateOrder::Mdy, month_first, day_first)
        } else {
            (DateOrder::Dmy, day_first, month_first)
        };
        if loser.count > 0 {
            notices.push(orders_mixed(&self.date_name, order, winner, loser));
        }
        let (place, place_zh) = if order == DateOrder::Dmy {
            ("first", "第一个")
        } else {
            ("second", "第二个")
        };
        let (proof, line) = &winner.first;
        (
            Some(order),
            Text::new(
                format!("{}, because {proof} stands {place} in line {line}.", pattern(order).en),
                format!("{}，因为第 {line} 行的{place_zh}数字是 {proof}。", pattern(order).zh),
            ),
        )
    }

    /// What is said when no date leaves day and month open.
    fn certain(&self) -> (Option<DateOrder>, Text) {
        let all = [Certain::YearFirst, Certain::Word, Certain::Equal];
        let seen: Vec<Certain> = all.into_iter().filter(|&why| self.certain[why as usize]).collect();
        let order = seen.contains(&Certain::YearFirst).then_some(DateOrder::Ymd);
        if let [Certain::YearFirst] = seen[..] {
            return (
                order,
                Text::new("Y/M/D, because the year stands first.", "年/月/日，因为年份在最前。"),
            );
        }
        let (en, zh): (Vec<&str>, Vec<&str>) = seen
            .into_iter()
            .map(|why| match why {
                Certain::YearFirst => ("the year stands first", "年份在最前"),
                Certain::Word => ("the month is written as a word", "月份写作文字"),
                Certain::Equal => ("the first two numbers are equal", "前两个数字相同"),
            })
            .unzip();
        (
            order,
            Text::new(
                format!("Day and month are never in doubt: in each date {}.", en.join(" or ")),
                format!("日与月不会混淆：每个日期{}。", zh.join("，或")),
            ),
        )
    }
}

fn pattern(order: DateOrder) -> Text {
    match order {
        DateOrder::Ymd => Text::new("Y/M/D", "年/月/日"),
        DateOrder::Dmy => Text::new("D/M/Y", "日/月/年"),
        DateOrder::Mdy => Text::new("M/D/Y", "月/日/年"),
    }
}

fn amount_notices(rounded: u64, zeros: u64) -> Vec<Notice> {
    let mut notices = Vec::new();
    if rounded > 0 {
        notices.push(Notice::note(
            "amounts_rounded",
            format!("Amounts with more than four decimals were rounded to four: {rounded}."),
            format!("有 {rounded} 个金额超过四位小数，已舍入到四位。"),
        ));
    }
    if zeros > 0 {
        notices.push(Notice::note(
            "zero_amounts",
            format!("Rows with an amount of zero: {zeros}. They count as purchases."),
            format!("有 {zeros} 行金额为零，仍计为购买。"),
        ));
    }
    notices
}

/// What to know when nothing tells day from month.
pub(super) fn order_unknown(column: &str) -> Notice {
    Notice::warning(
        "date_order_unknown",
        format!(
            "No date in “{column}” tells whether the day or the month stands first, so D/M/Y is assumed. If that is wrong, set the date order to MDY."
        ),
        format!("“{column}”列中没有日期能分清日与月的先后，暂按“日/月/年”处理。如有误，请将日期顺序设为 MDY。"),
    )
}

fn orders_mixed(column: &str, order: DateOrder, winner: &Witnesses, loser: &Witnesses) -> Notice {
    let (order, won, lost) = (pattern(order), winner.count, loser.count);
    Notice::warning(
        "date_orders_mixed",
        format!(
            "The dates in “{column}” contradict each other: {won} can only be {}, {lost} only the other way round (the first in line {}). The latter were rejected; others may have been read wrongly. Check where the file comes from.",
            order.en, loser.first.1
        ),
        format!(
            "“{column}”列的日期相互矛盾：{won} 个只能是“{}”，{lost} 个则只能相反（首个在第 {} 行）。后者已剔除，其余日期也可能读错。请核对文件来源。",
            order.zh, loser.first.1
        ),
    )
}
