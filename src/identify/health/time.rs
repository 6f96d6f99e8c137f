//! Days that cannot be, days that are missing, months that are not whole.

use crate::identify::Remedy;
use crate::identify::faults::{APART, Strays, counts};
use crate::ledger::{Day, Ledger};
use crate::math::pow;
use crate::sorting;
use crate::text::Text;

use super::finding::{EXAMPLES, Example, Finding, Severity, Shop};

/// How many days on each side tell the rhythm around a gap.
const AROUND: i32 = 90;

/// A gap is told when fewer than this many such are expected by chance.
const EXPECTED: f64 = 0.01;

/// The fewest days of the rhythm around a gap.
const FEWEST: i32 = 30;

pub(super) fn future(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let extent = shop.extent(&Remedy::DropFuture.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let (rows, strays) = (extent.rows, Strays::of(ledger, shop.last_day));
    let last = strays.last;
    let (title, detail) = if strays.told {
        (
            Text::new(
                format!("Rows with a day after {last}: {rows}."),
                format!("有 {rows} 行的日期晚于 {last}。"),
            ),
            Text::new(
                "These days are yet to come. Orders that are planned, a day and a month that changed places, or a wrong year.",
                "这些日期尚未到来。可能是预订单、日与月颠倒，或年份有误。",
            ),
        )
    } else {
        (
            Text::new(
                format!("Rows with a day long after all others: {rows}."),
                format!("有 {rows} 行的日期远晚于其他日期。"),
            ),
            Text::new(
                format!(
                    "At least {APART} days without any order lie before them, and at most one row in a hundred lies there; or it is a day that programs write for “never”. What day it is today was not said."
                ),
                format!("之前至少有 {APART} 天没有订单，且这些行不超过百分之一；或是系统用来表示“永不”的日期。未提供今天的日期。"),
            ),
        )
    };
    let mut finding = shop.about_lines("future_days", &extent, title, detail);
    finding.severity = finding.severity.max(Severity::Notable);
    let what = Text::new(
        format!("Leave out the {rows} rows; else they set the day that counts as now."),
        format!("剔除这 {rows} 行，否则它们会成为“现在”的基准日。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropFuture, what);
    vec![finding]
}

pub(super) fn ancient(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let extent = shop.extent(&Remedy::DropAncient.lines(&shop.content, ledger, shop.last_day));
    if extent.rows == 0 {
        return Vec::new();
    }
    let rows = extent.rows;
    let mut finding = shop.about_lines(
        "ancient_days",
        &extent,
        Text::new(
            format!("Rows with a day long before all others: {rows}."),
            format!("有 {rows} 行的日期远早于其他日期。"),
        ),
        Text::new(
            format!("At least {APART} days without any order lie after them, and at most one row in a hundred lies there; or it is a day that programs write where there is none, such as 1900-01-01 and 1970-01-01."),
            format!("之后至少有 {APART} 天没有订单，且这些行不超过百分之一；或是系统在没有日期时写入的默认值，如 1900-01-01、1970-01-01。"),
        ),
    );
    finding.severity = finding.severity.max(Severity::Notable);
    let what = Text::new(
        format!("Leave out the {rows} rows; else these customers seem to be decades old."),
        format!("剔除这 {rows} 行，否则这些客户会显得已有几十年。"),
    );
    shop.offer_remedy(&mut finding, Remedy::DropAncient, what);
    vec![finding]
}

/// The days with orders, strays left out, with the number of lines.
fn days(shop: &Shop, ledger: &Ledger) -> Vec<(Day, u64)> {
    let strays = Strays::of(ledger, shop.last_day);
    let mut days = counts(ledger.days());
    days.retain(|&(day, _)| !strays.ancient(day) && !strays.future(day));
    days
}

/// The days of a range, both ends included, with an order.
fn active(days: &[(Day, u64)], from: i32, to: i32) -> i32 {
    let before = |day: i32| days.partition_point(|(other, _)| other.0 < day);
    i32::try_from(before(to + 1).saturating_sub(before(from))).unwrap_or(i32::MAX)
}

pub(super) fn gaps(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let days = days(shop, ledger);
    let (Some(first), Some(last)) = (days.first().map(|day| day.0.0), days.last().map(|day| day.0.0)) else {
        return Vec::new();
    };
    let mut found: Vec<(i32, Day, Day)> = Vec::new();
    for pair in days.windows(2) {
        let (before, after) = (pair[0].0, pair[1].0);
        let empty = after.0 - before.0 - 1;
        if empty < 2 {
            continue;
        }
        let (from, to) = ((before.0 - AROUND + 1).max(first), (after.0 + AROUND - 1).min(last));
        let around = before.0 - from + 1 + to - after.0 + 1;
        let busy = active(&days, from, before.0) + active(&days, after.0, to);
        // One half more or less keeps a rhythm without any empty day from being certain.
        let share = (f64::from(busy) - 0.5) / f64::from(around);
        if around >= FEWEST && days.len() as f64 * pow(1.0 - share, f64::from(empty)) < EXPECTED {
            found.push((empty, before, after));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    sorting::sort_by_key(&mut found, |&(empty, before, _)| (std::cmp::Reverse(empty), before));
    let (count, empty) = (found.len(), found.iter().map(|gap| gap.0).sum::<i32>());
    let examples = found.iter().take(EXAMPLES).map(|&(empty, before, after)| Example {
        day: Some(Day(before.0 + 1)),
        what: Some(Text::new(
            format!("No order from {} to {}, {empty} days", Day(before.0 + 1), Day(after.0 - 1)),
            format!("{} 至 {} 没有订单，共 {empty} 天", Day(before.0 + 1), Day(after.0 - 1)),
        )),
        ..Example::default()
    });
    let finding = Finding {
        severity: Severity::of(f64::from(empty) / f64::from(last - first + 1)),
        examples: examples.collect(),
        ..Finding::new(
            "gaps",
            Text::new(
                format!("Times without any order that do not fit the rhythm around them: {count}, together {empty} days."),
                format!("有 {count} 段时间没有任何订单，与前后的节奏不符，共 {empty} 天。"),
            ),
            Text::new(
                format!(
                    "If days with orders came by chance as often as in the {AROUND} days before and after, fewer than {EXPECTED} such gaps would be expected in the whole file. A holiday, or rows that are missing."
                ),
                format!(
                    "若按前后各 {AROUND} 天的频率随机出现订单，整个文件中预期的此类空档不足 {EXPECTED} 个。可能是休假，也可能缺了数据。"
                ),
            ),
        )
    };
    vec![finding.without_remedy(
        "If rows are missing, export those days again and add the file; silence there looks like customers who left.",
        "如缺数据，请补充导出这些日期；否则空档会让客户看起来像已流失。",
    )]
}

pub(super) fn cut_months(shop: &Shop) -> Vec<Finding> {
    let Some(ledger) = shop.ledger() else { return Vec::new() };
    let days = days(shop, ledger);
    let (Some(first), Some(last)) = (days.first().map(|day| day.0), days.last().map(|day| day.0)) else {
        return Vec::new();
    };
    let share = days.len() as f64 / f64::from(last.0 - first.0 + 1);
    // So many days without an order at an end are hardly chance; a single one is no matter.
    let cut = |empty: i32| empty > 1 && pow(1.0 - share, f64::from(empty)) < 0.05;
    let begin = Day::first_of_month(first.month());
    let end = Day(Day::first_of_month(last.month() + 1).0 - 1);
    let mut examples = Vec::new();
    if cut(first.0 - begin.0) {
        examples.push((first, format!("The first month begins on {first}"), format!("首月从 {first} 开始")));
    }
    if cut(end.0 - last.0) {
        examples.push((last, format!("The last month ends on {last}"), format!("末月到 {last} 为止")));
    }
    if examples.is_empty() || first.month() == last.month() {
        return Vec::new();
    }
    let (en, zh): (Vec<_>, Vec<_>) = examples.iter().map(|(_, en, zh)| (en.clone(), zh.clone())).unzip();
    let finding = Finding {
        examples: examples
            .into_iter()
            .map(|(day, en, zh)| Example {
                day: Some(day),
                what: Some(Text::new(en, zh)),
                ..Example::default()
            })
            .collect(),
        ..Finding::new(
            "cut_months",
            Text::new(
                format!("Months that are not whole. {}.", en.join(". ")),
                format!("首尾月份不完整：{}。", zh.join("，")),
            ),
            Text::new(
                "They are less than other months only because the file begins or ends within them.",
                "这些月份偏低，只因文件在月中开始或结束。",
            ),
        )
    };
    vec![finding.without_remedy(
        "Views by period mark them. Choose a window of whole months where months are compared.",
        "按时段的视图会标出。比较月份时，请选择整月的时间范围。",
    )]
}
