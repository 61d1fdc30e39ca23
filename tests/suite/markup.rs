//! Bodies as writers type them: what is markup, what is shown, and what is reported.

use crate::site::{build, check};

fn page(body: &str) -> String {
    let site = format!(
        "-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n-- site.yaml --\ntitle: T\nsearch: false\n"
    );
    let outcome = build(&site);
    outcome.page("about/index.html").to_owned()
}

fn codes(body: &str) -> Vec<&'static str> {
    let outcome = build(&format!("-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n"));
    outcome
        .problems
        .iter()
        .filter(|problem| problem.place.is_some())
        .map(|problem| problem.code.name())
        .collect()
}

#[test]
fn bare_addresses_are_links_and_shown_as_typed() {
    let html =
        page("See https://example.org/a--b?c=1&d=2, (www.example.org/x) and `https://example.org/code`.");
    assert!(
        html.contains(
            "<a href=\"https://example.org/a--b?c=1&amp;d=2\">https://example.org/a--b?c=1&amp;d=2</a>,"
        ),
        "{html}"
    );
    assert!(html.contains("(<a href=\"https://www.example.org/x\">www.example.org/x</a>)"), "{html}");
    assert!(html.contains("<code>https://example.org/code</code>"), "{html}");
    let html = page(
        "[https://example.org/a](https://example.org/b) <a href=\"https://example.org/c\">https://example.org/c</a> <https://example.org/d--e>",
    );
    assert!(html.contains("<a href=\"https://example.org/b\">https://example.org/a</a>"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/c\">https://example.org/c</a>"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/d--e\">https://example.org/d--e</a>"), "{html}");
}

#[test]
fn footnotes_hold_paragraphs_lists_and_code() {
    let html = page(
        "One.[^b] Two.[^c]\n\n[^b]: First.\n\n    Second.\n\n    - item\n\n[^c]: Last.\n\nAfter.\n\n    code",
    );
    let note = html.split("<li id=\"note-a\">").nth(1).unwrap().split("<li id=\"note-b\">").next().unwrap();
    assert!(
        note.contains("<p>First.</p>") && note.contains("<p>Second.</p>") && note.contains("<li>item</li>"),
        "{note}"
    );
    assert!(html.contains("<p>After.</p>") && html.contains("<pre tabindex=\"0\"><code>code"), "{html}");
    // What is indented at the top of a body is code, and not part of a note.
    assert!(page("    code\n\nOne.[^b]\n\n[^b]: Note.").contains("<code>code"));
    assert_eq!(codes("One.[^b]"), ["undefined-footnote"]);
    assert_eq!(codes("One.[^b]\n\n[^b]: x\n\n[^c]: y"), ["unused-footnote"]);
}

#[test]
fn alerts_have_titles_and_fold() {
    let html = page(
        "> [!NOTE] Why *it* matters\n> Text.\n\n> [!warning]- Folded\n>\n> Text.\n\n> [!info]+\n> Text.",
    );
    assert!(
        html.contains(
            "<aside class=\"alert note\"><p class=\"alert-title\">Why <em>it</em> matters</p>\n<p>Text.</p>"
        ),
        "{html}"
    );
    assert!(html.contains("<details class=\"alert warning\"><summary class=\"alert-title\">Folded</summary>\n<p>Text.</p>\n</details>"), "{html}");
    assert!(
        html.contains("<details class=\"alert note\" open><summary class=\"alert-title\">Note</summary>"),
        "{html}"
    );
    let outcome = check(
        "-- content/pages/about.md --\n---\ntitle: About\n---\n> [!bug]\n  ^^^^^^ warning[literal-markup]: there is no alert `bug`\n> Text.\n",
    );
    let help = outcome
        .problems
        .iter()
        .find_map(|problem| problem.help.clone().filter(|_| problem.code.name() == "literal-markup"));
    assert_eq!(
        help.unwrap(),
        "write `[!NOTE] Bug`; the kinds are `NOTE`, `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`"
    );
    let titled = build("-- content/pages/about.md --\n---\ntitle: About\n---\n> [!bug] Why\n> Text.\n");
    let told = titled.problems.iter().find(|problem| problem.code.name() == "literal-markup").unwrap();
    assert!(told.help.as_ref().unwrap().starts_with("write `[!NOTE]`; "), "{told:?}");
    assert!(page("> [!NOTE]\n> Text.").contains("<p class=\"alert-title\">Note</p>"));
}

