// localStorage of this device: the token of the conversation, the draft, and messages that are not sent yet.
//
// Nothing that is already sent is stored here. If the browser refuses storage (in private windows, or when it
// is full), everything still works until the page is closed.

const KEY = "landfall.conversation";
const DRAFT = "landfall.draft";
const OUTBOX = "landfall.outbox";
const FOLDED = "landfall.folded";

const memory = new Map();

function read(name) {
  if (memory.has(name)) return memory.get(name);
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    memory.delete(name);
  } catch {
    memory.set(name, value);
  }
}

function readJson(name) {
  try {
    return JSON.parse(read(name) ?? "null");
  } catch {
    return null;
  }
}

/** {token, expires_at, conversation_id} or null. Only the gateway knows whether the token is still valid. */
export function conversation() {
  const kept = readJson(KEY);
  return typeof kept?.token === "string" ? kept : null;
}

export const keepConversation = (value) => write(KEY, value && JSON.stringify(value));

export const draft = () => read(DRAFT) ?? "";
export const keepDraft = (text) => write(DRAFT, text || null);

/** Whether a quiet help bar was folded away here; the name says nothing to whoever looks. */
export const folded = () => read(FOLDED) !== null;
export const keepFolded = (yes) => write(FOLDED, yes ? "1" : null);

/** The outbox, in the order of writing: {id, text | button, title, at, safety?, failed?}. */
export function outbox() {
  const kept = readJson(OUTBOX);
  return Array.isArray(kept) ? kept.filter((entry) => typeof entry?.id === "string") : [];
}

/** Change the outbox in one step; it is read afresh, because another tab may have changed it. */
export function changeOutbox(change) {
  const entries = change(outbox());
  write(OUTBOX, entries.length ? JSON.stringify(entries) : null);
}

/** Remove everything from this device. */
export function forget() {
  for (const name of [KEY, DRAFT, OUTBOX, FOLDED]) write(name, null);
}

/** Call back when another tab changed something here; `what` is "conversation", "draft" or "outbox". */
export function onOtherTab(listener) {
  const names = { [KEY]: "conversation", [DRAFT]: "draft", [OUTBOX]: "outbox" };
  addEventListener("storage", (event) => {
    if (event.key === null) listener("conversation", null, null);
    else if (names[event.key]) listener(names[event.key], event.oldValue, event.newValue);
  });
}

/** Do `work` in one tab at a time (Web Locks), where the browser has locks: on https and on localhost. */
export function oneTabAtATime(name, work) {
  return navigator.locks ? navigator.locks.request(`landfall.${name}`, work) : work();
}

/** A random UUID. `crypto.randomUUID` is missing on a plain http address, which a clinic's test server may have. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
