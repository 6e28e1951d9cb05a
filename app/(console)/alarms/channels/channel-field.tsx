"use client";

import { PasswordField } from "#components/password-field";
import { Field } from "#components/ui/field";
import { CodeInput, Input, Textarea } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { Channel, ChannelField } from "#lib/notify/schema";
import { NeverShown } from "../../credentials/never-shown.tsx";

interface ChannelFieldProps {
  field: ChannelField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** `null`: it does not exist yet. */
  channel: Channel | null;
}

/** One field of a kind of channel. A stored secret is a hatched word that nothing reveals. */
export function ChannelFieldControl(props: ChannelFieldProps) {
  const { field, value, onChange, error, channel } = props;
  const id = `channel-${field.name}`;
  const hint = <FieldHint field={field} channel={channel} />;
  const hasHint = field.hint || (field.secret && channel?.holds.includes(field.name));
  const label = field.required ? field.label : `${field.label} (optional)`;
  const common = { id, hint: hasHint ? hint : undefined, error };
  if (field.secret && field.type === "text") {
    return (
      <PasswordField
        {...common}
        label={label}
        name={id}
        value={value}
        onChange={onChange}
        autoComplete="new-password"
      />
    );
  }
  return (
    <Field {...common} label={field.type === "choice" ? field.label : label}>
      {(control) => {
        const bound = {
          ...control,
          value,
          placeholder: field.placeholder,
          onChange: (event: { target: { value: string } }) => onChange(event.target.value),
        };
        if (field.type === "choice") {
          return (
            <Select {...control} value={value} onChange={bound.onChange}>
              {field.choices?.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
          );
        }
        if (field.type === "long") {
          return (
            <Textarea
              {...bound}
              rows={4}
              spellCheck={false}
              className="font-mono text-xs md:text-xs"
            />
          );
        }
        if (field.type === "number") return <Input {...bound} inputMode="numeric" />;
        return <CodeInput {...bound} />;
      }}
    </Field>
  );
}

function FieldHint({ field, channel }: { field: ChannelField; channel: Channel | null }) {
  const stored = field.secret && channel?.holds.includes(field.name);
  const beginning = channel?.settings[field.name];
  return (
    <>
      {stored ? (
        <span className="flex flex-wrap items-center gap-1.5">
          {beginning ? (
            <span className="font-mono wrap-anywhere">{beginning}</span>
          ) : (
            <NeverShown />
          )}{" "}
          Stays while this is empty.
        </span>
      ) : null}
      {field.hint}
    </>
  );
}
