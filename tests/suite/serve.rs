//! The live preview: it answers what a build writes, however the site came to be what it is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use dateline::diagnostic::Diagnostic;
use dateline::link::Release;
use dateline::load::{CacheFolder, Project};
use dateline::model::address::path::ContentPath;
use dateline::serve::{Answer, News, Revised, Session};
use tempfile::TempDir;

use crate::site::{How, build_as, in_folder, run};

const HOW: How = How { now: "2026-06-01T00:00:00Z", drafts: true, future: true, base: None };

fn open(root: &Path) -> Session {
    let release = Release { now: HOW.now.parse().unwrap(), drafts: HOW.drafts, future: HOW.future };
    let cache = Some(CacheFolder { path: root.join(".public.cache"), is_read_only: false });
    Session::new(Project { cache, ..Project::at(root) }, release)
}

fn path(path: &str) -> ContentPath {
    ContentPath::new(path).unwrap()
}

fn paths<const N: usize>(list: [&str; N]) -> BTreeSet<ContentPath> {
    list.into_iter().map(path).collect()
}

/// Every URL with its answer.
fn everything(session: &Session) -> Vec<(String, Answer)> {
    let preview = session.preview();
    preview.urls().into_iter().map(|url| (url.clone(), preview.answer(&url))).collect()
}

/// Compares a session with one that starts now.
#[track_caller]
fn assert_fresh(session: &Session, root: &Path, after: &str) {
    let fresh = open(root);
    let (here, there) = (everything(session), everything(&fresh));
    let urls = |all: &[(String, Answer)]| all.iter().map(|(url, _)| url.clone()).collect::<Vec<_>>();
    assert_eq!(urls(&here), urls(&there), "after {after}");
    for ((url, here), (_, there)) in here.iter().zip(&there) {
        let text = |answer: &Answer| String::from_utf8_lossy(&answer.body).into_owned();
        assert!(here == there, "{url} after {after}\n{}\n---\n{}", text(here), text(there));
    }
}

/// A site of thirty linked briefings.
fn generated() -> TempDir {
    let mut text = String::from(
        "
-- site.yaml --
title: Digest
base_url: https://x.org/d/
series: {strikes: {name: Strikes, unit: strikes}}
outlets: {wire: {name: Wire, kind: wire, url: 'https://wire.example/'}}
-- content/people/ada.md --
---
name: Ada
---
Works with [[bo]].
-- content/people/bo.md --
---
name: Bo
---
-- content/people/eve.md --
---
name: Eve
---
-- content/storylines/talks.md --
---
title: Talks
---
Ada and [Bo](../people/bo.md) talk.
-- content/pages/about.md --
---
title: About
---
See [[talks]] and [[2026-01-03-note]].
",
    );
    for n in 1..=30 {
        write!(
            text,
            "-- content/briefings/2026-01-{n:02}-note.md --
---
title: Note {n}
date: 2026-01-{n:02}
storylines: [talks]
summary: What Ada said on day {n}.
figures: [{{series: strikes, value: {n}, by: ada, source: wire, period: 2026-01-{n:02}}}]
unknown: [{{text: Question {n}}}]
---
Ada met somebody, as [[2026-01-{before:02}-note]] says.

## Details

Bo was there too.
",
            before = (n - 1).max(1)
        )
        .unwrap();
    }
    in_folder(&text)
}

#[test]
fn every_url_answers_what_a_build_writes() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    for root in [sample, generated().path()] {
        let built = run(root, HOW);
        let session = open(root);
        let (preview, base) = (session.preview(), session.preview().base());
        let urls = preview.urls();
        assert_eq!(urls.len(), built.files.len());
        for (url, bytes) in urls.iter().zip(built.files.values()) {
            let answer = preview.answer(url);
            // What is still to be drawn when it is asked for: cards and icons.
            let is_drawn = match answer.body.starts_with(b"\x89PNG") || answer.body.starts_with(&[0, 0, 1, 0])
            {
                true => bytes.windows(4).any(|part| part == b"<svg") || answer.body == *bytes,
                false => answer.body == *bytes,
            };
            assert!(answer.status == 200 && is_drawn, "{url}: {}", answer.status);
        }
        let missing = preview.answer(&format!("{base}no/such/page/"));
        assert_eq!((missing.status, &missing.body), (404, &built.files["404.html"]));
    }
}

