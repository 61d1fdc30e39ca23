//! Shortcodes of Hugo and Zola that have an equal, as Markdown. The rest stays as text, and is told.

use super::calls::{Arguments, Call, Marks, end_of, next};
use super::{Body, alert, alert_kind, image};

/// A body of Hugo.
pub(super) fn hugo(text: &str, body: &mut Body<'_>) -> String {
    converted(text, 0, Marks::Hugo, body)
}

/// A body of Zola.
pub(super) fn zola(text: &str, body: &mut Body<'_>) -> String {
    converted(text, 0, Marks::Braces, body)
}

/// `offset` is where the text begins in the body.
fn converted(text: &str, offset: usize, marks: Marks, body: &mut Body<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(call) = next(text, at, marks) {
        out.push_str(&text[at..call.range.start]);
        let mut end = call.range.end;
        if let Some(shown) = shown(text, &call) {
            out.push_str(&shown);
        } else if marks == Marks::Braces && !is_of_zola(&call) {
            out.push_str(&text[call.range.clone()]);
        } else {
            let is_end = |one: &Call| match marks {
                Marks::Hugo => one.is_end() && one.name() == call.name(),
                Marks::Braces => !one.is_output && one.name() == "end",
            };
            let close = match marks {
                Marks::Braces if call.is_output => None,
                _ if call.is_end() || call.inside.ends_with('/') => None,
                _ => end_of(text, &call, marks, is_end),
            };
            let inner = close.as_ref().map(|close| {
                end = close.range.end;
                let inner = call.range.end..close.range.start;
                (&text[inner.clone()], offset + inner.start)
            });
            let line = body.entry().line(offset + call.range.start);
            match equal(&call, inner, marks, body) {
                Some(markdown) => {
                    body.report.turned("shortcodes", "Markdown", 1);
                    out.push_str(&markdown);
                }
                None => {
                    let typed = &text[call.range.clone()];
                    body.hand(line, &format!("`{typed}` has no equal here; it stays as text"));
                    out.push_str(typed);
                    if let (Some((inner, inner_at)), Some(close)) = (inner, close) {
                        out.push_str(&converted(inner, inner_at, marks, body));
                        out.push_str(&text[close.range]);
                    }
                }
            }
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// `{{</* name */>}}` shows a call in place of making one.
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

/// Whether braces hold a call of Zola: a name with round brackets.
fn is_of_zola(call: &Call) -> bool {
    let name = call.name();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name && call.rest().starts_with('(') && call.rest().ends_with(')')
}

/// The Markdown for a call, if there is one.
fn equal(call: &Call, inner: Option<(&str, usize)>, marks: Marks, body: &mut Body<'_>) -> Option<String> {
    let arguments = call.arguments();
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
        ("details", Some((text, at))) => {
            let title = arguments.get_or("summary", 0).or_else(|| arguments.get("title"));
            let text = converted(text, at, marks, body);
            Some(alert("NOTE", "-", Some(title.unwrap_or("Details")), &text))
        }
        ("quote" | "blockquote", Some((text, at))) => {
            let text = converted(text, at, marks, body);
            let author = arguments.get_or("author", 0).map(|author| format!("\n\n— {author}"));
            let quoted = format!("{}{}", text.trim(), author.unwrap_or_default());
            let lines = quoted.lines().map(|line| format!("> {line}").trim_end().to_owned());
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
        (_, Some((text, at))) => {
            let typed = ["type", "kind", "level"].iter().find_map(|key| arguments.get(key));
            let typed = typed.or_else(|| arguments.plain.first().map(String::as_str));
            let kind = match name.as_str() {
                "notice" | "alert" | "admonition" | "callout" | "hint" if typed.is_some() => {
                    alert_kind(typed?)
                }
                other => alert_kind(other),
            }?;
            let title = arguments.get("title").map(str::to_owned);
            let text = converted(text, at, marks, body);
            Some(alert(kind, "", title.as_deref(), &text))
        }
        (name, None) => player(name, &arguments),
    }
}

fn figure(arguments: &Arguments, inner: Option<&str>) -> Option<String> {
    let source = ["src", "path", "url", "file"].iter().find_map(|key| arguments.get(key));
    let source = source.or_else(|| arguments.plain.first().map(String::as_str))?;
    let caption = ["caption", "title", "attr"].iter().find_map(|key| arguments.get(key));
    let caption = caption.or_else(|| inner.map(str::trim).filter(|text| !text.is_empty()));
    let alt = arguments.get("alt").or(arguments.get("caption")).unwrap_or_default();
    let picture = image(source, alt, caption);
    Some(match arguments.get("link") {
        Some(link) => format!("[{picture}]({link})"),
        None => picture,
    })
}

/// Film and posts of other sites: a link, since nothing is loaded from elsewhere.
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
