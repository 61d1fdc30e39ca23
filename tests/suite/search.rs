//! The search index: what is in it, what is not, and how large its files are.
//! What it finds is tested in a browser, in `tests/browser/search.test.mjs`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use dateline::diagnostic::Diagnostics;
use dateline::model::graph::plan::Artifact;
use serde_json::Value;
use tempfile::TempDir;

use crate::index::{postings, terms};
use crate::site::{How, Outcome, build, build_as, plan, run, write_site};

const SITE: &str = r#"
-- content/people/kovalchuk.md --
---
name: Olena Kovalchuk
aliases: [Kovalchuk]
variants: [Kovalczuk]
native: {uk: Олена Ковальчук}
---
-- content/briefings/2025-12-01-port.md --
---
title: Port reopens
date: 2025-12-01
quotes: [{text: Grain goes first., by: kovalchuk}]
unknown: [{id: cost, text: What the quay costs}]
---
Dockers came back &amp; worked[^1].

## Cranes

Kovalchuk counted four *cranes*. `code<T>` stays.

| Crane | Load |
| --- | --- |
| first | 9 |

[^1]: Said the union.
-- content/briefings/2025-12-02-secret.md --
---
title: Zebra
date: 2025-12-02
draft: true
---
Xylophone.
-- content/briefings/2025-12-03-embargo.md --
---
title: Walrus
date: 2025-12-03
embargo: 2027-01-01T00:00Z
---
Quixotic.
"#;

fn json(outcome: &Outcome, path: &str) -> Value {
    serde_json::from_str(outcome.page(path)).unwrap()
}

#[test]
fn the_index_holds_texts_names_and_items() {
    let outcome = build(SITE);
    let terms = terms(&outcome);
    let meta = json(&outcome, "search/meta.json");
    assert_eq!(meta["documents"], 3, "a person, a question and a briefing");
    for (token, documents) in
        [("docker", vec![2]), ("said", vec![2]), ("cran", vec![2]), ("quay", vec![1]), ("grain", vec![2])]
    {
        assert_eq!(terms.get(token), Some(&documents), "{token}");
    }
    for spelling in ["kovalchuk", "kovalczuk", "ковалчук", "олен"] {
        assert_eq!(terms.get(spelling), Some(&vec![0, 2]), "{spelling}");
    }
    let documents = json(&outcome, "search/documents/0.json");
    assert_eq!(documents[1]["href"], "/2025/12/01/port/#question-cost");
    assert_eq!(documents[2]["title"], "Port reopens");
    assert_eq!(documents[2]["anchors"], serde_json::json!(["", "", "cranes", "quote-grain-goes-first"]));
    assert_eq!(documents[2]["date"], serde_json::json!(["December 1, 2025", "2025-12-01"]));
}

#[test]
fn all_but_briefings_are_listed_with_their_first_passage() {
    let outcome = build(
        "-- content/people/ada.md --\n---\nname: Ada Bel\nrole: minister\nsummary: She \"leads\" it.\n---\n\
         -- content/briefings/2025-12-01-a.md --\n---\ntitle: A\ndate: 2025-12-01\nsummary: It is open.\n\
         unknown: [{id: cost, text: Its cost}]\n---\nB.\n\
         -- content/briefings/2025-12-02-b.md --\n---\ntitle: B\ndate: 2025-12-02\nanswers: {cost: A million.}\n---\nC.\n",
    );
    let documents = json(&outcome, "search/documents/0.json");
    let leads: Vec<&Value> = documents.as_array().unwrap().iter().map(|one| &one["lead"]).collect();
    assert_eq!(
        leads,
        [&Value::from("minister. She “leads” it."), &"A million.".into(), &Value::Null, &Value::Null]
    );
}

#[test]
fn nothing_that_is_held_back_can_be_found() {
    let outcome = build(SITE);
    for (path, bytes) in &outcome.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in ["zebra", "xylophon", "walrus", "quixot"] {
            assert!(!text.contains(word), "{word} in {path}");
        }
    }
    let drafts = build_as(SITE, How { drafts: true, ..How::default() });
    assert!(terms(&drafts).contains_key("xylophon"));
    assert!(!terms(&drafts).contains_key("walru"));
}

