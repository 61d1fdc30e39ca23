//! The floor of a build: reads what Dateline reads and writes as many files of the same size, and nothing else.
//!
//! usage: floor INPUT OUTPUT-OF-DATELINE NEW-OUTPUT THREADS
//!
//! `rustc -O scripts/floor.rs`; `scripts/bench` does that.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, thread};

/// All files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => files(&entry.path(), found)?,
            false => found.push(entry.path()),
        }
    }
    Ok(())
}

/// Does something with every path, on some threads.
fn each(paths: &[PathBuf], threads: usize, work: impl Fn(&Path) -> io::Result<()> + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                }
            });
        }
    });
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, made, output, threads] = &arguments[..] else {
        panic!("usage: floor INPUT OUTPUT-OF-DATELINE NEW-OUTPUT THREADS");
    };
    let threads = threads.parse().expect("a number of threads");
    let (mut read, mut written) = (Vec::new(), Vec::new());
    files(Path::new(input), &mut read)?;
    each(&read, threads, |path| fs::read(path).map(drop));
    files(Path::new(made), &mut written)?;
    each(&written, threads, |path| {
        let length = usize::try_from(fs::metadata(path)?.len()).expect("a length");
        let to = Path::new(output).join(path.strip_prefix(made).expect("a file of the output"));
        fs::create_dir_all(to.parent().expect("a folder"))?;
        fs::write(to, vec![b'x'; length])
    });
    Ok(())
}
