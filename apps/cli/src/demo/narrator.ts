import type { Text } from '@carbon/kernel';
import type { Answer, Stage } from '../../../platform/src/demo/stage';
import type { Terminal } from '../terminal';

interface Problem {
  readonly code: string;
  readonly rule?: string | null;
  /** Of a request that was refused. */
  readonly detail?: string;
  /** Of a task that could not be done. */
  readonly messages?: Text;
}

const PARTS: Readonly<Record<string, Text>> = {
  available: { zh: '可用', en: 'available' },
  locked: { zh: '锁定', en: 'locked' },
  frozen: { zh: '挂牌冻结', en: 'set apart' },
};

/** Says what happened, in the reader's language, with the day it happened on. */
export class Narrator {
  constructor(
    private readonly terminal: Terminal,
    private readonly stage: Stage,
  ) {}

  tell(text: Text): void {
    this.terminal.say(`  [${this.stage.today}] ${this.terminal.tell(text)}`);
  }

  /** What a house holds of an instrument. */
  async holds(house: string, instrument: string): Promise<void> {
    const parts = Object.entries(await this.stage.held(house, instrument)).map(
      ([part, quantity]) => `${quantity} ${this.terminal.tell(PARTS[part] ?? { zh: part, en: part })}`,
    );
    this.tell({
      zh: `${house} ${instrument}：${parts.join('、') || '0'}`,
      en: `${house} ${instrument}: ${parts.join(', ') || '0'}`,
    });
  }

  /** How something was refused that must be. @throws Error when it was not */
  refused({ status, body }: Answer): void {
    const problem = ((body as { failure?: Problem | null }).failure ?? body) as Problem;
    if (typeof problem.code !== 'string') throw new Error(`it was not refused: ${JSON.stringify(body)}`);
    const { code, rule, messages, detail = messages && this.terminal.tell(messages) } = problem;
    const number = status < 300 ? '' : `${status} `;
    this.terminal.say(`  [${this.stage.today}] ${number}${code}${rule ? ` (${rule})` : ''}: ${detail ?? ''}`);
  }
}
