//! Categories and ids that are written in several ways, and ids that are none.

use std::collections::BTreeMap;

use strsim::osa_distance;

use crate::identify::faults::{Group, Spellings, categories, occurrences};
use crate::identify::identity::{Groups, kept};
use crate::identify::{Remedy, keys};
use crate::ingest::Role;
use crate::sorting;
use crate::table::AttributeValues;
use crate::text::Text;

use super::finding::{EXAMPLES, Example, Finding, Severity, Shop, Spelling, share};

/// How many groups of spellings are listed.
const LISTED: usize = 50;

/// With more texts than this they are not compared one with another.
const COMPARED: usize = 500;

/// A text is a hint for a typing error when it occurs at most this share as often as its like.
const RARE: f64 = 0.1;

/// How many ids a remedy names at most.
pub(super) const NAMED: usize = 10_000;

/// What the column of products is called.
fn product_column(shop: &Shop) -> String {
    let named = shop.imports.iter().find_map(|import| import.roles.get(&Role::Product));
    named.cloned().unwrap_or_default()
}

/// The texts of products and of categories, with the column's name and how often each occurs.
fn columns(shop: &Shop) -> Vec<(String, Vec<String>, Vec<u64>)> {
    let mut columns = Vec::new();
    if let Some((codes, names)) = shop.ledger().and_then(|ledger| ledger.products()) {
        let name = product_column(shop);
        let filled = codes
            .iter()
            .map(|&code| Some(code).filter(|&code| !names[code as usize].is_empty()));
        columns.push((name, names.to_vec(), occurrences(filled, names.len())));
    }
    for attribute in shop.content.customers.iter().flat_map(|table| &table.attributes) {
        if let Some((levels, counts)) = categories(attribute) {
            columns.push((attribute.name.clone(), levels.to_vec(), counts));
        }
    }
    columns
}

pub(super) fn spellings(shop: &Shop) -> Vec<Finding> {
    let found = Spellings::of(&shop.content);
    if found.products.is_empty() && found.attributes.is_empty() {
        return Vec::new();
    }
    let mut listed = Vec::new();
    if let Some((codes, names)) = shop.ledger().and_then(|ledger| ledger.products()) {
        let name = product_column(shop);
        let counts = occurrences(codes.iter().map(|&code| Some(code)), names.len());
        listed.extend(found.products.iter().map(|group| spelling(&name, group, names, &counts)));
    }
    for (place, groups) in &found.attributes {
        let attribute = shop.content.customers.as_ref().map(|table| &table.attributes[*place]);
        if let Some((attribute, (levels, counts))) = attribute.and_then(|attribute| Some((attribute, categories(attribute)?))) {
            listed.extend(groups.iter().map(|group| spelling(&attribute.name, group, levels, &counts)));
        }
    }
    let count = listed.len();
    let others = |spelling: &Spelling| spelling.others.iter().map(|(_, count)| count).sum::<u64>();
    sorting::sort_by_key(&mut listed, |spelling| std::cmp::Reverse(others(spelling)));
    let first = listed.first().map_or_else(String::new, |group| {
        let texts: Vec<String> = std::iter::once(&group.kept)
            .chain(&group.others)
            .take(3)
            .map(|(text, _)| format!("“{text}”"))
            .collect();
        texts.join(" = ")
    });
    listed.truncate(LISTED);
    let title = Text::new(
        format!("Categories that are spellings of one another: {count} groups, for instance {first}."),
        format!("有 {count} 组类别只是写法不同，例如 {first}。"),
    );
    let detail = Text::new(
        "They differ in case, width, blanks, punctuation, accents, or traditional and simplified characters only. Counted apart, each looks smaller than it is.",
        "它们仅在大小写、全半角、空格、标点、重音或繁简上不同。分开统计会让每一类都偏小。",
    );
    let extent = shop.ledger().map(|ledger| shop.extent(&found.lines(ledger))).unwrap_or_default();
    let rows = shop.content.customers.as_ref().map_or(0, |table| count_of(&found.rows(table)));
    let mut finding = if extent.rows > 0 {
        shop.about_lines("spellings", &extent, title, detail)
    } else {
        Finding {
            customers: rows,
            customers_share: share(rows, shop.content.ids.len()),
            severity: Severity::of(share(rows, shop.content.ids.len()).unwrap_or(0.0)),
            ..Finding::new("spellings", title, detail)
        }
    };
    finding.spellings = listed;
    // Results for customers hardly change by it.
    finding.severity = finding.severity.min(Severity::Notable);
    let what = Text::new("Write each group as its most frequent spelling.", "每组统一为出现最多的写法。");
    shop.offer_remedy(&mut finding, Remedy::UnifySpellings, what);
    vec![finding]
}

