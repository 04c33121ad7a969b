// Search in the header: a dialog over Pagefind's index, loaded when a reader first opens it.
import { together, understood } from "./search-parts.js";

const SHOWN = 12;
const opener = document.querySelector("[data-ll-search]");

const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const home = new URL("..", import.meta.url);
const place = (path, words = "") => new URL(words ? `${path}?${new URLSearchParams({ q: words })}` : path, home).href;

const choice = (name, label) => {
  const select = make("select", { name }, make("option", { value: "" }, "any"));
  return make("label", {}, `${label} `, select);
};

const dialog = make("dialog", { class: "ll-search", "aria-label": "Search the site" });
const input = make("input", { type: "search", placeholder: "Competition, host, metric, kind of data, page", "aria-label": "Words", autocomplete: "off" });
const filters = { type: choice("type", "Type"), year: choice("year", "Year"), category: choice("category", "Category") };
const toPeople = make("a", { href: place("people/") }, "search for people");
const people = make("p", { class: "ll-search-note" }, "People and teams are not in this search: ", toPeople, ".");
const status = make("p", { role: "status", class: "ll-search-status" });
const list = make("ol", { class: "ll-search-results" });
const close = make("button", { type: "button", class: "ll-search-close" }, "Close");
dialog.append(
  make("form", { method: "dialog", role: "search" }, input, close),
  make("div", { class: "ll-search-filters" }, ...Object.values(filters)),
  people,
  status,
  list,
);

let index;
const load = async () => {
  const pagefind = await import(new URL("pagefind/pagefind.js", home).href);
  await pagefind.options({ baseUrl: home.pathname, excerptLength: 20 });
  const known = await pagefind.filters();
  for (const [name, label] of Object.entries(filters)) {
    const values = Object.entries(known[name] ?? {});
    values.sort(name === "year" ? (one, other) => other[0].localeCompare(one[0]) : (one, other) => other[1] - one[1]);
    label.querySelector("select").append(...values.map(([value, count]) => make("option", { value }, `${value} (${count})`)));
  }
  return pagefind;
};

const entry = (found) => {
  const link = make("a", { href: found.meta.at ? place(found.meta.at) : found.url }, make("b", {}, found.meta.title ?? found.url), " ", make("span", { class: "ll-type" }, found.filters.type?.[0] ?? ""));
  const excerpt = new DOMParser().parseFromString(found.excerpt, "text/html").body.textContent;
  link.append(make("small", {}, found.meta.note ?? excerpt));
  return make("li", {}, link);
};

// Where else to look: with the same words, but for the techniques, which are chosen by kind.
const elsewhere = (words) => [
  ["competitions/", "Competitions", "Their list finds parts of words too, and can be narrowed by teams, boards and kind of data."],
  ["people/", "People", "Handles, names and names of teams are searched there alone."],
  ["techniques/", "Techniques", "What solutions use most, by kind of data or task.", ""],
].map(([path, name, note, asked = words]) => lead(place(path, asked), name, note));

const lead = (href, name, note) => make("li", {}, make("a", { href }, make("b", {}, name), make("small", {}, note)));

// What to say, and the entries, where no page has all words.
const instead = async (words) => {
  const meant = /\s/.test(words) ? await understood(index, words) : { pages: [] };
  if (!meant.pages.length) return ["Nothing was found. Look elsewhere:", elsewhere(words)];
  const leads = together(meant).map(([path, name, note]) => lead(place(path), name, note));
  return ["Nothing has all of these words. By their parts:", [...leads, ...meant.pages.map(entry)]];
};

// Results that arrive between press and release would take the link from under the pointer: they wait for the release.
let pressed = false;
list.addEventListener("pointerdown", () => { pressed = true; });
const ends = ["pointerup", "pointercancel"];
for (const end of ends) addEventListener(end, () => { pressed = false; });
const released = () => new Promise((done) => {
  for (const end of ends) addEventListener(end, () => setTimeout(done), { once: true });
});

let last = 0;
const search = async () => {
  const turn = ++last;
  const words = input.value.trim();
  toPeople.href = place("people/", words);
  const wanted = Object.fromEntries(
    Object.entries(filters).map(([name, label]) => [name, label.querySelector("select").value]).filter(([, value]) => value),
  );
  if (!words && !Object.keys(wanted).length) {
    status.textContent = "";
    list.replaceChildren();
    return;
  }
  const { results } = await index.search(words || null, { filters: wanted });
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  const count = results.length.toLocaleString("en-US");
  const said = results.length > SHOWN ? `${count} results, the best ${SHOWN}` : `${count} ${results.length === 1 ? "result" : "results"}`;
  const [told, entries] = results.length ? [said, shown.map(entry)] : await instead(words);
  if (pressed) await released();
  if (turn !== last) return;
  status.textContent = told;
  const at = list.contains(document.activeElement) ? document.activeElement.href : null;
  list.replaceChildren(...entries);
  // Who walks through the list while late results arrive stays where they were.
  if (at) ([...list.querySelectorAll("a")].find((link) => link.href === at) ?? input).focus();
};

const open = async () => {
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  input.focus();
  if (index) return;
  status.textContent = "Loading the index";
  try {
    index = await load();
    status.textContent = "";
    await search();
  } catch (error) {
    status.textContent = "The index could not be loaded. The pages by year list every competition.";
    throw error;
  }
};

let waiting;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => index && search(), 120);
};
input.addEventListener("input", soon);
// Not the whole dialog: when the input loses focus it tells of a change too, and a list that is made anew between press
// and release takes the link from under the pointer, and the focus from who walks through it.
for (const label of Object.values(filters)) label.addEventListener("change", () => index && search());
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (document.activeElement instanceof HTMLSelectElement) return;
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
  event.preventDefault();
});
opener?.addEventListener("click", open);
// Not a key alone: who dictates to the browser, or slips, presses such keys without meaning to.
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
