import { openTasksAbout, type Prepared, type Task, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, IsJsonObject, IsText } from '@carbon/http';
import { chinaDate, type Json } from '@carbon/kernel';
import { packChanges } from '../domain/pack-changes';
import { alreadyProposed, alwaysFourEyes, dryRunMissing, notForEverybody } from '../domain/refusals';
import { summaryOfVersion } from '../domain/words';
import type { DryRuns } from '../dry-runs/dry-runs';
import { isTried } from '../dry-runs/persistence/dry-run-records';
import { insertApproved, takeTurn } from '../persistence/write-versions';
import type { Rulebook } from '../rulebook';
import { placeProposal } from '../use-cases/place-proposal';
import { contentOf, readProposal } from '../use-cases/read-proposal';

export const RULE_PACK_VERSION = 'rule-pack-version';
export const RULE_PACK_WITHDRAWAL = 'rule-pack-withdrawal';

/** Changes that are kept with the task; far more than anybody reads. */
const KEPT_CHANGES = 500;

export class RulePackVersionPayload {
  @IsJsonObject({
    description:
      'The whole pack as it stands in a file: id, version, title, effectiveFrom, values. 规则包全文，格式与随程序发布的文件相同',
    example: {
      id: 'registry-approvals',
      version: '2026.2',
      title: { zh: '登记业务的复核', en: 'Approval of registry acts' },
      effectiveFrom: '2026-07-01',
      values: [
        {
          key: 'default',
          value: { approvals: 1, deadlineDays: 14 },
          rules: ['REG-001'],
          source: 'decision of the operator',
          certainty: 'X',
          effectiveFrom: '2026-07-01',
        },
      ],
    },
  })
  pack!: object;

  @IsText({ description: 'Why. 理由', max: 500, example: '主管部门 2026 年 6 月通知' })
  reason!: string;
}

/** A new version of a rule pack under four eyes. It counts from its own first day on, which is a later one than today. */
export class RulePackVersionKind implements TaskKind<RulePackVersionPayload> {
  readonly kind = RULE_PACK_VERSION;
  readonly title = { zh: '规则包新版本', en: 'A new version of a rule pack' };
  readonly payload = RulePackVersionPayload;
  readonly propose = 'rule-packs.propose';
  readonly approve = 'rule-packs.approve';

  constructor(
    private readonly rulebook: Rulebook,
    private readonly dryRuns: DryRuns,
  ) {}

  async prepare(
    tx: Transaction,
    {
      payload,
      caller,
      now,
    }: { readonly payload: RulePackVersionPayload; readonly caller: Caller; readonly now: Date },
  ): Promise<Prepared> {
    if (caller.reach !== 'everything') throw notForEverybody();
    const { pack } = readProposal(this.rulebook.families, payload.pack, 'payload.pack');
    await takeTurn(tx);
    const state = await this.rulebook.read(tx);
    const before = placeProposal(pack, state, chinaDate(now));
    const subject = { kind: 'rule-pack', id: `${pack.id}@${pack.version}` };
    const [open] = await openTasksAbout(tx, subject, undefined, [this.kind]);
    if (open !== undefined) throw alreadyProposed(pack.id, pack.version, open.id);
    const old = before === undefined ? undefined : await this.rulebook.content(tx, before);
    const changes = packChanges(old, contentOf(pack));
    return {
      holderId: null,
      summary: summaryOfVersion(pack, before?.version, changes, payload.reason),
      subject,
      payload: {
        pack: payload.pack,
        reason: payload.reason,
        hash: pack.hash,
        supersedes: before === undefined ? null : { version: before.version, hash: before.hash },
        changes: changes
          .slice(0, KEPT_CHANGES)
          .map(({ kind, key, from, text }) => ({ kind, key, from, text })),
      },
    };
  }

  /** Nobody approves what was not tried, in this very content, against what is in force now. */
  async mayApprove(
    tx: Transaction,
    task: Task<RulePackVersionPayload>,
    { now }: { readonly now: Date },
  ): Promise<void> {
    const { pack } = readProposal(this.rulebook.families, task.payload.pack, 'payload.pack');
    const trials = this.dryRuns.of(pack.id);
    if (trials.length === 0) return;
    const before = placeProposal(pack, await this.rulebook.read(tx), chinaDate(now));
    const ids = trials.map(({ id }) => id);
    if (!(await isTried(tx, { family: pack.id, hash: pack.hash, baselineHash: before?.hash ?? '', ids }))) {
      throw dryRunMissing(pack.id, pack.version, pack.hash);
    }
  }

  async execute(
    tx: Transaction,
    task: Task<RulePackVersionPayload>,
    { approver, now }: { readonly approver: Caller; readonly now: Date },
  ): Promise<Json> {
    if (approver.id === task.initiator.id) throw alwaysFourEyes();
    const { pack } = readProposal(this.rulebook.families, task.payload.pack, 'payload.pack');
    await takeTurn(tx);
    const before = placeProposal(pack, await this.rulebook.read(tx), chinaDate(now));
    await this.mayApprove(tx, task, { now });
    const { reason } = task.payload;
    await insertApproved(tx, {
      pack,
      taskId: task.id,
      proposedBy: task.initiator.id,
      approvedBy: approver.id,
      reason,
      now,
    });
    const { id, version, hash, effectiveFrom } = pack;
    await recordAudit(
      tx,
      {
        action: 'rule-pack.approved',
        subject: { kind: 'rule-pack', id: `${id}@${version}` },
        ...(before === undefined ? {} : { before: { version: before.version, hash: before.hash } }),
        after: { version, hash, effectiveFrom, task: task.id },
        reason,
        approver: approver.id,
        ...(task.documentHash === null ? {} : { documentHash: task.documentHash }),
      },
      now,
      { actor: task.initiator.id },
    );
    return { pack: id, version, hash, effectiveFrom };
  }
}
