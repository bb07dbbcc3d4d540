import {
  BinaryCopy,
  bodyHash,
  idempotencyConflict,
  refusalFromJson,
  refusalToJson,
  type Transaction,
} from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type {
  AnsweredOrder,
  AnsweredTrade,
  ExchangeCommand,
  ExchangeOutcome,
  ExchangeRequest,
} from './commands';

/** A command as it stands in the journal. */
export interface JournalLine {
  readonly sequence: bigint;
  readonly request: ExchangeRequest;
  readonly bodyHash: Buffer;
  readonly outcome: ExchangeOutcome;
}

const nameOf = ({ scope, key }: { readonly scope: string; readonly key: string }) => `${scope}\n${key}`;

/** What a command's key stands for: the command itself. */
export const hashOf = ({ command }: ExchangeRequest): Buffer => bodyHash(bodyOf(command));

/** JSON of a command, numbers as strings. */
function bodyOf(command: ExchangeCommand): Json {
  return Object.fromEntries(
    Object.entries(command).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'bigint' ? value.toString() : (value as Json),
    ]),
  );
}

/** Outcomes of requests that were journalled before, or conflict with what was; undefined for new ones. */
export async function recall(
  tx: Transaction,
  requests: readonly { readonly request: ExchangeRequest; readonly bodyHash: Buffer }[],
): Promise<readonly (ExchangeOutcome | 'conflict' | undefined)[]> {
  const rows = await tx.query<{
    scope: string;
    key: string;
    body_hash: Buffer;
    sequence: string;
    outcome: Json;
  }>(
    {
      name: 'recall-exchange-commands',
      text: `select c.scope, c.key, c.body_hash, c.sequence, c.outcome
               from unnest($1::text[], $2::text[]) as asked (scope, key)
               join market.command c on c.scope = asked.scope and c.key = asked.key`,
    },
    [
      requests.map(({ request }) => request.idempotency.scope),
      requests.map(({ request }) => request.idempotency.key),
    ],
  );
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  return requests.map(({ request, bodyHash: hash }) => {
    const row = known.get(nameOf(request.idempotency));
    if (row === undefined) return undefined;
    return row.body_hash.equals(hash) ? outcomeOf(BigInt(row.sequence), row.outcome) : 'conflict';
  });
}

/** Writes what happened, refusals too, in the order in which it did. */
export async function writeJournal(
  tx: Transaction,
  market: string,
  lines: readonly JournalLine[],
  now: Date,
): Promise<void> {
  const copy = new BinaryCopy(COLUMNS.length, lines.length * BYTES_A_LINE);
  for (const { sequence, request, bodyHash: hash, outcome } of lines) {
    const { command, idempotency, actor } = request;
    copy.row().text(market).timestamp(now).int8(sequence).text(command.kind);
    copy.text(idempotency.scope).text(idempotency.key).bytes(hash);
    copy
      .text(JSON.stringify(bodyOf(command)))
      .text(JSON.stringify(outcomeToJson(outcome)))
      .text(actor);
  }
  await tx.copy(COPY, [copy.finish()]);
}

const COLUMNS = [
  ...['market', 'happened_at', 'sequence', 'kind', 'scope', 'key', 'body_hash', 'body', 'outcome', 'actor'],
];
const COPY = `copy market.command (${COLUMNS.join(', ')}) from stdin with (format binary)`;
const BYTES_A_LINE = 640;

/** The answer to a key that stands for another command. */
export const conflicting = ({ idempotency }: ExchangeRequest): ExchangeOutcome => ({
  status: 'refused',
  sequence: 0n,
  refusal: idempotencyConflict(idempotency.key),
  replayed: false,
});

function outcomeToJson(outcome: ExchangeOutcome): Json {
  if (outcome.status === 'refused') return { status: 'refused', refusal: refusalToJson(outcome.refusal) };
  return {
    status: 'done',
    trades: outcome.trades.map((trade) => ({ ...trade })),
    ...(outcome.order === undefined ? {} : { order: { ...outcome.order } }),
    ...(outcome.ended === undefined ? {} : { ended: outcome.ended }),
  };
}

function outcomeOf(sequence: bigint, json: Json): ExchangeOutcome {
  const stored = json as {
    status: 'done' | 'refused';
    refusal?: Json;
    trades?: AnsweredTrade[];
    order?: AnsweredOrder;
    ended?: number;
  };
  if (stored.status === 'refused')
    return {
      status: 'refused',
      sequence,
      refusal: refusalFromJson(stored.refusal ?? null),
      replayed: true,
    };
  return {
    ...{ status: 'done', sequence, trades: stored.trades ?? [], replayed: true },
    ...(stored.order === undefined ? {} : { order: stored.order }),
    ...(stored.ended === undefined ? {} : { ended: stored.ended }),
  };
}
