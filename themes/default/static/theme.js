// The choice between the colours of the system, light and dark. It stays in this browser; the script in the head of
// each page applies it before the page is drawn.
(() => {
  const box = document.querySelector(".appearance");
  const choice = box?.querySelector("select");
  if (!choice) return;
  const key = "dateline.theme";
  const themes = ["", "light", "dark"];
  const show = (theme) => {
    document.documentElement.dataset.theme = theme || "";
    choice.selectedIndex = Math.max(0, themes.indexOf(theme));
  };
  const stored = () => localStorage.getItem(key);
  // Where nothing can be stored, a choice would end with the page.
  try {
    show(stored());
  } catch {
    return;
  }
  box.hidden = false;
  choice.addEventListener("change", () => {
    const theme = themes[choice.selectedIndex];
    if (theme) localStorage.setItem(key, theme);
    else localStorage.removeItem(key);
    show(theme);
  });
  // Another tab, or a page that the browser had kept.
  addEventListener("storage", (event) => event.key === key && show(event.newValue));
  addEventListener("pageshow", (event) => event.persisted && show(stored()));
})();
