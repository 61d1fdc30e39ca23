//! Themes are replaceable: a second one shows the whole sample.

use std::fs;
use std::path::Path;

use crate::html::broken_links;
use crate::site::{How, in_folder, run};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the second theme, which lives with the tests.
fn plain() -> Vec<(String, String)> {
    let folder = repository().join("tests/themes/plain");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read_to_string(entry.path()).unwrap())
    });
    files.collect()
}

#[test]
fn the_sample_in_a_second_theme_has_no_problems_and_no_broken_link() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::sample::copy(repository(), folder.path());
    for (path, text) in plain() {
        let path = folder.path().join("themes/plain").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let site = folder.path().join("site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let plain = text.replacen("theme: default", "theme: plain", 1);
    assert_ne!(plain, text);
    fs::write(&site, plain).unwrap();
    let outcome = run(folder.path(), How { base: Some("https://example.org/a/b/"), ..How::default() });
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    assert_eq!(broken_links(&outcome.files, "/a/b/"), [""; 0]);
    for (path, bytes) in
        outcome.files.iter().filter(|(path, _)| path.ends_with(".html") && !path.starts_with("email/"))
    {
        let page = String::from_utf8_lossy(bytes);
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains("masthead-note") && page.contains("Winter Talks Digest. "), "{path}");
    }
    assert!(outcome.page("index.html").contains("<article class=\"row\">"));
}

#[test]
fn the_second_theme_is_small_because_it_says_only_what_is_different() {
    let lines: usize = plain().iter().map(|(_, text)| text.lines().count()).sum();
    assert!(lines < 120, "{lines} lines");
    let templates = plain().into_iter().filter(|(path, _)| path.starts_with("templates/"));
    let own: Vec<String> = templates.map(|(path, _)| path).collect();
    assert_eq!(own, ["base", "briefing", "edition", "parts"].map(|name| format!("templates/{name}.html")));
}

/// The blocks of a template of the default theme, each filled with what was there and a mark.
fn marked(template: &str, blocks: &[(String, bool)]) -> String {
    let fill = |(name, _): &(String, bool)| {
        format!("{{% block {name} %}}{{{{ super() }}}}⟦{template} {name}⟧{{% endblock {name} %}}\n")
    };
    format!("{{% extends \"default/{template}\" %}}\n{}", blocks.iter().map(fill).collect::<String>())
}

#[test]
fn every_block_of_the_default_theme_can_be_filled() {
    let blocks = crate::docs::blocks();
    let pages: Vec<&str> =
        blocks.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "base.html").collect();
    assert_eq!(pages.len(), 22, "{pages:?}");
    for (template, blocks) in blocks.iter().filter(|(name, _)| name != "base.html") {
        let has = |name: &str, is_empty| blocks.contains(&(name.to_owned(), is_empty));
        let is_open = ["text", "list"]
            .iter()
            .any(|part| has(&format!("before_{part}"), true) && has(&format!("after_{part}"), true));
        // The front page has those of the edition that it extends.
        let is_open = is_open || template == "front.html";
        assert!(has("header", false) && is_open, "{template}: {blocks:?}");
    }
    let folder = tempfile::TempDir::new().unwrap();
    crate::sample::copy(repository(), folder.path());
    let empty = in_folder("-- site.yaml --\ntitle: T\nid: t\nbase_url: https://x.org/\n");
    for root in [folder.path(), empty.path()] {
        let templates = root.join("themes/default/templates");
        fs::create_dir_all(&templates).unwrap();
        for (template, blocks) in &blocks {
            fs::write(templates.join(template), marked(template, blocks)).unwrap();
        }
    }
    let sample = run(folder.path(), How::default());
    assert_eq!(sample.codes(), [""; 0], "{:?}", sample.problems);
    let empty = run(empty.path(), How::default());
    let pages = || sample.files.iter().chain(&empty.files).filter(|(path, _)| path.ends_with(".html"));
    for (template, blocks) in &blocks {
        // Every page takes the place of the empty content of its frame.
        for (block, _) in blocks.iter().filter(|(block, _)| template != "base.html" || block != "content") {
            let mark = format!("⟦{template} {block}⟧");
            assert!(pages().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&mark)), "no `{mark}`");
        }
    }
}

