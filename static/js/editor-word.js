// Text pasted from Word: its lists become lists, its alignment classes, the rest of its clothes stays behind.

const ORDERED = /^\s*(?:\(?[0-9๐-๙]+[.)]|\(?[a-zก-ฮ][.)])/i;

function isWord(html) {
  return /class="?Mso|urn:schemas-microsoft-com|mso-/i.test(html);
}

// Styles in parsed HTML would be reported by the page's policy: they go, or change their name, before parsing.
function withoutStyles(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=/gi, " data-style=").replace(/\son[a-z]+=/gi, " data-dropped=");
}

function levelOf(paragraph) {
  return Number(/mso-list:[^;]*level(\d)/i.exec(paragraph.dataset.style || "")?.[1] || 0);
}

function withoutMarker(paragraph) {
  for (const element of paragraph.querySelectorAll("[data-style]")) {
    if (/mso-list:\s*Ignore/i.test(element.dataset.style)) element.remove();
  }
  return paragraph;
}

function makeLists(page) {
  let lists = [];
  for (const paragraph of page.querySelectorAll("p")) {
    const level = levelOf(paragraph);
    if (!level) {
      lists = [];
      continue;
    }
    lists.length = Math.min(lists.length, level);
    if (!lists.length || paragraph.previousElementSibling !== lists[0]) lists = [];
    while (lists.length < level) {
      const list = page.createElement(ORDERED.test(paragraph.textContent) ? "ol" : "ul");
      if (lists.length) (lists.at(-1).lastElementChild || lists.at(-1)).append(list);
      else paragraph.before(list);
      lists.push(list);
    }
    const item = page.createElement("li");
    item.append(...withoutMarker(paragraph).childNodes);
    lists.at(-1).append(item);
    paragraph.remove();
  }
}

export function cleanWordPaste(html, toolbar) {
  if (!isWord(html)) return withoutStyles(html);
  const page = new DOMParser().parseFromString(withoutStyles(html).replace(/<!--[\s\S]*?-->/g, ""), "text/html");
  for (const element of page.querySelectorAll("style, script, xml, meta, link, title")) element.remove();
  for (const element of page.querySelectorAll("o\\:p")) element.replaceWith(...element.childNodes);
  const pictures = [...page.querySelectorAll("img")].filter((image) => !/^https?:|^\/files\//.test(image.getAttribute("src")));
  for (const image of pictures) image.remove();
  if (pictures.length) {
    const progress = toolbar.querySelector("[data-progress]");
    progress.textContent = progress.dataset.wordPictures;
    progress.hidden = false;
  }
  makeLists(page);
  for (const element of page.body.querySelectorAll("*")) {
    const align = /text-align:\s*(center|right)/i.exec(element.dataset.style || "")?.[1] || /^(center|right)$/i.exec(element.getAttribute("align") || "")?.[1];
    element.removeAttribute("class");
    if (align) element.className = `ta-${align.toLowerCase()}`;
  }
  return page.body.innerHTML;
}
