// Pictures into the text: from the camera, a file, the clipboard or dropped. Each is sent first, then shown.

export function startPictures(editor, form, toolbar) {
  const input = form.querySelector("[data-picture-input]");
  const progress = toolbar.querySelector("[data-progress]");
  const dialog = form.querySelector("[data-alt-dialog]");
  const words = progress.dataset;

  function tell(sentence, isError = false) {
    progress.textContent = sentence;
    progress.hidden = !sentence;
    progress.classList.toggle("toolbar__progress--error", isError);
  }

  function send(file) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("file", file);
      request.open("POST", form.dataset.pictures);
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        tell(`${words.uploading} ${Math.round((100 * loaded) / total)}%`);
      });
      request.addEventListener("load", () => {
        if (request.status === 200) resolve(request.response);
        else reject(new Error(request.response?.error || words.failed));
      });
      request.addEventListener("error", () => reject(new Error(words.failed)));
      request.send(data);
    });
  }

  function askAlt() {
    const field = dialog.querySelector("input");
    field.value = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(field.value.trim()), { once: true }));
  }
  dialog.querySelector("[data-alt-set]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    dialog.close();
  });

  // The picture stands in the text before its description is asked for: closing the dialog loses nothing.
  async function insert({ url, width, height }) {
    const image = { type: "image", attrs: { src: url, width, height, alt: "" } };
    editor.chain().focus().insertContent([image, { type: "paragraph" }]).run();
    const alt = await askAlt();
    editor.state.doc.descendants((node, position) => {
      if (node.type.name !== "image" || node.attrs.src !== url) return;
      editor.view.dispatch(editor.state.tr.setNodeAttribute(position, "alt", alt));
    });
    editor.commands.focus();
  }

  async function sendAll(files) {
    for (const file of files) {
      tell(words.uploading);
      try {
        const picture = await send(file);
        tell("");
        await insert(picture);
      } catch (error) {
        tell(error.message, true);
      }
    }
  }

  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    sendAll(files);
  });
  return {
    choose: () => input.click(),
    // Pictures from the clipboard or a drop; text that brings HTML along is left to the editor.
    take(data, event) {
      const files = [...(data?.files || [])].filter((file) => file.type.startsWith("image/"));
      if (!files.length || data.types.includes("text/html")) return false;
      event.preventDefault();
      sendAll(files);
      return true;
    },
  };
}
