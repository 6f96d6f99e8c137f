//! Rows → ledger.

use crate::error::Result;
use crate::ledger::{Ledger, LedgerBuilder, Line as Purchase, Money, OptionalColumns, Origin};
use crate::table::Table;
use crate::text::{Notice, Text};

use super::amounts::{Amounts, Unnamed, Wrong};
use super::attributes::{Attributes, Lines};
use super::costs::Costs;
use super::days::Days;
use super::further::Further;
use super::ids::{self, Trim};
use super::params::ImportParams;
use super::plan::Plan;
use super::profile::missing;
use super::records::Record;
use super::rejects::{Fault, Rejects};
use super::report::{DateOrder, DecimalMark, Role};
use super::status::Status;
use super::totals::{Sums, Totals};
use super::written::Written;

/// Turns rows into purchases.
#[derive(Debug)]
pub(super) struct Orders {
    customer: usize,
    days: Days,
    amounts: Amounts,
    order: Option<usize>,
    product: Option<usize>,
    costs: Option<Costs>,
    customer_name: String,
    customer_trim: Trim,
    order_trim: Trim,
    status: Option<(usize, String, Status)>,
    further: Further,
    totals: Totals,
    /// Up to here a row needs fields.
    needs: usize,
    builder: LedgerBuilder,
    attributes: Attributes,
    unnamed: Unnamed,
    /// The rows with an amount whose day cannot be read.
    undated: Option<Unnamed>,
    params: ImportParams,
}

/// A column and what is wrong in it.
pub(super) type Refusal<'a> = (Option<usize>, Fault<'a>);

