import type { TaskKind } from '@carbon/approvals';
import { formatKwh } from '../domain/energy';
import { CorrectMeterMonthBody, correctionCommandOf } from '../http/correction-bodies';
import { plantInReach } from '../persistence/in-reach';
import { correctMeterMonth, planMeterCorrection } from '../use-cases/correct-meter-month';
import type { Desk } from '../use-cases/desk';

/** A later figure of an issued month changes what will be issued, and may end certificates: four eyes. */
export function correctionKind(desk: Desk): TaskKind<CorrectMeterMonthBody> {
  return {
    kind: 'meter-month-correction',
    title: { zh: '更正已核发月份的电量', en: 'Correct the energy of an issued month' },
    payload: CorrectMeterMonthBody,
    propose: 'issues.propose',
    approve: 'issues.approve',
    async prepare(tx, { payload, caller, documentHash }) {
      const { id, shortCode } = await plantInReach(tx.manager, payload.plant, caller.reach);
      const command = correctionCommandOf(payload, { actor: caller.id, documentHash });
      const { record } = await planMeterCorrection(tx, command);
      const [before, after] = [formatKwh(record.previousWh), formatKwh(record.energyWh)];
      const cancelled = record.cancelled.toString();
      return {
        holderId: null,
        subject: { kind: 'plant', id },
        quantity: record.cancelled,
        summary: {
          zh: `更正 ${shortCode} ${payload.month} 电量：${before} → ${after} 千瓦时，注销绿证 ${cancelled} 张`,
          en: `Correct ${shortCode} ${payload.month}: ${before} → ${after} kWh, ${cancelled} certificates cancelled`,
        },
      };
    },
    async execute(tx, { payload, initiator, documentHash }, { approver }) {
      const command = correctionCommandOf(payload, { actor: initiator.id, documentHash });
      const done = await correctMeterMonth(tx, desk, { ...command, approver: approver.id });
      return {
        correction: done.id,
        cancelled: done.cancelled.toString(),
        owedWh: done.owedWh.toString(),
        transaction: done.transactionId?.toString() ?? null,
      };
    },
  };
}
