//! What a theme or a site can do without a copy of anything: a table, and a site for each row.

use std::sync::Arc;

use dateline::diagnostic::Source;
use dateline::model::theme::Theme;

use crate::inheritance::{PAGE, THEME, site};
use crate::site::{How, build, check, in_folder, run, run_changed};

/// What can be done, with the file of this folder and the test that shows it.
const TABLE: [(&str, &str, &str); 15] = [
    ("one block", "possible.rs", "one_block_is_changed_and_the_rest_stays"),
    ("a later version of the default theme", "possible.rs", "an_override_shows_what_a_later_theme_adds"),
    ("a later version with fewer blocks", "possible.rs", "a_block_that_a_later_theme_lacks_is_told"),
    ("one component", "possible.rs", "components_take_one_anothers_place_one_by_one"),
    ("a kind and a layout", "possible.rs", "pages_have_layouts_and_kinds_have_templates_of_their_own"),
    ("files at the root", "files.rs", "what_lies_there_is_published_at_the_root_as_it_is"),
    (
        "a widget with its script",
        "possible.rs",
        "a_widget_has_its_script_and_style_on_the_pages_that_show_it",
    ),
    ("statistics", "possible.rs", "hosts_that_the_policy_names_may_be_loaded_from"),
    ("links elsewhere, a second menu", "possible.rs", "menus_have_words_order_and_links_of_their_own"),
    ("redirects", "former.rs", "each_kind_of_file_is_found_at_its_former_addresses"),
    ("components that texts call", "embeds.rs", "a_component_stands_where_the_text_calls_it"),
    ("a picture in extra", "lists.rs", "files_that_extra_names_are_published"),
    ("list pages", "lists.rs", "briefings_are_listed_by_what_they_belong_to"),
    ("five tasks", "theme_guide.rs", "the_snippets_of_the_guide_make_what_it_says"),
    ("the whole theme in small", "docs.rs", "the_examples_of_the_theme_guide_build_the_sample"),
];

#[test]
fn each_row_of_the_table_has_its_test() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    for (what, file, name) in TABLE {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(
            regex::Regex::new(&format!(r"#\[test\]\s+fn {name}\(\)")).unwrap().is_match(&text),
            "{what}: {name}"
        );
    }
}

#[test]
fn one_block_is_changed_and_the_rest_stays() {
    let plain = build(&site("-- themes/own/theme.yaml --\nname: Own\n"));
    let own = site(
        "-- themes/own/templates/briefing.html --\n{% extends \"default/briefing.html\" %}\n\
         {% block after_text %}<p>Give.</p>{% endblock after_text %}\n",
    );
    let own = build(&own);
    assert_eq!(own.codes(), plain.codes());
    // A frame keeps what is added beside the text, and is there only then.
    let rest = own.page(PAGE).replacen("<div class=\"reading\">", "", 1);
    assert_eq!(rest.replacen("<p>Give.</p></div>", "", 1), plain.page(PAGE));
    assert!(own.page(PAGE).contains("</div><p>Give.</p>"));
}

/// What a later version of the default theme could bring: another frame, a section around a component that
/// has one more parameter, and a word.
fn later(theme: &mut Theme) {
    let built_in = theme.layers.last_mut().unwrap();
    assert!(built_in.is_built_in);
    for (name, from, to) in [
        (
            "briefing.html",
            "{%- block ledger %}",
            "{%- block tips %}<section class=\"tips\">{{ <tip text=\"New\"/> }}</section>{% endblock tips %}{%- block ledger %}",
        ),
        ("briefing.html", "<div class=\"sheet\">", "<div class=\"sheet new\">"),
        ("base.html", "<main id=\"content\">", "<main id=\"content\" class=\"new\">"),
        (
            "components.html",
            "{% component date(value) -%}",
            "{% component tip(text, loud=false) -%}<b>{{ text }}</b>{%- endcomponent tip %}\n{% component date(value, short=false) -%}",
        ),
    ] {
        let source = built_in.templates.get_mut(name).unwrap();
        assert_eq!(source.text.matches(from).count(), 1, "{name}: {from}");
        *source = Arc::new(Source::new(source.path.clone(), source.text.replacen(from, to, 1)));
    }
}

