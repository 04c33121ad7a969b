// The filter of the index: reads a compact list once it is needed, keeps its state in the URL.
import { choose } from "./choose.js";

const form = document.getElementById("filter");
const SHOWN = 200;

if (form) {
  const count = document.getElementById("filter-count");
  const none = document.getElementById("filter-none");
  const results = document.getElementById("filter-results");
  const unfiltered = document.getElementById("unfiltered");
  const root = form.dataset.root;
  let list;
  let shown = SHOWN;

  const load = async () => {
    list ??= fetch(form.dataset.list).then((answer) => answer.json()).then(withWords);
    return list;
  };

  // Tags are ids, and readers know the names of the choices: "tabular" is Tables, "llm" is Language models.
  const withWords = (rows) => {
    const named = new Map([...form.elements.kind.options].map((option) => [option.value, option.dataset.name]));
    rows.kinds = rows.tags.map((tags) => tags.split(" ").filter((tag) => named.get(tag)));
    rows.words = rows.folder.map((folder, index) => [
      rows.title[index], rows.host[index], rows.metric[index], rows.tags[index], folder,
      ...rows.kinds[index].map((kind) => named.get(kind)), rows.code_competition[index] === "yes" ? "code competition" : "",
    ].join(" ").toLowerCase());
    return rows;
  };

  const state = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));

  const matches = (rows, wanted) => {
    const words = (wanted.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.folder.map((_, index) => index).filter((index) => {
      if (wanted.category && (rows.category[index] ?? "unknown") !== wanted.category) return false;
      if (wanted.kind && !(rows.kinds[index].length ? rows.kinds[index] : ["unknown"]).includes(wanted.kind)) return false;
      if (wanted.code && rows.code_competition[index] !== wanted.code) return false;
      if (wanted.from && !(rows.year[index] >= Number(wanted.from))) return false;
      if (wanted.to && !(rows.year[index] !== null && rows.year[index] <= Number(wanted.to))) return false;
      if (wanted.teams && !(rows.teams[index] >= Number(wanted.teams))) return false;
      if (wanted.boards && ![1, 2].includes(rows.boards[index])) return false;
      if (wanted.writeups && !rows.writeups[index]) return false;
      return words.every((word) => rows.words[index].includes(word));
    });
    const by = { teams: [rows.teams, -1], s: [rows.s, -1], calm: [rows.s, 1], writeups: [rows.solutions, -1] }[wanted.sort];
    if (by) {
      const [column, sign] = by;
      // Shake-ups of two-stage competitions are not compared with the others: they come after them.
      const staged = (index) => (column === rows.s && rows.two_stage[index] ? 1e6 : 0);
      const key = (index) => (column[index] === null ? Infinity : staged(index) + sign * column[index]);
      found.sort((one, other) => key(one) - key(other) || one - other);
    }
    return found;
  };

  const cell = (name, text, css) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    made.textContent = text;
    return made;
  };

  const line = (rows, index) => {
    const row = document.createElement("tr");
    const name = cell("th", "");
    name.scope = "row";
    const link = cell("a", rows.title[index]);
    link.href = `${root}competitions/${rows.folder[index]}/`;
    name.append(link, " ", cell("small", [rows.category[index], rows.host[index]].filter(Boolean).join(" · ")));
    const number = (value) => (value === null ? "unknown" : value.toLocaleString("en-US"));
    const s = rows.s[index];
    const shakeup = cell("td", s === null ? "–" : s.toFixed(3), "num");
    if (rows.two_stage[index]) shakeup.append(" ", cell("small", "two-stage"));
    row.append(
      name,
      cell("td", rows.day[index] ?? rows.year[index] ?? "unknown", "day"),
      cell("td", number(rows.teams[index]), "num"),
      shakeup,
      cell("td", ["", "scores", "teams", "one only"][rows.boards[index]]),
      cell("td", number(rows.solutions[index]), "num"),
      cell("td", rows.reward[index] ?? "unknown"),
    );
    return row;
  };

  const show = async () => {
    const wanted = state();
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    const active = query !== "";
    unfiltered.hidden = active;
    count.hidden = results.hidden = !active;
    none.hidden = true;
    if (!active) return;
    const rows = await load();
    if (new URLSearchParams(state()).toString() !== query) return;
    const found = matches(rows, wanted);
    count.textContent = `${found.length.toLocaleString("en-US")} of ${rows.folder.length.toLocaleString("en-US")} competitions`;
    const table = unfiltered.querySelector("table").cloneNode(false);
    const body = document.createElement("tbody");
    body.append(...found.slice(0, shown).map((index) => line(rows, index)));
    const caption = cell("caption", "Competitions that match", "ll-hidden");
    table.append(caption, unfiltered.querySelector("thead").cloneNode(true), body);
    const wide = cell("div", "", "wide");
    wide.append(table);
    results.replaceChildren(wide);
    none.hidden = found.length > 0;
    results.hidden = !none.hidden;
    if (found.length > shown) {
      const more = cell("button", `Show ${Math.min(SHOWN, found.length - shown)} more`, "more");
      more.type = "button";
      more.addEventListener("click", () => { shown += SHOWN; show(); });
      results.append(more);
    }
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
    else if (field) choose(field, value);
  }
  const changed = () => { shown = SHOWN; show(); };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("reset", () => setTimeout(changed));
  if (location.search) show();
}
