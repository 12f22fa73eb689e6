// node-ical: zones by Intl's tables for an IANA TZID, recurrences by its own expandRecurringEvent().
//
// Left as it is: temporal-polyfill, which it counts with, does not see all four of Cairo's changes of 2014. May 2014
// is read with the winter's offset, and a rule that begins then is refused.
const ical = require("node-ical");

const calendar = ical.sync.parseICS(require("node:fs").readFileSync(0, "utf8"));
const ever = { from: new Date("1970-01-01T00:00:00Z"), to: new Date("2100-01-01T00:00:00Z") };
// An all-day event comes as midnight in the zone of the machine, so its date is the local one.
const two = (number) => String(number).padStart(2, "0");
const day = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
// A property with a parameter (LANGUAGE) comes as an object.
const text = (value) => (value && typeof value === "object" ? value.val : value) || "";

const events = Object.values(calendar).filter((part) => part.type === "VEVENT");
const reads = events.map((event) => {
  const allDay = event.datetype === "date";
  const moment = allDay ? day : (at) => at.toISOString();
  return {
    uid: event.uid,
    first_start: moment(event.start),
    first_end: moment(event.end),
    all_day: allDay,
    summary: text(event.summary),
    status: event.status || "",
    sequence: Number(event.sequence || 0),
    location: text(event.location),
    description: text(event.description),
    starts: ical.expandRecurringEvent(event, ever).map((instance) => moment(instance.start)),
  };
});
process.stdout.write(JSON.stringify(reads));
