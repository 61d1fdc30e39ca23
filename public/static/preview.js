// Shows who or what a dossier is while the pointer or the focus is on a link to it.
(() => {
  // A storyline or dossier is two folders below the site: /KIND/ID/.
  const site = new URL("..", import.meta.url).href;
  const isNamed = ({ href }) => href.startsWith(site) && /^[^/]+\/[^/]+\/(#.*)?$/.test(href.slice(site.length));
  const links = [...document.querySelectorAll(".text a")].filter(isNamed);
  if (!links.length) return;
  const box = document.createElement("div");
  box.className = "preview";
  box.id = "page.preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  const pages = new Map();
  let timer, shown;

  const load = async (href) => {
    const answer = await fetch(href);
    if (!answer.ok) return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const name = page.querySelector("h1")?.textContent ?? "";
    const role = page.querySelector(".page-head .standfirst")?.textContent ?? "";
    const text = page.querySelector("main .text p")?.textContent ?? "";
    return { name, text: [role, text].filter(Boolean).join(" — ").slice(0, 220) };
  };

  const show = async (link) => {
    const href = link.href.split("#")[0];
    if (!pages.has(href)) pages.set(href, load(href).catch(() => ""));
    const page = await pages.get(href);
    if (shown !== link || !page || !page.text) return;
    const name = document.createElement("strong");
    name.textContent = page.name;
    box.replaceChildren(name, " ", page.text);
    box.hidden = false;
    const place = link.getBoundingClientRect();
    const width = Math.min(320, innerWidth - 16);
    const left = Math.max(8, Math.min(place.left, innerWidth - width - 8));
    const below = place.bottom + box.offsetHeight + 12 < innerHeight;
    const top = below ? place.bottom + 6 : place.top - box.offsetHeight - 6;
    box.style.setProperty("left", `${left + scrollX}px`);
    box.style.setProperty("top", `${top + scrollY}px`);
    link.setAttribute("aria-describedby", box.id);
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    box.hidden = true;
  };

  const wait = (link) => {
    hide();
    shown = link;
    timer = setTimeout(() => show(link), 300);
  };

  for (const link of links) {
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && wait(link));
    link.addEventListener("focus", () => wait(link));
    link.addEventListener("pointerleave", (event) => !box.contains(event.relatedTarget) && hide());
    link.addEventListener("blur", hide);
  }
  box.addEventListener("pointerleave", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
