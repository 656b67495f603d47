// Text rendering: builds DOM nodes, never HTML (no XSS), and links web addresses and phone numbers where asked.

// Tried in this order at every place. An e-mail address is matched only so that its domain is left alone.
const TAPPABLE = new RegExp(
  [
    String.raw`(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(?<url>https?:\/\/[^\s<>"']+)`,
    String.raw`(?<host>\b(?:[a-z0-9-]+\.)+(?:com|org|net|gov|info)(?:\.[a-z]{2})?\b(?:\/[^\s<>"']*)?)`,
    String.raw`(?<scheme>\btel:)(?<plain>\+?\d[\d-]*)`,
    // "text HOME to 12345" and "text 12345" open a text message; "call or text 123" opens a call.
    String.raw`(?<smsBefore>\btext\s+(?:["“]?\w+["”]?\s+to\s+)?)(?<sms>\d{2,}(?:[ -]\d{2,})+|\d{3,7})(?![\d\/])`,
    String.raw`(?<callBefore>\b(?:call or text|call|dial|ring|phone)(?:\s+(?:on|at))?:?\s+)(?<call>\+?\d{2,}(?:[ -]\d{2,})*(?![\d\/]))`,
    String.raw`(?<number>\+?\d+(?:[ -]\d{2,})+|\+?\d{7,})`,
  ].join("|"),
  "giu",
);
const LONGEST_LINKED = 5_000; // characters; the search takes time with the square of the longest word
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const digits = (number) => number.replace(/\D/g, "");

/** Split `text` into parts {text, href?}. Every href is https:, http:, tel: or sms:, never anything else. */
export function parts(text) {
  const found = [];
  let from = 0;
  const plain = (until) => until > from && found.push({ text: text.slice(from, until) });
  for (const match of text.matchAll(TAPPABLE)) {
    const link = linkIn(match);
    if (!link) continue;
    const start = match.index + link.skip;
    plain(start - (link.drop ?? 0));
    found.push({ text: link.text, href: link.href });
    from = start + link.text.length;
  }
  plain(text.length);
  return found;
}

function linkIn({ groups: g }) {
  const web = (g.url ?? g.host)?.replace(/[.,;:!?)\]}]+$/, "");
  if (g.url) return { skip: 0, text: web, href: web };
  if (g.host) return { skip: 0, text: web, href: `https://${web}` };
  if (g.plain) return { skip: g.scheme.length, drop: g.scheme.length, text: g.plain, href: `tel:${g.plain}` };
  if (g.sms) return { skip: g.smsBefore.length, text: g.sms, href: `sms:${digits(g.sms)}` };
  if (g.call) return { skip: g.callBefore.length, text: g.call, href: dial(g.call) };
  const long = g.number && digits(g.number).length;
  if (long >= 6 && long <= 15 && !DATE.test(g.number)) return { skip: 0, text: g.number, href: dial(g.number) };
  return null;
}

const dial = (number) => `tel:${number.startsWith("+") ? "+" : ""}${digits(number)}`;

/** A link for each number in "116 123 or 0800 1110111", or in "HELLO to 50808": `scheme` is "tel" or "sms". */
export function numberLinks(text, scheme, verb) {
  return text.split(" or ").map((part) => {
    const number = part.match(/[+*#]?\d[\d -]*\d|\d/)?.[0];
    const label = verb ? `${verb} ${part}` : part;
    if (!number) return label;
    const href = scheme === "sms" ? `sms:${digits(number)}` : `tel:${number.replace(/[ -]/g, "")}`;
    return make("a", { className: "way", href, textContent: label });
  });
}

/** Put `text` into `node`, replacing what was there. */
export function say(node, text, { links = false } = {}) {
  const tappable = links && text.length <= LONGEST_LINKED;
  node.replaceChildren(...(tappable ? parts(text).map(nodeFor) : [text]));
  return node;
}

function nodeFor({ text, href }) {
  if (!href) return text;
  const link = make("a", { href, textContent: text });
  if (href.startsWith("http")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}

/** A new element with these properties and children. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// The page is in English; formats of times and dates follow the browser's locale where that is English too.
const DATES = navigator.language?.startsWith("en") ? navigator.language : "en-GB";
const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayInYear = new Intl.DateTimeFormat(DATES, { weekday: "long", day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(DATES, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const timeOf = (date) => clock.format(date);

/** "Today", "Yesterday", or the day in words, in the reader's timezone. */
export function dayOf(date, today = new Date()) {
  const midnight = (of) => new Date(of.getFullYear(), of.getMonth(), of.getDate());
  const ago = Math.round((midnight(today) - midnight(date)) / 86_400_000);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return (date.getFullYear() === today.getFullYear() ? dayInYear : dayAndYear).format(date);
}

/** The date that `text` names, or now if it names none. */
export function dateOf(text) {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}
