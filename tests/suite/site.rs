//! A site in a string, built in a temporary folder.
//!
//! ```text
//! -- content/briefings/2025-12-22-talks.md --
//! Crews [[peace-tlaks]] met again.
//!       ^^^^^^^^^^^^^^^ error[unknown-id]: nothing is called `peace-tlaks`
//! ```
//!
//! A line whose first visible character is `^` annotates the line above and is removed before the
//! build: the carets are under what is reported. Problems that have no place are under
//! `-- problems --`. A site without a `site.yaml` gets one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::diagnostic::{Code, Diagnostic, Diagnostics};
use dateline::inspect::Inspector;
use dateline::link::{self, Release};
use dateline::load::{self, CacheFolder, Project};
use dateline::model::address::url::BaseUrl;
use dateline::model::graph::plan::Artifact;
use dateline::model::theme::Theme;
use dateline::pipeline;
use dateline::render::{self, Plan};
use serde_json::{Map, Value};
use tempfile::TempDir;

const SITE: &str = "title: Test\nbase_url: https://example.org/\nid: test\n";

/// Reported for nearly every small site; compared only by tests that name them.
const USUAL: [Code; 23] = [
    Code::NoSiteId,
    Code::NoStoryline,
    Code::MissingSummary,
    Code::FigureWithoutSource,
    Code::FigureWithoutSpeaker,
    Code::QuoteWithoutSpeaker,
    Code::QuoteWithoutSource,
    Code::UncitedSource,
    Code::BareSource,
    Code::OneRoot,
    Code::WeaklyConfirmed,
    Code::AccountsDiffer,
    Code::LargeChange,
    Code::NeverMentioned,
    Code::SilentStoryline,
    Code::StaleQuestion,
    Code::WatchPassed,
    Code::UnmatchedAnswer,
    Code::FutureEvent,
    Code::EmptyCorrection,
    Code::EqualTitles,
    Code::HeavyPage,
    Code::NoTypeface,
];

/// What came of a site.
pub(crate) struct Outcome {
    /// The artifacts by output path; empty where a template failed.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The problems in the order they are shown.
    pub(crate) problems: Vec<Diagnostic>,
}

impl Outcome {
    /// A page as text.
    pub(crate) fn page(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| {
            panic!("no `{path}` among {:?}\n{:?}", self.files.keys().collect::<Vec<_>>(), self.codes())
        });
        std::str::from_utf8(bytes).unwrap()
    }

    /// The part of a page between two texts, neither included.
    pub(crate) fn between(&self, path: &str, from: &str, to: &str) -> &str {
        let page = self.page(path);
        let start = page.find(from).unwrap_or_else(|| panic!("no `{from}` in {page}")) + from.len();
        let end = page[start..].find(to).unwrap_or_else(|| panic!("no `{to}` in {page}"));
        page[start..start + end].trim()
    }

    /// The graph of the data files as one value.
    pub(crate) fn graph(&self) -> Value {
        graph(&self.files)
    }

    /// The names of the codes of all problems, in the order they are shown.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.problems.iter().map(|problem| problem.code.name()).collect()
    }
}

