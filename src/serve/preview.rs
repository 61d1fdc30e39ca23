//! The site as it stands: what a request is answered with, and how a change gets in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use percent_encoding::percent_decode_str;
use tokio::sync::watch;

use super::Shared;
use crate::diagnostic::{
    Diagnostic, Diagnostics, Place, Renewed, Severity, Style, render_human, render_summary,
};
use crate::model::address::path::ContentPath;
use crate::model::address::url::OutputPath;
use crate::model::graph::plan::{Artifact, Planned, What};
use crate::model::graph::site::Site;
use crate::pipeline::{self, CacheFolder, Drawer, Memo, Plan, Project, Release};
use crate::publish;

/// How many pages are kept in case their next version cannot be made.
const MOST_KEPT: usize = 256;
/// How many problems the panel of a page lists.
const MOST_LISTED: usize = 30;

/// What a request is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type, with the encoding of texts.
    pub media_type: String,
    /// Changes with the bytes and only with them.
    pub tag: String,
    /// Where to go instead, as a path with the base path.
    pub location: Option<String>,
    /// The bytes, without the reload script.
    pub body: Vec<u8>,
}

/// The site as it stands. Shared by all connections.
pub struct Preview {
    plan: RwLock<Plan>,
    problems: Mutex<Arc<Vec<Diagnostic>>>,
    /// Template problems that were found since, by the pages they were found on.
    unrendered: Mutex<HashMap<OutputPath, Vec<Diagnostic>>>,
    /// The pages that were served last, as long as they could be made.
    good: Mutex<HashMap<OutputPath, Vec<u8>>>,
    /// Keeps what was drawn.
    cache: Option<CacheFolder>,
    /// Distinguishes this run of the server from others.
    boot: u64,
    version: watch::Sender<u64>,
}

/// The side that changes a preview: what to read, and what was read.
pub struct Session {
    project: Project,
    release: Release,
    /// Held while anything is put into the preview.
    known: Mutex<Known>,
    preview: Shared,
}

#[derive(Default)]
struct Known {
    memo: Memo,
    /// The problems of the last plan, as they were reported.
    problems: Diagnostics,
    /// The briefings that were revised since the site was last read for linking, each with the problems that its
    /// text has a part in.
    revised: BTreeMap<ContentPath, Diagnostics>,
    /// Whether something has changed since then whose meaning for the site only linking can show.
    is_behind: bool,
    /// Whether the site is being linked.
    is_linking: bool,
}

/// What saving one file has led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revised {
    /// Nothing: more than the text of a briefing may have changed.
    No,
    /// The new text is shown. What it means for the problems of the site is not known.
    Shown,
    /// The new text is shown, and all problems are known. There is nothing to link.
    Settled,
}

impl Session {
    /// Reads a site.
    pub fn new(project: Project, release: Release) -> Self {
        let (mut memo, mut diags) = (Memo::default(), Diagnostics::default());
        let plan = pipeline::plan(&project, &release, Some(&mut memo), &mut diags);
        let preview = Preview {
            plan: RwLock::new(plan),
            problems: Mutex::new(Arc::new(diags.clone().into_sorted())),
            unrendered: Mutex::default(),
            good: Mutex::default(),
            cache: project.cache.clone(),
            boot: RandomState::new().build_hasher().finish(),
            version: watch::Sender::new(0),
        };
        let known = Mutex::new(Known { memo, problems: diags, ..Known::default() });
        Self { project, release, known, preview: Arc::new(preview) }
    }

    /// The side that is read from.
    pub fn preview(&self) -> Shared {
        Arc::clone(&self.preview)
    }

    /// The folder with `site.yaml`.
    pub(super) fn root(&self) -> &Path {
        &self.project.root
    }

    /// Puts the new text of a briefing in place.
    pub fn revise(&self, path: &ContentPath) -> Revised {
        let mut known = locked(&self.known);
        let Some(problems) = self.enter_revision(&known.memo, path) else {
            known.is_behind = true;
            return Revised::No;
        };
        let settled = problems.and_then(|(problems, text)| known.settle(path, problems, &text));
        let revised = match settled {
            Some(problems) => {
                *locked(&self.preview.problems) = Arc::new(problems);
                locked(&self.preview.unrendered).clear();
                Revised::Settled
            }
            None => {
                known.is_behind = true;
                known.revised.entry(path.clone()).or_default();
                Revised::Shown
            }
        };
        self.preview.change();
        revised
    }

