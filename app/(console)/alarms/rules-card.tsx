import { Card, CardFooter, Row, Rows } from "#components/ui/card";
import { type AlarmRules, alarmKinds, kindsOfAlarm, type QuietHours } from "#lib/alarms";
import { QuietHoursButton } from "./quiet-hours.tsx";
import { RuleButton } from "./rule-dialog.tsx";
import { capital, isSilent, type NamedChannel, quietText, ruleText } from "./words.ts";

interface RulesCardProps {
  rules: AlarmRules;
  /** Those that are enabled. */
  channels: readonly NamedChannel[];
  quiet: QuietHours;
}

/** Which alarm goes where, from when on and how often. */
export function RulesCard({ rules, channels, quiet }: RulesCardProps) {
  return (
    <Card title="Rules">
      <Rows>
        {alarmKinds.map((kind) => {
          const rule = rules[kind];
          const { label, measure } = kindsOfAlarm[kind];
          return (
            <Row key={kind} className="flex items-center gap-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  {label}
                  {measure ? (
                    <span className="font-normal text-muted-foreground">
                      , {measure.most ? "within" : "from"} {rule.after} {measure.words}
                    </span>
                  ) : null}
                </p>
                <p
                  className={
                    isSilent(rule, channels)
                      ? "text-xs text-warning"
                      : "text-xs text-muted-foreground"
                  }
                >
                  {capital(ruleText(rule, channels))}
                  {quiet && rule.breaksQuiet ? ", in quiet hours too" : ""}
                </p>
              </div>
              <RuleButton
                kind={kind}
                label={label}
                measure={measure}
                rule={rule}
                channels={channels}
              />
            </Row>
          );
        })}
      </Rows>
      <CardFooter>
        <span className="flex-1">Quiet hours: {quietText(quiet)}</span>
        <QuietHoursButton quiet={quiet} />
      </CardFooter>
    </Card>
  );
}
