//! Figures: what charts show, and what is said about a figure beside others.

use super::daily;
use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\nseries: {n: {name: N, unit: things}}\n";

/// A figure for a day, counted from 1 January 2024 on in months of 28 days.
fn figure(day: usize, value: usize, by: &str) -> String {
    let date = format!("{}-{:02}-{:02}", 2024 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    format!("{{series: n, value: {value}, period: as of {date}, by: {{name: {by}}}}}")
}

/// A site with one briefing that has figures for this many days.
fn site(days: usize) -> Outcome {
    let figures: Vec<String> = (0..days).map(|n| figure(n, 100 + n, "A")).collect();
    build(&(SITE.to_owned() + &daily(2026, &[&format!("figures: [{}]", figures.join(", "))])))
}

fn chart(days: usize) -> String {
    site(days).between("figures/n/index.html", "<svg class=\"chart\"", "</figure>").to_owned()
}

#[test]
fn six_values_are_columns_and_seven_a_line() {
    let (six, seven) = (chart(6), chart(7));
    assert_eq!((six.matches("class=\"column").count(), six.matches("class=\"line").count()), (6, 0));
    assert_eq!((seven.matches("class=\"column").count(), seven.matches("class=\"line").count()), (0, 1));
}

#[test]
fn a_range_on_a_line_reaches_from_its_lower_to_its_upper_value() {
    let mut figures: Vec<String> = (0..7).map(|n| figure(n, 100 + 10 * n, "A")).collect();
    figures.push(figure(7, 0, "A").replace("value: 0", "value: [110, 140]"));
    let front = format!("figures: [{}]", figures.join(", "));
    let outcome = build(&(SITE.to_owned() + &daily(2026, &[&front])));
    let chart = outcome.between("figures/n/index.html", "<svg class=\"chart\"", "</figure>");
    let number = |text: &str| text.split(['"', 'M']).next().unwrap().parse::<f64>().unwrap();
    let signs = chart.split("<svg class=\"voice ").skip(1);
    let heights: Vec<f64> = signs.map(|sign| number(sign.split_once(" y=\"").unwrap().1)).collect();
    let bracket = number(chart.split_once("d=\"M-5 0H5M0 0V").unwrap().1);
    assert!((bracket - (heights[1] - heights[4])).abs() < 1.0, "{bracket}, {heights:?}");
    assert!((heights[7] - (heights[1] + heights[4]) / 2.0).abs() < 1.0, "{heights:?}");
}

#[test]
fn with_forty_periods_each_value_has_a_sign_and_with_more_the_last() {
    let signs =
        |days: usize| chart(days).split("</svg></svg>").next().unwrap().matches("class=\"voice").count();
    assert_eq!(signs(40), 40);
    // The first is on no line from an earlier one, so it keeps its own.
    assert_eq!(signs(41), 2);
}

#[test]
fn a_small_chart_has_forty_periods() {
    let steps = |days: usize| {
        let outcome = site(days);
        let spark = outcome.between("figures/index.html", "<svg class=\"spark\"", "</svg>");
        spark.matches('V').count()
    };
    assert_eq!(steps(40), 39);
    assert_eq!(steps(41), 39);
}

#[test]
fn in_a_small_chart_accounts_that_differ_are_joined_where_they_stand() {
    let mut figures: Vec<String> = (0..3).map(|n| figure(n, 100 + n, "A")).collect();
    figures.push(figure(2, 110, "B"));
    let front = format!("figures: [{}]", figures.join(", "));
    let outcome = build(&(SITE.to_owned() + &daily(2026, &[&front])));
    let spark = outcome.between("figures/index.html", "<svg class=\"spark\"", "</svg>");
    let places = |mark: &str| -> Vec<String> {
        let found = spark.split(mark).skip(1).map(|rest| rest.split(['"', ' ', 'V']).next().unwrap());
        found.map(str::to_owned).collect()
    };
    assert_eq!(places("cx=\""), ["4", "92", "92"]);
    let (upper, lower) = (places("cy=\"")[2].clone(), places("cy=\"")[1].clone());
    let line =
        format!("<path d=\"M92 {upper}V{lower}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\"/>");
    assert!(spark.contains(&line), "{line} in {spark}");
}

#[test]
fn a_chart_over_more_than_400_days_names_months() {
    let labels = |last: &str| {
        let figures = format!(
            "figures: [{{series: n, value: 1, period: as of 2024-01-01}}, {{series: n, value: 2, period: as of {last}}}]"
        );
        let outcome = build(&(SITE.to_owned() + &daily(2026, &[&figures])));
        outcome
            .between("figures/n/index.html", "class=\"period\"", "</text>")
            .split('>')
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(labels("2025-02-04"), "1 Jan", "400 days");
    assert_eq!(labels("2025-02-05"), "Jan 2024", "401 days");
}

#[test]
fn a_briefing_shows_what_six_others_say_of_the_same() {
    let others = |count: usize| {
        let others: Vec<String> = (0..count).map(|n| figure(0, 200 + n, &format!("Other{n}"))).collect();
        let fronts =
            [format!("figures: [{}]", others.join(", ")), format!("figures: [{}]", figure(0, 100, "Own"))];
        let outcome = build(&(SITE.to_owned() + &daily(2026, &[&fronts[0], &fronts[1]])));
        let main = outcome.between("2026/01/02/n1/index.html", "class=\"others\"", "</main>");
        (0..count).filter(|n| main.contains(&format!("Other{n}"))).count()
    };
    assert_eq!(others(6), 6);
    assert_eq!(others(7), 6);
}

#[test]
fn three_other_values_of_one_account_are_named() {
    let restated = |count: usize| {
        let fronts: Vec<String> =
            (0..=count).map(|n| format!("figures: [{}]", figure(0, 700 + n, "Own"))).collect();
        let fronts: Vec<&str> = fronts.iter().map(String::as_str).collect();
        let outcome = build(&(SITE.to_owned() + &daily(2026, &fronts)));
        let page = format!("2026/01/{:02}/n{count}/index.html", count + 1);
        let main = outcome.between(&page, "<main", "</main>");
        (0..count).filter(|n| main.contains(&format!(">{}\u{a0}things, ", 700 + n))).count()
    };
    assert_eq!(restated(3), 3);
    assert_eq!(restated(4), 3);
}

#[test]
fn a_change_is_told_in_percent_from_a_half_to_a_thousand() {
    let change = |from: &str, to: &str| {
        let figure = |value: &str, day: usize| {
            format!(
                "figures: [{{series: n, value: {value}, period: as of 2025-01-{day:02}, by: {{name: A}}}}]"
            )
        };
        let fronts = [figure(from, 1), figure(to, 2)];
        let outcome = build(&(SITE.to_owned() + &daily(2026, &[&fronts[0], &fronts[1]])));
        outcome.between("2026/01/02/n1/index.html", "<main", "</main>").contains("%)")
    };
    assert!(change("1000", "1005") && !change("1000", "1004"));
    assert!(change("100", "1099") && !change("100", "1100"));
}

#[test]
fn a_chart_has_the_last_four_hundred_periods() {
    // A step across and a step up from each period to the next.
    let steps = |days: usize| chart(days).split("</svg>").next().unwrap().matches('V').count();
    assert_eq!(steps(400), 399);
    assert_eq!(steps(401), 399);
}

#[test]
fn speakers_have_a_sign_from_two_on() {
    let key = |speakers: usize| {
        let figures: Vec<String> = (0..speakers).map(|n| figure(n, 100, &format!("Speaker{n}"))).collect();
        let outcome =
            build(&(SITE.to_owned() + &daily(2026, &[&format!("figures: [{}]", figures.join(", "))])));
        let chart = outcome.between("figures/n/index.html", "</desc>", "<table").to_owned();
        (0..speakers).filter(|n| chart.contains(&format!("Speaker{n}"))).count()
    };
    assert_eq!((key(1), key(2)), (0, 2));
}
