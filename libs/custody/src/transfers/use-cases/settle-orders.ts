import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import { safetyRules } from '@carbon/rules';
import { checkOrder, type Failure, failureOfCode, failureOfRefusal } from '../domain/order-checks';
import { holderChanged } from '../domain/refusals';
import type { TransferParts } from '../parts';
import type { TransferOrder } from '../persistence/order';
import { type LookedUp, readFacts } from '../persistence/read-facts';
import {
  noteCompleted,
  noteGivenBack,
  noteTerminated,
  type Step,
  stepOrders,
} from '../persistence/write-orders';
import { auditActor } from './runner-name';
import { giveBackCommand, moveCommand, seenByScheme } from './units';

const DAY_MS = 86_400_000;

/** Orders to settle, each with what is already known to stand against it. */
export interface ToSettle {
  readonly order: TransferOrder;
  readonly failure?: Failure | undefined;
}

/** Decided before the ledger is asked; the scheme of its units goes with it. */
type Judged = ToSettle & { readonly scheme: string | null };

/** What came of an order. */
export type Verdict = { readonly order: TransferOrder } & (
  | { readonly state: 'completed'; readonly transactionId: bigint }
  | { readonly state: 'terminated'; readonly failure: Failure; readonly givenBack: boolean }
);

/**
 * Checks orders against fresh state (REG-012) and executes those that pass, each by itself, with one submit to the
 * ledger. One that fails is terminated and its units are the sender's again; where the sender's account cannot be moved
 * on just now they stay set apart, and are given back when it can. The orders are locked by the caller.
 */
export async function settleOrders(
  tx: Transaction,
  parts: TransferParts,
  given: readonly ToSettle[],
  step: Step,
): Promise<Verdict[]> {
  if (given.length === 0) return [];
  const judged = await judge(tx, parts, given, step.at);
  const verdicts = await giveBackRefused(tx, parts, await move(tx, parts, judged, step), step);
  await write(tx, verdicts, step);
  await tellSchemes(tx, parts, verdicts, judged, step.at);
  for (const verdict of verdicts) await audit(tx, verdict, step);
  return verdicts;
}

async function judge(
  tx: Transaction,
  parts: TransferParts,
  given: readonly ToSettle[],
  now: Date,
): Promise<Judged[]> {
  const facts = await readFacts(
    tx,
    given.map(({ order }) => order.id),
  );
  const judged: Judged[] = [];
  for (const { order, failure } of given) {
    const found = failure ?? (await failureOf(tx, parts, order, facts.get(order.id), now));
    judged.push({ order, failure: found, scheme: facts.get(order.id)?.scheme ?? null });
  }
  return judged;
}

async function failureOf(
  tx: Transaction,
  parts: TransferParts,
  order: TransferOrder,
  facts: LookedUp | undefined,
  now: Date,
): Promise<Failure | undefined> {
  if (facts === undefined) throw new Error(`the transfer order ${order.id} is gone`);
  const code = checkOrder(facts);
  if (code !== undefined) return failureOfCode(code);
  try {
    await requireSameHolders(tx, order);
    if (facts.scheme !== null) {
      await parts.rules.check(tx, facts.scheme, seenByScheme(order, 'execution', now));
    }
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return failureOfRefusal(error);
    throw error;
  }
}

/** An account that went to another holder is not the one that was approved. */
async function requireSameHolders(tx: Transaction, order: TransferOrder): Promise<void> {
  const sender = await readAccount(tx, order.from);
  if (sender?.holderId !== order.holderId) throw holderChanged(order.from);
  const receiver = await readAccount(tx, order.to);
  if (receiver?.holderId !== order.toHolderId) throw holderChanged(order.to);
}

