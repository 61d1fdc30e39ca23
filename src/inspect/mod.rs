//! Looks at finished pages: links and fragments that lead nowhere, ids that occur twice, what is loaded from
//! elsewhere, and text of briefings that are not out.
//!
//! In: each artifact as it is made, in any order and on any thread. Out: problems, some at once and
//! those between pages at the end. It knows paths and bytes, and nothing of briefings.

mod address;
mod lost;
mod secret;

pub use lost::lost;

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::html::{Attribute, Reader, Tag, Token, css};
use crate::model::address::url::{BaseUrl, OutputPath, UrlPath, element_of};
use crate::model::graph::cards::Form;
use crate::model::graph::plan::{Artifact, Planned, What};
use crate::model::graph::withheld::Withheld;
use crate::model::typed::policy::Policy;

/// A page of more bytes than this is slow on a phone.
const HEAVY: usize = 150_000;
/// Gmail cuts off whatever exceeds 102 kB of a mail's HTML, and senders add to it.
const HEAVY_EMAIL: usize = 100_000;
/// GitHub Pages publishes sites up to this size, in bytes.
const MOST_BYTES: u64 = 1_000_000_000;
/// About how many bytes a card has when it is drawn.
const TYPICAL_CARD: u64 = 32_000;
/// Git refuses files of more bytes than this.
const MOST_FILE: u64 = 100_000_000;
/// What file names must not contain for the artifacts of GitHub Actions and for Windows.
const FORBIDDEN: [char; 9] = ['"', ':', '<', '>', '|', '*', '?', '\r', '\n'];

/// What is known of the pages so far.
pub struct Inspector<'p> {
    entries: &'p [Planned],
    base: &'p BaseUrl,
    /// What pages may load from other hosts.
    policy: Option<&'p Policy>,
    withheld: &'p [Withheld],
    secrets: Option<AhoCorasick>,
    /// The base path without the slash at its end, with which a URL of the site begins.
    folder: &'p str,
    /// The absolute URL of the front page, if the host is known.
    front: Option<String>,
    /// The file of each pattern of `secrets`.
    owners: Vec<usize>,
    /// The position of each page by its URL.
    urls: FxHashMap<&'p str, usize>,
    pages: Vec<OnceLock<Page>>,
    /// Addresses and `#ids` that texts are known to lead to in vain.
    known: FxHashSet<String>,
    bytes: AtomicU64,
}

/// What other pages need to know of a page, and what it needs to know of them.
#[derive(Default)]
struct Page {
    /// Its ids, sorted.
    ids: Vec<Box<str>>,
    /// Links into other pages: the page by position, the id there.
    fragments: Vec<(u32, Box<str>)>,
    /// The ids that it links to in itself; empty after they have been looked for.
    own: Vec<String>,
}

/// How a page uses an address.
#[derive(Clone, Copy)]
struct Use {
    /// Whether it is loaded with the page.
    loads: bool,
    /// Whether it is one of this site's if it begins as the front page's does. Links that readers follow may
    /// lead to other sites below it; those of an email are all made from pages of the site.
    is_ours: bool,
}

/// The attributes that are looked at, and the one that says how.
const ASKED: [&str; 9] = ["href", "id", "src", "style", "srcset", "poster", "action", "data", "rel"];
/// The link types of a `link` whose target a browser loads.
const LOADING: [&str; 6] = ["stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"];
/// What a page loads.
const LOADS: Use = Use { loads: true, is_ours: true };

impl<'p> Inspector<'p> {
    /// An inspector for the pages of a plan, in order of output path. None of the texts of `withheld` may
    /// appear in them.
    pub fn new(entries: &'p [Planned], base: &'p BaseUrl, withheld: &'p [Withheld]) -> Self {
        let (secrets, owners) = secret::patterns(entries, base, withheld);
        let pages = entries.iter().map(|_| OnceLock::new()).collect();
        let urls = entries.iter().enumerate().map(|(n, planned)| (planned.url.as_str(), n)).collect();
        Self {
            entries,
            base,
            policy: None,
            withheld,
            secrets,
            owners,
            folder: base.path().trim_end_matches('/'),
            front: base.absolute(&UrlPath::front()),
            urls,
            pages,
            known: FxHashSet::default(),
            bytes: AtomicU64::new(0),
        }
    }

    /// The same, for pages that may load from the hosts of a policy.
    pub fn allowing(mut self, policy: Option<&'p Policy>) -> Self {
        self.policy = policy;
        self
    }

    /// The same, for pages with links that are known to lead to nothing: addresses with the base path, and
    /// `#ids`.
    pub fn knowing(mut self, dead: FxHashSet<String>) -> Self {
        self.known = dead;
        self
    }

