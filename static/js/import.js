// Writes an import on, a chunk a request, and moves the bar. Without this the button does the same.

const form = document.querySelector("[data-import-run]");
const bar = form.querySelector("progress");
const done = form.querySelector("[data-done]");
const note = form.querySelector("[data-note]");
const button = form.querySelector("button");
const format = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "th-TH-u-nu-latn");

async function writeChunk() {
  const answer = await fetch(location.pathname, {
    method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
  });
  if (answer.redirected) return { is_done: true };
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function writeOn() {
  button.disabled = true;
  try {
    for (;;) {
      const progress = await writeChunk();
      if (progress.is_done) break;
      bar.max = progress.total;
      bar.value = progress.done;
      done.textContent = format.format(progress.done);
    }
    location.assign(form.dataset.next);
  } catch {
    note.textContent = form.dataset.failed;
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  writeOn();
});

if ("start" in form.dataset) writeOn();
