//! Faults of the data: which lines have each. What the data health counts and
//! what a remedy takes is decided here, by one function for both.

mod amounts;
mod days;
mod repeats;
mod spellings;
mod void;

use serde::{Deserialize, Serialize};

use crate::ledger::{Day, Ledger, Money};
use crate::workspace::Content;

pub(crate) use amounts::{BEYOND, Fence, TIMES};
pub(crate) use days::{APART, Strays, counts};
pub(crate) use repeats::shared_orders;
pub(crate) use spellings::{Group, Spellings, categories, occurrences};

/// What is done about one kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Leaves out rows of orders that were cancelled, refunded or never paid
    DropVoid,
    /// Leaves out rows that repeat, in every field, another one of the file
    DropCopies,
    /// Leaves out rows with the order, product, amount and customer of another row
    DropRepeatedOrders,
    /// Leaves out rows whose amount is zero
    DropZeros,
    /// Leaves out amounts far above all others
    DropOutliers,
    /// Leaves out days that are yet to come
    DropFuture,
    /// Leaves out days long before all others
    DropAncient,
    /// Writes categories alike that are spellings of one another
    UnifySpellings,
}

impl Remedy {
    /// Every remedy.
    pub const ALL: [Self; 8] = [
        Self::DropVoid,
        Self::DropCopies,
        Self::DropRepeatedOrders,
        Self::DropZeros,
        Self::DropOutliers,
        Self::DropFuture,
        Self::DropAncient,
        Self::UnifySpellings,
    ];

    /// Its stable name.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::DropVoid => "drop_void",
            Self::DropCopies => "drop_copies",
            Self::DropRepeatedOrders => "drop_repeated_orders",
            Self::DropZeros => "drop_zeros",
            Self::DropOutliers => "drop_outliers",
            Self::DropFuture => "drop_future",
            Self::DropAncient => "drop_ancient",
            Self::UnifySpellings => "unify_spellings",
        }
    }

    /// The lines it leaves out, or writes differently. Days after `last_day` are yet to come;
    /// without it those far after all others.
    pub(crate) fn lines(self, content: &Content, ledger: &Ledger, last_day: Option<Day>) -> Vec<bool> {
        let each = |takes: &dyn Fn(usize) -> bool| (0..ledger.len()).map(takes).collect();
        match self {
            Self::DropVoid => void::void(ledger),
            Self::DropCopies => each(&|line| ledger.is_copy(line)),
            Self::DropRepeatedOrders => repeats::repeated_orders(ledger),
            Self::DropZeros => each(&|line| ledger.amounts()[line] == Money(0)),
            Self::DropOutliers => match Fence::of(ledger) {
                Some(fence) => each(&|line| fence.excludes(ledger.amounts()[line])),
                None => vec![false; ledger.len()],
            },
            Self::DropFuture => {
                let strays = Strays::of(ledger, last_day);
                each(&|line| strays.future(ledger.days()[line]))
            }
            Self::DropAncient => {
                let strays = Strays::of(ledger, last_day);
                each(&|line| strays.ancient(ledger.days()[line]))
            }
            Self::UnifySpellings => Spellings::of(content).lines(ledger),
        }
    }
}
