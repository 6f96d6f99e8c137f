//! What the reader of a lifetime value must know to trust it rightly.

use crate::text::Notice;

use super::Model;
use super::fit::{FitSummary, Fitted};
use super::gammagamma::GammaGamma;
use super::work::Known;

/// Repeat customers wanted. In samples of CDNOW's customers nearly nine fits of
/// BG/NBD in ten converge with 100 of them, eight with 50; the standard errors
/// of α and a are a quarter and three quarters of the estimates at 100, and halve
/// with four times as many (`benches/sample_sizes.py`).
const FEW: f64 = 100.0;
/// A correlation of x and m from which on they cannot be taken as independent.
const DEPENDENT: f64 = 0.3;

/// Everything there is to say.
pub(super) fn all(known: &Known, purchases: &FitSummary, spend: Option<&Fitted<GammaGamma, 3>>) -> Vec<Notice> {
    let mut notices = known.people.notices();
    notices.extend(known.margin.notices());
    notices.extend(about_data(known));
    notices.extend(not_converged("not_converged", "purchase", "购买", purchases));
    notices.extend(about_spend(known, spend));
    match known.params.model {
        Model::BgNbd => notices.push(Notice::note(
            "one_time_alive",
            "Customers with a single purchase have P(alive) = 1 under BG/NBD by construction, however long ago it was: the model lets customers leave only after a repeat purchase. MBG/NBD and Pareto/NBD do not assume this.",
            "在 BG/NBD 模型下，只购买过一次的客户，无论多久没有再买，存活概率都是 1：该模型假定客户只会在复购之后离开。MBG/NBD 与 Pareto/NBD 没有这一假定。",
        )),
        Model::Nbd => notices.push(Notice::warning(
            "nobody_leaves",
            "Under NBD nobody ever leaves: P(alive) is 1 for everyone, and what is expected of customers who have long been silent is too much. It is here to compare the other models with.",
            "NBD 模型假定客户永不流失：每个人的存活概率都是 1，久未购买的客户会被高估。它只用来与其他模型对比。",
        )),
        Model::BgBb => notices.push(Notice::note(
            "by_period",
            "BG/BB counts the periods of the calendar in which a customer purchased, not the purchases: x, expected purchases and the hold-out are numbers of such periods, and the spend is that of a whole one. A period that was not over on the last day is left out.",
            "BG/BB 统计的是有购买的自然周期数，而不是购买次数：x、预期购买与检验期的数字都是这样的期数，消费金额是整期合计。最后一天尚未结束的一期不计入。",
        )),
        Model::MbgNbd | Model::ParetoNbd => {}
    }
    notices
}

fn about_data(known: &Known) -> Vec<Notice> {
    let mut notices = Vec::new();
    let repeaters = known.data.repeaters();
    if repeaters < FEW {
        notices.push(Notice::warning(
            "few_repeaters",
            format!("Customers who purchased more than once: {repeaters}; at least {FEW} are wanted. With fewer, the intervals of the parameters are wide and a single lifetime value may be far off. See the standard errors, or set a penalty."),
            format!("只有 {repeaters} 位客户购买过一次以上，至少需要 {FEW} 位。人数太少时参数区间很宽，单个客户的终身价值可能相差很远。请留意标准误，或设置惩罚项。"),
        ));
    }
    let Some(window) = known.people.window() else { return notices };
    if known.earlier_orders {
        notices.push(Notice::warning(
            "earlier_orders",
            format!(
                "There are orders before {}, the first day considered: what counts as a first purchase here may be a later one. Lifetime models want every customer from the beginning.",
                window.since
            ),
            format!(
                "在起始日 {} 之前还有订单：此处的首次购买可能并非真正的首次。终身价值模型需要每位客户从头开始的全部记录。",
                window.since
            ),
        ));
    }
    let Some(observed) = &known.observed else {
        if let Some(as_of) = known.as_of.filter(|&as_of| as_of > window.as_of) {
            notices.push(Notice::note(
                "as_of_until",
                format!(
                    "The figures are as of {}, the last day considered, not of {}: purchases between the two were not looked at, so they cannot count as missing.",
                    window.as_of, as_of
                ),
                format!(
                    "各项结果以分析范围的最后一天 {} 为准，而不是 {}：两者之间的购买没有纳入，不能当作没有购买。",
                    window.as_of, as_of
                ),
            ));
        }
        return notices;
    };
    if observed.newcomers > 0 {
        notices.push(Notice::note(
            "left_out",
            format!(
                "Customers left out because they first purchased after the calibration period: {}.",
                observed.newcomers
            ),
            format!("有 {} 位客户在校准期之后才首次购买，未纳入分析。", observed.newcomers),
        ));
    }
    if let Some(beyond) = observed.beyond {
        notices.push(Notice::note(
            "holdout_shortened",
            format!(
                "The last order is of {}, so the hold-out period ends then and not on {beyond}: of later days nothing is known.",
                observed.end()
            ),
            format!(
                "最后一笔订单在 {}，因此检验期到这一天为止，而不是 {beyond}：此后的情况无从得知。",
                observed.end()
            ),
        ));
    }
    notices
}

fn about_spend(known: &Known, spend: Option<&Fitted<GammaGamma, 3>>) -> Vec<Notice> {
    let (Some(spend), Some(spends)) = (spend, &known.spends) else {
        return vec![Notice::warning(
            "spend_unknown",
            "No repeat purchase has an amount above zero, so spending cannot be modelled and lifetime values are unknown; expected purchases stand.",
            "没有金额大于零的复购，无法估计消费金额，因此客户终身价值未知；预期购买次数仍然有效。",
        )];
    };
    let mut notices: Vec<Notice> = not_converged("spend_not_converged", "spend", "消费", &spend.fit)
        .into_iter()
        .collect();
    if spend.model.q <= 1.0 {
        notices.push(Notice::warning(
            "mean_spend_infinite",
            "Amounts vary so widely that the model's mean spend is not finite (q ≤ 1): customers without a repeat purchase have no expected spend. Look for outliers among the amounts.",
            "金额差异过大，模型的平均消费不是有限值（q ≤ 1）：没有复购的客户得不到预期消费。请检查金额中的异常值。",
        ));
    }
    if let Some(correlation) = spends.correlation().filter(|correlation| correlation.abs() >= DEPENDENT) {
        notices.push(Notice::warning(
            "spend_depends_on_frequency",
            format!("How often customers purchase and how much they spend are correlated ({correlation:.2}); the spend model takes them to be independent, so lifetime values may mislead."),
            format!("购买次数与消费金额相关（相关系数 {correlation:.2}），而消费模型假定二者独立，因此客户终身价值可能有偏差。"),
        ));
    }
    notices
}

fn not_converged(code: &'static str, en: &str, zh: &str, fit: &FitSummary) -> Option<Notice> {
    if fit.converged {
        return None;
    }
    let (why, why_zh) = match fit.undetermined {
        Some(letter) => (
            format!("the data do not determine the parameter {letter}"),
            format!("数据无法确定参数 {letter}"),
        ),
        None => (
            format!("the gradient is still {:.1e}", fit.gradient_norm),
            format!("梯度仍为 {:.1e}", fit.gradient_norm),
        ),
    };
    Some(Notice::warning(
        code,
        format!(
            "The fit of the {en} model did not converge: {why}. Take its figures as rough; a longer window, another model or a penalty may help."
        ),
        format!("{zh}模型的拟合没有收敛：{why_zh}。结果仅供参考；可尝试更长的时间范围、其他模型或惩罚项。"),
    ))
}
