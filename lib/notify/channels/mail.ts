import { mailHtml } from "../mail-html.ts";
import { compose, oneLine, plain } from "../text.ts";
import { type ChannelKind, type Mail, type Note, type Settings, trustField } from "./kind.ts";

/** An address as it stands in an envelope: no quotes, no comments, no name, so that none hides another. */
const mailAddress =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,253}$)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*$/u;
const receiversMax = 50;
const textMax = 200_000;
const subjectMax = 200;

const usualPorts: Record<string, string> = { starttls: "587", tls: "465", none: "25" };

export const mail: ChannelKind = {
  id: "mail",
  name: "Mail",
  summary: "A mail server and one address.",
  fields: [
    {
      ...text("host", "Mail server"),
      placeholder: "smtp.example.org",
      target: true,
      required: true,
    },
    { ...text("to", "To"), hint: "One or more addresses, separated by commas.", required: true },
    {
      ...text("from", "From"),
      hint: "The address it is sent from; many servers take only one of their own.",
      placeholder: "holdfast@example.org",
      required: true,
    },
    {
      ...text("security", "Security"),
      type: "choice",
      choices: [
        { value: "starttls", label: "STARTTLS" },
        { value: "tls", label: "TLS" },
        { value: "none", label: "None" },
      ],
      usual: "starttls",
      target: true,
    },
    { ...text("user", "User"), hint: "Empty: the server takes mail without signing in." },
    { ...text("password", "Password"), secret: true },
    {
      ...text("port", "Port"),
      type: "number",
      hint: "Empty: 587 with STARTTLS, 465 with TLS, 25 with neither.",
      target: true,
      rare: true,
    },
    trustField,
  ],
  problems(settings) {
    const problems: Record<string, string> = {};
    const { host = "", from = "", user = "", password = "" } = settings;
    if (/[\s/@]/.test(host))
      problems.host = "A mail server is a name or an address, such as smtp.example.org.";
    if (!mailAddress.test(from)) problems.from = notAnAddress(from);
    const to = receivers(settings);
    const wrong = to.find((each) => !mailAddress.test(each));
    if (wrong !== undefined) problems.to = notAnAddress(wrong);
    else if (to.length > receiversMax)
      problems.to = `A mail goes to ${receiversMax} addresses at most.`;
    if (user && !password) problems.password = "A user signs in with a password.";
    if (password && !user) problems.user = "A password needs its user.";
    if (password && settings.security === "none") {
      problems.security = "A password is not sent without encryption: choose STARTTLS or TLS.";
    }
    return problems;
  },
  where: (settings) => {
    const security = { starttls: "STARTTLS", tls: "TLS" }[settings.security ?? ""];
    return security ? `SMTP, ${security}` : "SMTP";
  },
  outgoing: (settings, note) => ({
    via: "mail",
    server: serverOf(settings),
    from: settings.from ?? "",
    to: receivers(settings),
    subject: oneLine(note.title).slice(0, subjectMax),
    text: compose(note, plain, textMax),
    html: note.html ?? mailHtml({ ...note, title: oneLine(note.title) }),
    headers: headersOf(note),
    attachments: note.attachments ?? [],
  }),
};

function text(name: string, label: string) {
  return { name, label, type: "text" } as const;
}

function notAnAddress(given: string): string {
  const shown = given.length > 60 ? `${given.slice(0, 60)}…` : given;
  return `“${shown}” is no mail address such as noc@example.org.`;
}

function receivers({ to = "" }: Settings): string[] {
  return [...new Set(to.split(/[,;\s]+/).filter((each) => each !== ""))];
}

function serverOf({ host = "", port, security, user, password, trust }: Settings): Mail["server"] {
  const known = security === "tls" || security === "none" ? security : "starttls";
  return {
    host,
    port: Number(port || usualPorts[known]),
    security: known,
    login: user && password ? { user, password } : null,
    trust: trust ?? "",
  };
}

/** What belongs to one alarm stands together in a mail program, and no machine answers to it. */
function headersOf(note: Note): Record<string, string> {
  const headers: Record<string, string> = { "Auto-Submitted": "auto-generated" };
  if (note.severity === "failure") headers.Importance = "high";
  if (note.alarmKey) headers["X-Holdfast-Alarm"] = oneLine(note.alarmKey).slice(0, 200);
  return headers;
}
