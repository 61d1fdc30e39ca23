//! URLs of the site and the files they are served from. One place makes each of them.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::model::address::path::ContentPath;
use crate::model::value::date::Date;
use crate::model::value::id::Id;

/// What is encoded in a segment of a path (RFC 3986, `pchar`), and the quotes that HTML dislikes.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']')
    .add(b'\'')
    .add(b'&');

/// The path of a page or file from the root of the site: begins with `/`, is percent-encoded,
/// and ends with `/` if it is a folder with an `index.html`. The base path is not part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// The front page.
    pub fn front() -> Self {
        Self("/".to_owned())
    }

    /// A folder of segments, none of them encoded yet: `/a/b/`.
    pub fn folder<'a>(segments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut url = String::from("/");
        for segment in segments {
            push_segment(&mut url, segment);
        }
        Self(url)
    }

    /// A file at the root: `/404.html`.
    pub fn file<'a>(segments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut url = Self::folder(segments).0;
        url.pop();
        Self(url)
    }

    /// `/2025/`
    pub fn year(year: i16) -> Self {
        Self(format!("/{year:04}/"))
    }

    /// `/2025/12/`
    pub fn month(year: i16, month: i8) -> Self {
        Self(format!("/{year:04}/{month:02}/"))
    }

    /// `/2025/12/22/`
    pub fn day(date: Date) -> Self {
        let mut url = String::new();
        push_day(&mut url, date);
        Self(url)
    }

    /// `/2025/w52/`, with the year of ISO 8601.
    pub fn week(iso_year: i16, week: i8) -> Self {
        Self(format!("/{iso_year:04}/w{week:02}/"))
    }

    /// `/2025/12/22/miami-talks/`
    pub fn briefing(date: Date, slug: &str) -> Self {
        let mut url = String::with_capacity("/0000/00/00//".len() + slug.len());
        push_day(&mut url, date);
        push_segment(&mut url, slug);
        Self(url)
    }

    /// `/people/zelensky/`
    pub fn item(folder: &str, id: &Id) -> Self {
        Self::folder([folder, id.as_str()])
    }

    /// `/figures/attack-drones/`
    pub fn series(id: &str) -> Self {
        Self::folder(["figures", id])
    }

    /// The figures of a series as a file: `/figures/attack-drones.csv`
    pub fn series_file(id: &str, extension: &str) -> Self {
        Self::file(["figures", &format!("{id}.{extension}")])
    }

    /// What the graph has for a year: `/data/digest-2025.json`.
    pub fn digest_of_year(year: i16) -> Self {
        Self::file(["data", &format!("digest-{year:04}.json")])
    }

    /// The twin of a page in Markdown: `/2025/12/22/miami-talks/index.md`.
    pub fn twin(&self) -> Self {
        Self(format!("{}index.md", self.0))
    }

    /// The Atom feed of a page: `/storylines/peace-talks/feed.xml`
    pub fn feed(&self) -> Self {
        Self(format!("{}feed.xml", self.0))
    }

    /// The card of a page: `/2025/12/22/miami-talks/card.png`
    pub fn card(&self) -> Self {
        Self(format!("{}card.png", self.0))
    }

    /// The places of a page as GeoJSON: `/storylines/peace-talks/places.geojson`
    pub fn places(&self) -> Self {
        Self(format!("{}places.geojson", self.0))
    }

    /// A former address as typed: begins with `/`, may be encoded, and has no `.` or `..` among its
    /// parts. `None` if the text is not one.
    pub fn former(text: &str) -> Option<Self> {
        let path = text.trim().strip_prefix('/')?;
        if path.contains(['?', '#']) {
            return None;
        }
        let parts = path.split('/').filter(|part| !part.is_empty());
        let decoded = parts.map(|part| percent_decode_str(part).decode_utf8().ok());
        let parts: Vec<String> = decoded.map(|part| part.map(String::from)).collect::<Option<_>>()?;
        let strange = |part: &String| matches!(part.as_str(), "." | "..") || part.contains(['/', '\\']);
        if parts.is_empty() || parts.iter().any(strange) {
            return None;
        }
        let is_file = !path.ends_with('/') && parts.last().is_some_and(|last| last.contains('.'));
        let parts = parts.iter().map(String::as_str);
        Some(if is_file { Self::file(parts) } else { Self::folder(parts) })
    }

    /// The part of a list that belongs to a year: `/storylines/peace-talks/2025/`.
    pub fn of_year(&self, year: i16) -> Self {
        Self(format!("{}{year:04}/", self.0))
    }

    /// A page of a list that has several, by its number: `/2025/12/p2/`. The first has the address of the list.
    pub fn numbered(&self, number: usize) -> Self {
        if number == 1 { self.clone() } else { Self(format!("{}p{number}/", self.0)) }
    }

    /// A file beside pages: `/files/briefings/photo.jpg`.
    pub fn media(path: &ContentPath) -> Self {
        Self::file(std::iter::once("files").chain(path.as_str().split('/')))
    }

    /// A photograph drawn for screens of a width: `/files/briefings/photo.jpg.640.webp`.
    pub fn drawn(path: &ContentPath, width: u32) -> Self {
        let name = format!("{path}.{width}.webp");
        Self::file(std::iter::once("files").chain(name.split('/')))
    }

    /// A file that is published at the root of the site as it is: `/.well-known/security.txt`. An
    /// `index.html` is the page of its folder. `None` if it is not in `root/`.
    pub fn at_root(path: &ContentPath) -> Option<Self> {
        let path = path.at_root()?;
        Some(
            match path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))
            {
                Some(folder) => Self::folder(folder.split('/').filter(|part| !part.is_empty())),
                None => Self::file(path.split('/')),
            },
        )
    }

    /// An edition by email, by its name: `/email/2025-12-22.html`.
    pub fn email(edition: &str, form: EmailForm) -> Self {
        Self::file(["email", &format!("{edition}.{}", form.extension())])
    }

    /// A file of the search index: `/search/terms/12.bin`.
    pub fn search_file(file: SearchFile) -> Self {
        match file {
            SearchFile::Meta => Self::file(["search", "meta.json"]),
            SearchFile::Lengths => Self::file(["search", "lengths.bin"]),
            SearchFile::Facets => Self::file(["search", "facets.bin"]),
            SearchFile::Names => Self::file(["search", "facets.json"]),
            SearchFile::Words => Self::file(["search", "words.json"]),
            SearchFile::Terms(n) => Self::file(["search", "terms", &format!("{n}.bin")]),
            SearchFile::Documents(n) => Self::file(["search", "documents", &format!("{n}.json")]),
        }
    }

    /// A file of the theme: `/static/style.css`.
    pub fn asset(path: &str) -> Self {
        Self::file(std::iter::once("static").chain(path.split('/')))
    }

    /// Whether it is that of a folder, so that something can be below it.
    pub fn is_folder(&self) -> bool {
        self.0.ends_with('/')
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds `/2025/12/22/`. Made for every link, so digit by digit; years have four of them.
fn push_day(url: &mut String, date: Date) {
    let (year, month, day) = (date.year(), i16::from(date.month()), i16::from(date.day()));
    for (n, two) in [year / 100, year % 100, month, day].into_iter().enumerate() {
        if n != 1 {
            url.push('/');
        }
        url.push(char::from(b'0' + (two / 10) as u8));
        url.push(char::from(b'0' + (two % 10) as u8));
    }
    url.push('/');
}

/// Adds a segment that is not encoded yet, and `/`. Most have nothing to encode, which takes a tenth of the time.
fn push_segment(url: &mut String, segment: &str) {
    if segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
        url.push_str(segment);
    } else {
        url.extend(utf8_percent_encode(segment, SEGMENT));
    }
    url.push('/');
}