#[test]
fn addresses_are_those_of_a_host_and_nothing_leads_out_of_the_site() {
    let site = generated();
    let session = open(site.path());
    let preview = session.preview();
    let answer = |path: &str| {
        let Answer { status, location, .. } = preview.answer(path);
        (status, location)
    };
    let to = |path: &str| (301, Some(path.to_owned()));
    assert_eq!(answer("/"), to("/d/"));
    assert_eq!(answer("/d"), to("/d/"));
    assert_eq!(answer("/d/people"), to("/d/people/"));
    assert_eq!(answer("/d/people/ada/"), (200, None));
    assert_eq!(answer("/d/404"), (200, None));
    for outside in [
        "/people/ada/",
        "/d/../site.yaml",
        "/d/%2e%2e/site.yaml",
        "/d/..%2fsite.yaml",
        "/d//people/ada/",
        "/d/content/people/ada.md",
        "/d/people/ada/index.html/",
        "/d/%ff",
        "",
        "//",
    ] {
        assert_eq!(answer(outside), (404, None), "{outside}");
    }
    let types = |path: &str| preview.answer(path).media_type;
    assert_eq!(types("/d/"), "text/html; charset=utf-8");
    assert_eq!(types("/d/static/style.css"), "text/css; charset=utf-8");
    assert_eq!(types("/d/static/icon.svg"), "image/svg+xml");
    assert_eq!(types("/d/data/digest.json"), "application/json; charset=utf-8");
}

#[test]
fn a_new_text_is_shown_at_once_and_changes_what_it_should() {
    let site = generated();
    let session = open(site.path());
    let id = "briefings/2026-01-10-note.md";
    let file = site.path().join("content").join(id);
    let text = fs::read_to_string(&file).unwrap();
    let edits = [
        ("a new sentence", text.replace("Bo was there too.", "Bo was there too. So was the press, twice.")),
        ("new words around a name", text.replace("Ada met somebody", "In the end Ada met everybody")),
        ("a paragraph without names", text.clone() + "\nAll of it is reported, *none* confirmed.\n"),
        ("a section", text.clone() + "\n## More\n\nNothing else.\n"),
        ("a section before a name", text.replace("Bo was", "## Before\n\nBo was")),
        ("a name once more", text.clone() + "\nAda again.\n\n## More\n\nAda.\n"),
        ("a long text", text.clone() + &"\nMore and more of it. ".repeat(2000)),
        ("no long text", text.clone()),
    ];
    for (what, edited) in edits {
        fs::write(&file, edited).unwrap();
        let before = session.preview().answer("/d/2026/01/10/note/").tag;
        assert_ne!(session.revise(&path(id)), Revised::No, "{what}");
        assert_ne!(session.preview().answer("/d/2026/01/10/note/").tag, before, "{what}");
        assert_fresh(&session, site.path(), what);
    }
    let other = text.replace("title: Note 10", "title: Other").replace("summary: What", "summary: All");
    fs::write(&file, other).unwrap();
    assert_ne!(session.revise(&path(id)), Revised::No);
    for page in ["2026/01/10/note/", "2026/01/10/", "storylines/talks/", "feed.xml"] {
        let body = session.preview().answer(&format!("/d/{page}")).body;
        let body = String::from_utf8_lossy(&body).into_owned();
        assert!(body.contains("Other") && !body.contains("Note 10<"), "{page}: {body}");
    }
    session.link(&BTreeSet::new());
    assert_fresh(&session, site.path(), "another headline");
    let more = [
        ("another date", text.replace("date: 2026-01-10", "date: 2026-01-10T12:00Z")),
        ("another figure", text.replace("value: 10", "value: 11")),
        ("a name", text.clone() + "\nEve too.\n"),
        ("a link", text.clone() + "\n[[about]]\n"),
        ("no name", text.replace("Bo was", "It was")),
        ("broken front matter", text.replace("title:", "title: [")),
    ];
    fs::write(&file, &text).unwrap();
    assert_ne!(session.revise(&path(id)), Revised::No);
    for (what, edited) in more {
        fs::write(&file, edited).unwrap();
        assert_eq!(session.revise(&path(id)), Revised::No, "{what}");
    }
    // A page that shows the title of a section changes with it.
    let sectioned = text.clone() + "\n## More\n\nMore.\n";
    let other = site.path().join("content/pages/about.md");
    fs::write(&other, fs::read_to_string(&other).unwrap() + "\n[[2026-01-10-note#more]]\n").unwrap();
    fs::write(&file, &sectioned).unwrap();
    session.link(&BTreeSet::from([path(id), path("pages/about.md")]));
    fs::write(&file, sectioned.replace("\nMore.", "\nMore than that.")).unwrap();
    assert_ne!(session.revise(&path(id)), Revised::No, "text below the heading");
    fs::write(&file, sectioned.replace("## More", "## MORE")).unwrap();
    assert_eq!(session.revise(&path(id)), Revised::No, "the heading");
    let parted = text.replace("title: Note 10", "title: Note 10\nsections: {more: {storylines: [talks]}}");
    fs::write(&file, parted.clone() + "\n## More\n\nMore.\n").unwrap();
    session.link(&BTreeSet::from([path(id)]));
    fs::write(&file, parted + "\n## More\n\nAnother text.\n").unwrap();
    assert_eq!(session.revise(&path(id)), Revised::No, "a section that lists show");
    fs::remove_file(&file).unwrap();
    assert_eq!(session.revise(&path(id)), Revised::No);
    assert_eq!(session.revise(&path("people/ada.md")), Revised::No);
    assert_eq!(session.revise(&path("briefings/2026-02-01-none.md")), Revised::No);
}

