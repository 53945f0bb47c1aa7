// Saves a draft while it is written. What cannot be saved yet is kept in this window only, and offered again.

import { renewToken } from "./editor-token.js";

const KEY = "kmc-writing";
const PAUSE = 3000;
const RETRY = 10000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "version", "form_token", "writer_id", "gives_way", "remove_files", "remove_cover"]);

export function startAutosave(form, putBody) {
  const note = form.querySelector("[data-note]");
  const words = form.dataset;
  const isOn = "autosave" in words;
  let isDirty = false;
  let isStopped = false;
  let isLeaving = false;
  let unanswered = null;
  let running = null;
  let timer = 0;

  const valueOf = (name) => new FormData(form).get(name) || "";
  const keptNames = () => [...new Set([...form.elements].filter(isKept).map((field) => field.name))];
  const version = () => form.elements.version;

  function keepCopy() {
    const fields = Object.fromEntries(keptNames().map((name) => [name, valueOf(name)]));
    const about = { path: location.pathname, token: valueOf("form_token"), writer: valueOf("writer_id") };
    const copy = { ...about, version: version().value, fields };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(copy));
    } catch {
      // A full or closed store only means that there is no second copy.
    }
  }

  function dropCopy() {
    sessionStorage.removeItem(KEY);
  }

  function tell(sentence, signIn = false) {
    note.textContent = sentence;
    if (!signIn) return;
    const link = document.createElement("a");
    Object.assign(link, { href: words.login, target: "_blank", textContent: words.signIn });
    note.append(" ", link);
  }

  function payload() {
    const data = new FormData(form);
    for (const name of ["files", "cover", "action", "remove_files", "remove_cover"]) data.delete(name);
    data.set("autosave", "1");
    return data;
  }

  async function post(data) {
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return fetch(location.pathname, { method: "POST", body: data, redirect: "error", headers: { Accept: "application/json" } });
  }

  function took(answer) {
    if (!answer.saved) return;
    version().value = answer.version;
    if (location.pathname === words.create) history.replaceState(null, "", answer.edit);
    tell(answer.note);
  }

  // One sending after the other. One that got no answer is repeated as it was: the server knows it again.
  async function send() {
    const data = unanswered || payload();
    if (!unanswered) isDirty = false;
    unanswered = data;
    let response = await post(data);
    if (response.status === 403 && (await renewToken(form))) response = await post(data);
    const answer = await response.json().catch(() => ({}));
    unanswered = null;
    if (response.ok) took(answer);
    else {
      isDirty = true;
      isStopped = [400, 403, 404, 409].includes(response.status);
      tell(answer.error || words.unsaved, response.status === 401);
      if (response.status === 401) tell(words.signedOut, true);
    }
    return response.ok;
  }

  async function save() {
    if (running) await running;
    tell(words.saving);
    running = send().catch(() => {
      isDirty = true;
      tell(words.offline);
      return false;
    });
    const isSaved = await running;
    running = null;
    if (isSaved && !isDirty) dropCopy();
    else if (!isStopped) schedule(isSaved ? PAUSE : RETRY);
    return isSaved;
  }

  function schedule(delay) {
    clearTimeout(timer);
    if (isOn && !isStopped) timer = setTimeout(() => isDirty && save(), delay);
  }

  function changed(event) {
    if (event.target.type === "file") return;
    isDirty = true;
    keepCopy();
    if (!isOn) return;
    tell(words.unsaved);
    schedule(PAUSE);
  }

  async function saveUntilClean() {
    if (running) await running;
    while (isDirty || unanswered) if (!(await save())) return false;
    return true;
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", async (event) => {
    if (isLeaving) {
      event.preventDefault();
      return;
    }
    if (isOn && !isStopped && (isDirty || running)) {
      event.preventDefault();
      clearTimeout(timer);
      const { submitter } = event;
      if (!(await saveUntilClean()) && !isStopped) return;
      isDirty = false;
      form.requestSubmit(submitter);
      return;
    }
    isLeaving = true;
  });
  window.addEventListener("pageshow", () => (isLeaving = false));
  window.addEventListener("online", () => isDirty && isOn && save());
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && !isLeaving) event.preventDefault();
  });
  if ("held" in words) {
    // A form that came back shows all of it, and none of it is saved.
    dropCopy();
    isDirty = true;
    schedule(PAUSE);
  } else offerCopy(form, { putBody, dropCopy, valueOf, changed });
}

function isKept(field) {
  return field.name && !NOT_KEPT.has(field.name) && !["file", "submit", "button"].includes(field.type);
}

function wordsOf(title, body, format) {
  const text = format === "html" ? new DOMParser().parseFromString(body, "text/html").body.textContent : body.replace(/^#+ /gm, "");
  return `${title} ${text}`.replace(/\s+/g, "");
}

// What was saved since then is only compared by its words: the server puts names and marks into their stored form.
function isShown(copy, valueOf) {
  const { title, body, body_format: format } = copy.fields;
  if (Number(copy.version) < Number(valueOf("version"))) {
    return wordsOf(title || valueOf("title"), body, format) === wordsOf(valueOf("title"), valueOf("body"), valueOf("body_format"));
  }
  return Object.entries(copy.fields).every(([name, value]) => value === valueOf(name));
}

function offerCopy(form, { putBody, dropCopy, valueOf, changed }) {
  const copy = JSON.parse(sessionStorage.getItem(KEY) || "null");
  if (!copy || copy.writer !== valueOf("writer_id")) return;
  if (copy.path !== location.pathname && copy.token !== valueOf("form_token")) return;
  if (isShown(copy, valueOf)) {
    dropCopy();
    return;
  }
  const offer = form.querySelector("[data-restore]");
  offer.hidden = false;
  offer.querySelector("[data-restore-no]").addEventListener("click", () => {
    offer.hidden = true;
    dropCopy();
  });
  offer.querySelector("[data-restore-yes]").addEventListener("click", () => {
    offer.hidden = true;
    for (const [name, value] of Object.entries(copy.fields)) {
      const field = form.elements[name];
      if (field && !name.startsWith("body")) field.value = value;
    }
    // With its own token and version: the server knows it again, and shows both texts if another was saved since.
    form.elements.form_token.value = copy.token;
    form.elements.version.value = copy.version;
    putBody(copy.fields.body, copy.fields.body_format);
    changed({ target: form });
  });
}
