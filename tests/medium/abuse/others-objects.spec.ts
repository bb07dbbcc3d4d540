import { ROLES } from '@carbon/identity';
import type { Person, PlatformFixture } from '../../support/platform-fixture';
import type { Estate } from '../../support/abuse/estate';
import { carbonAccountProbes } from '../../support/abuse/probes/carbon-account';
import { allocationProbes, complianceProbes } from '../../support/abuse/probes/compliance';
import { attestationProbes, poolProbes, projectProbes, unitProbes } from '../../support/abuse/probes/credits';
import { emitterProbes, reportProbes } from '../../support/abuse/probes/emitters';
import { exchangeProbes, negotiationProbes, settlingProbes } from '../../support/abuse/probes/exchange';
import {
  actingProbes,
  leavingProbes,
  merchantProbes,
  partnerProbes,
  programmeProbes,
  residentProbes,
} from '../../support/abuse/probes/inclusion';
import { intakeProbes, verificationProbes } from '../../support/abuse/probes/intake';
import type { Probe } from '../../support/abuse/probes/probe';
import { endingProbes, registryProbes } from '../../support/abuse/probes/registry';
import { custodyProbes, marketProbes } from '../../support/abuse/probes/trade';
import { samplesOf } from '../../support/abuse/samples';
import { stateOf } from '../../support/abuse/state';
import { openWideEstate, type WideEstate } from '../../support/abuse/wide-estate';

let wide: WideEstate;
let estate: Estate;
let platform: PlatformFixture;

beforeAll(async () => {
  wide = await openWideEstate();
  ({ estate } = wide);
  ({ platform } = wide.world);
});
afterAll(() => wide.world.close());

function probes(): Probe[] {
  const { market, custody, exchange, intake, projects, pools, foreign, attestations, inclusion } = wide;
  const { emitters, reports, allocation, compliance, account } = wide.allowances;
  return [
    ...[registryProbes(estate), marketProbes(estate, market), custodyProbes(estate, market, custody)],
    ...[exchangeProbes(exchange), negotiationProbes(exchange), settlingProbes(estate, market, exchange)],
    ...[intakeProbes(estate, intake), verificationProbes(intake)],
    ...[projectProbes(projects), poolProbes(pools), unitProbes(estate, foreign)],
    attestationProbes(attestations),
    ...[emitterProbes(estate, emitters), reportProbes(estate, reports)],
    ...[allocationProbes(estate, allocation), complianceProbes(estate, compliance)],
    carbonAccountProbes(account),
    ...[partnerProbes(inclusion), programmeProbes(inclusion), merchantProbes(inclusion)],
    ...[residentProbes(inclusion), actingProbes(inclusion), leavingProbes(inclusion)],
    endingProbes(estate),
  ].flatMap(({ all }) => all);
}

/** What came of a request, without the names it was asked with. */
async function told(probe: Probe, { headers }: Pick<Person, 'headers'>, put: string): Promise<string> {
  const { method, url, body, headers: kind } = probe;
  const answer = await platform.send(method, url(put), { ...headers, ...kind }, body?.(put));
  if (!/^application\/(problem\+)?json/.test(String(answer.headers['content-type']))) {
    return `${answer.statusCode} ${answer.body}`;
  }
  const { code, detail, items } = answer.json<{ code?: string; detail?: string; items?: unknown[] }>();
  return `${answer.statusCode} ${code ?? JSON.stringify(items)} ${detail?.replaceAll(put, '…') ?? ''}`;
}

async function differences(who: Pick<Person, 'headers'>): Promise<string[]> {
  const wrong: string[] = [];
  for (const probe of probes()) {
    const missing = await told(probe, who, probe.missing);
    const others = await told(probe, who, probe.name);
    if (others !== missing)
      wrong.push(
        `${probe.route} ${probe.body === undefined ? '' : JSON.stringify(probe.body(probe.name))}: ${others} instead of ${missing}`,
      );
  }
  return wrong;
}