#[test]
fn comments_are_no_part_of_the_page() {
    let html = page(
        "Before %%secret one%% after.\n\n%%\nsecret two\n\n## secret three\n\n- secret four\n%%\n\nLast 50%% and `%%code%%` and \\%%shown.",
    );
    assert!(!html.contains("secret"), "{html}");
    assert!(
        html.contains("Before  after.") && html.contains("Last 50%% and <code>%%code%%</code> and %%shown."),
        "{html}"
    );
    assert!(!html.contains("<p></p>"), "{html}");
    let html = page("A %%secret\n\n- secret\n- secret%% B\n\n> C %%secret%% and %%secret%% D\n\nE");
    assert!(!html.contains("secret") && !html.contains("%%"), "{html}");
    assert!(html.contains("<p>A </p>\n<ul>\n<li> B</li>\n</ul>"), "{html}");
    assert!(html.contains("<blockquote>\n<p>C  and  D</p>\n</blockquote>\n<p>E</p>"), "{html}");
    assert_eq!(codes("Text %%secret."), ["unclosed-comment"]);
    assert_eq!(codes("Text %%secret.%%"), [""; 0]);
    check(
        "-- content/pages/about.md --\n---\ntitle: About\n---\nA \\%% and %%b%% and %%c.\n                    ^^ error[unclosed-comment]: `%%` begins a comment that is never closed\n",
    );
}

#[test]
fn braces_in_a_heading_hold_one_id() {
    let html = page("## Odesa {#odesa}\n\n## Use of {braces}\n\n## Set {1, 2}\n\nText\n----\n\n[x](#odesa)");
    for heading in ["<h2 id=\"odesa\">Odesa</h2>", ">Use of {braces}</h2>", ">Set {1, 2}</h2>"] {
        assert!(html.contains(heading), "{heading}: {html}");
    }
    assert_eq!(codes("## Odesa {#odesa}\n\n## Set {1, 2}"), [""; 0]);
    assert_eq!(codes("## Wide {.wide}"), ["literal-markup"]);
}

#[test]
fn links_in_brackets_and_marks_inside_links_are_sound() {
    let html = page(
        "[[1]](https://example.org/one), [two](https://example.org/two)[^a] and [![Alt](https://example.org/x.png)](https://example.org/three).\n\n[^a]: Note.",
    );
    assert!(html.contains("<a href=\"https://example.org/one\">[1]</a>,"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/two\">two</a><sup"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/three\">Alt</a>"), "{html}");
    let html = page("Word![Alt](https://example.org/x.png)word");
    assert!(html.contains("Word <a href=\"https://example.org/x.png\">Alt</a> word"), "{html}");
    assert_eq!(codes("[x]()"), ["broken-link"]);
}

#[test]
fn code_without_an_end_is_told() {
    assert_eq!(codes("Text.\n\n```sh\nls\n"), ["unclosed-fence"]);
    assert_eq!(codes("- Text.\n\n  ~~~~\n  ls\n  ~~~\n"), ["unclosed-fence"]);
    for closed in
        ["```sh\nls\n```", "> ```\n> ls\n> ```", "- Text.\n\n  ~~~\n  ls\n  ~~~~", "    indented", "```\n```"]
    {
        assert_eq!(codes(closed), [""; 0], "{closed}");
    }
}

