//! What column names mean, in English and Chinese.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::report::Role;
use super::tongues;
use super::width::half_width;

/// Names by role; a name further back in its role gives way to one before it.
/// They are written as [`key`] makes them: lower case, nothing but letters and digits.
const NAMES: &[(Role, f64, &str)] = &[
    (
        Role::Customer,
        1.0,
        "customerid customerno customernumber customercode customerkey custid custno clientid clientno clientcode memberid memberno \
         membernumber membercode membershipid membershipno membershipnumber membershipcard membershipcardno membershipcardnumber membercard membercardno \
         membercardnumber loyaltycard loyaltycardno loyaltycardnumber userid userno buyerid shopperid accountid accountno cardno cardnumber \
         客户编号 客户id 客户号 客户代码 客户编码 客户卡号 会员编号 会员id 会员号 会员卡号 会员卡 会员代码 会员编码 用户编号 用户id 用户号 \
         买家编号 买家id 顾客编号 顾客id 顾客号 卡号",
    ),
    (
        Role::Customer,
        0.95,
        "customer client member user buyer shopper account 客户 会员 用户 买家 顾客 消费者",
    ),
    (
        Role::Customer,
        0.8,
        "customername clientname membername username buyername nickname 客户名称 客户姓名 客户名 会员名 会员名称 会员姓名 买家会员名 买家昵称 \
         用户名 用户昵称 顾客姓名 昵称",
    ),
    (
        Role::Customer,
        0.6,
        "email emailaddress customeremail useremail mail phone phonenumber mobile mobilephone telephone tel 邮箱 电子邮箱 邮件 手机 手机号 \
         手机号码 电话 电话号码 联系电话 联系方式 收货人手机 收货人 收件人 姓名",
    ),
    (
        Role::Date,
        1.0,
        "orderdate orderdatetime ordertime orderedat invoicedate invoicedatetime purchasedate purchasetime purchasedat transactiondate \
         transactiontime salesdate saledate paymentdate paymenttime paydate paytime paidat paiddate billdate \
         下单时间 下单日期 下单日 订单日期 订单时间 订单创建时间 订单付款时间 订单支付时间 付款时间 付款日期 支付时间 支付日期 购买日期 购买时间 \
         交易日期 交易时间 消费日期 消费时间 成交时间 成交日期 销售日期 销售时间 开票日期 开单日期 结账时间",
    ),
    (Role::Date, 0.95, "date day time datetime timestamp 日期 时间 日"),
    (
        Role::Date,
        0.8,
        "createdat createdate createddate createtime createdtime creationdate 创建时间 创建日期",
    ),
    (
        Role::Amount,
        1.0,
        "amountpaid paidamount paymentamount netamount netrevenue netsales \
         实付金额 实付款 实付 实收金额 实收 实际支付金额 买家实际支付金额 支付金额 付款金额",
    ),
    (
        Role::Amount,
        0.97,
        "orderamount orderamountpaid ordertotal ordervalue totalamount amounttotal transactionamount transactionvalue purchaseamount \
         salesamount saleamount salevalue salesvalue invoiceamount invoicetotal linetotal lineamount grandtotal totalprice totalsales \
         totalpaid totalrevenue totalvalue totalspent dollarvalue \
         订单金额 订单总额 订单总金额 成交金额 交易金额 消费金额 购买金额 销售金额 总金额 消费额 成交额 交易额",
    ),
    (
        Role::Amount,
        0.95,
        "amount amt total revenue sales sale turnover value dollars spend spent spending payment paid monetary \
         金额 销售额 营业额 总价 合计 总计 总额 实收款",
    ),
    (Role::Amount, 0.9, "subtotal 小计"),
    (
        Role::Price,
        1.0,
        "unitprice lineitemprice priceeach priceperunit itemprice sellingprice saleprice 单价 商品单价 产品单价 销售单价 成交单价",
    ),
    (Role::Price, 0.9, "price 价格 售价 商品价格 产品价格"),
    (
        Role::Quantity,
        1.0,
        "quantity qty quantityordered orderquantity orderqty units unitssold itemquantity lineitemquantity itemcount pieces 数量 购买数量 商品数量 产品数量 \
         订购数量 销售数量 件数 购买件数 销量",
    ),
    (Role::Quantity, 0.7, "num count number 个数"),
    (
        Role::Order,
        1.0,
        "orderid orderno ordernumber ordercode ordernr invoiceno invoiceid invoicenumber invoicecode transactionid transactionno \
         transactionnumber receiptno receiptid receiptnumber billno billid basketid salesorderid \
         订单号 订单编号 订单id 订单号码 交易号 交易编号 交易流水号 流水号 发票号 发票号码 小票号 单号 单据号 单据编号 销售单号",
    ),
    (Role::Order, 0.9, "order invoice transaction receipt basket 订单 交易 小票"),
    (
        Role::Product,
        1.0,
        "productid productno productcode productnumber sku skuid skucode stockcode itemid itemno itemcode itemnumber asin lineitemsku articleno \
         商品编号 商品编码 商品id 商品代码 商品号 产品编号 产品编码 产品id 货号 物料编码",
    ),
    (
        Role::Product,
        0.95,
        "product productname item itemname lineitemname goods goodsname article title producttitle 商品 商品名称 商品名 产品 产品名称 产品名 品名 宝贝标题 商品标题 货品 货品名称",
    ),
    (Role::Product, 0.6, "description productdescription 描述 商品描述"),
];

