// The message list: every message once, ordered by seq, with messages that are not sent yet at the end.

import { dateOf, dayOf, make, say, timeOf } from "./words.js";
import { address } from "./api.js";

const NAMES = { bot: "Landfall", coach: "Coach", system: "Landfall", client: "You" };
const CLOSE_MS = 5 * 60_000; // messages this close together, by the same author, share one time
const LONG = 1_500; // characters of one's own message that are shown before "Show all"
const ONE_ANSWER_MS = 30_000; // bot messages this close together are read as one
const NEAR_END_PX = 120;
const SENDING_AFTER_MS = 1_500; // most messages are stored sooner, and "Sending" would only flicker

const WAITING = "Not sent yet. It is kept and will be sent by itself.";

export class Log {
  /** `asked` has the listeners button({id, title}), edit(entry) and discard(entry). */
  constructor({ scroller, list, newer }, asked) {
    Object.assign(this, { scroller, list, newer, asked });
    this.bySeq = new Map();
    this.pending = new Map(); // what this device sent or wants to send, by client_message_id
    this.ids = new Set(); // client_message_ids that the gateway is known to have
    this.newer.addEventListener("click", () => this.toEnd());
    this.scroller.addEventListener("scroll", () => this.#atEnd() && (this.newer.hidden = true), { passive: true });
    // When the keyboard opens, a picture loads or the phone is turned, whoever was reading the end stays there.
    this.followed = true;
    this.scroller.addEventListener("scroll", () => (this.followed = this.#atEnd()), { passive: true });
    this.height = this.scroller.clientHeight;
    new ResizeObserver(() => {
      const resized = this.height !== this.scroller.clientHeight;
      this.height = this.scroller.clientHeight;
      if (resized && this.followed) this.toEnd();
    }).observe(this.scroller);
    document.addEventListener("visibilitychange", () => !document.hidden && this.#everyDay());
  }

  /** Show what the gateway sent. */
  show(messages) {
    const followed = this.#atEnd();
    let incoming = false;
    for (const message of messages) {
      if (!(message.author in NAMES) || this.#known(message)) continue;
      const item = this.#item(message);
      if (message.client_message_id) this.ids.add(message.client_message_id);
      this.#place(item, message.seq);
      incoming ||= message.author !== "client";
    }
    this.#settle();
    if (followed) this.#reveal(this.#answerStart());
    else if (incoming) this.newer.hidden = false;
  }

  /** Show something written here, which the gateway does not have yet. */
  showPending(entry) {
    if (this.pending.has(entry.id) || this.ids.has(entry.id)) return;
    const item = this.#item({ author: "client", text: entry.text ?? entry.title ?? "", at: entry.at });
    item.append(make("p", { className: "state" }));
    this.pending.set(entry.id, item);
    this.list.append(item);
    this.#refresh(item);
    if (entry.safety) this.safety(entry);
    if (entry.failed) this.failed(entry);
    else setTimeout(() => item.querySelector(".state:empty")?.append("Sending …"), SENDING_AFTER_MS);
    this.#settle();
    this.toEnd();
  }

  waiting(entry) {
    this.#state(entry, WAITING);
  }

  /** The gateway has stored it as `seq`. */
  sent(entry, seq) {
    const item = this.pending.get(entry.id);
    if (!item || item.dataset.seq) return;
    item.querySelector(".state")?.remove();
    if (this.bySeq.has(seq)) this.discard(entry.id);
    else this.#place(item, seq);
    this.#settle();
  }

  /** It was refused for good: let the client edit or discard it. */
  failed(entry) {
    const state = this.#state(entry, `This could not be sent. ${entry.failed}`);
    if (!state) return;
    const edit = make("button", { type: "button", className: "small", textContent: "Put it back in the box" });
    edit.addEventListener("click", () => this.asked.edit(entry));
    const drop = make("button", { type: "button", className: "small", textContent: "Remove" });
    drop.addEventListener("click", () => this.asked.discard(entry));
    state.append(make("span", { className: "row" }, ...(entry.text === undefined ? [drop] : [edit, drop])));
  }

  /** Safety words that came with a failed send: shown at once, below the message. */
  safety(entry) {
    const item = this.pending.get(entry.id);
    if (!item || item.extras) return;
    item.extras = entry.safety.map((text) => {
      const extra = this.#item({ author: "system", text, at: new Date().toISOString() });
      extra.querySelector(".bubble").setAttribute("role", "alert");
      extra.isExtra = true;
      return extra;
    });
    item.after(...item.extras);
    item.extras.forEach((extra) => this.#refresh(extra));
    this.#settle();
    this.toEnd();
  }

  /** Remove a message that was never sent. */
  discard(id) {
    const item = this.pending.get(id);
    if (!item) return;
    this.pending.delete(id);
    item.extras?.forEach((extra) => extra.remove());
    const next = item.nextElementSibling;
    item.remove();
    if (next) this.#refresh(next);
    this.#settle();
  }

  clear() {
    this.bySeq.clear();
    this.pending.clear();
    this.ids.clear();
    this.list.replaceChildren();
    this.newer.hidden = true;
  }

  /** Do `change`, which may take from the height of the list: whoever reads the end stays there, nobody else moves. */
  around(change) {
    const followed = this.#atEnd();
    change();
    this.height = this.scroller.clientHeight;
    if (followed) this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.newer.hidden = true;
  }

  /** True if the message is on the page already; then only its seq and time may be new. */
  #known({ seq, at, client_message_id: id }) {
    if (this.bySeq.has(seq)) return true;
    const item = id && this.pending.get(id);
    if (!item) return false;
    item.querySelector(".state")?.remove();
    this.#time(item, at);
    this.#place(item, seq);
    return true;
  }

  #item({ author, author_name: name, text, buttons, image, at }) {
    const item = make("li", { className: `message from-${author}` });
    item.author = author;
    item.who = name ?? "";
    const called = author === "coach" && name ? `${name}, coach` : NAMES[author];
    const bubble = say(make("div", { className: "bubble", dir: "auto" }), text ?? "", { links: author !== "client" });
    item.append(
      make("p", { className: "day", hidden: true }),
      make("p", { className: "who", textContent: called }),
      bubble,
    );
    if (text === null || text === undefined) say(bubble, "This message was deleted.").classList.add("gone");
    if (author === "client" && text?.length > LONG) item.append(fold(bubble));
    const picture = image && pictureOf(image);
    if (picture) item.append(picture);
    item.append(make("time", { className: "time" }));
    this.#time(item, at);
    if (buttons?.length) item.append(this.#choices(buttons));
    return item;
  }

  #time(item, at) {
    item.date = dateOf(at);
    const time = item.querySelector(".time");
    time.dateTime = item.date.toISOString();
    time.title = item.date.toLocaleString();
    say(time, timeOf(item.date));
  }

  #choices(buttons) {
    const group = make("div", { className: "choices" });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Choices");
    for (const { id, title } of buttons) {
      const button = make("button", { type: "button", className: "choice", textContent: title });
      button.addEventListener("click", () => this.asked.button({ id, title }));
      group.append(button);
    }
    return group;
  }

  /** Put `item` in its place by seq. It stays untouched if it is there already, so that it is not read out twice. */
  #place(item, seq) {
    this.bySeq.set(seq, item);
    item.dataset.seq = seq;
    let before = this.list.firstElementChild;
    for (let last = this.list.lastElementChild; last; last = last.previousElementSibling) {
      if (last !== item && Number(last.dataset.seq) < seq) {
        before = last.nextElementSibling;
        while (before?.isExtra) before = before.nextElementSibling;
        break;
      }
    }
    const oldNext = item.parentNode ? item.nextElementSibling : null;
    if (before !== item) {
      this.list.insertBefore(item, before);
      if (item.extras) item.after(...item.extras.filter((extra) => extra.isConnected));
    }
    if (item.author !== "client") this.#dropRepeated(item);
    for (const each of [oldNext, item.previousElementSibling, item, item.nextElementSibling]) {
      if (each?.isConnected) this.#refresh(each);
    }
  }

  /** Remove the stand-in of a failed send, now that the same safety words have arrived as messages. */
  #dropRepeated(item) {
    const words = item.querySelector(".bubble").textContent;
    for (const extra of [...this.list.children].filter((each) => each.isExtra)) {
      if (extra.querySelector(".bubble").textContent !== words) continue;
      const next = extra.nextElementSibling;
      extra.remove();
      if (next) this.#refresh(next);
    }
  }

  /** Day, name and time depend on the neighbours. */
  #refresh(item) {
    this.#heading(item);
    if (item.previousElementSibling) this.#heading(item.previousElementSibling);
  }