/** One submit: what passed goes to its receiver, what did not goes back. */
async function move(
  tx: Transaction,
  { ledger }: TransferParts,
  judged: readonly Judged[],
  step: Step,
): Promise<Verdict[]> {
  const window = safetyRules(step.at).reversalWindowDays.value * DAY_MS;
  const reversibleUntil = new Date(step.at.getTime() + window);
  const commands = judged.map(({ order, failure }) =>
    failure === undefined ? moveCommand(order, reversibleUntil) : giveBackCommand(order, step.by),
  );
  const outcomes = await ledger.submit(tx, commands);
  return judged.map(({ order, failure }, at): Verdict => {
    const outcome = outcomes[at];
    if (outcome === undefined) throw new Error('the ledger gave fewer outcomes than it got commands');
    const givenBack = failure !== undefined && outcome.status === 'done';
    if (failure !== undefined) return { order, state: 'terminated', failure, givenBack };
    return outcome.status === 'done'
      ? { order, state: 'completed', transactionId: outcome.transactionId }
      : { order, state: 'terminated', failure: failureOfRefusal(outcome.refusal), givenBack };
  });
}

/** What passed the checks and the ledger refused even so: rare, and worth a second submit. */
async function giveBackRefused(
  tx: Transaction,
  parts: TransferParts,
  verdicts: readonly Verdict[],
  step: Step,
): Promise<Verdict[]> {
  const kept = verdicts.flatMap((each) => (each.state === 'terminated' && !each.givenBack ? each.order : []));
  const back = new Set(await giveBack(tx, parts, kept, step.by));
  return verdicts.map((each) =>
    each.state === 'terminated' && back.has(each.order.id) ? { ...each, givenBack: true } : each,
  );
}

/** Makes the units of orders available again where that is possible now; gives the ids of those. */
export async function giveBack(
  tx: Transaction,
  { ledger }: TransferParts,
  orders: readonly TransferOrder[],
  by: string,
): Promise<string[]> {
  if (orders.length === 0) return [];
  const outcomes = await ledger.submit(
    tx,
    orders.map((order) => giveBackCommand(order, by)),
  );
  return orders.flatMap(({ id }, at) => (outcomes[at]?.status === 'done' ? [id] : []));
}

/** Schemes keep books of their own about what changed hands. */
async function tellSchemes(
  tx: Transaction,
  { rules }: TransferParts,
  verdicts: readonly Verdict[],
  judged: readonly Judged[],
  now: Date,
): Promise<void> {
  const schemes = new Map(judged.map(({ order, scheme }) => [order.id, scheme]));
  for (const verdict of verdicts) {
    if (verdict.state !== 'completed') continue;
    const { order, transactionId } = verdict;
    const seen = seenByScheme(order, 'execution', now);
    await rules.completed(tx, schemes.get(order.id) ?? null, seen, transactionId);
  }
}

async function write(tx: Transaction, verdicts: readonly Verdict[], step: Step): Promise<void> {
  const done = verdicts.filter((each) => each.state === 'completed');
  const stopped = verdicts.filter((each) => each.state === 'terminated');
  await stepOrders(tx, idsOf(done), 'checked-ok', step);
  await noteCompleted(
    tx,
    done.map(({ order, transactionId }) => ({ id: order.id, transactionId })),
    step,
  );
  await stepOrders(tx, idsOf(stopped), 'checked-discrepancy', step);
  await noteTerminated(
    tx,
    stopped.map(({ order, failure }) => ({ id: order.id, code: failure.code, reason: failure.text.en })),
    step,
  );
  await noteGivenBack(tx, idsOf(stopped.filter(({ givenBack }) => givenBack)));
}

const idsOf = (verdicts: readonly Verdict[]) => verdicts.map(({ order }) => order.id);

async function audit(tx: Transaction, verdict: Verdict, { at, by }: Step): Promise<void> {
  const { order, state } = verdict;
  await recordAudit(
    tx,
    {
      action: `transfer-order.${state}`,
      subject: { kind: 'transfer-order', id: order.id },
      holderId: order.holderId,
      before: { state: order.state },
      after:
        verdict.state === 'completed'
          ? { state, transaction: verdict.transactionId.toString() }
          : { state, failure: verdict.failure.code, unitsGivenBack: verdict.givenBack },
      ...(order.approver === null ? {} : { approver: order.approver }),
    },
    at,
    auditActor(by),
  );
}
