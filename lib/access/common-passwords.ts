/**
 * What attackers try first among passwords that are long enough, in lower case and without the
 * digits and signs at the end: `Password2024!` is tried as often as `password`.
 */
const stems = new Set(
  `password passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd passwort motdepasse contrasena contraseña
  parola senha wachtwoord salasana haslo administrator administrador admin adminadmin root rootroot
  superuser sysadmin operator changeme changemenow changeit letmein letmeinnow welcome welcomehome
  willkommen bienvenue qwertyuiop qwertyuiop[] qwertzuiop qwertzuiopü azertyuiop asdfghjkl
  asdfghjkl; zxcvbnm qwertyqwerty qwerty qwert azerty asdfasdf asdfghjklqwertyuiop iloveyou
  iloveyousomuch iloveyouforever sunshine princess football baseball basketball superman batman
  starwars dragon monkey shadow master mustang michael jennifer jordan charlie computer internet
  secret topsecret verysecret mysecret trustno trustnoone default defaultpassword testtest testing
  testpassword temporary temp temppassword example guestguest guest backup backups backupbackup
  holdfast holdfastholdfast mypassword newpassword yourpassword thisismypassword passwordpassword
  adminpassword rootpassword password123password correcthorsebatterystaple cisco ciscocisco cisco123
  juniper mikrotik ubiquiti fortinet network networks networkadmin summer winter spring autumn
  january february monday friday company companyname qazwsxedc qazwsxedcrfv 1qaz2wsx3edc 1q2w3e4r5t
  1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsx zaq1xsw2cde3 1qazxsw2 abcdefghijkl abcd1234efgh
  abc123abc123 a1b2c3d4e5f6 aaaabbbbcccc whatever nopassword blink182blink`.split(/\s+/),
);

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"];

/** Why a password is among the first that are guessed; `null` when it is not. */
export function commonPasswordProblem(password: string): string | null {
  const plain = password.toLowerCase();
  const stem = plain.replace(/[\d\W_]+$/, "");
  if (stems.has(plain) || (stem !== "" && stems.has(stem))) {
    return "This password is among the first that are guessed.";
  }
  if (repeats(plain)) return "A password that repeats one piece is guessed early.";
  if (rows.some((row) => runsAlong(row, plain))) {
    return "A password that follows the alphabet or the keyboard is guessed early.";
  }
  return null;
}

/** Whether it is one piece of up to four characters over and over, or two pieces of any length. */
function repeats(text: string): boolean {
  return /^(.{1,4}?)\1{2,}.{0,3}$/u.test(text) && new Set(text).size <= 4;
}

function runsAlong(row: string, text: string): boolean {
  const backwards = [...row].reverse().join("");
  return row.includes(text) || backwards.includes(text);
}
