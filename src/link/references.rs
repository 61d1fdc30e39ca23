//! Resolves the ids of front matter and `site.yaml`.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::release::HeldBack;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place, Safety, Span, Suggestions, listed};
use crate::language::letters;
use crate::link::names::{Found, NameIndex, TypedError, Wanted};
use crate::model::address::links::WebAddress;
use crate::model::graph::body::{Body, Noted};
use crate::model::graph::refs::Party;
use crate::model::graph::section;
use crate::model::graph::series::SeriesLinks;
use crate::model::graph::site::{
    BriefingLinks, Byline, DossierLinks, LISTS, MenuItem, NavItem, Neighbours, StorylineLinks,
};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::MenuEntry;
use crate::model::typed::content::Content;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::item::{Actor, Actors};
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;
use crate::model::value::field::{Entries, Field, List, Spanned};
use crate::model::value::id::{DossierIdx, Id, IdRef, PageIdx, SeriesIdx, StorylineIdx, Target};

/// Resolves ids and reports those that mean nothing.
pub(super) struct Resolver<'a> {
    pub(super) content: &'a Content,
    pub(super) held: &'a HeldBack,
    pub(super) index: &'a NameIndex<'a>,
    pub(super) near: Near<'a>,
    /// The body of the briefing whose names are resolved.
    pub(super) body: Option<Arc<Body>>,
    pub(super) diags: &'a mut Diagnostics,
}

/// What those who are named do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Says what is written there.
    Speaks,
    /// Takes part.
    Acts,
}

/// The help line for a place where something held back will appear.
const APPEARS: &str = "it appears automatically once that file is published";

/// What is suggested for the sources of one briefing.
type NearSources<'b> = OnceCell<Suggestions<&'b str>>;

/// What is suggested for ids that the site does not have, made when the first of them is reported.
#[derive(Default)]
pub(super) struct Near<'a> {
    outlets: OnceCell<Known<'a>>,
    authors: OnceCell<Suggestions<&'a str>>,
    series: OnceCell<Known<'a>>,
    /// The outlets by the hosts of their sites.
    hosts: OnceCell<HashMap<&'a str, usize>>,
}

/// What the front matter of each released briefing refers to, with their bodies. Each thread takes a part of them.
pub(super) fn briefings(
    content: &Content,
    held: &HeldBack,
    index: &NameIndex<'_>,
    bodies: &[Arc<Body>],
    diags: &mut Diagnostics,
) -> Vec<BriefingLinks> {
    let part = bodies.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts = content.briefings.par_chunks(part).zip(bodies.par_chunks(part));
    let found = parts.map(|(briefings, bodies)| {
        let mut diags = Diagnostics::default();
        let mut resolver =
            Resolver { content, held, index, near: Near::default(), body: None, diags: &mut diags };
        let links = briefings.iter().zip(bodies).map(|(briefing, body)| resolver.briefing(briefing, body));
        (links.collect::<Vec<_>>(), diags)
    });
    let mut all = Vec::with_capacity(bodies.len());
    for (links, found) in found.collect::<Vec<_>>() {
        all.extend(links);
        diags.merge(found);
    }
    all
}

/// What `site.yaml` declares under a key, by id and by name.
struct Known<'a> {
    ids: Suggestions<&'a str>,
    by_name: HashMap<String, &'a str>,
}

