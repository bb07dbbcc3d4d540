import { tradingAccountNumber } from '@carbon/market';
import { type Estate, NO_ID, OWNER } from '../estate';
import type { ExchangeRoom } from '../rooms/exchange';
import type { MarketRoom } from '../rooms/market';
import { ProbeList } from './probe';

const NO_NUMBER = '999999999999';
const NO_ACCOUNT = tradingAccountNumber('CN', 999_999);
const empty = () => ({});
const reason = () => ({ reason: 'x' });

/** Orders, trades, trading accounts, and what happened on them. */
export function exchangeProbes(room: ExchangeRoom): ProbeList {
  const { accounts, order, day, instrument } = room;
  const { owner } = accounts;
  const probes = new ProbeList();
  probes.add('GET /v1/exchange/orders/{id}', order, NO_NUMBER);
  probes.add('POST /v1/exchange/orders/{id}/cancellations', order, NO_NUMBER, { body: empty });
  probes.add('POST /v1/exchange/orders/{id}/replacements', order, NO_NUMBER, {
    body: () => ({ quantity: '400' }),
  });
  const terms = { instrument, side: 'sell', price: '50.00', quantity: '1' };
  probes.add('POST /v1/exchange/orders', owner, NO_ACCOUNT, {
    body: (tradingAccount) => ({ tradingAccount, ...terms }),
  });
  probes.add('POST /v1/exchange/orders/{id}/picks', owner, NO_ACCOUNT, {
    ...{ rest: { id: order }, at: '' },
    body: (tradingAccount) => ({ tradingAccount, quantity: '1', price: '50.00' }),
  });
  probes.each(
    'GET /v1/trading-accounts/{number}, GET /v1/trading-accounts/{number}/acts,' +
      'GET /v1/exchange/trading-accounts/{number}/position, GET /v1/exchange/trading-accounts/{number}/statements',
    owner,
    NO_ACCOUNT,
  );
  probes.each(
    'GET /v1/exchange/trading-accounts/{number}/statements/{day},' +
      'GET /v1/exchange/trading-accounts/{number}/statements/{day}/pdf',
    owner,
    NO_ACCOUNT,
    { rest: { day } },
  );
  probes.each(
    'POST /v1/trading-accounts/{number}/suspensions, POST /v1/trading-accounts/{number}/resumptions',
    owner,
    NO_ACCOUNT,
    { body: reason },
  );
  probes.each(
    'GET /v1/exchange/orders?tradingAccount={}, GET /v1/exchange/trades?tradingAccount={}',
    owner,
    NO_ACCOUNT,
  );
  // it names everybody who traded: for who sees everybody
  probes.add('GET /v1/markets/{market}/days/{day}/full-file', day, '2026-02-26', {
    ...{ rest: { market: 'CN' }, at: 'day' },
  });
  probes.propose('trading-account-change', owner, NO_ACCOUNT, (tradingAccount) => ({
    ...{ tradingAccount, orderLimit: '100.00' },
  }));
  probes.propose('trading-account-closing', owner, NO_ACCOUNT, (tradingAccount) => ({
    ...{ tradingAccount, reason: 'x' },
  }));
  return probes;
}

