// Files dropped on the page: they are put into the form's own input, then the form is sent as it always is.
"use strict";

(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const said = document.getElementById("drop-said");
  const bar = form.querySelector("progress");
  const inputs = [...form.querySelectorAll('input[type="file"]')];
  document.documentElement.classList.add("scripted");

  const say = (text) => {
    said.replaceChildren();
    if (!text) return;
    const box = document.createElement("div");
    box.className = "fault";
    box.textContent = text;
    said.append(box);
  };

  const refusal = (files) => {
    if (files.length > Number(form.dataset.mostFiles)) return form.dataset.tooMany;
    const large = files.find((file) => file.size > Number(form.dataset.mostEach));
    if (large) return `“${large.name}” ${form.dataset.tooLarge}`;
    const whole = files.reduce((sum, file) => sum + file.size, 0);
    return whole > Number(form.dataset.mostWhole) ? form.dataset.tooMuch : "";
  };

  const send = () => {
    const files = inputs.flatMap((input) => [...input.files]);
    const why = refusal(files);
    say(why);
    if (!why && files.length) form.requestSubmit();
  };
  for (const input of inputs) input.addEventListener("change", send);

  // A folder is walked through; browsers give its files a hundred at a time.
  const walk = async (entry) => {
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return found;
      for (const inner of some) found.push(...(await walk(inner)));
    }
  };

  let inside = 0;
  const over = (event, step) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    inside += step;
    form.classList.toggle("over", inside > 0);
  };
  document.addEventListener("dragenter", (event) => over(event, 1));
  document.addEventListener("dragleave", (event) => over(event, -1));
  document.addEventListener("dragover", (event) => over(event, 0));
  document.addEventListener("drop", async (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    inside = 0;
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    const files = entries.length ? (await Promise.all(entries.map(walk))).flat() : plain;
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    inputs[0].files = held.files;
    inputs[1].value = "";
    send();
  });

  // How much is sent; a refusal is shown at the form.
  form.addEventListener("htmx:beforeRequest", () => { bar.hidden = false; bar.value = 0; say(""); });
  form.addEventListener("htmx:xhr:progress", (event) => {
    if (event.detail.lengthComputable) bar.value = (100 * event.detail.loaded) / event.detail.total;
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    bar.hidden = true;
    if (event.detail.successful) return;
    for (const input of inputs) input.value = "";
  });
  form.addEventListener("htmx:sendError", () => say(form.dataset.broken));
})();
