//! A save after which nothing is linked anew: the problems are those of a site that is read from the start.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dateline::diagnostic::{Style, render_human};
use dateline::link::Release;
use dateline::load::Project;
use dateline::model::address::path::ContentPath;
use dateline::serve::{Revised, Session};
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

use crate::site::in_folder;

/// Five briefings that have something of everything that is checked in texts.
fn site() -> TempDir {
    let mut text = String::from(
        "
-- site.yaml --
title: Digest
outlets: {wire: {name: Wire, kind: wire, url: 'https://wire.example/'}}
-- content/people/ada.md --
---
name: Ada Lovelace
---
-- content/storylines/talks.md --
---
title: Talks
---
See [[2026-01-01-note#details]] and [Bo](../briefings/2026-01-02-note.md#none).
",
    );
    for n in 1..=5 {
        text += &format!(
            "-- content/briefings/2026-01-0{n}-note.md --
---
title: Note {n}, which says “too much
date: 2026-01-0{n}
summary: What was said on day {n}.
storylines: [talks]
sources: {{report: {{title: Report, outlet: wire, url: 'https://wire.example/{n}'}}, unread: {{title: Unread, outlet: wire}}}}
corrections: [{{date: 2026-01-06, kind: correction, text: It was another hall., was: Hall {n}, now: Hall 0}}]
# dateline: allow long-summary: it is not.
---
Ada Lovelace came to Hall 7 on Monday 5 January 2026. [^report]

[Once](https://one.example/{n}) and [again](https://one.example/{n}).

## Details

Hall {n} was full on Monday 6 January 2026, as [[2026-01-0{before}-note#details]] says.
",
            before = (n - 1).max(1)
        );
    }
    in_folder(&text)
}

/// What is put into a text or taken out of it again, and whether nothing need be linked after that.
const PARTS: [(&str, bool); 14] = [
    ("Nothing of note.", true),
    ("It was Sunday 5 January 2026.", true),
    ("It was tomorrow, in Hall 1 and Hall 2.", true),
    ("A straight line -- with \"quotes\" and ‘none.", true),
    ("A <b>bold</b> word.", true),
    ("- [ ] to do\n- [x] done", true),
    ("### Details", false),
    ("One more source. [^report]", false),
    ("[A page](https://two.example/a)", false),
    ("[Nothing](#nothing)", false),
    ("[[nobody]]", false),
    ("Lovelace alone.", false),
    ("```dateline-embed\nname: none\n```", true),
    ("![](none.png)", false),
];

fn open(root: &Path) -> Session {
    let release = Release { now: "2026-06-01T00:00:00Z".parse().unwrap(), drafts: true, future: true };
    Session::new(Project::at(root), release)
}

fn problems(session: &Session) -> String {
    render_human(&session.preview().problems(), Style { colour: false, all: true, no_source: false })
}

#[derive(Debug, Clone, Copy)]
enum Edit {
    /// A part goes in before or after the text of a briefing; or out, if it is there.
    Part { briefing: usize, part: usize, first: bool },
    /// The site is linked anew, as after another change.
    Link,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let part = (1_usize..=5, 0..PARTS.len(), any::<bool>());
    let part = part.prop_map(|(briefing, part, first)| Edit::Part { briefing, part, first });
    proptest::collection::vec(prop_oneof![12 => part, 1 => select(vec![Edit::Link])], 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_saved_the_problems_are_those_of_a_fresh_start(edits in edits()) {
        let site = site();
        let session = open(site.path());
        let mut parts: BTreeMap<(usize, bool), BTreeSet<usize>> = BTreeMap::new();
        for edit in edits {
            let Edit::Part { briefing, part, first } = edit else {
                session.link(&BTreeSet::new());
                continue;
            };
            let name = format!("briefings/2026-01-0{briefing}-note.md");
            let file = site.path().join("content").join(&name);
            let text = fs::read_to_string(&file).unwrap();
            let (part_text, list) = (PARTS[part].0, parts.entry((briefing, first)).or_default());
            let text = if list.remove(&part) {
                text.replacen(&format!("\n{part_text}\n"), "", 1)
            } else {
                list.insert(part);
                match first {
                    true => text.replacen("---\nAda", &format!("---\n\n{part_text}\n\nAda"), 1),
                    false => format!("{text}\n{part_text}\n"),
                }
            };
            fs::write(&file, text).unwrap();
            let path = ContentPath::new(&name).unwrap();
            if session.revise(&path) != Revised::Settled {
                session.link(&BTreeSet::from([path]));
            }
            prop_assert_eq!(problems(&session), problems(&open(site.path())), "after {:?}", edit);
        }
    }
}

#[test]
fn a_save_of_a_text_settles_unless_others_may_depend_on_it() {
    let site = site();
    let session = open(site.path());
    let path = ContentPath::new("briefings/2026-01-05-note.md").unwrap();
    let file = site.path().join("content/briefings/2026-01-05-note.md");
    let text = fs::read_to_string(&file).unwrap();
    for (part, settles) in PARTS {
        fs::write(&file, format!("{text}\n{part}\n")).unwrap();
        let revised = session.revise(&path);
        assert_eq!(revised == Revised::Settled, settles, "{part}: {revised:?}");
        fs::write(&file, &text).unwrap();
        session.link(&BTreeSet::from([path.clone()]));
    }
    let title = text.replace("title: Note 5", "title: Note five");
    fs::write(&file, title).unwrap();
    assert_eq!(session.revise(&path), Revised::Shown, "the headline");
    fs::write(&file, text.replace("Ada", "So Ada")).unwrap();
    assert_eq!(session.revise(&path), Revised::Shown, "what came before is not linked yet");
    session.link(&BTreeSet::from([path.clone()]));
    fs::write(&file, text.replace("Ada", "When Ada")).unwrap();
    assert_eq!(session.revise(&path), Revised::Settled);
}
