/* A form is sent once. */
const AGAIN_AFTER = 8000;

function send(event) {
  const form = event.target;
  if (event.submitter?.name === "file") return; // a file comes, and the page stays
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-busy", "true"));
  setTimeout(() => free(form), AGAIN_AFTER); // the answer may be a file, or not come at all
}

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-busy"));
}

/* Back in the browser shows the page as it was left: it may be sent again. */
function shown() {
  document.querySelectorAll("form[data-sent]").forEach(free);
}

/* One tick above a list for all lines of this page. */
function tickAll(head) {
  const lines = [...head.closest("table").querySelectorAll("tbody .tick input")];
  const all = Object.assign(document.createElement("input"), { type: "checkbox" });
  all.setAttribute("aria-label", head.textContent);
  all.addEventListener("change", () => lines.forEach((line) => (line.checked = all.checked)));
  const hit = document.createElement("label");
  hit.append(all);
  head.replaceChildren(hit);
}

document.querySelectorAll("th.tick[data-all]").forEach(tickAll);
document.addEventListener("submit", send);
addEventListener("pageshow", shown);
