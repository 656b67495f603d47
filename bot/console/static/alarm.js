// A sound and a notification for new alerts, each only if the coach turned it on in this browser.

const REMIND = 30_000; // how often an imminent alert that nobody has rings again

export function alarm() {
  const box = document.getElementById("switches");
  const note = document.getElementById("switch-note");
  if (!box) return { heard() {} };
  box.hidden = false;
  const sound = theSwitch("sound", "Sound for new alerts", () => { unlock(); chime(1); return true; });
  const notify = theSwitch("notify", "Notifications", askToNotify);
  let context;
  let waiting;
  let rung = 0;

  function unlock() {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume();
  }
  // a browser stays silent until the page was touched once
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => { if (sound.on()) unlock(); }, { once: true });

  function chime(times) {
    if (!context || context.state === "closed") return;
    for (let turn = 0; turn < times; turn += 1) {
      for (const [pitch, delay] of [[660, 0], [880, 0.18]]) tone(pitch, context.currentTime + turn * 0.6 + delay);
    }
  }

  function tone(pitch, start) {
    const source = context.createOscillator();
    const volume = context.createGain();
    source.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.25, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35);
    source.connect(volume).connect(context.destination);
    source.start(start);
    source.stop(start + 0.4);
  }

  async function askToNotify() {
    if (!("Notification" in window)) return tell("This browser has no notifications.");
    if ((await Notification.requestPermission()) !== "granted") return tell("The browser does not allow notifications here.");
    return true;
  }

  function tell(sentence) {
    note.textContent = sentence;
    return false;
  }

  function show(news) {
    try {
      // no client's name or words: a notification is seen by whoever passes by
      new Notification("Landfall: an alert is waiting", { body: `${news.waiting} waiting now.`, tag: "landfall-alert" });
    } catch {
      tell("This device does not allow notifications from a page.");
    }
  }

  return {
    heard(news) {
      const more = waiting !== undefined && news.waiting > waiting;
      const again = news.worst === "imminent" && news.waiting > 0 && Date.now() - rung > REMIND;
      waiting = news.waiting;
      if (!more && !again) return;
      rung = Date.now();
      if (sound.on()) {
        unlock();
        chime(news.worst === "imminent" ? 3 : 1);
      }
      if (notify.on() && more) show(news);
    },
  };
}

function theSwitch(id, label, turnOn) {
  const button = document.getElementById(id);
  const key = `landfall-console-${id}`;
  const on = () => localStorage.getItem(key) === "on";
  const draw = () => {
    button.setAttribute("aria-pressed", on());
    button.textContent = `${label}: ${on() ? "on" : "off"}`;
  };
  button.addEventListener("click", async () => {
    if (on()) localStorage.removeItem(key);
    else if (await turnOn()) localStorage.setItem(key, "on");
    draw();
  });
  draw();
  return { on };
}
