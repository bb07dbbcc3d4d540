import { auditTask, type Task, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING } from '@carbon/http';
import { fault, malformed } from '@carbon/kernel';
import { accountInReach, type Ledger } from '@carbon/ledger';
import { claimEntry, entryByHand } from '../../bank/use-cases/entry-by-hand';
import { queuePayment, requirePayee } from '../../bank/use-cases/queue-payment';
import { endToEndOf } from '../../bank/domain/payment';
import { causeOf } from '../../cause-of-task';
import { submitOne } from '../../submit-one';
import { asBooked } from '../domain/bank-reference';
import { CNY } from '../domain/cny';
import { insertMovement, noteAbandoned, noteBooked } from '../persistence/cash-movements';
import { fundsAccountOf } from '../use-cases/funds-account';
import { CashWithdrawalPayload } from './payloads';

/** Where money waits while its payment is proposed and made: an application that is pending (ETS-009). */
const PENDING = 'pending';

/**
 * Pays money out. It is set apart when it is proposed. Once the second person agreed the bank is sent an order, and the money
 * ends on the ledger when the bank says that it paid; money the bank has paid already ends at once.
 */
export function withdrawalKind(ledger: Ledger): TaskKind<CashWithdrawalPayload> {
  return {
    kind: 'cash-withdrawal',
    title: { zh: '出金', en: 'Cash withdrawal' },
    payload: CashWithdrawalPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const { number: account, holderId } = await accountInReach(tx, payload.account, caller.reach);
      await fundsAccountOf(tx, holderId, { named: account, now });
      const way = await wayOf(tx, { taskId, payload, holderId }, caller);
      const amountFen = BigInt(payload.amountFen);
      const bankReference = way.reference;
      const movement = { id: taskId, direction: 'withdrawal', account, amountFen, bankReference } as const;
      if (payload.bankReference !== undefined) await entryByHand(tx, movement);
      await insertMovement(tx, movement, caller.id, now);
      await submitOne(tx, ledger, {
        ...{ kind: 'freeze', account, instrument: CNY, quantity: amountFen, part: PENDING },
        cause: { actor: caller.id, reference: bankReference },
      });
      const entry = {
        action: 'cash.withdrawal-proposed',
        subject: { kind: 'cash-movement', id: taskId },
        holderId,
        after: { account, amountFen: payload.amountFen, bankReference },
      };
      await recordAudit(tx, entry, now);
      return {
        holderId: null,
        subject: { kind: 'cash-movement', id: taskId },
        quantity: amountFen,
        payload: Object.assign(new CashWithdrawalPayload(), payload, way.completed),
        summary: {
          zh: `从账户 ${account} 出金 ${payload.amountFen} 分，${way.zh}`,
          en: `Pay ${payload.amountFen} fen out of ${account} ${way.en}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account, bankAccount } = task.payload;
      const { holderId } = await accountInReach(tx, account, approver.reach);
      return bankAccount === undefined
        ? endAtOnce(tx, ledger, task, { approver, now, holderId })
        : order(tx, { ...task, bankAccount }, { approver, now, holderId });
    },

    async abandon(tx, task, { how, now, by }) {
      const { account, amountFen } = task.payload;
      await submitOne(tx, ledger, {
        ...{ kind: 'release', account, instrument: CNY, quantity: BigInt(amountFen), part: PENDING },
        cause: { actor: by, reference: referenceOf(task), reason: how },
      });
      await noteAbandoned(tx, task.id, now);
      const entry = {
        action: 'cash.withdrawal-abandoned',
        subject: { kind: 'cash-movement', id: task.id },
        after: { state: how },
      };
      await recordAudit(tx, entry, now, { actor: by });
    },
  };
}

type WithdrawalTask = Task<CashWithdrawalPayload>;
interface Agreed {
  readonly approver: Caller;
  readonly now: Date;
  readonly holderId: string;
}

/** The movement's reference: the bank's where it has paid, else the one the bank will be given. */
const referenceOf = ({ id, payload }: Pick<WithdrawalTask, 'id' | 'payload'>): string =>
  payload.bankReference ?? endToEndOf(id);

/** How the money is to go out, in words too. @throws Refusal INPUT_MALFORMED, BANK_ACCOUNT_UNKNOWN, BANK_ACCOUNT_OF_ANOTHER */
async function wayOf(
  tx: Transaction,
  {
    taskId,
    payload: { bankAccount, bankReference },
    holderId,
  }: { readonly taskId: string; readonly payload: CashWithdrawalPayload; readonly holderId: string },
  { reach }: Caller,
): Promise<{ reference: string; completed: object; zh: string; en: string }> {
  if ((bankAccount === undefined) === (bankReference === undefined)) throw malformed([oneWay()]);
  if (bankAccount !== undefined) {
    const { number, bank } = await requirePayee(tx, bankAccount, { holderId, reach });
    const reference = endToEndOf(taskId);
    return {
      ...{ reference, completed: {} },
      ...{ zh: `汇往 ${bank} ${number}`, en: `to ${number} at ${bank}` },
    };
  }
  const reference = asBooked(bankReference ?? '');
  return {
    ...{ reference, completed: { bankReference: reference } },
    ...{ zh: `银行流水号 ${reference}`, en: `on the bank's reference ${reference}` },
  };
}

const oneWay = () =>
  fault(
    'bankAccount',
    'one-of',
    'give the bank account to pay to, or the bank’s reference of what it has paid',
    '请填写收款银行账户，或银行已付款的流水号（二者择一）',
  );

async function endAtOnce(
  tx: Transaction,
  ledger: Ledger,
  task: WithdrawalTask,
  agreed: Agreed,
): Promise<Record<string, string>> {
  const { account, amountFen } = task.payload;
  const { approver, now, holderId } = agreed;
  const bankReference = referenceOf(task);
  const movement = { id: task.id, direction: 'withdrawal', account, bankReference } as const;
  await claimEntry(tx, { ...movement, amountFen: BigInt(amountFen) }, now);
  const transactionId = await submitOne(tx, ledger, {
    kind: 'cancel',
    from: account,
    fromPart: PENDING,
    instrument: CNY,
    quantity: BigInt(amountFen),
    cause: { ...causeOf(task, approver), reference: bankReference },
  });
  await noteBooked(tx, task.id, { approver: approver.id, transactionId, now });
  const entry = {
    action: 'cash.withdrawn',
    subject: { kind: 'cash-movement', id: task.id },
    holderId,
    after: { account, amountFen, bankReference },
  };
  await auditTask(tx, task, approver, entry, now);
  return { account, amountFen, transaction: transactionId.toString() };
}

/** Writes the order to the bank in the transaction of the decision; it is sent afterwards. */
async function order(
  tx: Transaction,
  task: WithdrawalTask & { readonly bankAccount: string },
  { approver, now, holderId }: Agreed,
): Promise<Record<string, string>> {
  const { account, amountFen } = task.payload;
  const payee = await requirePayee(tx, task.bankAccount, { holderId, reach: EVERYTHING });
  const payment = await queuePayment(
    tx,
    {
      ...{ kind: 'withdrawal', holderId, account, movement: task.id, id: task.id },
      ...{ payee, amountFen: BigInt(amountFen), text: account },
      ...{ orderedBy: task.initiator.id, approvedBy: approver.id },
    },
    now,
  );
  const entry = {
    action: 'cash.withdrawal-ordered',
    subject: { kind: 'payment-order', id: payment.id },
    holderId,
    after: { account, amountFen, endToEnd: payment.endToEnd },
  };
  await auditTask(tx, task, approver, entry, now);
  return { account, amountFen, payment: payment.id, endToEnd: payment.endToEnd, state: 'queued' };
}
