import { Client } from 'pg';
import { type Answer, type ApprovalsFixture, DEADLINE_DAYS, openApprovals } from '../approvals.spec-support';
import { expireTasks } from '../use-cases/expire-tasks';

interface TaskJson {
  id: string;
  state: string;
  approvalsGiven: number;
  approvalsNeeded: number;
  outcome: unknown;
  failure: { code: string; rule: string | null; messages: { zh: string } } | null;
  deadline: string;
  history?: {
    what: string;
    actor: string;
    role: string | null;
    holder: string | null;
    comment: string | null;
  }[];
}

describe('tasks', () => {
  let room: ApprovalsFixture;
  const START = new Date('2026-03-02T02:00:00.000Z');

  beforeAll(async () => {
    room = await openApprovals();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    room.clock.set(START);
    await room.employ('maker', { holder: 'HOUSE', role: 'maker' });
    await room.employ('checker', { holder: 'HOUSE', role: 'checker' });
    await room.employ('second-checker', { holder: 'HOUSE', role: 'checker' });
    await room.employ('other-maker', { holder: 'OTHER', role: 'maker' });
    await room.employ('other-checker', { holder: 'OTHER', role: 'checker' });
    await room.employ('registry-maker', { holder: 'REGISTRY', role: 'maker' });
    await room.employ('registry-checker', { holder: 'REGISTRY', role: 'checker' });
  });

  const approve = (who: string, id: string, key?: string) =>
    room.as(who).post(`/v1/tasks/${id}/approvals`, {}, key);
  const task = async (id: string, who = 'maker') =>
    (await room.as(who).get(`/v1/tasks/${id}`)).json<TaskJson>();
  const said = (answer: Answer) => {
    const { code, rule } = answer.json<{ code?: string; rule?: string }>();
    return [answer.statusCode, code, rule];
  };
  const audited = (id: string) =>
    room.database.query<{ action: string; actor: string; approver: string | null; document: string | null }>(
      `select action, actor, approver, encode(document_hash, 'hex') as document from audit.record
        where subject_kind = 'task' and subject_id = $1 order by id`,
      [id],
    );

  describe('the way of a task', () => {
    it('REG-001 AC-130 one person proposes, another approves, and it happens', async () => {
      const id = await room.as('maker').propose('hello', { comment: 'please' });
      expect(await room.notes(id)).toEqual(['set apart']);
      const answer = await approve('checker', id);
      expect(answer.statusCode).toBe(200);
      expect(answer.json<TaskJson>()).toMatchObject({
        state: 'executed',
        approvalsGiven: 1,
        outcome: { written: 'hello' },
        failure: null,
      });
      expect(await room.notes(id)).toEqual(['set apart', 'written']);
    });

    it('its history says who, in which role, for whom, when and why', async () => {
      const id = await room.as('maker').propose('history', { comment: 'please' });
      await room.as('checker').post(`/v1/tasks/${id}/approvals`, { comment: 'seen' });
      const { history } = await task(id);
      expect(history).toEqual([
        expect.objectContaining({ what: 'proposed', actor: 'user:maker', role: 'maker', comment: 'please' }),
        expect.objectContaining({
          what: 'approved',
          actor: 'user:checker',
          holder: 'HOUSE',
          comment: 'seen',
        }),
        expect.objectContaining({
          what: 'executed',
          actor: 'user:checker',
          at: '2026-03-02T10:00:00.000+08:00',
        }),
      ]);
    });

    it('every step stands in the audit trail, with approver and document', async () => {
      const { sha256 } = (await room.upload('maker', 'contract.txt', 'a contract')).json<{
        sha256: string;
      }>();
      const id = await room.as('maker').propose('audited', { document: sha256 });
      await approve('checker', id);
      expect(await audited(id)).toEqual([
        { action: 'task.proposed', actor: 'user:maker', approver: null, document: sha256 },
        { action: 'task.approved', actor: 'user:checker', approver: 'user:checker', document: sha256 },
        { action: 'task.executed', actor: 'user:checker', approver: 'user:checker', document: sha256 },
      ]);
    });

    it('listeners are told of each step', async () => {
      const id = await room.as('maker').propose('told');
      await approve('checker', id);
      const told = room.notices.filter(({ taskId }) => taskId === id);
      expect(told.map(({ what, by }) => [what, by])).toEqual([
        ['proposed', 'user:maker'],
        ['approved', 'user:checker'],
        ['executed', 'user:checker'],
      ]);
    });

    it('REG-008 a kind that needs nobody else happens at once', async () => {
      const answer = await room
        .as('maker')
        .post('/v1/tasks', { kind: 'note.alone', payload: { text: 'alone' } });
      expect(answer.json<TaskJson>()).toMatchObject({ state: 'executed', approvalsNeeded: 0 });
      const { id } = answer.json<TaskJson>();
      expect(await room.notes(id)).toEqual(['set apart', 'written']);
    });

    it('REG-008 what one person may do alone is refused like any other request, and leaves no task', async () => {
      const body = { kind: 'note.alone', payload: { text: 'refuse later' } };
      expect(said(await room.as('maker').post('/v1/tasks', body))).toEqual([422, 'DRILL_REFUSED', 'REG-006']);
      const kept = await room.database.query(`select from drill.note where text = 'refuse later!'`);
      expect(kept).toEqual([]);
    });

    it('above the threshold two different people must approve', async () => {
      const big = { payload: { text: 'big', quantity: '1001' } };
      const id = await room.as('maker').propose('big', big);
      expect((await approve('checker', id)).json<TaskJson>()).toMatchObject({
        state: 'proposed',
        approvalsGiven: 1,
        approvalsNeeded: 2,
      });
      expect(said(await approve('checker', id))).toEqual([422, 'TASK_ALREADY_APPROVED', 'REG-001']);
      await room.employ('checker-again', { holder: 'HOUSE', role: 'checker', person: 'checker' });
      expect(said(await approve('checker-again', id))).toEqual([422, 'TASK_SAME_PERSON', 'REG-001']);
      expect(await room.notes(id)).toEqual(['set apart']);
      expect((await approve('second-checker', id)).json<TaskJson>().state).toBe('executed');
      const atThreshold = await room
        .as('maker')
        .propose('small', { payload: { text: 'small', quantity: '1000' } });
      expect((await task(atThreshold)).approvalsNeeded).toBe(1);
    });
  });

  describe('who approves', () => {
    it('REG-001 AC-130 the initiator cannot approve, and may reject', async () => {
      const id = await room.as('maker').propose('own');
      // the role was changed meanwhile: the account is the same
      await room.employ('maker', { holder: 'HOUSE', role: 'checker' });
      expect(said(await approve('maker', id))).toEqual([422, 'TASK_OWN_PROPOSAL', 'REG-001']);
      await room.employ('maker', { holder: 'HOUSE', role: 'maker' });
      const rejected = await room.as('maker').post(`/v1/tasks/${id}/rejections`, { comment: 'a mistake' });
      expect(rejected.json<TaskJson>().state).toBe('rejected');
      expect(await room.notes(id)).toEqual(['set apart', 'torn up']);
    });

    it('REG-001 trap 14: a second account of the same natural person cannot approve', async () => {
      const id = await room.as('maker').propose('second account');
      await room.employ('maker-at-night', { holder: 'HOUSE', role: 'checker', person: 'maker' });
      expect(said(await approve('maker-at-night', id))).toEqual([422, 'TASK_SAME_PERSON', 'REG-001']);
      expect((await task(id)).state).toBe('proposed');
    });

    it('REG-001 trap 14: who was a maker when it was proposed cannot approve as a checker', async () => {
      await room.employ('climber', { holder: 'HOUSE', role: 'maker' });
      const id = await room.as('maker').propose('role changed');
      room.clock.set(new Date(START.getTime() + 3_600_000));
      await room.employ('climber', { holder: 'HOUSE', role: 'checker' });
      expect(said(await approve('climber', id))).toEqual([422, 'TASK_ROLE_CHANGED', 'REG-001']);
      room.clock.set(new Date(START.getTime() + 7_200_000));
      await room.employ('maker', { holder: 'HOUSE', role: 'maker' });
      await room.employ('climber', { holder: 'HOUSE', role: 'checker' });
      const later = await room.as('maker').propose('after the change');
      expect((await approve('climber', later)).json<TaskJson>().state).toBe('executed');
    });

    it('REG-001 a permission that was lost since is not used', async () => {
      const id = await room.as('maker').propose('lost');
      await room.employ('checker', { holder: 'HOUSE', role: 'reader' });
      expect(said(await approve('checker', id))).toEqual([403, 'PERMISSION_MISSING', undefined]);
    });

    it('REG-001 machines propose where they may, and never approve', async () => {
      const id = await room.as('maker').propose('no machine');
      expect(said(await approve('machine', id))).toEqual([403, 'TASK_APPROVER_NOT_A_PERSON', 'REG-001']);
      const machines = await room.as('machine').propose('by machine');
      expect(said(await approve('machine', machines))).toEqual([422, 'TASK_OWN_PROPOSAL', 'REG-001']);
      expect((await approve('registry-checker', machines)).json<TaskJson>().state).toBe('executed');
    });

    it('REG-002 proposing and approving ask for a fresh second factor; rejecting does not', async () => {
      const id = await room.as('maker').propose('factor');
      await room.employ('checker', { holder: 'HOUSE', role: 'checker', secondFactor: false });
      expect(said(await approve('checker', id))).toEqual([403, 'SECOND_FACTOR_NEEDED', 'REG-002']);
      await room.employ('maker', { holder: 'HOUSE', role: 'maker', secondFactor: false });
      const body = { kind: 'note.write', payload: { text: 'x' } };
      expect(said(await room.as('maker').post('/v1/tasks', body))).toEqual([
        403,
        'SECOND_FACTOR_NEEDED',
        'REG-002',
      ]);
      const rejected = await room.as('checker').post(`/v1/tasks/${id}/rejections`, { comment: 'no' });
      expect(rejected.statusCode).toBe(200);
    });

    it('REG-003 the registry does not approve what a holder decides itself', async () => {
      const id = await room.as('maker').propose('ours');
      expect(said(await approve('registry-checker', id))).toEqual([403, 'TASK_OF_ANOTHER_OFFICE', 'REG-003']);
      const rejection = room.as('registry-checker').post(`/v1/tasks/${id}/rejections`, { comment: 'no' });
      expect(said(await rejection)).toEqual([403, 'TASK_OF_ANOTHER_OFFICE', 'REG-003']);
    });

    it('REG-003 a holder does not approve what the registry decides', async () => {
      const id = await room.as('maker').propose('theirs', { kind: 'note.registry' });
      expect(said(await approve('checker', id))).toEqual([403, 'PERMISSION_MISSING', undefined]);
      expect((await approve('registry-checker', id)).json<TaskJson>().state).toBe('executed');
    });

    it('what is out of reach is not there', async () => {
      const id = await room.as('maker').propose('hidden');
      const other = room.as('other-checker');
      const answers = [
        await approve('other-checker', id),
        await other.get(`/v1/tasks/${id}`),
        await other.post(`/v1/tasks/${id}/rejections`, { comment: 'no' }),
        await room.as('other-maker').post(`/v1/tasks/${id}/withdrawals`, {}),
      ];
      expect(answers.map((answer) => said(answer).slice(0, 2))).toEqual(Array(4).fill([404, 'TASK_UNKNOWN']));
      expect((await other.get('/v1/tasks?limit=500')).body).not.toContain(id);
    });
  });

  describe('the end of a task', () => {
    it('the initiator takes it back, nobody else does', async () => {
      const id = await room.as('maker').propose('back');
      await room.employ('colleague', { holder: 'HOUSE', role: 'maker' });
      const withdraw = (who: string) => room.as(who).post(`/v1/tasks/${id}/withdrawals`, {});
      expect(said(await withdraw('colleague'))).toEqual([403, 'TASK_NOT_YOURS', undefined]);
      expect((await withdraw('maker')).json<TaskJson>().state).toBe('withdrawn');
      expect(await room.notes(id)).toEqual(['set apart', 'torn up']);
    });

    it('REG-003 a completed task takes nothing more', async () => {
      const id = await room.as('maker').propose('done');
      await approve('checker', id);
      const again = [
        await approve('second-checker', id),
        await room.as('checker').post(`/v1/tasks/${id}/rejections`, { comment: 'no' }),
        await room.as('maker').post(`/v1/tasks/${id}/withdrawals`, {}),
      ];
      expect(again.map(said)).toEqual(Array(3).fill([409, 'TASK_COMPLETED', 'REG-003']));
      expect(await room.notes(id)).toEqual(['set apart', 'written']);
    });

    it('an execution that is refused fails the task, says why, and lets go what was set apart', async () => {
      const id = await room.as('maker').propose('refuse later');
      const answer = await approve('checker', id);
      expect(answer.statusCode).toBe(200);
      expect(answer.json<TaskJson>()).toMatchObject({
        state: 'failed',
        approvalsGiven: 1,
        failure: { code: 'DRILL_REFUSED', rule: 'REG-006', messages: { zh: '墨水用尽' } },
      });
      expect(await room.notes(id)).toEqual(['set apart', 'torn up']);
      const { history } = await task(id);
      expect(history?.map(({ what }) => what)).toEqual(['proposed', 'approved', 'failed']);
    });

    it('a fault while executing takes the approval back', async () => {
      const id = await room.as('maker').propose('break');
      expect((await approve('checker', id)).statusCode).toBe(500);
      expect(await task(id)).toMatchObject({ state: 'proposed', approvalsGiven: 0 });
      expect(await room.notes(id)).toEqual(['set apart']);
    });

    it('lapses at its deadline, which the clock notices', async () => {
      const id = await room.as('maker').propose('late');
      const deadline = START.getTime() + DEADLINE_DAYS * 86_400_000;
      await expireTasks(room.database, room.desk, new Date(deadline - 1));
      expect((await task(id)).state).toBe('proposed');
      room.clock.set(new Date(deadline));
      await room.employ('checker', { holder: 'HOUSE', role: 'checker' });
      expect(said(await approve('checker', id))).toEqual([409, 'TASK_EXPIRED', undefined]);
      const sweeps = await Promise.all(
        Array.from({ length: 8 }, () => expireTasks(room.database, room.desk, new Date(deadline))),
      );
      expect(sweeps.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
      await expireTasks(room.database, room.desk, new Date(deadline));
      expect((await task(id)).state).toBe('expired');
      expect(await room.notes(id)).toEqual(['set apart', 'torn up']);
      expect((await audited(id)).at(-1)).toMatchObject({ action: 'task.expired', actor: 'system' });
    });

    it('one task that cannot be let go does not hold up the others', async () => {
      const stuck = await room.as('maker').propose('stick');
      const free = await room.as('maker').propose('free');
      const late = new Date(START.getTime() + 30 * 86_400_000);
      await expect(expireTasks(room.database, room.desk, late, 1)).rejects.toThrow(stuck);
      expect([(await task(stuck)).state, (await task(free)).state]).toEqual(['proposed', 'expired']);
      await approve('checker', stuck);
    });
  });

  describe('at the same time', () => {
    it('REG-001 fifty approvals execute once', async () => {
      const id = await room.as('maker').propose('crowd');
      const crowd = Array.from({ length: 50 }, (_, n) => `crowd-${n}`);
      for (const who of crowd) await room.employ(who, { holder: 'HOUSE', role: 'checker' });
      const answers = await Promise.all(crowd.map((who) => approve(who, id)));
      const statuses = answers.map(({ statusCode }) => statusCode).sort();
      expect(statuses).toEqual([200, ...(Array(49).fill(409) as number[])]);
      expect(await room.notes(id)).toEqual(['set apart', 'written']);
    });

    it('a withdrawal and an approval at once: one wins', async () => {
      for (let round = 0; round < 10; round++) {
        const id = await room.as('maker').propose('race');
        const [approved, withdrawn] = await Promise.all([
          approve('checker', id),
          room.as('maker').post(`/v1/tasks/${id}/withdrawals`, {}),
        ]);
        expect([approved.statusCode, withdrawn.statusCode].sort()).toEqual([200, 409]);
        const second = approved.statusCode === 200 ? 'written' : 'torn up';
        expect(await room.notes(id)).toEqual(['set apart', second]);
      }
    });

    it('INV-06 a proposal or approval with the same key happens once and is answered alike', async () => {
      const body = { kind: 'note.write', payload: { text: 'again' } };
      const first = await room.as('maker').post('/v1/tasks', body, 'propose-again');
      const second = await room.as('maker').post('/v1/tasks', body, 'propose-again');
      expect(second.json()).toEqual(first.json());
      expect(second.headers['idempotent-replay']).toBe('true');
      const { id } = first.json<TaskJson>();
      const approvals = await Promise.all(
        Array.from({ length: 20 }, () => approve('checker', id, 'approve-again')),
      );
      const [one, ...others] = approvals.map((answer) => answer.json<TaskJson>());
      expect(one?.state).toBe('executed');
      expect(others).toEqual(Array(19).fill(one));
      expect(await room.notes(id)).toEqual(['set apart', 'written']);
    });
  });

  describe('what is asked of a proposal', () => {
    const propose = (body: object, who = 'maker') => room.as(who).post('/v1/tasks', body);

    it('a kind that is there', async () => {
      const answer = await propose({ kind: 'note.burn', payload: {} });
      expect(said(answer).slice(0, 2)).toEqual([400, 'TASK_KIND_UNKNOWN']);
      expect(answer.body).toContain('note.alone, note.market, note.registry, note.write');
    });

    it('the payload of its kind, with faults by field', async () => {
      const answer = await propose({ kind: 'note.write', payload: { quantity: '1.5', colour: 'red' } });
      const fields = answer.json<{ fields: { field: string }[] }>().fields.map(({ field }) => field);
      expect([answer.statusCode, fields.sort()]).toEqual([
        400,
        ['payload.colour', 'payload.quantity', 'payload.text'],
      ]);
      for (const payload of ['text', [], null]) {
        const refused = await propose({ kind: 'note.write', payload });
        expect([
          refused.statusCode,
          refused.json<{ fields: { field: string }[] }>().fields[0]?.field,
        ]).toEqual([400, 'payload']);
      }
    });

    it('the permission of its kind', async () => {
      const body = { kind: 'note.write', payload: { text: 'x' } };
      expect(said(await propose(body, 'checker'))).toEqual([403, 'PERMISSION_MISSING', undefined]);
    });

    it('a document its initiator may read', async () => {
      const { sha256 } = (await room.upload('other-maker', 'theirs.txt', 'of others')).json<{
        sha256: string;
      }>();
      const answer = await propose({ kind: 'note.write', payload: { text: 'x' }, document: sha256 });
      expect(said(answer).slice(0, 2)).toEqual([404, 'DOCUMENT_UNKNOWN']);
    });

    it('a deadline ahead, not after that of the rules', async () => {
      const at = (deadline: string) => propose({ kind: 'note.write', payload: { text: 'x' }, deadline });
      expect((await at('2026-03-03T00:00:00+08:00')).statusCode).toBe(201);
      for (const deadline of ['2026-03-02T10:00:00+08:00', '2026-03-09T10:00:01+08:00']) {
        expect(said(await at(deadline)).slice(0, 2)).toEqual([400, 'INPUT_MALFORMED']);
      }
    });
  });

  describe('lists', () => {
    const ids = async (who: string, query: string) =>
      (await room.as(who).get(`/v1/tasks?${query}`)).json<{ items: TaskJson[] }>().items.map(({ id }) => id);

    it('show what waits for the caller, and only that', async () => {
      const waiting = await room.as('maker').propose('waiting');
      const big = await room.as('maker').propose('big', { payload: { text: 'big', quantity: '2000' } });
      await approve('checker', big);
      const done = await room.as('maker').propose('finished');
      await approve('checker', done);
      const mine = await ids('checker', 'waitingForMe=true&limit=500');
      expect(mine).toContain(waiting);
      expect(mine).not.toContain(big);
      expect(mine).not.toContain(done);
      expect(await ids('second-checker', 'waitingForMe=true&limit=500')).toEqual(
        expect.arrayContaining([waiting, big]),
      );
      expect(await ids('maker', 'waitingForMe=true')).toEqual([]);
      expect(await ids('registry-checker', 'waitingForMe=true&limit=500')).not.toContain(waiting);
    });

    it('are paged, the latest first, and filtered by state, kind and initiator', async () => {
      await room.employ('lister', { holder: 'HOUSE', role: 'maker' });
      const proposed: string[] = [];
      for (const text of ['1', '2', '3']) proposed.push(await room.as('lister').propose(text));
      const first = (await room.as('lister').get('/v1/tasks?mine=true&limit=2')).json<{
        items: TaskJson[];
        next: string;
      }>();
      const rest = await ids('lister', `mine=true&limit=2&cursor=${first.next}`);
      expect([...first.items.map(({ id }) => id), ...rest]).toEqual([...proposed].reverse());
      expect(await ids('lister', 'mine=true&state=executed')).toEqual([]);
      expect(await ids('lister', 'mine=true&kind=note.alone')).toEqual([]);
    });

    it('kinds say who proposes, who approves and what the rules ask', async () => {
      const kinds = (await room.as('maker').get('/v1/task-kinds')).json<{ items: object[] }>().items;
      expect(kinds).toContainEqual({
        kind: 'note.write',
        title: { zh: '便条', en: 'A note' },
        payloadSchema: 'NotePayload',
        propose: 'transfers.propose',
        approve: 'transfers.approve',
        youMayPropose: true,
        youMayApprove: false,
        policy: { approvals: 1, deadlineDays: DEADLINE_DAYS, rules: ['REG-001'], certainty: 'E' },
      });
    });

    it('the OpenAPI document describes the payloads of the kinds that are there', async () => {
      const { components } = (await room.as('maker').get('/docs/json')).json<{
        components: { schemas: Record<string, { properties: Record<string, object> }> };
      }>();
      expect(components.schemas['NotePayload']?.properties).toHaveProperty('text');
      expect(components.schemas['ProposeTaskBody']?.properties['payload']).toMatchObject({
        anyOf: [{ $ref: '#/components/schemas/NotePayload' }],
      });
    });
  });

  describe('in the database', () => {
    const run = async (url: string, text: string, values: unknown[]) => {
      const client = new Client(url);
      await client.connect();
      try {
        return await client.query(text, values);
      } finally {
        await client.end();
      }
    };

    it('REG-003 a completed task is frozen, for the application and for its owner', async () => {
      const id = await room.as('maker').propose('frozen');
      await approve('checker', id);
      const update = `update approvals.task set state = 'proposed', ended_at = null where id = $1`;
      await expect(room.database.query(update, [id])).rejects.toThrow('a completed task is frozen');
      await expect(run(room.superuserUrl, update, [id])).rejects.toThrow('a completed task is frozen');
      await expect(run(room.superuserUrl, `delete from approvals.task where id = $1`, [id])).rejects.toThrow(
        'append-only',
      );
    });

    it('REG-001 no task is approved without the eyes it needs', async () => {
      const id = await room.as('maker').propose('raw');
      const approved = `update approvals.task set state = 'approved', approvals_given = 1 where id = $1`;
      await expect(room.database.query(approved, [id])).rejects.toThrow('approved by 1 other persons, not 0');
      const own = `insert into approvals.task_event (task_id, what, at, actor, person)
                   select id, 'approved', now(), 'user:x', initiator_person from approvals.task where id = $1`;
      await room.database.query(own, [id]);
      await expect(room.database.query(approved, [id])).rejects.toThrow('approved by 1 other persons, not 0');
    });

    it('what was proposed cannot be changed, nor what happened', async () => {
      const id = await room.as('maker').propose('kept');
      const payload = `update approvals.task set payload = '{}' where id = $1`;
      await expect(room.database.query(payload, [id])).rejects.toThrow('permission denied');
      await expect(run(room.superuserUrl, payload, [id])).rejects.toThrow(
        'what was proposed cannot be changed',
      );
      const event = `update approvals.task_event set actor = 'user:x' where task_id = $1`;
      await expect(room.database.query(event, [id])).rejects.toThrow('permission denied');
      await expect(run(room.superuserUrl, event, [id])).rejects.toThrow('append-only');
    });
  });
});
