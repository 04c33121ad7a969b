// Which people fit, and how many would fit each other choice of a facet.
//
// Facets of a result (modality, medal, team, rank, public, from) must hold for one and the same result. The count beside a choice is
// the number of people who fit everything that is chosen in the other facets and this choice. One pass over all results
// finds both: a result that fails no facet makes its person fit; one that fails a single facet counts for that one.
// Where several fitting results are asked for, so many of them must do so. Who does not fit because something is not known
// might fit, and is counted beside.
export const MEDALS = ["gold", "silver", "bronze"];
export const RANKS = { 1: [1, 1], 3: [1, 3], 10: [1, 10], 50: [1, 50], "4-50": [4, 50] };
export const PUBLIC = { 3: 2, 10: 3, 50: 4 }; // what a public rank is kept as at most: PUBLIC_RANKS of pages/engine/people/__init__.py
const WITHIN = Array.from({ length: 90 }, (_, rank) => ( // places in RANKS of the choices that hold a rank
  Object.values(RANKS).flatMap(([from, to], place) => (rank >= from && rank <= to ? [place] : []))
));
const LEAST = [1, 2, 3, 5, 10]; // choices of how many results must fit
const MOST = 5; // larger teams count as this: LARGEST_TEAM of insights/people/query.py

const BITS = Object.fromEntries(
  ["modality", "medal", "team", "rank", "public", "from", "since", "writes", "code", "technique", "tier", "location", "organisation", "q"]
    .map((name, place) => [name, 1 << place]),
);

const single = (bits) => (bits & (bits - 1)) === 0;

// A tally of people by value, each person once: when so many of their results, `least`, have the value.
class Tally {
  constructor(size, least = 1) {
    this.counts = new Uint32Array(size);
    this.seen = new Int32Array(size).fill(-1);
    this.results = new Uint32Array(size);
    this.least = least;
  }

  add(value, person) {
    if (this.seen[value] !== person) this.results[value] = 0;
    this.seen[value] = person;
    this.results[value] += 1;
    if (this.results[value] === this.least) this.counts[value] += 1;
  }
}

// What is chosen, as places in the file's lists. An id that is not in the file fits nobody.
const understand = (wanted, data) => {
  const places = (name, list) => wanted[name]?.length ? new Set(wanted[name].map((id) => (list.includes(id) ? list.indexOf(id) : NaN))) : null;
  const modality = places("modality", data.modalities);
  return {
    sets: modality && data.sets.map((members) => members.some((member) => modality.has(member - 1))),
    medal: places("medal", MEDALS),
    team: wanted.team?.length ? new Set(wanted.team.map(Number)) : null,
    rank: wanted.rank ? RANKS[wanted.rank] ?? [0, -1] : null,
    public: wanted.public ? PUBLIC[wanted.public] ?? 0 : null,
    from: wanted.from ? Number(wanted.from) - data.first_year : 0,
    least: wanted.least ? Number(wanted.least) : 1,
    since: wanted.since ? Number(wanted.since) - data.first_year : 0,
    writes: Boolean(wanted.writes?.length),
    code: Boolean(wanted.code?.length),
    technique: wanted.technique ? data.techniques.indexOf(wanted.technique) : null,
    tier: places("tier", data.tiers),
  };
};

const matcher = (texts, wanted, names) => {
  const words = names.plain(wanted).split(/\s+/).filter(Boolean);
  return (index) => words.every((word) => texts[index].includes(word));
};

const textTests = (wanted, names) => {
  if (!names) return {};
  const listed = (name, list) => {
    if (!wanted[name]) return null;
    const fits = list.map((text) => text !== "" && text.includes(names.plain(wanted[name]).trim()));
    return (index) => fits[names[name][index]];
  };
  return {
    q: wanted.q ? matcher(names.words, wanted.q, names) : null,
    location: listed("location", names.locations),
    organisation: listed("organisation", names.organisations),
  };
};

