//! A column of dates, and what its values and its file say about the order of
//! day, month and year.
//!
//! From the strongest: the user; a number over 12; a year that can only stand
//! first; another column of dates in the same file; rows that stand in the order
//! of their dates when read one way and not the other; points between the
//! numbers; a decimal comma in the amounts. Else D/M/Y is assumed and asked for.

use std::cmp::Ordering;

use crate::ledger::Day;
use crate::text::{Notice, Text};

use super::dates;
use super::known::Known;
use super::orders::Refusal;
use super::profile::missing;
use super::records::{Line, Record};
use super::rejects::{Fault, Late, Rejects, Witnesses};
use super::report::DateOrder;
use super::written::{Certain, Count, Speaks, Written};

/// The column of the days of purchase.
#[derive(Debug)]
pub(super) struct Days {
    pub(super) column: usize,
    name: String,
    given: Option<DateOrder>,
    known: Known,
    evidence: Evidence,
    /// What told day from month in the other dates, by [`Certain`].
    certain: [bool; Certain::ALL.len()],
    /// Numbers that count days or seconds, and the first of them.
    counted: (u64, String),
    day_first: Witnesses,
    month_first: Witnesses,
    year_first: Witnesses,
    day_or_year_first: Witnesses,
}

/// The order of a column of dates and why.
#[derive(Debug)]
pub(super) struct Settled {
    /// None where none is seen and none is needed.
    pub(super) order: Option<DateOrder>,
    pub(super) reason: Text,
    /// Nothing shows it, so the user should be asked.
    pub(super) assumed: bool,
}

impl Days {
    /// The column at this position.
    pub(super) fn new(column: usize, name: &str, given: Option<DateOrder>, known: Known) -> Self {
        Self {
            column,
            name: name.to_owned(),
            given,
            known,
            evidence: Evidence::default(),
            certain: [false; Certain::ALL.len()],
            counted: (0, String::new()),
            day_first: Witnesses::default(),
            month_first: Witnesses::default(),
            year_first: Witnesses::default(),
            day_or_year_first: Witnesses::default(),
        }
    }

