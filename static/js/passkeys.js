// Passkeys: asks the device, then posts what it answered. Words for faults stand in the page.

const { webauthnJSON } = window;
const CREATE = "create";

async function optionsOf(form) {
  if (form.dataset.optionsUrl) {
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }
  const { creation_options: create, request_options: request } = JSON.parse(document.getElementById(form.dataset.options).textContent);
  return create ?? request;
}

function forDevice(form, options) {
  const alone = form.querySelector("[name=passwordless]");
  if (alone) {
    const wanted = options.publicKey.authenticatorSelection;
    wanted.residentKey = alone.checked ? "required" : "discouraged";
    wanted.requireResidentKey = alone.checked;
    if (alone.checked) wanted.userVerification = "required";
  }
  return options;
}

function tell(form, fault) {
  const place = form.querySelector("[data-passkey-fault]");
  const { refused, known, address } = form.querySelector("[data-passkey-words]").dataset;
  place.textContent = { InvalidStateError: known, SecurityError: address }[fault.name] ?? refused;
  place.hidden = false;
}

async function ask(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button");
  form.querySelector("[data-passkey-fault]").hidden = true;
  button.disabled = true;
  try {
    const options = forDevice(form, await optionsOf(form));
    const answer = form.dataset.passkey === CREATE ? await webauthnJSON.create(options) : await webauthnJSON.get(options);
    form.querySelector("[name=credential]").value = JSON.stringify(answer);
    form.submit();
  } catch (fault) {
    tell(form, fault);
  } finally {
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", ask);
  if (window.isSecureContext && window.PublicKeyCredential) form.hidden = false;
  else if (!form.hidden) tell(form, { name: "SecurityError" });
}
