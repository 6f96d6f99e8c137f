use proptest::prelude::*;

use super::rhythm::Steps;
use super::*;
use crate::ingest::{ImportParams, import};
use crate::task;

fn typed(events: Vec<Event>, discount: f64) -> EventsReport {
    let params = EventsParams {
        events,
        discount,
        ..EventsParams::default()
    };
    params.check().unwrap();
    EventsReport::typed(&params)
}

fn filled(text: &str, params: &EventsParams) -> Result<EventsReport> {
    let shop = import("x.csv", text.as_bytes(), ImportParams::default()).unwrap();
    task::complete(Events::start(&shop, &Scope::default(), params)?)
}

fn customer(id: &str) -> EventsParams {
    EventsParams {
        customer: Some(id.into()),
        discount: 0.0,
        ..EventsParams::default()
    }
}

const ORDERS: &str = "customer,date,amount,cost\nann,2024-01-01,10,4\nann,2024-01-11,20,10\nann,2024-01-31,30,16\nbob,2024-01-05,40,10\nbob,2024-02-04,40,10\ncat,2024-01-20,8,\ncat,2024-01-20,-2,\ndan,2024-01-21,-2,\n";

#[test]
fn berger_and_nasr_first_case() {
    // Case 1: 260 a year while the customer stays (.75), from today to the tenth year; 50 of
    // promotion in the middle of each year, for those who stayed so far; 20 % a year: 568.78.
    let stays = |year: i32| pow(0.75, f64::from(year));
    let margin = |year: i32| Event {
        when: f64::from(year),
        probability: stays(year),
        revenue: 260.0,
        ..Event::default()
    };
    let promotion = |year: i32| Event {
        when: f64::from(year) - 0.5,
        probability: stays(year - 1),
        cost: 50.0,
        ..Event::default()
    };
    let events = (0..=10).map(margin).chain((1..=10).map(promotion)).collect();
    let found = typed(events, 0.2);
    assert!((found.value - 568.78).abs() < 0.005, "{}", found.value);
}

#[test]
fn an_event_that_comes_again_is_as_many_events() {
    let again = Event {
        when: 0.5,
        probability: 0.4,
        revenue: 100.0,
        cost: 30.0,
        times: 3,
        every: 2.0,
        ..Event::default()
    };
    let once = |when| Event {
        when,
        times: 1,
        ..again.clone()
    };
    let (one, three) = (typed(vec![again.clone()], 0.1), typed([0.5, 2.5, 4.5].map(once).to_vec(), 0.1));
    assert!((one.value - three.value).abs() < 1e-12);
    assert!((one.expected - 84.0).abs() < 1e-12 && one.value < 84.0);
    assert_eq!(one.explain(0).unwrap().steps[0].result, Figure::Money(one.events[0].present));
}

#[test]
fn the_next_purchases_follow_the_customers_rhythm() {
    // Ann: gaps of 10 and 20 days, last on 31 January, four days before the last day of the file.
    let ann = filled(ORDERS, &customer("ann")).unwrap();
    let rhythm = ann.rhythm.unwrap();
    assert_eq!((rhythm.gap_days, rhythm.silent_days, rhythm.purchases), (15.0, 4.0, 3));
    assert_eq!((rhythm.revenue, rhythm.cost), (20.0, 10.0));
    let first = &ann.events[0];
    assert!((first.when - 11.0 / 365.25).abs() < 1e-12);
    assert_eq!(first.name, "4");
    // Three customers purchased, two of them again, one of them a third time: (2 + 1) of (3 + 2 + 1) went on.
    assert_eq!(first.probability, 0.5);
    assert_eq!(ann.events[1].probability, 0.25);
    assert_eq!(ann.events.len(), 5);
    // Cat has purchased once, so everyone's median gap is taken; her cost is the others' share.
    let cat = filled(ORDERS, &customer("cat")).unwrap();
    let rhythm = cat.rhythm.unwrap();
    assert_eq!((rhythm.gap_days, rhythm.own_gap, rhythm.revenue), (20.0, false, 6.0));
    assert!((rhythm.cost - 6.0 * 50.0 / 140.0).abs() < 1e-12);
    assert!(cat.notices.iter().any(|notice| notice.code == "gap_of_everyone"));
    let everyone = filled(ORDERS, &EventsParams::default()).unwrap();
    assert_eq!(everyone.source, FlowSource::Everyone);
    assert_eq!(everyone.events[0].when, 20.0 / 365.25);
    assert_eq!(everyone.rhythm.unwrap().revenue, 146.0 / 6.0);
}