    /// Looks at an artifact.
    pub fn look(&self, planned: &Planned, artifact: &Artifact, diags: &mut Diagnostics) {
        let (bytes, size): (&[u8], u64) = match artifact {
            Artifact::Bytes(bytes) => (bytes, bytes.len() as u64),
            Artifact::Shared(bytes) => (bytes, bytes.len() as u64),
            Artifact::Copy(_, size) => (&[], *size),
            Artifact::Drawing(drawing) => {
                let svg = drawing.svg.as_bytes();
                (svg, if drawing.form == Form::Card { TYPICAL_CARD } else { svg.len() as u64 })
            }
        };
        self.bytes.fetch_add(size, Ordering::Relaxed);
        limits(planned, size, diags);
        if planned.what == What::Calendar {
            self.look_for_secrets(planned, &secret::unfolded(bytes), diags);
        } else {
            self.look_for_secrets(planned, bytes, diags);
        }
        if matches!(planned.what, What::Asset(_)) && planned.output.as_str().ends_with(".css") {
            let css = String::from_utf8_lossy(bytes);
            self.style(planned, &css, &mut Page::default(), diags);
        }
        let is_made = !matches!(planned.what, What::Asset(_) | What::Media(_) | What::Root(_));
        if is_made && planned.output.as_str().ends_with(".html") {
            let text = str::from_utf8(bytes).expect("pages are written as text");
            self.page(planned, text, diags);
        }
    }

    fn knows_id(&self, id: &str) -> bool {
        !self.known.is_empty() && self.known.contains(&format!("#{id}"))
    }

    /// Whether what was seen so far comes near the size that hosts accept.
    pub fn is_nearly_full(&self) -> bool {
        self.bytes.load(Ordering::Relaxed) > MOST_BYTES / 2
    }

    /// What can be said once all pages have been seen: links into other pages, and the total size.
    pub fn finish(&self, diags: &mut Diagnostics) {
        for (planned, page) in self.entries.iter().zip(&self.pages) {
            let Some(page) = page.get() else { continue };
            for (target, id) in &page.fragments {
                let Some(other) = self.pages[*target as usize].get() else { continue };
                if other.ids.binary_search(id).is_err() && !self.knows_id(id) {
                    let url = &self.entries[*target as usize].url;
                    diags.report(dead(planned, &format!("`{url}#{id}`"), "which has no such element"));
                }
            }
        }
        self.look_for_names(diags);
        let bytes = self.bytes.load(Ordering::Relaxed);
        if bytes > MOST_BYTES {
            let message = format!("the site is {} MB; GitHub Pages takes up to 1,000 MB", bytes / 1_000_000);
            let help = "keep large files elsewhere, or use another host";
            diags.report(Diagnostic::nowhere(Code::HostLimits, message).help(help));
        }
    }

    /// Reports each file or folder whose name hosts do not accept, not what is in the folder.
    fn look_for_names(&self, diags: &mut Diagnostics) {
        let mut last = "";
        for path in self.entries.iter().map(|planned| planned.output.as_str()) {
            let parts = path.split('/').scan(0, |end, part| {
                *end += part.len() + 1;
                Some((part, *end - 1))
            });
            let Some((why, end)) = parts.filter_map(|(part, end)| Some((strange(part)?, end))).next() else {
                continue;
            };
            if path[..end] == *last {
                continue;
            }
            last = &path[..end];
            let message = format!("`{}` {why}", last.escape_debug());
            let help = "rename the file that it is made from, or change the former address";
            diags.report(Diagnostic::nowhere(Code::HostLimits, message).help(help));
        }
    }

    fn look_for_secrets(&self, planned: &Planned, bytes: &[u8], diags: &mut Diagnostics) {
        let Some(found) = self.secrets.as_ref().and_then(|secrets| secrets.find(bytes)) else { return };
        let file = &self.withheld[self.owners[found.pattern().as_usize()]];
        let text = String::from_utf8_lossy(&bytes[found.range()]).into_owned();
        let message = format!("`{}` shows `{text}` from this file, which is not out", planned.url);
        let help = "remove from the page what names it, or publish this file";
        diags.report(Diagnostic::at(Code::LeakedText, file.place.clone(), message).help(help));
    }

