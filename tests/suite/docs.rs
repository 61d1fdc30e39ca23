//! The documentation says what the code does: codes, keys, fields, flags, words.
//!
//! Tables of keys and fields are written from the doc comments; `UPDATE=1 cargo test` rewrites them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::CommandFactory;
use dateline::diagnostic::Code;

use crate::site::{How, run};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn sources(folder: &str) -> String {
    let entries =
        walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).sort_by_file_name();
    // Data in `src/` is not text.
    let is_text = |entry: &walkdir::DirEntry| entry.path().extension().is_some_and(|of| of != "bin");
    let files = entries.into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file() && is_text(entry));
    files.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect()
}

#[test]
fn every_code_has_its_paragraph_and_its_test() {
    let docs = read("docs/content/pages/diagnostics.md");
    let documented: Vec<&str> =
        docs.lines().filter_map(|line| line.strip_prefix("## ")).filter(|h| !h.contains(' ')).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(
        documented, codes,
        "the headings of docs/content/pages/diagnostics.md are the codes in their order"
    );
    let tests = sources("tests/suite").replace("docs.rs", "");
    for code in Code::ALL {
        let severity = format!("{}.", code.severity()).to_uppercase();
        let section = docs.split(&format!("\n## {code}\n")).nth(1).unwrap().split("\n## ").next().unwrap();
        let first = section.trim().lines().next().unwrap_or_default().to_uppercase();
        assert!(first.starts_with(&severity), "{code}: the section begins with its severity");
        assert!(
            section.len() > 150 && section.contains("```"),
            "{code}: a meaning, an example and a way to fix it"
        );
        let name = code.name();
        let variant = format!("Code::{code:?}");
        let tested = [format!("[{name}]"), format!("\"{name}\""), variant];
        let tested = tested.iter().any(|form| tests.contains(form.as_str()));
        assert!(tested, "no test names {name}");
    }
}

/// A field of a struct: its name as users see it, its type, its doc comment.
struct Described {
    name: String,
    kind: String,
    about: String,
}

fn fields(source: &str, name: &str) -> Vec<Described> {
    let start = source.find(&format!("pub struct {name} {{")).unwrap_or_else(|| panic!("no struct {name}"));
    let (mut found, mut about, mut renamed) = (Vec::new(), String::new(), None);
    for line in source[start..].lines().skip(1).map(str::trim) {
        if line == "}" {
            break;
        } else if let Some(doc) = line.strip_prefix("///") {
            about = format!("{about} {}", doc.trim()).trim().to_owned();
        } else if let Some(rest) = line.split("rename = \"").nth(1) {
            renamed = rest.split('"').next().map(str::to_owned);
        } else if let Some((field, kind)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            let name = renamed.take().unwrap_or_else(|| field.to_owned());
            let kind = kind.trim_end_matches(',').to_owned();
            found.push(Described { name, kind, about: std::mem::take(&mut about) });
        }
    }
    assert!(!found.is_empty(), "no fields of {name}");
    found
}

