//! The program itself: what `build` writes and says. `output.rs` tests what becomes of the output folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::site::write_site;

const SITE: &str = "
-- site.yaml --
title: Test
base_url: https://example.org/
id: test
-- content/storylines/s.md --
---
title: S
---
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storylines: s
summary: They talk.
---
[The file](notes.txt)
-- content/briefings/notes.txt --
Notes
";

pub(crate) fn site() -> TempDir {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), SITE);
    folder
}

pub(crate) fn dateline(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(root).arg("build").args(args).env_remove("DATELINE_BASE_URL").output().unwrap()
}

#[track_caller]
pub(crate) fn assert_exit(output: &Output, code: i32) -> String {
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(output.stdout.is_empty());
    stderr
}

/// Every file below a folder with its bytes, links with their target; folders end in `/`.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries
        .map(|entry| {
            let (path, kind) = (entry.path(), entry.file_type());
            if kind.is_dir() {
                (relative(path) + "/", Vec::new())
            } else if kind.is_symlink() {
                (relative(path), fs::read_link(path).unwrap().into_os_string().into_encoded_bytes())
            } else {
                (relative(path), fs::read(path).unwrap())
            }
        })
        .collect()
}

/// What is in a folder, in order, except folders of what was drawn.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".cache")).collect();
    names.sort();
    names
}

#[test]
fn pages_of_the_published_site_do_not_get_lost() {
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let list = site.path().join("urls.txt");
    fs::copy(site.path().join("public/data/urls.txt"), &list).unwrap();
    let old = site.path().join("content/briefings/2025-12-22-talks.md");
    let text = fs::read_to_string(&old).unwrap();
    fs::remove_file(&old).unwrap();
    let new = site.path().join("content/briefings/2025-12-22-round.md");
    fs::write(&new, &text).unwrap();
    let previous = ["--previous", "urls.txt"].map(|arg| arg.replace("urls.txt", list.to_str().unwrap()));
    let previous: Vec<&str> = previous.iter().map(String::as_str).collect();
    let stderr = assert_exit(&dateline(site.path(), &previous), 1);
    assert!(stderr.contains("error[lost-url]: the published site has `/2025/12/22/talks/`"), "{stderr}");
    let help = "add `former: [/2025/12/22/talks/]` to the front matter of `content/briefings/2025-12-22-round.md`, which is at `/2025/12/22/round/`";
    assert!(stderr.contains(help), "{stderr}");
    fs::write(&new, text.replacen("---\n", "---\nformer: [/2025/12/22/talks/]\n", 1)).unwrap();
    assert_exit(&dateline(site.path(), &previous), 0);
    fs::write(&new, &text).unwrap();
    assert_exit(&dateline(site.path(), &[previous[0], previous[1], "--allow-lost-urls"]), 0);
}

#[test]
fn an_item_that_has_another_id_is_told_with_the_former_one() {
    let site = site();
    let file = site.path().join("content/briefings/2025-12-22-talks.md");
    let text = fs::read_to_string(&file).unwrap();
    let with = |quotes: &str| {
        fs::write(&file, text.replacen("---\n", &format!("---\nquotes:\n{quotes}"), 1)).unwrap()
    };
    with("  - {text: We will see., by: {name: A}}\n  - {text: Not yet., by: {name: A}}\n");
    assert_exit(&dateline(site.path(), &[]), 0);
    let list = site.path().join("urls.txt");
    fs::copy(site.path().join("public/data/urls.txt"), &list).unwrap();
    let urls = fs::read_to_string(&list).unwrap();
    assert!(urls.contains("\n/2025/12/22/talks/#quote-we-will-see\n"), "{urls}");
    let previous = ["--previous", list.to_str().unwrap()];
    assert!(!assert_exit(&dateline(site.path(), &previous), 0).contains("lost-anchor"));
    with("  - {text: They will see., by: {name: A}}\n  - {text: Not yet., by: {name: A}}\n");
    let stderr = assert_exit(&dateline(site.path(), &previous), 0);
    let told = "warning[lost-anchor]: the published page has an item `quote-we-will-see`, but this one does not\n--> content/briefings/2025-12-22-talks.md";
    assert!(stderr.contains(told) && stderr.contains("`id: we-will-see`"), "{stderr}");
    assert_eq!(stderr.matches("lost-anchor").count(), 1, "{stderr}");
    with("  - {id: we-will-see, text: They will see., by: {name: A}}\n  - {text: Not yet., by: {name: A}}\n");
    assert!(!assert_exit(&dateline(site.path(), &previous), 0).contains("lost-anchor"));
}

