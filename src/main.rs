//! The program: reads the arguments, runs the command, returns the exit code.

use std::process::ExitCode;

use clap::Parser;
use dateline::cli::Args;
use dateline::command;

/// A build allocates a lot, and on every core: this takes a sixth off its user time, and uses no more memory.
#[cfg(all(feature = "jemalloc", unix))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        // Help and versions are parser errors, too.
        Err(answer) => return command::answer(&answer),
    };
    match command::run(args) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            command::report_failure(&error);
            ExitCode::from(2)
        }
    }
}
