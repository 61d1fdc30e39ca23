//! `dateline serve`: the site in a browser while it is written.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};

use anyhow::{Context, bail};

use super::root::{cache, project};
use super::sentences::{count, summary};
use super::site::now;
use super::{Outcome, terminal};
use crate::cli::ServeArgs;
use crate::diagnostic::{Diagnostic, Style, render_human, render_summary};
use crate::link::Release;
use crate::serve::{Event, News, Session, run};

/// How many ports after the one that was asked for are tried.
const MOST_TRIED: u16 = 100;

/// How many problems that are gone are listed unless all are wanted.
const MOST_GONE: usize = 5;

/// Serves until the user presses Ctrl-C.
pub(super) fn serve(args: ServeArgs) -> anyhow::Result<Outcome> {
    let mut project = project(args.root.as_deref(), args.base_url)?;
    project.cache = cache(&project.root.join("public"), false);
    let release = Release { now: now(None)?, drafts: true, future: true };
    let listener = listen(&args.addr, args.port)?;
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs.unwrap_or(0)).build_global()?;
    let style = Style { colour: terminal::has_colour(), all: args.all, no_source: false };
    terminal::progress("reading …");
    let session = Session::new(project, release);
    terminal::progress("");
    let preview = session.preview();
    let problems = preview.problems();
    terminal::put(&render_human(&problems, style));
    terminal::say(&preview.read(|site| summary(site, &problems)));
    let address = listener.local_addr()?;
    let url = format!("http://{}{}", shown(&args.addr, address), preview.base());
    if args.port != 0 && address.port() != args.port {
        terminal::say(&format!("port {} is taken", args.port));
    }
    let ready = || {
        terminal::say(&format!("serving {url} (Ctrl-C stops)"));
        if args.open
            && let Err(error) = open::that_detached(&url)
        {
            terminal::say(&format!("the browser could not be opened: {error}"));
        }
    };
    run(session, listener, vec![args.addr.clone()], ready, move |event| tell(event, style))?;
    terminal::say("stopped");
    Ok(Outcome::Fine)
}

/// Listens on the first port that is free.
fn listen(addr: &str, port: u16) -> anyhow::Result<TcpListener> {
    let mut taken = None;
    for port in port..=port.saturating_add(MOST_TRIED) {
        let addresses: Vec<SocketAddr> = (addr, port)
            .to_socket_addrs()
            .with_context(|| format!("`--addr {addr}` is neither an address nor a name of this machine"))?
            .collect();
        match TcpListener::bind(addresses.as_slice()) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on `{addr}:{port}`"));
            }
        }
    }
    match taken {
        Some(error) => {
            Err(error).context(format!("no port from {port} up is free; choose one with `--port`"))
        }
        None => bail!("`--port {port}` is not a port"),
    }
}

/// Host and port for a link. A server that listens everywhere is opened on this machine.
fn shown(typed: &str, address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        _ if typed.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_ipv6()) => format!("[{typed}]"),
        _ => typed.to_owned(),
    };
    format!("{host}:{}", address.port())
}

fn tell(event: &Event<'_>, style: Style) {
    match event {
        Event::Revised { path, took, news } => {
            terminal::say(&format!("content/{path}: shown in {:.0} ms", took.as_secs_f64() * 1000.0));
            news.iter().for_each(|news| tell_news(news, style));
        }
        Event::Linked { changed, took, news } => {
            let what = match changed.len() {
                0 => "the site".to_owned(),
                1 => format!("content/{}", changed.iter().next().map_or("", |path| path.as_str())),
                n => count(n, "file", "files"),
            };
            terminal::say(&format!("{what}: linked in {:.0} ms", took.as_secs_f64() * 1000.0));
            news.iter().for_each(|news| tell_news(news, style));
        }
        Event::Stuck => terminal::say(
            "error: the site could not be read because of a fault in this program; the last pages stay",
        ),
    }
}

/// New problems as usual, a line for each that is gone, and how many there are now.
fn tell_news(news: &News<'_>, style: Style) {
    gone(&news.gone, style.all).iter().for_each(|line| terminal::say(line));
    terminal::put(&render_human(&news.new, style));
    let all = render_summary(news.all);
    let all = if all.is_empty() { "no problems" } else { &all };
    terminal::say(&format!("{} new, {} gone; {all}", news.new.len(), news.gone.len()));
}

/// A line for each problem that is gone; the last one counts those that are not listed.
fn gone(gone: &[Diagnostic], all: bool) -> Vec<String> {
    let listed = if all { gone.len() } else { gone.len().min(MOST_GONE) };
    let line = |one: &Diagnostic| {
        let file = one.place.as_ref().map(|place| format!(" {}:", place.source.path)).unwrap_or_default();
        format!("gone: {}[{}]:{file} {}", one.severity, one.code, one.message)
    };
    let more = gone.len() - listed;
    let rest = (more > 0).then(|| format!("gone: {more} more"));
    gone[..listed].iter().map(line).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn five_problems_that_are_gone_are_listed_and_the_others_counted() {
        let lines =
            |count: usize, all: bool| gone(&vec![Diagnostic::nowhere(Code::NoSiteId, "it"); count], all);
        let line = "gone: note[no-site-id]: it";
        assert_eq!(lines(0, false), [""; 0]);
        assert_eq!(lines(5, false), [line; 5]);
        assert_eq!(lines(6, false), [line, line, line, line, line, "gone: 1 more"]);
        assert_eq!(lines(6, true), [line; 6]);
    }
}
