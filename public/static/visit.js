// Marks what is new since the last visit. The time of that visit stays in this browser.
(() => {
  const label = document.querySelector("script[data-new]").dataset.new;
  const key = "dateline.visit";
  const now = Date.now();
  let visits;
  try {
    visits = JSON.parse(localStorage.getItem(key) || "{}");
  } catch {
    return;
  }
  // A visit lasts half an hour from page to page; what it found new stays new while it lasts.
  if (!visits.last || now - visits.last > 30 * 60 * 1000) visits.since = visits.last || 0;
  visits.last = now;
  try {
    localStorage.setItem(key, JSON.stringify(visits));
  } catch {
    return;
  }
  if (!visits.since) return;
  for (const time of document.querySelectorAll(".entry time[datetime]")) {
    if (new Date(time.dateTime).getTime() <= visits.since) continue;
    const mark = document.createElement("span");
    mark.className = "new";
    mark.textContent = label;
    time.before(mark, " ");
  }
})();
