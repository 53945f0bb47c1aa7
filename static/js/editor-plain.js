// Text of the plain field as HTML, read as the server reads it: empty lines part paragraphs, ## and ### begin headings.

const HEADING = /^(##|###) +(\S.*)$/;

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

// A heading takes one line; the lines around it are paragraphs of their own.
function blocksOf(text) {
  const blocks = [];
  let lines = [];
  const close = () => {
    if (lines.length) blocks.push({ tag: "p", html: lines.map(escaped).join("<br>") });
    lines = [];
  };
  for (const line of text.split("\n")) {
    const heading = HEADING.exec(line);
    if (heading || !line.trim()) close();
    if (heading) blocks.push({ tag: `h${heading[1].length}`, html: escaped(heading[2].trim()) });
    else if (line.trim()) lines.push(line);
  }
  close();
  return blocks;
}

export function plainAsHTML(text) {
  const blocks = blocksOf(text);
  return blocks
    .map(({ tag, html }, index) => {
      const isBare = tag !== "p" && blocks[index + 1]?.tag !== "p";
      return `<${tag}>${html}</${tag}>${isBare ? "<p></p>" : ""}`; // room to write under each heading
    })
    .join("");
}
