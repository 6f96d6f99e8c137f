//! What column names mean in languages other than English and simplified Chinese.
//!
//! Where a shop sits in another country, so do the programs that export its
//! orders. These are the common words of its files; a word counts only where
//! the values fit, because some mean something else in English (`data`).

use std::sync::LazyLock;

use super::names::{Meanings, by_name, key};
use super::report::Role;

/// Names by role, written as [`key`] makes them; a name further back in its
/// role gives way to one before it.
const NAMES: &[(Role, f64, &str)] = &[
    (
        Role::Customer,
        1.0,
        "kundennummer kundennr kundenid kundencode kdnr mitgliedsnummer mitgliedsnr debitorennummer numéroclient numérodeclient codeclient \
         idclient refclient référenceclient identifiantclient idcliente númerodecliente numerocliente códigocliente códigodecliente nrocliente \
         códigodocliente iddocliente codicecliente klantnummer klantnr klantid klantcode idklienta numerklienta kodklienta idzákazníka \
         číslozákazníka kódzákazníka idклиента кодклиента номерклиента номеркарты κωδικόςπελάτη müşterino müşteriid müşterinumarası \
         müşterikodu מספרלקוח קודלקוח رقمالعميل رمزالعميل klientokodas klientoid รหัสลูกคา \
         顧客id 顧客番号 顧客コード 会員番号 会員id お客様番号 得意先コード 고객번호 고객id 고객코드 회원번호 회원id \
         客戶編號 客戶id 客戶代碼 客戶代號 會員編號 會員卡號 會員id 會員代號 顧客編號 顧客代號 買家帳號 買家id",
    ),
    (
        Role::Customer,
        0.95,
        "kunde kunden käufer mitglied besteller acheteur adhérent cliente comprador acquirente klant koper klient kupujący nabywca zákazník \
         odběratel kupující клиент покупатель заказчик πελάτης müşteri alıcı לקוח العميل عميل الزبون klientas pirkėjas ลูกคา \
         顧客 会員 お客様 得意先 購入者 고객 회원 구매자 客戶 會員 買家",
    ),
    (
        Role::Customer,
        0.8,
        "kundenname käufername nomclient nomduclient nombrecliente nombredelcliente nomecliente nomedocliente klantnaam nazwaklienta \
         jménozákazníka имяклиента фиоклиента όνομαπελάτη müşteriadı שםלקוח اسمالعميل klientovardas ชือลูกคา \
         顧客名 会員名 得意先名 お客様名 고객명 회원명 구매자명 客戶名稱 客戶姓名 會員姓名 會員名稱 買家名稱",
    ),
    (
        Role::Date,
        1.0,
        "bestelldatum auftragsdatum rechnungsdatum kaufdatum belegdatum verkaufsdatum buchungsdatum zahlungsdatum datedecommande \
         datecommande datefacture datedefacture dateachat datedachat datedevente datevente fechadepedido fechapedido fechadecompra \
         fechacompra fechadefactura fechadeventa fechaventa datadopedido datapedido datadacompra datacompra datadavenda datadafatura \
         dataordine dataacquisto datafattura datavendita besteldatum orderdatum factuurdatum aankoopdatum datazamówienia datazakupu \
         datasprzedaży datafaktury datumobjednávky datumnákupu datumprodeje датазаказа датапокупки датапродажи датаоплаты \
         ημερομηνίαπαραγγελίας sipariştarihi satıştarihi faturatarihi תאריךהזמנה תאריךרכישה تاريخالطلب تاريخالشراء užsakymodata \
         pirkimodata วันทีสังซือ 注文日 注文日時 購入日 購入日時 受注日 売上日 取引日 주문일 주문일자 주문일시 구매일 구매일자 결제일 판매일 \
         訂購日期 訂單日期 下單時間 下單日期 付款時間 購買日期 購買時間 交易時間 消費日期 銷售日期 成交時間",
    ),
    (
        Role::Date,
        0.95,
        "datum dato fecha data дата ημερομηνία tarih תאריך التاريخ تاريخ วันที 日付 日時 年月日 날짜 일자 일시 時間",
    ),
    (
        Role::Amount,
        0.97,
        "zahlbetrag rechnungsbetrag bestellwert auftragswert gesamtbetrag gesamtsumme gesamtpreis umsatz nettoumsatz montantttc montanttotal \
         totalttc prixtotal importetotal montototal valortotal valorpago preciototal preçototal importototale prezzototale totaalbedrag \
         totaalprijs orderbedrag wartośćzamówienia celkovácena суммазаказа toplamtutar 合計金額 売上金額 購入金額 支払金額 お支払金額 請求金額 \
         注文金額 결제금액 주문금액 구매금액 총금액 實付金額 實收金額 訂單金額 訂單總額 總金額 消費金額 銷售金額",
    ),
    (
        Role::Amount,
        0.95,
        "betrag summe wert montant importe monto valor montante importo totale fatturato bedrag totaal omzet kwota wartość suma razem částka \
         celkem сумма стоимость итого выручка ποσό σύνολο αξία tutar toplam סכום المبلغ الإجمالي المجموع ยอดเงิน จำนวนเงิน ยอดรวม \
         金額 売上 금액 총액 합계 매출 매출액 銷售額 總額 總計 合計",
    ),
    (Role::Amount, 0.9, "小計"),
    (
        Role::Price,
        1.0,
        "einzelpreis stückpreis prixunitaire preciounitario preçounitário prezzounitario stukprijs cenajednostkowa jednotkovácena \
         ценазаединицу birimfiyat 単価 단가 單價",
    ),
    (
        Role::Price,
        0.9,
        "preis prix precio preço prezzo prijs cena цена τιμή fiyat מחיר السعر kaina ราคา 価格 가격 價格",
    ),
    (
        Role::Quantity,
        1.0,
        "menge anzahl stückzahl stück quantité qté cantidad quantidade qtd qtde quantità aantal ilość množství количество ποσότητα adet miktar \
         כמות الكمية kiekis จำนวน 個数 수량 數量",
    ),
    (
        Role::Order,
        1.0,
        "bestellnummer bestellnr auftragsnummer auftragsnr rechnungsnummer rechnungsnr belegnummer belegnr bonnummer numérodecommande \
         numérocommande numérofacture númerodepedido númeropedido idpedido nropedido númerodefactura númerodopedido numeroordine idordine \
         numerofattura bestelnummer ordernummer factuurnummer numerzamówienia nrzamówienia idzamówienia čísloobjednávky номерзаказа idзаказа \
         siparişno 注文番号 注文id 受注番号 伝票番号 주문번호 訂單編號 訂單號碼 訂單號 發票號碼 交易編號",
    ),
    (
        Role::Product,
        0.95,
        "artikel artikelnummer artikelnr artikelname artikelbezeichnung produkt produktname ware produit producto artículo produto prodotto \
         articolo towar zboží товар артикул προϊόν ürün ürünadı מוצר المنتج prekė สินคา 商品コード 商品番号 製品名 상품명 상품 제품명 제품 \
         商品名稱 產品名稱 產品 商品編號",
    ),
    (
        Role::Product,
        0.6,
        "bezeichnung désignation libellé descrição descripción descrizione omschrijving наименование",
    ),
];

