// Marks what is new since the last visit. The time of that visit stays in this browser.
(() => {
  const words = document.querySelector("script[data-new]").dataset;
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
    mark.textContent = words.new;
    time.before(mark, " ");
  }

  // On the front page: how many briefings there are since. The page knows the newest fifty.
  const since = document.querySelector(".since");
  if (since) {
    const published = since.dataset.published.split(" ");
    const fresh = published.filter((seconds) => seconds * 1000 > visits.since).length;
    since.querySelector("b").textContent = fresh === 50 ? "50+" : fresh;
    since.hidden = fresh === 0;
  }

  // Where days are listed: a line before the first day that the last visit saw the end of.
  const last = new Date(visits.since);
  for (const days of document.querySelectorAll(".days")) {
    const seen = [...days.querySelectorAll(".of-day")].find((day) => {
      const date = new Date(`${day.querySelector("time").dateTime}T00:00`);
      return date.getTime() + 24 * 60 * 60 * 1000 <= visits.since;
    });
    if (!seen) continue;
    const line = document.createElement("p");
    line.className = "visit";
    line.textContent = `${days.dataset.visit}: ${last.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" })}`;
    seen.before(line);
    const folded = seen.closest("details");
    if (folded) folded.open = true;
  }
})();
