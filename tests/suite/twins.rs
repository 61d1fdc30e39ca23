//! The Markdown twins of pages: they say what the page says, and lead where it leads.

use dateline::model::address::url::BaseUrl;

use crate::site::{How, Outcome, build, build_as, check, in_folder, run};

const PAGE: &str = "2025/12/22/talks/index.html";
const TWIN: &str = "2025/12/22/talks/index.md";
const NOT_SHOWN: [&str; 7] = ["nav", "form", "svg", "script", "style", "button", "template"];
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "pre",
    "br",
    "figcaption",
];

/// What a page or a text made of Markdown shows, word by word, with where its links lead, in order.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    words: Vec<String>,
    links: Vec<String>,
    pictures: Vec<String>,
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

/// Reads HTML. `absolute` makes an address on the page a whole one.
fn shown(html: &str, absolute: impl Fn(&str) -> String) -> Shown {
    let (mut shown, mut text) = (Shown::default(), String::new());
    let mut out: Option<(&str, usize)> = None;
    let mut is_mark = false;
    for part in html.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        let is_end = tag.starts_with('/');
        if let Some((left, depth)) = &mut out {
            if name == *left {
                *depth = if is_end { *depth - 1 } else { *depth + 1 };
            }
            if *depth > 0 {
                continue;
            }
            out = None;
            text += words;
            continue;
        }
        let is_hidden = tag.contains("aria-hidden=\"true\"") || attribute(tag, "class") == Some("back");
        if !is_end && (NOT_SHOWN.contains(&name) || is_hidden) {
            out = Some((name, 1));
            continue;
        }
        if BLOCKS.contains(&name) {
            text.push(' ');
        }
        match name {
            "sup" if matches!(attribute(tag, "class"), Some(class) if class.starts_with("cite") || class == "note-ref") =>
            {
                is_mark = true;
                text.push('[');
            }
            "sup" if is_end && is_mark => {
                is_mark = false;
                text.push(']');
            }
            "li" if attribute(tag, "id").is_some_and(|id| id.starts_with("note-")) => {
                text += &format!("[{}] ", &attribute(tag, "id").unwrap()["note-".len()..]);
            }
            "a" if !is_end && !is_mark && attribute(tag, "href").is_some() => {
                let href = html_escape::decode_html_entities(attribute(tag, "href").unwrap());
                shown.links.push(absolute(&href));
            }
            // Browsers draw its marks.
            "q" => text.push(if is_end { '”' } else { '“' }),
            "img" => {
                let src = html_escape::decode_html_entities(attribute(tag, "src").unwrap());
                shown.pictures.push(absolute(&src));
            }
            _ => {}
        }
        text += words;
    }
    let text = html_escape::decode_html_entities(&text).replace('·', " ");
    shown.words = text.split_ascii_whitespace().map(str::to_owned).collect();
    shown
}

fn options() -> pulldown_cmark::Options {
    pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
}

fn rendered(markdown: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options()));
    html
}

/// Compares a twin with its page. `root` is what comes before paths, `base` the path of the site.
fn compare(outcome: &Outcome, path: &str, root: &str, base: &str) {
    let address = format!("{root}{base}{}", path.trim_end_matches("index.html"));
    let absolute = |href: &str| match href.as_bytes() {
        [b'#', ..] => format!("{address}{href}"),
        [b'/', ..] => format!("{root}{href}"),
        _ => href.replace('|', "%7C"),
    };
    let html = outcome.between(path, "<main", "</main>");
    let mut page = shown(&format!("<main{html}"), absolute);
    let twin = outcome.page(&path.replace("index.html", "index.md"));
    let (head, rest) = twin.split_once("\n\n").unwrap();
    let (link, rest) = rest.split_once("\n\n").unwrap();
    assert_eq!(link, format!("[{address}]({address})"), "{twin}");
    let said = shown(&rendered(rest), str::to_owned);
    let headline = shown(&rendered(head), str::to_owned).words;
    assert!(head.starts_with("# "), "{head}");
    // The headline comes first in the twin, and after what is above it on the page.
    let at = page.words.windows(headline.len()).position(|words| words == headline).unwrap();
    page.words.drain(at..at + headline.len());
    assert_eq!(said, page, "{path}\n{twin}");
    assert!(!said.words.is_empty());
    // Nothing is HTML except what has no sign in Markdown.
    for event in pulldown_cmark::Parser::new_ext(twin, options()) {
        if let pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) = event {
            assert!(
                ["<sup>", "</sup>", "<sub>", "</sub>", "<!-- -->"].contains(&html.trim()),
                "{path}: {html}"
            );
        }
    }
}

