//! What became of an order, by the word in its status column.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::text::Notice;

use super::profile::{Profile, missing};
use super::width::half_width;

/// Cancelled, refunded in full, or never paid.
const VOID: &str = "cancelled canceled cancelation cancellation refunded fullyrefunded voided void failed paymentfailed paymenterror \
    declined rejected expired unpaid pendingpayment awaitingpayment paymentpending notpaid chargeback \
    交易关闭 交易取消 交易失败 已取消 已关闭 取消 订单取消 订单关闭 订单已取消 已退款 全额退款 退款成功 退款完成 已退货退款 \
    支付失败 未付款 未支付 待付款 待支付 等待买家付款 已作废 作废 \
    交易關閉 已關閉 訂單取消 全額退款 支付失敗 \
    キャンセル キャンセル済み キャンセル済 返金済み 返金済 未払い 未入金 취소 취소됨 취소완료 주문취소 결제취소 환불 환불완료 미결제 \
    storniert stornierung erstattet zurückerstattet abgebrochen unbezahlt annulé annulée remboursé remboursée impayé impayée \
    cancelado cancelada anulado anulada reembolsado reembolsada impagado annullato annullata rimborsato rimborsata \
    estornado estornada geannuleerd terugbetaald отменен отменён отменено anulowane anulowano";

/// Whatever else is said of an order: that it is paid, on its way, or has arrived, in part or whole.
const SOLD: &str = "paid partiallypaid complete completed done delivered shipped partiallyshipped dispatched fulfilled unfulfilled partial \
    partiallyfulfilled partiallyrefunded processing pending authorized authorised open closed invoiced approved onhold success successful \
    succeeded confirmed new created returned intransit active settled captured \
    交易成功 交易完成 已完成 完成 成功 已付款 已支付 支付成功 已发货 待发货 已出库 买家已付款 卖家已发货 等待卖家发货 等待买家确认收货 已签收 已收货 \
    待收货 退货退款 部分退款 部分发货 正常 已發貨 待發貨 已簽收 \
    支払い済み 支払済 入金済み 入金済 発送済み 発送済 出荷済み 完了 결제완료 배송중 배송완료 구매확정 완료 \
    bezahlt versandt versendet abgeschlossen geliefert offen payé payée expédié expédiée livré livrée terminé terminée \
    pagado pagada enviado enviada entregado entregada completado completada pagato pagata spedito spedita consegnato consegnata completato \
    pago paga concluído betaald verzonden voltooid оплачен доставлен выполнен возврат devuelto opłacone zrealizowane wysłane zwrócone";

/// The share of the values that must be known words, so that a column is taken for a status.
const KNOWN: f64 = 0.5;

/// The share of the customers with several rows, and void ones among them, who have no others,
/// from which on a status is the customer's.
const WHOLE: f64 = 0.9;

/// How many unknown words are named.
const UNKNOWN: usize = 10;

/// Whether a status says that nothing was sold; `None` when it is no known word.
pub(super) fn void(status: &str) -> Option<bool> {
    static WORDS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
        let sold = SOLD.split_whitespace().map(|word| (word, false));
        sold.chain(VOID.split_whitespace().map(|word| (word, true))).collect()
    });
    // As the shop system WooCommerce writes them.
    let status = status.trim().strip_prefix("wc-").unwrap_or(status);
    let letters = half_width(status)
        .chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect::<String>();
    WORDS.get(&*letters).copied()
}

/// Whether the values of a column are mostly known words for what became of an order.
pub(super) fn fits(profile: &Profile) -> bool {
    let (mut known, mut all) = (0, 0);
    for (text, _, rows) in profile.values().filter(|(text, ..)| !missing(text)) {
        all += rows;
        known += if void(text).is_some() { rows } else { 0 };
    }
    all > 0 && known as f64 >= KNOWN * all as f64
}

/// Whether the void rows are all those of their customers, as when a membership was cancelled,
/// and not an order.
pub(super) fn of_customers(customers: &Profile, column: &Profile) -> bool {
    let words: Vec<bool> = column.texts().map(|text| void(text) == Some(true)).collect();
    let mut rows = vec![(0_u32, 0_u32); customers.texts.len()];
    for (&customer, &code) in customers.codes.iter().zip(&column.codes) {
        let (all, void) = &mut rows[customer as usize];
        *all += 1;
        *void += u32::from(words[code as usize]);
    }
    let (mut several, mut whole) = (0, 0);
    for (all, void) in rows.into_iter().filter(|&(all, void)| all > 1 && void > 0) {
        several += 1;
        whole += u32::from(void == all);
    }
    several > 0 && f64::from(whole) >= WHOLE * f64::from(several)
}

