//! The guide to themes: what its snippets make, and its tables of filters, tests and functions.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

use crate::docs::keep;
use crate::guides::{Block, blocks};
use crate::site::{How, Outcome, build, run};

const GUIDE: &str = "docs/content/pages/themes.md";
const NOW: &str = "2025-12-22T12:00:00Z";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A section of the guide whose snippets are files of a site.
struct Section {
    heading: &'static str,
    /// Files of a site that the guide takes for granted.
    besides: &'static [(&'static str, &'static str)],
    /// The problems that come with it.
    codes: &'static [&'static str],
    /// What readers get: a file of the site, and a part of it that is not there without the snippets.
    shown: &'static [(&'static str, &'static str)],
}

const BRIEFING: &str = "2025/12/22/detour-count/index.html";

const SECTIONS: [Section; 15] = [
    Section {
        heading: "A colour",
        besides: &[],
        codes: &[],
        shown: &[
            ("static/style.css", "\n:root{--accent:#00566b;}\n"),
            (
                "static/style.css",
                "(prefers-color-scheme:dark){:root:not([data-theme=light]){--accent:#7cc9dd;}}",
            ),
        ],
    },
    Section {
        heading: "A logo",
        besides: &[],
        codes: &[],
        shown: &[
            ("index.html", "<img class=\"logo\" src=\"/static/logo.svg\" alt=\"Digest\">"),
            (BRIEFING, "<img class=\"logo\" src=\"/static/logo.svg\" alt=\"Digest\">"),
            ("static/logo.svg", "<svg "),
        ],
    },
    Section {
        heading: "A line in the foot",
        besides: &[],
        codes: &[],
        shown: &[
            (
                "index.html",
                "<p>Write to <a href=\"mailto:desk@example.org\">desk@example.org</a>.</p></footer>",
            ),
            (BRIEFING, "<p>Write to <a href=\"mailto:desk@example.org\">desk@example.org</a>.</p></footer>"),
        ],
    },
    Section {
        heading: "A kind of page of your own",
        besides: &[],
        codes: &["never-mentioned"],
        shown: &[
            ("claims/detour-saves-time/index.html", "<p>Verdict: <strong>Not proven</strong></p>"),
            (
                "claims/index.html",
                "<li><a href=\"/claims/detour-saves-time/\">The detour saves time</a>: Not proven</li>",
            ),
            ("index.html", "<a href=\"/claims/\">Claims</a>"),
        ],
    },
    Section {
        heading: "A widget with a script",
        besides: &[],
        codes: &[],
        shown: &[
            (BRIEFING, "<aside class=\"box donate\">\n<p>This digest lives on gifts. <a href="),
            (BRIEFING, "<script src=\"/static/site.js\" type=\"module\">"),
            (BRIEFING, "<link rel=\"stylesheet\" href=\"/static/site.css\">"),
            ("static/site.js", "querySelectorAll('.donate')"),
            ("static/site.css", ".donate button"),
        ],
    },
    Section {
        heading: "How themes work",
        besides: &[("themes/mine/static/site.css", "p { margin: 0; }\n")],
        codes: &[],
        shown: &[("index.html", "/static/site.css")],
    },
    Section {
        heading: "Change the looks",
        besides: &[],
        codes: &[],
        shown: &[
            ("static/style.css", "--serif:Georgia, serif;--measure:40rem;"),
            ("static/site.css", ".kicker { text-transform: uppercase; }"),
            ("index.html", "<link rel=\"stylesheet\" href=\"/static/site.css\">"),
        ],
    },
    Section {
        heading: "Override a template",
        besides: &[],
        codes: &[],
        shown: &[
            (BRIEFING, "</div><p>Write to desk@example.org.</p>"),
            ("index.html", "<article><h2><a href=\"/2025/12/22/detour-count/\">"),
        ],
    },
    Section {
        heading: "Pages and kinds",
        besides: &[],
        codes: &[],
        shown: &[
            ("team/index.html", "<p>Write to desk@example.org.</p>"),
            ("hall/index.html", "<img src=\"/files/pages/hall/door.svg\" alt=\"\">"),
            ("files/pages/hall/door.svg", "<rect "),
        ],
    },
    Section {
        heading: "Change the card",
        besides: &[("site.yaml", "base_url: https://digest.example/")],
        codes: &[],
        shown: if cfg!(feature = "cards") {
            &[("card.png", "<rect y=\"618\" width=\"1200\" height=\"12\" fill=\"#8a1c1c\"/>")]
        } else {
            &[("index.html", "<link rel=\"canonical\" href=\"https://digest.example/2025/12/22/\">")]
        },
    },
    Section {
        heading: "A component for texts",
        besides: &[],
        codes: &[],
        shown: &[
            ("support/index.html", "<p>This digest lives on gifts.</p>\n<form class=\"gifts\" "),
            ("support/index.html", "<button name=\"amount\" value=\"5\">Give</button></form>"),
        ],
    },
    Section {
        heading: "Statistics",
        besides: &[],
        codes: &[],
        shown: &[
            ("index.html", "<script src=\"https://stats.example/count.js\" defer></script>"),
            ("index.html", "https://stats.example; connect-src 'self' https://stats.example"),
        ],
    },
    Section {
        heading: "Words",
        besides: &[],
        codes: &[],
        shown: &[
            ("index.html", "2 reports</span></p>"),
            ("2025/12/21/index.html", "<p class=\"facts\">1 report</p>"),
        ],
    },
    Section {
        heading: "Words for days",
        besides: &[(
            "content/briefings/2025-12-20-france.md",
            "---\ntitle: Le pont\ndate: 2025-12-20\nlang: fr\nstorylines: [bridge-repair]\nsummary: Le pont est fermé.\n---\nFermé depuis le dimanche 20 décembre 2025.\n",
        )],
        codes: &["wrong-weekday"],
        shown: &[],
    },
    Section {
        heading: "Texts in other languages",
        besides: &[(
            "content/briefings/2025-12-20-france.md",
            "---\ntitle: Le pont\ndate: 2025-12-20\nlang: fr\nstorylines: [bridge-repair]\nsummary: Le pont est fermé.\n---\nFermé.\n",
        )],
        codes: &[],
        shown: &[
            ("2025/12/22/index.html", "<ul class=\"headlines\">\n<li><a href=\"/2025/12/21/lorry-ban/\">"),
            ("2025/12/22/index.html", "<li><a href=\"/2025/12/20/france/\" lang=\"fr\">Le pont</a></li>"),
        ],
    },
];

