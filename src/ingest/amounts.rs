//! What a row's amount is made of, and the amounts once their columns' decimal
//! marks are known.

use crate::ledger::Money;
use crate::text::{Notice, Text};

use super::marks::{Numbers, Written};
use super::numbers::{self, Amount, NumberFault};
use super::orders::Refusal;
use super::plan::Plan;
use super::records::Record;
use super::rejects::{self, Fault, LISTED, Rejects};
use super::report::{DecimalMark, Rejected, Role};

/// The columns that amounts are read from.
#[derive(Debug)]
pub(super) enum Amounts {
    /// A column of amounts.
    Column(Numbers),
    /// Price × quantity.
    Product(Box<Product>),
}

#[derive(Debug)]
pub(super) struct Product {
    price: Numbers,
    quantity: Numbers,
    /// The quantity of each line that is kept so far.
    quantities: Vec<Written>,
    /// The first lines whose product may be too large, if it is read so.
    doubtful: Vec<(Written, Written, Rejected)>,
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

/// The lines that were found to be wrong afterwards.
#[derive(Debug, Default)]
pub(super) struct Late {
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
            (amount, ..) => Self::Column(amount.unwrap_or_else(|| Numbers::new(0, "", given))),
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
    pub(super) fn amount(&self, line: usize, code: Money, marks: &Marks, late: &mut Late) -> Option<Amount> {
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
    pub(super) fn reject(self, marks: &Marks, late: &Late, rejects: &mut Rejects) {
        let wrong = match self {
            Self::Column(amount) => amount.losers(marks.mark).listed,
            Self::Product(product) => {
                let Product {
                    price, quantity, doubtful, ..
                } = *product;
                let too_large = |price: Written, quantity: Written| {
                    let pair = price.at(marks.mark).zip(quantity.at(marks.quantity));
                    pair.is_some_and(|(price, quantity)| numbers::product(price, quantity).is_err())
                };
                let large = doubtful.into_iter().filter(|(price, quantity, _)| too_large(*price, *quantity));
                let code = Fault::Number("", NumberFault::TooLarge).code();
                rejects.add_late(large.map(|(.., row)| row).collect(), code, late.too_large);
                let mut wrong = price.losers(marks.mark).listed;
                wrong.extend(quantity.losers(marks.quantity).listed);
                wrong
            }
        };
        rejects.add_late(wrong, Fault::DecimalMark.code(), late.marks);
    }
}

impl Product {
    fn keep(&mut self, price: Written, quantity: Written, record: &Record<'_>) {
        let line = record.line;
        self.price.keep(price, line);
        self.quantity.keep(quantity, line);
        self.quantities.push(quantity);
        let open = price.open() || quantity.open();
        if open && self.doubtful.len() < LISTED && numbers::product(price.larger(), quantity.larger()).is_err() {
            let text = record.field(self.price.column).unwrap_or_default();
            let row = rejects::rejected(line, &self.price.name, Fault::Number(text, NumberFault::TooLarge));
            self.doubtful.push((price, quantity, row));
        }
    }

    /// The reason is the price's, unless the marks differ or the price has none.
    fn settle(&self, notices: &mut Vec<Notice>) -> Marks {
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
