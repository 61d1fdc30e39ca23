// Every link of a page of every kind leads somewhere, as the browser resolves it: its address is
// answered with 200 and without a redirect, and has the element that the link names. So do the links
// of the 404 page, at whatever depth it is shown.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { pageOfEachKind } from './kinds.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const LOST = ['no', 'no/such/page/', '2025/12/22/no/such/page.html', 'people/no%20body/feed.xml'];

const findings = new Findings();
const browser = await launch();

/** The addresses on this host that a page links to, loads or sends to, less those of its own elements. */
const linksOf = () => {
  const isOwn = (url) => url.pathname === location.pathname && document.getElementById(decodeURIComponent(url.hash.slice(1)));
  const elements = [...document.querySelectorAll('[href], [src], [action]')];
  const links = elements.map((e) => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action'));
  const urls = links.map((link) => new URL(link, document.baseURI)).filter((url) => url.origin === location.origin);
  return [...new Set(urls.filter((url) => !isOwn(url)).map((url) => url.href))];
};

/** `[link, what is wrong]` for each link; nothing is wrong if all is well. */
const follow = async (links) => {
  const fetched = new Map();
  const fetchOnce = async (url) => {
    const response = await fetch(url);
    if (!response.ok) return { wrong: `answered with ${response.status}` };
    if (response.redirected) return { wrong: `leads on to ${response.url}` };
    const isPage = response.headers.get('content-type').startsWith('text/html');
    return { page: new DOMParser().parseFromString(isPage ? await response.text() : '', 'text/html') };
  };
  const results = [];
  for (const link of links) {
    const [url, id] = link.split('#');
    if (!fetched.has(url)) fetched.set(url, await fetchOnce(url));
    const { wrong, page } = fetched.get(url);
    const isThere = !id || page?.getElementById(decodeURIComponent(id));
    results.push([link, wrong ?? (isThere ? '' : 'the page has no such element')]);
  }
  return results;
};

for (const [site, folder] of Object.entries(sites())) {
  const server = await serve(folder);
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const there = pageOfEachKind(folder).filter(({ kind }) => kind !== '404');
  const parents = new Map();
  for (const [path, expected] of [...there.map(({ path }) => [path, 200]), ...LOST.map((path) => [path, 404])]) {
    const where = `${site} /${path}`;
    const status = (await page.goto(server.url + path)).status();
    findings.check(status === expected ? '' : `answered with ${status}`, where);
    const links = await page.evaluate(linksOf);
    findings.check(links.length > 5 ? '' : 'the page has next to no links', where);
    for (const link of links) if (!parents.has(link)) parents.set(link, where);
  }
  await page.goto(server.url);
  for (const [link, wrong] of await page.evaluate(follow, [...parents.keys()])) {
    findings.check(wrong ? `${link.replace(server.origin, '')}: ${wrong}` : '', parents.get(link));
  }
  await context.close();
  server.close();
}
await browser.close();
findings.done();
