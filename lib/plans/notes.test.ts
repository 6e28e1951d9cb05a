import { describe, expect, it } from "vitest";
import { clockNotes } from "./notes.ts";
import { Schedule } from "./schema.ts";

const november = new Date("2026-11-18T08:00:00Z");

function notes(given: unknown, timeZone = "Europe/Berlin", until?: Date): string[] {
  return clockNotes(Schedule.parse(given), timeZone, november, until);
}

describe("notes on clock changes", () => {
  it("say when a run falls into a skipped and into a doubled hour, a year ahead", () => {
    expect(notes({ every: "day", at: "02:30" })).toEqual([
      "On 28 March 2027 there is no 02:30 in Berlin. That run starts at 03:00.",
      "On 31 October 2027 02:30 comes twice in Berlin. The plan runs once, at the first.",
    ]);
  });

  it("say nothing where no run is touched", () => {
    expect(notes({ every: "day", at: "03:00" })).toEqual([]);
    expect(notes({ every: "day", at: "01:59" })).toEqual([]);
    expect(notes({ every: "week", weekday: 1, at: "02:30" })).toEqual([]); // changes fall on Sundays
    expect(notes({ every: "month", day: 1, at: "02:30" })).toEqual([]);
    expect(notes({ every: "day", at: "02:30" }, "UTC")).toEqual([]);
    expect(notes({ every: "day", at: "02:30" }, "Asia/Tokyo")).toEqual([]);
    expect(notes({ every: "manual" })).toEqual([]);
  });

  it("know a month's last day: 31 October", () => {
    expect(notes({ every: "month", day: 31, at: "02:00" })).toEqual([
      "On 31 October 2027 02:00 comes twice in Berlin. The plan runs once, at the first.",
    ]);
  });

  it("look no further than asked", () => {
    const spring = new Date("2027-03-28T01:00:00Z"); // the change itself
    expect(notes({ every: "day", at: "02:30" }, "Europe/Berlin", spring)).toHaveLength(1);
    expect(
      notes({ every: "day", at: "02:30" }, "Europe/Berlin", new Date(spring.getTime() - 1)),
    ).toEqual([]);
  });

  it("say that real hours are followed", () => {
    expect(notes({ every: "hour", minute: 15 })).toEqual([
      "On 28 March 2027 there is no 02:15 in Berlin. That run is left out.",
      "On 31 October 2027 02:15 comes twice in Berlin. The plan runs both times.",
    ]);
    expect(notes({ every: "cron", cron: "0 */6 * * *" })).toEqual([]);
  });

  it("join several times of one hour", () => {
    expect(notes({ every: "cron", cron: "*/15 * * * *" })).toEqual([
      "On 28 March 2027 there is no 02:00 to 02:45 in Berlin. Those runs are left out.",
      "On 31 October 2027 02:00 to 02:45 come twice in Berlin. The plan runs at each of them.",
    ]);
    expect(notes({ every: "cron", cron: "0,30 2 * * *" })).toEqual([
      "On 28 March 2027 there is no 02:00 and 02:30 in Berlin. Those runs become one, which starts at 03:00.",
      "On 31 October 2027 02:00 and 02:30 come twice in Berlin. The plan runs once for each, at its first.",
    ]);
  });

  it("name the day where a skipped time moves into the next", () => {
    expect(notes({ every: "day", at: "23:30" }, "America/Nuuk")[0]).toBe(
      "On 27 March 2027 there is no 23:30 in Nuuk. That run starts at 00:00 on 28 March 2027.",
    );
  });

  it("know half hours and places of two words", () => {
    expect(notes({ every: "day", at: "02:10" }, "Australia/Lord_Howe")).toEqual([
      "On 3 October 2027 there is no 02:10 in Lord Howe. That run starts at 02:30.",
    ]);
    expect(notes({ every: "day", at: "01:45" }, "Australia/Lord_Howe")[0]).toBe(
      "On 4 April 2027 01:45 comes twice in Lord Howe. The plan runs once, at the first.",
    );
  });
});
