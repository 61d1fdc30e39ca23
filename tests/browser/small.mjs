// The files of two sites at opposite extremes: one of a single briefing without any facts, and one
// whose single briefing has more of everything than any desk writes in a day.

const FIGURES = 50;
const QUOTES = 200;
const SOURCES = 40;

const settings = (title, more = '') => `title: ${title}
base_url: https://example.org/
id: small
language: en-GB
timezone: Europe/Kyiv
${more}`;

const sentence = (n) => `The port authority says in its report of ${n} December that berth ${n} is open to ships again.`;
const times = (count, line) => Array.from({ length: count }, (_, n) => line(n + 1)).join('\n');

/** One briefing with a title, a date and a text. */
export function* single() {
  yield ['site.yaml', settings('Harbour Notes')];
  yield ['content/briefings/2026-01-04-berth.md', `---\ntitle: Berth four is open again\ndate: 2026-01-04\n---\n${sentence(4)}\n\n${sentence(5)}\n`];
}

const series = times(FIGURES, (n) => `  berth-${n}: {name: Ships at berth ${n}, unit: ships}`);
const sources = times(SOURCES, (n) => `  report-${n}: {title: Report No. ${n}, outlet: wire, date: 2026-01-04, url: "https://example.org/reports/${n}"}`);
const figures = times(FIGURES, (n) => `  - {series: berth-${n}, value: ${n + 3}, period: 2026-01-03, by: {name: The port authority}, source: report-${(n % SOURCES) + 1}}`);
const quotes = times(QUOTES, (n) => `  - {text: "Berth ${n} is open to ships again, and nothing else is decided.", by: {name: Speaker ${n % 30}}, source: report-${(n % SOURCES) + 1}}`);

/** Fifty figures, two hundred quotes and forty sources in a briefing. */
export function* rich() {
  yield ['site.yaml', settings('Harbour Figures', `outlets:\n  wire: {name: A wire, kind: wire, url: "https://example.org/"}\nseries:\n${series}\n`)];
  yield ['content/storylines/harbour.md', '---\ntitle: The harbour\nsummary: Which berths are open.\n---\nBerths open one by one.\n'];
  yield ['content/briefings/2026-01-04-berths.md', `---
title: The port authority gives figures for fifty berths
date: 2026-01-04T08:00+02:00
storylines: [harbour]
summary: All fifty berths are counted for the first time, the port authority says.
sources:
${sources}
figures:
${figures}
quotes:
${quotes}
---
${times(6, (n) => `## Berths of group ${n}\n\n${times(4, (k) => sentence(n + k))}[^report-${n}]\n`)}
`];
}
