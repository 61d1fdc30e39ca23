//! What the links of a body lead to.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Captions, Lookup, Names, Reader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Safety, Span, nearest};
use crate::language::letters;
use crate::language::slug::without_unseen;
use crate::model::address::path::ContentPath;
use crate::model::address::url::element_of;
use crate::model::graph::body::{Body, Link, LinkTarget};
use crate::model::typed::article::Article;
use crate::model::typed::hold::Hold;
use crate::model::value::id::Target;

/// The schemes of links that show, call or open something and run nothing (IANA, URI Schemes).
pub(super) const SCHEMES: [&str; 22] = [
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "irc", "ircs", "matrix", "xmpp", "sip",
    "sips", "geo", "magnet", "news", "nntp", "gopher", "gemini", "webcal", "urn",
];

/// Those that are meant most often.
const COMMON_SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];
/// Host names end like this, and files do not.
const DOMAINS: [&str; 10] = [".com", ".org", ".net", ".edu", ".gov", ".info", ".news", ".io", ".dev", ".app"];

/// A link or image as it is to be written.
#[derive(Default)]
pub(super) struct Resolved {
    pub(super) href: String,
    pub(super) size: Option<(usize, usize)>,
    /// The captions beside what is played.
    pub(super) captions: Vec<Captions>,
}

impl Resolved {
    fn plain(href: &str) -> Self {
        Self { href: href.to_owned(), ..Self::default() }
    }
}

/// What is reported about a link that leads nowhere.
struct Missing {
    code: Code,
    message: String,
    help: Help,
}

/// Resolves the links of one body, and records them in it.
pub(super) struct Links<'a> {
    pub(super) article: &'a Article,
    pub(super) reader: &'a Reader<'a>,
}