#[test]
fn a_site_that_was_edited_is_the_site_that_is_there() {
    let site = generated();
    let root = site.path();
    let session = open(root);
    let put = |path: &str, text: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    let get = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let note = |n: u32| format!("content/briefings/2026-01-{n:02}-note.md");
    let link = |what: &str| {
        session.link(&BTreeSet::new());
        assert_fresh(&session, root, what);
        let problems = |session: &Session| format!("{:?}", session.preview().problems());
        assert_eq!(problems(&session), problems(&open(root)), "after {what}");
    };
    put(&note(5), &get(&note(5)).replace("Note 5", "A title that other pages show"));
    link("another title");
    put(&note(6), &(get(&note(6)) + "\nCyd came. [[nobody]]\n"));
    link("a link to nothing");
    put("content/people/cyd.md", "---\nname: Cyd\n---\nA new person.\n");
    link("a new dossier, named in a text that has not changed");
    put("content/people/aaron.md", "---\nname: Aaron\naliases: [somebody]\n---\n");
    link("a dossier that moves all others on, and whose name stands everywhere");
    put("content/briefings/2026-01-02-early.md", "---\ntitle: Early\ndate: 2026-01-02\n---\n[[note]] Ada.\n");
    link("a briefing that moves others on");
    fs::remove_file(root.join(note(3))).unwrap();
    link("a briefing that is gone, though a page links to it");
    fs::rename(root.join(note(7)), root.join("content/briefings/2026-01-07-renamed.md")).unwrap();
    link("another id");
    put("content/briefings/2026-01-08-photo.txt", "a file");
    put(&note(8), &(get(&note(8)) + "\n[file](2026-01-08-photo.txt)\n"));
    link("a file beside pages");
    put("site.yaml", "title: Digest\nlanguage: uk\ntimezone: Europe/Kyiv\n");
    link("other settings");
    put("themes/default/templates/page.html", "<title>{{ page.title }}</title><h1>{{ page.title }}</h1>");
    link("another template");
    fs::remove_dir_all(root.join("themes")).unwrap();
    link("the template gone again");
    fs::rename(root.join("content"), root.join("elsewhere")).unwrap();
    link("no content at all");
    fs::rename(root.join("elsewhere"), root.join("content")).unwrap();
    link("the content back again");
}

#[test]
fn a_broken_file_keeps_the_last_good_page() {
    let site = generated();
    let session = open(site.path());
    let (id, url) = ("briefings/2026-01-10-note.md", "/d/2026/01/10/note/");
    let file = site.path().join("content").join(id);
    let text = fs::read_to_string(&file).unwrap();
    let good = session.preview().answer(url);
    let codes = |session: &Session| {
        let problems = session.preview().problems();
        let errors = problems.iter().filter(|problem| problem.severity.to_string() == "error");
        errors.map(|problem| problem.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&session), [""; 0]);
    for broken in
        [text.replace("date: 2026-01-10", "date: never"), text.replace("title: Note 10", "tilte: x")]
    {
        fs::write(&file, broken).unwrap();
        session.link(&paths([id]));
        assert_eq!(session.preview().answer(url), good);
        assert_ne!(codes(&session), [""; 0]);
    }
    fs::write(&file, text.replace("Note 10", "Corrected")).unwrap();
    session.link(&paths([id]));
    assert_fresh(&session, site.path(), "a broken file was corrected");
    assert_eq!(codes(&session), [""; 0]);

    // Settings that cannot be read: the previous ones stay in force.
    let settings = fs::read_to_string(site.path().join("site.yaml")).unwrap();
    let good = everything(&session);
    fs::write(site.path().join("site.yaml"), settings.replace("base_url:", "baseurl:")).unwrap();
    session.link(&BTreeSet::new());
    assert_ne!(codes(&session), [""; 0]);
    assert!(everything(&session) == good);
    fs::write(site.path().join("site.yaml"), settings).unwrap();
    session.link(&BTreeSet::new());
    assert_fresh(&session, site.path(), "settings were corrected");
}

