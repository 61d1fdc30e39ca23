//! What reaches the site from other people's files: file-system links, special files, control characters,
//! files that could run, addresses that cannot be files, cells that a spreadsheet would run.
//!
//! It is long because it lists small sites, one or more for each way in.

use std::fs;

use dateline::diagnostic::{Code, Diagnostic, Style, render_github, render_human, render_json, render_sarif};

use crate::site::{How, Outcome, build, check, in_folder, run};

/// The problems without those that nearly every small site has: code, path and message.
fn told(outcome: &Outcome) -> Vec<(&str, &str, &str)> {
    let usual = ["no-storyline", "missing-summary"];
    let problems = outcome.problems.iter().filter(|problem| !usual.contains(&problem.code.name()));
    problems
        .map(|problem| {
            assert!(problem.help.is_some());
            let path = problem.place.as_ref().map_or("", |place| &place.source.path);
            (problem.code.name(), path, problem.message.as_str())
        })
        .collect()
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::path::Path;
    use std::process::Command;

    use tempfile::TempDir;

    use super::*;
    use crate::site::plan;

    const SITE: &str = "-- content/pages/p.md --\n---\ntitle: P\n---\n[a](a.txt)\n-- secret.txt --\nsecretword\n\
                        -- away/pages/q.md --\n---\ntitle: secretword\n---\n-- content/pictures/b.txt --\nb\n";

    /// Whether a text is in any file of the site or in what is reported about it, in any form.
    fn shows(outcome: &Outcome, text: &str) -> bool {
        let told = [
            render_human(&outcome.problems, Style { colour: false, all: true, no_source: false }),
            render_github(&outcome.problems),
            render_json(&outcome.problems),
            render_sarif(&outcome.problems),
        ];
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        told.iter().any(|told| told.contains(text)) || outcome.files.values().any(|bytes| holds(bytes))
    }

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn the_content_the_themes_and_a_theme_may_be_links_and_have_links_inside() {
        let elsewhere = in_folder(
            "-- c/pages/p.md --\n---\ntitle: P\n---\n[a](a.txt) [b](shared/b.txt)\n-- c/real.txt --\na\n\
             -- c/many/b.txt --\nb\n-- t/static/x.txt --\nx\n-- themes/base/static/z.txt --\nz\n",
        );
        let to = |name: &str| elsewhere.path().join(name);
        symlink("../real.txt", to("c/pages/a.txt")).unwrap();
        symlink("../many", to("c/pages/shared")).unwrap();
        symlink("x.txt", to("t/static/y.txt")).unwrap();
        symlink("../../themes/base/static/z.txt", to("t/static/z.txt")).unwrap();
        symlink(to("t"), to("themes/t")).unwrap();
        let site = in_folder("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: t\n");
        symlink(to("c"), site.path().join("content")).unwrap();
        symlink(to("themes"), site.path().join("themes")).unwrap();
        let outcome = run(site.path(), How::default());
        assert_eq!(told(&outcome), []);
        for (path, text) in [
            ("files/pages/a.txt", "a\n"),
            ("files/pages/shared/b.txt", "b\n"),
            ("static/y.txt", "x\n"),
            ("static/z.txt", "z\n"),
        ] {
            assert_eq!(outcome.page(path), text);
        }
    }

    #[test]
    fn a_link_that_leaves_its_folder_is_an_error_at_its_path_and_shows_nothing() {
        let out = "this symbolic link leads out of `content/`, and is not followed";
        for (link, target) in [
            ("content/pages/a.txt", "../../secret.txt"),
            ("content/pages/a.md", "../../away/pages/q.md"),
            ("content/pages/more", "../../away/pages"),
            ("content/people", "../away/pages"),
            ("content/pages/up", "../.."),
            ("content/pages/settings.txt", "../../site.yaml"),
        ] {
            let site = in_folder(&SITE.replace("[a](a.txt)", ""));
            symlink(target, site.path().join(link)).unwrap();
            let outcome = run(site.path(), How::default());
            let links: Vec<_> = told(&outcome).into_iter().filter(|told| told.0 != "unused-file").collect();
            assert_eq!(links, [("unfollowed-link", link, out)], "{target}");
            assert!(!shows(&outcome, "secretword") && !shows(&outcome, "secret.txt"), "{link}");
        }
        let site = in_folder(SITE);
        symlink(site.path().join("secret.txt"), site.path().join("content/pages/a.txt")).unwrap();
        let outcome = run(site.path(), How::default());
        assert_eq!(outcome.codes(), ["unfollowed-link", "broken-link", "unused-file"]);
        assert!(!shows(&outcome, "secretword"));
    }

    #[test]
    fn a_link_by_way_of_a_link_counts_by_where_it_ends() {
        let site = in_folder(SITE);
        let content = site.path().join("content");
        symlink("../outside", content.join("around")).unwrap();
        symlink("content/pictures/b.txt", site.path().join("outside")).unwrap();
        symlink("../around", content.join("pages/a.txt")).unwrap();
        let outcome = run(site.path(), How::default());
        assert_eq!(told(&outcome), []);
        assert_eq!(outcome.page("files/pages/a.txt"), "b\n");
    }

    #[test]
    fn a_link_of_a_theme_stays_in_the_themes() {
        let site = in_folder(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: t\n-- secret.txt --\nsecretword {{ x }}\n\
             -- themes/t/static/x.txt --\nx\n-- themes/t/templates/x.html --\n\n",
        );
        for (link, target) in [
            ("themes/t/static/y.txt", "../../../secret.txt"),
            ("themes/t/templates/page.html", "../../../secret.txt"),
            ("themes/t/i18n", "../.."),
        ] {
            symlink(target, site.path().join(link)).unwrap();
        }
        let outcome = run(site.path(), How::default());
        let out = "this symbolic link leads out of `themes/t/`, and is not followed";
        let links = ["themes/t/i18n", "themes/t/static/y.txt", "themes/t/templates/page.html"];
        assert_eq!(told(&outcome), links.map(|link| ("unfollowed-link", link, out)));
        assert!(!shows(&outcome, "secretword"));
    }

    #[test]
    fn the_settings_are_a_file_of_the_site() {
        let site = in_folder("-- other.yaml --\ntitle: Other\nbase_url: https://x.org/\n-- empty --\n");
        let settings = site.path().join("site.yaml");
        fs::remove_file(&settings).unwrap();
        symlink("other.yaml", &settings).unwrap();
        assert_eq!(told(&run(site.path(), How::default())), []);

        let secret = in_folder("-- secret.yaml --\ntitle: [secretword\n");
        fs::remove_file(&settings).unwrap();
        symlink(secret.path().join("secret.yaml"), &settings).unwrap();
        let outcome = run(site.path(), How::default());
        let out = "this symbolic link leads out of the site's folder, and is not followed";
        assert!(told(&outcome).contains(&("unfollowed-link", "site.yaml", out)));
        assert!(!shows(&outcome, "secretword"));

        fs::remove_file(&settings).unwrap();
        pipe(&settings);
        let outcome = run(site.path(), How::default());
        assert!(told(&outcome).contains(&("special-file", "site.yaml", "this is a pipe, not a file")));
    }

    #[test]
    fn pipes_sockets_and_devices_are_errors_and_never_opened() {
        let site = in_folder(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: t\n-- themes/t/static/x --\n",
        );
        let pages = site.path().join("content/pages");
        fs::create_dir_all(&pages).unwrap();
        pipe(&pages.join("a.md"));
        pipe(&pages.join("b.png"));
        symlink("b.png", pages.join("c.txt")).unwrap();
        symlink("/dev/zero", pages.join("d.md")).unwrap();
        let _socket = UnixListener::bind(pages.join("e.txt")).unwrap();
        pipe(&site.path().join("themes/t/static/pipe.js"));
        let outcome = run(site.path(), How::default());
        let found: Vec<_> = told(&outcome).into_iter().map(|(code, path, _)| (code, path)).collect();
        let expected = [
            ("special-file", "content/pages/a.md"),
            ("special-file", "content/pages/b.png"),
            ("special-file", "content/pages/c.txt"),
            ("unfollowed-link", "content/pages/d.md"),
            ("special-file", "content/pages/e.txt"),
            ("special-file", "themes/t/static/pipe.js"),
        ];
        assert_eq!(found, expected);
        assert_eq!(told(&outcome)[4].2, "this is a socket, not a file");
    }

    #[test]
    fn links_to_nothing_and_to_themselves_are_errors_at_their_path() {
        let site = in_folder("-- content/pages/p.md --\n---\ntitle: P\n---\n");
        let pages = site.path().join("content/pages");
        symlink("nowhere", pages.join("a.md")).unwrap();
        symlink("b.md", pages.join("b.md")).unwrap();
        symlink(".", pages.join("c")).unwrap();
        symlink("..", pages.join("d")).unwrap();
        let outcome = run(site.path(), How::default());
        let found: Vec<_> = told(&outcome).into_iter().map(|(code, path, _)| (code, path)).collect();
        let paths = ["a.md", "b.md", "c", "d"].map(|name| format!("content/pages/{name}"));
        assert_eq!(found, paths.each_ref().map(|path| ("unreadable-file", path.as_str())));
        assert!(told(&outcome)[3].2.ends_with("the folder leads back to itself"));
    }

    /// A file in each of this many folders, and two links from each to the next.
    fn fanned_out(levels: usize) -> Outcome {
        let site = TempDir::new().unwrap();
        fs::write(site.path().join("site.yaml"), "title: T\nbase_url: https://x.org/\n").unwrap();
        for level in 0..=levels {
            let folder = site.path().join(format!("content/d{level}"));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("f.txt"), "f").unwrap();
            for name in ["a", "b"].iter().filter(|_| level < levels) {
                symlink(format!("../d{}", level + 1), folder.join(name)).unwrap();
            }
        }
        run(site.path(), How::default())
    }

    #[test]
    fn folders_of_links_that_fan_out_are_read_once_more_at_most() {
        for levels in [2, 10, 20] {
            let outcome = fanned_out(levels);
            let count = |code: Code| outcome.problems.iter().filter(|problem| problem.code == code).count();
            // Each folder but the first is entered through one link. The other link to it, and both once
            // more where its folder is reached through a link, are reported.
            assert_eq!(count(Code::UnfollowedLink), 3 * levels - 2, "{levels}");
            assert_eq!(count(Code::UnusedFile), 2 * levels + 1, "{levels}");
        }
    }

    #[test]
    fn what_takes_the_place_of_a_file_before_it_is_published_is_not_opened() {
        let site = in_folder(SITE);
        let file = site.path().join("content/pages/a.txt");
        fs::write(&file, "a").unwrap();
        let mut diags = dateline::diagnostic::Diagnostics::default();
        let plan = plan(site.path(), How::default(), &mut diags);
        assert!(!diags.has_errors());
        let publish = || {
            let mut diags = dateline::diagnostic::Diagnostics::default();
            let drawer = dateline::pipeline::Drawer::new(None, &plan);
            let make =
                |planned: &_, diags: &mut _| drawer.finish(planned, plan.render(planned, diags)?, diags);
            let claim = dateline::publish::Claim::new(&site.path().join("public"), site.path())?;
            let options = dateline::publish::Options { briefings: 0, sync: false };
            dateline::publish::publish(&plan.entries, make, &claim, options, |_| (), |_| true, &mut diags)
        };
        assert!(publish().is_ok());
        fs::remove_file(&file).unwrap();
        symlink(site.path().join("secret.txt"), &file).unwrap();
        assert!(publish().is_err());
        fs::remove_file(&file).unwrap();
        pipe(&file);
        assert!(publish().is_err());
        assert_eq!(fs::read_to_string(site.path().join("public/files/pages/a.txt")).unwrap(), "a");
    }

    #[cfg(feature = "serve")]
    #[test]
    fn the_preview_follows_no_link_that_takes_the_place_of_a_file() {
        use dateline::link::Release;
        use dateline::load::Project;
        use dateline::model::address::path::ContentPath;
        use dateline::serve::{Revised, Session};

        let briefing = "---\ntitle: T\ndate: 2025-12-22\n---\n";
        let site = in_folder(&format!(
            "-- content/briefings/2025-12-22-t.md --\n{briefing}[a](a.txt)\n-- content/briefings/a.txt --\na\n\
             -- secret.md --\n{briefing}[a](a.txt) secretword\n"
        ));
        let project = Project::at(site.path().to_path_buf());
        let release = Release { now: "2026-01-01T00:00Z".parse().unwrap(), drafts: true, future: true };
        let session = Session::new(project, release);
        let preview = session.preview();
        assert_eq!(preview.answer("/files/briefings/a.txt").status, 200);
        for name in ["a.txt", "2025-12-22-t.md"] {
            let file = site.path().join("content/briefings").join(name);
            fs::remove_file(&file).unwrap();
            symlink("../../secret.md", &file).unwrap();
        }
        let body = |path| String::from_utf8(preview.answer(path).body).unwrap();
        assert!(!body("/files/briefings/a.txt").contains("secretword"));
        let revised = session.revise(&ContentPath::new("briefings/2025-12-22-t.md").unwrap());
        assert_eq!(revised, Revised::No);
        assert!(!body("/2025/12/22/t/").contains("secretword"));
    }
}

