//! The sample shop: a tea shop of two years, generated from a seed, with a
//! known truth to find.
//!
//! **The story.** A seventh of the customers are regulars who come every few
//! weeks and carry the shop. In the summer and autumn of the second year some of the best
//! of them fall silent, one by one: the early warning should find them.
//! Others come now and then and drift away, some only before the Spring
//! Festival and Mid-Autumn to buy presents, and the November promotions bring
//! many who never return. As in any export, some lines are returns, some name
//! no customer and a few cannot be read.

use std::fmt::Write as _;

use rand_core::SeedableRng;

use crate::ledger::Day;
use crate::math::{self, Random, below, uniform};
use crate::sorting;

const FIRST: (i32, u32, u32) = (2024, 1, 1);
const DAYS: f64 = 731.0;
const CUSTOMERS: usize = 2_000;

const CITIES: [&str; 6] = ["Hangzhou", "Shanghai", "Suzhou", "Nanjing", "Ningbo", "Beijing"];

/// Products with their price.
const PRODUCTS: [(&str, f64); 10] = [
    ("Longjing", 88.0),
    ("Tieguanyin", 68.0),
    ("Jasmine", 36.0),
    ("White Peony", 76.0),
    ("Da Hong Pao", 128.0),
    ("Keemun", 58.0),
    ("Pu'er cake", 168.0),
    ("Chrysanthemum", 29.5),
    ("Teapot", 239.0),
    ("Gift box", 298.0),
];

/// What kind of customer someone is; the truth behind the orders.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    Regular,
    Silenced,
    Occasional,
    Presents,
    Promotion,
}

/// One order on its way into the file.
struct Order {
    day: i32,
    customer: usize,
    city: &'static str,
    /// Position in [`PRODUCTS`], pieces, money.
    lines: Vec<(usize, u32, f64)>,
}

/// The orders of the tea shop as a CSV file, in the order of the days.
pub fn tea_shop(seed: u64) -> Vec<u8> {
    let mut random = Random::seed_from_u64(seed);
    let mut orders = Vec::new();
    for customer in 0..CUSTOMERS {
        let habit = habit(uniform(&mut random));
        let city = CITIES[below(&mut random, CITIES.len())];
        let taste = Taste::of(habit, &mut random);
        for day in days(habit, &mut random) {
            let lines = 1 + usize::from(uniform(&mut random) < 0.3);
            let lines = (0..lines).map(|_| taste.line(&mut random)).collect();
            orders.push(Order {
                day,
                customer,
                city,
                lines,
            });
        }
    }
    sorting::sort_by_key(&mut orders, |order| (order.day, order.customer));
    csv(&orders, &mut random)
}

fn habit(share: f64) -> Habit {
    match share {
        share if share < 0.12 => Habit::Regular,
        share if share < 0.155 => Habit::Silenced,
        share if share < 0.5 => Habit::Occasional,
        share if share < 0.65 => Habit::Presents,
        _ => Habit::Promotion,
    }
}

/// An exponential waiting time.
fn waiting(mean: f64, random: &mut Random) -> f64 {
    -mean * math::ln_1p(-uniform(random))
}

/// The days on which a customer orders, from 0.
fn days(habit: Habit, random: &mut Random) -> Vec<i32> {
    let mut days = Vec::new();
    match habit {
        Habit::Regular | Habit::Silenced => {
            let rhythm = 14.0 + 24.0 * uniform(random);
            let end = if habit == Habit::Silenced {
                DAYS - 100.0 - 100.0 * uniform(random)
            } else {
                DAYS
            };
            let mut day = 420.0 * uniform(random);
            while day < end {
                days.push(whole(day));
                // Two waits of half the rhythm: steadier than pure chance.
                day += 1.0 + waiting(rhythm / 2.0, random) + waiting(rhythm / 2.0, random);
            }
        }
        Habit::Occasional => {
            let rhythm = 45.0 + 90.0 * uniform(random);
            let mut day = DAYS * uniform(random);
            while day < DAYS {
                days.push(whole(day));
                if uniform(random) < 0.22 {
                    break;
                }
                day += 1.0 + waiting(rhythm, random);
            }
        }
        // Before the Spring Festival (10 February 2024, 29 January 2025) and
        // Mid-Autumn (17 September 2024, 6 October 2025).
        Habit::Presents => {
            let loyal = 0.35 + 0.5 * uniform(random);
            let seasons = [22.0, 240.0, 376.0, 625.0];
            days.extend(
                seasons
                    .into_iter()
                    .filter(|_| uniform(random) < loyal)
                    .map(whole)
                    .collect::<Vec<_>>(),
            );
            for day in &mut days {
                *day += whole(17.0 * uniform(random));
            }
        }
        // The eleventh of November and the days after it, more in the second year.
        Habit::Promotion => {
            let start = if uniform(random) < 0.4 { 315.0 } else { 680.0 };
            days.push(whole((start + waiting(6.0, random)).min(DAYS - 1.0)));
        }
    }
    days
}

#[expect(clippy::cast_possible_truncation, reason = "days of two years")]
fn whole(day: f64) -> i32 {
    day.floor() as i32
}

/// What a customer buys: some spend far more than others, each time.
struct Taste {
    favourites: [usize; 2],
    most: usize,
    discount: f64,
}

impl Taste {
    fn of(habit: Habit, random: &mut Random) -> Self {
        let favourite = |random: &mut Random| match habit {
            Habit::Presents => 6 + below(random, 4),
            Habit::Promotion => [2, 5, 7][below(random, 3)],
            _ => below(random, 8),
        };
        Self {
            favourites: [favourite(random), favourite(random)],
            most: 1 + below(random, if matches!(habit, Habit::Regular | Habit::Silenced) { 4 } else { 2 }),
            discount: if habit == Habit::Promotion { 0.7 } else { 1.0 },
        }
    }

    /// A line of an order: the product, the pieces, the money.
    fn line(&self, random: &mut Random) -> (usize, u32, f64) {
        let product = self.favourites[below(random, 2)];
        let pieces = 1 + u32::try_from(below(random, self.most)).unwrap_or(0);
        (product, pieces, PRODUCTS[product].1 * f64::from(pieces) * self.discount)
    }
}

/// Writes the file, with the mishaps of a real export.
fn csv(orders: &[Order], random: &mut Random) -> Vec<u8> {
    let start = Day::from_ymd(FIRST.0, FIRST.1, FIRST.2).map_or(0, |day| day.0);
    let mut text = String::from("order_id,customer_id,order_date,product,quantity,amount,city\n");
    for (number, order) in (10_001..).zip(orders) {
        for &(product, pieces, amount) in &order.lines {
            let mishap = uniform(random);
            let sign = if mishap < 0.012 { "-" } else { "" };
            let id = if mishap > 0.994 {
                String::new()
            } else {
                format!("T{:04}", order.customer + 1)
            };
            let date = if (0.5..0.500_4).contains(&mishap) {
                "2025-02-30".to_owned()
            } else {
                Day(start + order.day).to_string()
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{number},{id},{date},{},{pieces},{sign}{amount:.2},{}",
                PRODUCTS[product].0, order.city
            );
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_shop() {
        assert_eq!(tea_shop(7), tea_shop(7));
        assert_ne!(tea_shop(7), tea_shop(8));
    }

    #[test]
    fn the_silenced_regulars_are_there_to_be_found() {
        let mut random = Random::seed_from_u64(3);
        for _ in 0..200 {
            let days = days(Habit::Silenced, &mut random);
            assert!(days.len() > 3, "{days:?}");
            assert!(f64::from(days[days.len() - 1]) < DAYS - 100.0);
        }
    }
}
