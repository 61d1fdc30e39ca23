//! What leads out of a text or to it: web addresses, links of front matter, former addresses, Wikidata ids.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use memchr::{memchr, memchr2, memchr3};
use rustc_hash::FxHasher;
use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Help};
use crate::model::address::url::UrlPath;
use crate::model::value::field::{deserialize_text, value_error};

/// A whole web address (RFC 3986, schemes `http` and `https`). Scheme and host are in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// The address, if the text is one. The error is the line that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let begins = |scheme: &&str| {
            text.as_bytes()
                .get(..scheme.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme.as_bytes()))
        };
        let Some(scheme) = ["https://", "http://"].into_iter().find(begins) else {
            return Err(match text.trim_start_matches('/').split_once(['/', ':']) {
                None if text.contains('.') && is_plain(text) => format!("write `https://{text}`"),
                Some((host, rest)) if host.contains('.') && is_plain(text) && !rest.starts_with('/') => {
                    format!("write `https://{}`", text.trim_start_matches('/'))
                }
                _ => "write a whole address, such as `https://example.org/report`".to_owned(),
            });
        };
        let rest = &text[scheme.len()..];
        let (host, path) = rest.split_at(end_of_host(rest));
        if !is_plain(text) {
            return Err("write `%20` for a space, `%22` for a quotation mark, and nothing after the address"
                .to_owned());
        }
        if host.is_empty() || host.contains('\\') {
            return Err("add the name of the site, as in `https://example.org/report`".to_owned());
        }
        let is_lower = host.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let host = if is_lower { Cow::Borrowed(host) } else { Cow::Owned(host.to_lowercase()) };
        Ok(Self([scheme, &host, path].concat()))
    }
}

impl WebAddress {
    /// The host, without `www.` and the port.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let host = &rest[..end_of_host(rest)];
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The address of the whole page: without the place on it, unless that says which page it is (`#/today`, `#!today`).
    pub fn page(&self) -> &str {
        match self.0.split_once('#') {
            Some((page, place)) if !place.starts_with(['/', '!']) => page,
            _ => &self.0,
        }
    }

    /// What the addresses of one page have in common: all but the scheme, `www.`, the usual port, a slash at the end
    /// of the path, and the place on the page.
    pub fn page_key(&self) -> String {
        let [host, path, rest] = self.parts_of_page();
        [host, path.strip_suffix('/').unwrap_or(path), rest].concat()
    }

    /// The host without what page keys leave out, the path, and what follows it.
    fn parts_of_page(&self) -> [&str; 3] {
        let page = self.page();
        let (port, rest) = match page.strip_prefix("http://") {
            Some(rest) => (":80", rest),
            None => (":443", page.strip_prefix("https://").unwrap_or(page)),
        };
        let (host, rest) = rest.split_at(end_of_host(rest));
        let host = host.strip_suffix(port).unwrap_or(host);
        let host = host.strip_prefix("www.").unwrap_or(host);
        let (path, rest) = rest.split_at(memchr2(b'?', b'#', rest.as_bytes()).unwrap_or(rest.len()));
        [host, path, rest]
    }
}

/// What stands for a page of another site, wherever on the page a link to it leads and wherever the link was copied
/// from: the same for the same page, and different for all others that a site will ever have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageMark(u64);

impl WebAddress {
    /// What stands for the page: the address as in [`WebAddress::page_key`], without what only says where a reader
    /// came from. `None` for the front page of a host.
    pub fn page_mark(&self) -> Option<PageMark> {
        let [host, path, rest] = self.parts_of_page();
        let (query, place) = rest.split_at(memchr(b'#', rest.as_bytes()).unwrap_or(rest.len()));
        let query = query.strip_prefix('?').unwrap_or_default();
        let path = path.trim_end_matches('/');
        let mut hasher = FxHasher::default();
        (host, path, place).hash(&mut hasher);
        let mut is_front = place.is_empty() && path.is_empty();
        for part in query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)) {
            part.hash(&mut hasher);
            is_front = false;
        }
        (!is_front).then(|| PageMark(hasher.finish()))
    }
}

/// Parameters that say where a reader came from, not what is read.
const TRACKING: [&str; 20] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "ref_src",
];