/// The element that a fragment, decoded, leads to. `None` for the top of a page (HTML, *select the indicated
/// part*), and for what a text fragment says after `:~:` (URL Fragment Text Directives).
pub fn element_of(fragment: &str) -> Option<&str> {
    let element = fragment.split_once(":~:").map_or(fragment, |(element, _)| element);
    (!element.is_empty() && !element.eq_ignore_ascii_case("top")).then_some(element)
}

/// The file in the output that answers a URL: relative, with `/`, not encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&UrlPath> for OutputPath {
    fn from(url: &UrlPath) -> Self {
        let path = match &url.0[1..] {
            path if path.contains('%') => percent_decode_str(path).decode_utf8_lossy().into_owned(),
            path => path.to_owned(),
        };
        Self(if url.0.ends_with('/') { path + "index.html" } else { path })
    }
}

/// Where the site is published: `https://example.github.io/digest/`, or only a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: Option<String>,
    path: String,
    canonical: Option<String>,
}

impl BaseUrl {
    /// The root of an unknown host: links are root-relative.
    pub fn root() -> Self {
        Self { origin: None, path: "/".to_owned(), canonical: None }
    }

    /// Reads `https://host/path/` or `/path/`. A missing final `/` is added.
    /// The error says what is wrong.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"'<>\\".contains(c)) {
            return Err("a base URL has no spaces, quotes, `?` or `#`");
        }
        let lower = text.to_ascii_lowercase();
        let rest = match lower.split_once("://") {
            Some(("http" | "https", _)) => &text[lower.find("://").map_or(0, |at| at + 3)..],
            Some(_) => return Err("a base URL begins with `https://` or `http://`"),
            None if text.starts_with('/') && !text.starts_with("//") => text,
            None => return Err("a base URL begins with `https://`, or with `/` if the host is not known"),
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if host.is_empty() && rest.len() != text.len() {
            return Err("the host is missing");
        }
        if path.contains("//") || path.split('/').any(|part| part == "." || part == "..") {
            return Err("the path of a base URL has no empty parts, `.` or `..`");
        }
        let origin = (!host.is_empty()).then(|| text[..text.len() - path.len()].to_owned());
        let path = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let canonical = origin.as_deref().and_then(|origin| canonical(origin, &path));
        Ok(Self { origin, path, canonical })
    }

    /// A link on a page of this site as it is written elsewhere: with the host, if it is known. Links
    /// that have one, and those to nothing, stay as they are.
    pub fn from_elsewhere(&self, href: &str) -> String {
        let origin = self.origin.as_deref().filter(|_| href.starts_with('/') && !href.starts_with("//"));
        format!("{}{href}", origin.unwrap_or_default())
    }

    /// Whether the host is known, so that absolute URLs can be written.
    pub fn is_absolute(&self) -> bool {
        self.origin.is_some()
    }

    /// The host without scheme and port, if it is known, and the path part.
    pub fn host_and_path(&self) -> (Option<&str>, &str) {
        let host = self.origin.as_deref().and_then(|origin| origin.split("://").nth(1));
        (host.map(|host| host.split(':').next().unwrap_or(host)), &self.path)
    }

    /// The scheme and host, which links under the base path lack; empty without a host.
    pub fn host_root(&self) -> String {
        let front = self.address(&UrlPath::front());
        front.strip_suffix(self.path()).unwrap_or_default().to_owned()
    }

    /// The whole address in the one form that all ways of writing it share: `https` for either scheme,
    /// the host in lower case, no usual port. `None` if the host is not known.
    pub fn canonical(&self) -> Option<&str> {
        self.canonical.as_deref()
    }

    /// The path part, with `/` at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The link to a page of this site: path only, under the base path.
    pub fn href(&self, url: &UrlPath) -> String {
        [&self.path, &url.0[1..]].concat()
    }

    /// The absolute URL of a page, or the link within the site if the host is not known.
    pub fn address(&self, url: &UrlPath) -> String {
        self.absolute(url).unwrap_or_else(|| self.href(url))
    }

    /// The absolute URL of a page, if the host is known.
    pub fn absolute(&self, url: &UrlPath) -> Option<String> {
        self.origin.as_ref().map(|origin| [origin, self.path.as_str(), &url.0[1..]].concat())
    }
}

