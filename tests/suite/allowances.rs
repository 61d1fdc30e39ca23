//! What lets a problem pass: a remark for one line, `checks` in `site.yaml` for a code.

use crate::site::{How, Outcome, build, build_as, check};

/// A briefing of 22 December 2025.
fn briefing(front: &str, body: &str) -> String {
    format!("-- content/briefings/2025-12-22-a.md --\n---\ndate: 2025-12-22\n{front}\n---\n{body}\n")
}

/// A site with settings and a headline that is relative to the day.
fn settings(yaml: &str, more: &str) -> String {
    format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n{yaml}\n")
        + &briefing(&format!("title: Talks resume today\n{more}"), "")
}

#[test]
fn a_remark_lets_a_warning_of_its_line_or_the_next_pass() {
    check(&briefing(
        "
# allow relative-time: the series is called so
title: Talks resume today
summary: They resume tomorrow # allow relative-time: a quotation
",
        "
<!-- dateline: allow wrong-weekday: it is so in the source -->
On Sunday 20 December 2025 they met.

On Sunday 20 December 2025 they met. <!-- dateline: allow wrong-weekday: here too -->

On Sunday 20 December 2025 they met.
   ^^^^^^ warning[wrong-weekday]: `Sunday` is not the weekday of 2025-12-20
",
    ));
}

#[test]
fn remarks_on_several_codes_stand_above_one_line() {
    check(&briefing(
        "
# allow relative-time: the series is called so
#   allow unbalanced-quotes: so is this
title: Talks resume today “so
",
        "
<!-- dateline: allow wrong-weekday: it is so in the source -->
<!-- dateline: allow unbalanced-quotes: this too -->
On “Sunday 20 December 2025 they met.
",
    ));
}

#[test]
fn a_remark_in_a_block_of_code_is_an_example_and_one_after_it_counts() {
    check(&briefing(
        "title: Talks",
        "
```
<!-- dateline: allow wrong-weekday: an example -->
```

<!-- dateline: allow wrong-weekday: it is so in the source -->
On Sunday 20 December 2025 they met.
",
    ));
}

#[test]
fn a_remark_above_a_folded_text_counts_for_its_lines_and_no_further() {
    check(&briefing(
        "
title: Talks
# allow relative-time: a quotation
summary: >
  Today

  they met
",
        "",
    ));
    check(&briefing(
        "
# allow relative-time: it was so
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: `relative-time` is not reported for this line any more
summary: >
  Said.
title: Talks that were announced resume today
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `today` means a different day to a later reader
",
        "",
    ));
}

#[test]
fn a_remark_on_site_yaml_counts_there() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
id: x
colour: red # allow unknown-key: for the editor
# allow unknown-key: for the editor too
typeface: serif
size: large
^^^^ warning[unknown-key]: there is no key `size` here
",
    );
    assert_eq!(outcome.codes().len(), 1);
}

#[test]
fn a_comment_that_lets_nothing_pass_is_a_problem() {
    let outcome = check(&briefing(
        "
# allow relative-time
^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: this allowance gives no reason, so it does not count
title: Talks resume today
       ^^^^^^^^^^^^^^^^^^ warning[relative-time]: `today` means a different day to a later reader
# allow relativ-time: a reason
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: there is no problem called `relativ-time`
summary: Nothing to see # allow long-summary: it was long
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: `long-summary` is not reported for this line any more
# allow bad-date: it is known
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: an error cannot be allowed
covers: 2025-12-40
        ^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-40`
# allow the reader to see: this is a remark like any other
# We do not allow long-title: this too
",
        "
<!-- dateline: allow wrong-weekday: -->
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: this allowance gives no reason, so it does not count
On Sunday 20 December 2025 they met. <!-- allow wrong-weekday: not said to whom -->
   ^^^^^^ warning[wrong-weekday]: `Sunday` is not the weekday of 2025-12-20

<!-- dateline: allow wrong-weekday: two lines off -->
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-allowance]: `wrong-weekday` is not reported for this line any more

On Sunday 20 December 2025 they met.
   ^^^^^^ warning[wrong-weekday]: `Sunday` is not the weekday of 2025-12-20

# allow wrong-weekday: a heading of the text
",
    ));
    let help = |needle: &str| {
        let found = outcome.problems.iter().find(|problem| problem.message.contains(needle));
        found.and_then(|problem| problem.help.clone()).unwrap()
    };
    assert_eq!(help("no problem called"), "did you mean `relative-time`?");
    assert_eq!(help("gives no reason"), "write `allow relative-time: …` and say why");
    assert_eq!(help("cannot be allowed"), "fix it, and remove this comment");
}

#[test]
fn a_site_turns_codes_down_or_up() {
    let severity = |yaml: &str, code: &str| {
        let outcome = build(&settings(yaml, ""));
        let found = outcome.problems.iter().find(|problem| problem.code.name() == code);
        found.map(|problem| problem.severity.to_string())
    };
    assert_eq!(severity("", "relative-time").as_deref(), Some("warning"));
    assert_eq!(severity("checks: {relative-time: note}", "relative-time").as_deref(), Some("note"));
    assert_eq!(severity("checks: {relative-time: warning}", "relative-time").as_deref(), Some("warning"));
    assert_eq!(severity("checks: {relative-time: 'off'}", "relative-time"), None);
    assert_eq!(severity("checks: {relative-time: off}", "relative-time"), None);
    assert_eq!(severity("", "missing-summary").as_deref(), Some("note"));
    assert_eq!(severity("checks: {missing-summary: warning}", "missing-summary").as_deref(), Some("warning"));
    let idle = settings("checks: {unused-allowance: off}", "# allow long-title: it was long");
    assert!(!build(&idle).codes().contains(&"unused-allowance"));
}

#[test]
fn only_warnings_and_notes_are_turned_down() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
id: x
checks:
  relativ-time: off
  ^^^^^^^^^^^^ error[wrong-type]: there is no problem called `relativ-time`
  bad-date: note
  ^^^^^^^^ error[wrong-type]: `bad-date` is an error, and errors cannot be turned down
  long-title: off
",
    );
    let helps: Vec<_> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert_eq!(helps, ["did you mean `relative-time`?", "remove this entry, and fix the error"]);
    let outcome = build(&settings("checks: {relative-time: error}", ""));
    assert!(outcome.codes().contains(&"wrong-type"));
}

#[test]
fn what_is_allowed_is_not_hidden_where_the_briefing_is_under_embargo() {
    let held = |remark: &str| -> Outcome {
        let front = format!("draft: true\n{remark}\ntitle: Talks resume today");
        build_as(&briefing(&front, ""), How::default())
    };
    assert!(held("").codes().contains(&"relative-time"));
    let codes = held("# allow relative-time: a name").codes();
    assert!(!codes.contains(&"relative-time") && !codes.contains(&"unused-allowance"), "{codes:?}");
}
