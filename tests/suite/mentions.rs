//! Names in texts: which are found, which become links, and what is shown of them elsewhere.

use crate::site::{Outcome, build, check};

const PAGE: &str = "2025/12/22/talks/index.html";

/// Dossiers, and a briefing with this body.
fn site(dossiers: &[(&str, &str)], front: &str, body: &str) -> String {
    let mut site = String::new();
    for (path, front) in dossiers {
        site += &format!("-- content/{path}.md --\n---\n{front}\n---\n");
    }
    site + &format!(
        "-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}---\n{body}\n"
    )
}

const PEOPLE: &[(&str, &str)] = &[
    (
        "people/zelensky",
        "name: Volodymyr Zelensky\naliases: [Zelensky]\nvariants: [Zelenskyy]\nnative: {uk: Зеленський}",
    ),
    ("places/kyiv", "name: Kyiv"),
    ("organisations/kyiv-independent", "name: Kyiv Independent"),
];

fn text(outcome: &Outcome) -> &str {
    outcome.between(PAGE, "<div class=\"text e-content\">", "\n</div>\n")
}

/// The links in the text of a briefing with this body, as `text→path`.
#[track_caller]
fn assert_links(body: &str, expected: &[&str]) {
    let outcome = check(&site(PEOPLE, "", body));
    let links: Vec<String> = text(&outcome)
        .split("<a href=\"/")
        .skip(1)
        .filter(|link| ["people", "places", "organisations"].iter().any(|kind| link.starts_with(kind)))
        .map(|link| {
            let (path, rest) = link.split_once("\">").unwrap();
            format!(
                "{}→{}",
                rest.split("</a>").next().unwrap(),
                path.trim_end_matches('/').rsplit('/').next().unwrap()
            )
        })
        .collect();
    assert_eq!(links, expected, "{body}");
}

/// The passages on a page as `section: before[name]after`.
fn passages(outcome: &Outcome, path: &str) -> Vec<String> {
    let page = outcome.page(path);
    let Some((_, mentions)) = page.split_once("<ol class=\"mentions\">") else { return Vec::new() };
    let strip = |html: &str| {
        let mut out = String::new();
        for part in html.split('<') {
            out += part.split_once('>').map_or(part, |(_, text)| text);
        }
        out
    };
    mentions
        .split("<blockquote>")
        .skip(1)
        .map(|passage| {
            let passage = passage.split("</blockquote>").next().unwrap();
            let (sentence, section) = passage.split_once("<footer>").unwrap_or((passage, ""));
            let sentence = sentence.replace("<mark>", "[").replace("</mark>", "]");
            format!("{}: {}", strip(section).trim(), strip(&sentence).trim())
        })
        .collect()
}

#[test]
fn the_first_mention_in_each_section_becomes_a_link() {
    assert_links(
        "Zelensky and Zelensky.\n\n## One\n\nZelensky. Zelensky.\n\n## Two\n\nVolodymyr\nZelensky.",
        &["Zelensky→zelensky", "Zelensky→zelensky", "Volodymyr\nZelensky→zelensky"],
    );
}

#[test]
fn names_are_found_wherever_text_runs() {
    assert_links("| a |\n|---|\n| Zelensky |", &["Zelensky→zelensky"]);
    assert_links("> Zelensky\n\n- Kyiv", &["Zelensky→zelensky", "Kyiv→kyiv"]);
    assert_links("x[^1]\n\n[^1]: Zelensky", &["Zelensky→zelensky"]);
    assert_links("Term\n: Zelensky in Kyiv", &["Zelensky→zelensky", "Kyiv→kyiv"]);
    assert_links("> [!NOTE]\n> Зеленський", &["Зеленський→zelensky"]);
}

#[test]
fn names_at_the_edge_of_emphasis() {
    assert_links("*Zelensky* **in Kyiv**", &["Zelensky→zelensky", "Kyiv→kyiv"]);
    assert_links("*Zelensky's* words", &["Zelensky→zelensky"]);
    let outcome = check(&site(PEOPLE, "", "**Volodymyr** Zelensky spoke."));
    assert_eq!(
        text(&outcome),
        "<p><strong>Volodymyr</strong> Zelensky spoke.</p>",
        "a link cannot begin inside emphasis and end outside"
    );
    assert_eq!(passages(&outcome, "people/zelensky/index.html"), [": [Volodymyr Zelensky] spoke."]);
}

