// Lists as CSV files, made in the browser.

// A cell that no spreadsheet runs as a formula; the archive's own CSV files are guarded in the same way.
export const cell = (value) => {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@＝＋－＠\t\r']/.test(value) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

// Columns are pairs: a name, and what a row has there.
export const csv = (columns, rows) => [
  columns.map(([name]) => name).join(","),
  ...rows.map((row) => columns.map(([, value]) => cell(value(row))).join(",")),
].join("\n") + "\n";

export const download = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(link.href);
};
