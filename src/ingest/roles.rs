//! Which column is what: by name, else by content.
//!
//! Names come first, because they are rarely wrong; content settles which of
//! several columns with fitting names is meant. In a file without names,
//! content decides alone:
//!
//! - the date is the first column of dates;
//! - the customer is the first column of ids that repeat now and then;
//! - the amount is the last column of numbers with a fraction, else the last of numbers;
//! - the quantity is the column of small whole numbers with the fewest distinct values.
//!
//! A lone price is the amount; price × quantity is used only without an amount.
//!
//! An order id may also be known by its form, `#1001`.
//!
//! What a file may bring beside (cost, channel, store, campaign, status; e-mail address,
//! phone number, name, address and city of the customer) is given to columns
//! whose name says so and whose values are not something else; addresses of
//! e-mail, phone numbers and postal addresses are known by their form too.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Text;

use super::known::Known;
use super::names;
use super::profile::{Profile, missing};
use super::report::{ContentType, Role};
use super::status;
use super::tongues;

/// What a column is taken for, how surely and why.
#[derive(Debug, Clone)]
pub(super) struct Guess {
    pub(super) role: Role,
    pub(super) confidence: f64,
    pub(super) reason: Text,
}

/// Every column's guess; at most one column a role.
#[derive(Debug)]
pub(super) struct Roles {
    pub(super) guesses: Vec<Option<Guess>>,
    /// The columns that may have none.
    pub(super) unused: BTreeSet<usize>,
}

impl Roles {
    /// The column of a role.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        self.guesses
            .iter()
            .position(|guess| guess.as_ref().is_some_and(|guess| guess.role == role))
    }

    /// The guess of a role.
    pub(super) fn guess(&self, role: Role) -> Option<&Guess> {
        self.guesses.iter().flatten().find(|guess| guess.role == role)
    }

    /// Guesses by content alone are less than half sure.
    pub(super) fn by_name(&self, role: Role) -> bool {
        self.guess(role).is_some_and(|guess| guess.confidence >= 0.5)
    }

    pub(super) fn set(&mut self, column: usize, role: Role, confidence: f64, reason: Text) {
        self.guesses[column] = Some(Guess { role, confidence, reason });
    }

    fn free(&self, column: usize) -> bool {
        self.guesses[column].is_none() && !self.unused.contains(&column)
    }
}

/// A role in the middle of a sentence.
pub(super) fn noun(role: Role) -> Text {
    match role {
        Role::Customer => Text::new("the customer", "客户"),
        Role::Date => Text::new("the date", "日期"),
        Role::Amount => Text::new("the amount", "金额"),
        Role::Price => Text::new("the unit price", "单价"),
        Role::Quantity => Text::new("the quantity", "数量"),
        Role::Order => Text::new("the order id", "订单号"),
        Role::Product => Text::new("the product", "商品"),
        Role::Cost => Text::new("the cost", "成本"),
        Role::Channel => Text::new("the channel", "渠道"),
        Role::Store => Text::new("the store", "门店"),
        Role::Campaign => Text::new("the campaign", "营销活动"),
        Role::Status => Text::new("the status of the order", "订单状态"),
        Role::Email => Text::new("the e-mail address", "邮箱"),
        Role::Phone => Text::new("the phone number", "电话"),
        Role::Name => Text::new("the name", "姓名"),
        Role::Address => Text::new("the address", "地址"),
        Role::City => Text::new("the city", "城市"),
        Role::X => Text::new("the number of repeat purchases (x)", "重复购买次数（x）"),
        Role::Tx => Text::new("the age at the last purchase (t_x)", "末次购买时的客龄（t_x）"),
        Role::T => Text::new("the age of the customer (T)", "客龄（T）"),
        Role::M => Text::new("the mean amount of a repeat purchase (m)", "重复购买的平均金额（m）"),
        Role::Count => Text::new("the number of customers", "客户数"),
    }
}

/// Whether only rows of orders have a column for it.
pub(super) fn of_orders(role: Role) -> bool {
    matches!(
        role,
        Role::Date
            | Role::Amount
            | Role::Price
            | Role::Quantity
            | Role::Order
            | Role::Product
            | Role::Channel
            | Role::Store
            | Role::Campaign
            | Role::Status
    )
}

