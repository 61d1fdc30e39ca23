//! `dateline completions` and `dateline man`: what shells and `man` know about the command line.

use anyhow::bail;
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};

use super::{Outcome, terminal};
use crate::cli::{Args, CompletionsArgs, ManArgs};
use crate::diagnostic::{Code, did_you_mean};
use crate::editor::Form;
use crate::model::typed::kind::kinds;

/// Prints the completions for a shell.
pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut with_values(), "dateline", &mut script);
    terminal::out(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}

/// The command line with the values that arguments take. The program itself takes more: the
/// kinds of a site, and a problem's name with what is around it.
fn with_values() -> Command {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let with_fix: Vec<&str> =
        Code::ALL.iter().filter(|code| code.has_fix()).map(|code| code.name()).collect();
    // Every other word is the folder of the one before.
    let ones: Vec<String> = kinds(&[]).into_iter().step_by(2).map(|(one, _)| one).collect();
    let commands: Vec<String> = Args::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let values = [
        ("explain", "code", PossibleValuesParser::new(codes)),
        ("fix", "codes", PossibleValuesParser::new(with_fix)),
        ("new", "kind", PossibleValuesParser::new(ones)),
        ("schema", "kind", PossibleValuesParser::new(Form::ALL.map(Form::name))),
        ("man", "command", PossibleValuesParser::new(commands)),
    ];
    values.into_iter().fold(Args::command(), |args, (command, argument, values)| {
        args.mut_subcommand(command, |command| command.mut_arg(argument, |arg| arg.value_parser(values)))
    })
}

/// Prints a manual page.
pub(super) fn man(args: &ManArgs) -> anyhow::Result<Outcome> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    if let Some(name) = &args.command {
        let names = || command.get_subcommands().map(Command::get_name);
        let Some(found) = command.find_subcommand(name) else {
            let help = did_you_mean(name, names());
            let help = help
                .unwrap_or_else(|| format!("write one of {}", names().collect::<Vec<_>>().join(", ")).into());
            bail!("there is no command called `{name}`\nhelp: {help}");
        };
        command = found.clone();
    }
    terminal::out(&page(command)?)?;
    Ok(Outcome::Fine)
}

/// The page of a command, with the examples line by line as they were written.
fn page(command: Command) -> std::io::Result<String> {
    let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let has_commands = command.has_subcommands();
    let man = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_commands {
        man.render_subcommands_section(&mut page)?;
    }
    let mut page = String::from_utf8_lossy(&page).into_owned();
    page.push_str(".SH EXAMPLES\n.nf\n");
    for line in examples.lines().skip_while(|line| *line == "Examples:") {
        // A line that begins with a full stop or an apostrophe is a request to troff.
        page.push_str(&format!("\\&{}\n", line.replace('\\', "\\\\").replace('-', "\\-")));
    }
    page.push_str(".fi\n");
    Ok(page)
}
