import type { ChinaDate } from '@carbon/kernel';
import { Rulebook } from '../rulebook';
import { limitsFile, limitsPacks, RulebookFixture, testFamilies } from '../rulebook.spec-support';

describe('a new version of a rule pack', () => {
  let room: RulebookFixture;
  beforeEach(async () => {
    room = await RulebookFixture.open();
  });
  afterEach(() => room.close());

  const limitOn = async (day: ChinaDate, rulebook = room.rulebook) => {
    const pack = (await rulebook.packs(room.database)).on(limitsPacks, day);
    return [pack.version, pack.value('limit').value];
  };

  it('INV-10 REG-001 counts from its own day on, after another person approved it, and is told and audited', async () => {
    const file = limitsFile('2026.2', '2026-03-03', 2);
    const { body: task } = await room.propose(file);
    expect(task.summary.en).toBe(
      'Rule pack test-limits 2026.2 (test limits) takes the place of 2026.1 from 2026-03-03 on: ' +
        '0 added, 0 removed, 1 changed. limit (from 2020-01-01): 1 → 2. Reason: a drill',
    );
    expect(task.summary.zh).toContain('limit（自 2020-01-01）：1 → 2');
    expect((await room.approve(task.id, 'one')).body.code).toBe('TASK_OWN_PROPOSAL');
    expect(await limitOn('2026-03-03')).toEqual(['2026.1', 1]);
    expect((await room.approve(task.id)).body.state).toBe('executed');
    expect([await limitOn('2026-03-02'), await limitOn('2026-03-03')]).toEqual([
      ['2026.1', 1],
      ['2026.2', 2],
    ]);
    const [audit] = await room.database.query(
      `select actor, approver, reason, after ->> 'version' as version from audit.record
        where action = 'rule-pack.approved' and subject_id = 'test-limits@2026.2'`,
    );
    expect(audit).toEqual({ actor: 'user:one', approver: 'user:two', reason: 'a drill', version: '2026.2' });
  });

  it('is known to another process at once, and in the transaction that approves it', async () => {
    const other = new Rulebook(testFamilies);
    expect(await limitOn('2026-03-03', other)).toEqual(['2026.1', 1]);
    await room.enact(limitsFile('2026.2', '2026-03-03', 2));
    expect(await limitOn('2026-03-03', other)).toEqual(['2026.2', 2]);

    const undone = new Error('undone');
    const { body: task } = await room.propose(limitsFile('2026.3', '2026-03-04', 3));
    const within: unknown[] = [];
    await room.database
      .transaction(async (tx) => {
        await tx.query(
          `insert into approvals.task_event (task_id, what, at, actor, person) values ($1, 'approved', now(), 'user:two', 'two')`,
          [task.id],
        );
        await tx.query(`update approvals.task set state = 'approved', approvals_given = 1 where id = $1`, [
          task.id,
        ]);
        await tx.query(
          `insert into rules.pack_version (family, version, hash, content, title_zh, title_en, effective_from, origin,
             task_id, proposed_by, approved_by, reason, recorded_at)
           select 'test-limits', '2026.3', payload ->> 'hash', payload -> 'pack', '测试限额', 'test limits', '2026-03-04',
             'approved', id, 'user:one', 'user:two', 'x', $2 from approvals.task where id = $1`,
          [task.id, room.clock.now()],
        );
        within.push((await room.rulebook.packs(tx)).on(limitsPacks, '2026-03-04').version);
        within.push((await room.rulebook.packs(room.database)).on(limitsPacks, '2026-03-04').version);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    expect(within).toEqual(['2026.3', '2026.2']);
    expect(await limitOn('2026-03-04')).toEqual(['2026.2', 2]);
    // the number that was rolled back is given to other content afterwards
    expect((await room.approve(task.id)).body.state).toBe('executed');
    expect([await limitOn('2026-03-04'), await limitOn('2026-03-04', other)]).toEqual([
      ['2026.3', 3],
      ['2026.3', 3],
    ]);
  });

  it('X a moment before midnight in China it may still begin tomorrow, at midnight no more', async () => {
    room.clock.set(new Date('2026-03-02T15:59:59.999Z'));
    const { body: tomorrow } = await room.propose(limitsFile('2026.2', '2026-03-03', 2));
    expect((await room.approve(tomorrow.id)).body.state).toBe('executed');
    const { body: late } = await room.propose(limitsFile('2026.3', '2026-03-04', 3));
    room.clock.set(new Date('2026-03-03T16:00:00.000Z'));
    const answer = await room.approve(late.id);
    expect([answer.body.state, answer.body.failure?.code]).toEqual(['failed', 'RULE_PACK_BEGINS_TOO_EARLY']);
    expect(await limitOn('2026-03-04')).toEqual(['2026.2', 2]);
  });

  it('of fifty proposals of one version at once one stands', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => room.propose(limitsFile('2026.2', '2026-03-03', at + 2))),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['RULE_PACK_ALREADY_PROPOSED']),
    );
    const ends = await Promise.all([1, 2, 3].map(() => room.approve(made[0]!.body.id)));
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const rows = await room.database.query(`select from rules.pack_version where version = '2026.2'`);
    expect(rows).toHaveLength(1);
  });

  it('each supersedes the one before from its day on, and past days stay as they were', async () => {
    await room.enact(limitsFile('2026.2', '2026-03-05', 2));
    await room.enact(limitsFile('2026.3', '2026-03-10', 3));
    const days = [
      '2020-01-01',
      '2026-03-04',
      '2026-03-05',
      '2026-03-09',
      '2026-03-10',
      '2030-01-01',
    ] as const;
    const before = await Promise.all(days.map((day) => limitOn(day)));
    expect(before.map(([, limit]) => limit)).toEqual([1, 1, 2, 2, 3, 3]);
    room.clock.set(new Date('2026-04-01T02:00:00Z'));
    await room.enact(limitsFile('2026.4', '2026-04-02', 4));
    const after = await Promise.all(days.map((day) => limitOn(day)));
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(after[5]).toEqual(['2026.4', 4]);
  });

  it.each([
    ['a number that was used', limitsFile('2026.1', '2026-03-03', 2), 409, 'RULE_PACK_VERSION_NOT_NEW'],
    ['a lower number', limitsFile('2025.9', '2026-03-03', 2), 409, 'RULE_PACK_VERSION_NOT_NEW'],
    ['a beginning today', limitsFile('2026.2', '2026-03-02', 2), 422, 'RULE_PACK_BEGINS_TOO_EARLY'],
    ['a beginning in the past', limitsFile('2026.2', '2026-01-01', 2), 422, 'RULE_PACK_BEGINS_TOO_EARLY'],
    [
      'a family that is only released',
      limitsFile('2026.2', '2026-03-03', 2, 'test-frozen'),
      422,
      'RULE_PACK_ONLY_RELEASED',
    ],
  ])('INV-10 %s is refused', async (_, file, status, code) => {
    const answer = await room.propose(file);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('it stands after every other of its family', async () => {
    await room.enact(limitsFile('2026.2', '2026-03-10', 2));
    const same = await room.propose(limitsFile('2026.3', '2026-03-10', 3));
    expect([same.status, same.body.code]).toEqual([422, 'RULE_PACK_BEFORE_ANOTHER']);
    const [next, overtaken] = [
      (await room.propose(limitsFile('2026.4', '2026-03-12', 4))).body,
      (await room.propose(limitsFile('2026.3', '2026-03-11', 3))).body,
    ];
    expect((await room.approve(next.id)).body.state).toBe('executed');
    const late = await room.approve(overtaken.id);
    expect([late.body.state, late.body.failure?.code]).toEqual(['failed', 'RULE_PACK_VERSION_NOT_NEW']);
  });

  it('who acts for some only cannot change the rules of all', async () => {
    const answer = await room.propose(limitsFile('2026.2', '2026-03-03', 2), 'province');
    expect([answer.status, answer.body.code]).toEqual([403, 'RULE_PACK_NOT_YOURS']);
  });

  describe('taken back before it begins', () => {
    it('counts no more, under four eyes, and its number stays used', async () => {
      await room.enact(limitsFile('2026.2', '2026-03-10', 2));
      const { body: task } = await room.proposeWithdrawal('test-limits', '2026.2');
      expect((await room.proposeWithdrawal('test-limits', '2026.2')).body.code).toBe(
        'RULE_PACK_ALREADY_PROPOSED',
      );
      expect((await room.approve(task.id)).body.state).toBe('executed');
      expect(await limitOn('2026-03-10')).toEqual(['2026.1', 1]);
      expect((await room.propose(limitsFile('2026.2', '2026-03-10', 2))).body.code).toBe(
        'RULE_PACK_VERSION_NOT_NEW',
      );
      expect((await room.proposeWithdrawal('test-limits', '2026.2')).body.code).toBe(
        'RULE_PACK_ALREADY_WITHDRAWN',
      );
      await room.enact(limitsFile('2026.3', '2026-03-10', 3));
      expect(await limitOn('2026-03-10')).toEqual(['2026.3', 3]);
      const versions = await room.get<{ items: { version: string; standing: string }[] }>(
        '/v1/rule-packs/test-limits',
      );
      expect(versions.body.items.map(({ version, standing }) => [version, standing])).toEqual([
        ['2026.3', 'coming'],
        ['2026.2', 'withdrawn'],
        ['2026.1', 'in-force'],
      ]);
    });

    it('on its first day it is too late, also for what was proposed before', async () => {
      await room.enact(limitsFile('2026.2', '2026-03-10', 2));
      const { body: task } = await room.proposeWithdrawal('test-limits', '2026.2');
      room.clock.set(new Date('2026-03-09T16:00:00.000Z'));
      const answer = await room.approve(task.id);
      expect([answer.body.state, answer.body.failure?.code]).toEqual([
        'failed',
        'RULE_PACK_NOT_WITHDRAWABLE',
      ]);
      expect((await room.proposeWithdrawal('test-limits', '2026.2')).body.code).toBe(
        'RULE_PACK_NOT_WITHDRAWABLE',
      );
      expect((await room.proposeWithdrawal('test-limits', '2026.1')).body.code).toBe(
        'RULE_PACK_NOT_WITHDRAWABLE',
      );
      expect((await room.proposeWithdrawal('test-limits', '2026.9')).status).toBe(404);
    });
  });
});
