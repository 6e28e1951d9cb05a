import { once } from "node:events";
import { renameSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { inEveryDress } from "./axe.ts";
import { exampleSite } from "./site.ts";
import { expect, open, standingTest as test } from "./test.ts";

test("a source that breaks is told by mail with its remedy, and so is its recovery", async ({
  dashboard: page,
}) => {
  const mail = await mailServer();
  const site = exampleSite();
  await addMail(page, mail.port);

  await open(page, "/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Smokehouse");
  await page.getByLabel(/^Database file/).fill(site.database);
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByRole("heading", { name: "Smokehouse", level: 1 })).toBeVisible();
  const { pathname: address } = new URL(page.url());
  await runOnce(page, address, "Succeeded");

  renameSync(site.database, `${site.database}.away`);
  await runOnce(page, address, "Failed");
  await runOnce(page, address, "Failed");
  await open(page, "/alarms");
  const alarm = page
    .getByRole("listitem")
    .filter({ hasText: "Smokehouse: 2 runs failed in a row" });
  await expect(alarm).toContainText("app.db does not exist");
  await expect
    .poll(() => mail.subjects())
    .toContainEqual(expect.stringContaining("Smokehouse: 2 runs"));
  await expect(alarm).toContainText("noc mail");
  await inEveryDress(page, "an open alarm");
  await alarm.getByRole("button", { name: /^Acknowledge/ }).click();
  await page.getByLabel(/^Comment/).fill("The disk comes back on Thursday.");
  await page.getByRole("button", { name: "Acknowledge alarm" }).click();
  await expect(alarm).toContainText("“The disk comes back on Thursday.”");
  await alarm.getByRole("link", { name: /^Review run/ }).click();
  await expect(page.getByText("Source missing")).toBeVisible();

  renameSync(`${site.database}.away`, site.database);
  await runOnce(page, address, "Succeeded");
  await open(page, "/alarms");
  await expect(alarm).toBeHidden();
  const history = page.getByRole("table", { name: /^Ended alarms/ });
  await expect(history).toContainText("Smokehouse: 2 runs failed in a row");
  await expect
    .poll(() => mail.subjects())
    .toContainEqual(expect.stringContaining("Over: Smokehouse"));
  await expect(history.getByRole("row").filter({ hasText: "Smokehouse" })).toContainText(
    "noc mail",
  );
  await inEveryDress(page, "ended alarms", "table[aria-label^='Ended alarms']");
  await page.getByRole("link", { name: "noc mail" }).first().click();
  await page.getByRole("button", { name: "Delete channel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete channel" }).click();
  await expect(page).toHaveURL(/\/alarms$/);
  await mail.close();
  site.remove();
});

/** A mail server and one address: all that has to be filled in. */
async function addMail(page: Page, port: number): Promise<void> {
  await open(page, "/alarms");
  await page.getByRole("link", { name: "Add channel" }).click();
  await page.getByRole("link", { name: /^Mail/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("noc mail");
  await page.getByLabel("Mail server").fill("127.0.0.1");
  await page.getByLabel("To", { exact: true }).fill("noc@example.org");
  await page.getByLabel("From", { exact: true }).fill("holdfast@example.org");
  await page.getByLabel("Security").selectOption("none");
  await page.locator("summary", { hasText: "Port" }).click();
  await page.getByLabel("Port").fill(String(port));
  await page.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByRole("heading", { name: "noc mail", level: 1 })).toBeVisible();
}

async function runOnce(page: Page, plan: string, state: string): Promise<void> {
  await open(page, plan);
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole("main").getByText(state, { exact: true }).first()).toBeVisible();
}

async function mailServer() {
  const texts: string[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"] },
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        texts.push(text);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    subjects: () => texts.map((text) => /^Subject: (.*(?:\r\n .*)*)/m.exec(text)?.[1] ?? ""),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