impl<'a> Known<'a> {
    fn new<T>(entries: &'a Entries<T>, name_of: impl Fn(&'a T) -> Option<&'a str>) -> Self {
        let name = |(id, entry): &'a (Spanned<String>, T)| {
            Some((letters::folded(name_of(entry)?.trim()), id.value.as_str()))
        };
        Self { ids: Suggestions::new(entries.keys()), by_name: entries.0.iter().filter_map(name).collect() }
    }

    /// The help line for what is not an id: whose name it is, or what is near.
    fn did_you_mean(&self, id: &str) -> Option<Help> {
        let meant = |named| Help::instead(format!("did you mean `{named}`?"), Safety::Safe, id, named);
        let named = self.by_name.get(&letters::folded(id.trim())).copied().map(meant);
        named.or_else(|| self.ids.did_you_mean(id))
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn briefing(&mut self, briefing: &Briefing, body: &Arc<Body>) -> BriefingLinks {
        self.body = Some(Arc::clone(body));
        let (front, article) = (&briefing.front, &briefing.article);
        let storylines = self.storylines(&front.storylines, article).into_iter();
        let corrected = self.corrections(briefing);
        let sections = self.section_links(briefing, body);
        let mut links = BriefingLinks {
            storylines: storylines.map(Neighbours::alone).collect(),
            of_headings: section::of_headings(&body.headings, &sections),
            sections,
            about: self.dossiers(&front.about, article),
            place: self.place(&front.place, article),
            dateline: self.place(&front.dateline, article),
            authors: front.authors.iter().filter_map(|author| self.byline(author, article)).collect(),
            sources: self.source_links(briefing),
            quotes: self.quote_links(briefing, &corrected),
            figures: self.figure_links(briefing, &corrected),
            events: self.event_links(briefing, &corrected),
            known: self.known_links(briefing),
            questions: self.question_links(briefing),
            answers: Vec::new(),
            watch: self.watch_links(briefing),
            newcomers: Vec::new(),
            edition: None,
            named: Vec::new(),
            outside: Vec::new(),
            linked_from: Vec::new(),
            related: Vec::new(),
            corrections: corrected.links,
        };
        self.place_items(&mut links, briefing, body);
        self.items(briefing);
        links
    }

    pub(super) fn storyline(&mut self, storyline: &Storyline) -> StorylineLinks {
        let (front, article) = (&storyline.front, &storyline.article);
        let series = each_once(front.series.iter().filter_map(|named| self.series(named, article)));
        let parent = front.parent.spanned().and_then(|parent| {
            let target = self.target(&parent.value, parent.span, Wanted::Storyline, article)?;
            if let Target::Storyline(idx) = target
                && self.content.storylines[idx.at()].article.id == article.id
            {
                let diagnostic = Diagnostic::at(
                    Code::UnknownId,
                    article.place(parent.span),
                    "a storyline cannot be a part of itself",
                );
                self.diags.report(diagnostic.help("name another storyline, or remove `parent`"));
                return None;
            }
            Some(target)
        });
        StorylineLinks {
            parent: parent.and_then(as_storyline),
            key: self.dossiers(&front.key, article),
            series,
            ..StorylineLinks::default()
        }
    }

    pub(super) fn dossier(&mut self, dossier: &Dossier) -> DossierLinks {
        let (front, article) = (&dossier.front, &dossier.article);
        DossierLinks {
            by: self.actors(&front.by, article, Role::Acts),
            of: self.dossiers(&front.of, article),
            within: self.place(&front.within, article),
            replaces: front.replaces.spanned().and_then(|field| {
                let document =
                    self.target(&field.value, field.span, Wanted::Document, article).and_then(as_dossier)?;
                if self.content.dossiers[document.at()].article.path == article.path {
                    let place = article.place(field.span);
                    let message = "a document cannot replace itself";
                    let help = "name the older document, or remove `replaces`";
                    self.diags.report(Diagnostic::at(Code::UnknownId, place, message).help(help));
                    return None;
                }
                Some(document)
            }),
            ..DossierLinks::default()
        }
    }

    /// The items of a briefing: their ids must mean something, whether a page shows them or not.
    fn items(&mut self, briefing: &Briefing) {
        let (front, article) = (&briefing.front, &briefing.article);
        let near = OnceCell::new();
        for (_, source) in &front.sources.0 {
            if let Some(outlet) = source.outlet.spanned() {
                self.outlet(outlet, article);
            }
            if let Some(via) = source.via.spanned() {
                self.source(via, briefing, &near);
            }
        }
        for event in &front.events {
            self.sources(&event.value.source, briefing, &near);
        }
        for quote in &front.quotes {
            self.sources(&quote.value.source, briefing, &near);
        }
        for figure in &front.figures {
            if let Some(series) = figure.value.series.spanned() {
                self.series(series, article);
            }
            self.sources(&figure.value.source, briefing, &near);
        }
        for known in &front.known {
            self.sources(&known.value.source, briefing, &near);
        }
        for question in &front.unknown {
            self.sources(&question.value.source, briefing, &near);
        }
        for watch in &front.watch {
            self.sources(&watch.value.source, briefing, &near);
        }
        for correction in &front.corrections {
            self.sources(&correction.value.source, briefing, &near);
        }
    }

    /// The series of `site.yaml`, each with its place.
    pub(super) fn all_series(&mut self) -> Vec<SeriesLinks> {
        let content = self.content;
        let mut all = Vec::with_capacity(content.config.file.series.0.len());
        for (_, series) in &content.config.file.series.0 {
            let place = series.place.spanned().and_then(|place| {
                self.resolve(&place.value, content.config.source.place(place.span), Wanted::Place, None)
            });
            all.push(SeriesLinks { place: place.and_then(as_dossier), ..SeriesLinks::default() });
        }
        all
    }

    /// The navigation and the menu at the foot.
    pub(super) fn menus(&mut self) -> [Vec<MenuItem>; 2] {
        let file = &self.content.config.file;
        let nav = match file.nav.is_empty() {
            true => super::default_nav(self.content),
            false => self.menu(&file.nav),
        };
        let foot = match file.foot.is_empty() {
            true => super::default_foot(self.content),
            false => self.menu(&file.foot),
        };
        [nav, foot]
    }

    fn menu(&mut self, entries: &List<Spanned<MenuEntry>>) -> Vec<MenuItem> {
        let content = self.content;
        let config = &content.config;
        let mut pages = HashMap::new();
        let is_page = |page: &&Arc<Page>| !page.article.path.is_list_text();
        for (n, page) in content.pages.iter().enumerate().filter(|(_, page)| is_page(page)) {
            pages.entry(page.article.id.as_str()).or_insert(PageIdx::new(n));
        }
        let near = OnceCell::new();
        let mut menu = Vec::new();
        for entry in entries {
            let (to, title) = match &entry.value {
                MenuEntry::Page { to, title, .. } => (to, title.clone()),
                MenuEntry::Link { to, title, .. } => {
                    menu.push(MenuItem::Link(to.as_ref().to_owned(), title.clone()));
                    continue;
                }
            };
            let name = to.as_str();
            let list = || LISTS.iter().find(|(list, _)| *list == name).map(|(_, item)| *item);
            let item = match name {
                "storylines" => Some(NavItem::Storylines),
                _ => config.kind_of_folder(name).map(NavItem::Kind),
            };
            if let Some(item) = item.or_else(|| pages.get(name).copied().map(NavItem::Page)).or_else(list) {
                menu.push(MenuItem::Page(item, title));
            } else if let Some(page) =
                self.held.pages.iter().filter(is_page).find(|page| page.article.id.as_str() == name)
            {
                let message = format!(
                    "`{}` is not published yet, so it is left out here for now",
                    page.article.source.path
                );
                let place = config.source.place(entry.span);
                self.diags.report(Diagnostic::at(Code::UnreleasedLink, place, message).help(APPEARS));
            } else {
                let kinds = config.kinds.iter().map(|kind| kind.folder.as_str());
                let known =
                    ["storylines"].into_iter().chain(kinds).chain(LISTS.iter().map(|(name, _)| *name));
                let known =
                    known.chain(content.pages.iter().filter(is_page).map(|page| page.article.id.as_str()));
                let near = near.get_or_init(|| Suggestions::new(known.clone()));
                let help = near
                    .did_you_mean(name)
                    .unwrap_or_else(|| format!("write one of {}", listed(known)).into());
                let place = config.source.place(entry.span);
                let message = format!("there is nothing called `{name}` for the navigation to lead to");
                self.diags.report(Diagnostic::at(Code::UnknownId, place, message).help(help));
            }
        }
        menu
    }

    pub(super) fn storylines(&mut self, list: &List<Spanned<IdRef>>, article: &Article) -> Vec<StorylineIdx> {
        let target =
            |entry: &Spanned<IdRef>| self.target(&entry.value, entry.span, Wanted::Storyline, article);
        each_once(list.iter().filter_map(target).filter_map(as_storyline))
    }

    pub(super) fn dossiers(&mut self, list: &List<Spanned<IdRef>>, article: &Article) -> Vec<DossierIdx> {
        let target = |entry: &Spanned<IdRef>| self.target(&entry.value, entry.span, Wanted::Dossier, article);
        each_once(list.iter().filter_map(target).filter_map(as_dossier))
    }

    pub(super) fn place(&mut self, field: &Field<IdRef>, article: &Article) -> Option<DossierIdx> {
        let field = field.spanned()?;
        self.target(&field.value, field.span, Wanted::Place, article).and_then(as_dossier)
    }

    pub(super) fn actors(&mut self, actors: &Actors, article: &Article, role: Role) -> Vec<Party> {
        let wanted = if role == Role::Speaks { Wanted::Speaker } else { Wanted::Actor };
        let party = |actor: &Spanned<Actor>| match &actor.value {
            Actor::Named(name) => Some(Party::Name(name.clone())),
            Actor::Dossier(id) => {
                self.target(id, actor.span, wanted, article).and_then(as_dossier).map(Party::Dossier)
            }
        };
        actors.iter().filter_map(party).collect()
    }

    fn byline(&mut self, author: &Spanned<Actor>, article: &Article) -> Option<Byline> {
        let id = match &author.value {
            Actor::Named(name) => return Some(Byline::Party(Party::Name(name.clone()))),
            Actor::Dossier(id) => id,
        };
        let authors = &self.content.config.file.authors;
        if let Some(at) = authors.position(id.as_str()) {
            return Some(Byline::Author(at));
        }
        if self.index.typed(id.as_str(), Wanted::Dossier).is_err()
            && let near = self.near.authors.get_or_init(|| Suggestions::new(authors.keys()))
            && let Some((near, grade)) = near.nearest_and_safety(id.as_str())
        {
            let message = format!("no author is called `{id}`", id = id.as_str());
            let help = format!("did you mean `{near}`? (`authors` in site.yaml)");
            let help = Help::instead(help, grade, id.as_str(), *near);
            self.diags
                .report(Diagnostic::at(Code::UnknownId, article.place(author.span), message).help(help));
            return None;
        }
        let keys = &self.content.config.keys;
        if self.index.typed(id.as_str(), Wanted::Dossier).is_err() && self.index.is_far(id.as_str()) {
            if keys.know_all_of("authors") {
                let help = is_name(id.as_str()).then(|| by_name(id.as_str()));
                let where_to = "`authors` in `site.yaml`, or write `{name: …}`";
                let id = Spanned { value: id.clone(), span: author.span, key: author.key };
                self.unknown(Code::UnknownId, "author or dossier", &id, help, where_to, article);
            }
            return None;
        }
        self.target(id, author.span, Wanted::Actor, article)
            .and_then(as_dossier)
            .map(|idx| Byline::Party(Party::Dossier(idx)))
    }

    fn outlet(&mut self, outlet: &Spanned<IdRef>, article: &Article) {
        let config = &self.content.config;
        let (known, id) = (&config.file.outlets, outlet.value.as_str());
        if known.get(id).is_none() && config.keys.know_all_of("outlets") {
            let near = self.near.outlets.get_or_init(|| Known::new(known, |outlet| outlet.name.text()));
            let help = near.did_you_mean(id);
            let where_to = "`outlets` in `site.yaml`";
            self.unknown(Code::UnknownSource, "outlet", outlet, help, where_to, article);
        }
    }

    fn series(&mut self, series: &Spanned<IdRef>, article: &Article) -> Option<SeriesIdx> {
        let config = &self.content.config;
        let (known, id) = (&config.file.series, series.value.as_str());
        let found = known.position(id).map(SeriesIdx::new);
        if found.is_none() && config.keys.know_all_of("series") {
            let near = self.near.series.get_or_init(|| Known::new(known, |series| series.name.text()));
            let help = near.did_you_mean(id);
            self.unknown(Code::UnknownId, "series", series, help, "`series` in `site.yaml`", article);
        }
        found
    }

    fn sources<'b>(&mut self, sources: &List<Spanned<IdRef>>, briefing: &'b Briefing, near: &NearSources<'b>)
    where
        'a: 'b,
    {
        for source in sources {
            self.source(source, briefing, near);
        }
    }

    /// A source of the briefing, or an outlet of the site.
    fn source<'b>(&mut self, source: &Spanned<IdRef>, briefing: &'b Briefing, near: &NearSources<'b>)
    where
        'a: 'b,
    {
        let id = source.value.as_str();
        let (own, outlets) = (&briefing.front.sources, &self.content.config.file.outlets);
        // What may be among those that could not be read is reported there.
        let knows_all = || {
            let keys = [(&briefing.article.keys, "sources"), (&self.content.config.keys, "outlets")];
            keys.into_iter().all(|(keys, key)| keys.know_all_of(key))
        };
        let is_noted = self.noted().iter().any(|noted| noted.id == id);
        if !is_noted && own.get(id).is_none() && outlets.get(id).is_none() && knows_all() {
            let near = near.get_or_init(|| Suggestions::new(own.keys().chain(outlets.keys())));
            let help = near.did_you_mean(id);
            let where_to = "`sources` here or `outlets` in `site.yaml`";
            self.unknown(Code::UnknownSource, "source or outlet", source, help, where_to, &briefing.article);
        }
    }

    /// The footnotes of the briefing that are sources.
    pub(super) fn noted(&self) -> &[Noted] {
        self.body.as_ref().map_or(&[], |body| &body.noted)
    }

    /// The outlet on whose site an address is.
    pub(super) fn outlet_at(&self, address: &WebAddress) -> Option<usize> {
        let outlets = &self.content.config.file.outlets.0;
        let hosts = self.near.hosts.get_or_init(|| {
            let hosts = outlets.iter().enumerate().rev();
            hosts.filter_map(|(n, (_, outlet))| Some((outlet.url.get()?.host(), n))).collect()
        });
        hosts.get(address.host()).copied()
    }

    fn unknown(
        &mut self,
        code: Code,
        what: &str,
        id: &Spanned<IdRef>,
        help: Option<Help>,
        where_to: &str,
        article: &Article,
    ) {
        let name = id.value.as_str();
        let help = help.unwrap_or_else(|| format!("add `{name}` to {where_to}").into());
        let message = format!("no {what} is called `{name}`");
        self.diags.report(Diagnostic::at(code, article.place(id.span), message).help(help));
    }

    pub(super) fn target(
        &mut self,
        id: &IdRef,
        span: Span,
        wanted: Wanted,
        article: &Article,
    ) -> Option<Target> {
        self.resolve(id, article.place(span), wanted, Some(article))
    }

    /// What an id in an article or in `site.yaml` means.
    fn resolve(
        &mut self,
        id: &IdRef,
        place: Place,
        wanted: Wanted,
        article: Option<&Article>,
    ) -> Option<Target> {
        let (index, id) = (self.index, id.as_str());
        let called = wanted.called();
        let (code, message, help) = match index.typed(id, wanted) {
            Ok(Found { target: Some(target), .. }) => return Some(target),
            Ok(Found { article: named, .. }) => {
                if !article.is_some_and(|article| named.hold.is_out_with(&article.hold)) {
                    self.diags.report(unreleased(named, place, wanted));
                }
                return None;
            }
            Err(TypedError::Ambiguous(names)) => {
                let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
                (
                    Code::AmbiguousId,
                    format!("more than one {called} is called `{id}`"),
                    format!("write {listed}").into(),
                )
            }
            Err(TypedError::Missing) if !index.knows_all_kinds() => return None,
            Err(TypedError::Missing) => {
                let near = index.meant_by(id, wanted).or_else(|| index.nearest_typed(id, wanted));
                let missing = || match (index.other_kind(id), wanted) {
                    (Some(folder), _) => {
                        format!("write the id of a {called}; `{id}` is in `content/{folder}/`")
                    }
                    (None, Wanted::Storyline) if !index.listed_storylines().is_empty() => format!(
                        "write one of {}, or {}",
                        index.listed_storylines(),
                        make_file("content/storylines/", id)
                    ),
                    (None, Wanted::Dossier | Wanted::Actor | Wanted::Speaker) => {
                        format!("{} in the folder of its kind, such as `content/people/`", make_file("", id))
                    }
                    (None, _) => make_file(&format!("content/{called}s/"), id),
                };
                let takes_names = matches!(wanted, Wanted::Actor | Wanted::Speaker);
                let help = match near {
                    Some(near) => near,
                    None if takes_names && is_name(id) && index.other_kind(id).is_none() => by_name(id),
                    None => missing().into(),
                };
                (Code::UnknownId, format!("no {called} is called `{id}`"), help)
            }
        };
        self.diags.report(Diagnostic::at(code, place, message).help(help));
        None
    }
}

