import type { Caller } from '@carbon/http';
import { engagedHolders, type Holder, readGroup } from '@carbon/identity';
import { newId, Refusal } from '@carbon/kernel';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { type ActsFixture, openActsFixture } from './holders.spec-support';

let fixture: ActsFixture;
let maker: Caller;
let checker: Caller;

beforeAll(async () => {
  fixture = await openActsFixture();
  const registry = await fixture.enter('REGISTRY', { kind: 'registry-operator' });
  maker = fixture.person(registry, 'maker');
  checker = fixture.person(registry, 'checker');
});
afterAll(() => fixture.close());

const refusedWith = (code: string) => expect.objectContaining({ code }) as Refusal;
const auditOf = ({ id }: Holder) =>
  fixture.database.query<{ action: string; actor: string; approver: string; hash: string }>(
    `select action, actor, approver, encode(document_hash, 'hex') as hash from audit.record
      where subject_id = $1 order by id`,
    [id],
  );

describe('ETS-015 renaming a holder', () => {
  const payload = (holder: string) => ({ holder, nameZh: '新名', nameEn: 'New name', reason: '工商变更' });

  it('its maker proposes on a document, the registry approves, and the former name stays known', async () => {
    const firm = await fixture.enter('REN');
    const proposed = await fixture.propose('holder-rename', payload('REN'), fixture.person(firm, 'maker'));
    expect(proposed.summary.en).toBe('The holder REN, REN example, is renamed New name (新名): 工商变更');
    expect(await fixture.holder('REN')).toMatchObject({ nameEn: 'REN example' });
    expect(await fixture.approve(proposed, checker)).toEqual({
      holder: 'REN',
      nameZh: '新名',
      nameEn: 'New name',
    });
    expect(await fixture.holder('REN')).toMatchObject({ nameZh: '新名', nameEn: 'New name' });
    expect(await auditOf(firm)).toMatchObject([
      { action: 'holder.entered' },
      {
        action: 'holder.renamed',
        actor: 'user:REN-maker',
        approver: 'user:REGISTRY-checker',
        hash: 'cd'.repeat(32),
      },
    ]);
  });

  it('without a document, of another’s holder, or of a resident, it is refused', async () => {
    const firm = await fixture.enter('REN-2');
    await fixture.enter('REN-R', { kind: 'resident' });
    const own = fixture.person(firm, 'maker');
    await expect(fixture.propose('holder-rename', payload('REN-2'), own, null)).rejects.toEqual(
      refusedWith('HOLDER_DOCUMENT_REQUIRED'),
    );
    await expect(fixture.propose('holder-rename', payload('REN'), own)).rejects.toEqual(
      refusedWith('HOLDER_UNKNOWN'),
    );
    await expect(fixture.propose('holder-rename', payload('REN-R'), maker)).rejects.toEqual(
      refusedWith('HOLDER_UNKNOWN'),
    );
  });

  it('twenty proposals at once: one is open, what its approver reads stays true', async () => {
    await fixture.enter('REN-3');
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => fixture.propose('holder-rename', payload('REN-3'), maker)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refusedWith('HOLDER_TASKS_OPEN'));
    }
  });

  it('one act at a time, however many other open tasks name the holder', async () => {
    await fixture.enter('CROWD');
    for (let each = 0; each < 11; each++) {
      await fixture.enter(`CROWD-${each}`);
      await fixture.propose(
        'group-join',
        { parent: 'CROWD', member: `CROWD-${each}`, reason: '并表' },
        maker,
      );
    }
    await fixture.propose('holder-rename', payload('CROWD'), maker);
    const close = { holder: 'CROWD', act: 'suspend', reason: '核查' };
    await expect(fixture.propose('holder-state', close, maker)).rejects.toEqual(
      refusedWith('HOLDER_TASKS_OPEN'),
    );
  });
});

