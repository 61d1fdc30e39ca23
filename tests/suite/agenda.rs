//! Watch items from their first naming to what came of them, and the calendar.

use std::collections::{BTreeMap, BTreeSet};

use dateline::diagnostic::{Code, Diagnostic};

use crate::html::{broken_links, text_of};
use crate::site::{How, Outcome, build, build_as, check};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/
language: en-GB
timezone: Europe/Kyiv
-- content/people/ada.md --
---
name: Ada
---
-- content/people/ben.md --
---
name: Ben
---
-- content/places/town-hall.md --
---
name: The Town Hall, Upper Market; East Wing
---
-- content/storylines/talks.md --
---
title: Talks
---
-- content/storylines/other.md --
---
title: Other
---
";

/// A site with briefings: a day, a name, and more front matter.
pub(crate) fn site(briefings: &[(&str, &str, &str)]) -> String {
    let mut text = SITE.to_owned();
    for (day, name, front) in briefings {
        text += &format!(
            "-- content/briefings/{day}-{name}.md --\n---\ntitle: On {name}\ndate: {day}\n{front}\n---\n"
        );
    }
    text
}

/// The items of a part of the agenda, as text; none if that part is missing.
fn part(outcome: &Outcome, section: &str) -> Vec<String> {
    let id = format!("id=\"page.{section}\"");
    if !outcome.page("agenda/index.html").contains(&id) {
        return Vec::new();
    }
    let list = outcome.between("agenda/index.html", &id, "</section>");
    list.split("<li").skip(1).map(|item| text_of(&item[item.find('>').unwrap() + 1..])).collect()
}

fn told(outcome: &Outcome, code: Code) -> Vec<&Diagnostic> {
    outcome.problems.iter().filter(|problem| problem.code == code).collect()
}

pub(crate) fn helps(outcome: &Outcome, code: Code) -> Vec<&str> {
    told(outcome, code).iter().map(|problem| problem.help.as_deref().unwrap()).collect()
}

/// The entries of the calendar, each as its properties, after every line has been checked against RFC 5545.
fn calendar(outcome: &Outcome) -> Vec<BTreeMap<String, String>> {
    let text = outcome.page("agenda.ics");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']) && !line.is_empty(), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let mut open = Vec::new();
    let mut entries: Vec<BTreeMap<String, String>> = Vec::new();
    for line in unfolded.lines() {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no colon in {line:?}"));
        let is_name = |c: char| c.is_ascii_uppercase() || matches!(c, '-' | ';' | '=');
        assert!(name.chars().all(is_name), "{line:?}");
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                entries.extend((value == "VEVENT").then(BTreeMap::new));
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            _ if open.last().is_some_and(|inner| inner == "VEVENT") => {
                let twice = entries.last_mut().unwrap().insert(name.to_owned(), value.to_owned());
                assert_eq!(twice, None, "{name} appears twice");
            }
            _ => assert_eq!(open, ["VCALENDAR"]),
        }
    }
    assert!(open.is_empty());
    entries.iter().for_each(hold);
    let uids: BTreeSet<&String> = entries.iter().map(|entry| &entry["UID"]).collect();
    assert_eq!(uids.len(), entries.len(), "a UID appears twice");
    entries
}

/// Checks an entry against what RFC 5545 says about its properties (3.6.1 and 3.8).
fn hold(entry: &BTreeMap<String, String>) {
    const KNOWN: [&str; 12] = [
        "UID",
        "DTSTAMP",
        "SUMMARY",
        "LOCATION",
        "DESCRIPTION",
        "URL",
        "STATUS",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DTSTART;VALUE=DATE",
        "DTEND;VALUE=DATE",
    ];
    assert!(entry.keys().all(|key| KNOWN.contains(&key.as_str())), "{entry:?}");
    let of_form = |value: &str, form: &str| {
        assert_eq!(value.len(), form.len(), "{value}");
        let fits =
            value.chars().zip(form.chars()).all(|(c, f)| if f == '0' { c.is_ascii_digit() } else { c == f });
        assert!(fits, "{value} is not {form}");
    };
    of_form(&entry["DTSTAMP"], "00000000T000000Z");
    let (key, form) = match entry.contains_key("DTSTART") {
        true => ("", "00000000T000000Z"),
        false => (";VALUE=DATE", "00000000"),
    };
    let start = &entry[&format!("DTSTART{key}")];
    of_form(start, form);
    if let Some(end) = entry.get(&format!("DTEND{key}")) {
        of_form(end, form);
        assert!(end > start, "{end} is not after {start}");
    } else {
        assert!(key.is_empty() && !entry.contains_key("DTEND;VALUE=DATE"), "{entry:?}");
    }
    for key in ["SUMMARY", "LOCATION", "DESCRIPTION"] {
        let mut text = entry.get(key).map(String::as_str).unwrap_or_default().chars();
        while let Some(c) = text.next() {
            assert!(!matches!(c, ',' | ';'), "{key} is not escaped: {entry:?}");
            assert!(c != '\\' || matches!(text.next(), Some('\\' | ',' | ';' | 'n')), "{entry:?}");
        }
    }
    if let Some(sequence) = entry.get("SEQUENCE") {
        assert!(sequence.parse::<u32>().unwrap() > 0);
    }
    assert!(entry.get("STATUS").is_none_or(|status| status == "CANCELLED"));
    assert!(entry.get("URL").is_none_or(|url| url.starts_with("https://")));
}

