//! Yes and no in several languages.

use super::width::half_width;

/// Words for yes and no that go together.
const PAIRS: &[(&str, &str)] = &[
    ("yes", "no"),
    ("true", "false"),
    ("y", "n"),
    ("t", "f"),
    ("1", "0"),
    ("1.0", "0.0"),
    ("on", "off"),
    ("是", "否"),
    ("是", "不是"),
    ("有", "无"),
    ("有", "無"),
    ("有", "没有"),
    ("真", "假"),
    ("对", "错"),
    ("已", "未"),
    ("ja", "nein"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("ja", "nei"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("sì", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("sim", "não"),
    ("sim", "nao"),
    ("はい", "いいえ"),
    ("예", "아니오"),
    ("예", "아니요"),
    ("네", "아니요"),
    ("да", "нет"),
    ("tak", "nie"),
    ("evet", "hayır"),
    ("✓", "✗"),
    ("✓", "✘"),
    ("✓", "✕"),
    ("✔", "✘"),
    ("✔", "✖"),
    ("√", "×"),
    ("☑", "☐"),
];

/// A word as it is compared.
pub(super) fn folded(text: &str) -> String {
    half_width(text).trim().to_lowercase()
}

/// The words for yes and no in which every value of a column is one, by their
/// folded forms; a column of one word alone must be beyond doubt.
pub(super) fn pair(words: &[String]) -> Option<(&'static str, &'static str)> {
    const ALONE: &[&str] = &["yes", "true", "false", "是", "否", "нет", "да", "はい", "いいえ", "✓", "✔", "☑"];
    let fits = |(yes, no): &&(&str, &str)| words.iter().all(|word| word == yes || word == no);
    let enough = match words {
        [word] => ALONE.contains(&word.as_str()),
        [a, b] => a != b,
        _ => false,
    };
    PAIRS.iter().find(fits).copied().filter(|_| enough)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes(words: &[&str]) -> Option<&'static str> {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        pair(&words).map(|(yes, _)| yes)
    }

    #[test]
    fn words_of_one_language_go_together() {
        for (words, expected) in [
            (&["Yes", "no"][..], Some("yes")),
            (&["０", "１"], Some("1")),
            (&["是", "否"], Some("是")),
            (&["无", "有"], Some("有")),
            (&["No", "Sí"], Some("sí")),
            (&["Nein", "JA"], Some("ja")),
            (&["いいえ", "はい"], Some("はい")),
            (&["✗", "✓"], Some("✓")),
            (&["TRUE"], Some("true")),
            (&["no"], None),
            (&["1"], None),
            (&["yes", "nein"], None),
            (&["m", "f"], None),
            (&["yes", "no", "maybe"], None),
            (&[], None),
        ] {
            assert_eq!(yes(words), expected, "{words:?}");
        }
    }
}
