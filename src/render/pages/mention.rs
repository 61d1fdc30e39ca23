//! Where something is named, and what it is named with.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::body::{Mention, Part};
use crate::model::graph::plan::Leaf;
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::dossier::{Dossier, Role};
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, DossierIdx, Target};
use crate::render::pages::{DateView, LinkView, Links, Shared, entry, years};
use crate::render::wording::Wording;

/// How many documents are shown before one and after it.
const MOST_VERSIONS: usize = 10;

/// A briefing that names something, with the sentences.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MentionedView {
    /// The headline of the briefing.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// When it was published.
    pub date: Shared<DateView>,
    /// The language of the headline and the sentences, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The sentences, one for each section that contains the name; none on a year's page.
    pub passages: Vec<PassageView>,
}

/// A sentence with a name in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PassageView {
    /// The heading of the section; none above the first heading.
    pub section: Option<String>,
    /// The link to the section.
    pub href: String,
    /// The page elsewhere that the section is about. The title is the host of its address.
    pub link: Option<LinkView>,
    /// The sentence up to the name.
    pub before: String,
    /// The name as it appears there.
    pub name: String,
    /// The rest of the sentence.
    pub after: String,
}

/// A dossier that appears in the same briefings as another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CompanionView {
    /// The name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// In how many briefings both appear, in words.
    pub count: String,
}

/// A dossier that a briefing names.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedView {
    /// The name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// What it is on the day of the briefing: a role, the place it is in, or the state of a document.
    pub note: Option<String>,
    /// The number of its note. The first link to it in the text has the class `n` with this number.
    pub number: Option<usize>,
    /// Whether it is a main subject of the briefing.
    pub about: bool,
}

/// A role with its dates.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RoleView {
    /// What it is called.
    pub text: String,
    /// Since when, in words.
    pub from: Option<String>,
    /// Until when, in words.
    pub until: Option<String>,
}

/// A document in a chain in which each replaces the one before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VersionView {
    /// The name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// Whether it is the current one.
    pub current: bool,
}

/// From a document step by step, `MOST_VERSIONS` steps at most and without going round in circles.
fn walk(
    site: &Site,
    from: DossierIdx,
    step: impl Fn(&crate::model::graph::site::DossierLinks) -> Option<DossierIdx>,
) -> Vec<DossierIdx> {
    let mut chain = vec![from];
    let mut at = from;
    while chain.len() <= MOST_VERSIONS
        && let Some(next) = step(&site.dossier(at).links).filter(|next| !chain.contains(next))
    {
        chain.push(next);
        at = next;
    }
    chain
}

/// The briefings that name something, newest first: the newest, each with its sentences, or those of a page of a year.
pub(in crate::render) fn views(
    site: &Site,
    links: &Links,
    wording: &Wording,
    to: Target,
    list: &[BriefingIdx],
    leaf: Option<Leaf>,
) -> Vec<MentionedView> {
    let shown = years::shown(site, list, leaf).iter().rev();
    shown.map(|idx| view(site, links, wording, *idx, leaf.is_none().then_some(to))).collect()
}

fn view(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
    quoting: Option<Target>,
) -> MentionedView {
    let LinkView { title, href, language, direction } = links.headline(idx).clone();
    let passages = quoting.map(|to| passages(site, wording, to, idx, &href)).unwrap_or_default();
    MentionedView { title, date: links.date(idx), passages, href, language, direction }
}

/// The sentences of a briefing that name something.
fn passages(site: &Site, wording: &Wording, to: Target, idx: BriefingIdx, href: &str) -> Vec<PassageView> {
    let Linked { body, links: ties, .. } = site.briefing(idx);
    // What is about it is listed as such.
    let is_about = |mention: &&Mention| {
        let section = ties.section_of(mention).map(|idx| ties.section(idx));
        section.is_some_and(|of| of.about.iter().any(|dossier| Target::Dossier(*dossier) == to))
    };
    let mentions: Vec<&Mention> = body.mentions_of(to).filter(|mention| !is_about(mention)).collect();
    let in_text = |mention: &&&Mention| matches!(mention.part, Part::Section(_));
    let mut shown: Vec<&Mention> = mentions.iter().filter(in_text).copied().collect();
    shown.sort_by_key(|mention| mention.part);
    if shown.is_empty() {
        // A name that appears only outside the text: the summary says more than the headline.
        shown.extend(mentions.iter().rev().max_by_key(|mention| mention.part == Part::Summary));
    }
    shown.into_iter().map(|mention| passage(wording, mention, site.briefing(idx), href)).collect()
}

