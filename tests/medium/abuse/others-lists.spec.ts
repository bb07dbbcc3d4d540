import { ROLES } from '@carbon/identity';
import { OWNER } from '../../support/abuse/estate';
import { addressOf, type Sample, samplesOf } from '../../support/abuse/samples';
import { openWideEstate, type WideEstate } from '../../support/abuse/wide-estate';
import { FUNDER, MERCHANT, REFERENCE } from '../../support/abuse/rooms/inclusion';
import { JobFixture } from '../../support/job-fixture';
import type { Person, PlatformFixture } from '../../support/platform-fixture';

let wide: WideEstate;
let platform: PlatformFixture;
let lists: readonly string[];

beforeAll(async () => {
  wide = await openWideEstate();
  ({ platform } = wide.world);
  lists = (await samplesOf(platform)).filter(isList).flatMap(addresses);
});
afterAll(() => wide.world.close());

/** What a list is narrowed down by without naming anybody's object. */
const NARROWED = /\{(?!market\}|year\}|instrument\})/;

/** Shown to everybody, of organisations and never of a person, or for the platform as a whole. */
const EVERYBODYS = /^\/v1\/public\/|^\/v1\/(listings|certificate-market)/;

/** Does not end; what it tells whom is tried where it is made. */
const STREAM = /\/stream$/;

const isList = ({ method, path }: Sample) =>
  method === 'GET' &&
  !STREAM.test(path) &&
  !NARROWED.test(path) &&
  !EVERYBODYS.test(path) &&
  path.startsWith('/v1/');

/** Lists of what happened on a day, or tells of a month; others are of what stands. */
const HAPPENED =
  /\/(transactions|tasks|transfer-orders|emission-(reports|deposits) |verification-objections|quality-plans|alloc|owed-|surrenders|allowance-|carry-over|penalties|compliance-|warnings)/;

/** With what the query must hold alone: nothing else narrows the list. */
function addresses({ path, parameters, query, needed, ...rest }: Sample): string[] {
  return ['2024', '2025', '2026'].map((year) => {
    const named = { ...parameters, market: 'CN', year, instrument: 'CEA24' };
    const asked = Object.fromEntries(needed.map((name) => [name, query[name] ?? 'x']));
    const of = { ...asked, ...(needed.includes('market') && { market: 'CN' }) };
    const at = { ...of, ...(needed.includes('year') && { year }) };
    return addressOf({ ...rest, path, needed, parameters: named, query: at });
  });
}

/** Words that only an answer about the owner of the estate holds. */
function ofTheOwner(): string[] {
  const { estate, allowances, exchange } = wide;
  const { emitters, reports, allocation, compliance, account } = allowances;
  const { site, unit, device, plan, service, staged } = emitters;
  const { surrender, penalty, notice, certificate, application, cancellation } = compliance;
  return [
    ...[estate.ids.owner, `"${OWNER}"`, site, unit, device, plan, service, staged],
    ...[reports.report, reports.objection, reports.document, allocation.round, allocation.appeal],
    ...[surrender, penalty, notice, certificate, application, cancellation],
    ...[exchange.accounts.owner, exchange.units, exchange.negotiation, exchange.proposed, exchange.bid],
    ...[exchange.offer, exchange.demand, exchange.bankAccount, exchange.payment, exchange.statement],
    ...[exchange.alert, exchange.consent],
    // the code of a market is part of the codes of its instruments, which are for everybody
    ...[`"${account.park}"`, account.warning, account.dryRun],
  ];
}

/** Words that only answers about those of the room of inclusion hold. */
function ofInclusion(): string[] {
  const { resident, ward, acts, appeal, challenge, invitation, voucher, waiting, funding } = wide.inclusion;
  return [
    ...[REFERENCE, 'OPERATOR-SZ', 'PARTNER-P1', `"${MERCHANT}"`, `"${FUNDER}"`, resident.accountNumber],
    ...[
      resident.holderId,
      resident.person.personId,
      ward.person,
      ...acts.map((act) => `"${act}"`),
      appeal,
      challenge,
    ],
    ...[invitation, voucher, waiting, funding],
  ];
}

async function told(who: Pick<Person, 'headers'>, words = ofTheOwner()): Promise<string[]> {
  const wrong = new Set<string>();
  for (const url of new Set(lists)) {
    const { body } = await platform.send('GET', url, who.headers);
    for (const word of words) {
      if (body.includes(word)) wrong.add(`${url.replace(/\?.*/, '')} tells ${word}`);
    }
  }
  return [...wrong];
}