/// The status of one row after the other.
#[derive(Debug, Default)]
pub(super) struct Status {
    /// The order of the row before, and whether it is void.
    before: Option<(String, bool)>,
    /// The words for void orders, as the file writes them.
    words: BTreeSet<String>,
    /// Words that are not known, and how many rows have each, the first few of them.
    unknown: BTreeMap<String, u64>,
}

impl Status {
    /// Whether the row's order is void. A row without a status has that of the row before if both
    /// are of one order: many shops write it into the first row only.
    pub(super) fn void(&mut self, status: &str, order: Option<&str>) -> bool {
        let order = order.filter(|order| !missing(order));
        if missing(status) {
            return self
                .before
                .as_ref()
                .is_some_and(|(before, void)| *void && Some(before.as_str()) == order);
        }
        let known = void(status);
        let void = known == Some(true);
        let word = status.trim();
        if void && !self.words.contains(word) {
            self.words.insert(word.to_owned());
        }
        if known.is_none() {
            if let Some(rows) = self.unknown.get_mut(word) {
                *rows += 1;
            } else if self.unknown.len() < UNKNOWN {
                self.unknown.insert(word.to_owned(), 1);
            }
        }
        self.before = order.map(|order| (order.to_owned(), void));
        void
    }

    /// What is told of so many rows of void orders, and of words that are not known.
    pub(super) fn notices(&self, column: &str, rows: usize) -> impl Iterator<Item = Notice> {
        let words = |comma: &str| self.words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(comma);
        let void = (rows > 0).then(|| {
            Notice::warning(
                "void_orders",
                format!("By “{column}”, rows of orders that were cancelled, refunded or never paid: {rows} ({}). They count as purchases until “Data health” leaves them out.", words(", ")),
                format!("按“{column}”列，有 {rows} 行属于已取消、已退款或未付款的订单（{}）。在“数据体检”中剔除之前，它们仍计为购买。", words("、")),
            )
        });
        let each = |comma: &str| {
            self.unknown
                .iter()
                .map(|(word, rows)| format!("“{word}” ({rows})"))
                .collect::<Vec<_>>()
                .join(comma)
        };
        let unknown = (!self.unknown.is_empty()).then(|| {
            Notice::note(
                "status_unknown",
                format!(
                    "Words in “{column}” that are not known, so their orders count as sold: {}.",
                    each(", ")
                ),
                format!("“{column}”列中有未能识别的状态，其订单按成交计：{}。", each("、")),
            )
        });
        [void, unknown].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_however_they_are_written() {
        for (status, expected) in [
            ("Cancelled", Some(true)),
            ("fully-refunded", Some(true)),
            ("Pending payment", Some(true)),
            ("交易关闭", Some(true)),
            ("ＣＡＮＣＥＬＥＤ", Some(true)),
            ("Annulée", Some(true)),
            ("partially_refunded", Some(false)),
            ("交易成功", Some(false)),
            ("wc-refunded", Some(true)),
            ("PAID", Some(false)),
            ("gold", None),
            ("", None),
        ] {
            assert_eq!(void(status), expected, "{status}");
        }
    }

    #[test]
    fn the_rows_of_an_order_share_its_status() {
        let mut status = Status::default();
        let rows = [
            ("refunded", Some("7"), true),
            ("", Some("7"), true),
            ("", Some("8"), false),
            ("paid", Some("9"), false),
            ("", Some("9"), false),
            ("voided", None, true),
            ("", None, false),
            ("void", Some(""), true),
            ("", Some(""), false),
        ];
        for (place, (text, order, expected)) in rows.into_iter().enumerate() {
            assert_eq!(status.void(text, order), expected, "{place}");
        }
        assert!(!status.void("lost at sea", Some("9")) && !status.void("lost at sea", Some("9")));
        let told: Vec<String> = status.notices("State", 4).map(|notice| notice.text.en).collect();
        assert!(told[0].contains("never paid: 4 (“refunded”, “void”, “voided”)."), "{told:?}");
        assert!(told[1].contains("“lost at sea” (2)"), "{told:?}");
        assert_eq!(Status::default().notices("State", 0).count(), 0);
    }
}
