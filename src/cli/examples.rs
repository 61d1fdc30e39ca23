//! What is shown below the options of each command: examples, and what there is to know.
//! `tests/suite/help.rs` has the examples parsed.

pub(super) const EXAMPLES: &str = "\
Examples:
  dateline new briefing \"Miami talks end\" --edit
  dateline check
  dateline build

`dateline help COMMAND` says more about a command. A problem's name in brackets is explained by
`dateline explain`. Exit codes: 0 if all is well, 1 if the site has errors (or warnings, with
`--strict`), 2 if the program could not run.";

pub(super) const BUILD: &str = "\
Examples:
  dateline build                                 # to `public/` beside `site.yaml`
  dateline build --drafts --future -o preview    # with what is not out yet
  dateline build --base-url https://example.org/digest/ --strict
  dateline build --previous urls.txt             # no page of the published site may be lost
  dateline build --now 2025-12-22T07:00+02:00    # as if it were then

A build that fails leaves the published site as it was.";

pub(super) const CHECK: &str = "\
Examples:
  dateline check
  dateline check --strict --format github        # in a workflow
  dateline check --format json                   # one problem on each line
  dateline check --drafts --all                  # before a draft is published";

#[cfg(feature = "serve")]
pub(super) const SERVE: &str = "\
Examples:
  dateline serve --open
  dateline serve --port 8000
  dateline serve --addr 0.0.0.0                  # for other machines on the network too

An open page updates after every save. Drafts and future briefings are shown, but never published.";

#[cfg(feature = "email")]
pub(super) const EMAIL: &str = "\
Examples:
  dateline email                                 # the newest edition as text
  dateline email 2025-12-22 --html > edition.html
  dateline email 2025-w52 --eml > edition.eml    # with the headers of a mailing list";

pub(super) const INIT: &str = "\
Examples:
  dateline init digest
  dateline init digest --title \"Harbour Digest\"

No existing file is overwritten.";

pub(super) const EXPLAIN: &str = "\
Examples:
  dateline explain unknown-id
  dateline explain \"error[unknown-id]\"";

pub(super) const LIST: &str = "\
Examples:
  dateline list                                  # all lists, with their columns
  dateline list questions --where state=open --where \"age>30d\"
  dateline list mentions --where of=zelensky --format json
  dateline list sources --where url!= --where archived=
  dateline list briefings --where state=draft

No value after the sign means an empty column. A date is compared as far as it is typed, as in
`date=2025-12`. Put conditions with < > ~ or ! in quotes: a shell treats these as its own.";

pub(super) const NEW: &str = "\
Examples:
  dateline new briefing \"Miami talks end with four papers\"
  dateline new briefing \"Second week\" --storyline peace-talks --edit
  dateline new person \"Олена Коваленко\"         # content/people/olena-kovalenko.md
  dateline new page \"About us\"
  dateline new briefing \"Гора\" --lang uk --date 2025-12-22T07:00

The path is printed, and nothing is ever overwritten. A new briefing is a draft. With `--storyline`
it has the last values of the storyline's series and its open questions, as comments to fill in.";

pub(super) const IMPORT: &str = "\
Examples:
  dateline import hugo ../old-site --into digest
  dateline import jekyll ../blog --dry-run --all
  dateline import obsidian ~/vault --map tags=storylines

Existing files are never overwritten, so the command can be run again. Every page keeps its
old address under `former`. Keys without an equivalent, and comments, are kept under `extra`.";

pub(super) const RENAME: &str = "\
Examples:
  dateline rename zelensky volodymyr-zelensky
  dateline rename people/georgia georgia-smith   # of several with this id, the one in a folder
  dateline rename 2025-12-22-miami-talks talks-end
  dateline rename 2025-12-22-miami-talks#sources/joint joint-statement
  dateline rename site.yaml#series/attack-drones drones --dry-run

A file whose address changes keeps the old one under `former`. Comments, order and quotes in
all files stay. Renaming back restores the files.";

pub(super) const FIX: &str = "\
Examples:
  dateline fix --dry-run                  # what would change, as a diff
  dateline fix
  dateline fix misspelt-key unknown-id    # only these kinds of problems
  dateline fix --unsafe --dry-run         # also what may not be what was meant

It fixes what `dateline check` reports, where no decision is needed: a slip in a key or id,
quotes that YAML needs, an address without `https://`, a date in another form. Comments, order and
everything else in the files stay. Drafts are fixed too.";

pub(super) const SCHEMA: &str = "\
Examples:
  dateline schema site
  dateline schema briefing --root ../digest
  dateline schema --output .dateline             # one file for each kind, for editors";

pub(super) const THEME: &str = "\
Examples:
  dateline theme list
  dateline theme copy static/icon.svg
  dateline theme copy templates/briefing.html    # often a template that extends it is enough";

pub(super) const COMPLETIONS: &str = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish";

pub(super) const MAN: &str = "\
Examples:
  dateline man > ~/.local/share/man/man1/dateline.1
  dateline man build > ~/.local/share/man/man1/dateline-build.1";
