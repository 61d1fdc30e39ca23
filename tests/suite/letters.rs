//! Letters of the world: ids, names and headings in any form, Chinese and Japanese text in Markdown, lists in
//! the order of the language.

use crate::site::{Outcome, build, check};

const PAGE: &str = "2026/01/05/talks/index.html";

/// A site with one briefing in a language that has this body.
fn site(language: &str, body: &str) -> String {
    format!(
        "
-- content/briefings/2026-01-05-talks.md --
---
title: Talks
date: 2026-01-05
lang: {language}
---
{body}
"
    )
}

fn text(outcome: &Outcome) -> &str {
    // A text in a language other than the site's says so here.
    let text = outcome.between(PAGE, "<div class=\"text e-content\"", "\n</div>\n");
    text.split_once('>').unwrap().1.trim()
}

/// What becomes of a body in Chinese.
#[track_caller]
fn assert_chinese(body: &str, expected: &str) {
    let outcome = build(&site("zh-Hans", body));
    assert_eq!(text(&outcome), expected, "{body}");
}

#[test]
fn emphasis_stands_beside_east_asian_punctuation() {
    for (body, expected) in [
        ("**重要。**的", "<p><strong>重要。</strong>的</p>"),
        ("**“重要”**的", "<p><strong>“重要”</strong>的</p>"),
        ("说**“重要”**的", "<p>说<strong>“重要”</strong>的</p>"),
        ("说*《书》*了", "<p>说<em>《书》</em>了</p>"),
        ("**注意：**正文开始", "<p><strong>注意：</strong>正文开始</p>"),
        ("~~旧的。~~新的", "<p><del>旧的。</del>新的</p>"),
        (
            "这是**[链接](https://example.org/)**的",
            "<p>这是<strong><a href=\"https://example.org/\">链接</a></strong>的</p>",
        ),
        ("**스크립트(script)**라고", "<p><strong>스크립트(script)</strong>라고</p>"),
        ("**重要！**NATO", "<p><strong>重要！</strong>NATO</p>"),
        ("**𠮷(A)**𠮷。", "<p><strong>𠮷(A)</strong>𠮷。</p>"),
        ("`**“码”**的` **“文”**的", "<p><code>**“码”**的</code> <strong>“文”</strong>的</p>"),
        ("**a **“b”**的** c", "<p><strong>a <strong>“b”</strong>的</strong> c</p>"),
    ] {
        assert_chinese(body, expected);
    }
}

#[test]
fn emphasis_elsewhere_is_that_of_commonmark() {
    for (body, expected) in [
        ("**(x)**y", "<p>**(x)**y</p>"),
        ("2 * 3 * 4。", "<p>2 * 3 * 4。</p>"),
        ("** 空。**的", "<p>** 空。**的</p>"),
        ("字\\*。\\*字", "<p>字*。*字</p>"),
        ("__重要。__的", "<p>__重要。__的</p>"),
    ] {
        assert_chinese(body, expected);
    }
}

#[test]
fn what_stands_in_for_characters_is_put_back_everywhere() {
    let body = "[**“一”**的](https://example.org/**“一”**的 \"**“一”**的\") \u{e000}**。**的 [**“二”**的][]\n\n[**“二”**的]: https://example.org/**。**的\n";
    let outcome = build(&site("zh-Hans", body));
    assert_eq!(
        text(&outcome),
        "<p><a href=\"https://example.org/**%E2%80%9C%E4%B8%80%E2%80%9D**%E7%9A%84\" title=\"**“一”**的\"><strong>“一”</strong>的</a> \
         \u{e000}<strong>。</strong>的 <a href=\"https://example.org/**%E3%80%82**%E7%9A%84\"><strong>“二”</strong>的</a></p>"
    );
    check(&site(
        "zh-Hans",
        "
见 [**“三”**的][] 。
  ^^^^^^^^^^ error[undefined-reference]: the reference `[**“三”**的]` is not defined
",
    ));
}

#[test]
fn lines_of_chinese_and_japanese_are_joined_without_a_space() {
    for (body, expected) in [
        ("港口今天\n重新开放", "<p>港口今天重新开放</p>"),
        ("港口开放，\n渡轮恢复。\n“好”\n他说", "<p>港口开放，渡轮恢复。“好”他说</p>"),
        ("カタ\nひら", "<p>カタひら</p>"),
        ("**港口**\n*开放*", "<p><strong>港口</strong><em>开放</em></p>"),
        ("港口\n> 开放", "<p>港口</p>\n<blockquote>\n<p>开放</p>\n</blockquote>"),
        ("港口\nNATO\n开放", "<p>港口\nNATO\n开放</p>"),
        ("한국\n서울", "<p>한국\n서울</p>"),
        ("港口\n`码`\n开放", "<p>港口\n<code>码</code>\n开放</p>"),
        ("“one”\n“two”", "<p>“one”\n“two”</p>"),
        ("港口  \n开放", "<p>港口<br>\n开放</p>"),
    ] {
        assert_chinese(body, expected);
    }
}

