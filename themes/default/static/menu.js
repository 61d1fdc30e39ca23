// Where the navigation is wider than the screen, brings the entry of this page into view.
(() => {
  const entry = document.querySelector("body > header nav [aria-current]");
  const list = entry?.closest("ul");
  if (!list || list.scrollWidth <= list.clientWidth) return;
  const [inside, outside] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += inside.x + inside.width / 2 - outside.x - outside.width / 2;
})();
