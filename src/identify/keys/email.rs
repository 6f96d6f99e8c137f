//! E-mail addresses that reach one mailbox.

use unicode_normalization::UnicodeNormalization;

/// An e-mail address as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Email {
    /// The mailbox.
    pub(crate) key: String,
    /// Whether what a provider ignores was taken away.
    pub(crate) rewritten: bool,
    /// Whether its name is that of an office rather than a person.
    pub(crate) office: bool,
}

/// Providers that ignore what stands behind a plus.
const PLUS: [&str; 12] = [
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "fastmail.com",
    "fastmail.fm",
    "protonmail.com",
    "proton.me",
    "pm.me",
];

/// Names of mailboxes that many people use or nobody reads.
const OFFICES: &str = " info sales office contact kontakt admin administrator support help hello mail email noreply no-reply shop store \
    service services order orders postmaster webmaster team test marketing accounts billing buchhaltung kundenservice none na ";

/// The mailbox of an address; `None` when it is none. Case and width never matter; dots and what
/// stands behind a plus only where the provider is known to ignore them.
pub(crate) fn email(text: &str) -> Option<Email> {
    let lower: String = text.trim().nfkd().flat_map(char::to_lowercase).collect();
    let bare = lower
        .trim_start_matches("mailto:")
        .trim_matches(['<', '>', '"', '\'', ' ', ';', ',']);
    let (name, domain) = bare.split_once('@')?;
    let domain = domain.trim_end_matches('.');
    let sound = |part: &str| !part.is_empty() && !part.contains(|char: char| char.is_whitespace() || matches!(char, '@' | ',' | ';'));
    if !(sound(name) && sound(domain) && domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty())) {
        return None;
    }
    let google = matches!(domain, "gmail.com" | "googlemail.com");
    let plain = if google || PLUS.contains(&domain) {
        name.split_once('+').map_or(name, |(name, _)| name)
    } else {
        name
    };
    let plain = if google { plain.replace('.', "") } else { plain.to_owned() };
    let domain = if google { "gmail.com" } else { domain };
    if plain.is_empty() {
        return None;
    }
    let key = format!("{plain}@{domain}");
    Some(Email {
        rewritten: key != bare,
        office: OFFICES.contains(&format!(" {plain} ")),
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_key() {
        for (text, key) in [
            (" Ann.Lee+shop@Gmail.com ", "annlee@gmail.com"),
            ("annlee@googlemail.com", "annlee@gmail.com"),
            ("Ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann@example.com"),
            ("<ann@example.com.>", "ann@example.com"),
            ("mailto:ann@example.com", "ann@example.com"),
            ("ann+x@outlook.com", "ann@outlook.com"),
            // Elsewhere dots and pluses may part people.
            ("ann.lee@example.com", "ann.lee@example.com"),
            ("ann+x@example.com", "ann+x@example.com"),
            // A typing error is not mended: gnail.com may exist.
            ("ann@gnail.com", "ann@gnail.com"),
        ] {
            assert_eq!(email(text).map(|email| email.key), Some(key.into()), "{text}");
        }
        for text in [
            "",
            "ann",
            "@example.com",
            "ann@",
            "ann@example",
            "a b@example.com",
            "a@b@c.com",
            "+x@gmail.com",
            "a@b..com",
        ] {
            assert_eq!(email(text), None, "{text}");
        }
    }

    #[test]
    fn offices_are_no_people() {
        assert!(email("INFO@example.com").unwrap().office);
        assert!(!email("infosec@example.com").unwrap().office);
        assert!(email("a.b@gmail.com").unwrap().rewritten && !email("ab@gmail.com").unwrap().rewritten);
    }
}
