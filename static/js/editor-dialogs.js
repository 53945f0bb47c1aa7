// Two small dialogs of the editor: the address of a link, the address of a film.

const FILM = /(?:^|[^\w-])(?:youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:watch\?(?:[^\s#]*&)?v=|shorts\/|live\/|embed\/|v\/))([\w-]{11})(?![\w-])/i;
const OTHER_SCHEME = /^(?!https?:|mailto:)[a-z][a-z0-9+-]*:(?!\d)/i;

// Returns the address a link may have, or nothing. What looks like mail or a bare site gets what is missing.
export function addressOf(typed) {
  const text = typed.replace(/[\s\u0000-\u001f]+/g, "");
  if (/^(\/(?![/\\])|#.|mailto:.+@)/i.test(text)) return text;
  if (OTHER_SCHEME.test(text) || /^[/\\]/.test(text)) return "";
  if (/^[^/@:]+@[^/@:]+\.[^/@:]+$/.test(text)) return `mailto:${text}`;
  const address = /^https?:/i.test(text) ? text : `https://${text}`;
  try {
    return new URL(address).hostname.includes(".") ? address : "";
  } catch {
    return "";
  }
}

export function filmOf(text) {
  return FILM.exec(text)?.[1] || "";
}

// Opens with a value; on its primary button the value is judged, then used. The other buttons close it.
// A phone forgets what was selected while a dialog is open: `resume` goes on from there.
function addressDialog(editor, name, judge, use) {
  const dialog = document.querySelector(`[data-${name}-dialog]`);
  const field = dialog.querySelector("input");
  let place = null;
  const resume = () => editor.chain().command(({ tr }) => tr.setSelection(place.resolve(tr.doc))).focus();
  field.addEventListener("input", () => field.setCustomValidity(""));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const value = judge(field.value.trim());
    if (!value) {
      event.preventDefault();
      field.setCustomValidity(dialog.dataset.refused);
      field.reportValidity();
      return;
    }
    dialog.addEventListener("close", () => use(value, resume()), { once: true });
  });
  return {
    dialog,
    resume,
    open(value) {
      editor.view.domObserver.flush(); // keys may come faster than the browser tells of what they select
      place = editor.state.selection.getBookmark();
      field.setCustomValidity("");
      field.value = value;
      dialog.showModal();
      return true;
    },
  };
}

export function startLinks(editor) {
  const { dialog, resume, open } = addressDialog(editor, "link", addressOf, (href, chain) => {
    const words = text.value.trim() || href.replace(/^(https?:\/\/|mailto:)/, "");
    if (!text.parentElement.hidden) chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] });
    else chain.extendMarkRange("link").setLink({ href }).command(({ tr, commands }) => commands.setTextSelection(tr.selection.to));
    chain.unsetMark("link").run(); // what is written next stands outside the link
  });
  const text = dialog.querySelector("[data-link-text]");
  const remove = dialog.querySelector("[data-link-remove]");
  remove.addEventListener("click", () => {
    dialog.close();
    resume().extendMarkRange("link").unsetLink().run();
  });
  return () => {
    const isLink = editor.isActive("link");
    remove.hidden = !isLink;
    text.parentElement.hidden = isLink || !editor.state.selection.empty;
    text.value = "";
    return open(editor.getAttributes("link").href || "");
  };
}

export function startFilms(editor) {
  const insert = (film, chain) => chain.insertContent([{ type: "film", attrs: { film } }, { type: "paragraph" }]).run();
  const { open } = addressDialog(editor, "film", filmOf, insert);
  return {
    choose: () => open(""),
    // An address pasted alone on a line becomes the film; inside a sentence it is a link as any other.
    paste(data) {
      const text = data.getData("text/plain").trim();
      const { $from, empty } = editor.state.selection;
      const isAlone = empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.childCount;
      const number = isAlone && !/\s/.test(text) && filmOf(text);
      return Boolean(number) && insert(number, editor.chain().focus());
    },
  };
}
