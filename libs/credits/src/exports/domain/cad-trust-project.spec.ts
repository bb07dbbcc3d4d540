import { PROJECT_STATES } from '../../projects/domain/project-steps';
import { CAD_TRUST_PROJECT_STATUSES, cadTrustProject, type ProjectFacts } from './cad-trust-project';

const FACTS: ProjectFacts = {
  ...{ number: 'PJ000001', scheme: 'CCER', nameZh: '示例海上风电', nameEn: 'Example offshore wind' },
  ...{ developer: 'OWNER', methodology: 'CCER-01-002-V01', state: 'registered' },
  stateSince: new Date('2026-05-01T17:00:00Z'),
  ...{ validator: 'VALIDATOR', validatedAt: new Date('2026-04-01T02:00:00Z') },
  issuances: [{ from: '2026-01-01', to: '2026-03-31', quantity: '7719', verifier: null }],
};
const told = (over: Partial<ProjectFacts> = {}) =>
  cadTrustProject({ ...FACTS, ...over }, 'https://carbon.example');

describe('S03 a project in the words of CAD Trust', () => {
  it('says what is known, of China days, and that the rest is not', () => {
    expect(told()).toMatchObject({
      ...{ projectId: 'PJ000001', originProjectId: 'PJ000001', unitMetric: 'tCO2e', program: 'CCER' },
      projectLink: 'https://carbon.example/v1/public/projects/PJ000001',
      ...{ projectStatus: 'Registered', projectStatusDate: '2026-05-02' },
      ...{ validationBody: 'VALIDATOR', validationDate: '2026-04-01', projectType: 'Not Determined' },
      issuances: [{ startDate: '2026-01-01', quantity: '7719', verificationBody: 'Not Determined' }],
    });
    const unknown = told({ methodology: 'PHER-GENERAL-V01', validator: null, validatedAt: null });
    expect(unknown).toMatchObject({ sector: 'Not Determined', validationBody: 'Not Determined' });
    expect(unknown).not.toHaveProperty('validationDate');
  });

  it('has a status of theirs for every state of ours', () => {
    for (const state of PROJECT_STATES)
      expect(CAD_TRUST_PROJECT_STATUSES).toContain(told({ state }).projectStatus);
    expect(told({ state: 'applied' }).projectStatus).toBe('Validated');
    expect(told({ state: 'applied', validator: null }).projectStatus).toBe('Listed');
    expect(told({ state: 'cancelled' }).projectStatus).toBe('De-registered');
  });
});
