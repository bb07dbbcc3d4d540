import { canonicalJson, LeafHasher } from '@carbon/kernel';
import { AUDIT_DOMAIN, auditLeaf, type AuditRecord, auditRecordJson } from './audit-leaf';
import { originHash } from './audit-origin';

const SALT = Buffer.alloc(16, 5);
const RECORD: AuditRecord = {
  at: new Date('2026-03-02T02:00:00.123Z'),
  actor: 'user:1',
  role: 'maker',
  holderId: null,
  action: 'holder.renamed',
  subjectKind: 'holder',
  subjectId: '7',
  originHash: 'ab'.repeat(32),
  correlationId: 'c',
  before: { name: '旧' },
  after: { name: '新' },
  reason: '更名',
  approver: null,
  documentHash: null,
  personal: false,
};

describe('the leaf of an audit record', () => {
  it('is made as the leaves of the journal are', async () => {
    const hasher = await LeafHasher.create();
    const leaf = hasher.leafOf(AUDIT_DOMAIN, SALT, canonicalJson(auditRecordJson(RECORD)));
    expect(auditLeaf(RECORD, SALT).equals(leaf)).toBe(true);
    expect(AUDIT_DOMAIN.endsWith('\0')).toBe(true);
  });

  it.each(Object.keys(RECORD) as (keyof AuditRecord)[])('commits to %s', (field) => {
    const other = field === 'at' ? new Date(0) : field === 'personal' ? true : 'another';
    expect(auditLeaf({ ...RECORD, [field]: other }, SALT).equals(auditLeaf(RECORD, SALT))).toBe(false);
  });

  it('commits to the salt', () => {
    expect(auditLeaf(RECORD, Buffer.alloc(16)).equals(auditLeaf(RECORD, SALT))).toBe(false);
  });

  it('PII-004 the same address under another salt has another hash', () => {
    const origin = { ip: '192.0.2.1', agent: null };
    expect(originHash(origin, SALT)).not.toBe(originHash(origin, Buffer.alloc(16)));
    expect(originHash(origin, SALT)).not.toBe(originHash({ ip: null, agent: '192.0.2.1' }, SALT));
  });
});
