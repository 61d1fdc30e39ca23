//! The sources of a briefing in the order of their numbers. All lists of them are made from this one.

use crate::model::graph::site::{BriefingLinks, Linked, SourceLinks};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::Source;

/// A source of a briefing, as typed and in the graph.
pub struct Numbered<'a> {
    /// Its id in the briefing.
    pub id: &'a str,
    /// As typed.
    pub source: &'a Source,
    /// Its place in the graph.
    pub links: &'a SourceLinks,
    /// How often the text cites it.
    pub cites: usize,
}

impl Linked<Briefing, BriefingLinks> {
    /// The id of a source by position, and the source as typed.
    pub fn source(&self, n: usize) -> (&str, &Source) {
        let typed = &self.item.front.sources.0;
        match typed.get(n) {
            Some((id, source)) => (&id.value, source),
            None => {
                let noted = &self.body.noted[n - typed.len()];
                (&noted.id, &noted.source)
            }
        }
    }

    /// The sources in the order in which the text cites them, then the others in the order of the front
    /// matter. Footnotes that are sources are among them. The nth is cited as n.
    pub fn sources(&self) -> impl Iterator<Item = Numbered<'_>> {
        let mut is_cited = vec![false; self.links.sources.len()];
        self.body.cites.iter().for_each(|cite| is_cited[cite.source] = true);
        let cited = self.body.cites.iter().map(|cite| (cite.source, cite.count));
        let others = is_cited.into_iter().enumerate().filter(|(_, is_cited)| !is_cited).map(|(n, _)| (n, 0));
        cited.chain(others).map(|(n, cites)| {
            let (id, source) = self.source(n);
            Numbered { id, source, links: &self.links.sources[n], cites }
        })
    }
}
