// Makes the text of a policy's draft a rich one in the administration. Without this file the field shows the marks.

const textarea = document.getElementById("id_body");
const tools = document.querySelector("[data-policy-tools]");
const NAMES = [
  "Document", "Paragraph", "Text", "HardBreak", "Bold", "BulletList", "OrderedList", "ListItem", "Blockquote",
  "Table", "TableRow", "TableHeader", "TableCell", "History", "NoSpellCheck",
];
const commands = {
  h2: (chain) => chain.toggleHeading({ level: 2 }),
  h3: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
};

async function start() {
  const kit = await import("../django_prose_editor/editor.js");
  const surface = document.createElement("div");
  surface.className = "policy-surface";
  const editor = new kit.Editor({
    element: surface,
    injectCSS: false,
    extensions: [
      ...NAMES.map((name) => kit[name]),
      kit.Heading.configure({ levels: [2, 3] }),
      kit.Link.configure({ enableTarget: false, protocols: ["mailto"] }),
    ],
    content: textarea.value,
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": "id_body_label" } },
    onUpdate: () => { textarea.value = editor.isEmpty ? "" : editor.getHTML(); },
  });
  const label = document.querySelector('label[for="id_body"]');
  label.id = "id_body_label";
  const box = document.createElement("div");
  box.className = "policy-box";
  box.append(tools, surface);
  textarea.before(box);
  textarea.hidden = true;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name) commands[name](editor.chain().focus()).run();
  });
}

start().catch((error) => console.error(error));
