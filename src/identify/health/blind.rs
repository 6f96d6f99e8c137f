//! The three blind spots of RFM, measured: orders without a customer, one
//! person under several ids, one id that many people use.

use serde::Serialize;

use crate::identify::identity::Groups;
use crate::identify::people::{self, Trait};
use crate::ledger::Ledger;
use crate::text::Text;

use super::finding::{Finding, Severity, Shop, percent, share, to_money};
use super::money::of_customers;

/// So many orders on a day are many for one person,
const ORDERS_A_DAY: usize = 5;
/// on so many days.
const SUCH_DAYS: u32 = 3;

/// So many phones, e-mails or names are many for one person.
const SEVERAL: u32 = 4;

/// So many addresses or cities are.
const PLACES: u32 = 5;

/// A share of all rows that is large for one customer,
const LARGE_SHARE: f64 = 0.02;
/// among at least so many.
const AMONG: usize = 200;

/// How much of the data RFM cannot see.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BlindSpots {
    /// Orders without a customer.
    pub without_customer: BlindSpot,
    /// One person under several ids.
    pub several_ids: BlindSpot,
    /// One id that looks like many people.
    pub shared_id: BlindSpot,
}

/// One of the blind spots.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BlindSpot {
    /// Whether the data allow it to be measured.
    pub measured: bool,
    /// The rows it is about.
    pub rows: u64,
    /// The customers it is about.
    pub customers: u64,
    /// The rows, as a share of all; without orders the customers.
    pub orders_share: Option<f64>,
    /// The sum of the rows' amounts.
    pub money: Option<f64>,
    /// That, as a share of everything.
    pub money_share: Option<f64>,
    /// What was found, or why nothing can be said.
    pub text: Option<Text>,
}

/// Orders without a customer.
pub(super) fn without_customer(shop: &Shop) -> BlindSpot {
    let rows: u64 = shop.imports.iter().map(|import| import.missing_customer_rows).sum();
    let money = shop.sum(|import| import.missing_customer_amount);
    let lines = shop.ledger().map_or(shop.content.ids.len(), Ledger::len) as u64;
    let orders_share = super::repeats::read_share(rows, rows + lines);
    let kept: i128 = shop
        .ledger()
        .map_or(0, |ledger| ledger.amounts().iter().map(|amount| i128::from(amount.0)).sum());
    let all = money.unwrap_or(0.0) + to_money(kept);
    let money_share = money
        .filter(|&money| money >= 0.0 && kept >= 0 && all > 0.0)
        .map(|money| money / all);
    let (orders, money_text) = (orders_share.map(percent).unwrap_or_default(), money_share.map(percent));
    let text = match &money_text {
        _ if rows == 0 => Text::new("Every row names a customer.", "每一行都有客户。"),
        Some(money) => Text::new(
            format!("{orders} of the rows and {money} of the money belong to no customer."),
            format!("{orders} 的行、{money} 的金额不属于任何客户。"),
        ),
        None => Text::new(
            format!("{orders} of the rows belong to no customer."),
            format!("{orders} 的行不属于任何客户。"),
        ),
    };
    BlindSpot {
        measured: true,
        rows,
        customers: 0,
        orders_share,
        money,
        money_share,
        text: Some(text),
    }
}

