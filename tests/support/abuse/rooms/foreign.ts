import type { PlatformFixture } from '../../platform-fixture';
import { done, type Estate, task } from '../estate';

/** Units of another registry that the owner got, some of them retired. */
export interface ForeignRoom {
  readonly lot: string;
  readonly instrument: string;
  readonly receipt: string;
}

export const RETIREMENT = {
  purpose: 'voluntary',
  beneficiary: {
    ...{ kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: '91320000MA00000000' },
    country: 'CN',
  },
  ...{ periodStart: '2025-01-01', periodEnd: '2025-12-31', place: '江苏苏州', remark: '示例' },
};

/** @param document one of the registry's, for the lock */
export async function openForeignRoom(
  platform: PlatformFixture,
  { owner, registry, accounts }: Estate,
  document: string,
): Promise<ForeignRoom> {
  const incoming = {
    registry: 'VCS',
    serial: '9660-115597313-115597412-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0',
    ...{ quantity: '100', account: accounts.first, reference: 'LOCK-2026-000117' },
    ...{ adjustmentDeclaration: 'unknown', adjustmentState: 'not-started' },
  };
  await task(
    platform,
    { kind: 'external-credit-in', payload: incoming, document },
    registry.maker,
    registry.checker,
  );
  const get = async <T>(url: string) => done(await platform.send('GET', url, owner.maker.headers)).json<T>();
  const { items } = await get<{ items: { number: string; instrument: string }[] }>('/v1/external-credits');
  const { number: lot = '', instrument = '' } = items[0] ?? {};
  const retirement = { account: accounts.first, lots: [{ instrument, quantity: '10' }], ...RETIREMENT };
  const id = await task(
    platform,
    { kind: 'credit-retirement', payload: retirement },
    owner.maker,
    owner.checker,
  );
  const { outcome } = await get<{ outcome: { receiptNumber: string } }>(`/v1/tasks/${id}`);
  return { lot, instrument, receipt: outcome.receiptNumber };
}