/// Whether only rows of a summary have a column for it.
pub(super) fn of_summaries(role: Role) -> bool {
    matches!(role, Role::X | Role::Tx | Role::T | Role::M | Role::Count)
}

/// Roles that no file needs, in the order in which they are given.
const FURTHER: [Role; 10] = [
    Role::Cost,
    Role::Channel,
    Role::Store,
    Role::Campaign,
    Role::Status,
    Role::Email,
    Role::Phone,
    Role::Name,
    Role::Address,
    Role::City,
];

/// Guesses the roles of the columns an order file would have; `given` ones stand, `unused` columns get none.
pub(super) fn guess(
    names: Option<&[String]>,
    profiles: &[Profile],
    known: &[Known],
    given: &BTreeMap<usize, Role>,
    unused: BTreeSet<usize>,
) -> Roles {
    let mut roles = Roles {
        guesses: vec![None; profiles.len()],
        unused,
    };
    for (&column, &role) in given {
        roles.set(column, role, 1.0, Text::new("You said so.", "由您指定。"));
    }
    if let Some(names) = names {
        by_name(&mut roles, names, profiles);
    }
    let named = |column: usize| names.map_or("", |names| names[column].as_str());
    by_content(&mut roles, profiles, names.is_some(), |column| names::misleading(named(column)));
    further(&mut roles, names, profiles, known);
    roles
}

/// Gives the roles that no file needs: by names that the values do not belie, else by values of a form of their own.
fn further(roles: &mut Roles, names: Option<&[String]>, profiles: &[Profile], known: &[Known]) {
    let meanings: Vec<Option<(Role, f64)>> = match names {
        Some(names) => names.iter().map(|name| names::further(name)).collect(),
        None => vec![None; known.len()],
    };
    let customers = roles.column(Role::Customer).map(|column| &profiles[column]);
    for role in FURTHER.into_iter().filter(|&role| roles.column(role).is_none()).collect::<Vec<_>>() {
        let free: Vec<usize> = (0..known.len()).filter(|&column| roles.free(column)).collect();
        let sure = |column: usize| match meanings[column] {
            Some((Role::Status, sure)) if role == Role::Status => {
                let of_customers = sure <= names::STATUS_OF_ANYTHING
                    && customers.is_some_and(|customers| status::of_customers(customers, &profiles[column]));
                if of_customers || !status::fits(&profiles[column]) {
                    0.0
                } else {
                    sure
                }
            }
            Some((meant, sure)) if meant == role => sure * suits(role, known[column].content.kind),
            _ => 0.0,
        };
        let best = free.iter().rev().copied().max_by(|&a, &b| sure(a).total_cmp(&sure(b)));
        if let (Some(column), Some(names)) = (best.filter(|&column| sure(column) > 0.0), names) {
            let (name, noun, content) = (&names[column], noun(role), &known[column].content.reason);
            let reason = Text::new(
                format!("“{name}” is a usual name for {}. {}", noun.en, content.en),
                format!("“{name}”是{}的常用列名。{}", noun.zh, content.zh),
            );
            roles.set(column, role, sure(column), reason);
            continue;
        }
        let form = match role {
            Role::Email => ContentType::Email,
            Role::Phone => ContentType::Phone,
            Role::Address => ContentType::Address,
            _ => continue,
        };
        if let Some(column) = free.into_iter().find(|&column| known[column].content.kind == form) {
            let content = &known[column].content;
            roles.set(column, role, 0.45 * content.confidence, content.reason.clone());
        }
    }
}

