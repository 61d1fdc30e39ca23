//! Hugo and Zola shortcodes that have an equivalent, as Markdown. The rest stays as text and is reported.

use std::ops::Range;

use super::calls::{Arguments, Call, Marks, all, ends};
use super::{Body, alert, alert_kind, image};

/// How deeply calls that have an equivalent may be nested.
const MOST_LEVELS: usize = 16;

/// A Hugo body.
pub(super) fn hugo(text: &str, body: &mut Body<'_>) -> String {
    let calls = all(text, Marks::Hugo);
    let name = |call: &Call| Some(call.name().to_owned());
    let opened = |call: &Call| name(call).filter(|_| !call.inside.ends_with('/'));
    let ends = ends(&calls, opened, |call| name(call).filter(|_| call.is_end()));
    Work::new(text, calls, ends, Marks::Hugo).whole(body)
}

/// A Zola body.
pub(super) fn zola(text: &str, body: &mut Body<'_>) -> String {
    let calls = all(text, Marks::Braces);
    // An `{% end %}` belongs to whichever call is open.
    let opened = |call: &Call| (!call.is_output && is_of_zola(call)).then(String::new);
    let ends = ends(&calls, opened, |call| is_end_of_zola(call).then(String::new));
    Work::new(text, calls, ends, Marks::Braces).whole(body)
}

/// A body with its calls.
struct Work<'t> {
    text: &'t str,
    calls: Vec<Call>,
    /// By call, the one that ends it.
    ends: Vec<Option<usize>>,
    /// By call, whether it ends one.
    is_close: Vec<bool>,
    marks: Marks,
}

/// A part of a body: the calls in it, and its bytes.
struct Part {
    calls: Range<usize>,
    bytes: Range<usize>,
    level: usize,
}

impl<'t> Work<'t> {
    fn new(text: &'t str, calls: Vec<Call>, ends: Vec<Option<usize>>, marks: Marks) -> Self {
        let mut is_close = vec![false; calls.len()];
        ends.iter().flatten().for_each(|end| is_close[*end] = true);
        Self { text, calls, ends, is_close, marks }
    }

    fn whole(&self, body: &mut Body<'_>) -> String {
        self.converted(&Part { calls: 0..self.calls.len(), bytes: 0..self.text.len(), level: 0 }, body)
    }

    fn converted(&self, part: &Part, body: &mut Body<'_>) -> String {
        let mut out = String::with_capacity(part.bytes.len());
        let mut at = part.bytes.start;
        let mut next = part.calls.start;
        while next < part.calls.end {
            let call = &self.calls[next];
            let typed = &self.text[call.range.clone()];
            out.push_str(&self.text[at..call.range.start]);
            at = call.range.end;
            next += 1;
            if let Some(shown) = shown(self.text, call) {
                out.push_str(&shown);
                continue;
            }
            let is_other = self.marks == Marks::Braces && !is_of_zola(call) && !is_end_of_zola(call);
            if is_other || self.is_close[next - 1] {
                out.push_str(typed);
                continue;
            }
            let close = self.ends[next - 1].filter(|close| *close < part.calls.end);
            let inner = close.map(|close| Part {
                calls: next..close,
                bytes: at..self.calls[close].range.start,
                level: part.level + 1,
            });
            let is_deep = inner.is_some() && part.level >= MOST_LEVELS;
            match if is_deep { None } else { self.equal(call, inner.as_ref(), body) } {
                Some(markdown) => {
                    body.report.turned("shortcodes", "Markdown", 1);
                    out.push_str(&markdown);
                    if let Some(close) = close {
                        at = self.calls[close].range.end;
                        next = close + 1;
                    }
                }
                None => {
                    let line = body.line(call.range.start);
                    body.hand(line, &format!("`{typed}` has no equivalent here; it stays as text"));
                    out.push_str(typed);
                }
            }
        }
        out.push_str(&self.text[at..part.bytes.end]);
        out
    }

