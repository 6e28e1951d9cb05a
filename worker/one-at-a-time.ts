/**
 * A job that never runs beside itself: whoever asks while it runs has it run once more afterwards, and
 * waits for that.
 */
export function oneAtATime(job: () => Promise<void>): () => Promise<void> {
  let wanted = false;
  let running: Promise<void> | null = null;
  const run = async () => {
    try {
      while (wanted) {
        wanted = false;
        await job();
      }
    } finally {
      running = null;
    }
  };
  return () => {
    wanted = true;
    running ??= run();
    return running;
  };
}
