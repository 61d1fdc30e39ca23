//! What the command line says about itself: help, examples, near misses, completions, manual pages.

use std::process::{Command, Output};

use clap::{CommandFactory, Parser};
use dateline::cli::Args;

fn dateline(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The words of a line as a shell reads it, up to a comment or a redirection.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.trim().chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    assert!(!quoted, "a quote stays open: {line}");
    words.into_iter().filter(|word| !word.is_empty()).take_while(|word| word != "#" && word != ">").collect()
}

#[test]
fn every_command_shows_examples_that_run() {
    let args = Args::command();
    for command in args.get_subcommands().chain([&args]) {
        let name = command.get_name();
        let help = command.get_after_long_help().unwrap_or_else(|| panic!("`{name}` has no examples"));
        let help = help.to_string();
        let lines: Vec<&str> =
            help.lines().filter(|line| line.trim_start().starts_with("dateline ")).collect();
        assert!(help.starts_with("Examples:\n") && !lines.is_empty(), "{name}: {help}");
        for line in lines {
            let words = words(line);
            let parsed = Args::try_parse_from(&words);
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            assert!(name == "dateline" || words[1] == name, "{line} is not an example of {name}");
        }
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
    let help = text(&dateline(&["--help"]).stdout);
    let guides = dateline::cli::where_guides_are(dateline::cli::GUIDES);
    assert_eq!(help.lines().last(), Some(guides.as_str()));
    let help = text(&dateline(&["build", "--help"]).stdout);
    assert!(help.contains("\nExamples:\n  dateline build "), "{help}");
}

#[test]
fn the_commands_and_settings_of_the_editing_guide_are_right() {
    let guide = include_str!("../../docs/content/pages/editing.md");
    let blocks = |language: &str| -> Vec<&str> {
        let open = format!("```{language}\n");
        guide.split(&open).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
    };
    let lines = blocks("sh").into_iter().flat_map(str::lines).filter(|line| line.starts_with("dateline "));
    let parsed =
        lines.map(|line| Args::try_parse_from(words(line)).map_err(|error| format!("{line}: {error}")));
    let parsed: Vec<Args> = parsed.collect::<Result<_, _>>().unwrap();
    assert!(parsed.len() > 5);
    let settings = blocks("json").into_iter().map(serde_json::from_str::<serde_json::Value>);
    let settings: Vec<_> = settings.collect::<Result<_, _>>().unwrap();
    // What the VS Code task looks for is what is printed.
    let patterns = &settings.last().unwrap()["tasks"][0]["problemMatcher"]["pattern"];
    let broken = include_str!("../sites/broken/stderr.txt").lines();
    let found = |n: usize| {
        let pattern = regex::Regex::new(patterns[n]["regexp"].as_str().unwrap()).unwrap();
        broken.clone().filter(|line| pattern.is_match(line)).count()
    };
    let placed = broken.clone().filter(|line| line.trim_start().starts_with("--> ")).count();
    assert!(placed > 3 && found(1) == placed && found(0) >= placed, "{} {} {placed}", found(0), found(1));
}

#[test]
fn commands_options_and_values_that_are_near_are_suggested() {
    for (args, near) in [
        (&["biuld"][..], "a similar subcommand exists: 'build'"),
        (&["build", "--drfats"], "a similar argument exists: '--drafts'"),
        (&["check", "--format", "jsn"], "a similar value exists: 'json'"),
        (&["completions", "bsh"], "a similar value exists: 'bash'"),
        (&["man", "biuld"], "did you mean `build`?"),
        (&["explain", "unknown-di"], "did you mean `unknown-id`?"),
        (&["schema", "breifing"], "did you mean `briefing`?"),
    ] {
        let output = dateline(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(near), "{args:?}: {stderr}");
    }
}

#[test]
fn completions_know_commands_options_and_values() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = dateline(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        let script = text(&output.stdout);
        // Only the scripts for Bash and Zsh complete all values; the one for Fish completes those of options.
        let known = ["completions", "allow-lost-urls", "sarif", "unknown-id", "organisation"];
        let words = match shell {
            "bash" | "zsh" => 5,
            "fish" => 3,
            _ => 2,
        };
        for word in &known[..words] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_what_is_typed() {
    let script = text(&dateline(&["completions", "bash"]).stdout);
    let complete = |typed: &[&str]| -> Vec<String> {
        let last = typed.len() - 1;
        let before = typed[last.saturating_sub(1)];
        let words: Vec<String> = typed.iter().map(|word| format!("'{word}'")).collect();
        let ask = format!(
            "COMP_WORDS=({}); COMP_CWORD={last}; _dateline dateline '{}' '{before}'; echo \"${{COMPREPLY[@]}}\"",
            words.join(" "),
            typed[last]
        );
        let output = Command::new("bash").arg("-c").arg(format!("{script}\n{ask}")).output().unwrap();
        text(&output.stdout).split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(complete(&["dateline", "ch"]), ["check"]);
    assert_eq!(complete(&["dateline", "build", "--dr"]), ["--drafts"]);
    assert_eq!(complete(&["dateline", "new", "pe"]), ["person"]);
    assert_eq!(complete(&["dateline", "schema", "s"]), ["site", "storyline"]);
    assert_eq!(
        complete(&["dateline", "explain", "unknown-"]),
        ["unknown-key", "unknown-id", "unknown-source", "unknown-text", "unknown-theme"]
    );
    assert_eq!(
        complete(&["dateline", "fix", "un"]),
        [
            "unclosed-front-matter",
            "unknown-key",
            "unknown-id",
            "unknown-source",
            "unknown-text",
            "undefined-footnote",
            "undefined-reference",
            "unsafe-link",
            "unknown-theme",
            "unmatched-answer",
            "unused-allowance"
        ]
    );
    assert_eq!(complete(&["dateline", "check", "--format", "g"]), ["github"]);
}

#[test]
fn there_is_a_manual_page_for_the_program_and_each_command() {
    let page = |args: &[&str]| text(&dateline(&[&["man"], args].concat()).stdout);
    let whole = page(&[]);
    assert!(whole.contains("\n.TH dateline 1 "), "{whole}");
    for command in Args::command().get_subcommands() {
        let name = command.get_name();
        assert!(whole.contains(&format!("dateline\\-{name}(1)")), "{name}: {whole}");
        let page = page(&[name]);
        assert!(page.contains(&format!("\n.TH dateline-{name} 1 ")), "{page}");
        assert!(page.contains("\n.SH EXAMPLES\n.nf\n"), "{page}");
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(page.contains(&format!("\\-\\-{}", option.replace('-', "\\-"))), "{name} --{option}");
        }
    }
}
