import { describe, expect, it } from "vitest";
import { findPlatform } from "./list.ts";
import type { Platform } from "./platform.ts";
import { type Section, sectionsOf } from "./sections.ts";

const path = (section: Section | null): string =>
  section ? `${section.within ? `${path(section.within)} > ` : ""}${section.title}` : "";

function paths(platform: string, text: string): string[] {
  return sectionsOf(findPlatform(platform) as Platform, text).map(path);
}

describe("the section of a line", () => {
  it("ends where something stands as far left as its heading", () => {
    const text = [
      "hostname a",
      "router bgp 1",
      " neighbor x",
      " address-family ipv4",
      "  neighbor x activate",
      " exit-address-family",
      "",
      " neighbor y",
      "!",
      "ntp server z",
    ].join("\n");
    expect(paths("cisco-ios", text)).toEqual([
      "",
      "router bgp 1",
      "router bgp 1",
      "router bgp 1 > address-family ipv4",
      "router bgp 1 > address-family ipv4",
      "router bgp 1 > address-family ipv4",
      "router bgp 1",
      "router bgp 1",
      "",
      "",
    ]);
  });

  it("ends with the brace that closes it, whatever lies deeper", () => {
    const text = [
      "system {",
      "    services {",
      "        ssh {",
      "            limits {",
      "                rate 5;",
      "            }",
      "        }",
      "        web;",
      "    }",
      "}",
      "version 1;",
    ].join("\n");
    const services = "system > services";
    expect(paths("juniper-junos", text)).toEqual([
      "system",
      services,
      `${services} > ssh`,
      `${services} > ssh`,
      `${services} > ssh`,
      `${services} > ssh`,
      `${services} > ssh`,
      services,
      services,
      "system",
      "",
    ]);
  });

  it("ends with the word that closes its block", () => {
    const text =
      "config system dns\n    set primary x\nend\nconfig user\n    edit a\n    next\nend";
    expect(paths("fortinet-fortios", text)).toEqual([
      "config system dns",
      "config system dns",
      "config system dns",
      "config user",
      "config user > edit a",
      "config user > edit a",
      "config user",
    ]);
  });

  it("ends at the next heading where nothing closes one", () => {
    expect(paths("linux", "x\n### /etc/hosts\na\n### /etc/fstab\nb")).toEqual([
      "",
      "### /etc/hosts",
      "### /etc/hosts",
      "### /etc/fstab",
      "### /etc/fstab",
    ]);
    expect(paths("vyos", "set a b c\nset a b d\nset e f")).toEqual(["a b", "a b", "e f"]);
  });
});
