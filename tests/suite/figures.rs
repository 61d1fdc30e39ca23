//! Figures: their series, what is compared with what, accounts that differ, corrections, data.

use crate::html::{broken_links, text_of};
use crate::site::{Outcome, check};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/digest/
language: en-GB
series:
  drones: {name: Drones, unit: drones, place: ukraine, note: Launched}
  money: {name: Money, unit: EUR}
  idle: {name: Never given}
outlets:
  wire: {name: Northern Wire, kind: wire}
-- content/places/ukraine.md --
---
name: Ukraine
---
-- content/people/a.md --
---
name: Ada
---
-- content/people/b.md --
---
name: Ben
---
-- content/storylines/war.md --
---
title: War
series: [drones]
---
";

/// A site with briefings of 1, 2, 3 … December 2025 that have these figures (and further keys).
fn site(briefings: &[&str]) -> String {
    let mut text = SITE.to_owned();
    for (n, front) in briefings.iter().enumerate() {
        let day = n + 1;
        text += &format!(
            "-- content/briefings/2025-12-{day:02}-day{day}.md --\n---\ntitle: Day {day}\ndate: 2025-12-{day:02}\n{front}\n---\n"
        );
    }
    text
}

/// The rows of a series' table: period, value and what is said about it, source.
fn rows(outcome: &Outcome, path: &str) -> Vec<String> {
    let table = outcome.between(path, "<table class=\"values\">", "</table>");
    table
        .split("<tr>")
        .skip(2)
        .map(|row| text_of(&row.replace("</th>", " |").replace("</td>", " |")))
        .collect()
}

fn series(outcome: &Outcome) -> Vec<String> {
    rows(outcome, "figures/drones/index.html")
}

#[test]
fn a_figure_is_compared_with_the_same_speakers_last_one_for_a_period_as_long() {
    let outcome = check(&site(&[
        "figures: [{series: drones, value: 1600, qualifier: over, period: week to 2025-11-30, by: a}]",
        "figures: [{series: drones, value: 4000, period: 2025-11, by: a}, {series: drones, value: 1, period: week to 2025-12-07, by: b}]",
        "figures: [{series: drones, value: 1300, period: 2025-12-08/2025-12-14, by: [a]}]",
        "figures: [{series: drones, value: 1300, period: week to 2025-12-21, by: [a]}]",
    ]));
    assert_eq!(
        series(&outcome),
        [
            "week to 21 December 2025 | 1,300 drones Ada = unchanged, compared with 1,300 drones, 8–14 December 2025 | Day 4 |",
            "8–14 December 2025 | 1,300 drones Ada ↓ down about 300 (19%), compared with over 1,600 drones, week to 30 November 2025 | Day 3 |",
            "week to 7 December 2025 | 1 drones Ben | Day 2 |",
            "week to 30 November 2025 | over 1,600 drones Ada | Day 1 |",
            "November 2025 | 4,000 drones Ada | Day 2 |",
        ]
    );
    assert!(!outcome.files.contains_key("figures/idle/index.html"));
    assert_eq!(broken_links(&outcome.files, "/digest/"), [""; 0]);
}

#[test]
fn changes_of_ranges_and_around_zero() {
    let of = |values: [&str; 2]| {
        let figure = |n: usize| {
            format!(
                "figures: [{{series: drones, value: {}, period: as of 2025-12-0{}, by: a}}]",
                values[n],
                n + 1
            )
        };
        let rows = series(&check(&site(&[&figure(0), &figure(1)])));
        rows[0].split("Ada ").nth(1).unwrap().split(", compared").next().unwrap().to_owned()
    };
    assert_eq!(of(["[40, 50]", "[60, 70]"]), "↑ up 10 to 30");
    assert_eq!(of(["[40, 50]", "[45, 55]"]), "≈ no clear change");
    assert_eq!(of(["[50, 40]", "30"]), "↓ down 10 to 20");
    assert_eq!(of(["0", "5"]), "↑ up 5");
    assert_eq!(of(["5", "0"]), "↓ down 5 (100%)");
    assert_eq!(of(["-5", "5"]), "↑ up 10");
    assert_eq!(of(["-4", "-5"]), "↓ down 1 (25%)");
    assert_eq!(of(["1.1", "1.3"]), "↑ up 0.2 (18%)");
    assert_eq!(of(["0", "-0"]), "= unchanged");
}

