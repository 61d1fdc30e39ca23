//! What a further briefing adds to the output, and how large pages become: hosts publish up to 1 GB, and each file takes
//! time to write. The figures are those of a site with everything on, a little above what was measured.

use crate::site::{Outcome, build};

/// Files that a hundred further briefings add.
const MOST_FILES: usize = 200;
/// Bytes that a further briefing adds.
const MOST_BYTES: usize = 18_000;
/// Bytes of a page.
const MOST_OF_PAGE: usize = 150_000;

/// This many briefings of 600 words, two a day, each in one of four storylines and about two of eight people.
fn site(count: usize) -> Outcome {
    let mut text =
        "-- site.yaml --\ntitle: The Daily\nbase_url: https://x.org/\nlanguage: en-GB\n".to_owned();
    for n in 0..4 {
        text += &format!("-- content/storylines/story-{n}.md --\n---\ntitle: Story {n}\n---\nIt goes on.\n");
    }
    for n in 0..8 {
        text += &format!("-- content/people/person-{n}.md --\n---\nname: Ada {}\n---\n", name(n));
    }
    let first = jiff::civil::date(2024, 1, 1);
    for n in 0..count {
        let day = first + jiff::Span::new().days(n as i64 / 2);
        let body: String = (0..50).map(|k| sentence(n * 7 + k)).collect();
        text += &format!(
            "-- content/briefings/{day}-report-{n}.md --\n---\ntitle: Report {n} on the corridor\ndate: {day}T0{}:00Z\n\
             summary: The port authority says that berth {n} is open again.\nstorylines: [story-{}]\nabout: [person-{}, person-{}]\n---\n{body}\n",
            n % 2 + 6,
            n % 4,
            n % 8,
            (n * 3 + 1) % 8
        );
    }
    build(&text)
}

/// A surname for each number.
fn name(n: usize) -> String {
    ["Bel", "Cor", "Dun", "Fal", "Gor"][n % 5].to_owned() + ["mont", "wick", "stad", "haven"][n / 5 % 4]
}

fn sentence(n: usize) -> String {
    let subject = match n % 5 {
        0 => format!("Ada {}", name(n / 5 % 8)),
        of => {
            ["The port authority", "The ministry", "The monitoring mission", "The council"][of - 1].to_owned()
        }
    };
    let end = if n % 10 == 9 { "\n\n" } else { "\n" };
    format!("{subject} said on day {n} that the list is not final.{end}")
}

fn pages(outcome: &Outcome) -> impl Iterator<Item = (&str, usize)> {
    let pages = outcome.files.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), bytes.len()))
}

#[test]
fn a_further_briefing_adds_few_files_and_bytes_and_no_page_grows_with_the_archive() {
    const FEW: usize = 200;
    let (few, many) = (site(FEW), site(2 * FEW));
    let bytes = |outcome: &Outcome| outcome.files.values().map(Vec::len).sum::<usize>();
    let files = (many.files.len() - few.files.len()) * 100 / FEW;
    let bytes = (bytes(&many) - bytes(&few)) / FEW;
    assert!(files <= MOST_FILES, "{files} files for a hundred briefings");
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
    // The test would notice if pages were left out.
    assert!(files > 100 && bytes > 10_000, "{files} files for a hundred briefings, {bytes} bytes");
    let largest =
        |outcome: &Outcome| pages(outcome).map(|(path, size)| (size, path.to_owned())).max().unwrap();
    let (before, after) = (largest(&few), largest(&many));
    assert!(after.0 <= MOST_OF_PAGE, "{after:?}");
    assert!(after.0 * 10 <= before.0 * 11, "{before:?} grew to {after:?}");
}
