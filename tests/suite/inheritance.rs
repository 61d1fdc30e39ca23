//! Themes build on themes: templates extend their namesakes, components take one another's place, and names
//! that do not exist are reported where they are used.

use std::process::Command;

use crate::site::{build, check};

/// A site with one briefing and a theme of its own.
pub(crate) fn site(templates: &str) -> String {
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\ntheme: own\n\
         -- content/briefings/2025-12-01-one.md --\n---\ntitle: One\ndate: 2025-12-01\nsummary: Sum.\n---\nText.\n\
         {templates}"
    )
}

/// The page of that briefing.
pub(crate) const PAGE: &str = "2025/12/01/one/index.html";

#[test]
fn a_theme_extends_a_theme_that_extends_the_default_one() {
    let own = build(&site(
        "-- themes/own/theme.yaml --\nextends: house\n\
         -- themes/own/templates/base.html --\n{% extends \"house/base.html\" %}\n\
         {% block foot %}{{ super() }}<p>Own</p>{% endblock foot %}\n\
         -- themes/house/templates/base.html --\n{% extends \"default/base.html\" %}\n\
         {% block foot %}<p>House</p>{% endblock foot %}\n",
    ));
    assert_eq!(own.codes(), ["no-storyline"]);
    assert!(own.page(PAGE).contains("<p>House</p><p>Own</p></footer>"), "{}", own.page(PAGE));
    assert!(own.page("index.html").contains("<p>House</p><p>Own</p></footer>"));
}

#[test]
fn the_folder_of_the_default_theme_changes_it() {
    let own = build(&site("").replace("theme: own\n", "").replace(
        "-- content",
        "-- themes/default/templates/base.html --\n{% extends \"default/base.html\" %}\n\
         {% block body_end %}<i>End</i>{% endblock body_end %}\n-- content",
    ));
    assert_eq!(own.codes(), ["no-storyline"]);
    assert!(own.page(PAGE).contains("</footer><i>End</i>"));
}

/// A base with one block, and every template that has others except the timeline.
const BARE: &str = "-- themes/own/templates/base.html --\n<!doctype html><html lang=\"en\"><title>x</title>{% block content %}{% endblock %}</html>\n\
    -- themes/own/templates/briefing.html --\n{% extends \"base.html\" %}{% block content %}<h1>{{ briefing.title }}</h1>{% endblock %}\n\
    -- themes/own/templates/edition.html --\n{% extends \"base.html\" %}{% block content %}<h1>{{ page.title }}</h1>{% endblock %}\n\
    -- themes/own/templates/front.html --\n{% extends \"edition.html\" %}\n\
    -- themes/own/templates/404.html --\n{% extends \"base.html\" %}\n\
    -- themes/own/templates/search.html --\n{% extends \"base.html\" %}\n";

#[test]
fn a_template_that_another_takes_the_place_of_need_not_fit_to_the_rest() {
    // The default briefing has blocks that this base lacks.
    let timeline = "-- themes/own/templates/timeline.html --\n{% extends \"base.html\" %}\n";
    let own = build(&site(&format!("{BARE}{timeline}")));
    assert_eq!(own.codes(), ["no-storyline"]);
    assert!(own.page(PAGE).contains("<title>x</title><h1>One</h1></html>"));
}

#[test]
fn a_template_that_lacks_a_block_of_the_default_theme_is_told_which() {
    let own = build(&site(BARE));
    let problem = own.problems.iter().find(|problem| problem.code.name() == "template-error").unwrap();
    assert_eq!(problem.place.as_ref().unwrap().source.path, "themes/own/templates/base.html");
    assert_eq!(
        problem.message,
        "this template lacks the block `scripts`, which `timeline.html` of the default theme fills"
    );
    assert_eq!(
        problem.help.as_deref(),
        Some("add `{% block scripts %}{% endblock scripts %}`, or extend `default/base.html`")
    );
}