mod addresses {
    use dateline::diagnostic::Severity;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const PAGE: &str = "---\ntitle: P\n---\n";

    /// The addresses that a briefing was at before.
    fn former(former: &str) -> String {
        format!(
            "-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nformer: {former}\n---\n"
        )
    }

    /// Checks that everything a site plans can be written on a system that treats names as the same if only
    /// capitals tell them apart.
    fn write(outcome: &Outcome) {
        let folder = tempfile::TempDir::new().unwrap();
        for (path, bytes) in &outcome.files {
            let path = folder.path().join(path.to_lowercase());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create_new(path).unwrap();
            let _ = bytes;
        }
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_are_an_error_where_the_name_comes_from() {
        let page = &PAGE[4..];
        check(&format!(
            "-- content/pages/robots.txt.md --\n---\n\
             ^ error[url-collision]: the address `/robots.txt` would be a file and a folder at once\n{page}"
        ));
        check(
            "
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
former:
  - /a.html
  - /a.html/b/
    ^^^^^^^^^^ error[url-collision]: the address `/a.html` would be a file and a folder at once
  - /feed.xml/
    ^^^^^^^^^^ error[url-collision]: the address `/feed.xml` would be a file and a folder at once
  - /about.txt/
  - /about.txt/index.html/x/
    ^^^^^^^^^^^^^^^^^^^^^^^^ error[url-collision]: the address `/about.txt/index.html` would be a file and a folder at once
---
",
        );
    }

    #[test]
    fn names_that_differ_only_in_capitals_or_in_how_letters_are_made_are_an_error() {
        let page = &PAGE[4..];
        check(&format!(
            "-- content/pages/Search.md --\n---\n\
             ^ note[untidy-file-name]: `Search` has capitals or spaces, and is part of addresses\n\
             ^ error[url-collision]: `/search/` and `/Search/` differ only in capitals\n{page}"
        ));
        let outcome = build(&former("[/People/ada/, /STATIC/x/, /2025/12/22/A/, /Data/digest.json]"));
        let messages: Vec<&str> = told(&outcome).into_iter().map(|told| told.2).collect();
        assert_eq!(
            messages,
            [
                "`/2025/12/22/A/` and `/2025/12/22/a/` differ only in capitals",
                "`/static/` and `/STATIC/` differ only in capitals",
                "`/data/` and `/Data/` differ only in capitals",
            ]
        );
        let outcome = build(
            "-- content/pages/p.md --\n---\ntitle: P\n---\n[a](Pictures/a.txt) [b](pictures/b.txt) [c](pictures/c.txt)\n\
             -- content/pages/Pictures/a.txt --\na\n-- content/pages/pictures/b.txt --\nb\n-- content/pages/pictures/c.txt --\nc\n",
        );
        let message = "`/files/pages/Pictures/` and `/files/pages/pictures/` differ only in capitals";
        assert_eq!(told(&outcome), [("url-collision", "content/pages/pictures/b.txt", message)]);
        assert_eq!(outcome.problems[0].others[0].0.source.path, "content/pages/Pictures/a.txt");
        let outcome = build(&format!(
            "-- content/pages/caf\u{e9}.md --\n{PAGE}-- content/pages/cafe\u{301}.md --\n{PAGE}"
        ));
        let [(code, path, message)] = told(&outcome)[..] else { panic!("{:?}", told(&outcome)) };
        assert_eq!((code, path), ("url-collision", "content/pages/caf\u{e9}.md"));
        assert!(message.starts_with("two files have this name, "));
        let site = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: t\n-- themes/t/static/Style.css --\n\n";
        let message = "`/static/Style.css` and `/static/style.css` differ only in capitals";
        assert_eq!(told(&build(site)), [("url-collision", "themes/t/static/Style.css", message)]);
    }

    #[test]
    fn what_the_output_keeps_belongs_to_nobody_else() {
        for (address, kept) in [
            ("/.git/old/", ".git"),
            ("/%2egit/old/", ".git"),
            ("/.GIT/HEAD.txt", ".git"),
            ("/.git./old/", ".git"),
            ("/.g\u{200d}it/old/", ".git"),
            ("/.gitignore/", ".gitignore"),
            ("/cname.", "CNAME"),
            ("/.Dateline/x/", ".dateline"),
        ] {
            let outcome = build(&former(&format!("[\"{address}\"]")));
            let [(code, path, message)] = told(&outcome)[..] else {
                panic!("{address}: {:?}", told(&outcome))
            };
            assert_eq!((code, path), ("bad-address", "content/briefings/2025-12-22-a.md"));
            assert!(
                message.ends_with(&format!("is at `{kept}`, which the output folder keeps")),
                "{message}"
            );
            let problem = outcome.problems.iter().find(|problem| problem.code == Code::BadAddress).unwrap();
            assert_eq!(problem.place.as_ref().unwrap().line_column(), (4, 10));
        }
        for name in ["CNAME", "cname"] {
            let outcome = build(&format!("-- content/pages/{name}.md --\n{PAGE}"));
            assert!(outcome.codes().contains(&"bad-address"), "{name}");
        }
        let outcome = build(&former("[/x/.git/, /git/, /.well-known/old/]"));
        assert_eq!(told(&outcome), []);
        let settings = "title: T\nbase_url: https://x.org/\ncname: x.org\n";
        assert_eq!(told(&build(&format!("-- site.yaml --\n{settings}"))), []);
    }

    #[test]
    fn former_addresses_are_paths_without_tricks() {
        for address in [
            "/x/../.git/",
            "/x/%2e%2e/.git/",
            "/a\\\\b/",
            "/a%2fb/",
            "/a%5Cb/",
            "/a?b/",
            "/%ff/",
            "/./",
            "//",
        ] {
            let outcome = build(&former(&format!("[\"{address}\"]")));
            assert_eq!(told(&outcome)[0].0, "wrong-type", "{address}");
            write(&outcome);
        }
        for address in ["/a%00b/", "/a%0a/", "/%1b[31m/"] {
            let outcome = build(&former(&format!("[\"{address}\"]")));
            assert_eq!(told(&outcome)[0].0, "bad-address", "{address}");
        }
        let outcome = build(&former("[/caf%C3%A9/, /100%/, //b//c.html]"));
        assert_eq!(told(&outcome), []);
        for path in ["caf\u{e9}/index.html", "100%/index.html", "b/c.html"] {
            assert!(outcome.files.contains_key(path), "{path}");
        }
    }

    #[test]
    fn a_name_takes_255_bytes_and_an_address_3000() {
        let parts = |length: usize| vec!["я".repeat(100); length / 201].join("/");
        let fill = |length: usize| {
            let parts = parts(length);
            let rest = length - parts.len() - "//index.html".len();
            format!("/{parts}/{}/", "a".repeat(rest))
        };
        for (address, fits) in [
            (format!("/{}/", "a".repeat(255)), true),
            (format!("/{}/", "a".repeat(256)), false),
            (format!("/{}/", "я".repeat(127)), true),
            (format!("/{}/", "я".repeat(128)), false),
            (format!("/{}.html", "a".repeat(250)), true),
            (format!("/{}.html", "a".repeat(251)), false),
            (fill(3000), true),
            (fill(3001), false),
        ] {
            let outcome = build(&former(&format!("[{address}]")));
            let codes: Vec<&str> = told(&outcome).into_iter().map(|told| told.0).collect();
            assert_eq!(codes.is_empty(), fits, "{} {codes:?}", address.len());
            assert!(fits || codes == ["bad-address"]);
            write(&outcome);
        }
    }

    #[test]
    fn parts_that_lead_elsewhere_are_no_names() {
        for name in ["2025-12-22-.", "2025-12-22-..", "2025-12-22"] {
            let outcome =
                build(&format!("-- content/briefings/{name}.md --\n---\ntitle: A\ndate: 2025-12-22\n---\n"));
            let expected = if name == "2025-12-22" { [].as_slice() } else { &["bad-address"] };
            let codes: Vec<&str> = told(&outcome).into_iter().map(|told| told.0).collect();
            assert_eq!(codes, expected, "{name}");
            write(&outcome);
        }
    }

    #[test]
    fn a_name_that_is_too_long_for_several_files_is_one_problem() {
        let id = "x".repeat(252);
        let outcome = build(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nseries: {{{id}: {{name: S}}}}\n\
             -- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n\
             figures: [{{series: {id}, value: 1, period: 2025-12-22}}]\n---\n"
        ));
        let bad: Vec<_> = told(&outcome).into_iter().filter(|told| told.0 == "bad-address").collect();
        let message = format!("`{}…` is 256 bytes long, and a file name can have 255", &id[..20]);
        assert_eq!(bad, [("bad-address", "site.yaml", message.as_str())]);
    }

