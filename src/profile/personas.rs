//! Personas: each group as a kind of customer, with a name, tags and advice.

use serde::Serialize;

use super::features::{Described, Feature, USUAL};
use crate::math::sum;
use crate::sorting;
use crate::text::Text;

/// A group as a kind of customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Persona {
    /// The group's number, as in the column `cluster`.
    pub cluster: String,
    /// A name made from what sets it apart; no two groups share one.
    pub name: Text,
    /// What sets it apart, the strongest first.
    pub tags: Vec<Text>,
    /// What to do.
    pub strategy: Text,
    /// How many customers it has.
    pub customers: usize,
    /// Their share of all customers.
    pub share: f64,
    /// Their money in the window, where there are orders.
    pub money: Option<f64>,
    /// Their share of all money, where that is positive.
    pub money_share: Option<f64>,
    /// The ten features that differ most from everyone's, the strongest first.
    pub differences: Vec<Difference>,
}

/// How a group differs from everyone in a feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Difference {
    /// The feature.
    pub feature: String,
    /// The group's mean, in the feature's unit; of a category the share that has the level.
    pub mean: f64,
    /// Everyone's mean.
    pub everyone: f64,
    /// How far the group's mean of what the model sees lies above everyone's, in standard deviations.
    pub deviations: f64,
}

/// From here on a difference is worth a tag (Cohen's medium effect).
const TAG: f64 = 0.5;

/// From here on a measure counts as high or low in a name.
const LEAN: f64 = 0.25;

/// How many differences are told.
const DIFFERENCES: usize = 10;

