// Unsaved text: leaving the page asks first, and a form is submitted only once.

export function keepWords() {
  let sending = null;
  const written = () => [...document.querySelectorAll("form[data-keep] textarea, form[data-keep] input")]
    .some((field) => field.form !== sending && field.value !== field.defaultValue);
  document.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    else sending = event.target;
    // a page restored from the back/forward cache can submit again
    addEventListener("pageshow", () => { sending = null; }, { once: true });
  });
  addEventListener("beforeunload", (event) => {
    if (!written()) return;
    event.preventDefault();
    sending = null; // a coach who then stays can submit again
  });
}
