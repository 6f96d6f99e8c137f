//! Months and weekdays written as words, in seven European languages.

/// The names of each month; its first letters, three or more, name it too.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero janeiro gennaio januari",
    "february februar février fevrier febrero fevereiro febbraio februari",
    "march märz maerz mrz mars marzo março marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august août aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dezembro dicembre",
];

/// Weekdays in full and as they are cut. The French and Spanish `mar` is left
/// to the month of March.
const WEEKDAYS: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday \
    mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag \
    lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche \
    lunes martes mié mie miércoles miercoles jue jueves vie viernes sáb sab sábado sabado dom domingo \
    seg segunda ter terça terca qua quarta qui quinta sex sexta \
    lunedì martedì mercoledì gio giovedì venerdì sabato domenica \
    ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag";

/// The month that a word names, from 1; none where two begin alike, as the French `jui`.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let named = |names: &str| names.split(' ').any(|name| name.starts_with(&*word));
    let mut months = (1..).zip(MONTHS).filter(|(_, names)| named(names));
    let (month, _) = months.next()?;
    months.next().is_none().then_some(month)
}

/// The text without the weekday it begins with: `Wed, `, `星期三 `.
pub(super) fn without_weekday(text: &str) -> &str {
    if let Some(rest) = eastern(text) {
        return rest.trim_start();
    }
    let end = text.find(|char: char| !char.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if word.is_empty() || !is_weekday(word) {
        return text;
    }
    let rest = rest.strip_prefix("-feira").unwrap_or(rest);
    rest.trim_start_matches(['.', ',', ' '])
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    WEEKDAYS.split_whitespace().any(|name| name == word)
}

/// What follows a Chinese, Japanese or Korean weekday: `星期三`, `周三`, `水曜日`, `수요일`.
fn eastern(text: &str) -> Option<&str> {
    let one = |text: &'static str| move |char: char| text.contains(char);
    for start in ["星期", "礼拜", "週", "周"] {
        if let Some(rest) = text.strip_prefix(start) {
            return rest.strip_prefix(one("一二三四五六日天末"));
        }
    }
    let rest = text.strip_prefix(one("月火水木金土日월화수목금토일"))?;
    rest.strip_prefix("曜日").or_else(|| rest.strip_prefix("요일"))
}

/// The text without the weekday that follows a day: ` (Wed)`, `（水）`, ` 星期三`.
pub(super) fn without_weekday_behind(text: &str) -> &str {
    let trimmed = text.trim_start();
    if let Some((inner, rest)) = trimmed.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let short = "一二三四五六日月火水木金土월화수목금토일";
        let mut chars = inner.chars();
        let one = chars.next().is_some_and(|char| short.contains(char)) && chars.next().is_none();
        let is = one || is_weekday(inner.trim_end_matches('.')) || eastern(inner) == Some("");
        return if is { rest } else { text };
    }
    let rest = without_weekday(trimmed);
    if rest.len() == trimmed.len() { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_their_month() {
        for (number, names) in (1..).zip(MONTHS) {
            for name in names.split(' ') {
                assert_eq!(month(name), Some(number), "{name}");
            }
        }
        for (word, expected) in [
            ("JAN", Some(1)),
            ("fév", Some(2)),
            ("MÄR", Some(3)),
            ("abr", Some(4)),
            ("juil", Some(7)),
            ("ago", Some(8)),
            ("Set", Some(9)),
            ("Dez", Some(12)),
            ("jui", None),
            ("ma", None),
            ("janus", None),
            ("", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }

    #[test]
    fn weekdays_are_passed_over() {
        for (text, expected) in [
            ("Wed, 31 Jan", "31 Jan"),
            ("miércoles 31 de enero", "31 de enero"),
            ("quarta-feira, 31", "31"),
            ("Mi. 31.1.", "31.1."),
            ("星期三 2024", "2024"),
            ("周末2024", "2024"),
            ("水曜日 2024", "2024"),
            ("Mar 5", "Mar 5"),
            ("31 Jan", "31 Jan"),
        ] {
            assert_eq!(without_weekday(text), expected, "{text}");
        }
        for (text, expected) in [
            (" (Wed) 10:00", " 10:00"),
            ("(水)", ""),
            (" 星期三 10:00", "10:00"),
            (" 周三", ""),
            (" Wed", ""),
            (" (CST)", " (CST)"),
            (" 10:00", " 10:00"),
        ] {
            assert_eq!(without_weekday_behind(text), expected, "{text}");
        }
    }
}
