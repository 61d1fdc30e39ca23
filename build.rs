//! Tells the program where its source is and which revision of it this is, as far as that is known.
//!
//! `DATELINE_SOURCE` and `DATELINE_REVISION` in the environment come first, then what `Cargo.toml` and the
//! archive of a crate say. A release build asks the clone last. Other builds do not, so that a commit does
//! not make them compile anything.
#![expect(clippy::disallowed_methods, reason = "the archive of a crate says where it is from in a file")]

use std::process::Command;
use std::{env, fs, path::Path};

/// What the program is made of. A clone in which any of it was changed has no revision.
const MADE_OF: [&str; 6] =
    ["build.rs", "Cargo.lock", "Cargo.toml", "docs/content/pages/diagnostics.md", "src", "themes/default"];

fn main() {
    println!("cargo::rerun-if-env-changed=DATELINE_SOURCE");
    println!("cargo::rerun-if-env-changed=DATELINE_REVISION");
    MADE_OF.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    let is_clone =
        env::var("PROFILE").is_ok_and(|profile| profile == "release") && Path::new(".git").exists();
    if is_clone && let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={log}");
    }
    let from_clone = |ask: fn() -> Option<String>| if is_clone { ask() } else { None };
    let source =
        given("DATELINE_SOURCE").or_else(|| given("CARGO_PKG_REPOSITORY")).or_else(|| from_clone(origin));
    let revision = given("DATELINE_REVISION").or_else(of_archive).or_else(|| from_clone(head));
    println!("cargo::rustc-env=DATELINE_SOURCE={}", source.unwrap_or_default());
    println!("cargo::rustc-env=DATELINE_REVISION={}", revision.unwrap_or_default());
}

fn given(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The address that the clone came from, if everyone can read it and it contains no name or password.
fn origin() -> Option<String> {
    let address = git(&["config", "--get", "remote.origin.url"])?;
    let is_public = address.starts_with("https://") && !address.contains('@');
    is_public.then(|| address.trim_end_matches(".git").to_owned())
}

/// The commit of the clone, if nothing has been changed since.
fn head() -> Option<String> {
    let changed = git(&[&["status", "--porcelain", "--"], &MADE_OF[..]].concat())?;
    if changed.is_empty() { git(&["rev-parse", "HEAD"]) } else { None }
}

/// The commit that the archive of a crate was made from.
fn of_archive() -> Option<String> {
    let told = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = told.split_once("\"sha1\": \"")?;
    Some(rest.split('"').next()?.to_owned())
}

fn git(arguments: &[&str]) -> Option<String> {
    let answer = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    answer.status.success().then(|| text.trim().to_owned())
}
