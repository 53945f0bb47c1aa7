// A sign-in in another window changes the token of the forms: a fresh page has the new one.

export async function renewToken(form) {
  const page = await fetch(location.href).then((response) => response.text(), () => "");
  const fresh = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1];
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
  return Boolean(fresh);
}
