//! Ids in front matter and in `site.yaml`.

use super::{Found, Known};
use crate::diagnostic::Span;
use crate::link::names::Wanted;
use crate::link::release::HeldBack;
use crate::model::graph::uses::{Thing, Use};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::MenuEntry;
use crate::model::typed::item::{Actor, Actors};
use crate::model::typed::page::Page;
use crate::model::typed::picture::Picture;
use crate::model::value::field::{Entries, Field, List, Spanned};
use crate::model::value::id::IdRef;

/// The ids of `site.yaml`.
pub(super) fn settings(known: &Known<'_>) -> Vec<Use> {
    let config = &known.content.config;
    let file = &config.file;
    let mut found = Found { article_source: &config.source, list: Vec::new() };
    declare(&file.series, Thing::Series, &mut found);
    declare(&file.outlets, Thing::Outlet, &mut found);
    declare(&file.authors, Thing::Author, &mut found);
    let mut fields = Fields { known, found };
    for (_, series) in &file.series.0 {
        fields.one(&series.place, Wanted::Place);
    }
    let publisher = file.publisher.get();
    let links = file.authors.0.iter().map(|(_, author)| &author.url);
    let links = links.chain(publisher.into_iter().flat_map(|of| [&of.url, &of.corrections_policy]));
    for link in links.filter_map(Field::spanned) {
        known.addresses.site_path(known, link.value.as_ref(), link.span, &mut fields.found);
    }
    for entry in file.nav.iter().chain(&file.foot) {
        match &entry.value {
            MenuEntry::Page { to, at, .. } => fields.menu(to, at.unwrap_or(entry.span)),
            MenuEntry::Link { to, at, .. } => {
                known.addresses.site_path(known, to.as_ref(), *at, &mut fields.found);
            }
        }
    }
    fields.found.list
}

fn declare<T>(entries: &Entries<T>, thing: impl Fn(String) -> Thing, found: &mut Found<'_>) {
    for (id, _) in &entries.0 {
        found.add_yaml(thing(id.value.clone()), id.span).is_declared = true;
    }
}

/// The ids in the front matter of all files.
pub(super) fn all(known: &Known<'_>, held: &HeldBack) -> Vec<Use> {
    let content = known.content;
    let mut all = Vec::new();
    for briefing in content.briefings.iter().chain(&held.briefings) {
        let mut fields = Fields::new(known, &briefing.article);
        fields.briefing(briefing);
        fields.picture(&briefing.front.picture, &briefing.article);
        all.append(&mut fields.found.list);
    }
    for storyline in content.storylines.iter().chain(&held.storylines) {
        let (front, mut fields) = (&storyline.front, Fields::new(known, &storyline.article));
        front.series.iter().for_each(|series| fields.series(series));
        fields.one(&front.parent, Wanted::Storyline);
        fields.many(&front.key, Wanted::Dossier);
        fields.picture(&front.picture, &storyline.article);
        all.append(&mut fields.found.list);
    }
    for dossier in content.dossiers.iter().chain(&held.dossiers) {
        let (front, mut fields) = (&dossier.front, Fields::new(known, &dossier.article));
        fields.many(&front.of, Wanted::Dossier);
        fields.one(&front.within, Wanted::Place);
        fields.actors(&front.by, Wanted::Actor);
        fields.one(&front.replaces, Wanted::Document);
        fields.picture(&front.picture, &dossier.article);
        all.append(&mut fields.found.list);
    }
    for page in content.pages.iter().chain(&held.pages) {
        let mut fields = Fields::new(known, &page.article);
        fields.page(page);
        all.append(&mut fields.found.list);
    }
    for edition in content.editions.iter().chain(&held.editions) {
        let (front, mut fields) = (&edition.front, Fields::new(known, &edition.article));
        fields.one(&front.lead, Wanted::Briefing);
        fields.many(&front.order, Wanted::Briefing);
        front.parts.iter().for_each(|part| fields.many(&part.value.briefings, Wanted::Briefing));
        fields.many(&front.briefings, Wanted::Briefing);
        fields.picture(&front.picture, &edition.article);
        all.append(&mut fields.found.list);
    }
    all
}

/// Looks through the fields of one file.
struct Fields<'a> {
    known: &'a Known<'a>,
    found: Found<'a>,
}

