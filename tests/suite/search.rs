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

fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut n, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        n |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            return n;
        }
    }
}

/// Every token of the index with the documents that have it.
fn terms(outcome: &Outcome) -> BTreeMap<String, Vec<usize>> {
    let documents = |found: Vec<(usize, u8, usize)>| found.into_iter().map(|found| found.0).collect();
    postings(outcome).into_iter().map(|(token, found)| (token, documents(found))).collect()
}

/// Every token with its postings: document, byte, and further passages as bits.
fn postings(outcome: &Outcome) -> BTreeMap<String, Vec<(usize, u8, usize)>> {
    let mut terms = BTreeMap::new();
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.starts_with("search/terms/")) {
        let mut at = 0;
        let length = number(bytes, &mut at);
        let tokens = std::str::from_utf8(&bytes[at..at + length]).unwrap();
        at += length;
        let sizes: Vec<(usize, usize)> =
            tokens.lines().map(|_| (number(bytes, &mut at), number(bytes, &mut at))).collect();
        for (token, (count, size)) in tokens.lines().zip(sizes) {
            let (end, mut document) = (at + size, 0);
            let mut documents = Vec::new();
            for _ in 0..count {
                document += number(bytes, &mut at);
                let byte = bytes[at];
                at += 1;
                let further = if byte & 128 != 0 { number(bytes, &mut at) } else { 0 };
                documents.push((document, byte, further));
            }
            assert_eq!(at, end, "{token} in {path}");
            terms.insert(token.to_owned(), documents);
        }
        assert_eq!(at, bytes.len(), "{path}");
    }
    terms
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
    let texts: String = outcome
        .files
        .keys()
        .filter(|path| path.starts_with("search/texts/"))
        .map(|path| outcome.page(path))
        .collect();
    assert!(texts.contains("Dockers came back & worked."), "{texts}");
    assert!(texts.contains("Kovalchuk counted four cranes. code<T> stays."), "{texts}");
    assert!(texts.contains("Crane · Load · first · 9"), "{texts}");
    assert!(texts.contains("/2025/12/01/port/#question-cost"), "{texts}");
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
fn documents_say_where_their_texts_are() {
    let outcome = run(Path::new(env!("CARGO_MANIFEST_DIR")), How::default());
    let count = json(&outcome, "search/meta.json")["documents"].as_u64().unwrap() as usize;
    let bytes = &outcome.files["search/documents.bin"];
    let begins = (0..count).filter(|n| bytes[count + n / 8] >> (n % 8) & 1 == 1);
    let begins: Vec<usize> = begins.chain([count]).collect();
    assert!(begins.len() > 5);
    for pair in begins.windows(2) {
        let texts = json(&outcome, &format!("search/texts/{}.json", pair[0]));
        assert_eq!(texts["documents"].as_array().unwrap().len(), pair[1] - pair[0]);
    }
    let files = outcome.files.keys().filter(|path| path.starts_with("search/texts/")).count();
    assert_eq!(files, begins.len() - 1);
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
        "-- site.yaml --\ntitle: Test\nbase_url: https://example.org/\n{SITE}\
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
        // That the text has it often does not count beside the name.
        let body = format!("{} ", name.split(' ').next().unwrap()).repeat(3);
        site += &format!("-- content/people/p{n}.md --\n---\nname: {name}\n---\n{body}\n");
    }
    let outcome = build(&site);
    let postings = postings(&outcome);
    let all = ["alpha", "bravo", "charli", "delta", "echo"].map(|token| often(&postings, token));
    assert_eq!(all, [3, 2, 1, 0, 0]);
}

/// The numbers of files of texts and of terms that a site has.
fn files(site: &str) -> (usize, usize) {
    let outcome = build(site);
    let count = |folder: &str| outcome.files.keys().filter(|path| path.starts_with(folder)).count();
    (count("search/texts/"), count("search/terms/"))
}

/// A briefing whose text has so many bytes of HTML, with those of the paragraph.
fn of_length(n: usize, bytes: usize, front: &str) -> String {
    format!(
        "-- content/briefings/2025-12-01-n{n}.md --\n---\ntitle: N{n}\ndate: 2025-12-01\n{front}\n---\n{}\n",
        "x".repeat(bytes - "<p></p>\n".len())
    )
}

#[test]
fn a_file_holds_16000_bytes_of_texts_300_of_each_document_and_150_of_each_item() {
    let texts =
        |second: usize, front: &str| files(&(of_length(0, 3000, "") + &of_length(1, second, front))).0;
    assert_eq!(texts(16_000 - 3000 - 2 * 300, ""), 1);
    assert_eq!(texts(16_000 - 3000 - 2 * 300 + 1, ""), 2);
    for item in [
        "quotes: [{text: x}]",
        "sources: {s: {title: x}}",
        "watch: [{text: x}]",
        "known: [{text: x}]",
        "changed: [x]",
    ] {
        assert_eq!(texts(16_000 - 3000 - 2 * 300 - 150, item), 1, "{item}");
        assert_eq!(texts(16_000 - 3000 - 2 * 300 - 150 + 1, item), 2, "{item}");
    }
    assert_eq!(files(&of_length(0, 40_000, "")).0, 1, "a text stands in one file");
}

#[test]
fn the_number_of_files_of_terms_grows_with_the_length_of_the_texts() {
    let terms = |bytes: usize| files(&of_length(0, bytes - 300, "")).1;
    assert_eq!(terms(57_430), 1);
    assert_eq!(terms(57_431), 2);
    let letters = |count: usize| {
        let text = of_length(0, 100, "lang: zh");
        files(&text.replace(&"x".repeat(100 - "<p></p>\n".len()), &"王".repeat(count))).1
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