describe('ETS-015 merging a holder into another', () => {
  const payload = (from: string, to: string) => ({ from, to, reason: '吸收合并' });

  async function firmWithUnits(code: string, quantity: bigint) {
    const firm = await fixture.enter(code);
    const account = await fixture.open(firm);
    await fixture.issue(account, 'GEC-A', quantity);
    return { firm, account };
  }
  const holderOf = async (account: string) =>
    (
      await fixture.database.query<{ holder_id: string }>(
        'select holder_id from ledger.account where number = $1',
        [account],
      )
    )[0]?.holder_id;

  it('accounts go over with what is in them, people have no role any more, and it is closed', async () => {
    const { firm, account } = await firmWithUnits('GOES', 70n);
    const { firm: taker } = await firmWithUnits('TAKES', 30n);
    const child = await fixture.enter('CHILD');
    const join = { parent: 'GOES', member: 'CHILD', reason: '并表' };
    await fixture.approve(await fixture.propose('group-join', join, maker), checker);
    const membership = await enterMember(firm);
    const proposed = await fixture.propose('holder-merge', payload('GOES', 'TAKES'), maker);
    expect(await holderOf(account)).toBe(firm.id);
    expect(await fixture.approve(proposed, checker)).toEqual({
      from: 'GOES',
      to: 'TAKES',
      accounts: [account],
      memberships: 1,
    });
    expect(await holderOf(account)).toBe(taker.id);
    expect(await fixture.holder('GOES')).toMatchObject({ state: 'closed', successorId: taker.id });
    expect(await readGroup(fixture.database, firm.id)).toHaveLength(1);
    const [ended] = await fixture.database.query<{ ended: boolean }>(
      `select ended_at is not null as ended from identity.membership where id = $1`,
      [membership],
    );
    expect(ended).toEqual({ ended: true });
    expect((await auditOf(child)).at(-1)).toMatchObject({ action: 'holder.left-group' });
    expect((await auditOf(taker)).at(-1)).toMatchObject({ action: 'holder.accounts-handed-over' });
    expect(await breaches(fixture.database)).toEqual([]);
  });

  async function enterMember({ id: holderId }: Holder): Promise<string> {
    const [user, membership] = [newId(), newId()];
    const now = fixture.clock.now();
    await fixture.database.query(
      `insert into identity.user_account (id, person_id, email_index, created_at) values ($1, $2, sha256($3), $4)`,
      [user, newId(), Buffer.from(user), now],
    );
    await fixture.database.query(
      `insert into identity.membership (id, user_id, holder_id, role, began_at, changed_at)
       values ($1, $2, $3, 'maker', $4, $4)`,
      [membership, user, holderId, now],
    );
    return membership;
  }

  it('is refused while a task of the holder is open, also when it is opened after the proposal', async () => {
    const { firm } = await firmWithUnits('BUSY', 10n);
    await fixture.enter('BUSY-TO');
    const own = fixture.person(firm, 'maker');
    const rename = { holder: 'BUSY', nameZh: '新', nameEn: 'New', reason: '变更' };
    const first = await fixture.propose('holder-rename', rename, own);
    await expect(fixture.propose('holder-merge', payload('BUSY', 'BUSY-TO'), maker)).rejects.toEqual(
      refusedWith('HOLDER_TASKS_OPEN'),
    );
    await fixture.withdraw(first);
    const merge = await fixture.propose('holder-merge', payload('BUSY', 'BUSY-TO'), maker);
    const join = { parent: 'BUSY', member: 'BUSY-TO', reason: '并表' };
    const late = await fixture.propose('group-join', join, own);
    await expect(fixture.approve(merge, checker)).rejects.toEqual(refusedWith('HOLDER_TASKS_OPEN'));
    expect(await fixture.holder('BUSY')).toMatchObject({ state: 'active' });
    await fixture.withdraw(late);
    await fixture.approve(merge, checker);
  });

  it('ETS-009 is refused under a judicial freeze, also one that came after the proposal', async () => {
    const { firm, account } = await firmWithUnits('FROZEN', 10n);
    await fixture.enter('FROZEN-TO');
    const merge = await fixture.propose('holder-merge', payload('FROZEN', 'FROZEN-TO'), maker);
    const hold = (kind: 'freeze' | 'release') =>
      fixture.database.transaction((tx) =>
        fixture.ledger.submit(tx, [
          { kind, account, instrument: 'GEC-A', quantity: 1n, part: 'judicial', cause: { actor: 'court' } },
        ]),
      );
    await hold('freeze');
    await expect(fixture.approve(merge, checker)).rejects.toEqual(refusedWith('HOLDER_JUDICIALLY_FROZEN'));
    expect(await holderOf(account)).toBe(firm.id);
    await hold('release');
    await fixture.approve(merge, checker);
  });

  it('into itself, into a closed holder, of or into the registry, without a document: refused', async () => {
    await fixture.enter('LONE');
    const attempt = (from: string, to: string, document?: null) =>
      fixture.propose('holder-merge', payload(from, to), maker, document);
    await expect(attempt('LONE', 'LONE')).rejects.toEqual(refusedWith('HOLDER_SAME'));
    await expect(attempt('LONE', 'GOES')).rejects.toEqual(refusedWith('HOLDER_NOT_ACTIVE'));
    await expect(attempt('GOES', 'LONE')).rejects.toEqual(refusedWith('HOLDER_STATE_FORBIDS'));
    await expect(attempt('LONE', 'REGISTRY')).rejects.toEqual(refusedWith('HOLDER_IS_REGISTRY'));
    await expect(attempt('REGISTRY', 'LONE')).rejects.toEqual(refusedWith('HOLDER_IS_REGISTRY'));
    await expect(attempt('LONE', 'TAKES', null)).rejects.toEqual(refusedWith('HOLDER_DOCUMENT_REQUIRED'));
  });

  it('what other rooms bring goes over too, or the merger does not happen', async () => {
    const { firm, account } = await firmWithUnits('ROOMS', 5n);
    await fixture.enter('ROOMS-TO');
    const merge = await fixture.propose('holder-merge', payload('ROOMS', 'ROOMS-TO'), maker);
    const seen: string[] = [];
    let ready = false;
    fixture.succession.register('test', (_tx, { from, to }) => {
      if (!ready) throw new Refusal('ROOM_NOT_READY', 422, { zh: '未就绪', en: 'not ready' });
      seen.push(`${from.code} ${to.code}`);
      return Promise.resolve();
    });
    await expect(fixture.approve(merge, checker)).rejects.toEqual(refusedWith('ROOM_NOT_READY'));
    expect(await holderOf(account)).toBe(firm.id);
    ready = true;
    await fixture.approve(merge, checker);
    expect(seen).toEqual(['ROOMS ROOMS-TO']);
  });
});

