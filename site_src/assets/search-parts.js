// What a search that finds nothing may have meant: "lightgbm audio 2021" is a technique, a kind of data and a year. Its
// words are parted into the longest runs that find something by themselves.
const MOST = 8; // words
const NAMES = { type: { any: ["Kind", "Technique"] } };

// Techniques, kinds and years by their ids and names, the words of other pages, and the best page of each run.
export const understood = async (index, text) => {
  const words = text.split(/\s+/).slice(0, MOST);
  const meant = { techniques: [], kinds: [], years: words.filter((word) => /^20[0-9]{2}$/.test(word)), others: [], pages: [] };
  const rest = words.filter((word) => !meant.years.includes(word));
  while (rest.length) {
    const { run, page } = await longest(index, rest);
    rest.splice(0, run.length);
    if (page) note(meant, run, page);
  }
  return meant;
};

const longest = async (index, words) => {
  for (let length = words.length; length; length -= 1) {
    const run = words.slice(0, length);
    for (const filters of [NAMES, {}]) {
      const [best] = (await index.search(run.join(" "), { filters })).results;
      if (best) return { run, page: await best.data() };
    }
  }
  return { run: words.slice(0, 1), page: null };
};

const note = (meant, run, page) => {
  const name = page.meta.title.replace(/ \(.*\)$/, ""); // of a kind without its shorter name
  const [type] = page.filters.type;
  meant.pages.push(page);
  if (type === "Kind") meant.kinds.push({ id: page.meta.at.split("#kind-")[1], name });
  else if (type !== "Technique") meant.others.push(...run);
  else if (!page.meta.at) meant.techniques.push({ id: page.url.match(/techniques\/([^/]+)\//)[1], name }); // no family
};

// Where all of it is looked for at once: path with its choices, name, and what stands there.
export const together = ({ techniques, kinds, years, others }) => {
  const [kind, also] = kinds;
  const found = [];
  if (kind) for (const { id, name } of techniques) {
    found.push([`techniques/${id}/?kind=${kind.id}#used`, `${name}: ${kind.name}`, "Who used it in competitions of this kind."]);
  }
  if (kind || years.length) {
    const [from, to] = [Math.min(...years), Math.max(...years)];
    const choices = { kind: kind?.id, also: also?.id, ...(years.length ? { from, to } : {}), q: others.join(" ") };
    const query = new URLSearchParams(Object.entries(choices).filter(([, value]) => value));
    const told = [kind?.name, also?.name, [...new Set(years)].join(" to "), others.join(" ")].filter(Boolean);
    found.push([`competitions/?${query}`, `Competitions: ${told.join(", ")}`, "The list of competitions with these choices."]);
  }
  return found;
};
