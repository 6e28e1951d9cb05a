import { Card, CardBody } from "#components/ui/card";
import type { Preview } from "#lib/notify/schema";
import { WordForWord } from "./word-for-word.tsx";

/** What is sent for an alarm: the request or the mail, secrets as dots. */
export function PreviewCard({ preview }: { preview: Preview }) {
  return (
    <Card title="An alarm as it is sent" aside="Nothing is sent by looking">
      <CardBody>
        <WordForWord label="Preview of a message" text={textOf(preview)} />
      </CardBody>
    </Card>
  );
}

function textOf(preview: Preview): string {
  if (preview.via === "mail") {
    const { from, to, subject, text } = preview;
    return [
      `From: Holdfast <${from}>`,
      `To: ${to.join(", ")}`,
      `Subject: ${subject}`,
      "",
      text,
    ].join("\n");
  }
  const { method, url, headers, body } = preview;
  const head = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...head, "", body].join("\n");
}
