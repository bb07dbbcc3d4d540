import type { House } from '../../../../tests/support/market-fixture';
import { BankFixture, codeOf, SETTLEMENT } from './bank.spec-support';
import { writeCamt } from './demo/write-camt';
import { depositCodeOf } from './formats/deposit-code';

let bank: BankFixture;
let house: House, other: House;
let funds: string;

beforeAll(async () => {
  bank = await BankFixture.open();
  house = await bank.market.house('HOUSE');
  other = await bank.market.house('OTHER');
  // opened before the first statement's days
  funds = await bank.market.payIn(house, '1', 'BY-HAND-0');
  await bank.register(house, '6222 0000 1111 2222');
  await bank.register(other, '6222 9999');
}, 180_000);
afterAll(() => bank.close());

const balance = async () => (await bank.market.parts(funds, 'CNY'))['available'] ?? 0n;

it('TRD-016 money with a deposit code from a registered bank account is booked at once', async () => {
  const before = await balance();
  const answer = await bank.imported([bank.paid(funds, 'B-0001', 50_000n)], { statement: 'FIRST' });
  expect(answer).toMatchObject({ fresh: true, newEntries: 1, booked: 1, unmatched: 0, account: SETTLEMENT });
  expect(await balance()).toBe(before + 50_000n);
  expect(await bank.entry('B-0001')).toMatchObject({ state: 'booked', account: funds });
  const audited = await bank.market.audited('cash.deposited');
  expect(audited.at(-1)).toMatchObject({ actor: 'system', holder_id: house.id });
});

it('a holder finds its deposit code beside its money', async () => {
  const answer = await bank.market.send(house.maker, 'GET', '/v1/cash');
  expect(answer.json<{ items: object[] }>().items).toMatchObject([
    { account: funds, depositCode: depositCodeOf(funds) },
  ]);
});

it('INV-06 a statement again changes nothing, one that overlaps books nothing twice, one that changed is refused', async () => {
  const before = await balance();
  const first = await bank.statement([bank.paid(funds, 'B-0001', 50_000n)], {
    statement: 'FIRST',
    openingFen: 0n,
    closingFen: 50_000n,
  });
  const again = await bank.upload(writeCamt(first));
  expect([again.statusCode, again.json<{ fresh: boolean }>().fresh]).toEqual([201, false]);
  const overlap = [bank.paid(funds, 'B-0001', 50_000n), bank.paid(funds, 'B-0002', 7n)];
  expect(await bank.imported(overlap, { openingFen: 0n, closingFen: 50_007n })).toMatchObject({
    ...{ fresh: true, newEntries: 1, booked: 1 },
  });
  expect(await balance()).toBe(before + 7n);
  const changed = await bank.upload(writeCamt({ ...first, movements: [], closingFen: 0n }));
  expect([changed.statusCode, codeOf(changed)]).toEqual([409, 'BANK_STATEMENT_CHANGED']);
  const other = await bank.statement([bank.paid(funds, 'B-0001', 50_001n)]);
  const amount = await bank.upload(writeCamt(other));
  expect([amount.statusCode, codeOf(amount)]).toEqual([409, 'BANK_ENTRY_CHANGED']);
  expect(await balance()).toBe(before + 7n);
});

it('what is nobody’s beyond doubt waits, with its reason', async () => {
  const before = await balance();
  const otherFunds = await bank.market.payIn(other, '1', 'BY-HAND-1');
  const someone = { name: '路人甲', account: '1111' };
  await bank.imported([
    bank.paid(undefined, 'W-NO-CODE', 10n),
    bank.paid(funds, 'W-TWO', 10n, { text: `${depositCodeOf(funds)} ${depositCodeOf(otherFunds)}` }),
    bank.paid(undefined, 'W-UNKNOWN', 10n, { text: depositCodeFor(99_999) }),
    bank.paid(funds, 'W-STRANGER', 10n, { counterparty: someone }),
    bank.paid(funds, 'W-OTHER', 10n, { counterparty: { name: 'OTHER（示例）', account: '62229999' } }),
    bank.paid(funds, 'W-RENAMED', 10n, {
      counterparty: { name: 'HOUSE GROUP', account: '6222000011112222' },
    }),
    bank.paid(funds, 'W-NAMELESS', 10n, { counterparty: {} }),
  ]);
  const waiting = (await bank.entries('&state=unmatched')).map((one) => [one['reference'], one['because']]);
  expect(Object.fromEntries(waiting)).toEqual({
    ...{ 'W-NO-CODE': 'no-code', 'W-TWO': 'several-codes', 'W-UNKNOWN': 'account-unknown' },
    ...{ 'W-STRANGER': 'remitter-unverified', 'W-OTHER': 'remitter-unverified' },
    ...{ 'W-RENAMED': 'remitter-unverified', 'W-NAMELESS': 'remitter-unverified' },
  });
  expect(await balance()).toBe(before);
});

