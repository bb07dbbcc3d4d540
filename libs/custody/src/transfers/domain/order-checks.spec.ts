import { checkOrder, failureOfRefusal, type OrderFacts } from './order-checks';

const SOUND: OrderFacts = {
  senderExists: true,
  receiverExists: true,
  setApart: 100n,
  quantity: 100n,
  serialsHeld: null,
};

describe('the checks of the log', () => {
  it('REG-012 an order that is sound passes', () => {
    expect(checkOrder(SOUND)).toBeUndefined();
    expect(checkOrder({ ...SOUND, serialsHeld: 100n })).toBeUndefined();
  });

  it.each([
    ['the sender is missing', { senderExists: false, receiverExists: false }, '10001'],
    ['the receiver is missing', { receiverExists: false, setApart: 0n }, '10002'],
    ['one unit is missing', { setApart: 99n, serialsHeld: 0n }, '10003'],
    ['one serial is not held', { serialsHeld: 99n }, '10005'],
  ])('REG-012 when %s, the code is of that', (_, change, code) => {
    expect(checkOrder({ ...SOUND, ...change })).toBe(code);
  });

  it('REG-012 what the ledger refuses for the same reason has the same code, anything else its own', () => {
    const text = { zh: '', en: '' };
    expect(failureOfRefusal({ code: 'LEDGER_INSUFFICIENT_BALANCE', text }).code).toBe('10003');
    expect(failureOfRefusal({ code: 'LEDGER_SERIALS_NOT_HELD', text }).code).toBe('10005');
    expect(failureOfRefusal({ code: 'LEDGER_ACCOUNT_STATE', text }).code).toBe('LEDGER_ACCOUNT_STATE');
  });
});
