"""Follows docs/content/pages/publishing.md to the letter: runs every command, and puts every setting where it belongs.

usage: publishing.py FOLDER

The folder of a built site is not used. Stand-ins are there for what is elsewhere: a folder for
the repository on GitHub, this computer for the server, and small programs for `npx`, `rustup` and
the `cargo install` of a host. The first `cargo install` is real if a release was built, so that it
has nothing left to build.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml
import built

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/content/pages/publishing.md"

program = built.program()
for tool in ("bash", "git", "rsync"):
    if shutil.which(tool) is None:
        sys.exit(f"publishing: {tool} is needed")

GITHUB = "https://github.com/YOU/my-digest.git"
SHIMS = {
    # A host's own build of Dateline.
    "cargo": """case "$*" in
  "+stable install --git https://github.com/OWNER/dateline --tag v0.1.0 --locked") ;;
  "install --path . --locked") if [ -n "$REAL_CARGO" ]; then exec "$REAL_CARGO" "$@"; fi ;;
  *) echo "cargo: $*" >&2; exit 1 ;;
esac
cp "$PROGRAM" "$CARGO_INSTALL_ROOT/bin/dateline"
""",
    "rustup": '[ "$*" = "toolchain install stable --profile minimal" ]\n',
    "npx": '[ "$1 $2 $3" = "wrangler pages deploy" ] && cp -R "$4" "$PLACES/cloudflare"\n',
    # GitHub starts the workflow.
    "gh": '[ "$*" = "workflow run pages.yml --repo YOU/my-digest" ]\n',
    # rsync runs itself on the other side, behind the name of the host.
    "ssh": 'while [ "$1" != rsync ]; do shift; done\nmkdir -p "$PLACES/server" && cd "$PLACES/server" && exec "$@"\n',
}


def blocks(text):
    """The fenced blocks in order: section, language, text."""
    for section in re.split(r"^## ", text, flags=re.M):
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", section, re.M | re.S):
            yield section.splitlines()[0], found.group(1), found.group(2)


class Reader:
    """Someone with a terminal and an editor who does what the page says."""

    def __init__(self, places):
        self.places, self.here = places, ROOT
        shims, tools = places / "shims", places / "tools"
        for folder in (shims, tools / "bin", places / "work"):
            folder.mkdir(parents=True)
        for name, text in SHIMS.items():
            (shims / name).write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
            (shims / name).chmod(0o755)
        subprocess.run(["git", "init", "--quiet", "--bare", places / "github"], check=True)
        released = not os.environ.get("DATELINE") and (built.target() / "release/dateline").is_file()
        self.env = {
            **os.environ,
            "PATH": f"{tools}/bin:{shims}:{os.environ['PATH']}",
            "CARGO_INSTALL_ROOT": str(tools),
            "REAL_CARGO": (shutil.which("cargo") or "") if released else "",
            "PROGRAM": str(program),
            "PLACES": str(places),
            "URL": "https://my-digest.netlify.example",
            "GIT_CONFIG_GLOBAL": str(places / "gitconfig"),
        }
        self.env.pop("DATELINE_BASE_URL", None)
        config = ["user.name=You", "user.email=you@example.org", f"url.{places}/github.insteadOf={GITHUB}"]
        for line in config:
            key, value = line.split("=", 1)
            subprocess.run(["git", "config", "--global", key, value], env=self.env, check=True)

    def run(self, commands):
        """Runs a block, and stays in the folder it ends in. Returns what it said."""
        where = self.places / "where"
        script = f"{commands}\npwd > '{where}'\n"
        run = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.here, env=self.env, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        if run.returncode != 0:
            sys.exit(f"publishing: this does not work:\n{commands}\n{run.stdout}")
        self.here = pathlib.Path(where.read_text(encoding="utf-8").strip())
        return run.stdout

    def settle(self, settings):
        """Writes top-level keys into `site.yaml`, in place of those that are there."""
        file = self.here / "site.yaml"
        text = file.read_text(encoding="utf-8")
        for line in settings.splitlines():
            key = line.split(":")[0]
            text = re.sub(rf"^{key}:.*\n", "", text, flags=re.M) + line + "\n"
        file.write_text(text, encoding="utf-8")


def hold(true, what):
    if not true:
        sys.exit(f"publishing: {what}")


def follow(places):
    reader, said = Reader(places), {}
    # Of `http` only the form is checked, as of workflow steps: both are for GitHub.
    done = {"sh": 0, "yaml": 0, "toml": 0, "nginx": 0, "crontab": 0, "http": 0}
    current, settings = "", ""
    for section, language, text in blocks(GUIDE.read_text(encoding="utf-8")):
        if current and section != current:
            # Each further section starts from the site of the first: nobody needs two hosts.
            file = reader.here / "site.yaml"
            settings = settings or file.read_text(encoding="utf-8")
            file.write_text(settings, encoding="utf-8")
        current = section
        hold(language in done, f"what is to be done with a block of `{language}`?\n{text}")
        done[language] += 1
        if language == "sh":
            said[text.splitlines()[0]] = reader.run(text)
            if text.startswith("cargo install"):
                reader.here = places / "work"
        elif text.startswith("- uses: "):
            used = set(yaml.safe_load(text)[0]["with"])
            inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
            hold(used <= set(inputs), f"action.yml does not take all of {used}")
        elif language == "yaml":
            reader.settle(text)
            reader.run("dateline check --strict")
        elif language == "toml":
            command = re.search(r'^command = "(.*)"$', text, re.M).group(1).replace('\\"', '"')
            reader.run(command)
            front = (reader.here / "public/index.html").read_text(encoding="utf-8")
            hold(f'href="{reader.env["URL"]}/' in front, "Netlify's address is not in the page")
            hold((reader.here / "public/_redirects").is_file(), "no _redirects for Netlify")
        elif language == "http":
            hold(json.loads(text.split("\n\n", 1)[1]) == {"ref": "main"}, "the request to GitHub's API")
        elif language == "crontab":
            shutil.rmtree(places / "server")
            fields = text.split(None, 5)
            reader.here = places / "work"
            reader.run(fields[5])
    return reader, said, done


def check(reader, said, done):
    places, site = reader.places, reader.places / "work/my-digest"
    hold(done["sh"] >= 9 and done["crontab"] == done["toml"] == 1, f"blocks that were followed: {done}")
    listed = subprocess.run(
        ["git", "-C", places / "github", "ls-tree", "-r", "--name-only", "main"],
        capture_output=True, encoding="utf-8", check=True,
    ).stdout.splitlines()
    hold(".github/workflows/pages.yml" in listed, "the workflow is not on GitHub")
    hold(any(path.endswith("-first.md") for path in listed), "the first briefing is not on GitHub")
    hold(not any(path.startswith("public/") for path in listed), "pages are on GitHub")
    waiting = next(text for line, text in said.items() if "embargoed" in line)
    hold("1 file waits; the next is due on 2099-01-01" in waiting, f"what waits: {waiting}")
    for place in ("server/news", "cloudflare"):
        front = (places / place / "index.html").read_text(encoding="utf-8")
        hold("The first briefing" in front, f"the first briefing is not at {place}")
    hold((places / "cloudflare/_headers").is_file(), "no _headers for Cloudflare")
    hidden = [path.name for path in (places / "server/news").iterdir() if path.name.startswith(".")]
    hold(not hidden, f"on the server: {hidden}")
    left = subprocess.run(["git", "-C", site, "status", "--short"], capture_output=True, encoding="utf-8")
    hold(left.stdout.split() == ["M", "site.yaml"], f"left behind: {left.stdout}")


with tempfile.TemporaryDirectory() as folder:
    reader, said, done = follow(pathlib.Path(folder).resolve())
    check(reader, said, done)
print(f"publishing: {sum(done.values())} blocks of docs/content/pages/publishing.md do what they say")
