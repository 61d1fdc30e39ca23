//! What a source said: quotes and figures that must stand in its text, and the text that is never published.

use std::fs;

use dateline::diagnostic::Code;

use crate::site::{How, Outcome, build, build_as, check, in_folder, run};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/
id: t
series: {d: {name: Drones}}
-- content/storylines/s.md --
---
title: S
---
";

const RECORD: &str = "-- content/sources/record.txt --\n\
    Minutes of the council, 21 December.\n\n\
    Mr Hale: We have “four” documents on the nego-\n\
    tiating table — not one is signed.\n\
    He counted thirteen hundred drones, 40 to 50 million euros\n\
    and five dozen people.\n";

/// A briefing with lines of front matter.
fn briefing(front: &str) -> String {
    format!("-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n{front}\n---\n")
}

/// The codes tested here that a site has, each with its help.
fn told(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let own = [Code::QuoteNotInSource, Code::FigureNotInSource, Code::UnknownText, Code::UnusedText];
    let problems = outcome.problems.iter().filter(|problem| own.contains(&problem.code));
    problems.map(|problem| (problem.code.name(), problem.help.clone().unwrap())).collect()
}

/// Whether a quote of the record passes, as one line of YAML.
fn passes(quote: &str) -> bool {
    let front = format!("sources: {{a: {{title: A, file: record.txt}}}}\nquotes:\n- {{{quote}, source: a}}");
    let outcome = build(&format!("{SITE}{RECORD}{}", briefing(&front)));
    let codes: Vec<&str> = told(&outcome).into_iter().map(|(code, _)| code).collect();
    assert!(codes.is_empty() || codes == ["quote-not-in-source"], "{quote}: {codes:?}");
    codes.is_empty()
}

#[test]
fn a_quote_that_is_not_in_its_text_is_told_with_the_nearest_passage() {
    let outcome = check(&format!(
        r#"{SITE}{RECORD}
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
sources:
  a: {{title: A, file: record.txt}}
  b:
    title: B
    excerpt: |
      A first line.

      I will not sign
      anything: it’s late.
quotes:
  - {{text: We have four documents on the negotiating table - not one is signed., by: {{name: H}}, source: a}}
  - {{text: we have five documents on the negotiating table, by: {{name: H}}, source: a}}
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[quote-not-in-source]: this quote is not in `content/sources/record.txt`
  - {{text: "I will not sign anything: it's late", by: {{name: H}}, source: b}}
  - {{text: I will sign everything, by: {{name: H}}, source: b}}
           ^^^^^^^^^^^^^^^^^^^^^^ error[quote-not-in-source]: this quote is not in the excerpt of `b`
  - {{text: Niemals, by: {{name: H}}, source: [a, b]}}
           ^^^^^^^ error[quote-not-in-source]: this quote is not in any of the 2 texts of its sources
---
"#
    ));
    let helps: Vec<String> = told(&outcome).into_iter().map(|(_, help)| help).collect();
    assert_eq!(
        helps,
        [
            "the nearest passage is: “We have “four” documents on the nego- tiating table” \
             (content/sources/record.txt:3); quote it exactly, or write `paraphrase: true`",
            "the nearest passage is: “I will not sign anything” (content/briefings/2025-12-22-a.md:11); quote it \
             exactly, or write `paraphrase: true`",
            "add the words of the text as `original: {uk: …}` if the quote is translated, or write \
             `paraphrase: true`",
        ]
    );
}

#[test]
fn a_log_that_strangers_can_read_shows_no_passage() {
    let site = secret().replace("text: We met.,", "text: It was said that quaggawords are open here.,");
    let problems = build(&site).problems;
    let problem = problems.into_iter().find(|problem| problem.code == Code::QuoteNotInSource).unwrap();
    assert!(problem.help.as_ref().unwrap().contains("quaggawords"), "{:?}", problem.help);
    let shown = problem.for_strangers();
    assert!(!shown.help.unwrap().contains("quaggawords") && shown.message.starts_with("this quote"));
}