/// A site that fills a block, and one that does not.
fn overriding() -> [String; 2] {
    let filled = "-- themes/own/templates/briefing.html --\n{% extends \"default/briefing.html\" %}\n\
         {% block after_text %}<p>Give, {{ <date value={briefing.date}/> }}.</p>{% endblock after_text %}\n";
    [site(filled), site(THEME)]
}

#[test]
fn an_override_shows_what_a_later_theme_adds() {
    let [own, plain] = overriding().map(|text| in_folder(&text));
    let added = "<p>Give, <time datetime=\"2025-12-01\">December 1, 2025</time>.</p>";
    let today: fn(&mut Theme) = |_| {};
    for change in [today, later] {
        let [own, plain] = [&own, &plain].map(|folder| run_changed(folder.path(), How::default(), change));
        assert_eq!(own.codes(), plain.codes(), "{:?}", own.problems);
        let rest = own.page(PAGE).replacen("<div class=\"reading\">", "", 1);
        assert_eq!(rest.replacen(&format!("{added}</div>"), "", 1), plain.page(PAGE));
        assert!(own.page(PAGE).contains(&format!("</div>{added}")));
    }
    let now = run(own.path(), How::default());
    let then = run_changed(own.path(), How::default(), later);
    for part in
        ["<section class=\"tips\"><b>New</b></section>", "<div class=\"sheet new\">", "class=\"new\">"]
    {
        assert!(then.page(PAGE).contains(part) && !now.page(PAGE).contains(part), "{part}");
    }
    assert!(then.page("index.html").contains("<main id=\"content\" class=\"new\">"));
}

#[test]
fn a_block_that_a_later_theme_lacks_is_told() {
    let [own, _] = overriding().map(|text| in_folder(&text));
    let outcome = run_changed(own.path(), How::default(), |theme| {
        let source = theme.layers.last_mut().unwrap().templates.get_mut("briefing.html").unwrap();
        let text = source.text.replace("block after_text %}", "block below_text %}");
        *source = Arc::new(Source::new(source.path.clone(), text));
    });
    let told = outcome.problems.iter().find(|problem| problem.code.name() == "template-error").unwrap();
    assert_eq!(told.place.as_ref().unwrap().source.path, "themes/own/templates/briefing.html");
    assert_eq!(told.message, "block `after_text` is not defined in any parent template");
    assert!(told.help.is_some());
}

#[test]
fn components_take_one_anothers_place_one_by_one() {
    let own = build(&site(
        "-- themes/own/templates/parts.html --\n{% component date(value) -%}<b>{{ value.text }}</b>{%- endcomponent date %}\n\
         -- themes/own/templates/briefing.html --\n{% extends \"default/briefing.html\" %}\n\
         {% block before_text %}{{ <date value={briefing.date}/> }}{{ <links items={briefing.about}/> }}{% endblock before_text %}\n",
    ));
    assert_eq!(own.codes(), ["no-storyline"]);
    assert!(own.page(PAGE).contains("<b>December 1, 2025</b><div class=\"text"), "{}", own.page(PAGE));
}

