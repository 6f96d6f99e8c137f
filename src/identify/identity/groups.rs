//! Links → groups: who is linked with somebody of a group belongs to it, unless
//! something speaks against him and anybody there being one person.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::{Day, Ledger};
use crate::sorting;
use crate::workspace::Content;

use super::links::{Link, Linked};
use super::persons::Persons;

/// Ids that are probably one person.
#[derive(Debug)]
pub(crate) struct Group {
    /// The customers by position, in natural order.
    pub(crate) members: Vec<u32>,
    /// The one whose id stays.
    pub(crate) kept: u32,
    /// The links that hold it together, best first.
    pub(crate) links: Vec<Link>,
}

impl Group {
    /// The score of the weakest link.
    pub(crate) fn score(&self) -> f64 {
        self.links.last().map_or(0.0, |link| link.score)
    }
}

/// All groups, and what was looked at for them.
#[derive(Debug)]
pub(crate) struct Groups {
    /// In the order of their first members.
    pub(crate) all: Vec<Group>,
    /// The pairs with something in common that is too little.
    pub(crate) below: usize,
    /// Those of them that would be enough if nothing spoke against it.
    pub(crate) contradicted: usize,
    pub(crate) linked: Linked,
}

impl Groups {
    /// Joins the links of at least this score, best first; then those that something speaks
    /// against, if enough of their score is left.
    pub(super) fn of(content: &Content, mut linked: Linked, min_score: f64) -> Self {
        let mut links = std::mem::take(&mut linked.links);
        let best_first = |a: &Link, b: &Link| b.score.total_cmp(&a.score).then(a.pair.cmp(&b.pair));
        sorting::sort_by(&mut links, best_first);
        let enough = links.partition_point(|link| link.score >= min_score);
        let below = links.len() - enough;
        links.truncate(enough);
        let mut sets = Sets::new(content.ids.len(), &linked.persons);
        let (mut used, mut doubtful) = (Vec::new(), Vec::new());
        for link in links {
            let left = sets.left(link.pair);
            if left < 1.0 {
                doubtful.push((link.score * left, link));
            } else if sets.join(link.pair) {
                used.push(link);
            }
        }
        sorting::sort_by(&mut doubtful, |(a, one), (b, other)| b.total_cmp(a).then(one.pair.cmp(&other.pair)));
        let mut contradicted = 0;
        for (_, link) in doubtful {
            let score = link.score * sets.left(link.pair);
            if score < min_score {
                contradicted += 1;
            } else if sets.join(link.pair) {
                let contradicted = score < link.score;
                used.push(Link {
                    score,
                    contradicted,
                    ..link
                });
            }
        }
        let mut root = |link: &Link| sets.root(link.pair.0);
        sorting::sort_by(&mut used, |a, b| root(a).cmp(&root(b)).then(best_first(a, b)));
        let mut all: Vec<Group> = used
            .chunk_by(|a, b| root(a) == root(b))
            .map(|links| {
                let mut members: Vec<u32> = links.iter().flat_map(|link| [link.pair.0, link.pair.1]).collect();
                sorting::sort(&mut members);
                members.dedup();
                Group {
                    kept: kept(content.orders.as_deref(), &members),
                    members,
                    links: links.to_vec(),
                }
            })
            .collect();
        sorting::sort_by_key(&mut all, |group| group.members[0]);
        Self {
            all,
            below: below + contradicted,
            contradicted,
            linked,
        }
    }

    /// Without those that somebody said are different people.
    pub(crate) fn but(mut self, ids: &[String], apart: &Pairs) -> Self {
        self.all.retain(|group| !group.is_apart(ids, apart));
        self
    }
}

/// Pairs of ids.
pub(crate) type Pairs = BTreeSet<(String, String)>;

impl Group {
    /// Whether somebody said of two of them that they are different people.
    pub(crate) fn is_apart(&self, ids: &[String], apart: &Pairs) -> bool {
        let id = |member: &u32| &ids[*member as usize];
        let said = |one: &u32, other: &u32| apart.contains(&(id(one).clone(), id(other).clone()));
        !apart.is_empty() && self.members.iter().any(|one| self.members.iter().any(|other| said(one, other)))
    }
}

/// The member with the most days with orders; of equals the one that came first, then the first.
pub(crate) fn kept(ledger: Option<&Ledger>, members: &[u32]) -> u32 {
    let rank = |&member: &u32| {
        let (days, first) = ledger.map_or((0, None), |ledger| {
            let days = &ledger.days()[ledger.lines(member as usize)];
            (days.chunk_by(|a, b| a == b).count(), days.first().copied())
        });
        (std::cmp::Reverse(days), first.unwrap_or(Day(i32::MAX)), member)
    };
    members.iter().copied().min_by_key(|member| rank(member)).unwrap_or_default()
}

/// Disjoint sets; the smallest member stands for its set.
struct Sets<'a> {
    above: Vec<u32>,
    persons: &'a Persons,
    /// Of the sets of several members those of whom something is known, of equals one.
    known: BTreeMap<u32, Vec<u32>>,
}

impl<'a> Sets<'a> {
    fn new(members: usize, persons: &'a Persons) -> Self {
        Self {
            above: (0..).take(members).collect(),
            persons,
            known: BTreeMap::new(),
        }
    }

    fn root(&mut self, mut member: u32) -> u32 {
        while self.above[member as usize] != member {
            let above = self.above[self.above[member as usize] as usize];
            self.above[member as usize] = above;
            member = above;
        }
        member
    }

    /// What is left of a score that makes the sets of both one: by the two members who
    /// contradict each other most.
    fn left(&mut self, (a, b): (u32, u32)) -> f64 {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return 1.0;
        }
        let alone = |root: &u32| std::slice::from_ref(root).to_vec();
        let known = |root: u32| self.known.get(&root).cloned().unwrap_or_else(|| alone(&root));
        let others = known(b);
        let pairs = known(a).into_iter().flat_map(|one| others.iter().map(move |&other| (one, other)));
        pairs.map(|(one, other)| self.persons.left(one, other)).fold(1.0, f64::min)
    }

    /// Makes the sets of both one; whether they were two.
    fn join(&mut self, (a, b): (u32, u32)) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        let (root, other) = (a.min(b), a.max(b));
        self.above[other as usize] = root;
        let alone = |member: u32| if self.persons.known(member) { vec![member] } else { Vec::new() };
        let mut known = self.known.remove(&root).unwrap_or_else(|| alone(root));
        for member in self.known.remove(&other).unwrap_or_else(|| alone(other)) {
            if !known.iter().any(|&one| self.persons.alike(one, member)) {
                known.push(member);
            }
        }
        self.known.insert(root, known);
        true
    }
}
