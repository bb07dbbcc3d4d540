import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { holderInReach } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import { actingOfTask, auditActor } from '../desk';
import { owesLess } from '../domain/refusals';
import { insertBalanceValue } from '../persistence/calculations';
import { lockSettling } from '../persistence/locks';
import { insertOwed, owesLessThanNothing } from '../persistence/owed';
import { provinceOfAuthority, requireNational } from './authority';
import { BalanceValuePayload, OwedAdjustmentPayload } from './payloads';

/** What an enterprise owes of earlier years, to be deducted from later allocations (ALC-011), or owes no more. */
export function owedAdjustmentKind(): TaskKind<OwedAdjustmentPayload> {
  return {
    kind: 'owed-adjustment',
    title: { zh: '登记待扣减配额', en: 'Register an adjustment that is owed' },
    payload: OwedAdjustmentPayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      await provinceOfAuthority(tx, caller);
      const { id, code } = await holderInReach(tx.manager, payload.holder, caller.reach);
      const { market, year, quantity, decision, reason } = payload;
      const [zh, en] = decision === 'owe' ? ['待扣减', 'owes'] : ['豁免待扣减', 'is released from owing'];
      return {
        holderId: id,
        subject: { kind: 'holder', id },
        quantity: BigInt(quantity),
        summary: {
          zh: `${code} ${market} ${year} 年度${zh} ${quantity} 吨：${reason}`,
          en: `${code} ${en} ${quantity} t of ${market}, ${year}: ${reason}`,
        },
      };
    },
    async execute(tx, task, { approver, now }) {
      const { market, year, holder, quantity, decision, reason } = task.payload;
      const { id: holderId, code } = await holderInReach(tx.manager, holder, approver.reach);
      const by = actingOfTask(task, approver);
      await lockSettling(tx, market);
      const more = decision === 'owe';
      try {
        await insertOwed(
          tx,
          [
            {
              ...{ market, holderId, year, kind: more ? 'decided' : 'waived', reference: task.id, reason },
              ...{ quantity: more ? BigInt(quantity) : -BigInt(quantity), documentHash: task.documentHash },
            },
          ],
          by,
          now,
        );
      } catch (error) {
        if (owesLessThanNothing(error)) throw owesLess(code);
        throw error;
      }
      await recordAudit(
        tx,
        {
          action: more ? 'owed-adjustment.registered' : 'owed-adjustment.waived',
          subject: { kind: 'holder', id: holderId },
          holderId,
          after: { market, year, quantity },
          ...{ reason, approver: approver.id },
          ...(task.documentHash !== null && { documentHash: task.documentHash }),
        },
        now,
        auditActor(by),
      );
      return { holder: code, market, year, decision, quantity };
    },
  };
}

/** The balance value of a sector, as the authority publishes it (ALC-022); calculations from now on use it. */
export function balanceValueKind(): TaskKind<BalanceValuePayload> {
  return {
    kind: 'balance-value',
    title: { zh: '登记行业平衡值', en: 'Register the balance value of a sector' },
    payload: BalanceValuePayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    prepare(_, { payload, caller }) {
      requireNational(caller);
      const { market, year, sector, value, source } = payload;
      return Promise.resolve({
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'balance-value', id: `${market}-${year}-${sector}` },
        summary: {
          zh: `${market} ${year} 年度 ${sector} 行业平衡值 ${value}（${source}）`,
          en: `Balance value of ${sector} in ${market} for ${year}: ${value} (${source})`,
        },
      });
    },
    async execute(tx, task, { approver, now }) {
      requireNational(approver);
      const by = actingOfTask(task, approver);
      const { market, year, sector, value, source } = task.payload;
      const version = await insertBalanceValue(
        tx,
        { id: newId(), market, year, sector, value, source, documentHash: task.documentHash },
        { at: now, by: by.actor, approver: approver.id },
      );
      await recordAudit(
        tx,
        {
          action: 'balance-value.registered',
          subject: { kind: 'balance-value', id: `${market}-${year}-${sector}` },
          after: { value, source, version },
          approver: approver.id,
          ...(task.documentHash !== null && { documentHash: task.documentHash }),
        },
        now,
        auditActor(by),
      );
      return { market, year, sector, value, version };
    },
  };
}
