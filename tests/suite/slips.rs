//! Small slips of editors: names of files, names of people, marks of unfinished text.

use dateline::diagnostic::{Code, Severity};

use crate::build::{assert_exit, dateline};
use crate::site::{Outcome, build, check};

/// The help lines of all errors, by place.
fn help_of_errors(outcome: &Outcome) -> Vec<&str> {
    let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.filter_map(|problem| problem.help.as_deref()).collect()
}

#[test]
fn marks_of_unfinished_text_are_told_where_they_stand() {
    let todo = concat!("TO", "DO");
    let text = format!(
        "-- content/briefings/2025-12-22-a.md --
---
# {todo} is a comment
title: TK die in flood
       ^^ warning[unfinished-text]: `TK` says that this text is not finished
date: 2025-12-22 # {todo}
---
Some **XXX** people, said [TK](https://example.org/TK).
       ^^^ warning[unfinished-text]: `XXX` says that this text is not finished
                           ^^ warning[unfinished-text]: `TK` says that this text is not finished
`{todo}` in code, MMXXX, TKs and tk are words.

    {todo}

# {todo}: a heading
  ^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished

- {todo} ask the desk
  ^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished
- [ ] *{todo}* ask ({todo}: who)
       ^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished
                  ^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished

One ends.
{todo} the other.
^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished
They removed
{todo} comments, XXX marks and the **last {todo}** of a [{todo} list](https://example.org/), a to-do app.
Ask whom?  \n{todo}
^^^^ warning[unfinished-text]: `{todo}` says that this text is not finished
"
    );
    check(&text);
    let draft =
        "-- content/briefings/2025-12-22-a.md --\n---\ntitle: TK\ndate: 2025-12-22\ndraft: true\n---\nTK\n";
    let found: Vec<_> =
        build(draft).problems.into_iter().filter(|p| p.code == Code::UnfinishedText).collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|problem| problem.severity == Severity::Note));
}

#[test]
fn file_names_are_told_the_name_to_use() {
    let page = "---\ntitle: P\n---\n";
    for (name, code, help) in [
        ("My Page.md", "untidy-file-name", "rename the file to `my-page.md`"),
        ("About.md", "untidy-file-name", "rename the file to `about.md`"),
        ("a  -  B.md", "untidy-file-name", "rename the file to `a-b.md`"),
        ("q&a [desk]?.md", "bad-file-name", "rename the file to `q&a-desk.md`"),
        ("[?].md", "bad-file-name", "rename the file, using letters, digits and hyphens"),
        ("page.MD", "misplaced-file", "rename it to `page.md`"),
        ("page.markdown", "misplaced-file", "rename it to `page.md`"),
        ("page.md.txt", "misplaced-file", "rename it to `page.md`"),
        ("page.Md.TXT", "misplaced-file", "rename it to `page.md`"),
    ] {
        let outcome = build(&format!("-- content/pages/{name} --\n{page}"));
        let told: Vec<_> = outcome
            .problems
            .iter()
            .filter(|problem| problem.place.is_some())
            .map(|problem| (problem.code.name(), problem.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(told, [(code, help)], "{name}");
    }
    for name in ["page.md", "page-2.md", "стаття.md", "são-tomé.md", "v1.2_notes.md"] {
        let outcome = build(&format!("-- content/pages/{name} --\n{page}"));
        assert!(outcome.problems.iter().all(|problem| problem.place.is_none()), "{name}");
    }
}

#[test]
fn a_pointer_of_git_lfs_is_no_picture() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 18151\n";
    let site = |file: &str, text: &str| {
        format!(
            "-- content/pages/p.md --\n---\ntitle: P\n---\n![A hall]({file})\n-- content/pages/{file} --\n{text}"
        )
    };
    for file in ["hall.jpg", "hall.svg", "hall.pdf"] {
        let outcome = build(&site(file, pointer));
        let problem = outcome.problems.iter().find(|p| p.code == Code::UnreadableFile).unwrap();
        assert_eq!(problem.place.as_ref().unwrap().source.path, format!("content/pages/{file}"));
        assert!(problem.help.as_ref().unwrap().contains("`git lfs pull`"));
    }
    for path in [
        "content/pages/q.md",
        "site.yaml",
        "themes/own/static/logo.png",
        "themes/own/templates/page.html",
        "themes/own/theme.yaml",
    ] {
        let own = if path == "site.yaml" { "" } else { "-- site.yaml --\ntitle: T\ntheme: own\n" };
        let rest = "-- themes/own/static/x.css --\n\n-- content/pages/p.md --\n---\ntitle: P\n---\nText.\n";
        let outcome = build(&format!("{own}-- {path} --\n{pointer}{rest}"));
        let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let errors: Vec<_> =
            errors.map(|p| (p.code.name(), p.place.as_ref().map(|place| &*place.source.path))).collect();
        assert_eq!(errors, [("unreadable-file", Some(path))], "{path}");
    }
    let outcome = build(&site("hall.txt", "version https://example.org/\n"));
    assert!(!outcome.codes().contains(&"unreadable-file"));
}

#[test]
fn settings_under_a_name_that_is_nearly_right_are_told_theirs() {
    for name in ["site.yml", "site.yaml.txt"] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        std::fs::write(folder.path().join(name), "title: T\n").unwrap();
        let stderr = assert_exit(&dateline(folder.path(), &[]), 2);
        assert!(stderr.contains("there is no `site.yaml` in "), "{stderr}");
        assert!(stderr.contains(&format!("help: rename `{name}` to `site.yaml`")), "{stderr}");
        let stderr = assert_exit(&dateline(&folder.path().join("content"), &[]), 2);
        assert!(stderr.contains(&format!("{name}` to `site.yaml`")), "{stderr}");
    }
}