impl<'a> Fields<'a> {
    fn new(known: &'a Known<'a>, article: &'a Article) -> Self {
        Self { known, found: Found { article_source: &article.source, list: Vec::new() } }
    }

    fn id(&mut self, id: &IdRef, span: Span, wanted: Wanted) {
        let Some(article) = self.known.typed(id.as_str(), wanted) else { return };
        let is_slug = wanted == Wanted::Briefing && !id.as_str().ends_with(article.id.as_str());
        let added = self.found.add_yaml(self.known.file(article), span);
        added.is_slug = is_slug;
        // These keys take things of one kind.
        added.is_bare &= !matches!(wanted, Wanted::Storyline | Wanted::Place | Wanted::Document);
    }

    fn one(&mut self, field: &Field<IdRef>, wanted: Wanted) {
        field.spanned().iter().for_each(|id| self.id(&id.value, id.span, wanted));
    }

    fn many(&mut self, list: &List<Spanned<IdRef>>, wanted: Wanted) {
        list.iter().for_each(|id| self.id(&id.value, id.span, wanted));
    }

    fn actors(&mut self, actors: &Actors, wanted: Wanted) {
        for actor in actors {
            if let Actor::Dossier(id) = &actor.value {
                self.id(id, actor.span, wanted);
            }
        }
    }

    fn authors(&mut self, authors: &Actors) {
        let declared = &self.known.content.config.file.authors;
        for author in authors {
            match &author.value {
                Actor::Dossier(id) if declared.get(id.as_str()).is_some() => {
                    self.found.add_yaml(Thing::Author(id.as_str().to_owned()), author.span);
                }
                Actor::Dossier(id) => self.id(id, author.span, Wanted::Actor),
                Actor::Named(_) => {}
            }
        }
    }

    fn series(&mut self, series: &Spanned<IdRef>) {
        let id = series.value.as_str();
        if self.known.content.config.file.series.get(id).is_some() {
            self.found.add_yaml(Thing::Series(id.to_owned()), series.span);
        }
    }

    fn outlet(&mut self, outlet: &Spanned<IdRef>) {
        let id = outlet.value.as_str();
        if self.known.content.config.file.outlets.get(id).is_some() {
            self.found.add_yaml(Thing::Outlet(id.to_owned()), outlet.span).is_bare = false;
        }
    }

