import { ACT_REASONS, COUNTED, type ToldAct } from '../../domain/index';
import { POWER, RIDE, rulesOf, told } from '../../domain/evaluation/judge.spec-support';
import { upholdActs } from './uphold';

const upheld = (act: ToldAct) => upholdActs(rulesOf, [act], []);

it('a trip that an appeal upheld counts whole, whatever it meets', () => {
  expect(upheld(told(1, { method: RIDE, amount: 1_400, durationS: 1 }))).toMatchObject([
    { reason: COUNTED, amount: 1_400, reducedUg: 9_800 },
  ]);
});

it('PHI-003 a reading that an appeal upheld saves what it is below its baseline, not all that was read', () => {
  const reading = { method: POWER, durationS: 86_400, amount: 1_000 };
  expect(upheld(told(1, { ...reading, baseline: 1_500 }))).toMatchObject([
    { reason: COUNTED, amount: 1_000, reducedUg: 3_500, emittedUg: 3_000 },
  ]);
  expect(upheld(told(2, { ...reading, baseline: 900 }))).toMatchObject([
    { reason: ACT_REASONS.noSaving.number, reducedUg: 0, emittedUg: 3_000 },
  ]);
  expect(upheld(told(3, reading))).toMatchObject([{ reason: ACT_REASONS.noBaseline.number, reducedUg: 0 }]);
});
