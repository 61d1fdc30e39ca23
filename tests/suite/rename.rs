//! `dateline rename`: every reference follows, nothing else changes, and the way back restores every byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::build::tree;
use crate::site::{How, in_folder, run};

const SITE: &str = "
-- site.yaml --
title: Test # the name
base_url: https://example.org/
id: test
authors: {desk: {name: The desk, url: /about/}}
publisher: {name: P, corrections_policy: \"/about/\"}
kinds: {treaties: {one: Treaty, many: Treaties}}
outlets:
  wire: {name: Wire, kind: wire}
series:
  drones: {name: Drones, unit: drones, place: kyiv}
nav: [storylines, about, {to: about, title: About us}, {url: /people/ada/, title: Ada}]
-- content/briefings/2025/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storylines: [peace]
about: [ada, 'people/ada', \"kyiv\"]   # the main ones
place: kyiv
sources:
  joint: {title: Joint statement, by: [ada, {name: Bo}], outlet: wire, via: second}
  second: {title: Second, outlet: wire}
events:
  - {id: met, date: 2025-12-21, text: They met, place: kyiv, who: ada, source: [joint, wire], section: day-two}
quotes:
  - {id: q, text: Done., by: ada, source: joint}
figures:
  - {series: drones, value: 3, by: ada, source: joint}
unknown:
  - {id: plan-terms, text: Why}
sections: {day-two: {storylines: [peace], about: [ada]}}
corrections:
  - {date: 2025-12-23, fixes: figures/drones, error: ours, was: 2, now: 3}
  - {date: 2025-12-23, fixes: quotes/q, error: ours, text: Late}
authors: [desk]
---
[[ada]] met [[people/ada|A. Smyth]] in [[kyiv#history]].[^joint] See [her](../../people/ada.md#life \"Ada\"), [again][r],
<a href=\"/people/ada/\">here</a>, [there](/people/ada/#life) and [[#day-two|below]]. ada, `[[ada]]`[^note]

![[figures/drones]]

## Day two

[Up](#day-two), [[talks#day-two]], [quote](#quote-q), [figure](/figures/drones/)

[r]: ../../people/ada.md
[^note]: [A note](https://example.com/note)
-- content/briefings/2025/2025-12-24-after.md --
---
title: After
date: 2025-12-24
storylines: peace
answers: {plan-terms: Nothing}
events: [{id: met, date: 2025-12-21, text: They met}]
---
After [[talks]], [[2025-12-22-talks#source-joint]] and [it](2025-12-22-talks.md#day-two). [Q](/2025/12/22/talks/#question-plan-terms)
-- content/people/ada.md --
---
name: Ada Smyth
of: [crown]
---
Of [[crown]].

## Life
-- content/organisations/crown/index.md --
---
name: Crown
by: ada
---
![The hall](hall.png) [[talks]]
-- content/organisations/crown/hall.png --
-- content/places/kyiv.md --
---
name: Kyiv
---
![The hall](../organisations/crown/hall.png)

## History
-- content/treaties/pact.md --
---
name: Pact
by: [ada]
---
-- content/storylines/peace.md --
---
title: Peace
series: [drones]
key: [ada, people/ada]
---
-- content/pages/about.md --
---
title: About
list: {kind: briefing, storyline: peace, about: ada, place: kyiv}
---
```{card}
url: ../people/ada.md
```
-- content/editions/2025-12-22.md --
---
lead: talks
order: [2025-12-22-talks]
---
On [[ada]].
-- themes/default/templates/components/card.html --
{% component card(url) %}{{ url }}{% endcomponent card %}
";

fn dateline(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).current_dir(root).arg("rename").args(args).output().unwrap()
}

/// What was said, after a rename that succeeded.
#[track_caller]
fn renamed(root: &Path, old: &str, new: &str) -> String {
    let output = dateline(root, &[old, new]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{old}: {stderr}");
    stderr
}

/// What was said, after one that was refused and changed nothing.
#[track_caller]
fn refused(root: &Path, old: &str, new: &str) -> String {
    let before = tree(root);
    let output = dateline(root, &[old, new]);
    assert_eq!(output.status.code(), Some(2));
    assert!(before == tree(root), "files have changed");
    String::from_utf8(output.stderr).unwrap()
}

/// The problems of a site by code, message aside.
fn problems(root: &Path) -> BTreeMap<&'static str, usize> {
    let mut count = BTreeMap::new();
    for code in run(root, How { drafts: true, future: true, ..How::default() }).codes() {
        *count.entry(code).or_default() += 1;
    }
    count
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything with an id on the site, with the number of its references.
const NAMES: [(&str, usize); 17] = [
    ("ada", 21),
    ("people/ada", 21),
    ("content/people/ada.md", 21),
    ("kyiv", 6),
    ("crown", 3),
    ("pact", 0),
    ("peace", 4),
    ("about", 4),
    ("talks", 8),
    ("drones", 5),
    ("site.yaml#outlets/wire", 3),
    ("authors/desk", 1),
    ("questions/plan-terms", 2),
    ("events/met", 0),
    ("2025-12-22-talks#sources/joint", 5),
    ("content/briefings/2025/2025-12-22-talks.md#q", 2),
    ("2025-12-22-talks#note", 1),
];

#[test]
fn every_reference_follows_and_the_way_back_restores_every_byte() {
    let site = in_folder(SITE);
    let (before, problems_before) = (tree(site.path()), problems(site.path()));
    for (old, count) in NAMES {
        let said = renamed(site.path(), old, "quite-new");
        let changed = format!(
            ": {}{count} reference",
            if said.contains(" moved, ") { "1 file or folder moved, " } else { "" }
        );
        assert!(said.contains(&changed), "{old}: {said}");
        assert_eq!(problems(site.path()), problems_before, "{old}");
        let id = old.rsplit(['/', '#']).next().unwrap().trim_end_matches(".md");
        let new = said.split('`').nth(3).unwrap();
        renamed(site.path(), new, id);
        for (path, bytes) in &before {
            let now = &tree(site.path())[path];
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert!(now == bytes, "{old}, {path}:\n{}\n{}", text(now), text(bytes));
        }
        assert_eq!(tree(site.path()).len(), before.len(), "{old}");
    }
}

#[test]
fn the_id_of_a_heading_is_typed_from_then_on() {
    let site = in_folder(SITE);
    let (root, before) = (site.path(), problems(site.path()));
    let said = renamed(root, "talks#day-two", "part-two");
    assert_eq!(
        said,
        "`2025-12-22-talks#sections/day-two` is now `2025-12-22-talks#sections/part-two`: 6 references changed in 2 files\n"
    );
    let talks = read(root, "content/briefings/2025/2025-12-22-talks.md");
    assert!(
        talks.contains("\n## Day two {#part-two}\n") && talks.contains("[Up](#part-two), [[talks#part-two]]"),
        "{talks}"
    );
    assert!(talks.contains("sections: {part-two: {") && talks.contains("section: part-two}"), "{talks}");
    assert_eq!(problems(root), before);
    let typed = tree(root);
    renamed(root, "talks#part-two", "third");
    renamed(root, "talks#third", "part-two");
    assert!(tree(root) == typed);
}

#[test]
fn a_person_is_renamed_in_every_form() {
    let site = in_folder(SITE);
    let root = site.path();
    let talks = read(root, "content/briefings/2025/2025-12-22-talks.md");
    renamed(root, "ada", "ada-smyth");
    assert!(!root.join("content/people/ada.md").exists());
    let person = read(root, "content/people/ada-smyth.md");
    assert_eq!(
        person,
        "---\nname: Ada Smyth\nof: [crown]\nformer: [/people/ada/]\n---\nOf [[crown]].\n\n## Life\n"
    );
    // Everything with the id has the new one; what only looks like it does not.
    let expected = talks.replace("ada", "ada-smyth").replace("ada-smyth, `[[ada-smyth]]`", "ada, `[[ada]]`");
    assert_eq!(read(root, "content/briefings/2025/2025-12-22-talks.md"), expected);
    assert!(read(root, "site.yaml").contains("{url: /people/ada-smyth/, title: Ada}"));
    assert!(read(root, "content/pages/about.md").contains("url: ../people/ada-smyth.md\n"));
    // A second name is kept beside the first.
    renamed(root, "ada-smyth", "smyth");
    assert!(read(root, "content/people/smyth.md").contains("former: [/people/ada/, /people/ada-smyth/]\n"));
    // The oldest one is the address again, and those after it are former ones.
    renamed(root, "smyth", "ada");
    assert!(read(root, "content/people/ada.md").contains("former: [/people/ada-smyth/, /people/smyth/]\n"));
}

#[test]
fn the_pictures_of_a_folder_move_with_it() {
    let site = in_folder(SITE);
    let said = renamed(site.path(), "organisations/crown", "the-crown");
    assert!(said.contains("note: the files beside it have new addresses below `/files/`"), "{said}");
    assert!(site.path().join("content/organisations/the-crown/hall.png").exists());
    assert!(read(site.path(), "content/places/kyiv.md").contains("(../organisations/the-crown/hall.png)"));
}

#[test]
fn a_former_address_is_added_in_the_style_that_stands_there() {
    for (front, expected) in [
        ("name: A\n", "name: A\nformer: [/people/a/]\n"),
        (
            "name: A\nsummary: S\n# held\ndraft: false\n",
            "name: A\nsummary: S\nformer: [/people/a/]\n# held\ndraft: false\n",
        ),
        (
            "name: A\nformer: [/x/] # old\nextra: {a: 1}\n",
            "name: A\nformer: [/x/, /people/a/] # old\nextra: {a: 1}\n",
        ),
        (
            "name: A\nformer:\n  - /x/ # old\n  - \"/y/\"\nextra: {a: 1}\n",
            "name: A\nformer:\n  - /x/ # old\n  - \"/y/\"\n  - /people/a/\nextra: {a: 1}\n",
        ),
        ("name: A\nformer:\n- /x/\n", "name: A\nformer:\n- /x/\n- /people/a/\n"),
        ("name: A\nformer: /x/\n", "name: A\nformer: [/x/, /people/a/]\n"),
        ("name: A\nformer:\n", "name: A\nformer: [/people/a/]\n"),
        ("name: A\nformer: []\n", "name: A\nformer: [/people/a/]\n"),
        ("name: A\r\nsummary: S\r\n", "name: A\r\nsummary: S\r\nformer: [/people/a/]\r\n"),
    ] {
        let mark = if front.contains('\r') { "---\r\n" } else { "---\n" };
        for bom in ["", "\u{feff}"] {
            let site = in_folder("-- content/pages/p.md --\n---\ntitle: P\n---\n[[a]]\n");
            fs::create_dir_all(site.path().join("content/people")).unwrap();
            let text = format!("{bom}{mark}{front}{mark}Text");
            fs::write(site.path().join("content/people/a.md"), &text).unwrap();
            renamed(site.path(), "a", "b");
            assert_eq!(read(site.path(), "content/people/b.md"), format!("{bom}{mark}{expected}{mark}Text"));
            renamed(site.path(), "b", "a");
            let is_restored = read(site.path(), "content/people/a.md") == text;
            // What was not a list is one now, and an empty one is gone.
            assert_eq!(
                is_restored,
                !matches!(front, "name: A\nformer: /x/\n" | "name: A\nformer:\n" | "name: A\nformer: []\n")
            );
        }
    }
}

#[test]
fn a_page_gets_back_an_address_that_is_kept_now() {
    let site = in_folder("-- content/pages/data.md --\n---\ntitle: Data\n---\n");
    let before = tree(site.path());
    renamed(site.path(), "data", "numbers");
    renamed(site.path(), "numbers", "data");
    assert!(before == tree(site.path()));
}

#[test]
fn a_rename_that_was_cut_short_is_finished_by_the_next() {
    let site = in_folder(
        "-- content/people/a.md --\n---\nname: A\nformer: [/people/a/]\n---\n\
         -- content/pages/p.md --\n---\ntitle: P\n---\n[[b]] is written, [[a]] is not.\n",
    );
    renamed(site.path(), "a", "b");
    assert_eq!(
        read(site.path(), "content/pages/p.md"),
        "---\ntitle: P\n---\n[[b]] is written, [[b]] is not.\n"
    );
    assert_eq!(read(site.path(), "content/people/b.md"), "---\nname: A\nformer: [/people/a/]\n---\n");
}

#[test]
fn a_draft_has_no_former_address() {
    let site = in_folder("-- content/people/a.md --\n---\nname: A\ndraft: true\n---\n");
    renamed(site.path(), "a", "b");
    assert_eq!(read(site.path(), "content/people/b.md"), "---\nname: A\ndraft: true\n---\n");
}

#[test]
fn what_has_more_than_one_meaning_is_listed() {
    let site = in_folder(&format!(
        "{SITE}-- content/places/ada.md --\n---\nname: Ada (Oklahoma)\n---\n\
         -- content/briefings/2025-12-25-talks.md --\n---\ntitle: Talks\ndate: 2025-12-25\nstorylines: peace\n---\n"
    ));
    for (old, said) in [
        ("ada", "error: `ada` has more than one meaning\nhelp: write one of `people/ada`, `places/ada`\n"),
        (
            "talks",
            "error: `talks` has more than one meaning\nhelp: write one of `2025-12-22-talks`, `2025-12-25-talks`\n",
        ),
        (
            "joint",
            "error: nothing is called `joint`\nhelp: an id inside a file is written with the file: `2025-12-22-talks#sources/joint`\n",
        ),
        ("kiyv", "error: nothing is called `kiyv`\nhelp: did you mean `kyiv`?\n"),
    ] {
        assert_eq!(refused(site.path(), old, "new"), said);
    }
}

#[test]
fn what_cannot_be_a_name_is_refused() {
    let site = in_folder(SITE);
    for (old, new, said) in [
        ("ada", "Ada Smyth", "`Ada Smyth` cannot be an id\nhelp: write `ada-smyth`"),
        ("ada", "a#b", "`a#b` cannot be an id\nhelp: write `a-b`"),
        ("ada", "ada", "`ada` is already its id\nhelp: write another one"),
        (
            "ada",
            "places/ada",
            "`places/ada` is in another folder\nhelp: write only `ada`: the file stays in `content/people/`",
        ),
        ("ada", "index", "`index` is reserved for Dateline's pages\nhelp: choose another id"),
        (
            "ada",
            "ada.uk",
            "`ada.uk` ends in a language code, which is reserved for translations\nhelp: write `ada-uk`",
        ),
        ("about", "timeline", "`timeline` is reserved for Dateline's pages\nhelp: choose another id"),
        ("ada", "desk", "the id `desk` is taken by an author of `site.yaml`\nhelp: choose another id"),
        (
            "talks",
            "2025-12-23-talks",
            "`2025-12-23` is not the date in the name of the file\nhelp: leave the date out, or write 2025-12-22: it is the briefing's date",
        ),
        (
            "talks#joint",
            "second",
            "the id `second` is taken by `2025-12-22-talks#sources/second`\nhelp: choose another id",
        ),
        ("talks#joint", "two words", "`two words` cannot be an id\nhelp: write `two-words`"),
        (
            "talks#second",
            "wire",
            "the id `wire` is taken by `site.yaml#outlets/wire`\nhelp: choose another id",
        ),
        (
            "talks#day-two",
            "quote-q",
            "`quote-q` is reserved for items in the front matter\nhelp: choose another id",
        ),
        (
            "editions/2025-12-22",
            "2025-12-23",
            "the file of an edition is named after its days\nhelp: correct the days that it covers instead",
        ),
    ] {
        assert_eq!(refused(site.path(), old, new), format!("error: {said}\n"), "{old} {new}");
    }
}

#[test]
fn a_reference_without_a_folder_never_means_two_things() {
    let site = in_folder(&format!(
        "{SITE}-- content/people/bo.md --\n---\nname: Bo\n---\n\
         -- content/briefings/2025-12-26-bo.md --\n---\ntitle: Bo\ndate: 2025-12-26\nstorylines: peace\n---\n[[people/bo]]\n"
    ));
    let root = site.path();
    for (old, new, other) in [
        ("ada", "crown", "organisations/crown/index.md"),
        ("people/bo", "crown", "organisations/crown/index.md"),
        // `[[talks]]` means the briefing, and a person comes before it.
        ("people/bo", "talks", "briefings/2025/2025-12-22-talks.md"),
        ("talks", "ada", "people/ada.md"),
    ] {
        let said = refused(root, old, new);
        assert!(said.starts_with(&format!("error: `content/{other}` has this id too, and ")), "{said}");
    }
    // What nobody names without its folder can have any id of another kind.
    renamed(root, "people/bo", "peace");
    renamed(root, "people/peace", "bo");
    // `bo` means the person, whatever briefings are called.
    renamed(root, "2025-12-26-bo", "kyiv");
    renamed(root, "2025-12-26-kyiv", "bo");
}

#[test]
fn an_address_that_leads_elsewhere_is_not_taken() {
    let site = in_folder(
        "-- content/people/a.md --\n---\nname: A\n---\n-- content/people/b.md --\n---\nname: B\nformer: [/people/c/]\n---\n",
    );
    assert_eq!(
        refused(site.path(), "a", "c"),
        "error: the address `/people/c/` is one of `content/people/b.md`\nhelp: choose another id\n"
    );
}

#[test]
fn a_file_that_could_not_be_read_may_hold_references() {
    let site = in_folder(
        "-- content/people/a.md --\n---\nname: A\n---\n-- content/people/b.md --\n---\nname: B\nof: [a\n---\n",
    );
    assert_eq!(
        refused(site.path(), "a", "c"),
        "error: parts of `content/people/b.md` could not be read, so a reference may be missed\n\
         help: fix what `dateline check --drafts` says about it\n"
    );
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let site = in_folder(
        "-- content/people/a.md --\n---\nname: A\n---\n-- content/pages/p.md --\n---\ntitle: P\n---\nSee [[a]].\n",
    );
    let before = tree(site.path());
    let output = dateline(site.path(), &["a", "b", "--dry-run"]);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "rename from content/people/a.md\nrename to content/people/b.md\n\
         --- a/content/pages/p.md\n+++ b/content/pages/p.md\n@@ -1,4 +1,4 @@\n ---\n title: P\n ---\n-See [[a]].\n+See [[b]].\n\
         --- a/content/people/a.md\n+++ b/content/people/a.md\n@@ -1,3 +1,4 @@\n ---\n name: A\n+former: [/people/a/]\n ---\n"
    );
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "`people/a` would be `people/b`: 1 file or folder moved, 1 reference changed in 1 file; nothing was written\n"
    );
    assert!(before == tree(site.path()));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    /// Whatever is around a name, the way back restores it.
    #[test]
    fn there_and_back_restores_all_bytes(body in "((\\[\\[ada(#life)?(\\|A)?\\]\\])|(\\[x\\]\\(\\.\\./people/ada\\.md\\))|(\r\n)|[a-c *>`|\\[\\]()\n\u{e9}\u{4e2d}-]){0,30}") {
        let site = in_folder("-- content/people/ada.md --\n---\nname: Ada\n---\n");
        let page = site.path().join("content/pages/p.md");
        fs::create_dir_all(page.parent().unwrap()).unwrap();
        fs::write(&page, format!("---\r\ntitle: P\r\n---\r\n{body}")).unwrap();
        let before = tree(site.path());
        renamed(site.path(), "ada", "new-name");
        renamed(site.path(), "new-name", "ada");
        prop_assert!(before == tree(site.path()));
    }
}