/// The calendar entry with a title.
fn entry(outcome: &Outcome, title: &str) -> BTreeMap<String, String> {
    calendar(outcome).into_iter().find(|entry| entry["SUMMARY"] == title).unwrap()
}

fn data(outcome: &Outcome) -> serde_json::Value {
    outcome.graph()
}

#[test]
fn one_text_on_three_days_is_three_items() {
    let outcome = check(&site(&[
        (
            "2025-12-01",
            "a",
            "storylines: [talks]\nwatch:\n  - {text: A hearing, date: 2025-12-20}\n  - {text: A hearing, date: 2025-12-21}",
        ),
        (
            "2025-12-02",
            "b",
            "storylines: [talks]\nwatch:\n  - {text: A hearing., date: 2025-12-22}\n  - {text: A Hearing, date: 2025-12-21}",
        ),
    ]));
    let ahead = ["20 December 2025 A hearing", "21 December 2025 A Hearing", "22 December 2025 A hearing."];
    assert_eq!(part(&outcome, "ahead"), ahead);
    assert_eq!(calendar(&outcome).len(), 3);
    let watch = &data(&outcome)["watch"];
    let named: Vec<usize> = (0..3).map(|n| watch[n]["named"].as_array().unwrap().len()).collect();
    assert_eq!(named, [1, 2, 1]);
}

#[test]
fn an_item_without_a_date_is_the_last_of_its_text_and_a_date_is_that_of_one_without() {
    let item = |day: &str| format!("watch: [{{text: A hearing{day}}}]");
    let days = |days: [&str; 3]| {
        let fronts = days.map(item);
        let names = [("2025-12-01", "a"), ("2025-12-02", "b"), ("2025-12-03", "c")];
        let briefings: Vec<_> = names.iter().zip(&fronts).map(|((d, n), f)| (*d, *n, f.as_str())).collect();
        let outcome = build(&site(&briefings));
        let of =
            |part: Vec<String>| part.iter().map(|item| item.replace(" A hearing", "")).collect::<Vec<_>>();
        (of(part(&outcome, "ahead")), part(&outcome, "undated").len())
    };
    let (first, second) = (", date: 2025-12-20", ", date: 2025-12-21");
    assert_eq!(days(["", "", ""]), (vec![], 1));
    assert_eq!(days(["", first, ""]), (vec!["20 December 2025".to_owned()], 0));
    assert_eq!(days(["", first, second]), (["20", "21"].map(|d| format!("{d} December 2025")).to_vec(), 0));
    assert_eq!(days([first, second, ""]).0.len(), 2);
}

#[test]
fn by_its_id_an_item_is_one_whatever_it_says() {
    let outcome = check(&site(&[
        (
            "2025-12-01",
            "a",
            "storylines: [talks]\nwatch:\n  - {id: vote, text: The vote, date: 2025-12-20}\n  - {id: second, text: The vote, date: 2025-12-20}",
        ),
        (
            "2025-12-02",
            "b",
            "storylines: [talks]\nwatch: [{id: vote, text: The vote on it, date: 2025-12-23}]",
        ),
    ]));
    assert_eq!(part(&outcome, "ahead"), ["20 December 2025 The vote", "23 December 2025 The vote on it"]);
    assert!(outcome.page("2025/12/01/a/index.html").contains("<li id=\"watch-vote\">"));
    let (moved, stays) = (entry(&outcome, "The vote on it"), entry(&outcome, "The vote"));
    assert_eq!((moved["SEQUENCE"].as_str(), stays.get("SEQUENCE")), ("1", None));
    let data = data(&outcome);
    assert_eq!(data["watch"][0]["id"], "vote");
    assert_eq!(data["watch"][1]["id"], "second");
}

