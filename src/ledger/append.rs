//! One ledger of several.

use crate::error::Result;

use super::arrange::{Arranged, Origins, arrange};
use super::{Interner, Ledger, Money, UNKNOWN, renumbered};

impl Ledger {
    /// The ledgers of several files as one, over these customers; beside each ledger stands the
    /// position of each of its customers in `ids`. `None` when there is no ledger. Where only
    /// some of the files have costs, those of the others' lines are not known.
    ///
    /// # Errors
    /// [`AmountTooLarge`](crate::ErrorKind::AmountTooLarge) when the amounts of all add up to more than can be held.
    pub fn appended(ids: &[String], ledgers: &[(&Self, &[u32])]) -> Result<Option<Self>> {
        if ledgers.is_empty() {
            return Ok(None);
        }
        let all = || ledgers.iter().map(|(ledger, _)| *ledger);
        all()
            .flat_map(Self::amounts)
            .try_fold(Money(0), |total, &amount| total.plus(amount))?;
        let customer = ledgers.iter().flat_map(|(ledger, places)| {
            (0..ledger.customers()).flat_map(move |customer| ledger.lines(customer).map(move |_| places[customer]))
        });
        let (origins, files) = origins(&all().collect::<Vec<_>>());
        Ok(Some(arrange(Arranged {
            ids: ids.to_vec(),
            customer: customer.collect(),
            day: all().flat_map(Self::days).map(|day| day.0).collect(),
            amount: all().flat_map(Self::amounts).copied().collect(),
            orders: texts(all().map(|ledger| (ledger.len(), &ledger.orders))),
            products: texts(all().map(|ledger| (ledger.len(), &ledger.products))),
            costs: all().any(Self::has_costs).then(|| all().flat_map(costs).collect()),
            origins,
            files,
        })))
    }
}

/// What each line of a ledger cost, if it is known.
fn costs(ledger: &Ledger) -> impl Iterator<Item = Money> {
    (0..ledger.len()).map(|line| ledger.cost(line).unwrap_or(UNKNOWN))
}

/// A column of texts over all lines; those of a file that has none are empty.
fn texts<'a>(columns: impl Iterator<Item = (usize, &'a Option<(Vec<u32>, Vec<String>)>)>) -> Option<(Vec<u32>, Vec<String>)> {
    let (mut all, mut codes, mut any) = (Interner::default(), Vec::new(), false);
    for (lines, column) in columns {
        if let Some((numbers, names)) = column {
            any = true;
            let places: Vec<u32> = names.iter().map(|name| all.intern(name)).collect();
            codes.extend(numbers.iter().map(|&number| places[number as usize]));
        } else {
            let nothing = all.intern("");
            codes.extend(std::iter::repeat_n(nothing, lines));
        }
    }
    any.then(|| renumbered((all, codes)))
}

/// Where each line comes from, the lines of a file counted on from those of the file before.
fn origins(ledgers: &[&Ledger]) -> (Origins, Vec<u32>) {
    let (mut all, mut files, mut before) = (Vec::new(), Vec::new(), 0);
    for ledger in ledgers {
        let Some(places) = &ledger.places else {
            return (Origins::None, Vec::new());
        };
        all.extend(places.iter().map(|place| place.moved(before)));
        before += places.iter().map(|place| place.line()).max().unwrap_or(0);
        files.push(before);
    }
    files.pop();
    (Origins::Known(all), files)
}