/// How sure a name is that says status and not of what: it may be that of the customer.
pub(super) const STATUS_OF_ANYTHING: f64 = 0.8;

/// Names that tell more of an order or of the customer than a file must bring,
/// written as those of [`NAMES`]; some name the customer too, where no id does.
const FURTHER: &[(Role, f64, &str)] = &[
    (
        Role::Cost,
        1.0,
        "cost costs totalcost linecost costamount cogs costofgoods costofgoodssold costtoserve servicecost \
         成本 总成本 成本金额 成本总额 商品成本 服务成本",
    ),
    (
        Role::Cost,
        0.9,
        "unitcost costperunit costperitem costperpiece costeach costprice unitcostprice \
         单位成本 单件成本 每件成本 成本单价 成本价 进价 进货价 进货单价 采购价 采购单价",
    ),
    (
        Role::Channel,
        1.0,
        "channel channelname saleschannel orderchannel source ordersource trafficsource platform medium \
         渠道 渠道名称 销售渠道 订单渠道 购买渠道 下单渠道 成交渠道 来源 来源渠道 订单来源 平台 销售平台",
    ),
    (
        Role::Store,
        1.0,
        "store storeid storeno storecode storename storenumber shop shopid shopname outlet branch branchname \
         门店 门店编号 门店名称 门店代码 店铺 店铺编号 店铺名称 分店 网点 专柜",
    ),
    (
        Role::Campaign,
        1.0,
        "campaign campaignid campaignname utmcampaign promotion promotionid promotionname promo promocode coupon couponcode \
         discountcode vouchercode 活动 活动名称 活动编号 营销活动 促销 促销活动 促销名称 优惠券 优惠券编号 优惠码",
    ),
    (
        Role::Status,
        1.0,
        "orderstatus orderstate financialstatus paymentstatus paymentstate transactionstatus salestatus salesstatus \
         订单状态 交易状态 支付状态 付款状态 訂單狀態 付款狀態 注文ステータス 注文状況 주문상태 결제상태 \
         bestellstatus zahlungsstatus statutcommande estadopedido statoordine",
    ),
    (
        Role::Status,
        STATUS_OF_ANYTHING,
        "status 状态 狀態 ステータス 상태 statut estado stato статус",
    ),
    (
        Role::Email,
        1.0,
        "email emailaddress emailid customeremail useremail billingemail contactemail mail mailaddress \
         邮箱 邮箱地址 电子邮箱 电子邮件 邮件 电子郵件 電郵 メール メールアドレス 이메일 correo correoelectrónico courriel",
    ),
    (
        Role::Phone,
        1.0,
        "phone phonenumber phoneno customerphone billingphone shippingphone contactphone contactnumber mobile mobileno mobilenumber \
         mobilephone cell cellphone telephone telephonenumber tel whatsapp telefon teléfono telefono téléphone \
         手机 手机号 手机号码 电话 电话号码 联系电话 联系手机 联系方式 客户手机 客户电话 会员手机 会员手机号 收货人手机 收货人电话 \
         手機 手機號碼 電話 電話番号 携帯電話 휴대폰 전화번호",
    ),
    (
        Role::Name,
        1.0,
        "fullname customername clientname membername buyername contactname recipientname billingname shippingname \
         姓名 名字 客户名称 客户姓名 客户名 会员姓名 会员名称 顾客姓名 买家姓名 收货人 收件人 收货人姓名 联系人 氏名 お名前 이름 성명",
    ),
    (
        Role::Name,
        0.8,
        "name username nickname 会员名 买家会员名 买家昵称 用户名 用户昵称 昵称 名前 nombre nom",
    ),
    (
        Role::Address,
        1.0,
        "address address1 addressline1 street streetaddress customeraddress homeaddress deliveryaddress shippingaddress shippingaddress1 \
         billingaddress billingaddress1 地址 收货地址 送货地址 详细地址 联系地址 通讯地址 客户地址 家庭住址 住址 住所 주소 dirección adresse indirizzo endereço",
    ),
    (
        Role::City,
        1.0,
        "city town customercity billingcity shippingcity 城市 所在城市 客户城市 收货城市 城市名称 所在地 都市 도시 ciudad ville stadt città cidade",
    ),
];

