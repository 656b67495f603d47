// Receives messages: by WebSocket, with long polling as a fallback where no socket can be opened.
//
// The cursor `after` moves only with what came through here, never with the seq of something just sent:
// a bot message may lie between the two.

import { ApiError, address, messagesAfter } from "./api.js";

const OPEN_MS = 8_000; // a socket that has not answered by then counts as blocked
const PING_MS = 25_000; // below the 30 and 60 seconds after which proxies cut a silent connection
const PONG_MS = 10_000;
const POLL_S = 25;
const SOCKET_AGAIN_MS = 5 * 60_000; // how long to stay with polling before a socket is tried again
const LONGEST_PAUSE_MS = 20_000;

export class Stream {
  /** `tell` has the listeners messages(list), typing(on), owner(who), help(bar), up(on) and refused(). */
  constructor(token, tell) {
    this.token = token;
    this.tell = tell;
    this.after = 0;
    this.stopped = false;
    this.failures = 0; // rounds without an answer, for the exponential backoff
    this.socketFailures = 0;
    this.socketTriedAt = 0;
    this.stop = this.stop.bind(this);
    this.ended = new AbortController();
  }

  /** Receive until stopped or refused. */
  async run() {
    while (!this.stopped) {
      if (!(await this.#catchUp())) {
        await this.#pause(Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** this.failures++));
        continue;
      }
      this.failures = 0;
      if (this.socketFailures < 2 || Date.now() - this.socketTriedAt > SOCKET_AGAIN_MS) await this.#trySocket();
      else await this.#pollForAWhile();
    }
  }

  stop() {
    this.stopped = true;
    this.ended.abort();
    this.socket?.close();
    this.wake?.();
  }

  /** Reconnect or ping now, because the connection may have changed. */
  nudge() {
    this.wake?.();
    this.ping?.();
  }

  async #trySocket() {
    this.socketTriedAt = Date.now();
    const worked = await this.#listen();
    this.socketFailures = worked ? 0 : this.socketFailures + 1;
    // Jitter, so that not all clients reconnect at the same instant when a gateway restarts.
    if (worked && !this.stopped) await this.#pause(200 + Math.random() * 800);
  }

  async #pollForAWhile() {
    const until = this.socketTriedAt + SOCKET_AGAIN_MS;
    while (!this.stopped && Date.now() < until) {
      const asked = Date.now();
      const got = await this.#poll(POLL_S);
      if (got === null) return;
      // A gateway or proxy that does not hold the long poll must not be asked in a tight loop.
      if (got === 0 && Date.now() - asked < 1000) await this.#pause(2000);
    }
  }

  /** Fetch all messages that are waiting; false if the gateway did not answer. */
  async #catchUp() {
    for (;;) {
      const got = await this.#poll(0);
      if (got === null) return false;
      if (got === 0) return true;
    }
  }

  /** One request; how many messages were new, or null if it failed. */
  async #poll(wait) {
    try {
      const answer = await messagesAfter(this.token, this.after, wait, this.ended.signal);
      if (this.stopped) return null;
      this.tell.up(true);
      this.tell.help(answer.help); // before the words it belongs to, which would move when it comes after them
      const fresh = this.#take(Array.isArray(answer.messages) ? answer.messages : []);
      if (answer.owner) this.tell.owner(answer.owner);
      return fresh;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.stopped) return null;
      if (error.refused) {
        this.stop();
        this.tell.refused();
      } else this.tell.up(false);
      return null;
    }
  }

  #take(messages) {
    const fresh = messages.filter((message) => Number.isInteger(message?.seq) && message.seq > this.after);
    if (fresh.length === 0) return 0;
    this.after = Math.max(...fresh.map((message) => message.seq));
    this.tell.messages(fresh);
    return fresh.length;
  }

  /** Receive on one WebSocket until it closes; returns whether the gateway ever sent anything on it. */
  #listen() {
    return new Promise((done) => {
      const where = address("v1/socket");
      where.protocol = where.protocol === "https:" ? "wss:" : "ws:";
      let socket;
      try {
        socket = new WebSocket(where);
      } catch {
        done(false);
        return;
      }
      this.socket = socket;
      let answered = false;
      let deadline = setTimeout(() => finish(), OPEN_MS);
      const send = (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
      const ping = () => {
        clearTimeout(deadline);
        if (socket.readyState === WebSocket.OPEN) deadline = setTimeout(() => finish(), PONG_MS);
        send({ type: "ping" });
      };
      const beat = setInterval(ping, PING_MS);
      const finish = () => {
        clearTimeout(deadline);
        clearInterval(beat);
        // A socket whose other end is gone can take minutes to close by itself; nothing waits for that.
        socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
        socket.close();
        if (this.socket === socket) this.socket = this.ping = null;
        this.tell.typing(false);
        done(answered);
      };
      socket.onclose = socket.onerror = finish;
      socket.onopen = () => {
        send({ token: this.token, after: this.after });
        this.ping = ping;
        ping();
      };
      socket.onmessage = ({ data }) => {
        const frame = parsed(data);
        if (!frame) return;
        if (frame.type === "error") {
          finish(); // the next HTTP request gets a status that says what is wrong
          return;
        }
        answered = true;
        clearTimeout(deadline);
        this.#hear(frame, send);
      };
    });
  }

  #hear(frame, send) {
    if (frame.type === "message" && frame.message) {
      this.#take([frame.message]);
      send({ type: "ack", seq: this.after });
    } else if (frame.type === "help") this.tell.help(frame.help);
    else if (frame.type === "typing") this.tell.typing(frame.on === true);
    else if (frame.type === "owner") this.tell.owner(frame.owner);
  }

  #pause(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    }).finally(() => (this.wake = null));
  }
}

function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
