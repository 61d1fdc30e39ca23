//! Archives from other programs become sites: each fixture in `tests/imports/` is imported, and what came out
//! is beside it in `NAME.imported.txt` (`UPDATE=1` rewrites it). The resulting sites are built, and their
//! pages are compared with what the texts of the archive mean (`pages.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dateline::diagnostic::Severity;
use dateline::import::{Destination, Imported, Made, Program, Use, import};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::site::{How, Outcome, run, write_site};

mod marks;
mod pages;

const PROGRAMS: [(&str, Program); 6] = [
    ("hugo", Program::Hugo),
    ("jekyll", Program::Jekyll),
    ("zola", Program::Zola),
    ("obsidian", Program::Obsidian),
    ("eleventy", Program::Eleventy),
    ("json", Program::Json),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

/// An archive in a text: files after `-- PATH --`, and after each what it is there for and what its page has
/// (`== FEATURES: PAGE ==`). `== map: TAXONOMY=KEY ==` at the beginning is an option of the import.
struct Fixture {
    files: BTreeMap<String, String>,
    expected: Vec<Expected>,
    map: BTreeMap<String, Use>,
}

/// What a file of an archive is there for.
#[derive(Debug, Clone)]
struct Expected {
    file: String,
    features: Vec<String>,
    /// The address of its page, or `held` if it is not out. None for a file without a page.
    page: Option<String>,
    /// The parts of the page.
    parts: Vec<String>,
}

impl Fixture {
    fn read(text: &str) -> Self {
        let mut fixture = Self { files: BTreeMap::new(), expected: Vec::new(), map: BTreeMap::new() };
        let mut file = String::new();
        let mut is_expected = false;
        let between = |line: &str, marks: &str| {
            let line = line.trim_end().strip_prefix(marks)?.strip_prefix(' ')?;
            line.strip_suffix(marks)?.strip_suffix(' ').map(str::to_owned)
        };
        for line in text.split_inclusive('\n') {
            if let Some(path) = between(line, "--") {
                assert!(fixture.files.insert(path.clone(), String::new()).is_none(), "{path} appears twice");
                (file, is_expected) = (path, false);
            } else if let Some(pair) = between(line, "==").filter(|_| file.is_empty()) {
                let pair = pair.strip_prefix("map: ").and_then(|pair| pair.split_once('=')).unwrap();
                fixture.map.insert(pair.0.to_owned(), Use::parse(pair.1).unwrap());
            } else if let Some(said) = between(line, "==") {
                let (features, page) = match said.split_once(": ") {
                    Some((features, page)) => (features, Some(page.to_owned())),
                    None => (&*said, None),
                };
                let features = features.split(", ").map(str::to_owned).collect();
                fixture.expected.push(Expected { file: file.clone(), features, page, parts: Vec::new() });
                is_expected = true;
            } else if is_expected {
                fixture.expected.last_mut().unwrap().parts.push(line.trim_end().to_owned());
            } else {
                fixture.files.get_mut(&file).expect("a text begins with the path of a file").push_str(line);
            }
        }
        fixture
    }

    /// The fixture of a program.
    fn of(name: &str) -> Self {
        Self::read(&fs::read_to_string(fixtures().join(format!("{name}.txt"))).unwrap())
    }

    fn unpacked(&self) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (path, text) in &self.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn imported(&self, program: Program, folder: &Path) -> Imported {
        imported_as(program, folder, None, &self.map)
    }
}

/// The files of an archive in a folder.
fn unpacked(text: &str) -> TempDir {
    Fixture::read(text).unpacked()
}

fn imported_as(program: Program, folder: &Path, site: Option<&str>, map: &BTreeMap<String, Use>) -> Imported {
    import(program, folder, Destination { site, map, now: How::default().now.parse().unwrap() }).unwrap()
}

fn imported(program: Program, folder: &Path) -> Imported {
    imported_as(program, folder, None, &BTreeMap::new())
}

/// The site of an import, built. Nothing is merely counted.
fn built(imported: &Imported) -> Outcome {
    let site = written(imported);
    let settings = fs::read_to_string(site.path().join("site.yaml")).unwrap();
    let strict: String = settings
        .lines()
        .filter(|line| !line.starts_with("archive_before"))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(site.path().join("site.yaml"), strict).unwrap();
    run(site.path(), How::default())
}

/// What came out, as a text.
fn shown(imported: &Imported) -> String {
    let mut out = String::from("-- report --\n");
    for (title, counts) in [("", &imported.report.turned), ("left out: ", &imported.report.left_out)] {
        counts.iter().for_each(|(what, count)| out.push_str(&format!("{count} {title}{what}\n")));
    }
    for hand in &imported.report.hands {
        out.push_str(&format!("{}:{}: {}\n", hand.file, hand.line, hand.what));
    }
    for (path, made) in &imported.files {
        out.push_str(&format!("-- {path} --\n"));
        match made {
            Made::Text(text) => out.push_str(text),
            Made::Copy(from) => {
                out.push_str(&format!("(a copy of {})\n", from.file_name().unwrap().display()))
            }
        }
    }
    out
}

/// The site of an import, written to a folder.
fn written(imported: &Imported) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, made) in &imported.files {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        match made {
            Made::Text(text) => fs::write(to, text).unwrap(),
            Made::Copy(from) => drop(fs::copy(from, to).unwrap()),
        }
    }
    folder
}

