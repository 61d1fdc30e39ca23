//! What to look out for.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::thread::WatchThread;
use crate::model::value::id::{BriefingIdx, WatchIdx};
use crate::render::NEWEST;
use crate::render::pages::{DateView, LinkView, PageView, Shared, Views};

/// How many events are named as what came of something.
const MOST_OUTCOMES: usize = 3;

/// Something to look out for.
#[derive(Debug, Clone, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
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

impl Views {
    /// The link to the agenda.
    pub fn agenda_link(&self) -> LinkView {
        self.link(&self.words.get("agenda"), &UrlPath::folder(["agenda"]))
    }

    /// What to look out for.
    pub fn agenda_page(&self) -> (PageView, AgendaPage) {
        let link = self.agenda_link();
        let page = self.page(link.title, None, &UrlPath::folder(["agenda"]), vec![self.front_link()]);
        let mut undated: Vec<WatchIdx> = (0..self.site.watch.len())
            .map(WatchIdx::new)
            .filter(|idx| self.watch_thread(*idx).when.is_none())
            .collect();
        undated.sort_by_key(|idx| std::cmp::Reverse(self.watch_thread(*idx).newest()));
        let (ahead, past) = self.dated_watch();
        let views = |list: &[WatchIdx]| -> Vec<WatchView> {
            list.iter().take(NEWEST).map(|idx| self.watch(*idx)).collect()
        };
        let view = AgendaPage {
            ahead: views(&ahead),
            undated: views(&undated),
            past: views(&past),
            calendar: self.site.config.base.href(&UrlPath::file(["agenda.ics"])),
        };
        (page, view)
    }

    /// What is dated: what lies ahead, the next first; what has passed, the last first.
    pub(in crate::render) fn dated_watch(&self) -> (Vec<WatchIdx>, Vec<WatchIdx>) {
        let zone = &self.site.config.zone;
        let mut dated: Vec<_> = (0..self.site.watch.len())
            .map(WatchIdx::new)
            .filter_map(|idx| {
                let when = self.watch_thread(idx).when?;
                Some((when.first_day(zone), when.last_day(zone), idx))
            })
            .collect();
        dated.sort_unstable();
        let today = self.newest_day();
        let of = |is_past: bool| {
            dated.iter().filter(move |(_, last, _)| (*last < today) == is_past).map(|(.., idx)| *idx)
        };
        (of(false).collect(), of(true).rev().collect())
    }

    /// What a briefing says to look out for, in the order of the front matter.
    pub fn watch_of(&self, idx: BriefingIdx) -> Vec<WatchView> {
        let links = self.site.briefing(idx).links.watch.iter().enumerate();
        links.filter_map(|(n, links)| Some(self.watch_item((idx, n as u32), links.watch?))).collect()
    }

    /// Something to look out for, as the briefing has it that names it last.
    pub fn watch(&self, idx: WatchIdx) -> WatchView {
        self.watch_item(self.watch_thread(idx).newest(), idx)
    }

    pub(in crate::render) fn watch_thread(&self, idx: WatchIdx) -> &WatchThread {
        &self.site.watch[idx.at()]
    }

    fn watch_item(&self, item: ItemRef, idx: WatchIdx) -> WatchView {
        let linked = self.site.briefing(item.0);
        let typed = &linked.item.front.watch[item.1 as usize].value;
        let links = &linked.links.watch[item.1 as usize];
        let thread = self.watch_thread(idx);
        let zone = &self.site.config.zone;
        let id = linked.item.anchors.watch[item.1 as usize].clone();
        let past = thread.when.is_some_and(|when| when.last_day(zone) < self.newest_day());
        let came = thread.came.iter().filter(|_| past).take(MOST_OUTCOMES).map(|event| {
            let event = self.event(*event);
            LinkView {
                title: event.text,
                href: event.href,
                language: event.language,
                direction: event.direction,
            }
        });
        WatchView {
            href: self.item_link("", &linked.item, &id).href,
            id,
            text: self.typeset(typed.text.text_or_empty()),
            language: self.foreign(linked.item.front.lang.text()),
            direction: self.direction(linked.item.front.lang.text()),
            date: thread.when.map(|when| self.when(when)),
            iso: thread.when.map(|when| when.first_day(zone).to_string()),
            place: links.place.map(|place| self.dossier(place)),
            who: self.parties(&links.who),
            sources: links.sources.iter().map(|cited| self.cited(*cited, &linked.item)).collect(),
            briefing: self.briefing(item.0),
            published: self.published(&linked.item),
            past,
            came: came.collect(),
            next: thread.next.filter(|_| past).map(|briefing| self.briefing(briefing)),
        }
    }
}
