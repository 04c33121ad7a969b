// The filter of the index: reads a compact list once it is needed, keeps its state in the URL.
import { choose } from "./choose.js";
import { csv, download } from "./csv.js";
import { pressable } from "./sort.js";

const form = document.getElementById("filter");
const SHOWN = 200;
const BOARDS = ["", "scores", "teams", "one only"];
const SMALLEST_FIRST = ["oldest", "title", "calm", "hidden"];
const either = new Intl.ListFormat("en", { type: "disjunction" });

if (form) {
  const count = document.getElementById("filter-count");
  const exporter = document.getElementById("filter-export");
  const none = document.getElementById("filter-none");
  const meant = document.getElementById("filter-meant");
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
  const named = new Map([...form.elements.kind.options].map((option) => [option.value, option.dataset.name]));
  const withWords = (rows) => {
    rows.kinds = rows.tags.map((tags) => tags.split(" ").filter((tag) => named.get(tag)));
    rows.words = rows.folder.map((_, at) => [seen(rows, at), ...behind(rows, at).map(([, text]) => text)].join(" ").toLowerCase());
    return rows;
  };

  // What finds a competition: the words that its row shows, and what it does not show.
  const seen = (rows, at) => [rows.title[at], rows.category[at], rows.host[at]].filter(Boolean).join(" ");
  const behind = (rows, at) => [
    ...rows.metric[at].split("|").map((name, number) => [number ? "another name of its metric" : "metric", name]),
    ...rows.kinds[at].map((kind) => ["kind", named.get(kind)]),
    ...rows.tags[at].split(" ").map((tag) => ["tag", tag]),
    ...(rows.code_competition[at] === "yes" ? [["format", "code competition"]] : []),
    ["address", rows.folder[at]],
  ];

  const wordsOf = (wanted) => (wanted.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);

  // Why a competition was found by words that its row does not show.
  const why = (rows, at, words) => {
    const shows = seen(rows, at).toLowerCase();
    const found = words.filter((word) => !shows.includes(word))
      .map((word) => behind(rows, at).find(([, text]) => text.toLowerCase().includes(word)).join(": "));
    return [...new Set(found)].join(" · ");
  };

  const state = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));

  // What is asked of facts that may not be known: the choice, what readers call the fact, whether it is known, and whether it fits.
  const asks = (rows, wanted) => [
    ["category", "category", (at) => rows.category[at] !== null, (at) => rows.category[at] === wanted.category],
    ["kind", "kind of data", (at) => rows.kinds[at].length, (at) => rows.kinds[at].includes(wanted.kind)],
    ["also", "kind of data", (at) => rows.kinds[at].length, (at) => rows.kinds[at].includes(wanted.also)],
    ["code", "code competition", (at) => rows.code_competition[at] !== "unknown", (at) => rows.code_competition[at] === wanted.code],
    ["from", "year", (at) => rows.year[at] !== null, (at) => rows.year[at] >= Number(wanted.from)],
    ["to", "year", (at) => rows.year[at] !== null, (at) => rows.year[at] <= Number(wanted.to)],
    ["teams", "teams", (at) => rows.teams[at] !== null, (at) => rows.teams[at] >= Number(wanted.teams)],
  ].filter(([choice]) => wanted[choice]).map(([choice, name, known, fits]) => ({ asked: wanted[choice], name, known, fits }));

  // Those that fit; those that might, since what is asked of them is not known; and what is not known of these.
  const matches = (rows, wanted) => {
    const words = wordsOf(wanted);
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

  // What each order asks for, the smallest first; null where it is not known, which comes last. The list is newest first.
  const KEYS = {
    oldest: (rows) => (at) => (rows.year[at] === null ? null : -at),
    title: (rows) => (at) => (rows.inOrder ??= places(rows.title))[at],
    teams: (rows) => (at) => most(rows.teams[at]),
    // Shake-ups of two-stage competitions are not compared with the others: they come after them.
    s: (rows) => (at) => (rows.s[at] === null ? null : 2 * rows.two_stage[at] - rows.s[at]),
    calm: (rows) => (at) => (rows.s[at] === null ? null : 2 * rows.two_stage[at] + rows.s[at]),
    share: (rows) => (at) => most(share(rows, at)),
    hidden: (rows) => (at) => share(rows, at),
    writeups: (rows) => (at) => most(rows.solutions[at]),
    prize: (rows) => (at) => most(rows.prize_usd[at]),
  };
  const share = (rows, at) => (rows.public_share[at] === null ? null : Number(rows.public_share[at].match(/\d+/)[0]));
  const most = (value) => (value === null ? null : -value);
  const places = (titles) => {
    const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const order = titles.map((_, at) => at).sort((one, other) => compare(titles[one], titles[other]));
    return order.reduce((found, at, place) => { found[at] = place; return found; }, []);
  };

  const sorted = (rows, wanted, found) => {
    found.sort((one, other) => one - other);
    if (!KEYS[wanted.sort]) return found;
    const key = KEYS[wanted.sort](rows);
    return found.sort((one, other) => (key(one) ?? Infinity) - (key(other) ?? Infinity) || one - other);
  };

  const cell = (name, text, css) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    made.textContent = text;
    return made;
  };

  const number = (value) => value?.toLocaleString("en-US");

  const fact = (text, css) => {
    const made = cell("td", text ?? "", css);
    if ((text ?? null) === null) made.append(cell("span", "unknown", "unknown"));
    return made;
  };

  const line = (rows, index, words) => {
    const row = document.createElement("tr");
    const name = cell("th", "");
    name.scope = "row";
    const link = cell("a", rows.title[index]);
    link.href = `${root}competitions/${rows.folder[index]}/`;
    name.append(link, " ", cell("small", [rows.category[index], rows.host[index]].filter(Boolean).join(" · ")));
    const reason = why(rows, index, words);
    if (reason) name.append(cell("small", `found by ${reason}`, "why"));
    const s = rows.s[index];
    const shakeup = cell("td", s === null ? "–" : s.toFixed(3), "num");
    if (rows.two_stage[index]) shakeup.append(" ", cell("small", "two-stage", "apart"));
    row.append(
      name,
      fact(rows.day[index] ?? rows.year[index], "day"),
      fact(number(rows.teams[index]), "num"),
      shakeup,
      fact(rows.public_share[index], "num"),
      cell("td", BOARDS[rows.boards[index]]),
      fact(number(rows.solutions[index]), "num"),
      fact(rows.reward[index], "num"),
    );
    return row;
  };

  const show = async () => {
    const wanted = state();
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    const active = query !== "";
    unfiltered.hidden = active;
    results.hidden = exporter.hidden = !active;
    if (!active) count.textContent = "";
    none.hidden = true;
    suggest(wanted);
    [...heads(table), ...heads(unfiltered)].forEach(mark);
    if (!active) return;
    const rows = await load();
    if (new URLSearchParams(state()).toString() !== query) return;
    const { found, fitting, unsure, lacking } = matches(rows, wanted);
    const said = `${number(fitting)} of ${number(rows.folder.length)} competitions`;
    const more = `${number(unsure)} more might fit, ${either.format(lacking)} unknown`;
    count.textContent = unsure ? `${said}; ${more}${wanted.unknown ? ": listed too" : ""}` : said;
    table.tBodies[0].replaceChildren(...found.slice(0, shown).map((index) => line(rows, index, wordsOf(wanted))));
    none.hidden = found.length > 0;
    results.hidden = exporter.hidden = !none.hidden;
    exporter.onclick = () => download("leaderlore-competitions.csv", csv(columns(rows), found));
    further.hidden = found.length <= shown;
    further.textContent = `Show ${Math.min(SHOWN, found.length - shown)} more`;
  };

  // The list as a file: all that fit, in the order of the list.
  const columns = (rows) => [
    ...["folder", "title", "host", "category", "day", "year", "teams", "s", "two_stage", "public_share"].map((name) => [name, (at) => rows[name][at]]),
    ["boards", (at) => BOARDS[rows.boards[at]]],
    ...["solutions", "writeups", "reward", "prize_usd", "code_competition"].map((name) => [name, (at) => rows[name][at]]),
    ["kinds", (at) => rows.kinds[at].map((kind) => named.get(kind)).join("; ")],
    ["metric", (at) => rows.metric[at].split("|")[0]],
    ["page", (at) => new URL(`${root}competitions/${rows.folder[at]}/`, location.href).href],
  ];

  // Words that are another name of a kind: titles hold them seldom, so the kind may be meant.
  const suggest = (wanted) => {
    const words = (wanted.q ?? "").trim().toLowerCase();
    const kind = [...form.elements.kind.options].find(({ dataset }) => dataset.aliases?.toLowerCase().split("|").includes(words));
    meant.hidden = !words || !kind || wanted.kind === kind.value;
    if (meant.hidden) return;
    const { q, ...others } = wanted;
    const link = cell("a", kind.dataset.name);
    link.href = `?${new URLSearchParams({ ...others, kind: kind.value })}`;
    meant.replaceChildren("These are words of a title, host or metric. Is the kind meant: ", link, "?");
  };

  const changed = () => { shown = SHOWN; return show(); };

  // The heads of both tables choose the order; where a head stands for two, the other one at the second press.
  const heads = (within) => [...within.querySelectorAll("[data-orders]")];
  const ordersOf = (head) => head.dataset.orders.split(" ");
  const now = () => form.elements.sort.value || "newest";
  const mark = (head) => {
    head.removeAttribute("aria-sort");
    if (ordersOf(head).includes(now())) head.setAttribute("aria-sort", SMALLEST_FIRST.includes(now()) ? "ascending" : "descending");
  };
  const choosing = (head, index) => pressable(head).addEventListener("click", async () => {
    const orders = ordersOf(head);
    const next = orders[(orders.indexOf(now()) + 1) % orders.length];
    form.elements.sort.value = next === "newest" ? "" : next;
    await changed();
    heads(unfiltered.hidden ? table : unfiltered)[index].querySelector("button").focus();
  });

  const table = unfiltered.querySelector("table").cloneNode(false);
  const further = cell("button", "", "more");
  further.type = "button";
  further.addEventListener("click", async () => {
    const first = shown;
    shown += SHOWN;
    await show();
    table.tBodies[0].rows[first].querySelector("a").focus();
  });
  table.append(cell("caption", "Competitions that match", "ll-hidden"), unfiltered.querySelector("thead").cloneNode(true), cell("tbody", ""));
  const wide = cell("div", "", "wide");
  wide.append(table);
  results.append(wide, further);
  for (const within of [table, unfiltered]) heads(within).forEach(choosing);
  heads(unfiltered).forEach(mark);

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
    else if (field) choose(field, value);
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("reset", () => setTimeout(changed));
  if (location.search) show();
}