#[test]
fn a_build_says_what_is_due_next() {
    let site = site();
    let text = "---\ntitle: Later\ndate: 2025-12-23T18:00Z\n---\n";
    fs::write(site.path().join("content/briefings/2025-12-23-later.md"), text).unwrap();
    let stderr = assert_exit(&dateline(site.path(), &["--now", "2025-12-23T00:00Z"]), 0);
    assert!(stderr.contains("1 file waits; the next is due on 2025-12-23 at 18:00 (UTC)"), "{stderr}");
}

#[test]
fn a_build_says_how_late_it_publishes_what_was_due() {
    let site = site();
    let at = |time: &str| assert_exit(&dateline(site.path(), &["--now", time]), 0);
    let write = |name: &str, date: &str| {
        let text = format!("---\ntitle: {name}\ndate: {date}\n---\n");
        fs::write(site.path().join(format!("content/briefings/2025-12-23-{name}.md")), text).unwrap();
    };
    write("later", "2025-12-23T18:00Z");
    assert!(!at("2025-12-23T00:00Z").contains("its time"));
    fs::copy(site.path().join("public/data/urls.txt"), site.path().join("urls.txt")).unwrap();
    let late = |time: &str| {
        let previous = ["--previous", "urls.txt", "--now", time];
        let said = assert_exit(&dateline(site.path(), &previous), 0);
        said.lines()
            .find(|line| line.ends_with("its time") || line.ends_with("their time"))
            .map(str::to_owned)
    };
    assert_eq!(late("2025-12-23T17:59Z"), None);
    assert_eq!(
        late("2025-12-23T18:47:59Z").as_deref(),
        Some("1 briefing comes out 47 minutes after its time")
    );
    write("same", "2025-12-23T18:46Z");
    let said = late("2025-12-23T19:01Z");
    assert_eq!(said.as_deref(), Some("2 briefings come out, up to 1 hour and 1 minute after their time"));
    // A briefing dated with only a day is not late, nor is one that is backdated or already published.
    write("later", "2025-12-23");
    write("same", "2025-12-23T18:46Z");
    assert_eq!(late("2025-12-24T18:46Z"), None);
    fs::copy(site.path().join("public/data/urls.txt"), site.path().join("urls.txt")).unwrap();
    assert_eq!(late("2025-12-23T19:01Z"), None);
}

#[test]
fn a_build_says_how_many_drafts_it_leaves_out() {
    let site = site();
    let draft = |name: &str| {
        let text = format!("---\ntitle: {name}\ndate: 2025-12-22\ndraft: true\n---\n");
        fs::write(site.path().join(format!("content/briefings/2025-12-22-{name}.md")), text).unwrap();
    };
    assert!(!assert_exit(&dateline(site.path(), &[]), 0).contains("draft"));
    draft("one");
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    assert!(stderr.contains("1 draft is left out; `--drafts` includes drafts"), "{stderr}");
    draft("two");
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    assert!(stderr.contains("2 drafts are left out; "), "{stderr}");
    assert!(!assert_exit(&dateline(site.path(), &["--drafts"]), 0).contains("left out"));
}

#[test]
fn a_build_publishes_and_says_what() {
    let site = site();
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    // Without cards and icons.
    let files = if cfg!(feature = "cards") { 56 } else { 50 };
    let summary = format!(
        "1 briefing, 1 edition, 1 storyline, 0 dossiers: {files} files in public ({files} changed), "
    );
    assert!(stderr.starts_with(&summary), "{stderr}");
    let public = tree(&site.path().join("public"));
    assert!(public.contains_key("2025/12/22/talks/index.html"));
    assert_eq!(public["files/briefings/notes.txt"], b"Notes\n");
    assert_eq!(names(site.path()), ["content", "public", "site.yaml"]);
}

#[test]
fn a_program_without_cards_says_that_pictures_go() {
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let card = site.path().join("public/storylines/s/card.png");
    let says = |stderr: &str| stderr.contains("sizes of photographs: 1 picture is gone from public\nhelp: ");
    if cfg!(feature = "cards") {
        assert!(card.is_file());
    }
    fs::write(&card, "drawn by another program").unwrap();
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    assert_eq!(says(&stderr), !cfg!(feature = "pictures"), "{stderr}");
    assert_eq!(card.is_file(), cfg!(feature = "cards"));
    assert!(!assert_exit(&dateline(site.path(), &[]), 0).contains("gone from public"));
}

