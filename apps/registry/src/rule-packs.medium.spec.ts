import { Rulebook } from '@carbon/rulebook';
import { serialPacks } from '@carbon/rules';
import { openPlatformFixture, type PlatformFixture } from '../../../tests/support/platform-fixture';
import serials2026 from '../../../libs/rules/packs/serial-formats.2026-1.json';
import { ruleFamilies } from './rule-packs';

const SERIAL = '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0';

interface Answer {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly registry: string;
  readonly pack: { readonly version: string };
  readonly items: readonly {
    readonly id: string;
    readonly version: string | null;
    readonly approvable: boolean;
  }[];
}

describe('rule packs on the whole platform', () => {
  let platform: PlatformFixture;
  beforeAll(async () => {
    platform = await openPlatformFixture();
  });
  afterAll(() => platform.close());

  const file = {
    ...serials2026,
    version: '2026.2',
    effectiveFrom: '2026-03-03',
    values: serials2026.values.map((value) =>
      value.key === 'verra-13' ? { ...value, value: { ...value.value, registry: 'Verra (renamed)' } } : value,
    ),
  };
  const propose = (headers: object) =>
    platform.send('POST', '/v1/tasks', headers, {
      kind: 'rule-pack-version',
      payload: { pack: file, reason: 'a drill' },
    });
  const calculated = async () =>
    (await platform.send('POST', '/v1/calculators/serial', {}, { text: SERIAL })).json<Answer>();

  it('INV-10 every family was kept at the start, and is listed for everybody', async () => {
    const { items } = (await platform.send('GET', '/v1/rule-packs?limit=500', {})).json<Answer>();
    expect(items.map(({ id }) => id)).toEqual(ruleFamilies.all().map(({ packs }) => packs.id));
    expect(items.find(({ id }) => id === 'registry-safety')).toMatchObject({
      version: '2026.1',
      approvable: false,
    });
    expect(items.find(({ id }) => id === 'compliance-cn')?.approvable).toBe(true);
  });

  it('INV-10 a version that registry and checker agree on is what calculators answer by from its day on', async () => {
    const registry = await platform.holder('REG-001', 'registry-operator');
    const [maker, checker] = [
      await platform.person(registry, 'maker'),
      await platform.person(registry, 'checker'),
    ];
    const task = (await propose(maker.headers)).json<Answer>();
    const approved = await platform.send('POST', `/v1/tasks/${task.id}/approvals`, checker.headers, {});
    expect(approved.json<Answer>().state).toBe('executed');
    expect(await calculated()).toMatchObject({ registry: 'Verra VCS', pack: { version: '2026.1' } });
    platform.clock.set(new Date('2026-03-02T16:00:00.000Z'));
    expect(await calculated()).toMatchObject({ registry: 'Verra (renamed)', pack: { version: '2026.2' } });
    const packs = await platform.app.get(Rulebook, { strict: false }).packs(platform.database);
    expect(packs.on(serialPacks, '2026-03-02').version).toBe('2026.1');
  });

  it('an authority of one province proposes no rules, enterprises none at all', async () => {
    const province = await platform.holder('PRO-001', 'regulator', '广东');
    const enterprise = await platform.holder('ENT-001', 'key-emitter', '广东');
    const [official, trader] = [
      await platform.person(province, 'maker'),
      await platform.person(enterprise, 'maker'),
    ];
    expect((await propose(official.headers)).json<Answer>().code).toBe('RULE_PACK_NOT_YOURS');
    expect((await propose(trader.headers)).json<Answer>().code).toBe('PERMISSION_MISSING');
  });
});
