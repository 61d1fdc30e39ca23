// One page of every kind of a built site: the largest one whose path fits, since it has the most on it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const has = (part) => (html) => html.includes(part);

// Name, path, and what the page must hold.
const kinds = [
  ['front', /^$/],
  ['edition', /^\d{4}\/(\d\d\/\d\d|w\d\d)\/$/],
  ['month', /^\d{4}\/\d\d\/$/],
  ['year', /^\d{4}\/$/],
  ['briefing with everything', /^\d{4}\/\d\d\/\d\d\/(battlefield|everything-\d+)\/$/],
  ['plain briefing', /\/(plain-\d+|first-weekly-count)\/$/],
  ['briefing with sections', /\/sections-\d+\/$/],
  ['briefing with figures', /\/figures-\d+\/$/],
  ['briefing with a code block', /\/questions-\d+\/$/, has('<pre')],
  ['briefing in another language', /\/ukrainian\/$/, has('<div class="text e-content" lang="')],
  ['storylines', /^storylines\/$/],
  ['storyline', /^storylines\/(battlefield|talks)\/$/],
  ['dormant storyline', /^storylines\/old-border\/$/],
  ['one page of many', /\/p\d+\/$/],
  ['year of a storyline', /^storylines\/[^/]+\/\d{4}\/$/],
  ...['people', 'places', 'organisations', 'documents', 'meetings'].flatMap((kind) => [
    [kind, new RegExp(`^${kind}/$`)],
    [`one of ${kind}`, new RegExp(`^${kind}/[^/]+/$`)],
  ]),
  ['plain page', /^(about|method)\/$/],
  ['figures', /^figures\/$/],
  ['series with columns', /^figures\/[^/]+\/$/, has('<rect')],
  ['series with a line', /^figures\/[^/]+\/$/, has('<path class="line')],
  ...['timeline', 'questions', 'agenda', 'sources', 'quotes', 'corrections', 'search'].map((name) => [name, new RegExp(`^${name}/$`)]),
];

function pagesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file === 'index.html' || file.endsWith('/index.html'))
    .map((file) => ({
      path: file === 'index.html' ? '' : `${dirname(file)}/`,
      size: statSync(join(folder, file)).size,
      html: () => readFileSync(join(folder, file), 'utf8'),
    }))
    .sort((a, b) => b.size - a.size);
}

/** `{ kind, path }` for each kind of page that the site in `folder` has, no page twice. */
export function pageOfEachKind(folder) {
  const pages = pagesOf(folder);
  const chosen = kinds.flatMap(([kind, path, holds = () => true]) => {
    const page = pages.find((one) => path.test(one.path) && holds(one.html()));
    return page ? [{ kind, path: page.path }] : [];
  });
  chosen.push({ kind: '404', path: 'no/such/page/' });
  return chosen.filter((one, n) => chosen.findIndex((other) => other.path === one.path) === n);
}
