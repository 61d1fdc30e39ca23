//! Other hosts that pages may load from: `csp` of `site.yaml`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::WebAddress;
use crate::model::value::field::{List, Spanned};

/// Other hosts that pages may load from, by what they load (Content Security Policy, level 3).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "hosts, such as `{script: https://stats.example}`")]
pub struct Policy {
    /// Scripts.
    #[serde(default)]
    pub script: List<Spanned<WebAddress>>,
    /// Style sheets.
    #[serde(default)]
    pub style: List<Spanned<WebAddress>>,
    /// Pictures.
    #[serde(default)]
    pub img: List<Spanned<WebAddress>>,
    /// Typefaces.
    #[serde(default)]
    pub font: List<Spanned<WebAddress>>,
    /// Sound and video.
    #[serde(default)]
    pub media: List<Spanned<WebAddress>>,
    /// Pages in frames.
    #[serde(default)]
    pub frame: List<Spanned<WebAddress>>,
    /// What scripts request.
    #[serde(default)]
    pub connect: List<Spanned<WebAddress>>,
    /// Where forms are sent.
    #[serde(default)]
    pub form: List<Spanned<WebAddress>>,
}

impl Policy {
    /// The hosts by key, in the order of the keys.
    pub fn hosts(&self) -> [(&'static str, &List<Spanned<WebAddress>>); 8] {
        [
            ("script", &self.script),
            ("style", &self.style),
            ("img", &self.img),
            ("font", &self.font),
            ("media", &self.media),
            ("frame", &self.frame),
            ("connect", &self.connect),
            ("form", &self.form),
        ]
    }

    /// Whether pages may load an address as what the key says.
    pub fn allows(&self, key: &str, address: &str) -> bool {
        let host = origin(address);
        let mut of_key = self.hosts().into_iter().filter(|(name, _)| *name == key);
        of_key.any(|(_, hosts)| hosts.iter().any(|allowed| origin(allowed.value.as_ref()) == host))
    }

    /// Whether it names the host of an address for anything.
    pub fn names(&self, address: &str) -> bool {
        self.hosts().iter().any(|(key, _)| self.allows(key, address))
    }

    /// The value of the policy: everything from the site itself, the hosts, and the scripts in the page.
    pub fn directives(&self, inline: &[&str]) -> String {
        let mut text = "default-src 'self'; base-uri 'none'".to_owned();
        for (key, hosts) in self.hosts() {
            let inline = if key == "script" { inline } else { &[] };
            if hosts.is_empty() && inline.is_empty() {
                continue;
            }
            let end = if key == "form" { "action" } else { "src" };
            text += &format!("; {key}-{end} 'self'");
            inline.iter().for_each(|script| text += &format!(" {}", hash(script)));
            hosts.iter().for_each(|host| text += &format!(" {}", origin(host.value.as_ref())));
        }
        text
    }
}

/// What allows one script in the page, by its text as a browser sees it: with LF.
fn hash(script: &str) -> String {
    let digest = hmac_sha256::Hash::hash(script.replace("\r\n", "\n").as_bytes());
    format!("'sha256-{}'", STANDARD.encode(digest))
}

/// Scheme and host of a whole address, in lower case; the scheme of an address without one is `https`.
fn origin(address: &str) -> String {
    let whole = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let from = whole.find("://").map_or(0, |at| at + 3);
    let end = whole[from..].find(['/', '?', '#']).map_or(whole.len(), |at| from + at);
    whole[..end].to_ascii_lowercase()
}
