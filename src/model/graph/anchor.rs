//! The ids of elements: what a `#fragment` can lead to on a page.
//!
//! Found once for each briefing or page, because one with thousands of items or links asks that many times.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use crate::diagnostic::{Help, Suggestions, listed};
use crate::html::{Reader, Token};
use crate::model::graph::body::Body;
use crate::model::typed::briefing::Briefing;

/// The ids on the page of one body.
pub struct Anchors<'a> {
    body: &'a Body,
    briefing: Option<&'a Briefing>,
    headings: HashSet<&'a str>,
    in_html: OnceCell<HashSet<Cow<'a, str>>>,
    near: OnceCell<Suggestions<String>>,
}

impl<'a> Anchors<'a> {
    /// The ids of a page; of a briefing also those of its items.
    pub fn new(body: &'a Body, briefing: Option<&'a Briefing>) -> Self {
        let headings = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        Self { body, briefing, headings, in_html: OnceCell::new(), near: OnceCell::new() }
    }

    /// Whether a fragment names something on the page.
    pub fn has(&self, fragment: &str) -> bool {
        self.headings.contains(fragment)
            || self.briefing.is_some_and(|briefing| briefing.has_anchor(fragment))
            || fragment
                .strip_prefix("source-")
                .is_some_and(|id| self.body.noted.iter().any(|noted| noted.id == id))
            || self.in_html.get_or_init(|| ids(self.body.html.as_str())).contains(fragment)
    }

    /// The help line for a fragment that names nothing: what is near, or what there is.
    pub fn help(&self, fragment: &str) -> Help {
        let near = self.near.get_or_init(|| {
            let sources = self.briefing.into_iter().flat_map(|briefing| briefing.front.sources.keys());
            let sources = sources.map(|id| format!("source-{id}"));
            Suggestions::new(self.body.headings.iter().map(|heading| heading.id.clone()).chain(sources))
        });
        if let Some((near, safety)) = near.nearest_and_safety(fragment) {
            let typed = format!("#{fragment}");
            return Help::instead(format!("did you mean `#{near}`?"), safety, &typed, format!("#{near}"));
        }
        match self.body.headings.as_slice() {
            [] => "the page has no sections; remove the part from `#` on".into(),
            headings => {
                let ids = headings.iter().map(|heading| heading.id.as_str());
                format!("the sections are {}", listed(ids)).into()
            }
        }
    }
}

/// The ids that are written in a piece of HTML.
fn ids(html: &str) -> HashSet<Cow<'_, str>> {
    let mut ids = HashSet::new();
    let mut reader = Reader::new(html);
    while let Some(token) = reader.read() {
        if let Token::Start(_) = token {
            ids.extend(reader.attribute("id"));
        }
    }
    ids
}
