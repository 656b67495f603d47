// What a coach is writing is not lost by a slip: leaving the page asks first, and a form is sent only once.

export function keepWords() {
  const written = () => [...document.querySelectorAll("form[data-keep] textarea")].some((area) => area.value !== area.defaultValue);
  let sending = false;
  document.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
    // where the answer is a page that comes back from the history, it can be sent again
    addEventListener("pageshow", () => { sending = false; }, { once: true });
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && written()) event.preventDefault();
  });
}
