// Live updates: swaps new alerts and messages into the page without moving what the coach reads or is about to press.

import { showTimes } from "./times.js";
import { headers, lastShown } from "./pulse.js";

const NEAR_END_PX = 80; // this close to the end counts as reading the newest message
const REST_MS = 1500; // the pointer has to rest this long before a list under it may change

let moved = 0;
addEventListener("pointermove", () => { moved = Date.now(); }, { passive: true });

async function part(address) {
  const answer = await fetch(address, { headers: headers() });
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  return answer.text();
}

let later;

export async function refreshAlerts() {
  clearTimeout(later);
  const box = document.getElementById("live-alerts") ?? document.getElementById("live-client-alerts");
  if (!box) return;
  if (isBusy(box)) {
    later = setTimeout(refreshAlerts, REST_MS);
    return;
  }
  try {
    const before = box.querySelectorAll(".alert").length;
    const fresh = document.createElement("div");
    fresh.innerHTML = await part(box.dataset.from); // rendered and escaped by our own templates
    if (isBusy(box)) {
      later = setTimeout(refreshAlerts, REST_MS);
      return;
    }
    const focused = box.contains(document.activeElement) ? document.activeElement.id : "";
    showTimes(fresh);
    box.replaceChildren(...fresh.childNodes);
    if (focused) (document.getElementById(focused) ?? document.getElementById("main")).focus({ preventScroll: true });
    const after = box.querySelectorAll(".alert").length;
    if (after > before) announce("There is a new alert.");
  } catch {
    later = setTimeout(refreshAlerts, 3000);
  }
}

/** Whether the coach is writing in the box or is about to press something in it. */
function isBusy(box) {
  if (box.querySelector("details[open]")) return true;
  return box.matches(":hover") && Date.now() - moved < REST_MS;
}

let fetching = false;

export async function newMessages(lastSeq) {
  const list = document.getElementById("messages");
  if (!list || fetching || !(lastSeq > Number(lastShown()))) return;
  fetching = true;
  try {
    const fresh = document.createElement("ol");
    fresh.innerHTML = await part(`${document.getElementById("transcript").dataset.from}?after=${lastShown()}`);
    for (const line of fresh.children) line.classList.add("fresh");
    showTimes(fresh);
    const atEnd = isAtEnd();
    const count = fresh.children.length;
    list.append(...fresh.children);
    if (atEnd) toEnd();
    else if (count) document.getElementById("newer").hidden = false;
    if (count) announce(count === 1 ? "One new message." : `${count} new messages.`);
  } catch {
    // the next answer of the long poll says again that there is something to fetch
    await new Promise((resolve) => { setTimeout(resolve, 2000); });
  } finally {
    fetching = false;
  }
}

/** The element that scrolls: the transcript on a wide screen, the whole page on a narrow one. */
function scroller() {
  const transcript = document.getElementById("transcript");
  return getComputedStyle(transcript).overflowY === "auto" ? transcript : document.scrollingElement;
}

function distance() {
  const end = document.getElementById("messages").getBoundingClientRect().bottom;
  const frame = scroller();
  const edge = frame === document.scrollingElement ? innerHeight : frame.getBoundingClientRect().bottom;
  return end - edge;
}

const isAtEnd = () => distance() < NEAR_END_PX;

function toEnd() {
  const space = distance() + 12;
  if (space > 0) scroller().scrollBy({ top: space });
  document.getElementById("newer").hidden = true;
}

export function startTranscript() {
  const transcript = document.getElementById("transcript");
  if (!transcript) return;
  if (!location.hash && !new URLSearchParams(location.search).size) toEnd();
  // details that open below the visible part would otherwise seem not to open at all
  transcript.addEventListener("toggle", ({ target }) => { if (target.open) target.scrollIntoView({ block: "nearest" }); }, true);
  const newer = document.getElementById("newer");
  newer.addEventListener("click", toEnd);
  const check = () => { if (!newer.hidden && isAtEnd()) newer.hidden = true; };
  transcript.addEventListener("scroll", check, { passive: true });
  addEventListener("scroll", check, { passive: true });
}

function announce(sentence) {
  const spoken = document.getElementById("spoken");
  if (spoken) spoken.textContent = sentence;
}
