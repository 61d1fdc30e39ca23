//! What Markdown becomes.

use crate::site::{Outcome, build, check};

const PAGE: &str = "2025/12/22/talks/index.html";

/// A site with one briefing that has this body, and things to link to.
fn site(body: &str) -> String {
    site_with("", body)
}

fn site_with(front: &str, body: &str) -> String {
    format!(
        "
-- content/people/zelensky.md --
---
name: Volodymyr Zelensky
---
## Early life
-- content/storylines/peace-talks.md --
---
title: The peace talks
---
-- content/briefings/2025-12-21-eve.md --
---
title: The eve
date: 2025-12-21
---
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
{front}---
{body}
"
    )
}

fn text(outcome: &Outcome) -> &str {
    // A text in a language other than the site's says so here.
    let text = outcome.between(PAGE, "<div class=\"text e-content\"", "\n</div>\n");
    text.split_once('>').unwrap().1.trim()
}

#[track_caller]
fn assert_html(body: &str, expected: &str) {
    let outcome = check(&site(body));
    assert_eq!(text(&outcome), expected.trim());
}

#[test]
fn headings_have_ids_and_leave_the_first_level_to_the_title() {
    assert_html(
        "# One\n\n## Two & three\n\n## Two & three\n\n### *Four* {#four-it-is}",
        "<h2 id=\"one\">One</h2>\n<h3 id=\"two--three\">Two &amp; three</h3>\n\
         <h3 id=\"two--three-1\">Two &amp; three</h3>\n<h4 id=\"four-it-is\"><em>Four</em></h4>",
    );
}

#[test]
fn ids_of_the_page_itself_are_not_taken_by_headings() {
    assert_html(
        "## Content\n\n## Page sources\n\n## Note a\n\n## Note on spelling",
        "<h2 id=\"content-1\">Content</h2>\n<h2 id=\"page-sources\">Page sources</h2>\n<h2 id=\"note-a-1\">Note a</h2>\n<h2 id=\"note-on-spelling\">Note on spelling</h2>",
    );
}

