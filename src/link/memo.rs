//! Bodies that were read before. `serve` keeps them from run to run; a build has none.
//!
//! A body reads the same as long as its file, the [`Environment`] and the answers to what it asked about its
//! own links are the same. All three are compared; nothing is assumed about what was edited. A body with a
//! link that leads nowhere is read again, because what is near may have changed.

use std::collections::HashMap;
use std::sync::Arc;

use super::environment::Environment;
use crate::diagnostic::{Diagnostics, Source};
use crate::markdown::Lookup;
use crate::model::address::path::ContentPath;
use crate::model::graph::body::Body;
use crate::model::typed::article::Article;
use crate::model::value::id::Target;

/// The bodies of the last run.
#[derive(Clone, Default)]
pub struct Memo {
    environment: Option<Arc<Environment>>,
    bodies: HashMap<ContentPath, Arc<Known>>,
}

/// What a body asks of the site while it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// What `[[name]]` means.
    Name(String),
    /// What the heading that `[[name#section]]` leads to is called.
    Section(String, String),
    /// What a file of the content folder is.
    File(ContentPath),
    /// Whether a briefing that is not out will be at a path of the site.
    Path(String),
}

/// A body, with all that it was made from besides the environment.
pub(super) struct Known {
    pub(super) source: Arc<Source>,
    pub(super) own: Option<Target>,
    pub(super) asked: Vec<(Question, Lookup)>,
    /// Whether its problems name something near, which is not compared.
    pub(super) suggested: bool,
    pub(super) body: Arc<Body>,
    pub(super) problems: Diagnostics,
}

impl Memo {
    /// Takes over the environment of a run. Bodies that were read with another one are dropped.
    pub(super) fn enter(&mut self, environment: &Environment) {
        if self.environment.as_deref() != Some(environment) {
            self.bodies.clear();
        }
    }

    /// The body of an article, if it would be read the same.
    pub(super) fn find(
        &self,
        article: &Article,
        own: Option<Target>,
        answer: impl Fn(&Question) -> Lookup,
    ) -> Option<Arc<Known>> {
        let known = self.bodies.get(&article.path)?;
        let same = Arc::ptr_eq(&known.source, &article.source) && known.own == own;
        (same && !known.suggested && known.asked.iter().all(|(question, was)| answer(question) == *was))
            .then(|| Arc::clone(known))
    }

    /// Whether a body shows the title of a section of the page at an address.
    pub(super) fn shows_sections_of(&self, page: &str) -> bool {
        let of_page = |(question, lookup): &(Question, Lookup)| match (question, lookup) {
            (Question::Section(..), Lookup::Page { href, .. }) => href == page,
            _ => false,
        };
        self.bodies.values().any(|known| known.asked.iter().any(of_page))
    }

    /// What the body of this file was read with last time.
    pub(super) fn before(&self, path: &ContentPath) -> Option<(&Environment, &Known)> {
        Some((self.environment.as_deref()?, self.bodies.get(path)?))
    }

    /// Keeps what a run has read or taken over, and nothing else.
    pub(super) fn leave(&mut self, environment: Environment, read: Vec<(ContentPath, Arc<Known>)>) {
        self.bodies = read.into_iter().collect();
        self.environment = Some(Arc::new(environment));
    }
}