fn count_of(marks: &[bool]) -> u64 {
    marks.iter().map(|&mark| u64::from(mark)).sum()
}

fn spelling(column: &str, group: &Group, texts: &[String], counts: &[u64]) -> Spelling {
    let counted = |place: u32| (texts[place as usize].clone(), counts[place as usize]);
    Spelling {
        column: column.to_owned(),
        kept: counted(group.kept),
        others: group.others.iter().map(|&place| counted(place)).collect(),
    }
}

/// Texts that may be typing errors or the same words in another order: a hint, never a remedy.
pub(super) fn alike(shop: &Shop) -> Vec<Finding> {
    let mut listed = Vec::new();
    for (column, texts, counts) in columns(shop) {
        let mut used: Vec<usize> = (0..texts.len()).filter(|&place| counts[place] > 0).collect();
        sorting::sort_by_key(&mut used, |&place| (std::cmp::Reverse(counts[place]), place));
        if used.len() > COMPARED {
            continue;
        }
        let keyed: Vec<(usize, String, String)> = used
            .into_iter()
            .map(|place| (place, keys::spelling(&texts[place]), keys::fingerprint(&texts[place])))
            .collect();
        for (at, (place, key, words)) in keyed.iter().enumerate() {
            let like = keyed[..at].iter().find(|(other, of_other, words_of_other)| {
                let rare = counts[*place] as f64 <= RARE * counts[*other] as f64;
                key != of_other && (words == words_of_other || (rare && one_slip(key, of_other)))
            });
            if let Some(&(other, ..)) = like {
                listed.push(Spelling {
                    column: column.clone(),
                    kept: (texts[other].clone(), counts[other]),
                    others: vec![(texts[*place].clone(), counts[*place])],
                });
            }
        }
    }
    let Some(first) = listed.first() else { return Vec::new() };
    let (count, one, other) = (listed.len(), first.kept.0.clone(), first.others[0].0.clone());
    listed.truncate(LISTED);
    let finding = Finding {
        spellings: listed,
        ..Finding::new(
            "alike",
            Text::new(
                format!("Categories that may be typing errors of others: {count}, for instance “{other}” of “{one}”."),
                format!("有 {count} 个类别可能是其他类别的笔误，例如“{other}”与“{one}”。"),
            ),
            Text::new(
                "One letter apart and at most a tenth as frequent, or the same words in another order. A hint only: “pear” and “peas” are two things.",
                "仅差一个字母且出现次数不到十分之一，或词序不同。仅供参考：“pear”与“peas”并非一物。",
            ),
        )
    };
    vec![finding.without_remedy(
        "Correct them in the file if they are errors; nobody but you can tell.",
        "如确为笔误，请在文件中改正；只有您能判断。",
    )]
}

/// Whether two keys of some length differ by one slip of the hand, not in a digit.
fn one_slip(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    a.chars().count().min(b.chars().count()) >= 5 && osa_distance(a, b) == 1 && digits(a) == digits(b)
}

/// Ids that identity proposes to merge and that are one but for how they are written. The one
/// that stays is found by the rule of identity, so that both remedies can be applied.
pub(super) fn ids(shop: &Shop, proposed: &Groups) -> Vec<Finding> {
    let ids = &shop.content.ids;
    let (mut merges, mut examples, mut marks) = (BTreeMap::new(), Vec::new(), vec![false; ids.len()]);
    let mut groups = 0;
    for group in &proposed.all {
        let mut keyed: Vec<(String, u32)> = group
            .members
            .iter()
            .map(|&member| (keys::id(&ids[member as usize]), member))
            .collect();
        sorting::sort(&mut keyed);
        for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let members: Vec<u32> = same.iter().map(|pair| pair.1).collect();
            let kept = kept(shop.ledger(), &members);
            groups += 1;
            let others: Vec<usize> = members
                .into_iter()
                .filter(|&member| member != kept)
                .map(|member| member as usize)
                .collect();
            if examples.len() < EXAMPLES {
                let other = &ids[others[0]];
                examples.push(Example {
                    customer: Some(shop.id(kept as usize).to_owned()),
                    what: Some(Text::new(format!("“{other}” as well"), format!("另有“{other}”"))),
                    ..Example::default()
                });
            }
            for place in others {
                marks[place] = true;
                if merges.len() < NAMED {
                    merges.insert(ids[place].clone(), shop.id(kept as usize).to_owned());
                }
            }
        }
    }
    if groups == 0 {
        return Vec::new();
    }
    let title = Text::new(
        format!("Ids that are one but for how they are written: {groups}."),
        format!("有 {groups} 组客户编号仅写法不同。"),
    );
    let detail = Text::new(
        "They differ in case, width, blanks, zeros in front, or a “.0” that a program added, and no name, address or birthday contradicts. Zeros in front may part two customers: look before you merge.",
        "仅在大小写、全半角、空格、前导零或程序加上的“.0”上不同，且姓名、地址、生日不矛盾。前导零有时区分两位客户，合并前请核对。",
    );
    let mut finding = about_customers(shop, "ids_written_differently", &marks, title, detail);
    finding.examples = examples;
    shop.offer_merges(&mut finding, merges);
    vec![finding]
}