/// A Rust type in the words of someone who writes YAML or a template.
fn worded(kind: &str) -> String {
    let inner = |prefix: &str| kind.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Field<")
        .or_else(|| inner("Needed<"))
        .or_else(|| inner("Spanned<"))
        .or_else(|| inner("Shared<"))
    {
        return worded(inner);
    }
    if let Some(inner) = inner("Option<") {
        return format!("{} or none", worded(inner));
    }
    if let Some(inner) = inner("List<") {
        return format!("one or a list: {}", worded(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", worded(inner));
    }
    if let Some(inner) = inner("Entries<") {
        return match inner.split_once(", ") {
            Some((inner, _)) => format!("mapping: {} by language, such as `uk`", worded(inner)),
            None => format!("mapping: {}", worded(inner)),
        };
    }
    let word = match kind.rsplit("::").next().unwrap_or(kind) {
        "String" | "&'static str" => "text",
        "IdRef" => "id",
        "Point" => "date or time",
        "When" => "date or span",
        "Period" => "period",
        "Doubted<When>" => "date or span, with `~` or `?` if in doubt",
        "Doubted<Period>" => "period, with `~` or `?` if in doubt",
        "Number" | "Count" | "usize" | "i16" => "number",
        "bool" => "`true` or `false`",
        "Free" | "Value" => "anything",
        "Actors" => "one or a list: id or `{name: …}`",
        "FormerAddress" => "path, such as `/old/`",
        "SiteId" => "one word",
        "Requirement" => "versions, such as `\">=0.2\"`",
        "WikidataId" => "id, such as `Q3874799`",
        "Grade" => "letter from `A` to `F`",
        "Language" => "code, such as `en-GB`",
        "SiteLink" => "path or web address",
        "WebAddress" => "web address",
        "MenuEntry" => "id, `{to, title}` or `{url, title}`",
        "Colours" => "colour, such as `\"#8a1c1c\"`, or `{light, dark}`",
        "Unit" => "text or forms, such as `{one: drone, other: drones}`",
        "EditionSpan" => "`day`, `week`, `month`, `issue` or `{week: wednesday}`",
        "Typefaces" => "names, such as `Georgia, serif`",
        "Length" => "length, such as `1.125rem`",
        "Days" => "days, such as `14d`",
        "Ending" => "file extension, such as `html`",
        "SafeHtml" => "HTML",
        "Coordinates" => "`[latitude, longitude]`",
        "Focus" => "two numbers, such as `50 20`",
        "Role" => "text or `{text, from, until}`",
        "Audio" => "file or [Recording](#recording)",
        "Duration" => "length of time, such as `12:30`",
        "CardSetting" => "number, `all` or `false`",
        "Email" => "`true`, `false` or [Email](#email)",
        "Mailbox" => "address, such as `The desk <desk@example.org>`",
        "ListId" => "id, such as `digest.example.org`",
        "MailLink" => "address with `https:` or `mailto:`",
        other => {
            return variants(other)
                .unwrap_or_else(|| format!("[{}](#{})", called(other), anchor(called(other))));
        }
    };
    word.to_owned()
}

/// What a struct is called in the reference of keys. Views of templates keep their names.
fn called(name: &str) -> &str {
    match name {
        "BriefingFront" => "Briefing",
        "EditionFront" => "Edition",
        "EditionPart" => "Edition part",
        "EditionSettings" => "Editions",
        "StorylineFront" => "Storyline",
        "DossierFront" => "Dossier",
        "PageFront" => "Plain page",
        "SiteFile" => "Site file",
        "KindNames" => "Kind",
        "StaleAfter" => "Stale after",
        "EmailSettings" => "Email",
        "MarkdownSettings" => "Markdown",
        other => other,
    }
}

/// The id of a heading of one or two words.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

/// The names that an enum takes, if it is one.
fn variants(name: &str) -> Option<String> {
    let source = sources("src/model");
    let start = source.find(&format!("pub enum {name} {{"))?;
    let body = source[start..].split('}').next()?;
    let names = body.lines().map(str::trim).filter(|line| line.ends_with(',') && !line.starts_with('/'));
    let kebab = |name: &str| {
        let mut out = String::new();
        for c in name.trim_end_matches(',').chars() {
            if c.is_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.extend(c.to_lowercase());
        }
        format!("`{out}`")
    };
    Some(names.map(kebab).collect::<Vec<_>>().join(", "))
}

/// A key can be linked to: `#briefing-title`.
fn table(source: &str, name: &str, head: &str) -> String {
    let place = |key: &str| match head {
        "key" => format!("<a id=\"{}-{key}\"></a>", anchor(called(name))),
        _ => String::new(),
    };
    let rows = fields(source, name).into_iter().map(|Described { name, kind, about }| {
        format!("| {}`{name}` | {} | {about} |\n", place(&name), worded(&kind))
    });
    format!("| {head} | takes | meaning |\n| --- | --- | --- |\n{}", rows.collect::<String>())
}

/// Compares the tables of a document with the code, or rewrites them.
fn check_tables(document: &str, marker: &str, source: &str) -> BTreeSet<String> {
    let text = read(document);
    let mut fresh = String::new();
    let mut names = BTreeSet::new();
    let mut rest = text.as_str();
    let open = format!("<!-- {marker}: ");
    while let Some(at) = rest.find(&open) {
        let name_start = at + open.len();
        let name = rest[name_start..].split(" -->").next().unwrap().to_owned();
        let body_start = name_start + name.len() + " -->\n".len();
        let end = body_start
            + rest[body_start..].find("<!-- end -->").unwrap_or_else(|| panic!("{name} has no end"));
        let head = marker.trim_end_matches('s');
        fresh.push_str(&rest[..body_start]);
        fresh.push_str(&format!("\n{}\n", table(source, &name, head)));
        rest = &rest[end..];
        names.insert(name);
    }
    fresh.push_str(rest);
    keep(document, &text, &fresh);
    names
}

/// Checks that the tables of a document are as they should be, or writes them.
pub(crate) fn keep(document: &str, text: &str, fresh: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(document), fresh).unwrap();
    } else {
        assert!(fresh == text, "the tables of {document} are out of date; run `UPDATE=1 cargo test`");
    }
}