#[test]
fn what_a_desk_may_do_to_a_quote_is_no_mistake() {
    for quote in [
        "text: \"“We have ‘four’ documents …” not one\", by: {name: H}",
        "text: \"[W]e have [...] documents on the [big] table, not one\", by: {name: H}, paraphrase: true",
        "text: \"We have four [sic] documents\", sic: [four], by: {name: H}",
        "text: Wir haben vier Dokumente, original: {en: We have four documents}, by: {name: H}",
        "text: Wir haben vier, original: {uk: Ми маємо чотири, en: not one is signed}, by: {name: H}",
        "text: 'We have [the papers] on the negotiating table', by: {name: H}",
    ] {
        assert!(passes(quote), "{quote}");
    }
    for quote in [
        "text: We have four documents … on the plan, by: {name: H}",
        "text: We have Four documents, by: {name: H}",
        "text: We have four documents on the negotiating table - not one was signed, by: {name: H}, paraphrase: false",
        "text: Wir haben vier Dokumente, original: {en: We have five documents}, by: {name: H}",
        "text: not one is signed … We have four documents, by: {name: H}",
    ] {
        assert!(!passes(quote), "{quote}");
    }
}

#[test]
fn texts_of_every_language_are_read() {
    let of = |text: &str, quote: &str| {
        let front = format!(
            "sources:\n  a:\n    title: A\n    excerpt: |\n      {}\nquotes:\n- {{text: \"{quote}\", by: {{name: H}}, source: a}}",
            text.replace('\n', "\n      ")
        );
        told(&build(&format!("{SITE}{}", briefing(&front)))).len()
    };
    let ukrainian = "Президент сказав: «П’ять обʼєктів\nзруйновано, але ми тримаємося».";
    assert_eq!(of(ukrainian, "п'ять об’єктів зруйновано, але ми тримаємося."), 0);
    assert_eq!(of(ukrainian, "шість об’єктів зруйновано"), 1);
    let chinese = "发言人说：「谈判很\n有成效」，没有说别的。";
    assert_eq!(of(chinese, "谈判很有成效。"), 0);
    assert_eq!(of(chinese, "谈判没有成效"), 1);
    assert_eq!(of("Er sagte: „Wir geben nicht auf.“", "Wir geben nicht auf."), 0);
    assert_eq!(of("Ve Zu\u{308}rich jsme skonc\u{30c}ili.", "Ve Zürich jsme skončili"), 0);
    assert_eq!(of("قال: «لن نوقّع».", "لن نوقّع"), 0);
}

#[test]
fn a_figure_whose_number_is_not_there_is_told() {
    let outcome = check(&format!(
        r#"{SITE}{RECORD}
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
storylines: [s]
sources: {{a: {{title: A, file: record.txt}}}}
figures:
  - {{series: d, value: 1300, by: {{name: A}}, source: a}}
  - {{series: d, value: 60, as: five dozen, by: {{name: B}}, source: a}}
  - {{series: d, value: [40 million, 50 million], by: {{name: C}}, source: a}}
  - {{series: d, value: 0.5, as: Not One, by: {{name: D}}, source: a}}
                       ^^^ warning[figure-not-in-source]: this figure's number is not in `content/sources/record.txt`
  - {{series: d, value: 0.5, as: not one, by: {{name: E}}, source: a}}
  - {{series: d, value: [40 million, 60 million], by: {{name: F}}, source: a}}
                        ^^^^^^^^^^ warning[figure-not-in-source]: this figure's number is not in `content/sources/record.txt`
  # allow figure-not-in-source: the sum of two rows
  - {{series: d, value: 1400, by: {{name: G}}, source: a}}
---
"#
    ));
    assert!(
        told(&outcome)[0].1.starts_with("check the number against `content/sources/record.txt`; add `as: …`")
    );
}

