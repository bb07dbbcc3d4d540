import { encodeCaps, encodeIssuances } from '../chain/carbon-contract';
import {
  type IssuanceRecord,
  markIssuancesMined,
  markIssuancesPendingFrom,
  markIssuancesSent,
  openIssuances,
  recordableUnits,
} from '../persistence/issuance-records';
import type { Inclusion } from '../persistence/checkpoints';
import type { AnchoringContext } from './context';
import { dispatch } from './dispatch';

/**
 * Records on chain, in the order of the log, every issuance that the contract does not hold; the contract itself says
 * which it holds. Returns whether it now holds them all.
 */
export async function recordIssuances(context: AnchoringContext): Promise<boolean> {
  for (;;) {
    const open = await openIssuances(context.database, context.settings.issuancesPerTransaction);
    if (open.length === 0) return true;
    if (await isOneOnItsWay(context, open)) return false;
    const used = await Promise.all(open.map(({ chainKey }) => context.contract.isSourceUsed(chainKey)));
    const held = open.filter((_, at) => used[at]);
    const missing = open.filter((_, at) => !used[at]);
    if (held.length > 0) await noteHeld(context, held);
    if (missing.length === 0) continue;
    await raiseCaps(context, missing);
    if (!(await send(context, missing))) return false;
  }
}

async function isOneOnItsWay(
  { contract }: AnchoringContext,
  open: readonly IssuanceRecord[],
): Promise<boolean> {
  for (const transaction of new Set(open.flatMap(({ transaction }) => transaction ?? []))) {
    if (await contract.client.isPending(transaction)) return true;
  }
  return false;
}

/** Issuances that the chain holds although we had not noted it. */
async function noteHeld(context: AnchoringContext, held: readonly IssuanceRecord[]): Promise<void> {
  const { contract, database } = context;
  const inclusions = new Map<string, Promise<Inclusion | undefined>>();
  const inclusionOf = (transaction: string) => {
    const known = inclusions.get(transaction) ?? readInclusion(context, transaction);
    inclusions.set(transaction, known);
    return known;
  };
  for (const record of held) {
    const noted = record.transaction === undefined ? undefined : await inclusionOf(record.transaction);
    const event = noted
      ? undefined
      : await contract.issuanceTransaction(record.chainKey, context.binding.deployedBlock);
    const inclusion = noted ?? (event === undefined ? undefined : await inclusionOf(event));
    await database.transaction((tx) => markIssuancesMined(tx, [record], inclusion));
  }
}

async function readInclusion(
  { contract }: AnchoringContext,
  transaction: string,
): Promise<Inclusion | undefined> {
  const receipt = await contract.client.receipt(transaction);
  return receipt?.succeeded === true ? { transaction, ...receipt } : undefined;
}

/** Gives instruments room for what is to be recorded; another key than the one that records. */
async function raiseCaps(context: AnchoringContext, missing: readonly IssuanceRecord[]): Promise<void> {
  const { contract, database } = context;
  const units = new Map<string, bigint>();
  for (const { instrument, quantity } of missing) {
    units.set(instrument, (units.get(instrument) ?? 0n) + quantity);
  }
  const caps: { instrument: string; cap: bigint }[] = [];
  for (const [instrument, quantity] of units) {
    const { cap, recorded } = await contract.supplyOf(instrument);
    const needed = recorded + quantity;
    if (cap < needed) caps.push({ instrument, cap: (await recordableUnits(database, instrument)) ?? needed });
  }
  if (caps.length === 0) return;
  await dispatch(context, {
    role: 'cap',
    data: encodeCaps(caps),
    attempt: {
      subject: 'caps',
      details: { caps: caps.map(({ instrument, cap }) => ({ instrument, cap: cap.toString() })) },
    },
    onSigned: () => Promise.resolve(),
    onMined: () => Promise.resolve(),
    onFailed: () => Promise.resolve(),
  });
}

async function send(context: AnchoringContext, missing: readonly IssuanceRecord[]): Promise<boolean> {
  const first = missing[0]?.leafIndex ?? 0n;
  return dispatch(context, {
    role: 'notary',
    data: encodeIssuances(missing),
    attempt: { subject: 'issuance', details: { issuances: missing.map(({ id }) => id.toString()) } },
    onSigned: (tx, hash) => markIssuancesSent(tx, missing, hash),
    onMined: (tx, inclusion) => markIssuancesMined(tx, missing, inclusion),
    onFailed: async (tx) => {
      await markIssuancesPendingFrom(tx, first);
    },
  });
}