impl Links<'_> {
    /// `[text](destination)` or an image. `None` if only the text is to be written.
    pub(super) fn destination(
        &self,
        destination: &str,
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        let destination = destination.trim_matches(' ');
        if let Some((message, meant)) = look_alike(destination) {
            let written = if meant.contains(' ') { format!("<{meant}>") } else { meant.clone() };
            let help = Help::instead(format!("write `{written}`"), Safety::Safe, destination, written);
            self.report(diags, Code::BrokenLink, span, message, help);
            // Whether that leads anywhere is reported once it is written.
            return self.destination(&meant, span, body, &mut Diagnostics::default());
        }
        if let Some(fragment) = destination.strip_prefix('#') {
            record(body, LinkTarget::Own, Some(decode(fragment)), span);
            return Some(Resolved::plain(&with_fragment(String::new(), Some(fragment))));
        }
        if let Some(scheme) = scheme_of(destination) {
            if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
                return Some(Resolved::plain(destination));
            }
            let message = format!("links to `{scheme}:` are not allowed");
            let typed = scheme.to_ascii_lowercase().replace('-', "");
            let near = nearest(&typed, COMMON_SCHEMES).or_else(|| nearest(&typed, SCHEMES));
            let help = match near {
                Some(near) => {
                    let meant = format!("{near}{}", &destination[scheme.len()..]);
                    Help::instead(format!("write `{meant}`"), Safety::Safe, destination, meant)
                }
                None => "use `https:`, `http:`, `mailto:` or `tel:`".into(),
            };
            self.report(diags, Code::UnsafeLink, span, message, help);
            return None;
        }
        if destination.starts_with("//") {
            return Some(Resolved::plain(&format!("https:{destination}")));
        }
        if destination.is_empty() {
            let message = "this link has no address".to_owned();
            let help = "write the address in the round brackets: `[text](https://…)`";
            self.report(diags, Code::BrokenLink, span, message, help);
            return None;
        }
        if destination.starts_with('?') {
            let message = "this address is a query to a page that is not named".to_owned();
            let help = "write the whole address: `https://…`";
            self.report(diags, Code::BrokenLink, span, message, help);
            return None;
        }
        let (path, fragment) = split_fragment(destination);
        if path.starts_with('/') {
            return self.site_path(path, fragment, span, body, diags);
        }
        self.relative(path, fragment, span, body, diags)
    }

    /// `/people/` from the root of the site.
    fn site_path(
        &self,
        path: &str,
        fragment: Option<&str>,
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        let plain = path.split('?').next().unwrap_or(path);
        let media = plain.strip_prefix("/files/").and_then(|path| ContentPath::new(&decode(path)));
        if let Some(media) = media
            && let Lookup::Media { href, size, captions } = self.reader.names.file(&media)
        {
            body.media.push(media);
            return Some(Resolved { href: with_rest(href, path, fragment), size, captions });
        }
        let decoded = decode(plain);
        match self.reader.names.path(&decoded) {
            Lookup::Unreleased { file, hold } => {
                self.unreleased(&file, &hold, span, diags);
                return None;
            }
            Lookup::Media { href, size, captions } => {
                return Some(Resolved { href: with_rest(href, path, fragment), size, captions });
            }
            Lookup::Page { .. }
            | Lookup::Pageless(_)
            | Lookup::Ambiguous(_)
            | Lookup::Missing
            | Lookup::Unread => {}
        }
        let decoded = letters::composed(&decoded).into_owned();
        record(body, LinkTarget::Path(decoded), fragment.map(decode), span);
        let href = format!("{}{}", self.reader.base.path(), &composed(path)[1..]);
        Some(Resolved::plain(&with_fragment(href, fragment)))
    }

    /// `../people/zelensky.md` or `photo.jpg` from the file's own folder.
    fn relative(
        &self,
        path: &str,
        fragment: Option<&str>,
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        let decoded = decode(path.split('?').next().unwrap_or(path));
        let Some(target) = self.article.path.join(&decoded) else {
            let message = format!("`{path}` leads out of the content folder");
            let help = "link to a file below `content/`, or write a whole `https://` address";
            self.report(diags, Code::BrokenLink, span, message, help);
            return None;
        };
        let lookup = self.reader.names.file(&target);
        // What is in `root/` is published there, whoever links to it.
        if let Lookup::Media { .. } = lookup
            && target.at_root().is_none()
        {
            body.media.push(target.clone());
        }
        let elsewhere = if lookup == Lookup::Missing { address(path) } else { None };
        let near = match lookup {
            Lookup::Missing if elsewhere.is_none() && target.in_sources().is_none() => {
                self.reader.names.nearest_file(&target)
            }
            _ => None,
        };
        // Except for the slip, what is meant is used.
        let is_media = |near: &&ContentPath| {
            near.at_root().is_none() && matches!(self.reader.names.file(near), Lookup::Media { .. })
        };
        body.media.extend(near.iter().map(|(near, _)| near).find(is_media).cloned());
        let missing = |_: &dyn Names| Missing {
            code: Code::BrokenLink,
            message: match target.in_sources() {
                Some(_) => format!("`content/{target}` is not published"),
                None => format!("there is no file `content/{target}`"),
            },
            help: match (elsewhere, near) {
                (Some(address), _) => {
                    Help::instead(format!("write `{address}`"), Safety::Safe, path, address)
                }
                (None, None) if target.in_sources().is_some() => {
                    "nothing in `content/sources/` is published; link to where the source can be read".into()
                }
                (None, Some((near, grade))) => {
                    let near = self.article.path.link_to(&near);
                    Help::instead(format!("did you mean `{near}`?"), grade, path, near)
                }
                (None, None) => "check the path; it begins at the folder of this file".into(),
            },
        };
        if let Lookup::Media { href, size, captions } = lookup {
            return Some(Resolved { href: with_rest(href, path, fragment), size, captions });
        }
        self.found(lookup, fragment, missing, span, body, diags)
    }

    /// `[[name#section]]`
    pub(super) fn wiki(
        &self,
        text: &str,
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        let (name, fragment) = split_fragment(wiki_text(text));
        let name = name.trim();
        if name.is_empty() {
            record(body, LinkTarget::Own, fragment.map(decode), span);
            return Some(Resolved::plain(&with_fragment(String::new(), fragment)));
        }
        let is_file = |path: ContentPath| matches!(self.reader.names.file(&path), Lookup::Media { .. });
        let embedded = self.article.path.join(name).is_some_and(is_file);
        let embedded =
            embedded.then(|| format!("write `![…]({name})`, with what it shows between the brackets"));
        // Nobody means a link to the page that it is on.
        let is_other =
            |help: &Help| help.instead_of_all().is_none_or(|(_, near)| near != self.article.id.as_str());
        let near = |names: &dyn Names| names.nearest_name(name).filter(is_other);
        let missing = |names: &dyn Names| Missing {
            code: Code::UnknownId,
            message: format!("nothing is called `{name}`"),
            help: embedded.map(Help::from).or_else(|| near(names)).unwrap_or_else(|| {
                "write the id of a storyline, dossier, briefing or page: the name of its file without `.md`"
                    .into()
            }),
        };
        self.found(self.reader.names.name(name), fragment, missing, span, body, diags)
    }

    /// The page that a destination leads to, without reporting anything. Only names and relative paths lead
    /// to a page on their own; what is on another site is not looked up anywhere.
    pub(super) fn leads_to(&self, destination: &str, wiki: bool) -> Option<Target> {
        let names = self.reader.names;
        let (path, _) = split_fragment(if wiki { wiki_text(destination) } else { destination.trim() });
        let path = if wiki { path } else { path.split('?').next().unwrap_or(path) };
        let is_file = !path.is_empty() && !path.starts_with('/') && scheme_of(path).is_none();
        let lookup = match wiki {
            true => names.name(path.trim()),
            false if is_file => names.file(&self.article.path.join(&decode(path))?),
            false => return None,
        };
        match lookup {
            Lookup::Page { to: LinkTarget::Page(target), .. } => Some(target),
            _ => None,
        }
    }

    /// What `[[name#section]]` is called on the page: the heading of the section, the title of what it names,
    /// or the words for something that is not out, whose title and id may not be revealed. `None` if it names
    /// nothing.
    pub(super) fn title(&self, text: &str) -> Option<String> {
        let (name, fragment) = split_fragment(wiki_text(text));
        let name = name.trim();
        let section = || self.reader.names.section(name, &decode(fragment?));
        match self.reader.names.name(name) {
            Lookup::Page { title, .. } => Some(section().unwrap_or(title)),
            Lookup::Unreleased { .. } => Some(self.reader.labels.unreleased.clone()),
            Lookup::Pageless(title) => Some(title),
            Lookup::Media { .. } | Lookup::Ambiguous(_) | Lookup::Missing | Lookup::Unread => None,
        }
    }

    fn found(
        &self,
        lookup: Lookup,
        fragment: Option<&str>,
        missing: impl FnOnce(&dyn Names) -> Missing,
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        match lookup {
            Lookup::Page { to, href, .. } => {
                record(body, to, fragment.map(decode), span);
                Some(Resolved { href: with_fragment(href, fragment), ..Resolved::default() })
            }
            Lookup::Media { href, size, captions } => {
                Some(Resolved { href: with_fragment(href, fragment), size, captions })
            }
            Lookup::Unreleased { file, hold } => {
                self.unreleased(&file, &hold, span, diags);
                None
            }
            Lookup::Ambiguous(names) => {
                let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let message = "this name has more than one meaning".to_owned();
                self.report(diags, Code::AmbiguousId, span, message, format!("write one of {listed}"));
                None
            }
            Lookup::Pageless(title) => {
                let message = format!("no briefing has a figure of `{title}`, so this series has no page");
                let help = Help::safe(format!("write `{title}`"), &title);
                self.report(diags, Code::BrokenLink, span, message, help);
                None
            }
            Lookup::Unread => None,
            Lookup::Missing => {
                let Missing { code, message, help } = missing(self.reader.names);
                self.report(diags, code, span, message, help);
                None
            }
        }
    }

    /// Reports a link that this page cannot have yet. Once the page is out, what comes out no later is there.
    fn unreleased(&self, file: &str, hold: &Hold, span: Span, diags: &mut Diagnostics) {
        if hold.is_out_with(&self.article.hold) {
            return;
        }
        let message = format!("`{file}` is not published yet, so this is no link for now");
        let help = "the link appears automatically when that file is published";
        self.report(diags, Code::UnreleasedLink, span, message, help);
    }

    pub(super) fn report(
        &self,
        diags: &mut Diagnostics,
        code: Code,
        span: Span,
        message: String,
        help: impl Into<Help>,
    ) {
        diags.report(Diagnostic::at(code, self.article.place(span), message).help(help));
    }
}