export const find = (data, wanted, names) => {
  const asked = understand(wanted, data);
  const texts = textTests(wanted, names);
  const { person, result, technique, firstResult, firstTechnique, sets } = data;
  const tallies = {
    modality: new Tally(data.modalities.length, asked.least), medal: new Tally(MEDALS.length, asked.least),
    team: new Tally(MOST + 1, asked.least), rank: new Tally(Object.keys(RANKS).length, asked.least),
    public: new Tally(Math.max(...Object.values(PUBLIC)) + 1, asked.least), from: new Tally(120),
    least: new Tally(LEAST.length), since: new Tally(120), technique: new Tally(data.techniques.length),
    tier: new Tally(data.tiers.length), writes: new Tally(2), code: new Tally(2),
  };
  const fitting = [];
  const best = [];
  const bestAt = [];
  const results = [];
  let unsure = 0; // people who might fit
  let lacking = 0; // and what is not known of them

  const failsOf = (index) => {
    let fails = 0;
    if (!(person.last[index] >= asked.since)) fails |= BITS.since;
    if (asked.writes && !person.writeups[index]) fails |= BITS.writes;
    if (asked.code && !person.code[index]) fails |= BITS.code;
    if (asked.tier && !asked.tier.has(person.tier[index] - 1)) fails |= BITS.tier;
    if (asked.technique !== null) {
      let used = false;
      for (let at = firstTechnique[index]; at < firstTechnique[index + 1] && !used; at += 1) used = technique[at] === asked.technique;
      if (!used) fails |= BITS.technique;
    }
    for (const name of ["q", "location", "organisation"]) if (texts[name] && !texts[name](index)) fails |= BITS[name];
    return fails;
  };

  for (let index = 0; index < data.count; index += 1) {
    const own = failsOf(index);
    const notKnown = own & ((person.last[index] ? 0 : BITS.since) | (person.tier[index] ? 0 : BITS.tier));
    if (!single(own) && own !== notKnown) continue;
    let might = 0; // results that fit or might
    let lacks = 0;
    let fits = 0; // results that fit, or would with one more choice of a facet of the person
    let lowest = Infinity;
    let newest = 0; // results that fit or would with an earlier year; they lie newest first
    let place = -1; // of the result with the best rank among those that fit
    for (let at = firstResult[index]; at < firstResult[index + 1]; at += 1) {
      let fails = own;
      const rank = result.rank[at];
      const medal = result.medal[at];
      const size = Math.min(result.size[at], MOST);
      if (asked.sets && !asked.sets[result.set[at]]) fails |= BITS.modality;
      if (asked.medal && !asked.medal.has(medal - 1)) fails |= BITS.medal;
      if (asked.team && !asked.team.has(size)) fails |= BITS.team;
      if (asked.rank && !(rank >= asked.rank[0] && rank <= asked.rank[1])) fails |= BITS.rank;
      const year = result.year[at];
      const onPublic = result.public[at];
      if (asked.public !== null && !(onPublic && onPublic <= asked.public)) fails |= BITS.public;
      if (!(year >= asked.from)) fails |= BITS.from;
      const nowhere = (sets[result.set[at]].length ? 0 : BITS.modality) | (size ? 0 : BITS.team) | (rank ? 0 : BITS.rank)
        | (onPublic ? 0 : BITS.public) | (year ? 0 : BITS.from);
      const unknown = notKnown | (fails & nowhere);
      if (fails === unknown) {
        might += 1;
        lacks |= unknown;
      }
      if (!single(fails)) continue;
      if (fails === own) fits += 1;
      if (fails === 0 && rank && rank < lowest) {
        lowest = rank;
        place = at;
      }
      const all = fails === 0;
      if (all || fails === BITS.modality) for (const member of sets[result.set[at]]) tallies.modality.add(member - 1, index);
      if (medal && (all || fails === BITS.medal)) tallies.medal.add(medal - 1, index);
      if (size && (all || fails === BITS.team)) tallies.team.add(size, index);
      if (onPublic && (all || fails === BITS.public)) for (const most of Object.values(PUBLIC)) if (onPublic <= most) tallies.public.add(most, index);
      if (year && (all || fails === BITS.from)) {
        newest += 1;
        if (newest === asked.least) tallies.from.counts[year] += 1;
      }
      if (all || fails === BITS.rank) for (const choice of WITHIN[rank]) tallies.rank.add(choice, index);
    }
    const enough = fits >= asked.least;
    const whole = enough && own === 0;
    const counts = (bit) => enough && (own === 0 || own === bit);
    if (own === 0) LEAST.forEach((least, choice) => { if (fits >= least) tallies.least.add(choice, index); });
    if (counts(BITS.since) && person.last[index]) tallies.since.add(person.last[index], index);
    if (counts(BITS.writes) && person.writeups[index]) tallies.writes.add(1, index);
    if (counts(BITS.code) && person.code[index]) tallies.code.add(1, index);
    if (counts(BITS.tier) && person.tier[index]) tallies.tier.add(person.tier[index] - 1, index);
    if (counts(BITS.technique)) {
      for (let at = firstTechnique[index]; at < firstTechnique[index + 1]; at += 1) tallies.technique.add(technique[at], index);
    }
    if (!whole && might >= asked.least) {
      unsure += 1;
      lacking |= lacks;
    }
    if (whole) {
      fitting.push(index);
      best.push(lowest);
      bestAt.push(place);
      results.push(fits);
    }
  }
  const unknown = Object.keys(BITS).filter((name) => lacking & BITS[name]);
  return { people: fitting, best, bestAt, results, unsure, unknown, counts: named(tallies, data) };
};