#[test]
fn somebody_without_a_dossier_is_told_how_to_be_written() {
    let outcome = check(
        "-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
authors: Jane Doe
         ^^^^^^^^ error[unknown-id]: no author or dossier is called `Jane Doe`
sources: {s: {title: S, url: https://example.org/}}
quotes:
  - {text: Yes, by: 'Bo \"B\" Lee', source: s}
                    ^^^^^^^^^^^^ error[unknown-id]: no dossier is called `Bo \"B\" Lee`
  - {text: No, by: nobody, source: s}
                   ^^^^^^ error[unknown-id]: no dossier is called `nobody`
---
",
    );
    let help = help_of_errors(&outcome);
    assert_eq!(help[0], "write `{name: Jane Doe}`, or make a file for the dossier");
    assert_eq!(help[1], r#"write `{name: "Bo \"B\" Lee"}`, or make a file for the dossier"#);
    assert_eq!(help[2], "make a file `nobody.md` in the folder of its kind, such as `content/people/`");
}

#[test]
fn languages_of_names_and_words_are_codes() {
    let outcome = check(
        "-- content/people/ada.md --
---
name: Ada
native: {uk: Ада, ukrainian: Ада, EN_gb: Ada L}
                  ^^^^^^^^^ error[wrong-type]: `ukrainian` is not a language code
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
sources: {s: {title: S, url: https://example.org/}}
quotes: {text: Yes, by: ada, source: s, original: {ua: Так}}
                                                   ^^ error[wrong-type]: `ua` is not a language code
---
",
    );
    let help = help_of_errors(&outcome);
    assert_eq!(help, ["write `uk`", "write `uk`"]);
}

#[test]
fn words_that_are_so_in_the_source_stand_in_the_quote() {
    let outcome = check(
        "-- content/people/ada.md --
---
name: Ada
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
sources: {s: {title: S, url: https://example.org/}}
quotes:
  - {text: A sad day in Grabovske, by: ada, source: s, sic: [Grabovske, sad day]}
  - {text: A sad day in Grabovske, by: ada, source: s, sic: true}
  - {text: A sad day in Grabovske, by: ada, source: s, sic: Grabowske}
                                                            ^^^^^^^^^ error[wrong-type]: `Grabowske` is not in this quote
  - {text: A sad day in Grabovske, by: ada, source: s, sic: entirely other}
                                                            ^^^^^^^^^^^^^^ error[wrong-type]: `entirely other` is not in this quote
---
",
    );
    let help = help_of_errors(&outcome);
    assert_eq!(help, ["did you mean `Grabovske`?", "write `true` for the whole quote, or words from it"]);
}

#[test]
fn surnames_that_stand_alone_are_told_once_for_a_person() {
    let site = |people: &str, text: &str| {
        format!(
            "{people}-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n---\nSteve Witkoff came.\n\nLater {text}\n"
        )
    };
    let steve = "-- content/people/steve.md --\n---\nname: Steve Witkoff\n";
    let note = "      ^^^^^^^^^^^^^ note[lone-surname]: `Witkoff` appears alone 2 times in briefings, and is not among the names of this dossier\n";
    let outcome = check(&site(&format!("{steve}{note}---\n"), "Witkoff left, and Witkoff's plane too."));
    let problem = outcome.problems.iter().find(|problem| problem.code == Code::LoneSurname).unwrap();
    assert_eq!(problem.help.as_deref(), Some("add `aliases: [Witkoff]`"));
    assert_eq!(problem.others[0].0.text(), "Witkoff");
    assert_eq!(problem.others[0].0.line_column(), (7, 7));
    check(&site(&format!("{steve}---\n"), "the Witkoff Plan was read."));
    check(&site(&format!("{steve}aliases: [Witkoff]\n---\n"), "Witkoff left."));
    let other = "-- content/people/anna.md --\n---\nname: Anna Witkoff\n---\n";
    check(&site(&format!("{steve}---\n{other}"), "Witkoff and Anna Witkoff left."));
    // Where the full name does not appear, somebody else may be meant.
    let unnamed = site(&format!("{steve}---\n"), "Witkoff left.").replace("Steve Witkoff came.", "He came.");
    let outcome = build(&unnamed);
    assert!(!outcome.codes().contains(&"lone-surname"), "{:?}", outcome.codes());
}