#[test]
fn code_links_and_headings_get_no_link() {
    assert_links("`Zelensky`\n\n```\nKyiv\n```", &[]);
    assert_links("[Zelensky spoke](https://example.org/) in Kyiv", &["Kyiv→kyiv"]);
    assert_links("## Zelensky in Kyiv\n\nKyiv.", &["Kyiv→kyiv"]);
    assert_links("[[zelensky]] and Zelensky", &["Volodymyr Zelensky→zelensky"]);
    assert_links("[He](../people/zelensky.md) and Zelensky", &["He→zelensky"]);
    assert_links(
        "![Zelensky](https://example.org/x) <b>Kyiv</b>\n\n<div>Kyiv</div>\n".split('!').next().unwrap(),
        &[],
    );
}

#[test]
fn a_name_in_a_link_is_a_mention_unless_the_link_leads_to_a_dossier_or_storyline() {
    let mut text = site(PEOPLE, "", "[Kyiv spoke](https://example.org/). On [[peace|Zelensky's peace]].");
    text += "-- content/storylines/peace.md --\n---\ntitle: Peace\n---\n";
    let outcome = check(&text);
    assert_eq!(passages(&outcome, "places/kyiv/index.html"), [": [Kyiv] spoke."]);
    assert_eq!(passages(&outcome, "people/zelensky/index.html"), [""; 0]);
}

#[test]
fn a_heading_is_a_mention_and_code_is_none() {
    let outcome = check(&site(PEOPLE, "", "## Zelensky speaks\n\n`Kyiv` only."));
    assert_eq!(passages(&outcome, "people/zelensky/index.html"), ["Zelensky speaks: [Zelensky] speaks"]);
    assert_eq!(passages(&outcome, "places/kyiv/index.html"), [""; 0]);
}

#[test]
fn the_longest_name_wins() {
    assert_links("Kyiv Independent in Kyiv", &["Kyiv Independent→kyiv-independent", "Kyiv→kyiv"]);
}

#[test]
fn variants_are_linked_in_and_outside_quotations() {
    assert_links(
        "Zelenskyy spoke.\n^^^^^^^^^ warning[listed-variant]: `Zelenskyy` is listed as another spelling of `Volodymyr Zelensky`\n\n## Two\n\nHe said \"Zelenskyy came\".",
        &["Zelenskyy→zelensky", "Zelenskyy→zelensky"],
    );
}

#[test]
fn autolink_can_be_turned_off_without_losing_mentions() {
    let body = "Zelensky in Kyiv.";
    let off = [
        format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nautolink: false\n{}",
            site(PEOPLE, "", body)
        ),
        site(PEOPLE, "autolink: false\n", body),
    ];
    for site in off {
        let outcome = check(&site);
        assert_eq!(text(&outcome), "<p>Zelensky in Kyiv.</p>");
        assert_eq!(passages(&outcome, "people/zelensky/index.html"), [": [Zelensky] in Kyiv."]);
    }
    let common = [("people/will", "name: Will\nautolink: false"), ("places/kyiv", "name: Kyiv")];
    let outcome = check(&site(&common, "", "Will spoke in Kyiv."));
    assert_eq!(text(&outcome), "<p>Will spoke in <a href=\"/places/kyiv/\">Kyiv</a>.</p>");
    assert_eq!(passages(&outcome, "people/will/index.html"), [": [Will] spoke in Kyiv."]);
}

#[test]
fn a_page_never_links_to_itself() {
    let outcome = check(
        "
-- content/places/kyiv.md --
---
name: Kyiv
---
Kyiv lies on the Dnipro, says the [[peace]] page.
-- content/storylines/peace.md --
---
title: Peace
---
In Kyiv.
",
    );
    let page = outcome.page("places/kyiv/index.html");
    assert!(
        page.contains(
            "<p>Kyiv lies on the Dnipro, says the <a href=\"/storylines/peace/\">Peace</a> page.</p>"
        )
    );
    assert!(
        outcome.page("storylines/peace/index.html").contains("<p>In <a href=\"/places/kyiv/\">Kyiv</a>.</p>")
    );
}

