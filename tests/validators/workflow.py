"""Holds all workflows to actionlint, and runs the shell steps of those for Pages as GitHub would.

usage: workflow.py FOLDER

The folder of a built site is not used: `dateline init` writes a site here, and its workflow is run
through the life of that site: the first push, the hourly look, a briefing that becomes due, a lost
page, a move to another path. A server on this computer stands for GitHub Pages. Of the actions,
only what the steps see of them is played: outputs, the cache, the artifact, the deployment.
"""

import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

import yaml
import built

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKFLOW = ".github/workflows/pages.yml"
REPOSITORY = "https://example.org/dateline"

program = built.program()
for tool in ("bash", "curl"):
    if shutil.which(tool) is None:
        sys.exit(f"workflow: {tool} is needed")

# What `cargo install` comes to here: the program in the place of the one it would build.
CARGO = f"""#!/bin/sh
echo "$@" >> "$HOME/cargo.log"
echo "DATELINE_DOCS=$DATELINE_DOCS" >> "$HOME/docs.log"
case "$*" in
  "install --git {REPOSITORY} --tag v$VERSION --locked" | "install --path . --locked") ;;
  *) echo "cargo: $*" >&2; exit 1 ;;
esac
mkdir -p "$HOME/.cargo/bin" && cp {program} "$HOME/.cargo/bin/dateline"
"""


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

        return re.sub(r"\$\{\{(.*?)\}\}", text_of, str(text))


class Pages:
    """The published site, and a server for it at /digest/, or another path."""

    def __init__(self, folder):
        self.folder = folder
        handler = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.move("digest")

    def move(self, path):
        """Puts the site under another path, as a new name of the repository would."""
        moved = self.folder / path
        if hasattr(self, "site") and self.site.exists():
            self.site.rename(moved)
        self.site = moved
        self.base_url = f"http://127.0.0.1:{self.server.server_port}/{path}"

    def deploy(self, artifact):
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(artifact, self.site)


class Quiet(http.server.SimpleHTTPRequestHandler):
    # What stands in the page for what is not there must not be taken for addresses.
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
                "github": {"event_name": event, "ref": "refs/heads/main"},
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

    def job(self, workflow, job, expression):
        temporary = self.home / "temporary"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        for built in ("public", "artifact"):
            shutil.rmtree(self.site / built, ignore_errors=True)
        for step in job["steps"]:
            if not expression.value(step.get("if", "'yes'")):
                continue
            outputs = {}
            if "uses" in step:
                outputs = self.action(step["uses"].split("@")[0], step.get("with", {}))
            else:
                if "${{" in step["run"]:
                    sys.exit(f"an expression in a script can be injected into: {step['run']}")
                env = {**workflow.get("env", {}), **step.get("env", {})}
                env = {key: expression.fill(value) for key, value in env.items()}
                outputs = self.shell(workflow, step["run"], env, expression, temporary)
            if "id" in step:
                expression.contexts["steps"][step["id"]] = {"outputs": outputs}
            if self.failed:
                return

    def action(self, name, inputs):
        if name == "actions/cache":
            path = pathlib.Path(inputs["path"].replace("~", str(self.home)))
            # The key as it is written tells the jobs apart.
            hit = path.exists() and inputs["key"] in self.keys
            self.keys.add(inputs["key"])
            return {"cache-hit": "true" if hit else "false"}
        if name == "actions/configure-pages":
            return {"base_url": self.pages.base_url}
        if name == "actions/upload-pages-artifact":
            self.artifact = self.home / "artifact"
            shutil.rmtree(self.artifact, ignore_errors=True)
            hidden = shutil.ignore_patterns(".*")
            shutil.copytree(self.site / inputs["path"], self.artifact, ignore=hidden)
        elif name == "actions/deploy-pages":
            self.pages.deploy(self.artifact)
            return {"page_url": self.pages.base_url}
        elif name != "actions/checkout":
            sys.exit(f"workflow: what does {name} do?")
        return {}

    def shell(self, workflow, script, env, expression, temporary):
        if workflow["defaults"]["run"]["shell"] != "bash":
            sys.exit("workflow: the steps are run with bash")
        file, output = temporary / "script.sh", temporary / "output"
        file.write_text(script, encoding="utf-8")
        output.write_text("", encoding="utf-8")
        env = {
            **env,
            "PATH": f"{self.home}/.cargo/bin:{self.shims}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "VERSION": version(),
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


def version():
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=True)
    return said.stdout.split()[1]


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


def life(folder):
    """A site of its own, from `init` to a move."""
    site = folder / "my-digest"
    subprocess.run([program, "init", site, "--title", "T"], check=True, capture_output=True)
    lint(*sorted((ROOT / WORKFLOW).parent.glob("*.yml")), site / WORKFLOW)
    pages = Pages(folder / "pages")
    pages.folder.mkdir()
    runner = Runner(site, folder / "home", pages)
    briefings = site / "content/briefings"

    # Nothing is filled in where the program knows no address of its source.
    unset = 'DATELINE_REPOSITORY: "" '
    if unset in (site / WORKFLOW).read_text(encoding="utf-8"):
        run = runner.run("push")
        hold(run.failed and "DATELINE_REPOSITORY: is not filled in" in run.said, "an empty address", run)
    workflow = (site / WORKFLOW).read_text(encoding="utf-8")
    filled = re.sub(r"DATELINE_REPOSITORY: .*", f"DATELINE_REPOSITORY: {REPOSITORY}", workflow)
    (site / WORKFLOW).write_text(filled, encoding="utf-8")

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
    installed = (runner.home / "cargo.log").read_text(encoding="utf-8").splitlines()
    hold(len(installed) == 1, "the cache keeps the program", run)

    # Hour by hour nothing happens, until a briefing is due. Its date is set back here.
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

    # What a push changes is published, if only a word, and by the hourly look if the push was passed over.
    edit(due, "Later.\n", "Later on.\n")
    run = runner.run("schedule")
    hold("deploy" in run.ran, "a text that was not published", run)
    run = runner.run("push")
    hold("deploy" in run.ran, "a push without a change", run)

    # A page that would be lost stops the build, unless it is let go.
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
    runner = Runner(site, folder / "own-home", pages)
    run = runner.run("pull_request")
    hold(not run.failed and run.ran == {"check"}, "a pull request for the sample", run)
    run = runner.run("push")
    hold(not run.failed and run.ran == {"build", "deploy"}, "a push of the sample", run)
    guides = (pages.site / "docs/index.html").read_text(encoding="utf-8")
    hold(f'rel="canonical" href="{pages.base_url}/docs/"' in guides, "the address of the guides", run)
    told = (runner.home / "docs.log").read_text(encoding="utf-8")
    hold(f"DATELINE_DOCS={pages.base_url}/docs/\n" in told, "the address that the program names", run)
    run = runner.run("schedule")
    hold(not run.failed and run.ran == {"build"}, "an hour without news of the sample", run)


with tempfile.TemporaryDirectory() as folder:
    life(pathlib.Path(folder))
    own(pathlib.Path(folder))
print("workflow: all pass actionlint, and the steps of those for Pages do what they say")
