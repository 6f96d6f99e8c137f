"""Layouts as well-known shops export them.

Made up by us after the public names of their columns; no row comes from a shop.
"""
from truth import Text, roles, sales, written


def make(corpus):
    add = corpus.add

    text = Text("订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "订单状态", "收货人姓名", "收货地址", "联系手机",
                "订单创建时间", "订单付款时间", "宝贝标题", "宝贝种类", "宝贝总数量", "店铺名称")
    for at, (customer, day, amount, city, product) in enumerate(sales("zh-Hans", 30, 110)):
        paid = f"{day} {at % 24:02}:{at * 7 % 60:02}:31"
        text.kept_row(f"tb_{customer}", day, amount, [
            f'="{1_680_000_000_000_000_000 + at * 98_765_431}"', f"tb_{customer}", "", amount, "0.00", amount, amount, "交易成功", customer, f"{city}市某区某路{at}号",
            f"'138{at * 7654321 % 100_000_000:08}", paid, paid, product, 1, at % 3 + 1, "小满茶铺"])
    add("shop_taobao.csv", "a layout like Taobao's, in GBK", text.encoded("gbk"), text.orders(), encoding="GB18030",
        **roles(customer="买家会员名", amount="买家实际支付金额"))

    text = Text("Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
                "Lineitem quantity", "Lineitem name", "Lineitem price", "Billing Name", "Billing City", "Phone", "Created at")
    for at, (customer, day, amount, city, product) in enumerate(sales("en", 30, 111)):
        mail = customer.lower().replace("'", "") + "@example.com"
        when = f"{day} {at % 24:02}:12:09 -0500"
        text.kept_row(mail, day, amount, [f"#{1001 + at}", mail, "paid", when, "fulfilled", "USD", amount, "0.00", "0.00", amount, "", at % 3 + 1, product, amount,
                                          customer, city, "", when])
    add("shop_shopify.csv", "a layout like Shopify's", text.encoded(), text.orders(), **roles(customer="Email", amount="Total"))

    text = Text("Order ID", "Order Date", "Order Status", "Customer Username", "Customer E-mail", "City (Billing)", "Item Name", "Quantity", "Item Cost", "Order Total")
    for at, (customer, day, amount, city, product) in enumerate(sales("en", 30, 112)):
        mail = customer.lower().replace("'", "") + "@example.com"
        text.keep(customer, day, amount)
        text.row([5000 + at, f"{day} 09:{at:02}", "wc-completed", customer, mail, city, product, at % 3 + 1, amount, amount])
    add("shop_woocommerce.csv", "a layout like WooCommerce's", text.encoded(), text.orders(), **roles(date="Order Date", amount="Order Total", order="Order ID"))

    text = Text("amazon-order-id", "purchase-date", "order-status", "buyer-email", "product-name", "sku", "quantity", "currency", "item-price", "item-tax", "ship-city", delimiter="\t")
    for at, (customer, day, amount, city, product) in enumerate(sales("en", 30, 113)):
        mail = f"{hash_of(customer):x}@marketplace.example.com"
        text.kept_row(mail, day, amount, [f"203-{at:07}-{at * 31:07}", f"{day}T11:{at:02}:00+00:00", "Shipped", mail, product, f"SKU-{len(product)}", 1, "GBP", amount, "0.00", city])
    add("shop_amazon.txt", "a layout like Amazon's order report", text.encoded(), text.orders(), delimiter="\t",
        **roles(customer="buyer-email", date="purchase-date"))

    text = Text("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
    for at, (customer, day, amount, _, product) in enumerate(sales("en", 30, 114)):
        number, count = 12_300 + len(customer) * 7 + ord(customer[0]), at % 5 - 1
        when = written("%-m/%-d/%Y")(day) + f" {at % 12 + 8}:{at:02}"
        fields = [f"{'C' * (count < 0)}{536365 + at}", f"85{at:03}A", product, count, when, amount, number, "United Kingdom"]
        if at % 9 == 4:
            text.rejected_row("no_customer", [*fields[:6], "", fields[7]], amount * count)
        else:
            text.kept_row(number, day, amount * count, fields)
    add("shop_lines.csv", "invoice lines with returns and without customers, like a known teaching set", text.encoded(), text.orders(), date_order="MDY",
        notices=["price_times_quantity"], missing_customer_rows=3, **roles(customer="CustomerID", date="InvoiceDate", price="UnitPrice", quantity="Quantity", order="InvoiceNo"))

    text = Text("Datum", "Belegnummer", "Kundennummer", "Name", "Artikelbezeichnung", "Menge", "Einzelpreis", "Gesamtpreis", delimiter=";", eol="\r\n")
    for at, (customer, day, amount, _, product) in enumerate(sales("de", 40, 115)):
        number, count = f"{10_000 + ord(customer[0]) * 7 + len(customer)}", at % 3 + 1
        text.kept_row(number, day, amount * count, [written("%d.%m.%y")(day), f"RE-{at:05}", number, customer, product, count,
                                                    f"{amount:,} €".translate({44: ".", 46: ","}), f"{amount * count:,} €".translate({44: ".", 46: ","})])
    add("shop_german.csv", "a German till's export", text.encoded("cp1252"), text.orders(), encoding="windows-1252", delimiter=";", date_order="DMY", decimal="comma",
        **roles(customer="Kundennummer", date="Datum", amount="Gesamtpreis"))

    text = Text("会员卡号", "消费日期", "消费时间", "门店", "商品", "数量", "单价", "实收金额", delimiter="\t")
    for at, (customer, day, amount, city, product) in enumerate(sales("zh-Hans", 30, 116)):
        card = f"{80000 + ord(customer[0]) % 9000:08}"
        text.kept_row(card, day, amount, [card, day.replace("-", ""), f"{at % 24:02}{at:02}00", f"{city}店", product, 1, amount, amount])
    add("shop_till_chinese.txt", "a till's export in Chinese, with times apart from the days", text.encoded("gb18030"), text.orders(), encoding="GB18030", delimiter="\t",
        **roles(customer="会员卡号", date="消费日期", amount="实收金额"))


def hash_of(text):
    """A number that is the same in every run."""
    number = 0
    for char in text:
        number = (number * 131 + ord(char)) % (1 << 40)
    return number