describe('the state of a holder', () => {
  const payload = (holder: string, act: string) => ({ holder, act, reason: '依规' });

  it('the registry suspends and resumes; the holder is not told before', async () => {
    const firm = await fixture.enter('SUS');
    const suspend = await fixture.propose('holder-state', payload('SUS', 'suspend'), maker);
    expect(suspend.task.holderId).toBeNull();
    expect(await fixture.approve(suspend, checker)).toEqual({
      holder: 'SUS',
      from: 'active',
      to: 'suspended',
    });
    const resume = await fixture.propose('holder-state', payload('SUS', 'resume'), maker, null);
    expect(await fixture.approve(resume, checker)).toEqual({
      holder: 'SUS',
      from: 'suspended',
      to: 'active',
    });
    const own = fixture.person(firm, 'maker');
    for (const act of ['suspend', 'resume']) {
      await expect(fixture.propose('holder-state', payload('SUS', act), own)).rejects.toEqual(
        refusedWith('HOLDER_ACT_OF_REGISTRY'),
      );
    }
    await expect(fixture.propose('holder-state', payload('REGISTRY', 'suspend'), maker)).rejects.toEqual(
      refusedWith('HOLDER_IS_REGISTRY'),
    );
  });

  it('REG-010 a holder that holds units is not closed, looked at again when it happens', async () => {
    const firm = await fixture.enter('CLOSE');
    const account = await fixture.open(firm);
    const close = await fixture.propose(
      'holder-state',
      payload('CLOSE', 'close'),
      fixture.person(firm, 'maker'),
    );
    await fixture.issue(account, 'GEC-A', 1n);
    await expect(fixture.approve(close, checker)).rejects.toEqual(refusedWith('HOLDER_HOLDS_UNITS'));
    await fixture.database.transaction((tx) =>
      fixture.ledger.submit(tx, [
        { kind: 'cancel', from: account, instrument: 'GEC-A', quantity: 1n, cause: { actor: 'test' } },
      ]),
    );
    expect(await fixture.approve(close, checker)).toEqual({ holder: 'CLOSE', from: 'active', to: 'closed' });
    await expect(fixture.propose('holder-state', payload('CLOSE', 'resume'), maker)).rejects.toEqual(
      refusedWith('HOLDER_STATE_FORBIDS'),
    );
  });
});