    /// Reads a row's date and notes which order it speaks for.
    pub(super) fn read<'a>(&mut self, record: &Record<'a>) -> Result<Written, Refusal<'a>> {
        let text = record.field(self.column).unwrap_or_default();
        if missing(text) {
            return Err((Some(self.column), Fault::NoDate));
        }
        let written = self
            .known
            .read(text, self.given)
            .map_err(|fault| (Some(self.column), Fault::Date(text, fault)))?;
        if let Some(why) = written.why() {
            self.certain[why as usize] = true;
            if matches!(why, Certain::ExcelDays | Certain::UnixTime) {
                if self.counted.0 == 0 {
                    text.clone_into(&mut self.counted.1);
                }
                self.counted.0 += 1;
            }
            return Ok(written);
        }
        let speaks = written.speaks();
        self.evidence.add(written, speaks, text);
        if let (Some(speaks), Some([first, second, _])) = (speaks, written.numbers()) {
            let (rows, shows) = match speaks {
                Speaks::Day => (&mut self.day_first, first),
                Speaks::Month => (&mut self.month_first, second),
                Speaks::Year => (&mut self.year_first, first),
                Speaks::DayOrYear => (&mut self.day_or_year_first, first),
            };
            rows.add(record.line, shows);
        }
        Ok(written)
    }

    /// The row of this date is kept so far.
    pub(super) fn keep(&mut self, written: Written, line: Line<'_>) {
        let rows = match written.speaks() {
            Some(Speaks::Day) => &mut self.day_first,
            Some(Speaks::Month) => &mut self.month_first,
            Some(Speaks::Year) => &mut self.year_first,
            Some(Speaks::DayOrYear) => &mut self.day_or_year_first,
            None => return,
        };
        rows.keep(line, &self.name, Fault::DateOrder);
    }

    /// Reports the rows that are no days in this order.
    pub(super) fn reject(self, order: DateOrder, count: u64, rejects: &mut Rejects) {
        let losers = [
            (Speaks::Day, self.day_first),
            (Speaks::Month, self.month_first),
            (Speaks::Year, self.year_first),
            (Speaks::DayOrYear, self.day_or_year_first),
        ];
        let wrong = losers.into_iter().filter(|(speaks, _)| !speaks.allows(order));
        let wrong = wrong.fold(Late::default(), |wrong, (_, rows)| wrong.and(rows.late));
        rejects.add_late(wrong, Fault::DateOrder, count);
    }

    /// The order most dates speak for, else what the file does; day first when
    /// nothing does. `comma` says that the amounts have a decimal comma.
    pub(super) fn settle(&self, comma: bool, notices: &mut Vec<Notice>) -> Settled {
        notices.extend(self.counted());
        let told = |order: DateOrder, en: &str, zh: &str| Settled {
            order: Some(order),
            reason: Text::new(format!("{}, {en}.", pattern(order).en), format!("{}，{zh}。", pattern(order).zh)),
            assumed: false,
        };
        if let Some(order) = self.given {
            return told(order, "because you said so", "由您指定");
        }
        if !self.evidence.any {
            return self.certain();
        }
        if let Some(settled) = self.by_numbers(notices) {
            return settled;
        }
        if let Some((firsts, lasts)) = self.evidence.years_first() {
            return told(
                DateOrder::Ymd,
                &format!("because the first numbers are few ({firsts}), as years are, and the last many ({lasts}), as days are"),
                &format!("因为第一个数字种类少（{firsts} 种），像年份；最后一个种类多（{lasts} 种），像日"),
            );
        }
        if let Some((order, name)) = &self.known.beside {
            return told(
                *order,
                &format!("as in “{name}”, where a number over 12 shows it"),
                &format!("与“{name}”列相同，该列有大于 12 的数字"),
            );
        }
        if let Some(order) = self.evidence.rows.sorted() {
            let other = pattern(if order == DateOrder::Dmy { DateOrder::Mdy } else { DateOrder::Dmy });
            return told(
                order,
                &format!(
                    "because so the rows stand in the order of their dates; as {} they would not",
                    other.en
                ),
                &format!("因为这样各行恰好按日期先后排列，按“{}”则不是", other.zh),
            );
        }
        if !self.evidence.unpointed {
            return told(
                DateOrder::Dmy,
                "because where dates are written with points the day stands first",
                "因为用点分隔的日期，日都在前",
            );
        }
        if comma {
            return told(
                DateOrder::Dmy,
                "because where amounts have a decimal comma the day stands first",
                "因为使用小数逗号的地方，日都在前",
            );
        }
        notices.push(order_unknown(&self.name));
        Settled {
            order: Some(DateOrder::Dmy),
            reason: Text::new(
                "D/M/Y is assumed, because no number over 12 shows which one is the day.",
                "按“日/月/年”处理，因为没有大于 12 的数字，分不清哪个是日。",
            ),
            assumed: true,
        }
    }

    /// By numbers that can only be the day, or the year.
    fn by_numbers(&self, notices: &mut Vec<Notice>) -> Option<Settled> {
        let [day, month, year, either] =
            [&self.day_first, &self.month_first, &self.year_first, &self.day_or_year_first].map(|witnesses| witnesses.count);
        // A first number that may be a day or a year is a day, unless another can only be a year.
        let as_year = if year > 0 { year + either } else { 0 };
        let most = (day + either).max(month).max(as_year);
        if most == 0 || (day + month + year == 0 && self.evidence.years_first().is_some()) {
            return None;
        }
        let order = match most {
            most if most == day + either => DateOrder::Dmy,
            most if most == month => DateOrder::Mdy,
            _ => DateOrder::Ymd,
        };
        let winner = match order {
            DateOrder::Mdy => &self.month_first,
            DateOrder::Ymd => &self.year_first,
            DateOrder::Dmy => first_of(&self.day_first, &self.day_or_year_first),
        };
        let (lost, loser) = [
            (Speaks::Day, &self.day_first),
            (Speaks::Month, &self.month_first),
            (Speaks::Year, &self.year_first),
            (Speaks::DayOrYear, &self.day_or_year_first),
        ]
        .into_iter()
        .filter(|(speaks, rows)| !speaks.allows(order) && rows.count > 0)
        .fold((0, None), |(lost, loser), (_, rows)| {
            (lost + rows.count, Some(loser.map_or(rows, |loser| first_of(loser, rows))))
        });
        if let Some(loser) = loser {
            notices.push(orders_mixed(&self.name, order, most, lost, loser.first.1));
        }
        let (place, place_zh) = if order == DateOrder::Mdy {
            ("second", "第二个")
        } else {
            ("first", "第一个")
        };
        let (proof, line) = &winner.first;
        Some(Settled {
            order: Some(order),
            reason: Text::new(
                format!("{}, because {proof} stands {place} in line {line}.", pattern(order).en),
                format!("{}，因为第 {line} 行的{place_zh}数字是 {proof}。", pattern(order).zh),
            ),
            assumed: false,
        })
    }

    /// What is said when no date leaves day and month open.
    fn certain(&self) -> Settled {
        let seen: Vec<Certain> = Certain::ALL.into_iter().filter(|&why| self.certain[why as usize]).collect();
        let order = seen.contains(&Certain::YearFirst).then_some(DateOrder::Ymd);
        let reason = if let [Certain::YearFirst] = seen[..] {
            Text::new("Y/M/D, because the year stands first.", "年/月/日，因为年份在最前。")
        } else {
            let (en, zh): (Vec<&str>, Vec<&str>) = seen
                .into_iter()
                .map(|why| match why {
                    Certain::YearFirst => ("the year stands first", "年份在最前"),
                    Certain::Word => ("the month is written as a word", "月份写作文字"),
                    Certain::Equal => ("the first two numbers are equal", "前两个数字相同"),
                    Certain::ExcelDays => ("a number counts the days, as Excel does", "数字是 Excel 的天数"),
                    Certain::UnixTime => ("a number counts the time since 1970", "数字是 Unix 时间戳"),
                })
                .unzip();
            Text::new(
                format!("Day and month are never in doubt: in each date {}.", en.join(" or ")),
                format!("日与月不会混淆：每个日期{}。", zh.join("，或")),
            )
        };
        Settled {
            order,
            reason,
            assumed: false,
        }
    }

    /// Which numbers were read as dates, and how.
    fn counted(&self) -> Option<Notice> {
        let (count, example) = &self.counted;
        let day = self.known.count?.read(example)?.day(DateOrder::Ymd)?;
        counted(&self.name, self.known.count?, *count, (example, day))
    }
}

