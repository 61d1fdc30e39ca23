//! Calls in a text: `{{< name args >}}` of Hugo, `{{ name(args) }}` of Zola, `{% name args %}` of Liquid.

use std::ops::Range;

/// How a call is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `{{<` … `>}}` and `{{%` … `%}}`
    Hugo,
    /// `{{` … `}}` and `{%` … `%}`
    Braces,
}

/// A call as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// With its marks, in bytes.
    pub(super) range: Range<usize>,
    /// What stands between the marks.
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

    /// What stands behind the name.
    pub(super) fn rest(&self) -> &str {
        self.inside.trim_start()[self.name().len()..].trim()
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

/// The next call from a place in a text.
pub(super) fn next(text: &str, from: usize, marks: Marks) -> Option<Call> {
    let mut from = from;
    loop {
        let rest = &text[from..];
        let at = match marks {
            Marks::Hugo => earliest(rest, ["{{<", "{{%"])?,
            Marks::Braces => earliest(rest, ["{{", "{%"])?,
        };
        let (open, close, is_output) = match marks {
            Marks::Hugo if rest[at..].starts_with("{{<") => (3, ">}}", false),
            Marks::Hugo => (3, "%}}", false),
            Marks::Braces if rest[at..].starts_with("{{") => (2, "}}", true),
            Marks::Braces => (2, "%}", false),
        };
        let inside = &rest[at + open..];
        match inside.find(close) {
            Some(end) => {
                let range = from + at..from + at + open + end + close.len();
                let inside = inside[..end].trim().trim_matches('-').trim().to_owned();
                return Some(Call { range, inside, is_output });
            }
            None => from += at + open,
        }
    }
}

fn earliest(text: &str, marks: [&str; 2]) -> Option<usize> {
    marks.iter().filter_map(|mark| text.find(mark)).min()
}

/// The call that ends one, if it stands below it: with calls of the same name between them taken in pairs.
pub(super) fn end_of(text: &str, call: &Call, marks: Marks, is_end: impl Fn(&Call) -> bool) -> Option<Call> {
    let mut at = call.range.end;
    let mut open = 1;
    while let Some(found) = next(text, at, marks) {
        at = found.range.end;
        if is_end(&found) {
            open -= 1;
        } else if found.name() == call.name() && !found.is_end() && !found.inside.ends_with('/') {
            open += 1;
        }
        if open == 0 {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_arguments() {
        let text = "a {{< figure src=\"a b.png\" alt='x \\'y\\'' 3 >}} {{% note %}}";
        let call = next(text, 0, Marks::Hugo).unwrap();
        assert_eq!((call.name(), &text[call.range.clone()][..5]), ("figure", "{{< f"));
        let arguments = call.arguments();
        assert_eq!(arguments.get("src"), Some("a b.png"));
        assert_eq!(arguments.get("alt"), Some("x 'y'"));
        assert_eq!(arguments.plain, ["3"]);
        assert_eq!(next(text, call.range.end, Marks::Hugo).unwrap().name(), "note");
        let zola = next("{{ youtube(id=\"abc\", autoplay=true) }}", 0, Marks::Braces).unwrap();
        assert_eq!((zola.name(), zola.arguments().get("id"), zola.is_output), ("youtube", Some("abc"), true));
        assert_eq!(next("{{< no end", 0, Marks::Hugo), None);
        assert_eq!(next("{% a {{ b }}", 0, Marks::Braces).unwrap().name(), "b");
    }

    #[test]
    fn ends_are_those_of_their_calls() {
        let text = "{{< a >}}1{{< a >}}2{{< /a >}}3{{< /a >}}4";
        let call = next(text, 0, Marks::Hugo).unwrap();
        let end = end_of(text, &call, Marks::Hugo, |one| one.is_end() && one.name() == "a").unwrap();
        assert_eq!(&text[end.range.end..], "4");
        let alone = next("{{< b >}} {{< /a >}}", 0, Marks::Hugo).unwrap();
        assert_eq!(
            end_of("{{< b >}} {{< /a >}}", &alone, Marks::Hugo, |one| one.is_end() && one.name() == "b"),
            None
        );
    }
}
