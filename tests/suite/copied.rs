//! No text in the sample, or in the site that `init` writes, copies the text that the sample began with.
//!
//! That text is not in the repository: `copied/runs.txt` has hashes of all its runs of eight words, made by
//! `scripts/copied.py`. A word is the longest possible row of letters and digits, in lower case. What is in
//! quotation marks, and the `text` of an entry in `quotes`, is the source's own: it is left out, and
//! separates what is around it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

/// How many words in a row are a copy.
const RUN: usize = 8;

/// Stands for words that are not the desk's: no run reaches across it.
const GAP: char = '\u{0}';

fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The hashes of the text that must not be copied.
fn known_runs() -> BTreeSet<u64> {
    let lines = include_str!("copied/runs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| u64::from_str_radix(line, 16).unwrap()).collect()
}

/// The runs of a text whose hashes are known.
fn copies(text: &str, known: &BTreeSet<u64>) -> Vec<String> {
    let own = without_quotations(&without_targets(text)).to_lowercase();
    let mut found = Vec::new();
    for piece in own.split(GAP) {
        let words: Vec<&str> =
            piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let runs = words.windows(RUN).map(|run| run.join(" "));
        found.extend(runs.filter(|run| known.contains(&fnv1a(run))));
    }
    found
}

/// A text without the words between others that readers do not see: link targets, footnote names.
fn without_targets(text: &str) -> String {
    let mut rest = text;
    let mut shown = String::new();
    while let Some(at) = rest.find(['[', ']']) {
        shown.push_str(&rest[..at]);
        let target = [("[[", "|", "]]"), ("[^", "", "]"), ("](", "", ")")];
        let hit = target.iter().find(|(opens, _, _)| rest[at..].starts_with(opens));
        let end = hit.and_then(|(_, _, closes)| rest[at + 2..].find(closes).map(|end| at + 2 + end));
        match (hit, end) {
            (Some((_, label, closes)), Some(end)) => {
                let inside = &rest[at + 2..end];
                if !label.is_empty() {
                    shown.push_str(inside.rsplit(label).next().unwrap_or(inside));
                }
                rest = &rest[end + closes.len()..];
            }
            _ => rest = &rest[at + 1..],
        }
    }
    shown + rest
}

/// A text with a gap in place of what is in quotation marks. A mark that is not closed in its paragraph
/// quotes nothing.
fn without_quotations(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let mut rest = paragraph;
        let mut own = String::new();
        while let Some(at) = rest.find(['“', '"']) {
            let opens = if rest[at..].starts_with('“') { '“' } else { '"' };
            let closes = if opens == '“' { '”' } else { '"' };
            let inside = at + opens.len_utf8();
            own.push_str(&rest[..at]);
            match rest[inside..].find(closes) {
                Some(length) => {
                    own.push(GAP);
                    rest = &rest[inside + length + closes.len_utf8()..];
                }
                None => rest = &rest[inside..],
            }
        }
        own + rest
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The strings of a YAML text, except the words of quotes.
fn strings(yaml: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&serde_yaml::from_str(yaml).unwrap(), false, &mut found);
    found
}

fn collect(value: &Value, in_quotes: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Sequence(values) => values.iter().for_each(|value| collect(value, in_quotes, found)),
        Value::Mapping(pairs) => {
            // A paraphrase is the desk's own wording.
            let is_quote = in_quotes && pairs.get("paraphrase").and_then(Value::as_bool) != Some(true);
            for (key, value) in pairs {
                let key = key.as_str().unwrap_or_default();
                if !(is_quote && ["text", "original"].contains(&key)) {
                    collect(value, key == "quotes", found);
                }
            }
        }
        _ => {}
    }
}

/// The texts of a file: strings of its front matter, and its body.
fn texts_of(path: &Path, text: &str) -> Vec<String> {
    // Lines that `init` chooses from, and names that it fills in, are not YAML.
    let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("@ACTION@"));
    let text = lines.collect::<String>().replace("@CARGO@", "").replace('@', "");
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => {
            let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
            let (front, body) = parts.map_or(("", text.as_str()), |(front, body)| (front, body));
            strings(front).into_iter().chain([body.to_owned()]).collect()
        }
        Some("yaml" | "yml") => strings(&text),
        _ => vec![text],
    }
}