    fn sources<'s>(&mut self, sources: impl IntoIterator<Item = &'s Spanned<IdRef>>, briefing: &Briefing) {
        for source in sources {
            if let Some(thing) = self.known.source(briefing, source.value.as_str()) {
                self.found.add_yaml(thing, source.span);
            }
        }
    }

    /// The section of an item, and the id that it declares.
    fn item(&mut self, section: &Field<IdRef>, id: Option<(&Field<IdRef>, Thing)>, article: &Article) {
        self.section(section.spanned().map(|section| (section.value.as_str(), section.span)), article);
        if let Some((Some(id), thing)) = id.map(|(id, thing)| (id.spanned(), thing)) {
            self.found.add_yaml(thing, id.span).is_declared = true;
        }
    }

    fn section(&mut self, section: Option<(&str, Span)>, article: &Article) {
        let Some((id, span)) = section else { return };
        if self.known.inside[&article.path].headings.contains(id) {
            self.found.add_yaml(Thing::Section(article.path.clone(), id.to_owned()), span);
        }
    }

    fn picture(&mut self, picture: &Field<Picture>, article: &Article) {
        if let Some(file) = picture.get().and_then(|picture| picture.file.spanned()) {
            self.file(&file.value, file.span, article);
        }
    }

    /// A file beside pages, as a path from the folder of this one.
    fn file(&mut self, path: &str, span: Span, article: &Article) {
        let typed = &self.found.article_source.text[span.range()];
        let quotes = usize::from(typed.starts_with(['"', '\'']));
        let span = Span::new(span.start as usize + quotes..span.end as usize - quotes);
        let is_exact = self.found.article_source.text[span.range()] == *path;
        self.known.addresses.link(self.known, article, (path, span, is_exact), &mut self.found);
    }

    fn menu(&mut self, to: &IdRef, span: Span) {
        let config = &self.known.content.config;
        let id = to.as_str();
        if id == "storylines" || config.kind_of_folder(id).is_some() {
            return;
        }
        if let Some(article) = self.known.index.page(id) {
            let thing = self.known.file(article);
            self.found.add_yaml(thing, span).is_bare = false;
        }
    }

    fn page(&mut self, page: &Page) {
        if let Some(list) = page.front.list.get() {
            self.one(&list.storyline, Wanted::Storyline);
            self.one(&list.about, Wanted::Dossier);
            self.one(&list.place, Wanted::Place);
        }
        self.picture(&page.front.picture, &page.article);
    }

    fn briefing(&mut self, briefing: &Briefing) {
        let (front, article) = (&briefing.front, &briefing.article);
        let path = &article.path;
        self.many(&front.storylines, Wanted::Storyline);
        self.many(&front.about, Wanted::Dossier);
        self.one(&front.place, Wanted::Place);
        self.one(&front.dateline, Wanted::Place);
        self.authors(&front.authors);
        for (id, source) in &front.sources.0 {
            self.found.add_yaml(Thing::Source(path.clone(), id.value.clone()), id.span).is_declared = true;
            self.actors(&source.by, Wanted::Speaker);
            source.outlet.spanned().iter().for_each(|outlet| self.outlet(outlet));
            self.sources(source.via.spanned(), briefing);
        }
        let file = front.audio.spanned().and_then(|audio| audio.value.file(audio.span));
        file.iter().for_each(|(file, span)| self.file(file, *span, article));
        for Spanned { value: event, .. } in &front.events {
            let id = event.id.get().map(|id| (&event.id, Thing::Event(id.as_str().to_owned())));
            self.item(&event.section, id, article);
            self.one(&event.place, Wanted::Place);
            self.actors(&event.who, Wanted::Actor);
            self.sources(&event.source, briefing);
        }
        for Spanned { value: quote, .. } in &front.quotes {
            let id = quote.id.get();
            let id = id.map(|id| (&quote.id, Thing::Quote(path.clone(), id.as_str().to_owned())));
            self.item(&quote.section, id, article);
            self.actors(&quote.by, Wanted::Speaker);
            self.sources(&quote.source, briefing);
        }
        for Spanned { value: figure, .. } in &front.figures {
            self.item(&figure.section, None, article);
            figure.series.spanned().iter().for_each(|series| self.series(series));
            self.actors(&figure.by, Wanted::Speaker);
            self.sources(&figure.source, briefing);
        }
        for Spanned { value: known, .. } in &front.known {
            self.item(&known.section, None, article);
            self.sources(&known.source, briefing);
        }
        self.awaited(briefing);
        self.corrections(briefing);
        for (id, section) in &front.sections.0 {
            self.section(Some((&id.value, id.span)), article);
            self.many(&section.storylines, Wanted::Storyline);
            self.many(&section.about, Wanted::Dossier);
            self.one(&section.place, Wanted::Place);
        }
    }

    /// Questions, watch items, and what answers them.
    fn awaited(&mut self, briefing: &Briefing) {
        let (front, article) = (&briefing.front, &briefing.article);
        for Spanned { value: question, .. } in &front.unknown {
            let id = question.id.get().map(|id| (&question.id, Thing::Awaited(id.as_str().to_owned())));
            self.item(&question.section, id, article);
            self.sources(&question.source, briefing);
        }
        for Spanned { value: watch, .. } in &front.watch {
            let id = watch.id.get().map(|id| (&watch.id, Thing::Awaited(id.as_str().to_owned())));
            self.item(&watch.section, id, article);
            self.one(&watch.place, Wanted::Place);
            self.actors(&watch.who, Wanted::Actor);
            self.sources(&watch.source, briefing);
        }
        for (id, _) in &front.answers.0 {
            self.found.add_yaml(Thing::Awaited(id.value.clone()), id.span);
        }
    }

    fn corrections(&mut self, briefing: &Briefing) {
        for Spanned { value: correction, .. } in &briefing.front.corrections {
            self.actors(&correction.by, Wanted::Speaker);
            self.sources(&correction.source, briefing);
            let Some(fixes) = correction.fixes.spanned() else { continue };
            let Some((kind, id)) = fixes.value.trim().split_once('/') else { continue };
            let id = IdRef::new(id).as_str().to_owned();
            let thing = match kind {
                "figures" => Thing::Series(id),
                "quotes" => Thing::Quote(briefing.article.path.clone(), id),
                "events" => Thing::Event(id),
                _ => continue,
            };
            self.found.add_yaml(thing, fixes.span);
        }
    }
}
