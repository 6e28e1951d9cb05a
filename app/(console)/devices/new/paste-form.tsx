"use client";

import { type FormEvent, useState, useTransition } from "react";
import { plural } from "#components/format";
import { Glyph } from "#components/glyph";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { Card, CardBody, Row, Rows } from "#components/ui/card";
import { Field, FormSection } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import type { FailureReport } from "#lib/failures";
import type { AddedLine, PreviewedLine } from "#lib/inventory";
import { inputOf as credentialInput } from "../../credentials/draft.ts";
import { addPastedAction } from "../actions.ts";
import { newCredentialId, newDraft } from "../draft.ts";
import { CredentialField, PlatformField } from "../form/device-fields.tsx";
import { Line } from "../form/more-fields.tsx";
import { type DeviceForm, type OfferedCredential, useDeviceForm } from "../form/use-device-form.ts";
import { readTags } from "../words.ts";
import { PreviewedLines } from "./previewed-lines.tsx";
import { usePastePreview, wouldAdd } from "./use-paste-preview.ts";

interface PasteFormProps {
  credentials: OfferedCredential[];
}

const inCommon = ["credentialId", "platform", "tags", "site"];

/** Many addresses at once, with one credential; what becomes of each line is told below. */
export function PasteForm({ credentials }: PasteFormProps) {
  const taken = credentials.map(({ name }) => name);
  const form = useDeviceForm({ initial: newDraft(credentials), ownId: null, credentials, taken });
  const { draft } = form;
  const [text, setText] = useState("");
  const [added, setAdded] = useState<AddedLine[] | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, begin] = useTransition();
  const isNew = draft.credentialId === newCredentialId;
  const preview = usePastePreview(text);
  const typed = text.split("\n").filter((line) => /^\s*[^\s#]/.test(line)).length;
  const lines = preview ? preview.filter(wouldAdd).length : typed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = form.touch((id) => inCommon.includes(id) || id.startsWith("credential-"));
    if (pending || wrong || lines === 0) return;
    setFailure(null);
    begin(async () => {
      const outcome = await addPastedAction({
        text,
        credential: isNew
          ? { create: credentialInput(draft.credential) }
          : { id: draft.credentialId },
        device: { platform: draft.platform || null, tags: readTags(draft.tags), site: draft.site },
      });
      if (outcome.ok) setAdded(outcome.value);
      else setFailure(outcome.failure);
    });
  };
  if (added) return <Added lines={added} />;
  return (
    <form
      aria-label="Add devices"
      noValidate
      onSubmit={submit}
      className="max-w-224 rounded-lg border bg-card"
    >
      <PasteFields form={form} text={text} onText={setText} preview={preview} />
      <div className="flex flex-col gap-3 border-t p-4 md:px-5">
        {failure ? <Problem failure={failure} consequence="Nothing was saved." /> : null}
        <div className="flex flex-wrap justify-end gap-2 max-md:[&>*]:flex-1">
          <Link href="/devices" className={buttonVariants()}>
            Go back
          </Link>
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            disabledBecause={nothingToAdd(typed, lines)}
          >
            {lines === 0 ? "Add devices" : `Add ${plural(lines, "device")}`}
          </Button>
        </div>
      </div>
    </form>
  );
}

function nothingToAdd(typed: number, lines: number): string | null {
  if (typed === 0) return "Paste an address first.";
  return lines === 0 ? "No line of the list can be added." : null;
}

/** The list, and what all of its devices have in common. */
function PasteFields({
  form,
  text,
  onText,
  preview,
}: {
  form: DeviceForm;
  text: string;
  onText: (text: string) => void;
  preview: PreviewedLine[] | null;
}) {
  return (
    <>
      <FormSection title="Devices" hint="One a line. Lines that begin with # are left out.">
        <Field
          label="Addresses"
          id="addresses"
          hint="An address, with a port behind a colon where it is not 22, then a name if you like."
        >
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              value={text}
              spellCheck={false}
              autoCapitalize="off"
              placeholder={"192.0.2.1 core-1\n192.0.2.2:2222 core-2"}
              onChange={(event) => onText(event.target.value)}
              className="font-mono text-xs md:text-xs"
            />
          )}
        </Field>
        {preview ? <PreviewedLines lines={preview} /> : null}
        <PlatformField form={form} />
        <Line form={form} id="tags" label="Tags" hint="Of all of them." maxLength={700} />
        <Line form={form} id="site" label="Site" />
      </FormSection>
      <FormSection title="Login" hint="The same for all of them; it can be changed for each later.">
        <CredentialField form={form} />
      </FormSection>
    </>
  );
}

/** What became of each line; those that were refused first. */
function Added({ lines }: { lines: AddedLine[] }) {
  const refused = lines.filter(({ device }) => device === null);
  const good = lines.filter(({ device }) => device !== null);
  return (
    <Card
      title={`${plural(good.length, "device")} added`}
      note={refused.length > 0 ? `${plural(refused.length, "line")} refused` : undefined}
      className="max-w-224"
    >
      <Rows>
        {[...refused, ...good].map((line) => (
          <Row key={line.number} className="flex gap-3">
            <Outcome line={line} />
          </Row>
        ))}
      </Rows>
      <CardBody className="flex justify-end border-t">
        <Link href="/devices" className={buttonVariants({ variant: "primary" })}>
          Show the devices
        </Link>
      </CardBody>
    </Card>
  );
}

function Outcome({ line }: { line: AddedLine }) {
  if (line.device) {
    return (
      <>
        <Glyph name="run-succeeded" label="Added" className="mt-0.5 text-success" />
        <Link href={`/devices/${line.device.id}`} className="link min-w-0 wrap-anywhere">
          {line.device.name}
        </Link>
      </>
    );
  }
  return (
    <>
      <Glyph name="run-failed" label="Refused" className="mt-0.5 text-failure" />
      <p className="min-w-0 text-pretty wrap-anywhere">
        <code className="font-mono text-xs">{line.text}</code>, line {line.number}: {line.because}
      </p>
    </>
  );
}
