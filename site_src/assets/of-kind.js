// A technique's lists narrowed to one kind of data, task or field; the choice is kept in the address.
import { choose } from "./choose.js";

const form = document.getElementById("of-kind");

if (form) {
  const rows = [...document.querySelectorAll("tr[data-kinds]")];
  const status = form.querySelector("output");

  const narrow = () => {
    const kind = form.elements.kind.value;
    for (const row of rows) row.hidden = kind !== "" && !row.dataset.kinds.split(" ").includes(kind);
    status.textContent = kind ? `${rows.filter((row) => !row.hidden).length} of ${rows.length} listed` : "";
    history.replaceState(null, "", (kind ? `?${new URLSearchParams({ kind })}` : location.pathname) + location.hash);
  };

  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  const asked = new URLSearchParams(location.search).get("kind");
  if (asked) {
    choose(form.elements.kind, asked);
    narrow();
    document.getElementById(location.hash.slice(1))?.scrollIntoView(); // rows above it went
  }
}
