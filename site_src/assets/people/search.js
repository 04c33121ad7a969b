// The search page for people: reads the columns, answers each choice, keeps its state in the address.
import { readFacets, readNames } from "./columns.js";
import { find, order } from "./facets.js";
import { all, csv, download, has, profiles, toggle } from "./shortlist.js";

const SHOWN = 50;
const MANY = ["modality", "medal", "team", "tier", "writes", "code"];
const form = document.getElementById("people");
const root = form.dataset.root;
const body = document.querySelector("#people-table tbody");
const head = document.querySelector("#people-table thead tr");
const status = document.getElementById("people-status");
const more = document.getElementById("people-more");
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

const person = (index) => {
  const cell = element("th");
  cell.scope = "row";
  if (!names) return cell;
  const link = element("a");
  link.href = `${root}people/${names.address(index)}/`;
  link.append(element("bdi", names.handles[index]));
  cell.append(pick(index), " ", link);
  if (names.names[index] && names.names[index] !== names.handles[index]) {
    const name = element("small");
    name.append(element("bdi", names.names[index]));
    cell.append(" ", name);
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

const line = (place) => {
  const index = last.found.people[place];
  const best = last.found.best[place];
  const row = element("tr");
  const year = data.person.last[index];
  row.append(
    person(index),
    element("td", Number.isFinite(best) ? String(best) : "unknown", Number.isFinite(best) ? "num" : "num unknown"),
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
  body.replaceChildren(...last.places.slice(0, shown).map(line));
  more.hidden = last.places.length <= shown;
};

const show = () => {
  const wanted = state();
  const { sort, ...facets } = wanted;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) for (const one of [value].flat()) query.append(name, one);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  if (!data) return;
  const started = performance.now();
  const found = find(data, facets, names);
  last = { found, places: order(found, data, names, sort) };
  showCounts(found.counts);
  showRows();
  const count = element("b", found.people.length.toLocaleString("en-US"));
  status.replaceChildren(count, ` of ${data.count.toLocaleString("en-US")} people`);
  performance.measure("people-search", { start: started, end: performance.now() });
};

const showShortlist = (entries) => {
  document.getElementById("shortlist-count").textContent = entries.length;
  document.getElementById("shortlist-export").disabled = entries.length === 0;
};

for (const [name, value] of new URLSearchParams(location.search)) {
  const fields = [...form.elements].filter((field) => field.name === name);
  for (const field of fields) {
    if (field.type !== "checkbox") field.value = value;
    else if (field.value === value) {
      field.checked = true;
      field.closest("details.facet")?.setAttribute("open", "");
    }
  }
}
if (matchMedia("(max-width: 60em)").matches && !location.search) form.closest("details.fold").open = false;
head.cells[2].textContent = "Fitting results";
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
  download(csv((await profiles(all(), root)).filter(Boolean)));
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
