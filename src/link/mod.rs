//! Links the content: reads the bodies, resolves every name, and builds the graph.
//!
//! In: typed content. Out: a [`Site`] of what is released. Pure: no disk, no clock. What is held back is
//! checked like everything else and then left behind.

mod bodies;
mod check;
mod environment;
mod graph;
mod lists;
mod memo;
mod names;
mod references;
mod release;
mod sections;
mod uses;
mod withheld;

use std::sync::Arc;

use crate::diagnostic::{Archive, Code, Diagnostic, Diagnostics, Renewed};
use crate::model::graph::body::Body;
use crate::model::graph::cards::Cards;
use crate::model::graph::edition::EditionFileLinks;
use crate::model::graph::pictures::Pictures;
use crate::model::graph::site::{
    BriefingLinks, DossierLinks, Linked, MenuItem, NavItem, PageLinks, Site, StorylineLinks, Unreleased,
};
use crate::model::graph::withheld::Withheld;
use crate::model::theme::words::Words;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
use crate::model::typed::section::Section;
use crate::model::value::field::Spanned;
use crate::model::value::id::{BriefingIdx, PageIdx};

use environment::Environment;
use graph::editions::{self, Wish};
use graph::{series, threads};
pub use memo::Memo;
use names::NameIndex;
use names::finder::Finder;
pub use release::Release;
pub use uses::uses;

/// Links a site. Also returns what the output must not contain of the files that are not out. A memo saves
/// reading the bodies for which nothing has changed; the result is the same without it.
pub fn link(
    mut content: Content,
    words: &Words,
    release: &Release,
    memo: Option<&mut Memo>,
    diags: &mut Diagnostics,
) -> (Site, Vec<Withheld>) {
    let held = release.hold_back(&mut content, diags);
    tell_archive(&content, diags);
    let index = NameIndex::new(&content, &held, diags);
    let finder = Finder::new(&content, &held, diags);
    let environment = Environment::new(&content, &index, finder, words);
    let bodies = bodies::read(&content, &held, &index, environment, memo, diags);
    let briefings = references::briefings(&content, &held, &index, &bodies.briefings, diags);
    let near = references::Near::default();
    let mut resolver =
        references::Resolver { content: &content, held: &held, index: &index, near, body: None, diags };
    let storylines: Vec<StorylineLinks> = content.storylines.iter().map(|s| resolver.storyline(s)).collect();
    let dossiers: Vec<DossierLinks> = content.dossiers.iter().map(|d| resolver.dossier(d)).collect();
    let pages: Vec<PageLinks> = content.pages.iter().map(|page| resolver.page(page)).collect();
    let held_links: Vec<BriefingLinks> =
        held.briefings.iter().zip(&bodies.held).map(|(b, body)| resolver.briefing(b, body)).collect();
    // Of the others, only what is wrong in them matters.
    held.storylines.iter().for_each(|storyline| _ = resolver.storyline(storyline));
    held.dossiers.iter().for_each(|dossier| _ = resolver.dossier(dossier));
    held.pages.iter().for_each(|page| _ = resolver.page(page));
    let held_wishes: Vec<Wish> = held.editions.iter().map(|edition| resolver.edition(edition)).collect();
    let wishes: Vec<Wish> = content.editions.iter().map(|edition| resolver.edition(edition)).collect();
    let [nav, foot] = resolver.menus();
    let series = resolver.all_series();
    note_gaps(&content.briefings, &briefings, diags);

    let editions = editions::group(&content, &wishes, (&held.editions, &held_wishes), diags);
    editions::check_links(content.articles().zip(bodies.all()), &content, &editions, diags);
    let links_of_files: Vec<EditionFileLinks> =
        content.editions.iter().map(|_| EditionFileLinks::default()).collect();
    let published_media = bodies.published_media(&content, diags);
    let (used_media, held_bodies) = (bodies.used_media, bodies.held);
    let texts = content.texts;
    let mut site = Site {
        config: content.config,
        briefings: join(content.briefings, bodies.briefings, briefings, |b| release.unreleased(&b.article)),
        storylines: join(content.storylines, bodies.storylines, storylines, |s| {
            release.unreleased(&s.article)
        }),
        dossiers: join(content.dossiers, bodies.dossiers, dossiers, |d| release.unreleased(&d.article)),
        pages: join(content.pages, bodies.pages, pages, |p| release.unreleased(&p.article)),
        edition_files: join(content.editions, bodies.editions, links_of_files, |e| {
            release.unreleased(&e.article)
        }),
        editions,
        media: content.media,
        root: content.root,
        published_media,
        pictures: Pictures::default(),
        cards: Cards::default(),
        nav,
        foot,
        news: Vec::new(),
        quotes: Vec::new(),
        corrections: Vec::new(),
        corrections_by_date: Vec::new(),
        series,
        events: Vec::new(),
        questions: Vec::new(),
        watch: Vec::new(),
        carried: Vec::new(),
        statements: Vec::new(),
    };
    site.news = release.news(&site);
    graph::connect(&mut site);
    series::connect(&mut site, diags);
    threads::connect(&mut site);
    check::check(&site, &held, (&held_links, &held_bodies), &used_media, &texts, words, diags);
    let withheld = withheld::texts(&held, &held_bodies, &texts, &site, release);
    (site, withheld)
}

