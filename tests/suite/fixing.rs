//! `dateline fix`, held on every site of the suite that has something to fix.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::diagnostic::{Code, Diagnostic, Diagnostics, Safety};
use dateline::editor::{Fixing, Wanted};
use dateline::load::Project;
use dateline::pipeline::{self, Release};

use crate::site::{How, in_folder};

/// What a site has become.
pub(crate) struct Fixed {
    /// The new texts, by path.
    pub(crate) texts: BTreeMap<String, String>,
    /// What is left.
    pub(crate) problems: Vec<Diagnostic>,
    /// How many problems were fixed, by kind.
    pub(crate) counts: BTreeMap<Code, usize>,
}

fn problems(project: &Project, how: How) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::to_be_fixed();
    let release = Release { now: how.now.parse().unwrap(), drafts: true, future: true };
    pipeline::plan(project, &release, None, &mut diags);
    diags.into_sorted()
}

/// Fixes the site in a folder without writing anything.
pub(crate) fn fixed(root: &Path, how: How, safety: Safety) -> Fixed {
    let mut project = Project::at(root);
    let mut fixing = Fixing::new(Wanted { codes: Vec::new(), safety });
    for _ in 0..10 {
        let found = problems(&project, how);
        if !fixing.round(&found, |source| {
            std::fs::read(root.join(&source.path)).is_ok_and(|bytes| bytes == source.text.as_bytes())
        }) {
            let texts = fixing.texts().collect();
            return Fixed { texts, problems: found, counts: fixing.counts };
        }
        project.unsaved = fixing.texts().collect();
    }
    panic!("after ten rounds there is more to fix: {:?}", fixing.counts);
}

/// Holds that fixes help: what has a fix is gone after it, and no file that could be read cannot be read.
pub(crate) fn hold(root: &Path, found: &[Diagnostic]) {
    let left = held(root, found);
    assert!(left.is_empty(), "these fixes do not help: {left:#?}");
}

/// The same of texts that are damaged in many ways at once: a fix need not help where something else is wrong beside
/// it.
pub(crate) fn hold_damaged(root: &Path, found: &[Diagnostic]) {
    held(root, found);
}

/// The problems that are left after their fixes.
fn held(root: &Path, found: &[Diagnostic]) -> Vec<Diagnostic> {
    if found.iter().all(|problem| problem.fix.is_none()) {
        return Vec::new();
    }
    let before = problems(&Project::at(root), How::default());
    let mut left = Vec::new();
    for safety in [Safety::Safe, Safety::Unsafe] {
        let is_wanted = |problem: &&Diagnostic| problem.fix.as_ref().is_some_and(|fix| fix.safety <= safety);
        if !before.iter().any(|problem| is_wanted(&problem)) {
            continue;
        }
        let Fixed { texts, problems, .. } = fixed(root, How::default(), safety);
        for Diagnostic { code, .. } in before.iter().chain(&problems).filter(is_wanted) {
            assert!(code.has_fix(), "`{code}` is not in the list of what can be fixed");
        }
        let worse = &unreadable(&problems) - &unreadable(&before);
        assert!(worse.is_empty(), "not readable any more: {worse:?}\n{texts:#?}\n{problems:#?}");
        left.extend(problems.iter().filter(is_wanted).cloned());
    }
    left
}

/// The files whose YAML cannot be read.
fn unreadable(problems: &[Diagnostic]) -> BTreeSet<&str> {
    let bad = problems.iter().filter(|problem| problem.code == Code::BadYaml);
    bad.filter_map(|problem| Some(problem.place.as_ref()?.source.path.as_str())).collect()
}

const SITE: &str = "
-- site.yaml --
title: Test
base_url: https://example.org/repo/
id: test
outlets: {wire: {name: Wire, kind: wire}}
series: {drones: {name: Drones, unit: drones}}
-- content/people/ada.md --
---
name: Ada Smyth
variants: [Ada Smith]
---
## Life
-- content/storylines/peace-talks.md --
---
title: Peace
former: [/stories/old-peace/]
---
-- content/briefings/hall.png --
GIF89a00000000
-- content/pages/about.md --
---
title: About
---
";

/// What is fixed in a briefing: the kind of problem, whether only `--unsafe` does it, the front matter and the text
/// before, and after.
type Case = (Code, Safety, [&'static str; 2], [&'static str; 2]);

const SAFE: Safety = Safety::Safe;
const UNSAFE: Safety = Safety::Unsafe;

