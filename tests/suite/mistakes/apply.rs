//! Help lines followed to the letter, by somebody who thinks of nothing else.
//!
//! A line is read as its words with `{}` for what is in backticks. Of alternatives, the first one is taken. A
//! line in no known form is an error, so that the author of a new one looks at it.

use std::ops::Range;

use dateline::diagnostic::{Diagnostic, Place};

use super::list::Files;

/// What begins a line that leaves the choice to a person, or asks for words that only a person has.
const JUDGED: &[&str] = &[
    "add a correction to this briefing too",
    "add a line {}, or write {}",
    "add its {}",
    "add the one that is missing",
    "add {} to {}",
    "add {} where the",
    "add {}, with the name of a file",
    "ask it first",
    "check that",
    "check the ",
    "copy the image",
    "correct the date",
    "give one of the sources",
    "keep the lines that are right",
    "leave the name to one",
    "link to it from",
    "make a file",
    "move the heading out of",
    "name a second source",
    "put its language code",
    "put it on a line of its own",
    "put the picture into the text",
    "rename one of the two files",
    "remove them",
    "rename the file without",
    "say between the brackets",
    "the keys are",
    "the nearest passage is",
    "use {}, {}",
    "write a ",
    "write an ",
    "write one of ",
    "write the ",
    "write the continent",
    "write {} for both",
    "write {} for the stories",
];

/// One change of a file.
enum Edit {
    /// Other text in place of some bytes.
    Text(String, Range<usize>, String),
    /// Other bytes for all of it.
    Whole(String, Vec<u8>),
    /// Another path.
    Move(String, String),
}

/// The files of a site after all help lines have been followed. `None` if one names no edit.
pub(super) fn all(mut files: Files, problems: &[Diagnostic]) -> Result<Option<Files>, String> {
    let mut edits = Vec::new();
    for problem in problems {
        let help = problem.help.as_deref().ok_or("a problem without help")?;
        match follow(help, problem, &files).map_err(|why| format!("{why}: {help}"))? {
            Some(found) => edits.extend(found),
            None => return Ok(None),
        }
    }
    edits.sort_by_key(|edit| match edit {
        Edit::Text(_, range, _) => std::cmp::Reverse(range.start),
        Edit::Whole(..) | Edit::Move(..) => std::cmp::Reverse(0),
    });
    for edit in edits {
        match edit {
            Edit::Text(path, range, text) => {
                let bytes = files.get_mut(&path).ok_or("no such file")?;
                bytes.splice(range, text.into_bytes());
            }
            Edit::Whole(path, bytes) => _ = files.insert(path, bytes),
            Edit::Move(from, to) => {
                let bytes = files.remove(&from).ok_or("no such file")?;
                files.insert(to, bytes);
            }
        }
    }
    Ok(Some(files))
}

/// A file and the marked part of it.
struct Marked<'a> {
    path: &'a str,
    text: &'a str,
    at: Range<usize>,
}

impl<'a> Marked<'a> {
    fn new(place: &'a Place, files: &'a Files) -> Result<Self, String> {
        let path = place.source.path.as_str();
        let bytes = files.get(path).ok_or_else(|| format!("no file {path}"))?;
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let (from, to) = (offset(text, place.line_column()), offset(text, place.end_line_column()));
        Ok(Self { path, text, at: from..to.max(from) })
    }

    fn marked(&self) -> &'a str {
        &self.text[self.at.clone()]
    }

    /// The line that a byte is in, without its end.
    fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        start..self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// The line with a number, from 1.
    fn numbered(&self, n: usize) -> Range<usize> {
        let start = offset(self.text, (n, 1));
        self.line(start)
    }

    /// A line with its end.
    fn whole(&self, line: Range<usize>) -> Range<usize> {
        line.start..(line.end + 1).min(self.text.len())
    }

    fn indent(&self, line: &Range<usize>) -> usize {
        let line = &self.text[line.clone()];
        line.len() - line.trim_start().len()
    }

    fn edit(&self, at: Range<usize>, text: impl Into<String>) -> Vec<Edit> {
        vec![Edit::Text(self.path.to_owned(), at, text.into())]
    }

    /// The nearest line above the marked one that is not empty.
    fn above(&self) -> Option<Range<usize>> {
        let mut at = self.line(self.at.start).start;
        while at > 0 {
            let line = self.line(at - 1);
            if !self.text[line.clone()].trim().is_empty() {
                return Some(line);
            }
            at = line.start;
        }
        None
    }
}

fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let starts = [mark].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = starts.take(line).last().unwrap_or(0);
    start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

/// The words of a help line with `{}` for each text in backticks, and those texts.
fn parts(help: &str) -> (String, Vec<&str>) {
    let (mut words, mut codes) = (String::new(), Vec::new());
    for (n, part) in help.split('`').enumerate() {
        if n % 2 == 0 {
            words.push_str(part);
        } else {
            words.push_str("{}");
            codes.push(part);
        }
    }
    (words, codes)
}

