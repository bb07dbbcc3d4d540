import {
  bodyHash,
  claimRequests,
  idempotencyConflict,
  type KeyedRequest,
  type Remembered,
  refusalFromJson,
  refusalToJson,
  rememberOutcomes,
  type Transaction,
} from '@carbon/database';
import { type Clock, type Json, LeafHasher, Refusal } from '@carbon/kernel';
import type { Command, Outcome } from './domain/commands';
import { Judge, type JudgedTransfer } from './domain/judge';
import { compile } from './domain/moves';
import { DirectoryCache } from './persistence/directory';
import { loadBlocks } from './persistence/load-blocks';
import { loadUses } from './persistence/load-uses';
import { lockBalances } from './persistence/lock-balances';
import { writeBatch } from './persistence/write-batch';

/** Commands of one submit at most: larger batches gain little and wait long (PERFORMANCE.md section 6). */
export const MAX_BATCH = 10_000;

/** The one place where units move. */
export class Ledger {
  private readonly names = new DirectoryCache();

  private constructor(
    private readonly hasher: LeafHasher,
    private readonly clock: Clock,
  ) {}

  static async create(clock: Clock): Promise<Ledger> {
    return new Ledger(await LeafHasher.create(), clock);
  }

  /**
   * Applies commands, in order, in the caller's transaction, with a handful of statements whatever their number. Each
   * succeeds or is refused by itself; outcomes come in the order of the commands. Nothing has happened until the
   * transaction commits.
   *
   * A transaction should submit once (see persistence/lock-balances.ts).
   * @throws RangeError for more than MAX_BATCH commands
   */
  async submit(tx: Transaction, commands: readonly Command[]): Promise<Outcome[]> {
    if (commands.length > MAX_BATCH) throw new RangeError(`a batch holds at most ${MAX_BATCH} commands`);
    const outcomes = new Array<Outcome | undefined>(commands.length).fill(undefined);
    const keyed = await this.recall(tx, commands, outcomes);
    const open = commands.flatMap((_, index) => (outcomes[index] === undefined ? [index] : []));
    await this.apply(tx, commands, open, outcomes);
    settleRepeats(commands, outcomes);
    const fresh = keyed.filter(({ index }) => open.includes(index));
    if (fresh.length > 0) {
      await rememberOutcomes(
        tx,
        fresh.map(({ index, request }) => ({ request, outcome: toJson(outcomes[index]) })),
      );
    }
    return outcomes.map((outcome) => {
      if (outcome === undefined) throw new Error('a command was left without an outcome');
      return outcome;
    });
  }

  /** Claims the keys of keyed commands; fills in the outcomes of those that were asked before. */
  private async recall(
    tx: Transaction,
    commands: readonly Command[],
    outcomes: (Outcome | undefined)[],
  ): Promise<{ index: number; request: KeyedRequest }[]> {
    const keyed = commands.flatMap((command, index) =>
      command.idempotency === undefined
        ? []
        : [{ index, request: { ...command.idempotency, bodyHash: bodyHash(bodyOf(command)) } }],
    );
    if (keyed.length === 0) return [];
    const answers = await claimRequests(
      tx,
      keyed.map(({ request }) => request),
    );
    return keyed.filter(({ index, request }, at) => {
      const answer: Remembered | undefined = answers[at];
      if (answer === undefined || answer.state === 'new') return true;
      if (answer.state === 'conflict') {
        outcomes[index] = { status: 'refused', refusal: idempotencyConflict(request.key), replayed: false };
      } else if (answer.outcome !== null) outcomes[index] = fromJson(answer.outcome);
      else outcomes[index] = REPEATED_IN_BATCH;
      return false;
    });
  }

  private async apply(
    tx: Transaction,
    commands: readonly Command[],
    open: readonly number[],
    outcomes: (Outcome | undefined)[],
  ): Promise<void> {
    if (open.length === 0) return;
    const recordedAt = this.clock.now();
    const asked = open.flatMap((index) => commands[index] ?? []);
    const directory = await this.names.directoryFor(tx, asked);
    const compiled = asked.map((command) => attempt(() => compile(command, directory, recordedAt)));
    const moves = compiled.flatMap((result) => (result instanceof Refusal ? [] : result.moves));
    const verdicts: (Refusal | number)[] = [];
    let firstId = 0n;
    let transfers: readonly JudgedTransfer[] = [];
    if (moves.length > 0) {
      const balances = await lockBalances(tx, moves);
      const uses = await loadUses(tx, moves);
      const blocks = await loadBlocks(tx, moves, balances);
      const judge = new Judge(balances, blocks, uses);
      for (const result of compiled) verdicts.push(result instanceof Refusal ? result : judge.judge(result));
      transfers = judge.transfers;
      if (transfers.length > 0) firstId = await writeBatch(tx, transfers, blocks, recordedAt, this.hasher);
    } else verdicts.push(...compiled.filter((result) => result instanceof Refusal));

    open.forEach((index, at) => {
      const verdict = verdicts[at];
      const command = compiled[at];
      if (verdict === undefined || command === undefined) return;
      outcomes[index] =
        verdict instanceof Refusal || command instanceof Refusal
          ? { status: 'refused', refusal: verdict as Refusal, replayed: false }
          : {
              status: 'done',
              transactionId: firstId + BigInt(verdict),
              transfers: command.moves.length,
              replayed: false,
            };
    });
  }
}

/** Marks a command whose key stands earlier in the same batch. */
const REPEATED_IN_BATCH: Outcome = { status: 'done', transactionId: 0n, transfers: 0, replayed: true };

function settleRepeats(commands: readonly Command[], outcomes: (Outcome | undefined)[]): void {
  outcomes.forEach((outcome, index) => {
    if (outcome !== REPEATED_IN_BATCH) return;
    const { scope, key } = commands[index]?.idempotency ?? {};
    const first = commands.findIndex((c) => c.idempotency?.key === key && c.idempotency?.scope === scope);
    const original = outcomes[first];
    if (original !== undefined) outcomes[index] = { ...original, replayed: true };
  });
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The body a key stands for: the command without its key. */
function bodyOf(command: Command): Json {
  return toJsonValue({ ...command, idempotency: undefined });
}

function toJsonValue(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJsonValue(each)]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`a command cannot hold a ${typeof value}`);
}

function toJson(outcome: Outcome | undefined): Json {
  if (outcome === undefined) return null;
  return outcome.status === 'done'
    ? { status: 'done', transactionId: outcome.transactionId.toString(), transfers: outcome.transfers }
    : { status: 'refused', refusal: refusalToJson(outcome.refusal) };
}

function fromJson(json: Json): Outcome {
  const stored = json as { status: string; transactionId?: string; transfers?: number; refusal?: Json };
  return stored.status === 'done'
    ? {
        status: 'done',
        transactionId: BigInt(stored.transactionId ?? 0),
        transfers: stored.transfers ?? 0,
        replayed: true,
      }
    : { status: 'refused', refusal: refusalFromJson(stored.refusal ?? null), replayed: true };
}
