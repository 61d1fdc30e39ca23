//! The command line as typed, and where the guides are that it names.

mod examples;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Turns a folder of Markdown briefings into a linked, static news digest.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, long_version = long_version(), propagate_version = true, after_long_help = help(GUIDES))]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the guides are published, if the build was told: `DATELINE_DOCS` is a web address with `/` at its end.
pub const GUIDES: Option<&str> = match option_env!("DATELINE_DOCS") {
    Some(address) => match address.as_bytes() {
        [] => None,
        [b'h', b't', b't', b'p', b':', b'/', b'/', .., b'/']
        | [b'h', b't', b't', b'p', b's', b':', b'/', b'/', .., b'/'] => Some(address),
        _ => panic!("`DATELINE_DOCS` is an address that begins with `https://` and ends with `/`"),
    },
    None => None,
};

/// Where the source of this program can be cloned from, and which commit or tag of it was compiled; empty where that
/// is not known. `build.rs` says how they are found.
pub const SOURCE: &str = env!("DATELINE_SOURCE");
/// See [`SOURCE`].
pub const REVISION: &str = env!("DATELINE_REVISION");

/// The optional parts, and whether this program has them.
const FEATURES: [(&str, bool); 5] = [
    ("cards", cfg!(feature = "cards")),
    ("email", cfg!(feature = "email")),
    ("jemalloc", cfg!(feature = "jemalloc")),
    ("pictures", cfg!(feature = "pictures")),
    ("serve", cfg!(feature = "serve")),
];

/// What `--version` prints after the name, line by line. `-V` prints the first.
fn long_version() -> String {
    let features: Vec<&str> = FEATURES.iter().filter(|(_, has)| *has).map(|(name, _)| *name).collect();
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for (name, value) in [("revision", REVISION), ("source", SOURCE), ("features", &features.join(", "))] {
        let value = if value.is_empty() { "none" } else { value };
        text.push_str(&format!("\n{name}: {value}"));
    }
    text
}

/// Says where the guides are, in a sentence.
pub fn where_guides_are(address: Option<&str>) -> String {
    match address {
        Some(address) => format!("The guides are at {address}"),
        None => "The guides are in the folder `docs/` of Dateline's source.".to_owned(),
    }
}

/// What stands below the options of the program.
fn help(guides: Option<&str>) -> String {
    format!("{}\n\n{}", examples::EXAMPLES, where_guides_are(guides))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site and publish it to the output folder.
    #[command(after_long_help = examples::BUILD)]
    Build(BuildArgs),
    /// Report every problem in the site, and write nothing.
    #[command(after_long_help = examples::CHECK)]
    Check(SiteArgs),
    /// Show the site in a browser while you write it, with its problems.
    #[cfg(feature = "serve")]
    #[command(after_long_help = examples::SERVE)]
    Serve(ServeArgs),
    /// Explain what a problem means and how to fix it.
    #[command(after_long_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// Print an edition as an email. Nothing is sent.
    #[cfg(feature = "email")]
    #[command(after_long_help = examples::EMAIL)]
    Email(EmailArgs),
    /// Write a small working site, with the workflow that publishes it on GitHub Pages.
    #[command(after_long_help = examples::INIT)]
    Init(InitArgs),
    /// List what the site has of one kind: open questions, mentions, sources, drafts and more.
    #[command(after_long_help = examples::LIST)]
    List(ListArgs),
    /// Write a new file with today's date, a free id and the useful keys.
    #[command(after_long_help = examples::NEW)]
    New(NewArgs),
    /// Import an archive from another program: its texts, pictures and addresses.
    #[command(after_long_help = examples::IMPORT)]
    Import(ImportArgs),
    /// Make the fixes that help lines describe, and change nothing else.
    #[command(after_long_help = examples::FIX)]
    Fix(FixArgs),
    /// Give something another id, in its file name and in every reference to it.
    #[command(after_long_help = examples::RENAME)]
    Rename(RenameArgs),
    /// Print the JSON Schema of `site.yaml` or of a kind's front matter.
    #[command(after_long_help = examples::SCHEMA)]
    Schema(SchemaArgs),
    /// List the files of the built-in theme, or copy one to change it.
    #[command(after_long_help = examples::THEME)]
    Theme(ThemeArgs),
    /// Print what a shell needs to complete commands and options.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Print the manual page of the program or of a command.
    #[command(after_long_help = examples::MAN)]
    Man(ManArgs),
}

