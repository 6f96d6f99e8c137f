//! Ready-made summaries: what a file says of each customer that could have
//! been summed up from orders.
//!
//! The columns are found by their [roles](Role): x (repeat purchases), `t_x`
//! (age at the last one), T (age) and perhaps m (mean amount of the repeat
//! purchases) and the number of customers a row stands for. Times are in the
//! unit the file has them in; the analysis must be told which.

use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::frame::Frame;
use crate::ingest::Role;
use crate::table::{AttributeValues, Table};
use crate::text::Notice;

/// Customers summed up by a file.
#[derive(Debug, Clone)]
pub struct ReadyMade {
    /// The ids of all the file's customers.
    pub ids: Arc<Vec<String>>,
    /// The customer of each row, as a position in `ids`.
    pub rows: Vec<u32>,
    /// Repeat purchases.
    pub x: Vec<u32>,
    /// Age at the last purchase.
    pub t_x: Vec<f64>,
    /// Age.
    pub age: Vec<f64>,
    /// The mean amount of the repeat purchases; `NaN` where it is not known.
    pub m: Vec<f64>,
    /// The customers that each row stands for.
    pub counts: Vec<u32>,
    /// Rows that no customer can have.
    pub left_out: Vec<u32>,
}

impl ReadyMade {
    /// The summaries of a table.
    ///
    /// # Errors
    /// [`ErrorKind::WrongKind`] when the table has no columns for x, `t_x` and T;
    /// [`ErrorKind::TooFew`] when no row has possible values in them.
    pub fn of(table: &Table) -> Result<Self> {
        let numbers = |role| {
            let attribute = table.attributes.iter().find(|attribute| attribute.role == Some(role))?;
            match &attribute.values {
                AttributeValues::Number(values) => Some(values),
                AttributeValues::Category { .. } | AttributeValues::Day(_) => None,
            }
        };
        let (Some(x), Some(t_x), Some(age)) = (numbers(Role::X), numbers(Role::Tx), numbers(Role::T)) else {
            return Err(no_summary());
        };
        let (m, count) = (numbers(Role::M), numbers(Role::Count));
        let mut found = Self {
            ids: Arc::clone(&table.ids),
            rows: Vec::new(),
            x: Vec::new(),
            t_x: Vec::new(),
            age: Vec::new(),
            m: Vec::new(),
            counts: Vec::new(),
            left_out: Vec::new(),
        };
        for (row, position) in (0..table.len()).zip(0_u32..) {
            let times = t_x[row] >= 0.0 && t_x[row] <= age[row] && age[row].is_finite() && (x[row] > 0.0 || t_x[row] == 0.0);
            let (x, count) = (whole(x[row]), count.map_or(Some(1), |count| whole(count[row])));
            let (Some(x), Some(count)) = (x, count.filter(|&count| count > 0 && times)) else {
                found.left_out.push(position);
                continue;
            };
            found.rows.push(position);
            found.x.push(x);
            found.t_x.push(t_x[row]);
            found.age.push(age[row]);
            found.m.push(m.map_or(f64::NAN, |m| if x > 0 { m[row] } else { f64::NAN }));
            found.counts.push(count);
        }
        if found.counts.iter().map(|&count| u64::from(count)).sum::<u64>() > u64::from(u32::MAX) {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "The numbers of customers add up to more than four billion. Check which column counts the customers.",
                "客户数量合计超过四十亿。请核对计数列是否选对。",
            ));
        }
        if found.rows.is_empty() {
            return Err(Error::new(
                ErrorKind::TooFew,
                "No row can be a customer's summary: x must be a whole number from 0, and 0 ≤ t_x ≤ T, with t_x = 0 where x = 0. Check which column is which.",
                "没有一行能作为客户汇总：x 应为不小于 0 的整数，且 0 ≤ t_x ≤ T，x = 0 时 t_x 应为 0。请核对各列的用途。",
            ));
        }
        Ok(found)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none, which [`ReadyMade::of`] refuses.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether rows stand for several customers.
    pub fn compressed(&self) -> bool {
        self.counts.iter().any(|&count| count > 1)
    }

    /// An empty frame over these customers.
    pub fn frame(&self) -> Frame {
        Frame::new(Arc::clone(&self.ids), self.rows.clone())
    }

    /// What to know about these summaries.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = vec![Notice::note(
            "ready_made",
            "The file has summaries of customers, not orders: the figures are as of the day it was made for, the times in the unit it has them in. The window of days does not apply.",
            "文件是客户汇总而非订单：各项结果以汇总截止日为准，时间单位与文件相同，时间范围设置不适用。",
        )];
        let left_out = self.left_out.len();
        if let Some(&first) = self.left_out.first() {
            notices.push(Notice::warning(
                "impossible_summaries",
                format!(
                    "Customers left out because their figures are missing or cannot be (x whole and at least 0, 0 ≤ t_x ≤ T): {left_out}, the first being “{}”.",
                    self.ids[first as usize]
                ),
                format!(
                    "有 {left_out} 位客户的数据缺失或不可能成立（x 应为非负整数，且 0 ≤ t_x ≤ T），未纳入分析，首位是“{}”。",
                    self.ids[first as usize]
                ),
            ));
        }
        notices
    }
}

