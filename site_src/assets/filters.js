// The filter of the index: reads a compact list once it is needed, keeps its state in the URL.
import { choose } from "./choose.js";

const form = document.getElementById("filter");
const SHOWN = 200;
const either = new Intl.ListFormat("en", { type: "disjunction" });

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

  // What is asked of facts that may not be known: the choice, what readers call the fact, whether it is known, and whether it fits.
  const asks = (rows, wanted) => [
    ["category", "category", (at) => rows.category[at] !== null, (at) => rows.category[at] === wanted.category],
    ["kind", "kind of data", (at) => rows.kinds[at].length, (at) => rows.kinds[at].includes(wanted.kind)],
    ["code", "code competition", (at) => rows.code_competition[at] !== "unknown", (at) => rows.code_competition[at] === wanted.code],
    ["from", "year", (at) => rows.year[at] !== null, (at) => rows.year[at] >= Number(wanted.from)],
    ["to", "year", (at) => rows.year[at] !== null, (at) => rows.year[at] <= Number(wanted.to)],
    ["teams", "teams", (at) => rows.teams[at] !== null, (at) => rows.teams[at] >= Number(wanted.teams)],
  ].filter(([choice]) => wanted[choice]).map(([choice, name, known, fits]) => ({ asked: wanted[choice], name, known, fits }));

  // Those that fit; those that might, since what is asked of them is not known; and what is not known of these.
  const matches = (rows, wanted) => {
    const words = (wanted.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const asked = asks(rows, wanted);
    const found = [], unsure = [], lacking = new Set();
    rows.folder.forEach((_, at) => {
      if (wanted.boards && ![1, 2].includes(rows.boards[at])) return;
      if (wanted.writeups && !rows.writeups[at]) return;
      if (!words.every((word) => rows.words[at].includes(word))) return;
      const unknown = asked.filter((one) => !one.known(at) && one.asked !== "unknown");
      const fails = (one) => (one.asked === "unknown" ? one.known(at) : one.known(at) && !one.fits(at));
      if (asked.some(fails)) return;
      for (const { name } of unknown) lacking.add(name);
      (unknown.length ? unsure : found).push(at);
    });
    return { found: sorted(rows, wanted, wanted.unknown ? [...found, ...unsure] : found), fitting: found.length, unsure: unsure.length, lacking: [...lacking] };
  };

  const sorted = (rows, wanted, found) => {
    found.sort((one, other) => one - other);
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

  const number = (value) => (value === null ? "unknown" : value.toLocaleString("en-US"));

  const line = (rows, index) => {
    const row = document.createElement("tr");
    const name = cell("th", "");
    name.scope = "row";
    const link = cell("a", rows.title[index]);
    link.href = `${root}competitions/${rows.folder[index]}/`;
    name.append(link, " ", cell("small", [rows.category[index], rows.host[index]].filter(Boolean).join(" · ")));
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
    const { found, fitting, unsure, lacking } = matches(rows, wanted);
    const said = `${number(fitting)} of ${number(rows.folder.length)} competitions`;
    const more = `${number(unsure)} more might fit, ${either.format(lacking)} unknown`;
    count.textContent = unsure ? `${said}; ${more}${wanted.unknown ? ": listed too" : ""}` : said;
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
