// Booked times in the menu: those still to come, each with an iCalendar file.

import { bookingFile, bookings } from "./api.js";
import { dateOf, dayOf, make, timeOf } from "./words.js";

/** Fill `list` with the bookings to come. `attempt(doing, work)` shows what is being done and how it ended. */
export function showTimes(token, list, attempt) {
  list.replaceChildren();
  return attempt("Looking …", async () => {
    const all = token ? (await bookings(token)).bookings ?? [] : [];
    const coming = all.filter((booked) => booked.state === "booked" && dateOf(booked.ends_at) > new Date());
    list.replaceChildren(...coming.map((booked) => item(token, booked, attempt)));
    return coming.length ? "" : "Nothing is booked at the moment. To find a time with a coach, ask for one in the chat.";
  });
}

function item(token, booked, attempt) {
  const [begins, ends] = [dateOf(booked.starts_at), dateOf(booked.ends_at)];
  const button = make("button", { type: "button", className: "small", textContent: "Put it in my calendar" });
  button.addEventListener("click", () => attempt("Making a file for your calendar …", () => download(token, booked)));
  return make(
    "li",
    { className: "entry" },
    make("p", { className: "entry-when", textContent: `${dayOf(begins)}, ${timeOf(begins)} to ${timeOf(ends)}` }),
    make("p", { className: "entry-text", dir: "auto", textContent: booked.title ?? "A time with your coach" }),
    make("p", { className: "entry-about", textContent: `with ${booked.coach}` }),
    button,
  );
}

async function download(token, booked) {
  const file = new Blob([await bookingFile(token, booked.id)], { type: "text/calendar" });
  const link = make("a", { href: URL.createObjectURL(file), download: `your-time-${booked.starts_at.slice(0, 10)}.ics` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return "The file is there. Open it, and your calendar will ask whether to add it.";
}
