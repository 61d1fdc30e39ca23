//! Charts of series in texts.

use crate::site::{Outcome, build, build_damaged, check};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\nlanguage: en-GB\ntwins: true\nsearch: true\n\
    series:\n  ships: {name: 'Ships \"lost\" & <found>', unit: ships}\n  boats: {name: Boats, unit: ships}\n\
    \x20 cars: {name: Cars, unit: cars}\n  none: {name: Nothing yet}\n\
    -- content/storylines/s.md --\n---\ntitle: S\n---\n";

/// A briefing of a day with a figure of each series, and a text.
fn briefing(day: u8, value: u32, text: &str) -> String {
    let figure = |series: &str, value: u32| {
        format!(
            "  - {{series: {series}, value: {value}, by: [{{name: Ada}}], period: 2025-12-0{day}, source: a}}\n"
        )
    };
    format!(
        "-- content/briefings/2025-12-0{day}-b{day}.md --\n---\ntitle: B{day}\ndate: 2025-12-0{day}\nsummary: Sum.\nstorylines: [s]\n\
         sources: {{a: {{title: A, url: 'https://a.example/'}}}}\nfigures:\n{}{}{}---\nBy Ada. [^a]\n\n{text}\n",
        figure("ships", value),
        figure("boats", value * 10),
        figure("cars", value)
    )
}

fn site(text: &str) -> String {
    format!("{SITE}{}{}", briefing(1, 5, "Text."), briefing(2, 7, text))
}

const PAGE: &str = "2025/12/02/b2/index.html";

fn page(text: &str) -> Outcome {
    let built = build(&site(text));
    assert_eq!(built.codes(), [""; 0], "{:?}", built.problems);
    built
}

#[test]
fn a_chart_stands_on_a_line_of_its_own() {
    let built =
        page("Before.\n\n![[figures/ships]]\n\nAfter [[figures/ships]], [[figures/boats|the boats]].");
    let chart = built.between(PAGE, "<figure class=\"plot\">", "</figure>");
    let name = "<a href=\"/d/figures/ships/\">Ships “lost” &amp; &lt;found&gt;</a>";
    assert!(chart.contains(name), "{chart}");
    assert!(chart.contains("<p class=\"finding\">7\u{a0}ships (Ada), 2 December 2025</p>"), "{chart}");
    assert!(
        chart.contains("aria-label=\"Ships “lost” &amp; &lt;found&gt;. Lowest: 5\u{a0}ships. Highest: 7"),
        "{chart}"
    );
    assert!(!chart.contains(" id=\"") && !chart.contains("figcaption"), "{chart}");
    let page = built.page(PAGE);
    assert!(page.contains("<p>Before.</p>\n<figure class=\"plot\">"), "{page}");
    assert!(page.contains(&format!("After {name}, <a href=\"/d/figures/boats/\">the boats</a>.")), "{page}");
}

#[test]
fn a_caption_is_that_of_the_writer() {
    let built = page("![[figures/ships|He said \"all\" & *more*]]");
    assert_eq!(built.between(PAGE, "<figcaption>", "</figcaption>"), "He said “all” &amp; more");
}

#[test]
fn charts_on_consecutive_lines_stand_side_by_side() {
    let built = page("![[figures/ships]]\n![[figures/boats]] ![[figures/cars]]");
    let row = built.between(PAGE, "<div class=\"plots\">", "</div>\n</div>");
    assert_eq!(built.page(PAGE).matches("<figure class=\"plot\">").count(), 3);
    assert!(row.contains("Boats") && row.contains("Cars"), "{row}");
    let charts: Vec<&str> = row.split("<svg class=\"chart\"").skip(1).collect();
    let ticks = |chart: &str| -> Vec<String> {
        let text = |part: &str| part.split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
        chart.split("class=\"tick\"").skip(1).map(text).collect()
    };
    // One scale for one unit, another for another unit.
    assert_eq!(ticks(charts[0]), ticks(charts[1]));
    assert_eq!(ticks(charts[0]).last().map(String::as_str), Some("80"));
    assert_eq!(ticks(charts[2]).last().map(String::as_str), Some("8"));
    for chart in charts {
        assert!(chart.contains(">1 Dec</text>") && chart.contains(">2 Dec</text>"), "{chart}");
    }
}

#[test]
fn the_same_chart_may_stand_twice() {
    let built =
        page("![[figures/ships]]\n\nText.\n\n![[figures/ships]]\n\n![[figures/ships]]\n![[figures/ships]]");
    assert_eq!(built.page(PAGE).matches("<figure class=\"plot\">").count(), 4);
}

