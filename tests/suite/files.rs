//! Folders that hold a file with its pictures, and files that lie beside the pages.

use crate::site::{build, check};

#[test]
fn a_folder_gives_its_index_the_id() {
    let outcome = check(
        "-- content/briefings/2025/12/2025-12-22-talks/index.md --
---
title: Talks
date: 2025-12-22
---
[[ada]], [her](../../../../people/ada/), [again](../../../../people/ada/index.md) and
![Hall](hall.txt) [Counts](counts.csv?v=2&x#row=3).
-- content/briefings/2025/12/2025-12-22-talks/hall.txt --
x
-- content/briefings/2025/12/2025-12-22-talks/counts.csv --
x
-- content/people/ada/index.md --
---
name: Ada
former: [/who/ada/]
---
See [the talks](../../briefings/2025/12/2025-12-22-talks), [[talks]] and [Bo](../bo.md).
-- content/people/bo.md --
---
name: Bo
---
[Ada](ada/index.md#top)
",
    );
    let page = outcome.page("2025/12/22/talks/index.html");
    assert_eq!(page.matches("href=\"/people/ada/\"").count(), 3);
    assert!(page.contains("src=\"/files/briefings/2025/12/2025-12-22-talks/hall.txt\""));
    let counts = "href=\"/files/briefings/2025/12/2025-12-22-talks/counts.csv?v=2&amp;x#row=3\"";
    assert!(page.contains(counts), "{page}");
    let ada = outcome.between("people/ada/index.html", "See ", "</p>");
    assert_eq!(ada.matches("href=\"/2025/12/22/talks/\"").count(), 2, "{ada}");
    assert!(outcome.files.contains_key("who/ada/index.html"));
}

#[test]
fn the_folder_is_what_is_renamed() {
    let outcome = check(
        "-- content/people/Ada B/index.md --
---
^ note[untidy-file-name]: `Ada B` has capitals or spaces, and is a part of addresses
name: Ada
---
-- content/people/eve.md --
---
name: Eve
---
-- content/people/eve/index.md --
---
^ error[duplicate-id]: the id `eve` is taken in `people`
name: Eve II
---
-- content/people/index.md --
---
^ warning[misplaced-file]: an `index.md` is named after its folder, and this is the folder of a kind
name: People
---
-- content/people/more/ada/index.md --
---
name: Ada II
---
[x](../../evee/index.md)
^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/people/evee/index.md`
-- content/briefings/2025-12-21-talks/index.md --
---
title: Talks
date: 2025-12-22
^^^^^^^^^^^^^^^^ error[date-mismatch]: the date is 2025-12-22, but the folder name says 2025-12-21
---
-- content/briefings/2025-12-41-talks/index.md --
---
^^^ error[bad-date]: the folder name begins with `2025-12-41`, and there is no such day
title: Talks
date: 2025-12-11
---
"
        .replace("^^^ error[bad-date]", "^ error[bad-date]")
        .replace("^^^^^^^^^^^^^^^^ error[date", "      ^^^^^^^^^^ error[date")
        .as_str(),
    );
    let help = |code: &str| {
        let problem = outcome.problems.iter().find(|problem| problem.code.name() == code).unwrap();
        problem.help.clone().unwrap()
    };
    assert_eq!(help("untidy-file-name"), "rename the folder to `ada-b`");
    assert_eq!(help("duplicate-id"), "rename the file, or the folder of the `index.md`");
    assert_eq!(help("broken-link"), "did you mean `../../eve/index.md`?");
    assert_eq!(help("date-mismatch"), "correct the date, or rename the folder to `2025-12-22-talks`");
    assert_eq!(help("bad-date"), "rename the folder to `2025-12-11-talks`");
}

#[test]
fn a_draft_keeps_the_pictures_of_its_folder() {
    let files = |draft: &str| {
        let outcome = build(&format!(
            "-- content/pages/about/index.md --\n---\ntitle: About\n{draft}---\n[x](x.pdf#page=3) [y](/files/pages/about/x.pdf?a#b)\n-- content/pages/about/x.pdf --\nx\n"
        ));
        let links = outcome
            .files
            .get("about/index.html")
            .map(|page| String::from_utf8_lossy(page).matches("href=\"/files/pages/about/x.pdf").count());
        (outcome.files.contains_key("files/pages/about/x.pdf"), links)
    };
    assert_eq!(files("draft: true\n"), (false, None));
    assert_eq!(files(""), (true, Some(2)));
    let outcome = build(
        "-- content/pages/about.md --\n---\ntitle: About\n---\n[x](x.pdf#page=3) [y](/files/pages/x.pdf?a#b)\n-- content/pages/x.pdf --\nx\n",
    );
    for href in ["x.pdf#page=3\"", "x.pdf?a#b\""] {
        assert!(outcome.page("about/index.html").contains(&format!("href=\"/files/pages/{href}")), "{href}");
    }
}
