import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { complianceRules } from '../../domain/index';
import { carryOverScheme } from './figures';
import { type CarryOverFacts, explainLimit, limitOf } from './limit';
import { planSale } from './plan';

const RULES = complianceRules(releasedPacks, 'CN', '2026-02-02');

const facts = (registryT: bigint, exchangeT: bigint, soldT: bigint, boughtT: bigint): CarryOverFacts => ({
  holderId: 'h',
  ledger: { soldT: 0n, boughtT: 0n },
  declared: { soldT, boughtT },
  declaredVersion: 1,
  stock: { registryT, exchangeT, judicialT: 0n, pendingT: 7n, otherT: 11n },
  missedYears: [],
});

describe('CAR-008 the planner', () => {
  const quantity = fc.bigInt({ min: 0n, max: 2_000_000n });

  it('leaves nothing behind after the sale it names, and something after a smaller one', () => {
    fc.assert(
      fc.property(quantity, quantity, quantity, quantity, (registry, exchange, sold, bought) => {
        const given = facts(registry, exchange, sold, bought);
        const { extraSaleForAllT } = limitOf(RULES, given).judgement;
        expect(planSale(RULES, given, extraSaleForAllT).leftT).toBe(0n);
        if (extraSaleForAllT > 0n) {
          expect(planSale(RULES, given, extraSaleForAllT - 1n).leftT).toBeGreaterThan(0n);
        }
      }),
    );
  });

  it('sells no more than is available, the exchange side first', () => {
    expect(planSale(RULES, facts(10n, 5n, 0n, 0n), 100n).extraSaleT).toBe(15n);
  });
});

describe('CAR-001 the limit explained', () => {
  it('AC-40 in the order of the rule, pending units left out', () => {
    const steps = explainLimit(
      carryOverScheme(RULES),
      limitOf(RULES, facts(150_000n, 50_000n, 50_000n, 30_001n)),
    );
    expect(steps.map(({ value }) => value).slice(0, 6)).toEqual([
      ...['50000', '30001', '19999', '39998', '200000', '39998'],
    ]);
  });

  it('ETS-008 names the vintages as the market does', () => {
    expect(carryOverScheme(RULES)).toMatchObject({
      sources: ['CEA', 'CEA21', 'CEA22', 'CEA23', 'CEA24'],
      into: 'CEA25',
    });
  });
});
