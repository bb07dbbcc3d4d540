import { houseReach } from './house-reach';
import { EVERYTHING, reachOf } from './reach';

const holder = (kind: string) => ({ id: 'H', code: 'H', kind });

it('ETS-006 who runs a market reaches the people, files and records of its own house only', () => {
  expect(houseReach({ reach: EVERYTHING, holder: holder('market-operator') })).toEqual(reachOf(['H']));
});

it.each(['registry-operator', 'regulator'])('a %s that sees everything sees these too', (kind) => {
  expect(houseReach({ reach: EVERYTHING, holder: holder(kind) })).toBe(EVERYTHING);
});

it('everybody else has its reach, and so do machines of the operator', () => {
  const reach = reachOf(['A', 'B']);
  expect(houseReach({ reach, holder: holder('verifier') })).toBe(reach);
  expect(houseReach({ reach: EVERYTHING })).toBe(EVERYTHING);
});