it('REG-001 two people say whose money it is; one decision at a time', async () => {
  const { maker, checker } = bank.market.registry;
  const before = await balance();
  const { entry = '' } = await bank.entry('W-STRANGER');
  const payload = { entry, account: funds, reason: '公函' };
  const task = await bank.market.proposed(maker, 'unmatched-money-assignment', payload);
  const second = await bank.market.propose(maker, 'unmatched-money-return', { entry, reason: 'x' });
  expect([second.statusCode, codeOf(second)]).toEqual([409, 'BANK_ENTRY_NOT_WAITING']);
  await bank.market.send(checker, 'POST', `/v1/tasks/${task}/rejections`, { comment: 'no' });
  expect(await bank.entry('W-STRANGER')).toMatchObject({
    state: 'unmatched',
    because: 'remitter-unverified',
  });
  const again = await bank.market.proposed(maker, 'unmatched-money-assignment', payload);
  expect((await bank.market.approve(maker, again)).statusCode).toBe(403);
  expect(await bank.market.approved(checker, again)).toMatchObject({ state: 'executed' });
  expect(await balance()).toBe(before + 10n);
  expect(await bank.entry('W-STRANGER')).toMatchObject({ state: 'booked', account: funds });
});

it('INV-06 what people entered by hand on the bank’s reference is that money', async () => {
  await bank.market.payIn(house, '300', 'HAND-0001');
  const before = await balance();
  await bank.imported([bank.paid(undefined, 'HAND-0001', 300n), bank.paid(funds, 'HAND-0002', 5n)]);
  expect(await balance()).toBe(before + 5n);
  expect(await bank.entry('HAND-0001')).toMatchObject({ state: 'booked', account: funds });
  const { maker } = bank.market.registry;
  const late = await bank.market.propose(maker, 'cash-deposit', {
    ...{ holder: 'HOUSE', amountFen: '5', bankReference: 'hand-0002' },
  });
  expect(codeOf(late)).toBe('MARKET_BANK_REFERENCE_USED');
});

it('INV-04 money that people enter by hand is not sent back besides, and is the entry that waited', async () => {
  const { maker, checker } = bank.market.registry;
  const deposit = { holder: 'HOUSE', amountFen: '40', bankReference: 'HAND-0010' };
  const task = await bank.market.proposed(maker, 'cash-deposit', deposit);
  await bank.imported([bank.paid(undefined, 'HAND-0010', 40n)]);
  const { entry = '', because } = await bank.entry('HAND-0010');
  expect(because).toBe('reference-used');
  for (const [kind, over] of [
    ['unmatched-money-return', {}],
    ['unmatched-money-assignment', { account: funds }],
  ] as const) {
    const besides = await bank.market.propose(maker, kind, { entry, reason: 'x', ...over });
    expect([besides.statusCode, codeOf(besides)]).toEqual([409, 'MARKET_BANK_REFERENCE_USED']);
  }
  const before = await balance();
  expect(await bank.market.approved(checker, task)).toMatchObject({ state: 'executed' });
  expect(await balance()).toBe(before + 40n);
  expect(await bank.entry('HAND-0010')).toMatchObject({ state: 'booked', account: funds });
});

it('INV-04 money that goes back, or of another amount, is not entered by hand', async () => {
  const { maker, checker } = bank.market.registry;
  await bank.imported([bank.paid(undefined, 'HAND-0011', 10n)]);
  const enter = (amountFen: string) =>
    bank.market.propose(maker, 'cash-deposit', { holder: 'HOUSE', amountFen, bankReference: 'HAND-0011' });
  expect(codeOf(await enter('1000'))).toBe('MARKET_BANK_REFERENCE_USED');
  const { entry = '' } = await bank.entry('HAND-0011');
  const task = await bank.market.proposed(maker, 'unmatched-money-return', { entry, reason: '退回' });
  expect(await bank.market.approved(checker, task)).toMatchObject({ state: 'executed' });
  expect(codeOf(await enter('10'))).toBe('MARKET_BANK_REFERENCE_USED');
});

