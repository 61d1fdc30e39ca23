//! Former addresses: every kind of file has them, and they lead to its page.

use std::fs;

use crate::build::{assert_exit, dateline};
use crate::html::broken_links;
use crate::site::{How, build, build_as, check, in_folder};

/// A file of each kind with former addresses.
const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/d/
hosts: [netlify]
-- content/storylines/talks.md --
---
title: The talks
former: [/storylines/peace/, /old/talks.html]
---
-- content/people/ada.md --
---
name: Ada Smyth
aliases: [Ada]
former: /people/smyth/
---
-- content/pages/about.md --
---
title: About
former: [/impressum/]
---
-- content/briefings/2025-12-22-round.md --
---
title: A round
date: 2025-12-22
storylines: [talks]
about: [ada]
former: [/2025/12/22/talks/]
---
";

#[test]
fn each_kind_of_file_is_found_at_its_former_addresses() {
    let outcome = build(SITE);
    for (from, to, title) in [
        ("storylines/peace/index.html", "storylines/talks/", "The talks"),
        ("old/talks.html", "storylines/talks/", "The talks"),
        ("people/smyth/index.html", "people/ada/", "Ada Smyth"),
        ("impressum/index.html", "about/", "About"),
        ("2025/12/22/talks/index.html", "2025/12/22/round/", "A round"),
    ] {
        let page = outcome.page(from);
        assert!(page.contains(&format!("content=\"0; url=/d/{to}\"")), "{from}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"https://x.org/d/{to}\">")), "{from}");
        assert!(page.contains(&format!("<a href=\"/d/{to}\">{title}</a>")), "{from}");
    }
    let rules = outcome.page("_redirects");
    assert_eq!(
        rules.lines().collect::<Vec<_>>(),
        [
            "/d/2025/12/22/talks/ /d/2025/12/22/round/ 301",
            "/d/impressum/ /d/about/ 301",
            "/d/old/talks.html /d/storylines/talks/ 301",
            "/d/people/smyth/feed.xml /d/people/ada/feed.xml 301",
            "/d/people/smyth/ /d/people/ada/ 301",
            "/d/storylines/peace/feed.xml /d/storylines/talks/feed.xml 301",
            "/d/storylines/peace/ /d/storylines/talks/ 301",
        ]
    );
    for path in ["sitemap.xml", "data/digest.json", "data/digest-2025.json"] {
        assert!(!outcome.page(path).contains("smyth"), "{path}");
    }
    assert!(outcome.page("data/urls.txt").contains("\n/people/smyth/\n"));
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
}

#[test]
fn a_feed_is_at_the_former_address_too_where_there_are_feeds() {
    let outcome = build(SITE);
    assert_eq!(outcome.files["people/smyth/feed.xml"], outcome.files["people/ada/feed.xml"]);
    assert_eq!(outcome.files["storylines/peace/feed.xml"], outcome.files["storylines/talks/feed.xml"]);
    assert!(!outcome.files.contains_key("old/feed.xml") && !outcome.files.contains_key("impressum/feed.xml"));
    let outcome = build_as(SITE, How { base: Some("/d/"), ..How::default() });
    assert!(!outcome.files.contains_key("people/smyth/feed.xml"));
    assert!(outcome.files.contains_key("people/smyth/index.html"));
}

#[test]
fn the_last_ten_former_addresses_have_the_feed() {
    let addresses = |count: usize| (1..=count).map(|n| format!("/was-{n}/")).collect::<Vec<_>>().join(", ");
    for count in [10, 11] {
        let outcome = build(&format!(
            "-- content/people/ada.md --\n---\nname: Ada\nformer: [{}]\n---\n",
            addresses(count)
        ));
        let feeds =
            outcome.files.keys().filter(|path| path.starts_with("was-") && path.ends_with("feed.xml"));
        assert_eq!(feeds.count(), 10);
        assert_eq!(outcome.files.contains_key("was-1/feed.xml"), count == 10);
        assert!(
            outcome.files.contains_key("was-1/index.html")
                && outcome.codes().iter().all(|c| *c == "never-mentioned")
        );
    }
}

#[test]
fn lists_of_years_lead_to_those_of_the_page_and_give_way_to_others() {
    let mut site = String::from(
        "-- content/storylines/new.md --\n---\ntitle: New\nformer: [/storylines/old/, /about/]\n---\n\
         -- content/pages/about.md --\n---\ntitle: About\n---\n",
    );
    for n in 0..51 {
        let year = if n < 25 { 2024 } else { 2025 };
        let day = format!("{year}-{:02}-{:02}", 1 + n / 25, 1 + n % 25);
        site += &format!(
            "-- content/briefings/{day}-b{n}.md --\n---\ntitle: B{n}\ndate: {day}\nstorylines: [new]\n---\n"
        );
    }
    let told = |outcome: &crate::site::Outcome| -> Vec<String> {
        let usual = ["missing-summary", "never-mentioned", "silent-storyline"];
        let problems = outcome.problems.iter().filter(|problem| !usual.contains(&problem.code.name()));
        problems.map(|problem| problem.message.clone()).collect()
    };
    // One problem, although years and the feed would be below a page too.
    let outcome = build(&site);
    assert_eq!(told(&outcome), ["two pages claim the URL `/about/`"]);
    let outcome = build(&site.replace(", /about/]", "]"));
    assert_eq!(told(&outcome), [""; 0]);
    for year in ["2024", "2025"] {
        let page = outcome.page(&format!("storylines/old/{year}/index.html"));
        assert!(page.contains(&format!("url=/storylines/new/{year}/\"")), "{page}");
    }
    // The address has a new page with a feed of its own.
    let again = site.replace(", /about/]", "]") + "-- content/storylines/old.md --\n---\ntitle: Old\n---\n";
    let outcome = build(&again);
    assert_eq!(told(&outcome), ["two pages claim the URL `/storylines/old/`"]);
    let place = outcome
        .problems
        .iter()
        .find_map(|problem| problem.place.as_ref().filter(|_| problem.code.name() == "url-collision"));
    assert_eq!(place.unwrap().source.path, "content/storylines/new.md");
}

#[test]
fn an_address_is_of_one_file_and_a_bad_one_is_told_once() {
    check(
        "
-- content/pages/a.md --
---
title: A
former: [/was/, /a/]
         ^^^^^ error[url-collision]: two pages claim the URL `/was/`
                ^^^ error[url-collision]: two pages claim the URL `/a/`
---
-- content/people/p.md --
---
name: P
former: [/was]
---
-- content/storylines/s.md --
---
title: S
former: [/pages/p/, /storylines/t/]
                    ^^^^^^^^^^^^^^ error[url-collision]: two pages claim the URL `/storylines/t/`
---
-- content/storylines/t.md --
---
title: T
former: [/.git/t/]
         ^^^^^^^^ error[bad-address]: the address `/.git/t/` is at `.git`, which the output folder keeps
---
",
    );
}

#[test]
fn the_line_that_helps_is_an_address() {
    let help = |address: &str| {
        let outcome =
            build(&format!("-- content/pages/p.md --\n---\ntitle: P\nformer: [\"{address}\"]\n---\n"));
        let problem = outcome.problems.first().filter(|problem| problem.code.name() == "wrong-type");
        problem.unwrap_or_else(|| panic!("{address}: {:?}", outcome.problems)).help.clone().unwrap()
    };
    for (address, line) in [
        ("old", "write `/old/`"),
        ("old/page.html", "write `/old/page.html`"),
        ("/old/?id=1", "write `/old/`"),
        ("/old#part", "write `/old/`"),
        ("https://x.org/old/", "write the path after the host and the folder of the site: `/old/`"),
        ("https://x.org/", "write a path of this site, such as `/2025/12/20/old-name/`"),
        ("/?p=12", "write a path of this site, such as `/2025/12/20/old-name/`"),
        ("../old/", "write a path of this site, such as `/2025/12/20/old-name/`"),
    ] {
        assert_eq!(help(address), line, "{address}");
    }
}

#[test]
fn schemas_take_the_addresses_that_are_read() {
    // Each site is checked against the schemas while it is built.
    for address in [
        "/a",
        "/a/",
        "//a//b/",
        " /a/ ",
        "/%",
        "/%4",
        "/%zz/",
        "/%%41/",
        "/%41/",
        "/%d0%b0/",
        "/%D0%B0%D0",
        "/%ff/",
        "/%C3a",
        "/%C3%A9",
        "/%e0%80%80",
        "/%e2%82%ac",
        "/%ed%a0%80",
        "/%f0%9f%98%80",
        "/%f4%90%80%80",
        "/é%41",
        "/a%2f",
        "/a%5c",
        "/.",
        "/a/../b",
        "/%2e",
        "/.%2E/",
        "/...",
        "/.a/",
        "/ /",
        "/",
        "//",
        "a",
        "",
        "/a?b",
        "/a#b",
        "/a\\\\b",
    ] {
        let outcome =
            build(&format!("-- content/pages/p.md --\n---\ntitle: P\nformer: \"{address}\"\n---\n"));
        let wrong = outcome.codes().contains(&"wrong-type");
        let good = [
            "/a",
            "/a/",
            "//a//b/",
            " /a/ ",
            "/%",
            "/%4",
            "/%zz/",
            "/%%41/",
            "/%41/",
            "/%d0%b0/",
            "/%C3%A9",
            "/%e2%82%ac",
            "/%f0%9f%98%80",
            "/é%41",
            "/...",
            "/.a/",
            "/ /",
        ];
        assert_eq!(wrong, !good.contains(&address), "{address}");
    }
}

#[test]
fn aliases_are_told_and_lead_all_the_same() {
    let outcome = check(
        "
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
aliases: [/one/, /two/]
^^^^^^^ warning[address-in-aliases]: former addresses belong under `former`, not under `aliases`
---
-- content/storylines/s.md --
---
title: S
aliases: /three/
^^^^^^^ warning[address-in-aliases]: former addresses belong under `former`, not under `aliases`
---
-- content/pages/p.md --
---
title: P
former: [/five, /six/, \"/a,b/\"]
aliases: [/four/, /five/]
^^^^^^^ warning[address-in-aliases]: former addresses belong under `former`, and not also under `aliases`
---
-- content/people/ada.md --
---
name: Ada Smyth
aliases: [Ada, /seven/, /eight/]
               ^^^^^^^ warning[address-in-aliases]: `/seven/` is an address, but a dossier's `aliases` are names
---
-- content/people/ben.md --
---
name: Ben
aliases: [Benjamin]
---
",
    );
    for path in ["one", "two", "three", "four", "five", "six", "a,b", "seven", "eight"] {
        assert!(outcome.files.contains_key(&format!("{path}/index.html")), "{path}");
    }
    let page = outcome.page("people/ada/index.html");
    assert!(page.contains("<dd><bdi>Ada</bdi></dd>") && !page.contains("seven"), "{page}");
    let helps: Vec<&str> = outcome
        .problems
        .iter()
        .filter(|problem| problem.code.name() == "address-in-aliases")
        .map(|problem| problem.help.as_deref().unwrap())
        .collect();
    assert_eq!(
        helps,
        [
            "write `former:` in place of `aliases:`",
            "write `former: [/four/, /five/, /six/, \"/a,b/\"]` in place of both",
            "write `former: [/seven/, /eight/]`, and leave only names under `aliases`",
            "write `former:` in place of `aliases:`",
        ]
    );
    // What the lines say, followed to the letter.
    check(
        "
-- content/pages/p.md --
---
title: P
former: [/four/, /five/, /six/, \"/a,b/\"]
---
-- content/people/ada.md --
---
name: Ada Smyth
aliases: [Ada]
former: [/seven/, /eight/]
---
",
    );
}

#[test]
fn a_slip_in_the_word_of_other_programs_is_told_with_ours() {
    for (folder, key, word) in [
        ("pages", "alias", "former"),
        ("storylines", "aliase", "former"),
        ("pages", "formr", "former"),
        ("people", "alias", "aliases"),
    ] {
        let name = if folder == "people" { "name" } else { "title" };
        let outcome = build(&format!("-- content/{folder}/x.md --\n---\n{name}: X\n{key}: [/a/]\n---\n"));
        let problem = outcome.problems.iter().find(|problem| problem.code.name() == "misspelt-key").unwrap();
        assert_eq!(
            problem.help.as_deref(),
            Some(format!("did you mean `{word}`?").as_str()),
            "{folder} {key}"
        );
    }
}

#[test]
fn a_renamed_file_of_any_kind_loses_no_address() {
    let before = "
-- content/storylines/s.md --
---
title: S
---
-- content/people/a.md --
---
name: Ada
---
-- content/pages/p.md --
---
title: P
---
-- content/briefings/2025-12-22-b.md --
---
title: B
date: 2025-12-22
storylines: s
---
Ada spoke.
";
    let site = in_folder(before);
    assert_exit(&dateline(site.path(), &[]), 0);
    fs::copy(site.path().join("public/data/urls.txt"), site.path().join("urls.txt")).unwrap();
    for (old, new) in [
        ("storylines/s.md", "storylines/t.md"),
        ("people/a.md", "people/ada.md"),
        ("pages/p.md", "pages/q.md"),
    ] {
        fs::rename(site.path().join("content").join(old), site.path().join("content").join(new)).unwrap();
    }
    let briefing = site.path().join("content/briefings/2025-12-22-b.md");
    let text = fs::read_to_string(&briefing).unwrap();
    fs::write(&briefing, text.replace("storylines: s", "storylines: t")).unwrap();
    let previous = ["--previous", "urls.txt"];
    let said = assert_exit(&dateline(site.path(), &previous), 1);
    // The feeds and years of a page are not reported in addition to the page.
    assert_eq!(said.matches("error[lost-url]").count(), 3, "{said}");
    for (file, url) in
        [("storylines/t.md", "/storylines/s/"), ("people/ada.md", "/people/a/"), ("pages/q.md", "/p/")]
    {
        let line = format!("former: [{url}]");
        assert!(
            said.contains(&format!(
                "help: add `{line}` to the front matter of `content/{file}`, which is at "
            )),
            "{said}"
        );
        let path = site.path().join("content").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("---\n", &format!("---\n{line}\n"), 1)).unwrap();
    }
    assert_exit(&dateline(site.path(), &previous), 0);
}
