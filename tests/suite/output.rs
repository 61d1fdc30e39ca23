//! The output folder: what it keeps, what is refused, and what becomes of it when something goes wrong.
//!
//! `scripts/reliability` tries the same with real interruptions.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::build::{assert_exit, dateline, names, site, tree};
use crate::site::write_site;

const BAD: &str = "-- content/briefings/2025-12-23-bad.md --\n---\ntitle: Bad\n---\n";

#[test]
fn what_is_kept_survives() {
    let site = site();
    let public = site.path().join("public");
    fs::create_dir_all(public.join(".git/refs")).unwrap();
    let kept = [(".gitignore", "*\n"), (".gitkeep", ""), ("CNAME", "example.org\n"), (".git/HEAD", "ref\n")];
    for (name, text) in kept {
        fs::write(public.join(name), text).unwrap();
    }
    for _ in 0..2 {
        assert_exit(&dateline(site.path(), &[]), 0);
        let tree = tree(&public);
        for (name, text) in kept {
            assert_eq!(tree[name], text.as_bytes(), "{name}");
        }
        assert!(tree.contains_key(".git/refs/") && tree.contains_key("index.html"));
    }
    assert_eq!(names(site.path()), ["content", "public", "site.yaml"]);
}

#[test]
fn what_is_not_ours_is_refused() {
    let site = site();
    let theirs = site.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("thesis.txt"), "precious").unwrap();
    let stderr = assert_exit(&dateline(site.path(), &["--output", "theirs"]), 2);
    assert!(stderr.contains("holds `thesis.txt`, which was not written by Dateline"), "{stderr}");
    assert_eq!(names(&theirs), ["thesis.txt"]);
    let stderr = assert_exit(&dateline(site.path(), &["--output", "site.yaml"]), 2);
    assert!(stderr.contains("is a file, not a folder"), "{stderr}");
    assert_exit(&dateline(site.path(), &["--output", "new/deep/out"]), 0);
    assert!(site.path().join("new/deep/out/index.html").exists());
    assert_eq!(names(site.path()), ["content", "new", "site.yaml", "theirs"]);
}

#[test]
fn an_output_that_is_holds_or_lies_in_the_site_is_refused_marker_or_not() {
    let outer = tempfile::TempDir::new().unwrap();
    let root = outer.path().join("site");
    fs::create_dir(&root).unwrap();
    write_site(&root, "-- site.yaml --\ntitle: T\n-- content/pages/a.md --\n---\ntitle: A\n---\n");
    assert_exit(&dateline(&root, &[]), 0);
    let marker = fs::read(root.join("public/.dateline")).unwrap();
    for folder in [outer.path(), &root, &root.join("content"), &root.join("content/pages")] {
        fs::write(folder.join(".dateline"), &marker).unwrap();
    }
    fs::create_dir(root.join("themes")).unwrap();
    let before = tree(outer.path());
    let absolute = root.to_str().unwrap().to_owned();
    let mut refused =
        vec![".", "..", "./", "public/..", "missing/..", "content", "content/pages", "content/new"];
    refused.extend(["themes", "themes/x/y", "public/../content", &absolute]);
    for output in refused {
        let stderr = assert_exit(&dateline(&root, &["--output", output]), 2);
        let told = ["is or holds the site itself", "is in `content`", "is in `themes`"];
        assert!(told.iter().any(|told| stderr.contains(told)), "{output}: {stderr}");
        assert!(stderr.contains("help: choose a folder of its own with `--output`"), "{output}: {stderr}");
        assert_eq!(tree(outer.path()), before, "{output}");
    }
    // What only looks like these names is not refused.
    for output in ["content-out", "../themes", "public/../out"] {
        assert_exit(&dateline(&root, &["--output", output]), 0);
    }
}