/// How problems are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the source line.
    #[default]
    Human,
    /// One JSON object on each line.
    Json,
    /// GitHub Actions workflow commands.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// The options of `explain`.
#[derive(Debug, ClapArgs)]
pub struct ExplainArgs {
    /// The problem's name, as shown in brackets.
    #[arg(value_name = "CODE")]
    pub code: String,
}

/// The options of `init`.
#[derive(Debug, ClapArgs)]
pub struct InitArgs {
    /// The folder to write to; created if it does not exist.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The name of the digest [default: from the name of the folder].
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The time that sets the date of the newest briefings [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// The options of `build`.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// What every command on a site takes.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Where to write the site [default: `public` beside `site.yaml`].
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Write all files to disk before the new site replaces the old one, in case the power fails.
    #[arg(long)]
    pub sync: bool,
}

/// The options of `serve`. Drafts and future briefings are shown, and marked.
#[cfg(feature = "serve")]
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Where the site is published, instead of `base_url` of `site.yaml`: its path is served.
    #[arg(long, value_name = "URL", env = "DATELINE_BASE_URL", hide_env_values = true)]
    pub base_url: Option<String>,
    /// The address or name of this machine to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub addr: String,
    /// The port; if it is taken, the next free one. 0 means any.
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    pub port: u16,
    /// Open the site in the browser.
    #[arg(long)]
    pub open: bool,
    /// How many threads to use [default: one for each processor].
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
    /// Show each problem by itself, not a count of those that say the same or come after the first 20 of a kind.
    #[arg(long)]
    pub all: bool,
}

/// The options of `email`.
#[cfg(feature = "email")]
#[derive(Debug, ClapArgs)]
pub struct EmailArgs {
    /// The edition: its day, week or month, or the name of its file, such as `2025-12-22` or `665` [default: the newest].
    #[arg(value_name = "DATE")]
    pub date: Option<String>,
    /// Print plain text; this is the default.
    #[arg(long, group = "form")]
    pub text: bool,
    /// Print HTML.
    #[arg(long, group = "form")]
    pub html: bool,
    /// Print a message with both, ready to send.
    #[arg(long, group = "form")]
    pub eml: bool,
    /// What every command on a site takes.
    #[command(flatten)]
    pub site: SiteArgs,
}

/// The options of every command that reads a site.
#[derive(Debug, ClapArgs)]
pub struct SiteArgs {
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Where the site is published, instead of `base_url` of `site.yaml`.
    #[arg(long, value_name = "URL", env = "DATELINE_BASE_URL", hide_env_values = true)]
    pub base_url: Option<String>,
    /// Treat drafts as finished.
    #[arg(long)]
    pub drafts: bool,
    /// Include files whose date or embargo is in the future.
    #[arg(long)]
    pub future: bool,
    /// The time that decides what is published, such as `2025-12-22T07:00+02:00` [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// How many threads to use [default: one for each processor].
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
    /// `data/urls.txt` of the published site: a page that was there and is gone is an error.
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Allow pages listed by `--previous` to be gone.
    #[arg(long, requires = "previous")]
    pub allow_lost_urls: bool,
    /// Accept a site whose `content` folder is missing, or that has lost all its briefings.
    #[arg(long)]
    pub allow_empty: bool,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
    /// How problems are written; all but `human` go to standard output (with `email`, to standard error).
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
    /// Show no text from files that are held back, as `--format github` does.
    #[arg(long)]
    pub no_source: bool,
    /// Show each problem by itself, not a count of those that say the same or come after the first 20 of a kind.
    #[arg(long)]
    pub all: bool,
}

