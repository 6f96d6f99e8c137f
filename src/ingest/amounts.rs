//! What a row's amount is made of, and the amounts once their columns' decimal
//! marks are known.

use std::collections::VecDeque;

use crate::ledger::Money;
use crate::text::{Notice, Text};

use super::marks::{Numbers, Written};
use super::numbers::{self, Amount, NumberFault};
use super::orders::Refusal;
use super::plan::Plan;
use super::records::Record;
use super::rejects::{Fault, Late, Rejects};
use super::report::{DecimalMark, Role};
use super::totals::LAST;

/// The columns that amounts are read from.
#[derive(Debug)]
pub(super) enum Amounts {
    /// A column of amounts.
    Column(Box<Numbers>),
    /// Price × quantity.
    Product(Box<Product>),
}

#[derive(Debug)]
pub(super) struct Product {
    price: Numbers,
    quantity: Numbers,
    /// The quantity of each line that is kept so far.
    quantities: Vec<Written>,
    /// The lines whose product may be too large, if it is read so.
    doubtful: Vec<(Written, Written, Late)>,
}

/// A row's numbers: the amount, or the price and the quantity.
pub(super) type Pair = (Written, Option<Written>);

/// The decimal marks of the columns, and what is to be said about them.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) mark: DecimalMark,
    pub(super) reason: Text,
    quantity: DecimalMark,
}

/// What the rows that name no customer come to, whichever way their numbers are read.
#[derive(Debug, Default)]
pub(super) struct Unnamed {
    /// By the mark of the amount or the price, and that of the quantity.
    sums: [[i128; 2]; 2],
    /// The lines of the last ones, which can be taken back, and their amounts.
    last: VecDeque<(u64, [[i128; 2]; 2])>,
}

impl Unnamed {
    /// Adds the numbers of a row.
    pub(super) fn add(&mut self, (number, quantity): Pair, line: u64) {
        let marks = [DecimalMark::Point, DecimalMark::Comma];
        let at = |mark, pieces| match quantity {
            None => number.at(mark),
            Some(quantity) => number
                .at(mark)
                .zip(quantity.at(pieces))
                .and_then(|(price, quantity)| numbers::product(price, quantity).ok()),
        };
        let row = marks.map(|mark| marks.map(|pieces| at(mark, pieces).map_or(0, |amount| i128::from(amount.money.0))));
        self.change(&row, 1);
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        self.last.push_back((line, row));
    }

    /// Takes the row of this line back, if it is one of the last and turned out to be none of its kind.
    pub(super) fn take_back(&mut self, line: u64) {
        let place = self.last.iter().position(|(last, _)| *last == line);
        if let Some((_, row)) = place.and_then(|place| self.last.remove(place)) {
            self.change(&row, -1);
        }
    }

    fn change(&mut self, row: &[[i128; 2]; 2], sign: i128) {
        for (sums, amounts) in self.sums.iter_mut().zip(row) {
            for (sum, amount) in sums.iter_mut().zip(amounts) {
                *sum += sign * amount;
            }
        }
    }

    /// The sum, once the marks are known.
    pub(super) fn total(&self, marks: &Marks) -> f64 {
        let place = |mark: DecimalMark| usize::from(mark == DecimalMark::Comma);
        self.sums[place(marks.mark)][place(marks.quantity)] as f64 / Money::SCALE as f64
    }
}

/// How many lines were found to be wrong afterwards.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    marks: u64,
    too_large: u64,
}

impl Amounts {
    /// For the columns of a plan.
    pub(super) fn new(plan: &Plan, given: Option<DecimalMark>) -> Self {
        let numbers = |role| {
            let column = plan.roles.column(role)?;
            Some(Numbers::new(column, &plan.names[column], given))
        };
        match (numbers(Role::Amount), numbers(Role::Price), numbers(Role::Quantity)) {
            (None, Some(price), Some(quantity)) => Self::Product(Box::new(Product {
                price,
                quantity,
                quantities: Vec::new(),
                doubtful: Vec::new(),
            })),
            (amount, ..) => Self::Column(Box::new(amount.unwrap_or_else(|| Numbers::new(0, "", given)))),
        }
    }

    /// The column of the amounts, where there is one.
    pub(super) fn column(&self) -> Option<usize> {
        match self {
            Self::Column(amount) => Some(amount.column),
            Self::Product(_) => None,
        }
    }

    /// The amounts, or the prices they are made of.
    pub(super) fn numbers(&self) -> &Numbers {
        match self {
            Self::Column(amount) => amount,
            Self::Product(product) => &product.price,
        }
    }

    /// The last column that is read.
    pub(super) fn last(&self) -> usize {
        match self {
            Self::Column(amount) => amount.column,
            Self::Product(product) => product.price.column.max(product.quantity.column),
        }
    }