#[test]
fn the_licences_of_languages_are_those_of_the_program() {
    let document = "src/markdown/LICENSES-SYNTAXES.md";
    let told = two_face::acknowledgement::listing().to_md();
    let fresh: String = told.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    keep(document, &read(document), &fresh);
}

#[test]
fn the_table_of_codes_is_that_of_the_program() {
    let text = read("docs/content/pages/diagnostics.md");
    let (before, rest) = text.split_once("<!-- codes -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let row = |code: &Code| {
        let fixed = if code.has_fix() { "`fix`" } else { "" };
        format!("| [`{code}`](#{code}) | {} | {} | {fixed} |\n", code.severity(), code.about())
    };
    let rows: String = Code::ALL.iter().map(row).collect();
    let head = "| code | | what it says | |\n| --- | --- | --- | --- |\n";
    keep(
        "docs/content/pages/diagnostics.md",
        &text,
        &format!("{before}<!-- codes -->\n\n{head}{rows}\n<!-- end -->{after}"),
    );
}

#[test]
fn every_key_is_documented() {
    let source = sources("src/model");
    let names = check_tables("docs/content/pages/keys.md", "keys", &source);
    let with_keys: BTreeSet<String> = source
        .split("pub struct ")
        .skip(1)
        .filter(|rest| {
            rest.split("\n}")
                .next()
                .is_some_and(|body| ["Field<", "Needed<", "Spanned<"].iter().any(|kind| body.contains(kind)))
        })
        .map(|rest| rest.split([' ', '<', '(', '{']).next().unwrap().to_owned())
        .filter(|name| {
            !["Field", "Needed", "List", "Entries", "Spanned", "Role", "Article", "Call"]
                .contains(&name.as_str())
        })
        .collect();
    assert_eq!(names, with_keys);
}

