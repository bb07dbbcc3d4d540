import { FaultCollector } from './fault-collector';
import { fault, malformed, Refusal } from './refusal';

const faulty = (field: string) => malformed([fault(field, 'rule', 'en', 'zh')]);
const raise = (error: Error) => (): never => {
  throw error;
};

describe('fault collector', () => {
  it('tells all faults at once', () => {
    const faults = new FaultCollector();
    expect(faults.attempt(() => 7)).toBe(7);
    faults.attempt(raise(faulty('one')));
    faults.add(fault('two', 'rule', 'en', 'zh'));
    expect(faults.faults.map(({ field }) => field)).toEqual(['one', 'two']);
    expect(() => faults.refuseIfAny()).toThrow('one, two');
  });

  it('is silent when there is no fault', () => {
    expect(() => new FaultCollector().refuseIfAny()).not.toThrow();
  });

  it('lets other refusals and errors pass', () => {
    const faults = new FaultCollector();
    const other = new Refusal('GEC_NO_RULE_PACK', 422, { zh: '', en: '' });
    expect(() => faults.attempt(raise(other))).toThrow(other);
    expect(() => faults.attempt(raise(new TypeError('bug')))).toThrow(TypeError);
  });
});
