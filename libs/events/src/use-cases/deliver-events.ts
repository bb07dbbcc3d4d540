import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { cloudEvent } from '../domain/cloud-event';
import { EVENT_FAMILIES, PING } from '../domain/event-families';
import { nextAttempt } from '../domain/retry-plan';
import { signatureHeaders } from '../domain/signature';
import {
  type DueDelivery,
  forgetDeliveries,
  settleDelivered,
  settleFailed,
  spread,
  takeDue,
} from '../persistence/deliveries';
import { endWebhook } from '../persistence/webhooks';
import { sendEvent, type SendResult } from '../send-event';
import { secretContext } from './create-webhook';

export interface DeliveryParts {
  readonly vault: PersonVault;
  /** What events name as their source: the address of the service. */
  readonly source: string;
  readonly privateAddresses: boolean;
}

const TIMEOUT_MS = 10_000;
/** Longer than a sending can take: a process that died in it leaves the delivery to the next. */
const LEASE_SECONDS = 30;
const AT_ONCE = 8;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** A receiver that has not answered well for so long is switched off. */
const PATIENCE_MS = 5 * DAY_MS;

/**
 * Goes through what waits in the audit trail and sends what is due, until nothing is. An event may arrive more than once
 * (by the same id) and in another order than it happened (`sequence` tells), and is not lost.
 * @returns how many arrived
 */
export async function deliverEvents(database: Database, parts: DeliveryParts, now: Date): Promise<number> {
  const families = Object.keys(EVENT_FAMILIES);
  while ((await database.transaction((tx) => spread(tx, families, now))) > 0);
  let arrived = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const due = await database.transaction((tx) => takeDue(tx, now, LEASE_SECONDS));
      if (due === undefined) return;
      const result = await send(due, parts, now);
      if (await database.transaction((tx) => settle(tx, due, result, now))) arrived += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await database.transaction((tx) => forgetDeliveries(tx, new Date(now.getTime() - KEPT_DAYS * DAY_MS)));
  return arrived;
}

function send(
  due: DueDelivery,
  { vault, source, privateAddresses }: DeliveryParts,
  now: Date,
): Promise<SendResult> {
  const event = cloudEvent(
    {
      recordId: due.recordId ?? `test-${due.id}`,
      at: due.at ?? due.createdAt,
      action: due.action ?? PING,
      subjectKind: due.subjectKind ?? 'webhook',
      subjectId: due.subjectId ?? due.webhookId,
      ...{ before: due.before, after: due.after, reason: due.reason },
    },
    source,
  );
  const body = JSON.stringify(event);
  const secrets = [due.secret, due.formerSecret].flatMap((sealed) =>
    sealed === null ? [] : [vault.open(secretContext(due.webhookId), sealed).toString()],
  );
  const headers = {
    'content-type': 'application/cloudevents+json; charset=UTF-8',
    'user-agent': 'carbon-ledger',
    ...signatureHeaders(secrets, {
      id: `${due.webhookId}-${due.recordId ?? `test-${due.id}`}`,
      at: now,
      body,
    }),
  };
  return sendEvent(due.url, headers, body, { privateAddresses, timeoutMs: TIMEOUT_MS });
}

/** Whether it arrived. */
async function settle(tx: Transaction, due: DueDelivery, result: SendResult, now: Date): Promise<boolean> {
  const { status } = result;
  if (status !== null && status >= 200 && status < 300) {
    await settleDelivered(tx, due, status, now);
    return true;
  }
  const error = status === null ? result.error : null;
  await settleFailed(tx, due, { status, error, nextAt: nextAttempt(due.attempts, now) }, now);
  if (status === 410) await giveUp(tx, due, 'the receiver is gone (410)', now);
  else await giveUpIfSilent(tx, due, now);
  return false;
}

async function giveUpIfSilent(tx: Transaction, due: DueDelivery, now: Date): Promise<void> {
  const [silent] = await tx.query(
    `select from events.webhook where id = $1 and ended_at is null and failing_since < $2`,
    [due.webhookId, new Date(now.getTime() - PATIENCE_MS)],
  );
  if (silent !== undefined) await giveUp(tx, due, 'nothing got through for five days', now);
}

async function giveUp(tx: Transaction, { webhookId }: DueDelivery, reason: string, now: Date): Promise<void> {
  await endWebhook(tx, webhookId, { by: 'system', reason, now });
  const [row] = await tx.query<{ holderId: string | null }>(
    `select holder_id as "holderId" from events.webhook where id = $1`,
    [webhookId],
  );
  const holderId = row?.holderId ?? null;
  await recordAudit(
    tx,
    {
      action: 'webhook.ended',
      subject: { kind: 'webhook', id: webhookId },
      reason,
      ...(holderId !== null && { holderId }),
    },
    now,
    { actor: 'system' },
  );
}
