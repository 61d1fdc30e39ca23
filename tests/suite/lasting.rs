//! Ids that last: no other site has them, and they stay the same after a move and a rename.

use std::collections::BTreeMap;

use dateline::diagnostic::Diagnostic;

use crate::site::{How, Outcome, build, build_as, check, in_folder, run_with_all_notes};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/d/
-- content/storylines/talks.md --
---
title: The talks
---
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/briefings/2025-12-22-round.md --
---
title: A round
date: 2025-12-22
storylines: [talks]
about: [ada]
watch: [{text: The next round., date: 2026-07-01}]
---
";

/// All ids of a site that others keep, by file and in order.
fn ids(outcome: &Outcome) -> BTreeMap<&'static str, Vec<String>> {
    let between = |path: &str, from: &str, to: &str| -> Vec<String> {
        let parts = outcome.page(path).split(from).skip(1);
        parts.map(|part| part.split(to).next().unwrap().to_owned()).collect()
    };
    let data: serde_json::Value = outcome.graph();
    let uid = |kind: &str| data[kind][0]["uid"].as_str().unwrap().to_owned();
    let storyline =
        outcome.files.keys().find(|path| path.starts_with("storylines/") && path.ends_with("feed.xml"));
    let person = outcome.files.keys().find(|path| path.starts_with("people/") && path.ends_with("feed.xml"));
    BTreeMap::from([
        ("feed.xml", between("feed.xml", "<id>", "<")),
        ("feed.json", between("feed.json", "\"id\": \"", "\"")),
        ("storyline", between(storyline.unwrap(), "<id>", "<")),
        ("person", between(person.unwrap(), "<id>", "<")),
        ("agenda", between("agenda.ics", "UID:", "\r\n")),
        ("data", ["briefings", "storylines", "dossiers"].map(uid).to_vec()),
    ])
}

/// Whether two sites have an id in common.
fn share(a: &Outcome, b: &Outcome) -> bool {
    let (a, b) = (ids(a), ids(b));
    a.values().flatten().any(|id| b.values().flatten().any(|other| other == id))
}

fn notes(site: &str, base: Option<&'static str>) -> Vec<Diagnostic> {
    let outcome = run_with_all_notes(in_folder(site).path(), How { base, ..How::default() });
    outcome.problems.into_iter().filter(|problem| problem.code.name() == "no-site-id").collect()
}

#[test]
fn an_entry_has_one_id_in_all_feeds_and_no_two_things_share_one() {
    let outcome = build(SITE);
    let ids = ids(&outcome);
    let entry = &ids["feed.xml"][1];
    assert!(entry.starts_with("urn:uuid:"));
    assert_eq!(&ids["feed.json"][..], std::slice::from_ref(entry));
    assert_eq!([&ids["storyline"][1], &ids["person"][1], &ids["data"][0]], [entry; 3]);
    let different = [
        entry,
        &ids["feed.xml"][0],
        &ids["storyline"][0],
        &ids["person"][0],
        &ids["data"][1],
        &ids["data"][2],
        &format!("urn:uuid:{}", ids["agenda"][0]),
    ];
    let unique: std::collections::BTreeSet<_> = different.iter().collect();
    assert_eq!(unique.len(), different.len());
}

#[test]
fn two_sites_with_a_file_of_one_name_share_no_id() {
    let site = build(SITE);
    for other in [
        "base_url: https://y.org/d/",
        "base_url: https://x.org/e/",
        "base_url: https://x.org/d/\nid: another",
    ] {
        assert!(!share(&site, &build(&SITE.replace("base_url: https://x.org/d/", other))), "{other}");
    }
    let of = |id: &str| build(&SITE.replace("base_url:", &format!("id: {id}\nbase_url:")));
    assert!(!share(&of("one"), &of("two")));
    assert!(share(&of("one"), &of("one")));
}

#[test]
fn a_move_changes_no_id_of_a_site_that_has_one() {
    let at = |base: &str| {
        ids(&build(&SITE.replace("base_url: https://x.org/d/", &format!("base_url: {base}\nid: mine"))))
    };
    let here = at("https://x.org/d/");
    assert_eq!(at("https://other.example/"), here);
    // Nor does a preview, or the way the base URL is written, change any on a site that has none.
    let site = ids(&build(SITE));
    assert_eq!(ids(&build_as(SITE, How { base: Some("https://preview.example/"), ..How::default() })), site);
    for same in ["HTTPS://X.org/d", "http://x.org/d/", "https://x.org:443/d/"] {
        assert_eq!(ids(&build(&SITE.replace("https://x.org/d/", same))), site, "{same}");
    }
    let hostless = SITE.replace("https://x.org/d/", "/");
    let run = |base| ids(&build_as(&hostless, How { base: Some(base), ..How::default() }));
    assert_eq!(run("https://x.org/d/"), site);
    assert_ne!(run("https://y.org/"), site);
}