/// What a name tells of an order or its customer beside what a file must bring, and how sure that is.
pub(super) fn further(name: &str) -> Option<(Role, f64)> {
    static EXACT: LazyLock<Meanings> = LazyLock::new(|| by_name(FURTHER));
    const LAST: &[(Role, &str)] = &[
        (Role::Email, "email 邮箱"),
        (Role::Phone, "phone mobile telephone 手机 手机号 手机号码 电话 电话号码"),
        (Role::Address, "地址"),
        (Role::City, "city 城市"),
        (Role::Channel, "channel 渠道"),
        (Role::Campaign, "campaign"),
        (Role::Store, "store 门店"),
    ];
    let key = key(name);
    if let Some(&meaning) = EXACT.get(&*key) {
        return Some(meaning);
    }
    let words = words(name);
    let last = words.last().filter(|_| words.len() <= 3)?;
    let ends = |names: &str| {
        names
            .split(' ')
            .any(|name| name == last || (!name.is_ascii() && last.ends_with(name)))
    };
    LAST.iter().find(|(_, names)| ends(names)).map(|&(role, _)| (role, 0.7))
}

/// Names of the columns of a summary. `recency` is here the age at the last
/// purchase; where it is the days since, the values tell.
const SUMMARY: &[(Role, f64, &str)] = &[
    (
        Role::X,
        1.0,
        "x repeatpurchases repeatcount repeattransactions 重复购买次数 复购次数 回购次数",
    ),
    (Role::X, 0.8, "frequency 频率 购买频率 消费频率"),
    (Role::Tx, 1.0, "tx ageatlastpurchase 末次购买时长 首末次购买间隔 最后购买时的年龄"),
    (Role::Tx, 0.6, "recency"),
    (Role::T, 1.0, "t customerage observationperiod 观察时长 观察期 客户年龄 首购至今"),
    (Role::T, 0.7, "age"),
    (
        Role::M,
        1.0,
        "m meanspend meanvalue averagespend averagevalue avgspend averageordervalue aov 平均客单价 客单价 次均消费 平均消费金额",
    ),
    (Role::M, 0.9, "monetaryvalue monetary"),
    (Role::Count, 1.0, "count customers numberofcustomers custs n 人数 客户数 会员数"),
];

/// What a name is in a summary of customers, and how sure that is.
pub(super) fn of_summary(name: &str) -> Option<(Role, f64)> {
    static EXACT: LazyLock<Meanings> = LazyLock::new(|| by_name(SUMMARY));
    EXACT.get(&*key(name)).copied()
}

