import { Recurring } from './recurring';

const EVERY = 1_000;

/** Work whose turns end when the test says so. */
function turns() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { work, ends };
}

describe('recurring work', () => {
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  let recurring: Recurring;

  beforeEach(() => {
    jest.useFakeTimers();
    faults.length = 0;
    recurring = new Recurring();
  });
  afterEach(async () => {
    await recurring.stop();
    jest.useRealTimers();
  });

  it('comes after each pause, first after one', async () => {
    let count = 0;
    recurring.start({ every: EVERY, work: () => Promise.resolve(++count), onFault });
    expect(count).toBe(0);
    await jest.advanceTimersByTimeAsync(3 * EVERY);
    expect(count).toBe(3);
  });

  it('comes at once where that is asked for', () => {
    let count = 0;
    recurring.start({ every: EVERY, atOnce: true, work: () => Promise.resolve(++count), onFault });
    expect(count).toBe(1);
  });

  it('never overlaps: a turn that takes long makes the next wait', async () => {
    const { work, ends } = turns();
    recurring.start({ every: EVERY, work, onFault });
    await jest.advanceTimersByTimeAsync(5 * EVERY);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(EVERY);
    expect(ends).toHaveLength(2);
    ends[1]?.();
  });

  it('goes on after a turn that failed, and tells of it', async () => {
    const fault = new Error('no database');
    recurring.start({ every: EVERY, work: () => Promise.reject(fault), onFault });
    await jest.advanceTimersByTimeAsync(2 * EVERY);
    expect(faults).toEqual([fault, fault]);
  });

  it('started twice comes once', async () => {
    let count = 0;
    const work = () => Promise.resolve(++count);
    recurring.start({ every: EVERY, work, onFault });
    recurring.start({ every: EVERY, work, onFault });
    await jest.advanceTimersByTimeAsync(EVERY);
    expect(count).toBe(1);
  });

  it('stopping waits for the turn that runs; then none comes, until it is started again', async () => {
    const { work, ends } = turns();
    recurring.start({ every: EVERY, work, onFault });
    await jest.advanceTimersByTimeAsync(EVERY);
    let stopped = false;
    const stopping = recurring.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(3 * EVERY);
    expect([stopped, ends.length]).toEqual([false, 1]);
    ends[0]?.();
    await stopping;
    await jest.advanceTimersByTimeAsync(3 * EVERY);
    expect(ends).toHaveLength(1);
    recurring.start({ every: EVERY, work, onFault });
    await jest.advanceTimersByTimeAsync(EVERY);
    expect(ends).toHaveLength(2);
    ends[1]?.();
  });

  it('keeps no process alive', () => {
    const timers = jest.spyOn(global, 'setInterval');
    recurring.start({ every: EVERY, work: () => Promise.resolve(), onFault });
    const timer = timers.mock.results[0]?.value as NodeJS.Timeout;
    expect(timer.hasRef()).toBe(false);
    timers.mockRestore();
  });
});
