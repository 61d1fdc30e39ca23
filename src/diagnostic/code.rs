//! The codes of all problems, each with its default severity.
//!
//! `docs/diagnostics.md` has a paragraph for each; a test holds the two together.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, but probably not what was meant; counts as an error with `--strict`.
    Warning,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $about:literal;)*) => {
        /// A kind of problem, with a stable name in kebab case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $about] $variant,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable name, as shown in brackets after the severity.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How bad a problem of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" Error "A file could not be read.";
    BadFileName "bad-file-name" Error "A file's name cannot be an id.";
    NotUtf8 "not-utf8" Error "A file is not UTF-8.";
    UnclosedFrontMatter "unclosed-front-matter" Error "The second `---` is missing.";
    BadYaml "bad-yaml" Error "The YAML cannot be read.";
    DuplicateKey "duplicate-key" Error "A key stands twice in one mapping.";
    MisspeltKey "misspelt-key" Error "A key is nearly one that is known.";
    UnknownKey "unknown-key" Warning "A key is not known and resembles none that is.";
    MissingKey "missing-key" Error "A key that is needed is not there.";
    WrongType "wrong-type" Error "A value is not of the form its key takes.";
    BadDate "bad-date" Error "A date does not exist or is not in a known form.";
    DateMismatch "date-mismatch" Error "The file name and the front matter name different days.";
    UnknownId "unknown-id" Error "An id names nothing.";
    AmbiguousId "ambiguous-id" Error "An id names more than one thing.";
    DuplicateId "duplicate-id" Error "Two files of one kind have the same id.";
    ClaimedName "claimed-name" Error "A name is claimed by two dossiers.";
    UnknownSource "unknown-source" Error "A source is neither the briefing's nor the site's.";
    CircularSource "circular-source" Error "A source rests on itself.";
    UndefinedFootnote "undefined-footnote" Error "A footnote has no text and no source.";
    UnusedFootnote "unused-footnote" Warning "A footnote is defined and never used.";
    UndefinedReference "undefined-reference" Error "A reference-style link has no definition.";
    BrokenLink "broken-link" Error "A link or image leads to nothing.";
    DeadAnchor "dead-anchor" Error "A link leads to a section that is not there.";
    UnreleasedLink "unreleased-link" Warning "A link leads to a briefing that is not published yet.";
    UnsafeLink "unsafe-link" Error "A link has a scheme that is not allowed.";
    ExternalImage "external-image" Warning "An image lies on another host.";
    HtmlRemoved "html-removed" Warning "Raw HTML is not on the list of what is safe.";
    UrlCollision "url-collision" Error "Two pages claim one URL.";
    MisplacedFile "misplaced-file" Warning "A Markdown file lies in no folder of a kind.";
    UnknownTheme "unknown-theme" Error "A theme is not there, or extends itself.";
    TemplateError "template-error" Error "A template cannot be read or rendered.";
    NoStoryline "no-storyline" Warning "A briefing belongs to no storyline.";
    MissingSummary "missing-summary" Note "A briefing has no summary.";
    NoBaseUrl "no-base-url" Note "The site has no base URL.";
    UntranslatedLanguage "untranslated-language" Note "The theme has no words in the site's language.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
