//! Rows that stand twice, order ids that stand for several orders, and rows that were not read.

use crate::identify::Remedy;
use crate::identify::faults::shared_orders;
use crate::ledger::Ledger;
use crate::text::Text;

use super::finding::{Example, Finding, Severity, Shop, amount, share, to_money};

pub(super) fn copies(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else {
        return copies_of_customers(shop).into_iter().collect();
    };
    let extent = shop.extent(&Remedy::DropCopies.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let (rows, beneath) = (extent.rows, beneath_their_equals(ledger));
    let mut finding = shop.about_lines(
        "copies",
        &extent,
        Text::new(
            format!("Rows that repeat another row in every field: {rows}; {beneath} of them directly beneath it, in one order."),
            format!("有 {rows} 行与另一行完全相同，其中 {beneath} 行紧接在同一订单的相同行之后。"),
        ),
        Text::new(
            "Every field of the row is equal to one before it, the time of day included where there is one. Exports that are joined by hand often bring the same rows twice. But a till that writes a line for each piece has equal lines directly beneath each other, and in a file without order ids and times two equal purchases of a day look the same.",
            "该行的每个字段都与前面某一行相同（有时间则含时间）。手工拼接导出的文件常会重复。但若收银系统每件商品写一行，同一订单中会有紧邻的相同行；没有订单号和时间时，同一天两次相同的购买也会如此。",
        ),
    );
    if 2 * beneath > rows {
        finding.severity = finding.severity.min(Severity::Notable);
    }
    let what = Text::new(
        format!("Leave out the {rows} repeated rows; the first of each stays."),
        format!("剔除重复的 {rows} 行，每组保留第一行。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropCopies, what);
    vec![finding]
}

/// The copies on the line of the file after their equal, with its order id.
fn beneath_their_equals(ledger: &Ledger) -> u64 {
    let named = |line: usize| {
        let id = |(orders, ids): (&[u32], &[String])| !ids[orders[line] as usize].is_empty();
        ledger.orders().zip(ledger.order_ids()).is_some_and(id)
    };
    let next = |line: usize| {
        let (here, before) = (ledger.place(line)?, ledger.place(line - 1)?);
        Some(here.0 == before.0 && here.1 == before.1 + 1)
    };
    let lines = (1..ledger.len()).filter(|&line| ledger.is_copy(line));
    lines.filter(|&line| named(line) && next(line) == Some(true)).count() as u64
}

fn copies_of_customers(shop: &Shop) -> Option<Finding> {
    let table = shop.content.customers.as_deref()?;
    let copies = table.copies();
    let rows = copies.iter().filter(|copy| **copy).count() as u64;
    let mut finding = Finding {
        rows,
        customers: rows,
        rows_share: share(rows, table.len()),
        ..Finding::new(
            "copies",
            Text::new(
                format!("Rows of customers that repeat another row in every field: {rows}."),
                format!("有 {rows} 行客户资料与另一行完全相同。"),
            ),
            Text::new(
                "The id and every attribute are equal to those of another row.",
                "编号与每个属性都与另一行相同。",
            ),
        )
    };
    finding.severity = Severity::of(finding.rows_share?);
    let of_copy = |(row, _): (usize, &bool)| Example {
        customer: Some(table.ids[row].clone()),
        ..Example::default()
    };
    finding.examples = copies
        .iter()
        .enumerate()
        .filter(|(_, copy)| **copy)
        .map(of_copy)
        .take(super::finding::EXAMPLES)
        .collect();
    let what = Text::new("Leave out the repeated rows; one of each stays.", "剔除重复的行，每组保留一行。");
    shop.offer_remedy(&mut finding, Remedy::DropCopies, what);
    (rows > 0).then_some(finding)
}

pub(super) fn repeated_orders(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let extent = shop.extent(&Remedy::DropRepeatedOrders.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let rows = extent.rows;
    let mut finding = shop.about_lines(
        "repeated_orders",
        &extent,
        Text::new(
            format!("Rows that have the same order twice: {rows}."),
            format!("有 {rows} 行是同一订单重复出现。"),
        ),
        Text::new(
            "Customer, day, order id, product and amount are those of another row, in the same file or in one that overlaps with it; other fields differ. Without order ids only rows of different files count, and only where at least half of the rows on the days of both are in both.",
            "客户、日期、订单号、商品和金额都与另一行相同（同一文件，或与之重叠的文件），其他字段不同。没有订单号时，只比较不同文件，且两份文件在共同日期内至少一半的行重合。",
        ),
    );
    let what = Text::new(
        format!("Leave out the {rows} rows; the first of each stays."),
        format!("剔除这 {rows} 行，每组保留第一行。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropRepeatedOrders, what);
    vec![finding]
}

pub(super) fn order_ids(shop: &Shop) -> Vec<Finding> {
    let Some((ledger, orders)) = shop.ledger().and_then(|ledger| Some((ledger, ledger.orders()?))) else {
        return Vec::new();
    };
    let shared = shared_orders(ledger, &shop.owner);
    let count = shared.iter().filter(|shared| **shared).count();
    if count == 0 {
        return Vec::new();
    }
    let marks: Vec<bool> = orders.iter().map(|&order| shared[order as usize]).collect();
    let extent = shop.extent(&marks);
    let mut finding = shop.about_lines(
        "shared_order_ids",
        &extent,
        Text::new(
            format!("Order ids that several customers or several days share: {count}."),
            format!("有 {count} 个订单号对应多位客户或多个日期。"),
        ),
        Text::new(
            "An order belongs to one customer and one day. Ids that begin anew each year or in each shop are harmless: orders are told apart by customer and day as well. Returns under the id of their order do not count here.",
            "一个订单应只属于一位客户、一天。若订单号按年或按门店重新编号，则无妨：统计时同时按客户与日期区分。沿用原订单号的退货不计在内。",
        ),
    )
    .without_remedy(
        "Nothing needs to be done for purchases; for what is bought together, count by customer and day.",
        "购买次数不受影响；分析搭配购买时，请按客户与日期统计。",
    );
    // Nothing that is counted by customer and day changes by it.
    finding.severity = finding.severity.min(Severity::Notable);
    if let Some(ids) = ledger.order_ids() {
        for (example, &line) in finding.examples.iter_mut().zip(&extent.first) {
            let id = &ids[orders[line] as usize];
            example.what = Some(Text::new(format!("Order “{id}”"), format!("订单“{id}”")));
        }
    }
    vec![finding]
}

/// Rows that could not be read, other than for lack of a customer; rows of totals, and those that
/// list more of an order that is kept, are none.
pub(super) fn rejected(shop: &Shop) -> Vec<Finding> {
    let of_customer = |code: &str| matches!(code, "no_customer" | "totals_row" | "further_row");
    let read: u64 = shop.imports.iter().map(|import| import.rows_read).sum();
    let mut by_reason = std::collections::BTreeMap::<&str, u64>::new();
    for (&code, &count) in shop
        .imports
        .iter()
        .flat_map(|import| &import.rejected_by_reason)
        .filter(|(code, _)| !of_customer(code))
    {
        *by_reason.entry(code).or_default() += count;
    }
    let rows: u64 = by_reason.values().sum();
    // Of equals the first by name.
    let Some((&code, &most)) = by_reason.iter().rev().max_by_key(|(_, count)| **count).filter(|_| rows > 0) else {
        return Vec::new();
    };
    let listed = || {
        let of_file = |import: &'_ std::sync::Arc<crate::ingest::ImportReport>| {
            let file = import.file.clone();
            import.rejected.clone().into_iter().map(move |row| (file.clone(), row))
        };
        shop.imports.iter().flat_map(of_file).filter(|(_, row)| !of_customer(row.code))
    };
    let (en, zh) = listed()
        .find(|(_, row)| row.code == code)
        .map_or_else(|| (code.to_owned(), code.to_owned()), |(_, row)| (row.reason, row.reason_zh));
    let examples = listed().take(super::finding::EXAMPLES).map(|(file, row)| Example {
        file: Some(file),
        line: Some(row.line),
        what: Some(Text::new(row.reason, row.reason_zh)),
        ..Example::default()
    });
    let rows_share = read_share(rows, read);
    let money = shop.sum(|import| import.rejected_amount);
    let money_share = money.and_then(|money| share_of_read(shop, money));
    let (en_money, zh_money) = money.map_or_else(Default::default, |money| {
        let money = amount(money);
        (
            format!(", with {money} where an amount can be read"),
            format!("，其中可读出的金额合计 {money}"),
        )
    });
    vec![
        Finding {
            severity: Severity::of(rows_share.unwrap_or(0.0).max(money_share.unwrap_or(0.0))),
            rows,
            money,
            rows_share,
            money_share,
            examples: examples.collect(),
            ..Finding::new(
                "rejected_rows",
                Text::new(
                    format!("Rows that could not be read: {rows}{en_money}."),
                    format!("有 {rows} 行无法读取{zh_money}。"),
                ),
                Text::new(
                    format!("The most frequent reason ({most} of them), for instance: {en}"),
                    format!("最常见的原因（{most} 行），例如：{zh}"),
                ),
            )
        }
        .without_remedy(
            "Check what each column is taken for, or mend the rows in the file and open it again.",
            "请核对各列用途，或在文件中改正后重新打开。",
        ),
    ]
}

/// A sum as a share of all amounts that can be read, kept or not; `None` where any of them is below zero.
fn share_of_read(shop: &Shop, money: f64) -> Option<f64> {
    let kept = |ledger: &Ledger| to_money(ledger.amounts().iter().map(|amount| i128::from(amount.0)).sum());
    let parts = [
        money,
        shop.ledger().map_or(0.0, kept),
        shop.sum(|import| import.missing_customer_amount).unwrap_or(0.0),
    ];
    let all: f64 = parts.iter().sum();
    (all > 0.0 && parts.iter().all(|&part| part >= 0.0)).then(|| money / all)
}

pub(super) fn read_share(rows: u64, read: u64) -> Option<f64> {
    (read > 0).then(|| rows as f64 / read as f64)
}
