// Where the navigation is wider than the screen, brings the entry of this page into view, and each that gets focus.
(() => {
  const list = document.querySelector("body > header nav ul");
  if (!list || list.scrollWidth <= list.clientWidth) return;
  // Browsers leave an entry that is partly visible where it is.
  const show = (entry) => {
    const [inside, outside] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollLeft += inside.x + inside.width / 2 - outside.x - outside.width / 2;
  };
  const current = list.querySelector("[aria-current]");
  if (current) show(current);
  list.addEventListener("focusin", (event) => show(event.target));
})();
