import { fail } from "#lib/failures";

/**
 * As many devices try a credential that none has accepted yet. Those that were refused count as well:
 * what is under way may be refused too, and after two refusals nothing more is sent.
 */
export const triesMax = 2;

interface Standing {
  accepted: boolean;
  trying: number;
  refusals: number;
  /** Those that wait to hear how it goes. */
  waiting: (() => void)[];
}

/** One device's use of its credential in a run. */
export interface Turn {
  /** Waits until the credential may be sent. @throws Failure `credential-paused`: nothing is sent */
  before(): Promise<void>;
  /** The device accepted or refused it. */
  answered(accepted: boolean): void;
  /** The attempt is over, answered or not. */
  over(): void;
}

/**
 * Keeps a wrong password from locking an account: until one device has accepted a credential in this
 * run, two devices try it at most; two refusals before any success pause it. After a success a
 * refusal concerns that device alone.
 */
export class CredentialBrake {
  readonly #standings = new Map<string, Standing>();

  /** A device's turn with its credential. */
  turn(credential: { id: string; name: string }): Turn {
    const standing = this.#of(credential.id);
    let trying = false;
    const over = () => {
      if (trying) standing.trying -= 1;
      trying = false;
      wake(standing);
    };
    return {
      async before() {
        if (trying || standing.accepted) return; // also a second secret of the same session
        while (!standing.accepted && isTaken(standing) && !isPaused(standing)) {
          await new Promise<void>((resolve) => standing.waiting.push(resolve));
        }
        if (standing.accepted) return;
        if (isPaused(standing)) {
          const { refusals } = standing;
          throw fail("credential-paused", { credential: credential.name, refusals });
        }
        standing.trying += 1;
        trying = true;
      },
      answered(accepted) {
        if (accepted) standing.accepted = true;
        else if (!standing.accepted) standing.refusals += 1;
        over();
      },
      over,
    };
  }

  #of(id: string): Standing {
    const known = this.#standings.get(id);
    if (known) return known;
    const standing: Standing = { accepted: false, trying: 0, refusals: 0, waiting: [] };
    this.#standings.set(id, standing);
    return standing;
  }
}

function isPaused({ accepted, refusals }: Standing): boolean {
  return !accepted && refusals >= triesMax;
}

function isTaken({ trying, refusals }: Standing): boolean {
  return trying + refusals >= triesMax;
}

/** Everybody who waits looks again: how many may go is theirs to find out, one after the other. */
function wake(standing: Standing): void {
  for (const go of standing.waiting.splice(0)) go();
}
