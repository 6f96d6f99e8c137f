//! Rows that list more of the order in the row before.
//!
//! Shops write an order of several products in several rows, and what is said of the whole order,
//! such as its day, its status and its total, often into the first of them alone.

use super::profile::missing;

/// The order of the row before.
#[derive(Debug, Default)]
pub(super) struct Further {
    order: String,
    customer: String,
    /// Whether one of its rows has an amount.
    paid: bool,
}

impl Further {
    /// Comes to the next row: whether it is of the same order and customer, and a row before it
    /// has the amount.
    pub(super) fn come_to(&mut self, order: &str, customer: &str) -> bool {
        let same = self.order == order && self.customer == customer && !missing(order);
        if !same {
            self.order.clear();
            self.order.push_str(order);
            self.customer.clear();
            self.customer.push_str(customer);
            self.paid = false;
        }
        same && self.paid
    }

    /// The row is kept, with its amount.
    pub(super) fn keep(&mut self) {
        self.paid = true;
    }
}
