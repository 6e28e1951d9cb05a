/** What a reader found wrong; callers turn it into the failure of what they were doing. */
export class Damage extends Error {
  /** The entry it was found in; `null`: the archive itself. */
  readonly entry: string | null;

  constructor(entry: string | null, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = "Damage";
    this.entry = entry;
  }
}
