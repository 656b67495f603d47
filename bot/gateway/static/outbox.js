// Outbox: sends messages in order, retries with exponential backoff, and keeps each on the device until it is stored.
// The entry's id is the idempotency key (`client_message_id`), so a retry never stores a message twice.

import { ApiError, sendMessage } from "./api.js";
import * as device from "./device.js";

const LONGEST_PAUSE_MS = 30_000;
const SMALLEST_PART = 500; // characters; below this a message that is "too long" is not split any further

export class Outbox {
  /** `tell` has the listeners waiting(entry), sent(entry, seq), failed(entry), split(entry, parts), safety(entry) and refused(). */
  constructor(tell) {
    this.tell = tell;
    this.token = null;
    this.busy = false;
    this.again = false;
    this.failures = 0;
  }

  /** Add a message to the queue and start sending; returns its entry. */
  add(what) {
    const entry = { id: device.uuid(), at: new Date().toISOString(), ...what };
    device.changeOutbox((entries) => [...entries, entry]);
    this.send();
    return entry;
  }

  /** Remove a message from the queue. */
  remove(id) {
    device.changeOutbox((entries) => entries.filter((entry) => entry.id !== id));
  }

  /** Remove waiting buttons: a button belongs to the conversation it was offered in, while a text can start a new one. */
  dropButtons() {
    device.changeOutbox((entries) => entries.filter((entry) => entry.text !== undefined));
  }

  /** Send all that is waiting, now. A call during a run makes that run go round once more. */
  async send() {
    clearTimeout(this.timer);
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.again) {
        this.again = false;
        await device.oneTabAtATime("outbox", () => this.#drain());
      }
    } finally {
      this.busy = false;
    }
  }

  async #drain() {
    while (this.token) {
      const entry = device.outbox().find((kept) => !kept.failed);
      if (!entry || !(await this.#sendOne(entry))) return;
    }
  }

  /** Send one message; returns whether to go on with the next one. */
  async #sendOne(entry) {
    const { id, text, button } = entry;
    try {
      const body = { client_message_id: id, ...(button === undefined ? { text } : { button }) };
      const { seq } = await sendMessage(this.token, body);
      this.failures = 0;
      this.remove(id);
      this.tell.sent(entry, seq);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.#notSent(entry, error);
    }
  }

  #notSent(entry, error) {
    if (error.safety.length && !entry.safety) {
      this.#change(entry, { safety: error.safety });
      this.tell.safety(entry);
    }
    if (error.refused) {
      this.token = null;
      this.tell.waiting(entry);
      this.tell.refused();
      return false;
    }
    if (error.passing) {
      this.tell.waiting(entry);
      const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** this.failures++) * (0.75 + Math.random() / 2);
      this.timer = setTimeout(() => this.send(), Math.max(pause, error.retryAfter * 1000));
      return false;
    }
    if (error.status === 413 && entry.text?.length >= 2 * SMALLEST_PART) this.#split(entry);
    else {
      this.#change(entry, { failed: error.message });
      this.tell.failed(entry);
    }
    return true;
  }

  #change(entry, change) {
    Object.assign(entry, change);
    device.changeOutbox((entries) => entries.map((kept) => (kept.id === entry.id ? { ...kept, ...change } : kept)));
  }

  /** Split a message that is longer than the gateway accepts in two, at a break in the text. */
  #split(entry) {
    const parts = halves(entry.text).map((text) => ({ ...entry, id: device.uuid(), text }));
    device.changeOutbox((entries) => entries.flatMap((kept) => (kept.id === entry.id ? parts : [kept])));
    this.tell.split(entry, parts);
  }
}

function halves(text) {
  const middle = Math.floor(text.length / 2);
  const first = text.slice(0, middle);
  const breaks = [first.lastIndexOf("\n") + 1, first.lastIndexOf(" ") + 1];
  let cut = breaks.find((at) => at > middle / 2) ?? middle;
  if (/[\uD800-\uDBFF]/.test(text[cut - 1])) cut -= 1; // not through the middle of an emoji
  return [text.slice(0, cut), text.slice(cut)];
}