#[test]
fn a_site_can_do_without() {
    let outcome = build(&format!("-- site.yaml --\ntitle: Test\nsearch: false\n{SITE}"));
    assert!(outcome.files.keys().all(|path| !path.starts_with("search/")));
    assert!(!outcome.page("index.html").contains("role=\"search\""));
    let with = build(SITE);
    assert!(with.page("index.html").contains("action=\"/search/\""));
    assert!(!with.page("data/urls.txt").contains("/search/terms/"));
}

#[test]
fn a_file_lists_32_documents() {
    let files = |count: usize| {
        let outcome = build(&(0..count).map(|n| of_length(n, 100, "")).collect::<String>());
        let paths = outcome.files.keys().filter(|path| path.starts_with("search/documents/"));
        paths.map(|path| json(&outcome, path).as_array().unwrap().len()).collect::<Vec<_>>()
    };
    assert_eq!(files(32), [32]);
    assert_eq!(files(33), [32, 1]);
}

#[test]
fn single_files_can_be_asked_for_on_any_thread() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = run(root, How::default()).files;
    let mut diags = Diagnostics::default();
    let plan = plan(root, How::default(), &mut diags);
    let files: Vec<_> =
        plan.entries.iter().filter(|planned| planned.output.as_str().starts_with("search/")).collect();
    std::thread::scope(|scope| {
        for start in 0..4 {
            let (plan, files, built) = (&plan, &files, &built);
            scope.spawn(move || {
                for planned in files.iter().cycle().skip(start * 7).take(files.len()) {
                    let made = plan.render(planned, &mut Diagnostics::default());
                    let Some(Artifact::Bytes(bytes)) = made else { panic!("{}", planned.url) };
                    assert!(bytes == built[planned.output.as_str()], "{}", planned.url);
                }
            });
        }
    });
}

#[test]
fn two_builds_and_any_number_of_threads_give_the_same_index() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let search = |outcome: Outcome| -> BTreeMap<String, Vec<u8>> {
        outcome.files.into_iter().filter(|(path, _)| path.starts_with("search/")).collect()
    };
    let many = search(run(root, How::default()));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(pool.install(|| search(run(root, How::default()))) == many);
    assert!(many.len() > 5);
}

#[test]
fn files_stay_small_however_large_the_site_is() {
    let mut site = String::new();
    for n in 0..600 {
        let text: String = (0..120).map(|k| format!("word{} ", (n * 31 + k * 7) % 5000)).collect();
        site += &format!(
            "-- content/briefings/2025/2025-{:02}-{:02}-n{n}.md --\n---\ntitle: Number {n}\ndate: 2025-{:02}-{:02}\n---\n{text}\n",
            n % 12 + 1,
            n % 28 + 1,
            n % 12 + 1,
            n % 28 + 1,
        );
    }
    let outcome = build(&site);
    let shards: Vec<_> = outcome.files.iter().filter(|(path, _)| path.starts_with("search/terms/")).collect();
    assert!(shards.len() > 5, "{}", shards.len());
    for (path, bytes) in shards {
        // No word appears twice in a text, and none is dropped: twice what other sites have.
        assert!(bytes.len() < 25_000, "{path}: {}", bytes.len());
    }
    let listed = json(&outcome, "search/meta.json");
    for (n, entry) in listed["terms"].as_array().unwrap().iter().enumerate() {
        assert_eq!(entry[1], outcome.files[&format!("search/terms/{n}.bin")].len());
    }
}

#[test]
fn the_lists_of_the_script_are_those_of_the_program() {
    let source = include_str!("../../src/render/search/tokens.rs");
    let script = include_str!("../../themes/default/static/search-tokens.js");
    let joined: String = script.split("\" +").map(|part| part.trim_start().trim_start_matches('"')).collect();
    for name in ["STOP", "ENDINGS"] {
        let list = source.split(&format!("const {name}: ")).nth(1).unwrap().split("= [").nth(1).unwrap();
        let words: Vec<&str> = list.split(']').next().unwrap().split('"').skip(1).step_by(2).collect();
        assert!(joined.contains(&words.join(" ")), "{name}: {}", words.join(" "));
    }
}

