//! A folder of a program other than the one that was named is reported before anything is written, with the
//! command for it.

use std::fs;

use super::{PROGRAMS, dateline, unpacked};

/// The text of a folder, and the program that it belongs to.
const FOLDERS: [(&str, &str, &str); 10] = [
    ("hugo", "hugo.toml", "-- old/hugo.toml --\ntitle = \"T\"\n-- old/content/a.md --\nText.\n"),
    (
        "hugo",
        "config.toml",
        "-- old/config.toml --\nbaseURL = \"https://a.example/\"\n-- old/content/a.md --\nText.\n",
    ),
    (
        "zola",
        "config.toml",
        "-- old/config.toml --\nbase_url = \"https://a.example\"\n-- old/content/a.md --\nText.\n",
    ),
    ("zola", "zola.toml", "-- old/zola.toml --\ntitle = \"T\"\n-- old/content/a.md --\nText.\n"),
    ("jekyll", "_config.yml", "-- old/_config.yml --\ntitle: T\n-- old/a.md --\nText.\n"),
    ("jekyll", "_posts/2024-03-04-a.md", "-- old/_posts/2024-03-04-a.md --\nText.\n"),
    ("eleventy", ".eleventy.js", "-- old/.eleventy.js --\n\n-- old/a.md --\nText.\n"),
    (
        "eleventy",
        "posts/posts.11tydata.js",
        "-- old/posts/posts.11tydata.js --\n\n-- old/posts/a.md --\nText.\n",
    ),
    (
        "eleventy",
        "package.json",
        "-- old/package.json --\n{\"devDependencies\": {\"@11ty/eleventy\": \"3\"}}\n-- old/a.md --\nText.\n",
    ),
    ("obsidian", ".obsidian/app.json", "-- old/.obsidian/app.json --\n{}\n-- old/a.md --\nText.\n"),
];

#[test]
fn the_wrong_program_is_told_with_the_right_command() {
    for (right, mark, text) in FOLDERS {
        for (named, program) in PROGRAMS {
            let folder = unpacked(text);
            let run = |name: &str| {
                dateline(folder.path(), &["import", name, "old", "--into", "my site", "--map", "tags=about"])
            };
            let output = run(named);
            let said = String::from_utf8(output.stderr).unwrap();
            if named == right {
                assert_eq!(output.status.code(), Some(0), "{named} {mark}: {said}");
                continue;
            }
            let name = PROGRAMS.iter().find(|(name, _)| *name == right).unwrap().1.name();
            let expected = format!(
                "`old` has nothing from {}, but has `{mark}` from {name}\nhelp: run `dateline import {right} old --into \
                 'my site' --map tags=about`",
                program.name()
            );
            assert!(said.contains(&expected), "{named} {mark}: {said}");
            assert_eq!(output.status.code(), Some(2), "{named} {mark}");
            assert!(!folder.path().join("my site").exists(), "{named} {mark}");
            // What the help says is enough.
            assert_eq!(run(right).status.code(), Some(0), "{right} {mark}");
        }
    }
}

#[test]
fn marks_of_several_programs_and_of_none_are_taken_as_they_are_named() {
    let of = |name: &str, text: &str| {
        let folder = unpacked(text);
        let output = dateline(folder.path(), &["import", name, "old", "--into", "site"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read_dir(folder.path().join("site")).unwrap().count() > 1, "{name}");
    };
    let post = "---\ntitle: A\ndate: 2024-03-04\n---\nText.\n";
    // A vault around a Jekyll folder, and Hugo without settings.
    of("jekyll", &format!("-- old/.obsidian/app.json --\n{{}}\n-- old/_posts/2024-03-04-a.md --\n{post}"));
    of("obsidian", &format!("-- old/.obsidian/app.json --\n{{}}\n-- old/_posts/2024-03-04-a.md --\n{post}"));
    of("hugo", &format!("-- old/content/a.md --\n{post}"));
    of("obsidian", &format!("-- old/a.md --\n{post}"));
    of(
        "json",
        "-- old/hugo.toml --\n\n-- old/posts.json --\n[{\"title\": \"A\", \"date\": \"2024-03-04\", \"body\": \"Text.\"}]\n",
    );
}
