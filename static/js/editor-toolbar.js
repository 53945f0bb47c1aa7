// The buttons of the editor: one stop for Tab, arrows between them, and what each does.

import { mergeWith } from "./editor-tables.js";

const commands = {
  bold: (chain) => chain.toggleBold(),
  h2: (chain) => chain.toggleHeading({ level: 2 }),
  h3: (chain) => chain.toggleHeading({ level: 3 }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  center: (chain) => chain.toggleAlign("ta-center"),
  right: (chain) => chain.toggleAlign("ta-right"),
  indent: (chain) => chain.sinkListItem("listItem"),
  outdent: (chain) => chain.liftListItem("listItem"),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  rowAfter: (chain) => chain.addRowAfter(),
  rowBefore: (chain) => chain.addRowBefore(),
  columnAfter: (chain) => chain.addColumnAfter(),
  columnBefore: (chain) => chain.addColumnBefore(),
  rowDelete: (chain) => chain.deleteRow(),
  columnDelete: (chain) => chain.deleteColumn(),
  headerRow: (chain) => chain.toggleHeaderRow(),
  merge: (chain) => chain.mergeCells(),
  split: (chain) => chain.splitCell(),
  tableDelete: (chain) => chain.deleteTable(),
  filmDelete: (chain) => chain.deleteSelection(),
};
// Whether a button is pressed, and whether it can be used now.
const pressed = {
  bold: ["bold"], h2: ["heading", { level: 2 }], h3: ["heading", { level: 3 }], bullets: ["bulletList"], numbers: ["orderedList"],
  quote: ["blockquote"], link: ["link"], center: [{ side: "ta-center" }], right: [{ side: "ta-right" }],
};
const limited = ["undo", "redo", "indent", "outdent", "split"];

function insertPrompts(editor, form) {
  const kind = form.querySelector('[name="kind"]:checked')?.value;
  const every = JSON.parse(document.getElementById("prompts").textContent);
  const prompts = every[kind] || [];
  const lines = editor.getText().split("\n").map((line) => line.trim()).filter(Boolean);
  const offered = Object.values(every).flat();
  const isUntouched = lines.every((line) => offered.includes(line)) && !/<(img|table|div)/.test(editor.getHTML());
  const missing = prompts.filter((prompt) => isUntouched || !lines.includes(prompt));
  const content = missing.flatMap((prompt) => [
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: prompt }] },
    { type: "paragraph" },
  ]);
  if (!content.length) return;
  const at = isUntouched ? 0 : editor.state.doc.content.size;
  if (isUntouched) editor.commands.setContent(content, { emitUpdate: true });
  else editor.commands.insertContentAt(at, content);
  editor.commands.focus(at + missing[0].length + 3);
}

function buttonsOf(toolbar) {
  return [...toolbar.querySelectorAll("[data-do]")].filter((button) => button.offsetParent);
}

// Exactly one button can be reached by Tab: the last one used, else the first.
function rove(toolbar, chosen) {
  const buttons = buttonsOf(toolbar);
  const stop = [chosen, toolbar.querySelector('[tabindex="0"]')].find((button) => buttons.includes(button)) || buttons[0];
  for (const button of toolbar.querySelectorAll("[data-do]")) button.tabIndex = button === stop ? 0 : -1;
}

function move(toolbar, event) {
  const buttons = buttonsOf(toolbar);
  const at = buttons.indexOf(event.target.closest("[data-do]"));
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const button = buttons[(next + buttons.length) % buttons.length];
  rove(toolbar, button);
  button.focus();
}

function showState(editor, toolbar) {
  const button = (name) => toolbar.querySelector(`[data-do="${name}"]`);
  for (const [name, state] of Object.entries(pressed)) button(name).setAttribute("aria-pressed", editor.isActive(...state));
  for (const name of limited) button(name).setAttribute("aria-disabled", !commands[name](editor.can().chain()).run());
  for (const group of toolbar.querySelectorAll("[data-when]")) {
    group.hidden = !group.dataset.when.split(" ").some((name) => editor.isActive(name));
  }
  const isMany = editor.can().mergeCells();
  for (const one of toolbar.querySelectorAll("[data-when-cells]")) one.hidden = (one.dataset.whenCells === "many") !== isMany;
  rove(toolbar);
}

export function startToolbar(editor, { form, toolbar, tables, parts }) {
  const special = {
    picture: parts.pictures.choose,
    describe: parts.pictures.describe,
    pictureDelete: parts.pictures.remove,
    pending: parts.pictures.reopen,
    film: parts.films.choose,
    link: parts.openLink,
    prompts: () => insertPrompts(editor, form),
    mergeRight: () => mergeWith(editor, tables, "right"),
    mergeDown: () => mergeWith(editor, tables, "down"),
  };
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its caret and the keyboard of a phone
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    rove(toolbar, button);
    const name = button.dataset.do;
    if (special[name]) special[name]();
    else commands[name](editor.chain().focus()).run();
  });
  toolbar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.view.focus();
    else move(toolbar, event);
  });
  editor.on("transaction", () => showState(editor, toolbar));
  showState(editor, toolbar);
}