#[test]
fn each_archive_becomes_the_site_that_stands_beside_it() {
    for (name, program) in PROGRAMS {
        let fixture = Fixture::of(name);
        let folder = fixture.unpacked();
        let text = shown(&fixture.imported(program, folder.path()));
        let path = fixtures().join(format!("{name}.imported.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{name}");
        // The same archive gives the same result.
        assert_eq!(text, shown(&fixture.imported(program, folder.path())), "{name}");
    }
}

#[test]
fn each_site_is_built_without_an_error_and_old_addresses_lead_to_its_pages() {
    for (name, program) in PROGRAMS {
        let fixture = Fixture::of(name);
        let folder = fixture.unpacked();
        let imported = fixture.imported(program, folder.path());
        let outcome = built(&imported);
        let errors: Vec<_> =
            outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let mut addresses = 0;
        for made in imported.files.values() {
            let Made::Text(text) = made else { continue };
            if ["\ndraft: true\n", "\ndate: 2099", "\nembargo: 2099"].iter().any(|held| text.contains(held)) {
                continue;
            }
            let former = text.lines().find_map(|line| line.strip_prefix("former: [")?.strip_suffix(']'));
            for address in former.into_iter().flat_map(|list| list.split(", ")) {
                let path = address.trim_matches('"').trim_start_matches('/');
                let folder = format!("{}/index.html", path.trim_end_matches('/'));
                let is_there = outcome.files.contains_key(path) || outcome.files.contains_key(&folder);
                assert!(is_there, "{name}: {address} among {:?}", outcome.files.keys());
                addresses += 1;
            }
        }
        assert!(addresses > 0 || program == Program::Obsidian, "{name}");
    }
}

#[test]
fn what_taxonomies_become_can_be_said() {
    let archive = "-- hugo.toml --\ntitle = \"T\"\n-- content/posts/a.md --\n---\ntitle: A\ndate: 2024-03-04\n\
                   tags: [Ferries]\ncategories: [Strike]\n---\nText.\n";
    let folder = unpacked(archive);
    let with = |pairs: &[(&str, Use)]| {
        let map = pairs.iter().map(|(name, used)| ((*name).to_owned(), *used)).collect();
        shown(&imported_as(Program::Hugo, folder.path(), None, &map))
    };
    let usual = with(&[]);
    assert!(usual.contains("storylines: [strike]\nabout: [ferries]\n"), "{usual}");
    assert!(usual.contains("-- content/topics/ferries.md --"), "{usual}");
    let other = with(&[("tags", Use::Storylines), ("categories", Use::Extra)]);
    assert!(other.contains("storylines: [ferries]\n"), "{other}");
    assert!(other.contains("extra:\n  categories: [Strike]\n"), "{other}");
    assert!(!other.contains("topics"), "{other}");
}

fn dateline(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .current_dir(folder)
        .args(args)
        .env_remove("DATELINE_BASE_URL")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

const SMALL: &str = "-- old/hugo.toml --\ntitle = \"T\"\n-- old/content/a.md --\n---\ntitle: A\ndate: 2024-03-04\n---\nText.\n";

#[test]
fn nothing_is_written_over_and_the_archive_is_only_read() {
    let folder = unpacked(SMALL);
    let run = |args: &[&str]| {
        let output = dateline(folder.path(), &[&["import", "hugo", "old"], args].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run(&["--into", "digest", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("nothing was written") && !folder.path().join("digest").exists(), "{said}");
    let (_, said) = run(&["--into", "digest"]);
    assert!(said.contains("2 files in digest: 2 written, 0 as they were"), "{said}");
    let (_, said) = run(&["--into", "digest"]);
    assert!(said.contains("1 file in digest: 0 written, 1 as they were"), "{said}");
    let file = folder.path().join("digest/content/briefings/2024/2024-03-04-a.md");
    fs::write(&file, "mine").unwrap();
    let (code, said) = run(&["--into", "digest"]);
    assert_eq!(code, Some(0));
    assert!(
        said.contains(
            "1 file with different texts stayed as they were: content/briefings/2024/2024-03-04-a.md"
        ),
        "{said}"
    );
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    let archive = unpacked(SMALL);
    for path in ["old/hugo.toml", "old/content/a.md"] {
        assert_eq!(fs::read(folder.path().join(path)).unwrap(), fs::read(archive.path().join(path)).unwrap());
    }
    assert_eq!(fs::read_dir(folder.path().join("old")).unwrap().count(), 2);
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_reason() {
    let folder = unpacked(SMALL);
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (args, reason) in [
        (&["hugo", "none", "--into", "d"][..], "`none` cannot be read"),
        (&["hugo", "old/hugo.toml", "--into", "d"], "is not a folder"),
        (&["hugo", "old", "--into", "old/d"], "the site would be inside the archive"),
        (&["hugo", "old", "--into", "old"], "the site would be inside the archive"),
        (&["hugo", "empty", "--into", "d"], "nothing to import was found"),
        (&["hugo", "old", "--into", "d", "--map", "tags"], "`--map tags` cannot be read"),
        (&["hugo", "old", "--into", "d", "--map", "tags=people"], "`--map tags=people` cannot be read"),
    ] {
        let output = dateline(folder.path(), &[&["import"], args].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(reason), "{args:?}: {said}");
        assert!(!folder.path().join("d").exists() && !folder.path().join("old/d").exists(), "{args:?}");
    }
}

#[test]
fn a_site_that_is_there_keeps_its_settings_and_is_told_what_it_lacks() {
    let archive = unpacked(
        "-- hugo.toml --\ntitle = \"T\"\n-- content/a.md --\n---\ntitle: A\ndate: 2024-03-04T23:30:00Z\n\
         author: Port desk\ntags: [x]\n---\nText.\n",
    );
    let site = "title: Mine\ntimezone: Europe/Kyiv\n";
    let imported = imported_as(Program::Hugo, archive.path(), Some(site), &BTreeMap::new());
    let paths: Vec<&String> = imported.files.keys().collect();
    assert_eq!(paths, ["content/briefings/2024/2024-03-05-a.md", "content/topics/x.md"]);
    let hands: Vec<String> = imported.report.hands.iter().map(|hand| hand.what.clone()).collect();
    assert_eq!(hands.len(), 2, "{hands:?}");
    assert!(hands[0].contains("authors") && hands[0].contains("port-desk"), "{hands:?}");
    assert!(hands[1].contains("kinds") && hands[1].contains("topics"), "{hands:?}");
}

#[test]
fn odd_files_are_told_and_the_rest_comes_along() {
    let folder = unpacked(SMALL);
    let posts = folder.path().join("old/content");
    let of = |name: &str, bytes: &[u8]| fs::write(posts.join(name), bytes).unwrap();
    of("latin.md", b"---\ntitle: Caf\xe9\n---\n");
    of("yaml.md", b"---\ntitle: [\n---\nText of yaml.\n");
    of("toml.md", b"+++\ntitle = \n+++\nText of toml.\n");
    of("fence.md", b"---\n");
    of("crlf.md", b"\xef\xbb\xbf---\r\ntitle: Lines\r\ndate: 2024-03-05\r\n---\r\nOne.\r\n\r\nTwo.\r\n");
    of("odd name #1?.md", b"---\ntitle: Odd\ndate: 2024-03-06\n---\nText.\n");
    of("date.md", b"---\ntitle: Date\ndate: +0099999999\n---\nText.\n");
    let imported = imported(Program::Hugo, &folder.path().join("old"));
    let text = shown(&imported);
    for told in [
        "content/latin.md:1: is not UTF-8 text",
        "content/yaml.md:1: the front matter cannot be read",
        "content/toml.md:1: the front matter cannot be read",
        "content/date.md:1: `+0099999999` is not a date",
        "Text of yaml.",
        "Text of toml.",
        "title: Lines\ndate: 2024-03-05\n",
        "-- content/briefings/2024/2024-03-06-odd-name-1.md --",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let outcome = run(written(&imported).path(), How::default());
    let errors: Vec<_> = outcome.problems.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn an_export_of_ghost_has_tags_authors_and_settings_in_lists_of_their_own() {
    let export = serde_json::json!({"db": [{"data": {
        "settings": [{"key": "title", "value": "Harbour"}, {"key": "timezone", "value": "Europe/Kyiv"}],
        "tags": [{"id": "t1", "name": "Ferries"}, {"id": "t2", "name": "Strike"}],
        "users": [{"id": "u1", "name": "Port desk"}],
        "posts_tags": [{"post_id": "p1", "tag_id": "t2"}, {"post_id": "p1", "tag_id": "t1"}],
        "posts_authors": [{"post_id": "p1", "author_id": "u1"}],
        "posts": [
            {"id": "p1", "title": "Talks end", "slug": "talks", "status": "published", "type": "post",
             "published_at": "2024-03-04T22:30:00.000Z", "mobiledoc": "{}", "custom_excerpt": "In short.",
             "html": "<p>See <a href=\"__GHOST_URL__/about/\">us</a>.</p>"},
            {"id": "p2", "title": "About", "slug": "about", "status": "draft", "type": "page",
             "published_at": "2024-03-01T08:00:00.000Z", "html": "<p>Us.</p>"},
            {"id": "p3", "title": "Empty", "slug": "empty"},
        ],
    }}]});
    let folder = unpacked(&format!("-- ghost.json --\n{export}\n"));
    let imported = imported(Program::Json, folder.path());
    let text = shown(&imported);
    let post = "-- content/briefings/2024/2024-03-05-talks.md --\n---\ntitle: Talks end\ndate: 2024-03-04T22:30Z\n\
                about: [strike, ferries]\nsummary: In short.\nauthors: [port-desk]\nformer: [/talks/]\n";
    assert!(text.contains(post), "{text}");
    assert!(text.contains("See [us](../../pages/about.md).\n"), "{text}");
    assert!(text.contains("-- content/pages/about.md --\n---\ntitle: About\ndraft: true\n"), "{text}");
    assert!(text.contains("1 left out: entries without a text\n"), "{text}");
    assert!(text.contains("title: Harbour\nlanguage: en\ntimezone: Europe/Kyiv\n"), "{text}");
}

#[test]
fn pages_that_are_called_as_those_of_the_site_get_other_names() {
    let names = ["static", "people", "topics", "2024", "Figures", "about"];
    let files = names.map(|name| format!("-- content/{name}.md --\n---\ntitle: T {name}\n---\nText.\n"));
    let folder = unpacked(&format!("-- hugo.toml --\ntitle = \"T\"\n{}", files.concat()));
    let imported = imported(Program::Hugo, folder.path());
    let outcome = run(written(&imported).path(), How::default());
    let errors: Vec<_> = outcome.problems.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(outcome.files.contains_key("about/index.html"), "{:?}", outcome.files.keys());
    let pages = imported.files.keys().filter(|path| path.starts_with("content/pages/")).count();
    assert_eq!(pages, names.len());
}

#[test]
fn containers_are_alerts_where_the_plugin_is_used() {
    let of = |config: &str| {
        let body = "::: warning Take *care*\nOne.\n\n:::: tip\nTwo.\n::::\n:::\n\n::: aside\nThree.\n:::\n\n```\n::: note\n```";
        let folder = unpacked(&format!(
            "-- eleventy.config.js --\n{config}\n-- 2024-03-04-a.md --\n---\ntitle: A\n---\n{body}\n"
        ));
        shown(&imported(Program::Eleventy, folder.path()))
    };
    let with = of("import container from \"markdown-it-container\";");
    let alerts = "> [!WARNING] Take *care*\n> One.\n>\n> > [!TIP]\n> > Two.\n\n::: aside\nThree.\n:::\n\n```\n::: note\n```\n";
    assert!(with.contains(alerts), "{with}");
    assert!(with.contains("2024-03-04-a.md:12: `::: aside` has no equivalent here"), "{with}");
    assert!(of("").contains("::: warning Take *care*\nOne.\n"));
}

#[test]
fn lists_without_an_equal_stay_and_are_told() {
    let archive = |body: &str| {
        unpacked(&format!(
            "-- eleventy.config.js --\n\n-- 2024-03-04-a.md --\n---\ntitle: A\ntags: [Low tide, draft tide]\n---\n{body}\n\
             -- 2099-03-04-b.md --\n---\ntitle: B\n---\nText.\n"
        ))
    };
    let gone = [
        "/author/desk/",
        "/news/",
        "/tags/none/",
        "/2023/",
        "/2099/",
        "/category/x/",
        "/tags/page/2/x/",
        "/feed.xml",
    ];
    for url in gone {
        let text = shown(&imported(Program::Eleventy, archive(&format!("[x]({url})")).path()));
        assert!(text.contains(&format!("2024-03-04-a.md:5: `{url}` leads nowhere")), "{url}: {text}");
        assert!(text.contains(&format!("[x]({url})")), "{url}: {text}");
    }
    for (url, here) in [
        ("/tags/low-tide/", "../../topics/low-tide.md"),
        ("/tag/low-tide/page/3/", "../../topics/low-tide.md"),
        ("/tags/#low-tide", "../../topics/low-tide.md"),
        ("/tags/", "/topics/"),
        ("/archive/", "/2024/"),
        ("/page/2/", "/2024/"),
        ("/2024/03/", "/2024/03/"),
        ("/", "/"),
    ] {
        let text = shown(&imported(Program::Eleventy, archive(&format!("[x]({url})")).path()));
        assert!(text.contains(&format!("[x]({here})")) && !text.contains("leads nowhere"), "{url}: {text}");
    }
}

#[test]
fn nothing_comes_from_outside_of_the_archive_and_nothing_goes_outside_of_the_site() {
    let folder = unpacked(
        "-- secret.png --\nsecret\n-- old/eleventy.config.js --\nexport default (c) => {\n\
         c.addPassthroughCopy({ \"img\": \"../../out\", \"pic\": \"in\" });\n\
         return { dir: { input: \"src\" } };\n};\n-- old/img/a.png --\na\n-- old/pic/b.png --\nb\n\
         -- old/src/2024-03-04-a.md --\n---\ntitle: A\nslug: ../../../x\n---\nText.\n",
    );
    #[cfg(unix)]
    for (to, link) in [("../../secret.png", "old/src/out.png"), ("../pic/b.png", "old/src/within.png")] {
        std::os::unix::fs::symlink(to, folder.path().join(link)).unwrap();
    }
    let imported = imported(Program::Eleventy, &folder.path().join("old"));
    let paths: Vec<&str> = imported.files.keys().map(String::as_str).collect();
    let mut expected = vec!["content/briefings/2024/2024-03-04-a.md", "content/root/in/b.png"];
    expected.extend(cfg!(unix).then_some("content/root/within.png"));
    expected.push("site.yaml");
    assert_eq!(paths, expected);
    assert_eq!(imported.report.left_out.get("files that would be outside the site"), Some(&1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_body_is_taken_over_without_a_panic(
        body in r#"([\[\](){}<>%|!=^#:*`~"'/\\ \n]|\{\{<|>\}\}|\{%|%\}|end|raw|é|a|\[\[|\]\]|==|\{: \.note\}|\{:toc\}|::: tip\n|# ){0,60}"#,
    ) {
        for (name, program) in PROGRAMS {
            let file = match name {
                "hugo" | "zola" => "content/a.md",
                "jekyll" => "_posts/2024-03-04-a.md",
                _ => "2024-03-04-a.md",
            };
            let folder = TempDir::new().unwrap();
            write_site(folder.path(), "");
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("---\ntitle: A\ndate: 2024-03-04\n---\n{body}\n")).unwrap();
            let imported = imported(program, folder.path());
            prop_assert!(program == Program::Json || !imported.files.is_empty());
        }
    }
}