/// The problems of a theme with some files: code, place, message and help.
fn problems_of(files: &[(&str, &[u8])]) -> Vec<(&'static str, String, String, String)> {
    let folder = in_folder(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: own\n-- themes/own/theme.yaml --\nname: Own\n",
    );
    for (path, bytes) in files {
        let path = folder.path().join("themes/own").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let outcome = run(folder.path(), How::default());
    let problems = outcome.problems.into_iter().map(|problem| {
        let place = problem.place.unwrap().source.path.clone();
        (problem.code.name(), place, problem.message, problem.help.unwrap())
    });
    problems.collect()
}

#[test]
fn a_template_with_nearly_the_name_of_another_is_told() {
    for (name, meant) in [
        ("breifing.html", "briefing.html"),
        ("Briefing.html", "briefing.html"),
        ("briefing.html.tera", "briefing.html"),
        ("briefing.htm", "briefing.html"),
        ("briefing.j2", "briefing.html"),
        ("pages/page.html", "page.html"),
        ("storylnes.html", "storylines.html"),
        ("404.htm", "404.html"),
    ] {
        let [(code, place, message, help)] = &problems_of(&[(&format!("templates/{name}"), b"x")])[..] else {
            panic!("{name}")
        };
        assert_eq!((*code, place), ("misnamed-template", &format!("themes/own/templates/{name}")));
        assert_eq!(*message, format!("no page asks for a template `{name}`"));
        assert_eq!(*help, format!("rename it to `{meant}`, in the folder `templates/`"));
    }
    let both = problems_of(&[("templates/pages.html", b"x"), ("templates/page.html", b"x")]);
    assert_eq!(
        both[0].3,
        "move its text into `page.html`, or name it in a template: `{% include \"pages.html\" %}`"
    );
    // What others use, and what resembles nothing.
    let page = &b"{% include \"breifing.html\" %}{% include 'parts/quotes.html' %}"[..];
    let used = [
        ("templates/page.html", page),
        ("templates/breifing.html", b"x"),
        ("templates/parts/quotes.html", b"x"),
        ("templates/component.html", b"{% component own(a) %}x{% endcomponent own %}"),
        ("templates/advertisement.html", b"x"),
        ("templates/tags/list.html", b"x"),
        ("templates/shortcodes/gif.html", b"x"),
    ];
    assert_eq!(problems_of(&used), []);
}

#[test]
fn what_lies_beside_the_folders_of_a_theme_is_no_text_and_told_if_it_was_meant() {
    let quiet: [(&str, &[u8]); 6] = [
        ("README.md", b"\xff"),
        ("screenshot.png", b"\x89PNG\0"),
        ("docs/a.pdf", b"\0"),
        ("sass/a.scss", b"x"),
        ("templates/.DS_Store", b"\0"),
        ("static/a.bin", b"\0"),
    ];
    assert_eq!(problems_of(&quiet), []);
    for (path, place, message, help) in [
        (
            "templates/logo.png",
            "templates/logo.png",
            "this file is not a template, and is not published",
            "move it into `themes/own/static/`",
        ),
        (
            "layouts/page.html",
            "layouts",
            "nothing is read from `themes/own/layouts/`",
            "move its files into `themes/own/templates/`",
        ),
        (
            "template/page.html",
            "template",
            "nothing is read from `themes/own/template/`",
            "move its files into `themes/own/templates/`",
        ),
        (
            "statics/a.css",
            "statics",
            "nothing is read from `themes/own/statics/`",
            "move its files into `themes/own/static/`",
        ),
        (
            "assets/a.css",
            "assets",
            "nothing is read from `themes/own/assets/`",
            "move its files into `themes/own/static/`",
        ),
        (
            "locales/en.ftl",
            "locales",
            "nothing is read from `themes/own/locales/`",
            "move its files into `themes/own/i18n/`",
        ),
        (
            "theme.yml",
            "theme.yml",
            "theme settings belong in `theme.yaml`",
            "write them into `themes/own/theme.yaml`",
        ),
        (
            "page.html",
            "page.html",
            "templates belong in a folder of their own",
            "move it into `themes/own/templates/`",
        ),
    ] {
        let told = ("misplaced-file", format!("themes/own/{place}"), message.to_owned(), help.to_owned());
        assert_eq!(problems_of(&[(path, b"\0")]), [told]);
    }
    assert_eq!(problems_of(&[("layouts/a.html", b"x"), ("layouts/b/c.html", b"x")]).len(), 1);
    assert_eq!(problems_of(&[("templates/page.html", b"\xff")])[0].0, "not-utf8");
}