#[test]
fn every_key_is_in_the_table_of_contents() {
    let document = "docs/content/pages/keys.md";
    let text = read(document);
    let (before, rest) = text.split_once("<!-- index of keys -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let source = sources("src/model");
    let mut index = String::new();
    for section in after.split("\n##").skip(1) {
        let (heading, rest) = section.split_once('\n').unwrap();
        let (indent, heading) = match heading.strip_prefix('#') {
            Some(heading) => ("  ", heading.trim()),
            None => ("", heading.trim()),
        };
        let name = rest.split("<!-- keys: ").nth(1).unwrap().split(" -->").next().unwrap();
        assert_eq!(heading, called(name), "the heading of the table of {name}");
        let at = anchor(heading);
        let keys = fields(&source, name).into_iter().map(|key| format!("[`{0}`](#{at}-{0})", key.name));
        index += &format!("{indent}- [{heading}](#{at}): {}\n", keys.collect::<Vec<_>>().join(", "));
    }
    keep(document, &text, &format!("{before}<!-- index of keys -->\n\n{index}\n<!-- end -->{after}"));
}

#[test]
fn every_field_that_templates_see_is_documented() {
    let source = sources("src/render");
    let names = check_tables("docs/content/pages/views.md", "fields", &source);
    let views: BTreeSet<String> = source
        .split("Serialize, JsonSchema)]\npub struct ")
        .skip(1)
        .map(|rest| rest.split([' ', '<', '(']).next().unwrap().to_owned())
        .collect();
    assert_eq!(names, views);
}

#[test]
fn every_view_is_in_the_list_of_views() {
    let document = "docs/content/pages/views.md";
    let text = read(document);
    let (before, rest) = text.split_once("<!-- index of views -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let source = sources("src/render");
    let views: BTreeSet<&str> =
        after.split("<!-- fields: ").skip(1).map(|rest| rest.split(" -->").next().unwrap()).collect();
    let row = |view: &&str| {
        let about = comment(&source, view);
        assert!(about.ends_with('.') && after.contains(&format!("\n### {view}\n")), "{view}: {about}");
        format!("- [{view}](#{}): {about}\n", anchor(view))
    };
    let index: String = views.iter().map(row).collect();
    keep(document, &text, &format!("{before}<!-- index of views -->\n\n{index}\n<!-- end -->{after}"));
}

/// The blocks of each template of the default theme in order, each with whether it is empty.
pub(crate) fn blocks() -> Vec<(String, Vec<(String, bool)>)> {
    let block = regex::Regex::new(r"\{%-? block (\w+) %\}(\{% endblock)?").unwrap();
    let templates = dateline::load::built_in_theme().into_iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("templates/").filter(|name| name.ends_with(".html"))?;
        let text = std::str::from_utf8(bytes).unwrap();
        let blocks = block.captures_iter(text).map(|found| (found[1].to_owned(), found.get(2).is_some()));
        Some((name.to_owned(), blocks.collect::<Vec<_>>()))
    });
    templates.filter(|(_, blocks)| !blocks.is_empty()).collect()
}

#[test]
fn every_block_is_in_the_table_of_blocks() {
    let document = "docs/content/pages/themes.md";
    let text = read(document);
    let (before, rest) = text.split_once("<!-- blocks -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let shown = |(name, is_empty): (String, bool)| match is_empty {
        // `base.html` has no content, and a briefing leaves out what `base.html` has.
        true if name != "content" && name != "breadcrumbs" => format!("*`{name}`*"),
        _ => format!("`{name}`"),
    };
    let row = |(template, blocks): (String, Vec<(String, bool)>)| {
        let blocks: Vec<String> = blocks.into_iter().map(shown).collect();
        format!("| `{template}` | {} |\n", blocks.join(", "))
    };
    let rows: String = blocks().into_iter().map(row).collect();
    let table = format!("| template | blocks |\n| --- | --- |\n{rows}");
    keep(document, &text, &format!("{before}<!-- blocks -->\n\n{table}\n<!-- end -->{after}"));
}

/// The first sentence of the doc comment of a struct.
fn comment(source: &str, name: &str) -> String {
    let before = source.split(&format!("pub struct {name}")).next().unwrap();
    let lines: Vec<&str> =
        before.lines().rev().take_while(|line| line.starts_with("///") || line.starts_with("#[")).collect();
    let words = lines.iter().rev().filter_map(|line| line.strip_prefix("///")).map(str::trim);
    let words = words.collect::<Vec<_>>().join(" ");
    let sentence = words.split_inclusive(". ").next().unwrap_or_default();
    sentence.trim().to_owned()
}