/// How well what a column holds goes with a role that its name speaks for; 0 when it cannot be.
fn suits(role: Role, content: ContentType) -> f64 {
    use ContentType::{Address, Category, Email, Identifier, Money, Name, Number, Phone, Text, WholeNumber};
    match (role, content) {
        (Role::Cost, Money | Number | WholeNumber)
        | (Role::Channel | Role::Store | Role::Campaign | Role::City, Category)
        | (Role::Email, Email)
        | (Role::Phone, Phone)
        | (Role::Name, Name)
        | (Role::Address, Address) => 1.0,
        (Role::Channel | Role::Store | Role::Campaign, Text | Identifier | Name | WholeNumber)
        | (Role::Phone, WholeNumber | Identifier)
        | (Role::Name | Role::Address | Role::City, Text)
        | (Role::City, Name | Address)
        | (Role::Name, Category) => 0.8,
        (Role::Phone, Text) | (Role::Address, Category | Name) => 0.6,
        _ => 0.0,
    }
}

fn by_name(roles: &mut Roles, names: &[String], profiles: &[Profile]) {
    let meaning = |(name, profile): (&String, &Profile)| {
        // Days may be counted, as Excel does, instead of written.
        let fits = |role| fit(role, profile) >= 0.5 || (role == Role::Date && profile.counts().is_some());
        let elsewhere = tongues::meaning(name).filter(|&(role, _)| fits(role));
        elsewhere.or_else(|| names::meaning(name))
    };
    let meanings: Vec<Option<(Role, f64)>> = names.iter().zip(profiles).map(meaning).collect();
    for role in [
        Role::Customer,
        Role::Date,
        Role::Amount,
        Role::Price,
        Role::Quantity,
        Role::Order,
        Role::Product,
    ] {
        if roles.column(role).is_some() {
            continue;
        }
        let sure = |column: usize| match meanings[column] {
            Some((meant, sure)) if meant == role && roles.free(column) => sure * (0.75 + 0.25 * fit(role, &profiles[column])),
            _ => 0.0,
        };
        // A column without values comes behind all others.
        let weight = |column: usize| (sure(column) > 0.0 && profiles[column].filled > 0, sure(column));
        let better = |&a: &usize, &b: &usize| {
            let ((filled, a), (other, b)) = (weight(a), weight(b));
            filled.cmp(&other).then(a.total_cmp(&b))
        };
        let best = (0..names.len()).rev().max_by(better);
        if let Some((column, sure)) = best.map(|column| (column, sure(column))).filter(|&(_, sure)| sure > 0.0) {
            let (name, noun) = (&names[column], noun(role));
            let reason = Text::new(
                format!("“{name}” is a usual name for {}{}.", noun.en, content(role, &profiles[column]).en),
                format!("“{name}”是{}的常用列名{}。", noun.zh, content(role, &profiles[column]).zh),
            );
            roles.set(column, role, sure, reason);
        }
    }
}

/// How well the values fit a role.
fn fit(role: Role, profile: &Profile) -> f64 {
    match role {
        Role::Date => profile.date_share(),
        Role::Amount | Role::Price | Role::Quantity => profile.number_share(),
        _ => 1.0,
    }
}

/// What the values say about a role, to end a sentence with.
fn content(role: Role, profile: &Profile) -> Text {
    let percent = (fit(role, profile) * 100.0).floor();
    match role {
        Role::Date => Text::new(
            format!(", and {percent}% of its values are dates"),
            format!("，且 {percent}% 的值是日期"),
        ),
        Role::Amount | Role::Price | Role::Quantity => Text::new(
            format!(", and {percent}% of its values are numbers"),
            format!("，且 {percent}% 的值是数字"),
        ),
        _ => Text::new("", ""),
    }
}

