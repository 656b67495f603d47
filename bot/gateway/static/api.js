// HTTP client of the client API: one function for each request, and one class of errors.

const SLOW_MS = 30_000; // a request that takes longer, on a poor connection, counts as not sent

/** A request that did not succeed. `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  constructor(status, { code = "", message = "", safety = [], retryAfter = 0 } = {}) {
    super(message || code || `HTTP ${status}`);
    Object.assign(this, { status, code, safety, retryAfter });
  }

  /** The token is invalid or expired, or the conversation was deleted. */
  get refused() {
    return this.status === 401;
  }

  /** Whether a retry may succeed. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500;
  }
}

/** The URL of a path on the gateway, wherever it is mounted. */
export function address(path) {
  return new URL(path, document.baseURI);
}

async function request(method, path, { token, body, signal, within = SLOW_MS, file = false } = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), within);
  signal?.addEventListener("abort", () => limit.abort());
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response, text;
  try {
    response = await fetch(address(path), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: limit.signal,
      cache: "no-store",
      credentials: "omit",
    });
    text = file && response.ok ? await response.blob() : await response.text();
  } catch {
    throw new ApiError(0, { code: "unreachable" });
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw refusal(response, text);
  return { response, text };
}

function refusal(response, text) {
  const said = parsed(text) ?? {};
  return new ApiError(response.status, {
    code: said.error?.code,
    message: said.error?.message,
    safety: Array.isArray(said.safety) ? said.safety.filter((words) => typeof words === "string") : [],
    retryAfter: Number(response.headers.get("Retry-After")) || 0,
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function json(...args) {
  const value = parsed((await request(...args)).text);
  // A captive portal or a proxy can answer 200 with a page of its own: that counts as no answer.
  if (typeof value !== "object" || value === null) throw new ApiError(0, { code: "not_json" });
  return value;
}

export const startConversation = (locale, timezone) =>
  json("POST", "v1/conversations", { body: { locale, timezone } });

export const sendMessage = (token, body) => json("POST", "v1/messages", { token, body });

export const messagesAfter = (token, after, wait, signal) =>
  json("GET", `v1/messages?after=${after}&wait=${wait}`, { token, signal, within: (wait + 15) * 1000 });

/** The numbers of the client's country. A slow answer is no help: the page has its own words meanwhile. */
export const helpNumbers = (token) => json("GET", "v1/help", { token, within: 10_000 });

export const chooseCountry = (token, country) => request("POST", "v1/help", { token, body: { country } });

export const journal = (token) => json("GET", "v1/journal", { token });

export const bookings = (token) => json("GET", "v1/bookings", { token });

export const bookingFile = async (token, id) => (await request("GET", `v1/bookings/${id}.ics`, { token })).text;
/** The journal as a file: "md", "json" or "pdf". */
export const journalFile = async (token, format) =>
  (await request("GET", `v1/journal?format=${format}`, { token, within: 120_000, file: true })).text;

export const exported = async (token) => (await request("GET", "v1/export", { token, within: 120_000 })).text;

export const deleteMe = (token) => request("DELETE", "v1/me", { token });
