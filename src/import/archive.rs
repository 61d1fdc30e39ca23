//! What is common to all programs: files with front matter that had an address, files beside them, and settings.

use std::collections::BTreeMap;

use super::folder::{Folder, name, stem};
use super::front::{Front, split};
use super::report::Report;
use super::stamp::{Stamp, of_name};

/// How a program makes the ids of headings from their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum HeadingIds {
    /// Headings have no ids.
    #[default]
    None,
    /// Like GitHub, as Dateline does.
    GitHub,
    /// Like kramdown: Latin letters only, from the first one on.
    Kramdown,
    /// Like an address: Latin letters and digits with single hyphens.
    Slugs,
    /// As Eleventy's plugin does.
    Eleventy,
    /// As `markdown-it-anchor` does with Eleventy's `slugify` filter.
    EleventyAnchors,
    /// As `markdown-it-anchor` does.
    Anchors,
}

/// What another program's settings say.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// The file that they are in.
    pub(super) file: Option<String>,
    pub(super) title: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) description: Option<String>,
    pub(super) language: Option<String>,
    pub(super) timezone: Option<String>,
    /// The names of authors, by what files call them.
    pub(super) authors: BTreeMap<String, String>,
    pub(super) heading_ids: HeadingIds,
    /// Whether texts have `::: containers`.
    pub(super) has_containers: bool,
}

/// A file with front matter: a post, a note, a page.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Relative to the program's folder.
    pub(super) file: String,
    pub(super) text: String,
    pub(super) front: Front,
    /// Where the body begins, in bytes.
    pub(super) body_at: usize,
    pub(super) date: Option<Stamp>,
    /// The last part of its address, from which its id is made.
    pub(super) name: String,
    /// Where it was published, from the root of the site.
    pub(super) address: Option<String>,
    /// Its own folder, with its pictures.
    pub(super) bundle: Option<String>,
    pub(super) is_draft: bool,
    pub(super) is_html: bool,
    /// A text above a list of others, or the front page.
    pub(super) is_list: bool,
    /// The language in its name.
    pub(super) language: Option<String>,
}

impl Entry {
    /// Reads a file. One that is not text, or whose front matter cannot be read, is reported.
    pub(super) fn read(folder: &Folder, file: &str, report: &mut Report) -> Option<Self> {
        let Some(text) = folder.text(file) else {
            report.hand(file, 1, "is not UTF-8 text; it is left out");
            return None;
        };
        let (front, body_at) = split(&text);
        let front = front.unwrap_or_else(|reason| {
            report.hand(
                file,
                1,
                &format!("the front matter cannot be read: {reason}; only the text was imported"),
            );
            Front::default()
        });
        let (date, name) = match of_name(stem(name(file))) {
            Some((date, rest)) => (Some(Stamp::Day(date)), rest.to_owned()),
            None => (None, stem(name(file)).to_owned()),
        };
        Some(Self {
            file: file.to_owned(),
            front,
            body_at,
            date,
            name,
            address: None,
            bundle: None,
            is_draft: false,
            is_html: file.ends_with(".html") || file.ends_with(".htm"),
            is_list: false,
            language: None,
            text,
        })
    }

    /// Takes the date from the front matter, if it can be read, in place of the one in the name.
    pub(super) fn take_date(&mut self, keys: &[&str], report: &mut Report) {
        let Some(value) = self.front.take(keys) else { return };
        let Some(text) = value.as_text() else { return };
        match Stamp::parse(text) {
            Some(date) => self.date = Some(date),
            None => {
                report.hand(&self.file, 1, &format!("`{text}` is not a date that can be read"));
                self.front.add_missing("date_as_it_was", super::value::Value::text(text));
            }
        }
    }

    /// The name of its file without date and language; where that says nothing, the name in its address.
    pub(super) fn name_of_file(&self) -> &str {
        let stem = stem(name(&self.file));
        let code = self.language.as_deref().unwrap_or_default();
        let stem = stem.strip_suffix(code).and_then(|stem| stem.strip_suffix('.')).unwrap_or(stem);
        let (stem, is_day) = match of_name(stem) {
            Some((_, rest)) => (rest, rest.is_empty()),
            None => (stem, false),
        };
        if is_day || matches!(stem, "" | "index" | "_index" | "README") || self.file.contains(".json#") {
            &self.name
        } else {
            stem
        }
    }