/// A finding about the marked customers, with their lines where there are orders.
fn about_customers(shop: &Shop, code: &'static str, marks: &[bool], title: Text, detail: Text) -> Finding {
    if shop.ledger().is_some() {
        return shop.about_lines(code, &shop.extent(&shop.lines_of(marks)), title, detail);
    }
    let customers = count_of(marks);
    let part = share(customers, shop.customers());
    Finding {
        severity: Severity::of(part.unwrap_or(0.0)),
        customers,
        customers_share: part,
        ..Finding::new(code, title, detail)
    }
}

/// Ids that spreadsheets turned into numbers with an exponent.
pub(super) fn scientific(shop: &Shop) -> Vec<Finding> {
    let like = |id: &String| {
        let Some((digits, exponent)) = id.split_once(['E', 'e']) else {
            return false;
        };
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        whole.len() == 1 && number(whole) && number(part) && exponent.strip_prefix('+').is_some_and(number)
    };
    let marks: Vec<bool> = shop.content.ids.iter().map(like).collect();
    let Some(place) = marks.iter().position(|mark| *mark) else {
        return Vec::new();
    };
    let (count, example) = (count_of(&marks), &shop.content.ids[place]);
    let title = Text::new(
        format!("Ids that a spreadsheet cut short: {count}, for instance “{example}”."),
        format!("有 {count} 个客户编号被表格软件截断，例如“{example}”。"),
    );
    let detail = Text::new(
        "Long numbers were written with an exponent and lost their last digits, so different customers have become one.",
        "长数字被写成科学计数法并丢失末尾几位，不同客户因此变成了同一位。",
    );
    let mut finding = about_customers(shop, "scientific_ids", &marks, title, detail);
    finding.severity = finding.severity.max(Severity::Notable);
    vec![finding.without_remedy(
        "Export again with the column formatted as text; what was lost cannot be found again here.",
        "请将该列设为文本格式后重新导出；丢失的数字在此无法找回。",
    )]
}

/// Ids that stand for nobody, as [`keys::spelling`] makes them.
const PLACEHOLDERS: &str = " guest anonymous anon unknown unbekannt none null nil nobody default test tester testuser testkunde testcustomer demo dummy \
    sample example cash cashcustomer cashsale walkin walkincustomer retail nocustomer nomember nonmember notamember guestcustomer gast gastkunde \
    invite inconnu 散客 游客 匿名 匿名用户 无 未知 非会员 零售客户 普通客户 临时客户 测试 测试用户 默认 现金客户 ";

/// Ids that stand for whoever has none.
pub(super) fn placeholders(shop: &Shop) -> Vec<Finding> {
    let stands_for_nobody = |id: &String| {
        let key = keys::spelling(id);
        let bytes = key.as_bytes();
        let one_digit = bytes.first().is_some_and(|first| b"09".contains(first)) && bytes.iter().all(|byte| *byte == bytes[0]);
        // A single 9 is an id like any other.
        (one_digit && (bytes[0] == b'0' || bytes.len() > 3)) || key == "-1" || PLACEHOLDERS.contains(&format!(" {key} "))
    };
    let marks: Vec<bool> = shop.content.ids.iter().map(stands_for_nobody).collect();
    let named: Vec<usize> = (0..marks.len()).filter(|&place| marks[place]).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let listed: Vec<String> = named.iter().take(EXAMPLES).map(|&place| format!("“{}”", shop.id(place))).collect();
    let title = Text::new(
        format!("Ids that stand for nobody in particular: {}.", listed.join(", ")),
        format!("有些编号不代表具体客户：{}。", listed.join("、")),
    );
    let detail = Text::new(
        "Guests, tests and zeros are many people under one id. They look like one very good customer.",
        "散客、测试账号与全零编号是许多人共用的编号，看起来却像一位优质客户。",
    );
    let mut finding = about_customers(shop, "placeholder_ids", &marks, title, detail);
    finding.severity = finding.severity.max(Severity::Notable);
    if shop.ledger().is_some() {
        shop.offer_aside(&mut finding, named.into_iter());
        return vec![finding];
    }
    vec![finding.without_remedy("Take the row out of the file.", "请从文件中删去该行。")]
}

