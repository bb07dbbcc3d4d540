import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { IsId, IsText } from '@carbon/http';
import { findUser, type Mailer, noticeOwner, requireUserInReach, resetSecondFactor } from '@carbon/identity';
import { Refusal } from '@carbon/kernel';

export class SecondFactorResetPayload {
  @IsId({ description: 'Account of the person. 用户编号' })
  user!: string;

  @IsText({
    description: 'How the person was identified; no personal data. 身份核实方式',
    max: 300,
    example: '现场核验证件原件',
  })
  reason!: string;
}

/** For somebody who lost app and recovery codes: an administrator of the registry proposes on a document, a checker approves. */
export function secondFactorResetKind(mailer: Mailer): TaskKind<SecondFactorResetPayload> {
  return {
    kind: 'second-factor-reset',
    title: { zh: '重置动态口令', en: 'Take a lost second factor away' },
    payload: SecondFactorResetPayload,
    propose: 'users.admin',
    approve: 'holder-changes.approve',

    async prepare(tx, { payload: { user, reason }, caller, documentHash }) {
      await requireUserInReach(tx, user, caller.reach);
      if ((await findUser(tx, user))?.personId === caller.personId) throw ownSecondFactor();
      if (documentHash === undefined) throw documentNeeded();
      return {
        holderId: null,
        subject: { kind: 'user', id: user },
        summary: {
          zh: `重置用户 ${user} 的动态口令：${reason}`,
          en: `Take the second factor of user ${user} away: ${reason}`,
        },
      };
    },

    async execute(tx, { payload: { user, reason }, initiator, documentHash }, { approver, now }) {
      const account = await findUser(tx, user);
      if (account?.personId === approver.personId) throw ownSecondFactor();
      await resetSecondFactor(tx, user, now);
      const entry = {
        action: 'user.second-factor-reset',
        subject: { kind: 'user', id: user },
        reason,
        approver: approver.id,
        ...(documentHash === null ? {} : { documentHash }),
      };
      await recordAudit(tx, entry, now, { actor: initiator.id });
      if (account !== undefined) {
        await noticeOwner(tx, mailer, account.personId, 'second-factor-reset', now);
      }
      return { user };
    },
  };
}

function ownSecondFactor(): Refusal {
  return new Refusal(
    'SECOND_FACTOR_OWN',
    422,
    { zh: '不能为自己重置动态口令', en: 'Nobody takes the own second factor away' },
    { rule: 'REG-001' },
  );
}

function documentNeeded(): Refusal {
  return new Refusal(
    'TASK_DOCUMENT_NEEDED',
    422,
    { zh: '须附身份核实的证明文件', en: 'A document of how the person was identified is needed' },
    { rule: 'REG-002' },
  );
}