#[test]
fn markup_that_is_shown_is_told_with_what_to_write() {
    for (body, help) in [
        ("This is ** not bold** here.", "write `**not bold**`, or `\\*\\*` to show the asterisks"),
        ("An end** alone.", "add the other `**`, or write `\\*\\*` to show the asterisks"),
        ("##Heading", "add a space: `## Heading`"),
        ("See [the doc](my file.pdf) now.", "put the address in angle brackets: `[the doc](<my file.pdf>)`"),
        ("See [x] (https://example.org/) now.", "remove the space between `]` and `(`"),
        ("See [x](https://example.org/ now.", "add `)` where the address ends"),
        ("See [a note[^b]](x.md).\n\n[^b]: Note.", "put the note after the link: `[text](…)[^1]`"),
        ("Text [!NOTE] here.", "write `> [!NOTE]` as the first line of a block quote"),
        ("{{< figure src=\"a.png\" >}}", "write it in Markdown, or put it in backticks to show it as code"),
        ("{% include x.html %}", "write it in Markdown, or put it in backticks to show it as code"),
        ("Text.\n{: .wide}", "remove it"),
        ("[TOC]", "remove it"),
        ("A launch :rocket: today.", "type the emoji itself, or remove it"),
        ("The law $E=mc^2$ holds.", "write it in words or symbols, or put it in backticks"),
        ("Text^[a note] here.", "write `[^1]` here, and a line `[^1]: …` with the text of the note"),
        ("A ==marked== word.", "write `<mark>marked</mark>`"),
        ("The '==marked==' word.", "write `<mark>marked</mark>`"),
        ("A =='marked'== word.", "write `<mark>'marked'</mark>`"),
        ("It is ==标记==的.", "write `<mark>标记</mark>`"),
        ("The sum ${}_{n}=x$ holds.", "write it in words or symbols, or put it in backticks"),
        ("| a | b |\n|---|\n| 1 | 2 |", "write one cell for each of the head: `|---|---|`"),
        ("> - | a |\n>   |:-|-|", "write as many cells in the head as in this line, with `|` between them"),
        ("Text.\n\n|---|---|\n| 1 | 2 |", "write the names of the columns in a line above it"),
        ("Two lines\na | b\n---|---\n1 | 2", "write an empty line above the head"),
        ("*Text*{.wide}", "remove it"),
        ("Text {.wide .tall}", "remove it"),
        ("(text){: .wide}", "remove it"),
        (
            ":::warning\nText.",
            "write `> [!WARNING]`, and `> ` before each line of its text and no `:::` below it",
        ),
    ] {
        let outcome = build(&format!("-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n"));
        let told = outcome.problems.iter().filter(|problem| problem.code.name() == "literal-markup");
        let helps: Vec<_> = told.map(|problem| problem.help.as_deref().unwrap_or_default()).collect();
        assert!(helps.first() == Some(&help), "{body}: {helps:?}");
    }
}

#[test]
fn what_only_looks_like_markup_is_let_alone() {
    for body in [
        "2**10, f**k, what the f*** is, \\*\\*kwargs, `** x **` and **bold**.",
        "It cost $5 and then $6, or $1,000 = a lot, $x and y$.",
        "At 10:30:45, std::vec::Vec, a:b:c and note: this :-) one.",
        "#hashtag and C# and #1.",
        "A {set} of {1, 2} and a map {a: 1}, {x}.",
        "An array[0](see below), [sic](https://example.org/) and (x)[y].",
        "[Update] and [1] and [a, b] are in brackets.",
        "| a | b |\n|---|---|\n| 1 | 2 |\n|---|---|\n\n`|---|` and a |---| b\n\n- | -\n- -- | x\n\n\\|---|",
        "```\n{{< x >}} ** x ** :rocket: ##Y\n```",
        "https://example.org/a**b=={{x}}",
        "a == b == c, a ^ b, wow! [[about]]",
        "From '==' to '===' and \"==\" to \"==\", a==b and c==d, x!==y, z!==w, (==) and (==).",
        "if(${x} = 'a',${y}), $a=$b, ${a}=${b} and $PATH=/bin:$HOME",
        "Move node{.h, .cc} and lib{.rs}, or {.h, .cc} files.",
        "***\n\n* * *",
    ] {
        assert_eq!(codes(body), [""; 0], "{body}");
    }
}

