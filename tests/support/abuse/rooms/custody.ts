import type { Person, PlatformFixture } from '../../platform-fixture';
import { JobFixture } from '../../job-fixture';
import { done, type Estate, task } from '../estate';
import type { MarketRoom } from './market';

/** What the owner has pledged, asked the platform to do at length, and wants to be told. */
export interface CustodyRoom {
  readonly bank: Person;
  readonly pledge: string;
  /** An export of the owner's maker, with a file. */
  readonly job: string;
  readonly webhook: string;
  readonly delivery: string;
}

export async function openCustodyRoom(
  platform: PlatformFixture,
  { owner, accounts }: Estate,
  { instrument }: MarketRoom,
): Promise<CustodyRoom> {
  const bank = await platform.person(await platform.holder('BANK-1', 'bank'), 'maker');
  const payload = {
    ...{ account: accounts.first, instrument, quantity: '40', pledgee: 'BANK-1' },
    ...{ loanReference: 'LOAN-2026-017', securedFen: '100000000', until: '2027-03-31' },
  };
  const pledge = await task(platform, { kind: 'pledge', payload }, owner.maker, owner.checker);
  const jobs = new JobFixture(platform);
  const job = await jobs.run(owner.maker, 'export-holdings', { account: accounts.first, format: 'csv' });
  if (job.file === null) throw new Error(`the job kept no file: ${JSON.stringify(job)}`);

  const { headers } = owner.administrator;
  const made = await platform.send('POST', '/v1/webhooks', headers, {
    ...{ url: 'https://erp.example.com/carbon-events', types: ['*'] },
  });
  const webhook = done(made).json<{ id: string }>().id;
  done(await platform.send('POST', `/v1/webhooks/${webhook}/tests`, headers, {}));
  const deliveries = await platform.send('GET', `/v1/webhooks/${webhook}/deliveries`, headers);
  const [delivery] = done(deliveries).json<{ items: { id: string }[] }>().items;
  return { bank, pledge, job: job.id, webhook, delivery: delivery?.id ?? '' };
}