#[test]
fn sentences_have_the_marks_of_the_language_and_stay_short() {
    let long = "word ".repeat(60);
    let body = format!("One. \"Zelensky's\" day -- it ended. Two.\n\n## Long\n\n{long}Zelensky {long}end.");
    let outcome = check(&site(PEOPLE, "", &body));
    let found = passages(&outcome, "people/zelensky/index.html");
    assert_eq!(found[0], ": “[Zelensky]’s” day – it ended.");
    assert!(found[1].starts_with("Long: … word") && found[1].ends_with("word …"), "{}", found[1]);
    assert!(found[1].contains(" [Zelensky] ") && found[1].len() < 400, "{}", found[1]);
}

#[test]
fn names_outside_the_text_count_as_mentions() {
    let front = "summary: It was about Zelensky.\nevents: [{date: 2025-12-22, text: Talks in Kyiv}]\n";
    let outcome = check(&site(PEOPLE, front, "Nothing."));
    assert_eq!(passages(&outcome, "people/zelensky/index.html"), [": It was about [Zelensky]."]);
    assert_eq!(passages(&outcome, "places/kyiv/index.html"), [": Talks in [Kyiv]"]);
    let names = outcome.between(PAGE, "<section class=\"names\"", "</section>");
    assert!(names.contains("<a href=\"/people/zelensky/\">") && names.contains("<a href=\"/places/kyiv/\">"));
}