describe('no list tells of another holder', () => {
  it('that is not there for its own people', async () => {
    const seen = await told(await platform.again(wide.estate.owner.maker));
    expect(seen.length).toBeGreaterThan(20);
  });

  it.each(ROLES)('to its %s', async (role) => {
    expect(await told(wide.estate.neighbour[role])).toEqual([]);
  });

  it.each(['maker', 'checker', 'reader'] as const)(
    'to a %s of the regulator of another province',
    async (role) => {
      const regulator = await platform.holder(`REGULATOR-${role.toUpperCase()}`, 'regulator', '浙江');
      expect(await told(await platform.person(regulator, role))).toEqual([]);
    },
  );

  it('of inclusion that is not there for its own people', async () => {
    const { programme, partner, merchant, funder, resident } = wide.inclusion;
    const own = [programme.maker, partner.maker, merchant, funder.maker, resident.person];
    for (const who of own) {
      const seen = await told(await platform.again(who), ofInclusion());
      expect(seen.length).toBeGreaterThan(2);
    }
  });

  it.each(['resident', 'partner', 'merchant', 'funder', 'programme'] as const)(
    'of inclusion to the %s beside it',
    async (kind) => {
      const { resident, partner, merchant, funder, programme } = wide.inclusion.neighbours;
      const person = {
        ...{ resident: resident.person, partner: partner.maker, merchant, funder },
        programme: programme.maker,
      }[kind];
      expect(await told(await platform.again(person), ofInclusion())).toEqual([]);
    },
  );

  it.each(ROLES)('of inclusion to a %s of the generator', async (role) => {
    expect(await told(wide.estate.neighbour[role], ofInclusion())).toEqual([]);
  });

  it('to an auditor without an engagement', async () => {
    const auditor = await platform.holder('AUDITOR-1', 'auditor');
    expect(await told(await platform.person(auditor, 'reader'))).toEqual([]);
  });

  it('to an auditor, where what happened lies outside of the window of its engagement', async () => {
    const engaged = await platform.person(wide.estate.ids.auditor, 'reader');
    expect((await told(engaged)).filter((line) => HAPPENED.test(line))).toEqual([]);
  });
});

describe('what everybody may look up', () => {
  const open = async (url: string) => {
    const { statusCode, headers, body } = await platform.send('GET', url, {});
    const json = String(headers['content-type']).includes('json');
    return { statusCode, code: json ? (JSON.parse(body) as { code: string }).code : body };
  };

  it('is a carbon code while it is shown, and no longer', async () => {
    const { slug } = wide.allowances.account;
    for (const place of ['/v1/public/carbon-codes', '/c']) {
      const missing = await open(`${place}/${'A'.repeat(slug.length)}`);
      expect(missing.statusCode).toBe(404);
      expect(await open(`${place}/${slug}`)).toEqual(missing);
    }
  });

  it('is that a notice stands, and nothing of one that does not', async () => {
    const { notice } = wide.allowances.compliance;
    expect((await open(`/n/${notice}`)).statusCode).toBe(200);
    expect((await open('/n/TN-20260302-99999999-0')).statusCode).toBe(404);
  });
});

describe('a document of another is for a job what is not there', () => {
  const comeOf = async (maker: Person, kind: string, payload: object) => {
    const jobs = new JobFixture(platform);
    const { state, problem } = await jobs.run(maker, kind, payload);
    return `${state} ${problem?.code}`;
  };
  const missing = 'ab'.repeat(32);

  it.each([
    ['deposit-import', { market: 'CN' }],
    ['emission-report-import', { report: 'ER999999' }],
    ['verified-figures-import', { market: 'CN' }],
    ['emitter-list-import', { market: 'CN', year: 2024 }],
  ])('%s', async (kind, payload) => {
    const ofAuthority = /list|figures/.test(kind);
    const regulator = await platform.holder(`OFFICE-${kind.toUpperCase()}`, 'regulator', '浙江');
    const maker = ofAuthority ? await platform.person(regulator, 'maker') : wide.estate.neighbour.maker;
    const nothing = await comeOf(maker, kind, { ...payload, document: missing });
    expect(nothing).toBe('failed DOCUMENT_UNKNOWN');
    const { document } = wide.allowances.reports;
    expect(await comeOf(maker, kind, { ...payload, document })).toBe(nothing);
  });
});