/// Reads again the body of a briefing whose text has changed. `None` if the new text links to, names or
/// contains other things than the old one, or if other pages show sections of it: then more than this body
/// may change. The problems are those that its text can have a part in, and are known only if it can have a
/// part in no others.
pub fn read_again(
    memo: &Memo,
    (site, words): (&Site, &Words),
    idx: BriefingIdx,
    briefing: &Arc<Briefing>,
) -> Option<(Body, Option<Renewed>)> {
    if !briefing.front.sections.0.is_empty() {
        return None;
    }
    let old = site.briefing(idx);
    let (body, problems) = bodies::read_again(memo, &bodies::Subject::briefing(briefing))?;
    let shows_sections = || memo.shows_sections_of(&site.config.base.href(&briefing.url()));
    if !body.has_ties_of(&old.body) || (body.headings != old.body.headings && shows_sections()) {
        return None;
    }
    let knows_all = old.item.article.front_matter() == briefing.article.front_matter()
        && body.takes_the_part_of(&old.body);
    let problems = problems.filter(|_| knows_all).map(|mut problems| {
        check::body(site, idx, (&old.item, &old.body), words, &mut problems.before);
        check::body(site, idx, (briefing, &body), words, &mut problems.now);
        problems
    });
    Some((body, problems))
}

fn join<T, L>(
    items: Vec<Arc<T>>,
    bodies: Vec<Arc<Body>>,
    links: impl IntoIterator<Item = L>,
    unreleased: impl Fn(&T) -> Option<Unreleased>,
) -> Vec<Linked<T, L>> {
    let parts = items.into_iter().zip(bodies).zip(links);
    let linked = parts.map(|((item, body), links)| {
        let unreleased = unreleased(&item);
        Linked { item, body, shown: None, links, unreleased }
    });
    linked.collect()
}

/// What a briefing can do without, but a reader will miss.
fn note_gaps(briefings: &[Arc<Briefing>], links: &[BriefingLinks], diags: &mut Diagnostics) {
    for (briefing, links) in briefings.iter().zip(links) {
        let keys = &briefing.article.keys;
        let place = || match briefing.front.title.spanned() {
            Some(title) => briefing.article.place(title.key),
            None => briefing.article.top(),
        };
        let is_typed = |section: &(Spanned<String>, Section)| !section.1.storylines.is_empty();
        let in_sections =
            !links.all_storylines().is_empty() || briefing.front.sections.0.iter().any(is_typed);
        if !in_sections && briefing.front.storylines.is_empty() && keys.lack("storylines") {
            diags.report(
                Diagnostic::at(Code::NoStoryline, place(), "this briefing belongs to no storyline")
                    .help("write `storylines: [ID]`, with the name of a file in `content/storylines/`"),
            );
        }
        let empty = briefing.front.summary.text().is_some_and(|summary| summary.trim().is_empty());
        if empty || keys.lack("summary") {
            diags
                .report(Diagnostic::at(Code::MissingSummary, place(), "this briefing has no summary").help(
                    "write `summary: …`, one or two lines that appear under the headline and in lists",
                ));
        }
    }
}

/// How many pages the foot of a site has if the site names none.
const MOST_IN_FOOT: usize = 8;

/// The menu at the foot of a site that names none: its plain pages.
fn default_foot(content: &Content) -> Vec<MenuItem> {
    plain_pages(content).take(MOST_IN_FOOT).map(|page| MenuItem::Page(page, None)).collect()
}

/// The plain pages, less the texts above lists.
fn plain_pages(content: &Content) -> impl Iterator<Item = NavItem> {
    let pages = content.pages.iter().enumerate().filter(|(_, page)| !page.article.path.is_list_text());
    pages.map(|(n, _)| NavItem::Page(PageIdx::new(n)))
}

/// The navigation of a site that names none: what there is.
fn default_nav(content: &Content) -> Vec<MenuItem> {
    let storylines = (!content.storylines.is_empty()).then_some(NavItem::Storylines);
    let kinds = (0..content.config.kinds.len()).map(crate::model::value::id::KindIdx::new);
    let kinds = kinds.filter(|kind| content.dossiers.iter().any(|dossier| dossier.kind == *kind));
    let items = storylines.into_iter().chain(kinds.map(NavItem::Kind)).chain(plain_pages(content));
    items.map(|item| MenuItem::Page(item, None)).collect()
}

/// Says which briefings belong to the archive, if the site says where it ends.
fn tell_archive(content: &Content, diags: &mut Diagnostics) {
    let config = &content.config;
    let Some(before) = config.file.archive_before.spanned() else { return };
    let end = before.value.first_day(&config.zone);
    let files = content.briefings.iter().filter(|briefing| briefing.day < end);
    let files = files.map(|briefing| briefing.article.source.path.clone()).collect();
    let place = config.source.place(before.span);
    diags.set_archive(Archive { place, before: end.to_string(), files });
}
