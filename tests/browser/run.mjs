// Makes the sites once and runs every test file on them: a line for each, and what it found.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSites } from './site.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dateline-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
makeSites(folder);

const env = { ...process.env, DATELINE_SITES: folder };
const files = readdirSync(here).filter((file) => file.endsWith('.test.mjs'));
for (const file of files.sort()) {
  const start = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(here, file)], { env, encoding: 'utf8' });
  const lines = `${stdout}${stderr}`.trim().split('\n');
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  const notes = lines.slice(0, -1).filter((line) => status !== 0 || line.endsWith('on average') || line.includes('at most'));
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${file}: ${status === 0 || status === 1 ? lines.at(-1) : 'stopped'} (${seconds} s)`);
  if (notes.length > 0) console.log(notes.map((line) => `  ${line}`).join('\n'));
  if (status !== 0) process.exitCode = 1;
}