    /// The body.
    pub(super) fn body(&self) -> &str {
        &self.text[self.body_at..]
    }

    /// Whether it is a template and not a text: it loops over lists, or is published as something other than
    /// a page.
    pub(super) fn is_template(&self, has_liquid: bool) -> bool {
        let address = self.address.as_deref().unwrap_or_default();
        let endings = [".xml", ".json", ".txt", ".js", ".css", "/404.html", "/404/", "/500.html"];
        let loops = ["{% for ", "{%- for ", "{% paginate"];
        endings.iter().any(|ending| address.ends_with(ending))
            || has_liquid
                && self.date.is_none()
                && loops.iter().any(|tag| without_raw(self.body()).contains(tag))
    }

    /// The line of a place in the body, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let end = (self.body_at + at).min(self.text.len());
        1 + self.text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count()
    }
}

/// A text without what is between `{% raw %}` and `{% endraw %}`.
fn without_raw(text: &str) -> String {
    let mut parts = text.split("{% raw %}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("{% endraw %}").map_or("", |(_, rest)| rest));
    }
    out
}

/// A file that is not a text, and where it goes: relative to `content/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beside {
    /// Relative to the program's folder.
    pub(super) file: String,
    /// Relative to `content/`.
    pub(super) to: String,
    /// Where it was published.
    pub(super) address: Option<String>,
}

/// A list of other texts that a template made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) address: String,
    /// The folder whose texts it lists; none for a list of all dated texts.
    pub(super) folder: Option<String>,
}

/// What a folder of another program holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Archive {
    pub(super) settings: Settings,
    pub(super) entries: Vec<Entry>,
    pub(super) beside: Vec<Beside>,
    /// The addresses of the pages of tags and the like: by taxonomy, a pattern with `:term`.
    pub(super) term_addresses: BTreeMap<String, String>,
    /// Whether values appear in these addresses in Latin letters.
    pub(super) has_latin_terms: bool,
    pub(super) lists: Vec<List>,
    /// Whether templates in its texts are evaluated.
    pub(super) has_liquid: bool,
}

/// What an address pattern makes of a file: `:year`, `:slug` and others are replaced by their values, and
/// what has no value by nothing.
pub(super) fn permalink(pattern: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        out.push_str(&value(&rest[..end]).unwrap_or_default());
        rest = &rest[end..];
    }
    out.push_str(rest);
    let mut clean = String::from("/");
    for part in out.split('/').filter(|part| !part.is_empty()) {
        clean.push_str(part);
        clean.push('/');
    }
    if let Some(folder) = clean.strip_suffix("/index.html/") {
        return format!("{folder}/");
    }
    if !out.ends_with('/') && clean.len() > 1 && super::folder::name(&out).contains('.') {
        clean.pop();
    }
    clean
}

/// The parts of a date in an address pattern.
pub(super) fn of_date(date: jiff::civil::Date, name: &str) -> Option<String> {
    Some(match name {
        "year" => format!("{:04}", date.year()),
        "short_year" => format!("{:02}", date.year() % 100),
        "month" => format!("{:02}", date.month()),
        "i_month" => date.month().to_string(),
        "day" => format!("{:02}", date.day()),
        "i_day" => date.day().to_string(),
        "yearday" => date.day_of_year().to_string(),
        "y_day" => format!("{:03}", date.day_of_year()),
        "monthname" => date.strftime("%B").to_string(),
        "long_month" => date.strftime("%B").to_string(),
        "short_month" => date.strftime("%b").to_string(),
        "long_day" => date.strftime("%A").to_string(),
        "short_day" => date.strftime("%a").to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_addresses_are_filled_in() {
        let date = jiff::civil::date(2024, 3, 4);
        let value = |name: &str| of_date(date, name).or_else(|| (name == "slug").then(|| "talks".to_owned()));
        assert_eq!(permalink("/:year/:month/:slug", value), "/2024/03/talks/");
        assert_eq!(permalink("/:categories/:i_day/:slug.html", value), "/4/talks.html");
        assert_eq!(permalink("blog/:slug/", value), "/blog/talks/");
        assert_eq!(permalink("/:slug/index.html", value), "/talks/");
    }
}