#[test]
fn all_kinds_of_texts_have_charts() {
    let call = "---\n![[figures/ships]]\n";
    let built = build(&format!(
        "{}-- content/pages/about.md --\n---\ntitle: About\n{call}\
         -- content/people/ann.md --\n---\nname: Ann\n{call}\
         -- content/storylines/t.md --\n---\ntitle: Two\n{call}\
         -- content/editions/2025-12-02.md --\n---\ntitle: Edition\n{call}",
        site(
            "- ![[figures/ships]]\n- Text.\n\nTerm\n: ![[figures/boats]]\n\n<details>\n\n![[figures/cars]]\n\n</details>"
        )
    ));
    for page in
        ["about/index.html", "people/ann/index.html", "storylines/t/index.html", "2025/12/02/index.html"]
    {
        assert!(built.page(page).contains("<figure class=\"plot\">"), "{page}");
    }
    assert_eq!(built.page(PAGE).matches("<figure class=\"plot\">").count(), 3);
}

#[test]
fn only_pages_show_them() {
    let built = page("Before.\n\n![[figures/ships]]\n![[figures/boats|Our *count*]]\n\nAfter.");
    let link = "<p><a href=\"https://x.org/d/figures/ships/\">Ships “lost” &amp; &lt;found&gt;</a><br>\n\
        <a href=\"https://x.org/d/figures/boats/\">Our count</a></p>";
    let feed = built
        .page("feed.xml")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    assert!(feed.contains(link), "{feed}");
    for (file, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        let is_page = file.ends_with(".html") && !file.starts_with("email/");
        assert!(file.ends_with(".bin") || file.starts_with("static/") || !text.contains('\u{1}'), "{file}");
        assert!(is_page || !text.contains("class=\\\"plot") && !text.contains("class=\"plot"), "{file}");
    }
    let twin = built.page("2025/12/02/b2/index.md");
    assert!(twin.contains("(https://x.org/d/figures/ships/)") && !twin.contains("svg"), "{twin}");
}

#[test]
fn whole_texts_of_an_edition_have_charts() {
    let text = "![[figures/ships]]\n\n![[figures/boats]]\n![[figures/cars]]";
    let built = build(&format!(
        "{}{}",
        site(text).replace("search: true", "editions: {text: full}"),
        briefing(3, 9, text)
            .replace("2025-12-03-b3", "2025-12-02-b3")
            .replace("date: 2025-12-03", "date: 2025-12-02")
    ));
    assert!(built.codes().iter().all(|code| *code == "accounts-differ"), "{:?}", built.problems);
    assert_eq!(built.page("2025/12/02/index.html").matches("<figure class=\"plot\">").count(), 6);
    let feed = built.page("editions.xml");
    assert!(!feed.contains("plot") && feed.contains("https://x.org/d/figures/ships/"), "{feed}");
}

#[test]
fn elsewhere_is_no_room_for_a_chart() {
    let head = site("TEXT");
    let told = |text: &str| check(&head.replace("TEXT", text));
    told(
        "As ![[figures/ships]] shows.\n   ^^^^^^^^^^^^^^^^^^ error[misplaced-embed]: `![[figures/ships]]` is inside a text, where no chart is shown",
    );
    told(
        "> ![[figures/ships]]\n  ^^^^^^^^^^^^^^^^^^ error[misplaced-embed]: `![[figures/ships]]` is in a quotation, where no chart is shown",
    );
    told(
        "Text.[^n]\n\n[^n]: ![[figures/ships]]\n      ^^^^^^^^^^^^^^^^^^ error[misplaced-embed]: `![[figures/ships]]` is in a note, where no chart is shown",
    );
    told(
        "## ![[figures/ships]]\n   ^^^^^^^^^^^^^^^^^^ error[misplaced-embed]: `![[figures/ships]]` is inside a text, where no chart is shown",
    );
    told(
        "| a |\n|---|\n| ![[figures/ships]] |\n  ^^^^^^^^^^^^^^^^^^ error[misplaced-embed]: `![[figures/ships]]` is inside a text, where no chart is shown",
    );
    told("![[figures/shipz]]\n^^^^^^^^^^^^^^^^^^ error[unknown-id]: nothing is called `figures/shipz`");
    told("See [[ships]].\n    ^^^^^^^^^ error[unknown-id]: nothing is called `ships`");
}

/// The help lines of the problems of a text.
fn helps(text: &str) -> Vec<String> {
    let checked = build_damaged(&site(text));
    checked.problems.iter().map(|problem| problem.help.clone().unwrap_or_default()).collect()
}

#[test]
fn what_is_meant_is_suggested() {
    assert_eq!(helps("[[figures/shipz]]"), ["did you mean `figures/ships`?"]);
    assert_eq!(helps("[[ships]]"), ["did you mean `figures/ships`?"]);
    assert_eq!(helps("[[Boats]]"), ["did you mean `figures/boats`?"]);
}

#[test]
fn a_series_without_a_figure_has_no_page() {
    for text in ["[[figures/none]]", "![[figures/none]]"] {
        let checked = build_damaged(&site(text));
        assert_eq!(checked.codes(), ["broken-link"]);
        assert_eq!(checked.problems[0].help.as_deref(), Some("write `Nothing yet`"));
        page("Nothing yet");
    }
}

