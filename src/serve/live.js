// Keeps an open page as it would be loaded now, and shows the problems of the site.
// The server adds this script to the pages of a preview; no build writes it.
{
  const own = document.currentScript;
  const at = new URL('.', own.src);
  const { tag } = own.dataset;
  let { version } = own.dataset;

  const { others } = own.dataset;
  let { styles } = own.dataset;

  const tagOf = async (address) => {
    const answer = await fetch(address, { method: 'HEAD', cache: 'no-cache' });
    return (answer.headers.get('etag') ?? '').replace(/^W\/|"/g, '');
  };

  // A style sheet is replaced in place; the old one goes when the new one is there.
  const restyle = () => {
    for (const link of document.querySelectorAll('link[rel~=stylesheet]')) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set('changed', styles);
      const next = link.cloneNode();
      next.href = address.href;
      next.addEventListener('load', () => link.remove());
      next.addEventListener('error', () => next.remove());
      link.after(next);
    }
  };

  // Pictures beside pages, each with the tag it was loaded with.
  const pictures = new Map();
  const eachPicture = (work) => Promise.all([...document.images].map(async (image) => {
    const address = new URL(image.src);
    address.searchParams.delete('changed');
    if (address.origin === location.origin) work(image, address, await tagOf(address));
  }));
  const remember = () => eachPicture((image, { href }, tag) => pictures.set(href, tag));
  const repaint = () => eachPicture((image, address, tag) => {
    if (pictures.get(address.href) === tag) return;
    pictures.set(address.href, tag);
    address.searchParams.set('changed', tag);
    image.src = address.href;
  });

  const refresh = async (state) => {
    if (state.others !== others || await tagOf(location.href.split('#')[0]) !== tag) {
      location.reload();
      return;
    }
    if (state.styles !== styles) {
      styles = state.styles;
      restyle();
    }
    await repaint();
  };

  // The panel. It has a tree of its own, so that neither style affects the other.
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
    box.setAttribute('aria-label', 'Site problems');
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
    if (news) await refresh(state).catch(() => {});
  };

  // One page of a browser asks, and tells the others: browsers open few connections to one server.
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