#[test]
fn what_is_answered_leaves_what_is_ahead_and_says_what_came_of_it() {
    let watch = "watch:\n  - {id: vote, text: The vote, date: 2025-12-20}\n  - {id: word, text: A word}\n  \
                 - {id: past, text: A paper, date: 2025-12-02, who: ada}\n  - {text: Nothing yet}";
    let text = site(&[
        ("2025-12-01", "a", &format!("storylines: [talks]\n{watch}")),
        (
            "2025-12-03",
            "b",
            "storylines: [talks]\nanswers: {word: It was said, past: 'Ada published it, Ben says'}",
        ),
        ("2025-12-04", "c", "storylines: [talks]\nanswers: {vote: Called off early}"),
    ]);
    let outcome = check(&text);
    assert_eq!(part(&outcome, "ahead"), [""; 0]);
    assert_eq!(part(&outcome, "undated"), ["Nothing yet"]);
    assert_eq!(part(&outcome, "past"), [""; 0]);
    assert_eq!(
        part(&outcome, "answered"),
        [
            "20 December 2025 The vote Called off early Reported in On c, 4 December 2025",
            "2 December 2025 A paper Ada Ada published it, Ben says Reported in On b, 3 December 2025",
            "A word It was said Reported in On b, 3 December 2025",
        ]
    );
    let own = text_of(outcome.between("2025/12/01/a/index.html", "id=\"watch-vote\"", "</li>"));
    assert!(own.ends_with("Called off early Reported in On c, 4 December 2025"), "{own}");
    let answers = outcome.between("2025/12/04/c/index.html", "id=\"page.answers\"", "</section>");
    assert!(answers.contains("href=\"/2025/12/01/a/#watch-vote\"") && answers.contains("id=\"answer-vote\""));
    let changes = outcome.between("2025/12/04/c/index.html", "<section class=\"changed\">", "</section>");
    assert!(text_of(changes).contains("Answered: The vote"), "{changes}");
    // None of it is still to come, so the calendar no longer has it; what has passed stays, with its outcome.
    let entries = calendar(&outcome);
    assert_eq!(entries.iter().map(|entry| entry["SUMMARY"].as_str()).collect::<Vec<_>>(), ["A paper"]);
    assert_eq!(entries[0]["DESCRIPTION"], "Ada published it\\, Ben says\\nAda\\nOn a");
    assert_eq!(entries[0]["DTSTAMP"], "20251202T220000Z");
    let data = data(&outcome);
    assert_eq!(data["watch"][0]["answer"]["url"], "https://x.org/2025/12/04/c/#answer-vote");
    assert_eq!(data["watch"][3]["answer"], serde_json::Value::Null);
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn an_answer_closes_what_was_named_up_to_it_and_not_again_since() {
    let named = "watch: [{id: vote, text: The vote}]";
    let closed = |fronts: [&str; 2]| {
        let outcome = build(&site(&[("2025-12-01", "a", fronts[0]), ("2025-12-02", "b", fronts[1])]));
        (part(&outcome, "answered").len(), told(&outcome, Code::UnmatchedAnswer).len())
    };
    assert_eq!(closed([named, "answers: {vote: Held}"]), (1, 0));
    assert_eq!(closed([&format!("{named}\nanswers: {{vote: Held}}"), ""]), (1, 0));
    assert_eq!(closed([&format!("{named}\nanswers: {{vote: Held}}"), named]), (0, 0));
    assert_eq!(closed(["answers: {vote: Held}", named]), (0, 1));
    let again = "answers: {vote: Held again}";
    assert_eq!(closed([&format!("{named}\nanswers: {{vote: Held}}"), again]), (1, 1));
}

#[test]
fn an_answer_to_no_watch_item_is_told_with_the_nearest_id() {
    let outcome = check(&site(&[
        ("2025-12-01", "a", "storylines: [talks]\nwatch: [{id: budget-vote, text: The vote}]"),
        (
            "2025-12-02",
            "b",
            "storylines: [talks]\nanswers: {budget-vota: Held}\n          ^^^^^^^^^^^ warning[unmatched-answer]: no briefing before this one has a question or watch item `budget-vota`",
        ),
    ]));
    assert_eq!(helps(&outcome, Code::UnmatchedAnswer), ["did you mean `budget-vote`?"]);
}

#[test]
fn an_answer_that_is_not_out_leaves_the_item_open() {
    let text = site(&[
        ("2025-12-01", "a", "watch: [{id: vote, text: The vote}]"),
        ("2025-12-02", "b", "answers: {vote: SECRET}\nembargo: 2025-12-09T06:00Z"),
    ]);
    let before = build_as(&text, How { now: "2025-12-08T00:00:00Z", ..How::default() });
    assert_eq!(part(&before, "undated"), ["The vote"]);
    assert!(before.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("SECRET")));
    let after = build_as(&text, How { now: "2025-12-10T00:00:00Z", ..How::default() });
    assert_eq!(part(&after, "answered").len(), 1);
}

