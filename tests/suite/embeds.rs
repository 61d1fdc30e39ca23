//! Components of the theme that texts call.

use crate::site::{Outcome, build, build_damaged};

const COMPONENT: &str = "{% component donate(amount: integer, label=\"Give\", note: string = \"\", items=[], @site) -%}\n\
    <form class=\"donate\" action=\"{{ site.home }}\"><button value=\"{{ amount }}\">{{ label }}</button>{{ note }}{% for item in items %}<i>{{ item }}</i>{% endfor %}</form>\n\
    {%- endcomponent donate %}\n";

/// A site whose one briefing has a text.
fn site(text: &str) -> String {
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\ntheme: own\nemail: false\n\
         -- themes/own/templates/embeds/donate.html --\n{COMPONENT}\
         -- content/briefings/2025-12-01-one.md --\n---\ntitle: One\ndate: 2025-12-01\nsummary: Sum.\n---\n{text}\n"
    )
}

fn built(text: &str) -> Outcome {
    build(&site(text))
}

const PAGE: &str = "2025/12/01/one/index.html";

#[test]
fn a_component_stands_where_the_text_calls_it() {
    let built = built(
        "Before.\n\n```{donate}\namount: 5\nlabel: Give <now>\n```\n\n- In a list\n\n  ~~~{donate}\n  amount: 6\n  items: [a, b]\n  ~~~\n\nAfter.",
    );
    assert_eq!(built.codes(), ["no-storyline"]);
    let page = built.page(PAGE);
    let first = "<p>Before.</p>\n<form class=\"donate\" action=\"/d/\"><button value=\"5\">Give &lt;now&gt;</button></form>\n";
    assert!(page.contains(first), "{page}");
    assert!(page.contains("<button value=\"6\">Give</button><i>a</i><i>b</i></form>\n</li>"), "{page}");
    assert!(page.contains("<p>After.</p>"));
}

#[test]
fn only_pages_show_it() {
    let built = built("Before.\n\n```{donate}\namount: 5\n```\n\nAfter.");
    for file in ["feed.xml", "feed.json", "data/digest.json", "data/digest-2025.json"] {
        let text = built.page(file);
        assert!(!text.contains("donate") && !text.contains('\u{1}'), "{file}: {text}");
    }
    assert!(
        built.page("feed.xml").contains("&lt;p&gt;Before.&lt;/p&gt;\n\n&lt;p&gt;After.&lt;/p&gt;"),
        "{}",
        built.page("feed.xml")
    );
}

#[test]
fn all_kinds_of_pages_and_notes_have_them() {
    let call = "```{donate}\namount: 7\n```";
    let built = build(&format!(
        "{}-- content/pages/about.md --\n---\ntitle: About\n---\n{call}\n\
         -- content/people/ann.md --\n---\nname: Ann\n---\n{call}\n\
         -- content/storylines/s.md --\n---\ntitle: S\n---\n{call}\n",
        site(
            "Text.[^a]\n\n[^a]: Note.\n\n    ```{donate}\n    amount: 8\n    ```\n\n```{donate}\namount: 9\n```\n"
        )
    ));
    for page in ["about/index.html", "people/ann/index.html", "storylines/s/index.html"] {
        assert!(built.page(page).contains("<button value=\"7\">"), "{page}: {}", built.page(page));
    }
    let page = built.page(PAGE);
    let (nine, eight) = (page.find("value=\"9\"").unwrap(), page.find("value=\"8\"").unwrap());
    assert!(nine < eight, "the note comes after the text: {page}");
}

/// The codes of the problems in a text, each with the line it is on and its help.
fn told(text: &str) -> Vec<String> {
    let checked = build_damaged(&site(text));
    let wrong = checked.problems.iter().filter(|problem| problem.code.name() != "no-storyline");
    wrong
        .map(|problem| {
            let line = problem.place.as_ref().map_or(0, |place| place.line_column().0);
            format!(
                "{line} {}: {}: {}",
                problem.code,
                problem.message,
                problem.help.as_deref().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    assert_eq!(
        told("```{donat}\namount: 5\n```"),
        ["6 bad-embed: the theme has no component `donat` for texts: did you mean `donate`?"]
    );
    assert_eq!(
        told("```{r}\nx <- 1:\n  - 2: [\n```"),
        [
            "6 bad-embed: the theme has no component `r` for texts: remove the braces around `r` to show the block as code, or make the component `r` in `templates/embeds/r.html` of the theme"
        ]
    );
    assert_eq!(
        told("```{donate}\n```"),
        ["6 bad-embed: `donate` needs `amount`: add the line `amount: …` below it"]
    );
    assert_eq!(
        told("```{donate}\namount:\n```"),
        ["7 wrong-type: `amount` has no value: write a value after `amount:`, or remove the line"]
    );
    assert_eq!(
        told("```{donate}\namont: 5\namount: 5\n```"),
        ["7 bad-embed: `donate` takes no `amont`: did you mean `amount`?"]
    );
    assert_eq!(
        told("```{donate}\nsum: 5\namount: 5\n```"),
        ["7 bad-embed: `donate` takes no `sum`: write one of amount, items, label, note, or remove the line"]
    );
    assert_eq!(
        told("```{donate}\namount: five\n```"),
        ["7 bad-embed: `amount` of `donate` is a whole number: write a whole number, such as `amount: 5`"]
    );
    assert_eq!(
        told("> ```{donate}\n> amount: 5\n> ```"),
        ["6 bad-embed: `{donate}` is in a quotation: move the block out of the quotation"]
    );
    let broken = told("```{donate}\namount: [5\n```");
    assert!(broken.len() == 1 && broken[0].starts_with("7 bad-yaml"), "{broken:?}");
    let twice = told("```{donate}\namount: 5\namount: 6\n```");
    assert!(twice.len() == 1 && twice[0].starts_with("8 duplicate-key"), "{twice:?}");
}

#[test]
fn a_text_stays_as_it_was_typed() {
    let built = built("```{donate}\namount: 5\nnote: 010\n```");
    let page = built.page(PAGE);
    assert!(page.contains("</button>010</form>"), "{page}");
}

#[test]
fn only_the_folder_of_embeds_can_be_called() {
    assert_eq!(told("```{entry}\nitem: 1\n```").len(), 1);
    assert_eq!(
        told("```{.html}\namount: 5\n```\n\n```html {donate}\n<p>\n```\n\n```{r, echo=FALSE}\nx\n```"),
        [""; 0]
    );
}

#[test]
fn a_parameter_of_the_page_is_told() {
    let site = site("```{donate}\namount: 5\n```").replace("@site", "@page");
    let checked = build_damaged(&site.replace("site.home", "page.href"));
    let message = checked
        .problems
        .iter()
        .find(|problem| problem.code.name() == "bad-embed")
        .map(|problem| problem.message.clone());
    assert_eq!(message.as_deref(), Some("`donate` takes `page` from the page, but a text does not have it"));
}

#[test]
fn what_raw_html_swallows_is_gone() {
    let built = built("<iframe>\n\n```{donate}\namount: 5\n```\n\n</iframe>\n\nAfter.");
    assert!(!built.page(PAGE).contains('\u{1}'));
    assert!(built.page(PAGE).contains("<p>After.</p>"));
}
