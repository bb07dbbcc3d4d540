import { Interface } from 'ethers';
import { CONTRACT_ABI } from './contract-abi';
import { contractArtifact } from './contract-artifact';

describe('the ABI that the notary speaks', () => {
  const compiled = new Interface(contractArtifact().abi);
  const named = new Interface(CONTRACT_ABI);
  const forms = (abi: Interface) => new Set(abi.fragments.map((fragment) => fragment.format('full')));

  it.each([...forms(named)])('%s is in the compiled contract', (form) => {
    expect(forms(compiled)).toContain(form);
  });
});