#[test]
fn a_broken_template_keeps_the_pages_that_were_seen() {
    let site = generated();
    let session = open(site.path());
    let seen = session.preview().answer("/d/about/");
    let template = site.path().join("themes/default/templates/page.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    for broken in ["{{ page.title ", "{{ nothing.here }}"] {
        fs::write(&template, broken).unwrap();
        session.link(&BTreeSet::new());
        assert_eq!(session.preview().answer("/d/about/"), seen);
        let problems = session.preview().problems();
        assert!(problems.iter().any(|problem| problem.code.name() == "template-error"), "{problems:?}");
    }
    let fresh = open(site.path());
    assert_eq!(fresh.preview().answer("/d/about/").status, 500);
    fs::remove_file(&template).unwrap();
    session.link(&BTreeSet::new());
    assert_fresh(&session, site.path(), "a template was corrected");
}

#[test]
fn what_is_not_out_is_shown_and_marked() {
    let site = in_folder(
        "
-- site.yaml --
title: Digest
timezone: Europe/Kyiv
-- content/briefings/2026-05-01-out.md --
---
title: Out
date: 2026-05-01
---
-- content/briefings/2026-05-02-unfinished.md --
---
title: Unfinished
date: 2026-05-02
draft: true
---
-- content/briefings/2026-07-03-later.md --
---
title: Later
date: 2026-07-03T09:00
embargo: 2026-07-04T06:30Z
---
",
    );
    let session = open(site.path());
    let text = |url: &str| String::from_utf8(session.preview().answer(url).body).unwrap();
    let mark = |url: &str| {
        let page = text(url);
        let found = page.split("<strong class=\"unreleased\">").nth(1);
        found.map(|rest| rest.split('<').next().unwrap().to_owned())
    };
    let (draft, later) = (Some("Draft".to_owned()), Some("Not before July 4, 2026, 09:30".to_owned()));
    assert_eq!(mark("/2026/05/01/out/"), None);
    assert_eq!(mark("/2026/05/02/unfinished/"), draft);
    assert_eq!(mark("/2026/05/02/"), draft);
    assert_eq!(mark("/2026/07/03/later/"), later);
    assert_eq!(mark("/"), later);
}

#[test]
fn what_is_new_and_gone_is_told_wherever_it_stands() {
    let before = "-- content/briefings/2025-11-01-a.md --\n---\ntitle: A\ndate: 2025-11-01\nstorylines: none\n---\nOne [[nobody]].\n";
    let after =
        before.replace("One [[nobody]].", "One.\n\nTwo [[nobody]] and [[nobody]].").replace("none", "other");
    let problems = |text: &str| build_as(&format!("-- site.yaml --\ntitle: T\n{text}"), HOW).problems;
    let (before, after) = (problems(before), problems(&after));
    let news = News::new(&before, &after).unwrap();
    let said = |list: &[Diagnostic]| list.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert_eq!(said(&news.gone), ["no storyline is called `none`"]);
    assert_eq!(said(&news.new), ["no storyline is called `other`", "nothing is called `nobody`"]);
    assert_eq!(news.all, after);
    let same = News::new(&after, &after);
    assert!(same.is_none());
}

#[test]
fn folders_of_a_file_and_files_at_the_root_are_shown_as_they_change() {
    let site = in_folder(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\n\
         -- content/people/ada/index.md --\n---\nname: Ada\n---\nOne.\n\
         -- content/pages/p.md --\n---\ntitle: P\n---\n[Ada](../people/ada/) [A](/a.html)\n",
    );
    let session = open(site.path());
    let body = |url: &str| String::from_utf8_lossy(&session.preview().answer(url).body).into_owned();
    let write = |file: &str, text: &str| {
        let to = site.path().join("content").join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
        session.link(&paths([file]));
        assert_fresh(&session, site.path(), file);
    };
    assert!(body("/d/people/ada/").contains("One."));
    write("people/ada/index.md", "---\nname: Ada\n---\nTwo.\n");
    assert!(body("/d/people/ada/").contains("Two."));
    assert_eq!(session.preview().answer("/d/a.html").status, 404);
    write("root/a.html", "<p>one");
    assert_eq!(body("/d/a.html"), "<p>one");
    write("root/.well-known/b.txt", "two");
    assert_eq!(body("/d/.well-known/b.txt"), "two");
    fs::remove_dir_all(site.path().join("content/people")).unwrap();
    session.link(&paths(["people"]));
    assert_fresh(&session, site.path(), "a folder that is gone");
}

#[test]
fn a_text_that_quotes_are_compared_with_is_read_again() {
    let site = in_folder(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\n\
         -- content/sources/a.txt --\nWe met.\n\
         -- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n\
         sources: {a: {title: A, file: a.txt}}\nquotes: [{text: We met, by: {name: H}, source: a}]\n---\n",
    );
    let session = open(site.path());
    let problems = || {
        let problems = session.preview().problems();
        let own = problems.iter().filter(|problem| problem.code.name().ends_with("-in-source"));
        own.map(|problem| problem.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(problems(), [""; 0]);
    let file = site.path().join("content/sources/a.txt");
    for (text, expected) in [("We sat.\n", vec!["quote-not-in-source"]), ("We met.\n", vec![])] {
        fs::write(&file, text).unwrap();
        assert_eq!(session.revise(&path("sources/a.txt")), Revised::No, "a text is not a briefing");
        session.link(&paths(["sources/a.txt"]));
        assert_eq!(problems(), expected, "{text}");
        assert_fresh(&session, site.path(), text);
    }
    fs::remove_file(&file).unwrap();
    session.link(&paths(["sources/a.txt"]));
    assert!(session.preview().problems().iter().any(|problem| problem.code.name() == "unknown-text"));
    assert_eq!(session.preview().answer("/files/sources/a.txt").status, 404);
}

#[test]
fn of_pages_that_were_seen_256_are_kept() {
    let status = |count: usize| {
        let pages = (0..count).map(|n| format!("-- content/pages/p{n}.md --\n---\ntitle: P\n---\n"));
        let site = in_folder(&pages.collect::<String>());
        let session = open(site.path());
        let answer = |n: usize| session.preview().answer(&format!("/p{n}/")).status;
        assert!((0..count).all(|n| answer(n) == 200));
        let template = site.path().join("themes/default/templates/page.html");
        fs::create_dir_all(template.parent().unwrap()).unwrap();
        fs::write(&template, "{{ page.title ").unwrap();
        session.link(&BTreeSet::new());
        answer(0)
    };
    assert_eq!((status(256), status(257)), (200, 500));
}

/// The program that serves a site, ended with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the panel of a page is told about a site.
fn panel(text: &str) -> serde_json::Value {
    let site = in_folder(text);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["serve", "--port", "0", "--root"]).arg(site.path()).env_remove("DATELINE_BASE_URL");
    let mut server = Server(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    let mut said = BufReader::new(server.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let address = said.find_map(|line| line.strip_prefix("serving http://").map(str::to_owned)).unwrap();
    let (host, base) = address.split(' ').next().unwrap().split_once('/').unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    write!(connection, "GET /{base}__dateline/state HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn the_panel_lists_thirty_problems_errors_first_and_counts_the_others() {
    let told = |warnings: usize| {
        let notes: String = (0..warnings).map(|n| format!("wrong{n}: 1\n")).collect();
        let state = panel(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\n\
             -- content/pages/a.md --\n---\ntitle: A\n{notes}---\n[[nobody]]\n"
        ));
        let listed = state["problems"].as_array().unwrap();
        let errors = listed.iter().filter(|problem| problem["severity"] == "error").count();
        assert!(listed[0]["text"].as_str().unwrap().starts_with("error[unknown-id]: "), "{state}");
        assert_eq!(state["summary"], format!("1 error, {warnings} warnings"));
        (listed.len(), errors, state["unlisted"].as_u64().unwrap())
    };
    assert_eq!((told(28), told(29), told(30)), ((29, 1, 0), (30, 1, 0), (30, 1, 1)));
}