/// The front matter has a title and a date already.
const CASES: &[Case] = &[
    (Code::MisspeltKey, SAFE, ["sumary: x # kept", ""], ["summary: x # kept", ""]),
    (Code::UnknownKey, SAFE, ["description: x", ""], ["summary: x", ""]),
    (Code::UnknownKey, SAFE, ["published: true\nlang: en", ""], ["lang: en", ""]),
    (Code::UnknownKey, UNSAFE, ["layout: post\nlang: en", ""], ["lang: en", ""]),
    (Code::ForeignRelease, SAFE, ["published: false", ""], ["draft: true", ""]),
    (Code::UnknownId, SAFE, ["storylines: [peace-tlaks]", ""], ["storylines: [peace-talks]", ""]),
    (Code::UnknownId, SAFE, ["storylines: ['Peace Talks']", ""], ["storylines: ['peace-talks']", ""]),
    (Code::UnknownId, UNSAFE, ["about: [adda]", ""], ["about: [ada]", ""]),
    (Code::UnknownId, SAFE, ["about: [content/people/ada.md]", ""], ["about: [ada]", ""]),
    (Code::UnknownId, SAFE, ["", "[[peace-tlaks|The tlaks]]"], ["", "[[peace-talks|The tlaks]]"]),
    (
        Code::UnknownSource,
        SAFE,
        ["sources: {joint: {title: T}}\nevents: [{date: 2025-12-21, text: They met, source: jiont}]", ""],
        ["sources: {joint: {title: T}}\nevents: [{date: 2025-12-21, text: They met, source: joint}]", ""],
    ),
    (Code::CutText, SAFE, ["summary: It is the #1 topic", ""], ["summary: \"It is the #1 topic\"", ""]),
    (Code::CutText, UNSAFE, ["summary: Talks go on # today", ""], ["summary: \"Talks go on # today\"", ""]),
    (
        Code::CutText,
        UNSAFE,
        ["changed:\n  - One thing\n    Another thing", ""],
        ["changed:\n  - One thing\n  - Another thing", ""],
    ),
    (Code::BadYaml, SAFE, ["summary: Talks: day two", ""], ["summary: \"Talks: day two\"", ""]),
    (
        Code::BadYaml,
        SAFE,
        ["summary: @ministry says \"no\"", ""],
        ["summary: \"@ministry says \\\"no\\\"\"", ""],
    ),
    (Code::BadYaml, SAFE, ["summary: [Update] Talks", ""], ["summary: \"[Update] Talks\"", ""]),
    (Code::BadYaml, SAFE, ["summary: \"The \"deal\" holds\"", ""], ["summary: 'The \"deal\" holds'", ""]),
    (Code::BadYaml, SAFE, ["summary: \"C:\\qux\"", ""], ["summary: \"C:\\\\qux\"", ""]),
    (Code::BadYaml, SAFE, ["summary:\u{a0}Talks", ""], ["summary: Talks", ""]),
    (Code::BadYaml, SAFE, ["summary:Talks\nlang: en", ""], ["summary: Talks\nlang: en", ""]),
    (Code::BadYaml, SAFE, ["summary = Talks", ""], ["summary: Talks", ""]),
    (Code::BadYaml, SAFE, ["changed: [One, Two\nlang: en", ""], ["changed: [One, Two]\nlang: en", ""]),
    (Code::BadYaml, SAFE, ["changed:\n  – One\n  – Two", ""], ["changed:\n  - One\n  - Two", ""]),
    (Code::BadYaml, UNSAFE, ["summary: \"Talks\nlang: en", ""], ["summary: \"Talks\"\nlang: en", ""]),
    (
        Code::WrongType,
        SAFE,
        ["sources: {a: {title: T, url: www.example.org/a}}", ""],
        ["sources: {a: {title: T, url: https://www.example.org/a}}", ""],
    ),
    (
        Code::WrongType,
        SAFE,
        ["figures: [{series: drones, value: 12,400, source: wire}]", ""],
        ["figures: [{series: drones, value: 12_400, source: wire}]", ""],
    ),
    (
        Code::WrongType,
        SAFE,
        ["known: [{text: They met, staus: x, status: confimed}]", ""],
        ["known: [{text: They met, staus: x, status: confirmed}]", ""],
    ),
    (Code::BadDate, SAFE, ["covers: 21.12.2025", ""], ["covers: 2025-12-21", ""]),
    (Code::BadDate, SAFE, ["covers: 2025-12-20–2025-12-21", ""], ["covers: 2025-12-20/2025-12-21", ""]),
    (Code::AddressInAliases, SAFE, ["aliases: [/old/]", ""], ["former: [/old/]", ""]),
    (
        Code::EmbargoWithoutZone,
        UNSAFE,
        ["embargo: 2025-12-22T07:00", ""],
        ["embargo: 2025-12-22T07:00+00:00", ""],
    ),
    (
        Code::DottedThousands,
        UNSAFE,
        ["figures: [{series: drones, value: 1.300, source: wire}]", ""],
        ["figures: [{series: drones, value: 1300, source: wire}]", ""],
    ),
    (Code::UnusedAllowance, SAFE, ["# allow long-title: so\nlang: en", ""], ["lang: en", ""]),
    (Code::UnusedAllowance, SAFE, ["lang: en # allow long-title: so", ""], ["lang: en", ""]),
    (
        Code::UnusedAllowance,
        SAFE,
        ["", "One <!-- dateline: allow wrong-weekday: so --> two."],
        ["", "One two."],
    ),
    (
        Code::UndefinedFootnote,
        SAFE,
        ["sources: {joint: {title: T}}", "So.[^jiont]"],
        ["sources: {joint: {title: T}}", "So.[^joint]"],
    ),
    (
        Code::UndefinedReference,
        SAFE,
        ["", "[It][refrence]\n\n[reference]: https://example.org/"],
        ["", "[It][reference]\n\n[reference]: https://example.org/"],
    ),
    (Code::BrokenLink, SAFE, ["", "[It](www.example.org/a)"], ["", "[It](https://www.example.org/a)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](../persons/ada.md#life)"], ["", "[Her](../people/ada.md#life)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](/people/ada)"], ["", "[Her](/people/ada/)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](/repo/people/ada/)"], ["", "[Her](/people/ada/)"]),
    (
        Code::BrokenLink,
        SAFE,
        ["", "[It](https://example.org/\u{200b}a)"],
        ["", "[It](https://example.org/a)"],
    ),
    (
        Code::BrokenLink,
        UNSAFE,
        ["", "[Talks](/news/peace-talks/)"],
        ["", "[Talks](/storylines/peace-talks/)"],
    ),
    (Code::DeadAnchor, SAFE, ["", "[Her](../people/ada.md#lief)"], ["", "[Her](../people/ada.md#life)"]),
    (Code::UnsafeLink, SAFE, ["", "[It](htps://example.org/)"], ["", "[It](https://example.org/)"]),
    (
        Code::LiteralMarkup,
        SAFE,
        ["", "[It](a b.md)\n\n![Hall](hall.png)"],
        ["", "[It](<a b.md>)\n\n![Hall](hall.png)"],
    ),
    (Code::LiteralMarkup, SAFE, ["", "[It] (https://example.org/)"], ["", "[It](https://example.org/)"]),
    (Code::LiteralMarkup, SAFE, ["", "##Odesa"], ["", "## Odesa"]),
    (Code::LiteralMarkup, UNSAFE, ["", "It is ** bold** here."], ["", "It is **bold** here."]),
    (
        Code::ListedVariant,
        SAFE,
        ["", "Ada Smith came. “Ada Smith left,” they said."],
        ["", "Ada Smyth came. “Ada Smith left,” they said."],
    ),
];

