"""What other programs make of a calendar: every date of it, as (start, end, summary) in UTC."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
from dateutil.rrule import rruleset, rrulestr

ROOT = Path(__file__).resolve().parents[2]
ICAL_JS = ROOT / "node_modules" / "ical.js"
ICAL_JS_IS_HERE = bool(shutil.which("node")) and ICAL_JS.exists()
NODE_ICAL_IS_HERE = bool(shutil.which("node")) and (ROOT / "node_modules" / "node-ical").exists()
KHAL_CONFIG = """
[calendars]
[[ours]]
path = {folder}/vdir
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
EXPAND_WITH_ICAL_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const all = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
const dates = [];
for (const entry of all.filter((one) => !one.isRecurrenceException())) {
  for (const other of all) if (other.isRecurrenceException() && other.uid === entry.uid) entry.relateException(other);
  const times = entry.iterator();
  for (let time = times.next(); time; time = times.next()) {
    const one = entry.getOccurrenceDetails(time);
    dates.push([one.startDate.toJSDate(), one.endDate.toJSDate(), one.item.summary]);
  }
}
console.log(JSON.stringify(dates));
"""

EXPAND_WITH_NODE_ICAL = """
import ical from "node-ical";
import { readFileSync } from "node:fs";
const dates = [];
for (const entry of Object.values(ical.sync.parseICS(readFileSync(0, "utf8")))) {
  if (entry.type !== "VEVENT") continue;
  const all = entry.rrule
    ? ical.expandRecurringEvent(entry, { from: new Date("2020-01-01"), to: new Date("2040-01-01") })
    : [entry];
  for (const one of all) dates.push([one.start, one.end, one.summary]);
}
console.log(JSON.stringify(dates));
"""


def dates_by_ical_js(content):
    return _dates_by_node(EXPAND_WITH_ICAL_JS, content)


def dates_by_node_ical(content):
    return _dates_by_node(EXPAND_WITH_NODE_ICAL, content)


def _dates_by_node(source, content):
    program = ROOT / "node_modules" / f".expand-{os.getpid()}.mjs"
    program.write_text(source)
    done = subprocess.run(["node", str(program)], input=content, capture_output=True, check=True)
    return sorted(
        (datetime.fromisoformat(start), datetime.fromisoformat(end), summary)
        for start, end, summary in json.loads(done.stdout)
    )


def dates_by_khal(content, folder, *, first, last):
    """`first` and `last` are days as 2027-03-01."""
    (folder / "vdir").mkdir()
    (folder / "khal.conf").write_text(KHAL_CONFIG.format(folder=folder))
    (folder / "ours.ics").write_bytes(content)

    def run(*arguments):
        command = [sys.executable, "-W", "ignore", "-m", "khal", "-c", str(folder / "khal.conf"), *arguments]
        environment = os.environ | {"XDG_CACHE_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        return done.stdout.splitlines()

    run("import", "--batch", "-a", "ours", str(folder / "ours.ics"))
    shown = "{start-date} {start-time}+0000|{end-date} {end-time}+0000|{title}"
    lines = [line.split("|") for line in run("list", "--format", shown, "-df", "", first, last)]
    return sorted({(_moment(start), _moment(end), title) for start, end, title in lines})


def dates_by_icalendar(content):
    """Read by icalendar, repeated by dateutil."""
    entries = icalendar.Calendar.from_ical(content).walk("VEVENT")
    changed = {_utc(entry["RECURRENCE-ID"].dt): entry for entry in entries if "RECURRENCE-ID" in entry}
    dates = []
    for entry in entries:
        start, length = entry["DTSTART"].dt, entry["DTEND"].dt - entry["DTSTART"].dt
        if "RRULE" not in entry:
            dates.append((_utc(start), _utc(entry["DTEND"].dt), str(entry["SUMMARY"])))
            continue
        times = rruleset()
        times.rrule(rrulestr(entry["RRULE"].to_ical().decode(), dtstart=start))
        for gone in _exdates(entry):
            times.exdate(gone)
        dates += [
            (_utc(time), _utc(time) + length, str(entry["SUMMARY"]))
            for time in times
            if _utc(time) not in changed
        ]
    return sorted(dates)


def _exdates(entry):
    found = entry.get("EXDATE", [])
    return [each.dt for several in (found if isinstance(found, list) else [found]) for each in several.dts]


def _utc(moment):
    return moment.astimezone(UTC)


def _moment(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M%z").astimezone(UTC)


def lasting(start, *, minutes, summary):
    return start, start + timedelta(minutes=minutes), summary