/// Whether a part of a query, `name=value`, makes no difference to what is read.
fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part);
    let begins_utm = name.as_bytes().get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case(b"utm_"));
    begins_utm || TRACKING.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// A link of the settings: a path of this site, or a whole address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteLink(String);

impl SiteLink {
    /// The link, if the text is one. The error is the line that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.starts_with('/') && !text.starts_with("//") {
            return match is_plain(text) {
                true => Ok(Self(text.to_owned())),
                false => Err("write `%20` for a space in the path".to_owned()),
            };
        }
        WebAddress::parse(text).map(|address| Self(address.0)).map_err(|help| {
            match text.contains(['.', ' ']) {
                true => help,
                false => format!(
                    "write a path of the site, such as `/{}/`, or a whole address",
                    text.trim_matches('/')
                ),
            }
        })
    }
}

/// An address that a page of this site had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerAddress(pub UrlPath);

/// The id of an item of Wikidata: `Q42`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikidataId(String);

impl WikidataId {
    /// The id, also from the address of the item.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let id = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
        let is_address = id.len() == text.len() || text.to_ascii_lowercase().contains("wikidata.org/");
        let digits = id.strip_prefix(['Q', 'q'])?;
        let is_number =
            !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        (is_address && is_number).then(|| Self(format!("Q{digits}")))
    }
}

impl AsRef<str> for WebAddress {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for SiteLink {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for WikidataId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// The end of the host with which an address without its scheme begins.
fn end_of_host(rest: &str) -> usize {
    memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len())
}

/// Whether a text has nothing that an address cannot contain.
fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        // All bytes are looked at together.
        let is_good = |b: u8| b.is_ascii_graphic() & !matches!(b, b'"' | b'<' | b'>');
        return text.bytes().fold(true, |all, b| all & is_good(b));
    }
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a web address, such as `https://example.org/report`")?;
        Self::parse(&text).map_err(|help| {
            value_error(
                Code::WrongType,
                &format!("`{}` is not a whole web address", text.trim()),
                Help::to_write(&help),
            )
        })
    }
}

impl<'de> Deserialize<'de> for SiteLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a link, such as `/about/`")?;
        Self::parse(&text).map_err(|help| {
            let message = format!("`{}` is neither a path of the site nor a web address", text.trim());
            value_error(Code::WrongType, &message, Help::to_write(&help))
        })
    }
}

impl<'de> Deserialize<'de> for FormerAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a former address, such as `/2025/12/20/old-name/`")?;
        UrlPath::former(&text).map(Self).ok_or_else(|| {
            let text = text.trim();
            let help = former_help(text)
                .unwrap_or_else(|| "write a path of this site, such as `/2025/12/20/old-name/`".to_owned());
            value_error(Code::WrongType, &format!("`{text}` is not a path of this site"), help)
        })
    }
}

/// What to write for a text that is nearly a former address.
fn former_help(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("://") {
        let path = UrlPath::former(&rest[rest.find('/')?..])?;
        return Some(format!("write the path after the host and the folder of the site: `{path}`"));
    }
    let path = text.split(['?', '#']).next().unwrap_or(text);
    let path = UrlPath::former(&format!("/{}", path.trim_start_matches('/')))?;
    Some(format!("write `{path}`"))
}

