import { CLAIM, type Estate, NO_ID, OWNER } from '../estate';
import { ProbeList } from './probe';

const NOBODY = 'NOBODY';
type Body = (name: string) => object;

function list() {
  const probes = new ProbeList();
  return {
    probes,
    add: (route: string, name: string, missing: string, body?: Body) =>
      probes.add(route, name, missing, body && { body }),
    byId: (routes: string, name: string, missing = NO_ID, body?: Body) =>
      probes.each(routes, name, missing, body && { body }),
    propose: probes.propose.bind(probes),
  };
}

/** What the narrow estate has: accounts, people, tasks, plants, claims. */
export function registryProbes({ accounts, objects, owner, ids }: Estate): ProbeList {
  const { probes, add, byId, propose } = list();
  const { first, nobodys } = accounts;
  const reason = () => ({ reason: 'x' });
  const comment = () => ({ comment: 'x' });

  byId(
    'GET /v1/accounts/{number}, GET /v1/accounts/{number}/balances, GET /v1/accounts/{number}/statement, ' +
      'GET /v1/accounts/{number}/blocks, GET /v1/accounts/{number}/restrictions, ' +
      'GET /v1/accounts/{number}/transfer-settings, GET /v1/accounts/{number}/trusted-accounts, ' +
      'GET /v1/judicial-freezes?account={}, GET /v1/transfer-orders?account={}, GET /v1/claims?account={}, ' +
      'GET /v1/certificates?account={}',
    first,
    nobodys,
  );
  add('POST /v1/accounts/{number}/transfer-limits', first, nobodys, () => ({ limit: '1' }));
  const rest = { trusted: accounts.neighbour };
  const trusted = '/v1/accounts/{number}/trusted-accounts/{trusted}';
  probes.add(`DELETE ${trusted}`, first, nobodys, { rest });
  probes.add(`PATCH ${trusted}`, first, nobodys, { rest, body: () => ({ label: 'x' }) });
  byId(
    'GET /v1/accounts?holder={}, GET /v1/plants?holder={}, GET /v1/members?holder={}, ' +
      'GET /v1/holders/{holder}, GET /v1/holders/{holder}/group, GET /v1/holders/{holder}/group/holdings',
    OWNER,
    NOBODY,
  );
  byId(
    'GET /v1/accounts?holder={}, GET /v1/holders/{holder}, GET /v1/audit-records?holder={}, ' +
      'GET /v1/audit-records/export?holder={}',
    ids.owner,
  );
  add('POST /v1/accounts', OWNER, NOBODY, (holder) => ({ holder, kind: 'holding' }));
  byId('GET /v1/transactions/{id}, GET /v1/transactions/{id}/evidence', objects.transaction, '999999');
  byId('GET /v1/audit-records/{id}, GET /v1/audit-records/{id}/evidence', objects.auditRecord, '999999');
  byId('GET /v1/audit-records?actor={}', `user:${owner.maker.userId}`, `user:${NO_ID}`);
  byId('GET /v1/audit-records?subjectId={}', objects.task);
  byId('GET /v1/documents/{sha256}, GET /v1/documents/{sha256}/versions', objects.document, 'ab'.repeat(32));
  byId('GET /v1/plants/{code}', objects.plant, 'NOPLANT');
  byId('GET /v1/plants/{code}', objects.plantCode, '12326030263999910');
  byId('GET /v1/meter-months?plant={}, GET /v1/certificate-issues?plant={}', objects.plant, 'NOPLANT');
  byId('GET /v1/claims/{id}', objects.claim);
  byId('GET /v1/claims/{id}', objects.receipt, 'HX-20260302-99999999-0');
  byId('GET /v1/tasks/{id}', objects.task);
  byId('POST /v1/tasks/{id}/approvals, POST /v1/tasks/{id}/rejections', objects.task, NO_ID, comment);
  byId('POST /v1/tasks/{id}/withdrawals', objects.task, NO_ID, comment);
  byId('GET /v1/transfer-orders/{id}', objects.order);
  byId('POST /v1/transfer-orders/{id}/cancellations', objects.order, NO_ID, reason);
  byId('GET /v1/engagements/{id}, DELETE /v1/engagements/{id}', objects.engagement);
  byId('DELETE /v1/api-keys/{id}', objects.key);
  byId('DELETE /v1/sessions/{id}', owner.maker.sessionId);
  byId('DELETE /v1/invitations/{id}', objects.invitation);
  add('POST /v1/sessions/current/membership', owner.maker.membershipId, NO_ID, (membership) => ({
    membership,
  }));
  byId('POST /v1/members/{id}/roles', owner.reader.membershipId, NO_ID, () => ({ role: 'checker' }));
  byId(
    'DELETE /v1/users/{id}/locks, GET /v1/users/{id}/sessions, DELETE /v1/users/{id}/sessions',
    owner.maker.userId,
  );
  const person = owner.maker.personId;
  byId('GET /v1/persons/{id}?reason=x', person);
  byId('GET /v1/me/data?ward={}, GET /v1/me/consents?ward={}', objects.ward);
  byId('POST /v1/persons/{id}/corrections', person, NO_ID, () => ({
    ...{ fields: { name: 'x' }, reason: 'x', evidence: 'ab'.repeat(32) },
  }));
  add('POST /v1/me/person', objects.ward, NO_ID, (ward) => ({ ward, name: 'x' }));
  add('POST /v1/me/erasure', objects.ward, NO_ID, (ward) => ({ ward, confirm: 'erase' }));
  byId('POST /v1/guardianships/{id}/end', objects.guardianship, NO_ID, reason);
  byId('DELETE /v1/me/consents/{id}', objects.consent);

  const row = { month: '2025-02', energyKwh: '1', reportedBy: 'owner', basis: 'x' };
  add('POST /v1/meter-months', objects.plant, 'NOPLANT', (plant) => ({ rows: [{ plant, ...row }] }));
  const choice = { plant: 'EST1', month: '2025-01', quantity: '1' };
  const mine = accounts.neighbour;
  const transfer = { instrument: 'CEA25', quantity: '1' };
  propose('transfer', first, nobodys, (from) => ({ from, to: mine, ...transfer }));
  propose('transfer-settings', first, nobodys, (account) => ({ account, limit: '9' }));
  propose('transfer-reversal', objects.order, NO_ID, (order) => ({ order, reason: 'x' }));
  propose('trusted-account-add', first, nobodys, (account) => ({ account, trusted: mine, label: 'x' }));
  propose('certificate-claim', first, nobodys, (account) => ({ account, certificates: [choice], ...CLAIM }));
  add('POST /v1/tasks', objects.document, 'ab'.repeat(32), (document) => ({
    ...{ kind: 'transfer-settings', document },
    payload: { account: mine, limit: '9' },
  }));
  return probes;
}

/** To be sent last, for these end what the others rest on. */
export function endingProbes({ owner }: Estate): ProbeList {
  const { probes, byId } = list();
  const reason = () => ({ reason: 'x' });
  byId('DELETE /v1/members/{id}', owner.reader.membershipId);
  byId('POST /v1/persons/{id}/erasure', owner.reader.personId, NO_ID, reason);
  byId('POST /v1/users/{id}/locks', owner.reader.userId, NO_ID, reason);
  return probes;
}