fn by_content(roles: &mut Roles, profiles: &[Profile], header: bool, misleading: impl Fn(usize) -> bool) {
    let columns = 0..profiles.len();
    if roles.column(Role::Date).is_none() {
        let date = |&column: &usize| roles.free(column) && profiles[column].date_share() >= 0.9 && !misleading(column);
        if let Some(column) = columns.clone().find(date) {
            let reason = Text::new("It is the first column whose values are dates.", "这是第一个日期列。");
            roles.set(column, Role::Date, 0.45, reason);
        }
    }
    if roles.column(Role::Customer).is_none()
        && let Some(column) = customer(roles, profiles, header)
    {
        let reason = Text::new(
            format!(
                "It is the first column that looks like ids: {} distinct values.",
                profiles[column].texts.len()
            ),
            format!("这是第一个像编号的列，共有 {} 个不同的值。", profiles[column].texts.len()),
        );
        roles.set(column, Role::Customer, 0.4, reason);
    }
    if roles.column(Role::Order).is_none()
        && let Some(column) = order(roles, profiles)
    {
        let reason = Text::new(
            "Its values are numbers behind “#”, as shops write their orders.",
            "其值为“#”加数字，商店常这样写订单号。",
        );
        roles.set(column, Role::Order, 0.45, reason);
    }
    if roles.column(Role::Amount).is_none() {
        amount(roles, profiles, header, misleading);
    }
    if !header && roles.column(Role::Quantity).is_none() && roles.column(Role::Amount).is_some() {
        let customer = roles.column(Role::Customer);
        let twin = |profile| customer.is_some_and(|customer| profiles[customer].one_to_one(profile));
        let small = |&column: &usize| {
            let profile = &profiles[column];
            roles.free(column)
                && !twin(profile)
                && profile.number_share() >= 0.95
                && profile.fractions == 0
                && profile.distinct_share() < 0.2
        };
        if let Some(column) = columns.clone().filter(small).min_by_key(|&column| profiles[column].texts.len()) {
            let reason = Text::new("Its values are whole numbers, few of them distinct.", "值都是整数，且种类很少。");
            roles.set(column, Role::Quantity, 0.3, reason);
        }
    }
}

