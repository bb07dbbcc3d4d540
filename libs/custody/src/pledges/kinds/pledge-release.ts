import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Cause, Ledger } from '@carbon/ledger';
import { submitOne } from '../../accounts/kinds/judicial-moves';
import { countOf, type Serials, takeLowest } from '../../accounts/domain/serial-ranges';
import { serialsApart } from '../../serials-apart';
import { pledgeHoldsLess, pledgeNotInForce, pledgeUnknown, releasedByPledgee } from '../domain/refusals';
import type { Pledge } from '../persistence/pledge';
import { findPledge, lockPledge } from '../persistence/read-pledges';
import { insertRelease } from '../persistence/write-pledges';
import { PledgeReleasePayload } from './payloads';

/** Gives units of one pledge back to the pledgor, in whole or in part: people of the pledgee propose and approve it. */
export function pledgeReleaseKind(ledger: Ledger): TaskKind<PledgeReleasePayload> {
  return {
    kind: 'pledge-release',
    title: { zh: '解除质押', en: 'Release of a pledge' },
    payload: PledgeReleasePayload,
    propose: 'transfers.propose',
    approve: 'transfers.approve',

    async prepare(tx, { payload, caller }) {
      const pledge = await findPledge(tx, payload.pledge, caller.reach);
      const { id, account, instrument, held, pledgeeId } = inForce(pledge, payload.pledge);
      if (caller.holder?.id !== pledgeeId) throw releasedByPledgee(id);
      const quantity = payload.quantity === undefined ? held : BigInt(payload.quantity);
      if (quantity > held) throw pledgeHoldsLess(id, held, quantity);
      return {
        holderId: pledgeeId,
        subject: { kind: 'pledge', id },
        quantity,
        summary: {
          zh: `解除账户 ${account} 的 ${instrument} 质押 ${quantity}：${payload.reason}`,
          en: `Release ${quantity} of ${instrument} in account ${account} from pledge: ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { pledge: id, reason } = task.payload;
      const pledge = inForce(await lockPledge(tx, id), id);
      if (pledge.pledgeeId !== task.holderId) throw releasedByPledgee(id);
      const asked = task.payload.quantity === undefined ? undefined : BigInt(task.payload.quantity);
      const given = await giveBack(tx, ledger, pledge, asked, {
        ...causeOf(task, approver),
        reference: task.id,
      });
      const { quantity, serials, lapsed, transactionId, after } = given;
      await insertRelease(
        tx,
        {
          ...{ id: task.id, pledgeId: id, quantity, serials, lapsed, reason, transactionId },
          ...{ by: task.initiator.id, approver: approver.id },
        },
        after,
        now,
      );
      for (const holderId of [pledge.pledgorId, pledge.pledgeeId]) {
        const entry = {
          action: 'pledge.released',
          subject: { kind: 'pledge', id },
          holderId,
          before: { held: pledge.held.toString() },
          after: { held: after.held.toString() },
          reason,
        };
        await auditTask(tx, task, approver, entry, now);
      }
      return { pledge: id, released: quantity.toString(), held: after.held.toString() };
    },
  };
}

function inForce(pledge: Pledge | undefined, id: string): Pledge {
  if (pledge === undefined) throw pledgeUnknown(id);
  if (pledge.state !== 'in-force') throw pledgeNotInForce(id);
  return pledge;
}

interface GivenBack {
  readonly quantity: bigint;
  readonly serials: readonly Serials[] | null;
  /** What had come to its end while it was pledged. */
  readonly lapsed: bigint;
  readonly transactionId: bigint | null;
  readonly after: { readonly held: bigint; readonly serials: readonly Serials[] | null };
}

/**
 * Makes units of a locked pledge available again, its lowest serials first; all that are still there when no quantity
 * is named.
 * @throws Refusal PLEDGE_HOLDS_LESS and those of the ledger
 */
async function giveBack(
  tx: Transaction,
  ledger: Ledger,
  pledge: Pledge,
  asked: bigint | undefined,
  cause: Cause,
): Promise<GivenBack> {
  const { account, instrument, held } = pledge;
  const still =
    pledge.serials === null
      ? null
      : await serialsApart(tx, { account, instrument, part: 'pledged' }, pledge.serials);
  const there = still === null ? held : countOf(still);
  const quantity = asked ?? there;
  if (quantity > there) throw pledgeHoldsLess(pledge.id, there, quantity);
  const split = still === null ? undefined : takeLowest(still, quantity);
  const units = { account, instrument, quantity, ...(split === undefined ? {} : { serials: split.taken }) };
  return {
    quantity,
    serials: split?.taken ?? null,
    lapsed: held - there,
    transactionId:
      quantity === 0n ? null : await submitOne(tx, ledger, { kind: 'unpledge', ...units, cause }),
    after: { held: there - quantity, serials: split?.rest ?? null },
  };
}
