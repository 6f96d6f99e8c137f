//! What each line cost, where a column says so.
//!
//! The column holds what the whole line cost, unless its name says that it is
//! the cost of one piece (`unit cost`, `单位成本`), or the amount itself is
//! price × quantity and the name does not say that it is a total: then it is
//! cost × quantity, as the amount is. Where a name says one piece and no column is
//! the quantity, the cost is taken as that of the line, and that is said. A row whose cost is missing or no number
//! is kept: what it cost is not known. The sign is that of the file.

use crate::ledger::{Ledger, Money};
use crate::text::Notice;

use super::marks::{Numbers, Written};
use super::names;
use super::numbers;
use super::plan::Plan;
use super::records::Record;
use super::report::{DecimalMark, Role};

/// Parts of names that say total, and of names that say one piece.
const TOTAL: [&str; 8] = ["total", "line", "amount", "cogs", "goods", "总", "额", "合计"];
const PIECE: [&str; 10] = ["unit", "each", "piece", "peritem", "price", "单位", "单件", "单个", "每", "价"];

/// The columns that costs are read from.
#[derive(Debug)]
pub(super) struct Costs {
    cost: Numbers,
    /// For the cost of a piece: how many there are, and how many of each line that is kept so far.
    pieces: Option<(Numbers, Vec<Option<Written>>)>,
    /// Whether the name says that it is of a piece, and nothing says how many there are.
    uncounted: bool,
}

/// The decimal marks of the cost and of the pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    cost: DecimalMark,
    pieces: DecimalMark,
}

impl Costs {
    /// For the columns of a plan, where one is of costs.
    pub(super) fn new(plan: &Plan, given: Option<DecimalMark>) -> Option<Self> {
        let numbers = |role| {
            let column = plan.roles.column(role)?;
            Some(Numbers::new(column, &plan.names[column], given))
        };
        let cost = numbers(Role::Cost)?;
        let multiplied = plan.roles.column(Role::Amount).is_none();
        let of_a_piece = of_a_piece(&cost.name, multiplied);
        let pieces = numbers(Role::Quantity).filter(|_| of_a_piece);
        Some(Self {
            uncounted: of_a_piece && pieces.is_none(),
            cost,
            pieces: pieces.map(|pieces| (pieces, Vec::new())),
        })
    }

    /// The row is kept so far; gives the code for the ledger.
    pub(super) fn keep(&mut self, record: &Record<'_>) -> Option<Money> {
        let read = |numbers: &mut Numbers| {
            let written = numbers.read(record).ok()?;
            numbers.keep(written, record.line);
            Some(written)
        };
        if let Some((pieces, kept)) = &mut self.pieces {
            kept.push(read(pieces));
        }
        read(&mut self.cost).map(Written::code)
    }

    /// Settles the decimal marks; numbers that can be read either way are read like those `beside` them.
    pub(super) fn settle(&self, beside: &Numbers, notices: &mut Vec<Notice>) -> Marks {
        let (cost, _) = self.cost.settle(Some(beside), notices);
        let pieces = match &self.pieces {
            Some((pieces, _)) => pieces.settle(Some(beside), &mut Vec::new()).0,
            None => cost,
        };
        Marks { cost, pieces }
    }

    /// The cost of a line by its code; `None` when it is no number that can be held.
    pub(super) fn cost(&self, line: usize, code: Money, marks: Marks) -> Option<Money> {
        let cost = Written::from_code(code).at(marks.cost)?;
        let Some((_, kept)) = &self.pieces else {
            return Some(cost.money);
        };
        let pieces = (*kept.get(line)?)?.at(marks.pieces)?;
        Some(numbers::product(cost, pieces).ok()?.money)
    }

    /// How the column was taken, and how many lines have no cost.
    pub(super) fn notice(&self, ledger: &Ledger) -> Notice {
        let name = &self.cost.name;
        let (en, zh) = match &self.pieces {
            Some(_) => (
                "the cost of one piece, so a line costs that × quantity",
                "单件成本，按“成本 × 数量”计算",
            ),
            None if self.uncounted => (
                "what the whole line cost: its name speaks of one piece, but no column is the quantity",
                "整行的成本（列名像单件成本，但没有数量列）",
            ),
            None => ("what the whole line cost", "整行的成本"),
        };
        let unknown = (0..ledger.len()).filter(|&line| ledger.cost(line).is_none()).count();
        if unknown == 0 {
            return Notice::note("costs", format!("“{name}” is taken as {en}."), format!("“{name}”列视为{zh}。"));
        }
        Notice::note(
            "costs",
            format!("“{name}” is taken as {en}. Rows without a cost that can be read: {unknown}."),
            format!("“{name}”列视为{zh}；有 {unknown} 行没有可读的成本。"),
        )
    }
}