/// What each name means, and how sure that is.
pub(super) type Meanings = HashMap<&'static str, (Role, f64)>;

/// A list of names by name; where one stands twice, as first said.
pub(super) fn by_name(list: &[(Role, f64, &'static str)]) -> Meanings {
    let mut meanings = Meanings::new();
    for &(role, sure, names) in list {
        for name in names.split_whitespace() {
            meanings.entry(name).or_insert((role, sure));
        }
    }
    meanings
}

/// What a name means, and how sure that is; `None` when it says nothing.
pub(super) fn meaning(name: &str) -> Option<(Role, f64)> {
    static EXACT: LazyLock<Meanings> = LazyLock::new(|| by_name(NAMES));
    let key = key(name);
    if let Some(&meaning) = EXACT.get(&*key) {
        return Some(meaning);
    }
    let words = words(name);
    if misled(&words) {
        return None;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| key.contains(part));
    let begins = |parts: &[&str]| words.iter().any(|word| parts.iter().any(|part| word.starts_with(part)));
    let digit = |char: char| char.is_ascii_digit();
    let ends = |parts: &[&str]| {
        words
            .iter()
            .any(|word| parts.iter().any(|part| word.trim_end_matches(digit).ends_with(part)))
    };
    let someone = begins(&["customer", "client", "member", "buyer"]) || has(&["客户", "会员", "用户", "买家", "顾客"]);
    let id = words.last().is_some_and(|last| is_id(last)) || has(&["编号", "编码", "号", "代码"]);
    if someone && id {
        return Some((Role::Customer, 0.7));
    }
    // Words run together, as in `saledate2`, but not those that only end alike.
    let other = ["candidate", "mandate", "paramount"]
        .iter()
        .any(|other| words.iter().any(|word| word == other));
    if has(&["日期", "时间"]) || (!other && (begins(&["date"]) || ends(&["date", "datetime"]))) {
        return Some((Role::Date, 0.6));
    }
    if has(&["金额", "销售额"]) || (!other && (begins(&["amount", "revenue"]) || ends(&["amount", "revenue"]))) {
        return Some((Role::Amount, 0.6));
    }
    if key.starts_with("numberof") || key.starts_with("numof") {
        return Some((Role::Quantity, 0.7));
    }
    None
}

/// Whether a word names an id: `no`, or `memberno` where it names someone too.
fn is_id(word: &str) -> bool {
    const IDS: &[&str] = &["id", "no", "nr", "number", "code", "key", "card"];
    let whole = |word: &str| IDS.contains(&word);
    whole(word)
        || ["customer", "client", "member", "buyer"]
            .iter()
            .filter_map(|someone| word.strip_prefix(someone))
            .any(whole)
}

/// Whether a name tells against the role its words hint at: the day of birth
/// is no day of purchase, a discount is not what was paid.
pub(super) fn misleading(name: &str) -> bool {
    misled(&words(name))
}

fn misled(words: &[String]) -> bool {
    const WHOLE: &[&str] = &[
        "tax", "taxes", "fee", "fees", "cost", "costs", "due", "dob", "join", "joined", "joining",
    ];
    const BEGINNINGS: &[&str] = &[
        "birth", "regist", "signup", "joindate", "joinedat", "ship", "deliver", "updat", "modif", "expir", "cancel", "refund", "return",
        "discount", "coupon", "freight", "last", "first", "latest", "recent", "duedate", "churn", "lifetime", "average", "avg", "monthly",
    ];
    const CHINESE: &[&str] = &[
        "生日", "出生", "注册", "入会", "加入", "发货", "收货", "签收", "更新", "修改", "到期", "取消", "退款", "退货", "优惠", "折扣",
        "运费", "邮费", "税", "成本", "最近", "首次", "最后", "上次", "累计", "平均",
    ];
    let two = |pair: &[String]| pair[0] == "sign" && pair[1] == "up";
    words.windows(2).any(two)
        || words.iter().any(|word| {
            WHOLE.contains(&word.as_str())
                || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
                || CHINESE.iter().any(|part| word.contains(part))
        })
}

/// Whether a name is that of the day on which somebody was born.
pub(crate) fn birthday(name: &str) -> bool {
    matches!(
        key(name).as_str(),
        "birthday" | "birthdate" | "dateofbirth" | "dob" | "born" | "geburtstag" | "geburtsdatum" | "生日" | "出生日期" | "出生年月"
    )
}

/// Whether a name is that of a day or a time of any kind, also of one that is
/// no day of purchase.
pub(super) fn of_time(name: &str) -> bool {
    const ENDS: &str = "date datetime time timestamp day at on birthday birth dob joined registered since";
    let words = words(name);
    let ends = words
        .last()
        .is_some_and(|last| ENDS.split(' ').any(|end| end == last) || last.ends_with("date"));
    let chinese = |word: &String| ["日期", "时间", "生日", "時間"].iter().any(|part| word.ends_with(part));
    ends || words.iter().any(chinese) || matches!(meaning(name).or_else(|| tongues::meaning(name)), Some((Role::Date, _)))
}

/// Whether a name is that of a row's id and says no more.
pub(super) fn row_id(name: &str) -> bool {
    matches!(
        key(name).as_str(),
        "id" | "ids"
            | "uid"
            | "uuid"
            | "guid"
            | "no"
            | "nr"
            | "index"
            | "row"
            | "rowid"
            | "rownames"
            | "rowname"
            | "rownumber"
            | "unnamed0"
            | "编号"
            | "序号"
            | "行号"
    ) || name.trim() == "#"
}

/// A name without what does not matter: case, blanks, `_`, `-`, full width,
/// and a unit in brackets.
pub(super) fn key(name: &str) -> String {
    words(name).concat()
}

/// The words of a name in lower case, as blanks, signs and capitals set them
/// apart: `OrderID_2` is `order`, `id`, `2`.
fn words(name: &str) -> Vec<String> {
    let name = half_width(name);
    let bracket = name.find(['(', '[', '【']).filter(|&start| start > 0);
    let chars: Vec<char> = bracket.map_or(&*name, |start| &name[..start]).chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut apart = true;
    for (place, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            apart = true;
            continue;
        }
        let before = place.checked_sub(1).map(|before| chars[before]);
        let after_lower = before.is_some_and(char::is_lowercase);
        let before_lower = before.is_some_and(char::is_uppercase) && chars.get(place + 1).is_some_and(|next| next.is_lowercase());
        if apart || (char.is_uppercase() && (after_lower || before_lower)) {
            words.push(String::new());
        }
        apart = false;
        if let Some(word) = words.last_mut() {
            word.extend(char.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (name, role) in [
            ("customer_id", Role::Customer),
            ("CustomerID", Role::Customer),
            ("Customer ID", Role::Customer),
            ("CUSTOMER-NO.", Role::Customer),
            ("client", Role::Customer),
            ("member", Role::Customer),
            ("user_id", Role::Customer),
            ("Email", Role::Customer),
            ("loyalty member code", Role::Customer),
            ("membership card", Role::Customer),
            ("MembershipCardNo", Role::Customer),
            ("gold member card", Role::Customer),
            ("coffee amount", Role::Amount),
            ("costume amount", Role::Amount),
            ("amountPaidEUR", Role::Amount),
            ("sale_date_utc", Role::Date),
            ("saledate2", Role::Date),
            ("客户编号", Role::Customer),
            ("客户ＩＤ", Role::Customer),
            ("会员号", Role::Customer),
            ("会员卡号", Role::Customer),
            ("Order Date", Role::Date),
            ("InvoiceDate", Role::Date),
            ("date", Role::Date),
            ("下单时间", Role::Date),
            ("订单日期", Role::Date),
            ("购买日期", Role::Date),
            ("日期", Role::Date),
            ("amount", Role::Amount),
            ("Amount (USD)", Role::Amount),
            ("total", Role::Amount),
            ("revenue", Role::Amount),
            ("Sales", Role::Amount),
            ("dollar_value", Role::Amount),
            ("实付金额", Role::Amount),
            ("金额(元)", Role::Amount),
            ("金额【元】", Role::Amount),
            ("订单金额", Role::Amount),
            ("销售额", Role::Amount),
            ("price", Role::Price),
            ("UnitPrice", Role::Price),
            ("单价", Role::Price),
            ("quantity", Role::Quantity),
            ("Qty", Role::Quantity),
            ("number_of_cds", Role::Quantity),
            ("数量", Role::Quantity),
            ("InvoiceNo", Role::Order),
            ("order_id", Role::Order),
            ("订单号", Role::Order),
            ("product", Role::Product),
            ("SKU", Role::Product),
            ("StockCode", Role::Product),
            ("商品", Role::Product),
        ] {
            assert_eq!(meaning(name).map(|(role, _)| role), Some(role), "{name}");
        }
    }

    #[test]
    fn names_that_only_resemble_say_nothing() {
        for name in [
            "birth_date",
            "注册时间",
            "发货时间",
            "last_order_date",
            "discount_amount",
            "membership fee",
            "shippingAmount",
            "ShipDate",
            "shipdate",
            "lastorderdate",
            "JoinDate",
            "sign-up date",
            "tax amount",
            "fee amount",
            "candidate",
            "paramount",
            "customer piano",
            "退款金额",
            "customer_segment",
            "客户等级",
            "payment_method",
            "total_charges",
            "monthly_charges",
            "churn",
            "tenure",
            "gender",
            "",
            "(x)",
        ] {
            assert_eq!(meaning(name), None, "{name}");
        }
    }

    #[test]
    fn what_was_paid_stands_before_what_was_asked() {
        let sure = |name| meaning(name).unwrap().1;
        assert!(sure("实付金额") > sure("订单金额") && sure("订单金额") > sure("金额"));
        assert!(sure("customer_id") > sure("customer name") && sure("customer name") > sure("email"));
    }

    #[test]
    fn no_name_stands_twice_in_the_lists() {
        for list in [NAMES, FURTHER, SUMMARY] {
            let mut names: Vec<&str> = list.iter().flat_map(|(_, _, names)| names.split_whitespace()).collect();
            assert!(names.iter().all(|name| key(name) == *name));
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }

    #[test]
    fn further_names_tell_of_the_order_and_its_customer() {
        for (name, role) in [
            ("Total Cost", Role::Cost),
            ("成本", Role::Cost),
            ("unit_cost", Role::Cost),
            ("Cost Price", Role::Cost),
            ("进货价", Role::Cost),
            ("Sales Channel", Role::Channel),
            ("线上渠道", Role::Channel),
            ("StoreID", Role::Store),
            ("门店名称", Role::Store),
            ("coupon_code", Role::Campaign),
            ("促销活动", Role::Campaign),
            ("Financial Status", Role::Status),
            ("订单状态", Role::Status),
            ("E-Mail", Role::Email),
            ("客户的邮箱", Role::Email),
            ("Mobile No.", Role::Phone),
            ("Home phone", Role::Phone),
            ("手机号", Role::Phone),
            ("Customer Name", Role::Name),
            ("姓名", Role::Name),
            ("Shipping Address 1", Role::Address),
            ("收货地址", Role::Address),
            ("City", Role::City),
            ("常住城市", Role::City),
        ] {
            assert_eq!(further(name).map(|(role, _)| role), Some(role), "{name}");
        }
        for name in [
            "金额",
            "phone_service",
            "ip address",
            "capacity",
            "purchase price",
            "named",
            "",
            "address is known to us",
        ] {
            assert_eq!(further(name), None, "{name}");
        }
        for (name, role) in [
            ("T", Role::T),
            ("t_x", Role::Tx),
            ("monetary_value", Role::M),
            ("复购次数", Role::X),
        ] {
            assert_eq!(of_summary(name).map(|(role, _)| role), Some(role), "{name}");
        }
    }
}
