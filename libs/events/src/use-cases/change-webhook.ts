import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, houseReach } from '@carbon/http';
import { requireSecondFactor } from '@carbon/identity';
import type { PersonVault } from '@carbon/privacy';
import { deliveryUnknown, webhookEnded, webhookUnknown } from '../domain/refusals';
import { newSecret } from '../domain/signature';
import { insertTest, sendAgain } from '../persistence/deliveries';
import { endWebhook, findWebhook, type Webhook } from '../persistence/webhooks';
import { secretContext } from './create-webhook';

/** Hours in which the former secret still signs beside the new one, so that nothing is lost in the change. */
const OVERLAP_HOURS = 24;

/** Switches a webhook off; what waits is dropped. Twice is fine. @throws Refusal WEBHOOK_UNKNOWN */
export async function switchOff(tx: Transaction, id: string, caller: Caller, now: Date): Promise<Webhook> {
  const webhook = await owned(tx, id, caller);
  if (webhook.endedAt !== null) return webhook;
  await endWebhook(tx, id, { by: caller.id, reason: 'switched off', now });
  await audit(tx, 'webhook.ended', webhook, now);
  return { ...webhook, endedAt: now, endReason: 'switched off' };
}

/** A new secret; the former signs too for a day. @throws Refusal WEBHOOK_UNKNOWN, WEBHOOK_ENDED, SECOND_FACTOR_NEEDED */
export async function renewSecret(
  tx: Transaction,
  vault: PersonVault,
  id: string,
  caller: Caller,
  now: Date,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  requireSecondFactor(caller, now);
  const webhook = await live(tx, id, caller);
  const secret = newSecret();
  await tx.query(
    `update events.webhook set former_secret = secret, former_until = $2, secret = $3 where id = $1`,
    [
      id,
      new Date(now.getTime() + OVERLAP_HOURS * 3_600_000),
      vault.seal(secretContext(id), Buffer.from(secret)),
    ],
  );
  await audit(tx, 'webhook.secret-renewed', webhook, now);
  return { webhook, secret };
}

/** Sends a ping. @throws Refusal WEBHOOK_UNKNOWN, WEBHOOK_ENDED */
export async function testWebhook(tx: Transaction, id: string, caller: Caller, now: Date): Promise<Webhook> {
  const webhook = await live(tx, id, caller);
  await insertTest(tx, id, now);
  return webhook;
}

/** @throws Refusal WEBHOOK_UNKNOWN, WEBHOOK_ENDED, WEBHOOK_DELIVERY_UNKNOWN */
export async function deliverAgain(
  tx: Transaction,
  { id, delivery }: { readonly id: string; readonly delivery: string },
  caller: Caller,
  now: Date,
): Promise<Webhook> {
  const webhook = await live(tx, id, caller);
  if (!(await sendAgain(tx, id, delivery, now))) throw deliveryUnknown(delivery);
  return webhook;
}

async function owned(tx: Transaction, id: string, caller: Caller): Promise<Webhook> {
  const webhook = await findWebhook(tx, id, houseReach(caller), 'lock');
  if (webhook === undefined) throw webhookUnknown(id);
  return webhook;
}

async function live(tx: Transaction, id: string, caller: Caller): Promise<Webhook> {
  const webhook = await owned(tx, id, caller);
  if (webhook.endedAt !== null) throw webhookEnded(id);
  return webhook;
}

function audit(tx: Transaction, action: string, { id, holderId }: Webhook, now: Date): Promise<void> {
  return recordAudit(
    tx,
    { action, subject: { kind: 'webhook', id }, ...(holderId !== null && { holderId }) },
    now,
  );
}