describe('groups of companies', () => {
  const payload = (parent: string, member: string) => ({ parent, member, reason: '并表' });
  const zeros = { frozen: '0', locked: '0', pledged: '0', judicial: '0', pending: '0' };

  it('joining needs the member’s consent document; the consolidated view sums what each holds', async () => {
    const [head, one, two] = [
      await fixture.enter('HEAD'),
      await fixture.enter('ONE'),
      await fixture.enter('TWO'),
    ];
    const own = fixture.person(head, 'maker');
    await expect(fixture.propose('group-join', payload('HEAD', 'ONE'), own, null)).rejects.toEqual(
      refusedWith('HOLDER_CONSENT_REQUIRED'),
    );
    // a member cannot be joined by itself to somebody else's group
    await expect(
      fixture.propose('group-join', payload('HEAD', 'ONE'), fixture.person(one, 'maker')),
    ).rejects.toEqual(refusedWith('HOLDER_UNKNOWN'));
    for (const member of ['ONE', 'TWO']) {
      await fixture.approve(await fixture.propose('group-join', payload('HEAD', member), own), checker);
    }
    const [first, second, other] = [
      await fixture.open(one),
      await fixture.open(one),
      await fixture.open(two),
    ];
    await fixture.issue(first, 'GEC-A', 100n);
    await fixture.issue(second, 'GEC-A', 10n);
    await fixture.issue(other, 'GEC-A', 5n);
    await fixture.issue(other, 'GEC-B', 7n);
    await fixture.issue(await fixture.open(head), 'GEC-B', 2n);
    await fixture.database.transaction((tx) =>
      fixture.ledger.submit(tx, [
        { kind: 'freeze', account: first, instrument: 'GEC-A', quantity: 40n, cause: { actor: 'test' } },
      ]),
    );
    const page = await fixture.get('/v1/holders/HEAD/group/holdings?limit=1', own);
    expect(page.json()).toMatchObject({
      items: [
        {
          instrument: 'GEC-A',
          parts: { ...zeros, available: '75', frozen: '40' },
          total: '115',
          members: [
            { holder: 'ONE', parts: { ...zeros, available: '70', frozen: '40' }, total: '110' },
            { holder: 'TWO', parts: { ...zeros, available: '5' }, total: '5' },
          ],
        },
      ],
    });
    const { next = '' } = page.json<{ next?: string }>();
    expect((await fixture.get(`/v1/holders/HEAD/group/holdings?cursor=${next}`, own)).json()).toEqual({
      items: [
        {
          instrument: 'GEC-B',
          kind: 'green-certificate',
          unit: 'certificate',
          parts: { ...zeros, available: '9' },
          total: '9',
          members: [
            { holder: 'HEAD', parts: { ...zeros, available: '2' }, total: '2' },
            { holder: 'TWO', parts: { ...zeros, available: '7' }, total: '7' },
          ],
        },
      ],
    });
    // a member sees itself alone; a stranger nothing
    const member = fixture.person(one, 'reader');
    expect((await fixture.get('/v1/holders/ONE/group/holdings', member)).json()).toMatchObject({
      items: [{ instrument: 'GEC-A', total: '110' }],
    });
    expect((await fixture.get('/v1/holders/HEAD/group/holdings', member)).statusCode).toBe(404);
    // after it left, the head no longer sees what it holds
    const leave = await fixture.propose('group-leave', payload('HEAD', 'ONE'), fixture.person(one, 'maker'));
    await fixture.approve(leave, checker);
    expect((await fixture.get('/v1/holders/HEAD/group/holdings', own)).json()).toMatchObject({
      items: [
        { instrument: 'GEC-A', total: '5' },
        { instrument: 'GEC-B', total: '9' },
      ],
    });
  });

  it('two joins that close a circle, each proposed when it was none: one happens', async () => {
    await fixture.enter('EAST');
    await fixture.enter('WEST');
    const tasks = [
      await fixture.propose('group-join', payload('EAST', 'WEST'), maker),
      await fixture.propose('group-join', payload('WEST', 'EAST'), maker),
    ];
    const answers = await Promise.allSettled(tasks.map((task) => fixture.approve(task, checker)));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toEqual(refusedWith('HOLDER_GROUP_CYCLE'));
    await expect(fixture.propose('group-join', payload('EAST', 'EAST'), maker)).rejects.toEqual(
      refusedWith('HOLDER_SAME'),
    );
  });
});