    #[test]
    fn names_that_windows_does_not_take_are_told_of() {
        let outcome = build(&former("[/con/, /NUL.txt, /lpt1/, /a./, \"/b /\", /console/, /com0/, /nul-x/]"));
        let found: Vec<&str> =
            told(&outcome).into_iter().map(|told| told.2.split(" in").next().unwrap()).collect();
        let expected =
            ["`NUL.txt` is a device", "`a.` ends", "`b ` ends", "`con` is a device", "`lpt1` is a device"];
        assert_eq!(found, expected);
    }

    /// Names with parts that systems treat in their own ways.
    fn name() -> impl Strategy<Value = String> {
        let piece = select(vec![
            "a",
            "A",
            "b",
            ".",
            "..",
            "é",
            "e\u{301}",
            "É",
            " ",
            "-",
            "%",
            "%2e",
            "%00",
            "~",
            "git",
            "robots.txt",
            "index.html",
            "feed.xml",
            "2025",
            "12",
            "search",
            "Search",
            "cname",
            "static",
            "files",
            "ß",
            "SS",
            "İ",
        ]);
        prop_oneof![
            8 => prop::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat()),
            1 => (250..260_usize).prop_map(|length| "x".repeat(length)),
        ]
    }

    fn path() -> impl Strategy<Value = String> {
        (prop::collection::vec(name(), 1..4), any::<bool>())
            .prop_map(|(parts, folder)| format!("/{}{}", parts.join("/"), if folder { "/" } else { "" }))
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 48,
            failure_persistence: None,
            max_shrink_iters: 200,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_site_without_errors_can_be_written(
            pages in prop::collection::vec(name(), 1..4),
            slugs in prop::collection::vec(name(), 1..4),
            dossiers in prop::collection::vec(name(), 0..3),
            media in prop::collection::vec(name(), 0..3),
            kind in "[A-Za-z]{1,6}|Static|Files|Search",
            series in "[a-z]{1,4}|index",
            former in prop::collection::vec(path(), 0..4),
        ) {
            // A name that the system does not accept is not a file.
            let plain = |name: &&String| name.len() < 240 && !name.starts_with('.') && !name.ends_with('~');
            let mut site = format!(
                "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nkinds: {{{kind}: {{one: K, many: K}}}}\nseries: {{{series}: {{name: S}}}}\n"
            );
            for name in pages.iter().filter(plain) {
                site += &format!("-- content/pages/{name}.md --\n{PAGE}");
            }
            for name in dossiers.iter().filter(plain) {
                site += &format!("-- content/{kind}/{name}.md --\n---\nname: N\n---\n");
            }
            for name in slugs.iter().filter(plain) {
                let former = serde_json::to_string(&former).unwrap();
                let links: String = media.iter().filter(plain).map(|name| format!("[x](<x/{}>) ", name.replace('%', "%25"))).collect();
                site += &format!("-- content/briefings/2025-12-22-{name}.md --\n---\ntitle: N\ndate: 2025-12-22\nformer: {former}\nfigures: [{{series: {series}, value: 1, period: 2025-12-22}}]\n---\n{links}\n");
            }
            for name in media.iter().filter(plain) {
                site += &format!("-- content/briefings/x/{name} --\nx\n");
            }
            let outcome = run(in_folder(&site).path(), How::default());
            let places = |problem: &Diagnostic| problem.place.is_some();
            prop_assert!(outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).all(places));
            if outcome.problems.iter().all(|problem| problem.severity != Severity::Error) {
                write(&outcome);
            }
        }
    }
}

