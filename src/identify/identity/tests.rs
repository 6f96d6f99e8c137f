//! Whom identity proposes to merge, and what it says of it.

use std::fmt::Write as _;

use super::EvidenceKind::{Email, Id, NameAddress, Phone};
use super::*;
use crate::identify::Cleaning;
use crate::ingest::{ImportParams, import};
use crate::task;

const ORDERS: &str = "customer,date,amount\na1,2024-01-01,10\na1,2024-02-01,10\na2,2024-03-01,30\nb1,2024-01-05,5\nb2,2024-01-06,50\nb2,2024-02-06,50\nc1,2024-01-09,7\nc2,2024-01-08,7\nd1,2024-01-02,1\nd2,2024-01-03,1\n00012,2024-01-02,3\n12,2024-01-04,3\n";
const PEOPLE: &str = "customer,email,phone,name,address,birthday
a1,Ann.Lee@gmail.com,,Ann Lee,,1990-01-02
a2,annlee+shop@googlemail.com,,,,
b1,,138-1234-5679,Bob Ray,,
b2,,+86 13812345679,Bob Ray,,
c1,,,王偉,上海市浦东新区张江路88号,
c2,,,王伟,浦东新区张江路88号,
d1,d@example.com,18655530021,Dan Fox,1 Mill Road,1980-03-04
d2,d@example.com,,Eva Hill,,1985-05-06
";

fn open(orders: &str, people: &str) -> Workspace {
    let file = |text: &str| import("f.csv", text.as_bytes(), ImportParams::default()).unwrap();
    Workspace::joined(vec![file(orders), file(people)]).unwrap()
}

fn report(workspace: &Workspace, settings: serde_json::Value) -> IdentityReport {
    let params: IdentityParams = serde_json::from_value(settings).unwrap();
    params.check().unwrap();
    task::complete(Identity::start(workspace, &Scope::default(), &params).unwrap()).unwrap()
}

/// The ids of each proposal and the one that stays, in the order of the ids.
fn groups(report: &IdentityReport) -> Vec<String> {
    let ids = |proposal: &Proposal| {
        proposal
            .customers
            .iter()
            .map(|customer| customer.id.clone())
            .collect::<Vec<_>>()
            .join("+")
    };
    let mut groups: Vec<String> = report
        .proposals
        .iter()
        .map(|proposal| format!("{}={}", ids(proposal), proposal.keep))
        .collect();
    groups.sort();
    groups
}

#[test]
fn each_kind_of_evidence_proposes() {
    let shop = open(ORDERS, PEOPLE);
    let report = report(&shop, serde_json::json!({}));
    assert_eq!(groups(&report), ["12+00012=00012", "a1+a2=a1", "b1+b2=b2", "c1+c2=c2"]);
    let kinds: Vec<_> = report.proposals.iter().map(|proposal| proposal.evidence[0].kind).collect();
    // Those of most money first.
    assert_eq!(kinds, [Phone, Email, NameAddress, Id]);
    assert_eq!(report.proposals[0].evidence[0].value, "+8613812345679");
    assert_eq!(
        (report.country, report.customers_fewer, report.merges["a2"].as_str()),
        (Some("CN"), 4, "a1")
    );
    assert!(
        report
            .notices
            .iter()
            .any(|notice| notice.code == "kept_back" && notice.text.en.contains("In 1 of them"))
    );
}

#[test]
fn kinds_can_be_left_out_and_scores_asked_for() {
    let shop = open(ORDERS, PEOPLE);
    let off = report(&shop, serde_json::json!({"kinds": ["id"]}));
    assert_eq!(groups(&off), ["12+00012=00012"]);
    assert_eq!(groups(&report(&shop, serde_json::json!({"min_score": 0.87}))), ["a1+a2=a1"]);
    // Different names and birthdays leave 0.28 of what one e-mail is worth.
    let low = report(&shop, serde_json::json!({"min_score": 0.2}));
    let last = low.proposals.iter().find(|proposal| proposal.keep == "d1").unwrap();
    assert!((last.score - 0.95 * 0.28).abs() < 1e-12 && last.evidence[0].contradicted);
    assert_eq!(report(&shop, serde_json::json!({"country": "49"})).country, Some("DE"));
    let wrong = IdentityParams {
        country: Some("Mars".into()),
        ..IdentityParams::default()
    };
    assert!(wrong.check().unwrap_err().to_string().contains("“Mars”"));
}

#[test]
fn what_a_merge_changes_is_foretold() {
    let shop = open(ORDERS, PEOPLE);
    let before = report(&shop, serde_json::json!({}));
    let ann = before.proposals.iter().find(|proposal| proposal.keep == "a1").unwrap();
    let after = ann.after.as_ref().unwrap();
    assert_eq!((after.purchases, after.revenue, after.recency_days), (3, 50.0, 0));
    assert_eq!(ann.customers[0].before.as_ref().unwrap().purchases, 2);
    // 30 of a2, 5 of b1, 7 of c1 and 3 of 12, of 177.
    assert_eq!(before.value_moved, Some(45.0));
    assert!((before.value_moved_share.unwrap() - 45.0 / 177.0).abs() < 1e-12);

    // It comes as foretold, the proposals stay, and they are accepted.
    let merged = shop
        .cleaned(&Cleaning {
            merges: before.merges.clone(),
            ..Cleaning::default()
        })
        .unwrap();
    let ledger = merged.orders().unwrap();
    let place = ledger.ids().iter().position(|id| id == "a1").unwrap();
    assert_eq!((ledger.lines(place).len(), ledger.customers()), (3, before.ids - 4));
    let again = report(&merged, serde_json::json!({}));
    assert_eq!((groups(&again), again.accepted, before.accepted), (groups(&before), 4, 0));
}

