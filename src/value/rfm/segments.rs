//! The segments of an RFM score and what to do with each.

/// A segment: which scores fall into it, and the strategy for it.
#[derive(Debug, Clone, Copy)]
pub struct Segment {
    /// In English.
    pub name: &'static str,
    /// In Chinese.
    pub name_zh: &'static str,
    /// What to do, in English.
    pub strategy: &'static str,
    /// What to do, in Chinese.
    pub strategy_zh: &'static str,
    boxes: &'static [Scores],
}

/// A box of scores: the lowest and the highest R, F and M in it.
type Scores = [(u8, u8); 3];

const ANY: (u8, u8) = (1, 5);

const fn segment(
    name: &'static str,
    name_zh: &'static str,
    strategy: &'static str,
    strategy_zh: &'static str,
    boxes: &'static [Scores],
) -> Segment {
    Segment {
        name,
        name_zh,
        strategy,
        strategy_zh,
        boxes,
    }
}

/// The segments of scores from 1 to 5. Their boxes cover each of the 125
/// cells exactly once.
pub const QUINTILE: [Segment; 11] = [
    segment(
        "Champions",
        "核心客户",
        "Thank them first: early access, a personal contact, ask for a referral. No discounts.",
        "优先答谢：新品先享、专人联系、邀请转介绍，无需打折。",
        &[[(4, 5), (4, 5), (4, 5)]],
    ),
    segment(
        "Loyal",
        "忠诚客户",
        "Raise the basket: show what goes with what they buy, offer a membership tier.",
        "提高客单价：推荐搭配商品，引导加入会员等级。",
        &[[(4, 5), (4, 5), (1, 3)], [(4, 5), (3, 3), (3, 5)], [(3, 3), (4, 5), ANY]],
    ),
    segment(
        "Potential loyalist",
        "潜在忠诚",
        "Give a reason for the next purchase soon: a refill reminder, a small reward for the third order.",
        "促成下一次购买：补货提醒、第三单小礼。",
        &[[(4, 5), (3, 3), (1, 2)], [(4, 5), (2, 2), ANY]],
    ),
    segment(
        "New",
        "新客户",
        "Make the second purchase easy: welcome, how to use it, one fitting suggestion.",
        "帮助完成第二单：欢迎、使用指引、一条合适的推荐。",
        &[[(5, 5), (1, 1), ANY]],
    ),
    segment(
        "Promising",
        "有望客户",
        "Remind while the first purchase is fresh; a trial size or free delivery.",
        "趁首单印象还在及时提醒，可送试用装或包邮。",
        &[[(4, 4), (1, 1), ANY]],
    ),
    segment(
        "Need attention",
        "需要关注",
        "Write within their usual rhythm, with what is new since their last visit.",
        "在其购买周期内联系，介绍上次之后的新品。",
        &[[(3, 3), (3, 3), ANY]],
    ),
    segment(
        "About to sleep",
        "即将沉睡",
        "One inexpensive reminder; watch who answers.",
        "用低成本方式提醒一次，观察谁有回应。",
        &[[(3, 3), (1, 2), ANY]],
    ),
    segment(
        "Can't lose",
        "不可流失",
        "Call or write in person, ask what went wrong, make it good.",
        "电话或专人联系，了解原因并设法弥补。",
        &[[(1, 2), (4, 5), (4, 5)]],
    ),
    segment(
        "At risk",
        "流失风险",
        "Win back with a time-limited offer on what they used to buy.",
        "围绕其常购商品，用限时优惠挽回。",
        &[[(1, 2), (4, 5), (1, 3)], [(1, 2), (3, 3), ANY]],
    ),
    segment(
        "Hibernating",
        "休眠客户",
        "Include in seasonal mailings only; no personal effort.",
        "仅纳入季节性群发，不做专人跟进。",
        &[[(2, 2), (1, 2), ANY], [(1, 1), (1, 2), (3, 5)]],
    ),
    segment(
        "Lost",
        "已流失",
        "Leave them out of paid campaigns.",
        "不再投入付费推广。",
        &[[(1, 1), (1, 2), (1, 2)]],
    ),
];

