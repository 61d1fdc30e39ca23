//! What is the same on every page is rendered once. A part of a template that asks for nothing but `site` is
//! text from then on, whoever wrote the theme; that takes 2% off a build.

use super::scan::{self, Kind, Tag, Token};

/// The only name that has one value on all pages.
const SAME: &str = "site";
/// The words of the language that are not names.
const WORDS: [&str; 10] = ["if", "elif", "for", "in", "is", "not", "and", "or", "true", "false"];
/// Tags that give a value a name.
const NAMING: [&str; 4] = ["for", "set", "set_global", "component"];

/// A template with text in place of what is the same on every page. `make` renders a part of it; what it
/// cannot render stays.
pub(super) fn fold(source: &str, make: impl Fn(&str) -> Option<String>) -> String {
    let tags = scan::tags(source);
    if tags.iter().any(names_site) {
        return source.to_owned();
    }
    let mut out =
        Folded { source, text: String::with_capacity(source.len()), read: 0, node: 0, trims: false };
    let mut at = 0;
    while let Some(tag) = tags.get(at) {
        let end = same(&tags, at).filter(|end| {
            let part = tag.range.start..tags[end - 1].range.end;
            make(&source[part]).is_some_and(|made| out.fold(tag, &tags[end - 1], &made))
        });
        at = end.unwrap_or_else(|| {
            out.keep(tag);
            at + 1
        });
    }
    out.text.push_str(&source[out.read..]);
    out.text
}

/// A template, folded so far.
struct Folded<'t> {
    source: &'t str,
    text: String,
    /// How much of the source is in the text.
    read: usize,
    /// Where in the text the last tag ends.
    node: usize,
    /// Whether that removes the white space after it.
    trims: bool,
}

impl Folded<'_> {
    fn keep(&mut self, tag: &Tag<'_>) {
        self.text.push_str(&self.source[self.read..tag.range.end]);
        self.read = tag.range.end;
        self.node = self.text.len();
        self.trims = tag.trims_after();
    }

    /// Inserts what the tags from `first` to `last` render. `false` if it cannot go there: no tag may remove
    /// white space that it did not remove before.
    fn fold(&mut self, first: &Tag<'_>, last: &Tag<'_>, made: &str) -> bool {
        let mut before = &self.source[self.read..first.range.start];
        if first.trims_before() {
            before = before.trim_end();
        }
        let after = &self.source[last.range.end..];
        let next = after.trim_start();
        let read = if last.trims_after() { self.source.len() - next.len() } else { last.range.end };
        let is_trimmed_before =
            self.trims && self.text[self.node..].trim().is_empty() && before.trim().is_empty();
        let is_trimmed_after = ["{%-", "{{-", "{#-"].iter().any(|tag| next.starts_with(tag));
        let begins_bare = !made.starts_with(char::is_whitespace) && !made.is_empty();
        let node = [&self.text[self.node..], before, made].concat();
        let is_tag = ["{{", "{%", "{#"].iter().any(|sign| node.contains(sign)) || node.ends_with('{');
        if is_tag
            || is_trimmed_before && !begins_bare
            || is_trimmed_after && node.ends_with(char::is_whitespace)
        {
            return false;
        }
        self.text.push_str(before);
        self.text.push_str(made);
        self.read = read;
        true
    }
}

