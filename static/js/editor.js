// The editor of the writing page: makes the plain text field a rich one. Without this file the field stays plain.

import { startAutosave } from "./editor-autosave.js";
import { startLinks, startFilms } from "./editor-dialogs.js";
import { extensionsOf } from "./editor-extensions.js";
import { startPictures } from "./editor-pictures.js";
import { plainAsHTML } from "./editor-plain.js";
import { startToolbar } from "./editor-toolbar.js";
import { cleanPaste } from "./editor-word.js";

const form = document.querySelector("[data-writing]");
const textarea = form.querySelector("[data-editor]");
const toolbar = form.querySelector("[data-toolbar]");
const format = form.elements.body_format;
const HIDDEN = { top: 130, bottom: 210, left: 0, right: 0 }; // what the sticky rows cover: the caret stays out of it
let editor = null;

const startingHTML = () => (format.value === "html" ? textarea.value : plainAsHTML(textarea.value));

startAutosave(form, (body, bodyFormat) => {
  textarea.value = body;
  format.value = bodyFormat;
  editor?.commands.setContent(startingHTML());
});

// The editor is large: the page is read and takes words before it comes.
function untilWanted() {
  return new Promise((resolve) => {
    const rest = () => (window.requestIdleCallback || setTimeout)(resolve, { timeout: 1000 });
    textarea.addEventListener("focus", resolve, { once: true });
    if (document.activeElement === textarea) resolve();
    else if (document.readyState === "complete") rest();
    else addEventListener("load", rest, { once: true });
  });
}

function surfaceAttributes(label) {
  const described = [textarea.getAttribute("aria-describedby"), "editor-keys"].filter(Boolean).join(" ");
  return {
    id: "id_body_editor", class: "prose", role: "textbox", "aria-multiline": "true",
    "aria-label": label.firstChild.textContent.trim(), "aria-describedby": described,
    "aria-invalid": textarea.getAttribute("aria-invalid") || "false",
  };
}

// Writes what changed into the field: at once, or in a very long text when the hand rests.
// An empty line at the end is only there to be written on.
function startMirror() {
  const textOf = () => (editor.isEmpty ? "" : editor.getHTML().replace(/(<p><\/p>)+$/, ""));
  let before = textOf();
  let cost = 0;
  let timer = 0;
  const write = () => {
    const start = performance.now();
    const html = textOf();
    clearTimeout(timer);
    cost = performance.now() - start;
    if (html === before) return;
    before = html;
    textarea.value = html;
    format.value = "html";
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  editor.on("update", () => {
    clearTimeout(timer);
    if (cost < 50) write();
    else timer = setTimeout(write, 10 * cost);
  });
  form.addEventListener("submit", write, true);
  addEventListener("beforeunload", write);
}

// Takes over from the plain field, with the caret where it was.
function takePlace(surface, label) {
  const isWriting = document.activeElement === textarea;
  const at = textarea.selectionEnd;
  const isAtEnd = format.value === "html" || at === textarea.value.length;
  textarea.before(toolbar, surface);
  textarea.hidden = true;
  toolbar.hidden = false;
  label.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  });
  if (isWriting) editor.commands.focus(isAtEnd ? "end" : at + 1);
}

async function startEditor() {
  const kit = await import("../django_prose_editor/editor.js");
  const surface = document.createElement("div");
  surface.className = "surface";
  const label = form.querySelector(`label[for="${textarea.id}"]`);
  const parts = {};
  editor = new kit.Editor({
    element: surface,
    injectCSS: false,
    extensions: extensionsOf(kit, { toolbar, openLink: () => parts.openLink() }),
    content: startingHTML(),
    editorProps: {
      scrollMargin: HIDDEN,
      scrollThreshold: HIDDEN,
      attributes: surfaceAttributes(label),
      transformPastedHTML: (html) => cleanPaste(html, toolbar),
      handlePaste: (_view, { clipboardData }) => parts.pictures.paste(clipboardData) || parts.films.paste(clipboardData),
      handleDrop: (view, event, _slice, isMoved) => !isMoved && parts.pictures.drop(view, event),
    },
  });
  parts.openLink = startLinks(editor);
  parts.films = startFilms(editor);
  parts.pictures = startPictures(editor, form, toolbar);
  startMirror();
  takePlace(surface, label);
  startToolbar(editor, { form, toolbar, tables: kit.pm.tables, parts });
}

await untilWanted();
await startEditor().catch(console.error);
