// Dialogs over the conversation: help, menu, journal, booked times, starting anew and deleting everything.

import { ApiError, deleteMe, exported, journal, journalFile } from "./api.js";
import { setUpHelp } from "./help.js";
import { showTimes } from "./times.js";
import { dateOf, dayOf, make, say, timeOf } from "./words.js";

const $ = (id) => document.getElementById(id);

/** `tell` has token(), forgotten() and deleted(). */
export function setUpPanels(tell) {
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  for (const dialog of document.querySelectorAll("dialog")) closeOnBackdrop(dialog);
  const showHelp = setUpHelp(tell, (doing, work) => attempt($("help-outcome"), doing, work));
  for (const opener of [$("open-help"), $("bar-help")]) {
    opener.addEventListener("click", () => {
      open("help");
      showHelp();
    });
  }
  $("open-menu").addEventListener("click", () => open("menu"));
  $("open-journal").addEventListener("click", () => {
    open("journal");
    showJournal(tell.token());
  });
  $("open-times").addEventListener("click", () => {
    open("times");
    showTimes(tell.token(), $("booked"), (doing, work) => attempt($("times-outcome"), doing, work));
  });
  for (const button of $("journal-files").querySelectorAll("button")) {
    button.addEventListener("click", () => downloadJournal(tell.token(), button.dataset.format));
  }
  $("open-delete").addEventListener("click", () => open("delete"));
  $("open-anew").addEventListener("click", () => open("anew"));
  $("do-export").addEventListener("click", () => download(tell.token()));
  $("do-delete").addEventListener("click", () => deleteEverything(tell));
  $("do-anew").addEventListener("click", () => {
    $("anew").close();
    tell.forgotten();
  });
}

function open(id) {
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  for (const outcome of $(id).querySelectorAll(".outcome")) say(outcome, "");
  $(id).showModal();
  // Focus the heading, so that it is read first and a stray Enter presses no button.
  $(id).querySelector("h2").focus();
  $(id).scrollTop = 0;
}

function closeOnBackdrop(dialog) {
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

async function showJournal(token) {
  const entries = $("entries");
  entries.replaceChildren();
  $("journal-files").hidden = true;
  await attempt($("journal-outcome"), "Opening your journal …", async () => {
    const kept = token ? (await journal(token)).entries ?? [] : [];
    entries.replaceChildren(...kept.map(entryItem));
    $("journal-files").hidden = kept.length === 0;
    return kept.length ? "" : "Nothing here yet. What you choose to keep will be shown here.";
  });
}

function entryItem(entry) {
  const at = dateOf(entry.created_at);
  const about = [entry.heading ?? "Journal"];
  if (Number.isInteger(entry.treatment_session)) about.push(`treatment session ${entry.treatment_session}`);
  if (Number.isInteger(entry.mood)) about.push(`feeling ${entry.mood} of 10`);
  about.push(entry.shared ? "your coach can read this" : "kept private from your coach");
  const item = make(
    "li",
    { className: "entry" },
    make("p", { className: "entry-when", textContent: `${dayOf(at)}, ${timeOf(at)}` }),
    make("p", { className: "entry-text", dir: "auto", textContent: entry.text ?? "" }),
    make("p", { className: "entry-about", textContent: about.join(" · ") }),
  );
  if (entry.tags?.length) item.append(make("p", { className: "entry-about", textContent: entry.tags.map((tag) => `#${tag}`).join(" ") }));
  return item;
}

async function download(token) {
  await attempt($("menu-outcome"), "Getting what you wrote …", async () =>
    save(new Blob([await exported(token)], { type: "application/json" }), "landfall", "json"),
  );
}

async function downloadJournal(token, format) {
  await attempt($("journal-outcome"), "Getting your journal …", async () =>
    save(await journalFile(token, format), "landfall-journal", format),
  );
}

function save(file, name, format) {
  const link = make("a", { href: URL.createObjectURL(file), download: `${name}-${new Date().toISOString().slice(0, 10)}.${format}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return "Your download has started. The file holds private words: keep it somewhere safe.";
}

async function deleteEverything(tell) {
  const button = $("do-delete");
  button.disabled = true;
  await attempt($("delete-outcome"), "Deleting …", async () => {
    await deleteMe(tell.token());
    $("delete").close();
    tell.deleted();
    return "";
  });
  button.disabled = false;
}

/** Show the status of an action: what is being done, and how it ended. */
async function attempt(outcome, doing, work) {
  say(outcome, doing);
  try {
    say(outcome, await work());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(outcome, trouble(error));
  }
}

function trouble(error) {
  if (error.status === 0) return "There is no connection right now. Nothing was changed. Please try again.";
  if (error.refused) return "This conversation can no longer be opened from this device.";
  return error.passing ? "That did not work just now. Please try again in a moment." : error.message;
}