#[test]
fn backlinks_lead_to_the_section_and_are_apart_from_what_is_about() {
    let mut text =
        site(PEOPLE, "about: [kyiv]\n", "Kyiv and Zelensky.\n\n## Next day\n\nZelensky's reply. Kyiv's too.");
    text += "-- content/briefings/2025-12-23-more.md --\n---\ntitle: More\ndate: 2025-12-23\n---\nZelensky again.\n";
    let outcome = check(&text);
    assert_eq!(
        passages(&outcome, "people/zelensky/index.html"),
        [": [Zelensky] again.", ": Kyiv and [Zelensky].", "Next day: [Zelensky]’s reply."]
    );
    let page = outcome.page("people/zelensky/index.html");
    assert!(page.contains("<footer><a href=\"/2025/12/22/talks/#next-day\">Next day</a></footer>"));
    assert!(page.contains("First briefing</dt><dd><a href=\"/2025/12/22/talks/\">"));
    assert!(page.contains("Latest briefing</dt><dd><a href=\"/2025/12/23/more/\">"));
    let kyiv = outcome.page("places/kyiv/index.html");
    assert!(kyiv.contains("Briefings about Kyiv") && !kyiv.contains("class=\"mentions\""));
    assert_eq!(crate::html::broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn a_storyline_lists_where_it_is_linked_from() {
    let mut text = site(PEOPLE, "", "As told in [[peace|the storyline]].");
    text += "-- content/storylines/peace.md --\n---\ntitle: Peace\n---\n";
    let outcome = check(&text);
    assert_eq!(passages(&outcome, "storylines/peace/index.html"), [": As told in [the storyline]."]);
}

#[test]
fn later_briefings_that_link_here_are_listed() {
    let mut text = String::new();
    for n in 1..=13 {
        let link = if n > 1 { "[first](2025-12-01-b1.md)" } else { "[later](2025-12-02-b2.md)" };
        text += &format!(
            "-- content/briefings/2025-12-{n:02}-b{n}.md --\n---\ntitle: B{n}\ndate: 2025-12-{n:02}\n---\n{link}\n"
        );
    }
    let outcome = check(&text);
    let list =
        outcome.between("2025/12/01/b1/index.html", "<h2>Later briefings that link here</h2>", "</section>");
    let titles: Vec<&str> = list.split("\">B").skip(1).filter_map(|rest| rest.split("</a>").next()).collect();
    assert_eq!(titles, ["13", "12"]);
    assert!(
        !outcome.page("2025/12/02/b2/index.html").contains("Later briefings"),
        "the earlier one does not count"
    );
}

#[test]
fn rare_dossiers_decide_what_is_related_and_who_appears_together() {
    let mut text = String::new();
    for name in ["Everywhere", "Rare", "Alone"] {
        text += &format!("-- content/places/{}.md --\n---\nname: {name}\n---\n", name.to_lowercase());
    }
    for n in 1..=9 {
        let names = match n {
            2 | 8 => "Everywhere Rare",
            5 => "Everywhere Alone",
            _ => "Everywhere",
        };
        let names: String = names.split(' ').map(|name| format!("{name}. ")).collect();
        text += &format!(
            "-- content/briefings/2025-12-0{n}-b{n}.md --\n---\ntitle: B{n}\ndate: 2025-12-0{n}\n---\n{names}\n"
        );
    }
    let outcome = check(&text);
    let related = outcome.between("2025/12/08/b8/index.html", "<h2>Related</h2>", "</section>");
    assert_eq!(related.matches("<li>").count(), 1);
    assert!(related.contains("\">B2</a>"));
    assert!(!outcome.page("2025/12/05/b5/index.html").contains("Related"));
    let companions =
        outcome.between("places/everywhere/index.html", "<h2 id=\"page.appears-with\">", "</section>");
    assert!(companions.find("Rare").unwrap() < companions.find("Alone").unwrap());
    assert!(companions.contains("2 briefings"));
}

#[test]
fn notes_stand_beside_the_first_link_to_what_they_tell_of() {
    let dossiers = [
        ("people/ada", "name: Ada\nrole: Engineer"),
        ("people/ben", "name: Ben\nrole: Clerk"),
        ("places/hill", "name: Hill\nin: county"),
        ("places/county", "name: County"),
        ("places/town", "name: Town"),
        ("documents/plan", "name: Plan\nstate: agreed"),
    ];
    let body = "In Town and on the Hill, [[ada]] met Ada.\n\n## Next\n\nAda and the Hill. The Plan.";
    let outcome = check(&site(&dossiers, "about: [county]\nsummary: Ben was there.\n", body));
    let links: Vec<&str> =
        text(&outcome).split("<a").skip(1).filter_map(|a| a.split("</a>").next()).collect();
    assert_eq!(
        links,
        [
            " href=\"/places/town/\">Town",
            " class=\"n1\" href=\"/places/hill/\">Hill",
            " class=\"n2\" href=\"/people/ada/\">Ada",
            " href=\"/people/ada/\">Ada",
            " href=\"/places/hill/\">Hill",
            " class=\"n3\" href=\"/documents/plan/\">Plan",
        ]
    );
    assert_eq!(
        outcome.between(PAGE, "<section class=\"names\"><h2>Named here</h2>", "</section>"),
        "<ul><li><a href=\"/places/county/\">County</a>\
         <li><a href=\"/people/ben/\">Ben</a> <small>Clerk</small>\
         <li class=\"n1\"><a href=\"/places/hill/\">Hill</a> <small>County</small>\
         <li class=\"n2\"><a href=\"/people/ada/\">Ada</a> <small>Engineer</small>\
         <li class=\"n3\"><a href=\"/documents/plan/\">Plan</a> <small>agreed</small></ul>",
        "what the text does not link to comes first, and nothing is said about the town"
    );
    assert!(!outcome.page("documents/plan/index.html").contains("class=\"n1\""));
}

#[test]
fn roles_are_those_of_the_day() {
    let roles =
        "name: Umerov\nrole: [{text: Minister, until: 2025-07-16}, {text: Secretary, from: 2025-07-17}]";
    let dossiers = [("people/umerov", roles)];
    let mut text = site(&dossiers, "", "Umerov spoke.");
    text +=
        "-- content/briefings/2025-07-16-old.md --\n---\ntitle: Old\ndate: 2025-07-16\n---\nUmerov spoke.\n";
    let outcome = check(&text);
    let role = |page: &str| outcome.between(page, "Umerov</a> <small>", "</small>").to_owned();
    assert_eq!(role(PAGE), "Secretary");
    assert_eq!(role("2025/07/16/old/index.html"), "Minister");
    let page = outcome.page("people/umerov/index.html");
    assert!(page.contains("<p class=\"standfirst\">Secretary</p>"));
    assert!(page.contains("Minister, until July 16, 2025<br>Secretary, since July 17, 2025"));
}

#[test]
fn of_in_by_and_replaces_are_links_both_ways() {
    let dossiers = [
        ("places/ukraine", "name: Ukraine"),
        ("places/sumy", "name: Sumy\nin: ukraine"),
        ("people/umerov", "name: Umerov\nof: ukraine"),
        ("documents/plan-28", "name: 28-point plan\nby: umerov"),
        ("documents/plan-20", "name: 20-point plan\nreplaces: plan-28"),
        ("documents/plan-19", "name: 19-point plan\nreplaces: plan-20"),
    ];
    let outcome = check(&site(&dossiers, "", "x"));
    let card = |path: &str| outcome.between(path, "<dl class=\"card\">", "</dl>").to_owned();
    let ukraine = card("places/ukraine/index.html");
    assert!(
        ukraine.contains("<dt>People and organisations</dt><dd><a href=\"/people/umerov/\">Umerov</a></dd>")
    );
    assert!(ukraine.contains("<dt>Places within it</dt><dd><a href=\"/places/sumy/\">Sumy</a></dd>"));
    assert!(card("places/sumy/index.html").contains("<dt>Lies in</dt><dd><a href=\"/places/ukraine/\">"));
    assert!(
        card("people/umerov/index.html").contains("<dt>Documents</dt><dd><a href=\"/documents/plan-28/\">")
    );
    let versions = "<a href=\"/documents/plan-28/\">28-point plan</a> → \
                    <strong aria-current=\"true\">20-point plan</strong> → <a href=\"/documents/plan-19/\">19-point plan</a>";
    assert!(card("documents/plan-20/index.html").contains(versions));
    assert_eq!(card("documents/plan-19/index.html").matches('→').count(), 2);
}

#[test]
fn a_circle_of_documents_ends() {
    let dossiers = [("documents/a", "name: Alpha\nreplaces: b"), ("documents/b", "name: Beta\nreplaces: a")];
    let outcome = check(&site(&dossiers, "", "x"));
    assert!(outcome.page("documents/a/index.html").contains("Beta</a> → <strong"));
}

#[test]
fn a_name_claimed_twice_is_reported_at_the_second_claim() {
    check(
        "
-- content/people/georgia-adams.md --
---
name: Georgia Adams
aliases: [Georgia]
---
-- content/places/georgia.md --
---
name: Georgia
      ^^^^^^^ error[claimed-name]: the name `Georgia` already belongs to `Georgia Adams`
variants: [Georgia]
           ^^^^^^^ error[claimed-name]: the name `Georgia` already belongs to `Georgia Adams`
---
",
    );
}

#[test]
fn thousands_of_names_are_found_in_one_pass() {
    let mut text = String::new();
    for n in 0..500 {
        let aliases: Vec<String> = (0..4).map(|a| format!("Person{n} Alias{a}")).collect();
        text += &format!(
            "-- content/people/p{n}.md --\n---\nname: Person{n}\naliases: [{}]\n---\n",
            aliases.join(", ")
        );
    }
    let body: Vec<String> = (0..500).map(|n| format!("Person{n} Alias{} spoke.", n % 4)).collect();
    text += &site(&[], "", &body.join(" "));
    let outcome = check(&text);
    assert_eq!(self::text(&outcome).matches("<a href=\"/people/").count(), 500);
    assert!(self::text(&outcome).contains("<a href=\"/people/p7/\">Person7 Alias3</a>"));
}

#[test]
fn what_is_not_out_is_named_nowhere() {
    let mut text = site(
        PEOPLE,
        "",
        "Zelensky, see [[secret-deal]].\n\n## After [[2025-12-24-secret-deal]]\n\n![[secret-deal]] Kyiv",
    );
    text += "-- content/briefings/2025-12-24-secret-deal.md --\n---\ntitle: Hush\ndate: 2025-12-24\ndraft: true\n---\n";
    let outcome = build(&text);
    for (path, bytes) in &outcome.files {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("secret") && !page.contains("Hush"), "{path}: {page}");
    }
    let unreleased = "(not published yet)";
    assert_eq!(
        passages(&outcome, "people/zelensky/index.html"),
        [format!(": [Zelensky], see {unreleased}.")]
    );
    assert!(outcome.page(PAGE).contains("<h2 id=\"after-not-published-yet\">After (not published yet)</h2>"));
}

#[test]
fn a_heading_is_called_by_the_title_of_what_it_names() {
    let outcome = check(&site(PEOPLE, "", "## On [[zelensky]]\n\nKyiv."));
    assert!(outcome.page(PAGE).contains("<h2 id=\"on-volodymyr-zelensky\">"));
    assert_eq!(passages(&outcome, "places/kyiv/index.html"), ["On Volodymyr Zelensky: [Kyiv]."]);
}
