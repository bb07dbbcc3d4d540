import { CLAIM, type Estate, OWNER } from '../estate';
import type { AttestationsRoom } from '../rooms/attestations';
import { type ForeignRoom, RETIREMENT } from '../rooms/foreign';
import type { PoolsRoom } from '../rooms/pools';
import type { ProjectsRoom } from '../rooms/projects';
import { ProbeList } from './probe';

const NO_PROJECT = 'PJ999999';
const NO_REPORT = 'MR999999';
const NO_POOL = 'PL999999';
const NO_DOCUMENT = 'ab'.repeat(32);
const STATEMENT = {
  ...{ opinion: 'positive', fullTimeStaff: 12, experiencedStaff: 6, document: NO_DOCUMENT },
  checks: [{ check: '计量点', passed: true, note: '一致（示例）' }],
};
const empty = { body: () => ({}) };
const reason = { body: () => ({ reason: 'x' }) };

/** Projects and reports; what is public of them is asked for elsewhere. */
export function projectProbes({ draft, registered, report, account }: ProjectsRoom): ProbeList {
  const probes = new ProbeList();
  for (const project of [draft, registered]) {
    const at = (route: string, more = {}) => {
      const [method = '', path = ''] = route.split(' ');
      probes.add(`${method} /v1/projects/{number}${path}`, project, NO_PROJECT, more);
    };
    for (const path of ['', '/events', '/judgements']) at(`GET ${path}`);
    at('POST /disclosure', { body: () => ({ text: 'x' }) });
    at('POST /validation', { body: () => STATEMENT });
    for (const step of ['application', 'review', 'publication']) at(`POST /${step}`, empty);
    for (const step of ['return', 'withdrawal']) at(`POST /${step}`, reason);
    const decided = { decision: 'register', reason: 'x' };
    probes.propose('project-registration', project, NO_PROJECT, (put) => ({ project: put, ...decided }));
    probes.propose('project-cancellation', project, NO_PROJECT, (put) => ({ project: put, reason: 'x' }));
    probes.propose('forced-cancellation', project, NO_PROJECT, (put) => ({
      ...{ project: put, quantity: '1', decision: '（2026）1号' },
    }));
    probes.propose('voluntary-cancellation', project, NO_PROJECT, (put) => ({
      ...{ project: put, account, instrument: 'CCER-PJ000001-20260101-20260131', quantity: '1' },
    }));
  }
  probes.add('GET /v1/reduction-reports?project={}', registered, NO_PROJECT);
  probes.add('GET /v1/projects?owner={}', 'OWNER', 'NOBODY');
  const values = [{ name: 'exportMwh', value: '1', unit: 'MWh', meter: 'SYN-METER-1' }];
  probes.add('POST /v1/reduction-reports', registered, NO_PROJECT, {
    body: (project) => ({
      ...{ project, periodFrom: '2025-12-01', periodTo: '2025-12-31', period: [], source: 'synthetic' },
      ...{ months: [{ month: '2025-12', values }], verifier: 'VERIFIER', document: NO_DOCUMENT },
    }),
  });
  for (const path of ['', '/steps', '/events', '/judgements']) {
    probes.add(`GET /v1/reduction-reports/{number}${path}`, report, NO_REPORT);
  }
  const step = (name: string, body: () => object) =>
    probes.add(`POST /v1/reduction-reports/{number}/${name}`, report, NO_REPORT, { body });
  step('verification', () => ({ ...STATEMENT, verifiedT: '1' }));
  step('application', () => ({ quantity: '1' }));
  step('review', () => ({}));
  step('return', reason.body);
  step('withdrawal', reason.body);
  probes.propose('reduction-registration', report, NO_REPORT, (put) => ({
    ...{ report: put, decision: 'register', reason: 'x' },
  }));
  return probes;
}

