import type { TaskKind } from '@carbon/approvals';
import { holderInReach } from '@carbon/identity';
import { type AllocationDesk, actingOfTask } from '../desk';
import { type HandBack, handBack, requireDemanded } from '../use-cases/hand-back';
import { openReapproval, reapprove, requireLatest } from '../use-cases/reapprove';
import { type ProvincialRelease, releaseProvincial, requireHeld } from '../use-cases/release-provincial';
import { provinceOfAuthority } from './authority';
import { AllocationReapprovalPayload, AllowanceReturnPayload, ProvincialReleasePayload } from './payloads';

/** Approves an allocation again after verified figures changed (ALC-012); an increase is issued, a decrease taken back. */
export function reapprovalKind(desk: AllocationDesk): TaskKind<AllocationReapprovalPayload> {
  return {
    kind: 'allocation-reapproval',
    title: { zh: '重新核定配额', en: 'Approve an allocation again' },
    payload: AllocationReapprovalPayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      await provinceOfAuthority(tx, caller);
      const open = await openReapproval(tx, payload.reapproval, caller.reach);
      await requireLatest(tx, open);
      return {
        holderId: open.holderId,
        subject: { kind: 'allocation-reapproval', id: open.id },
        summary: {
          zh: `${open.holder} ${open.year} 年度核查结果变更，重新核定（${open.round}，${open.dueOn} 前）：${payload.reason}`,
          en: `Approve the allocation of ${open.holder} for ${open.year} again (${open.round}, by ${open.dueOn}): ${payload.reason}`,
        },
      };
    },
    async execute(tx, task, { approver }) {
      const { reapproval: id, reason } = task.payload;
      const by = { ...actingOfTask(task, approver), approver: approver.id };
      const done = await reapprove(tx, desk, { id, reason }, by, approver);
      return {
        ...{ version: done.lineVersion, amountT: done.amountT.toString() },
        ...{ issuedT: done.issuedT.toString(), returnedT: done.returnedT.toString() },
        demandedT: done.demandedT.toString(),
      };
    },
  };
}

/** Gives an enterprise what the province's account holds for it (ALC-010). */
export function provincialReleaseKind(desk: AllocationDesk): TaskKind<ProvincialReleasePayload> {
  return {
    kind: 'provincial-release',
    title: { zh: '省级账户向企业发放配额', en: 'Release allowances from a provincial account' },
    payload: ProvincialReleasePayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      await provinceOfAuthority(tx, caller);
      const { id: holderId, code } = await holderInReach(tx.manager, payload.holder, caller.reach);
      const request = releaseOf(payload, holderId);
      const { account } = await requireHeld(tx, request, caller.reach);
      const { instrument, quantity, to, reason } = payload;
      return {
        holderId,
        subject: { kind: 'holder', id: holderId },
        quantity: request.quantity,
        summary: {
          zh: `自省级账户 ${account} 向 ${code} 的账户 ${to} 发放 ${instrument} ${quantity} 吨：${reason}`,
          en: `Release ${quantity} t of ${instrument} from ${account} to ${to} of ${code}: ${reason}`,
        },
      };
    },
    async execute(tx, task, { approver }) {
      const { id: holderId } = await holderInReach(tx.manager, task.payload.holder, approver.reach);
      const request = releaseOf(task.payload, holderId);
      return releaseProvincial(tx, desk, request, actingOfTask(task, approver), approver.reach);
    },
  };
}

const releaseOf = (
  { market, instrument, quantity, reason, to }: ProvincialReleasePayload,
  holderId: string,
): ProvincialRelease => ({ market, holderId, instrument, quantity: BigInt(quantity), reason, to });

/** An enterprise hands units back that were demanded (ALC-012). */
export function allowanceReturnKind(desk: AllocationDesk): TaskKind<AllowanceReturnPayload> {
  return {
    kind: 'allowance-return',
    title: { zh: '退还配额', en: 'Hand allowances back' },
    payload: AllowanceReturnPayload,
    propose: 'allowances.propose',
    approve: 'allowances.approve',
    async prepare(tx, { payload, caller }) {
      const request = handBackOf(payload);
      const { quantity } = request;
      const demand = await requireDemanded(tx, request, caller.reach);
      return {
        holderId: demand.owedById,
        subject: { kind: 'return-demand', id: demand.id },
        quantity,
        summary: {
          zh: `自账户 ${payload.account} 退还 ${demand.instrument} ${payload.quantity} 吨（${demand.round}，${demand.dueOn} 前）`,
          en: `Hand back ${payload.quantity} t of ${demand.instrument} from ${payload.account} (${demand.round}, by ${demand.dueOn})`,
        },
      };
    },
    async execute(tx, task, { approver }) {
      return handBack(tx, desk, handBackOf(task.payload), actingOfTask(task, approver), approver.reach);
    },
  };
}

const handBackOf = ({ demand, account, quantity }: AllowanceReturnPayload): HandBack => ({
  demand,
  account,
  quantity: BigInt(quantity),
});