/// The options of `schema`.
#[derive(Debug, ClapArgs)]
pub struct SchemaArgs {
    /// `site`, or a kind of file such as `briefing` [default: all in one schema].
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Write to files in this folder, one for each kind.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The folder with `site.yaml`, whose ids are suggested [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The options of `theme`.
#[derive(Debug, ClapArgs)]
pub struct ThemeArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: ThemeAction,
}

/// What `theme` does.
#[derive(Debug, Subcommand)]
pub enum ThemeAction {
    /// List the files of the built-in theme, with the blocks and components of each template.
    List,
    /// Copy a file of the built-in theme into the site's theme, and print its path.
    Copy {
        /// A file as listed, such as `templates/briefing.html`.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
        /// The folder with `site.yaml` [default: the nearest parent that has one].
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
}

/// The options of `new`.
#[derive(Debug, ClapArgs)]
pub struct NewArgs {
    /// The kind of file: briefing, storyline, person, place, organisation, document, page, or a
    /// kind from `site.yaml`.
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// The headline, or the name of a dossier.
    #[arg(value_name = "TITLE", required = true)]
    pub title: Vec<String>,
    /// A storyline of the briefing; repeat it for each, home first.
    #[arg(long, short, value_name = "ID")]
    pub storyline: Vec<String>,
    /// The date, a day or a time [default: today in the site's time zone].
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The language of the title and the text, if it is not the site's, such as `uk`.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Open the file with `$VISUAL` or `$EDITOR`.
    #[arg(long, short)]
    pub edit: bool,
    /// The time that decides what day it is [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The options of `list`.
#[derive(Debug, ClapArgs)]
pub struct ListArgs {
    /// What to list, such as `questions` or `people` [default: the names of all lists, with their columns].
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// List only what meets this condition: a column, one of = != < > <= >= ~, and a value; may be repeated.
    #[arg(long = "where", value_name = "CONDITION")]
    pub conditions: Vec<String>,
    /// The form of the list.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ListFormat,
    /// The time that decides what is out [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people, as wide as the terminal.
    #[default]
    Table,
    /// A list of objects with all columns.
    Json,
    /// Comma-separated values with all columns.
    Csv,
}

/// The options of `rename`.
#[derive(Debug, ClapArgs)]
pub struct RenameArgs {
    /// What it is called: an id, with its folder where it has more than one meaning, or a path; `FILE#ID` for what is
    /// inside a file.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new id. A briefing keeps its date.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Print what would change as a diff, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The options of `fix`.
#[derive(Debug, ClapArgs)]
pub struct FixArgs {
    /// Fix only these kinds of problems, by the names in brackets [default: all].
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,
    /// Print what would change as a diff, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Also make fixes that may not be what was meant.
    #[arg(long = "unsafe")]
    pub unsure: bool,
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The options of `import`.
#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// The program that the archive comes from.
    #[arg(value_enum, value_name = "PROGRAM")]
    pub program: Archive,
    /// The folder with its settings and texts. It is only read.
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
    /// The folder of the site to write to [default: the nearest parent with a `site.yaml`, or else the current folder].
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// What the values of a taxonomy become: `storylines`, `about` or `extra`. May be given several times
    /// [default: categories=storylines, series=storylines, tags=about].
    #[arg(long, value_name = "TAXONOMY=KEY")]
    pub map: Vec<String>,
    /// Print the report, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print all places that need work by hand, not only the first 20.
    #[arg(long)]
    pub all: bool,
}

/// A program that an archive comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Archive {
    /// Hugo
    Hugo,
    /// Jekyll, with or without GitHub Pages
    Jekyll,
    /// Zola
    Zola,
    /// An Obsidian vault
    Obsidian,
    /// Eleventy
    Eleventy,
    /// JSON Feed, a Ghost export, or a list of posts
    Json,
}

/// The options of `completions`.
#[derive(Debug, ClapArgs)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// The options of `man`.
#[derive(Debug, ClapArgs)]
pub struct ManArgs {
    /// The command [default: the program, with the list of all commands].
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

// Below the options of `--help`. A test parses each line that begins with `dateline`.

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_told() {
        let manifest = include_str!("../Cargo.toml");
        let (_, features) = manifest.split_once("\n[features]\n").unwrap();
        let lines = features.lines().take_while(|line| !line.starts_with('['));
        let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
        let mut names: Vec<&str> = names.filter(|name| *name != "default").collect();
        names.sort_unstable();
        assert_eq!(FEATURES.map(|(name, _)| name).to_vec(), names);
    }

    #[test]
    fn help_ends_with_where_the_guides_are() {
        let last = |guides| help(guides).lines().last().unwrap_or_default().to_owned();
        assert_eq!(last(Some("https://example.org/docs/")), "The guides are at https://example.org/docs/");
        assert_eq!(last(None), "The guides are in the folder `docs/` of Dateline's source.");
    }
}
