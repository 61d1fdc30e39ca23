//! Builds generated sites of several sizes and prints what each took, and how long an edit takes from the
//! save until the server answers with it: `cargo bench`.
//!
//! The sites are the same on every machine: briefings of about 600 words over many years, with 12
//! storylines, 200 people and 100 places that the texts name, and links to earlier briefings and to
//! other sites.
//! Other sizes: `cargo bench -- 1000 10000 50000`. A folder to keep the sites in: `BENCH_DIR`. With `write` among the
//! arguments the sites are written and nothing is built.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program of its own"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::Date;

const RUNS: usize = 5;
const EDITS: usize = 15;
/// Between two edits, so that the site is linked again before the next.
const PAUSE: Duration = Duration::from_millis(1500);
const STORYLINES: usize = 12;
const PEOPLE: usize = 200;
const PLACES: usize = 100;

const SUBJECTS: [&str; 8] = [
    "The ministry",
    "A senior negotiator",
    "The monitoring mission",
    "The port authority",
    "An adviser",
    "The regional council",
    "The energy operator",
    "The delegation",
];
const VERBS: [&str; 6] = ["said", "confirmed", "denied", "repeated", "noted", "warned"];
const CLAIMS: [&str; 8] = [
    "the draft still lacks a clause on verification",
    "the convoy reached the crossing on time",
    "no further meeting has been set",
    "the grid is back at three quarters of its capacity",
    "the list is not yet final",
    "inspectors were let into the turbine hall",
    "the text had been read in both capitals",
    "engineers need nine more days for the repairs",
];
const ENDS: [&str; 5] = [
    "which few in the room had expected",
    "although nothing was signed",
    "and more talks are planned",
    "while the mediators asked for time",
    "as the accounts of both sides agree",
];
const OUTLETS: [(&str, &str); 4] = [
    ("Northern Wire", "wire.example.org"),
    ("Harbour Gazette", "gazette.example.com"),
    ("Public Radio Four", "radio4.example.net"),
    ("Daily Ledger", "www.ledger.example.com"),
];
const HEADS: [&str; 6] =
    ["What changed", "Reactions", "On the ground", "What to watch", "Background", "Open questions"];

/// A small pseudo-random number generator (SplitMix64), so that every run sees the same sites.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

fn person(n: usize) -> String {
    let first = ["Anna", "Boris", "Clara", "Dmytro", "Elena", "Farid", "Greta", "Henrik", "Irina", "Jonas"];
    let last = ["Koval", "Petrenko", "Lind", "Moreau", "Haddad", "Novak", "Berg", "Sokol", "Okafor", "Whit"];
    format!("{} {}{}", first[n % 10], last[n / 10 % 10], if n < 100 { "" } else { "sen" })
}

fn place(n: usize) -> String {
    let first = ["North", "South", "East", "West", "Upper", "Lower", "New", "Old", "Port", "Fort"];
    let last =
        ["Varna", "Lysets", "Harrow", "Belgrano", "Kestrel", "Dorin", "Mirov", "Talsk", "Orland", "Senica"];
    format!("{} {}", first[n % 10], last[n / 10])
}

fn sentence(random: &mut Random) -> String {
    let claim = random.pick(&CLAIMS);
    let end = random.pick(&ENDS);
    match random.below(10) {
        0 => {
            format!("Asked about it, {} {} that {claim}.", person(random.below(PEOPLE)), random.pick(&VERBS))
        }
        1 => {
            format!("Near {}, {} reports were logged, {end}.", place(random.below(PLACES)), random.below(180))
        }
        2 => format!("**Annex {}** stays the point of reference: {claim}.", random.below(90)),
        _ => format!("{} {} on Monday that {claim}, {end}.", random.pick(&SUBJECTS), random.pick(&VERBS)),
    }
}

fn citation(random: &mut Random, day: Date) -> String {
    let (name, host) = OUTLETS[random.below(OUTLETS.len())];
    let claim = random.pick(&CLAIMS).replace(' ', "-");
    format!(
        "[{name}](https://{host}/{}/{claim}-{}?ref=brief)",
        day.strftime("%Y/%m/%d"),
        random.below(99_999)
    )
}

fn stem(n: usize, days: &[Date]) -> String {
    format!("{}-report-{n:06}", days[n])
}

fn briefing(n: usize, days: &[Date]) -> String {
    let mut random = Random(n as u64);
    let mut text = format!(
        "---\ntitle: Report {n} on the talks\ndate: {}T08:00:00Z\nsummary: {}\nstorylines: [story-{}, story-{}]\nabout: [person-{}, place-{}]\n---\n",
        days[n],
        sentence(&mut random).replace("**", "").replace(':', ","),
        random.below(STORYLINES / 2),
        STORYLINES / 2 + random.below(STORYLINES / 2),
        random.below(PEOPLE),
        random.below(PLACES),
    );
    for head in 0..4 {
        if head > 0 {
            write!(text, "\n## {}\n", HEADS[(n + head) % HEADS.len()]).unwrap();
        }
        for paragraph in 0..3 {
            let sentences: Vec<String> = (0..3).map(|_| sentence(&mut random)).collect();
            write!(text, "\n{}", sentences.join(" ")).unwrap();
            // Five in each briefing lead to other sites, as in any news text.
            if paragraph == 0 || head == 0 && paragraph == 1 {
                write!(text, " ({})", citation(&mut random, days[n])).unwrap();
            }
            if n > 0 && random.below(3) == 0 {
                write!(text, " See [[{}|an earlier report]].", stem(n - 1 - random.below(n.min(200)), days))
                    .unwrap();
            }
            text.push('\n');
        }
    }
    text
}

