//! The proposals, as they are shown and accepted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::Report;
use crate::error::Result;
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::identify::{Cleaning, people};
use crate::ledger::Day;
use crate::math;
use crate::sorting;
use crate::table::{Attribute, AttributeValues};
use crate::text::Notice;
use crate::workspace::{Content, Scope, Window, Workspace};

use super::effect::Effect;
use super::groups::{Group, Groups};
use super::links::Link;
use super::{EvidenceKind, IdentityParams, SHARED, propose};

/// How many proposals are listed; `merges` has all of them.
const LISTED: usize = 1_000;

/// How many shared values are listed.
const SHARED_LISTED: usize = 100;

/// Which customers are probably one person.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IdentityReport {
    /// The window that customers are scored in; `None` without orders.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub params: IdentityParams,
    /// The number of ids.
    pub ids: usize,
    /// The columns that were compared.
    pub columns: Vec<ComparedColumn>,
    /// The columns that tell who a customer is, for [`ProposalCustomer::traits`].
    pub traits: Vec<String>,
    /// The country of phone numbers without a calling code, where one was given or told.
    pub country: Option<&'static str>,
    /// The number of proposals.
    pub found: usize,
    /// The first thousand of them: those of most money first, without orders the surest first.
    pub proposals: Vec<Proposal>,
    /// Every id of all proposals that would become another one, and which; those of different people left out.
    #[cfg_attr(feature = "types", ts(type = "Record<string, string>"))]
    pub merges: BTreeMap<String, String>,
    /// How many proposals are merged already.
    pub accepted: usize,
    /// The ids in all proposals.
    pub customers_in: usize,
    /// How many customers fewer there would be.
    pub customers_fewer: usize,
    /// The money of the ids that would become another one.
    pub value_moved: Option<f64>,
    /// That, as a share of everyone's money.
    pub value_moved_share: Option<f64>,
    /// In how many proposals the customer that stays would stand in another segment.
    pub segments_changed: Option<usize>,
    /// E-mails and phones that too many ids have, or that belong to nobody in particular.
    pub shared: Vec<SharedValue>,
    /// The number of those.
    pub shared_found: usize,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
}

/// A column that was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ComparedColumn {
    /// For which evidence.
    pub kind: EvidenceKind,
    /// Its name.
    pub name: String,
}

/// Ids that are probably one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Proposal {
    /// The ids, in natural order.
    pub customers: Vec<ProposalCustomer>,
    /// The id that stays: that of most purchases, then of the earliest, then the first.
    pub keep: String,
    /// From 0 to 1: that of the weakest link.
    pub score: f64,
    /// What links them, the weakest link last.
    pub evidence: Vec<EvidenceReport>,
    /// Where the one customer would stand.
    pub after: Option<Standing>,
    /// Whether that is another segment than that of the id that stays.
    pub segment_changes: bool,
    /// Whether they are merged already.
    pub accepted: bool,
}

/// One of the ids of a proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProposalCustomer {
    /// The id.
    pub id: String,
    /// Where it stands; `None` without a purchase in the window.
    pub before: Option<Standing>,
    /// What each of [`IdentityReport::traits`] says of it, as the file has it.
    pub traits: Vec<Option<String>>,
    /// Its first row.
    #[serde(skip)]
    #[cfg_attr(feature = "types", ts(skip))]
    row: u32,
}

/// A customer's value and segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Standing {
    /// The day of the first purchase.
    pub first: Day,
    /// The day of the last purchase.
    pub last: Day,
    /// The days since.
    pub recency_days: u32,
    /// The purchases.
    pub purchases: u32,
    /// The money.
    pub revenue: f64,
    /// The scores of R, F and M.
    pub scores: [u8; 3],
    /// The segment, in English.
    pub segment: &'static str,
    /// The segment, in Chinese.
    pub segment_zh: &'static str,
}

/// What two ids have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EvidenceReport {
    /// The two ids.
    pub ids: [String; 2],
    /// What kind of thing agrees.
    pub kind: EvidenceKind,
    /// What they have in common, in the form it is compared in.
    pub value: String,
    /// How much it counts alone, from 0 to 1.
    pub score: f64,
    /// The score of the two with all that speaks for and against it.
    pub link: f64,
    /// Whether different names, addresses or birthdays speak against it, or against the group it makes.
    pub contradicted: bool,
}

/// A value that links nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SharedValue {
    /// What kind of value it is.
    pub kind: EvidenceKind,
    /// The value, in the form it is compared in.
    pub value: String,
    /// How many ids have it.
    pub customers: usize,
}