#[test]
fn every_twin_of_the_sample_says_what_its_page_says() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for base in ["https://example.github.io/digest/", "/d/"] {
        let site = std::fs::read_to_string(root.join("site.yaml")).unwrap();
        std::fs::write(folder.path().join("site.yaml"), site + "\ntwins: true\n").unwrap();
        copy(&root.join("content"), &folder.path().join("content"));
        let outcome = run(folder.path(), How { base: Some(base), ..How::default() });
        let twins: Vec<&String> = outcome.files.keys().filter(|path| path.ends_with("/index.md")).collect();
        assert_eq!(twins.len(), 17 + 4);
        let path = BaseUrl::parse(base).unwrap().path().to_owned();
        for twin in twins {
            compare(
                &outcome,
                &twin.replace("index.md", "index.html"),
                base.strip_suffix(&path).unwrap(),
                &path,
            );
        }
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => _ = std::fs::copy(entry.path(), to).unwrap(),
        }
    }
}

/// Bodies with what Markdown could take for something else.
const TRICKY: &str = r##"-- site.yaml --
title: "Test *of* [twins] & <more>"
description: "1. A line # with signs"
base_url: https://x.org/d/
id: t
twins: true
series: {loan: {name: The loan, unit: EUR}}
outlets: {wire: {name: "Wire_service_", kind: wire}}
-- content/people/ada.md --
---
name: Ada *Star* King
---
Text.
-- content/storylines/talks.md --
---
title: "Talks: 1. round"
summary: What is said_ and _not_ said
---
Where *things* stand, by [[ada]].

- one
-- content/briefings/2025-12-21-before.md --
---
title: "# Before [it]"
date: 2025-12-21
storylines: [talks]
unknown: [{id: q, text: Who *was* there}]
watch: [{text: A vote, date: 2025-12-30}]
---
Text.
-- content/briefings/2025-12-22-talks.md --
---
title: "Talks *go* on_ & <b>on</b> | 1.5"
summary: "- Not a list, +1 = 2"
date: 2025-12-22T07:00
storylines: [talks]
about: [ada]
answers: {q: "Nobody * at all"}
sources:
  one: {title: "[A] *title*", by: ada, url: "https://e.org/a_(b)?c=1&copy;=2|3", date: 2025-12-20}
  two: {title: Two, outlet: wire, date: 2025-12-20, via: one}
known: [{text: "2. It is so", status: reported, source: one}]
unknown: [{text: "`Why`"}]
quotes:
  - {id: words, text: "We *never* said <that>.", by: ada, source: one}
events: [{id: e, date: 2025-12-20, text: They met in Bern, who: [ada], source: two}]
figures: [{series: loan, value: 70, period: 2026, by: ada, source: one}]
corrections:
  - {date: 2025-12-23, error: ours, fixes: events/e, was: Rome, now: Bern, text: "A * note."}
