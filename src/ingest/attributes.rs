//! What an order file says of its customers beside purchases: city, e-mail, level.
//!
//! A column is about the customer when its value hardly ever changes from one
//! order of a customer to the next. Who has moved house has the value of the
//! last day, of several the first in natural order; how many different ones
//! there were is kept beside it.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::ledger::{Interner, Ledger};
use crate::table::{Attribute, Table};
use crate::text::Notice;

use super::customers::Texts;
use super::known::Known;
use super::names;
use super::params::ImportParams;
use super::plan::Plan;
use super::profile::{Profile, missing};
use super::records::Record;
use super::report::Role;

/// The share of customers with several orders who have one value throughout,
/// from which on a column is about the customer.
const CONSTANT: f64 = 0.9;

/// The share of distinct values up to which a column is about the customer
/// where nobody has a second order: more are remarks or numbers of orders.
const DISTINCT: f64 = 0.5;

/// The columns about the customers.
#[derive(Debug)]
pub(super) struct Attributes {
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    position: usize,
    name: String,
    role: Option<Role>,
    known: Known,
    texts: Interner,
    /// One a line that is kept so far.
    codes: Vec<u32>,
}

/// The lines of the ledger, in the order in which they were kept.
pub(super) struct Lines {
    /// Which of those kept at first each one is.
    pub(super) kept: Vec<u32>,
    /// Its customer, as a position in the ledger.
    pub(super) customer: Vec<u32>,
    /// Its day.
    pub(super) day: Vec<i32>,
}

impl Attributes {
    /// The columns of a plan that are about the customers.
    pub(super) fn new(plan: &Plan) -> Self {
        let column = |position: usize| Column {
            position,
            name: plan.names[position].clone(),
            role: plan.roles.guesses[position].as_ref().map(|guess| guess.role),
            known: plan.known[position].clone(),
            texts: Interner::default(),
            codes: Vec::new(),
        };
        let columns = (0..plan.names.len()).filter(|&position| about_customers(plan, position));
        Self {
            columns: columns.map(column).collect(),
        }
    }

    /// Takes the values of a row that is kept so far.
    pub(super) fn keep(&mut self, record: &Record<'_>) {
        for column in &mut self.columns {
            let text = record.field(column.position).unwrap_or_default();
            column.codes.push(column.texts.intern(text));
        }
    }

    /// Whether there is no such column.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// A row for each customer of the ledger.
    pub(super) fn finish(self, ledger: &Ledger, lines: &Lines, params: &ImportParams, notices: &mut Vec<Notice>) -> Option<Table> {
        if self.is_empty() {
            return None;
        }
        let attributes = self.columns.into_iter().map(|column| column.finish(ledger, lines, params, notices));
        Some(Table {
            attributes: attributes.collect(),
            ids: Arc::clone(ledger.ids()),
        })
    }
}

impl Column {
    fn finish(self, ledger: &Ledger, lines: &Lines, params: &ImportParams, notices: &mut Vec<Notice>) -> Attribute {
        let (mut names, place_of) = self.texts.sorted();
        let filled: Vec<bool> = names.iter().map(|name| !missing(name)).collect();
        // The last day, and of that the first value.
        let mut latest: Vec<Option<(i32, Reverse<u32>)>> = vec![None; ledger.customers()];
        let mut values = Vec::with_capacity(lines.kept.len());
        for ((&kept, &customer), &day) in lines.kept.iter().zip(&lines.customer).zip(&lines.day) {
            let place = place_of[self.codes[kept as usize] as usize];
            if filled[place as usize] {
                latest[customer as usize] = latest[customer as usize].max(Some((day, Reverse(place))));
                values.push((customer, place));
            }
        }
        values.sort_unstable();
        values.dedup();
        let mut variety = vec![0; ledger.customers()];
        for (customer, _) in values {
            variety[customer as usize] += 1;
        }
        let nothing = u32::try_from(names.len()).unwrap_or(u32::MAX);
        names.push(String::new());
        let places: Vec<u32> = latest
            .iter()
            .map(|latest| latest.map_or(nothing, |(_, Reverse(place))| place))
            .collect();
        let (values, _) = Texts::new(&self.name, &self.known, &names, &places).values(params.date_order, params.decimal, notices);
        Attribute {
            role: self.role,
            variety: Some(variety),
            ..Attribute::new(self.name, values)
        }
    }
}

/// Whether a column says something of the customer.
fn about_customers(plan: &Plan, position: usize) -> bool {
    let profile = &plan.profiles[position];
    if plan.roles.unused.contains(&position) || profile.filled == 0 {
        return false;
    }
    match plan.roles.guesses[position].as_ref().map(|guess| guess.role) {
        Some(role) if of_orders(role) => return false,
        // What nobody has named says nothing to anyone.
        None if !plan.header => return false,
        None if names::birthday(&plan.names[position]) => return true,
        Some(Role::Channel | Role::Store | Role::Campaign) | None => {}
        Some(_) => return true,
    }
    let customers = plan.roles.column(Role::Customer).map(|column| &plan.profiles[column]);
    customers.is_some_and(|customers| match constant_share(customers, profile) {
        Some(share) => share >= CONSTANT,
        None => profile.distinct_share() <= DISTINCT,
    })
}

