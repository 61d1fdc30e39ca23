//! What reaches the site from files of others: links of the file system, special files, control characters,
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

mod characters {
    use super::*;

    #[test]
    fn a_control_character_is_one_error_a_file_at_the_first_place() {
        let page = "-- content/pages/p.md --\n---\ntitle: P\n---\na\u{1b}[31mb\u{0}\u{9b}\nc\u{7f}\u{c}\n";
        let outcome = build(page);
        let message = "a control character (U+001B) stands here, and 4 more in this file";
        assert_eq!(told(&outcome), [("control-character", "content/pages/p.md", message)]);
        assert_eq!(outcome.problems[0].place.as_ref().unwrap().line_column(), (4, 2));
        check(
            "-- content/pages/p.md --\n---\ntitle: a\u{8}b\n        ^ error[control-character]: a control character (U+0008) stands here\n---\n",
        );
        check(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ndescription: x\u{85}\n              ^ error[control-character]: a control character (U+0085) stands here\n",
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
               ^^^^ error[control-character]: a control character (U+0007) stands here
---
-- content/briefings/2025-12-22-a.md --
---
title: "A\u001b[31m"
       ^^^^^^^^^^^^^ error[control-character]: a control character (U+001B) stands here
date: 2025-12-22
changed: ["a\tb\nc", "d\re", "f\x9b"]
                     ^^^^^^ error[control-character]: a control character (U+000D) stands here
                             ^^^^^^^ error[control-character]: a control character (U+009B) stands here
sources: {"\0": {title: T}}
          ^^^^ error[control-character]: a control character (U+0000) stands here
---
Text &#27;[31m and `&#27;` &amp;#27; &#10; &#150;
     ^^^^^ error[control-character]: a control character (U+001B) stands here, and 1 more in this file
-- content/pages/a.md --
---
title: A
---
[x](https://x.org/ "a&#x07;b")
                     ^^^^^^ error[control-character]: a control character (U+0007) stands here
-- content/pages/b.md --
---
title: B
---
<b title="&#8;&#150;">a</b> &#8211;
          ^^^^ error[control-character]: a control character (U+0008) stands here
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
                 watch: [{{text: {value}, date: 2025-12-23}}]\naliases: [/a%1bb/]\n---\n{value} &#27; [[{value}]] [x]({value}.md) [y](%1b%9b.md) ![z](%07.png)\n"
            );
            let folder = in_folder(&site);
            let media = folder.path().join("content/briefings");
            fs::write(media.join("a\u{1b}b.txt"), "x").unwrap();
            fs::write(media.join("a\nb.md"), "x").unwrap();
            let outcome = run(folder.path(), How::default());
            assert!(told(&outcome).len() > 8, "{:?}", told(&outcome));
            let style = Style { colour: false, all: true };
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
        let human = render_human(std::slice::from_ref(&problem), Style { colour: false, all: true });
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
        let file = outcome.page("figures/s.csv");
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows[0].get(0), Some("#date+start"), "the row of tags is as it was");
        let column = reader.headers().unwrap().iter().position(|name| name == "note").unwrap();
        let cells = rows[1..].iter().map(|row| {
            assert_eq!((&row[3], &row[5]), ("-5", "'=1+1"), "numbers stay numbers, units are text");
            row[column].to_owned()
        });
        let cells: Vec<String> = cells.collect();
        assert!(file.contains("\"'=1+1\""), "what is made harmless is in quotes");
        cells.into_iter().zip(notes.iter().map(|note| (*note).to_owned())).collect()
    }

    /// What `docs/data.md` says to do with a cell.
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
