//! The sections of briefings: what `sections` and `section` of the front matter mean.

use std::collections::HashMap;

use super::references::Resolver;
use crate::diagnostic::{Code, Diagnostic, Help, Safety, Span, Suggestions, listed};
use crate::language::slug::slug;
use crate::model::graph::body::Body;
use crate::model::graph::section::{self, SectionLinks};
use crate::model::graph::site::{BriefingLinks, Neighbours};
use crate::model::typed::briefing::Briefing;
use crate::model::value::field::Field;
use crate::model::value::id::{IdRef, SectionIdx};

impl Resolver<'_> {
    /// The sections that the front matter of a briefing says something about, in the order of the text.
    pub(super) fn section_links(&mut self, briefing: &Briefing, body: &Body) -> Vec<SectionLinks> {
        let declared = &briefing.front.sections.0;
        let mut links = Vec::new();
        let headings = body.headings.iter().enumerate().filter(|_| !declared.is_empty());
        let headings: HashMap<&str, usize> = headings.map(|(n, heading)| (heading.id.as_str(), n)).collect();
        for (n, (id, section)) in declared.iter().enumerate() {
            let article = &briefing.article;
            let storylines = self.storylines(&section.storylines, article).into_iter();
            let (storylines, about) =
                (storylines.map(Neighbours::alone).collect(), self.dossiers(&section.about, article));
            let place = self.place(&section.place, article);
            let heading = headings.get(id.value.as_str()).copied();
            match heading.filter(|n| !body.headings[*n].is_nested) {
                Some(heading) => {
                    let (within, named) = (Vec::new(), Vec::new());
                    links.push(SectionLinks {
                        declared: n,
                        heading,
                        around: None,
                        storylines,
                        within,
                        about,
                        place,
                        named,
                    });
                }
                None => self.no_section(briefing, body, id.span, &id.value, heading.is_some()),
            }
        }
        links.sort_by_key(|section| section.heading);
        section::nest(&body.headings, &mut links);
        links
    }

    /// Records for each item of a briefing which section it belongs to.
    pub(super) fn place_items(&mut self, links: &mut BriefingLinks, briefing: &Briefing, body: &Body) {
        let front = &briefing.front;
        let headings = body.headings.iter().enumerate().map(|(n, heading)| (heading.id.as_str(), n));
        let headings: HashMap<&str, usize> = headings.collect();
        let of_headings = &links.of_headings;
        let mut of = |section: &Field<IdRef>| -> Option<SectionIdx> {
            let named = section.spanned()?;
            match headings.get(named.value.as_str()) {
                // A heading about which nothing is said goes with the one it is under.
                Some(heading) => of_headings.get(*heading).copied().flatten(),
                None => {
                    self.no_section(briefing, body, named.span, named.value.as_str(), false);
                    None
                }
            }
        };
        for (links, item) in links.events.iter_mut().zip(&front.events) {
            links.section = of(&item.value.section);
        }
        for (links, item) in links.quotes.iter_mut().zip(&front.quotes) {
            links.section = of(&item.value.section);
        }
        for (links, item) in links.figures.iter_mut().zip(&front.figures) {
            links.section = of(&item.value.section);
        }
        for (links, item) in links.known.iter_mut().zip(&front.known) {
            links.section = of(&item.value.section);
        }
        for (links, item) in links.questions.iter_mut().zip(&front.unknown) {
            links.section = of(&item.value.section);
        }
        for (links, item) in links.watch.iter_mut().zip(&front.watch) {
            links.section = of(&item.value.section);
        }
    }

    fn no_section(&mut self, briefing: &Briefing, body: &Body, span: Span, id: &str, is_nested: bool) {
        let place = briefing.article.place(span);
        let meant = id.trim_start_matches('#');
        let is_html = || body.html.as_str().contains(&format!(" id=\"{meant}\""));
        let begins = body.headings.iter().filter(|heading| !heading.is_nested);
        let ids: Vec<&str> = begins.map(|heading| heading.id.as_str()).collect();
        let (message, help) = if is_nested {
            let message = format!("the heading `{id}` is in a list or quotation, where no section can begin");
            (message, "move the heading out of the list or quotation, or remove this".into())
        } else if meant != id && ids.contains(&meant) {
            (
                format!("no heading of this text has the id `{id}`"),
                Help::instead(format!("write `{meant}`"), Safety::Safe, id, meant),
            )
        } else if is_html() {
            let message =
                format!("`{meant}` is not a Markdown heading outside notes, and only those begin sections");
            (message, format!("write the heading as `## … {{#{meant}}}`, outside notes").into())
        } else {
            let near = Suggestions::new(ids.iter().copied()).did_you_mean(meant);
            let can_be_typed =
                !meant.contains(|c: char| c.is_whitespace() || "#{}".contains(c)) && meant == id;
            let missing = || match (ids.is_empty(), can_be_typed) {
                (true, true) => format!("add a heading `## … {{#{id}}}` to the text"),
                (true, false) => {
                    let id = slug(meant);
                    format!("write `{id}`, and add a heading `## … {{#{id}}}` to the text")
                }
                (false, true) => {
                    format!("write one of {}, or add `{{#{id}}}` to a heading", listed(ids.iter().copied()))
                }
                (false, false) => format!("write one of {}", listed(ids.iter().copied())),
            };
            let help = near.unwrap_or_else(|| missing().into());
            (format!("no heading of this text has the id `{id}`"), help)
        };
        self.diags.report(Diagnostic::at(Code::DeadAnchor, place, message).help(help));
    }
}
