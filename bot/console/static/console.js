// Entry point of the console's scripts: local times, long poll for news, and a warning when no answer comes.
// Progressive enhancement: every page also works without this script, but then has to be reloaded by hand.

import { showTimes, setServerTime } from "./times.js";
import { listen } from "./pulse.js";
import { alarm } from "./alarm.js";
import { refreshAlerts, newMessages, startTranscript } from "./live.js";
import { keepWords } from "./words.js";

setServerTime(document.body.dataset.now);
showTimes(document);
setInterval(() => showTimes(document), 1000);
keepWords();
startTranscript();

const { pulse, state, conversation } = document.body.dataset;
if (pulse) {
  const alerting = alarm();
  const plainTitle = document.title;
  listen({ address: pulse, state, conversation }, (news, changed) => {
    document.title = news.waiting ? `(${news.waiting}) ${plainTitle}` : plainTitle;
    const count = document.getElementById("count");
    count.hidden = !news.waiting;
    count.textContent = news.waiting;
    count.setAttribute("aria-label", `${news.waiting} waiting`);
    alerting.update(news);
    if (changed) refreshAlerts();
    if (conversation) newMessages(news.last_seq);
  });
}

// The menu closes on Escape and on a click outside it.
const menu = document.querySelector("details.menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