  #heading(item) {
    const previous = item.previousElementSibling;
    const next = item.nextElementSibling;
    const day = item.querySelector(".day");
    day.hidden = previous !== null && dayOf(previous.date) === dayOf(item.date);
    if (!day.hidden) say(day, dayOf(item.date));
    const goesOn = (one, other) => one && other && one.author === other.author && one.who === other.who;
    item.classList.toggle("goes-on", day.hidden && goesOn(previous, item) === true);
    item.classList.toggle("timeless", goesOn(item, next) === true && next.date - item.date < CLOSE_MS);
  }

  #everyDay() {
    for (const item of this.list.children) this.#heading(item);
  }

  /** Buttons belong to the last message only; once there is a newer one they are removed. */
  #settle() {
    const last = this.list.lastElementChild;
    for (const group of this.list.querySelectorAll(".choices")) {
      const gone = group.parentElement !== last;
      if (gone && group.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
      group.hidden = gone;
    }
  }

  #state(entry, text) {
    const item = this.pending.get(entry.id);
    const state = item && !item.dataset.seq ? item.querySelector(".state") : null;
    if (state && state.firstChild?.textContent !== text) say(state, text);
    if (state && this.followed) this.toEnd();
    return state;
  }

  #atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** The first of the messages that came together, as one answer, at the end; null if the client had the last word. */
  #answerStart() {
    let start = null;
    for (let item = this.list.lastElementChild; item && item.author !== "client"; item = item.previousElementSibling) {
      if (start && start.date - item.date > ONE_ANSWER_MS) break;
      start = item;
    }
    return start;
  }

  /** Go to the end, but not past the first line of the answer: it may hold a number to call. Never back up. */
  #reveal(first) {
    const before = this.scroller.scrollTop;
    this.toEnd();
    if (!first) return;
    const above = this.scroller.getBoundingClientRect().top + 8 - first.getBoundingClientRect().top;
    if (above > 0) this.scroller.scrollTop = Math.max(before, this.scroller.scrollTop - above);
    this.newer.hidden = this.#atEnd();
  }
}

function fold(bubble) {
  bubble.classList.add("folded");
  const button = make("button", { type: "button", className: "small unfold", textContent: "Show all" });
  button.addEventListener("click", () => {
    const folded = bubble.classList.toggle("folded");
    say(button, folded ? "Show all" : "Show less");
  });
  return button;
}

/** Pictures come from the gateway itself or not at all: loading one from elsewhere would tell others who reads here. */
function pictureOf(source) {
  const url = address(source);
  if (url.origin !== location.origin) return null;
  return make("img", { className: "picture", src: url.href, alt: "Picture that goes with this message", loading: "lazy" });
}