/// In a table of customers: ids in several rows, missing values, columns with one value.
pub(super) fn table(shop: &Shop) -> Vec<Finding> {
    let Some(table) = shop.content.customers.as_deref().filter(|_| shop.ledger().is_none()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let (rows, copies) = (table.len(), table.copies());
    let again = |row: usize| row > 0 && table.ids[row] == table.ids[row - 1] && !copies[row];
    let twice: Vec<usize> = (0..rows).filter(|&row| again(row)).collect();
    if !twice.is_empty() {
        let count = twice.len() as u64;
        let title = Text::new(
            format!("Rows with the id of another row and other values: {count}."),
            format!("有 {count} 行的编号与另一行相同，但内容不同。"),
        );
        let detail = Text::new(
            "A customer should stand in one row. Joined with orders, the first value of each column counts.",
            "一位客户应只占一行。与订单合并时，每列取第一个值。",
        );
        let examples = twice.iter().take(EXAMPLES).map(|&row| Example {
            customer: Some(table.ids[row].clone()),
            ..Example::default()
        });
        let finding = Finding {
            severity: Severity::of(share(count, rows).unwrap_or(0.0)),
            rows: count,
            rows_share: share(count, rows),
            customers: count,
            examples: examples.collect(),
            ..Finding::new("duplicate_ids", title, detail)
        };
        findings.push(finding.without_remedy("Decide in the file which row is right.", "请在文件中确定保留哪一行。"));
    }
    let missing = |values: &AttributeValues| (0..rows).filter(|&row| values.missing(row)).count() as u64;
    let gaps: Vec<(&str, u64)> = table
        .attributes
        .iter()
        .map(|attribute| (&*attribute.name, missing(&attribute.values)))
        .collect();
    findings.extend(missing_values(&gaps, rows));
    findings.extend(constant_columns(table));
    findings
}

fn missing_values(gaps: &[(&str, u64)], rows: usize) -> Option<Finding> {
    let worst = gaps.iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)?;
    let columns = gaps.iter().filter(|(_, count)| *count > 0).count();
    let (name, most) = worst;
    let examples = gaps
        .iter()
        .filter(|(_, count)| *count > 0)
        .take(EXAMPLES)
        .map(|(name, count)| Example {
            what: Some(Text::new(format!("“{name}”: {count}"), format!("“{name}”：{count}"))),
            ..Example::default()
        });
    let finding = Finding {
        severity: Severity::of(share(*most, rows)?).min(Severity::Notable),
        rows: *most,
        rows_share: share(*most, rows),
        examples: examples.collect(),
        ..Finding::new(
            "missing_values",
            Text::new(
                format!("Columns with missing values: {columns}; most are missing in “{name}” ({most})."),
                format!("有 {columns} 列存在缺失值，最多的是“{name}”（{most} 个）。"),
            ),
            Text::new(
                "Profiles and early warning leave the customer out or take the mean, as their settings say.",
                "画像与流失预警会按设置剔除该客户或取均值。",
            ),
        )
    };
    Some(finding.without_remedy("Each analysis says what it does about them.", "各分析会说明如何处理。"))
}

fn constant_columns(table: &crate::table::Table) -> Option<Finding> {
    let constant = |values: &AttributeValues| {
        let filled: Vec<usize> = (0..table.len()).filter(|&row| !values.missing(row)).collect();
        filled.len() > 1 && filled.windows(2).all(|pair| values.equal(pair[0], pair[1]))
    };
    let names: Vec<String> = table
        .attributes
        .iter()
        .filter(|attribute| constant(&attribute.values))
        .map(|attribute| format!("“{}”", attribute.name))
        .collect();
    (!names.is_empty()).then(|| {
        Finding::new(
            "constant_columns",
            Text::new(
                format!("Columns with one and the same value throughout: {}.", names.join(", ")),
                format!("整列只有一个值：{}。", names.join("、")),
            ),
            Text::new("They tell no two customers apart.", "它们无法区分客户。"),
        )
        .without_remedy("Analyses leave them out and say so.", "各分析会将其剔除并说明。")
    })
}