#[test]
fn folded_lines_of_front_matter_are_joined_like_those_of_a_body() {
    for (typed, expected) in [
        ("港口今天\n  重新开放", "港口今天重新开放"),
        ("\"港口今天\n  重新开放\"", "港口今天重新开放"),
        ("'港口，\n  渡轮'", "港口，渡轮"),
        (">\n  港口今天\n  重新开放，\n  渡轮 恢复", "港口今天重新开放，渡轮 恢复"),
        (">-\n  港口今天\n  NATO 开放", "港口今天 NATO 开放"),
        ("The port\n  reopens", "The port reopens"),
        ("한국\n  서울", "한국 서울"),
    ] {
        let outcome = build(&format!(
            "-- content/briefings/2026-01-05-talks.md --\n---\ntitle: Talks\ndate: 2026-01-05\nlang: zh\nsummary: {typed}\n---\n"
        ));
        let summary =
            outcome.between(PAGE, "<meta name=\"description\" property=\"og:description\" content=\"", "\">");
        assert_eq!(summary, expected, "{typed}");
    }
}

#[test]
fn a_name_is_found_over_the_end_of_a_line_and_inside_a_run() {
    let named = "-- content/people/wang-yi.md --\n---\nname: 王毅\n---\n";
    let outcome = check(&(named.to_owned() + &site("zh-Hans", "中国外交部长王\n毅今天说。王毅然决定。")));
    assert_eq!(
        text(&outcome),
        "<p>中国外交部长<a href=\"/people/wang-yi/\">王毅</a>今天说。王毅然决定。</p>"
    );
    assert!(outcome.page("people/wang-yi/index.html").contains("中国外交部长<mark>王毅</mark>今天说。"));
}

#[test]
fn names_of_files_are_the_same_in_any_form() {
    let dossier = "-- content/people/zu\u{308}rich.md --\n---\nname: Zu\u{308}rich\n---\n## U\u{308}ber\n";
    let body = "[[zürich]] [[zu\u{308}rich#über]] [x](../people/zürich.md#u\u{308}ber) \
                [y](../people/zu\u{308}rich.md#über) [z](../people/zu%CC%88rich.md#u%CC%88ber) [[zü\u{ad}rich]] \
                ![p](cafe\u{301}.svg) ![q](café.svg)\n";
    let outcome = check(&format!(
        "-- content/briefings/cafe\u{301}.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n{dossier}{}",
        site("de", body)
    ));
    let links: Vec<&str> =
        text(&outcome).split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
    let (page, section) = ("/people/z%C3%BCrich/", "/people/z%C3%BCrich/#%C3%BCber");
    assert_eq!(links, [page, section, section, section, section, page]);
    assert!(outcome.page("people/zürich/index.html").contains("<h2 id=\"über\">"));
    assert_eq!(text(&outcome).matches("<img src=\"/files/briefings/caf%C3%A9.svg\"").count(), 2);
    assert!(outcome.files.contains_key("files/briefings/café.svg"));
}

