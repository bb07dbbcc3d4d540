import { recordVerified } from '@carbon/allowances';
import { JobFixture } from '../../job-fixture';
import type { PlatformFixture } from '../../platform-fixture';
import { done, type Estate, task } from '../estate';
import { type Authority, openAuthority } from './emitters';

/** Rounds in which the owner of the estate has a line. */
export interface AllocationRoom {
  readonly ministry: Authority;
  /** Of its province alone, shown, and appealed against. */
  readonly round: string;
  readonly appeal: string;
  /** Of the whole country: the neighbour has a line as well. */
  readonly national: string;
  /** What is verified of the year of the round, and due of it. */
  readonly dueT: bigint;
}

export const DATA_YEAR = 2024;
const DUE = 240n;

export async function openAllocationRoom(
  platform: PlatformFixture,
  { owner, ids }: Estate,
  authority: Authority,
): Promise<AllocationRoom> {
  const ministry = await openAuthority(platform, 'MINISTRY');
  const unit = { id: 'U1', class: 'I', generationMwh: '300', heatGj: '0', loadFactorPercent: '70' } as const;
  const figures = [
    { holderId: ids.owner, province: '江苏' },
    { holderId: ids.neighbour, province: '浙江' },
  ].map((of) => ({
    ...{ ...of, market: 'CN', year: DATA_YEAR, sector: 'power' as const, verifiedT: DUE, lines: [] },
    ...{ units: [{ ...unit, verifiedT: DUE }], source: 'synthetic' },
  }));
  const by = { now: platform.clock.now(), by: 'test' };
  await platform.database.transaction((tx) => recordVerified(tx, figures, by));

  const shown = async (house: Authority, year: number, phase: string) => {
    const post = async (url: string, body: object) =>
      done(await platform.send('POST', url, house.maker.headers, body)).json<Record<string, string>>();
    const opened = await post('/v1/allocation-rounds', { market: 'CN', year, phase, sectors: ['power'] });
    const number = opened['number'] ?? '';
    const { job = '' } = await post(`/v1/allocation-rounds/${number}/calculations`, {});
    const ended = await new JobFixture(platform).ended(house.maker, job);
    if (ended.state !== 'done') throw new Error(JSON.stringify(ended));
    await post(`/v1/allocation-rounds/${number}/publications`, {});
    return number;
  };
  const round = await shown(authority, DATA_YEAR, 'final');
  const national = await shown(ministry, DATA_YEAR + 1, 'pre');
  const grounds = { round, grounds: '负荷（出力）系数与核查报告不一致（示例）' };
  await task(platform, { kind: 'allocation-appeal', payload: grounds }, owner.maker, owner.checker);
  const [appeal] = done(await platform.send('GET', '/v1/allocation-appeals', owner.maker.headers)).json<{
    items: { number: string }[];
  }>().items;
  return { ministry, round, national, appeal: appeal?.number ?? '', dueT: DUE };
}