mod files {
    use super::*;

    /// The problems of a page with a link to a file beside it.
    fn linked(name: &str, bytes: &[u8], settings: &str) -> Outcome {
        let site = in_folder(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n{settings}-- content/pages/p.md --\n---\ntitle: P\n---\n[x]({})\n",
            name.replace(' ', "%20")
        ));
        fs::write(site.path().join("content/pages").join(name), bytes).unwrap();
        run(site.path(), How::default())
    }

    fn is_refused(name: &str, bytes: &[u8]) -> bool {
        let outcome = linked(name, bytes, "");
        let refused = outcome.codes() == ["active-file"];
        assert_eq!(refused, !outcome.files.contains_key(&format!("files/pages/{name}")), "{name}");
        assert!(refused || told(&outcome).is_empty(), "{name}: {:?}", told(&outcome));
        refused
    }

    #[test]
    fn what_a_browser_or_a_host_could_run_is_refused_where_it_lies() {
        for name in [
            "a.html",
            "a.HTM",
            "a.xhtml",
            "a.xht",
            "a.shtml",
            "a.xml",
            "a.xsl",
            "a.rss",
            "a.mml",
            "a.js",
            "a.Mjs",
            "a.wasm",
            "a.swf",
            "a.svgz",
            "a.php",
            "a.PHP5",
            "a.phtml",
            "a.cgi",
            "a.asp",
            "a.aspx",
            "a.jsp",
            "a.pl",
            "a.py",
            "a.sh",
            "a.exe",
            "a.htaccess",
            "web.config",
            "a.php.jpg",
            "a.jpg.php",
            "a.html.de",
            "a.html.gz",
            "a.js.unknown",
            "a.php.",
            "a.asp;.jpg",
            "a.html ",
            "a.mht",
        ] {
            assert!(is_refused(name, b"x"), "{name}");
        }
        for name in [
            "a.png",
            "a.pdf",
            "a.csv",
            "a.txt",
            "a.json",
            "a.zip",
            "a.csv.gz",
            "a.dta",
            "a",
            "html",
            "html.png",
            "example.com.png",
            "page.html.png",
            "main.js.txt",
            "v1.2.pdf",
        ] {
            assert!(!is_refused(name, b"GIF89a00000000"), "{name}");
        }
        let outcome = linked("a.html", b"x", "");
        let problem = &outcome.problems[0];
        assert_eq!(problem.place.as_ref().unwrap().source.path, "content/pages/a.html");
        assert_eq!(problem.others[0].0.source.path, "content/pages/p.md");
        assert!(problem.help.as_ref().unwrap().contains("files: {allow: [html]}"));
    }

    #[test]
    fn what_nobody_knows_by_its_ending_is_looked_at() {
        for (bytes, refused) in [
            (&b"<html>"[..], true),
            (b" \n\t<!DOCTYPE html>", true),
            (b"\xef\xbb\xbf<script>", true),
            (b"\xff\xfe<\0s\0", true),
            (b"", false),
            (b"text < text", false),
            (b"\x7fELF", false),
        ] {
            for name in ["a", "a.kml", "a.unknown"] {
                assert_eq!(is_refused(name, bytes), refused, "{name} {bytes:?}");
            }
            assert!(!is_refused("a.txt", bytes));
        }
        assert!(is_refused("a", &[b' '; 4096]) && !is_refused("a", &[b' '; 4095]));
        let helps =
            ["a.kml", "a", "a.{x"].map(|name| linked(name, b"<", "").problems[0].help.clone().unwrap());
        assert!(helps[0].contains("files: {allow: [kml]}"), "{helps:?}");
        assert!(helps[1..].iter().all(|help| help == "rename it so that it ends in `.txt`"), "{helps:?}");
    }

    #[test]
    fn a_site_allows_endings_and_what_no_page_links_to_is_nobody_s_business() {
        let settings = "files: {allow: [html, .PHP, kml, svg]}\n";
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>";
        for (name, bytes) in
            [("a.html", "x"), ("a.php.jpg", "GIF89a00000000"), ("a.kml", "<"), ("a.svg", svg)]
        {
            let outcome = linked(name, bytes.as_bytes(), settings);
            assert_eq!(told(&outcome), [], "{name}");
            assert_eq!(outcome.page(&format!("files/pages/{name}")), bytes);
        }
        assert_eq!(linked("a.htm", b"x", settings).codes(), ["active-file"]);
        let unlinked = build("-- content/pages/p.md --\n---\ntitle: P\n---\n-- content/pages/a.html --\nx\n");
        assert_eq!(unlinked.codes(), ["unused-file"]);
        let draft = "-- content/briefings/2025-12-22-d.md --\n---\ntitle: D\ndate: 2025-12-22\ndraft: true\n---\n[x](a.html)\n-- content/briefings/a.html --\nx\n";
        assert_eq!(told(&build(draft)), []);
        check(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nfiles: {allow: [html, '*', x.y]}\n                      ^^^ error[wrong-type]: `*` is not a file extension\n                           ^^^ error[wrong-type]: `x.y` is not a file extension\n",
        );
    }

    /// An SVG picture with something in it.
    fn svg(inner: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">\n{inner}\n</svg>\n"
        )
    }

    #[test]
    fn pictures_as_programs_save_them_are_published_as_they_are() {
        let w3c = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        for picture in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>".to_owned(),
            format!("\u{feff}{w3c}"),
            svg(
                "<!-- Created with a program -->\n<title>On &amp; &#233;</title><g id=\"only\"><path d=\"M0 0\" style=\"fill:url(#a);font-family:'Sans'\"/></g>",
            ),
            svg("<use xlink:href=\"#a\"/><use href='#b'/><image href=\"data:image/png;base64,AA==\"/>"),
            svg(
                "<style type=\"text/css\"><![CDATA[ .a { fill: url( '#a' ); } @media print { .a { fill: none } } ]]></style>",
            ),
            svg("<style>@font-face { font-family: F; src: url(data:font/woff2;base64,AA==) }</style>"),
            svg(
                "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"https://x.org/\"/></rdf:RDF></metadata>",
            ),
            svg("<animate attributeName=\"x\" from=\"0\" to=\"9\" dur=\"1s\"/><?xpacket end=\"w\"?>"),
            svg(
                "<g xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" inkscape:export-filename=\"C:\\a.png\"/>",
            ),
        ] {
            let outcome = linked("a.svg", picture.as_bytes(), "");
            assert_eq!(told(&outcome), [], "{picture}");
            assert_eq!(outcome.page("files/pages/a.svg"), picture);
        }
    }

    #[test]
    fn what_runs_or_loads_in_a_picture_is_refused_at_its_place() {
        for (inner, message) in [
            ("<script>alert(1)</script>", "cannot have a `script`"),
            ("<g><x:Script xmlns:x=\"http://www.w3.org/2000/svg\"/></g>", "cannot have a `Script`"),
            ("<foreignObject><p/></foreignObject>", "cannot have a `foreignObject`"),
            ("<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\"/>", "cannot contain HTML"),
            ("<p xmlns=\"http://www.w3.org/1999/xht&#109;l\"/>", "must name namespaces as they are"),
            ("<g onload=\"x\"/>", "cannot have an event handler such as `onload`"),
            ("<g ONCLICK='x'/>", "cannot have an event handler such as `ONCLICK`"),
            ("<a href=\"javascript:x\"/>", "cannot link to anything outside itself"),
            ("<a xlink:href=\"java&#9;script:x\"/>", "cannot link to anything outside itself"),
            (
                "<a xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"https://x.org/\"/>",
                "cannot link to anything outside itself",
            ),
            ("<image href=\"//x.org/a.png\"/>", "cannot link to anything outside itself"),
            ("<image href=\"data:image/svg+xml,x\"/>", "cannot link to anything outside itself"),
            ("<use href=\"other.svg#a\"/>", "cannot link to anything outside itself"),
            ("<g xml:base=\"https://x.org/\"/>", "cannot link to anything outside itself"),
            ("<set attributeName=\"xlink:href\" to=\"#a\"/>", "cannot change a link or an event handler"),
            ("<set attributeName=\" onload\" to=\"x\"/>", "cannot change a link or an event handler"),
            (
                "<animate attributeName=\"fill\" values=\"red;url(https://x.org/)\"/>",
                "cannot load anything from outside itself",
            ),
            ("<path fill=\"url(https://x.org/#a)\"/>", "cannot load anything from outside itself"),
            ("<path style=\"fill:URL( 'https://x.org/')\"/>", "cannot load anything from outside itself"),
            ("<path style=\"fill:\\75rl(https://x.org/)\"/>", "cannot load anything from outside itself"),
            ("<path style=\"fill:&#117;rl(https://x.org/)\"/>", "cannot load anything from outside itself"),
            ("<style>@import 'https://x.org/';</style>", "cannot have a style that loads something"),
            ("<style>@im<!-- -->port 'https://x.org/';</style>", "cannot have a style that loads something"),
            ("<style>@&#105;mport 'x';</style>", "cannot have a style that loads something"),
            ("<style><![CDATA[a{b:url(x.png)}]]></style>", "cannot have a style that loads something"),
            ("<style>@im<g/>port 'https://x.org/';</style>", "cannot have an element in a style"),
            ("<?xml-stylesheet href=\"https://x.org/\"?>", "cannot have a processing instruction"),
            ("<g>&x;</g>", "cannot have entities of its own"),
            ("<g id=\"&x;\"/>", "cannot have entities of its own"),
        ] {
            let outcome = linked("a.svg", svg(inner).as_bytes(), "");
            let [(code, path, found)] = told(&outcome)[..] else { panic!("{inner}: {:?}", told(&outcome)) };
            assert_eq!((code, path), ("active-file", "content/pages/a.svg"));
            assert_eq!(found, format!("an SVG picture {message}"), "{inner}");
            assert_eq!(outcome.problems[0].place.as_ref().unwrap().line_column().0, 3, "{inner}");
        }
    }

    #[test]
    fn a_picture_is_well_formed_xml() {
        let open = "<svg xmlns='http://www.w3.org/2000/svg'>";
        for picture in [
            "",
            "text",
            "<svg/>",
            "<html xmlns='http://www.w3.org/1999/xhtml'/>",
            open,
            &format!("{open}<g></svg>"),
            &format!("{open}</svg>{open}</svg>"),
            &format!("{open}</svg><script/>"),
            &format!("x{open}</svg>"),
            &format!("{open}<!-- a -- b --></svg>"),
            &format!("{open}<g a='1' a='2'/></svg>"),
            &format!("{open}<g a=1/></svg>"),
            &format!("{open}<x:g/></svg>"),
            &format!("<?xml version='1.0' encoding='UTF-7'?>{open}</svg>"),
            &format!("<?xml version='1.1'?>{open}</svg>"),
            &format!("<!DOCTYPE svg [<!ENTITY x '<script/>'>]>{open}</svg>"),
            &format!("<!DOCTYPE svg SYSTEM 'https://x.org/a.dtd'>{open}</svg>"),
        ] {
            assert!(is_refused("a.svg", picture.as_bytes()), "{picture}");
        }
        assert!(is_refused("a.svg", b"\xff\xfe<\0s\0v\0g\0"));
        assert!(is_refused("a.SVG", b"\x1f\x8b\x08"));
        let padded = |length: usize| format!("{open}{}</svg>", " ".repeat(length - open.len() - 6));
        assert!(!is_refused("a.svg", padded(10_000_000).as_bytes()));
        assert!(is_refused("a.svg", padded(10_000_001).as_bytes()));
    }
}