fn record(body: &mut Body, to: LinkTarget, fragment: Option<String>, span: Span) {
    let section = body.headings.len().checked_sub(1);
    let fragment = fragment.and_then(|fragment| {
        let composed = letters::composed(&fragment);
        element_of(&without_unseen(&composed)).map(str::to_owned)
    });
    body.links.push(Link { to, fragment, span, section });
}

/// The problem with an address that has a character that looks like a space, or like nothing: the message,
/// and the address that is meant.
fn look_alike(address: &str) -> Option<(String, String)> {
    if address.bytes().all(|b| b.is_ascii_graphic()) {
        return None;
    }
    let is_one = |c: char| c.is_whitespace() && c != ' ' || letters::is_passed_over(c);
    let found = address.chars().find(|c| is_one(*c))?;
    let name = match found {
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{feff}' => "a byte order mark",
        c if c.is_whitespace() => "an odd space",
        _ => "an invisible character",
    };
    let message = format!("this address has {name} (U+{:04X}) in it", u32::from(found));
    let plain =
        |c: char| if letters::is_passed_over(c) { None } else { Some(if is_one(c) { ' ' } else { c }) };
    let meant = address.chars().filter_map(plain).collect::<String>().trim().to_owned();
    Some((message, meant))
}

/// `mailto` in `mailto:x`; a colon after a slash or a leading dot does not belong to a scheme.
pub(super) fn scheme_of(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    named.then_some(scheme)
}