#[test]
fn ids_are_the_same_in_any_form() {
    check(
        "
-- site.yaml --
title: Notes
base_url: /
series: {gro\u{308}ße: {name: Size}}
outlets: {süd: {name: Paper, kind: press}}
-- content/people/zu\u{308}rich.md --
---
name: Zürich
---
-- content/briefings/2026-01-05-talks.md --
---
title: Talks
date: 2026-01-05
about: [zu\u{308}rich]
sources: {u\u{308}ber: {title: Q, url: \"https://example.org/\", outlet: su\u{308}d}}
figures:
  - {series: größe, value: 4, source: über}
---
As said [^über], and [^u\u{308}ber].
",
    );
}

#[test]
fn two_files_whose_names_differ_in_form_are_told() {
    let outcome = build(
        "
-- content/people/zu\u{308}rich.md --
---
name: One
---
-- content/people/zürich.md --
---
name: Two
---
-- content/people/zurich.md --
---
name: Three
---
",
    );
    assert_eq!(outcome.codes(), ["url-collision"]);
    let problem = &outcome.problems[0];
    assert_eq!(problem.message, "two files have this name, one decomposed (NFD), one composed (NFC)");
    assert_eq!(problem.place.as_ref().unwrap().source.path, "content/people/zürich.md");
}

#[test]
fn reading_takes_its_time_in_chinese() {
    let time = |body: &str| {
        let outcome = build(&site("zh-Hans", body));
        outcome.page(PAGE).contains("3 min read")
    };
    assert!(time(&"港口。".repeat(750)) && time(&"港口。".repeat(501)));
    assert!(!time(&"港口。".repeat(751)) && !time(&"港口。".repeat(500)));
}

#[test]
fn lists_of_names_have_the_order_of_the_language() {
    let assert_order = |language: &str, names: &[&str]| {
        let mut site = format!("-- site.yaml --\ntitle: T\nbase_url: /\nlanguage: {language}\n");
        for (n, name) in names.iter().enumerate() {
            site += &format!("-- content/places/p{n}.md --\n---\nname: {name}\nin: whole\n---\n");
        }
        site += "-- content/places/whole.md --\n---\nname: Zzz\n---\n";
        let outcome = build(&site);
        let (index, whole) = (outcome.page("places/index.html"), outcome.page("places/whole/index.html"));
        for page in [index, whole] {
            let at = |name: &&str| page.rfind(&format!(">{name}<")).unwrap_or_else(|| panic!("{name}"));
            let mut shown: Vec<(usize, &str)> = names.iter().map(|name| (at(name), *name)).collect();
            shown.sort_unstable();
            let shown: Vec<&str> = shown.into_iter().map(|(_, name)| name).collect();
            assert_eq!(shown, names, "{language}");
        }
    };
    assert_order("uk", &["Ганна", "Ґанок", "Єва", "Іван", "Їжак", "Яна"]);
    assert_order("sv", &["alm", "Zorn", "Ås", "Älv", "Öland"]);
    assert_order("de", &["alm", "Älv", "Ås", "Öland", "Zorn"]);
    assert_order("cs", &["cena", "čáp", "dub", "hrad", "chata"]);
}

#[test]
fn what_runs_the_other_way_says_so() {
    let outcome = build(
        "
-- site.yaml --
title: T
base_url: /
outlets: {wire: {name: Wire, kind: wire}}
-- content/people/amal.md --
---
name: Amal
native: {ar: أمل, uk: Амаль}
---
-- content/people/omar.md --
---
name: عمر
---
-- content/storylines/talks.md --
---
title: المحادثات
lang: ar
---
-- content/briefings/2026-01-05-talks.md --
---
title: محادثات
date: 2026-01-05
lang: ar
storylines: talks
quotes: [{text: نعم., by: amal, original: {en: Yes., he: כן}}]
events: [{date: 2026-01-04, text: بداية, source: wire}]
known: [{text: معلوم, source: wire}]
unknown: [{text: متى؟}]
watch: [{text: لقاء}]
changed: [جديد]
corrections: [{date: 2026-01-05, text: تصحيح, error: ours}]
---
قالت [[amal]] ثم عمر.
-- content/briefings/2026-01-05-more.md --
---
title: More
date: 2026-01-05
quotes: [{text: No., by: amal, original: {en-GB: No., he: לא}}]
---
[[amal]] said no.
",
    );
    let dossier = outcome.page("people/amal/index.html");
    assert!(dossier.contains("<span lang=\"ar\" dir=\"rtl\">أمل</span>, <span lang=\"uk\">Амаль</span>"));
    let quotes = outcome.page("quotes/index.html");
    for quote in [
        "<blockquote lang=\"ar\" dir=\"rtl\"><p>“نعم.”</p>\n<p class=\"original\" lang=\"en\" dir=\"ltr\">Yes.</p>\n<p class=\"original\" lang=\"he\">כן</p></blockquote>",
        "<blockquote><p>“No.”</p>\n<p class=\"original\" lang=\"en-GB\">No.</p>\n<p class=\"original\" lang=\"he\" dir=\"rtl\">לא</p></blockquote>",
    ] {
        assert!(quotes.contains(quote), "{quote}\n{quotes}");
    }
    let front = outcome.page("index.html");
    assert!(front.contains("<h2 class=\"p-name\" lang=\"ar\" dir=\"rtl\">"), "{front}");
    assert!(front.contains("<h2 class=\"p-name\"><a"));
    // The words of the briefing say so one by one; what is around them is in the site's language.
    let page = outcome.page(PAGE);
    for own in [
        "<main id=\"content\">",
        "<h1 class=\"p-name\" lang=\"ar\" dir=\"rtl\">محادثات",
        "<div class=\"text e-content\" lang=\"ar\" dir=\"rtl\">",
        "<a href=\"/storylines/talks/\" lang=\"ar\" dir=\"rtl\">المحادثات</a>",
        "<span>1 min read</span>",
        "<p><span lang=\"ar\" dir=\"rtl\">بداية</span>",
        "<li><span lang=\"ar\" dir=\"rtl\">معلوم</span>",
        "<p class=\"question-text\"><span lang=\"ar\" dir=\"rtl\">متى؟</span>",
        "<p><span lang=\"ar\" dir=\"rtl\">لقاء</span>",
        "<li><span lang=\"ar\" dir=\"rtl\">جديد</span>",
        "<span lang=\"ar\" dir=\"rtl\">تصحيح</span>",
    ] {
        assert!(page.contains(own), "{own}\n{page}");
    }
    let mentions = outcome.page("people/omar/index.html");
    for shown in [
        "<p class=\"mention-title\"><a href=\"/2026/01/05/talks/\" lang=\"ar\" dir=\"rtl\">محادثات</a>",
        "<blockquote lang=\"ar\" dir=\"rtl\"><p>قالت Amal ثم <mark>عمر</mark>.</p>",
    ] {
        assert!(mentions.contains(shown), "{shown}\n{mentions}");
    }
    let lists = [
        ("timeline/index.html", "lang=\"ar\" dir=\"rtl\">بداية</a>"),
        ("questions/index.html", "lang=\"ar\" dir=\"rtl\">متى؟</a>"),
        ("agenda/index.html", "lang=\"ar\" dir=\"rtl\">لقاء</a>"),
        ("corrections/index.html", "<p><span lang=\"ar\" dir=\"rtl\">تصحيح</span></p>"),
        ("storylines/index.html", "<h2 lang=\"ar\" dir=\"rtl\">"),
        ("storylines/talks/index.html", "<h1 lang=\"ar\" dir=\"rtl\">"),
    ];
    for (path, shown) in lists {
        assert!(outcome.page(path).contains(shown), "{path}: {shown}\n{}", outcome.page(path));
    }
    assert!(!outcome.page("2026/01/05/more/index.html").contains("<h1 class=\"p-name\" lang"));
}

#[test]
fn english_words_keep_their_order_on_a_site_that_runs_the_other_way() {
    const BRIEFING: &str =
        "-- content/briefings/2026-01-05-talks.md --\n---\ntitle: T\ndate: 2026-01-05\n---\nx\n";
    let site =
        |language: &str| build(&format!("-- site.yaml --\ntitle: T\nlanguage: {language}\n{BRIEFING}"));
    assert!(site("ar").page(PAGE).contains("<span>\u{2068}\u{2068}1\u{2069} min read\u{2069}</span>"));
    assert!(site("fr").page(PAGE).contains("<span>1 min read</span>"));
    let own = "-- themes/t/i18n/ar.ftl --\nreading-time = { $n } دقيقة\n";
    let own = build(&format!("-- site.yaml --\ntitle: T\nlanguage: ar\ntheme: t\n{own}{BRIEFING}"));
    assert!(own.page(PAGE).contains("<span>1 دقيقة</span>"));
}

/// The properties and values of a style sheet that name left or right, each with its line.
fn sided(css: &str) -> Vec<(usize, &str)> {
    let names_a_side = |rule: &&str| {
        rule.split(|c: char| !c.is_ascii_alphabetic()).any(|word| matches!(word, "left" | "right"))
    };
    let four = |rule: &&str| {
        let (name, values) = rule.split_once(':').unwrap_or_default();
        let values: Vec<&str> = values.split_ascii_whitespace().collect();
        matches!(name.trim(), "margin" | "padding" | "border-width" | "inset")
            && values.len() == 4
            && !rule.contains('(')
            && values[1] != values[3]
    };
    let lines = (1..).zip(css.lines());
    let rules = lines.flat_map(|(n, line)| line.split(['{', '}', ';']).map(move |rule| (n, rule.trim())));
    rules.filter(|(_, rule)| names_a_side(rule) || four(rule)).collect()
}

#[test]
fn the_style_sheet_has_no_sides_but_of_columns_that_writers_set_to_the_right() {
    let css = include_str!("../../themes/default/static/style.css");
    let found: Vec<&str> = sided(css).into_iter().map(|(_, rule)| rule).collect();
    assert_eq!(found, ["text-align: right"], "use logical properties, such as `padding-inline-start`");
    let rules = "a { margin-left: 1px; } b { padding: 1px 2px 3px 4px; float: right }\nc { padding: 1px 2px 3px 2px }";
    assert_eq!(sided(rules).len(), 3);
}
