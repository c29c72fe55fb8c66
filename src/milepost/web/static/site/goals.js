// Writing a goal: a sentence that is offered goes into the field at a click.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("click", (event) => {
  const offered = event.target.closest("[data-take]");
  const field = document.getElementById("id_sentence");
  if (!offered || !field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.value = offered.dataset.take;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