/// The one whose first line comes first, of those that have any.
fn first_of<'a>(a: &'a Witnesses, b: &'a Witnesses) -> &'a Witnesses {
    if b.count > 0 && (a.count == 0 || b.first.1 < a.first.1) {
        b
    } else {
        a
    }
}

/// What to know of numbers that were read as dates, and the first of them.
pub(super) fn counted(column: &str, count: Count, values: u64, (example, day): (&str, Day)) -> Option<Notice> {
    if values == 0 {
        return None;
    }
    Some(match count {
        Count::ExcelDays => Notice::note(
            "excel_dates",
            format!(
                "Numbers in “{column}” that were read as dates: {values}. Excel counts the days from 1900, so {example} is {day}. A workbook that counts from 1904 would be four years later; its text does not tell."
            ),
            format!(
                "“{column}”列有 {values} 个数字按日期读取：Excel 从 1900 年起数天数，{example} 即 {day}。若工作簿从 1904 年起算，则应晚四年，文本文件无法分辨。"
            ),
        ),
        Count::Seconds | Count::Milliseconds => {
            let (unit, unit_zh) = if count == Count::Seconds {
                ("seconds", "秒")
            } else {
                ("milliseconds", "毫秒")
            };
            Notice::note(
                "unix_dates",
                format!(
                    "Numbers in “{column}” that were read as dates: {values}. They count {unit} since 1970, so {example} is {day}, in universal time (UTC)."
                ),
                format!("“{column}”列有 {values} 个数字按日期读取：自 1970 年起的{unit_zh}数，{example} 即 {day}（世界标准时间 UTC）。"),
            )
        }
    })
}

/// What open dates say together.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    any: bool,
    /// A number over 12 shows the day; nothing further is looked at then.
    shown: bool,
    /// One has other signs than points between its numbers.
    unpointed: bool,
    years: Years,
    rows: Rows,
}

/// Whether all dates have a year of two digits and can have it first, and
/// which numbers stand first and last in them, a bit a number.
#[derive(Debug, Default)]
struct Years {
    other: bool,
    firsts: u128,
    lasts: u128,
}

impl Evidence {
    /// How many steps from one date to the next make an order of rows: that six
    /// dates stand in line by chance happens once in 360 times.
    const STEPS: u32 = 5;

    /// How many last numbers are too many to be years beside few first ones.
    const MANY: u32 = 8;

