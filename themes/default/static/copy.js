// Puts a button beside sections, quotes, figures and other items that copies the link to them.
(() => {
  const label = document.querySelector("script[data-copy]").dataset.copy;
  if (!navigator.clipboard) return;
  const places = document.querySelectorAll(
    ".text :is(h2, h3, h4)[id], figure.quote[id], .accounts li[id], .timeline li[id], .questions li[id], .watch li[id]"
  );
  for (const place of places) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "#";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      const url = new URL(location.href);
      url.hash = place.id;
      try {
        await navigator.clipboard.writeText(url.href);
        button.textContent = "✓";
      } catch {
        location.hash = place.id;
      }
      setTimeout(() => (button.textContent = "#"), 2000);
    });
    // Beside a heading, not in it, so that the button is not read out with each.
    if (place.matches("h2, h3, h4")) {
      const headed = document.createElement("div");
      headed.className = "headed";
      place.before(headed);
      headed.append(place, button);
      continue;
    }
    const line = place.matches("li") ? place.querySelector("p") || place : place.querySelector("figcaption") || place;
    line.append(" ", button);
  }
})();
