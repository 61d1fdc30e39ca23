//! SVG pictures: what could run in one, or load something from elsewhere.
//!
//! A picture is checked, and refused if need be; its bytes are never changed. What is not well-formed XML is
//! refused too, because browsers stop where it ceases to be, and so does what reads it here.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::load::files::controls;

/// The largest picture that is checked, in bytes.
const MOST_BYTES: u64 = 10_000_000;
const SVG: Namespace<'static> = Namespace("http://www.w3.org/2000/svg");
const XHTML: Namespace<'static> = Namespace("http://www.w3.org/1999/xhtml");
/// Elements that run code or hold what does.
const ELEMENTS: [&str; 7] = ["script", "foreignobject", "handler", "listener", "iframe", "object", "embed"];
/// What a style must not have: it loads something, or can hide what does.
const STYLES: [&str; 8] =
    ["@import", "image-set(", "image(", "src(", "expression(", "-moz-binding", "behavior:", "javascript:"];
/// The beginnings of pictures and fonts that are embedded.
const EMBEDDED: [&str; 12] = [
    "image/png",
    "image/jpeg",
    "image/jpg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/bmp",
    "font/",
    "application/font",
    "application/x-font",
    "application/vnd.ms-fontobject",
    "application/octet-stream",
];

/// Why a picture must not be published, if it must not.
pub(in crate::load) fn trouble(path: &str, file: &Path) -> Option<Diagnostic> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    let refused = |text: &str, what: String, at: Range<usize>| {
        let source = controls::without(path.to_owned(), text.to_owned(), &mut Diagnostics::default());
        let help = "save it as plain or optimised SVG, or remove this from it; \
                    to publish all SVG pictures as they are, write `files: {allow: [svg]}` in `site.yaml`";
        Some(Diagnostic::at(Code::ActiveFile, source.place(Span::new(at)), what).help(help))
    };
    if read.is_err() || bytes.len() as u64 > MOST_BYTES {
        let what = format!("an SVG picture of more than {} MB is not checked", MOST_BYTES / 1_000_000);
        return refused("", what, 0..0);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return refused("", "an SVG picture must be written in UTF-8".to_owned(), 0..0);
    };
    let (what, at) = Picture::new(&text).look().err()?;
    refused(&text, what, at)
}

/// What is wrong, and where.
type Refusal = (String, Range<usize>);

struct Picture<'t> {
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    /// Where the current event begins.
    start: usize,
    depth: usize,
    /// The style that is open, and where it begins.
    style: Option<(String, usize)>,
    has_root: bool,
}

impl<'t> Picture<'t> {
    fn new(text: &'t str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, start: 0, depth: 0, style: None, has_root: false }
    }

