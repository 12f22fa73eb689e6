/* The reader's own time in place of UTC, and buttons that copy an address. */
const { lang } = document.documentElement;
const locale = { ar: "ar-u-nu-arab", en: "en-GB" }[lang] || lang;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const all = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

function zone(date) {
  const shown = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" });
  const city = shown.resolvedOptions().timeZone.split("/").pop().replaceAll("_", " ");
  const part = shown.formatToParts(date).find(({ type }) => type === "timeZoneName");
  const offset = part.value.replace("GMT", "UTC").replace("-", "−");
  return city === offset ? city : `\u2066${city}, ${offset}\u2069`;
}

function readerTimes(box) {
  let first;
  all("[data-local]", (time) => {
    const date = new Date(time.dateTime);
    first ??= date;
    const day = new Intl.DateTimeFormat("sv").format(date);
    const moved = day !== (time.dataset.day ?? day);
    const fields = moved ? { weekday: "short", day: "numeric", ...clock } : clock;
    time.textContent = date.toLocaleString(locale, fields);
  }, box);
  if (!first) return;
  all("[data-zone-name]", (name) => (name.textContent = zone(first)), box);
  all("[data-reader]", (head) => (head.firstChild.data = `${head.dataset.reader} `), box);
}

function copyButton(button) {
  button.insertAdjacentHTML("afterend", '<span class="vh" aria-live="polite"></span>');
  button.hidden = false;
  button.onclick = () => {
    const input = document.querySelector(button.dataset.copy);
    input.select();
    navigator.clipboard?.writeText(input.value).then(() => {
      button.nextSibling.textContent = button.textContent = button.dataset.copied;
    });
  };
}

all("[data-reader-zone]", readerTimes);
all("[data-copy]", copyButton);