it('INV-04 two banks may give one reference to two movements: the second is not taken for the first', async () => {
  const { maker, checker } = bank.market.registry;
  const opening = { bank: 'BANK', number: '5000600070008000', adapter: 'by-hand' };
  const task = await bank.market.proposed(maker, 'settlement-account-opening', opening);
  expect(await bank.market.approved(checker, task)).toMatchObject({ state: 'executed' });
  const over = { account: '5000600070008000', openingFen: 0n, closingFen: 50_000n };
  const taken = await bank.imported([bank.paid(funds, 'B-0001', 50_000n)], over);
  expect(taken).toMatchObject({ newEntries: 1, booked: 0, unmatched: 1 });
});

it('a file that is hostile or does not add up is refused whole', async () => {
  const count = (await bank.entries()).length;
  const good = await bank.statement([bank.paid(funds, 'B-0009', 1n)]);
  const xml = writeCamt(good);
  const bad: [string, number, string][] = [
    [xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa">]>'), 400, 'BANK_STATEMENT_XML_REFUSED'],
    [xml.replace('入金', '&a;'), 400, 'BANK_STATEMENT_XML_REFUSED'],
    ['<a>'.repeat(9_999), 400, 'BANK_STATEMENT_XML_REFUSED'],
    [writeCamt({ ...good, closingFen: good.closingFen + 1n }), 422, 'BANK_STATEMENT_DOES_NOT_ADD_UP'],
    [xml.replace(SETTLEMENT, '999'), 404, 'BANK_SETTLEMENT_ACCOUNT_UNKNOWN'],
    ['no statement', 400, 'INPUT_MALFORMED'],
  ];
  for (const [file, status, code] of bad) {
    const answer = await bank.upload(file);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
  }
  expect(await bank.entries()).toHaveLength(count);
});

it('as the bank’s own people see it: theirs; of others nothing', async () => {
  const { platform } = bank.market;
  const foreign = await platform.person(await platform.holder('BANK-TWO', 'bank'), 'maker');
  const own = await bank.market.send(bank.bank.maker, 'GET', '/v1/bank-statements');
  expect(own.json<{ items: object[] }>().items.length).toBeGreaterThan(2);
  const none = await bank.market.send(foreign, 'GET', '/v1/bank-statements');
  expect(none.json()).toEqual({ items: [] });
  const upload = await bank.upload(writeCamt(await bank.statement([])), foreign);
  expect([upload.statusCode, codeOf(upload)]).toEqual([404, 'BANK_SETTLEMENT_ACCOUNT_UNKNOWN']);
  expect((await bank.upload(writeCamt(await bank.statement([])), bank.bank.maker)).statusCode).toBe(201);
  for (const path of ['bank-statements', 'bank-entries', 'bank-reconciliations'])
    expect((await bank.market.send(house.maker, 'GET', `/v1/${path}`)).statusCode).toBe(403);
});

it('CL098 CL080 what the bank said stays as it said it', async () => {
  const { database } = bank.market.platform;
  await expect(
    database.query(`update market.bank_entry set state = 'unmatched', because = 'x' where state = 'booked'`),
  ).rejects.toMatchObject({ code: 'CL098' });
  await expect(database.query('update market.bank_entry set amount_fen = 1')).rejects.toMatchObject({
    code: '42501',
  });
  await expect(database.query('delete from market.bank_statement')).rejects.toMatchObject({ code: '42501' });
});

it('a bank account is registered once, for one holder, by two people, and masked', async () => {
  const { maker } = other;
  const payload = { holder: 'OTHER', name: 'x', number: '6222-0000-1111-2222', bank: '000100000000' };
  const taken = await bank.market.propose(maker, 'bank-account-registration', payload);
  expect([taken.statusCode, codeOf(taken)]).toEqual([409, 'BANK_ACCOUNT_TAKEN']);
  const strange = await bank.market.propose(maker, 'bank-account-registration', {
    ...payload,
    holder: 'HOUSE',
  });
  expect([strange.statusCode, codeOf(strange)]).toEqual([404, 'HOLDER_UNKNOWN']);
  const list = await bank.market.send(house.maker, 'GET', '/v1/bank-accounts');
  expect(list.json<{ items: object[] }>().items).toMatchObject([
    { holder: 'HOUSE', number: '****2222', endedAt: null },
  ]);
  const listed = await bank.market.send(other.maker, 'GET', '/v1/bank-accounts');
  expect(listed.json<{ items: object[] }>().items).toMatchObject([{ holder: 'OTHER' }]);
});

/** The code of an account that does not exist. */
function depositCodeFor(id: number): string {
  const body = `CLD${id.toString().padStart(10, '0')}`;
  const digits = `${body}RF00`.replaceAll(/[A-Z]/g, (letter) => (letter.charCodeAt(0) - 55).toString());
  return `RF${(98n - (BigInt(digits) % 97n)).toString().padStart(2, '0')}${body}`;
}
