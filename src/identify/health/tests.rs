//! What is found in files with known faults, and that remedies take what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::*;
use crate::identify::{Cleaning, Remedy};
use crate::ingest::{ImportParams, import};
use crate::task;

fn open(text: &str) -> Workspace {
    import("shop.csv", text.as_bytes(), ImportParams::default()).unwrap()
}

fn report(workspace: &Workspace, today: Option<&str>) -> HealthReport {
    let params = HealthParams {
        today: today.map(|day| day.parse().unwrap()),
    };
    task::complete(Health::start(workspace, &Scope::default(), &params).unwrap()).unwrap()
}

fn find<'a>(report: &'a HealthReport, code: &str) -> &'a Finding {
    report
        .findings
        .iter()
        .find(|finding| finding.code == code)
        .unwrap_or_else(|| panic!("no {code}"))
}

fn codes(report: &HealthReport) -> BTreeSet<&str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

/// A shop of some weeks without any fault: an order every hour of the week.
fn sound() -> String {
    let mut text = String::from("customer,date,amount,order,product,town\n");
    for row in 0..600 {
        let (month, day) = (1 + row / 2 / 28 % 12, 1 + row / 2 % 28);
        let product = ["tea", "pot", "cup"][row % 3];
        let town = ["Rome", "Oslo"][row % 30 % 2];
        writeln!(
            text,
            "c{},2024-{month:02}-{day:02},{},o{row},{product},{town}",
            row % 30,
            10 + row % 7
        )
        .unwrap();
    }
    text
}

/// The same with one fault of each kind that has a remedy.
fn faulty() -> String {
    let mut text = sound().replacen("town\n", "town,status\n", 1);
    text.push_str(
        "c1,2024-03-03,5,x1,tea,Oslo\nc1,2024-03-03,5,x1,tea,Oslo\n\
         c2,2024-03-03,5,x2,tea,Rome\nc2,2024-03-03,5,x2,tea,rome\n\
         c3,2024-03-04,0,x3,tea,Oslo\nc4,2024-03-04,90000,x4,tea,Rome\n\
         c5,2042-03-04,7,x5,tea,Oslo\nc6,1970-01-01,7,x6,tea,Rome\n\
         c7,2024-03-04,7,x7,TEA,Oslo\nc8,2024-03-04,7,x8,tea,Rome,cancelled\n\
         c8,2024-03-05,-13,x8,cup,Rome\nc9,2024-03-05,-999,C17,pot,Oslo\n\
         ,2024-03-05,30,x9,pot,Oslo\nGuest,2024-03-05,8,x10,pot,Oslo\n",
    );
    text
}

#[test]
fn a_sound_shop_has_no_findings_of_weight() {
    let report = report(&open(&sound()), None);
    assert!(
        report.findings.iter().all(|finding| finding.severity == Severity::Minor),
        "{:?}",
        codes(&report)
    );
    assert!(report.verdict.en.contains("nothing of weight"), "{}", report.verdict.en);
    assert_eq!(report.blind_spots.without_customer.orders_share, Some(0.0));
    assert!(!report.blind_spots.several_ids.measured && report.blind_spots.shared_id.measured);
}

#[test]
fn each_fault_is_found_with_its_rows_and_money() {
    let report = report(&open(&faulty()), None);
    for (code, rows, money) in [
        ("copies", 1, Some(5.0)),
        ("repeated_orders", 1, Some(5.0)),
        ("zero_amounts", 1, Some(0.0)),
        ("outliers", 1, Some(90_000.0)),
        ("future_days", 1, Some(7.0)),
        ("ancient_days", 1, Some(7.0)),
        ("spellings", 1, Some(7.0)),
        ("returns", 2, Some(-1_012.0)),
        ("no_customer", 1, Some(30.0)),
        ("placeholder_ids", 1, Some(8.0)),
    ] {
        let finding = find(&report, code);
        assert_eq!((finding.rows, finding.money), (rows, money), "{code}");
        assert!(finding.remedy.is_some() || finding.no_remedy.is_some(), "{code}");
        assert!(!finding.applied && !finding.examples.is_empty(), "{code}");
    }
    let returns = find(&report, "returns");
    assert!(
        returns.title.en.contains("For 1 of them") && returns.detail.en.contains("cancellations: 1"),
        "{}",
        returns.title.en
    );
    let outlier = &find(&report, "outliers").examples[0];
    assert_eq!(
        (outlier.line, outlier.customer.as_deref(), outlier.file.as_deref()),
        (Some(607), Some("c4"), Some("shop.csv"))
    );
    assert!(report.verdict.en.starts_with("Results can mislead"), "{}", report.verdict.en);
    let serious = report.findings.iter().map(|finding| finding.severity);
    assert!(serious.rev().is_sorted());
    assert_eq!(serde_json::to_value(&report).unwrap()["rows_kept"], 613);
}