/// Runs the program in a folder.
fn dateline(folder: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.current_dir(folder).args(args).env("TZ", "UTC").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A site as `init` makes it.
fn new_site() -> TempDir {
    let folder = TempDir::new().unwrap();
    dateline(folder.path(), &["init", ".", "--title", "Digest", "--now", NOW]);
    folder
}

/// Writes a snippet: to the end of `site.yaml`, or as a file of its own.
fn write(folder: &Path, path: &str, text: &str) {
    let target = folder.join(path);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    let before = fs::read_to_string(&target).unwrap_or_default();
    // `init` writes an address without a host.
    let is_other = |line: &&str| !(text.starts_with("base_url:") && line.starts_with("base_url:"));
    let before: String = before.split_inclusive('\n').filter(is_other).collect();
    assert!(before.is_empty() || path == "site.yaml", "{path} is there already");
    fs::write(target, format!("{before}{text}\n")).unwrap();
}

fn built(folder: &Path) -> Outcome {
    run(folder, How { now: NOW, ..How::default() })
}

/// The sections of the guide that have snippets, by heading.
fn sections(guide: &str) -> Vec<(&str, &str)> {
    let heading = Regex::new(r"(?m)^##+ (.+)\n").unwrap();
    let starts: Vec<_> = heading.captures_iter(guide).map(|found| found.get(1).unwrap()).collect();
    let ends = starts.iter().skip(1).map(|next| next.start()).chain([guide.len()]);
    let texts = starts.iter().zip(ends).map(|(name, end)| (name.as_str(), &guide[name.end()..end]));
    texts.filter(|(_, text)| text.contains("\n```")).collect()
}

#[test]
fn the_snippets_of_the_guide_make_what_it_says() {
    let guide = read(GUIDE);
    let plain = built(new_site().path());
    assert_eq!(plain.codes(), [""; 0]);
    let mut expected = SECTIONS.iter();
    let mut trees = 0;
    for (heading, text) in sections(&guide) {
        // A small version of a template or style sheet of the theme, under its name.
        let is_file =
            |block: &Block<'_>| block.file.is_some_and(|file| file.contains('/') || file == "site.yaml");
        let snippets: Vec<Block<'_>> = blocks(text).collect();
        if heading == snippets[0].file.unwrap_or_default() {
            assert_eq!(snippets.len(), 1, "{heading}");
            continue;
        }
        let section = expected.next().unwrap_or_else(|| panic!("nothing is expected of `{heading}`"));
        assert_eq!(section.heading, heading);
        let site = new_site();
        section.besides.iter().for_each(|(path, text)| write(site.path(), path, text));
        let shows = !section.shown.is_empty() || built(site.path()).codes() != section.codes;
        assert!(shows, "{heading} shows nothing");
        for snippet in &snippets {
            if is_file(snippet) {
                let file = snippet.file.unwrap();
                assert!(text.contains(&format!("`{file}`")), "{heading} does not name `{file}`");
                write(site.path(), file, snippet.text);
            } else if snippet.language == "sh" {
                for line in snippet.text.lines() {
                    let args: Vec<&str> = line.strip_prefix("dateline ").unwrap().split(' ').collect();
                    dateline(site.path(), &args);
                }
            } else {
                assert_eq!((heading, snippet.language, snippet.file), ("How themes work", "text", None));
                trees += 1;
            }
        }
        let outcome = built(site.path());
        assert_eq!(outcome.codes(), section.codes, "{heading}: {:?}", outcome.problems);
        for (path, part) in section.shown {
            let page = outcome.page(path);
            assert!(page.contains(part), "{heading}: {path} has no `{part}`");
            let was = plain.files.get(*path).map(|bytes| String::from_utf8_lossy(bytes));
            assert!(!was.is_some_and(|page| page.contains(part)), "{heading}: `{part}` is there anyway");
        }
    }
    assert!(expected.next().is_none());
    assert_eq!(trees, 1, "a snippet is not a file");
}

/// A row of a table: a name with its parameters, and an example that is evaluated.
struct Row {
    name: String,
    meaning: String,
    example: String,
}

impl Row {
    /// `| name | meaning | example | result |`
    fn read(line: &str) -> Self {
        let line = line.replace("\\|", "\u{1}");
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect();
        let [_, name, meaning, example, _, _] = &cells[..] else { panic!("{line}") };
        assert!(meaning.ends_with('.'), "{name} needs a sentence");
        let code = |cell: &str| cell.trim_matches('`').to_owned();
        Self { name: code(name), meaning: meaning.clone(), example: code(example) }
    }

    /// Without its parameters.
    fn bare(&self) -> &str {
        self.name.split('(').next().unwrap()
    }
}

fn rows(guide: &str, table: &str) -> Vec<Row> {
    let text =
        guide.split(&format!("<!-- {table} -->\n")).nth(1).unwrap().split("<!-- end -->").next().unwrap();
    text.lines().filter(|line| line.starts_with("| `")).map(Row::read).collect()
}

/// What templates write for each example, on the page for what is not found.
fn results(examples: &[&str]) -> Vec<String> {
    let marked: String = examples.iter().map(|example| format!("⟦{example}⟧\n")).collect();
    let outcome = build(&format!(
        "-- site.yaml --\ntitle: T\nid: t\nbase_url: https://x.org/\nlanguage: en-GB\ntimezone: Europe/Kyiv\n\
         -- themes/default/templates/404.html --\n{{% extends \"default/404.html\" %}}\n\
         {{% block content %}}{marked}{{% endblock content %}}\n"
    ));
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    let page = outcome.page("404.html");
    page.split('⟦').skip(1).map(|rest| rest.split('⟧').next().unwrap().to_owned()).collect()
}

#[test]
fn the_examples_of_filters_tests_and_functions_give_what_the_guide_says() {
    let guide = read(GUIDE);
    let mut fresh = guide.clone();
    for table in ["filters", "tests", "functions"] {
        let open = format!("<!-- {table} -->\n");
        let (before, rest) = fresh.split_once(&open).unwrap();
        let (_, after) = rest.split_once("<!-- end -->").unwrap();
        let rows = rows(&guide, table);
        let evaluated: Vec<&str> =
            rows.iter().filter(|row| row.bare() != "throw").map(|row| row.example.as_str()).collect();
        let mut results = results(&evaluated).into_iter();
        let head = table.trim_end_matches('s');
        let mut text = format!("\n| {head} | meaning | example | result |\n| --- | --- | --- | --- |\n");
        for row in &rows {
            let result = if row.bare() == "throw" { String::new() } else { results.next().unwrap() };
            let [example, result] = [&row.example, &result].map(|code| code.replace('|', "\\|"));
            let result = if result.is_empty() { "an error".to_owned() } else { format!("`{result}`") };
            writeln!(text, "| `{}` | {} | `{example}` | {result} |", row.name, row.meaning).unwrap();
        }
        fresh = format!("{before}{open}{text}\n<!-- end -->{after}");
    }
    keep(GUIDE, &guide, &fresh);
}

#[test]
fn a_template_can_stop_the_build() {
    let guide = read(GUIDE);
    let rows = rows(&guide, "functions");
    let throw = rows.iter().find(|row| row.bare() == "throw").unwrap();
    let outcome = build(&format!(
        "-- themes/default/templates/404.html --\n{{% extends \"default/404.html\" %}}\n\
         {{% block content %}}{}{{% endblock content %}}\n",
        throw.example
    ));
    let told: Vec<(&str, &str)> =
        outcome.problems.iter().map(|problem| (problem.code.name(), problem.message.as_str())).collect();
    assert_eq!(told, [("template-error", "no picture")]);
}

/// How many of something the engine has: it counts them in its debug form, and names none.
fn counted(what: &str) -> usize {
    let engine = format!("{:?}", tera::Tera::new());
    let rest = engine.split(&format!("{what}: ")).nth(1).unwrap_or_else(|| panic!("{engine}"));
    rest.split(',').next().unwrap().parse().unwrap()
}

/// Every name in the tables exists, because its example is evaluated. So the tables have all names if they
/// have as many as there are.
#[test]
fn the_tables_of_the_guide_have_all_that_the_engine_has() {
    let guide = read(GUIDE);
    let source = read("src/render/template/filters.rs");
    let own = Regex::new(r#"register_filter\("(\w+)""#).unwrap();
    let own: BTreeSet<&str> =
        own.captures_iter(&source).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(
        own.into_iter().collect::<Vec<_>>(),
        ["date", "group_by", "json_encode", "slugify", "striptags", "t", "urlencode"]
    );
    // `group_by` takes the place of the engine's own.
    for (table, ours) in [("filters", 6), ("tests", 0), ("functions", 0)] {
        let rows = rows(&guide, table);
        let names: Vec<&str> = rows.iter().map(Row::bare).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{table} are not in order: {names:?}");
        for row in &rows {
            let sign = match table {
                "filters" => format!("| {}", row.bare()),
                "tests" => format!("is {}", row.bare()),
                _ => format!("{}(", row.bare()),
            };
            assert!(row.example.contains(&sign), "`{}` is not in its example", row.name);
        }
        assert_eq!(names.len(), counted(table) + ours, "{table}: {names:?}");
        if table == "filters" {
            let known = source.split("NAMES: [&str; ").nth(1).unwrap().split("];").next().unwrap();
            let known: Vec<&str> = known.split('"').skip(1).step_by(2).collect();
            assert_eq!(known, names, "the filters that are suggested differ");
        }
    }
}