#[test]
fn elements_end_with_their_block() {
    let html = page(
        "The matrix A<b> is small.\n\nNext <i><u>a</i> b.\n\n- c <em>d\n- e\n\n| f |\n|---|\n| <s>g |\n\n> <div>\n> h\n\ni",
    );
    for part in [
        "<p>The matrix A<b> is small.</b></p>\n<p>Next",
        "<p>Next <i><u>a</u></i> b.</p>",
        "<li>c <em>d</em></li>\n<li>e</li>",
        "<td><s>g</s></td>",
        "<div>\nh\n</div></blockquote>\n<p>i</p>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    // A piece of HTML that is a block of its own may end in a later one.
    let html = page("<div>\n\na\n\n</div>\n\n<section>\n<div>\n\nb");
    assert!(html.contains("<div>\n<p>a</p>\n</div>\n<section>\n<div>\n</div></section>"), "{html}");
    assert_eq!(
        codes("<div>\n\na\n\n</div>\n\n<p>b\n\n<ul><li>c</ul>\n\nd <br> <a id=\"x\"></a> `<b>` \\<b>"),
        [""; 0]
    );
    assert_eq!(codes("A<b> c"), ["unclosed-html"]);
    assert_eq!(codes("A</b> c"), ["unclosed-html"]);
    assert_eq!(codes("a <b>\n\nc</b>"), ["unclosed-html"; 2]);
    assert_eq!(codes("- <b>\n\n</b>"), ["unclosed-html"; 2]);
    assert_eq!(codes("<div class=\"x\n\na"), ["unclosed-html"]);
    assert!(page("<div class=\"x\n\na").contains("&lt;div class=\"x"));
}

#[test]
fn an_element_that_is_left_out_leaves_a_link() {
    let html = page("See<iframe src=\"https://example.org/e\" title=\"The speech\"></iframe>here.");
    assert!(html.contains("<p>See <a href=\"https://example.org/e\">The speech</a> here.</p>"), "{html}");
    let html = page("<video controls>\n<source src=\"https://example.org/a.mp4\">\nNo video.\n</video>");
    let link = "<a href=\"https://example.org/a.mp4\">https://example.org/a.mp4</a>";
    assert!(html.contains(link) && !html.contains("No video"), "{html}");
    assert!(
        page("a <audio src=\"https://example.org/a.mp4\">No sound</audio>.")
            .contains(&format!("<p>a {link}.</p>"))
    );
    assert!(
        page("<object data=\"https://example.org/a.mp4\"><svg><b>x</svg></object>")
            .contains(&format!("<p>{link}</p>"))
    );
    let html = page("[<iframe src=\"https://example.org/e\"></iframe>](https://example.org/f)");
    assert!(html.contains("<a href=\"https://example.org/f\">https://example.org/e</a>"), "{html}");
    let html = page("<p align=\"center\">\n<iframe src=\"https://example.org/e\"></iframe>\n</p>");
    assert!(
        html.contains("<p>\n<a href=\"https://example.org/e\">https://example.org/e</a>\n</p>"),
        "{html}"
    );
    assert_eq!(codes("a <svg><path d=\"M0\"/><g onclick=\"x\">b</g></svg>"), ["html-removed"]);
    assert_eq!(codes("<p style=\"x\" onclick=\"y\">a"), ["html-removed"]);
    assert_eq!(codes("<video>\n<source src=\"gone.mp4\">\n</video>"), ["html-removed", "broken-link"]);
}

#[test]
fn nothing_is_swallowed_by_an_element_without_end() {
    for name in ["script", "style", "textarea", "title", "plaintext", "iframe", "template", "select", "svg"] {
        let html = page(&format!("Use <{name}> and\n\ngo **on**."));
        assert!(html.contains("and</p>\n<p>go <strong>on</strong>.</p>"), "{name}: {html}");
    }
    assert!(page("<center>a</center><center>b</center>").contains("a b"));
    assert!(page("<font size=5>T</font>he").contains("The"));
    assert_eq!(codes("<?php echo 1 ?>"), ["html-removed"]);
}

#[test]
fn places_have_the_ids_that_writers_give_them() {
    let html =
        page("<a name=\"old\"></a><a name=\"b\" id=\"b\">c</a>\n\n# Old\n\n[d](#old) [e](#b) [f](#old-1)");
    assert!(html.contains("<a id=\"old\"></a><a id=\"b\">c</a>"), "{html}");
    assert!(html.contains("<h2 id=\"old-1\">Old</h2>"), "{html}");
    assert_eq!(codes("<a name=\"old\"></a>\n\n[d](#old)"), [""; 0]);
    // GitHub keeps invisible characters in ids.
    let html = page("## 👩\u{200d}💻 team\n\n[d](#\u{200d}-team) [e](#%E2%80%8D-team)");
    assert!(html.contains("<h2 id=\"-team\">") && html.matches("href=\"#-team\"").count() >= 1, "{html}");
    assert_eq!(codes("## 👩\u{200d}💻 team\n\n[d](#\u{200d}-team) [e](#%E2%80%8D-team)"), [""; 0]);
    assert_eq!(codes("<a name=\"old\"></a>\n\n[d](#odl)"), ["dead-anchor"]);
    assert_eq!(codes("<i id=\"a\">b</i> <i id=\"a\">b</i>"), ["duplicate-id"]);
    assert_eq!(codes("# B {#a}\n\n<i id=\"a\">b</i>"), ["duplicate-id"]);
}

#[test]
fn what_looks_like_a_space_in_an_address_is_named() {
    let told = |body: &str| {
        let pages = "-- content/pages/b.md --\n---\ntitle: B\n---\n-- content/pages/about.md --\n---\ntitle: A\n---\n";
        let [problem] = &build(&format!("{pages}{body}\n")).problems[..] else { panic!("{body}") };
        assert_eq!(problem.code.name(), "broken-link");
        (problem.message.clone(), problem.help.clone().unwrap())
    };
    for (c, name) in [
        ("\u{a0}", "a no-break space (U+00A0)"),
        ("\u{200b}", "a zero-width space (U+200B)"),
        ("\u{3000}", "an odd space (U+3000)"),
    ] {
        let (message, help) = told(&format!("[b](b{c}.md)"));
        assert!(message.contains(name), "{message}");
        assert_eq!(help, if c == "\u{200b}" { "write `b.md`" } else { "write `<b .md>`" });
    }
    assert_eq!(told("[b](https://example.org/b\u{a0})").1, "write `https://example.org/b`");
    assert_eq!(codes("[b](<a b.md>)"), ["broken-link"]);
    assert_eq!(codes("[b](https://example.org/می\u{200c}خواهم)"), [""; 0]);
}

/// The help of the one problem of a body.
fn help(body: &str) -> String {
    let outcome = build(&format!("-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n"));
    let placed: Vec<_> = outcome.problems.iter().filter(|problem| problem.place.is_some()).collect();
    let [problem] = placed[..] else { panic!("{:?}", outcome.codes()) };
    problem.help.clone().unwrap()
}

#[test]
fn a_text_in_brackets_takes_any_form_of_address() {
    let html = page(
        "[[3]](https://a.example/a_(b)_c) [[1]](https://a.example/a \"T\") [[2]](<https://a.example/>) [[RFC 1]][rfc]\n\n[RFC]: https://r.example/",
    );
    for link in [
        "<a href=\"https://a.example/a_(b)_c\">[3]</a>",
        "<a href=\"https://a.example/a\" title=\"T\">[1]</a>",
        "<a href=\"https://a.example/\">[2]</a>",
        "<a href=\"https://r.example/\">[RFC 1]</a>",
    ] {
        assert!(html.contains(link), "{link} in {html}");
    }
    // A name followed by a remark or another name is still a name.
    assert!(page("[[about]](see below)").contains(">About</a>(see below)"));
    assert!(page("[[about]][[about]]").contains("About</a><a"));
    assert!(page("`[[1]](x.y)`\n\n    [[2]](x.y)").contains("[[1]](x.y)</code>"));
}

#[test]
fn a_definition_has_a_space_after_its_colon() {
    assert!(page("Term\n: Text").contains("<dt>Term</dt>\n<dd>Text</dd>"));
    assert!(page("::: note\nText\n:::").contains("<p>::: note\nText\n:::</p>"));
    assert!(page("a | b\n:-- | --:\n1 | 2").contains("<th scope=\"col\">a</th>"));
    assert!(page("> a | b\n> :-:|:-:\n> 1 | 2").contains("<th scope=\"col\">a</th>"));
    for body in ["Late\n\n:warning: Old", "He said:\n\n:-) yes", "Time is\n:30", "> a\n> :b", "a\n::: note"] {
        let html = page(body);
        let line = body.lines().last().unwrap().trim_start_matches("> ").replace("->", "-&gt;");
        let text = html.split("<footer>").next().unwrap();
        assert!(!text.contains("<dl>") && text.contains(&line), "{text}");
    }
}

#[test]
fn what_a_parser_passes_over_is_told() {
    assert_eq!(codes("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n| `x\\|y` | 2 |\n1 | 2"), [""; 0]);
    assert_eq!(codes("| a | b |\n|---|---|\n| 1 | 2 | 3 |"), ["cut-text"]);
    assert_eq!(codes("| a | b |\n|---|---|\n| `x|y` | 2 |"), ["cut-text"]);
    assert_eq!(codes("> a | b\n> ---|---\n> 1 | 2 | 3"), ["cut-text"]);
    assert_eq!(
        codes(
            "[a] [b]\n\n[a]: https://a.example/1\n[A]: https://a.example/2\n[b]: https://a.example/3\n[b]: <https://a.example/3>\n\n    [b]: https://a.example/4"
        ),
        ["duplicate-reference"]
    );
    assert_eq!(codes("A[^1]\n\n[^1]: One.\n[^1]: Two."), ["unused-footnote"]);
    assert_eq!(codes("<!-- a\n\nb -->\n\nc"), [""; 0]);
    assert_eq!(codes("<!-- a\n\nb"), ["unclosed-comment"]);
    assert_eq!(codes("<![CDATA[ a > b ]]>"), ["html-removed"]);
    assert_eq!(codes("<?php a\n\nb"), ["html-removed"]);
    assert!(!page("<?php if (a > b) { c } ?>").contains("c }"));
}

#[test]
fn labels_of_notes_are_those_of_github() {
    assert_eq!(codes("A[^One]\n\n[^one]: x"), [""; 0]);
    assert!(page("A[^One]\n\n[^one]: x").contains("<li id=\"note-a\"><p>x</p>"));
    // A note that only an unused note cites is unused too, and gets no link back.
    let body = "A\n\n[^z]: never\n\n    - with [^q]\n\n[^q]: q";
    assert_eq!(codes(body), ["unused-footnote"; 2]);
    assert!(!page(body).contains("note-ref"));
    assert_eq!(codes("A[^y]\n\n[^y]: cites [^z]\n\n[^z]: z"), [""; 0]);
    assert_eq!(help("A[^nots] B[^note]\n\n[^note]: x"), "did you mean `[^note]`?");
}

#[test]
fn references_that_are_links_by_themselves_are_not_missing() {
    assert_eq!(codes("[a][b](https://x.example/) [c][d][e]\n\n[e]: https://x.example/"), [""; 0]);
    assert_eq!(codes("m[i][j]"), ["undefined-reference"]);
    assert!(help("m[i][j]").contains("`\\[` to show the brackets"));
    assert_eq!(codes("m\\[i][j]"), [""; 0]);
}

#[test]
fn pictures_keep_their_titles_and_raw_ones_their_words() {
    let html = page("![a](about.png \"One\") b ![c](about.png \"Two\")");
    assert!(!html.contains("title=\"One\""), "there is no such picture");
    let outcome = build(
        "-- content/pages/about.md --\n---\ntitle: About\n---\n![a](x.gif \"One\") b ![c](x.gif \"Two\")\n-- content/pages/x.gif --\nGIF89a00000000",
    );
    assert_eq!(outcome.page("about/index.html").matches("title=\"One\"").count(), 1);
    assert_eq!(outcome.page("about/index.html").matches("title=\"Two\"").count(), 1);
    let html = page("<a href=\"https://a.example/\"><img src=\"https://b.example/y.png\" alt=\"Done\"></a>");
    assert!(html.contains("<a href=\"https://a.example/\">Done</a>"), "{html}");
    assert!(
        page("a<img src=\"https://b.example/y.png\" alt=\"\">b")
            .contains("a <a href=\"https://b.example/y.png\">https://b.example/y.png</a> b")
    );
}

#[test]
fn raw_headings_go_down_with_the_others() {
    assert!(page("# A\n\n<h2>B</h2>\n\n## C").contains("<h3>B</h3>\n<h3 id=\"c\">C</h3>"));
    assert!(page("<h2>B</h2>\n\n## C").contains("<h2>B</h2>\n<h2 id=\"c\">C</h2>"));
    assert!(page("# A\n\n<h6>B</h6>").contains("<h6>B</h6>"));
    assert!(page("<h1>A</h1>").contains("<h2>A</h2>"));
    assert_eq!(codes("<h1>A</h1>\n\n<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"), [""; 0]);
}

#[test]
fn an_escaped_alert_is_a_quotation() {
    let html = page("> \\[!NOTE]\n> x");
    assert!(html.contains("<blockquote>\n<p>[!NOTE]\nx</p>"), "{html}");
}

#[test]
fn references_to_characters_are_read_in_attributes() {
    let html = page("<a href=\"https://a.example/&ouml;\" title=\"&hearts; &quot;\">x</a>");
    assert!(html.contains("href=\"https://a.example/ö\" title=\"♥ &quot;\""), "{html}");
}

#[test]
fn the_help_of_a_link_says_what_to_write() {
    assert_eq!(
        help("[x](https://a.example/a b)"),
        "put the address in angle brackets: `[x](<https://a.example/a b>)`"
    );
    assert_eq!(codes("[x](https://a.example/a"), ["literal-markup"]);
    assert_eq!(help("[x](ttps://a.example)"), "write `https://a.example`");
    assert_eq!(help("[x](mail-to:a@b.example)"), "write `mailto:a@b.example`");
    assert_eq!(help("[x](vbscript:a)"), "use `https:`, `http:`, `mailto:` or `tel:`");
    assert_eq!(help("[x](example.com)"), "write `https://example.com`");
    assert_eq!(help("[x](?q=a)"), "write the whole address: `https://…`");
    assert_eq!(codes("[x]({{ a }})"), ["literal-markup"]);
    assert_eq!(help("a**(x)**b"), "write `<b>(x)</b>`, or `\\*\\*` to show the asterisks");
    assert_eq!(
        help("!!! warning \"Two words\"\n    text"),
        "write `> [!WARNING] Two words`, and `> ` before each line of its text in place of the indentation"
    );
    assert_eq!(
        help("::: info\ntext"),
        "write `> [!NOTE]`, and `> ` before each line of its text and no `:::` below it"
    );
    assert_eq!(help("=== \"Tab\""), "write a heading, `### Tab`, and its text without indentation");
    assert_eq!(help("*[HTML]: A language"), "explain the word where it first appears, and remove this line");
    assert_eq!(help("Press ++ctrl+c++."), "write `<kbd>ctrl</kbd>+<kbd>c</kbd>`");
    assert_eq!(codes("C++ and D++, a++b++c, ++ x ++, *[a]*: b"), [""; 0]);
    assert_eq!(help("<a href=\"https://a.example\" target=\"_blank\">x</a>"), "remove it");
    assert_eq!(help("<b align=\"left\">x</b>"), "remove it; looks belong in the theme's style sheet");
    assert_eq!(
        help("<iframe src=\"https://a.example\" title=\"The speech\"></iframe>"),
        "write a link in its place: `[The speech](https://a.example)`"
    );
}

#[test]
fn pages_and_pictures_named_another_way_are_found() {
    let told = |body: &str| {
        let outcome = build(&format!(
            "-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\nsummary: S\n---\n![M](map.gif)\n\
             -- content/briefings/map.gif --\nGIF89a00000000\n-- content/pages/pic.gif --\nGIF89a00000000\n"
        ));
        let found =
            outcome.problems.iter().find(|problem| problem.severity == dateline::diagnostic::Severity::Error);
        found.and_then(|problem| problem.help.clone()).unwrap()
    };
    assert_eq!(told("[a](/blog/talks/)"), "did you mean `/2025/12/22/talks/`?");
    assert_eq!(told("[a](/blog/nothing/)"), "link to the file itself, such as `../people/name.md`");
    assert_eq!(told("![[pic.gif]]"), "write `![…](pic.gif)`, with what it shows between the brackets");
    assert_eq!(
        told("![[pics.gif]]"),
        "write the id of a storyline, dossier, briefing or page: the name of its file without `.md`"
    );
}
