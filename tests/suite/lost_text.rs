//! Text that YAML would silently drop or join.

use crate::site::check;

fn briefing(front: &str) -> String {
    format!("-- content/briefings/2025-12-22-talks.md --\n---\ndate: 2025-12-22\n{front}---\n")
}

#[test]
fn a_comment_that_cuts_off_a_text_is_told() {
    check(&briefing(
        r##"title: Line hits its #1 spot
                     ^^^^^^^ warning[cut-text]: `#1 spot` is read as a comment, and is cut from the text
summary: Talks resume # says the wire
                      ^^^^^^^^^^^^^^^ warning[cut-text]: `# says the wire` is read as a comment, and is cut from the text
lang: en # the site's own
embargo: 2025-12-22T06:00Z # as agreed
changed:
  - "Quoted #1" # a comment
  - Team #2 wins
         ^^^^^^^ warning[cut-text]: `#2 wins` is read as a comment, and is cut from the text
"##,
    ));
    let outcome = check(&briefing(
        "title: Team #2 \"beats\" it\n            ^^^^^^^^^^^^^ warning[cut-text]: `#2 \"beats\" it` is read as a comment, and is cut from the text\n",
    ));
    let help =
        outcome.problems.iter().find_map(|problem| problem.help.clone().filter(|help| help.contains("Team")));
    assert_eq!(
        help.as_deref(),
        Some(
            r#"put the text in double quotes: `"Team #2 \"beats\" it"`; if the rest is a comment, put two spaces before it"#
        )
    );
}

#[test]
fn a_comma_that_ends_a_text_is_told() {
    check(&briefing(
        "title: A
watch:
  - {text: Hack and learn, Berlin, date: 2026-02-01}
           ^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: the comma before `Berlin` ends the text before it
  - {text: 'Hack, and learn', date: 2026-02-01}
",
    ));
}

#[test]
fn nothing_else_is_said_of_a_value_that_a_comma_cuts() {
    check(&briefing(
        "title: A
figures:
  - {series: 1, value: about 1,200, period: week to 2025-12-22}
             ^ error[unknown-id]: no series is called `1`
                       ^^^^^^^^^^^ error[wrong-type]: the comma before `200` ends the text before it
  - {series: 1, value: about 1, period: week to 2025-12-22}
             ^ error[unknown-id]: no series is called `1`
                       ^^^^^^^ error[wrong-type]: `about 1` is not a number
  - {\"series\":1, \"value\":about 1, 200}
              ^ error[unknown-id]: no series is called `1`
                         ^^^^^^^^^^^^ error[wrong-type]: the comma before `200` ends the text before it
watch:
  - {text: Talks, date: soon, maybe}
                        ^^^^^^^^^^^ error[wrong-type]: the comma before `maybe` ends the text before it
",
    ));
}

#[test]
fn a_comment_that_is_set_off_is_no_part_of_a_text() {
    check(&briefing("title: Talks resume  # a comment\nsummary: They met\t# another\n"));
    for (value, wanted) in [
        ("Talks: day two  # a comment", r#"put the value in double quotes: `title: "Talks: day two"`"#),
        ("'it's' out  # a comment", r#"put all of it in double quotes: `title: "'it's' out"`"#),
        (r#""a  # b" c  # d"#, r#"put all of it in single quotes: `title: '"a  # b" c'`"#),
        ("Talks: day two  #2", r#"put the value in double quotes: `title: "Talks: day two  #2"`"#),
        ("Talks: day # 2", r#"put the value in double quotes: `title: "Talks: day # 2"`"#),
    ] {
        let outcome = crate::site::build(&briefing(&format!("title: {value}\n")));
        let helps: Vec<_> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
        assert!(helps.contains(&wanted), "{helps:?}");
    }
}

#[test]
fn lines_that_were_to_be_a_list_are_told() {
    check(&briefing(
        "title: A
changed:
  River falls
  ^^^^^^^^^^^ error[bad-yaml]: these 2 lines are read as one text, not as a list
  Dam holds
",
    ));
    check(&briefing(
        "title: A
changed:
  – River falls
  ^^^^^^^^^^^^^ error[bad-yaml]: `–` does not make a list
  – Dam holds
",
    ));
    check(&briefing(
        "title: A
changed:
  - River falls
    Dam holds
    ^^^^^^^^^ warning[cut-text]: this line continues the item above
  - A long line that its writer has broken somewhere here
    Dam holds
  - River, as
    they said
",
    ));
    check(&briefing("title: A\nchanged: River falls\n  and the dam holds\n"));
}

#[test]
fn spaces_that_are_none_are_told() {
    check(&briefing(
        "title:\u{a0}A
      ^ error[bad-yaml]: a no-break space is used where YAML needs a plain one
",
    ));
    check(&briefing(
        "title: A
sources:
\u{a0}\u{a0}a: {title: X}
^^ error[bad-yaml]: a no-break space is used where YAML needs a plain one
summary: A\u{a0}text may have them
",
    ));
}

#[test]
fn a_text_that_begins_with_a_mark_is_shown_in_quotes() {
    for title in [
        "[Update] Talks resume",
        "{draft} Talks",
        "*Talks* resume",
        "@home",
        "%5 more",
        "&c. they said",
        "!now",
    ] {
        let outcome = crate::site::build(&briefing(&format!("title: {title}\n")));
        let help: Vec<&str> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
        let wanted = format!("put the value in double quotes: `title: \"{title}\"`");
        assert!(help.contains(&wanted.as_str()), "{title}: {help:?}");
    }
}

#[test]
fn front_matter_of_another_form_is_one_error() {
    let path = "content/briefings/2025-12-22-a.md";
    for (text, caret, message) in [
        ("+++\n", "^^^", "this front matter is TOML, as its `+++` says; Dateline reads YAML"),
        ("----\n", "^^^^", "front matter begins and ends with `---`, not with `----`"),
        ("—-\n", "^^", "front matter begins and ends with `---`, not with `—-`"),
        (" ---\n", "^^^^", "there is a space before the line `---`"),
    ] {
        let rest = if text.starts_with('+') { "title = \"A\"\n+++\nText\n" } else { "title: A\n---\nText\n" };
        check(&format!("-- {path} --\n{text}{caret} error[foreign-front-matter]: {message}\n{rest}"));
    }
    check(&format!(
        "-- {path} --\n---\n^^^ error[unclosed-front-matter]: the front matter that begins here is never closed\ntitle: A\ndate: 2025-12-22\n—-\nText\n"
    ));
}

#[test]
fn what_a_merge_left_is_one_error() {
    check(
        "
-- content/briefings/2025-12-22-a.md --
---
<<<<<<< HEAD
^^^^^^^^^^^^ error[merge-conflict]: a merge left two versions of this part, with marks between them
title: A
=======
title: B
>>>>>>> other
date: 2025-12-22
---
<<<<<<< HEAD
^^^^^^^^^^^^ error[merge-conflict]: a merge left two versions of this part, with marks between them
a
=======
[b](nowhere.md)
>>>>>>> other
-- content/briefings/2025-12-23-b.md --
---
title: B
date: 2025-12-23
---
Heading
=======

```
<<<<<<< HEAD
=======
>>>>>>> other
```
",
    );
}