/// The edits that a help line names.
fn follow(help: &str, problem: &Diagnostic, files: &Files) -> Result<Option<Vec<Edit>>, String> {
    let (words, codes) = parts(help);
    let asks_for_words = codes.first().is_some_and(|code| code.contains('…') || code.contains("ID"));
    let is_judged = JUDGED.iter().any(|judged| words.starts_with(judged));
    if asks_for_words || is_judged && !words.starts_with("write one of them") {
        return Ok(None);
    }
    let place = problem.place.as_ref().ok_or("a problem without a place")?;
    let at = Marked::new(place, files)?;
    let code = codes.first().copied().unwrap_or_default();
    let begins = |start: &str| words.starts_with(start);
    let edits = if begins("did you mean the folder {}") || begins("move it into the folder {}") {
        let name = at.path.rsplit('/').next().unwrap_or_default();
        vec![Edit::Move(at.path.to_owned(), format!("{code}{name}"))]
    } else if begins("rename it to {}") || begins("rename the file to {}") {
        let folder = at.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        vec![Edit::Move(at.path.to_owned(), folder + code)]
    } else if begins("rename {} to {}") {
        vec![Edit::Move(code.to_owned(), codes[1].to_owned())]
    } else if begins("did you mean {}") {
        at.edit(meant(&at, code), code)
    } else if words.contains("in double quotes: {}") || words.contains("in single quotes: {}") {
        requote(&at, code)?
    } else if begins("save the file") {
        return Ok(saved(&at, files).map(|edit| vec![edit]));
    } else if begins("begin the file with the lines") {
        if codes.iter().any(|code| code.contains('…')) {
            return Ok(None);
        }
        at.edit(0..0, codes.join("\n") + "\n")
    } else if begins("write one of them: {}") || begins("write degrees, latitude first: {}") {
        at.edit(at.at.clone(), code)
    } else if begins("cite it in the text with {}") || begins("write {} in the text") {
        let body = at.text.match_indices("\n---\n").next().map_or(0, |(at, end)| at + end.len());
        let end = at.line(body).end;
        at.edit(end..end, code)
    } else if begins("write {}") {
        write(&at, &words, &codes, problem, files)?
    } else if begins("add ") {
        add(&at, &words, code)?
    } else if begins("remove ") {
        remove(&at, &words)?
    } else {
        lines(&at, &words)?
    };
    Ok(Some(edits))
}

/// What is replaced by a name: in a link, where it leads; in double brackets, the id.
fn meant(at: &Marked<'_>, name: &str) -> Range<usize> {
    let marked = at.marked();
    let inside = |start: usize, ends: &[char]| {
        let end = marked[start..].find(ends).map_or(marked.len(), |end| start + end);
        at.at.start + start..at.at.start + end
    };
    if marked.starts_with("[[") {
        inside(2, &['#', '|', ']'])
    } else if let Some(start) = marked.find("](").map(|start| start + 2) {
        match name.starts_with('#') {
            true => inside(start + marked[start..].find('#').unwrap_or(0), &[')']),
            false => inside(start, &['#', ')']),
        }
    } else {
        at.at.clone()
    }
}

