"""Checks all workflows with actionlint, and runs the shell steps of those for Pages as GitHub would.

usage: workflow.py FOLDER

The folder of a built site is not used: `dateline init` writes a site here, and its workflow is run
through the life of that site: the first push, the hourly look, a briefing that becomes due, a lost
page, a move to another path. It does so for a program that knows no address of its source, one that
knows an address on GitHub, and one that knows another. A server on this computer stands for GitHub:
Pages, what its API says about them, and a release. Of other people's actions, only what the steps see of
them is simulated: outputs, the cache, the artifact, the deployment. The steps of `action.yml` are run.
"""

import functools
import html.parser
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

import yaml
import built

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKFLOW = ".github/workflows/pages.yml"
TEMPLATE = ROOT / "src/command/init/site" / WORKFLOW
REPOSITORY = "https://example.org/dateline"
ACTION = "owner/dateline"

program = built.program()
for tool in ("bash", "curl"):
    if shutil.which(tool) is None:
        sys.exit(f"workflow: {tool} is needed")

# What `cargo install` comes to here: the program in place of the one it would build.
CARGO = f"""#!/bin/sh
echo "$@" >> "$HOME/cargo.log"
case "$*" in
  "install --git {REPOSITORY} --rev $REVISION --locked") root=$HOME/.cargo ;;
  "install --path . --locked --root $HOME/.dateline") root=$HOME/.dateline ;;
  "install --git "*" --rev v9.9.9 --locked --root $HOME/.dateline") root=$HOME/.dateline ;;
  *) echo "cargo: $*" >&2; exit 1 ;;
esac
mkdir -p "$root/bin" && cp {program} "$root/bin/dateline"
"""


# What is said where no address is known.
TO_BE_FILLED_IN = (
    "To publish on GitHub Pages, write the address of Dateline's repository after DATELINE_REPOSITORY in "
    ".github/workflows/pages.yml, or use a copy of that repository as the site."
)


class Expression:
    """`${{ … }}` as far as the workflows use it: paths, texts, == and !=, && and ||."""

    def __init__(self, contexts):
        self.contexts = contexts

    def value(self, text):
        def word(found):
            word = found.group()
            if word.startswith("'") or word in ("and", "or"):
                return word
            value = self.contexts
            for part in word.split("."):
                value = value.get(part, {}) if isinstance(value, dict) else {}
            return repr("" if value == {} else value)

        text = text.replace("&&", " and ").replace("||", " or ")
        return eval(re.sub(r"'[^']*'|[a-z][\w.-]*", word, text))

    def fill(self, text):
        def text_of(found):
            value = self.value(found.group(1))
            return str(value).lower() if isinstance(value, bool) else str(value)

        text = str(text).lower() if isinstance(text, bool) else str(text)
        return re.sub(r"\$\{\{(.*?)\}\}", text_of, text)


class Pages:
    """The published site, and a server for it at /digest/, or another path. What else GitHub serves is beside it."""

    def __init__(self, folder):
        self.folder = folder
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.move("digest")

    def switch_on(self):
        """Has the API say that there are Pages."""
        told = self.folder / "api/repos/you/digest/pages"
        told.parent.mkdir(parents=True)
        told.write_text("{}", encoding="utf-8")

    def move(self, path):
        """Puts the site under another path, as a new name of the repository would."""
        moved = self.folder / path
        if hasattr(self, "site") and self.site.exists():
            self.site.rename(moved)
        self.site = moved
        self.base_url = f"{self.address}/{path}"

    def deploy(self, artifact):
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(artifact, self.site)

    def walk(self, *starts):
        """Follows all links from the front page and others on, as a reader would. Returns the number of pages."""
        waiting, seen, pages = [f"{self.base_url}/{start}" for start in ("", *starts)], set(), 0
        while waiting:
            address = waiting.pop()
            if address in seen or not address.startswith(self.address):
                continue
            seen.add(address)
            if not address.startswith(f"{self.base_url}/"):
                sys.exit(f"workflow: {address} is not below {self.base_url}/")
            try:
                with urllib.request.urlopen(address) as answer:
                    is_page = answer.headers.get_content_type() == "text/html"
                    found = answer.read()
            except urllib.error.HTTPError as error:
                sys.exit(f"workflow: {address} is a link of the published site: {error}")
            if is_page:
                pages += 1
                links = Links(found.decode("utf-8")).found
                waiting += [urllib.parse.urldefrag(urllib.parse.urljoin(address, link)).url for link in links]
        return pages