/// The data files of a site joined into one: the lists of the years one after the other, and those of
/// storylines and dossiers in place of their counts, which must be right.
pub(crate) fn graph(files: &BTreeMap<String, Vec<u8>>) -> Value {
    let read = |path: &str| -> Map<String, Value> {
        let bytes = files.get(path).unwrap_or_else(|| panic!("no `{path}`"));
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let mut graph = read("data/digest.json");
    let links = graph["years"].as_array().unwrap().clone();
    let years: Vec<_> = links
        .iter()
        .map(|link| read(&format!("data/digest-{:04}.json", link["year"].as_i64().unwrap())))
        .collect();
    let count = files.keys().filter(|path| path.starts_with("data/digest-")).count();
    assert_eq!(count, years.len(), "files of years that `years` does not name");
    for (link, year) in links.iter().zip(&years) {
        let of = |key: &str| (&year[key], &link[key]);
        assert_eq!(of("year").0, of("year").1);
        assert_eq!((&year["version"], &year["site"]), (&graph["version"], &graph["site"]));
        for key in ["briefings", "editions"] {
            assert_eq!(of(key).0.as_array().unwrap().len() as u64, of(key).1.as_u64().unwrap(), "{key}");
        }
    }
    let list = |year: &Map<String, Value>, key: &str| year[key].as_array().unwrap().clone();
    for key in ["briefings", "editions", "events", "questions", "watch"] {
        let all = years.iter().flat_map(|year| list(year, key)).collect();
        assert!(graph.insert(key.to_owned(), Value::Array(all)).is_none(), "{key} grows with the archive");
    }
    for (name, lists) in
        [("storylines", &["briefings", "sections"][..]), ("dossiers", &["about", "sections", "mentioned_in"])]
    {
        for item in graph[name].as_array_mut().unwrap() {
            let of_item =
                |year: &Map<String, Value>| list(year, name).into_iter().find(|of| of["id"] == item["id"]);
            let shares: Vec<_> =
                years.iter().filter_map(|year| Some((year["year"].clone(), of_item(year)?))).collect();
            assert_eq!(item["years"], shares.iter().map(|(year, _)| year.clone()).collect::<Value>());
            for key in lists {
                let all: Vec<Value> = shares
                    .iter()
                    .flat_map(|(_, of)| of[key].as_array().cloned().unwrap_or_default())
                    .collect();
                assert_eq!(item[key], all.len(), "{key} of {}", item["id"]);
                item[key] = Value::Array(all);
            }
        }
    }
    Value::Object(graph)
}

/// How a site is built.
#[derive(Clone, Copy)]
pub(crate) struct How {
    /// The time of the run.
    pub(crate) now: &'static str,
    /// As `--drafts`.
    pub(crate) drafts: bool,
    /// As `--future`.
    pub(crate) future: bool,
    /// As `--base-url`.
    pub(crate) base: Option<&'static str>,
}

impl Default for How {
    fn default() -> Self {
        Self { now: "2026-06-01T00:00:00Z", drafts: false, future: false, base: None }
    }
}

/// Builds a site in a string.
pub(crate) fn build(text: &str) -> Outcome {
    build_as(text, How::default())
}

/// Writes a site in a string into a temporary folder.
pub(crate) fn in_folder(text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &parse(text).0);
    folder
}

/// Builds a site in a string at a given time.
pub(crate) fn build_as(text: &str, how: How) -> Outcome {
    let folder = in_folder(text);
    crate::schema::hold(folder.path());
    let outcome = run(folder.path(), how);
    crate::fixing::hold(folder.path(), &outcome.problems);
    outcome
}

/// The plan of the site in a folder.
pub(crate) fn plan(root: &Path, how: How, diags: &mut Diagnostics) -> Plan {
    let base = how.base.map(|base| BaseUrl::parse(base).unwrap());
    let cache = Some(CacheFolder { path: root.join(".public.cache"), is_read_only: false });
    plan_project(&Project { base, cache, ..Project::at(root) }, how, diags)
}

fn plan_project(project: &Project, how: How, diags: &mut Diagnostics) -> Plan {
    let release = Release { now: how.now.parse().unwrap(), drafts: how.drafts, future: how.future };
    pipeline::plan(project, &release, None, diags)
}

/// Builds a site in a string without holding it to the schemas: YAML may give damaged values other
/// types than Dateline does.
pub(crate) fn build_damaged(text: &str) -> Outcome {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &parse(text).0);
    let outcome = run(folder.path(), How::default());
    crate::fixing::hold_damaged(folder.path(), &outcome.problems);
    outcome
}

/// Builds the site in a folder, without publishing it. That a small site has no id is no news.
pub(crate) fn run(root: &Path, how: How) -> Outcome {
    let mut outcome = run_with_all_notes(root, how);
    outcome.problems.retain(|problem| problem.code != Code::NoSiteId);
    outcome
}

/// The same for a project as it is.
#[cfg(feature = "pictures")]
pub(crate) fn run_project(project: &Project, how: How) -> Outcome {
    let mut diags = Diagnostics::default();
    let plan = plan_project(project, how, &mut diags);
    let mut outcome = made(&plan, diags);
    outcome.problems.retain(|problem| problem.code != Code::NoSiteId);
    outcome
}

/// The same, with everything that is said.
pub(crate) fn run_with_all_notes(root: &Path, how: How) -> Outcome {
    let mut diags = Diagnostics::default();
    let plan = plan(root, how, &mut diags);
    made(&plan, diags)
}

