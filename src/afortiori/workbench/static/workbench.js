// Every page works without this. With it, a form posts in the background and the parts of the page that it names are
// swapped in; a file may be dropped anywhere; the days of the law have a slider.

const root = document.documentElement;
root.classList.add("scripted");
for (const hidden of document.querySelectorAll("[data-slider]")) hidden.hidden = false;

const waiting = new WeakSet();

function place(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of [...parsed.body.querySelectorAll("[id]")]) {
    if (fresh.parentElement.closest("[id]")) continue;
    const old = document.getElementById(fresh.id);
    if (old) swap(old, document.adoptNode(fresh));
  }
}

function swap(old, fresh) {
  const open = [...old.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent.trim());
  for (const summary of fresh.querySelectorAll("details > summary")) {
    if (open.includes(summary.textContent.trim())) summary.parentElement.open = true;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  for (const slider of fresh.querySelectorAll("[data-slider]")) slider.hidden = false;
  if (focused) again(fresh, focused)?.focus();
}

function again(fresh, focused) {
  if (focused.id) return document.getElementById(focused.id);
  const name = focused.getAttribute("name");
  const same = [...fresh.querySelectorAll(focused.tagName)].filter((each) => each.getAttribute("name") === name);
  return same.find((each) => each.textContent.trim() === focused.textContent.trim()) ?? same[0];
}

async function ask(address, options, parts) {
  const headers = { "X-Parts": parts, Accept: "text/html" };
  const answer = await fetch(address, { ...options, headers, credentials: "same-origin", redirect: "manual" });
  if (answer.type === "opaqueredirect") return null;
  return { status: answer.status, html: await answer.text() };
}

// One form at a time: the next is read when the one before was saved, so that it names the version that it follows.
let line = Promise.resolve();
function send(form, submitter) {
  if (!submitter && waiting.has(form)) return;
  if (!submitter) waiting.add(form);
  line = line.then(() => {
    waiting.delete(form);
    return sent(form, submitter);
  });
}

async function sent(form, submitter) {
  root.classList.add("asking");
  try {
    const fields = new FormData(form, submitter);
    const answer = await asked(form, fields);
    if (!answer) return leave(form);
    if (answer.status !== 409 && answer.status >= 400) return refused(answer);
    place(answer.html);
    versions();
    say();
    if (answer.status === 409) carry(form);
    else saved(form, fields);
    if (answer.status !== 409 && form.dataset.later) later(form.dataset.later);
  } catch {
    notice("Not saved: the workbench does not answer.", `When it is there again, save once more. ${STAYS}`);
  } finally {
    root.classList.remove("asking");
  }
}

// A form that was made before the workbench was started anew is sent once more, with the token of its session of now.
async function asked(form, fields) {
  const posted = () => ask(form.action, { method: "POST", body: new URLSearchParams(fields) }, `${form.dataset.swap} version`);
  const answer = await posted();
  if (answer?.status !== 403) return answer;
  const token = (await ask("/api", {}, "").catch(() => null))?.html.match(/ data-token="([^"]+)"/)?.[1];
  if (!token || token === document.body.dataset.token) return answer;
  document.body.dataset.token = token;
  for (const field of document.querySelectorAll("input[name=form_token]")) field.value = token;
  fields.set("form_token", token);
  return posted();
}

const STAYS = "What you wrote stays on this page until then.";

function refused(answer) {
  if (answer.status === 401) {
    const how = "Open the workbench in another tab, by the address that it printed or by signing in, then save here once more.";
    return notice("Not saved: this browser is no longer let in.", `${how} ${STAYS}`);
  }
  const told = new DOMParser().parseFromString(answer.html, "text/html").querySelector("main");
  told?.querySelectorAll('h1, a[href="/"]').forEach((each) => each.remove());
  notice("Not saved.", told?.textContent.trim().replace(/\s+/g, " ") ?? "", STAYS);
}

function notice(title, ...lines) {
  const told = Object.assign(document.createElement("div"), { id: "notice", className: "conflict", tabIndex: -1 });
  told.setAttribute("role", "alert");
  told.append(Object.assign(document.createElement("h2"), { textContent: title }));
  told.append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  document.getElementById("notice")?.replaceWith(told);
  told.focus();
}

// What is typed and not yet saved: leaving the page asks first, unless it is what leaves with the form that is sent.
const TYPED = 'form[method="post" i] :is(textarea, input[type=text], input:not([type]))';
let leaving = null, carried = null;

function unsaved() {
  const goes = [leaving, leaving?.elements.again ? carried : null];
  return [...document.querySelectorAll(TYPED)].some((field) => field.value !== field.defaultValue && !goes.includes(field.form));
}

