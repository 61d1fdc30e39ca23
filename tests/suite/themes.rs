//! Themes are replaceable: a second one shows the whole sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::html::broken_links;
use crate::site::{How, in_folder, run};

fn themes() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes"))
}

fn templates(theme: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(themes().join(theme).join("templates")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_sample_in_the_plain_theme_has_no_problems_and_no_broken_link() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::sample::copy(&themes().join(".."), folder.path());
    let site = folder.path().join("site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let plain = text.replacen("theme: default", "theme: plain", 1);
    assert_ne!(plain, text);
    fs::write(&site, plain).unwrap();
    let outcome = run(folder.path(), How { base: Some("https://example.org/a/b/"), ..How::default() });
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    assert_eq!(broken_links(&outcome.files, "/a/b/"), [""; 0]);
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains("<script"), "{path}");
    }
}

#[test]
fn the_plain_theme_is_small_and_takes_the_place_of_every_template_of_a_page() {
    let mut pages = templates("default");
    pages.retain(|name| !name.starts_with("email."));
    assert_eq!(templates("plain"), pages);
    let files = walkdir::WalkDir::new(themes().join("plain")).into_iter().map(Result::unwrap);
    let texts =
        files.filter(|entry| entry.file_type().is_file()).map(|entry| fs::read_to_string(entry.path()));
    let lines: Vec<String> =
        texts.flat_map(|text| text.unwrap().lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(lines.len() < 200, "{} lines", lines.len());
    for line in lines {
        assert!(line.chars().count() <= 160, "{line}");
    }
}

/// The problems of a theme of some files: code, place, message and help.
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
            "this file is no template, and is not published",
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
            "the settings of a theme stand in `theme.yaml`",
            "write them into `themes/own/theme.yaml`",
        ),
        (
            "page.html",
            "page.html",
            "templates lie in a folder of their own",
            "move it into `themes/own/templates/`",
        ),
    ] {
        let told = ("misplaced-file", format!("themes/own/{place}"), message.to_owned(), help.to_owned());
        assert_eq!(problems_of(&[(path, b"\0")]), [told]);
    }
    assert_eq!(problems_of(&[("layouts/a.html", b"x"), ("layouts/b/c.html", b"x")]).len(), 1);
    assert_eq!(problems_of(&[("templates/page.html", b"\xff")])[0].0, "not-utf8");
}
