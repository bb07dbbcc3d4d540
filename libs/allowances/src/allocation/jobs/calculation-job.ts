import { IsText } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import type { AllocationDesk } from '../desk';
import { IsRoundNumber } from '../http/fields';
import { calculateRound } from '../use-cases/calculate-round';

const STEP = { zh: '核算配额', en: 'calculating allocations' };

/** Which round, and who asked; only the room writes it, for a caller whose round it is. */
export class AllocationCalculationRequest {
  @IsRoundNumber()
  round!: string;

  @IsText({ description: 'Who asked. 发起人', max: 200, example: 'user:…' })
  actor!: string;
}

/** Calculates a round; run again after a crash it calculates it anew. */
export function allocationCalculationJob(desk: AllocationDesk): JobKind<AllocationCalculationRequest> {
  return {
    kind: 'allocation-calculation',
    title: { zh: '核算一轮配额', en: 'Calculate an allocation round' },
    payload: AllocationCalculationRequest,
    permission: null,
    async run(job) {
      const { round, actor } = job.payload;
      const done = await calculateRound(
        job.database,
        desk,
        { number: round, jobId: job.id, by: { actor } },
        ({ done: ready, total }) => job.progress(STEP, ready, total),
      );
      return {
        ...{ round, calculation: done.calculation, lines: done.lines, units: done.units },
        ...{ amountT: done.amountT.toString(), faults: done.faults },
      };
    },
  };
}