mod characters {
    use super::*;

    #[test]
    fn a_control_character_is_one_error_a_file_at_the_first_place() {
        let page = "-- content/pages/p.md --\n---\ntitle: P\n---\na\u{1b}[31mb\u{8}\u{9b}\nc\u{7f}\u{c}\n";
        let outcome = build(page);
        let message = "there is a control character (U+001B) here, and 4 more in this file";
        assert_eq!(told(&outcome), [("control-character", "content/pages/p.md", message)]);
        assert_eq!(outcome.problems[0].place.as_ref().unwrap().line_column(), (4, 2));
        check(
            "-- content/pages/p.md --\n---\ntitle: a\u{8}b\n        ^ error[control-character]: there is a control character (U+0008) here\n---\n",
        );
        check(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ndescription: x\u{85}\n              ^ error[control-character]: there is a control character (U+0085) here\n",
        );
        let theme = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: t\n";
        for file in ["templates/page.html", "i18n/en.ftl", "theme.yaml"] {
            let outcome = build(&format!("{theme}-- themes/t/{file} --\n# \u{1b}\n"));
            assert_eq!(told(&outcome)[0].0, "control-character", "{file}");
        }
    }

    #[test]
    fn tabs_and_all_ends_of_lines_are_none() {
        let lines =
            "-- content/pages/p.md --\n---\ntitle: P\n---\nA\tb\n\n## C\n\nd \u{a0}\u{200d}\u{2028}é\n";
        let folder = in_folder(lines);
        let file = folder.path().join("content/pages/p.md");
        let text = fs::read_to_string(&file).unwrap();
        let expected = run(folder.path(), How::default());
        assert_eq!(told(&expected), []);
        for end in ["\r\n", "\r"] {
            fs::write(&file, text.replace('\n', end)).unwrap();
            let outcome = run(folder.path(), How::default());
            assert_eq!(told(&outcome), [], "{end:?}");
            let page = outcome.page("p/index.html").replace("\r\n", "\n");
            assert_eq!(page, expected.page("p/index.html"));
        }
    }

