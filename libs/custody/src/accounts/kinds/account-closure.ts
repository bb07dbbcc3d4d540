import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { IsText } from '@carbon/http';
import { accountInReach, IsAccountNumber, readAccount, setAccountState, stateBefore } from '@carbon/ledger';
import type { ClosureChecks } from '../closure-checks';

export class AccountClosurePayload {
  @IsAccountNumber({ description: 'Account to close. 账户' })
  account!: string;

  @IsText({ description: 'Why. 事由', max: 500, example: '持有人申请销户' })
  reason!: string;
}

/**
 * Closes an account (REG-010): only an empty one about which nothing is open. From the proposal on it waits to be closed,
 * so that nothing arrives; when nothing comes of it, it is again what it was.
 */
export function accountClosureKind(checks: ClosureChecks): TaskKind<AccountClosurePayload> {
  return {
    kind: 'account-closure',
    title: { zh: '销户', en: 'Close an account' },
    payload: AccountClosurePayload,
    propose: 'accounts.propose',
    approve: 'accounts.approve',

    async prepare(tx, { payload: { account: number, reason }, caller, now, documentHash }) {
      const account = await accountInReach(tx, number, caller.reach);
      const document = documentHash === undefined ? {} : { documentHash: Buffer.from(documentHash, 'hex') };
      const former = await setAccountState(
        tx,
        { number, state: 'closure-pending', reason, actor: caller.id, ...document },
        now,
      );
      // after the change: whatever is proposed from now on sees it
      await checks.require(tx, account, { now });
      await recordAudit(
        tx,
        {
          action: 'account.closure-pending',
          subject: { kind: 'account', id: number },
          holderId: account.holderId,
          before: { state: former },
          after: { state: 'closure-pending' },
          reason,
          ...(documentHash === undefined ? {} : { documentHash }),
        },
        now,
      );
      return {
        holderId: account.holderId,
        subject: { kind: 'account', id: number },
        summary: {
          zh: `账户 ${number} 销户：${reason}`,
          en: `Close account ${number}: ${reason}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account: number, reason } = task.payload;
      const account = await accountInReach(tx, number, approver.reach);
      await checks.require(tx, account, { now, task: task.id });
      await setAccountState(tx, { number, state: 'closed', reason, ...causeOf(task, approver) }, now);
      const entry = {
        action: 'account.closed',
        subject: { kind: 'account', id: number },
        holderId: account.holderId,
        before: { state: account.state },
        after: { state: 'closed' },
        reason,
      };
      await auditTask(tx, task, approver, entry, now);
      return { account: number, state: 'closed' };
    },

    async abandon(tx, task, { how, now, by }) {
      const { account: number } = task.payload;
      const account = await readAccount(tx, number);
      if (account?.state !== 'closure-pending') return;
      const state = await stateBefore(tx, number);
      await setAccountState(tx, { number, state, reason: `closure ${how}`, actor: by }, now);
      await recordAudit(
        tx,
        {
          action: 'account.closure-abandoned',
          subject: { kind: 'account', id: number },
          holderId: account.holderId,
          before: { state: 'closure-pending' },
          after: { state },
          reason: how,
        },
        now,
        { actor: by },
      );
    },
  };
}
