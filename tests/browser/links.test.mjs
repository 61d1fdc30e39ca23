// linkinator finds no broken link in the sites, served below a project path: pages, files, style
// sheets, JSON-LD, and the element that each `#id` names. Links to other hosts are not followed.
import { readdirSync } from 'node:fs';
import { LinkChecker, LinkState } from 'linkinator';
import { Findings } from './findings.mjs';
import { serve } from './server.mjs';
import { baseUrl, sites } from './site.mjs';

const findings = new Findings();
const checker = new LinkChecker();

async function crawl(server) {
  const { links } = await checker.check({
    path: server.url,
    recurse: true,
    redirects: 'error',
    checkCss: true,
    checkFragments: true,
    concurrency: 20,
    urlRewriteExpressions: [{ pattern: new RegExp(`^${baseUrl}`), replacement: server.url }],
    linksToSkip: async (link) => new URL(link).origin !== server.origin,
  });
  return links;
}

const short = (server, url = '') => url.replace(server.origin, '');

for (const [site, folder] of Object.entries(sites())) {
  const server = await serve(folder);
  // An id is looked for only if it is known when its page is read: the first round finds them all,
  // and the checker keeps them.
  await crawl(server);
  const links = await crawl(server);
  for (const { url, status, state, parent, failureDetails } of links) {
    const reason = failureDetails?.find((detail) => detail.message)?.message ?? `answered with ${status}`;
    const broken = state === LinkState.BROKEN ? `${short(server, url)}: ${reason}` : '';
    findings.check(broken, `${site} ${short(server, parent)}`);
  }
  const followed = new Set(links.filter(({ state }) => state === LinkState.OK).map(({ url }) => url)).size;
  const pages = readdirSync(folder, { recursive: true }).filter((file) => /(^|\/)index\.html$/.test(file)).length;
  findings.check(followed >= pages ? '' : `${followed} addresses were followed, and there are ${pages} pages`, site);
  server.close();
}
findings.done();