    /// Reads a row's numbers.
    pub(super) fn read<'a>(&mut self, record: &Record<'a>) -> Result<Pair, Refusal<'a>> {
        match self {
            Self::Column(amount) => Ok((amount.read(record)?, None)),
            Self::Product(product) => {
                // A quantity speaks for its column's mark even beside a price that is none.
                let (price, quantity) = (product.price.read(record), product.quantity.read(record));
                let (price, quantity) = (price?, quantity?);
                let text = record.field(product.price.column).unwrap_or_default();
                numbers::product(price.smaller(), quantity.smaller())
                    .map_err(|fault| (Some(product.price.column), Fault::Number(text, fault)))?;
                Ok((price, Some(quantity)))
            }
        }
    }

    /// The row of these numbers is kept so far; gives the code for the ledger.
    pub(super) fn keep(&mut self, (number, quantity): Pair, record: &Record<'_>) -> Money {
        match (self, quantity) {
            (Self::Product(product), Some(quantity)) => product.keep(number, quantity, record),
            (Self::Column(amount), _) => amount.keep(number, record.line),
            (Self::Product(_), None) => {}
        }
        number.code()
    }

    /// Settles the decimal marks.
    pub(super) fn settle(&self, notices: &mut Vec<Notice>) -> Marks {
        match self {
            Self::Column(amount) => {
                notices.extend(amount.carried());
                let (mark, reason) = amount.settle(None, notices);
                Marks {
                    mark,
                    reason,
                    quantity: mark,
                }
            }
            Self::Product(product) => product.settle(notices),
        }
    }

    /// The amount of a line by its code.
    pub(super) fn amount(&self, line: usize, code: Money, marks: &Marks, late: &mut Wrong) -> Option<Amount> {
        let number = Written::from_code(code).at(marks.mark);
        let Self::Product(product) = self else {
            late.marks += u64::from(number.is_none());
            return number;
        };
        let Some((price, quantity)) = number.zip(product.quantities[line].at(marks.quantity)) else {
            late.marks += 1;
            return None;
        };
        let amount = numbers::product(price, quantity).ok();
        late.too_large += u64::from(amount.is_none());
        amount
    }

    /// Reports the lines that had no amount in the end.
    pub(super) fn reject(self, marks: &Marks, late: &Wrong, rejects: &mut Rejects) {
        let wrong = match self {
            Self::Column(amount) => amount.losers(marks.mark).late,
            Self::Product(product) => {
                let Product {
                    price, quantity, doubtful, ..
                } = *product;
                let too_large = |price: Written, quantity: Written| {
                    let pair = price.at(marks.mark).zip(quantity.at(marks.quantity));
                    pair.is_some_and(|(price, quantity)| numbers::product(price, quantity).is_err())
                };
                let large = doubtful.into_iter().filter(|(price, quantity, _)| too_large(*price, *quantity));
                let large = large.fold(Late::default(), |large, (.., row)| large.and(row));
                rejects.add_late(large, Fault::Number("", NumberFault::TooLarge), late.too_large);
                price.losers(marks.mark).late.and(quantity.losers(marks.quantity).late)
            }
        };
        rejects.add_late(wrong, Fault::DecimalMark, late.marks);
    }
}

impl Product {
    fn keep(&mut self, price: Written, quantity: Written, record: &Record<'_>) {
        let line = record.line;
        self.price.keep(price, line);
        self.quantity.keep(quantity, line);
        self.quantities.push(quantity);
        let open = price.open() || quantity.open();
        if open && numbers::product(price.larger(), quantity.larger()).is_err() {
            let text = record.field(self.price.column).unwrap_or_default();
            let mut row = Late::default();
            row.add(line, &self.price.name, Fault::Number(text, NumberFault::TooLarge));
            self.doubtful.push((price, quantity, row));
        }
    }

    /// The reason is the price's, unless the marks differ or the price has none.
    fn settle(&self, notices: &mut Vec<Notice>) -> Marks {
        notices.extend(self.price.carried());
        let (mark, price) = self.price.settle(Some(&self.quantity), notices);
        let (quantity, pieces) = self.quantity.settle(Some(&self.price), notices);
        let marks = |mark, reason| Marks { mark, reason, quantity };
        match (self.price.marked(), self.quantity.marked()) {
            (false, true) => marks(quantity, pieces),
            (true, true) if mark != quantity => marks(
                mark,
                Text::new(
                    format!("For the price: {} For the quantity: {}", price.en, pieces.en),
                    format!("单价：{}数量：{}", price.zh, pieces.zh),
                ),
            ),
            _ => marks(mark, price),
        }
    }
}
