//! Liquid in Jekyll and Eleventy: what has an equivalent becomes Markdown; the rest stays as text and is
//! reported.

use super::Body;
use super::calls::{Call, Marks, all, ends};
use super::shortcodes::fenced;
use crate::import::folder::{ending, name};
use crate::import::value::Value;

/// The tags that hold what is between them and their end.
const PAIRS: [&str; 5] = ["raw", "highlight", "comment", "blockquote", "verbatim"];

/// A body with its tags evaluated.
pub(super) fn converted(text: &str, body: &mut Body<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let calls = all(text, Marks::Braces);
    let closes = |name: &str| PAIRS.contains(&name);
    let opened = |call: &Call| (!call.is_output && closes(call.name())).then(|| call.name().to_owned());
    let ended = |call: &Call| call.name().strip_prefix("end").filter(|name| closes(name)).map(str::to_owned);
    let ends = ends(&calls, opened, |call| ended(call).filter(|_| !call.is_output));
    let mut next = 0;
    while let Some(call) = calls.get(next) {
        let close = ends[next].map(|close| &calls[close]);
        next = ends[next].unwrap_or(next) + 1;
        out.push_str(&text[at..call.range.start]);
        at = call.range.end;
        let typed = &text[call.range.clone()];
        let tag = call.name().to_owned();
        if let Some(close) = close {
            let inner = &text[call.range.end..close.range.start];
            at = close.range.end;
            body.report.turned("Liquid tags", "Markdown", 1);
            out.push_str(&match tag.as_str() {
                "highlight" => {
                    let language = call.rest().split_whitespace().next().unwrap_or_default();
                    let code = inner.replace("{% raw %}", "").replace("{% endraw %}", "");
                    fenced(language, &code)
                }
                "comment" => format!("<!--{}-->", inner.replace("--", "- -")),
                "blockquote" => inner.trim().lines().map(|line| format!("> {line}\n")).collect(),
                _ => inner.to_owned(),
            });
            continue;
        }
        let equal = if call.is_output { output(call, body) } else { statement(call, body) };
        match equal {
            Some(markdown) => {
                body.report.turned("Liquid tags", "Markdown", 1);
                out.push_str(&markdown);
            }
            None => {
                let line = body.line(call.range.start);
                // Braces in code are not tags that anybody misses.
                if !body.is_code(call.range.start) {
                    body.hand(line, &format!("`{}` has no equivalent here; it stays as text", cut(typed)));
                }
                out.push_str(typed);
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

/// A text short enough for a message.
fn cut(typed: &str) -> String {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// `{{ value | filter }}`
fn output(call: &Call, body: &mut Body<'_>) -> Option<String> {
    let mut parts = call.inside.split('|').map(str::trim);
    let base = body.settings().base_url.clone().unwrap_or_default();
    let first = parts.next()?;
    let quoted = ['"', '\''].iter().find_map(|quote| first.strip_prefix(*quote)?.strip_suffix(*quote));
    let mut value = match (quoted, first) {
        (Some(text), _) => text.to_owned(),
        (_, "site.baseurl" | "site.base_url" | "site.url" | "metadata.url") => String::new(),
        (_, "site.title" | "metadata.title" | "site.name") => body.settings().title.clone()?,
        (_, "site.description" | "metadata.description") => body.settings().description.clone()?,
        (_, "page.title" | "title") => body.entry().front.text(&["title"])?.to_owned(),
        (_, "page.url") => body.entry().address.clone()?,
        (_, key) => {
            let key = key.strip_prefix("page.").unwrap_or(key);
            body.entry().front.get(&[key]).and_then(Value::as_text)?.to_owned()
        }
    };
    for filter in parts {
        match filter.split(':').next().unwrap_or_default().trim() {
            "relative_url" | "url" | "prepend" | "escape" | "safe" => {}
            "absolute_url" => value = format!("{}{value}", base.trim_end_matches('/')),
            "slice" | "split" | "where" | "map" | "sort" | "reverse" | "date" | "size" | "first" | "last" => {
                return None;
            }
            // What the site's own filters do cannot be known; the value stays as written.
            own if quoted.is_some() => {
                body.report.left_out(&format!("calls to `{own}`: their values stay as text"), 1)
            }
            _ => return None,
        }
    }
    Some(value)
}

/// `{% tag … %}`
fn statement(call: &Call, body: &mut Body<'_>) -> Option<String> {
    let rest = call.rest();
    match call.name() {
        "link" => body.reference(rest),
        "post_url" => body.reference(&format!("{}.md", name(rest.trim_matches('/')))),
        "gist" => Some(format!("<https://gist.github.com/{}>", rest.split_whitespace().next()?)),
        "youtube" => Some(format!("<https://www.youtube.com/watch?v={}>", rest.trim_matches(['"', '\'']))),
        "endraw" => Some(String::new()),
        _ => picture(call).or_else(|| quotation(call)),
    }
}

/// Whatever is given the path of a picture shows that picture.
fn picture(call: &Call) -> Option<String> {
    let arguments = call.arguments();
    let is_picture = |text: &&str| {
        ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&ending(text).as_str())
            && !text.contains(' ')
    };
    let named =
        ["src", "image", "path", "url", "file", "image_path"].iter().find_map(|key| arguments.get(key));
    let plain = || arguments.plain.iter().map(String::as_str);
    let source = named.or_else(|| plain().find(is_picture)).filter(is_picture)?;
    let alt = ["alt", "image_alt", "alt_text", "description"].iter().find_map(|key| arguments.get(key));
    let alt = alt.or_else(|| plain().find(|text| text.contains(' '))).unwrap_or_default();
    let source = match source.starts_with(['/', '.']) || source.contains("://") {
        true => source.to_owned(),
        false => format!("/{source}"),
    };
    Some(super::image(&source, alt, ["caption", "title"].iter().find_map(|key| arguments.get(key))))
}

/// Whatever is given a quotation quotes it.
fn quotation(call: &Call) -> Option<String> {
    let arguments = call.arguments();
    let author = ["author", "source", "cite", "attribution"].iter().find_map(|key| arguments.get(key));
    let author = author.map(|author| format!("\n>\n> — {author}")).unwrap_or_default();
    Some(format!("> {}{author}", arguments.get("quote")?.replace('\n', " ")))
}