#[test]
fn check_leaves_the_index_out_unless_its_size_could_be_a_problem() {
    let site = format!(
        "-- site.yaml --\ntitle: Test\nbase_url: https://example.org/\ncards: false\n{SITE}\
         -- content/pages/about.md --\n---\ntitle: About\n---\n[The file](notes.txt)\n\
         -- content/pages/notes.txt --\nNotes\n"
    );
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), &site);
    let how = How::default();
    let files = run(folder.path(), how).files;
    let is_index = |path: &str| path.starts_with("search/") && path.contains(".bin");
    let size = |wanted: &dyn Fn(&str) -> bool| -> u64 {
        files.iter().filter(|(path, _)| wanted(path)).map(|(_, bytes)| bytes.len() as u64).sum()
    };
    let (index, others) = (size(&is_index), size(&|path| !is_index(path)));
    let notes = File::options().write(true).open(folder.path().join("content/pages/notes.txt")).unwrap();
    for (over, expected) in [(false, 0), (true, 1)] {
        let most = if over { 1_000_000_000 - index / 2 } else { 1_000_000_000 - index };
        notes.set_len(most - others + "Notes\n".len() as u64).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["check", "--now", how.now, "--root"]).arg(folder.path());
        let stderr = command.env_remove("DATELINE_BASE_URL").output().unwrap().stderr;
        let stderr = String::from_utf8(stderr).unwrap();
        assert_eq!(stderr.matches("GitHub Pages takes up to").count(), expected, "{stderr}");
    }
}

#[test]
fn words_of_scripts_without_spaces_are_found_in_a_run_and_files_stay_small() {
    // Few letters that follow one another in ever new ways, as in prose.
    let mut state = 1_u32;
    let mut letter = || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        char::from_u32(0x4e00 + (state >> 16) % 700).unwrap()
    };
    let mut site = String::from("-- site.yaml --\ntitle: T\nbase_url: /\n");
    for day in 1..=28 {
        let body: String = (0..1_500).map(|n| if n % 12 == 11 { '，' } else { letter() }).collect();
        site += &format!(
            "-- content/briefings/2025-12-{day:02}-a.md --\n---\ntitle: A\ndate: 2025-12-{day:02}\nlang: zh\n---\n{body}外交部长王毅。\n"
        );
    }
    let outcome = build(&site);
    let terms = terms(&outcome);
    for term in ["王", "王毅", "长王", "外交"] {
        assert_eq!(terms[term].len(), 28, "{term}");
    }
    assert!(!terms.contains_key("外交部"));
    let sizes = outcome.files.iter().filter(|(path, _)| path.starts_with("search/terms/"));
    let sizes: Vec<usize> = sizes.map(|(_, bytes)| bytes.len()).collect();
    let largest = sizes.iter().max().unwrap();
    assert!(*largest < 25_000, "{largest} of {}", sizes.len());
}

/// How often a token stands in the first document, as the index has it.
fn often(postings: &BTreeMap<String, Vec<(usize, u8, usize)>>, token: &str) -> u8 {
    postings[token][0].1 >> 5 & 3
}

#[test]
fn the_index_tells_once_twice_three_or_four_times_and_more_often() {
    let words = ["", "alpha", "bravo", "charlie", "delta", "echo", "foxtrot"];
    let body: String = words.iter().enumerate().map(|(n, word)| format!("{word} ").repeat(n)).collect();
    let outcome = build(&format!(
        "-- content/briefings/2025-12-01-a.md --\n---\ntitle: T\ndate: 2025-12-01\n---\n{body}\n"
    ));
    let postings = postings(&outcome);
    let often = |token| often(&postings, token);
    let all = ["alpha", "bravo", "charli", "delta", "echo", "foxtrot"].map(often);
    assert_eq!(all, [0, 1, 2, 2, 3, 3]);
}

