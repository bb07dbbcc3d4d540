import { type WaitingTask, waitingTasks } from '@carbon/approvals';
import { startOfChinaDay, type Text } from '@carbon/kernel';
import { type ApprovalPolicy, approvalPacks, approvalPolicy, type PackSource } from '@carbon/rules';
import type { DryRun, DryRunFindings, DryRunJob, DryRunLine, DryRunRules } from './dry-run';

const BATCH = 500;
const STEP: Text = { zh: '比对待办任务的复核要求', en: 'comparing what waiting tasks need' };

/**
 * REG-008: which of the tasks that wait now would need other approvals if they were proposed under the new policy. They
 * themselves keep what they were proposed with.
 */
export const openTasksDryRun: DryRun = {
  id: 'open-tasks',
  title: { zh: '待办任务的复核要求', en: 'Approvals of waiting tasks' },
  families: (id) => id === approvalPacks.id,
  run: compareWaitingTasks,
};

async function compareWaitingTasks(
  { database, progress }: DryRunJob,
  { inForce, proposed, proposal }: DryRunRules,
): Promise<DryRunFindings> {
  const at = startOfChinaDay(proposal.effectiveFrom);
  const policyBy = (packs: PackSource, { kind, quantity }: WaitingTask) =>
    approvalPolicy(kind, { at, packs, ...(quantity === null ? {} : { quantity }) });
  const lines: DryRunLine[] = [];
  let [checked, before, after] = [0, 0, 0];
  let last: string | undefined;
  for (;;) {
    await progress(STEP, checked);
    const tasks = await waitingTasks(database, { after: last, limit: BATCH });
    for (const task of tasks) {
      const [old, young] = [policyBy(inForce, task), policyBy(proposed, task)];
      checked++;
      before += old.approvals;
      after += young.approvals;
      if (wordsOf(old) !== wordsOf(young)) lines.push(lineOf(task, old, young));
    }
    last = tasks.at(-1)?.seq;
    if (tasks.length < BATCH) break;
  }
  const title = { zh: '所需复核次数合计', en: 'Approvals needed, in all' };
  return { checked, lines, totals: [{ title, before: before.toString(), after: after.toString() }] };
}

function lineOf({ id, kind }: WaitingTask, old: ApprovalPolicy, young: ApprovalPolicy): DryRunLine {
  return {
    subject: { zh: `任务 ${id}（${kind}）`, en: `Task ${id} (${kind})` },
    before: wordsOf(old),
    after: wordsOf(young),
  };
}

const wordsOf = ({ approvals, deadlineDays }: ApprovalPolicy) =>
  `${approvals} 次复核，${deadlineDays} 日内 / ${approvals} approvals within ${deadlineDays} days`;
