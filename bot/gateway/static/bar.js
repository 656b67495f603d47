// The help bar above the writing box, while a safety conversation is open: two numbers to call, and the panel.
//
// The gateway says whether it is there. A quiet one, where somebody may be reading along, has the numbers alone, and
// can be folded away on this device until the safety conversation is over.

import * as device from "./device.js";
import { make, numberLinks } from "./words.js";

const $ = (id) => document.getElementById(id);

let shown = "null";

/** Show what the gateway says of the bar: {emergency, call, text, quiet}, or null. `around` does what changes its height. */
export function showBar(help, around = (change) => change()) {
  if (!help) device.keepFolded(false);
  const now = JSON.stringify(help ?? null);
  if (now !== shown) {
    shown = now; // the links stay as they are while nothing has changed: one of them may have the focus
    around(() => {
      if (help) fill(help);
      fold(help);
    });
  } else fold(help); // it may have been folded away in another tab
}

function fold(help) {
  $("bar").hidden = !help || (help.quiet && device.folded());
}

export function setUpBar() {
  $("bar-fold").addEventListener("click", () => {
    device.keepFolded(true);
    $("bar").hidden = true;
    $("log").focus({ preventScroll: true });
  });
}

function fill({ emergency, call, text, quiet }) {
  const urgent = number(emergency, "tel", quiet ? "" : "Emergency");
  urgent?.classList.add("urgent");
  const line = call ? number(call, "tel", quiet ? "" : "Crisis line") : text && number(text, "sms", quiet ? "" : "Crisis line");
  $("bar-ways").replaceChildren(...[urgent, line].filter(Boolean));
  $("bar-fold").hidden = !quiet;
}

/** A link for the first number in "116 123 or 0800 1110111", below what it is; null where there is none to tap. */
function number(written, scheme, what) {
  const link = numberLinks(written, scheme, scheme === "sms" ? "Text" : "").find((part) => part.href);
  if (!link) return null;
  const label = make("b", { textContent: link.textContent });
  link.replaceChildren(...(what ? [make("span", { textContent: what }), " ", label] : [label]));
  if (!what && scheme === "tel") link.setAttribute("aria-label", `Call ${label.textContent}`);
  return link;
}
