// Columns of numbers kept as strings (see pages/people_index.py): the width, then so many base-90 digits a value.
const FIRST = "#".charCodeAt(0);
const SKIPPED = "\\".charCodeAt(0);

const digit = (code) => code - FIRST - (code > SKIPPED ? 1 : 0);

export const read = (text) => {
  const width = Number(text[0]);
  const values = new Uint32Array((text.length - 1) / width);
  for (let index = 0, at = 1; index < values.length; index += 1) {
    for (const end = at + width; at < end; at += 1) values[index] = 90 * values[index] + digit(text.charCodeAt(at));
  }
  return values;
};

const readAll = (columns) => Object.fromEntries(Object.entries(columns).map(([name, text]) => [name, read(text)]));

// Where each person's run of values begins, with the end behind the last.
const starts = (counts) => {
  const at = new Uint32Array(counts.length + 1);
  for (let index = 0; index < counts.length; index += 1) at[index + 1] = at[index] + counts[index];
  return at;
};

export const readFacets = (file) => {
  const person = readAll(file.person);
  return {
    ...file,
    person,
    result: readAll(file.result),
    technique: read(file.technique),
    firstResult: starts(person.results),
    firstTechnique: starts(person.used),
  };
};

export const readNames = (file) => {
  const handles = file.handles.split("\n");
  const names = file.names.split("\n");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  return {
    handles,
    names,
    address: (index) => file.addresses[index] ?? handles[index],
    twin: (index) => `data/people/${file.shards.slice(2 * index, 2 * index + 2)}.json`,
    words: handles.map((handle, index) => plain(`${handle}\n${file.former[index] ?? ""}\n${names[index]}`)),
    location: read(file.location),
    organisation: read(file.organisation),
    stated: { location: ["", ...file.locations], organisation: ["", ...file.organisations] },
    locations: ["", ...file.locations].map(plain),
    organisations: ["", ...file.organisations].map(plain),
    competition: read(file.competition),
    folders: file.folders,
    titles: file.titles,
    teams: file.teams,
    plain,
  };
};
