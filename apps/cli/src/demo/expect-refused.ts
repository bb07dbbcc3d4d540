import { ProblemAnswer } from '../connection';
import type { Terminal } from '../terminal';

/** Does what must be refused, and tells how it was. @throws Error when it was not */
export async function expectRefused(terminal: Terminal, attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof ProblemAnswer)) throw error;
    const { status, code, rule, detail } = error.problem;
    terminal.say(`  ${status} ${code}${rule === undefined ? '' : ` (${rule})`}: ${detail}`);
    return;
  }
  throw new Error('it was not refused');
}