#[test]
fn a_remedy_takes_what_its_finding_counts_and_is_taken_back() {
    let workspace = open(&faulty());
    let before = report(&workspace, None);
    for remedy in Remedy::ALL {
        let finding = before
            .findings
            .iter()
            .find(|finding| finding.remedy.as_ref().is_some_and(|offer| offer.code == remedy.code()))
            .unwrap_or_else(|| panic!("no finding has {remedy:?}"));
        let offer = finding.remedy.as_ref().unwrap();
        assert_eq!(offer.cleaning.remedies, BTreeSet::from([remedy]));
        let cleaned = workspace.cleaned(&offer.cleaning).unwrap();
        let effect = &cleaned.cleaning().unwrap().1.effects[0];
        assert_eq!((effect.lines, Some(effect.amount)), (finding.rows, finding.money), "{remedy:?}");

        // The finding stays, and says that it is remedied.
        let after = report(&cleaned, None);
        let again = find(&after, finding.code);
        assert_eq!((again.rows, again.applied), (finding.rows, true), "{remedy:?}");
        assert!(
            after
                .findings
                .iter()
                .filter(|other| other.code != finding.code)
                .all(|other| !other.applied)
        );
        assert!(cleaned.cleaned(&Cleaning::default()).unwrap().cleaning().is_none());
    }
}

#[test]
fn equal_lines_of_an_order_may_be_two_pieces() {
    let till: String = (0..40)
        .map(|row| format!("c{row},2024-01-02,5,o{row},tea\n").repeat(2))
        .collect::<Vec<_>>()
        .concat();
    let of_till = report(&open(&format!("customer,date,amount,order,product\n{till}")), None);
    let finding = find(&of_till, "copies");
    assert!(finding.title.en.contains("40; 40 of them directly beneath"), "{}", finding.title.en);
    assert_eq!(finding.severity, Severity::Notable);
    let once: String = (0..40)
        .map(|row| format!("c{row},2024-01-02,5,o{row},tea\n"))
        .collect::<Vec<_>>()
        .concat();
    let of_export = report(&open(&format!("customer,date,amount,order,product\n{once}{once}")), None);
    assert_eq!(find(&of_export, "copies").severity, Severity::Serious);
}

#[test]
fn money_without_a_customer_is_added_up_with_the_mark_of_the_column() {
    let rows = "a;2024-01-02;1.250\nb;2024-01-03;2,5\n;2024-01-04;1.500\n;2024-01-05;x\nc;2024-01-05;10\n";
    let money = |text: &str| open(text).import().missing_customer_amount;
    assert_eq!(money(&format!("customer;date;amount\n{rows}")), Some(1_500.0));
    // A last row that adds up all others is none of a customer's.
    let all = money("customer,date,amount\na,2024-01-02,5\nb,2024-01-03,6\n,2024-01-03,4\n,,15\n");
    assert_eq!(all, Some(4.0));
    let product = "customer;date;price;quantity\na;2024-01-02;1,5;2\n;2024-01-02;2,5;4\n;;2,5;4\nb;2024-01-02;2;4\n";
    assert_eq!(money(product), Some(20.0));
}

#[test]
fn spellings_are_written_as_the_most_frequent_one() {
    let workspace = open(&faulty());
    let cleaning = Cleaning {
        remedies: BTreeSet::from([Remedy::UnifySpellings]),
        ..Cleaning::default()
    };
    let cleaned = workspace.cleaned(&cleaning).unwrap();
    let (codes, names) = cleaned.orders().unwrap().products().unwrap();
    let used: BTreeSet<&str> = codes.iter().map(|&code| &*names[code as usize]).collect();
    assert_eq!(used, BTreeSet::from(["cup", "pot", "tea"]));
    let report = report(&workspace, None);
    let spelling = &find(&report, "spellings").spellings[0];
    assert_eq!(
        (spelling.column.as_str(), spelling.kept.0.as_str(), spelling.others[0].clone()),
        ("product", "tea", ("TEA".into(), 1))
    );
}