#[test]
fn twelve_charts_stand_side_by_side() {
    let charts = |n: usize| vec!["![[figures/ships]]"; n].join("\n");
    page(&charts(12));
    let checked = build_damaged(&site(&charts(13)));
    assert_eq!(checked.codes(), ["misplaced-embed"]);
    assert_eq!(checked.problems[0].message, "13 charts are side by side, and 12 are allowed");
    assert_eq!(checked.problems[0].help.as_deref(), Some("put an empty line before this one"));
}

#[test]
fn what_is_held_back_is_not_drawn() {
    let held = briefing(3, 999, "Text.").replace("storylines:", "draft: true\nstorylines:");
    let with = build(&format!("{}{held}", site("![[figures/ships]]")));
    let without = build(&site("![[figures/ships]]"));
    assert_eq!(with.page(PAGE), without.page(PAGE));
    // Nothing is revealed about a series whose figures are all held back.
    let secret = format!(
        "{}-- content/briefings/2025-12-03-x.md --\n---\ntitle: X\ndate: 2025-12-03\ndraft: true\nsources: {{a: {{title: A, url: 'https://a.example/'}}}}\n\
         figures: [{{series: none, value: 1, by: [{{name: Ada}}], source: a}}]\n---\nBy Ada. [^a]\n",
        site("![[figures/none]]\n\n[[figures/none]]")
    );
    let built = build(&secret);
    assert_eq!(
        built.codes().iter().filter(|code| **code == "unreleased-link").count(),
        2,
        "{:?}",
        built.problems
    );
    assert!(!built.page(PAGE).contains("Nothing yet"), "{}", built.page(PAGE));
}

#[test]
fn a_text_in_another_language_says_which_that_of_the_chart_is() {
    let built = build(&site("![[figures/ships|עברית]]").replace("title: B2", "title: B2\nlang: he"));
    let chart = built.between(PAGE, "<figure class=\"plot\">", "</figure>");
    assert!(chart.contains("<div lang=\"en-GB\" dir=\"ltr\">"), "{chart}");
    assert!(chart.contains("</div>\n<figcaption>עברית</figcaption>"), "{chart}");
}

#[test]
fn what_was_taken_back_leaves_a_link() {
    let text = site("![[figures/ships]]").replace("source: a}", "source: a, status: retracted}");
    let built = build(&text);
    assert!(!built.page(PAGE).contains("class=\"plot"), "{}", built.page(PAGE));
    assert!(built.page(PAGE).contains("<p><a href=\"/d/figures/ships/\">"), "{}", built.page(PAGE));
}

#[cfg(feature = "serve")]
mod saved {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use dateline::link::Release;
    use dateline::load::Project;
    use dateline::model::address::path::ContentPath;
    use dateline::serve::{Revised, Session};

    use super::site;
    use crate::site::in_folder;

    fn open(root: &Path) -> Session {
        let release = Release { now: "2026-06-01T00:00:00Z".parse().unwrap(), drafts: true, future: true };
        Session::new(Project::at(root), release)
    }

    fn shown(session: &Session) -> String {
        String::from_utf8(session.preview().answer("/d/2025/12/02/b2/").body).unwrap()
    }

    #[test]
    fn a_save_elsewhere_changes_the_chart() {
        let site = in_folder(&site("![[figures/ships]]"));
        let session = open(site.path());
        assert!(shown(&session).contains("Lowest: 5"), "{}", shown(&session));
        let (one, two) = ("briefings/2025-12-01-b1.md", "briefings/2025-12-02-b2.md");
        let save = |name: &str, from: &str, to: &str| {
            let file = site.path().join("content").join(name);
            fs::write(&file, fs::read_to_string(&file).unwrap().replace(from, to)).unwrap();
            let path = ContentPath::new(name).unwrap();
            let revised = session.revise(&path);
            let after = shown(&session);
            if revised != Revised::Settled {
                session.link(&BTreeSet::from([path]));
            }
            assert_eq!(shown(&session), shown(&open(site.path())), "after {to}");
            (revised, after)
        };
        save(one, "value: 5", "value: 3");
        assert!(shown(&session).contains("Lowest: 3"), "{}", shown(&session));
        // A text with a chart shows it before the site is linked anew, and the site always is.
        let (revised, after) = save(two, "By Ada.", "So by Ada.");
        assert_eq!(revised, Revised::Shown);
        assert!(after.contains("Lowest: 3") && after.contains("So by Ada."), "{after}");
        save(two, "![[figures/ships]]", "![[figures/ships|All]]");
        save(two, "![[figures/ships|All]]", "None.");
        assert!(!shown(&session).contains("class=\"plot"));
    }
}

#[test]
fn a_thousand_charts_stand_on_one_page() {
    let series = |n: usize| format!("![[figures/{}]]", ["ships", "boats", "cars"][n % 3]);
    let text = (0..1000).map(series).collect::<Vec<_>>().join("\n\n");
    let built = build(&site(&text));
    assert_eq!(built.page(PAGE).matches("<figure class=\"plot\">").count(), 1000);
}
