//! The live preview: a site in memory, rendered when asked for, and read again when a file changes.
//!
//! In: a project. Out: answers over HTTP that are byte for byte what a build with drafts and future briefings
//! writes, and the problems of the site. One thread hears of changes and shows new texts at once, another
//! links the whole site anew after each change that may reach further; connections only read from the
//! [`Preview`].

mod http;
mod preview;
mod watch;

use std::collections::{BTreeSet, HashMap};
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::address::path::ContentPath;

pub use preview::{Answer, Preview, Revised, Session};
use watch::{Changes, Watch};

/// How long a folder must be quiet before the whole site is linked anew.
const SETTLED: Duration = Duration::from_millis(40);
/// The longest that a burst of changes can put that off.
const PATIENCE: Duration = Duration::from_secs(1);

/// What happened, for whoever tells the user.
pub enum Event<'a> {
    /// One briefing has a new text, and its page is ready.
    Revised {
        /// The file.
        path: &'a ContentPath,
        /// How long it took.
        took: Duration,
        /// What became of the problems, as far as that is known.
        news: Option<News<'a>>,
    },
    /// The whole site was linked anew.
    Linked {
        /// The Markdown files and files beside them that were changed.
        changed: &'a BTreeSet<ContentPath>,
        /// How long it took.
        took: Duration,
        /// What became of the problems, if they have changed.
        news: Option<News<'a>>,
    },
    /// Reading the site panicked. The last site stays.
    Stuck,
}

/// How the problems of a site differ from those before a change. One that is only on another line of its file
/// is the same.
pub struct News<'a> {
    /// Those that were not there before.
    pub new: Vec<Diagnostic>,
    /// Those that are no longer there.
    pub gone: Vec<Diagnostic>,
    /// All that are there now.
    pub all: &'a [Diagnostic],
}

impl<'a> News<'a> {
    /// Compares two lists. `None` if they are the same.
    pub fn new(before: &'a [Diagnostic], all: &'a [Diagnostic]) -> Option<Self> {
        let (gone, new) = (missing(before, all), missing(all, before));
        (!new.is_empty() || !gone.is_empty()).then_some(Self { new, gone, all })
    }
}

/// Those in a list that another one lacks, each as often as it is lacking.
fn missing(list: &[Diagnostic], other: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut there: HashMap<_, usize> = HashMap::new();
    other.iter().for_each(|one| *there.entry(identity(one)).or_default() += 1);
    let mut missing = Vec::new();
    for one in list {
        match there.get_mut(&identity(one)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => missing.push(one.clone()),
        }
    }
    missing
}

/// What distinguishes a problem from others, wherever in its file it is.
fn identity(one: &Diagnostic) -> (Code, Severity, Option<&str>, &str) {
    let path = one.place.as_ref().map(|place| place.source.path.as_str());
    (one.code, one.severity, path, &one.message)
}

/// Answers requests until the user stops the program. `names` are the host names that it answers to
/// besides the usual ones of this machine. `ready` is called once, when requests are answered.
pub fn run(
    session: Session,
    listener: TcpListener,
    names: Vec<String>,
    ready: impl FnOnce(),
    tell: impl Fn(&Event<'_>) + Send + Sync + 'static,
) -> anyhow::Result<()> {
    let preview = session.preview();
    let mut watch = Watch::new(session.root())?;
    let (changed, changes) = channel();
    let (session, tell) = (Arc::new(session), Arc::new(tell));
    let (own_session, own_tell) = (Arc::clone(&session), Arc::clone(&tell));
    let revise = move || {
        while let Some(changes) = watch.next() {
            if revise(&own_session, &changes, &*own_tell) && changed.send(changes).is_err() {
                return;
            }
        }
    };
    let link = move || {
        while let Ok(first) = changes.recv() {
            link(&session, &settled(first, &changes), &*tell);
        }
    };
    std::thread::Builder::new().name("revise".to_owned()).spawn(revise)?;
    std::thread::Builder::new().name("link".to_owned()).spawn(link)?;
    http::serve(preview, listener, names, ready)
}

/// Shows the new text of a briefing at once, if that is all that has changed. Returns whether the site is to
/// be linked anew. A panic is left to [`link`], which reads the same file and reports it.
fn revise(session: &Session, changes: &Changes, tell: &dyn Fn(&Event<'_>)) -> bool {
    let start = Instant::now();
    let Some(path) = changes.only_content() else { return true };
    let before = session.preview().problems();
    let revised = catch_unwind(AssertUnwindSafe(|| session.revise(path))).unwrap_or(Revised::No);
    if revised != Revised::No {
        let after = session.preview().problems();
        tell(&Event::Revised { path, took: start.elapsed(), news: News::new(&before, &after) });
    }
    revised != Revised::Settled
}

/// The first change with those that follow it closely.
fn settled(first: Changes, more: &Receiver<Changes>) -> Changes {
    let (start, mut changes) = (Instant::now(), first);
    while start.elapsed() < PATIENCE
        && let Ok(more) = more.recv_timeout(SETTLED)
    {
        changes.add(&more);
    }
    changes
}

fn link(session: &Session, changes: &Changes, tell: &dyn Fn(&Event<'_>)) {
    let start = Instant::now();
    let before = session.preview().problems();
    let linked = catch_unwind(AssertUnwindSafe(|| session.link(&changes.content)));
    if linked.is_err() {
        session.forget();
        return tell(&Event::Stuck);
    }
    let after = session.preview().problems();
    let news = News::new(&before, &after);
    tell(&Event::Linked { changed: &changes.content, took: start.elapsed(), news });
}

/// A preview that a worker and all connections share.
type Shared = Arc<Preview>;
