import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { noteLengthMax } from "#lib/runs/schema";

interface NoteFieldProps {
  note: string;
  onChange: (note: string) => void;
}

/** What is to be known about an archive. */
export function NoteField({ note, onChange }: NoteFieldProps) {
  return (
    <Field
      label="Note"
      hint={`Shown wherever the archive is; ${noteLengthMax} characters at most.`}
    >
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          value={note}
          maxLength={noteLengthMax}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