/// Whether a column of costs is of single pieces.
fn of_a_piece(name: &str, multiplied: bool) -> bool {
    let key = names::key(name);
    let says = |parts: &[&str]| parts.iter().any(|part| key.contains(part));
    !says(&TOTAL) && (multiplied || says(&PIECE))
}

#[cfg(test)]
mod tests {
    use crate::ingest::{ImportParams, Role, import};
    use crate::ledger::Money;
    use crate::workspace::Workspace;

    fn imported(text: &str) -> Workspace {
        import("orders.csv", text.as_bytes(), ImportParams::default()).unwrap()
    }

    fn costs(workspace: &Workspace) -> Vec<Option<f64>> {
        let ledger = workspace.orders().unwrap();
        (0..ledger.len()).map(|line| ledger.cost(line).map(Money::to_f64)).collect()
    }

    #[test]
    fn a_cost_is_of_the_line_unless_amounts_are_multiplied_too() {
        let whole = "customer,date,amount,quantity,cost\nann,2024-01-05,20,2,12.5\nbob,2024-01-09,12,3,\nbob,2024-02-09,12,1,n/a\n";
        let shop = imported(whole);
        assert_eq!(costs(&shop), [Some(12.5), None, None]);
        let said = &shop.import().notices;
        assert!(said.iter().any(|notice| notice.text.en.contains("a cost that can be read: 2.")));

        let rows = "ann,2024-01-05,20,2,12.5\nbob,2024-01-09,12,-3,5\n";
        for (cost, expected) in [("cost", [25.0, -15.0]), ("total cost", [12.5, 5.0]), ("成本总额", [12.5, 5.0])] {
            let text = format!("customer,date,unit price,quantity,{cost}\n{rows}");
            assert_eq!(costs(&imported(&text)), expected.map(Some), "{cost}");
        }
        for (cost, expected) in [
            ("unit cost", [25.0, -15.0]),
            ("进价", [25.0, -15.0]),
            ("Cost Price", [25.0, -15.0]),
            ("cogs", [12.5, 5.0]),
            ("成本", [12.5, 5.0]),
        ] {
            let text = format!("customer,date,amount,quantity,{cost}\n{rows}");
            assert_eq!(costs(&imported(&text)), expected.map(Some), "{cost}");
        }
        // The cost of an order is no cost of a piece, though it has the same sign in Chinese.
        let mut params = ImportParams::default();
        params.roles.insert(Role::Cost, "订单成本".into());
        let text = format!("customer,date,amount,quantity,订单成本\n{rows}");
        let given = import("orders.csv", text.as_bytes(), params).unwrap();
        assert_eq!(costs(&given), [Some(12.5), Some(5.0)]);
    }

    #[test]
    fn the_cost_of_a_piece_without_a_quantity_is_told() {
        let told = |header: &str| {
            let shop = imported(&format!("customer,date,amount,{header}\nann,2024-01-05,20,6\n"));
            assert_eq!(costs(&shop), [Some(6.0)], "{header}");
            let said = &shop.import().notices;
            said.iter().any(|notice| notice.text.en.contains("no column is the quantity"))
        };
        assert!(told("unit cost") && told("成本价") && !told("cost"));
    }

    #[test]
    fn a_cost_has_the_decimal_mark_of_its_column() {
        let text = "customer;date;amount;cost\nann;2024-01-05;20,5;1.250\nbob;2024-01-09;12;3\n";
        assert_eq!(costs(&imported(text)), [Some(1250.0), Some(3.0)]);
    }

    #[test]
    fn a_file_without_costs_has_none_and_leaves_those_of_another_alone() {
        let with = || imported("customer,date,amount,cost\nann,2024-01-05,20,12\n");
        let without = || imported("customer,date,amount\nann,2024-02-05,30\n");
        assert!(!without().orders().unwrap().has_costs());
        for parts in [vec![with(), without()], vec![without(), with()]] {
            assert_eq!(costs(&Workspace::joined(parts).unwrap()), [Some(12.0), None]);
        }
        let empty = "customer,date,amount,cost\nann,2024-01-05,20,\nbob,2024-01-05,20,\n";
        assert!(!imported(empty).orders().unwrap().has_costs());
    }
}
