//! Returns, zeros, and amounts and customers far from all others.

use crate::identify::Remedy;
use crate::identify::faults::{BEYOND, Fence, TIMES};
use crate::ledger::{Ledger, Money};
use crate::math;
use crate::sorting;
use crate::text::Text;

use super::finding::{EXAMPLES, Finding, Severity, Shop, amount, percent};

/// A customer with this many times the days with orders of the 99th percentile has extremely many,
const BUSY: f64 = 5.0;
/// if it has at least this many,
const BUSY_DAYS: f64 = 20.0;
/// and there are at least this many customers to be compared with.
const BUSY_AMONG: usize = 100;

pub(super) fn returns(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let marks: Vec<bool> = ledger.amounts().iter().map(|amount| amount.0 < 0).collect();
    let extent = shop.extent(&marks);
    if extent.rows == 0 {
        return Vec::new();
    }
    let unmatched = unmatched(ledger);
    let (rows, open) = (extent.rows, unmatched.iter().filter(|open| **open).count() as u64);
    let cancelled = cancelled(ledger, &marks);
    let money = amount(super::finding::to_money(extent.money));
    let mut finding = shop.about_lines(
        "returns",
        &extent,
        Text::new(
            format!("Returns and cancellations: {rows} rows, {money} in all. For {open} of them there is no purchase of the same customer, product and amount."),
            format!("退货与取消共 {rows} 行，合计 {money}；其中 {open} 行找不到同一客户、商品和金额的购买。"),
        ),
        Text::new(
            format!("Rows with a negative amount. Each is matched with one purchase before it or on its day; partial returns find none. Order ids that begin with “C”, as some programs mark cancellations: {cancelled}."),
            format!("金额为负的行。每行与其之前或当日的一次购买配对，部分退货无法配对。订单号以“C”开头（部分系统以此标记取消）的有 {cancelled} 行。"),
        ),
    )
    .without_remedy(
        "Nothing needs to be done: returns are netted against the customer's purchases in every result.",
        "无需处理：所有结果都已将退货与该客户的购买冲抵。",
    );
    let open = shop.extent(&unmatched);
    if open.rows > 0 {
        let what = Text::new("No purchase fits this return.", "找不到对应的购买。");
        finding.examples = open.first.iter().map(|&line| shop.example(line, Some(what.clone()))).collect();
    }
    vec![finding]
}

/// The returns without a purchase of the same customer, product and amount that is not taken by another one.
fn unmatched(ledger: &Ledger) -> Vec<bool> {
    let mut open = vec![false; ledger.len()];
    let product = |line: usize| ledger.products().map_or(0, |(codes, _)| codes[line]);
    let mut keyed = Vec::new();
    for customer in 0..ledger.customers() {
        let lines = ledger.lines(customer);
        if ledger.amounts()[lines.clone()].iter().all(|amount| amount.0 >= 0) {
            continue;
        }
        keyed.clear();
        // Purchases of a day stand before its returns.
        keyed.extend(lines.map(|line| {
            let amount = ledger.amounts()[line];
            (product(line), amount.0.abs(), ledger.days()[line], amount.0 < 0, line)
        }));
        keyed.sort_unstable();
        for same in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let mut purchases = 0;
            for &(_, _, _, returned, line) in same {
                if !returned {
                    purchases += 1;
                } else if purchases > 0 {
                    purchases -= 1;
                } else {
                    open[line] = true;
                }
            }
        }
    }
    open
}

/// The returns whose order id begins with a C.
fn cancelled(ledger: &Ledger, returns: &[bool]) -> usize {
    let Some((orders, ids)) = ledger.orders().zip(ledger.order_ids()) else {
        return 0;
    };
    let marked = |id: &str| id.starts_with(['C', 'c']) && id[1..].starts_with(|char: char| char.is_ascii_digit());
    returns
        .iter()
        .zip(orders)
        .filter(|&(&is, &order)| is && marked(&ids[order as usize]))
        .count()
}