/// The days of this many briefings, in order.
fn days(count: usize) -> Vec<Date> {
    let per_day = count.div_ceil(3650).max(2);
    let first = Date::constant(2016, 1, 1);
    (0..count).map(|n| first.saturating_add(((n / per_day) as i64).days())).collect()
}

fn briefing_file(root: &Path, n: usize, days: &[Date]) -> PathBuf {
    root.join("content/briefings").join(days[n].year().to_string()).join(stem(n, days) + ".md")
}

fn write_site(root: &Path, count: usize) {
    let put = |path: String, text: String| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for n in 0..STORYLINES {
        put(format!("storylines/story-{n}.md"), format!("---\ntitle: Story {n}\n---\n"));
    }
    for n in 0..PEOPLE {
        put(format!("people/person-{n}.md"), format!("---\nname: {}\n---\n", person(n)));
    }
    for n in 0..PLACES {
        put(format!("places/place-{n}.md"), format!("---\nname: {}\n---\n", place(n)));
    }
    let days = days(count);
    for n in 0..count {
        put(format!("briefings/{}/{}.md", days[n].year(), stem(n, &days)), briefing(n, &days));
    }
    let settings = "title: Benchmark\nbase_url: https://example.org/\nid: benchmark\nlanguage: en-GB\n";
    fs::write(root.join("site.yaml"), settings).unwrap();
}

/// User and system time of all finished builds so far, in seconds, and the largest memory of any one, in MiB.
#[cfg(unix)]
fn usage() -> (f64, f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    (seconds(usage.user_time()), seconds(usage.system_time()), usage.max_rss() as f64 / 1024.0)
}

#[cfg(not(unix))]
fn usage() -> (f64, f64, f64) {
    (0.0, 0.0, 0.0)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server for a site, stopped at the end.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(site: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.arg("serve").arg("--port=0").arg("--root").arg(site).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map(Result::unwrap);
        let line = lines.find(|line| line.starts_with("serving")).unwrap();
        // Whatever else it says is read, so that it never waits to say it.
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split("//").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { process, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Milliseconds from a save until the server answers with it: the median over several briefings.
fn edit(site: &Path, count: usize, change: impl Fn(&str, &str) -> String) -> f64 {
    let (server, days) = (Server::start(site), days(count));
    let times = (0..EDITS).map(|run| {
        let n = run * count / EDITS;
        let file = briefing_file(site, n, &days);
        let before = fs::read_to_string(&file).unwrap();
        let page = format!("/{}/report-{n:06}/", days[n].strftime("%Y/%m/%d"));
        let mark = format!("mark{run}x{n}");
        let saved = Instant::now();
        fs::write(&file, change(&before, &mark)).unwrap();
        while !server.get(&page).contains(&mark) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let time = saved.elapsed();
        fs::write(&file, before).unwrap();
        // An editor types for a while before the next save.
        std::thread::sleep(PAUSE);
        time.as_secs_f64() * 1000.0
    });
    median(times.collect())
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let mut sizes = if sizes.is_empty() { vec![1000, 10_000] } else { sizes };
    sizes.sort_unstable();
    let folder = tempfile::TempDir::new().unwrap();
    let work = std::env::var_os("BENCH_DIR").map_or_else(|| folder.path().to_path_buf(), PathBuf::from);
    if std::env::args().any(|argument| argument == "write") {
        for count in sizes {
            write_site(&work.join(format!("site-{count}")), count);
        }
        return;
    }
    println!("| briefings | wall s | user s | system s | user ms a briefing | peak MiB |");
    println!("|---|---|---|---|---|---|");
    let mut edits = Vec::new();
    for count in sizes {
        let site = work.join(format!("site-{count}"));
        if !site.exists() {
            write_site(&site, count);
        }
        let (mut walls, mut users, mut systems) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..RUNS {
            let output = work.join(format!("out-{count}-{run}"));
            let (user, system, _) = usage();
            let start = Instant::now();
            let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
            command.arg("build").arg("--root").arg(&site).arg("--output").arg(&output);
            let status = command.stderr(Stdio::null()).status().unwrap();
            walls.push(start.elapsed().as_secs_f64());
            assert!(status.success(), "the build of {} failed", site.display());
            users.push(usage().0 - user);
            systems.push(usage().1 - system);
            fs::remove_dir_all(output).unwrap();
        }
        let (user, peak) = (median(users), usage().2);
        println!(
            "| {count} | {:.2} | {user:.2} | {:.2} | {:.3} | {peak:.0} |",
            median(walls),
            median(systems),
            user * 1000.0 / count as f64
        );
        let text = edit(&site, count, |text, mark| format!("{text}\nA word: {mark}.\n"));
        let section = edit(&site, count, |text, mark| format!("{text}\n## {mark}\n\nText.\n"));
        let title = edit(&site, count, |text, mark| text.replacen("title: ", &format!("title: {mark} "), 1));
        edits.push(format!("| {count} | {text:.1} | {section:.1} | {title:.1} |"));
    }
    println!("\n| briefings | a new text, ms | a new section, ms | a new title, ms |\n|---|---|---|---|");
    edits.iter().for_each(|line| println!("{line}"));
}
