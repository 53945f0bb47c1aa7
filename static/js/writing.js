// Around the text: the headings of the chosen kind, and what is there already while the title is typed.

const form = document.querySelector("[data-writing]");

// The editor's own button lays the headings out; here they are offered while nothing is written yet.
function startOffer() {
  const offer = form.querySelector("[data-offer]");
  const button = offer.querySelector("[data-offer-take]");
  const prompts = JSON.parse(document.getElementById("prompts").textContent);
  const known = new Set(Object.values(prompts).flat());
  const textarea = form.querySelector("[data-editor]");
  const toolbar = form.querySelector("[data-toolbar]");
  const chosen = () => form.querySelector('[name="kind"]:checked');

  function lines() {
    const html = new DOMParser().parseFromString(textarea.value, "text/html");
    const blocks = [...html.body.querySelectorAll("h2, h3, h4, p, li, td, th, pre, img")];
    const texts = blocks.length ? blocks.map((block) => (block.matches("img") ? "img" : block.textContent)) : html.body.textContent.split("\n");
    return texts.map((text) => text.replace(/^#+ /, "").trim()).filter(Boolean);
  }

  function show() {
    const kind = chosen();
    const words = lines();
    const isEmpty = words.every((line) => known.has(line));
    const isThere = kind && prompts[kind.value]?.every((prompt) => words.includes(prompt));
    offer.hidden = !kind || !prompts[kind.value] || !isEmpty || isThere;
    if (kind) button.textContent = button.dataset.words.replace("{kind}", kind.closest("label").textContent.trim());
  }

  button.addEventListener("click", () => {
    if (toolbar.hidden) {
      // The editor is not there yet, or never will be: plain headings are understood by it and by the server.
      textarea.value = prompts[chosen().value].map((prompt) => `## ${prompt}\n\n`).join("\n");
      form.elements.body_format.value = "text";
      textarea.focus();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    } else toolbar.querySelector('[data-do="prompts"]').click();
    show();
  });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

function startSimilar() {
  const place = form.querySelector("[data-similar]");
  const { title } = form.elements;
  const PAUSE = 700;
  let timer = 0;
  let asking = null;

  async function look() {
    asking?.abort();
    asking = new AbortController();
    const address = `${place.dataset.similar}?title=${encodeURIComponent(title.value)}&own=${place.dataset.own || ""}`;
    const response = await fetch(address, { signal: asking.signal }).catch(() => null);
    if (response?.ok && !response.redirected) place.innerHTML = (await response.text()).trim();
  }

  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}

startOffer();
startSimilar();
