// Alarm for new alerts: a sound and a browser notification, each only if the coach turned it on in this browser.

const REMIND_MS = 30_000; // an imminent alert that nobody has acknowledged sounds again after this

export function alarm() {
  const box = document.getElementById("switches");
  const note = document.getElementById("switch-note");
  if (!box) return { update() {} };
  box.hidden = false;
  const sound = toggle("sound", "Sound for new alerts", () => { unlock(); chime(1); return true; });
  const notify = toggle("notify", "Notifications", askToNotify);
  let context;
  let waiting;
  let lastAlarm = 0;

  function unlock() {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume();
  }
  // browsers allow no sound before the first click or key on the page
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => { if (sound.on()) unlock(); }, { once: true });

  function chime(times) {
    if (!context || context.state === "closed") return;
    for (let count = 0; count < times; count += 1) {
      for (const [pitch, delay] of [[660, 0], [880, 0.18]]) tone(pitch, context.currentTime + count * 0.6 + delay);
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
      // no client's name or words: anybody near the screen can read a notification
      new Notification("Landfall: an alert is waiting", { body: `${news.waiting} waiting now.`, tag: "landfall-alert" });
    } catch {
      tell("This device does not allow notifications from a page.");
    }
  }

  return {
    update(news) {
      const more = waiting !== undefined && news.waiting > waiting;
      const again = news.worst === "imminent" && news.waiting > 0 && Date.now() - lastAlarm > REMIND_MS;
      waiting = news.waiting;
      if (!more && !again) return;
      lastAlarm = Date.now();
      if (sound.on()) {
        unlock();
        chime(news.worst === "imminent" ? 3 : 1);
      }
      if (notify.on() && more) show(news);
    },
  };
}

function toggle(id, label, turnOn) {
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