#[test]
fn accounts_that_differ_stand_together_wherever_one_of_them_is() {
    let outcome = check(&site(&[
        "sources: {s: {title: Report, outlet: wire}}\nfigures:\n  - {series: drones, value: 50, period: 2025-12-01, source: s}\n  \
         - {series: drones, value: 60, as: five dozen, period: 2025-12-01, by: a}",
        "figures:\n  - {series: drones, value: 50, qualifier: about, period: 2025-12-01, by: b}\n  \
         - {series: drones, value: 52, period: 2025-12-01, by: b}",
    ]));
    assert_eq!(
        series(&outcome),
        [
            "1 December 2025 Accounts differ | 50 drones Report | Report, Day 1 |",
            "five dozen (60 drones) Ada | Day 1 |",
            "52 drones Ben The same speaker also gave: about 50 drones, reported 2 December 2025 | Day 2 |",
        ]
    );
    let first = text_of(outcome.between("2025/12/01/day1/index.html", "id=\"page.figures\">", "</section>"));
    assert_eq!(
        first,
        "Figures Drones 1 December 2025 Accounts differ 50 drones Source: Report five dozen (60 drones) Ada \
         What others say: 52 drones Ben The same speaker also gave: about 50 drones, reported 2 December 2025"
    );
    for page in [
        "2025/12/01/index.html",
        "2025/12/02/index.html",
        "storylines/war/index.html",
        "places/ukraine/index.html",
        "people/a/index.html",
        "figures/index.html",
    ] {
        let box_of = text_of(outcome.between(page, "<div class=\"glances\">", "</div>"));
        for part in ["Accounts differ", "50 drones Report", "five dozen (60 drones) Ada", "52 drones Ben"] {
            assert!(box_of.contains(part), "{part} on {page}: {box_of}");
        }
    }
    let chart = outcome.between("figures/drones/index.html", "<svg class=\"chart\"", "</figcaption>");
    assert_eq!((chart.matches("<rect").count(), chart.matches("class=\"voice").count()), (0, 3));
    assert!(chart.contains("<line class=\"differ\""));
}

/// The chart of the first series of a site with these figures, and what is below it.
fn chart(figures: &[&str]) -> String {
    let outcome = check(&site(figures));
    outcome.between("figures/drones/index.html", "<figure class=\"plot column\"", "</figure>").to_owned()
}

