import { type Estate, NO_ID, OWNER } from '../estate';
import { type IntakeRoom, PARAMETER, publicKey } from '../rooms/intake';
import { ProbeList } from './probe';

const NO_ASSET = 'AS-999999';
const NO_DEVICE = 'MD-999999';
const NO_DOCUMENT = 'ab'.repeat(32);

/** Assets, meters, readings, plans. */
export function intakeProbes({ objects }: Estate, room: IntakeRoom): ProbeList {
  const { asset, device, key, batch, plan } = room;
  const probes = new ProbeList();
  probes.add('GET /v1/assets/{number}', asset, NO_ASSET);
  probes.add('GET /v1/assets?holder={}', OWNER, 'NOBODY');
  probes.add('POST /v1/assets/{number}/names', asset, NO_ASSET, { body: () => ({ names: ['示例别名'] }) });
  probes.add('GET /v1/source-overlaps?asset={}', asset, NO_ASSET);
  probes.add('GET /v1/source-overlaps?plant={}', objects.plantCode, '12326030263999910');
  probes.add('GET /v1/devices/{number}', device, NO_DEVICE);
  probes.each('GET /v1/devices?asset={}, GET /v1/data-quality-plans?subject={}', asset, NO_ASSET);
  probes.add('GET /v1/devices/{number}/months?from=2026-02&to=2026-02', device, NO_DEVICE);
  probes.add('GET /v1/meter-readings?meter={}&month=2026-02', device, NO_DEVICE);
  probes.add('POST /v1/devices', asset, NO_ASSET, {
    body: (put) => ({
      ...{ asset: put, serial: 'EST-2', role: 'export', maxErrorPercent: '0.5', validFrom: '2025-01-01' },
    }),
  });
  const fresh = { keyOf: 'device', publicKey: publicKey(), validFrom: '2026-02-01T00:00:00+08:00' };
  probes.add('POST /v1/devices/{number}/keys', device, NO_DEVICE, { body: () => fresh });
  probes.add('POST /v1/devices/{number}/calibrations', device, NO_DEVICE, {
    body: () => ({ calibratedOn: '2025-06-01', dueOn: '2026-06-01', maxErrorPercent: '0.5' }),
  });
  probes.add('POST /v1/devices/{number}/keys/{key}/end', device, NO_DEVICE, {
    ...{ rest: { key }, body: () => ({ reason: 'x' }) },
  });
  probes.add('GET /v1/intake-batches/{id}', batch, NO_ID);
  probes.add('POST /v1/intake-batches/{id}/override', batch, NO_ID, {
    body: () => ({ reason: '现场核对无误', document: NO_DOCUMENT }),
  });
  probes.add('POST /v1/intake-batches/{id}/commit', batch, NO_ID, { body: () => ({}) });
  probes.add('POST /v1/intake-batches/{id}/discard', batch, NO_ID, { body: () => ({ reason: 'x' }) });
  probes.add('GET /v1/data-quality-plans/{id}', plan, NO_ID);
  const parameters = [{ ...PARAMETER, meters: [] }];
  probes.add('POST /v1/data-quality-plans', asset, NO_ASSET, {
    body: (subjectId) => ({ subjectKind: 'asset', subjectId, parameters }),
  });
  return probes;
}

/** The verifier's workspace. */
export function verificationProbes(room: IntakeRoom): ProbeList {
  const { verificationCase, finding, document, device } = room;
  const probes = new ProbeList();
  const at = (route: string, body?: object, rest?: Record<string, string>) => {
    const [method = '', path = ''] = route.split(' ');
    probes.add(`${method} /v1/verification-cases/{id}${path}`, verificationCase, NO_ID, {
      ...(body && { body: () => body }),
      ...(rest && { rest }),
    });
  };
  at('GET ');
  at('GET /draft-report');
  at('GET /documents/{sha256}', undefined, { sha256: document });
  probes.add('GET /v1/verification-cases?project={}', 'P-1', 'P-NONE');
  at('POST /documents', { documentKind: 'meter-reading', sha256: document });
  at('POST /document-reviews', { sha256: document, review: 'seen', note: '' });
  at('POST /facilities', { facility: 'substation', place: 'gate' });
  const visit = { facility: 'substation', place: 'gate', visitedOn: '2026-02-12', visitor: 'lead verifier' };
  at('POST /site-visits', { ...visit, met: 'head of production', photos: [], note: '' });
  at('POST /findings', { severity: 'observation', text: 'x' });
  at('POST /findings/{finding}/answers', { text: 'x', documents: [] }, { finding });
  at('POST /findings/{finding}/decisions', { decision: 'closed', text: 'x' }, { finding });
  at('POST /samples', { meter: device, month: '2026-02', count: 1, seed: 'x' });
  at('POST /conclusion', { opinion: 'positive', text: 'x' });
  return probes;
}