    #[test]
    fn escapes_of_yaml_and_references_of_html_bring_none_in() {
        check(
            r#"
-- content/storylines/s.md --
---
title: S
extra: {a: [b, "\a"]}
               ^^^^ error[control-character]: there is a control character (U+0007) here
---
-- content/briefings/2025-12-22-a.md --
---
title: "A\u001b[31m"
       ^^^^^^^^^^^^^ error[control-character]: there is a control character (U+001B) here
date: 2025-12-22
changed: ["a\tb\nc", "d\re", "f\x9b"]
                     ^^^^^^ error[control-character]: there is a control character (U+000D) here
                             ^^^^^^^ error[control-character]: there is a control character (U+009B) here
sources: {"\0": {title: T}}
          ^^^^ error[control-character]: there is a control character (U+0000) here
---
Text &#27;[31m and `&#27;` &amp;#27; &#10; &#150;
     ^^^^^ error[control-character]: there is a control character (U+001B) here, and 1 more in this file
-- content/pages/a.md --
---
title: A
---
[x](https://x.org/ "a&#x07;b")
                     ^^^^^^ error[control-character]: there is a control character (U+0007) here
-- content/pages/b.md --
---
title: B
---
<b title="&#8;&#150;">a</b> &#8211;
          ^^^^ error[control-character]: there is a control character (U+0008) here
"#,
        );
    }

    #[test]
    fn no_control_character_gets_out() {
        let hostile = "a\u{1b}]0;b\u{7}\u{9b}31m\rc";
        let quoted = "\"a\\e]0;b\\a\\x9b31m\\rc\"";
        for value in [hostile, quoted] {
            let site = format!(
                "-- site.yaml --\ntitle: {value}\nbase_url: https://x.org/\nauthors: {{{quoted}: {{name: x}}}}\nseries: {{{quoted}: {{name: x}}}}\nnav: [{quoted}]\n\
                 -- content/briefings/2025-12-22-a.md --\n---\ntitle: {value}\ndate: 2025-12-22\nstorylines: [{quoted}]\n{quoted}: x\n\
                 watch: [{{text: {value}, date: 2025-12-23}}]\nformer: [/a%1bb/]\n---\n{value} &#27; [[{value}]] [x]({value}.md) [y](%1b%9b.md) ![z](%07.png)\n"
            );
            let folder = in_folder(&site);
            let media = folder.path().join("content/briefings");
            fs::write(media.join("a\u{1b}b.txt"), "x").unwrap();
            fs::write(media.join("a\nb.md"), "x").unwrap();
            let outcome = run(folder.path(), How::default());
            assert!(told(&outcome).len() > 8, "{:?}", told(&outcome));
            let style = Style { colour: false, all: true, no_source: false };
            let forms = [
                render_human(&outcome.problems, style),
                render_github(&outcome.problems),
                render_json(&outcome.problems),
                render_sarif(&outcome.problems),
            ];
            let is_control = |c: char| c.is_control() && c != '\n';
            for form in &forms {
                assert_eq!(form.lines().find(|line| line.contains(is_control)), None);
            }
            for (path, bytes) in &outcome.files {
                if let Ok(text) =
                    std::str::from_utf8(bytes).map(|text| text.replace("\r\n", "\n").replace('\t', ""))
                {
                    let is_text = !path.ends_with(".bin");
                    assert!(!is_text || !text.contains(is_control), "{path}");
                }
            }
        }
    }

    #[test]
    fn messages_stay_in_their_line_and_keep_what_they_are_about() {
        let problem =
            Diagnostic::nowhere(Code::BadYaml, "`a\n::error::b\u{1b}[31m\u{9b}` is none").help("x\ny");
        let human = render_human(
            std::slice::from_ref(&problem),
            Style { colour: false, all: true, no_source: false },
        );
        assert!(
            human.starts_with("error[bad-yaml]: `a\\n::error::b\\u{1b}[31m\\u{9b}` is none\n"),
            "{human}"
        );
        let github = render_github(std::slice::from_ref(&problem));
        assert_eq!(
            github,
            "::error title=bad-yaml::`a\\n::error::b\\u{1b}[31m\\u{9b}` is none%0Ahelp: x\\ny\n"
        );
        let json = render_json(std::slice::from_ref(&problem));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["message"], problem.message.as_str());
        assert!(!json.trim_end().contains(char::is_control) && json.contains("\\u009b"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_typed_on_the_command_line_is_shown_without_its_effects() {
        let site = in_folder("-- content/storylines/s.md --\n---\ntitle: S\n---\n");
        let cases: [&[&str]; 4] = [
            &["check", "--now", "\u{1b}[31m"],
            &["new", "briefing", "A", "--storyline", "\u{1b}[31m"],
            &["new", "\u{1b}[31m", "A"],
            &["build", "--base-url", "\u{1b}[31m"],
        ];
        for args in cases {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
            let output = command.current_dir(site.path()).args(args).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{stderr}");
            assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
        }
    }
}

mod cells {
    use super::*;

    /// The notes of the figures of a series as their file has them, and as a reader of it gets them.
    fn notes(notes: &[&str]) -> Vec<(String, String)> {
        let figures: Vec<serde_json::Value> = (notes.iter().zip(1..))
            .map(|(note, day)| serde_json::json!({"series": "s", "value": -5, "period": format!("2025-12-{day:02}"), "note": note}))
            .collect();
        let figures = serde_json::to_string(&figures).unwrap();
        let outcome = build(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nseries: {{s: {{name: S, unit: =1+1}}}}\n\
             -- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nfigures: {figures}\n---\n"
        ));
        let file = outcome.page("figures/s.hxl.csv");
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows[0].get(0), Some("#date+start"), "the row of tags is as it was");
        let column = reader.headers().unwrap().iter().position(|name| name == "note").unwrap();
        let cells = rows[1..].iter().map(|row| {
            assert_eq!((&row[4], &row[6]), ("-5", "'=1+1"), "numbers stay numbers, units are text");
            row[column].to_owned()
        });
        let cells: Vec<String> = cells.collect();
        assert!(file.contains("\"'=1+1\""), "what is made harmless is in quotes");
        cells.into_iter().zip(notes.iter().map(|note| (*note).to_owned())).collect()
    }

    /// What `docs/content/pages/data.md` says to do with a cell.
    fn undone(cell: &str) -> &str {
        let formula =
            |text: &str| text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        match cell.strip_prefix('\'') {
            Some(rest) if formula(rest.trim_start_matches('\'')) => rest,
            _ => cell,
        }
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_made_harmless_and_can_be_made_what_they_were() {
        let texts = [
            "=1+1", "+1", "-cmd", "@x", "＝1", " =1", "\t=1", "'=1", "''=1", "x=1", "'quoted'", "1-1", "-5",
            "+5.5", "-", "-inf", "- item", "\u{a0}@x", "a, =b", "\"=c\"",
        ];
        for (cell, text) in notes(&texts) {
            assert_eq!(undone(&cell), text, "{cell}");
            let starts = cell.trim_start().starts_with(['=', '+', '-', '@', '＝']);
            assert_eq!(starts, matches!(text.as_str(), "-5" | "+5.5" | "+1"), "{cell}");
        }
    }
}
