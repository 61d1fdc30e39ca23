// The files of a site of 300 briefings, the same on every run, with everything a briefing can have.

const BRIEFINGS = 300;
const DAY = 24 * 60 * 60 * 1000;
const day = (n) => new Date(Date.UTC(2025, 6, 1) + Math.floor(n * 0.6) * DAY).toISOString().slice(0, 10);
const number = (n) => String(n).padStart(3, '0');
const pick = (list, n) => list[n % list.length];

const people = [
  ['koval', 'Oksana Koval', 'Head of the delegation', '{uk: Оксана Коваль}'],
  ['brzeczyszczykiewicz', 'Włodzimierz Brzęczyszczykiewicz', 'Monitor', ''],
  ['nguyen', 'Nguyễn Thị Ánh Tuyết', 'Spokeswoman of the relief agency', ''],
  ['gudmundsdottir', 'Þórdís Guðmundsdóttir-Ólafsson', 'Adviser', ''],
  ['hashimi', 'Layla al-Hashimi', 'Mediator', '{ar: ليلى الهاشمي}'],
  ['beridze', 'Giorgi Beridze', 'Rapporteur', '{ka: გიორგი ბერიძე}'],
  ['shevchenko', 'Andrii Shevchenko-Hryhorenko', 'Governor', '{uk: Андрій Шевченко-Григоренко}'],
  ['oneill', "Siobhán O'Neill", 'Observer', ''],
];
const places = ['Lysets', 'Mirov', 'Port Senica', 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', 'Kestrel'];
const slug = (name) => name.toLowerCase().replace(/[^a-z]+/g, '-');
const storylines = ['talks', 'prisoners', 'grid', 'grain'];
const verbs = ['said', 'repeated', 'denied', 'noted'];
const claims = [
  'the draft still lacks a clause on verification',
  'the convoy reached the crossing on time',
  'no further meeting has been set',
  'the grid is back at three quarters of its capacity',
  'the list is not yet final',
];

const site = `title: Generated Digest of the Negotiations
description: Three hundred briefings that nobody wrote, with everything a briefing can have.
base_url: https://example.org/
id: generated
language: en-GB
timezone: Europe/Kyiv
publisher: {name: Generated Digest}
authors:
  desk: {name: The desk, url: /about/}
kinds:
  meetings: {one: Meeting, many: Meetings}
outlets:
  wire: {name: A wire, kind: wire, url: "https://example.org/", note: Signed and dated.}
  paper: {name: Kurier Północno-Wschodni, kind: press}
  state: {name: A medium run by a state, kind: state-media}
series:
  drones: {name: Attack drones launched, unit: drones, place: lysets, note: Weekly counts.}
  prisoners: {name: Prisoners exchanged, unit: people, place: mirov}
  pledged: {name: Funding pledged, unit: EUR}
  outages: {name: Households without power, unit: households}
nav: [storylines, figures, people, places, meetings, documents]
`;

function sentence(n) {
  const [, name] = pick(people, n);
  return `In ${pick(places, n)}, ${name} ${pick(verbs, n)} on ${day(n)} that ${pick(claims, n)}, and ${pick(claims, n + 2)}.`;
}

function paragraphs(n) {
  const parts = ['First', 'Second', 'Third'].map((head, at) => {
    const lines = [0, 1, 2, 3].map((k) => sentence(n * 7 + at * 4 + k));
    return `## ${head} matter\n\n${lines.slice(0, 2).join('\n')}[^one]\n\n${lines.slice(2).join('\n')}`;
  });
  return `${sentence(n)}\n\n${parts.join('\n\n')}\n`;
}

const long = `
## Words, tables and code

The Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz and
<https://example.org/a/very/long/address/that/does/not/break/anywhere/0123456789012345678901234567890123456789>
stand beside \`an_identifier_of_a_length_that_no_telephone_can_show_in_one_line_at_all\`.

| Day | Counted in the north-eastern districts | Counted in the south | Counted elsewhere | Remark |
|---|---:|---:|---:|---|
| Monday | 1,300 | 1,200 | 9 | Verkehrsinfrastrukturfinanzierungsgesellschaft |
| Tuesday | 1,250 | 900 | 12 | *as given* |

\`\`\`json
{"series": "drones", "value": 1300, "note": "one line of code that is far longer than a telephone is wide, in order to scroll"}
\`\`\`

> [!WARNING]
> Counts are the speakers' own.

Claimed
: a named speaker says so

- [ ] to be checked
- [x] checked

![Three bars of falling height](bars.png "Weekly counts")

<details>
<summary>How it was counted</summary>

By telephone.[^note]

</details>

[^note]: On two days.
`;

const figures = (n) => `figures:
  - {series: drones, value: ${900 + ((n * 37) % 700)}, qualifier: about, period: week to ${day(n)}, by: koval, source: one}
  - {series: drones, value: ${950 + ((n * 41) % 700)}, period: week to ${day(n)}, by: {name: The other side}, source: two, status: disputed}
${n % 50 === 1 || n === BRIEFINGS - 1 ? `  - {series: prisoners, value: [${40 + n}, ${50 + n}], qualifier: range, period: ${day(n)}, by: hashimi, source: one}
  - {series: pledged, value: ${1 + (n % 90)} billion, period: as of ${day(n)}, by: oneill, source: one, note: Pledged and not paid.}
  - {series: outages, value: ${n + 2}_000, qualifier: over, as: "more than ${n + 2},000", period: ${day(n)}, source: two}
` : ''}`;

const quotes = (n) => `quotes:
  - {id: whole-${n}, text: "We have read the draft of ${day(n)}, and it does not say what it should.", by: koval, said: ${day(n)}, source: one, original: {uk: "Ми прочитали проєкт, і в ньому не сказано того, що мало бути."}}
  - {text: "as far as one can see on day ${n}", by: brzeczyszczykiewicz, source: two}
  - {text: "He will come back with an answer in week ${n}", by: [hashimi, {name: Another envoy}], source: one, paraphrase: true}
  - {text: "From the vilage nobody has come back on day ${n}.", by: shevchenko, source: two, sic: [vilage]}
`;

const events = (n) => `events:
  - {id: meeting-${n}, date: ${day(n - 3)}/${day(n)}, text: Delegations meet for round ${n}, place: mirov, who: [koval, hashimi, {name: A guest}], source: one, status: confirmed}
  - {date: ${day(n)}, text: Repairs of line ${n} begin, place: lysets, source: [one, two], status: claimed}
watch:
  - {text: An answer to round ${n}, who: [koval], date: ${day(n + 12)}, place: mirov, source: one}
  - {text: Any publication of the draft, who: {name: Both sides}}
`;

const questions = (n) => `known:
  - {text: Round ${n} was held, source: one, status: confirmed}
  - {text: A list of ${n} names exists, source: two, status: claimed}
unknown:
  - {id: terms-${n}, text: What the draft of round ${n} says, status: disputed, source: one}
  - {id: names-${n}, text: Who is on the list of round ${n}}
${n > 20 ? `answers:
  terms-${n - 10}: "It names three crossings, ${people[1][1]} says."
` : ''}`;

const correction = (n) => `corrections:
  - {date: ${day(n + 2)}T09:00+02:00, kind: ${pick(['correction', 'clarification'], n)}, was: ${n} crossings, now: ${n + 1} crossings, text: "The draft names ${n + 1} crossings, not ${n}."}
`;

const fixes = (n) => `corrections:
  - {date: ${day(n)}T20:00+02:00, kind: correction, fixes: figures/pledged, error: ours, was: €${1 + (n % 90)} billion, now: €90 billion, text: "The sum is €90 billion."}
  - {date: ${day(n)}T21:00+02:00, kind: clarification, fixes: quotes/whole-${n}, was: it does not say what it should, now: "it does not say what it should, yet", text: A word was missing.}
`;

const sections = (n) => `sections:
  first-matter: {storylines: [${pick(storylines, n + 2)}], about: [${pick(people, n + 1)[0]}], place: ${slug(pick(places, n))}}
  second-matter: {storylines: [${pick(storylines, n + 3)}], link: "https://example.org/matters/${n}"}
  third-matter: {about: [draft-${n % 3}]}
events:
  - {date: ${day(n)}, text: A crossing of matter ${n} opens, place: mirov, source: one, section: first-matter}
unknown:
  - {id: matter-${n}, text: Who pays for matter ${n}, section: second-matter}
`;

const subjects = ['The port authority', 'The monitoring mission', 'A delegation from the north', 'The energy operator', 'The mediators'];
const reports = ['said in a written reply that the corridor would stay open for a further week', 'noted that the front had moved by less than two kilometres since the last report', 'made plain that the text goes back to the lawyers before anybody signs it, line by line', 'declined to say whether inspectors were given access to the turbine hall'];

/** Six sections of 100 words, and a name in every second one. */
function bareText(n) {
  const section = (at) => {
    const name = at % 2 ? pick(people, n + at)[1] : 'The secretariat';
    const lines = [0, 1, 2, 3, 4].map((k) => `${pick(subjects, n + at + k)} ${pick(reports, n + at * 3 + k)}.`);
    return `## Matter ${at + 1} of the day\n\n${lines.join(' ')} ${name} would not comment on it.`;
  };
  return [0, 1, 2, 3, 4, 5].map(section).join('\n\n');
}

/** A briefing of 600 words with a headline, a summary, storylines and subjects. */
function bare(n) {
  const [id, person] = pick(people, n);
  const text = `---
title: "Report ${n}: ${person} waits for an answer on the corridor"
date: ${day(n)}T07:00+02:00
storylines: [${pick(storylines, n)}, ${pick(storylines, n + 1)}]
about: [${id}, ${slug(pick(places, n))}]
summary: The text goes back to the lawyers, and the corridor stays open for a further week, the port authority says.
---
${bareText(n)}
`;
  return [`content/briefings/${day(n)}-bare-${number(n)}.md`, text];
}

/** What the briefing `n` has beside its text; half of them have nothing. */
function facts(n) {
  if (n === BRIEFINGS - 1) return ['everything', figures(n) + quotes(n) + events(n) + questions(n) + fixes(n), long];
  switch (n % 10) {
    case 1: return ['figures', figures(n), ''];
    case 3: return ['quotes', quotes(n), ''];
    case 5: return ['events', events(n), ''];
    case 6: return ['sections', sections(n), ''];
    case 7: return ['questions', questions(n), long];
    case 9: return ['correction', correction(n), ''];
    default: return ['plain', '', ''];
  }
}

function briefing(n) {
  if (n % 10 === 2) return bare(n);
  const [name, front, more] = facts(n);
  const type = n % 30 === 14 ? 'type: analysis\n' : n % 30 === 23 ? 'type: explainer\n' : '';
  const [id, person] = pick(people, n);
  const place = slug(pick(places, n));
  const text = `---
title: "Report ${n}: ${person} on the ${pick(['draft', 'convoy', 'Verkehrsinfrastrukturfinanzierungsgesellschaft', 'list'], n)}"
date: ${day(n)}T${String(7 + (n % 3)).padStart(2, '0')}:00+02:00
covers: ${day(n - 2)}/${day(n)}
${type}storylines: [${pick(storylines, n)}, ${pick(storylines, n + 1)}]
about: [${id}, ${place}, draft-${n % 3}]
place: ${place}
dateline: ${slug(pick(places, n + 1))}
summary: ${sentence(n)}
changed:
  - The list has ${n} names.
sources:
  one: {title: Statement of ${day(n)}, by: ${id}, outlet: wire, date: ${day(n)}, url: "https://example.org/statements/${n}"}
  two: {title: Report on the statement, outlet: paper, via: one, note: A translation.}
authors: [desk]
${front}---
${paragraphs(n)}${more}
`;
  return [`content/briefings/${day(n)}-${name}-${number(n)}.md`, text];
}

const ukrainian = `---
title: Переговори завершилися без оголошеної угоди
date: 2025-12-20T07:00+02:00
lang: uk
storylines: [talks]
summary: Сторони називають зустрічі конструктивними.
---
Зустрічі завершилися спільною заявою. "Ми прочитали проєкт", -- сказала Оксана Коваль.
`;

// 24 by 16 pixels, so that a page shows a picture.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAAJ0lEQVR42mP4++cXVRADNQ3qkpFBQ6MGEWsQSRaMGkRYfNQgOhoEAAlo4ithaIDzAAAAAElFTkSuQmCC',
  'base64',
);

