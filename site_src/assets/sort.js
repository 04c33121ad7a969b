// Tables that readers may sort: the head of a column becomes a button. Whatever is not known comes last in either order.
const known = (cell) => (cell && !cell.querySelector(".unknown") ? cell.textContent.trim() : "");

// The first number of a cell: of "54 of 254" the count, of a median its value and not its quartiles.
const number = (text) => {
  const found = text.replaceAll(",", "").match(/-?\d*\.?\d+/);
  return found ? Number(found[0]) : null;
};

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

// What a cell is sorted by, as its column's head says: a number, a day, or words; null where it is not known.
const reading = (head) => {
  if (head.classList.contains("num")) return (cell) => number(known(cell));
  if (head.classList.contains("day")) return (cell) => (known(cell) ? Date.parse(known(cell)) : null);
  return (cell) => known(cell) || null;
};

// First what compares, then what is told apart from it, then what is not known; in that order whichever way is asked for.
const place = (value, cell) => (value === null ? 2 : cell.querySelector(".apart") ? 1 : 0);

const sort = (table, column, down) => {
  const [body] = table.tBodies;
  const value = reading(table.tHead.rows[0].cells[column]);
  const rows = [...body.rows].map((row) => {
    const said = value(row.cells[column]);
    return [said, place(said, row.cells[column]), row];
  });
  rows.sort(([one, oneAt], [other, otherAt]) => {
    if (oneAt !== otherAt || oneAt === 2) return oneAt - otherAt;
    return (down ? -1 : 1) * (typeof one === "number" ? one - other : compare(one, other));
  });
  body.append(...rows.map(([, , row]) => row));
};

// The head as a button.
export const pressable = (head) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  return button;
};

for (const table of document.querySelectorAll("table.sorts:not(:has([data-orders]))")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    pressable(head).addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const down = before ? before === "ascending" : head.matches(".num, .day"); // the largest and the newest first
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
    });
  });
}