/// `write {}`, and what follows it.
fn write(
    at: &Marked<'_>,
    words: &str,
    codes: &[&str],
    problem: &Diagnostic,
    files: &Files,
) -> Result<Vec<Edit>, String> {
    let (code, rest) = (codes[0], &words["write {}".len()..]);
    let line = at.line(at.at.start);
    if rest.starts_with(" on that line") {
        let (other, _) = problem.others.first().ok_or("there is no other line")?;
        let other = Marked::new(other, files)?;
        return Ok(other.edit(other.line(other.at.start), code));
    }
    if let Some(numbers) = rest.strip_prefix(" on line ") {
        let numbers = numbers.split(':').next().unwrap_or_default().split(" and on line ");
        let numbers = numbers.map(|n| n.parse::<usize>().map_err(|_| "no number of a line".to_owned()));
        let edits = numbers.map(|n| Ok(at.edit(at.numbered(n?), code)));
        return Ok(edits.collect::<Result<Vec<_>, String>>()?.into_iter().flatten().collect());
    }
    if let Some(other) = rest.strip_prefix(", and add {}").and(codes.get(1)) {
        let is_in_braces = at.text[line.clone()].contains('{');
        let indent = " ".repeat(at.indent(&line));
        let mut edits = at.edit(at.at.clone(), code);
        match is_in_braces {
            true => edits.extend(at.edit(at.at.end..at.at.end, format!(", {other}"))),
            false => edits.extend(at.edit(line.end..line.end, format!("\n{indent}{other}"))),
        }
        return Ok(edits);
    }
    let ends = [
        "",
        " or {}",
        "; the unit",
        ": three hyphens",
        " instead",
        ", or ",
        " if thousands",
        ", as in ",
        ", with the distance",
    ];
    let ends_well =
        ends.iter().any(|end| if end.is_empty() { rest.is_empty() } else { rest.starts_with(end) });
    if !ends_well && !rest.starts_with(", the house spelling") {
        return Err(format!("no known form `{words}`"));
    }
    let key = code.split_once(": ").map(|(key, _)| key);
    let is_line = key.is_some_and(|key| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    if is_line || rest.starts_with(": three hyphens") {
        let start = if is_line { line.start + at.indent(&line) } else { line.start };
        return Ok(at.edit(start..line.end, code));
    }
    Ok(at.edit(meant(at, code), code))
}

/// A value with quotes round it, in place of the same value with none or others.
fn requote(at: &Marked<'_>, code: &str) -> Result<Vec<Edit>, String> {
    let line = at.line(at.at.start);
    let text = &at.text[line.clone()];
    if let Some(key) = code.find(": \"").or(code.find(": '")) {
        let start = text.find(&code[..key + 2]).ok_or("the key is not in the line")?;
        return Ok(at.edit(line.start + start..line.end, code));
    }
    let value = code.trim_start_matches("- ");
    let plain = value[1..value.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\");
    let start = text.find(&plain).ok_or_else(|| format!("`{plain}` is not in the line"))?;
    Ok(at.edit(line.start + start..line.start + start + plain.len(), value))
}

/// `add …`
fn add(at: &Marked<'_>, words: &str, code: &str) -> Result<Vec<Edit>, String> {
    let line = at.line(at.at.start);
    if words.contains("at the end of the value") || words.contains("at the end of the line") {
        return Ok(at.edit(line.end..line.end, code));
    }
    if let Some(number) = words.strip_prefix("add a line {} after line ") {
        let number = number.split(',').next().and_then(|n| n.parse().ok()).ok_or("no number of a line")?;
        let end = at.numbered(number).end;
        return Ok(at.edit(end..end, format!("\n{code}")));
    }
    if words.starts_with("add {} to this item") {
        if at.text[line.clone()].contains('{') {
            return Ok(at.edit(at.at.end..at.at.end, format!(", {code}")));
        }
        let text = &at.text[line.clone()];
        let indent = " ".repeat(text.len() - text.trim_start_matches([' ', '-']).len());
        return Ok(at.edit(line.end..line.end, format!("\n{indent}{code}")));
    }
    if words.starts_with("add {} between the two lines {}") {
        let end = at.text[4..].find("\n---").ok_or("no second line")? + 5;
        return Ok(at.edit(end..end, format!("{code}\n")));
    }
    Err(format!("no known form `{words}`"))
}

/// `remove …`
fn remove(at: &Marked<'_>, words: &str) -> Result<Vec<Edit>, String> {
    let line = at.line(at.at.start);
    if words.starts_with("remove what comes before the line") {
        Ok(at.edit(0..line.start, ""))
    } else if words.starts_with("remove the hyphen and the space") {
        let hyphen = at.text[line.clone()].find("- ").ok_or("no hyphen")? + line.start;
        Ok(at.edit(hyphen..hyphen + 2, ""))
    } else if words == "remove it"
        || ["remove it; looks", "remove it; links", "remove it, or add"]
            .iter()
            .any(|form| words.starts_with(form))
    {
        Ok(at.edit(at.at.clone(), ""))
    } else if ["remove the line", "remove one of the two", "remove the comment"]
        .iter()
        .any(|start| words.starts_with(start))
    {
        Ok(at.edit(at.whole(line), ""))
    } else {
        Err(format!("no known form `{words}`"))
    }
}

/// What is said about whole lines: how they are to begin.
fn lines(at: &Marked<'_>, words: &str) -> Result<Vec<Edit>, String> {
    let line = at.line(at.at.start);
    let indent = at.indent(&line);
    if words.starts_with("begin each line with a hyphen and a space") {
        let (mut edits, mut line) = (Vec::new(), line);
        while line.start < at.text.len() && at.indent(&line) == indent {
            let text = at.text[line.clone()].trim_start();
            let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            let start = line.start + indent;
            edits.extend(at.edit(start..start + text.len() - bare.len(), "- "));
            line = at.line(line.end + 1);
        }
        Ok(edits)
    } else if words.starts_with("begin it with {} in the column of the item above") {
        let above = at.above().ok_or("nothing above")?;
        let indent = " ".repeat(at.indent(&above));
        Ok(at.edit(line.start..at.at.start, format!("{indent}- ")))
    } else if words.starts_with("begin both in the same column") {
        let above = at.above().ok_or("nothing above")?;
        Ok(at.edit(line.start..line.start + indent, " ".repeat(at.indent(&above))))
    } else if words.starts_with("begin the line with the key") {
        Ok(at.edit(line.start..line.start + 2, ""))
    } else if words.starts_with("indent with spaces") {
        Ok(at.edit(at.at.clone(), at.marked().replace('\t', "  ")))
    } else if words.starts_with("delete the space, and type it again") {
        Ok(at.edit(at.at.clone(), " ".repeat(at.marked().chars().count())))
    } else {
        Err(format!("no known form `{words}`"))
    }
}

/// A file saved as UTF-8; `None` for what is not text.
fn saved(at: &Marked<'_>, files: &Files) -> Option<Edit> {
    let bytes = &files[at.path];
    let text = match bytes.strip_prefix(b"\xff\xfe") {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).ok()?
        }
        None if bytes.contains(&0) => return None,
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    Some(Edit::Whole(at.path.to_owned(), text.into_bytes()))
}