    fn look(mut self) -> Result<(), Refusal> {
        loop {
            self.start = self.at();
            let (namespace, event) = match self.reader.read_resolved_event() {
                Ok(read) => read,
                Err(error) => return Err(self.broken(&error.to_string())),
            };
            let is_unknown = matches!(namespace, ResolveResult::Unknown(_));
            let is_html = namespace == ResolveResult::Bound(XHTML);
            let is_svg = namespace == ResolveResult::Bound(SVG);
            match event {
                Event::Eof if self.has_root && self.depth == 0 => return Ok(()),
                Event::Eof => return Err(self.broken("it ends too early")),
                Event::Start(_) | Event::Empty(_) if is_unknown => {
                    return Err(self.broken("a prefix is not declared"));
                }
                Event::Start(_) | Event::Empty(_) if is_html => return self.refuse("cannot contain HTML"),
                Event::Start(element) | Event::Empty(element) => self.element(&element, is_svg)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.characters(&text)?,
                Event::CData(text) => self.characters(&text)?,
                Event::GeneralRef(reference) => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => predefined(&reference),
                    };
                    let Some(c) = c else { return self.refuse("cannot have entities of its own") };
                    self.characters(c.encode_utf8(&mut [0; 4]))?;
                }
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::PI(instruction) if instruction.target() == "xpacket" => {}
                Event::PI(_) => return self.refuse("cannot have a processing instruction"),
                Event::DocType(kind) if is_plain(&kind) => {}
                Event::DocType(_) => return self.refuse("cannot declare entities or another document type"),
                Event::Comment(_) => {}
            }
        }
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Refuses the current event.
    fn refuse(&self, what: &str) -> Result<(), Refusal> {
        self.refuse_at(what, self.start..self.at())
    }

    fn refuse_at(&self, what: &str, range: Range<usize>) -> Result<(), Refusal> {
        // A tag may be as long as the picture.
        let shown =
            self.text[range.clone()].char_indices().nth(40).map_or(range.end, |(at, _)| range.start + at);
        Err((format!("an SVG picture {what}"), range.start..shown))
    }

    fn broken(&self, why: &str) -> Refusal {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX).min(self.text.len());
        (format!("an SVG picture must be well-formed XML: {}", why.to_lowercase()), at..at)
    }

    fn element(&mut self, element: &BytesStart<'_>, is_svg: bool) -> Result<(), Refusal> {
        let name = element.local_name().as_ref().to_ascii_lowercase();
        if self.style.is_some() {
            return self.refuse("cannot have an element in a style");
        }
        if self.depth == 0 && (self.has_root || !is_svg || name != "svg") {
            return self.refuse("must be one element `svg` of its namespace");
        }
        if ELEMENTS.contains(&name.as_str()) {
            return self.refuse(&format!("cannot have a `{}`", element.local_name().as_ref()));
        }
        for attribute in element.attributes() {
            match attribute {
                Ok(attribute) => self.attribute(&attribute)?,
                Err(error) => return Err(self.broken(&error.to_string())),
            }
        }
        self.has_root = true;
        self.depth += 1;
        if name == "style" {
            self.style = Some((String::new(), self.at()));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        self.depth -= 1;
        match self.style.take() {
            Some((style, start)) if loads(&style) => {
                let range = start..self.start;
                self.refuse_at("cannot have a style that loads something", range)
            }
            _ => Ok(()),
        }
    }

    fn characters(&mut self, text: &str) -> Result<(), Refusal> {
        if self.depth == 0 && !text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
            return Err(self.broken("there is text outside the element `svg`"));
        }
        if let Some((style, _)) = &mut self.style {
            style.push_str(text);
        }
        Ok(())
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), Refusal> {
        let is_utf8 = match declaration.encoding() {
            None => true,
            Some(encoding) => encoding.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")),
        };
        if is_utf8 && declaration.version().is_ok_and(|version| version == "1.0") {
            return Ok(());
        }
        self.refuse("must be XML 1.0 in UTF-8")
    }

    fn attribute(&self, attribute: &Attribute<'_>) -> Result<(), Refusal> {
        let name = attribute.key.as_ref();
        let found = self.text[self.start..self.at()].find(name).unwrap_or_default();
        let range = self.start + found..self.start + found + name.len();
        let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else {
            return self.refuse_at("cannot have entities of its own", range);
        };
        let (local, prefix) = attribute.key.decompose();
        let (local, prefix) = (local.as_ref().to_ascii_lowercase(), prefix.map(|prefix| prefix.into_inner()));
        if attribute.key.as_namespace_binding().is_some() {
            // A namespace that is written with references is not the one that the reader here sees.
            let is_as_typed = value == attribute.value;
            return if is_as_typed {
                Ok(())
            } else {
                self.refuse_at("must name namespaces as they are", range)
            };
        }
        let value = value.trim();
        if matches!(local.as_str(), "href" | "src") && !is_inside(value)
            || name.eq_ignore_ascii_case("xml:base")
        {
            return self.refuse_at("cannot link to anything outside itself", range);
        }
        if prefix.is_some() {
            return Ok(());
        }
        if local.starts_with("on") {
            return self.refuse_at(&format!("cannot have an event handler such as `{name}`"), range);
        }
        if local == "attributename" {
            let animated = value.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
            if animated == "href" || animated.starts_with("on") {
                return self.refuse_at("cannot change a link or an event handler", range);
            }
        } else if !matches!(local.as_str(), "href" | "src") && loads(value) {
            return self.refuse_at("cannot load anything from outside itself", range);
        }
        Ok(())
    }
}

/// The characters that XML itself names.
fn predefined(name: &str) -> Option<char> {
    let names = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("apos", '\''), ("quot", '"')];
    names.into_iter().find(|(known, _)| *known == name).map(|(_, c)| c)
}

/// Whether a document type is the W3C's, which browsers know and do not load.
fn is_plain(kind: &str) -> bool {
    let is_known = kind.contains("\"-//W3C//DTD SVG ") && kind.contains("\"http://www.w3.org/");
    !kind.contains('[') && (kind.trim() == "svg" || is_known)
}

/// Whether an address is in the picture: a part of it, or embedded in it.
fn is_inside(address: &str) -> bool {
    let embedded = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"));
    let kind = embedded.map(|_| address[5..].trim_start().to_ascii_lowercase());
    address.starts_with('#') || kind.is_some_and(|kind| EMBEDDED.iter().any(|known| kind.starts_with(known)))
}

/// Whether a style, or an attribute that is one, loads something. Escapes could hide it.
fn loads(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    let is_outside = |(at, _): (usize, &str)| {
        let address = style[at + "url(".len()..].trim_start();
        !is_inside(address.strip_prefix(['"', '\'']).unwrap_or(address).trim_start())
    };
    style.contains('\\')
        || STYLES.iter().any(|bad| lower.contains(bad))
        || lower.match_indices("url(").any(is_outside)
}