    /// `None` if the file holds more than a new text; otherwise what became of the problems, if that is
    /// known.
    fn enter_revision(&self, memo: &Memo, path: &ContentPath) -> Option<Option<(Renewed, Place)>> {
        let revision = pipeline::revise(&self.project, memo, &self.preview.plan(), path)?;
        Some(revision.enter(&mut self.preview.plan.write().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Links the whole site anew. The files named are read again in any case. Briefings may be
    /// revised meanwhile.
    pub fn link(&self, changed: &BTreeSet<ContentPath>) {
        let mut known = locked(&self.known);
        let revised = std::mem::take(&mut known.revised);
        // What is revised from here on may or may not be read by this run.
        known.is_linking = true;
        known.is_behind = false;
        let mut memo = known.memo.clone();
        drop(known);
        changed.iter().chain(revised.keys()).for_each(|path| memo.forget(path));
        let mut diags = Diagnostics::default();
        let plan = pipeline::plan(&self.project, &self.release, Some(&mut memo), &mut diags);
        let preview = &self.preview;
        let mut known = locked(&self.known);
        known.is_linking = false;
        known.problems = diags.clone();
        let last_memo = std::mem::replace(&mut known.memo, memo);
        let mut current = preview.plan.write().unwrap_or_else(PoisonError::into_inner);
        let last_plan = std::mem::replace(&mut *current, plan);
        drop(current);
        for path in known.revised.keys() {
            self.enter_revision(&known.memo, path);
        }
        *locked(&preview.problems) = Arc::new(diags.into_sorted());
        drop(known);
        locked(&preview.unrendered).clear();
        preview.change();
        // Large, and nobody waits while they are dropped.
        drop((last_plan, last_memo));
    }

    /// Forgets everything that was read.
    pub(super) fn forget(&self) {
        *locked(&self.known) = Known::default();
    }
}

impl Known {
    /// The problems of the site with those of a new text; `None` if others may have changed.
    fn settle(&mut self, path: &ContentPath, mut of_text: Renewed, text: &Place) -> Option<Vec<Diagnostic>> {
        if let Some(last) = self.revised.remove(path) {
            of_text.before = last;
        }
        // Some checks are left out while there are errors.
        let has_errors = of_text.before.has_any_error() || of_text.now.has_any_error();
        if self.is_behind || self.is_linking || has_errors || !self.problems.renew(&of_text, text) {
            return None;
        }
        self.revised.insert(path.clone(), of_text.now);
        Some(self.problems.clone().into_sorted())
    }
}

impl Preview {
    /// Answers a request for a path as it was sent: encoded, with the base path.
    pub fn answer(&self, path: &str) -> Answer {
        let plan = self.plan();
        let base = plan.site().config.base.path();
        let Some(inside) = path.strip_prefix(base) else {
            if path == "/" || format!("{path}/") == base {
                return redirect(base.to_owned());
            }
            return self.missing(&plan);
        };
        let decoded = percent_decode_str(inside).decode_utf8_lossy().into_owned();
        let index = if decoded.is_empty() || decoded.ends_with('/') { "index.html" } else { "" };
        if let Some(planned) = find(&plan, &format!("{decoded}{index}")) {
            return self.page(&plan, planned, 200);
        }
        // As GitHub Pages does: a folder without its slash, and a page without its extension.
        if index.is_empty() && find(&plan, &format!("{decoded}/index.html")).is_some() {
            return redirect(format!("{path}/"));
        }
        match find(&plan, &format!("{decoded}.html")).filter(|_| index.is_empty()) {
            Some(planned) => self.page(&plan, planned, 200),
            None => self.missing(&plan),
        }
    }

    /// Every URL of the site, under its base path.
    pub fn urls(&self) -> Vec<String> {
        let plan = self.plan();
        plan.entries.iter().map(|planned| plan.site().config.base.href(&planned.url)).collect()
    }

    /// The path under which the site is served, with `/` at both ends.
    pub fn base(&self) -> String {
        self.plan().site().config.base.path().to_owned()
    }

    /// Lets the caller look at the site.
    pub fn read<T>(&self, look: impl FnOnce(&Site) -> T) -> T {
        look(self.plan().site())
    }

    /// The problems of the site, by file and position.
    pub fn problems(&self) -> Arc<Vec<Diagnostic>> {
        let found = Arc::clone(&locked(&self.problems));
        let unrendered = locked(&self.unrendered);
        if unrendered.is_empty() {
            return found;
        }
        let mut diags = Diagnostics::default();
        diags.extend(found.iter().cloned().chain(unrendered.values().flatten().cloned()));
        Arc::new(diags.into_sorted())
    }

    /// The name of the current state.
    pub(super) fn version(&self) -> String {
        format!("{:x}-{}", self.boot, *self.version.borrow())
    }

    /// The tags of the theme's style sheets, and of its other files.
    pub(super) fn assets(&self) -> [String; 2] {
        let plan = self.plan();
        let (mut styles, mut others) = (DefaultHasher::new(), DefaultHasher::new());
        for (path, bytes) in plan.assets() {
            let hasher = if path.ends_with(".css") { &mut styles } else { &mut others };
            (path, bytes).hash(hasher);
        }
        [styles, others].map(|hasher| format!("{:016x}", hasher.finish()))
    }

    /// Hears of every change.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// The current state for the panel: its version and problems, errors first.
    pub(super) fn state(&self) -> serde_json::Value {
        let version = self.version();
        let problems = self.problems();
        let mut listed: Vec<&Diagnostic> = problems.iter().collect();
        listed.sort_by_key(|problem| match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        });
        let style = Style { colour: false, all: true, no_source: false };
        let text = |problem: &Diagnostic| render_human(std::slice::from_ref(problem), style);
        let listed = listed.into_iter().take(MOST_LISTED).map(
            |problem| serde_json::json!({ "severity": problem.severity.to_string(), "text": text(problem).trim() }),
        );
        let [styles, others] = self.assets();
        serde_json::json!({
            "version": version,
            "styles": styles,
            "others": others,
            "summary": render_summary(&problems),
            "unlisted": problems.len().saturating_sub(MOST_LISTED),
            "problems": listed.collect::<Vec<_>>(),
        })
    }

    fn change(&self) {
        self.version.send_modify(|version| *version += 1);
    }

    fn plan(&self) -> std::sync::RwLockReadGuard<'_, Plan> {
        self.plan.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a host shows where there is nothing.
    fn missing(&self, plan: &Plan) -> Answer {
        match plan.entries.iter().find(|planned| planned.what == What::NotFound) {
            Some(planned) => self.page(plan, planned, 404),
            None => Answer { status: 404, ..text("There is nothing here.") },
        }
    }

    /// Makes a page. If its template is broken, the last version that could be made stands in.
    fn page(&self, plan: &Plan, planned: &Planned, status: u16) -> Answer {
        let mut diags = Diagnostics::default();
        let artifact = plan.render(planned, &mut diags);
        let artifact = artifact.and_then(|artifact| {
            Drawer::new(self.cache.as_ref(), plan).finish(planned, artifact, &mut diags)
        });
        let body = match artifact {
            Some(Artifact::Bytes(bytes)) => Some(bytes),
            Some(Artifact::Shared(bytes)) => Some(bytes.to_vec()),
            Some(Artifact::Copy(file, _)) => read(&file),
            Some(Artifact::Drawing(_)) | None => {
                self.note(&planned.output, diags.into_sorted());
                None
            }
        };
        let mut good = locked(&self.good);
        let body = match body {
            Some(body) => {
                if good.len() >= MOST_KEPT && !good.contains_key(&planned.output) {
                    good.clear();
                }
                if is_page(&planned.output) {
                    good.insert(planned.output.clone(), body.clone());
                }
                body
            }
            None => match good.get(&planned.output) {
                Some(body) => body.clone(),
                None => return broken(),
            },
        };
        let media_type = media_type(&planned.output);
        Answer { status, media_type, tag: tag(&body), location: None, body }
    }

    /// Adds the problems of a page that could not be made, if they are new.
    fn note(&self, output: &OutputPath, problems: Vec<Diagnostic>) {
        let mut unrendered = locked(&self.unrendered);
        if unrendered.get(output) != Some(&problems) {
            unrendered.insert(output.clone(), problems);
            drop(unrendered);
            self.change();
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Entries are in order of output path.
fn find<'p>(plan: &'p Plan, output: &str) -> Option<&'p Planned> {
    let at = plan.entries.binary_search_by(|planned| planned.output.as_str().cmp(output)).ok()?;
    plan.entries.get(at)
}

/// A file beside pages is sent as it is.
fn read(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    publish::open(file).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn is_page(output: &OutputPath) -> bool {
    output.as_str().ends_with(".html")
}

fn media_type(output: &OutputPath) -> String {
    let guess = mime_guess::from_path(output.as_str()).first_or_octet_stream();
    match (guess.type_().as_str(), guess.subtype().as_str()) {
        ("text", _) | (_, "javascript" | "json" | "xml") => format!("{}; charset=utf-8", guess.essence_str()),
        _ => guess.essence_str().to_owned(),
    }
}

/// The tag of some bytes, as it appears in `ETag`.
fn tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

fn redirect(location: String) -> Answer {
    Answer { status: 301, location: Some(location), ..text("This page is somewhere else.") }
}

fn text(text: &str) -> Answer {
    let body = text.as_bytes().to_vec();
    Answer {
        status: 200,
        media_type: "text/plain; charset=utf-8".to_owned(),
        tag: tag(&body),
        location: None,
        body,
    }
}

/// A page that could never be made; the panel says why.
fn broken() -> Answer {
    let body = b"<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>This page cannot be made</title>\n<body><h1>This page cannot be made</h1>\n<p>The site's problems say why.</p>\n</body></html>\n".to_vec();
    Answer {
        status: 500,
        media_type: "text/html; charset=utf-8".to_owned(),
        tag: tag(&body),
        location: None,
        body,
    }
}
