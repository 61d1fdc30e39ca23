//! What the program does: one file for each command. A command reads top to bottom: options,
//! pipeline, last step, summary line. Only here is anything printed, and only here is the clock read.

mod build;
mod check;
#[cfg(feature = "email")]
mod email;
mod explain;
mod fix;
mod import;
mod init;
mod list;
mod manual;
mod new;
mod rename;
mod root;
mod schema;
mod sentences;
#[cfg(feature = "serve")]
mod serve;
mod signal;
mod site;
mod terminal;
mod theme;

use std::process::ExitCode;

use crate::cli::{Args, Command};

/// How a command ended, if it could run at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// The site has errors, or warnings that were meant to count.
    Problems,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Problems => ExitCode::from(1),
        }
    }
}

/// Runs a command. An error means that it could not run; the exit code is then 2.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::Build(args) => build::build(args),
        Command::Check(args) => check::check(args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(args),
        Command::Explain(args) => explain::explain(&args),
        #[cfg(feature = "email")]
        Command::Email(args) => email::email(args),
        Command::Fix(args) => fix::fix(&args),
        Command::Import(args) => import::run(&args),
        Command::Init(args) => init::init(args),
        Command::List(args) => list::list(&args),
        Command::New(args) => new::write(&args),
        Command::Rename(args) => rename::rename(&args),
        Command::Schema(args) => schema::print(&args),
        Command::Theme(args) => theme::run(&args),
        Command::Completions(args) => manual::completions(&args),
        Command::Man(args) => manual::man(&args),
    }
}

/// Prints the help or version that was asked for, or what is wrong with the arguments.
pub fn answer(answer: &clap::Error) -> ExitCode {
    match answer.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2)),
    }
}

/// Says why a command could not run.
pub fn report_failure(error: &anyhow::Error) {
    terminal::say(&format!("error: {error:#}"));
}