#[test]
fn today_decides_what_is_yet_to_come() {
    let report = report(&open(&sound()), Some("2024-10-01"));
    let finding = find(&report, "future_days");
    assert!(finding.title.en.contains("after 2024-10-01"), "{}", finding.title.en);
    let offer = finding.remedy.as_ref().unwrap();
    assert_eq!(offer.cleaning.last_day, Some("2024-10-01".parse().unwrap()));
    let cleaned = open(&sound()).cleaned(&offer.cleaning).unwrap();
    assert_eq!(cleaned.cleaning().unwrap().1.effects[0].lines, finding.rows);
    assert_eq!(cleaned.orders().unwrap().span().unwrap().1.to_string(), "2024-10-01");
}

#[test]
fn a_gap_is_told_where_it_does_not_fit() {
    // An order on every day but three weeks of June.
    let days = |from: u32, to: u32, month: u32| (from..=to).map(move |day| format!("a,2024-{month:02}-{day:02},5\n"));
    let months = (1..=9).flat_map(|month| {
        if month == 6 {
            days(1, 5, 6).chain(days(27, 28, 6))
        } else {
            days(1, 28, month).chain(days(1, 0, 1))
        }
    });
    let text = format!("customer,date,amount\n{}", months.collect::<String>());
    let gaps = report(&open(&text), None);
    let finding = find(&gaps, "gaps");
    assert_eq!(finding.examples.len(), 1);
    assert_eq!(
        finding.examples[0].what.as_ref().unwrap().en,
        "No order from 2024-06-06 to 2024-06-26, 21 days"
    );
    // Who sells once a week has a gap every week.
    let weekly = (0..60)
        .map(|week| format!("a,{},5\n", Day(19_700 + 7 * week)))
        .collect::<Vec<_>>()
        .concat();
    assert!(!codes(&report(&open(&format!("customer,date,amount\n{weekly}")), None)).contains("gaps"));
}

#[test]
fn months_that_the_file_cuts_are_told() {
    let text = (9..=180)
        .map(|day| format!("a,{},5\n", Day(19_723 + day)))
        .collect::<Vec<_>>()
        .concat();
    let report = report(&open(&format!("customer,date,amount\n{text}")), None);
    let finding = find(&report, "cut_months");
    assert_eq!(finding.examples.len(), 1, "{}", finding.title.en);
    assert!(finding.title.en.contains("The first month begins on 2024-01-10"));
}

#[test]
fn ids_are_looked_at() {
    let mut text = String::from("customer,date,amount\n");
    for id in [
        "00012",
        "12",
        "ABC",
        "abc",
        "1.23457E+11",
        "000000",
        "散客",
        "9999",
        "Test",
        "9",
        "90",
        "b",
    ] {
        writeln!(text, "{id},2024-01-05,5").unwrap();
    }
    let report = report(&open(&text), None);
    assert_eq!(
        (
            find(&report, "ids_written_differently").customers,
            find(&report, "scientific_ids").customers
        ),
        (2, 1)
    );
    let aside = &find(&report, "placeholder_ids").remedy.as_ref().unwrap().cleaning.set_aside;
    assert_eq!(
        aside.iter().map(String::as_str).collect::<Vec<_>>(),
        ["000000", "9999", "Test", "散客"]
    );
}