/// A kind of customer by recency and value: English and Chinese name, advice in both.
type Kind = [&'static str; 4];

/// By recency (recent, usual, silent), then by value (high, usual, low).
const KINDS: [[Kind; 3]; 3] = [
    [
        [
            "Regulars",
            "熟客",
            "Thank them and keep them: early access and a personal word rather than discounts they do not need.",
            "重在维系：优先权与专属服务，不必打折。",
        ],
        [
            "Growing customers",
            "成长客户",
            "Recommend a second kind of product and reward the next visit.",
            "推荐第二类商品，奖励下一次光顾。",
        ],
        [
            "Newcomers and small buyers",
            "新近小额客户",
            "Make the next purchase easy: a welcome with a reason to return within the month.",
            "让下一次购买更容易：欢迎礼，加上一个月内再来的理由。",
        ],
    ],
    [
        [
            "Steady big customers",
            "稳定的大客户",
            "Write at their usual rhythm, and ask what is missing before they drift.",
            "按其购买节奏联系，趁还没疏远先问需求。",
        ],
        [
            "Everyday customers",
            "普通客户",
            "Keep in touch at low cost and watch who moves up.",
            "低成本保持联系，留意谁在上升。",
        ],
        [
            "Occasional buyers",
            "偶尔光顾的客户",
            "Use the season and bundles to raise the basket; keep the cost of contact low.",
            "借时令与组合提高客单，控制触达成本。",
        ],
    ],
    [
        [
            "Lapsed regulars",
            "流失的熟客",
            "Win them back first and in person: they have shown what they are worth.",
            "优先挽回，专人联系：他们的价值已有证明。",
        ],
        [
            "Drifting away",
            "渐行渐远的客户",
            "One reminder with a reason to return; stop if it goes unanswered.",
            "提醒一次，给出再来的理由；没有回应就停。",
        ],
        [
            "Bought once and gone",
            "一次性散客",
            "No costly campaigns; find out which occasion brought them.",
            "不做高成本活动，弄清当初因何而来。",
        ],
    ],
];

/// Words for the measures of orders: high and low, in English and Chinese.
const WORDS: [(&str, [&str; 4]); 5] = [
    ("recency", ["silent for long", "沉默已久", "bought lately", "近期购买"]),
    ("frequency", ["buy often", "购买频繁", "buy rarely", "购买较少"]),
    ("monetary", ["spend much", "消费高", "spend little", "消费低"]),
    ("average", ["large purchases", "客单价高", "small purchases", "客单价低"]),
    ("tenure", ["long-standing", "老客户", "new", "新客户"]),
];

/// The personas of groups, in their order.
pub(super) fn personas(described: &Described, labels: &[u8], groups: usize) -> Vec<Persona> {
    let mut sizes = vec![0_usize; groups];
    for &label in labels {
        sizes[usize::from(label)] += 1;
    }
    let mut differences: Vec<Vec<Difference>> = vec![Vec::new(); groups];
    for (feature, (seen, values)) in described
        .features
        .iter()
        .zip(described.seen.columns().into_iter().zip(described.values.columns()))
    {
        let deviations = deviations(seen.iter().copied(), labels, &sizes);
        let means = means(values.iter().copied(), labels, &sizes);
        let everyone = sum(values.iter().copied()) / labels.len() as f64;
        for (group, (mean, deviations)) in means.into_iter().zip(deviations).enumerate() {
            differences[group].push(Difference {
                feature: feature.name.clone(),
                mean,
                everyone,
                deviations,
            });
        }
    }
    let money = described.money.as_ref().map(|money| totals(money.iter().copied(), labels, groups));
    let all_money = described
        .money
        .as_ref()
        .map(|money| sum(money.iter().copied()))
        .filter(|&all| all > 0.0);
    let persona = |(group, differences): (usize, Vec<Difference>)| {
        let money = money.as_ref().map(|money| money[group]);
        Persona {
            cluster: (group + 1).to_string(),
            customers: sizes[group],
            share: sizes[group] as f64 / labels.len() as f64,
            money,
            money_share: money.zip(all_money).map(|(money, all)| money / all),
            ..described_by(described, differences)
        }
    };
    let mut personas: Vec<Persona> = differences.into_iter().enumerate().map(persona).collect();
    tell_apart(&mut personas);
    personas
}

fn totals(values: impl Iterator<Item = f64>, labels: &[u8], groups: usize) -> Vec<f64> {
    let mut members = vec![Vec::new(); groups];
    for (value, &label) in values.zip(labels) {
        members[usize::from(label)].push(value);
    }
    members.into_iter().map(sum).collect()
}

fn means(values: impl Iterator<Item = f64>, labels: &[u8], sizes: &[usize]) -> Vec<f64> {
    let totals = totals(values, labels, sizes.len());
    totals.into_iter().zip(sizes).map(|(total, &size)| total / size as f64).collect()
}

/// How far each group's mean lies above everyone's, in everyone's standard deviations.
fn deviations(values: impl Iterator<Item = f64> + Clone, labels: &[u8], sizes: &[usize]) -> Vec<f64> {
    let n = labels.len() as f64;
    let mean = sum(values.clone()) / n;
    let deviation = (sum(values.clone().map(|x| (x - mean) * (x - mean))) / n).sqrt();
    means(values, labels, sizes)
        .into_iter()
        .map(|group| (group - mean) / deviation)
        .collect()
}

/// Name, tags and advice from the differences; who and how much is still open.
fn described_by(described: &Described, mut differences: Vec<Difference>) -> Persona {
    let kind = kind(&differences).filter(|_| described.window.is_some());
    let mut order: Vec<usize> = (0..differences.len()).collect();
    sorting::sort_by(&mut order, |&a, &b| {
        differences[b].deviations.abs().total_cmp(&differences[a].deviations.abs())
    });
    let tagged = order.iter().filter(|&&place| differences[place].deviations.abs() >= TAG);
    let tags: Vec<Text> = tagged
        .map(|&place| tag(described, &described.features[place], &differences[place]))
        .collect();
    let (name, strategy) = match kind {
        Some([en, zh, advice, advice_zh]) => (Text::new(en, zh), Text::new(advice, advice_zh)),
        None => (name_of(&tags), advice_of(&tags, order.first().map(|&place| &differences[place]))),
    };
    differences = order.iter().take(DIFFERENCES).map(|&place| differences[place].clone()).collect();
    Persona {
        cluster: String::new(),
        name,
        tags,
        strategy,
        customers: 0,
        share: 0.0,
        money: None,
        money_share: None,
        differences,
    }
}

/// The kind of customer, where recency, frequency and money are all known.
fn kind(differences: &[Difference]) -> Option<Kind> {
    let [recency, frequency, monetary] = USUAL.map(|name| {
        let found = differences.iter().find(|difference| difference.feature == name);
        found.map(|difference| difference.deviations)
    });
    let value = f64::midpoint(frequency?, monetary?);
    Some(KINDS[leaning(recency?)][leaning(-value)])
}

/// 0 for low, 1 for usual, 2 for high.
fn leaning(deviations: f64) -> usize {
    match deviations {
        low if low < -LEAN => 0,
        high if high > LEAN => 2,
        _ => 1,
    }
}

fn tag(described: &Described, feature: &Feature, difference: &Difference) -> Text {
    let Feature { column, .. } = feature;
    let high = difference.deviations > 0.0;
    if let Some(level) = &feature.level {
        return match (high, difference.mean) {
            (true, mean) if mean >= 0.5 => Text::new(format!("mostly {column} {level}"), format!("{column}多为{level}")),
            (true, _) => Text::new(format!("more {column} {level}"), format!("{column}为{level}的偏多")),
            (false, _) => Text::new(format!("few {column} {level}"), format!("{column}为{level}的偏少")),
        };
    }
    let words = WORDS.iter().find(|(name, _)| described.window.is_some() && name == column);
    match (words, high) {
        (Some((_, [en, zh, ..])), true) | (Some((_, [.., en, zh])), false) => Text::new(*en, *zh),
        (None, true) => Text::new(format!("high {column}"), format!("{column}偏高")),
        (None, false) => Text::new(format!("low {column}"), format!("{column}偏低")),
    }
}

/// The two strongest tags, as a name.
fn name_of(tags: &[Text]) -> Text {
    let strongest = || tags.iter().take(2);
    if tags.is_empty() {
        return Text::new("Average customers", "普通客户");
    }
    let en: Vec<&str> = strongest().map(|tag| tag.en.as_str()).collect();
    let zh: Vec<&str> = strongest().map(|tag| tag.zh.as_str()).collect();
    Text::new(capitalised(&en.join(", ")), zh.join("、"))
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

fn advice_of(tags: &[Text], strongest: Option<&Difference>) -> Text {
    let (Some(tag), Some(Difference { mean, everyone, .. })) = (tags.first(), strongest) else {
        return Text::new(
            "Nothing sets them far apart: keep in touch at low cost and look for finer features.",
            "与整体差异不大：低成本保持联系，可再补充更细的特征。",
        );
    };
    let (mean, everyone) = (short(*mean), short(*everyone));
    Text::new(
        format!(
            "What sets them apart: {} ({mean} against {everyone}). Word the offer around it and try it on some of them first.",
            tag.en
        ),
        format!(
            "最突出之处：{}（{mean}，整体为 {everyone}）。围绕这一点设计方案，先小范围试行。",
            tag.zh
        ),
    )
}

/// A figure with about three digits.
fn short(figure: f64) -> String {
    let decimals = match figure.abs() {
        large if large >= 100.0 => 0,
        medium if medium >= 10.0 => 1,
        small if small >= 1.0 => 2,
        _ => 3,
    };
    format!("{figure:.decimals$}")
}

/// Adds to names that several groups share a tag the others lack, or the number.
fn tell_apart(personas: &mut [Persona]) {
    let names: Vec<Text> = personas.iter().map(|persona| persona.name.clone()).collect();
    let addition = |own: &Persona, place: usize| {
        let mut others = (0..names.len())
            .filter(|&other| other != place && names[other] == names[place])
            .peekable();
        others.peek()?;
        let others: Vec<&Persona> = others.map(|other| &personas[other]).collect();
        let telling = own.tags.iter().find(|tag| others.iter().all(|other| !other.tags.contains(tag)));
        Some(
            telling
                .cloned()
                .unwrap_or_else(|| Text::new(format!("group {}", own.cluster), format!("第 {} 组", own.cluster))),
        )
    };
    let additions: Vec<Option<Text>> = personas.iter().enumerate().map(|(place, own)| addition(own, place)).collect();
    for (persona, addition) in personas.iter_mut().zip(additions) {
        if let Some(Text { en, zh }) = addition {
            persona.name = Text::new(format!("{}: {en}", persona.name.en), format!("{}：{zh}", persona.name.zh));
        }
    }
}
