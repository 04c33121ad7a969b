// The shortlist's button on a profile.
import { has, toggle } from "./shortlist.js";

for (const button of document.querySelectorAll("[data-shortlist]")) {
  const { address, handle, twin } = button.dataset;
  const show = (listed) => {
    button.setAttribute("aria-pressed", String(listed));
    button.textContent = listed ? "On the shortlist" : "Add to shortlist";
  };
  show(has(address));
  button.hidden = false; // a click before this script ran would be lost
  button.addEventListener("click", () => show(toggle({ address, handle, twin })));
}