#[test]
fn a_rename_changes_no_id_where_the_former_address_is_kept() {
    let site = build(SITE);
    let renamed = SITE
        .replace("2025-12-22-round.md", "2025-12-22-third-round.md")
        .replace("title: A round\n", "title: A round\nformer: [/2025/12/22/round/]\n")
        .replace("storylines/talks.md", "storylines/peace.md")
        .replace("title: The talks\n", "title: The talks\nformer: [/storylines/talks/]\n")
        .replace("[talks]", "[peace]")
        .replace("people/ada.md", "people/smyth.md")
        .replace("name: Ada Smyth\n", "name: Ada Smyth\nformer: [/people/ada/]\n")
        .replace("about: [ada]", "about: [smyth]");
    assert_eq!(ids(&build(&renamed)), ids(&site));
    // The oldest address is the first one, however it is written, and under `aliases` too.
    for former in [
        "former: [/2025/12/22/round/, /2025/12/22/second-round/]",
        "former: [/2025/12/22/round, /2025/12/22/second-round/]",
        "former: [/2025/12/22/roun%64/index.html, /2025/12/22/second-round/]",
        "aliases: [/2025/12/22/round/]\nformer: [/2025/12/22/second-round/]",
        "former: [/2025/12/22/second-round/]\naliases: [/2025/12/22/round/]",
    ] {
        let twice = renamed.replace("former: [/2025/12/22/round/]", former);
        assert_eq!(ids(&build(&twice)), ids(&site), "{former}");
    }
    let forgotten = build(&renamed.replace("former: [/2025/12/22/round/]\n", ""));
    assert_ne!(ids(&forgotten)["feed.xml"][1], ids(&site)["feed.xml"][1]);
    // A new date is a new address; capitals in a name are not.
    let moved = SITE
        .replace("2025-12-22", "2025-12-23")
        .replace("title: A", "former: [/2025/12/22/round/]\ntitle: A");
    assert_eq!(ids(&build(&moved)), ids(&site));
    assert_eq!(ids(&build(&SITE.replace("22-round.md", "22-Round.md"))), ids(&site));
}

#[test]
fn a_site_without_an_id_is_told_the_one_that_it_has() {
    check(
        "
-- site.yaml --
title: T
base_url: https://x.org/d/
          ^^^^^^^^^^^^^^^^ note[no-site-id]: the site has no `id`: the ids in its feeds are made from `https://x.org/d/`, and change with it
",
    );
    for (yaml, base, url) in [
        ("base_url: https://x.org/d/", None, "https://x.org/d/"),
        ("base_url: https://x.org/d/", Some("https://preview.example/"), "https://x.org/d/"),
        ("base_url: /", Some("https://y.org/"), "https://y.org/"),
        ("id:\nbase_url: https://x.org/d/", None, "https://x.org/d/"),
    ] {
        let site = SITE.replace("base_url: https://x.org/d/", yaml);
        let [note] = &notes(&site, base)[..] else { panic!("{yaml}: {:?}", notes(&site, base)) };
        assert!(note.message.contains(&format!("`{url}`")), "{}", note.message);
        assert_eq!(note.place.is_some(), yaml.contains("x.org"), "{yaml}");
        let line = note.help.as_deref().unwrap().split('`').nth(1).unwrap();
        assert!(line.starts_with("id: "), "{line}");
        let followed =
            site.replace("id:\n", "").replace("title: T\nbase", &format!("title: T\n{line}\nbase"));
        assert_eq!(notes(&followed, base).len(), 0);
        let how = How { base, ..How::default() };
        assert_eq!(ids(&build_as(&followed, how)), ids(&build_as(&site, how)), "{yaml}");
    }
    // Where there are no feeds, or there is an id, there is nothing to say.
    for (yaml, base) in [
        ("base_url: /", None),
        ("language: en", None),
        ("base_url: https://x.org/d/", Some("/")),
        ("base_url: https://x.org/d/\nid: mine", None),
    ] {
        assert_eq!(
            notes(&SITE.replace("base_url: https://x.org/d/", yaml), base).len(),
            0,
            "{yaml} {base:?}"
        );
    }
}

#[test]
fn the_id_of_a_site_is_one_word() {
    let site = |id: &str| format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: {id}\n");
    for good in
        ["mine", "5f6dea2d-cb86-4939-a294-dbc77b6ed1c4", "2025", "1.50", "no", "\" mine \"", "дайджест"]
    {
        assert_eq!(build(&site(good)).codes(), [""; 0], "{good}");
    }
    let help = |id: &str| {
        let outcome = build(&site(id));
        let [problem] = &outcome.problems[..] else { panic!("{id}: {:?}", outcome.problems) };
        assert_eq!(problem.code.name(), "wrong-type");
        problem.help.clone().unwrap()
    };
    assert_eq!(help("my digest of\u{a0}talks"), "write `my-digest-of-talks`");
    assert_eq!(help("\"\""), "write one word, or remove the line");
    assert_eq!(help("[a]"), "write the id of the site: one word");
    assert!(notes(&site("my digest"), None).is_empty());
}
