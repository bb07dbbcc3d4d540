import type { IntakeDesk } from '../parts';
import { type LandedBatch, landActs, type ToldBatch } from './land-acts';

/** Takes a batch when it is its turn; it is durable when this is answered. @throws Refusal as `landActs`, ACT_INTAKE_BUSY */
export function receiveBatch(desk: IntakeDesk, told: ToldBatch): Promise<LandedBatch> {
  return desk.gate.pass(() => desk.database.transaction((tx) => landActs(tx, desk, told, desk.clock.now())));
}
