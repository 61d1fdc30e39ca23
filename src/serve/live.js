// Keeps an open page as it would be loaded now, and shows the problems of the site.
// The server adds this script to the pages of a preview; no build writes it.
{
  const own = document.currentScript;
  const at = new URL('.', own.src);
  let tag = own.dataset.tag;
  let version = own.dataset.version;

  // The files that the page is made of besides itself, each with the tag it was loaded with.
  const files = new Map();
  const selector = 'link[rel~=stylesheet][href], script[src], img[src]';
  const parts = () => [...document.querySelectorAll(selector)].filter((part) => {
    const address = new URL(part.href || part.src, location.href);
    return address.origin === location.origin && !address.pathname.startsWith(at.pathname);
  });
  const addressOf = (part) => {
    const address = new URL(part.href || part.src, location.href);
    address.searchParams.delete('changed');
    return address.href;
  };
  const tagOf = async (address) => {
    const answer = await fetch(address, { method: 'HEAD', cache: 'no-cache' });
    return (answer.headers.get('etag') ?? '').replace(/^W\/|"/g, '');
  };
  const remember = () => Promise.all(parts().map(async (part) => {
    const address = addressOf(part);
    if (!files.has(address)) files.set(address, await tagOf(address).catch(() => ''));
  }));

  // A style sheet or picture is exchanged where it stands; the old one goes when the new one is there.
  const exchange = (part, address, now) => {
    const next = new URL(address);
    next.searchParams.set('changed', now);
    if (part.localName === 'img') {
      part.src = next.href;
      return;
    }
    const link = part.cloneNode();
    link.href = next.href;
    link.addEventListener('load', () => part.remove());
    link.addEventListener('error', () => link.remove());
    part.after(link);
  };

  const refresh = async () => {
    const address = location.href.split('#')[0];
    if (await tagOf(address) !== tag) {
      location.reload();
      return;
    }
    for (const part of parts()) {
      const file = addressOf(part);
      const now = await tagOf(file);
      if (files.get(file) === now) continue;
      if (part.localName === 'script') {
        location.reload();
        return;
      }
      files.set(file, now);
      exchange(part, file, now);
    }
  };

  // The panel. It stands in a tree of its own, so that neither style touches the other.
  let panel;
  let closed = '';
  const element = (name, text, role) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (role) made.className = role;
    return made;
  };
  const show = ({ summary, problems, unlisted }, connected) => {
    panel?.remove();
    if (connected && (problems.length === 0 || closed === summary)) return;
    panel = document.createElement('dateline-problems');
    const tree = panel.attachShadow({ mode: 'open' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('panel.css', at);
    const box = element('section');
    box.setAttribute('aria-label', 'Problems of the site');
    const worst = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
    const list = element('details');
    list.open = connected && worst === 'error';
    list.append(element('summary', connected ? summary : 'The preview has stopped', worst));
    for (const problem of problems) list.append(element('pre', problem.text, problem.severity));
    if (unlisted) list.append(element('p', `… and ${unlisted} more in the terminal`));
    const close = element('button', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => {
      closed = summary;
      panel.remove();
    });
    box.append(list, close);
    tree.append(style, box);
    document.documentElement.append(panel);
  };

  const heard = async (state) => {
    const news = state.version !== version;
    version = state.version;
    show(state, true);
    if (news) await refresh().catch(() => {});
  };

  // One page of a browser asks and tells the others: browsers open few connections to one server.
  const channel = new BroadcastChannel(at.href);
  channel.addEventListener('message', ({ data }) => heard(data));
  const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const ask = async () => {
    for (let since = version; ;) {
      try {
        const answer = await fetch(new URL(`state?since=${since}`, at), { cache: 'no-store' });
        if (!answer.ok) throw new Error(answer.statusText);
        const state = await answer.json();
        since = state.version;
        channel.postMessage(state);
        await heard(state);
      } catch {
        show({ summary: '', problems: [], unlisted: 0 }, false);
        since = '';
        await pause(1000);
      }
    }
  };

  const start = async () => {
    const state = await fetch(new URL('state', at), { cache: 'no-store' }).then((answer) => answer.json()).catch(() => null);
    if (state) show(state, true);
    if (state && state.version !== version) await heard(state);
    await remember();
    if (navigator.locks) navigator.locks.request(at.href, ask);
    else ask();
  };
  start();
}
