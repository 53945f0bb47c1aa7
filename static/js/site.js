// Small comforts of every page. Without them everything still works.

const asked = new WeakSet();

function copyLink(button) {
  const label = button.querySelector("span") || button;
  const before = label.textContent;
  navigator.clipboard.writeText(button.dataset.copy).then(() => {
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2500);
  });
}

function confirmDialog(question, yes, no) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const text = document.createElement("p");
  text.textContent = question;
  const row = document.createElement("div");
  row.className = "actions";
  for (const [words, tone, value] of [[yes, "danger", "yes"], [no, "plain", ""]]) {
    const button = document.createElement("button");
    button.className = `button button--${tone}`;
    button.textContent = words;
    button.addEventListener("click", () => dialog.close(value));
    row.append(button);
  }
  dialog.append(text, row);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
  });
}

async function askBeforeSubmit(event) {
  const button = event.submitter;
  if (!button?.dataset.confirm || asked.has(button)) return;
  event.preventDefault();
  const cancel = document.querySelector("[data-cancel]").dataset.cancel;
  if (await confirmDialog(button.dataset.confirm, button.textContent.trim(), cancel)) {
    asked.add(button);
    event.target.requestSubmit(button);
  }
}

const actions = {
  copy: copyLink,
  print: () => window.print(),
  dismiss: (button) => button.closest("[data-message]").remove(),
  dialog: (button) => document.getElementById(button.dataset.dialog)?.showModal(),
  close: (button) => button.closest("dialog").close(),
};

function closeMenus(except) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const button = event.target.closest("button");
  const action = button && Object.keys(actions).find((name) => name in button.dataset);
  if (action) actions[action](button);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

document.addEventListener("submit", askBeforeSubmit);

function showConnection() {
  const note = document.querySelector(".offline[data-offline]");
  if (note) note.textContent = navigator.onLine ? "" : note.dataset.offline;
}

addEventListener("offline", showConnection);
addEventListener("online", showConnection);

for (const button of document.querySelectorAll("[data-copy], [data-print], [data-dismiss]")) {
  button.hidden = "copy" in button.dataset && !navigator.clipboard;
}