#[test]
fn remedies_of_ids_can_all_be_applied_and_are_seen_in_force() {
    let mut text = String::from("customer,date,amount\n");
    // None has more orders than another; the ones bought first stay.
    for (day, id) in ["00012", "12", "Ann", "ann", "ANN", "ann  lee", "Ann Lee", "12.0"]
        .iter()
        .enumerate()
    {
        writeln!(text, "{id},2024-01-0{},5", 1 + day).unwrap();
    }
    let workspace = open(&text);
    let before = report(&workspace, None);
    let offers = ["ids_written_differently", "several_ids"].map(|code| find(&before, code).remedy.clone().unwrap().cleaning.merges);
    let merges: BTreeMap<_, _> = offers.iter().flatten().map(|(id, other)| (id.clone(), other.clone())).collect();
    let cleaned = |merges| {
        workspace.cleaned(&Cleaning {
            merges,
            ..Cleaning::default()
        })
    };
    assert_eq!(cleaned(merges).unwrap().ids()[..], ["00012", "Ann", "ann  lee"]);

    // The other way round they are one as well.
    let pairs = [
        ("00012", "12"),
        ("12.0", "12"),
        ("Ann", "ANN"),
        ("ann", "Ann"),
        ("ann  lee", "Ann Lee"),
    ];
    let other_way = pairs.map(|(id, other)| (id.to_owned(), other.to_owned())).into();
    let after = report(&cleaned(other_way).unwrap(), None);
    assert!(find(&after, "several_ids").applied && find(&after, "ids_written_differently").applied);
    assert_eq!(after.cleaned.as_ref().unwrap().merged, 5);
}

#[test]
fn ids_written_differently_of_two_people_are_two() {
    let report = report(
        &open("customer,name,town\n7,Ann Lee,Rome\n007,Bob Ray,Oslo\n8,Cy Fox,Rome\n08,,Oslo\n"),
        None,
    );
    let merges = &find(&report, "ids_written_differently").remedy.as_ref().unwrap().cleaning.merges;
    assert_eq!(merges.len(), 1, "{merges:?}");
}

#[test]
fn kept_and_rejected_money_come_to_that_of_the_file() {
    let report = report(
        &open(
            "customer,date,amount\na,2024-01-31,5\nb,31/13/2024,6\n,2024-01-31,7\nc,,8\nd,2024-02-02,x\ne,2024-02-02,10\nf,2024-02-02,10\n",
        ),
        None,
    );
    let Totals {
        total_amount,
        missing_customer_amount,
        rejected_amount,
        ..
    } = report.totals;
    assert_eq!(
        (total_amount, missing_customer_amount, rejected_amount),
        (Some(25.0), Some(7.0), Some(14.0))
    );
    let finding = find(&report, "rejected_rows");
    assert_eq!(
        (finding.rows, finding.money, finding.money_share),
        (3, Some(14.0), Some(14.0 / 46.0))
    );
    assert!(finding.title.en.contains("3, with 14 where"), "{}", finding.title.en);

    // Days that turn out to stand in the other order lose their money at the end.
    let late = "customer,date,amount\na,27/4/2024,5\na,28/4/2024,5\na,29/4/2024,5\nb,4/27/2024,6\n";
    assert_eq!(open(late).import().rejected_amount, Some(6.0));
    assert_eq!(
        open("customer,date,amount\na,2024-01-31,5\nb,2024-01-31,x\n")
            .import()
            .rejected_amount,
        None
    );
}

#[test]
fn the_blind_spots_are_measured() {
    let mut text = String::from("customer,date,amount,order,city,phone\n");
    for row in 0..400 {
        writeln!(
            text,
            "c{0},2024-01-{1:02},10,o{row},Rome,+39 06 6981 {0:04}",
            row % 200,
            1 + row % 28
        )
        .unwrap();
    }
    // A card at the till: six orders a day, all over the country.
    for row in 0..24 {
        let city = ["Rome", "Oslo", "Bonn", "York", "Bath", "Kiel"][row % 6];
        writeln!(text, "till,2024-01-{:02},10,t{row},{city},", 1 + row / 6).unwrap();
    }
    // Two ids with one phone, and rows of nobody.
    text.push_str("p1,2024-01-03,10,y1,Rome,+39 06 7000 1111\np2,2024-01-03,10,y2,Rome,0039 06 70001111\n");
    text.push_str(&",2024-01-03,20,z,Rome,\n".repeat(74));
    let report = report(&open(&text), None);
    let BlindSpots {
        without_customer,
        several_ids,
        shared_id,
    } = &report.blind_spots;
    assert_eq!(
        (without_customer.rows, without_customer.orders_share, without_customer.money),
        (74, Some(74.0 / 500.0), Some(1_480.0))
    );
    assert_eq!(without_customer.money_share, Some(1_480.0 / (1_480.0 + 4_260.0)));
    assert_eq!((several_ids.measured, several_ids.customers, several_ids.rows), (true, 2, 2));
    assert_eq!((shared_id.customers, shared_id.rows, shared_id.money), (1, 24, Some(240.0)));
    let said = find(&report, "shared_ids").examples[0].what.as_ref().unwrap();
    for part in ["4 days with 5 orders or more", "6 different values of “city”", "5.6% of all rows"] {
        assert!(said.en.contains(part), "{}", said.en);
    }
}

