import { NO_ID } from '../estate';
import { FUNDER, type InclusionRoom, MERCHANT, REFERENCE } from '../rooms/inclusion';
import { ProbeList } from './probe';

const NO_ACT = '999999999999';
const NO_NUMBER = '999999';
const NO_CODE = 'NOBODY';
const empty = { body: () => ({}) };
const TEXT = { textVersion: '2026.1' } as const;

/** What a resident has, and what others may do for it. */
export function residentProbes(room: InclusionRoom): ProbeList {
  const { acts, appeal, voucher, challenge } = room;
  const probes = new ProbeList();
  probes.each('GET /v1/me/acts/{number}, GET /v1/me/acts/{number}/evidence', acts[0], NO_ACT);
  probes.add('GET /v1/acts/{number}/evidence', acts[0], NO_ACT);
  probes.add('POST /v1/me/acts/{number}/appeals', acts[1], NO_ACT, { body: () => ({ grounds: 'x' }) });
  probes.add('GET /v1/me/appeals/{appeal}', appeal, NO_ID);
  probes.each(
    'GET /v1/me/vouchers/{id}, GET /v1/me/vouchers/{id}/qr.svg, GET /v1/me/vouchers/{id}/qr.png, ' +
      'GET /v1/me/vouchers/{id}/certificate',
    voucher,
    NO_ID,
  );
  probes.each(
    'GET /v1/me/challenges/{challenge}, GET /v1/me/challenges/{challenge}/ranking',
    challenge,
    NO_ID,
  );
  probes.add('POST /v1/me/challenge-memberships', challenge, NO_ID, {
    body: (id) => ({ challenge: id, nickname: '示例', agrees: true }),
  });
  probes.add('POST /v1/me/wards/{person}/resident', room.ward.person, NO_ID, {
    body: () => ({ programme: 'SZ' }),
  });
  const rest = { programme: 'SZ' };
  probes.add('POST /v1/me/pooling/{programme}/rounds/{round}/withdrawals', '1', '99', {
    ...{ rest, at: 'round' },
    ...empty,
  });
  return probes;
}

/** `?for=`: a relative looks and redeems, a guardian decides. */
export function actingProbes({ resident, ward, voucher }: InclusionRoom): ProbeList {
  const probes = new ProbeList();
  for (const number of [resident.id.toString(), ward.number]) {
    probes.each(
      'GET /v1/me/resident?for={}, GET /v1/me/programmes?for={}, GET /v1/me/vouchers?for={}, ' +
        'GET /v1/me/pooling?for={}, GET /v1/me/pooling/programmes?for={}',
      number,
      NO_NUMBER,
    );
    probes.add('POST /v1/me/resident/preferences?for={}', number, NO_NUMBER, {
      body: () => ({ largeType: true }),
    });
    probes.add('POST /v1/me/vouchers', number, NO_NUMBER, {
      body: (put) => ({ for: put, programme: 'SZ', reward: 'COFFEE' }),
    });
  }
  const id = { at: '', rest: { id: voucher } };
  const number = resident.id.toString();
  probes.add('GET /v1/me/vouchers/{id}?for={}', number, NO_NUMBER, id);
  probes.add('POST /v1/me/vouchers/{id}/cancel?for={}', number, NO_NUMBER, { ...id, ...empty });
  const decide = (route: string, more: object = {}) => probes.add(route, ward.number, NO_NUMBER, more);
  decide('GET /v1/me/links?for={}');
  decide('POST /v1/me/link-codes?for={}', { body: () => ({ partner: 'P1', ...TEXT }) });
  decide('DELETE /v1/me/links/{partner}?for={}', { at: '', rest: { partner: 'P1' } });
  decide('POST /v1/me/programmes?for={}', { body: () => ({ programme: 'NB' }) });
  decide('DELETE /v1/me/programmes/{code}?for={}', { at: '', rest: { code: 'NB' } });
  const round = { at: '', rest: { programme: 'SZ', round: '1' } };
  decide('POST /v1/me/pooling/{programme}/rounds/{round}/withdrawals?for={}', { ...round, ...empty });
  return probes;
}

/** A data partner’s own name, batches and users. */
export function partnerProbes({ partner: { code }, batch }: InclusionRoom): ProbeList {
  const probes = new ProbeList();
  const at = (routes: string, more: object = {}) => probes.each(routes, code, NO_CODE, more);
  const path = '/v1/partners/{code}';
  at(`GET ${path}, GET ${path}/batches, GET ${path}/rejects, GET ${path}/corrections, GET ${path}/links`);
  at(`GET ${path}/act-totals?from=2026-02-01&to=2026-02-28`);
  at(`GET ${path}/batches/{number}, GET ${path}/batches/{number}/rejects`, { rest: { number: batch } });
  const act = {
    ...{ eventId: 'EV-9', resident: REFERENCE, method: 'metro', startedAt: '2026-02-28T08:00:00+08:00' },
    ...{ durationS: 600, amount: 5_000 },
  };
  at(`POST ${path}/acts`, { body: () => ({ acts: [act] }) });
  at(`POST ${path}/act-files`, {
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    body: () =>
      '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n' +
      `event_id,resident,method,started_at,duration_s,amount\nEV-8,${REFERENCE},metro,${act.startedAt},600,5000\n` +
      '\r\n--edge--\r\n',
  });
  at(`POST ${path}/corrections`, {
    body: () => ({ eventId: 'EV-1', resident: REFERENCE, revoke: true, reason: 'x' }),
  });
  at(`POST ${path}/links`, { body: () => ({ code: 'ABCD-EFGH', reference: 'R-NEW' }) });
  at(`DELETE ${path}/links/{reference}`, { rest: { reference: 'R-NOBODY' } });
  return probes;
}

