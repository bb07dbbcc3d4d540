import type { Refusal } from '@carbon/kernel';
import { type Approver, requireAnotherPairOfEyes, type Watched } from './four-eyes';

const task: Watched = {
  initiator: { id: 'user:maker', personId: 'zhang' },
  office: 'house',
  approvedBy: [],
};
const checker: Approver = {
  id: 'user:checker',
  personId: 'li',
  isUser: true,
  holderId: 'house',
  heldProposingSide: false,
};

function refusal(watched: Watched, approver: Approver): string | undefined {
  try {
    requireAnotherPairOfEyes(watched, approver);
    return undefined;
  } catch (error) {
    return (error as Refusal).code;
  }
}

describe('another pair of eyes', () => {
  it('REG-001 is another person of the same house', () => {
    expect(refusal(task, checker)).toBeUndefined();
  });

  it.each([
    ['the initiator', 'TASK_OWN_PROPOSAL', { id: 'user:maker', personId: 'zhang' }],
    ['a second account of the initiator', 'TASK_SAME_PERSON', { personId: 'zhang' }],
    ['a system', 'TASK_APPROVER_NOT_A_PERSON', { isUser: false }],
    ['an account of nobody known', 'TASK_APPROVER_NOT_A_PERSON', { personId: null }],
    ['a checker of another house', 'TASK_OF_ANOTHER_OFFICE', { holderId: 'other house' }],
    ['a checker of no house', 'TASK_OF_ANOTHER_OFFICE', { holderId: null }],
    ['who proposed such tasks in between', 'TASK_ROLE_CHANGED', { heldProposingSide: true }],
  ])('REG-001 is not %s', (_, code, change) => {
    expect(refusal(task, { ...checker, ...change })).toBe(code);
  });

  it('REG-001 is not who approved already, by this account or another', () => {
    const once = { ...task, approvedBy: [{ id: 'user:checker', personId: 'li' }] };
    expect(refusal(once, checker)).toBe('TASK_ALREADY_APPROVED');
    expect(refusal(once, { ...checker, id: 'user:li-again' })).toBe('TASK_SAME_PERSON');
    expect(refusal(once, { ...checker, id: 'user:wang', personId: 'wang' })).toBeUndefined();
  });

  it('may be any person where a machine proposed', () => {
    const machines = { ...task, initiator: { id: 'importer', personId: null }, office: null };
    expect(refusal(machines, checker)).toBeUndefined();
    expect(refusal(machines, { ...checker, personId: null })).toBe('TASK_APPROVER_NOT_A_PERSON');
  });
});
