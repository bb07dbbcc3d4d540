import { SettingsError } from '@carbon/http';
import { readNotaryConfig } from './notary-config';

const WHOLE = {
  DATABASE_URL: 'postgres://service@127.0.0.1/carbon',
  CHAIN_RPC_URL: 'http://127.0.0.1:8545',
  CHAIN_KEYS_FILE: '/var/lib/carbon/chain-keys.json',
  LOG_ORIGIN: 'carbon.example/log',
  LOG_KEY_FILE: '/var/lib/carbon/notary-key',
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readNotaryConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe('the configuration of the notary', () => {
  it('is read, with one block as the default depth', () => {
    expect(readNotaryConfig(WHOLE)).toMatchObject({ ...WHOLE, CHAIN_CONFIRMATIONS: '1' });
  });

  it('names every setting that is missing', () => {
    const faults = faultsOf({});
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(Object.keys(WHOLE).sort());
  });

  it.each([
    ['DATABASE_URL', 'mysql://secret@host'],
    ['CHAIN_RPC_URL', 'ws://host'],
    ['CHAIN_ID', '0x1'],
    ['CHAIN_CONTRACT', '0x12'],
    ['CHAIN_CONFIRMATIONS', '-1'],
    ['LOG_ORIGIN', 'two words'],
  ])('refuses %s %s in both languages, without repeating it', (name, value) => {
    const [fault, ...rest] = faultsOf({ ...WHOLE, [name]: value });
    expect(rest).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${name}: .* / must be `));
    expect(fault).not.toContain(value);
  });
});
