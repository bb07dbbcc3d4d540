import { ZeroHash } from 'ethers';
import { adminDelay, deployLedger, mined, refusal, roles, secondsPass, type Stage } from './support/chain';
import { leavesOf, rootOf } from './support/merkle-model';
import { allowance, issuance } from './support/samples';

const root = rootOf(leavesOf(1));

describe('roles', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await deployLedger();
  });

  const acts = [
    { act: 'set caps', role: 'CAP_ROLE', holder: 'capper' },
    { act: 'record an issuance', role: 'ISSUER_ROLE', holder: 'issuer' },
    { act: 'record issuances', role: 'ISSUER_ROLE', holder: 'issuer' },
    { act: 'anchor', role: 'ANCHOR_ROLE', holder: 'anchorer' },
    { act: 'pause', role: 'PAUSER_ROLE', holder: 'pauser' },
    { act: 'unpause', role: 'PAUSER_ROLE', holder: 'pauser' },
  ] as const;
  const everybody = ['admin', 'issuer', 'anchorer', 'capper', 'pauser', 'stranger'] as const;

  function attempt(act: (typeof acts)[number]['act'], who: (typeof everybody)[number]): Promise<unknown> {
    const { ledger } = stage[who];
    switch (act) {
      case 'set caps':
        return ledger.setCaps.staticCall([{ instrument: allowance, cap: 1n }]);
      case 'record an issuance':
        return ledger.recordIssuance.staticCall(issuance({ instrument: allowance }));
      case 'record issuances':
        return ledger.recordIssuances.staticCall([]);
      case 'anchor':
        return ledger.anchor.staticCall(1, root, [], []);
      case 'pause':
        return ledger.pause.staticCall();
      case 'unpause':
        return ledger.unpause.staticCall();
    }
  }

  it.each(acts)('only a holder of $role may $act', async ({ act, role, holder }) => {
    for (const who of everybody.filter((one) => one !== holder)) {
      expect(await refusal(stage.ledger, attempt(act, who))).toEqual({
        name: 'AccessControlUnauthorizedAccount',
        args: [stage[who].signer.address, await stage.ledger[role]()],
      });
    }
    if (act === 'record an issuance') {
      await mined(stage.capper.ledger.setCaps([{ instrument: allowance, cap: 100n }]));
    }
    if (act === 'unpause') await mined(stage.pauser.ledger.pause());
    await expect(attempt(act, holder)).resolves.toBeDefined();
  });

  it('nobody holds a role until the admin grants it', async () => {
    const { ledger, issuer, admin, stranger } = stage;
    for (const role of roles) {
      expect(await ledger.hasRole(await ledger[role](), admin.signer.address)).toBe(false);
      expect(await ledger.hasRole(await ledger[role](), stranger.signer.address)).toBe(false);
    }
    const issuerRole = await ledger.ISSUER_ROLE();
    expect(
      await refusal(ledger, issuer.ledger.grantRole.staticCall(issuerRole, stranger.signer.address)),
    ).toEqual({ name: 'AccessControlUnauthorizedAccount', args: [issuer.signer.address, ZeroHash] });
  });

  it('a revoked role is lost at once', async () => {
    const { admin, anchorer, ledger } = stage;
    const role = await ledger.ANCHOR_ROLE();
    await mined(admin.ledger.revokeRole(role, anchorer.signer.address));
    expect(await refusal(ledger, anchorer.ledger.anchor.staticCall(1, root, [], []))).toEqual({
      name: 'AccessControlUnauthorizedAccount',
      args: [anchorer.signer.address, role],
    });
  });
});

describe('a change of admin', () => {
  it('comes into force after the delay only, and only if the new admin accepts', async () => {
    const { admin, stranger, issuer, ledger } = await deployLedger();
    expect(await ledger.defaultAdminDelay()).toBe(adminDelay);
    expect(await ledger.defaultAdmin()).toBe(admin.signer.address);

    await mined(admin.ledger.beginDefaultAdminTransfer(stranger.signer.address));
    await secondsPass(adminDelay - 10n);
    const early = await refusal(ledger, stranger.ledger.acceptDefaultAdminTransfer.staticCall());
    expect(early.name).toBe('AccessControlEnforcedDefaultAdminDelay');
    await secondsPass(11n);
    const intruder = await refusal(ledger, issuer.ledger.acceptDefaultAdminTransfer.staticCall());
    expect(intruder).toEqual({ name: 'AccessControlInvalidDefaultAdmin', args: [issuer.signer.address] });
    await mined(stranger.ledger.acceptDefaultAdminTransfer());
    expect(await ledger.defaultAdmin()).toBe(stranger.signer.address);
  });

  it('cannot go around the delay by granting the admin role', async () => {
    const { admin, stranger, ledger } = await deployLedger();
    expect(
      await refusal(ledger, admin.ledger.grantRole.staticCall(ZeroHash, stranger.signer.address)),
    ).toEqual({
      name: 'AccessControlEnforcedDefaultAdminRules',
      args: [],
    });
  });
});

describe('pause', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await deployLedger();
    await mined(stage.capper.ledger.setCaps([{ instrument: allowance, cap: 100n }]));
    await mined(stage.pauser.ledger.pause());
  });

  it('stops anchors and issuances', async () => {
    const { ledger, issuer, anchorer } = stage;
    const one = issuance({ instrument: allowance });
    // called one after the other: a refusal that nobody awaits yet would count as unhandled
    for (const call of [
      () => issuer.ledger.recordIssuance.staticCall(one),
      () => issuer.ledger.recordIssuances.staticCall([one]),
      () => anchorer.ledger.anchor.staticCall(1, root, [], []),
    ]) {
      expect(await refusal(ledger, call())).toEqual({ name: 'EnforcedPause', args: [] });
    }
  });

  it('leaves caps and every view in reach', async () => {
    const { ledger, capper } = stage;
    await mined(capper.ledger.setCaps([{ instrument: allowance, cap: 0n }]));
    expect(await ledger.paused()).toBe(true);
    expect((await ledger.head())[0]).toBe(0n);
    expect((await ledger.supplyOf(allowance)).cap).toBe(0n);
    expect(await ledger.verifyInclusionIn(root, 0, 1, root, [])).toBe(true);
  });

  it('ends, and the work goes on', async () => {
    const { ledger, pauser, issuer, anchorer } = stage;
    await mined(pauser.ledger.unpause());
    await mined(issuer.ledger.recordIssuance(issuance({ instrument: allowance })));
    await mined(anchorer.ledger.anchor(1, root, [], []));
    expect(await ledger.head()).toEqual([1n, root]);
  });
});
