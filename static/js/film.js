// Films wait for a press: nothing is asked of the other site before it. Without this file the link stays.

function play(film, button) {
  const frame = document.createElement("iframe");
  Object.assign(frame, {
    src: `https://www.youtube-nocookie.com/embed/${film.dataset.youtube}?autoplay=1`,
    title: film.textContent.trim(),
    allow: "autoplay; encrypted-media; picture-in-picture",
    allowFullscreen: true,
    referrerPolicy: "strict-origin-when-cross-origin", // the player refuses pages that do not say where they are
  });
  button.replaceWith(frame);
  frame.focus();
}

for (const film of document.querySelectorAll(".prose [data-youtube]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "film__play";
  button.textContent = film.textContent.trim();
  button.addEventListener("click", () => play(film, button));
  film.prepend(button);
}
