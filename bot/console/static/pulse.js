// Long poll: asks the server for news again and again, each request held there until something changes.
// Shows a warning when no answer comes, and backs off exponentially up to 15 s.

const TIMEOUT_MS = 40_000; // the server answers within 25 s
const PRESENCE_MS = 60_000; // without input for this long, the page counts as open but unattended

let touched = Date.now();
for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
}

export function headers() {
  const here = document.visibilityState === "visible" && Date.now() - touched < PRESENCE_MS;
  return { "X-Landfall-Page": "open", "X-Landfall-Here": here ? "yes" : "no" };
}

export async function listen(what, tell) {
  let { state = "" } = what;
  let failures = 0;
  for (let first = true; ; first = false) {
    const query = new URLSearchParams(first ? {} : { state });
    if (what.conversation) {
      query.set("conversation", what.conversation);
      query.set("after", lastShown());
    }
    try {
      const answer = await fetch(`${what.address}?${query}`, { headers: headers(), signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (answer.status === 401) return loggedOut();
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      const news = await answer.json();
      failures = 0;
      online();
      // the page may have been rendered before a change that the first answer already includes
      const changed = news.state !== state;
      state = news.state;
      tell(news, changed);
    } catch {
      failures += 1;
      if (failures > 1) offline();
      await new Promise((resolve) => { setTimeout(resolve, Math.min(1000 * 2 ** failures, 15_000)); });
    }
  }
}

export function lastShown() {
  const lines = document.querySelectorAll("#messages > [data-seq]");
  const transcript = document.getElementById("transcript");
  // an older part of the transcript is shown: newer messages have no place in it
  if (transcript && "notNewest" in transcript.dataset) return 999_999_999;
  return lines.length ? lines[lines.length - 1].dataset.seq : 0;
}

let lastAnswer = new Date();

function online() {
  lastAnswer = new Date();
  document.getElementById("offline").hidden = true;
  document.body.classList.remove("stale");
}

function offline() {
  const at = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(lastAnswer);
  say(`Landfall cannot be reached from here. What you see is as it was at ${at}, and new alerts would not show.`);
}

function loggedOut() {
  say("You are logged out, so this page gets no news any more. Copy what you are writing, if anything, and ");
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "log in again";
  document.getElementById("offline").append(link, ".");
}

function say(sentence) {
  const line = document.getElementById("offline");
  if (line.hidden || line.textContent !== sentence) line.textContent = sentence;
  line.hidden = false;
  document.body.classList.add("stale");
}
