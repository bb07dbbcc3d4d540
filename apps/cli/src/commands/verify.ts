import {
  type BundleVerdict,
  verifyBundle,
  type VerifyBundleOptions,
  type VerifyOnChainOptions,
  verifyOnChain,
} from '@carbon/transparency/verify';
import { claimsToProveAnAct, verifyActEvidence } from '@carbon/inclusion/domain';
import type { Text } from '@carbon/kernel';
import { JsonRpcConnection } from '../json-rpc';
import { readInput } from '../input-file';
import { EXIT, type Exit, type Terminal } from '../terminal';

export interface VerifyOptions {
  readonly rpc?: string;
  readonly verifierKey?: string;
  readonly contract?: string;
  readonly chainId?: string;
}

/**
 * `carbon verify bundle.json [--rpc URL]`: checks a bundle with nothing but the bundle, and against a chain node when one
 * is named. Needs no database and none of our services.
 */
export async function verify(terminal: Terminal, file: string, options: VerifyOptions): Promise<Exit> {
  const { verifierKey } = options;
  const trusted = verifierKey === undefined ? {} : { expectedVerifierKey: verifierKey };
  const given = readInput(file);
  const act = given.toString('utf8');
  const proof = claimsToProveAnAct(act) ? verifyAct(terminal, act, trusted) : given;
  if (proof === undefined) return EXIT.no;
  const verdict = verifyBundle(proof, trusted);
  tellChecks(terminal, verdict.checks, verdict.valid ? undefined : verdict.failed);
  if (!verdict.valid) return conclude(terminal, false, verdict.failed);
  describeRecord(terminal, verdict);
  if (options.rpc !== undefined) {
    const chainOptions: VerifyOnChainOptions = {
      ...(options.contract === undefined ? {} : { expectedContract: options.contract }),
      ...(options.chainId === undefined ? {} : { expectedChainId: BigInt(options.chainId) }),
    };
    const onChain = await verifyOnChain(verdict.bundle, new JsonRpcConnection(options.rpc), chainOptions);
    tellChecks(terminal, onChain.checks, onChain.valid ? undefined : onChain.failed);
    if (!onChain.valid) return conclude(terminal, false, onChain.failed);
  }
  for (const { name, reason } of verdict.notChecked) {
    if (name === 'chain' && options.rpc !== undefined) continue;
    terminal.say(`  –  ${name.padEnd(20)} ${terminal.tell(reason)}`);
  }
  return conclude(terminal, true, '');
}

/**
 * The first steps of evidence of a resident's act: its record is in its batch, and the batch in an audit record. Gives the
 * evidence of that record, with which the rest goes on as for every other; undefined where a step failed.
 */
function verifyAct(terminal: Terminal, file: string, trusted: VerifyBundleOptions): string | undefined {
  const verdict = verifyActEvidence(file, (audit) => {
    const found = verifyBundle(Buffer.from(audit), trusted);
    return found.valid ? found.bundle.record : undefined;
  });
  tellChecks(terminal, verdict.checks, verdict.failed);
  const { evidence } = verdict;
  if (!verdict.valid || evidence === undefined) {
    conclude(terminal, false, verdict.failed ?? 'schema');
    return undefined;
  }
  const { act, method, amount, startedAt } = evidence.record;
  terminal.say(`     #${act}  ${method}  ${amount}  ${startedAt}`);
  return evidence.auditEvidence;
}

interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly reason: Text;
}

/** Every check that was made; the first that failed ends the list. */
function tellChecks(terminal: Terminal, checks: readonly Check[], failed: string | undefined): void {
  for (const { name, passed, reason } of checks) {
    terminal.say(`  ${passed ? '✓' : '✗'}  ${name.padEnd(20)} ${terminal.tell(reason)}`);
    if (name === failed) return;
  }
}

function conclude(terminal: Terminal, valid: boolean, failed: string): Exit {
  terminal.say(
    valid
      ? terminal.tell({ zh: '证据有效。', en: 'The evidence is valid.' })
      : terminal.tell({
          zh: `证据无效：${failed} 未通过。`,
          en: `The evidence is not valid: ${failed} failed.`,
        }),
  );
  return valid ? EXIT.ok : EXIT.no;
}

/** A row of the journal, or, in a group, a record of the audit trail. */
function describeRecord(terminal: Terminal, verdict: Extract<BundleVerdict, { valid: true }>): void {
  const { record } = verdict.bundle;
  const text = (name: string) => {
    const value = record[name];
    return typeof value === 'string' ? value : '';
  };
  if (verdict.bundle.group !== undefined) {
    terminal.say(
      `     ${text('action')}  ${text('subjectKind')} ${text('subjectId')}\n     ${text('actor')}  ${text('at')}`,
    );
    return;
  }
  const serials = Array.isArray(record['serials']) ? record['serials'].join(', ') : '';
  terminal.say(
    `     ${text('kind')}  ${text('quantity')} × ${text('instrument')}${serials === '' ? '' : ` #${serials}`}\n` +
      `     ${text('debitAccount')} → ${text('creditAccount')}  ${text('recordedAt')}`,
  );
}
