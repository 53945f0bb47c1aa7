// Writes an import on, a chunk a request, and moves the bar. Without this the buttons do the same.

const KEY = "kmc-import"; // the page that may begin by itself: its button was pressed on the page before

function startOn(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(form.action);
    sessionStorage.setItem(KEY, address.pathname);
    location.assign(address);
  });
}

function runOn(form) {
  const bar = form.querySelector("progress");
  const done = form.querySelector("[data-done]");
  const note = form.querySelector("[data-note]");
  const button = form.querySelector("button");

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
        done.textContent = progress.done.toLocaleString("en");
      }
      location.replace(form.dataset.next);
    } catch {
      note.textContent = form.dataset.failed;
      button.disabled = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    writeOn();
  });
  if (sessionStorage.getItem(KEY) === location.pathname) {
    sessionStorage.removeItem(KEY);
    writeOn();
  }
}

document.querySelectorAll("[data-import-start]").forEach(startOn);
document.querySelectorAll("[data-import-run]").forEach(runOn);
