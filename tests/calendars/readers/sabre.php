<?php
// sabre/vobject (Nextcloud's server, Baikal), as Debian has it: zones by PHP's tables for an IANA TZID, recurrences
// and overrides by its own RecurrenceIterator.

error_reporting(E_ALL & ~E_DEPRECATED);  // the Debian package is older than this PHP
ini_set('display_errors', 'stderr');
require '/usr/share/php/Sabre/VObject/autoload.php';

use Sabre\VObject;

function iso(\DateTime $at, bool $allDay): string
{
    $utc = (clone $at)->setTimezone(new \DateTimeZone('UTC'));
    return $allDay ? $at->format('Y-m-d') : $utc->format('Y-m-d\TH:i:s\Z');
}

function starts(VObject\Component\VCalendar $calendar, string $uid, bool $allDay): array
{
    $starts = [];
    for ($found = new VObject\RecurrenceIterator($calendar, $uid); $found->valid(); $found->next()) {
        $starts[] = iso($found->getDtStart(), $allDay);
    }
    return $starts;
}

$calendar = VObject\Reader::read(stream_get_contents(STDIN));
$reads = [];
foreach ($calendar->select('VEVENT') as $event) {
    if (isset($event->{'RECURRENCE-ID'})) {
        continue;
    }
    $allDay = (string) $event->DTSTART['VALUE'] === 'DATE';
    $start = iso($event->DTSTART->getDateTime(), $allDay);
    // This old release undoes \n and \\ but not \, and \; (RFC 5545, 3.3.11).
    $text = fn (string $name): string => strtr((string) $event->$name, ['\,' => ',', '\;' => ';']);
    $reads[] = [
        'uid' => $text('UID'),
        'first_start' => $start,
        'first_end' => iso($event->DTEND->getDateTime(), $allDay),
        'all_day' => $allDay,
        'summary' => $text('SUMMARY'),
        'status' => $text('STATUS'),
        'sequence' => (int) $text('SEQUENCE'),
        'location' => $text('LOCATION'),
        'description' => $text('DESCRIPTION'),
        'starts' => isset($event->RRULE) ? starts($calendar, $text('UID'), $allDay) : [$start],
    ];
}
echo json_encode($reads, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
