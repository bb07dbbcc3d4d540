import { canonicalJson, type ChinaDate } from '@carbon/kernel';
import { packHash, type PackSource, releasedPacks, RulePacks } from '@carbon/rules';
import cn from '../../../rules/packs/allocation-cn.2026-1.json';
import { allocationPacks } from '../domain/allocation/index';
import { allocationShape } from '../domain/allocation/allocation-shape';
import { AllocationWorld, unit } from './allocation.spec-support';
import { allocationDryRun } from './dry-run';

/** The released pack with the 2024 benchmark of class I a tenth lower, as a version of a later day. */
function proposal(effectiveFrom: ChinaDate): { source: PackSource; hash: string } {
  const text = canonicalJson(cn).replaceAll('"0.7910"', '"0.7119"').replaceAll('"0.791"', '"0.7119"');
  const file = { ...(JSON.parse(text) as typeof cn), version: '2099.1', effectiveFrom };
  const hash = packHash(file);
  const packs = new RulePacks('allocation-cn', allocationShape, [file], { 'allocation-cn@2099.1': hash });
  const source: PackSource = {
    on: (asked, day) =>
      (asked as unknown) === allocationPacks.CN
        ? (packs.on(day) as unknown as ReturnType<typeof asked.on>)
        : asked.on(day),
  };
  return { source, hash };
}

it('a proposed version is tried on approved lines: who would get what instead, and the sums', async () => {
  const world = await AllocationWorld.open();
  try {
    const [one, other] = [await world.enterprise(), await world.enterprise()];
    await world.verify(one, { units: [unit()] });
    await world.verify(other, { units: [unit({ class: 'II' })] });
    const changed = await world.enterprise();
    await world.verify(changed, { units: [unit({ class: 'III', verifiedT: 2_000_000n })] });
    await world.allocated(world.national);
    const day: ChinaDate = '2026-01-01';
    const { source, hash } = proposal(day);
    expect(allocationDryRun.families('allocation-cn')).toBe(true);
    expect(allocationDryRun.families('allocation-rounds')).toBe(false);
    const found = await allocationDryRun.run(
      { database: world.platform.database, progress: () => Promise.resolve() },
      {
        inForce: releasedPacks,
        proposed: source,
        proposal: { id: 'allocation-cn', version: '2099.1', hash, effectiveFrom: day },
      },
    );
    expect(found.checked).toBe(3);
    expect(found.lines).toMatchObject([{ holderCode: one.code, before: '2476300 t', after: '2239000 t' }]);
    expect(BigInt(found.totals[0]?.before ?? 0) - BigInt(found.totals[0]?.after ?? 0)).toBe(237_300n);
  } finally {
    await world.close();
  }
});
