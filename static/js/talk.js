// Comments: what is being written stays in this tab until it is sent, whatever happens on the way (signed out, no line).

const prefix = `talk:${document.querySelector("[data-talk-of]")?.dataset.talkOf ?? ""}:`;

function sentComment() {
  return /^#comment-\d+$/.test(location.hash) && new URLSearchParams(location.search).has("comment");
}

for (const form of document.querySelectorAll("form[data-keep-as]")) {
  const box = form.querySelector("textarea");
  const key = prefix + form.dataset.keepAs;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept?.sent && sentComment()) sessionStorage.removeItem(key);
  else if (kept && !box.value) {
    box.value = kept.text;
    form.closest("details")?.setAttribute("open", "");
  }
  box.addEventListener("input", () => {
    if (box.value.trim()) sessionStorage.setItem(key, JSON.stringify({ text: box.value }));
    else sessionStorage.removeItem(key);
  });
  form.addEventListener("submit", () => {
    sessionStorage.setItem(key, JSON.stringify({ text: box.value, sent: true }));
  });
}