#[test]
fn the_last_fifty_answered_items_are_listed() {
    let listed = |count: usize| {
        let items: Vec<String> = (0..count).map(|n| format!("{{id: w{n}, text: Item {n}}}")).collect();
        let answers: Vec<String> = (0..count).map(|n| format!("w{n}: Came")).collect();
        let outcome = build(&site(&[
            ("2025-12-01", "a", &format!("watch: [{}]", items.join(", "))),
            ("2025-12-02", "b", &format!("answers: {{{}}}", answers.join(", "))),
        ]));
        part(&outcome, "answered").len()
    };
    assert_eq!((listed(49), listed(50), listed(51)), (49, 50, 50));
}

#[test]
fn a_cancelled_item_says_so_and_has_a_raised_sequence() {
    let outcome = check(&site(&[
        (
            "2025-12-01",
            "a",
            "storylines: [talks]\nwatch:\n  - {id: vote, text: The vote, date: 2025-12-20}\n  - {id: walk, text: A walk, date: 2025-12-21, status: cancelled}\n  - {id: talk, text: A talk, date: 2025-12-02}\n  - {id: word, text: A word, status: cancelled}",
        ),
        (
            "2025-12-03",
            "b",
            "storylines: [talks]\nwatch:\n  - {id: vote, text: The vote, status: cancelled}\n  - {id: talk, text: A talk, date: 2025-12-02, status: cancelled}",
        ),
        ("2025-12-04", "c", "storylines: [talks]\nwatch: [{id: walk, text: A walk, date: 2025-12-21}]"),
    ]));
    // It is shown until its day has passed, and nobody asks then what came of it.
    assert_eq!(part(&outcome, "ahead"), ["20 December 2025 The vote cancelled", "21 December 2025 A walk"]);
    assert_eq!(part(&outcome, "past"), ["2 December 2025 A talk cancelled", "A word cancelled"]);
    assert_eq!(part(&outcome, "undated"), [""; 0]);
    let state = |title: &str| {
        let entry = entry(&outcome, title);
        (entry.get("STATUS").cloned().unwrap_or_default(), entry.get("SEQUENCE").cloned().unwrap_or_default())
    };
    assert_eq!(state("The vote"), ("CANCELLED".to_owned(), "1".to_owned()));
    assert_eq!(state("A talk"), ("CANCELLED".to_owned(), "1".to_owned()));
    assert_eq!(state("A walk"), (String::new(), "2".to_owned()), "cancelled, then on again");
    assert_eq!(entry(&outcome, "The vote")["DTSTAMP"], "20251202T220000Z");
    let data = data(&outcome);
    assert_eq!(
        (&data["watch"][0]["status"], &data["watch"][1]["status"]),
        (&"cancelled".into(), &serde_json::Value::Null)
    );
}

