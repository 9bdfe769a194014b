// What the test apps share: the scenario named on the command line runs, and prints JSON lines.

export const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

/** What went wrong, as `Name: message`. */
export async function complaint(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return '(nothing)';
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls the collector until `condition` holds, for programs started with --expose-gc. */
export async function collectUntil(condition: () => boolean): Promise<void> {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('started without --expose-gc');
  while (!condition()) {
    gc();
    await sleep(5);
  }
}

/** Runs `scenarios[process.argv[2]]`. */
export async function runScenario(scenarios: Record<string, () => Promise<void>>): Promise<void> {
  const name = process.argv[2] ?? '';
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`unknown scenario ${name}; known: ${Object.keys(scenarios).join(', ')}`);
  await scenario();
}