#[test]
fn a_program_without_email_says_that_emails_go() {
    let site = site();
    let config = "title: Test\nbase_url: https://example.org/\nemail: true\n";
    fs::write(site.path().join("site.yaml"), config).unwrap();
    assert_exit(&dateline(site.path(), &[]), 0);
    let email = site.path().join("public/email/2025-12-22.html");
    assert_eq!(email.is_file(), cfg!(feature = "email"));
    fs::create_dir_all(email.parent().unwrap()).unwrap();
    for file in [&email, &email.with_extension("txt")] {
        fs::write(file, "written by another program").unwrap();
    }
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    let says = stderr.contains("this program writes no emails: 1 email is gone from public\nhelp: ");
    assert_eq!(says, !cfg!(feature = "email"), "{stderr}");
    assert_eq!(email.is_file(), cfg!(feature = "email"));
    assert!(!assert_exit(&dateline(site.path(), &[]), 0).contains("gone from public"));
}

#[test]
fn pages_whose_source_is_gone_disappear_and_others_are_not_rewritten() {
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let public = site.path().join("public");
    let written = |path: &str| fs::metadata(public.join(path)).unwrap().modified().unwrap();
    let (style, story) = (written("static/style.css"), written("storylines/s/index.html"));
    fs::remove_file(site.path().join("content/storylines/s.md")).unwrap();
    write_site(site.path(), "-- content/storylines/t.md --\n---\ntitle: T\n---\n");
    let page = site.path().join("content/briefings/2025-12-22-talks.md");
    fs::write(&page, fs::read_to_string(&page).unwrap().replace("storylines: s", "storylines: t")).unwrap();
    assert_exit(&dateline(site.path(), &[]), 0);
    assert!(!public.join("storylines/s").exists());
    assert!(public.join("storylines/t/index.html").exists());
    assert_eq!(written("static/style.css"), style);
    assert_ne!(written("storylines/index.html"), story);
    let stderr = assert_exit(&dateline(site.path(), &[]), 0);
    assert!(stderr.contains("(0 changed)"), "{stderr}");
    assert_eq!(names(site.path()), ["content", "public", "site.yaml"]);
}