/// The first column whose every value is a number behind “#”, most of them another one, as shops
/// write their orders.
fn order(roles: &Roles, profiles: &[Profile]) -> Option<usize> {
    let numbered = |text: &str| {
        let number = text.trim().strip_prefix(['#', '＃']);
        number.is_some_and(|number| number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    (0..profiles.len()).find(|&column| {
        let profile = &profiles[column];
        let mut texts = profile.texts().filter(|text| !missing(text)).peekable();
        roles.free(column) && profile.distinct_share() >= 0.3 && texts.peek().is_some() && texts.all(numbered)
    })
}

/// The first column of ids: no dates, no fractions. Ids that repeat go before
/// ids that do not; where columns have names, ids must hold digits.
fn customer(roles: &Roles, profiles: &[Profile], header: bool) -> Option<usize> {
    let ids = |column: &usize| {
        let profile = &profiles[*column];
        let whole = profile.fractions == 0 && profile.date_share() < 0.5;
        roles.free(*column) && profile.filled > 0 && whole && (!header || profile.coded * 5 >= profile.filled * 4)
    };
    let many = |column: &usize| profiles[*column].distinct_share() >= 0.02 || profiles[*column].texts.len() >= 50;
    let repeat = |column: &usize| profiles[*column].distinct_share() < 0.999;
    let mut candidates = (0..profiles.len()).filter(|column| ids(column) && many(column));
    candidates.clone().find(repeat).or_else(|| candidates.next())
}

fn amount(roles: &mut Roles, profiles: &[Profile], header: bool, misleading: impl Fn(usize) -> bool) {
    let price = roles.column(Role::Price);
    if price.is_some() && roles.column(Role::Quantity).is_some() {
        return;
    }
    if let Some(column) = price {
        let confidence = roles.guess(Role::Price).map_or(0.0, |guess| guess.confidence);
        let reason = Text::new(
            "It is a price, and there is no quantity to multiply it by.",
            "这是价格，且没有可相乘的数量列。",
        );
        return roles.set(column, Role::Amount, confidence, reason);
    }
    let number = |column: &usize| roles.free(*column) && profiles[*column].number_share() >= 0.9 && !misleading(*column);
    let fraction = |column: &usize| number(column) && profiles[*column].fractions > 0;
    let column = (0..profiles.len()).rev().find(fraction).or_else(|| {
        let mut whole = (0..profiles.len()).rev().filter(number);
        whole.next().filter(|_| !header || whole.next().is_none())
    });
    if let Some(column) = column {
        let reason = if profiles[column].fractions > 0 {
            Text::new("It is the last column of numbers with decimals.", "这是最后一个带小数的数字列。")
        } else {
            Text::new("It is the last column of numbers.", "这是最后一个数字列。")
        };
        roles.set(column, Role::Amount, 0.4, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The roles by column, `-` where there is none: c, d, a, p(rice), q, o, P(roduct).
    fn roles_of(header: &str, rows: &[&str]) -> String {
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        let mut profiles: Vec<Profile> = names.iter().map(|_| Profile::default()).collect();
        for row in rows {
            for (profile, value) in profiles.iter_mut().zip(row.split(',')) {
                profile.add(value);
            }
        }
        let names = (!header.starts_with(',')).then_some(names.as_slice());
        let known = Known::of(names.unwrap_or_default(), &profiles, names.is_some());
        let roles = guess(names, &profiles, &known, &BTreeMap::new(), BTreeSet::new());
        roles
            .guesses
            .iter()
            .map(|guess| match guess.as_ref().map(|guess| guess.role) {
                Some(Role::Customer) => 'c',
                Some(Role::Date) => 'd',
                Some(Role::Amount) => 'a',
                Some(Role::Price) => 'p',
                Some(Role::Quantity) => 'q',
                Some(Role::Order) => 'o',
                Some(Role::Product) => 'P',
                Some(Role::Cost) => 'k',
                Some(Role::Channel | Role::Store | Role::Campaign) => 'h',
                Some(Role::Email) => '@',
                Some(Role::Phone) => '#',
                Some(Role::Name) => 'n',
                Some(Role::Address) => 'A',
                Some(Role::City) => 'C',
                Some(_) => '?',
                None => '-',
            })
            .collect()
    }

    #[test]
    fn names_decide_and_content_chooses_among_them() {
        for (header, rows, expected) in [
            (
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                &["536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,UK"][..],
                "oP-qdpc-",
            ),
            (
                "订单号,下单时间,会员号,商品,数量,实付金额,订单金额",
                &["1,2024-01-01,m1,x,1,5.00,6.00"],
                "odcPqa-",
            ),
            ("customer,price,date", &["a,3.50,2024-01-01"], "cad"),
            ("customer,price,quantity,date", &["a,3.50,2,2024-01-01"], "cpqd"),
            ("customer,amount,price,quantity,date", &["a,7.00,3.50,2,2024-01-01"], "capqd"),
            (
                "name,email,order date,ship date,total",
                &["x,a@b.c,2024-01-01,2024-01-03,9"],
                "ncd-a",
            ),
            (
                "会员号,姓名,手机号,邮箱,收货地址,城市,渠道,门店,活动,下单时间,金额,成本",
                &["m1,王伟,13812345678,a@b.co,北京市朝阳区建国路1号,北京,app,A店,双11,2024-01-01,9.50,5.00"],
                "cn#@AChhhdak",
            ),
            // What a name promises and the values are not.
            ("customer,date,amount,phone,email,city", &["c,2024-01-01,5,yes,no,3"], "cda---"),
            // No id but a phone number, and an e-mail address under no name.
            ("phone,date,amount,x1", &["13812345678,2024-01-01,5,a@b.co"], "cda@"),
            ("date,time,customer,amount", &["2024-01-01,10:00,a,5"], "d-ca"),
            ("when,who,how much", &["2024-01-01,c17,5.10", "2024-01-02,c17,6.10"], "dca"),
        ] {
            assert_eq!(roles_of(header, rows), expected, "{header}");
        }
    }

    #[test]
    fn without_names_content_decides() {
        let cdnow = [
            "00004,0001,19970101,2,29.33",
            "00004,0001,19970118,1,29.73",
            "00018,0002,19970104,1,14.96",
        ];
        // Two distinct quantities in three rows are many; in a file of a size they are few.
        let rows: Vec<&str> = cdnow.into_iter().cycle().take(30).collect();
        assert_eq!(roles_of(",,,,", &rows), "c-dqa");

        // The order's id never repeats, the channel has but three values, a customer comes a hundred times.
        let rows: Vec<String> = (0..6_000)
            .map(|row| format!("{row},{},K{},2024-01-01,{}.5", row % 3, row % 60, row % 900))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(roles_of(",,,,", &rows), "-qcda");
    }
}
