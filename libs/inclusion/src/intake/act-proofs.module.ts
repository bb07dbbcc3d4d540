import { Global, Module } from '@nestjs/common';
import { ActProofSource } from './proofs';

/** The register in which a process that has a log says how acts are proved. */
@Global()
@Module({ providers: [ActProofSource], exports: [ActProofSource] })
export class ActProofsModule {}
