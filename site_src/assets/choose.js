// Puts what an address asks for into a field. A list that lacks it gets it: nothing fits what nobody is or has, and the
// reader sees why, where a choice that is dropped would show everything. An order that is not known changes nothing.
export const choose = (field, value) => {
  const lacks = field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value);
  if (lacks && field.name === "sort") return;
  if (lacks) field.add(new Option(value));
  field.value = value;
};