#[test]
fn a_failing_build_leaves_the_old_site() {
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let before = tree(&site.path().join("public"));
    write_site(
        site.path(),
        "-- content/briefings/2025-12-23-bad.md --\n---\ntitle: Bad\ndate: 2025-12-40\n---\n",
    );
    let stderr = assert_exit(&dateline(site.path(), &[]), 1);
    assert!(stderr.ends_with("1 error, 1 warning, 1 note; nothing was published\n"), "{stderr}");
    assert_eq!(tree(&site.path().join("public")), before);

    fs::remove_file(site.path().join("content/briefings/2025-12-23-bad.md")).unwrap();
    write_site(site.path(), "-- themes/default/templates/briefing.html --\n{{ briefing.titel }}\n");
    let stderr = assert_exit(&dateline(site.path(), &[]), 1);
    assert!(stderr.contains("--> themes/default/templates/briefing.html:1:"), "{stderr}");
    assert_eq!(tree(&site.path().join("public")), before);
    assert_eq!(names(site.path()), ["content", "public", "site.yaml", "themes"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let outputs = TempDir::new().unwrap();
    let runs =
        [("1", "UTC", "C"), ("2", "America/New_York", "uk_UA.UTF-8"), ("7", "Asia/Tokyo", "tr_TR.UTF-8")];
    let mut trees = Vec::new();
    for (jobs, zone, locale) in runs {
        let output = outputs.path().join(jobs);
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["build", "--jobs", jobs, "--output"]).arg(&output).arg("--root").arg(root);
        let result = command.env("TZ", zone).env("LC_ALL", locale).env("LANG", locale).output().unwrap();
        assert_exit(&result, 0);
        trees.push(tree(&output));
    }
    assert!(trees[0].len() > 100);
    assert!(trees.iter().all(|tree| *tree == trees[0]));
}

#[test]
fn the_base_url_comes_from_the_option_then_the_environment_then_the_file() {
    let site = site();
    let canonical = || {
        let page = fs::read_to_string(site.path().join("public/index.html")).unwrap();
        page.split("rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let run = |args: &[&str], env: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output =
            command.current_dir(site.path()).arg("build").args(args).env("DATELINE_BASE_URL", env).output();
        assert_exit(&output.unwrap(), 0);
    };
    run(&[], "");
    assert_eq!(canonical(), "https://example.org/2025/12/22/talks/");
    run(&[], "https://env.example/repo");
    assert_eq!(canonical(), "https://env.example/repo/2025/12/22/talks/");
    run(&["--base-url", "https://option.example/"], "https://env.example/");
    assert_eq!(canonical(), "https://option.example/2025/12/22/talks/");
}

#[test]
fn what_cannot_run_says_so_and_exits_with_2() {
    let empty = TempDir::new().unwrap();
    let stderr = assert_exit(&dateline(empty.path(), &[]), 2);
    assert!(stderr.contains("there is no `site.yaml`"), "{stderr}");
    let site = site();
    for args in
        [&["--now", "soon"][..], &["--base-url", "example.org"], &["--root", "nowhere"], &["--jobs", "many"]]
    {
        let stderr = assert_exit(&dateline(site.path(), args), 2);
        assert!(stderr.starts_with("error: "), "{stderr}");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn strict_lets_warnings_stop_the_build() {
    let site = site();
    write_site(
        site.path(),
        "-- content/briefings/2025-12-23-b.md --\n---\ntitle: B\ndate: 2025-12-23\n---\n",
    );
    let stderr = assert_exit(&dateline(site.path(), &["--strict"]), 1);
    assert!(stderr.ends_with("1 warning, 1 note; nothing was published\n"), "{stderr}");
    assert!(!site.path().join("public").exists());
    assert_exit(&dateline(site.path(), &[]), 0);
}

#[test]
fn warnings_of_one_code_beyond_the_twentieth_are_counted() {
    let site = site();
    let sources =
        |n| (1..=n).map(|n| format!("s{n}: {{title: T, url: https://example.org/{n}}}, ")).collect();
    let write = |n| {
        let sources: String = sources(n);
        let text = format!(
            "-- content/briefings/2025-12-23-b.md --\n---\ntitle: B\ndate: 2025-12-23\nsources: {{{sources}}}\n---\n"
        );
        write_site(site.path(), &text);
        assert_exit(&dateline(site.path(), &[]), 0)
    };
    let stderr = write(20);
    assert_eq!(stderr.matches("warning[uncited-source]").count(), 20);
    assert!(!stderr.contains("more of"), "{stderr}");
    let stderr = write(21);
    assert_eq!(stderr.matches("warning[uncited-source]").count(), 20);
    assert!(stderr.contains("… and 1 more of `uncited-source`; `--all` shows every one"), "{stderr}");
    let stderr = assert_exit(&dateline(site.path(), &["--all"]), 0);
    assert_eq!(stderr.matches("warning[uncited-source]").count(), 21);
}

#[test]
fn what_says_the_same_of_more_than_three_places_is_told_once_with_the_count() {
    let site = site();
    let add = |n: usize| {
        let text = format!(
            "-- content/briefings/2025-11-{n:02}-b.md --\n---\ntitle: B {n}\ndate: 2025-11-{n:02}\nstorylines: talks\n---\n"
        );
        write_site(site.path(), &text);
        assert_exit(&dateline(site.path(), &[]), 1)
    };
    add(1);
    add(2);
    let stderr = add(3);
    assert_eq!(stderr.matches("error[unknown-id]").count(), 3, "{stderr}");
    let stderr = add(4);
    assert_eq!(stderr.matches("error[unknown-id]").count(), 1, "{stderr}");
    assert!(stderr.contains("note: the same at content/briefings/2025-11-02-b.md:4:13, "), "{stderr}");
    assert!(!stderr.contains("more places"), "{stderr}");
    let stderr = add(5);
    assert!(stderr.contains("-04-b.md:4:13, and in 1 more place; `--all` shows each"), "{stderr}");
    assert!(stderr.contains("\n5 errors"), "{stderr}");
    let stderr = assert_exit(&dateline(site.path(), &["--all"]), 1);
    assert_eq!(stderr.matches("error[unknown-id]").count(), 5);
}

#[test]
fn errors_stand_last() {
    let site = site();
    let text = "-- content/briefings/2025-11-01-a.md --\n---\ntitle: A\ndate: 2025-11-01\nstorylines: none\nsources: {s: {title: S, url: https://example.org/}}\n---\n";
    write_site(site.path(), text);
    for args in [&[][..], &["--all"]] {
        let stderr = assert_exit(&dateline(site.path(), args), 1);
        let at = |what: &str| stderr.find(what).unwrap_or_else(|| panic!("{what}: {stderr}"));
        assert!(at("note[missing-summary]") < at("warning[uncited-source]"), "{stderr}");
        assert!(at("warning[uncited-source]") < at("error[unknown-id]"), "{stderr}");
    }
}

#[test]
fn a_build_works_from_any_folder_of_the_site() {
    let site = site();
    assert_exit(&dateline(&site.path().join("content/briefings"), &[]), 0);
    assert!(site.path().join("public/index.html").exists());
}
