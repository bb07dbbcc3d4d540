import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, houseReach } from '@carbon/http';
import { requireSecondFactor } from '@carbon/identity';
import { fault, malformed, newId } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { isEventPattern, likePattern } from '../domain/event-families';
import { addressRefused, tooManyWebhooks } from '../domain/refusals';
import { newSecret } from '../domain/signature';
import { countLive, insertWebhook, type Webhook } from '../persistence/webhooks';
import { mayBeCalled } from '../send-event';

/** Webhooks of one holder (own choice). */
export const WEBHOOKS = 20;

/** What a sealed secret is bound to. */
export const secretContext = (id: string): string => `webhook:${id}`;

/**
 * Makes a webhook for the caller's holder, or for all acts where the caller sees everything of every house. The secret is given once.
 * @throws Refusal SECOND_FACTOR_NEEDED, INPUT_MALFORMED (url, types), WEBHOOK_TOO_MANY
 */
export async function createWebhook(
  tx: Transaction,
  { vault, privateAddresses }: { readonly vault: PersonVault; readonly privateAddresses: boolean },
  caller: Caller,
  { url, types }: { readonly url: string; readonly types: readonly string[] },
  now: Date,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  requireSecondFactor(caller, now);
  if (!mayBeCalled(url, privateAddresses)) throw addressRefused();
  refuseUnknownTypes(types);
  const reach = houseReach(caller);
  const holderId = reach === 'everything' ? null : (caller.holder?.id ?? null);
  if (holderId === null && reach !== 'everything') throw new Error('a caller of no holder');
  if ((await countLive(tx, holderId)) >= WEBHOOKS) throw tooManyWebhooks(WEBHOOKS);
  const id = newId();
  const secret = newSecret();
  const webhook = await insertWebhook(tx, {
    ...{ id, holderId, url, types, now, by: caller.id },
    patterns: types.map(likePattern),
    secret: vault.seal(secretContext(id), Buffer.from(secret)),
  });
  await recordAudit(
    tx,
    {
      action: 'webhook.created',
      subject: { kind: 'webhook', id },
      ...(holderId !== null && { holderId }),
      after: { host: new URL(url).host, types: [...types] },
    },
    now,
  );
  return { webhook, secret };
}

function refuseUnknownTypes(types: readonly string[]): void {
  const faults = types.flatMap((type, at) =>
    isEventPattern(type)
      ? []
      : [
          fault(
            `types[${at}]`,
            'event-type',
            'is no event: see /v1/event-types',
            '不是事件类型，见 /v1/event-types',
          ),
        ],
  );
  if (faults.length > 0) throw malformed(faults);
}
