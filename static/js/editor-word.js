// Pasted text is undressed: Word's lists become lists, its alignment classes, bold stays bold; clothes stay behind.

const WORD = /class="?Mso|urn:schemas-microsoft-com|mso-/i;
const THAI_MARKER = /^\s*\(?[๐-๙]+[.)]/;
const ORDERED = /^\s*\(?(?:[0-9๐-๙]+(?:[.)]|(?:\.[0-9๐-๙]+)+)|(?:[a-zก-ฮ]|[ivx]+)[.)])/i;
const FOREIGN = "style, script, xml, meta, link, title, button, select, input, textarea, noscript, template, iframe, object, svg, nav";
const RENAMED = { H1: "h2", H5: "h4", H6: "h4" };
const DRESS = [
  [/font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/text-decoration[^;]*underline/i, "u"],
  [/text-decoration[^;]*line-through/i, "s"],
  [/vertical-align:\s*super/i, "sup"],
  [/vertical-align:\s*sub/i, "sub"],
];

// Styles in parsed HTML would be reported by the page's policy: they go, or change their name, before parsing.
function withoutStyles(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<!\[[^>]*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-dropped="));
}

const styleOf = (element) => element.dataset.style || "";

function rename(element, tag) {
  const fresh = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) fresh.setAttribute(name, value);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
}

const unwrap = (element) => element.replaceWith(...element.childNodes);

function levelOf(paragraph) {
  return Number(/mso-list:[^;]*level(\d)/i.exec(styleOf(paragraph))?.[1] || 0);
}

// Takes Word's marker (a number, a letter or a dot) out of the paragraph and returns it.
function takeMarker(paragraph) {
  const markers = [...paragraph.querySelectorAll("[data-style]")].filter((one) => /mso-list:\s*Ignore/i.test(styleOf(one)));
  const marker = markers.map((one) => one.textContent).join("");
  for (const one of markers) one.remove();
  return marker || paragraph.textContent;
}

function makeList(page, marker) {
  const list = page.createElement(ORDERED.test(marker) ? "ol" : "ul");
  if (THAI_MARKER.test(marker)) list.dataset.type = "thai";
  const number = [...(/^\s*\(?([0-9๐-๙]+)[.)]/.exec(marker)?.[1] || "")].map((digit) => digit.charCodeAt(0) % 16).join("");
  if (number > 1) list.setAttribute("start", number);
  return list;
}

function makeLists(page) {
  let lists = [];
  for (const paragraph of page.querySelectorAll("p")) {
    const level = levelOf(paragraph);
    if (!level || paragraph.previousElementSibling !== lists[0]) lists = [];
    if (!level) continue;
    const marker = takeMarker(paragraph);
    lists.length = Math.min(lists.length, level);
    while (lists.length < level) {
      const list = makeList(page, marker);
      if (lists.length) (lists.at(-1).lastElementChild || lists.at(-1)).append(list);
      else paragraph.before(list);
      lists.push(list);
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    lists.at(-1).append(item);
    paragraph.remove();
  }
}

// Google Docs and old pages put a list beside the item it belongs to.
function nestLists(page) {
  for (const list of page.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const item = list.previousElementSibling;
    if (item?.tagName === "LI") item.append(list);
  }
}

// Marks that point into the other document: of footnotes the number stays, raised; of others the words.
function dropBookmarks(page) {
  for (const link of page.querySelectorAll('a[href^="#"], a:not([href])')) {
    const isNote = /footnote|endnote|ftn|edn/i.test(styleOf(link) + link.getAttribute("href") + link.getAttribute("name"));
    if (isNote && link.textContent.trim()) rename(link, "sup").removeAttribute("href");
    else unwrap(link);
  }
}

function keepDress(page) {
  for (const element of page.querySelectorAll("b[data-style], strong[data-style]")) {
    if (/font-weight:\s*(normal|400)/i.test(styleOf(element))) unwrap(element); // Google Docs wraps everything in one
  }
  for (const element of page.querySelectorAll("span[data-style]")) {
    for (const [rule, tag] of DRESS) {
      if (!rule.test(styleOf(element)) || element.closest(`${tag}, a, h1, h2, h3, h4, h5, h6`)) continue;
      const mark = page.createElement(tag);
      mark.append(...element.childNodes);
      element.append(mark);
    }
  }
}

// Only pictures that are kept here can stand in the text: the others are told of.
function dropPictures(page, toolbar) {
  let isDropped = false;
  for (const picture of page.querySelectorAll("img")) {
    const { origin, pathname } = new URL(picture.src || "x:", location);
    if (origin === location.origin && pathname.startsWith("/files/")) picture.setAttribute("src", pathname);
    else {
      picture.remove();
      isDropped = true;
    }
  }
  toolbar.querySelector("[data-paste-hint]").hidden = !isDropped;
}

function alignOf(element) {
  const kept = /\bta-(center|right)\b/.exec(element.getAttribute("class") || "")?.[1];
  return kept || /text-align:\s*(center|right)/i.exec(styleOf(element))?.[1] || /^(center|right)$/i.exec(element.getAttribute("align") || "")?.[1];
}

export function cleanPaste(html, toolbar) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  dropPictures(page, toolbar);
  for (const element of page.querySelectorAll(FOREIGN)) element.remove();
  for (const element of page.querySelectorAll("o\\:p")) unwrap(element);
  for (const title of page.querySelectorAll(".MsoTitle")) rename(title, "h2");
  for (const heading of page.querySelectorAll("h1, h5, h6")) rename(heading, RENAMED[heading.tagName]);
  if (WORD.test(html)) makeLists(page);
  nestLists(page);
  dropBookmarks(page);
  keepDress(page);
  for (const element of page.body.querySelectorAll("*")) {
    const align = alignOf(element);
    for (const name of ["class", "align"]) element.removeAttribute(name);
    if (align) element.className = `ta-${align.toLowerCase()}`;
  }
  return page.body.innerHTML;
}