fn passage(
    wording: &Wording,
    mention: &Mention,
    linked: &Linked<Briefing, BriefingLinks>,
    href: &str,
) -> PassageView {
    let heading = match mention.part {
        Part::Section(Some(n)) => linked.body.headings.get(n as usize),
        _ => None,
    };
    let of_section = linked.links.section_of(mention).and_then(|idx| linked.section_link(idx));
    let link = of_section.or(heading.and_then(|heading| heading.link.as_deref()));
    let (before, name, after) = mention.sentence.parts();
    PassageView {
        section: heading.map(|heading| wording.typeset(&heading.text)),
        href: heading.map_or_else(|| href.to_owned(), |heading| format!("{href}#{}", heading.id)),
        link: link.map(entry::elsewhere),
        before: before.to_owned(),
        name: name.to_owned(),
        after: after.to_owned(),
    }
}

/// The dossiers that appear in the same briefings.
pub(in crate::render) fn companions(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: DossierIdx,
) -> Vec<CompanionView> {
    let companions = &site.dossier(idx).links.appears_with;
    let views = companions.iter().map(|(other, count)| {
        let LinkView { title, href, .. } = links.dossier_link(*other);
        CompanionView { title, href, count: wording.words.count("briefings-count", *count) }
    });
    views.collect()
}

/// The dossiers that a briefing names and about which there is something to say: those that its text does not
/// link to, main subjects first; then those with a note, in order of their first link.
pub(in crate::render) fn named(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<NamedView> {
    let Linked { item, body, links: ties, .. } = site.briefing(idx);
    let about: BTreeSet<DossierIdx> = ties.about.iter().copied().collect();
    let linked: BTreeSet<DossierIdx> = body.linked.iter().copied().collect();
    let view = |dossier: DossierIdx, number: Option<usize>| {
        let LinkView { title, href, .. } = links.dossier_link(dossier);
        let note = note(site, wording, dossier, item.day);
        NamedView { title, href, note, number, about: about.contains(&dossier) }
    };
    let rest = ties.named.iter().filter(|dossier| !about.contains(dossier));
    let unlinked = ties.about.iter().chain(rest).filter(|dossier| !linked.contains(dossier));
    let has_note = |dossier: &&DossierIdx| {
        let Linked { item, links: ties, .. } = site.dossier(**dossier);
        item.has_note(ties.within.is_some())
    };
    let noted = body.linked.iter().filter(has_note);
    let noted = noted.enumerate().map(|(n, dossier)| view(*dossier, Some(n + 1)));
    unlinked.map(|dossier| view(*dossier, None)).chain(noted).collect()
}

/// What a dossier is on a day, in a few words.
fn note(site: &Site, wording: &Wording, idx: DossierIdx, day: Date) -> Option<String> {
    let Linked { item, links: ties, .. } = site.dossier(idx);
    let role = role_at(wording, item, day);
    let within = || ties.within.map(|place| wording.typeset(&site.dossier(place).item.name));
    role.or_else(within).or_else(|| wording.text(item.front.state.text()))
}

/// The role that someone held on a day: of those that fit, the one that began last.
pub(in crate::render) fn role_at(wording: &Wording, dossier: &Dossier, day: Date) -> Option<String> {
    let zone = &wording.zone;
    let began = |role: &Role| role.from.get().map(|from| from.first_day(zone));
    let ended = |role: &Role| role.until.get().map(|until| until.last_day(zone));
    let held = dossier.front.role.iter().map(|role| &role.value).filter(|role| {
        began(role).is_none_or(|from| from <= day) && ended(role).is_none_or(|until| day <= until)
    });
    held.max_by_key(|role| began(role)).map(|role| wording.typeset(&role.text))
}

/// Roles with their time, for those who held more than one.
pub(in crate::render) fn roles(wording: &Wording, dossier: &Dossier) -> Vec<RoleView> {
    let roles = &dossier.front.role;
    if roles.len() < 2 {
        return Vec::new();
    }
    let view = |role: &Role| RoleView {
        text: wording.typeset(&role.text),
        from: role.from.get().map(|when| wording.dates.when(*when)),
        until: role.until.get().map(|when| wording.dates.when(*when)),
    };
    roles.iter().map(|role| view(&role.value)).collect()
}

/// The documents that replaced one another, oldest first, at most ten before this one and ten after it; empty
/// for one that stands alone.
pub(in crate::render) fn versions(site: &Site, links: &Links, idx: DossierIdx) -> Vec<VersionView> {
    let mut chain = walk(site, idx, |ties| ties.replaces);
    chain.reverse();
    let newer = walk(site, idx, |ties| ties.replaced_by);
    for document in newer.into_iter().skip(1) {
        if !chain.contains(&document) {
            chain.push(document);
        }
    }
    if chain.len() < 2 {
        return Vec::new();
    }
    let view = |document: &DossierIdx| {
        let LinkView { title, href, .. } = links.dossier_link(*document);
        VersionView { title, href, current: *document == idx }
    };
    chain.iter().map(view).collect()
}