#[test]
fn a_table_of_customers_is_looked_at_too() {
    let workspace = open(
        "customer,level,age,country\na,Gold,30,X\na,Gold,30,X\nb,gold,31,X\nb,silver,31,X\nc,Gold,,X\nd,silver,32,X\ne,silver,33,X\nf,silver,33,X\n",
    );
    let found = report(&workspace, None);
    for (code, rows) in [
        ("copies", 1),
        ("duplicate_ids", 1),
        ("missing_values", 1),
        ("constant_columns", 0),
        ("spellings", 0),
    ] {
        assert_eq!(find(&found, code).rows, rows, "{code}");
    }
    let cleaned = workspace
        .cleaned(&Cleaning {
            remedies: BTreeSet::from([Remedy::DropCopies, Remedy::UnifySpellings]),
            ..Cleaning::default()
        })
        .unwrap();
    let table = cleaned.content().customers.as_ref().unwrap();
    let levels: Vec<_> = (0..table.len()).filter_map(|row| table.attributes[0].values.text(row)).collect();
    assert_eq!(levels, ["Gold", "Gold", "silver", "Gold", "silver", "silver", "silver"]);
    let effects: Vec<_> = cleaned
        .cleaning()
        .unwrap()
        .1
        .effects
        .iter()
        .map(|effect| (effect.lines, effect.customers))
        .collect();
    assert_eq!(effects, [(1, 0), (0, 1)]);
    assert_eq!(find(&found, "spellings").customers, 1);
}

#[test]
fn orders_that_came_to_nothing_are_found_by_their_status() {
    let text = sound()
        .replacen("town", "town,Order status", 1)
        .replace("Rome\n", "Rome,paid\n")
        .replace("Oslo\n", "Oslo,\n");
    let text = text + "c1,2024-05-05,500,z1,tea,Oslo,refunded\nc1,2024-05-05,20,z1,pot,Oslo,\nc2,2024-05-06,7,z2,tea,Rome,已取消\n";
    let workspace = open(&text);
    let import = workspace.import();
    assert_eq!(import.roles[&crate::ingest::Role::Status], "Order status");
    let notice = import.notices.iter().find(|notice| notice.code == "void_orders").unwrap();
    assert!(notice.text.en.contains("never paid: 3 (“refunded”, “已取消”)"), "{notice:?}");
    let before = report(&workspace, None);
    let finding = find(&before, "void_orders");
    assert_eq!((finding.rows, finding.customers, finding.money), (3, 2, Some(527.0)));
    let cleaned = workspace.cleaned(&finding.remedy.as_ref().unwrap().cleaning).unwrap();
    assert_eq!(cleaned.content().orders.as_ref().unwrap().len(), 600);
    assert!(find(&report(&cleaned, None), "void_orders").applied);
    // The status of an order says nothing of the customer.
    let attributes = &workspace.content().customers.as_ref().unwrap().attributes;
    assert!(attributes.iter().all(|attribute| attribute.name == "town"));
}

#[test]
fn nobody_is_told_to_merge_different_people() {
    let mut text = String::from("customer,date,amount\n");
    for (customer, day) in [("a1", 1), ("A1", 2), ("b2", 3), ("B2", 4), ("c3", 5)] {
        writeln!(text, "{customer},2024-01-0{day},5").unwrap();
    }
    let workspace = open(&text);
    let merges = |workspace: &Workspace| {
        let report = report(workspace, None);
        let remedies = report.findings.iter().filter_map(|finding| finding.remedy.as_ref());
        remedies
            .flat_map(|remedy| remedy.cleaning.merges.clone())
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(merges(&workspace).len(), 2);
    let apart = Cleaning {
        apart: BTreeSet::from([("A1".into(), "a1".into())]),
        ..Cleaning::default()
    };
    let told = workspace.cleaned(&apart).unwrap();
    assert!(merges(&told).keys().all(|id| id.eq_ignore_ascii_case("b2")));
    assert_eq!(told.content().orders.as_ref().unwrap().customers(), 5);
}
