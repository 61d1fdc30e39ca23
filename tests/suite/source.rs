//! What `build.rs` tells a program about its source and revision.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A folder with a clone of a source, in `clone`, and `build.rs` as a program.
struct Source(TempDir);

impl Source {
    fn new() -> Self {
        let source = Self(TempDir::new().unwrap());
        fs::create_dir_all(source.clone().join("src")).unwrap();
        fs::write(source.clone().join("src/lib.rs"), "").unwrap();
        let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs");
        let rustc =
            Command::new("rustc").args(["--edition", "2024", "-o"]).arg(source.program()).arg(text).status();
        assert!(rustc.unwrap().success());
        source.git(&["init", "--quiet"]);
        source.git(&["add", "."]);
        source.git(&["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "A"]);
        source
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("build")
    }

    fn clone(&self) -> PathBuf {
        self.0.path().join("clone")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let git = Command::new("git").current_dir(self.clone()).args(arguments).output().unwrap();
        assert!(git.status.success(), "{arguments:?}");
        String::from_utf8(git.stdout).unwrap().trim().to_owned()
    }

    /// The address and the revision, for a profile and an environment.
    fn told(&self, profile: &str, environment: &[(&str, &str)]) -> [String; 2] {
        let mut build = Command::new(self.program());
        build.current_dir(self.clone()).env("PROFILE", profile);
        for name in ["DATELINE_SOURCE", "DATELINE_REVISION", "CARGO_PKG_REPOSITORY"] {
            build.env_remove(name);
        }
        let output = build.envs(environment.iter().copied()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        ["DATELINE_SOURCE", "DATELINE_REVISION"].map(|name| {
            let line = format!("cargo::rustc-env={name}=");
            text.lines().find_map(|found| found.strip_prefix(&line)).unwrap().to_owned()
        })
    }
}

#[test]
fn a_release_knows_the_clone_it_was_built_from_and_other_builds_ask_nobody() {
    let source = Source::new();
    let commit = source.git(&["rev-parse", "HEAD"]);
    assert_eq!(source.told("debug", &[]), ["", ""]);
    assert_eq!(source.told("release", &[]), ["", &commit]);
    source.git(&["remote", "add", "origin", "https://example.org/dateline.git"]);
    assert_eq!(source.told("release", &[]), ["https://example.org/dateline", &commit]);
    assert_eq!(source.told("debug", &[]), ["", ""]);
    // Not everybody can read these, and no password goes into a program.
    for address in ["git@example.org:dateline", "https://me:secret@example.org/dateline", "../dateline"] {
        source.git(&["remote", "set-url", "origin", address]);
        assert_eq!(source.told("release", &[]), ["", &commit], "{address}");
    }
    // What else is in the clone is not part of the program.
    fs::write(source.clone().join("notes.md"), "x").unwrap();
    assert_eq!(source.told("release", &[])[1], commit);
    fs::write(source.clone().join("src/lib.rs"), "//! Changed.\n").unwrap();
    assert_eq!(source.told("release", &[])[1], "");
}

#[test]
fn the_environment_comes_first_then_the_manifest_and_the_archive_of_a_crate() {
    let source = Source::new();
    source.git(&["remote", "add", "origin", "https://example.org/clone"]);
    let manifest = ("CARGO_PKG_REPOSITORY", "https://example.org/manifest");
    let given = [("DATELINE_SOURCE", "https://example.org/given"), ("DATELINE_REVISION", "v1.2.3"), manifest];
    assert_eq!(source.told("release", &given), ["https://example.org/given", "v1.2.3"]);
    assert_eq!(source.told("debug", &given), ["https://example.org/given", "v1.2.3"]);
    assert_eq!(source.told("release", &[manifest])[0], "https://example.org/manifest");
    let empty = [("DATELINE_SOURCE", ""), ("DATELINE_REVISION", "")];
    assert_eq!(source.told("release", &empty)[0], "https://example.org/clone");
    fs::remove_dir_all(source.clone().join(".git")).unwrap();
    let archive = "{\n  \"git\": {\n    \"sha1\": \"0123abc\"\n  },\n  \"path_in_vcs\": \"\"\n}";
    fs::write(source.clone().join(".cargo_vcs_info.json"), archive).unwrap();
    for profile in ["debug", "release"] {
        assert_eq!(source.told(profile, &[]), ["", "0123abc"], "{profile}");
    }
}