    fn page(&self, planned: &Planned, html: &str, diags: &mut Diagnostics) {
        let is_email = matches!(planned.what, What::Email(..));
        if is_email && html.len() > HEAVY_EMAIL {
            let message = format!(
                "the edition by email `{}` is {} kB; Gmail shows 100",
                planned.url,
                html.len() / 1000
            );
            let help = "shorten the summaries and `changed` of its briefings, or make daily editions";
            diags.report(Diagnostic::nowhere(Code::HeavyEmail, message).help(help));
        } else if html.len() > HEAVY {
            let message = format!("the page `{}` is {} kB", planned.url, html.len() / 1000);
            let help = "split the briefing, or move tables and lists to files beside it";
            diags.report(Diagnostic::nowhere(Code::HeavyPage, message).help(help));
        }
        let mut page = Page::default();
        let mut reader = Reader::new(html);
        while let Some(tag) = reader.start_tag(is_asked) {
            self.attributes(planned, &reader, &tag, &mut page, diags);
            if reader.is(&tag, "style")
                && let Some(Token::Text(range)) = reader.read()
            {
                self.style(planned, &html[range], &mut page, diags);
            }
        }
        page.ids.sort_unstable();
        for pair in page.ids.windows(2).filter(|pair| pair[0] == pair[1]) {
            let message = format!("two elements of the page `{}` have the id `{}`", planned.url, pair[0]);
            let help = "give one of them another id; a theme's own ids have a dot in them";
            diags.report(Diagnostic::nowhere(Code::DuplicateElementId, message).help(help));
        }
        let mut own = std::mem::take(&mut page.own);
        own.retain(|id| !self.knows_id(id));
        own.sort_unstable();
        own.dedup();
        for id in
            own.iter().filter(|id| page.ids.binary_search_by(|known| (**known).cmp(id.as_str())).is_err())
        {
            diags.report(dead(planned, &format!("`#{id}`"), "which it does not have"));
        }
        page.fragments.sort_unstable();
        page.fragments.dedup();
        if let Some(slot) = self.position(&planned.output).and_then(|n| self.pages.get(n)) {
            // Each page is made once.
            _ = slot.set(page);
        }
    }

    fn attributes(
        &self,
        planned: &Planned,
        reader: &Reader<'_>,
        tag: &Tag,
        page: &mut Page,
        diags: &mut Diagnostics,
    ) {
        for attribute in reader.attributes() {
            if attribute.is("id") {
                page.ids.push(attribute.value().into());
            } else if attribute.is("style") {
                self.style(planned, &attribute.value(), page, diags);
            } else if attribute.is("srcset") {
                for url in address::candidates(&attribute.value()) {
                    self.link(planned, url, LOADS, page, diags);
                }
            } else if !attribute.is("rel") && !self.is_page(planned, attribute.raw.unwrap_or_default()) {
                let how = how(planned, reader, tag, &attribute);
                self.link(planned, &attribute.value(), how, page, diags);
            }
        }
    }

    /// Whether an address is the URL of a page, as most are. There is nothing more to know about such a link,
    /// and what has an entity, a query or a fragment is not the URL of a page as it is written. An email
    /// needs whole addresses.
    fn is_page(&self, planned: &Planned, written: &str) -> bool {
        let url = written.strip_prefix(self.folder);
        url.is_some_and(|url| self.urls.contains_key(url)) && !matches!(planned.what, What::Email(..))
    }

    /// What a style loads.
    fn style(&self, planned: &Planned, css: &str, page: &mut Page, diags: &mut Diagnostics) {
        for url in css::addresses(css).filter(|url| !url.is_empty()) {
            self.link(planned, url, LOADS, page, diags);
        }
    }

    fn link(
        &self,
        planned: &Planned,
        link: &str,
        Use { loads, is_ours }: Use,
        page: &mut Page,
        diags: &mut Diagnostics,
    ) {
        if !loads && !is_ours && is_elsewhere(link) {
            return;
        }
        let (target, fragment) = link.split_once('#').map_or((link, None), |(target, id)| (target, Some(id)));
        let fragment = fragment.map(decode);
        let fragment = fragment.as_deref().and_then(element_of);
        if target.is_empty() {
            page.own.extend(fragment.map(str::to_owned));
            return;
        }
        let is_path = target.starts_with('/') && !target.starts_with("//");
        let front = self.front.as_deref().filter(|front| !is_path && is_ours && target.starts_with(front));
        let path = match front {
            Some(front) => Cow::Owned(format!("{}{}", self.base.path(), &target[front.len()..])),
            None if !is_path && is_elsewhere(target) => {
                let is_allowed = self.policy.is_some_and(|policy| policy.names(target));
                if loads && !is_allowed && target.contains("//") && !target.starts_with("data:") {
                    let message = format!("{} loads `{target}` from another host", named(planned));
                    let help = "keep the file in `static/` of the theme, or beside the content";
                    diags.report(Diagnostic::nowhere(Code::ForeignRequest, message).help(help));
                }
                return;
            }
            None if matches!(planned.what, What::Email(..)) => {
                diags.report(dead(
                    planned,
                    &format!("`{link}`"),
                    "which is not a whole address, as an email needs",
                ));
                return;
            }
            None if is_path => Cow::Borrowed(target),
            None => Cow::Owned(resolve(&self.base.href(&planned.url), target)),
        };
        let Some(n) = self.page_at(&path) else {
            if self.known.contains(&*path) {
                return;
            }
            diags.report(dead(planned, &format!("`{link}`"), "which does not exist"));
            return;
        };
        if let Some(id) = fragment {
            if self.entries[n].output == planned.output {
                page.own.push(id.to_owned());
            } else {
                page.fragments.push((n as u32, id.into()));
            }
        }
    }

