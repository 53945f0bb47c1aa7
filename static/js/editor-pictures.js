// Pictures into the text: from the camera, files, the clipboard or dropped. Several go at once; one dialog describes them.

import { paintThumb, startQueue } from "./editor-uploads.js";

const HTML_ONLY = /<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>|&nbsp;|\s/gi;

function findPicture(doc, src) {
  let found = null;
  doc.descendants((node, at) => {
    if (node.type.name === "image" && node.attrs.src === src) found = at;
    return found === null;
  });
  return found;
}

// The selected picture, or that of the figure whose caption is being written.
function selectedPicture({ selection, doc }) {
  if (selection.node?.type.name === "image") return selection.from;
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "figure") return $from.before(depth) + 1;
  }
  return selection.node?.type.name === "figure" && doc.nodeAt(selection.from + 1) ? selection.from + 1 : null;
}

// A picture with words below it is a figure, one without is not.
function rangeOf(doc, at) {
  const $at = doc.resolve(at);
  const isFigure = $at.parent.type.name === "figure";
  return isFigure
    ? { from: $at.before(), to: $at.after(), caption: $at.parent.maybeChild(1) }
    : { from: at, to: at + doc.nodeAt(at).nodeSize, caption: null };
}

function describePicture(editor, at, alt, words) {
  const { doc, schema, tr } = editor.state;
  const { from, to, caption } = rangeOf(doc, at);
  const { image, figure, caption: captionType } = schema.nodes;
  const picture = image.create({ ...doc.nodeAt(at).attrs, alt });
  const below = caption?.textContent === words ? caption : captionType.create(null, words ? schema.text(words) : null);
  editor.view.dispatch(tr.replaceWith(from, to, words ? figure.create(null, [picture, below]) : picture));
}

function makeRow(template, list) {
  const element = template.content.firstElementChild.cloneNode(true);
  const find = (name) => element.querySelector(`[data-${name}]`);
  const show = (state, words = "") => {
    element.dataset.state = state;
    find("state").textContent = words;
  };
  find("alt").addEventListener("keydown", (event) => {
    const next = element.nextElementSibling?.querySelector("[data-alt]");
    if (event.key !== "Enter" || !next) return; // after the last one Enter is "done", as in every form
    event.preventDefault();
    next.focus();
  });
  list.append(element);
  return { element, find, show, canvas: find("thumb"), alt: find("alt"), caption: find("caption") };
}

export function startPictures(editor, form, toolbar) {
  const input = form.querySelector("[data-picture-input]");
  const dialog = document.querySelector("[data-alt-dialog]");
  const list = dialog.querySelector("[data-picture-rows]");
  const template = dialog.querySelector("template");
  const pending = toolbar.querySelector("[data-do=pending]");
  const words = dialog.dataset;
  const rows = new Set();
  const enqueue = startQueue(form, words);
  let place = 0; // where the next picture goes: it moves along with the text

  editor.on("transaction", ({ transaction }) => (place = transaction.mapping.map(place)));

  function forget(row) {
    row.isGone = true;
    rows.delete(row);
    row.element.remove();
    showPending();
    if (!rows.size && dialog.open) dialog.close();
  }

  function showPending() {
    pending.parentElement.hidden = dialog.open || !rows.size;
    pending.querySelector("[data-count]").textContent = rows.size;
  }

  // The picture stands in the text before it is described: closing the dialog loses nothing.
  function insert({ url, width, height }) {
    const image = { type: "image", attrs: { src: url, width, height, alt: "" } };
    editor.commands.insertContentAt(place, [image, { type: "paragraph" }], { updateSelection: false });
    place = findPicture(editor.state.doc, url) + 2; // in the new line below, which the next picture takes
  }

  function finish(row) {
    const at = row.at ?? findPicture(editor.state.doc, row.src);
    if (at !== null) describePicture(editor, at, row.alt.value.trim(), row.caption.value.trim());
    forget(row);
  }

  function removeRow(row) {
    row.cancel?.();
    const at = row.src ? findPicture(editor.state.doc, row.src) : null;
    if (at !== null) editor.view.dispatch(editor.state.tr.delete(at, at + 1));
    forget(row);
  }

  function addRow(file) {
    const row = Object.assign(makeRow(template, list), { file });
    const progress = row.find("progress");
    Object.assign(row, {
      waits: () => row.show("waiting", words.waiting),
      starts: () => row.show("sending", words.sending),
      progress: (share) => (progress.value = share),
      fails(sentence, { status }) {
        row.status = status;
        row.show("failed", sentence);
        row.find("sign-in").hidden = ![401, 403].includes(status);
        showPending();
      },
      arrived(answer) {
        row.src = answer.url;
        row.show("sent", words.sent);
        insert(answer);
        if (!dialog.open) finish(row);
      },
    });
    row.find("retry").addEventListener("click", () => enqueue(row));
    row.find("remove").addEventListener("click", () => removeRow(row));
    rows.add(row);
    enqueue(row);
  }

  function open() {
    showPupils();
    if (!dialog.open) dialog.showModal();
    showPending();
  }

  function add(files, at) {
    if (!rows.size || at !== undefined) place = at ?? editor.state.selection.to;
    for (const file of files) addRow(file);
    open();
    list.querySelector("[data-alt]").focus();
  }

  // What is said of pupils belongs to the whole article: the dialog shows the field of the form and sets it.
  const fieldset = dialog.querySelector("[data-pupils]");
  function showPupils() {
    fieldset.hidden = !form.elements.pupils;
    for (const choice of fieldset.querySelectorAll("input")) choice.checked = choice.value === form.elements.pupils?.value;
  }
  fieldset.addEventListener("change", ({ target }) => {
    form.elements.pupils.value = target.value;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });

  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    add(files);
  });
  dialog.addEventListener("close", () => {
    for (const row of [...rows]) if (row.src) finish(row);
    showPending();
    editor.commands.focus();
  });
  addEventListener("online", () => {
    for (const row of rows) if (row.status === 0) enqueue(row);
  });
  addEventListener("beforeunload", (event) => rows.size && event.preventDefault());
  form.addEventListener(
    "submit",
    (event) => {
      if (!rows.size) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    true,
  );

  function takeFiles(data, at) {
    const files = [...(data?.files || [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length || data.getData("text/html").replace(HTML_ONLY, "")) return false; // text with pictures is left to the editor
    add(files, at);
    return true;
  }

  return {
    choose: () => input.click(),
    reopen: open,
    paste: (data) => takeFiles(data),
    drop(view, event) {
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
      const isTaken = takeFiles(event.dataTransfer, at);
      if (isTaken) event.preventDefault();
      return isTaken;
    },
    describe() {
      const at = selectedPicture(editor.state);
      const { attrs } = editor.state.doc.nodeAt(at);
      const row = Object.assign(makeRow(template, list), { src: attrs.src, at });
      row.alt.value = attrs.alt || "";
      row.caption.value = rangeOf(editor.state.doc, at).caption?.textContent || "";
      row.caption.closest("details").open = Boolean(row.caption.value);
      row.find("remove").hidden = true;
      row.show("kept");
      const shown = editor.view.nodeDOM(at);
      if (shown?.naturalWidth) paintThumb(row.canvas, shown);
      rows.add(row);
      open();
      row.alt.select();
    },
    remove() {
      const { from, to } = rangeOf(editor.state.doc, selectedPicture(editor.state));
      editor.chain().focus().deleteRange({ from, to }).run();
    },
  };
}
