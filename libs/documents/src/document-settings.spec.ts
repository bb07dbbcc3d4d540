import { SettingsError } from '@carbon/http';
import { readDocumentParts } from './document-settings';
import { ClamdScanner } from './scanning/clamd-scanner';
import { noScanner } from './scanning/content-scanner';

const S3 = {
  DOCUMENTS_S3_ENDPOINT: 'https://s3.example.com',
  DOCUMENTS_S3_BUCKET: 'papers',
  DOCUMENTS_S3_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  DOCUMENTS_S3_SECRET_ACCESS_KEY: 'invented-secret',
};
const faultsOf = (environment: Record<string, string>) => {
  try {
    readDocumentParts(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults.map((line) => line.split(':')[0]);
    throw error;
  }
  return [];
};

describe('settings of documents', () => {
  it('nothing said, the database keeps them and nothing is scanned', () => {
    const parts = readDocumentParts({});
    expect([parts.contents.place, parts.scanner]).toEqual(['database', noScanner]);
  });

  it('a bucket and a scanner', () => {
    const parts = readDocumentParts({ ...S3, CLAMD_HOST: 'clamd' });
    expect([parts.contents.place, parts.scanner]).toEqual(['s3', expect.any(ClamdScanner)]);
  });

  it('a bucket is said wholly or not at all, and secrets are not repeated', () => {
    const halfSaid = { ...S3, DOCUMENTS_S3_BUCKET: '' };
    expect(faultsOf(halfSaid)).toEqual(['DOCUMENTS_S3_BUCKET']);
    expect(faultsOf({ ...S3, DOCUMENTS_S3_ENDPOINT: 's3.example.com' })).toEqual(['DOCUMENTS_S3_ENDPOINT']);
    expect(faultsOf({ CLAMD_HOST: 'clamd', CLAMD_PORT: 'x' })).toEqual(['CLAMD_PORT']);
    expect(() => readDocumentParts(halfSaid)).not.toThrow(/invented-secret/);
  });
});