#[test]
fn wrong_names_are_told_where_they_stand_and_once() {
    check(&site(
        r#"-- themes/own/templates/briefing.html --
{% extends "default/briefing.html" %}
{% block before_text %}
{% if page.titel %}x{% endif %}
           ^^^^^ error[template-error]: `page` has no field `titel`
{% for source in briefing.sources | reverse %}{{ source.outlet.nmae }}{% if loop.first %}{{ source.id }}{% endif %}{% endfor %}
                                                               ^^^^ error[template-error]: `source.outlet` has no field `nmae`
{% if not briefing.titel and site.extra.any.thing %}{% elif breifing.title %}{% endif %}
                   ^^^^^ error[template-error]: `briefing` has no field `titel`
                                                            ^^^^^^^^ error[template-error]: there is no variable `breifing` here
{% if site.nav[0].href and site.nav[0].herf %}{% endif %}
                                       ^^^^ error[template-error]: `site.nav[0]` has no field `herf`
{{ page.title.text }}
              ^^^^ error[template-error]: `page.title` has no fields
{% set newest = site.nav | first %}{% if newest.titel %}{% endif %}{{ newest.title | default(value="x") }}
                                                ^^^^^ error[template-error]: `newest` has no field `titel`
{% set oldest = site.nav | sort(attribute="title") | nth(n=0) %}{{ oldest.titel }}
                                                                          ^^^^^ error[template-error]: `oldest` has no field `titel`
{{ [item.title for item in site.nav if item.href != page.href] | join(sep=", ") }}{% for k, v in site.extra or {"a": 1} %}{{ k }}{% endfor %}
{% if page.title is not defined or page.title is containing(pat="x") or 1 <= site.nav | length %}{{ page.title ~ "x" if site.home else "y" }}{% endif %}
{% set parts | trim | upper %}{{ page.title }}{% endset %}{{ parts }}{% set parts | trim(pat=page.titel) %}x{% endset %}
                                                                                                  ^^^^^ error[template-error]: `page` has no field `titel`
{% if false %}{{ "front-paeg" | t }}{{ 'sources' | t(n=1) }}{% endif %}
                  ^^^^^^^^^^ error[template-error]: the theme has no words called `front-paeg`
{% endblock before_text %}
"#,
    ));
}

#[test]
fn components_get_what_they_need_and_nothing_else() {
    check(&site(
        r#"-- themes/own/templates/parts.html --
{% component card(item, title: string, big=false) %}{{ title }}{% if big %}{{ item.hrfe }}{% endif %}{% endcomponent card %}
                                                                                   ^^^^ error[template-error]: `item` has no field `hrfe`
{% component box(title, ...rest) %}<b>{{ title }}</b>{{ body }}{{ rest.whatever }}{% endcomponent box %}
{% component unused(item) %}{{ item.anything }}{{ page.title }}{% endcomponent unused %}
                                                  ^^^^ error[template-error]: there is no variable `page` here
-- themes/own/templates/briefing.html --
{% extends "default/briefing.html" %}
{% block before_text %}
{{ <card item={site.nav[0]} title="x"/> }}
{{ <card item={briefing.edition} big={true}/> }}
    ^^^^ error[template-error]: the component `card` needs title
{{ <card item={briefing.edition} titel="x"/> }}
                                 ^^^^^ error[template-error]: the component `card` has no parameter `titel`
{% <box title={briefing.titel} class="x"> %}{{ page.href }}{% </box> %}
                        ^^^^^ error[template-error]: `briefing` has no field `titel`
{% set title = "x" %}{{ <card item={page.breadcrumbs[0]} title/> }}
{% endblock before_text %}
"#,
    ));
}