/// One person under several ids: what identity proposes with its own settings.
pub(super) fn several_ids(shop: &Shop, found: &Groups) -> (BlindSpot, Vec<Finding>) {
    let comparable = !found.linked.columns.is_empty();
    let mut marks = vec![false; shop.content.ids.len()];
    for &member in found.all.iter().flat_map(|group| &group.members) {
        marks[member as usize] = true;
    }
    let customers = marks.iter().filter(|mark| **mark).count() as u64;
    let people = found.all.len();
    let extent = shop.extent(&shop.lines_of(&marks));
    let part = share(customers, shop.customers());
    let mut finding = shop.about_lines(
        "several_ids",
        &extent,
        Text::new(
            format!("Customers who are probably one person under several ids: {customers} ids of {people} people."),
            format!("有 {customers} 个编号可能同属 {people} 个人。"),
        ),
        Text::new(
            "They have an e-mail, a phone, a name with an address, or an id but for its spelling in common. Each of them looks like a customer who buys less often than the person does.",
            "它们的邮箱、电话、姓名加地址相同，或编号仅写法不同。分开看时，每个编号的购买次数都少于本人实际。",
        ),
    );
    let mut blind = BlindSpot {
        measured: comparable,
        rows: extent.rows,
        customers,
        orders_share: if shop.ledger().is_some() { finding.rows_share } else { part },
        money: finding.money.filter(|_| shop.ledger().is_some()),
        money_share: finding.money_share,
        text: None,
    };
    blind.text = Some(if comparable && customers == 0 {
        Text::new("No two ids look like one person.", "没有哪两个编号像是同一个人。")
    } else if customers > 0 {
        let (of_customers, money) = (percent(part.unwrap_or(0.0)), blind.money_share.map(percent));
        let (en, zh) = money.map_or_else(Default::default, |money| {
            (format!(", with {money} of the money"), format!("，涉及 {money} 的金额"))
        });
        Text::new(
            format!("{customers} ids ({of_customers}) are probably {people} people{en}."),
            format!("{customers} 个编号（{of_customers}）可能是 {people} 个人{zh}。"),
        )
    } else {
        Text::new(
            "It cannot be measured: the data have no e-mail, phone, or name with an address. Add a file of customers that has.",
            "无法测量：数据中没有邮箱、电话，也没有姓名加地址。可添加含这些信息的客户资料。",
        )
    });
    if customers == 0 {
        return (blind, Vec::new());
    }
    finding.customers = customers;
    finding.customers_share = part;
    finding.severity = finding.severity.max(Severity::of(part.unwrap_or(0.0)));
    let merges = found.all.iter().flat_map(|group| {
        let others = group.members.iter().filter(|&&member| member != group.kept);
        others.map(|&member| (shop.id(member as usize).to_owned(), shop.id(group.kept as usize).to_owned()))
    });
    shop.offer_merges(&mut finding, merges.take(super::texts::NAMED).collect());
    finding.examples = found
        .all
        .iter()
        .take(super::finding::EXAMPLES)
        .map(|group| {
            let ids: Vec<String> = group
                .members
                .iter()
                .map(|&member| format!("“{}”", shop.id(member as usize)))
                .collect();
            super::Example {
                customer: Some(shop.id(group.kept as usize).to_owned()),
                what: Some(Text::new(ids.join(" = "), ids.join(" = "))),
                ..super::Example::default()
            }
        })
        .collect();
    (blind, vec![finding])
}

/// What speaks for many people behind one id.
#[derive(Debug, Clone, Default)]
struct Suspicion {
    score: f64,
    en: Vec<String>,
    zh: Vec<String>,
}

impl Suspicion {
    /// Adds a sign: one half where it just reaches its limit, more the further it goes beyond.
    fn add(&mut self, value: f64, limit: f64, words: impl FnOnce() -> [String; 2]) {
        if value >= limit {
            let sign = 1.0 - 0.5 * limit / value;
            self.score = 1.0 - (1.0 - self.score) * (1.0 - sign);
            let [en, zh] = words();
            self.en.push(en);
            self.zh.push(zh);
        }
    }
}

