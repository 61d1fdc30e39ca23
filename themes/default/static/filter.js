// Filters a long list as you type, and a timeline by storyline. A list is what has `data-filter`; its parts are
// hidden with their headings when nothing in them is shown.
(() => {
  const { label, none, storyline, any } = document.currentScript.dataset;
  const root = document.querySelector("[data-filter], ol.timeline");
  if (!root) return;
  const lines = [...root.querySelectorAll(":is(ul, ol) > li")].filter((item) => !item.parentElement.closest("li"));
  if (lines.length < 8) return;
  // Not everyone types marks.
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const parts = [...root.querySelectorAll(":scope > section")].map((part) => [part, part.querySelector("h2, h3")]);
  const heading = new Map(parts.map(([part, head]) => [part, head ? head.textContent : ""]));
  const items = lines.map((item) => [item, plain(`${heading.get(item.closest("section")) || ""} ${item.textContent}`)]);
  const form = document.createElement("form");
  form.className = "filter";
  const named = (text, control) => {
    const name = document.createElement("label");
    name.append(text, " ", control);
    return name;
  };
  const input = document.createElement("input");
  input.type = "search";
  form.append(named(label, input));
  const select = document.createElement("select");
  const storylines = [...new Set(lines.map((item) => item.dataset.storyline).filter(Boolean))].sort((a, b) => a.localeCompare(b));
  if (storylines.length > 1) {
    select.append(new Option(any, ""), ...storylines.map((title) => new Option(title, title)));
    form.append(" ", named(storyline, select));
  }
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "count";
  form.append(status);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [item, text] of items) {
      item.hidden = !words.every((word) => text.includes(word)) || !!select.value && item.dataset.storyline !== select.value;
      shown += !item.hidden;
    }
    for (const [part] of parts) part.hidden = !part.querySelector("li:not([hidden])");
    status.textContent = words.length || select.value ? (shown ? `${shown} / ${items.length}` : none) : "";
  });
  root.before(form);
})();
