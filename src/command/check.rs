//! `dateline check`: every problem of the site, nothing written.

use rayon::prelude::*;

use super::root::cache;
use super::sentences::{left_out, summary};
use super::site::Options;
use super::{Outcome, terminal};
use crate::cli::SiteArgs;
use crate::diagnostic::Diagnostics;
use crate::model::graph::plan::Planned;
use crate::pipeline::Making;

/// Makes every page, looks at it, and throws it away.
pub(super) fn check(args: SiteArgs) -> anyhow::Result<Outcome> {
    let mut options = Options::try_from(args)?;
    options.project.cache = cache(&options.project.root.join("public"), true);
    let run = options.run(&[], look)?;
    options.report(&run.diagnostics)?;
    terminal::say(&summary(run.plan.site(), &run.diagnostics));
    options.fixable(&run.diagnostics).iter().for_each(|line| terminal::say(line));
    left_out(&run.plan.withheld, run.plan.site()).iter().for_each(|line| terminal::say(line));
    Ok(options.outcome(&run.diagnostics))
}

fn look(making: &Making<'_>, diags: &mut Diagnostics) {
    let look = |planned: &Planned| {
        let mut diags = Diagnostics::default();
        making.make(planned, &mut diags);
        diags
    };
    // Only the size of the search index can be a problem, and only on few sites.
    let (index, pages): (Vec<&Planned>, Vec<&Planned>) =
        making.plan.entries.iter().partition(|planned| planned.what.is_search_index());
    let mut found: Vec<Diagnostics> = pages.into_par_iter().map(look).collect();
    if making.is_nearly_full() {
        making.plan.prepare();
        found.extend(index.into_iter().map(look));
    }
    found.into_iter().for_each(|found| diags.merge(found));
    making.finish(diags);
}