#[test]
fn tables_scroll_and_align_without_inline_styles() {
    assert_html(
        "| a | b | c |\n|---|--:|:-:|\n| 1 | 2 | 3 |",
        "<div class=\"table\" role=\"group\" tabindex=\"0\"><table class=\"r2 c3\">\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th><th scope=\"col\">c</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td>2</td><td>3</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn lists_of_tasks_and_definitions() {
    assert_html(
        "- [x] asked\n- [ ] answered",
        "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"done\"> asked</li>\n\
         <li><input type=\"checkbox\" disabled aria-label=\"open\"> answered</li>\n</ul>",
    );
    assert_html(
        "Claimed\n: said by a party\n\n~~gone~~",
        "<dl>\n<dt>Claimed</dt>\n<dd>said by a party</dd>\n</dl>\n<p><del>gone</del></p>",
    );
}

#[test]
fn alerts_have_titles_in_the_language_of_the_site() {
    assert_html(
        "> [!WARNING]\n> Not confirmed.",
        "<aside class=\"alert warning\"><p class=\"alert-title\">Warning</p>\n<p>Not confirmed.</p>\n</aside>",
    );
    let outcome = build(&format!(
        "-- site.yaml --\ntitle: Т\nlanguage: uk\nbase_url: https://x.org/\n{}",
        site("> [!NOTE]\n> Він сказав \"так\".")
    ));
    assert_eq!(
        text(&outcome),
        "<aside class=\"alert note\"><p class=\"alert-title\">Примітка</p>\n<p>Він сказав «так».</p>\n</aside>"
    );
}

#[test]
fn quotes_and_dashes_are_typographic_but_not_in_code() {
    assert_html(
        "\"It's *\"quoted\"*\" -- `\"code\" --`...",
        "<p>“It’s <em>“quoted”</em>” – <code>&quot;code&quot; --</code>…</p>",
    );
}

#[test]
fn a_page_says_which_way_its_text_runs() {
    let site = |site: &str, page: &str| {
        format!(
            "-- site.yaml --\ntitle: T\nlanguage: {site}\n-- content/pages/p.md --\n---\ntitle: P\nlang: {page}\n---\nx\n"
        )
    };
    let page = |language: &str, of_page: &str| {
        crate::site::build(&site(language, of_page)).page("p/index.html").to_owned()
    };
    assert!(page("ar", "ar").contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page("ar", "en").contains(" lang=\"en\" dir=\"ltr\">"));
    assert!(page("en", "he").contains(" lang=\"he\" dir=\"rtl\">"));
    assert!(!page("en", "uk").contains(" dir="));
}

#[test]
fn the_top_of_a_page_and_text_fragments_need_no_section() {
    let site = |link: &str| {
        format!(
            "-- content/pages/a.md --\n---\ntitle: A\n---\n## One\n\n[x]({link})\n-- content/pages/b.md --\n---\ntitle: B\n---\n## Two\n"
        )
    };
    let fine =
        ["#top", "#TOP", "#:~:text=One", "#one:~:text=x", "/b/#:~:text=x", "b.md#top", "/b/#two:~:text=x"];
    for link in fine {
        let outcome = crate::site::build(&site(link));
        assert!(!outcome.codes().contains(&"dead-anchor"), "{link}: {:?}", outcome.codes());
        assert!(!outcome.codes().contains(&"dead-link"), "{link}: {:?}", outcome.codes());
    }
    for link in ["#topp", "#two:~:text=x", "/b/#one:~:text=x", "b.md#bottom"] {
        let outcome = crate::site::build(&site(link));
        assert!(outcome.codes().contains(&"dead-anchor"), "{link}: {:?}", outcome.codes());
    }
}

#[test]
fn quotes_follow_the_language_of_the_briefing() {
    let outcome = check(&site_with("lang: de\n", "Er sagte \"ja\"."));
    assert_eq!(text(&outcome), "<p>Er sagte „ja“.</p>");
    assert!(outcome.page(PAGE).contains("<div class=\"text e-content\" lang=\"de\">"));
}

#[test]
fn code_is_coloured_with_classes() {
    assert_html(
        "```rust\nlet x = 1; // one\n```",
        "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-keyword\">let</span> x \
         <span class=\"hl-operator\">= </span><span class=\"hl-number\">1</span>; \
         <span class=\"hl-comment\">// one\n</span></code></pre>",
    );
    assert_html(
        "```nolanguage\n<b>\n```",
        "<pre tabindex=\"0\"><code class=\"language-nolanguage\">&lt;b&gt;\n</code></pre>",
    );
}

#[test]
fn names_in_brackets_link_with_the_title_or_a_text() {
    assert_html(
        "[[zelensky]], [[people/zelensky|he]], [[zelensky#early-life]], [[eve]], [[2025-12-21-eve|then]], [[peace-talks]].",
        "<p><a href=\"/people/zelensky/\">Volodymyr Zelensky</a>, <a href=\"/people/zelensky/\">he</a>, \
         <a href=\"/people/zelensky/#early-life\">Early life</a>, <a href=\"/2025/12/21/eve/\">The eve</a>, \
         <a href=\"/2025/12/21/eve/\">then</a>, <a href=\"/storylines/peace-talks/\">The peace talks</a>.</p>",
    );
}

#[test]
fn files_and_paths_link_under_the_base_path() {
    let site = format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/repo/\n{}",
        site(
            "[a](../people/zelensky.md#early-life) [b](2025-12-21-eve.md) [c](/people/) [d](#here) <https://e.org> <a@b.org>\n\n## Here"
        )
    );
    let outcome = check(&site);
    assert_eq!(
        text(&outcome),
        "<p><a href=\"/repo/people/zelensky/#early-life\">a</a> <a href=\"/repo/2025/12/21/eve/\">b</a> \
         <a href=\"/repo/people/\">c</a> <a href=\"#here\">d</a> <a href=\"https://e.org\">https://e.org</a> \
         <a href=\"mailto:a@b.org\">a@b.org</a></p>\n<h2 id=\"here\">Here</h2>"
    );
}

#[test]
fn sources_are_cited_by_number_and_footnotes_by_letter() {
    let front = "sources:\n  one: {title: First}\n  two: {title: Second, by: zelensky, url: 'https://e.org', date: 2025-11}\n";
    let outcome = check(&site_with(front, "A.[^two] B.[^n] C.[^two] D.[^n]\n\n[^n]: A *note*."));
    assert_eq!(
        text(&outcome),
        "<p>A.<sup class=\"cite s1\"><a id=\"cite-two\" href=\"#source-two\" aria-label=\"Source 1\">1</a></sup> \
         B.<sup class=\"note-ref\"><a id=\"note-ref-a\" href=\"#note-a\">a</a></sup> \
         C.<sup class=\"cite\"><a id=\"cite-two.2\" href=\"#source-two\" aria-label=\"Source 1\">1</a></sup> \
         D.<sup class=\"note-ref\"><a id=\"note-ref-a.2\" href=\"#note-a\">a</a></sup></p>\n\
         <section class=\"notes\" aria-label=\"Notes\">\n<ol class=\"lettered\">\n\
         <li id=\"note-a\"><p>A <em>note</em>.</p> \
         <a class=\"back\" href=\"#note-ref-a\" aria-label=\"Back to the text\">↩</a> \
         <a class=\"back\" href=\"#note-ref-a.2\" aria-label=\"Back to the text\">↩</a></li>\n</ol>\n</section>"
    );
    assert_eq!(
        outcome.between(PAGE, "<li id=\"source-two\" class=\"s1\">", "</li>"),
        "<a href=\"https://e.org\">Second</a>, <a href=\"/people/zelensky/\">Volodymyr Zelensky</a>, November 2025. \
         <a class=\"back\" href=\"#cite-two\" aria-label=\"Back to the text\">↩</a> \
         <a class=\"back\" href=\"#cite-two.2\" aria-label=\"Back to the text\">↩</a>"
    );
}

