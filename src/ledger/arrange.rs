//! Lines in any order → the ledger: customer by customer, and within a
//! customer by day, order, product, amount and cost.

use std::sync::Arc;

use super::{Day, Ledger, Money, Origin, Place};

/// Lines in any order, their texts by number in natural order.
pub(super) struct Arranged {
    /// All customers, those without a line included.
    pub(super) ids: Vec<String>,
    /// The customer of each line, as a position in `ids`.
    pub(super) customer: Vec<u32>,
    pub(super) day: Vec<i32>,
    pub(super) amount: Vec<Money>,
    pub(super) orders: Option<(Vec<u32>, Vec<String>)>,
    pub(super) products: Option<(Vec<u32>, Vec<String>)>,
    pub(super) costs: Option<Vec<Money>>,
    pub(super) origins: Origins,
    pub(super) files: Vec<u32>,
}

/// Where the lines come from.
pub(super) enum Origins {
    /// From no file.
    None,
    /// Rows as they were read; which of them are copies is found out.
    Read(Vec<Origin>),
    /// Lines of ledgers, of which that is known.
    Known(Vec<Place>),
}

impl Origins {
    fn line(&self, line: u32) -> u32 {
        match self {
            Self::None => 0,
            Self::Read(origins) => origins[line as usize].line,
            Self::Known(places) => places[line as usize].line(),
        }
    }
}

/// Sets the lines in order.
pub(super) fn arrange(lines: Arranged) -> Ledger {
    let Arranged {
        ids,
        customer,
        day,
        amount,
        orders,
        products,
        costs,
        origins,
        files,
    } = lines;
    let mut starts = vec![0_usize; ids.len() + 1];
    for &customer in &customer {
        starts[customer as usize + 1] += 1;
    }
    for customer in 0..ids.len() {
        starts[customer + 1] += starts[customer];
    }
    let mut next = starts.clone();
    let mut order_of_lines = vec![0_u32; day.len()];
    for (line, &customer) in (0..).zip(&customer) {
        let slot = &mut next[customer as usize];
        order_of_lines[*slot] = line;
        *slot += 1;
    }
    let code = |column: &Option<(Vec<u32>, Vec<String>)>, line: u32| column.as_ref().map_or(0, |(codes, _)| codes[line as usize]);
    let cost = |line: u32| costs.as_ref().map_or(Money(0), |costs| costs[line as usize]);
    // Lines that are equal in all this differ at most in where they come from.
    let key = |line: u32| {
        (
            day[line as usize],
            code(&orders, line),
            code(&products, line),
            amount[line as usize],
            cost(line),
            origins.line(line),
        )
    };
    for customer in 0..ids.len() {
        order_of_lines[starts[customer]..starts[customer + 1]].sort_unstable_by_key(|&line| key(line));
    }
    let but_place = |line| {
        let (day, order, product, amount, cost, _) = key(line);
        (customer[line as usize], day, order, product, amount, cost)
    };
    let places = match &origins {
        Origins::None => None,
        Origins::Read(origins) => Some(places(&order_of_lines, origins, |&a, &b| but_place(a) == but_place(b))),
        Origins::Known(places) => Some(order_of_lines.iter().map(|&line| places[line as usize]).collect()),
    };
    let pick = |codes: Vec<u32>| order_of_lines.iter().map(|&line| codes[line as usize]).collect();
    Ledger {
        ids: Arc::new(ids),
        days: order_of_lines.iter().map(|&line| Day(day[line as usize])).collect(),
        amounts: order_of_lines.iter().map(|&line| amount[line as usize]).collect(),
        orders: orders.map(|(codes, names)| (pick(codes), names)),
        products: products.map(|(codes, names)| (pick(codes), names)),
        costs: costs.as_ref().map(|_| order_of_lines.iter().map(|&line| cost(line)).collect()),
        places,
        files,
        starts,
    }
}

/// Where each line comes from, and whether an equal row stands before it.
fn places(order_of_lines: &[u32], origins: &[Origin], same: impl Fn(&u32, &u32) -> bool) -> Vec<Place> {
    let mut places = Vec::with_capacity(order_of_lines.len());
    let mut contents = Vec::new();
    for run in order_of_lines.chunk_by(same) {
        let begin = places.len();
        places.extend(run.iter().map(|&line| {
            let Origin { line, void, .. } = origins[line as usize];
            Place::new(line, void)
        }));
        if run.len() == 1 {
            continue;
        }
        contents.clear();
        contents.extend((begin..).zip(run).map(|(place, &line)| (origins[line as usize].content, place)));
        contents.sort_unstable();
        for pair in contents.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            places[pair[1].1].mark_copy();
        }
    }
    places
}
