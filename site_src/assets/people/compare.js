// Profiles side by side: one column a person, one row a fact. The list is the address's, else this browser's.
import { all, exported, fromQuery, labels, profiles, save, toQuery } from "./shortlist.js";

const frame = document.getElementById("compare");
const status = document.getElementById("compare-status");
const { root } = frame.dataset;
const buttons = Object.fromEntries(["export", "keep", "clear"].map((name) => [name, document.getElementById(`compare-${name}`)]));

const number = (value) => (value === null || value === undefined ? null : value.toLocaleString("en-US"));
const known = (count) => (count ? number(count) : "none known");
const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
const of = await labels(root);
const counts = (group, table, most = 8) => {
  const rows = Object.entries(table);
  const shown = rows.slice(0, most).map(([id, count]) => `${of(group, id)} (${count})`).join(", ");
  return rows.length ? shown + (rows.length > most ? `, and ${rows.length - most} more` : "") : null;
};
const behind = (percentile) => Math.floor(percentile * 10 + 1e-6) / 10; // whoever is first is not ahead of all
const signed = (value) => (value > 0 ? "+" : "") + value.toFixed(1);

const ROWS = [
  ["Listed for", (p) => `${p.listed_for} ${p.listed_for === 1 ? "place" : "places"} in a top 50`],
  ["Best private rank", (p) => `${number(p.best.rank)} of ${number(p.best.teams)}`],
  ["Median private rank", (p) => `${number(p.median_private_rank)} over ${counted(p.ranked, "result")}`],
  ["Median share of teams behind", (p) => `${behind(p.median_percentile)} %`],
  ["Top-50 places", (p) => `${number(p.top50)}, ${number(p.beyond_podium)} below the top 3`],
  ["Medals", (p) => Object.entries(p.medals).map(([name, count]) => `${count} ${name}`).join(", ") || "none known"],
  ["Alone", (p) => `${p.solo} of ${p.solo + p.in_team} results`],
  ["Best rank alone", (p) => p.best_solo && `${number(p.best_solo.rank)} of ${number(p.best_solo.teams)}`],
  ["Usual team size", (p) => number(p.usual_team_size)],
  ["Data, tasks, fields", (p) => counts("kinds", p.modalities)],
  ["Last seen here", (p) => p.last_active],
  ["Write-ups known", (p) => known(p.writeups) + (p.written_up === p.writeups ? "" : `, of ${counted(p.written_up, "solution")}`)],
  ["Code linked", (p) => known(p.code)],
  ["Techniques used", (p) => counts("techniques", p.techniques)],
  ["How places held", (p) => p.robustness && `${signed(p.robustness.median)} percentile points over ${p.robustness.n}` +
    (p.robustness.interval ? ` (${p.robustness.interval.map(signed).join(" to ")})` : "")],
  ["Tier", (p) => p.tier],
  ["Location, self-declared", (p) => p.location],
  ["Organisation, self-declared", (p) => p.organisation],
  ["Newest fact", (p) => p.as_of.slice(0, 10)],
];

const element = (name, text, css) => {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
};

const table = (entries, people) => {
  const made = element("table", undefined, "data compare");
  made.append(element("caption", "The same facts as on each profile; unknown is not no."));
  const top = made.createTHead().insertRow();
  const corner = element("th", "Fact");
  corner.scope = "col";
  top.append(corner);
  people.forEach((person, place) => {
    const cell = element("th");
    cell.scope = "col";
    const link = element("a");
    link.href = `${root}people/${entries[place].address}/`;
    link.append(element("bdi", person.handle));
    cell.append(link);
    if (person.name) cell.append(element("br"), element("bdi", person.name));
    const remove = element("button", "Remove", "more");
    remove.type = "button";
    remove.setAttribute("aria-label", `Remove ${person.handle}`);
    remove.addEventListener("click", async () => {
      await change(entries.filter((_, other) => other !== place));
      const left = frame.querySelectorAll("thead button");
      (left[Math.min(place, left.length - 1)] ?? status).focus(); // the button went, and the focus with it
    });
    cell.append(element("br"), remove);
    top.append(cell);
  });
  const body = made.createTBody();
  for (const [label, fact] of ROWS) {
    const row = body.insertRow();
    const name = element("th", label);
    name.scope = "row";
    row.append(name);
    for (const person of people) {
      const value = fact(person);
      row.append(value === null || value === undefined ? element("td", "unknown", "unknown") : element("td", String(value)));
    }
  }
  return made;
};

// The list on the page, and whether it is this browser's own: one that somebody shared is left apart until it is kept.
const listed = () => fromQuery(location.search) ?? all();
const isOwn = (entries) => toQuery(entries) === toQuery(all());

const show = async () => {
  const entries = listed();
  const own = isOwn(entries);
  buttons.keep.hidden = own;
  buttons.clear.hidden = !own || !entries.length;
  buttons.export.disabled = !entries.length;
  if (!entries.length) {
    frame.replaceChildren();
    status.textContent = "The shortlist is empty: add people on the search page or on their profiles.";
    return;
  }
  history.replaceState(null, "", `?who=${toQuery(entries)}`);
  const found = await profiles(entries, root);
  const known = entries.filter((_, place) => found[place]);
  const missing = entries.length - known.length;
  frame.replaceChildren(table(known, found.filter(Boolean)));
  status.textContent = `${known.length} side by side` + (missing ? `; ${missing} no longer listed` : "") +
    (own ? "" : ". This list was shared with you; your own has " + all().length);
};

const change = (entries, keep = isOwn(listed())) => {
  if (keep) save(entries);
  history.replaceState(null, "", entries.length ? `?who=${toQuery(entries)}` : location.pathname);
  return show();
};

buttons.export.addEventListener("click", async () => exported((await profiles(listed(), root)).filter(Boolean), of));
buttons.clear.addEventListener("click", () => change([]));
buttons.keep.addEventListener("click", () => change(listed(), true));
await show();
