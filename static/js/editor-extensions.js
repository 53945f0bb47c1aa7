// What a text may hold: the parts of the editor's kit, and those that are ours.

const NAMES = [
  "Document", "Paragraph", "Text", "HardBreak", "Bold", "Italic", "Underline", "Strike", "Subscript", "Superscript",
  "Code", "CodeBlock", "BulletList", "ListItem", "Blockquote", "HorizontalRule", "Image", "Caption", "Table", "TableRow",
  "TableHeader", "TableCell", "Dropcursor", "Gapcursor", "History", "NoSpellCheck", "TrailingNode",
];
const SAFE_ADDRESS = /^(https?:\/\/|mailto:|\/(?![/\\])|#)/i;

// Alignment by class: a style would be refused by the page's policy.
function alignment({ Extension }) {
  const side = {
    default: null,
    parseHTML: (element) => ["ta-center", "ta-right"].find((name) => element.classList.contains(name)) || null,
    renderHTML: ({ side: name }) => (name ? { class: name } : {}),
  };
  return Extension.create({
    name: "alignment",
    addGlobalAttributes: () => [{ types: ["paragraph", "heading", "tableCell", "tableHeader"], attributes: { side } }],
    addCommands: () => ({
      toggleAlign: (name) => ({ commands, editor }) => {
        const value = editor.isActive({ side: name }) ? null : name;
        return ["paragraph", "heading"].map((type) => commands.updateAttributes(type, { side: value })).some(Boolean);
      },
    }),
  });
}

// A film is kept as its number only. Here it is a labelled box: nothing is asked of the other site.
function film({ Node }, words) {
  return Node.create({
    name: "film",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({
      film: {
        parseHTML: (element) => element.dataset.youtube,
        renderHTML: ({ film: number }) => ({ "data-youtube": number }),
      },
    }),
    parseHTML: () => [{ tag: "div[data-youtube]" }],
    renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("div");
      const name = document.createElement("strong");
      dom.className = "film";
      name.textContent = words.film;
      dom.append(name, ` youtu.be/${node.attrs.film}`);
      return { dom };
    },
  });
}

function keys({ Extension }, toolbar) {
  const toToolbar = () => {
    toolbar.querySelector('[tabindex="0"]')?.focus();
    return true;
  };
  return Extension.create({
    name: "keysToToolbar",
    addKeyboardShortcuts: () => ({ F10: toToolbar, "Alt-F10": toToolbar }),
  });
}

// Tab moves in tables and lists. After Escape it leaves the text, as everywhere else.
function wayOut({ Extension, Plugin }) {
  let isLeaving = false;
  const keydown = (_view, event) => {
    const skips = isLeaving && event.key === "Tab";
    if (event.key !== "Shift") isLeaving = event.key === "Escape";
    return skips;
  };
  return Extension.create({
    name: "wayOut",
    priority: 2000,
    addProseMirrorPlugins: () => [new Plugin({ props: { handleDOMEvents: { keydown } } })],
  });
}

export function extensionsOf(kit, { toolbar, openLink }) {
  return [
    ...NAMES.map((name) => kit[name]),
    kit.Heading.configure({ levels: [2, 3, 4] }),
    kit.OrderedList.configure({ enableListAttributes: false, listTypes: [{ type: "decimal" }, { type: "thai" }] }),
    kit.Figure.extend({ addExtensions: () => [], addCommands: () => ({}), addNodeView: null, addAttributes: () => ({}) }),
    kit.Link.extend({ addKeyboardShortcuts: () => ({ "Mod-k": () => openLink() }) }).configure({
      enableTarget: false, defaultProtocol: "https", isAllowedUri: (address) => SAFE_ADDRESS.test(address),
    }),
    alignment(kit),
    film(kit, toolbar.dataset),
    keys(kit, toolbar),
    wayOut(kit),
  ];
}
