import type { JobKind } from '@carbon/jobs';
import { reaches } from '@carbon/http';
import { keepLimits } from '../persistence/limits';
import { CarryOverLimitsPayload } from '../http/payloads';
import { carryOverMarket, computeLimits } from '../use-cases/compute-limits';
import type { CarryOverDesk } from '../use-cases/desk';

const BATCH = 1_000;

/** Computes and keeps the limits of everybody within reach that held or traded the vintages (CAR-001). */
export function carryOverLimitsJob(desk: CarryOverDesk): JobKind<CarryOverLimitsPayload> {
  return {
    kind: 'carry-over-limits',
    title: { zh: '计算结转上限', en: 'Compute limits of carry-over' },
    payload: CarryOverLimitsPayload,
    permission: 'compliance.propose',
    async run(job) {
      const { payload, reach, database } = job;
      const { market, batch = BATCH } = payload;
      const now = desk.clock.now();
      const of = await carryOverMarket(database, desk, market, now);
      await job.progress({ zh: '读取账本', en: 'reading the ledger' }, 0);
      const limits = (await computeLimits(database, of)).filter(({ holderId }) => reaches(reach, holderId));
      for (let from = 0; from < limits.length; from += batch) {
        await job.progress({ zh: '保存上限', en: 'keeping limits' }, from, limits.length);
        const some = limits.slice(from, from + batch);
        await database.transaction((tx) => keepLimits(tx, market, some, { positionAt: of.positionAt, now }));
      }
      const total = limits.reduce((sum, { judgement }) => sum + judgement.limitT, 0n);
      return { market, holders: limits.length.toString(), limitT: total.toString() };
    },
  };
}
