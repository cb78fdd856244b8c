// Passkeys: asks the browser to make or use one, and sends its answer with the form.
//
// A form with data-passkey="create" or "get" stays hidden, or its button does, until this runs in
// a browser that can. The question comes from data-options-url, or from the element with the id
// "passkey-options". Nothing here decides anything: the server checks the answer.

const MESSAGES = {
  NotAllowedError:
    "Er is geen passkey gebruikt. Het is afgebroken of het duurde te lang. Probeer het opnieuw of kies een andere manier.",
  InvalidStateError: "Op dit apparaat staat al een passkey voor uw account.",
  SecurityError: "Passkeys werken niet op dit webadres.",
  TooManyError: "Te veel pogingen. Probeer het over een paar minuten opnieuw.",
};
const OTHERWISE =
  "Het lukte niet met een passkey. Probeer het opnieuw of kies een andere manier.";

const toBytes = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
};

const toText = (buffer) => {
  const characters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(characters.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const withBytes = (credentials) => credentials?.map((each) => ({ ...each, id: toBytes(each.id) }));

// Older browsers read no JSON themselves.
const creationOptions = (json) =>
  PublicKeyCredential.parseCreationOptionsFromJSON?.(json) ?? {
    ...json,
    challenge: toBytes(json.challenge),
    user: { ...json.user, id: toBytes(json.user.id) },
    excludeCredentials: withBytes(json.excludeCredentials),
  };

const requestOptions = (json) =>
  PublicKeyCredential.parseRequestOptionsFromJSON?.(json) ?? {
    ...json,
    challenge: toBytes(json.challenge),
    allowCredentials: withBytes(json.allowCredentials),
  };

const asJson = (credential) => {
  if (credential.toJSON) return credential.toJSON();
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(sent),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const question = async (form) => {
  const url = form.dataset.optionsUrl;
  if (!url) return JSON.parse(document.getElementById("passkey-options").textContent);
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (response.status === 429) throw new DOMException("", "TooManyError");
  if (!response.ok) throw new DOMException("", "NetworkError");
  return (await response.json()).request_options;
};

const ask = async (form) => {
  const { publicKey } = await question(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: creationOptions(publicKey) })
    : navigator.credentials.get({ publicKey: requestOptions(publicKey) });
};

const answer = async (form) => {
  const error = form.querySelector("[data-passkey-error]");
  const button = form.querySelector("button[type=submit]");
  error.textContent = "";
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(asJson(await ask(form)));
    form.submit();
  } catch (reason) {
    error.textContent = MESSAGES[reason.name] ?? OTHERWISE;
    button.disabled = false;
    button.focus();
  }
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
    form.hidden = false;
    form.querySelector("button[type=submit]").hidden = false;
  }
  for (const element of document.querySelectorAll("[data-passkey-without]")) {
    element.hidden = true;
  }
}