---
First *em*, **strong**, ***both***, ~~gone~~, `a|b` and `` c`d ``, 2 \* 3, snake_case_name, \_under\_,
a\
break, &lt;tag&gt; &amp;amp; a & b, E = mc<sup>2</sup>, H<sub>2</sub>O.[^one] Again[^two] and [^one].
[[ada]] and [her page](../people/ada.md "T"), [[talks|the *talks*]], [before](2025-12-21-before.md), <https://e.org/x_y_(z)>,
[parens](https://e.org/a_(b)) and **[bold](https://e.org/)**. A note.[^n] を**「強調」**は*間*に。

Look\![her page](../people/ada.md)!

1986\. A year. \# No heading. \- No item. \> No quote.

## A # heading with `code` and [[ada]] #1

1. one
   1. deep *a*
      - deeper

     ```text
     fence ``` <b>
       indented
     ```
2. two

   > quoted [^two]
   >
   > - list

7. seven

* star

<!-- apart -->

- other

| a \| b | [[ada]] |
| --- | --: |
| `x\|y` | **1** |
| | <br>z |

---

> [!NOTE]
> An alert with `code`.


<p><code>a <a href="https://e.org/code">code</a></code></p>

<details><summary>More *raw*</summary><p>in <q>raw</q><u>er</u> <em>HTML</em></p></details>

