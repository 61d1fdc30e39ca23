// Makes the sites that the tests look at, in a temporary folder: the sample of the repository, one of 300
// generated briefings, one of a single briefing, and one of a single rich briefing. `DATELINE` names the
// program that builds them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.mjs';
import { rich, single } from './small.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const baseUrl = 'https://example.github.io/digest/';

/** The built program. */
export function program() {
  if (process.env.DATELINE) return resolve(process.env.DATELINE);
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
  const found = ['release', 'debug'].map((profile) => join(target, profile, 'dateline')).find(existsSync);
  if (!found) throw new Error('no built program: cargo build --release, or set DATELINE');
  return found;
}

function build(from, output) {
  const options = ['--base-url', baseUrl, '--now', '2026-01-05T12:00Z'];
  try {
    execFileSync(program(), ['build', '--root', from, '--output', output, ...options], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(`dateline build failed\n${error.stdout ?? ''}${error.stderr ?? error}`);
  }
}

/** Builds a site with everything in it, as a preview shows it. */
export function buildDrafts(from, output) {
  execFileSync(program(), ['build', '--root', from, '--output', output, '--drafts', '--future'], { stdio: 'pipe' });
}

const written = { generated: generate, single, rich };

/** Builds the sites below `folder`. */
export function makeSites(folder) {
  build(root, join(folder, 'sample'));
  for (const [site, files] of Object.entries(written)) {
    const source = join(folder, 'source', site);
    for (const [path, text] of files()) {
      const file = join(source, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    build(source, join(folder, site));
  }
}

/** The folders of the built sites: those that run.mjs has made, or new ones for this file alone. */
export function sites() {
  let folder = process.env.DATELINE_SITES;
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), 'dateline-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    makeSites(folder);
  }
  return Object.fromEntries(['sample', ...Object.keys(written)].map((site) => [site, join(folder, site)]));
}