pub(super) fn void(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let extent = shop.extent(&Remedy::DropVoid.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let (rows, money) = (extent.rows, amount(super::finding::to_money(extent.money)));
    let mut finding = shop.about_lines(
        "void_orders",
        &extent,
        Text::new(
            format!("Orders that were cancelled, refunded or never paid: {rows} rows, {money} in all."),
            format!("已取消、已退款或未付款的订单共 {rows} 行，合计 {money}。"),
        ),
        Text::new(
            "The status of the order says so, the last one where the order stands several times. A row that takes money back goes only with the purchase that it takes back.",
            "订单状态如此标明；同一订单出现多次时以最后一次为准。退回金额的行仅与其对应的购买一并剔除。"
        ),
    );
    let what = Text::new(
        format!("Leave out the {rows} rows: they brought no money."),
        format!("剔除这 {rows} 行：没有带来收入。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropVoid, what);
    vec![finding]
}

pub(super) fn zeros(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let extent = shop.extent(&Remedy::DropZeros.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let rows = extent.rows;
    let mut finding = shop.about_lines(
        "zero_amounts",
        &extent,
        Text::new(format!("Rows with an amount of zero: {rows}."), format!("有 {rows} 行金额为零。")),
        Text::new(
            "Gifts, samples, vouchers, or amounts that were lost. They count as purchases, in the frequency and in the last day, and not in the mean amount.",
            "可能是赠品、试用、抵扣，或金额缺失。它们计入购买次数与最近一次消费，不计入次均金额。",
        ),
    );
    let what = Text::new(
        format!("Leave out the {rows} rows: what costs nothing is no purchase."),
        format!("剔除这 {rows} 行：金额为零不算购买。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropZeros, what);
    vec![finding]
}

pub(super) fn negative_customers(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let net = |customer: usize| {
        ledger.amounts()[ledger.lines(customer)]
            .iter()
            .map(|amount| i128::from(amount.0))
            .sum::<i128>()
    };
    let marks: Vec<bool> = (0..ledger.customers()).map(|customer| net(customer) < 0).collect();
    let extent = shop.extent(&shop.lines_of(&marks));
    if extent.rows == 0 {
        return Vec::new();
    }
    let customers = extent.customers;
    vec![
        shop.about_lines(
            "negative_customers",
            &extent,
            Text::new(
                format!("Customers whose returns are more than their purchases: {customers}."),
                format!("有 {customers} 位客户的退货金额超过购买金额。"),
            ),
            Text::new(
                "What they returned was bought before the file begins, or under another id.",
                "退回的商品可能购于文件开始之前，或用了另一个编号。",
            ),
        )
        .without_remedy(
            "Add the orders of an earlier time, or merge ids under “Identity”.",
            "可补充更早的订单，或在“身份合并”中合并编号。",
        ),
    ]
}

pub(super) fn outliers(shop: &Shop) -> Vec<Finding> {
    let Some((ledger, fence)) = shop.ledger().and_then(|ledger| Some((ledger, Fence::of(ledger)?))) else {
        return Vec::new();
    };
    let marks = Remedy::DropOutliers.lines(&shop.content, ledger, shop.last_day);
    let mut extent = shop.extent(&marks);
    if extent.rows == 0 {
        return Vec::new();
    }
    let mut largest: Vec<usize> = (0..marks.len()).filter(|&line| marks[line]).collect();
    sorting::sort_by_key(&mut largest, |&line| std::cmp::Reverse(ledger.amounts()[line]));
    largest.truncate(EXAMPLES);
    extent.first = largest;
    let (rows, limit, median) = (extent.rows, amount(fence.limit), amount(fence.median));
    let mut finding = shop.about_lines(
        "outliers",
        &extent,
        Text::new(
            format!("Amounts far above all others: {rows}, each over {limit}."),
            format!("有 {rows} 笔金额远高于其他，均超过 {limit}。"),
        ),
        Text::new(
            format!("More than {BEYOND} standard deviations above the median ({median}) of the logarithms, the deviation taken from the median absolute one, and at least {TIMES} times the median. A decimal mark lost, a wholesale order, or a test."),
            format!("金额的对数高于中位数（{median}）{BEYOND} 个标准差以上（标准差由绝对中位差估计），且至少为中位数的 {TIMES} 倍。可能是小数点丢失、批发订单或测试数据。"),
        ),
    );
    let what = Text::new(
        format!("Leave out the {rows} rows. Look at the examples first: large orders can be real."),
        format!("剔除这 {rows} 行。请先看示例：大额订单也可能属实。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropOutliers, what);
    vec![finding]
}

pub(super) fn busy_customers(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger().filter(|ledger| ledger.buyers() >= BUSY_AMONG) else {
        return Vec::new();
    };
    let days = |customer: usize| ledger.days()[ledger.lines(customer)].chunk_by(|a, b| a == b).count() as f64;
    let counts: Vec<f64> = (0..ledger.customers()).map(days).collect();
    let mut rising: Vec<f64> = counts.iter().copied().filter(|&count| count > 0.0).collect();
    rising.sort_unstable_by(f64::total_cmp);
    let most = math::quantile(&rising, 0.99);
    let limit = (BUSY * most).max(BUSY_DAYS);
    let marks: Vec<bool> = counts.iter().map(|&count| count >= limit).collect();
    let extent = shop.extent(&shop.lines_of(&marks));
    if extent.rows == 0 {
        return Vec::new();
    }
    let (customers, limit, most) = (extent.customers, amount(limit), amount(most));
    let mut finding = shop.about_lines(
        "busy_customers",
        &extent,
        Text::new(
            format!("Customers with extremely many days with orders: {customers}, each at least {limit}."),
            format!("有 {customers} 位客户的下单天数极多，均不少于 {limit} 天。"),
        ),
        Text::new(
            format!("At least {BUSY} times the 99th percentile of all customers ({most}) and at least {BUSY_DAYS}. Resellers, a till's own id, or a person with a passion."),
            format!("不少于全体第 99 百分位（{most}）的 {BUSY} 倍，且至少 {BUSY_DAYS} 天。可能是经销商、收银台编号，也可能是忠实客户。"),
        ),
    );
    finding.examples = of_customers(shop, ledger, &marks, |customer| {
        let days = counts[customer];
        Text::new(format!("Days with orders: {days}"), format!("下单 {days} 天"))
    });
    shop.offer_aside(&mut finding, (0..marks.len()).filter(|&customer| marks[customer]));
    finding.severity = finding.severity.max(Severity::Notable);
    vec![finding]
}

/// The marked customers with most money as examples, one each.
pub(super) fn of_customers(shop: &Shop, ledger: &Ledger, marks: &[bool], what: impl Fn(usize) -> Text) -> Vec<super::Example> {
    let money = |customer: usize| {
        ledger.amounts()[ledger.lines(customer)]
            .iter()
            .map(|amount| i128::from(amount.0))
            .sum::<i128>()
    };
    let mut marked: Vec<usize> = (0..marks.len()).filter(|&customer| marks[customer]).collect();
    sorting::sort_by_key(&mut marked, |&customer| std::cmp::Reverse(money(customer)));
    let example = |customer: usize| super::Example {
        customer: Some(shop.id(customer).to_owned()),
        amount: Some(money(customer) as f64 / Money::SCALE as f64),
        what: Some(what(customer)),
        ..super::Example::default()
    };
    marked.into_iter().take(EXAMPLES).map(example).collect()
}

/// Rows that name no customer.
pub(super) fn no_customer(shop: &Shop) -> Vec<Finding> {
    let rows: u64 = shop.imports.iter().map(|import| import.missing_customer_rows).sum();
    if rows == 0 {
        return Vec::new();
    }
    let blind = super::blind::without_customer(shop);
    let examples = shop.imports.iter().flat_map(|import| {
        let of_customer = import.rejected.iter().filter(|row| row.code == "no_customer");
        of_customer.map(|row| super::Example {
            file: Some(import.file.clone()),
            line: Some(row.line),
            ..super::Example::default()
        })
    });
    let orders = blind.orders_share.map_or_else(String::new, percent);
    let (money_en, money_zh) = match (blind.money, blind.money_share) {
        (Some(money), Some(share)) => (
            format!(", {} in all ({} of the money)", amount(money), percent(share)),
            format!("，合计 {}（占金额 {}）", amount(money), percent(share)),
        ),
        _ => (String::new(), String::new()),
    };
    let finding = Finding {
        severity: Severity::of(blind.orders_share.unwrap_or(0.0).max(blind.money_share.unwrap_or(0.0))),
        rows,
        money: blind.money,
        rows_share: blind.orders_share,
        money_share: blind.money_share,
        examples: examples.take(EXAMPLES).collect(),
        ..Finding::new(
            "no_customer",
            Text::new(
                format!("Rows without a customer: {rows} ({orders} of the rows){money_en}."),
                format!("有 {rows} 行没有客户（占行数 {orders}）{money_zh}。"),
            ),
            Text::new(
                "They are in no result: nobody can be given their money or their days. What is said of customers holds for the others only.",
                "这些行不计入任何结果：无法归属到任何客户。所有客户结论只适用于其余部分。",
            ),
        )
    };
    vec![finding.without_remedy(
        "Ask at the till for a number or an e-mail; afterwards nothing can be done here.",
        "可在收银时登记会员号或邮箱；事后在此无法补救。",
    )]
}
