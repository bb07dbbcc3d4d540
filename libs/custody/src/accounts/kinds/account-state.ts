import { auditTask, causeOf, type TaskKind } from '@carbon/approvals';
import { IsOneOf, IsText } from '@carbon/http';
import {
  ACCOUNT_STATES,
  accountInReach,
  type AccountState,
  type AccountView,
  IsAccountNumber,
  setAccountState,
} from '@carbon/ledger';
import { alreadyInState, closureUnderWay, documentRequired } from '../domain/refusals';

/** Closing has a way of its own. */
const SETTABLE = ACCOUNT_STATES.filter((state) => state !== 'closure-pending' && state !== 'closed');

/** States that stop a holder altogether rest on a document. */
const GRAVE: ReadonlySet<AccountState> = new Set(['suspended-partially', 'suspended']);

export class AccountStatePayload {
  @IsAccountNumber({ description: 'Account. 账户' })
  account!: string;

  @IsOneOf(SETTABLE, {
    description: 'State to put it into; `open` resumes. Suspending needs a document. 状态',
    example: 'suspended',
  })
  state!: AccountState;

  @IsText({ description: 'Why. 事由', max: 500, example: '未按期报送年度排放报告' })
  reason!: string;
}

/** Restricts, suspends or resumes an account (REG-004). A block by a reconciliation stays as it is. */
export const accountStateKind: TaskKind<AccountStatePayload> = {
  kind: 'account-state',
  title: { zh: '变更账户状态', en: 'Change the state of an account' },
  payload: AccountStatePayload,
  propose: 'accounts.propose',
  approve: 'accounts.approve',

  async prepare(tx, { payload, caller, documentHash }) {
    const account = await accountInReach(tx, payload.account, caller.reach);
    requireChangeable(account, payload.state);
    if (GRAVE.has(payload.state) && documentHash === undefined) throw documentRequired();
    const { number, state } = account;
    return {
      // the registry's own matter until it is done: a holder who is to be stopped is not told before
      holderId: null,
      subject: { kind: 'account', id: number },
      summary: {
        zh: `账户 ${number} 由 ${state} 变更为 ${payload.state}：${payload.reason}`,
        en: `Account ${number} goes from ${state} to ${payload.state}: ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { account: number, state, reason } = task.payload;
    const account = await accountInReach(tx, number, approver.reach);
    requireChangeable(account, state);
    const former = await setAccountState(tx, { number, state, reason, ...causeOf(task, approver) }, now);
    const entry = {
      action: 'account.state-changed',
      subject: { kind: 'account', id: number },
      holderId: account.holderId,
      before: { state: former },
      after: { state },
      reason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { account: number, from: former, to: state };
  },
};

/** What the ledger would refuse is refused when it is proposed. */
function requireChangeable({ number, state }: AccountView, to: AccountState): void {
  if (state === 'closure-pending') throw closureUnderWay(number);
  if (state === 'closed' || state === to) throw alreadyInState(number, state);
}