describe('an engagement', () => {
  const payload = {
    auditor: 'AUDIT',
    holders: ['CLIENT'],
    instruments: ['GEC-A'],
    windowFrom: '2025-01-01',
    windowTo: '2025-12-31',
    accessFrom: '2026-03-02T00:00:00+08:00',
    accessUntil: '2026-03-31T00:00:00+08:00',
    purpose: '2025 年度核查',
  };

  it('the registry proposes and approves it; then the auditor reaches the window', async () => {
    const [auditor, client] = [
      await fixture.enter('AUDIT', { kind: 'verifier' }),
      await fixture.enter('CLIENT'),
    ];
    await fixture.enter('CLIENT-R', { kind: 'resident' });
    const proposed = await fixture.propose('engagement', payload, maker);
    expect(proposed.summary.en).toContain(
      'AUDIT (AUDIT example) may look at the days 2025-01-01 to 2025-12-31 of CLIENT',
    );
    const now = fixture.clock.now();
    expect(await engagedHolders(fixture.database, auditor.id, now)).toEqual(new Map());
    await fixture.approve(proposed, checker);
    expect(await engagedHolders(fixture.database, auditor.id, now)).toEqual(
      new Map([[client.id, { from: '2025-01-01', to: '2025-12-31', instruments: ['GEC-A'] }]]),
    );
  });

  it.each([
    ['another at the same time', {}, 'ENGAGEMENT_OVERLAPS'],
    ['somebody who is no auditor', { auditor: 'CLIENT', holders: ['AUDIT'] }, 'ENGAGEMENT_NOT_AN_AUDITOR'],
    ['a resident', { holders: ['CLIENT-R'] }, 'HOLDER_UNKNOWN'],
    ['the auditor itself', { holders: ['AUDIT'] }, 'HOLDER_SAME'],
    ['an unknown instrument', { instruments: ['NONE'] }, 'ENGAGEMENT_INSTRUMENT_UNKNOWN'],
    ['days in the wrong order', { windowTo: '2024-12-31' }, 'INPUT_MALFORMED'],
    ['moments in the wrong order', { accessUntil: '2026-03-01T00:00:00+08:00' }, 'INPUT_MALFORMED'],
    [
      'a time that is over',
      { accessFrom: '2026-02-01T00:00:00+08:00', accessUntil: '2026-03-01T00:00:00+08:00' },
      'ENGAGEMENT_OVER',
    ],
  ])('%s is refused', async (_, change, code) => {
    await expect(fixture.propose('engagement', { ...payload, ...change }, maker)).rejects.toEqual(
      refusedWith(code),
    );
  });

  it('a regulator engages for those it reaches alone', async () => {
    const bureau = await fixture.enter('BUREAU', { kind: 'regulator', province: '江苏' });
    const near = await fixture.enter('NEAR');
    const local = fixture.person(bureau, 'maker', new Map([[near.id, {}]]));
    await expect(
      fixture.propose('engagement', { ...payload, holders: ['NEAR', 'TWO'] }, local),
    ).rejects.toEqual(refusedWith('HOLDER_UNKNOWN'));
    await fixture.propose('engagement', { ...payload, holders: ['NEAR'] }, local);
  });

  it('two proposed for one time: the second is refused when it is approved', async () => {
    await fixture.enter('AGAIN');
    const again = { ...payload, holders: ['AGAIN'] };
    const [first, second] = [
      await fixture.propose('engagement', again, maker),
      await fixture.propose('engagement', again, maker),
    ];
    await fixture.approve(first, checker);
    await expect(fixture.approve(second, checker)).rejects.toEqual(refusedWith('ENGAGEMENT_OVERLAPS'));
  });
});
