// The choice between the colours of the system, light and dark. It stays in this browser; the script in the head of
// each page applies it before the page is drawn.
(() => {
  const box = document.querySelector(".appearance");
  if (!box) return;
  const key = "dateline.theme";
  const root = document.documentElement;
  const show = (stored) => {
    const theme = stored === "light" || stored === "dark" ? stored : "";
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const input of box.querySelectorAll("input")) input.checked = input.value === theme;
  };
  // Where nothing can be stored, a choice would end with the page.
  const stored = () => localStorage.getItem(key);
  try {
    show(stored());
  } catch {
    return;
  }
  box.hidden = false;
  box.addEventListener("change", ({ target }) => {
    if (target.value) localStorage.setItem(key, target.value);
    else localStorage.removeItem(key);
    show(target.value);
  });
  // Another tab, or a page that the browser had kept.
  addEventListener("storage", (event) => event.key === key && show(event.newValue));
  addEventListener("pageshow", (event) => event.persisted && show(stored()));
})();
