//! What to look out for.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, WatchIdx};
use crate::render::NEWEST;
use crate::render::pages::{DateView, LinkView, Links, PageView, Shared, date, event, page};
use crate::render::wording::Wording;

/// How many events are named as what came of something.
const MOST_OUTCOMES: usize = 3;

/// Something to look out for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WatchView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// What is expected.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// When it is expected, in words.
    pub date: Option<String>,
    /// The first day, for `<time datetime>`.
    pub iso: Option<String>,
    /// Where it is expected.
    pub place: Option<Shared<LinkView>>,
    /// Whom it concerns. A name without a dossier has an empty `href`.
    pub who: Vec<LinkView>,
    /// Where it is known from.
    pub sources: Vec<LinkView>,
    /// The briefing that names it last.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub published: DateView,
    /// Whether its day has passed.
    pub past: bool,
    /// What happened on its day and concerns the same people or place, three events at most.
    pub came: Vec<LinkView>,
    /// Without such an event: the next briefing of its storyline.
    pub next: Option<Shared<LinkView>>,
}

/// What to look out for, 50 of each list at most.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AgendaPage {
    /// What is dated and lies ahead, the next first.
    pub ahead: Vec<WatchView>,
    /// What has no date, newest first.
    pub undated: Vec<WatchView>,
    /// What has passed, the last first.
    pub past: Vec<WatchView>,
    /// The link to the calendar file.
    pub calendar: String,
}

/// What to look out for.
pub(in crate::render) fn page(site: &Site, links: &Links, wording: &Wording) -> (PageView, AgendaPage) {
    let page = page::of_list(site, links, wording, "agenda", None);
    let mut undated: Vec<WatchIdx> =
        (0..site.watch.len()).map(WatchIdx::new).filter(|idx| site.watch(*idx).when.is_none()).collect();
    undated.sort_by_key(|idx| std::cmp::Reverse(site.watch(*idx).newest()));
    let (ahead, past) = dated(site);
    let views = |list: &[WatchIdx]| -> Vec<WatchView> {
        list.iter().take(NEWEST).map(|idx| view(site, links, wording, *idx)).collect()
    };
    let view = AgendaPage {
        ahead: views(&ahead),
        undated: views(&undated),
        past: views(&past),
        calendar: site.config.base.href(&UrlPath::file(["agenda.ics"])),
    };
    (page, view)
}

/// What is dated: what lies ahead, the next first; what has passed, the last first.
pub(in crate::render) fn dated(site: &Site) -> (Vec<WatchIdx>, Vec<WatchIdx>) {
    let zone = &site.config.zone;
    let mut dated: Vec<_> = (0..site.watch.len())
        .map(WatchIdx::new)
        .filter_map(|idx| {
            let when = site.watch(idx).when?;
            Some((when.first_day(zone), when.last_day(zone), idx))
        })
        .collect();
    dated.sort_unstable();
    let today = site.newest_day();
    let of = |is_past: bool| {
        dated.iter().filter(move |(_, last, _)| (*last < today) == is_past).map(|(.., idx)| *idx)
    };
    (of(false).collect(), of(true).rev().collect())
}

/// What a briefing says to look out for, in the order of the front matter.
pub(in crate::render) fn of_briefing(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<WatchView> {
    let ties = site.briefing(idx).links.watch.iter().enumerate();
    ties.filter_map(|(n, ties)| Some(item(site, links, wording, (idx, n as u32), ties.watch?))).collect()
}

/// Something to look out for, as the briefing has it that names it last.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, idx: WatchIdx) -> WatchView {
    item(site, links, wording, site.watch(idx).newest(), idx)
}

fn item(site: &Site, links: &Links, wording: &Wording, item: ItemRef, idx: WatchIdx) -> WatchView {
    let linked = site.briefing(item.0);
    let typed = &linked.item.front.watch[item.1 as usize].value;
    let ties = &linked.links.watch[item.1 as usize];
    let thread = site.watch(idx);
    let zone = &site.config.zone;
    let id = linked.item.anchors.watch[item.1 as usize].clone();
    let past = thread.when.is_some_and(|when| when.last_day(zone) < site.newest_day());
    let came = thread.came.iter().filter(|_| past).take(MOST_OUTCOMES).map(|event| {
        let event = event::view(site, links, wording, *event);
        LinkView { title: event.text, href: event.href, language: event.language, direction: event.direction }
    });
    WatchView {
        href: links.item(&linked.item, &id),
        id,
        text: wording.typeset(typed.text.text_or_empty()),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        date: thread.when.map(|when| wording.dates.when(when)),
        iso: thread.when.map(|when| when.first_day(zone).to_string()),
        place: ties.place.map(|place| links.dossier(place)),
        who: links.parties(&ties.who),
        sources: ties.sources.iter().map(|cited| links.cited(*cited, &linked.item)).collect(),
        briefing: links.briefing(item.0),
        published: date::published(wording, &linked.item),
        past,
        came: came.collect(),
        next: thread.next.filter(|_| past).map(|briefing| links.briefing(briefing)),
    }
}
