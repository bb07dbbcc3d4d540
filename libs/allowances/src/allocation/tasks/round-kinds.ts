import type { TaskKind } from '@carbon/approvals';
import type { Sent } from '@carbon/http';
import { type JobKind, requestJob } from '@carbon/jobs';
import { type AllocationDesk, actingOfTask } from '../desk';
import type { ApprovedAllocationIssue } from '../jobs/issue-job';
import { readRoundTotals, type RoundTotals } from '../persistence/totals';
import type { Round } from '../persistence/rounds';
import { approveRound, requireApprovable } from '../use-cases/approve-round';
import { beginIssue } from '../use-cases/begin-issue';
import { remarkablePercent } from '../use-cases/remarkable';
import { lockOwnRound, requireStep } from '../use-cases/round-in-reach';
import { AllocationApprovalPayload, AllocationIssuePayload } from './payloads';

const named = ({ number, market, year, phase }: Round) => ({
  zh: `${number}（${market} ${year} 年度${phase === 'pre' ? '预分配' : '核定分配'}）`,
  en: `${number} (${market}, ${year}, ${phase === 'pre' ? 'pre-allocation' : 'final'})`,
});

const subjectOf = ({ number, officeId }: Round) => ({
  holderId: officeId,
  subject: { kind: 'allocation-round', id: number },
});

/** Approves the lines of a reviewed round at once (CYC-04). */
export function allocationApprovalKind(desk: AllocationDesk): TaskKind<AllocationApprovalPayload> {
  return {
    kind: 'allocation-approval',
    title: { zh: '核定配额分配', en: 'Approve an allocation round' },
    payload: AllocationApprovalPayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      const round = await lockOwnRound(tx, payload.round, caller);
      const { destinations } = await requireApprovable(tx, desk, round);
      const percent = await remarkablePercent(tx, desk);
      const totals = await readRoundTotals(tx, round, percent);
      const provincial = [...destinations.values()].filter(
        ({ destination }) => destination === 'provincial',
      ).length;
      return {
        ...subjectOf(round),
        quantity: totals.amountT,
        summary: summaryOf(round, totals, provincial, payload.note),
      };
    },
    async execute(tx, task, { approver }) {
      const round = await lockOwnRound(tx, task.payload.round, approver);
      const by = { ...actingOfTask(task, approver), approver: approver.id };
      const done = await approveRound(tx, desk, round, by);
      return {
        ...{ round: round.number, lines: done.lines, provincial: done.provincial },
        ...{ amountT: done.amountT.toString(), issueT: done.issueT.toString() },
        ...{ returnT: done.returnT.toString(), deductedT: done.deductedT.toString() },
      };
    },
  };
}

function summaryOf(round: Round, totals: RoundTotals, provincial: number, note: string | undefined) {
  const { zh, en } = named(round);
  const { lines, verifiedT, amountT, earlierT, remarkable, adjusted } = totals;
  const [amount, verified, earlier] = [amountT, verifiedT, earlierT].map((one) => one.toString());
  const caps = totals.caps.map(
    ({ province, capT, issuedT, pendingT }) =>
      `${province === '' ? round.market : province} ${capT?.toString() ?? '—'}/${issuedT.toString()}/${pendingT.toString()}`,
  );
  return {
    zh:
      `核定 ${zh}：${lines} 家，配额 ${amount} 吨，核查排放 ${verified} 吨，已预分配 ${earlier} 吨；` +
      `异常 ${remarkable} 家，调整 ${adjusted} 家，入省级账户 ${provincial} 家；总量/已发/待发：${caps.join('；') || '未设总量'}` +
      (note === undefined ? '' : `。${note}`),
    en:
      `Approve ${en}: ${lines} enterprises, ${amount} t for ${verified} t verified, ${earlier} t allocated before; ` +
      `${remarkable} remarkable, ${adjusted} adjusted, ${provincial} to provincial accounts; ` +
      `cap/issued/pending: ${caps.join('; ') || 'no cap'}${note === undefined ? '' : `. ${note}`}`,
  };
}

/** Issues what was approved (CYC-05): a job that can be watched does it when enough people have approved. */
export function allocationIssueKind(job: JobKind<ApprovedAllocationIssue>): TaskKind<AllocationIssuePayload> {
  return {
    kind: 'allocation-issue',
    title: { zh: '发放配额', en: 'Issue the allowances of an allocation round' },
    payload: AllocationIssuePayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      const round = await lockOwnRound(tx, payload.round, caller);
      requireStep(round, 'issue');
      const { toIssueT, toReturnT, due } = await readRoundTotals(tx, round, 100);
      const { zh, en } = named(round);
      const [issue, back] = [toIssueT.toString(), toReturnT.toString()];
      return {
        ...subjectOf(round),
        quantity: toIssueT,
        summary: {
          zh: `发放 ${zh}：${due} 家，发放 ${issue} 吨，收回 ${back} 吨`,
          en: `Issue ${en}: ${due} enterprises, ${issue} t to issue, ${back} t to be handed back`,
        },
      };
    },
    async execute(tx, task, { approver, now }) {
      const round = await lockOwnRound(tx, task.payload.round, approver);
      const by = { ...actingOfTask(task, approver), approver: approver.id };
      await beginIssue(tx, round, by, now);
      const payload = {
        ...{ round: round.number, actor: by.actor, approver: approver.id },
      } satisfies Sent<ApprovedAllocationIssue>;
      const { id } = await requestJob(tx, { kind: job, payload }, approver, now);
      return { round: round.number, job: id };
    },
  };
}
