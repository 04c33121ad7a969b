// Teams by their names, below the people who were found. The names come by year, and are read once words are typed.
const form = document.getElementById("people");
const section = document.getElementById("teams");
const status = document.getElementById("teams-status");
const list = section.querySelector("ul");
const { root } = form.dataset;
const SHOWN = 50;
const LEAST = 2; // letters: fewer are in every name

const read = (file) => fetch(`${root}data/people/${file}.json`).then((answer) => answer.json());
const plain = (text) => text.normalize("NFKC").toLowerCase();

let teams;
const load = async () => {
  const { years } = await read("teams");
  const files = await Promise.all(years.map((year) => read(`teams-${year}`).then((file) => [year, file.competitions])));
  return files.flatMap(([year, competitions]) => competitions.flatMap(({ folder, title, names, ranks }) => (
    names.map((name, at) => ({ name, words: plain(name), rank: ranks[at], folder, title, year }))
  )));
};

const entry = ({ name, rank, folder, title, year }) => {
  const made = document.createElement("li");
  const team = document.createElement("bdi");
  const link = document.createElement("a");
  team.textContent = name;
  link.textContent = title;
  link.href = `${root}competitions/${folder}/#leaderboard`;
  made.append(team, rank ? `, private rank ${rank.toLocaleString("en-US")} in ` : ", private rank unknown, in ", link, year === "unknown" ? " (year unknown)" : ` (${year})`);
  return made;
};

const show = async (text) => {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const asked = words.join("").length >= LEAST;
  section.hidden = !asked;
  status.textContent = "";
  list.replaceChildren();
  if (!asked) return;
  const all = await (teams ??= load());
  if (form.elements.q.value !== text) return;
  const found = all.filter((team) => words.every((word) => team.words.includes(word)));
  const more = found.length > SHOWN ? `, the newest ${SHOWN}` : "";
  status.textContent = `${found.length.toLocaleString("en-US")} of ${all.length.toLocaleString("en-US")} named teams${more}.`;
  list.replaceChildren(...found.slice(0, SHOWN).map(entry));
};

let waiting;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(form.elements.q.value), 200);
};
form.elements.q.addEventListener("input", soon);
form.addEventListener("reset", soon);
show(form.elements.q.value);