/// Where the tags that render the same on every page end, from one on: the tag itself, or all of an `if` or a
/// `for`.
fn same(tags: &[Tag<'_>], from: usize) -> Option<usize> {
    let first = &tags[from];
    if first.prints {
        return is_same(first.words(), &[]).then_some(from + 1);
    }
    // The names of the open loops, with those of conditions, which have none.
    let mut open: Vec<Vec<&str>> = Vec::new();
    for (at, tag) in tags.iter().enumerate().skip(from) {
        let words = tag.words();
        let known: Vec<&str> = open.iter().flatten().copied().collect();
        let asked = match words.first() {
            _ if tag.prints => words,
            Some(word) if word.is_word("if") => {
                open.push(Vec::new());
                words
            }
            Some(word) if word.is_word("for") => {
                let list = words.iter().position(|word| word.is_word("in"))?;
                let names =
                    words[1..list].iter().filter(|word| word.kind == Kind::Name).map(|word| word.text);
                open.push(names.chain(["loop"]).collect());
                &words[list..]
            }
            Some(word) if word.is_word("elif") => words,
            Some(word) if word.is_word("else") => &[],
            Some(word) if word.is_word("endif") || word.is_word("endfor") => {
                open.pop();
                &[]
            }
            _ => return None,
        };
        if !is_same(asked, &known) {
            return None;
        }
        if open.is_empty() {
            return Some(at + 1);
        }
    }
    None
}

/// Whether an expression asks only for `site` and `known` names. Components may see more than they are given.
fn is_same(words: &[Token<'_>], known: &[&str]) -> bool {
    (0..words.len()).all(|at| {
        let (word, next) = (words[at], words.get(at + 1));
        let before = at.checked_sub(1).map(|at| words[at]);
        if word.is("<") && before.is_none_or(|before| before.kind == Kind::Sign) {
            return false;
        }
        let follows = |what: &dyn Fn(Token<'_>) -> bool| before.is_some_and(what);
        let is_test = follows(&|before| before.is_word("is"))
            || at > 1 && words[at - 2].is_word("is") && follows(&|before| before.is_word("not"));
        let is_free =
            word.kind != Kind::Name || follows(&|before| before.is(".") || before.is("|")) || is_test;
        let is_argument = next.is_some_and(|next| next.is("="));
        is_free
            || is_argument
            || word.text == SAME
            || WORDS.contains(&word.text)
            || known.contains(&word.text)
    })
}

/// Whether a tag gives the name `site` to something else.
fn names_site(tag: &Tag<'_>) -> bool {
    let words = tag.words();
    let is_naming = words.first().is_some_and(|word| NAMING.iter().any(|naming| word.is_word(naming)));
    let named = words.iter().take_while(|word| !word.is_word("in") && !word.is("="));
    is_naming
        && (named.skip(1).any(|word| word.is_word(SAME))
            || words[0].is_word("component") && words.iter().any(|word| word.is_word(SAME)))
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::*;

    fn site() -> Context {
        let mut global = Context::new();
        let years =
            serde_json::json!([{"title": "2026", "href": "/2026/"}, {"title": "2025", "href": "/2025/"}]);
        let site = serde_json::json!({"title": "A & B", "years": years, "none": [], "space": " x ", "brace": "{{", "home": "/"});
        global.insert("site", &site);
        global
    }

    /// A folded template, and what it renders before and after.
    fn folded(source: &str) -> (String, String, String) {
        let mut tera = Tera::new();
        *tera.global_context() = site();
        let folded = fold(source, |part| tera.render_str(part, &Context::new(), true).ok());
        let mut page = Context::new();
        page.insert("page", &serde_json::json!({"title": "P", "href": "/", "words": ["a", " "]}));
        let make =
            |source: &str| tera.render_str(source, &page, true).unwrap_or_else(|error| error.to_string());
        (make(source), make(&folded), folded)
    }

    #[test]
    fn what_asks_for_the_site_alone_becomes_text() {
        let cases = [
            ("{{ site.title }} – {{ page.title }}", "A &amp; B – {{ page.title }}"),
            (
                "<ul>\n{%- for year in site.years -%}\n<li>{{ year.title }}{% if loop.last %}.{% endif %}\n{%- endfor -%}\n</ul>",
                "<ul><li>2026<li>2025.</ul>",
            ),
            (
                "{% if site.none %}{{ page.title }}{% endif %}x",
                "{% if site.none %}{{ page.title }}{% endif %}x",
            ),
            (
                "{% if page.title %}{{ site.home }}{% else %}{{ \"a\" | upper }}{% endif %}",
                "{% if page.title %}/{% else %}A{% endif %}",
            ),
            (
                "{% for word in page.words %}{{ site.title | lower }}{{ word }}{% endfor %}",
                "{% for word in page.words %}a &amp; b{{ word }}{% endfor %}",
            ),
            ("{% if site.years | length > 1 %}yes{% elif site.none %}no{% endif %}", "yes"),
            ("{% if site.home == page.href %}x{% endif %}", "{% if site.home == page.href %}x{% endif %}"),
            (
                "{% if site.none is defined %}x{% endif %}{% if page is defined %}y{% endif %}",
                "x{% if page is defined %}y{% endif %}",
            ),
            ("{{ site.title | truncate(length=1) }}", "A…"),
        ];
        for (source, expected) in cases {
            let (before, after, folded) = folded(source);
            assert_eq!(folded, expected, "{source}");
            assert_eq!(before, after, "{source}");
        }
    }

    #[test]
    fn what_could_be_read_in_another_way_stays() {
        for source in [
            "{{ site.brace }}",
            "{{- page.title -}} {{ site.space }}",
            "x {{ site.space }} {{- page.title }}",
            "{% set site = page %}{{ site.title }}",
            "{% for site in page.words %}{{ site }}{% endfor %}",
            "{{ range(end=2) }}{{ site.nothing }}",
            "{{ title }}{{ site[page.href] }}",
        ] {
            let (before, after, folded) = folded(source);
            assert_eq!(folded, source);
            assert_eq!(before, after, "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_folded_template_makes_the_same(parts in proptest::collection::vec(0..22_usize, 0..14)) {
            const PARTS: [&str; 22] = [
                " ", "\n", "x", "{", "{{ site.title }}", "{{- site.space }}", "{{ site.space -}}", "{{ page.title }}",
                "{{- page.title -}}", "{% if site.none %}", "{%- if site.home -%}", "{% if page.title %}", "{% else %}",
                "{%- else -%}", "{% endif %}", "{%- endif -%}", "{% for y in site.years %}{{ y.title }}", "{%- for y in page.words -%}{{ y }}",
                "{% endfor %}", "{%- endfor -%}", "{# no #}", "{#- no -#}",
            ];
            let source: String = parts.into_iter().map(|at| PARTS[at]).collect();
            let (before, after, folded) = folded(&source);
            // Messages name places.
            let is_sound = Tera::new().add_raw_template("a", &source).is_ok();
            proptest::prop_assert!(!is_sound || before == after, "{source:?} {folded:?}: {before:?} {after:?}");
        }
    }
}
