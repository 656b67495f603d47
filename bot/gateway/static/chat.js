// Entry point of the chat page: connects the conversation, the writing box and the panels.

import { ApiError, startConversation } from "./api.js";
import { setUpBar, showBar } from "./bar.js";
import * as device from "./device.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { setUpPanels } from "./panels.js";
import { Stream } from "./stream.js";
import { say } from "./words.js";

const LINE_AFTER_MS = 2_500; // a connection that is restored within this is not announced
const TYPING_AFTER_MS = 350; // no typing indicator for an answer that comes sooner, so that nothing flickers
const LONGEST_PAUSE_MS = 20_000;
const OFFLINE = "No connection right now. What you write is kept and sent when it is back.";

const $ = (id) => document.getElementById(id);
const box = $("box");
const withMouse = matchMedia("(hover: hover) and (pointer: fine)");

let stream = null;
let lineTimer = null;

const log = new Log(
  { scroller: $("log"), list: $("messages"), newer: $("newer") },
  {
    button: ({ id, title }) => write({ button: id, title }),
    edit(entry) {
      forgetEntry(entry);
      box.value = box.value ? `${box.value}\n${entry.text}` : entry.text;
      boxChanged();
      box.focus();
    },
    discard: forgetEntry,
  },
);

const outbox = new Outbox({
  waiting: (entry) => log.waiting(entry),
  sent: (entry, seq) => log.sent(entry, seq),
  failed: (entry) => log.failed(entry),
  safety: (entry) => log.safety(entry),
  split(entry, parts) {
    log.discard(entry.id);
    parts.forEach((part) => log.showPending(part));
  },
  refused,
});

function forgetEntry(entry) {
  outbox.remove(entry.id);
  log.discard(entry.id);
}

// ---- the conversation -------------------------------------------------------------------------

/** Open the conversation stored on this device, or begin one. */
async function begin() {
  stream?.stop();
  $("notice").hidden = true;
  $("write").hidden = false;
  for (const entry of device.outbox()) log.showPending(entry);
  // Screen readers announce new messages, not the history; in a new conversation every message is new.
  $("log").setAttribute("aria-live", device.conversation() ? "off" : "polite");
  const kept = await device.oneTabAtATime("begin", async () => device.conversation() ?? (await newConversation()));
  if (!kept) return;
  outbox.token = kept.token;
  listen(kept.token);
  outbox.send();
}

/** Ask for a conversation until there is one; null if the gateway will not give one. */
async function newConversation() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  for (let failures = 0; ; failures++) {
    try {
      const made = await startConversation(navigator.language || "en", timeZone || "UTC");
      device.keepConversation(made);
      return made;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!error.passing) {
        ended(`A conversation could not be started. ${error.message}`, "Try again");
        return null;
      }
      connected(false);
      await pause(Math.max(error.retryAfter * 1000, Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures)));
    }
  }
}

function listen(token) {
  const mine = new Stream(token, {
    messages(messages) {
      if (mine !== stream) return;
      if (messages.some(({ author }) => author !== "client")) typing(false);
      log.show(messages);
    },
    typing,
    owner: setOwner,
    help: (bar) => mine === stream && showBar(bar, (change) => log.around(change)),
    up(up) {
      connected(up);
      if (up) setTimeout(() => $("log").setAttribute("aria-live", "polite"), 500);
      if (up && device.outbox().length) outbox.send();
    },
    refused,
  });
  stream = mine;
  mine.run();
}

/** The token stored on this device is no longer valid. */
function refused() {
  stream?.stop();
  outbox.token = null;
  connected(true);
  ended("This conversation can no longer be opened on this device. You can start again; anything not sent yet is kept and goes into the new conversation.", "Start again");
}

/** Nothing more can happen here until the person chooses to begin again. */
function ended(words, choice) {
  typing(false);
  say($("notice-text"), words);
  say($("notice-do"), choice);
  $("notice").hidden = false;
}

$("notice-do").addEventListener("click", () => {
  if (!outbox.token) device.keepConversation(null);
  outbox.dropButtons();
  log.clear();
  setOwner("bot");
  $("log").focus({ preventScroll: true });
  begin();
});

function leave() {
  stream?.stop();
  outbox.token = null;
  device.forget();
  log.clear();
  box.value = "";
  grow();
  setOwner("bot");
  showBar(null);
}

