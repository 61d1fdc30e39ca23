//! The stages in a row. `build`, `check` and `serve` run this and differ only in the last step.

mod drawing;

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostics, Place, Renewed};
use crate::inspect::Inspector;
use crate::link;
pub use crate::link::Release;
use crate::load;
pub use crate::load::{CacheFolder, Project};
use crate::model::address::path::ContentPath;
use crate::model::graph::body::{Body, LinkTarget};
use crate::model::graph::plan::{Artifact, Planned};
use crate::model::graph::site::Site;
use crate::model::graph::uses::Uses;
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::BriefingIdx;
use crate::render;
pub use crate::render::Plan;
pub use drawing::Drawer;

/// What earlier runs have read. A build starts without it; `serve` keeps it.
#[derive(Clone, Default)]
pub struct Memo {
    files: load::Memo,
    bodies: link::Memo,
}

/// From a site's files to the plan of its output. Nothing is rendered yet.
pub fn plan(project: &Project, release: &Release, memo: Option<&mut Memo>, diags: &mut Diagnostics) -> Plan {
    let (files, bodies) = memo.map(|memo| (&mut memo.files, &mut memo.bodies)).unzip();
    let (content, theme) = load::load(project, files, diags);
    let words = load::words(&theme, &content.config.language, diags);
    let (mut site, withheld) = link::link(content, &words, release, bodies, diags);
    site.pictures = drawing::photographs(&site, project.cache.as_ref(), diags);
    site.cards = drawing::cards(&site, &theme.typefaces, diags);
    render::plan(site, withheld, theme, words, diags)
}

/// From a site's files to what is linked, without a plan, including drafts and what is in the future. `now`
/// decides which of it is marked as out.
pub fn linked(project: &Project, now: Timestamp, diags: &mut Diagnostics) -> Site {
    let (content, theme) = load::load(project, None, diags);
    let words = load::words(&theme, &content.config.language, diags);
    let release = Release { now, drafts: true, future: true };
    link::link(content, &words, &release, None, diags).0
}

/// From a site's files to everything that has an id, and where it is named.
pub fn uses(project: &Project, diags: &mut Diagnostics) -> Uses {
    let (content, _) = load::load(project, None, diags);
    link::uses(content)
}

/// The pages and files of a plan, each looked at when it is made.
pub struct Making<'p> {
    /// What is made.
    pub plan: &'p Plan,
    inspector: Option<Inspector<'p>>,
    drawer: Drawer<'p>,
}

impl<'p> Making<'p> {
    /// Begins. What is already wrong in the content would only be found a second time in the pages, so
    /// nothing is looked at after errors.
    pub fn new(project: &Project, plan: &'p Plan, diags: &Diagnostics) -> Self {
        let config = &plan.site().config;
        let inspector = (!diags.has_errors()).then(|| {
            let inspector = Inspector::new(&plan.entries, &config.base, &plan.withheld);
            inspector.allowing(config.file.csp.get()).knowing(dead_links(plan.site(), diags))
        });
        Self { plan, inspector, drawer: Drawer::new(project.cache.as_ref(), plan) }
    }

    /// Makes one page or file and reports what is wrong with it. `None` if a template has a problem.
    pub fn make(&self, planned: &Planned, diags: &mut Diagnostics) -> Option<Artifact> {
        let artifact = self.plan.render(planned, diags)?;
        if let Some(inspector) = &self.inspector {
            inspector.look(planned, &artifact, diags);
        }
        self.drawer.finish(planned, artifact, diags)
    }

    /// Removes from the cache folder what the plan does not use. To be called when it is published.
    pub fn tidy(&self) {
        self.drawer.tidy();
    }

    /// Whether what was made fills more than half of what a host takes.
    pub fn is_nearly_full(&self) -> bool {
        self.inspector.as_ref().is_some_and(Inspector::is_nearly_full)
    }

    /// Reports what can be seen only when everything is made.
    pub fn finish(&self, diags: &mut Diagnostics) {
        if let Some(inspector) = &self.inspector {
            inspector.finish(diags);
        }
    }
}

/// What texts of the archive link to in vain: addresses with the base path, and `#ids`.
pub fn dead_links(site: &Site, diags: &Diagnostics) -> FxHashSet<String> {
    let mut dead = FxHashSet::default();
    let counted = diags.counted();
    for briefing in site.briefings.iter().filter(|_| !counted.is_empty()) {
        let path = briefing.item.article.source.path.as_str();
        let Some(starts) = counted.get(path) else { continue };
        for link in briefing.body.links.iter().filter(|link| starts.contains(&link.span.range().start)) {
            if let LinkTarget::Path(path) = &link.to {
                dead.insert(format!("{}{}", site.config.base.path(), path.trim_start_matches('/')));
            }
            dead.extend(link.fragment.iter().map(|id| format!("#{id}")));
        }
    }
    dead
}

impl Memo {
    /// Has a file of the content folder read again the next time, whatever its stamp says.
    pub fn forget(&mut self, path: &ContentPath) {
        self.files.forget(path);
    }
}

/// The new text of one briefing. The graph does not depend on what changed in it.
pub struct Revision {
    idx: BriefingIdx,
    briefing: Arc<Briefing>,
    body: Body,
    /// The problems that its text has a part in, if no others can have changed.
    problems: Option<Renewed>,
}

/// Reads a briefing again after a save. `None` if more than its headline, summary and body may have
/// changed: then only [`plan`] produces what a build would.
pub fn revise(project: &Project, memo: &Memo, plan: &Plan, path: &ContentPath) -> Option<Revision> {
    let site = plan.site();
    let at = site.briefings.iter().position(|briefing| briefing.item.article.path == *path)?;
    let idx = BriefingIdx::new(at);
    let (briefing, of_file) = load::read_again(project, &memo.files, path)?;
    let (body, of_text) = link::read_again(&memo.bodies, (site, plan.words()), idx, &briefing)?;
    let problems = of_text.map(|mut of_text| {
        of_text.before.merge(of_file.before);
        of_text.now.merge(of_file.now);
        of_text
    });
    Some(Revision { idx, briefing, body, problems })
}

impl Revision {
    /// Puts the new text into the plan that it was read for. Returns what became of its problems and where it
    /// is, if the problems of the rest of the site cannot have changed.
    pub fn enter(self, plan: &mut Plan) -> Option<(Renewed, Place)> {
        let article = &self.briefing.article;
        let text = article.place(article.body);
        plan.revise(self.idx, self.briefing, self.body);
        Some((self.problems?, text))
    }
}