impl IdentityReport {
    /// The proposals for the data as they came, with remedies and without merges.
    pub(super) fn of(workspace: &Workspace, scope: &Scope, params: &IdentityParams) -> Result<Self> {
        let cleaning = workspace.cleaning().map(|(how, _)| how.clone()).unwrap_or_default();
        let unmerged = workspace.cleaned(&Cleaning {
            merges: BTreeMap::new(),
            ..cleaning.clone()
        })?;
        let content = unmerged.content();
        let groups = propose(content, params)?;
        let effect = content
            .orders
            .as_ref()
            .map(|ledger| Effect::of(ledger, &groups.all, scope))
            .transpose()?;
        let ids = &content.ids;
        let merged = Merged::new(&cleaning);
        let all: Vec<Proposal> = groups
            .all
            .iter()
            .map(|group| proposal(group, ids, effect.as_ref(), &merged))
            .collect();
        let open = groups.all.iter().filter(|group| !group.is_apart(ids, &cleaning.apart));
        let merges = open.flat_map(|group| {
            let others = group.members.iter().filter(|&&member| member != group.kept);
            others.map(|&member| (ids[member as usize].clone(), ids[group.kept as usize].clone()))
        });
        let customers_in: usize = all.iter().map(|proposal| proposal.customers.len()).sum();
        let moved = |effect: &Effect| {
            let others = |group: &Group| {
                group
                    .members
                    .iter()
                    .filter(|&&member| member != group.kept)
                    .copied()
                    .collect::<Vec<_>>()
            };
            let standings = groups.all.iter().flat_map(others).filter_map(|member| effect.before(member));
            math::sum(standings.map(|standing| standing.revenue))
        };
        let value_moved = effect.as_ref().map(moved);
        let mut report = Self {
            window: effect.as_ref().map(Effect::window),
            params: params.clone(),
            ids: ids.chunk_by(|a, b| a == b).count(),
            columns: columns(&groups),
            traits: traits(content).map(|attribute| attribute.name.clone()).collect(),
            country: groups.linked.country.map(|country| country.iso),
            found: all.len(),
            merges: merges.collect(),
            accepted: all.iter().filter(|proposal| proposal.accepted).count(),
            customers_in,
            customers_fewer: customers_in - all.len(),
            value_moved_share: effect
                .as_ref()
                .zip(value_moved)
                .and_then(|(effect, moved)| (effect.revenue() > 0.0).then(|| moved / effect.revenue())),
            value_moved,
            segments_changed: effect
                .as_ref()
                .map(|_| all.iter().filter(|proposal| proposal.segment_changes).count()),
            shared: shared(&groups),
            shared_found: groups.linked.shared.len(),
            notices: Vec::new(),
            proposals: all,
        };
        let revenue = |proposal: &Proposal| proposal.after.as_ref().map_or(f64::NEG_INFINITY, |after| after.revenue);
        sorting::sort_by(&mut report.proposals, |a, b| {
            revenue(b).total_cmp(&revenue(a)).then(b.score.total_cmp(&a.score))
        });
        report.proposals.truncate(LISTED);
        for customer in report.proposals.iter_mut().flat_map(|proposal| &mut proposal.customers) {
            customer.traits = told(content, customer.row as usize);
        }
        report.notices = notices(&report, &groups);
        Ok(report)
    }
}

/// Whom each id has become.
struct Merged<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Merged<'a> {
    fn new(cleaning: &'a Cleaning) -> Self {
        Self(cleaning.ends())
    }

    fn end<'b>(&'b self, id: &'b str) -> &'b str {
        self.0.get(id).copied().unwrap_or(id)
    }
}

fn proposal(group: &Group, ids: &[String], effect: Option<&Effect>, merged: &Merged<'_>) -> Proposal {
    let id = |member: u32| ids[member as usize].clone();
    let before = |member: u32| effect.and_then(|effect| effect.before(member));
    let after = effect.and_then(|effect| effect.after(group));
    let segment = |standing: Option<&Standing>| standing.map(|standing| standing.segment);
    let end = merged.end(&ids[group.kept as usize]);
    Proposal {
        keep: id(group.kept),
        score: group.score(),
        evidence: group.links.iter().flat_map(|link| evidence(link, ids)).collect(),
        segment_changes: segment(before(group.kept).as_ref()) != segment(after.as_ref()),
        accepted: group.members.iter().all(|&member| merged.end(&ids[member as usize]) == end),
        customers: group
            .members
            .iter()
            .map(|&member| ProposalCustomer {
                id: id(member),
                before: before(member),
                traits: Vec::new(),
                row: member,
            })
            .collect(),
        after,
    }
}

