"use strict";

// The token came behind the "#" of the address. It is kept for this tab, so that the page can be loaded again, and
// taken out of the address, so that the address can be shown to somebody.
const TOKEN = location.hash.slice(1) || sessionStorage.getItem("token") || "";
sessionStorage.setItem("token", TOKEN);
history.replaceState(null, "", location.pathname);

const WAIT = 80; // milliseconds from a key until the text is looked at, with all keys that came meanwhile
const MOVES = { setback: "Setback", context: "Cause", change: "Change", evidence: "Evidence", ownership: "Ownership" };
const SURE = { high: "sure", medium: "fairly sure", low: "not sure" };
const TAKEN = { paragraph: "only the paragraph that explains", statement: "the whole statement" };

const at = (id) => document.getElementById(id);
const text = at("text");

let kind = "text"; // the format that the text is in
let name = ""; // the file that it came from
let shown = ""; // the text as it stood when the findings were placed
let findings = []; // each {data, start, end}, in UTF-16 units of `shown`
let grounds = {};
let current = -1;
let timer = 0;
let flying = false;
let stale = false;
let limits = { characters: Infinity, bytes: Infinity };

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

async function ask(path, { body, headers = {}, method = "POST" } = {}) {
  let response;
  try {
    response = await fetch(`api/${path}`, { method, body, headers: { ...headers, "X-Pslint-Token": TOKEN } });
  } catch {
    throw new Error("pslint has stopped. Your text is still on this page; start pslint again to go on.");
  }
  if (response.ok) return response;
  if (response.status === 403) throw new Error("Open the address that pslint printed: it holds this run's token.");
  const { error } = await response.json();
  throw new Error(error);
}

const asked = () =>
  JSON.stringify({ text: text.value.toWellFormed(), kind, profile: at("profile").value, scope: at("scope").value });

const say = (id, message) => {
  if (at(id).textContent !== message) at(id).textContent = message;
};

// From code points, which pslint counts, to the units of a string here.
function units(value) {
  if (!/[\ud800-\udfff]/.test(value)) return (offset) => offset;
  const starts = [];
  let unit = 0;
  for (const char of value) {
    starts.push(unit);
    unit += char.length;
  }
  starts.push(unit);
  return (offset) => starts[offset];
}

