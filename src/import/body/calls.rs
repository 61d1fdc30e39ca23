//! Calls in a text: `{{< name args >}}` in Hugo, `{{ name(args) }}` in Zola, `{% name args %}` in Liquid.

use std::collections::HashMap;
use std::ops::Range;

/// How a call is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `{{<` … `>}}` and `{{%` … `%}}`
    Hugo,
    /// `{{` … `}}` and `{%` … `%}`
    Braces,
}

/// A call as written in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// With its marks, in bytes.
    pub(super) range: Range<usize>,
    /// What is between the marks.
    pub(super) inside: String,
    /// Whether it is `{{ … }}`, and not `{% … %}`.
    pub(super) is_output: bool,
}

impl Call {
    /// The first word.
    pub(super) fn name(&self) -> &str {
        let text = self.inside.trim_start_matches('/').trim_start();
        text.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default()
    }

    /// Whether it ends one of the same name.
    pub(super) fn is_end(&self) -> bool {
        self.inside.starts_with('/')
    }

    /// What follows the name.
    pub(super) fn rest(&self) -> &str {
        let text = self.inside.trim_start_matches('/').trim_start();
        text[self.name().len()..].trim()
    }

    pub(super) fn arguments(&self) -> Arguments {
        let rest = self.rest();
        let rest = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
        Arguments::read(rest)
    }
}

/// What a call is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    /// Those without a name, in order.
    pub(super) plain: Vec<String>,
    /// Those with one.
    pub(super) named: Vec<(String, String)>,
}

impl Arguments {
    fn read(text: &str) -> Self {
        let mut all = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let name_end = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'))
                .unwrap_or(rest.len());
            let after = rest[name_end..].trim_start();
            let is_named = name_end > 0 && after.starts_with(['=', ':']) && !after.starts_with("://");
            let (value, left) = value(if is_named { after[1..].trim_start() } else { rest });
            match is_named {
                true => all.named.push((rest[..name_end].to_owned(), value)),
                false if value.is_empty() && left.len() == rest.len() => break,
                false => all.plain.push(value),
            }
            rest = left.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        }
        all
    }

    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.named.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value of a name, or else the one at a place.
    pub(super) fn get_or(&self, name: &str, at: usize) -> Option<&str> {
        self.get(name).or_else(|| self.plain.get(at).map(String::as_str)).filter(|value| !value.is_empty())
    }
}

/// A value at the beginning of a text, and what comes after it.
fn value(text: &str) -> (String, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => {
            let mut value = String::new();
            let mut chars = text[1..].char_indices();
            while let Some((at, c)) = chars.next() {
                match c {
                    c if c == quote => return (value, &text[1 + at + 1..]),
                    '\\' if quote != '`' => value.extend(chars.next().map(|(_, c)| c)),
                    c => value.push(c),
                }
            }
            (value, "")
        }
        _ => {
            let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// All calls of a text, in order. Marks without an end are text.
pub(super) fn all(text: &str, marks: Marks) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut from = 0;
    // A missing end is looked for only once.
    let mut has_end = [true; 2];
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        let Some((open, close, kind)) = opening(&text[at..], marks) else {
            from = at + 1;
            continue;
        };
        let inside = &text[at + open..];
        let Some(end) = has_end[kind].then(|| inside.find(close)).flatten() else {
            has_end[kind] = false;
            from = at + open;
            continue;
        };
        let range = at..at + open + end + close.len();
        from = range.end;
        let inside = inside[..end].trim().trim_matches('-').trim().to_owned();
        calls.push(Call { range, inside, is_output: marks == Marks::Braces && kind == 0 });
    }
    calls
}

/// The length of the marks that a text begins with, what ends them, and which of the two kinds they are.
fn opening(text: &str, marks: Marks) -> Option<(usize, &'static str, usize)> {
    let kinds = match marks {
        Marks::Hugo => [("{{<", ">}}"), ("{{%", "%}}")],
        Marks::Braces => [("{{", "}}"), ("{%", "%}")],
    };
    let kind = kinds.iter().position(|(open, _)| text.starts_with(open))?;
    Some((kinds[kind].0.len(), kinds[kind].1, kind))
}

/// Which call ends which. `opened` returns what a call opens, `ended` what it ends: an end belongs to the
/// last call before it that opened the same thing and has no end yet.
pub(super) fn ends(
    calls: &[Call],
    opened: impl Fn(&Call) -> Option<String>,
    ended: impl Fn(&Call) -> Option<String>,
) -> Vec<Option<usize>> {
    let mut ends = vec![None; calls.len()];
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, call) in calls.iter().enumerate() {
        if let Some(name) = ended(call) {
            if let Some(start) = open.get_mut(&name).and_then(Vec::pop) {
                ends[start] = Some(at);
            }
        } else if let Some(name) = opened(call) {
            open.entry(name).or_default().push(at);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_arguments() {
        let text = "a {{< figure src=\"a b.png\" alt='x \\'y\\'' 3 >}} {{% note %}}";
        let calls = all(text, Marks::Hugo);
        let call = &calls[0];
        assert_eq!((call.name(), &text[call.range.clone()][..5]), ("figure", "{{< f"));
        let arguments = call.arguments();
        assert_eq!(arguments.get("src"), Some("a b.png"));
        assert_eq!(arguments.get("alt"), Some("x 'y'"));
        assert_eq!(arguments.plain, ["3"]);
        assert_eq!((calls.len(), calls[1].name()), (2, "note"));
        let zola = &all("{{ youtube(id=\"abc\", autoplay=true) }}", Marks::Braces)[0];
        assert_eq!((zola.name(), zola.arguments().get("id"), zola.is_output), ("youtube", Some("abc"), true));
        assert_eq!(all("{{< no end", Marks::Hugo), []);
        assert_eq!(all("{% a {{ b }}", Marks::Braces)[0].name(), "b");
        assert_eq!(all("{{% /é %}}", Marks::Hugo)[0].rest(), "");
    }

    #[test]
    fn ends_are_those_of_their_calls() {
        let of = |text: &str| {
            let opened = |call: &Call| (!call.is_end()).then(|| call.name().to_owned());
            let ended = |call: &Call| call.is_end().then(|| call.name().to_owned());
            ends(&all(text, Marks::Hugo), opened, ended)
        };
        assert_eq!(of("{{< a >}}1{{< a >}}2{{< /a >}}3{{< /a >}}4"), [Some(3), Some(2), None, None]);
        assert_eq!(of("{{< b >}} {{< /a >}}"), [None, None]);
        assert_eq!(of("{{< a >}} {{< b >}} {{< /a >}}"), [Some(2), None, None]);
    }
}