/// What a path that is not a file may have been meant to be: `desk@example.org`, `www.example.org/page`.
fn address(path: &str) -> Option<String> {
    let host = path.split('/').next().unwrap_or_default();
    let is_host = |host: &str| {
        let mut labels = host.rsplit('.');
        let is_label = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        };
        let top = labels.next().unwrap_or_default();
        top.len() > 1
            && top.chars().all(char::is_alphabetic)
            && labels.clone().count() > 0
            && labels.all(is_label)
    };
    if let Some((name, domain)) = path.split_once('@').filter(|_| path.len() == host.len()) {
        return (!name.is_empty() && is_host(domain)).then(|| format!("mailto:{path}"));
    }
    let is_page = path.len() > host.len() && !path.ends_with(".md");
    let is_domain = host.starts_with("www.") || DOMAINS.iter().any(|domain| host.ends_with(domain));
    (is_host(host) && (is_page || is_domain)).then(|| format!("https://{path}"))
}

/// In a table the `|` of `[[name|text]]` is written `\|`.
fn wiki_text(text: &str) -> &str {
    text.strip_suffix('\\').unwrap_or(text)
}

fn split_fragment(text: &str) -> (&str, Option<&str>) {
    match text.split_once('#') {
        Some((path, fragment)) if !fragment.is_empty() => (path, Some(fragment)),
        Some((path, _)) => (path, None),
        None => (text, None),
    }
}

fn with_fragment(href: String, fragment: Option<&str>) -> String {
    match fragment {
        Some(fragment) => {
            let decoded = decode(fragment);
            let seen = without_unseen(&decoded);
            let fragment = if seen == decoded { composed(fragment) } else { seen };
            format!("{href}#{fragment}")
        }
        None => href,
    }
}

/// The link to a file beside pages with what was typed after its path: `?v=2#page=3`.
fn with_rest(href: String, typed: &str, fragment: Option<&str>) -> String {
    let query = typed.find('?').map_or("", |at| &typed[at..]);
    with_fragment(href + query, fragment)
}

