//! The output as an artifact for GitHub Pages: plain files that anyone may read, with names and sizes
//! that it accepts. It is packed by `tar`, which would follow links or store them as such.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::site::write_site;

/// What the artifact actions refuse in a name.
const FORBIDDEN: [char; 10] = ['"', ':', '<', '>', '|', '*', '?', '\r', '\n', '\\'];

fn build(root: &Path, output: &Path, base: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["build", "--base-url", base, "--root"]).arg(root).arg("--output").arg(output);
    assert!(command.output().unwrap().status.success());
}

/// Checks every file and folder of an output, and returns the sizes of the files.
#[track_caller]
fn sizes(output: &Path) -> Vec<u64> {
    let fresh = TempDir::new().unwrap();
    fs::write(fresh.path().join("file"), "").unwrap();
    let usual = fs::metadata(fresh.path().join("file")).unwrap().permissions().mode();
    let mut sizes = Vec::new();
    for entry in WalkDir::new(output) {
        let entry = entry.unwrap();
        let (path, metadata) = (entry.path().strip_prefix(output).unwrap(), entry.metadata().unwrap());
        assert!(!path.to_str().unwrap().contains(FORBIDDEN), "the name of {path:?}");
        if metadata.is_file() {
            assert_eq!(metadata.nlink(), 1, "{path:?} has other names");
            assert_eq!(metadata.permissions().mode(), usual, "{path:?} has a different mode from a new file");
            sizes.push(metadata.len());
        } else {
            assert!(metadata.is_dir(), "{path:?} is neither a file nor a folder");
        }
    }
    sizes
}

#[test]
fn the_sample_is_an_artifact_after_one_build_and_after_two() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("public");
    // With another base most files change, and those that do not are linked from the old output.
    for base in ["https://example.org/", "https://example.github.io/digest/"] {
        build(root, &output, base);
        let sizes = sizes(&output);
        assert!(sizes.len() > 100);
        assert!(sizes.iter().all(|size| *size < 100_000_000));
        assert!(sizes.iter().sum::<u64>() < 1_000_000_000);
        let mut beside: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        beside.sort();
        // The cache of what pictures became.
        let cache = cfg!(feature = "pictures").then_some(".public.cache");
        let expected: Vec<_> = cache.into_iter().chain(["public"]).collect();
        assert_eq!(beside, expected, "something else is beside the output");
    }
}

#[test]
fn links_and_modes_of_the_content_do_not_reach_the_output() {
    let folder = TempDir::new().unwrap();
    let (root, output) = (folder.path().join("site"), folder.path().join("site/public"));
    let page = "[1](real.txt) [2](link.txt) [3](twin.txt) [4](secret.txt)";
    write_site(
        &root,
        &format!("-- content/pages/p.md --\n---\ntitle: P\n---\n{page}\n-- content/inside.txt --\nx\n"),
    );
    let pages = root.join("content/pages");
    fs::write(pages.join("real.txt"), "real").unwrap();
    fs::hard_link(pages.join("real.txt"), pages.join("twin.txt")).unwrap();
    symlink(root.join("content/inside.txt"), pages.join("link.txt")).unwrap();
    fs::write(pages.join("secret.txt"), "x").unwrap();
    fs::set_permissions(pages.join("secret.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    for _ in 0..2 {
        build(&root, &output, "https://example.org/");
        assert!(sizes(&output).len() > 10);
        assert_eq!(fs::read_to_string(output.join("files/pages/link.txt")).unwrap(), "x\n");
    }
}