/// A site with a briefing.
fn with_briefing([front, body]: [&str; 2]) -> String {
    let front = if front.is_empty() { String::new() } else { format!("{front}\n") };
    format!(
        "{SITE}-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n{front}---\n{body}\n"
    )
}

const BRIEFING: &str = "content/briefings/2025-12-22-a.md";

#[test]
fn each_kind_is_fixed_and_nothing_else_changes() {
    let wrong: Vec<String> = CASES.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// What is not as a case has it.
fn wrong((code, safety, before, after): &Case) -> Option<String> {
    let folder = in_folder(&with_briefing(*before));
    let found = problems(&Project::at(folder.path()), How::default());
    let of_code = found.iter().filter(|problem| problem.code == *code);
    let safeties: Vec<_> = of_code.map(|problem| problem.fix.as_ref().map(|fix| fix.safety)).collect();
    let codes: Vec<_> = found.iter().map(|problem| (problem.code, problem.help.as_deref())).collect();
    let Fixed { texts, counts, .. } = fixed(folder.path(), How::default(), *safety);
    let wanted = in_folder(&with_briefing(*after));
    let wanted = std::fs::read_to_string(wanted.path().join(BRIEFING)).unwrap();
    let is_right = safeties.contains(&Some(*safety))
        && texts.get(BRIEFING) == Some(&wanted)
        && texts.len() == 1
        && counts.keys().eq([code]);
    (!is_right).then(|| {
        format!(
            "{before:?}: `{code}` has {safeties:?}, wanted {wanted:?}\n  {texts:?} {counts:?}\n  {codes:?}"
        )
    })
}