#[test]
fn an_entry_of_the_calendar_has_end_address_and_place() {
    let item = |more: &str| {
        let outcome = check(&site(&[(
            "2025-12-01",
            "a",
            &format!("storylines: [talks]\nwatch: [{{id: x, text: X, {more}}}]"),
        )]));
        let entry = entry(&outcome, "X");
        let of = |key: &str| -> String {
            let found = entry.iter().find(|(name, _)| name.split(';').next() == Some(key));
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        (of("DTSTART"), of("DTEND"), part(&outcome, "ahead")[0].clone())
    };
    let is = |more: &str, start: &str, end: &str, page: &str| {
        assert_eq!(item(more), (start.to_owned(), end.to_owned(), format!("{page} X")), "{more}");
    };
    // The end of a whole day is the day after.
    is("date: 2025-12-20", "20251220", "20251221", "20 December 2025");
    is("date: 2025-12-30/2025-12-31", "20251230", "20260101", "30–31 December 2025");
    is("date: 2025-12-30, ends: 2025-12-31", "20251230", "20260101", "30–31 December 2025");
    is("date: 2025-12-30, ends: 2025-12-30", "20251230", "20251231", "30 December 2025");
    is("date: 2026", "20260101", "20270101", "2026");
    is("date: 2026-02, ends: 2026-03", "20260201", "20260401", "February–March 2026");
    // Kyiv is two hours ahead.
    is("date: 2025-12-20T10:00", "20251220T080000Z", "", "20 December 2025, 10:00");
    is(
        "date: 2025-12-20T10:00, ends: 2025-12-20T11:30",
        "20251220T080000Z",
        "20251220T093000Z",
        "20 December 2025, 10:00–11:30",
    );
    is(
        "date: 2025-12-20T10:00, ends: 2025-12-20T10:00",
        "20251220T080000Z",
        "",
        "20 December 2025, 10:00–10:00",
    );
    is(
        "date: 2025-12-20T10:00/2025-12-21T09:00",
        "20251220T080000Z",
        "20251221T070000Z",
        "20–21 December 2025, 10:00",
    );
    is(
        "date: 2025-12-20T10:00, ends: 2025-12-21",
        "20251220T080000Z",
        "20251221T220000Z",
        "20–21 December 2025, 10:00",
    );
    is("date: 2025-12-20, ends: 2025-12-21T12:00", "20251220", "20251222", "20–21 December 2025");
}

#[test]
fn an_announcement_is_the_address_of_its_entry_and_a_link_on_the_page() {
    let long = "A hearing, at last; with “quotation” \\ marks, and so many words that the line is folded – in Київ too";
    let outcome = check(&site(&[(
        "2025-12-01",
        "a",
        &format!(
            "storylines: [talks]\nwatch:\n  - {{text: '{long}', date: 2025-12-20, place: town-hall, url: 'https://x.example/hearing?a=1,2'}}\n  - {{text: Plain, date: 2025-12-21, who: [ada, {{name: Zed}}]}}"
        ),
    )]));
    let entries = calendar(&outcome);
    assert_eq!(entries[0]["URL"], "https://x.example/hearing?a=1,2");
    assert_eq!(entries[0]["LOCATION"], "The Town Hall\\, Upper Market\\; East Wing");
    assert!(entries[0]["SUMMARY"].starts_with("A hearing\\, at last\\; with “quotation” \\\\ marks\\, and"));
    assert!(entries[0]["DESCRIPTION"].starts_with("On a\\nhttps://x.org/2025/12/01/a/#watch-a-hearing"));
    assert!(entries[1]["URL"].starts_with("https://x.org/2025/12/01/a/#watch-plain"));
    assert_eq!(entries[1]["DESCRIPTION"], "Ada\\, Zed\\nOn a");
    let page = outcome.page("agenda/index.html");
    assert!(page.contains("<a href=\"https://x.example/hearing?a=1,2\">Announcement</a>"), "{page}");
    assert_eq!(data(&outcome)["watch"][0]["url"], "https://x.example/hearing?a=1,2");
}

#[test]
fn a_uid_lasts_while_an_item_with_an_id_moves_from_briefing_to_briefing() {
    let first = ("2025-12-01", "a", "watch: [{id: vote, text: The vote, date: 2025-12-20}]");
    let second =
        ("2025-12-02", "b", "watch: [{id: vote, text: It is voted on, date: 2025-12-21, place: town-hall}]");
    let uid = |briefings: &[(&str, &str, &str)]| {
        let entries = calendar(&build(&site(briefings)));
        assert_eq!(entries.len(), 1);
        entries[0]["UID"].clone()
    };
    assert_eq!(uid(&[first]), uid(&[first, second]));
    assert_eq!(uid(&[first]), uid(&[second]), "the briefing that named it first is gone");
    let other = ("2025-12-01", "a", "watch: [{id: veto, text: The vote, date: 2025-12-20}]");
    assert_ne!(uid(&[first]), uid(&[other]));
    let gone = build(&site(&[("2025-12-01", "a", "watch: [{text: Any word}]")]));
    assert_eq!(calendar(&gone).len(), 0);
}

#[test]
fn ends_that_cannot_be_are_told() {
    let tell = |item: &str, marks: &str| {
        let line = format!("watch: [{{text: X, {item}}}]");
        let at = line.rfind("2025").unwrap();
        let width = line.len() - at - 2;
        let annotation = format!("{}{} {marks}", " ".repeat(at), "^".repeat(width));
        check(&site(&[("2025-12-01", "a", &format!("storylines: [talks]\n{line}\n{annotation}"))]));
    };
    tell("date: 2025-12-20, ends: 2025-12-19", "error[bad-date]: this watch item ends before it begins");
    tell(
        "date: 2025-12-20T10:00, ends: 2025-12-20T09:59",
        "error[bad-date]: this watch item ends before it begins",
    );
    tell(
        "date: 2025-12-20/2025-12-21, ends: 2025-12-22",
        "error[bad-date]: the `date` of this watch item already has an end",
    );
    tell("ends: 2025-12-19", "error[missing-key]: this watch item has `ends` but no `date`");
    check(&site(&[(
        "2025-12-01",
        "a",
        "storylines: [talks]\nwatch: [{text: X, status: postponed}]\n                          ^^^^^^^^^ error[wrong-type]: `postponed` is not one of `cancelled`",
    )]));
}

#[test]
fn an_id_of_a_question_and_a_watch_item_is_an_error_at_both_places() {
    let message = "error[duplicate-id]: a question and a watch item are both called `vote`";
    let outcome = check(&site(&[
        ("2025-12-01", "a", "storylines: [talks]\nunknown: [{id: vote, text: Who votes}]"),
        (
            "2025-12-02",
            "b",
            &format!(
                "storylines: [talks]\nwatch: [{{id: vote, text: The vote}}]\n             ^^^^ {message}"
            ),
        ),
        ("2025-12-03", "c", "storylines: [talks]\nwatch: [{id: vote, text: The vote}]"),
    ]));
    let [clash] = told(&outcome, Code::DuplicateId)[..] else { panic!("one problem") };
    let [(other, words)] = &clash.others[..] else { panic!("one other place") };
    assert_eq!(other.source.path, "content/briefings/2025-12-01-a.md");
    assert_eq!((other.line_column(), words.as_str()), ((5, 16), "the question"));
    // What is held back counts too: a draft has a warning.
    let draft = build(&site(&[
        ("2025-12-01", "a", "unknown: [{id: vote, text: Who votes}]"),
        ("2025-12-02", "b", "draft: true\nwatch: [{id: vote, text: The vote}]"),
    ]));
    let severities: Vec<_> = told(&draft, Code::DuplicateId).iter().map(|problem| problem.severity).collect();
    assert_eq!(severities, [dateline::diagnostic::Severity::Warning]);
    // In one file, and the other way round.
    check(&site(&[(
        "2025-12-02",
        "b",
        &format!(
            "storylines: [talks]\nunknown: [{{id: fine, text: Who}}]\nwatch: [{{id: vote, text: The vote}}, {{id: fine, text: It}}]\n                                         ^^^^ {}",
            message.replace("`vote`", "`fine`")
        ),
    )]));
}

#[test]
fn the_email_says_what_is_off_and_what_came() {
    let outcome = build(
        &site(&[
            (
                "2025-12-01",
                "a",
                "watch:\n  - {text: The vote, date: 2025-12-20T10:00, status: cancelled}\n  - {id: word, text: A word}\n  - {text: A walk, date: 2025-12-21}",
            ),
            ("2025-12-02", "b", "answers: {word: It was said}"),
        ])
        .replace("language: en-GB", "language: en-GB\nemail: true"),
    );
    if cfg!(feature = "email") {
        let text = outcome.page("email/2025-12-01.txt");
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
        assert_eq!(
            lines,
            [
                "- 20 December 2025, 10:00: The vote – cancelled [3]",
                "- A word – It was said [4]",
                "- 21 December 2025: A walk [5]"
            ]
        );
    }
}