#[test]
fn corrected_and_retracted_items_may_have_either_form() {
    let told_of = |fixes: &str| {
        let front = format!(
            "sources: {{a: {{title: A, file: record.txt}}}}\n\
             quotes: [{{id: q, text: We have five documents, by: {{name: H}}, source: a}}]\n\
             figures: [{{series: d, value: 1400, by: {{name: H}}, source: a}}]\n\
             corrections:\n- {{date: 2025-12-23, {fixes}}}"
        );
        let codes = told(&build(&format!("{SITE}{RECORD}{}", briefing(&front))));
        codes.into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    let (quote, figure) = ("quote-not-in-source", "figure-not-in-source");
    assert_eq!(told_of("text: So."), [quote, figure]);
    assert_eq!(told_of("fixes: quotes/q, was: five, now: four"), [figure]);
    assert_eq!(told_of("fixes: quotes/q, was: five, now: six"), [quote, figure]);
    assert_eq!(told_of("fixes: quotes/q, was: We had it, now: not one is signed"), [figure]);
    assert_eq!(told_of("fixes: quotes/q, kind: retraction, text: Nobody said so."), [figure]);
    assert_eq!(told_of("fixes: figures/d, was: 1400, now: 1300"), [quote]);
    assert_eq!(told_of("fixes: figures/d, was: 1400, now: 1500"), [quote, figure]);
    assert_eq!(told_of("fixes: figures/d, kind: retraction, text: Nobody counted."), [quote]);
}

#[test]
fn one_of_several_texts_is_enough_and_a_source_has_that_of_its_via() {
    let told_of = |sources: &str, cited: &str| {
        let front = format!(
            "sources: {{{sources}}}\nquotes: [{{text: We have four documents, by: {{name: H}}, source: {cited}}}]"
        );
        told(&build(&format!("{SITE}{RECORD}{}", briefing(&front)))).len()
    };
    let (a, other) = ("a: {title: A, file: record.txt}", "b: {title: B, excerpt: Something else}");
    for (sources, cited, count) in [
        (format!("{a}, {other}"), "[a, b]", 0),
        (format!("{a}, {other}"), "b", 1),
        (format!("{a}, {other}, c: {{title: C}}"), "[b, c]", 1),
        (format!("{a}, {other}, c: {{title: C, via: a}}"), "c", 0),
        (format!("{a}, {other}, c: {{title: C, via: b}}"), "c", 1),
        (format!("{a}, {other}, c: {{title: C, via: d}}, d: {{title: D, via: a}}"), "c", 0),
        (format!("{a}, c: {{title: C, via: a, excerpt: Something else}}"), "c", 1),
        (format!("{a}, c: {{title: C, via: d}}, d: {{title: D, via: c}}"), "[c, d]", 0),
        ("c: {title: C}".to_owned(), "c", 0),
    ] {
        let unused = usize::from(!sources.contains("record.txt"));
        assert_eq!(told_of(&sources, cited), count + unused, "{sources}: {cited}");
    }
}

#[test]
fn texts_that_are_not_there_twice_or_for_nothing_are_told() {
    check(&format!(
        r#"{SITE}{RECORD}
-- content/sources/2025/long.md --
---
no: front matter, words
---
-- content/sources/unused.md --
Words.
-- content/sources/scan.pdf --
x
^ warning[misplaced-file]: only texts are read from `content/sources/`, and nothing there is published
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
storylines: [s]
sources:
  a: {{title: A, file: record.txt}}
  b: {{title: B, file: recrod.txt}}
                      ^^^^^^^^^^ error[unknown-text]: `content/sources/` has no text `recrod.txt`
  c: {{title: C, file: scan.pdf}}
                      ^^^^^^^^ error[unknown-text]: `content/sources/` has no text `scan.pdf`
  d: {{title: D, file: ../storylines/s.md}}
                      ^^^^^^^^^^^^^^^^^^ error[unknown-text]: `content/sources/` has no text `../storylines/s.md`
  e: {{title: E, file: record.txt, excerpt: Words}}
                                  ^^^^^^^ error[wrong-type]: this source has both a `file` and an `excerpt`
  f: {{title: F, file: 2025/long.md}}
quotes:
  - {{text: front matter, by: {{name: H}}, source: f}}
  - {{text: not there, by: {{name: H}}, source: [a, b]}}
  - {{text: not there, by: {{name: H}}, source: e}}
---
[A](../sources/record.txt)
^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: `content/sources/record.txt` is not published
"#
    ));
    check(&format!(
        "{SITE}-- content/sources/idle.txt --\nWords.\n^ note[unused-text]: no source names this text\n\
         -- content/sources/2025/long.md --\nWords.\n{}",
        briefing("storylines: [s]\nsources: {a: {title: A, file: 2025/long.md}}")
    ));
    let helps = |file: &str| {
        let front = format!("sources: {{a: {{title: A, file: {file}}}}}");
        let outcome = build(&format!("{SITE}{RECORD}{}", briefing(&front)));
        told(&outcome).into_iter().find(|(code, _)| *code == "unknown-text").map(|(_, help)| help)
    };
    for file in ["record", "Record.txt", "content/sources/record.txt", "recrod.txt"] {
        assert_eq!(helps(file).as_deref(), Some("did you mean `record.txt`?"), "{file}");
    }
    assert!(helps("minutes.pdf").unwrap().starts_with("check the name"));
    check(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\nkinds: {sources: {one: A, many: B}}\n\
         \x20       ^^^^^^^ error[wrong-type]: a kind cannot be called `sources`\n",
    );
}

/// A site whose texts, file and excerpt, have words that are nowhere else.
fn secret() -> String {
    let front = "storylines: [s]\nsources:\n  a: {title: A, file: words.txt}\n  b:\n    title: B\n    excerpt: |\n      \
                 It was said that zebrawords are secret here. We met.\n\
                 quotes:\n- {text: We met., by: {name: H}, source: [a, b]}";
    format!(
        "{SITE}-- content/sources/words.txt --\nIt was said that quaggawords are secret here. We met.\n\
         -- content/sources/unused.md --\nNobody names these yakwords.\n{}Text.[^a] [^b]\n",
        briefing(front)
    )
}

#[test]
fn no_text_of_a_source_is_in_any_file_of_the_site() {
    let more = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\nemail: true\neditions: {text: full}\n\
                files: {allow: [txt, md]}\n";
    for site in [secret(), secret() + more] {
        let outcome = build_as(&site, How { drafts: true, future: true, ..How::default() });
        assert_eq!(
            told(&outcome),
            [("unused-text", "add `file: unused.md` to a source, or remove it".to_owned())]
        );
        assert!(outcome.page("2025/12/22/a/index.html").contains("We met."));
        for (path, bytes) in &outcome.files {
            let text = String::from_utf8_lossy(bytes);
            for word in ["zebraword", "quaggaword", "yakword", "words.txt", "unused.md"] {
                assert!(!text.contains(word) && !path.contains(word), "{path} has {word}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system_do_not_publish_a_text() {
    let folder = in_folder(&(secret() + "-- content/pages/p.md --\n---\ntitle: P\n---\n[a](a.txt)\n"));
    let content = folder.path().join("content");
    fs::create_dir(content.join("root")).unwrap();
    for link in ["pages/a.txt", "root/a.txt"] {
        std::os::unix::fs::symlink("../sources/words.txt", content.join(link)).unwrap();
    }
    std::os::unix::fs::symlink("sources", content.join("shown")).unwrap();
    let outcome = run(folder.path(), How::default());
    let found = outcome.problems.iter().filter(|problem| problem.code == Code::UnfollowedLink);
    let mut found: Vec<&str> =
        found.map(|problem| problem.place.as_ref().unwrap().source.path.as_str()).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        ["content/pages/a.txt", "content/root/a.txt", "content/shown/unused.md", "content/shown/words.txt"]
    );
    assert!(outcome.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("quaggaword")));
}

#[test]
fn a_text_is_held_to_the_rules_of_texts() {
    let folder = in_folder(&format!(
        "{SITE}{}",
        briefing("sources: {a: {title: A, file: a.txt}}\nquotes: [{text: We met, by: {name: H}, source: a}]")
    ));
    let file = folder.path().join("content/sources/a.txt");
    fs::create_dir(file.parent().unwrap()).unwrap();
    let told_of = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let problems = run(folder.path(), How::default()).problems;
        let usual = ["no-storyline", "missing-summary", "bare-source", "silent-storyline"];
        problems
            .into_iter()
            .map(|problem| problem.code.name())
            .filter(|code| !usual.contains(code))
            .collect::<Vec<_>>()
    };
    let sized = |size: usize| [b"We met\n".to_vec(), vec![b'\n'; size - 7]].concat();
    assert_eq!(told_of(b"We met"), [""; 0]);
    assert_eq!(told_of(b"We\0 met"), ["not-utf8"]);
    assert_eq!(told_of(b"We met \xff"), ["not-utf8"]);
    assert_eq!(told_of(b"We met \x1b[31m"), ["control-character"]);
    assert_eq!(told_of(b"version https://git-lfs.github.com/spec/v1\n"), ["unreadable-file"]);
    assert_eq!(told_of(b""), ["quote-not-in-source"]);
    assert_eq!(told_of(&sized(10_000_000)), [""; 0]);
    assert_eq!(told_of(&sized(10_000_001)), ["too-large"]);
}

#[test]
fn what_is_held_back_keeps_its_texts_back() {
    let page = |words: &str, more: &str| {
        build(&format!(
            "{}{more}-- content/pages/p.md --\n---\ntitle: P\n---\n-- themes/default/templates/page.html --\n{words}\n",
            secret().replace("date: 2025-12-22", "date: 2025-12-22\ndraft: true")
        ))
    };
    let leaks = |words: &str, more: &str| page(words, more).codes().contains(&"leaked-text");
    let (excerpt, file) =
        ("It was said that zebrawords are secret here.", "It was said that quaggawords are secret here.");
    assert!(leaks(excerpt, "") && leaks(file, ""));
    assert!(!leaks("It was said that horsewords are secret here.", ""));
    let released = "-- content/briefings/2025-12-23-b.md --\n---\ntitle: B\ndate: 2025-12-23\n\
                    sources: {a: {title: A, file: words.txt}}\n---\nText.[^a]\n";
    assert!(!leaks(file, released) && leaks(excerpt, released));
    let quoted = "-- content/briefings/2025-12-23-b.md --\n---\ntitle: B\ndate: 2025-12-23\n---\n\
                  It was said that quaggawords\nare secret here.\n";
    assert!(!leaks(file, quoted));
    let sentences = |n: usize| format!("These are the words of the sentence with the number {n:02}.");
    let text: String = (1..=25).map(sentences).collect::<Vec<_>>().join(" ");
    let long = format!("-- content/sources/words.txt --\n{text}\n");
    assert!(leaks(&sentences(24), &long) && !leaks(&sentences(25), &long));
    // Mistakes in the text of a draft do not count, like those of the draft itself.
    let broken = secret().replace("quaggawords", "quagga\u{1}words");
    let draft = broken.replace("date: 2025-12-22", "date: 2025-12-22\ndraft: true");
    let errors = |site: &str| {
        let problems = build(site).problems;
        problems.iter().filter(|problem| problem.severity == dateline::diagnostic::Severity::Error).count()
    };
    assert_eq!((errors(&broken), errors(&draft)), (1, 0));
    assert!(
        build(&broken.replace("date: 2025-12-22", "date: 2025-12-22\nembargo: 2099-01-01T00:00Z"))
            .problems
            .iter()
            .any(|problem| problem.code == Code::ControlCharacter && problem.is_secret)
    );
}