fn sample_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["content", "src/command/init/site"];
    let walks =
        folders.iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)).sort_by_file_name());
    let files = walks.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let texts =
        files.map(walkdir::DirEntry::into_path).filter(|path| path.extension() != Some("png".as_ref()));
    texts.chain([root.join("site.yaml")]).collect()
}

#[test]
fn the_sample_copies_no_eight_words_outside_quotation_marks() {
    let known = known_runs();
    assert!(known.len() > 700, "{} runs", known.len());
    let files = sample_files();
    assert!(files.len() > 70, "{} files", files.len());
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for piece in texts_of(&path, &text) {
            found.extend(copies(&piece, &known).into_iter().map(|run| format!("{}: {run}", path.display())));
        }
    }
    assert_eq!(found, [""; 0]);
}

/// The sentence that the tests below copy, of nine words.
const SENTENCE: &str = "a heron stood on one leg by the lock";

/// The known runs, with those of the sentence.
fn with_sentence() -> BTreeSet<u64> {
    let words: Vec<&str> = SENTENCE.split(' ').collect();
    let mut known = known_runs();
    known.extend(words.windows(RUN).map(|run| fnv1a(&run.join(" "))));
    known
}

/// How many runs of the sentence are found in a file.
fn found_in(name: &str, text: &str) -> usize {
    let known = with_sentence();
    texts_of(Path::new(name), text).iter().map(|piece| copies(piece, &known).len()).sum()
}

#[test]
fn hashes_are_those_of_the_script() {
    // Test vectors for 64-bit FNV-1a.
    assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
}

#[test]
fn eight_words_in_a_row_are_found_however_they_are_written() {
    for copied in [
        SENTENCE,
        "A heron stood on one leg by the bridge.",
        "Today a HERON stood: on one\n**leg**, by the lock.",
        "A heron[^a] stood on [one leg](2025-12-22-legs.md#one) by the [[river-lock|lock]].",
        "A heron stood on [[one]] leg by “the lock",
    ] {
        assert!(found_in("a.md", copied) > 0, "{copied}");
        let yaml = serde_yaml::to_string(&serde_yaml::Mapping::from_iter([(
            Value::from("summary"),
            Value::from(copied),
        )]));
        let yaml = yaml.unwrap();
        assert!(found_in("site.yaml", &yaml) > 0, "{yaml}");
        assert!(found_in("a.md", &format!("---\n{yaml}---\nNothing.\n")) > 0, "{yaml}");
    }
    let nested = format!("known:\n- {{text: \"{SENTENCE}\", source: a}}\n");
    assert_eq!(found_in("site.yaml", &nested), 2, "the marks of YAML quote nothing");
}

#[test]
fn seven_words_are_no_copy() {
    assert_eq!(
        found_in("a.md", "A heron stood on one leg by a lock, heron stood on one leg by the pier."),
        0
    );
}

#[test]
fn quoted_words_are_no_copy_and_part_what_is_around_them() {
    for quoted in [
        "He saw that “a heron stood on one leg by the lock” there.",
        "He saw that \"a heron stood on one leg by the lock\" there.",
        "> \"a heron stood on one\n> leg by the lock\"",
        "A heron “stood” on one leg by the lock.",
        "A heron stood on \"a tall\" one leg by the lock.",
    ] {
        assert_eq!(found_in("a.md", quoted), 0, "{quoted}");
    }
    assert_eq!(found_in("a.md", "Words “on water” and a heron stood on one leg by the lock, “he” said."), 2);
    assert!(found_in("a.md", "A mark \" that is not closed.\n\nA heron stood on one leg by the lock.") > 0);
}

#[test]
fn the_words_of_quotes_are_no_copy_and_those_of_others_are() {
    let front = |key: &str, more: &str| {
        let yaml = format!("{key}:\n- {{text: {SENTENCE}, by: a{more}}}\n");
        found_in("a.md", &format!("---\n{yaml}---\n"))
    };
    assert_eq!(front("quotes", ""), 0);
    assert_eq!(front("quotes", ", paraphrase: true"), 2);
    assert_eq!(front("known", ""), 2);
}