setUpBar();
setUpPanels({
  token: () => device.conversation()?.token,
  forgotten() {
    leave();
    begin();
  },
  deleted() {
    leave();
    $("write").hidden = true;
    ended("Everything you wrote here has been deleted.", "Start again");
    $("notice-do").focus();
  },
});

// ---- who answers, and the state of the connection ----------------------------------------------

function setOwner(now) {
  const coach = now === "coach";
  say($("speaker"), coach ? "A coach has joined" : "Software, not a person");
  say($("typing-who"), coach ? "Your coach is writing" : "Landfall is writing");
}

let typingTimer = null;
function typing(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(showTyping, TYPING_AFTER_MS);
  else $("typing").hidden = true;
}

function showTyping() {
  $("typing").hidden = false;
  if (log.followed) log.toEnd();
}

function connected(up) {
  if (up) {
    clearTimeout(lineTimer);
    lineTimer = null;
    say($("line"), "");
  } else lineTimer ??= setTimeout(() => say($("line"), OFFLINE), LINE_AFTER_MS);
}

let wake = null;
function pause(ms) {
  return new Promise((done) => {
    wake = done;
    setTimeout(done, ms);
  });
}

function lookAgain() {
  wake?.();
  stream?.nudge();
  if (device.outbox().length) outbox.send();
}

addEventListener("online", lookAgain);
addEventListener("offline", () => stream?.nudge());
addEventListener("pageshow", (event) => event.persisted && lookAgain());
document.addEventListener("visibilitychange", () => (document.hidden ? keepDraft() : lookAgain()));

// ---- writing ----------------------------------------------------------------------------------

function write(what) {
  const entry = outbox.add(what);
  log.showPending(entry);
  if (!navigator.onLine || !outbox.token) log.waiting(entry);
  if (withMouse.matches) box.focus({ preventScroll: true });
}

function submit() {
  const text = box.value;
  if (!text.trim()) {
    box.focus();
    return;
  }
  write({ text }); // it is in the outbox before it leaves the box
  box.value = "";
  boxChanged();
  keepDraft();
}

let draftTimer = null;
function keepDraft() {
  clearTimeout(draftTimer);
  if (box.value !== device.draft()) device.keepDraft(box.value);
}

function boxChanged() {
  grow();
  clearTimeout(draftTimer);
  draftTimer = setTimeout(keepDraft, 150);
}

/** Fit the height of the box to its text, up to the style sheet's maximum. Browsers with field-sizing do it themselves. */
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

box.addEventListener("input", boxChanged);
box.addEventListener("blur", keepDraft);
addEventListener("pagehide", keepDraft);

box.addEventListener("keydown", (event) => {
  // On a touch keyboard Enter is a new line; while a word is being composed it belongs to the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || !withMouse.matches) return;
  event.preventDefault();
  submit();
});

$("write").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

// A tap on Send must not take the focus from the box: the keyboard would close and the page would jump.
$("send").addEventListener("pointerdown", (event) => event.preventDefault());

device.onOtherTab((what, before, after) => {
  if (what === "draft" && box.value === (before ?? "")) {
    box.value = after ?? "";
    grow();
  } else if (what === "outbox") {
    for (const entry of device.outbox()) log.showPending(entry);
  } else if (what === "conversation" && device.conversation()?.token !== outbox.token) {
    // Deleted or begun anew in another tab: the messages shown here belong to no conversation any more.
    stream?.stop();
    outbox.token = null;
    log.clear();
    if (device.conversation()) begin();
    else ended("This conversation was closed in another tab.", "Start again");
  }
});

// ---- the phone's keyboard ---------------------------------------------------------------------

/** Where the on-screen keyboard covers the page instead of shrinking it (iOS), fit the page to the height that is left. */
function fit() {
  const seen = visualViewport;
  if (!seen || Math.abs(seen.scale - 1) > 0.01) return; // zoomed in by hand: leave it alone
  document.documentElement.style.setProperty("--height", `${Math.round(seen.height)}px`);
  document.documentElement.style.setProperty("--shift", `${Math.round(seen.offsetTop)}px`);
}
visualViewport?.addEventListener("resize", fit);
visualViewport?.addEventListener("scroll", fit);

box.enterKeyHint = withMouse.matches ? "send" : "enter";
box.value = device.draft();
fit();
grow();
if (withMouse.matches) box.focus({ preventScroll: true });
begin();
