import { type Estate, NO_ID, OWNER } from '../estate';
import { type AllocationRoom, DATA_YEAR } from '../rooms/allocation';
import type { ComplianceRoom } from '../rooms/compliance';
import { ProbeList } from './probe';

const NOBODY = 'NOBODY';
const NO_ROUND = 'AR999999';
const YEAR = { market: 'CN', year: DATA_YEAR };
const why = { reason: 'x' };

/** Rounds of allocation with lines and appeals. */
export function allocationProbes({ accounts }: Estate, room: AllocationRoom): ProbeList {
  const { round, national, appeal } = room;
  const probes = new ProbeList();
  const at = (route: string, body?: object) => {
    const [method = '', path = ''] = route.split(' ');
    const more = { rest: { holder: OWNER }, ...(body && { body: () => body }) };
    probes.add(`${method} /v1/allocation-rounds/{number}${path}`, round, NO_ROUND, more);
  };
  for (const path of [
    ...['', '/lines', '/lines/{holder}', '/totals', '/missing-accounts', '/events', '/calculations'],
  ]) {
    at(`GET ${path}`);
  }
  for (const step of ['calculations', 'publications', 'reviews', 'refreshes']) at(`POST /${step}`, {});
  at('POST /cancellations', why);
  at('POST /destinations', { holder: OWNER, destination: 'provincial', ...why });
  // a round that others see for their own lines
  const rest = { number: national };
  probes.add('GET /v1/allocation-rounds/{number}/lines/{holder}', OWNER, NOBODY, { rest, at: 'holder' });
  probes.add('GET /v1/allocations?holder={}', OWNER, NOBODY);
  probes.add('GET /v1/owed-adjustments?holder={}', OWNER, NOBODY);
  probes.add('GET /v1/allocation-appeals?round={}', round, NO_ROUND);
  probes.add('GET /v1/allocation-appeals/{number}', appeal, 'AA999999');

  const propose = (kind: string, more: object = {}) =>
    probes.propose(kind, round, NO_ROUND, (put) => ({ round: put, ...more }));
  propose('allocation-appeal', { grounds: 'x' });
  propose('allocation-approval');
  propose('allocation-issue');
  probes.propose('allocation-appeal-decision', appeal, 'AA999999', (put) => ({
    ...{ appeal: put, outcome: 'dismissed' },
    ...why,
  }));
  const owed = { ...YEAR, decision: 'owe', quantity: '1', ...why };
  probes.propose('owed-adjustment', OWNER, NOBODY, (holder) => ({ holder, ...owed }));
  const release = { market: 'CN', instrument: 'CEA24', quantity: '1', to: accounts.nobodys, ...why };
  probes.propose('provincial-release', OWNER, NOBODY, (holder) => ({ holder, ...release }));
  return probes;
}

/** Allowances: what is held, surrendered, carried over, borrowed, cancelled and fined. */
export function complianceProbes({ accounts, objects }: Estate, room: ComplianceRoom): ProbeList {
  const { instrument, surrender, penalty, notice, certificate, application, cancellation } = room;
  const { first, nobodys, neighbour } = accounts;
  const probes = new ProbeList();
  const lots = [{ instrument, quantity: '1' }];
  const market = { market: 'CN' };
  probes.add('GET /v1/allowance-holdings?market=CN&holder={}', OWNER, NOBODY);
  probes.add('GET /v1/allowance-holdings/{instrument}/blocks?holder={}', OWNER, NOBODY, {
    ...{ rest: { instrument }, at: '' },
  });
  probes.add('GET /v1/compliance/{holder}/{market}/{year}', OWNER, NOBODY, {
    rest: { ...market, year: String(DATA_YEAR) },
  });
  probes.add('POST /v1/compliance/what-if', OWNER, NOBODY, {
    body: (holder) => ({ ...YEAR, holder, offered: [{ kind: 'allowance', instrument, quantity: '1' }] }),
  });
  probes.add(`GET /v1/offset-units?market=CN&year=${DATA_YEAR}&holder={}`, OWNER, NOBODY);
  probes.add('GET /v1/surrenders?holder={}', OWNER, NOBODY);
  probes.add('GET /v1/surrenders/{id}', surrender, NO_ID);
  probes.propose('allowance-surrender', first, nobodys, (account) => ({
    ...{ ...YEAR, account, allowances: lots },
  }));
  probes.propose('allowance-surrender', OWNER, NOBODY, (beneficiary) => ({
    ...{ ...YEAR, account: neighbour, allowances: lots, beneficiary },
  }));
  const units = { ...YEAR, allowances: lots };
  probes.propose('provincial-surrender', first, nobodys, (account) => ({
    ...{ ...units, account, beneficiary: OWNER },
  }));
  probes.propose(
    'judicial-surrender',
    first,
    nobodys,
    (account) => ({ ...units, account }),
    objects.document,
  );
  probes.propose('surrender-reversal', surrender, NO_ID, (put) => ({ surrender: put, ...why }));
  probes.propose('allowance-exchange-move', first, nobodys, (account) => ({
    ...{ ...market, direction: 'to-exchange', account, lots },
  }));
  probes.propose('allowance-exchange-move', first, nobodys, (exchangeAccount) => ({
    ...{ ...market, direction: 'to-exchange', account: neighbour, exchangeAccount, lots },
  }));
  probes.propose('allowance-cancellation', first, nobodys, (account) => ({ account, lots, remark: 'x' }));
  const papers = ['', '/pdf'].map((path) => `GET /v1/receipts/{number}${path}`);
  probes.each(papers.join(), cancellation, 'AX-20260302-99999999-0');

  const carry = '/v1/carry-over/{market}';
  probes.add(`GET ${carry}?holder={}`, OWNER, NOBODY, { rest: market, at: '' });
  probes.add(`GET ${carry}/applications/{id}`, application, NO_ID, { rest: market, at: 'id' });
  probes.propose('allowance-carry-over', first, nobodys, (account) => ({ ...market, account, lots }));
  probes.propose('carry-over-trade-totals', OWNER, NOBODY, (holder) => ({
    ...{ ...market, source: 'x', rows: [{ holder, soldT: '1', boughtT: '0' }] },
  }));
  probes.add(`GET /v1/allowance-borrowings/limit?market=CN&year=2022&holder={}`, OWNER, NOBODY);
  probes.propose('allowance-borrowing', first, nobodys, (account) => ({
    ...{ market: 'CN', year: 2022, account, quantity: '1', ground: 'x' },
  }));

  probes.add('GET /v1/penalties/{id}', penalty, NO_ID);
  const asked = `market=CN&year=${DATA_YEAR}&rule=PEN-008`;
  probes.add(`GET /v1/penalty-range?${asked}&holder={}`, OWNER, NOBODY);
  const fine = { ...YEAR, rule: 'PEN-008', fineFen: '2000000', inspectors: 2, payBy: '2026-06-30', ...why };
  probes.propose('penalty-decision', OWNER, NOBODY, (holder) => ({ holder, ...fine }));
  probes.propose('penalty-settlement', penalty, NO_ID, (decision) => ({
    ...{ decision, what: 'paid', on: '2026-03-01', note: 'x' },
  }));
  const notices = ['', '/pdf'].map((path) => `GET /v1/compliance-notices/{number}${path}`);
  probes.each(notices.join(), notice, 'TN-20260302-99999999-0');
  probes.add('GET /v1/compliance-certificates/{number}', certificate, 'CC-20260302-99999999-0');
  return probes;
}