// Counts by facet and value, as the page spells the values.
const named = (tallies, data) => {
  const by = (list, counts) => Object.fromEntries(list.map((id, place) => [id, counts[place]]));
  const orLater = (counts) => {
    const since = {};
    let sum = 0;
    for (let year = counts.length - 1; year > 0; year -= 1) {
      sum += counts[year];
      since[data.first_year + year] = sum;
    }
    return since;
  };
  return {
    modality: by(data.modalities, tallies.modality.counts),
    medal: by(MEDALS, tallies.medal.counts),
    team: by([0, 1, 2, 3, 4, 5], tallies.team.counts),
    technique: by(data.techniques, tallies.technique.counts),
    tier: by(data.tiers, tallies.tier.counts),
    writes: by([0, 1], tallies.writes.counts),
    code: by([0, 1], tallies.code.counts),
    rank: by(Object.keys(RANKS), tallies.rank.counts),
    least: by(LEAST, tallies.least.counts),
    public: Object.fromEntries(Object.entries(PUBLIC).map(([rank, most]) => [rank, tallies.public.counts[most]])),
    from: orLater(tallies.from.counts),
    since: orLater(tallies.since.counts),
  };
};

// Orders: indices into `found.people`; the file's own order, most recently active first, breaks ties.
export const order = (found, data, names, sort) => {
  const places = found.people.map((_, place) => place);
  const by = (key) => places.sort((one, other) => key(one) - key(other) || one - other);
  const medals = (place, medal) => {
    let count = 0;
    const index = found.people[place];
    for (let at = data.firstResult[index]; at < data.firstResult[index + 1]; at += 1) count += data.result.medal[at] === medal;
    return count;
  };
  if (sort === "best") return by((place) => found.best[place]);
  if (sort === "fitting") return by((place) => -found.results[place]);
  if (sort === "writeups") return by((place) => -data.person.writeups[found.people[place]]);
  if (sort === "gold") {
    const gold = places.map((place) => medals(place, 1));
    return by((place) => -gold[place]);
  }
  if (sort === "handle" && names) {
    const compare = new Intl.Collator("en", { sensitivity: "base" }).compare;
    return places.sort((one, other) => compare(names.handles[found.people[one]], names.handles[found.people[other]]));
  }
  return places;
};
