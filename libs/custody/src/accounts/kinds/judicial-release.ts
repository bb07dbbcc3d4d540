import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import { IsId, IsQuantity, IsText } from '@carbon/http';
import { accountInReach, type Ledger } from '@carbon/ledger';
import { documentRequired, freezeHoldsLess, freezeNotInForce, unknownFreeze } from '../domain/refusals';
import { findFreeze, insertRelease, type JudicialFreeze, lockFreeze } from '../persistence/judicial-freezes';
import { giveBack } from './judicial-moves';

export class JudicialReleasePayload {
  @IsId({ description: 'The freeze. 司法冻结编号' })
  freeze!: string;

  @IsQuantity({
    description: 'How many whole units; all that are still frozen when absent. 数量',
    optional: true,
  })
  quantity?: string;

  @IsText({
    description: 'Number of the order to release. 解除文书编号',
    max: 200,
    example: '（2026）执字第2号',
  })
  order!: string;
}

/** Gives back units of one freeze, in whole or in part. */
export function judicialReleaseKind(ledger: Ledger): TaskKind<JudicialReleasePayload> {
  return {
    kind: 'judicial-release',
    title: { zh: '解除司法冻结', en: 'Release a judicial freeze' },
    payload: JudicialReleasePayload,
    propose: 'accounts.propose',
    approve: 'accounts.approve',

    async prepare(tx, { payload, caller, documentHash }) {
      const freeze = await findFreeze(tx, payload.freeze, caller.reach);
      const { id, account, instrument, held } = inForce(freeze, payload.freeze);
      if (documentHash === undefined) throw documentRequired();
      const quantity = payload.quantity === undefined ? held : BigInt(payload.quantity);
      if (quantity > held) throw freezeHoldsLess(id, held, quantity);
      return {
        holderId: null,
        subject: { kind: 'judicial-freeze', id },
        quantity,
        summary: {
          zh: `解除账户 ${account} 的 ${instrument} 司法冻结 ${quantity}，${payload.order}`,
          en: `Release ${quantity} of ${instrument} in account ${account}: ${payload.order}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { freeze: id, order } = task.payload;
      const freeze = inForce(await lockFreeze(tx, id), id);
      const account = await accountInReach(tx, freeze.account, approver.reach);
      if (task.documentHash === null) throw documentRequired();
      const asked = task.payload.quantity === undefined ? undefined : BigInt(task.payload.quantity);
      const given = await giveBack(tx, ledger, freeze, asked, {
        ...causeOf(task, approver),
        reference: order,
      });
      const { quantity, serials, lapsed, after } = given;
      const { documentHash } = task;
      await insertRelease(
        tx,
        {
          id: task.id,
          freezeId: id,
          quantity,
          serials,
          lapsed,
          order,
          documentHash,
          by: task.initiator.id,
          approver: approver.id,
        },
        after,
        now,
      );
      const entry = {
        action: 'judicial-freeze.released',
        subject: { kind: 'judicial-freeze', id },
        holderId: account.holderId,
        before: { held: freeze.held.toString() },
        after: { held: after.held.toString(), order },
      };
      await auditTask(tx, task, approver, entry, now);
      return { freeze: id, released: quantity.toString(), held: after.held.toString() };
    },
  };
}

function inForce(freeze: JudicialFreeze | undefined, id: string): JudicialFreeze {
  if (freeze === undefined) throw unknownFreeze(id);
  if (freeze.state !== 'in-force') throw freezeNotInForce(id);
  return freeze;
}