    /// Takes an open date as it is written.
    pub(super) fn add(&mut self, written: Written, speaks: Option<Speaks>, text: &str) {
        self.any = true;
        self.shown |= matches!(speaks, Some(Speaks::Day | Speaks::Month));
        if self.shown {
            return;
        }
        let sign = text.bytes().find(|byte| !byte.is_ascii_digit());
        self.unpointed |= sign != Some(b'.');
        if let (true, Some([first, _, last])) = (written.short(), written.numbers()) {
            self.years.firsts |= 1 << first;
            self.years.lasts |= 1 << last;
        }
        self.years.other |= !written.short() || speaks.is_some_and(|speaks| !speaks.allows(DateOrder::Ymd));
        self.rows.add(written);
    }

    /// The number of first and last numbers, where they show that years stand first.
    pub(super) fn years_first(&self) -> Option<(u32, u32)> {
        let (firsts, lasts) = (self.years.firsts.count_ones(), self.years.lasts.count_ones());
        (!self.years.other && !self.shown && lasts >= Self::MANY && lasts > 2 * firsts).then_some((firsts, lasts))
    }

    /// Whether there are open dates and nothing in their form settles them.
    pub(super) fn unknown(&self) -> bool {
        self.any && self.unpointed
    }
}

/// Whether the dates of the rows, read day first and month first, never go
/// back or never go forth.
#[derive(Debug, Default)]
struct Rows {
    last: Option<[Day; 2]>,
    back: [u32; 2],
    forth: [u32; 2],
}

impl Rows {
    fn add(&mut self, written: Written) {
        let (Some(day_first), Some(month_first)) = (written.day(DateOrder::Dmy), written.day(DateOrder::Mdy)) else {
            return;
        };
        let days = [day_first, month_first];
        for (order, last) in self.last.iter().flatten().enumerate() {
            match days[order].cmp(last) {
                Ordering::Less => self.back[order] += 1,
                Ordering::Greater => self.forth[order] += 1,
                Ordering::Equal => {}
            }
        }
        self.last = Some(days);
    }

    /// The only order in which the rows stand in line.
    fn sorted(&self) -> Option<DateOrder> {
        let in_line = |order: usize| {
            let (back, forth) = (self.back[order], self.forth[order]);
            back.min(forth) == 0 && back.max(forth) >= Evidence::STEPS
        };
        match (in_line(0), in_line(1)) {
            (true, false) => Some(DateOrder::Dmy),
            (false, true) => Some(DateOrder::Mdy),
            _ => None,
        }
    }
}

/// The order that all of some dates allow and one of them proves.
pub(super) fn proven<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let mut speaks = texts.filter_map(|text| dates::read(text, None).ok()?.speaks());
    let first = match speaks.next()? {
        Speaks::Day => DateOrder::Dmy,
        Speaks::Month => DateOrder::Mdy,
        Speaks::Year | Speaks::DayOrYear => return None,
    };
    speaks.all(|speaks| speaks.allows(first)).then_some(first)
}

fn pattern(order: DateOrder) -> Text {
    match order {
        DateOrder::Ymd => Text::new("Y/M/D", "年/月/日"),
        DateOrder::Dmy => Text::new("D/M/Y", "日/月/年"),
        DateOrder::Mdy => Text::new("M/D/Y", "月/日/年"),
    }
}

/// What to know when nothing tells day from month.
pub(super) fn order_unknown(column: &str) -> Notice {
    Notice::warning(
        "date_order_unknown",
        format!(
            "No date in “{column}” tells whether the day or the month stands first, so D/M/Y is assumed. If that is wrong, set the date order to MDY."
        ),
        format!("“{column}”列中没有日期能分清日与月的先后，暂按“日/月/年”处理。如有误，请将日期顺序设为 MDY。"),
    )
}

fn orders_mixed(column: &str, order: DateOrder, won: u64, lost: u64, line: u64) -> Notice {
    let order = pattern(order);
    Notice::warning(
        "date_orders_mixed",
        format!(
            "The dates in “{column}” contradict each other: {won} can only be {}, {lost} only the other way round (the first in line {line}). The latter were rejected; others may have been read wrongly. Check where the file comes from.",
            order.en
        ),
        format!(
            "“{column}”列的日期相互矛盾：{won} 个只能是“{}”，{lost} 个则只能相反（首个在第 {line} 行）。后者已剔除，其余日期也可能读错。请核对文件来源。",
            order.zh
        ),
    )
}
