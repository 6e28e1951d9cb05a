import { describe, expect, it } from "vitest";
import { checkHost, isAllowable } from "./send/addresses.ts";

const nothing = { allowLoopback: false, allowedAddresses: [] };

describe("addresses that messages go to", () => {
  it.each([
    ["127.0.0.1", "this machine itself"],
    ["127.9.9.9", "this machine itself"],
    ["localhost", "this machine itself"],
    ["localhost.", "this machine itself"],
    ["2130706433", "this machine itself"], // decimal
    ["0x7f.1", "this machine itself"],
    ["0177.0.0.1", "this machine itself"], // octal
    ["::1", "this machine itself"],
    ["::ffff:127.0.0.1", "this machine itself"],
    ["::ffff:7f00:1", "this machine itself"],
    ["64:ff9b::7f00:1", "this machine itself"],
    ["0.0.0.0", "the address of no machine"],
    ["::", "the address of no machine"],
    ["169.254.169.254", "where a cloud keeps its secrets"],
    ["::ffff:a9fe:a9fe", "where a cloud keeps its secrets"],
    ["2852039166", "where a cloud keeps its secrets"],
    ["100.100.100.200", "where a cloud keeps its secrets"],
    ["fd00:ec2::254", "where a cloud keeps its secrets"],
    ["169.254.1.1", "a link-local address"],
    ["fe80::1", "a link-local address"],
    ["224.0.0.1", "a multicast address"],
    ["ff02::1", "a multicast address"],
    ["255.255.255.255", "a reserved address"],
  ])("%s is refused: %s", async (host, kind) => {
    await expect(checkHost(host, nothing)).rejects.toMatchObject({
      causeName: "address-forbidden",
      facts: { host, kind },
    });
    // A permission for addresses inside the network opens none of these.
    const wide = { ...nothing, allowedAddresses: ["0.0.0.0/0", "::/0"] };
    await expect(checkHost(host, wide)).rejects.toMatchObject({ causeName: "address-forbidden" });
    await expect(checkHost(host, { ...nothing, allowLoopback: true })).resolves.not.toEqual([]);
  });

  it.each([
    ["10.0.5.12", "10.0.5.12"],
    ["172.31.255.1", "172.31.255.1"],
    ["192.168.0.10", "192.168.0.10"],
    ["100.64.3.4", "100.64.3.4"],
    ["fd12:3456::1", "fd12:3456::1"],
    ["::ffff:10.0.5.12", "10.0.5.12"],
    ["167773452", "10.0.5.12"],
  ])("%s is inside the network: refused until a person allows %s", async (host, address) => {
    await expect(checkHost(host, nothing)).rejects.toMatchObject({
      causeName: "address-private",
      facts: { host, address },
    });
    const loopback = { ...nothing, allowLoopback: true };
    await expect(checkHost(host, loopback)).rejects.toMatchObject({ causeName: "address-private" });
    const allowed = { ...nothing, allowedAddresses: [address] };
    await expect(checkHost(host, allowed)).resolves.toHaveLength(1);
  });

  it("takes a network of them as a whole, and no neighbour of it", async () => {
    const allowed = { ...nothing, allowedAddresses: ["10.0.5.0/24"] };
    await expect(checkHost("10.0.5.200", allowed)).resolves.toHaveLength(1);
    await expect(checkHost("10.0.6.1", allowed)).rejects.toThrow("inside the network");
  });

  it("lets public addresses pass", async () => {
    await expect(checkHost("93.184.216.34", nothing)).resolves.toEqual([
      { address: "93.184.216.34", family: 4 },
    ]);
    await expect(checkHost("2606:2800:220:1::1", nothing)).resolves.toHaveLength(1);
  });

  it("says of a name that leads nowhere that it does", async () => {
    await expect(checkHost("no-such-name.invalid", nothing)).rejects.toMatchObject({
      causeName: "dns",
    });
  });

  it.each(["10.0.5.12", "10.0.0.0/8", "192.168.1.0/24", "172.16.0.0/12", "fd00::1", "fd00::/48"])(
    "%s may be allowed",
    (address) => expect(isAllowable(address)).toBe(true),
  );

  it.each([
    "127.0.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "fd00:ec2::254",
    "8.8.8.8",
    "0.0.0.0/0",
    "10.0.0.0/7",
    "172.16.0.0/8",
    "192.168.0.0/8",
    "10.0.0.1/33",
    "10.0.0.1/24/2",
    "::ffff:10.0.0.1",
    "example.org",
    "",
  ])("%s may not be allowed", (address) => expect(isAllowable(address)).toBe(false));
});