/// What to do where no file bears an id. What was typed may not be a good name for one.
fn make_file(folder: &str, typed: &str) -> String {
    match Id::tidied(typed) {
        tidy if tidy == typed || tidy.is_empty() => format!("make a file `{folder}{typed}.md`"),
        tidy => format!("write `{tidy}` and make a file `{folder}{tidy}.md`"),
    }
}

/// Whether somebody's name was typed, and not an id: it has capitals or spaces.
fn is_name(typed: &str) -> bool {
    typed.contains(|c: char| c.is_uppercase() || c.is_whitespace())
}

/// How to write somebody who has no dossier.
fn by_name(name: &str) -> Help {
    let is_plain = name.chars().all(|c| letters::is_word_char(c) || matches!(c, ' ' | '.' | '-' | '’'));
    let quoted = || format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let name = if is_plain { name.to_owned() } else { quoted() };
    let written = format!("{{name: {name}}}");
    Help::unsure(format!("write `{written}`, or make a file for the dossier"), written)
}

/// The problem of naming something that is not out when the text that names it is.
fn unreleased(named: &Article, place: Place, wanted: Wanted) -> Diagnostic {
    let file = &named.source.path;
    if wanted == Wanted::Speaker {
        let message = format!("`{file}`, whose words these are, is not published yet");
        let help = "write `{name: …}`, or publish that file no later than this one";
        return Diagnostic::at(Code::UnreleasedSpeaker, place, message).help(help);
    }
    let message = format!("`{file}` is not published yet, so it is left out here for now");
    Diagnostic::at(Code::UnreleasedLink, place, message).help(APPEARS)
}

/// A list without repetitions.
fn each_once<T: Ord + Copy>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}

pub(super) fn as_storyline(target: Target) -> Option<StorylineIdx> {
    match target {
        Target::Storyline(idx) => Some(idx),
        _ => None,
    }
}

pub(super) fn as_dossier(target: Target) -> Option<DossierIdx> {
    match target {
        Target::Dossier(idx) => Some(idx),
        _ => None,
    }
}
