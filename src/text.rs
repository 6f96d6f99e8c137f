//! Sentences in both languages, side by side, so that neither is forgotten.

use serde::Serialize;

/// A language of the page, the reports and the messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// 简体中文.
    Zh,
}

/// One sentence, written in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Text {
    /// A sentence in both languages.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The sentence in the language asked for.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// Something the reader of a result must know to trust it rightly: a fit that
/// did not converge, too little data, an assumption that does not hold, rows
/// that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Notice {
    /// A stable name.
    pub code: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What to know, in both languages.
    pub text: Text,
}

/// How much a [`Notice`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Worth knowing; the result stands.
    Note,
    /// The result may mislead.
    Warning,
}

impl Notice {
    /// Worth knowing; the result stands.
    pub fn note(code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            code,
            level: Level::Note,
            text: Text::new(en, zh),
        }
    }

    /// The result may mislead.
    pub fn warning(code: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            level: Level::Warning,
            ..Self::note(code, en, zh)
        }
    }
}
