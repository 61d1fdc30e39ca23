//! Numbers and dates of data files in the words of a page in British English.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `28 November 2025`
fn day(iso: &str) -> String {
    let [year, month, day] = parts(iso);
    format!("{day} {} {year}", MONTHS[month - 1])
}

fn parts(iso: &str) -> [usize; 3] {
    let parts: Vec<usize> = iso.split('-').map(|part| part.parse().unwrap()).collect();
    parts.try_into().unwrap()
}

/// A date in words, with its doubt.
fn doubted(date: &str, doubt: &str) -> String {
    match doubt {
        "" => date.to_owned(),
        "~" | "approximate" => format!("about {date}"),
        "?" | "uncertain" => format!("{date} (inferred)"),
        "%" | "both" => format!("about {date} (inferred)"),
        other => panic!("{other}"),
    }
}

/// A day with the marks of EDTF.
pub(super) fn said(edtf: &str) -> String {
    let bare = edtf.trim_end_matches(['~', '?', '%']);
    doubted(&day(bare), &edtf[bare.len()..])
}

/// A day with its doubt.
pub(super) fn when(iso: &str, doubt: &str) -> String {
    doubted(&day(iso), doubt)
}

/// A date in words without its doubt.
pub(super) fn plain(date: String) -> String {
    date.trim_start_matches("about ").trim_end_matches(" (inferred)").to_owned()
}

/// The period that was counted.
pub(super) fn period(first: &str, last: &str, kind: &str, doubt: &str) -> String {
    let ([year, month, from], [_, last_month, to]) = (parts(first), parts(last));
    let words = match (kind, month, last_month, from, to) {
        ("as-of", ..) => format!("as of {}", day(last)),
        (_, 1, 12, 1, 31) => year.to_string(),
        (_, 11, 11, 1, 30) => format!("November {year}"),
        (_, _, _, from, to) if month == last_month && to == from + 6 => format!("week to {}", day(last)),
        _ => format!("{first}/{last}"),
    };
    doubted(&words, doubt)
}

/// How much: a number, or the two ends of a range.
pub(super) fn amount(low: f64, high: Option<f64>, unit: &str, qualifier: &str) -> String {
    let number = |value: f64| match unit {
        "EUR" if value >= 1e9 => format!("€{} billion", value / 1e9),
        "EUR" => format!("€{value}"),
        _ if value >= 1e3 => format!("{},{:03}", (value / 1e3).trunc(), value % 1e3),
        _ => value.to_string(),
    };
    let end = if unit == "EUR" { String::new() } else { format!(" {unit}") };
    match (high, qualifier) {
        (Some(high), "range") => format!("{} to {}{end}", number(low), number(high)),
        (None, "") => number(low) + &end,
        (None, qualifier) => format!("{qualifier} {}{end}", number(low)),
        other => panic!("{other:?}"),
    }
}

/// Whose error it was.
pub(super) fn error(name: &str) -> String {
    match name {
        "ours" => "our error",
        "relay" => "misreported by an outlet",
        "source" => "error of the source",
        other => panic!("{other}"),
    }
    .to_owned()
}
