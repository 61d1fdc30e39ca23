//! Settings for editions by email: `email` of `site.yaml`.

use std::fmt;

use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::diagnostic::Code;
use crate::model::typed::edition::EditionText;
use crate::model::value::field::{Field, List, Spanned, TEXT_OR_MAPPING, deserialize_text, value_error};

/// What `email` takes.
const TAKES: &str = "`true`, `false`, or settings such as `{from: desk@example.org}`";

/// Whether editions are also written as email, and what their headers say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Email {
    /// Whether the site has them.
    pub published: bool,
    /// What their headers and their foot say.
    pub settings: EmailSettings,
}

/// What the headers and the foot of an edition by email say.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "settings such as `{from: desk@example.org}`")]
pub struct EmailSettings {
    /// Who sends it. Needed for `dateline email --eml` only.
    #[serde(default)]
    pub from: Field<Mailbox>,
    /// Whom it is addressed to: the address of the mailing list.
    #[serde(default)]
    pub to: Field<Mailbox>,
    /// The id of the mailing list (RFC 2919).
    #[serde(default)]
    pub list_id: Field<ListId>,
    /// Where readers can leave the list (RFC 2369). The first one appears in the foot.
    #[serde(default)]
    pub unsubscribe: List<Spanned<MailLink>>,
    /// Whether a request to the `https:` address is enough to leave (RFC 8058). Off unless set to true.
    #[serde(default)]
    pub one_click: Field<bool>,
    /// The postal address of the publisher, for the foot.
    #[serde(default)]
    pub address: Field<String>,
    /// Whether an email holds the whole text of each briefing or its summary.
    #[serde(default)]
    pub text: Field<EditionText>,
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EmailVisitor;
        impl<'de> Visitor<'de> for EmailVisitor {
            type Value = Email;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(TAKES)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Email, E> {
                let published = match text {
                    "true" => true,
                    "false" => false,
                    _ => {
                        let message = format!("`{text}` is neither `true` nor `false`");
                        return Err(value_error(Code::WrongType, &message, format!("write {TAKES}")));
                    }
                };
                Ok(Email { published, settings: EmailSettings::default() })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Email, D::Error> {
                Ok(Email { published: true, settings: EmailSettings::deserialize(d)? })
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, EmailVisitor)
    }
}

/// An address with or without a name (RFC 5322, `mailbox`). The address is ASCII and has no spaces,
/// the name has no line breaks: both can appear in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

impl Mailbox {
    /// Reads `desk@example.org` or `The desk <desk@example.org>`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>') {
            Some(rest) => rest.rsplit_once('<')?,
            None => ("", text),
        };
        let (local, domain) = address.split_once('@')?;
        let is_local = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
        let good = !local.is_empty() && local.chars().all(is_local) && is_domain(domain);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.trim_matches('"').to_owned();
        let named = (!name.is_empty() && !name.contains(char::is_control)).then_some(name);
        good.then(|| Self { name: named, address: address.to_owned() })
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address: `desk@example.org`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The part of the address after the `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl<'de> Deserialize<'de> for Mailbox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "an address, such as `The desk <desk@example.org>`")?;
        Self::parse(&text).ok_or_else(|| {
            let message = format!("`{}` is not an address", one_line(&text));
            value_error(
                Code::WrongType,
                &message,
                "write `desk@example.org` or `The desk <desk@example.org>`",
            )
        })
    }
}

/// The id of a mailing list (RFC 2919): a name in a domain, such as `digest.example.org`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListId(String);

impl ListId {
    /// The id without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ListId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "the id of a list, such as `digest.example.org`")?;
        let id = text.trim();
        let good = is_domain(id) && id.contains('.');
        good.then(|| Self(id.to_owned())).ok_or_else(|| {
            let message = format!("`{}` is not the id of a mailing list", one_line(&text));
            let help = "write a name in a domain of yours, such as `digest.example.org`";
            value_error(Code::WrongType, &message, help)
        })
    }
}

/// An address that can appear in a header: begins with `https:`, `http:` or `mailto:`, is ASCII, and
/// has no spaces, quotes or angle brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLink(String);

impl MailLink {
    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is opened over HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl<'de> Deserialize<'de> for MailLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "an address that begins with `https:` or `mailto:`")?;
        let link = text.trim();
        let known = ["https://", "http://", "mailto:"];
        let known = known.iter().any(|scheme| link.len() > scheme.len() && link.starts_with(scheme));
        let good = known && link.chars().all(|c| c.is_ascii_graphic() && !"<>\"\\".contains(c));
        good.then(|| Self(link.to_owned())).ok_or_else(|| {
            let message =
                format!("`{}` is not an address that begins with `https:` or `mailto:`", one_line(&text));
            let help = "write `https://example.org/leave` or `mailto:leave@example.org`, without spaces";
            value_error(Code::WrongType, &message, help)
        })
    }
}

/// Whether a text consists of labels of letters, digits and hyphens, with dots between them.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    text.split('.').all(is_label)
}

/// A text for a message about it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_have_an_address_and_perhaps_a_name() {
        let parsed = |text| Mailbox::parse(text).map(|mailbox| (mailbox.name, mailbox.address));
        let address = || "desk@example.org".to_owned();
        assert_eq!(parsed(" desk@example.org "), Some((None, address())));
        assert_eq!(parsed("The desk <desk@example.org>"), Some((Some("The desk".into()), address())));
        assert_eq!(parsed("\"A, B\" <desk@example.org>"), Some((Some("A, B".into()), address())));
        assert_eq!(parsed("The\r\nBcc: x <desk@example.org>").unwrap().0.unwrap(), "The Bcc: x");
        for bad in
            ["desk", "desk@", "@example.org", "a b@example.org", "a@b@c", "a@exa mple", "a@ex\nample", "<a@b"]
        {
            assert_eq!(Mailbox::parse(bad), None, "{bad}");
        }
    }
}