fn canonical(origin: &str, path: &str) -> Option<String> {
    let origin = origin.to_lowercase();
    let (scheme, host) = origin.split_once("://")?;
    let port = if scheme == "http" { ":80" } else { ":443" };
    Some(format!("https://{}{path}", host.strip_suffix(port).unwrap_or(host)))
}

/// A form of an edition by email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailForm {
    /// HTML with its style inside.
    Html,
    /// Plain text.
    Text,
}

impl EmailForm {
    /// Both, in the order of a message: the plain one first (RFC 2046, `multipart/alternative`).
    pub const ALL: [Self; 2] = [Self::Text, Self::Html];

    /// The extension of its file.
    pub fn extension(self) -> &'static str {
        match self {
            EmailForm::Html => "html",
            EmailForm::Text => "txt",
        }
    }
}

/// A file of the search index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFile {
    /// What the other files are.
    Meta,
    /// The lengths of all documents.
    Lengths,
    /// The documents of each storyline, person and place that they can be filtered by.
    Facets,
    /// The ids and titles of these.
    Names,
    /// The words that are suggested for misspelt ones.
    Words,
    /// Tokens with the documents that have them.
    Terms(u32),
    /// Title, address and date of a run of documents.
    Documents(u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_as_it_is_has_nothing_to_encode() {
        for c in ('\0'..='\u{ff}').map(String::from) {
            let encoded = utf8_percent_encode(&c, SEGMENT).to_string();
            let url = UrlPath::folder([c.as_str()]);
            assert_eq!(url.as_str(), format!("/{encoded}/"), "{c:?}");
            assert_eq!(OutputPath::from(&url).as_str(), format!("{c}/index.html"), "{c:?}");
        }
    }

    #[test]
    fn base_urls_keep_host_and_path_apart() {
        let base = BaseUrl::parse("https://example.github.io/digest").unwrap();
        assert_eq!(base.path(), "/digest/");
        let url = UrlPath::folder(["people", "олена"]);
        assert_eq!(base.href(&url), "/digest/people/%D0%BE%D0%BB%D0%B5%D0%BD%D0%B0/");
        assert_eq!(OutputPath::from(&url).as_str(), "people/олена/index.html");
        let day = jiff::civil::date(987, 1, 12);
        assert_eq!(UrlPath::briefing(day, "a b").as_str(), "/0987/01/12/a%20b/");
        assert_eq!(BaseUrl::parse("/repo/").unwrap().absolute(&url), None);
        let canonical = |text| BaseUrl::parse(text).unwrap().canonical().map(str::to_owned);
        for same in ["HTTPS://Example.ORG:443/Digest", "http://example.org:80/Digest/"] {
            assert_eq!(canonical(same), Some("https://example.org/Digest/".to_owned()), "{same}");
        }
        assert_eq!(canonical("http://example.org:443"), Some("https://example.org:443/".to_owned()));
        assert_eq!(canonical("/repo/"), None);
        for bad in ["example.org", "ftp://x/", "https://", "//x/", "https://x/a b", "https://x/../"] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
