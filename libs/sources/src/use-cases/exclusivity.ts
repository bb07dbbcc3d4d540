import type { Transaction } from '@carbon/database';
import {
  type Cause,
  type Ledger,
  type Part,
  releaseSources,
  type SerialRange,
  type SimpleCommand,
  type SourceHolding,
  type SourceRange,
} from '@carbon/ledger';
import { Refusal } from '@carbon/kernel';
import { joined, without } from '../domain/ranges';
import { unitsBusy } from '../domain/refusals';
import { reservedSerials } from './reserved-serials';
import { holdingsOf } from './sourced-units';

export interface ExclusivityDone {
  readonly transactionId: bigint | null;
  /** What was frozen, thawed or cancelled. */
  readonly units: readonly {
    readonly instrument: string;
    readonly account: string;
    readonly serials: SerialRange;
  }[];
  /** Ranges whose units had been traded or used: they cannot earn anything else (EXC-002). */
  readonly traded: readonly SourceRange[];
}

/** A run of untraded units in one part of one account. */
interface Untraded {
  readonly instrument: string;
  readonly account: string;
  readonly part: Part;
  readonly serials: SerialRange;
}

/** What is done to untraded units, by the part they stand in; units of a part that is not named are left as they are. */
type Acts = Partial<Record<Part, (units: Untraded, quantity: bigint) => SimpleCommand>>;

/** Parts in which others have a claim: an order, an application, a pledgee, a court. */
const BUSY: readonly Part[] = ['frozen', 'pending', 'pledged', 'judicial'];

/**
 * EXC-003: untraded units of the ranges are locked (part `locked`); those that are locked already stay so.
 * @throws Refusal SOURCE_UNITS_BUSY, or what the ledger says of an account that lets nothing happen
 */
export function freezeUntraded(
  tx: Transaction,
  ledger: Ledger,
  ranges: readonly SourceRange[],
  cause: Cause,
): Promise<ExclusivityDone> {
  return act(tx, ledger, ranges, cause, BUSY, {
    available: ({ instrument, account, serials }, quantity) => ({
      kind: 'freeze',
      instrument,
      account,
      quantity,
      part: 'locked',
      serials: [serials],
    }),
  });
}

/**
 * Undoes the freeze when a project is cancelled; units that another project has reserved a bit of stay locked.
 * @throws Refusal of the ledger
 */
export const thawUntraded: typeof freezeUntraded = (tx, ledger, ranges, cause) =>
  act(
    tx,
    ledger,
    ranges,
    cause,
    [],
    {
      locked: ({ instrument, account, serials }, quantity) => ({
        kind: 'release',
        instrument,
        account,
        quantity,
        part: 'locked',
        serials: [serials],
      }),
    },
    reservedSerials,
  );

/**
 * EXC-004: untraded units of the ranges are cancelled for good, and their source is free again. A unit that stands for a
 * bit of one of the ranges ends whole, and gives back the whole of what it stood for.
 * @throws Refusal SOURCE_UNITS_BUSY, or of the ledger
 */
export const cancelUntraded: typeof freezeUntraded = async (tx, ledger, ranges, cause) => {
  const cancelFrom =
    (fromPart: Part) =>
    ({ instrument, account, serials }: Untraded, quantity: bigint): SimpleCommand => ({
      kind: 'cancel',
      instrument,
      from: account,
      fromPart,
      quantity,
      serials: [serials],
    });
  const done = await act(tx, ledger, ranges, cause, BUSY, {
    available: cancelFrom('available'),
    locked: cancelFrom('locked'),
  });
  if (done.transactionId !== null) await releaseSources(tx, done.transactionId);
  return done;
};

/** Units may move between our look and the ledger's lock; then we look again. */
const LOOKS = 3;

async function act(
  tx: Transaction,
  ledger: Ledger,
  ranges: readonly SourceRange[],
  cause: Cause,
  busy: readonly Part[],
  acts: Acts,
  spare?: typeof reservedSerials,
): Promise<ExclusivityDone> {
  for (let looks = 1; ; looks++) {
    const holdings = await holdingsOf(tx, ranges);
    const untraded = sparing(untradedOf(holdings), await spare?.(tx, holdings));
    refuseBusy(untraded, busy);
    const traded = tradedOf(holdings, ranges);
    const units: Untraded[] = [];
    const commands: SimpleCommand[] = [];
    for (const each of untraded) {
      const command = acts[each.part]?.(each, each.serials.last - each.serials.first + 1n);
      if (command === undefined) continue;
      units.push(each);
      commands.push(command);
    }
    if (commands.length === 0) return { transactionId: null, units: [], traded };
    const [outcome] = await ledger.submit(tx, [{ kind: 'linked', commands, cause }]);
    if (outcome?.status === 'done') {
      return { transactionId: outcome.transactionId, units: units.map(withoutPart), traded };
    }
    const refusal = outcome?.refusal ?? new Error('a command without outcome');
    if (!(refusal instanceof Refusal) || refusal.code !== 'LEDGER_SERIALS_NOT_HELD' || looks === LOOKS)
      throw refusal;
  }
}

/** The runs without the serials that are spared. */
function sparing(
  runs: readonly Untraded[],
  spared: Awaited<ReturnType<typeof reservedSerials>> | undefined,
): Untraded[] {
  return runs.flatMap(({ serials: { first, last }, ...run }) =>
    without({ from: first, to: last + 1n }, spared?.get(run.instrument) ?? []).map(({ from, to }) => ({
      ...run,
      serials: { first: from, last: to - 1n },
    })),
  );
}

const withoutPart = ({ instrument, account, serials }: Untraded) => ({ instrument, account, serials });

/** Runs of untraded units, each told once: a unit that stands for two of the ranges is met twice. */
function untradedOf(holdings: readonly SourceHolding[]): Untraded[] {
  const runs = new Map<
    string,
    Omit<Untraded, 'serials'> & { readonly spans: { from: bigint; to: bigint }[] }
  >();
  for (const { instrument, issuance, places } of holdings) {
    for (const { account, part, holderId, journalId, serials } of places) {
      if (holderId === null || journalId !== issuance) continue;
      const name = `${instrument} ${account} ${part}`;
      const run = runs.get(name) ?? { instrument, account, part, spans: [] };
      run.spans.push({ from: serials.first, to: serials.last + 1n });
      runs.set(name, run);
    }
  }
  return [...runs.values()].flatMap(({ spans, ...run }) =>
    joined(spans).map(({ from, to }) => ({ ...run, serials: { first: from, last: to - 1n } })),
  );
}

function refuseBusy(untraded: readonly Untraded[], busy: readonly Part[]): void {
  const places = untraded
    .filter(({ part }) => busy.includes(part))
    .map(
      ({ instrument, account, part, serials: { first, last } }) =>
        `${instrument} ${first.toString()}-${last.toString()} @ ${account} (${part})`,
    );
  if (places.length > 0) throw unitsBusy(places);
}

/** What of the ranges units stand for that left the account they were issued to, or have ended: by the key asked for. */
function tradedOf(holdings: readonly SourceHolding[], ranges: readonly SourceRange[]): SourceRange[] {
  return ranges.flatMap(({ key }, asked) =>
    joined(
      holdings.flatMap((holding) =>
        holding.asked !== asked
          ? []
          : holding.places.flatMap(({ holderId, journalId, source }) =>
              holderId === null || journalId !== holding.issuance ? [source] : [],
            ),
      ),
    ).map(({ from, to }) => ({ key, from, to })),
  );
}