    /// The Markdown for a call, if there is one.
    fn equal(&self, call: &Call, part: Option<&Part>, body: &mut Body<'_>) -> Option<String> {
        let arguments = call.arguments();
        let inner = part.map(|part| (&self.text[part.bytes.clone()], part));
        let name = call.name().to_ascii_lowercase();
        match (name.as_str(), inner) {
            ("ref" | "relref", None) => body.reference(arguments.get_or("path", 0)?),
            ("figure" | "img" | "image", None) => figure(&arguments, None),
            ("figure" | "img" | "image", Some((text, _))) => figure(&arguments, Some(text)),
            ("highlight", Some((code, _))) => {
                let language = arguments.get_or("lang", 0).unwrap_or_default();
                Some(fenced(language, code))
            }
            ("comment", Some((text, _))) => Some(format!("<!--{}-->", text.replace("--", "- -"))),
            ("details", Some((_, part))) => {
                let title = arguments.get_or("summary", 0).or_else(|| arguments.get("title"));
                let text = self.converted(part, body);
                Some(alert("NOTE", "-", Some(title.unwrap_or("Details")), &text))
            }
            ("quote" | "blockquote", Some((_, part))) => {
                let text = self.converted(part, body);
                let author = arguments.get_or("author", 0).map(|author| format!("\n\n— {author}"));
                let quoted = format!("{}{}", text.trim(), author.unwrap_or_default());
                let lines = quoted.lines().map(|line| format!("> {line}").trim_end().to_owned());
                Some(lines.collect::<Vec<_>>().join("\n"))
            }
            (_, Some((_, part))) => {
                let typed = ["type", "kind", "level"].iter().find_map(|key| arguments.get(key));
                let typed = typed.or_else(|| arguments.plain.first().map(String::as_str));
                let kind = match name.as_str() {
                    "notice" | "alert" | "admonition" | "callout" | "hint" if typed.is_some() => {
                        alert_kind(typed?)
                    }
                    other => alert_kind(other),
                }?;
                let title = arguments.get("title").map(str::to_owned);
                let text = self.converted(part, body);
                Some(alert(kind, "", title.as_deref(), &text))
            }
            (name, None) => player(name, &arguments),
        }
    }
}

/// `{{</* name */>}}` shows a call instead of making one.
fn shown(text: &str, call: &Call) -> Option<String> {
    let inside = call.inside.strip_prefix("/*")?.strip_suffix("*/")?;
    let typed = &text[call.range.clone()];
    let (open, close) = if typed.starts_with("{{<") || typed.starts_with("{{%") {
        (&typed[..3], &typed[typed.len() - 3..])
    } else {
        (&typed[..2], &typed[typed.len() - 2..])
    };
    Some(format!("{open}{inside}{close}"))
}

/// `{% end %}`
fn is_end_of_zola(call: &Call) -> bool {
    !call.is_output && call.inside == "end"
}

/// Whether braces hold a call of Zola: a name with round brackets.
fn is_of_zola(call: &Call) -> bool {
    let name = call.name();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name && call.rest().starts_with('(') && call.rest().ends_with(')')
}

fn figure(arguments: &Arguments, inner: Option<&str>) -> Option<String> {
    let source = ["src", "path", "url", "file"].iter().find_map(|key| arguments.get(key));
    let source = source.or_else(|| arguments.plain.first().map(String::as_str))?;
    let caption = ["caption", "title", "attr"].iter().find_map(|key| arguments.get(key));
    let caption = caption.or_else(|| inner.map(str::trim).filter(|text| !text.is_empty()));
    let alt = arguments.get("alt").or(arguments.get("caption")).unwrap_or_default();
    let Some(link) = arguments.get("link") else { return Some(image(source, alt, caption)) };
    // A picture that is a link is not a figure: its caption is text below it.
    let below = caption.map(|caption| format!("\n{caption}")).unwrap_or_default();
    Some(format!("[{}]({link}){below}", image(source, alt, None)))
}

/// Videos and posts on other sites: a link, since nothing is loaded from elsewhere.
fn player(name: &str, arguments: &Arguments) -> Option<String> {
    let id = arguments.get_or("id", 0);
    let url = match name {
        "youtube" => format!("https://www.youtube.com/watch?v={}", id?),
        "vimeo" => format!("https://vimeo.com/{}", id?),
        "instagram" => format!("https://www.instagram.com/p/{}/", id?),
        "gist" => match arguments.plain.get(1) {
            Some(gist) => format!("https://gist.github.com/{}/{gist}", id?),
            None => arguments.get("url")?.to_owned(),
        },
        "tweet" | "twitter" | "x" => match (arguments.get("user"), id?) {
            (Some(user), id) => format!("https://x.com/{user}/status/{id}"),
            (None, id) => format!("https://x.com/i/status/{id}"),
        },
        _ => return None,
    };
    Some(format!("<{url}>"))
}

/// Code between fences that are longer than those in it.
pub(super) fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_matches('\n'))
}
