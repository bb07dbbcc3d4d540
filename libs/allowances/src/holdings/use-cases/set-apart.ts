import { countOf, serialsApart } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Cause, Command, Ledger, Part, SimpleCommand } from '@carbon/ledger';
import { giveBack, type LotApart } from '../../pending-units/index';

/** Where units of an application wait, out of everybody's reach (SUR-012). */
export const WAITING: Extract<Part, 'pending'> = 'pending';

interface UnitsApart {
  readonly account: string;
  readonly lots: readonly LotApart[];
}

/** Of lots that were set apart, what stands apart still: an authority may have had some ended meanwhile. */
export async function stillApart(tx: Transaction, { account, lots }: UnitsApart): Promise<LotApart[]> {
  const there: LotApart[] = [];
  for (const { instrument, serials } of lots) {
    const still = await serialsApart(tx, { account, instrument, part: WAITING }, serials);
    if (still.length > 0) there.push({ instrument, quantity: countOf(still), serials: still });
  }
  return there;
}

/** Makes the very units available again that were set apart, as far as they are there. @returns what was given back */
export async function giveLotsBack(
  tx: Transaction,
  ledger: Ledger,
  { account, lots, cause }: UnitsApart & { readonly cause: Cause },
): Promise<LotApart[]> {
  const there = await stillApart(tx, { account, lots });
  if (there.length > 0) await giveBack(tx, ledger, { account, lots: there, cause });
  return there;
}

export function releases({ account, lots }: UnitsApart): SimpleCommand[] {
  return lots.map(({ instrument, quantity, serials }) => ({
    ...{ kind: 'release', account, instrument, quantity, serials, part: WAITING },
  }));
}

/** Has the ledger do one thing. @throws Refusal of the ledger */
export async function submitOne(tx: Transaction, ledger: Ledger, command: Command): Promise<bigint> {
  const [outcome] = await ledger.submit(tx, [command]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.transactionId;
}
