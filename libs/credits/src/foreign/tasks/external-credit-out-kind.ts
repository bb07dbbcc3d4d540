import type { Task, TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { parseQuantity } from '@carbon/kernel';
import { accountInReach, readAccount } from '@carbon/ledger';
import { documentMissing } from '../domain/refusals';
import { ExternalCreditOutPayload } from '../http/payloads';
import type { ForeignDesk } from '../use-cases/desk';
import { giveBack, requireForeign, sendBack, setApart, type Units } from '../use-cases/send-back';

/** Units go back to their registry: cancelled here for good, unlocked there. They are set apart from the proposal on. */
export function externalCreditOutKind(desk: ForeignDesk): TaskKind<ExternalCreditOutPayload> {
  return {
    kind: 'external-credit-out',
    title: { zh: '境外单位转回', en: 'Units go back to another registry' },
    payload: ExternalCreditOutPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, documentHash }) {
      const { instrument, reference } = payload;
      const { holderId, number } = await accountInReach(tx, payload.account, caller.reach);
      if (documentHash === undefined) throw documentMissing();
      await requireForeign(tx, instrument);
      const quantity = parseQuantity(payload.quantity, 'payload.quantity');
      const cause = { actor: caller.id, reference, documentHash: Buffer.from(documentHash, 'hex') };
      const asked = payload.serials === undefined ? undefined : serialsOf(payload);
      const serials = await setApart(
        tx,
        desk,
        { account: number, instrument, quantity, serials: asked },
        cause,
      );
      const told = serials.map(({ first, last }) => ({ first: first.toString(), last: last.toString() }));
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        payload: Object.assign(new ExternalCreditOutPayload(), payload, { serials: told }),
        summary: {
          zh: `账户 ${number} 的 ${instrument} ${quantity} 个单位转回原登记系统，解锁凭证 ${reference}`,
          en: `${quantity} units of ${instrument} in ${number} go back to their registry: ${reference}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { payload, initiator, documentHash } = task;
      if (documentHash === null) throw documentMissing();
      const units = unitsOf(task);
      const account = await readAccount(tx, units.account);
      const exit = { documentHash, leftBy: initiator.id, approvedBy: approver.id, leftAt: now };
      const cause = {
        actor: initiator.id,
        ...(approver.id === initiator.id ? {} : { approver: approver.id }),
        reference: payload.reference,
        documentHash: Buffer.from(documentHash, 'hex'),
      };
      const unlock = { ...exit, unlockReference: payload.reference };
      const transactionId = await sendBack(tx, desk, units, unlock, cause);
      const facts = {
        instrument: units.instrument,
        quantity: units.quantity.toString(),
        reference: payload.reference,
        transaction: transactionId.toString(),
      };
      await recordAudit(
        tx,
        {
          action: 'external-credit.went-back',
          subject: { kind: 'instrument', id: units.instrument },
          ...(account === undefined ? {} : { holderId: account.holderId }),
          after: facts,
          documentHash,
          ...(approver.id === initiator.id ? {} : { approver: approver.id }),
        },
        now,
        { actor: initiator.id },
      );
      return facts;
    },

    async abandon(tx, task, { how, by }) {
      await giveBack(tx, desk, unitsOf(task), { actor: by, reference: task.payload.reference, reason: how });
    },
  };
}

function serialsOf({ serials = [] }: ExternalCreditOutPayload) {
  return serials.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
}

function unitsOf({ payload }: Task<ExternalCreditOutPayload>): Units {
  const { account, instrument, quantity } = payload;
  return { account, instrument, quantity: BigInt(quantity), serials: serialsOf(payload) };
}
