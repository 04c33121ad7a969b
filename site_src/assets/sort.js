// Tables that readers may sort: the head of a column becomes a button. Whatever is not known comes last in either order.
const known = (cell) => (cell && !cell.querySelector(".unknown") ? cell.textContent.trim() : "");

// The first number of a cell: of "54 of 254" the count, of a median its value and not its quartiles.
const number = (text) => {
  const found = text.replaceAll(",", "").match(/-?\d*\.?\d+/);
  return found ? Number(found[0]) : null;
};

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const sort = (table, column, down) => {
  const [body] = table.tBodies;
  const numeric = table.tHead.rows[0].cells[column].classList.contains("num");
  const value = (row) => (numeric ? number(known(row.cells[column])) : known(row.cells[column]) || null);
  const rows = [...body.rows].map((row) => [value(row), row]);
  rows.sort(([one], [other]) => {
    if (one === null || other === null) return (one === null) - (other === null);
    return (down ? -1 : 1) * (numeric ? one - other : compare(one, other));
  });
  body.append(...rows.map(([, row]) => row));
};

for (const table of document.querySelectorAll("table.sorts")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const down = before ? before === "ascending" : head.classList.contains("num"); // of numbers the largest first
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
    });
  });
}
