// Saves a draft while it is written. What cannot be saved yet is kept in this window only, and offered again.

const KEY = "kmc-writing";
const PAUSE = 3000;
const RETRY = 10000;
const KEPT_FIELDS = ["title", "body", "body_format", "kind", "summary", "tags", "coauthors", "outside_authors", "source_name"];

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
  const version = () => form.elements.version;

  function keepCopy() {
    const fields = Object.fromEntries(KEPT_FIELDS.map((name) => [name, valueOf(name)]));
    const copy = { path: location.pathname, token: valueOf("form_token"), version: version().value, fields };
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

  // A sign-in in another window changes the token of the forms: read it from a fresh page.
  async function renewToken() {
    const page = await (await fetch(location.href)).text();
    const fresh = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1];
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
    return fresh;
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
    if (response.status === 403 && (await renewToken())) response = await post(data);
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
  offerCopy(form, { putBody, dropCopy, valueOf, changed });
}

function offerCopy(form, { putBody, dropCopy, valueOf, changed }) {
  const copy = JSON.parse(sessionStorage.getItem(KEY) || "null");
  if (!copy || (copy.path !== location.pathname && copy.token !== valueOf("form_token"))) return;
  const isOld = Number(copy.version) < Number(valueOf("version"));
  const isSame = KEPT_FIELDS.every((name) => (copy.fields[name] || "") === valueOf(name));
  if (isOld || isSame) {
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
    for (const name of KEPT_FIELDS) {
      const field = form.elements[name];
      if (field && !name.startsWith("body")) field.value = copy.fields[name];
    }
    putBody(copy.fields.body, copy.fields.body_format);
    changed({ target: form });
  });
}
