"use strict";
// Nothing is kept and nothing is sent: the answers are in the form, and go where the person puts them.
const form = document.querySelector("form"), root = document.documentElement;
const names = form.dataset.items.split(" ");
const mark = Array.from(crypto.getRandomValues(new Uint8Array(4)), (part) => part.toString(16).padStart(2, "0")).join("");
let begun = 0, open = false;

function ticked(name) {
  const found = form.querySelector(`input[name="${name}"]:checked`);
  return found ? found.value : "";
}

function text() {
  const seconds = begun ? Math.round((Date.now() - begun) / 1000) : 0;
  const lines = {
    questionnaire: form.dataset.questionnaire, sheet: mark, department: form.elements.department.value,
    leads: ticked("leads") || "no", language: root.lang, seconds,
    answers: names.map((name) => (ticked(name) > "0" ? ticked(name) : "-")).join(" "),
  };
  const said = Object.entries(lines).map(([name, value]) => `${name} = ${value};`);
  return [form.dataset.begins, ...said, form.dataset.ends, ""].join("\n");
}

function told(key) {
  for (const each of document.querySelectorAll("#said [data-key]")) each.hidden = each.dataset.key !== key;
}

function shown() {
  const done = names.filter((name) => ticked(name)).length;
  document.querySelector("progress").value = done;
  for (const each of document.querySelectorAll(".done")) each.textContent = done;
  for (const each of document.querySelectorAll(".open")) each.textContent = names.length - done;
  document.getElementById("left").hidden = done === names.length;
  document.getElementById("text").value = text();
  told("");
}

function speak(lang) {
  root.lang = lang;
  document.title = document.querySelector(`h1 [data-lang="${lang}"]`).textContent;
  for (const each of document.querySelectorAll("option[data-en]")) each.textContent = each.dataset[lang];
  for (const each of document.querySelectorAll("[data-label-en]")) {
    each.setAttribute("aria-label", lang === "de" ? each.dataset.labelDe : each.dataset.labelEn);
  }
  shown();
}

form.addEventListener("change", () => {
  begun = begun || Date.now();
  open = true;
  shown();
});
form.addEventListener("submit", (event) => event.preventDefault());
for (const each of document.querySelectorAll("[data-speak]")) {
  each.addEventListener("click", () => speak(each.dataset.speak));
}

document.getElementById("save").addEventListener("click", () => {
  const link = document.createElement("a"), url = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
  link.href = url;
  link.download = `crm-survey-${mark}.txt`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  open = false;
  told("saved");
});

document.getElementById("copy").addEventListener("click", async () => {
  const area = document.getElementById("text");
  area.value = text();
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    document.querySelector("details").open = true;
    area.select();
    if (!document.execCommand("copy")) return told("select");
  }
  open = false;
  told("copied");
});

// Whoever closes the page before handing in is asked once.
addEventListener("beforeunload", (event) => {
  if (open) event.preventDefault();
});

speak(root.lang);