#[test]
fn pages_have_layouts_and_kinds_have_templates_of_their_own() {
    let text = site(
        r#"-- content/pages/team.md --
---
title: The team
layout: team
extra: {lead: Ada}
---
Text.
-- content/pages/about.md --
---
title: About
---
Text.
-- content/people/ada.md --
---
name: Ada
extra: {beat: front}
---
-- content/places/kyiv.md --
---
name: Kyiv
---
-- content/meetings/berlin.md --
---
name: The Berlin talks
extra: {room: 7}
---
-- themes/own/templates/team.html --
{% extends "default/page.html" %}
{% block after_text %}<p>Lead: {{ text.extra.lead }}</p>{% endblock after_text %}
-- themes/own/templates/dossier-people.html --
{% extends "default/dossier.html" %}
{% block header %}<h1>Person: {{ dossier.name }}</h1>{% endblock header %}
-- themes/own/templates/dossier-meetings.html --
{% extends "default/dossier.html" %}
{% block before_text %}<p>Room {{ dossier.extra.room }}</p>{% endblock before_text %}
-- themes/own/templates/kind-people.html --
{% extends "default/kind.html" %}
{% block dossiers %}{% for item in kind.dossiers %}<p>{{ item.title }}, {{ item.extra.beat }}</p>{% endfor %}{% endblock dossiers %}
"#,
    );
    let kinds = "theme: own\nkinds: {meetings: {one: Meeting, many: Meetings}}\n";
    let own = build(&text.replacen("theme: own\n", kinds, 1));
    assert_eq!(own.codes(), ["no-storyline", "never-mentioned", "never-mentioned", "never-mentioned"]);
    assert!(own.page("meetings/berlin/index.html").contains("<p>Room 7</p>"));
    assert!(!own.page("people/ada/index.html").contains("Room"));
    assert!(own.page("meetings/index.html").contains("The Berlin talks"));
    assert!(own.page("team/index.html").contains("<p>Lead: Ada</p>"));
    assert!(!own.page("about/index.html").contains("Lead"));
    assert!(own.page("people/ada/index.html").contains("<h1>Person: Ada</h1>"));
    assert!(!own.page("places/kyiv/index.html").contains("Person:"));
    assert!(own.page("people/index.html").contains("<p>Ada, front</p>"));
}

#[test]
fn a_widget_has_its_script_and_style_on_the_pages_that_show_it() {
    let own = check(&site(
        r#"-- themes/own/templates/parts.html --
{% component poll(question: string, answers) %}<form class="poll" hidden><p>{{ question }}</p>
{% for answer in answers %}<button value="{{ answer }}">{{ answer }}</button>{% endfor %}</form>{% endcomponent poll %}
-- themes/own/templates/briefing.html --
{% extends "default/briefing.html" %}
{% block styles %}{{ super() }}
<link rel="stylesheet" href="{{ site.static_path }}poll.css">{% endblock styles %}
{% block scripts %}{{ super() }}
<script src="{{ site.static_path }}poll.js" type="module"></script>{% endblock scripts %}
{% block after_text %}{{ <poll question="Was this clear?" answers={["Yes", "No"]}/> }}{% endblock after_text %}
-- themes/own/static/poll.js --
for (const poll of document.querySelectorAll('.poll')) poll.hidden = false;
-- themes/own/static/poll.css --
.poll { padding: 1rem; }
"#,
    ));
    let page = own.page(PAGE);
    for part in [
        "<form class=\"poll\" hidden><p>Was this clear?</p>",
        "<button value=\"Yes\">Yes</button><button value=\"No\">No</button></form>",
        "<link rel=\"stylesheet\" href=\"/static/poll.css\">",
        "<script src=\"/static/poll.js\" type=\"module\"></script>",
    ] {
        assert!(page.contains(part), "no `{part}` in {page}");
        assert!(!own.page("index.html").contains(part), "{part}");
    }
    assert!(own.page("static/poll.js").starts_with("for (const poll"));
    assert!(own.page("static/poll.css").starts_with(".poll"));
}

#[test]
fn hosts_that_the_policy_names_may_be_loaded_from() {
    let text = site(
        "-- themes/own/templates/base.html --\n{% extends \"default/base.html\" %}\n\
         {% block head %}<script src=\"https://stats.example/count.js\" defer></script>{% endblock head %}\n",
    );
    let csp = "theme: own\ncsp: {script: https://STATS.example/, connect: [https://stats.example, https://b.example:8080/x]}\n";
    let own = build(&text.replacen("theme: own\n", csp, 1));
    assert_eq!(own.codes(), ["no-storyline"]);
    let policy = " https://stats.example; \
                  connect-src 'self' https://stats.example https://b.example:8080\">";
    assert!(own.page(PAGE).contains(policy), "{}", own.page(PAGE));
    assert!(own.page(PAGE).contains("count.js"));
    // A host for style sheets is not one for scripts.
    let wrong = build(&text.replacen("theme: own\n", "theme: own\ncsp: {style: https://stats.example}\n", 1));
    assert_eq!(wrong.codes(), ["no-storyline", "template-error"]);
    let help = wrong.problems[1].help.as_deref();
    assert_eq!(
        help,
        Some(
            "write `csp: {script: https://stats.example}` in `site.yaml`, or keep the file in `static/` of the theme"
        )
    );
}

