import { type Estate, NO_ID, OWNER } from '../estate';
import type { ReportsRoom } from '../rooms/emission-reports';
import { DATA, DEVICE, type EmittersRoom, planContent, SITE, UNIT } from '../rooms/emitters';
import { ProbeList } from './probe';

const NOBODY = 'NOBODY';
const NO_REPORT = 'ER999999';
const ON = { effectiveFrom: '2026-02-01' };
const why = { reason: 'x' };

/** Sites, units and devices; what is measured and planned of them; who helps with it. */
export function emitterProbes({ objects }: Estate, room: EmittersRoom): ProbeList {
  const { site, unit, device, month, plan, place, service, staged, stagedList } = room;
  const probes = new ProbeList();
  const facility = (kind: string, id: string, below: string | undefined, facts: object) => {
    const under = below === undefined ? [] : [`GET /v1/emission-${kind}s/{id}/${below}`];
    const named = ['', '/versions'].map((path) => `GET /v1/emission-${kind}s/{id}${path}`);
    probes.each([...named, ...under].join(), id, NO_ID);
    const body = () => ({ ...ON, ...why, facts });
    probes.add(`POST /v1/emission-${kind}s/{id}/versions`, id, NO_ID, { body });
  };
  facility('site', site, 'units', SITE);
  facility('unit', unit, 'devices', UNIT);
  facility('device', device, undefined, DEVICE);
  const inside = (code: string, facts: object) => ({ body: () => ({ code, ...ON, facts }) });
  probes.add('POST /v1/emission-sites/{id}/units', site, NO_ID, inside('U2', UNIT));
  probes.add('POST /v1/emission-units/{id}/devices', unit, NO_ID, inside('W-02', DEVICE));
  probes.add('POST /v1/emission-units/{id}/deposits', unit, NO_ID, {
    body: () => ({ month, data: DATA, evidence: [objects.document] }),
  });
  probes.add('GET /v1/emission-units/{id}/deposits/{month}/versions', unit, NO_ID, { rest: { month } });
  probes.add('GET /v1/emission-deposits?market=CN&from=2026-01&to=2026-01&unit={}', unit, NO_ID);
  probes.each(
    'GET /v1/emission-sites?holder={}, GET /v1/quality-plans?holder={}, ' +
      'GET /v1/emission-deposits?market=CN&from=2026-01&to=2026-01&holder={}, ' +
      'GET /v1/holders/{holder}/group/emission-sites',
    OWNER,
    NOBODY,
  );
  const group = (path: string, id: string) =>
    probes.add(`GET /v1/holders/{holder}/group/${path}`, OWNER, NOBODY, { rest: { id } });
  group('emission-sites/{id}/units', site);
  group('emission-units/{id}/devices', unit);
  probes.add('POST /v1/emission-sites', OWNER, NOBODY, {
    body: (holder) => ({ holder, ...ON, facts: SITE }),
  });
  probes.add('GET /v1/quality-plans/{id}', plan, NO_ID);
  probes.add('POST /v1/quality-plans', OWNER, NOBODY, {
    body: (holder) => ({ holder, market: 'CN', year: 2026, content: planContent(place) }),
  });
  probes.propose('quality-plan-submission', plan, NO_ID, (put) => ({ plan: put }));
  probes.propose('quality-plan-return', plan, NO_ID, (put) => ({ plan: put, remarks: 'x' }));
  probes.add('POST /v1/service-engagements/{id}/ending', service, NO_ID, {
    body: () => ({ until: '2026-03-01', ...why }),
  });
  probes.add('POST /v1/service-engagements', OWNER, NOBODY, {
    body: (holder) => ({ holder, body: 'VALIDATOR', work: 'advises', from: '2026-01-01', province: '江苏' }),
  });
  probes.add('GET /v1/emitter-imports/{id}', staged, NO_ID);
  probes.add('GET /v1/emitter-imports/{id}', stagedList, NO_ID);
  probes.add('POST /v1/emitter-imports/{id}/commit', staged, NO_ID, { body: () => ({}) });
  probes.add('POST /v1/emitter-imports/{id}/discard', staged, NO_ID, { body: () => ({}) });
  const entry = { sector: 'power', classText: '火力发电', ...why, ground: 'x' };
  const list = { market: 'CN', year: 2024, ...why };
  probes.propose('emitter-list', OWNER, NOBODY, (holder) => ({ ...list, add: [{ holder, ...entry }] }));
  probes.propose('emitter-list', stagedList, NO_ID, (put) => ({ ...list, import: put }));
  probes.add('POST /v1/measured-emissions', OWNER, NOBODY, {
    body: (holder) => ({ holder, source: 'x', months: [{ month: '2026-01', tonnes: '1' }] }),
  });
  return probes;
}

/** An emission report, its verification, and what is said against it. */
export function reportProbes({ objects }: Estate, room: ReportsRoom): ProbeList {
  const { report, finding, objection, document } = room;
  const probes = new ProbeList();
  const rest = { finding, version: '1' };
  const at = (route: string, body?: object) => {
    const [method = '', path = ''] = route.split(' ');
    const more = { rest, ...(body && { body: () => body }) };
    probes.add(`${method} /v1/emission-reports/{report}${path}`, report, NO_REPORT, more);
  };
  for (const path of [
    ...['', '/versions', '/versions/{version}', '/versions/{version}/checks', '/events'],
    ...['/findings', '/conclusions'],
  ]) {
    at(`GET ${path}`);
  }
  at('POST /versions', { content: { units: [], lines: [], flows: [] } });
  at('POST /returns', why);
  const raised = { kind: 'wrong-value', severity: 'observation', field: 'flows[0].amount', text: 'x' };
  at('POST /findings', { ...raised, dueOn: '2026-03-16' });
  at('POST /findings/{finding}/answers', { text: 'x' });
  at('POST /findings/{finding}/decisions', { decision: 'closed', text: 'x' });
  const opinion = { opinion: 'positive', text: 'x', deskCase: NO_ID, document: objects.document };
  at('POST /conclusions', opinion);
  at('POST /objections', { grounds: 'x' });
  probes.add('GET /v1/verification-objections/{id}', objection, NO_ID);

  const propose = (kind: string, more: object, notice?: string) =>
    probes.propose(kind, report, NO_REPORT, (put) => ({ report: put, ...more }), notice);
  propose('emission-report-submission', { version: 1 });
  propose('verification-assignment', { verifier: 'VERIFIER' }, document);
  propose('verification-result', { conclusion: 1, decision: 'confirm', ...why });
  probes.propose('verification-objection-decision', objection, NO_ID, (put) => ({
    ...{ objection: put, outcome: 'dismissed' },
    ...why,
  }));
  const parts = [{ id: 'U1', verifiedT: '1' }];
  probes.propose('verified-figures-correction', OWNER, NOBODY, (holder) => ({
    ...{ market: 'CN', year: 2025, holder, parts },
    ...why,
  }));
  return probes;
}
