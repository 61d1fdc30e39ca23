//! `dateline check`: every problem of the site, nothing written.

use rayon::prelude::*;

use super::site::{Options, left_out, summary};
use super::{Outcome, terminal};
use crate::cli::SiteArgs;
use crate::diagnostic::Diagnostics;
use crate::inspect::Inspector;
use crate::model::graph::plan::Planned;
use crate::pipeline;

/// Makes every page, looks at it, and throws it away.
pub(super) fn check(args: SiteArgs) -> anyhow::Result<Outcome> {
    let options = Options::try_from(args)?;
    let (plan, diags) = options.on_threads(|| {
        let mut diags = Diagnostics::default();
        options.require_content(&mut diags);
        let plan = pipeline::plan(&options.project, &options.release, None, &mut diags);
        options.compare(&plan.entries, &mut diags);
        let inspector = (!diags.has_errors())
            .then(|| Inspector::new(&plan.entries, &plan.site().config.base, &plan.withheld));
        let look = |planned: &Planned| {
            let mut diags = Diagnostics::default();
            let artifact = plan.render(planned, &mut diags);
            if let (Some(inspector), Some(artifact)) = (&inspector, &artifact) {
                inspector.look(planned, artifact, &mut diags);
            }
            diags
        };
        // Of the search index only the size can be a problem, and of few sites.
        let (index, pages): (Vec<&Planned>, Vec<&Planned>) =
            plan.entries.iter().partition(|planned| planned.what.is_search_index());
        let mut found: Vec<Diagnostics> = pages.into_par_iter().map(look).collect();
        if inspector.as_ref().is_some_and(Inspector::is_nearly_full) {
            plan.prepare();
            found.extend(index.into_iter().map(look));
        }
        found.into_iter().for_each(|found| diags.merge(found));
        if let Some(inspector) = &inspector {
            inspector.finish(&mut diags);
        }
        (plan, diags)
    })?;
    let diagnostics = diags.into_sorted();
    options.report(&diagnostics)?;
    terminal::say(&summary(plan.site(), &diagnostics));
    left_out(&plan.withheld, plan.site()).iter().for_each(|line| terminal::say(line));
    Ok(options.outcome(&diagnostics))
}
