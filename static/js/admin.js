// Names for the fields of the back office that have none: rows of a table, and the boxes that search while one types.

function wordsFor(field) {
  const label = field.labels?.[0]?.textContent.trim();
  if (label) return label;
  const cell = field.closest("td");
  const heading = cell && cell.closest("table")?.querySelectorAll("thead th")[headingIndex(cell)];
  return heading?.textContent.trim() || field.name || "";
}

function headingIndex(cell) {
  const shown = [...cell.parentElement.children].filter((one) => !one.classList.contains("original"));
  return shown.indexOf(cell);
}

function nameFields(root) {
  for (const field of root.querySelectorAll("td :is(input, select, textarea):not([type=hidden], [aria-label])")) {
    if (!field.labels?.length) field.setAttribute("aria-label", wordsFor(field));
  }
  for (const box of root.querySelectorAll(".select2-selection__rendered:not([aria-label])")) {
    const select = box.closest(".select2")?.previousElementSibling;
    if (select) box.setAttribute("aria-label", select.getAttribute("aria-label") || wordsFor(select));
  }
}

// The boxes are made when jQuery says the page is ready, on a slow machine after it is loaded.
addEventListener("load", () => {
  nameFields(document);
  window.django?.jQuery?.(() => nameFields(document));
});
document.addEventListener("formset:added", (event) => setTimeout(() => nameFields(event.target), 0));
