//! A briefing that is read aloud.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;
use crate::model::value::id::BriefingIdx;
use crate::model::value::played::{Duration, Played};
use crate::render::wording::Wording;

/// The recording of a briefing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RecordingView {
    /// The link to the file.
    pub href: String,
    /// Its media type, such as `audio/mpeg`.
    pub media_type: &'static str,
    /// What it is called: its title, or the headline.
    pub title: String,
    /// How long it lasts, such as `12:30`.
    pub duration: Option<String>,
}

/// The recording of a briefing, for those who fetch it.
pub(in crate::render) struct Recorded {
    pub(in crate::render) url: UrlPath,
    pub(in crate::render) media_type: &'static str,
    /// Its size in bytes.
    pub(in crate::render) length: u64,
    pub(in crate::render) title: String,
    pub(in crate::render) duration: Option<Duration>,
}

/// The recording of a briefing, if it has one.
pub(in crate::render) fn of(site: &Site, wording: &Wording, idx: BriefingIdx) -> Option<Recorded> {
    let linked = site.briefing(idx);
    let path = linked.body.recording.as_ref()?;
    let audio = linked.item.front.audio.get()?;
    Some(Recorded {
        url: UrlPath::media(path),
        media_type: Played::of(path.as_str())?.1,
        length: site.media.get(path)?.bytes,
        title: wording.typeset(audio.title().unwrap_or(&linked.item.title)),
        duration: audio.duration(),
    })
}

/// The same for its page.
pub(in crate::render) fn view(site: &Site, wording: &Wording, idx: BriefingIdx) -> Option<RecordingView> {
    let Recorded { url, media_type, title, duration, .. } = of(site, wording, idx)?;
    let href = site.config.base.href(&url);
    Some(RecordingView { href, media_type, title, duration: duration.map(Duration::clock) })
}