[^n]: See *this*, [there](https://e.org/n).

    And more.
"##;

#[test]
fn what_markdown_could_take_for_a_sign_stays_what_it_is() {
    let outcome = build(TRICKY);
    compare(&outcome, PAGE, "https://x.org", "/d/");
    compare(&outcome, "2025/12/21/before/index.html", "https://x.org", "/d/");
    compare(&outcome, "storylines/talks/index.html", "https://x.org", "/d/");
    let outcome = build_as(TRICKY, How { base: Some("/d/"), ..How::default() });
    compare(&outcome, PAGE, "", "/d/");
    assert!(outcome.page(TWIN).contains("](/d/people/ada/)"));
}

#[test]
fn marks_lists_tables_and_code_are_there() {
    let outcome = build(TRICKY);
    let twin = outcome.page(TWIN);
    for part in [
        "# Talks \\*go\\* on\\_ & \\<b\\>on\\</b\\> \\| 1.5\n\n[https://x.org/d/2025/12/22/talks/](https://x.org/d/2025/12/22/talks/)\n",
        "First *em*, **strong**, ***both***, ~~gone~~, `a|b` and ``c`d``, 2 \\* 3, snake_case_name",
        "E = mc<sup>2</sup>, H<sub>2</sub>O.\\[1\\] Again\\[2\\] and \\[1\\].",
        "A note.\\[a\\]",
        "\n- \\[a\\] See *this*, [there](https://e.org/n).\n\n  And more.\n",
        "Look\\![her page](https://x.org/d/people/ada/)!\n\n1986\\. A year.",
        "1. one\n",
        "   1. deep *a*\n",
        "      - deeper\n",
        "   ````\n   fence ``` <b>\n     indented\n   ````\n",
        "| `x\\|y` | **1** |\n",
        "~~Rome~~ Bern",
        "**Correction** (our error)",
        "1. [\\[A\\] \\*title\\*](https://e.org/a_\\(b\\)?c=1&amp;copy;=2\\|3)",
    ] {
        assert!(twin.contains(part), "{part}\n\n{twin}");
    }
}

#[test]
fn pages_and_llms_txt_name_the_twins_and_sitemaps_do_not() {
    let outcome = build(TRICKY);
    let link = |path: &str| {
        outcome.page(path).matches("<link rel=\"alternate\" type=\"text/markdown\" href=\"").count()
    };
    assert!(
        outcome.page(PAGE).contains(
            "<link rel=\"alternate\" type=\"text/markdown\" href=\"/d/2025/12/22/talks/index.md\">"
        )
    );
    assert_eq!(
        [link(PAGE), link("storylines/talks/index.html"), link("index.html"), link("people/ada/index.html")],
        [1, 1, 0, 0]
    );
    assert!(
        !outcome.page("sitemap.xml").contains("index.md") && !outcome.page("sitemap.xml").contains("llms")
    );
    let urls: Vec<&str> = outcome.page("data/urls.txt").lines().collect();
    for url in ["/llms.txt", "/2025/12/22/talks/index.md", "/storylines/talks/index.md"] {
        assert!(urls.contains(&url), "{url}");
    }
    assert_eq!(
        outcome.page("llms.txt"),
        "# Test \\*of\\* \\[twins\\] & \\<more\\>\n\
         \n> 1\\. A line \\# with signs\n\
         \n## Editions\n\
         \n- [No. 2, Monday, December 22, 2025](https://x.org/d/2025/12/22/): [Talks \\*go\\* on\\_ & \\<b\\>on\\</b\\> \\| 1.5](https://x.org/d/2025/12/22/talks/index.md)\
         \n- [No. 1, Sunday, December 21, 2025](https://x.org/d/2025/12/21/): [\\# Before \\[it\\]](https://x.org/d/2025/12/21/before/index.md)\n\
         \n## Storylines\n\
         \n- [Talks: 1. round](https://x.org/d/storylines/talks/index.md): Active · last briefing December 22, 2025. What is said\\_ and \\_not\\_ said\n\
         \n## Dossiers\n\
         \n- [People](https://x.org/d/people/)\n\
         \n## Data files\n\
         \n- [data/digest.json](https://x.org/d/data/digest.json)\
         \n- [data/digest-2025.json](https://x.org/d/data/digest-2025.json)\
         \n- [data/urls.txt](https://x.org/d/data/urls.txt)\
         \n- [agenda.ics](https://x.org/d/agenda.ics)\n"
    );
}

#[test]
fn there_are_none_unless_asked_for() {
    let outcome = build(&TRICKY.replace("twins: true\n", ""));
    assert!(!outcome.files.keys().any(|path| path.ends_with(".md") || path == "llms.txt"));
    assert!(!outcome.page(PAGE).contains("text/markdown"));
}

#[test]
fn what_is_not_out_is_in_no_twin() {
    let site = TRICKY.replace(
        "First *em*",
        "See [[2025-12-23-secret]] and [the hidden piece](2025-12-23-secret.md). First *em*",
    );
    let secret = "-- content/briefings/2025-12-23-secret.md --\n---\ntitle: A plan of <twenty> points\ndate: 2025-12-23\nembargo: 2027-01-01\nstorylines: [talks]\n---\nNobody may read these words.\n";
    let outcome = build(&format!("{site}{secret}"));
    compare(&outcome, PAGE, "https://x.org", "/d/");
    compare(&outcome, "storylines/talks/index.html", "https://x.org", "/d/");
    let mut texts = 0;
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".md") || *path == "llms.txt")
    {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("twenty") && !text.contains("secret") && !text.contains("these words"),
            "{path}: {text}"
        );
        texts += 1;
    }
    assert_eq!(texts, 4);
    let future = How { future: true, ..How::default() };
    let outcome = run(in_folder(&format!("{site}{secret}")).path(), future);
    assert!(outcome.page("llms.txt").contains("A plan of \\<twenty\\> points"));
    assert!(outcome.page(TWIN).contains("/2025/12/23/secret/"));
}

#[test]
fn their_addresses_are_taken() {
    let site = "-- site.yaml --\ntitle: T\nid: t\nbase_url: https://x.org/\ntwins: true\n";
    let briefing = "-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n---\nText.\n";
    let root = "-- content/root/llms.txt --\nMine.\n-- content/root/2025/12/22/a/index.md --\nMine.\n";
    let outcome = build(&format!("{site}{briefing}{root}"));
    assert_eq!(
        outcome.codes().iter().filter(|code| **code == "url-collision").count(),
        2,
        "{:?}",
        outcome.codes()
    );
    check(&format!("{}{briefing}{root}", site.replace("twins: true\n", "")));
}
