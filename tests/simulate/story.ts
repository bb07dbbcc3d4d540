import type { Command, Part, SimpleCommand } from '@carbon/ledger';
import type { Random } from './random';

const PARTS: Part[] = ['available', 'frozen', 'locked', 'pledged', 'judicial', 'pending'];
const HELD: Exclude<Part, 'available' | 'pledged'>[] = ['frozen', 'locked', 'judicial', 'pending'];
const CAUSE = { actor: 'simulation', reason: 'a "quoted" 理由\n' };

export interface Cast {
  readonly accounts: readonly string[];
  readonly instruments: readonly string[];
  readonly transactions: readonly bigint[];
  readonly now: Date;
}

/** Invents a command: mostly sensible, now and then absurd. */
export function inventCommand(random: Random, cast: Cast, serial: number): Command {
  const idempotency = { scope: 'simulation', key: `key-${serial}` };
  if (random.chance(0.12)) {
    const commands = Array.from({ length: 2 + random.below(3) }, (_, at) =>
      simple(random, cast, `${serial}.${at}`),
    );
    return { kind: 'linked', commands, cause: CAUSE, idempotency };
  }
  return { ...simple(random, cast, String(serial)), cause: CAUSE, idempotency };
}

function simple(random: Random, cast: Cast, name: string): SimpleCommand {
  const account = () => (random.chance(0.01) ? 'CL-100-99999999-0-1' : random.pick(cast.accounts));
  const instrument = random.chance(0.01) ? 'NO-SUCH' : random.pick(cast.instruments);
  const quantity = random.chance(0.02) ? 0n : BigInt(1 + random.below(random.chance(0.2) ? 400 : 40));
  const window = random.chance(0.4) ? { reversibleUntil: new Date(cast.now.getTime() + 1e12) } : {};
  const fromPart = random.chance(0.85) ? 'available' : random.pick(PARTS);
  const choice = random.below(100);
  if (choice < 18) {
    return { kind: 'issue', instrument, quantity, to: account(), sourceKey: source(random, name), ...window };
  }
  if (choice < 55) {
    const toPart = random.chance(0.9) ? 'available' : random.pick(PARTS);
    return {
      kind: 'transfer',
      instrument,
      quantity,
      from: account(),
      to: account(),
      fromPart,
      toPart,
      ...window,
    };
  }
  if (choice < 67) {
    return {
      kind: random.pick(['freeze', 'release'] as const),
      instrument,
      quantity,
      account: account(),
      part: random.pick(HELD),
    };
  }
  if (choice < 75) {
    return { kind: random.pick(['pledge', 'unpledge'] as const), instrument, quantity, account: account() };
  }
  if (choice < 87) {
    const kind = random.pick(['retire', 'surrender', 'cancel', 'expire'] as const);
    return { kind, instrument, quantity, from: account(), fromPart, ...window };
  }
  if (choice < 90) {
    const toInstrument = random.pick(cast.instruments);
    return {
      kind: 'convert',
      instrument,
      quantity,
      from: account(),
      toInstrument,
      to: account(),
      toQuantity: quantity,
    };
  }
  return {
    kind: 'reverse',
    transactionId: cast.transactions.length === 0 ? 9_999_999n : random.pick(cast.transactions),
  };
}

/** Now and then a source that was used before. */
const source = (random: Random, name: string) =>
  `source-${random.chance(0.1) ? String(random.below(40)) : name}`;
