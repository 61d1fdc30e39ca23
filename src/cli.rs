//! The command line as typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Turns a folder of Markdown briefings into a linked, static news digest.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site and publish it to the output folder.
    Build(BuildArgs),
}

/// The options of `build`.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// The folder with `site.yaml` [default: the nearest parent that has one].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Where to write the site [default: `public` beside `site.yaml`].
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site is published, instead of `base_url` of `site.yaml`.
    #[arg(long, value_name = "URL", env = "DATELINE_BASE_URL", hide_env_values = true)]
    pub base_url: Option<String>,
    /// Publish drafts too.
    #[arg(long)]
    pub drafts: bool,
    /// Publish briefings whose date or embargo lies in the future.
    #[arg(long)]
    pub future: bool,
    /// The time that decides what is published, such as `2025-12-22T07:00+02:00` [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// How many threads to use [default: one for each processor].
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
    /// Let warnings stop the build.
    #[arg(long)]
    pub strict: bool,
    /// Show every warning and note, not only the first 20 of each kind.
    #[arg(long)]
    pub all: bool,
}
