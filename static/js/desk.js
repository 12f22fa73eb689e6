/* A form is sent once, and what was typed outlives a session that ended. */
const keptForms = document.querySelectorAll("form[data-keep]");

function send(event) {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-busy", "true"));
}

/* Back in the browser shows the page as it was left: it may be sent again. */
function shown() {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-busy"));
  });
}

document.addEventListener("submit", send);
addEventListener("pageshow", shown);