// Findings move with the text around them until they are looked at anew; those whose words were touched go at once.
function follow() {
  const now = text.value;
  const most = Math.min(shown.length, now.length);
  let head = 0;
  while (head < most && shown[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && shown[shown.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const by = now.length - shown.length;
  const behind = shown.length - tail;
  const kept = (finding) => finding.end <= head || finding.start >= behind;
  if (!findings.every(kept)) current = -1;
  findings = findings.filter(kept);
  for (const finding of findings) {
    if (finding.start >= behind) {
      finding.start += by;
      finding.end += by;
    }
  }
  shown = now;
}

function underline() {
  const cuts = new Set([0, shown.length]);
  for (const finding of findings) cuts.add(finding.start).add(finding.end);
  const places = [...cuts].sort((a, b) => a - b);
  const grades = ["error", "warning", "info"];
  const parts = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const piece = shown.slice(places[i], places[i + 1]);
    const over = findings.filter((finding) => finding.start < places[i + 1] && places[i] < finding.end);
    if (!over.length) {
      parts.push(piece);
      continue;
    }
    const worst = grades.find((grade) => over.some((finding) => finding.data.severity === grade));
    const mark = make("mark", { class: worst }, piece);
    mark.dataset.findings = over.map((finding) => findings.indexOf(finding) + 1).join(" ");
    if (over.includes(findings[current])) mark.classList.add("current");
    parts.push(mark);
  }
  at("under").replaceChildren(...parts, "\n");
}

function explanation(finding) {
  const { rule, name, url, confidence } = finding.data;
  const { why, dissent, sources } = grounds[rule];
  const link = (address) => make("a", { href: address, rel: "noreferrer", target: "_blank" }, address);
  const box = make("div", {}, make("p", { class: "soft" }, `${rule} ${name}, ${SURE[confidence]}`), make("p", {}, why));
  if (dissent) box.append(make("p", {}, make("b", {}, "Who disagrees: "), dissent));
  const list = make("ul", { "aria-label": "Sources" });
  for (const source of sources) {
    const line = make("li", {}, [source.code, source.title].filter(Boolean).join(": "));
    for (const address of source.urls) line.append(" ", link(address));
    list.append(line);
  }
  box.append(list);
  if (/^https?:/.test(url)) {
    box.append(make("p", {}, make("a", { href: url, rel: "noreferrer", target: "_blank" }, "The rule's page")));
  }
  return box;
}

function card(finding, index) {
  const { severity, message, excerpt } = finding.data;
  const words = excerpt.replace(/\s+/g, " ");
  const open = index === current;
  const button = make("button", { type: "button", "aria-expanded": open });
  button.append(make("span", { class: `severity ${severity}` }, severity), " ", make("q", {}, words));
  button.addEventListener("click", () => choose(open ? -1 : index, { focus: true }));
  const item = make("li", { class: severity }, button, make("p", {}, message));
  if (open) item.append(explanation(finding));
  item.classList.toggle("current", open);
  return item;
}

function list() {
  at("cards").replaceChildren(...findings.map(card));
  for (const id of ["before", "next"]) at(id).disabled = !findings.length;
}

function scorecard(passages, absent) {
  at("scores").replaceChildren(
    ...passages.map((passage, number) => {
      const body = make("tbody");
      for (const [move, label] of Object.entries(MOVES)) {
        const marks = passage.moves[move];
        const state = marks.length ? "found" : passage.unsure.includes(move) ? "unsure" : "missing";
        const said = { found: "found", unsure: "perhaps", missing: absent[number][move] }[state];
        const words = marks.map((mark) => make("q", {}, mark.excerpt.replace(/\s+/g, " ")));
        const cell = make("td");
        words.forEach((word, i) => cell.append(...(i ? [" ", word] : [word])));
        const found = make("td", {}, make("span", { class: `state ${state}` }, said));
        body.append(make("tr", {}, make("th", { scope: "row" }, label), found, cell));
      }
      const size = `The explanation: sentences: ${passage.sentences}, words: ${passage.words}`;
      return make("table", {}, make("caption", {}, size), body);
    }),
  );
}

// Opens a finding, or none. `words` puts the caret on its words, `focus` stays on its button.
function choose(index, { words = false, focus = false } = {}) {
  const former = current;
  current = index;
  underline();
  list();
  const shownCard = at("cards").children[index < 0 ? former : index];
  if (words && index >= 0) {
    text.focus();
    text.setSelectionRange(findings[index].start, findings[index].end);
    at("under").querySelector("mark.current")?.scrollIntoView({ block: "nearest" });
    const { severity, message } = findings[index].data;
    say("status", `Finding ${index + 1} of ${findings.length}, ${severity}: ${message}`);
  }
  if (focus) shownCard?.querySelector("button").focus();
  else if (index >= 0) shownCard?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  if (!findings.length) return;
  const caret = text.selectionStart;
  let index = current + by;
  if (current < 0) {
    const behind = findings.findIndex((finding) => finding.start >= caret);
    index = by > 0 ? Math.max(behind, 0) : (behind < 0 ? findings.length : behind) - 1;
  }
  choose((index + findings.length) % findings.length, { words: true });
}

function summary({ findings: all, error, warning, info }, passages) {
  if (!passages.length && !all) return "No explanation of a setback was found, and nothing to mend.";
  if (!all) return "Nothing here needs mending.";
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const parts = [count(error, "error", "errors"), count(warning, "warning", "warnings"), `${info} info`];
  const none = passages.length ? "" : " No explanation of a setback was found.";
  return `${count(all, "finding", "findings")}: ${parts.join(", ")}.${none}`;
}

function place(answer, looked) {
  const unit = units(looked);
  const former = findings[current]?.data;
  findings = answer.file.findings.map((data) => ({
    data,
    start: unit(data.start.offset),
    end: unit(data.end.offset),
  }));
  grounds = answer.grounds;
  shown = looked;
  current = former
    ? findings.findIndex(({ data }) => data.rule === former.rule && data.excerpt === former.excerpt)
    : -1;
  follow();
  underline();
  list();
  scorecard(answer.file.passages, answer.absent);
  say("status", summary(answer.summary, answer.file.passages));
  say("size", `${answer.characters.toLocaleString("en")} of ${answer.limit.toLocaleString("en")} characters in ERAS`);
  const auto = at("scope").options[0];
  auto.textContent = at("scope").value === "auto" ? `told by itself: ${TAKEN[answer.taken]}` : "told by itself";
  say("problem", "");
}

function clear() {
  findings = [];
  current = -1;
  shown = text.value;
  underline();
  list();
  at("scores").replaceChildren();
  say("size", "");
}

// One look at a time; what was typed meanwhile is looked at next.
async function look() {
  clearTimeout(timer);
  timer = 0;
  if (!text.isConnected) return; // pslint was stopped
  if (flying) {
    stale = true;
    return;
  }
  const looked = text.value;
  for (const id of ["copy", "download"]) at(id).disabled = !looked.trim();
  if (!looked.trim()) {
    clear();
    say("status", "Nothing yet: the page is waiting for your text.");
    return;
  }
  if (looked.length > limits.characters) {
    clear();
    say("problem", `This is more than ${limits.characters.toLocaleString("en")} characters: is it the right text?`);
    return;
  }
  flying = true;
  stale = false;
  try {
    const answer = await (await ask("check", { body: asked() })).json();
    if (!text.isConnected) return;
    place(answer, looked);
  } catch (error) {
    if (!text.isConnected) return;
    clear();
    say("problem", error.message);
    say("status", "");
  } finally {
    flying = false;
  }
  if (stale) look();
}

function soon() {
  at("changes").replaceChildren();
  follow();
  underline();
  timer ||= setTimeout(look, WAIT);
}

async function open(file) {
  if (text.value.trim() && !confirm(`Put ${file.name} in the place of the text on this page?`)) return;
  if (file.size > limits.bytes) {
    say("problem", `${file.name}: larger than ${limits.bytes >> 20} MB; check that this is the right file`);
    return;
  }
  const extension = /\.[^.]*$/.exec(file.name)?.[0] ?? "";
  say("status", `Opening ${file.name}`);
  try {
    const found = await (await ask("open", { body: file, headers: { "X-Pslint-Extension": extension } })).json();
    text.value = found.text;
    kind = found.kind;
    name = file.name;
    say("problem", "");
    text.focus();
    text.setSelectionRange(0, 0);
    clear();
    look();
  } catch (error) {
    say("problem", `${file.name}: ${error.message}`);
    say("status", "");
  }
}

async function copy() {
  try {
    const plain = await (await ask("plain", { body: asked() })).json();
    await navigator.clipboard.writeText(plain.text);
    const limit = plain.limit.toLocaleString("en");
    const over = plain.characters > plain.limit ? " That is too long for the field." : "";
    say("status", `Copied: ${plain.characters.toLocaleString("en")} of ${limit} characters.${over}`);
    at("changes").replaceChildren(...plain.changes.map((change) => make("li", {}, change)));
  } catch (error) {
    say("problem", error.message);
  }
}

async function download() {
  try {
    const report = await (await ask("report", { body: asked() })).blob();
    const address = URL.createObjectURL(report);
    const stem = name.replace(/\.[^.]*$/, "") || "draft";
    make("a", { href: address, download: `${stem}-pslint.html` }).click();
    // A browser that is busy begins to fetch it only after this; taken back at once, nothing would come.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say("status", "The report is in your downloads.");
  } catch (error) {
    say("problem", error.message);
  }
}

async function stop() {
  try {
    await ask("stop");
  } catch {
    // It has stopped already, which is what was asked for.
  }
  sessionStorage.clear();
  removeEventListener("beforeunload", keep);
  at("main").replaceChildren(make("p", { role: "status" }, "pslint has stopped. You can close this page."));
  at("stop").remove();
}

function keep(event) {
  if (text.value.trim()) event.preventDefault();
}

async function begin() {
  try {
    const started = await (await ask("start", { method: "GET" })).json();
    const { profiles } = started;
    limits = started.limits;
    at("profile").replaceChildren(...profiles.map(({ name }) => make("option", { value: name }, name)));
    at("profile").value = "brief";
    const about = () => say("about", profiles.find(({ name }) => name === at("profile").value).about);
    at("profile").addEventListener("change", about);
    about();
  } catch (error) {
    say("problem", error.message);
  }
  text.focus();
  look();
}

// What takes the place of the whole text is no longer the file's.
text.addEventListener("beforeinput", () => {
  if (text.selectionStart === 0 && text.selectionEnd === text.value.length) {
    kind = "text";
    name = "";
  }
});
text.addEventListener("input", soon);
text.addEventListener("click", () => {
  const caret = text.selectionStart;
  if (caret !== text.selectionEnd) return;
  const under = findings.findIndex((finding) => finding.start <= caret && caret <= finding.end);
  if (under >= 0) choose(under);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  step(event.shiftKey ? -1 : 1);
});
at("next").addEventListener("click", () => step(1));
at("before").addEventListener("click", () => step(-1));
for (const id of ["profile", "scope"]) at(id).addEventListener("change", look);
at("file").addEventListener("change", () => {
  const [file] = at("file").files;
  at("file").value = "";
  if (file) open(file);
});
at("copy").addEventListener("click", copy);
at("download").addEventListener("click", download);
at("stop").addEventListener("click", stop);
for (const kindOfDrag of ["dragenter", "dragover"]) {
  addEventListener(kindOfDrag, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    at("editor").classList.add("over");
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) at("editor").classList.remove("over");
});
addEventListener("drop", (event) => {
  at("editor").classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  open(file);
});
addEventListener("beforeunload", keep);
begin();