impl<'de> Deserialize<'de> for WikidataId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "the id of a Wikidata item, such as `Q42`")?;
        Self::parse(&text).ok_or_else(|| {
            let message = format!("`{}` is not the id of a Wikidata item", text.trim());
            let meant = Self::parse(&format!("Q{}", text.trim()));
            let help = meant.map(|id| format!("write `{}`", id.0));
            let help =
                help.unwrap_or_else(|| "write a `Q` and the number of the item, such as `Q42`".to_owned());
            value_error(Code::WrongType, &message, Help::to_write(&help))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_or_told_how() {
        let read = |text| WebAddress::parse(text).map(|address| address.0);
        for (text, canonical) in [
            ("https://example.org", "https://example.org"),
            (" HTTPS://Example.ORG/Path?A=b#C ", "https://example.org/Path?A=b#C"),
            ("http://example.org:8080/x", "http://example.org:8080/x"),
            ("https://приклад.укр/а", "https://приклад.укр/а"),
        ] {
            assert_eq!(read(text), Ok(canonical.to_owned()), "{text}");
        }
        for (text, help) in [
            ("www.example.org/x", "write `https://www.example.org/x`"),
            ("example.org", "write `https://example.org`"),
            ("//example.org/x", "write `https://example.org/x`"),
            ("ftp://example.org", "write a whole address, such as `https://example.org/report`"),
            ("javascript:alert(1)", "write a whole address, such as `https://example.org/report`"),
            ("soon", "write a whole address, such as `https://example.org/report`"),
            ("https://", "add the name of the site, as in `https://example.org/report`"),
            ("https:///x", "add the name of the site, as in `https://example.org/report`"),
        ] {
            assert_eq!(read(text), Err(help.to_owned()), "{text}");
        }
        assert!(read("https://example.org/a b").is_err());
        let link = |text| SiteLink::parse(text).map(|link| link.0);
        assert_eq!(link("/about/"), Ok("/about/".to_owned()));
        assert_eq!(link("https://x.org/"), Ok("https://x.org/".to_owned()));
        assert_eq!(
            link("about"),
            Err("write a path of the site, such as `/about/`, or a whole address".to_owned())
        );
    }

    #[test]
    fn addresses_of_one_page_have_one_key() {
        let address = |text| WebAddress::parse(text).unwrap();
        for same in [
            "https://example.org/a?b=1",
            "http://example.org/a?b=1",
            "http://example.org:80/a?b=1",
            "https://www.example.org:443/a/?b=1",
            "https://Example.org/a?b=1#part",
            "https://example.org/a?b=1#:~:text=word",
        ] {
            assert_eq!(address(same).page_key(), "example.org/a?b=1", "{same}");
        }
        let others = [
            "https://example.org/",
            "https://example.org/a",
            "https://example.org/A",
            "https://example.org/a/b",
            "https://example.org/a?b=2",
            "https://example.org/a?b=1/",
            "https://example.org:80/a?b=1",
            "https://example.org/a?b=1#/part",
            "https://example.org/a?b=1#!part",
            "https://web.archive.org/web/2025/https://example.org/a?b=1",
        ];
        let keys: std::collections::BTreeSet<String> =
            others.iter().map(|other| address(other).page_key()).collect();
        assert_eq!(keys.len(), others.len());
        assert!(!keys.contains("example.org/a?b=1"));
        assert_eq!(address("https://example.org").page_key(), address("https://example.org/").page_key());
        assert_eq!(address("https://example.org/a/#part").page(), "https://example.org/a/");
        assert_eq!(address("https://example.org/#/part").page(), "https://example.org/#/part");
    }

    #[test]
    fn links_to_one_page_have_one_mark() {
        let mark = |text| WebAddress::parse(text).unwrap().page_mark();
        let page = mark("https://example.org/a?b=1&c=2");
        assert!(page.is_some());
        for same in [
            "http://www.example.org/a/?b=1&c=2#part",
            "https://example.org/a?utm_source=x&b=1&UTM_Medium=y&c=2",
            "https://example.org/a?b=1&&c=2&fbclid=x",
            "https://example.org/a?gclid=1&b=1&c=2&mc_cid=3",
        ] {
            assert_eq!(mark(same), page, "{same}");
        }
        for other in [
            "https://example.org/a",
            "https://example.org/A?b=1&c=2",
            "https://example.org/a?b=1&c=3",
            "https://example.org/a?b=1c=2",
            "https://example.org/a?b=1&c=2&ref=x",
            "https://example.org/a?b=1&c=2#/part",
            "https://example.com/a?b=1&c=2",
        ] {
            assert!(mark(other).is_some_and(|mark| Some(mark) != page), "{other}");
        }
        assert_eq!(mark("https://example.org/a?utm_source=x"), mark("https://example.org/a/"));
        for front in [
            "https://example.org",
            "https://www.example.org/#top",
            "http://example.org/?utm_source=x",
            "https://e.org//",
        ] {
            assert_eq!(mark(front), None, "{front}");
        }
        assert!(mark("https://example.org/?p=1").is_some());
    }

    #[test]
    fn wikidata_ids_are_found_in_addresses() {
        for text in ["Q42", "q42", "https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"]
        {
            assert_eq!(WikidataId::parse(text).unwrap().as_ref(), "Q42", "{text}");
        }
        for text in ["42", "Q", "Q0", "Q4x", "https://example.org/Q42", "P42", ""] {
            assert_eq!(WikidataId::parse(text), None, "{text}");
        }
    }
}
