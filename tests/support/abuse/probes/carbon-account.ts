import { NO_ID, OWNER } from '../estate';
import type { CarbonAccountRoom } from '../rooms/carbon-account';
import { ProbeList } from './probe';

const NOBODY = 'NOBODY';

/** Carbon account and code, warnings, groups, markets that somebody makes for itself, and trials of rules. */
export function carbonAccountProbes(room: CarbonAccountRoom): ProbeList {
  const { park, year, warning, dryRun } = room;
  const probes = new ProbeList();
  probes.each(
    'GET /v1/carbon-accounts/{holder}, GET /v1/carbon-codes/{holder}, GET /v1/carbon-codes/{holder}/qr.svg, ' +
      'GET /v1/groups/{holder}/carbon-position, GET /v1/groups/{holder}/companies, ' +
      'GET /v1/groups/{holder}/emissions',
    OWNER,
    NOBODY,
  );
  probes.add('GET /v1/groups/{holder}/targets/{year}', OWNER, NOBODY, { rest: { year: String(year) } });
  probes.add('PUT /v1/carbon-codes/{holder}/publication', OWNER, NOBODY, { body: () => ({ shown: true }) });
  probes.propose('group-target', OWNER, NOBODY, (head) => ({
    ...{ head, year: 2027, targetT: '1', parts: [{ path: OWNER, weight: '1' }] },
  }));
  probes.add('POST /v1/warnings/{id}/acknowledgements', warning, NO_ID, { body: () => ({}) });

  const market = '/v1/internal-markets/{market}';
  probes.each(`GET ${market}, GET ${market}/years`, park, NOBODY);
  probes.add(`GET ${market}/years/{year}/board`, park, NOBODY, { rest: { year: String(year) } });
  probes.add(`POST ${market}/invitations`, park, NOBODY, { body: () => ({ holders: [NOBODY] }) });
  const propose = (kind: string, more: object = {}) =>
    probes.propose(kind, park, NOBODY, (put) => ({ market: put, ...more }));
  propose('internal-market-joining');
  propose('internal-year-opening', {
    ...{ year, capT: '1', rewardFenPerTonne: '0', afterCount: 'keep' },
  });
  propose('internal-allocation', { year, shares: [{ holder: OWNER, method: 'fixed', quantityT: '1' }] });
  propose('internal-count', { year });

  probes.add('GET /v1/rule-packs/dry-runs/{id}', dryRun, NO_ID);
  return probes;
}