#[test]
fn a_word_of_a_name_counts_the_less_the_more_words_it_has() {
    let mut site = String::new();
    for (n, name) in
        ["Alpha", "Bravo One", "Charlie Two Three", "Delta Four Five Six", "Echo Seven Eight Nine Ten"]
            .iter()
            .enumerate()
    {
        // How often the text has it does not count beside the name.
        let body = format!("{} ", name.split(' ').next().unwrap()).repeat(3);
        site += &format!("-- content/people/p{n}.md --\n---\nname: {name}\n---\n{body}\n");
    }
    let outcome = build(&site);
    let postings = postings(&outcome);
    let all = ["alpha", "bravo", "charli", "delta", "echo"].map(|token| often(&postings, token));
    assert_eq!(all, [3, 2, 1, 0, 0]);
}

/// How many files of terms a site has.
fn files(site: &str) -> usize {
    build(site).files.keys().filter(|path| path.starts_with("search/terms/")).count()
}

/// A briefing whose text has this many bytes of HTML, including those of the paragraph.
fn of_length(n: usize, bytes: usize, front: &str) -> String {
    format!(
        "-- content/briefings/2025-12-01-n{n}.md --\n---\ntitle: N{n}\ndate: 2025-12-01\n{front}\n---\n{}\n",
        "x".repeat(bytes - "<p></p>\n".len())
    )
}

#[test]
fn the_number_of_files_of_terms_grows_with_the_length_of_the_texts() {
    let terms = |bytes: usize| files(&of_length(0, bytes - 300, ""));
    assert_eq!(terms(57_430), 1);
    assert_eq!(terms(57_431), 2);
    let letters = |count: usize| {
        let text = of_length(0, 100, "lang: zh");
        files(&text.replace(&"x".repeat(100 - "<p></p>\n".len()), &"王".repeat(count)))
    };
    assert_eq!(letters(1_968), 1);
    assert_eq!(letters(1_969), 2);
}

#[test]
fn passages_have_numbers_up_to_29_and_the_rest_is_one() {
    let body: String = (0..34).map(|n| format!("## Part\n\nword{n}q\n\n")).collect();
    let outcome = build(&format!(
        "-- content/briefings/2025-12-01-a.md --\n---\ntitle: T\ndate: 2025-12-01\nsummary: alpha\n---\nbravo\n\n{body}"
    ));
    let postings = postings(&outcome);
    let passage = |token: &str| postings[token][0].1 & 31;
    let parts: Vec<u8> = (0..34).map(|n| passage(&format!("word{n}q"))).collect();
    assert_eq!((passage("alpha"), passage("bravo"), parts[0]), (1, 2, 3));
    assert!(parts.iter().zip(3..).all(|(part, n)| *part == n.min(29)), "{parts:?}");
}

#[test]
fn four_thousand_words_are_suggested() {
    let suggested = |count: usize| {
        let words: Vec<String> = (0..count).map(|n| format!("word{n}q")).collect();
        let all: String = ["a", "b"]
            .map(|name| {
                let body = words.join(" ");
                format!("-- content/briefings/2025-12-01-{name}.md --\n---\ntitle: T\ndate: 2025-12-01\n---\n{body}\n")
            })
            .concat();
        json(&build(&all), "search/words.json").as_array().unwrap().len()
    };
    assert_eq!(suggested(4_000), 4_000);
    assert_eq!(suggested(4_001), 4_000);
}

#[test]
fn words_of_three_letters_are_suggested_if_a_title_or_two_texts_have_them() {
    let site = |one: &str, other: &str, title: &str| {
        let briefing = |name: &str, title: &str, body: &str| {
            format!(
                "-- content/briefings/2025-12-01-{name}.md --\n---\ntitle: {title}\ndate: 2025-12-01\n---\n{body}\n"
            )
        };
        let outcome = build(&(briefing("a", title, one) + &briefing("b", "T", other)));
        let words = json(&outcome, "search/words.json");
        words.as_array().unwrap().iter().any(|word| *word == "qob" || *word == "qo")
    };
    assert!(site("qob", "qob", "T") && !site("qob qob", "", "T"));
    assert!(site("", "", "qob") && !site("qo", "qo", "qo"));
}
