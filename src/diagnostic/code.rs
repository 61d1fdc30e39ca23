//! The codes of all problems, each with its default severity.
//!
//! `docs/content/pages/diagnostics.md` has a paragraph for each; a test holds the two together.

use std::fmt;
use std::sync::LazyLock;

use super::{Help, Suggestions};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

            /// What the problem is, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $(Code::$variant => $about,)* }
            }

            /// The help line for a name that is not a code's, if one is near.
            pub fn did_you_mean(name: &str) -> Option<Help> {
                static NEAR: LazyLock<Suggestions<&str>> =
                    LazyLock::new(|| Suggestions::new(Code::ALL.iter().map(|code| code.name())));
                NEAR.did_you_mean(name)
            }

            /// Whether people are shown its notes as one number unless all are wanted: most are as intended.
            pub fn is_counted(self) -> bool {
                self == Code::RepeatedLink
            }

            /// Whether a program can fix some problems of this kind.
            pub fn has_fix(self) -> bool {
                FIXED.contains(&self)
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
    UnfollowedLink "unfollowed-link" Error "A symbolic link is not followed.";
    SpecialFile "special-file" Error "Something is neither a file nor a folder.";
    BadFileName "bad-file-name" Error "A file's name cannot be an id, or is reserved for translations.";
    UntidyFileName "untidy-file-name" Note "A file's name has capitals or spaces.";
    NotUtf8 "not-utf8" Error "A file is not UTF-8.";
    TooLarge "too-large" Error "A text file is too large.";
    ForeignFrontMatter "foreign-front-matter" Error "Front matter is not YAML between two `---` lines at the top of a file.";
    MergeConflict "merge-conflict" Error "A merge left two versions of part of a text.";
    ControlCharacter "control-character" Error "A text or name contains a control character.";
    UnclosedFrontMatter "unclosed-front-matter" Error "The second `---` is missing.";
    BadYaml "bad-yaml" Error "The YAML cannot be read.";
    DuplicateKey "duplicate-key" Error "A key appears twice in one mapping.";
    MisspeltKey "misspelt-key" Error "A key is nearly the same as a known one.";
    UnknownKey "unknown-key" Warning "A key is not known and resembles no known key.";
    AddressInAliases "address-in-aliases" Warning "A former address is listed under `aliases`.";
    ForeignRelease "foreign-release" Error "A key from another program is meant to hold a file back, but does not do so here.";
    MissingKey "missing-key" Error "A required key is missing.";
    CutText "cut-text" Warning "A text ends, or goes on, where its writer did not mean it to.";
    WrongType "wrong-type" Error "A value does not have the form that its key takes.";
    BadDate "bad-date" Error "A date does not exist or is not in a known form.";
    MisnamedEdition "misnamed-edition" Error "An edition's file is not named after its days.";
    DateMismatch "date-mismatch" Error "The file name and the front matter name different days.";
    UnknownId "unknown-id" Error "An id names nothing.";
    AmbiguousId "ambiguous-id" Error "An id names more than one thing.";
    DuplicateId "duplicate-id" Error "Two files of one kind, or a question and a watch item, have the same id.";
    TwoEditions "two-editions" Error "Two editions take the same briefing.";
    EmptyEdition "empty-edition" Warning "An edition, or a part of one, has no briefings.";
    EditionNumber "edition-number" Warning "An edition's number leaves a gap, or is also another edition's.";
    LongEdition "long-edition" Note "An edition has more text than it shows in full.";
    NoEdition "no-edition" Warning "No issue takes a briefing.";
    ClaimedName "claimed-name" Error "A name is claimed by two dossiers.";
    UnknownSource "unknown-source" Error "A source is neither the briefing's nor the site's.";
    UnknownText "unknown-text" Error "A source names a text that is not there.";
    CircularSource "circular-source" Error "A source rests on itself.";
    UndefinedFootnote "undefined-footnote" Error "A footnote has no text and no source.";
    UnusedFootnote "unused-footnote" Warning "A footnote is defined and never used.";
    UndefinedReference "undefined-reference" Error "A reference-style link has no definition.";
    DuplicateReference "duplicate-reference" Warning "A reference label has two addresses.";
    BrokenLink "broken-link" Error "A link or image leads to nothing.";
    DeadAnchor "dead-anchor" Error "A link or the front matter names a section that is not there.";
    UnreleasedLink "unreleased-link" Warning "A text names something that is not published yet.";
    UnreleasedSpeaker "unreleased-speaker" Error "Words or numbers are attributed to somebody whose dossier is not published yet.";
    UnsafeLink "unsafe-link" Error "A link has a scheme that is not allowed.";
    ExternalImage "external-image" Warning "An image is on another host.";
    BadEmbed "bad-embed" Error "A text calls a theme component that is not there, or calls one incorrectly.";
    MisplacedEmbed "misplaced-embed" Error "Something that needs a line of its own is in the wrong place, or too many charts are side by side.";
    DeepNesting "deep-nesting" Error "A text is nested too deeply.";
    HtmlRemoved "html-removed" Warning "Raw HTML is not on the list of what is safe.";
    UnclosedHtml "unclosed-html" Warning "A raw HTML element has no end tag, or an end tag has no element.";
    MissingAlt "missing-alt" Error "An image that a reader needs has no alternative text.";
    DecorativeImage "decorative-image" Note "An image has no alternative text, as if it were only decorative.";
    MissingCaptions "missing-captions" Note "A film has no captions.";
    UnplayedFile "unplayed-file" Warning "Sound, film or captions are in a format that not every browser supports.";
    UrlCollision "url-collision" Error "Two pages claim one URL.";
    BadAddress "bad-address" Error "A page or file cannot be published at its address.";
    MisplacedFile "misplaced-file" Warning "A file is in a place where Dateline does not use it.";
    ActiveFile "active-file" Error "A file beside pages could run in a browser or on the host.";
    NoTypeface "no-typeface" Note "No typeface in the theme has the letters of a headline, so its page has no card.";
    NoPicture "no-picture" Error "A file named like a picture is not a picture.";
    LargePicture "large-picture" Error "A picture has so many pixels or bytes that it is not drawn.";
    PhotoLocation "photo-location" Warning "A photograph reveals where it was taken.";
    UnknownTheme "unknown-theme" Error "A theme is not there, or extends itself.";
    MisnamedTemplate "misnamed-template" Warning "A template's name is nearly that of one that pages ask for.";
    TemplateError "template-error" Error "A template cannot be read or rendered.";
    FigureWithoutSource "figure-without-source" Error "A figure has no source.";
    DottedThousands "dotted-thousands" Warning "A number has a point before three digits.";
    FigureWithoutSpeaker "figure-without-speaker" Warning "A figure has no speaker.";
    FigureNotInSource "figure-not-in-source" Warning "A figure's number is not in the text of its source.";
    AccountsDiffer "accounts-differ" Note "Speakers give different values for one period.";
    LargeChange "large-change" Warning "A figure differs greatly from the one before.";
    OverlappingPeriods "overlapping-periods" Warning "The periods of two figures share days.";
    WrongWeekday "wrong-weekday" Warning "A weekday does not match its date.";
    QuoteWithoutSpeaker "quote-without-speaker" Error "A quote has no speaker.";
    QuoteWithoutSource "quote-without-source" Warning "A quote has no source.";
    QuoteNotInSource "quote-not-in-source" Error "A quote is not in the text of its source.";
    UnbalancedQuotes "unbalanced-quotes" Warning "A quotation mark has no partner.";
    UncitedSource "uncited-source" Warning "Nothing cites a source.";
    BareSource "bare-source" Warning "A source cannot be looked up.";
    OneRoot "one-root" Warning "All sources of a briefing rest on one.";
    WeaklyConfirmed "weakly-confirmed" Warning "Something is called confirmed on too little evidence.";
    WeakSource "weak-source" Warning "Something counts as known, but only from outlets that the desk does not trust.";
    StaleQuestion "stale-question" Warning "A question has been open for a long time.";
    WatchPassed "watch-passed" Warning "A date to watch has passed, and no briefing says what came of it.";
    SilentStoryline "silent-storyline" Warning "An active storyline has had no briefing for a long time.";
    RestingStoryline "resting-storyline" Warning "A storyline at rest has a new briefing.";
    StaleBackground "stale-background" Warning "A text was last reviewed long before the newest briefing.";
    UnmatchedAnswer "unmatched-answer" Warning "An answer has no open question.";
    FutureEvent "future-event" Warning "An event is dated after its briefing.";
    LiteralMarkup "literal-markup" Warning "Marks that were meant as markup are shown as typed.";
    UnclosedComment "unclosed-comment" Error "A comment in a text has no end.";
    UnclosedFence "unclosed-fence" Warning "A code block runs to the end of the text.";
    UnfinishedText "unfinished-text" Warning "A mark says that a text is not finished.";
    RelativeTime "relative-time" Warning "A headline or summary gives a time relative to the day it was written.";
    EmptyCorrection "empty-correction" Error "A correction does not say what was wrong or what is right.";
    UnattributedCorrection "unattributed-correction" Warning "A correction does not say whose error it was.";
    UnclearCorrection "unclear-correction" Error "A correction does not say who gave the right value, or cannot be a correction of a source's error.";
    WrongValueStands "wrong-value-stands" Warning "A corrected value still appears in another briefing.";
    EmbargoWithoutZone "embargo-without-zone" Warning "An embargo does not say its time zone.";
    ListedVariant "listed-variant" Warning "A name is not in the house spelling.";
    LoneSurname "lone-surname" Note "A person is named by a surname that is not one of the dossier's names.";
    ShortAlias "short-alias" Warning "A name is too short to be found safely.";
    MissingPoint "missing-point" Note "A place is not on any map, though most others are.";
    NeverMentioned "never-mentioned" Note "No briefing names a dossier.";
    LongTitle "long-title" Warning "A headline is too long.";
    LongSummary "long-summary" Warning "A summary is too long.";
    EqualTitles "equal-titles" Warning "Two briefings have the same headline.";
    RepeatedLink "repeated-link" Note "A link to another site appeared in an earlier edition.";
    UnusedFile "unused-file" Warning "No page links to a file beside pages.";
    UnusedText "unused-text" Note "No source names a text in `content/sources/`.";
    NoStoryline "no-storyline" Warning "A briefing belongs to no storyline.";
    MissingSummary "missing-summary" Note "A briefing has no summary.";
    NoBaseUrl "no-base-url" Note "The site has no base URL.";
    NoSiteId "no-site-id" Note "The ids in the feeds depend on the base URL.";
    EmailLeftOut "email-left-out" Warning "Editions by email are asked for but cannot be written.";
    CnameMismatch "cname-mismatch" Warning "`cname` and `base_url` name different places.";
    OtherVersion "other-version" Error "The site asks for another version of Dateline.";
    OldErrors "old-errors" Warning "Briefings in the archive link to nothing, or lack something.";
    EmptySite "empty-site" Error "The site has no content any more.";
    LostUrl "lost-url" Error "A page of the published site is gone.";
    LostAnchor "lost-anchor" Warning "An item in a briefing on the published site now has a different id.";
    LeakedText "leaked-text" Error "The output contains something from a file that is held back.";
    DeadLink "dead-link" Error "A finished page has a link that leads to nothing.";
    DuplicateElementId "duplicate-element-id" Error "Two elements of a finished page have the same id.";
    LowContrast "low-contrast" Warning "Text is hard to read on its background.";
    HeavyPage "heavy-page" Warning "A page is large.";
    HeavyEmail "heavy-email" Warning "An edition by email is too large for mail programs.";
    ForeignRequest "foreign-request" Warning "A page loads something from another host.";
    HostLimits "host-limits" Note "The site exceeds a limit of GitHub Pages.";
    UnusedAllowance "unused-allowance" Warning "An allowance allows nothing.";
    UntranslatedLanguage "untranslated-language" Note "The theme has no words in the site's language.";
}

/// The kinds of problems that `dateline fix` fixes, though not always all of a kind.
const FIXED: &[Code] = &[
    Code::ForeignFrontMatter,
    Code::UnclosedFrontMatter,
    Code::BadYaml,
    Code::MisspeltKey,
    Code::UnknownKey,
    Code::AddressInAliases,
    Code::ForeignRelease,
    Code::CutText,
    Code::WrongType,
    Code::BadDate,
    Code::UnknownId,
    Code::UnknownSource,
    Code::UnknownText,
    Code::UndefinedFootnote,
    Code::UndefinedReference,
    Code::BrokenLink,
    Code::DeadAnchor,
    Code::UnsafeLink,
    Code::UnknownTheme,
    Code::MisnamedTemplate,
    Code::DottedThousands,
    Code::UnmatchedAnswer,
    Code::LiteralMarkup,
    Code::EmbargoWithoutZone,
    Code::ListedVariant,
    Code::LoneSurname,
    Code::UnusedAllowance,
];

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