/// The eight types of the split at the mean; a score of 2 is high, 1 is low.
pub const EIGHT_TYPES: [Segment; 8] = [
    segment(
        "high-value",
        "重要价值",
        "Keep them close: best service, early access, no discounts needed.",
        "重点维系：优先服务、新品先享，无需打折。",
        &[[(2, 2), (2, 2), (2, 2)]],
    ),
    segment(
        "to develop",
        "重要发展",
        "They spend much but seldom: give reasons to come more often.",
        "消费高但次数少：多给再来的理由。",
        &[[(2, 2), (1, 1), (2, 2)]],
    ),
    segment(
        "to keep",
        "重要保持",
        "Good customers who have been silent: contact them before they are gone.",
        "优质但近期沉默：趁流失前主动联系。",
        &[[(1, 1), (2, 2), (2, 2)]],
    ),
    segment(
        "to win back",
        "重要挽留",
        "Spent much, long ago: one personal offer, then let go.",
        "曾高额消费但久未再来：用专属优惠挽回一次。",
        &[[(1, 1), (1, 1), (2, 2)]],
    ),
    segment(
        "general value",
        "一般价值",
        "Frequent small baskets: raise the basket with bundles.",
        "常来但客单低：用组合商品提高客单价。",
        &[[(2, 2), (2, 2), (1, 1)]],
    ),
    segment(
        "general to develop",
        "一般发展",
        "New or trying: make the second purchase easy.",
        "新客或试购：帮助完成下一单。",
        &[[(2, 2), (1, 1), (1, 1)]],
    ),
    segment(
        "general to keep",
        "一般保持",
        "Used to come often for little: an inexpensive reminder.",
        "过去常来、消费不高：低成本提醒。",
        &[[(1, 1), (2, 2), (1, 1)]],
    ),
    segment(
        "general to win back",
        "一般挽留",
        "Little, seldom and long ago: leave them out of paid campaigns.",
        "消费少、次数少且久未再来：不再投入付费推广。",
        &[[(1, 1), (1, 1), (1, 1)]],
    ),
];

/// The position of the segment a score falls into.
pub fn position(segments: &[Segment], scores: [u8; 3]) -> usize {
    let holds = |cell: &Scores| cell.iter().zip(scores).all(|(&(low, high), score)| (low..=high).contains(&score));
    // The boxes cover every cell, which a test proves.
    segments
        .iter()
        .position(|segment| segment.boxes.iter().any(holds))
        .unwrap_or(segments.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holders(segments: &[Segment], scores: [u8; 3]) -> usize {
        let boxes = segments.iter().flat_map(|segment| segment.boxes);
        boxes
            .filter(|cell| cell.iter().zip(scores).all(|(&(low, high), score)| (low..=high).contains(&score)))
            .count()
    }

    #[test]
    fn every_cell_lies_in_exactly_one_box() {
        for (segments, k) in [(&QUINTILE[..], 5), (&EIGHT_TYPES[..], 2)] {
            for cell in 0..u32::pow(k, 3) {
                let score = |place: u32| u8::try_from(cell / k.pow(place) % k + 1).unwrap();
                let scores = [score(0), score(1), score(2)];
                assert_eq!(holders(segments, scores), 1, "{scores:?}");
            }
        }
    }

    #[test]
    fn the_words_of_the_field() {
        assert_eq!(EIGHT_TYPES[position(&EIGHT_TYPES, [1, 2, 2])].name_zh, "重要保持");
        assert_eq!(QUINTILE[position(&QUINTILE, [5, 5, 5])].name, "Champions");
        assert_eq!(QUINTILE[position(&QUINTILE, [1, 1, 1])].name, "Lost");
    }
}