    /// The page at a path under the base path.
    fn page_at(&self, path: &str) -> Option<usize> {
        let path = path.split('?').next().unwrap_or_default();
        let url = path.strip_prefix(self.folder).filter(|url| url.starts_with('/'))?;
        self.urls.get(url).copied().or_else(|| {
            let path = decode(&url[1..]);
            let is_folder = path.is_empty() || path.ends_with('/');
            self.position_of(&if is_folder { path + "index.html" } else { path })
        })
    }

    fn position(&self, output: &OutputPath) -> Option<usize> {
        self.position_of(output.as_str())
    }

    fn position_of(&self, output: &str) -> Option<usize> {
        self.entries.binary_search_by(|planned| planned.output.as_str().cmp(output)).ok()
    }
}

/// Whether an attribute is asked for, by its name as written.
fn is_asked(name: &[u8]) -> bool {
    // Most others begin with another letter, or have another length.
    matches!(name[0].to_ascii_lowercase(), b'a' | b'd' | b'h' | b'i' | b'p' | b'r' | b's')
        && ASKED.iter().any(|asked| asked.len() == name.len() && name.eq_ignore_ascii_case(asked.as_bytes()))
}

/// How a page uses the address in an attribute.
fn how(planned: &Planned, reader: &Reader<'_>, tag: &Tag, attribute: &Attribute<'_>) -> Use {
    let is = |kinds: &[&str]| {
        let rel = reader.attribute("rel").unwrap_or_default();
        rel.split_whitespace().any(|rel| kinds.iter().any(|kind| rel.eq_ignore_ascii_case(kind)))
    };
    let is_link = reader.is(tag, "link");
    let leads = attribute.is("href") || attribute.is("action");
    let loads = !leads || is_link && is(&LOADING);
    let is_email = matches!(planned.what, What::Email(..));
    // A link that declares that it leads out of the site (HTML, link type `external`).
    let is_ours = is_link || loads || is_email && !is(&["external"]);
    Use { loads, is_ours }
}

/// What hosts say about a single file.
fn limits(planned: &Planned, size: u64, diags: &mut Diagnostics) {
    if size > MOST_FILE {
        let message =
            format!("`{}` is {} MB; GitHub accepts files of up to 100 MB", planned.url, size / 1_000_000);
        let help = "make it smaller, or keep it elsewhere";
        diags.report(Diagnostic::nowhere(Code::HostLimits, message).help(help));
    }
}

fn named(planned: &Planned) -> String {
    let what = if planned.output.as_str().ends_with(".css") { "style sheet" } else { "page" };
    format!("the {what} `{}`", planned.url)
}

fn dead(planned: &Planned, target: &str, why: &str) -> Diagnostic {
    let message = format!("{} links to {target}, {why}", named(planned));
    let help = "fix the link in the template or the text that writes it";
    Diagnostic::nowhere(Code::DeadLink, message).help(help)
}

/// Whether a link leads to another host, or is not the address of a page at all.
fn is_elsewhere(target: &str) -> bool {
    let end = target.bytes().find(|b| matches!(b, b'/' | b'?' | b'#' | b':'));
    target.starts_with("//") || end == Some(b':')
}

/// A link against the path of its page (RFC 3986, section 5).
fn resolve(page: &str, link: &str) -> String {
    if link.starts_with('/') {
        return link.to_owned();
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').skip(1).collect();
    let (folders, last) = link.rsplit_once('/').unwrap_or(("", link));
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    match last {
        "." => {}
        ".." => _ = parts.pop(),
        _ => {}
    }
    let last = if matches!(last, "." | "..") { "" } else { last };
    let folder = parts.iter().map(|part| format!("/{part}")).collect::<String>();
    format!("{folder}/{last}")
}

fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}

/// Why hosts do not take the name of a file or folder.
fn strange(name: &str) -> Option<String> {
    if let Some(bad) = name.chars().find(|c| FORBIDDEN.contains(c)) {
        let bad = bad.escape_default();
        return Some(format!("has `{bad}` in its name, which GitHub Actions and Windows do not accept"));
    }
    if name.ends_with(['.', ' ']) {
        return Some("ends in a dot or a space, which Windows leaves out".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default();
    let device = stem.get(..3).unwrap_or_default().to_ascii_lowercase();
    let is_device = match stem.get(3..).unwrap_or_default().as_bytes() {
        [] => ["con", "prn", "aux", "nul"].contains(&device.as_str()),
        [b'1'..=b'9'] => ["com", "lpt"].contains(&device.as_str()),
        _ => false,
    };
    is_device.then(|| "is a device in Windows, and no file can have that name there".to_owned())
}
