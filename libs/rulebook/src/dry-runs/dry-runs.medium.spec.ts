import approvals2026 from '../../../rules/packs/registry-approvals.2026-1.json';
import { limitsFile, RulebookFixture } from '../rulebook.spec-support';
import type { DryRunRules } from './dry-run';
import { DryRuns } from './dry-runs';

interface Run {
  readonly id: string;
  readonly code?: string;
  readonly state: string;
  readonly hash: string;
  readonly jobId: string;
  readonly trials: readonly {
    readonly id: string;
    readonly checked: number;
    readonly changed: number;
    readonly lines: readonly {
      readonly subject: { readonly en: string };
      readonly before: string;
      readonly after: string;
    }[];
    readonly totals: readonly { readonly before: string; readonly after: string }[];
  }[];
}

/** The released policy with two approvals for withdrawals of rules and whatever else it does not name. */
const twoForAll = (version: string, effectiveFrom: string) => ({
  ...approvals2026,
  version,
  effectiveFrom,
  values: approvals2026.values.map((value) =>
    value.key === 'default' ? { ...value, value: { approvals: 2, deadlineDays: 14 } } : value,
  ),
});

describe('a dry run before a version is approved', () => {
  let room: RulebookFixture;
  beforeEach(async () => {
    room = await RulebookFixture.open();
  });
  afterEach(() => room.close());

  const runOf = async (id: string) => (await room.get<Run>(`/v1/rule-packs/dry-runs/${id}`, 'one')).body;

  const approvalsNeeded = async () => {
    const { body } = await room.get<{ items: { policy: { approvals: number } }[] }>('/v1/task-kinds', 'one');
    return body.items.map(({ policy }) => policy.approvals);
  };

  it('REG-008 tells which waiting tasks would need other approvals, and the task keeps waiting until it ran', async () => {
    const { body: waiting } = await room.propose(limitsFile('2026.2', '2026-03-10', 2));
    const file = twoForAll('2026.2', '2026-03-03');
    const { body: task } = await room.propose(file);
    const early = await room.approve(task.id);
    expect([early.status, early.body.code]).toEqual([422, 'RULE_PACK_DRY_RUN_MISSING']);
    expect((await room.get<{ state: string }>(`/v1/tasks/${task.id}`, 'two')).body.state).toBe('proposed');

    const run = await runOf(await room.tried(file));
    expect(run.trials).toMatchObject([
      { id: 'open-tasks', checked: 2, changed: 2, totals: [{ before: '2', after: '4' }] },
    ]);
    expect(run.trials[0]?.lines[0]).toMatchObject({
      subject: { en: `Task ${waiting.id} (rule-pack-version)` },
      before: '1 次复核，14 日内 / 1 approvals within 14 days',
      after: '2 次复核，14 日内 / 2 approvals within 14 days',
    });
    const csv = await room.app.inject({
      method: 'GET',
      url: `/v1/jobs/${run.jobId}/file`,
      headers: { authorization: 'Bearer one' },
    });
    expect(csv.body.split('\r\n').filter((line) => line.includes('approvals within'))).toHaveLength(2);

    expect((await room.approve(task.id)).body.state).toBe('executed');
    // from its first day on every proposal is judged by it: the engine of tasks reads what was approved
    expect(await approvalsNeeded()).toEqual([1, 1]);
    room.clock.set(new Date('2026-03-02T16:00:00.000Z'));
    expect(await approvalsNeeded()).toEqual([2, 2]);
    const { body: next } = await room.propose(limitsFile('2026.3', '2026-03-20', 3));
    expect((await room.approve(next.id)).body.state).toBe('proposed');
  });

  it('INV-10 of another content does not count, nor against another version', async () => {
    const file = twoForAll('2026.2', '2026-03-05');
    const other = { ...file, title: { zh: '另一', en: 'another' } };
    await room.tried(other);
    const { body: task } = await room.propose(file);
    expect((await room.approve(task.id)).body.code).toBe('RULE_PACK_DRY_RUN_MISSING');

    const next = twoForAll('2026.3', '2026-03-10');
    await room.tried(next);
    await room.tried(file);
    expect((await room.approve(task.id)).body.state).toBe('executed');
    const { body: second } = await room.propose(next);
    expect((await room.approve(second.id)).body.code).toBe('RULE_PACK_DRY_RUN_MISSING');
    await room.tried(next);
    expect((await room.approve(second.id)).body.state).toBe('executed');
  });

  it('all trials of a family must have run, each on the rules with and without the proposal', async () => {
    const seen: DryRunRules[] = [];
    room.app.get(DryRuns, { strict: false }).register({
      id: 'limits',
      title: { zh: '限额', en: 'Limits' },
      families: (id) => id === 'test-limits',
      run: (_, rules) => {
        seen.push(rules);
        const lines = Array.from({ length: 250 }, (__, at) => ({
          subject: { zh: `记录 ${at}`, en: `record ${at}` },
          holderCode: `=cmd ${at}`,
          before: '1 t',
          after: '2 t',
        }));
        return Promise.resolve({ checked: 300, lines, totals: [] });
      },
    });
    await room.enactAfterTrial(limitsFile('2026.2', '2026-03-05', 2));
    const file = limitsFile('2026.3', '2026-03-09', 3);
    const run = await runOf(await room.tried(file));
    expect(run.trials[0]).toMatchObject({ checked: 300, changed: 250 });
    expect(run.trials[0]?.lines).toHaveLength(200);
    const rules = seen.at(-1)!;
    const versionBy = (packs: DryRunRules['inForce']) =>
      packs.on(room.rulebook.families.find('test-limits')!.packs, rules.proposal.effectiveFrom).version;
    expect([versionBy(rules.inForce), versionBy(rules.proposed)]).toEqual(['2026.2', '2026.3']);
    const listed = await room.get<{ items: Run[] }>(
      `/v1/rule-packs/test-limits/dry-runs?hash=${run.hash}`,
      'two',
    );
    expect(listed.body.items.map(({ id }) => id)).toEqual([run.id]);
  });

  it('who does not see everybody sees no dry run and starts none', async () => {
    const file = twoForAll('2026.2', '2026-03-03');
    const id = await room.tried(file);
    expect((await room.get(`/v1/rule-packs/dry-runs/${id}`, 'province')).status).toBe(404);
    expect(
      (await room.get<{ items: [] }>('/v1/rule-packs/registry-approvals/dry-runs', 'province')).body.items,
    ).toEqual([]);
    const asked = await room.post('province', '/v1/rule-packs/registry-approvals/dry-runs', { pack: file });
    expect([asked.status, asked.body.code]).toEqual([403, 'RULE_PACK_NOT_YOURS']);
    expect((await room.get(`/v1/rule-packs/dry-runs/${id}`)).status).toBe(401);
  });

  it.each([
    [
      'a family without trials',
      'test-limits',
      limitsFile('2026.2', '2026-03-03', 2),
      422,
      'RULE_PACK_HAS_NO_DRY_RUN',
    ],
    [
      'another family than the path',
      'test-limits',
      twoForAll('2026.2', '2026-03-03'),
      400,
      'INPUT_MALFORMED',
    ],
    ['no such family', 'nothing', limitsFile('2026.2', '2026-03-03', 2), 404, 'RULE_PACK_UNKNOWN'],
    [
      'a version that cannot be',
      'registry-approvals',
      twoForAll('2026.1', '2026-03-03'),
      409,
      'RULE_PACK_VERSION_NOT_NEW',
    ],
  ])('%s is refused', async (_, family, pack, status, code) => {
    const answer = await room.post('one', `/v1/rule-packs/${family}/dry-runs`, { pack });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('REG-001 a policy that asks for no approval does not open the rules to one person', async () => {
    const alone = twoForAll('2026.2', '2026-03-03');
    const values = alone.values.map((value) =>
      value.key === 'default' ? { ...value, value: { approvals: 0, deadlineDays: 14 } } : value,
    );
    const file = { ...alone, values };
    await room.enactAfterTrial(file);
    room.clock.set(new Date('2026-03-03T02:00:00.000Z'));
    const answer = await room.propose(limitsFile('2026.2', '2026-03-10', 2));
    expect([answer.status, answer.body.code]).toEqual([422, 'RULE_PACK_NEEDS_FOUR_EYES']);
    expect(
      (await room.rulebook.read(room.database)).versions.filter(({ id }) => id === 'test-limits'),
    ).toHaveLength(1);
  });
});