/// A whole number that is not negative.
fn whole(value: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    (value >= 0.0 && value <= f64::from(u32::MAX) && value.fract() == 0.0).then_some(value as u32)
}

fn no_summary() -> Error {
    Error::new(
        ErrorKind::WrongKind,
        "Lifetime value needs orders (customer, date, amount), or a summary with repeat purchases x, age at the last purchase t_x and age T. Open such a file, or say which columns they are.",
        "客户终身价值需要订单（客户、日期、金额），或包含复购次数 x、最近购买时的客龄 t_x、客龄 T 的客户汇总。请打开此类文件，或指明对应的列。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Attribute;

    fn table(columns: Vec<(Role, Vec<f64>)>) -> Table {
        let rows = columns[0].1.len();
        let attribute = |(role, values): (Role, Vec<f64>)| Attribute {
            role: Some(role),
            ..Attribute::new(format!("{role:?}"), AttributeValues::Number(values))
        };
        Table {
            ids: Arc::new((0..rows).map(|row| format!("c{row}")).collect()),
            attributes: columns.into_iter().map(attribute).collect(),
        }
    }

    #[test]
    fn what_no_customer_can_have_is_left_out_and_told() {
        let found = ReadyMade::of(&table(vec![
            (Role::X, vec![2.0, 0.0, 1.5, 0.0, 1.0, -1.0, f64::NAN]),
            (Role::Tx, vec![30.43, 0.0, 1.0, 2.0, 9.0, 0.0, 0.0]),
            (Role::T, vec![38.86, 5.0, 2.0, 3.0, 8.0, 1.0, 1.0]),
            (Role::M, vec![12.5, 7.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
        ]))
        .unwrap();
        assert_eq!(
            (&found.rows[..], &found.x[..], found.t_x[0], found.age[0]),
            (&[0, 1][..], &[2, 0][..], 30.43, 38.86)
        );
        assert!(found.m[0] == 12.5 && found.m[1].is_nan() && !found.compressed());
        let notices = found.notices();
        assert!(notices[1].code == "impossible_summaries" && notices[1].text.en.contains(": 5, the first being “c2”"));
    }

    #[test]
    fn a_table_without_the_columns_is_no_summary() {
        assert_eq!(
            ReadyMade::of(&table(vec![(Role::X, vec![1.0])])).unwrap_err().kind(),
            ErrorKind::WrongKind
        );
        let impossible = table(vec![(Role::X, vec![1.0]), (Role::Tx, vec![2.0]), (Role::T, vec![1.0])]);
        assert_eq!(ReadyMade::of(&impossible).unwrap_err().kind(), ErrorKind::TooFew);
    }
}
