import { openTasksAbout, type Prepared, type Task, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, IsText } from '@carbon/http';
import { type ChinaDate, chinaDate, type Json } from '@carbon/kernel';
import {
  alreadyProposed,
  alreadyWithdrawn,
  alwaysFourEyes,
  cannotWithdraw,
  notForEverybody,
  versionUnknown,
} from '../domain/refusals';
import type { StoredVersion } from '../persistence/read-versions';
import { insertWithdrawal, takeTurn } from '../persistence/write-versions';
import type { Rulebook } from '../rulebook';
import { RULE_PACK_WITHDRAWAL } from './rule-pack-version-kind';

export class RulePackWithdrawalPayload {
  @IsText({ description: 'Rule pack. 规则包', max: 80, example: 'registry-approvals' })
  packId!: string;

  @IsText({
    description: 'Its approved version that has not begun. 尚未生效的已批准版本',
    max: 20,
    pattern: /^\d{4}\.[1-9]\d*$/,
    example: '2026.2',
  })
  version!: string;

  @IsText({ description: 'Why. 理由', max: 500, example: '主管部门推迟施行' })
  reason!: string;
}

/** Takes an approved version back before its first day, under four eyes; its number stays used. */
export class RulePackWithdrawalKind implements TaskKind<RulePackWithdrawalPayload> {
  readonly kind = RULE_PACK_WITHDRAWAL;
  readonly title = {
    zh: '撤销尚未生效的规则包版本',
    en: 'Take back a version of a rule pack before it begins',
  };
  readonly payload = RulePackWithdrawalPayload;
  readonly propose = 'rule-packs.propose';
  readonly approve = 'rule-packs.approve';

  constructor(private readonly rulebook: Rulebook) {}

  async prepare(
    tx: Transaction,
    {
      payload,
      caller,
      now,
    }: { readonly payload: RulePackWithdrawalPayload; readonly caller: Caller; readonly now: Date },
  ): Promise<Prepared> {
    if (caller.reach !== 'everything') throw notForEverybody();
    await takeTurn(tx);
    const { id, version, effectiveFrom, title } = await this.withdrawable(tx, payload, chinaDate(now));
    const subject = { kind: 'rule-pack', id: `${id}@${version}` };
    const [open] = await openTasksAbout(tx, subject, undefined, [this.kind]);
    if (open !== undefined) throw alreadyProposed(id, version, open.id);
    return {
      holderId: null,
      subject,
      summary: {
        zh: `撤销规则包 ${id} ${version}（${title.zh}），原定自 ${effectiveFrom} 起施行。理由：${payload.reason}`,
        en: `Take back rule pack ${id} ${version} (${title.en}), which would begin on ${effectiveFrom}. Reason: ${payload.reason}`,
      },
    };
  }

  async execute(
    tx: Transaction,
    task: Task<RulePackWithdrawalPayload>,
    { approver, now }: { readonly approver: Caller; readonly now: Date },
  ): Promise<Json> {
    if (approver.id === task.initiator.id) throw alwaysFourEyes();
    await takeTurn(tx);
    const { rowId, id, version, hash, effectiveFrom } = await this.withdrawable(
      tx,
      task.payload,
      chinaDate(now),
    );
    const { reason } = task.payload;
    await insertWithdrawal(tx, {
      rowId,
      taskId: task.id,
      withdrawnBy: task.initiator.id,
      approvedBy: approver.id,
      reason,
      now,
    });
    await recordAudit(
      tx,
      {
        action: 'rule-pack.withdrawn',
        subject: { kind: 'rule-pack', id: `${id}@${version}` },
        before: { version, hash, effectiveFrom },
        after: { task: task.id },
        reason,
        approver: approver.id,
        ...(task.documentHash === null ? {} : { documentHash: task.documentHash }),
      },
      now,
      { actor: task.initiator.id },
    );
    return { pack: id, version, withdrawn: true };
  }

  /** @throws Refusal RULE_PACK_VERSION_UNKNOWN (404), RULE_PACK_ALREADY_WITHDRAWN (409), RULE_PACK_NOT_WITHDRAWABLE (422) */
  private async withdrawable(
    tx: Transaction,
    { packId, version }: RulePackWithdrawalPayload,
    today: ChinaDate,
  ): Promise<StoredVersion> {
    const { versions } = await this.rulebook.read(tx);
    const found = versions.find((one) => one.id === packId && one.version === version);
    if (found === undefined) throw versionUnknown(packId, version);
    if (found.origin === 'released') throw cannotWithdraw(packId, version, 'released');
    if (found.withdrawnAt !== undefined) throw alreadyWithdrawn(packId, version);
    if (found.effectiveFrom <= today) throw cannotWithdraw(packId, version, 'begun');
    return found;
  }
}
