// Times in the browser's timezone, measured by the server's clock: a wrong clock here must not hide an overdue alert.

let ahead = 0; // how far the server's clock is ahead of this one, in milliseconds

export function setServerTime(iso) {
  if (iso) ahead = Date.parse(iso) - Date.now();
}

const now = () => Date.now() + ahead;
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const hour = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayAndHour = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

function length(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 && hours < 10 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

function moment(at) {
  const sameDay = new Date(at).toDateString() === new Date(now()).toDateString();
  if (sameDay) return hour.format(at);
  return Math.abs(now() - at) < 300 * 86400e3 ? dayAndHour.format(at) : day.format(at);
}

const WORDS = {
  moment,
  day: (at) => day.format(at),
  since: (at) => `${length(now() - at)} ago`,
  due: (at) => (at > now() ? `due in ${length(at - now())}` : `overdue by ${length(now() - at)}`),
};

export function showTimes(root) {
  for (const time of root.querySelectorAll("time[data-show]")) {
    const at = Date.parse(time.dateTime);
    const text = WORDS[time.dataset.show](at);
    if (time.textContent !== text) time.textContent = text;
    if (!time.title) time.title = exact.format(at);
    if (time.dataset.show === "due") time.parentElement.classList.toggle("over", at <= now());
  }
  for (const clock of root.querySelectorAll("[data-clock]")) {
    const text = theirs(clock.dataset.clock);
    if (clock.textContent !== text) clock.textContent = text;
  }
}

function theirs(timeZone) {
  try {
    return new Intl.DateTimeFormat(undefined, { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(now());
  } catch {
    return "an unknown time";
  }
}