class Links(html.parser.HTMLParser):
    """What a page shows, runs and leads to."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


class Quiet(http.server.SimpleHTTPRequestHandler):
    # What is on the page for what is not there must not be taken for addresses.
    error_message_format = "/not/an/address/\n"

    def log_message(self, *_):
        pass


class Runner:
    """Runs the jobs of a workflow in a checkout."""

    def __init__(self, site, home, pages):
        self.site, self.home, self.pages = site, home, pages
        self.keys = set()
        self.shims = home / "shims"
        self.shims.mkdir(parents=True)
        (self.shims / "cargo").write_text(CARGO, encoding="utf-8")
        (self.shims / "cargo").chmod(0o755)

    def run(self, event, inputs=None):
        """The jobs that ran with their outputs, what was said, and whether it failed."""
        workflow = yaml.safe_load((self.site / WORKFLOW).read_text(encoding="utf-8"))
        self.said, self.failed, self.ran = "", False, set()
        needs = {}
        for name, job in workflow["jobs"].items():
            contexts = {
                "github": self.github(event),
                "inputs": inputs or {},
                "runner": {"os": "Linux", "arch": "X64"},
                "env": workflow.get("env", {}),
                "needs": needs,
                "steps": {},
            }
            expression = Expression(contexts)
            if self.failed or not expression.value(job.get("if", "'yes'")):
                continue
            self.ran.add(name)
            self.job(workflow, job, expression)
            outputs = job.get("outputs", {}).items()
            needs[name] = {"outputs": {key: expression.fill(value) for key, value in outputs}}
        return self

    def github(self, event, repository="", ref=""):
        return {
            "event_name": event,
            "ref": "refs/heads/main",
            "token": "secret",
            "server_url": self.pages.address,
            "action_path": str(ROOT),
            "action_repository": repository,
            "action_ref": ref,
        }

    def job(self, workflow, job, expression):
        temporary = self.home / "temporary"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        (temporary / "path").write_text("", encoding="utf-8")
        for built in ("public", "artifact"):
            shutil.rmtree(self.site / built, ignore_errors=True)
        if workflow["defaults"]["run"]["shell"] != "bash":
            sys.exit("workflow: the steps are run with bash")
        self.steps(job["steps"], workflow.get("env", {}), expression, temporary)

    def steps(self, steps, env, expression, temporary):
        for step in steps:
            if not expression.value(step.get("if", "'yes'")):
                continue
            outputs = {}
            if "uses" in step:
                inputs = step.get("with", {}).items()
                # A hash tells the jobs apart as it is written.
                filled = {k: v if "hashFiles" in str(v) else expression.fill(v) for k, v in inputs}
                name, _, ref = step["uses"].partition("@")
                if name in ("./", ACTION):
                    event = expression.contexts["github"]["event_name"]
                    self.own_action(filled, name.removeprefix("./"), ref, event, temporary)
                else:
                    outputs = self.action(name, filled)
            else:
                if "${{" in step["run"]:
                    sys.exit(f"an expression in a script can be injected into: {step['run']}")
                own = {**env, **step.get("env", {})}
                own = {key: expression.fill(value) for key, value in own.items()}
                outputs = self.shell(step["run"], own, expression, temporary)
            if "id" in step:
                expression.contexts["steps"][step["id"]] = {"outputs": outputs}
            if self.failed:
                return

    def own_action(self, inputs, repository, ref, event, temporary):
        """Runs the steps of `action.yml`, and returns its outputs."""
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        inputs = {**{name: given["default"] for name, given in action["inputs"].items()}, **inputs}
        contexts = {"github": self.github(event, repository, ref), "inputs": inputs, "steps": {}}
        expression = Expression(contexts)
        self.steps(action["runs"]["steps"], {}, expression, temporary)
        outputs = action["outputs"].items()
        return {} if self.failed else {name: expression.fill(given["value"]) for name, given in outputs}

    def action(self, name, inputs):
        if name == "actions/cache":
            path = pathlib.Path(inputs["path"].replace("~", str(self.home)))
            hit = path.exists() and inputs["key"] in self.keys
            self.keys.add(inputs["key"])
            return {"cache-hit": "true" if hit else "false"}
        if name == "actions/configure-pages":
            return {"base_url": self.pages.base_url}
        if name == "actions/upload-pages-artifact":
            self.artifact = self.home / "artifact"
            shutil.rmtree(self.artifact, ignore_errors=True)
            hidden = ".git" if inputs.get("include-hidden-files") == "true" else ".*"
            shutil.copytree(self.site / inputs["path"], self.artifact, ignore=shutil.ignore_patterns(hidden))
        elif name == "actions/deploy-pages":
            self.pages.deploy(self.artifact)
            return {"page_url": self.pages.base_url}
        elif name != "actions/checkout":
            sys.exit(f"workflow: what does {name} do?")
        return {}

    def shell(self, script, env, expression, temporary):
        file, output = temporary / "script.sh", temporary / "output"
        file.write_text(script, encoding="utf-8")
        output.write_text("", encoding="utf-8")
        added = (temporary / "path").read_text(encoding="utf-8").split()
        env = {
            **env,
            "PATH": ":".join([*added, f"{self.home}/.cargo/bin", str(self.shims), os.environ["PATH"]]),
            "HOME": str(self.home),
            "REVISION": revision(),
            "GITHUB_API_URL": f"{self.pages.address}/api",
            "GITHUB_REPOSITORY": "you/digest",
            "GITHUB_PATH": str(temporary / "path"),
            "GITHUB_EVENT_NAME": expression.contexts["github"]["event_name"],
            "GITHUB_OUTPUT": str(output),
            "RUNNER_TEMP": str(temporary),
            "CI": "true",
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)]
        run = subprocess.run(
            command, cwd=self.site, env=env, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.said += run.stdout
        self.failed = run.returncode != 0
        lines = output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def told(name):
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=True)
    lines = said.stdout.splitlines()
    return dict(line.split(" " if line is lines[0] else ": ", 1) for line in lines)[name]


def revision():
    """What the workflow of a new site asks for."""
    known = told("revision")
    return f"v{told('dateline')}" if known == "none" else known


def hold(true, what, run):
    if not true:
        sys.exit(f"workflow: {what}\n{run.said}\nran: {sorted(run.ran)}, failed: {run.failed}")


def lint(*files):
    actionlint = pathlib.Path(sys.executable).parent / "actionlint"
    shellcheck = pathlib.Path(sys.executable).parent / "shellcheck"
    run = subprocess.run([actionlint, "-shellcheck", shellcheck, *files])
    if run.returncode != 0:
        sys.exit("workflow: actionlint has objections")


def edit(file, before, after):
    text = file.read_text(encoding="utf-8")
    assert before in text, f"{file}: {before}"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def fill(text, source, revision):
    """The workflow that a program writes into a new site, by what it knows of its source."""
    version = told("dateline")
    on_github = source.removeprefix("https://github.com/") if source.startswith("https://github.com/") else ""
    kept, left_out = ("@ACTION@", "@CARGO@") if on_github else ("@CARGO@", "@ACTION@")
    lines = [line.removeprefix(kept) for line in text.splitlines(True) if not line.startswith(left_out)]
    for word, value in (
        ("@USES@", f"{on_github}@{revision} # {version}"),
        ("@REPOSITORY@", source or '"" # fill in: https://…'),
        ("@REVISION@", revision),
        ("@UNKNOWN@", "DATELINE_REPOSITORY is empty." if source else TO_BE_FILLED_IN),
    ):
        lines = [line.replace(word, value) for line in lines]
    return "".join(lines)


def begin(folder):
    """A site from `init`."""
    run = subprocess.run([program, "init", folder, "--title", "T"], check=True, capture_output=True, encoding="utf-8")
    known = told("source").replace("none", "")
    # What is tried below for other programs is what they would write.
    written = (folder / WORKFLOW).read_text(encoding="utf-8")
    if written != fill(TEMPLATE.read_text(encoding="utf-8"), known, revision()):
        sys.exit(f"workflow: `init` does not write what {TEMPLATE} says for the source `{known}`")
    if (TO_BE_FILLED_IN in run.stderr + run.stdout) == bool(known):
        sys.exit(f"workflow: what `init` says does not fit the source `{known}`\n{run.stderr}")


def unknown(folder):
    """A program that knows no address of its source: each run says what to fill in, and is not a failure."""
    site = folder / "unknown"
    begin(site)
    text = fill(TEMPLATE.read_text(encoding="utf-8"), "", revision())
    (site / WORKFLOW).write_text(text, encoding="utf-8")
    lint(site / WORKFLOW)
    pages = Pages(folder / "unknown-pages")
    pages.folder.mkdir()
    runner = Runner(site, folder / "unknown-home", pages)
    for is_on in (False, True):
        if is_on:
            pages.switch_on()
        for event, job in (("push", "build"), ("schedule", "build"), ("pull_request", "check")):
            run = runner.run(event)
            hold(not run.failed and run.ran == {job}, f"a {event} without an address", run)
            hold(f"::warning::{TO_BE_FILLED_IN}" in run.said, f"what a {event} without an address says", run)
    hold(not (runner.home / "cargo.log").exists() and not pages.site.exists(), "nothing is done", run)

    # It does what it says: with the address in its place, the site is published.
    edit(site / WORKFLOW, 'DATELINE_REPOSITORY: ""', f"DATELINE_REPOSITORY: {REPOSITORY}")
    run = runner.run("push")
    hold(not run.failed and run.ran == {"build", "deploy"}, "a push with the address filled in", run)
    hold(pages.walk() > 10, "the pages of a new site", run)


def life(folder, source):
    """A site of its own, from `init` to a move, by a program that knows its source."""
    folder.mkdir()
    site = folder / "my-digest"
    begin(site)
    (site / WORKFLOW).write_text(fill(TEMPLATE.read_text(encoding="utf-8"), source, revision()), encoding="utf-8")
    lint(site / WORKFLOW)
    pages = Pages(folder / "pages")
    pages.folder.mkdir()
    runner = Runner(site, folder / "home", pages)
    briefings = site / "content/briefings"

    # Nothing fails before Pages are on, and nothing is built.
    for event in ("push", "schedule"):
        run = runner.run(event)
        hold(not run.failed and run.ran == {"build"}, f"a {event} before Pages are on", run)
        hold("::warning::Nothing is published yet" in run.said and "dateline" not in run.said, "is told", run)
    pages.switch_on()

    # A pull request is checked and not published.
    run = runner.run("pull_request")
    hold(not run.failed and run.ran == {"check"}, "a sound pull request", run)
    plan = next(briefings.glob("*-repair-plan.md"))
    edit(plan, "[bridge-repair]", "[bridge-repiar]")
    run = runner.run("pull_request")
    hold(run.failed and "::error file=content/briefings/" in run.said, "a broken pull request", run)
    edit(plan, "[bridge-repiar]", "[bridge-repair]")

    # The first push publishes, under the path that GitHub gives.
    run = runner.run("push")
    hold(not run.failed and run.ran == {"build", "deploy"}, "the first push", run)
    hold(run.said.count("There is no http") == 2 and "::warning" not in run.said, "nothing is there yet", run)
    front, lost = ((pages.site / name).read_text(encoding="utf-8") for name in ("index.html", "404.html"))
    hold('href="/digest/static/style.css"' in lost, "the base path of 404.html", run)
    hold(f'rel="canonical" href="{pages.base_url}/' in front, "the base URL", run)
    hold(pages.walk() > 10, "the pages of a new site", run)
    installed = (runner.home / "cargo.log").read_text(encoding="utf-8").splitlines()
    hold(len(installed) == 1, "the cache keeps the program", run)

    # Hour by hour nothing happens, until a briefing is due. Its date is set back here.
    known = site / "content/root/.well-known/security.txt"
    known.parent.mkdir(parents=True)
    known.write_text("Contact: mailto:desk@example.org\n", encoding="utf-8")
    run = runner.run("push")
    hold((pages.site / ".well-known/security.txt").is_file(), "a hidden file", run)
    later = next(briefings.glob("*-lorry-ban.md")).with_name("2099-01-01-later.md")
    later.write_text("---\ntitle: Later\ndate: 2099-01-01\n---\nLater.\n", encoding="utf-8")
    run = runner.run("schedule")
    hold(not run.failed and run.ran == {"build"}, "an hour without news", run)
    due = later.with_name("2020-01-01-later.md")
    later.rename(due)
    edit(due, "2099", "2020")
    run = runner.run("schedule")
    hold(not run.failed and "deploy" in run.ran, "a briefing that is due", run)
    hold((pages.site / "2020/01/01/later/index.html").is_file(), "it is published", run)
    run = runner.run("schedule")
    hold(run.ran == {"build"}, "the hour after", run)

    # What a push changes is published, even just a word, and by the hourly look if the push was passed over.
    edit(due, "Later.\n", "Later on.\n")
    run = runner.run("schedule")
    hold("deploy" in run.ran, "a text that was not published", run)
    run = runner.run("push")
    hold("deploy" in run.ran, "a push without a change", run)

    # A page that would be lost stops the build, unless it is allowed to go.
    due.rename(due.with_name("2020-01-01-gone.md"))
    run = runner.run("push")
    hold(run.failed and "::error title=lost-url::" in run.said, "a lost page", run)
    hold((pages.site / "2020/01/01/later/index.html").is_file(), "the old site stays", run)
    run = runner.run("workflow_dispatch", {"allow_lost_urls": True})
    hold(not run.failed and "deploy" in run.ran, "a page that is let go", run)
    run = runner.run("workflow_dispatch", {"allow_lost_urls": False})
    hold(not run.failed, "a run by hand", run)

    # The site moves: the addresses are compared all the same, and all links change.
    pages.move("news")
    run = runner.run("schedule")
    hold(not run.failed and "deploy" in run.ran, "a move", run)
    hold("/news/static/style.css" in (pages.site / "404.html").read_text(encoding="utf-8"), "the new path", run)
    hold(pages.walk() > 10, "the pages of a site that has moved", run)
    edit(due.with_name("2020-01-01-gone.md"), "title: Later", "title: Later\ndraft: true")
    pages.move("digest")
    run = runner.run("push")
    hold(run.failed and "lost-url" in run.said, "a page lost in a move", run)

    # A site that cannot be read is built without a comparison, with a warning.
    pages.server.shutdown()
    pages.server.server_close()
    run = runner.run("push")
    hold(not run.failed and run.said.count("::warning::") == 2, "a site that cannot be read", run)


def own(folder):
    """The sample of this repository."""
    site = folder / "own"
    site.mkdir()
    for name in ("content", "themes", "docs", ".github"):
        shutil.copytree(ROOT / name, site / name)
    shutil.copy(ROOT / "site.yaml", site)
    pages = Pages(folder / "own-pages")
    pages.folder.mkdir()
    pages.switch_on()
    runner = Runner(site, folder / "own-home", pages)
    run = runner.run("pull_request")
    hold(not run.failed and run.ran == {"check"}, "a pull request for the sample", run)
    run = runner.run("push")
    hold(not run.failed and run.ran == {"build", "deploy"}, "a push of the sample", run)
    walked = pages.walk("docs/")
    hold(walked > 100, f"the {walked} pages of the sample and the guides", run)
    guides = (pages.site / "docs/index.html").read_text(encoding="utf-8")
    hold(f'rel="canonical" href="{pages.base_url}/docs/"' in guides, "the address of the guides", run)
    installed = (runner.home / "cargo.log").read_text(encoding="utf-8").splitlines()
    hold(len(installed) == 1, "the source is compiled once", run)
    run = runner.run("schedule")
    hold(not run.failed and run.ran == {"build"}, "an hour without news of the sample", run)


def begun(folder):
    """A copy of this repository as somebody else's site."""
    site = folder / "copy"
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, encoding="utf-8", check=True)
    for name in listed.stdout.split("\0"):
        if name and not name.startswith(("public/", "tests/")) and (ROOT / name).is_file():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, site / name)
    begin = [site / "scripts/begin", "R&D | Übersicht", "Europe/Kyiv"]
    subprocess.run(begin, check=True, capture_output=True)
    if subprocess.run(begin, capture_output=True).returncode != 1:
        sys.exit("workflow: scripts/begin replaces a site that is not a sample")
    lint(*sorted((site / WORKFLOW).parent.glob("*.yml")))
    subprocess.run([program, "check", "--strict", "--root", site], check=True, capture_output=True)
    ignored = (site / ".gitignore").read_text(encoding="utf-8").splitlines()
    if not {"/target/", "/public/"} <= set(ignored):
        sys.exit(f"workflow: a copy of the repository ignores {ignored}")
    pages = Pages(folder / "copy-pages")
    pages.folder.mkdir()
    pages.switch_on()
    run = Runner(site, folder / "copy-home", pages).run("push")
    hold(not run.failed and run.ran == {"build", "deploy"}, "a push of a copy of this repository", run)
    front = (pages.site / "index.html").read_text(encoding="utf-8")
    hold("R&amp;D | Übersicht" in front and "Ukraine" not in front, "the title of the copy", run)