fn evidence<'a>(link: &'a Link, ids: &'a [String]) -> impl Iterator<Item = EvidenceReport> + 'a {
    link.evidence.iter().map(move |evidence| EvidenceReport {
        ids: [link.pair.0, link.pair.1].map(|member| ids[member as usize].clone()),
        kind: evidence.kind,
        value: evidence.value.clone(),
        score: evidence.score,
        link: link.score,
        contradicted: link.contradicted,
    })
}

fn columns(groups: &Groups) -> Vec<ComparedColumn> {
    let column = |(kind, name): &(EvidenceKind, String)| ComparedColumn {
        kind: *kind,
        name: name.clone(),
    };
    groups.linked.columns.iter().map(column).collect()
}

/// The attributes that tell who a customer is.
fn traits(content: &Content) -> impl Iterator<Item = &Attribute> {
    let all = content.customers.iter().flat_map(|table| &table.attributes);
    all.filter(|attribute| people::of(attribute).is_some())
}

/// What the first of the rows of an id from this one on that has something says, for each of them.
fn told(content: &Content, row: usize) -> Vec<Option<String>> {
    let id = &content.ids[row];
    let rows = row..row + content.ids[row..].iter().take_while(|other| *other == id).count();
    let text = |values: &AttributeValues, row: usize| match values {
        AttributeValues::Day(days) => days[row].map(|day| day.to_string()),
        values => people::text(values, row),
    };
    traits(content)
        .map(|attribute| rows.clone().find_map(|row| text(&attribute.values, row)))
        .collect()
}

/// The values that most ids have.
fn shared(groups: &Groups) -> Vec<SharedValue> {
    let value = |shared: &super::links::Shared| SharedValue {
        kind: shared.kind,
        value: shared.value.clone(),
        customers: shared.customers,
    };
    let mut all: Vec<SharedValue> = groups.linked.shared.iter().map(value).collect();
    sorting::sort_by(&mut all, |a, b| {
        b.customers
            .cmp(&a.customers)
            .then_with(|| (a.kind, &a.value).cmp(&(b.kind, &b.value)))
    });
    all.truncate(SHARED_LISTED);
    all
}

fn notices(report: &IdentityReport, groups: &Groups) -> Vec<Notice> {
    let mut notices = Vec::new();
    if report.columns.is_empty() {
        notices.push(Notice::note(
            "nothing_to_compare",
            "There is no e-mail, phone, or name with an address in the data, so only the ids were compared. Add a file of customers to find more.",
            "数据中没有邮箱、手机，也没有姓名加地址，因此只比较了客户编号。可添加客户资料文件以发现更多。",
        ));
    }
    if let Some(first) = report.shared.first() {
        let (count, value, ids) = (report.shared_found, &first.value, first.customers);
        notices.push(Notice::warning(
            "shared_values",
            format!("E-mails and phones that more than {SHARED} ids have, or that belong to nobody in particular: {count}, the most frequent “{value}” with {ids} ids. They link nobody."),
            format!("有 {count} 个邮箱或电话被超过 {SHARED} 个编号共用，或不属于个人，最多的是“{value}”（{ids} 个编号）。它们不作为合并依据。"),
        ));
    }
    if groups.below > 0 {
        let (below, contradicted, least) = (groups.below, groups.contradicted, report.params.min_score);
        notices.push(Notice::note(
            "kept_back",
            format!("Pairs with something in common and a score below {least}: {below}. In {contradicted} of them names, addresses or birthdays contradict, in the pair or in the group it would join. They are not proposed."),
            format!("有 {below} 对编号虽有共同点，但得分低于 {least}，其中 {contradicted} 对的姓名、地址或生日不一致（包括与同组其他编号不一致），未列入建议。"),
        ));
    }
    let phones = report.columns.iter().any(|column| column.kind == EvidenceKind::Phone);
    match report.country {
        Some(country) if phones => notices.push(Notice::note(
            "country_of_phones",
            format!("Phone numbers without a calling code are read as numbers of {country}. Set the country if that is wrong."),
            format!("没有国际区号的电话按 {country} 的号码处理。如有误，请设置国家。"),
        )),
        None if phones => notices.push(Notice::note(
            "country_unknown",
            "It is not clear which country phone numbers without a calling code belong to; only their digits are compared. Set the country.",
            "无法判断不带国际区号的电话属于哪个国家，仅比较数字。请设置国家。",
        )),
        _ => {}
    }
    if report.found > 0 && report.window.is_some() {
        notices.push(Notice::note(
            "scored_as_before",
            "Segments after a merge are scored with the cut points of before, in quintiles. Once merges are accepted, the cut points move a little.",
            "合并后的分群沿用合并前的五分位分档点；接受合并后，分档点会略有变化。",
        ));
    }
    notices
}

impl Report for IdentityReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    fn explain(&self, _: usize) -> Option<Explanation> {
        None
    }
}
