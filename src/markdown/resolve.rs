//! What the links of a body lead to.

use percent_encoding::percent_decode_str;

use super::{Lookup, Reader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::article::Article;
use crate::model::body::{Body, Link, LinkTarget};
use crate::model::id::Target;
use crate::model::path::ContentPath;
use crate::model::release::Hold;

/// A link or image as it is to be written.
pub(super) struct Resolved {
    pub(super) href: String,
    pub(super) size: Option<(usize, usize)>,
}

impl Resolved {
    fn plain(href: &str) -> Self {
        Self { href: href.to_owned(), size: None }
    }
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
        let destination = destination.trim();
        if let Some(fragment) = destination.strip_prefix('#') {
            record(body, LinkTarget::Own, Some(decode(fragment)), span);
            return Some(Resolved::plain(destination));
        }
        if let Some(scheme) = scheme_of(destination) {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" | "mailto" | "tel" => Some(Resolved::plain(destination)),
                _ => {
                    let message = format!("links to `{scheme}:` are not allowed");
                    self.report(
                        diags,
                        Code::UnsafeLink,
                        span,
                        message,
                        Some("use `https:`, `http:`, `mailto:` or `tel:`".into()),
                    );
                    None
                }
            };
        }
        if destination.starts_with("//") {
            let message = format!("`{destination}` names a host without a scheme");
            self.report(diags, Code::UnsafeLink, span, message, Some(format!("write `https:{destination}`")));
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
            && let Lookup::Media { href, size } = self.reader.names.file(&media)
        {
            body.media.push(media);
            return Some(Resolved { href, size });
        }
        let decoded = decode(plain);
        if let Lookup::Unreleased { file, hold } = self.reader.names.path(&decoded) {
            self.unreleased(&file, &hold, span, diags);
            return None;
        }
        record(body, LinkTarget::Path(decoded), fragment.map(decode), span);
        let href = format!("{}{}", self.reader.base.path(), &path[1..]);
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
            self.report(diags, Code::BrokenLink, span, message, Some(help.into()));
            return None;
        };
        let lookup = self.reader.names.file(&target);
        let missing = format!("there is no file `content/{target}`");
        self.found(lookup, fragment, Some(target), (Code::BrokenLink, missing), span, body, diags)
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
        let missing = format!("nothing is called `{name}`");
        self.found(
            self.reader.names.name(name),
            fragment,
            None,
            (Code::UnknownId, missing),
            span,
            body,
            diags,
        )
    }

    /// The page that a destination leads to, without reporting anything.
    pub(super) fn leads_to(&self, destination: &str, wiki: bool) -> Option<Target> {
        let names = self.reader.names;
        let (path, _) = split_fragment(if wiki { wiki_text(destination) } else { destination });
        let lookup =
            if wiki { names.name(path.trim()) } else { names.file(&self.article.path.join(&decode(path))?) };
        match lookup {
            Lookup::Page { to: LinkTarget::Page(target), .. } => Some(target),
            _ => None,
        }
    }

    /// What `[[name#section]]` is called on the page: the title of what it names, or the words for
    /// something that is not out, of which neither title nor id may be told. `None` if it names nothing.
    pub(super) fn title(&self, text: &str) -> Option<String> {
        let (name, _) = split_fragment(wiki_text(text));
        match self.reader.names.name(name.trim()) {
            Lookup::Page { title, .. } => Some(title),
            Lookup::Unreleased { .. } => Some(self.reader.labels.unreleased.clone()),
            Lookup::Media { .. } | Lookup::Ambiguous(_) | Lookup::Missing(_) => None,
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what was looked up, how it was asked for, and where to tell"
    )]
    fn found(
        &self,
        lookup: Lookup,
        fragment: Option<&str>,
        path: Option<ContentPath>,
        (code, missing): (Code, String),
        span: Span,
        body: &mut Body,
        diags: &mut Diagnostics,
    ) -> Option<Resolved> {
        match lookup {
            Lookup::Page { to, href, .. } => {
                record(body, to, fragment.map(decode), span);
                Some(Resolved { href: with_fragment(href, fragment), size: None })
            }
            Lookup::Media { href, size } => {
                body.media.extend(path);
                Some(Resolved { href: with_fragment(href, fragment), size })
            }
            Lookup::Unreleased { file, hold } => {
                self.unreleased(&file, &hold, span, diags);
                None
            }
            Lookup::Ambiguous(names) => {
                let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let message = "this name has more than one meaning".to_owned();
                self.report(diags, Code::AmbiguousId, span, message, Some(format!("write one of {listed}")));
                None
            }
            Lookup::Missing(help) => {
                let help = help.unwrap_or_else(|| match path {
                    Some(_) => "check the path; it begins at the folder of this file".to_owned(),
                    None => "write the id of a storyline, dossier, briefing or page: the name of its file without `.md`".to_owned(),
                });
                self.report(diags, code, span, missing, Some(help));
                None
            }
        }
    }

    /// Tells of a link that this page cannot have yet. Once the page is out, what comes out no later is
    /// there.
    fn unreleased(&self, file: &str, hold: &Hold, span: Span, diags: &mut Diagnostics) {
        if hold.is_out_with(&self.article.hold) {
            return;
        }
        let message = format!("`{file}` is not published yet, so this is no link for now");
        let help = "the link appears by itself once that file is published";
        self.report(diags, Code::UnreleasedLink, span, message, Some(help.into()));
    }

    pub(super) fn report(
        &self,
        diags: &mut Diagnostics,
        code: Code,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        diags.report(Diagnostic::at(code, self.article.place(span), message).maybe_help(help));
    }
}

fn record(body: &mut Body, to: LinkTarget, fragment: Option<String>, span: Span) {
    let section = body.headings.len().checked_sub(1);
    body.links.push(Link { to, fragment, span, section });
}

/// `mailto` of `mailto:x`; a colon behind a slash or a dot is no scheme's.
fn scheme_of(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    named.then_some(scheme)
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
        Some(fragment) => format!("{href}#{fragment}"),
        None => href,
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
