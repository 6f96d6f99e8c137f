//! What column names mean, in English and Chinese.

use super::report::Role;
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
        "amount amt total revenue sales sale turnover value dollars spend spent spending payment paid monetary subtotal \
         金额 销售额 营业额 总价 合计 总计 小计 总额 实收款",
    ),
    (
        Role::Price,
        1.0,
        "unitprice priceeach priceperunit itemprice sellingprice saleprice 单价 商品单价 产品单价 销售单价 成交单价",
    ),
    (Role::Price, 0.9, "price 价格 售价 商品价格 产品价格"),
    (
        Role::Quantity,
        1.0,
        "quantity qty quantityordered orderquantity orderqty units unitssold itemquantity itemcount pieces 数量 购买数量 商品数量 产品数量 \
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
        "productid productno productcode productnumber sku skuid skucode stockcode itemid itemno itemcode itemnumber asin articleno \
         商品编号 商品编码 商品id 商品代码 商品号 产品编号 产品编码 产品id 货号 物料编码",
    ),
    (
        Role::Product,
        0.95,
        "product productname item itemname goods goodsname article title producttitle 商品 商品名称 商品名 产品 产品名称 产品名 品名 宝贝标题 商品标题 货品 货品名称",
    ),
    (Role::Product, 0.6, "description productdescription 描述 商品描述"),
];

/// What a name means, and how sure that is; `None` when it says nothing.
pub(super) fn meaning(name: &str) -> Option<(Role, f64)> {
    let key = key(name);
    let exact = NAMES.iter().find(|(_, _, names)| names.split_whitespace().any(|name| name == key));
    if let Some(&(role, sure, _)) = exact {
        return Some((role, sure));
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
fn key(name: &str) -> String {
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
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, _, names)| names.split_whitespace()).collect();
        assert!(names.iter().all(|name| key(name) == *name));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
