// Suggestions while typing: a list under the search field, reached with the arrow keys. Without it, Enter searches as ever.

const WAIT = 150; // milliseconds after a key

function optionOf(id, text, kind, url) {
  const option = document.createElement("a");
  option.id = id;
  option.href = url;
  option.tabIndex = -1;
  option.className = "suggestions__one";
  option.setAttribute("role", "option");
  const words = document.createElement("span");
  words.textContent = text;
  const note = document.createElement("small");
  note.textContent = kind;
  option.append(words, note);
  return option;
}

function start(form, number) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("div");
  const status = document.createElement("p");
  let asked = null;
  let timer = 0;
  let at = -1;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestSome);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.parentElement.classList.add("has-suggestions");
  field.after(list, status);

  const options = () => [...list.children];

  function choose(next) {
    at = next;
    for (const [place, option] of options().entries()) option.setAttribute("aria-selected", place === at);
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show([, texts, kinds, urls]) {
    list.replaceChildren(...texts.map((text, place) => optionOf(`${list.id}-${place}`, text, kinds[place], urls[place])));
    choose(-1);
    list.hidden = !texts.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = texts.length ? `${form.dataset.suggestSome} (${texts.length})` : form.dataset.suggestNone;
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const words = field.value.trim();
    if (!words) return close();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // Typed on, or the line is down: the search itself still works.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT); // composed input, too: on a phone every letter is
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first press closes the list, the next empties the field
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const last = options().length - 1;
      if (last < 0) return;
      event.preventDefault();
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at + step;
      choose(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      options()[at].click();
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  form.addEventListener("submit", close);
}

for (const [number, form] of document.querySelectorAll("form[data-suggest]").entries()) start(form, number);
