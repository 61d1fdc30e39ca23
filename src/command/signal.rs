//! Signals that end the program: SIGINT (Ctrl-C), SIGTERM and SIGHUP.

/// Has `work` done before a signal ends the program, which then ends as it would have without it.
#[cfg(unix)]
pub(super) fn before_end(work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    use anyhow::Context;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let mut signals = Signals::new(wanted).context("cannot listen for signals")?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            work();
            _ = emulate_default_handler(signal);
        }
    });
    Ok(())
}

/// The signals that the caller has this program ignore (`nohup`, background jobs of a script), as bits; none
/// if the system does not say.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "a file of the system, not one of the site")]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Elsewhere, the next run tidies up.
#[cfg(not(unix))]
pub(super) fn before_end(_work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    Ok(())
}