#[test]
fn images_have_their_size_and_titles_become_captions() {
    let folder = tempfile::TempDir::new().unwrap();
    let body = "![A \"map\"](map.png)\n\n![Map](map.png \"Where it's at\")\n\n[the file](map.png)";
    crate::site::write_site(folder.path(), &site(body));
    let png =
        [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0];
    std::fs::write(folder.path().join("content/briefings/map.png"), png).unwrap();
    std::fs::write(folder.path().join("content/briefings/unused.png"), png).unwrap();
    let outcome = crate::site::run(folder.path(), Default::default());
    let src = "/files/briefings/map.png";
    assert_eq!(
        text(&outcome),
        format!(
            "<p><img src=\"{src}\" alt=\"A &quot;map&quot;\" width=\"3\" height=\"2\" loading=\"lazy\"></p>\n\
             <figure><img src=\"{src}\" alt=\"Map\" width=\"3\" height=\"2\" loading=\"lazy\">\
             <figcaption>Where it’s at</figcaption></figure>\n<p><a href=\"{src}\">the file</a></p>"
        )
    );
    assert_eq!(outcome.files["files/briefings/map.png"], png);
    assert!(!outcome.files.contains_key("files/briefings/unused.png"));
}

#[test]
fn safe_html_stays_and_its_links_are_resolved() {
    assert_html(
        "a <mark class=\"x\">b</mark> <a href=\"../people/zelensky.md\">c</a> <!-- hidden -->",
        "<p>a <mark class=\"x\">b</mark> <a href=\"/people/zelensky/\">c</a> </p>",
    );
    assert_html(
        "<details>\n<summary>More</summary>\n\nText\n\n</details>",
        "<details>\n<summary>More</summary>\n<p>Text</p>\n</details>",
    );
}

#[test]
fn what_is_not_safe_is_removed_and_said() {
    let outcome = build(&site(
        "<p role=\"x\" onclick='y'>a</p>\n\n<img src=\"https://e.org/x.png\" alt=\"x\"> <input> b",
    ));
    assert_eq!(text(&outcome), "<p>a</p>\n<p><a href=\"https://e.org/x.png\">x</a>  b</p>");
    let codes: Vec<_> =
        outcome.codes().into_iter().filter(|code| code.contains('-') && !code.starts_with("no-")).collect();
    assert_eq!(
        codes,
        [
            "missing-summary",
            "missing-summary",
            "html-removed",
            "external-image",
            "html-removed",
            "never-mentioned"
        ]
    );
}

#[test]
fn a_name_in_a_table_takes_a_backslash_before_its_bar() {
    let outcome = check(&site("| a |\n|---|\n| [[zelensky\\|he]] |"));
    assert!(text(&outcome).contains("<td><a href=\"/people/zelensky/\">he</a></td>"));
}

#[test]
fn unsafe_html_never_reaches_a_page() {
    let hostile = [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" jAvAsCrIpT:alert(1)\">x</a>",
        "<a href=\"java&#115;cript:alert(1)\">x</a>",
        "<svg onload=alert(1)>",
        "<iframe src=\"https://e.org\"></iframe>",
        "<p style=\"background:url(https://e.org)\">x</p>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](javascript:alert(1))",
        "<https://e.org/\"onclick=\"alert(1)>",
        "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
        "```\"><script>\n</code></pre><script>\n```",
        "# x {#\"onclick=alert(1)}",
    ];
    for body in hostile {
        let outcome = build(&site(body));
        let page = outcome.page(PAGE);
        let page = page[page.find("<main").unwrap()..].to_lowercase();
        for element in ["<script", "<iframe", "<svg", "<style", "<math"] {
            assert!(!page.contains(element), "{element} of {body} in {page}");
        }
        for tag in page.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
            let (mut outside, mut inside) = (String::new(), String::new());
            for (n, part) in tag.split('"').enumerate() {
                if n % 2 == 0 { &mut outside } else { &mut inside }.push_str(part);
            }
            assert!(!outside.contains(" on") && !outside.contains("style="), "{tag} of {body}");
            assert!(!outside.contains(" href=") || !inside.contains("script:"), "{tag} of {body}");
            assert!(!outside.contains("src=") || !inside.contains("data:"), "{tag} of {body}");
        }
    }
}

#[test]
fn raw_html_can_be_shown_as_text() {
    let site = format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nmarkdown: {{html: escape}}\n{}",
        site("a <b>c</b>")
    );
    assert_eq!(text(&check(&site)), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
}

#[test]
fn links_without_a_target_keep_their_text() {
    let outcome = build(&site("[gone](gone.md) and [[gone|away]] and ![pic](gone.png)"));
    assert_eq!(text(&outcome), "<p>gone and away and pic</p>");
}

#[test]
fn thousands_of_equal_headings_are_no_burden() {
    let outcome = check(&site(&"## Day\n\n".repeat(20_000)));
    assert!(text(&outcome).ends_with("<h2 id=\"day-19999\">Day</h2>"));
}
