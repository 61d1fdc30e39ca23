// A button that shares a briefing where the browser can, or else copies its address.
const header = document.querySelector(".briefing > header .facts");
if (header && (navigator.share || navigator.clipboard)) {
  const words = document.querySelector("script[data-share]").dataset;
  const label = navigator.share ? words.share : words.copy;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "share";
  button.textContent = label;
  button.addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    try {
      if (navigator.share) {
        await navigator.share({ title: document.title, url });
        return;
      }
      await navigator.clipboard.writeText(url);
      button.textContent = `${label} ✓`;
      setTimeout(() => (button.textContent = label), 2000);
    } catch {
      // The reader changed their mind.
    }
  });
  header.append(" ", button);
}