#[cfg(unix)]
#[test]
fn links_to_the_site_are_seen_through() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::TempDir::new().unwrap();
    let at = |name: &str| outer.path().join(name);
    fs::create_dir_all(at("site")).unwrap();
    fs::create_dir_all(at("elsewhere/pages")).unwrap();
    write_site(&at("site"), "-- site.yaml --\ntitle: T\n");
    fs::write(at("elsewhere/pages/a.md"), "---\ntitle: A\n---\n").unwrap();
    symlink("../elsewhere", at("site/content")).unwrap();
    symlink("site", at("itself")).unwrap();
    symlink("elsewhere/new", at("dangling")).unwrap();
    fs::write(at("elsewhere/.dateline"), "").unwrap();
    let before = tree(outer.path());
    for output in ["../itself", "../elsewhere", "../elsewhere/x", "../dangling", "content/x", "../dangling/x"]
    {
        let stderr = assert_exit(&dateline(&at("site"), &["--output", output]), 2);
        assert!(stderr.contains("choose a folder of its own"), "{output}: {stderr}");
        assert_eq!(tree(outer.path()), before, "{output}");
    }
    // A link to a folder of its own is followed.
    fs::create_dir(at("target")).unwrap();
    symlink("target", at("link")).unwrap();
    assert_exit(&dateline(&at("site"), &["--output", "../link"]), 0);
    assert!(at("link").is_symlink() && at("target/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_path_to_the_output_has_up_to_40_links() {
    let folder = site();
    for n in 0..41 {
        let next = if n == 0 { "real".to_owned() } else { format!("link{}", n - 1) };
        std::os::unix::fs::symlink(next, folder.path().join(format!("link{n}"))).unwrap();
    }
    assert_exit(&dateline(folder.path(), &["--output", "link39"]), 0);
    assert!(folder.path().join("real/index.html").exists());
    let said = assert_exit(&dateline(folder.path(), &["--output", "link40"]), 2);
    assert!(said.contains("too many symbolic links"), "{said}");
}

#[test]
fn an_interrupted_run_is_put_right() {
    let site = site();
    let public = site.path().join("public");
    assert_exit(&dateline(site.path(), &[]), 0);
    // Stopped after the exchange: the old output is in the work folder, with what was kept.
    let work = site.path().join(".public.dateline");
    fs::create_dir_all(work.join("new-0/.git")).unwrap();
    fs::write(work.join("new-0/.git/HEAD"), "ref\n").unwrap();
    fs::write(work.join("new-0/.dateline"), "").unwrap();
    fs::write(work.join("lock"), "process 1").unwrap();
    assert_exit(&dateline(site.path(), &[]), 0);
    assert_eq!(fs::read(public.join(".git/HEAD")).unwrap(), b"ref\n");
    assert!(!work.exists());
    fs::remove_dir_all(public.join(".git")).unwrap();

    // An old output whose `.git` is nowhere else is not thrown away.
    fs::create_dir_all(work.join("new-0/.git")).unwrap();
    fs::write(work.join("new-0/.git/HEAD"), "another\n").unwrap();
    fs::write(work.join("new-0/.dateline"), "").unwrap();
    fs::create_dir_all(public.join(".git")).unwrap();
    assert_exit(&dateline(site.path(), &[]), 0);
    assert_eq!(fs::read(work.join("new-0/.git/HEAD")).unwrap(), b"another\n");
    fs::remove_dir_all(&work).unwrap();
    fs::remove_dir_all(public.join(".git")).unwrap();

    // Stopped while writing: what is half done is thrown away, and none of it is taken over.
    fs::create_dir_all(work.join("new-0")).unwrap();
    fs::write(work.join("new-0/CNAME"), "half").unwrap();
    assert_exit(&dateline(site.path(), &[]), 0);
    assert!(!public.join("CNAME").exists() && !work.exists());

    // Stopped between the two renames of a system that cannot exchange folders.
    let before = tree(&public);
    fs::create_dir(&work).unwrap();
    fs::rename(&public, work.join("old")).unwrap();
    write_site(site.path(), BAD);
    assert_exit(&dateline(site.path(), &[]), 1);
    assert_eq!(tree(&public), before);
    assert!(!work.exists());
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_to_one_output() {
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let before = tree(&site.path().join("public"));
    let work = site.path().join(".public.dateline");
    fs::create_dir(&work).unwrap();
    let lock = fs::File::create(work.join("lock")).unwrap();
    fs::write(work.join("lock"), "process 4711 on host\x1b[1m\n").unwrap();
    lock.lock().unwrap();
    let stderr = assert_exit(&dateline(site.path(), &[]), 2);
    assert!(stderr.contains("another build (process 4711 on host[1m) is writing to this output"), "{stderr}");
    assert_eq!(names(&work), ["lock"]);
    assert_eq!(tree(&site.path().join("public")), before);
    drop(lock);
    assert_exit(&dateline(site.path(), &[]), 0);
    assert!(!work.exists());
}

#[cfg(unix)]
#[test]
fn what_others_put_at_the_names_of_a_build_is_neither_followed_nor_emptied() {
    use std::os::unix::fs::symlink;
    let site = site();
    let (victim, work) = (site.path().join("victim"), site.path().join(".public.dateline"));
    fs::create_dir(&victim).unwrap();
    fs::write(victim.join("mine"), "precious").unwrap();
    let plant: [(&str, &dyn Fn()); 7] = [
        ("is a symbolic link", &|| symlink("victim", &work).unwrap()),
        ("is a symbolic link", &|| symlink("nowhere", &work).unwrap()),
        ("is a file", &|| fs::write(&work, "x").unwrap()),
        ("holds `mine`", &|| {
            fs::create_dir(&work).unwrap();
            fs::write(work.join("mine"), "x").unwrap();
        }),
        ("holds `new-0`", &|| {
            fs::create_dir(&work).unwrap();
            symlink("../victim", work.join("new-0")).unwrap();
        }),
        ("holds `old`", &|| {
            fs::create_dir(&work).unwrap();
            symlink("../victim", work.join("old")).unwrap();
        }),
        ("holds `lock`", &|| {
            fs::create_dir(&work).unwrap();
            symlink("../victim/mine", work.join("lock")).unwrap();
        }),
    ];
    for (told, plant) in plant {
        plant();
        let before = tree(site.path());
        let stderr = assert_exit(&dateline(site.path(), &[]), 2);
        assert!(stderr.contains(told) && stderr.contains("help: move it elsewhere"), "{told}: {stderr}");
        assert_eq!(tree(site.path()), before, "{told}");
        fs::remove_file(&work).or_else(|_| fs::remove_dir_all(&work)).unwrap();
    }
    assert_eq!(fs::read(victim.join("mine")).unwrap(), b"precious");
}

#[cfg(unix)]
#[test]
fn read_only_folders_are_in_nobodys_way_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let public = site.path().join("public");
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_exit(&dateline(site.path(), &[]), 0);
    set(&public, 0o2750);
    assert_exit(&dateline(site.path(), &[]), 0);
    assert_eq!(mode(&public), 0o2750);
    for folder in ["storylines/s", "storylines", ""] {
        set(&public.join(folder), 0o555);
    }
    assert_exit(&dateline(site.path(), &[]), 0);
    assert_eq!(names(site.path()), ["content", "public", "site.yaml"]);
}

#[test]
fn a_site_that_has_lost_its_content_is_not_published() {
    let site = site();
    let root = site.path();
    assert_exit(&dateline(root, &[]), 0);
    let before = tree(&root.join("public"));
    let unchanged = |told: &str| {
        let stderr = assert_exit(&dateline(root, &[]), 1);
        assert!(stderr.contains("error[empty-site]") && stderr.contains(told), "{stderr}");
        assert_eq!(tree(&root.join("public")), before);
    };
    fs::rename(root.join("content"), root.join("elsewhere")).unwrap();
    unchanged("the folder `content` is missing");
    fs::create_dir(root.join("content")).unwrap();
    unchanged("the published site has briefings, and this one has none");
    // If all of them are held back, there is no briefing either.
    fs::remove_dir(root.join("content")).unwrap();
    fs::rename(root.join("elsewhere"), root.join("content")).unwrap();
    let stderr = assert_exit(&dateline(root, &["--now", "2025-01-01"]), 1);
    assert!(stderr.contains("error[empty-site]"), "{stderr}");
    // A new site may begin without any, and so may one that is meant to be empty.
    fs::rename(root.join("content"), root.join("elsewhere")).unwrap();
    assert_exit(&dateline(root, &["--allow-empty"]), 0);
    fs::create_dir(root.join("content")).unwrap();
    assert_exit(&dateline(root, &[]), 0);
    assert_exit(&dateline(root, &["--output", "new"]), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt;
    let site = site();
    assert_exit(&dateline(site.path(), &[]), 0);
    let before = tree(&site.path().join("public"));
    let marker = site.path().join("public/.dateline");
    let text = fs::read_to_string(&marker).unwrap();
    for (name, signal) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        // A full pipe makes the run wait at its first line, which is about the interrupted one before it.
        fs::write(
            &marker,
            format!("{text}The last build was interrupted while it published: run `dateline build` again.\n"),
        )
        .unwrap();
        let (_reader, mut full) = std::io::pipe().unwrap();
        full.write_all(&[b'.'; 1 << 16]).unwrap();
        let mut build = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["build", "--root"])
            .arg(site.path())
            .stderr(full)
            .spawn()
            .unwrap();
        let work = site.path().join(".public.dateline");
        while !work.join("new-0").exists() {
            assert!(build.try_wait().unwrap().is_none(), "the build did not wait");
            std::thread::yield_now();
        }
        assert_eq!(fs::read(work.join(".gitignore")).unwrap(), b"*\n");
        assert!(Command::new("kill").args(["-s", name, &build.id().to_string()]).status().unwrap().success());
        assert_eq!(build.wait().unwrap().signal(), Some(signal));
        assert!(!work.exists(), "{name}");
        fs::write(&marker, &text).unwrap();
        assert_eq!(tree(&site.path().join("public")), before);
    }
}

/// What cannot be written to standard output is reported; a reader who has seen enough is not.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let site = site();
    let program = env!("CARGO_BIN_EXE_dateline");
    for args in [
        "check --format sarif",
        "explain unknown-id",
        "schema",
        "completions bash",
        "man",
        "--help",
        "--version",
    ] {
        let run = |stdout: Stdio| {
            let mut command = Command::new(program);
            command.current_dir(site.path()).args(args.split(' ')).stdout(stdout).stderr(Stdio::piped());
            command.spawn().unwrap().wait_with_output().unwrap()
        };
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = run(full.into());
        assert_eq!(output.status.code(), Some(2), "{args}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run(writer.into());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(0) && !stderr.contains("cannot write"), "{args}: {stderr}");
    }
}