function leave(form) {
  leaving = form;
  form.submit();
}

function carry(form) {
  carried = form;
  document.getElementById("notice")?.focus();
}

function saved(form, fields) {
  for (const field of form.querySelectorAll("textarea, input[type=text], input:not([type])")) {
    const still = field.value;
    field.defaultValue = String(fields.get(field.name) ?? still).replaceAll("\r\n", "\n");
    field.value = still;
  }
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
  setTimeout(() => { leaving = null; });
});

function versions() {
  const number = document.getElementById("version")?.dataset.number;
  if (number) for (const field of document.querySelectorAll("[data-version]")) field.value = number;
}

// A live region is heard only where it stays and its words change: the verdict itself is swapped.
function say() {
  const verdict = document.querySelector("#verdict .answer")?.textContent.trim().replace(/\s+/g, " ");
  const said = document.getElementById("said");
  if (said && verdict && said.textContent !== verdict) said.textContent = verdict;
}

// One at a time, and of those that wait only the last: it is of the facts as they then stand.
let latest = 0, before = Promise.resolve();
function later(parts) {
  const turn = ++latest;
  for (const part of parts.split(" ")) document.getElementById(part)?.setAttribute("aria-busy", "true");
  before = before.then(() => turn === latest && follow(parts, turn));
}

async function follow(parts, turn) {
  const answer = await ask(location.pathname, {}, parts).catch(() => null);
  if (turn !== latest) return;
  if (answer?.status === 200) return place(answer.html);
  for (const part of parts.split(" ")) document.getElementById(part)?.removeAttribute("aria-busy");
}

if (document.querySelector("#guidance[data-awaited]")) later("guidance");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.swap) return void (leaving = form);
  event.preventDefault();
  send(form, event.submitter);
});

let timer = 0;
document.addEventListener("change", (event) => {
  const field = event.target;
  const form = field.form;
  if (!form?.dataset.swap || !("auto" in field.dataset || "autoAll" in form.dataset)) return;
  if (field.type === "checkbox" && field.name.startsWith("possible.")) {
    const several = form.querySelector(`input[name="fact.${CSS.escape(field.name.slice(9))}"][value="several"]`);
    if (several) several.checked = true;
  }
  if (field.value === "several" && !form.querySelector(`input[name="possible.${CSS.escape(field.name.slice(5))}"]:checked`)) return;
  if (field.type === "date" && !(field.value && field.checkValidity())) return;
  clearTimeout(timer);
  timer = setTimeout(() => form.requestSubmit(), field.type === "radio" ? 60 : 0);
});

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.id !== "day-slider") return;
  const said = slider.dataset.said.split("|")[slider.value];
  slider.setAttribute("aria-valuetext", said);
  slider.form.querySelector("[data-slider-said]").textContent = said;
});

document.addEventListener("change", (event) => {
  const slider = event.target;
  if (slider.id !== "day-slider") return;
  slider.form.elements.as_of.value = slider.dataset.days.split(" ")[slider.value];
  slider.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-goto]");
  const factor = link && document.querySelector(`[data-factor="${CSS.escape(link.dataset.goto)}"]`);
  if (!factor) return;
  event.preventDefault();
  factor.scrollIntoView({ block: "center" });
  (factor.querySelector("input:checked") ?? factor.querySelector("input"))?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey) return;
  const meaning = event.target.closest?.("[data-factor]")?.querySelector(".meaning");
  if (meaning && !event.target.matches("input[type=text], textarea")) {
    meaning.open = !meaning.open;
    event.preventDefault();
  }
});

document.addEventListener("selectionchange", () => {
  const written = document.querySelector("[data-selected]");
  const chosen = document.getSelection();
  if (!written || !chosen || chosen.isCollapsed || !chosen.anchorNode) return;
  const start = chosen.anchorNode.parentElement;
  if (start?.closest("[data-opinion]")) written.value = written.defaultValue = chosen.toString().trim();
});

function carries(event) {
  return document.body.dataset.bring && [...(event.dataTransfer?.types ?? [])].includes("Files");
}

document.addEventListener("dragover", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  root.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) root.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  if (!carries(event) || !event.dataTransfer.files.length) return;
  event.preventDefault();
  root.classList.remove("dropping");
  const form = document.createElement("form");
  const field = Object.assign(document.createElement("input"), { type: "file", name: "file" });
  const token = Object.assign(document.createElement("input"), { type: "hidden", name: "form_token", value: document.body.dataset.token });
  Object.assign(form, { method: "post", action: document.body.dataset.bring, enctype: "multipart/form-data", hidden: true });
  field.files = event.dataTransfer.files;
  form.append(field, token);
  document.body.append(form);
  form.submit();
});
