// ical.js (Thunderbird, Nextcloud): zones from the file's VTIMEZONEs, recurrences by its own iterator.
const ICAL = require("ical.js");

const calendar = ICAL.Component.fromString(require("node:fs").readFileSync(0, "utf8"));
const iso = (time) => (time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString());
const events = calendar.getAllSubcomponents("vevent");
const masters = events.filter((event) => !event.hasProperty("recurrence-id"));

const reads = masters.map((component) => {
  const uid = component.getFirstPropertyValue("uid");
  const exceptions = events.filter(
    (other) => other.hasProperty("recurrence-id") && other.getFirstPropertyValue("uid") === uid,
  );
  const event = new ICAL.Event(component, { exceptions, strictExceptions: true });
  const starts = [];
  if (event.isRecurring()) {
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      starts.push(iso(event.getOccurrenceDetails(next).startDate));
    }
  } else {
    starts.push(iso(event.startDate));
  }
  return {
    uid,
    first_start: iso(event.startDate),
    first_end: iso(event.endDate),
    all_day: event.startDate.isDate,
    summary: event.summary || "",
    status: component.getFirstPropertyValue("status") || "",
    sequence: event.sequence || 0,
    location: event.location || "",
    description: event.description || "",
    starts,
  };
});
process.stdout.write(JSON.stringify(reads));