/// What a name means, and how sure that is; `None` when it says nothing.
pub(super) fn meaning(name: &str) -> Option<(Role, f64)> {
    static EXACT: LazyLock<Meanings> = LazyLock::new(|| by_name(NAMES));
    EXACT.get(&*key(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_many_languages() {
        for (name, role) in [
            ("Kunden-Nr.", Role::Customer),
            ("Numéro de client", Role::Customer),
            ("Cliente", Role::Customer),
            ("Клиент", Role::Customer),
            ("ลูกค้า", Role::Customer),
            ("顧客コード", Role::Customer),
            ("고객번호", Role::Customer),
            ("客戶編號", Role::Customer),
            ("Bestelldatum", Role::Date),
            ("Data zamówienia", Role::Date),
            ("تاريخ الطلب", Role::Date),
            ("วันที่สั่งซื้อ", Role::Date),
            ("Montant TTC (€)", Role::Amount),
            ("Сумма заказа", Role::Amount),
            ("總金額", Role::Amount),
            ("Einzelpreis", Role::Price),
            ("Qté", Role::Quantity),
            ("Número de pedido", Role::Order),
            ("Artikelbezeichnung", Role::Product),
        ] {
            assert_eq!(meaning(name).map(|(role, _)| role), Some(role), "{name}");
        }
        for name in ["", "Geburtsdatum", "Versandkosten", "Remise", "Vorname"] {
            assert_eq!(meaning(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_stands_twice_in_the_lists() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, _, names)| names.split_whitespace()).collect();
        for name in &names {
            assert_eq!(key(name), **name);
            // Names that only resemble an English one may be known by that too.
            assert!(super::super::names::meaning(name).is_none_or(|(_, sure)| sure <= 0.7), "{name}");
        }
        names.sort_unstable();
        for pair in names.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
