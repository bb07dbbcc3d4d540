import type { Holder } from '../domain/holder';
import { engagedHolders } from '../persistence/read-engagements';
import { enterEngagement, type NewEngagement } from '../use-cases/enter-engagement';
import { type HoldersFixture, openHoldersFixture } from './identity.spec-support';

let fixture: HoldersFixture;
let registry: Holder;
let auditor: Holder;
let rival: Holder;
let firm: Holder;
let other: Holder;

beforeAll(async () => {
  fixture = await openHoldersFixture();
  registry = await fixture.enter('REGISTRY', { kind: 'registry-operator' });
  auditor = await fixture.enter('AUDITOR', { kind: 'auditor' });
  rival = await fixture.enter('RIVAL', { kind: 'auditor' });
  firm = await fixture.enter('FIRM', { kind: 'generator' });
  other = await fixture.enter('OTHER', { kind: 'key-emitter' });
});
afterAll(() => fixture.close());

/** Access all through April 2026 of China, to the year 2025. */
const april = (entry: Partial<NewEngagement> = {}): NewEngagement => ({
  auditor,
  holders: [firm, other],
  instruments: null,
  windowFrom: '2025-01-01',
  windowTo: '2025-12-31',
  accessFrom: new Date('2026-03-31T16:00:00Z'),
  accessUntil: new Date('2026-04-30T16:00:00Z'),
  purpose: '2025 年度核查',
  ...entry,
});
const enter = (entry: NewEngagement) =>
  fixture.database.transaction((tx) => enterEngagement(tx, entry, fixture.review()));
const engaged = (at: string, who = auditor) => engagedHolders(fixture.database, who.id, new Date(at));
const of2025 = { from: '2025-01-01', to: '2025-12-31' };

describe('an engagement', () => {
  let id: string;

  it('shows the holders only from its first moment until just before its last', async () => {
    id = await enter(april());
    expect(await engaged('2026-03-31T15:59:59.999Z')).toEqual(new Map());
    const both = new Map([
      [firm.id, of2025],
      [other.id, of2025],
    ]);
    expect(await engaged('2026-03-31T16:00:00Z')).toEqual(both);
    expect(await engaged('2026-04-30T15:59:59.999Z')).toEqual(both);
    expect(await engaged('2026-04-30T16:00:00Z')).toEqual(new Map());
    expect(await engaged('2026-04-15T00:00:00Z', rival)).toEqual(new Map());
  });

  it('is seen whole by auditor and registry, in part by each holder, and not by others', async () => {
    const see = async (word: string) => {
      const response = await fixture.get(`/v1/engagements/${id}`, word);
      return response.statusCode === 200
        ? response.json<{ holders: { code: string }[] }>().holders.map(({ code }) => code)
        : response.statusCode;
    };
    expect(await see(fixture.person(auditor, 'reader'))).toEqual(['FIRM', 'OTHER']);
    expect(await see(fixture.person(registry, 'reader'))).toEqual(['FIRM', 'OTHER']);
    expect(await see(fixture.person(firm, 'administrator'))).toEqual(['FIRM']);
    const looking = new Map([[firm.id, of2025]]);
    expect(await see(fixture.person(rival, 'reader', looking))).toBe(404);
    const list = await fixture.get('/v1/engagements', fixture.person(rival, 'reader', looking));
    expect(list.json()).toEqual({ items: [] });
    const own = await fixture.get('/v1/engagements', fixture.person(other, 'administrator'));
    expect(own.json()).toMatchObject({ items: [{ id, auditor: 'AUDITOR', holders: [{ code: 'OTHER' }] }] });
  });

  it('a second one of the auditor about the same holder at the same time is refused', async () => {
    await expect(enter(april({ holders: [other], windowTo: '2026-01-31' }))).rejects.toMatchObject({
      code: 'ENGAGEMENT_OVERLAPS',
    });
    await enter(april({ auditor: rival, holders: [other], instruments: ['GEC-A'] }));
    expect(await engaged('2026-04-15T00:00:00Z', rival)).toEqual(
      new Map([[other.id, { ...of2025, instruments: ['GEC-A'] }]]),
    );
  });

  it('an administrator of an engaged holder ends the part about it, at once', async () => {
    fixture.clock.set(new Date('2026-04-10T00:00:00Z'));
    const ended = await fixture.call(
      'DELETE',
      `/v1/engagements/${id}`,
      fixture.person(firm, 'administrator'),
    );
    expect(ended.json()).toMatchObject({
      holders: [{ code: 'FIRM', endedAt: '2026-04-10T08:00:00.000+08:00' }],
      endedBy: 'user:FIRM-administrator',
    });
    expect(await engaged('2026-04-10T00:00:00Z')).toEqual(new Map([[other.id, of2025]]));
    const seen = await fixture.get(`/v1/engagements/${id}`, fixture.person(auditor, 'reader'));
    expect(seen.json()).toMatchObject({ endedAt: null });
  });

  it('readers, and strangers, end nothing', async () => {
    const end = async (word: string) =>
      (await fixture.call('DELETE', `/v1/engagements/${id}`, word)).statusCode;
    expect(await end(fixture.person(auditor, 'reader'))).toBe(403);
    expect(await end(fixture.person(registry, 'reader'))).toBe(403);
    expect(await end(fixture.person(rival, 'administrator'))).toBe(404);
    expect(await end(fixture.person(other, 'maker'))).toBe(403);
    expect((await engaged('2026-04-10T00:00:00Z')).has(other.id)).toBe(true);
  });

  it('the auditor ends the rest; ending again answers the same and changes nothing', async () => {
    fixture.clock.set(new Date('2026-04-10T01:00:00Z'));
    const word = fixture.person(auditor, 'checker');
    const first = await fixture.call('DELETE', `/v1/engagements/${id}`, word);
    expect(first.json()).toMatchObject({ endedBy: 'user:AUDITOR-checker' });
    expect(await engaged('2026-04-10T00:00:00Z')).toEqual(new Map());
    fixture.clock.set(new Date('2026-04-11T00:00:00Z'));
    const again = await fixture.call('DELETE', `/v1/engagements/${id}`, fixture.person(registry, 'maker'));
    expect(again.json()).toEqual(first.json());
    const actions = (await fixture.audited(id)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'engagement.entered')).toHaveLength(3);
    expect(actions.filter((action) => action === 'engagement.ended')).toHaveLength(4);
  });

  it('what has ended does not begin again', async () => {
    await expect(
      fixture.database.query(
        `update identity.engagement_holder set ended_at = null, ended_by = null where engagement_id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: 'CL067' });
  });

  it('twenty at once about one holder: one is entered', async () => {
    const entry = april({ holders: [firm] });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => enter(entry)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'ENGAGEMENT_OVERLAPS' });
    }
  });
});
