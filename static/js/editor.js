// The editor of the writing page: makes the plain text field a rich one. Without this file the field stays plain.

import { startAutosave } from "./editor-autosave.js";
import { startPictures } from "./editor-pictures.js";
import { cleanWordPaste } from "./editor-word.js";

const form = document.querySelector("[data-writing]");
const textarea = form.querySelector("[data-editor]");
const toolbar = form.querySelector("[data-toolbar]");
const format = form.elements.body_format;

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function startingHTML() {
  if (format.value === "html") return textarea.value;
  const paragraphs = textarea.value.split(/\n\s*\n/);
  return paragraphs.map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, "<br>")}</p>`).join("");
}

// Alignment by class (a style would be refused by the page's policy), and films as a number only.
function ownExtensions({ Extension, Node }) {
  const Alignment = Extension.create({
    name: "alignment",
    addGlobalAttributes() {
      const align = {
        default: null,
        parseHTML: (element) => ["ta-center", "ta-right"].find((name) => element.classList.contains(name)) || null,
        renderHTML: ({ align: name }) => (name ? { class: name } : {}),
      };
      return [{ types: ["paragraph", "heading", "tableCell", "tableHeader"], attributes: { align } }];
    },
  });
  const Film = Node.create({
    name: "film",
    group: "block",
    atom: true,
    addAttributes() {
      return {
        film: {
          parseHTML: (element) => element.dataset.youtube,
          renderHTML: ({ film }) => ({ "data-youtube": film }),
        },
      };
    },
    parseHTML: () => [{ tag: "div[data-youtube]" }],
    renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  });
  return [Alignment, Film];
}

function extensionsOf(kit) {
  const plain = [
    "Document", "Paragraph", "Text", "HardBreak", "Bold", "Italic", "Underline", "Strike", "Subscript", "Superscript",
    "Code", "CodeBlock", "BulletList", "OrderedList", "ListItem", "Blockquote", "HorizontalRule", "Image", "Figure",
    "Caption", "Table", "TableRow", "TableHeader", "TableCell", "Dropcursor", "Gapcursor", "History", "NoSpellCheck",
  ];
  return [
    ...plain.map((name) => kit[name]),
    kit.Heading.configure({ levels: [2, 3, 4] }),
    kit.Link.configure({ enableTarget: false, protocols: ["mailto"] }),
    ...ownExtensions(kit),
  ];
}

const commands = {
  bold: (chain) => chain.toggleBold(),
  h2: (chain) => chain.toggleHeading({ level: 2 }),
  h3: (chain) => chain.toggleHeading({ level: 3 }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  rowAdd: (chain) => chain.addRowAfter(),
  columnAdd: (chain) => chain.addColumnAfter(),
  rowDelete: (chain) => chain.deleteRow(),
  columnDelete: (chain) => chain.deleteColumn(),
  tableDelete: (chain) => chain.deleteTable(),
  merge: (chain) => chain.mergeOrSplit(),
};
const states = {
  bold: ["bold"], h2: ["heading", { level: 2 }], h3: ["heading", { level: 3 }],
  bullets: ["bulletList"], numbers: ["orderedList"], quote: ["blockquote"], link: ["link"],
};

function showState(editor) {
  for (const [name, state] of Object.entries(states)) {
    toolbar.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", editor.isActive(...state));
  }
  toolbar.querySelector('[data-do="undo"]').disabled = !editor.can().undo();
  toolbar.querySelector('[data-do="redo"]').disabled = !editor.can().redo();
  toolbar.querySelector("[data-in-table]").hidden = !editor.isActive("table");
}

function insertPrompts(editor) {
  const kind = form.querySelector('[name="kind"]:checked')?.value;
  const prompts = JSON.parse(document.getElementById("prompts").textContent)[kind] || [];
  const missing = prompts.filter((prompt) => !editor.getText().includes(prompt));
  const content = missing.flatMap((prompt) => [
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: prompt }] },
    { type: "paragraph" },
  ]);
  if (!content.length) return;
  const at = editor.state.doc.content.size;
  if (editor.isEmpty) editor.chain().setContent(content, { emitUpdate: true }).focus(prompts[0].length + 3).run();
  else editor.chain().insertContentAt(at, content).focus(at + missing[0].length + 3).run();
}

function startLinks(editor) {
  const dialog = form.querySelector("[data-link-dialog]");
  const address = dialog.querySelector("input");
  const set = () => {
    const typed = address.value.trim();
    const href = /^[a-z]+:/i.test(typed) || !typed ? typed : `https://${typed}`;
    dialog.close();
    if (!href) return;
    if (editor.state.selection.empty && !editor.isActive("link")) {
      editor.chain().focus().insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
  };
  dialog.querySelector("[data-link-set]").addEventListener("click", set);
  address.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    set();
  });
  dialog.querySelector("[data-link-remove]").addEventListener("click", () => {
    dialog.close();
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
  });
  return () => {
    address.value = editor.getAttributes("link").href || "";
    dialog.querySelector("[data-link-remove]").hidden = !editor.isActive("link");
    dialog.showModal();
  };
}

function startToolbar(editor, special) {
  toolbar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (!name) return;
    if (special[name]) special[name]();
    else commands[name](editor.chain().focus()).run();
  });
  toolbar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...toolbar.querySelectorAll("button:not(:disabled)")].filter((button) => button.offsetParent);
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  });
  editor.on("transaction", () => showState(editor));
  showState(editor);
  toolbar.hidden = false;
}

async function startEditor() {
  const kit = await import("../django_prose_editor/editor.js");
  const surface = document.createElement("div");
  surface.className = "surface";
  const label = form.querySelector(`label[for="${textarea.id}"]`);
  let pictures = null;
  const editor = new kit.Editor({
    element: surface,
    injectCSS: false,
    extensions: extensionsOf(kit),
    content: startingHTML(),
    editorProps: {
      attributes: {
        id: "id_body_editor", class: "prose", role: "textbox", "aria-multiline": "true", "aria-label": label.firstChild.textContent.trim(),
      },
      transformPastedHTML: (html) => cleanWordPaste(html, toolbar),
      handlePaste: (_view, event) => pictures?.take(event.clipboardData, event),
      handleDrop: (_view, event) => pictures?.take(event.dataTransfer, event),
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      format.value = "html";
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  textarea.before(toolbar, surface);
  textarea.hidden = true;
  label.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  });
  pictures = startPictures(editor, form, toolbar);
  startToolbar(editor, { picture: pictures.choose, link: startLinks(editor), prompts: () => insertPrompts(editor) });
  return editor;
}

const editor = await startEditor().catch((error) => {
  console.error(error);
  return null;
});
startAutosave(form, (body, bodyFormat) => {
  textarea.value = body;
  format.value = bodyFormat;
  editor?.commands.setContent(startingHTML());
});
