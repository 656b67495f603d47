// What a coach is writing is not lost by a slip: leaving the page asks first, and a form is sent only once.

export function keepWords() {
  let sending = null;
  const written = () => [...document.querySelectorAll("form[data-keep] textarea, form[data-keep] input")]
    .some((field) => field.form !== sending && field.value !== field.defaultValue);
  document.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    else sending = event.target;
    // where the answer is a page that comes back from the history, it can be sent again
    addEventListener("pageshow", () => { sending = null; }, { once: true });
  });
  addEventListener("beforeunload", (event) => {
    if (!written()) return;
    event.preventDefault();
    sending = null; // who then stays can send again
  });
}