/** Routes whose parameter names nothing of a holder, or a secret instead of an object. */
const NOBODYS = [
  'GET /v1/public/log/tiles/{level}/{index}',
  'POST /v1/calculators/{name}',
  'GET /v1/calendars/{market}',
  'POST /v1/password-resets/{token}',
  'POST /v1/invitations/{token}/acceptances',
  'GET /v1/instruments/{code}',
  'GET /v1/methodologies/{code}',
  // of the whole ledger; which of its differences an auditor sees is tried where it is made
  'GET /v1/reconciliations/{id}',
  // of all money at a bank, for those who see everything
  'GET /v1/bank-reconciliations/{id}',
  // of a market and its instruments, by whoever runs it
  'POST /v1/markets/{market}/instruments/{code}/halts',
  'POST /v1/markets/{market}/instruments/{code}/resumptions',
  'POST /v1/markets/{market}/notices',
  // whose are shown is a matter of reach, which is tried where lists are
  'GET /v1/markets/{market}/positions',
  // rules, as they are for everybody; who may have them tried, and what came of it, is another matter
  'GET /v1/carbon-markets/{market}',
  'GET /v1/rule-packs/{id}',
  'GET /v1/rule-packs/{id}/versions/{version}',
  'GET /v1/rule-packs/{id}/compare',
  'GET /v1/rule-packs/{id}/dry-runs',
  'POST /v1/rule-packs/{id}/dry-runs',
  // of a market and a year: lists of those within reach, which are tried as lists, and figures of a whole market
  'GET /v1/emitter-lists/{market}/{year}',
  'GET /v1/emitter-lists/{market}/{year}/proposed',
  'GET /v1/allowance-caps/{market}/{year}/versions',
  'GET /v1/carry-over/{market}/limits',
  'GET /v1/carry-over/{market}/applications',
  'GET /v1/carry-over/{market}/rounds',
  'GET /v1/statistics/{market}/vintages',
  'GET /v1/statistics/{market}/{year}/overview',
  // of the resident who asks, and of nobody else
  'GET /v1/me/inclusion/months/{month}',
  'GET /v1/me/inclusion/months/{month}/diary',
  // what neighbours are invited by; whoever has it in the programme may look before joining
  'GET /v1/me/challenge-invitations/{code}',
];

/** The public register: what everybody is shown, of organisations and never of a person. */
const FOR_EVERYBODY = [
  // a certificate, where it came from and how it ended; a person that claimed it is not told
  'GET /v1/public/certificates/{code}',
  // the bytes of a document that an act published, such as a design document in public comment
  'GET /v1/public/documents/{sha256}',
  // projects and reductions from their publication on: owner and body by code, statements, figures
  'GET /v1/public/projects/{number}',
  'GET /v1/public/reductions/{number}',
  'GET /v1/public/reductions/{number}/steps',
  // comments as their texts, without who wrote them; anybody who is signed in adds one
  'GET /v1/public/projects/{number}/comments',
  'GET /v1/public/reductions/{number}/comments',
  'POST /v1/projects/{number}/comments',
  'POST /v1/reduction-reports/{number}/comments',
  // fee, sharing and limits of a pool; no member
  'GET /v1/public/pools/{number}/terms',
  // whether an attestation holds, and for which organisation
  'GET /v1/public/attestations/{number}',
  'GET /v1/public/attestations/{number}/events',
  // who is on a list of key emitters, and when that was published
  'GET /v1/public/emitter-lists/{market}/{year}',
  'GET /v1/public/emitter-lists/{market}/{year}/publications',
  // sums by sector and province
  'GET /v1/public/allocations/{market}/{year}',
  // markets, what is traded on them, when it was halted, notices; no trader
  'GET /v1/markets/{market}',
  'GET /v1/markets/{market}/instruments',
  'GET /v1/markets/{market}/instruments/{code}/acts',
  'GET /v1/markets/{market}/notices',
  // days that ended, and their trades without names
  'GET /v1/markets/{market}/days',
  'GET /v1/markets/{market}/days/{day}',
  'GET /v1/markets/{market}/days/{day}/file',
  // prices, depth and trades, without who traded
  'GET /v1/public/exchange/{market}/closes',
  'GET /v1/public/exchange/{market}/composite',
  'GET /v1/public/exchange/{market}/stream',
  'GET /v1/public/exchange/{market}/instruments/{code}/closes',
  'GET /v1/public/exchange/{market}/instruments/{code}/quote',
  'GET /v1/public/exchange/{market}/instruments/{code}/depth',
  'GET /v1/public/exchange/{market}/instruments/{code}/trades',
  'GET /v1/public/exchange/{market}/instruments/{code}/candles',
  // auctions from their notice on: seller and terms; no bidder
  'GET /v1/public/auctions/{id}',
  // the grade of an enterprise that shows it; what is not shown is tried where lists are
  'GET /v1/public/carbon-codes/{slug}',
  // programmes of inclusion, by which rules they count, what they offer; figures of groups, never of a person
  'GET /v1/public/programmes/{code}',
  'GET /v1/public/programmes/{code}/methods',
  'GET /v1/public/programmes/{code}/challenges',
  'GET /v1/public/programmes/{code}/statistics',
  'GET /v1/public/programmes/{programme}/pooling',
  'GET /v1/public/programmes/{programme}/pooling/terms',
  'GET /v1/public/inclusion/rewards/{programme}/{code}',
];