#[test]
fn menus_have_words_order_and_links_of_their_own() {
    let text = site(
        "-- content/pages/about.md --\n---\ntitle: About us\n---\n-- themes/own/theme.yaml --\nname: Own\n",
    );
    let menus = "theme: own\nnav:\n  - {to: timeline, title: What \"happened\"}\n  - archive\n  - about\n  \
                 - {url: https://shop.example/, title: Shop}\n  - search\nfoot: [about, {url: /feed.xml, title: Feed}]\n";
    let own = build(&text.replacen("theme: own\n", menus, 1));
    assert_eq!(own.codes(), ["no-storyline"]);
    let nav = own.between(PAGE, "<nav><ul>", "</ul></nav>");
    assert_eq!(
        nav,
        "<li><a href=\"/timeline/\">What “happened”</a><li><a href=\"/2025/\">Archive</a><li><a href=\"/about/\">About us</a>\
         <li><a href=\"https://shop.example/\">Shop</a><li><a href=\"/search/\">Search</a>"
    );
    let foot = own.between(PAGE, "<footer><dl><dt>T", "<dd>All times: ");
    assert_eq!(foot, "<dd><a href=\"/about/\">About us</a><dd><a href=\"/feed.xml\">Feed</a>");
    // Without menus the archive is last, and the foot has the plain pages.
    let plain = build(&text);
    assert!(
        plain.page(PAGE).contains("<footer><dl><dt>T<dd><a href=\"/about/\">About us</a><dd>All times: ")
    );
    let nav = plain.between(PAGE, "<nav><ul>", "</ul></nav>");
    assert_eq!(nav, "<li><a href=\"/about/\">About us</a><li><a href=\"/2025/\">Archive</a>");
}

/// The first column of the foot of a site with more keys in `site.yaml`.
fn first_column(keys: &str) -> String {
    let text = site(
        "-- themes/own/theme.yaml --\nname: Own\n-- content/pages/b.md --\n---\ntitle: Below\n---\n## C\n",
    );
    let own = build(&text.replacen("theme: own\n", &format!("theme: own\n{keys}"), 1));
    assert_eq!(own.codes(), ["no-storyline"]);
    own.between(PAGE, "<footer><dl>", "<dd>All times: ").to_owned()
}

#[test]
fn the_foot_says_who_publishes_and_how_to_reach_them() {
    assert_eq!(first_column(""), "<dt>T<dd><a href=\"/b/\">Below</a>");
    let contacts = [
        ("desk@example.org", "<a href=\"mailto:desk@example.org\">desk@example.org</a>"),
        ("mailto:desk@example.org", "<a href=\"mailto:desk@example.org\">desk@example.org</a>"),
        ("https://example.org/desk/", "<a href=\"https://example.org/desk/\">example.org/desk</a>"),
        ("/b/", "<a href=\"/b/\">Contact</a>"),
        ("'1 Main Street, desk@example.org'", "<bdi>1 Main Street, desk@example.org</bdi>"),
    ];
    for (contact, shown) in contacts {
        let column = first_column(&format!("publisher: {{name: The Desk, contact: {contact}}}\n"));
        assert_eq!(column, format!("<dt>The Desk<dd><a href=\"/b/\">Below</a><dd>{shown}"));
    }
    let links =
        first_column("publisher: {name: The Desk, url: /b/, corrections_policy: \"/b/#c\"}\nfoot: [b]\n");
    let policy = "<dd><a href=\"/b/#c\">Corrections policy</a>";
    assert_eq!(links, format!("<dt><a href=\"/b/\">The Desk</a><dd><a href=\"/b/\">Below</a>{policy}"));
}