#[test]
fn blocks_components_and_filters_are_told_with_the_nearest_name() {
    let outcome = build(&site(
        "-- themes/own/templates/briefing.html --\n{% extends \"default/briefing.html\" %}\n\
         {% block befor_text %}{{ <lnks items={page.breadcrumbs}/> }}{{ page.title | strip_tags }}{% endblock %}\n",
    ));
    let mut told: Vec<(String, String)> = outcome
        .problems
        .iter()
        .filter(|p| p.code.name() == "template-error")
        .map(|p| (p.message.clone(), p.help.clone().unwrap()))
        .collect();
    told.sort();
    let told: Vec<(&str, &str)> =
        told.iter().map(|(message, help)| (message.as_str(), help.as_str())).collect();
    assert_eq!(
        told,
        [
            ("block `befor_text` is not defined in any parent template", "did you mean `before_text`?"),
            ("unknown component `lnks`", "did you mean `links`?"),
            ("unknown filter `strip_tags`", "did you mean `striptags`?"),
        ]
    );
}

#[test]
fn a_template_that_means_its_namesake_is_told_how_to_name_it() {
    let outcome = build(&site(
        "-- themes/own/templates/briefing.html --\n{% extends \"briefing.html\" %}\n\
         -- themes/own/templates/layout.html --\n{% extends \"layout.html\" %}\n",
    ));
    let helps: Vec<_> = outcome
        .problems
        .iter()
        .filter(|p| p.code.name() == "template-error")
        .map(|p| p.help.clone().unwrap())
        .collect();
    assert_eq!(
        helps,
        ["write `{% extends \"default/briefing.html\" %}`", "extend another template, such as `base.html`"]
    );
}

