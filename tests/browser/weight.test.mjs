// What a reader loads for one briefing stays small: its page and the style sheets, compressed; what a map adds to
// that; and the page of a briefing with nothing but 600 words of text, a summary, storylines and subjects.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Findings } from './findings.mjs';
import { sites } from './site.mjs';

const MOST = 14_000;
const MOST_OF_MAP = 6_000;
/** What a picture may add, with its style. */
const MOST_OF_PICTURE = 1500;
const MOST_BARE = 10_500;
const BRIEFING = '2025/12/22/battlefield/index.html';

const { sample, generated } = sites();
const findings = new Findings();
const weight = (file) => gzipSync(readFileSync(file)).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const whole = readFileSync(join(sample, BRIEFING), 'utf8');
const withoutMap = (text) => text.replace(/<link rel="stylesheet" href="[^"]*map\.css">\s*<figure class="map">.*?<\/figure>/s, '');
const withoutPicture = (text) =>
  text.replace(/<link rel="stylesheet" href="[^"]*pictures\.css">/, '').replace(/<figure class="photograph">.*?<\/figure>/s, '');
const html = withoutPicture(withoutMap(whole));
const sheets = [...html.matchAll(/<link rel="stylesheet" href="\/digest\/([^"?]+)/g)].map(([, path]) => path);
const page = gzipSync(html).length;
const css = sheets.map((path) => weight(join(sample, path))).reduce((a, b) => a + b, 0);
const added = (without, style) => gzipSync(whole).length - gzipSync(without(whole)).length + weight(join(sample, 'static', style));
const map = added(withoutMap, 'map.css');
const picture = added(withoutPicture, 'pictures.css');
console.log(`${dirname(BRIEFING)}: ${kB(page)} of HTML, ${kB(css)} of CSS, ${kB(page + css)} in all, at most ${kB(MOST)}`);
findings.check(sheets.length > 0 ? '' : 'the page has no style sheet', BRIEFING);
console.log(`its map: ${kB(map)} more, with its style, at most ${kB(MOST_OF_MAP)}`);
console.log(`its picture: ${kB(picture)} more, with its style and without its bytes, at most ${kB(MOST_OF_PICTURE)}`);
findings.check(withoutMap(whole) !== whole ? '' : 'the briefing has no map', BRIEFING);
findings.check(withoutPicture(whole) !== whole ? '' : 'the briefing has no picture', BRIEFING);
findings.check(picture <= MOST_OF_PICTURE ? '' : `${kB(picture)} is too much for a picture`, BRIEFING);
findings.check(map <= MOST_OF_MAP ? '' : `${kB(map)} is too much for a map`, BRIEFING);
findings.check(page + css <= MOST ? '' : `${kB(page + css)} is too much`, BRIEFING);

const bare = readdirSync(generated, { recursive: true }).filter((file) => /\/bare-\d+\/index\.html$/.test(file));
const sizes = bare.map((file) => statSync(join(generated, file)).size);
const average = sizes.reduce((a, b) => a + b, 0) / sizes.length;
const largest = Math.max(...sizes);
console.log(`${bare.length} briefings of text alone: ${kB(average)} of HTML on average, ${kB(largest)} at most, not compressed`);
findings.check(bare.length > 20 ? '' : 'the generated site has few briefings of text alone', generated);
findings.check(largest <= MOST_BARE ? '' : `${kB(largest)} is more than ${kB(MOST_BARE)}`, generated);
findings.done();
