// Sending pictures: made small before they leave, one after the other, each with its progress; tried again when asked.

import { renewToken } from "./editor-token.js";

const SIDE = 1600;
const SMALL_ENOUGH = 500_000;
const THUMB = 96;

// A photograph of a phone is several megabytes; what is kept is far smaller. Other kinds go as they are.
async function shrunk(file, bitmap) {
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  if (file.type !== "image/jpeg" || (scale === 1 && file.size < SMALL_ENOUGH)) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88));
  return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
}

export function paintThumb(canvas, picture) {
  const [width, height] = [picture.naturalWidth || picture.width, picture.naturalHeight || picture.height];
  const side = Math.min(width, height);
  canvas.width = canvas.height = THUMB;
  canvas.getContext("2d").drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, THUMB, THUMB);
}

// What the browser cannot open is sent all the same: the server says in words what is wrong with it.
async function prepared(row) {
  try {
    const bitmap = await createImageBitmap(row.file);
    paintThumb(row.canvas, bitmap);
    row.small = await shrunk(row.file, bitmap);
    bitmap.close();
  } catch {
    row.small = row.file;
  }
}

function post(form, row, file) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file);
    request.open("POST", form.dataset.pictures);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => row.progress(loaded / total));
    request.addEventListener("loadend", () => resolve({ status: request.status, answer: request.response || {} }));
    row.cancel = () => request.abort();
    request.send(data);
  });
}

function reasonOf({ status, answer }, words) {
  if (!status) return words.offline;
  if (status === 401 || status === 403) return words.signedOut;
  return answer.error || words.failed;
}

// Sends the row's picture and tells the row how it went.
async function send(form, row, words) {
  if (row.isGone) return;
  row.starts();
  if (!row.small) await prepared(row);
  let result = await post(form, row, row.small);
  if (result.status === 403 && (await renewToken(form))) result = await post(form, row, row.small);
  if (row.isGone) return;
  if (result.status === 200) row.arrived(result.answer);
  else row.fails(reasonOf(result, words), { status: result.status });
}

export function startQueue(form, words) {
  let queue = Promise.resolve();
  return (row) => {
    row.waits();
    queue = queue.then(() => send(form, row, words)).catch(() => row.fails(words.failed, { status: 500 }));
  };
}
