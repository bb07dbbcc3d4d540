import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import { IsText } from '@carbon/http';
import { accountInReach, IsAccountNumber, unblockAccount } from '@carbon/ledger';
import { notBlocked } from '../domain/refusals';

export class AccountUnblockPayload {
  @IsAccountNumber({ description: 'Account. 账户' })
  account!: string;

  @IsText({
    description: 'What was found, and how it was settled. 核查结论',
    max: 500,
    example: '差异已更正',
  })
  reason!: string;
}

/** Lets an account go that a reconciliation had blocked (REG-013). Its state is what it was. */
export const accountUnblockKind: TaskKind<AccountUnblockPayload> = {
  kind: 'account-unblock',
  title: { zh: '解除账户锁止', en: 'Unblock an account' },
  payload: AccountUnblockPayload,
  propose: 'accounts.propose',
  approve: 'accounts.approve',

  async prepare(tx, { payload, caller }) {
    const { number, blocked, blockedReason } = await accountInReach(tx, payload.account, caller.reach);
    if (!blocked) throw notBlocked(number);
    return {
      holderId: null,
      subject: { kind: 'account', id: number },
      summary: {
        zh: `解除账户 ${number} 的锁止（${blockedReason ?? ''}）：${payload.reason}`,
        en: `Unblock account ${number} (${blockedReason ?? ''}): ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { account: number, reason } = task.payload;
    const { holderId } = await accountInReach(tx, number, approver.reach);
    if (!(await unblockAccount(tx, { number, reason, ...causeOf(task, approver) }, now))) {
      throw notBlocked(number);
    }
    const entry = {
      action: 'account.unblocked',
      subject: { kind: 'account', id: number },
      holderId,
      before: { blocked: true },
      after: { blocked: false },
      reason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { account: number, blocked: false };
  },
};
