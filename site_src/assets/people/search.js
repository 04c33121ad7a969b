// The search page for people: reads the columns, answers each choice, keeps its state in the address.
import { choose, tick } from "../choose.js";
import { readFacets, readNames } from "./columns.js";
import { find, order } from "./facets.js";
import { all, exported, has, labels, profiles, toggle } from "./shortlist.js";

const SHOWN = 50;
const MANY = ["modality", "medal", "team", "tier", "writes", "code"];
const either = new Intl.ListFormat("en", { type: "disjunction" });
const LACKING = { modality: "kind of data", team: "team size", rank: "private rank", public: "public rank", from: "year of the competition", since: "last year seen here", tier: "tier" };
const form = document.getElementById("people");
const root = form.dataset.root;
const body = document.querySelector("#people-table tbody");
const head = document.querySelector("#people-table thead tr");
const status = document.getElementById("people-status");
const more = document.getElementById("people-more");
const none = document.getElementById("people-none");
let data = null;
let names = null;
let shown = SHOWN;
let last = { found: null, places: [], fresh: false };

const state = () => {
  const wanted = {};
  for (const [name, value] of new FormData(form)) {
    if (value === "") continue;
    if (MANY.includes(name)) (wanted[name] ??= []).push(value);
    else wanted[name] = value;
  }
  return wanted;
};

const element = (name, text, css) => {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
};

// What the person's own profile states, where it was asked for.
const stated = (index, wanted) => ["location", "organisation"]
  .filter((name) => wanted[name])
  .map((name) => names.stated[name][names[name][index]]);

const person = (index, wanted) => {
  const cell = element("th");
  cell.scope = "row";
  if (!names) return cell;
  const link = element("a");
  link.href = `${root}people/${names.address(index)}/`;
  link.append(element("bdi", names.handles[index]));
  cell.append(pick(index), " ", link);
  const name = names.names[index] === names.handles[index] ? "" : names.names[index];
  for (const text of [name, ...stated(index, wanted)].filter(Boolean)) {
    const small = element("small");
    small.append(element("bdi", text));
    cell.append(" ", small);
  }
  return cell;
};

const pick = (index) => {
  const entry = { address: names.address(index), handle: names.handles[index], twin: names.twin(index) };
  const box = element("input");
  box.type = "checkbox";
  box.className = "pick";
  box.checked = has(entry.address);
  box.setAttribute("aria-label", `Shortlist ${entry.handle}`);
  box.addEventListener("change", () => { box.checked = toggle(entry); });
  return box;
};

const medals = (index) => {
  const cell = element("td");
  const counts = [0, 0, 0, 0];
  for (let at = data.firstResult[index]; at < data.firstResult[index + 1]; at += 1) counts[data.result.medal[at]] += 1;
  ["", "gold", "silver", "bronze"].forEach((colour, place) => {
    if (!colour || !counts[place]) return;
    const medal = element("span", String(counts[place]), `medal ${colour}`);
    medal.append(element("span", ` ${colour}`, "ll-hidden"));
    cell.append(medal, " ");
  });
  return cell;
};

// The rank of the best result that fits, and in which competition; ranks from `lowest` on are one value.
const bestOf = (place) => {
  const rank = last.found.best[place];
  const at = last.found.bestAt[place];
  if (at < 0) return [element("td", "unknown", "num unknown"), element("td")];
  const cell = element("td", rank < data.lowest_rank ? String(rank) : `${rank} or worse`, "num");
  const where = element("td", undefined, "in");
  if (names) {
    const competition = names.competition[at];
    cell.append(" ", element("small", `of ${names.teams[competition].toLocaleString("en-US")}`));
    const link = element("a", names.titles[competition]);
    link.title = link.textContent; // a long one is cut
    link.href = `${root}competitions/${names.folders[competition]}/`;
    where.append(link);
  }
  return [cell, where];
};

const line = (place, wanted) => {
  const index = last.found.people[place];
  const row = element("tr");
  const year = data.person.last[index];
  row.append(
    person(index, wanted),
    ...bestOf(place),
    element("td", `${last.found.results[place]} of ${data.person.results[index]}`, "num"),
    medals(index),
    element("td", String(data.person.writeups[index]), "num"),
    element("td", year ? String(data.first_year + year) : "unknown", year ? "" : "unknown"),
    element("td", data.tiers[data.person.tier[index] - 1] ?? "unknown", data.person.tier[index] ? "" : "unknown"),
  );
  return row;
};

const showCounts = (counts) => {
  for (const label of form.querySelectorAll("[data-count]")) {
    label.textContent = (counts[label.dataset.count][label.dataset.value] ?? 0).toLocaleString("en-US");
  }
  for (const option of form.querySelectorAll("option[data-label]")) {
    const count = counts[option.parentElement.name][option.value] ?? 0;
    option.textContent = `${option.dataset.label} (${count.toLocaleString("en-US")})`;
  }
};

const showRows = () => {
  const wanted = state();
  body.replaceChildren(...last.places.slice(0, shown).map((place) => line(place, wanted)));
  more.hidden = last.places.length <= shown;
  none.hidden = last.places.length > 0;
};

const show = () => {
  const wanted = state();
  const { sort, ...facets } = wanted;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) for (const one of [value].flat()) query.append(name, one);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  const chosen = Object.values(facets).flat().length;
  fold.querySelector("summary").textContent = chosen ? `Choose (${chosen} chosen)` : "Choose";
  if (!data) return;
  const started = performance.now();
  const found = find(data, facets, names);
  last = { found, places: order(found, data, names, sort) };
  showCounts(found.counts);
  showRows();
  const count = element("b", found.people.length.toLocaleString("en-US"));
  const might = `; ${found.unsure.toLocaleString("en-US")} more might fit, ${either.format(found.unknown.map((name) => LACKING[name]))} unknown`;
  status.replaceChildren(count, ` of ${data.count.toLocaleString("en-US")} people${found.unsure ? might : ""}`);
  performance.measure("people-search", { start: started, end: performance.now() });
};

const showShortlist = (entries) => {
  document.getElementById("shortlist-count").textContent = entries.length;
  document.getElementById("shortlist-export").disabled = entries.length === 0;
};

for (const [name, value] of new URLSearchParams(location.search)) {
  if (MANY.includes(name)) tick(form, name, value);
  else for (const field of [...form.elements].filter((one) => one.name === name)) choose(field, value);
}
const fold = form.closest("details.fold");
if (matchMedia("(max-width: 60em)").matches) fold.open = false; // a shared search shows who was found
head.cells[1].textContent = "Best fitting rank";
head.cells[3].textContent = "Fitting results";
const changed = () => { shown = SHOWN; show(); };
form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(changed));
more.addEventListener("click", () => {
  const first = shown;
  shown += SHOWN;
  showRows();
  body.rows[first]?.querySelector("a")?.focus();
});
document.addEventListener("shortlist", (event) => showShortlist(event.detail));
document.getElementById("shortlist-export").addEventListener("click", async () => {
  exported((await profiles(all(), root)).filter(Boolean), await labels(root));
});
showShortlist(all());

const get = (file) => fetch(`${root}data/people/${file}`).then((answer) => answer.json());
if (body.rows.length) {
  data = readFacets(await get("columns.json"));
  if (location.search) show();
  performance.mark("people-ready");
  names = readNames(await get("names.json"));
  show();
  performance.mark("people-names");
}
