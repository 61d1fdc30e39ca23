// Serves a folder below a project path, as GitHub Pages does: directory URLs, a redirect to the
// slash, `/page` for `page.html`, `404.html` for what is not there. Keeps a log of every request.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();
const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** Serves `folder` at `url`; `log` has a line `{ path, status }` for each request. */
export async function serve(folder, project = '/digest/') {
  const log = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = path.startsWith(project) && !normalize(path).includes('..');
    let file = inside ? join(folder, path.slice(project.length)) : '';
    let status = 200;
    if (inside && !path.endsWith('/') && isFolder(file)) {
      log.push({ path, status: 301 });
      response.writeHead(301, { location: encodeURI(`${path}/`) }).end();
      return;
    }
    if (path.endsWith('/')) file = join(file, 'index.html');
    else if (!isFile(file) && isFile(`${file}.html`)) file = `${file}.html`;
    if (!inside || !isFile(file)) {
      status = 404;
      file = join(folder, '404.html');
    }
    log.push({ path, status });
    if (!isFile(file)) {
      response.writeHead(status).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(status, { 'content-type': type });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + project,
    log,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
