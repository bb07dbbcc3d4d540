import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { chinaDate } from '@carbon/kernel';
import { accountInReach, type Ledger, readTransaction } from '@carbon/ledger';
import { submitOne } from '../../accounts/kinds/judicial-moves';
import { countOf, fromRecord } from '../../accounts/domain/serial-ranges';
import { organisation, requireActive } from '../../holders/kinds/parties';
import { serialsApart } from '../../serials-apart';
import { requireHolderMayAct } from '../../trusted/use-cases/holder-may-act';
import { pledgeOver, pledgeToOneself, pledgeUnknown, pledgorChanged } from '../domain/refusals';
import { lockPledge } from '../persistence/read-pledges';
import { insertPledge, noteAbandoned, notePledged } from '../persistence/write-pledges';
import { PledgePayload } from './payloads';

/** Where units wait while a pledge is proposed: an application that is pending (ETS-009). */
const PENDING = 'pending';

/**
 * Gives units in pledge for a loan (ETS-009). They are set apart when it is proposed, so that what the checker approves
 * is there; each pledge has its own units.
 */
export function pledgeKind(ledger: Ledger): TaskKind<PledgePayload> {
  return {
    kind: 'pledge',
    title: { zh: '质押', en: 'Pledge' },
    payload: PledgePayload,
    propose: 'transfers.propose',
    approve: 'transfers.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const { account: number, instrument, loanReference, until } = payload;
      const account = await accountInReach(tx, number, caller.reach);
      requireHolderMayAct(account, caller);
      const pledgee = await organisation(tx, payload.pledgee);
      requireActive(pledgee);
      if (pledgee.id === account.holderId) throw pledgeToOneself(pledgee.code);
      if (until < chinaDate(now)) throw pledgeOver(until);
      const quantity = BigInt(payload.quantity);
      const named = payload.serials?.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
      const transaction = await submitOne(tx, ledger, {
        ...{ kind: 'freeze', account: number, instrument, quantity, part: PENDING },
        ...(named === undefined ? {} : { serials: named }),
        cause: { actor: caller.id, reference: taskId },
      });
      const [entry] = await readTransaction(tx, transaction);
      const serials = entry?.record.serials ?? null;
      await insertPledge(
        tx,
        {
          ...{ id: taskId, account: number, pledgorId: account.holderId, pledgeeId: pledgee.id },
          ...{ instrument, quantity, serials: serials === null ? null : fromRecord(serials) },
          ...{ loanReference, securedFen: BigInt(payload.securedFen), until },
        },
        caller.id,
        now,
      );
      const entered = {
        action: 'pledge.proposed',
        subject: { kind: 'pledge', id: taskId },
        holderId: account.holderId,
        after: { account: number, instrument, quantity: payload.quantity, pledgee: pledgee.code },
      };
      await recordAudit(tx, entered, now);
      return {
        holderId: account.holderId,
        subject: { kind: 'pledge', id: taskId },
        quantity,
        summary: {
          zh: `账户 ${number} 的 ${instrument} ${payload.quantity} 单位质押给 ${pledgee.nameZh}，担保 ${loanReference}`,
          en: `Pledge ${payload.quantity} of ${instrument} in account ${number} to ${pledgee.nameEn} for ${loanReference}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const pledge = await lockPledge(tx, task.id);
      if (pledge === undefined) throw pledgeUnknown(task.id);
      const { account, instrument, quantity, pledgorId, pledgeeId } = pledge;
      if (pledgorId !== task.holderId) throw pledgorChanged(account);
      const pledgee = await organisation(tx, pledgeeId);
      requireActive(pledgee);
      // a merger since the proposal may have made them one
      if (pledgeeId === pledgorId) throw pledgeToOneself(pledgee.code);
      const units = {
        ...{ account, instrument, quantity },
        ...(pledge.serials === null ? {} : { serials: pledge.serials }),
      };
      const transactionId = await submitOne(tx, ledger, {
        kind: 'linked',
        commands: [
          { kind: 'release', part: PENDING, ...units },
          { kind: 'pledge', ...units },
        ],
        cause: { ...causeOf(task, approver), reference: task.id },
      });
      await notePledged(tx, task.id, { approver: approver.id, transactionId, now });
      for (const holderId of [pledgorId, pledgeeId]) {
        const entry = {
          action: 'pledge.in-force',
          subject: { kind: 'pledge', id: task.id },
          holderId,
          after: { instrument, quantity: quantity.toString(), pledgee: pledgee.code },
        };
        await auditTask(tx, task, approver, entry, now);
      }
      return { pledge: task.id, transaction: transactionId.toString() };
    },

    async abandon(tx, task, { how, now, by }) {
      const pledge = await lockPledge(tx, task.id);
      if (pledge === undefined) throw pledgeUnknown(task.id);
      const { account, instrument, pledgorId } = pledge;
      const still =
        pledge.serials === null
          ? undefined
          : await serialsApart(tx, { account, instrument, part: PENDING }, pledge.serials);
      const quantity = still === undefined ? pledge.quantity : countOf(still);
      if (quantity > 0n) {
        await submitOne(tx, ledger, {
          ...{ kind: 'release', account, instrument, quantity, part: PENDING },
          ...(still === undefined ? {} : { serials: still }),
          cause: { actor: by, reference: task.id, reason: how },
        });
      }
      await noteAbandoned(tx, task.id, now);
      const entry = {
        action: 'pledge.abandoned',
        subject: { kind: 'pledge', id: task.id },
        holderId: pledgorId,
        before: { state: pledge.state },
        after: { state: 'abandoned' },
        reason: how,
      };
      await recordAudit(tx, entry, now, { actor: by });
    },
  };
}
