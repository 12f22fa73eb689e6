// ts-ics: zones from the file's VTIMEZONEs, rules by its own extendByRecurrenceRule().
//
// That function counts in plain Dates and knows no zone: across a change of clocks it keeps the hour of UTC. So it
// is handed the local time as if that were UTC, and what it gives is led back with ts-ics' own offset of that day.
// RECURRENCE-ID is left to the user of the package.
//
// Left as it is: of a VTIMEZONE's rule it sees the day and not the hour, and it misses the first onset where that is
// not at midnight. Cairo's rules begin in 2023, so its winter of 2023-24 is read with the summer's offset, and the
// day of each autumn's change with the winter's.
const { convertIcsCalendar, extendByRecurrenceRule, getTimezoneObjectOffset } = require("ts-ics");

const calendar = convertIcsCalendar(undefined, require("node:fs").readFileSync(0, "utf8"));
const iso = (at, allDay) => (allDay ? at.toISOString().slice(0, 10) : at.toISOString());
const events = calendar.events || [];

function toUtc(local, zone) {
  // The offset is asked for by instant: the first guess is right unless the clocks change in between.
  const offset = (at) => getTimezoneObjectOffset(at, zone, calendar.timezones).milliseconds;
  const guess = new Date(local.getTime() - offset(local));
  return new Date(local.getTime() - offset(guess));
}

function startsOf(event) {
  if (!event.recurrenceRule) {
    return [event.start.date];
  }
  const local = (moment) => (moment.local ? moment.local.date : moment.date);
  const exceptions = (event.exceptionDates || []).map(local);
  const found = extendByRecurrenceRule(event.recurrenceRule, { start: local(event.start), exceptions });
  return event.start.local ? found.map((at) => toUtc(at, event.start.local.timezone)) : found;
}

const reads = events.filter((event) => !event.recurrenceId).map((event) => {
  const allDay = event.start.type === "DATE";
  const overrides = events.filter((other) => other.recurrenceId && other.uid === event.uid);
  const moved = new Map(
    overrides.map((other) => [other.recurrenceId.value.date.getTime(), other.start.date]),
  );
  return {
    uid: event.uid,
    first_start: iso(event.start.date, allDay),
    first_end: iso(event.end.date, allDay),
    all_day: allDay,
    summary: event.summary || "",
    status: event.status || "",
    sequence: event.sequence || 0,
    location: event.location || "",
    description: event.description || "",
    starts: startsOf(event).map((at) => iso(moved.get(at.getTime()) || at, allDay)),
  };
});
process.stdout.write(JSON.stringify(reads));
