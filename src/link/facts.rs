//! The facts of a briefing's front matter: whose words, resting on what.

use super::references::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::briefing::Briefing;
use crate::model::field::{List, Spanned};
use crate::model::id::IdRef;
use crate::model::site::{Cited, QuoteLinks, SourceLinks};

impl Resolver<'_> {
    /// The sources of a briefing, each with the ends of its chain of `via`.
    pub(super) fn source_links(&mut self, briefing: &Briefing) -> Vec<SourceLinks> {
        let sources = &briefing.front.sources;
        let outlets = &self.content.config.file.outlets;
        let vias: Vec<Option<Cited>> = sources
            .0
            .iter()
            .map(|(_, source)| source.via.get().and_then(|via| self.cited(via, briefing)))
            .collect();
        let mut links = Vec::with_capacity(sources.0.len());
        for (n, (id, source)) in sources.0.iter().enumerate() {
            let root = root_of(n, &vias).unwrap_or_else(|| {
                let place = briefing.article.place(source.via.spanned().map_or(id.span, |via| via.span));
                let message = format!("`{}` rests on itself: its `via` leads back to it", id.value);
                let help = "let one of the sources in the circle name an outlet, or nothing";
                self.diags.report(Diagnostic::at(Code::CircularSource, place, message).help(help));
                Cited::Own(n)
            });
            links.push(SourceLinks {
                by: self.actors(&source.by, &briefing.article),
                outlet: source.outlet.get().and_then(|outlet| outlets.position(outlet.as_str())),
                via: vias[n],
                root,
            });
        }
        links
    }

    /// The quotes of a briefing, with their speakers and sources.
    pub(super) fn quote_links(&mut self, briefing: &Briefing) -> Vec<QuoteLinks> {
        let quotes = briefing.front.quotes.iter().map(|quote| QuoteLinks {
            by: self.actors(&quote.value.by, &briefing.article),
            sources: self.all_cited(&quote.value.source, briefing),
        });
        quotes.collect()
    }

    /// What `source:` names. Ids that name nothing have been reported.
    fn all_cited(&self, sources: &List<Spanned<IdRef>>, briefing: &Briefing) -> Vec<Cited> {
        sources.iter().filter_map(|id| self.cited(&id.value, briefing)).collect()
    }

    /// A source of the briefing before an outlet of the site.
    fn cited(&self, id: &IdRef, briefing: &Briefing) -> Option<Cited> {
        let own = briefing.front.sources.position(id.as_str()).map(Cited::Own);
        own.or_else(|| self.content.config.file.outlets.position(id.as_str()).map(Cited::Outlet))
    }
}

/// The end of a chain of `via`; `None` if it goes in a circle through its beginning.
fn root_of(start: usize, vias: &[Option<Cited>]) -> Option<Cited> {
    let mut at = start;
    // A chain without a circle is at most as long as there are sources.
    for _ in 0..=vias.len() {
        match vias[at] {
            None => return Some(Cited::Own(at)),
            Some(Cited::Outlet(outlet)) => return Some(Cited::Outlet(outlet)),
            Some(Cited::Own(next)) if next == start => return None,
            Some(Cited::Own(next)) => at = next,
        }
    }
    // It runs into a circle of others, which is reported there.
    Some(Cited::Own(start))
}
