//! What `init` writes: a site without problems, and nothing over existing files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use dateline::editor::{Form, Own};
use tempfile::TempDir;

use crate::html::broken_links;
use crate::site::{How, run};

const NOW: &str = "2026-01-01T12:00:00Z";

fn dateline(folder: &Path, zone: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(folder).args(args).env("TZ", zone).env_remove("DATELINE_BASE_URL").output().unwrap()
}

/// Runs `init`, and returns what it says.
#[track_caller]
fn init(folder: &Path, zone: &str, args: &[&str], code: i32) -> String {
    let output = dateline(folder, zone, &[&["init"], args].concat());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(output.stdout.is_empty());
    stderr
}

/// Every file and folder, with the bytes of files.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let named = entries.map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (name, if entry.file_type().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() })
    });
    named.collect()
}

#[test]
fn a_new_site_builds_at_once_and_strictly() {
    let folder = TempDir::new().unwrap();
    let said = init(folder.path(), "UTC", &["x"], 0);
    assert!(said.starts_with("X: ") && said.contains("\n  cd x\n  dateline serve"), "{said}");
    for args in [&["build", "--strict"][..], &["check", "--strict", "--format", "json"]] {
        let output = dateline(&folder.path().join("x"), "UTC", args);
        assert!(output.status.success() && output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("3 briefings, 2 editions, 1 storyline, 2 dossiers"), "{said}");
    }
}

#[test]
fn a_new_site_has_no_problem_in_any_zone_on_any_day_and_at_any_base() {
    for (zone, now, today, yesterday) in [
        ("UTC", NOW, "2026-01-01", "2025-12-31"),
        ("Pacific/Auckland", "2026-02-28T12:00:00Z", "2026-03-01", "2026-02-28"),
        ("America/Los_Angeles", "2028-03-01T07:59:00Z", "2028-02-29", "2028-02-28"),
    ] {
        let folder = TempDir::new().unwrap();
        init(folder.path(), zone, &["site", "--now", now, "--title", "Олена's \"digest\": no # 1"], 0);
        let root = folder.path().join("site");
        let settings = fs::read_to_string(root.join("site.yaml")).unwrap();
        assert!(settings.contains(&format!("timezone: {zone}\n")), "{settings}");
        for (base, path) in [(None, "/"), (Some("https://x.github.io/digest"), "/digest/")] {
            let outcome = run(&root, How { now, base, ..How::default() });
            assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
            assert_eq!(broken_links(&outcome.files, path), [""; 0]);
            for (day, briefing) in [(today, "repair-plan"), (today, "detour-count"), (yesterday, "lorry-ban")]
            {
                let day = day.replace('-', "/");
                assert!(outcome.files.contains_key(&format!("{day}/{briefing}/index.html")), "{day}");
            }
            let title = outcome.between("index.html", "<body>", "</header>");
            assert!(title.contains("Олена’s “digest”: no # 1"), "{title}");
        }
    }
}

#[test]
fn each_new_site_has_an_id_of_its_own() {
    let folder = TempDir::new().unwrap();
    let id = |name: &str| {
        init(folder.path(), "UTC", &[name], 0);
        let settings = fs::read_to_string(folder.path().join(name).join("site.yaml")).unwrap();
        let lines: Vec<&str> = settings.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
        let [id] = lines[..] else { panic!("{settings}") };
        uuid::Uuid::parse_str(id).unwrap()
    };
    let (one, two) = (id("one"), id("two"));
    assert_eq!([one.get_version_num(), two.get_version_num()], [4, 4]);
    assert_ne!(one, two);
}

#[test]
fn a_new_site_has_what_editors_complete_with() {
    let folder = TempDir::new().unwrap();
    init(folder.path(), "UTC", &["x"], 0);
    let site = folder.path().join("x");
    let text = |path: &str| fs::read_to_string(site.join(path)).unwrap();
    assert!(text("site.yaml").starts_with("# yaml-language-server: $schema=.dateline/site.schema.json\n"));
    assert!(text(".vscode/settings.json").contains("\".dateline/site.schema.json\": \"site.yaml\""));
    for form in Form::ALL {
        let schema = text(&format!(".dateline/{}.schema.json", form.name()));
        assert_eq!(schema, dateline::editor::schema(form, &Own::default()));
    }
}

#[test]
fn a_new_site_shows_what_a_briefing_can_be_made_of() {
    let folder = TempDir::new().unwrap();
    init(folder.path(), "UTC", &["x", "--now", NOW], 0);
    let outcome = run(&folder.path().join("x"), How::default());
    let data: serde_json::Value = outcome.graph();
    let counts = ["briefings", "editions", "storylines", "dossiers", "questions"]
        .map(|kind| data[kind].as_array().map_or(0, Vec::len));
    assert_eq!(counts, [3, 2, 1, 2, 2]);
    let all = |key: &str| {
        let briefings = data["briefings"].as_array().unwrap().iter();
        briefings.map(|briefing| briefing[key].as_array().map_or(0, Vec::len)).sum::<usize>()
    };
    assert_eq!((all("figures"), all("quotes"), all("sources")), (1, 1, 3));
    for (from, to) in [("01/01/repair-plan", "12/31/lorry-ban"), ("01/01/repair-plan", "01/01/detour-count")]
    {
        let page = outcome.page(&format!("2026/{from}/index.html"));
        assert!(page.contains(&format!("{to}/\"")), "{from} has no link to {to}");
    }
    for path in [".gitignore", ".github/workflows/pages.yml", "README.md", ".vscode/settings.json"] {
        assert!(folder.path().join("x").join(path).is_file(), "{path}");
    }
}

#[test]
fn what_is_there_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("mine");
    for (path, text) in [("content/pages/about.md", "mine"), ("LICENSE", "mine"), (".git/HEAD", "ref")] {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    let before = tree(&root);
    let said = init(folder.path(), "UTC", &["mine"], 2);
    assert!(said.contains("already has `content/pages/about.md`; nothing was written"), "{said}");
    assert_eq!(tree(&root), before);

    // A repository that GitHub made has these.
    fs::remove_dir_all(root.join("content")).unwrap();
    for name in ["README.md", ".gitignore"] {
        fs::write(root.join(name), "mine").unwrap();
    }
    let said = init(&root, "UTC", &["."], 0);
    assert!(said.starts_with("Mine: 17 files in .\n") && !said.contains("  cd "), "{said}");
    assert!(
        said.contains(
            "`.gitignore` was there already and stays as it is; add `/public/` and `/.public.cache/` to it."
        ),
        "{said}"
    );
    let after = tree(&root);
    assert!(["README.md", ".gitignore", "LICENSE"].iter().all(|name| after[*name] == b"mine"));
    let said = init(&root, "UTC", &["."], 2);
    assert!(said.contains("`site.yaml`"), "{said}");
    assert_eq!(tree(&root), after);
}

#[test]
fn what_cannot_be_finished_is_taken_back() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/storylines"), "a file").unwrap();
    let before = tree(folder.path());
    let said = init(folder.path(), "UTC", &["."], 2);
    assert!(said.contains("cannot create `"), "{said}");
    assert_eq!(tree(folder.path()), before);
    init(folder.path(), "UTC", &["content/storylines"], 2);
    init(folder.path(), "UTC", &["new", "--title", " "], 2);
    init(folder.path(), "UTC", &["new", "--title", "a\nb"], 2);
    init(folder.path(), "UTC", &["new", "--now", "soon"], 2);
    assert_eq!(tree(folder.path()), before);
}
