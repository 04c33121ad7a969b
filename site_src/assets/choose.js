// Puts what an address asks for into a field. A list that lacks it gets it: nothing fits what nobody is or has, and the
// reader sees why, where a choice that is dropped would show everything. An order that is not known changes nothing.
export const choose = (field, value) => {
  const lacks = field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value);
  if (lacks && field.name === "sort") return;
  if (lacks) field.add(new Option(value));
  field.value = value;
};

// The same for a list of boxes: whatever it lacks gets one.
export const tick = (form, name, value) => {
  const box = [...form.elements].find((field) => field.name === name && field.value === value) ?? added(form, name, value);
  box.checked = true;
  box.closest("details")?.setAttribute("open", "");
};

const added = (form, name, value) => {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value });
  const label = document.createElement("label");
  const text = document.createElement("span");
  text.textContent = value;
  label.append(box, " ", text);
  const boxes = form.querySelectorAll(`input[type=checkbox][name=${name}]`);
  (boxes.length ? boxes[boxes.length - 1].closest("label").parentElement : form).append(label);
  return box;
};
