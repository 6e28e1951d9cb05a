import { isFailure } from "#lib/failures";

/** What work failed with, as `cause: sentence`; for `invalid`, one line a field, `field: sentence`. */
export async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.causeName !== "invalid") return `${error.causeName}: ${error.message}`;
    const { problems } = error.facts as { problems: { field: string; problem: string }[] };
    return problems.map(({ field, problem }) => `${field}: ${problem}`).join("\n");
  }
  return "no failure";
}
