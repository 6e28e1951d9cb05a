import type { Command } from "commander";
import { fail } from "#lib/failures";
import { findChannel, testChannel } from "#lib/notify";
import { consoleUrl, loopbackAllowed } from "#lib/settings";
import { type Asked, command, exitWith } from "../command.ts";
import { formatDuration, visible } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { out } from "../terminal.ts";

export function channelTestCommand(): Command {
  return command("test", {
    description: "Send one test message now, and show the answer word for word",
    example: 'npx holdfast channel test "noc mail"',
  })
    .argument("<CHANNEL>", "its name or id")
    .action(test);
}

async function test(name: string, asked: Asked): Promise<void> {
  await withInstallation(async ({ ctx, key }) => {
    const channel = await findChannel(ctx, name);
    if (!channel) throw fail("not-found", { what: "channel", name });
    const means = { key, allowLoopback: loopbackAllowed(), url: consoleUrl() };
    const { ok, answer, durationMs, at } = await testChannel(ctx, { id: channel.id }, means);
    if (asked.json) {
      const { id } = channel;
      printJson({ channel: { id, name: channel.name }, delivered: ok, at, durationMs, answer });
      return exitWith(ok ? 0 : 1);
    }
    for (const line of answer.text.split("\n")) if (answer.text) out(`${visible(line)}\n`);
    if (!ok) throw fail("channel-refused", { channel: channel.name, answer: answer.words });
    out(`${channel.name} took the message after ${formatDuration(durationMs)}.\n`);
  });
}