/// Builds the site in a folder with a theme other than its own.
pub(crate) fn run_changed(root: &Path, how: How, change: impl FnOnce(&mut Theme)) -> Outcome {
    let mut diags = Diagnostics::default();
    let project = Project::at(root);
    let release = Release { now: how.now.parse().unwrap(), drafts: how.drafts, future: how.future };
    let (content, mut theme) = load::load(&project, None, &mut diags);
    change(&mut theme);
    let words = load::words(&theme, &content.config.language, &mut diags);
    let (site, withheld) = link::link(content, &words, &release, None, &mut diags);
    made(&render::plan(site, withheld, theme, words, &mut diags), diags)
}

/// Everything that a plan makes.
fn made(plan: &Plan, mut diags: Diagnostics) -> Outcome {
    let mut files = BTreeMap::new();
    let base = plan.site().config.base.clone();
    let inspector = (!diags.has_errors()).then(|| {
        let inspector = Inspector::new(&plan.entries, &base, &plan.withheld);
        let inspector = inspector.allowing(plan.site().config.file.csp.get());
        inspector.knowing(pipeline::dead_links(plan.site(), &diags))
    });
    for planned in &plan.entries {
        let artifact = plan.render(planned, &mut diags);
        if let (Some(inspector), Some(artifact)) = (&inspector, &artifact) {
            inspector.look(planned, artifact, &mut diags);
        }
        let bytes = match artifact {
            Some(Artifact::Bytes(bytes)) => bytes,
            Some(Artifact::Shared(bytes)) => bytes.to_vec(),
            Some(Artifact::Copy(path, _)) => fs::read(path).unwrap(),
            // It would be drawn when it is published.
            Some(Artifact::Drawing(drawing)) => drawing.svg.into_bytes(),
            None => continue,
        };
        files.insert(planned.output.as_str().to_owned(), bytes);
    }
    if let Some(inspector) = &inspector {
        inspector.finish(&mut diags);
    }
    Outcome { files, problems: diags.into_sorted() }
}

/// Builds a site in a string and compares its problems with the annotations.
pub(crate) fn check(text: &str) -> Outcome {
    let (files, mut expected) = parse(text);
    let folder = TempDir::new().unwrap();
    write(folder.path(), &files);
    crate::schema::hold(folder.path());
    let outcome = run_with_all_notes(folder.path(), How::default());
    crate::fixing::hold(folder.path(), &outcome.problems);
    let named = |code: Code| expected.iter().any(|line| line.contains(&format!("[{code}]")));
    let ignored: Vec<Code> = USUAL.into_iter().filter(|code| !named(*code)).collect();
    let shown = outcome.problems.iter().filter(|problem| !ignored.contains(&problem.code));
    let mut found: Vec<String> = shown.map(describe).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "the problems (left) are not those of the annotations (right)");
    for problem in &outcome.problems {
        assert!(problem.help.is_some(), "no help for {}", describe(problem));
    }
    outcome
}

/// `path:line:column:width: severity[code]: message`
fn describe(problem: &Diagnostic) -> String {
    let Diagnostic { code, severity, message, place, .. } = problem;
    let Some(place) = place else { return format!("{severity}[{code}]: {message}") };
    let (line, column) = place.line_column();
    let text = place.text();
    let width = text.lines().next().unwrap_or_default().trim_end_matches('\r').chars().count().max(1);
    format!("{}:{line}:{column}:{width}: {severity}[{code}]: {message}", place.source.path)
}

/// The files of a site in a string without their annotations, and the annotations as `describe` writes them.
fn parse(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut expected = Vec::new();
    let mut in_problems = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if let Some(path) = bare.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            in_problems = path == "problems";
            if !in_problems {
                files.push((path.to_owned(), String::new()));
            }
        } else if in_problems {
            expected.extend((!bare.trim().is_empty()).then(|| bare.to_owned()));
        } else if let Some((path, content)) = files.last_mut() {
            if bare.trim_start().starts_with('^') {
                let indent = bare.chars().take_while(|c| *c != '^').count();
                let width = bare.trim_start().chars().take_while(|c| *c == '^').count();
                let rest = bare[indent + width..].trim_start();
                let row = content.matches('\n').count();
                expected.push(format!("{path}:{row}:{}:{width}: {rest}", indent + 1));
            } else {
                content.push_str(line);
            }
        }
    }
    if !files.iter().any(|(path, _)| path == "site.yaml") {
        files.push(("site.yaml".to_owned(), SITE.to_owned()));
    }
    (files, expected)
}

/// Writes the files of a site in a string.
pub(crate) fn write_site(root: &Path, text: &str) {
    write(root, &parse(text).0);
}

fn write(root: &Path, files: &[(String, String)]) {
    for (path, content) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}