/** Pools, their members and what they are told. */
export function poolProbes({ pool, member, settlement, report }: PoolsRoom): ProbeList {
  const probes = new ProbeList();
  const rest = { member, period: '1', settlement };
  const at = (route: string, body?: object) => {
    const [method = '', path = ''] = route.split(' ');
    const more = { rest, ...(body && { body: () => body }) };
    probes.add(`${method} /v1/pools/{number}${path}`, pool, NO_POOL, more);
  };
  for (const path of [
    ...['', '/members', '/members/{member}', '/members/{member}/statement'],
    ...['/periods', '/periods/{period}', '/periods/{period}/contributions'],
    ...['/settlements', '/settlements/{settlement}', '/settlements/{settlement}/lines'],
  ]) {
    at(`GET ${path}`);
  }
  at('POST /terms', { feeBasisPoints: 500, sharingZh: '按减排量比例', sharingEn: 'by reduction' });
  const joining = { member: 'B', kind: 'household', assetKind: 'meter', asset: '9900-2' };
  const consent = { joinedOn: '2025-01-01', consentOn: '2024-12-20', consentRecord: 'C-2' };
  at('POST /members', { members: [{ ...joining, ...consent }] });
  at('POST /members/{member}/departures', { on: '2026-02-01', reason: 'x' });
  at('POST /periods', { from: '2026-01-01', to: '2026-01-31' });
  at('POST /periods/{period}/contributions', { rows: [{ member, value: '1' }] });
  at('POST /periods/{period}/verifications', { grams: '1', report });
  const csv = { 'content-type': 'text/csv' };
  const file = (path: string, text: string) =>
    probes.add(`POST /v1/pools/{number}${path}/imports`, pool, NO_POOL, {
      rest,
      headers: csv,
      body: () => text,
    });
  file(
    '/members',
    'member,kind,asset_kind,asset,joined_on,consent_on,consent_record\nC,household,meter,9900-3,2025-01-01,2024-12-20,C-3\n',
  );
  file('/periods/{period}/contributions', 'member,value\nA,1\n');
  probes.propose('pooled-issue', pool, NO_POOL, (put) => ({ pool: put, period: 1 }));
  probes.propose('pool-settlement', pool, NO_POOL, (put) => ({
    ...{ pool: put, period: 1, sale: 'SALE-2', tonnes: '1', proceedsFen: '1' },
  }));
  return probes;
}

/** Units of other registries, retirements, and receipts of both kinds. */
export function unitProbes({ accounts, objects }: Estate, foreign: ForeignRoom): ProbeList {
  const { lot, instrument, receipt } = foreign;
  const { first, nobodys, neighbour } = accounts;
  const probes = new ProbeList();
  const units = { instrument, quantity: '1' };
  probes.each('GET /v1/external-credits/{number}, GET /v1/external-credits/{number}/exits', lot, 'EX999999');
  probes.add('GET /v1/external-credits?instrument={}', instrument, 'VCS:1');
  const papers = ['', '/redemption-statement', '/pdf'].map((path) => `GET /v1/receipts/{number}${path}`);
  probes.each(papers.join(), receipt, 'CR-20260302-99999999-0');
  probes.each(papers.join(), objects.receipt, 'HX-20260302-99999999-0');
  probes.propose('credit-retirement', first, nobodys, (account) => ({
    account,
    lots: [units],
    ...RETIREMENT,
  }));
  probes.propose('retirement-reversal', receipt, 'CR-20260302-99999999-0', (receiptNumber) => ({
    ...{ receiptNumber, noteZh: '示例', noteEn: 'example' },
  }));
  probes.propose('external-credit-out', first, nobodys, (account) => ({
    ...{ account, reference: 'UNLOCK-1' },
    ...units,
  }));
  const choice = { plant: 'EST1', month: '2025-01', quantity: '1' };
  probes.propose('certificate-claims', first, nobodys, (account) => ({
    ...{ account, claims: [{ certificates: [choice], ...CLAIM }] },
  }));
  probes.propose('provincial-plan', first, nobodys, (from) => ({
    ...{ from, title: '示例方案', publishedOn: '2026-02-20', planHash: NO_DOCUMENT },
    ...{ shares: [{ to: neighbour, certificates: [choice] }] },
  }));
  probes.propose('certificate-issue', objects.plant, 'NOPLANT', (plant) => ({ plant, month: '2025-02' }));
  probes.propose('meter-month-correction', objects.plant, 'NOPLANT', (plant) => ({
    ...{ plant, month: '2025-01', energyKwh: '9000', basis: 'm' },
  }));
  probes.each(
    'GET /v1/meter-months/comparison?plant={}, GET /v1/meter-months/corrections?plant={}',
    objects.plant,
    'NOPLANT',
  );
  return probes;
}

/** What verifiers vouch for; that it is so is for everybody who has its number, elsewhere. */
export function attestationProbes({ attestation, document }: AttestationsRoom): ProbeList {
  const probes = new ProbeList();
  const add = (route: string, body?: object) =>
    probes.add(route, attestation, 'AT999999', body && { body: () => body });
  add('GET /v1/attestations/{number}');
  add('GET /v1/attestations/{number}/events');
  add('POST /v1/attestations/{number}/surveillances', { on: '2026-03-02', outcome: 'conforming', document });
  for (const step of ['suspensions', 'reinstatements', 'withdrawals']) {
    add(`POST /v1/attestations/{number}/${step}`, { reason: 'x' });
  }
  probes.add('GET /v1/attestations?holder={}', OWNER, 'NOBODY');
  return probes;
}
