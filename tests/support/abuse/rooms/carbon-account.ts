import { readFileSync } from 'node:fs';
import { newId } from '@carbon/kernel';
import { JobFixture } from '../../job-fixture';
import type { PlatformFixture } from '../../platform-fixture';
import { done, type Estate, OWNER, task } from '../estate';

/** The owner of the estate as a park, as a group, with a carbon code and a warning; and a trial of the registry. */
export interface CarbonAccountRoom {
  readonly park: string;
  readonly year: number;
  /** The carbon code's public name. It was shown, and is no longer. */
  readonly slug: string;
  readonly warning: string;
  readonly dryRun: string;
}

/** A family of rules that can be tried, and a version of it that is not in force. */
export const FAMILY = 'registry-approvals';
export const proposedRules = (): object => ({
  ...(JSON.parse(readFileSync(`libs/rules/packs/${FAMILY}.2026-1.json`, 'utf8')) as object),
  ...{ version: '2099.1', effectiveFrom: '2099-01-01' },
});
const PARK = 'EST-PARK';
const YEAR = 2026;

export async function openCarbonAccountRoom(
  platform: PlatformFixture,
  { owner, registry, ids }: Estate,
): Promise<CarbonAccountRoom> {
  const decided = (kind: string, payload: object) =>
    task(platform, { kind, payload }, owner.maker, owner.checker);
  const names = { nameZh: '示范园区', nameEn: 'Demo park' };
  await decided('internal-market-opening', { code: PARK, kind: 'park', ...names });
  await decided('internal-year-opening', {
    ...{ market: PARK, year: YEAR, capT: '2000', rewardFenPerTonne: '500', afterCount: 'expire' },
  });
  const parts = [{ path: OWNER, weight: '1' }];
  await decided('group-target', { head: OWNER, year: YEAR, targetT: '1000', parts });

  const publish = async (shown: boolean) =>
    done(
      await platform.send('PUT', `/v1/carbon-codes/${OWNER}/publication`, owner.maker.headers, { shown }),
    ).json<{ link: string }>();
  const slug = new URL((await publish(true)).link).pathname.replace('/c/', '');
  await publish(false);

  const warning = newId();
  await platform.database.query(
    `insert into allowances.warning (id, holder_id, kind, subject, facts, raised_at)
     values ($1, $2, 'deposit-missing', 'CN 2025-11', $3, $4)`,
    [warning, ids.owner, { month: '2025-11', dueOn: '2026-01-15', units: 'U1' }, platform.clock.now()],
  );
  const asked = await platform.send('POST', `/v1/rule-packs/${FAMILY}/dry-runs`, registry.maker.headers, {
    pack: proposedRules(),
    format: 'csv',
  });
  const { id: dryRun, jobId } = done(asked).json<{ id: string; jobId: string }>();
  await new JobFixture(platform).ended(registry.maker, jobId);
  return { park: PARK, year: YEAR, slug, warning, dryRun };
}
