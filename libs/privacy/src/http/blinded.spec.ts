import { newKeys } from '../privacy.spec-support';
import { SealedPersonVault } from '../sealed-person-vault';
import { blinded } from './blinded';

describe('PII-004 what a request with personal data is remembered by', () => {
  it('is the same for the same body, and cannot be computed without the secret', () => {
    const vault = new SealedPersonVault(newKeys());
    const body = { fields: { identityNumber: '11010519491231002X' } };
    expect(blinded(vault, body)).toEqual(blinded(vault, structuredClone(body)));
    expect(blinded(vault, body)).not.toEqual(blinded(vault, { fields: {} }));
    expect(blinded(new SealedPersonVault(newKeys()), body)).not.toEqual(blinded(vault, body));
  });
});