#[test]
fn bars_are_for_single_amounts_and_dots_for_accounts_side_by_side() {
    let by = |value: &str, day: usize, by: &str| {
        format!("figures: [{{series: drones, value: {value}, period: 2025-11-0{day}, by: {by}}}]")
    };
    let single = chart(&[&by("80", 1, "a"), &by("81", 2, "b")]);
    assert_eq!(single.matches("<rect class=\"column").count(), 2);
    assert!(!single.contains("The axis does not start at zero"), "{single}");
    // Even accounts that agree are not two bars, which would look like twice as much.
    for other in ["80", "[90, 99]"] {
        let several = chart(&[&by("80", 1, "a"), &by(other, 1, "b"), &by("81", 2, "a")]);
        assert!(!several.contains("<rect"), "{several}");
        let text = text_of(&several).replace('\u{a0}', " ");
        for part in ["1 Nov", "Ada", "Ben", "2 Nov", "80", "81"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(several.contains("class=\"differ\""), other != "80");
        assert_eq!(text.contains("90 to 99"), other != "80", "{text}");
    }
}

#[test]
fn an_axis_that_is_cut_off_is_said_to_be() {
    let accounts = |low: usize| {
        let figure = |value: usize, by: &str| {
            format!("{{series: drones, value: {value}, period: 2025-11-01, by: {by}}}")
        };
        chart(&[&format!("figures: [{}, {}]", figure(low, "a"), figure(100, "b"))])
    };
    assert!(accounts(81).contains("The axis does not start at zero"));
    assert!(!accounts(80).contains("The axis does not start at zero"));
}

#[test]
fn how_exact_a_value_is_stands_beside_its_dot() {
    let text = text_of(&chart(&[
        "figures:\n  - {series: drones, value: 50, qualifier: over, period: 2025-11-01, by: a}\n  \
         - {series: drones, value: 60, qualifier: about, period: 2025-11-01, by: b}",
    ]));
    assert!(text.contains("over 50") && text.contains("about 60"), "{text}");
    assert!(!text.contains('…'), "no key for signs that are not there: {text}");
}

#[test]
fn small_charts_side_by_side_start_at_zero() {
    // A fall of 19% stays above one of 87%.
    let sparks = |last: &str| {
        let figure = |value: &str, day: usize| {
            format!("figures: [{{series: drones, value: {value}, period: as of 2025-11-0{day}, by: a}}]")
        };
        let outcome = check(&site(&[&figure("100", 1), &figure(last, 2)]));
        let spark = outcome.between("figures/index.html", "<svg class=\"spark\"", "</svg>").to_owned();
        let end = spark.rsplit("cy=\"").next().unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
        assert!(!outcome.page("figures/index.html").contains("Small charts start at zero"), "one alone");
        end
    };
    assert_eq!((sparks("81"), sparks("13")), (7.8, 21.4));
    let both = "figures: [{series: drones, value: 1, period: as of 2025-11-0DAY, by: a}, \
                {series: money, value: 1, period: as of 2025-11-0DAY, by: a}]";
    let outcome = check(&site(&[&both.replace("DAY", "1"), &both.replace("DAY", "2")]));
    assert!(outcome.page("figures/index.html").contains("Small charts start at zero"));
}

#[test]
fn a_unit_has_the_forms_of_its_language() {
    let values = |language: &str, unit: &str, value: &str| {
        let text =
            site(&[&format!("figures: [{{series: drones, value: {value}, period: 2025-11-01, by: a}}]")]);
        let text = text.replace("language: en-GB", &format!("language: {language}"));
        let outcome = check(&text.replace("unit: drones", &format!("unit: {unit}")));
        let page = text_of(outcome.page("figures/drones/index.html")).replace('\u{a0}', " ");
        let csv = outcome.page("figures/drones.csv").lines().nth(1).unwrap().to_owned();
        (page, csv)
    };
    let english = "{one: drone, other: drones}";
    let ukrainian = "{one: дрон, few: дрони, many: дронів, other: дрона}";
    for (language, unit, value, expected) in [
        ("en", english, "1", " 1 drone "),
        ("en", english, "0", " 0 drones "),
        ("en", english, "1.5", " 1.5 drones "),
        ("en", english, "[1, 2]", " 1 to 2 drones "),
        ("en", "{other: drones}", "1", " 1 drones "),
        ("uk", ukrainian, "21", " 21 дрон "),
        ("uk", ukrainian, "3", " 3 дрони "),
        ("uk", ukrainian, "11", " 11 дронів "),
        ("uk", ukrainian, "2e6", " 2 мільйони дронів "),
        ("uk", ukrainian, "1.5", " 1,5 дрона "),
    ] {
        let (page, csv) = values(language, unit, value);
        assert!(page.contains(expected), "{expected}: {page}");
        let other = if language == "en" { "drones" } else { "дрона" };
        assert!(csv.contains(&format!(",{other},")), "{csv}");
    }
}

#[test]
fn speakers_who_say_the_same_agree_and_repeating_is_no_second_voice() {
    let figure = |by: &str| format!("figures: [{{series: drones, value: 9, period: 2025-12-01, by: {by}}}]");
    let rows = series(&check(&site(&[&figure("a"), &figure("b"), &figure("a"), &figure("[b, a]")])));
    assert_eq!(
        rows,
        [
            "1 December 2025 2 speakers give the same figure | 9 drones Ada | Day 3 |",
            "9 drones Ben | Day 2 |",
            "9 drones Ben, Ada | Day 4 |",
        ]
    );
    let rows = series(&check(&site(&[&figure("a"), &figure("a")])));
    assert_eq!(rows, ["1 December 2025 | 9 drones Ada | Day 2 |"]);
    let rows = series(&check(&site(&[&figure("{name: Nobody}")])));
    assert_eq!(rows, ["1 December 2025 | 9 drones Nobody | Day 1 |"]);
}

#[test]
fn a_corrected_figure_shows_both_values_everywhere_and_counts_with_the_right_one() {
    let outcome = check(&site(&[
        "figures: [{series: money, value: 100 billion, as: \"€100 billion in all\", period: 2025, by: a}]\n\
         corrections: [{date: 2025-12-05, fixes: figures/money, error: ours, was: €100 billion, now: €90 billion}]",
        "figures: [{series: money, value: 80 billion, period: 2026, by: a}]",
    ]));
    let table = rows(&outcome, "figures/money/index.html");
    assert_eq!(
        table,
        [
            "2026 | €80 billion Ada ↓ down €10 billion (11%), compared with €90 billion, 2025 | Day 2 |",
            "2025 | €100 billion €90 billion Ada Correction (our error), 5 December 2025 | Day 1 |",
        ]
    );
    let struck = "<del>€100 billion</del>";
    for page in ["2025/12/01/day1/index.html", "2025/12/01/index.html", "figures/money/index.html"] {
        assert!(outcome.page(page).replace('\u{a0}', " ").contains(struck), "{page}");
        assert!(outcome.page(page).contains("href=\"/digest/2025/12/01/day1/#correction-1\""), "{page}");
    }
    assert_eq!(broken_links(&outcome.files, "/digest/"), [""; 0]);
}

#[test]
fn a_retracted_figure_is_struck_through_and_not_compared() {
    let outcome = check(&site(&[
        "figures: [{series: drones, value: 5, period: as of 2025-12-01, by: a}]",
        "figures: [{series: drones, value: 900, period: as of 2025-12-02, by: a}]\n\
         corrections: [{date: 2025-12-03, kind: retraction, fixes: figures/drones, error: ours, text: Nobody said so.}]",
        "figures: [{series: drones, value: 7, period: as of 2025-12-03, by: a, status: claimed}]\n\
         corrections: [{date: 2025-12-04, kind: clarification, fixes: figures/drones, text: In the south only.}]",
    ]));
    assert_eq!(
        series(&outcome),
        [
            "as of 3 December 2025 | 7 drones Ada ↑ up 2 (40%), compared with 5 drones, as of 1 December 2025 Clarification, 4 December 2025 | claimed Day 3 |",
            "as of 2 December 2025 | 900 drones withdrawn Ada Retraction (our error), 3 December 2025 | Day 2 |",
            "as of 1 December 2025 | 5 drones Ada | Day 1 |",
        ]
    );
    assert!(outcome.page("figures/drones/index.html").contains("<del>900\u{a0}drones</del>"));
    assert_eq!(outcome.page("figures/drones/index.html").matches("<rect class=\"column").count(), 2);
}

#[test]
fn corrections_name_one_thing_of_their_briefing() {
    check(&site(&[
        "
figures:
  - {series: drones, value: 5, period: 2025-12-01, by: a}
  - {series: drones, value: 6, period: 2025-12-01, by: b}
  - {series: money, value: 7}
quotes: [{text: so be it, by: a}]
events: [{id: met, date: 2025-12-01, text: They met}]
corrections:
  - {date: 2025-12-02, fixes: figures/drones, error: ours, was: '5', now: '4'}
                              ^^^^^^^^^^^^^^ error[ambiguous-id]: `figures/drones` could be any of 2 figures of this briefing
  - {date: 2025-12-02, fixes: figures/drones, error: ours, by: a, was: '5', now: '4'}
  - {date: 2025-12-02, fixes: figures/drones, error: ours, period: 2025-12-02, was: '5', now: '4'}
                              ^^^^^^^^^^^^^^ error[unknown-id]: this briefing has no `figures/drones` to correct
  - {date: 2025-12-02, fixes: figures/dornes, error: ours, was: '5', now: '4'}
                              ^^^^^^^^^^^^^^ error[unknown-id]: this briefing has no `figures/dornes` to correct
  - {date: 2025-12-02, fixes: figures/money, error: ours, was: '7', now: five dozen}
                                                                         ^^^^^^^^^^ error[wrong-type]: the figure's right value cannot be read from `now` with certainty
  - {date: 2025-12-02, fixes: quotes/so-be-it, error: ours, was: so be it, now: so be that}
  - {date: 2025-12-02, fixes: events/met, error: ours, was: They met, now: They spoke}
  - {date: 2025-12-02, fixes: events/spoke, error: ours, was: They met, now: They spoke}
                              ^^^^^^^^^^^^ error[unknown-id]: this briefing has no `events/spoke` to correct
",
    ]));
}

#[test]
fn values_are_one_or_two() {
    check(&site(&["figures:
  - {series: drones, value: 5, qualifier: range, by: a}
                            ^ error[wrong-type]: a range has two values, but only one is given
  - {series: drones, value: [5, 6, 7], by: a}
                                   ^ error[wrong-type]: a figure has one value, or the two ends of a range
"]));
}

#[test]
fn a_series_is_called_what_can_stand_in_a_url() {
    check(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nseries:\n  ../up: {name: Up}\n  ^^^^^ error[wrong-type]: a series cannot be called `../up`\n",
    );
}

#[test]
fn a_long_series_is_split_by_year_and_drawn_as_a_line() {
    let mut figures = String::from("figures:\n");
    for n in 0..200 {
        let (year, month, day) = (2024 + n / 100, n % 100 / 10 + 1, n % 10 * 2 + 1);
        figures += &format!(
            "  - {{series: drones, value: {}, period: as of {year}-{month:02}-{day:02}, by: a}}\n",
            n * 7 % 90
        );
    }
    let outcome = check(&site(&[&figures]));
    let page = "figures/drones/index.html";
    assert_eq!(series(&outcome).len(), 50);
    assert_eq!(rows(&outcome, "figures/drones/2024/index.html").len(), 50);
    assert_eq!(rows(&outcome, "figures/drones/2024/p2/index.html").len(), 50);
    assert!(series(&outcome)[0].starts_with("as of 19 October 2025 | 43 drones"));
    let path = outcome.between(page, "<path class=\"line voice-0\" d=\"", "\"");
    assert_eq!((path.matches('M').count(), path.matches('V').count()), (1, 199));
    assert!(outcome.page(page).contains("href=\"/digest/figures/drones/2024/\""));
    assert!(outcome.page(page).len() < 60_000, "{}", outcome.page(page).len());
    assert_eq!(broken_links(&outcome.files, "/digest/"), [""; 0]);
}

#[test]
fn charts_say_in_words_what_they_show() {
    let outcome = check(&site(&[
        "figures: [{series: drones, value: 50, period: week to 2025-11-30, by: a}]",
        "figures: [{series: drones, value: [40, 60], period: week to 2025-12-07, by: a}]",
    ]));
    let page = "figures/drones/index.html";
    assert_eq!(outcome.between(page, "<title id=\"chart.title\">", "</title>"), "Drones");
    assert_eq!(
        outcome.between(page, "<desc id=\"chart.desc\">", "</desc>").replace('\u{a0}', " "),
        "Drones. Lowest: 40 to 60 drones. Highest: 40 to 60 drones. Newest, week to 7 December 2025: 40 to 60 drones (Ada)."
    );
    let key = text_of(outcome.between(page, "<figcaption>", "</figcaption>"));
    assert_eq!(key, "Unit: drones … to …");
}

#[test]
fn data_files_hold_every_figure_as_it_was_given() {
    let outcome = check(&site(&["sources: {s: {title: \"A \\\"B\\\", C\", url: \"https://x.org/s\"}}\n\
         figures:\n  - {series: money, value: 100 billion, as: lots, period: 2025, by: [a, {name: Someone}], source: s}\n  \
         - {series: money, value: [4, 5], qualifier: about, by: a, status: claimed, note: \"in, all\"}\n\
         corrections: [{date: 2025-12-05, fixes: figures/money, error: ours, period: 2025, now: €90 billion}]"]));
    assert_eq!(
        outcome.page("figures/money.hxl.csv").split("\r\n").collect::<Vec<_>>(),
        [
            "first_day,last_day,period,doubt,value,high,unit,qualifier,as,was,error,right,current,by,said,status,sources,source_urls,note,published,url",
            "#date+start,#date+end,#date+kind,#date+doubt,#indicator+value+num,#indicator+value+high+num,#indicator+unit,#indicator+qualifier,#description+wording,#indicator+was,#meta+error,#meta+right+url,#meta+current,#respondee+name,#date+said,#status,#meta+source+name,#meta+source+url,#description+note,#date+published,#meta+url",
            "2025-12-01,2025-12-01,as-of,,4,5,EUR,about,,,,,true,Ada,,claimed,,,\"in, all\",2025-12-01,https://x.org/digest/2025/12/01/day1/#figure-money.2",
            "2025-01-01,2025-12-31,during,,90000000000,,EUR,,,100000000000,ours,,true,Ada; Someone,,,\"A “B”, C\",https://x.org/s,,2025-12-01,https://x.org/digest/2025/12/01/day1/#figure-money",
            "",
        ]
    );
    let data: serde_json::Value = serde_json::from_str(outcome.page("figures/money.json")).unwrap();
    assert_eq!(data["url"], "https://x.org/digest/figures/money/");
    assert_eq!(data["figures"][1]["value"], 90e9);
    assert_eq!(data["figures"][1]["was"], "100000000000");
    assert_eq!(data["figures"][0]["high"], 5.0);
    assert!(outcome.page("2025/12/01/day1/index.html").contains("<li id=\"figure-money.2\">"));
}

#[test]
fn every_column_is_documented() {
    let outcome = check(&site(&["figures: [{series: money, value: 1, by: a}]"]));
    let mut lines = outcome.page("figures/money.hxl.csv").lines().map(|line| line.split(','));
    let columns = lines.next().unwrap().zip(lines.next().unwrap());
    let guide = std::fs::read_to_string("docs/content/pages/data.md").unwrap();
    let rows = guide.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | `#"));
    let documented: Vec<(&str, String)> =
        rows.map(|(name, rest)| (name, format!("#{}", rest.split('`').next().unwrap()))).collect();
    assert_eq!(columns.map(|(name, tag)| (name, tag.to_owned())).collect::<Vec<_>>(), documented);
}

#[test]
fn numbers_are_written_in_the_language_of_the_site() {
    let text = site(&[
        "figures: [{series: money, value: 1300000000, qualifier: about, period: week to 2025-12-07, by: a}]",
    ]);
    let outcome = check(&text.replace("language: en-GB", "language: uk"));
    let rows = rows(&outcome, "figures/money/index.html");
    assert_eq!(rows, ["тиждень до 7 грудня 2025 р. | близько 1,3 мільярда € Ada | Day 1 |"]);
    assert!(outcome.page("figures/money/index.html").contains("1,3\u{a0}мільярда\u{a0}€"));
}

#[test]
fn a_point_before_three_digits_may_be_meant_for_thousands() {
    check(
        "
-- site.yaml --
title: T
base_url: https://example.org/
series: {drones: {name: Drones}}
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
figures:
  - {series: drones, value: 1.300, period: 2025-12-01}
                            ^^^^^ warning[dotted-thousands]: `1.300` is read as 1.3, with a decimal point
  - {series: drones, value: [2.5, 3.125], period: 2025-12-02}
                                  ^^^^^ warning[dotted-thousands]: `3.125` is read as 3.125, with a decimal point
  - {series: drones, value: 0.125, period: 2025-12-03}
  - {series: drones, value: 1.30, period: 2025-12-04}
  - {series: drones, value: 1300.125, period: 2025-12-05}
---
",
    );
}