/// A part of an address as typed, with composed letters, as ids and paths have them. One that is encoded
/// stays encoded, unless its letters are decomposed.
fn composed(text: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    let is_reserved = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./~".contains(c);
    match letters::composed(&decoded) {
        Cow::Owned(composed) if composed != decoded && !composed.contains(is_reserved) => {
            Cow::Owned(composed)
        }
        _ => letters::composed(text),
    }
}

fn decode(text: &str) -> String {
    // Most paths have nothing to decode.
    if !text.contains('%') {
        return text.to_owned();
    }
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;
    use crate::language::typography::Typography;
    use crate::markdown::{Labels, Name};
    use crate::model::address::url::BaseUrl;
    use crate::model::typed::article::Keys;
    use crate::model::typed::config::RawHtml;
    use crate::model::typed::hold::{Draft, Hold};
    use crate::model::value::id::{DossierIdx, Id};

    /// Names that may be asked only about files.
    struct Files;

    impl Names for Files {
        fn name(&self, _: &str) -> Lookup {
            unreachable!("no name is asked")
        }
        fn section(&self, _: &str, _: &str) -> Option<String> {
            unreachable!("no section is asked")
        }
        fn file(&self, path: &ContentPath) -> Lookup {
            assert_eq!(path.as_str(), "people/ada.md", "another file is asked");
            let to = LinkTarget::Page(Target::Dossier(DossierIdx::new(0)));
            Lookup::Page { to, href: "/people/ada/".to_owned(), title: "Ada".to_owned() }
        }
        fn path(&self, _: &str) -> Lookup {
            unreachable!("no path is asked")
        }
        fn find(&self, _: &str) -> Vec<Name> {
            Vec::new()
        }
        fn house_spelling(&self, _: &str, _: DossierIdx) -> Option<&str> {
            None
        }
        fn autolink(&self, _: DossierIdx) -> Option<String> {
            None
        }
        fn has_note(&self, _: DossierIdx) -> bool {
            false
        }
        fn is_own(&self, _: Target) -> bool {
            false
        }
        fn is_item(&self, _: &str) -> bool {
            false
        }
        fn sources(&self) -> Option<usize> {
            None
        }

        fn source(&self, _: &str) -> Option<usize> {
            None
        }
        fn knows_all_sources(&self) -> bool {
            true
        }
        fn nearest_source(&self, _: &str) -> Option<(String, Safety)> {
            unreachable!("nothing near is asked")
        }
        fn nearest_name(&self, _: &str) -> Option<Help> {
            unreachable!("nothing near is asked")
        }
        fn nearest_file(&self, _: &ContentPath) -> Option<(ContentPath, Safety)> {
            unreachable!("nothing near is asked")
        }
    }

    #[test]
    fn only_relative_paths_are_looked_up() {
        let article = Article {
            path: ContentPath::new("briefings/a.md").expect("a path"),
            source: Arc::new(Source::new("content/briefings/a.md", "")),
            id: Id::new("a").expect("an id"),
            body: Span::default(),
            keys: Keys::default(),
            former: Vec::new(),
            hold: Hold { draft: Draft::No, until: jiff::Timestamp::MIN, is_unclear: false },
        };
        let (base, labels) = (BaseUrl::root(), Labels::default());
        let reader = Reader {
            names: &Files,
            base: &base,
            raw_html: RawHtml::default(),
            language: "en",
            typography: Typography::of("en"),
            labels: &labels,
            code: &RefCell::default(),
        };
        let links = Links { article: &article, reader: &reader };
        let elsewhere = ["https://a.org/people/ada.md", "HTTP://a.org", "//a.org/ada.md", "/people/ada.md"];
        for destination in elsewhere.into_iter().chain(["#people", "mailto:ada@a.org", "data:x", "", "?x"]) {
            assert_eq!(links.leads_to(destination, false), None, "{destination}");
        }
        let ada = Some(Target::Dossier(DossierIdx::new(0)));
        assert_eq!(links.leads_to("../people/ada.md#life", false), ada);
        assert_eq!(links.leads_to(" ../people/%61da.md", false), ada);
    }
}