/// One id that looks like many people.
pub(super) fn shared_id(shop: &Shop) -> (BlindSpot, Vec<Finding>) {
    let Some(ledger) = shop.ledger() else {
        let text = Text::new("It is measured from orders.", "需要订单数据才能测量。");
        return (
            BlindSpot {
                text: Some(text),
                ..BlindSpot::default()
            },
            Vec::new(),
        );
    };
    let suspicions = suspicions(shop, ledger);
    let marks: Vec<bool> = suspicions.iter().map(|suspicion| suspicion.score > 0.0).collect();
    let extent = shop.extent(&shop.lines_of(&marks));
    let customers = extent.customers;
    let mut finding = shop.about_lines(
        "shared_ids",
        &extent,
        Text::new(
            format!("Ids that look like many people: {customers}."),
            format!("有 {customers} 个编号像是多人共用。"),
        ),
        Text::new(
            format!("At least {ORDERS_A_DAY} orders on each of {SUCH_DAYS} days; at least {SEVERAL} phones, e-mails or names; at least {PLACES} addresses or cities; or {} of all rows among {AMONG} customers and more. A card at the till, a reseller, a family.", percent(LARGE_SHARE)),
            format!("至少有 {SUCH_DAYS} 天每天下单 {ORDERS_A_DAY} 次以上；或有 {SEVERAL} 个以上的电话、邮箱或姓名；或有 {PLACES} 个以上的地址或城市；或在不少于 {AMONG} 位客户中占全部行数的 {} 以上。可能是收银台公用卡、经销商或家庭共用。", percent(LARGE_SHARE)),
        ),
    );
    let text = if customers == 0 {
        Text::new("No id looks like many people.", "没有编号像是多人共用。")
    } else {
        let (rows, money) = (
            percent(finding.rows_share.unwrap_or(0.0)),
            percent(finding.money_share.unwrap_or(0.0)),
        );
        Text::new(
            format!("{customers} ids look like many people, with {rows} of the rows and {money} of the money."),
            format!("{customers} 个编号像是多人共用，占 {rows} 的行、{money} 的金额。"),
        )
    };
    let blind = BlindSpot {
        measured: true,
        rows: extent.rows,
        customers,
        orders_share: finding.rows_share,
        money: finding.money,
        money_share: finding.money_share,
        text: Some(text),
    };
    if customers == 0 {
        return (blind, Vec::new());
    }
    finding.examples = of_customers(shop, ledger, &marks, |customer| {
        let Suspicion { score, en, zh } = &suspicions[customer];
        let score = (score * 100.0).round() / 100.0;
        Text::new(
            format!("{} (score {score})", en.join(", ")),
            format!("{}（得分 {score}）", zh.join("，")),
        )
    });
    shop.offer_aside(&mut finding, (0..marks.len()).filter(|&customer| marks[customer]));
    finding.severity = finding.severity.max(Severity::Notable);
    (blind, vec![finding])
}

fn suspicions(shop: &Shop, ledger: &Ledger) -> Vec<Suspicion> {
    let mut all = vec![Suspicion::default(); ledger.customers()];
    let enough = ledger.buyers() >= AMONG;
    for (customer, suspicion) in all.iter_mut().enumerate() {
        let days = busy_days(ledger, customer);
        suspicion.add(f64::from(days), f64::from(SUCH_DAYS), || {
            [
                format!("{days} days with {ORDERS_A_DAY} orders or more"),
                format!("{days} 天下单不少于 {ORDERS_A_DAY} 次"),
            ]
        });
        let part = ledger.lines(customer).len() as f64 / ledger.len() as f64;
        if enough {
            suspicion.add(part, LARGE_SHARE, || {
                [format!("{} of all rows", percent(part)), format!("占全部行数的 {}", percent(part))]
            });
        }
    }
    for attribute in shop.content.customers.iter().flat_map(|table| &table.attributes) {
        let limit = match people::of(attribute) {
            Some(Trait::Phone | Trait::Email | Trait::Name) => SEVERAL,
            Some(Trait::Address | Trait::City) => PLACES,
            _ => continue,
        };
        for (suspicion, &different) in all.iter_mut().zip(attribute.variety.iter().flatten()) {
            let name = &attribute.name;
            suspicion.add(f64::from(different), f64::from(limit), || {
                [
                    format!("{different} different values of “{name}”"),
                    format!("“{name}”有 {different} 个不同的值"),
                ]
            });
        }
    }
    all
}

/// The days on which a customer has many orders.
fn busy_days(ledger: &Ledger, customer: usize) -> u32 {
    let Some(orders) = ledger.orders() else { return 0 };
    let lines: Vec<usize> = ledger.lines(customer).filter(|&line| ledger.amounts()[line].0 >= 0).collect();
    let of_day = lines.chunk_by(|&a, &b| ledger.days()[a] == ledger.days()[b]);
    // Within a day the lines of an order lie together.
    let many = of_day.filter(|lines| lines.chunk_by(|&a, &b| orders[a] == orders[b]).count() >= ORDERS_A_DAY);
    u32::try_from(many.count()).unwrap_or(u32::MAX)
}
