import { auditTask, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { IsChinaDate, IsQuantity, IsText } from '@carbon/http';
import {
  accountInReach,
  IsAccountNumber,
  IsInstrumentCode,
  type Ledger,
  readBalance,
  readTransaction,
} from '@carbon/ledger';
import { documentRequired, nothingToFreeze, unknownFreeze } from '../domain/refusals';
import { fromRecord } from '../domain/serial-ranges';
import { abandonFreeze, approveFreeze, insertFreeze, lockFreeze } from '../persistence/judicial-freezes';
import { giveBack, submitOne } from './judicial-moves';

export class JudicialFreezePayload {
  @IsAccountNumber({ description: 'Account. 账户' })
  account!: string;

  @IsInstrumentCode({ description: 'What is frozen. 品种' })
  instrument!: string;

  @IsQuantity({
    description: 'How many whole units; all that are available when absent. 数量',
    optional: true,
  })
  quantity?: string;

  @IsText({ description: 'The court or authority. 作出机关', max: 200, example: '某某市中级人民法院' })
  court!: string;

  @IsText({ description: 'Number of its order. 文书编号', max: 200, example: '（2026）执字第1号' })
  order!: string;

  @IsChinaDate({ description: 'Until when it was ordered, this day included. 冻结期限', optional: true })
  until?: string;
}

/**
 * Freezes units by order of a court (ETS-009). They are set apart when it is proposed, so that they cannot be moved away
 * while it waits for the second pair of eyes; only what is there is frozen. Each freeze has its own units.
 */
export function judicialFreezeKind(ledger: Ledger): TaskKind<JudicialFreezePayload> {
  return {
    kind: 'judicial-freeze',
    title: { zh: '司法冻结', en: 'Judicial freeze' },
    payload: JudicialFreezePayload,
    propose: 'accounts.propose',
    approve: 'accounts.approve',

    async prepare(tx, { taskId, payload, caller, now, documentHash }) {
      const { account: number, instrument, court, order, until } = payload;
      const account = await accountInReach(tx, number, caller.reach);
      if (documentHash === undefined) throw documentRequired();
      const quantity =
        payload.quantity === undefined ? await availableOf(tx, number, instrument) : BigInt(payload.quantity);
      const transaction = await submitOne(tx, ledger, {
        kind: 'freeze',
        account: number,
        instrument,
        quantity,
        part: 'judicial',
        cause: {
          actor: caller.id,
          reference: order,
          reason: court,
          documentHash: Buffer.from(documentHash, 'hex'),
        },
      });
      const [entry] = await readTransaction(tx, transaction);
      const serials = entry?.record.serials ?? null;
      await insertFreeze(
        tx,
        {
          id: taskId,
          account: number,
          instrument,
          quantity,
          serials: serials === null ? null : fromRecord(serials),
          court,
          order,
          documentHash,
          until: until ?? null,
        },
        caller.id,
        now,
      );
      await recordAudit(
        tx,
        {
          action: 'judicial-freeze.set-apart',
          subject: { kind: 'judicial-freeze', id: taskId },
          holderId: account.holderId,
          after: { account: number, instrument, quantity: quantity.toString(), order },
          documentHash,
        },
        now,
      );
      return {
        // the registry's own matter: a debtor is not told before
        holderId: null,
        subject: { kind: 'judicial-freeze', id: taskId },
        quantity,
        payload: Object.assign(new JudicialFreezePayload(), payload, { quantity: quantity.toString() }),
        summary: {
          zh: `司法冻结账户 ${number} 的 ${instrument} ${quantity}，${court} ${order}`,
          en: `Freeze ${quantity} of ${instrument} in account ${number}: ${court}, ${order}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account: number, instrument, quantity = '', order } = task.payload;
      const account = await accountInReach(tx, number, approver.reach);
      await approveFreeze(tx, task.id, approver.id, now);
      const entry = {
        action: 'judicial-freeze.in-force',
        subject: { kind: 'judicial-freeze', id: task.id },
        holderId: account.holderId,
        after: { account: number, instrument, quantity, order },
      };
      await auditTask(tx, task, approver, entry, now);
      return { freeze: task.id, account: number, instrument, quantity };
    },

    async abandon(tx, task, { how, now, by }) {
      const freeze = await lockFreeze(tx, task.id);
      if (freeze === undefined) throw unknownFreeze(task.id);
      const { quantity } = await giveBack(tx, ledger, freeze, undefined, {
        actor: by,
        reference: freeze.order,
        reason: how,
      });
      await abandonFreeze(tx, freeze.id, now);
      await recordAudit(
        tx,
        {
          action: 'judicial-freeze.abandoned',
          subject: { kind: 'judicial-freeze', id: freeze.id },
          after: { account: freeze.account, instrument: freeze.instrument, givenBack: quantity.toString() },
          reason: how,
        },
        now,
        { actor: by },
      );
    },
  };
}

/** All that can be frozen now. @throws Refusal CUSTODY_NOTHING_TO_FREEZE */
async function availableOf(tx: Transaction, account: string, instrument: string): Promise<bigint> {
  const available = (await readBalance(tx, account, instrument))?.parts.available ?? 0n;
  if (available === 0n) throw nothingToFreeze(account, instrument);
  return available;
}
