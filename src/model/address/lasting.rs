//! Ids that last: that of the site, and those of what others keep from it. Feed readers, mail programs
//! and calendars recognise by such an id what they have already seen.
//!
//! They are made from the site's id and addresses. No other site has them, and they survive a move
//! and a rename.

use serde::de::{Deserialize, Deserializer};
use uuid::Uuid;

use crate::diagnostic::{Code, Help};
use crate::language::letters;
use crate::model::address::url::{BaseUrl, OutputPath, UrlPath};
use crate::model::value::field::{deserialize_text, value_error};

/// The namespace of ids that last (UUID version 5, RFC 9562).
const SPACE: Uuid = Uuid::from_u128(0x8f1c_7a52_3d3b_5e0b_9d0e_4c1f_21a7_6b90);

/// The id of a site: one word that no other site has. Not empty, without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteId(String);

/// What bears an id that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer<'a> {
    /// A page, where it is an entry of a feed.
    Entry,
    /// A section of a page, where it is an entry of a feed, with the id of its heading.
    Section(&'a str),
    /// The feed of a page.
    Feed,
    /// An edition as a message.
    Message,
    /// An item of a page in a calendar, with the id of its element.
    Event(&'a str),
}

impl SiteId {
    /// The id of a site that has none of its own: made from its base URL, however that is written.
    /// Without a host it is made from the title.
    pub fn derived(base: &BaseUrl, title: &str) -> Self {
        let name = base.canonical().map_or_else(|| format!("{} {title}", base.path()), str::to_owned);
        Self(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of something at an address: the oldest address it has had. Capitals make no difference,
    /// as they make none between two addresses of a site.
    pub fn lasting(&self, bearer: Bearer<'_>, oldest: &UrlPath) -> Uuid {
        let path = OutputPath::from(oldest).as_str().to_lowercase();
        let path = letters::composed(&path);
        let (what, item) = match bearer {
            Bearer::Entry => ("entry", ""),
            Bearer::Section(heading) => ("section", heading),
            Bearer::Feed => ("feed", ""),
            Bearer::Message => ("message", ""),
            Bearer::Event(item) => ("event", item),
        };
        Uuid::new_v5(&SPACE, format!("{} {what} {path}#{item}", self.0).as_bytes())
    }
}

impl AsRef<str> for SiteId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for SiteId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "the id of the site: one word")?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let (message, help) = match &words[..] {
            [word] => return Ok(Self((*word).to_owned())),
            [] => ("the id of the site is empty", "write one word, or remove the line".to_owned()),
            words => ("the id of a site is one word", format!("write `{}`", words.join("-"))),
        };
        Err(value_error(Code::WrongType, message, Help::to_write(&help)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_one_site_one_bearer_and_one_address() {
        let derived = |base| SiteId::derived(&BaseUrl::parse(base).unwrap(), "T");
        let site = derived("https://Example.org/digest");
        assert_eq!(site, derived("http://example.org/digest/"));
        assert_ne!(site, derived("https://example.org/"));
        assert_ne!(derived("/"), SiteId::derived(&BaseUrl::root(), "U"));
        let of = |site: &SiteId, bearer, address| site.lasting(bearer, &UrlPath::former(address).unwrap());
        let entry = of(&site, Bearer::Entry, "/caf\u{e9}/");
        for same in ["/Caf%C3%A9", "/cafe\u{301}/", "//caf\u{e9}/index.html"] {
            assert_eq!(of(&site, Bearer::Entry, same), entry, "{same}");
        }
        for other in [
            of(&site, Bearer::Feed, "/caf\u{e9}/"),
            of(&site, Bearer::Event("a"), "/caf\u{e9}/"),
            of(&site, Bearer::Entry, "/cafe/"),
            of(&derived("https://example.com/"), Bearer::Entry, "/caf\u{e9}/"),
        ] {
            assert_ne!(other, entry);
        }
    }
}
