//! `dateline email`: what it prints, what it refuses, and the message it makes.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{HTML, SITE, TEXT, site_with};
use crate::site::{How, build, run, write_site};

fn folder_of(site: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), site);
    folder
}

fn dateline(site: &str, args: &[&str]) -> Output {
    let folder = folder_of(site);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .current_dir(folder.path())
        .arg("email")
        .args(args)
        .env_remove("DATELINE_BASE_URL")
        .output()
        .unwrap()
}

#[track_caller]
fn printed(site: &str, args: &[&str]) -> String {
    let output = dateline(site, args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is said when nothing is printed.
#[track_caller]
fn refused(site: &str, args: &[&str], code: i32) -> String {
    let output = dateline(site, args);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(output.stdout.is_empty(), "nothing is printed");
    stderr
}

#[test]
fn the_command_prints_what_a_build_writes() {
    let outcome = build(SITE);
    assert_eq!(printed(SITE, &[]), TEXT);
    assert_eq!(printed(SITE, &["--text", "2025-12-21"]), TEXT);
    assert_eq!(printed(SITE, &["2025-12-21", "--html"]), outcome.page(HTML));
    assert_eq!(printed(SITE, &["2025-12-14"]), outcome.page("email/2025-12-14.txt"));
    let weekly = site_with("timezone", "edition: week\ntimezone");
    for name in ["2025-w50", "2025-W50", "2025-12-10"] {
        assert!(printed(&weekly, &[name]).contains("\nNo. 1, "), "{name}");
    }
    let monthly = site_with("timezone", "edition: month\ntimezone");
    assert!(printed(&monthly, &["2025-12"]).contains("\nNo. 1, "));
    assert!(
        refused(&weekly, &["2025-12"], 2).contains("there is no edition `2025-12`"),
        "a month is not a week"
    );
    let off = site_with("email: {from", "extra: {from");
    assert_eq!(
        printed(&off, &[]).lines().count() + 2,
        TEXT.lines().count(),
        "without address and unsubscribe"
    );
}

#[test]
fn the_command_names_the_editions_there_are() {
    let stderr = refused(SITE, &["2025-12-20"], 2);
    assert_eq!(
        stderr.lines().rev().take(2).collect::<Vec<_>>(),
        [
            "help: the nearest editions are `2025-12-14` and `2025-12-21`; the newest is `2025-12-21`",
            "error: there is no edition `2025-12-20`",
        ]
    );
    assert!(refused(SITE, &["2025-w51"], 2).contains("error: there is no edition `2025-w51`"));
    assert!(refused(SITE, &["yesterday"], 2).contains("a day, a week or a month, such as `2025-12-21`"));
    let empty = "-- site.yaml --\ntitle: T\nbase_url: https://e.org/\n";
    assert!(refused(empty, &[], 1).contains("error[empty-site]: the folder `content` is missing"));
    let empty = format!("{empty}-- content/pages/a.md --\n---\ntitle: A\n---\nText.\n");
    assert!(refused(&empty, &[], 2).contains("no edition yet"));
    assert!(refused(SITE, &["--eml", "--html"], 2).contains("cannot be used with"));
}

#[test]
fn the_command_prints_nothing_when_something_is_missing_or_wrong() {
    let no_base = site_with("base_url: https://example.org/d/\n", "");
    let stderr = refused(&no_base, &["--text"], 1);
    assert!(stderr.contains("error[missing-key]: an email needs whole addresses"), "{stderr}");
    assert!(!stderr.contains("no-base-url") && !stderr.contains("email-left-out"), "{stderr}");
    assert!(
        printed(&no_base, &["--base-url", "https://e.org/"]).contains("\n[1] https://e.org/2025/12/21/\n")
    );
    let stderr = refused(&site_with("from: The desk <desk@example.org>, ", ""), &["--eml"], 1);
    assert!(stderr.contains("error[missing-key]: a message needs a sender"), "{stderr}");
    assert!(stderr.contains("\n4 | email: {to"), "{stderr}");
    assert!(stderr.contains("= help: give `email` a `from` with your address, such as"), "{stderr}");
    let no_email = "-- site.yaml --\ntitle: T\nbase_url: https://e.org/\n-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n---\n";
    assert!(refused(no_email, &["--eml"], 1).contains("= help: write `email: {from: desk@example.org}` in"));
    let stderr = refused(&site_with("storylines: war\nsummary", "storylines: wra\nsummary"), &[], 1);
    assert!(stderr.contains("error[unknown-id]"), "{stderr}");
    let warned = site_with("A line of the desk", "A line “of the desk");
    assert!(refused(&warned, &["--strict"], 1).contains("warning["));
    assert!(!printed(&warned, &["--format", "json"]).contains("\"severity\""), "problems are on stderr");
}

/// The headers of a message, unfolded.
fn headers(message: &str) -> Vec<String> {
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_message_has_both_forms_and_the_headers_of_its_list() {
    let message = printed(SITE, &["--eml"]);
    let id = message.split("Message-ID: <").nth(1).unwrap().split('@').next().unwrap();
    assert_eq!(uuid::Uuid::parse_str(id).unwrap().get_version_num(), 5);
    assert_eq!(
        headers(&message),
        [
            "From: \"The desk\" <desk@example.org>",
            "Subject: =?utf-8?Q?The_second_count_is_<_the_=E2=80=9Cfirst=E2=80=9D_?= =?utf-8?Q?=E2=80=93_Digest,_No._2?=",
            "Date: Sun, 21 Dec 2025 07:45:00 +0000",
            &format!("Message-ID: <{id}@example.org>"),
            "To: <list@example.org>",
            "List-Id: \"Digest\" <digest.example.org>",
            "List-Unsubscribe: <mailto:leave@example.org>, <https://example.org/leave?a=1>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "MIME-Version: 1.0",
            &format!("Content-Type: multipart/alternative; boundary=\"=_{id}\""),
        ]
    );
    assert!(message.is_ascii() && !message.replace("\r\n", "").contains(['\r', '\n']));
    assert!(message.split("\r\n").all(|line| line.len() <= 78));
    let boundary = format!("\r\n--=_{id}");
    let parts: Vec<&str> = message.split(&boundary).collect();
    assert_eq!(parts.len(), 4, "before, two parts, after");
    assert!(parts[1].starts_with("\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n"));
    assert!(parts[2].starts_with("\r\nContent-Type: text/html; charset=\"utf-8\"\r\n"));
    let bare = printed(&site_with("one_click: true, ", ""), &["--eml"]);
    assert!(!headers(&bare).iter().any(|header| header.starts_with("List-Unsubscribe-Post")));
}

#[test]
fn the_same_edition_gives_the_same_message() {
    let first = printed(SITE, &["--eml", "--jobs", "1", "--now", "2026-01-01T00:00Z"]);
    assert_eq!(printed(SITE, &["--eml", "--jobs", "4", "--now", "2027-01-01T00:00Z"]), first);
    let ukrainian =
        site_with("timezone", "language: uk\ntimezone").replace("Fewer came.", &"Менше. ".repeat(400));
    let message = printed(&ukrainian, &["--eml"]);
    assert_eq!(printed(&ukrainian, &["--eml"]), message);
    assert!(message.contains("Content-Transfer-Encoding: base64"), "shorter for Cyrillic");
    assert!(first.contains("Content-Transfer-Encoding: quoted-printable"), "shorter for Latin");
}

#[test]
fn no_title_makes_a_header_of_its_own() {
    let title = "title: \"Talks\\nBcc: eve@example.org\\n\\n<script>\"";
    let site =
        site_with("title: Another report", title).replace("date: 2025-12-21T09:45", "date: 2025-12-21T07:45");
    let site = site.replace("title: Digest\n", "title: \"Digest\\nX-Eve: 1\"\n");
    let site = site
        .replace("from: The desk <", "from: \"The\\nCc: eve@example.org, <")
        .replace("<desk@example.org>", "<desk@example.org>\"");
    let message = printed(&site, &["--eml"]);
    let names: Vec<String> =
        headers(&message).iter().map(|header| header.split(':').next().unwrap().to_owned()).collect();
    let expected = [
        "From",
        "Subject",
        "Date",
        "Message-ID",
        "To",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Content-Type",
    ];
    assert_eq!(names, expected, "{message}");
}

#[test]
fn nothing_of_what_is_not_out_is_printed() {
    let folder = folder_of(SITE);
    let draft = "---\ntitle: A secret meeting\ndate: 2025-12-21\nstorylines: war\ndraft: true\nfigures: [{series: drones, value: 31337, period: week to 2025-12-21, by: {name: Spy}, source: wire}]\nwatch: [{text: The secret meeting ends}]\n---\n";
    fs::write(folder.path().join("content/briefings/2025-12-21-secret.md"), draft).unwrap();
    let outcome = run(folder.path(), How::default());
    assert_eq!(outcome.page("email/2025-12-21.txt"), TEXT);
    let html = outcome.page(HTML);
    assert!(!html.contains("ecret") && !html.contains("31,337"));
}
