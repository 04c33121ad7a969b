// The shortlist: kept in this browser alone, shared by the address of the comparison, exported as CSV.
import { csv, download } from "../csv.js";

const KEY = "leaderlore.shortlist";
const MOST = 30;

// An entry is what leads to a profile: handle, last part of its page's address, and the file of its data.
export const all = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((entry) => entry && typeof entry.address === "string") : [];
  } catch {
    return []; // no storage, or somebody else's content in it
  }
};

export const save = (entries) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // A browser that keeps nothing: the list lasts as long as the page.
  }
  document.dispatchEvent(new CustomEvent("shortlist", { detail: entries }));
};

export const has = (address) => all().some((entry) => entry.address === address);

// Whether the person is on the list afterwards; a full list stays as it is.
export const toggle = (entry) => {
  const kept = all();
  const rest = kept.filter((other) => other.address !== entry.address);
  if (rest.length === kept.length && kept.length >= MOST) return false;
  save(rest.length === kept.length ? [...kept, entry] : rest);
  return rest.length === kept.length;
};

const SAFE_ADDRESS = /^[\w~@.-]{1,80}$/;
const SAFE_TWIN = /^data\/people\/[0-9a-f]{2}\.json$/;

// Entries in an address: `who=ab:handle,cd:other`, the file's name and the last part of the page's address.
export const fromQuery = (query) => {
  const who = new URLSearchParams(query).get("who");
  if (!who) return null;
  return who.split(",").slice(0, MOST).map((part) => {
    const [shard, address] = part.split(/:(.*)/);
    return { address, handle: address, twin: `data/people/${shard}.json` };
  }).filter((entry) => SAFE_ADDRESS.test(entry.address ?? "") && SAFE_TWIN.test(entry.twin));
};

export const toQuery = (entries) => entries.map((entry) => `${entry.twin.slice(12, 14)}:${entry.address}`).join(",");

// The profiles behind the entries, in their order; null for one that is gone.
export const profiles = async (entries, root) => {
  const files = new Map();
  for (const { twin } of entries) {
    if (SAFE_TWIN.test(twin) && !files.has(twin)) {
      files.set(twin, fetch(root + twin).then((answer) => (answer.ok ? answer.json() : { people: {} })));
    }
  }
  return Promise.all(entries.map(async (entry) => (await files.get(entry.twin))?.people[entry.address] ?? null));
};

// What readers call an id in the profiles: `of("kinds", "nlp")` is Text.
export const labels = async (root) => {
  const answer = await fetch(`${root}data/labels.json`);
  const names = answer.ok ? await answer.json() : {};
  return (group, id) => names[group]?.[id] ?? id;
};

const namesOf = (table, group, of) => Object.keys(table).map((id) => of(group, id)).join("; ");

const COLUMNS = [
  ["person", (p) => p.person], ["handle", (p) => p.handle], ["name", (p) => p.name],
  ["listed_for", (p) => p.listed_for], ["best_rank", (p) => p.best.rank], ["best_teams", (p) => p.best.teams],
  ["median_rank", (p) => p.median_private_rank], ["median_percentile", (p) => p.median_percentile],
  ["results", (p) => p.results.length], ["top50", (p) => p.top50], ["beyond_podium", (p) => p.beyond_podium],
  ["medals", (p) => Object.entries(p.medals).map(([name, count]) => `${count} ${name}`).join(", ")],
  ["solo", (p) => p.solo], ["in_team", (p) => p.in_team], ["usual_team_size", (p) => p.usual_team_size],
  ["best_solo_rank", (p) => p.best_solo?.rank], ["last_active", (p) => p.last_active], ["writeups", (p) => p.writeups],
  ["code", (p) => p.code], ["robustness", (p) => p.robustness?.median], ["robustness_n", (p) => p.robustness?.n],
  ["modalities", (p, of) => namesOf(p.modalities, "kinds", of)],
  ["techniques", (p, of) => namesOf(p.techniques, "techniques", of)],
  ["tier", (p) => p.tier], ["location", (p) => p.location], ["organisation", (p) => p.organisation],
  ["profile_url", (p) => p.profile_url], ["as_of", (p) => p.as_of],
];

export const exported = (people, of) => download("leaderlore-shortlist.csv", csv(COLUMNS.map(([name, value]) => [name, (person) => value(person, of)]), people));