#[test]
fn a_purchase_that_is_overdue_is_expected_today_and_silence_is_told() {
    let text = "customer,date,amount\nann,2024-01-01,10\nann,2024-01-11,20\nbob,2024-02-28,5\n";
    let ann = filled(text, &customer("ann")).unwrap();
    assert_eq!(ann.events[0].when, 0.0);
    assert_eq!(ann.events[1].when, 10.0 / 365.25);
    assert!(ann.notices.iter().any(|notice| notice.code == "silent"));
}

#[test]
fn orders_of_one_day_have_no_rhythm() {
    let text = "customer,date,amount,order id\nann,2024-01-01,10,1\nann,2024-01-01,10,2\nann,2024-01-01,5,3\nann,2024-03-01,5,4\n";
    let said = |grain| {
        let params = EventsParams { grain, ..customer("ann") };
        let found = filled(text, &params).unwrap();
        let gap = found.rhythm.unwrap().gap_days;
        (gap, found.notices.iter().any(|notice| notice.code == "no_gap"))
    };
    assert_eq!((said(Grain::Order), said(Grain::Day)), ((0.0, true), (60.0, false)));
}

#[test]
fn what_is_typed_and_not_used_is_told() {
    let event = || {
        vec![Event {
            revenue: 100.0,
            ..Event::default()
        }]
    };
    let params = EventsParams {
        events: event(),
        margin: Some(0.3),
        ..EventsParams::default()
    };
    let report = EventsReport::typed(&params);
    assert_eq!((report.value, report.notices[0].code), (100.0, "margin_unused"));
    assert!(typed(event(), 0.1).notices.is_empty());
}

#[test]
fn shares_are_observed_where_there_are_enough_and_pooled_beyond() {
    // 100 customers: 60 of them again, 20 a third time, 4 of them a fourth.
    let counts: Vec<usize> = [(1, 40), (2, 40), (3, 16), (4, 4)]
        .into_iter()
        .flat_map(|(count, customers)| vec![count; customers])
        .collect();
    let steps = Steps::of(&counts);
    assert_eq!((steps.share(1), steps.share(2)), (0.6, 20.0 / 60.0));
    // Twenty reached three purchases and four a fourth: 4 of 24 steps went on.
    assert_eq!(
        (steps.share(3), steps.share(4), steps.share(90)),
        (4.0 / 24.0, 4.0 / 24.0, 4.0 / 24.0)
    );
    assert_eq!(Steps::of(&[1; 50]).share(1), 0.0);
    assert_eq!(Steps::of(&[1; 50]).share(2), 0.0);
}

#[test]
fn what_cannot_be_is_said() {
    let wrong: [fn(&mut Event); 10] = [
        |event| event.when = -1.0,
        |event| event.when = f64::INFINITY,
        |event| event.probability = 1.2,
        |event| event.probability = f64::NAN,
        |event| event.revenue = f64::NAN,
        |event| event.cost = f64::INFINITY,
        |event| event.times = 0,
        |event| event.every = -1.0,
        |event| event.revenue = 1e308,
        |event| event.cost = -1e15,
    ];
    for change in wrong {
        let mut event = Event::default();
        change(&mut event);
        let params = EventsParams {
            events: vec![Event::default(), event],
            ..EventsParams::default()
        };
        let error = params.check().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadParameter);
        let text = error.message(crate::text::Lang::En);
        assert!(text.starts_with("Event 2: the ") && text.len() < 90, "{text}");
    }
    let ahead = EventsParams {
        ahead: 0,
        ..EventsParams::default()
    };
    assert!(ahead.check().is_err());
    for id in ["zoe", "dan"] {
        assert!(filled(ORDERS, &customer(id)).is_err(), "{id}");
    }
    let once = "customer,date,amount\nann,2024-01-01,10\nbob,2024-02-28,5\n";
    assert_eq!(filled(once, &EventsParams::default()).unwrap_err().kind(), ErrorKind::TooFew);
}

proptest! {
    #[test]
    fn probabilities_fall_and_stay_probabilities(counts in proptest::collection::vec(1usize..9, 1..90), purchases in 1usize..12) {
        let steps = Steps::of(&counts);
        for purchases in purchases..purchases + 9 {
            prop_assert!((0.0..=1.0).contains(&steps.share(purchases)));
        }
    }

    #[test]
    fn waiting_lowers_a_gain(when in 0.0f64..9.0, wait in 0.01f64..9.0, rate in 0.01f64..1.0) {
        let at = |when| typed(vec![Event { when, revenue: 10.0, ..Event::default() }], rate).value;
        prop_assert!(at(when + wait) < at(when));
        prop_assert!(at(when) <= 10.0);
    }
}
