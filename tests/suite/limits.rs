//! Limits: what is true at each of them, and one step beside it.
//!
//! A number that a reader or an editor can notice has a test here, or beside the code that has it.

mod checks;
mod figures;
mod graph;
mod lists;
mod pages;

/// A storyline.
const STORY: &str = "-- content/storylines/s.md --\n---\ntitle: S\n---\n";

/// Briefings of 1 January 2025, a minute apart, each with front matter and a body.
fn briefings(all: &[(String, String)]) -> String {
    let briefing = |(n, (front, body)): (usize, &(String, String))| {
        format!(
            "-- content/briefings/2025/n{n}.md --\n---\ntitle: Number {n}\ndate: 2025-01-01T{:02}:{:02}Z\n{front}\n---\n{body}\n",
            n / 60,
            n % 60
        )
    };
    all.iter().enumerate().map(briefing).collect()
}

/// A briefing for each day from 1 January of a year on, with front matter.
fn daily(year: u16, fronts: &[&str]) -> String {
    let mut text = String::new();
    for (n, front) in fronts.iter().enumerate() {
        let (month, day) = (n / 28 + 1, n % 28 + 1);
        text += &format!(
            "-- content/briefings/{year}-{month:02}-{day:02}-n{n}.md --\n---\ntitle: Number {n}\ndate: {year}-{month:02}-{day:02}\n{front}\n---\n"
        );
    }
    text
}

/// Dossiers of people `p0`, `p1`, …, called `Person 0` and so on.
fn people(count: usize) -> String {
    (0..count).map(|n| format!("-- content/people/p{n}.md --\n---\nname: Person {n}\n---\n")).collect()
}

/// `p0, p1, …`
fn ids(range: std::ops::Range<usize>) -> String {
    range.map(|n| format!("p{n}")).collect::<Vec<_>>().join(", ")
}
