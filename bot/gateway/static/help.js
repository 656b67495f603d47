// The panel "Need help now?": the numbers of the country the client is in, and the choice of that country.
//
// What stands in the page itself needs no connection. The numbers are added to it when they come, and what was shown
// once stays until the page is closed.

import { chooseCountry, helpNumbers } from "./api.js";
import { make, numberLinks, say } from "./words.js";

const FIND_A_HELPLINE = "findahelpline.com"; // stands in the page already
const PURPOSES = {
  violence: "Violence at home",
  children: "For children and young people",
  child_protection: "Harm done to a child",
  poison: "Poisoning",
  veterans: "For veterans",
  emergency_text: "In an emergency, without speaking",
  other_languages: "In another language",
};

const $ = (id) => document.getElementById(id);

/** `tell` has token(); `attempt(doing, work)` shows how an action ends. Returns what is to be done at each opening. */
export function setUpHelp(tell, attempt) {
  $("help-country").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("Getting the numbers …", async () => {
      await chooseCountry(tell.token(), $("help-choice").value);
      const help = await helpNumbers(tell.token());
      show(help);
      $("help-where").scrollIntoView({ block: "nearest" });
      $("help-where").focus({ preventScroll: true });
      return `Now shown: ${help.country_name}.`;
    });
  });
  return async () => {
    const token = tell.token();
    if (!token) return;
    try {
      show(await helpNumbers(token));
    } catch {
      // Nothing is said of it: what stands in the page helps without the numbers too.
    }
  };
}

function show(help) {
  say($("help-where"), `Numbers: ${help.country_name || "any country"}`);
  $("help-emergency").replaceChildren(...numberLinks(help.emergency, "tel", "").map(strong));
  const crisis = help.lines.filter((line) => line.for === "crisis" && !line.url?.includes(FIND_A_HELPLINE));
  const more = help.lines.filter((line) => line.for !== "crisis");
  $("help-lines").replaceChildren(...crisis.map(lineItem));
  $("help-more-lines").replaceChildren(...more.map(lineItem));
  $("help-numbers").hidden = false;
  $("help-more").hidden = more.length === 0;
  fillChoice(help);
  $("help-country").hidden = false;
}

function strong(way) {
  if (typeof way === "string") return make("span", { textContent: `or ${way}` });
  way.classList.add("urgent");
  say(way, `Call ${way.textContent}`);
  return way;
}

function lineItem(line) {
  const about = [PURPOSES[line.for], line.hours].filter(Boolean).join(" · ");
  const ways = [
    ...(line.call ? numberLinks(line.call, "tel", "Call") : []),
    ...(line.text ? numberLinks(line.text, "sms", "Text") : []),
    ...(line.chat ? [page(line.chat, "Chat online")] : []),
    ...(line.url ? [page(line.url, "Open the page")] : []),
  ];
  const item = make("li", { className: "entry" }, make("p", { className: "entry-when", textContent: line.name }));
  if (about) item.append(make("p", { className: "entry-about", textContent: about }));
  item.append(make("p", { className: "ways" }, ...ways));
  return item;
}

const page = (href, label) =>
  make("a", { className: "way", href, textContent: label, target: "_blank", rel: "noopener noreferrer" });

/** The likely countries come first, and then all of them; the one that is known is chosen. */
function fillChoice({ country, candidates, all }) {
  const likely = candidates.map(({ code }) => code);
  const option = ({ code, name }) => make("option", { value: code, textContent: name, selected: code === country });
  const rest = all.filter(({ code }) => !likely.includes(code));
  const choice = $("help-choice");
  const none = country ? [] : [make("option", { value: "", textContent: "Choose a country", selected: true })];
  const line = likely.length ? [make("hr")] : [];
  choice.replaceChildren(...none, ...candidates.map(option), ...line, ...rest.map(option));
}