/** A programme as who runs it sees it, and what it does by tasks. */
export function programmeProbes(room: InclusionRoom): ProbeList {
  const { appeal, publicChallenge: challenge, pool, funding, line, resident } = room;
  const probes = new ProbeList();
  const at = (routes: string, more: object = {}) => probes.each(routes, 'SZ', NO_CODE, more);
  const path = '/v1/programmes/{code}';
  at(`GET ${path}/appeals, GET ${path}/months, GET ${path}/report`);
  at(`GET ${path}/appeals/{appeal}/act`, { rest: { appeal } });
  at('GET /v1/programmes/{programme}/partners, GET /v1/programmes/{programme}/pooling/rounds');
  at('GET /v1/programmes/{programme}/pooling/rounds/{round}', { rest: { round: '1' } });
  at(`POST ${path}/challenges`, {
    body: () => ({ title: 'x', kind: 'programme', begins: '2026-03-10', ends: '2026-03-20' }),
  });
  at(`POST ${path}/challenges/{challenge}/cancellation`, { rest: { challenge }, ...empty });
  probes.add('GET /v1/inclusion/fundings/{id}', funding, NO_ID);

  const propose = (kind: string, more: object) =>
    probes.propose(kind, 'SZ', NO_CODE, (programme) => ({ programme, ...more }));
  const names = { nameZh: '示例', nameEn: 'Invented', source: 'synthetic' };
  propose('inclusion-partner', { holder: 'PARTNER-P2', code: 'P3', methods: ['metro'], ...names });
  propose('inclusion-pool-round', { upTo: '2026-01' });
  propose('inclusion-pooling-terms', { pool, sharingZh: 'x', sharingEn: 'x', gramsPerBonusPoint: '100' });
  propose('points-correction', {
    ...{ resident: resident.id.toString(), points: '+1', ground: 'goodwill', reason: 'goodwill' },
  });
  const reward = { code: 'TEA', kind: 'goods', points: '1', merchant: MERCHANT, settlementYuan: '1.00' };
  propose('inclusion-reward', { ...reward, ...names });
  propose('inclusion-reward-stock', { code: 'COFFEE', pieces: '1' });
  propose('inclusion-reward-withdrawal', { code: 'COFFEE', withdrawalReason: 'x' });
  probes.propose('inclusion-programme-closing', 'SZ', NO_CODE, (code) => ({ code, reason: 'x' }));

  const ofPartner = (kind: string, more: object) =>
    probes.propose(kind, 'P1', NO_CODE, (code) => ({ code, ...more }));
  ofPartner('inclusion-partner-state', { act: 'suspend', reason: 'x' });
  ofPartner('inclusion-partner-methods', { methods: ['metro'], reason: 'x' });
  ofPartner('inclusion-partner-feed', { url: 'https://acts.example.com/v1/acts' });
  probes.propose('inclusion-appeal', appeal, NO_ID, (put) => ({
    appeal: put,
    decision: 'upheld',
    reason: 'x',
  }));
  probes.propose('inclusion-funding', FUNDER, NO_CODE, (funder) => ({
    ...{ funder, programme: 'SZ', purposeZh: 'x', purposeEn: 'x', budgetYuan: '1.00', source: 'synthetic' },
  }));
  probes.propose('inclusion-funding-end', funding, NO_ID, (put) => ({ funding: put, endReason: 'x' }));
  probes.propose('inclusion-settlement-correction', line, NO_NUMBER, (put) => ({
    ...{ line: put, changeYuan: '-1.00', correctionReason: 'x' },
  }));
  return probes;
}

export function merchantProbes({ waiting, voucherCode }: InclusionRoom): ProbeList {
  const probes = new ProbeList();
  probes.add('GET /v1/merchants/statements/{merchant}/{month}/pdf', MERCHANT, NO_CODE, {
    rest: { month: '2026-03' },
  });
  probes.add('POST /v1/merchants/vouchers/{id}/confirm', waiting, NO_ID, empty);
  probes.add('POST /v1/merchants/vouchers/{id}/fail', waiting, NO_ID, { body: () => ({ reason: 'x' }) });
  probes.add('POST /v1/merchants/vouchers/use', voucherCode, 'ABCD-EFGH-JKMN', {
    body: (code) => ({ code }),
  });
  return probes;
}

/** To be sent after all others of the room, for these end what they rest on. */
export function leavingProbes({ voucher, waiting, challenge, resident, ward }: InclusionRoom): ProbeList {
  const probes = new ProbeList();
  for (const id of [voucher, waiting]) probes.add('POST /v1/me/vouchers/{id}/cancel', id, NO_ID, empty);
  probes.each(
    'POST /v1/me/challenges/{challenge}/departure, POST /v1/me/challenges/{challenge}/cancellation',
    challenge,
    NO_ID,
    empty,
  );
  probes.add('POST /v1/me/family/{number}/helper', resident.id.toString(), NO_NUMBER, empty);
  probes.each(
    'DELETE /v1/me/family/{number}/helper, DELETE /v1/me/family/{number}',
    resident.id.toString(),
    NO_NUMBER,
  );
  // who tells programmes of acts is no secret; who lets them tell of oneself is
  probes.add('DELETE /v1/me/links/{partner}', 'P1', 'P2');
  probes.add('DELETE /v1/me/resident?for={}', ward.number, NO_NUMBER);
  return probes;
}