#[test]
fn values_of_many_ids_link_nobody() {
    let mut people = String::from("customer,email,phone\n");
    let mut orders = String::from("customer,date,amount\n");
    for number in 0..20 {
        writeln!(orders, "k{number},2024-01-0{},5", 1 + number % 9).unwrap();
        let phone = if number < 2 { "13800000000" } else { "" };
        let email = if number < 9 { "shop@home.example.com" } else { "" };
        writeln!(people, "k{number},{email},{phone}").unwrap();
    }
    people = people
        .replace("k18,,", "k18,info@example.com,")
        .replace("k19,,", "k19,info@example.com,");
    let report = report(&open(&orders, &people), serde_json::json!({}));
    assert_eq!((report.found, report.shared_found), (0, 3));
    assert_eq!(
        (report.shared[0].value.as_str(), report.shared[0].customers),
        ("shop@home.example.com", 9)
    );
}

#[test]
fn the_weakest_link_is_the_score_and_stands_last() {
    let people = "customer,email,phone,age\nx1,a@b.cn,13812345679,30\nx2,a@b.cn,,30\nx3,,13812345679,30\nx4,,,31\n";
    let shop = import("f.csv", people.as_bytes(), ImportParams::default()).unwrap();
    let report = report(&shop, serde_json::json!({}));
    let proposal = &report.proposals[0];
    assert_eq!((proposal.customers.len(), proposal.keep.as_str(), proposal.score), (3, "x1", 0.85));
    let last = proposal.evidence.last().unwrap();
    assert_eq!((last.kind, last.link, last.ids[1].as_str()), (Phone, 0.85, "x3"));
    // Without orders nothing is said of value.
    assert!(report.window.is_none() && report.value_moved.is_none() && proposal.after.is_none());
}

/// Three ids in a row, a family, two strangers and two of one name: all but the first two contradict.
const AT_ODDS: &str = "customer,name,email,phone,birthday,address
a1,Ann Lee,ann@example.com,,1980-01-01,
a2,,ann@example.com,+4915175318642,,
a3,Bob Ray,,+4915175318642,1999-05-05,
b1,Kim Fox,kim@example.com,,1970-01-01,
b2,Kim Fox,kim@example.com,,1971-01-01,
c1,John Smith,,+442079460123,,1 High St Leeds
c2,Mary Jones,,+442079460123,,77 Park Av York
d1,Hans Meier,meier@example.de,+493012345601,,Weg 5
d2,Erika Meier,meier@example.de,+493012345601,,Weg 5
e1,J. Hill,,+442079460777,,1 High St Leeds
e2,Jane Hill,,+442079460777,,77 Park Av York
";

fn table(text: &str) -> Workspace {
    import("f.csv", text.as_bytes(), ImportParams::default()).unwrap()
}

#[test]
fn nobody_is_one_with_whom_anybody_of_the_group_contradicts() {
    let shop = table(AT_ODDS);
    let strict = report(&shop, serde_json::json!({}));
    assert_eq!(groups(&strict), ["a1+a2=a1"]);
    let kept_back = strict.notices.iter().find(|notice| notice.code == "kept_back").unwrap();
    assert!(kept_back.text.en.contains("below 0.7: 5. In 5 of them"), "{}", kept_back.text.en);

    // Whoever wants to see them asks for a lower score; what speaks against the whole group counts.
    let low = report(&shop, serde_json::json!({"min_score": 0.2}));
    let chain = low.proposals.iter().find(|proposal| proposal.keep == "a1").unwrap();
    let last = chain.evidence.last().unwrap();
    assert!((chain.score - 0.9 * 0.28).abs() < 1e-12 && last.contradicted && !chain.evidence[0].contradicted);
    assert_eq!((chain.customers.len(), last.ids.clone()), (3, ["a2".to_owned(), "a3".to_owned()]));
    let strangers = low.proposals.iter().find(|proposal| proposal.keep == "c1").unwrap();
    assert!((strangers.score - 0.9 * 0.49).abs() < 1e-12, "{}", strangers.score);
    let with_initial = low.proposals.iter().find(|proposal| proposal.keep == "e1").unwrap();
    assert!((with_initial.score - 0.9 * 0.7).abs() < 1e-12, "{}", with_initial.score);
}

#[test]
fn names_with_one_phone_are_as_many_people() {
    let mut text = String::from("customer,name,phone\n");
    let names = [
        "Anna Berg",
        "Bruno Anders",
        "Anna Boll",
        "Berta Ahn",
        "Bodo Annis",
        "Annika Ber",
        "Bea Ant",
        "Anton Beer",
    ];
    for (place, name) in names.into_iter().enumerate() {
        writeln!(text, "s{place},{name},+4930775318642").unwrap();
    }
    assert_eq!(report(&table(&text), serde_json::json!({})).found, 0);
}

#[test]
fn birthdays_in_orders_contradict_too() {
    let shop = table(
        "customer,date,amount,name,email,birthday\na1,2024-01-01,5,Ann Lee,ann@example.com,1980-01-01\na2,2024-01-02,5,,ann@example.com,\nb1,2024-01-03,5,Kim Fox,kim@example.com,1970-01-01\nb2,2024-01-04,5,Kim Fox,kim@example.com,1971-01-01\n",
    );
    assert_eq!(groups(&report(&shop, serde_json::json!({}))), ["a1+a2=a1"]);
}

#[test]
fn every_row_of_a_customer_is_looked_at() {
    let shop = table(
        "customer,name,email\na,Ann,x@example.com\na,Ann,\nb,Bo,\nb,Ann,x@example.com\nc,Cy,z@example.com\nd,Bo,\nd,Di,z@example.com\n",
    );
    assert_eq!(groups(&report(&shop, serde_json::json!({}))), ["a+b=a"]);
}