def released(folder):
    """The action of another repository, with a release of this version there."""
    pages = Pages(folder / "hub")
    version = told("dateline")
    assets = pages.folder / f"owner/dateline/releases/download/v{version}"
    # A program that says which revision it is.
    commit, standing = "0123456789abcdef0123456789abcdef01234567", folder / "standing"
    standing.write_text(
        f"#!/bin/sh\n{program} \"$@\" | sed 's/^revision: .*/revision: {commit}/'\n", encoding="utf-8"
    )
    standing.chmod(0o755)
    machine = {"arm64": "aarch64"}.get(os.uname().machine, os.uname().machine)
    system = "apple-darwin" if sys.platform == "darwin" else "unknown-linux-gnu"
    target = f"{machine}-{system}"
    subprocess.run([ROOT / "scripts/package", standing, target, assets], check=True, capture_output=True)
    archive = assets / f"dateline-{version}-{target}.tar.gz"
    with tarfile.open(archive) as packed:
        names = {name.split("/", 1)[1] for name in packed.getnames() if "/" in name}
    licences = {"LICENSE-APACHE", "LICENSE-MIT", "LICENSE-OFL.txt", "LICENSE-UNICODE.txt", "LICENSES-SYNTAXES.md"}
    beside = {"dateline", "README.md", "CHANGELOG.md", "man", "completions"} | licences
    if {name for name in names if "/" not in name} != beside or "man/dateline-init.1" not in names:
        sys.exit(f"workflow: the archive of a release has {sorted(names)}")

    def use(name, ref, inputs, repository="owner/dateline"):
        runner = Runner(folder, folder / name, pages)
        temporary = folder / f"{name}-temporary"
        temporary.mkdir()
        (temporary / "path").write_text("", encoding="utf-8")
        runner.said, runner.failed, runner.ran = "", False, set()
        for _ in range(2):
            runner.outputs = runner.own_action(inputs, repository, ref, "push", temporary)
        log = runner.home / "cargo.log"
        runner.compiled = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return runner

    for name, ref, inputs in (
        ("tag", f"v{version}", {"args": "explain unknown-id"}),
        ("commit", commit, {"args": "explain unknown-id"}),
        ("input", "main", {"version": version, "args": "explain unknown-id"}),
    ):
        run = use(name, ref, inputs)
        hold(not run.failed and run.compiled == [], f"a release for a {name}", run)
        hold(run.outputs == {"version": version} and "unknown-id" in run.said, "it is run", run)
        hold(run.said.count(": OK") == 1, "the second time it comes from the cache", run)
    run = use("other", "a" * 40, {})
    from_source = [f"install --path . --locked --root {run.home}/.dateline"]
    hold(not run.failed and run.compiled == from_source, "another commit", run)
    run = use("absent", "main", {"version": "9.9.9"})
    hold(not run.failed and len(run.compiled) == 1, "a version without files", run)
    hold("--rev v9.9.9 " in run.compiled[0], "the tag of a version without files", run)
    run = use("here", "", {"version": version}, repository="")
    hold(run.failed and "::error::`version`" in run.said, "a version of the source beside it", run)
    archive.write_bytes(archive.read_bytes() + b"x")
    run = use("damaged", f"v{version}", {})
    hold(run.failed and run.compiled == [] and "not what its checksum says" in run.said, "a damaged file", run)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    lint(*sorted((ROOT / WORKFLOW).parent.glob("*.yml")))
    unknown(folder)
    life(folder / "other", REPOSITORY)
    life(folder / "action", f"https://github.com/{ACTION}")
    own(folder)
    begun(folder)
    released(folder)
print("workflow: all pass actionlint, and the steps of those for Pages do what they say")
