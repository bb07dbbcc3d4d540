import { codeOf, CertificatesFixture, OPERATOR } from './certificates.spec-support';
import type { Plant } from '../persistence/plant.entity';
import type { CertificateChoice } from './choose-certificates';
import { type ClaimCertificates, claimCertificates, type ClaimReceipt } from './claim-certificates';
import { noProofs } from './proof-source';
import { type CertificateTrace, traceCertificate } from './trace-certificate';
import {
  type TransferCertificates,
  transferCertificates,
  type TransferReceipt,
} from './transfer-certificates';

type Month = '2025-01' | '2025-02' | '2025-03' | '2025-04';

/** So many certificates of the plant of the story. */
export function lot(month: Month, quantity: bigint): CertificateChoice {
  return { plant: 'TEST1', month, quantity };
}

/** One plant with 10, 20 and 30 certificates of January to March 2025, and a buyer without any. */
export class CertificateStory {
  private constructor(
    readonly registry: CertificatesFixture,
    readonly plant: Plant,
  ) {}

  static async open(): Promise<CertificateStory> {
    const registry = await CertificatesFixture.open();
    const plant = await registry.filePlant();
    await registry.issue(plant, { '2025-01': '10000.4', '2025-02': '20000.4', '2025-03': '30000.4' });
    return new CertificateStory(registry, plant);
  }

  codes(month: Month, first: bigint, last = first): CertificateChoice {
    return { firstCode: codeOf(this.plant, month, first), lastCode: codeOf(this.plant, month, last) };
  }

  /** A sale of the plant's owner to the buyer, unless said otherwise. */
  transfer(
    certificates: CertificateChoice[],
    over: Partial<TransferCertificates> = {},
  ): Promise<TransferReceipt> {
    const { database, desk, buyer } = this.registry;
    const from = this.plant.accountNumber;
    return database.transaction((tx) =>
      transferCertificates(tx, desk, {
        ...OPERATOR,
        from,
        to: buyer,
        ground: 'sale',
        certificates,
        ...over,
      }),
    );
  }

  /** A claim of the buyer for power of 2025, unless said otherwise. */
  claim(certificates: CertificateChoice[], over: Partial<ClaimCertificates> = {}): Promise<ClaimReceipt> {
    const { database, desk, buyer } = this.registry;
    return database.transaction((tx) =>
      claimCertificates(tx, desk, {
        ...OPERATOR,
        account: buyer,
        certificates,
        beneficiary: {
          kind: 'organisation',
          nameZh: '示例公司',
          nameEn: 'Example Co',
          identifier: '91330000TEST',
        },
        purpose: '2025 年度用电',
        consumptionStart: '2025-01-01',
        consumptionEnd: '2025-12-31',
        place: '浙江',
        ...over,
      }),
    );
  }

  trace(month: Month, serial: bigint): Promise<CertificateTrace> {
    const { database, desk } = this.registry;
    return traceCertificate(database, desk, noProofs, codeOf(this.plant, month, serial));
  }
}