/** What is agreed between two, and what is sealed. */
export function negotiationProbes(room: ExchangeRoom): ProbeList {
  const { accounts, instrument, negotiation, proposed, auction, bid } = room;
  const probes = new ProbeList();
  probes.each('GET /v1/block-trades/{id}, GET /v1/block-trades/{id}/quotes', negotiation, NO_ID);
  probes.each(
    'POST /v1/block-trades/{id}/declines, POST /v1/block-trades/{id}/withdrawals',
    negotiation,
    NO_ID,
    {
      body: reason,
    },
  );
  const answer = { round: 1 };
  const quote = { quantity: '100000', price: '50.00', validUntil: '2026-03-06' };
  probes.propose('block-acceptance', negotiation, NO_ID, (put) => ({ negotiation: put, ...answer }));
  probes.propose('block-counter', negotiation, NO_ID, (put) => ({ negotiation: put, ...answer, ...quote }));
  probes.propose('block-opening', accounts.owner, NO_ACCOUNT, (tradingAccount) => ({
    ...{ tradingAccount, counterparty: accounts.partner, instrument, side: 'sell', ...quote },
  }));
  probes.each(
    'GET /v1/auctions/{id}, GET /v1/auctions/{id}/bids, GET /v1/auctions/{id}/opened-bids',
    proposed,
    NO_ID,
  );
  probes.add('POST /v1/auctions/{id}/bids', proposed, NO_ID, {
    body: () => ({ tradingAccount: accounts.neighbour, price: '52.00', quantity: '100' }),
  });
  probes.add('GET /v1/auctions/{id}/bids/{bid}', bid, NO_ID, { rest: { id: auction }, at: 'bid' });
  probes.add('POST /v1/auctions/{id}/bids/{bid}/withdrawals', bid, NO_ID, {
    ...{ rest: { id: auction }, at: 'bid', body: empty },
  });
  probes.add('POST /v1/auctions/{id}/bids/{bid}/replacements', bid, NO_ID, {
    ...{ rest: { id: auction }, at: 'bid', body: () => ({ price: '52.00', quantity: '100' }) },
  });
  probes.add('POST /v1/auctions/{id}/bids', accounts.owner, NO_ACCOUNT, {
    ...{ rest: { id: auction }, at: '' },
    body: (tradingAccount) => ({ tradingAccount, price: '52.00', quantity: '100' }),
  });
  return probes;
}

/** Power of a park, money at banks, and what a market or a bank has to do with the owner. */
export function settlingProbes({ accounts }: Estate, market: MarketRoom, room: ExchangeRoom): ProbeList {
  const { offer, demand, plant, payment, bankAccount, statement, entry, alert, consent } = room;
  const probes = new ProbeList();
  probes.add('POST /v1/green-power/offers/{id}/withdrawals', offer, NO_ID, { body: empty });
  probes.add('POST /v1/green-power/demands/{id}/withdrawals', demand, NO_ID, { body: empty });
  const power = { interval: '2026-03-02T13:00:00+08:00', energyWh: '1000', price: '0.30' };
  probes.add('POST /v1/green-power/offers', plant, 'AS-999999', {
    body: (put) => ({ ...power, plant: put }),
  });
  probes.add('GET /v1/payment-orders/{id}', payment, NO_ID);
  probes.propose('bank-account-removal', bankAccount, NO_ID, (put) => ({ bankAccount: put, reason: 'x' }));
  probes.propose('cash-withdrawal', bankAccount, NO_ID, (put) => ({
    ...{ account: market.purse.neighbour, amountFen: '1', bankAccount: put },
  }));
  probes.add('GET /v1/bank-statements/{id}', statement, NO_ID);
  probes.add('GET /v1/bank-entries?statement={}', statement, NO_ID);
  probes.propose('unmatched-money-return', entry, NO_NUMBER, (put) => ({ entry: put, reason: 'x' }));
  probes.each(
    'GET /v1/surveillance/alerts/{id}, GET /v1/surveillance/alerts/{id}/findings,' +
      'GET /v1/surveillance/alerts/{id}/entries',
    alert,
    NO_ID,
  );
  probes.add('POST /v1/surveillance/alerts/{id}/notes', alert, NO_ID, { body: () => ({ text: 'x' }) });
  probes.add('POST /v1/surveillance/alerts/{id}/assignments', alert, NO_ID, { body: empty });
  probes.add('POST /v1/surveillance/alerts/{id}/dispositions', alert, NO_ID, {
    body: () => ({ disposition: 'dismissed', reason: 'x' }),
  });
  probes.each('GET /v1/account-consents/{id}, GET /v1/account-consents/{id}/reads', consent, NO_ID);
  const { first, nobodys } = accounts;
  probes.each(
    'GET /v1/consented-accounts/{number}, GET /v1/consented-accounts/{number}/balances,' +
      'GET /v1/consented-accounts/{number}/statement, GET /v1/consented-accounts/{number}/pledges',
    first,
    nobodys,
  );
  probes.propose('account-consent', first, nobodys, (put) => ({
    ...{ bank: 'BANK-1', accounts: [put], purpose: 'x', until: '2026-06-30' },
  }));
  probes.propose('green-power-participant-end', OWNER, 'NOBODY', (holder) => ({ holder, endReason: 'x' }));
  // last: it ends what the others look at
  probes.add('POST /v1/account-consents/{id}/withdrawals', consent, NO_ID, { body: reason });
  return probes;
}
