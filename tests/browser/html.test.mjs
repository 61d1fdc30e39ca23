// The Nu Html Checker finds nothing in the pages, style sheets and pictures of the sample.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import vnu from 'vnu-jar';
import { Findings } from './findings.mjs';
import { sites } from './site.mjs';

// Messages that are wrong, each with the reason.
const wrong = [
  // The checker reads files, where no host is "self". In pages.test.mjs any blocked file is a console error.
  // JSON-LD is a data block, which is not a script and is never run (HTML, "prepare the script element").
  /^Inline script violates Content Security Policy \(meta tag\)/,
  /^Resource violates Content Security Policy \(meta tag\)/,
  // CSS Anchor Positioning is younger than the checker; the style sheet has it inside @supports.
  /^CSS: “(anchor-name|position-anchor|top)”: /,
];

// Messages that are right for pages and wrong for what mail programs show: some place tables only like this.
const wrongInEmail = [/^The “(align|width)” attribute on the “(table|td)” element is obsolete/];

const { sample } = sites();
const findings = new Findings();
const options = ['--format', 'json', '--stdout', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
const { stdout, stderr, status } = spawnSync('java', ['-Xss1m', '-jar', vnu.vnuJar ?? vnu, ...options, '--skip-non-html', sample], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (status !== 0) throw new Error(`the checker failed: ${stderr}`);

const prefix = `file:${join(sample, '/')}`;
const { messages } = JSON.parse(stdout);
findings.check('', '');
for (const { type, subType, message, url, lastLine, extract } of messages) {
  const accepted = url?.startsWith(`${prefix}email/`) ? [...wrong, ...wrongInEmail] : wrong;
  if (accepted.some((pattern) => pattern.test(message))) continue;
  const part = extract?.trim().replace(/\s+/g, ' ').slice(0, 100) ?? '';
  findings.add(`${subType ?? type}: ${message}`, `${url?.replace(prefix, '') ?? ''}:${lastLine} ${part}`);
}
findings.done();