#[test]
fn filters_write_dates_ids_texts_and_json() {
    let own = build(&site(
        r#"-- themes/own/templates/briefing.html --
{% extends "default/briefing.html" %}
{% block before_text %}
<a>{{ briefing.date.iso | date }}</a>
<b>{{ "2025-12-24T18:30+02:00" | date(format="%d.%m.%Y %H:%M") }}</b>
<c>{{ "Що далі? & more" | slugify }}</c>
<d>{{ "<p>A &amp; <b>B</b>" | striptags }}</d>
<script type="application/json">{{ page.breadcrumbs | json_encode }}</script>
<e>{{ "</script>" | json_encode }}</e>
<f>{{ "a b/ü~" | urlencode }}</f>
{% endblock before_text %}
"#,
    ));
    assert_eq!(own.codes(), ["no-storyline"]);
    let page = own.page(PAGE);
    for part in [
        "<a>December 1, 2025</a>",
        "<b>24.12.2025 16:30</b>",
        "<c>що-далі--more</c>",
        "<d>A &amp; B</d>",
        "{\"title\":\"Front page\",\"href\":\"/\",",
        "<e>\"\\u003c/script>\"</e>",
        "<f>a%20b%2F%C3%BC~</f>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn groups_stand_in_the_order_in_which_they_begin() {
    let names: Vec<String> = (0..40).map(|n| format!("g{}", n * 7 % 40)).collect();
    let items = names.iter().chain(&names[..3]).map(|name| format!("{{\"of\": \"{name}\"}}"));
    let items = items.chain([r#"{"of": none, "n": 1}"#.to_owned(), r#"{"of": 7}"#.to_owned()]);
    let list = items.collect::<Vec<_>>().join(", ");
    let own = build(&site(&format!(
        "-- themes/own/templates/404.html --\n{{% extends \"default/404.html\" %}}\n{{% block content %}}\
         {{% set groups = [{list}] | group_by(attribute=\"of\") %}}\
         {{% for name, items in groups %}}{{{{ name }}}}:{{{{ items | length }}}} {{% endfor %}}{{{{ groups[7][0].of }}}}\
         {{% endblock content %}}\n"
    )));
    assert_eq!(own.codes(), ["no-storyline"], "{:?}", own.problems);
    let expected: Vec<String> =
        names.iter().enumerate().map(|(n, name)| format!("{name}:{}", if n < 3 { 2 } else { 1 })).collect();
    let page = own.between("404.html", "<main id=\"content\">", "</main>");
    assert_eq!(page, format!("{} 7:1 7", expected.join(" ")));
    let wrong = build(&site(
        "-- themes/own/templates/404.html --\n{% extends \"default/404.html\" %}\n\
         {% block content %}{{ [{\"a\": 1}] | group_by(attribute=\"b\") | length }}{% endblock content %}\n",
    ));
    assert_eq!(wrong.problems[1].message, "an item of this list has no field `b`");
}

#[test]
fn a_date_that_is_none_is_told_with_a_form() {
    check(&site(
        r#"-- themes/own/templates/404.html --
{% extends "default/404.html" %}
{% block content %}{{ page.title | date }}{% endblock content %}
                                   ^^^^ error[template-error]: `Page not found` is not a date
"#,
    ));
}

#[test]
fn the_files_of_the_default_theme_are_handed_out() {
    let folder = crate::site::in_folder(&site("-- themes/own/theme.yaml --\nname: Own\n"));
    let dateline = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_dateline")).args(args).current_dir(folder.path()).output();
        let output = output.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, list, _) = dateline(&["theme", "list"]);
    assert_eq!(code, Some(0));
    assert!(list.contains("\nstatic/style.css\n"), "{list}");
    let of_page = list.lines().find(|line| line.starts_with("templates/page.html")).unwrap();
    assert_eq!(
        of_page,
        "templates/page.html  (content, header, picture, before_text, text, after_text, list)"
    );

    let (code, _, told) = dateline(&["theme", "copy", "templates/page.html", "static/icon.sgv"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("did you mean `static/icon.svg`?"), "{told}");
    let copy = folder.path().join("themes/own/templates/page.html");
    assert!(!copy.exists(), "nothing is copied unless all is there");

    let (code, path, _) = dateline(&["theme", "copy", "templates/page.html"]);
    assert_eq!((code, path.as_str()), (Some(0), "themes/own/templates/page.html\n"));
    let built_in = include_str!("../../themes/default/templates/page.html");
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), built_in);
    std::fs::write(&copy, "mine").unwrap();
    let (code, _, told) = dateline(&["theme", "copy", "templates/page.html"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("`themes/own/templates/page.html` cannot be written"), "{told}");
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "mine");
}

/// A site whose `look` is given.
fn looking(look: &str, files: &str) -> String {
    site(files).replacen("theme: own\n", &format!("theme: own\nlook:\n{look}"), 1)
}

/// A theme of its own without templates.
pub(crate) const THEME: &str = "-- themes/own/theme.yaml --\nname: Own\n";

#[test]
fn a_look_ends_the_style_sheet() {
    let plain = build(&site(THEME));
    let own = build(&looking(
        "  accent: {light: \"#00566B\", dark: \"#7cc\"}\n  ink: \"#777\"\n  serif: '\"Source Serif 4\", Georgia, serif'\n  radius: 0\n",
        "-- themes/own/theme.yaml --\nlook: {accent: \"#000\", measure: 40.5rem}\n",
    ));
    let added = own.page("static/style.css").strip_prefix(plain.page("static/style.css").trim_end()).unwrap();
    assert_eq!(
        added,
        "\n:root{--ink:#777777;--accent:#00566b;--serif:\"Source Serif 4\", Georgia, serif;--radius:0;--measure:40.5rem;--headline:var(--serif);}\n\
         @media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#777777;--accent:#77cccc;}}\n\
         @media screen{:root[data-theme=dark]{--ink:#777777;--accent:#77cccc;}}\n"
    );
    // #777 on the paper of the default theme has 4.4 by day, and less on its panel.
    assert_eq!(own.codes(), ["no-storyline", "low-contrast"]);
    assert!(!plain.page("static/style.css").contains("--accent:#"), "nothing is added without a look");
}

#[test]
fn text_needs_a_contrast_of_4_5_by_day_and_by_night() {
    check(&looking(
        r##"  paper: {light: "#ffffff", dark: "#000000"}
  ink: {light: "#767676", dark: "#767676"}
  ink_soft: {light: "#777777", dark: "#767676"}
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[low-contrast]: `ink-soft` #777777 on `paper` #ffffff has a contrast of 4.4 in light mode, and text needs 4.5
  panel: {light: "#ffffff", dark: "#000000"}
  accent: "#00566b"
          ^^^^^^^^^ warning[low-contrast]: `accent` #00566b on `paper` #000000 has a contrast of 2.5 in dark mode, and text needs 4.5
"##,
        THEME,
    ));
}

#[test]
fn looks_have_forms() {
    check(&looking(
        r##"  accent: red
          ^^^ error[wrong-type]: `red` is not a colour
  paper: #fdfcfa
         ^^^^^^^ warning[cut-text]: `#fdfcfa` is read as a comment, and nothing is left
  ink: {light: "#00", dark: "#7cc9dd"}
               ^^^^^ error[wrong-type]: `#00` is not a colour
  serif: Georgia; } body {
         ^^^^^^^^^^^^^^^^^ error[wrong-type]: `Georgia; } body {` is not a list of typefaces
  measure: 40
           ^^ error[wrong-type]: `40` is not a length
  page: 1.2.3rem
        ^^^^^^^^ error[wrong-type]: `1.2.3rem` is not a length
  acent: "#00566b"
  ^^^^^ error[misspelt-key]: there is no key `acent` here
  logo: static/lgoo.svg
        ^^^^^^^^^^^^^^^ error[broken-link]: the theme has no file `static/lgoo.svg`
"##,
        "-- themes/own/static/logo.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
    ));
}

#[test]
fn a_logo_a_style_sheet_and_a_script_of_the_site_are_on_every_page() {
    let own = build(&looking(
        "  logo: logo.svg\n",
        "-- themes/own/static/logo.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\
         -- themes/own/static/site.css --\nbody { color: red; }\n-- themes/own/static/site.js --\nconsole.log(1);\n",
    ));
    assert_eq!(own.codes(), ["no-storyline"]);
    for page in [PAGE, "index.html", "404.html"] {
        let page = own.page(page);
        assert!(
            page.contains("<a href=\"/\"><img class=\"logo\" src=\"/static/logo.svg\" alt=\"T\"></a>"),
            "{page}"
        );
        let sheets = page
            .find("/static/style.css\">")
            .zip(page.find("<link rel=\"stylesheet\" href=\"/static/site.css\">"));
        assert!(sheets.is_some_and(|(theme, own)| theme < own), "{page}");
        assert!(page.contains("<script src=\"/static/site.js\" type=\"module\"></script>"), "{page}");
    }
    let plain = build(&site(THEME));
    assert!(!plain.page(PAGE).contains("site.css") && !plain.page(PAGE).contains("<img"));
}

#[test]
fn what_browsers_pass_over_is_told_at_its_line_and_once() {
    check(&site(
        r#"-- themes/own/templates/base.html --
{% extends "default/base.html" %}
{% block head %}
<script>count()</script>
^^^^^^^^ error[template-error]: browsers do not run a script in the page
<script type="application/ld+json">{"a": 1}</script>
<SCRIPT SRC="https://stats.example/{{ page.title }}.js"></SCRIPT>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[template-error]: browsers do not load `https://stats.example/xxxxxxxxxxxxxxxx.js`, because the site's policy does not name its host
<style>a { color: red }</style>
^^^^^^^ error[template-error]: browsers do not use a style in the page
<link rel="stylesheet" href="//fonts.example/a.css"><link rel="canonical" href="https://x.org/">
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[template-error]: browsers do not load `//fonts.example/a.css`, because the site's policy does not name its host
{% endblock head %}
{% block foot %}<p style="color: red" {% if page.title %}onclick="a()"{% endif %}><a href="https://elsewhere.example/">x</a>
                   ^^^^^^^^^^^^^^^^^^ error[template-error]: browsers do not use a style in an attribute
                                                         ^^^^^^^^^^^^^ error[template-error]: browsers do not run the script in `onclick`
<img src="/static/icon.svg" alt=""><iframe src="{{ site.home }}" title="x"></iframe>{# <script>no</script> #}{% endblock foot %}
-- themes/own/templates/email.html --
{% extends "default/email.html" %}
"#,
    ));
}

#[test]
fn headlines_have_the_typeface_that_they_are_given() {
    let end = |look: &str| {
        let own = build(&looking(look, THEME));
        own.page("static/style.css").rsplit_once("\n:root{").unwrap().1.trim_end().to_owned()
    };
    assert_eq!(end("  headline: Arial\n"), "--headline:Arial;}");
    assert_eq!(end("  headline: Arial\n  serif: Georgia\n"), "--headline:Arial;--serif:Georgia;}");
    assert_eq!(end("  serif: Georgia\n"), "--serif:Georgia;--headline:var(--serif);}");
}

#[test]
fn the_typeface_of_headlines_is_two_small_files_with_their_licence() {
    let built_in = dateline::load::built_in_theme();
    let fonts = built_in.iter().filter(|(path, _)| path.ends_with(".woff2"));
    let sizes: Vec<usize> = fonts.clone().map(|(_, bytes)| bytes.len()).collect();
    assert!(sizes.len() == 2 && sizes.iter().sum::<usize>() <= 60_000, "{sizes:?}");
    let css = build(&site(THEME)).page("static/style.css").to_owned();
    for (path, bytes) in fonts {
        assert!(bytes.starts_with(b"wOF2"), "{path}");
        assert!(css.contains(&format!("url({})", path.trim_start_matches("static/"))), "{path}");
    }
    let licence = built_in.iter().find(|(path, _)| path == "static/fonts/OFL.txt").unwrap().1;
    let licence = String::from_utf8_lossy(licence);
    assert!(licence.contains("Reserved Font Name") && licence.contains("SIL OPEN FONT LICENSE Version 1.1"));
}

/// The policy of a page, and the text of the script in it.
fn policy_and_script(page: &str) -> (&str, &str) {
    let between = |from: &str, to: &str| page.split_once(from).unwrap().1.split_once(to).unwrap().0;
    (between("http-equiv=\"Content-Security-Policy\" content=\"", "\""), between("<script>", "</script>"))
}

#[test]
fn the_policy_knows_the_script_in_the_head_by_its_text() {
    let built_in = build(&site(THEME));
    let (policy, script) = policy_and_script(built_in.page(PAGE));
    let known = "'sha256-1SgcprDis9zNVQEZz36W9c6aFlP989P1/Ap1z73vWiw='";
    assert_eq!(policy, format!("default-src 'self'; base-uri 'none'; script-src 'self' {known}"));
    assert!(script.contains("localStorage"), "{script}");
    // `printf 'a(1)\n' | openssl dgst -sha256 -binary | base64`
    let hash = "'sha256-SiGDO5GwTmAcjIjZ0E679IdaN7jW3+Sa5/hbYqcNd1k='";
    for line_end in ["\n", "\r\n"] {
        let own = format!("-- themes/own/templates/head.js --\na(1){line_end}");
        let csp = "csp: {script: https://stats.example}\ntheme: own\n";
        let own = build(&site(&own).replacen("theme: own\n", csp, 1));
        let (policy, script) = policy_and_script(own.page(PAGE));
        let scripts = format!("script-src 'self' {hash} https://stats.example");
        assert_eq!(policy, format!("default-src 'self'; base-uri 'none'; {scripts}"));
        assert_eq!(script.trim_end(), "a(1)");
    }
}

#[test]
fn the_script_in_the_head_stands_alone_and_as_it_is() {
    check(&site(
        r#"-- themes/own/templates/head.js --
a("{{ site.title }}")
   ^^ error[template-error]: browsers do not run this script if a tag of the template changes it
-- themes/own/templates/base.html --
{% extends "default/base.html" %}
{% block head %}<script>{% include "head.js" %}</script>
<script>{%- include "head.js" -%} </script>
^^^^^^^^ error[template-error]: browsers do not run a script in the page
{% endblock head %}
"#,
    ));
}

#[test]
fn a_layout_that_is_not_there_is_told_with_the_nearest() {
    let outcome = check(&site(
        "-- content/pages/team.md --\n---\ntitle: The team\nlayout: taem\n        ^^^^ warning[misnamed-template]: the theme has no template `taem.html` for plain pages, so this page looks like all others\n---\n\
         -- content/pages/staff.md --\n---\ntitle: Staff\nlayout: team\n---\n-- content/pages/odd.md --\n---\ntitle: Odd\nlayout: briefing\n        ^^^^^^^^ warning[misnamed-template]: the theme has no template `briefing.html` for plain pages, so this page looks like all others\n---\n\
         -- themes/own/templates/team.html --\n{% extends \"default/page.html\" %}\n",
    ));
    let helps = outcome.problems.iter().filter(|problem| problem.code.name() == "misnamed-template");
    assert!(helps.filter_map(|problem| problem.help.as_deref()).any(|help| help == "did you mean `team`?"));
    assert!(outcome.page("team/index.html").contains("<h1>The team</h1>"));
}

#[test]
fn lists_see_what_extra_holds() {
    let text = site(
        "-- themes/own/templates/parts.html --\n{% component entry(item, lead=false, dated=true, level=2) %}\
         <h{{ level }}>{{ item.title }}, {{ item.extra.rank }}</h{{ level }}>{% endcomponent entry %}\n",
    );
    let own = build(&text.replacen("summary: Sum.\n", "summary: Sum.\nextra: {rank: 7}\n", 1));
    assert_eq!(own.codes(), ["no-storyline"]);
    assert!(own.page("index.html").contains("<h2>One, 7</h2>"), "{}", own.page("index.html"));
}

#[test]
fn entries_of_menus_have_forms() {
    let text = site(THEME);
    for (entry, told) in [
        ("{to: archive, url: /x/, title: X}", "error[wrong-type]: an entry of a menu leads to one place"),
        ("{title: X}", "error[wrong-type]: an entry of a menu leads to one place"),
        ("{to: timeline}", "error[missing-key]: `title` is missing here"),
        (
            "{url: shop, title: X}",
            "error[wrong-type]: `shop` is neither a path of the site nor a web address",
        ),
        (
            "{to: tmeline, title: X}",
            "error[unknown-id]: there is nothing called `tmeline` for the navigation to lead to",
        ),
    ] {
        let outcome = build(&text.replacen("theme: own\n", &format!("theme: own\nfoot: [{entry}]\n"), 1));
        let found = outcome
            .problems
            .iter()
            .map(|problem| format!("{}[{}]: {}", problem.severity, problem.code.name(), problem.message));
        let found: Vec<String> = found.filter(|line| line.starts_with("error")).collect();
        assert_eq!(found, [told], "{entry}");
    }
}

#[test]
fn what_earlier_engines_had_is_told_with_what_took_its_place() {
    for (template, message, help) in [
        ("{% import \"m.html\" as m %}", "unknown tag", "macros are components here"),
        ("{% macro a(b) %}x{% endmacro a %}", "unknown tag", "macros are components here"),
        ("{{ m::a(b=page.title) }}", "found `:` but expected }}", "macros are components here"),
        ("{{ get_url(path=\"a\") }}", "unknown function `get_url`", "the functions are `range`"),
        (
            "{{ page.title | replace(\"a\") }}",
            "found string but expected identifier",
            "name what you pass on",
        ),
    ] {
        let outcome = build(&site(&format!("-- themes/own/templates/404.html --\n{template}\n")));
        let told = outcome.problems.iter().find(|problem| problem.code.name() == "template-error").unwrap();
        assert_eq!(told.message, message, "{template}");
        assert!(told.help.as_deref().unwrap().starts_with(help), "{template}: {:?}", told.help);
    }
}

#[test]
fn a_theme_lies_over_what_the_site_changes_in_the_default_one() {
    let outcome = build(
        "-- site.yaml --\ntitle: T\nbase_url: https://t.example/\ntheme: mine\n\
         -- themes/mine/static/site.css --\np { margin: 0 }\n\
         -- themes/default/static/site.js --\n// Counts.\n-- themes/default/static/site.css --\nh1 { margin: 0 }\n",
    );
    assert_eq!(outcome.page("static/site.css"), "p { margin: 0 }\n");
    assert_eq!(outcome.page("static/site.js"), "// Counts.\n");
}