/** All files of the site: paths and contents. */
export function* generate() {
  yield ['site.yaml', site];
  for (const [id, name, role, native] of people) {
    const aka = native ? `native: ${native}\n` : '';
    yield [`content/people/${id}.md`, `---\nname: ${JSON.stringify(name)}\n${aka}role:\n  - {text: ${role}, from: 2025-07-05}\nof: envoys\n---\nOne of those who speak in this digest.\n`];
  }
  for (const [n, name] of places.entries()) {
    const inside = n ? `in: ${slug(places[0])}\n` : '';
    yield [`content/places/${slug(name)}.md`, `---\nname: ${name}\n${inside}at: [${40 + n}.5, ${20 + n}.25]\n---\nA place that is on no map.\n`];
  }
  for (const n of [0, 1, 2]) {
    const replaces = n ? `replaces: draft-${n - 1}\n` : '';
    yield [`content/documents/draft-${n}.md`, `---\nname: Draft No. ${n}\n${replaces}by: [koval, hashimi]\nstate: ${n ? 'published' : 'withdrawn'}\n---\nA paper of [[koval]].\n`];
  }
  yield ['content/organisations/envoys.md', '---\nname: Group of envoys\nsummary: All who speak.\n---\nThey met in [[mirov]].\n'];
  yield ['content/meetings/round-one.md', '---\nname: Round one\nof: [envoys]\n---\nOne day of talks.\n'];
  yield ['content/storylines/talks.md', '---\ntitle: The talks\nsummary: The attempt to agree on a draft.\ntrend: {is: improved, why: "The draft has three crossings.", date: 2025-12-01}\nkey: [koval, hashimi, draft-2, mirov]\nseries: [drones, pledged]\nreviewed: 2025-12-20\n---\nThe draft of [[koval]] is on the table.\n'];
  yield ['content/storylines/prisoners.md', '---\ntitle: Prisoners of the war\nparent: talks\nseries: [prisoners]\ntrend: {is: deteriorated, why: No list is final., date: 2025-11-20}\n---\nLists are exchanged in [[mirov]].\n'];
  yield ['content/storylines/grid.md', '---\ntitle: The grid\nseries: [outages]\ntrend: {is: unchanged, why: Repairs go on.}\n---\nThree quarters are back.\n'];
  yield ['content/storylines/grain.md', '---\ntitle: Grain and ports\nstatus: closed\n---\nPorts are open.\n'];
  yield ['content/storylines/old-border.md', '---\ntitle: The old border\nstatus: dormant\n---\nNothing is expected soon.\n'];
  yield ['content/pages/about.md', `---\ntitle: About this digest\n---\nIt is generated.\n${long.replace('bars.png', '../briefings/bars.png')}`];
  yield ['content/briefings/bars.png', png];
  yield ['content/briefings/2025-12-20-ukrainian.md', ukrainian];
  for (let n = 1; n < BRIEFINGS; n += 1) yield briefing(n);
}