it('every route that names an object of somebody is tried', async () => {
  const named = (await samplesOf(platform))
    .filter(({ path }) => path.includes('{'))
    .map(({ method, path }) => `${method} ${path}`);
  const bare = (route: string) => route.replace(/\?.*/, '');
  const tried = new Set([...NOBODYS, ...FOR_EVERYBODY, ...probes().map(({ route }) => bare(route))]);
  expect(named.filter((route) => !tried.has(route))).toEqual([]);
});

describe('an object of another holder is answered like one that is not there, and nothing changes', () => {
  const expectNothing = async (who: Pick<Person, 'headers'>) => {
    const before = await stateOf(platform.database);
    expect(await differences(who)).toEqual([]);
    expect(await stateOf(platform.database)).toEqual(before);
  };

  it.each(ROLES)('for its %s', (role) => expectNothing(estate.neighbour[role]));

  it.each(ROLES)('for a %s of the regulator of another province', async (role) => {
    const regulator = await platform.holder(`REGULATOR-${role.toUpperCase()}`, 'regulator', '浙江');
    await expectNothing(await platform.person(regulator, role));
  });

  it.each(ROLES)('for a %s of an auditor without an engagement', async (role) => {
    const auditor = await platform.holder(`AUDITOR-${role.toUpperCase()}`, 'auditor');
    await expectNothing(await platform.person(auditor, role));
  });

  it('for a resident', async () => {
    await expectNothing(
      await platform.person(await platform.holder('RESIDENT', 'resident', '江苏'), 'reader'),
    );
  });

  it.each(['resident', 'partner', 'merchant', 'funder', 'programme'] as const)(
    'for the %s beside that of inclusion',
    async (kind) => {
      const { neighbours } = wide.inclusion;
      const { resident, partner, merchant, funder, programme } = neighbours;
      const person = {
        ...{ resident: resident.person, partner: partner.maker, merchant, funder },
        programme: programme.maker,
      }[kind];
      await expectNothing(await platform.again(person));
    },
  );

  it('for an auditor whose engagement is over, but the engagement itself', async () => {
    const now = platform.clock.now();
    platform.clock.set(new Date('2026-03-20T00:00:00Z'));
    const late = await platform.person(estate.ids.auditor, 'reader');
    const others = (await differences(late)).filter((line) => !/^\w+ \/v1\/engagements\//.test(line));
    platform.clock.set(now);
    expect(others).toEqual([]);
  });

  it('for an auditor, where what happened lies outside of the window of its engagement', async () => {
    const engaged = await platform.person(estate.ids.auditor, 'reader');
    const happened =
      /^(GET|DELETE) \/v1\/(transactions|tasks|transfer-orders|documents|audit-records|me|api-keys)\b|^POST \/v1\/tasks/;
    const ofAllowances =
      /^GET \/v1\/(emission-reports|verification-objections|quality-plans|allocation-|allocations|owed-|surrenders|carry-over\/.*applications|penalties|compliance-(notices|certificates))[^?]*: /;
    expect(
      (await differences(engaged)).filter((line) => happened.test(line) || ofAllowances.test(line)),
    ).toEqual([]);
  });
});

it('for its own people, and those who look after it, it is there', async () => {
  const unseen: string[] = [];
  for (const probe of probes()) {
    let seen = false;
    for (const who of wide.insiders) {
      const again = await platform.again(who);
      seen = (await told(probe, again, probe.name)) !== (await told(probe, again, probe.missing));
      if (seen) break;
    }
    if (!seen) unseen.push(`${probe.route} ${JSON.stringify(probe.body?.('…') ?? {}).slice(0, 40)}`);
  }
  expect(unseen).toEqual([
    // the guardianship has ended with the erasure of the child, which was tried before
    'POST /v1/guardianships/{id}/end {"reason":"x"}',
    // these say whose account the units are in, which is the neighbour's, and whose the money
    'POST /v1/tasks {"kind":"sale-listing","payload":{"accou',
    'POST /v1/tasks {"kind":"sale-purchase","payload":{"acco',
    'POST /v1/auctions/{id}/bids {"tradingAccount":"TA-CN-990003-04","pri',
    'POST /v1/tasks {"kind":"allowance-surrender","payload":',
    'POST /v1/tasks {"kind":"allowance-exchange-move","paylo',
    // a challenge by invitation is joined by its code alone
    'POST /v1/me/challenge-memberships {"challenge":"…","nickname":"示例","agrees',
  ]);
});
