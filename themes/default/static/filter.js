// Filters a timeline while one types.
(() => {
  const { label, none } = document.currentScript.dataset;
  const list = document.querySelector("ol.timeline");
  if (!list || list.children.length < 8) return;
  const items = [...list.children].map((item) => [item, item.textContent.toLowerCase()]);
  const form = document.createElement("form");
  form.className = "filter";
  const name = document.createElement("label");
  name.textContent = label;
  const input = document.createElement("input");
  input.type = "search";
  name.append(" ", input);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "count";
  form.append(name, status);
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [item, text] of items) {
      item.hidden = !words.every((word) => text.includes(word));
      shown += !item.hidden;
    }
    status.textContent = words.length ? (shown ? `${shown} / ${items.length}` : none) : "";
  });
  list.before(form);
})();
