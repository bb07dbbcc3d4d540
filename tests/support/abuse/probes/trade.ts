import { accountNumber } from '@carbon/ledger';
import { type Estate, NO_ID } from '../estate';
import type { CustodyRoom } from '../rooms/custody';
import type { MarketRoom } from '../rooms/market';
import { ProbeList } from './probe';

const NO_FUNDS = accountNumber('funds', 999_999);
const reason = () => ({ reason: 'x' });

/** Offers, sales and money. */
export function marketProbes({ accounts }: Estate, market: MarketRoom): ProbeList {
  const { instrument, listing, forAll, offer, sale, purse, partnerAccount } = market;
  const { first, nobodys, neighbour } = accounts;
  const terms = { instrument, quantity: '1', unitPriceFen: '650', validUntil: '2026-03-31' };
  const probes = new ProbeList();
  probes.add('GET /v1/listings/{id}', listing, NO_ID);
  probes.add('GET /v1/listings/{id}', offer, NO_ID);
  probes.each(
    'GET /v1/offers?account={}, GET /v1/sales?account={}, GET /v1/certificate-trades?account={}',
    first,
    nobodys,
  );
  probes.each('GET /v1/offers?account={}, GET /v1/sales?account={}', partnerAccount, nobodys);
  probes.each('POST /v1/offers/{id}/withdrawals, POST /v1/offers/{id}/declines', offer, NO_ID, {
    body: reason,
  });
  probes.add('GET /v1/sales/{id}', sale, NO_ID);
  probes.add('GET /v1/cash/movements?account={}', purse.owner, NO_FUNDS);
  probes.propose('sale-listing', first, nobodys, (account) => ({ account, ...terms }));
  probes.propose('sale-listing', purse.owner, NO_FUNDS, (fundsAccount) => ({
    ...{ account: neighbour, fundsAccount },
    ...terms,
  }));
  probes.propose('bilateral-sale', first, nobodys, (account) => ({
    ...{ account, buyerAccount: neighbour },
    ...terms,
  }));
  for (const each of [listing, offer]) {
    probes.propose('sale-purchase', each, NO_ID, (put) => ({
      offer: put,
      account: neighbour,
      quantity: '1',
    }));
  }
  const purchase = { offer: forAll, quantity: '1' };
  probes.propose('sale-purchase', partnerAccount, nobodys, (account) => ({ account, ...purchase }));
  probes.propose('sale-purchase', purse.partner, NO_FUNDS, (fundsAccount) => ({
    ...{ account: neighbour, fundsAccount },
    ...purchase,
  }));
  probes.propose('cash-withdrawal', purse.owner, NO_FUNDS, (account) => ({
    ...{ account, amountFen: '1', bankReference: 'TEST-OUT' },
  }));
  return probes;
}

/** Pledges, long work, and what is told to other systems. */
export function custodyProbes({ accounts }: Estate, market: MarketRoom, custody: CustodyRoom): ProbeList {
  const { pledge, job, webhook, delivery } = custody;
  const { first, nobodys } = accounts;
  const loan = { pledgee: 'BANK-1', loanReference: 'LOAN-1', securedFen: '1', until: '2027-03-31' };
  const probes = new ProbeList();
  probes.add('GET /v1/pledges/{id}', pledge, NO_ID);
  probes.add('GET /v1/pledges?account={}', first, nobodys);
  probes.propose('pledge', first, nobodys, (account) => ({
    ...{ account, instrument: market.instrument, quantity: '1' },
    ...loan,
  }));
  probes.propose('pledge-release', pledge, NO_ID, (put) => ({ pledge: put, reason: 'x' }));
  probes.each('GET /v1/jobs/{id}, GET /v1/jobs/{id}/file', job, NO_ID);
  probes.add('POST /v1/jobs/{id}/cancellations', job, NO_ID, { body: () => ({}) });
  probes.each('GET /v1/webhooks/{id}, GET /v1/webhooks/{id}/deliveries', webhook, NO_ID);
  const rest = { delivery };
  const empty = { body: () => ({}) };
  probes.each('POST /v1/webhooks/{id}/tests, POST /v1/webhooks/{id}/secrets', webhook, NO_ID, empty);
  probes.add('POST /v1/webhooks/{id}/deliveries/{delivery}/retries', webhook, NO_ID, { rest, ...empty });
  probes.add('POST /v1/webhooks/{id}/endings', webhook, NO_ID, empty);
  return probes;
}