/// The ledger and what is to be said about it.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) ledger: Ledger,
    pub(super) attributes: Option<Table>,
    pub(super) total: Money,
    /// The sum of the amounts of rows that name no customer.
    pub(super) unnamed: f64,
    /// The sum of the amounts of rows that have no day; `None` where there are none.
    pub(super) rejected: Option<f64>,
    pub(super) date_order: Option<DateOrder>,
    pub(super) date_reason: Text,
    pub(super) date_order_assumed: bool,
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
            days: Days::new(date, &plan.names[date], params.date_order, plan.known[date].clone()),
            needs: customer.max(date).max(amounts.last()) + 1,
            amounts,
            order,
            product,
            costs: Costs::new(plan, params.decimal),
            customer_name: plan.names[customer].clone(),
            customer_trim: plan.known[customer].trim,
            order_trim: order.map(|order| plan.known[order].trim).unwrap_or_default(),
            status: column(Role::Status).map(|column| (column, plan.names[column].clone(), Status::default())),
            further: Further::default(),
            totals: Totals::new([Some(customer), order, product].into_iter().flatten().collect()),
            builder: LedgerBuilder::new(OptionalColumns {
                order: order.is_some(),
                product: product.is_some(),
                cost: column(Role::Cost).is_some(),
            }),
            attributes: Attributes::new(plan),
            unnamed: Unnamed::default(),
            undated: None,
            params: params.clone(),
        }
    }

    /// Takes a row, or says why not.
    pub(super) fn take<'a>(&mut self, record: &Record<'a>, columns: usize) -> Result<(), Refusal<'a>> {
        let money = self.amounts.column();
        self.totals.check(record, money)?;
        if record.len() < self.needs {
            let fault = Fault::TooFewFields {
                has: record.len(),
                needs: columns,
            };
            return Err(self.totals.refused(record, (None, fault), false, (money, None)));
        }
        let field = |column| record.field(column).unwrap_or_default();
        let customer = field(self.customer);
        let order = self.order.map(|column| self.order_trim.id(field(column)));
        let further = order.is_some_and(|order| self.further.come_to(order, customer));
        // A date and a number say how to read their columns whatever else is wrong with their row.
        let (day, amount) = (self.days.read(record), self.amounts.read(record));
        let dated = day.is_ok();
        // What is said of the whole order is missing as well, or it is a row that lost its amount.
        let blank = |column: Option<usize>| column.is_some_and(|column| missing(field(column)));
        if let (true, Err((column, Fault::NoNumber))) = (further, &amount)
            && (blank(Some(self.days.column)) || blank(self.status.as_ref().map(|(column, ..)| *column)))
        {
            return Err((*column, Fault::FurtherRow));
        }
        let known = if missing(customer) {
            Err((Some(self.customer), Fault::NoCustomer))
        } else {
            day
        };
        let day = match known {
            Ok(day) => day,
            Err(refusal) => {
                let number = amount.as_ref().ok().map(|(amount, _)| *amount);
                let refusal = self.totals.refused(record, refusal, dated, (money, number));
                match (amount, refusal.1) {
                    (Ok(amount), Fault::NoCustomer) => self.unnamed.add(amount, record.line.number),
                    (Ok(amount), Fault::NoDate | Fault::Date(..)) => {
                        self.undated.get_or_insert_default().add(amount, record.line.number);
                    }
                    _ => {}
                }
                return Err(refusal);
            }
        };
        let amount = amount?;
        self.further.keep();
        self.totals
            .kept(record, self.builder.len(), (self.customer, &self.customer_name), money);
        self.days.keep(day, record.line);
        let purchase = Purchase {
            customer: self.customer_trim.id(customer),
            day: day.code(),
            amount: self.amounts.keep(amount, record),
            order,
            product: self.product.map(field),
            cost: self.costs.as_mut().and_then(|costs| costs.keep(record)),
        };
        let void = match &mut self.status {
            Some((column, _, status)) => status.void(field(*column), purchase.order),
            None => false,
        };
        let origin = Origin {
            void,
            line: u32::try_from(record.line.number).unwrap_or(u32::MAX),
            content: record.content(),
        };
        self.builder.push_from(purchase, origin);
        self.attributes.keep(record);
        Ok(())
    }

    /// Settles the order of day and month and the decimal marks, and makes the ledger.
    pub(super) fn finish(mut self, rejects: &mut Rejects) -> Result<Settled> {
        let mut notices = Vec::new();
        let mut about_amounts = Vec::new();
        let marks = self.amounts.settle(&mut about_amounts);
        let costs = self
            .costs
            .as_ref()
            .map(|costs| (costs, costs.settle(self.amounts.numbers(), &mut about_amounts)));
        let dates = self.days.settle(marks.mark == DecimalMark::Comma, &mut notices);
        let order = dates.order.unwrap_or(DateOrder::Ymd);
        notices.append(&mut about_amounts);
        let (mut days, mut amounts) = (0, Wrong::default());
        let (mut rounded, mut zeros) = (0, 0);
        let mut kept = Vec::new();
        let mut other_order = None;
        let (mut sums, doubts) = (Sums::default(), self.totals.doubts());
        self.builder.settle(|line, day, amount, cost| {
            let day = Written::from_code(day).day(order);
            if day.is_none() {
                days += 1;
                let amount = self.amounts.amount(line, amount, &marks, &mut Wrong::default());
                let sum = other_order.get_or_insert(0);
                *sum += amount.map_or(0, |amount| i128::from(amount.money.0));
            }
            let (day, amount) = (day?, self.amounts.amount(line, amount, &marks, &mut amounts)?);
            if doubts && self.totals.sums(&mut sums, line, amount.money) {
                return None;
            }
            rounded += u64::from(amount.rounded);
            zeros += u64::from(amount.money == Money(0));
            if !self.attributes.is_empty() {
                kept.push(u32::try_from(line).unwrap_or(u32::MAX));
            }
            let cost = costs.and_then(|(costs, marks)| costs.cost(line, cost?, marks));
            Some((day, amount.money, cost))
        });
        rejects.add_late(sums.left_out, Fault::TotalsRow, sums.count);
        self.days.reject(order, days, rejects);
        self.amounts.reject(&marks, &amounts, rejects);
        notices.splice(0..0, amount_notices(rounded, zeros));
        // They are needed only for what the file says of its customers.
        let needed = if self.attributes.is_empty() { 0 } else { self.builder.len() };
        let (mut customer, day) = (self.builder.customers()[..needed].to_vec(), self.builder.days()[..needed].to_vec());
        let (ledger, places) = self.builder.finish_with_places();
        for customer in &mut customer {
            *customer = places[*customer as usize];
        }
        let lines = Lines { kept, customer, day };
        let attributes = self.attributes.finish(&ledger, &lines, &self.params, &mut notices);
        let total = ledger.amounts().iter().try_fold(Money(0), |total, &amount| total.plus(amount))?;
        for line in self.totals.last(total, ledger.len(), marks.mark) {
            rejects.turn(line, Fault::TotalsRow);
            self.unnamed.take_back(line);
            if let Some(undated) = &mut self.undated {
                undated.take_back(line);
            }
        }
        if let Some((_, name, status)) = &self.status {
            let void = (0..ledger.len()).filter(|&line| ledger.is_void(line)).count();
            notices.extend(status.notices(name, void));
        }
        notices.extend(self.costs.map(|costs| costs.notice(&ledger)));
        notices.extend(self.totals.notice());
        notices.extend(self.customer_trim.notice(&self.customer_name));
        notices.extend(ids::notices(ledger.ids(), &self.customer_name));
        let undated = self.undated.map(|undated| undated.total(&marks));
        let other_order = other_order.map(|sum: i128| sum as f64 / Money::SCALE as f64);
        Ok(Settled {
            ledger,
            attributes,
            total,
            rejected: undated.map_or(other_order, |sum| Some(sum + other_order.unwrap_or(0.0))),
            unnamed: self.unnamed.total(&marks),
            date_order: dates.order,
            date_reason: dates.reason,
            date_order_assumed: dates.assumed,
            decimal: marks.mark,
            decimal_reason: marks.reason,
            notices,
        })
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
