//! Number formats: which of them show days and times.

/// What a cell's number stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Number,
    /// A day, a time of it, or both.
    Date,
    /// Hours that may be more than a day has.
    Span,
}

/// What the formats show that every Excel knows by number.
pub(super) fn built_in(id: u32) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
        46 => Shown::Span,
        _ => Shown::Number,
    }
}

/// What a format shows by its code, as `yyyy"年"m"月"d"日"` or `[h]:mm`.
pub(super) fn coded(code: &str) -> Shown {
    let mut chars = code.chars();
    let mut letters = String::new();
    while let Some(char) = chars.next() {
        match char {
            // Further sections are for negative numbers and texts.
            ';' => break,
            '"' => {
                chars.by_ref().find(|&char| char == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&char| char != ']').collect();
                let of = |letter: char| !inside.is_empty() && inside.chars().all(|char| char.eq_ignore_ascii_case(&letter));
                if of('h') || of('m') || of('s') {
                    return Shown::Span;
                }
            }
            _ => letters.push(char.to_ascii_lowercase()),
        }
    }
    let letters = letters.replace("general", "");
    if letters.contains(['y', 'm', 'd', 'h', 's']) {
        Shown::Date
    } else {
        Shown::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers() {
        for (code, expected) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Shown::Date),
            ("[$-409]d-mmm-yy;@", Shown::Date),
            ("[DBNum1]上午/下午h\"时\"mm\"分\"", Shown::Date),
            ("[h]:mm:ss", Shown::Span),
            ("[mm]:ss", Shown::Span),
            ("General", Shown::Number),
            ("#,##0.00;[Red]-#,##0.00", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("\"day \"0", Shown::Number),
            ("0\\d", Shown::Number),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ @_ ", Shown::Number),
            ("@", Shown::Number),
            ("General\"元\"", Shown::Number),
            ("0;-0;;\"months\"", Shown::Number),
        ] {
            assert_eq!(coded(code), expected, "{code}");
        }
        assert_eq!(
            [0, 14, 31, 46, 49].map(built_in),
            [Shown::Number, Shown::Date, Shown::Date, Shown::Span, Shown::Number]
        );
    }
}
