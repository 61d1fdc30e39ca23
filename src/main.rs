//! The program: reads the arguments, runs the command, returns the exit code.

use std::process::ExitCode;

use clap::Parser;
use dateline::cli::Args;
use dateline::command;

fn main() -> ExitCode {
    match command::run(Args::parse()) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            command::report_failure(&error);
            ExitCode::from(2)
        }
    }
}