/// Whether a role is about the purchase; a channel, a store or a campaign may be about the customer as well.
fn of_orders(role: Role) -> bool {
    matches!(
        role,
        Role::Customer | Role::Date | Role::Amount | Role::Price | Role::Quantity | Role::Order | Role::Product | Role::Cost | Role::Status
    )
}

/// The share of customers with several values who have one and the same throughout; `None`
/// where no customer has several.
fn constant_share(customers: &Profile, column: &Profile) -> Option<f64> {
    let mut seen: Vec<(u32, bool, u32)> = vec![(u32::MAX, true, 0); customers.texts.len()];
    for (&customer, &code) in customers.codes.iter().zip(&column.codes) {
        if missing(column.texts.get(code)) {
            continue;
        }
        let (first, constant, count) = &mut seen[customer as usize];
        if *count == 0 {
            *first = code;
        }
        *constant &= *first == code;
        *count += 1;
    }
    let several = seen.iter().filter(|(_, _, count)| *count > 1);
    let (mut all, mut constant) = (0_u32, 0_u32);
    for (_, same, _) in several {
        all += 1;
        constant += u32::from(*same);
    }
    (all > 0).then(|| f64::from(constant) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use crate::ingest::{ImportParams, import};
    use crate::table::AttributeValues;
    use crate::workspace::Workspace;

    fn imported(text: &str) -> Workspace {
        import("orders.csv", text.as_bytes(), ImportParams::default()).unwrap()
    }

    #[test]
    fn an_order_file_tells_of_its_customers() {
        let workspace = imported(
            "customer,date,amount,town,remark,age\nann,2024-01-02,5,Rome,quick,30\nann,2024-03-01,6,,slow,30\nbob,2024-01-05,7,Oslo,gift,41.5\nbob,2024-02-05,7,Bergen,none such,41.5\nann,2024-02-01,6,Rome,box,30\ncat,2024-02-01,6,Rome,bag,NA\ncat,2024-02-02,6,Rome,tin,NA\ndan,2024-02-02,6,Rome,can,22\ndan,2024-02-04,6,Rome,ink,22\neve,2024-02-02,6,Rome,pen,22\neve,2024-02-04,6,Rome,pin,22\nfay,2024-02-02,6,Rome,oil,22\nfay,2024-02-04,6,Rome,ale,22\ngus,2024-02-02,6,Rome,rum,22\ngus,2024-02-04,6,Rome,tea,22\nhal,2024-02-02,6,Rome,jam,22\nhal,2024-02-04,6,Rome,ham,22\nida,2024-02-02,6,Rome,egg,22\nida,2024-02-04,6,Rome,fig,22\njon,2024-02-02,6,Rome,nut,22\njon,2024-02-04,6,Rome,pea,22\n",
        );
        let table = workspace.content().customers.as_ref().unwrap();
        assert_eq!(table.ids, *workspace.orders().unwrap().ids());
        assert_eq!(
            table.attributes.iter().map(|attribute| &*attribute.name).collect::<Vec<_>>(),
            ["town", "age"]
        );
        // Bob has moved; nobody knows how old Cat is.
        assert_eq!(table.attributes[0].values.text(1), Some("Bergen"));
        assert_eq!(table.attributes[0].variety.as_ref().unwrap()[..3], [1, 2, 1]);
        let AttributeValues::Number(ages) = &table.attributes[1].values else {
            panic!("{:?}", table.attributes[1]);
        };
        assert!(ages[0] == 30.0 && ages[1] == 41.5 && ages[2].is_nan());
    }

    #[test]
    fn a_column_without_a_name_or_a_role_tells_nothing() {
        let workspace = imported("ann,2024-01-02,5.10,x7\nbob,2024-01-05,7.20,x8\nann,2024-03-01,6.30,x7\nbob,2024-03-05,7.40,x8\n");
        assert!(workspace.content().customers.is_none());
    }

    #[test]
    fn rows_that_go_take_their_attributes_along() {
        let workspace = imported(
            "customer,date,amount,town\nann,3/4/2024,5,Rome\nbob,27/4/2024,6,Oslo\nann,28/4/2024,6,Rome\nbob,4/27/2024,6,Oslo\ncat,4/28/2024,1,Pisa\n",
        );
        let table = workspace.content().customers.as_ref().unwrap();
        assert_eq!(**table.ids, ["ann", "bob"]);
        assert_eq!(table.attributes[0].values.text(0), Some("Rome"));
    }
}