#[test]
fn the_examples_of_the_theme_guide_build_the_sample() {
    let guide = read("docs/content/pages/themes.md");
    let folder = tempfile::TempDir::new().unwrap();
    crate::sample::copy(Path::new(env!("CARGO_MANIFEST_DIR")), folder.path());
    let site = read("site.yaml").replace("theme: default", "theme: guide");
    fs::write(folder.path().join("site.yaml"), site).unwrap();
    let templates = folder.path().join("themes/guide/templates");
    fs::create_dir_all(&templates).unwrap();
    let mut names = BTreeSet::new();
    for block in crate::guides::blocks(&guide) {
        // Others are files of a site; see `theme_guide.rs`.
        if let Some(name) = block.file.filter(|file| !file.contains('/') && *file != "site.yaml") {
            fs::write(templates.join(name), block.text).unwrap();
            names.insert(name.to_owned());
        }
    }
    let own: BTreeSet<String> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates"))
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_file())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
    assert_eq!(names, own, "the guide has an example for each template");
    let outcome = run(folder.path(), How::default());
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    assert!(outcome.page("index.html").len() < 3000, "the page is not the example's");
}

#[test]
fn every_option_is_in_the_readme() {
    let readme = read("README.md");
    for command in dateline::cli::Args::command().get_subcommands() {
        assert!(readme.contains(&format!("`dateline {}", command.get_name())));
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(readme.contains(&format!("`--{option}")), "--{option} is not in README.md");
        }
    }
}

/// The documents of the repository, by path.
fn documents() -> Vec<String> {
    let folder = "docs/content/pages";
    let docs = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let docs = docs.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()));
    let top = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];
    top.into_iter().map(str::to_owned).chain(docs.filter(|path| path.ends_with(".md"))).collect()
}

/// The text without code blocks, whose links are examples, and without code spans.
fn without_code(text: &str) -> String {
    let (mut outside, mut fence) = (String::new(), None);
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            None => outside += &format!("{line}\n"),
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            Some(_) => {}
        }
    }
    assert_eq!(fence, None, "a block of code has no end");
    regex::Regex::new("(?s)``.*?``|`[^`]*`").unwrap().replace_all(&outside, "").into_owned()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut found = 0;
    for document in documents() {
        let folder = Path::new(&document).parent().unwrap();
        let text = without_code(&read(&document));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if path.is_empty() { document.clone() } else { format!("{}/{path}", folder.display()) };
            let target = target.trim_start_matches('/');
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "{document}: {link}");
            let is_there = |line: &str| {
                line.starts_with('#') && github_id(line) == heading
                    || line.contains(&format!("<a id=\"{heading}\"></a>"))
            };
            assert!(heading.is_empty() || read(target).lines().any(is_there), "{document}: {link}");
            found += 1;
        }
    }
    assert!(found > 100, "{found} links");
}

/// The id that GitHub gives a heading.
fn github_id(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    heading.replace(' ', "-").chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

#[test]
fn the_files_that_contributors_are_told_of_are_there() {
    let guide = read("CONTRIBUTING.md");
    let named = guide.split('`').skip(1).step_by(2).filter(|name| {
        ["src/", "tests/", "docs/", "themes/", "scripts/"].iter().any(|folder| name.starts_with(folder))
    });
    let files: Vec<&str> = named.map(|name| name.split([' ', 'N']).next().unwrap()).collect();
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(), "{file}");
    }
}

#[test]
fn words_are_there_in_every_language_and_none_is_idle() {
    let keys = |text: &str| -> BTreeSet<String> {
        let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
    };
    let english = keys(&read("themes/default/i18n/en.ftl"));
    for language in ["de", "uk"] {
        assert_eq!(keys(&read(&format!("themes/default/i18n/{language}.ftl"))), english, "{language}");
    }
    let used = sources("themes/default/templates") + &sources("src");
    let kinds = ["people", "places", "organisations", "documents"];
    for key in &english {
        let by_kind = kinds.iter().any(|kind| key == kind || *key == format!("{kind}-one"));
        assert!(by_kind || used.contains(&format!("\"{key}\"")), "`{key}` is never used");
    }
    for template in
        sources("themes/default/templates").split("\" | t").map(|before| before.rsplit('"').next().unwrap())
    {
        let is_key = template.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!is_key || english.contains(template), "no words called `{template}`");
    }
}
